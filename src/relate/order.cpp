#include "relate/order.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace px {
namespace {

constexpr std::int64_t seconds_of_day = 86'400;

std::int64_t seconds(const PublicationTime& time) {
    return time.day * seconds_of_day + time.second_of_day.value_or(0) - time.zone_minutes.value_or(0) * 60LL;
}

}  // namespace

std::vector<std::int32_t> canonical_order(std::span<const CodedReport> reports) {
    std::vector<std::int32_t> order(reports.size());
    std::iota(order.begin(), order.end(), 0);
    const auto key = [&](std::int32_t i) {
        const Report& report = reports[i].report;
        const bool undated = !report.published.has_value();
        return std::tuple(undated, undated ? 0 : seconds(*report.published), std::string_view(report.id),
                          std::string_view(report.source), i);
    };
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) { return key(a) < key(b); });
    return order;
}

int compare_published(const Report& a, const Report& b) {
    if (!a.published || !b.published) return 0;
    const auto sign = [](auto x, auto y) { return x < y ? -1 : (x > y ? 1 : 0); };
    if (a.published->day != b.published->day) return sign(a.published->day, b.published->day);
    if (!a.published->second_of_day || !b.published->second_of_day) return 0;
    if (a.published->zone_minutes.has_value() != b.published->zone_minutes.has_value()) return 0;
    return sign(seconds(*a.published), seconds(*b.published));
}

}  // namespace px
