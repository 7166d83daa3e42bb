#pragma once
// Attitudes of one holder to one object, joined across reports into matters.
//
// Two attitudes are about one object if their holders are of one level, their targets are of one level, and what their
// words say of the target is compatible: another actor takes part in both objects, or they share a topic word, or one
// of them names the target and nothing else. Attitudes without a target are joined by topic words alone.
//
//   for (const Matter& matter : find_matters(reports)) ...      // "China's attitude to Russia and North Korea"

#include <span>
#include <string>
#include <vector>

#include "record/accounts.hpp"
#include "relate/parties.hpp"

namespace px {

/// An attitude made comparable.
struct View {
    StatementRef ref;
    const Attitude* attitude = nullptr;
    Party holder;
    Party target;                     // empty key = none
    std::vector<Party> others;        // other actors in the object's words, without holder and target
    std::vector<std::string> topics;  // content words of the object, sorted
    int polarity = 0;                 // -1, +1; negation applied; 0 = cannot be used for opposition
};

struct Matter {
    std::vector<View> views;  // in the canonical order of their reports
};

[[nodiscard]] std::vector<Matter> find_matters(std::span<const CodedReport> reports);

[[nodiscard]] bool same_object(const View& a, const View& b);

/// "China's attitude to Russia and North Korea".
[[nodiscard]] std::string label(const Matter& matter);

}  // namespace px
