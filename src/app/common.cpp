#include "app/common.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <thread>

#include "app/exit_codes.hpp"
#include "read/item.hpp"
#include "serve/width.hpp"

namespace px::app {

void say(std::string_view line) {
    // Where both go to one place, words must not cut data in two.
    if (std::fflush(stdout) != 0 && errno == EPIPE) std::_Exit(exit_ok);
    const std::string whole = printable_lines(line) + '\n';
    std::fwrite(whole.data(), 1, whole.size(), stderr);
}

int complain(const Error& error) {
    say("parallax: " + to_string(error));
    switch (error.kind) {
        case ErrorKind::usage:
            return exit_usage;
        case ErrorKind::unreadable:
        case ErrorKind::malformed:
        case ErrorKind::unsupported:
        case ErrorKind::empty:
            return exit_some_unreadable;
        case ErrorKind::unwritable:
        case ErrorKind::out_of_space:
        case ErrorKind::internal:
            return exit_failed;
    }
    return exit_failed;
}

namespace {

/// After a write failed: 0 if the reader went away, which is no error.
int why_not_written() {
    if (errno == EPIPE) return exit_ok;
    say(std::string("parallax: cannot write the output: ") + std::strerror(errno));
    return exit_failed;
}

}  // namespace

void put(std::string_view data) {
    if (std::fwrite(data.data(), 1, data.size(), stdout) != data.size()) std::_Exit(why_not_written());
}

int flush_output(int code) { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0 ? code : why_not_written(); }

bool output_is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }
bool errors_are_terminal() { return ::isatty(STDERR_FILENO) == 1; }

std::size_t terminal_width(int wanted) {
    if (wanted > 0) return static_cast<std::size_t>(wanted);
    winsize size{};
    if (output_is_terminal() && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
    return 100;
}

bool speaks_unicode() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        const std::string locale = value;
        return locale.find("UTF-8") != std::string::npos || locale.find("utf8") != std::string::npos;
    }
    return true;
}

int thread_count(int wanted) {
    if (wanted > 0) return wanted;
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

Result<Pipeline> load_pipeline(bool rules_only) {
    std::vector<Problem> problems;
    Settings settings = Settings::installed();
    if (rules_only) settings.event_model.clear();
    Result<Pipeline> pipeline = Pipeline::load(settings, problems);
    std::erase_if(problems, [](const Problem& problem) { return !problem.fatal; });  // the others are lint's
    say_problems(problems);
    return pipeline;
}

void say_problems(const std::vector<Problem>& problems) {
    constexpr std::size_t most = 5;
    for (std::size_t i = 0; i < std::min(problems.size(), most); ++i) say("parallax: " + to_string(problems[i]));
    if (problems.size() > most)
        say("parallax: and " + std::to_string(problems.size() - most) + " more; see parallax lint");
}

Result<void> check_given(const Given& given, const std::vector<std::string>& paths) {
    const std::optional<std::string> stray = given.stray(paths);
    if (!stray) return {};
    return fail({ErrorKind::usage, *stray, "", "a date or outlet is given for it, but it is not among the inputs",
                 "write the path as it stands among the inputs"});
}

Result<Report> read_path(const std::string& path, const ReadOptions& options) {
    const Result<std::unique_ptr<ItemReader>> items = open_items(path, options);
    if (!items) return fail(items.error());
    std::optional<Item> item = (*items)->next();
    if (!item) return fail({ErrorKind::empty, path, "", "it holds no report", ""});
    Result<Report> report = read_item(std::move(*item), options);
    if (report && (*items)->next())
        return fail({ErrorKind::unsupported, path, "", "it holds more than one report, expected one",
                     "read it into a project file: parallax read " + path});
    return report;
}

namespace {

Error not_written(const std::string& path, int reason) {
    if (reason == ENOSPC || reason == EDQUOT)
        return {ErrorKind::out_of_space, path, "", "no space left on the disk",
                "it was not written; free some space and run the same command again"};
    return {ErrorKind::unwritable, path, "", std::string("cannot be written: ") + std::strerror(reason),
            "it was not written; name a file in a folder that exists and may be written to"};
}

}  // namespace

Result<void> write_file(const std::string& path, std::string_view content) {
    const std::string draft = path + ".part";
    errno = 0;
    std::ofstream out(draft, std::ios::binary | std::ios::trunc);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.close();
    if (!out || std::rename(draft.c_str(), path.c_str()) != 0) {
        const int reason = errno;
        std::remove(draft.c_str());
        return fail(not_written(path, reason));
    }
    return {};
}

}  // namespace px::app
