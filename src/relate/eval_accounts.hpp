#pragma once
// Figures on accounts: what several outlets make of one event. Data in, figures and (if asked for) predictions out.
//
// A cluster is one JSON object: {"cluster", "documents": [{"id", "outlet", "date", "title", "text"}], "claims": [{"id",
// "gloss", "kind", "frame": {"source", "action", "target", "time", "place", "quantity": {"what", "low", "high"}},
// "accounts": [{"doc", "span", "stance", "voice", "chain", "mode"}]}], "relations": [{"type", "certainty", "group",
// "a": [claim, document], "a_span", "b", "b_span", "disputed", "same_document", "between", "why"}], "lineages",
// "carriers"}. Predictions have the same shape, without the texts. Offsets are code points.
//
//   accounts        documents in; claims, accounts and relations predicted from the texts
//   accounts-given  documents and claims in; accounts predicted; relations predicted from the claims and the accounts
//                   that the data gives
//   pairs           JSON Lines: {"id", "text_a", "text_b", "date_a", "date_b", "label"}; predictions {"id", "label"}

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "record/accounts.hpp"
#include "relate/eval.hpp"
#include "relate/opposites.hpp"
#include "relate/scores.hpp"
#include "relate/word_rarity.hpp"

namespace px {

/// What flow/ does with several reports.
using Compare = std::function<Comparison(std::span<const CodedReport>)>;

/// Groups of relations that claim an opposition. A predicted group is right if it meets a firm contradiction of the
/// data, open if it meets an arguable one, an alarm if it meets a compatible, update or framing relation.
struct OppositionFigures {
    std::int64_t emitted = 0, right = 0, open = 0, alarms = 0;
    std::int64_t gold = 0, found = 0;      // groups of firm contradictions and disputes
    std::int64_t lookalikes = 0, hit = 0;  // groups of compatible, update and framing relations; those alarmed on
};

/// Findings against relations. They meet if some piece of evidence on each side overlaps the relation's spans.
struct AccountFigures {
    std::int64_t reports = 0;
    std::int64_t findings = 0;
    OppositionFigures oppositions;
    std::int64_t wordings = 0, wordings_right = 0, gold_wordings = 0;  // of quotations
    std::int64_t disputes = 0, disputes_right = 0;                     // oppositions that are disputes
};
[[nodiscard]] Result<AccountFigures> eval_accounts(const LayersOfReport& layers_of, const Compare& compare,
                                                   std::string_view content, const std::string& path,
                                                   std::string* predictions);

struct GivenClaimFigures {
    std::int64_t cells = 0;
    Scores stances;  // claim x document cells, each with its stances or silent
    Scores silent;   // only the silent ones
    Scores told;     // only the others, whatever the stance
    OppositionFigures oppositions;
};
[[nodiscard]] Result<GivenClaimFigures> eval_given_claims(const LayersOfReport& layers_of, const WordRarity& rarity,
                                                          std::string_view content, const std::string& path,
                                                          std::string* predictions);

struct PairFigures {
    std::int64_t pairs = 0, right = 0;
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> by_label;  // right, of
    std::int64_t binary_right = 0;                                          // contradiction or not
    Scores rule;  // the rule "a negation or a number differs", contradictions found
};
[[nodiscard]] Result<PairFigures> eval_pairs(const LayersOfReport& layers_of, const WordRarity& rarity,
                                             const Opposites& opposites, std::string_view content,
                                             const std::string& path, std::string* predictions);

}  // namespace px
