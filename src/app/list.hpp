#pragma once
// Prints the rows of a query as the user wants them: what `events`, `quotes` and `stories` share.

#include "app/options.hpp"
#include "store/project_file.hpp"

namespace px::app {

using Lister = Result<Query> (*)(ProjectFile&, std::int64_t, const ListFilter&);

/// Opens the project, asks, prints; `hint` suggests the next command when something was found on a terminal.
int list_records(const ListOptions& options, bool colour, Lister lister, std::string_view hint);

}  // namespace px::app
