#include "relate/kind_words.hpp"

#include <array>

#include "relate/propositions.hpp"
#include "relate/word_table.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 3> columns = {"use", "general", "words"};

}  // namespace

Result<KindWords> KindWords::load(const std::string& data_dir, std::vector<Problem>& problems) {
    KindWords kinds;
    const auto take = [&](const TsvRow& row, const Complain& complain) {
        const bool thing = row[0] == "thing";
        if (!thing && row[0] != "act") return complain("the use is neither 'act' nor 'thing'");
        const std::vector<std::string_view> words = split_list(row[2]);
        const std::vector<std::string_view> general = split_list(row[1]);
        if (general.empty() || words.empty()) return complain("the general words or their kinds are missing");
        for (const auto* list : {&words, thing ? &words : &general})
            for (const std::string_view word : *list)
                if (fold_word(word) != word || word.find(' ') != std::string_view::npos)
                    return complain("'" + std::string(word) + "' is not one folded word: small letters only");
        if (thing) {
            for (const std::string_view word : words)
                if (!kinds.things_.try_emplace(stem_of(word), row[1]).second)
                    complain("'" + std::string(word) + "' is a word for a thing already");
            return;
        }
        for (const std::string_view above : general) {
            std::unordered_set<std::string>& below = kinds.below_[stem_of(above)];
            for (const std::string_view word : words) below.insert(stem_of(word));
            for (const std::string_view word : general) below.insert(stem_of(word));
        }
    };
    const Result<std::string> fingerprint = read_words(data_dir, "kinds.tsv", columns, problems, take);
    if (!fingerprint) return fail(fingerprint.error());
    kinds.fingerprint_ = *fingerprint;
    return kinds;
}

bool KindWords::answers(const std::string& denied, const std::string& told) const {
    if (denied == told) return true;
    const auto found = below_.find(denied);
    return found != below_.end() && found->second.contains(told);
}

bool KindWords::are_one(const std::string& a, const std::string& b) const {
    if (a == b) return true;
    const auto one = things_.find(a);
    const auto other = things_.find(b);
    return one != things_.end() && other != things_.end() && one->second == other->second;
}

std::vector<Problem> lint_kinds(const std::string& data_dir) { return lint_words<KindWords>(data_dir); }

}  // namespace px
