#include "relate/word_rarity.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "relate/term_vectors.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 2> columns = {"word", "reports"};

std::optional<std::uint32_t> number(std::string_view cell) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc() || end != cell.data() + cell.size() || value == 0) return std::nullopt;
    return value;
}

}  // namespace

Result<WordRarity> WordRarity::load(const std::string& data_dir, std::vector<Problem>& problems) {
    Result<TsvTable> table = read_tsv(data_dir + "/relate/word_rarity.tsv", columns, problems);
    if (!table) return fail(table.error());
    WordRarity rarity;
    rarity.fingerprint_ = xxh3_hex(table->content);
    rarity.shares_.reserve(table->rows.size());
    std::uint32_t texts = 0;
    for (const TsvRow& row : table->rows) {
        const auto count = number(row[1]);
        std::string wrong;
        if (!count)
            wrong = "'" + std::string(row[1]) + "' is no whole number above 0";
        else if (texts == 0 && row[0] != "*")
            wrong = "the row * with the number of texts must come first";
        else if (texts > 0 && *count > texts)
            wrong = "more texts have the word than there are";
        if (!wrong.empty()) {
            problems.push_back({table->file, row.line, 1, std::move(wrong)});
            continue;
        }
        if (row[0] == "*")
            texts = *count;
        else
            rarity.shares_[number_of_term(row[0])] = static_cast<float>(*count) / static_cast<float>(texts);
    }
    return rarity;
}

double WordRarity::share(std::uint32_t term, double words) const {
    const auto found = shares_.find(term);
    if (found == shares_.end()) return 0;
    return words == words_of_piece ? found->second : 1 - std::pow(1 - found->second, words / words_of_piece);
}

std::vector<Problem> lint_word_rarity(const std::string& data_dir) {
    std::vector<Problem> problems;
    const Result<WordRarity> rarity = WordRarity::load(data_dir, problems);
    if (!rarity) problems.push_back({rarity.error().file, 0, 0, rarity.error().what});
    return problems;
}

}  // namespace px
