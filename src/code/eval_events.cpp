#include "code/eval_events.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/json_writer.hpp"
#include "base/ratio.hpp"
#include "code/eval_texts.hpp"
#include "code/older_form.hpp"
#include "code/ontology.hpp"
#include "text/utf8.hpp"

namespace px {

using namespace coding;

namespace {

// ---- triples ------------------------------------------------------------------------------------------------------

using Triple = std::array<std::string, 3>;

/// As the older coders would write them: the gold triples follow their form.
std::vector<Triple> triples_of(const EventCoder& coder, const CodedText& coded, bool petrarch2) {
    const Layers& layers = coded.layers;
    const Ontology& codes = coder.rules.ontology();
    const std::vector<OlderEvent> events = petrarch2
                                               ? petrarch2_events(layers, coded.report.text, codes, coder.dictionaries)
                                               : older_events(layers, codes);
    std::vector<Triple> triples;
    for (const OlderEvent& event : events) triples.push_back({event.source_code, event.target_code, event.cameo});
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

std::vector<Triple> gold_triples(const EventLine& line) {
    std::vector<Triple> gold;
    for (const GoldEvent& event : line.events) gold.push_back({event.source, event.target, event.code});
    return gold;
}

}  // namespace

double TripleCount::precision() const { return ratio(right, found); }
double TripleCount::recall() const { return ratio(right, gold); }
double TripleCount::f1() const { return ratio(2 * right, gold + found); }

Result<TripleScores> eval_triples(const EventCoder& coder, bool petrarch2, std::string_view json_lines,
                                  const std::string& name, std::string* predictions) {
    TripleScores scores;
    const Result<std::size_t> lines = for_each_line(json_lines, name, [&](const EventLine& line) -> Result<bool> {
        const CodedText coded = code_text(coder, report_of(line.text, line.date, false));
        const std::vector<Triple> found = triples_of(coder, coded, petrarch2);
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
                json.member("id", line.id);
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

}  // namespace px
