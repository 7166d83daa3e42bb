#pragma once
// Prints the rows of a query as the user wants them: what `events`, `quotes` and `stories` share.

#include "app/options.hpp"
#include "store/project_file.hpp"

namespace px::app {

using Lister = Result<Query> (*)(ProjectFile&, std::int64_t, const ListFilter&);

/// What a subcommand lists.
struct Listing {
    Lister lister;
    std::vector<std::string> on_terminal;  // the columns for a person, in order; empty = all
    std::string_view hint;                 // the next command, when something was found on a terminal
};

/// Opens the project, asks, prints.
int list_records(const ListOptions& options, bool colour, const Listing& listing);

/// A feed that refuses must not look like one that is quiet: counts come with what is missing from them. Says nothing
/// if there are no coverage gaps in the days and of the outlet that were asked for.
Result<void> tell_gaps(ProjectFile& project, const ListOptions& options);

}  // namespace px::app
