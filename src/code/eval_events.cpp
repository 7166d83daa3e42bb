#include "code/eval_events.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/json_writer.hpp"
#include "code/eval_texts.hpp"
#include "code/older_form.hpp"
#include "code/ontology.hpp"
#include "text/utf8.hpp"

namespace px {

using namespace coding;

namespace {

double ratio(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// ---- triples ------------------------------------------------------------------------------------------------------

using Triple = std::array<std::string, 3>;

/// As the older coders would write them: the gold triples follow their form.
std::vector<Triple> triples_of(const Layers& layers) {
    std::vector<Triple> triples;
    for (const OlderEvent& event : older_events(layers)) {
        triples.push_back({event.source_code, event.target_code, event.cameo});
    }
    return triples;
}

template <typename View>
void count(const std::vector<Triple>& gold, const std::vector<Triple>& found, View&& view, TripleCount& into) {
    std::map<std::string, int> open;
    for (const Triple& triple : gold) ++open[view(triple)];
    for (const Triple& triple : found) {
        int& left = open[view(triple)];
        if (left > 0) {
            --left;
            ++into.right;
        }
    }
    into.gold += gold.size();
    into.found += found.size();
}

std::vector<Triple> gold_triples(simdjson::dom::element line) {
    std::vector<Triple> gold;
    simdjson::dom::array events;
    if (line["events"].get(events) != simdjson::SUCCESS) return gold;
    for (const simdjson::dom::element event : events) {
        gold.push_back({text_of(event, "source"), text_of(event, "target"), text_of(event, "code")});
    }
    return gold;
}

// ---- relations ----------------------------------------------------------------------------------------------------

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

/// The statement that fits the pair best: from source to target, else the two turned round, else one of them.
const Statement* best_statement(const Layers& layers, std::int32_t source, std::int32_t target) {
    const Statement* best = nullptr;
    float best_score = 0;
    const auto holds = [](const std::vector<std::int32_t>& actors, std::int32_t actor) {
        return std::ranges::find(actors, actor) != actors.end();
    };
    for (const Statement& statement : layers.statements) {
        float score = statement.confidence;
        const bool from = holds(statement.sources, source);
        const bool to = holds(statement.targets, target);
        score += from && to ? 8.0F : from ? 4.0F : to ? 3.0F : 0.0F;
        if (holds(statement.sources, target)) score += 1;
        if (holds(statement.targets, source)) score += 1;
        if (score > best_score) {
            best = &statement;
            best_score = score;
        }
    }
    return best;
}

constexpr std::array<std::string_view, 15> types = {"AGREE",   "CONSULT",  "SUPPORT",  "COOPERATE", "AID",
                                                    "YIELD",   "ACCUSE",   "REQUEST",  "REJECT",    "THREATEN",
                                                    "PROTEST", "MOBILIZE", "SANCTION", "COERCE",    "ASSAULT"};

std::string type_of(const Ontology& ontology, const Statement& statement) {
    // The 15-type dialect follows CAMEO's roots: a ban that PLOVER 2021 calls coercion is a sanction there.
    static constexpr std::array<std::string_view, 21> by_root = {
        "",        "",         "REQUEST",  "AGREE",   "CONSULT", "SUPPORT", "COOPERATE",
        "AID",     "YIELD",    "ACCUSE",   "REQUEST", "ACCUSE",  "REJECT",  "THREATEN",
        "PROTEST", "MOBILIZE", "SANCTION", "COERCE",  "ASSAULT", "ASSAULT", "ASSAULT"};
    // PLOVER: cooperation told in the future is an intention, hence AGREE; conflict told so is a threat.
    if (statement.mode == Mode::negated && statement.cameo >= "03" && statement.cameo < "09") return "REJECT";
    if (statement.mode == Mode::planned && statement.cameo >= "04" && statement.cameo < "09") return "AGREE";
    if (statement.mode == Mode::planned && statement.cameo >= "14") return "THREATEN";
    if (statement.cameo.size() >= 2) {
        const auto root = static_cast<std::size_t>((statement.cameo[0] - '0') * 10 + (statement.cameo[1] - '0'));
        if (root < by_root.size()) return std::string(by_root[root]);
    }
    return std::string(ontology.plv_dialect(statement.plover));
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

}  // namespace

double TripleCount::precision() const { return ratio(right, found); }
double TripleCount::recall() const { return ratio(right, gold); }
double TripleCount::f1() const { return ratio(2 * right, gold + found); }

Result<TripleScores> eval_triples(const EventCoder& coder, std::string_view json_lines, const std::string& name,
                                  std::string* predictions) {
    TripleScores scores;
    const Result<std::size_t> lines = for_each_line(json_lines, name, [&](simdjson::dom::element line) -> Result<bool> {
        const CodedText coded = code_text(coder, report_of(text_of(line, "text"), text_of(line, "date"), false));
        const std::vector<Triple> found = triples_of(coded.layers);
        const std::vector<Triple> gold = gold_triples(line);
        std::vector<Triple> a = gold;
        std::vector<Triple> b = found;
        std::ranges::sort(a);
        std::ranges::sort(b);
        ++scores.cases;
        scores.exact += a == b;
        scores.quiet += gold.empty();
        scores.noisy += gold.empty() && !found.empty();
        count(gold, found, [](const Triple& t) { return t[0] + "\t" + t[1] + "\t" + t[2]; }, scores.triples);
        count(gold, found, [](const Triple& t) { return t[2]; }, scores.codes);
        count(gold, found, [](const Triple& t) { return t[2].substr(0, 2); }, scores.roots);
        if (predictions) {
            JsonWriter json;
            json.object([&] {
                json.member("id", text_of(line, "id"));
                json.key("pred").array([&] {
                    for (const Triple& triple : found) {
                        json.array([&] {
                            for (const std::string& part : triple) json.value(part);
                        });
                    }
                });
            });
            *predictions += std::move(json).str() + "\n";
        }
        return true;
    });
    if (!lines) return fail(lines.error());
    return scores;
}

Result<RelationScores> eval_relations(const EventCoder& coder, std::string_view json_lines, const std::string& name,
                                      std::string* predictions) {
    const Ontology& ontology = coder.rules.ontology();
    RelationScores scores;
    std::vector<std::string> gold;
    std::vector<std::string> found;
    const Result<std::size_t> lines = for_each_line(json_lines, name, [&](simdjson::dom::element line) -> Result<bool> {
        const MarkedPair pair = read_marked(text_of(line, "marked"));
        if (pair.text.empty()) {
            return fail({ErrorKind::malformed, "", "", "expected a sentence in 'marked'", "nothing is scored"});
        }
        std::int32_t source = -1;
        const CodedText coded =
            code_text(coder, report_of(pair.text, text_of(line, "date"), false), [&](CodedText& text) {
                source = static_cast<std::int32_t>(text.layers.actors.size());
                mark_pair(text, pair);
            });
        const Statement* best = best_statement(coded.layers, source, source + 1);
        found.push_back(best ? type_of(ontology, *best) : std::string());
        simdjson::dom::element first;
        const bool has_gold = line["events"].at(0).get(first) == simdjson::SUCCESS;
        gold.push_back(has_gold ? text_of(first, "code") : std::string());
        ++scores.cases;
        scores.coded += !found.back().empty();
        scores.right += !gold.back().empty() && gold.back() == found.back();
        if (predictions) {
            JsonWriter json;
            json.object([&] {
                json.member("id", text_of(line, "id"));
                json.member("code", found.back());
            });
            *predictions += std::move(json).str() + "\n";
        }
        return true;
    });
    if (!lines) return fail(lines.error());
    scores.type_macro_f1 = macro_f1(gold, found, {types.begin(), types.end()});
    std::vector<std::string> gold_quads;
    std::vector<std::string> found_quads;
    std::vector<std::string> gold_sides;
    std::vector<std::string> found_sides;
    for (std::size_t i = 0; i < gold.size(); ++i) {
        gold_quads.push_back(quad_of(ontology, gold[i]));
        found_quads.push_back(quad_of(ontology, found[i]));
        gold_sides.push_back(side_of(gold_quads.back()));
        found_sides.push_back(side_of(found_quads.back()));
    }
    scores.quad_macro_f1 = macro_f1(gold_quads, found_quads, {"1", "2", "3", "4"});
    scores.binary_macro_f1 = macro_f1(gold_sides, found_sides, {"cooperation", "conflict"});
    return scores;
}

}  // namespace px
