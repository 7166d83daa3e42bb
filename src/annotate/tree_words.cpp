#include "annotate/tree_words.hpp"

#include <algorithm>
#include <optional>

#include "base/hash.hpp"
#include "base/tsv.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(TreeList::count)> list_names = {
    "giving-verbs", "states",         "measures", "set-phrases", "months",
    "ways",         "clause-openers", "sides",    "encounters",  "prepositional-verbs"};
constexpr std::array<std::string_view, 2> columns = {"list", "words"};

std::string file_of(const std::string& data_dir) { return data_dir + "/trees/words.tsv"; }

std::optional<std::size_t> list_of(std::string_view name) {
    const auto found = std::ranges::find(list_names, name);
    if (found == list_names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - list_names.begin());
}

/// "call_for"
bool names_preposition(std::string_view word) {
    const std::size_t line = word.find('_');
    return line != std::string_view::npos && line > 0 && line + 1 < word.size();
}

}  // namespace

Result<TreeWords> TreeWords::load(const std::string& data_dir, std::vector<Problem>& problems) {
    const Result<TsvTable> table = read_tsv(file_of(data_dir), columns, problems);
    if (!table) return fail(table.error());
    TreeWords words;
    for (const TsvRow& row : table->rows) {
        const std::optional<std::size_t> list = list_of(row[0]);
        if (!list) {
            problems.push_back({table->file, row.line, 1, "there is no list '" + std::string(row[0]) + "'"});
            continue;
        }
        for (const std::string_view word : split_list(row[1])) words.lists_[*list].emplace_back(word);
    }
    for (std::vector<std::string>& list : words.lists_) std::ranges::sort(list);
    words.fingerprint_ = xxh3_hex(table->content);
    return words;
}

bool TreeWords::has(TreeList list, std::string_view word) const {
    return std::ranges::binary_search(lists_[static_cast<std::size_t>(list)], word, std::less<>());
}

bool TreeWords::takes(std::string_view verb, std::string_view preposition) const {
    return has(TreeList::prepositional_verbs, std::string(verb) + "_" + std::string(preposition));
}

std::vector<Problem> lint_tree_words(const std::string& data_dir) {
    std::vector<Problem> problems;
    const Result<TreeWords> words = TreeWords::load(data_dir, problems);
    std::vector<Problem> told_already;
    const Result<TsvTable> table = read_tsv(file_of(data_dir), columns, told_already);
    if (!words || !table) {
        const Error& error = words ? table.error() : words.error();
        problems.push_back({error.file, 0, 0, error.what});
        return problems;
    }
    std::vector<std::pair<std::size_t, std::string_view>> seen;
    for (const TsvRow& row : table->rows) {
        const std::optional<std::size_t> list = list_of(row[0]);
        if (!list) continue;
        for (const std::string_view word : split_list(row[1])) {
            const std::pair entry(*list, word);
            if (std::ranges::find(seen, entry) != seen.end())
                problems.push_back({table->file, row.line, 0, "'" + std::string(word) + "' stands in the list before"});
            seen.push_back(entry);
            if (*list == static_cast<std::size_t>(TreeList::prepositional_verbs) && !names_preposition(word))
                problems.push_back(
                    {table->file, row.line, 0,
                     "expected a verb and its preposition joined by '_', found '" + std::string(word) + "'"});
        }
    }
    for (std::size_t list = 0; list < list_names.size(); ++list) {
        if (std::ranges::none_of(seen, [&](const auto& entry) { return entry.first == list; }))
            problems.push_back({table->file, 0, 0, "no line has the list '" + std::string(list_names[list]) + "'"});
    }
    return problems;
}

}  // namespace px
