#include "relate/story_history.hpp"

#include <doctest/doctest.h>

using namespace px;

namespace {

std::string told(const std::vector<StoryChange>& changes) {
    std::string out;
    for (const StoryChange& change : changes)
        out += change.former + " " + std::string(to_string(change.kind)) + " " + change.now + " " +
               std::to_string(change.reports) + "; ";
    return out;
}

}  // namespace

TEST_CASE("stories that grow keep their id and make no history") {
    const std::vector<StoryMembers> before = {{"a", {1, 2}}};
    const std::vector<StoryMembers> after = {{"a", {1, 2, 3}}, {"b", {4}}};
    CHECK(told(story_changes(before, after)).empty());
}

TEST_CASE("an earlier report gives another id, and the former one is found") {
    const std::vector<StoryMembers> before = {{"a", {1, 2}}};
    const std::vector<StoryMembers> after = {{"z", {0, 1, 2}}};
    CHECK(told(story_changes(before, after)) == "a renamed z 2; ");
}

TEST_CASE("joined and parted stories") {
    const std::vector<StoryMembers> two = {{"a", {1, 2}}, {"b", {3}}};
    const std::vector<StoryMembers> one = {{"a", {1, 2, 3}}};
    CHECK(told(story_changes(two, one)) == "b merged a 1; ");
    CHECK(told(story_changes(one, two)) == "a split b 1; ");
}
