#include "code/assemble.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "code/circumstances.hpp"
#include "code/event_model.hpp"
#include "code/lent_sides.hpp"
#include "code/match.hpp"
#include "code/parties.hpp"
#include "code/sport.hpp"
#include "code/standing_matches.hpp"
#include "code/tree.hpp"

namespace px::coding {
namespace {

/// What the model must be sure of to take another fitting rule than the best (that rule's type being `doubtful`), and
/// to tell of an event where no rule does. Chosen on news that it was not trained on (bench/RESULTS.md).
constexpr float sure_of_type = 0.5F;
constexpr float doubtful = 0.25F;
constexpr float sure_of_event = 0.8F;
constexpr float sure_alone = 0.6F;

/// Whether somebody is more than a private person: of a state, or with a part in public life.
bool has_public_part(const Actor& actor) {
    if (actor.kind != ActorKind::person && actor.kind != ActorKind::group) return true;
    if (!actor.country.empty()) return true;
    static constexpr std::array<std::string_view, 5> private_roles = {"CVL", "BUS", "EDU", "HLH", "AGR"};
    if (actor.code.empty()) return actor.kind == ActorKind::group;  // "several municipalities"
    return std::ranges::find(private_roles, std::string_view(actor.code)) == private_roles.end();
}

class SentenceCoder {
  public:
    SentenceCoder(const Rules& rules, const EventModel* learned, const Report& report, const Annotation& annotation,
                  const Layers& layers, const Teller& teller)
        : rules_(rules.set()),
          learned_(learned),
          report_(report),
          annotation_(annotation),
          layers_(layers),
          teller_(teller),
          referents_(annotation, layers, rules.set().role(Role::befalling_noun)),
          matcher_(rules_, tree_, referents_),
          lent_sides_(rules_, tree_, referents_),
          cues_by_sentence_(annotation.sentences.size()),
          about_sport_(is_about_sport(rules.set(), annotation)) {
        for (const Attribution& attribution : layers.attributions) {
            const std::int32_t sentence = attribution.cue.empty() ? -1 : annotation.sentence_at(attribution.cue.begin);
            if (sentence >= 0) cues_by_sentence_[static_cast<std::size_t>(sentence)].push_back(attribution.cue);
        }
    }

    void observe(const OpenPairUse& use) { observer_ = &use; }

    /// The winning patterns of a sentence, one for each word that has any.
    void add_hits(std::int32_t sentence, std::vector<RuleHit>& out) {
        if (!enter(sentence)) return;
        find_matches();
        for (const Match& match : matches_) {
            const CompiledPattern& pattern = rules_.patterns[match.pattern];
            out.push_back({sentence, tree_.token(match.trigger).span, pattern.rule, pattern.line});
        }
    }

    void code(std::int32_t sentence, std::vector<Statement>& out) {
        if (!enter(sentence)) return;
        find_matches();
        if (matches_.empty() && learned_ == nullptr && observer_ == nullptr) return;
        mark_spoken_for();
        numbers_ = read_numbers(rules_.number_words, tree_.tokens());
        StandingMatches standing = keep_standing(rules_, tree_, std::move(matches_));
        matches_ = std::move(standing.matches);
        event_nouns_.clear();
        acts_.clear();
        for (const Match& match : matches_) {
            if (tree_.is_nominal(match.trigger)) event_nouns_.push_back(match.trigger);
            acts_.push_back(words_of(match));
        }
        const std::size_t first = out.size();
        std::vector<const Match*> matched;  // of each statement
        for (const Match& match : matches_) {
            if (std::optional<Statement> statement = state(match, out)) {
                out.push_back(std::move(*statement));
                matched.push_back(&match);
            }
        }
        add_casualties(standing.casualties, first, matched, out);
        if (learned_ == nullptr && observer_ == nullptr) return;
        const std::vector<Statement> by_rules(out.begin() + static_cast<std::ptrdiff_t>(first), out.end());
        if (observer_ != nullptr) {
            for_each_open_verb([&](const Match&, const Statement& open) {
                (*observer_)(tree_, phrases_of(open),
                             rule_facts(by_rules, sentence_, open.sources[0], open.targets[0]));
            });
            return;
        }
        for (std::size_t i = 0; i < by_rules.size(); ++i) review(*matched[i], by_rules, out[first + i]);
        propose(by_rules, out);
        std::stable_sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
                         [](const Statement& a, const Statement& b) { return a.trigger.begin < b.trigger.begin; });
    }

  private:
    /// False: the sentence tells of no event, whatever its words.
    bool enter(std::int32_t sentence) {
        if (annotation_.sentences[static_cast<std::size_t>(sentence)].count > longest_sentence) return false;
        sentence_ = sentence;
        tree_.load(rules_, annotation_, sentence);
        if (block_kind() == BlockKind::headline && argues()) return false;
        referents_.enter(sentence, tree_);
        return true;
    }

    const CompiledRule& rule_of(const Match& match) const { return rules_.rules[rules_.patterns[match.pattern].rule]; }

    void find_matches() {
        matches_.clear();
        for (int t = 0; t < tree_.size(); ++t) {
            if (is_habit(t)) continue;
            if (std::optional<Match> match = matcher_.best(t)) matches_.push_back(std::move(*match));
        }
    }

    /// "are routinely imprisoned and tortured": what usually happens is no event.
    bool is_habit(int t) const {
        for (int steps = 0; t >= 0 && tree_.is_verb(t) && steps < 4; ++steps) {
            for (const int c : tree_.children(t)) {
                if (tree_.dep(c) == Dep::advmod && tree_.is_single(c, rules_.role(Role::habit_adverb))) return true;
            }
            if (tree_.dep(t) != Dep::conj) return false;
            t = tree_.head(t);
        }
        return false;
    }

    /// "22 were killed when houses were hit": where nobody tells enough of the attack, the dead are the event.
    void add_casualties(const std::vector<Match>& casualties, std::size_t first, std::vector<const Match*>& matched,
                        std::vector<Statement>& out) const {
        const bool attack_told = std::any_of(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
                                             [](const Statement& told) { return told.cameo >= "18"; });
        if (attack_told) return;
        for (const Match& casualty : casualties) {
            std::optional<Statement> statement = state(casualty, out);
            if (!statement) continue;
            out.push_back(std::move(*statement));
            matched.push_back(&casualty);
        }
    }

    static ActWords words_of(const Match& match) { return {match.trigger, match.carried ? match.governor : -1}; }

    /// "I", "we", "our" inside somebody's words are the speaker, "you", "your" the one spoken to.
    void add_speaker(int t, std::vector<Party>& parties) const {
        if (tree_.word_class(t) != WordClass::pronoun || !parties.empty()) return;
        const std::string_view lemma = tree_.token(t).lemma;
        const bool first = lemma == "I" || lemma == "we" || lemma == "my" || lemma == "our" || lemma == "us";
        const bool second = lemma == "you" || lemma == "your";
        const Span span = tree_.token(t).span;
        const std::int32_t voice = first || second ? teller_.voice(span) : -1;
        if (voice < 0) return;
        const Attribution& attribution = layers_.attributions[static_cast<std::size_t>(voice)];
        const std::int32_t actor = first ? attribution.speaker_actor : attribution.addressee;
        if (actor >= 0) parties.push_back({actor, span, t});
    }

    /// "China's customs authority announced that it was suspending imports": a pronoun that nobody could be found for,
    /// in what somebody says, is whoever says so.
    void add_who_says(int t, std::vector<Party>& parties) const {
        if (!parties.empty() || tree_.word_class(t) != WordClass::pronoun) return;
        const std::string_view lemma = tree_.token(t).lemma;
        if (lemma != "he" && lemma != "she" && lemma != "it" && lemma != "they") return;
        int verb = tree_.clause_head(t);
        for (int steps = 0; steps < 4 && verb >= 0 && tree_.dep(verb) == Dep::conj; ++steps) verb = tree_.head(verb);
        const int cue = verb >= 0 && tree_.dep(verb) == Dep::ccomp ? tree_.head(verb) : -1;
        const int speaker = cue >= 0 ? tree_.subject(cue) : -1;
        if (speaker < 0 || speaker == t || !tree_.is_nominal(speaker)) return;
        if ((lemma == "they") != tree_.token(speaker).xpos.ends_with('S')) return;
        const Span span = tree_.token(t).span;
        const std::int32_t voice = teller_.voice(span);
        if (voice >= 0 && stands_in_quotation_marks(layers_.attributions[static_cast<std::size_t>(voice)], t)) return;
        referents_.add_parties(speaker, parties);
        for (Party& party : parties) party.span = span;
    }

    /// Of direct speech, which may go on over sentences, the attribution tells where it stands; a piece in somebody's
    /// sentence has its marks there.
    bool stands_in_quotation_marks(const Attribution& attribution, int t) const {
        const Span span = tree_.token(t).span;
        if (attribution.kind == AttributionKind::direct &&
            std::ranges::any_of(attribution.content, [&](Span content) { return content.contains(span); })) {
            return true;
        }
        bool inside = false;
        for (int i = 0; i < t; ++i) {
            const std::string_view form = tree_.token(i).form;
            if (form == "\"" || form == "``" || form == "''") inside = form == "``" || (form == "\"" && !inside);
            if (form == "\u201c" || form == "\u201d") inside = form == "\u201c";
        }
        return inside;
    }

    /// "Kim forced 'the head of a nation to negotiate with him'": between quotation marks "him" is not who speaks.
    void drop_speaker_called_he(std::vector<Party>& parties) const {
        std::erase_if(parties, [&](const Party& party) {
            if (party.token < 0 || tree_.word_class(party.token) != WordClass::pronoun) return false;
            const std::string_view lemma = tree_.token(party.token).lemma;
            if (lemma != "he" && lemma != "him" && lemma != "she" && lemma != "they" && lemma != "it") return false;
            const std::int32_t voice = teller_.voice(tree_.token(party.token).span);
            if (voice < 0) return false;
            const Attribution& attribution = layers_.attributions[static_cast<std::size_t>(voice)];
            return attribution.speaker_actor == party.actor && stands_in_quotation_marks(attribution, party.token);
        });
    }

    /// "Russia and Turkey agreed to build a pipeline": told of two, the act is between them.
    bool agrees_with_one_another(const Match& match, const std::vector<Party>& sources,
                                 const std::vector<Party>& targets) const {
        if (!targets.empty() || sources.size() != 2) return false;
        if (!tree_.is_single(match.trigger, rules_.role(Role::verb_of_two))) return false;
        const Actor& first = layers_.actors[static_cast<std::size_t>(sources[0].actor)];
        const Actor& second = layers_.actors[static_cast<std::size_t>(sources[1].actor)];
        const auto is_armed = [](const Actor& actor) { return actor.kind == ActorKind::armed_group; };
        return first.country != second.country || is_armed(first) != is_armed(second);
    }

    void add_parties_of(const Match& match, bool mutual, Statement& statement) const {
        std::vector<Party> sources;
        std::vector<Party> targets;
        for (const int t : match.sources) {
            referents_.add_parties(t, sources);
            add_speaker(t, sources);
            add_who_says(t, sources);
        }
        for (const int t : match.targets) {
            const auto known = static_cast<std::ptrdiff_t>(targets.size());
            referents_.add_parties(t, targets);
            // "A statement condemning the raid" is no object of its own verb.
            const auto holds_trigger = [&](const Party& party) {
                return t > match.trigger && party.span.contains(tree_.token(match.trigger).span);
            };
            targets.erase(std::remove_if(targets.begin() + known, targets.end(), holds_trigger), targets.end());
            add_speaker(t, targets);
        }
        drop_speaker_called_he(sources);
        drop_speaker_called_he(targets);
        if (mutual || agrees_with_one_another(match, sources, targets)) {
            for (const Party& party : targets) {
                if (std::ranges::none_of(sources, [&](const Party& p) { return p.actor == party.actor; })) {
                    sources.push_back(party);
                }
            }
            targets = sources;
            if (targets.size() < 2) targets.clear();
        } else {
            // Nobody acts on himself; what stands on both sides is a fault of the tree.
            std::erase_if(targets,
                          [&](const Party& party) { return sources.size() == 1 && sources[0].actor == party.actor; });
        }
        for (const Party& party : sources) {
            statement.sources.push_back(party.actor);
            statement.source_spans.push_back(party.span);
        }
        for (const Party& party : targets) {
            statement.targets.push_back(party.actor);
            statement.target_spans.push_back(party.span);
        }
    }

    /// With nobody on either side only violence, force and protest are events, and only where a place, a number or, of
    /// verbs of force, a time ties them to the world.
    bool is_told_well_enough(const CompiledRule& rule, const Match& match, const Statement& statement) const {
        if (!statement.sources.empty() || !statement.targets.empty()) return true;
        // A name that nobody could be found for is still somebody.
        const auto is_name = [&](int t) { return tree_.word_class(t) == WordClass::name; };
        if (tree_.is_verb(match.trigger) && std::ranges::any_of(match.sources, is_name)) return true;
        if (!is_root(rule, {"14", "15", "17", "18", "19", "20"})) return false;
        // "A woman had been shot dead on Wednesday"
        const bool dated =
            statement.time >= 0 && tree_.is_verb(match.trigger) && is_root(rule, {"17", "18", "19", "20"});
        return statement.place >= 0 || !statement.quantities.empty() || dated;
    }

    /// "Seven soldiers were killed and a number of people abducted": what ties an act of force to the world ties one
    /// that is joined to it.
    bool joins_told_force(const CompiledRule& rule, const Match& match, const std::vector<Statement>& before) const {
        const int first = tree_.dep(match.trigger) == Dep::conj ? tree_.head(match.trigger) : -1;
        if (first < 0 || !tree_.is_verb(match.trigger) || !is_root(rule, {"14", "17", "18", "19", "20"})) return false;
        for (auto told = before.rbegin(); told != before.rend() && told->sentence == sentence_; ++told) {
            if (told->quad == 4 && told->trigger == tree_.token(first).span) return true;
        }
        return false;
    }

    /// Words, visits and help among private people ("she thanked her coach") are no events; who resigns, is charged,
    /// protests or uses force is in public by that.
    bool is_public(std::string_view code, const Statement& statement) const {
        if (code >= "08" && !code.starts_with("10")) return true;
        const auto has_part = [&](std::int32_t actor) {
            return has_public_part(layers_.actors[static_cast<std::size_t>(actor)]);
        };
        if (statement.sources.empty() && statement.targets.empty()) return true;
        return std::ranges::any_of(statement.sources, has_part) || std::ranges::any_of(statement.targets, has_part);
    }

    bool has_office(const Statement& statement) const {
        const auto holds = [&](std::int32_t actor) {
            return holds_public_office(layers_.actors[static_cast<std::size_t>(actor)]);
        };
        return std::ranges::any_of(statement.sources, holds) || std::ranges::any_of(statement.targets, holds);
    }

    /// "a man accused of murder": by nobody, it only says who he is.
    bool describes_somebody(const CompiledRule& rule, const Match& match, const Statement& statement) const {
        const Dep dep = tree_.dep(match.trigger);
        return is_root(rule, {"11"}) && statement.sources.empty() && tree_.is_verb(match.trigger) && match.passive &&
               (dep == Dep::acl || dep == Dep::amod);
    }

    BlockKind block_kind() const {
        const std::int32_t block = annotation_.sentences[static_cast<std::size_t>(sentence_)].block;
        if (block < 0 || static_cast<std::size_t>(block) >= report_.blocks.size()) return BlockKind::paragraph;
        return report_.blocks[static_cast<std::size_t>(block)].kind;
    }

    /// "Why Russia attacked", "Should Britain leave the EU?", "Opinion: the war that nobody wants".
    bool argues() const {
        if (tree_.size() == 0) return false;
        return tree_.token(tree_.size() - 1).form == "?" || tree_.is_one_of(0, rules_.role(Role::opinion_opener));
    }

    static float confidence_of(const Match& match, const Statement& statement) {
        float sum = 0.5F;
        sum += statement.sources.empty() ? 0.0F : 0.15F;
        sum += statement.targets.empty() ? 0.0F : 0.15F;
        sum += std::min(0.15F, 0.01F * static_cast<float>(match.score));
        return sum;
    }

    bool has_determiner(int noun) const { return tree_.is_nominal(noun) && tree_.child(noun, Dep::det) >= 0; }

    bool is_journey(const Match& match) const { return rule_of(match).code.code.starts_with("042"); }

    /// "travelled to Oslo to meet the king": the journey on which a meeting takes place; -1 if none is told.
    int journey_of(const Match& match) const {
        if (is_journey(match)) return match.trigger;
        if (!is_root(rule_of(match), {"04"})) return -1;
        const auto carries = [&](const Match& other) {
            return is_journey(other) && tree_.is_verb(other.trigger) && tree_.is_below(match.trigger, other.trigger);
        };
        const auto found = std::ranges::find_if(matches_, carries);
        return found == matches_.end() ? -1 : found->trigger;
    }

    /// Who tells of the act; -1 is the report itself. "Denied that it had attacked Iraq and blamed Turkey": what is
    /// joined to the verb that reports is not reported by it.
    std::int32_t voice_of(int trigger) const {
        const std::int32_t voice = teller_.voice(tree_.token(trigger).span);
        const int cue = tree_.dep(trigger) == Dep::conj ? tree_.head(trigger) : -1;
        if (voice < 0 || cue < 0 || cue > trigger) return voice;
        const Span said = layers_.attributions[static_cast<std::size_t>(voice)].cue;
        return said.contains(tree_.token(cue).span) ? -1 : voice;
    }

    void add_circumstances(const Match& match, int journey, Statement& statement) const {
        statement.trigger = tree_.token(match.trigger).span;
        statement.clause = clause_span(tree_, match.trigger);
        statement.voice = voice_of(match.trigger);
        statement.time = time_of(tree_, referents_, match.trigger, event_nouns_);
        statement.place = place_of(tree_, referents_, match.trigger, event_nouns_, journey);
        statement.background = lies_back(layers_, report_, statement);
        // "Five were killed a year after the 2019 massacre": the clause's numbers are not those of the past.
        const bool apart =
            is_measure(tree_, match.trigger) || (statement.background && tree_.is_nominal(match.trigger));
        statement.quantities = quantities_of(rules_.count_words, tree_, numbers_, words_of(match), acts_, apart);
        statement.headline = block_kind() == BlockKind::headline;
        statement.caption = block_kind() == BlockKind::caption;
    }

    /// The word that tells whether the act took place. "They did not speak of it during their talks": the talks took
    /// place all the same, but not those for which somebody did not come.
    int teller_of_mode(const Match& match) const {
        if (match.governor < 0 || match.undone) return match.trigger;
        if (match.carried || teller_.mode(sentence_, match.governor) != Mode::negated) return match.governor;
        const int preposition = tree_.child(match.trigger, Dep::case_);
        if (preposition < 0) return match.governor;
        const std::string_view lemma = tree_.token(preposition).lemma;
        const bool only_when = lemma == "during" || lemma == "after" || lemma == "before";
        return only_when ? match.trigger : match.governor;
    }

    std::optional<Statement> state(const Match& match, const std::vector<Statement>& before) const {
        const CompiledRule& rule = rule_of(match);
        Statement statement;
        statement.sentence = sentence_;
        add_parties_of(match, rules_.patterns[match.pattern].mutual, statement);
        add_circumstances(match, journey_of(match), statement);
        if (describes_somebody(rule, match, statement)) return std::nullopt;
        lent_sides_.turn_sufferer(match, before, statement);
        lent_sides_.lend_pair(match, before, statement);
        const bool nobody = statement.sources.empty() && statement.targets.empty();
        const bool told = is_told_well_enough(rule, match, statement) || joins_told_force(rule, match, before);
        // "The attack killed ten people": a number ties it to the world, and it points back all the same.
        const bool points_back = !told || (nobody && has_determiner(match.trigger));
        const bool inherits = points_back && (lent_sides_.lend_both(match, before, statement) ||
                                              lent_sides_.lend_rebuff(match, before, statement));
        if (!told && !inherits) return std::nullopt;
        if (!inherits) lent_sides_.lend_other(match, before, statement);
        lent_sides_.lend_answer(match, before, statement);
        if (!is_public(rule.code.code, statement) || (about_sport_ && !has_office(statement))) return std::nullopt;
        statement.cameo = rule.code.code;
        statement.plover = rule.code.plover_type;
        statement.plover_mode = rule.code.plover_mode;
        statement.contexts = rule.code.contexts;
        statement.quad = rule.code.quad;
        statement.goldstein = rule.code.goldstein;
        const int told_by = teller_of_mode(match);
        statement.mode = rule.mode ? *rule.mode : teller_.mode(sentence_, told_by);
        if (!rule.mode && statement.mode == Mode::actual && is_foretold(tree_, layers_, report_, told_by, statement)) {
            statement.mode = Mode::planned;
        }
        if (rule.none_if_negated && statement.mode == Mode::negated) return std::nullopt;
        statement.rule = rule.name;
        statement.confidence = confidence_of(match, statement);
        return statement;
    }

    // ---- the learned layer
    // -------------------------------------------------------------------------------------------

    /// Tokens that some rule, also one that says "no event", has an opinion on.
    void mark_spoken_for() {
        spoken_for_.assign(static_cast<std::size_t>(tree_.size()), false);
        const auto mark = [&](int t) {
            if (t >= 0) spoken_for_[static_cast<std::size_t>(t)] = true;
        };
        for (const Match& match : matches_) {
            mark(match.trigger);
            mark(match.governor);
            for (const int t : match.words) mark(t);
        }
        for (const Match& match : matches_) {
            if (!rule_of(match).speech_act) continue;
            for (int t = 0; t < tree_.size(); ++t) {
                if (is_content(tree_, t, match)) mark(t);
            }
        }
    }

    /// The token by which a phrase hangs on the sentence.
    int head_of(Span span) const {
        int first = -1;
        for (int t = 0; t < tree_.size(); ++t) {
            if (!span.contains(tree_.token(t).span) || tree_.dep(t) == Dep::punct) continue;
            const int up = tree_.head(t);
            if (up >= 0 && span.contains(tree_.token(up).span)) continue;
            if (tree_.is_nominal(t)) return t;
            if (first < 0) first = t;
        }
        return first;
    }

    /// "model: blamed, attacks": who says so, and because of which words.
    std::string evidence_of(std::string_view who, const Judgement& judged) const {
        std::string text(who);
        for (std::size_t i = 0; i < judged.evidence.size(); ++i) {
            text += i == 0 ? ": " : ", ";
            text += slice(report_.text, tree_.token(judged.evidence[i]).span);
        }
        return text;
    }

    PairPhrases phrases_of(const Statement& statement) const {
        const Span source = statement.source_spans[0];
        const Span target = statement.target_spans[0];
        return {source, target, head_of(source), head_of(target)};
    }

    /// What the model makes of the first source and the first target.
    Judgement judge(const std::vector<Statement>& by_rules, const Statement& statement) const {
        return learned_->judge(tree_, phrases_of(statement),
                               rule_facts(by_rules, sentence_, statement.sources[0], statement.targets[0]));
    }

    /// Gives an event between two its confidence; where several rules fit the word, the one that the model is sure of.
    void review(const Match& match, const std::vector<Statement>& by_rules, Statement& statement) const {
        if (statement.sources.empty() || statement.targets.empty()) return;
        const std::string_view type = relation_type(statement);
        if (type.empty()) return;
        const Judgement judged = judge(by_rules, statement);
        const auto at = static_cast<std::size_t>(std::ranges::find(relation_types, type) - std::begin(relation_types));
        statement.confidence = judged.probabilities[at];
        if (judged.confidence() < sure_of_type || judged.probabilities[at] > doubtful) return;
        const std::optional<Match> other = matcher_.best(match.trigger, [&](const CompiledRule& rule) {
            const Mode mode = rule.mode ? *rule.mode : statement.mode;
            return rule.is_event && relation_type(rule.code.code, mode) == judged.name();
        });
        std::optional<Statement> second = other ? state(*other, {}) : std::nullopt;
        if (!second || second->sources.empty() || second->targets.empty()) return;
        second->rule += evidence_of(" (chosen by model", judged) + ")";
        second->confidence = judged.confidence();
        statement = std::move(*second);
    }

    /// The type's root, as the code list has it.
    void recode(const Judgement& judged, Statement& statement) const {
        const CameoCode* code = rules_.ontology.find(root_of_type(judged.name()));
        if (code == nullptr) return;
        // AGREE, REJECT and THREATEN may stand for planned or refused acts: they themselves took place.
        if (relation_type(code->code, statement.mode) != judged.name()) statement.mode = Mode::actual;
        statement.cameo = code->code;
        statement.plover = code->plover_type;
        statement.plover_mode = code->plover_mode;
        statement.contexts = code->contexts;
        statement.quad = code->quad;
        statement.goldstein = code->goldstein;
        statement.confidence = judged.confidence();
    }

    /// Who may be acted on by a verb that no rule knows: its object, or a phrase after a preposition that is no
    /// circumstance.
    int patient_of(int verb) const {
        if (const int patient = tree_.patient(verb); patient >= 0 && referents_.has_party(patient)) return patient;
        for (const int c : tree_.children(verb)) {
            if (tree_.dep(c) != Dep::obl || !referents_.has_party(c) || referents_.time_at(c) >= 0) continue;
            const int preposition = tree_.child(c, Dep::case_);
            if (preposition < 0) continue;
            const std::string_view lemma = tree_.token(preposition).lemma;
            for (const std::string_view lead :
                 {"to", "against", "with", "on", "from", "at", "towards", "toward", "behind", "over", "into"}) {
                if (lemma == lead) return c;
            }
        }
        return -1;
    }

    /// The word says that somebody said something: what was said is the matter.
    bool is_cue(int t) const {
        return std::ranges::any_of(cues_by_sentence_[static_cast<std::size_t>(sentence_)],
                                   [&](Span cue) { return cue.overlaps(tree_.token(t).span); });
    }

    /// Calls `use` for each verb between two actors that no rule has an opinion on, with a statement that has its
    /// sides.
    template <typename Use>
    void for_each_open_verb(Use&& use) const {
        for (int t = 0; t < tree_.size(); ++t) {
            const bool carrier = tree_.dep(t) == Dep::aux || tree_.dep(t) == Dep::aux_pass || tree_.dep(t) == Dep::cop;
            if (!tree_.is_verb(t) || carrier || tree_.dep(t) == Dep::amod) continue;
            if (spoken_for_[static_cast<std::size_t>(t)] || is_cue(t)) continue;
            const int agent = tree_.agent(t);
            const int patient = patient_of(t);
            if (agent < 0 || patient < 0 || agent == patient || !referents_.has_party(agent)) continue;
            Match match;
            match.trigger = t;
            match.sources = {agent};
            match.targets = {patient};
            Statement statement;
            statement.sentence = sentence_;
            add_parties_of(match, false, statement);
            if (!statement.sources.empty() && !statement.targets.empty()) use(match, statement);
        }
    }

    void propose(const std::vector<Statement>& by_rules, std::vector<Statement>& out) const {
        for_each_open_verb([&](const Match& match, Statement& statement) {
            const Judgement judged = judge(by_rules, statement);
            // What other verbs of the sentence give away is theirs.
            const bool by_trigger = std::ranges::find(judged.evidence, match.trigger) != judged.evidence.end();
            if (!by_trigger || judged.event < sure_of_event || judged.confidence() < sure_alone) return;
            if (is_habit(match.trigger) || (about_sport_ && !has_office(statement))) return;
            add_circumstances(match, -1, statement);
            statement.mode = teller_.mode(sentence_, match.trigger);
            if (statement.mode == Mode::actual && is_foretold(tree_, layers_, report_, match.trigger, statement)) {
                statement.mode = Mode::planned;
            }
            recode(judged, statement);
            if (!is_public(statement.cameo, statement)) return;
            statement.rule = evidence_of("model", judged);
            out.push_back(std::move(statement));
        });
    }

    const RuleSet& rules_;
    const EventModel* learned_;
    const OpenPairUse* observer_ = nullptr;
    const Report& report_;
    const Annotation& annotation_;
    const Layers& layers_;
    const Teller& teller_;
    Tree tree_;
    Referents referents_;
    Matcher matcher_;
    LentSides lent_sides_;
    std::vector<Match> matches_;
    std::vector<NumberPhrase> numbers_;
    std::vector<int> event_nouns_;
    std::vector<ActWords> acts_;
    std::vector<bool> spoken_for_;
    std::vector<std::vector<Span>> cues_by_sentence_;  // words that say that somebody said something
    std::int32_t sentence_ = -1;
    bool about_sport_ = false;
};

bool is_kept(const Report& report, const Sentence& sentence) {
    if (sentence.block < 0 || static_cast<std::size_t>(sentence.block) >= report.blocks.size()) return true;
    return report.blocks[static_cast<std::size_t>(sentence.block)].kept();
}

}  // namespace

std::vector<Statement> assemble(const Rules& rules, const EventModel* learned, const Report& report,
                                const Annotation& annotation, const Layers& layers, const Teller& teller) {
    std::vector<Statement> statements;
    SentenceCoder coder(rules, learned, report, annotation, layers, teller);
    for (std::size_t s = 0; s < annotation.sentences.size(); ++s) {
        if (is_kept(report, annotation.sentences[s])) coder.code(static_cast<std::int32_t>(s), statements);
    }
    return statements;
}

std::vector<RuleHit> rule_hits(const Rules& rules, const Report& report, const Annotation& annotation,
                               const Layers& layers) {
    const Teller nobody{[](int, int) { return Mode::actual; }, [](Span) { return -1; }};
    std::vector<RuleHit> hits;
    SentenceCoder coder(rules, nullptr, report, annotation, layers, nobody);
    for (std::size_t s = 0; s < annotation.sentences.size(); ++s) {
        if (is_kept(report, annotation.sentences[s])) coder.add_hits(static_cast<std::int32_t>(s), hits);
    }
    return hits;
}

void for_each_open_pair(const Rules& rules, const Report& report, const Annotation& annotation, const Layers& layers,
                        const Teller& teller, const OpenPairUse& use) {
    std::vector<Statement> ignored;
    SentenceCoder coder(rules, nullptr, report, annotation, layers, teller);
    coder.observe(use);
    for (std::size_t s = 0; s < annotation.sentences.size(); ++s) {
        if (is_kept(report, annotation.sentences[s])) coder.code(static_cast<std::int32_t>(s), ignored);
    }
}

}  // namespace px::coding
