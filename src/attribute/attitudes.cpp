// Who judges what how: evaluative words with their holder and target.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "attribute/attribute.hpp"
#include "attribute/speech.hpp"
#include "attribute/tone.hpp"
#include "attribute/voices.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr int longest_sentence = 500;  // tokens

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// What hangs together in one judgement, as tokens of its sentence.
struct Judgement {
    int cue = -1;
    int holder = -1;
    int target = -1;
    bool whole_target = true;  // the phrase without its lead-in word
    std::string_view lexeme;
    const AttitudeWord* word = nullptr;
};

class AttitudeFinder {
  public:
    AttitudeFinder(const SpeechText& text, Layers& layers, const std::vector<Attribution>& attributions)
        : text_(text), layers_(layers), attributions_(attributions), voices_(attributions) {}

    std::vector<Attitude> find() {
        for (std::size_t s = 0; s < text_.trees.size(); ++s)
            if (text_.trees[s].size() <= longest_sentence) find_in(static_cast<int>(s));
        return std::move(found_);
    }

  private:
    void find_in(int sentence) {
        sentence_ = sentence;
        tree_ = &text_.tree(sentence);
        for (int i = 0; i < tree_->size(); ++i) {
            const std::string_view tag = tree_->upos(i);
            const std::string form = lower_ascii((*tree_)[i].form);
            // A participle that the lexicon knows as an adjective is one ("was concerned", "are worried").
            if (tag == "ADJ" || (tag == "VERB" && tree_->child(i, {"obj", "iobj"}) < 0))
                if (judge(i, form, WordClass::adjective)) continue;
            if (tag == "ADJ" && judge(i, tree_->lemma(i), WordClass::adjective)) continue;
            if (tag == "VERB") judge(i, tree_->lemma(i), WordClass::verb);
            if (tag == "NOUN") judge(i, tree_->lemma(i), WordClass::noun);
        }
    }

    bool judge(int cue, std::string_view lexeme, WordClass word_class) {
        const auto* entries = text_.lexicons.attitude(lexeme, word_class);
        if (!entries) return false;
        for (const AttitudeWord& word : *entries) {
            Judgement judgement;
            judgement.cue = cue;
            judgement.lexeme = lexeme;
            judgement.word = &word;
            if (word_class == WordClass::verb)
                read_verb(judgement);
            else if (word_class == WordClass::adjective)
                read_adjective(judgement);
            else
                read_noun(judgement);
            if (judgement.holder >= 0 && judgement.target >= 0) add(judgement);
        }
        return true;
    }

    [[nodiscard]] bool supports(int token, SupportUse use) const {
        return text_.lexicons.supports(tree_->lemma(token), use);
    }

    // ---- who and what ---------------------------------------------------------------------------------------------

    [[nodiscard]] bool passive(int verb) const {
        for (int child : tree_->children(verb))
            if ((*tree_)[child].deprel == "nsubj:pass" || (*tree_)[child].deprel == "aux:pass") return true;
        return false;
    }

    [[nodiscard]] int agent(int verb) const {
        for (int child : tree_->children(verb))
            if (tree_->relation(child) == "obl" && tree_->child_with_lemma(child, "case", "by") >= 0) return child;
        return -1;
    }

    void read_verb(Judgement& j) const {
        // "encouraged voters to come": who is moved to do something need not feel so.
        if (j.word->holder == AttitudeHolder::object && has_infinitive_object(j.cue)) return;
        const bool turned = passive(j.cue);
        const int subject = turned ? agent(j.cue) : tree_->subject(j.cue);
        const int object = turned ? tree_->child(j.cue, {"nsubj", "csubj"}) : tree_->child(j.cue, {"obj", "ccomp"});
        j.holder = j.word->holder == AttitudeHolder::object ? object : subject;
        switch (j.word->target) {
            case AttitudeTarget::object:
                j.target = object;
                break;
            case AttitudeTarget::subject:
                j.target = subject;
                break;
            case AttitudeTarget::led_in:
                j.target = led_in(j.cue, j);
                break;
        }
    }

    [[nodiscard]] bool has_infinitive_object(int verb) const {
        const int clause = tree_->child(verb, {"xcomp", "advcl"});
        return clause > verb && tree_->child(verb, "obj") >= 0 && tree_->child_with_lemma(clause, "mark", "to") >= 0;
    }

    void read_adjective(Judgement& j) const {
        const int up = tree_->head(j.cue);
        const std::string_view relation = tree_->relation(j.cue);
        if (relation == "amod") return;
        j.target = led_in(j.cue, j);
        if (relation == "xcomp" && up >= 0 && supports(up, SupportUse::makes)) {
            j.holder = tree_->child(up, {"obj", "nsubj"});
            // "makes them uncomfortable when ...": what makes them so.
            if (j.target < 0) j.target = led_in(up, j);
            if (j.target < 0) j.target = tree_->child(up, {"nsubj", "csubj"});
            if (j.target == j.holder) j.target = -1;
            return;
        }
        j.holder = tree_->child(j.cue, {"nsubj"});
        if (j.holder < 0 && relation == "xcomp" && up >= 0 && supports(up, SupportUse::is)) {
            j.holder = tree_->subject(up);
            if (j.target < 0) j.target = led_in(up, j);
        }
        if (j.holder < 0 && relation == "conj" && up >= 0) j.holder = tree_->child(up, "nsubj");
        // In a headline a bare participle follows its holder: "China 'concerned' as ...".
        if (j.holder < 0 && (relation == "acl" || relation == "amod") && up >= 0 && up < j.cue) j.holder = up;
        if (j.holder < 0 && relation == "root" && j.target >= 0) j.holder = noun_before(j.cue);
    }

    [[nodiscard]] int noun_before(int token) const {
        for (int i = token - 1; i >= 0 && i >= token - 3; --i)
            if (tree_->upos(i) == "PROPN") return i;
        return -1;
    }

    void read_noun(Judgement& j) const {
        j.target = led_in(j.cue, j);
        for (int child : tree_->children(j.cue)) {
            if ((*tree_)[child].deprel == "nmod:poss") j.holder = child;
            if (tree_->relation(child) != "nmod" || child == j.target) continue;
            for (std::string_view lead : {"in", "among", "from", "of"})
                if (tree_->child_with_lemma(child, "case", lead) >= 0 && j.holder < 0) j.holder = child;
        }
        const int up = tree_->head(j.cue);
        const std::string_view relation = tree_->relation(j.cue);
        if (up < 0) return;
        if (j.holder < 0 && relation == "obj" && supports(up, SupportUse::lends)) {
            j.holder = tree_->subject(up);
            if (j.target < 0) j.target = led_in(up, j);
        }
        if (j.holder < 0 && supports(up, SupportUse::holds)) j.holder = tree_->child(up, "nsubj");
        if (j.holder >= 0 && j.target < 0) predicate_target(j);
    }

    /// "X is a cause for concern in Beijing": what is said to be so.
    void predicate_target(Judgement& j) const {
        int word = j.cue;
        for (int steps = 0; word >= 0 && steps < 3; ++steps, word = tree_->head(word)) {
            if (tree_->child(word, "cop") < 0) {
                if (tree_->relation(word) == "conj" && tree_->head(word) >= 0 &&
                    tree_->child(tree_->head(word), "cop") >= 0 && word != j.cue)
                    continue;
                if (word == j.cue || tree_->relation(word) == "nmod" || tree_->relation(word) == "conj") continue;
                return;
            }
            int clause = word;
            int subject = tree_->child(clause, {"nsubj", "csubj"});
            if (subject < 0 && tree_->relation(clause) == "conj" && tree_->head(clause) >= 0)
                subject = tree_->child(tree_->head(clause), {"nsubj", "csubj"});
            if (subject >= 0 && subject != j.holder) j.target = subject;
            return;
        }
    }

    /// The phrase or clause under `word` that one of the entry's prepositions or markers leads in.
    [[nodiscard]] int led_in(int word, const Judgement& j) const {
        int best = -1;
        for (int child : tree_->children(word)) {
            const std::string_view relation = tree_->relation(child);
            if (child == j.cue) continue;
            if (relation != "obl" && relation != "nmod" && relation != "advcl" && relation != "ccomp" &&
                relation != "xcomp" && relation != "acl" && !(relation == "csubj" && child > j.cue))
                continue;
            if ((*tree_)[child].deprel == "nmod:poss" || (*tree_)[child].deprel == "acl:relcl") continue;
            const bool clause = relation == "ccomp" || (relation == "xcomp" && tree_->child(child, "mark") < 0);
            if ((clause || has_lead(child, *j.word)) && best < 0) best = child;
        }
        return best;
    }

    [[nodiscard]] bool has_lead(int token, const AttitudeWord& entry) const {
        for (int child : tree_->children(token)) {
            const std::string_view relation = tree_->relation(child);
            if (relation != "case" && relation != "mark" && relation != "advmod") continue;
            if (std::find(entry.leads.begin(), entry.leads.end(), tree_->lemma(child)) != entry.leads.end())
                return true;
        }
        return false;
    }

    // ---- the record -----------------------------------------------------------------------------------------------

    void add(const Judgement& j) {
        Attitude attitude;
        attitude.sentence = sentence_;
        attitude.cue = (*tree_)[j.cue].span;
        attitude.voice = voice(j);
        attitude.holder = holder_actor(j.holder, attitude.voice);
        if (attitude.holder < 0) return;
        attitude.holder_span = holder_span(j.holder);
        attitude.target_span = within_voice(target_span(j), attitude);
        attitude.topic = topic(attitude.target_span);
        if (attitude.topic.empty()) return;
        Span actor_span;
        attitude.target = target_actor(j, attitude.target_span, attitude.holder, actor_span);
        if (attitude.target < 0 && !has_noun(attitude.target_span) && attitude.topic.find(' ') == std::string::npos)
            return;
        attitude.polarity = j.word->polarity;
        attitude.strength = j.word->strength;
        check_target(attitude, actor_span);
        attitude.lexeme = std::string(j.lexeme);
        attitude.mode = mode_of(text_.lexicons, text_.report, text_.annotation, sentence_, j.cue);
        attitude.scare_quoted = scare_quoted(attitude.cue);
        attitude.rule = "attitudes.tsv: " + attitude.lexeme;
        if (!found_.empty() && found_.back().cue == attitude.cue) return;
        found_.push_back(std::move(attitude));
    }

    /// Whom an object that is more than an actor really judges: "welcomed the arrest of X" is no praise of X. If the
    /// words around the actor say the opposite, the attitude keeps its object and loses the actor.
    void check_target(Attitude& attitude, Span actor_span) const {
        const LinearModel* model = text_.lexicons.tone_model();
        if (model == nullptr || attitude.target < 0 || actor_span.empty()) return;
        const auto& probability = tone_of(*model, text_, sentence_, actor_span).probability;
        const bool whole = actor_span.size() * 10 >= attitude.target_span.size() * 8;
        if (!whole && probability[attitude.polarity > 0 ? 0 : 2] > probability[attitude.polarity > 0 ? 2 : 0] + 0.2F)
            attitude.target = -1;
        attitude.confidence = std::max(0.3F, probability[attitude.polarity > 0 ? 2 : 0]);
    }

    /// "France expressed support": told by whoever tells of the expressing.
    [[nodiscard]] std::int32_t voice(const Judgement& j) const {
        const Span cue = (*tree_)[j.cue].span;
        const std::int32_t found = voices_.of(cue);
        const int up = tree_->head(j.cue);
        if (found < 0 || up < 0 || tree_->relation(j.cue) != "obj") return found;
        const Span reporting = attributions_[static_cast<std::size_t>(found)].cue;
        return reporting == (*tree_)[up].span ? voices_.of(reporting) : found;
    }

    [[nodiscard]] const Actor& actor(std::int32_t number) const {
        return layers_.actors[static_cast<std::size_t>(number)];
    }

    /// A target ends where the words of its voice end.
    [[nodiscard]] Span within_voice(Span target, const Attitude& attitude) const {
        if (attitude.voice < 0) return target;
        for (Span piece : attributions_[static_cast<std::size_t>(attitude.voice)].content)
            if (piece.contains(attitude.cue) && piece.overlaps(target))
                return text_.trimmed({std::max(piece.begin, target.begin), std::min(piece.end, target.end)});
        return target;
    }

    /// The state's actor, made if nobody has named it yet.
    std::int32_t state(std::string_view iso3) {
        const std::string key = "state:" + std::string(iso3);
        for (std::size_t i = 0; i < layers_.actors.size(); ++i)
            if (layers_.actors[i].key == key) return static_cast<std::int32_t>(i);
        Actor state;
        state.key = key;
        state.name = std::string(text_.lexicons.country_name(iso3));
        state.kind = ActorKind::state;
        state.country = std::string(iso3);
        state.code = state.country;
        state.reason = "named by an adjective or a capital";
        layers_.actors.push_back(std::move(state));
        return static_cast<std::int32_t>(layers_.actors.size()) - 1;
    }

    std::int32_t holder_actor(int holder, std::int32_t voice) {
        const std::string lemma = lower_ascii(tree_->lemma(holder));
        const std::string form = lower_ascii((*tree_)[holder].form);
        if (lemma == "i" || lemma == "we" || form == "us" || form == "me" || form == "our" || form == "my")
            return voice >= 0 ? attributions_[static_cast<std::size_t>(voice)].speaker_actor : -1;
        if (const int mention = mention_at(text_, layers_, sentence_, holder); mention >= 0) {
            const Mention& found = layers_.mentions[static_cast<std::size_t>(mention)];
            if (found.actor >= 0 && found.head.overlaps((*tree_)[holder].span)) return found.actor;
        }
        if (lemma == "they" || form == "them" || form == "their") return they_in_quotation(voice);
        // "concern in Beijing"
        if (tree_->upos(holder) == "PROPN")
            if (const auto iso3 = text_.lexicons.country_of_capital((*tree_)[holder].form); !iso3.empty())
                return state(iso3);
        return -1;
    }

    /// Only in quotations, whose speakers point to what the report has told before; one "they" after the other.
    std::int32_t they_in_quotation(std::int32_t voice) {
        const int quotation = text_.quotation_at(text_.sentence(sentence_).span.end - 1, true) >= 0
                                  ? text_.quotation_at(text_.sentence(sentence_).span.end - 1, true)
                                  : quotation_in_sentence();
        if (quotation < 0) return -1;
        if (quotation == they_quotation_ && they_actor_ >= 0) return they_actor_;
        they_quotation_ = quotation;
        they_actor_ = they(voice);
        return they_actor_;
    }

    [[nodiscard]] int quotation_in_sentence() const {
        for (int i = 0; i < tree_->size(); ++i)
            if (const int number = text_.quotation_at((*tree_)[i].span.begin, true); number >= 0) return number;
        return -1;
    }

    /// "They" of whom nothing else is known: the state mentioned last in the sentences before, if no other part of
    /// this sentence mentions it. Speakers of the attribution itself and what is also named here are passed over.
    [[nodiscard]] std::int32_t they(std::int32_t voice) const {
        const Span here = text_.sentence(sentence_).span;
        auto at = std::partition_point(layers_.mentions.begin(), layers_.mentions.end(),
                                       [&](const Mention& m) { return m.span.begin < here.begin; });
        const auto begin = at;
        for (int seen = 0; at != layers_.mentions.begin() && seen < 20; ++seen) {
            --at;
            if (at->actor < 0 || actor(at->actor).kind != ActorKind::state || at->form == MentionForm::pronoun)
                continue;
            if (at->form == MentionForm::demonym && inside_larger_name(*at)) continue;
            bool here_too = false;
            for (auto other = begin; other != layers_.mentions.end() && other->span.begin < here.end; ++other)
                here_too = here_too || (other->actor >= 0 && other->form != MentionForm::pronoun &&
                                        actor(other->actor).country == actor(at->actor).country);
            const bool speaks = voice >= 0 && attributions_[static_cast<std::size_t>(voice)].speaker_actor == at->actor;
            if (!here_too && !speaks) return at->actor;
        }
        return -1;
    }

    [[nodiscard]] static bool inside_larger_name(const Mention& mention) { return mention.span != mention.head; }

    [[nodiscard]] Span holder_span(int holder) const {
        const int mention = mention_at(text_, layers_, sentence_, holder);
        return mention >= 0 ? layers_.mentions[static_cast<std::size_t>(mention)].span
                            : speaker_phrase(text_, sentence_, holder);
    }

    /// The target's words, without what leads them in, up to the end of its phrase.
    [[nodiscard]] Span target_span(const Judgement& j) const {
        int first = tree_->first(j.target);
        int last = tree_->last(j.target);
        while (first < last) {
            const std::string_view relation = tree_->relation(first);
            if ((relation != "case" && relation != "mark" && relation != "fixed" && relation != "punct") ||
                tree_->lemma(first) == "to")
                break;
            ++first;
        }
        if (first <= j.cue && j.cue <= last) {  // the cue hangs inside its own target
            if (j.target > j.cue)
                first = j.cue + 1;
            else
                last = j.cue - 1;
        }
        return text_.trimmed(tree_->words(first, last));
    }

    [[nodiscard]] bool has_noun(Span span) const {
        for (int i = tree_->token_at(span.begin); i < tree_->size() && (*tree_)[i].span.begin < span.end; ++i)
            if (tree_->upos(i) == "NOUN" || tree_->upos(i) == "PROPN") return true;
        return false;
    }

    /// Content words of a span, folded, each once, in their order.
    [[nodiscard]] std::string topic(Span span) const {
        std::vector<std::string> words;
        for (int i = tree_->token_at(span.begin); i < tree_->size() && (*tree_)[i].span.begin < span.end; ++i) {
            const std::string_view tag = tree_->upos(i);
            if (tag != "NOUN" && tag != "PROPN" && tag != "VERB" && tag != "ADJ") continue;
            std::string word =
                fold_name(tree_->lemma(i).empty() ? std::string_view((*tree_)[i].form) : tree_->lemma(i));
            if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end() && words.size() < 40)
                words.push_back(std::move(word));
        }
        std::string joined;
        for (const std::string& word : words) joined.append(joined.empty() ? "" : " ").append(word);
        return joined;
    }

    /// Whom an object makes answerable: the named one itself, the owner or doer of a thing, the subject of a clause.
    /// Who only suffers it is not: "worried about threats to Estonia" does not judge Estonia. -1 = nobody.
    [[nodiscard]] int answerable(int token, int steps = 0) const {
        constexpr int most_steps = 6;
        if (token < 0 || steps > most_steps) return -1;
        if (names_somebody(token)) return token;
        const bool clause = tree_->upos(token) == "VERB" || tree_->child(token, {"nsubj", "csubj", "cop"}) >= 0;
        return clause ? doer(token, steps) : owner(token, steps);
    }

    [[nodiscard]] bool names_somebody(int token) const {
        const int mention = mention_at(text_, layers_, sentence_, token);
        if (mention >= 0) {
            const Mention& found = layers_.mentions[static_cast<std::size_t>(mention)];
            if (found.actor >= 0 && found.head.overlaps((*tree_)[token].span)) return true;
        }
        const std::string_view tag = tree_->upos(token);
        return (tag == "ADJ" || tag == "PROPN") && !text_.lexicons.country_of_adjective((*tree_)[token].form).empty();
    }

    [[nodiscard]] int doer(int verb, int steps) const {
        if (passive(verb)) return answerable(agent(verb), steps + 1);
        if (const int subject = tree_->child(verb, {"nsubj", "csubj"}); subject >= 0)
            return answerable(subject, steps + 1);
        // "happy to see Russia doing more": whoever does the rest.
        return answerable(tree_->child(verb, {"ccomp", "xcomp", "obj"}), steps + 1);
    }

    [[nodiscard]] int owner(int noun, int steps) const {
        for (int child : tree_->children(noun)) {
            const std::string_view relation = tree_->relation(child);
            int found = -1;
            if ((*tree_)[child].deprel == "nmod:poss" || relation == "amod" || relation == "compound" ||
                relation == "appos")
                found = answerable(child, steps + 1);
            else if (relation == "nmod")
                found = led_in_by_doer(child) ? answerable(child, steps + 1) : doer_behind(child, steps + 1);
            else if ((*tree_)[child].deprel == "acl:relcl" && !text_.lexicons.reporting_noun(tree_->lemma(noun)))
                found = doer(child, steps + 1);  // but not in "suggestions that China had delayed the talks"
            if (found >= 0) return found;
        }
        return -1;
    }

    /// "By Russia" behind the victim: "the shelling of the town by Russia".
    [[nodiscard]] int doer_behind(int victim, int steps) const {
        for (int child : tree_->children(victim))
            if (tree_->child_with_lemma(child, "case", "by") >= 0) return answerable(child, steps);
        return -1;
    }

    /// "The remarks of the minister", but not "the killing of the minister".
    [[nodiscard]] bool led_in_by_doer(int token) const {
        for (std::string_view lead : {"by", "from", "between", "among"})
            if (tree_->child_with_lemma(token, "case", lead) >= 0) return true;
        return tree_->child_with_lemma(token, "case", "of") >= 0 && !supports(tree_->head(token), SupportUse::befalls);
    }

    /// The actor of the one who answers for the target, if that is not the holder; `named` is where.
    std::int32_t target_actor(const Judgement& j, Span within, std::int32_t holder, Span& named) {
        const int token = answerable(j.target);
        if (token < 0 || !within.overlaps((*tree_)[token].span)) return -1;
        named = (*tree_)[token].span;
        if (const int mention = mention_at(text_, layers_, sentence_, token); mention >= 0) {
            const Mention& found = layers_.mentions[static_cast<std::size_t>(mention)];
            if (found.actor >= 0 && found.head.overlaps(named)) {
                named = found.span;
                return found.actor == holder ? -1 : found.actor;
            }
        }
        const std::string_view iso3 = text_.lexicons.country_of_adjective((*tree_)[token].form);
        return iso3.empty() || iso3 == actor(holder).country ? -1 : state(iso3);
    }

    /// The evaluating word stands alone, or nearly so, between quotation marks.
    [[nodiscard]] bool scare_quoted(Span cue) const {
        const int number = text_.quotation_at(cue.begin, false);
        return number >= 0 && text_.quotations[static_cast<std::size_t>(number)].use != QuotationUse::speech;
    }

    const SpeechText& text_;
    Layers& layers_;
    const std::vector<Attribution>& attributions_;
    const Voices voices_;
    std::int32_t they_actor_ = -1;  // whom "they" of the last quotation stood for
    std::int32_t they_quotation_ = -1;
    int sentence_ = 0;
    const DependencyTree* tree_ = nullptr;
    std::vector<Attitude> found_;
};

}  // namespace

std::vector<Attitude> find_attitudes(const SpeechText& text, Layers& layers,
                                     const std::vector<Attribution>& attributions) {
    return AttitudeFinder(text, layers, attributions).find();
}

}  // namespace px
