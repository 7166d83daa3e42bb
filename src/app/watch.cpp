#include "flow/watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "app/interrupt.hpp"
#include "flow/carry_over.hpp"
#include "flow/relate_run.hpp"
#include "serve/width.hpp"

namespace px::app {
namespace {

void wait_minutes(int minutes, const std::atomic<bool>& stop) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(minutes);
    while (std::chrono::steady_clock::now() < end && !stop) std::this_thread::sleep_for(std::chrono::milliseconds(200));
}

/// Edited rules and tables are taken over between two passes; with a fault in them those of before stay in force.
bool take_over_edits(Pipeline& pipeline) {
    std::vector<Problem> problems;
    const Result<Pipeline> edited = Pipeline::load(Settings::installed(), problems);
    if (edited && edited->run_info("").fingerprint() == pipeline.run_info("").fingerprint()) return false;
    std::erase_if(problems, [](const Problem& problem) { return !problem.fatal; });
    say_problems(problems);
    if (!edited) say("parallax: " + to_string(edited.error()));
    if (!edited || !problems.empty()) {
        say("The rules and tables read before stay in force; they are looked at again before the next pass. parallax "
            "lint checks them.");
        return false;
    }
    pipeline = *edited;
    say("Edited rules and tables are in force.");
    return true;
}

/// The run of the pipeline as it is now. If that is new, what was fetched before is coded anew in it.
Result<std::int64_t> take_up_run(ProjectFile& project, const Pipeline& pipeline, const WatchOptions& options,
                                 const std::atomic<bool>& stop) {
    Result<std::int64_t> run = project.begin_run(pipeline.run_info(options_json(options.given)));
    if (!run) return run;
    const Result<std::size_t> carried = carry_over(project, *run, pipeline, stop);
    if (!carried) return fail(carried.error());
    if (*carried > 0) say(fmt::format("{} reports fetched before were coded anew: the run is a new one", *carried));
    return run;
}

}  // namespace

int run(const WatchOptions& options, const Terminal&) {
    const std::atomic<bool>& stop = stop_on_signals();
    const auto feeds = feeds_of_list(options.list);
    if (!feeds) return complain(feeds.error());
    Result<Pipeline> pipeline = load_pipeline();
    if (!pipeline) return complain(pipeline.error());
    Result<ProjectFile> project = ProjectFile::open(options.project, Database::Access::create);
    if (!project) return complain(project.error());
    Result<std::int64_t> run = take_up_run(*project, *pipeline, options, stop);
    if (!run) return complain(run.error());

    WatchJob job;
    job.given = options.given;
    job.seconds_between = options.seconds_between;
    job.most_pages = options.most_pages;
    job.limits.private_addresses = options.private_addresses;
    job.limits.whole_seconds = options.timeout;
    job.limits.connect_seconds = std::min<long>(options.timeout, 10);
    job.limits.agent = "Parallax (reads news feeds; robots.txt: parallax)";
    // Outlets' names and headlines come from strangers.
    const auto tell = [](std::string_view line) { say(printable(line)); };
    // The first time in any case: whoever was killed before may have left new reports without their stories.
    bool relate_due = true;
    SearchMemory memory;
    for (;;) {
        const auto pass = watch_once(*project, *run, *pipeline, *feeds, job, tell, stop);
        if (!pass) return complain(pass.error());
        say(fmt::format("{} feeds, {} refused; {} new reports, {} already held, {} pages refused", pass->feeds,
                        pass->feeds_refused, pass->read, pass->held, pass->pages_refused));
        if (pass->read > 0 || relate_due) {
            const auto stories = relate_run(*project, *run, *pipeline, stop, say, {}, &memory);
            if (!stories) return complain(stories.error());
            if (*stories) say(fmt::format("{} stories in {}", **stories, options.project));
            relate_due = !*stories;
        }
        if (options.once && !stop) {
            project->close_log();
            return pass->feeds_refused + pass->pages_refused > 0 ? exit_some_unreadable : exit_ok;
        }
        if (!stop) wait_minutes(options.minutes, stop);
        if (!stop && take_over_edits(*pipeline)) {
            run = take_up_run(*project, *pipeline, options, stop);
            if (!run) return complain(run.error());
            relate_due = true;
            memory = {};
        }
        if (stop) {
            project->close_log();
            say("Stopped. What was read is safe; the same command goes on where it stopped.");
            return exit_stopped;
        }
    }
}

}  // namespace px::app
