#pragma once
// data/relate/tolls.tsv: the words that count victims, and the words for what did it. The file's head explains its
// columns.
//
//   Result<TollWords> words = TollWords::load("data", problems);
//   words->harm("injured");     // "wounded"
//   words->cause("quake");      // "earthquake"

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"

namespace px {

class TollWords {
  public:
    /// An empty table: nothing is counted.
    TollWords() = default;
    /// Reads DATA_DIR/relate/tolls.tsv. Bad rows are left out and reported; fails only if it cannot be read.
    [[nodiscard]] static Result<TollWords> load(const std::string& data_dir, std::vector<Problem>& problems);

    /// The class of a folded word; "" if it has none.
    [[nodiscard]] std::string_view harm(std::string_view folded) const;
    [[nodiscard]] std::string_view active_harm(std::string_view folded) const;
    [[nodiscard]] std::string_view cause(std::string_view folded) const;
    [[nodiscard]] std::string_view victim(std::string_view folded) const;
    /// Who is counted as one after an article: "injuring a crew member".
    [[nodiscard]] bool is_single(std::string_view folded) const;

    /// "47 bodies were recovered": what is done to the dead.
    [[nodiscard]] bool is_done_to_bodies(std::string_view folded) const;
    /// Those of them that bodies of men do too: "the two bodies found that the vote was fair".
    [[nodiscard]] bool is_done_by_bodies(std::string_view folded) const;
    /// "Initially", "wrongly": calls a figure an earlier one.
    [[nodiscard]] bool is_earlier(std::string_view folded) const;
    /// "Years", "percent": what a number counts that is no victim.
    [[nodiscard]] bool is_unit(std::string_view folded) const;
    /// What men storm, and no weather.
    [[nodiscard]] bool is_building(std::string_view folded) const;

    /// How a class is called in a label.
    [[nodiscard]] std::string_view shown(std::string_view name) const;
    /// Whether two causes can be one occurrence.
    [[nodiscard]] bool can_be_one(const std::string& a, const std::string& b) const;

    /// Whether one occurrence of a cause has many places: an earthquake, a flood.
    [[nodiscard]] bool is_wide(const std::string& cause) const;

    /// Of the file, for the run's identity; empty for the empty table.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    using Classes = std::unordered_map<std::string, std::string, Hash, std::equal_to<>>;
    [[nodiscard]] static std::string_view find(const Classes& classes, std::string_view word);

    std::string fingerprint_;
    Classes harms_, active_, causes_, victims_, singles_, shown_;
    Classes done_to_bodies_, done_by_bodies_, earlier_, units_, buildings_;
    std::set<std::pair<std::string, std::string>> meet_;
    std::set<std::string> wide_;
};

/// What is wrong with DATA_DIR/relate/tolls.tsv.
[[nodiscard]] std::vector<Problem> lint_tolls(const std::string& data_dir);

}  // namespace px
