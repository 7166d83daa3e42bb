// Exported chats: one report for each day.
#include "read/chat.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "read/item.hpp"
#include "read/test_page.hpp"

namespace px {
namespace {

std::vector<std::string> days_of(std::string_view bytes) {
    std::vector<std::string> days;
    std::size_t end = 0;
    for (const ChatDay& day : chat_of(bytes).days) {
        CHECK(day.begin == end);
        end = day.begin + day.size;
        days.push_back(day.date);
    }
    CHECK((days.empty() || end == bytes.size()));
    return days;
}

using Days = std::vector<std::string>;

TEST_CASE("chat: stamps and who writes") {
    const std::string_view line =
        "[12.03.24, 14:02:11] ~\xC2\xA0"
        "Ann Lee: Did you see this?";
    const auto stamp = chat_stamp(line);
    REQUIRE(stamp.has_value());
    CHECK(slice(line, stamp->name) == "Ann Lee");
    CHECK(line.substr(stamp->end) == "Did you see this?");
    CHECK(chat_stamp("12/03/2024, 14:01 - Bo joined")->name.empty());
    CHECK_FALSE(chat_stamp("On 12/03/2024, 14:01 - Bo joined").has_value());
    CHECK_FALSE(chat_stamp("12/03/2024 was a Tuesday: nothing happened").has_value());
    CHECK_FALSE(chat_stamp("").has_value());
}

TEST_CASE("chat: one stamp above several paragraphs is that of a wire note") {
    CHECK(chat_of("12/03/2024 10:15 - Russia: troops cross the border\n\nMOSCOW - Troops crossed the border.\n")
              .days.empty());
    CHECK(chat_of("12/03/2024 10:15 - Ann: troops cross the border\n").days.size() == 1);
}

TEST_CASE("chat: the order of day and month, by all stamps together") {
    CHECK(days_of("12/03/2024, 14:02 - Ann: a\n13/03/2024, 14:02 - Ann: b\n") == Days{"2024-03-12", "2024-03-13"});
    CHECK(days_of("3/12/24, 2:02 PM - Ann: a\n3/13/24, 2:02 PM - Ann: b\n") == Days{"2024-03-12", "2024-03-13"});
    CHECK(days_of("2024-03-12, 14:02 - Ann: a\nmore\n2024-03-12, 15:02 - Ann: b\n") == Days{"2024-03-12"});
    // Time goes on from 31 January to 1 February, not from 1 February to 2 January.
    CHECK(days_of("01/10/2024, 14:02 - Ann: a\n02/10/2024, 14:02 - Ann: b\n01/11/2024, 14:02 - Ann: c\n") ==
          Days{"2024-10-01", "2024-10-02", "2024-11-01"});
    const Chat guess = chat_of("01/02/2024, 14:02 - Ann: a\n");
    CHECK(guess.days.front().date == "2024-02-01");
    CHECK(guess.remark.find("read as day and month") != std::string::npos);
    CHECK(chat_of("1/2/24, 2:02 PM - Ann: a\n").days.front().date == "2024-01-02");
    CHECK(days_of("99/99/2024, 14:02 - Ann: a\n") == Days{""});
    CHECK(days_of("14:02 - Ann: a\n").empty());
}

TEST_CASE("chat: each day is a report with its date, and leads back into the file") {
    const std::string talk = "Zambia and Malawi reopened the crossing, officials said.";
    const std::string content =
        "13/03/2024, 23:50 - Ann: Good evening to all of you.\n13/03/2024, 23:55 - Bo: " + talk +
        "\n14/03/2024, 08:00 - Ann: Malawi denied that it had turned back lorries yesterday.\n";
    const auto path = std::filesystem::temp_directory_path() / "px_chat_test.txt";
    std::ofstream(path, std::ios::binary) << content;
    std::vector<Report> reports;
    auto items = open_items(path.string(), {});
    REQUIRE(items.has_value());
    while (auto item = (*items)->next()) reports.push_back(*read_item(std::move(*item), {}));
    std::filesystem::remove(path);
    REQUIRE(reports.size() == 2);
    CHECK(reports[0].published->iso() == "2024-03-13");
    CHECK(reports[1].published->iso() == "2024-03-14");
    CHECK(reports[1].published->evidence == "stamps of the chat");
    CHECK(reports[1].authors == std::vector<std::string>{"Ann"});
    const auto at = static_cast<std::uint32_t>(reports[0].text.find(talk));
    const Span file = reports[0].in_file({at, at + static_cast<std::uint32_t>(talk.size())});
    CHECK(content.substr(file.begin, file.size()) == talk);
}

}  // namespace
}  // namespace px
