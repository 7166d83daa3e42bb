#include "resolve/word_uses.hpp"

#include <algorithm>

namespace px {

bool WordUses::add(std::string_view word, std::string_view use) {
    const auto found = std::find(names_.begin(), names_.end(), use);
    if (found == names_.end()) return false;
    const auto index = static_cast<std::size_t>(found - names_.begin());
    std::uint32_t& uses = uses_[std::string(word)];
    if ((uses >> index & 1U) == 0) lists_[index].emplace_back(word);
    uses |= std::uint32_t{1} << index;
    return true;
}

std::string list_of(std::span<const std::string_view> names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + std::string(names[i]);
    return text;
}

}  // namespace px
