#pragma once
// Fills Dictionaries from their tables; inner part of resolve/dictionaries.hpp.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/tsv.hpp"
#include "resolve/dictionaries.hpp"

namespace px {

class DictionaryLoader {
  public:
    DictionaryLoader(Dictionaries& into, std::vector<Problem>& problems);
    /// Reads all tables of a folder. A missing table is an error only if `required`.
    std::optional<Error> read_folder(const std::string& folder, bool required);
    /// Sorts terms, indexes offices, takes the fingerprint. Call once, last.
    void finish();

  private:
    using Row = const TsvRow&;
    using Reader = void (DictionaryLoader::*)(Row, FactSource);
    std::optional<Error> read_table(const std::string& path, std::span<const std::string_view> columns, Reader reader);

    void read_country(Row row, FactSource source);
    void read_spelling(Row row, FactSource source);
    void read_term(Row row, FactSource source);
    void read_organisation(Row row, FactSource source);
    void read_outlet(Row row, FactSource source);
    void read_role(Row row, FactSource source);
    void read_given_name(Row row, FactSource source);
    void read_family_name(Row row, FactSource source);
    void read_open_domain(Row row, FactSource source);
    void read_verb(Row row, FactSource source);
    void read_word(Row row, FactSource source);
    void read_custom(Row row, FactSource source);
    void read_called(Row row, FactSource source);

    [[nodiscard]] std::string_view surname_of(std::string_view folded) const;

    void add_phrase(std::string_view phrase, EntryKind kind, std::int32_t index);
    void remove_meanings(EntryKind kind, std::int32_t index);
    std::int32_t person_named(std::string_view name);
    void add_person_name(std::int32_t person, std::string_view name);
    void yield_to(const Term& term);
    void report(FactSource source, std::string what);

    Dictionaries& into_;
    std::vector<Problem>& problems_;
    std::unordered_map<std::string, std::int32_t> people_by_key_;
    std::vector<std::vector<std::string>> spellings_;                // of one person each, the first as in records
    std::unordered_map<std::string, std::size_t> spelling_by_name_;  // folded
    std::unordered_map<std::string, std::int32_t> organisations_by_key_;
    std::unordered_map<std::string, std::int32_t> roles_by_phrase_;
    std::string hashes_;
    bool overlay_ = false;
    std::vector<std::string> paths_;  // of the files read, for problems
};

/// [from, to) in days of the texts of a term; nothing if either is malformed. "<=" and ">=" reach 120 days further.
struct TermBounds {
    std::int32_t from = 0;
    std::int32_t to = 0;
    bool surely_from = true;
    bool surely_to = true;
};
[[nodiscard]] std::optional<TermBounds> term_bounds(std::string_view from, std::string_view to);

}  // namespace px
