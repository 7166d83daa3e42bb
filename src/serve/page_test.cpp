#include "serve/page.hpp"

#include <doctest/doctest.h>

#include <set>

#include "serve/example.hpp"
#include "serve/html.hpp"

namespace px {
namespace {

bool has(const std::string& page, std::string_view part) { return page.find(part) != std::string::npos; }

std::string example_page() {
    return comparison_page(example::comparison(), example::reports(), {.run = "7f3c1a", .program = "parallax 0.1.0"});
}

/// What stands between every `before` and the next `after`.
std::vector<std::string> between(const std::string& page, std::string_view before, std::string_view after) {
    std::vector<std::string> found;
    for (std::size_t at = 0; (at = page.find(before, at)) != std::string::npos;) {
        at += before.size();
        found.push_back(page.substr(at, page.find(after, at) - at));
    }
    return found;
}

}  // namespace

TEST_CASE("text is escaped for elements and attributes") {
    CHECK(escape_html("<a href='x'>\"&\xFF\x01\x7F\n") == "&lt;a href=&#39;x&#39;&gt;&quot;&amp;\uFFFD\uFFFD\uFFFD\n");
    Html html;
    html.element("p", {{"title", "\"><script>"}, {"", "left out"}, {"hidden", ""}}, "a<b");
    CHECK(std::move(html).str() == "<p title=\"&quot;&gt;&lt;script&gt;\" hidden>a&lt;b</p>");
}

TEST_CASE("the page loads nothing and runs nothing but its own script") {
    const std::string page = example_page();
    CHECK(has(page, "default-src &#39;none&#39;; style-src &#39;sha256-"));
    CHECK_FALSE(has(page, "unsafe-inline"));
    CHECK_FALSE(has(page, " style="));
    CHECK_FALSE(has(page, " onclick="));
    CHECK(between(page, "<script", ">").size() == 1);
    for (const char* scheme : {"http://", "https://", "//cdn", "@import", "url("}) CHECK_FALSE(has(page, scheme));
}

TEST_CASE("every link leads somewhere on the page, and no anchor is given twice") {
    const std::string page = example_page();
    std::set<std::string> anchors;
    for (const std::string& id : between(page, " id=\"", "\"")) {
        CAPTURE(id);
        CHECK(anchors.insert(id).second);
    }
    for (const std::string& link : between(page, "href=\"#", "\"")) {
        CAPTURE(link);
        CHECK(anchors.contains(link));
    }
}

TEST_CASE("each cell says in words what its symbol shows, and opens its exact words") {
    const std::string page = example_page();
    CHECK(has(page, "href=\"#row2-A\""));
    CHECK(has(page, "<bdi>Mateo Arriagada</bdi><i>against</i>"));
    CHECK(has(page, "id=\"row2-A\""));
    CHECK(has(page, "<mark>Lima does not like it</mark> at all"));
    CHECK(has(page, "Mateo Arriagada, expert of the Pacific Ports Institute → Radio Tajo → Daily Lantern"));
    CHECK(has(page, "characters 74–149"));
    CHECK(has(page, "unknown: the text held is cut off"));
    CHECK(has(page, "<th scope=\"colgroup\" colspan=\"2\">one origin: Agency T</th>"));
}

TEST_CASE("silence is said of the reports held") {
    Comparison comparison = example::comparison();
    comparison.rows[0].accounts[1] = {.report = 1, .stance = Stance::silent};
    const std::string page = comparison_page(comparison, example::reports());
    CHECK(has(page, "title=\"B: silent: not in that one of the 3 reports held\""));
}

TEST_CASE("the contradiction stands before the headline finding") {
    const std::string page = example_page();
    CHECK(page.find("against in A, in favour in B") < page.find("headline says in its own voice"));
    Comparison calm = example::comparison();
    calm.findings.clear();
    CHECK(has(comparison_page(calm, example::reports()), "<bdi class=\"summary\">Peru on the pact</bdi>"));  // a split
    calm.rows[1].agreement = Agreement::single_source;
    CHECK(has(comparison_page(calm, example::reports()), "No contradiction was found among the 3 reports held."));
}

TEST_CASE("what was left out is in the page, with its reason") {
    const std::string page = example_page();
    CHECK(has(page,
              "<p class=\"left-out\" title=\"the comment form\"><b>left out: comments</b> Leave a reply. Name "
              "required.</p>"));
    CHECK(has(page, "left out: 5 words in 1 piece"));
    CHECK(has(page, "<q>Wednesday</q> (characters 62–71): no publication date given, use --date"));
}

TEST_CASE("a hostile report stays text") {
    std::vector<CodedReport> reports = example::reports();
    reports[0] =
        example::report("a\"><script>.html", "<script>alert(1)</script>",
                        {"</style><script>alert(2)</script>", "' onmouseover='x \xFF\xFE", "#<!-- --><svg onload=x>"});
    example::state(reports[0], 0, "</style><script>alert(2)</script>");
    Comparison comparison = example::comparison();
    comparison.title = "</title><script>";
    comparison.findings.clear();
    comparison.rows.resize(1);
    comparison.rows[0].label = "<img src=x>";
    comparison.lineages[0].origin = "<b>";
    comparison.rows[0].accounts[0].speaker = "<i>";
    comparison.rows[0].accounts[0].gist = "\"'<";
    const std::string page = comparison_page(comparison, reports, {.run = "<u>", .program = "<s>"});
    CHECK(between(page, "<script", ">").size() == 1);
    for (const char* tag : {"<img", "<b><", "<svg onload", "<!--", "<u>", "<s>", "<i>&lt;i>"})
        CHECK_FALSE(has(page, tag));
    CHECK_FALSE(has(page, "\xFF"));
    CHECK(has(page, "&#39; onmouseover=&#39;x \uFFFD\uFFFD"));
}

TEST_CASE("evidence that is damaged or leads nowhere is left out") {
    std::vector<CodedReport> reports = example::reports();
    Comparison comparison = example::comparison();
    comparison.findings[0].one.push_back({7, RecordKind::attitude, 3});
    comparison.rows[0].accounts[0].evidence.push_back({0, RecordKind::statement, 99});
    comparison.rows[0].accounts[1].report = 42;
    reports[0].layers.statements[0].clause = {10, 4000000000U};
    CHECK(has(comparison_page(comparison, reports), "</html>"));
    CHECK(has(comparison_page({}, {}), "No statement was found that could be compared."));
}

TEST_CASE("thousands of reports make a page that can still be opened") {
    std::vector<CodedReport> reports = example::reports();
    Comparison comparison = example::comparison();
    while (reports.size() < 3000) {
        const auto number = static_cast<std::int32_t>(reports.size());
        reports.push_back(reports[1]);
        comparison.lineages.push_back({{number}, "", ""});
        for (Row& row : comparison.rows) row.accounts.push_back({.report = number, .stance = Stance::asserts});
    }
    comparison.rows.resize(500, comparison.rows[0]);
    comparison.findings[0].one = {{2900, RecordKind::statement, 0}};
    const std::string page = comparison_page(comparison, reports);
    CHECK(page.size() < 10'000'000);
    CHECK(has(page, "Not on this page: 2880 reports and 400 statements of less weight"));
    CHECK(between(page, "class=\"text\"", ">").size() == 120);
}

TEST_CASE("the timeline draws what has a date") {
    const std::string page = example_page();
    CHECK(has(page, "<span class=\"dim\">2024-06-12</span><svg height=\"16\""));
    Comparison comparison = example::comparison();
    comparison.rows[0].time = "1887";
    CHECK(
        has(comparison_page(comparison, example::reports()), "<b>1887</b> <bdi>Chile signs a pact with Finland</bdi>"));
    for (const char* bad : {"2024-13-40", "XXXX-WXX-3", "P2M", "20", "2024-06-12/2024-06-01", "9999-12-31/", "-"}) {
        comparison.rows[0].time = bad;
        CHECK(has(comparison_page(comparison, example::reports()), "No row has a date that could be resolved"));
    }
}

}  // namespace px
