#include "code/lent_sides.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace px::coding {
namespace {

/// How many sentences a bare noun ("the meeting") looks back for the act that it means.
constexpr std::int32_t sentences_remembered = 6;

std::string_view root_of(std::string_view code) { return code.substr(0, 2); }

/// Of talks both sides must be known to be taken over.
bool has_parties(const Statement& statement, bool both) {
    const bool source = !statement.sources.empty();
    const bool target = !statement.targets.empty();
    return both ? source && target : source || target;
}

/// The first of the words that stand before a noun without a break: names, adjectives, hyphens, brackets.
int first_of_phrase(const Tree& tree, int noun) {
    int first = noun;
    while (first > 0) {
        const Token& before = tree.token(first - 1);
        const bool joins = before.upos == "PROPN" || before.upos == "NOUN" || before.upos == "ADJ" ||
                           before.form == "-" || before.form == "[" || before.form == "]";
        if (!joins) break;
        --first;
    }
    return first;
}

}  // namespace

const CompiledRule& LentSides::rule_of(const Match& match) const {
    return rules_.rules[rules_.patterns[match.pattern].rule];
}

bool LentSides::is_definite(int noun) const {
    bool described = false;
    for (const int c : tree_.children(noun)) {
        if (tree_.dep(c) == Dep::nmod_poss) return false;  // "their second summit": whose is told, if not known
        if (tree_.dep(c) == Dep::det) {
            const std::string_view lemma = tree_.token(c).lemma;
            return lemma != "a" && lemma != "an" && lemma != "no" && lemma != "another" && lemma != "any";
        }
        const bool modifier = tree_.dep(c) == Dep::amod || tree_.dep(c) == Dep::compound;
        described = described || (modifier && (referents_.has_party(c) || tree_.token(c).lemma.starts_with("inter")));
    }
    // "Talks in Hanoi": told with a place or time of its own, a bare noun is new.
    return !described && tree_.child(noun, Dep::nmod) < 0;
}

bool LentSides::names_act(int noun, std::string_view root) const {
    const auto triggers = [&](WordId word) {
        if (word == 0 || word >= rules_.by_word.size()) return false;
        return std::ranges::any_of(rules_.by_word[word], [&](const TriggerEntry& entry) {
            const CompiledPattern& pattern = rules_.patterns[entry.pattern];
            const CompiledRule& rule = rules_.rules[pattern.rule];
            return entry.partner == 0 && pattern.trigger_class == TriggerClass::noun && rule.is_event &&
                   rule.code.code.starts_with(root);
        });
    };
    return triggers(tree_.lemma(noun)) || triggers(tree_.form(noun));
}

bool LentSides::can_lend(const Statement& earlier, bool mutual, int noun) const {
    const std::vector<Actor>& actors = referents_.layers().actors;
    std::set<std::string_view> countries;
    for (const auto* side : {&earlier.sources, &earlier.targets})
        for (const std::int32_t party : *side) {
            const Actor& actor = actors[static_cast<std::size_t>(party)];
            if (mutual && actor.unnamed && actor.country.empty()) return false;
            countries.insert(actor.country);
        }
    std::vector<Party> before;
    for (int t = first_of_phrase(tree_, noun); t < noun; ++t) referents_.add_parties(t, before);
    return std::ranges::none_of(before, [&](const Party& party) {
        const Actor& actor = actors[static_cast<std::size_t>(party.actor)];
        return actor.kind == ActorKind::state && !countries.contains(actor.country);
    });
}

bool LentSides::lend_both(const Match& match, const std::vector<Statement>& before, Statement& statement) const {
    const CompiledRule& rule = rule_of(match);
    const bool noun = tree_.is_nominal(match.trigger);
    const bool noun_in_words = std::ranges::any_of(
        match.words, [&](int t) { return tree_.is_nominal(t) && tree_.subject(match.trigger) == t; });
    if (!noun && !noun_in_words) return false;
    if (noun && !is_definite(match.trigger)) return false;
    // "The talks were cancelled" takes over who was to talk; "the truce collapsed" does not who had attacked.
    const bool of_talks = rule.code.code.starts_with("16") && !noun;
    const std::string_view family = of_talks ? "04" : root_of(rule.code.code);
    const int named = noun ? match.trigger : tree_.subject(match.trigger);
    if (!names_act(named, family)) return false;
    const bool mutual = rules_.patterns[match.pattern].mutual || family == "04";
    for (auto earlier = before.rbegin(); earlier != before.rend(); ++earlier) {
        if (earlier->sentence + sentences_remembered < statement.sentence) break;
        if (root_of(earlier->cameo) != family || !has_parties(*earlier, mutual)) continue;
        // "The coup" is not the hacking told before: coercion has many kinds.
        if (family == "17" && earlier->cameo.substr(0, 3) != rule.code.code.substr(0, 3)) continue;
        if (!can_lend(*earlier, mutual, named)) continue;
        statement.sources = earlier->sources;
        statement.targets = earlier->targets;
        statement.source_spans = earlier->source_spans;
        statement.target_spans = earlier->target_spans;
        return true;
    }
    return false;
}

void LentSides::lend_other(const Match& match, const std::vector<Statement>& before, Statement& statement) const {
    if (!tree_.is_nominal(match.trigger) || statement.sources.empty() == statement.targets.empty()) return;
    const int owner = tree_.child(match.trigger, Dep::nmod_poss);
    if (owner < 0 && !is_definite(match.trigger)) return;
    const std::string_view family = root_of(rule_of(match).code.code);
    const bool acts = !statement.sources.empty();
    for (auto earlier = before.rbegin(); earlier != before.rend(); ++earlier) {
        if (earlier->sentence + sentences_remembered < statement.sentence) return;
        if (root_of(earlier->cameo) != family || !has_parties(*earlier, true)) continue;
        if ((acts ? earlier->sources : earlier->targets) != (acts ? statement.sources : statement.targets)) continue;
        if (acts) {
            statement.targets = earlier->targets;
            statement.target_spans = earlier->target_spans;
        } else {
            statement.sources = earlier->sources;
            statement.source_spans = earlier->source_spans;
        }
        return;
    }
}

}  // namespace px::coding
