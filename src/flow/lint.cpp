#include "flow/lint.hpp"

#include <filesystem>
#include <iterator>

#include "annotate/tree_words.hpp"
#include "attribute/lexicons.hpp"
#include "code/rules.hpp"
#include "read/tables.hpp"
#include "relate/event_table.hpp"
#include "relate/opposites.hpp"
#include "relate/word_rarity.hpp"
#include "resolve/dictionaries.hpp"
#include "resolve/gazetteer.hpp"
#include "resolve/time_words.hpp"

namespace px {

std::vector<Problem> lint(const std::string& data_dir) {
    std::vector<Problem> all;
    for (auto* check : {lint_reading_tables, lint_actors, lint_time_words, lint_time_zones, lint_gazetteer,
                        lint_attribution, lint_rules, lint_tree_words, lint_events, lint_word_rarity, lint_opposites}) {
        std::vector<Problem> found = check(data_dir);
        std::move(found.begin(), found.end(), std::back_inserter(all));
    }
    return all;
}

namespace {

/// A table whose name is misspelt would be passed over without a word.
void find_unread_tables(const std::string& data_dir, const std::string& overlay_dir, std::vector<Problem>& problems) {
    std::error_code ignored;
    std::error_code unreadable;  // a loop over the entries would throw where the next one cannot be read
    for (std::filesystem::directory_iterator at(overlay_dir, unreadable), end; !unreadable && at != end;
         at.increment(unreadable)) {
        const std::filesystem::path& path = at->path();
        if (path.extension() != ".tsv" ||
            std::filesystem::exists(std::filesystem::path(data_dir) / "actors" / path.filename(), ignored))
            continue;
        problems.push_back(
            {path.string(), 0, 0, "no table of this name is read; the names are those of data/actors/", false});
    }
}

}  // namespace

std::vector<Problem> lint_overlay(const std::string& data_dir, const std::string& overlay_dir) {
    std::vector<Problem> problems = lint_actor_overlay(data_dir, overlay_dir);
    find_unread_tables(data_dir, overlay_dir, problems);
    std::vector<Problem> of_loading;
    const auto dictionaries = Dictionaries::load(data_dir, overlay_dir, of_loading);
    if (!dictionaries) problems.push_back({dictionaries.error().file, 0, 0, dictionaries.error().what});
    return problems;
}

}  // namespace px
