#include "record/json.hpp"

#include <doctest/doctest.h>

#include "record/evidence.hpp"

namespace px {
namespace {

/// The span of the first occurrence of some words.
Span find(const Report& report, std::string_view words) {
    const std::size_t begin = report.text.find(words);
    REQUIRE(begin != std::string::npos);
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + words.size())};
}

/// "Lü signs" is reported by an outlet, "was glad" by a minister; the last line is left out.
CodedReport small_report() {
    CodedReport coded;
    Report& report = coded.report;
    report.id = std::string(64, 'a');
    report.source = "folder/lü.txt";
    report.text = "Lü signs pact\n\nSpain was glad, the minister told Radio Tajo on Friday.\n\nShare this";
    report.language = "en";
    report.blocks = {{find(report, "Lü signs pact"), BlockKind::headline, LeftOut::none, {}},
                     {find(report, "Spain was glad, the minister told Radio Tajo on Friday."),
                      BlockKind::paragraph,
                      LeftOut::none,
                      {}},
                     {find(report, "Share this"), BlockKind::left_out, LeftOut::share, "matches 'Share this'"}};
    Layers& layers = coded.layers;
    layers.sentences = {report.blocks[0].span, report.blocks[1].span};
    layers.actors = {{.key = "name:minister", .name = "the minister", .unnamed = true},
                     {.key = "state:ESP", .name = "Spain"}};
    layers.times = {{.span = find(report, "Friday"), .value = "XXXX-WXX-5"}};
    layers.attributions = {{.content = {find(report, "Spain was glad")},
                            .cue = find(report, "told"),
                            .speaker = find(report, "the minister"),
                            .speaker_actor = 0,
                            .chain = {{find(report, "Radio Tajo"), "Radio Tajo", LinkKind::medium, -1}},
                            .rule = "told"}};
    layers.attitudes = {{.holder = 1,
                         .holder_span = find(report, "Spain"),
                         .polarity = 1,
                         .cue = find(report, "glad"),
                         .voice = 0,
                         .sentence = 1}};
    layers.statements = {{.sentence = 0,
                          .trigger = find(report, "signs"),
                          .clause = find(report, "Lü signs pact"),
                          .cameo = "057",
                          .quantities = {{find(report, "pact"), "pacts", 1}},
                          .headline = true}};
    return coded;
}

std::string to_json(const CodedReport& coded, const RecordJsonOptions& options = {}) {
    JsonWriter json;
    write_json(json, coded, options);
    return std::move(json).str();
}

bool has(const std::string& json, std::string_view part) { return json.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a record gives spans in code points and bytes, with the words") {
    const std::string json = to_json(small_report(), {.given_id = "17", .trees = "[{\"tokens\":[]}]"});
    CHECK(json.starts_with(
        R"({"schema":"parallax.record/1","id":"raaaaaaaaaa","given_id":"17","run":null,"sha256":"aaa)"));
    CHECK(has(json, R"("trigger":{"begin":3,"end":8,"byte_begin":4,"byte_end":9,"text":"signs"})"));
    CHECK(has(json, R"("trees":[{"tokens":[]}],"actors")"));
    CHECK(has(json, R"("code_points":82,"bytes":83)"));
}

TEST_CASE("what is unknown is null") {
    const std::string json = to_json(small_report());
    CHECK(has(json, R"("outlet":null)"));
    CHECK(has(json, R"("published":null)"));
    CHECK(has(json, R"("value":"XXXX-WXX-5","mod":null,"interval":null)"));
    CHECK(has(json, R"("counts":"pacts","low":1,"high":null)"));
    CHECK(has(json, R"("plover":null)"));
}

TEST_CASE("left-out blocks keep their reason and their place in the file") {
    const std::string json = to_json(small_report());
    CHECK(has(json, R"({"kind":"left_out","reason":"share","why":"matches 'Share this'","span":{"begin":72,"end":82,)"
                    R"("byte_begin":73,"byte_end":83},"file_bytes":{"begin":73,"end":83}})"));
}

TEST_CASE("times are civil times without a zone") {
    CodedReport coded = small_report();
    coded.layers.times[0].interval = {.begin = 1556064000, .end = 1556150400, .granularity = Granularity::day};
    CHECK(has(to_json(coded), R"("interval":{"begin":"2019-04-24T00:00:00","end":"2019-04-25T00:00:00",)"
                              R"("granularity":"day","approximate":false})"));
}

TEST_CASE("hostile text stays valid JSON") {
    CodedReport coded = small_report();
    coded.report.outlet = "a\"b\\\x01\xFF</script>";
    coded.layers.statements[0].clause = {5, 4000000000U};
    const std::string json = to_json(coded);
    CHECK(has(json, R"("outlet":"a\"b\\\u0001)"
                    "\xEF\xBF\xBD</script>"));
    CHECK(has(json, R"("byte_end":83,"text":"igns pact)"));
}

TEST_CASE("a comparison names reports by number and records by id, with their evidence") {
    const std::vector<CodedReport> reports = {small_report(), small_report()};
    Comparison comparison;
    comparison.title = "A pact";
    comparison.lineages = {{{0, 1}, "Agency T", "the same words"}};
    Row row{.label = "Lü signs", .code = "057", .accounts = {{.report = 0, .stance = Stance::asserts}, {.report = 1}}};
    row.accounts[0].evidence = {{0, RecordKind::statement, 0}, {0, RecordKind::attitude, 0}};
    comparison.rows = {row};
    comparison.findings = {{.kind = FindingKind::opposed_attitudes,
                            .type = ContradictionType::evaluation,
                            .row = 0,
                            .one = {{0, RecordKind::attitude, 0}, {0, RecordKind::attitude, 7}, {9}},
                            .summary = "s"}};
    JsonWriter writer;
    write_json(writer, comparison, reports, "7f3c1a");
    const std::string json = std::move(writer).str();
    CHECK(json.starts_with(R"({"schema":"parallax.comparison/1","run":"7f3c1a","title":"A pact","reports":[)"));
    CHECK(has(json, R"("stance":"silent","speaker":null,"chain":[],"gist":null,"evidence":[])"));
    CHECK(has(json, R"("text":"Spain was glad"}],"sentence":{"begin":15,"end":70,"byte_begin":16,"byte_end":71,)"));
    CHECK(has(json, R"("block":"paragraph","voice":0,"speaker":"the minister","chain":["Radio Tajo"])"));
    CHECK(has(json,
              R"("unresolved_times":[{"span":{"begin":63,"end":69,"byte_begin":64,"byte_end":70,"text":"Friday"})"));
    CHECK(has(json, R"("other":[],"trace":[])"));  // references that lead nowhere are left out
}

TEST_CASE("evidence of a record") {
    const std::vector<CodedReport> reports = {small_report()};
    const Evidence headline = evidence_of(reports, {0, RecordKind::statement, 0});
    CHECK(headline.block == BlockKind::headline);
    CHECK(headline.voice == -1);
    CHECK(evidence_of(reports, {0, RecordKind::statement, 1}).report == -1);
    const Evidence quote = evidence_of(reports, {0, RecordKind::attribution, 0});
    CHECK(quote.speaker == "the minister");
    CHECK(slice(reports[0].report.text, quote.sentence).ends_with("on Friday."));
    CHECK(outlet_or_file(reports[0].report) == "lü.txt");
    CHECK(count_words("  two\n words ") == 2);
}

}  // namespace px
