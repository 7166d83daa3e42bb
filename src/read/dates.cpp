#include "read/dates.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t longest_searched = 2000;  // bytes; a date line is short

enum class TokenKind : std::uint8_t { number, word, mark };

struct Token {
    TokenKind kind = TokenKind::mark;
    Span span;
    int value = 0;   // of a number
    int digits = 0;  // of a number
};

using Tokens = std::vector<Token>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

enum class CharKind : std::uint8_t { blank, digit, letter, lone_letter, mark };

CharKind kind_of(const Decoded& c) {
    const auto code = static_cast<UChar32>(c.code_point);
    if (code < 0x80) {
        if (is_digit(static_cast<char>(code))) return CharKind::digit;
        if ((code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z')) return CharKind::letter;
        return code == ' ' || (code >= '\t' && code <= '\r') ? CharKind::blank : CharKind::mark;
    }
    // Also what turns the direction of writing.
    if (u_isUWhiteSpace(code) != 0 || u_charType(code) == U_FORMAT_CHAR) return CharKind::blank;
    if (u_charDigitValue(code) >= 0 && u_charType(code) == U_DECIMAL_DIGIT_NUMBER) return CharKind::digit;
    // Years, months, days, hours and minutes in Chinese and Japanese are words of their own.
    if (code == 0x5E74 || code == 0x6708 || code == 0x65E5 || code == 0x65F6 || code == 0x6642 || code == 0x5206)
        return CharKind::lone_letter;
    const auto type = u_charType(code);
    const bool sign = type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
    return u_isalpha(code) != 0 || sign ? CharKind::letter : CharKind::mark;
}

/// Numbers (in the digits of any script), words and marks; white space parts them and is not given.
Tokens tokens_of(std::string_view text) {
    Tokens tokens;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded first = decode(text, at);
        const CharKind kind = kind_of(first);
        Token token{TokenKind::mark, {static_cast<std::uint32_t>(at), 0}, 0, 0};
        if (kind == CharKind::digit) token.kind = TokenKind::number;
        if (kind == CharKind::letter || kind == CharKind::lone_letter) token.kind = TokenKind::word;
        for (Decoded c = first;;) {
            if (kind == CharKind::digit) {
                if (token.digits < 9)
                    token.value = token.value * 10 + u_charDigitValue(static_cast<UChar32>(c.code_point));
                ++token.digits;
            }
            at += c.length;
            if (at >= text.size() || (kind != CharKind::digit && kind != CharKind::letter)) break;
            c = decode(text, at);
            if (kind_of(c) != kind) break;
        }
        token.span.end = static_cast<std::uint32_t>(at);
        if (kind != CharKind::blank) tokens.push_back(token);
    }
    return tokens;
}

/// Of what stands on a page of the web.
bool is_plausible_year(int year) { return year >= 1980 && year <= 2100; }

std::optional<std::int32_t> day_number(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count());
}

/// Days since 1970 of a day in the Persian solar calendar (the official one of Iran and Afghanistan). Leap years by the
/// rule of 33 years, which agrees with the astronomical calendar in all years of the press.
std::optional<std::int32_t> day_number_persian(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > (month <= 6 ? 31 : 30)) return std::nullopt;
    const auto length = [](int y) { return (25 * y + 11) % 33 < 8 ? 366 : 365; };
    if (month == 12 && day == 30 && length(year) == 365) return std::nullopt;
    constexpr int known_year = 1400;
    std::int32_t days = *day_number(2021, 3, 21);  // its first day
    for (int y = known_year; y < year; ++y) days += length(y);
    for (int y = known_year; y > year; --y) days -= length(y - 1);
    return days + (month <= 7 ? (month - 1) * 31 : 6 * 31 + (month - 7) * 30) + day - 1;
}

/// Days since 1970 of a day in the Ethiopian calendar: twelve months of 30 days and one of five or six, counted from
/// 29 August of the year 8 of the Julian calendar.
std::optional<std::int32_t> day_number_ethiopian(int year, int month, int day) {
    constexpr int first_day = 1'724'221 - 2'440'588;  // Julian day numbers
    const int length = month < 13 ? 30 : year % 4 == 3 ? 6 : 5;
    if (year < 1900 || year > 2100 || month < 1 || month > 13 || day < 1 || day > length) return std::nullopt;
    return first_day + 365 * (year - 1) + year / 4 + 30 * (month - 1) + day - 1;
}

/// The year tells the calendar of a month in figures: 1402 is Persian, 2567 Buddhist (Thailand); no page of ours is of
/// these years. The name of a month tells it, too, and must not speak against the year.
std::optional<std::int32_t> day_number_of_any(int year, int month, int day, std::optional<Calendar> named) {
    constexpr int first_persian = 1340;
    constexpr int last_persian = 1420;
    constexpr int years_of_buddha = 543;
    if (named == Calendar::ethiopian) return day_number_ethiopian(year, month, day);
    const bool persian_year = year >= first_persian && year <= last_persian;
    if (named && persian_year != (named == Calendar::persian)) return std::nullopt;
    if (persian_year) return day_number_persian(year, month, day);
    const bool buddhist = year >= 1900 + years_of_buddha && year <= 2100 + years_of_buddha;
    return day_number(buddhist ? year - years_of_buddha : year, month, day);
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Reads tokens from a place on; each `try_` function gives the number of tokens it used, 0 if it does not fit.
class DateReader {
  public:
    DateReader(std::string_view text, const ReadingTables& tables, bool month_first)
        : text_(text), tables_(tables), month_first_(month_first), tokens_(tokens_of(text)) {}

    std::optional<FoundDate> first(std::string_view evidence) {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            day_ = 0;
            ambiguous_ = false;
            const std::size_t used = date_at(i);
            if (used == 0) continue;
            FoundDate found;
            found.ambiguous = ambiguous_;
            found.time.day = day_;
            found.time.evidence = evidence;
            std::size_t end = i + used;
            end += time_at(end, found.time);
            if (!found.time.second_of_day) time_before(i, found.time);
            found.span = {tokens_[i].span.begin, tokens_[end - 1].span.end};
            return found;
        }
        return std::nullopt;
    }

  private:
    [[nodiscard]] const Token* at(std::size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }
    [[nodiscard]] std::string_view words(std::size_t i) const {
        return i < tokens_.size() ? slice(text_, tokens_[i].span) : std::string_view();
    }
    [[nodiscard]] bool is_number(std::size_t i, int digits_from, int digits_to) const {
        return i < tokens_.size() && tokens_[i].kind == TokenKind::number && tokens_[i].digits >= digits_from &&
               tokens_[i].digits <= digits_to;
    }
    struct Month {
        int number = 0;  // 0: there is none
        std::size_t used = 0;
        Calendar calendar = Calendar::gregorian;
    };
    [[nodiscard]] Month month_at(std::size_t i) const {
        if (i >= tokens_.size() || tokens_[i].kind != TokenKind::word || tokens_[i].span.size() < 3) return {};
        const bool after_stop = i > 0 && words(i - 1) == ".";
        const MonthName name = tables_.month(words(i), after_stop);
        // Arabic has months of two words, and so have Vietnamese and Irish.
        if (name.goes_on && i + 1 < tokens_.size() && tokens_[i + 1].kind == TokenKind::word) {
            const MonthName whole = tables_.month(slice(text_, {tokens_[i].span.begin, tokens_[i + 1].span.end}));
            if (whole.number != 0) return {whole.number, 2, whole.calendar};
        }
        return {name.number, name.number != 0 ? std::size_t{1} : 0, name.calendar};
    }
    /// Passes over up to `most` tokens that are among `words_between`.
    [[nodiscard]] std::size_t behind(std::size_t next, int most,
                                     std::initializer_list<std::string_view> words_between) const {
        while (most-- > 0 && next < tokens_.size() && is_one_of(words(next), words_between)) ++next;
        return next;
    }
    [[nodiscard]] bool glued(std::size_t i) const {  // no white space between token i and the next
        return i + 1 < tokens_.size() && tokens_[i].span.end == tokens_[i + 1].span.begin;
    }
    bool set(int year, int month, int day, std::optional<Calendar> named = std::nullopt) {
        const auto number = day_number_of_any(year, month, day, named);
        if (number) day_ = *number;
        return number.has_value();
    }

    std::size_t date_at(std::size_t i) {
        if (const std::size_t used = year_first(i)) return used;
        if (const std::size_t used = named_month_first(i)) return used;
        if (const std::size_t used = day_then_name(i)) return used;
        if (const std::size_t used = numbers_only(i)) return used;
        return compact(i);
    }

    /// 2024-09-09, 2024/09/09, 2024.09.09, 2024 September 9, 2024. március 12., 2024. gada 12. martā, 2024ko martxoaren
    /// 12a, 2024年9月9日, 2024년 9월 9일
    std::size_t year_first(std::size_t i) {
        if (!is_number(i, 4, 4)) return 0;
        const int year = tokens_[i].value;
        const std::string_view mark = words(i + 1);
        if ((mark == "年" || mark == "년") && is_number(i + 2, 1, 2) &&
            (words(i + 3) == "月" || words(i + 3) == "월") && is_number(i + 4, 1, 2) &&
            set(year, tokens_[i + 2].value, tokens_[i + 4].value))
            return words(i + 5) == "日" || words(i + 5) == "일" ? 6 : 5;
        if ((mark == "-" || mark == "/" || mark == ".") && is_number(i + 2, 1, 2) && words(i + 3) == mark &&
            is_number(i + 4, 1, 2) && set(year, tokens_[i + 2].value, tokens_[i + 4].value))
            return 5;
        std::size_t next = behind(i + 1, 2, {".", "m", "gada", "ko", "eko"});
        if (is_number(next, 1, 2) && words(next - 1) == "gada") {
            const Month month = month_at(behind(next + 1, 1, {"."}));
            const bool sound = month.number != 0 && set(year, month.number, tokens_[next].value, month.calendar);
            return sound ? behind(next + 1, 1, {"."}) + month.used - i : 0;
        }
        const Month month = month_at(next);
        next += month.used;
        if (month.number != 0 && is_number(next, 1, 2) && set(year, month.number, tokens_[next].value, month.calendar))
            return next + 1 - i;
        return 0;
    }

    /// September 9, 2024; Sept. 9th 2024; መጋቢት 5 ቀን 2016
    std::size_t named_month_first(std::size_t i) {
        const Month month = month_at(i);
        if (month.number == 0) return 0;
        std::size_t next = i + month.used;
        if (words(next) == ".") ++next;
        if (!is_number(next, 1, 2)) return 0;
        const int day = tokens_[next++].value;
        next += ordinal(next);
        next = behind(next, 1, {",", "ቀን"});
        if (!is_number(next, 4, 4) || !set(tokens_[next].value, month.number, day, month.calendar)) return 0;
        return next + 1 - i;
    }

    /// 9 September 2024, 9th of September, 2024; 9. September 2024; 9 de septiembre de 2024; 9 d'octubre; 9 ta' Marzu;
    /// Ika-9 ng Marso 2024; 9 ga Maris, 2024; 09-Sep-2024; 9 tháng 9, 2024
    std::size_t day_then_name(std::size_t i) {
        if (!is_number(i, 1, 2)) return 0;
        const int day = tokens_[i].value;
        std::size_t next = i + 1;
        next += ordinal(next);
        next = behind(next, 2, {".", "-", "/", "of", "de", "di", ",", "º", "d", "ta", "ng", "ga", "'", "\xE2\x80\x99"});
        Month month = month_at(next);
        if (words(next) == "tháng" && is_number(next + 1, 1, 2)) month = {tokens_[next + 1].value, 2};
        if (month.number == 0) return 0;
        next += month.used;
        next = behind(next, 2, {".", "-", "/", "de", "del", ",", "،", "năm"});
        if (is_number(next, 4, 4))
            return set(tokens_[next].value, month.number, day, month.calendar) ? next + 1 - i : 0;
        // "09 Sep 24" of old mail heads
        if (is_number(next, 2, 2) && words(next + 1) != ":") {
            const int year = 2000 + tokens_[next].value - (tokens_[next].value >= 70 ? 100 : 0);
            return set(year, month.number, day, month.calendar) ? next + 1 - i : 0;
        }
        return 0;
    }

    /// "28.09.1912:44" of a page that sets "28.09.19" and "12:44" side by side.
    [[nodiscard]] bool runs_into_clock(std::size_t i) const {
        constexpr int hours = 24;
        constexpr int minutes = 60;
        constexpr int newest_of_century = 70;
        const int year = tokens_[i].value;
        return tokens_[i].digits == 4 && !is_plausible_year(year) && year / 100 < newest_of_century &&
               year % 100 < hours && words(i + 1) == ":" && is_number(i + 2, 2, 2) && glued(i) && glued(i + 1) &&
               tokens_[i + 2].value < minutes && stands_alone(i - 4, i + 2);
    }
    /// Do these tokens stand in a line of their own, behind few words such as "Published on"?
    [[nodiscard]] bool stands_alone(std::size_t first, std::size_t last) const {
        constexpr std::size_t most_before = 3;
        const auto parts = [&](std::size_t a, std::size_t b) {
            return text_.substr(tokens_[a].span.end, tokens_[b].span.begin - tokens_[a].span.end).find('\n') !=
                   std::string_view::npos;
        };
        if (last + 1 < tokens_.size() && !parts(last, last + 1)) return false;
        std::size_t before = 0;
        while (first > before && !parts(first - before - 1, first - before)) ++before;
        return before <= most_before;
    }

    /// 10/09/2024, 10.9.2024, 10-09-24
    std::size_t numbers_only(std::size_t i) {
        const std::string_view mark = words(i + 1);
        if (!is_number(i, 1, 2) || (mark != "/" && mark != "." && mark != "-" && mark != "|")) return 0;
        if (!is_number(i + 2, 1, 2) || words(i + 3) != mark) return 0;
        if (!is_number(i + 4, 4, 4) && !is_number(i + 4, 2, 2)) return 0;
        // "26. 1. 2022" and "26 | 01 | 2022" may have blanks in them, other marks then mean something else.
        const bool may_be_wide = (mark == "." || mark == "|") && tokens_[i + 4].digits == 4;
        if (!may_be_wide && (!glued(i) || !glued(i + 2))) return 0;
        if (i > 0 && glued(i - 1) && (words(i - 1) == "." || words(i - 1) == "/")) return 0;
        int year = tokens_[i + 4].value;
        if (runs_into_clock(i + 4)) year = 2000 + year / 100;
        if (tokens_[i + 4].digits == 2) year += year >= 70 ? 1900 : 2000;
        const int a = tokens_[i].value;
        const int b = tokens_[i + 2].value;
        const bool us = mark == "/" && month_first_;
        const bool swap = us ? b <= 31 && a <= 12 : a <= 12 && b > 12;
        ambiguous_ = a <= 12 && b <= 12 && a != b && mark != ".";
        return set(year, swap ? a : b, swap ? b : a) ? 5 : 0;
    }

    /// 20240909
    std::size_t compact(std::size_t i) {
        if (!is_number(i, 8, 8)) return 0;
        const int value = tokens_[i].value;
        if (value / 10000 < 1900 || value / 10000 > 2100) return 0;
        return set(value / 10000, value / 100 % 100, value % 100) ? 1 : 0;
    }

    [[nodiscard]] std::size_t ordinal(std::size_t i) const {
        const std::string_view w = words(i);
        return w == "st" || w == "nd" || w == "rd" || w == "th" || w == "er" ? 1 : 0;
    }

    /// ", 13:10 GMT", "T17:25:00+02:00", "at 6:20 pm", "- 09h30"
    std::size_t time_at(std::size_t i, PublicationTime& time) {
        std::size_t next = i;
        for (int skipped = 0; skipped < 3 && next < tokens_.size(); ++skipped) {
            const std::string word = lower_ascii(words(next));
            static constexpr std::array<std::string_view, 13> between = {
                ".", ",", "-", "\xE2\x80\x93", "\xE2\x80\x94", "|", "at", "t", "um", "\xC3\xA0", "a", "(", "/"};
            if (std::find(between.begin(), between.end(), word) == between.end()) break;
            ++next;
        }
        const std::size_t used = clock_at(next, time);
        return used == 0 ? 0 : next - i + used;
    }

    /// "12:25 GMT, 10 September 2024"
    void time_before(std::size_t date, PublicationTime& time) {
        for (std::size_t back = 2; back <= 8 && back <= date; ++back) {
            PublicationTime found;
            const std::size_t used = clock_at(date - back, found);
            if (used == 0 || date - back + used > date) continue;
            if (date - back > 0 && words(date - back - 1) == ":") continue;
            time.second_of_day = found.second_of_day;
            time.zone_minutes = found.zone_minutes;
            return;
        }
    }

    std::size_t clock_at(std::size_t i, PublicationTime& time) {
        if (!is_number(i, 1, 2)) return 0;
        int hour = tokens_[i].value;
        int minute = 0;
        int second = 0;
        std::size_t next = i + 1;
        const std::string mark = lower_ascii(words(next));
        if ((mark == ":" || mark == "." || mark == "h" || mark == "时" || mark == "時" || mark == "시") &&
            is_number(next + 1, 2, 2)) {
            minute = tokens_[next + 1].value;
            next += 2;
            if (words(next) == ":" && is_number(next + 1, 2, 2)) {
                second = tokens_[next + 1].value;
                next += 2;
                if (words(next) == "." && is_number(next + 1, 1, 9)) next += 2;
            }
        } else if (lower_ascii(words(next)) != "am" && lower_ascii(words(next)) != "pm") {
            return 0;
        }
        std::string half = lower_ascii(words(next));
        if (half == "am" || half == "pm") {
            ++next;
        } else if ((half == "a" || half == "p") && words(next + 1) == "." && lower_ascii(words(next + 2)) == "m") {
            half += 'm';
            next += words(next + 3) == "." ? 4 : 3;
        }
        if (half == "pm" && hour < 12) hour += 12;
        if (half == "am" && hour == 12) hour = 0;
        if (hour > 23 || minute > 59 || second > 60) return 0;
        time.second_of_day = hour * 3600 + minute * 60 + std::min(second, 59);
        next += zone_at(next, time);
        return next - i;
    }

    std::size_t zone_at(std::size_t i, PublicationTime& time) {
        struct Zone {
            std::string_view name;
            std::int16_t minutes;
        };
        static constexpr std::array<Zone, 36> zones = {
            {{"Z", 0},      {"GMT", 0},    {"UTC", 0},    {"UT", 0},     {"BST", 60},   {"CET", 60},
             {"CEST", 120}, {"EET", 120},  {"EEST", 180}, {"MSK", 180},  {"EST", -300}, {"EDT", -240},
             {"ET", -300},  {"CDT", -300}, {"CST", -360}, {"MDT", -360}, {"MST", -420}, {"PDT", -420},
             {"PST", -480}, {"JST", 540},  {"KST", 540},  {"HKT", 480},  {"SGT", 480},  {"AEST", 600},
             {"AEDT", 660}, {"NZST", 720}, {"NZDT", 780}, {"PKT", 300},  {"EAT", 180},  {"CAT", 120},
             {"SAST", 120}, {"WAT", 60},   {"WIB", 420},  {"WITA", 480}, {"МСК", 180},  {"TRT", 180}}};
        std::size_t next = i;
        if (words(next) == "(") ++next;
        for (const Zone& zone : zones)
            if (words(next) == zone.name) {
                // "ET" is Eastern time, standard or daylight: only the hour is known, so the zone stays open.
                if (zone.name != "ET") time.zone_minutes = zone.minutes;
                ++next;
                if (words(next) == "+" || words(next) == "-") return next - i + offset_at(next, time);
                return next - i + (words(next) == ")" ? 1 : 0);
            }
        return offset_at(i, time);
    }

    std::size_t offset_at(std::size_t i, PublicationTime& time) {
        const std::string_view sign = words(i);
        if ((sign != "+" && sign != "-") || !glued(i)) return 0;
        int minutes = 0;
        std::size_t used = 2;
        if (is_number(i + 1, 4, 4)) {
            minutes = tokens_[i + 1].value / 100 * 60 + tokens_[i + 1].value % 100;
        } else if (is_number(i + 1, 1, 2)) {
            minutes = tokens_[i + 1].value * 60;
            if (words(i + 2) == ":" && is_number(i + 3, 2, 2)) {
                minutes += tokens_[i + 3].value;
                used = 4;
            }
        } else {
            return 0;
        }
        if (minutes > 14 * 60) return 0;
        time.zone_minutes = static_cast<std::int16_t>(sign == "-" ? -minutes : minutes);
        return used;
    }

    std::string_view text_;
    const ReadingTables& tables_;
    bool month_first_;
    Tokens tokens_;
    std::int32_t day_ = 0;
    bool ambiguous_ = false;
};

/// A month in an address: "09", "9", "sep", "september".
int month_in_address(std::string_view part, const ReadingTables& tables) {
    if (part.empty() || part.size() > 12) return 0;
    if (is_digit(part[0])) {
        const int value = part.size() == 1 ? part[0] - '0' : (part[0] - '0') * 10 + (part[1] - '0');
        return part.size() <= 2 && (part.size() == 1 || is_digit(part[1])) && value <= 12 ? value : 0;
    }
    if (part.size() < 3) return 0;
    const MonthName month = tables.month(part);
    return month.calendar == Calendar::gregorian ? month.number : 0;
}

int leading_number(std::string_view part, std::size_t digits) {
    if (part.size() < digits) return -1;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (!is_digit(part[i])) return -1;
        value = value * 10 + (part[i] - '0');
    }
    return part.size() > digits && is_digit(part[digits]) ? -1 : value;
}

PublicationTime on_day(std::int32_t day, std::string_view evidence) {
    PublicationTime time;
    time.day = day;
    time.evidence = evidence;
    return time;
}

/// 20240909, 09092024, and longer runs that begin like the first and go on with a time: 20240909120908039.
std::optional<std::int32_t> day_in_digits(std::string_view part) {
    if (part.size() != 8 && (part.size() < 12 || part.size() > 17)) return std::nullopt;
    for (const char c : part)
        if (!is_digit(c)) return std::nullopt;
    const int head = leading_number(part.substr(0, 8), 8);
    if (is_plausible_year(head / 10000)) return day_number(head / 10000, head / 100 % 100, head % 100);
    if (part.size() == 8 && is_plausible_year(head % 10000))
        return day_number(head % 10000, head / 10000 % 100, head / 1000000);
    return std::nullopt;
}

int words_in(std::string_view text) {
    int words = 0;
    bool inside = false;
    for (const char c : text) {
        const int small = c | 0x20;
        const bool letter = static_cast<unsigned char>(c) >= 0x80 || (small >= 'a' && small <= 'z');
        words += letter && !inside ? 1 : 0;
        inside = letter;
    }
    return words;
}

}  // namespace

std::optional<FoundDate> find_date(std::string_view text, const ReadingTables& tables, std::string_view evidence,
                                   bool month_first) {
    return DateReader(text.substr(0, longest_searched), tables, month_first).first(evidence);
}

std::optional<PublicationTime> date_in_address(std::string_view url, const ReadingTables& tables,
                                               std::string_view evidence) {
    // An archive's address holds that of the page, and in front of it the day when the archive came by.
    if (const std::size_t inner = url.find("/http", 1); inner != std::string_view::npos) url.remove_prefix(inner + 1);
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= url.size() && parts.size() < 64;) {
        std::size_t end = url.find_first_of("/-_=&?.", begin);
        if (end == std::string_view::npos) end = url.size();
        parts.push_back(url.substr(begin, end - begin));
        begin = end + 1;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (const auto day = day_in_digits(parts[i])) return on_day(*day, evidence);
        if (i + 2 >= parts.size()) continue;
        const int month = month_in_address(parts[i + 1], tables);
        if (month == 0) continue;
        const bool year_first = parts[i].size() == 4;
        const std::string_view year_part = year_first ? parts[i] : parts[i + 2];
        const std::string_view day_part = year_first ? parts[i + 2] : parts[i];
        if (year_part.size() != 4 || day_part.empty() || day_part.size() > 2) continue;
        const int year = leading_number(year_part, 4);
        const int day = leading_number(day_part, day_part.size());
        if (!is_plausible_year(year)) continue;
        if (const auto number = day_number(year, month, day)) return on_day(*number, evidence);
    }
    return std::nullopt;
}

bool is_date_line(std::string_view line, const ReadingTables& tables) {
    constexpr std::size_t longest = 160;
    constexpr int most_words = 5;  // beside the dates: "Last updated on", "First published"
    if (line.size() > longest) return false;
    bool dated = false;
    int words = 0;
    while (!line.empty()) {
        const auto found = find_date(line, tables, "");
        dated = dated || found.has_value();
        words += words_in(line.substr(0, found ? found->span.begin : line.size()));
        line.remove_prefix(found ? found->span.end : line.size());
    }
    return dated && words <= most_words;
}

}  // namespace px
