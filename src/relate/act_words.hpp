#pragma once
// data/relate/acts.tsv: words for one kind of act. The file's head explains its columns.
//
//   Result<ActWords> acts = ActWords::load("data", problems);
//   acts->act(stem_of("murdered")) == acts->act(stem_of("killing"))

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.hpp"

namespace px {

class ActWords {
  public:
    /// An empty table: every stem is an act of its own.
    ActWords() = default;
    /// Reads DATA_DIR/relate/acts.tsv. Bad rows are left out and reported; fails only if it cannot be read.
    [[nodiscard]] static Result<ActWords> load(const std::string& data_dir, std::vector<Problem>& problems);

    /// The class of a stem (propositions.hpp), else the stem itself.
    [[nodiscard]] std::string act(const std::string& stem) const;
    /// Whether a stem only says that something is said.
    [[nodiscard]] bool is_telling(const std::string& stem) const { return telling_.contains(stem); }

    /// Whether a folded word is an irregular form of the past: "took".
    [[nodiscard]] bool is_past(const std::string& folded) const { return past_.contains(folded); }

    /// Of the file, for the run's identity; empty for the empty table.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    std::string fingerprint_;
    std::unordered_map<std::string, std::string> acts_;
    std::unordered_set<std::string> telling_;
    std::unordered_set<std::string> past_;  // folded forms
};

/// What is wrong with DATA_DIR/relate/acts.tsv.
[[nodiscard]] std::vector<Problem> lint_acts(const std::string& data_dir);

}  // namespace px
