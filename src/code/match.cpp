#include "code/match.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace px::coding {
namespace {

bool holds(const std::vector<int>& tokens, int t) { return std::ranges::find(tokens, t) != tokens.end(); }

void add_once(std::vector<int>& tokens, int t) {
    if (t >= 0 && !holds(tokens, t)) tokens.push_back(t);
}

bool is_object(const CompiledElement& element) { return element.place == Place::object; }

bool is_subject(Dep dep) { return dep == Dep::nsubj || dep == Dep::nsubj_pass; }

bool kind_fits(std::string_view kind, const Actor& actor) {
    if (kind == "armed") {
        if (actor.kind == ActorKind::armed_group) return true;
        for (const std::string_view role : {"MIL", "REB", "COP", "INS", "UAF"}) {
            if (actor.code.find(role) != std::string::npos) return true;
        }
        return false;
    }
    if (kind == "office") {
        // "The Kenyan government", "the minister": they act for the state as much as its name.
        return actor.kind == ActorKind::state || actor.sector == "GOV" || actor.sector == "LEG" ||
               actor.sector == "MIL";
    }
    return to_string(actor.kind) == kind;
}

}  // namespace

/// What stands over a noun and lends it arguments.
struct Matcher::Noun {
    int verb = -1;           // "held" in "held talks", "came" in "came under attack"
    bool light = false;      // the verb only carries the noun: its subject is the source
    bool receiving = false;  // "suffered an attack": its subject is the target
    bool undoing = false;    // "put off a visit": the act of its subject, which does not take place
    int subject = -1;        // who that is, if somebody
};

/// "detention centre", "protest leader": the noun only says what another thing or person is.
bool Matcher::names_another(int t) const {
    if (tree_.dep(t) != Dep::compound || tree_.head(t) < t) return false;
    const int head = tree_.head(t);
    return tree_.is_one_of(head, rules_.role(Role::thing_named_by_event));
}

std::optional<Match> Matcher::best(int t, const Admits& admits) const {
    std::optional<Match> best;
    const WordClass word_class = tree_.word_class(t);
    const bool modifier = tree_.dep(t) == Dep::amod;
    if (word_class == WordClass::verb && !modifier && tree_.dep(t) != Dep::aux && tree_.dep(t) != Dep::aux_pass &&
        tree_.dep(t) != Dep::cop) {
        try_word(t, tree_.lemma(t), TriggerClass::verb, admits, best);
        if (tree_.form(t) != tree_.lemma(t)) try_word(t, tree_.form(t), TriggerClass::verb, admits, best);
    } else if (tree_.is_nominal(t)) {
        const bool part_of_name = referents_.inside_name(t) || referents_.time_at(t) >= 0;  // "March 2008"
        if (word_class == WordClass::name && part_of_name) return best;
        if (names_another(t)) return best;
        try_word(t, tree_.lemma(t), TriggerClass::noun, admits, best);
        if (tree_.form(t) != tree_.lemma(t)) try_word(t, tree_.form(t), TriggerClass::noun, admits, best);
    } else if (word_class == WordClass::adjective && !modifier) {
        try_word(t, tree_.lemma(t), TriggerClass::adjective, admits, best);
    }
    return best;
}

void Matcher::try_word(int t, WordId word, TriggerClass trigger_class, const Admits& admits,
                       std::optional<Match>& best) const {
    if (word == 0 || word >= rules_.by_word.size()) return;
    for (const TriggerEntry& entry : rules_.by_word[word]) {
        const CompiledPattern& pattern = rules_.patterns[entry.pattern];
        if (pattern.trigger_class != trigger_class) continue;
        if (admits && !admits(rules_.rules[pattern.rule])) continue;
        std::optional<Match> found = match(pattern, t, entry.partner);
        if (!found) continue;
        found->score += pattern.specificity + (entry.partner != 0 ? 8 : 0);
        if (!best || found->score > best->score) best = std::move(found);
    }
}

/// A preposition and a noun make a set phrase only side by side and in the singular: "in protest", not "in protests".
bool Matcher::has_first_word(int t, WordId first) const {
    if (!tree_.has_first_word(t, first)) return false;
    const int before = tree_.lemma(t - 1) == first || tree_.form(t - 1) == first ? t - 1 : t - 2;
    if (tree_.token(before).upos != "ADP") return true;
    return before == t - 1 && lower_ascii(tree_.token(t).form) == tree_.token(t).lemma;
}

std::optional<Match> Matcher::match(const CompiledPattern& pattern, int t, WordId partner) const {
    const bool noun = pattern.trigger_class == TriggerClass::noun;
    if (partner != 0 && !(noun ? has_first_word(t, partner) : tree_.has_particle(t, partner))) return {};
    if (!pattern.with.empty() && !tree_.has_modifier(t, pattern.with)) return {};
    if (!pattern.without.empty() && tree_.has_modifier(t, pattern.without)) return {};
    Match match;
    match.pattern = static_cast<std::uint32_t>(&pattern - rules_.patterns.data());
    match.trigger = t;
    match.partner = partner;
    if (!(noun ? match_noun(pattern, match) : match_verb(pattern, match))) return {};
    return match;
}

bool Matcher::fits(const CompiledElement& element, int token) const {
    if (token < 0) return false;
    if (!element.words.empty() && !tree_.is_one_of(token, element.words)) return false;
    const bool subject_of_clause = element.place == Place::clause && element.slot != Slot::none;
    if (!element.with.empty() && !subject_of_clause && !tree_.has_modifier(token, element.with)) return false;
    if (!element.without.empty() && tree_.has_modifier(token, element.without)) return false;
    if (element.kind == "place") return referents_.place_at(token) >= 0;
    if (!element.known && element.kind.empty()) return true;
    // "calls himself a victim", "shot herself": nobody acts on himself.
    const bool reflexive = tree_.word_class(token) == WordClass::pronoun &&
                           (tree_.token(token).form.ends_with("self") || tree_.token(token).form.ends_with("selves"));
    if (reflexive && element.slot == Slot::target) return false;
    if (element.kind.empty()) return referents_.has_party(token);
    // The phrase itself must be of that kind, not somebody whom it mentions.
    const std::int32_t mention = referents_.mention_at(token);
    if (mention < 0) return false;
    const std::int32_t actor = referents_.layers().mentions[static_cast<std::size_t>(mention)].actor;
    return actor >= 0 && kind_fits(element.kind, referents_.layers().actors[static_cast<std::size_t>(actor)]);
}

bool Matcher::take(const CompiledElement& element, const std::vector<int>& candidates, Match& match) const {
    for (const int token : candidates) {
        if (token == match.trigger || holds(match.words, token) || !fits(element, token)) continue;
        // "denied entry": the word is not also the one who is denied it.
        const bool is_word = element.slot == Slot::none && !element.words.empty();
        if (is_word && holds(match.targets, token)) continue;
        if (element.slot == Slot::source) {
            if (holds(match.targets, token)) continue;
            add_once(match.sources, token);
        } else if (element.slot == Slot::target) {
            if (holds(match.sources, token)) continue;
            add_once(match.targets, token);
        } else if (!element.words.empty()) {
            match.words.push_back(token);
        }
        if (element.optional) match.score += element.words.empty() ? 1 : 5;
        // "human rights" says more than "rights".
        if (!element.words.empty() && !tree_.is_single(token, element.words)) match.score += 3;
        return true;
    }
    // Sources need not be told ("was arrested"); what must be there says so with "S!".
    return element.optional || (element.slot == Slot::source && !element.known);
}

// ---- verbs and adjectives -----------------------------------------------------------------------------------------

void Matcher::add_objects(const CompiledElement& element, int verb, WordId partner, std::vector<int>& out) const {
    if (element.indirect && tree_.child(verb, Dep::iobj) >= 0) {
        out.push_back(tree_.child(verb, Dep::iobj));  // "gave Kyiv tanks"; in "found him guilty" it is the object
        return;
    }
    if (const int patient = tree_.patient(verb); patient >= 0) out.push_back(patient);
    const bool words = !element.words.empty();
    for (const int c : tree_.children(verb)) {
        const Dep dep = tree_.dep(c);
        // "called on the parties": the particle may be read as the preposition of what follows.
        const int preposition = partner != 0 && dep == Dep::obl ? tree_.child(c, Dep::case_) : -1;
        if (preposition == verb + 1 && tree_.lemma(preposition) == partner) add_once(out, c);
        const bool bare_clause = dep == Dep::ccomp && tree_.child(c, Dep::nsubj) < 0;
        if (words && (dep == Dep::xcomp || bare_clause || dep == Dep::obj || dep == Dep::nsubj_pass)) add_once(out, c);
        if (words && dep == Dep::advmod && c > verb) add_once(out, c);  // "set ablaze"
        if (!words && dep == Dep::iobj) add_once(out, c);
        // "is considering sending tanks"
        if (!words && element.slot == Slot::none && dep == Dep::xcomp && tree_.token(c).xpos == "VBG") add_once(out, c);
        // "wants Putin to attack": parsers give the object to either verb.
        if (!words && (dep == Dep::ccomp || dep == Dep::xcomp) && tree_.is_infinitive(c)) {
            add_once(out, tree_.child(c, Dep::nsubj));
        }
    }
    if (!words) return;
    const std::size_t own = out.size();
    for (std::size_t i = 0; i < own; ++i) {
        for (const int c : tree_.children(out[i])) {
            if (tree_.dep(c) == Dep::conj) add_once(out, c);
        }
    }
}

/// "arrested and questioned the student": the object of two verbs side by side hangs on the second. Not of those who
/// "met and discussed Syria".
void Matcher::add_shared_object(int verb, std::vector<int>& out) const {
    if (tree_.is_passive(verb)) return;
    const int joined = tree_.child(verb, Dep::conj);
    if (joined < 0 || joined <= verb || joined > verb + 3 || !tree_.is_verb(joined) || tree_.is_passive(joined)) return;
    if (tree_.child(joined, Dep::nsubj) >= 0 || tree_.child(verb, Dep::ccomp) >= 0) return;
    for (int between = verb + 1; between < joined; ++between) {
        const Dep dep = tree_.dep(between);
        const bool and_later = tree_.head(between) == joined && (dep == Dep::other || dep == Dep::advmod);
        if (!and_later) return;
    }
    add_once(out, tree_.child(joined, Dep::obj));
}

void Matcher::add_oblique(const CompiledElement& element, int head, std::vector<int>& out) const {
    for (const int c : tree_.children(head)) {
        switch (tree_.dep(c)) {
            case Dep::obl:
            case Dep::obl_agent:
            case Dep::nmod:
            case Dep::advcl:
            case Dep::acl:
            case Dep::xcomp:
            case Dep::ccomp:
                if (tree_.has_preposition(c, element.prepositions)) add_once(out, tree_.antecedent(c));
                break;
            default:
                break;
        }
    }
}

void Matcher::add_candidates(const CompiledPattern& pattern, const CompiledElement& element, const Match& match,
                             std::vector<int>& out) const {
    const int verb = match.trigger;
    // "refused to lift the sanctions", "agreed to meet Kim": what follows an infinitive belongs to it first.
    for (auto word = match.words.rbegin(); word != match.words.rend(); ++word) {
        if (element.place == Place::object && tree_.is_verb(*word)) add_objects(element, *word, 0, out);
        if (element.place == Place::oblique) add_oblique(element, *word, out);
    }
    switch (element.place) {
        case Place::subject: {
            const bool adjective = pattern.trigger_class == TriggerClass::adjective;
            const bool words = !element.words.empty();
            // "picked up by police": where the pattern has an object, its subject acts.
            const bool turned = match.passive && std::ranges::any_of(pattern.elements, is_object);
            const bool acts = adjective || !match.passive || (words && !turned);
            const int subject = acts ? tree_.subject(verb) : tree_.agent(verb);
            if (subject >= 0) out.push_back(subject);
            break;
        }
        case Place::object:
            add_objects(element, verb, match.partner, out);
            if (out.empty() && !is_root(rules_.rules[pattern.rule], {"04"})) add_shared_object(verb, out);
            // "warned that Iran would pay": behind the clause or its subject stands its verb.
            if (!element.words.empty() && names_clause(pattern)) add_clauses(pattern, verb, out);
            break;
        case Place::clause:
            for (const int c : tree_.children(verb)) {
                if (tree_.dep(c) != Dep::ccomp || is_claimed(pattern, verb, c)) continue;
                if (element.slot == Slot::none) {
                    out.push_back(c);
                } else if (element.with.empty() || tree_.has_modifier(c, element.with)) {
                    // "said that Israel must withdraw": the slot is the clause's subject, the words are its verb's.
                    const int subject = tree_.child(c, Dep::nsubj);
                    add_once(out, subject >= 0 ? subject : tree_.child(c, Dep::nsubj_pass));
                }
            }
            break;
        case Place::oblique:
            add_oblique(element, verb, out);
            // "broke off talks with Georgia": the phrase may hang on the verb or on its object.
            if (const int object = tree_.child(verb, Dep::obj); object >= 0) add_oblique(element, object, out);
            break;
        default:
            break;
    }
}

/// "S warn that T! pay", "S vow that * strike": the pattern asks for a clause, and then for its verb.
bool Matcher::names_clause(const CompiledPattern& pattern) {
    return std::ranges::any_of(pattern.elements, [](const CompiledElement& element) {
        return element.place == Place::clause && element.words.empty();
    });
}

void Matcher::add_clauses(const CompiledPattern& pattern, int verb, std::vector<int>& out) const {
    for (const int c : tree_.children(verb)) {
        if (tree_.dep(c) == Dep::ccomp && !is_claimed(pattern, verb, c)) add_once(out, c);
    }
}

/// "Insisted that he had left" demands nothing, "that he leave" or "leaves" does: what has a tense is claimed, and of
/// the present that of "be" and "have".
bool Matcher::is_claimed(const CompiledPattern& pattern, int verb, int clause) const {
    if (!is_root(rules_.rules[pattern.rule], {"10"})) return false;
    if (!tree_.is_single(verb, rules_.role(Role::claiming_verb))) return false;
    const auto has_tense = [&](int t) {
        const Token& word = tree_.token(t);
        const bool of_state = word.lemma == "be" || word.lemma == "have" || tree_.dep(t) == Dep::aux;
        return word.xpos == "VBD" || (word.xpos == "VBZ" && of_state);
    };
    return has_tense(clause) || std::ranges::any_of(tree_.children(clause), [&](int c) {
               const Dep dep = tree_.dep(c);
               return (dep == Dep::aux || dep == Dep::aux_pass || dep == Dep::cop) && has_tense(c);
           });
}

/// "Soldiers fired on the crowd" is often read as a passive without its auxiliary. A pattern without an object tells of
/// a verb that has none, and so no passive.
bool Matcher::reads_as_passive(const CompiledPattern& pattern, int verb) const {
    if (!tree_.is_passive(verb)) return false;
    return std::ranges::any_of(pattern.elements, is_object) || !tree_.is_finite_without_auxiliary(verb);
}

/// "Called the envoy a friend", "called him weak": what somebody is called must be among the rule's words. "A second
/// time" is no name.
bool Matcher::calls_names(const Match& match) const {
    if (!tree_.is_single(match.trigger, rules_.role(Role::naming_verb))) return false;
    static constexpr std::array<std::string_view, 8> times = {"time", "minute", "hour",  "day",
                                                              "week", "month",  "night", "moment"};
    int objects = 0;
    return std::ranges::any_of(tree_.children(match.trigger), [&](int c) {
        if (tree_.is_verb(c) || c < match.trigger || referents_.time_at(c) >= 0) return false;
        if (std::ranges::find(times, tree_.token(c).lemma) != times.end()) return false;
        const Dep dep = tree_.dep(c);
        const bool second = (dep == Dep::obj || dep == Dep::iobj) && ++objects > 1;
        // "a very stupid guy" behind another phrase is read as one without its preposition
        const int article = tree_.child(c, Dep::det);
        const bool loose =
            dep == Dep::obl && tree_.child(c, Dep::case_) < 0 && article >= 0 && tree_.token(article).lemma == "a";
        return (second || loose || dep == Dep::xcomp) && !holds(match.words, c);
    });
}

/// "The treaty allows Mali to fish", "this will encourage Mali": only somebody does what these verbs say.
bool Matcher::is_done_by_thing(const Match& match) const {
    if (!tree_.is_single(match.trigger, rules_.role(Role::verb_of_people))) return false;
    const int doer = match.passive ? tree_.agent(match.trigger) : tree_.subject(match.trigger);
    if (doer < 0 || referents_.has_party(doer)) return false;
    if (tree_.word_class(doer) == WordClass::noun) return referents_.mention_at(doer) < 0;
    static constexpr std::array<std::string_view, 6> things = {"it", "this", "that", "which", "these", "what"};
    return tree_.word_class(doer) == WordClass::pronoun &&
           std::ranges::find(things, lower_ascii(tree_.token(doer).form)) != things.end();
}

bool Matcher::match_verb(const CompiledPattern& pattern, Match& match) const {
    match.passive = reads_as_passive(pattern, match.trigger);
    std::vector<int> candidates;
    for (const CompiledElement& element : pattern.elements) {
        candidates.clear();
        add_candidates(pattern, element, match, candidates);
        if (!take(element, candidates, match)) return false;
    }
    if (calls_names(match) || is_done_by_thing(match)) return false;
    add_sources_of_words(match);
    add_senders(match);
    if (!pattern.mutual) add_targets_of_words(match);
    return true;
}

void Matcher::offer_target(int t, Match& match) const {
    // "Mexico, whose ambassador was expelled"
    const int owner = t < 0 ? -1 : tree_.child(t, Dep::nmod_poss);
    if (owner >= 0 && tree_.token(owner).lemma == "whose" && !referents_.has_party(t)) t = tree_.antecedent(owner);
    if (t < 0 || holds(match.sources, t) || !referents_.has_party(t)) return;
    const bool same_as_source = std::ranges::any_of(match.sources, [&](int s) { return referents_.same_party(s, t); });
    if (!same_as_source) add_once(match.targets, t);
}

/// Where the pattern leaves the target open it is told with the words: "rejected the French plan", "expelled three
/// Russian diplomats", "agreed to buy gas from Bolivia", "suspended aid to Mali".
void Matcher::add_targets_of_words(Match& match) const {
    if (!match.targets.empty()) return;
    const auto has_owner = [&](int phrase) {
        const int owner = tree_.child(phrase, Dep::nmod_poss);
        return owner >= 0 && tree_.word_class(owner) == WordClass::pronoun && tree_.token(owner).lemma != "whose";
    };
    // "recalled its ambassador", "agreed to withdraw its troops", "10,000 soldiers were deployed": people of his own
    // and forces that are moved are the means, but not "its prisoners".
    const CompiledRule& rule = rules_.rules[rules_.patterns[match.pattern].rule];
    // "denied any deal with Iran", "denied that Iran paid": who is in it has not accused.
    if (is_root(rule, {"016"}) && match.words.empty()) return;
    const auto is_means = [&](int phrase) {
        return (rule.moves_forces || has_owner(phrase)) && referents_.is_office(phrase);
    };
    std::vector<int> phrases;
    for (const int word : match.words) {
        const bool acts = !match.passive && tree_.subject(match.trigger) == word;
        if (tree_.is_nominal(word) && !has_owner(word) && !acts) phrases.push_back(word);
    }
    if (const int patient = tree_.patient(match.trigger); phrases.empty() && patient >= 0) {
        phrases.push_back(patient);
    }
    for (const int t : phrases) {
        // "pulled Polish troops out": a country's own forces are its means, not its target.
        const bool own = referents_.is_own_force(t, match.sources) ||
                         (rule.moves_forces && referents_.shares_country(t, match.sources));
        if (!is_means(t) && !own) offer_target(t, match);
    }
    std::vector<int> verbs = {match.trigger};
    // "fired tear gas to disperse the crowd": what force is used for is done to the same.
    const bool force = is_root(rule, {"17", "18", "19", "20"});
    for (const int c : tree_.children(match.trigger)) {
        const bool purpose = force && tree_.dep(c) == Dep::advcl && tree_.is_infinitive(c);
        if (tree_.dep(c) == Dep::xcomp || purpose) verbs.push_back(c);
    }
    if (match.targets.empty()) {
        for (std::size_t v = 1; v < verbs.size(); ++v) {
            const int patient = tree_.patient(verbs[v]);
            // "promised to send more police": his own people are what he does it with.
            const bool own = patient >= 0 && tree_.is_single(verbs[v], rules_.role(Role::force_moving_verb)) &&
                             referents_.is_own_force(patient, match.sources, true);
            if (patient >= 0 && !own && !is_means(patient)) offer_target(patient, match);
        }
    }
    std::vector<int> holders = phrases;
    holders.insert(holders.end(), verbs.begin(), verbs.end());
    // "agreed to lift the sanctions on Iran": the object of the infinitive.
    for (std::size_t v = 1; v < verbs.size(); ++v) holders.push_back(tree_.patient(verbs[v]));
    for (std::size_t i = 0; i < holders.size() && match.targets.empty(); ++i) {
        const int over = holders[i];
        if (over < 0) continue;
        for (const int c : tree_.children(over)) {
            if (tree_.dep(c) != Dep::obl && tree_.dep(c) != Dep::nmod) continue;
            const int preposition = tree_.child(c, Dep::case_);
            const std::string_view lemma =
                preposition >= 0 ? std::string_view(tree_.token(preposition).lemma) : std::string_view();
            static constexpr std::array<std::string_view, 6> leads = {"to", "against", "with",
                                                                      "on", "towards", "toward"};
            // "buy gas from", "withdrew troops from", not "marched from"
            const bool from = (lemma == "from" && (over != match.trigger || rule.code.code.starts_with("087"))) ||
                              (lemma == "out" && rule.code.code.starts_with("087"));  // "pulled out of Iraq"
            const bool at = lemma == "at" && rule.hits_places;
            if (lemma == "with" && rule.hits_places) continue;  // "ambushed a convoy near the border with Mali"
            if (from || at || std::ranges::find(leads, lemma) != leads.end()) offer_target(c, match);
        }
    }
    if (!phrases.empty()) add_state_of_place(phrases.front(), match);
}

/// "bombed a market in Kharkiv": what is hit abroad is the state's where it stands.
void Matcher::add_state_of_place(int object, Match& match) const {
    if (!match.targets.empty() || !rules_.rules[rules_.patterns[match.pattern].rule].hits_places) return;
    if (!tree_.is_one_of(object, rules_.role(Role::place_hit))) return;
    for (const int over : {object, match.trigger}) {
        for (const int c : tree_.children(over)) {
            if (tree_.dep(c) != Dep::obl && tree_.dep(c) != Dep::nmod) continue;
            const int preposition = tree_.child(c, Dep::case_);
            if (preposition < 0 || !referents_.is_abroad(c, match.sources)) continue;
            const std::string_view lemma = tree_.token(preposition).lemma;
            if (lemma == "in" || lemma == "at" || lemma == "near" || lemma == "of" || lemma == "outside") {
                add_once(match.targets, c);
                return;
            }
        }
    }
}

/// "talks between Russia and Ukraine collapsed": who acts is told with the noun.
void Matcher::add_sources_of_words(Match& match) const {
    if (!match.sources.empty()) return;
    const int agent = match.passive ? tree_.agent(match.trigger) : -1;
    for (const int word : match.words) {
        const bool subject = match.passive ? agent == word
                                           : tree_.subject(match.trigger) == word ||
                                                 (tree_.head(word) == match.trigger && is_subject(tree_.dep(word)));
        if (!subject) continue;
        if (referents_.mention_at(word) >= 0) {
            add_once(match.sources, word);
            continue;
        }
        for (const int c : tree_.children(word)) {
            const Dep dep = tree_.dep(c);
            if (dep == Dep::nmod_poss ||
                ((dep == Dep::amod || dep == Dep::compound) && referents_.has_party(c) && !is_venue(c))) {
                add_once(match.sources, c);
            } else if (dep == Dep::nmod) {
                const int preposition = tree_.child(c, Dep::case_);
                const std::string_view lemma =
                    preposition >= 0 ? std::string_view(tree_.token(preposition).lemma) : std::string_view();
                if (lemma == "between" || lemma == "with" || lemma == "by" || lemma == "among" || lemma == "from" ||
                    lemma == "of") {
                    if (!holds(match.targets, c)) add_once(match.sources, c);
                }
            }
        }
    }
}

/// "Swiss rescuers were flown to Peru": by nobody else, people and things are sent by whose they are.
void Matcher::add_senders(Match& match) const {
    const CompiledRule& rule = rules_.rules[rules_.patterns[match.pattern].rule];
    if (!match.passive || !match.sources.empty() || !(rule.moves_forces || is_root(rule, {"07"}))) return;
    for (const int word : match.words) {
        // "The troops were deployed": whose they are is not told.
        if (tree_.is_nominal(word) && !holds(match.targets, word) && referents_.has_owner(word)) {
            add_once(match.sources, word);
        }
    }
}

// ---- nouns --------------------------------------------------------------------------------------------------------

Matcher::Noun Matcher::governor_of(int noun, const CompiledRule& rule) const {
    Noun governor;
    // "talks held in Moscow": a participle of a light verb after the noun.
    for (const int c : tree_.children(noun)) {
        if ((tree_.dep(c) == Dep::acl || tree_.dep(c) == Dep::acl_relcl) &&
            tree_.is_one_of(c, rules_.role(Role::light_verb)) && tree_.patient(c) == noun) {
            governor.verb = c;
            governor.light = true;
            governor.subject = tree_.agent(c);
            return governor;
        }
    }
    int anchor = noun;  // of nouns joined by "and" the first hangs on the verb
    if (tree_.dep(noun) == Dep::conj && tree_.head(noun) >= 0 && tree_.is_nominal(tree_.head(noun))) {
        anchor = tree_.head(noun);
    }
    // "held a round of talks", "launched a wave of attacks"
    const int of = tree_.dep(anchor) == Dep::nmod ? tree_.child(anchor, Dep::case_) : -1;
    if (of >= 0 && tree_.token(of).lemma == "of" && tree_.head(anchor) >= 0 &&
        tree_.is_single(tree_.head(anchor), rules_.role(Role::portion_noun))) {
        const int verb = tree_.head(tree_.head(anchor));
        if (verb >= 0 && tree_.is_verb(verb) && !tree_.is_passive(verb)) anchor = tree_.head(anchor);
    }
    const int up = tree_.head(anchor);
    // "Kim is on a visit to Russia": the noun is the predicate.
    if (const int subject = tree_.child(anchor, Dep::nsubj); subject >= 0 && tree_.child(anchor, Dep::case_) >= 0) {
        governor.subject = subject;
        governor.light = true;
        governor.verb = anchor;
        return governor;
    }
    if (up < 0) return governor;
    if (!tree_.is_verb(up)) {
        // "Kim is in Moscow for talks with Putin": whoever is there holds them.
        const bool predicate = tree_.child(up, Dep::cop) >= 0 && tree_.child(up, Dep::nsubj) >= 0;
        if (predicate && !rule.subject_prepositions.empty() &&
            tree_.has_preposition(anchor, rule.subject_prepositions)) {
            governor.subject = tree_.child(up, Dep::nsubj);
        }
        return governor;
    }
    const Dep dep = tree_.dep(anchor);
    const bool carried = dep == Dep::obj || dep == Dep::nsubj_pass;
    const bool oblique = dep == Dep::obl || dep == Dep::nmod;
    if (tree_.is_one_of(up, rules_.role(Role::receiving_verb)) && (carried || oblique)) {
        governor = {up, false, true, false, tree_.subject(up)};
    } else if (carried && tree_.is_one_with_particle(up, rules_.role(Role::light_verb))) {
        governor = {up, true, false, false, tree_.agent(up)};
    } else if (carried && tree_.is_one_with_particle(up, rules_.role(Role::undoing_verb))) {
        governor = {up, true, false, true, tree_.agent(up)};
    } else if (oblique && tree_.is_one_of(up, rules_.role(Role::taking_part_verb))) {
        governor = {up, true, false, false, tree_.subject(up)};
    } else if (oblique && !rule.subject_prepositions.empty() &&
               tree_.has_preposition(anchor, rule.subject_prepositions)) {
        // "The summit came after talks": only somebody can be the one who held them.
        const int subject = tree_.subject(up);
        const bool somebody =
            subject >= 0 && (referents_.mention_at(subject) >= 0 || tree_.word_class(subject) != WordClass::noun);
        governor = {up, false, false, false, somebody ? subject : -1};
    }
    return governor;
}

/// Only who takes part: in "the summit in the city of Kazan" the "of" is the city's.
void Matcher::add_nested(const CompiledElement& element, int phrase, std::vector<int>& out) const {
    std::vector<int> found;
    add_oblique(element, phrase, found);
    for (const int c : found) {
        const int preposition = tree_.child(c, Dep::case_);
        const std::string_view lemma =
            preposition >= 0 ? std::string_view(tree_.token(preposition).lemma) : std::string_view();
        if (lemma == "between" || lemma == "with" || lemma == "among" || lemma == "against") add_once(out, c);
    }
}

/// "the accusation that Mali armed them": the clause, or who is its subject.
void Matcher::add_clauses_of_noun(const CompiledElement& element, int noun, std::vector<int>& out) const {
    for (const int c : tree_.children(noun)) {
        const Dep dep = tree_.dep(c);
        const bool clause = dep == Dep::acl || dep == Dep::acl_relcl || dep == Dep::ccomp;
        if (!clause || c < noun) continue;
        add_once(out, element.slot == Slot::none ? c : tree_.child(c, Dep::nsubj));
    }
}

void Matcher::add_noun_candidates(const CompiledElement& element, int noun, const Noun& governor,
                                  std::vector<int>& out) const {
    if (element.place == Place::oblique) {
        add_oblique(element, noun, out);
        if (governor.verb >= 0 && governor.verb != noun && (governor.light || governor.receiving)) {
            add_oblique(element, governor.verb, out);
        }
        // "talks in Hanoi in February between Kim and Trump": hung on the phrase before it.
        for (const int c : tree_.children(noun)) {
            if (tree_.dep(c) == Dep::nmod && c > noun) add_nested(element, c, out);
        }
        return;
    }
    if (element.place == Place::clause) {
        add_clauses_of_noun(element, noun, out);
        return;
    }
    for (const int c : tree_.children(noun)) {
        const Dep dep = tree_.dep(c);
        const bool possessor = dep == Dep::nmod_poss;
        const bool modifier = dep == Dep::amod || dep == Dep::compound || dep == Dep::flat;
        if (element.place == Place::possessor ? possessor : (possessor || modifier)) {
            if (element.slot == Slot::none || (referents_.has_party(c) && !is_venue(c))) out.push_back(c);
        }
    }
}

/// "Israeli tank shelling", but not "the Sudan market bombing": a name that only stands before another noun says where.
bool Matcher::may_do(int modifier) const {
    if (is_venue(modifier)) return false;
    if (referents_.names_party(modifier)) return true;
    return std::ranges::any_of(tree_.children(modifier),
                               [&](int c) { return tree_.dep(c) == Dep::amod && referents_.names_party(c); });
}

/// "The Hanoi summit": a town before a meeting says where it is held, but not in "the Moscow-Kyiv talks".
bool Matcher::is_venue(int modifier) const {
    if (tree_.dep(modifier) != Dep::compound || !referents_.names_town(modifier)) return false;
    const auto joins = [&](int t) {
        return t >= 0 && t < tree_.size() && (tree_.token(t).form == "-" || tree_.token(t).form == "–");
    };
    if (joins(modifier - 1) || joins(modifier + 1)) return false;
    return tree_.head(modifier) > modifier && tree_.is_one_of(tree_.head(modifier), rules_.role(Role::talks));
}

/// "The Russia investigation": right before an inquiry the name of a state, not its adjective or its short form ("the
/// US investigation"), says what it is into. In "the Kenya police investigation" it says whose police.
bool Matcher::is_inquired_into(int modifier, const Match& match) const {
    if (!is_root(rules_.rules[rules_.patterns[match.pattern].rule], {"09"})) return false;
    if (tree_.dep(modifier) != Dep::compound || modifier + 1 != match.trigger) return false;
    const std::int32_t mention = referents_.mention_at(modifier);
    const std::int32_t actor = mention < 0 ? -1 : referents_.layers().mentions[static_cast<std::size_t>(mention)].actor;
    if (actor < 0 || referents_.layers().actors[static_cast<std::size_t>(actor)].kind != ActorKind::state) return false;
    return std::ranges::any_of(tree_.token(modifier).form, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The usual ways to say who did what a noun names, in the order of how sure they are.
void Matcher::add_noun_sources(int noun, const Noun& governor, bool from_is_taken, Match& match) const {
    if (!match.sources.empty()) return;
    const auto offer = [&](int t) {
        const bool somebody = t >= 0 && (referents_.has_party(t) || tree_.word_class(t) == WordClass::pronoun);
        if (somebody && !holds(match.targets, t)) add_once(match.sources, t);
    };
    // "Kenya and Somalia held their first talks": whom "their" stands for is told by the subject.
    const bool own = governor.light && governor.subject >= 0 && !holds(match.targets, governor.subject);
    for (const int c : tree_.children(noun)) {
        const bool pronoun = tree_.word_class(c) == WordClass::pronoun;
        if (tree_.dep(c) == Dep::nmod_poss && !(own && pronoun)) offer(c);
    }
    if (match.sources.empty()) {
        for (const int c : tree_.children(noun)) {
            const Dep dep = tree_.dep(c);
            if (is_inquired_into(c, match)) {
                offer_target(c, match);
            } else if (dep == Dep::amod || (dep == Dep::compound && may_do(c))) {
                offer(c);
            }
        }
    }
    const auto offer_doers_below = [&](int over) {
        for (const int c : tree_.children(over)) {
            const int preposition = tree_.dep(c) == Dep::nmod ? tree_.child(c, Dep::case_) : -1;
            if (preposition >= 0 && tree_.token(preposition).lemma == "by") offer(c);
        }
    };
    if (match.sources.empty()) offer_doers_below(noun);
    // "the launch of a missile by North Korea": hung on the phrase before it.
    for (const int c : tree_.children(noun)) {
        if (match.sources.empty() && tree_.dep(c) == Dep::nmod && c > noun) {
            offer_doers_below(c);
        }
    }
    // "criticism from Paris", unless the pattern gives "from" another meaning ("withdrawal from Georgia").
    if (match.sources.empty() && !from_is_taken) {
        for (const int c : tree_.children(noun)) {
            const int preposition = tree_.dep(c) == Dep::nmod ? tree_.child(c, Dep::case_) : -1;
            if (preposition >= 0 && tree_.token(preposition).lemma == "from") offer(c);
        }
    }
    if (governor.receiving) {
        for (const int c : tree_.children(governor.verb)) {
            const int preposition = tree_.dep(c) == Dep::obl ? tree_.child(c, Dep::case_) : -1;
            if (preposition < 0) continue;
            const std::string_view lemma = tree_.token(preposition).lemma;
            if (lemma == "from" || lemma == "by") offer(c);
        }
        return;
    }
    if (match.sources.empty() && governor.subject >= 0 && !holds(match.targets, governor.subject)) {
        add_once(match.sources, governor.subject);
    }
}

/// "Egypt's complaint against Ethiopia": whatever else the pattern asks for, what is done against somebody is done to
/// him.
void Matcher::add_opponent(Match& match) const {
    for (const int c : tree_.children(match.trigger)) {
        if (!match.targets.empty()) return;
        const int preposition = tree_.dep(c) == Dep::nmod ? tree_.child(c, Dep::case_) : -1;
        if (preposition >= 0 && tree_.token(preposition).lemma == "against") offer_target(c, match);
    }
}

/// "The request was sent to Washington"
void Matcher::add_addressee(int verb, Match& match) const {
    for (const int c : tree_.children(verb)) {
        if (!match.targets.empty()) return;
        const int preposition = tree_.dep(c) == Dep::obl ? tree_.child(c, Dep::case_) : -1;
        if (preposition >= 0 && tree_.token(preposition).lemma == "to") offer_target(c, match);
    }
}

/// "the demand that Germany pay", "the threat to attack Israel": whom an appeal, a threat or an accusation is about is
/// told with its content.
void Matcher::add_targets_of_content(const CompiledPattern& pattern, Match& match) const {
    const CompiledRule& rule = rules_.rules[pattern.rule];
    if (!match.targets.empty() || pattern.mutual) return;
    const bool of_subject = is_root(rule, {"02", "10", "112", "13"});
    if (!of_subject && !rule.speech_act) return;
    for (const int c : tree_.children(match.trigger)) {
        const Dep dep = tree_.dep(c);
        if (!tree_.is_verb(c) || (dep != Dep::acl && dep != Dep::acl_relcl && dep != Dep::ccomp)) continue;
        if (tree_.is_infinitive(c)) {
            offer_target(tree_.patient(c), match);
        } else if (of_subject && c > match.trigger && tree_.token(match.trigger + 1).lemma == "that") {
            offer_target(tree_.child(c, Dep::nsubj), match);
        } else if (of_subject && c > match.trigger) {
            const int mark = tree_.child(c, Dep::mark);
            if (mark >= 0 && tree_.token(mark).lemma == "that") offer_target(tree_.child(c, Dep::nsubj), match);
        }
        if (!match.targets.empty()) return;
    }
}

int Matcher::of_phrase(int noun) const {
    for (const int c : tree_.children(noun)) {
        const int preposition = tree_.dep(c) == Dep::nmod ? tree_.child(c, Dep::case_) : -1;
        if (preposition >= 0 && tree_.token(preposition).lemma == "of") return c;
    }
    return -1;
}

bool Matcher::match_noun(const CompiledPattern& pattern, Match& match) const {
    const Noun governor = governor_of(match.trigger, rules_.rules[pattern.rule]);
    const bool suffered = tree_.is_one_of(match.trigger, rules_.role(Role::suffered_noun));
    const int sufferer = suffered ? referents_.sufferer_of(match.trigger) : -1;
    // "faced arrest", but "won the release of the sailors": whoever receives the act suffers it, unless it says who
    // does. What is done to "its envoys" is done to the receiver.
    const int of = suffered ? of_phrase(match.trigger) : -1;
    const int owner = of < 0 ? -1 : tree_.child(of, Dep::nmod_poss);
    const bool own = owner >= 0 && tree_.word_class(owner) == WordClass::pronoun;
    const bool receiver_suffers = governor.receiving && sufferer < 0 && (of < 0 || own);
    std::vector<int> candidates;
    bool source_must_be_known = false;
    bool from_is_taken = false;
    for (const CompiledElement& element : pattern.elements) {
        if (element.slot == Slot::source && element.known) source_must_be_known = true;
        from_is_taken = from_is_taken || element.from;
        if (element.slot == Slot::target && receiver_suffers && governor.subject >= 0 &&
            fits(element, governor.subject)) {
            add_once(match.targets, governor.subject);
            continue;
        }
        if (element.slot == Slot::target && sufferer >= 0 && fits(element, sufferer)) {
            add_once(match.targets, sufferer);
            continue;
        }
        candidates.clear();
        // "the offer to mediate between Iran and Iraq": what follows an infinitive belongs to it first.
        for (const int word : match.words) {
            if (element.place == Place::oblique && tree_.is_verb(word)) add_oblique(element, word, candidates);
        }
        add_noun_candidates(element, match.trigger, governor, candidates);
        if (!take(element, candidates, match) && element.slot != Slot::source) return false;
    }
    if (match.targets.empty() && sufferer >= 0) match.targets.push_back(sufferer);
    if (match.targets.empty() && of >= 0 && !receiver_suffers) offer_target(of, match);
    add_noun_sources(match.trigger, governor, from_is_taken, match);
    add_targets_of_content(pattern, match);
    if (governor.light && rules_.rules[pattern.rule].speech_act) add_addressee(governor.verb, match);
    if (!pattern.mutual) add_opponent(match);
    if (receiver_suffers && match.targets.empty()) add_once(match.targets, governor.subject);
    if (governor.verb >= 0 && governor.verb != match.trigger) {
        match.governor = governor.verb;
        match.carried = governor.light || governor.receiving;
        match.undone = governor.undoing;
    }
    return !source_must_be_known || !match.sources.empty();
}

}  // namespace px::coding
