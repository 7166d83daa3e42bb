// The relation of a marked pair: how well it is told, and what the trainer of the learned layer sees of it.
#include <algorithm>
#include <array>
#include <set>

#include "base/json_writer.hpp"
#include "code/assemble.hpp"
#include "code/eval_events.hpp"
#include "code/eval_texts.hpp"
#include "code/ontology.hpp"
#include "code/pair_features.hpp"
#include "code/rule_set.hpp"

namespace px {

using namespace coding;

namespace {

struct MarkedPair {
    std::string text;
    Span source;
    Span target;
};

/// "<s>Iran</s> accused <t>Israel</t>" -> the bare sentence and both spans; a phrase that is not marked stays empty.
MarkedPair read_marked(std::string_view marked) {
    MarkedPair pair;
    std::array<std::int64_t, 4> at = {-1, -1, -1, -1};
    static constexpr std::array<std::string_view, 4> marks = {"<s>", "</s>", "<t>", "</t>"};
    for (std::size_t i = 0; i < marked.size();) {
        bool skipped = false;
        for (std::size_t m = 0; m < marks.size() && !skipped; ++m) {
            if (!marked.substr(i).starts_with(marks[m])) continue;
            if (at[m] < 0) at[m] = static_cast<std::int64_t>(pair.text.size());
            i += marks[m].size();
            skipped = true;
        }
        if (!skipped) pair.text += marked[i++];
    }
    const auto span = [](std::int64_t begin, std::int64_t end) {
        return begin < 0 || end < begin ? Span{}
                                        : Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    };
    pair.source = span(at[0], at[1]);
    pair.target = span(at[2], at[3]);
    return pair;
}

/// The marked phrases become actors, whatever resolve made of them.
void mark_pair(CodedText& coded, const MarkedPair& pair) {
    Layers& layers = coded.layers;
    for (const Span span : {pair.source, pair.target}) {
        Actor actor;
        actor.name = slice(coded.report.text, span);
        actor.key = "marked:" + std::to_string(span.begin);
        actor.kind = ActorKind::other;
        layers.actors.push_back(actor);
        if (span.empty()) continue;
        std::erase_if(layers.mentions, [&](const Mention& mention) { return span.overlaps(mention.span); });
        const std::int32_t sentence = coded.annotation.sentence_at(span.begin);
        if (sentence < 0) continue;
        const auto tokens = coded.annotation.tokens_of(coded.annotation.sentences[static_cast<std::size_t>(sentence)]);
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            if (!span.contains(tokens[t].span)) continue;
            const std::int32_t head = tokens[t].head - 1;
            const bool outside = head < 0 || !span.contains(tokens[static_cast<std::size_t>(head)].span);
            if (!outside || tokens[t].upos == "PUNCT") continue;
            Mention mention;
            mention.span = span;
            mention.head = tokens[t].span;
            mention.actor = static_cast<std::int32_t>(layers.actors.size()) - 1;
            mention.sentence = sentence;
            mention.token = static_cast<std::int32_t>(t);
            layers.mentions.push_back(mention);
        }
    }
}

/// Macro-averaged F1 over `labels`.
double macro_f1(const std::vector<std::string>& gold, const std::vector<std::string>& found,
                const std::set<std::string>& labels) {
    double sum = 0;
    for (const std::string& label : labels) {
        TripleCount counted;
        for (std::size_t i = 0; i < gold.size(); ++i) {
            counted.gold += gold[i] == label;
            counted.found += found[i] == label;
            counted.right += gold[i] == label && found[i] == label;
        }
        sum += counted.f1();
    }
    return labels.empty() ? 0 : sum / static_cast<double>(labels.size());
}

std::string quad_of(const Ontology& ontology, const std::string& type) {
    const std::string name = type == "YIELD" ? "RETREAT" : type;
    return std::to_string(ontology.plover_quad(name));
}

std::string side_of(const std::string& quad) {
    return quad == "1" || quad == "2" ? "cooperation" : quad == "0" ? "none" : "conflict";
}

/// A line's sentence with its pair, coded by the rules.
struct AskedPair {
    CodedText coded;
    std::int32_t sentence = -1;
    PairPhrases phrases;
    RuleFacts facts;
};

/// The token that a phrase hangs on, where its sentence is cut right; else the first that fits.
int head_of(const Layers& layers, const Annotation& annotation, std::int32_t actor, std::int32_t sentence) {
    int head = -1;
    for (const Mention& mention : layers.mentions) {
        if (mention.actor != actor || mention.sentence != sentence) continue;
        const Sentence& at = annotation.sentences[static_cast<std::size_t>(sentence)];
        const std::string& upos = annotation.tokens_of(at)[static_cast<std::size_t>(mention.token)].upos;
        if (head < 0 || upos == "NOUN" || upos == "PROPN") head = mention.token;
    }
    return head;
}

/// Lines without marks are asked about the two sides of their likeliest statement.
void choose_pair(AskedPair& asked) {
    const std::vector<Statement>& statements = asked.coded.layers.statements;
    if (statements.empty()) return;
    const auto best = std::ranges::max_element(
        statements, [](const Statement& a, const Statement& b) { return a.confidence < b.confidence; });
    asked.sentence = best->sentence;
    if (!best->source_spans.empty()) asked.phrases.source = best->source_spans[0];
    if (!best->target_spans.empty()) asked.phrases.target = best->target_spans[0];
    const std::int32_t source = best->sources.empty() ? -1 : best->sources[0];
    const std::int32_t target = best->targets.empty() ? -1 : best->targets[0];
    asked.phrases.source_head = head_of(asked.coded.layers, asked.coded.annotation, source, asked.sentence);
    asked.phrases.target_head = head_of(asked.coded.layers, asked.coded.annotation, target, asked.sentence);
    asked.facts = rule_facts(statements, -1, source, target);
}

AskedPair ask(const EventCoder& with_model, const EventLine& line) {
    EventCoder coder = with_model;  // the model is asked about what the rules alone make of the sentence
    coder.learned = nullptr;
    AskedPair asked;
    const MarkedPair pair = read_marked(line.marked);
    if (pair.text.empty()) {
        asked.coded = code_text(coder, report_of(line.text, line.date, false));
        choose_pair(asked);
        if (asked.sentence < 0) asked.sentence = 0;
        return asked;
    }
    std::int32_t source = -1;
    asked.coded = code_text(coder, report_of(pair.text, line.date, false), [&](CodedText& text) {
        source = static_cast<std::int32_t>(text.layers.actors.size());
        mark_pair(text, pair);
    });
    const Annotation& annotation = asked.coded.annotation;
    asked.sentence = std::max(0, annotation.sentence_at(pair.source.empty() ? 0 : pair.source.begin));
    asked.phrases = {pair.source, pair.target, -1, -1};
    if (!annotation.sentences.empty()) {
        asked.phrases.source_head = head_of(asked.coded.layers, annotation, source, asked.sentence);
        asked.phrases.target_head = head_of(asked.coded.layers, annotation, source + 1, asked.sentence);
    }
    asked.facts = rule_facts(asked.coded.layers.statements, -1, source, source + 1);
    return asked;
}

/// The model's word, which weighs what the rules say; without a model theirs.
std::string_view type_of(const EventCoder& coder, const AskedPair& asked) {
    if (coder.learned == nullptr || asked.coded.annotation.sentences.empty()) {
        return asked.facts.best ? relation_type(*asked.facts.best) : std::string_view();
    }
    Tree tree;
    tree.load(coder.rules.set(), asked.coded.annotation, asked.sentence);
    return coder.learned->judge(tree, asked.phrases, asked.facts).name();
}

void predict_relation(const std::string& id, const std::string& type, std::string& out) {
    JsonWriter json;
    json.object([&] {
        json.member("id", id);
        json.member("code", type);
    });
    out += std::move(json).str() + "\n";
}

/// The macro-averaged figures of 15 types, 4 quads and 2 sides.
void score(const Ontology& ontology, const std::vector<std::string>& gold, const std::vector<std::string>& found,
           RelationScores& scores) {
    std::array<std::vector<std::string>, 2> quads;
    std::array<std::vector<std::string>, 2> sides;
    for (std::size_t i = 0; i < gold.size(); ++i) {
        quads[0].push_back(quad_of(ontology, gold[i]));
        quads[1].push_back(quad_of(ontology, found[i]));
        for (std::size_t k = 0; k < 2; ++k) sides[k].push_back(side_of(quads[k].back()));
    }
    scores.type_macro_f1 = macro_f1(gold, found, {std::begin(relation_types), std::end(relation_types)});
    scores.quad_macro_f1 = macro_f1(quads[0], quads[1], {"1", "2", "3", "4"});
    scores.binary_macro_f1 = macro_f1(sides[0], sides[1], {"cooperation", "conflict"});
}

void write_features(const Tree& tree, const PairPhrases& pair, const RuleFacts& facts, const std::string& id,
                    std::string& out) {
    JsonWriter json;
    json.object([&] {
        json.member("id", id);
        json.member("rule", facts.best ? relation_type(*facts.best) : "");
        json.key("features").array([&] {
            pair_features(tree, pair, facts, [&](std::string_view kind, std::string_view value, int) {
                json.value(std::string(kind) + ":" + std::string(value));
            });
        });
    });
    out += std::move(json).str() + "\n";
}

}  // namespace

Result<RelationScores> eval_relations(const EventCoder& coder, std::string_view json_lines, const std::string& name,
                                      std::string* predictions) {
    RelationScores scores;
    std::vector<std::string> gold;
    std::vector<std::string> found;
    const Result<std::size_t> lines = for_each_line(json_lines, name, [&](const EventLine& line) -> Result<bool> {
        if (line.marked.empty()) {
            return fail({ErrorKind::malformed, "", "", "expected a sentence in 'marked'", "nothing is scored"});
        }
        const AskedPair asked = ask(coder, line);
        found.emplace_back(type_of(coder, asked));
        gold.push_back(line.events.empty() ? std::string() : line.events[0].code);
        ++scores.cases;
        scores.coded += !found.back().empty();
        scores.right += !gold.back().empty() && gold.back() == found.back();
        if (predictions) predict_relation(line.id, found.back(), *predictions);
        return true;
    });
    if (!lines) return fail(lines.error());
    score(coder.rules.ontology(), gold, found, scores);
    return scores;
}

Result<UnmarkedScores> eval_unmarked(const EventCoder& coder, std::string_view json_lines, const std::string& name,
                                     std::string* predictions) {
    UnmarkedScores scores;
    const Result<std::size_t> lines = for_each_line(json_lines, name, [&](const EventLine& line) -> Result<bool> {
        const CodedText coded = code_text(coder, report_of(line.text, line.date, false));
        std::vector<const Statement*> found;  // those whose type is one of the 15
        for (const Statement& statement : coded.layers.statements) {
            if (!relation_type(statement).empty()) found.push_back(&statement);
        }
        ++scores.cases;
        std::string likeliest;
        if (!found.empty()) {
            const std::string gold = line.events.empty() ? std::string() : line.events[0].code;
            likeliest = relation_type(**std::ranges::max_element(
                found, [](const Statement* a, const Statement* b) { return a->confidence < b->confidence; }));
            ++scores.coded;
            scores.first_right += relation_type(*found[0]) == gold;
            scores.likeliest_right += likeliest == gold;
            scores.one_right +=
                std::ranges::any_of(found, [&](const Statement* s) { return relation_type(*s) == gold; });
        }
        if (predictions) predict_relation(line.id, likeliest, *predictions);
        return true;
    });
    if (!lines) return fail(lines.error());
    return scores;
}

Result<std::string> pair_features_of(const EventCoder& coder, std::string_view json_lines, const std::string& name) {
    std::string out;
    const Result<std::size_t> lines = for_each_line(json_lines, name, [&](const EventLine& line) -> Result<bool> {
        const AskedPair asked = ask(coder, line);
        Tree tree;
        if (asked.coded.annotation.sentences.empty()) return true;
        tree.load(coder.rules.set(), asked.coded.annotation, asked.sentence);
        write_features(tree, asked.phrases, asked.facts, line.id, out);
        return true;
    });
    if (!lines) return fail(lines.error());
    return out;
}

Result<std::string> open_pair_features_of(const EventCoder& coder, std::string text) {
    EventCoder rules_only = coder;
    rules_only.learned = nullptr;
    const CodedText coded = code_text(rules_only, report_of(std::move(text), "", false));
    std::string out;
    const Teller teller{[](int, int) { return Mode::actual; }, [](Span) { return -1; }};
    for_each_open_pair(coder.rules, coded.report, coded.annotation, coded.layers, teller,
                       [&](const Tree& tree, const PairPhrases& pair, const RuleFacts& facts) {
                           write_features(tree, pair, facts, std::string(slice(coded.report.text, pair.source)), out);
                       });
    return out;
}

}  // namespace px
