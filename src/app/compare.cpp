#include <filesystem>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "app/show_comparison.hpp"

namespace px::app {
namespace {

Error left_out(Error error) {
    std::error_code ignored;
    if (error.next.empty())
        error.next = std::filesystem::is_directory(error.file, ignored)
                         ? "it is left out; parallax read " + error.file + " reads a folder into a project file"
                         : "it is left out";
    return error;
}

}  // namespace

int run(const CompareOptions& options, const Terminal& terminal) {
    if (auto checked = check_given(options.given, options.paths); !checked) return complain(checked.error());
    Result<Pipeline> pipeline = load_pipeline(options.rules_only);
    if (!pipeline) return complain(pipeline.error());

    std::vector<CodedReport> reports;
    Workspace scratch;
    int code = exit_ok;
    for (const std::string& path : options.paths) {
        Result<Report> report = read_path(path, pipeline->with_tables(options.given.for_input(path)));
        if (!report) {
            code = complain(left_out(report.error()));
            continue;
        }
        for (const std::string& remark : report->remarks) say("parallax: " + path + ": " + remark);
        if (!report->is_in_coded_language())
            say("parallax: " + path + ": written in '" + report->language + "', which is kept and shown but not coded");
        reports.push_back(pipeline->run(std::move(*report), scratch));
    }
    if (reports.empty()) {
        say("parallax: there is no report left to compare");
        return code;
    }

    Pipeline::complete(reports);
    const Comparison comparison = pipeline->compare(reports);
    const ShowOptions show{options.html, options.json, options.width, terminal.colour};
    if (const int shown = show_comparison(comparison, reports, pipeline->run_info("{}"), show); shown != exit_ok)
        return shown;
    return code;
}

}  // namespace px::app
