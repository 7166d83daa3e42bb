// Pages of a PDF as text, subtitles, chats: the words in their order, and the way back.
#include "read/rearranged.hpp"

#include "read/test_page.hpp"

namespace px {
namespace {

Report read_text(const std::string& text) { return read_page_ok(text, "report.txt"); }

const std::string pages =
    "The Lake Standard          Saturday, 3 February 2024\n\n"
    "Kenya and Uganda sign pipeline deal\n\n"
    "Kenya and Uganda signed an agreement on a shared oil pipe-\n"
    "line in Kampala on Friday, ending a quarrel over transit fees\n"
    "that had lasted for more than two years, officials said, and\n\n"
    "- 1 -\n"
    "\f"
    "The Lake Standard          Saturday, 3 February 2024\n\n"
    "both sides praised the well-\nknown mediator. Parliament had not been con-\n"
    "sulted, members of the opposition said.\n\n"
    "A court will hear a complaint against the agree-\nment next month.\n\n"
    "- 2 -\n";

TEST_CASE("rearranged: pages of a PDF lose running heads, numbers and parted words") {
    const Report report = read_text(pages);
    CHECK(report.headline() == "Kenya and Uganda sign pipeline deal");
    CHECK(report.outlet == "The Lake Standard");
    CHECK(report.published->iso() == "2024-02-03");
    const std::string words = fold_blanks(words_of(report, BlockKind::paragraph));
    CHECK(words.find("a shared oil pipeline in Kampala") != std::string::npos);
    CHECK(words.find("officials said, and both sides praised the well-known mediator. Parliament had not been "
                     "consulted, members") != std::string::npos);
    CHECK(words.find("the agreement next month.") != std::string::npos);
    CHECK(words.find("- 1 -") == std::string::npos);
    CHECK(words.find("Saturday") == std::string::npos);
    CHECK(words_of(report, BlockKind::left_out, LeftOut::notice).find("- 2 -") != std::string::npos);
    for (const Block& block : report.blocks) {
        const Span file = report.in_file(block.span);
        CHECK(pages.substr(file.begin, 1) == report.text.substr(block.span.begin, 1));
        CHECK(pages.substr(file.end - 1, 1) == report.text.substr(block.span.end - 1, 1));
    }
}

TEST_CASE("rearranged: what a browser prints on each page is no headline") {
    std::string text;
    for (const std::string number : {"1", "2"})
        text += "6/5/24, 10:12 AM          Serbia lifts ban - Danube Ledger\n\n" +
                (number == "1" ? std::string("Serbia lifts ban on goods\n\nBy Ivana Kos\n\nJune 5, 2024\n\nSerbia "
                                             "lifted its ban on goods from Kosovo on Wednesday, its government said.")
                               : std::string("The ban had cost traders on both sides some 40 million euros by then.")) +
                "\n\nhttps://www.danube.example/ban          " + number + "/2\n\f";
    const Report report = read_text(text);
    CHECK(report.headline() == "Serbia lifts ban on goods");
    CHECK(report.authors == std::vector<std::string>{"Ivana Kos"});
    CHECK(words_of(report, BlockKind::paragraph) ==
          "Serbia lifted its ban on goods from Kosovo on Wednesday, its government said. / The ban had cost traders on "
          "both sides some 40 million euros by then.");
}

TEST_CASE("rearranged: a wrapped text with a hyphen at a line's end stays as it is") {
    const std::string text =
        "Talks go on\n\nThe long-standing quarrel over the well-\nguarded bridge went on in the "
        "north-\neastern town, the ministry said, and no end\nis in sight for now.\n";
    DecodedText decoded;
    decoded.text = text;
    CHECK_FALSE(rearranged(decoded));
}

TEST_CASE("rearranged: pages whose lines do not part words keep their hyphens") {
    const Report report = read_text(
        "Talks on the border fail\n\nFighters of an Iran-\nbacked militia left the talks on Friday, a mediator\nsaid "
        "in Kampala after two days of talks.\n\fThe army denied that it had shelled the north-\neastern town, and "
        "said so twice.\n");
    CHECK(fold_blanks(report.text).find("Iran- backed") != std::string::npos);
    CHECK(report.remarks.empty());
}

TEST_CASE("rearranged: typeset pages keep the hyphen between a name and the word that follows it") {
    const Report report = read_text(
        "Talks on the border fail\n\nFighters of an Iran-\nbacked militia left the nego-\ntiations on Friday, a "
        "media-\ntor said in Kampala after a meet-\ning of two days with the Presi-\ndent and a state-\nbacked "
        "group.\n");
    const std::string words = fold_blanks(report.text);
    CHECK(words.find("Iran-backed militia left the negotiations on Friday, a mediator") != std::string::npos);
    CHECK(words.find("with the President and a state-backed group.") != std::string::npos);
    CHECK(report.remarks == std::vector<std::string>{"words parted at the ends of lines were put together"});
}

TEST_CASE("rearranged: short lines of the text at the edges of pages are no running heads") {
    const std::string body = "The two governments are to meet again next month, officials said.\n";
    const Report report = read_text("Talks fail\n\n" + body + "No one was hurt.\n\fA second day brought more.\n" +
                                    body + "He did not say why.\n\fNo one was hurt.\n" + body +
                                    "More came later.\n\fThe third day was calm.\n" + body + "No one was hurt.\n");
    const std::string words = words_of(report, BlockKind::paragraph);
    std::size_t times = 0;
    for (std::size_t at = words.find("No one was hurt."); at != std::string::npos;
         at = words.find("No one was hurt.", at + 1))
        ++times;
    CHECK(times == 3);
    CHECK(words_of(report, BlockKind::left_out, LeftOut::notice).empty());
}

TEST_CASE("rearranged: subtitles without blank lines, notes, signs and answers said twice") {
    const Report dense = read_text(
        "1\n00:00:01,000 --> 00:00:03,000\nZambia and Malawi have agreed\nto reopen the crossing,\n2\n00:00:03,000 "
        "--> 00:00:05,000\nthe minister said\nin Lusaka on Friday.\n");
    CHECK(dense.text == "Zambia and Malawi have agreed to reopen the crossing, the minister said in Lusaka on Friday.");
    const Report vtt = read_text(
        "WEBVTT\n\nSTYLE\n::cue { color: lime }\n\n1\n00:01.000 --> 00:03.000\nTrade &amp; transit grew by < 2 "
        "percent,\nthe <i>ministry</i> of Zambia said.\n\nNOTE checked by\nthe second desk\n\n00:03.000 --> "
        "00:04.000\nWill the crossing be closed again?\n\n00:04.000 --> 00:05.000\nNo.\n\n00:05.000 --> 00:06.000\nNo."
        "\n\n00:06.000 --> 00:06.010\nNo.\n\n00:06.010 --> 00:08.000\nNo.\nIt <00:07.000><c>stays</c> open.\n");
    CHECK(
        vtt.text ==
        "Trade & transit grew by < 2 percent, the ministry of Zambia said. Will the crossing be closed again? No. No. "
        "It stays open.");
    const std::size_t sign = vtt.text.find('&');
    CHECK(vtt.in_file({static_cast<std::uint32_t>(sign), static_cast<std::uint32_t>(sign + 1)}).size() == 5);
}

TEST_CASE("rearranged: subtitles become running text") {
    const Report vtt = read_text(
        "WEBVTT\n\nNOTE made by hand\n\n1\n00:00:01.000 --> 00:00:05.000\nGood afternoon. Zambia and Malawi have "
        "agreed\n\n2\n00:00:05.000 --> 00:00:09.500 align:start\nto reopen the <i>Mwami</i> crossing, the minister "
        "said.\n\n3\n00:00:15.500 --> 00:00:19.000\n<v Ann Lee>The lorries held since Friday will be let through.\n");
    CHECK(
        words_of(vtt, BlockKind::paragraph) ==
        "Good afternoon. Zambia and Malawi have agreed to reopen the Mwami crossing, the minister said. / The lorries "
        "held since Friday will be let through.");
    const Report srt = read_text(
        "1\r\n00:00:01,000 --> 00:00:05,000\r\nZambia and Malawi have agreed\r\n\r\n2\r\n"
        "00:00:05,000 --> 00:00:09,500\r\nto reopen the crossing, the minister said.\r\n");
    CHECK(srt.text == "Zambia and Malawi have agreed to reopen the crossing, the minister said.");
    CHECK(srt.remarks == std::vector<std::string>{"the time codes of the subtitles were left off"});
}

const std::string chat =
    "12/03/2024, 14:01 - Messages and calls are end-to-end encrypted.\n12/03/2024, 14:02 - Ann: Did you see this?\n"
    "12/03/2024, 14:03 - Ann: Zambia and Malawi reopened the crossing on Thursday, officials said.\n"
    "12/03/2024, 14:04 - Bo Kim: <Media omitted>\n12/03/2024, 14:06 - Bo Kim: Malawi denied that it had turned "
    "back any lorries.\nThe two governments are to meet again next month.\n";

TEST_CASE("rearranged: a chat's messages with their speakers, without stamps and notices") {
    const Report report = read_text(chat);
    CHECK(report.text.find("14:03") == std::string::npos);
    CHECK(report.text.find("Ann: Zambia and Malawi") != std::string::npos);
    CHECK(report.text.find("Bo Kim: Malawi denied that it had turned back any lorries.\n\nThe two governments") !=
          std::string::npos);
    CHECK(words_of(report, BlockKind::left_out, LeftOut::notice) ==
          "12/03/2024, 14:01 - Messages and calls are end-to-end encrypted. / 12/03/2024, 14:04 - Bo Kim: <Media "
          "omitted>");
    for (const std::string words : {"Zambia and Malawi", "Bo Kim: Malawi", "next month."}) {
        const auto at = static_cast<std::uint32_t>(report.text.find(words));
        if (words.starts_with("Bo")) continue;
        const Span file = report.in_file({at, at + static_cast<std::uint32_t>(words.size())});
        CHECK(chat.substr(file.begin, file.size()) == words);
    }
}

TEST_CASE("rearranged: a chat in which one alone writes, or names are no names of speakers") {
    const Report alone = read_text(
        "[14.03.24, 09:00:11] Lake Wire: Zambia reopened the crossing.\n[14.03.24, 09:05:00] Lake Wire: Malawi "
        "welcomed the step. \xE2\x80\x8E<This message was edited>\n[14.03.24, 09:06:00] Lake Wire: \xE2\x80\x8Eimage "
        "omitted\n");
    CHECK(alone.authors == std::vector<std::string>{"Lake Wire"});
    CHECK(alone.text.starts_with("Zambia reopened the crossing.\n\nMalawi welcomed the step."));
    CHECK(alone.text.find("edited") == std::string::npos);
    const Report small = read_text(
        "12/03/2024, 14:02 - mum: Zambia reopened the crossing.\n12/03/2024, 14:03 - Ann: Malawi welcomed it.\n");
    CHECK(small.text == "Zambia reopened the crossing.\n\nMalawi welcomed it.");
}

TEST_CASE("rearranged: messages copied from Telegram, their stamps above them") {
    const Report report = read_text(
        "Ann Lee, [12.03.2024 14:02]\nZambia reopened the crossing.\nMalawi welcomed the step.\n\n"
        "Bo Kim, [12.03.2024 14:05]\nOfficials will meet next month.\n");
    CHECK(report.text ==
          "Ann Lee: Zambia reopened the crossing.\n\nMalawi welcomed the step.\n\nBo Kim: Officials will meet next "
          "month.");
}

}  // namespace
}  // namespace px
