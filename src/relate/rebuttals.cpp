#include "relate/rebuttals.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

#include "record/evidence.hpp"
#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/pointers.hpp"
#include "relate/propositions.hpp"
#include "relate/sayings.hpp"
#include "relate/told.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::size_t most_evidence = 6;
constexpr std::size_t least_words = 5;  // of what is denied
constexpr std::int32_t sentences_back = 2;
constexpr std::int32_t accusation_back = 12;  // sentences
constexpr std::size_t naming_kept = 16;       // attributions for one name

// ---- denials that point back ---------------------------------------------------------------------------------------

bool is_accusing(const Told& told) {
    return starts_with_one(folded_cue(told), {"accus", "alleg", "claim", "charg", "report", "assert", "suggest"});
}

// Of a sentence that cites somebody, whatever stands behind: "published the story, citing officials who said that ...".
bool is_cited(const Told& told) {
    const std::string_view before = before_cue(told);
    const WordList list = words_of(before, {0, static_cast<std::uint32_t>(before.size())});
    return std::ranges::any_of(list.words, [](const std::string& word) { return starts_with_one(word, {"citing"}); });
}

// An accusation, or what an article or an outlet says: "BuzzFeed published the story, citing officials who said".
bool is_published(const Told& told) {
    if (is_accusing(told) || starts_with_one(folded_cue(told), {"citing", "cites", "cited"}) || is_cited(told))
        return true;
    const std::int32_t speaker = told.attribution->speaker_actor;
    if (speaker >= 0 && told.coded->layers.actors[speaker].kind == ActorKind::outlet) return true;
    const WordList words = words_of(told.coded->report.text, told.attribution->speaker);
    return std::any_of(words.words.begin(), words.words.end(), [](const std::string& word) {
        return word == "article" || word == "report" || word == "story";
    });
}

// "Wants the mayor punished" tells of no deed.
bool is_wish(const Told& told) {
    return starts_with_one(folded_cue(told), {"want", "hope", "wish", "urge", "demand", "call", "ask", "expect"});
}

bool is_question(const Told& told) {
    const std::string_view words = slice(told.coded->report.text, told.content());
    return words.ends_with('?') || words.ends_with("?\"") || words.ends_with("?”");
}

bool is_genitive(std::string_view text, Span mention) {
    const std::string_view after = text.substr(mention.end, 4);
    return after.starts_with("'s") || after.starts_with("’s");
}

bool is_party(const Actor& actor) { return actor.kind == ActorKind::person || actor.kind == ActorKind::state; }

// "Accused him of ...", "claimed that he ...": of those named after the cue, the accuser apart, the denier comes first.
// "He has been accused by three women of ...": he stands before it.
bool names_as_accused(const Told& told, const Told& denial) {
    const std::string_view text = told.coded->report.text;
    const Span cue = told.attribution->cue;
    const bool passive = folded_cue(told) == "accused" && text.substr(0, cue.begin).ends_with("been ");
    for (const Mention* mention : told.mentions) {
        if (mention->actor < 0 || mention->head.overlaps(told.attribution->speaker)) continue;
        if (!passive && mention->head.begin < cue.end && !told.content().contains(mention->head)) continue;
        const bool denier = is_on_side_of(told, mention->actor, denial) && !is_genitive(text, mention->head);
        if (denier) return true;
        const bool accuser = mention->actor == told.attribution->speaker_actor;
        const Actor& named = told.coded->layers.actors[static_cast<std::size_t>(mention->actor)];
        if (!accuser && mention->form != MentionForm::pronoun && is_party(named)) return false;
    }
    return false;
}

// "That the minister had taken money": the denier is among the first words of what is said.
bool is_subject(const Told& told, const Told& denial) {
    constexpr std::size_t first_words = 6;
    const std::string_view text = told.coded->report.text;
    const Span content = told.attribution->content.front();
    Span reach{content.begin, content.begin};
    for (std::size_t i = 0; i < first_words && reach.end < content.end; ++i)
        reach.end = next_word(text, reach.end, content.end).end;
    return std::ranges::any_of(told.mentions, [&](const Mention* mention) {
        return reach.contains(mention->head) && !is_genitive(text, mention->head) &&
               is_on_side_of(told, mention->actor, denial);
    });
}

bool tells_one_of(const Told& told, const std::set<std::string>& stems) {
    const std::set<std::string> theirs = content_stems(folded_words(told));
    return std::ranges::any_of(stems, [&](const std::string& stem) { return theirs.contains(stem); });
}

bool tells_of_publishing(std::string_view sentence) {
    return sentence.find("publish") != std::string_view::npos || sentence.find("report") != std::string_view::npos ||
           sentence.find("article") != std::string_view::npos || sentence.find("story") != std::string_view::npos;
}

class BackPointers {
  public:
    BackPointers(std::span<const Told> all, const DisputeWords& words) : all_(all), words_(words) {
        for (std::size_t i = 0; i < all.size(); ++i)
            if (can_be_denied(all[i])) add_names(i);
    }

    // What the denial at `at` points to, best first.
    std::vector<std::size_t> targets_of(std::size_t at, const Pointer& pointer) const {
        if (!pointer.names.empty()) return naming(at, pointer);
        if (!pointer.to_thing && !points_within_sentence(all_[at])) return just_before(at);
        if (points_to_one_claim(all_[at]))
            if (std::vector<std::size_t> last = just_before(at); !last.empty()) return last;
        if (pointer.to_thing && !pointer.to_accusation && !points_within_sentence(all_[at]))
            if (std::vector<std::size_t> published = published_before(at); !published.empty()) return published;
        std::vector<std::size_t> of_denier = told_of_denier(at, pointer);
        if (!of_denier.empty() || pointer.of_guilt || !pointer.alleged.empty() || points_within_sentence(all_[at]))
            return of_denier;
        if (denies_the_claim(all_[at]))
            if (std::vector<std::size_t> last = claimed_just_before(at); !last.empty()) return last;
        return only_accusation(at);
    }

  private:
    // Who or what the sentence names outside of what is said: "Ford alleges that ...", "the Courier reported".
    void add_names(std::size_t i) {
        const Span sentence = sentence_span(all_[i]);
        const Span content = all_[i].content();
        each_word(all_[i].coded->report.text, sentence, [&](Span word) {
            if (content.contains(word)) return;
            const std::string name = without_possessive(std::string(slice(all_[i].coded->report.text, word)));
            if (name.empty() || name.front() < 'A' || name.front() > 'Z') return;
            std::vector<std::size_t>& list = naming_[name];
            if (list.size() < naming_kept && (list.empty() || list.back() != i)) list.push_back(i);
        });
    }

    static bool can_be_denied(const Told& told) {
        constexpr std::size_t least_of_accusation = 3;  // "accuses Rwanda of backing the rebels"
        return told.words.size() >= (is_accusing(told) ? least_of_accusation : least_words) &&
               !told.attribution->denial && !is_question(told) && !holds_denial(told);
    }

    // Of the denial's own sentence only what ends before its cue: "accused by three women, charges that he denied",
    // "the Courier reported that he had resigned, but the palace denied it".
    bool can_answer(std::size_t at, std::size_t other) const {
        const Told& denial = all_[at];
        const Told& told = all_[other];
        if (other == at || !can_be_denied(told) || is_one_speaker(told.speaker, denial.speaker)) return false;
        if (told.ref.report != denial.ref.report || told.sentence != denial.sentence) return true;
        return (accuses(told) || is_bare_pronoun(denial)) && told.content().end <= denial.attribution->cue.begin &&
               told.attribution->cue.begin < denial.attribution->cue.begin;
    }

    static bool is_bare_pronoun(const Told& denial) {
        return denial.words.size() == 1 && is_pointing_word(fold_word(denial.words.front()));
    }

    // "That claim": the one just told.
    static bool points_to_one_claim(const Told& denial) {
        return denial.words.size() == 2 && is_pointing_word(fold_word(denial.words.front())) &&
               fold_word(denial.words.back()) == "claim";
    }

    // "The claim": what another side told last.
    static bool denies_the_claim(const Told& denial) {
        return denial.words.size() == 2 && fold_word(denial.words.front()) == "the" &&
               starts_with_one(fold_word(denial.words.back()), {"claim", "assertion"});
    }

    static bool tells_clause(const Told& told) {
        return std::ranges::any_of(folded_words(told), [](const std::string& word) { return is_finite(word); });
    }

    std::vector<std::size_t> claimed_just_before(std::size_t at) const {
        return before(at, 1, [&](const Told& told) {
            return told.sentence >= all_[at].sentence - sentences_back && !is_wish_or_act(told) && tells_clause(told) &&
                   !is_colleague(told, all_[at]);
        });
    }

    // "The army said that it had fired into the air": of a state's police too it is no claim against them.
    static bool is_colleague(const Told& told, const Told& denial) {
        const std::int32_t speaker = told.attribution->speaker_actor;
        return speaker >= 0 && is_on_side_of(told, speaker, denial) &&
               serves_state(told.coded->layers.actors[static_cast<std::size_t>(speaker)]);
    }

    bool accuses(const Told& told) const { return words_.begins("accuse", folded_cue(told)); }

    // "Ford's allegation", "the Courier report": told by whoever bears the name, of the same report before others.
    std::vector<std::size_t> naming(std::size_t at, const Pointer& pointer) const {
        const bool to_report = pointer.to_thing && !pointer.to_accusation;
        constexpr std::size_t most_targets = 2;
        std::vector<std::size_t> here;
        std::vector<std::size_t> elsewhere;
        for (const std::string& name : pointer.names)
            if (const auto found = naming_.find(name); found != naming_.end())
                for (const std::size_t other : found->second)
                    if (can_answer(at, other) && is_told_by(all_[other], name) &&
                        (is_accusing(all_[other]) || (to_report && is_published(all_[other]))))
                        (all_[other].ref.report == all_[at].ref.report ? here : elsewhere).push_back(other);
        std::vector<std::size_t> out = here.empty() ? std::move(elsewhere) : std::move(here);
        if (out.size() > most_targets) out.resize(most_targets);
        return out;
    }

    // The name is the speaker's, or stands right before the cue.
    static bool is_told_by(const Told& told, const std::string& name) {
        constexpr std::uint32_t reach = 12;  // bytes: "has first reported"
        if (told.speaker.find(name) != std::string::npos) return true;
        const std::uint32_t cue = told.attribution->cue.begin;
        const Span before{sentence_span(told).begin, std::max(sentence_span(told).begin, cue)};
        const std::string_view words = slice(told.coded->report.text, before);
        const std::size_t at = words.rfind(name);
        return at != std::string_view::npos && at + name.size() + reach >= words.size();
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
        const std::string_view before_denial = before_cue(all_[at]);
        const std::size_t bracket = before_denial.rfind('(');
        const bool aside = bracket != std::string_view::npos &&  // "C (all of them deny it)"
                           before_denial.find(')', bracket) == std::string_view::npos;
        const std::int32_t first = all_[at].sentence - (aside ? 0 : sentences_back);
        return before(at, 1, [&](const Told& told) { return told.sentence >= first; });
    }

    // "Prosecutors said that the minister had taken money. The minister denied the accusation." An accusation may stand
    // further back; if the denial's sentence tells of one, it is that one.
    std::vector<std::size_t> told_of_denier(std::size_t at, const Pointer& pointer) const {
        const Told& denial = all_[at];
        const bool here = points_within_sentence(denial);
        return before(at, 1, [&](const Told& told) {
            if (here && told.sentence != denial.sentence) return false;
            if (!pointer.alleged.empty() && !tells_one_of(told, pointer.alleged)) return false;
            if (told.sentence < denial.sentence - accusation_back) return false;
            if (accuses(told)) return names_as_accused(told, denial);
            if (is_wish(told)) return false;
            return !pointer.of_guilt && told.sentence >= denial.sentence - sentences_back && is_subject(told, denial);
        });
    }

    // "Norway imposed sanctions on four firms, accusing them of selling motors. ... One of them denied the accusation."
    // Only if the report tells of no other accusation, and the denier has no name by which to find it.
    std::vector<std::size_t> only_accusation(std::size_t at) const {
        const std::int32_t denier = all_[at].attribution->speaker_actor;
        const std::vector<Actor>& actors = all_[at].coded->layers.actors;
        if (denier >= 0 && is_party(actors[static_cast<std::size_t>(denier)]) &&
            !actors[static_cast<std::size_t>(denier)].unnamed)
            return {};  // told_of_denier would have found it
        const std::vector<std::size_t> told = before(
            at, 2, [](const Told& other) { return starts_with_one(folded_cue(other), {"accus", "alleg", "charg"}); });
        if (told.size() != 1 || all_[told.front()].sentence < all_[at].sentence - accusation_back) return {};
        return told;
    }

    std::span<const Told> all_;
    const DisputeWords& words_;
    std::unordered_map<std::string, std::vector<std::size_t>> naming_;
};

// A dispute found by a pointing denial, with what the denial names: "the Courier report".
struct Pointing {
    Finding finding;
    std::vector<std::string> names;
    bool to_thing = false;
};

// Whether two denials mean one report: both name it, or one does and what the other answers names it.
bool means_one_report(std::span<const CodedReport> reports, const Pointing& named, const Pointing& other) {
    if (named.names.empty() || !named.to_thing || !other.to_thing) return false;
    if (!other.names.empty()) return other.names == named.names;
    return std::ranges::any_of(other.finding.one, [&](StatementRef ref) {
        const std::string_view told = slice(reports[ref.report].report.text, evidence_of(reports, ref).sentence);
        return std::ranges::all_of(named.names,
                                   [&](const std::string& name) { return told.find(name) != std::string_view::npos; });
    });
}

void find_pointing(std::span<const CodedReport> reports, std::span<const Told> all, const DisputeWords& words,
                   std::vector<Finding>& out) {
    const BackPointers pointers(all, words);
    std::vector<Pointing> found;
    for (std::size_t at = 0; at < all.size() && found.size() < most_findings; ++at) {
        if (!denies(all[at])) continue;
        const Pointer pointer = pointer_of(all[at], words);
        if (!pointer.points) continue;
        std::vector<StatementRef> told;
        for (const std::size_t target : pointers.targets_of(at, pointer)) told.push_back(all[target].ref);
        if (told.empty()) continue;
        found.push_back({dispute(reports, all[at], std::move(told),
                                 pointer.names.empty() ? "the denial points back to what was told before it"
                                                       : "the denial names the report: " + pointer.names.front()),
                         pointer.names, pointer.to_thing});
    }
    std::stable_partition(found.begin(), found.end(), [](const Pointing& one) { return !one.names.empty(); });
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto same = std::find_if(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(i),
                                       [&](const Pointing& one) { return means_one_report(reports, one, found[i]); });
        if (same == found.begin() + static_cast<std::ptrdiff_t>(i)) continue;
        for (const StatementRef ref : found[i].finding.one) add_evidence(same->finding.one, ref);
        for (const StatementRef ref : found[i].finding.other) add_evidence(same->finding.other, ref);
        found[i].finding.other.clear();
    }
    for (Pointing& one : found)
        if (!one.finding.other.empty()) out.push_back(std::move(one.finding));
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

}  // namespace

std::vector<Finding> find_rebuttals(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                    const DisputeWords& words) {
    const std::vector<Told> all = all_told(reports, lineages);
    std::vector<Finding> out;
    find_pointing(reports, all, words, out);
    find_against_outlets(reports, all, out);
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
