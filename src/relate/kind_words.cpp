#include "relate/kind_words.hpp"

#include <array>

#include "relate/propositions.hpp"
#include "relate/word_table.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 2> columns = {"name", "words"};

}  // namespace

Result<KindWords> KindWords::load(const std::string& data_dir, std::vector<Problem>& problems) {
    KindWords kinds;
    const auto take = [&](const TsvRow& row, const Complain& complain) {
        const std::vector<std::string_view> words = split_list(row[1]);
        if (row[0].empty() || words.empty()) return complain("the row's name or its words are missing");
        for (const std::string_view word : words)
            if (fold_word(word) != word || word.find(' ') != std::string_view::npos)
                return complain("'" + std::string(word) + "' is not one folded word: small letters only");
        for (const std::string_view word : words)
            if (!kinds.things_.try_emplace(stem_of(word), row[0]).second)
                complain("'" + std::string(word) + "' is a word for a thing already");
    };
    const Result<std::string> fingerprint = read_words(data_dir, "kinds.tsv", columns, problems, take);
    if (!fingerprint) return fail(fingerprint.error());
    kinds.fingerprint_ = *fingerprint;
    return kinds;
}

bool KindWords::are_one(const std::string& a, const std::string& b) const {
    if (a == b) return true;
    const auto one = things_.find(a);
    const auto other = things_.find(b);
    return one != things_.end() && other != things_.end() && one->second == other->second;
}

std::vector<Problem> lint_kinds(const std::string& data_dir) { return lint_words<KindWords>(data_dir); }

}  // namespace px
