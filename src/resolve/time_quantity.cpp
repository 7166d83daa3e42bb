#include "resolve/time_quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace px {
namespace {

using enum TimeClass;

constexpr std::size_t longest_number = 8;  // words in one number: "one hundred and twenty five thousand"

struct Number {
    std::size_t end = 0;
    double value = 0;
};

class QuantityReader {
  public:
    explicit QuantityReader(std::span<const TimePiece> pieces) : pieces_(pieces) {}

    std::optional<Quantified> read(std::size_t begin) const {
        if (!can_begin(begin)) return std::nullopt;
        Quantified amount;
        std::size_t i = modifier(begin, amount.mod);
        if (const auto half = half_of(i)) return with_mod(*half, amount.mod);
        bool one = false;
        const auto counted = count(i, amount, one);
        if (!counted) return std::nullopt;
        i = *counted;
        const bool hyphen = is(i, "-");
        if (hyphen) ++i;
        if (!hyphen && one_of(i, "full", "whole", "consecutive", "straight", "more", "additional", "long", "further",
                              "successive", "solid", "short", "other", "calendar", "brutal"))
            ++i;
        if (is(i, unit))
            amount.unit = pieces_[i].sense(unit).value;
        else if (is(i, units))
            amount.unit = pieces_[i].sense(units).value;
        else
            return std::nullopt;
        // "a second goal", "a quarter of the voters"
        if (!hyphen && one_of(i, "second", "quarter") && one_of(begin, "a", "about", "nearly", "almost", "over"))
            return std::nullopt;
        amount.end = i + 1;
        if (is(i, unit) && !hyphen && !one && amount.count > 1 && !before_noun(i + 1)) return std::nullopt;
        if (is(i, units) && one && !amount.vague) return std::nullopt;
        if (one_of(i, "quarter", "quarters") && is(i + 1, "of")) return std::nullopt;  // "three quarters of"
        half_after(amount);
        return amount;
    }

  private:
    template <std::size_t n>
    bool is(std::size_t i, const char (&word)[n]) const {
        return i < pieces_.size() && pieces_[i].is(word);
    }
    bool is(std::size_t i, TimeClass type) const { return i < pieces_.size() && pieces_[i].is(type); }
    template <std::size_t... n>
    bool one_of(std::size_t i, const char (&... words)[n]) const {
        return i < pieces_.size() && pieces_[i].is_one_of(words...);
    }

    // Whether an amount may begin with that piece: openers are "more", "at", "half", "a" and the like.
    bool can_begin(std::size_t i) const {
        static constexpr std::uint64_t classes = class_mask({about, couple, vague, number});
        return i < pieces_.size() && (pieces_[i].is_any(classes) || pieces_[i].opener || pieces_[i].figure);
    }

    // "a three hour speech", "the nine day long operation"
    bool before_noun(std::size_t i) const {
        return i < pieces_.size() && (pieces_[i].token->upos == "NOUN" || one_of(i, "long", "period", "term", "ban"));
    }

    static Quantified with_mod(Quantified amount, std::string_view mod) {
        amount.mod = mod;
        return amount;
    }

    // "nearly", "more than", "at least", "just over", "up to".
    std::size_t modifier(std::size_t i, std::string_view& mod) const {
        struct Phrase {
            std::array<std::string_view, 2> words;
            std::string_view mod;
        };
        static constexpr std::array<Phrase, 12> phrases{{{{"more", "than"}, "MORE_THAN"},
                                                         {{"less", "than"}, "LESS_THAN"},
                                                         {{"fewer", "than"}, "LESS_THAN"},
                                                         {{"longer", "than"}, "MORE_THAN"},
                                                         {{"at", "least"}, "EQUAL_OR_MORE"},
                                                         {{"at", "most"}, "EQUAL_OR_LESS"},
                                                         {{"up", "to"}, "EQUAL_OR_LESS"},
                                                         {{"just", "over"}, "MORE_THAN"},
                                                         {{"just", "under"}, "LESS_THAN"},
                                                         {{"well", "over"}, "MORE_THAN"},
                                                         {{"a", "mere"}, ""},
                                                         {{"little", "over"}, "MORE_THAN"}}};
        if (one_of(i, "no", "slightly", "little") && one_of(i + 1, "more", "less") && is(i + 2, "than")) {
            const bool more = is(i + 1, "more");
            mod = !is(i, "no") ? (more ? "MORE_THAN" : "LESS_THAN") : (more ? "EQUAL_OR_LESS" : "EQUAL_OR_MORE");
            return i + 3;
        }
        if (pieces_[i].opener && i + 1 < pieces_.size())
            for (const Phrase& phrase : phrases)
                if (pieces_[i].lower == phrase.words[0] && pieces_[i + 1].lower == phrase.words[1]) {
                    mod = phrase.mod;
                    return i + 2;
                }
        if (is(i, about)) {
            mod = pieces_[i].sense(about).value;
            return i + 1;
        }
        return i;
    }

    // "half a century", "half an hour", "a half century".
    std::optional<Quantified> half_of(std::size_t i) const {
        std::size_t j = i;
        if (is(j, "a") && is(j + 1, "half"))
            j += 2;
        else if (is(j, "half") && one_of(j + 1, "a", "an"))
            j += 2;
        else if (is(j, "half") && is(j + 1, "-"))
            j += 2;
        else
            return std::nullopt;
        if (is(j, "-")) ++j;
        if (!is(j, unit)) return std::nullopt;
        return Quantified{.end = j + 1, .count = 0.5, .unit = pieces_[j].sense(unit).value};
    }

    // The count before the unit; `one` says that the words ask for one thing ("a", "one", "11-").
    std::optional<std::size_t> count(std::size_t i, Quantified& amount, bool& one) const {
        if (one_of(i, "a", "an")) {
            if (is(i + 1, vague) && !is(i + 1, recent)) return vague_count(i + 1, amount);
            if (is(i + 1, couple)) {
                amount.count = 2;
                return i + (is(i + 2, "of") ? 3U : 2U);
            }
            if (one_of(i + 1, "hundred", "thousand", "million", "dozen")) {
                const auto number_words = number_at(i + 1);
                if (number_words) {
                    amount.count = number_words->value;
                    return number_words->end;
                }
            }
            // "a two-year ban": the article is the ban's.
            if (const auto inner = number_at(i + 1); inner && is(inner->end, "-")) return std::nullopt;
            one = true;
            amount.count = 1;
            return i + 1;
        }
        if (is(i, "another")) {
            const auto inner = number_at(i + 1);
            if (inner) {
                amount.count = inner->value;
                return inner->end;
            }
            one = true;
            amount.count = 1;
            return i + 1;
        }
        if (is(i, couple)) {
            amount.count = 2;
            return i + (is(i + 1, "of") ? 2U : 1U);
        }
        if (is(i, vague) && !is(i, recent)) return vague_count(i, amount);
        if (is(i, "some") && is(i + 1, units)) {
            amount.vague = true;
            return i + 1;
        }
        const auto number_found = number_at(i);
        if (!number_found) return std::nullopt;
        amount.count = number_found->value;
        one = number_found->value == 1;
        return number_found->end;
    }

    std::optional<std::size_t> vague_count(std::size_t i, Quantified& amount) const {
        amount.vague = true;
        std::size_t j = i + 1;
        if (is(j, "more")) ++j;
        if (is(j, "of")) ++j;
        return j;
    }

    // "two years and a half" is rare; "two and a half years" is read by number_at.
    void half_after(Quantified& amount) const {
        if (is(amount.end, "and") && one_of(amount.end + 1, "a") && is(amount.end + 2, "half") && !amount.vague) {
            amount.count += 0.5;
            amount.end += 3;
        }
    }

    std::optional<Number> number_at(std::size_t i) const {
        if (i >= pieces_.size()) return std::nullopt;
        const TimePiece& piece = pieces_[i];
        std::optional<Number> number_found;
        if (piece.figure)
            number_found = digits(i);
        else
            number_found = number_words(i);
        if (!number_found) return std::nullopt;
        std::size_t j = number_found->end;
        const std::size_t and_word = is(j, "-") ? j + 1 : j;
        if (is(and_word, "and")) {
            std::size_t k = and_word + 1;
            if (is(k, "-")) ++k;
            const bool article = is(k, "a");
            if (article) ++k;
            if (is(k, "-")) ++k;
            if (is(k, "half")) return Number{k + 1, number_found->value + 0.5};
        }
        return number_found;
    }

    std::optional<Number> digits(std::size_t i) const {
        std::string plain;
        for (const char c : pieces_[i].lower)
            if (c != ',') plain += c;
        double value = 0;
        const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
        if (error != std::errc{} || end != plain.data() + plain.size() || value > 1e9) return std::nullopt;
        std::size_t j = i + 1;
        while (j < pieces_.size() && j < i + 3 && one_of(j, "hundred", "thousand", "million")) {
            value *= pieces_[j].sense(number).number;
            ++j;
        }
        return value > 1e9 ? std::nullopt : std::optional(Number{j, value});
    }

    std::optional<Number> number_words(std::size_t i) const {
        double total = 0;
        double group = 0;
        std::size_t j = i;
        for (; j < pieces_.size() && j < i + longest_number && is(j, number); ++j) {
            const double value = pieces_[j].sense(number).number;
            if (value >= 1000) {
                total += (group == 0 ? 1 : group) * value;
                group = 0;
            } else if (value == 100) {
                group = (group == 0 ? 1 : group) * 100;
            } else {
                group += value;
            }
            const bool joined = is(j + 1, "-") && is(j + 2, number) && value >= 20 && value < 100;
            const bool and_more = is(j + 1, "and") && is(j + 2, number) && value >= 100;
            if (joined || and_more) ++j;
        }
        if (j == i || total + group > 1e9) return std::nullopt;
        return Number{j, total + group};
    }

    std::span<const TimePiece> pieces_;
};

}  // namespace

std::optional<Quantified> read_quantity(std::span<const TimePiece> pieces, std::size_t at) {
    return QuantityReader(pieces).read(at);
}

std::string period_of(const Quantified& amount) {
    struct Unit {
        std::string_view code;
        std::string_view prefix;
        std::string_view suffix;
        double times;
    };
    static constexpr std::array<Unit, 13> table{{{"S", "PT", "S", 1},
                                                 {"TM", "PT", "M", 1},
                                                 {"TH", "PT", "H", 1},
                                                 {"D", "P", "D", 1},
                                                 {"WE", "P", "WE", 1},
                                                 {"W", "P", "W", 1},
                                                 {"2W", "P", "W", 2},
                                                 {"M", "P", "M", 1},
                                                 {"Q", "P", "Q", 1},
                                                 {"Y", "P", "Y", 1},
                                                 {"DE", "P", "DE", 1},
                                                 {"CE", "P", "CE", 1},
                                                 {"ML", "P", "ML", 1}}};
    const auto unit = std::find_if(table.begin(), table.end(), [&](const Unit& u) { return u.code == amount.unit; });
    if (unit == table.end()) return "PXX";
    if (amount.vague) return fmt::format("{}X{}", unit->prefix, unit->suffix);
    const double count = amount.count * unit->times;
    if (count != std::floor(count)) {
        // Halves of large units are said in smaller ones: half a century is P50Y, half an hour PT30M.
        if (amount.unit == "CE") return fmt::format("P{:g}Y", count * 100);
        if (amount.unit == "DE") return fmt::format("P{:g}Y", count * 10);
        if (amount.unit == "Y" && count < 1) return fmt::format("P{:g}M", count * 12);
        if (amount.unit == "TH" && count < 1) return fmt::format("PT{:g}M", count * 60);
    }
    if (count == std::floor(count)) return fmt::format("{}{:.0f}{}", unit->prefix, count, unit->suffix);
    return fmt::format("{}{:g}{}", unit->prefix, count, unit->suffix);
}

}  // namespace px
