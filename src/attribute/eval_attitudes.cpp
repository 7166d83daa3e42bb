#include "attribute/eval_attitudes.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "attribute/eval.hpp"
#include "attribute/tone.hpp"
#include "base/each_json_line.hpp"
#include "base/json_writer.hpp"
#include "base/ratio.hpp"
#include "text/code_points.hpp"

namespace px {
namespace {

std::vector<JudgedTarget> read_targets(simdjson::dom::element line, const CodePoints& points) {
    std::vector<JudgedTarget> targets;
    simdjson::dom::array array;
    if (line["targets"].get(array) != simdjson::SUCCESS) return targets;
    for (const simdjson::dom::element item : array) {
        std::int64_t begin = -1;
        std::int64_t end = -1;
        std::int64_t polarity = 0;
        simdjson::dom::array span;
        if (item["span"].get(span) != simdjson::SUCCESS || span.at(0).get(begin) != simdjson::SUCCESS ||
            span.at(1).get(end) != simdjson::SUCCESS || begin < 0 || end < begin)
            continue;
        const bool judged = item["polarity"].get(polarity) == simdjson::SUCCESS;
        JudgedTarget target;
        target.span = {points.to_byte(static_cast<std::uint32_t>(begin)),
                       points.to_byte(static_cast<std::uint32_t>(end))};
        target.polarity = static_cast<std::int8_t>(judged ? std::clamp<std::int64_t>(polarity, -1, 1) : 0);
        targets.push_back(target);
    }
    return targets;
}

/// The polarity of the first attitude whose target is or holds the marked words.
int shown_polarity(const Layers& layers, Span marked) {
    for (const Attitude& attitude : layers.attitudes)
        if (attitude.target_span.contains(marked) || marked.contains(attitude.target_span)) return attitude.polarity;
    return 0;
}

int tone_polarity(const Lexicons& lexicons, const SpeechText& text, Span marked) {
    const int sentence = text.annotation.sentence_at(marked.begin);
    if (lexicons.tone_model() == nullptr || sentence < 0) return 0;
    return tone_of(*lexicons.tone_model(), text, sentence, marked).polarity();
}

}  // namespace

double PolarityTable::precision(int polarity) const {
    const auto c = static_cast<std::size_t>(polarity + 1);
    return ratio(count[c][c], count[0][c] + count[1][c] + count[2][c]);
}

double PolarityTable::recall(int polarity) const {
    const auto c = static_cast<std::size_t>(polarity + 1);
    return ratio(count[c][c], count[c][0] + count[c][1] + count[c][2]);
}

double PolarityTable::macro_f1() const {
    double sum = 0;
    for (const int polarity : {-1, 0, 1}) {
        const double p = precision(polarity);
        const double r = recall(polarity);
        sum += p + r > 0 ? 2 * p * r / (p + r) : 0;
    }
    return sum / 3;
}

double PolarityTable::accuracy() const {
    std::size_t all = 0;
    for (const auto& row : count)
        for (const std::size_t n : row) all += n;
    return ratio(count[0][0] + count[1][1] + count[2][2], all);
}

std::string to_string(std::string_view name, const PolarityTable& table) {
    std::string line =
        fmt::format("{:<16} macro-F1 {:.3f}, accuracy {:.3f};", name, table.macro_f1(), table.accuracy());
    constexpr std::array words = {"against", "neither", "in favour"};
    for (const int polarity : {-1, 0, 1})
        line += fmt::format(" {} P {:.2f} R {:.2f}", words[static_cast<std::size_t>(polarity + 1)],
                            table.precision(polarity), table.recall(polarity));
    return line + "\n";
}

Result<void> for_judged_targets(
    std::string_view json_lines, const std::string& name,
    const std::function<void(std::string_view id, const Report&, const std::vector<JudgedTarget>&)>& take) {
    return each_json_line(json_lines, name, " with \"id\" and \"text\"", [&](simdjson::dom::element line, std::size_t) {
        std::string_view text;
        std::string_view id;
        if (line["text"].get(text) != simdjson::SUCCESS || line["id"].get(id) != simdjson::SUCCESS) return false;
        const Report report = report_of_text(std::string(text));
        take(id, report, read_targets(line, CodePoints(report.text)));
        return true;
    });
}

Result<AttitudeScores> eval_attitudes(const Lexicons& lexicons, const ReadReport& read, std::string_view json_lines,
                                      const std::string& name, std::string* predictions) {
    AttitudeScores scores;
    const auto done = for_judged_targets(
        json_lines, name, [&](std::string_view id, const Report& report, const std::vector<JudgedTarget>& targets) {
            Annotation annotation;
            const Layers layers = read(report, annotation);
            const SpeechText text(lexicons, report, annotation);
            JsonWriter json;
            json.object([&] {
                json.member("id", id);
                json.key("polarities").array([&] {
                    for (const JudgedTarget& target : targets) {
                        const int tone = tone_polarity(lexicons, text, target.span);
                        ++scores.targets;
                        scores.tone.add(target.polarity, tone);
                        scores.shown.add(target.polarity, shown_polarity(layers, target.span));
                        json.value(tone);
                    }
                });
            });
            if (predictions) *predictions += std::move(json).str() + "\n";
        });
    if (!done) return fail(done.error());
    return scores;
}

}  // namespace px
