#include "relate/act_words.hpp"

#include <array>
#include <utility>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "relate/propositions.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 3> columns = {"class", "use", "words"};

}  // namespace

Result<ActWords> ActWords::load(const std::string& data_dir, std::vector<Problem>& problems) {
    Result<TsvTable> table = read_tsv(data_dir + "/relate/acts.tsv", columns, problems);
    if (!table) return fail(table.error());
    ActWords acts;
    acts.fingerprint_ = xxh3_hex(table->content);
    for (const TsvRow& row : table->rows) {
        const auto complain = [&](std::string wrong) {
            problems.push_back({table->file, row.line, 0, std::move(wrong)});
        };
        const bool telling = row[1] == "telling";
        if (!telling && row[1] != "act") complain("the use is neither 'act' nor 'telling'");
        if (row[0].empty() || split_list(row[2]).empty()) complain("the class or its words are missing");
        for (const std::string_view word : split_list(row[2])) {
            const std::string stem = stem_of(word);
            const auto [entry, is_new] = acts.acts_.try_emplace(stem, row[0]);
            if (!is_new && entry->second != row[0])
                complain("'" + std::string(word) + "' stands in the class '" + entry->second + "' already");
            if (telling) acts.telling_.insert(stem);
        }
    }
    return acts;
}

std::string ActWords::act(const std::string& stem) const {
    const auto found = acts_.find(stem);
    return found == acts_.end() ? stem : found->second;
}

std::vector<Problem> lint_acts(const std::string& data_dir) {
    std::vector<Problem> problems;
    const Result<ActWords> acts = ActWords::load(data_dir, problems);
    if (!acts) problems.push_back({acts.error().file, 0, 0, acts.error().what});
    return problems;
}

}  // namespace px
