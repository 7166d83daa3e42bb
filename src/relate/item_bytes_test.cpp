#include "relate/item_bytes.hpp"

#include <doctest/doctest.h>

#include "relate/stories.hpp"

namespace px {
namespace {

StoryItem example() {
    return story_item("a1", "Ministers meet", "The ministers of Kenya and Uganda met in Kampala on Monday.", 19'000.5);
}

TEST_CASE("an item comes back from its bytes as it was") {
    const StoryItem item = example();
    const auto back = item_of_bytes(item_bytes(item));
    REQUIRE(back);
    CHECK(back->id == "a1");
    CHECK(back->title == "Ministers meet");
    CHECK(back->day == item.day);
    REQUIRE(back->all.size() == item.all.size());
    REQUIRE(item.all.size() > 5);
    for (std::size_t i = 0; i < item.all.size(); ++i) {
        CHECK(back->all[i].term == item.all[i].term);
        CHECK(back->all[i].weight == item.all[i].weight);
    }
    CHECK(back->lead.size() == item.lead.size());
}

TEST_CASE("an undated item stays undated") {
    StoryItem item = example();
    item.day.reset();
    const auto back = item_of_bytes(item_bytes(item));
    REQUIRE(back);
    CHECK_FALSE(back->day);
}

TEST_CASE("bytes that were cut off, made longer or changed are no item") {
    const std::string whole = item_bytes(example());
    for (std::size_t size = 0; size < whole.size(); ++size) CHECK_FALSE(item_of_bytes(whole.substr(0, size)));
    CHECK_FALSE(item_of_bytes(whole + "x"));
    std::string other = whole;
    other[0] = static_cast<char>(other[0] + 1);
    CHECK_FALSE(item_of_bytes(other));
}

}  // namespace
}  // namespace px
