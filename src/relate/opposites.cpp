#include "relate/opposites.hpp"

#include <array>

#include "relate/propositions.hpp"
#include "relate/word_table.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 3> columns = {"kind", "one", "other"};

std::set<std::string> stems_of(std::string_view cell) {
    std::set<std::string> stems;
    for (const std::string_view word : split_list(cell)) stems.insert(stem_of(word));
    return stems;
}

}  // namespace

Result<Opposites> Opposites::load(const std::string& data_dir, std::vector<Problem>& problems) {
    Opposites opposites;
    const auto take = [&](const TsvRow& row, const Complain& complain) {
        Pair pair{row[0] == "evaluation", stems_of(row[1]), stems_of(row[2])};
        std::string wrong;
        if (row[0] != "polarity" && row[0] != "evaluation")
            wrong = "the kind is neither 'polarity' nor 'evaluation'";
        else if (pair.one.empty() || pair.other.empty())
            wrong = "a group has no word";
        for (const std::string& stem : pair.one)
            if (wrong.empty() && pair.other.contains(stem)) wrong = "'" + stem + "' stands in both groups";
        if (wrong.empty())
            opposites.pairs_.push_back(std::move(pair));
        else
            complain(std::move(wrong));
    };
    const Result<std::string> fingerprint = read_words(data_dir, "opposites.tsv", columns, problems, take);
    if (!fingerprint) return fail(fingerprint.error());
    opposites.fingerprint_ = *fingerprint;
    return opposites;
}

std::vector<Problem> lint_opposites(const std::string& data_dir) { return lint_words<Opposites>(data_dir); }

}  // namespace px
