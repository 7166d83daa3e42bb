#include "code/rules.hpp"

#include <doctest/doctest.h>

#include "code/rule_set.hpp"

using namespace px;

namespace {

const std::string data_dir = PX_SOURCE_DIR "/data";

std::vector<Problem> problems_of(std::string_view content) {
    std::vector<Problem> problems;
    // A sound rule keeps the file from being empty.
    const std::string all = std::string(content) + "\nrule sound\n  code 042\n  verb S visit T\n";
    REQUIRE(Rules::from_text(data_dir, all, "test.rules", problems));
    return problems;
}

void check_problem(std::string_view content, std::uint32_t line, std::uint32_t column, std::string_view words) {
    const std::vector<Problem> problems = problems_of(content);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].file == "test.rules");
    CHECK(problems[0].line == line);
    CHECK(problems[0].column == column);
    CAPTURE(problems[0].what);
    CHECK(problems[0].what.find(words) != std::string::npos);
}

}  // namespace

TEST_CASE("the rules that come with the program are sound") {
    for (const Problem& problem : lint_rules(data_dir)) {
        CAPTURE(to_string(problem));
        CHECK_FALSE(problem.fatal);
    }
}

TEST_CASE("the rules cover all twenty roots of CAMEO") {
    std::vector<Problem> problems;
    const Result<Rules> rules = Rules::load(data_dir, problems);
    REQUIRE(rules);
    std::vector<bool> seen(21, false);
    for (const coding::CompiledRule& rule : rules->set().rules) {
        if (rule.is_event) seen[static_cast<std::size_t>(std::stoi(rule.code.code.substr(0, 2)))] = true;
    }
    for (std::size_t root = 1; root <= 20; ++root) {
        CAPTURE(root);
        CHECK(seen[root]);
    }
}

TEST_CASE("a rule that would match everything is refused") {
    check_problem("rule all\n  code 190\n  verb S T\n", 3, 8, "would match everything");
    check_problem("rule all\n  code 190\n  noun of T\n", 3, 8, "would match everything");
    check_problem("rule all\n  code 190\n  verb S be T\n", 3, 1, "stands in nearly every sentence");
}

TEST_CASE("errors name line, column and what was expected") {
    check_problem("rule a\n  code 999\n  verb S visit T\n", 1, 1, "expected a CAMEO code or 'none'");
    check_problem("rule a\n  code 042\n  verb S visit in\n", 3, 16, "expected S, T, '*' or a word after");
    check_problem("rule a\n  code 042\n  verb S vi(sit T\n", 3, 10, "expected a word, found 'vi(sit'");
    check_problem("rule a\n  code 042\n  verb S visit &nowhere\n", 3, 16, "there is no set '&nowhere'");
    check_problem("rule a\n  code 042\n  verb S visit T:town\n", 3, 16, "expected state, person");
    check_problem("rule a\n  code 042\n  vreb S visit T\n  verb S tour T\n", 3, 1, "expected set, rule, code");
    check_problem("rule a\n  verb S visit T\n", 1, 1, "expected a line 'code'");
    check_problem("rule A b\n  code 042\n  verb S tour T\n", 1, 6, "expected a rule's name");
    check_problem("rule a\n  code 042\n  verb S tour T\n  example Kim came. = PRK\n", 4, 11,
                  "expected 'SOURCE CODE TARGET'");
    check_problem("rule a\n  code 042\n  plover VISIT x\n  verb S tour T\n", 1, 1, "PLOVER has no 'VISIT x'");
    check_problem("visit\n", 1, 1, "expected 'set' or 'rule'");
    check_problem("set a b\n", 1, 5, "expected 'set NAME");
}

TEST_CASE("a rule with an error is left out and the others stay") {
    std::vector<Problem> problems;
    const Result<Rules> rules = Rules::from_text(
        data_dir, "rule bad\n  code 1\n  verb S tour T\nrule good\n  code 042\n  verb S visit T\n", "t", problems);
    REQUIRE(rules);
    CHECK(problems.size() == 1);
    REQUIRE(rules->set().rules.size() == 1);
    CHECK(rules->set().rules[0].name == "good");
}

TEST_CASE("any bytes are read without harm") {
    std::string bytes;
    for (int i = 0; i < 4096; ++i) bytes += static_cast<char>((i * 7919) >> 3);
    std::vector<Problem> problems;
    const Result<Rules> rules = Rules::from_text(data_dir, bytes, "noise", problems);
    CHECK_FALSE(rules);
    CHECK_FALSE(problems.empty());
}

TEST_CASE("inflected forms lead to the words of the rules") {
    std::vector<Problem> problems;
    const Result<Rules> rules = Rules::from_text(
        data_dir, "rule a\n  code 042\n  verb S stop|agree|deny|die|withdraw|visit T\n", "t", problems);
    REQUIRE(rules);
    const coding::WordTable& words = rules->set().words;
    for (const auto& [form, word] : std::initializer_list<std::pair<const char*, const char*>>{{"stopped", "stop"},
                                                                                               {"agreed", "agree"},
                                                                                               {"agreeing", "agree"},
                                                                                               {"denies", "deny"},
                                                                                               {"dying", "die"},
                                                                                               {"withdrew", "withdraw"},
                                                                                               {"visiting", "visit"},
                                                                                               {"denied", "deny"}}) {
        CAPTURE(form);
        CHECK(words.find_verb(form) == words.find(word));
    }
    CHECK(words.find_verb("stoped") != words.find("deny"));
}

TEST_CASE("a form of one word that is a word itself leads to the base form, in whatever order they stand") {
    for (const char* order : {"shell|shelling", "shelling|shell"}) {
        std::vector<Problem> problems;
        const Result<Rules> rules =
            Rules::from_text(data_dir, std::string("rule a\n  code 194\n  verb S ") + order + " T\n", "t", problems);
        REQUIRE(rules);
        CHECK(rules->set().words.find_verb("shelling") == rules->set().words.find("shell"));
    }
}
