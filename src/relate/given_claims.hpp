#pragma once
// Claims that somebody wrote down, looked up in reports: which report makes what of each, and which claims exclude each
// other. A claim is a sentence in the user's words, with a figure or a time if it is about one.
//
//   const std::vector<GivenAccount> cells = find_accounts(reports, {"c1", "Kim met Putin in Vladivostok."}, rarity);
//   cells[0].stance     // silent, asserts, attributes, attributes_denial
//
// Method. A report speaks of a claim if one of its sentences, with the names that its pronouns stand for and, for less,
// the words of the sentence before, has six tenths of what the claim's words tell (-ln of their share in general news).
// A figure or a time that the sentence does not have makes it worth half as much.

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "record/accounts.hpp"
#include "relate/propositions.hpp"

namespace px {

struct GivenClaim {
    std::string id;
    std::string words;
    std::string kind;             // "event", "attitude", "quantity", "time", "place", "statement"
    std::vector<double> figures;  // as told; empty if it is about none
    std::string counted;          // what the figures count
    double low = 0;               // what the figures can mean
    double high = std::numeric_limits<double>::infinity();
    std::optional<DaySpan> time;
    std::vector<std::string> parties;  // who does it and to whom, as the data names them
    std::string action;                // the beginning of a code or words
};

/// What one report makes of a claim.
struct GivenAccount {
    std::int32_t report = -1;
    Stance stance = Stance::silent;
    Span span;  // bytes; empty when silent
    std::string voice;
    std::vector<std::string> chain;
    Mode mode = Mode::actual;
};

/// One account for each report.
[[nodiscard]] std::vector<GivenAccount> find_accounts(std::span<const CodedReport> reports, const GivenClaim& claim,
                                                      const WordRarity& rarity);

/// A claim with its accounts, as found or as given.
struct ClaimAccounts {
    GivenClaim claim;
    std::vector<GivenAccount> accounts;  // without silent ones
};

/// Two accounts, of one claim or of two, that cannot both hold.
struct GivenOpposition {
    ContradictionType type = ContradictionType::none;
    bool disputed = false;  // a named voice denies
    std::size_t claim_a = 0, account_a = 0;
    std::size_t claim_b = 0, account_b = 0;
    std::string why;
};

/// Within a claim that is no judgement: told and denied (polarity), expected and thought unlikely (modality). Between
/// claims of one act and one set of parties: times that do not meet (date), exact figures of one time that do not meet
/// (number), a plan told after the act was told as done (modality). Plans that moved are none.
[[nodiscard]] std::vector<GivenOpposition> find_oppositions(std::span<const CodedReport> reports,
                                                            std::span<const ClaimAccounts> claims);

}  // namespace px
