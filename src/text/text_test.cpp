#include <doctest/doctest.h>

#include <random>
#include <string>

#include "text/code_points.hpp"
#include "text/span.hpp"
#include "text/clip.hpp"
#include "text/utf8.hpp"

using namespace px;

TEST_CASE("decoding is strict") {
    CHECK(decode("é", 0).code_point == U'é');
    CHECK(decode("😀", 0).length == 4);
    CHECK_FALSE(decode("\xC0\x80", 0).valid);
    CHECK_FALSE(decode("\xED\xA0\x80", 0).valid);
    CHECK_FALSE(decode("\xF4\x90\x80\x80", 0).valid);
    CHECK_FALSE(decode("\xE2\x82", 0).valid);
    CHECK(find_invalid("abc\xFF") == 3);
    CHECK(find_invalid("abcé") == 5);
    CHECK(find_invalid("twelve bytes\xFF and more than eight") == 12);
    CHECK(find_invalid("sixteen bytes, é and so on, to the end") == 39);
    CHECK(clipped("abcé", 4) == "abc");
    CHECK(clipped("abcé", 5) == "abcé");
    CHECK(clipped("ab", 5) == "ab");
}

TEST_CASE("what is appended decodes to the same code point") {
    for (const char32_t c : {U'a', U'é', U'中', U'😀'}) {
        std::string text;
        append_utf8(text, c);
        CHECK(decode(text, 0).code_point == c);
        CHECK(decode(text, 0).length == text.size());
    }
}

TEST_CASE("names are folded for comparison") {
    CHECK(fold_name("Kim Jong-un") == "kim jong un");
    CHECK(fold_name("Lü  Chao") == "lu chao");
    CHECK(fold_name("  O’Neill ") == "o neill");
    CHECK(fold_name("ﬁn\xC2\xAD") == "fin");
    CHECK(fold_name("") == "");
}

TEST_CASE("byte and code point offsets are each other's inverse on any bytes") {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::string text;
        const auto length = random() % 400;
        for (unsigned i = 0; i < length; ++i) {
            if (random() % 4 == 0)
                append_utf8(text, static_cast<char32_t>(random() % 0x11000));
            else
                text += static_cast<char>(random() % (round % 2 == 0 ? 128 : 256));
        }
        const CodePoints map(text);
        CHECK(map.to_byte(map.size()) == text.size());
        CHECK(map.at_byte(static_cast<std::uint32_t>(text.size())) == map.size());
        std::uint32_t count = 0;
        for (std::size_t at = 0; at < text.size(); at += decode(text, at).length) {
            REQUIRE(map.at_byte(static_cast<std::uint32_t>(at)) == count);
            REQUIRE(map.to_byte(count) == at);
            ++count;
        }
    }
}

TEST_CASE("spans know what they hold") {
    CHECK(Span{2, 5}.contains(Span{3, 5}));
    CHECK_FALSE(Span{2, 5}.overlaps(Span{5, 6}));
    CHECK(slice("abcdef", {2, 4}) == "cd");
    CHECK(hull({4, 5}, {1, 2}) == Span{1, 5});
}
