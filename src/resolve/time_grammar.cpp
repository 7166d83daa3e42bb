#include "resolve/time_grammar.hpp"

#include <algorithm>
#include <span>

#include "resolve/time_moment_rules.hpp"
#include "resolve/time_quantity.hpp"

namespace px {
namespace {

using enum TimeClass;

class Grammar : public MomentRules {
  public:
    Grammar(const TimeWords& words, const CutText& cut, DateOrder order)
        : MomentRules(words, cut), openings_(cut.openings) {
        note_date_order(order);
    }

    std::vector<TimeMatch> run() {
        std::vector<TimeMatch> matches;
        std::size_t done = 0;  // pieces
        for (const std::size_t begin : openings_) {
            if (begin < done) continue;
            if (begin >= limit_) next_sentence(begin);
            Match found = range_tail(matches, begin);
            if (!found && can_begin(begin)) found = longest(begin);
            if (!found) continue;
            if (found->expression.form != TimeForm::nothing)
                matches.push_back({begin, found->end, std::move(found->expression)});
            done = found->end;
        }
        share_years(matches);
        order_weekdays(matches);
        return matches;
    }

  private:
    // Pieces from the first of an expression to one that tells time: "at least one hundred and twenty-five years".
    static constexpr std::size_t reach = 24;

    void next_sentence(std::size_t begin) {
        while (limit_ < pieces_.size() && pieces_[limit_].sentence <= pieces_[begin].sentence) ++limit_;
        asked_ = nowhere;
    }

    // Most openings have nothing of the calendar after them ("the", "this", "over"). This decides nothing; it spares
    // the rules the trouble.
    bool can_begin(std::size_t i) const {
        const TimePiece& piece = pieces_[i];
        if (piece.to_telling > reach || i + piece.to_telling >= limit_) return false;
        if (piece.to_core == 0 && !piece.is("moment")) return !only_leads_on(i);
        if (i + 1 >= limit_ || i + 1 + pieces_[i + 1].to_core >= limit_) return false;
        if (piece.is("the") && !pieces_[i + 1].figure && !follows_article(pieces_[i + 1])) return false;
        return (!piece.is("'") || pieces_[i + 1].figure) && !only_leads_on(i);
    }

    // "the first three refugees", "at least 107 killed", "one day he" is none of these: words that stand before or
    // inside expressions, up to the end or a word that can be in none. A figure of four digits may be a year.
    bool only_leads_on(std::size_t i) const {
        static constexpr std::uint64_t harmless = class_mask(
            {number, ordinal, last,  shift,  next,           coming,  this_, that,       same,     mod,  about,
             vague,  couple,  every, recent, TimeClass::ago, earlier, later, future_cue, plan_cue, event});
        for (std::size_t k = i; k < limit_ && k < i + reach; ++k) {
            const TimePiece& piece = pieces_[k];
            if (piece.is_alien()) return k != i;
            if (k == i && piece.classes == class_mask({unit})) return k + 1 >= limit_ || pieces_[k + 1].is_alien();
            if (piece.begins_holiday || piece.is_any(~harmless)) return false;
            if (piece.figure ? piece.digits == 4 : piece.classes == 0 && !joins(piece)) return false;
        }
        return true;
    }

    static bool joins(const TimePiece& piece) {
        return (piece.entry != nullptr && piece.entry->joins) || piece.is_one_of(",", ".", "(", ")", "%");
    }

    // What an expression may go on with after "the", but for words of the calendar.
    static bool follows_article(const TimePiece& piece) {
        return piece.classes != 0 || piece.opener || piece.is("'") || piece.is("moment") ||
               piece.is_one_of("final", "closing", "opening", "near", "foreseeable", "distant", "small", "wee", "part");
    }

    // The rules that the first piece may begin, in order: of equals the first wins.
    Match longest(std::size_t i) const {
        const TimePiece& piece = pieces_[i];
        if (i + 1 >= limit_ || pieces_[i + 1].is_alien() || pieces_[i + 1].is(".")) {  // most of these
            if (piece.classes == class_mask({weekday})) return weekday_date(i);
            if (piece.classes == class_mask({deictic})) return deictic_day(i);
        }
        if (piece.classes == 0 && piece.begins_holiday && !piece.opener && !holiday_date(i)) return std::nullopt;
        const bool amount = quantified(i).has_value();
        Match best;
        const auto consider = [&](Match found) {
            if (found && (!best || found->end > best->end)) best = std::move(found);
        };
        if (amount || piece.figure) {
            consider(age(i));
            if (best) return best;
        }
        consider(moment(i));
        if (amount || piece.is(unit)) consider(ago(i));
        if (piece.is_any(class_mask({last, past, next, coming, shift})) || piece.is_one_of("the", "this", "these"))
            consider(next_to_anchor(i));
        if (piece.figure || piece.is_any(class_mask({weekday, weekdays, every, number})) ||
            piece.is_one_of("once", "twice", "now")) {
            consider(repeated(i));
            if (best && best->expression.form == TimeForm::nothing) return best;
        }
        if (piece.is("the")) consider(ordinal_period(i));
        if (piece.figure || piece.is_any(class_mask({ordinal, number})) || piece.is("the")) consider(range_head(i));
        if (amount || piece.is(unit)) consider(duration(i));
        if (amount) consider(on_from(i));
        if (piece.is_one_of("the", "a")) consider(around_day(i));
        consider(reference(i));
        if (piece.is(TimeClass::frequency)) consider(frequency(i));
        if (piece.is(units)) consider(bare_plural(i));
        return best;
    }

    // ---- quantities: durations, distances, sets ----------------------------------------------------------------

    /// The quantity that begins at piece i; the last answer of this sentence is kept, for several rules ask the same.
    const std::optional<Quantified>& quantified(std::size_t i) const {
        if (i != asked_) {
            quantity_ = read_quantity(std::span(pieces_).subspan(0, limit_), i);
            asked_ = i;
        }
        return quantity_;
    }

    // "22-year-old", "three years old", "aged 22 years": an age is no time expression.
    Match age(std::size_t i) const {
        TimeExpression expression;
        expression.form = TimeForm::nothing;
        if (at(i)->number > 0 && is(i + 1, "year") && is(i + 2, "old")) return Found{i + 3, expression};
        const auto& amount = quantified(i);
        if (!amount) return std::nullopt;
        const std::size_t j = skip(amount->end, "-");
        if (one_of(j, "old", "olds") || (is(j, "of") && is(j + 1, "age"))) return Found{j + 1, expression};
        bool aged = before(i) != nullptr && i > 1 && is(i - 1, "of") && is(i - 2, "age");
        for (std::size_t back = 1; back <= 3 && back <= i; ++back) aged = aged || is(i - back, "aged");
        return aged ? Match(Found{amount->end, expression}) : std::nullopt;
    }

    // "two years ago", "a day earlier", "three weeks later", "two days from now".
    Match ago(std::size_t i) const {
        if (is(i, unit) && is(i + 1, "-") && (is(i + 2, "ago") || is(i + 2, "earlier"))) {  // "the year-ago quarter"
            TimeExpression expression;
            expression.rule = "ago";
            expression.base = TimeBase::report;
            expression.unit = granule_unit(pieces_[i].sense(unit).value);
            expression.count = -1;
            return Found{i + 3, expression};
        }
        const auto& amount = quantified(i);
        if (!amount) return std::nullopt;
        std::size_t j = amount->end;
        TimeExpression expression;
        expression.vague = amount->vague;
        expression.mod = amount->mod;
        const auto count = static_cast<std::int64_t>(amount->count);
        if (is(j, TimeClass::ago)) {
            expression.base = TimeBase::report;
            expression.count = -count;
            expression.rule = "ago";
            ++j;
        } else if (is(j, "from") && (is(j + 1, "now") || is(j + 1, "today"))) {
            expression.base = TimeBase::report;
            expression.count = count;
            expression.rule = "from-now";
            j += 2;
        } else if (one_of(j, "earlier", "before", "previously") && (is(j, "earlier") || ends_phrase(j + 1))) {
            expression.base = TimeBase::focus;
            expression.count = -count;
            expression.rule = "earlier";
            ++j;
        } else if (is(j, later) && (is(j, "later") || ends_phrase(j + 1))) {
            expression.base = TimeBase::focus;
            expression.count = count;
            expression.rule = "later";
            ++j;
        } else {
            return std::nullopt;
        }
        expression.unit = granule_unit(amount->unit);
        if (amount->unit == "2W") expression.count *= 2;
        if (amount->count != static_cast<double>(count)) expression.vague = true;
        return Found{j, expression};
    }

    // "the past six months", "the next two weeks", "the last decade".
    Match next_to_anchor(std::size_t i) const {
        std::size_t j = skip(i, "the");
        const bool article = j != i;
        if (one_of(j, "this", "these")) ++j;
        int direction = 0;
        bool from_told = false;
        if (is(j, last) || is(j, past))
            direction = -1;
        else if (is(j, next) || is(j, coming))
            direction = 1;
        else if (is(j, shift)) {
            direction = value(j, shift);
            from_told = true;
        } else
            return std::nullopt;
        const bool single = is(j + 1, unit);
        auto amount = quantified(j + 1);
        std::size_t end = amount ? amount->end : 0;
        TimeExpression expression;
        if (single) {
            // "the past year" lasts a year; "last year" is a year of the calendar.
            if (!is(j, past) || !article) return std::nullopt;
            amount = Quantified{.end = j + 2, .count = 1, .unit = pieces_[j + 1].sense(unit).value};
            end = j + 2;
        } else if (is(j + 1, units)) {
            amount = Quantified{.end = j + 2, .count = 0, .vague = true, .unit = pieces_[j + 1].sense(units).value};
            end = j + 2;
        } else if (is(j + 1, "couple") && is(j + 2, "of") && is(j + 3, units)) {
            amount = Quantified{.end = j + 4, .count = 2, .unit = pieces_[j + 3].sense(units).value};
            end = j + 4;
        }
        if (!amount) return std::nullopt;
        expression.form = TimeForm::duration;
        expression.rule = "next-to-anchor";
        expression.value = period_of(*amount);
        expression.mod = amount->mod;
        expression.base = from_told ? TimeBase::focus : TimeBase::report;
        expression.unit = granule_unit(amount->unit);
        expression.span_count =
            amount->vague ? 0 : direction * static_cast<std::int64_t>(amount->count) * (amount->unit == "2W" ? 2 : 1);
        expression.count = direction;
        return Found{end, expression};
    }

    // "the first six months (of 2012)", "the first two years".
    Match ordinal_period(std::size_t i) const {
        const std::size_t j = skip(i, "the");
        if (j == i || !(is(j, "first") || is(j, "final") || is(j, "opening"))) return std::nullopt;
        const auto amount = quantified(j + 1);
        if (!amount || amount->end <= j + 2) return std::nullopt;
        TimeExpression expression;
        expression.form = TimeForm::duration;
        expression.rule = "duration";
        expression.value = period_of(*amount);
        std::size_t end = amount->end;
        TimeExpression year;
        if (is(end, "of") && year_after(end, year)) end = *year_after(end, year);
        return Found{end, expression};
    }

    Match duration(std::size_t i) const {
        TimeExpression expression;
        expression.form = TimeForm::duration;
        expression.rule = "duration";
        if (is(i, unit) && is(i + 1, "-") && is(i + 2, "long")) {  // "a month-long strike"
            expression.value = period_of(Quantified{.count = 1, .unit = pieces_[i].sense(unit).value});
            return Found{i + 3, expression};
        }
        const auto& amount = quantified(i);
        if (!amount) return std::nullopt;
        expression.value = period_of(*amount);
        expression.mod = amount->mod;
        std::size_t end = amount->end;
        if (is(end, "-") && is(end + 1, "long")) {
            if (one_of(i, "a", "an")) return std::nullopt;
            end += 2;
        }
        return Found{end, expression};
    }

    // "for years", "decades of war", "years ago".
    Match bare_plural(std::size_t i) const {
        if (!is(i, units)) return std::nullopt;
        const std::string_view code = pieces_[i].sense(units).value;
        TimeExpression expression;
        if (is(i + 1, TimeClass::ago) || is(i + 1, "earlier") || is(i + 1, "later")) {
            expression.form = TimeForm::literal;
            expression.rule = "reference";
            expression.value = is(i + 1, "later") ? "FUTURE_REF" : "PAST_REF";
            return Found{i + 2, expression};
        }
        const bool led = before(i) != nullptr && one_of(i - 1, "for", "in", "after", "of", "within", "took", "over");
        if (!led || code == "S" || code == "WE" || is(i + 1, "-") || is(i - 1, "of")) return std::nullopt;
        expression.form = TimeForm::duration;
        expression.rule = "duration";
        expression.value = period_of(Quantified{.vague = true, .unit = code});
        return Found{i + 1, expression};
    }

    // "two months on from the meeting": a distance to something told.
    Match on_from(std::size_t i) const {
        const auto& amount = quantified(i);
        if (!amount || !is(amount->end, "on") || !is(amount->end + 1, "from")) return std::nullopt;
        TimeExpression expression;
        expression.form = TimeForm::duration;
        expression.rule = "on-from";
        expression.value = period_of(*amount);
        expression.mod = amount->mod.empty() ? std::string_view("APPROX") : amount->mod;
        return Found{amount->end + 1, expression};
    }

    // "now and again", "every now and then": as often as one likes, so no time. 0 = none of these.
    std::size_t now_and_again(std::size_t i) const {
        const std::size_t j = is(i, every) ? i + 1 : i;
        return is(j, "now") && is(j + 1, "and") && one_of(j + 2, "again", "then") ? j + 3 : 0;
    }

    // "every Monday", "every Monday morning".
    Found repeated_weekday(std::size_t i, TimeExpression expression) const {
        expression.value = "XXXX-WXX-" + std::to_string(value(i, weekday));
        const bool with_part = is(i + 1, part) || is(i + 1, parts);
        if (with_part) expression.value += "T" + pieces_[i + 1].sense(is(i + 1, part) ? part : parts).value;
        return Found{i + (with_part ? 2 : 1), expression};
    }

    // "every Monday", "each year", "every two weeks", "twice a week", "Mondays", "Monday mornings".
    Match repeated(std::size_t i) const {
        TimeExpression expression;
        expression.form = TimeForm::set;
        expression.rule = "repeated";
        if (is(i, weekday) && pieces_[i].capital && is(i + 1, parts)) return repeated_weekday(i, expression);
        if (is(i, weekdays) && pieces_[i].capital) {
            expression.value = "XXXX-WXX-" + std::to_string(value(i, weekdays));
            return Found{i + 1, expression};
        }
        if (const std::size_t end = now_and_again(i)) {
            expression.form = TimeForm::nothing;
            return Found{end, expression};
        }
        std::size_t j = i;
        if (one_of(i, "once", "twice") || (is(i + 1, "times") && (is(i, number) || at(i)->number > 0))) {
            j = is(i + 1, "times") ? i + 2 : i + 1;
            if (!one_of(j, "a", "an", "every", "each", "per")) return std::nullopt;
            ++j;
        } else if (is(i, every) && !is(i, "per")) {
            ++j;
            if (is(j, "single") || is(j, "other") || is(j, "few")) ++j;
        } else {
            return std::nullopt;
        }
        if (is(j, weekday)) return repeated_weekday(j, expression);
        if (is(j, part)) {
            expression.value = "XXXX-XX-XXT" + pieces_[j].sense(part).value;
            return Found{j + 1, expression};
        }
        if (is(j, month)) {
            expression.value = "XXXX-" + two_digits(value(j, month));
            return Found{j + 1, expression};
        }
        if (is(j, season)) {
            expression.value = "XXXX-" + pieces_[j].sense(season).value;
            return Found{j + 1, expression};
        }
        if (is(j, unit)) {
            const bool other = is(j - 1, "other");
            expression.value = period_of(Quantified{.count = other ? 2.0 : 1.0, .unit = pieces_[j].sense(unit).value});
            return Found{j + 1, expression};
        }
        const auto amount = quantified(j);
        if (!amount || amount->vague) return std::nullopt;
        expression.value = period_of(*amount);
        return Found{amount->end, expression};
    }

    static std::string two_digits(int number_) {
        return {static_cast<char>('0' + number_ / 10), static_cast<char>('0' + number_ % 10)};
    }

    Match frequency(std::size_t i) const {
        if (!is(i, TimeClass::frequency)) return std::nullopt;
        if (pieces_[i].capital && i > 0 && before(i) != nullptr) return std::nullopt;  // "the Daily Telegraph"
        TimeExpression expression;
        expression.form = TimeForm::set;
        expression.rule = "frequency";
        expression.value = pieces_[i].sense(TimeClass::frequency).value;
        return Found{i + 1, expression};
    }

    // ---- present, past, future ---------------------------------------------------------------------------------

    Match reference(std::size_t i) const {
        if (!pieces_[i].is_any(class_mask({TimeClass::reference, recent})) &&
            (before(i) == nullptr || !one_of(i - 1, "in", "for", "at", "of")))
            return std::nullopt;
        TimeExpression expression;
        expression.form = TimeForm::literal;
        expression.rule = "reference";
        if (is(i, TimeClass::reference)) {
            expression.value = pieces_[i].sense(TimeClass::reference).value;
            return Found{i + 1, expression};
        }
        if (is(i, recent) && is(i + 1, units)) {
            expression.value = "PAST_REF";
            return Found{i + 2, expression};
        }
        if (before(i) == nullptr || !one_of(i - 1, "in", "for", "at", "of")) return std::nullopt;
        const std::size_t j = skip(i, "the");
        const std::size_t k = one_of(j, "near", "foreseeable", "distant", "recent", "very") ? j + 1 : j;
        if (is(k, future) && (is(i - 1, "in") || is(i - 1, "for")))
            expression.value = "FUTURE_REF";
        else if (is(k, past) && j != i && ends_phrase(k + 1))
            expression.value = "PAST_REF";
        else if (is(k, present) && is(i - 1, "at"))
            expression.value = "PRESENT_REF";
        else if (is(k, "moment") && is(i - 1, "at") && j != i)
            expression.value = "PRESENT_REF";
        else
            return std::nullopt;
        return Found{k + 1, expression};
    }

    // ---- ranges ------------------------------------------------------------------------------------------------

    bool connects(std::size_t i) const { return one_of(i, "-", "to", "and", "or", "through", "until", "till"); }

    // The "18th" of "the 18th and 19th centuries".
    Match head_of_centuries(std::size_t i) const {
        const std::size_t j = skip(i, "the");
        std::size_t k = j + 1;
        int which = 0;
        if (is(j, ordinal)) {
            which = value(j, ordinal);
        } else if (at(j) != nullptr && at(j)->number >= 1 && at(j)->number <= 99 && ordinal_suffix(j + 2)) {
            which = static_cast<int>(at(j)->number);
            ++k;
        }
        if (which == 0 || !connects(k)) return std::nullopt;
        Match end = decade_or_century(skip(k + 1, "the"));
        if (!end || end->expression.century < which || !is(end->end - 1, "centuries")) return std::nullopt;
        end->expression.century = which - 1;
        end->end = k;
        return end;
    }

    // The "3" of "3 to 5 May", the "6" of "6-7 January 1916".
    Match range_head(std::size_t i) const {
        if (Match century = head_of_centuries(i)) return century;
        const auto day = month_day(i);
        if (!day || !connects(day->second)) return std::nullopt;
        const auto last_day = month_day(skip(day->second + 1, "the"));
        if (!last_day || last_day->first <= day->first) return std::nullopt;
        const Match end = month_date(skip(day->second + 1, "the"));
        if (!end || end->expression.day == 0 || end->expression.rule != "day-month") return std::nullopt;
        TimeExpression expression = end->expression;
        expression.day = day->first;
        return Found{day->second, expression};
    }

    // The "5" of "May 3-5, 2012" and the "18" of "1914-18".
    Match range_tail(const std::vector<TimeMatch>& matches, std::size_t i) const {
        if (matches.empty() || matches.back().end + 1 != i || before(i) == nullptr) return std::nullopt;
        if (!connects(i - 1) && !is(i - 1, "/")) return std::nullopt;
        const TimeExpression& head = matches.back().expression;
        const TimePiece* piece = at(i);
        if (head.form != TimeForm::calendar || head.has_clock() || piece->number < 0) return std::nullopt;
        TimeExpression expression = head;
        expression.weekday = 0;
        if (head.day != 0 && head.month != 0 && connects(i - 1) && !head.rule.starts_with("numeric-date") &&
            piece->digits <= 2 && piece->number >= 1 && piece->number <= 31 && !is(i + 1, month)) {
            const auto day = month_day(i);
            const bool closes = ends_phrase(day->second) || one_of(day->second, "in", "at", "for", "with", "(");
            if (!is(i - 1, "-") && !closes) return std::nullopt;
            expression.day = day->first;
            if (head.year < 0)
                if (const auto end = year_after(day->second, expression)) return Found{*end, expression};
            expression.in_previous_year = head.year < 0;
            return Found{day->second, expression};
        }
        const bool next_year = is(i - 1, "/") && piece->number == (head.year + 1) % 100;  // "2017/18"
        if (head.rule == "year" && piece->digits == 2 && piece->glued && (is(i - 1, "-") || next_year) &&
            head.year > 999 && head.year % 100 < piece->number) {
            expression.year = head.year / 100 * 100 + static_cast<int>(piece->number);
            return Found{i + 1, expression};
        }
        return std::nullopt;
    }

    // "from November 20 to December 11, 2012": the year is said once and meant twice.
    void share_years(std::vector<TimeMatch>& matches) const {
        for (std::size_t i = matches.size(); i-- > 1;) {
            const TimeExpression& later_date = matches[i].expression;
            TimeExpression& first = matches[i - 1].expression;
            if (later_date.year < 0 || first.year >= 0 || first.base != TimeBase::none || first.direction != 0)
                continue;
            if (first.form != TimeForm::calendar || first.month == 0 || later_date.month == 0) continue;
            if (matches[i].begin != matches[i - 1].end + 1 ||
                pieces_[matches[i].begin].sentence != pieces_[matches[i - 1].begin].sentence)
                continue;
            const std::string_view between = pieces_[matches[i - 1].end].lower;
            if (between != "-" && between != "to" && between != "and" && between != "or" && between != "until" &&
                between != "through" && between != ",")
                continue;
            const bool wraps = first.month > later_date.month;
            first.year = later_date.year - (wraps ? 1 : 0);
        }
    }

    static bool is_bare_weekday(const TimeExpression& e) {
        return e.form == TimeForm::calendar && e.rule == "weekday" && e.base == TimeBase::none && e.month == 0 &&
               e.direction == 0 && !e.said_this && !e.has_clock();
    }

    // "from Monday to Wednesday", "Monday through Friday": the second is the first of its name after the other.
    void order_weekdays(std::vector<TimeMatch>& matches) const {
        for (std::size_t i = 1; i < matches.size(); ++i) {
            const TimeMatch& head = matches[i - 1];
            if (matches[i].begin != head.end + 1 || !is_bare_weekday(head.expression)) continue;
            if (!is_bare_weekday(matches[i].expression)) continue;
            const TimePiece& between = pieces_[head.end];
            const bool range = between.is("-") || between.is("to") || between.is("through") || between.is("until");
            if (!range || between.sentence != pieces_[head.begin].sentence) continue;
            matches[i].expression.base = TimeBase::focus;
            matches[i].expression.direction = 1;
        }
    }

    static constexpr auto nowhere = static_cast<std::size_t>(-1);

    const std::vector<std::uint32_t>& openings_;
    mutable std::size_t asked_ = nowhere;
    mutable std::optional<Quantified> quantity_;
};

}  // namespace

std::vector<TimeMatch> recognise_times(const TimeWords& words, const CutText& cut, DateOrder order) {
    return Grammar(words, cut, order).run();
}

}  // namespace px
