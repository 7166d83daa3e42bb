#include "resolve/eval_time.hpp"

#include <algorithm>

#include "base/json_writer.hpp"
#include "resolve/eval_lines.hpp"
#include "text/code_points.hpp"

namespace px {
namespace {

struct GoldTime {
    Span span;  // code points
    std::string value;
};

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

std::vector<GoldTime> read_gold(const std::vector<Annotated>& times) {
    std::vector<GoldTime> gold;
    for (const Annotated& item : times) gold.push_back({item.span, item.text("value").value_or("")});
    return gold;
}

// One to one, as score_time.py: equal spans first, then the largest overlap.
void score(const std::vector<GoldTime>& gold, const std::vector<GoldTime>& found, TimeScores& scores) {
    scores.gold += gold.size();
    scores.found += found.size();
    struct Pair {
        std::uint32_t overlap;
        std::size_t gold;
        std::size_t found;
    };
    std::vector<Pair> pairs;
    for (std::size_t g = 0; g < gold.size(); ++g)
        for (std::size_t f = 0; f < found.size(); ++f) {
            if (!gold[g].span.overlaps(found[f].span)) continue;
            const bool equal = gold[g].span == found[f].span;
            const std::uint32_t overlap =
                std::min(gold[g].span.end, found[f].span.end) - std::max(gold[g].span.begin, found[f].span.begin);
            pairs.push_back({equal ? ~std::uint32_t{0} : overlap, g, f});
        }
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.overlap > b.overlap; });
    std::vector<bool> gold_used(gold.size());
    std::vector<bool> found_used(found.size());
    for (const Pair& pair : pairs) {
        if (gold_used[pair.gold] || found_used[pair.found]) continue;
        gold_used[pair.gold] = found_used[pair.found] = true;
        ++scores.relaxed;
        if (gold[pair.gold].span == found[pair.found].span) ++scores.strict;
        if (gold[pair.gold].value == found[pair.found].value) ++scores.value;
    }
}

void write_prediction(const Report& report, const std::vector<TimeMention>& times, const CodePoints& points,
                      std::string& out) {
    JsonWriter json;
    json.object([&] {
        json.member("id", report.id);
        json.key("timexes").array([&] {
            for (const TimeMention& time : times)
                json.object([&] {
                    json.key("span").array([&] {
                        json.value(points.at_byte(time.span.begin));
                        json.value(points.at_byte(time.span.end));
                    });
                    json.member("type", upper(to_string(time.type)));
                    json.member("value", time.value);
                });
        });
    });
    out += std::move(json).str();
    out += '\n';
}

}  // namespace

Result<TimeScores> eval_times(const TimeWords& words, const Annotator& annotate, std::string_view json_lines,
                              const std::string& name, std::string* predictions) {
    TimeScores scores;
    const auto done = for_each_report(json_lines, name, "timexes", [&](const AnnotatedReport& line) {
        const Report& report = line.report;
        const std::vector<TimeMention> times = find_times(words, report, annotate(report));
        const CodePoints points(report.text);
        ++scores.documents;
        if (line.annotated) {
            std::vector<GoldTime> found;
            for (const TimeMention& time : times)
                found.push_back({{points.at_byte(time.span.begin), points.at_byte(time.span.end)}, time.value});
            score(read_gold(line.items), found, scores);
        }
        if (predictions != nullptr) write_prediction(report, times, points, *predictions);
    });
    if (!done) return fail(done.error());
    return scores;
}

}  // namespace px
