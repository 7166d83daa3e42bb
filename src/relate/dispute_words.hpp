#pragma once
// data/relate/disputes.tsv: the words by which reports dispute something. The file's head explains its columns.
//
//   Result<DisputeWords> words = DisputeWords::load("data", problems);
//   words->has("guilt", "involvement");     // "denied any involvement"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace px {

class DisputeWords {
  public:
    /// An empty table: no word is of any kind.
    DisputeWords() = default;
    /// Reads DATA_DIR/relate/disputes.tsv. Bad rows are left out and reported; fails only if it cannot be read.
    [[nodiscard]] static Result<DisputeWords> load(const std::string& data_dir, std::vector<Problem>& problems);

    /// Whether a folded word is of a kind.
    [[nodiscard]] bool has(std::string_view kind, std::string_view folded) const;
    /// Whether a folded word begins with one of a kind.
    [[nodiscard]] bool begins(std::string_view kind, std::string_view folded) const;

    /// Whether a folded word is of a kind in some form: "happened", "happens" of "happen".
    [[nodiscard]] bool has_form(std::string_view kind, std::string_view folded) const;

    /// Of the file, for the run's identity; empty for the empty table.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    std::string fingerprint_;
    using Kinds = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;
    static bool holds(const Kinds& kinds, std::string_view kind, std::string_view word);
    Kinds kinds_;
    Kinds stems_;  // of the same words
};

/// What is wrong with DATA_DIR/relate/disputes.tsv.
[[nodiscard]] std::vector<Problem> lint_disputes(const std::string& data_dir);

}  // namespace px
