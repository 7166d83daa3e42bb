#include "code/tree.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "code/headline_verb.hpp"
#include "text/utf8.hpp"

namespace px::coding {
namespace {

constexpr int deepest_sharing = 6;  // subjects are looked for through at most so many verbs

struct DepName {
    std::string_view name;
    Dep dep;
};

/// In the order of their names.
constexpr std::array<DepName, 36> dep_names = {{{"acl", Dep::acl},
                                                {"acl:relcl", Dep::acl_relcl},
                                                {"advcl", Dep::advcl},
                                                {"advmod", Dep::advmod},
                                                {"amod", Dep::amod},
                                                {"appos", Dep::appos},
                                                {"aux", Dep::aux},
                                                {"aux:pass", Dep::aux_pass},
                                                {"case", Dep::case_},
                                                {"ccomp", Dep::ccomp},
                                                {"compound", Dep::compound},
                                                {"compound:prt", Dep::compound_prt},
                                                {"conj", Dep::conj},
                                                {"cop", Dep::cop},
                                                {"csubj", Dep::csubj},
                                                {"det", Dep::det},
                                                {"dislocated", Dep::dislocated},
                                                {"expl", Dep::expl},
                                                {"fixed", Dep::fixed},
                                                {"flat", Dep::flat},
                                                {"iobj", Dep::iobj},
                                                {"list", Dep::list},
                                                {"mark", Dep::mark},
                                                {"nmod", Dep::nmod},
                                                {"nmod:poss", Dep::nmod_poss},
                                                {"nsubj", Dep::nsubj},
                                                {"nsubj:outer", Dep::nsubj},
                                                {"nsubj:pass", Dep::nsubj_pass},
                                                {"nummod", Dep::nummod},
                                                {"obj", Dep::obj},
                                                {"obl", Dep::obl},
                                                {"obl:agent", Dep::obl_agent},
                                                {"parataxis", Dep::parataxis},
                                                {"punct", Dep::punct},
                                                {"root", Dep::root},
                                                {"xcomp", Dep::xcomp}}};
static_assert(std::ranges::is_sorted(dep_names, {}, &DepName::name));

Dep dep_from(std::string_view name) {
    const auto* entry = std::ranges::lower_bound(dep_names, name, {}, &DepName::name);
    if (entry != dep_names.end() && entry->name == name) return entry->dep;
    const std::string_view base = base_relation(name);
    if (base.size() == name.size()) return Dep::other;
    return dep_from(base);
}

WordClass class_from(std::string_view upos) {
    if (upos == "VERB" || upos == "AUX") return WordClass::verb;
    if (upos == "NOUN") return WordClass::noun;
    if (upos == "PROPN") return WordClass::name;
    if (upos == "ADJ") return WordClass::adjective;
    if (upos == "PRON") return WordClass::pronoun;
    if (upos == "NUM") return WordClass::number;
    return WordClass::other;
}

/// The word is copied only if it has capitals.
WordForms in_small_letters(const WordTable& words, std::string_view text) {
    const bool small = std::ranges::none_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
    return small ? words.look_up(text) : words.look_up(lower_ascii(text));
}

/// The word as it stands, or the one of which it is an inflected form.
WordId form_id(const WordForms& forms, WordClass word_class) {
    WordId id = 0;
    if (word_class == WordClass::verb) id = forms.of_verb;
    if (word_class == WordClass::noun || word_class == WordClass::name) id = forms.of_noun;
    return id != 0 ? id : forms.word;
}

/// "denied that it had attacked Iraq and blamed Turkey": what is said, in the past, is joined to the verb that reports,
/// not to the deed that is reported. `verb`: one for something said, joined to another. A participle may share the
/// "had" of a verb for something said ("said it had warned and condemned"), not that of a deed.
void repair_joined_report(std::span<const Token> tokens, const std::vector<Dep>& deps, std::size_t verb,
                          bool joined_to_deed, std::vector<std::int32_t>& heads) {
    const bool past = tokens[verb].xpos == "VBD" || (tokens[verb].xpos == "VBN" && joined_to_deed);
    if (!past || heads[verb] < 0) return;
    const auto joined = static_cast<std::size_t>(heads[verb]);
    if (deps[joined] != Dep::ccomp || heads[joined] < 0) return;
    const auto report = static_cast<std::size_t>(heads[joined]);
    if (tokens[report].xpos != "VBD" || report > joined) return;
    bool with_had = false;
    for (std::size_t t = 0; t < heads.size(); ++t) {
        const bool aux = deps[t] == Dep::aux || deps[t] == Dep::aux_pass;
        if (heads[t] == heads[verb] && aux && tokens[t].form == "had") with_had = true;
        const bool own = heads[t] == static_cast<std::int32_t>(verb) && (aux || deps[t] == Dep::nsubj);
        if (own) return;
    }
    if (with_had) heads[verb] = heads[joined];
}

bool is_clause(Dep dep) {
    return dep == Dep::root || dep == Dep::ccomp || dep == Dep::advcl || dep == Dep::acl || dep == Dep::acl_relcl ||
           dep == Dep::parataxis || dep == Dep::csubj;
}

}  // namespace

void Tree::load(const RuleSet& rules, const Annotation& annotation, std::int32_t index) {
    const Sentence& sentence = annotation.sentences[static_cast<std::size_t>(index)];
    tokens_ = annotation.tokens_of(sentence);
    rules_ = &rules;
    const std::size_t n = tokens_.size();
    head_.resize(n);
    dep_.resize(n);
    class_.resize(n);
    lemma_.resize(n);
    form_.resize(n);
    first_child_.assign(n + 1, 0);
    children_.resize(n);
    for (std::size_t t = 0; t < n; ++t) {
        const Token& token = tokens_[t];
        head_[t] = token.head >= 1 && token.head <= static_cast<std::int32_t>(n) ? token.head - 1 : -1;
        dep_[t] = dep_from(token.deprel);
        class_[t] = class_from(token.upos);
        const WordForms forms = in_small_letters(rules.words, token.form);
        form_[t] = form_id(forms, class_[t]);
        lemma_[t] = token.lemma == token.form ? forms.word : in_small_letters(rules.words, token.lemma).word;
    }
    repair_adjective();
    repair_headline();
    repair_reported_participle();
    repair_reported_clause();
    repair_joined_subjects();
    for (std::size_t t = 0; t < n; ++t) {
        if (dep_[t] == Dep::conj && is_single(static_cast<int>(t), role(Role::spoken_act_verb))) {
            const bool to_deed = head_[t] >= 0 && !is_single(head_[t], role(Role::spoken_act_verb));
            repair_joined_report(tokens_, dep_, t, to_deed, head_);
        }
    }
    repair_rough_numbers();
    repair_lone_receiver();
    for (std::size_t t = 0; t < n; ++t) {
        if (head_[t] >= 0) ++first_child_[static_cast<std::size_t>(head_[t]) + 1];
    }
    for (std::size_t t = 0; t < n; ++t) first_child_[t + 1] += first_child_[t];
    filled_.assign(first_child_.begin(), first_child_.end() - 1);
    for (std::size_t t = 0; t < n; ++t) {
        if (head_[t] < 0) continue;
        const auto at = static_cast<std::size_t>(filled_[static_cast<std::size_t>(head_[t])]++);
        children_[at] = static_cast<std::int32_t>(t);
    }
    find_clauses();
}

/// "Warned Iran against attacking Israel": who is told something is the object of the verb where nothing else is.
void Tree::repair_lone_receiver() {
    for (std::size_t t = 0; t < dep_.size(); ++t) {
        if (dep_[t] != Dep::iobj) continue;
        bool alone = true;
        for (std::size_t other = 0; other < dep_.size() && alone; ++other)
            alone = head_[other] != head_[t] || (dep_[other] != Dep::obj && dep_[other] != Dep::ccomp &&
                                                 dep_[other] != Dep::xcomp && (dep_[other] != Dep::iobj || other == t));
        if (alone) dep_[t] = Dep::obj;
    }
}

/// "Kidnappers free 130 pupils": what has a subject and an object, and no copula, is a verb.
void Tree::repair_adjective() {
    const auto root = std::ranges::find(dep_, Dep::root);
    if (root == dep_.end()) return;
    const auto at = static_cast<std::size_t>(root - dep_.begin());
    if (class_[at] != WordClass::adjective) return;
    bool subject = false;
    bool object = false;
    for (std::size_t t = 0; t < head_.size(); ++t) {
        if (head_[t] != static_cast<std::int32_t>(at)) continue;
        if (dep_[t] == Dep::cop) return;
        subject = subject || dep_[t] == Dep::nsubj;
        object = object || dep_[t] == Dep::obj;
    }
    if (!subject || !object) return;
    class_[at] = WordClass::verb;
    form_[at] = form_id(in_small_letters(rules_->words, tokens_[at].form), WordClass::verb);
}

/// "Poland supplied tanks to Ukraine", "Police arrest two": with a bare object the verb is often read as a participle
/// before it. A sentence whose root is a noun with such a participle after another noun is read as a clause.
void Tree::repair_headline() {
    const auto at = [](int t) { return static_cast<std::size_t>(t); };
    if (const int v = verb_in_heap({*rules_, tokens_, head_}); v > 0) {
        const auto root = std::ranges::find(head_, -1);
        make_clause(v - 1, v, static_cast<int>(root - head_.begin()));
        head_[at(v)] = -1;
        dep_[at(v)] = Dep::root;
        class_[at(v)] = WordClass::verb;
        form_[at(v)] = form_id(in_small_letters(rules_->words, tokens_[at(v)].form), WordClass::verb);
        return;
    }
    for (int v = 1; v < size(); ++v) {
        if (dep_[at(v)] != Dep::amod || class_[at(v)] != WordClass::verb) continue;
        const int subject = v - 1;
        const int object = head_[at(v)];
        if (object > v && tokens_[at(subject)].lemma == "have" && head_[at(object)] == subject) {
            // "has supplied tanks", read as "has tanks"
            for (std::int32_t& head : head_) head = head == subject ? v : head;
            head_[at(v)] = head_[at(subject)] == v ? -1 : head_[at(subject)];
            dep_[at(v)] = dep_[at(subject)];
            head_[at(subject)] = v;
            dep_[at(subject)] = Dep::aux;
            dep_[at(object)] = Dep::obj;
            class_[at(subject)] = WordClass::other;
            return;
        }
        if (object <= v || !is_nominal(subject) || !is_nominal(object)) continue;
        const bool object_is_root = head_[at(object)] < 0;
        const bool subject_is_root = head_[at(subject)] < 0 && head_[at(object)] == subject;
        if (!object_is_root && !subject_is_root) continue;
        if (object_is_root && head_[at(subject)] != object && head_[at(subject)] != v) continue;
        make_clause(subject, v, object);
        head_[at(v)] = -1;
        dep_[at(v)] = Dep::root;
        return;
    }
}

/// The verb gets both; what stood before the subject under the others goes with it.
void Tree::make_clause(int subject, int verb, int object) {
    for (auto t = head_.begin(); t != head_.begin() + subject; ++t) {
        if (*t == object || *t == verb) *t = subject;
    }
    const auto hang = [&](int t, Dep dep) {
        head_[static_cast<std::size_t>(t)] = verb;
        dep_[static_cast<std::size_t>(t)] = dep;
    };
    hang(subject, Dep::nsubj);
    hang(object, Dep::obj);
}

/// "Brazil and Chile are seeking a deal, a minister said": the subject of what is reported is often hung on the verb
/// that reports it, which then has two.
void Tree::repair_reported_clause() {
    const auto before_cue = [&](std::size_t t) {
        return dep_[t] == Dep::ccomp && head_[t] > static_cast<std::int32_t>(t);
    };
    const std::size_t n = head_.size();
    bool reported = false;
    for (std::size_t t = 0; t < n && !reported; ++t) reported = before_cue(t);
    if (!reported) return;
    std::vector<std::int32_t> first(n, -1);  // subject of each verb
    std::vector<std::int32_t> last(n, -1);
    std::vector<bool> passive(n, false);
    for (std::size_t t = 0; t < n; ++t) {
        if (head_[t] < 0) continue;
        const auto up = static_cast<std::size_t>(head_[t]);
        passive[up] = passive[up] || dep_[t] == Dep::aux_pass;
        if (dep_[t] != Dep::nsubj && dep_[t] != Dep::nsubj_pass) continue;
        if (first[up] < 0) first[up] = static_cast<std::int32_t>(t);
        last[up] = static_cast<std::int32_t>(t);
    }
    for (std::size_t t = 0; t < n; ++t) {
        if (!before_cue(t) || first[t] >= 0) continue;
        const auto cue = static_cast<std::size_t>(head_[t]);
        const auto clause = static_cast<std::int32_t>(t);
        if (first[cue] < 0 || first[cue] >= clause || last[cue] <= clause) continue;
        const auto subject = static_cast<std::size_t>(first[cue]);
        head_[subject] = clause;
        dep_[subject] = passive[t] ? Dep::nsubj_pass : Dep::nsubj;
        first[cue] = last[cue];
    }
}

/// "Border guards fired on villagers, police said": the verb is read as a participle after its subject.
bool Tree::repair_reported_intransitive(int v) {
    const auto at = [](int t) { return static_cast<std::size_t>(t); };
    const int subject = v - 1;
    const int cue = head_[at(subject)];
    if (dep_[at(subject)] != Dep::nsubj || cue <= v || class_[at(cue)] != WordClass::verb) return false;
    bool speaker = false;
    for (int t = v + 1; t < cue && !speaker; ++t) speaker = head_[at(t)] == cue && dep_[at(t)] == Dep::nsubj;
    if (!speaker) return false;
    head_[at(subject)] = v;
    head_[at(v)] = cue;
    dep_[at(v)] = Dep::ccomp;
    return true;
}

/// "Washington lifted sanctions, state television said": the same mistake below a verb that reports, which then has a
/// subject beside the one who speaks.
void Tree::repair_reported_participle() {
    const auto at = [](int t) { return static_cast<std::size_t>(t); };
    for (int v = 1; v < size(); ++v) {
        if (class_[at(v)] != WordClass::verb) continue;
        const int subject = v - 1;
        if (dep_[at(v)] == Dep::acl && head_[at(v)] == subject) {
            if (repair_reported_intransitive(v)) return;
            continue;
        }
        const int object = head_[at(v)];
        if (dep_[at(v)] != Dep::amod || object <= v || dep_[at(object)] != Dep::nsubj || !is_nominal(subject)) continue;
        const int cue = head_[at(object)];
        if (cue < object || (head_[at(subject)] != cue && head_[at(subject)] != v && head_[at(subject)] != object)) {
            continue;
        }
        bool speaker = false;
        for (int t = object + 1; t < cue && !speaker; ++t) speaker = head_[at(t)] == cue && dep_[at(t)] == Dep::nsubj;
        if (!speaker) continue;
        make_clause(subject, v, object);
        head_[at(v)] = cue;
        dep_[at(v)] = Dep::ccomp;
        return;
    }
}

/// "Xi, Modi meet in Kazan": in headlines a comma joins, and both are read as subjects.
void Tree::repair_joined_subjects() {
    for (std::size_t t = 2; t < head_.size(); ++t) {
        if (dep_[t] != Dep::nsubj || head_[t] < static_cast<std::int32_t>(t) || tokens_[t - 1].form != ",") continue;
        const std::size_t first = t - 2;
        if (dep_[first] != Dep::nsubj || head_[first] != head_[t] || tokens_[t].upos != "PROPN" ||
            tokens_[first].upos != "PROPN") {
            continue;
        }
        head_[t] = static_cast<std::int32_t>(first);
        dep_[t] = Dep::conj;
    }
}

/// "released at least 19 Christians": "at" belongs to the number, and whom it counts is an object.
void Tree::repair_rough_numbers() {
    for (std::size_t t = 0; t + 1 < head_.size(); ++t) {
        if (dep_[t] != Dep::case_ || tokens_[t].lemma != "at" || head_[t] <= static_cast<std::int32_t>(t)) continue;
        if (tokens_[t + 1].form != "least" && tokens_[t + 1].form != "most") continue;
        const auto counted = static_cast<std::size_t>(head_[t]);
        if (dep_[counted] != Dep::obl || head_[counted] < 0 || head_[counted] != static_cast<std::int32_t>(t) - 1)
            continue;
        dep_[t] = Dep::advmod;
        if (is_verb(head_[counted])) dep_[counted] = Dep::obj;
    }
}

std::span<const std::int32_t> Tree::children(int t) const {
    const auto begin = static_cast<std::size_t>(first_child_[static_cast<std::size_t>(t)]);
    const auto end = static_cast<std::size_t>(first_child_[static_cast<std::size_t>(t) + 1]);
    return std::span(children_).subspan(begin, end - begin);
}

int Tree::child(int t, Dep dep) const {
    for (const int c : children(t)) {
        if (this->dep(c) == dep) return c;
    }
    return -1;
}

bool Tree::is_below(int t, int ancestor) const {
    for (int steps = 0; t >= 0 && steps <= size(); ++steps, t = head(t)) {
        if (t == ancestor) return true;
    }
    return false;
}

int Tree::distance(int a, int b) const {
    // Depths first, then both climb to their meeting point.
    const auto depth = [&](int t) {
        int d = 0;
        for (; t >= 0 && d <= size(); t = head(t)) ++d;
        return d;
    };
    int da = depth(a);
    int db = depth(b);
    int steps = 0;
    for (; da > db; --da, ++steps) a = head(a);
    for (; db > da; --db, ++steps) b = head(b);
    for (; a != b && a >= 0 && b >= 0; steps += 2) {
        a = head(a);
        b = head(b);
    }
    return steps;
}

bool Tree::has_particle(int t, WordId particle) const {
    for (const int c : children(t)) {
        if (lemma(c) != particle && form(c) != particle) continue;
        if (dep(c) == Dep::compound_prt || dep(c) == Dep::advmod || dep(c) == Dep::case_ || c == t + 1) return true;
    }
    return t + 1 < size() && form(t + 1) == particle;
}

bool Tree::has_first_word(int t, WordId first) const {
    if (t > 0 && (lemma(t - 1) == first || form(t - 1) == first)) return true;
    if (t > 1 && (lemma(t - 2) == first || form(t - 2) == first) && head(t - 2) == t) return true;
    return false;
}

bool Tree::is_one_of(int t, const WordSet& words) const {
    const WordId lemma_id = lemma(t);
    const WordId form_id = form(t);
    if (words.contains(lemma_id) || words.contains(form_id)) return true;
    for (const auto& [first, last] : words.pairs) {
        if ((last == lemma_id || last == form_id) && last != 0 && has_first_word(t, first)) return true;
        if ((first == lemma_id || first == form_id) && first != 0 && has_particle(t, last)) return true;
    }
    return false;
}

bool Tree::is_one_with_particle(int t, const WordSet& words) const {
    if (child(t, Dep::compound_prt) < 0) return is_one_of(t, words);
    return std::ranges::any_of(words.pairs, [&](const auto& pair) {
        return pair.first != 0 && (pair.first == lemma(t) || pair.first == form(t)) && has_particle(t, pair.second);
    });
}

bool Tree::has_modifier(int t, const WordSet& words) const {
    for (const int c : children(t)) {
        switch (dep(c)) {
            case Dep::amod:
            case Dep::compound:
            case Dep::nmod_poss:
            case Dep::nmod:
            case Dep::advmod:
            case Dep::aux:
            case Dep::det:
            case Dep::flat:
            case Dep::obl:
            case Dep::acl:
                if (is_one_of(c, words)) return true;
                for (const int d : children(c)) {
                    if ((dep(d) == Dep::amod || dep(d) == Dep::compound || dep(d) == Dep::conj) &&
                        is_one_of(d, words)) {
                        return true;
                    }
                }
                break;
            default:
                break;
        }
    }
    return false;
}

bool Tree::has_preposition(int t, const WordSet& words) const {
    for (const int c : children(t)) {
        if ((dep(c) == Dep::case_ || dep(c) == Dep::mark) && is_one_of(c, words)) return true;
    }
    return false;
}

bool Tree::is_passive(int verb) const {
    bool subject = false;
    bool object = false;
    bool aux = false;
    for (const int c : children(verb)) {
        if (dep(c) == Dep::nsubj_pass || dep(c) == Dep::aux_pass) return true;
        subject = subject || dep(c) == Dep::nsubj;
        object = object || dep(c) == Dep::obj;
        aux = aux || dep(c) == Dep::aux;
        if (dep(c) == Dep::aux && token(c).lemma == "be" && token(verb).xpos == "VBN") return true;
    }
    if (token(verb).xpos != "VBN" || aux) return false;
    if (dep(verb) == Dep::acl || dep(verb) == Dep::amod) return !object;
    if (dep(verb) == Dep::conj && head(verb) >= 0 && is_verb(head(verb)) && !subject && !object) {
        return is_passive(head(verb));
    }
    // Headlines leave the auxiliary out: "Two soldiers killed in Kabul".
    return !object && (dep(verb) == Dep::root || dep(verb) == Dep::advcl || dep(verb) == Dep::parataxis);
}

bool Tree::is_finite_without_auxiliary(int verb) const {
    for (const int c : children(verb)) {
        if (dep(c) == Dep::aux_pass || dep(c) == Dep::aux) return false;
    }
    const Dep relation = dep(verb);
    // "was handed over and flown to New York"
    if (relation == Dep::conj && head(verb) >= 0 && is_verb(head(verb)) && is_passive(head(verb))) return false;
    return relation == Dep::root || relation == Dep::ccomp || relation == Dep::parataxis ||
           relation == Dep::acl_relcl || relation == Dep::conj;
}

/// "Hundreds of migrants": the migrants.
int Tree::counted_in(int t) const {
    if (!is_single(t, rules_->role(Role::counting_noun))) return -1;
    for (const int c : children(t)) {
        const int preposition = dep(c) == Dep::nmod ? child(c, Dep::case_) : -1;
        if (preposition >= 0 && token(preposition).lemma == "of") return c;
    }
    return -1;
}

int Tree::antecedent(int t) const {
    if (t < 0) return t;
    if (const int counted = counted_in(t); counted >= 0) return counted;
    if (word_class(t) != WordClass::pronoun) return t;
    const std::string_view lemma = token(t).lemma;
    if (lemma != "who" && lemma != "which" && lemma != "that" && lemma != "whom" && lemma != "whose") return t;
    for (int up = head(t), steps = 0; up >= 0 && steps < size(); up = head(up), ++steps) {
        if (dep(up) == Dep::acl_relcl || dep(up) == Dep::acl) return head(up);
    }
    return t;
}

int Tree::subject_at_depth(int verb, int depth) const {
    for (const int c : children(verb)) {
        if (dep(c) == Dep::nsubj || dep(c) == Dep::nsubj_pass) return antecedent(c);
    }
    if (const int shifted = shifted_subject(verb); shifted >= 0) return shifted;
    // "Venezuela denied having been consulted": hung on the second verb, it stands before the first.
    for (const int c : children(verb)) {
        if (dep(c) != Dep::ccomp || c < verb) continue;
        for (const int subject : children(c)) {
            const bool of_both = dep(subject) == Dep::nsubj || dep(subject) == Dep::nsubj_pass;
            if (of_both && subject < verb && is_nominal(subject)) return subject;
        }
    }
    const int up = head(verb);
    if (up < 0 || depth >= deepest_sharing) return -1;
    switch (dep(verb)) {
        case Dep::acl:
            // "gave a speech deploring the raid": whoever gives it deplores.
            if (token(verb).xpos == "VB" || (token(verb).xpos == "VBG" && is_uttered(up))) {
                return holder_of(up, depth + 1);
            }
            return up;
        case Dep::acl_relcl:
            return child(verb, Dep::mark) >= 0 ? up : -1;
        case Dep::xcomp: {
            const int object = child(up, Dep::obj);
            const int indirect = child(up, Dep::iobj);
            if (indirect >= 0) return antecedent(indirect);
            if (object >= 0 && is_one_of(up, rules_->role(Role::object_control_verb))) return antecedent(object);
            return subject_at_depth(up, depth + 1);
        }
        case Dep::conj:
        case Dep::advcl:
            // "found four policemen guilty of killing a lawyer"
            if (dep(up) == Dep::xcomp && !is_verb(up) && head(up) >= 0 && child(head(up), Dep::obj) >= 0) {
                return antecedent(child(head(up), Dep::obj));
            }
            // "jailed a student for helping militants": the one who is jailed helped.
            if (const int reason = doer_of_reason(verb); reason >= 0) return reason;
            if (is_verb(up) || child(up, Dep::nsubj) >= 0) return subject_at_depth(up, depth + 1);
            if (dep(verb) == Dep::advcl && head(up) >= 0) return subject_at_depth(up, depth + 1);
            return -1;
        default:
            return -1;
    }
}

/// "since Kim, his father, met Medvedev": parsers take "since" for a preposition and the subject for its object.
int Tree::shifted_subject(int verb) const {
    const std::string_view tag = token(verb).xpos;
    if (tag != "VBD" && tag != "VBZ" && tag != "VBP") return -1;
    for (const int c : children(verb)) {
        if (c > verb) break;
        const int preposition = dep(c) == Dep::obl ? child(c, Dep::case_) : -1;
        if (preposition < 0) continue;
        const std::string_view lemma = token(preposition).lemma;
        if (lemma == "since" || lemma == "after" || lemma == "before" || lemma == "as" || lemma == "until") return c;
    }
    return -1;
}

/// Whoever is praised, blamed or punished "for" doing something did it, and so did who is accused "of" it; who is
/// warned "against" it or kept "from" it would do it. -1 if the clause is no such reason.
int Tree::doer_of_reason(int verb) const {
    const int up = head(verb);
    const int mark = child(verb, Dep::mark);
    if (dep(verb) != Dep::advcl || mark < 0 || !is_verb(up)) return -1;
    const std::string_view lead = token(mark).lemma;
    const bool of_object = lead == "for" || (token(verb).xpos == "VBG" &&
                                             (lead == "of" || lead == "against" || lead == "from" || lead == "over"));
    const bool charged = lead == "with" && token(up).lemma == "charge";
    if (!of_object && !charged) return -1;
    if (is_passive(up)) {
        const int subject = child(up, Dep::nsubj_pass);
        return subject >= 0 ? antecedent(subject) : -1;
    }
    const int object = child(up, Dep::obj);
    return object >= 0 ? antecedent(object) : -1;
}

/// Who does what an infinitive after a noun says: "Kim made a move to snub China", "Russia's decision to withdraw".
bool Tree::is_uttered(int noun) const {
    if (!is_single(noun, rules_->role(Role::spoken_word))) return false;
    const int up = head(noun);
    if (child(noun, Dep::nmod_poss) >= 0 || up < 0 || !is_verb(up)) return true;
    if (dep(noun) != Dep::obl) return is_one_with_particle(up, rules_->role(Role::uttering_verb));
    const int preposition = child(noun, Dep::case_);
    return preposition >= 0 && (token(preposition).lemma == "in" || token(preposition).lemma == "with");
}

int Tree::holder_of(int noun, int depth) const {
    if (const int possessor = child(noun, Dep::nmod_poss); possessor >= 0) return possessor;
    const int up = head(noun);
    // "used a variety of means to hack": whoever used them.
    if (up >= 0 && dep(noun) == Dep::nmod && is_single(up, rules_->role(Role::portion_noun))) {
        return depth < deepest_sharing ? holder_of(up, depth + 1) : noun;
    }
    const bool carried = dep(noun) == Dep::obj || dep(noun) == Dep::obl || dep(noun) == Dep::xcomp;
    if (up < 0 || !is_verb(up) || !carried) return noun;
    // "foiled a plot to kill": the act of somebody else.
    if (is_single(up, rules_->role(Role::thwarting_verb))) return noun;
    return subject_at_depth(up, depth);
}

int Tree::subject(int verb) const { return subject_at_depth(verb, 0); }

int Tree::agent_at_depth(int verb, int depth) const {
    if (!is_passive(verb)) {
        // A participle after a noun: its subject is the noun. A joined verb shares what its first verb has.
        return subject_at_depth(verb, depth);
    }
    for (const int c : children(verb)) {
        if (dep(c) == Dep::obl_agent) return c;
        if ((dep(c) == Dep::obl || dep(c) == Dep::nmod)) {
            const int preposition = child(c, Dep::case_);
            if (preposition >= 0 && token(preposition).lemma == "by") return c;
        }
    }
    // "was led away in handcuffs by police": hung on the phrase before it.
    for (const int c : children(verb)) {
        if (dep(c) != Dep::obl || c < verb) continue;
        for (const int d : children(c)) {
            const int preposition = dep(d) == Dep::nmod ? child(d, Dep::case_) : -1;
            if (preposition >= 0 && token(preposition).lemma == "by") return d;
        }
    }
    if (dep(verb) == Dep::conj && head(verb) >= 0 && depth < deepest_sharing && is_passive(head(verb))) {
        return agent_at_depth(head(verb), depth + 1);
    }
    return -1;
}

int Tree::agent(int verb) const { return agent_at_depth(verb, 0); }

int Tree::patient(int verb) const {
    if (is_passive(verb)) {
        const int up = head(verb);
        if ((dep(verb) == Dep::acl || dep(verb) == Dep::amod) && child(verb, Dep::nsubj_pass) < 0) return up;
        return subject_at_depth(verb, 0);
    }
    if (const int object = child(verb, Dep::obj); object >= 0) return antecedent(object);
    if (const int object = child(verb, Dep::iobj); object >= 0) return antecedent(object);
    const int up = head(verb);
    // "meet Kim", "called on both sides": read as an adjunct. A name after the verb and any noun after its particle,
    // without a preposition, is its object.
    const bool particle = child(verb, Dep::compound_prt) == verb + 1;
    for (const int c : children(verb)) {
        if (c < verb || dep(c) != Dep::obl || child(c, Dep::case_) >= 0) continue;
        if (particle ? is_nominal(c) : word_class(c) == WordClass::name) return c;
    }
    if (up < 0) return -1;
    if (dep(verb) == Dep::acl_relcl) {
        // "the boats that Malaysia turned back": the clause has another subject than the noun it stands with.
        const int own = child(verb, Dep::nsubj);
        if (own >= 0 && antecedent(own) == own) return up;
        return -1;
    }
    // "condemned and rejected the plan": the object stands with one of the two.
    if (dep(verb) == Dep::conj && is_verb(up)) {
        const int shared = child(up, Dep::obj);
        return shared > verb ? antecedent(shared) : -1;
    }
    const int joined = child(verb, Dep::conj);
    if (joined > verb && joined <= verb + 3 && is_verb(joined) && !is_passive(joined)) {
        return child(joined, Dep::obj);
    }
    return -1;
}

/// Each path upwards is walked once: what was found above is handed down.
void Tree::find_clauses() {
    clause_.assign(head_.size(), -1);
    std::vector<int> path;
    for (int start = 0; start < size(); ++start) {
        path.clear();
        int t = start;
        int found = -1;
        while (found < 0) {
            if (clause_[static_cast<std::size_t>(t)] >= 0) {
                found = clause_[static_cast<std::size_t>(t)];
            } else if (is_clause(dep(t)) || head(t) < 0 || (dep(t) == Dep::conj && is_verb(t)) ||
                       path.size() > head_.size()) {
                found = t;
                path.push_back(t);
            } else {
                path.push_back(t);
                t = head(t);
            }
        }
        for (const int step : path) clause_[static_cast<std::size_t>(step)] = found;
    }
}

}  // namespace px::coding
