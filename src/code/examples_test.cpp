// The examples in the rule files, run through every room from raw text. An example is right if what it expects is among
// what is coded.
#include <doctest/doctest.h>

#include "code/eval_texts.hpp"

using namespace px;
using namespace px::coding;

namespace {

/// "RUS+BLR": for each part some actor's code begins with it; "-": anything.
bool has_side(const Layers& layers, const std::vector<std::int32_t>& actors, std::string_view wanted) {
    while (wanted != "-" && !wanted.empty()) {
        const std::size_t end = std::min(wanted.find('+'), wanted.size());
        const std::string_view part = wanted.substr(0, end);
        wanted.remove_prefix(std::min(end + 1, wanted.size()));
        const bool found = std::any_of(actors.begin(), actors.end(), [&](std::int32_t actor) {
            return layers.actors[static_cast<std::size_t>(actor)].code.starts_with(part);
        });
        if (!found) return false;
    }
    return true;
}

bool is_right(const RuleExample& example, const Layers& layers) {
    if (example.expected.empty()) return layers.statements.empty();
    return std::all_of(example.expected.begin(), example.expected.end(), [&](const ExpectedStatement& expected) {
        return std::any_of(layers.statements.begin(), layers.statements.end(), [&](const Statement& statement) {
            return statement.cameo == expected.cameo && statement.mode == expected.mode &&
                   has_side(layers, statement.sources, expected.source) &&
                   has_side(layers, statement.targets, expected.target);
        });
    });
}

}  // namespace

TEST_CASE("the examples of the rules are coded as they say") {
    const std::string root = PX_SOURCE_DIR;
    std::vector<Problem> problems;
    const Result<Model> model = Model::load(root + "/models/en.pxm");
    REQUIRE(model);
    const Result<Dictionaries> dictionaries = Dictionaries::load(root + "/data", "", problems);
    REQUIRE(dictionaries);
    const Result<Lexicons> lexicons = Lexicons::load(root + "/data", problems);
    REQUIRE(lexicons);
    const Result<Rules> rules = Rules::load(root + "/data", problems);
    REQUIRE(rules);
    const EventCoder coder{*model, *dictionaries, *lexicons, *rules};
    for (const RuleText& rule : rules->texts()) {
        for (const RuleExample& example : rule.examples) {
            const CodedText coded = code_text(coder, report_of(example.text, "", false));
            std::string got;
            for (const Statement& statement : coded.layers.statements) {
                got += statement.cameo + " (" + statement.rule + ", " + std::string(to_string(statement.mode)) + ") ";
            }
            INFO(rule.file, ":", example.line, ": ", example.text, " | coded: ", got);
            CHECK(is_right(example, coded.layers));
        }
    }
}
