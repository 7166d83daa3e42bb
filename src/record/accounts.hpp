#pragma once
// What several reports make of the same matter: lineages, stories, events, accounts, findings. Made by relate/, kept
// by store/, shown by app/ and serve/.
//
// Reports are numbered by their place in the list that was compared; a StatementRef names a record inside one of them.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "record/layers.hpp"
#include "record/report.hpp"

namespace px {

/// A report with its layers: what flow/ hands to relate/ and store/.
struct CodedReport {
    Report report;
    Layers layers;
};

enum class RecordKind : std::uint8_t { statement, attitude, attribution, sentence };

/// A record of one report: layers.statements[index], layers.attitudes[index], layers.attributions[index], or
/// layers.sentences[index] in the outlet's own voice, where no other record holds what is told.
struct StatementRef {
    std::int32_t report = -1;
    RecordKind kind = RecordKind::statement;
    std::int32_t index = -1;
    bool operator==(const StatementRef&) const = default;
};

/// Reports that share an origin. Independence is counted in lineages, never in reports.
struct Lineage {
    std::vector<std::int32_t> reports;
    std::string origin;  // agency or outlet it comes from, if the text says so
    std::string reason;  // "412 words in common from character 120", "both credit Agency X"
};

enum class Stance : std::uint8_t { asserts, attributes, denies, attributes_denial, hedges, silent, unknown };

/// What one report makes of one row.
struct Account {
    std::int32_t report = -1;
    Stance stance = Stance::silent;
    std::vector<StatementRef> evidence;  // best first; empty when silent
    std::string speaker;                 // to whom it is attributed; empty for the outlet's own voice
    std::vector<std::string> chain;      // carriers, nearest the speaker first
    std::string gist;  // what this report says where the row leaves it open: "against", "12 killed", "planned"; or ""
};

enum class Agreement : std::uint8_t { agreed, split, single_source };

/// One thing that reports speak about: an event, or somebody's attitude to something. A row of the comparison.
struct Row {
    std::string label;  // "Kim Jong-un visits Russia", "China on Russia's role: in favour"
    std::string code;   // CAMEO code, "" for attitudes
    std::string plover;
    std::vector<std::string> actors;  // keys, sources then targets
    std::string time;                 // ISO value or "", for showing
    std::string place;
    std::vector<Account> accounts;  // one for each report, in their order
    std::int32_t lineages = 0;      // independent lineages that carry it (silence not counted)
    Agreement agreement = Agreement::single_source;
    double weight = 0;  // rows are ordered by this, largest first
};

enum class FindingKind : std::uint8_t {
    contradiction,          // both cannot be true
    opposed_attitudes,      // one holder, one object, opposite attitudes, each with its voice
    disputed,               // a named voice denies what another says
    updated,                // a later figure, a plan and then the event, a correction
    figures_differ,         // numbers whose unit or scope is not the same
    framing_differs,        // words, motives or halves of one utterance chosen differently
    quoted_otherwise,       // one utterance printed in two wordings
    headline_exceeds_text,  // the headline asserts what the text only attributes
};

enum class ContradictionType : std::uint8_t { none, polarity, evaluation, number, date, place, modality, agent };

struct Finding {
    FindingKind kind = FindingKind::framing_differs;
    ContradictionType type = ContradictionType::none;
    std::int32_t row = -1;            // row it belongs to, -1 = none
    std::vector<StatementRef> one;    // evidence of one side, best first
    std::vector<StatementRef> other;  // and of the other
    std::string summary;              // one sentence for the user
    std::vector<std::string> trace;   // the steps that led to it
};

/// Days on which something of an outlet could not be fetched: what it printed then is not known, which is not silence.
struct CoverageGap {
    std::string outlet;
    std::string first_day;  // "2024-06-12"
    std::string last_day;
    std::int64_t days = 0;  // how many of the days in between
    std::string reason;     // of the last one
};

struct Comparison {
    std::string title;  // of the story
    std::vector<Lineage> lineages;
    std::vector<Row> rows;
    std::vector<Finding> findings;
    std::vector<CoverageGap> gaps;  // in the days of the reports; only a project that is fed by watching knows any
};

/// Reports about one running matter. `reports` are ids, so that a story outlives the list it was made from.
struct Story {
    std::string id;  // stable: of its first report
    std::string title;
    std::vector<std::int32_t> reports;
};

[[nodiscard]] std::string_view to_string(RecordKind kind);
[[nodiscard]] std::string_view to_string(Stance stance);
[[nodiscard]] std::string_view to_string(Agreement agreement);
[[nodiscard]] std::string_view to_string(FindingKind kind);
[[nodiscard]] std::string_view to_string(ContradictionType type);

}  // namespace px
