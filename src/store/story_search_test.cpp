#include "store/story_search.hpp"

#include <doctest/doctest.h>

#include "store/sightings.hpp"

namespace px {
namespace {

struct Project {
    ProjectFile file = *ProjectFile::open(":memory:", Database::Access::create);
    std::int64_t run = file.begin_run({"p", "m", "d", "{}"}).value();
    StorySearch search{file, run};

    std::int64_t add(char letter, const std::string& url = "") {
        CodedReport coded;
        coded.report.id = std::string(64, letter);
        coded.report.url = url;
        const std::string headline = "Ministers of Chile and Finland meet";
        const auto head = static_cast<std::uint32_t>(headline.size());
        coded.report.text = headline + "\n\nTwelve people were hurt, officials said on Monday " + letter;
        const auto end = static_cast<std::uint32_t>(coded.report.text.size());
        coded.report.blocks = {{{0, head}, BlockKind::headline, LeftOut::none, ""},
                               {{head + 2, end}, BlockKind::paragraph, LeftOut::none, ""}};
        return keep_report(file, run, coded, true, {std::string("source ") + letter, coded.report.id, url, "", false})
            ->row;
    }
    std::string order(std::optional<std::int64_t> day, std::int64_t without_first = 0) {
        std::string out;
        REQUIRE(search.each_from(day, without_first, [&](std::int64_t, std::string_view terms) {
            out += terms;
            return true;
        }));
        return out;
    }
};

TEST_CASE("new reports are those after the last searched one, of this run, with what they replace") {
    Project project;
    CHECK(project.search.new_reports()->empty());
    const std::int64_t first = project.add('a', "https://a.example/talks");
    const std::int64_t second = project.add('b');
    CHECK(project.search.new_reports()->size() == 2);
    CHECK(project.search.searched()->stories == 0);
    REQUIRE(project.search.set_searched({second, 17}));
    CHECK(project.search.searched()->stories == 17);
    CHECK(project.search.searched()->last_row == second);
    CHECK(project.search.new_reports()->empty());
    const std::int64_t third = project.add('c', "https://a.example/talks");
    const auto reports = *project.search.new_reports();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].row == third);
    CHECK(reports[0].is_newest);
    CHECK(reports[0].version_of == first);
    StorySearch other(project.file, project.file.begin_run({"p", "m", "other", "{}"}).value());
    CHECK(other.new_reports()->empty());
}

TEST_CASE("reports come in the order of publication, undated ones first, and can be taken out") {
    Project project;
    REQUIRE(project.search.keep({1, 200.5, "b"}, "B", {}));
    REQUIRE(project.search.keep({2, 200.5, "a"}, "A", {}));
    REQUIRE(project.search.keep({3, std::nullopt, "z"}, "Z", {}));
    REQUIRE(project.search.keep({4, 100, "c"}, "C", {}));
    REQUIRE(project.search.keep({5, -3.5, "e"}, std::string_view("\0\xFF", 2), {}));
    CHECK(project.order(std::nullopt) == std::string("Z\0\xFF", 3) + "CAB");
    CHECK(project.order(100) == "CAB");
    CHECK(project.order(101) == "AB");
    CHECK(project.order(100, 1) == "AB");
    CHECK(project.order(100, 9).empty());
    using Days = std::map<std::int64_t, std::int64_t>;
    CHECK(*project.search.days_from(std::nullopt) == Days{{StorySearch::undated, 1}, {-4, 1}, {100, 1}, {200, 2}});
    CHECK(*project.search.days_from(101) == Days{{200, 2}});
    CHECK(*project.search.reports_before({2, 200.5, "a"}) == 0);
    CHECK(*project.search.reports_before({1, 200.5, "b"}) == 1);
    CHECK(*project.search.reports_before({9, 200.25, "z"}) == 0);
    CHECK(*project.search.reports_before({9, 200.75, ""}) == 2);
    CHECK(*project.search.reports_before({9, std::nullopt, "zz"}) == 0);
    CHECK(project.search.forget(4)->value().place.day == 100.0);
    CHECK_FALSE(project.search.forget(4)->has_value());
    CHECK_FALSE(project.search.forget(3)->value().place.day);
    CHECK(project.order(std::nullopt) == std::string("\0\xFF", 2) + "AB");
}

TEST_CASE("checkpoints come back piece by piece, the newest first") {
    Project project;
    const Checkpoint early{10, 1, 3, 30};
    const Checkpoint late{10, 2, 5, 50};
    for (const Checkpoint& one : {early, late})
        for (std::int64_t n = 0; n < 2; ++n)
            REQUIRE(project.search.keep_piece(one, n, "piece " + std::to_string(one.day * one.part + n)));
    const auto kept = *project.search.checkpoints();
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].day == 10);
    CHECK(kept[0].part == 2);
    CHECK(kept[0].parts_before == 5);
    CHECK(kept[0].reports_before == 50);
    CHECK(project.search.piece(early, 1)->value() == "piece 11");
    CHECK_FALSE(project.search.piece(early, 2)->has_value());
    REQUIRE(project.search.drop(early));
    CHECK(project.search.checkpoints()->size() == 1);
    CHECK_FALSE(project.search.piece(early, 0)->has_value());
}

TEST_CASE("quotations are given by day, and go with their report") {
    Project project;
    REQUIRE(project.search.keep({1, 10.5, "b"}, "", {{1, 10, true, "one"}, {1, 10, false, "two"}}));
    REQUIRE(project.search.keep({2, 10.1, "a"}, "", {{2, 10, true, "three"}}));
    const auto words = [&](std::int64_t day) {
        std::string out;
        const auto quotations = project.search.quotations_of(day);
        for (const QuotedWords& quoted : quotations.value())
            out += quoted.runs + (quoted.named ? " " : "? ");
        return out;
    };
    CHECK(words(10) == "three one two? ");
    CHECK(words(9).empty());
    CHECK(words(11).empty());
    REQUIRE(project.search.set_named_by(10, 1, "2"));
    CHECK(project.search.named_by(10, 1) == "2");
    CHECK(project.search.named_by(10, 2) == "");
    const auto forgotten = project.search.forget(1)->value();
    REQUIRE(forgotten.quotations.size() == 2);
    CHECK(forgotten.quotations[0].named);
    CHECK(forgotten.quotations[1].runs == "two");
    CHECK(words(10) == "three ");
    CHECK(project.search.named_by(10, 1) == "");
}

}  // namespace
}  // namespace px
