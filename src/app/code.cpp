#include <fmt/format.h>

#include <atomic>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "flow/code_lines.hpp"

namespace px::app {

int run(const CodeOptions& options, const Terminal&) {
    Result<Pipeline> pipeline = load_pipeline(options.rules_only);
    if (!pipeline) return complain(pipeline.error());
    const std::atomic<bool> never = false;
    const CodeLinesJob job{options.path, options.given.for_input(options.path), thread_count(options.threads),
                           options.trees};
    const auto figures = code_lines(*pipeline, job, put, never);
    if (!figures) return complain(figures.error());
    if (figures->errors == 0) return exit_ok;
    say(fmt::format("parallax: {} of {} lines could not be read; each has an error line in the output", figures->errors,
                    figures->lines));
    return exit_some_unreadable;
}

}  // namespace px::app
