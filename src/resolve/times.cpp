#include "resolve/times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "resolve/calendar.hpp"
#include "resolve/time_focus.hpp"
#include "resolve/time_grammar.hpp"
#include "resolve/time_tense.hpp"

namespace px {
namespace {

constexpr std::int64_t seconds_of_day = 86400;

std::string_view unit_name(Granularity unit) {
    switch (unit) {
        case Granularity::half_year:
            return "half-year";
        case Granularity::day_part:
            return "part of the day";
        default:
            return to_string(unit);
    }
}

std::string counted(std::int64_t count, Granularity unit) {
    const std::int64_t size = count < 0 ? -count : count;
    return fmt::format("{} {}{}", size, unit_name(unit), size == 1 ? "" : "s");
}

std::string_view season_code(int first_month) {
    switch (first_month) {
        case 3:
            return "SP";
        case 6:
            return "SU";
        case 9:
            return "FA";
        default:
            return "WI";
    }
}

// What is found for one expression: a granule, or a value with what is unknown marked X.
struct Resolution {
    std::optional<Granule> granule;
    std::string value;  // used when there is no granule
    bool weekend = false;
    std::string arithmetic;
    std::int32_t anchor = -1;
    bool anchored_to_report = false;
    float confidence = 0.95F;
};

class Normaliser {
  public:
    Normaliser(const TimeWords& words, const Report& report, const Annotation& annotation, const CutText& cut)
        : words_(words), text_(report.text), annotation_(annotation), pieces_(cut.pieces), cues_(cut.cues) {
        if (report.published) report_day_ = report.published->day;
    }

    std::vector<TimeMention> run(const std::vector<TimeMatch>& matches) {
        history_ = is_history(matches);
        mentions_.reserve(matches.size());
        for (const TimeMatch& match : matches) {
            find_events(pieces_[match.begin].span.begin);
            add(match);
        }
        return std::move(mentions_);
    }

  private:
    // ---- the document ------------------------------------------------------------------------------------------

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
            if (e.before_christ || !report_day_ || e.year + 1 < civil_date(*report_day_).year) ++old;
        }
        return dated >= 5 && old * 10 >= dated * 6 && deictic * 3 < dated;
    }

    // Remembers the last word for an event ("summit") before byte `until`, but for what quoted voices speak of.
    void find_events(std::uint32_t until) {
        for (; scanned_ < cues_.size() && cues_[scanned_].begin < until; ++scanned_) {
            const TimeCue& cue = cues_[scanned_];
            const std::int32_t block = annotation_.sentences[static_cast<std::size_t>(cue.sentence)].block;
            if (block != quoted_block_) quoted_ = false;
            quoted_block_ = block;
            switch (cue.kind) {
                case TimeCue::Kind::event:
                    if (!quoted_) event_ = &cue;
                    break;
                case TimeCue::Kind::opening:
                    quoted_ = true;
                    break;
                case TimeCue::Kind::closing:
                    quoted_ = false;
                    break;
                case TimeCue::Kind::either:
                    quoted_ = !quoted_;
                    break;
            }
        }
    }

    // ---- one mention -------------------------------------------------------------------------------------------

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
        std::optional<std::int32_t> from = report_day_;
        if (e.base == TimeBase::focus) {
            const ToldTime* told = focus_.told_for(Granularity::day, pieces_[match.begin].sentence, 3);
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

    // "Over the weekend" told at the beginning of a week means the one that is past.
    bool weekend_is_over(const TimeMatch& match) const {
        const TimeOutlook told = outlook(match);
        return told == TimeOutlook::past || (told == TimeOutlook::unknown && !match.expression.said_this);
    }

    // The same day of another month, or the month's last where there is none.
    static std::optional<std::int32_t> move_day(std::int32_t day, Granularity unit, std::int64_t count) {
        if (unit < Granularity::day) return day;
        if (unit == Granularity::day || unit == Granularity::week) {
            const auto moved = shift({unit, day}, count);
            return moved ? std::optional(moved->first_day) : std::nullopt;
        }
        const auto granule = granule_of(day, unit);
        const auto moved = granule ? shift(*granule, count) : std::nullopt;
        if (!moved) return std::nullopt;
        const CivilDate target = civil_date(moved->first_day);
        const CivilDate source = civil_date(day);
        const int month = unit == Granularity::month ? target.month : source.month;
        for (int d = source.day; d >= 28 || d == source.day; --d)
            if (const auto found = day_number(target.year, month, d)) return found;
        return std::nullopt;
    }

    void add_calendar(const TimeMatch& match, TimeMention& mention) {
        const TimeExpression& e = match.expression;
        Resolution found = resolve(match);
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
        focus_.tell({static_cast<std::int32_t>(mentions_.size()), sentence, found.granule,
                     found.granule ? 0 : e.weekday, is_attribute(match.end)});
        if (found.granule && (e.year >= 0 || (history_ && !found.anchored_to_report)))
            focus_.tell_year(*found.granule, sentence);
        if (e.before_christ && e.year > 0) focus_.tell_before_christ(e.year);
    }

    // "Sunday's", if what ends at that piece is "Sunday".
    bool is_attribute(std::size_t end) const {
        if (end >= pieces_.size() || !pieces_[end].glued) return false;
        return pieces_[end].is("'s") || (pieces_[end].is("'") && end + 1 < pieces_.size() && pieces_[end + 1].is("s"));
    }

    // "the last week of August": the week that holds its last day.
    static void take_nth(const TimeExpression& e, Resolution& found) {
        const auto after = day_after(*found.granule);
        const auto base =
            after ? granule_of(e.nth < 0 ? *after - 1 : found.granule->first_day, e.nth_unit) : std::nullopt;
        const auto moved = base ? shift(*base, e.nth < 0 ? 0 : e.nth - 1) : std::nullopt;
        if (!moved || moved->first_day >= *after) {
            found.arithmetic = "no such " + std::string(unit_name(e.nth_unit)) + " in " + found.granule->value();
            found.value = found.granule->value();
            found.granule.reset();
            return;
        }
        static constexpr std::array<std::string_view, 6> ordinals{"last",  "first",  "second",
                                                                  "third", "fourth", "fifth"};
        found.arithmetic = fmt::format("{}{}{} {} of {} = {}", found.arithmetic, found.arithmetic.empty() ? "" : "; ",
                                       ordinals[e.nth < 0 ? 0 : static_cast<std::size_t>(e.nth)], unit_name(e.nth_unit),
                                       found.granule->value(), moved->value());
        found.granule = moved;
    }

    static std::string clock_value(const TimeExpression& e) {
        if (e.hour < 0) return fmt::format("T{}", e.part);
        std::string value = fmt::format("T{:02}", e.hour);
        if (e.minute >= 0)
            value += fmt::format(":{:02}", e.minute);
        else
            value += ":00";
        if (e.second >= 0) value += fmt::format(":{:02}", e.second);
        if (e.zone_minutes == 0) value += "Z";
        return value;
    }

    // ---- dates -------------------------------------------------------------------------------------------------

    Resolution resolve(const TimeMatch& match) {
        const TimeExpression& e = match.expression;
        if (e.before_christ) return said_only(before_christ_value(e));
        if (e.vague && e.base != TimeBase::none)
            return said_only(e.count < 0 || e.rule == "ago" || e.rule == "earlier" ? "PAST_REF" : "FUTURE_REF");
        if (e.base != TimeBase::none) return counted_from(match);
        if (e.century >= 0)
            return said(granule_in_year(e.century * 100 + 1, 1, Granularity::century), fmt::format("{:02}", e.century));
        if (e.decade >= 0) return decade(match);
        if (e.year >= 0) return in_year(e, e.year);
        return without_year(match);
    }

    static Resolution said_only(std::string value) {
        Resolution found;
        found.value = std::move(value);
        return found;
    }

    static Resolution said(std::optional<Granule> granule, std::string otherwise) {
        Resolution found;
        found.granule = granule;
        found.value = std::move(otherwise);
        if (!granule) found.arithmetic = "no such date";
        return found;
    }

    static std::string before_christ_value(const TimeExpression& e) {
        if (e.century >= 0) return fmt::format("BC{:02}", e.century);
        std::string value = fmt::format("BC{:04}", e.year);
        if (e.month != 0) value += fmt::format("-{:02}", e.month);
        if (e.day != 0) value += fmt::format("-{:02}", e.day);
        return value;
    }

    static std::optional<Granule> granule_in_year(int year, int month, Granularity unit) {
        const auto day = day_number(year, month, 1);
        return day ? granule_of(*day, unit) : std::nullopt;
    }

    Resolution decade(const TimeMatch& match) const {
        const TimeExpression& e = match.expression;
        int tens = e.decade;
        std::string arithmetic;
        if (e.short_decade) {
            const auto story = focus_.year_at(pieces_[match.begin].sentence);
            const int reference = history_ && story ? civil_date(story->first_day).year
                                  : report_day_     ? civil_date(*report_day_).year
                                                    : 0;
            if (reference == 0) return said_only(fmt::format("XX{}", tens));
            tens += reference / 100 * 10;
            if (tens * 10 > reference) tens -= 10;
            arithmetic = fmt::format("the {}s latest on or before {} = {}0s", e.decade * 10, reference, tens);
        }
        Resolution found =
            said(granule_in_year(std::max(1, tens * 10), 1, Granularity::decade), fmt::format("{:03}", tens));
        if (found.granule) found.arithmetic = std::move(arithmetic);
        return found;
    }

    // All fields but the year are said in `e`.
    std::optional<Granule> granule_for(const TimeExpression& e, int year) const {
        if (e.holiday >= 0) {
            const auto day = words_.holidays()[static_cast<std::size_t>(e.holiday)].in_year(year);
            return day ? std::optional(Granule{Granularity::day, *day}) : std::nullopt;
        }
        if (e.month != 0 && e.day != 0) {
            const auto day = day_number(year, e.month, e.day);
            return day ? std::optional(Granule{Granularity::day, *day}) : std::nullopt;
        }
        if (e.month != 0) return granule_in_year(year, e.month, Granularity::month);
        if (e.season != 0) return granule_in_year(year, e.season, Granularity::season);
        if (e.quarter != 0) return granule_in_year(year, e.quarter * 3 - 2, Granularity::quarter);
        if (e.half != 0) return granule_in_year(year, e.half * 6 - 5, Granularity::half_year);
        return granule_in_year(year, 1, Granularity::year);
    }

    std::string value_for(const TimeExpression& e, std::string_view year) const {
        if (e.holiday >= 0) {
            const HolidayRule& rule = words_.holidays()[static_cast<std::size_t>(e.holiday)];
            if (rule.month != 0 && rule.weekday == 0) return fmt::format("{}-{:02}-{:02}", year, rule.month, rule.day);
            return fmt::format("{}-XX-XX", year);
        }
        if (e.day != 0 && e.month != 0) return fmt::format("{}-{:02}-{:02}", year, e.month, e.day);
        if (e.month != 0) return fmt::format("{}-{:02}", year, e.month);
        if (e.season != 0) return fmt::format("{}-{}", year, season_code(e.season));
        if (e.quarter != 0) return fmt::format("{}-Q{}", year, e.quarter);
        if (e.half != 0) return fmt::format("{}-H{}", year, e.half);
        if (e.weekday != 0) return fmt::format("{}-WXX-{}", year, e.weekday);
        return std::string(year);
    }

    Resolution in_year(const TimeExpression& e, int year) const {
        Resolution found = said(granule_for(e, year), value_for(e, fmt::format("{:04}", year)));
        if (!found.granule) found.confidence = 0.5F;
        if (found.granule && e.rule.starts_with("numeric-date-")) {
            found.arithmetic = fmt::format("figures with the {} first = {}",
                                           e.rule.ends_with("day-first") ? "day" : "month", found.granule->value());
            found.confidence = 0.7F;
        }
        if (found.granule && e.weekday != 0 && weekday_of(found.granule->first_day) != e.weekday) {
            found.arithmetic = fmt::format("{} is a {}, not a {} as the text says", iso_date(found.granule->first_day),
                                           weekday_name(weekday_of(found.granule->first_day)), weekday_name(e.weekday));
            found.confidence = 0.7F;
        }
        return found;
    }

    // A month, season, quarter, holiday or weekday whose year is not said.
    Resolution without_year(const TimeMatch& match) {
        const TimeExpression& e = match.expression;
        if (e.weekday != 0 && e.month == 0) return bare_weekday(match);
        if (const ToldTime* told = focus_.last(); e.in_previous_year && told != nullptr && told->granule) {
            Resolution found = in_year(e, civil_date(told->granule->first_day).year);
            found.anchor = told->mention;
            found.arithmetic = "in the year of the date before it";
            return found;
        }
        if (history_ && !e.said_this && e.direction == 0) {
            if (focus_.before_christ() != 0)
                return said_only(value_for(e, fmt::format("BC{:04}", focus_.before_christ())));
            if (const auto story = focus_.year_at(pieces_[match.begin].sentence)) return nearest_to_told(e, *story);
        }
        if (!report_day_) {
            Resolution found = said_only(value_for(e, "XXXX"));
            found.arithmetic = "the year is not said and the publication date is not known";
            found.confidence = 0.5F;
            return found;
        }
        return nearest_to_report(match);
    }

    Resolution bare_weekday(const TimeMatch& match) const {
        const TimeExpression& e = match.expression;
        Resolution found;
        found.value = fmt::format("XXXX-WXX-{}", e.weekday);
        if (!report_day_) {
            found.arithmetic = "a weekday, and the publication date is not known";
            found.confidence = 0.5F;
            return found;
        }
        const std::int32_t today = *report_day_;
        const int back = (weekday_of(today) - e.weekday + 7) % 7;
        const std::string_view name = weekday_name(e.weekday);
        std::int64_t day = today - back;
        std::string_view how = "on or before";
        if (e.direction < 0) {
            day = back == 0 ? today - 7 : today - back;
            how = "before";
        } else if (e.direction > 0) {
            day = today - back + 7;
            how = "after";
        } else if (e.said_this) {
            day = today - weekday_of(today) + e.weekday;
            how = "in the week of";
        } else if (outlook(match) == TimeOutlook::future) {
            day = back == 0 ? today : today - back + 7;
            how = "on or after";
        }
        found.granule = shift({Granularity::day, today}, day - today);
        found.anchored_to_report = true;
        found.confidence = 0.9F;
        if (found.granule)
            found.arithmetic = fmt::format("{} {} {} = {}", name, how, dated_weekday(today), found.granule->value());
        return found;
    }

    TimeOutlook outlook(const TimeMatch& match) const { return outlook_at(pieces_, match.begin, match.end); }

    // History: the candidate nearest to the date told last, rather after it than before.
    Resolution nearest_to_told(const TimeExpression& e, const Granule& story) const {
        const std::int32_t told = story.first_day;
        const int year = civil_date(told).year;
        Resolution found = said_only(value_for(e, "XXXX"));
        std::int64_t best = 0;
        for (int candidate = year - 1; candidate <= year + 1; ++candidate) {
            const auto granule = granule_for(e, candidate);
            if (!granule) continue;
            const std::int64_t distance = granule->first_day - told;
            std::int64_t cost =
                distance < 0 ? static_cast<std::int64_t>(-static_cast<double>(distance) * 1.2) : distance;
            // A year told as such: its own months, not the nearest ones.
            if (story.unit == Granularity::year && candidate == year) cost = 0;
            if (found.granule && cost >= best) continue;
            best = cost;
            found.granule = granule;
        }
        if (found.granule)
            found.arithmetic =
                fmt::format("nearest to the date told last, {} = {}", story.value(), found.granule->value());
        found.anchor = focus_.last() == nullptr ? -1 : focus_.last()->mention;
        found.confidence = 0.75F;
        return found;
    }

    Resolution nearest_to_report(const TimeMatch& match) const {
        const TimeExpression& e = match.expression;
        const std::int32_t today = *report_day_;
        const int year = civil_date(today).year;
        const TimeOutlook ahead = e.said_this || e.direction != 0 ? TimeOutlook::unknown : outlook(match);
        Resolution found = said_only(value_for(e, "XXXX"));
        found.anchored_to_report = true;
        found.confidence = 0.8F;
        std::int64_t best = 0;
        for (int candidate = year - 1; candidate <= year + 1; ++candidate) {
            const auto granule = granule_for(e, candidate);
            const auto end = granule ? day_after(*granule) : std::nullopt;
            if (!end) continue;
            const bool holds_today = granule->first_day <= today && today < *end;
            const bool behind = *end <= today;
            std::int64_t cost = holds_today ? 0 : behind ? today - *end + 1 : granule->first_day - today;
            if (e.said_this && candidate != year) cost += 10000;
            if (e.direction < 0 && !behind) cost += 10000;
            if (e.direction > 0 && (behind || holds_today)) cost += 10000;
            if (ahead == TimeOutlook::future && behind) cost += e.day != 0 && today - *end < 21 ? 100 : 1000;
            if (ahead == TimeOutlook::past && !behind && !holds_today)
                cost += e.day != 0 && granule->first_day - today < 21 ? 100 : 1000;
            // Without a cue the past is told more often than the future; a day close by may be either.
            if (ahead == TimeOutlook::unknown && !behind && !holds_today) cost += e.day != 0 ? cost : 200;
            if (found.granule && cost >= best) continue;
            best = cost;
            found.granule = granule;
        }
        if (!found.granule) {
            found.arithmetic = "no such date";
            found.anchored_to_report = false;
            return found;
        }
        const bool before = found.granule->first_day <= today;
        const std::string_view how = e.direction < 0                           ? "latest before"
                                     : e.direction > 0                         ? "first after"
                                     : e.said_this                             ? "in the year of"
                                     : ahead == TimeOutlook::future && !before ? "first after"
                                     : ahead == TimeOutlook::past && before    ? "latest on or before"
                                                                               : "nearest to";
        found.arithmetic = fmt::format("{} {} = {}", how, iso_date(today), found.granule->value());
        return found;
    }

    // ---- counted from an anchor --------------------------------------------------------------------------------

    Resolution counted_from(const TimeMatch& match) {
        const TimeExpression& e = match.expression;
        Resolution found;
        found.weekend = e.weekend && e.rule != "ago";
        std::optional<std::int32_t> anchor;
        std::string anchor_name;
        if (e.base == TimeBase::report) {
            const auto story = focus_.year_at(pieces_[match.begin].sentence);
            const bool of_story =
                history_ && e.rule == "counted-from-report" && !e.mod.empty() && !e.said_this && e.count == 0;
            anchor = of_story && story ? std::optional(story->first_day) : report_day_;
            found.anchored_to_report = anchor.has_value() && anchor == report_day_;
            if (!anchor) found.arithmetic = "counts from the publication date, which is not known";
        } else {
            anchor = told_anchor(match, found);
        }
        found.value = unknown_value(e);
        if (!anchor) {
            if (found.arithmetic.empty()) found.arithmetic = "counts from a date that the text does not give";
            if (unresolved_weekday_ != 0 && e.unit == Granularity::day && !e.has_date_field()) shift_weekday(e, found);
            found.weekend = false;
            found.confidence = 0.5F;
            return found;
        }
        place(e, match, *anchor, found);
        return found;
    }

    // The day that "a day earlier" counts from.
    std::optional<std::int32_t> told_anchor(const TimeMatch& match, Resolution& found) {
        const TimeExpression& e = match.expression;
        const std::int32_t sentence = pieces_[match.begin].sentence;
        if (focus_.before_christ() != 0) return std::nullopt;
        const bool clock_only = e.has_clock() && e.count == 0 && !e.said_this;
        const Granularity unit = e.weekday != 0 ? Granularity::day : e.has_date_field() ? Granularity::year : e.unit;
        unresolved_weekday_ = 0;
        const ToldTime* told = focus_.told_for(unit, sentence, clock_only && !history_ ? 1 : 3);
        // "... cancelled Sunday's vote. Shots were heard at 4 a.m.": not on that Sunday.
        if (clock_only && told != nullptr && told->attribute && told->sentence < sentence)
            if (const ToldTime* other = focus_.told_for(unit, sentence, 3, false)) told = other;
        const bool fine = unit <= Granularity::week;
        if (told == nullptr && fine && !clock_only && recent_event(sentence)) {
            const std::string distance = e.unit == Granularity::unknown ? "" : counted(e.count, e.unit) + " ";
            found.arithmetic = fmt::format("{}{} {}, whose date the text does not give", distance,
                                           e.count + e.direction < 0 ? "before" : "after", event_name());
            return std::nullopt;
        }
        if (told == nullptr && (history_ || !clock_only)) told = focus_.told_for(unit, sentence, 20);
        if (told != nullptr) {
            found.anchor = told->mention;
            if (told->granule) return told->granule->first_day;
            unresolved_weekday_ = told->weekday;
            return std::nullopt;
        }
        if (history_) return std::nullopt;
        found.anchored_to_report = report_day_.has_value();
        found.confidence = clock_only ? 0.8F : 0.4F;
        return report_day_;
    }

    void shift_weekday(const TimeExpression& e, Resolution& found) const {
        const auto moved = static_cast<int>(((unresolved_weekday_ - 1 + e.count) % 7 + 7) % 7 + 1);
        found.value = fmt::format("XXXX-WXX-{}", moved);
        found.arithmetic = fmt::format("{} {} {}, whose date is not known", counted(e.count, e.unit),
                                       e.count < 0 ? "before" : "after", weekday_name(unresolved_weekday_));
    }

    bool recent_event(std::int32_t sentence) const { return event_ != nullptr && sentence - event_->sentence <= 12; }
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

    std::string event_name() const { return event_ == nullptr ? std::string() : "the " + std::string(event_->word); }

    std::string unknown_value(const TimeExpression& e) const {
        if (e.has_date_field() && !e.weekend) return value_for(e, "XXXX");
        switch (e.unit) {
            case Granularity::day:
                return "XXXX-XX-XX";
            case Granularity::week:
                return e.weekend ? "XXXX-WXX-WE" : "XXXX-WXX";
            case Granularity::month:
                return "XXXX-XX";
            case Granularity::quarter:
                return "XXXX-QX";
            case Granularity::decade:
                return "XXX";
            case Granularity::century:
                return "XX";
            case Granularity::year:
                return "XXXX";
            default:
                return "XXXX-XX-XX";
        }
    }

    // Puts the expression at its place, `count` units from the anchor.
    void place(const TimeExpression& e, const TimeMatch& match, std::int32_t anchor, Resolution& found) const {
        if (e.unit == Granularity::unknown) return place_named(e, anchor, found);
        Granularity unit = e.unit;
        std::int64_t count = e.count;
        if (unit == Granularity::decade && (e.rule == "ago" || e.rule == "earlier" || e.rule == "later")) {
            unit = Granularity::year;  // "a decade ago" is a year ten years back, not the decade before this one
            count *= 10;
        }
        if (unit < Granularity::day) {  // hours: only whole days change the date
            count = unit == Granularity::hour ? (count < 0 ? (count - 12) / 24 : (count + 12) / 24) : 0;
            unit = Granularity::day;
        }
        if (found.weekend && count == 0 && weekday_of(anchor) < 5 && weekend_is_over(match)) count = -1;
        const auto base = granule_of(anchor, unit);
        const auto moved = base ? shift(*base, count) : std::nullopt;
        if (!moved) {
            found.arithmetic = "outside the years 1 to 9999";
            return;
        }
        found.granule = moved;
        if (unit == Granularity::year &&
            (e.month != 0 || e.season != 0 || e.quarter != 0 || e.half != 0 || e.holiday >= 0))
            found.granule = granule_for(e, civil_date(moved->first_day).year);
        if (unit == Granularity::week && e.weekday != 0)
            found.granule = shift({Granularity::day, moved->first_day}, e.weekday - 1);
        if (!found.granule) {
            found.arithmetic = "no such date";
            return;
        }
        const std::string where = count == 0 ? fmt::format("the {} of {}", unit_name(unit), iso_date(anchor))
                                             : fmt::format("{} {} {}", counted(count, unit),
                                                           count < 0 ? "before" : "after", iso_date(anchor));
        found.arithmetic = fmt::format("{} = {}{}", where, found.granule->value(), found.weekend ? "-WE" : "");
        if (found.confidence > 0.9F) found.confidence = e.base == TimeBase::focus ? 0.75F : 0.9F;
    }

    // "the following Tuesday", "that March", "the previous summer": the nearest on that side of the anchor.
    void place_named(const TimeExpression& e, std::int32_t anchor, Resolution& found) const {
        if (e.weekday != 0) {
            const int forward = (e.weekday - weekday_of(anchor) + 7) % 7;
            std::int64_t days = e.direction < 0 ? forward - 7 : forward;
            if (e.direction > 0 && days == 0) days = 7;
            found.granule = shift({Granularity::day, anchor}, days);
        } else {
            const int year = civil_date(anchor).year;
            for (int candidate = year - 1; candidate <= year + 1 && !found.granule; ++candidate) {
                const int step = e.direction < 0 ? 2 * year - candidate : candidate;
                const auto granule = granule_for(e, step);
                if (!granule) continue;
                const auto end = day_after(*granule);
                const bool fits = e.direction > 0   ? granule->first_day > anchor
                                  : e.direction < 0 ? end && *end <= anchor
                                                    : step == year;
                if (fits) found.granule = granule;
            }
        }
        if (found.granule)
            found.arithmetic = fmt::format("{} {} = {}",
                                           e.direction < 0   ? "latest before"
                                           : e.direction > 0 ? "first after"
                                                             : "in the year of",
                                           iso_date(anchor), found.granule->value());
        found.confidence = 0.7F;
    }

    const TimeWords& words_;
    std::string_view text_;
    const Annotation& annotation_;
    const std::vector<TimePiece>& pieces_;
    const std::vector<TimeCue>& cues_;
    std::optional<std::int32_t> report_day_;
    std::vector<TimeMention> mentions_;
    TimeFocus focus_;
    std::size_t scanned_ = 0;         // cues
    const TimeCue* event_ = nullptr;  // named last
    bool quoted_ = false;             // whether what follows the cues scanned stands inside quotation marks
    std::int32_t quoted_block_ = -1;
    int unresolved_weekday_ = 0;
    bool history_ = false;
};

}  // namespace

std::vector<TimeMention> find_times(const TimeWords& words, const Report& report, const Annotation& annotation,
                                    DateOrder order) {
    const CutText cut = cut_pieces(words, report.text, annotation);
    const std::vector<TimeMatch> matches = recognise_times(words, cut.pieces, order);
    return Normaliser(words, report, annotation, cut).run(matches);
}

}  // namespace px
