#include "record/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace px {
namespace {

using namespace std::chrono;

/// Takes exactly `digits` digits off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
    if (error != std::errc() || end != text.data() + digits || text[0] == '-') return std::nullopt;
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text[0] != expected) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<std::int32_t> take_day(std::string_view& text) {
    const auto y = take_number(text, 4);
    if (!y || *y < 1 || !take(text, '-')) return std::nullopt;
    const auto m = take_number(text, 2);
    if (!m || !take(text, '-')) return std::nullopt;
    const auto d = take_number(text, 2);
    if (!d) return std::nullopt;
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return std::nullopt;
    return static_cast<std::int32_t>(sys_days{date}.time_since_epoch().count());
}

std::optional<std::int32_t> take_time(std::string_view& text) {
    const auto hour = take_number(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59) return std::nullopt;
    int second = 0;
    if (take(text, ':')) {
        const auto s = take_number(text, 2);
        if (!s || *s > 60) return std::nullopt;
        second = std::min(*s, 59);
        if (take(text, '.'))
            while (!text.empty() && text[0] >= '0' && text[0] <= '9') text.remove_prefix(1);
    }
    return *hour * 3600 + *minute * 60 + second;
}

std::optional<std::int16_t> take_zone(std::string_view& text) {
    if (take(text, 'Z')) return std::int16_t{0};
    if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const int sign = text[0] == '-' ? -1 : 1;
    text.remove_prefix(1);
    const auto hours = take_number(text, 2);
    if (!hours || *hours > 14) return std::nullopt;
    take(text, ':');
    const auto minutes = take_number(text, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    return static_cast<std::int16_t>(sign * (*hours * 60 + *minutes));
}

}  // namespace

std::string PublicationTime::iso() const {
    const year_month_day date{sys_days{days{day}}};
    std::string out = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    if (second_of_day) {
        out += fmt::format("T{:02}:{:02}", *second_of_day / 3600, *second_of_day / 60 % 60);
        if (zone_minutes) {
            const int size = std::abs(*zone_minutes);
            out += fmt::format("{}{:02}:{:02}", *zone_minutes < 0 ? '-' : '+', size / 60, size % 60);
        }
    }
    return out;
}

std::optional<PublicationTime> PublicationTime::parse(std::string_view iso, std::string evidence) {
    const auto date = take_day(iso);
    if (!date) return std::nullopt;
    PublicationTime time{*date, std::nullopt, std::nullopt, std::move(evidence)};
    if (!iso.empty()) {
        if (!take(iso, 'T') && !take(iso, ' ')) return std::nullopt;
        time.second_of_day = take_time(iso);
        if (!time.second_of_day) return std::nullopt;
        time.zone_minutes = take_zone(iso);
        if (!iso.empty()) return std::nullopt;
    }
    return time;
}

bool Report::is_in_coded_language() const { return language.empty() || language == "en" || language == "und"; }

std::string_view Report::headline() const {
    for (const Block& block : blocks)
        if (block.kind == BlockKind::headline) return slice(text, block.span);
    return {};
}

Span Report::in_file(Span span) const {
    if (origins.empty()) return span;
    const auto locate = [&](std::uint32_t byte, bool as_end) -> std::uint32_t {
        auto after = std::upper_bound(origins.begin(), origins.end(), as_end && byte > 0 ? byte - 1 : byte,
                                      [](std::uint32_t at, const Origin& o) { return at < o.text_begin; });
        if (after == origins.begin()) return origins.front().file_begin;
        const Origin& origin = *(after - 1);
        const std::uint32_t offset = std::min(byte - origin.text_begin, origin.length);
        if (origin.length == origin.file_length) return origin.file_begin + offset;
        return as_end ? origin.file_begin + origin.file_length : origin.file_begin;
    };
    return {locate(span.begin, false), locate(span.end, true)};
}

}  // namespace px
