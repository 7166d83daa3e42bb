#include "attribute/attribute.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "attribute/learned_cues.hpp"
#include "attribute/speech.hpp"
#include "record/speech.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::string_view according_rule = "according to";

std::uint32_t total(const std::vector<Span>& spans) {
    std::uint32_t size = 0;
    for (Span span : spans) size += span.size();
    return size;
}

/// From the first to the last word of content, cue and speaker.
Span whole(const Attribution& attribution) {
    Span all = hull(attribution.content.front(), attribution.content.back());
    if (!attribution.cue.empty()) all = hull(all, attribution.cue);
    for (const ChainLink& link : attribution.chain)
        if (!link.span.empty() && link.span.begin < all.end + 40 && link.span.end + 40 > all.begin)
            all = hull(all, link.span);
    return attribution.speaker.empty() ? all : hull(all, attribution.speaker);
}

bool holds(const std::vector<Span>& content, Span span) {
    return std::any_of(content.begin(), content.end(), [&](Span piece) { return piece.contains(span); });
}

class Attributor {
  public:
    Attributor(const SpeechText& text, Layers& layers) : text_(text), layers_(layers) {}

    std::vector<Attribution> attributions() {
        std::vector<Speech> speeches = find_cues(text_);
        link_quotations(text_, speeches);
        std::erase_if(speeches, [](const Speech& s) { return s.content.empty(); });
        read_headline(text_, layers_, speeches);
        read_transcript(text_, layers_, speeches);
        if (const SpeechModels* models = text_.lexicons.speech_models()) apply_learned(text_, *models, speeches);
        std::stable_sort(speeches.begin(), speeches.end(), [](const Speech& a, const Speech& b) {
            return a.content.front().begin < b.content.front().begin;
        });
        for (Speech& speech : speeches) leave_out_carriers(text_, layers_, speech);
        give_to_cited(text_, layers_, speeches);
        std::vector<Attribution> made;
        made.reserve(speeches.size());
        std::uint32_t covered = 0;  // by the reported speech before
        for (const Speech& speech : speeches) {
            Attribution one = make(speech, made);
            take_sentence_before(speech, covered, one);
            if (is_speech(one)) covered = speech.content.back().end;
            if (one.rule != needs_carrier || !one.chain.empty()) made.push_back(std::move(one));
        }
        return unnest(std::move(made));
    }

  private:
    Attribution make(const Speech& speech, const std::vector<Attribution>& before) {
        Attribution made;
        made.kind = speech.kind;
        made.content = speech.content;
        if (speech.cue >= 0) made.cue = text_.tree(speech.sentence).words(speech.cue, speech.cue_last);
        made.denial = denies(speech) && !negated(speech);
        made.rule = speech.rule[0] ? speech.rule : "reporting verb";
        made.confidence = speech.confidence;
        if (speech.subject >= 0) {
            const int sentence = speech.speaker_sentence >= 0 ? speech.speaker_sentence : speech.sentence;
            made.speaker = speech.speaker.empty() ? speaker_phrase(text_, sentence, speech.subject) : speech.speaker;
            made.speaker_actor = actor_of(sentence, speech.subject, made.speaker, before);
        } else {
            made.speaker = speech.speaker;
        }
        Carriers carriers = find_carriers(text_, layers_, speech);
        if (carriers.addressee >= 0)
            if (const int mention = mention_at(text_, layers_, speech.sentence, carriers.addressee); mention >= 0)
                made.addressee = layers_.mentions[static_cast<std::size_t>(mention)].actor;
        made.chain = std::move(carriers.links);
        part_from_speaker(speech.sentence, made);
        begin_after_that(speech, made);
        return made;
    }

    /// "..., Israel's national security adviser, Tzachi Hanegbi, said": the speaker's whole phrase is no part of his
    /// words.
    void part_from_speaker(int sentence, Attribution& made) const {
        const Span last = made.content.back();
        if (made.speaker_actor < 0 || made.speaker.begin < last.begin) return;
        // Mentions are ordered by where they begin.
        auto at = std::partition_point(layers_.mentions.begin(), layers_.mentions.end(),
                                       [&](const Mention& mention) { return mention.span.begin <= last.begin; });
        for (; at != layers_.mentions.end() && at->span.begin < last.end; ++at) {
            const Mention& mention = *at;
            if (mention.sentence != sentence || mention.actor != made.speaker_actor) continue;
            if (mention.span.end < last.end || !mention.span.overlaps(made.speaker)) continue;
            if (text_.trimmed({last.begin, mention.span.begin}).empty()) continue;
            made.speaker = hull(mention.span, made.speaker);
            return cut(made, mention.span.begin);
        }
    }

    /// "Told the Lantern Daily that ...", "admitted through his lawyer that ...": who was told, or who passed it on, is
    /// no part of it.
    void begin_after_that(const Speech& speech, Attribution& made) const {
        constexpr std::size_t longest = 40;  // bytes
        if (speech.cue < 0 || made.content.front().begin < made.cue.end) return;
        const std::string_view text = text_.report.text;
        const std::string_view between = slice(text, {made.cue.end, made.content.front().begin});
        const std::string_view lemma = text_.tree(speech.sentence).lemma(speech.cue);
        const bool tells = between == " " && (lemma == "tell" || lemma == "inform" || lemma == "assure");
        if (!tells && between != " through " && between != " via ") return;
        const std::size_t that = slice(text, made.content.front()).substr(0, longest).find(" that ");
        const std::uint32_t begin = made.content.front().begin + static_cast<std::uint32_t>(that) + 6;
        if (that != std::string_view::npos && begin < made.content.front().end) made.content.front().begin = begin;
    }

    /// "China is happy. The summit could help, its spokesman said.": a reporting clause at the end of a paragraph also
    /// covers the sentence before, if that speaks in the present about the speaker's own state.
    void take_sentence_before(const Speech& speech, std::uint32_t covered, Attribution& made) const {
        if (made.kind != AttributionKind::indirect || speech.cue < 0 || speech.sentence == 0 || made.speaker_actor < 0)
            return;
        const Sentence& own = text_.sentence(speech.sentence);
        const Sentence& before = text_.sentence(speech.sentence - 1);
        const bool last = static_cast<std::size_t>(speech.sentence) + 1 == text_.trees.size() ||
                          text_.sentence(speech.sentence + 1).block != own.block;
        if (before.block != own.block || !last || covered > before.span.begin) return;
        if (made.content.back().end > made.cue.begin || made.content.front().begin > own.span.begin + 2) return;
        const std::string& country = layers_.actors[static_cast<std::size_t>(made.speaker_actor)].country;
        if (country.empty() || text_.quotation_at(before.span.begin, false) >= 0) return;
        if (!present_tense_about(speech.sentence - 1, country)) return;
        made.content.insert(made.content.begin(), before.span);
        made.rule = "parenthesis, sentence before";
        made.confidence = 0.6F;
    }

    /// The sentence's main clause is in the present and its subject is the state `country` itself.
    [[nodiscard]] bool present_tense_about(int sentence, const std::string& country) const {
        const DependencyTree& tree = text_.tree(sentence);
        int root = 0;
        while (root < tree.size() && tree.head(root) >= 0) ++root;
        if (root == tree.size()) return false;
        const int copula = tree.child(root, {"cop", "aux"});
        const std::string& tag = tree[copula >= 0 ? copula : root].xpos;
        if (tag != "VBZ" && tag != "VBP" && tag != "MD") return false;
        const int subject = tree.child(root, "nsubj");
        const int mention = subject < 0 ? -1 : mention_at(text_, layers_, sentence, subject);
        if (mention < 0) return false;
        const std::int32_t actor = layers_.mentions[static_cast<std::size_t>(mention)].actor;
        return actor >= 0 && layers_.actors[static_cast<std::size_t>(actor)].kind == ActorKind::state &&
               layers_.actors[static_cast<std::size_t>(actor)].country == country;
    }

    /// "Denied that C", "his denial that C".
    [[nodiscard]] bool denies(const Speech& speech) const {
        if (speech.verb) return speech.verb->kind == ReportClass::deny;
        if (speech.cue < 0) return false;
        const ReportingNoun* noun = text_.lexicons.reporting_noun(text_.tree(speech.sentence).lemma(speech.cue));
        return noun && noun->stance == "denies" && text_.tree(speech.sentence).upos(speech.cue) == "NOUN";
    }

    [[nodiscard]] bool negated(const Speech& speech) const {
        return speech.cue >= 0 && text_.tree(speech.sentence).negated(speech.cue);
    }

    /// The actor of a speaker; one that resolve did not know is added to the layers.
    std::int32_t actor_of(int sentence, int head, Span phrase, const std::vector<Attribution>& before) {
        if (const int mention = mention_at(text_, layers_, sentence, head); mention >= 0) {
            const std::int32_t actor = layers_.mentions[static_cast<std::size_t>(mention)].actor;
            if (actor >= 0) return actor;
        }
        const DependencyTree& tree = text_.tree(sentence);
        if (tree.upos(head) == "PRON" || tree.upos(head) == "DET") return antecedent(sentence, head, before);
        return add_actor(sentence, head, phrase);
    }

    /// "It said" behind "Reuters reported"; "who" behind its noun. Other pronouns are left to resolve.
    std::int32_t antecedent(int sentence, int head, const std::vector<Attribution>& before) {
        const DependencyTree& tree = text_.tree(sentence);
        const std::string lemma = lower_ascii(tree.lemma(head));
        if (lemma == "who" || lemma == "which" || lemma == "that") {
            for (int up = tree.head(head), steps = 0; up >= 0 && steps < 4; up = tree.head(up), ++steps)
                if (tree[up].deprel == "acl:relcl" && tree.head(up) >= 0)
                    return actor_of(sentence, tree.head(up), speaker_phrase(text_, sentence, tree.head(up)), before);
            return -1;
        }
        if (lemma != "it" || before.empty()) return -1;
        const std::int32_t last = before.back().speaker_actor;
        return last >= 0 && layers_.actors[static_cast<std::size_t>(last)].kind == ActorKind::outlet ? last : -1;
    }

    std::int32_t add_actor(int sentence, int head, Span phrase) {
        const DependencyTree& tree = text_.tree(sentence);
        if (phrase.empty()) return -1;
        const bool named = tree.upos(head) == "PROPN";
        Actor actor;
        actor.name = std::string(slice(text_.report.text, phrase.size() > 120 ? tree[head].span : phrase));
        if (actor.name.starts_with("the ") || actor.name.starts_with("The ")) actor.name.erase(0, 4);
        actor.key = "name:" + fold_name(actor.name);
        for (std::size_t i = 0; i < layers_.actors.size(); ++i)
            if (layers_.actors[i].key == actor.key)
                return add_mention(sentence, head, phrase, static_cast<std::int32_t>(i));
        const auto carrier = carrier_kind(text_, layers_, sentence, head);
        const bool outlet = carrier && (*carrier == LinkKind::agency || *carrier == LinkKind::outlet);
        actor.kind =
            outlet  ? ActorKind::outlet
            : named ? ActorKind::other
                    : (tree[head].feats.find("Number=Plur") != std::string::npos ? ActorKind::group : ActorKind::other);
        actor.unnamed = !named && !outlet;
        actor.country = country_inside(phrase);
        actor.reason = "speaks; not in the dictionaries";
        actor.confidence = 0.5F;
        layers_.actors.push_back(std::move(actor));
        return add_mention(sentence, head, phrase, static_cast<std::int32_t>(layers_.actors.size()) - 1);
    }

    /// Keeps the layer of mentions in order.
    std::int32_t add_mention(int sentence, int head, Span phrase, std::int32_t actor) {
        const DependencyTree& tree = text_.tree(sentence);
        Mention mention;
        mention.span = phrase;
        mention.head = tree[head].span;
        mention.actor = actor;
        mention.sentence = sentence;
        mention.token = head;
        mention.form = tree.upos(head) == "PROPN" ? MentionForm::name : MentionForm::nominal;
        mention.reason = "speaker";
        const auto at = std::partition_point(layers_.mentions.begin(), layers_.mentions.end(),
                                             [&](const Mention& m) { return m.span < mention.span; });
        layers_.mentions.insert(at, std::move(mention));
        return actor;
    }

    /// "Chinese analysts": the country of a mention inside the phrase.
    [[nodiscard]] std::string country_inside(Span phrase) const {
        auto at = std::partition_point(layers_.mentions.begin(), layers_.mentions.end(),
                                       [&](const Mention& m) { return m.span.begin < phrase.begin; });
        for (; at != layers_.mentions.end() && at->span.begin < phrase.end; ++at)
            if (phrase.contains(at->span) && at->actor >= 0)
                if (const Actor& actor = layers_.actors[static_cast<std::size_t>(at->actor)]; !actor.country.empty())
                    return actor.country;
        return "";
    }

    /// One attribution for one stretch of speech. What an outlet reports to have been said by somebody is that
    /// somebody's, with the outlet as its carrier; any other speech told inside a speech belongs to the teller.
    std::vector<Attribution> unnest(std::vector<Attribution> made) const {
        std::vector<char> drop(made.size(), 0);
        for (std::size_t outer = 0; outer < made.size(); ++outer) {
            for (std::size_t inner = next_inside(made, outer, 0); inner < made.size();
                 inner = next_inside(made, outer, inner + 1)) {
                if (drop[inner] || drop[outer]) continue;
                if (made[inner].rule == according_rule &&
                    (holds(made[inner].content, made[outer].cue) ||
                     made[inner].speaker.end + 1 >= made[outer].content.back().end)) {
                    // "X told reporters C, according to O": X speaks, O carries.
                    cut(made[outer], made[inner].cue.begin);
                    if (auto link = carrier_of(made[inner])) made[outer].chain.push_back(std::move(*link));
                    drop[inner] = 1;
                    continue;
                }
                auto link = carrier_of(made[outer]);
                if (!link) {
                    drop[inner] = 1;
                    continue;
                }
                made[inner].chain.push_back(std::move(*link));
                if (holds(made[inner].content, made[outer].cue))
                    cut(made[inner], made[outer].speaker.empty()
                                         ? made[outer].cue.begin
                                         : std::min(made[outer].cue.begin, made[outer].speaker.begin));
                if (whole(made[inner]).size() * 10 >= total(made[outer].content) * 7) drop[outer] = 1;
            }
        }
        std::vector<Attribution> kept;
        for (std::size_t i = 0; i < made.size(); ++i)
            if (!drop[i]) kept.push_back(std::move(made[i]));
        std::vector<Attribution> denials;
        for (Attribution& one : kept)
            if (auto denial = called_untrue(text_, one)) denials.push_back(std::move(*denial));
        kept.insert(kept.end(), std::make_move_iterator(denials.begin()), std::make_move_iterator(denials.end()));
        std::stable_sort(kept.begin(), kept.end(), [](const Attribution& a, const Attribution& b) {
            return a.content.front().begin < b.content.front().begin;
        });
        return kept;
    }

    /// Ends the content before byte `at`; the first piece stays whole if nothing but blanks would be left of it.
    void cut(Attribution& attribution, std::uint32_t at) const {
        std::vector<Span>& content = attribution.content;
        while (content.size() > 1 && text_.trimmed({content.back().begin, std::max(content.back().begin, at)}).empty())
            content.pop_back();
        if (at <= content.back().begin || at >= content.back().end) return;
        if (const Span left = text_.trimmed({content.back().begin, at}); !left.empty()) content.back() = left;
    }

    /// The next attribution from `from` on whose cue lies inside the content of `outer`. Attributions are ordered by
    /// their content, which stands near their cue, so only neighbours are looked at.
    static std::size_t next_inside(const std::vector<Attribution>& made, std::size_t outer, std::size_t from) {
        constexpr std::size_t reach = 12;
        const std::size_t begin = outer > reach ? outer - reach : 0;
        const std::size_t end = std::min(made.size(), outer + reach + 1);
        for (std::size_t i = std::max(from, begin); i < end; ++i)
            if (i != outer && !made[i].cue.empty() && holds(made[outer].content, made[i].cue)) return i;
        return made.size();
    }

    [[nodiscard]] bool is_outlet(const Attribution& attribution) const {
        return attribution.speaker_actor >= 0 &&
               layers_.actors[static_cast<std::size_t>(attribution.speaker_actor)].kind == ActorKind::outlet;
    }

    /// Who passes on what is told inside: an outlet, or a text that "according to" names.
    [[nodiscard]] std::optional<ChainLink> carrier_of(const Attribution& attribution) const {
        if (attribution.rule == according_rule && !is_outlet(attribution))
            return carrier_named_by(text_, layers_, attribution.speaker);
        if (!is_outlet(attribution)) return std::nullopt;
        ChainLink link;
        link.span = attribution.speaker;
        link.actor = attribution.speaker_actor;
        link.name = layers_.actors[static_cast<std::size_t>(link.actor)].name;
        const LinkKind* kind = text_.lexicons.carrier_name(link.name);
        link.kind = kind ? *kind : LinkKind::outlet;
        return link;
    }

    const SpeechText& text_;
    Layers& layers_;
};

}  // namespace

Attributed attribute(const Lexicons& lexicons, const Report& report, const Annotation& annotation, Layers& layers) {
    const SpeechText text(lexicons, report, annotation);
    Attributed found;
    found.attributions = Attributor(text, layers).attributions();
    found.attitudes = find_attitudes(text, layers, found.attributions);
    return found;
}

}  // namespace px
