#pragma once
// data/relate/kinds.tsv: words by which reports can call one thing. The file's head explains its columns.
//
//   Result<KindWords> kinds = KindWords::load("data", problems);
//   kinds->are_one(stem_of("lorries"), stem_of("trucks"));

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"

namespace px {

class KindWords {
  public:
    /// An empty table: every stem stands for itself alone.
    KindWords() = default;
    /// Reads DATA_DIR/relate/kinds.tsv. Bad rows are left out and reported; fails only if it cannot be read.
    [[nodiscard]] static Result<KindWords> load(const std::string& data_dir, std::vector<Problem>& problems);

    /// Whether two stems (propositions.hpp) can be words for one thing; equal stems are.
    [[nodiscard]] bool are_one(const std::string& a, const std::string& b) const;

    /// Of the file, for the run's identity; empty for the empty table.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    std::string fingerprint_;
    std::unordered_map<std::string, std::string> things_;  // a stem -> the name of its row
};

/// What is wrong with DATA_DIR/relate/kinds.tsv.
[[nodiscard]] std::vector<Problem> lint_kinds(const std::string& data_dir);

}  // namespace px
