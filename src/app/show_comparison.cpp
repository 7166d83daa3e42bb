#include "app/show_comparison.hpp"

#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "base/json_writer.hpp"
#include "record/json.hpp"
#include "serve/page.hpp"
#include "serve/terminal.hpp"

namespace px::app {

int show_comparison(const Comparison& comparison, std::span<const CodedReport> reports, const RunInfo& run,
                    const ShowOptions& options) {
    if (options.json) {
        JsonWriter json;
        write_json(json, comparison, reports, run.fingerprint());
        put(json.str() + "\n");
    } else {
        TerminalOptions terminal;
        terminal.width = terminal_width(options.width);
        terminal.colour = options.colour;
        terminal.unicode = speaks_unicode();
        put(comparison_text(comparison, reports, terminal));
    }
    if (options.html.empty()) return exit_ok;
    PageOptions page;
    page.run = run.fingerprint();
    page.program = run.program;
    if (auto written = write_file(options.html, comparison_page(comparison, reports, page)); !written)
        return complain(written.error());
    say("The page is in " + options.html);
    return exit_ok;
}

}  // namespace px::app
