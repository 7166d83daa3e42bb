// Reporting words and what the tree says is their content.

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "attribute/clause_words.hpp"
#include "attribute/speech.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr int longest_sentence = 500;  // tokens; longer ones are lists or noise, and only their quotations are read

bool is_participle(const Token& token) {
    return token.xpos == "VBG" || token.feats.find("VerbForm=Ger") != std::string::npos;
}

class CueFinder : ClauseWords {
  public:
    CueFinder(const SpeechText& text, int sentence, std::vector<Speech>& out)
        : ClauseWords(text, sentence),
          sentence_(sentence),
          used_(static_cast<std::size_t>(tree_.size())),
          shared_subject_(static_cast<std::size_t>(tree_.size()), -1),
          out_(out) {}

    void find() {
        take_report_colon();
        for (int i = 0; i < tree_.size(); ++i) {
            if (used_[static_cast<std::size_t>(i)] || text_.quotation_at(tree_[i].span.begin, true) >= 0) continue;
            if (auto speech = other_cue(text_, sentence_, i))
                out_.push_back(std::move(*speech));
            else if (tree_.upos(i) == "VERB")
                take_verb(i);
        }
    }

  private:
    // ---- verbs ----------------------------------------------------------------------------------------------------

    void take_verb(int verb) {
        const ReportingVerb* entry = text_.lexicons.reporting_verb(tree_.lemma(verb));
        const std::string_view relation = tree_.relation(verb);
        if (relation == "amod" || relation == "compound" || relation == "case") return;
        if (!entry) return take_light_verb(verb);
        if (verb >= 2 && head_of_gerund(verb - 2) == verb) return;
        const std::string& tag = tree_[verb].xpos;
        if (verb == 0 && (tag == "VBN" || tag == "VBD") && tree_.child(verb, "nsubj") < 0) return;  // "Asked whether C"
        Speech speech;
        speech.sentence = sentence_;
        speech.cue = speech.cue_last = verb;
        speech.verb = entry;
        speech.passive = (tree_.child(verb, "aux") >= 0 && has_relation(verb, "aux:pass")) || is_reduced_passive(verb);
        set_subject(speech);
        if (entry->kind == ReportClass::carry && take_carried(speech)) return;
        if (tree_.negated(verb) && entry->kind != ReportClass::deny && entry->kind != ReportClass::believe) return;
        if (speech.passive) turn_passive(speech);
        if (speech.passive && speech.subject < 0 && !tells_without_speaker(verb, *entry)) return;
        if (speech.subject >= 0 && (is_first_person(tree_.lemma(speech.subject)) || is_this_report(speech.subject)))
            return;
        if (entry->kind == ReportClass::deny && (is_neither(verb) || take_denied(speech))) return;
        if (speech.subject >= 0 && speech.speaker.empty()) take_author(speech);
        const std::vector<int> parts = content_children(speech);
        if (!parts.empty() && asks_for_no_name(verb, parts.front())) return;
        for (int part : parts) used_[static_cast<std::size_t>(std::max(0, tree_.head(part)))] = true;
        set_clause(speech, parts);
        if (entry->kind == ReportClass::deny && !parts.empty() && tree_.head(parts.front()) >= 0 &&
            can_be_denied(tree_.head(parts.front())))
            speech.rule = "denied claim";
        for (int part : parts) add_content(speech, before_next_report(speech, part));
        leave_out_speaker(speech);
        if (parts.empty()) add_surrounding(speech);
        if (!speech.content.empty()) add_other_side(speech);
        if (speech.content.empty()) add_called_for(speech);
        if (speech.content.empty()) add_by_words(speech);
        if (speech.subject < 0 && !speech.passive && inverted_subject(speech) < 0) {
            if (!speech.content.empty()) return;
        }
        out_.push_back(std::move(speech));
    }

    /// "made the comment in an interview": the noun stands for the words. Counts only with a carrier.
    void take_light_verb(int verb) {
        const int object = tree_.child(verb, "obj");
        if (object < 0 || tree_.lemma(verb) != "make" || !text_.lexicons.reporting_noun(tree_.lemma(object))) return;
        Speech speech;
        speech.sentence = sentence_;
        speech.cue = speech.cue_last = verb;
        set_subject(speech);
        speech.clause_first = speech.clause_last = verb;
        speech.rule = needs_carrier;
        if (speech.subject < 0 || tree_.negated(verb)) return;
        add_piece(speech, {tree_.first(object), object});
        if (!speech.content.empty()) out_.push_back(std::move(speech));
    }

    void set_subject(Speech& speech) const {
        const int verb = speech.cue;
        int own = -1;  // of several the nearest
        for (int child : tree_.children(verb)) {
            const std::string_view relation = tree_.relation(child);
            const bool it = relation == "expl" && lower_ascii(tree_[child].form) == "it" && !speech.passive;
            if ((relation != "nsubj" && relation != "csubj" && !it) || is_quoted_beginning(child, verb)) continue;
            // "NK News, a website ..., reported": a parser may take the apposition for a second subject.
            const int behind = own >= 0 ? tree_.last(own) + 1 : tree_.size();
            if (behind < tree_.size() && tree_.upos(own) == "PROPN" && tree_.upos(child) == "NOUN" &&
                tree_.first(child) <= behind + 1 && tree_[behind].form == ",")
                continue;
            if (own < 0 || std::abs(child - verb) < std::abs(own - verb)) own = child;
        }
        if (own < 0) own = speaker_between_quotations(verb);
        if (own < 0) own = shared_subject_[static_cast<std::size_t>(verb)];
        if (own < 0 && !speech.passive && is_finite(verb) && take_subject_by_commas(speech)) return;
        // "with Lopez stating", "the government recommending": the noun at its side.
        if (own < 0 && tree_[verb].xpos == "VBG" && verb > 0 && is_nominal(verb - 1) && tree_.child(verb, "aux") < 0)
            own = name_head(verb - 1);
        speech.subject = own >= 0 ? own : outer_reporter(verb);
        if (speech.subject < 0) speech.subject = tree_.subject(verb);
    }

    /// "X was told by Y that": the agent speaks; without one nobody is named.
    void turn_passive(Speech& speech) const {
        speech.subject = -1;
        for (int child : tree_.children(speech.cue))
            if (tree_.relation(child) == "obl" && tree_.child_with_lemma(child, "case", "by") >= 0)
                speech.subject = child;
    }

    /// "The claim that C was rejected by X", "C, a charge rejected by X", "C, a claim X denies".
    bool take_denied(Speech& speech) {
        const int verb = speech.cue;
        const bool beside = tree_.relation(verb) == "acl" && tree_.head(verb) >= 0 && tree_.head(verb) < verb;
        int noun = speech.passive && !beside ? tree_.child(verb, "nsubj") : beside ? tree_.head(verb) : -1;
        if (beside && !speech.passive) {  // "a claim X denies"
            const int subject = subject_beside(noun, verb);
            if (subject < 0 || subject > verb || is_relative(subject)) return false;
            const int which = tree_.child(verb, "obj");  // "accusations of fraud, which he denied": it stands for them
            if (which > noun + 2 && which < verb && tree_.lemma(which) == "which") return false;
            speech.subject = subject;
        }
        if (noun < 0 || speech.subject < 0 || noun > verb) return false;
        if (!can_be_denied(noun) && !(beside && tree_.lemma(noun) == "something")) return false;
        std::erase_if(out_, [&](const Speech& other) { return other.sentence == sentence_ && other.cue == noun; });
        speech.clause_first = std::min(verb, beside ? tree_.first(speech.subject) : verb);
        speech.clause_last = std::max(verb, tree_.last(speech.subject));
        speech.rule = "denied claim";
        const int clause = clause_of(noun);
        if (clause >= 0 && clause != verb)
            add_piece(speech, part_range(clause));
        else
            add_piece(speech, {tree_.first(noun), beside ? noun : tree_.last(noun)});
        if (speech.content.empty()) return false;
        out_.push_back(std::move(speech));
        return true;
    }

    /// "Something X has repeatedly and openly denied": a parser may make two clauses of it.
    [[nodiscard]] int subject_beside(int noun, int verb) const {
        if (const int own = tree_.child(verb, "nsubj"); own >= 0) return own;
        for (int clause : tree_.children(noun))
            if (clause > noun && clause < verb && tree_.relation(clause) == "acl") return tree_.child(clause, "nsubj");
        return -1;
    }

    /// "A statement released by X said", "a statement from X, which read": X speaks, the statement carries.
    void take_author(Speech& speech) const {
        int document = speech.subject;
        if (tree_.lemma(document) == "which" && tree_.relation(speech.cue) == "acl") document = tree_.head(speech.cue);
        if (document < 0 || tree_.upos(document) != "NOUN") return;
        const LinkKind* kind = text_.lexicons.carrier_head(tree_.lemma(document));
        const bool carries = kind && (*kind == LinkKind::statement || *kind == LinkKind::document);
        if (!carries && !text_.lexicons.reporting_noun(tree_.lemma(document))) return;
        speech.document = document;
        const int author = author_of(document, speech.cue);
        if (author < 0) return;
        speech.subject = author;
        if (carries) speech.carrier = document;
    }

    /// "is said to", "it was reported that"; not "is expected to", which is the outlet's own.
    [[nodiscard]] bool tells_without_speaker(int verb, const ReportingVerb& entry) const {
        const std::string_view lemma = tree_.lemma(verb);
        if (entry.kind == ReportClass::believe) return lemma == "believe" || lemma == "think" || lemma == "feel";
        return entry.kind == ReportClass::say || entry.kind == ReportClass::claim || entry.kind == ReportClass::tell;
    }

    /// "X was quoted by O as saying C", "O quotes X as saying C".
    bool take_carried(Speech& speech) {
        const int saying = find_saying(speech.cue);
        if (saying < 0) return false;
        const int object = tree_.child(speech.cue, {"obj", "iobj"});
        if (speech.passive) {
            const int speaker = speech.subject;
            turn_passive(speech);
            speech.carrier = speech.subject;
            speech.subject = speaker;
        } else if (object >= 0 && object < saying) {
            speech.carrier = speech.subject;
            speech.subject = object;
        } else {
            return false;
        }
        used_[static_cast<std::size_t>(saying)] = true;
        Speech inner = speech;
        inner.cue = saying;
        inner.verb = text_.lexicons.reporting_verb(tree_.lemma(saying));
        speech.clause_first = speech.cue;
        speech.clause_last = saying;
        const std::vector<int> parts = content_children(inner);
        if (!parts.empty() && tree_.first(parts.front()) == saying + 1 && comes_to_end(parts.back()))
            for (int part : parts) add_piece(speech, part_range(part));
        else
            add_rest(speech, saying + 1);
        speech.rule = "quoted as saying";
        out_.push_back(std::move(speech));
        return true;
    }

    /// The "saying" of "quoted as saying": a participle of a reporting verb led in by "as".
    [[nodiscard]] int find_saying(int verb) const {
        for (int i = verb + 1; i < std::min(tree_.size(), verb + 25); ++i) {
            if (!is_participle(tree_[i]) || !text_.lexicons.reporting_verb(tree_.lemma(i))) continue;
            if (tree_.lemma(i - 1) == "as") return i;
        }
        return -1;
    }

    [[nodiscard]] bool comes_to_end(int token) const { return only_punctuation(tree_.last(token) + 1); }

    /// The rest of the sentence, or of the stretch up to a quotation of its own.
    void add_rest(Speech& speech, int from) const {
        if (from < tree_.size() && tree_.lemma(from) == "that") ++from;
        if (from + 1 < tree_.size()) add_piece(speech, {from, tree_.size() - 1});
    }

    /// The words under a reporting verb that hold what is reported.
    [[nodiscard]] std::vector<int> content_children(const Speech& speech) const {
        const int verb = speech.cue;
        const ReportingVerb& entry = *speech.verb;
        std::vector<int> parts;
        for (int child : tree_.children(verb))
            if (is_content(verb, child, entry) && !stands_with_subject(speech, child)) parts.push_back(child);
        if (parts.empty() && entry.clause) add_misplaced_clause(verb, parts);
        if (!parts.empty() && speech.subject >= 0 && tree_.child(parts.front(), "nsubj") < 0)
            for (int child : tree_.children(verb))  // "The talks, officials said, had failed."
                if (tree_.relation(child) == "nsubj" && child != speech.subject &&
                    (child < speech.subject || child < verb) &&
                    (comma_ends(child) || tree_.last(child) + 1 == tree_.first(parts.front())))
                    parts.push_back(child);
        if (parts.empty() && entry.infinitive) add_infinitive_of_object(verb, parts);
        if (parts.empty() && entry.object && !speech.passive) {
            const int object = tree_.child(verb, "obj");
            if (object >= 0 && (tree_.upos(object) != "PRON" || is_denied_pronoun(object, entry)) &&
                entry.kind != ReportClass::describe)
                parts.push_back(object);
        } else if (parts.empty() && entry.kind == ReportClass::deny && !speech.passive) {
            add_denied_noun(verb, parts);
        }
        if (entry.kind == ReportClass::describe && !parts.empty()) {
            const int object = tree_.child(verb, "obj");
            if (object >= 0) parts.push_back(object);
        }
        std::sort(parts.begin(), parts.end());
        return parts;
    }

    /// "Rwanda denies it", "C, which Rwanda denies": the pronoun takes up what was said before.
    [[nodiscard]] bool is_denied_pronoun(int object, const ReportingVerb& entry) const {
        const std::string_view lemma = tree_.lemma(object);
        return entry.kind == ReportClass::deny &&
               (text_.lexicons.supports(lemma, SupportUse::points) || lemma == "which");
    }

    /// "People close to the prince told ...": a parser may take what tells of the subject for what is said.
    [[nodiscard]] bool stands_with_subject(const Speech& speech, int child) const {
        return speech.subject >= 0 && speech.subject < child && tree_.first(child) == speech.subject + 1 &&
               tree_.last(child) + 1 == speech.cue && tree_[speech.subject + 1].form != ",";
    }

    /// "rejected suggestions that C", "dismissed the allegation": what others say can be denied, other things not.
    void add_denied_noun(int verb, std::vector<int>& parts) const {
        const int object = tree_.child(verb, "obj");
        if (object < verb || !can_be_denied(object)) return;
        const int clause = clause_of(object);
        parts.push_back(clause >= 0 ? clause : object);
    }

    /// "asked the government to respect the ruling", where the infinitive hangs on the object.
    void add_infinitive_of_object(int verb, std::vector<int>& parts) const {
        const int object = tree_.child(verb, {"obj", "iobj"});
        if (object < verb) return;
        for (int clause : tree_.children(object))
            if (tree_.relation(clause) == "acl" && tree_.child_with_lemma(clause, "mark", "to") >= 0 && parts.empty())
                parts.push_back(clause);
    }

    /// "said in a statement that C", "told reporters that C", where a parser hangs C on the noun.
    void add_misplaced_clause(int verb, std::vector<int>& parts) const {
        for (int child : tree_.children(verb)) {
            const std::string_view relation = tree_.relation(child);
            if (child < verb || (relation != "obl" && relation != "obj" && relation != "iobj")) continue;
            for (int clause = child + 1; clause < tree_.size(); ++clause) {
                // "the newspaper Al-Ahram that": it may hang on a part of the name.
                const int noun = tree_.head(clause);
                if (noun != child && (noun < 0 || tree_.head(noun) != child)) continue;
                if (noun != child && tree_.child(clause, "nsubj") <= tree_.first(clause)) continue;
                const std::string_view kind = tree_.relation(clause);
                if (kind != "acl" && kind != "ccomp" && kind != "advcl") continue;
                if (tree_.lemma(tree_.first(clause)) != "that" && !follows_name(verb, child, clause)) continue;
                parts.push_back(clause);
                return;
            }
        }
    }

    /// "Denied having handed over the bag".
    [[nodiscard]] bool is_perfect_gerund(int verb) const {
        const int helper = tree_.child(verb, "aux");
        return helper >= 0 && lower_ascii(tree_[helper].form) == "having";
    }

    [[nodiscard]] bool is_content(int verb, int child, const ReportingVerb& entry) const {
        const std::string_view relation = tree_.relation(child);
        const bool to = tree_.child_with_lemma(child, "mark", "to") >= 0;
        const bool describes = entry.kind == ReportClass::describe;
        if (describes && entry.as_phrase && child > verb && relation != "obj" && relation != "nsubj" &&
            led_in_by(child, "as", tree_.lemma(verb) == "liken" || tree_.lemma(verb) == "compare" ? "to" : "as"))
            return true;
        if (relation == "ccomp" && (is_setting(verb, child) || is_condition(verb, child) || cites(child))) return false;
        if (relation == "ccomp") return entry.clause || entry.quotation || (entry.infinitive && to);
        if (relation == "xcomp") {
            if (describes) return tree_.upos(child) != "VERB" || to;
            if (to)
                return entry.infinitive ||
                       (entry.clause && tree_.child(verb, "aux") >= 0 && has_relation(verb, "aux:pass"));
            const bool gerund = is_participle(tree_[child]) || is_perfect_gerund(child);
            return (entry.gerund && gerund) || (entry.clause && tree_.child(child, "nsubj") >= 0);
        }
        if (relation == "parataxis")
            return entry.clause && child > verb && tree_.child(child, {"nsubj", "cop"}) >= 0 && colon_before(child) &&
                   !told_by_nearer_verb(verb, child);
        if (relation == "advcl" && entry.gerund && child == verb + 1 && is_participle(tree_[child])) return true;
        if (relation == "advcl" || relation == "acl")
            return ((entry.gerund || describes) && led_in_by(child, "of", "for") && child > verb) ||
                   (entry.infinitive && to && entry.addressee == Addressee::object && child > verb &&
                    relation == "advcl" && tree_.child(verb, "xcomp") < 0);
        return false;
    }

    /// "quoted critics, with a lawyer stating: C": the verb of saying before the colon tells C, wherever it hangs.
    [[nodiscard]] bool told_by_nearer_verb(int verb, int content) const {
        int before = tree_.first(content) - 1;
        while (before > verb && tree_.upos(before) == "PUNCT") --before;
        return before > verb && tree_.upos(before) == "VERB" && text_.lexicons.reporting_verb(tree_.lemma(before));
    }

    /// The reporting clause: the verb and all its phrases that are no content.
    void set_clause(Speech& speech, const std::vector<int>& parts) const {
        int first = speech.speaker.empty() ? speech.cue : speech.clause_first;
        int last = speech.cue_last;
        for (int child : tree_.children(speech.cue)) {
            const std::string_view relation = tree_.relation(child);
            if (relation == "punct" || relation == "cc" || relation == "conj" || relation == "parataxis" ||
                relation == "discourse" || (relation == "ccomp" && !cites(child)) ||
                std::find(parts.begin(), parts.end(), child) != parts.end())
                continue;
            if (relation == "advcl" && child < speech.cue) continue;
            if (relation == "nsubj" && is_quoted_beginning(child, speech.cue)) continue;
            if (!speech.speaker.empty() && child < speech.cue) continue;
            // "Police did not fire, X said": a parser may give the auxiliary of what is said to who says it.
            if (relation == "aux" &&
                std::any_of(parts.begin(), parts.end(), [&](int part) { return child < part && part < speech.cue; }))
                continue;
            int end = tree_.last(child);
            for (int part : parts)
                if (part > child && tree_.under(part, child)) end = tree_.first(part) - 1;
            first = std::min(first, tree_.first(child));
            last = std::max(last, end);
        }
        if (speech.subject > last && tree_.head(speech.subject) != speech.cue && speech.speaker.empty() &&
            speech.subject <= stretch_behind(speech.cue + 1).last)
            last = stretch_behind(speech.cue + 1).last;
        speech.clause_first = first;
        speech.clause_last = last;
    }

    /// "X said C, adding D": where a parser hangs the participle on C, X is still the one who adds.
    [[nodiscard]] int outer_reporter(int verb) const {
        if (tree_[verb].xpos != "VBG" || verb == 0 || tree_[verb - 1].form != ",") return -1;
        const int inner = tree_.head(verb);
        if (inner < 0 || tree_.relation(inner) != "ccomp" || tree_.head(inner) < 0) return -1;
        const int reporter = tree_.head(inner);
        return text_.lexicons.reporting_verb(tree_.lemma(reporter)) ? tree_.subject(reporter) : -1;
    }

    /// "said C, citing D", "claimed C and said D": what reports again is no part of C.
    void cut_participles(int part, Range& range) const {
        for (int i = part + 1; i <= range.last; ++i) {
            const std::string_view relation = tree_.relation(i);
            const bool participle = tree_[i].xpos == "VBG" && (relation == "advcl" || relation == "acl") &&
                                    tree_[i - 1].form == "," && tree_.child(i, "mark") < 0;
            const bool verb_after_object =
                tree_.relation(part) == "obj" && relation == "conj" && tree_.head(i) == part && tree_.upos(i) == "VERB";
            if (!participle && !verb_after_object) continue;
            if (!text_.lexicons.reporting_verb(tree_.lemma(i)) && tree_.lemma(i) != "contradict") continue;
            range.last = participle ? i - 2 : std::min(tree_.first(i), i) - 1;
            return;
        }
    }

    /// "said that C, a charge the army denies", "said that C, which the army denies": what another says of it.
    void cut_denied_aside(int part, Range& range) const {
        for (int i = part + 2; i <= range.last; ++i) {
            const int noun = tree_.relation(i) == "acl" ? tree_.head(i) : -1;
            if (noun < part || noun > i) continue;
            if (const int which = denied_which(i); which > part + 1 && tree_[which - 1].form == ",") {
                range.last = std::min(range.last, which - 2);
                return;
            }
            if (noun == part) continue;
            int comma = tree_.first(noun);
            if (tree_[comma].form != ",") --comma;
            if (comma <= part || tree_[comma].form != ",") continue;
            const ReportingVerb* entry = text_.lexicons.reporting_verb(tree_.lemma(i));
            if (!entry || entry->kind != ReportClass::deny) continue;
            if (!can_be_denied(noun) && tree_.lemma(noun) != "something") continue;
            range.last = std::min(range.last, comma - 1);
            return;
        }
    }

    /// The "which" of "which the army denies"; -1 if the verb denies nothing so.
    [[nodiscard]] int denied_which(int verb) const {
        const ReportingVerb* entry = text_.lexicons.reporting_verb(tree_.lemma(verb));
        if (!entry || entry->kind != ReportClass::deny || !entry->object) return -1;
        const int object = tree_.child(verb, "obj");
        return object >= 0 && object < verb && tree_.lemma(object) == "which" ? object : -1;
    }

    /// "said that C, but was not D and that E": the second "that" shows what is told, wherever a parser hangs D.
    void reach_second_that(const Speech& speech, int part, Range& range) const {
        if (part < speech.cue || tree_.child_with_lemma(part, "mark", "that") < 0) return;
        for (int i = range.last + 1; i + 1 < tree_.size(); ++i) {
            const bool tells = tree_.upos(i) == "VERB" && text_.lexicons.reporting_verb(tree_.lemma(i));
            if (tells || tree_.relation(i) == "nsubj") return;  // "but the army insists that D and that E"
            if (tree_.upos(i) != "CCONJ" || tree_.lemma(i + 1) != "that" || tree_.relation(i + 1) != "mark") continue;
            const int clause = tree_.head(i + 1);
            if (clause > i && tree_.relation(clause) == "conj") range.last = tree_.last(clause);
            return;
        }
    }

    /// "said he would order a review and warned against attacks": a parser may hang the second report on the content of
    /// the first. It stands in the tense of the first, and its content does not.
    [[nodiscard]] Range before_next_report(Speech& speech, int part) {
        Range range = part_range(part);
        reach_second_that(speech, part, range);
        cut_participles(part, range);
        for (int next : tree_.children(part))
            if (next > part && speech.cue < part && is_other_teller(next))
                range.last = std::min(range.last, tree_.first(next) - 1);
        cut_denied_aside(part, range);
        speech.settled = range.last < part_range(part).last;
        if (tree_[speech.cue].xpos != "VBD" || tree_[part].xpos == "VBD") return range;
        if (const int copula = tree_.child(part, {"cop", "aux"}); copula >= 0 && tree_[copula].xpos == "VBD")
            return range;
        for (int next : tree_.children(part)) {
            if (tree_.relation(next) != "conj" || tree_[next].xpos != "VBD" || next < part) continue;
            const int link = tree_.child(next, "cc");
            if (link < 0 || !text_.lexicons.reporting_verb(tree_.lemma(next))) continue;
            const int subject = tree_.child(next, "nsubj");
            if (subject >= 0 && tree_.upos(subject) == "PRON") continue;
            if (subject < 0) shared_subject_[static_cast<std::size_t>(next)] = speech.subject;
            range.last = std::min(range.last, std::min(link, tree_.first(next)) - 1);
        }
        return range;
    }

    /// "C, the mediator, Thabo Mbeki, said": a parser may hang the speaker on what is said.
    void leave_out_speaker(Speech& speech) const {
        if (speech.content.empty() || speech.speaker.empty()) return;
        Span& last = speech.content.back();
        if (last.end <= speech.speaker.begin || last.begin >= speech.speaker.begin) return;
        if (last.end <= tree_[speech.cue].span.begin) last = text_.trimmed({last.begin, speech.speaker.begin});
    }

    /// Adds a range, cut where the reporting clause stands inside it and behind the name of the outlet that was told.
    void add_content(Speech& speech, Range range) const {
        if (speech.verb && speech.verb->addressee == Addressee::object && range.first == speech.cue + 1)
            if (const Range told = outlet_behind(text_, sentence_, speech.cue); told.last < range.last)
                range.first = std::max(range.first, told.last + 1);
        const Range clause{speech.clause_first, speech.clause_last};
        if (speech.cue < range.first && range.first <= speech.subject && speech.subject <= clause.last)
            range.first = clause.last + 1;  // a parser hung the speaker on what is said
        if (clause.first > range.first && clause.last < range.last) {
            add_piece(speech, {range.first, clause.first - 1});
            if (!starts_anew(clause.last + 1)) add_piece(speech, {clause.last + 1, range.last});
        } else if (clause.first <= range.first && clause.last >= range.first && clause.last < range.last) {
            add_piece(speech, speech.cue < range.first ? range : Range{clause.last + 1, range.last});
        } else if (clause.first > range.first && clause.first <= range.last) {
            add_piece(speech, {range.first, clause.first - 1});
        } else {
            add_piece(speech, range);
        }
    }

    /// "C, X said.", "C, said X, D.": the reporting clause hangs beside what it reports.
    void add_surrounding(Speech& speech) const {
        const ReportingVerb& entry = *speech.verb;
        if (!entry.clause || speech.subject < 0 || speech.passive) return;
        const int verb = speech.cue;
        const bool ask = entry.kind == ReportClass::ask || entry.kind == ReportClass::order ||
                         entry.kind == ReportClass::accuse || entry.kind == ReportClass::describe;
        const bool thinks_ahead = entry.kind == ReportClass::believe && tree_.child(verb, "aux") >= 0;
        if (ask || thinks_ahead || answers_in_headline(verb)) return;
        if ((tree_.relation(verb) == "acl" && speech.speaker.empty()) || tree_.upos(speech.subject) == "SCONJ") return;
        const int mark = tree_.child(verb, "mark");
        if (mark >= 0 && tree_.lemma(mark) != "as") return;
        Range clause{speech.clause_first, speech.clause_last};
        if (speech.speaker.empty()) clause.first = std::min(clause.first, tree_.first(speech.subject));
        const bool leads = tree_.child_with_lemma(verb, "mark", "as") >= 0;  // "as X noted"
        if (leads && has_own_complement(verb)) return;
        const bool beside = tree_.relation(verb) == "parataxis" || leads;
        const bool comma_before = clause.first > 0 && is_boundary(clause.first - 1);
        const bool ends = only_punctuation(clause.last + 1);
        if (clause.first == 0 || (!beside && !(comma_before && ends))) return;
        if (tree_.child(verb, "obj") >= 0 && entry.addressee != Addressee::object) return;
        Range whole{0, tree_.size() - 1};
        if (leads && add_denied_part(speech, clause)) return;
        if (beside && !ends && tree_.head(verb) >= 0 && tree_.relation(tree_.head(verb)) != "root") {
            whole = {tree_.first(tree_.head(verb)), tree_.last(tree_.head(verb))};
        }
        if (clause.first > whole.first) add_piece(speech, {whole.first, clause.first - 1});
        if (clause.last < whole.last && !ends && !starts_anew(clause.last + 1))
            add_piece(speech, {clause.last + 1, whole.last});
        speech.rule = "parenthesis";
    }

    /// "X denied having done it, as Y alleges": what Y alleges is not the denial. "As Y confirms" it may well be.
    bool add_denied_part(Speech& speech, Range clause) const {
        const int over = tree_.head(speech.cue);
        const ReportingVerb* entry = over >= 0 ? text_.lexicons.reporting_verb(tree_.lemma(over)) : nullptr;
        if (!entry || entry->kind != ReportClass::deny) return false;
        if (!text_.lexicons.supports(tree_.lemma(speech.cue), SupportUse::charges)) return false;
        const int denied = tree_.child(over, {"xcomp", "ccomp", "obj"});
        if (denied < over || tree_.first(denied) >= clause.first || tree_.upos(denied) == "PRON") return false;
        add_piece(speech, {tree_.first(denied), std::min(tree_.last(denied), clause.first - 1)});
        speech.rule = "parenthesis";
        return true;
    }

    /// "Armenia attacks, Baku responds": an act of its own.
    [[nodiscard]] bool answers_in_headline(int verb) const {
        const std::string_view lemma = tree_.lemma(verb);
        return tree_[verb].xpos == "VBZ" && (lemma == "respond" || lemma == "reply" || lemma == "react");
    }

    /// "called for more investment": a bare noun counts only with a carrier.
    void add_called_for(Speech& speech) const {
        if (tree_.lemma(speech.cue) != "call" || speech.subject < 0 || speech.passive) return;
        for (int child : tree_.children(speech.cue)) {
            if (tree_.relation(child) != "obl" || child < speech.cue ||
                tree_.child_with_lemma(child, "case", "for") < 0)
                continue;
            int last = tree_.last(child);
            for (int other : tree_.children(speech.cue))
                if ((tree_.relation(other) == "advcl" || tree_.relation(other) == "xcomp") && other > child &&
                    tree_.first(other) <= last + 1 && tree_.child_with_lemma(other, "mark", "to") >= 0)
                    last = tree_.last(other);
            const bool clause = last > tree_.last(child) || has_infinitive(child);
            add_piece(speech, {tree_.first(child) + 1, last});
            speech.rule = clause ? "called for" : needs_carrier;
            return;
        }
    }

    /// "C, X said, D": between commas the reporting clause parts one content in two.
    void add_other_side(Speech& speech) const {
        if (!speech.verb->clause || speech.subject < 0 || speech.passive || !is_finite(speech.cue)) return;
        int first = speech.clause_first;
        if (speech.speaker.empty()) first = std::min(first, tree_.first(speech.subject));
        const int last = speech.clause_last;
        if (first < 2 || last + 2 >= tree_.size() || tree_[first - 1].form != "," || tree_[last + 1].form != ",")
            return;
        if (text_.quotation_at(tree_[first - 2].span.begin, true) >= 0 ||
            text_.quotation_at(tree_[last + 2].span.begin, true) >= 0)
            return;
        if (tree_[0].xpos == "VBG" && tree_.upos(0) == "VERB") return;  // "Speaking on X, Y said, ..."
        const int next = last + 2;
        if (speech.content.front().begin > tree_[last].span.end) {
            const std::vector<Span> behind = std::move(speech.content);
            speech.content.clear();
            add_piece(speech, {0, first - 2});
            speech.content.insert(speech.content.end(), behind.begin(), behind.end());
        } else if (speech.content.back().end < tree_[first].span.end && tree_.upos(next) != "CCONJ" &&
                   tree_[next].xpos != "VBG" && tree_.upos(next) != "PUNCT" && !starts_anew(next)) {
            add_piece(speech, {next, tree_.size() - 1});
        }
    }

    /// Where a parser gives a reporting verb no clause, its words may tell: "accused X of bombing Y", and a clause that
    /// follows "say" at once.
    void add_by_words(Speech& speech) const {
        const ReportClass kind = speech.verb->kind;
        const int verb = speech.cue;
        if (kind == ReportClass::accuse || kind == ReportClass::describe) {
            add_gerund_by_words(speech);
            if (kind == ReportClass::describe && speech.content.empty() && speech.subject >= 0)
                add_quoted_judgement(speech);
            return;
        }
        if (!speech.verb->clause || speech.subject < 0 || (speech.passive && kind != ReportClass::tell)) return;
        if (const int told = head_of_gerund(verb); told >= 0) return add_piece(speech, {verb + 1, tree_.last(told)});
        if (const int that = that_behind(verb); that >= 0) return add_piece(speech, {that + 1, clause_end(speech)});
        if (kind != ReportClass::say && kind != ReportClass::claim && kind != ReportClass::believe &&
            kind != ReportClass::concede && kind != ReportClass::learn)
            return;
        const int next = verb + 1;
        if (!is_finite(verb) || next + 2 >= tree_.size() || is_boundary(next)) return;
        if (tree_[verb].xpos == "VBN" && tree_.child(verb, "aux") < 0) return;
        static constexpr std::string_view no_clause[] = {"ADP", "PART", "PUNCT", "ADV", "CCONJ", "SCONJ"};
        if (std::find(std::begin(no_clause), std::end(no_clause), tree_.upos(next)) != std::end(no_clause)) return;
        for (int i = next + 1; i < tree_.size() && !is_boundary(i); ++i)
            if ((tree_.upos(i) == "VERB" || tree_.upos(i) == "AUX") && is_finite(i) && tree_.relation(i) != "acl" &&
                tree_.relation(i) != "amod" && tree_.upos(i - 1) != "CCONJ")
                return add_piece(speech, {next, clause_end(speech)});
    }

    /// "denied having said that": a parser may put the participle over the verb that tells; -1 if it did not.
    [[nodiscard]] int head_of_gerund(int verb) const {
        const ReportingVerb* entry = text_.lexicons.reporting_verb(tree_.lemma(verb));
        const int over = tree_.head(verb);
        const bool turned = entry && entry->gerund && tree_.relation(verb) == "ccomp" && over == verb + 2;
        return turned && lower_ascii(tree_[verb + 1].form) == "having" ? over : -1;
    }

    /// "accused X of bombing Y".
    void add_gerund_by_words(Speech& speech) const {
        const int verb = speech.cue;
        for (int i = verb + 1; i + 1 < std::min(tree_.size(), verb + 15); ++i)
            if ((tree_[i].form == "of" || tree_[i].form == "for") && tree_[i + 1].form.ends_with("ing") &&
                !tree_[i + 1].form.ends_with("thing"))
                return add_piece(speech, {i + 1, std::max(i + 1, tree_.last(verb))});
    }

    /// "called the ruling 'dangerous'": from the object to the end of the quotation, if nothing but nouns lies between.
    void add_quoted_judgement(Speech& speech) const {
        for (int i = speech.cue + 1; i < std::min(tree_.size(), speech.cue + 25); ++i) {
            if (tree_.upos(i) == "VERB" || (tree_[i].form == "," && i == speech.cue + 1)) return;
            const int number = text_.quotation_at(tree_[i].span.begin, false);
            if (number < 0) continue;
            const Span last = text_.quotations[static_cast<std::size_t>(number)].pieces.back();
            int end = i;
            while (end + 1 < tree_.size() && tree_[end + 1].span.begin < last.end) ++end;
            return add_piece(speech, {speech.cue + 1, end});
        }
    }

    /// The last token that may belong to the content: that of the sentence, or, in a subordinate clause that leads
    /// the sentence, the one before the next comma.
    [[nodiscard]] int clause_end(const Speech& speech) const {
        const int mark = tree_.child(speech.cue, "mark");
        if (mark >= 0 && mark < speech.cue && mark <= 2)
            for (int i = speech.cue + 2; i < tree_.size(); ++i)
                if (tree_[i].form == ",") return i - 1;
        return tree_.size() - 1;
    }

    /// The noun behind "said", where a parser took it for something else.
    [[nodiscard]] int inverted_subject(Speech& speech) const {
        const int next = speech.cue + 1;
        if (next >= tree_.size()) return -1;
        const int object = tree_.child(speech.cue, {"obj", "obl", "dep", "iobj"});
        if (object > speech.cue && (tree_.upos(object) == "PROPN" || tree_.upos(object) == "PRON") &&
            tree_.child(object, "case") < 0)
            speech.subject = object;
        return speech.subject;
    }

    /// "Report: ship seized off the coast".
    void take_report_colon() {
        if (tree_.size() < 4 || tree_[1].form != ":") return;
        const std::string word = lower_ascii(tree_[0].form);
        if (word != "report" && word != "reports") return;
        Speech speech;
        speech.sentence = sentence_;
        speech.cue = speech.cue_last = 0;
        speech.clause_last = 1;
        speech.rule = "report and colon";
        add_piece(speech, {2, tree_.size() - 1});
        used_[0] = true;
        if (!speech.content.empty()) out_.push_back(std::move(speech));
    }

    int sentence_;
    std::vector<bool> used_;
    std::vector<int> shared_subject_;  // of a verb that takes the subject of the report before it
    std::vector<Speech>& out_;
};

}  // namespace

std::vector<Speech> find_cues(const SpeechText& text) {
    std::vector<Speech> speeches;
    for (std::size_t s = 0; s < text.trees.size(); ++s)
        if (text.trees[s].size() <= longest_sentence) CueFinder(text, static_cast<int>(s), speeches).find();
    return speeches;
}

}  // namespace px
