#include "attribute/eval_factuality.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "attribute/attribute.hpp"
#include "attribute/eval.hpp"
#include "attribute/tree.hpp"
#include "base/each_json_line.hpp"
#include "base/json_writer.hpp"
#include "text/code_points.hpp"

namespace px {
namespace {

double factuality_of(Mode mode) {
    switch (mode) {
        case Mode::actual:
            return 3;
        case Mode::planned:
            return 1;
        case Mode::possible:
            return 0.5;
        case Mode::negated:
            return -3;
        case Mode::hypothetical:
        case Mode::unknown:
            break;
    }
    return 0;
}

/// Judged and found values of one set, as sums.
struct Sums {
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0, error = 0, error_of_actual = 0;
    double unsure = 0, unsure_found = 0;  // judged below +1; of these, found other than actual

    void add(double judged, double found) {
        n += 1;
        x += judged, y += found, xx += judged * judged, yy += found * found, xy += judged * found;
        error += std::abs(judged - found);
        error_of_actual += std::abs(judged - 3);
        if (judged >= 1) return;
        unsure += 1;
        unsure_found += found < 3 ? 1 : 0;
    }
    [[nodiscard]] double correlation() const {
        const double spread = (n * xx - x * x) * (n * yy - y * y);
        return spread <= 0 ? 0 : (n * xy - x * y) / std::sqrt(spread);
    }
};

double found_at(const Lexicons& lexicons, const Report& report, const Annotation& annotation, std::uint32_t byte) {
    const int sentence = annotation.sentence_at(byte);
    if (sentence < 0) return factuality_of(Mode::actual);
    const Sentence& one = annotation.sentences[static_cast<std::size_t>(sentence)];
    const int token = DependencyTree(annotation.tokens_of(one)).token_at(byte);
    if (token >= static_cast<int>(one.count)) return factuality_of(Mode::actual);
    return factuality_of(mode_of(lexicons, report, annotation, sentence, token));
}

std::string line_of(const std::string& set, const Sums& s) {
    return fmt::format(
        "{:<28} {:6} events  MAE {:.3f}  r {:.3f}  of those judged below +1 not actual {:.2f}  (all actual: MAE "
        "{:.3f})\n",
        set, s.n, s.error / s.n, s.correlation(), s.unsure > 0 ? s.unsure_found / s.unsure : 0,
        s.error_of_actual / s.n);
}

}  // namespace

Result<std::string> eval_factuality(const Lexicons& lexicons, const std::function<Annotation(const Report&)>& annotate,
                                    std::string_view json_lines, const std::string& name, std::string* predictions) {
    std::map<std::string, Sums> sets;
    const auto done = each_json_line(
        json_lines, name, " with \"id\", \"text\" and \"targets\"", [&](simdjson::dom::element element, std::size_t) {
            std::string_view text, id, corpus, split;
            simdjson::dom::array targets;
            if (element["text"].get(text) != simdjson::SUCCESS || element["id"].get(id) != simdjson::SUCCESS ||
                element["targets"].get(targets) != simdjson::SUCCESS)
                return false;
            if (element["corpus"].get(corpus) != simdjson::SUCCESS) corpus = "all";
            if (element["split"].get(split) != simdjson::SUCCESS) split = "";
            const Report report = report_of_text(std::string(text));
            const Annotation annotation = annotate(report);
            const CodePoints points(report.text);
            JsonWriter json;
            json.object([&] {
                json.member("id", id);
                json.key("factuality").array([&] {
                    for (const simdjson::dom::element target : targets) {
                        std::uint64_t begin = 0;
                        simdjson::dom::array span;
                        double judged = 0;
                        if (target["span"].get(span) != simdjson::SUCCESS || span.at(0).get(begin) != simdjson::SUCCESS)
                            continue;
                        const double found =
                            found_at(lexicons, report, annotation, points.to_byte(static_cast<std::uint32_t>(begin)));
                        json.value(found);
                        if (target["factuality"].get(judged) == simdjson::SUCCESS)
                            sets[std::string(corpus) + " " + std::string(split)].add(judged, found);
                    }
                });
            });
            if (predictions) *predictions += std::move(json).str() + "\n";
            return true;
        });
    if (!done) return fail(done.error());
    std::string table;
    for (const auto& [set, sums] : sets) table += line_of(set, sums);
    return table.empty() ? "no line has a judgement; only predictions were made\n" : table;
}

}  // namespace px
