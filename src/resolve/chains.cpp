#include "resolve/chains.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include "resolve/coreference.hpp"
#include "resolve/word_lists.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

bool starts_phrase(const Token& token) {
    constexpr std::array<std::string_view, 4> inner = {"flat", "fixed", "goeswith", "expl"};
    if (one_of(base_relation(token.deprel), inner)) return false;
    if (token.upos == "PRON")
        return token.feats.find("PronType=Rel") == std::string::npos &&
               token.feats.find("PronType=Int") == std::string::npos && token.xpos != "EX" && token.xpos != "WP";
    return token.upos == "NOUN" || token.upos == "PROPN";
}

/// Relations whose words belong to the noun phrase of their head.
bool belongs(const Token& token) {
    constexpr std::array<std::string_view, 11> kept = {"det", "amod",   "nummod", "compound", "flat", "nmod",
                                                       "acl", "advmod", "fixed",  "goeswith", "list"};
    if (token.xpos == "POS") return true;
    return one_of(base_relation(token.deprel), kept);
}

/// First and last token of the phrase that each token heads. Heads come in any order, so the words are taken from the
/// leaves upwards: each token's extent is handed to its head, at most `count` rounds deep.
std::vector<std::pair<std::int32_t, std::int32_t>> extents(std::span<const Token> tokens) {
    const auto count = static_cast<std::int32_t>(tokens.size());
    std::vector<std::pair<std::int32_t, std::int32_t>> full(tokens.size());
    std::vector<std::int32_t> waiting(tokens.size(), 0);
    for (std::int32_t t = 0; t < count; ++t) {
        full[t] = {t, t};
        if (tokens[t].head > 0) ++waiting[tokens[t].head - 1];
    }
    std::vector<std::pair<std::int32_t, std::int32_t>> phrase = full;
    std::vector<std::int32_t> ready;
    for (std::int32_t t = 0; t < count; ++t)
        if (waiting[t] == 0) ready.push_back(t);
    for (std::size_t i = 0; i < ready.size(); ++i) {
        const Token& token = tokens[ready[i]];
        if (token.head == 0) continue;
        const std::int32_t head = token.head - 1;
        const auto& mine = full[ready[i]];
        full[head] = {std::min(full[head].first, mine.first), std::max(full[head].second, mine.second)};
        if (belongs(token))
            phrase[head] = {std::min(phrase[head].first, mine.first), std::max(phrase[head].second, mine.second)};
        if (--waiting[head] == 0) ready.push_back(head);
    }
    return phrase;
}

struct Described {
    std::string key;                  // folded words without article and final 's
    std::string head;                 // folded lemma
    std::set<std::string> modifiers;  // folded
    bool pronoun = false;
    bool name = false;
    bool definite = false;
    bool indefinite = false;
    bool plural = false;
    bool bare = false;
    std::int32_t actor = -1;
    std::string form;  // of a pronoun, small letters
};

class ChainFinder {
  public:
    ChainFinder(const Dictionaries& dictionaries, std::string_view text, const Annotation& annotation,
                const FoundActors& found, std::span<const NounPhrase> phrases)
        : dictionaries_(dictionaries),
          text_(text),
          annotation_(annotation),
          found_(found),
          phrases_(phrases),
          root_(phrases.size()) {
        std::iota(root_.begin(), root_.end(), 0);
        std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> actors;
        for (const Mention& mention : found.mentions)
            actors.try_emplace({mention.sentence, mention.token}, mention.actor);
        for (const NounPhrase& phrase : phrases) {
            described_.push_back(describe(phrase));
            const auto actor = actors.find({phrase.sentence, phrase.token});
            if (actor != actors.end()) described_.back().actor = actor->second;
        }
    }

    std::vector<std::vector<std::int32_t>> find() {
        link_actors();
        link_names();
        link_appositions();
        link_same_words();
        link_definite();
        link_kinds();
        link_first_persons();
        link_things();
        return collect();
    }

  private:
    [[nodiscard]] std::span<const Token> tokens_of(std::size_t i) const {
        return annotation_.tokens_of(annotation_.sentences[phrases_[i].sentence]);
    }

    Described describe(const NounPhrase& phrase) const {
        const std::span<const Token> tokens = annotation_.tokens_of(annotation_.sentences[phrase.sentence]);
        const Token& head = tokens[phrase.token];
        Described d;
        d.pronoun = head.upos == "PRON";
        d.name = head.upos == "PROPN";
        d.plural = head.feats.find("Number=Plur") != std::string::npos || head.xpos == "NNS" || head.xpos == "NNPS";
        d.head = fold_name(head.lemma);
        d.form = lower_ascii(head.form);
        bool determined = false;
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            const Token& token = tokens[t];
            if (token.span.begin < phrase.span.begin || token.span.end > phrase.span.end) continue;
            const std::string folded = fold_name(token.form);
            const bool own = token.head == phrase.token + 1;
            if (own && (token.upos == "DET" || base_relation(token.deprel) == "nmod")) determined = true;
            if (own && token.upos == "DET") {
                d.definite = d.definite || folded == "the" || folded == "this" || folded == "that" ||
                             folded == "these" || folded == "those";
                d.indefinite = d.indefinite || folded == "a" || folded == "an" || folded == "some" ||
                               folded == "another" || folded == "any" || folded == "every" || folded == "each" ||
                               folded == "no";
                continue;
            }
            if (own && token.deprel == "nmod:poss") d.definite = true;
            if (token.xpos == "POS" || token.upos == "PUNCT" || folded.empty()) continue;
            if (!d.key.empty()) d.key += ' ';
            d.key += folded;
            if (static_cast<std::int32_t>(t) != phrase.token && token.upos != "ADP" && token.upos != "PRON")
                d.modifiers.insert(fold_name(token.lemma));
        }
        d.bare = !determined && !d.definite && !d.indefinite;
        return d;
    }

    std::int32_t root(std::int32_t i) {
        while (root_[i] != i) i = root_[i] = root_[root_[i]];
        return i;
    }
    void link(std::int32_t a, std::int32_t b) {
        a = root(a);
        b = root(b);
        if (a != b) root_[std::max(a, b)] = std::min(a, b);
    }
    bool alone(std::int32_t i) {
        // Nothing has been linked to i, and i to nothing before it.
        return root(i) == i;
    }

    void link_actors() {
        std::map<std::int32_t, std::int32_t> first;
        for (std::int32_t i = 0; i < size(); ++i) {
            const std::int32_t actor = described_[i].actor;
            if (actor < 0) continue;
            if (found_.actors[actor].unnamed && !described_[i].definite && !described_[i].pronoun &&
                !described_[i].bare)
                continue;
            const auto [place, fresh] = first.try_emplace(actor, i);
            if (!fresh) link(place->second, i);
        }
    }

    void link_names() {
        std::map<std::string, std::int32_t> first;
        for (std::int32_t i = 0; i < size(); ++i) {
            const Described& d = described_[i];
            if (!d.name || d.actor >= 0) continue;
            const auto [place, fresh] = first.try_emplace(d.key, i);
            if (!fresh) {
                link(place->second, i);
                continue;
            }
            const std::string initials = initials_of(phrases_[i]);
            if (initials.size() >= 2) first.try_emplace(initials, i);
        }
    }

    [[nodiscard]] std::string initials_of(const NounPhrase& phrase) const {
        std::string initials;
        for (const Token& token : annotation_.tokens_of(annotation_.sentences[phrase.sentence]))
            if (phrase.span.contains(token.span) && !token.form.empty() && token.form[0] >= 'A' && token.form[0] <= 'Z')
                initials += static_cast<char>(token.form[0] - 'A' + 'a');
        return initials;
    }

    void link_appositions() {
        std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> at;
        for (std::int32_t i = 0; i < size(); ++i) at.try_emplace({phrases_[i].sentence, phrases_[i].token}, i);
        for (std::int32_t i = 0; i < size(); ++i) {
            const Token& token = tokens_of(i)[phrases_[i].token];
            if (base_relation(token.deprel) != "appos") continue;
            const auto head = at.find({phrases_[i].sentence, token.head - 1});
            if (head != at.end()) link(head->second, i);
        }
    }

    void link_same_words() {
        std::map<std::string, std::int32_t> last;
        for (std::int32_t i = 0; i < size(); ++i) {
            const Described& d = described_[i];
            if (d.pronoun || d.name || d.indefinite || d.key.empty()) continue;
            const std::string key = d.key + (d.plural ? "+" : "");
            const auto place = last.find(key);
            if (place != last.end()) link(place->second, i);
            last[key] = i;
        }
    }

    /// "the competition" after "an international robotics competition".
    void link_definite() {
        std::map<std::string, std::vector<std::int32_t>> by_head;
        for (std::int32_t i = 0; i < size(); ++i) {
            const Described& d = described_[i];
            if (d.pronoun) continue;
            std::vector<std::int32_t>& same = by_head[d.head + (d.plural ? "+" : "")];
            if (d.definite && alone(i) && !d.name)
                for (auto before = same.rbegin(); before != same.rend(); ++before) {
                    const Described& other = described_[*before];
                    const bool fits = std::includes(other.modifiers.begin(), other.modifiers.end(), d.modifiers.begin(),
                                                    d.modifiers.end());
                    if (!fits || phrases_[*before].span.overlaps(phrases_[i].span)) continue;
                    link(*before, i);
                    break;
                }
            same.push_back(i);
        }
    }

    /// "the country" for the state named last, "the company" for the organisation.
    void link_kinds() {
        constexpr std::array<std::string_view, 3> states = {"country", "nation", "state"};
        constexpr std::array<std::string_view, 10> bodies = {
            "organization", "organisation", "company", "group", "agency", "firm", "party", "church", "team", "club"};
        for (std::int32_t i = 0; i < size(); ++i) {
            const Described& d = described_[i];
            if (!d.definite || d.plural || !alone(i) || !d.modifiers.empty()) continue;
            const bool state = one_of(d.head, states);
            if (!state && !one_of(d.head, bodies)) continue;
            for (std::int32_t j = i - 1; j >= 0 && phrases_[i].sentence - phrases_[j].sentence <= 3; --j) {
                const std::int32_t actor = described_[j].actor;
                if (actor < 0) continue;
                const ActorKind kind = found_.actors[actor].kind;
                const bool fits = state ? kind == ActorKind::state
                                        : (kind == ActorKind::organisation || kind == ActorKind::armed_group) &&
                                              !found_.actors[actor].unnamed;
                if (!fits) continue;
                link(j, i);
                break;
            }
        }
    }

    /// "I" in a quotation is its speaker; each run of "we" in one quotation is one group.
    void link_first_persons() {
        const std::vector<bool> quoted = quoted_tokens(text_, annotation_);
        std::int32_t speaker = -1;
        std::int32_t last_i = -1;
        std::int32_t last_we = -1;
        std::int32_t quotation = -1;
        for (std::int32_t i = 0; i < size(); ++i) {
            const Described& d = described_[i];
            const std::int32_t sentence = phrases_[i].sentence;
            const bool inside = quoted[annotation_.sentences[sentence].first + phrases_[i].token];
            if (!inside && is_speaker(i)) speaker = i;
            if (!d.pronoun) continue;
            const bool first = is_first_person(d.form);
            const bool we = is_first_person_plural(d.form);
            if (!first && !we) continue;
            if (quotation >= 0 && sentence - quotation > 2) last_i = last_we = -1;
            quotation = sentence;
            std::int32_t& last = first ? last_i : last_we;
            if (last >= 0) link(last, i);
            if (first && inside) {
                const std::int32_t own = speaker_in(sentence);
                const std::int32_t who = own >= 0 ? own : speaker;
                if (who >= 0 && sentence - phrases_[who].sentence <= 2) link(who, i);
            }
            last = i;
        }
    }

    [[nodiscard]] bool is_speaker(std::int32_t i) const {
        const std::span<const Token> tokens = tokens_of(i);
        const Token& token = tokens[phrases_[i].token];
        return base_relation(token.deprel) == "nsubj" && token.head > 0 &&
               dictionaries_.is_speech_verb(tokens[token.head - 1].lemma);
    }

    [[nodiscard]] std::int32_t speaker_in(std::int32_t sentence) const {
        for (std::int32_t i = 0; i < size(); ++i) {
            if (phrases_[i].sentence < sentence) continue;
            if (phrases_[i].sentence > sentence) break;
            if (!described_[i].pronoun && is_speaker(i)) return i;
        }
        return -1;
    }

    /// "it", "they", "this": a subject nearby, of the right number, that is no person.
    void link_things() {
        constexpr std::array<std::string_view, 3> one = {"it", "its", "itself"};
        constexpr std::array<std::string_view, 4> many = {"they", "them", "their", "themselves"};
        for (std::int32_t i = 0; i < size(); ++i) {
            const Described& d = described_[i];
            if (!d.pronoun || d.actor >= 0) continue;
            const bool single = one_of(d.form, one);
            if (!single && !one_of(d.form, many)) continue;
            double best = -1.2;
            std::int32_t chosen = -1;
            for (std::int32_t j = i - 1; j >= 0 && phrases_[i].sentence - phrases_[j].sentence <= 1; --j) {
                const Described& other = described_[j];
                if (phrases_[j].span.overlaps(phrases_[i].span)) continue;
                if (other.pronoun && one_of(other.form, one) != single) continue;
                if (other.pronoun && !one_of(other.form, one) && !one_of(other.form, many)) continue;
                const bool person = other.actor >= 0 && found_.actors[other.actor].kind == ActorKind::person;
                if (person || (!other.pronoun && other.plural == single)) continue;
                const double value = weigh(i, j);
                if (value <= best) continue;
                best = value;
                chosen = j;
            }
            if (chosen >= 0) link(chosen, i);
        }
    }

    [[nodiscard]] double weigh(std::int32_t i, std::int32_t j) const {
        const Token& other = tokens_of(j)[phrases_[j].token];
        double value = -1.0 * (phrases_[i].sentence - phrases_[j].sentence);
        const std::string_view relation = base_relation(other.deprel);
        if (relation == "nsubj") value += 1;
        if (relation == "obj") value += 0.4;
        if (relation == "compound" || relation == "nmod") value -= 0.5;
        if (described_[j].pronoun) value += 0.5;
        if (phrases_[i].sentence == phrases_[j].sentence) value -= 0.02 * (phrases_[i].token - phrases_[j].token);
        return value;
    }

    std::vector<std::vector<std::int32_t>> collect() {
        std::map<std::int32_t, std::vector<std::int32_t>> by_root;
        for (std::int32_t i = 0; i < size(); ++i) by_root[root(i)].push_back(i);
        std::vector<std::vector<std::int32_t>> chains;
        for (auto& [first, members] : by_root)
            if (members.size() > 1) chains.push_back(std::move(members));
        return chains;
    }

    [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(phrases_.size()); }

    const Dictionaries& dictionaries_;
    std::string_view text_;
    const Annotation& annotation_;
    const FoundActors& found_;
    std::span<const NounPhrase> phrases_;
    std::vector<Described> described_;
    std::vector<std::int32_t> root_;
};

}  // namespace

std::vector<NounPhrase> noun_phrases(const Annotation& annotation) {
    std::vector<NounPhrase> phrases;
    for (std::size_t s = 0; s < annotation.sentences.size(); ++s) {
        const std::span<const Token> tokens = annotation.tokens_of(annotation.sentences[s]);
        const auto extent = extents(tokens);
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            if (!starts_phrase(tokens[t])) continue;
            auto [first, last] = extent[t];
            if (tokens[t].upos == "PRON") first = last = static_cast<std::int32_t>(t);
            while (first < last && tokens[first].upos == "PUNCT") ++first;
            while (last > first && tokens[last].upos == "PUNCT") --last;
            phrases.push_back({{tokens[first].span.begin, tokens[last].span.end},
                               static_cast<std::int32_t>(s),
                               static_cast<std::int32_t>(t)});
        }
    }
    return phrases;
}

std::vector<std::vector<std::int32_t>> chains(const Dictionaries& dictionaries, std::string_view text,
                                              const Annotation& annotation, const FoundActors& found,
                                              std::span<const NounPhrase> phrases) {
    return ChainFinder(dictionaries, text, annotation, found, phrases).find();
}

}  // namespace px
