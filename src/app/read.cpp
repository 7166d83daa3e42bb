#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <filesystem>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "app/interrupt.hpp"
#include "flow/read_into.hpp"
#include "flow/relate_run.hpp"
#include "serve/width.hpp"
#include "text/clip.hpp"

namespace px::app {
namespace {

/// One line on the terminal, redrawn at most ten times a second.
class ProgressLine {
  public:
    explicit ProgressLine(bool shown) : shown_(shown) {}

    void show(const Progress& progress) {
        if (!shown_) return;
        const auto now = Clock::now();
        if (now - last_ < std::chrono::milliseconds(100)) return;
        last_ = now;
        const double seconds = std::chrono::duration<double>(now - begin_).count();
        const double rate = seconds > 0 ? static_cast<double>(progress.done) / seconds : 0;
        std::string line = fmt::format("\r\x1b[K{} done  {:.0f}/s", progress.done, rate);
        if (progress.exact && rate > 0 && progress.files >= progress.done) {
            const auto left = static_cast<long>(static_cast<double>(progress.files - progress.done) / rate);
            line = fmt::format("\r\x1b[K{} of {}  {:.0f}/s  {}m{:02}s left", progress.done, progress.files, rate,
                               left / 60, left % 60);
        }
        const std::string current = printable(progress.current);  // a name of a file may hold any bytes
        line += "  " + mended_utf8(current.substr(current.size() > 40 ? current.size() - 40 : 0));
        std::fwrite(line.data(), 1, line.size(), stderr);
        drawn_ = true;
    }
    void say(std::string_view what) {
        if (!shown_) return;
        fmt::print(stderr, "\r\x1b[K{}", what);
        drawn_ = true;
    }
    void end() const {
        if (drawn_) std::fputs("\r\x1b[K", stderr);
    }
    [[nodiscard]] double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }

  private:
    using Clock = std::chrono::steady_clock;
    bool shown_;
    bool drawn_ = false;
    Clock::time_point begin_ = Clock::now();
    Clock::time_point last_{};
};

std::string passed_over_text(const std::map<std::string, std::size_t>& passed_over) {
    std::string text;
    for (const auto& [ending, count] : passed_over)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count,
                            !ending.empty() ? ending
                            : count == 1    ? "file without an ending"
                                            : "files without an ending");
    return text;
}

void say_figures(const ReadFigures& figures, const ReadCommandOptions& options) {
    say(fmt::format("{} {} = {} read + {} already held + {} empty + {} unreadable", figures.inputs,
                    figures.inputs == 1 ? "input" : "inputs", figures.read, figures.held, figures.empty,
                    figures.unreadable));
    if (figures.not_coded > 0)
        say(fmt::format("{} of those read are in another language: kept, shown, not coded", figures.not_coded));
    if (!figures.passed_over.empty()) say("passed over: " + passed_over_text(figures.passed_over));
    for (const std::string& mark : figures.gone_on) say("went on behind " + mark + ", which was read before");
    for (const std::string& path : options.paths)
        if (std::error_code ignored; path != "-" && !std::filesystem::exists(path, ignored))
            say("parallax: " + path + ": there is no such file or folder; it is counted as unreadable");
    if (figures.inputs == 0 && !figures.stopped) say("there was nothing to read in what was named");
    if (figures.empty + figures.unreadable > 0)
        say("what could not be read, and why: parallax doctor -p " + options.project);
}

int stopped(ProjectFile& project, std::string_view next) {
    project.close_log();
    say(fmt::format("Stopped. What was read is safe; {}.", next));
    return exit_stopped;
}

}  // namespace

int run(const ReadCommandOptions& options, const Terminal&) {
    if (auto checked = check_given(options.given, options.paths); !checked) return complain(checked.error());
    const std::atomic<bool>& stop = stop_on_signals();
    Result<Pipeline> pipeline = load_pipeline(options.rules_only);
    if (!pipeline) return complain(pipeline.error());
    Result<ProjectFile> project = ProjectFile::open(options.project, Database::Access::create);
    if (!project) return complain(project.error());

    const ReadJob job{options.paths, options.given, thread_count(options.threads)};
    const Result<std::int64_t> run = project->begin_run(pipeline->run_info(options_json(job.given)));
    if (!run) return complain(run.error());

    ProgressLine line(!options.quiet && errors_are_terminal());
    const auto figures = read_into(*project, *run, *pipeline, job, [&](const Progress& p) { line.show(p); }, stop);
    line.end();
    if (!figures) return complain(figures.error());
    say_figures(*figures, options);
    if (figures->stopped) return stopped(*project, "the same command goes on where it stopped");

    line.say("finding stories");
    const auto stories = relate_run(*project, *run, *pipeline, stop);
    line.end();
    if (!stories) return complain(stories.error());
    if (!*stories) return stopped(*project, "the same command finds the stories");
    project->close_log();
    say(fmt::format("{} {} in {}, run {}  ({:.1f} s)", **stories, **stories == 1 ? "story" : "stories", options.project,
                    pipeline->run_info(options_json(job.given)).fingerprint().substr(0, 10), line.seconds()));
    if (**stories > 0)
        say("Next: parallax stories -p " + options.project + "    parallax events -p " + options.project);
    return figures->unreadable > 0 ? exit_some_unreadable : exit_ok;
}

}  // namespace px::app
