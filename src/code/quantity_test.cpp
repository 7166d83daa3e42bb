#include "code/quantity.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace px;
using namespace px::coding;

namespace {

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
        if (const auto phrase = read_number(tokens, static_cast<int>(t))) return phrase;
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
}

TEST_CASE("words that are no numbers") {
    CHECK_FALSE(number_in("people in Kabul"));
    CHECK_FALSE(number_in("12th Street"));
    CHECK_FALSE(number_in(", . -"));
}
