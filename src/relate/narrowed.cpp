#include "relate/narrowed.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "record/evidence.hpp"
#include "relate/propositions.hpp"

namespace px {
namespace {

using Stems = std::set<std::string>;
using Range = std::pair<std::size_t, std::size_t>;  // [first, last)

bool ends_between(const WordList& list, std::size_t i, std::string_view marks) {
    return list.before(i).find_first_of(marks) != std::string_view::npos;
}

// The words behind the verb up to the end of its clause.
Range behind(const ActAt& act) {
    constexpr std::size_t reach = 14;
    const std::size_t size = act.list.words.size();
    std::size_t last = std::min(act.verb + 1, size);
    while (last < size && last - act.verb <= reach && !ends_between(act.list, last, ",;:()?!.\n")) ++last;
    return {std::min(act.verb + 1, last), last};
}

// The words before the verb up to the beginning of its sentence.
Range before(const ActAt& act) {
    constexpr std::size_t reach = 20;
    std::size_t first = act.verb;
    while (first > 0 && act.verb - first < reach && !ends_between(act.list, first, ";:()?!\n")) --first;
    return {first, act.verb};
}

Stems stems_of(const WordList& list, Range range) {
    Stems out;
    for (std::size_t i = range.first; i < range.second; ++i)
        if (!is_function_word(list.words[i])) out.insert(stem_of(list.words[i]));
    return out;
}

bool share_none(const Stems& a, const Stems& b) {
    return std::ranges::none_of(a, [&](const std::string& stem) { return b.contains(stem); });
}

// "Alone", "second time": the word that narrows or the second of two that do.
bool is_narrowing(const WordList& list, Range range, std::size_t i, const DisputeWords& vocabulary) {
    return vocabulary.has("narrowing", list.words[i]) ||
           (i > range.first && vocabulary.has("narrowing", list.words[i - 1] + " " + list.words[i]));
}

// "Because of the snow" and "because of the roof" are two reasons.
bool is_narrowed(const ActAt& no, const ActAt& yes, const DisputeWords& vocabulary) {
    const Range range = behind(no);
    const Range theirs = behind(yes);
    for (std::size_t i = range.first; i < range.second; ++i) {
        if (!is_narrowing(no.list, range, i, vocabulary)) continue;
        const Stems rest = stems_of(no.list, {i + 1, range.second});
        bool told = false;
        for (std::size_t k = theirs.first; k < theirs.second && !told; ++k) {
            if (yes.list.words[k] != no.list.words[i]) continue;
            const Stems others = stems_of(yes.list, {k + 1, theirs.second});
            told = rest.empty() || others.empty() || !share_none(rest, others);
        }
        if (!told) return true;
    }
    return false;
}

// "In the film", "in those days" before one of the two only.
bool is_framed(const ActAt& act, const DisputeWords& vocabulary) {
    constexpr std::size_t most_between = 3;
    const Range range = before(act);
    for (std::size_t i = range.first; i < range.second; ++i) {
        if (act.list.words[i] != "in") continue;
        for (std::size_t k = i + 1; k < std::min(range.second, i + most_between); ++k)
            if (vocabulary.has("invented", act.list.words[k]) ||
                (act.list.words[k] == "days" && act.list.words[k - 1] == "those"))
                return true;
    }
    return false;
}

// What numbers behind the verb count: "ten tons of rice".
std::map<std::string, std::set<double>> counted_by(const ActAt& act) {
    std::map<std::string, std::set<double>> out;
    const Range range = behind(act);
    for (std::size_t i = range.first; i < range.second; ++i) {
        double value = 0;
        const auto last = number_at(act.list, i, value);
        if (!last) continue;
        i = *last;
        if (i + 1 < range.second && !is_function_word(act.list.words[i + 1]))
            out[stem_of(act.list.words[i + 1])].insert(value);
    }
    return out;
}

bool count_otherwise(const ActAt& no, const ActAt& yes) {
    const auto told = counted_by(yes);
    return std::ranges::any_of(counted_by(no), [&](const auto& counted) {
        const auto found = told.find(counted.first);
        return found != told.end() &&
               std::ranges::none_of(counted.second, [&](double value) { return found->second.contains(value); });
    });
}

// Where, when and with what: "in the bay of Galma" -> in: bay. Names and times are set against each other elsewhere.
std::map<std::string, Stems> phrases_of(const ActAt& act) {
    static const std::unordered_set<std::string_view> prepositions = {"in", "at", "with"};
    static const std::unordered_set<std::string_view> determiners = {"the", "a", "an", "his", "her", "its", "their"};
    std::map<std::string, Stems> out;
    const Range range = behind(act);
    for (std::size_t i = range.first; i < range.second; ++i) {
        if (!prepositions.contains(act.list.words[i])) continue;
        std::size_t at = i + 1;
        while (at < range.second && determiners.contains(act.list.words[at])) ++at;
        if (at == i + 1 && act.list.words[i] != "with") continue;  // "in fact", "at least"
        Range phrase{at, at};
        while (phrase.second < range.second && !is_function_word(act.list.words[phrase.second])) ++phrase.second;
        const Stems stems = stems_of(act.list, phrase);
        const bool plain = share_none(stems, act.setting.names) && share_none(stems, act.setting.times);
        if (plain) out[act.list.words[i]].insert(stems.begin(), stems.end());
    }
    return out;
}

bool place_otherwise(const ActAt& no, const ActAt& yes) {
    const auto told = phrases_of(yes);
    return std::ranges::any_of(phrases_of(no), [&](const auto& phrase) {
        const auto found = told.find(phrase.first);
        return found != told.end() && !phrase.second.empty() && !found->second.empty() &&
               share_none(phrase.second, found->second);
    });
}

}  // namespace

bool negates_less(const ActAt& no, const ActAt& yes, const DisputeWords& vocabulary) {
    return is_narrowed(no, yes, vocabulary) || is_framed(no, vocabulary) != is_framed(yes, vocabulary) ||
           count_otherwise(no, yes) || place_otherwise(no, yes);
}

}  // namespace px
