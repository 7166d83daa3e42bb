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

/// Every room, loaded once.
struct Rooms {
    Model model;
    Dictionaries dictionaries;
    Lexicons lexicons;
    Rules rules;

    [[nodiscard]] Layers code(const std::string& text) const {
        const EventCoder coder{model, dictionaries, lexicons, rules};
        return code_text(coder, report_of(text, "", false)).layers;
    }
};

const Rooms& rooms() {
    static const Rooms loaded = [] {
        const std::string root = PX_SOURCE_DIR;
        std::vector<Problem> problems;
        Result<Model> model = Model::load(root + "/models/en.pxm");
        REQUIRE(model);
        Result<Dictionaries> dictionaries = Dictionaries::load(root + "/data", "", problems);
        REQUIRE(dictionaries);
        Result<Lexicons> lexicons = Lexicons::load(root + "/data", problems);
        REQUIRE(lexicons);
        Result<Rules> rules = Rules::load(root + "/data", problems);
        REQUIRE(rules);
        return Rooms{std::move(*model), std::move(*dictionaries), std::move(*lexicons), std::move(*rules)};
    }();
    return loaded;
}

/// The codes of what has both sides, in the order of the text.
std::string between_two(const std::string& text) {
    std::string out;
    for (const Statement& statement : rooms().code(text).statements)
        if (!statement.sources.empty() && !statement.targets.empty()) out += statement.cameo + " ";
    return out;
}

}  // namespace

TEST_CASE("the examples of the rules are coded as they say") {
    for (const RuleText& rule : rooms().rules.texts()) {
        for (const RuleExample& example : rule.examples) {
            const Layers layers = rooms().code(example.text);
            std::string got;
            for (const Statement& statement : layers.statements) {
                got += statement.cameo + " (" + statement.rule + ", " + std::string(to_string(statement.mode)) + ") ";
            }
            INFO(rule.file, ":", example.line, ": ", example.text, " | coded: ", got);
            CHECK(is_right(example, layers));
        }
    }
}

TEST_CASE("sides are lent to what points back, not to any signature or refusal") {
    const std::string talks = "Kenya and Somalia held talks in Doha on Monday. ";
    CHECK(between_two(talks + "On Tuesday a protocol was signed.") == "046 057 ");
    CHECK(between_two(talks + "On Tuesday a contract was signed.") == "046 ");
    const std::string request = "Tehran asked Paris for visas. ";
    CHECK(between_two(request + "France rejected the request on Monday.") == "020 120 ");
    CHECK(between_two(request + "France rejected the theory on Monday.") == "020 ");
}

TEST_CASE("a pronoun that stands for nobody known is who says so") {
    const auto source_of = [](const std::string& text) {
        const Layers layers = rooms().code(text);
        return layers.statements.empty() || layers.statements.front().sources.empty()
                   ? std::string()
                   : layers.actors[static_cast<std::size_t>(layers.statements.front().sources.front())].name;
    };
    CHECK(source_of("China's customs authority announced that it was suspending imports of fish.") ==
          "China's customs authority");
}

TEST_CASE("a refusal by nobody is by whoever was asked") {
    CHECK(between_two("Tehran asked Paris for visas. The request was turned down.") == "020 120 ");
}

TEST_CASE("an act of force joined to one that is told needs no tie of its own") {
    const Layers layers = rooms().code("Three soldiers were killed in Mali and a number of people were abducted.");
    REQUIRE(layers.statements.size() == 2);
    CHECK(layers.statements[1].cameo == "181");
}

TEST_CASE("who is said to pay a fee is not threatened") {
    CHECK(between_two("Norway said that Sweden would pay the fee.").find("130") == std::string::npos);
    CHECK(between_two("Norway said that Sweden would pay a heavy price.") == "130 ");
}
