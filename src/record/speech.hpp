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

/// What is added to the rule of an attribution whose speaker another report of the project names, and how the reason
/// of an actor begins that its own report does not name. Both are undone and worked out anew with every new report.
inline constexpr std::string_view speaker_from_elsewhere = "; speaker as ";
inline constexpr std::string_view actor_from_elsewhere = "not named in this report; ";

[[nodiscard]] inline bool is_speech(const Attribution& attribution) { return attribution.rule != stance_rule; }

}  // namespace px
