#include <fmt/format.h>

#include <atomic>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "flow/code_lines.hpp"
#include "flow/explain.hpp"
#include "serve/width.hpp"

namespace px::app {

int run(const CodeOptions& options, const Terminal&) {
    Result<Pipeline> pipeline = load_pipeline(options.rules_only);
    if (!pipeline) return complain(pipeline.error());
    if (!options.explain.empty()) {
        put(printable_lines(explain_text(*pipeline, options.explain, options.given.all)));
        return exit_ok;
    }
    const std::atomic<bool> never = false;
    CodeLinesJob job;
    job.path = options.path;
    job.options = options.given.for_input(options.path);
    job.threads = thread_count(options.threads);
    job.trees = options.trees;
    job.like = options.like;
    job.troubled = [](const Error& error) { say("parallax: " + to_string(error)); };
    const auto figures = code_lines(*pipeline, job, put, never);
    if (!figures) return complain(figures.error());
    if (figures->errors == 0) return exit_ok;
    say(fmt::format("parallax: {} of {} lines could not be read{}{}", figures->errors, figures->lines,
                    options.like ? "" : "; each has an error line in the output",
                    figures->errors < figures->lines
                        ? ""
                        : "; code takes JSON Lines, other forms are read by parallax compare and parallax read"));
    return exit_some_unreadable;
}

}  // namespace px::app
