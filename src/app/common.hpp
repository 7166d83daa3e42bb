#pragma once
// What several subcommands need: messages, the pipeline, the terminal, output that survives a closed pipe.

#include <string>
#include <string_view>
#include <vector>

#include "app/options.hpp"
#include "base/result.hpp"
#include "flow/pipeline.hpp"
#include "read/read.hpp"

namespace px::app {

/// Words go to standard error, data to standard output.
void say(std::string_view line);
/// Prints the error and gives the exit code that fits it.
int complain(const Error& error);
/// Data. A reader that went away (`| head`) ends the program quietly.
void put(std::string_view data);
/// Writes out what put() still holds: the exit code that is given, or another one if that fails.
[[nodiscard]] int flush_output(int code);

[[nodiscard]] bool output_is_terminal();
[[nodiscard]] bool errors_are_terminal();
/// Columns of the terminal; `wanted` if not 0; 100 if there is no terminal.
[[nodiscard]] std::size_t terminal_width(int wanted = 0);
[[nodiscard]] bool speaks_unicode();
[[nodiscard]] int thread_count(int wanted);

/// The installed pipeline; rows that were left out of the dictionaries are said. `rules_only`: without the learned
/// layer of the event coder.
[[nodiscard]] Result<Pipeline> load_pipeline(bool rules_only = false);
/// Fails if a date or an outlet is given for a path that is not among `paths`.
[[nodiscard]] Result<void> check_given(const Given& given, const std::vector<std::string>& paths);
/// The first rows that were left out of rules or dictionaries, and how many more there are.
void say_problems(const std::vector<Problem>& problems);
/// Reads one text or page.
[[nodiscard]] Result<Report> read_path(const std::string& path, const ReadOptions& options);
/// Writes a file whole: to a neighbour first, then renamed.
Result<void> write_file(const std::string& path, std::string_view content);

}  // namespace px::app
