#include "code/pair_features.hpp"

#include <algorithm>
#include <array>

namespace px::coding {
namespace {

constexpr int longest_path = 12;  // edges looked at between the two phrases

std::string_view name_of(Dep dep) {
    switch (dep) {
        case Dep::nsubj:
            return "nsubj";
        case Dep::nsubj_pass:
            return "nsubj:pass";
        case Dep::obj:
            return "obj";
        case Dep::iobj:
            return "iobj";
        case Dep::obl:
            return "obl";
        case Dep::obl_agent:
            return "agent";
        case Dep::nmod:
            return "nmod";
        case Dep::nmod_poss:
            return "poss";
        case Dep::amod:
        case Dep::compound:
        case Dep::flat:
            return "mod";
        case Dep::appos:
            return "appos";
        case Dep::conj:
            return "conj";
        case Dep::xcomp:
            return "xcomp";
        case Dep::ccomp:
            return "ccomp";
        case Dep::advcl:
            return "advcl";
        case Dep::acl:
        case Dep::acl_relcl:
            return "acl";
        case Dep::parataxis:
            return "parataxis";
        case Dep::root:
            return "root";
        default:
            return "dep";
    }
}

class Extractor {
  public:
    Extractor(const Tree& tree, const PairPhrases& pair, const FeatureUse& use) : tree_(tree), pair_(pair), use_(use) {
        lemmas_.reserve(static_cast<std::size_t>(tree.size()));
        for (int t = 0; t < tree.size(); ++t) lemmas_.push_back(folded(t));
    }

    void words() {
        find_near_clauses();
        const std::uint32_t first_end = std::min(pair_.source.end, pair_.target.end);
        const std::uint32_t last_begin = std::max(pair_.source.begin, pair_.target.begin);
        const bool both = !pair_.source.empty() && !pair_.target.empty();
        std::string_view before;
        for (int t = 0; t < tree_.size(); ++t) {
            const Span span = tree_.token(t).span;
            const std::string_view lemma = lemmas_[static_cast<std::size_t>(t)];
            if (lemma.empty()) continue;
            if (pair_.source.contains(span)) {
                if (tree_.word_class(t) == WordClass::noun) use_("s", lemma, t);
                continue;
            }
            if (pair_.target.contains(span)) {
                if (tree_.word_class(t) == WordClass::noun) use_("t", lemma, t);
                continue;
            }
            if (carries_sense(t) && (!both || is_near(t))) use_("w", lemma, t);
            if (both && span.begin >= first_end && span.end <= last_begin) {
                use_("b", lemma, t);
                if (!before.empty()) use_("bb", join(before, lemma), t);
                before = lemma;
            }
        }
        if (both) use_("o", pair_.source.begin < pair_.target.begin ? "source" : "target", -1);
    }

    void path() {
        if (pair_.source_head < 0 || pair_.target_head < 0) return;
        const std::vector<int> up = climb(pair_.source_head);
        const std::vector<int> down = climb(pair_.target_head);
        int meeting = -1;
        std::string shape;
        for (const int t : up) {
            if (std::ranges::find(down, t) != down.end()) {
                meeting = t;
                break;
            }
            step(t, pair_.source_head, "<", shape);
        }
        for (const int t : down) {
            if (t == meeting) break;
            step(t, pair_.target_head, ">", shape);
        }
        if (meeting < 0) return;
        use_("l", lemmas_[static_cast<std::size_t>(meeting)], meeting);
        use_("d", shape, -1);
        for (const int c : tree_.children(meeting)) {
            const Dep dep = tree_.dep(c);
            if (dep == Dep::aux || dep == Dep::advmod || dep == Dep::mark || dep == Dep::compound_prt) {
                use_("la", lemmas_[static_cast<std::size_t>(c)], c);
            }
        }
    }

    /// The verb over a phrase, with the way it hangs on it and what else the verb has.
    void governor(std::string_view kind, int head) {
        if (head < 0) return;
        int below = head;
        int at = tree_.head(head);
        for (int steps = 0; at >= 0 && !tree_.is_verb(at) && steps < longest_path; ++steps) {
            below = at;
            at = tree_.head(at);
        }
        if (at < 0) return;
        const std::string_view verb = lemmas_[static_cast<std::size_t>(at)];
        use_(kind, join(verb, name_of(tree_.dep(below))), at);
        for (const int c : tree_.children(at)) {
            const Dep dep = tree_.dep(c);
            const bool object = dep == Dep::obj || dep == Dep::xcomp || dep == Dep::nsubj_pass || dep == Dep::obl ||
                                dep == Dep::ccomp || dep == Dep::compound_prt;
            if (object && !lemmas_[static_cast<std::size_t>(c)].empty()) {
                use_("vo", join(verb, lemmas_[static_cast<std::size_t>(c)]), c);
                use_("o1", lemmas_[static_cast<std::size_t>(c)], c);
            }
        }
    }

    void rules(const RuleFacts& facts) {
        if (facts.best == nullptr) {
            use_("r", "none", -1);
        } else {
            const Statement& best = *facts.best;
            const std::string_view type = relation_type(best);
            use_("r", type, -1);
            use_("rf", join(type, facts.fit), -1);
            use_("rc", std::string_view(best.cameo).substr(0, 3), -1);
            use_("rn", best.rule, -1);
            use_("rm", join(std::string_view(best.cameo).substr(0, 2), to_string(best.mode)), -1);
        }
        for (const Statement* other : facts.others) use_("ro", relation_type(*other), -1);
    }

  private:
    [[nodiscard]] std::string folded(int t) const {
        if (tree_.word_class(t) == WordClass::name || tree_.dep(t) == Dep::punct) return {};
        if (tree_.word_class(t) == WordClass::number) return "0";
        const char first = tree_.token(t).form.empty() ? ' ' : tree_.token(t).form[0];
        if (t > 0 && tree_.word_class(t) == WordClass::adjective && first >= 'A' && first <= 'Z')
            return {};  // "Syrian"
        std::string word = tree_.base_form(t);
        std::ranges::transform(word, word.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        return word;
    }

    [[nodiscard]] bool carries_sense(int t) const {
        const WordClass word_class = tree_.word_class(t);
        if (word_class == WordClass::verb || word_class == WordClass::noun || word_class == WordClass::adjective) {
            return true;
        }
        const std::string_view lemma = lemmas_[static_cast<std::size_t>(t)];
        return tree_.dep(t) == Dep::advmod || tree_.dep(t) == Dep::aux || lemma == "not" || lemma == "no";
    }

    /// The clauses that the way from one phrase to the other leads through.
    void find_near_clauses() {
        for (const int head : {pair_.source_head, pair_.target_head}) {
            if (head < 0) continue;
            for (const int t : climb(head)) {
                near_.push_back(tree_.clause_head(t));
                if (tree_.is_verb(t) && tree_.dep(t) != Dep::conj && tree_.dep(t) != Dep::xcomp) break;
            }
        }
        std::ranges::sort(near_);
        near_.erase(std::ranges::unique(near_).begin(), near_.end());
    }

    /// In one of these clauses, or in one that hangs on it ("agreed to withdraw", "said that ...").
    [[nodiscard]] bool is_near(int t) const {
        const int clause = tree_.clause_head(t);
        if (std::ranges::binary_search(near_, clause)) return true;
        const int up = tree_.head(clause);
        return up >= 0 && std::ranges::binary_search(near_, tree_.clause_head(up));
    }

    static std::string join(std::string_view a, std::string_view b) {
        std::string both(a);
        both += '_';
        both += b;
        return both;
    }

    [[nodiscard]] std::vector<int> climb(int t) const {
        std::vector<int> path;
        for (; t >= 0 && path.size() < longest_path; t = tree_.head(t)) path.push_back(t);
        return path;
    }

    void step(int t, int end, std::string_view direction, std::string& shape) {
        shape += name_of(tree_.dep(t));
        shape += direction;
        const std::string_view lemma = lemmas_[static_cast<std::size_t>(t)];
        if (t != end && !lemma.empty()) use_("p", lemma, t);
        const int preposition = tree_.child(t, Dep::case_);
        if (t == end && preposition >= 0) {
            use_(direction == "<" ? "cs" : "ct", lemmas_[static_cast<std::size_t>(preposition)], preposition);
        }
    }

    const Tree& tree_;
    const PairPhrases& pair_;
    const FeatureUse& use_;
    std::vector<std::string> lemmas_;
    std::vector<int> near_;
};

bool holds(const std::vector<std::int32_t>& actors, std::int32_t actor) {
    return actor >= 0 && std::ranges::find(actors, actor) != actors.end();
}

}  // namespace

RuleFacts rule_facts(std::span<const Statement> statements, std::int32_t sentence, std::int32_t source,
                     std::int32_t target) {
    RuleFacts facts;
    float best_score = 0;
    for (const Statement& statement : statements) {
        if (sentence >= 0 && statement.sentence != sentence) continue;
        facts.others.push_back(&statement);
        const bool from = holds(statement.sources, source);
        const bool to = holds(statement.targets, target);
        const bool turned = holds(statement.sources, target) || holds(statement.targets, source);
        const float score = statement.confidence +
                            (from && to ? 8.0F
                             : from     ? 4.0F
                             : to       ? 3.0F
                                        : 0.0F) +
                            (turned ? 1.0F : 0.0F);
        if (score <= best_score) continue;
        best_score = score;
        facts.best = &statement;
        facts.fit = from && to ? "both" : from ? "source" : to ? "target" : turned ? "turned" : "other";
    }
    std::erase(facts.others, facts.best);
    return facts;
}

std::string_view relation_type(const Statement& statement) { return relation_type(statement.cameo, statement.mode); }

std::string_view relation_type(std::string_view cameo, Mode mode) {
    // The dialect follows CAMEO's roots, but for sanctions, and for force against computers, crowds and property.
    static constexpr std::array<std::string_view, 21> by_root = {
        "",        "",         "REQUEST",  "AGREE",   "CONSULT", "SUPPORT", "COOPERATE",
        "AID",     "YIELD",    "ACCUSE",   "REQUEST", "ACCUSE",  "REJECT",  "THREATEN",
        "PROTEST", "MOBILIZE", "SANCTION", "COERCE",  "ASSAULT", "ASSAULT", "ASSAULT"};
    // PLOVER: cooperation told in the future is an intention, hence AGREE; conflict told so is a threat.
    if (mode == Mode::negated && cameo >= "03" && cameo < "09") return "REJECT";
    if (mode == Mode::planned && cameo >= "04" && cameo < "09") return "AGREE";
    if (mode == Mode::planned && cameo >= "14") return "THREATEN";
    if (cameo.starts_with("163")) return "COERCE";
    if (cameo == "1712" || cameo.starts_with("175") || cameo == "176") return "ASSAULT";
    if (cameo.size() < 2) return "";
    const auto root = static_cast<std::size_t>((cameo[0] - '0') * 10 + (cameo[1] - '0'));
    return root < by_root.size() ? by_root[root] : std::string_view();
}

std::string_view root_of_type(std::string_view type) {
    static constexpr std::array<std::string_view, 15> roots = {"03", "04", "05", "06", "07", "08", "11", "02",
                                                               "12", "13", "14", "15", "16", "17", "19"};
    const auto at = std::ranges::find(relation_types, type) - std::begin(relation_types);
    return static_cast<std::size_t>(at) < roots.size() ? roots[static_cast<std::size_t>(at)] : std::string_view();
}

void pair_features(const Tree& tree, const PairPhrases& pair, const RuleFacts& facts, const FeatureUse& use) {
    Extractor extractor(tree, pair, use);
    extractor.words();
    extractor.path();
    extractor.governor("vs", pair.source_head);
    extractor.governor("vt", pair.target_head);
    extractor.rules(facts);
}

std::uint64_t feature_key(std::string_view kind, std::string_view value) {
    std::uint64_t hash = 14695981039346656037ULL;
    const auto add = [&](unsigned char c) {
        hash ^= c;
        hash *= 1099511628211ULL;
    };
    for (const char c : kind) add(static_cast<unsigned char>(c));
    add(':');
    for (const char c : value) add(static_cast<unsigned char>(c));
    return hash;
}

}  // namespace px::coding
