#include "code/lent_sides.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "text/utf8.hpp"

namespace px::coding {
namespace {

/// How many sentences a bare noun ("the meeting") looks back for the act that it means.
constexpr std::int32_t sentences_remembered = 6;
/// How many an answer ("denied this") looks back for what it answers.
constexpr std::int32_t sentences_answered = 3;

std::string_view root_of(std::string_view code) { return code.substr(0, 2); }

/// Acts of one root are of one kind, but for two roots that have many: who criticises a ruling has not ruled, and "the
/// coup" is not the hacking told before.
std::string_view family_of(std::string_view code) {
    const bool many = code.starts_with("11") || code.starts_with("17");
    return code.substr(0, many ? 3 : 2);
}

/// Whether an act told before may be the one that is named now. Shots at a crowd (175) are "the attack" too, but no
/// shelling.
bool may_be_same(std::string_view earlier, std::string_view code) {
    return earlier.starts_with(family_of(code)) || (code == "190" && earlier.starts_with("175"));
}

bool is_violent(std::string_view code) { return root_of(code) == "18" || root_of(code) == "19"; }

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
    bool another = false;  // "new sanctions", "more talks" are others than those told of
    for (const int c : tree_.children(noun)) {
        another = another || tree_.is_single(c, rules_.role(Role::word_of_another));
        if (tree_.dep(c) == Dep::nmod_poss) return false;  // "their second summit": whose is told, if not known
        if (tree_.dep(c) == Dep::det) {
            const std::string_view lemma = tree_.token(c).lemma;
            return lemma != "a" && lemma != "an" && lemma != "no" && lemma != "another" && lemma != "any";
        }
        const bool modifier = tree_.dep(c) == Dep::amod || tree_.dep(c) == Dep::compound;
        described = described || (modifier && (referents_.has_party(c) || tree_.token(c).lemma.starts_with("inter")));
    }
    // "Talks in Hanoi": told with a place or time of its own, a bare noun is new.
    return !described && !another && tree_.child(noun, Dep::nmod) < 0;
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

bool LentSides::are_unnamed_of(const std::vector<std::int32_t>& side, std::string_view sector) const {
    return !side.empty() && std::ranges::all_of(side, [&](std::int32_t party) {
        const Actor& actor = referents_.layers().actors[static_cast<std::size_t>(party)];
        return actor.unnamed && actor.sector == sector;
    });
}

bool LentSides::are_outlaws(const std::vector<std::int32_t>& side) const {
    return !side.empty() && std::ranges::all_of(side, [&](std::int32_t party) {
        const Actor& actor = referents_.layers().actors[static_cast<std::size_t>(party)];
        const bool named_without_office = actor.kind == ActorKind::person && !actor.unnamed && actor.sector.empty();
        return actor.sector == "UAF" || actor.sector == "CRM" || named_without_office;
    });
}

bool LentSides::ended_what(const Statement& earlier, const std::vector<Statement>& before, int noun) const {
    if (!is_violent(earlier.cameo)) return false;
    if (earlier.sources.empty()) return are_unnamed_of(earlier.targets, "UAF");
    if (!are_unnamed_of(earlier.sources, "COP")) return false;
    if (!tree_.is_single(noun, rules_.role(Role::lawless_attack))) return false;
    if (!earlier.targets.empty()) return are_outlaws(earlier.targets);
    // "A gunman killed three. Police stormed the cafe": whom they hit is not told, but who struck first.
    return std::ranges::any_of(before, [&](const Statement& other) {
        return other.sentence <= earlier.sentence && other.sentence + sentences_remembered >= earlier.sentence &&
               is_violent(other.cameo) && are_outlaws(other.sources);
    });
}

bool LentSides::names_stranger(const Statement& earlier) const {
    const std::vector<Actor>& actors = referents_.layers().actors;
    std::vector<Party> named;
    for (int t = 0; t < tree_.size(); ++t)
        if (referents_.names_party(t)) referents_.add_parties(t, named);
    return std::ranges::any_of(named, [&](const Party& party) {
        const Actor& actor = actors[static_cast<std::size_t>(party.actor)];
        const auto took_part = [&](const std::vector<std::int32_t>& side) {
            return std::ranges::find(side, party.actor) != side.end();
        };
        if (took_part(earlier.sources) || took_part(earlier.targets)) return false;
        if (actor.country.empty()) return !actor.unnamed;
        return !is_of(earlier.sources, actor.country) && !is_of(earlier.targets, actor.country);
    });
}

bool LentSides::rejects_words(const Match& match) const {
    const int rejected =
        tree_.is_verb(match.trigger) ? tree_.patient(match.trigger) : tree_.child(match.trigger, Dep::nmod);
    return rejected >= 0 && tree_.is_single(rejected, rules_.role(Role::answered_word));
}

bool LentSides::lend_both(const Match& match, const std::vector<Statement>& before, Statement& statement) const {
    const CompiledRule& rule = rule_of(match);
    const bool noun = tree_.is_nominal(match.trigger);
    const bool noun_in_words = std::ranges::any_of(
        match.words, [&](int t) { return tree_.is_nominal(t) && tree_.subject(match.trigger) == t; });
    if (!noun && !noun_in_words) return false;
    if (noun && !is_definite(match.trigger)) return false;
    // "The talks were cancelled" takes over who was to talk; "the truce collapsed" does not who had attacked. "A
    // protocol was signed": by those who had talked.
    const bool signed_by_nobody = rule.code.code == "057" && match.passive && !noun &&
                                  tree_.is_single(tree_.subject(match.trigger), rules_.role(Role::signed_paper));
    const bool of_talks = (rule.code.code.starts_with("16") && !noun) || signed_by_nobody;
    const std::string_view code = of_talks ? std::string_view("04") : std::string_view(rule.code.code);
    const std::string_view family = family_of(code);
    const int named = noun ? match.trigger : tree_.subject(match.trigger);
    if (!signed_by_nobody && !names_act(named, family)) return false;
    const bool mutual = rules_.patterns[match.pattern].mutual || family == "04";
    for (auto earlier = before.rbegin(); earlier != before.rend(); ++earlier) {
        if (earlier->sentence + sentences_remembered < statement.sentence) break;
        if (!may_be_same(earlier->cameo, code) || !has_parties(*earlier, mutual)) continue;
        // "Did not go to Beijing": the summit was another. "Was not indicted": the indictment was somebody else's.
        const bool one_of_several = earlier->cameo.starts_with("042") || earlier->cameo.starts_with("115");
        if (earlier->mode == Mode::negated && one_of_several) continue;
        if (!can_lend(*earlier, mutual, named) || ended_what(*earlier, before, named)) continue;
        if (signed_by_nobody && names_stranger(*earlier)) return false;
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
    const std::string_view code = rule_of(match).code.code;
    const bool acts = !statement.sources.empty();
    for (auto earlier = before.rbegin(); earlier != before.rend(); ++earlier) {
        if (earlier->sentence + sentences_remembered < statement.sentence) return;
        if (!may_be_same(earlier->cameo, code) || !has_parties(*earlier, true)) continue;
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

void LentSides::turn_sufferer(const Match& match, const std::vector<Statement>& before, Statement& statement) const {
    if (!tree_.is_nominal(match.trigger) || tree_.child(match.trigger, Dep::nmod_poss) < 0) return;
    if (!statement.sources.empty() || statement.targets.size() != 1) return;
    if (!tree_.is_one_of(match.trigger, rules_.role(Role::suffered_noun))) return;
    // A murderer may be executed, and rebels who killed be killed.
    const std::string_view code = rule_of(match).code.code;
    if (is_violent(code)) return;
    const auto did_so_before = [&](const Statement& earlier) {
        return earlier.sentence + sentences_remembered >= statement.sentence && may_be_same(earlier.cameo, code) &&
               earlier.mode == Mode::actual && earlier.sources == statement.targets && !earlier.targets.empty();
    };
    if (std::ranges::none_of(before, did_so_before)) return;
    statement.sources.swap(statement.targets);
    statement.source_spans.swap(statement.target_spans);
}

const std::string& LentSides::country_of(std::int32_t actor) const {
    return referents_.layers().actors[static_cast<std::size_t>(actor)].country;
}

bool LentSides::is_of(const std::vector<std::int32_t>& side, const std::string& country) const {
    return std::ranges::any_of(side, [&](std::int32_t actor) { return country_of(actor) == country; });
}

void LentSides::lend_answer(const Match& match, const std::vector<Statement>& before, Statement& statement) const {
    const std::string& code = rule_of(match).code.code;
    const bool denial = code == "016";
    if (!denial && !(code.starts_with("12") && rejects_words(match))) return;
    if (statement.sources.empty() || !statement.targets.empty()) return;
    const std::string own = country_of(statement.sources.front());
    if (own.empty()) return;
    for (auto earlier = before.rbegin(); earlier != before.rend(); ++earlier) {
        if (earlier->sentence + sentences_answered < statement.sentence) return;
        const std::string_view root = root_of(earlier->cameo);
        const bool challenge = root == "02" || root == "10" || root == "11" || root == "13" || root == "03";
        if (challenge && !earlier->sources.empty() && is_of(earlier->targets, own) && !is_of(earlier->sources, own)) {
            statement.targets = earlier->sources;
            statement.target_spans = earlier->source_spans;
            return;
        }
        // "Servicemen had armed the migrants, Warsaw said. Minsk denied this."
        if (!denial || earlier->voice < 0 || !is_of(earlier->sources, own)) continue;
        const Attribution& told = referents_.layers().attributions[static_cast<std::size_t>(earlier->voice)];
        const bool stranger =
            told.speaker_actor >= 0 && !country_of(told.speaker_actor).empty() && country_of(told.speaker_actor) != own;
        if (!stranger) continue;
        statement.targets = {told.speaker_actor};
        statement.target_spans = {told.speaker};
        return;
    }
}

bool LentSides::lend_rebuff(const Match& match, const std::vector<Statement>& before, Statement& statement) const {
    if (!match.passive || !rule_of(match).code.code.starts_with("12") || !rejects_words(match)) return false;
    const int words = tree_.patient(match.trigger);
    if (!tree_.is_nominal(words) || !is_definite(words)) return false;
    for (auto earlier = before.rbegin(); earlier != before.rend(); ++earlier) {
        if (earlier->sentence + sentences_answered < statement.sentence) return false;
        const std::string_view root = root_of(earlier->cameo);
        const bool asks = root == "02" || root == "03" || root == "10" || root == "13";
        if (!asks || !has_parties(*earlier, true) || !names_act(words, root)) continue;
        statement.sources = earlier->targets;
        statement.source_spans = earlier->target_spans;
        statement.targets = earlier->sources;
        statement.target_spans = earlier->source_spans;
        return true;
    }
    return false;
}

LentSides::Pair LentSides::pair_named(int token) const {
    const std::string_view lemma = tree_.token(token).lemma;
    if (tree_.word_class(token) == WordClass::pronoun && (lemma == "they" || lemma == "both")) return Pair::sides;
    if (tree_.child(token, Dep::nmod) >= 0) return Pair::none;  // "both sides of the aisle"
    const bool counted = std::ranges::any_of(tree_.children(token), [&](int c) {
        const std::string_view before = tree_.token(c).lemma;
        return before == "two" || before == "both";
    });
    // "Two countries signed" may be any two. "The sides" of talks need not be counted.
    const int article = tree_.child(token, Dep::det);
    const bool the_sides = token > 0 && tree_.token(token).xpos == "NNS" && (lemma == "side" || lemma == "party") &&
                           lower_ascii(tree_.token(token - 1).form) == "the";
    if ((!counted && !the_sides) || article < 0) return Pair::none;
    if (tree_.is_single(token, rules_.role(Role::pair_of_states))) return Pair::states;
    if (tree_.is_single(token, rules_.role(Role::pair_of_people))) return Pair::people;
    return tree_.is_single(token, rules_.role(Role::pair_of_sides)) ? Pair::sides : Pair::none;
}

std::int32_t LentSides::state_of(const std::string& country) const {
    const std::vector<Actor>& actors = referents_.layers().actors;
    const auto state = std::ranges::find_if(
        actors, [&](const Actor& actor) { return actor.kind == ActorKind::state && actor.country == country; });
    return state == actors.end() ? -1 : static_cast<std::int32_t>(state - actors.begin());
}

std::vector<std::int32_t> LentSides::pair_of(const Statement& earlier, Pair kind) const {
    const std::vector<Actor>& actors = referents_.layers().actors;
    std::vector<std::int32_t> found;
    for (const auto* side : {&earlier.sources, &earlier.targets}) {
        for (std::int32_t party : *side) {
            const Actor& actor = actors[static_cast<std::size_t>(party)];
            if (kind == Pair::people && actor.kind != ActorKind::person) continue;
            if (kind == Pair::states) {
                if (actor.country.empty()) continue;
                if (const std::int32_t state = state_of(actor.country); state >= 0) party = state;
            }
            if (std::ranges::find(found, party) == found.end()) found.push_back(party);
        }
    }
    if (found.size() != 2) return {};
    const bool one_country =
        actors[static_cast<std::size_t>(found[0])].country == actors[static_cast<std::size_t>(found[1])].country;
    return kind == Pair::states && one_country ? std::vector<std::int32_t>{} : found;
}

void LentSides::lend_pair(const Match& match, const std::vector<Statement>& before, Statement& statement) const {
    if (match.sources.size() != 1) return;
    const int phrase = match.sources[0];
    const Pair kind = pair_named(phrase);
    const bool pronoun = tree_.word_class(phrase) == WordClass::pronoun;
    const std::vector<Actor>& actors = referents_.layers().actors;
    const bool known = std::ranges::any_of(
        statement.sources, [&](std::int32_t party) { return !actors[static_cast<std::size_t>(party)].unnamed; });
    if (kind == Pair::none || known || (pronoun && !statement.sources.empty())) return;
    const std::string_view family = root_of(rule_of(match).code.code);
    const bool of_two =
        rules_.patterns[match.pattern].mutual || tree_.is_single(match.trigger, rules_.role(Role::verb_of_two));
    const bool needs_two = of_two || family == "03" || family == "04" || family == "05" || family == "06";
    if (pronoun && (!of_two || !statement.targets.empty())) return;
    const std::int32_t reach = pronoun ? 1 : sentences_remembered / 2;
    for (auto earlier = before.rbegin(); earlier != before.rend(); ++earlier) {
        if (earlier->sentence + reach < statement.sentence) return;
        // "They" are two only if they did something with each other.
        if (pronoun && earlier->sources != earlier->targets) continue;
        const std::vector<std::int32_t> pair = pair_of(*earlier, kind);
        if (pair.empty()) continue;
        const std::vector<Span> spans(pair.size(), tree_.token(phrase).span);
        statement.sources = pair;
        statement.source_spans = spans;
        if (!needs_two || !statement.targets.empty()) return;
        statement.targets = pair;
        statement.target_spans = spans;
        return;
    }
}

}  // namespace px::coding
