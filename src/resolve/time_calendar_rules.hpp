#pragma once
// Part of the grammar of times, included by time_grammar.cpp alone: dates of the calendar.

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "resolve/time_reader.hpp"

namespace px {

class CalendarRules : public TimeReader {
  public:
    using TimeReader::TimeReader;

  protected:
    using enum TimeClass;

    // A day of the month: "5", "5th", "fifth".
    std::optional<std::pair<int, std::size_t>> month_day(std::size_t i) const {
        const TimePiece* piece = at(i);
        if (piece == nullptr) return std::nullopt;
        if (piece->digits >= 1 && piece->digits <= 2 && piece->number >= 1 && piece->number <= 31) {
            const bool suffix = one_of(i + 1, "st", "nd", "rd", "th") && pieces_[i + 1].glued;
            return std::pair{static_cast<int>(piece->number), i + (suffix ? 2 : 1)};
        }
        return std::nullopt;
    }

    // The piece after an abbreviation, its full stop included where the tokeniser cut it off.
    std::size_t after_abbreviation(std::size_t i) const {
        const bool short_form = pieces_[i].lower.size() <= 4 && !pieces_[i].lower.ends_with('.');
        return short_form && is(i + 1, ".") && pieces_[i + 1].glued && i + 2 < limit_ ? i + 2 : i + 1;
    }

    bool ordinal_suffix(std::size_t end) const { return end >= 1 && one_of(end - 1, "st", "nd", "rd", "th"); }

    // The year at the end of a date: "2012", ", 2012", "of 2012", "'99", "490 BC".
    std::optional<std::size_t> year_after(std::size_t i, TimeExpression& expression) const {
        std::size_t j = i;
        if (is(j, ",") || is(j, "of")) ++j;
        const TimePiece* piece = at(j);
        if (piece == nullptr || piece->number < 0) {
            if (is(j, "'") && at(j + 1) != nullptr && at(j + 1)->digits == 2 && at(j + 1)->glued) {
                const int short_year = static_cast<int>(at(j + 1)->number);
                expression.year = short_year + (short_year > 40 ? 1900 : 2000);
                return j + 2;
            }
            return std::nullopt;
        }
        if (piece->digits <= 4 && is(j + 1, era)) {
            set_year(expression, static_cast<int>(piece->number), pieces_[j + 1].sense(era).value == "BC");
            return j + 2;
        }
        const bool far = piece->number > 2999 && (j != i || names_counted_things(j + 1));
        if (piece->digits != 4 || piece->number < 1000 || far) return std::nullopt;
        const bool ratio = is(j + 1, ":") && at(j + 2) != nullptr && at(j + 2)->glued && at(j + 2)->number >= 0;
        if (ratio || is(j + 1, "%") || is(j + 1, "gmt") || is(j + 1, "hours")) return std::nullopt;
        set_year(expression, static_cast<int>(piece->number), false);
        return j + 1;
    }

    static void set_year(TimeExpression& expression, int year, bool before_christ) {
        expression.year = year;
        expression.before_christ = before_christ;
    }

    // "May 5, 2012", "May 2012", "May", "5 May 2012", "5th of May".
    Match month_date(std::size_t i) const {
        TimeExpression expression;
        expression.rule = "month";
        std::size_t j = i;
        if (is(j, month)) {
            expression.month = value(j, month);
            j = after_abbreviation(j);
            const std::size_t article = skip(j, "the");
            const auto day = month_day(article);
            if (day && !is(day->second, ":") && !is(day->second, "%") &&
                (article == j || ordinal_suffix(day->second))) {
                expression.day = day->first;
                expression.rule = "month-day";
                j = day->second;
            }
        } else {
            j = skip(j, "the");
            auto day = month_day(j);
            if (!day && is(j, ordinal) && is(j + 1, "of")) day = std::pair{value(j, ordinal), j + 1};
            if (!day) return std::nullopt;
            const std::size_t k = skip(day->second, "of");
            if (!is(k, month)) return std::nullopt;
            expression.day = day->first;
            expression.month = value(k, month);
            expression.rule = "day-month";
            j = after_abbreviation(k);
        }
        if (const auto end = year_after(j, expression)) {
            j = *end;
            if (expression.day == 0) expression.rule = "month-year";
        }
        return Found{j, expression};
    }

    struct Figures {
        const TimePiece* first;
        const TimePiece* second;
        const TimePiece* third;
        std::string_view separator;
    };
    /// Three numbers joined without blanks: "2012-05-03", "3/5/2012". "03.05.2012" comes as one number.
    static std::optional<Figures> figures_at(const std::vector<TimePiece>& pieces, std::size_t i, std::size_t limit) {
        if (i + 4 >= limit) return std::nullopt;
        const std::string_view separator = pieces[i + 1].lower;
        if ((separator != "-" && separator != "/") || pieces[i + 3].lower != separator) return std::nullopt;
        for (std::size_t k = i + 1; k <= i + 4; ++k)
            if (!pieces[k].glued) return std::nullopt;
        const Figures found{&pieces[i], &pieces[i + 2], &pieces[i + 4], separator};
        if (found.first->number < 0 || found.second->number < 0 || found.third->number < 0) return std::nullopt;
        return found;
    }

    /// What the dates of the report that can be read in one way only tell of the others.
    void note_date_order(DateOrder outlet) {
        order_ = outlet;
        for (std::size_t i = 1; i + 3 < pieces_.size(); ++i) {
            if (!pieces_[i].is("/")) continue;
            const auto date = figures_at(pieces_, i - 1, pieces_.size());
            if (!date || date->first->digits > 2 || date->second->digits > 2) continue;
            const bool day_first = date->first->number > 12 && date->first->number <= 31 && date->second->number <= 12;
            const bool month_first =
                date->second->number > 12 && date->second->number <= 31 && date->first->number <= 12;
            if (day_first == month_first) continue;
            order_ = day_first ? DateOrder::day_first : DateOrder::month_first;
            return;
        }
    }

    Match numeric_date(std::size_t i) const {
        const auto date = figures_at(pieces_, i, limit_);
        if (!date) return std::nullopt;
        const auto [a, b, c, separator] = *date;
        TimeExpression expression;
        expression.rule = "numeric-date";
        const auto take = [&](std::int64_t year, std::int64_t month_number, std::int64_t day_number_) {
            expression.year = static_cast<int>(year);
            expression.month = static_cast<int>(month_number);
            expression.day = static_cast<int>(day_number_);
        };
        const bool short_year = separator == "/" && c->digits == 2;
        if (a->digits == 4 && b->digits <= 2 && c->digits <= 2) {
            take(a->number, b->number, c->number);
        } else if ((c->digits == 4 || short_year) && a->digits <= 2 && b->digits <= 2) {
            const std::int64_t year = short_year ? c->number + (c->number > 40 ? 1900 : 2000) : c->number;
            const bool either = a->number <= 12 && b->number <= 12 && a->number != b->number;
            const bool month_first =
                either ? order_ == DateOrder::month_first || (order_ == DateOrder::unknown && short_year)
                       : b->number > 12;
            if (month_first)
                take(year, a->number, b->number);
            else
                take(year, b->number, a->number);
            if (either) expression.rule = month_first ? "numeric-date-month-first" : "numeric-date-day-first";
        } else {
            return std::nullopt;
        }
        if (expression.month < 1 || expression.month > 12 || expression.day < 1 || expression.day > 31)
            return std::nullopt;
        return Found{i + 5, expression};
    }

    bool names_counted_things(std::size_t i) const {
        const TimePiece* thing = at(i);
        return thing != nullptr && !thing->capital && thing->lower.size() > 3 &&
               (thing->lower.ends_with('s') || thing->is("people") || thing->is("women") || thing->is("men") ||
                thing->lower.ends_with("children")) &&
               !one_of(i, "was", "is", "has", "as", "this", "elections", "protests");
    }

    // A year alone.
    Match lone_year(std::size_t i) const {
        std::size_t j = i;
        const bool anno = is(j, era) && pieces_[j].capital && at(j + 1) != nullptr && at(j + 1)->number > 0;
        if (anno) ++j;
        const TimePiece* piece = at(j);
        if (piece == nullptr || (piece->number < 1 && !is(j, "'"))) return std::nullopt;
        TimeExpression expression;
        expression.rule = "year";
        if (is(j, "'") && at(j + 1) != nullptr && at(j + 1)->digits == 2 && at(j + 1)->glued && !is(j + 2, "s") &&
            before(j) != nullptr && one_of(j - 1, "in", "since", "of", "until", "summer", "from", "to")) {
            const auto end = year_after(j, expression);
            return end ? Match(Found{*end, expression}) : std::nullopt;
        }
        if (piece->number < 1 || piece->digits > 4) return std::nullopt;
        if (is(j + 1, era) || anno) {
            set_year(expression, static_cast<int>(piece->number), !anno && pieces_[j + 1].sense(era).value == "BC");
            return Found{anno ? j + 1 : j + 2, expression};
        }
        if (piece->digits != 4 || piece->number < 1000 || piece->number > 2100) return std::nullopt;
        const TimePiece* previous = before(i);
        if (previous != nullptr) {
            if (one_of(i - 1, "$", "€", "£", "#", "no", "number", "+", "than", "nearly", "almost", "over"))
                return std::nullopt;
            if (piece->glued && !one_of(i - 1, "-", "(", "[", "/", "'", "\"", "“", ",")) return std::nullopt;
        }
        const bool range = (is(j + 1, "-") && at(j + 2) != nullptr && at(j + 2)->digits == 4) ||
                           (previous != nullptr && previous->is("-") && i > 1 && pieces_[i - 2].digits == 4);
        const bool led =
            range || (previous != nullptr &&
                      one_of(i - 1, "in", "since", "of", "until", "till", "by", "from", "during", "before", "after",
                             "early", "late", "mid", "between", "year", "fiscal", "for", "throughout", "through"));
        if (is(j + 1, ":") && at(j + 2) != nullptr && at(j + 2)->glued && at(j + 2)->number >= 0) return std::nullopt;
        if (one_of(j + 1, "%", "percent", "km", "kg", "miles", "metres", "meters", "feet", "dollars", "euros", "gmt"))
            return std::nullopt;
        if (is(j + 1, units) || is(j + 1, "hundred") || is(j + 1, "million")) return std::nullopt;
        if (at(j + 1) != nullptr && pieces_[j + 1].glued &&
            !one_of(j + 1, ".", ",", ";", ":", ")", "]", "'", "\"", "-", "/", "?", "!", "”", "’", "s"))
            return std::nullopt;
        if ((piece->number < 1500 || piece->number % 50 == 0) && !led && piece->number != 2000) return std::nullopt;
        if (!led && names_counted_things(j + 1) && (piece->number < 1900 || piece->number == 2000)) return std::nullopt;
        if (led && names_counted_things(j + 1) && piece->number % 50 == 0) return std::nullopt;
        expression.year = static_cast<int>(piece->number);
        return Found{j + 1, expression};
    }

    // "1990s", "the '90s", "the nineties", "the 19th century".
    Match decade_or_century(std::size_t i) const {
        TimeExpression expression;
        std::size_t j = skip(i, "the");
        const bool article = j != i;
        std::size_t qualified = j;
        if (is(qualified, mod) && one_of(qualified, "early", "late", "mid", "later", "earlier")) {
            const std::size_t rest = skip(qualified + 1, "-");
            expression.mod = pieces_[qualified].sense(mod).value;
            j = rest;
        }
        const std::size_t apostrophe = is(j, "'") ? 1 : 0;
        const TimePiece* piece = at(j + apostrophe);
        if (piece == nullptr) return std::nullopt;
        const std::size_t after = j + apostrophe + 1;
        if (piece->number >= 0 && piece->number % 10 == 0) {
            const std::size_t s = is(after, "'") && is(after + 1, "s") ? after + 1 : after;
            if (is(s, "s") && pieces_[after].glued) {
                expression.rule = "decade";
                if (piece->digits == 4 && piece->number >= 1000 && piece->number < 3000) {
                    expression.decade = static_cast<int>(piece->number / 10);
                } else if (piece->digits == 2 && (article || apostrophe != 0)) {
                    expression.decade = static_cast<int>(piece->number / 10);
                    expression.short_decade = true;
                } else {
                    return std::nullopt;
                }
                return Found{s + 1, expression};
            }
        }
        if (article && is(j, TimeClass::decade)) {
            expression.rule = "decade";
            expression.decade = value(j, TimeClass::decade) / 10;
            expression.short_decade = true;
            return Found{j + 1, expression};
        }
        std::size_t k = j;
        int ordinal_number = 0;
        if (is(k, ordinal)) {
            ordinal_number = value(k, ordinal);
            ++k;
        } else if (at(k)->number >= 1 && at(k)->number <= 99 && one_of(k + 1, "st", "nd", "rd", "th")) {
            ordinal_number = static_cast<int>(at(k)->number);
            k += 2;
        } else if (is(k, "twenty") && is(skip(k + 1, "-"), "first")) {
            ordinal_number = 21;
            k = skip(k + 1, "-") + 1;
        }
        k = skip(k, "-");
        if (ordinal_number == 0 || !one_of(k, "century", "centuries")) return std::nullopt;
        expression.rule = "century";
        expression.century = ordinal_number - 1;
        std::size_t end = k + 1;
        if (is(end, era)) {
            expression.before_christ = pieces_[end].sense(era).value == "BC";
            ++end;
        }
        return Found{end, expression};
    }

    // "the summer of 1999", "spring 2012", "last summer", "the summer".
    Match season_date(std::size_t i) const {
        const std::size_t j = skip(i, "the");
        if (!is(j, season)) return std::nullopt;
        TimeExpression expression;
        expression.rule = "season";
        static constexpr std::array<std::string_view, 4> codes{"SP", "SU", "FA", "WI"};
        const auto code = std::find(codes.begin(), codes.end(), pieces_[j].sense(season).value);
        if (code == codes.end()) return std::nullopt;
        expression.season = (static_cast<int>(code - codes.begin()) + 1) * 3;
        std::size_t end = j + 1;
        if (const auto year_end = year_after(end, expression)) end = *year_end;
        return Found{end, expression};
    }

    // "the third quarter", "Q3 2012", "the first half of 2012".
    Match quarter_date(std::size_t i) const {
        TimeExpression expression;
        std::size_t j = skip(i, "the");
        const TimePiece* piece = at(j);
        if (piece == nullptr) return std::nullopt;
        int which = 0;
        if (is(j, ordinal)) {
            which = value(j, ordinal);
            ++j;
        } else if (piece->number >= 1 && piece->number <= 4 && one_of(j + 1, "st", "nd", "rd", "th")) {
            which = static_cast<int>(piece->number);
            j += 2;
        } else if (is(j, "q") && at(j + 1) != nullptr && at(j + 1)->number >= 1 && at(j + 1)->number <= 4 &&
                   at(j + 1)->glued) {
            return quarter_end(j + 2, static_cast<int>(at(j + 1)->number), expression);
        } else {
            return std::nullopt;
        }
        j = skip(j, "-");
        if (is(j, "quarter") && which <= 4) return quarter_end(j + 1, which, expression);
        if (is(j, "half") && which <= 2) {
            expression.half = which;
            expression.rule = "half-year";
            if (const auto end = year_after(j + 1, expression)) return Found{*end, expression};
            if (is(j + 1, "of") && one_of(j + 2, "the", "this", "last", "next") && is(j + 3, "year")) {
                expression.base = TimeBase::report;
                expression.unit = Granularity::year;
                expression.count = is(j + 2, "last") ? -1 : is(j + 2, "next") ? 1 : 0;
                return Found{j + 4, expression};
            }
        }
        return std::nullopt;
    }

    Match quarter_end(std::size_t i, int which, TimeExpression expression) const {
        expression.quarter = which;
        expression.rule = "quarter";
        if (const auto end = year_after(i, expression)) return Found{*end, expression};
        return Found{i, expression};
    }

    Match holiday_date(std::size_t i) const {
        const TimePiece* piece = at(i);
        if (piece == nullptr || !piece->begins_holiday || part_of_name(i)) return std::nullopt;
        for (const std::size_t index : piece->entry->holidays) {
            const auto end = spells(i, words_.holidays()[index].name);
            if (!end) continue;
            TimeExpression expression;
            expression.rule = "holiday";
            expression.holiday = static_cast<int>(index);
            if (const auto year_end = year_after(*end, expression)) return Found{*year_end, expression};
            return Found{*end, expression};
        }
        return std::nullopt;
    }

    // "Johnnie Christmas": after a capital word that is no calendar word and does not begin the sentence.
    bool part_of_name(std::size_t i) const {
        const TimePiece* name = before(i);
        return name != nullptr && name->capital && name->classes == 0 && before(i - 1) != nullptr;
    }

    // Whether the pieces from i on, written together, are that name (blanks and full stops set aside).
    std::optional<std::size_t> spells(std::size_t i, std::string_view name) const {
        const auto next_letter = [&](std::size_t from) {
            while (from < name.size() && (name[from] == ' ' || name[from] == '.')) ++from;
            return from;
        };
        std::size_t done = next_letter(0);
        while (done < name.size()) {
            const TimePiece* piece = at(i);
            if (piece == nullptr) return std::nullopt;
            std::string_view word = piece->lower;
            if (word.ends_with('.')) word.remove_suffix(1);
            if (name.substr(done, word.size()) != word) return std::nullopt;
            done = next_letter(done + word.size());
            ++i;
        }
        return i;
    }

    Match weekday_date(std::size_t i) const {
        if (!is(i, weekday)) return std::nullopt;
        TimeExpression expression;
        expression.rule = "weekday";
        expression.weekday = value(i, weekday);
        std::size_t j = i + 1;
        const std::size_t comma = skip(j, ",");
        for (const std::size_t from : {comma, skip(comma, "the")}) {
            Match date = month_date(from);
            if (!date) date = numeric_date(from);
            if (date && date->expression.day != 0) {
                date->expression.weekday = expression.weekday;
                return date;
            }
        }
        return Found{j, expression};
    }

    // "fiscal 2013", "FY2013", "the year 2000".
    Match fiscal_year(std::size_t i) const {
        const std::size_t j = skip(i, "the");
        if (!one_of(j, "fiscal", "fy", "year", "years")) return std::nullopt;
        const std::size_t k = is(j, "fiscal") ? skip(j + 1, "year") : j + 1;
        const TimePiece* piece = at(k);
        if (piece == nullptr || piece->digits != 4 || piece->number < 1000 || piece->number > 2100) return std::nullopt;
        TimeExpression expression;
        expression.rule = "year";
        expression.year = static_cast<int>(piece->number);
        return Found{k + 1, expression};
    }

    DateOrder order_ = DateOrder::unknown;
};

}  // namespace px
