#include "resolve/coreference.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "resolve/phrases.hpp"
#include "resolve/word_lists.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

enum class Kind : std::uint8_t { he, she, it, they };

struct Pronoun {
    Kind kind = Kind::he;
    bool possessive = false;
    bool reflexive = false;
};

std::optional<Pronoun> third_person(std::string_view word) {
    struct Form {
        std::string_view word;
        Pronoun pronoun;
    };
    static constexpr std::array<Form, 18> forms = {{{"he", {Kind::he, false, false}},
                                                    {"him", {Kind::he, false, false}},
                                                    {"his", {Kind::he, true, false}},
                                                    {"himself", {Kind::he, false, true}},
                                                    {"she", {Kind::she, false, false}},
                                                    {"her", {Kind::she, false, false}},
                                                    {"hers", {Kind::she, true, false}},
                                                    {"herself", {Kind::she, false, true}},
                                                    {"it", {Kind::it, false, false}},
                                                    {"its", {Kind::it, true, false}},
                                                    {"itself", {Kind::it, false, true}},
                                                    {"they", {Kind::they, false, false}},
                                                    {"them", {Kind::they, false, false}},
                                                    {"their", {Kind::they, true, false}},
                                                    {"theirs", {Kind::they, true, false}},
                                                    {"themselves", {Kind::they, false, true}},
                                                    {"'em", {Kind::they, false, false}},
                                                    {"oneself", {Kind::he, false, true}}}};
    for (const Form& form : forms)
        if (form.word == word) return form.pronoun;
    return std::nullopt;
}

bool is_subject(std::string_view deprel) { return base_relation(deprel) == "nsubj"; }

/// Weights of the features; larger is likelier.
struct Weights {
    static constexpr double sentence = 1.0;      // for each sentence between
    static constexpr double subject = 0.9;       // the candidate is a subject
    static constexpr double object = 0.3;        // ... a direct object
    static constexpr double speaker = 2.0;       // the last speaker, for the subject of a verb of speech
    static constexpr double own_clause = 0.8;    // subject of the possessive's own clause
    static constexpr double across_quote = 0.6;  // one inside a quotation, the other outside
    static constexpr double one_body = 0.5;      // "they" for a state or an institution
    static constexpr double unnamed = 0.8;       // nobody is named
    static constexpr double unsure = 0.4;        // gender unknown
    static constexpr double distance = 0.02;     // for each word between, within a sentence
    static constexpr double parallel = 0.3;      // main subject of the sentence before, for a main subject
    static constexpr double enough_thing = 0.0;  // "it", "they": below this silence is better
    static constexpr double enough_several = -0.4;
};

class PronounFinder {
  public:
    PronounFinder(std::string_view text, const Annotation& annotation, Cast& cast, const std::vector<Mention>& mentions)
        : annotation_(annotation),
          cast_(cast),
          quoted_(quoted_tokens(text, annotation)),
          in_sentence_(annotation.sentences.size()) {
        for (const Mention& mention : mentions) {
            Mention& here = in_sentence_[mention.sentence].emplace_back(mention);
            const std::span<const Token> tokens = annotation.tokens_of(annotation.sentences[mention.sentence]);
            here.token = outer_token(tokens, mention.span, mention.token);
        }
    }

    std::vector<Mention> find() {
        std::vector<Mention> found;
        for (std::size_t s = 0; s < annotation_.sentences.size(); ++s) {
            const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
            for (std::size_t t = 0; t < tokens.size(); ++t) {
                if (tokens[t].upos != "PRON") continue;
                const std::optional<Pronoun> pronoun = third_person(lower_ascii(tokens[t].form));
                if (!pronoun) continue;
                for (Mention& mention : resolve(s, t, *pronoun)) {
                    in_sentence_[s].push_back(mention);
                    found.push_back(std::move(mention));
                }
            }
            note_speaker(s);
        }
        find_first_persons(found);
        return found;
    }

  private:
    [[nodiscard]] bool quoted(std::size_t sentence, std::size_t token) const {
        return quoted_[annotation_.sentences[sentence].first + token];
    }

    [[nodiscard]] bool is_finite_speech(const Token& token) const {
        return (token.xpos == "VBD" || token.xpos == "VBZ" || token.xpos == "VBP") &&
               cast_.dictionaries().is_speech_verb(token.lemma);
    }

    /// Subject of a verb of speech: by the tree, or because the verb stands right behind or, after a quotation, before.
    [[nodiscard]] bool speaks(std::size_t s, Span span, std::int32_t head) const {
        const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
        const Token& token = tokens[head];
        if (quoted(s, head)) return false;
        if (is_subject(token.deprel) && token.head > 0 &&
            cast_.dictionaries().is_speech_verb(tokens[token.head - 1].lemma))
            return true;
        std::size_t next = head;
        while (next < tokens.size() && (tokens[next].span.begin < span.end || tokens[next].form == ",")) ++next;
        if (next < tokens.size() && is_finite_speech(tokens[next])) return true;
        std::size_t first = head;
        while (first > 0 && tokens[first - 1].span.begin >= span.begin) --first;
        return first >= 2 && is_finite_speech(tokens[first - 1]) && tokens[first - 2].upos == "PUNCT";
    }

    /// The last subject of a verb of speech in the sentence becomes the last speaker.
    void note_speaker(std::size_t s) {
        const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
        for (const Mention& mention : in_sentence_[s]) {
            const Token& token = tokens[mention.token];
            const std::string_view relation = base_relation(token.deprel);
            const bool according = relation == "obl" && token.head > 0 && is_led_by(tokens, mention.token, "according");
            if (according || speaks(s, mention.span, mention.token))
                speakers_.push_back({mention.actor, static_cast<std::int32_t>(s)});
        }
    }

    [[nodiscard]] bool fits(const Member& member, Kind kind) const {
        const ActorKind actor = member.actor.kind;
        switch (kind) {
            case Kind::he:
                return actor == ActorKind::person && member.gender != Gender::female;
            case Kind::she:
                return actor == ActorKind::person && member.gender != Gender::male;
            case Kind::it:
                return actor != ActorKind::person && actor != ActorKind::group;
            case Kind::they:
                return actor != ActorKind::person || (member.actor.unnamed && member.plural);
        }
        return false;
    }

    static bool is_main(std::span<const Token> tokens, const Token& token) {
        return token.head > 0 && tokens[token.head - 1].head == 0;
    }

    static constexpr double impossible = -1e9;

    [[nodiscard]] double score(std::size_t s, std::size_t t, const Pronoun& pronoun, std::size_t at,
                               const Mention& candidate) const {
        const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
        const std::span<const Token> others = annotation_.tokens_of(annotation_.sentences[at]);
        const Token& token = tokens[t];
        const Token& other = others[candidate.token];
        const Member& member = cast_[candidate.actor];
        if (!fits(member, pronoun.kind)) return impossible;
        double score = 0;
        const bool same = at == s;
        if (same) {
            if (candidate.span.end > token.span.begin) return impossible;
            const bool one_clause = other.head == token.head && is_subject(other.deprel);
            if (one_clause && !pronoun.possessive && !pronoun.reflexive && !is_subject(token.deprel)) return impossible;
            if (one_clause && (pronoun.possessive || pronoun.reflexive)) score += Weights::own_clause;
            // A possessive in a noun phrase of the verb whose subject the candidate is.
            if (pronoun.possessive && token.head > 0 && tokens[token.head - 1].head == other.head &&
                is_subject(other.deprel))
                score += Weights::own_clause;
            score -= Weights::distance * static_cast<double>(t - candidate.token);
        }
        score -= Weights::sentence * static_cast<double>(s - at);
        // Subject of one sentence, subject of the next.
        if (!same && is_subject(token.deprel) && is_main(tokens, token) && is_subject(other.deprel) &&
            is_main(others, other))
            score += Weights::parallel;
        if (is_subject(other.deprel)) score += Weights::subject;
        if (base_relation(other.deprel) == "obj") score += Weights::object;
        if (member.gender == Gender::unknown && member.actor.kind == ActorKind::person) score -= Weights::unsure;
        if (member.actor.unnamed && pronoun.kind != Kind::they) score -= Weights::unnamed;
        const bool several = member.plural || member.actor.kind == ActorKind::group;
        if (pronoun.kind == Kind::they && !several) score -= Weights::one_body;
        if (quoted(s, t) != quoted(at, candidate.token)) score -= Weights::across_quote;
        return score;
    }

    [[nodiscard]] std::int32_t last_speaker(std::size_t s, Kind kind) const {
        for (auto speaker = speakers_.rbegin(); speaker != speakers_.rend(); ++speaker) {
            if (static_cast<std::int32_t>(s) - speaker->sentence > 5) break;
            if (fits(cast_[speaker->actor], kind)) return speaker->actor;
        }
        return -1;
    }

    /// "Mr Peskov spoke. Mr Makei rejected the claims. He said ...": another, of whom the sentence before says
    /// something and which is the subject of its main verb.
    [[nodiscard]] bool has_newer_subject(std::size_t s, Kind kind, std::int32_t speaker) const {
        if (s == 0) return false;
        const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s - 1]);
        bool newer = false;
        for (const Mention& mention : in_sentence_[s - 1]) {
            if (mention.actor == speaker) return false;
            const Token& token = tokens[mention.token];
            newer = newer || (is_subject(token.deprel) && is_main(tokens, token) && fits(cast_[mention.actor], kind));
        }
        return newer;
    }

    [[nodiscard]] static bool is_expletive(std::span<const Token> tokens, std::size_t t) {
        if (base_relation(tokens[t].deprel) == "expl") return true;
        // "it is likely that", "it will take years to": a clause is the true subject.
        return std::any_of(tokens.begin(), tokens.end(), [&](const Token& other) {
            const std::string_view relation = base_relation(other.deprel);
            return other.head == tokens[t].head && relation == "csubj";
        });
    }

    /// "processes that are taking their place": the clause of the possessive has a subject that is not `actor`.
    [[nodiscard]] bool has_other_subject(std::size_t s, std::size_t t, std::int32_t actor) const {
        const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
        const std::int32_t noun = tokens[t].head;
        const std::int32_t verb = noun > 0 ? tokens[noun - 1].head : 0;
        for (std::size_t i = 0; verb > 0 && i < t; ++i) {
            if (tokens[i].head != verb || !is_subject(tokens[i].deprel)) continue;
            return std::none_of(in_sentence_[s].begin(), in_sentence_[s].end(), [&](const Mention& mention) {
                return mention.actor == actor && mention.token == static_cast<std::int32_t>(i);
            });
        }
        return false;
    }

    /// Who speaks the quotations of a sentence, if it tells; of several the one nearest to token t. Nobody is "he" in
    /// his own words.
    [[nodiscard]] std::int32_t own_speaker(std::size_t s, std::size_t t) const {
        std::int32_t speaker = -1;
        std::size_t nearest = 0;
        for (const Mention& mention : in_sentence_[s]) {
            const auto at = static_cast<std::size_t>(mention.token);
            const std::size_t away = at > t ? at - t : t - at;
            if (speaker >= 0 && away >= nearest) continue;
            if (!speaks(s, mention.span, mention.token)) continue;
            speaker = mention.actor;
            nearest = away;
        }
        return speaker;
    }

    /// Whether the quotation at the end of sentence s goes on in the next one.
    [[nodiscard]] bool runs_on(std::size_t s) const {
        if (s + 1 >= annotation_.sentences.size()) return false;
        const Sentence& sentence = annotation_.sentences[s];
        const Sentence& next = annotation_.sentences[s + 1];
        if (sentence.count == 0 || next.count == 0 || sentence.block != next.block) return false;
        return quoted_[sentence.first + sentence.count - 1] && quoted_[next.first];
    }

    /// Who speaks the quotation around token t of sentence s: its own sentence tells, or the ones that it runs over,
    /// or the one before it in its paragraph; a quotation that is a paragraph of its own is the last speaker's. -1 if
    /// none of these tells.
    [[nodiscard]] std::int32_t speaker_of_quotation(std::size_t s, std::size_t t) const {
        constexpr std::size_t longest = 8;  // sentences of one quotation that are followed
        if (const std::int32_t own = own_speaker(s, t); own >= 0) return own;
        for (std::size_t at = s; at < s + longest && runs_on(at); ++at)
            if (const std::int32_t told = own_speaker(at + 1, 0); told >= 0) return told;
        const std::int32_t block = annotation_.sentences[s].block;
        for (std::size_t back = 1; back <= longest && back <= s; ++back) {
            const std::int32_t other = annotation_.sentences[s - back].block;
            if (other + 1 < block) break;
            if (const std::int32_t told = own_speaker(s - back, annotation_.sentences[s - back].count); told >= 0)
                return told;
            if (other != block) break;
        }
        return -1;
    }

    /// "I" and "we" inside quotations: the speaker; "we" of an official is his government. "You": who is spoken to.
    void find_first_persons(std::vector<Mention>& found) {
        for (std::size_t s = 0; s < annotation_.sentences.size(); ++s) {
            const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
            for (std::size_t t = 0; t < tokens.size(); ++t) {
                if (!quoted(s, t)) continue;
                if (tokens[t].upos != "PRON" && tokens[t].upos != "DET") continue;  // "US" the country
                if (is_second_person(tokens[t].form))
                    if (const std::int32_t other = addressee_of_quotation(s, t); other >= 0)
                        found.push_back(mention_at(s, t, other, "spoken to: " + cast_[other].actor.name));
                const bool one = is_first_person(tokens[t].form);
                if (!one && !is_first_person_plural(tokens[t].form)) continue;
                const std::int32_t speaker = speaker_of_quotation(s, t);
                const std::int32_t actor = speaker < 0 ? -1 : one ? as_one(speaker) : as_group(speaker);
                if (actor < 0) continue;
                const std::string& name = cast_[speaker].actor.name;
                found.push_back(mention_at(s, t, actor, "in the words of " + name));
            }
        }
    }

    /// Whom the quotation around token t of sentence s is said to: "told Mr Kim", "said to reporters"; -1 if it does
    /// not tell, or names several.
    [[nodiscard]] std::int32_t addressee_of_quotation(std::size_t s, std::size_t t) const {
        std::int32_t found = -1;
        for (std::size_t at = s; at < s + 2 && (at == s || runs_on(at - 1)); ++at) {
            const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[at]);
            for (const Mention& mention : in_sentence_[at]) {
                const Token& token = tokens[mention.token];
                if (quoted(at, mention.token) || mention.form == MentionForm::pronoun || token.head <= 0) continue;
                const std::string_view relation = base_relation(token.deprel);
                const bool object = relation == "obj" || relation == "iobj";
                if (!object && !(relation == "obl" && is_led_by(tokens, mention.token, "to"))) continue;
                if (!cast_.dictionaries().is_speech_verb(tokens[token.head - 1].lemma)) continue;
                if (found >= 0 && found != mention.actor) return -1;
                found = mention.actor;
            }
            if (found >= 0) break;
        }
        return found >= 0 && found == speaker_of_quotation(s, t) ? -1 : found;
    }

    static bool is_led_by(std::span<const Token> tokens, std::int32_t token, std::string_view preposition) {
        return std::any_of(tokens.begin(), tokens.end(), [&](const Token& t) {
            return t.head == token + 1 && base_relation(t.deprel) == "case" && lower_ascii(t.form) == preposition;
        });
    }

    [[nodiscard]] std::int32_t as_one(std::int32_t speaker) const {
        const Actor& actor = cast_[speaker].actor;
        return actor.kind == ActorKind::person && !cast_[speaker].plural ? speaker : -1;
    }

    /// For whom somebody speaks who says "we": his government or army; a body for itself. Others' "we" is not known.
    std::int32_t as_group(std::int32_t speaker) {
        const Actor& actor = cast_[speaker].actor;
        if (actor.kind != ActorKind::person) return actor.kind == ActorKind::outlet ? -1 : speaker;
        const std::vector<Country>& countries = cast_.dictionaries().countries();
        const bool official = actor.code == actor.country + "GOV" || actor.code == actor.country + "MIL";
        const Country* country = official ? cast_.dictionaries().country(actor.country) : nullptr;
        return country == nullptr ? -1 : cast_.government(static_cast<std::int32_t>(country - countries.data()));
    }

    /// Actors named together, to whom "they" may refer: "Kenya and Uganda", "the ministers of Kenya and Uganda".
    struct Several {
        std::vector<std::int32_t> actors;
        std::uint32_t end = 0;  // byte
        std::int32_t token = -1;
        double weight = 0;
    };

    [[nodiscard]] static std::int32_t first_conjunct(std::span<const Token> tokens, std::int32_t token) {
        for (int step = 0; step < 32 && tokens[token].head > 0; ++step) {
            if (base_relation(tokens[token].deprel) != "conj") break;
            token = tokens[token].head - 1;
        }
        return token;
    }

    /// Who is told to have met whom: "Mr Kim met Mr Putin", "Mr Kim met with Mr Putin".
    [[nodiscard]] static bool meets(std::span<const Token> tokens, std::int32_t subject, std::int32_t other) {
        const std::int32_t verb = tokens[subject].head;
        if (verb <= 0 || tokens[other].head != verb || tokens[verb - 1].lemma != "meet") return false;
        const std::string_view relation = base_relation(tokens[other].deprel);
        if (relation == "obj") return true;
        return relation == "obl" && std::any_of(tokens.begin(), tokens.end(), [&](const Token& t) {
                   return t.head == other + 1 && base_relation(t.deprel) == "case" && t.lemma == "with";
               });
    }

    /// The subjects of a sentence that are several actors.
    [[nodiscard]] std::vector<Several> several_in(std::size_t s) const {
        constexpr std::size_t most = 64;  // mentions looked at
        const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
        std::vector<Several> found;
        const std::vector<Mention>& mentions = in_sentence_[s];
        for (std::size_t m = mentions.size() > most ? mentions.size() - most : 0; m < mentions.size(); ++m) {
            const Mention& mention = mentions[m];
            if (mention.form == MentionForm::pronoun || cast_[mention.actor].actor.kind == ActorKind::outlet) continue;
            const std::int32_t root = first_conjunct(tokens, mention.token);
            auto with = std::find_if(found.begin(), found.end(), [&](const Several& several) {
                return several.token == root || meets(tokens, several.token, root);
            });
            const bool met = with != found.end() && with->token != root;
            if (with == found.end()) {
                if (!is_subject(tokens[root].deprel)) continue;
                found.push_back({{}, 0, root, 0});
                with = found.end() - 1;
            }
            with->end = std::max(with->end, mention.span.end);
            if (met) with->weight = -0.3;
            if (std::find(with->actors.begin(), with->actors.end(), mention.actor) == with->actors.end())
                with->actors.push_back(mention.actor);
        }
        std::erase_if(found, [](const Several& several) { return several.actors.size() < 2; });
        return found;
    }

    /// The actors named together that "they" most likely means, if they are likelier than `rival`.
    [[nodiscard]] std::vector<std::int32_t> several_meant(std::size_t s, std::size_t t, double rival) const {
        const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
        std::vector<std::int32_t> chosen;
        for (std::size_t back = 0; back <= 1 && back <= s; ++back) {
            const std::span<const Token> others = annotation_.tokens_of(annotation_.sentences[s - back]);
            for (const Several& several : several_in(s - back)) {
                if (back == 0 && several.end > tokens[t].span.begin) continue;
                double score = Weights::subject + several.weight - Weights::sentence * static_cast<double>(back);
                if (back == 0) score -= Weights::distance * static_cast<double>(t - several.token);
                if (back != 0 && is_subject(tokens[t].deprel) && is_main(tokens, tokens[t]) &&
                    is_main(others, others[several.token]))
                    score += Weights::parallel;
                if (quoted(s, t) != quoted(s - back, several.token)) score -= Weights::across_quote;
                if (score < rival || score < Weights::enough_several) continue;
                rival = score;
                chosen = several.actors;
            }
        }
        return chosen;
    }

    std::vector<Mention> resolve(std::size_t s, std::size_t t, const Pronoun& pronoun) {
        const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[s]);
        const bool says = speaks(s, tokens[t].span, static_cast<std::int32_t>(t));
        if (pronoun.kind == Kind::it && !says && is_expletive(tokens, t)) return {};
        if (pronoun.kind == Kind::it && !pronoun.possessive && !is_subject(tokens[t].deprel)) return {};
        std::int32_t speaker = says ? last_speaker(s, pronoun.kind) : -1;
        if (speaker >= 0 && has_newer_subject(s, pronoun.kind, speaker)) speaker = -1;
        const std::int32_t own = quoted(s, t) ? own_speaker(s, t) : -1;
        double best = impossible;
        double second = impossible;
        std::int32_t chosen = -1;
        const std::size_t reach = pronoun.kind == Kind::he || pronoun.kind == Kind::she ? 3 : 1;
        for (std::size_t back = 0; back <= reach && back <= s; ++back)
            for (const Mention& candidate : in_sentence_[s - back]) {
                if (candidate.actor == own) continue;
                double value = score(s, t, pronoun, s - back, candidate);
                if (value == impossible) continue;
                if (candidate.actor == speaker) value += Weights::speaker;
                if (value > best) {
                    if (candidate.actor != chosen) second = best;
                    best = value;
                    chosen = candidate.actor;
                } else if (candidate.actor != chosen) {
                    second = std::max(second, value);
                }
            }
        if (pronoun.kind == Kind::they) {
            const std::vector<std::int32_t> several = several_meant(s, t, best);
            std::vector<Mention> all;
            for (const std::int32_t actor : several) all.push_back(mention_at(s, t, actor, "those named together"));
            if (!all.empty()) return all;
        }
        if (chosen < 0 && speaker >= 0) {
            chosen = speaker;
            best = 0;
        }
        if (chosen < 0) return {};
        const bool thing = pronoun.kind == Kind::it || pronoun.kind == Kind::they;
        if (thing && best < Weights::enough_thing) return {};
        if (thing && pronoun.possessive && has_other_subject(s, t, chosen)) return {};
        return {mention_of(s, t, pronoun, chosen, chosen == speaker, best - second > 0.5)};
    }

    Mention mention_of(std::size_t s, std::size_t t, const Pronoun& pronoun, std::int32_t actor, bool speaker,
                       bool clear) {
        Member& member = cast_.members()[actor];
        if (member.gender == Gender::unknown && member.actor.kind == ActorKind::person) {
            if (pronoun.kind == Kind::he) member.gender = Gender::male;
            if (pronoun.kind == Kind::she) member.gender = Gender::female;
        }
        return mention_at(s, t, actor,
                          speaker ? "the last speaker, " + member.actor.name
                          : clear ? "the nearest that fits, " + member.actor.name
                                  : "the likelier of two that fit, " + member.actor.name);
    }

    [[nodiscard]] Mention mention_at(std::size_t s, std::size_t t, std::int32_t actor, std::string reason) const {
        Mention mention;
        mention.span = annotation_.tokens_of(annotation_.sentences[s])[t].span;
        mention.head = mention.span;
        mention.actor = actor;
        mention.sentence = static_cast<std::int32_t>(s);
        mention.token = static_cast<std::int32_t>(t);
        mention.form = MentionForm::pronoun;
        mention.reason = std::move(reason);
        return mention;
    }

    struct Speaker {
        std::int32_t actor;
        std::int32_t sentence;
    };

    const Annotation& annotation_;
    Cast& cast_;
    std::vector<bool> quoted_;
    std::vector<std::vector<Mention>> in_sentence_;
    std::vector<Speaker> speakers_;
};

}  // namespace

std::vector<Mention> find_pronouns(std::string_view text, const Annotation& annotation, Cast& cast,
                                   const std::vector<Mention>& mentions) {
    return PronounFinder(text, annotation, cast, mentions).find();
}

bool is_first_person(std::string_view word) {
    static constexpr std::array<std::string_view, 5> words = {"i", "me", "my", "mine", "myself"};
    return one_of(lower_ascii(word), words);
}

bool is_first_person_plural(std::string_view word) {
    static constexpr std::array<std::string_view, 5> words = {"we", "us", "our", "ours", "ourselves"};
    return one_of(lower_ascii(word), words);
}

bool is_second_person(std::string_view word) {
    static constexpr std::array<std::string_view, 5> words = {"you", "your", "yours", "yourself", "yourselves"};
    return one_of(lower_ascii(word), words);
}

std::vector<bool> quoted_tokens(std::string_view text, const Annotation& annotation) {
    std::vector<bool> quoted(annotation.tokens.size(), false);
    bool inside = false;
    bool curly = false;
    std::int32_t block = -1;
    for (const Sentence& sentence : annotation.sentences) {
        const bool first_of_block = sentence.block != block;
        block = sentence.block;
        bool first = first_of_block;
        for (std::uint32_t t = sentence.first; t < sentence.first + sentence.count; ++t) {
            const std::string_view form = slice(text, annotation.tokens[t].span);
            const bool opens = form == "\xE2\x80\x9C" || form == "``";
            const bool closes = form == "\xE2\x80\x9D" || form == "''";
            const bool straight = form == "\"";
            if (first && !(inside && (opens || (straight && !curly)))) inside = false;
            first = false;
            if (opens) {
                inside = true;
                curly = true;
            } else if (closes) {
                inside = false;
            } else if (straight) {
                inside = (first_of_block && t == sentence.first) || !inside;
                curly = false;
            } else {
                quoted[t] = inside;
            }
        }
    }
    return quoted;
}

}  // namespace px
