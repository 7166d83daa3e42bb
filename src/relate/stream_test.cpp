// What must hold of any stream of reports, on streams with known truth.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>

#include "relate/relate.hpp"
#include "relate/test_stream.hpp"

using namespace px;
using namespace px::testing;

namespace {

std::vector<CodedReport> coded(const MadeStream& stream) {
    std::vector<CodedReport> out;
    for (const MadeReport& made : stream.reports) out.push_back(made.coded);
    return out;
}

std::set<std::set<std::string>> partition(const std::vector<CodedReport>& reports) {
    std::set<std::set<std::string>> out;
    for (const Story& story : find_stories(reports)) {
        std::set<std::string> ids;
        for (const std::int32_t report : story.reports) ids.insert(reports[static_cast<std::size_t>(report)].report.id);
        out.insert(std::move(ids));
    }
    return out;
}

std::set<std::set<std::string>> truth(const MadeStream& stream) {
    std::map<int, std::set<std::string>> stories;
    for (const MadeReport& made : stream.reports) stories[made.story].insert(made.coded.report.id);
    std::set<std::set<std::string>> out;
    for (auto& [story, ids] : stories) out.insert(std::move(ids));
    return out;
}

std::size_t count(const Comparison& comparison, FindingKind kind) {
    return static_cast<std::size_t>(std::count_if(comparison.findings.begin(), comparison.findings.end(),
                                                  [&](const Finding& f) { return f.kind == kind; }));
}

}  // namespace

TEST_CASE("stories of a stream are those that were made, look-alikes apart") {
    for (const unsigned seed : {1U, 2U, 3U}) {
        const MadeStream stream = make_stream({.stories = 40, .seed = seed});
        CHECK(partition(coded(stream)) == truth(stream));
    }
}

TEST_CASE("the stories of a stream do not depend on the order in which its reports are listed") {
    std::vector<CodedReport> reports = coded(make_stream({.stories = 15, .seed = 4}));
    const auto expected = partition(reports);
    std::mt19937 random(5);
    for (int i = 0; i < 5; ++i) {
        std::shuffle(reports.begin(), reports.end(), random);
        CHECK(partition(reports) == expected);
    }
}

namespace {

/// The reports of a stream in the order of publication.
std::vector<StoryItem> items_of(const StreamPlan& plan) {
    std::vector<StoryItem> items;
    for (const CodedReport& report : coded(make_stream(plan))) items.push_back(story_item(report));
    std::sort(items.begin(), items.end(), [](const StoryItem& a, const StoryItem& b) {
        return std::tuple(a.day.has_value(), a.day, a.id) < std::tuple(b.day.has_value(), b.day, b.id);
    });
    return items;
}

/// What became of a report: all that the stream says of its story.
using Fates = std::map<std::int32_t, std::string>;

void take_from(StoryStream& stream, Fates& fates) {
    for (const Story& story : stream.take()) {
        std::string fate = story.id + " " + story.title;
        for (const std::int32_t report : story.reports) fate += " " + std::to_string(report);
        for (const std::int32_t report : story.reports) {
            CHECK_FALSE(fates.contains(report));
            fates[report] = fate;
        }
    }
}

std::vector<std::string> pieces_of(StoryStream& stream) {
    std::vector<std::string> pieces;
    stream.save([&](std::string_view piece) { pieces.emplace_back(piece); });
    return pieces;
}

std::optional<StoryStream> of_pieces(const std::vector<std::string>& pieces, const WordRarity& background,
                                     const StoryOptions& options = {}) {
    std::size_t given = 0;
    return StoryStream::restore(
        [&]() -> std::optional<std::string_view> {
            return given < pieces.size() ? std::optional<std::string_view>(pieces[given++]) : std::nullopt;
        },
        background, options);
}

/// The stories of the stream, saved and restored before each part for which `stops` says so.
template <typename Stops>
Fates run_stream(const std::vector<StoryItem>& items, Stops stops, const StoryOptions& options = {}) {
    const WordRarity background;
    StoryStream stream(background, options);
    Fates fates;
    std::size_t in_part = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const bool new_day = i > 0 && (!items[i - 1].day || std::floor(*items[i - 1].day) != std::floor(*items[i].day));
        const bool new_part = new_day || in_part == options.part;
        in_part = new_part ? 1 : in_part + 1;
        if (new_part && items[i].day && stops()) {
            take_from(stream, fates);
            const std::vector<std::string> pieces = pieces_of(stream);
            take_from(stream, fates);
            std::optional<StoryStream> again = of_pieces(pieces, background, options);
            REQUIRE(again);
            stream = std::move(*again);
        }
        stream.add(items[i], static_cast<std::int32_t>(i));
    }
    stream.finish();
    take_from(stream, fates);
    return fates;
}

}  // namespace

TEST_CASE("a stream that was saved and restored at any days gives the same stories, to the last title") {
    for (const unsigned seed : {11U, 12U, 13U}) {
        std::vector<StoryItem> items = items_of({.stories = 60, .seed = seed, .days_between = 0.7});
        for (std::size_t i = 0; i < items.size(); i += 17) items[i].day.reset();
        std::stable_partition(items.begin(), items.end(), [](const StoryItem& item) { return !item.day; });
        const Fates whole = run_stream(items, [] { return false; });
        CHECK(whole.size() == items.size());
        CHECK(run_stream(items, [] { return true; }) == whole);
        std::mt19937 random(seed);
        for (int i = 0; i < 3; ++i) CHECK(run_stream(items, [&] { return random() % 5 == 0; }) == whole);
        for (const std::size_t part : {1U, 2U, 5U}) {
            const StoryOptions options{.part = part};
            const Fates in_parts = run_stream(items, [] { return false; }, options);
            CHECK(in_parts.size() == items.size());
            CHECK(run_stream(items, [] { return true; }, options) == in_parts);
            CHECK(run_stream(items, [&] { return random() % 5 == 0; }, options) == in_parts);
        }
    }
}

TEST_CASE("a stream that went back goes on as if nothing had followed, also after its end") {
    for (const unsigned seed : {17U, 18U, 19U}) {
        std::vector<StoryItem> items = items_of({.stories = 50, .seed = seed, .days_between = 0.3});
        for (std::size_t i = 0; i < items.size() && seed != 18; i += 40) items[i].day.reset();
        std::stable_partition(items.begin(), items.end(), [](const StoryItem& item) { return !item.day; });
        // Gaps that end all stories, and in the end single reports far ahead.
        for (std::size_t i = 120; i < items.size() && seed != 17; ++i)
            if (items[i].day) *items[i].day += i < 200 ? static_cast<double>(i / 30) * 15 : static_cast<double>(i) * 20;
        const StoryOptions options{.join = seed == 18 ? -3.5 : -0.6, .part = seed == 17 ? 1U : 4U};
        const auto until = [&](std::size_t end) {
            return run_stream(
                {items.begin(), items.begin() + static_cast<std::ptrdiff_t>(end)}, [] { return false; }, options);
        };
        const WordRarity background;
        StoryStream stream(background, options);
        std::mt19937 random(seed);
        Fates finished;
        struct Mark {
            std::size_t next = 0;  // report
            Fates finished;
        };
        std::vector<Mark> marks;
        std::size_t in_part = 0;
        std::size_t went_back = 0;
        for (std::size_t i = 0; i < items.size();) {
            const StoryItem& item = items[i];
            const bool new_day =
                item.day && (i == 0 || !items[i - 1].day || std::floor(*items[i - 1].day) != std::floor(*item.day));
            if (new_day || (item.day && in_part == options.part)) {
                in_part = 0;
                marks.push_back({i, finished});
                marks.erase(marks.begin(), marks.end() - static_cast<std::ptrdiff_t>(stream.mark(
                                                             static_cast<std::int64_t>(std::floor(*item.day)))));
                take_from(stream, finished);
            }
            stream.add(item, static_cast<std::int32_t>(i++));
            ++in_part;
            take_from(stream, finished);
            if (marks.empty() || random() % 6 != 0) continue;
            if (random() % 3 == 0) (void)pieces_of(stream);  // which works on the part
            stream.finish();
            Fates all = finished;
            take_from(stream, all);
            CHECK(all == until(i));
            const std::size_t mark = marks.size() - 1 - (random() % 2 == 0 ? 0 : random() % marks.size());
            CHECK_FALSE(stream.go_back(marks.size()));  // no such mark: as if nothing had been asked
            REQUIRE(stream.go_back(mark));
            marks.resize(mark + 1);
            i = marks.back().next;
            finished = marks.back().finished;
            in_part = 0;
            if (++went_back > 120) break;
        }
        CHECK(went_back > 20);
    }
}

TEST_CASE("a mark that is gone, or never was, is not gone back to, and nothing changes") {
    const std::vector<StoryItem> items = items_of({.stories = 10, .seed = 23});
    const WordRarity background;
    StoryStream stream(background);
    CHECK_FALSE(stream.go_back(0));
    std::int32_t number = 0;
    const double first_day = std::floor(*items.front().day);
    for (; *items[static_cast<std::size_t>(number)].day < first_day + 1; ++number) {
        if (number == 0) CHECK(stream.mark(static_cast<std::int64_t>(first_day)) == 1);
        stream.add(items[static_cast<std::size_t>(number)], number);
    }
    CHECK_FALSE(stream.go_back(1));
    // Days that begin without a mark: what undoes the marks before them is lost.
    for (; number < static_cast<std::int32_t>(items.size()); ++number)
        stream.add(items[static_cast<std::size_t>(number)], number);
    stream.finish();
    CHECK_FALSE(stream.go_back(0));
    Fates fates;
    take_from(stream, fates);
    CHECK(fates == run_stream(items, [] { return false; }));
}

TEST_CASE("reports dated far ahead leave the other stories and the marks of the days at work as they are") {
    const std::vector<StoryItem> items = items_of({.stories = 20, .seed = 24, .days_between = 0.5});
    const StoryOptions options{.join = -3.5};  // much is joined late
    const Fates alone = run_stream(items, [] { return false; }, options);
    std::vector<StoryItem> with_ahead = items;
    for (int i = 0; i < 100; ++i) {
        with_ahead.push_back(items[static_cast<std::size_t>(i) % 7]);
        with_ahead.back().id += std::to_string(i);
        *with_ahead.back().day += 4000 + 30 * i;
    }
    const Fates beside = run_stream(with_ahead, [] { return false; }, options);
    for (const auto& [report, fate] : alone) CHECK(beside.at(report) == fate);

    const WordRarity background;
    StoryStream stream(background, options);
    std::size_t marks = 0;
    std::int32_t number = 0;
    for (const StoryItem& item : with_ahead) {
        const double day = std::floor(*item.day);
        const bool is_new = number == 0 || day != std::floor(*with_ahead[static_cast<std::size_t>(number) - 1].day);
        if (is_new) marks = stream.mark(static_cast<std::int64_t>(day));
        stream.add(item, number++);
        (void)stream.take();
    }
    stream.finish();
    (void)stream.take();
    CHECK(marks > 100);
    REQUIRE(stream.go_back(marks - 101));  // the last day at work
}

TEST_CASE("a stream that was taken up tells only of what it touched, and of the rest when it is asked") {
    std::vector<StoryItem> items = items_of({.stories = 40, .seed = 16});
    const WordRarity background;
    const double day = std::floor(*items[items.size() / 2].day);
    StoryStream before(background);
    std::int32_t number = 0;
    for (; *items[static_cast<std::size_t>(number)].day < day; ++number)
        before.add(items[static_cast<std::size_t>(number)], number);
    (void)before.take();
    const std::vector<std::string> pieces = pieces_of(before);
    (void)before.take();
    const auto fates_after = [&](bool all) {
        std::optional<StoryStream> stream = of_pieces(pieces, background);
        REQUIRE(stream);
        if (!all) stream->leave_out_untouched();
        stream->add(items[static_cast<std::size_t>(number)], number);
        stream->finish();
        std::map<std::int32_t, Story> stories;
        for (Story& story : stream->take())
            for (const std::int32_t report : std::vector(story.reports)) stories[report] = story;
        if (all) return stories;
        CHECK(stories.contains(number));
        const std::size_t touched = stories.size();
        for (std::int32_t report = 0; report < number; ++report)
            if (const auto story = stream->take_untouched(report)) {
                CHECK_FALSE(stream->take_untouched(report));
                for (const std::int32_t member : story->reports) CHECK(stories.emplace(member, *story).second);
            }
        CHECK(touched < stories.size() / 2);
        return stories;
    };
    const auto all = fates_after(true);
    const auto parted = fates_after(false);
    REQUIRE(all.size() == parted.size());
    for (const auto& [report, story] : all) {
        CHECK(parted.at(report).id == story.id);
        CHECK(parted.at(report).title == story.title);
        CHECK(parted.at(report).reports == story.reports);
    }
}

TEST_CASE("what was found before a day does not change with the reports of later days") {
    const std::vector<StoryItem> items = items_of({.stories = 60, .seed = 14});
    const Fates whole = run_stream(items, [] { return false; });
    const double first_day = *items.front().day;
    for (const double days : {25.0, 40.0, 55.0}) {
        const double until = std::floor(first_day + days);
        std::vector<StoryItem> first;
        std::copy_if(items.begin(), items.end(), std::back_inserter(first),
                     [&](const StoryItem& item) { return *item.day < until; });
        std::size_t settled = 0;
        for (const auto& [report, fate] : run_stream(first, [] { return false; })) {
            if (*items[static_cast<std::size_t>(report)].day > until - 15) continue;
            CHECK(whole.at(report) == fate);
            ++settled;
        }
        CHECK(settled > 10);
    }
}

TEST_CASE("pieces that were cut off, changed or put into another order are no stream") {
    const WordRarity background;
    StoryStream stream(background);
    std::int32_t number = 0;
    for (const StoryItem& item : items_of({.stories = 6, .seed = 15})) stream.add(item, number++);
    (void)stream.take();
    const std::vector<std::string> whole = pieces_of(stream);
    REQUIRE(whole.size() == 3);
    CHECK(of_pieces(whole, background));
    CHECK_FALSE(of_pieces({}, background));
    CHECK_FALSE(of_pieces({whole[0], whole[1]}, background));
    CHECK_FALSE(of_pieces({whole[0], whole[2], whole[1]}, background));
    CHECK_FALSE(of_pieces({whole[0], whole[1], whole[2], whole[2]}, background));
    for (std::size_t piece = 0; piece < whole.size(); ++piece)
        for (std::size_t size = 0; size < whole[piece].size(); size += 1 + whole[piece].size() / 200) {
            std::vector<std::string> cut = whole;
            cut[piece].resize(size);
            CHECK_FALSE(of_pieces(cut, background));
        }
    std::mt19937 random(1);
    for (int i = 0; i < 200; ++i) {  // whatever they are, they do no harm
        std::vector<std::string> changed = whole;
        std::string& piece = changed[random() % changed.size()];
        piece[random() % piece.size()] = static_cast<char>(random());
        if (std::optional<StoryStream> odd = of_pieces(changed, background)) odd->finish();
    }
}

TEST_CASE("copies, updates and contradictions of a stream are found, and nothing else") {
    const MadeStream stream = make_stream({.stories = 24, .copies = 2, .seed = 6});
    std::map<int, std::vector<const MadeReport*>> stories;
    for (const MadeReport& made : stream.reports) stories[made.story].push_back(&made);
    for (const auto& [story, members] : stories) {
        std::vector<CodedReport> reports;
        std::set<int> lineages;
        for (const MadeReport* made : members) {
            reports.push_back(made->coded);
            lineages.insert(made->lineage);
        }
        const Comparison comparison = compare(reports, event_table());
        CAPTURE(story);
        CHECK(comparison.lineages.size() == lineages.size());
        CHECK(count(comparison, FindingKind::contradiction) ==
              static_cast<std::size_t>(stream.contradicted.contains(story)));
        CHECK(count(comparison, FindingKind::updated) == static_cast<std::size_t>(stream.updated.contains(story)));
        CHECK(count(comparison, FindingKind::disputed) == 0);
        CHECK(count(comparison, FindingKind::opposed_attitudes) == 0);
    }
}

TEST_CASE("the same report many times is one lineage and one account") {
    const MadeStream stream = make_stream({.stories = 1, .reports = 400, .copies = 399, .contradicted_every = 0});
    const std::vector<CodedReport> reports = coded(stream);
    CHECK(find_stories(reports).size() == 1);
    const Comparison comparison = compare(reports, event_table());
    CHECK(comparison.lineages.size() == 1);
    for (const Row& row : comparison.rows) CHECK(row.lineages == 1);
    CHECK(comparison.findings.empty());
}

TEST_CASE("outlets without names, reports without dates and one of a far year") {
    MadeStream stream = make_stream({.stories = 3, .reports = 4, .copies = 0, .contradicted_every = 0});
    std::vector<CodedReport> reports = coded(stream);
    for (std::size_t i = 0; i < reports.size(); ++i) {
        reports[i].report.outlet.clear();
        if (i % 4 == 1) reports[i].report.published.reset();
    }
    reports[0].report.published = PublicationTime::parse("2054-01-01", "test");
    std::size_t total = 0;
    for (const Story& story : find_stories(reports)) total += story.reports.size();
    CHECK(total == reports.size());
    CHECK(compare(reports, event_table()).lineages.size() == reports.size());
}
