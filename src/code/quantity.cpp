#include "code/quantity.hpp"

#include <array>
#include <charconv>
#include <limits>

#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px::coding {
namespace {

std::optional<double> figures(std::string_view text) {
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool separates = text[i] == ',' && i > 0 && text.size() - i > 3;
        if (!separates) digits += text[i];
    }
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || value < 0) {
        return std::nullopt;
    }
    return value;
}

/// "twenty" and "three", joined by a hyphen.
std::optional<double> joined(const NumberWords& words, std::string_view tens_word, std::string_view ones_word) {
    const std::optional<double> tens = words.value(NumberClass::number, tens_word);
    const std::optional<double> ones = words.value(NumberClass::number, ones_word);
    if (!tens || !ones || *tens < 20 || *ones > 9) return std::nullopt;
    return *tens + *ones;
}

std::optional<double> unit_value(const NumberWords& words, std::string_view word) {
    if (const std::optional<double> value = figures(word)) return value;
    if (const std::optional<double> value = words.value(NumberClass::number, word)) return value;
    const std::size_t hyphen = word.find('-');
    if (hyphen == std::string_view::npos) return std::nullopt;
    return joined(words, word.substr(0, hyphen), word.substr(hyphen + 1));
}

std::string word_at(std::span<const Token> tokens, int at) {
    if (at < 0 || static_cast<std::size_t>(at) >= tokens.size()) return {};
    return lower_ascii(tokens[static_cast<std::size_t>(at)].form);
}

void move_ends(NumberBound bound, NumberPhrase& phrase) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    switch (bound) {
        case NumberBound::at_least:
            phrase.high = infinity;
            break;
        case NumberBound::more_than:
            phrase.low += 1;
            phrase.high = infinity;
            break;
        case NumberBound::up_to:
            phrase.low = 0;
            break;
        case NumberBound::fewer_than:
            phrase.high -= 1;
            phrase.low = 0;
            break;
        case NumberBound::nearly:
            phrase.low *= 0.9;
            break;
        case NumberBound::about:
            phrase.low *= 0.9;
            phrase.high *= 1.1;
            break;
    }
}

/// "at least", "about", "up to": narrows or widens what was read. `fewest` words of a bound count.
void apply_companions(const NumberWords& words, std::span<const Token> tokens, NumberPhrase& phrase, int fewest = 1) {
    std::string before;
    std::optional<NumberBound> bound;
    int first = phrase.first;
    // The longest counts: "no fewer than 12" is not "fewer than 12".
    for (int length = 1; length <= max_bound_words; ++length) {
        const int at = phrase.first - length;
        before = word_at(tokens, at) + (before.empty() ? "" : " ") + before;
        const std::optional<NumberBound> longer = words.bound(before);
        if (!longer || length < fewest) continue;
        bound = longer;
        first = at;
    }
    if (!bound) return;
    move_ends(*bound, phrase);
    phrase.first = first;
}

/// "anger over dozens of deaths": one word before a vague count is a preposition.
constexpr int fewest_at_vague = 2;

/// "dozens"; "tens of thousands", "hundreds of thousands".
std::optional<NumberPhrase> read_vague(const NumberWords& words, std::span<const Token> tokens, int at) {
    const std::string word = word_at(tokens, at);
    const std::optional<NumberRange> alone = words.find(NumberClass::vague, word);
    const std::optional<NumberRange> range = alone ? alone : words.find(NumberClass::tens, word);
    if (!range) return std::nullopt;
    if (word_at(tokens, at + 1) == "of") {
        if (const std::optional<double> times = words.value(NumberClass::times, word_at(tokens, at + 2)))
            return NumberPhrase{at, at + 2, range->low * *times, (range->high + 1) * *times - 1, {}};
    }
    if (!alone) return std::nullopt;
    return NumberPhrase{at, at, range->low, range->high, {}};
}

}  // namespace

std::optional<NumberPhrase> read_number(const NumberWords& words, std::span<const Token> tokens, int at) {
    if (std::optional<NumberPhrase> vague = read_vague(words, tokens, at)) {
        apply_companions(words, tokens, *vague, fewest_at_vague);
        return vague;
    }
    const std::string word = word_at(tokens, at);
    std::optional<double> value = unit_value(words, word);
    int first = at;
    int last = at;
    if (!value) {
        // "a dozen", "a hundred"
        value = words.value(NumberClass::multiple, word);
        if (!value) return std::nullopt;
        const std::string before = word_at(tokens, at - 1);
        if (const std::optional<NumberRange> some = words.find(NumberClass::some, before)) {
            NumberPhrase phrase{at - 1, at, some->low * *value, (some->high + 1) * *value - 1, {}};
            apply_companions(words, tokens, phrase, fewest_at_vague);
            return phrase;
        }
        if (before != "a") return std::nullopt;
        first = at - 1;
    }
    if (word_at(tokens, at + 1) == "-")  // the hyphen is a word of its own
        if (const std::optional<double> both = joined(words, word, word_at(tokens, at + 2))) {
            value = both;
            last = at + 2;
        }
    while (const std::optional<double> multiple = words.value(NumberClass::multiple, word_at(tokens, last + 1))) {
        *value *= *multiple;
        ++last;
    }
    NumberPhrase phrase{first, last, *value, *value, {}};
    if (const std::string_view code = words.currency(MoneyClass::sign, word_at(tokens, first - 1)); !code.empty()) {
        phrase.currency = code;
        --phrase.first;
    }
    if (const std::string_view code = words.currency(MoneyClass::money, word_at(tokens, last + 1)); !code.empty())
        phrase.currency = code;
    apply_companions(words, tokens, phrase);
    return phrase;
}

std::vector<NumberPhrase> read_numbers(const NumberWords& words, std::span<const Token> tokens) {
    std::vector<NumberPhrase> numbers;
    for (int t = 0; static_cast<std::size_t>(t) < tokens.size(); ++t) {
        const Token& token = tokens[static_cast<std::size_t>(t)];
        // Words that are neither tagged as numbers nor nouns ("dozens", "thousands") cannot begin one.
        if (token.upos != "NUM" && token.upos != "NOUN") continue;
        if (std::optional<NumberPhrase> phrase = read_number(words, tokens, t)) {
            t = phrase->last;
            numbers.push_back(std::move(*phrase));
        }
    }
    return numbers;
}

Result<CountWords> load_count_words(const std::string& data_dir, std::vector<Problem>& problems, std::string& content) {
    static constexpr std::array<std::string_view, 3> columns = {"word", "stands", "counts"};
    Result<TsvTable> table = read_tsv(data_dir + "/coding/quantities.tsv", columns, problems);
    if (!table) return fail(table.error());
    CountWords words;
    for (const TsvRow& row : table->rows) {
        CountWord word{Counted::object, std::string(row[2])};
        if (row[1] == "subject")
            word.stands = Counted::subject;
        else if (row[1] == "itself")
            word.stands = Counted::itself;
        else if (row[1] == "dead")
            word.stands = Counted::dead;
        else if (row[1] != "object") {
            problems.push_back(
                {table->file, row.line, 0,
                 "expected object, subject, itself or dead in column stands, found '" + std::string(row[1]) + "'"});
            continue;
        }
        words.emplace(std::string(row[0]), std::move(word));
    }
    content += table->content;
    return words;
}

}  // namespace px::coding
