#include "resolve/times.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "resolve/plain_tokens.hpp"

using namespace px;

namespace {

const TimeWords& words() {
    static const TimeWords loaded = [] {
        std::vector<Problem> problems;
        auto result = TimeWords::load(PX_SOURCE_DIR "/data", problems);
        REQUIRE(result);
        REQUIRE(problems.empty());
        return std::move(*result);
    }();
    return loaded;
}

std::vector<TimeMention> times_of(const std::string& text, const std::string& date = "2019-04-25",
                                  DateOrder order = DateOrder::unknown) {
    Report report;
    report.text = text;
    report.published = PublicationTime::parse(date, "test");
    return find_times(words(), report, plain_tokens(text), order);
}

// "words=value words=value", in order.
std::string summary(const std::string& text, const std::string& date = "2019-04-25") {
    std::string out;
    for (const TimeMention& time : times_of(text, date)) {
        if (!out.empty()) out += " | ";
        out += std::string(slice(text, time.span)) + " = " + time.value;
    }
    return out;
}

}  // namespace

TEST_CASE("a bare weekday is the latest one on or before the publication day") {
    CHECK(summary("Kim arrived on Wednesday, Reuters reported.") == "Wednesday = 2019-04-24");
    CHECK(summary("The talks were held on Thursday.") == "Thursday = 2019-04-25");
    CHECK(summary("He said on Friday that he had left.") == "Friday = 2019-04-19");
    const auto times = times_of("Kim arrived on Wednesday.");
    REQUIRE(times.size() == 1);
    CHECK(times[0].arithmetic == "Wednesday on or before 2019-04-25 (Thursday) = 2019-04-24");
    CHECK(times[0].anchored_to_report);
    REQUIRE(times[0].interval);
    CHECK(times[0].interval->begin == 18010LL * 86400);
    CHECK(times[0].interval->end == 18011LL * 86400);
    CHECK(times[0].interval->granularity == Granularity::day);
}

TEST_CASE("a weekday lies ahead where its verb does") {
    CHECK(summary("Ministers will meet on Friday.") == "Friday = 2019-04-26");
    CHECK(summary("The vote is expected to take place on Monday.") == "Monday = 2019-04-29");
    CHECK(summary("On Monday, the court will rule.") == "Monday = 2019-04-29");
    CHECK(summary("They meet next Friday.") == "next Friday = 2019-04-26");
    CHECK(summary("They met last Thursday.") == "last Thursday = 2019-04-18");
}

TEST_CASE("without a publication date nothing is counted from it") {
    CHECK(summary("Kim arrived on Wednesday and left yesterday.", "") ==
          "Wednesday = XXXX-WXX-3 | yesterday = XXXX-XX-XX");
    CHECK(summary("They met last week in October.", "") == "last week = XXXX-WXX | October = XXXX-10");
    CHECK(summary("In October 2018 and in 2011 they met.", "") == "October 2018 = 2018-10 | 2011 = 2011");
    for (const TimeMention& time : times_of("Kim left on Wednesday, last week, in March and tonight.", "")) {
        CHECK_FALSE(time.interval);
        CHECK_FALSE(time.anchored_to_report);
    }
}

TEST_CASE("'a day earlier' counts from the date told last, not from the publication day") {
    CHECK(summary("The summit opened on Tuesday. Mr Kim had come a day earlier.") ==
          "Tuesday = 2019-04-23 | a day earlier = 2019-04-22");
    const auto times = times_of("The summit opened on Tuesday. Mr Kim had come a day earlier.");
    REQUIRE(times.size() == 2);
    CHECK(times[1].anchor == 0);
    CHECK_FALSE(times[1].anchored_to_report);
    CHECK(times[1].arithmetic == "1 day before 2019-04-23 = 2019-04-22");
}

TEST_CASE("'a day earlier' than an event without a date stays open and says so") {
    const auto times = times_of("After the summit Mr Putin was full of praise. Kim had arrived a day earlier.");
    REQUIRE(times.size() == 1);
    CHECK(times[0].value == "XXXX-XX-XX");
    CHECK_FALSE(times[0].interval);
    CHECK(times[0].arithmetic == "1 day before the summit, whose date the text does not give");
}

TEST_CASE("an event that a quoted voice speaks of is not what the report tells of") {
    const auto times = times_of(
        "After the summit they spoke. \u201cYour visit will help,\u201d he said to Kim, who had come a day earlier.");
    REQUIRE(times.size() == 1);
    CHECK(times[0].arithmetic == "1 day before the summit, whose date the text does not give");
}

TEST_CASE("titles are no times") {
    CHECK(summary("She told BBC World Tonight and Russia Today so.").empty());
    CHECK(summary("Today they met. Tonight they part.") == "Today = 2019-04-25 | Tonight = 2019-04-25TNI");
}

TEST_CASE("'a day earlier' than an unresolved weekday is the weekday before") {
    CHECK(summary("The summit was on Thursday. Kim had arrived a day earlier.", "") ==
          "Thursday = XXXX-WXX-4 | a day earlier = XXXX-WXX-3");
}

TEST_CASE("parts of the day and clock times") {
    CHECK(summary("He arrived on Wednesday afternoon.") == "Wednesday afternoon = 2019-04-24TAF");
    CHECK(summary("It happened late last night.") == "late last night = 2019-04-24TNI");
    CHECK(summary("It began at 10:30 a.m. GMT on Monday.") == "10:30 a.m. GMT on Monday = 2019-04-22T10:30Z");
    CHECK(summary("The polls close at 7pm tonight.") == "7pm tonight = 2019-04-25T19:00");
    const auto times = times_of("He arrived on Wednesday afternoon.");
    REQUIRE(times[0].interval);
    CHECK(*times[0].interval->begin == 18010LL * 86400 + 12 * 3600);
    CHECK(*times[0].interval->end == 18010LL * 86400 + 18 * 3600);
}

TEST_CASE("durations, sets and distances") {
    CHECK(summary("The past six months were hard.") == "The past six months = P6M");
    CHECK(summary("It comes just two months on from a second meeting.") == "two months on = P2M");
    CHECK(summary("It lasted nearly two and a half years.") == "nearly two and a half years = P2.5Y");
    CHECK(summary("They waited several days and half a century.") == "several days = PXD | half a century = P50Y");
    CHECK(summary("They meet every Monday and twice a year.") == "every Monday = XXXX-WXX-1 | twice a year = P1Y");
    CHECK(summary("He left two weeks ago.") == "two weeks ago = 2019-W15");
    const auto times = times_of("The past six months were hard.");
    REQUIRE(times[0].interval);
    CHECK(*times[0].interval->end == 18011LL * 86400);
    CHECK(times[0].arithmetic == "6 months before 2019-04-25 = 2018-10-25 to 2019-04-25");
}

TEST_CASE("what a sentence ends with says nothing of the next") {
    CHECK(summary("A song to remember the last\n\nTwo years ago she sang it.") == "Two years ago = 2017");
    CHECK(summary("They stay until\n\nTwo years passed.") == "Two years = P2Y");
}

TEST_CASE("sentences that tell no time are left uncut, but for events and quotation marks") {
    const auto times = times_of("The summit began.\n\nNobody spoke.\n\nKim had arrived a day earlier.");
    REQUIRE(times.size() == 1);
    CHECK(times[0].arithmetic == "1 day before the summit, whose date the text does not give");
    CHECK(summary("May I? He may march. Sept. 5") == "Sept. 5 = 2018-09-05");
    CHECK(summary("At long last, at the moment of truth, it rained. At the moment it rains.") ==
          "the moment = PRESENT_REF | the moment = PRESENT_REF");
}

TEST_CASE("a clock time is not on the day of a thing told of before") {
    CHECK(summary(
              "Officers took power on Wednesday. They cancelled Sunday's vote. Shots were heard at 4 a.m. near it.") ==
          "Wednesday = 2019-04-24 | Sunday = 2019-04-21 | 4 a.m. = 2019-04-24T04:00");
    CHECK(summary("Sunday's vote ended at 4 p.m. in most places.") ==
          "Sunday = 2019-04-21 | 4 p.m. = 2019-04-21T16:00");
}

TEST_CASE("ages and numbers are no times") {
    CHECK(summary("A 22-year-old man and a girl of four years of age.").empty());
    CHECK(summary("Boys aged 8 to 10 years, a 2000 year old tradition.").empty());
    CHECK(summary("Some 1800 soldiers and 2500 refugees paid $2000.").empty());
}

TEST_CASE("words that are months only sometimes") {
    CHECK(summary("She may march to the capital.").empty());
    CHECK(summary("Theresa May spoke. The March on Washington.").empty());
    CHECK(summary("In May they will march.") == "May = 2019-05");
    CHECK(summary("A second goal fell.").empty());
}

TEST_CASE("ranges are two expressions") {
    CHECK(summary("from 3 to 5 May 2018") == "3 = 2018-05-03 | 5 May 2018 = 2018-05-05");
    CHECK(summary("May 3-5, 2012") == "May 3 = 2012-05-03 | 5, 2012 = 2012-05-05");
    CHECK(summary("in 2014-18 and 2020\u20132023") == "2014 = 2014 | 18 = 2018 | 2020 = 2020 | 2023 = 2023");
    CHECK(summary("from November 20 to December 11, 2012") ==
          "November 20 = 2012-11-20 | December 11, 2012 = 2012-12-11");
}

TEST_CASE("larger granules") {
    CHECK(summary("early in the 1990s, in the 19th century") == "early in the 1990s = 199 | the 19th century = 18");
    CHECK(summary("the third quarter of 2012 and the first half of 2013") ==
          "the third quarter of 2012 = 2012-Q3 | the first half of 2013 = 2013-H1");
    CHECK(summary("last summer, this year, earlier this month, early next year") ==
          "last summer = 2018-SU | this year = 2019 | earlier this month = 2019-04 | early next year = 2020");
    CHECK(summary("the end of last year") == "the end of last year = 2018");
}

TEST_CASE("joined with hyphens and slashes") {
    CHECK(summary("a month-long strike after a two-year ban") == "month-long = P1M | two-year = P2Y");
    CHECK(summary("profit in the year-ago quarter") == "year-ago = 2018");
    CHECK(summary("on 10/30/89 and 2019-04-24 and 24/04/2019") ==
          "10/30/89 = 1989-10-30 | 2019-04-24 = 2019-04-24 | 24/04/2019 = 2019-04-24");
    CHECK(summary("a score of 00/00/00").empty());
}

TEST_CASE("a granule of a granule") {
    CHECK(summary("the last week of August 2018") == "the last week of August 2018 = 2018-W35");
    CHECK(summary("the first day of 2012") == "the first day of 2012 = 2012-01-01");
    CHECK(summary("the third week of last month") == "the third week of last month = 2019-W11");
    CHECK(summary("the last day of the talks").empty());
}

TEST_CASE("history goes on from the date told last") {
    const std::string story =
        "On 1 September 1939 the war began. In May 1940 and in 1941 it spread. In July they met. By early October it "
        "had changed. On 7 December 1941 the fleet was hit. In January they fled. Unlike in 1812, they came back. In "
        "February 1942 the city fell. A month later it was quiet.";
    CHECK(
        summary(story, "2009-12-19") ==
        "1 September 1939 = 1939-09-01 | May 1940 = 1940-05 | 1941 = 1941 | July = 1941-07 | early October = 1941-10 | "
        "7 December 1941 = 1941-12-07 | January = 1942-01 | 1812 = 1812 | February 1942 = 1942-02 | A month later = "
        "1942-03");
}

TEST_CASE("what cannot be stays unresolved") {
    for (const char* text : {"on 31 February 2019", "on February 30", "9,999 centuries ago", "99999999999 years ago",
                             "in 490 BC", "on 32 May 2019", "at 25:61 on Monday", "8000 years later"})
        for (const TimeMention& time : times_of(text))
            if (time.value.find("Monday") == std::string::npos && time.rule != "weekday" && time.rule != "month-year")
                CHECK_FALSE_MESSAGE(time.interval, text, " ", time.value);
    CHECK(times_of("until 9999").empty());
    CHECK(summary("on 31 December 9999", "9999-12-31") == "31 December 9999 = 9999-12-31");
    CHECK(summary("tomorrow, next year, in a week", "9999-12-31") ==
          "tomorrow = XXXX-XX-XX | next year = XXXX | a week = P1W");
    CHECK(summary("yesterday and last year", "0001-01-01") == "yesterday = XXXX-XX-XX | last year = XXXX");
}

// tests/cases/times/*.case; its head says how a case is written.
TEST_CASE("cases of counting") {
    std::size_t cases = 0;
    for (const auto& entry : std::filesystem::directory_iterator(PX_SOURCE_DIR "/tests/cases/times")) {
        std::ifstream file(entry.path());
        std::string date;
        std::vector<TimeMention> found;
        std::string text;
        std::size_t next = 0;
        for (std::string line; std::getline(file, line);) {
            const std::size_t colon = line.find(": ");
            if (line.empty() || line[0] == '#' || colon == std::string::npos) continue;
            const std::string key = line.substr(0, colon);
            const std::string rest = line.substr(colon + 2);
            INFO(entry.path().filename().string(), ": ", text);
            if (key == "date") {
                CHECK_MESSAGE(next == found.size(), "more times found than expected");
                date = rest == "unknown" ? "" : rest;
            } else if (key == "text") {
                text = rest;
                found = times_of(text, date);
                next = 0;
                ++cases;
            } else if (key == "time") {
                REQUIRE(next < found.size());
                CHECK(std::string(slice(text, found[next].span)) + " = " + found[next].value == rest);
                ++next;
            } else if (key == "because") {
                REQUIRE(next > 0);
                CHECK(found[next - 1].arithmetic == rest);
            } else {
                FAIL("no such line in a case: ", line);
            }
        }
        CHECK_MESSAGE(next == found.size(), "more times found than expected");
    }
    CHECK(cases >= 11);
}

namespace {

// Words in quotation marks in a source file, but for names of rules.
std::vector<std::string> words_asked_for(const std::string& file) {
    std::ifstream source(PX_SOURCE_DIR "/src/resolve/" + file);
    REQUIRE(source);
    std::vector<std::string> found;
    for (std::string line; std::getline(source, line);) {
        if (line.find("#include") != std::string::npos || line.find("rule") != std::string::npos) continue;
        line.resize(std::min(line.size(), line.find("//")));
        for (std::size_t open = line.find('"'); open != std::string::npos;) {
            const std::size_t close = line.find('"', open + 1);
            if (close == std::string::npos) break;
            const std::string word = line.substr(open + 1, close - open - 1);
            if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos && !word.empty())
                found.push_back(word);
            open = line.find('"', close + 1);
        }
    }
    return found;
}

}  // namespace

TEST_CASE("every word that the grammar asks for is known, so that none is taken for one that ends an expression") {
    for (const char* file :
         {"time_grammar.cpp", "time_calendar_rules.hpp", "time_moment_rules.hpp", "time_quantity.cpp"}) {
        const std::vector<std::string> asked = words_asked_for(file);
        CHECK(asked.size() > 10);
        for (const std::string& word : asked) {
            CAPTURE(file);
            CAPTURE(word);
            CHECK(words().find(word) != nullptr);
        }
    }
}

TEST_CASE("numbers, articles and words that lead on tell no time before what is none") {
    CHECK(summary("The first three refugees and at least 107 others came with 20 lorries.").empty());
    CHECK(summary("The second boat left a second port.").empty());
    CHECK(summary("At the 33rd floor, over 900 of the last 1000 seekers waited.").empty());
    CHECK(summary("In the 90s he left; 5 o'clock came; on the 5th of May he fled.") ==
          "the 90s = 199 | 5 o'clock = 2019-04-25T05:00 | the 5th of May = 2019-05-05");
    CHECK(summary("He is at the headquarters at the moment.") == "the moment = PRESENT_REF");
}

TEST_CASE("the tables of time words are sound") { CHECK(lint_time_words(PX_SOURCE_DIR "/data").empty()); }

TEST_CASE("words that no table of times can hold are refused, with the line") {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "parallax_time_words_test";
    std::filesystem::create_directories(folder / "times");
    for (const auto& file : std::filesystem::directory_iterator(PX_SOURCE_DIR "/data/times"))
        std::filesystem::copy_file(file.path(), folder / "times" / file.path().filename(),
                                   std::filesystem::copy_options::overwrite_existing);
    std::ofstream table(folder / "times" / "words.tsv");
    table << "word\tclass\tvalue\tguard\n11/9\tevent\t1\t\nmoot\tevent\t1\t\n";
    for (int i = 0; i < 3000; ++i)
        table << "w" << std::string(static_cast<std::size_t>(i % 50), 'a') << static_cast<char>('a' + i % 26)
              << "\u00e9" << i << "\tevent\t1\t\n";
    table.close();
    const std::vector<Problem> problems = lint_time_words(folder.string());
    REQUIRE(problems.size() > 900);
    CHECK(problems[0].line == 2);
    CHECK(problems[0].what == "'11/9' has no letter from a to z");
    CHECK(problems[1].what == "more than 2048 words of time");
    std::filesystem::remove_all(folder);
}

TEST_CASE("a missing table is an error that names it") {
    std::vector<Problem> problems;
    const auto result = TimeWords::load("/nowhere", problems);
    REQUIRE_FALSE(result);
    CHECK(result.error().file.find("words.tsv") != std::string::npos);
}

TEST_CASE("dates in figures: the order of the outlet's country, unless the report's other dates show another") {
    const auto value = [](const std::string& text, DateOrder order) {
        const auto times = times_of(text, "2024-11-25", order);
        return times.empty() ? std::string("none") : times.back().value;
    };
    CHECK(value("It was signed on 10/09/2024.", DateOrder::month_first) == "2024-10-09");
    CHECK(value("It was signed on 10/09/2024.", DateOrder::day_first) == "2024-09-10");
    CHECK(value("It was signed on 10/09/2024.", DateOrder::unknown) == "2024-09-10");
    CHECK(value("Begun on 03/25/2024, it was signed on 10/09/2024.", DateOrder::unknown) == "2024-10-09");
    CHECK(value("Begun on 25/03/2024, it was signed on 10/09/2024.", DateOrder::month_first) == "2024-09-10");
    CHECK(value("It was signed on 25/03/2024.", DateOrder::month_first) == "2024-03-25");
    CHECK(value("It was signed on 10/9/24.", DateOrder::day_first) == "2024-09-10");
    CHECK(times_of("It was signed on 10/09/2024.", "2024-11-25", DateOrder::month_first)[0].arithmetic ==
          "figures with the month first = 2024-10-09");
}

TEST_CASE("impossible dates and years out of range are told as they stand, never as today") {
    for (const char* text :
         {"It was 31 February 2019.", "It was 30/02/2019.", "It was 2019-13-45.", "It was 29 February 2019.",
          "It was 99/99/9999.", "It was May 45, 2019.", "In the year 0 they came.", "In 12019 they came.",
          "It was 5 May 99999.", "It was 99999999999999999999 years ago.", "It ended in 44 BC.",
          "In 10,000 years it will be gone.", "It was 500 centuries ago.", "It opens 9000 years from now."}) {
        CAPTURE(text);
        for (const std::string date : {"2019-04-25", "0001-01-01", "9999-12-31", ""})
            for (const TimeMention& time : times_of(text, date)) {
                CHECK(time.span.end <= std::string_view(text).size());
                if (!time.interval) continue;
                CHECK(time.interval->begin < time.interval->end);
                if (!date.empty()) CHECK(time.value != date);
            }
    }
    CHECK(summary("It was 31 February 2019.") == "31 February 2019 = 2019-02-31");
    CHECK_FALSE(times_of("It was 31 February 2019.")[0].interval);
    CHECK_FALSE(times_of("It ended in 44 BC.")[0].interval);
}

TEST_CASE("ranges of weekdays, centuries and seasons of play") {
    CHECK(summary("Shops open from Monday to Wednesday.") == "Monday = 2019-04-22 | Wednesday = 2019-04-24");
    CHECK(summary("It ran from Friday to Tuesday.") == "Friday = 2019-04-19 | Tuesday = 2019-04-23");
    CHECK(summary("It was so in the 18th and 19th centuries.") == "the 18th = 17 | 19th centuries = 18");
    CHECK(summary("He scored in 2017/18.") == "2017 = 2017 | 18 = 2018");
    CHECK(summary("Sales fell in FY2019.") == "FY2019 = 2019");
}

TEST_CASE("sets with a part of the day, and what is as often as one likes") {
    CHECK(summary("They meet every Monday morning.") == "every Monday morning = XXXX-WXX-1TMO");
    CHECK(summary("They meet on Monday mornings.") == "Monday mornings = XXXX-WXX-1TMO");
    CHECK(summary("It happens every now and again, and now and then it rains.").empty());
}

TEST_CASE("the early hours of a day begin at midnight") {
    const auto times = times_of("They struck in the early hours of Friday.");
    REQUIRE(times.size() == 1);
    CHECK(times[0].value == "2019-04-19TMO");
    REQUIRE(times[0].interval);
    CHECK(times[0].interval->begin == 18005LL * 86400);
    CHECK(times[0].interval->end == 18005LL * 86400 + 6 * 3600);
}

TEST_CASE("a time of day keeps the words that tell its zone") {
    CHECK(summary("It began on 2018-11-05T10:00Z.") == "2018-11-05T10:00Z = 2018-11-05T10:00Z");
    const auto zone = [](const std::string& text) {
        const auto times = times_of(text);
        REQUIRE(times.size() == 1);
        return times[0].zone;
    };
    CHECK(zone("It struck at 3:20 a.m. local time on Tuesday.") == "local");
    CHECK(zone("They met late last night local time.") == "local");
    CHECK(zone("It ended at noon Moscow time.") == "Moscow");
    CHECK(zone("It ends at 9 a.m. Central European Time.") == "Central European");
    CHECK(zone("It ended at 5pm ET.") == "ET");
    CHECK(zone("It ended at 5pm.").empty());
    CHECK(times_of("It ended at 7.30pm BST.")[0].zone_minutes == 60);
}

TEST_CASE("an event without a date is named, not counted") {
    const auto times = times_of("Two days after the vote he left. He came the following Monday.");
    REQUIRE(times.size() == 2);
    CHECK(times[1].arithmetic == "after the vote, whose date the text does not give");
}
