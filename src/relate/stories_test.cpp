#include "relate/stories.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace px;

namespace {

// A stream with known truth: `stories` matters with words of their own, each told by `reports` outlets, on top of words
// that all news share.
struct Stream {
    std::vector<StoryItem> items;
    std::vector<int> truth;
};

Stream make_stream(int stories, int reports, unsigned seed) {
    std::mt19937 random(seed);
    const auto draw = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    Stream stream;
    for (int story = 0; story < stories; ++story) {
        for (int report = 0; report < reports; ++report) {
            std::string text;
            for (int i = 0; i < 120; ++i) {
                const bool own = draw(3) == 0;
                text += (own ? "matter" + std::to_string(story) + "x" + std::to_string(draw(25))
                             : "common" + std::to_string(draw(300))) +
                        " ";
            }
            const std::string title = "matter" + std::to_string(story) + "x" + std::to_string(draw(25));
            stream.items.push_back(story_item("r" + std::to_string(story) + "-" + std::to_string(report), title, text,
                                              story * 0.4 + draw(10) / 10.0));
            stream.truth.push_back(story);
        }
    }
    return stream;
}

std::set<std::set<std::string>> partition(const std::vector<StoryItem>& items) {
    std::set<std::set<std::string>> out;
    for (const Story& story : cluster_stories(items)) {
        std::set<std::string> ids;
        for (const std::int32_t report : story.reports) ids.insert(items[report].id);
        out.insert(std::move(ids));
    }
    return out;
}

}  // namespace

TEST_CASE("stories with words of their own are told apart") {
    const Stream stream = make_stream(20, 4, 3);
    const std::vector<Story> stories = cluster_stories(stream.items);
    CHECK(stories.size() == 20);
    for (const Story& story : stories)
        for (const std::int32_t report : story.reports)
            CHECK(stream.truth[report] == stream.truth[story.reports.front()]);
}

TEST_CASE("the order of the list does not matter") {
    Stream stream = make_stream(12, 5, 5);
    const auto expected = partition(stream.items);
    std::mt19937 random(1);
    for (int i = 0; i < 10; ++i) {
        std::shuffle(stream.items.begin(), stream.items.end(), random);
        CHECK(partition(stream.items) == expected);
    }
}

TEST_CASE("the same words a month later are another story") {
    std::vector<StoryItem> items;
    const std::string text = "Delegations of two states signed a treaty on water rights after months of quarrels";
    items.push_back(story_item("a", "Water treaty signed", text, 100));
    items.push_back(story_item("b", "Water treaty signed", text, 100.5));
    items.push_back(story_item("c", "Water treaty signed", text, 130));
    items.push_back(
        story_item("d", "Storm hits the coast", "A storm broke trees and roofs along the coast at night", 100));
    CHECK(partition(items) == std::set<std::set<std::string>>{{"a", "b"}, {"c"}, {"d"}});
}

TEST_CASE("a story has a stable id and the title of its middle") {
    const Stream stream = make_stream(3, 4, 9);
    for (const Story& story : cluster_stories(stream.items)) {
        CHECK(story.id == "s:" + stream.items[story.reports.front()].id);
        CHECK_FALSE(story.title.empty());
    }
}

TEST_CASE("no reports, reports without words or date") {
    CHECK(cluster_stories({}).empty());
    const std::vector<StoryItem> items = {story_item("a", "", "", std::nullopt), story_item("b", "", "", 5000000.0)};
    CHECK(cluster_stories(items).size() == 2);
}
