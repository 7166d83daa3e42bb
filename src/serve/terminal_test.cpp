#include "serve/terminal.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "serve/example.hpp"
#include "serve/width.hpp"
#include "serve/wording.hpp"

namespace px {
namespace {

std::string golden(const std::string& name) {
    std::ifstream file(std::string(PX_SOURCE_DIR) + "/tests/golden/" + name);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

std::size_t widest_line(const std::string& text) {
    std::istringstream lines(text);
    std::size_t widest = 0;
    for (std::string line; std::getline(lines, line);) widest = std::max(widest, display_width(line));
    return widest;
}

/// The example with its second report many times over.
struct Crowd {
    std::vector<CodedReport> reports = example::reports();
    Comparison comparison = example::comparison();

    explicit Crowd(std::size_t size) {
        while (reports.size() < size) {
            const auto number = static_cast<std::int32_t>(reports.size());
            reports.push_back(reports[1]);
            comparison.lineages.push_back({{number}, "", ""});
            for (Row& row : comparison.rows) {
                row.accounts.push_back(row.accounts[1]);
                row.accounts.back().report = number;
                for (StatementRef& ref : row.accounts.back().evidence) ref.report = number;
            }
        }
    }
};

}  // namespace

TEST_CASE("a comparison for a terminal, as it was once looked at and found right") {
    const std::string text = comparison_text(example::comparison(), example::reports(), {.width = 100});
    CHECK(text == golden("comparison-100.txt"));
}

TEST_CASE("no line is wider than the terminal, with few reports and with many") {
    for (const std::size_t reports : {3UL, 5UL, 14UL, 60UL})
        for (const std::size_t width : {72UL, 80UL, 120UL}) {
            const Crowd crowd(reports);
            CAPTURE(reports);
            const std::string text = comparison_text(crowd.comparison, crowd.reports, {.width = width});
            CHECK(widest_line(text) <= width);
            const bool words_below_the_row = text.find("Rosaura Quispe Llanos: in favour") != std::string::npos;
            if (reports >= 14) CHECK(words_below_the_row);
        }
}

TEST_CASE("colours change nothing but colours, and stay away unless asked for") {
    const std::string plain = comparison_text(example::comparison(), example::reports());
    CHECK(plain.find('\x1b') == std::string::npos);
    std::string coloured = comparison_text(example::comparison(), example::reports(), {.colour = true});
    CHECK(coloured.find("\x1b[1;31mSPLIT\x1b[0m") != std::string::npos);
    for (std::size_t at; (at = coloured.find('\x1b')) != std::string::npos;)
        coloured.erase(at, coloured.find('m', at) - at + 1);
    std::string stripped;  // blanks at line ends may stand inside colours
    std::istringstream lines(coloured);
    for (std::string line; std::getline(lines, line);) {
        while (line.ends_with(' ')) line.pop_back();
        stripped += line + "\n";
    }
    CHECK(stripped == plain);
}

TEST_CASE("without Unicode marks the marks are ASCII") {
    const std::string text = comparison_text(example::comparison(), example::reports(), {.unicode = false});
    CHECK(text.find("o Mateo") != std::string::npos);
    CHECK(text.find("◐") == std::string::npos);
    CHECK(text.find("→") == std::string::npos);
}

TEST_CASE("a hostile report cannot steer the terminal") {
    std::vector<CodedReport> reports = example::reports();
    Comparison comparison = example::comparison();
    reports[0].report.outlet = "\x1b[2J\x1b]0;title\x07";
    comparison.rows[0].label = "a\x1b[31m\nb";
    comparison.rows[1].accounts[0].speaker = "\x9b\xff";
    const std::string text = comparison_text(comparison, reports);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find('\x07') == std::string::npos);
    CHECK(text.find("a[31m b") != std::string::npos);
}

TEST_CASE("nothing to compare") {
    const std::string text = comparison_text({}, {});
    CHECK(text.find("No statement was found") != std::string::npos);
}

TEST_CASE("times in words") {
    CHECK(time_words("2019-04-24") == "2019-04-24");
    CHECK(time_words("2019-04-24TAF") == "2019-04-24, afternoon");
    CHECK(time_words("2019-04-24T15:00") == "2019-04-24, 15:00");
    CHECK(time_words("XXXX-WXX-3") == "a Wednesday, date open");
    CHECK(time_words("XXXX-WXX-3TEV") == "a Wednesday, date open, evening");
    CHECK(time_words("2019-W17") == "week 17 of 2019");
    CHECK(time_words("2019-SU") == "summer of 2019");
    CHECK(time_words("199X") == "1990s");
    CHECK(time_words("P2M") == "");
    CHECK(time_words("PRESENT_REF") == "");
}

TEST_CASE("letters of reports") {
    CHECK(report_letter(0) == "A");
    CHECK(report_letter(25) == "Z");
    CHECK(report_letter(26) == "AA");
    CHECK(report_letter(701) == "ZZ");
    const std::vector<std::int32_t> numbers = {0, 1, 3, 4, 5, 8};
    CHECK(letter_ranges(numbers, false) == "A, B, D-F, I");
}

}  // namespace px
