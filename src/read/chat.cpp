#include "read/chat.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <chrono>

#include "base/tsv.hpp"
#include "record/report.hpp"

namespace px {
namespace {

constexpr std::uint32_t longest_name = 60;  // bytes

/// "12/03/2024, 14:02" with its parts; `rest` begins behind it.
bool consume_moment(re2::StringPiece& rest, ChatStamp& stamp) {
    static const RE2 moment(
        R"((\d{1,4})([/.-])(\d{1,2})[/.-](\d{1,4}),? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[  ]?[APap]\.?[Mm]\.?)?)");
    std::string first;
    std::string mark;
    std::string second;
    std::string third;
    if (!RE2::Consume(&rest, moment, &first, &mark, &second, &third)) return false;
    stamp.date = {std::stoi(first), std::stoi(second), std::stoi(third)};
    stamp.is_monthly = mark == "/" && third.size() == 2 && first[0] != '0' && second[0] != '0';
    return true;
}

std::uint32_t behind_marks(std::string_view line) {
    std::uint32_t at = 0;
    // Marks of the direction of writing, a byte order mark.
    while (line.substr(at).starts_with("\xE2\x80\x8E") || line.substr(at).starts_with("\xE2\x80\x8F") ||
           line.substr(at).starts_with("\xEF\xBB\xBF"))
        at += 3;
    return at;
}

/// "Ann Lee, [12.03.2024 14:02]", the words below it.
std::optional<ChatStamp> stamp_behind_name(std::string_view line) {
    const std::size_t open = line.rfind('[');
    if (open == std::string_view::npos || open < 2 || open > longest_name || line.substr(open - 2, 2) != ", ")
        return std::nullopt;
    ChatStamp stamp;
    re2::StringPiece rest(line.data() + open + 1, line.size() - open - 1);
    if (!consume_moment(rest, stamp) || (rest != "]" && rest != "]:")) return std::nullopt;
    stamp.name = {behind_marks(line), static_cast<std::uint32_t>(open) - 2};
    if (stamp.name.end <= stamp.name.begin) return std::nullopt;
    stamp.end = static_cast<std::uint32_t>(line.size());
    return stamp;
}

std::optional<ChatStamp> stamp_before_name(std::string_view line) {
    static const RE2 close(R"(\] ?|(?: - ))");
    const std::uint32_t begin = behind_marks(line);
    const bool has_bracket = line.substr(begin).starts_with('[');
    ChatStamp stamp;
    const std::uint32_t open = begin + (has_bracket ? 1 : 0);
    re2::StringPiece rest(line.data() + open, line.size() - open);
    if (!consume_moment(rest, stamp) || !RE2::Consume(&rest, close)) return std::nullopt;
    stamp.end = static_cast<std::uint32_t>(line.size() - rest.size());
    const std::size_t colon = line.find(": ", stamp.end);
    if (colon == std::string_view::npos || colon - stamp.end > longest_name) return stamp;
    stamp.name = {stamp.end + behind_marks(line.substr(stamp.end)), static_cast<std::uint32_t>(colon)};
    if (line.substr(stamp.name.begin).starts_with("~")) ++stamp.name.begin;  // who is not among the contacts
    while (stamp.name.begin < stamp.name.end &&
           (line[stamp.name.begin] == ' ' || line[stamp.name.begin] == '\xC2' || line[stamp.name.begin] == '\xA0'))
        ++stamp.name.begin;
    stamp.end = static_cast<std::uint32_t>(colon) + 2;
    return stamp;
}

enum class Order : std::uint8_t { year_first, day_first, month_first };

std::string iso_of(const std::array<int, 3>& date, Order order) {
    constexpr int century = 2000;  // of years with two figures; there were no such chats before
    const auto [a, b, c] = date;
    int year = order == Order::year_first ? a : c;
    if (year < 100) year += century;
    const int month = order == Order::day_first ? b : order == Order::month_first ? a : b;
    const int day = order == Order::day_first ? a : order == Order::month_first ? b : c;
    const std::chrono::year_month_day found{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                            std::chrono::day(static_cast<unsigned>(day))};
    if (!found.ok() || year < 1 || year > 9999) return {};
    PublicationTime time;
    time.day = static_cast<std::int32_t>(std::chrono::sys_days(found).time_since_epoch().count());
    return time.iso();
}

/// How often time goes back between a message and the next; dates that are none count as that, too.
std::size_t steps_back(const std::vector<std::array<int, 3>>& dates, Order order) {
    std::size_t back = 0;
    std::string last;
    for (const auto& date : dates) {
        std::string day = iso_of(date, order);
        if (day.empty() || day < last) ++back;
        last = std::move(day);
    }
    return back;
}

struct Reading {
    Order order = Order::day_first;
    bool is_guess = false;
};

Reading order_of(const std::vector<std::array<int, 3>>& dates, bool is_monthly) {
    constexpr int longest_month = 31;
    constexpr int months = 12;
    bool day_first = false;
    bool month_first = false;
    for (const auto& [a, b, c] : dates) {
        if (a > longest_month) return {Order::year_first};
        day_first = day_first || a > months;
        month_first = month_first || b > months;
    }
    if (day_first != month_first) return {day_first ? Order::day_first : Order::month_first};
    const std::size_t as_days = steps_back(dates, Order::day_first);
    const std::size_t as_months = steps_back(dates, Order::month_first);
    if (as_days != as_months) return {as_days < as_months ? Order::day_first : Order::month_first};
    const bool is_same = std::ranges::all_of(dates, [](const auto& date) { return date[0] == date[1]; });
    return {is_monthly ? Order::month_first : Order::day_first, !is_same};
}

}  // namespace

std::optional<ChatStamp> chat_stamp(std::string_view line) {
    constexpr std::size_t least = 12;  // bytes of "1/2/24, 1:02"
    if (line.size() < least) return std::nullopt;
    if (auto stamp = stamp_before_name(line)) return stamp;
    return stamp_behind_name(line);
}

bool may_be_chat(std::string_view bytes) {
    const std::size_t begin = bytes.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return false;
    return chat_stamp(trim(bytes.substr(begin, bytes.find('\n', begin) - begin))).has_value();
}

Chat chat_of(std::string_view bytes) {
    Chat chat;
    if (!may_be_chat(bytes)) return chat;
    std::vector<std::array<int, 3>> dates;
    std::vector<std::size_t> begins;
    bool is_monthly = true;
    bool is_named = false;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t newline = bytes.find('\n', at);
        const std::size_t next = newline == std::string_view::npos ? bytes.size() : newline + 1;
        if (const auto stamp = chat_stamp(trim(bytes.substr(at, next - at)))) {
            is_monthly = is_monthly && stamp->is_monthly;
            is_named = is_named || !stamp->name.empty();
            dates.push_back(stamp->date);
            begins.push_back(dates.size() == 1 ? 0 : at);
        }
        at = next;
    }
    if (!is_named || (dates.size() == 1 && trim(bytes).find("\n\n") != std::string_view::npos)) return chat;
    const Reading reading = order_of(dates, is_monthly);
    if (reading.is_guess)
        chat.remark = std::string("the stamps of the chat may be day and month or month and day; read as ") +
                      (reading.order == Order::day_first ? "day and month" : "month and day");
    for (std::size_t i = 0; i < dates.size(); ++i) {
        std::string date = iso_of(dates[i], reading.order);
        if (chat.days.empty() || chat.days.back().date != date) chat.days.push_back({begins[i], 0, std::move(date)});
        const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : bytes.size();
        chat.days.back().size = end - chat.days.back().begin;
    }
    return chat;
}

}  // namespace px
