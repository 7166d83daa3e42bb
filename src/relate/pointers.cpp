#include "relate/pointers.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_set>

#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/propositions.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

using Words = std::unordered_set<std::string_view>;

const Words pointing = {"that", "this", "it",   "so",   "them",  "those", "these", "having", "saying", "which",
                        "any",  "all",  "ever", "done", "doing", "such",  "both",  "made",   "making"};

// Reads what is denied as a pointer: "that", "them all", "the charges", "Ford's allegation", "the BuzzFeed report",
// "the claims made against him", "any involvement in the murder".
class PointerReader {
  public:
    PointerReader(const Told& told, const DisputeWords& words)
        : told_(told), folded_(folded_words(told)), words_(words) {}

    [[nodiscard]] Pointer read() const {
        constexpr std::size_t most_words = 9;
        Pointer pointer;
        if (told_.words.empty()) return {};  // only marks: "..., he denied"
        for (std::size_t i = 0; i < told_.words.size(); ++i) {
            const std::string& folded = folded_[i];
            if (pointer.to_thing && only_says_whose(i)) break;
            if (pointer.to_accusation && (folded == "of" || folded == "that")) {
                pointer.alleged = content_stems(std::span(folded_).subspan(i + 1));
                break;
            }
            if (i >= most_words) return {};
            if (is_guilt(i, folded)) {
                pointer.to_thing = pointer.to_accusation = pointer.of_guilt = true;
                break;
            }
            pointer.to_accusation =
                pointer.to_accusation || starts_with_one(folded, {"accusation", "allegation", "charge"});
            if (is_told_thing(folded))
                pointer.to_thing = true;
            else if (is_function_word(folded) || pointing.contains(folded))
                continue;
            else if (told_.words[i].front() >= 'A' && told_.words[i].front() <= 'Z')
                pointer.names.push_back(without_possessive(told_.words[i]));
            else
                return {};
        }
        pointer.points = pointer.to_thing || pointer.names.empty();
        return pointer;
    }

  private:
    // "Levelled against him by Ford": the words from i on tell which allegations they are, and not what is alleged.
    [[nodiscard]] bool only_says_whose(std::size_t i) const {
        constexpr std::size_t most_words = 12;
        return told_.words.size() - i <= most_words && words_.has("levelled", folded_[i]);
    }

    // "Any involvement", "all wrongdoing", "that he had any role in it".
    [[nodiscard]] bool is_guilt(std::size_t i, const std::string& folded) const {
        if (!words_.has("guilt", folded)) return false;
        if (i == 0) return true;
        const std::string& before = folded_[i - 1];
        return before == "any" || before == "all" || before == "its" || before == "his" || before == "her" ||
               before == "their";
    }

    const Told& told_;
    std::vector<std::string> folded_;
    const DisputeWords& words_;
};

// "Did not deny the charge".
bool is_negated(const Told& told) {
    const std::string_view before = before_cue(told);
    const WordList list = words_of(before, {0, static_cast<std::uint32_t>(before.size())});
    constexpr std::size_t reach = 3;  // "has not yet denied"
    const std::size_t begin = list.words.size() > reach ? list.words.size() - reach : 0;
    return std::any_of(list.words.begin() + static_cast<std::ptrdiff_t>(begin), list.words.end(), negates);
}

// Disputing a report is not denying its content; disputing "that" or a claim is.
bool disputes_what_was_said(const Told& told) {
    static const Words said = {"claim",       "claims", "allegation", "allegations", "accusation",
                               "accusations", "charge", "charges",    "assertion",   "assertions"};
    if (told.words.empty() || told.content().begin < told.attribution->cue.end) return false;
    const std::string first = fold_word(told.words.front());
    const std::string last = fold_word(told.words.back());
    const bool pronoun = told.words.size() == 1 && (first == "that" || first == "this" || first == "it");
    const bool claim = told.words.size() == 2 && said.contains(last) &&
                       (first == "that" || first == "this" || first == "the" || first == "those" || first == "these");
    return pronoun || claim;
}

}  // namespace

std::string without_possessive(std::string word) {
    for (const std::string_view ending : {"'s", "’s", "'", "’"})
        if (word.ends_with(ending)) {
            word.erase(word.size() - ending.size());
            break;
        }
    return word;
}

std::string_view before_cue(const Told& told) {
    const Span sentence = sentence_span(told);
    const std::uint32_t cue = told.attribution->cue.begin;
    return sentence.contains(told.attribution->cue) ? slice(told.coded->report.text, {sentence.begin, cue})
                                                    : std::string_view();
}

bool is_pointing_word(std::string_view folded) { return pointing.contains(folded); }

Pointer pointer_of(const Told& denial, const DisputeWords& words) { return PointerReader(denial, words).read(); }

bool denies(const Told& told) {
    const std::string cue = folded_cue(told);
    if (told.speaker.empty() || turns_down(*told.coded, *told.attribution)) return false;
    if (cue.starts_with("disput") && !disputes_what_was_said(told)) return false;
    if (told.attribution->denial && !is_denial(*told.coded, *told.attribution)) return false;
    return told.attribution->denial ||
           (!is_negated(told) && starts_with_one(cue, {"denied", "denies", "deny", "denying"}));
}

bool points_within_sentence(const Told& denial) {
    const bool inverted =  // "a claim that he has contradicted", but not "that is false," he said
        denial.attribution->denial && denial.content().end <= denial.attribution->cue.begin;
    if (inverted && sentence_span(denial).contains(denial.content())) return true;
    const std::string_view before = before_cue(denial);
    if (before.find(" which ") != std::string_view::npos) return true;
    const WordList list = words_of(before, {0, static_cast<std::uint32_t>(before.size())});
    return std::any_of(list.words.begin(), list.words.end(), [](const std::string& word) {
        return starts_with_one(word, {"allegation", "accusation", "accused", "charges", "claims"});
    });
}

}  // namespace px
