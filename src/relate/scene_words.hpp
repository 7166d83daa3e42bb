#pragma once
// data/relate/scenes.tsv: what reports of one scene call it, who acts in it and where it is. The file's head explains
// its columns.
//
//   Result<SceneWords> words = SceneWords::load("data", problems);
//   for (const SceneWord& found : words->in(list)) ...;     // {"act", "rescue", first word, last word}

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "relate/numbers.hpp"

namespace px {

/// Words of a list that stand in the table.
struct SceneWord {
    std::string_view kind;
    std::string_view name;  // of the class
    std::size_t first = 0;  // word
    std::size_t last = 0;
};

class SceneWords {
  public:
    /// An empty table: nothing is a scene.
    SceneWords() = default;
    /// Reads DATA_DIR/relate/scenes.tsv. Bad rows are left out and reported; fails only if it cannot be read.
    [[nodiscard]] static Result<SceneWords> load(const std::string& data_dir, std::vector<Problem>& problems);

    /// In their order; of forms that begin at one word the longest of each kind. The views are those of the table.
    [[nodiscard]] std::vector<SceneWord> in(const WordList& list) const;

    /// Of the file, for the run's identity; empty for the empty table.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    struct Form {
        std::vector<std::string> words;
        std::string kind;
        std::string name;
    };
    std::string fingerprint_;
    std::map<std::string, std::vector<Form>, std::less<>> by_first_word_;  // longest forms first
};

/// What is wrong with DATA_DIR/relate/scenes.tsv.
[[nodiscard]] std::vector<Problem> lint_scenes(const std::string& data_dir);

}  // namespace px
