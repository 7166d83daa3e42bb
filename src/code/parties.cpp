#include "code/parties.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace px::coding {
namespace {

constexpr int deepest_descent = 3;

/// Puts the number of each item under the sentence that holds its span.
template <typename Item>
std::vector<std::vector<std::int32_t>> by_sentence(const Annotation& annotation, const std::vector<Item>& items) {
    std::vector<std::vector<std::int32_t>> lists(annotation.sentences.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::int32_t sentence = annotation.sentence_at(items[i].span.begin);
        if (sentence >= 0) lists[static_cast<std::size_t>(sentence)].push_back(static_cast<std::int32_t>(i));
    }
    return lists;
}

/// Relations by which a phrase, not a part of one, hangs on its clause.
bool carries_phrase(Dep dep) {
    return dep == Dep::nsubj || dep == Dep::nsubj_pass || dep == Dep::obj || dep == Dep::iobj || dep == Dep::obl ||
           dep == Dep::obl_agent || dep == Dep::root;
}

bool is_of_state(std::string_view code) {
    return code.ends_with("GOV") || code.ends_with("MIL") || code.ends_with("COP");
}

}  // namespace

Referents::Referents(const Annotation& annotation, const Layers& layers, const WordSet& befalling)
    : layers_(layers),
      befalling_(befalling),
      mentions_by_sentence_(annotation.sentences.size()),
      nationalities_by_sentence_(by_sentence(annotation, layers.nationalities)),
      places_by_sentence_(by_sentence(annotation, layers.places)),
      times_by_sentence_(by_sentence(annotation, layers.times)),
      next_mention_(layers.mentions.size(), -1) {
    for (std::size_t i = 0; i < layers.mentions.size(); ++i) {
        const std::int32_t sentence = layers.mentions[i].sentence;
        if (sentence < 0 || static_cast<std::size_t>(sentence) >= mentions_by_sentence_.size()) continue;
        mentions_by_sentence_[static_cast<std::size_t>(sentence)].push_back(static_cast<std::int32_t>(i));
    }
    std::unordered_map<std::string, std::int32_t> states;
    for (std::size_t i = 0; i < layers.actors.size(); ++i) {
        const Actor& actor = layers.actors[i];
        if (actor.kind == ActorKind::state) states.emplace(actor.country, static_cast<std::int32_t>(i));
    }
    for (const PlaceMention& place : layers.places) {
        const auto state = states.find(place.country);
        state_of_country_.push_back(state == states.end() ? -1 : state->second);
    }
}

void Referents::enter(std::int32_t sentence, const Tree& tree) {
    tree_ = &tree;
    const auto n = static_cast<std::size_t>(tree.size());
    mention_of_.assign(n, -1);
    nationality_of_.assign(n, -1);
    place_of_.assign(n, -1);
    time_of_.assign(n, -1);
    const auto at = static_cast<std::size_t>(sentence);
    const auto mark = [&](Span span, std::int32_t number, std::vector<std::int32_t>& into) {
        for (std::size_t t = 0; t < n; ++t) {
            if (span.contains(tree.token(static_cast<int>(t)).span) && into[t] < 0) into[t] = number;
        }
    };
    const std::vector<std::int32_t>& mentions = mentions_by_sentence_[at];
    for (auto last = mentions.rbegin(); last != mentions.rend(); ++last) {
        const std::int32_t m = *last;
        const Mention& mention = layers_.mentions[static_cast<std::size_t>(m)];
        if (mention.token >= 0 && static_cast<std::size_t>(mention.token) < n) {
            std::int32_t& first = mention_of_[static_cast<std::size_t>(mention.token)];
            next_mention_[static_cast<std::size_t>(m)] = first;
            first = m;
        }
    }
    for (const std::int32_t m : mentions) {
        mark(layers_.mentions[static_cast<std::size_t>(m)].head, m, mention_of_);
    }
    // "North Korean leader Kim": whichever of its nouns the clause hangs on, the phrase means the same actor.
    for (const std::int32_t m : mentions) {
        const Mention& mention = layers_.mentions[static_cast<std::size_t>(m)];
        for (std::size_t t = 0; t < n; ++t) {
            const int token = static_cast<int>(t);
            if (mention_of_[t] >= 0 || !mention.span.contains(tree.token(token).span) || !tree.is_nominal(token)) {
                continue;
            }
            if (carries_phrase(tree.dep(token))) mention_of_[t] = m;
        }
    }
    for (const std::int32_t m : nationalities_by_sentence_[at]) {
        mark(layers_.nationalities[static_cast<std::size_t>(m)].span, m, nationality_of_);
    }
    for (const std::int32_t p : places_by_sentence_[at]) {
        const PlaceMention& place = layers_.places[static_cast<std::size_t>(p)];
        if (!place.metonym) mark(place.span, p, place_of_);
    }
    for (const std::int32_t t : times_by_sentence_[at]) {
        mark(layers_.times[static_cast<std::size_t>(t)].span, t, time_of_);
    }
}

bool Referents::inside_name(int token) const {
    const std::int32_t m = mention_at(token);
    if (m < 0) return false;
    const Mention& mention = layers_.mentions[static_cast<std::size_t>(m)];
    return mention.form == MentionForm::name && mention.head.size() > tree_->token(token).span.size();
}

bool Referents::add_own(int token, std::vector<Party>& out) const {
    const auto add = [&](std::int32_t actor, Span span) {
        const bool known = std::ranges::any_of(out, [&](const Party& party) { return party.actor == actor; });
        if (!known) out.push_back({actor, span, token});
    };
    if (time_at(token) >= 0) return false;  // "Tuesday" is nobody
    bool any = false;
    for (std::int32_t m = mention_at(token); m >= 0; m = next_mention_[static_cast<std::size_t>(m)]) {
        const Mention& mention = layers_.mentions[static_cast<std::size_t>(m)];
        if (mention.actor < 0) continue;
        add(mention.actor, mention.span);
        any = true;
    }
    if (any) return true;
    if (const std::int32_t m = nationality_of_[static_cast<std::size_t>(token)]; m >= 0) {
        const Mention& mention = layers_.nationalities[static_cast<std::size_t>(m)];
        add(mention.actor, mention.span);
        return true;
    }
    const std::int32_t place = place_at(token);
    const std::int32_t state = place < 0 ? -1 : state_of_country_[static_cast<std::size_t>(place)];
    if (state >= 0) add(state, layers_.places[static_cast<std::size_t>(place)].span);
    return state >= 0;
}

/// "Kim's adviser Ri Yong": behind the noun stands who is meant.
bool Referents::names_person_behind(int token) const {
    return std::ranges::any_of(tree_->children(token), [&](int c) {
        const Dep dep = tree_->dep(c);
        const bool joined =
            dep == Dep::appos || dep == Dep::flat || (dep == Dep::nmod && tree_->child(c, Dep::case_) < 0);
        const std::int32_t mention = c > token && joined ? mention_at(c) : -1;
        const std::int32_t actor = mention < 0 ? -1 : layers_.mentions[static_cast<std::size_t>(mention)].actor;
        return actor >= 0 && layers_.actors[static_cast<std::size_t>(actor)].kind == ActorKind::person;
    });
}

void Referents::add_dependents(int token, int depth, std::vector<Party>& out) const {
    const bool told_behind = names_person_behind(token);
    for (const int c : tree_->children(token)) {
        const Dep dep = tree_->dep(c);
        if (told_behind && dep == Dep::nmod_poss) continue;
        const bool before = dep == Dep::nmod_poss || dep == Dep::amod || dep == Dep::compound || dep == Dep::flat;
        const bool joined = dep == Dep::appos;
        if (before || joined) add_at_depth(c, depth + 1, out);
        if (dep != Dep::nmod) continue;
        const int preposition = tree_->child(c, Dep::case_);
        if (preposition < 0) {
            add_at_depth(c, depth + 1, out);
            continue;
        }
        const std::string_view word = tree_->token(preposition).lemma;
        if (word == "of" && befalling_.contains(tree_->lemma(token))) continue;
        if (word == "of" || word == "by" || word == "from" || word == "'s") add_at_depth(c, depth + 1, out);
    }
}

/// "Armenian and Azerbaijani units": the phrase is known by one of its nationalities, and means both.
void Referents::add_joined_nationalities(int token, std::vector<Party>& out) const {
    const auto add_other = [&](int t) {
        const std::int32_t m = nationality_of_[static_cast<std::size_t>(t)];
        if (m < 0) return;
        const std::int32_t state = layers_.nationalities[static_cast<std::size_t>(m)].actor;
        const std::string& country = layers_.actors[static_cast<std::size_t>(state)].country;
        const bool known = std::ranges::any_of(out, [&](const Party& party) {
            return layers_.actors[static_cast<std::size_t>(party.actor)].country == country;
        });
        if (!known) add_own(t, out);
    };
    for (const int c : tree_->children(token)) {
        if (tree_->dep(c) != Dep::amod) continue;
        for (const int d : tree_->children(c)) {
            if (tree_->dep(d) != Dep::conj) continue;
            add_other(c);
            add_other(d);
        }
    }
}

void Referents::add_at_depth(int token, int depth, std::vector<Party>& out) const {
    if (token < 0 || depth > deepest_descent) return;
    token = tree_->antecedent(token);
    if (add_own(token, out)) {
        add_joined_nationalities(token, out);
    } else {
        add_dependents(token, depth, out);
    }
    for (const int c : tree_->children(token)) {
        if (tree_->dep(c) == Dep::conj && !tree_->is_verb(c)) add_at_depth(c, depth + 1, out);
    }
}

void Referents::add_parties(int token, std::vector<Party>& out) const { add_at_depth(token, 0, out); }

bool Referents::has_party(int token) const {
    std::vector<Party> parties;
    add_parties(token, parties);
    return !parties.empty() || (token >= 0 && place_at(token) >= 0);
}

bool Referents::has_owner(int token) const {
    std::vector<Party> parties;
    add_parties(token, parties);
    return std::ranges::any_of(parties, [&](const Party& party) {
        const Actor& actor = layers_.actors[static_cast<std::size_t>(party.actor)];
        return !actor.country.empty() || actor.code.size() > 3;  // "the ECOWAS peacekeepers"
    });
}

bool Referents::names_party(int token) const {
    std::vector<Party> parties;
    return add_own(token, parties);
}

bool Referents::names_town(int token) const {
    const std::int32_t m = mention_at(token);
    if (m >= 0) return layers_.mentions[static_cast<std::size_t>(m)].form == MentionForm::stand_in;
    const std::int32_t place = place_at(token);
    return place >= 0 && !layers_.places[static_cast<std::size_t>(place)].admin1.empty();
}

bool Referents::is_own_force(int token, const std::vector<int>& others, bool police) const {
    const std::int32_t own = mention_at(token);
    const std::int32_t actor = own < 0 ? -1 : layers_.mentions[static_cast<std::size_t>(own)].actor;
    if (actor < 0) return false;
    const std::string& country = layers_.actors[static_cast<std::size_t>(actor)].country;
    const std::string& code = layers_.actors[static_cast<std::size_t>(actor)].code;
    if (!code.ends_with("MIL") && !(police && code.ends_with("COP"))) return false;
    if (police && country.empty()) return true;  // "promised to send more police"
    std::vector<Party> parties;
    for (const int other : others) add_parties(other, parties);
    return !country.empty() && std::ranges::any_of(parties, [&](const Party& party) {
        const Actor& other = layers_.actors[static_cast<std::size_t>(party.actor)];
        return other.country == country && (other.code == country || is_of_state(other.code));  // not its rebels
    });
}

bool Referents::is_abroad(int token, const std::vector<int>& others) const {
    const std::int32_t place = place_at(token);
    if (place < 0 || state_of_country_[static_cast<std::size_t>(place)] < 0) return false;
    const std::string& country = layers_.places[static_cast<std::size_t>(place)].country;
    std::vector<Party> parties;
    for (const int other : others) add_parties(other, parties);
    return std::ranges::none_of(parties, [&](const Party& party) {
        return layers_.actors[static_cast<std::size_t>(party.actor)].country == country;
    });
}

bool Referents::shares_country(int token, const std::vector<int>& others) const {
    std::vector<Party> own;
    std::vector<Party> parties;
    add_parties(token, own);
    for (const int other : others) add_parties(other, parties);
    const auto country = [&](const Party& party) -> const std::string& {
        return layers_.actors[static_cast<std::size_t>(party.actor)].country;
    };
    return std::ranges::any_of(own, [&](const Party& party) {
        return !country(party).empty() &&
               std::ranges::any_of(parties, [&](const Party& other) { return country(other) == country(party); });
    });
}

bool Referents::is_office(int token) const {
    const std::int32_t mention = mention_at(token);
    const std::int32_t actor = mention < 0 ? -1 : layers_.mentions[static_cast<std::size_t>(mention)].actor;
    if (actor < 0) return false;
    return is_of_state(layers_.actors[static_cast<std::size_t>(actor)].code);
}

bool Referents::same_party(int a, int b) const {
    std::vector<Party> first;
    std::vector<Party> second;
    add_parties(a, first);
    add_parties(b, second);
    return first.size() == 1 && second.size() == 1 && first[0].actor == second[0].actor;
}

int Referents::sufferer_of(int noun) const {
    int owner = -1;
    for (const int c : tree_->children(noun)) {
        const int preposition = tree_->dep(c) == Dep::nmod ? tree_->child(c, Dep::case_) : -1;
        if (preposition >= 0 && tree_->token(preposition).lemma == "of") return -1;
        if (tree_->dep(c) == Dep::nmod_poss) owner = c;
    }
    if (owner < 0 || is_office(owner)) return -1;
    const std::int32_t mention = mention_at(owner);
    const std::int32_t actor = mention < 0 ? -1 : layers_.mentions[static_cast<std::size_t>(mention)].actor;
    if (actor < 0) return -1;
    const ActorKind kind = layers_.actors[static_cast<std::size_t>(actor)].kind;
    return kind == ActorKind::person || kind == ActorKind::group ? owner : -1;
}

}  // namespace px::coding
