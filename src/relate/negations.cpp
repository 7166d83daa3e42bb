#include "relate/negations.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>

#include "relate/claims.hpp"
#include "relate/narrowed.hpp"
#include "relate/negated_verbs.hpp"
#include "relate/numbers.hpp"
#include "relate/propositions.hpp"
#include "relate/told.hpp"
#include "relate/utterances.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::size_t most_evidence = 6;
constexpr std::int32_t sentences_back = 2;
constexpr std::size_t places_per_stem = 64;
constexpr std::size_t least_told = 4;  // words
constexpr std::size_t least_told_in_common = 2;

// Who did it, and to what: of either voice of the verb, what the words name.
struct Deed {
    std::set<std::string> agent;
    std::set<std::string> patient;
};

std::set<std::string> names_among(const std::set<std::string>& stems, const Setting& setting) {
    std::set<std::string> out;
    for (const std::string& stem : stems)
        if (setting.names.contains(stem)) out.insert(stem);
    return out;
}

// Somebody's words with what is needed to set them against others'.
struct Voiced {
    const Told& told;
    const Setting& setting;
};

// The bridge of Galma is not that of Tirsa, nor is it any bridge. A doer may be named on one side only if it is the
// denier's own: "the army" of who speaks for it.
bool names_agree(const Deed& no, const Deed& yes, const Voiced& denial, const Voiced& told) {
    std::set<std::string> things = names_among(yes.patient, told.setting);
    if (denial.setting.places.empty())  // "the cable off Galma": where it was is told on one side only
        for (const PlaceMention* place : told.setting.places)
            for (const std::string& word :
                 words_of(place->name, {0, static_cast<std::uint32_t>(place->name.size())}).words)
                things.erase(stem_of(word));
    if (names_among(no.patient, denial.setting) != things) return false;
    if (no.agent.empty() || yes.agent.empty()) return true;
    const std::set<std::string> denied = names_among(no.agent, denial.setting);
    std::set<std::string> named = names_among(yes.agent, told.setting);
    if (denied == named) return true;
    if (!denied.empty()) return false;
    const std::string_view text = told.told.coded->report.text;
    for (const Mention* mention : told.told.mentions)
        if (is_on_side_of(told.told, mention->actor, denial.told))
            each_word(text, mention->span, [&](Span word) { named.erase(stem_of(fold_word(slice(text, word)))); });
    return named.empty();
}

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

// Without the words of times: "shelled the market on Monday".
Deed deed_of(bool passive, std::set<std::string> subject, std::set<std::string> agent, std::set<std::string> object,
             const Setting& setting) {
    Deed deed = passive ? Deed{std::move(agent), std::move(subject)} : Deed{std::move(subject), std::move(object)};
    for (const std::string& time : setting.times) {
        deed.agent.erase(time);
        deed.patient.erase(time);
    }
    return deed;
}

// What had not been done on an earlier day may have been done since.
bool may_have_changed(const Told& denial, const Told& told) {
    const auto& denied_on = denial.coded->report.published;
    const auto& told_on = told.coded->report.published;
    return denied_on && told_on && denied_on->day < told_on->day;
}

bool tells_the_same_deed(const Voiced& denial, const Voiced& told, const std::string& act, const NotDone& not_done,
                         const ActWords& acts) {
    if (not_done.nobody || not_done.who.empty()) return false;
    if (are_of_other_places(denial.setting, told.setting)) return false;
    // "Signed the treaty with Norway", "never signed the treaty with Sweden".
    const std::set<std::string>& names = told.setting.names;
    if (!names.empty() && !denial.setting.names.empty() && count_shared(names, denial.setting.names) == 0) return false;
    const Deed no = deed_of(not_done.passive, not_done.who, not_done.agent, not_done.patient, denial.setting);
    const std::vector<std::string> folded = folded_words(told.told);
    for (std::size_t i = 0; i < folded.size(); ++i) {
        if (leaves_open(folded[i]) || negates(folded[i])) return false;
        if (acts.act(stem_of(folded[i])) != act) continue;
        const VerbPhrase verb = verb_phrase_at(folded, i);
        const Deed yes = deed_of(verb.passive, subject_before(folded, verb.helper), agent_after(folded, i),
                                 object_after(folded, i), told.setting);
        if (is_same_deed(no, yes) && names_agree(no, yes, denial, told)) return true;
    }
    return false;
}

// Right before the denial, and not of the teller's own deed.
bool is_just_before(const Told& told, const Told& denial) {
    if (told.words.empty() || is_own_word(fold_word(told.words.front()))) return false;
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
    if (verb == telling_verb)
        return shared_words >= least_told_in_common &&
               std::any_of(names.begin(), names.end(), [&](const std::string& name) { return others.contains(name); });
    const auto told_too = [&](const std::string& stem) { return theirs.contains(stem); };
    if (!not_done.direction.empty() && std::ranges::none_of(not_done.direction, told_too)) return false;
    const bool by_known = not_done.agent.empty() || std::ranges::all_of(not_done.agent, told_too);
    if (!not_done.subject.empty() && theirs.contains(not_done.subject)) return by_known;
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
    return folded.empty() || is_relative(folded.front()) || sentence.starts_with("If ") ||
           sentence.find(" if ") != std::string_view::npos;
}

// "Rejected the claim that one of its staff had paid for documents": verbs that somebody denies of his own side.
std::set<std::string> denied_of_own_side(const Told& denial, const DisputeWords& vocabulary, const ActWords& acts) {
    constexpr std::size_t first_words = 5;
    static const std::set<std::string_view> own = {"its", "it",    "his",  "he",  "her",
                                                   "she", "their", "they", "our", "we"};
    if (!denial.attribution->denial || !is_denial(*denial.coded, *denial.attribution)) return {};
    const std::vector<std::string> folded = folded_words(denial);
    const auto end = folded.begin() + static_cast<std::ptrdiff_t>(std::min(first_words, folded.size()));
    const bool of_own = std::any_of(folded.begin(), end, [](const std::string& word) { return own.contains(word); });
    return of_own || names_side_of(denial, denial) ? told_as_done(folded, vocabulary, acts) : std::set<std::string>();
}

// Behind a verb, what it was done to and with; before a passive.
std::set<std::string> things_of(const WordList& list, const VerbPhrase& phrase) {
    constexpr std::size_t reach = 14;  // words
    if (phrase.passive) return subject_before(list.words, phrase.helper);
    const std::span<const std::string> all = list.words;
    return content_stems(all.subspan(phrase.verb + 1, std::min(reach, all.size() - phrase.verb - 1)));
}

// Where the doer of a verb stands: behind "by", or from the beginning of its clause up to the verb.
Span doer_span(const WordList& list, const VerbPhrase& phrase, const ActWords& acts) {
    constexpr std::size_t reach = 12;  // words
    static const std::set<std::string_view> borders = {"that",    "but",   "when", "after", "while",
                                                       "because", "where", "as",   "before"};
    if (phrase.passive) {
        for (std::size_t i = phrase.verb + 1; i < std::min(list.words.size(), phrase.verb + reach); ++i)
            if (list.words[i] == "by")
                return {list.at[i].begin, list.at[std::min(i + reach / 2, list.at.size() - 1)].end};
        return {};
    }
    std::size_t begin = phrase.helper;
    bool relative = false;  // "expelled an envoy who had paid": nothing before the envoy
    while (begin > 0 && phrase.helper - begin < reach && !borders.contains(list.words[begin - 1]) &&
           !(relative && is_past(list.words[begin - 1], acts))) {
        --begin;
        relative = relative || list.words[begin] == "who" || list.words[begin] == "which";
    }
    return begin < phrase.helper ? Span{list.at[begin].begin, list.at[phrase.helper - 1].end} : Span{};
}

// Whether the first of those named there is of the denier's side: of "Galma had paid an agent of Tirsa" it is Galma.
bool begins_with_side(const Told& told, Span where, const Told& denial) {
    const Mention* first = nullptr;
    const auto try_it = [&](const Mention& mention) {
        if (mention.actor < 0 || !where.contains(mention.head)) return;
        const bool known = is_on_side_of(told, mention.actor, denial) ||
                           !told.coded->layers.actors[static_cast<std::size_t>(mention.actor)].country.empty();
        if (known && (first == nullptr || mention.head.begin < first->head.begin)) first = &mention;
    };
    for (const Mention* mention : told.mentions) try_it(*mention);
    for (const Mention& mention : told.coded->layers.nationalities) try_it(mention);
    if (first != nullptr) return is_on_side_of(told, first->actor, denial);
    // "A member of Ruritania's mission is sent home after it was found that he had paid": who "he" is stands before.
    const std::string_view text = told.coded->report.text;
    const WordList words = words_of(text, where);
    static const std::set<std::string_view> pronouns = {"he", "she", "they", "it"};
    if (words.words.empty() || !pronouns.contains(words.words.front())) return false;
    return std::ranges::any_of(told.mentions, [&](const Mention* mention) {
        return told.content().contains(mention->head) && mention->head.end <= where.begin &&
               is_on_side_of(told, mention->actor, denial);
    });
}

// The denier's side is told to have done it, to the thing that the denial names.
bool tells_that_side_did(const Told& told, const Told& denial, const std::string& act, const ActWords& acts,
                         const KindWords& kinds) {
    const WordList denied = words_of(denial.coded->report.text, denial.content());
    std::set<std::string> things;
    for (std::size_t i = 0; i < denied.words.size(); ++i)
        if (acts.act(stem_of(denied.words[i])) == act) things = things_of(denied, verb_phrase_at(denied.words, i));
    const WordList list = words_of(told.coded->report.text, told.content());
    for (std::size_t i = 0; i < list.words.size(); ++i) {
        if (leaves_open(list.words[i]) || negates(list.words[i])) return false;
        if (acts.act(stem_of(list.words[i])) != act) continue;
        const VerbPhrase phrase = verb_phrase_at(list.words, i);
        if (!begins_with_side(told, doer_span(list, phrase, acts), denial)) continue;
        const std::set<std::string> theirs = things_of(list, phrase);
        const auto one_of_theirs = [&](const std::string& thing) {
            return std::ranges::any_of(theirs, [&](const std::string& other) { return kinds.are_one(thing, other); });
        };
        if (things.empty() || std::ranges::any_of(things, one_of_theirs)) return true;
    }
    return false;
}

// In another report, somebody of another side tells it of the denier's side.
bool is_told_of_denier(const Told& told, const Told& denial, const std::string& act, const ActWords& acts,
                       const KindWords& kinds) {
    return told.ref.report != denial.ref.report && !told.attribution->denial &&
           !is_one_speaker(told.speaker, denial.speaker) &&
           !is_on_side_of(told, told.attribution->speaker_actor, denial) &&
           tells_that_side_did(told, denial, act, acts, kinds);
}

// "Was not arrested alone" leaves the arrest.
bool leaves_done(const Voiced& no, const Voiced& yes, const std::string& act, const ActWords& acts,
                 const DisputeWords& vocabulary) {
    const auto words = [](const Told& told) { return words_of(told.coded->report.text, told.content()); };
    const auto at = [&](const WordList& list) {
        const auto found =
            std::ranges::find(list.words, act, [&](const std::string& w) { return acts.act(stem_of(w)); });
        return static_cast<std::size_t>(found - list.words.begin());
    };
    const WordList denied = words(no.told);
    const WordList told = words(yes.told);
    const std::size_t not_done = at(denied);
    const std::size_t done = at(told);
    if (not_done == denied.words.size() || done == told.words.size()) return false;
    return negates_less({denied, not_done, no.setting}, {told, done, yes.setting}, vocabulary);
}

std::vector<Setting> settings_of(std::span<const CodedReport> reports, std::span<const Told> all) {
    std::vector<SettingReader> readers;
    for (const CodedReport& coded : reports) readers.emplace_back(coded);
    std::vector<Setting> out;
    for (const Told& told : all) out.push_back(readers[told.ref.report].read(told.attribution->content));
    return out;
}

Negated negated_by(const Told& told, const DisputeWords& vocabulary, const ActWords& acts) {
    const std::vector<std::string> folded = folded_words(told);
    if (is_left_open(told, folded)) return {};
    const NegationReader reader(folded, vocabulary, acts);
    if (told.attribution->denial)
        return is_denial(*told.coded, *told.attribution) ? reader.denied_of_anybody() : Negated();
    return reader.negated_as_past();
}

}  // namespace

std::vector<Finding> find_negated(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                  const ActWords& acts, const DisputeWords& vocabulary, const KindWords& kinds) {
    const std::vector<Told> all = all_told(reports, lineages);
    const std::vector<Setting> settings = settings_of(reports, all);
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
                    if (told.size() < most_evidence &&
                        is_told_of_denier(all[other], all[at], acts.act(verb), acts, kinds))
                        told.push_back(all[other].ref);
        for (const auto& [stem, not_done] : negated_by(all[at], vocabulary, acts))
            if (const auto found = done.find(acts.act(stem)); found != done.end())
                for (const std::size_t other : found->second) {
                    if (other == at || is_one_speaker(all[other].speaker, all[at].speaker)) continue;
                    if (may_have_changed(all[at], all[other])) continue;
                    if (are_of_other_times(settings[at], settings[other])) continue;
                    const Voiced no{all[at], settings[at]};
                    const Voiced yes{all[other], settings[other]};
                    if (!not_done.act && leaves_done(no, yes, acts.act(stem), acts, vocabulary)) continue;
                    const bool answered = is_answered(all[at], all[other], stem, not_done) ||
                                          tells_the_same_deed(no, yes, acts.act(stem), not_done, acts);
                    if (told.size() < most_evidence && answered) told.push_back(all[other].ref);
                }
        if (!told.empty())
            out.push_back(dispute(reports, all[at], std::move(told),
                                  "the same verb, negated by one voice and told as done by another"));
    }
    return out;
}

}  // namespace px
