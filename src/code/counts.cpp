// The numbers told with an act: which number phrases of its clause count people, things or money.
#include <algorithm>

#include "code/circumstances.hpp"
#include "code/quantity.hpp"

namespace px::coding {
namespace {

/// The head of the phrase that a number belongs to: "12 people" -> people, "dozens of people" -> dozens.
int counted_phrase(const Tree& tree, const NumberPhrase& phrase) {
    int t = phrase.last;
    for (int steps = 0; steps < 4; ++steps) {
        const Dep dep = tree.dep(t);
        const bool inside = dep == Dep::nummod || dep == Dep::compound || dep == Dep::flat || dep == Dep::det ||
                            (t >= phrase.first && tree.head(t) >= phrase.first && tree.head(t) <= phrase.last);
        if (!inside || tree.head(t) < 0) break;
        t = tree.head(t);
    }
    return t;
}

/// "dozens of people" -> people; else the phrase itself.
int counted_noun(const Tree& tree, int phrase) {
    for (const int c : tree.children(phrase)) {
        const int preposition = tree.dep(c) == Dep::nmod ? tree.child(c, Dep::case_) : -1;
        if (preposition >= 0 && tree.token(preposition).lemma == "of") return c;
    }
    return phrase;
}

std::string_view find_count(const CountWords& words, std::string_view lemma, Counted stands) {
    const auto [begin, end] = words.equal_range(std::string(lemma));
    for (auto it = begin; it != end; ++it) {
        if (it->second.stands == stands) return it->second.counts;
    }
    return {};
}

/// "20 Leopard 2 tanks": the 2 belongs to the name before it.
bool is_of_name(const Tree& tree, const NumberPhrase& number, int counted) {
    const int before = number.first - 1;
    return before >= 0 && tree.token(before).upos == "PROPN" &&
           (tree.head(before) == counted || tree.head(number.first) == before);
}

/// "Soldiers shot dead six people", "six people were shot dead": what the verb, or its object, has with it.
bool says_dead(const Tree& tree, int verb, int object) {
    const auto has_dead = [&](int head) {
        const auto& children = tree.children(head);
        return std::any_of(children.begin(), children.end(), [&](int c) { return tree.token(c).lemma == "dead"; });
    };
    return has_dead(verb) || (object >= 0 && has_dead(object));
}

/// The verb with its particle: "gun_down".
std::string lemma_with_particle(const Tree& tree, int verb) {
    const int particle = tree.child(verb, Dep::compound_prt);
    return particle < 0 ? tree.token(verb).lemma : tree.token(verb).lemma + "_" + tree.token(particle).lemma;
}

/// "12 people were killed", "killing 12", "12 people killed in the blast", "the killing of 12 people", "12 died".
std::string_view what_it_counts(const CountWords& words, const Tree& tree, int phrase) {
    const int noun = counted_noun(tree, phrase);
    const auto is_it = [&](int argument) { return argument == phrase || argument == noun; };
    const auto of_verb = [&](int verb) -> std::string_view {
        if (is_it(tree.patient(verb))) {
            std::string_view found;
            if (says_dead(tree, verb, phrase)) found = find_count(words, tree.token(verb).lemma, Counted::dead);
            return found.empty() ? find_count(words, lemma_with_particle(tree, verb), Counted::object) : found;
        }
        if (is_it(tree.subject(verb))) return find_count(words, tree.token(verb).lemma, Counted::subject);
        return {};
    };
    for (const int c : tree.children(phrase)) {
        if (tree.dep(c) == Dep::acl || tree.dep(c) == Dep::acl_relcl) {
            if (const std::string_view found = of_verb(c); !found.empty()) return found;
        }
    }
    if (const int up = tree.head(phrase); up >= 0) {
        if (tree.is_verb(up)) {
            if (const std::string_view found = of_verb(up); !found.empty()) return found;
        } else if (tree.dep(phrase) == Dep::nmod) {
            const std::string_view found = find_count(words, tree.token(up).lemma, Counted::object);
            if (!found.empty()) return found;
        } else if (tree.dep(phrase) == Dep::nsubj || tree.dep(phrase) == Dep::nsubj_pass) {
            const std::string_view found = find_count(words, tree.token(up).lemma, Counted::subject);
            if (!found.empty()) return found;
        }
    }
    return find_count(words, tree.token(noun).lemma, Counted::itself);
}

bool counts_dead(std::string_view counts) { return counts == "killed" || counts == "wounded"; }

/// "12 were killed and 30 wounded when a bomb exploded": the clause over that of the act, or one joined to it.
bool is_over(const Tree& tree, int own, int clause) {
    if (tree.dep(clause) != Dep::advcl || tree.head(clause) < 0) return false;
    const int over = tree.clause_head(tree.head(clause));
    const auto joins = [&](int a, int b) {
        return tree.dep(a) == Dep::conj && tree.head(a) >= 0 && tree.clause_head(tree.head(a)) == b;
    };
    return own == over || joins(own, over) || joins(over, own);
}

/// "used water cannon and arrested 14 people": of the acts over a number the nearest has it.
bool belongs_to_another(const Tree& tree, int number, const ActWords& act, const std::vector<ActWords>& others) {
    const auto is_word_of = [](const ActWords& one, int t) { return one.trigger == t || one.governor == t; };
    for (int t = number, steps = 0; t >= 0 && steps <= tree.size(); t = tree.head(t), ++steps) {
        if (is_word_of(act, t)) return false;
        if (std::ranges::any_of(others, [&](const ActWords& other) { return is_word_of(other, t); })) return true;
    }
    return false;
}

}  // namespace

bool tells_of_dead(const CountWords& words, const Tree& tree, int verb) {
    const int object = tree.patient(verb);
    if (says_dead(tree, verb, object) && counts_dead(find_count(words, tree.token(verb).lemma, Counted::dead)))
        return true;
    return counts_dead(find_count(words, lemma_with_particle(tree, verb), Counted::object)) ||
           counts_dead(find_count(words, tree.token(verb).lemma, Counted::subject));
}

std::vector<Quantity> quantities_of(const CountWords& words, const Tree& tree, const std::vector<NumberPhrase>& numbers,
                                    const ActWords& act, const std::vector<ActWords>& others, bool apart) {
    std::vector<Quantity> quantities;
    const int trigger = act.trigger;
    const int clause = tree.clause_head(trigger);
    for (const NumberPhrase& number : numbers) {
        const NumberPhrase* phrase = &number;
        const int at = phrase->last;
        if (apart && !tree.is_below(at, trigger)) continue;
        if (belongs_to_another(tree, at, act, others)) continue;
        // "..., killing at least 12": a clause that only adds to this one.
        const int own = tree.clause_head(at);
        const bool below = own != clause && tree.head(own) >= 0 && tree.clause_head(tree.head(own)) == clause &&
                           tree.child(own, Dep::nsubj) < 0;
        const bool over = is_over(tree, own, clause);
        if (own != clause && !below && !over) continue;
        const int counted = counted_phrase(tree, *phrase);
        if (is_of_name(tree, *phrase, counted)) continue;
        std::string counts =
            phrase->currency.empty() ? std::string(what_it_counts(words, tree, counted)) : "money:" + phrase->currency;
        if (counts.empty() || (over && !counts_dead(counts))) continue;
        const Span span = hull(tree.token(std::max(phrase->first, 0)).span, tree.token(phrase->last).span);
        quantities.push_back({span, std::move(counts), phrase->low, phrase->high});
    }
    return quantities;
}

}  // namespace px::coding
