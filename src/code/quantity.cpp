#include "code/quantity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px::coding {
namespace {

struct NumberWord {
    std::string_view word;
    double value;
};

constexpr std::array<NumberWord, 28> units = {
    {{"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},       {"six", 6},
     {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},    {"twelve", 12},
     {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18},
     {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},     {"sixty", 60},
     {"seventy", 70},  {"eighty", 80},   {"ninety", 90},  {"zero", 0}}};

constexpr std::array<NumberWord, 8> multiples = {{{"dozen", 12},
                                                  {"score", 20},
                                                  {"hundred", 100},
                                                  {"thousand", 1e3},
                                                  {"million", 1e6},
                                                  {"billion", 1e9},
                                                  {"trillion", 1e12},
                                                  {"bn", 1e9}}};

/// "several thousand": how many of them these words say.
struct Few {
    std::string_view word;
    double low;
    double high;
};
constexpr std::array<Few, 2> few_words = {{{"several", 3, 9}, {"few", 2, 5}}};

/// "dozens" alone: some, but fewer than the next word up.
struct Vague {
    std::string_view word;
    double low;
    double high;
};
constexpr std::array<Vague, 6> vague_words = {{{"dozens", 24, 99},
                                               {"scores", 40, 99},
                                               {"hundreds", 200, 999},
                                               {"thousands", 2000, 9999},
                                               {"millions", 2e6, 9999999},
                                               {"tens", 20, 99}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> currencies = {
    {{"$", "USD"}, {"US$", "USD"}, {"€", "EUR"}, {"£", "GBP"}, {"¥", "JPY"}, {"₹", "INR"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> currency_words = {{{"dollars", "USD"},
                                                                                          {"dollar", "USD"},
                                                                                          {"euros", "EUR"},
                                                                                          {"euro", "EUR"},
                                                                                          {"pounds", "GBP"},
                                                                                          {"yen", "JPY"},
                                                                                          {"rubles", "RUB"}}};

template <typename Table>
std::optional<double> look_up(const Table& table, std::string_view word) {
    for (const NumberWord& entry : table) {
        if (entry.word == word) return entry.value;
    }
    return std::nullopt;
}

std::optional<double> figures(std::string_view text) {
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool separates = text[i] == ',' && i > 0 && i + 3 < text.size() + 0 && text.size() - i > 3;
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
std::optional<double> joined(std::string_view tens_word, std::string_view ones_word) {
    const std::optional<double> tens = look_up(units, tens_word);
    const std::optional<double> ones = look_up(units, ones_word);
    if (!tens || !ones || *tens < 20 || *ones > 9) return std::nullopt;
    return *tens + *ones;
}

std::optional<double> unit_value(std::string_view word) {
    if (const std::optional<double> value = figures(word)) return value;
    if (const std::optional<double> value = look_up(units, word)) return value;
    const std::size_t hyphen = word.find('-');
    if (hyphen == std::string_view::npos) return std::nullopt;
    return joined(word.substr(0, hyphen), word.substr(hyphen + 1));
}

std::string word_at(std::span<const Token> tokens, int at) {
    if (at < 0 || static_cast<std::size_t>(at) >= tokens.size()) return {};
    return lower_ascii(tokens[static_cast<std::size_t>(at)].form);
}

/// "at least", "about", "up to": narrows or widens what was read.
void apply_companions(std::span<const Token> tokens, NumberPhrase& phrase) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const std::string one = word_at(tokens, phrase.first - 1);
    const std::string two = word_at(tokens, phrase.first - 2) + " " + one;
    const auto is = [](std::string_view word, std::initializer_list<std::string_view> words) {
        return std::ranges::find(words, word) != words.end();
    };
    int used = 1;
    if (is(two, {"at least", "no fewer", "not less"})) {
        phrase.high = infinity;
        used = 2;
    } else if (is(two, {"more than", "greater than"})) {
        phrase.low = phrase.low + 1;
        phrase.high = infinity;
        used = 2;
    } else if (is(two, {"up to", "at most", "as many"})) {
        phrase.low = 0;
        used = 2;
    } else if (is(two, {"fewer than", "less than"})) {
        phrase.high = phrase.low - 1;
        phrase.low = 0;
        used = 2;
    } else if (is(one, {"over", "above"})) {
        phrase.low = phrase.low + 1;
        phrase.high = infinity;
    } else if (is(one, {"nearly", "almost"})) {
        phrase.low *= 0.9;
    } else if (is(one, {"about", "around", "some", "roughly", "approximately", "estimated", "circa"})) {
        phrase.low *= 0.9;
        phrase.high *= 1.1;
    } else {
        used = 0;
    }
    phrase.first -= used;
}

std::optional<NumberPhrase> read_vague(std::span<const Token> tokens, int at) {
    const std::string word = word_at(tokens, at);
    for (const Vague& vague : vague_words) {
        if (vague.word != word) continue;
        NumberPhrase phrase{at, at, vague.low, vague.high, {}};
        // "tens of thousands", "hundreds of thousands"
        if (word_at(tokens, at + 1) == "of") {
            const std::string next = word_at(tokens, at + 2);
            const double times = next == "thousands" ? 1e3 : next == "millions" ? 1e6 : 0;
            if (times > 0) {
                phrase.low *= times;
                phrase.high = (phrase.high + 1) * times - 1;
                phrase.last = at + 2;
            }
        }
        if (vague.word == "tens" && phrase.last == at) return std::nullopt;
        return phrase;
    }
    return std::nullopt;
}

}  // namespace

std::optional<NumberPhrase> read_number(std::span<const Token> tokens, int at) {
    if (std::optional<NumberPhrase> vague = read_vague(tokens, at)) return vague;
    std::optional<double> value = unit_value(word_at(tokens, at));
    int last = at;
    if (!value) {
        // "a dozen", "a hundred"
        const std::optional<double> multiple = look_up(multiples, word_at(tokens, at));
        const std::string before = word_at(tokens, at - 1);
        const auto few = std::ranges::find(few_words, before, &Few::word);
        if (multiple && few != few_words.end()) {
            return NumberPhrase{at - 1, at, few->low * *multiple, (few->high + 1) * *multiple - 1, {}};
        }
        if (!multiple || before != "a") return std::nullopt;
        value = multiple;
    }
    if (word_at(tokens, at + 1) == "-")  // the hyphen is a word of its own
        if (const std::optional<double> both = joined(word_at(tokens, at), word_at(tokens, at + 2))) {
            value = both;
            last = at + 2;
        }
    for (int i = last + 1;; ++i) {
        const std::optional<double> multiple = look_up(multiples, word_at(tokens, i));
        if (!multiple) break;
        *value *= *multiple;
        last = i;
    }
    NumberPhrase phrase{at, last, *value, *value, {}};
    for (const auto& [sign, code] : currencies) {
        if (at > 0 && tokens[static_cast<std::size_t>(at - 1)].form == sign) {
            phrase.currency = code;
            --phrase.first;
        }
    }
    for (const auto& [word, code] : currency_words) {
        if (word_at(tokens, last + 1) == word) phrase.currency = code;
    }
    apply_companions(tokens, phrase);
    return phrase;
}

std::vector<NumberPhrase> read_numbers(std::span<const Token> tokens) {
    std::vector<NumberPhrase> numbers;
    for (int t = 0; static_cast<std::size_t>(t) < tokens.size(); ++t) {
        const Token& token = tokens[static_cast<std::size_t>(t)];
        // Words that are neither tagged as numbers nor nouns ("dozens", "thousands") cannot begin one.
        if (token.upos != "NUM" && token.upos != "NOUN") continue;
        if (std::optional<NumberPhrase> phrase = read_number(tokens, t)) {
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
