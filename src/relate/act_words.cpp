#include "relate/act_words.hpp"

#include <array>
#include <set>
#include <string>
#include <utility>

#include "relate/propositions.hpp"
#include "relate/word_table.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 3> columns = {"class", "use", "words"};

}  // namespace

Result<ActWords> ActWords::load(const std::string& data_dir, std::vector<Problem>& problems) {
    ActWords acts;
    std::set<std::string, std::less<>> seen_past;
    const auto take = [&](const TsvRow& row, const Complain& complain) {
        const bool telling = row[1] == "telling";
        const bool past = row[1] == "past";
        if (!telling && !past && row[1] != "act") complain("the use is none of 'act', 'telling' and 'past'");
        if (row[0].empty() || split_list(row[2]).empty()) complain("the class or its words are missing");
        for (const std::string_view word : split_list(row[2])) {
            if (fold_word(word) != word) complain("'" + std::string(word) + "' is not folded: small letters only");
            if (past && !seen_past.emplace(word).second) complain("'" + std::string(word) + "' is a past already");
            const std::string stem = stem_of(word);
            const std::string act = past ? acts.act(stem_of(row[0])) : std::string(row[0]);
            const auto [entry, is_new] = acts.acts_.try_emplace(stem, act);
            if (past) acts.past_.emplace(word);
            if (!is_new && entry->second != act)
                complain("'" + std::string(word) + "' stands in the class '" + entry->second + "' already");
            if (telling) acts.telling_.insert(stem);
        }
    };
    const Result<std::string> fingerprint = read_words(data_dir, "acts.tsv", columns, problems, take);
    if (!fingerprint) return fail(fingerprint.error());
    acts.fingerprint_ = *fingerprint;
    return acts;
}

std::string ActWords::act(const std::string& stem) const {
    const auto found = acts_.find(stem);
    return found == acts_.end() ? stem : found->second;
}

std::vector<Problem> lint_acts(const std::string& data_dir) { return lint_words<ActWords>(data_dir); }

}  // namespace px
