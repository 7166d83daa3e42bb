#pragma once
// A report's StoryItem as bytes, so that a project file can keep it and the report need not be loaded and cut into
// words again each time its run gets new reports.
//
//   std::string bytes = item_bytes(story_item(coded));
//   std::optional<StoryItem> item = item_of_bytes(bytes);
//
// The bytes are meant for this program alone: numbers stand as the processor has them.

#include <optional>
#include <string>
#include <string_view>

#include "relate/story_stream.hpp"

namespace px {

[[nodiscard]] std::string item_bytes(const StoryItem& item);
/// Nothing if the bytes were not made by item_bytes() of this version and this kind of processor, or were damaged.
[[nodiscard]] std::optional<StoryItem> item_of_bytes(std::string_view bytes);

}  // namespace px
