#pragma once
// Attitudes of one holder to one object, joined across reports into matters.
//
// Two attitudes are about one object if their holders are of one level and
//   * both objects name the same two actors ("what the Russians offer North Korea", "closer ties of Russia and North
//     Korea"), and not an act of cooperation in one and of conflict in the other, or
//   * they have one target, and share a topic word or one of them names the target and nothing else, or
//   * neither names an actor, and they share a topic word.
// Topic words are those of the object without the words that name actors.
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
    std::vector<std::string> topics;  // content words of the object without names of actors, sorted
    int act = 0;                      // of the acts inside the object: 1 cooperation, -1 conflict, 0 none or both
    int polarity = 0;                 // -1, +1; negation applied; 0 = cannot be used for opposition
    bool attached = false;  // its object names no actor; it joined the only matter of its holder in its report
};

struct Matter {
    std::vector<View> views;  // in the canonical order of their reports
};

[[nodiscard]] std::vector<Matter> find_matters(std::span<const CodedReport> reports);

[[nodiscard]] bool same_object(const View& a, const View& b);

/// Whether their objects have more in common than one target: a second actor or a topic word.
[[nodiscard]] bool share_more_than_target(const View& a, const View& b);

/// Why two views are about one object, for a trace: "both objects name Russia and North Korea".
[[nodiscard]] std::string why_same_object(const View& a, const View& b);

/// "China's attitude to Russia and North Korea"; without an actor in the object its shortest words are quoted.
[[nodiscard]] std::string label(std::span<const CodedReport> reports, const Matter& matter);

}  // namespace px
