#include "relate/rebuttals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "record/evidence.hpp"
#include "relate/accounts.hpp"
#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/propositions.hpp"
#include "relate/tellers.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::size_t most_evidence = 6;
constexpr std::size_t least_words = 5;  // of what is denied
constexpr std::int32_t sentences_back = 2;
constexpr std::size_t places_per_stem = 64;
constexpr std::size_t naming_kept = 16;  // attributions for one name

using Words = std::unordered_set<std::string_view>;

const Words pointing = {"that", "this", "it",   "so",   "them",  "those", "these", "having", "saying",
                        "any",  "all",  "ever", "done", "doing", "such",  "both",  "made",   "making"};
const Words rejecting = {"false", "untrue", "baseless", "fabricated", "nonsense", "unfounded"};
const Words past_helpers = {"did", "has", "have", "had", "was", "were"};
const Words past_negations = {"didnt", "hasnt", "havent", "hadnt", "wasnt", "werent"};
const Words open_words = {"will", "would", "could", "may", "might", "should", "whether", "if", "can", "to"};
const Words own_words = {"we", "i", "it", "they"};  // what the speaker calls his own side
const Words vague_verbs = {"know", "known", "thought", "wanted", "needed", "gone",   "done",   "made", "taken", "seen",
                           "said", "used",  "liked",   "asked",  "looked", "worked", "called", "felt", "tried", "used"};

std::string folded_cue(const CodedReport& coded, const Attribution& attribution) {
    return fold_word(slice(coded.report.text, attribution.cue));
}

bool starts_with_one(std::string_view word, std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view b) { return word.starts_with(b); });
}

// One attribution of one report.
struct Told {
    StatementRef ref;
    const CodedReport* coded = nullptr;
    const Attribution* attribution = nullptr;
    std::int32_t sentence = -1;
    std::string speaker;
    std::vector<std::string> words;  // of the content, as printed
    [[nodiscard]] Span content() const { return hull(attribution->content.front(), attribution->content.back()); }
};

std::int32_t sentence_of(const Layers& layers, std::uint32_t byte) {
    const auto after = std::upper_bound(layers.sentences.begin(), layers.sentences.end(), byte,
                                        [](std::uint32_t at, Span sentence) { return at < sentence.begin; });
    return static_cast<std::int32_t>(after - layers.sentences.begin()) - 1;
}

std::vector<Told> all_told(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages) {
    std::vector<Told> out;
    Copies copies(reports, lineages);
    for (const std::int32_t report : canonical_order(reports)) {
        const CodedReport& coded = reports[report];
        for (std::size_t i = 0; i < coded.layers.attributions.size(); ++i) {
            const Attribution& attribution = coded.layers.attributions[i];
            if (attribution.content.empty()) continue;
            Told told;
            told.ref = {report, RecordKind::attribution, static_cast<std::int32_t>(i)};
            if (copies.is_copy(told.ref)) continue;
            told.coded = &coded;
            told.attribution = &attribution;
            told.sentence = sentence_of(coded.layers, attribution.content.front().begin);
            told.speaker = speaker_name(coded, attribution);
            for (const Span span : attribution.content)
                each_word(coded.report.text, span,
                          [&](Span word) { told.words.emplace_back(slice(coded.report.text, word)); });
            out.push_back(std::move(told));
        }
    }
    return out;
}

// ---- denials that point back ---------------------------------------------------------------------------------------

struct Pointer {
    bool points = false;
    bool to_thing = false;           // "the claims", "the report"
    bool to_accusation = false;      // "the charge", "the allegations"
    std::vector<std::string> names;  // "the BuzzFeed report"
};

Pointer pointer_of(const Told& told) {
    constexpr std::size_t most_words = 9;
    Pointer pointer;
    if (told.words.size() > most_words) return pointer;
    for (const std::string& word : told.words) {
        const std::string folded = fold_word(word);
        pointer.to_accusation =
            pointer.to_accusation || starts_with_one(folded, {"accusation", "allegation", "charge"});
        if (is_told_thing(folded))
            pointer.to_thing = true;
        else if (is_function_word(folded) || pointing.contains(folded))
            continue;
        else if (word.front() >= 'A' && word.front() <= 'Z')
            pointer.names.push_back(word);
        else
            return {};
    }
    pointer.points = pointer.to_thing || pointer.names.empty();
    return pointer;
}

bool denies(const Told& told) {
    const std::string cue = folded_cue(*told.coded, *told.attribution);
    if (cue.starts_with("disput") || told.speaker.empty() || turns_down(*told.coded, *told.attribution)) return false;
    if (told.attribution->denial && !is_denial(*told.coded, *told.attribution)) return false;
    return told.attribution->denial || starts_with_one(cue, {"denied", "denies", "deny", "denying"});
}

// "That is false.": what was said just before is called untrue, at the end of what is said.
bool calls_false(const Told& told) {
    constexpr std::size_t most_words = 8;
    return !told.speaker.empty() && !told.words.empty() && told.words.size() <= most_words &&
           (told.words.size() == 1 || pointing.contains(fold_word(told.words.front()))) &&
           rejecting.contains(fold_word(told.words.back()));
}

bool is_accusing(const Told& told) {
    return starts_with_one(folded_cue(*told.coded, *told.attribution),
                           {"accus", "alleg", "claim", "charg", "report", "assert", "suggest"});
}

// An accusation, or what an article or an outlet says: "BuzzFeed published the story, citing officials who said".
bool is_published(const Told& told) {
    if (is_accusing(told) || starts_with_one(folded_cue(*told.coded, *told.attribution), {"citing", "cites", "cited"}))
        return true;
    const std::int32_t speaker = told.attribution->speaker_actor;
    if (speaker >= 0 && told.coded->layers.actors[speaker].kind == ActorKind::outlet) return true;
    const WordList words = words_of(told.coded->report.text, told.attribution->speaker);
    return std::any_of(words.words.begin(), words.words.end(), [](const std::string& word) {
        return word == "article" || word == "report" || word == "story";
    });
}

std::string_view sentence_text(const Told& told) {
    const Layers& layers = told.coded->layers;
    if (told.sentence < 0 || static_cast<std::size_t>(told.sentence) >= layers.sentences.size()) return {};
    return slice(told.coded->report.text, layers.sentences[static_cast<std::size_t>(told.sentence)]);
}

// "Being asked whether he had ..., which he dismissed as nonsense": its own sentence says what.
bool points_within_sentence(const Told& denial) {
    const std::string_view sentence = sentence_text(denial);
    const std::size_t cue = sentence.find(slice(denial.coded->report.text, denial.attribution->cue));
    return sentence.substr(0, cue).find(" which ") != std::string_view::npos;
}

bool tells_of_publishing(std::string_view sentence) {
    return sentence.find("publish") != std::string_view::npos || sentence.find("report") != std::string_view::npos ||
           sentence.find("article") != std::string_view::npos || sentence.find("story") != std::string_view::npos;
}

class BackPointers {
  public:
    explicit BackPointers(std::span<const Told> all) : all_(all) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (!can_be_denied(all[i])) continue;
            each_word(sentence_text(all[i]), {0, static_cast<std::uint32_t>(sentence_text(all[i]).size())},
                      [&](Span word) {
                          const std::string_view name = slice(sentence_text(all_[i]), word);
                          if (name.front() < 'A' || name.front() > 'Z') return;
                          std::vector<std::size_t>& list = naming_[std::string(name)];
                          if (list.size() < naming_kept && (list.empty() || list.back() != i)) list.push_back(i);
                      });
        }
    }

    // What the denial at `at` points to, best first.
    std::vector<std::size_t> targets_of(std::size_t at, const Pointer& pointer) const {
        if (!pointer.names.empty()) return naming(at, pointer.names);
        if (!pointer.to_thing) return just_before(at);
        if (!pointer.to_accusation)
            if (std::vector<std::size_t> published = published_before(at); !published.empty()) return published;
        std::vector<std::size_t> of_denier = told_of_denier(at);
        return of_denier.empty() ? only_accusation(at) : of_denier;
    }

  private:
    static bool can_be_denied(const Told& told) {
        constexpr std::size_t least_of_accusation = 2;  // "accuses Rwanda of backing the rebels"
        return told.words.size() >= (is_accusing(told) ? least_of_accusation : least_words) &&
               !told.attribution->denial;
    }

    bool can_answer(std::size_t at, std::size_t other) const {
        const Told& denial = all_[at];
        const Told& told = all_[other];
        if (other == at || !can_be_denied(told) || is_one_speaker(told.speaker, denial.speaker)) return false;
        return told.ref.report != denial.ref.report || told.sentence != denial.sentence;
    }

    std::vector<std::size_t> naming(std::size_t at, const std::vector<std::string>& names) const {
        std::vector<std::size_t> out;
        for (const std::string& name : names)
            if (const auto found = naming_.find(name); found != naming_.end())
                for (const std::size_t other : found->second)
                    if (can_answer(at, other) && is_accusing(all_[other]) && out.size() < most_evidence)
                        out.push_back(other);
        return out;
    }

    // In the report itself, from the nearest back.
    template <typename Wanted>
    std::vector<std::size_t> before(std::size_t at, std::size_t most, Wanted&& wanted) const {
        constexpr std::size_t reach = 200;  // attributions
        std::vector<std::size_t> out;
        for (std::size_t i = at; i-- > 0 && at - i <= reach && out.size() < most;) {
            if (all_[i].ref.report != all_[at].ref.report) break;
            if (can_answer(at, i) && all_[i].sentence <= all_[at].sentence && wanted(all_[i])) out.push_back(i);
        }
        return out;
    }

    std::vector<std::size_t> published_before(std::size_t at) const {
        return before(at, most_evidence,
                      [](const Told& told) { return is_published(told) && tells_of_publishing(sentence_text(told)); });
    }
    std::vector<std::size_t> just_before(std::size_t at) const {
        if (points_within_sentence(all_[at])) return {};
        return before(at, 1, [&](const Told& told) { return told.sentence >= all_[at].sentence - sentences_back; });
    }

    // "Prosecutors said that the minister had taken money. The minister denied the accusation."
    std::vector<std::size_t> told_of_denier(std::size_t at) const {
        const std::int32_t denier = all_[at].attribution->speaker_actor;
        if (denier < 0) return {};
        const std::vector<Mention>& mentions = all_[at].coded->layers.mentions;
        return before(at, 1, [&](const Told& told) {
            if (told.sentence < all_[at].sentence - sentences_back || told.attribution->speaker_actor < 0) return false;
            return std::any_of(mentions.begin(), mentions.end(), [&](const Mention& mention) {
                const bool whose = told.coded->report.text.compare(mention.head.end, 2, "'s") == 0 ||
                                   told.coded->report.text.compare(mention.head.end, 4, "’s") == 0;
                return mention.actor == denier && !whose && told.content().contains(mention.span);
            });
        });
    }

    // "Norway imposed sanctions on four firms, accusing them of selling motors. ... One of them denied the accusation."
    // Only if the report tells of no other accusation.
    std::vector<std::size_t> only_accusation(std::size_t at) const {
        constexpr std::int32_t reach = 12;  // sentences
        const std::vector<std::size_t> told = before(at, 2, [](const Told& other) {
            return starts_with_one(folded_cue(*other.coded, *other.attribution), {"accus", "alleg", "charg"});
        });
        if (told.size() != 1 || all_[told.front()].sentence < all_[at].sentence - reach) return {};
        return told;
    }

    std::span<const Told> all_;
    std::unordered_map<std::string, std::vector<std::size_t>> naming_;
};

Finding dispute(std::span<const CodedReport> reports, const Told& denial, std::vector<StatementRef> told,
                std::string why) {
    Finding finding;
    finding.kind = FindingKind::disputed;
    finding.type = ContradictionType::polarity;
    finding.one = std::move(told);
    finding.other = {denial.ref};
    const StatementRef first = finding.one.front();
    const Attribution& said = reports[first.report].layers.attributions[first.index];
    std::string_view words = slice(reports[first.report].report.text, said.content.front());
    if (words.ends_with(',')) words.remove_suffix(1);
    finding.summary = fmt::format("\"{}\": told by {}, denied by {}", words, told_by_all(reports, finding.one),
                                  told_by(reports, denial.ref));
    finding.trace = {denial.speaker + " denies it", std::move(why)};
    return finding;
}

void find_pointing(std::span<const CodedReport> reports, std::span<const Told> all, std::vector<Finding>& out) {
    const BackPointers pointers(all);
    for (std::size_t at = 0; at < all.size() && out.size() < most_findings; ++at) {
        Pointer pointer;
        if (denies(all[at]))
            pointer = pointer_of(all[at]);
        else if (calls_false(all[at]))
            pointer.points = true;
        if (!pointer.points) continue;
        std::vector<StatementRef> told;
        for (const std::size_t target : pointers.targets_of(at, pointer)) told.push_back(all[target].ref);
        if (told.empty()) continue;
        out.push_back(dispute(reports, all[at], std::move(told),
                              pointer.names.empty() ? "the denial points back to what was told before it"
                                                    : "the denial names the report: " + pointer.names.front()));
    }
}

// Proper names in what is said, folded.
std::set<std::string> names_in(const Told& told) {
    std::set<std::string> out;
    for (const std::string& word : told.words)
        if (word.front() >= 'A' && word.front() <= 'Z' && word.size() > 3) {
            std::string folded = fold_word(word);
            if (folded.ends_with('s')) folded.pop_back();  // "Norway's"
            out.insert(std::move(folded));
        }
    return out;
}

// ---- denials of what another of the outlets reported ----------------------------------------------------------------

// "A report by the Fjord Ledger newspaper that": the words after the cue, folded and parted by blanks, without "the".
std::string words_after_cue(const Told& denial) {
    constexpr std::size_t most_words = 12;
    const Span cue = denial.attribution->cue;
    if (denial.attribution->content.back().end <= cue.end) return {};
    const WordList list = words_of(denial.coded->report.text, {cue.end, denial.attribution->content.back().end});
    std::string out = " ";
    bool told_thing = false;
    for (std::size_t i = 0; i < std::min(most_words, list.words.size()); ++i) {
        told_thing = told_thing || is_told_thing(list.words[i]);
        if (list.words[i] != "the") out += list.words[i] + " ";
    }
    return told_thing ? out : std::string();
}

std::string folded_outlet(const CodedReport& coded) {
    const WordList list = words_of(coded.report.outlet, {0, static_cast<std::uint32_t>(coded.report.outlet.size())});
    std::string out = " ";
    for (const std::string& word : list.words)
        if (word != "the") out += word + " ";
    return out;
}

// What an outlet reports first from somebody, of somebody whom the denial names too.
const Told* first_of_the_same(std::span<const Told> all, std::span<const std::size_t> told, const Told& denial) {
    const std::set<std::string> named = names_in(denial);
    for (const std::size_t i : told) {
        const Told& other = all[i];
        if (other.attribution->denial || other.speaker == denial.speaker || other.words.size() < least_words) continue;
        const std::set<std::string> theirs = names_in(other);
        if (std::any_of(named.begin(), named.end(), [&](const auto& name) { return theirs.contains(name); }))
            return &other;
    }
    return nullptr;
}

void find_against_outlets(std::span<const CodedReport> reports, std::span<const Told> all, std::vector<Finding>& out) {
    constexpr std::size_t most_denials = 200;
    std::map<std::string, std::vector<std::size_t>> of_outlet;  // what its reports tell; copies are not among them
    for (std::size_t i = 0; i < all.size(); ++i)
        if (std::string outlet = folded_outlet(*all[i].coded); outlet.size() > 4)
            of_outlet[std::move(outlet)].push_back(i);
    std::size_t denials = 0;
    for (const Told& denial : all) {
        if (out.size() >= most_findings || denials >= most_denials) return;
        const std::string after = denies(denial) ? words_after_cue(denial) : std::string();
        if (after.empty()) continue;
        ++denials;
        for (const auto& [outlet, told] : of_outlet) {
            if (after.find(outlet) == std::string::npos || outlet == folded_outlet(*denial.coded)) continue;
            if (const Told* first = first_of_the_same(all, told, denial); first != nullptr)
                out.push_back(
                    dispute(reports, denial, {first->ref},
                            "the denial names the outlet whose report it denies: " + first->coded->report.outlet));
        }
    }
}

// ---- negated by one voice, told by another
// ---------------------------------------------------------------------------

// "Cohen did not state that the president had pressured him", "Cohen had told prosecutors about being pressured by the
// president": any word for telling will do, if what was told has two words in common and the teller's name too.
constexpr std::string_view telling = "(telling)";
constexpr std::size_t least_told_in_common = 2;
const Words telling_past = {"said",     "told",      "stated",    "acknowledged", "admitted", "confirmed",
                            "declared", "mentioned", "testified", "wrote",        "claimed",  "announced"};
const Words telling_plain = {"say",     "tell",    "state",   "acknowledge", "admit", "confirm",
                             "declare", "mention", "testify", "write",       "claim", "announce"};

// A verb that is negated as past, and what it was not done to: before a passive, after an active.
struct NotDone {
    std::set<std::string> things;  // stems
    std::string subject;           // of a passive: the stem of the word right before the helper
    bool open = false;             // "did not ram anybody": whatever was rammed
    bool own = false;              // "we did not", "it did not": the deed of the speaker's own side
};
using Negated = std::map<std::string, NotDone>;

std::set<std::string> content_stems(std::span<const std::string> folded) {
    std::set<std::string> out;
    for (const std::string& word : folded)
        if (word.size() > 3 && !is_function_word(word)) out.insert(stem_of(word));
    return out;
}

// "The rebels were not yet defeated", "he did not state that": stems that follow a negation of the past.
Negated negated_as_past(const std::vector<std::string>& folded) {
    constexpr std::size_t before = 8;
    constexpr std::size_t after = 5;
    constexpr std::size_t after_telling = 14;
    Negated out;
    for (std::size_t i = 0; i + 1 < folded.size(); ++i) {
        const bool plain = (folded[i] == "not" || folded[i] == "never" || folded[i] == "nt") && i > 0 &&
                           past_helpers.contains(folded[i - 1]);
        if (!plain && !past_negations.contains(folded[i])) continue;
        std::size_t next = i + 1;
        while (next < folded.size() && (folded[next] == "yet" || folded[next] == "been" || folded[next] == "ever"))
            ++next;
        if (next == folded.size()) continue;
        const std::string& helper = plain ? folded[i - 1] : folded[i];
        const std::span<const std::string> all(folded);
        if (helper.starts_with("did") && telling_plain.contains(folded[next])) {
            out[std::string(telling)] = {
                content_stems(all.subspan(next + 1, std::min(after_telling, folded.size() - next - 1))), {}};
            continue;
        }
        if (is_function_word(folded[next]) || vague_verbs.contains(folded[next])) continue;
        const bool passive = helper.starts_with("was") || helper.starts_with("were");
        if (!passive && next + 1 < folded.size() && pointing.contains(folded[next + 1])) continue;  // "discuss it"
        const std::size_t verb_phrase = plain ? i - 1 : i;                                          // its first word
        NotDone& not_done = out[stem_of(folded[next])];
        not_done.things = content_stems(passive ? all.subspan(i > before ? i - before : 0, std::min(i, before))
                                                : all.subspan(next + 1, std::min(after, folded.size() - next - 1)));
        if (passive && verb_phrase > 0 && folded[verb_phrase - 1].size() > 3)
            not_done.subject = stem_of(folded[verb_phrase - 1]);
        not_done.open = next + 1 < folded.size() && folded[next + 1].starts_with("any");
        not_done.own = !passive && verb_phrase > 0 && own_words.contains(folded[verb_phrase - 1]);
    }
    return out;
}

// Stems of verbs that are told as done, with nothing before them that leaves it open.
std::set<std::string> told_as_done(const std::vector<std::string>& folded) {
    std::set<std::string> out;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        if (open_words.contains(folded[i]) || negates(folded[i])) break;
        if (telling_past.contains(folded[i])) out.insert(std::string(telling));
        const bool past = folded[i].size() > 4 && (folded[i].ends_with("ed") || folded[i].ends_with("en"));
        if (past && !vague_verbs.contains(folded[i])) out.insert(stem_of(folded[i]));
    }
    return out;
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
    if (speaker.attribution->speaker_actor < 0) return false;
    const Actor& denier = speaker.coded->layers.actors[static_cast<std::size_t>(speaker.attribution->speaker_actor)];
    const bool serves = denier.kind == ActorKind::state || denier.code.ends_with("GOV") ||
                        denier.code.ends_with("MIL") || denier.code.ends_with("COP");
    const Layers& layers = told.coded->layers;
    const auto names_it = [&](const Mention& mention) {
        if (mention.actor < 0 || !told.content().contains(mention.head)) return false;
        const Actor& named = layers.actors[static_cast<std::size_t>(mention.actor)];
        return named.key == denier.key || (serves && !denier.country.empty() && named.country == denier.country);
    };
    return std::ranges::any_of(layers.mentions, names_it) || std::ranges::any_of(layers.nationalities, names_it);
}

bool tells_of_side(const Told& told, const Told& denial) {
    return is_just_before(told, denial) || names_side_of(told, denial);
}

std::vector<std::string> folded_words(const Told& told) {
    std::vector<std::string> out;
    for (const std::string& word : told.words) out.push_back(fold_word(word));
    return out;
}

// "We did not attack the school" says nothing of an oil depot.
bool tells_of_thing(const Told& told, const NotDone& not_done) {
    if (not_done.open || not_done.things.empty()) return true;
    const std::set<std::string> theirs = content_stems(folded_words(told));
    return std::ranges::any_of(not_done.things, [&](const std::string& thing) { return theirs.contains(thing); });
}

// One verb in common is little: the thing must be a name or the subject of a passive, or, of what was told, two words
// that are no names.
bool tells_what_is_negated(const Told& denial, const Told& told, std::string_view verb, const NotDone& not_done) {
    const std::set<std::string> theirs = content_stems(folded_words(told));
    const std::set<std::string> names = names_in(denial);
    const std::set<std::string> others = names_in(told);
    std::set<std::string> name_stems;
    for (const std::string& name : names) name_stems.insert(stem_of(name));
    std::size_t shared_names = 0;
    std::size_t shared_words = 0;
    for (const std::string& thing : not_done.things)
        if (theirs.contains(thing)) ++(name_stems.contains(thing) ? shared_names : shared_words);
    if (verb != telling) return shared_names > 0 || (!not_done.subject.empty() && theirs.contains(not_done.subject));
    return shared_words >= least_told_in_common &&
           std::any_of(names.begin(), names.end(), [&](const std::string& name) { return others.contains(name); });
}

void find_negated(std::span<const CodedReport> reports, std::span<const Told> all, std::vector<Finding>& out) {
    std::unordered_map<std::string, std::vector<std::size_t>> done;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (const std::string& stem : told_as_done(folded_words(all[i])))
            if (std::vector<std::size_t>& list = done[stem]; list.size() < places_per_stem) list.push_back(i);
    for (std::size_t at = 0; at < all.size() && out.size() < most_findings; ++at) {
        if (all[at].speaker.empty()) continue;
        const std::vector<std::string> folded = folded_words(all[at]);
        std::vector<StatementRef> told;
        for (const auto& [stem, not_done] : negated_as_past(folded))
            if (const auto found = done.find(stem); found != done.end())
                for (const std::size_t other : found->second) {
                    if (other == at || is_one_speaker(all[other].speaker, all[at].speaker)) continue;
                    if (told.size() >= most_evidence) continue;
                    if (not_done.own ? tells_of_side(all[other], all[at]) && tells_of_thing(all[other], not_done)
                                     : tells_what_is_negated(all[at], all[other], stem, not_done))
                        told.push_back(all[other].ref);
                }
        if (!told.empty())
            out.push_back(dispute(reports, all[at], std::move(told),
                                  "the same verb, negated by one voice and told as done by another"));
    }
}

}  // namespace

std::vector<Finding> find_rebuttals(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages) {
    const std::vector<Told> all = all_told(reports, lineages);
    std::vector<Finding> out;
    find_pointing(reports, all, out);
    find_against_outlets(reports, all, out);
    find_negated(reports, all, out);
    return out;
}

void join_disputes(std::vector<Finding>& findings) {
    const auto key = [](StatementRef ref) {
        return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(ref.report)) << 32U) ^
               (static_cast<std::uint64_t>(ref.kind) << 30U) ^ static_cast<std::uint32_t>(ref.index);
    };
    std::unordered_map<std::uint64_t, std::size_t> first;
    std::vector<Finding> kept;
    for (Finding& finding : findings) {
        std::size_t into = kept.size();
        if (finding.kind == FindingKind::disputed && finding.row < 0)
            for (const StatementRef ref : finding.one)
                if (const auto found = first.find(key(ref)); found != first.end()) into = found->second;
        if (into == kept.size()) {
            kept.push_back(std::move(finding));
        } else {
            for (const StatementRef ref : finding.one) add_evidence(kept[into].one, ref);
            for (const StatementRef ref : finding.other) add_evidence(kept[into].other, ref);
        }
        if (kept[into].kind == FindingKind::disputed && kept[into].row < 0)
            for (const StatementRef ref : kept[into].one) first.try_emplace(key(ref), into);
    }
    findings = std::move(kept);
}

}  // namespace px
