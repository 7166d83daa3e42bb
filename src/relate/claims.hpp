#pragma once
// What the rules for findings ask of the members of an event, and the evidence of a finding.

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "record/accounts.hpp"
#include "relate/accounts.hpp"
#include "relate/events.hpp"

namespace px {

/// A member of an event with what the rules ask of it.
struct Claim {
    const Occurrence* occurrence = nullptr;
    Stance stance = Stance::silent;
    bool headline = false;
    bool taken_back = false;    // the outlet says that its earlier report of it was wrong
    std::string speaker;        // name; "" for the outlet's own voice or an unnamed one
    std::string speaker_level;  // level of the speaker as a party, "" if unknown
};

/// The level of the speaker of an attribution as a party; "" if the speaker is unknown.
[[nodiscard]] std::string level_of_speaker(const CodedReport& coded, const Attribution& voice);

/// Tells the first of several records of one lineage that say the same in the same words from its copies.
class Copies {
  public:
    Copies(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages)
        : reports_(reports), lineages_(lineages) {}

    /// Whether an earlier call had a record of another report of this lineage with the same words.
    [[nodiscard]] bool is_copy(StatementRef ref);

  private:
    std::span<const CodedReport> reports_;
    std::span<const std::int32_t> lineages_;
    std::unordered_map<std::uint64_t, std::int32_t> first_;  // lineage and words -> report
};

/// A truce broken: it needs no target, for both sides know whom it was made with.
[[nodiscard]] bool is_breach(const Occurrence& occurrence);

/// The members of an event; copies are left out.
/// `lineages` numbers the lineage of each report.
[[nodiscard]] std::vector<Claim> claims_of(std::span<const CodedReport> reports, const Event& event,
                                           std::span<const std::int32_t> lineages);

/// "Claims", "report", "accusation": what is denied in place of its content.
[[nodiscard]] bool is_told_thing(std::string_view folded);

/// Whether a cue of denial turns a thing down: "rejected the sanctions that the EU imposed" does not deny that they
/// were imposed, "rejected claims that ..." does.
[[nodiscard]] bool turns_down(const CodedReport& coded, const Attribution& voice);

/// Whether an attribution denies what it holds. Its cue says so; but "denied the motion" refuses something, "to deny"
/// and "would deny" tell of no denial, and in "refuted that, saying ..." the content is the denier's own view.
[[nodiscard]] bool is_denial(const CodedReport& coded, const Attribution& voice);

/// "John Conyers" and "Rep. Conyers": the same last name.
[[nodiscard]] bool is_one_speaker(std::string_view a, std::string_view b);

/// Adds a record to one side of a finding, once and only so many.
void add_evidence(std::vector<StatementRef>& side, StatementRef ref);

[[nodiscard]] bool in_headline(const CodedReport& coded, StatementRef ref);

[[nodiscard]] bool share_report(std::span<const StatementRef> a, std::span<const StatementRef> b);

}  // namespace px
