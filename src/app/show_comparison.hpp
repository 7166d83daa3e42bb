#pragma once
// Shows a comparison on the terminal, as JSON, and as a page: what `compare` and `story` share.

#include <span>
#include <string>

#include "record/accounts.hpp"
#include "store/project_file.hpp"

namespace px::app {

struct ShowOptions {
    std::string html;
    bool json = false;
    int width = 0;
    bool colour = false;
};

/// The exit code.
int show_comparison(const Comparison& comparison, std::span<const CodedReport> reports, const RunInfo& run,
                    const ShowOptions& options);

}  // namespace px::app
