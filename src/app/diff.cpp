#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "base/json_writer.hpp"
#include "flow/version_diff.hpp"
#include "record/ids.hpp"
#include "serve/width.hpp"
#include "store/sightings.hpp"

namespace px::app {
namespace {

std::string_view word(ChangedPart::Kind kind) {
    return kind == ChangedPart::Kind::same ? "same" : kind == ChangedPart::Kind::gone ? "gone" : "come";
}

/// "[-gone-]{+come+}", as in wdiff; in colour where the terminal has some.
std::string marked(const ChangedPart& part, bool colour) {
    const std::string words = printable_lines(part.text);
    if (part.kind == ChangedPart::Kind::same) return words;
    const bool gone = part.kind == ChangedPart::Kind::gone;
    const std::string text = gone ? "[-" + words + "-]" : "{+" + words + "+}";
    return colour ? (gone ? "\x1b[31m" : "\x1b[32m") + text + "\x1b[0m" : text;
}

/// "2024-06-12T10:00:00Z, 3 sightings"
Result<std::string> seen(ProjectFile& project, std::int64_t row) {
    auto query = project.database().prepare("SELECT count(*), min(nullif(seen, '')) FROM sighting_ WHERE report = ?");
    if (!query) return fail(query.error());
    query->bind(row);
    if (!query->step()) return std::string();
    const std::string first = query->text(1);
    return fmt::format("{}{} sighting{}", first.empty() ? "" : first + ", ", query->integer(0),
                       query->integer(0) == 1 ? "" : "s");
}

void put_text(const VersionDiff& diff, bool colour) {
    for (const ChangedParagraph& paragraph : diff.changes) {
        std::string line = fmt::format("  {:<10} ", to_string(paragraph.kind));
        for (const ChangedPart& part : paragraph.parts) line += marked(part, colour);
        put(line + "\n");
    }
    put(fmt::format("  {} paragraph{} unchanged\n", diff.unchanged, diff.unchanged == 1 ? "" : "s"));
}

void write(JsonWriter& json, const Report& before, const Report& after, const VersionDiff& diff) {
    json.object([&] {
        json.member("schema", "parallax.diff/1").member("before", report_id(before)).member("after", report_id(after));
        json.member("unchanged", diff.unchanged);
        json.key("changes").array([&] {
            for (const ChangedParagraph& paragraph : diff.changes)
                json.object([&] {
                    json.member("kind", to_string(paragraph.kind));
                    json.key("parts").array([&] {
                        for (const ChangedPart& part : paragraph.parts)
                            json.object([&] { json.member("is", word(part.kind)).member("text", part.text); });
                    });
                });
        });
    });
}

}  // namespace

int run(const DiffOptions& options, const Terminal& terminal) {
    Result<ProjectFile> project = ProjectFile::open(options.project, Database::Access::read_only);
    if (!project) return complain(project.error());
    const Result<std::int64_t> run = project->find_run(options.run);
    if (!run) return complain(run.error());
    const auto rows = versions_of(*project, *run, options.id);
    if (!rows) return complain(rows.error());
    if (rows->empty()) {
        say("parallax: no report '" + options.id + "' in " + options.project +
            "; ids are in the column report of parallax events and quotes");
        return exit_nothing_found;
    }
    if (rows->size() == 1) {
        say("parallax: the report has one version; nothing was changed as far as it was seen");
        return exit_nothing_found;
    }
    for (std::size_t i = 0; i + 1 < rows->size(); ++i) {
        const Result<CodedReport> before = project->load((*rows)[i]);
        const Result<CodedReport> after = project->load((*rows)[i + 1]);
        if (!before) return complain(before.error());
        if (!after) return complain(after.error());
        const VersionDiff diff = diff_versions(before->report, after->report);
        if (options.json) {
            JsonWriter json;
            write(json, before->report, after->report, diff);
            put(json.str() + "\n");
            continue;
        }
        const Result<std::string> when_before = seen(*project, (*rows)[i]);
        const Result<std::string> when_after = seen(*project, (*rows)[i + 1]);
        put(printable_lines(fmt::format("{} ({}) -> {} ({})  {}  {}\n", report_id(before->report),
                                        when_before.value_or(""), report_id(after->report), when_after.value_or(""),
                                        after->report.outlet,
                                        after->report.url.empty() ? after->report.source : after->report.url)));
        put_text(diff, terminal.colour);
    }
    return exit_ok;
}

}  // namespace px::app
