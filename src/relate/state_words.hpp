#pragma once
// data/relate/states.tsv: phrases for states and attitudes that exclude each other. The file's head explains its
// columns.
//
//   Result<StateWords> states = StateWords::load("data", problems);
//   for (const StateWords::Row& row : states->rows()) ... row.one.length_at(folded, i) ...

#include <string>
#include <vector>

#include "base/result.hpp"
#include "relate/phrases.hpp"

namespace px {

class StateWords {
  public:
    /// An empty table: nothing excludes anything.
    StateWords() = default;
    /// Reads DATA_DIR/relate/states.tsv. Bad rows are left out and reported; fails only if it cannot be read.
    [[nodiscard]] static Result<StateWords> load(const std::string& data_dir, std::vector<Problem>& problems);

    enum class Kind : std::uint8_t { event, state, view };
    struct Row {
        Kind kind = Kind::event;
        std::string name;
        Phrases one;    // of a view: in favour
        Phrases other;  // of a view: against
    };
    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

    /// Of the file, for the run's identity; empty for the empty table.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    std::string fingerprint_;
    std::vector<Row> rows_;
};

/// What is wrong with DATA_DIR/relate/states.tsv.
[[nodiscard]] std::vector<Problem> lint_states(const std::string& data_dir);

}  // namespace px
