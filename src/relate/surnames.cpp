#include "relate/surnames.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "relate/words.hpp"

namespace px {
namespace {

bool is_somebody(const Actor& actor) { return actor.kind == ActorKind::person && !actor.unnamed; }

std::vector<std::string> words_of_name(std::string_view name) {
    std::vector<std::string> words;
    each_word(name, {0, static_cast<std::uint32_t>(name.size())},
              [&](Span word) { words.push_back(fold_word(slice(name, word))); });
    return words;
}

/// The words from `first` on, joined: "lopez obrador".
std::string ending_of(const std::vector<std::string>& words, std::size_t first) {
    std::string ending;
    for (std::size_t i = first; i < words.size(); ++i) ending += (ending.empty() ? "" : " ") + words[i];
    return ending;
}

struct Bearer {
    const Actor* actor = nullptr;      // nullptr: several people bear the name
    std::vector<std::size_t> reports;  // in order, each once
};

/// Who bears each ending of a full name, in all reports.
std::unordered_map<std::string, Bearer> bearers_in(std::span<const CodedReport> reports) {
    constexpr std::size_t longest_name = 8;
    std::unordered_map<std::string, Bearer> bearers;
    for (std::size_t r = 0; r < reports.size(); ++r)
        for (const Actor& actor : reports[r].layers.actors) {
            if (!is_somebody(actor)) continue;
            const std::vector<std::string> words = words_of_name(actor.name);
            if (words.size() > longest_name) continue;
            for (std::size_t first = 1; first < words.size(); ++first) {
                const auto [place, fresh] = bearers.try_emplace(ending_of(words, first), Bearer{&actor, {}});
                Bearer& bearer = place->second;
                if (!fresh && bearer.actor != nullptr && bearer.actor->key != actor.key) bearer.actor = nullptr;
                if (bearer.reports.empty() || bearer.reports.back() != r) bearer.reports.push_back(r);
            }
        }
    return bearers;
}

struct Joining {
    std::size_t report, actor;
    Actor whole;
};

std::string shown(const Report& report) { return report.outlet.empty() ? report.source : report.outlet; }

}  // namespace

void join_surnames(std::span<CodedReport> reports) {
    const std::unordered_map<std::string, Bearer> bearers = bearers_in(reports);
    std::vector<Joining> joinings;  // made after all are found: the bearers are views into the reports
    for (std::size_t r = 0; r < reports.size(); ++r)
        for (std::size_t a = 0; a < reports[r].layers.actors.size(); ++a) {
            const Actor& actor = reports[r].layers.actors[a];
            if (!is_somebody(actor) || !actor.key.starts_with("name:")) continue;
            const std::vector<std::string> words = words_of_name(actor.name);
            const auto found = bearers.find(ending_of(words, 0));
            if (found == bearers.end() || found->second.actor == nullptr) continue;
            if (std::ranges::binary_search(found->second.reports, r)) continue;
            const Actor& whole = *found->second.actor;
            if (!actor.country.empty() && !whole.country.empty() && actor.country != whole.country) continue;
            Joining joining{r, a, whole};
            joining.whole.reason = fmt::format("{}; {} names {} in full", actor.reason,
                                               shown(reports[found->second.reports.front()].report), whole.name);
            joining.whole.confidence = std::min(actor.confidence, whole.confidence);
            joinings.push_back(std::move(joining));
        }
    for (Joining& joining : joinings) reports[joining.report].layers.actors[joining.actor] = std::move(joining.whole);
}

}  // namespace px
