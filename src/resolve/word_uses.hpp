#pragma once
// Words by what they do in a text, from a table with a word and a use in each row (data/places/words.tsv,
// data/actors/words.tsv). A word may have several uses.
//
//   enum class Sense { treaty, direction };
//   constexpr std::array<std::string_view, 2> names = {"treaty", "direction"};
//   WordUses words(names);
//   words.add("Protocol", "treaty");             // false if no use is called so
//   words.is("Protocol", Sense::treaty)          // true

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace px {

class WordUses {
  public:
    /// At most 32 names, which must outlive it.
    explicit WordUses(std::span<const std::string_view> names) : names_(names), lists_(names.size()) {}

    bool add(std::string_view word, std::string_view use);
    template <typename Use>
    [[nodiscard]] bool is(std::string_view word, Use use) const {
        const auto found = uses_.find(word);
        return found != uses_.end() && (found->second >> static_cast<unsigned>(use) & 1U) != 0;
    }
    /// In the order of the table.
    template <typename Use>
    [[nodiscard]] const std::vector<std::string>& all(Use use) const {
        return lists_[static_cast<std::size_t>(use)];
    }
    [[nodiscard]] std::span<const std::string_view> names() const { return names_; }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
    };
    std::span<const std::string_view> names_;
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> uses_;
    std::vector<std::vector<std::string>> lists_;
};

/// "former, storm or particle": what a row may say, for a message.
[[nodiscard]] std::string list_of(std::span<const std::string_view> names);

}  // namespace px
