#include "relate/negations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "record/evidence.hpp"
#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/propositions.hpp"
#include "relate/span_set.hpp"
#include "relate/tellers.hpp"
#include "relate/told.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::size_t most_evidence = 6;
constexpr std::int32_t sentences_back = 2;
constexpr std::size_t places_per_stem = 64;
constexpr std::size_t least_told = 4;  // words

using Words = std::unordered_set<std::string_view>;

const Words pointing = {"that", "this", "it", "so", "them", "those", "these", "any", "all", "such", "both"};
const Words past_helpers = {"did", "has", "have", "had", "was", "were"};
const Words past_negations = {"didnt", "hasnt", "havent", "hadnt", "wasnt", "werent"};
const Words open_words = {"will", "would", "could", "may", "might", "should", "whether", "if", "can", "to"};
const Words own_words = {"we", "i", "it", "they"};  // what the speaker calls his own side
const Words relatives = {"who", "which", "whom", "if", "whether", "why", "how", "what"};

// "Cohen did not state that the president had pressured him", "Cohen had told prosecutors about being pressured by the
// president": any word for telling will do, if what was told has two words in common and the teller's name too.
constexpr std::string_view telling = "(telling)";
constexpr std::size_t least_told_in_common = 2;

// ---- reading --------------------------------------------------------------------------------------------------------

// A verb that is negated as past, and what it was not done to: before a passive, after an active.
struct NotDone {
    std::set<std::string> things;     // stems
    std::set<std::string> direction;  // of a passive: stems after "to", "in", "with": "not addressed to the senator"
    std::string subject;              // of a passive and after "no": the stem of the word right before the helper
    bool open = false;                // "did not ram anybody": whatever was rammed
    bool own = false;                 // "we did not", "it did not": the deed of the speaker's own side
    bool nobody = false;              // "nobody was paid": to whomever
    bool passive = false;
    bool act = false;               // "there was no attack", "had received no alert": the act is a noun
    std::set<std::string> who;      // stems of all words of the subject
    std::set<std::string> agent;    // stems after "by"
    std::set<std::string> patient;  // stems right behind an active verb, up to the next preposition of time or clause
};
using Negated = std::map<std::string, NotDone>;

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

class NegationReader {
  public:
    NegationReader(const std::vector<std::string>& folded, const DisputeWords& vocabulary, const ActWords& acts)
        : words_(folded), all_(folded), vocabulary_(vocabulary), acts_(acts) {}

    // "The rebels were not yet defeated", "he did not state that": stems that follow a negation of the past.
    [[nodiscard]] Negated negated_as_past() const {
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
    [[nodiscard]] Negated denied_of_anybody() const {
        constexpr std::size_t first_words = 4;
        Negated out;
        for (std::size_t i = 0; i < std::min(first_words, words_.size()); ++i)
            if (words_[i] == "anybody" || words_[i] == "anyone" || words_[i] == "any") add_none(i, out);
        return out;
    }

  private:
    [[nodiscard]] std::size_t verb_after(std::size_t helper) const {
        std::size_t next = helper + 1;
        while (next < words_.size() && (words_[next] == "yet" || words_[next] == "been" || words_[next] == "ever"))
            ++next;
        return next;
    }

    [[nodiscard]] std::set<std::string> stems_after(std::size_t verb, std::size_t most) const {
        return content_stems(all_.subspan(verb + 1, std::min(most, words_.size() - verb - 1)));
    }

    // `first`: the first word of the verb phrase, `negation`: the word that negates.
    void add_negated(std::size_t first, std::size_t negation, Negated& out) const {
        constexpr std::size_t before = 8;
        constexpr std::size_t after = 5;
        constexpr std::size_t after_telling = 14;
        const std::size_t next = verb_after(negation);
        if (next >= words_.size() ||
            (first > 0 && (relatives.contains(words_[first - 1]) || words_[first - 1] == "that")))
            return;
        if (std::ranges::any_of(all_.first(first),
                                [](const std::string& word) { return word.starts_with("hope") || word == "because"; }))
            return;  // "his hope was that nobody had been killed", "refused because it did not include money"
        const std::string& helper = words_[first];
        if (helper.starts_with("did") && vocabulary_.has("tell", words_[next])) {
            out[std::string(telling)] = {};
            out[std::string(telling)].things = stems_after(next, after_telling);
            return;
        }
        if (is_function_word(words_[next]) || vocabulary_.has("vague", words_[next])) return;
        if (words_[next].ends_with("ing") || acts_.is_telling(stem_of(words_[next]))) return;  // "was not saying that"
        const bool passive = helper.starts_with("was") || helper.starts_with("were") || words_[next - 1] == "been";
        if (!passive && next + 1 < words_.size() && pointing.contains(words_[next + 1])) return;  // "discuss it"
        NotDone& not_done = out[stem_of(words_[next])];
        not_done.things =
            passive ? content_stems(all_.subspan(first > before ? first - before : 0, std::min(first, before)))
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

    [[nodiscard]] std::set<std::string> direction_after(std::size_t verb) const {
        constexpr std::size_t reach = 5;
        static const Words prepositions = {"to", "into", "with", "from", "against", "at"};
        return verb + 1 < words_.size() && prepositions.contains(words_[verb + 1]) ? stems_after(verb + 1, reach)
                                                                                   : std::set<std::string>();
    }

    // "There had been no Ethiopian attack", "it had received no alert from the ship", "no attack took place".
    void add_no_act(std::size_t no, Negated& out) const {
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
        const bool none_had =
            before.size() > 1 && is_past(before.back(), acts_) && past_helpers.contains(words_[no - 2]);
        const std::size_t next = noun + 1 < words_.size() && words_[noun + 1] == "whatsoever" ? noun + 2 : noun + 1;
        const bool none_was = next < words_.size() && (words_[next] == "took" || words_[next] == "occurred");
        if (!there && !none_had && !none_was) return;
        NotDone& not_done = out[stem_of(words_[noun])];
        not_done.act = true;
        not_done.things = stems_after(noun, after);
        for (const std::string& stem : content_stems(all_.subspan(no + 1, noun - no - 1))) not_done.things.insert(stem);
    }

    // "No soldier has entered the town", "nobody was paid".
    void add_none(std::size_t none, Negated& out) const {
        constexpr std::size_t longest = 5;
        constexpr std::size_t after = 5;
        for (std::size_t k = none + 1; k < words_.size() && k <= none + longest; ++k) {
            if (!past_helpers.contains(words_[k]) || words_[k] == "did") continue;
            const std::size_t next = verb_after(k);
            if (next >= words_.size() || is_function_word(words_[next]) || vocabulary_.has("vague", words_[next]))
                return;
            NotDone& not_done = out[stem_of(words_[next])];
            not_done.nobody = k == none + 1;
            not_done.things = stems_after(next, after);
            for (const std::string& stem : content_stems(all_.subspan(none + 1, k - none - 1)))
                not_done.things.insert(stem);
            if (!not_done.nobody) not_done.subject = stem_of(words_[k - 1]);
            not_done.passive = words_[k].starts_with("w") || words_[next - 1] == "been";
            not_done.who = subject_before(all_, k);
            not_done.agent = agent_after(all_, next);
            return;
        }
    }

    const std::vector<std::string>& words_;
    std::span<const std::string> all_;
    const DisputeWords& vocabulary_;
    const ActWords& acts_;
};

// Stems of verbs that are told as done, with nothing before them that leaves it open.
std::set<std::string> told_as_done(const std::vector<std::string>& folded, const DisputeWords& vocabulary,
                                   const ActWords& acts) {
    std::set<std::string> out;
    for (const std::string& word : folded) {
        if (open_words.contains(word) || negates(word)) break;
        if (vocabulary.has("told", word)) out.insert(std::string(telling));
        if (is_past(word, acts) && !vocabulary.has("vague", word)) out.insert(stem_of(word));
    }
    return out;
}

// The verb of what was told as done, and the first word of its helpers.
struct VerbPhrase {
    std::size_t helper = 0;
    std::size_t verb = 0;
    bool passive = false;
};

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

// ---- named voices ---------------------------------------------------------------------------------------------------

// Who did it, and to what: of either voice of the verb, what the words name.
struct Deed {
    std::set<std::string> agent;
    std::set<std::string> patient;
};

// "The army had not shelled the market" against "the army shelled the market", "the market was shelled": no name is
// needed if the doer and the thing are the same, or all of the thing if one side leaves the doer out.
bool is_same_deed(const Deed& no, const Deed& yes) {
    constexpr std::size_t enough = 2;
    const std::size_t shared = count_shared(no.patient, yes.patient);
    if (shared == 0) return false;
    if (!no.agent.empty() && !yes.agent.empty())
        return count_shared(no.agent, yes.agent) > 0 && 2 * shared >= std::min(no.patient.size(), yes.patient.size());
    return shared >= enough && shared == std::min(no.patient.size(), yes.patient.size());
}

bool tells_the_same_deed(const Told& denial, const Told& told, const std::string& act, const NotDone& not_done,
                         const ActWords& acts) {
    const auto& denied_on = denial.coded->report.published;
    const auto& told_on = told.coded->report.published;
    if (denied_on && told_on && denied_on->day < told_on->day) return false;  // the world may have moved on
    if (not_done.nobody || not_done.who.empty()) return false;
    const Deed no = not_done.passive ? Deed{not_done.agent, not_done.who} : Deed{not_done.who, not_done.patient};
    const std::vector<std::string> folded = folded_words(told);
    for (std::size_t i = 0; i < folded.size(); ++i) {
        if (open_words.contains(folded[i]) || negates(folded[i])) return false;
        if (acts.act(stem_of(folded[i])) != act) continue;
        const VerbPhrase verb = verb_phrase_at(folded, i);
        const std::set<std::string> subject = subject_before(folded, verb.helper);
        const Deed yes = verb.passive ? Deed{agent_after(folded, i), subject} : Deed{subject, object_after(folded, i)};
        if (is_same_deed(no, yes)) return true;
    }
    return false;
}

// Right before the denial, and not of the teller's own deed.
bool is_just_before(const Told& told, const Told& denial) {
    if (told.words.empty() || own_words.contains(fold_word(told.words.front()))) return false;
    return told.ref.report == denial.ref.report && told.sentence <= denial.sentence &&
           told.sentence + sentences_back >= denial.sentence;
}

// "We did not ram anybody" against "a Philippine ship rammed ours": the words name the speaker, or somebody of the
// state that he serves.
bool names_side_of(const Told& told, const Told& speaker) {
    const Layers& layers = told.coded->layers;
    const auto names_it = [&](const Mention& mention) {
        return told.content().contains(mention.head) && is_on_side_of(told, mention.actor, speaker);
    };
    return std::ranges::any_of(layers.mentions, names_it) || std::ranges::any_of(layers.nationalities, names_it);
}

bool tells_of_side(const Told& told, const Told& denial) {
    return is_just_before(told, denial) || names_side_of(told, denial);
}

// "We did not attack the school" says nothing of an oil depot.
bool tells_of_thing(const Told& told, const NotDone& not_done) {
    if (not_done.open || not_done.things.empty()) return true;
    const std::set<std::string> theirs = content_stems(folded_words(told));
    return std::ranges::any_of(not_done.things, [&](const std::string& thing) { return theirs.contains(thing); });
}

// One verb in common is little: the thing must be a name, and another word if there is one, or the subject of a
// passive; or, of what was told, two words that are no names.
bool tells_what_is_negated(const Told& denial, const Told& told, std::string_view verb, const NotDone& not_done) {
    const std::set<std::string> theirs = content_stems(folded_words(told));
    const std::set<std::string> names = names_in(denial);
    const std::set<std::string> others = names_in(told);
    std::set<std::string> name_stems;
    for (const std::string& name : names) name_stems.insert(stem_of(name));
    std::size_t shared_names = 0;
    std::size_t shared_words = 0;
    bool only_names = true;
    for (const std::string& thing : not_done.things) {
        const bool name = name_stems.contains(thing);
        only_names = only_names && name;
        if (theirs.contains(thing)) ++(name ? shared_names : shared_words);
    }
    if (verb == telling)
        return shared_words >= least_told_in_common &&
               std::any_of(names.begin(), names.end(), [&](const std::string& name) { return others.contains(name); });
    const auto told_too = [&](const std::string& stem) { return theirs.contains(stem); };
    if (!not_done.direction.empty() && std::ranges::none_of(not_done.direction, told_too)) return false;
    if (!not_done.subject.empty() && theirs.contains(not_done.subject)) return true;
    return shared_names > 0 && (only_names || shared_words > 0);
}

// "No Ethiopian attack" against "Ethiopian militiamen attacked", "no alert from the Norden" against what the Norden's
// crew says: a name beside the act.
bool shares_a_name(const Told& denial, const Told& told, const NotDone& not_done) {
    std::set<std::string> others = names_in(told);
    each_word(told.speaker, {0, static_cast<std::uint32_t>(told.speaker.size())},
              [&](Span word) { others.insert(fold_word(slice(told.speaker, word))); });
    return std::ranges::any_of(names_in(denial), [&](const std::string& name) {
        return not_done.things.contains(stem_of(name)) && others.contains(name);
    });
}

bool is_answered(const Told& denial, const Told& told, std::string_view verb, const NotDone& not_done) {
    if (not_done.nobody) return is_just_before(told, denial);
    if (not_done.act) return is_just_before(told, denial) || shares_a_name(denial, told, not_done);
    if (not_done.own) return tells_of_side(told, denial) && tells_of_thing(told, not_done);
    return tells_what_is_negated(denial, told, verb, not_done);
}

// "If a court finds that ...", "would not say why he was not invited": nothing is negated.
bool is_left_open(const Told& told, const std::vector<std::string>& folded) {
    const std::string_view sentence = sentence_text(told);
    return folded.empty() || relatives.contains(folded.front()) || sentence.starts_with("If ") ||
           sentence.find(" if ") != std::string_view::npos;
}

// "Rejected the claim that one of its staff had paid for documents": verbs that somebody denies of his own side.
std::set<std::string> denied_of_own_side(const Told& denial, const DisputeWords& vocabulary, const ActWords& acts) {
    constexpr std::size_t first_words = 5;
    static const Words own = {"its", "it", "his", "he", "her", "she", "their", "they", "our", "we"};
    if (!denial.attribution->denial || !is_denial(*denial.coded, *denial.attribution)) return {};
    const std::vector<std::string> folded = folded_words(denial);
    const auto end = folded.begin() + static_cast<std::ptrdiff_t>(std::min(first_words, folded.size()));
    const bool of_own = std::any_of(folded.begin(), end, [](const std::string& word) { return own.contains(word); });
    return of_own || names_side_of(denial, denial) ? told_as_done(folded, vocabulary, acts) : std::set<std::string>();
}

// In another report, somebody of another side tells it of the denier's side.
bool is_told_of_denier(const Told& told, const Told& denial) {
    return told.ref.report != denial.ref.report && !told.attribution->denial &&
           !is_one_speaker(told.speaker, denial.speaker) &&
           !is_on_side_of(told, told.attribution->speaker_actor, denial) && names_side_of(told, denial);
}

Negated negated_by(const Told& told, const DisputeWords& vocabulary, const ActWords& acts) {
    const std::vector<std::string> folded = folded_words(told);
    if (is_left_open(told, folded)) return {};
    const NegationReader reader(folded, vocabulary, acts);
    if (told.attribution->denial)
        return is_denial(*told.coded, *told.attribution) ? reader.denied_of_anybody() : Negated();
    return reader.negated_as_past();
}

// ---- the outlets' own voices ----------------------------------------------------------------------------------------

// The words of a sentence of the text that the outlet says itself.
struct Line {
    StatementRef ref;
    std::vector<std::string> folded;
    std::set<std::string> stems;  // content words
    std::set<std::string> names;  // stems of proper names
    std::optional<std::int64_t> begin, end;
};

// What the lines of one report are made from.
class LineReader {
  public:
    explicit LineReader(const CodedReport& coded) : coded_(coded), said_(contents(coded)), timed_(times(coded)) {
        constexpr std::int64_t two_days = 2 * 86'400;
        for (const TimeMention& time : coded.layers.times)
            if (time.interval && time.interval->begin && time.interval->end &&
                *time.interval->end - *time.interval->begin <= two_days)
                days_.emplace(time.span.begin, *time.interval);
    }

    [[nodiscard]] bool is_of_text(Span sentence) const {
        const Block* block = block_at(coded_.report, sentence.begin);
        return block == nullptr || block->kind != BlockKind::headline;
    }

    [[nodiscard]] Line read(StatementRef ref, Span sentence) const {
        Line line{ref, {}, {}, {}, {}, {}};
        const WordList list = words_of(coded_.report.text, sentence);
        for (std::size_t i = 0; i < list.words.size(); ++i)
            if (!said_.overlaps(list.at[i])) line.folded.push_back(list.words[i]);
        line.stems = content_stems(line.folded);
        for (std::size_t i = 0; i < list.words.size(); ++i) {
            if (said_.overlaps(list.at[i])) continue;
            const char initial = coded_.report.text[list.at[i].begin];
            if (timed_.overlaps(list.at[i]))
                line.stems.erase(stem_of(list.words[i]));
            else if (i > 0 && initial >= 'A' && initial <= 'Z' && list.words[i].size() > 3)
                line.names.insert(stem_of(list.words[i]));
        }
        if (const auto day = days_.lower_bound(sentence.begin); day != days_.end() && day->first < sentence.end) {
            line.begin = day->second.begin;
            line.end = day->second.end;
        }
        return line;
    }

  private:
    static SpanSet contents(const CodedReport& coded) {
        std::vector<Span> spans;
        for (const Attribution& attribution : coded.layers.attributions)
            spans.insert(spans.end(), attribution.content.begin(), attribution.content.end());
        return SpanSet(std::move(spans));
    }
    static SpanSet times(const CodedReport& coded) {
        std::vector<Span> spans;
        for (const TimeMention& time : coded.layers.times) spans.push_back(time.span);
        return SpanSet(std::move(spans));
    }

    const CodedReport& coded_;
    SpanSet said_;
    SpanSet timed_;
    std::map<std::uint32_t, TimeInterval> days_;  // by the first byte
};

// Whether the day on which one says that it was not done is the day on which the other says that it was.
bool of_one_day(std::span<const CodedReport> reports, const Line& no, const Line& yes) {
    const auto& denied = reports[no.ref.report].report.published;
    const auto& told = reports[yes.ref.report].report.published;
    if (!denied || !told || denied->day < told->day) return false;  // the world may have moved on
    return no.begin && yes.begin && *no.begin < *yes.end && *yes.begin < *no.end;
}

// Nearly the same sentence: a name and two further words besides the verb, half of the shorter one.
bool tell_of_one_thing(const Line& no, const Line& yes, const std::string& verb) {
    constexpr std::size_t least_shared = 3;
    const auto without_verb = [&](std::size_t count, const Line& line) {
        return count - static_cast<std::size_t>(line.stems.contains(verb));
    };
    const std::size_t shared = count_shared(no.stems, yes.stems) -
                               static_cast<std::size_t>(no.stems.contains(verb) && yes.stems.contains(verb));
    if (shared < least_shared || count_shared(no.names, yes.names) == 0) return false;
    return 2 * shared >= std::min(without_verb(no.stems.size(), no), without_verb(yes.stems.size(), yes));
}

// "Destroyed the bridge at the river": whether just these words follow the verb, in any order.
bool is_object_after(std::span<const std::string> words, std::size_t verb, const std::set<std::string>& stems) {
    static const Words between = {"the", "a", "an", "of", "in", "at", "for", "from", "to", "near", "and"};
    std::set<std::string> found;
    for (std::size_t i = verb + 1; i < words.size(); ++i) {
        if (found == stems) return is_function_word(words[i]);
        if (between.contains(words[i])) continue;
        if (is_function_word(words[i]) || !stems.contains(stem_of(words[i]))) return false;
        found.insert(stem_of(words[i]));
    }
    return found == stems;
}

// Of the same subject, with no further word, and by the same agent.
bool is_of_subject(std::span<const std::string> words, const VerbPhrase& yes, const NotDone& no,
                   const DisputeWords& vocabulary) {
    const std::set<std::string> subject = subject_before(words, yes.helper);
    // "The border did not reopen" is the negation of "they reopened the border", but "they did not attack" of no attack
    // on them.
    const bool object = !yes.passive && (no.passive || vocabulary.has("undergoes", words[yes.verb]));
    const auto same_agent = [&](const std::set<std::string>& agent) { return no.agent.empty() || no.agent == agent; };
    if (object && (no.nobody || (!no.who.empty() && is_object_after(words, yes.verb, no.who))))
        return same_agent(subject);
    return yes.passive == no.passive && same_agent(agent_after(words, yes.verb)) &&
           (no.nobody || (!no.who.empty() && no.who == subject));
}

bool is_told_of_subject(const Line& yes, const std::string& verb, const NotDone& no, const DisputeWords& vocabulary) {
    for (std::size_t i = 0; i < yes.folded.size(); ++i) {
        if (open_words.contains(yes.folded[i]) || negates(yes.folded[i])) return false;
        if (stem_of(yes.folded[i]) == verb && is_of_subject(yes.folded, verb_phrase_at(yes.folded, i), no, vocabulary))
            return true;
    }
    return false;
}

class OutletsLines {
  public:
    OutletsLines(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                 const DisputeWords& vocabulary, const ActWords& acts)
        : reports_(reports), lineages_(lineages), vocabulary_(vocabulary), acts_(acts) {
        for (const std::int32_t report : canonical_order(reports)) add(report);
    }

    [[nodiscard]] std::vector<Finding> find() const {
        std::vector<Finding> out;
        for (const Line& no : lines_) {
            for (const auto& [verb, not_done] : NegationReader(no.folded, vocabulary_, acts_).negated_as_past()) {
                const auto told = done_.find(verb);
                if (told == done_.end() || verb == telling || out.size() >= most_findings) continue;
                std::vector<StatementRef> yes;
                bool both = false;
                for (const std::size_t i : told->second) {
                    const Line& other = lines_[i];
                    if (!tell_of_one_thing(no, other, verb) || !is_told_of_subject(other, verb, not_done, vocabulary_))
                        continue;
                    both = both || other.ref.report == no.ref.report;
                    if (lineages_[other.ref.report] == lineages_[no.ref.report]) continue;
                    if (of_one_day(reports_, no, other) && yes.size() < most_evidence) yes.push_back(other.ref);
                }
                if (!yes.empty() && !both) out.push_back(finding(no.ref, std::move(yes)));
            }
        }
        return out;
    }

  private:
    void add(std::int32_t report) {
        const CodedReport& coded = reports_[report];
        const LineReader reader(coded);
        for (std::size_t i = 0; i < coded.layers.sentences.size(); ++i) {
            const Span sentence = coded.layers.sentences[i];
            if (!reader.is_of_text(sentence)) continue;
            lines_.push_back(reader.read({report, RecordKind::sentence, static_cast<std::int32_t>(i)}, sentence));
            for (const std::string& verb : told_as_done(lines_.back().folded, vocabulary_, acts_))
                if (std::vector<std::size_t>& list = done_[verb]; list.size() < places_per_stem)
                    list.push_back(lines_.size() - 1);
        }
    }

    [[nodiscard]] Finding finding(StatementRef no, std::vector<StatementRef> yes) const {
        Finding finding;
        finding.kind = FindingKind::contradiction;
        finding.type = ContradictionType::polarity;
        const CodedReport& coded = reports_[no.report];
        finding.summary =
            fmt::format("\"{}\" ({}): told as done by {}", slice(coded.report.text, coded.layers.sentences[no.index]),
                        outlet_of(coded), told_by_all(reports_, yes));
        finding.trace = {"the same verb, negated by one outlet and told as done by another, each in its own voice",
                         "the same subject and day, a name and two further words in common"};
        finding.one = std::move(yes);
        finding.other = {no};
        return finding;
    }

    std::span<const CodedReport> reports_;
    std::span<const std::int32_t> lineages_;
    const DisputeWords& vocabulary_;
    const ActWords& acts_;
    std::vector<Line> lines_;
    std::unordered_map<std::string, std::vector<std::size_t>> done_;
};

}  // namespace

std::vector<Finding> find_negated(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                  const ActWords& acts, const DisputeWords& vocabulary) {
    const std::vector<Told> all = all_told(reports, lineages);
    std::unordered_map<std::string, std::vector<std::size_t>> done;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].attribution->denial || all[i].words.size() < least_told) continue;
        for (const std::string& stem : told_as_done(folded_words(all[i]), vocabulary, acts))
            if (std::vector<std::size_t>& list = done[acts.act(stem)]; list.size() < places_per_stem) list.push_back(i);
    }
    std::vector<Finding> out;
    for (std::size_t at = 0; at < all.size() && out.size() < most_findings; ++at) {
        if (all[at].speaker.empty()) continue;
        std::vector<StatementRef> told;
        for (const std::string& verb : denied_of_own_side(all[at], vocabulary, acts))
            if (const auto found = done.find(acts.act(verb)); found != done.end())
                for (const std::size_t other : found->second)
                    if (told.size() < most_evidence && is_told_of_denier(all[other], all[at]))
                        told.push_back(all[other].ref);
        for (const auto& [stem, not_done] : negated_by(all[at], vocabulary, acts))
            if (const auto found = done.find(acts.act(stem)); found != done.end())
                for (const std::size_t other : found->second) {
                    if (other == at || is_one_speaker(all[other].speaker, all[at].speaker)) continue;
                    const bool answered = is_answered(all[at], all[other], stem, not_done) ||
                                          tells_the_same_deed(all[at], all[other], acts.act(stem), not_done, acts);
                    if (told.size() < most_evidence && answered) told.push_back(all[other].ref);
                }
        if (!told.empty())
            out.push_back(dispute(reports, all[at], std::move(told),
                                  "the same verb, negated by one voice and told as done by another"));
    }
    return out;
}

std::vector<Finding> find_negated_by_outlets(std::span<const CodedReport> reports,
                                             std::span<const std::int32_t> lineages, const ActWords& acts,
                                             const DisputeWords& vocabulary) {
    return OutletsLines(reports, lineages, vocabulary, acts).find();
}

}  // namespace px
