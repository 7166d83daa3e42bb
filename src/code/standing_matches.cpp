#include "code/standing_matches.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "code/circumstances.hpp"

namespace px::coding {
namespace {

class Standing {
  public:
    Standing(const RuleSet& rules, const Tree& tree, std::vector<Match> matches)
        : rules_(rules), tree_(tree), matches_(std::move(matches)) {}

    StandingMatches keep() {
        drop_consumed();
        drop_speech_content();
        drop_casualties();
        drop_purposes();
        drop_recalled();
        return {std::move(matches_), std::move(casualties_)};
    }

  private:
    const CompiledRule& rule_of(const Match& match) const { return rules_.rules[rules_.patterns[match.pattern].rule]; }

    /// A word that one match names triggers no event of its own; of two that name each other the better stays.
    void drop_consumed() {
        const auto consumes = [&](const Match& a, const Match& b) {
            if (a.carried && a.governor == b.trigger) return true;
            // "accused them of bombing": what somebody is accused of doing is told beside it.
            if (is_root(rule_of(a), {"112"}) && tree_.is_verb(b.trigger)) return false;
            return std::ranges::find(a.words, b.trigger) != a.words.end();
        };
        std::vector<Match> kept;
        named_speech_.clear();
        for (const Match& match : matches_) {
            const bool lost = std::ranges::any_of(matches_, [&](const Match& other) {
                // "wage war on drugs": what is no event as a noun is none under a verb either.
                if (consumes(match, other) && !rule_of(other).is_event && !other.words.empty() &&
                    tree_.is_nominal(other.trigger)) {
                    return true;
                }
                if (!consumes(other, match)) return false;
                return !consumes(match, other) || other.score > match.score ||
                       (other.score == match.score && other.trigger < match.trigger);
            });
            if (!lost) kept.push_back(match);
            // "withdrew its threat to attack": what was threatened is told with the threat all the same.
            if (lost && tree_.is_nominal(match.trigger) && rule_of(match).speech_act) named_speech_.push_back(match);
        }
        std::erase_if(kept, [&](const Match& match) { return !rule_of(match).is_event; });
        matches_ = std::move(kept);
    }

    /// "to share intelligence and patrol the border": the first of joined verbs.
    int first_joined(int verb) const {
        for (int steps = 0; steps < 4 && tree_.dep(verb) == Dep::conj && tree_.head(verb) >= 0; ++steps) {
            verb = tree_.head(verb);
        }
        return verb;
    }

    void drop_speech_content() {
        std::vector<bool> lost(matches_.size(), false);
        for (std::size_t s = 0; s < matches_.size(); ++s) {
            // "signed an agreement to share intelligence": only what is still to be done, not the talks before it.
            const bool agreement = rule_of(matches_[s]).code.code == "057";
            if (!agreement && !rule_of(matches_[s]).speech_act) continue;
            for (std::size_t m = 0; m < matches_.size(); ++m) {
                const int act = matches_[m].trigger;
                if (agreement && (!tree_.is_verb(act) || !tree_.is_infinitive(first_joined(act)))) continue;
                if (m != s && is_content(tree_, act, matches_[s])) lost[m] = true;
            }
        }
        for (const Match& speech : named_speech_) {
            for (std::size_t m = 0; m < matches_.size(); ++m) {
                if (is_content(tree_, matches_[m].trigger, speech)) lost[m] = true;
            }
        }
        std::size_t kept = 0;
        for (std::size_t m = 0; m < matches_.size(); ++m) {
            if (lost[m]) continue;
            if (kept != m) matches_[kept] = std::move(matches_[m]);
            ++kept;
        }
        matches_.resize(kept);
    }

    /// Whoever is abducted is not dead: an abduction has no casualties.
    bool is_violence(const Match& match) const {
        return is_root(rule_of(match), {"18", "19", "20"}) && !is_root(rule_of(match), {"181"});
    }

    bool counts_dead(const Match& match) const {
        return tree_.is_verb(match.trigger) && tells_of_dead(rules_.count_words, tree_, match.trigger);
    }

    /// "shelled the camp and killed seven people", "killing ten and wounding many": joined to an act of violence, with
    /// no subject of its own.
    bool adds_to_violence(int verb) const {
        if (tree_.dep(verb) != Dep::conj || tree_.child(verb, Dep::nsubj) >= 0) return false;
        const int first = tree_.head(verb);
        return first >= 0 && std::ranges::any_of(matches_, [&](const Match& other) {
                   return other.trigger == first && tree_.is_verb(first) && is_violence(other);
               });
    }

    /// "A drone hit the depot, killing 12", "12 were killed when ...", "the attack killed 12": the dead are told with
    /// the act that killed them.
    bool is_casualty(const Match& match) const {
        if (!counts_dead(match)) return false;
        if (match.sources.empty() || tree_.dep(match.trigger) == Dep::advcl) return true;
        if (adds_to_violence(match.trigger)) return true;
        return match.sources.size() == 1 && std::ranges::any_of(matches_, [&](const Match& other) {
                   return other.trigger == match.sources[0] && is_violence(other);
               });
    }

    /// "Eight were killed in an air strike by government forces": who stands with the verb did it in the attack.
    void give_sides_to_attacks() {
        for (Match& killing : matches_) {
            if (!counts_dead(killing) || !tree_.is_passive(killing.trigger) || killing.sources.empty()) continue;
            for (Match& attack : matches_) {
                const int noun = attack.trigger;
                if (!is_violence(attack) || !tree_.is_nominal(noun) || tree_.head(noun) != killing.trigger) continue;
                if (tree_.dep(noun) != Dep::obl || !attack.sources.empty()) continue;
                attack.sources = std::move(killing.sources);
                if (attack.targets.empty()) attack.targets = killing.targets;
                killing.sources.clear();
                break;
            }
        }
    }

    /// "The ambassador was killed when gunmen ambushed a convoy": an attack on both.
    void give_victims(const Match& casualty) {
        for (Match& attack : matches_) {
            if (!is_violence(attack) || attack.targets.empty()) continue;
            for (const int victim : casualty.targets) {
                if (std::ranges::find(attack.targets, victim) == attack.targets.end()) attack.targets.push_back(victim);
            }
            return;
        }
    }

    void drop_casualties() {
        give_sides_to_attacks();
        std::vector<Match> kept;
        for (const Match& match : matches_) {
            const bool told_with_act =
                is_casualty(match) && std::ranges::any_of(matches_, [&](const Match& other) {
                    return other.trigger != match.trigger && is_violence(other) && !is_casualty(other);
                });
            if (!told_with_act) kept.push_back(match);
            if (told_with_act) casualties_.push_back(match);
        }
        matches_ = std::move(kept);
        for (const Match& casualty : casualties_) give_victims(casualty);
    }

    /// "went on strike to protest against the cuts": the purpose of a protest is that protest. Whom it is
    /// against the other takes over.
    void drop_purposes() {
        const auto is_protest = [&](const Match& match) { return is_root(rule_of(match), {"14"}); };
        const auto is_purpose = [&](const Match& match) {
            const Dep dep = tree_.dep(match.trigger);
            return is_protest(match) && tree_.is_verb(match.trigger) && tree_.is_infinitive(match.trigger) &&
                   (dep == Dep::advcl || dep == Dep::acl || dep == Dep::xcomp);
        };
        std::vector<Match> kept;
        for (const Match& match : matches_) {
            const int up = tree_.head(match.trigger);
            const auto act =
                !is_purpose(match) ? matches_.end() : std::ranges::find_if(matches_, [&](const Match& other) {
                    return other.trigger != match.trigger && is_protest(other) &&
                           (up == other.trigger || up == other.governor ||
                            std::ranges::find(other.words, up) != other.words.end());
                });
            if (act == matches_.end()) {
                kept.push_back(match);
                continue;
            }
            const auto stays = std::ranges::find(kept, act->trigger, &Match::trigger);
            Match& other = stays == kept.end() ? *act : *stays;
            if (other.targets.empty()) other.targets = match.targets;
        }
        matches_ = std::move(kept);
    }

    /// "Bombers struck the academy, the first such attack in the capital": an act that another is counted with.
    void drop_recalled() {
        const auto is_recalled = [&](const Match& match) {
            if (!tree_.is_nominal(match.trigger) || tree_.dep(match.trigger) != Dep::appos) return false;
            const bool such = std::ranges::any_of(tree_.children(match.trigger),
                                                  [&](int c) { return tree_.token(c).lemma == "such"; });
            const std::string_view root = std::string_view(rule_of(match).code.code).substr(0, 2);
            return such && std::ranges::any_of(matches_, [&](const Match& other) {
                       return other.trigger < match.trigger &&
                              (is_root(rule_of(other), {root}) || (is_violence(other) && is_violence(match)));
                   });
        };
        std::vector<Match> kept;
        std::ranges::copy_if(matches_, std::back_inserter(kept),
                             [&](const Match& match) { return !is_recalled(match); });
        matches_ = std::move(kept);
    }

    const RuleSet& rules_;
    const Tree& tree_;
    std::vector<Match> matches_;
    std::vector<Match> casualties_;    // told with the attacks that caused them
    std::vector<Match> named_speech_;  // appeals and threats that another match names
};

}  // namespace

bool is_content(const Tree& tree, int t, const Match& speech) {
    for (int at = t, steps = 0; at >= 0 && steps <= tree.size(); at = tree.head(at), ++steps) {
        const int up = tree.head(at);
        const Dep dep = tree.dep(at);
        if (dep == Dep::acl_relcl || dep == Dep::parataxis) return false;
        // "agree on lifting the sanctions imposed in January": what a participle tells has taken place.
        const bool participle = dep == Dep::acl && tree.token(at).xpos == "VBN" && tree.child(at, Dep::aux_pass) < 0;
        if (participle && tree.is_nominal(up) && up != speech.trigger) return false;
        if (dep == Dep::advcl && tree.child(at, Dep::nsubj) >= 0) return false;
        if (dep == Dep::ccomp && at != t) return false;
        const bool carrier = speech.carried && up == speech.governor;  // "faces pressure to help"
        if (up != speech.trigger && !carrier) continue;
        if (carrier && !tree.is_infinitive(at)) continue;
        if (dep == Dep::conj || dep == Dep::nsubj || dep == Dep::nsubj_pass || dep == Dep::nmod_poss) return false;
        const bool clause = dep == Dep::xcomp || dep == Dep::ccomp || dep == Dep::acl;
        const bool infinitive =
            dep == Dep::advcl && tree.child(at, Dep::mark) >= 0 && tree.token(tree.child(at, Dep::mark)).lemma == "to";
        return clause || infinitive || dep == Dep::obj || dep == Dep::obl || dep == Dep::nmod;
    }
    return false;
}

StandingMatches keep_standing(const RuleSet& rules, const Tree& tree, std::vector<Match> matches) {
    return Standing(rules, tree, std::move(matches)).keep();
}

}  // namespace px::coding
