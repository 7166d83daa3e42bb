#include "code/number_words.hpp"

#include <algorithm>
#include <charconv>

#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px::coding {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(NumberClass::count_)> number_classes = {
    "number", "multiple", "some", "vague", "tens", "times"};
constexpr std::array<std::string_view, static_cast<std::size_t>(MoneyClass::count_)> money_classes = {"sign", "money"};
constexpr std::array<std::string_view, 6> bound_names = {"at_least",   "more_than", "up_to",
                                                         "fewer_than", "nearly",    "about"};

template <std::size_t N>
std::optional<std::size_t> index_of(const std::array<std::string_view, N>& names, std::string_view name) {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - names.begin()));
}

std::optional<double> whole_number(std::string_view digits) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return static_cast<double>(value);
}

/// "12", or "24-99" where the class has two ends.
std::optional<NumberRange> range_of(std::string_view cell, bool has_ends) {
    if (!has_ends) {
        const std::optional<double> value = whole_number(cell);
        return value ? std::optional(NumberRange{*value, *value}) : std::nullopt;
    }
    const std::size_t dash = cell.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const std::optional<double> low = whole_number(cell.substr(0, dash));
    const std::optional<double> high = whole_number(cell.substr(dash + 1));
    return low && high && *low < *high ? std::optional(NumberRange{*low, *high}) : std::nullopt;
}

bool is_currency(std::string_view code) {
    return code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

}  // namespace

std::string NumberWords::take(std::string_view word, std::string_view type, std::string_view value) {
    const bool is_bound = type == "bound";
    const auto blanks = std::ranges::count(word, ' ');
    if (word.empty()) return "the word is missing";
    if (lower_ascii(word) != word) return quoted(word) + ": expected small letters";
    if (blanks > (is_bound ? max_bound_words - 1 : 0))
        return quoted(word) + (is_bound ? ": expected one to three words" : ": expected one word");

    bool fresh = false;
    if (const auto number = index_of(number_classes, type)) {
        const auto wanted = static_cast<NumberClass>(*number);
        const bool has_ends =
            wanted == NumberClass::some || wanted == NumberClass::vague || wanted == NumberClass::tens;
        const std::optional<NumberRange> range = range_of(value, has_ends);
        if (!range)
            return has_ends ? "expected two rising numbers such as 24-99 in column value, found " + quoted(value)
                            : "expected a whole number in column value, found " + quoted(value);
        fresh = ranges_[*number].emplace(word, *range).second;
    } else if (const auto money = index_of(money_classes, type)) {
        if (!is_currency(value)) return "expected a code such as USD in column value, found " + quoted(value);
        fresh = currencies_[*money].emplace(word, value).second;
    } else if (is_bound) {
        const auto bound = index_of(bound_names, value);
        if (!bound)
            return "expected at_least, more_than, up_to, fewer_than, nearly or about in column value, found " +
                   quoted(value);
        fresh = bounds_.emplace(word, static_cast<NumberBound>(*bound)).second;
    } else {
        return "expected number, multiple, some, vague, tens, times, sign, money or bound in column class, found " +
               quoted(type);
    }
    return fresh ? std::string() : quoted(word) + " stands in the class " + quoted(type) + " already";
}

Result<NumberWords> NumberWords::load(const std::string& data_dir, std::vector<Problem>& problems,
                                      std::string& content) {
    static constexpr std::array<std::string_view, 3> columns = {"word", "class", "value"};
    const Result<TsvTable> table = read_tsv(data_dir + "/coding/numbers.tsv", columns, problems);
    if (!table) return fail(table.error());
    NumberWords words;
    for (const TsvRow& row : table->rows) {
        std::string wrong = words.take(row[0], row[1], row[2]);
        if (!wrong.empty()) problems.push_back({table->file, row.line, 0, std::move(wrong)});
    }
    content += table->content;
    return words;
}

std::optional<NumberRange> NumberWords::find(NumberClass type, std::string_view word) const {
    const ByWord<NumberRange>& words = ranges_[static_cast<std::size_t>(type)];
    const auto found = words.find(word);
    return found == words.end() ? std::nullopt : std::optional(found->second);
}

std::optional<double> NumberWords::value(NumberClass type, std::string_view word) const {
    const std::optional<NumberRange> found = find(type, word);
    return found ? std::optional(found->low) : std::nullopt;
}

std::string_view NumberWords::currency(MoneyClass type, std::string_view word) const {
    const ByWord<std::string>& words = currencies_[static_cast<std::size_t>(type)];
    const auto found = words.find(word);
    return found == words.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<NumberBound> NumberWords::bound(std::string_view words) const {
    const auto found = bounds_.find(words);
    return found == bounds_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace px::coding
