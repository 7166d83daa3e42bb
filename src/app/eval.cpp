#include <fmt/format.h>

#include <algorithm>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "flow/evaluate.hpp"

namespace px::app {

int run(const EvalOptions& options, const Terminal&) {
    if (options.task == "list") {
        for (const EvalTask& task : eval_tasks()) put(fmt::format("{:<12} {}\n", task.name, task.reads));
        return exit_ok;
    }
    const auto named = [&](const EvalTask& task) { return task.name == options.task; };
    if (options.file.empty() && std::ranges::any_of(eval_tasks(), named))
        return complain({ErrorKind::usage, "", "", "eval needs a file", "parallax eval TASK FILE; parallax eval list"});
    Result<Pipeline> pipeline = load_pipeline(options.rules_only);
    if (!pipeline) return complain(pipeline.error());
    std::string predictions;
    const Result<std::string> figures =
        evaluate(options.task, *pipeline, options.file, options.predictions.empty() ? nullptr : &predictions);
    if (!figures) return complain(figures.error());
    if (!options.predictions.empty())
        if (auto written = write_file(options.predictions, predictions); !written) return complain(written.error());
    put(*figures);
    return exit_ok;
}

}  // namespace px::app
