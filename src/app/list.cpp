#include "app/list.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "serve/table.hpp"
#include "serve/wording.hpp"
#include "store/feeds.hpp"

namespace px::app {
namespace {

TableForm table_form(Form form) {
    switch (form) {
        case Form::automatic:
            return output_is_terminal() ? TableForm::terminal : TableForm::tsv;
        case Form::tsv:
            return TableForm::tsv;
        case Form::csv:
            return TableForm::csv;
        case Form::json:
            return TableForm::json;
        case Form::json_lines:
            return TableForm::json_lines;
    }
    return TableForm::tsv;
}

Cell cell(const Query& query, int column) {
    if (query.is_null(column)) return {};
    if (!query.is_number(column)) return query.text(column);
    const double number = query.real(column);
    const std::int64_t whole = query.integer(column);
    if (static_cast<double>(whole) == number) return whole;
    return number;
}

/// Where two columns stand, if the query has them.
struct Columns {
    explicit Columns(const std::vector<std::string>& names)
        : outlet(std::ranges::find(names, "outlet") - names.begin()),
          file(std::ranges::find(names, "file") - names.begin()),
          both(std::max(outlet, file) < std::ssize(names)) {}
    std::ptrdiff_t outlet, file;
    bool both;
};

/// A person places a row by its outlet; where none is known, by its file.
void name_outlet(std::vector<Cell>& cells, const Columns& columns) {
    if (!columns.both) return;
    Cell& outlet = cells[static_cast<std::size_t>(columns.outlet)];
    const auto* name = std::get_if<std::string>(&outlet.value());
    const auto* file = std::get_if<std::string>(&cells[static_cast<std::size_t>(columns.file)].value());
    if ((name == nullptr || name->empty()) && file != nullptr) outlet = file->substr(file->rfind('/') + 1);
}

}  // namespace

Result<void> tell_gaps(ProjectFile& project, const ListOptions& options) {
    const ListFilter& filter = options.filter;
    const auto gaps = coverage_gaps(project, filter.outlet, filter.since, filter.until);
    if (!gaps) return fail(gaps.error());
    if (!gaps->empty())
        say("parallax: coverage gaps, so these counts are not complete: " + gap_words(*gaps) +
            "; see parallax doctor -p " + options.project);
    return {};
}

namespace {

/// A run is one way of reading: what was read with other options, or another version, is in another.
Result<void> tell_other_runs(ProjectFile& project, std::int64_t run, const ListOptions& options) {
    if (!options.run.empty()) return {};
    auto query = project.database().prepare(
        "SELECT count(DISTINCT run), count(*) FROM report_ WHERE run <> ?1 AND sha256 NOT IN (SELECT sha256 FROM "
        "report_ "
        "WHERE run = ?1)");
    if (!query) return fail(query.error());
    query->bind(run);
    if (query->step() && query->integer(1) > 0)
        say(
            fmt::format("parallax: this is the newest run; {} more {} in {} other {} (parallax doctor lists the runs, "
                        "--run chooses one)",
                        query->integer(1), query->integer(1) == 1 ? "report is" : "reports are", query->integer(0),
                        query->integer(0) == 1 ? "run" : "runs"));
    if (query->error()) return fail(*query->error());
    return {};
}

/// Why a list is empty: nothing was read so far, or nothing fits.
Result<void> tell_nothing_fits(ProjectFile& project, const std::string& path) {
    auto query = project.database().prepare("SELECT EXISTS (SELECT 1 FROM report_)");
    if (!query) return fail(query.error());
    const bool holds_any = query->step() && query->integer(0) != 0;
    if (query->error()) return fail(*query->error());
    say("parallax: " +
        (holds_any ? "nothing in " + path + " fits"
                   : path + " holds no reports so far; parallax read PATH --into " + path + " reads some") +
        "; what could not be read is listed by parallax doctor -p " + path);
    return {};
}

}  // namespace

int list_records(const ListOptions& options, bool colour, const Listing& listing) {
    Result<ProjectFile> project = ProjectFile::open(options.project, Database::Access::read_only);
    if (!project) return complain(project.error());
    const Result<std::int64_t> run = project->find_run(options.run);
    if (!run) return complain(run.error());
    Result<Query> query = listing.lister(*project, *run, options.filter);
    if (!query) return complain(query.error());

    std::vector<std::string> columns;
    columns.reserve(static_cast<std::size_t>(query->columns()));
    for (int i = 0; i < query->columns(); ++i) columns.push_back(query->column_name(i));
    TableOptions look;
    look.width = terminal_width();
    look.colour = colour;
    look.unicode = speaks_unicode();
    look.shown = listing.on_terminal;
    const TableForm form = table_form(options.form);
    const Columns named(columns);
    TablePrinter table(std::move(columns), form, look, put);
    std::size_t rows = 0;
    for (; query->step(); ++rows) {
        std::vector<Cell> cells;
        cells.reserve(static_cast<std::size_t>(query->columns()));
        for (int i = 0; i < query->columns(); ++i) cells.push_back(cell(*query, i));
        if (form == TableForm::terminal) name_outlet(cells, named);
        table.row(std::move(cells));
    }
    table.finish();
    if (query->error()) return complain(*query->error());
    if (auto told = tell_other_runs(*project, *run, options); !told) return complain(told.error());
    if (auto told = tell_gaps(*project, options); !told) return complain(told.error());
    if (rows == 0) {
        if (auto told = tell_nothing_fits(*project, options.project); !told) return complain(told.error());
        return exit_nothing_found;
    }
    if (output_is_terminal()) say(listing.hint);
    return exit_ok;
}

}  // namespace px::app
