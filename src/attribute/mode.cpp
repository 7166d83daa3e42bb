#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "attribute/attribute.hpp"
#include "attribute/tree.hpp"
#include "record/speech.hpp"

namespace px {
namespace {

constexpr int max_climb = 12;  // governing words looked at above an act

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 6> future_words = {"will", "shall", "'ll", "\u2019ll", "wo", "ll"};
constexpr std::array<std::string_view, 8> possible_words = {"may", "might",  "could", "can",
                                                            "ca",  "should", "must",  "ought"};
constexpr std::array<std::string_view, 5> condition_words = {"if", "unless", "provided", "lest", "should"};

/// The stronger of what is known already and what a further governing word says.
Mode compose(Mode inner, Mode outer) {
    if (outer == Mode::actual) return inner;
    if (inner == Mode::negated) return outer == Mode::negated ? Mode::actual : Mode::negated;
    if (inner == Mode::actual || outer == Mode::hypothetical || outer == Mode::negated) return outer;
    if (inner == Mode::planned && outer == Mode::possible) return outer;
    return inner;
}

class ModeFinder {
  public:
    ModeFinder(const Lexicons& lexicons, const DependencyTree& tree) : lexicons_(lexicons), tree_(tree) {}

    [[nodiscard]] Mode find(int token) const {
        const Mode mode = climb(token, is_nominal_act(token) ? of_noun(token) : of_clause(token), max_climb);
        return mode == Mode::actual && is_announced(token) ? Mode::planned : mode;
    }

    /// A definite noun that nothing in its sentence shows to have happened: "such talks", "confirmed the visit". What
    /// was told of the same act before says whether it is a plan.
    [[nodiscard]] bool leans_on_text_before(int token) const {
        if (!is_noun(token) || !is_nominal_act(token) || tree_.relation(token) == "compound") return false;
        bool definite = false;
        for (int child : tree_.children(token)) {
            const std::string_view lemma = tree_.lemma(child);
            definite = definite || tree_[child].deprel == "nmod:poss" || one_of(lemma, definite_words);
        }
        return definite && !told_as_past(token) && !placed_in_the_past(token);
    }

    /// Whether a word names the act that the noun names: "visit" and "visiting", "met" and "the meeting".
    [[nodiscard]] static bool same_act(const Token& word, std::string_view noun) {
        if (word.upos != "NOUN" && word.upos != "VERB") return false;
        return stem(word.lemma) == stem(noun);
    }

    /// The owner of a noun as it stands there, empty if none is named.
    [[nodiscard]] std::string_view owner(int noun) const {
        for (int child : tree_.children(noun))
            if (tree_[child].deprel == "nmod:poss" && tree_.upos(child) == "PROPN") return tree_[child].form;
        return {};
    }

  private:
    static constexpr std::array<std::string_view, 6> definite_words = {"the", "this", "that", "these", "those", "such"};
    static constexpr std::array<std::string_view, 6> words_of_the_past = {"last",    "recent", "previous",
                                                                          "earlier", "former", "past"};
    static constexpr std::array<std::string_view, 15> appointments = {
        "meeting",      "talk",       "talks",   "summit",    "visit", "trip",     "conference", "negotiation",
        "negotiations", "referendum", "session", "gathering", "vote",  "election", "dialogue"};
    static constexpr std::array<std::string_view, 6> leads_of_the_past = {"at",    "during",    "after",
                                                                          "since", "following", "in"};

    [[nodiscard]] static std::string_view stem(std::string_view lemma) {
        return lemma.size() > 6 && lemma.ends_with("ing") ? lemma.substr(0, lemma.size() - 3) : lemma;
    }

    /// "The last visit", "the 2019 summit".
    [[nodiscard]] bool told_as_past(int noun) const {
        return std::ranges::any_of(tree_.children(noun), [&](int child) {
            return one_of(tree_.lemma(child), words_of_the_past) || tree_.upos(child) == "NUM";
        });
    }

    /// "The talks ended", "agreed at the summit", "held the talks": a verb in the past that takes place with the act.
    [[nodiscard]] bool placed_in_the_past(int noun) const {
        const int verb = tree_.head(noun);
        if (verb < 0) return false;
        const std::string_view relation = tree_.relation(noun);
        if (relation == "nmod") return is_noun(verb) && placed_in_the_past_as_phrase(noun);
        if (tree_[verb].xpos != "VBD" && tree_[verb].xpos != "VBN") return false;
        if (relation == "obl") return placed_in_the_past_as_phrase(noun);
        const bool speaks = lexicons_.reporting_verb(tree_.lemma(verb)) != nullptr;
        return !speaks;
    }

    [[nodiscard]] bool placed_in_the_past_as_phrase(int noun) const {
        for (int child : tree_.children(noun))
            if (tree_.relation(child) == "case" && one_of(tree_.lemma(child), leads_of_the_past)) return true;
        return false;
    }

    /// A headline without a finite verb tells plans by infinitives: "Trump to visit London, meet May".
    [[nodiscard]] bool is_announced(int token) const {
        if (tree_[token].xpos != "VB") return false;
        int first = -1;
        for (int i = 0; i < tree_.size(); ++i) {
            const std::string& tag = tree_[i].xpos;
            if (tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD") return false;
            if (first < 0 && tag == "VB") first = i;
        }
        if (first < 2 || !infinitive(first) || tree_[first - 1].form != "to") return false;
        const std::string_view before = tree_.upos(first - 2);
        return before == "PROPN" || before == "NOUN" || before == "NUM" || before == "ADV";
    }

    [[nodiscard]] bool is_noun(int token) const { return tree_.upos(token) == "NOUN" || tree_.upos(token) == "PROPN"; }

    /// A noun that is no predicate; in "who was behind the attack" the attack is none either.
    [[nodiscard]] bool is_nominal_act(int token) const {
        return is_noun(token) && (tree_.child(token, "cop") < 0 || tree_.child(token, "case") >= 0);
    }

    [[nodiscard]] WordClass word_class(int token) const {
        const std::string_view tag = tree_.upos(token);
        if (tag == "NOUN" || tag == "PROPN") return WordClass::noun;
        return tag == "ADJ" ? WordClass::adjective : WordClass::verb;
    }

    /// "to" before an infinitive.
    [[nodiscard]] bool infinitive(int token) const { return tree_.child_with_lemma(token, "mark", "to") >= 0; }

    [[nodiscard]] bool conditional(int clause) const {
        for (int child : tree_.children(clause))
            if (tree_.relation(child) == "mark" && one_of(tree_.lemma(child), condition_words)) return true;
        return false;
    }

    [[nodiscard]] bool has_condition(int clause) const {
        for (int child : tree_.children(clause))
            if (tree_.relation(child) == "advcl" && conditional(child)) return true;
        return false;
    }

    /// "said he would visit": the future as seen from the past.
    [[nodiscard]] bool reported(int clause) const {
        if (tree_.head(clause) < 0) return false;
        if (tree_.relation(clause) == "acl") return tree_.child_with_lemma(clause, "mark", "that") >= 0;
        return tree_.relation(clause) == "ccomp" && tree_.upos(tree_.head(clause)) == "VERB";
    }

    /// Modals, negation, conditions and questions of the clause whose head is `verb`.
    [[nodiscard]] Mode of_clause(int verb) const {
        Mode mode = of_auxiliaries(verb);
        if (negated(verb) && !only_later(verb)) mode = mode == Mode::possible && !cannot(verb) ? mode : Mode::negated;
        if (mode == Mode::planned && has_condition(verb)) mode = Mode::hypothetical;
        for (int child : tree_.children(verb)) {
            if (tree_.relation(child) != "advmod" || tree_.negated(verb)) continue;
            if (const Signature* word =
                    lexicons_.signature(tree_.lemma(child), WordClass::adverb, Complement::modifier))
                mode = compose(mode, word->affirmed);
        }
        if (conditional(verb)) return Mode::hypothetical;
        if (tree_.child_with_lemma(verb, "mark", "whether") >= 0) return compose(mode, Mode::possible);
        if ((mode == Mode::actual || mode == Mode::planned) && is_question(verb)) return Mode::possible;
        return mode;
    }

    [[nodiscard]] Mode of_auxiliaries(int verb) const {
        Mode mode = Mode::actual;
        bool be = false;
        for (int child : tree_.children(verb)) {
            if (tree_.relation(child) != "aux" && tree_.relation(child) != "cop") continue;
            const std::string_view word = tree_.lemma(child);
            if (one_of(word, future_words))
                mode = Mode::planned;
            else if (word == "would" || word == "'d")
                mode = reported(verb) && !has_condition(verb) ? Mode::planned : Mode::hypothetical;
            else if (one_of(word, possible_words))
                mode = Mode::possible;
            be = be || word == "be";
        }
        const std::string_view relation = tree_.relation(verb);
        const bool due =
            tree_.child_with_lemma(verb, "mark", "due") >= 0;  // "is due to arrive": one word to the parser
        if (mode == Mode::actual && be && (due || infinitive(verb)) &&
            (relation == "root" || relation == "ccomp" || (due && relation == "conj")))
            return Mode::planned;  // "is to meet"
        return mode == Mode::actual && is_yet_to_come(verb) ? Mode::planned : mode;
    }

    /// "A week before he visits China", "until they meet": the present tense there is of the future.
    [[nodiscard]] bool is_yet_to_come(int verb) const {
        const std::string_view tense = tree_[verb].xpos;
        if (tree_.relation(verb) != "advcl" || (tense != "VBZ" && tense != "VBP")) return false;
        return tree_.child_with_lemma(verb, "mark", "before") >= 0 ||
               tree_.child_with_lemma(verb, "mark", "until") >= 0;
    }

    /// "Will not begin before Friday", "did not arrive until Monday": it does then.
    [[nodiscard]] bool only_later(int verb) const {
        const bool comes =
            lexicons_.supports(tree_.lemma(verb), SupportUse::comes) && of_auxiliaries(verb) == Mode::planned;
        return std::ranges::any_of(tree_.children(verb), [&](int child) {
            return tree_.child_with_lemma(child, "case", "until") >= 0 ||
                   (comes && tree_.child_with_lemma(child, "case", "before") >= 0);
        });
    }

    /// By a word of its own, or by its subject: "no talks were held".
    [[nodiscard]] bool negated(int verb) const {
        const int subject = tree_.child(verb, {"nsubj", "csubj"});
        const bool empty_subject =
            subject >= 0 && (tree_.negated(subject) || tree_.lemma(subject) == "nobody" ||
                             tree_.lemma(subject) == "none" || tree_.lemma(subject) == "neither");
        return tree_.negated(verb) != (empty_subject || acts_on_nothing(verb));
    }

    /// "apologised for nothing", "signed nothing".
    [[nodiscard]] bool acts_on_nothing(int verb) const {
        for (int child : tree_.children(verb)) {
            const std::string_view relation = tree_.relation(child);
            if ((relation == "obj" || relation == "obl") && tree_.lemma(child) == "nothing") return true;
        }
        return false;
    }

    [[nodiscard]] bool cannot(int verb) const {
        for (int child : tree_.children(verb))
            if (tree_.relation(child) == "aux" && (tree_.lemma(child) == "can" || tree_.lemma(child) == "could"))
                return true;
        return false;
    }

    [[nodiscard]] bool is_question(int verb) const {
        const std::string_view relation = tree_.relation(verb);
        return (relation == "root" || relation == "parataxis" || relation == "conj") && tree_.size() > 0 &&
               tree_[tree_.size() - 1].form == "?";
    }

    /// What the words beside a noun make of the act it names: "a planned visit", "no talks".
    [[nodiscard]] Mode of_noun(int noun) const {
        Mode mode = tree_.negated(noun) ? Mode::negated : Mode::actual;
        for (int child : tree_.children(noun)) {
            const std::string_view relation = tree_.relation(child);
            const Signature* word = nullptr;
            if (relation == "amod" || relation == "compound") {
                word = lexicons_.signature(lower_form(child), WordClass::adjective, Complement::modifier);
                if (!word) word = lexicons_.signature(tree_.lemma(child), WordClass::adjective, Complement::modifier);
            } else if (relation == "acl" && tree_.child(child, {"nsubj", "obj"}) < 0) {
                word = lexicons_.signature(tree_.lemma(child), WordClass::verb, Complement::object);
            }
            if (word && !word->same) mode = compose(mode, word->affirmed);
        }
        return mode;
    }

    [[nodiscard]] std::string lower_form(int token) const {
        std::string form = tree_[token].form;
        std::transform(form.begin(), form.end(), form.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        return form;
    }

    /// Applies what governs `token`, step by step up the tree.
    [[nodiscard]] Mode climb(int token, Mode mode, int steps) const {
        const int up = tree_.head(token);
        if (up < 0 || steps == 0) return mode;
        const std::string_view relation = tree_.relation(token);
        if (relation == "conj") return climb_conjunct(token, up, mode, steps);
        if (relation == "compound" || relation == "flat" || relation == "fixed" || relation == "cop")
            return climb(up, mode, steps - 1);
        if (is_nominal_act(token)) return climb_noun(token, up, relation, mode, steps);
        if (relation == "xcomp" || relation == "ccomp" || relation == "csubj")
            return climb_complement(token, up, relation, mode, steps);
        if (relation == "advcl" && infinitive(token) && word_class(up) == WordClass::verb && !purpose_follows(up))
            return climb_complement(token, up, "xcomp", mode, steps);
        if (relation == "advcl" && is_gerund_complement(token)) return climb_gerund(token, up, mode, steps);
        // "is visiting Russia this time to meet Putin": the purpose is the verb's, not the time's.
        if (relation == "acl" && infinitive(token) && tree_[up].deprel.starts_with("obl:") && tree_.head(up) >= 0)
            return of_adjunct(token, tree_.head(up), "advcl", mode, steps);
        if (relation == "advcl" || relation == "acl") return of_adjunct(token, up, relation, mode, steps);
        return mode;
    }

    /// "suspects them of attacking", "kept them from leaving", "warned them against attacking", "agreed on leaving".
    [[nodiscard]] bool is_gerund_complement(int token) const {
        if (tree_[token].xpos != "VBG") return false;
        static constexpr std::array<std::string_view, 4> leads = {"of", "from", "against", "on"};
        return std::ranges::any_of(
            leads, [&](std::string_view lead) { return tree_.child_with_lemma(token, "mark", lead) >= 0; });
    }

    [[nodiscard]] Mode climb_gerund(int token, int up, Mode mode, int steps) const {
        if (tree_.child_with_lemma(token, "mark", "against") >= 0) mode = compose(mode, Mode::possible);
        if (word_class(up) == WordClass::verb && !purpose_follows(up))
            return climb_complement(token, up, "xcomp", mode, steps);
        return of_adjunct(token, up, "advcl", mode, steps);
    }

    /// A verb whose infinitive is its complement even where a parser calls it an adjunct ("is expected to").
    [[nodiscard]] bool purpose_follows(int verb) const {
        return !lexicons_.signature(tree_.lemma(verb), word_class(verb), Complement::clause);
    }

    [[nodiscard]] bool has_had(int verb) const {
        return std::ranges::any_of(tree_.children(verb), [&](int child) {
            return tree_.relation(child) == "aux" && tree_[child].form == "had";
        });
    }

    [[nodiscard]] Mode climb_conjunct(int token, int up, Mode mode, int steps) const {
        const bool shares = tree_.child(token, "aux") < 0 && tree_.child(token, {"nsubj", "csubj"}) < 0;
        if (!shares && infinitive(up) && !infinitive(token)) return mode;  // a clause of its own, misplaced
        // "denied that it had attacked Iraq and blamed Turkey": a past tense is joined to what was done, not to what
        // is reported.
        const bool says = lexicons_.reporting_verb(tree_.lemma(token)) != nullptr;
        if (says && shares && tree_[token].xpos == "VBD" && tree_.relation(up) == "ccomp" && has_had(up)) return mode;
        if (!is_noun(token) && shares && !is_noun(up)) {
            Mode first = of_auxiliaries(up);
            if (conditional(up)) first = Mode::hypothetical;
            mode = compose(mode, first);
        } else if (is_noun(token) && is_noun(up) && tree_.negated(up)) {
            mode = compose(mode, Mode::negated);
        }
        return climb(up, mode, steps - 1);
    }

    /// The mode of a governing word, from its own clause and all above it.
    [[nodiscard]] Mode governor(int word, int steps) const {
        return climb(word, is_nominal_act(word) ? of_noun(word) : of_clause(word), steps - 1);
    }

    [[nodiscard]] Mode apply(const Signature& signature, int word, Mode mode, int steps) const {
        const bool reports = lexicons_.reporting_verb(tree_.lemma(word)) != nullptr;
        if (signature.same && reports) {
            if (tree_.relation(word) == "acl" && denied(tree_.head(word))) return compose(mode, Mode::negated);
            // Whoever is quoted answers for the rest: the mode is that of the voice.
            return negated(word) && !signature.negated_same ? compose(mode, signature.negated) : mode;
        }
        const Mode outer = governor(word, steps);
        if (outer == Mode::negated) return signature.negated_same ? mode : compose(mode, signature.negated);
        const Mode affirmed = signature.same ? outer : signature.affirmed;
        if (affirmed == Mode::actual) return compose(mode, outer);
        // "could be cancelled": still planned.
        if (affirmed == Mode::negated && outer != Mode::actual)
            return compose(
                mode, is_nominal_act(word) || word_class(word) != WordClass::verb ? Mode::possible : Mode::planned);
        return compose(mode, affirmed);
    }

    /// Of a verb with its particle ("call off") or, where that has no entry, of the bare word.
    [[nodiscard]] const Signature* signature_of(int word, Complement complement) const {
        for (int child : tree_.children(word)) {
            if (tree_[child].deprel != "compound:prt") continue;
            const std::string phrase = std::string(tree_.lemma(word)) + ' ' + std::string(tree_.lemma(child));
            const Signature* signature = lexicons_.signature(phrase, WordClass::verb, complement);
            if (signature != nullptr) return signature;
        }
        return lexicons_.signature(tree_.lemma(word), word_class(word), complement);
    }

    /// A reporting verb whose finite clause is told as it is, whatever its infinitive would be.
    [[nodiscard]] bool reports_facts(int verb) const {
        const ReportingVerb* entry = lexicons_.reporting_verb(tree_.lemma(verb));
        if (!entry || word_class(verb) != WordClass::verb) return false;
        switch (entry->kind) {
            case ReportClass::say:
            case ReportClass::tell:
            case ReportClass::write:
            case ReportClass::claim:
            case ReportClass::concede:
            case ReportClass::warn:
            case ReportClass::promise:
            case ReportClass::learn:
            case ReportClass::carry:
                return true;
            default:
                return false;
        }
    }

    /// "Rejected claims that": a parser may take the noun for a verb that has lost its subject.
    [[nodiscard]] bool is_noun_taken_for_verb(int token) const {
        return tree_.relation(token) == "ccomp" && tree_[token].form.ends_with('s') &&
               lexicons_.reporting_noun(tree_.lemma(token)) != nullptr &&
               tree_.child(token, {"nsubj", "csubj", "mark", "aux"}) < 0;
    }

    /// "denied a report that": the noun is object of a verb of denial.
    [[nodiscard]] bool denied(int noun) const {
        const int verb = tree_.head(noun);
        const bool object = tree_.relation(noun) == "obj" || is_noun_taken_for_verb(noun);
        if (verb < 0 || !object || tree_.negated(verb)) return false;
        const ReportingVerb* entry = lexicons_.reporting_verb(tree_.lemma(verb));
        return entry && entry->kind == ReportClass::deny;
    }

    [[nodiscard]] Mode climb_complement(int token, int up, std::string_view relation, Mode mode, int steps) const {
        if (tree_.lemma(up) == "go" && infinitive(token) && tree_[up].form == "going")
            return compose(mode, Mode::planned);                                                // "is going to meet"
        if (tree_.lemma(up) == "be" && infinitive(token)) return compose(mode, Mode::planned);  // "is to meet"
        if (relation == "ccomp" && is_noun_taken_for_verb(up) && denied(up)) return compose(mode, Mode::negated);
        const Signature* signature = signature_of(up, Complement::clause);
        // "told them to leave": an order, not a report.
        const bool order = signature && signature->same && word_class(up) == WordClass::verb && infinitive(token) &&
                           lexicons_.reporting_verb(tree_.lemma(up)) && tree_.child(up, "aux") < 0;
        if (relation == "ccomp" && !infinitive(token) && reports_facts(up)) {
            static constexpr Signature told{Mode::actual, Mode::unknown, true, false};
            return apply(told, up, mode, steps);  // "announced that X had resigned"
        }
        if (signature && !order) return apply(*signature, up, mode, steps);
        if (relation == "xcomp" && infinitive(token)) return compose(mode, Mode::possible);
        return relation == "xcomp" ? compose(mode, governor(up, steps)) : mode;
    }

    [[nodiscard]] Mode of_adjunct(int token, int up, std::string_view relation, Mode mode, int steps) const {
        if (tree_.child_with_lemma(token, "mark", "without") >= 0) return compose(mode, Mode::negated);
        if (relation == "acl") {
            const int first = tree_.first(token);
            const int subject = tree_.child(token, {"nsubj", "csubj"});
            // A parser may take the clause for a relative one; a subject besides "that" tells.
            const bool that = tree_.child_with_lemma(token, "mark", "that") >= 0 ||
                              (tree_.lemma(first) == "that" && subject >= 0 && subject != first);
            if (that && denied(up)) return compose(mode, Mode::negated);
            const Signature* signature = lexicons_.signature(tree_.lemma(up), WordClass::noun, Complement::clause);
            if (signature && (that || infinitive(token))) return apply(*signature, up, mode, steps);
            if (!infinitive(token)) return mode;
            // "foiled a plot to kill"
            return compose(mode, governor(up, steps) == Mode::negated ? Mode::negated : Mode::planned);
        }
        // A purpose shares the fate of what is done for it: "travelled to meet", "will travel to meet".
        return infinitive(token) ? compose(mode, governor(up, steps)) : mode;
    }

    /// An act named by a noun: only words that bear on its happening count ("held talks", "cancelled the visit"), not
    /// those that speak about it ("discussed the killing").
    [[nodiscard]] Mode climb_noun(int noun, int up, std::string_view relation, Mode mode, int steps) const {
        if (relation == "nmod" && word_class(up) == WordClass::noun) {
            const Signature* signature = lexicons_.signature(tree_.lemma(up), WordClass::noun, Complement::object);
            return signature && !was_said(noun) ? apply(*signature, up, mode, steps) : mode;
        }
        const bool object = relation == "obj" || tree_[noun].deprel == "nsubj:pass";
        if (relation == "obl") return climb_oblique(noun, up, mode, steps);
        if (!object && relation != "nsubj") return mode;
        const Signature* signature = signature_of(up, Complement::object);
        const bool occurs = signature && signature->affirmed == Mode::actual && !signature->same;
        if (object && signature && !was_said(noun)) return apply(*signature, up, mode, steps);
        if (object && expected_to_occur(up)) return compose(mode, Mode::planned);
        if (object) return mode;
        if (occurs) return apply(*signature, up, mode, steps);
        return of_auxiliaries(up) == Mode::planned ? compose(mode, Mode::planned) : mode;
    }

    /// What was said before is not undone: "failed to keep promises", "denied the charges".
    [[nodiscard]] bool was_said(int noun) const {
        return lexicons_.reporting_noun(tree_.lemma(noun)) || tree_.lemma(noun) == "charge" ||
               lexicons_.signature(tree_.lemma(noun), WordClass::noun, Complement::clause);
    }

    /// "called for talks", "will meet during the visit": what it is for, or when.
    [[nodiscard]] Mode climb_oblique(int noun, int up, Mode mode, int steps) const {
        if (mode == Mode::actual && lies_ahead(noun, up)) return Mode::planned;
        const bool purpose = tree_.child_with_lemma(noun, "case", "for") >= 0;
        if (purpose) {
            const Signature* signature = lexicons_.signature(tree_.lemma(up), word_class(up), Complement::object);
            if (!signature) signature = lexicons_.signature(tree_.lemma(up), word_class(up), Complement::clause);
            if (signature && !(signature->affirmed == Mode::actual)) return apply(*signature, up, mode, steps);
        }
        const bool within = purpose || tree_.child_with_lemma(noun, "case", "during") >= 0 ||
                            tree_.child_with_lemma(noun, "case", "at") >= 0;
        return within && of_auxiliaries(up) == Mode::planned ? compose(mode, Mode::planned) : mode;
    }

    /// "Ahead of his meeting"; an invasion that is told so has mostly begun.
    [[nodiscard]] bool lies_ahead(int noun, int up) const {
        if (tree_.lemma(up) != "ahead" || tree_.child_with_lemma(noun, "case", "of") < 0) return false;
        return one_of(tree_.lemma(noun), appointments) && !told_as_past(noun);
    }

    /// "The talks are supposed to take place": the infinitive says no more than that they happen.
    [[nodiscard]] bool expected_to_occur(int verb) const {
        const int happening = tree_.child(verb, "xcomp");
        const Signature* signature = lexicons_.signature(tree_.lemma(verb), WordClass::verb, Complement::clause);
        return happening >= 0 && signature && signature->affirmed == Mode::planned &&
               lexicons_.supports(tree_.lemma(happening), SupportUse::occurs);
    }

    const Lexicons& lexicons_;
    const DependencyTree& tree_;
};

/// Whether the last sentences told of the same act as a plan. The nearest mention that says more than the bare noun
/// decides.
bool planned_before(const Lexicons& lexicons, const Annotation& annotation, int sentence, std::string_view noun,
                    std::string_view owner) {
    constexpr int reach = 40;  // sentences
    for (int s = sentence - 1; s >= std::max(0, sentence - reach); --s) {
        const auto tokens = annotation.tokens_of(annotation.sentences[static_cast<std::size_t>(s)]);
        const auto is_act = [&](const Token& token) { return ModeFinder::same_act(token, noun); };
        if (std::none_of(tokens.begin(), tokens.end(), is_act)) continue;
        const bool of_owner = owner.empty() || std::any_of(tokens.begin(), tokens.end(),
                                                           [&](const Token& token) { return token.form == owner; });
        const DependencyTree tree(tokens);
        const ModeFinder finder(lexicons, tree);
        for (int i = tree.size() - 1; i >= 0; --i) {
            if (!is_act(tree[i]) || finder.leans_on_text_before(i)) continue;
            return of_owner && finder.find(i) == Mode::planned;
        }
    }
    return false;
}

}  // namespace

Mode mode_of(const Lexicons& lexicons, const Report&, const Annotation& annotation, int sentence, int token) {
    if (sentence < 0 || static_cast<std::size_t>(sentence) >= annotation.sentences.size()) return Mode::unknown;
    const DependencyTree tree(annotation.tokens_of(annotation.sentences[static_cast<std::size_t>(sentence)]));
    if (token < 0 || token >= tree.size()) return Mode::unknown;
    const ModeFinder finder(lexicons, tree);
    const Mode mode = finder.find(token);
    if (mode != Mode::actual || !finder.leans_on_text_before(token)) return mode;
    return planned_before(lexicons, annotation, sentence, tree.lemma(token), finder.owner(token)) ? Mode::planned
                                                                                                  : mode;
}

}  // namespace px
