// Runs tests/cases/reports/*.case: whole reports through all rooms, with the rows that are expected of them. The form
// is explained in tests/cases/README.md.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "base/tsv.hpp"
#include "flow/pipeline.hpp"
#include "read/read.hpp"

using namespace px;

namespace {

struct CaseReport {
    ReadOptions options;
    std::string text;
    std::string file;  // instead of a text
};

struct Case {
    std::string name;
    std::vector<CaseReport> reports;
    std::vector<std::pair<std::string, std::string>> expected;  // "event", "Poland -> Ukraine | 07"
};

using Row = std::vector<std::string>;

/// "report: Daily Lantern, 2024-06-12"; either part may be missing.
CaseReport report_of(std::string_view head) {
    CaseReport report;
    const std::size_t comma = head.rfind(',');
    const std::string_view last = trim(comma == std::string_view::npos ? head : head.substr(comma + 1));
    report.options.date = PublicationTime::parse(last, "the case");
    if (!report.options.date) REQUIRE_MESSAGE(last == "undated", "no date and not 'undated': " << head);
    if (comma != std::string_view::npos) report.options.outlet = trim(head.substr(0, comma));
    return report;
}

std::vector<Case> read_cases(const std::filesystem::path& path) {
    std::vector<Case> cases;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        const std::size_t colon = line.find(": ");
        REQUIRE_MESSAGE(colon != std::string::npos, path.string() << ": no 'key: value': " << line);
        const std::string key = line.substr(0, colon);
        std::string value = line.substr(colon + 2);
        if (key == "case") {
            cases.push_back({value, {}, {}});
        } else if (key == "report") {
            cases.back().reports.push_back(report_of(value));
        } else if (key == "text") {
            std::string& text = cases.back().reports.back().text;
            text += (text.empty() ? "" : "\n\n") + value;
        } else if (key == "file") {
            cases.back().reports.back().file = value;
        } else {
            cases.back().expected.emplace_back(key, value);
        }
    }
    return cases;
}

std::string names_of(const Layers& layers, const std::vector<std::int32_t>& actors) {
    std::string out;
    for (const std::int32_t actor : actors) out += (out.empty() ? "" : " & ") + layers.actors[actor].name;
    return out;
}

std::string voice_text(const Layers& layers, std::int32_t voice) {
    if (voice < 0) return "own voice";
    const Attribution& attribution = layers.attributions[voice];
    std::string out = "according to ";
    out += attribution.speaker_actor < 0 ? "nobody named" : layers.actors[attribution.speaker_actor].name;
    for (const ChainLink& link : attribution.chain) out += " via " + link.name;
    return out;
}

std::vector<Row> event_rows(const CodedReport& coded) {
    const Layers& layers = coded.layers;
    std::vector<Row> rows;
    for (const Statement& s : layers.statements)
        rows.push_back({names_of(layers, s.sources) + " -> " + names_of(layers, s.targets), s.cameo,
                        std::string(to_string(s.mode)), voice_text(layers, s.voice),
                        s.time < 0 ? "-" : layers.times[s.time].value,
                        s.place < 0 ? "-" : layers.places[s.place].name});
    return rows;
}

std::vector<Row> quote_rows(const CodedReport& coded) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < coded.layers.attributions.size(); ++i) {
        std::string words;
        for (const Span& span : coded.layers.attributions[i].content)
            words += (words.empty() ? "" : " … ") + std::string(slice(coded.report.text, span));
        rows.push_back({voice_text(coded.layers, static_cast<std::int32_t>(i)).substr(13), words});
    }
    return rows;
}

std::vector<Row> attitude_rows(const CodedReport& coded) {
    const Layers& layers = coded.layers;
    std::vector<Row> rows;
    for (const Attitude& a : layers.attitudes)
        rows.push_back({layers.actors[a.holder].name + " on " + (a.target < 0 ? "-" : layers.actors[a.target].name),
                        a.polarity > 0 ? "in favour" : "against", voice_text(layers, a.voice)});
    return rows;
}

std::vector<Row> mention_rows(const CodedReport& coded) {
    std::vector<Row> rows;
    for (const Mention& m : coded.layers.mentions)
        rows.push_back({std::string(slice(coded.report.text, m.span)),
                        m.actor < 0 ? "nobody" : coded.layers.actors[m.actor].name});
    return rows;
}

std::vector<Row> time_rows(const CodedReport& coded) {
    std::vector<Row> rows;
    for (const TimeMention& t : coded.layers.times)
        rows.push_back({std::string(slice(coded.report.text, t.span)), t.value});
    return rows;
}

std::vector<Row> left_out_rows(const CodedReport& coded) {
    std::vector<Row> rows;
    for (const Block& block : coded.report.blocks)
        if (!block.kept())
            rows.push_back({std::string(to_string(block.reason)), std::string(slice(coded.report.text, block.span))});
    return rows;
}

std::vector<Row> comparison_rows(const Comparison& comparison) {
    std::vector<Row> rows;
    for (const px::Row& r : comparison.rows) {
        Row row{r.label};
        for (const Account& a : r.accounts)
            row.push_back(std::string(to_string(a.stance)) + (a.speaker.empty() ? "" : " " + a.speaker) +
                          (a.gist.empty() ? "" : ": " + a.gist));
        rows.push_back(row);
    }
    return rows;
}

std::vector<Row> finding_rows(const Comparison& comparison) {
    std::vector<Row> rows;
    for (const Finding& f : comparison.findings)
        rows.push_back({f.type == ContradictionType::none
                            ? std::string(to_string(f.kind))
                            : std::string(to_string(f.kind)) + ' ' + std::string(to_string(f.type)),
                        f.summary});
    return rows;
}

/// All rows of a kind, over all reports of the case.
std::vector<Row> rows_of(const std::string& kind, const std::vector<CodedReport>& coded, const Comparison& comparison) {
    static const std::map<std::string, std::vector<Row> (*)(const CodedReport&)> layers = {
        {"event", event_rows},   {"quote", quote_rows}, {"attitude", attitude_rows},
        {"actor", mention_rows}, {"time", time_rows},   {"left out", left_out_rows}};
    if (kind == "row") return comparison_rows(comparison);
    if (kind == "finding") return finding_rows(comparison);
    std::vector<Row> rows;
    const auto layer = layers.find(kind);
    REQUIRE_MESSAGE(layer != layers.end(), "unknown kind of row: " << kind);
    for (const CodedReport& report : coded)
        for (Row& row : layer->second(report)) rows.push_back(std::move(row));
    return rows;
}

/// "*" stands for any words, also none.
bool fits(std::string_view wanted, std::string_view found) {
    if (wanted.empty()) return found.empty();
    if (wanted[0] != '*') return !found.empty() && wanted[0] == found[0] && fits(wanted.substr(1), found.substr(1));
    for (std::size_t skip = 0; skip <= found.size(); ++skip)
        if (fits(wanted.substr(1), found.substr(skip))) return true;
    return false;
}

bool fits(const std::vector<std::string_view>& wanted, const Row& found) {
    if (wanted.size() > found.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (!fits(wanted[i], found[i])) return false;
    return true;
}

std::string shown(const std::vector<Row>& rows) {
    std::string out;
    for (const Row& row : rows) {
        out += "\n    ";
        for (std::size_t i = 0; i < row.size(); ++i) out += (i == 0 ? "" : " | ") + row[i];
    }
    return out.empty() ? "\n    (none)" : out;
}

/// Why the expectation does not hold, with the rows that were found; empty if it holds.
std::string broken(std::string kind, const std::string& value, const std::vector<CodedReport>& coded,
                   const Comparison& comparison) {
    const bool never = kind.starts_with("no ");
    if (never) kind.erase(0, 3);
    const std::vector<Row> rows = rows_of(kind, coded, comparison);
    const std::vector<std::string_view> wanted = split_list(value, '|');
    const bool found = std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return fits(wanted, row); });
    if (found != never) return "";
    return (never ? "\n  must not be: " : "\n  missing: ") + kind + ": " + value + "; found:" + shown(rows);
}

/// Where a case's file is: "../shared/..." may be elsewhere, or nowhere.
std::filesystem::path file_of(const std::string& name) {
    const char* shared = std::getenv("PARALLAX_SHARED");
    if (shared != nullptr && name.starts_with("../shared/")) return std::filesystem::path(shared) / name.substr(10);
    return std::filesystem::path(PX_SOURCE_DIR) / name;
}

bool can_run(const Case& c) {
    return std::all_of(c.reports.begin(), c.reports.end(), [](const CaseReport& report) {
        return !report.file.starts_with("../shared/") || std::filesystem::exists(file_of(report.file));
    });
}

Report read_case(const CaseReport& given) {
    const std::string path = given.file.empty() ? "" : file_of(given.file).string();
    Result<std::string> bytes = path.empty() ? given.text : read_bytes(path);
    REQUIRE_MESSAGE(bytes, path);
    Result<Report> report = read_report(std::move(*bytes), path.empty() ? "case" : path, given.options);
    REQUIRE_MESSAGE(report, path);
    return std::move(*report);
}

std::string run_case(const Pipeline& pipeline, const Case& c) {
    Workspace scratch;
    std::vector<CodedReport> coded;
    for (const CaseReport& given : c.reports) {
        coded.push_back(pipeline.run(read_case(given), scratch));
    }
    Pipeline::complete(coded);
    const Comparison comparison = pipeline.compare(coded);
    std::string wrong;
    for (const auto& [kind, value] : c.expected) wrong += broken(kind, value, coded, comparison);
    return wrong;
}

}  // namespace

TEST_CASE("the cases of whole reports") {
    std::vector<Problem> problems;
    const Result<Pipeline> pipeline = Pipeline::load(Settings::installed(), problems);
    REQUIRE(pipeline);
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(PX_SOURCE_DIR "/tests/cases/reports")) {
        for (const Case& c : read_cases(entry.path())) {
            REQUIRE_FALSE(c.expected.empty());
            if (!can_run(c)) {
                MESSAGE(c.name << ": skipped: needs ../shared");
                continue;
            }
            const std::string wrong = run_case(*pipeline, c);
            CHECK_MESSAGE(wrong.empty(), entry.path().filename().string() << ": " << c.name << wrong);
            ++count;
        }
    }
    CHECK(count >= 20);
}
