#pragma once
// Errors as values. A function that can fail on bad input returns Result<T>; exceptions are kept for broken
// programs and exhausted machines, and are caught once, in main.
//
//   Result<Report> report = read_file(path);
//   if (!report) return fail(report.error());
//   use(*report);
//
// An Error is written for the person who has to act on it: which file, where in it, what was expected, what
// happens next.

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace px {

enum class ErrorKind : std::uint8_t {
    usage,         // the command line is wrong
    unreadable,    // a file cannot be opened or read
    unwritable,    // a file cannot be made or written
    malformed,     // the content is not what its form promises
    unsupported,   // sound, but not something that Parallax handles
    empty,         // nothing to read in it
    out_of_space,  // the disk, or a limit that we set, is reached
    internal,      // a promise inside the program is broken
};

struct Error {
    ErrorKind kind = ErrorKind::internal;
    std::string file;   // path or address; "-" for standard input; empty if no file is concerned
    std::string where;  // "line 12", "byte 4096", "column name"; empty if the whole file is concerned
    std::string what;   // what is wrong and what was expected, without a full stop
    std::string next;   // what happens now or what the user can do; may be empty
};

template <typename T>
using Result = tl::expected<T, Error>;

/// `return fail(error)` from any function that returns a Result.
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// One line for a person: "samples/a.html, line 3: expected a number; the file is left out".
[[nodiscard]] std::string to_string(const Error& error);

/// The stable word for a kind, as used in JSON and in the project file: "unreadable", "malformed", ...
[[nodiscard]] std::string_view to_string(ErrorKind kind);

/// Something that `parallax lint` found in a rule or dictionary file. Lines and columns count from 1; 0 = unknown.
struct Problem {
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string what;
    bool fatal = true;  // false: worth a look, but the file can be used
};

/// "data/countries.tsv:12:5: the code 'GBRR' has four letters, expected three".
[[nodiscard]] std::string to_string(const Problem& problem);

}  // namespace px
