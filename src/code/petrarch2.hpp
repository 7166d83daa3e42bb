#pragma once
// What Petrarch2's published dictionaries say otherwise than our rules: codes of verbs (data/codes/petrarch2_codes.tsv)
// and the words of sentences that it does not code (data/codes/petrarch2_discards.tsv).
//
//   tables.code("Rebels shelled the town", {7, 14}, "194")     // "190": all shelling is a fight to it
//   tables.discards("The treaty of 1962 still holds")          // true: its list holds years gone by

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "text/span.hpp"

namespace px {

class Petrarch2Tables {
  public:
    [[nodiscard]] static Result<Petrarch2Tables> load(const std::string& data_dir, std::vector<Problem>& problems);

    /// The code of an act of ours that is told in `clause` by the word at `trigger` (bytes of `clause`); `ours` if
    /// Petrarch2 has the same or nothing is known. "042:043" is what the source does to the target and the target to
    /// the source; either may be missing.
    [[nodiscard]] std::string code(std::string_view clause, Span trigger, std::string_view ours) const;
    [[nodiscard]] bool discards(std::string_view sentence) const;

    /// Codes of the rows, so that the reader of the code lists can check them.
    struct Row {
        std::vector<std::string> words;  // each must stand in the clause: "fire|fired", "shell*", "gun_down"
        std::string ours;                // how our code begins
        std::string theirs;
        std::uint32_t line = 0;
    };
    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] const std::string& content() const { return content_; }

  private:
    std::vector<Row> rows_;
    std::vector<std::string> discards_;  // alternatives of the same form
    std::string file_;
    std::string content_;
};

}  // namespace px
