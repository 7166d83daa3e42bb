#pragma once
// The exit codes of every subcommand; documented in the README.

namespace px {

enum ExitCode : int {
    exit_ok = 0,
    exit_nothing_found = 1,  // it ran, and there is nothing to show
    exit_usage = 2,
    exit_some_unreadable = 3,  // some inputs could not be read; they are listed
    exit_failed = 4,           // the program could not do what it was asked
    exit_stopped = 130,        // by Ctrl-C; what was done is kept
};

}  // namespace px
