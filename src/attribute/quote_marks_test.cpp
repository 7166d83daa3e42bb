#include "attribute/quote_marks.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "attribute/test_report.hpp"

using namespace px;

namespace {

/// The contents of all quotations, pieces of one joined by "|", nested ones marked by ">".
std::vector<std::string> quoted(const std::string& text) {
    const Report report = report_of_text(text);
    std::vector<std::string> out;
    for (const Quotation& quotation : find_quotations(report)) {
        std::string words = quotation.parent >= 0 ? ">" : "";
        for (std::size_t i = 0; i < quotation.pieces.size(); ++i)
            words.append(i ? "|" : "").append(slice(report.text, quotation.pieces[i]));
        out.push_back(words);
    }
    return out;
}

using Words = std::vector<std::string>;

QuotationUse use_of_only(const std::string& text) {
    const Report report = report_of_text(text);
    const auto quotations = find_quotations(report);
    REQUIRE(quotations.size() == 1);
    return quotations[0].use;
}

}  // namespace

TEST_CASE("values of markup are nobody's words") {
    CHECK(quoted("<post id=\"48151\" from=\"Harbour Desk\">The ferry is late.</post>").empty());
    CHECK(quoted("<post id=\"48151\">The mayor said, \"We will wait.\"</post>") == Words{"We will wait."});
    CHECK(quoted("The sum x = \"quite small,\" he said.") == Words{"quite small,"});
    CHECK(quoted("<post id=\"48151") == Words{"48151"});
    CHECK(quoted("Olsen wrote x=\"We will sail on Friday,\" and left.") == Words{"We will sail on Friday,"});
    CHECK(quoted("<p>Olsen wrote x=\"We will sail.\"</p>") == Words{"We will sail."});
    CHECK(quoted("Where 3 < y, x=\"quite small,\" he said.") == Words{"quite small,"});
}

TEST_CASE("marks of every style delimit a quotation") {
    CHECK(quoted("He said, “We are ready.” Then he left.") == Words{"We are ready."});
    CHECK(quoted("He said, \"We are ready.\" Then he left.") == Words{"We are ready."});
    CHECK(quoted("‘We’re ready,’ he said.") == Words{"We’re ready,"});
    CHECK(quoted("'We're ready,' he said.") == Words{"We're ready,"});
    CHECK(quoted("Er sagte: „Wir sind bereit.“") == Words{"Wir sind bereit."});
    CHECK(quoted("Il a dit «nous sommes prêts».") == Words{"nous sommes prêts"});
    CHECK(quoted("''We are ready,'' he said. ``Very,'' he added.") == Words{"We are ready,", "Very,"});
    CHECK(quoted("\u200E“Ready,”\u200F he said.") == Words{"Ready,"});
}

TEST_CASE("apostrophes and inch signs are no quotation marks") {
    CHECK(quoted("The ministers’ plan didn’t work in the ’90s.").empty());
    CHECK(quoted("The ministers' plan didn't work in the '90s.").empty());
    CHECK(quoted("'The ministers' plan is dead,' he said.") == Words{"The ministers' plan is dead,"});
    CHECK(quoted("He is 5'10\" tall and has a 55\" screen.").empty());
    CHECK(quoted("\"I am 12\", she said.") == Words{"I am 12"});
}

TEST_CASE("quotations inside quotations") {
    CHECK(quoted("“He told me ‘never again’ twice,” she said.") ==
          Words{"He told me ‘never again’ twice,", ">never again"});
    CHECK(quoted("\"He told me 'never again',\" she said.") == Words{"He told me 'never again',", ">never again"});
}

TEST_CASE("a quotation runs on over paragraphs until a mark closes it") {
    CHECK(quoted("She said: “One.\n\n“Two.\n\n“Three.”\n\nShe left. “Four.”") == Words{"One.|Two.|Three.", "Four."});
    CHECK(quoted("She said: \"One.\n\n\"Two.\"\n\n\"Three.\"") == Words{"One.|Two.", "Three."});
    CHECK(quoted("‘One.\n\n‘Two,’ he said.") == Words{"One.|Two,"});
    CHECK(quoted("She said: “One.\n\nTwo.” She left.") == Words{"One.|Two."});
}

TEST_CASE("a left-out block between two paragraphs does not end a quotation") {
    Report report = report_of_text("“One.\n\nAdvertisement\n\n“Two.”");
    report.blocks[1].kind = BlockKind::left_out;
    const auto quotations = find_quotations(report);
    REQUIRE(quotations.size() == 1);
    CHECK(quotations[0].pieces.size() == 2);
    CHECK(quotations[0].last_block == 2);
}

TEST_CASE("a missing mark costs at most its own sentence or paragraph") {
    CHECK(quoted("“We won. The others lost.\n\nIt rained. “Badly,” he said.") ==
          Words{"We won. The others lost.", "Badly,"});
    CHECK(quoted("“We won. He left. “We lost,” she said.") == Words{"We won.", "We lost,"});
    CHECK(quoted("We won,” he said. It rained.") == Words{"We won,"});
    const Report report = report_of_text("We won,” he said.");
    CHECK(find_quotations(report)[0].open_missing);
}

TEST_CASE("speech, scare quotes and titles are told apart") {
    CHECK(use_of_only("He said “we will never give up the islands”.") == QuotationUse::speech);
    CHECK(use_of_only("The so-called “peace plan” failed.") == QuotationUse::scare);
    CHECK(use_of_only("She spoke on “Face the Nation” on Sunday.") == QuotationUse::title);
    CHECK(use_of_only("He wrote “The Art of the Deal”.") == QuotationUse::title);
}

TEST_CASE("editor's insertions") {
    const std::string text = "after the [Hanoi] summit, he [said ]x]";
    const auto found = find_insertions(text, {0, static_cast<std::uint32_t>(text.size())});
    REQUIRE(found.size() == 2);
    CHECK(slice(text, found[0]) == "[Hanoi]");
    CHECK(slice(text, found[1]) == "[said ]");
}

/// Pieces lie inside their blocks, in order; quotations are nested or apart.
void check_sound(const Report& report) {
    const auto quotations = find_quotations(report);
    for (std::size_t i = 0; i < quotations.size(); ++i) {
        const Quotation& q = quotations[i];
        CAPTURE(report.text);
        REQUIRE_FALSE(q.pieces.empty());
        std::uint32_t last = 0;
        for (Span piece : q.pieces) {
            REQUIRE(piece.begin < piece.end);
            REQUIRE(piece.begin >= last);
            REQUIRE(q.hull.contains(piece));
            last = piece.end;
            bool inside = false;
            for (std::int32_t b = q.first_block; b <= q.last_block; ++b)
                inside = inside || report.blocks[static_cast<std::size_t>(b)].span.contains(piece);
            REQUIRE(inside);
        }
        if (i > 0) REQUIRE(quotations[i - 1].hull.begin <= q.hull.begin);
        for (std::size_t j = 0; j < i; ++j) {
            const Span other = quotations[j].hull;
            const bool apart = !other.overlaps(q.hull);
            REQUIRE((apart || other.contains(q.hull) || q.hull.contains(other)));
        }
    }
}

TEST_CASE("for any bytes pieces lie inside their blocks and quotations never cross") {
    const std::vector<std::string> parts = {"“",    "”",    "\"",       "'", "‘",      "’", "«",  "»", "„", "``",
                                            "''",   " ",    "\n\n",     "a", "s",      ".", ",",  "7", "[", "]",
                                            "\xFF", "\xE2", "\xE2\x80", "B", "\u200F", "–", "'s", "\0"};
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        const auto length = random() % 60;
        for (std::size_t i = 0; i < length; ++i) text += parts[random() % parts.size()];
        check_sound(report_of_text(text));
    }
}

TEST_CASE("all marks in every order, up to four of them, with a paragraph's end among them") {
    const std::vector<std::string> marks = {"“", "”", "\"", "‘", "’", "'", "\n\n"};
    for (std::size_t order = 0; order < 7 * 7 * 7 * 7; ++order) {
        std::string text = "He said";
        for (std::size_t rest = order, place = 0; place < 4; rest /= 7, ++place)
            text += (place % 2 ? "yes." : " ") + marks[rest % 7] + (place % 2 ? " " : "No, ");
        check_sound(report_of_text(text));
    }
}

TEST_CASE("what fuzzing kept") {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(PX_SOURCE_DIR "/tests/fuzz/corpus/quotes")) {
        std::ifstream in(entry.path(), std::ios::binary);
        check_sound(report_of_text(std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>())));
        ++files;
    }
    CHECK(files > 100);
}

TEST_CASE("ten thousand marks of any kind are read") {
    for (const char* mark : {"“", "”", "\"", "'", "‘", "’", "a\"", " \"a", "’ ", "“a. "}) {
        std::string text;
        for (int i = 0; i < 10000; ++i) text += mark;
        const Report report = report_of_text(text);
        for (const Quotation& quotation : find_quotations(report))
            CHECK(report.blocks[0].span.contains(quotation.hull));
    }
}
