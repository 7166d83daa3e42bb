#include "annotate/tokens.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace px;

namespace {

TokenLexicon lexicon() {
    TokenLexicon lists;
    lists.abbreviations = {"Gen.", "Lt.", "Mr.", "a.m.", "p.m.", "U.S.", "No.", "etc."};
    lists.prefixes = {"non", "anti"};
    lists.whole = {"e-mail", "o'clock"};
    lists.multiwords = {{"cannot", 3}};
    return lists;
}

/// The words parted by blanks, the words of a multi-word token joined by "+".
std::string cut(std::string_view text) {
    static const TokenLexicon lists = lexicon();
    std::string out;
    for (const RawToken& token : split_words(text, {0, static_cast<std::uint32_t>(text.size())}, lists)) {
        out += slice(text, token.span);
        out += token.inside_multiword ? '+' : ' ';
    }
    if (!out.empty()) out.pop_back();
    return out;
}

}  // namespace

TEST_CASE("words are cut as in the English treebanks") {
    CHECK(cut("He didn't say so.") == "He did+n't say so .");
    CHECK(cut("Putin’s visit, it’s said") == "Putin+’s visit , it+’s said");
    CHECK(cut("the ministers' talks") == "the ministers+' talks");
    CHECK(cut("They cannot.") == "They can+not .");
    CHECK(cut("U.S.-China trade") == "U.S. - China trade");
    CHECK(cut("a non-nuclear e-mail at 9 o'clock") == "a non-nuclear e-mail at 9 o'clock");
    CHECK(cut("$1.5 and 1,500 (50%)") == "$ 1.5 and 1,500 ( 50 % )");
    CHECK(cut("on 11/28/2000 at 5:00 p.m. or") == "on 11/28/2000 at 5:00 p.m. or");
    CHECK(cut("http://example.org/a,b. See") == "http://example.org/a,b . See");
    CHECK(cut("and/or") == "and / or");
    CHECK(cut("Wait... what?!") == "Wait ... what ?!");
}

TEST_CASE("joints of web text are found") {
    CHECK(cut("AFPNorth Korean") == "AFP North Korean");
    CHECK(cut("an equal”.China has") == "an equal ” . China has");
    CHECK(cut("won't be.Read more") == "wo+n't be . Read more");
    CHECK(cut("said.“I told") == "said . “ I told");
    CHECK(cut("Lt. Gen. H.R. McMaster") == "Lt. Gen. H.R. McMaster");
    CHECK(cut("'CONCERNED' as") == "' CONCERNED ' as");
    CHECK(cut("No. 5 said no.") == "No. 5 said no .");
    CHECK(cut("US$5m") == "US$ 5m");
}

TEST_CASE("any bytes are cut into spans that cover all but white space") {
    const std::string text = "a\xFF\x80.\xE2\x80\x9C \xF0\x9F\x98\x80''--- \xC2\xA0x";
    std::uint32_t end = 0;
    for (const RawToken& token : split_words(text, {0, static_cast<std::uint32_t>(text.size())}, lexicon())) {
        CHECK(token.span.begin >= end);
        CHECK(token.span.end > token.span.begin);
        end = token.span.end;
    }
    CHECK(end == text.size());
}
