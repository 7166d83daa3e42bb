#include "relate/negated_verbs.hpp"

#include <algorithm>
#include <unordered_set>

#include "relate/propositions.hpp"
#include "relate/told.hpp"

namespace px {
namespace {

using Words = std::unordered_set<std::string_view>;

const Words pointing = {"that", "this", "it", "so", "them", "those", "these", "any", "all", "such", "both"};
const Words past_helpers = {"did", "has", "have", "had", "was", "were"};
const Words past_negations = {"didnt", "hasnt", "havent", "hadnt", "wasnt", "werent"};
const Words open_words = {"will", "would", "could", "may", "might", "should", "whether", "if", "can", "to"};
const Words own_words = {"we", "i", "it", "they"};
const Words relatives = {"who", "which", "whom", "if", "whether", "why", "how", "what"};

}  // namespace

// Stems of a subject that ends before a word: with what "of", "in" and "and" add,
// since the governor of a town is not its mayor.
std::set<std::string> subject_before(std::span<const std::string> words, std::size_t end) {
    constexpr std::size_t longest = 12;  // words
    static const Words links = {"of", "in", "at", "for", "from", "to", "on", "with", "near", "and"};
    static const Words determiners = {"the", "a", "an", "his", "her", "its", "their", "our", "this", "these", "no"};
    std::set<std::string> stems;
    for (std::size_t i = end; i > 0 && end - i < longest; --i) {
        const std::string& word = words[i - 1];
        const bool linked = i > 1 && links.contains(words[i - 2]);
        if (links.contains(word) || (determiners.contains(word) && linked)) continue;
        if (is_function_word(word)) break;
        stems.insert(stem_of(word));
    }
    return stems;
}

// "Approved on Monday by the Senate": by whom.
std::set<std::string> agent_after(std::span<const std::string> words, std::size_t verb) {
    constexpr std::size_t reach = 8;
    constexpr std::size_t longest = 4;  // words
    std::set<std::string> stems;
    std::size_t i = verb + 1;
    const std::size_t end = std::min(words.size(), verb + 1 + reach);
    while (i < end && words[i] != "by") ++i;
    if (i >= end) return stems;
    for (++i; i < words.size() && stems.size() < longest; ++i) {
        if (!is_function_word(words[i]))
            stems.insert(stem_of(words[i]));
        else if (!stems.empty())
            break;
    }
    return stems;
}

bool is_past(const std::string& word, const ActWords& acts) {
    return (word.size() > 4 && (word.ends_with("ed") || word.ends_with("en"))) || acts.is_past(word);
}

// "Shelled the market of Kadugli on Monday": stems of what an active verb was done to.
std::set<std::string> object_after(std::span<const std::string> words, std::size_t verb) {
    constexpr std::size_t longest = 6;  // words
    static const Words links = {"the", "a", "an", "any", "of", "at", "in", "on", "into", "his", "her", "its", "their"};
    std::set<std::string> stems;
    for (std::size_t i = verb + 1; i < words.size() && i <= verb + longest; ++i) {
        if (links.contains(words[i])) continue;
        if (is_function_word(words[i])) break;
        stems.insert(stem_of(words[i]));
    }
    return stems;
}

bool is_past_helper(std::string_view folded) { return past_helpers.contains(folded); }
bool leaves_open(std::string_view folded) { return open_words.contains(folded); }
bool is_own_word(std::string_view folded) { return own_words.contains(folded); }
bool is_relative(std::string_view folded) { return relatives.contains(folded); }

// "The rebels were not yet defeated", "he did not state that": stems that follow a negation of the past.
Negated NegationReader::negated_as_past() const {
    Negated out;
    for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
        const bool plain = (words_[i] == "not" || words_[i] == "never" || words_[i] == "nt") && i > 0 &&
                           past_helpers.contains(words_[i - 1]);
        if (plain || past_negations.contains(words_[i]))
            add_negated(plain ? i - 1 : i, i, out);
        else if (words_[i] == "never" && i > 0 && is_past(words_[i + 1], acts_))
            add_negated(i, i, out);  // "the settlers never poisoned the well"
        else if (words_[i] == "no" || words_[i] == "nobody")
            add_none(i, out);
        if (words_[i] == "no") add_no_act(i, out);
    }
    return out;
}

// What a denial negates of whomever: "that anybody had been paid".
Negated NegationReader::denied_of_anybody() const {
    constexpr std::size_t first_words = 4;
    Negated out;
    for (std::size_t i = 0; i < std::min(first_words, words_.size()); ++i)
        if (words_[i] == "anybody" || words_[i] == "anyone" || words_[i] == "any") add_none(i, out);
    return out;
}

std::size_t NegationReader::verb_after(std::size_t helper) const {
    std::size_t next = helper + 1;
    while (next < words_.size() && (words_[next] == "yet" || words_[next] == "been" || words_[next] == "ever")) ++next;
    return next;
}

std::set<std::string> NegationReader::stems_after(std::size_t verb, std::size_t most) const {
    return content_stems(all_.subspan(verb + 1, std::min(most, words_.size() - verb - 1)));
}

// `first`: the first word of the verb phrase, `negation`: the word that negates.
void NegationReader::add_negated(std::size_t first, std::size_t negation, Negated& out) const {
    constexpr std::size_t before = 8;
    constexpr std::size_t after = 5;
    constexpr std::size_t after_telling = 14;
    const std::size_t next = verb_after(negation);
    if (next >= words_.size() || (first > 0 && (relatives.contains(words_[first - 1]) || words_[first - 1] == "that")))
        return;
    if (std::ranges::any_of(all_.first(first),
                            [](const std::string& word) { return word.starts_with("hope") || word == "because"; }))
        return;  // "his hope was that nobody had been killed", "refused because it did not include money"
    const std::string& helper = words_[first];
    if (helper.starts_with("did") && vocabulary_.has("tell", words_[next])) {
        out[std::string(telling_verb)] = {};
        out[std::string(telling_verb)].things = stems_after(next, after_telling);
        return;
    }
    if (is_function_word(words_[next]) || vocabulary_.has("vague", words_[next])) return;
    if (words_[next].ends_with("ing") || acts_.is_telling(stem_of(words_[next]))) return;  // "was not saying that"
    const bool passive = helper.starts_with("was") || helper.starts_with("were") || words_[next - 1] == "been";
    if (!passive && next + 1 < words_.size() && pointing.contains(words_[next + 1])) return;  // "discuss it"
    NotDone& not_done = out[stem_of(words_[next])];
    not_done.things = passive
                          ? content_stems(all_.subspan(first > before ? first - before : 0, std::min(first, before)))
                          : stems_after(next, after);
    // "The officer who was stabbed was not armed": stabbing is not what was not armed.
    if (passive && first > 0 && words_[first - 1].size() > 3 && !is_past(words_[first - 1], acts_))
        not_done.subject = stem_of(words_[first - 1]);
    if (passive) not_done.direction = direction_after(next);
    not_done.open = next + 1 < words_.size() && words_[next + 1].starts_with("any");
    not_done.passive = passive;
    not_done.who = subject_before(all_, first);
    not_done.agent = agent_after(all_, next);
    if (!passive) not_done.patient = object_after(all_, next);
    not_done.own = !passive && first > 0 && own_words.contains(words_[first - 1]);
}

std::set<std::string> NegationReader::direction_after(std::size_t verb) const {
    constexpr std::size_t reach = 5;
    static const Words prepositions = {"to", "into", "with", "from", "against", "at"};
    return verb + 1 < words_.size() && prepositions.contains(words_[verb + 1]) ? stems_after(verb + 1, reach)
                                                                               : std::set<std::string>();
}

// "There had been no Ethiopian attack", "it had received no alert from the ship", "no attack took place".
void NegationReader::add_no_act(std::size_t no, Negated& out) const {
    constexpr std::size_t longest = 4;
    constexpr std::size_t there_within = 4;
    constexpr std::size_t after = 10;
    std::size_t noun = no;
    while (noun + 1 < words_.size() && noun < no + longest && !is_function_word(words_[noun + 1]) &&
           words_[noun + 1] != "whatsoever" && words_[noun + 1] != "took" && words_[noun + 1] != "occurred")
        ++noun;
    if (noun == no || vocabulary_.has("vague", words_[noun])) return;
    const std::size_t begin = no > there_within ? no - there_within : 0;
    const std::span<const std::string> before = all_.subspan(begin, no - begin);
    const bool there = std::ranges::find(before, "there") != before.end() &&
                       (before.back() == "been" || past_helpers.contains(before.back()));
    const bool none_had = before.size() > 1 && is_past(before.back(), acts_) && past_helpers.contains(words_[no - 2]);
    const std::size_t next = noun + 1 < words_.size() && words_[noun + 1] == "whatsoever" ? noun + 2 : noun + 1;
    const bool none_was = next < words_.size() && (words_[next] == "took" || words_[next] == "occurred");
    if (!there && !none_had && !none_was) return;
    NotDone& not_done = out[stem_of(words_[noun])];
    not_done.act = true;
    not_done.things = stems_after(noun, after);
    for (const std::string& stem : content_stems(all_.subspan(no + 1, noun - no - 1))) not_done.things.insert(stem);
}

// "No soldier has entered the town", "nobody was paid".
void NegationReader::add_none(std::size_t none, Negated& out) const {
    constexpr std::size_t longest = 5;
    constexpr std::size_t after = 5;
    for (std::size_t k = none + 1; k < words_.size() && k <= none + longest; ++k) {
        if (!past_helpers.contains(words_[k]) || words_[k] == "did") continue;
        const std::size_t next = verb_after(k);
        if (next >= words_.size() || is_function_word(words_[next]) || vocabulary_.has("vague", words_[next])) return;
        NotDone& not_done = out[stem_of(words_[next])];
        not_done.nobody = k == none + 1;
        not_done.things = stems_after(next, after);
        for (const std::string& stem : content_stems(all_.subspan(none + 1, k - none - 1)))
            not_done.things.insert(stem);
        if (!not_done.nobody) not_done.subject = stem_of(words_[k - 1]);
        not_done.passive = words_[k].starts_with("w") || words_[next - 1] == "been";
        if (not_done.passive) not_done.direction = direction_after(next);
        not_done.who = subject_before(all_, k);
        not_done.agent = agent_after(all_, next);
        return;
    }
}

// Stems of verbs that are told as done, with nothing before them that leaves it open.
std::set<std::string> told_as_done(const std::vector<std::string>& folded, const DisputeWords& vocabulary,
                                   const ActWords& acts) {
    std::set<std::string> out;
    for (const std::string& word : folded) {
        if (open_words.contains(word) || negates(word)) break;
        if (vocabulary.has("told", word)) out.insert(std::string(telling_verb));
        if (is_past(word, acts) && !vocabulary.has("vague", word)) out.insert(stem_of(word));
    }
    return out;
}

VerbPhrase verb_phrase_at(std::span<const std::string> words, std::size_t verb) {
    VerbPhrase phrase{verb, verb, false};
    while (phrase.helper > 0 && (past_helpers.contains(words[phrase.helper - 1]) || words[phrase.helper - 1] == "been"))
        --phrase.helper;
    phrase.passive = phrase.helper < verb && (words[verb - 1] == "been" || words[verb - 1].starts_with("w"));
    return phrase;
}

std::size_t count_shared(const std::set<std::string>& a, const std::set<std::string>& b) {
    return static_cast<std::size_t>(std::ranges::count_if(a, [&](const std::string& x) { return b.contains(x); }));
}

}  // namespace px
