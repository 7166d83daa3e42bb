#include "relate/rejected.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "relate/negated_verbs.hpp"
#include "relate/numbers.hpp"
#include "relate/propositions.hpp"
#include "relate/subjects.hpp"
#include "relate/tellers.hpp"

namespace px {
namespace {

constexpr std::int32_t sentences_back = 3;
constexpr std::int32_t sentences_tried = 2;  // for a noun like "reports that"
constexpr std::int32_t owner_back = 15;      // sentences, for what somebody named has said

class Answers {
  public:
    Answers(const Sayings& sayings, const DisputeWords& words) : sayings_(sayings), words_(words) {}

    [[nodiscard]] std::optional<Rejected> of(const RejectionPlace& place) const {
        const Rejection& rejection = place.rejection;
        const std::optional<Voice> owner = owner_of(place);
        if (owner && is_same(*owner, place.rejecter)) return {};
        if (!rejection.clause.empty()) return by_clause(place, rejection.clause, owner);
        if (rejection.verdict) return by_verdict(place);
        if (rejection.within) return by_contrast(place, owner);
        if (rejection.noun > 0 && !rejection.judged && needs_clause(place)) return {};
        if (auto found = by_tail(place, owner)) return found;
        if (rejection.subject_claims || tells_which(place)) return {};
        if (owner) return by_owner(place, *owner);
        if (!points_back(place)) return {};
        if (auto found = by_same_noun(place)) return found;
        if (auto found = just_before(place, sentences_back, is_of_kind(place, "blaming"))) return found;
        return by_noun(place, sentences_tried, [&](const std::string& word) { return words_.has("claimed", word); });
    }

  private:
    // ---- whose claim -----------------------------------------------------------------------------------------------

    // "Voss's claim", "reports by the Courier", and of "Voss falsely claimed" Voss.
    [[nodiscard]] std::optional<Voice> owner_of(const RejectionPlace& place) const {
        const Rejection& rejection = place.rejection;
        if (rejection.subject_claims) return subject_voice(place);
        if (rejection.owner.empty()) return {};
        const Span words = place.span(rejection.owner);
        std::optional<Voice> owner;
        for (const Mention* mention : parties_in(*place.coded, words))
            if (mention->actor >= 0) owner = voice_of_actor(*place.coded, mention->actor);
        return owner;
    }

    [[nodiscard]] std::optional<Voice> subject_voice(const RejectionPlace& place) const {
        for (const std::size_t i : sayings_.of_report(place.report))
            if (place.span(place.rejection.cue).overlaps(sayings_.at(i).attribution->cue))
                return voice_of_told(sayings_.at(i));
        const Subject subject = subject_before_verb(*place.coded, place.list, place.rejection.cue.begin);
        if (subject.name.empty()) return {};
        Voice voice = voice_of_actor(*place.coded, subject.actor);
        if (voice.name.empty()) voice.name = subject.name;
        return voice;
    }

    // "The idea", "the report", "charges": what may be a plan, a paper or a case, unless a clause tells it.
    [[nodiscard]] bool needs_clause(const RejectionPlace& place) const {
        const std::size_t noun = place.rejection.noun;
        const bool of = noun + 1 < place.list.words.size() && place.list.words[noun + 1] == "of";
        return is_of_kind(place, "proposed") || (of && place.list.words[noun].starts_with("notion"));
    }

    [[nodiscard]] bool is_of_kind(const RejectionPlace& place, std::string_view kind) const {
        return place.rejection.noun > 0 && words_.has(kind, place.list.words[place.rejection.noun]);
    }

    // "Claims of fraud", "the allegations in the book": nothing else is meant.
    [[nodiscard]] static bool tells_which(const RejectionPlace& place) {
        static const std::unordered_set<std::string_view> links = {
            "of", "to", "about", "over", "for", "regarding", "concerning", "surrounding", "against"};
        static const std::unordered_set<std::string_view> selves = {"me", "him", "her", "us", "them", "it"};
        const WordRange tail = place.rejection.tail;
        return !tail.empty() && links.contains(place.list.words[tail.begin]) &&
               !(tail.begin + 1 < tail.end && selves.contains(place.list.words[tail.begin + 1]));
    }

    // "That claim", "those latest allegations", but not "the union's claim", "the arson claims".
    [[nodiscard]] bool points_back(const RejectionPlace& place) const {
        static const std::unordered_set<std::string_view> pointing = {
            "that", "those", "this",   "these",  "such",     "the", "all",  "any",   "both",
            "many", "new",   "latest", "recent", "repeated", "of",  "last", "minute"};
        const Rejection& rejection = place.rejection;
        if (!rejection.owner.empty() && is_of_kind(place, "blaming") &&
            place.list.words[rejection.owner.begin] == "the")
            return false;
        return !rejection.owner.empty() &&
               std::ranges::all_of(
                   place.words({rejection.owner.begin, std::max(rejection.owner.begin, rejection.noun)}),
                   [](const std::string& word) { return pointing.contains(word); });
    }

    // ---- told by the rejection itself ------------------------------------------------------------------------------

    [[nodiscard]] std::optional<Rejected> by_clause(const RejectionPlace& place, WordRange clause,
                                                    const std::optional<Voice>& owner) const {
        const std::vector<std::string> told = place.words(clause);
        if (is_proposal(place, told) || (is_of_kind(place, "blaming") && !owner)) return {};
        const std::set<std::string> stems = content_stems(told);
        constexpr std::size_t least = 2;
        if (stems.size() < least) return {};
        Rejected rejected;
        rejected.words = std::string(slice(place.list.text, place.span(clause)));
        rejected.why = "the rejection tells what it rejects";
        const std::vector<const Told*> tellers =
            told_elsewhere(place, stems, owner, std::ranges::any_of(told, negates));
        if (tellers.empty() && !owner) return {};
        for (const Told* teller : tellers) rejected.refs.push_back(sentence_of(*teller, stems));
        if (!owner) rejected.teller = teller_of(*tellers.front());
        if (owner) {
            rejected.refs.push_back(own_evidence(place, clause));
            rejected.teller = owner->name + " in " + outlet_of(*place.coded);
        }
        return rejected;
    }

    // "The idea that he should go", "suggestions that he resign" may be refused, but not denied.
    [[nodiscard]] bool is_proposal(const RejectionPlace& place, const std::vector<std::string>& told) const {
        static const std::unordered_set<std::string_view> norms = {"should", "ought", "must", "shouldnt"};
        if (std::ranges::any_of(told, [](const std::string& word) { return norms.contains(word); })) return true;
        if (place.rejection.noun == 0 || !words_.has("proposed", place.list.words[place.rejection.noun])) return false;
        return std::ranges::none_of(told, [](const std::string& word) { return is_finite(word); });
    }

    // Sayings with the words of the clause: the best of the report itself and the best of the others. Of somebody whom
    // the rejection does not name they must have most of them, or stand right before it.
    [[nodiscard]] std::vector<const Told*> told_elsewhere(const RejectionPlace& place,
                                                          const std::set<std::string>& stems,
                                                          const std::optional<Voice>& owner, bool negated) const {
        std::size_t best[2] = {0, 0};
        const Told* found[2] = {nullptr, nullptr};
        for (const auto& [i, shared] : sayings_.sharing(stems)) {
            const Told& told = sayings_.at(i);
            if (!can_be_meant(place, i)) continue;
            if (owner ? !is_named_teller(told, *owner, shared, stems.size())
                      : !is_likely_teller(place, i, shared, stems.size(), negated))
                continue;
            const int where = told.ref.report == place.report ? 0 : 1;
            if (shared <= best[where]) continue;
            best[where] = shared;
            found[where] = &told;
        }
        std::vector<const Told*> out;
        for (const Told* told : found)
            if (told != nullptr) out.push_back(told);
        return out;
    }

    [[nodiscard]] static bool is_named_teller(const Told& told, const Voice& owner, std::size_t shared,
                                              std::size_t all) {
        constexpr std::size_t least = 2;
        return shared >= least && 3 * shared >= all && is_same(voice_of_told(told), owner);
    }

    [[nodiscard]] bool is_likely_teller(const RejectionPlace& place, std::size_t i, std::size_t shared, std::size_t all,
                                        bool negated) const {
        constexpr std::size_t least = 3;
        constexpr std::size_t long_saying = 12;
        const Told& told = sayings_.at(i);
        const bool right_before = told.ref.report == place.report && sayings_.ends_in(i) <= place.sentence &&
                                  sayings_.ends_in(i) >= place.sentence - 1;
        if (sayings_.rejects(i)) return false;
        if (right_before && place.rejection.by == Rejecter::subject && 3 * shared >= all) return true;
        if (std::ranges::any_of(folded_words(told), negates) != negated) return false;
        const bool is_long = sayings_.stems(i).size() > long_saying;
        return shared >= least && (is_long ? 5 * shared >= 4 * all : 5 * shared >= 3 * all);
    }

    // Of a speech of several sentences the one that has the words.
    [[nodiscard]] StatementRef sentence_of(const Told& told, const std::set<std::string>& stems) const {
        const Layers& layers = told.coded->layers;
        const Span content = told.content();
        std::size_t best = 0;
        std::int32_t at = told.sentence;
        std::int32_t last = at;
        for (std::size_t i = static_cast<std::size_t>(std::max(told.sentence, 0));
             i < layers.sentences.size() && layers.sentences[i].begin < content.end; ++i) {
            const std::size_t shared =
                count_shared(stems, content_stems(words_of(told.coded->report.text, layers.sentences[i]).words));
            last = static_cast<std::int32_t>(i);
            if (shared <= best) continue;
            best = shared;
            at = static_cast<std::int32_t>(i);
        }
        if (best == 0) at = last;
        if (at == told.sentence) return told.ref;
        return {told.ref.report, RecordKind::sentence, at};
    }

    [[nodiscard]] bool can_be_meant(const RejectionPlace& place, std::size_t i) const {
        const Told& told = sayings_.at(i);
        if (!sayings_.can_be_rejected(i) || is_same(voice_of_told(told), place.rejecter)) return false;
        if (told.ref.report != place.report) return true;
        const Span content = told.content();
        if (content.contains(place.cue_begin())) return false;
        return told.sentence != place.sentence || content.end <= place.cue_begin();
    }

    // The saying that the annotator of speech made of the clause, else the sentence.
    [[nodiscard]] StatementRef own_evidence(const RejectionPlace& place, WordRange words) const {
        const Span clause = place.span(words);
        for (const std::size_t i : sayings_.of_report(place.report)) {
            const Told& told = sayings_.at(i);
            if (told.attribution->denial || !clause.overlaps(told.content()) ||
                is_same(voice_of_told(told), place.rejecter))
                continue;
            if (told.content().begin + 4 >= clause.begin && told.content().end <= clause.end + 4) return told.ref;
        }
        return {place.report, RecordKind::sentence, place.sentence};
    }

    // "Called the report of a camp at Melhaven a fabrication": it may stand in another report.
    [[nodiscard]] static bool is_called_untrue(const RejectionPlace& place, const Told& told) {
        return place.rejection.judged && place.list.words[place.rejection.tail.begin] == "of" &&
               std::ranges::none_of(folded_words(told), negates);
    }

    // "The claims of fraud": who told of fraud.
    [[nodiscard]] std::optional<Rejected> by_tail(const RejectionPlace& place,
                                                  const std::optional<Voice>& owner) const {
        if (place.rejection.tail.empty()) return {};
        const std::set<std::string> stems = content_stems(place.words(place.rejection.tail));
        constexpr std::size_t most = 14;
        if (stems.empty() || stems.size() > most) return {};
        const std::size_t least = owner ? 1 : 2;
        const Told* best = nullptr;
        std::size_t best_shared = 0;
        for (const auto& [i, shared] : sayings_.sharing(stems)) {
            const Told& told = sayings_.at(i);
            const bool here = told.ref.report == place.report;
            if (shared < least || shared < best_shared || !can_be_meant(place, i)) continue;
            if (!here && !owner && !is_called_untrue(place, told)) continue;
            if (owner ? !is_same(voice_of_told(told), *owner) : 2 * shared < stems.size() || sayings_.rejects(i))
                continue;
            if (here && !owner && sayings_.ends_in(i) > place.sentence) continue;
            if (shared == best_shared && best != nullptr && best->ref.report == place.report && !here) continue;
            if (shared == best_shared && best != nullptr && here && best->sentence > told.sentence) continue;
            best = &told;
            best_shared = shared;
        }
        if (best == nullptr) return {};
        return from(*best, stems, "the rejection names what was told");
    }

    // ---- told before -----------------------------------------------------------------------------------------------

    // "That is a lie": of its own speech the claim before it, of its own sentence what it answers, else the one before.
    [[nodiscard]] std::optional<Rejected> by_verdict(const RejectionPlace& place) const {
        if (place.rejection.within) return before_in_sentence(place);
        if (place.rejection.by == Rejecter::subject) {
            if (auto told = told_around(place)) return told;
            return just_before(place, 2);
        }
        if (place.teller == nullptr) return leaves_open_before(place) ? std::nullopt : just_before(place, 1);
        if (is_quoted_again(place)) return {};
        if (auto told = told_in_sentence(place)) return told;
        if (follows_own_words(place)) return {};
        if (place.teller->content().begin + 3 < first_of_clause(place)) {
            if (auto cited = cited_before(place)) return cited;
            return just_before(place, sentences_back, true);
        }
        if (auto answered = answered_in_sentence(place)) return answered;
        return just_before(place, sentences_back);
    }

    [[nodiscard]] static std::uint32_t first_of_clause(const RejectionPlace& place) {
        return place.coded->layers.sentences[static_cast<std::size_t>(place.sentence)].begin;
    }

    // "'My father wrote, 'That is a lie'', she said": the words of somebody whom the speaker quotes.
    [[nodiscard]] static bool is_quoted_again(const RejectionPlace& place) {
        const std::uint32_t first = place.teller->content().begin;
        if (first >= place.cue_begin()) return false;
        const std::string_view speech = slice(place.list.text, {first - std::min(first, 3U), place.cue_begin()});
        if (speech.find('"') == std::string_view::npos && speech.find("“") == std::string_view::npos) return false;
        const std::size_t straight = std::max(last_of(speech, " '"), last_of(speech, " ‘"));
        return straight >
               std::max({last_of(speech, "' "), last_of(speech, "’ "), last_of(speech, "\" "), last_of(speech, "” ")});
    }

    // One behind where a mark last stands; 0 if nowhere.
    [[nodiscard]] static std::size_t last_of(std::string_view text, std::string_view mark) {
        const std::size_t at = text.rfind(mark);
        return at == std::string_view::npos ? 0 : at + 1;
    }

    // "They try to make it look empty, and that is not true": what the speaker tells himself before it.
    [[nodiscard]] static bool follows_own_words(const RejectionPlace& place) {
        constexpr std::size_t most = 4;  // "no, I think that is false"
        std::size_t words = 0;
        for (std::size_t k = place.rejection.cue.begin; k > 0; --k) {
            if (!place.teller->content().contains(place.list.at[k - 1])) break;
            if (place.list.before(k).find_first_of(":;") != std::string_view::npos) break;
            ++words;
        }
        return words > most && place.rejection.cue.begin > most;
    }

    // "It stood by its story after Voss disputed the account": what is said afterwards is not what was disputed.
    [[nodiscard]] static bool came_first(const RejectionPlace& place, const Told& told) {
        static const std::unordered_set<std::string_view> after = {"after", "when", "before", "since", "once", "as"};
        if (told.sentence != place.sentence) return false;
        for (std::size_t k = 0; k < place.rejection.cue.begin; ++k)
            if (place.list.at[k].begin >= told.content().end && after.contains(place.list.words[k])) return true;
        return false;
    }

    // "Critics said that the dam leaks, although Voss disputed that."
    [[nodiscard]] std::optional<Rejected> told_around(const RejectionPlace& place) const {
        constexpr std::uint32_t least = 20;  // bytes
        for (const std::size_t i : sayings_.of_report(place.report)) {
            const Told& told = sayings_.at(i);
            if (told.sentence == place.sentence && sayings_.can_be_rejected(i) &&
                told.content().begin + least < place.cue_begin() && !is_same(voice_of_told(told), place.rejecter))
                return from(told, {}, "the rejection follows what is told in its sentence");
        }
        return {};
    }

    // "They may have felt safe. Wrong."
    [[nodiscard]] static bool leaves_open_before(const RejectionPlace& place) {
        if (place.sentence == 0) return true;
        const Span before = place.coded->layers.sentences[static_cast<std::size_t>(place.sentence - 1)];
        static const std::unordered_set<std::string_view> open = {"may", "might", "could", "if", "whether", "would"};
        return std::ranges::any_of(words_of(place.list.text, before).words,
                                   [](const std::string& word) { return open.contains(word); });
    }

    // "The notion that nobody knew, I would challenge that."
    [[nodiscard]] std::optional<Rejected> told_in_sentence(const RejectionPlace& place) const {
        for (std::size_t k = 0; k + 3 < place.rejection.cue.begin; ++k)
            if (words_.has("claimed", place.list.words[k]) && place.list.words[k + 1] == "that") {
                auto rejected = by_clause(place, {k + 2, place.rejection.cue.begin}, {});
                if (rejected) return rejected;
            }
        return {};
    }

    // "Contrary to Voss's claim", "despite Voss's insistence to the contrary": the sentence tells what is so.
    [[nodiscard]] std::optional<Rejected> by_contrast(const RejectionPlace& place,
                                                      const std::optional<Voice>& owner) const {
        if (!owner) return {};
        if (place.list.words[place.rejection.cue.begin] == "contrary") return by_owner(place, *owner);
        const Span sentence = place.coded->layers.sentences[static_cast<std::size_t>(place.sentence)];
        return Rejected{{{place.report, RecordKind::sentence, place.sentence}},
                        std::string(slice(place.list.text, sentence)),
                        owner->name + " in " + outlet_of(*place.coded) + " otherwise",
                        "the rejection tells who says otherwise"};
    }

    // "Speculation that the mayor would go has grown. Voss rejected that speculation."
    [[nodiscard]] std::optional<Rejected> by_same_noun(const RejectionPlace& place) const {
        const std::string noun = stem_of(place.list.words[place.rejection.noun]);
        return by_noun(place, sentences_tried, [&](const std::string& word) { return stem_of(word) == noun; });
    }

    template <typename Wanted>
    [[nodiscard]] std::optional<Rejected> by_noun(const RejectionPlace& place, std::int32_t back,
                                                  Wanted&& wanted) const {
        constexpr std::size_t reach = 9;  // words: "reports during the campaign that"
        for (std::int32_t at = place.sentence; at >= std::max(0, place.sentence - back); --at) {
            const Span sentence = place.coded->layers.sentences[static_cast<std::size_t>(at)];
            const WordList list = words_of(place.list.text, sentence);
            for (std::size_t k = 0; k + 4 < list.words.size(); ++k) {
                if (list.at[k].end >= place.cue_begin()) break;
                if (!wanted(list.words[k]) || (at == place.sentence && place.teller != nullptr)) continue;
                std::size_t that = k + 1;
                while (that + 3 < list.words.size() && that < k + reach && list.words[that] != "that" &&
                       list.before(that) == " ")
                    ++that;
                if (list.words[that] != "that" || list.at[that].end >= place.cue_begin()) continue;
                return Rejected{
                    {{place.report, RecordKind::sentence, at}},
                    std::string(slice(place.list.text,
                                      {list.at[that + 1].begin,
                                       std::max(list.at[that + 1].end,
                                                at == place.sentence ? place.cue_begin() : list.at.back().end)})),
                    "others, as " + outlet_of(*place.coded) + " tells",
                    "the rejection names it as the sentence before does"};
            }
        }
        return {};
    }

    // "He told a court that the dam leaked, which is false."
    [[nodiscard]] std::optional<Rejected> before_in_sentence(const RejectionPlace& place) const {
        constexpr std::uint32_t gap = 4;
        for (const std::size_t i : sayings_.of_report(place.report)) {
            const Told& told = sayings_.at(i);
            if (told.sentence != place.sentence || !sayings_.can_be_rejected(i) ||
                is_same(voice_of_told(told), place.rejecter))
                continue;
            const Span content = told.content();
            const bool right_before = content.end <= place.cue_begin() && place.cue_begin() - content.end <= gap;
            if (right_before ||
                (content.contains(place.cue_begin()) && &told != place.teller && place.teller != nullptr))
                return from(told, {}, "the rejection follows what is told in its sentence");
        }
        return {};
    }

    // "They say that the dam leaks. That is a lie."
    [[nodiscard]] std::optional<Rejected> cited_before(const RejectionPlace& place) const {
        const Span before = place.coded->layers.sentences[static_cast<std::size_t>(std::max(place.sentence - 1, 0))];
        if (place.sentence == 0 || before.end <= place.teller->content().begin) return {};
        const WordList list = words_of(place.list.text, before);
        for (std::size_t k = 1; k + 2 < list.words.size(); ++k) {
            const std::string& subject = list.words[k - 1];
            if (subject == "i" || subject == "we" || subject == "to" || subject == "you") continue;
            if (!words_.begins("asserting", list.words[k]) || !place.teller->content().contains(list.at[k])) continue;
            return Rejected{{{place.report, RecordKind::sentence, place.sentence - 1}},
                            std::string(slice(place.list.text, before)),
                            "others, as " + place.rejecter.name + " tells",
                            "the rejection follows what it cites"};
        }
        return {};
    }

    // "'Hogwash,' she said, after he quoted a paper that had called her a fraud."
    [[nodiscard]] std::optional<Rejected> answered_in_sentence(const RejectionPlace& place) const {
        static const std::unordered_set<std::string_view> answers = {"after",      "when", "asked", "response",
                                                                     "responding", "of",   "about", "pressed"};
        const std::size_t behind = place.rejection.cue.end;
        std::vector<std::string> rest;
        bool tells = false;
        bool seen = false;
        for (std::size_t k = 0; k < place.list.words.size(); ++k) {
            if (k >= place.rejection.cue.begin && k < behind) continue;
            const bool speaker = place.teller->attribution->speaker.overlaps(place.list.at[k]) ||
                                 place.teller->attribution->cue.overlaps(place.list.at[k]);
            if (!speaker) rest.push_back(place.list.words[k]);
            tells = tells ||
                    (seen && !speaker &&
                     (words_.begins("asserting", place.list.words[k]) || words_.has("branding", place.list.words[k])));
            seen = seen || answers.contains(place.list.words[k]);
        }
        if (!seen) return {};
        const std::set<std::string> stems = content_stems(rest);
        std::vector<StatementRef> refs;
        for (const Told* told : told_elsewhere(place, stems, {}, std::ranges::any_of(rest, negates)))
            refs.push_back(sentence_of(*told, stems));
        if (tells) refs.insert(refs.begin(), StatementRef{place.report, RecordKind::sentence, place.sentence});
        if (refs.empty()) return {};
        const Span sentence = place.coded->layers.sentences[static_cast<std::size_t>(place.sentence)];
        return Rejected{std::move(refs), std::string(slice(place.list.text, sentence)),
                        "others, as " + outlet_of(*place.coded) + " tells", "the sentence tells what it answers"};
    }

    // What another voice said in the sentences before: the nearest, but for one that tells of the rejecter.
    [[nodiscard]] std::optional<Rejected> just_before(const RejectionPlace& place, std::int32_t back,
                                                      bool must_share = false) const {
        const std::set<std::string> around =
            content_stems(place.teller != nullptr ? folded_words(*place.teller) : place.list.words);
        const Told* best = nullptr;
        int best_score = 0;
        const std::int32_t from_sentence =
            place.teller != nullptr && !place.rejection.within && place.rejection.by == Rejecter::teller
                ? place.teller->sentence
                : place.sentence;
        for (const std::size_t i : sayings_.of_report(place.report)) {
            const Told& told = sayings_.at(i);
            const std::int32_t end = sayings_.ends_in(i);
            if (end > from_sentence || end < from_sentence - back || !can_be_meant(place, i)) continue;
            if (told.content().end > place.cue_begin()) continue;
            const bool shares = count_shared(around, sayings_.stems(i)) > 0;
            if ((must_share && !shares) || sayings_.rejects(i) || came_first(place, told)) continue;
            if (is_of_kind(place, "accusing") && !accuses(told, place.rejecter)) continue;
            const bool meant = names(told, place.rejecter);
            if (end < from_sentence - 1 && !shares && !meant) continue;
            const int score = 2 * (4 - (from_sentence - end)) + (shares ? 2 : 0) + (meant ? 2 : 0);
            if (score < best_score) continue;
            best = &told;
            best_score = score;
        }
        if (best == nullptr) return {};
        return from(*best, around, "the nearest that another voice said before the rejection");
    }

    [[nodiscard]] static bool names(const Told& told, const Voice& rejecter) {
        return rejecter.actor >= 0 && std::ranges::any_of(told.mentions, [&](const Mention* mention) {
                   return mention->actor == rejecter.actor && !mention->head.overlaps(told.attribution->speaker);
               });
    }

    // "Those accusations": the rejecter is accused, or somebody is in so many words.
    [[nodiscard]] bool accuses(const Told& told, const Voice& rejecter) const {
        return names(told, rejecter) || words_.begins("accuse", folded_cue(told));
    }

    // Of "the account given by Norland" what a Norland ministry said.
    [[nodiscard]] static bool speaks_for(const Told& told, const Voice& owner) {
        constexpr std::string_view state = "state:";
        const std::int32_t speaker = told.attribution->speaker_actor;
        if (speaker < 0 || !owner.key.starts_with(state)) return false;
        const Actor& actor = told.coded->layers.actors[static_cast<std::size_t>(speaker)];
        if (actor.country != owner.key.substr(state.size())) return false;
        return serves_state(actor) || (actor.code.empty() && told.speaker.starts_with(owner.name + "'s "));
    }

    // What somebody named said last.
    [[nodiscard]] std::optional<Rejected> by_owner(const RejectionPlace& place, const Voice& owner) const {
        const std::set<std::string> around = content_stems(place.list.words);
        const Told* best = nullptr;
        for (const std::size_t i : sayings_.of_report(place.report)) {
            const Told& told = sayings_.at(i);
            if (!can_be_meant(place, i)) continue;
            const bool himself = is_same(voice_of_told(told), owner);
            if (!himself && !speaks_for(told, owner)) continue;
            if (told.content().end > place.cue_begin() || sayings_.ends_in(i) < place.sentence - owner_back) continue;
            if ((!himself || is_of_kind(place, "blaming")) && count_shared(around, sayings_.stems(i)) == 0) continue;
            if (best == nullptr || told.sentence >= best->sentence) best = &told;
        }
        if (best == nullptr) return {};
        return from(*best, around, "what was told before by whom the rejection names");
    }

    [[nodiscard]] Rejected from(const Told& told, const std::set<std::string>& stems, std::string why) const {
        const StatementRef ref = sentence_of(told, stems);
        const std::string words(
            ref.kind == RecordKind::sentence
                ? slice(told.coded->report.text, told.coded->layers.sentences[static_cast<std::size_t>(ref.index)])
                : slice(told.coded->report.text, told.attribution->content.front()));
        return Rejected{{ref}, words, teller_of(told), std::move(why)};
    }

    [[nodiscard]] static std::string teller_of(const Told& told) {
        return told.speaker + " in " + outlet_of(*told.coded);
    }

    const Sayings& sayings_;
    const DisputeWords& words_;
};

}  // namespace

std::optional<Rejected> RejectedFinder::find(const RejectionPlace& place) const {
    return Answers(sayings_, words_).of(place);
}

}  // namespace px
