#pragma once
// What to show a person for a record of a comparison: the words, the sentence that holds them, who speaks, and through
// whom it came. One answer for the terminal, the page and JSON.
//
//   const Evidence evidence = evidence_of(reports, account.evidence.front());
//   show(slice(text, evidence.sentence), evidence.speaker, evidence.chain);
//
// Every span lies inside the report's text, also if the record does not: spans are cut to the text, indices checked.

#include <span>
#include <string>
#include <vector>

#include "record/accounts.hpp"

namespace px {

struct Evidence {
    std::int32_t report = -1;  // -1 = the reference leads nowhere; everything else is then empty
    std::vector<Span> words;   // the record's own words: clause, quoted content, or holder to object; ordered
    Span sentence;             // the sentence with the first of them; the words themselves if none is known
    Span cue;                  // the verb, noun or cue that made the record
    BlockKind block = BlockKind::paragraph;
    std::int32_t voice = -1;         // attribution of the report; -1 = the outlet's own voice
    bool unnamed_voice = false;      // attributed, but no speaker is named
    std::string speaker;             // as resolved, else as printed; empty for the outlet's own voice
    std::string speaker_role;        // "fellow at the Stimson Center"; empty if unknown
    std::vector<std::string> chain;  // carriers, nearest the speaker first
    bool denial = false;             // the speaker denies the words
    std::string rule;                // that made the record
};

[[nodiscard]] Evidence evidence_of(std::span<const CodedReport> reports, const StatementRef& ref);

/// A span with its end not before its beginning and inside the text.
[[nodiscard]] Span inside(std::string_view text, Span span);
/// The sentence that holds a byte; an empty span if none does.
[[nodiscard]] Span sentence_at(const Layers& layers, std::uint32_t byte);
/// The block that holds a byte, nullptr between blocks.
[[nodiscard]] const Block* block_at(const Report& report, std::uint32_t byte);
/// Name of the actor an attribution speaks through, else the printed words for the speaker, else "".
[[nodiscard]] std::string speaker_name(const CodedReport& coded, const Attribution& attribution);
/// What to call a report: its outlet, else the file's name without its folder.
[[nodiscard]] std::string outlet_or_file(const Report& report);
/// "fog-20240612.html" of "samples/summit/fog-20240612.html".
[[nodiscard]] std::string_view file_name(const Report& report);
/// How many words, parted by white space, a text has.
[[nodiscard]] std::size_t count_words(std::string_view text);

}  // namespace px
