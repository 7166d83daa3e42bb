#include "attribute/eval.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "annotate/annotate.hpp"
#include "base/each_json_line.hpp"
#include "base/json_writer.hpp"
#include "text/code_points.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

using Spans = std::vector<Span>;

std::optional<Span> read_span(simdjson::dom::element element) {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    if (element.at(0).get(begin) != simdjson::SUCCESS || element.at(1).get(end) != simdjson::SUCCESS || begin < 0 ||
        end < begin)
        return std::nullopt;
    return Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::optional<Span> read_span(simdjson::dom::element object, const char* key) {
    simdjson::dom::element element;
    if (object[key].get(element) != simdjson::SUCCESS || !element.is_array()) return std::nullopt;
    return read_span(element);
}

Spans read_spans(simdjson::dom::element object, const char* key) {
    Spans spans;
    simdjson::dom::array array;
    if (object[key].get(array) != simdjson::SUCCESS) return spans;
    for (const simdjson::dom::element item : array)
        if (const auto span = read_span(item)) spans.push_back(*span);
    return spans;
}

Span in_points(Span span, const CodePoints& points) { return {points.at_byte(span.begin), points.at_byte(span.end)}; }

void write_span(JsonWriter& json, Span span, const CodePoints& points) {
    const Span out = in_points(span, points);
    json.array([&] { json.value(out.begin).value(out.end); });
}

void write_span_or_null(JsonWriter& json, std::string_view key, Span span, const CodePoints& points) {
    json.key(key);
    if (span.empty())
        json.null();
    else
        write_span(json, span, points);
}

/// Counts letters and digits between code points.
class Letters {
  public:
    explicit Letters(std::string_view text) {
        before_.push_back(0);
        for (std::size_t at = 0; at < text.size();) {
            const Decoded c = decode(text, at);
            const char32_t p = c.code_point;
            const bool counts =
                (p >= '0' && p <= '9') || (p >= 'A' && p <= 'Z') || (p >= 'a' && p <= 'z') || (p >= 0xC0 && p < 0x2000);
            before_.push_back(before_.back() + (counts ? 1 : 0));
            at += c.length;
        }
    }
    [[nodiscard]] std::uint32_t in(Span span) const {
        const std::size_t last = before_.size() - 1;
        const std::size_t begin = std::min<std::size_t>(span.begin, last);
        const std::size_t end = std::min<std::size_t>(span.end, last);
        return end > begin ? before_[end] - before_[begin] : 0;
    }
    [[nodiscard]] std::uint32_t in(const Spans& spans) const {
        std::uint32_t sum = 0;
        for (Span span : spans) sum += in(span);
        return sum;
    }
    [[nodiscard]] std::uint32_t in_both(const Spans& a, const Spans& b) const {
        std::uint32_t sum = 0;
        for (Span x : a)
            for (Span y : b)
                if (x.overlaps(y)) sum += in(Span{std::max(x.begin, y.begin), std::min(x.end, y.end)});
        return sum;
    }

  private:
    std::vector<std::uint32_t> before_;
};

struct Quote {
    Spans content;
    std::optional<Span> speaker;
};

std::vector<Quote> read_quotes(simdjson::dom::element line) {
    std::vector<Quote> quotes;
    simdjson::dom::array array;
    if (line["quotes"].get(array) != simdjson::SUCCESS) return quotes;
    for (const simdjson::dom::element item : array) {
        Quote quote;
        quote.content = read_spans(item, "fragments");
        if (quote.content.empty())
            if (const auto span = read_span(item, "span")) quote.content.push_back(*span);
        quote.speaker = read_span(item, "speaker_span");
        quotes.push_back(std::move(quote));
    }
    return quotes;
}

std::vector<Quote> found_quotes(const Layers& layers, const CodePoints& points) {
    std::vector<Quote> quotes;
    for (const Attribution& attribution : layers.attributions) {
        Quote quote;
        for (Span piece : attribution.content) quote.content.push_back(in_points(piece, points));
        if (!attribution.speaker.empty()) quote.speaker = in_points(attribution.speaker, points);
        quotes.push_back(std::move(quote));
    }
    return quotes;
}

void score(const std::vector<Quote>& gold, const std::vector<Quote>& found, const Letters& letters,
           QuoteScores& scores) {
    struct Pair {
        double overlap;
        std::size_t gold;
        std::size_t found;
    };
    std::vector<Pair> pairs;
    for (std::size_t g = 0; g < gold.size(); ++g)
        for (std::size_t f = 0; f < found.size(); ++f) {
            const std::uint32_t both = letters.in_both(gold[g].content, found[f].content);
            if (both == 0) continue;
            const std::uint32_t either = letters.in(gold[g].content) + letters.in(found[f].content) - both;
            const double overlap = static_cast<double>(both) / either;
            if (overlap >= 0.5) pairs.push_back({overlap, g, f});
        }
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.overlap > b.overlap; });
    std::vector<char> gold_used(gold.size(), 0);
    std::vector<char> found_used(found.size(), 0);
    for (const Pair& pair : pairs) {
        if (gold_used[pair.gold] || found_used[pair.found]) continue;
        gold_used[pair.gold] = found_used[pair.found] = 1;
        ++scores.matched;
        const auto& a = gold[pair.gold].speaker;
        const auto& b = found[pair.found].speaker;
        if ((!a && !b) || (a && b && letters.in_both({*a}, {*b}) > 0)) ++scores.right;
    }
    scores.gold += gold.size();
    scores.found += found.size();
}

void write_quotes(JsonWriter& json, std::string_view id, const Layers& layers, const CodePoints& points) {
    json.object([&] {
        json.member("id", id);
        json.key("quotes").array([&] {
            for (const Attribution& a : layers.attributions)
                json.object([&] {
                    json.key("span");
                    write_span(json, hull(a.content.front(), a.content.back()), points);
                    if (a.content.size() > 1)
                        json.key("fragments").array([&] {
                            for (Span piece : a.content) write_span(json, piece, points);
                        });
                    json.member("kind", to_string(a.kind));
                    write_span_or_null(json, "speaker_span", a.speaker, points);
                    write_span_or_null(json, "cue_span", a.cue, points);
                });
        });
    });
}

void write_chain(JsonWriter& json, const Attribution& attribution, const CodePoints& points) {
    json.key("chain").array([&] {
        for (const ChainLink& link : attribution.chain)
            json.object([&] {
                write_span_or_null(json, "text", link.span, points);
                json.member("name", link.name);
                json.member("kind", to_string(link.kind));
            });
    });
}

void write_content(JsonWriter& json, std::string_view key, const Attribution& attribution, const CodePoints& points) {
    json.key(key).array([&] {
        for (Span piece : attribution.content) write_span(json, piece, points);
    });
}

/// Calls `take(line, id, report, layers, points)` for each line.
template <typename Take>
Result<void> for_lines(const LayersOf& read, std::string_view json_lines, const std::string& name, Take&& take) {
    return each_json_line(json_lines, name, " with \"id\" and \"text\"", [&](simdjson::dom::element line, std::size_t) {
        std::string_view text;
        std::string_view id;
        if (line["text"].get(text) != simdjson::SUCCESS || line["id"].get(id) != simdjson::SUCCESS) return false;
        const Report report = report_of_text(std::string(text));
        const Layers layers = read(report);
        const CodePoints points(report.text);
        take(line, id, report, layers, points);
        return true;
    });
}

}  // namespace

Report report_of_text(std::string text) {
    Report report;
    report.text = std::move(text);
    report.language = "en";
    for (Span span : paragraphs(report.text)) {
        Block block;
        block.span = span;
        report.blocks.push_back(std::move(block));
    }
    return report;
}

Result<QuoteScores> eval_quotes(const LayersOf& read, std::string_view json_lines, const std::string& name,
                                std::string* predictions) {
    QuoteScores scores;
    const auto done =
        for_lines(read, json_lines, name,
                  [&](simdjson::dom::element line, std::string_view id, const Report& report, const Layers& layers,
                      const CodePoints& points) {
                      ++scores.documents;
                      score(read_quotes(line), found_quotes(layers, points), Letters(report.text), scores);
                      if (!predictions) return;
                      JsonWriter json;
                      write_quotes(json, id, layers, points);
                      *predictions += std::move(json).str() + "\n";
                  });
    if (!done) return fail(done.error());
    return scores;
}

Result<ChainScores> eval_chains(const LayersOf& read, std::string_view json_lines, const std::string& name,
                                std::string* predictions) {
    ChainScores scores;
    const auto done = for_lines(
        read, json_lines, name,
        [&](simdjson::dom::element line, std::string_view id, const Report&, const Layers& layers,
            const CodePoints& points) {
            ++scores.lines;
            const auto best = std::max_element(
                layers.attributions.begin(), layers.attributions.end(),
                [](const Attribution& a, const Attribution& b) { return a.chain.size() < b.chain.size(); });
            const Attribution none;
            const Attribution& chosen = best == layers.attributions.end() ? none : *best;
            Spans gold;
            if (simdjson::dom::array chain; line["chain"].get(chain) == simdjson::SUCCESS)
                for (const simdjson::dom::element link : chain)
                    if (const auto span = read_span(link, "text")) gold.push_back(*span);
            scores.gold += gold.size();
            scores.found += chosen.chain.size();
            for (const ChainLink& link : chosen.chain) {
                const auto hit = std::find_if(gold.begin(), gold.end(),
                                              [&](Span span) { return span.overlaps(in_points(link.span, points)); });
                if (hit == gold.end()) continue;
                ++scores.right;
                gold.erase(hit);
            }
            if (!predictions) return;
            JsonWriter json;
            json.object([&] {
                json.member("id", id);
                write_content(json, "content", chosen, points);
                write_span_or_null(json, "speaker", chosen.speaker, points);
                write_chain(json, chosen, points);
            });
            *predictions += std::move(json).str() + "\n";
        });
    if (!done) return fail(done.error());
    return scores;
}

}  // namespace px
