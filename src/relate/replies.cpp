#include "relate/replies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "record/evidence.hpp"
#include "relate/claims.hpp"
#include "relate/negated_verbs.hpp"
#include "relate/numbers.hpp"
#include "relate/pointers.hpp"
#include "relate/propositions.hpp"
#include "relate/tellers.hpp"
#include "relate/told.hpp"
#include "relate/unasserted.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::int32_t sentences_back = 2;
constexpr std::size_t least_words = 5;         // of what is told
constexpr std::size_t most_told = 8;           // in one sentence
constexpr std::size_t longest_sentence = 900;  // bytes; longer ones are lists

class Replies {
  public:
    Replies(std::span<const Told> all, const DisputeWords& words, const ActWords& acts) : words_(words), acts_(acts) {
        for (const Told& told : all) {
            if (told.attribution->denial || sentence_span(told).size() > longest_sentence || is_question(told) ||
                is_made_up(*told.coded, told.attribution->cue.begin, words))
                continue;
            std::vector<const Told*>& here = told_in_[{told.ref.report, told.sentence}];
            if (here.size() < most_told) here.push_back(&told);
        }
    }

    /// What the denial answers: the nearest sentence that tells it of the denier.
    [[nodiscard]] std::optional<StatementRef> answered_by(const Told& denial) const {
        const std::vector<Act> denied = acts_in(denial.coded->report.text, first_words_of(denial));
        if (denied.empty() || !is_about_himself(denial)) return {};
        for (std::int32_t at = denial.sentence - 1; at >= std::max(0, denial.sentence - sentences_back); --at) {
            const auto here = told_in_.find({denial.ref.report, at});
            if (here != told_in_.end())
                for (const Told* told : here->second)
                    if (tells(*told, denial, denied)) return told->ref;
            if (tells_report(denial, at, denied)) return StatementRef{denial.ref.report, RecordKind::sentence, at};
        }
        return {};
    }

  private:
    // A word that tells something: its stem, or the class of its act.
    struct Act {
        std::string act;
        std::string which;          // of a noun behind an article, what stands between: "the bad law"
        std::size_t word_size = 0;  // bytes
        bool is_whole = false;      // a thing, or an act with a pronoun for it: "the mill", "sold it"
    };

    [[nodiscard]] bool tells(const Told& told, const Told& denial, const std::vector<Act>& denied) const {
        if (told.words.size() < least_words || holds_denial(told) || told.content().contains(denial.content()))
            return false;
        if (told.attribution->chain.empty() && is_on_side_of(told, told.attribution->speaker_actor, denial))
            return false;
        const bool own = is_one_speaker(told.speaker, denial.speaker);
        // "The Courier reported that Norland had agreed to ...": Norland's word, but the Courier tells of it.
        const bool carried =
            own && !told.attribution->chain.empty() && told.attribution->chain.front().kind == LinkKind::outlet;
        if (own ? !carried : !begins_with(told, told.content(), denial)) return false;
        return shares(told, denied, sentence_span(told));
    }

    // "There have been reports in the spring that he would sell the mill".
    [[nodiscard]] bool tells_report(const Told& denial, std::int32_t at, const std::vector<Act>& denied) const {
        const Span sentence = denial.coded->layers.sentences[static_cast<std::size_t>(at)];
        if (sentence.size() > longest_sentence) return false;
        const WordList list = words_of(denial.coded->report.text, sentence);
        bool report = false;
        for (std::size_t i = 0; i + 1 < list.words.size(); ++i) {
            if (negates(list.words[i])) return false;
            report = report || (words_.has("reported", list.words[i]) && !list.words[i].starts_with("claim"));
            if (!report || list.words[i] != "that") continue;
            const Span told{list.at[i + 1].begin, list.at.back().end};
            return begins_with(denial, told, denial) && shares(denial, denied, told);
        }
        return false;
    }

    // The denier's side stands among the first words of a stretch of the report.
    static bool begins_with(const Told& told, Span stretch, const Told& denial) {
        constexpr std::size_t first_words = 5;
        const std::string_view text = told.coded->report.text;
        Span reach{stretch.begin, stretch.begin};
        for (std::size_t i = 0; i < first_words && reach.end < stretch.end; ++i)
            reach.end = next_word(text, reach.end, stretch.end).end;
        const auto names_denier = [&](const Mention& mention) {
            return reach.contains(mention.head) && mention.actor >= 0 && is_on_side_of(told, mention.actor, denial) &&
                   !text.substr(mention.span.end).starts_with("'s") && !text.substr(mention.span.end).starts_with("’s");
        };
        return std::ranges::any_of(told.coded->layers.mentions, names_denier);
    }

    // What follows is more often told besides: "denied that he had sold it and condemned the inquiry".
    static Span first_words_of(const Told& denial) {
        constexpr std::size_t most_words = 8;
        const WordList list = words_of(denial.coded->report.text, denial.attribution->content.front());
        if (list.words.empty() || list.words.front() == "knowing" || list.words.front() == "remembering") return {};
        return {list.at.front().begin, list.at[std::min(most_words, list.at.size()) - 1].end};
    }

    // "Denied that he had met them", "denied that a deal had been done": nobody else is the doer.
    static bool is_about_himself(const Told& denial) {
        const std::int32_t denier = denial.attribution->speaker_actor;
        for (const Mention* mention : denial.mentions)
            if (denial.content().contains(mention->head) && mention->actor >= 0)
                return mention->actor == denier || mention->head.begin > denial.content().begin + 12;
        return true;
    }

    // One act stands on both sides, and with it, if the denial says more behind it, one of those words.
    [[nodiscard]] bool shares(const Told& told, const std::vector<Act>& denied, Span span) const {
        const std::vector<Act> here = acts_in(told.coded->report.text, span);
        const auto is_told = [&](const Act& act) {
            return std::ranges::any_of(here, [&](const Act& other) {
                return act.act == other.act && (act.which.empty() || other.which.empty() || act.which == other.which);
            });
        };
        const auto says_little = [&](const Act& act) { return words_.has_form("weak", act.act); };  // "took place"
        for (auto act = denied.begin(); act != denied.end(); ++act)
            if (can_be_answered(*act) && is_told(*act) &&
                (act->is_whole || std::all_of(act + 1, denied.end(), says_little) ||
                 std::any_of(act + 1, denied.end(), is_told)))
                return true;
        return false;
    }

    // "Law", "car" say which act it is, but too little for an act.
    [[nodiscard]] bool can_be_answered(const Act& act) const {
        constexpr std::size_t shortest = 4;
        return act.word_size >= shortest && !words_.has_form("onset", act.act);
    }

    // In their order, those of one kind of act as one.
    [[nodiscard]] std::vector<Act> acts_in(std::string_view text, Span span) const {
        static const std::set<std::string_view> articles = {"the", "a", "an", "his", "her", "its", "their"};
        static const std::set<std::string_view> pronouns = {"it", "them", "him", "her", "that", "this", "one", "so"};
        const WordList list = words_of(text, span);
        std::vector<Act> out;
        for (std::size_t i = 0; i < list.words.size(); ++i) {
            if (!tells_something(list, i)) continue;
            const std::string stem = stem_of(list.words[i]);
            if (acts_.is_telling(stem)) continue;
            const bool modified = i > 1 && articles.contains(list.words[i - 2]) && !is_function_word(list.words[i - 1]);
            const bool thing = modified || (i > 0 && articles.contains(list.words[i - 1]));
            const bool pronoun = i + 1 < list.words.size() && pronouns.contains(list.words[i + 1]);
            out.push_back({acts_.act(stem), modified ? stem_of(list.words[i - 1]) : std::string(), list.words[i].size(),
                           thing || pronoun});
        }
        return out;
    }

    [[nodiscard]] bool tells_something(const WordList& list, std::size_t i) const {
        constexpr std::size_t shortest = 3;
        const std::string& word = list.words[i];
        const char initial = list.text[list.at[i].begin];
        return word.size() >= shortest && initial >= 'a' && initial <= 'z' && !is_function_word(word) &&
               !is_told_thing(word) && !words_.has("vague", word) && !words_.has("title", word);
    }

    const DisputeWords& words_;
    const ActWords& acts_;
    std::map<std::pair<std::int32_t, std::int32_t>, std::vector<const Told*>> told_in_;
};

}  // namespace

std::vector<Finding> find_replies(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                  const DisputeWords& words, const ActWords& acts) {
    const std::vector<Told> all = all_told(reports, lineages);
    const Replies replies(all, words, acts);
    std::vector<Finding> out;
    for (const Told& denial : all) {
        if (out.size() >= most_findings) break;
        if (!denial.attribution->denial || !denies(denial) ||
            is_made_up(*denial.coded, denial.attribution->cue.begin, words) || denial.attribution->speaker_actor < 0 ||
            !starts_with_one(folded_cue(denial), {"den"}) || pointer_of(denial, words).points)
            continue;
        const std::optional<StatementRef> told = replies.answered_by(denial);
        if (!told) continue;
        Finding finding;
        finding.kind = FindingKind::disputed;
        finding.type = ContradictionType::polarity;
        finding.one = {*told};
        finding.other = {denial.ref};
        finding.summary = fmt::format("\"{}\": told by {}, denied by {}",
                                      slice(denial.coded->report.text, evidence_of(reports, *told).sentence),
                                      told_by(reports, *told), told_by(reports, denial.ref));
        finding.trace = {denial.speaker + " denies it", "the denial follows what is told of the denier"};
        out.push_back(std::move(finding));
    }
    return out;
}

}  // namespace px
