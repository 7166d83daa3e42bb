#pragma once
// Part of the grammar of times, included by time_grammar.cpp alone: dates counted from an anchor, what modifies a
// date, times of day, and how these combine.

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "resolve/time_calendar_rules.hpp"

namespace px {

class MomentRules : public CalendarRules {
  public:
    using CalendarRules::CalendarRules;

  protected:
    using enum TimeClass;

    // ---- counted from an anchor --------------------------------------------------------------------------------

    static Granularity granule_unit(std::string_view code) {
        static constexpr std::array<std::pair<std::string_view, Granularity>, 12> codes{{{"D", Granularity::day},
                                                                                         {"W", Granularity::week},
                                                                                         {"2W", Granularity::week},
                                                                                         {"WE", Granularity::week},
                                                                                         {"M", Granularity::month},
                                                                                         {"Q", Granularity::quarter},
                                                                                         {"Y", Granularity::year},
                                                                                         {"DE", Granularity::decade},
                                                                                         {"CE", Granularity::century},
                                                                                         {"TH", Granularity::hour},
                                                                                         {"TM", Granularity::minute},
                                                                                         {"S", Granularity::second}}};
        for (const auto& [name, unit] : codes)
            if (name == code) return unit;
        return Granularity::unknown;
    }

    // "last week", "the previous year", "this March", "next Tuesday", "that same day", "the night before".
    Match relative_granule(std::size_t i) const {
        TimeExpression expression;
        std::size_t j = skip(i, "the");
        const bool article = j != i;
        const TimePiece* piece = at(j);
        if (piece == nullptr) return std::nullopt;
        if (is(j, last) || is(j, past)) {
            expression.base = TimeBase::report;
            expression.count = -1;
            if (is(j, past) && article) return std::nullopt;  // a duration: "the past year"
        } else if (is(j, next)) {
            expression.base = article ? TimeBase::focus : TimeBase::report;
            expression.count = 1;
        } else if (is(j, shift)) {
            expression.base = TimeBase::focus;
            expression.count = value(j, shift);
        } else if (is(j, coming)) {
            expression.base = TimeBase::report;
            expression.count = 1;
        } else if (is(j, this_)) {
            expression.base = TimeBase::report;
            expression.said_this = true;
            if (is(j + 1, past) || is(j + 1, last) || is(j + 1, coming)) {
                expression.count = is(j + 1, coming) ? 1 : -1;
                ++j;
            } else if (is(j + 1, same)) {
                expression.base = TimeBase::focus;
                ++j;
            }
        } else if (is(j, that) || is(j, same)) {
            expression.base = TimeBase::focus;
            expression.said_this = true;
            if (is(j, that) && is(j + 1, same)) ++j;
        } else {
            return std::nullopt;
        }
        j = skip(j + 1, "-");
        return inside_relative(j, expression);
    }

    Match inside_relative(std::size_t j, TimeExpression expression) const {
        const bool focus = expression.base == TimeBase::focus;
        // "the last day of the talks" is no yesterday, "the last month of the war" no month before this one.
        const bool final_one = is(j - 1, last) && is(j, unit) && (is(j, "day") || is(j + 1, "of"));
        if (final_one) return std::nullopt;
        expression.rule = focus ? "counted-from-told" : "counted-from-report";
        if (is(j, unit)) {
            const std::string_view code = pieces_[j].sense(unit).value;
            expression.unit = granule_unit(code);
            expression.weekend = code == "WE";
            if (expression.unit == Granularity::unknown || code == "2W" || expression.unit == Granularity::hour ||
                expression.unit == Granularity::minute || expression.unit == Granularity::second)
                return std::nullopt;
            return Found{j + 1, expression};
        }
        expression.direction = static_cast<int>(expression.count);
        if (is(j, weekday))
            expression.weekday = value(j, weekday);
        else if (is(j, month))
            expression.month = value(j, month);
        else if (is(j, part))
            return relative_part(j, expression);
        else if (Match named = season_date(j); named && named->expression.year < 0)
            expression.season = named->expression.season;
        else if (Match quarter = quarter_date(j);
                 quarter && quarter->expression.year < 0 && quarter->expression.quarter != 0) {
            expression.quarter = quarter->expression.quarter;
            expression.base = TimeBase::none;
            return Found{quarter->end, expression};
        } else if (Match holiday = holiday_date(j); holiday && holiday->expression.year < 0) {
            expression.holiday = holiday->expression.holiday;
            expression.base = TimeBase::none;
            return Found{holiday->end, expression};
        } else
            return std::nullopt;
        if (!focus) expression.base = TimeBase::none;
        expression.count = 0;
        std::size_t end = j + 1;
        if (expression.month != 0) {
            const auto day = month_day(end);
            if (day && !is(day->second, "%")) {
                expression.day = day->first;
                end = day->second;
            }
        }
        return Found{end, expression};
    }

    // "last night", "this morning", "that evening", "the next morning".
    Match relative_part(std::size_t j, TimeExpression expression) const {
        expression.part = pieces_[j].sense(part).value;
        expression.unit = Granularity::day;
        expression.direction = 0;
        expression.rule = "part-of-day";
        return Found{j + 1, expression};
    }

    // "today", "yesterday", "tonight".
    Match deictic_day(std::size_t i) const {
        if (!is(i, deictic)) return std::nullopt;
        TimeExpression expression;
        expression.rule = "counted-from-report";
        expression.base = TimeBase::report;
        expression.unit = Granularity::day;
        const std::string_view code = pieces_[i].sense(deictic).value;
        if (code == "0NI")
            expression.part = "NI";
        else
            expression.count = value(i, deictic);
        return Found{i + 1, expression};
    }

    // "the day before yesterday", "the day after tomorrow", "the day before", "the following day" is relative_granule.
    Match around_day(std::size_t i) const {
        const std::size_t j = one_of(i, "the", "a") ? i + 1 : i;
        if (j == i || !(is(j, unit) || is(j, part))) return std::nullopt;
        const bool back = is(j + 1, "before");
        if (!back && !is(j + 1, "after") && !is(j + 1, "following") && !is(j + 1, "earlier") && !is(j + 1, "later"))
            return std::nullopt;
        TimeExpression expression;
        expression.rule = "counted-from-told";
        expression.base = TimeBase::focus;
        const bool earlier_word = back || is(j + 1, "earlier");
        expression.count = earlier_word ? -1 : 1;
        if (is(j, part)) {
            expression.unit = Granularity::day;
            expression.part = pieces_[j].sense(part).value;
        } else {
            expression.unit = granule_unit(pieces_[j].sense(unit).value);
        }
        if (is(j, "day") && (is(j + 2, "yesterday") || is(j + 2, "tomorrow"))) {
            expression.base = TimeBase::report;
            expression.rule = "counted-from-report";
            expression.count *= 2;
            return Found{j + 3, expression};
        }
        if (back && is(j + 2, "last")) {  // "the week before last"
            expression.base = TimeBase::report;
            expression.rule = "counted-from-report";
            expression.count = -2;
            return Found{j + 3, expression};
        }
        if (!ends_phrase(j + 2)) return std::nullopt;
        return Found{j + 2, expression};
    }

    // ---- composition -------------------------------------------------------------------------------------------

    Match plain_date(std::size_t i) const {
        const TimePiece* first = at(i);
        const std::size_t j = skip(i, "the");
        if (first == nullptr || at(j) == nullptr) return std::nullopt;
        const TimePiece& head = pieces_[j];
        Match best;
        const auto consider = [&](Match found) {
            if (found && (!best || found->end > best->end)) best = std::move(found);
        };
        // What each rule must find at its first piece; most pieces are spared most rules.
        const bool figure = head.number >= 0;
        if (figure) consider(numeric_date(i));
        if (first->is(weekday)) consider(weekday_date(i));
        if (figure || head.is_any(class_mask({month, ordinal}))) consider(month_date(i));
        if (first->begins_holiday) consider(holiday_date(i));
        if (figure || first->is(era) || first->is("'")) consider(lone_year(i));
        if (figure || head.is_any(class_mask({ordinal, TimeClass::decade, mod, number})) || head.is("'"))
            consider(decade_or_century(i));
        if (head.is(season)) consider(season_date(i));
        if (figure || head.is(ordinal) || head.is("q")) consider(quarter_date(i));
        if (head.is_any(class_mask({last, past, next, shift, coming, this_, that, same})))
            consider(relative_granule(i));
        if (first->is(deictic)) consider(deictic_day(i));
        if (head.opener || head.is_any(class_mask({unit, units}))) consider(fiscal_year(i));
        return best;
    }

    // "early", "mid-", "the end of", "later", "the start of the".
    struct Prefix {
        std::size_t end = 0;
        std::string_view mod;
        bool of = false;
    };
    std::optional<Prefix> prefix(std::size_t i) const {
        std::size_t j = skip(i, "the");
        if (one_of(j, "very", "latter")) ++j;
        if (is(j, "part") && is(j + 1, "of")) return Prefix{j + 2, "END", true};
        if (!is(j, mod)) return std::nullopt;
        Prefix found{j + 1, pieces_[j].sense(mod).value, false};
        if (is(found.end, "part") || is(found.end, "stages")) ++found.end;
        if (is(found.end, "of")) {
            ++found.end;
            found.of = true;
        } else if (one_of(j, "end", "beginning", "start", "close", "outset", "onset", "height", "middle", "midst")) {
            return std::nullopt;
        } else if (is(found.end, "-")) {
            ++found.end;
        } else if (is(found.end, "in") || is(found.end, "on")) {
            if (!one_of(j, "early", "late", "later", "earlier")) return std::nullopt;
            ++found.end;
        }
        return found;
    }

    // "the year", "the month": only after "the end of" and the like.
    Match the_granule(std::size_t i) const {
        const std::size_t j = skip(i, "the");
        if (j == i || !is(j, unit)) return std::nullopt;
        TimeExpression expression;
        expression.base = TimeBase::report;
        expression.rule = "counted-from-report";
        const std::string_view code = pieces_[j].sense(unit).value;
        expression.unit = granule_unit(code);
        expression.weekend = code == "WE";
        if (expression.unit == Granularity::unknown || expression.unit == Granularity::hour ||
            expression.unit == Granularity::minute || expression.unit == Granularity::second)
            return std::nullopt;
        return Found{j + 1, expression};
    }

    // A date with what modifies it: "early May 2012", "the end of the year", "late on Monday night".
    Match date(std::size_t i) const {
        Match best = plain_date(i);
        if (const auto before_date = prefix(i)) {
            Match inner = plain_date(before_date->end);
            if (!inner && before_date->of) inner = the_granule(before_date->end);
            if (!inner && is(before_date->end - 1, "in")) inner = the_granule(before_date->end);
            if (inner && (!best || inner->end > best->end)) {
                inner->expression.mod = before_date->mod;
                best = std::move(inner);
            }
        }
        if (Match nth = nth_inside(i); nth && (!best || nth->end > best->end)) best = std::move(nth);
        if (Match year_end = end_of_year(i); year_end && !best) best = std::move(year_end);
        if (Match weekend = the_weekend(i); weekend && !best) best = std::move(weekend);
        if (!best) return std::nullopt;
        return inside(std::move(*best));
    }

    // "the last week of August", "the first day of 2012", "the final month of the year".
    Match nth_inside(std::size_t i) const {
        const std::size_t j = skip(i, "the");
        int nth = 0;
        if (is(j, "last") || is(j, "final") || is(j, "closing"))
            nth = -1;
        else if (is(j, "opening"))
            nth = 1;
        else if (is(j, ordinal))
            nth = value(j, ordinal);
        if (j == i || nth == 0 || nth > 5 || !is(j + 1, unit) || !is(j + 2, "of")) return std::nullopt;
        const Granularity nth_unit = granule_unit(pieces_[j + 1].sense(unit).value);
        if (nth_unit < Granularity::day || nth_unit > Granularity::month) return std::nullopt;
        Match outer = plain_date(j + 3);
        if (!outer) outer = the_granule(j + 3);
        if (!outer || outer->expression.is_day() || outer->expression.has_clock()) return std::nullopt;
        outer->expression.nth_unit = nth_unit;
        outer->expression.nth = nth;
        return outer;
    }

    Match the_weekend(std::size_t i) const {
        const std::size_t j = skip(i, "the");
        if (j == i || !is(j, unit) || pieces_[j].sense(unit).value != "WE") return std::nullopt;
        return the_granule(i);
    }

    Match end_of_year(std::size_t i) const {
        if (!one_of(i, "year", "month")) return std::nullopt;
        std::size_t j = i + 1;
        if (is(j, "'") && is(j + 1, "s"))
            j += 2;
        else if (is(j, "'s"))
            ++j;
        j = skip(j, "-");
        if (!is(j, "end")) return std::nullopt;
        TimeExpression expression;
        expression.base = TimeBase::report;
        expression.rule = "counted-from-report";
        expression.unit = is(i, "year") ? Granularity::year : Granularity::month;
        expression.mod = "END";
        return Found{j + 1, expression};
    }

    // "... of last year", "... this year", "Tuesday of last week", "3 May this year".
    Found inside(Found found) const {
        TimeExpression& expression = found.expression;
        const bool can = expression.direction == 0 && !expression.said_this && expression.form == TimeForm::calendar &&
                         expression.base == TimeBase::none && expression.year < 0 && expression.decade < 0 &&
                         expression.century < 0;
        if (!can) return found;
        std::size_t j = found.end;
        if (is(j, "of")) ++j;
        Match outer = relative_granule(j);
        if (!outer) return found;
        const TimeExpression& granule = outer->expression;
        if (granule.has_date_field() || granule.has_clock()) return found;
        const bool year = granule.unit == Granularity::year && (expression.month != 0 || expression.season != 0 ||
                                                                expression.quarter != 0 || expression.holiday >= 0);
        const bool week = granule.unit == Granularity::week && expression.weekday != 0 && expression.month == 0;
        if (!year && !week) return found;
        expression.base = granule.base;
        expression.unit = granule.unit;
        expression.count = granule.count;
        found.end = outer->end;
        return found;
    }

    // ---- times of day ------------------------------------------------------------------------------------------

    // After a time of day: "GMT", "(GMT)", "ET", "local time", "Moscow time", "Central European Time".
    std::size_t zone_after(std::size_t i, TimeExpression& expression) const {
        const bool bracket = is(i, "(");
        const std::size_t j = bracket ? i + 1 : i;
        const TimePiece* piece = at(j);
        if (piece == nullptr) return i;
        std::size_t words = j;  // of the name before "time"
        if (const auto minutes = words_.zone(text_of(*piece))) {
            expression.zone_minutes = *minutes;
            words = j + 1;
        } else if (piece->is("z") && piece->capital && piece->glued) {
            expression.zone_minutes = 0;
            words = j + 1;
        } else if (one_of(j, "et", "ct", "mt", "pt") && text_of(*piece)[1] < 'a') {
            words = j + 1;
        } else if (words = zone_name(j); words == j) {
            return i;
        }
        const std::size_t end = is(words, "time") ? words + 1 : words;
        if (bracket && !is(end, ")")) return i;
        expression.zone_begin = j;
        expression.zone_end = words;
        return bracket ? end + 1 : end;
    }

    // The words before "time": "local", or up to three capital ones.
    std::size_t zone_name(std::size_t i) const {
        std::size_t j = i;
        if (is(i, "local")) ++j;
        while (j == i + (is(i, "local") ? 1 : 0) || j < i + 3) {
            const TimePiece* piece = at(j);
            if (is(j, "time") || piece == nullptr || !piece->capital || is(j, month) || is(j, weekday)) break;
            ++j;
        }
        return is(j, "time") ? j : i;
    }

    // The figures of "7.30".
    static std::optional<std::pair<int, int>> hour_and_minute(const TimePiece& piece) {
        const std::string_view text = piece.lower;
        if (!piece.figure) return std::nullopt;
        const std::size_t dot = text.find('.');
        if (dot == std::string_view::npos || dot == 0 || dot > 2 || text.size() != dot + 3) return std::nullopt;
        std::pair<int, int> found;
        const auto read = [](std::string_view figures, int& into) {
            const auto [end, error] = std::from_chars(figures.data(), figures.data() + figures.size(), into);
            return error == std::errc() && end == figures.data() + figures.size();
        };
        if (!read(text.substr(0, dot), found.first) || !read(text.substr(dot + 1), found.second)) return std::nullopt;
        return found;
    }

    // "22:30", "10:30 a.m. GMT", "7pm", "noon", "10 o'clock", "1430 GMT".
    Match clock_time(std::size_t i) const {
        const TimePiece* piece = at(i);
        if (piece == nullptr || !(piece->figure || piece->is(clock))) return std::nullopt;
        TimeExpression expression;
        expression.rule = "clock";
        std::size_t j = i;
        bool enough = false;
        if (is(j, clock)) {
            const std::string_view code = pieces_[j].sense(clock).value;
            expression.hour = code == "24:00" ? 24 : 12;
            expression.minute = 0;
            return Found{zone_after(j + 1, expression), expression};
        }
        if (piece->number >= 0 && piece->digits <= 2) {
            expression.hour = static_cast<int>(piece->number);
            ++j;
            if (is(j, ":") && pieces_[j].glued && at(j + 1) != nullptr && at(j + 1)->digits == 2 && at(j + 1)->glued) {
                expression.minute = static_cast<int>(at(j + 1)->number);
                j += 2;
                enough = true;
                if (is(j, ":") && at(j + 1) != nullptr && at(j + 1)->digits == 2 && at(j + 1)->glued) {
                    expression.second = static_cast<int>(at(j + 1)->number);
                    j += 2;
                }
            }
        } else if (const auto figures = hour_and_minute(*piece); figures && is(i + 1, meridiem)) {
            expression.hour = figures->first;
            expression.minute = figures->second;
            ++j;
        } else if (piece->digits == 4 && at(j + 1) != nullptr &&
                   (words_.zone(text_of(*at(j + 1))) || one_of(j + 1, "hrs", "hours"))) {
            expression.hour = static_cast<int>(piece->number / 100);
            expression.minute = static_cast<int>(piece->number % 100);
            ++j;
            if (one_of(j, "hrs", "hours")) ++j;
            enough = true;
        } else {
            return std::nullopt;
        }
        if (is(j, meridiem)) {
            if (expression.hour < 1 || expression.hour > 12) return std::nullopt;
            expression.hour = expression.hour % 12 + (pieces_[j].sense(meridiem).value == "PM" ? 12 : 0);
            j = after_abbreviation(j);
            enough = true;
        } else if (is(j, "o") && is(j + 1, "'") && is(j + 2, "clock")) {
            j += 3;
            enough = true;
        } else if (is(j, "o'clock")) {
            ++j;
            enough = true;
        }
        if (!enough || expression.hour > 24 || expression.minute > 59 || expression.second > 59) return std::nullopt;
        if (one_of(j, "hrs", "hours") && expression.minute >= 0) ++j;
        return Found{zone_after(j, expression), expression};
    }

    static void set_clock(TimeExpression& to, const TimeExpression& from) {
        to.hour = from.hour;
        to.minute = from.minute;
        to.second = from.second;
        to.part = from.part;
        to.zone_minutes = from.zone_minutes;
        to.small_hours = from.small_hours;
        to.zone_begin = from.zone_begin;
        to.zone_end = from.zone_end;
    }

    // "Monday night", "Friday at 10 a.m.", "May 5, around noon".
    Found with_clock(Found found) const {
        if (!found.expression.is_day() || found.expression.has_clock()) return found;
        std::size_t j = found.end;
        if (is(j, "t") && pieces_[j].glued && found.expression.rule.starts_with("numeric-date"))
            ++j;  // 2019-04-25T10:00
        if (is(j, part)) {
            found.expression.part = pieces_[j].sense(part).value;
            found.end = zone_after(j + 1, found.expression);
            return found;
        }
        j = skip(j, ",");
        if (is(j, "at") || is(j, "around")) ++j;
        if (const Match time = clock_time(j)) {
            set_clock(found.expression, time->expression);
            found.end = time->end;
        }
        return found;
    }

    // The part of a day alone, with a word before it that makes it one day's: "the morning", "in the evening".
    Match day_part(std::size_t i) const {
        std::size_t j = i;
        std::string_view modifier;
        if (one_of(j, "early", "late")) modifier = pieces_[j++].sense(mod).value;
        const bool article = is(j, "the");
        j = skip(j, "the");
        if (one_of(j, "early", "small", "wee") && is(j + 1, "hours")) return small_hours(j + 2, article);
        if (article && one_of(j, "early", "late")) modifier = pieces_[j++].sense(mod).value;
        if (!is(j, part)) return std::nullopt;
        const bool alone =
            (is(j, "overnight") || is(j, "midday") || ((is(j, "dawn") || is(j, "dusk")) && !pieces_[j].capital)) &&
            !is(j + 1, "of");
        TimeExpression expression;
        expression.rule = "part-of-day";
        expression.part = pieces_[j].sense(part).value;
        expression.mod = modifier;
        if (is(j + 1, "of") || is(j + 1, "on")) {
            if (Match day = plain_date(j + 2); day && day->expression.is_day() && !day->expression.has_clock()) {
                set_clock(day->expression, expression);
                day->expression.mod = modifier;
                return day;
            }
        }
        const bool in_the = article && before(i) != nullptr && one_of(i - 1, "in", "during", "by", "through");
        if (!alone && !in_the && modifier.empty()) return std::nullopt;
        if (!alone && !article && modifier.empty()) return std::nullopt;
        expression.base = TimeBase::focus;
        expression.unit = Granularity::day;
        return Found{j + 1, expression};
    }

    // "the early hours of Friday", "in the small hours": TIMEX3 has no part of the day for them but the morning.
    Match small_hours(std::size_t end, bool article) const {
        TimeExpression expression;
        expression.rule = "part-of-day";
        expression.part = "MO";
        expression.mod = "START";
        expression.small_hours = true;
        if (is(end, "of") || is(end, "on")) {
            if (Match day = plain_date(end + 1); day && day->expression.is_day() && !day->expression.has_clock()) {
                set_clock(day->expression, expression);
                day->expression.mod = expression.mod;
                return day;
            }
        }
        if (!article) return std::nullopt;
        expression.base = TimeBase::focus;
        expression.unit = Granularity::day;
        return Found{end, expression};
    }

    // Dates, clock times, and both.
    Match moment(std::size_t i) const {
        Match best;
        if (Match found = date(i)) best = with_clock(std::move(*found));
        if (Match time = clock_time(i)) {
            std::size_t j = skip(time->end, ",");
            if (is(j, "on") || is(j, "of")) ++j;
            Match day = date(j);
            if (day && day->expression.is_day() && !day->expression.has_clock()) {
                set_clock(day->expression, time->expression);
                time = std::move(day);
            } else if (day && day->expression.is_day() && !day->expression.part.empty()) {
                day->expression.hour = time->expression.hour;
                day->expression.minute = time->expression.minute;
                day->expression.part = {};
                time = std::move(day);
            } else {
                time->expression.base = TimeBase::focus;
                time->expression.unit = Granularity::day;
            }
            if (!best || time->end > best->end) best = std::move(time);
        }
        if (Match part_found = day_part(i); part_found && (!best || part_found->end > best->end))
            best = std::move(part_found);
        if (best && best->expression.has_clock() && best->expression.zone_end == 0 && is(best->end, "local"))
            best->end = zone_after(best->end, best->expression);
        return best;
    }
};

}  // namespace px
