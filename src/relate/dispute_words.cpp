#include "relate/dispute_words.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 2> columns = {"kind", "words"};
constexpr std::array<std::string_view, 12> kinds = {"guilt",    "levelled", "untrue", "accuse", "won",     "victory",
                                                    "election", "round",    "office", "crowd",  "counter", "caller"};

}  // namespace

Result<DisputeWords> DisputeWords::load(const std::string& data_dir, std::vector<Problem>& problems) {
    Result<TsvTable> table = read_tsv(data_dir + "/relate/disputes.tsv", columns, problems);
    if (!table) return fail(table.error());
    DisputeWords disputes;
    disputes.fingerprint_ = xxh3_hex(table->content);
    for (const TsvRow& row : table->rows) {
        const auto complain = [&](std::string wrong) {
            problems.push_back({table->file, row.line, 0, std::move(wrong)});
        };
        const std::string kind(row[0]);
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
            complain("'" + kind + "' is none of the kinds that the file's head names");
            continue;
        }
        const bool known = disputes.kinds_.contains(kind);
        if (known) complain("the kind '" + kind + "' has a row already");
        for (const std::string_view word : split_list(row[1])) {
            if (fold_word(word) != word) complain("'" + std::string(word) + "' is not folded: small letters only");
            if (!disputes.kinds_[kind].emplace(word).second) complain("'" + std::string(word) + "' stands here twice");
        }
        if (!known && !disputes.kinds_.contains(kind)) complain("the words are missing");
    }
    for (const std::string_view kind : kinds)
        if (!disputes.kinds_.contains(kind))
            problems.push_back({table->file, 0, 0, "the kind '" + std::string(kind) + "' has no row"});
    return disputes;
}

bool DisputeWords::has(std::string_view kind, std::string_view folded) const {
    const auto found = kinds_.find(kind);
    return found != kinds_.end() && found->second.contains(folded);
}

bool DisputeWords::begins(std::string_view kind, std::string_view folded) const {
    const auto found = kinds_.find(kind);
    return found != kinds_.end() && std::any_of(found->second.begin(), found->second.end(),
                                                [&](const std::string& b) { return folded.starts_with(b); });
}

std::vector<Problem> lint_disputes(const std::string& data_dir) {
    std::vector<Problem> problems;
    const Result<DisputeWords> disputes = DisputeWords::load(data_dir, problems);
    if (!disputes) problems.push_back({disputes.error().file, 0, 0, disputes.error().what});
    return problems;
}

}  // namespace px
