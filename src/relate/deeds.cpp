#include "relate/deeds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

#include "record/evidence.hpp"
#include "relate/claims.hpp"
#include "relate/negated_verbs.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/pointers.hpp"
#include "relate/propositions.hpp"
#include "relate/tellers.hpp"
#include "relate/told.hpp"
#include "relate/unasserted.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

using Words = std::unordered_set<std::string_view>;

constexpr std::size_t most_findings = 100;
constexpr std::size_t most_tellings = 64;  // sentences kept for one deed
constexpr std::size_t most_per_report = 2;
constexpr std::size_t most_evidence = 5;
constexpr std::size_t longest_sentence = 150;  // words; longer ones are lists

// What may stand before the deed: "denied ever having tried to interfere", "that there had been any collusion".
const Words light = {"ever",  "having", "been",    "being",    "trying", "tried", "seeking", "sought",   "attempting",
                     "again", "such",   "alleged", "possible", "either", "part",  "role",    "knowledge"};
const Words unsure = {"no",      "without",  "nothing",    "none",    "neither", "nor",     "if",
                      "denied",  "denies",   "deny",       "denying", "denial",  "denials", "hoax",
                      "false",   "cleared",  "exonerated", "unless",  "dispute", "untrue",  "disputed",
                      "refuted", "rejected", "would",      "wrong",   "doubt"};
const Words joins = {"by", "with", "between", "involving"};
// Between a doer and the noun of his deed: "asked Putin about the meddling" is none.
const Words parting = {"about", "the",  "a",     "an",      "on",   "in",   "for",  "over", "of",
                       "and",   "or",   "to",    "said",    "says", "this", "that", "his",  "her",
                       "their", "with", "after", "against", "at",   "from", "into"};
// What only goes on in somebody's head.
const Words thoughts = {"remembering", "knowing", "recalling", "thinking", "believing", "seeing",  "hearing", "wanting",
                        "intending",   "feeling", "having",    "saying",   "telling",   "calling", "being"};

// ---- what is denied -------------------------------------------------------------------------------------------------

struct Deed {
    std::string act;  // class or stem
    const Told* denial = nullptr;
    std::vector<const Actor*> doers;
    std::set<std::string> things;  // stems of what it was done to, where the denial says so: "denied hunting elephants"
};

bool is_lower(std::string_view word) { return !word.empty() && word.front() >= 'a' && word.front() <= 'z'; }

class DeedReader {
  public:
    DeedReader(const DisputeWords& words, const ActWords& acts) : words_(words), acts_(acts) {}

    [[nodiscard]] std::optional<Deed> read(const Told& denial) const {
        if (!denial.attribution->denial || !denies(denial) || denial.attribution->speaker_actor < 0 ||
            is_made_up(*denial.coded, denial.attribution->cue.begin, words_) ||
            !starts_with_one(folded_cue(denial), {"den"}))
            return {};
        const bool pointing = points_to_words_before(denial);
        const Span content = denial.attribution->content.front();
        const Span told = pointing ? Span{sentence_span(denial).begin, content.begin} : content;
        const WordList list = words_of(denial.coded->report.text, told);
        const std::optional<std::size_t> at = pointing ? last_deed_in(list) : deed_in(list);
        if (!at) return {};
        if (pointing) return Deed{acts_.act(stem_of(list.words[*at])), &denial, {speaker_of(denial)}, {}};
        Deed deed{acts_.act(stem_of(list.words[*at])), &denial, {}, {}};
        if (is_gerund(list, *at) && !is_known(list, *at)) deed.things = things_behind(list, *at);
        add_doers(deed, {list.at.front().begin, list.at[*at].begin});
        return deed;
    }

  private:
    // "Its meddling in the vote, which Norland denies".
    static bool points_to_words_before(const Told& denial) {
        if (denial.words.size() != 1 || !sentence_span(denial).contains(denial.content())) return false;
        const std::string word = fold_word(denial.words.front());
        return word == "which" || word == "something" || (is_told_thing(word) && word != "report");
    }

    [[nodiscard]] std::optional<std::size_t> last_deed_in(const WordList& list) const {
        for (std::size_t i = list.words.size(); i-- > 0;)
            if (is_known(list, i)) return i;
        return {};
    }

    // The first word that tells something, or the next one if that is known as a deed: "election meddling".
    [[nodiscard]] std::optional<std::size_t> deed_in(const WordList& list) const {
        constexpr std::size_t first_words = 10;
        for (std::size_t i = 0; i < std::min(first_words, list.words.size()); ++i) {
            if (says_nothing(list, i)) continue;
            if (is_known(list, i)) return i;
            if (i + 1 < list.words.size() && list.before(i + 1) == " " && is_known(list, i + 1)) return i + 1;
            return is_gerund(list, i) || is_all_there_is(list, i) ? std::optional(i) : std::nullopt;
        }
        return {};
    }

    [[nodiscard]] bool says_nothing(const WordList& list, std::size_t i) const {
        const std::string& word = list.words[i];
        return !is_lower(slice(list.text, list.at[i])) || is_function_word(word) || light.contains(word) ||
               is_pointing_word(word) || is_told_thing(word) || words_.has("wrong", word) || words_.has("title", word);
    }

    [[nodiscard]] bool is_known(const WordList& list, std::size_t i) const {
        const std::string stem = stem_of(list.words[i]);
        return acts_.act(stem) != stem && !acts_.is_telling(stem) && !acts_.is_past(list.words[i]) &&
               !words_.begins("alleged", list.words[i]) && is_lower(slice(list.text, list.at[i]));
    }

    // "Denied leaking": right behind the cue.
    [[nodiscard]] bool is_gerund(const WordList& list, std::size_t i) const {
        return i == 0 && list.words[i].ends_with("ing") && !thoughts.contains(list.words[i]) &&
               !acts_.is_telling(stem_of(list.words[i]));
    }

    // "Denied the kickbacks".
    [[nodiscard]] bool is_all_there_is(const WordList& list, std::size_t i) const {
        return i > 0 && i + 1 == list.words.size() && list.words[i].size() > 4 &&
               (list.words[i - 1] == "the" || list.words[i - 1] == "any" || list.words[i - 1] == "of");
    }

    // Right behind the deed; a name is as often told by another word.
    [[nodiscard]] std::set<std::string> things_behind(const WordList& list, std::size_t deed) const {
        static const Words articles = {"the", "a", "an", "any", "his", "her", "its", "their"};
        std::set<std::string> out;
        for (std::size_t i = deed + 1; i < list.words.size() && list.before(i) == " "; ++i) {
            if (articles.contains(list.words[i])) continue;
            if (is_function_word(list.words[i]) || is_past(list.words[i], acts_) ||
                !is_lower(slice(list.text, list.at[i])))
                break;
            out.insert(stem_of(list.words[i]));
        }
        return out;
    }

    // Whom the denial names as the doer, else the denier.
    static void add_doers(Deed& deed, Span before) {
        const Told& denial = *deed.denial;
        const std::vector<Actor>& actors = denial.coded->layers.actors;
        for (const Mention* mention : denial.mentions)
            if (before.contains(mention->head) && mention->actor >= 0 && mention->form != MentionForm::pronoun)
                deed.doers.push_back(&actors[static_cast<std::size_t>(mention->actor)]);
        if (deed.doers.empty()) deed.doers.push_back(speaker_of(denial));
    }

    static const Actor* speaker_of(const Told& denial) {
        return &denial.coded->layers.actors[static_cast<std::size_t>(denial.attribution->speaker_actor)];
    }

    const DisputeWords& words_;
    const ActWords& acts_;
};

// ---- who is told to have done it ------------------------------------------------------------------------------------

// A state is meant by its government, its capital and its people; a person only by himself.
bool is_one_doer(const Actor& named, const Actor& doer) {
    if (named.key == doer.key) return true;
    const bool state = doer.kind == ActorKind::state || (doer.kind != ActorKind::person && doer.code.ends_with("GOV"));
    const bool theirs = named.kind == ActorKind::state || named.code.ends_with("GOV") || named.code.ends_with("MIL");
    return state && theirs && !doer.country.empty() && named.country == doer.country;
}

struct Named {
    std::size_t word = 0;  // of its head
    const Actor* actor = nullptr;
    Span span;
};

// The sentences of the reports in which a word for a deed stands, with who is named there.
class Sentence {
  public:
    Sentence(const CodedReport& coded, Span span, std::span<const Mention* const> mentions, const DisputeWords& words)
        : coded_(coded), words_(words), list_(words_of(coded.report.text, span)) {
        for (const Mention* mention : mentions) {
            const auto found =
                std::ranges::lower_bound(list_.at, mention->head.begin, {}, [](Span word) { return word.begin; });
            if (found != list_.at.end())
                named_.push_back({static_cast<std::size_t>(found - list_.at.begin()),
                                  &coded.layers.actors[static_cast<std::size_t>(mention->actor)], mention->span});
        }
    }
    [[nodiscard]] const WordList& list() const { return list_; }

    /// Whether it can tell a deed: nothing in it negates or asks.
    [[nodiscard]] bool tells() const {
        if (list_.words.empty() || list_.words.size() > longest_sentence ||
            coded_.report.text[list_.at.back().end] == '?')
            return false;
        return std::ranges::none_of(list_.words,
                                    [](const std::string& word) { return negates(word) || unsure.contains(word); });
    }

    [[nodiscard]] bool lays_to(std::size_t at, const Deed& deed) const {
        return tells_of_one(deed.things) && lays_to(at, deed.doers);
    }

  private:
    [[nodiscard]] bool lays_to(std::size_t deed, std::span<const Actor* const> doers) const {
        return stands_before(deed, doers) || stands_behind(deed, doers) || is_blamed(doers);
    }

    // "Denied hunting elephants": nothing on the hunting of birds.
    [[nodiscard]] bool tells_of_one(const std::set<std::string>& things) const {
        return things.empty() || std::ranges::any_of(list_.words, [&](const std::string& word) {
                   return things.contains(stem_of(word));
               });
    }

    // "He has fought bribery", "Voss has a licence for hunting": the word between them says that it is no misdeed of
    // his.
    [[nodiscard]] bool is_no_misdeed(std::size_t named, std::size_t deed) const {
        return std::any_of(list_.words.begin() + static_cast<std::ptrdiff_t>(named) + 1,
                           list_.words.begin() + static_cast<std::ptrdiff_t>(deed),
                           [&](const std::string& word) { return words_.has("lawful", word); });
    }

    // "Norse interference", "Norland had tried to interfere": nobody else between them but behind a preposition.
    [[nodiscard]] bool stands_before(std::size_t deed, std::span<const Actor* const> doers) const {
        constexpr std::size_t reach = 10;
        constexpr std::size_t right_before = 4;
        for (auto named = named_.rbegin(); named != named_.rend(); ++named) {
            if (named->word >= deed) continue;
            if (deed - named->word > reach || is_parted(named->word, deed) || is_no_misdeed(named->word, deed))
                return false;
            const bool near = deed - named->word <= right_before && modifies(named->word, deed);
            if (!near && (!is_verb(deed) || is_behind_preposition(named->word))) {
                if (is_verb(deed)) continue;
                return false;
            }
            return is_one_of(*named, doers);
        }
        return false;
    }

    // "Punish Norland for the poisoning", "blamed Norland", "Norland is responsible".
    [[nodiscard]] bool is_blamed(std::span<const Actor* const> doers) const {
        constexpr std::size_t reach = 4;
        for (std::size_t i = 0; i < list_.words.size(); ++i) {
            const std::string& word = list_.words[i];
            const bool blames = word.starts_with("blam") || word.starts_with("accus") || word.starts_with("punish");
            const bool guilty = word == "responsible" || word == "behind" || word == "culpable";
            if (!blames && !guilty) continue;
            for (const Named& named : named_) {
                const bool beside = blames ? named.word > i && named.word <= i + reach && !is_parted(i, named.word)
                                           : named.word < i && i <= named.word + reach && !is_parted(named.word, i);
                if (beside) {
                    if (is_one_of(named, doers)) return true;
                    if (blames) break;
                }
            }
        }
        return false;
    }

    [[nodiscard]] bool modifies(std::size_t named, std::size_t deed) const {
        for (std::size_t i = named + 1; i < deed; ++i)
            if (parting.contains(list_.words[i])) return false;
        return true;
    }

    // "Collusion between the campaign and Norland", "an affair with Dalmar".
    [[nodiscard]] bool stands_behind(std::size_t deed, std::span<const Actor* const> doers) const {
        constexpr std::size_t reach = 5;
        constexpr std::size_t phrase = 7;
        if (deed > 0 && list_.words[deed - 1] == "against") return false;  // "a law against bribery by Voss"
        for (std::size_t i = deed + 1; i < std::min(list_.words.size(), deed + reach); ++i) {
            if (!joins.contains(list_.words[i])) continue;
            std::size_t tried = 0;
            const std::size_t most = list_.words[i] == "between" ? 3 : 1;
            for (const Named& named : named_) {
                if (named.word <= i || named.word > i + phrase || is_parted(deed, named.word)) continue;
                if (is_one_of(named, doers)) return true;
                if (++tried >= most) break;
            }
            return false;
        }
        return false;
    }

    [[nodiscard]] bool is_verb(std::size_t i) const {
        static const Words before_gerunds = {"of", "for", "by", "from", "was", "were", "is", "are", "been", "be"};
        const std::string& word = list_.words[i];
        if (word.ends_with("ing")) return i > 0 && before_gerunds.contains(list_.words[i - 1]);
        return word.ends_with("ed") || (i > 0 && list_.words[i - 1] == "to");
    }

    [[nodiscard]] bool is_behind_preposition(std::size_t i) const {
        static const Words prepositions = {"of", "in", "on", "for", "from", "about", "with", "against", "by", "at"};
        constexpr std::size_t reach = 3;
        for (std::size_t k = i; k > 0 && i - k < reach; --k)
            if (prepositions.contains(list_.words[k - 1])) return true;
        return false;
    }

    // A comma or a dash stands between two words.
    [[nodiscard]] bool is_parted(std::size_t a, std::size_t b) const {
        for (std::size_t i = a + 1; i <= b; ++i)
            if (list_.before(i).find_first_of(",;:()\n") != std::string_view::npos || list_.before(i).size() > 3)
                return true;
        return false;
    }

    [[nodiscard]] bool is_one_of(const Named& named, std::span<const Actor* const> doers) const {
        return std::ranges::any_of(
            doers, [&](const Actor* doer) { return is_one_doer(*named.actor, *doer) || bears_name_of(named, *doer); });
    }

    // "The Dalmar campaign", "Dalmar's aides": what bears his name answers for him.
    [[nodiscard]] bool bears_name_of(const Named& named, const Actor& doer) const {
        constexpr std::size_t shortest = 4;
        if (doer.kind != ActorKind::person) return false;
        const std::string last = fold_word(std::string_view(doer.name).substr(doer.name.find_last_of(' ') + 1));
        if (last.size() < shortest) return false;
        const WordList list = words_of(coded_.report.text, named.span);
        return std::ranges::any_of(list.words,
                                   [&](const std::string& word) { return word == last || word == last + 's'; });
    }

    const CodedReport& coded_;
    const DisputeWords& words_;
    WordList list_;
    std::vector<Named> named_;  // in the order of their heads
};

// ---- the two sides --------------------------------------------------------------------------------------------------

struct Telling {
    StatementRef ref;
    int worth = 0;  // the more, the plainer it accuses
};

class Tellings {
  public:
    Tellings(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages, std::span<const Told> all,
             std::span<const Deed> deeds, const DisputeWords& words, const ActWords& acts)
        : reports_(reports), deeds_(deeds), words_(words), acts_(acts), copies_(reports, lineages), of_(deeds.size()) {
        for (std::size_t i = 0; i < deeds.size(); ++i) wanted_[deeds[i].act].push_back(i);
        for (const Told& told : all) told_in_[{told.ref.report, told.sentence}].push_back(&told);
        for (const std::int32_t report : canonical_order(reports)) read(report);
    }

    /// What is told of a deed: the plainest of each report, those of the denier's own report first.
    [[nodiscard]] std::vector<StatementRef> of(std::size_t deed) const {
        const std::int32_t own = deeds_[deed].denial->ref.report;
        std::vector<Telling> tellings = of_[deed];
        std::map<std::int32_t, std::size_t> turn;  // of a report: the denier's own, then in their order
        turn[own] = 0;
        for (const Telling& telling : tellings) turn.try_emplace(telling.ref.report, turn.size());
        std::ranges::stable_sort(
            tellings, {}, [&](const Telling& telling) { return std::pair(turn[telling.ref.report], -telling.worth); });
        std::vector<StatementRef> out;
        std::map<std::int32_t, std::size_t> taken;
        for (const Telling& telling : tellings)
            if (out.size() < most_evidence && ++taken[telling.ref.report] <= most_per_report)
                out.push_back(telling.ref);
        return out;
    }

  private:
    void read(std::int32_t report) {
        const CodedReport& coded = reports_[static_cast<std::size_t>(report)];
        std::map<std::int32_t, std::vector<const Mention*>> parties;
        for (const auto* mentions : {&coded.layers.mentions, &coded.layers.nationalities})
            for (const Mention& mention : *mentions)
                if (mention.actor >= 0) parties[mention.sentence].push_back(&mention);
        for (std::size_t i = 0; i < coded.layers.sentences.size(); ++i) {
            std::vector<const Mention*>& named = parties[static_cast<std::int32_t>(i)];
            if (named.empty()) continue;
            std::ranges::stable_sort(named, {}, [](const Mention* mention) { return mention->head.begin; });
            read_sentence(report, static_cast<std::int32_t>(i),
                          Sentence(coded, coded.layers.sentences[i], named, words_));
        }
    }

    void read_sentence(std::int32_t report, std::int32_t at, const Sentence& sentence) {
        if (!sentence.tells()) return;
        const WordList& list = sentence.list();
        for (std::size_t i = 0; i < list.words.size(); ++i) {
            const auto deeds = wanted_.find(acts_.act(stem_of(list.words[i])));
            if (deeds == wanted_.end() || !is_lower(slice(list.text, list.at[i]))) continue;
            for (const std::size_t deed : deeds->second)
                if (of_[deed].size() < most_tellings && sentence.lays_to(i, deeds_[deed]))
                    add(deed, report, at, list, list.at[i]);
        }
    }

    // Copies tell nothing of their own.
    void add(std::size_t deed, std::int32_t report, std::int32_t at, const WordList& list, Span word) {
        const Told& denial = *deeds_[deed].denial;
        if (denial.ref.report == report && denial.sentence == at) return;
        Telling telling{{report, RecordKind::sentence, at}, is_accusing(list) ? 2 : 0};
        for (const Told* told : told_in_[{report, at}]) {
            if (!std::ranges::any_of(told->attribution->content, [&](Span span) { return span.contains(word); }))
                continue;
            if (is_question(*told)) return;
            const bool own = is_of_denier(*told, denial);
            if (told->attribution->denial || (own && !is_looked_into(list))) return;
            if (own) continue;  // the report tells it: "called the probe into collusion a hoax"
            telling.ref = told->ref;
            telling.worth = is_accusing(list) ? 3 : 1;
        }
        if (copies_.is_copy(telling.ref)) return;
        if (std::ranges::none_of(of_[deed], [&](const Telling& known) { return known.ref == telling.ref; }))
            of_[deed].push_back(telling);
    }

    [[nodiscard]] bool is_accusing(const WordList& list) const {
        return std::ranges::any_of(list.words, [&](const std::string& word) { return words_.begins("accuse", word); });
    }

    [[nodiscard]] static bool is_looked_into(const WordList& list) {
        return std::ranges::any_of(list.words, [](const std::string& word) {
            return word == "probe" || word == "inquiry" || word.starts_with("investigat");
        });
    }

    static bool is_of_denier(const Told& told, const Told& denial) {
        if (is_one_speaker(told.speaker, denial.speaker)) return true;
        const std::int32_t speaker = told.attribution->speaker_actor;
        return speaker >= 0 &&
               is_one_doer(told.coded->layers.actors[static_cast<std::size_t>(speaker)],
                           denial.coded->layers.actors[static_cast<std::size_t>(denial.attribution->speaker_actor)]);
    }

    std::span<const CodedReport> reports_;
    std::span<const Deed> deeds_;
    const DisputeWords& words_;
    const ActWords& acts_;
    Copies copies_;
    std::map<std::string, std::vector<std::size_t>> wanted_;  // deeds by what they are
    std::map<std::pair<std::int32_t, std::int32_t>, std::vector<const Told*>> told_in_;
    std::vector<std::vector<Telling>> of_;
};

// Several denials of one deed by one side are one dispute.
std::string dispute_key(const Deed& deed) {
    const Actor& doer = *deed.doers.front();
    return deed.act + ' ' + (doer.kind == ActorKind::person || doer.country.empty() ? doer.key : doer.country);
}

Finding finding_of(std::span<const CodedReport> reports, const Deed& deed, std::vector<StatementRef> told) {
    const Told& denial = *deed.denial;
    Finding finding;
    finding.kind = FindingKind::disputed;
    finding.type = ContradictionType::polarity;
    finding.one = std::move(told);
    finding.other = {denial.ref};
    const CodedReport& teller = reports[static_cast<std::size_t>(finding.one.front().report)];
    finding.summary = fmt::format("\"{}\": told by {}, denied by {}",
                                  slice(teller.report.text, evidence_of(reports, finding.one.front()).sentence),
                                  told_by_all(reports, finding.one), told_by(reports, denial.ref));
    finding.trace = {denial.speaker + " denies it", "the deed that the denial names is told of whom it is about"};
    return finding;
}

}  // namespace

std::vector<Finding> find_denied_deeds(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                       const DisputeWords& words, const ActWords& acts) {
    const std::vector<Told> all = all_told(reports, lineages);
    const DeedReader reader(words, acts);
    std::vector<Deed> deeds;
    for (const Told& denial : all)
        if (std::optional<Deed> deed = reader.read(denial); deed) deeds.push_back(std::move(*deed));
    if (deeds.empty()) return {};
    const Tellings tellings(reports, lineages, all, deeds, words, acts);
    std::vector<Finding> out;
    std::map<std::string, std::size_t> known;
    for (std::size_t i = 0; i < deeds.size(); ++i) {
        std::vector<StatementRef> told = tellings.of(i);
        const bool full = out.size() >= most_findings;
        if (told.empty() || (full && !known.contains(dispute_key(deeds[i])))) continue;
        const auto [entry, is_new] = known.try_emplace(dispute_key(deeds[i]), out.size());
        if (is_new) {
            out.push_back(finding_of(reports, deeds[i], std::move(told)));
        } else {
            add_evidence(out[entry->second].other, deeds[i].denial->ref);
            for (const StatementRef ref : told) add_evidence(out[entry->second].one, ref);
        }
    }
    return out;
}

}  // namespace px
