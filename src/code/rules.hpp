#pragma once
// The rules that say what happened, compiled from data/coding/*.rules and data/codes/*.tsv (docs/coding.md).
//
//   std::vector<Problem> problems;
//   Result<Rules> rules = Rules::load("data", problems);
//   std::vector<Statement> statements = code(*rules, lexicons, report, annotation, layers);   // code/code.hpp
//
// A rule with an error is left out and reported with file, line and column; the others are used. Rules are immutable
// and shared by threads.

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "code/rule_file.hpp"

namespace px {

class Ontology;
namespace coding {
struct RuleSet;  // code/rule_set.hpp
}

class Rules {
  public:
    /// Fails only if the code lists cannot be read or there is no rule at all.
    [[nodiscard]] static Result<Rules> load(const std::string& data_dir, std::vector<Problem>& problems);
    /// The same from rules in memory (for tests and for a rule that is typed in); code lists from `data_dir`.
    [[nodiscard]] static Result<Rules> from_text(const std::string& data_dir, std::string_view content,
                                                 std::string name, std::vector<Problem>& problems);

    [[nodiscard]] const std::string& fingerprint() const;
    [[nodiscard]] const Ontology& ontology() const;
    [[nodiscard]] const coding::RuleSet& set() const { return *set_; }
    /// As written, with the examples; one for one with the names that statements carry.
    [[nodiscard]] const std::vector<coding::RuleText>& texts() const;

  private:
    std::shared_ptr<const coding::RuleSet> set_;
};

/// Everything that is wrong, or worth a look, in the code lists and rule files of a data folder.
[[nodiscard]] std::vector<Problem> lint_rules(const std::string& data_dir);

}  // namespace px
