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

/// The name of who acts first in a statement, empty if nobody does.
std::string source_of(const std::string& text, std::size_t statement = 0) {
    const Layers layers = rooms().code(text);
    if (layers.statements.size() <= statement || layers.statements[statement].sources.empty()) return {};
    return layers.actors[static_cast<std::size_t>(layers.statements[statement].sources.front())].name;
}

/// The modes of all statements, in the order of the text.
std::string modes_of(const std::string& text) {
    std::string out;
    for (const Statement& statement : rooms().code(text).statements)
        out += std::string(to_string(statement.mode)) + " ";
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

TEST_CASE("who reads or receives a letter has not said what it says") {
    CHECK(source_of("Kenya sent a letter condemning Uganda.") == "Kenya");
    for (const std::string verb : {"received", "got", "leaked", "read"}) {
        CHECK(source_of("Kenya " + verb + " a letter condemning Uganda.").find("Kenya") == std::string::npos);
    }
    CHECK(source_of("Kenya banned a video accusing Uganda of fraud.", 1).find("Kenya") == std::string::npos);
    CHECK(source_of("Kenya got a letter threatening it.").find("Kenya") == std::string::npos);
}

TEST_CASE("an act in or at which somebody did not take part stays negated") {
    CHECK(modes_of("Chad did not show up at the meeting with Libya.").find("actual") == std::string::npos);
    CHECK(modes_of("Chad did not believe in talks with Libya.").find("actual") == std::string::npos);
    CHECK(modes_of("Chad did not succeed in talks with Libya.").find("actual") == std::string::npos);
    CHECK(modes_of("Chad did not raise the dam during talks with Libya.").find("actual") != std::string::npos);
}

TEST_CASE("who killed may be executed") {
    CHECK(source_of("Bola Ade murdered a judge in Mali. Ade's execution was on Monday.", 1) != "Bola Ade");
}

TEST_CASE("tear gas is an attack, but no air strike") {
    const std::string gas = "Police fired tear gas at Kenyan students. ";
    CHECK(between_two(gas + "The air strike killed nine.") == "175 ");
    CHECK(between_two(gas + "The shelling went on.") == "175 ");
}

TEST_CASE("to insist that somebody does something is a demand, that he has done it a claim") {
    CHECK(between_two("Chad insisted that Libya withdraws its troops at once.").starts_with("10"));
    CHECK(between_two("Chad insisted that Libya withdrew its troops.").find("10") == std::string::npos);
    CHECK(between_two("Chad insisted that Libya has withdrawn its troops.").find("10") == std::string::npos);
}

TEST_CASE("what is told ahead of an act is a plan if the act is an appointment") {
    CHECK(modes_of("Chad sent envoys home ahead of its talks with Libya.").find("planned") != std::string::npos);
    CHECK(modes_of("Chad fell silent two days ahead of Libya's invasion of Niger.").find("planned") ==
          std::string::npos);
    CHECK(modes_of("Chad was ahead in its talks with Libya.").find("planned") == std::string::npos);
}

TEST_CASE("the state before the police that investigate is not investigated") {
    CHECK(source_of("The Kenya police investigation into the bank went on.").find("Kenya") != std::string::npos);
}

TEST_CASE("who faces what is done to its own envoys suffers it") {
    const Layers layers = rooms().code("Sweden faced the expulsion of its diplomats from Russia.");
    REQUIRE(layers.statements.size() == 1);
    REQUIRE(layers.statements[0].targets.size() == 1);
    CHECK(layers.actors[static_cast<std::size_t>(layers.statements[0].targets[0])].code == "SWE");
}

TEST_CASE("a second time is no name that somebody is called") {
    CHECK(between_two("The Swedish premier called the Danish premier a second time on Friday.") == "041 ");
    CHECK(between_two("The Swedish premier called the Danish premier a coward on Friday.") != "041 ");
}
