#include "relate/reported_things.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "relate/negated_verbs.hpp"
#include "relate/pointers.hpp"
#include "relate/propositions.hpp"

namespace px {
namespace {

using Words = std::unordered_set<std::string_view>;

const Words determiners = {"the",  "a",     "an",    "any",  "all", "some", "this",
                           "that", "these", "those", "both", "two", "many"};
const Words subjects = {"the",  "a",   "an",   "its",   "his",   "her",     "their", "he",     "she", "it",
                        "they", "we",  "i",    "this",  "these", "those",   "some",  "any",    "all", "no",
                        "two",  "hes", "shes", "there", "three", "several", "many",  "theyre", "both"};
const Words helpers = {"had", "have", "were", "are", "would", "will", "could", "has", "was", "is"};
const Words publishing = {"first", "reported", "published", "by", "in", "the", "a"};
const Words days = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

class ReportedReader {
  public:
    ReportedReader(const WordList& list, const DisputeWords& words) : list_(list), words_(words) {}

    [[nodiscard]] std::optional<ReportedThing> read() const {
        const std::optional<std::size_t> head = head_of_denied();
        if (!head || *head + 2 >= list_.words.size()) return {};
        const std::optional<std::size_t> clause = clause_of(*head);
        if (!clause) return {};
        std::string teller = name_in(0, *head);
        if (teller.empty()) teller = name_in(*head + 1, *clause - 1);
        if (teller.empty()) return {};
        return ReportedThing{list_.words[*head], std::move(teller), {list_.at[*clause].begin, list_.at.back().end}};
    }

  private:
    // Before the head stand determiners, adjectives, numbers and names: no verb, and no second noun.
    [[nodiscard]] std::optional<std::size_t> head_of_denied() const {
        constexpr std::size_t first_words = 8;
        constexpr std::size_t most_plain = 1;
        std::size_t plain = 0;
        for (std::size_t i = 0; i < std::min(first_words, list_.words.size()); ++i) {
            const std::string& word = list_.words[i];
            const bool after_determiner = i == 0 || determiners.contains(list_.words[i - 1]);
            if (i > 0 && !follows(i)) return {};
            if (words_.has("reported", word)) return i;
            if (is_name(i) || is_number(i)) continue;
            if (determiners.contains(word)) {
                if (!after_determiner || word == "that") return {};
                continue;
            }
            if (word.ends_with("ing") || is_function_word(word) || (word.ends_with("ed") && !after_determiner))
                return {};
            if (!word.ends_with("ly") && !words_.has("press", word) && ++plain > most_plain) return {};
        }
        return {};
    }

    // The first word of what was told: behind "that", and not in a relative clause ("the report that appeared").
    [[nodiscard]] std::optional<std::size_t> clause_of(std::size_t head) const {
        std::size_t that = head + 1;
        while (that < list_.words.size() && list_.before(that) == " " &&
               (publishing.contains(list_.words[that]) || is_name(that)))
            ++that;
        if (that + 1 >= list_.words.size() || list_.words[that] != "that" || list_.before(that) != " ") return {};
        const std::size_t first = that + 1;
        const std::string& subject = list_.words[first];
        const bool plural = subject.ends_with('s') && !helpers.contains(subject) && first + 1 < list_.words.size() &&
                            helpers.contains(list_.words[first + 1]);
        if (plural || subjects.contains(subject) || is_name(first) || is_number(first)) return first;
        return {};
    }

    // Of some words those from the first name to the last one before a common noun, "Basin Post"; no days.
    [[nodiscard]] std::string name_in(std::size_t begin, std::size_t end) const {
        Span name;
        bool only_days = true;
        for (std::size_t i = begin; i < end; ++i) {
            if (!is_name(i)) {
                if (!name.empty() && !words_.has("press", list_.words[i])) break;
                if (name.empty()) continue;
            }
            if (is_name(i)) only_days = only_days && days.contains(without_possessive_folded(i));
            name = name.empty() ? list_.at[i] : Span{name.begin, list_.at[i].end};
        }
        const bool abbreviated =
            name.size() > 2 && list_.text[name.end - 2] == '.' && list_.text.substr(name.end, 1) == ".";
        if (abbreviated) ++name.end;  // "U.S."
        return only_days ? std::string() : without_possessive(std::string(slice(list_.text, name)));
    }

    [[nodiscard]] std::string without_possessive_folded(std::size_t i) const {
        std::string word = list_.words[i];
        if (word.ends_with("ys")) word.pop_back();  // "Monday's"
        return word;
    }

    // Nothing but a blank stands before it, or the point of an abbreviation: "U.S. intelligence findings".
    [[nodiscard]] bool follows(std::size_t i) const {
        const bool initial = list_.words[i - 1].size() == 1 && is_name(i - 1);
        return list_.before(i) == " " || (initial && (list_.before(i) == "." || list_.before(i) == ". "));
    }

    [[nodiscard]] bool is_name(std::size_t i) const {
        const char initial = list_.text[list_.at[i].begin];
        return initial >= 'A' && initial <= 'Z';
    }
    [[nodiscard]] bool is_number(std::size_t i) const {
        const char initial = list_.text[list_.at[i].begin];
        return initial >= '0' && initial <= '9';
    }

    const WordList& list_;
    const DisputeWords& words_;
};

}  // namespace

std::optional<ReportedThing> reported_thing(const WordList& denied, const DisputeWords& words) {
    return ReportedReader(denied, words).read();
}

}  // namespace px
