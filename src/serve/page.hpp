#pragma once
// A comparison as one HTML file that needs nothing else: no network, no fonts, no scripts from elsewhere. It reads
// without JavaScript; with it, j and k walk through the matrix and a click does not move the page.
//
//   write_file("page.html", comparison_page(comparison, reports, {.run = run.fingerprint()}));
//
// Reports are hostile input: all their text is escaped, and the page's Content-Security-Policy allows only its own
// style and script, by their hashes.

#include <span>
#include <string>

#include "record/accounts.hpp"

namespace px {

struct PageOptions {
    std::string run = {};      // fingerprint of the run; "" = unknown
    std::string program = {};  // "parallax 0.1.0"
};

[[nodiscard]] std::string comparison_page(const Comparison& comparison, std::span<const CodedReport> reports,
                                          const PageOptions& options = {});

}  // namespace px
