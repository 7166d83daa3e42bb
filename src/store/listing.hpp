#pragma once
// The questions that users put to a project file, as prepared queries over its views.
//
//   Result<Query> events = list_events(project, run, {.actor = "PRK", .code = "04"});
//   while (events->step()) use(events->text(0));

#include <string>

#include "store/project_file.hpp"

namespace px {

/// What records to list; an empty field does not restrict.
struct ListFilter {
    // On either side: whole words of a name, a key, a country (its name or ISO-3) or the beginning of a CAMEO code.
    std::string actor;
    std::string dyad;  // "PRK:RUS": source, target; either may be empty
    std::string code;  // CAMEO code or its beginning, or a PLOVER type
    std::string mode;
    std::string since;  // day of publication, ISO, inclusive
    std::string until;
    std::string outlet;
    std::string report;      // public id or its beginning
    std::string speaker;     // name, key, country or CAMEO code
    std::string about;       // words that stand in the quotation
    std::string carried_by;  // carrier in the chain, or the report's agency
    bool stances = false;    // quotes: also what somebody thinks, wants or stands for
    bool split = false;      // stories: accounts differ
    bool single_source = false;
    std::int64_t limit = 0;  // 0 = all
};

// Reports that have a newer version are left out, unless `report` names one.

/// id, published, outlet, source, code, plover, target, mode, time, place, quantities, speaker, begin, end, text,
/// report, file
Result<Query> list_events(ProjectFile& project, std::int64_t run, const ListFilter& filter);
/// id, published, outlet, kind, speaker, cue, chain, begin, end, content, report, file
Result<Query> list_quotes(ProjectFile& project, std::int64_t run, const ListFilter& filter);
/// id, title, reports, outlets, lineages, first_published, last_published, events, contradictions, disputes, gaps
Result<Query> list_stories(ProjectFile& project, std::int64_t run, const ListFilter& filter);
/// source, outcome, kind, where, what: inputs of the run, and of later ones, that gave no report
Result<Query> list_troubles(ProjectFile& project, std::int64_t run);

}  // namespace px
