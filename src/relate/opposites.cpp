#include "relate/opposites.hpp"

#include <array>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "relate/propositions.hpp"

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
    Result<TsvTable> table = read_tsv(data_dir + "/relate/opposites.tsv", columns, problems);
    if (!table) return fail(table.error());
    Opposites opposites;
    opposites.fingerprint_ = xxh3_hex(table->content);
    for (const TsvRow& row : table->rows) {
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
            problems.push_back({table->file, row.line, 0, std::move(wrong)});
    }
    return opposites;
}

std::vector<Problem> lint_opposites(const std::string& data_dir) {
    std::vector<Problem> problems;
    const Result<Opposites> opposites = Opposites::load(data_dir, problems);
    if (!opposites) problems.push_back({opposites.error().file, 0, 0, opposites.error().what});
    return problems;
}

}  // namespace px
