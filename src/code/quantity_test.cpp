#include "code/quantity.hpp"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <limits>

using namespace px;
using namespace px::coding;

namespace {

const NumberWords& shipped_words() {
    static const NumberWords words = [] {
        std::vector<Problem> problems;
        std::string content;
        Result<NumberWords> loaded = NumberWords::load(PX_SOURCE_DIR "/data", problems, content);
        REQUIRE(loaded);
        REQUIRE(problems.empty());
        return std::move(*loaded);
    }();
    return words;
}

std::optional<NumberPhrase> number_in(std::string_view words) {
    std::vector<Token> tokens;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        Token token;
        token.form = words.substr(0, end);
        tokens.push_back(token);
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    for (std::size_t t = 0; t < tokens.size(); ++t) {
        if (const auto phrase = read_number(shipped_words(), tokens, static_cast<int>(t))) return phrase;
    }
    return std::nullopt;
}

void check_number(std::string_view words, double low, double high, std::string_view currency = "") {
    CAPTURE(words);
    const std::optional<NumberPhrase> phrase = number_in(words);
    REQUIRE(phrase);
    CHECK(phrase->low == doctest::Approx(low));
    if (high > 1e300) {
        CHECK(phrase->high == high);
    } else {
        CHECK(phrase->high == doctest::Approx(high));
    }
    CHECK(phrase->currency == currency);
}

}  // namespace

TEST_CASE("numbers and their bounds") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    check_number("12 people", 12, 12);
    check_number("twelve people", 12, 12);
    check_number("twenty-three people", 23, 23);
    check_number("Twenty - six people", 26, 26);
    check_number("1,200 soldiers", 1200, 1200);
    check_number("at least 12 people", 12, infinity);
    check_number("more than 100 people", 101, infinity);
    check_number("about 100 people", 90, 110);
    check_number("nearly 2,000 people", 1800, 2000);
    check_number("up to 50 people", 0, 50);
    check_number("dozens of people", 24, 99);
    check_number("hundreds of thousands of people", 200000, 999999);
    check_number("tens of thousands", 20000, 99999);
    check_number("a dozen people", 12, 12);
    check_number("two dozen people", 24, 24);
    check_number("$ 5 million", 5e6, 5e6, "USD");
    check_number("300 million dollars", 3e8, 3e8, "USD");
    check_number("US$ 5 million", 5e6, 5e6, "USD");
    check_number("several thousand people", 3000, 9999);
    check_number("fewer than 10 people", 0, 9);
    check_number("No fewer than 12 people", 12, infinity);
    check_number("not less than 12 people", 12, infinity);
    check_number("as many as 50 people", 0, 50);
    check_number("no more than 50 people", 0, 50);
    check_number("More than a dozen people", 13, infinity);
    check_number("fewer than a hundred people", 0, 99);
    check_number("at least a hundred thousand people", 100000, infinity);
    check_number("At least several hundred people", 300, infinity);
    check_number("More than several hundred people", 301, infinity);
    check_number("fewer than several hundred people", 0, 998);
    check_number("Up to several hundred people", 0, 999);
    check_number("At least dozens of people", 24, infinity);
    check_number("up to tens of thousands", 0, 99999);
    check_number("anger over dozens of deaths", 24, 99);
}

TEST_CASE("words that are no numbers") {
    CHECK_FALSE(number_in("people in Kabul"));
    CHECK_FALSE(number_in("12th Street"));
    CHECK_FALSE(number_in(", . -"));
    CHECK_FALSE(number_in("tens of people"));
}

TEST_CASE("wrong rows of the words of numbers are named with line and reason") {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "parallax_number_words_test";
    std::filesystem::create_directories(path / "coding");
    std::ofstream(path / "coding" / "numbers.tsv") << "word\tclass\tvalue\n"
                                                      "gross\tmultiple\t144\n"
                                                      "gross\tmultiple\t145\n"
                                                      "Lakh\tmultiple\t100000\n"
                                                      "lakh\tmultiples\t100000\n"
                                                      "lakh\tmultiple\tmany\n"
                                                      "lakhs\tvague\t9-2\n"
                                                      "rupees\tmoney\tRs\n"
                                                      "a good many more\tbound\tabout\n"
                                                      "hardly\tbound\tless\n"
                                                      "\tnumber\t1\n";
    std::vector<Problem> problems;
    std::string content;
    const Result<NumberWords> words = NumberWords::load(path.string(), problems, content);
    std::filesystem::remove_all(path);
    REQUIRE(words);
    CHECK(words->value(NumberClass::multiple, "gross") == 144);
    constexpr std::array<std::string_view, 9> reasons = {
        "already",  "small letters", "expected number, multiple", "whole number", "rising", "USD", "one to three words",
        "at_least", "missing"};
    REQUIRE(problems.size() == reasons.size());
    for (std::size_t i = 0; i < reasons.size(); ++i) {
        CAPTURE(problems[i].what);
        CHECK(problems[i].line == i + 3);
        CHECK(problems[i].what.find(reasons[i]) != std::string::npos);
    }
    CHECK_FALSE(NumberWords::load("/nowhere", problems, content));
}
