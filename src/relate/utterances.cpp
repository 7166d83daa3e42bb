#include "relate/utterances.hpp"

#include <algorithm>
#include <cmath>

#include "record/evidence.hpp"
#include "relate/claims.hpp"
#include "relate/order.hpp"
#include "relate/propositions.hpp"
#include "relate/span_set.hpp"
#include "relate/told.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

template <typename Record>
std::vector<const Record*> in_order(const std::vector<Record>& records) {
    std::vector<const Record*> out;
    out.reserve(records.size());
    for (const Record& record : records) out.push_back(&record);
    std::ranges::stable_sort(out, {}, [](const Record* record) { return record->span.begin; });
    return out;
}

// Those that begin inside a span.
template <typename Record>
std::span<const Record* const> begin_inside(const std::vector<const Record*>& sorted, Span span) {
    const auto begin = [](const Record* record) { return record->span.begin; };
    const auto first = std::ranges::lower_bound(sorted, span.begin, {}, begin);
    return {first, std::ranges::lower_bound(first, sorted.end(), span.end, {}, begin)};
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// Times that nobody resolved are no names either.
bool is_day_or_month(const std::string& stem) {
    static const std::set<std::string> stems = [] {
        std::set<std::string> out;
        for (const std::string_view word :
             {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
              "march", "april", "june", "july", "august", "september", "october", "november", "december"})
            out.insert(stem_of(word));
        return out;
    }();
    return stems.contains(stem);
}

// Behind a full stop or a quotation mark a capital tells nothing.
bool begins_sentence(std::string_view text, std::uint32_t at) {
    while (at > 0 && text[at - 1] == ' ') --at;
    if (at == 0) return true;
    const char before = text[at - 1];
    return before == '.' || before == '!' || before == '?' || before == '\n' || before == '"' || before == '\'' ||
           text.substr(0, at).ends_with("“") || text.substr(0, at).ends_with("‘");
}

bool is_question(std::string_view words) {
    return words.ends_with('?') || words.ends_with("?\"") || words.ends_with("?”");
}

// A country holds its towns; towns less than some thirty kilometres apart can stand for one scene.
bool can_be_one(const PlaceMention& a, const PlaceMention& b) {
    constexpr double near = 0.3;  // degrees
    if (a.name == b.name) return true;
    if (a.country.empty() || b.country.empty() || a.country != b.country) return a.country.empty() || b.country.empty();
    if (a.admin1.empty() || b.admin1.empty() || !a.latitude || !b.latitude || !a.longitude || !b.longitude) return true;
    return std::hypot(*a.latitude - *b.latitude, *a.longitude - *b.longitude) < near;
}

// "Which Khartoum wants": a place that acts is no scene.
SpanSet heads_of_actors(const CodedReport& coded) {
    std::vector<Span> heads;
    for (const Mention& mention : coded.layers.mentions)
        if (mention.actor >= 0) heads.push_back(mention.head);
    return SpanSet(std::move(heads));
}

class UtteranceReader {
  public:
    UtteranceReader(const CodedReport& coded, std::int32_t report)
        : coded_(coded), report_(report), settings_(coded), said_(said_by_others(coded)) {}

    [[nodiscard]] Utterance of_attribution(std::size_t index) const {
        const Attribution& attribution = coded_.layers.attributions[index];
        Utterance out;
        out.ref = {report_, RecordKind::attribution, static_cast<std::int32_t>(index)};
        out.attribution = &attribution;
        out.speaker = speaker_name(coded_, attribution);
        out.sentence = sentence_of(attribution.content.front().begin);
        fill(attribution.content, out);
        return out;
    }

    // Nothing in a headline.
    [[nodiscard]] std::optional<Utterance> of_sentence(std::size_t index) const {
        const Span sentence = coded_.layers.sentences[index];
        const Block* block = block_at(coded_.report, sentence.begin);
        if (block != nullptr && block->kind == BlockKind::headline) return std::nullopt;
        Utterance out;
        out.ref = {report_, RecordKind::sentence, static_cast<std::int32_t>(index)};
        out.sentence = static_cast<std::int32_t>(index);
        std::vector<Span> own;
        each_word(coded_.report.text, sentence, [&](Span word) {
            if (said_.overlaps(word)) return;
            const bool goes_on = !own.empty() && !said_.overlaps({own.back().begin, word.end});
            if (goes_on)
                own.back().end = word.end;
            else
                own.push_back(word);
        });
        if (own.empty()) return std::nullopt;
        fill(own, out);
        out.question = is_question(slice(coded_.report.text, sentence));
        return out;
    }

  private:
    [[nodiscard]] std::int32_t sentence_of(std::uint32_t byte) const {
        const auto after = std::ranges::upper_bound(coded_.layers.sentences, byte, {}, &Span::begin);
        return static_cast<std::int32_t>(after - coded_.layers.sentences.begin()) - 1;
    }

    void fill(std::span<const Span> spans, Utterance& out) const {
        out.coded = &coded_;
        out.words.text = coded_.report.text;
        for (const Span span : spans) {
            WordList list = words_of(coded_.report.text, span);
            std::ranges::move(list.at, std::back_inserter(out.words.at));
            std::ranges::move(list.words, std::back_inserter(out.words.words));
        }
        out.stems = content_stems(out.words.words);
        out.setting = settings_.read(spans);
        out.question = is_question(slice(coded_.report.text, spans.back()));
    }

    const CodedReport& coded_;
    std::int32_t report_;
    SettingReader settings_;
    SpanSet said_;
};

}  // namespace

SettingReader::SettingReader(const CodedReport& coded)
    : coded_(coded),
      places_(in_order(coded.layers.places)),
      times_(in_order(coded.layers.times)),
      actors_(heads_of_actors(coded)) {}

bool SettingReader::is_time(Span word) const {
    constexpr std::uint32_t longest = 60;  // bytes of a time's words
    const Span around{word.begin > longest ? word.begin - longest : 0, word.end};
    return std::ranges::any_of(begin_inside(times_, around),
                               [&](const TimeMention* time) { return time->span.overlaps(word); });
}

void SettingReader::add_words(Span span, Setting& setting) const {
    constexpr std::size_t shortest = 4;
    const std::string_view text = coded_.report.text;
    each_word(text, span, [&](Span word) {
        const std::string stem = stem_of(fold_word(slice(text, word)));
        if (is_time(word) || is_day_or_month(stem))
            setting.times.insert(stem);
        else if (word.size() >= shortest && is_capital(text[word.begin]) && !begins_sentence(text, word.begin))
            setting.names.insert(stem);
    });
}

Setting SettingReader::read(std::span<const Span> spans) const {
    constexpr std::int64_t two_days = std::int64_t{2} * 86'400;
    Setting setting;
    for (const Span span : spans) {
        add_words(span, setting);
        for (const PlaceMention* place : begin_inside(places_, span))
            if (!place->metonym && !actors_.overlaps(place->span)) setting.places.push_back(place);
        for (const TimeMention* time : begin_inside(times_, span)) {
            const auto& when = time->interval;
            if (setting.begin || !when || !when->begin || !when->end || *when->end - *when->begin > two_days) continue;
            setting.begin = when->begin;
            setting.end = when->end;
        }
    }
    return setting;
}

std::vector<Utterance> utterances_of(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages) {
    std::vector<Utterance> out;
    Copies copies(reports, lineages);
    for (const std::int32_t report : canonical_order(reports)) {
        const CodedReport& coded = reports[report];
        const UtteranceReader reader(coded, report);
        for (std::size_t i = 0; i < coded.layers.attributions.size(); ++i) {
            if (coded.layers.attributions[i].content.empty()) continue;
            if (!copies.is_copy({report, RecordKind::attribution, static_cast<std::int32_t>(i)}))
                out.push_back(reader.of_attribution(i));
        }
        for (std::size_t i = 0; i < coded.layers.sentences.size(); ++i) {
            if (copies.is_copy({report, RecordKind::sentence, static_cast<std::int32_t>(i)})) continue;
            if (std::optional<Utterance> own = reader.of_sentence(i)) out.push_back(std::move(*own));
        }
    }
    return out;
}

bool are_of_other_days(const Setting& a, const Setting& b) {
    constexpr std::int64_t day = 86'400;
    if (!a.begin || !b.begin) return false;
    const bool part = *a.end - *a.begin < day || *b.end - *b.begin < day;
    const std::int64_t gap = std::max(*a.begin, *b.begin) - std::min(*a.end, *b.end);
    return part ? gap > day / 2 : gap >= 0;  // "on Wednesday night" and "before dawn"
}

bool are_of_other_times(const Setting& a, const Setting& b) {
    if (are_of_other_days(a, b)) return true;
    if ((a.begin && b.begin) || a.times.empty() || b.times.empty()) return false;
    return std::ranges::none_of(a.times, [&](const std::string& stem) { return b.times.contains(stem); });
}

bool are_of_other_places(const Setting& a, const Setting& b) {
    if (a.places.empty() || b.places.empty()) return false;
    return std::ranges::none_of(a.places, [&](const PlaceMention* x) {
        return std::ranges::any_of(b.places, [&](const PlaceMention* y) { return can_be_one(*x, *y); });
    });
}

}  // namespace px
