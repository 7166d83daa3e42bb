#pragma once
// The table of accounts: what each report makes of each event and each attitude. See docs/accounts.md for the method.
//
// Stance of a report on a row, from its best evidence (the text before the headline, the outlet's own voice before
// somebody's, actual before merely possible):
//   asserts            own voice; a plan told in the outlet's own voice is an asserted plan (gist "planned")
//   denies             own voice, negated
//   hedges             own voice, possible or hypothetical or of unknown certainty
//   attributes         somebody says so
//   attributes_denial  somebody denies it, by the verb ("denied that") or by negation inside what they say
//   silent, unknown    nothing in the report held; unknown if the report was cut off
//
// Independent lineages of a row: reports that share no origin (lineage.hpp), and no carrier of this very statement: two
// reports that both give it to Reuters, or to one speaker, are one account of it.

#include <span>
#include <string>
#include <vector>

#include "record/accounts.hpp"
#include "record/evidence.hpp"
#include "relate/attitudes.hpp"
#include "relate/events.hpp"

namespace px {

/// A row together with what it was made of, for contradictions.hpp. One of the two pointers is set; of a toll
/// (toll_rows.hpp) neither is.
struct SourcedRow {
    Row row;
    EventTraits traits;  // of the row's code
    const Event* event = nullptr;
    const Matter* matter = nullptr;
};

/// The stance that one piece of evidence gives.
[[nodiscard]] Stance stance_of(Mode mode, std::int32_t voice, const std::vector<Attribution>& attributions);

/// The attribution that a record stands in; nullptr for the outlet's own voice.
[[nodiscard]] const Attribution* voice_of(const CodedReport& coded, StatementRef ref);

/// Whether a statement's word is the cue of an attitude too ("welcomes"): what it says has a row of its own there.
[[nodiscard]] bool is_judgement(const CodedReport& coded, StatementRef ref);

/// "12 killed", "at least 12 killed", "10 to 20 wounded".
[[nodiscard]] std::string describe_quantity(const Quantity& quantity);

/// Rows of events and matters, unsorted, with the accounts of the reports that say something only. `lineages` numbers
/// the lineage of each report.
[[nodiscard]] std::vector<SourcedRow> make_rows(std::span<const CodedReport> reports, std::span<const Event> events,
                                                std::span<const Matter> matters, const EventTable& table,
                                                std::span<const std::int32_t> lineages);

/// Sets the lineages, the agreement and the weight of a row from its accounts.
void settle(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages, SourcedRow& sourced);

/// Adds a silent (or, of a report that was cut off, unknown) account for every report that has none.
void fill_silence(std::span<const CodedReport> reports, Row& row);

}  // namespace px
