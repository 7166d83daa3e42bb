#pragma once
// Which parts of the reports are worth a checkpoint of the search for stories: many of the last ones, where most
// reports come in, and ever fewer of earlier ones, so that their number grows with the logarithm of the parts. A part
// is some reports of one day (relate/story_stream.hpp).
//
//   worth_keeping({120, 131, 133}, 133, 136);   // the beginnings of parts 120 to 136, told by how many came before

#include <cstdint>
#include <set>

namespace px {

/// `held`: checkpoints that are there, `first` to `total` - 1: those that could be made now, `total`: parts with
/// reports. Each is told by how many parts lie before it. Of the beginnings of the last two parts each is kept, and the
/// oldest one of those 3 to 8 parts from the end, of those 9 to 26 parts, and so on.
[[nodiscard]] std::set<std::int64_t> worth_keeping(const std::set<std::int64_t>& held, std::int64_t first,
                                                   std::int64_t total);

}  // namespace px
