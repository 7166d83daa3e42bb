#pragma once
// What of a report a time expression is read against.

#include <cstdint>
#include <optional>
#include <vector>

#include "resolve/time_focus.hpp"
#include "resolve/time_pieces.hpp"
#include "resolve/time_words.hpp"

namespace px {

struct TimeSetting {
    const TimeWords& words;
    const std::vector<TimePiece>& pieces;
    std::optional<std::int32_t> report_day;  // of publication; unknown stays unknown
    bool history = false;                    // most of its dates lie years before publication
    TimeFocus focus;                         // what it has told of time so far
};

}  // namespace px
