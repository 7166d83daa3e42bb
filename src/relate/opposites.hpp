#pragma once
// data/relate/opposites.tsv: words that cannot both be said of one thing at one time. The file's head explains its
// columns.
//
//   Result<Opposites> opposites = Opposites::load("data", problems);
//   for (const Opposites::Pair& pair : opposites->pairs()) ...

#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace px {

class Opposites {
  public:
    /// An empty table: nothing is opposed.
    Opposites() = default;
    /// Reads DATA_DIR/relate/opposites.tsv. Bad rows are left out and reported; fails only if it cannot be read.
    [[nodiscard]] static Result<Opposites> load(const std::string& data_dir, std::vector<Problem>& problems);

    struct Pair {
        bool evaluation = false;
        std::set<std::string> one;  // stems (propositions.hpp)
        std::set<std::string> other;
    };
    [[nodiscard]] const std::vector<Pair>& pairs() const { return pairs_; }

    /// Of the file, for the run's identity; empty for the empty table.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    std::string fingerprint_;
    std::vector<Pair> pairs_;
};

/// What is wrong with DATA_DIR/relate/opposites.tsv.
[[nodiscard]] std::vector<Problem> lint_opposites(const std::string& data_dir);

}  // namespace px
