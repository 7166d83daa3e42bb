#include "relate/scene_words.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "relate/word_table.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::string_view file = "scenes.tsv";
constexpr std::array<std::string_view, 3> columns = {"kind", "class", "words"};
constexpr std::array<std::string_view, 5> kinds = {"act", "agent", "place", "counted", "unsure"};

std::vector<std::string> folded_words_of(std::string_view form) {
    std::vector<std::string> words;
    const Span whole{0, static_cast<std::uint32_t>(form.size())};
    each_word(form, whole, [&](Span word) { words.push_back(fold_word(slice(form, word))); });
    return words;
}

}  // namespace

Result<SceneWords> SceneWords::load(const std::string& data_dir, std::vector<Problem>& problems) {
    SceneWords scenes;
    std::set<std::pair<std::string, std::string>> known;  // kind, form
    const auto take = [&](const TsvRow& row, const Complain& complain) {
        const std::string kind(row[0]);
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
            return complain("'" + kind + "' is none of the kinds that the file's head names");
        if (row[1].empty()) return complain("the class is missing");
        if (split_list(row[2]).empty()) complain("the words are missing");
        for (const std::string_view form : split_list(row[2])) {
            const std::vector<std::string> words = folded_words_of(form);
            if (words.empty()) {
                complain("'" + std::string(form) + "' holds no word");
                continue;
            }
            if (!known.emplace(kind, form).second)
                complain("'" + std::string(form) + "' stands twice among the words of its kind");
            scenes.by_first_word_[words.front()].push_back({words, kind, std::string(row[1])});
        }
    };
    const Result<std::string> fingerprint = read_words(data_dir, file, columns, problems, take);
    if (!fingerprint) return fail(fingerprint.error());
    for (auto& [word, forms] : scenes.by_first_word_)
        std::stable_sort(forms.begin(), forms.end(),
                         [](const Form& a, const Form& b) { return a.words.size() > b.words.size(); });
    scenes.fingerprint_ = *fingerprint;
    return scenes;
}

std::vector<SceneWord> SceneWords::in(const WordList& list) const {
    std::vector<SceneWord> out;
    for (std::size_t i = 0; i < list.words.size(); ++i) {
        const auto found = by_first_word_.find(list.words[i]);
        if (found == by_first_word_.end()) continue;
        std::set<std::string_view> seen;  // kinds
        for (const Form& form : found->second) {
            const bool fits =
                i + form.words.size() <= list.words.size() &&
                std::equal(form.words.begin(), form.words.end(), list.words.begin() + static_cast<std::ptrdiff_t>(i));
            if (fits && seen.insert(form.kind).second)
                out.push_back({form.kind, form.name, i, i + form.words.size() - 1});
        }
    }
    return out;
}

std::vector<Problem> lint_scenes(const std::string& data_dir) { return lint_words<SceneWords>(data_dir); }

}  // namespace px
