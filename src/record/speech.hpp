#pragma once
// Which attributions are reported speech. Others tell what somebody thinks, wants or stands for without a cue of
// speech ("opposes the plan"): they say whose view it is, but what they hold is still told by the outlet.
//
//   if (is_speech(attribution)) show(attribution.speaker, attribution.content);

#include <string_view>

#include "record/layers.hpp"

namespace px {

/// Rule of attributions that are no reported speech.
inline constexpr std::string_view stance_rule = "learned: stance";

[[nodiscard]] inline bool is_speech(const Attribution& attribution) { return attribution.rule != stance_rule; }

}  // namespace px
