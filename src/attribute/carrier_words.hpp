#pragma once
// Inside this room: the words by which outlets, agencies and occasions are named.

#include <utility>

#include "attribute/speech.hpp"

namespace px {

[[nodiscard]] bool is_name(const DependencyTree& tree, int token);
[[nodiscard]] bool is_capitalised(const DependencyTree& tree, int token);
/// An outlet or an agency: it can carry words, and cite others.
[[nodiscard]] bool is_outlet(LinkKind kind);

/// First and last token of the name around a head: its compounds, flat parts and capitalised modifiers.
[[nodiscard]] std::pair<int, int> name_range(const DependencyTree& tree, int head);

/// The noun phrase without a relative clause or a date behind it.
[[nodiscard]] Span carrier_phrase(const SpeechText& text, int sentence, int head);

}  // namespace px
