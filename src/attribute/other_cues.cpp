// Cues that are no reporting verbs: "according to X", "his claim that C", "is sceptical that C", "C, a reporter saw".

#include <algorithm>
#include <optional>
#include <string_view>

#include "attribute/clause_words.hpp"
#include "attribute/speech.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

class OtherCue : ClauseWords {
  public:
    OtherCue(const SpeechText& text, int sentence) : ClauseWords(text, sentence), sentence_(sentence) {}

    [[nodiscard]] std::optional<Speech> find(int token) const {
        if (is_according(token)) return according(token);
        if (is_in_words_of(token)) return in_words_of(token);
        if (tree_.upos(token) == "NOUN") return noun_and_clause(token);
        if (tree_.upos(token) == "VERB") return partly_reporting(token);
        return tree_.upos(token) == "ADJ" ? adjective_and_clause(token) : std::nullopt;
    }

  private:
    [[nodiscard]] std::optional<Speech> partly_reporting(int verb) const {
        const ReportingVerb* entry = text_.lexicons.partly_reporting_verb(tree_.lemma(verb));
        const std::string_view relation = tree_.relation(verb);
        if (!entry || relation == "amod" || relation == "compound" || relation == "case") return std::nullopt;
        return entry->aside ? aside(verb, *entry) : figure(verb, *entry);
    }

    /// "Shots were fired, a correspondent saw": only with nothing but its subject between it and the comma.
    [[nodiscard]] std::optional<Speech> aside(int verb, const ReportingVerb& entry) const {
        if ((tree_[verb].xpos != "VBD" && tree_[verb].xpos != "VBP") || tree_.negated(verb)) return std::nullopt;
        Speech speech;
        speech.sentence = sentence_;
        speech.cue = speech.cue_last = speech.clause_last = verb;
        speech.verb = &entry;
        speech.subject = tree_.child(verb, "nsubj");
        if (speech.subject < 0 || speech.subject > verb || tree_.child(verb, "obj") > verb) return std::nullopt;
        if (tree_.upos(speech.subject) == "PRON") return std::nullopt;
        speech.clause_first = tree_.first(speech.subject);
        const bool comma = speech.clause_first > 1 && tree_[speech.clause_first - 1].form == ",";
        const bool ends = only_punctuation(verb + 1) || tree_[verb + 1].form == ",";
        if (!comma || !ends || text_.quotation_at(tree_[speech.clause_first - 2].span.begin, true) >= 0)
            return std::nullopt;
        speech.rule = "parenthesis";
        add_piece(speech, {0, speech.clause_first - 2});
        return with_content(std::move(speech));
    }

    /// "C, as X put it".
    [[nodiscard]] std::optional<Speech> put_it(int verb, const ReportingVerb& entry) const {
        const int object = tree_.child_with_lemma(verb, "obj", "it");
        Speech speech;
        speech.sentence = sentence_;
        speech.cue = verb;
        speech.cue_last = speech.clause_last = object;
        speech.verb = &entry;
        speech.subject = tree_.child(verb, "nsubj");
        speech.clause_first = tree_.child_with_lemma(verb, "mark", "as");
        if (object != verb + 1 || speech.subject < 0 || speech.clause_first > speech.subject) return std::nullopt;
        speech.rule = "parenthesis";
        if (speech.clause_first > 0) add_piece(speech, {0, speech.clause_first - 1});
        add_piece(speech, {object + 1, tree_.size() - 1});
        return with_content(std::move(speech));
    }

    /// "'We hide nobody,' he said, and put the toll at 12": a parser may find the subject in the quoted words.
    [[nodiscard]] int subject_outside_quotation(int verb) const {
        const int subject = tree_.subject(verb);
        if (subject < 0 || text_.quotation_at(tree_[subject].span.begin, true) < 0) return subject;
        for (int i = verb - 1; i >= 0; --i) {
            if (text_.quotation_at(tree_[i].span.begin, true) >= 0) return -1;
            if (tree_.upos(i) == "VERB" && text_.lexicons.reporting_verb(tree_.lemma(i)))
                return tree_.child(i, "nsubj");
        }
        return -1;
    }

    /// "Officials put the toll at 12".
    [[nodiscard]] std::optional<Speech> figure(int verb, const ReportingVerb& entry) const {
        if (tree_.child_with_lemma(verb, "mark", "as") >= 0) return put_it(verb, entry);
        const int object = tree_.child(verb, "obj");
        const int subject = subject_outside_quotation(verb);
        if (object < verb || subject < 0 || subject > verb || tree_.negated(verb)) return std::nullopt;
        int amount = -1;
        for (const int over : {verb, object})
            for (const int child : tree_.children(over))
                if (child > object && tree_.child_with_lemma(child, "case", "at") >= 0) amount = child;
        if (amount < 0) return std::nullopt;
        bool number = false;
        for (int i = tree_.first(amount); i <= tree_.last(amount); ++i) number = number || tree_.upos(i) == "NUM";
        if (!number) return std::nullopt;
        Speech speech;
        speech.sentence = sentence_;
        speech.cue = speech.cue_last = speech.clause_last = verb;
        speech.verb = &entry;
        speech.subject = subject;
        speech.clause_first = std::min(verb, tree_.first(subject));
        speech.rule = "figure";
        add_piece(speech, {tree_.first(object), tree_.last(amount)});
        return with_content(std::move(speech));
    }

    [[nodiscard]] bool is_according(int token) const {
        return token + 1 < tree_.size() && lower_ascii(tree_[token].form) == "according" &&
               tree_[token + 1].form == "to";
    }

    /// "in the words of X", "in the view of X".
    [[nodiscard]] bool is_in_words_of(int token) const {
        const std::string_view lemma = tree_.lemma(token);
        return token > 1 && token + 2 < tree_.size() && (lemma == "word" || lemma == "view" || lemma == "opinion") &&
               tree_[token - 1].form == "the" && lower_ascii(tree_[token - 2].form) == "in" &&
               tree_[token + 1].form == "of";
    }

    [[nodiscard]] std::optional<Speech> in_words_of(int token) const {
        const Range name = stretch_behind(token + 2);
        if (name.empty() || !is_noun_phrase(name)) return std::nullopt;
        Speech speech;
        speech.sentence = sentence_;
        speech.cue = speech.clause_first = token - 2;
        speech.cue_last = token + 1;
        speech.subject = head_of(name);
        speech.clause_last = name.last;
        speech.rule = "in the words of";
        Range whole{0, tree_.size() - 1};
        if (speech.clause_first > 0 && tree_[speech.clause_first - 1].form != ",") return std::nullopt;
        add_around(speech, whole);
        return with_content(std::move(speech));
    }

    [[nodiscard]] std::optional<Speech> according(int token) const {
        const Range stretch = stretch_behind(token + 2);
        int speaker = tree_.head(token);
        if (speaker < stretch.first || speaker > stretch.last || !is_nominal(speaker)) speaker = tree_.head(token + 1);
        if (speaker < stretch.first || speaker > stretch.last || !is_nominal(speaker))
            speaker = stretch.empty() ? -1 : head_of(stretch);
        if (speaker < 0 || tree_.lemma(speaker) == "which" || tree_.lemma(stretch.first) == "which")
            return std::nullopt;
        Speech speech;
        speech.sentence = sentence_;
        speech.cue = token;
        speech.cue_last = token + 1;
        speech.subject = speaker;
        speech.rule = "according to";
        speech.clause_first = token;
        speech.clause_last = std::max(token + 1, phrase_end(speaker));
        if (const Citation cited = citation_behind(tree_, speech.clause_last); cited.verb >= 0)
            speech.clause_last = cited.last;
        add_around(speech, according_scope(speech));
        return with_content(std::move(speech));
    }

    /// The range without the reporting clause; what starts anew behind it is another's.
    void add_around(Speech& speech, Range range) const {
        const Range clause{speech.clause_first, speech.clause_last};
        if (clause.first > range.first) add_piece(speech, {range.first, std::min(clause.first - 1, range.last)});
        const Range behind{std::max(range.first, clause.last + 1), range.last};
        if (!behind.empty() && (clause.first <= range.first || !starts_anew(clause.last + 1)))
            add_piece(speech, behind);
    }

    [[nodiscard]] static std::optional<Speech> with_content(Speech speech) {
        if (speech.content.empty()) return std::nullopt;
        return speech;
    }

    /// The end of a noun phrase, without clauses that a parser may have hung on it.
    [[nodiscard]] int phrase_end(int noun) const {
        int last = noun;
        for (int child : tree_.children(noun)) {
            const std::string_view relation = tree_.relation(child);
            if (relation == "flat" || relation == "compound" || relation == "nmod" || relation == "appos" ||
                relation == "conj" || relation == "acl" || relation == "amod" || relation == "nummod")
                last = std::max(last, tree_.last(child));
        }
        return last;
    }

    /// What "according to X" covers: the sentence, or the last of several joined clauses.
    [[nodiscard]] Range according_scope(const Speech& speech) const {
        Range whole{0, tree_.size() - 1};
        if (speech.clause_first == 0) return whole;
        int governor = tree_.head(speech.subject);
        for (int steps = 0; governor >= 0 && steps < tree_.size(); ++steps, governor = tree_.head(governor)) {
            const std::string_view relation = tree_.relation(governor);
            const bool own_clause = tree_.child(governor, {"nsubj", "csubj"}) >= 0;
            if (own_clause && relation == "conj") break;
        }
        if (governor >= 0 && tree_.first(governor) < speech.clause_first)
            whole = {tree_.first(governor), std::max(tree_.last(governor), speech.clause_last)};
        if (whole.first < tree_.size() && tree_.relation(whole.first) == "cc") ++whole.first;
        return whole;
    }

    // ---- nouns ----------------------------------------------------------------------------------------------------

    /// "his claim that C", "a report by X that C".
    [[nodiscard]] std::optional<Speech> noun_and_clause(int noun) const {
        if (!text_.lexicons.reporting_noun(tree_.lemma(noun))) return std::nullopt;
        const int clause = clause_of(noun);
        if (clause < 0) return std::nullopt;
        Speech speech;
        speech.sentence = sentence_;
        speech.cue = speech.cue_last = noun;
        speech.subject = noun_speaker(noun);
        speech.rule = "noun and clause";
        speech.clause_first = tree_.first(noun);
        speech.clause_last = noun;
        speech.confidence = 0.7F;
        if (speech.subject >= 0 && is_first_person(tree_.lemma(speech.subject))) return std::nullopt;
        add_piece(speech, part_range(clause));
        return with_content(std::move(speech));
    }

    /// "is sceptical that C", "are concerned C": a stated belief.
    [[nodiscard]] std::optional<Speech> adjective_and_clause(int adjective) const {
        const int clause = tree_.child(adjective, "ccomp");
        const int subject = tree_.child(adjective, "nsubj");
        if (clause < adjective || subject < 0 || tree_.child(adjective, "cop") < 0) return std::nullopt;
        if (!text_.lexicons.attitude(lower_ascii(tree_[adjective].form), WordClass::adjective) &&
            !text_.lexicons.attitude(tree_.lemma(adjective), WordClass::adjective))
            return std::nullopt;
        if (is_first_person(tree_.lemma(subject)) || lower_ascii(tree_[subject].form) == "it") return std::nullopt;
        Speech speech;
        speech.sentence = sentence_;
        speech.cue = speech.cue_last = adjective;
        speech.subject = subject;
        speech.rule = "adjective and clause";
        speech.clause_first = tree_.first(subject);
        speech.clause_last = adjective;
        speech.confidence = 0.8F;
        add_piece(speech, part_range(clause));
        return with_content(std::move(speech));
    }

    [[nodiscard]] int noun_speaker(int noun) const {
        for (int child : tree_.children(noun)) {
            if (tree_[child].deprel == "nmod:poss") return child;
            if (tree_.relation(child) == "nmod" && (led_in_by(child, "by", "from") || led_in_by(child, "of", "among")))
                return child;
        }
        for (int child : tree_.children(noun))  // "a New York Times report that"
            if (tree_.relation(child) == "compound" && tree_.upos(child) == "PROPN") return child;
        const int verb = tree_.head(noun);
        return tree_.relation(noun) == "obj" && verb >= 0 ? tree_.subject(verb) : -1;
    }

    int sentence_;
};

}  // namespace

std::optional<Speech> other_cue(const SpeechText& text, int sentence, int token) {
    return OtherCue(text, sentence).find(token);
}

}  // namespace px
