#include "resolve/times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "resolve/time_counted.hpp"
#include "resolve/time_events.hpp"
#include "resolve/time_nearest.hpp"

namespace px {
namespace {

constexpr std::int64_t seconds_of_day = 86400;

class Normaliser {
  public:
    Normaliser(const TimeWords& words, const Report& report, const Annotation& annotation, const CutText& cut)
        : words_(words),
          text_(report.text),
          pieces_(cut.pieces),
          events_(cut.cues, annotation),
          setting_{words, cut.pieces, std::nullopt, false, {}} {
        if (report.published) setting_.report_day = report.published->day;
    }

    std::vector<TimeMention> run(const std::vector<TimeMatch>& matches) {
        setting_.history = is_history(matches);
        mentions_.reserve(matches.size());
        for (const TimeMatch& match : matches) {
            events_.go_to(pieces_[match.begin].span.begin);
            add(match);
        }
        return std::move(mentions_);
    }

  private:
    // History tells dates of other years and hardly counts from the day it was written.
    bool is_history(const std::vector<TimeMatch>& matches) const {
        std::size_t old = 0;
        std::size_t dated = 0;
        std::size_t deictic = 0;
        for (const TimeMatch& match : matches) {
            const TimeExpression& e = match.expression;
            if (e.form != TimeForm::calendar) continue;
            if (e.base == TimeBase::report || (e.weekday != 0 && e.month == 0)) ++deictic;
            if (e.year < 0) continue;
            ++dated;
            if (e.before_christ || !setting_.report_day || e.year + 1 < civil_date(*setting_.report_day).year) ++old;
        }
        return dated >= 5 && old * 10 >= dated * 6 && deictic * 3 < dated;
    }

    void add(const TimeMatch& match) {
        const TimeExpression& e = match.expression;
        TimeMention mention;
        mention.span = hull(pieces_[match.begin].span, pieces_[match.end - 1].span);
        mention.mod = e.mod;
        mention.rule = std::string(e.rule);
        switch (e.form) {
            case TimeForm::calendar:
                add_calendar(match, mention);
                break;
            case TimeForm::duration:
                add_duration(e, match, mention);
                break;
            case TimeForm::set:
                mention.type = TimexType::set;
                mention.value = e.value;
                break;
            case TimeForm::literal:
                mention.value = e.value;
                break;
            case TimeForm::nothing:
                return;
        }
        mentions_.push_back(std::move(mention));
    }

    void add_duration(const TimeExpression& e, const TimeMatch& match, TimeMention& mention) {
        mention.type = TimexType::duration;
        mention.value = e.value;
        if (e.rule == "on-from") {
            mention.arithmetic =
                fmt::format("about {} after '{}', whose date is not said with it", e.value, words_after(match.end + 1));
            mention.confidence = 0.6F;
            return;
        }
        if (e.span_count == 0 || e.unit == Granularity::unknown) return;
        std::optional<std::int32_t> from = setting_.report_day;
        if (e.base == TimeBase::focus) {
            const ToldTime* told = setting_.focus.told_for(Granularity::day, pieces_[match.begin].sentence, 3);
            if (told == nullptr || !told->granule) return;
            from = told->granule->first_day;
            mention.anchor = told->mention;
        } else if (from) {
            mention.anchored_to_report = true;
        }
        if (!from) return;
        const auto other = move_day(*from, e.unit, e.span_count);
        if (!other) return;
        TimeInterval interval;
        interval.begin = std::min(*from, *other) * seconds_of_day;
        interval.end = std::max(*from, *other) * seconds_of_day;
        interval.granularity = e.unit;
        interval.approximate = !e.mod.empty();
        mention.interval = interval;
        mention.arithmetic =
            fmt::format("{} {} {} = {} to {}", counted(e.span_count, e.unit), e.span_count < 0 ? "before" : "after",
                        iso_date(*from), iso_date(std::min(*from, *other)), iso_date(std::max(*from, *other)));
    }

    void add_calendar(const TimeMatch& match, TimeMention& mention) {
        const TimeExpression& e = match.expression;
        TimeResolution found = resolve(match);
        if (e.nth != 0 && found.granule) take_nth(e, found);
        mention.type = e.has_clock() ? TimexType::time : TimexType::date;
        mention.value = found.granule ? found.granule->value() : found.value;
        if (found.weekend) mention.value += "-WE";
        const bool dated = found.granule && found.granule->unit == Granularity::day;
        std::optional<PartHours> part;
        if (e.has_clock() && (dated || !found.granule)) {
            mention.value += clock_value(e);
            if (e.small_hours)
                part = PartHours{0, 6 * 3600};
            else if (e.hour < 0)
                part = words_.hours(e.part);
            if (e.zone_end != 0)
                mention.zone = slice(text_, hull(pieces_[e.zone_begin].span, pieces_[e.zone_end - 1].span));
            if (e.zone_minutes) mention.zone_minutes = static_cast<std::int16_t>(*e.zone_minutes);
        }
        if (found.granule) {
            mention.interval = interval_of(mention.value, part);
            if (mention.interval && !e.mod.empty()) mention.interval->approximate = true;
        }
        mention.arithmetic = std::move(found.arithmetic);
        mention.anchor = found.anchor;
        mention.anchored_to_report = found.anchored_to_report;
        mention.confidence = found.confidence;
        const std::int32_t sentence = pieces_[match.begin].sentence;
        setting_.focus.tell({static_cast<std::int32_t>(mentions_.size()), sentence, found.granule,
                             found.granule ? 0 : e.weekday, is_attribute(match.end)});
        if (found.granule && (e.year >= 0 || (setting_.history && !found.anchored_to_report)))
            setting_.focus.tell_year(*found.granule, sentence);
        if (e.before_christ && e.year > 0) setting_.focus.tell_before_christ(e.year);
    }

    // "Sunday's", if what ends at that piece is "Sunday".
    bool is_attribute(std::size_t end) const {
        if (end >= pieces_.size() || !pieces_[end].glued) return false;
        return pieces_[end].is("'s") || (pieces_[end].is("'") && end + 1 < pieces_.size() && pieces_[end + 1].is("s"));
    }

    // The noun phrase that begins at piece i, roughly: up to a preposition or mark, eight pieces at most.
    std::string words_after(std::size_t i) const {
        static constexpr std::array<std::string_view, 10> ends{",",  ".",    ";",  ":",  "between",
                                                               "in", "with", "at", "by", "and"};
        std::size_t end = i;
        while (end < pieces_.size() && end < i + 8 && pieces_[end].sentence == pieces_[i].sentence &&
               std::find(ends.begin(), ends.end(), pieces_[end].lower) == ends.end())
            ++end;
        return end == i ? std::string() : std::string(slice(text_, hull(pieces_[i].span, pieces_[end - 1].span)));
    }

    TimeResolution resolve(const TimeMatch& match) const {
        const TimeExpression& e = match.expression;
        if (e.before_christ) return said_only(before_christ_value(e));
        if (e.vague && e.base != TimeBase::none)
            return said_only(e.count < 0 || e.rule == "ago" || e.rule == "earlier" ? "PAST_REF" : "FUTURE_REF");
        if (e.base != TimeBase::none) return date_counted(setting_, match, events_.last());
        if (e.century >= 0)
            return said(granule_in_year(e.century * 100 + 1, 1, Granularity::century), fmt::format("{:02}", e.century));
        if (e.decade >= 0) return date_in_decade(setting_, match);
        if (e.year >= 0) return date_in_year(setting_, e, e.year);
        return date_without_year(setting_, match);
    }

    const TimeWords& words_;
    std::string_view text_;
    const std::vector<TimePiece>& pieces_;
    EventsTold events_;
    TimeSetting setting_;
    std::vector<TimeMention> mentions_;
};

}  // namespace

std::vector<TimeMention> find_times(const TimeWords& words, const Report& report, const Annotation& annotation,
                                    DateOrder order) {
    const CutText cut = cut_pieces(words, report.text, annotation);
    const std::vector<TimeMatch> matches = recognise_times(words, cut, order);
    return Normaliser(words, report, annotation, cut).run(matches);
}

}  // namespace px
