#pragma once
// A comparison made by hand, for the tests of this room: three invented reports on a pact, one of them a copy.

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "record/accounts.hpp"

namespace px::example {

/// The span of the first occurrence of some words.
inline Span find(const Report& report, std::string_view words) {
    const std::size_t begin = report.text.find(words);
    if (begin == std::string::npos) throw std::logic_error("not in the example: " + std::string(words));
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + words.size())};
}

/// A report of paragraphs: the first is the headline, those that begin with '#' are left out as comments.
inline CodedReport report(std::string source, std::string outlet, const std::vector<std::string>& paragraphs) {
    CodedReport coded;
    Report& made = coded.report;
    made.id = std::string(63, '0') + source[0];
    made.source = std::move(source);
    made.outlet = std::move(outlet);
    made.language = "en";
    for (const std::string& paragraph : paragraphs) {
        if (!made.text.empty()) made.text += "\n\n";
        const bool left_out = paragraph.starts_with('#');
        const auto begin = static_cast<std::uint32_t>(made.text.size());
        made.text += left_out ? paragraph.substr(1) : paragraph;
        Block block{{begin, static_cast<std::uint32_t>(made.text.size())}, BlockKind::paragraph, LeftOut::none, {}};
        if (made.blocks.empty()) block.kind = BlockKind::headline;
        if (left_out) block = {block.span, BlockKind::left_out, LeftOut::comments, "the comment form"};
        made.blocks.push_back(block);
        if (!left_out) coded.layers.sentences.push_back(block.span);
    }
    return coded;
}

inline std::int32_t quote(CodedReport& coded, std::string_view speaker, std::string_view words) {
    Layers& layers = coded.layers;
    layers.actors.push_back({.key = "name:" + std::string(speaker), .name = std::string(speaker)});
    layers.attributions.push_back({.kind = AttributionKind::direct,
                                   .content = {find(coded.report, words)},
                                   .speaker_actor = static_cast<std::int32_t>(layers.actors.size()) - 1});
    return static_cast<std::int32_t>(layers.attributions.size()) - 1;
}

inline void state(CodedReport& coded, std::int32_t sentence, std::string_view words, std::int32_t voice = -1) {
    coded.layers.statements.push_back({.sentence = sentence,
                                       .trigger = find(coded.report, words.substr(0, words.find(' '))),
                                       .clause = find(coded.report, words),
                                       .cameo = "057",
                                       .voice = voice,
                                       .rule = "sign-pact"});
}

inline std::vector<CodedReport> reports() {
    std::vector<CodedReport> made;
    CodedReport a = report("folder/lantern.html", "Daily Lantern",
                           {"Peru FURIOUS over Chile’s port pact", "Chile signed the pact on Wednesday.",
                            "“Lima does not like it at all,” the expert Mateo Arriagada told Radio Tajo.",
                            "#Leave a reply. Name required."});
    state(a, 1, "Chile signed the pact");
    state(a, 2, "Lima does not like it", quote(a, "Mateo Arriagada", "Lima does not like it at all"));
    a.layers.attributions[0].chain = {{{}, "Radio Tajo", LinkKind::medium, -1}};
    a.layers.actors[0].role = "expert of the Pacific Ports Institute";
    state(a, 0, "Peru FURIOUS");
    a.layers.times = {{.span = find(a.report, "Wednesday"), .value = "XXXX-WXX-3"}};
    CodedReport b = report("folder/courier.txt", "Северный курьер 北方信使报",
                           {"Peru welcomes pact", "Chile has signed the pact, it is said.",
                            "“Peru welcomes the pact,” Rosaura Quispe Llanos, deputy minister, said."});
    b.report.published = PublicationTime::parse("2024-06-13", "--date");
    state(b, 1, "Chile has signed the pact");
    state(b, 2, "Peru welcomes the pact", quote(b, "Rosaura Quispe Llanos", "Peru welcomes the pact"));
    CodedReport c = report("folder/portal.txt", "", {"Pact", "Chile signed the pact on Wednesday."});
    c.report.truncated = true;
    state(c, 1, "Chile signed the pact");
    made = {a, b, c};
    return made;
}

inline Comparison comparison() {
    Comparison made;
    made.title = "Chile's port pact";
    made.lineages = {{{0, 2}, "Agency T", "6 words in common"}, {{1}, "", ""}};
    Row signing{.label = "Chile signs a pact with Finland",
                .code = "057",
                .plover = "AGREE",
                .time = "2024-06-12",
                .place = "Valparaíso",
                .accounts = {{.report = 0, .stance = Stance::asserts, .evidence = {{0, RecordKind::statement, 0}}},
                             {.report = 1, .stance = Stance::hedges, .evidence = {{1, RecordKind::statement, 0}}},
                             {.report = 2, .stance = Stance::asserts, .evidence = {{2, RecordKind::statement, 0}}}},
                .lineages = 2,
                .agreement = Agreement::agreed};
    Row peru{.label = "Peru on the pact",
             .accounts = {{.report = 0,
                           .stance = Stance::attributes,
                           .evidence = {{0, RecordKind::statement, 1}},
                           .speaker = "Mateo Arriagada",
                           .chain = {"Radio Tajo"},
                           .gist = "against"},
                          {.report = 1,
                           .stance = Stance::attributes,
                           .evidence = {{1, RecordKind::statement, 1}},
                           .speaker = "Rosaura Quispe Llanos",
                           .gist = "in favour"},
                          {.report = 2, .stance = Stance::unknown}},
             .lineages = 2,
             .agreement = Agreement::split};
    made.rows = {signing, peru};
    made.findings = {{.kind = FindingKind::headline_exceeds_text,
                      .row = 1,
                      .one = {{0, RecordKind::statement, 2}},
                      .other = {{0, RecordKind::statement, 1}},
                      .summary = "A's headline says in its own voice what its text gives to Mateo Arriagada."},
                     {.kind = FindingKind::opposed_attitudes,
                      .type = ContradictionType::evaluation,
                      .row = 1,
                      .one = {{0, RecordKind::statement, 1}},
                      .other = {{1, RecordKind::statement, 1}},
                      .summary = "Peru on the pact: against in A, in favour in B.",
                      .trace = {"same holder: Peru", "same object: the pact"}}};
    return made;
}

}  // namespace px::example
