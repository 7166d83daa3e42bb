// When it happened and when it was reported: rows of the comparison on a line of days.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

#include "serve/page_parts.hpp"

namespace px {
namespace {

constexpr int window = 21;              // days around the reports that are drawn; others are listed
constexpr std::size_t most_lines = 14;  // rows drawn

/// Days since 1970, end not included.
struct Days {
    std::int32_t begin = 0;
    std::int32_t end = 0;
};

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::int32_t to_days(std::chrono::year_month_day date) {
    return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

/// "2019", "2019-04", "2019-04-24", "2019-04-24T15:00"; nothing else can be drawn.
std::optional<Days> read_date(std::string_view value) {
    using namespace std::chrono;
    value = value.substr(0, value.find('T'));
    const bool shape = value.size() == 4 || (value.size() == 7 && value[4] == '-') ||
                       (value.size() == 10 && value[4] == '-' && value[7] == '-');
    if (!shape) return std::nullopt;
    const auto y = number(value.substr(0, 4));
    const auto m = value.size() >= 7 ? number(value.substr(5, 2)) : std::optional(1);
    const auto d = value.size() == 10 ? number(value.substr(8, 2)) : std::optional(1);
    if (!y || !m || !d || *m < 1 || *d < 1) return std::nullopt;
    const year_month_day begin{year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d))};
    if (!begin.ok()) return std::nullopt;
    year_month_day end{sys_days(begin) + days(1)};
    if (value.size() == 4) end = begin + years(1);
    if (value.size() == 7) end = begin + months(1);
    return Days{to_days(begin), to_days(end)};
}

/// A date or "from/to".
std::optional<Days> read_days(std::string_view value) {
    const std::size_t slash = value.find('/');
    const std::optional<Days> begin = read_date(value.substr(0, slash));
    if (slash == std::string_view::npos || !begin) return begin;
    const std::optional<Days> end = read_date(value.substr(slash + 1));
    return end && end->end > begin->begin ? std::optional(Days{begin->begin, end->end}) : std::nullopt;
}

std::string day_name(std::int32_t day) {
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
    static constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return fmt::format("{} {}", static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1]);
}

class TimelinePart {
  public:
    TimelinePart(Html& html, const Page& page) : html_(html), page_(page) {
        for (std::size_t i = 0; i < page.rows.size(); ++i)
            if (const auto days = read_days(page.rows[i].time)) rows_.push_back({i, *days});
        choose_window();
        const auto is_near = [&](const Dated& row) {
            const bool short_enough = row.days.end - row.days.begin <= 2 * window;
            return short_enough && row.days.begin < end_ && row.days.end > begin_;
        };
        for (const Dated& row : rows_) (is_near(row) ? near_ : far_).push_back(row);
        std::ranges::stable_sort(far_, {}, [](const Dated& row) { return row.days.begin; });
        if (near_.size() > most_lines) near_.resize(most_lines);
        narrow_window();
    }

    void write() {
        if (!near_.empty()) {
            for (const Dated& row : near_) line(row);
            axis();
            html_.element("p", {{"class", "dim"}},
                          "Band: when it happened, as wide as the words allow. Dots: reports that "
                          "say so, where their date is known.");
        }
        if (far_.empty()) return;
        html_.element("p", {}, near_.empty() ? "When it happened:" : "Long before or after:");
        html_.element("ul", {}, [&] {
            for (const Dated& row : far_)
                html_.element("li", {}, [&] {
                    html_.element("b", {}, time_words(page_.rows[row.row].time)).text(" ");
                    html_.element("bdi", {}, page_.rows[row.row].label);
                });
        });
    }

  private:
    struct Dated {
        std::size_t row;
        Days days;
    };

    /// Days around the publication dates, else around the date that most rows are near to.
    void choose_window() {
        std::vector<std::int32_t> days;
        for (const CodedReport& coded : page_.reports)
            if (coded.report.published) days.push_back(coded.report.published->day);
        if (days.empty())
            for (const Dated& row : rows_) days.push_back(row.days.begin);
        if (days.empty()) return;
        std::ranges::sort(days);
        const std::int32_t middle = days[days.size() / 2];
        begin_ = middle - window;
        end_ = middle + window;
    }

    /// As wide as what is drawn.
    void narrow_window() {
        if (near_.empty()) return;
        std::int32_t first = end_;
        std::int32_t last = begin_;
        const auto take = [&](Days days) {
            first = std::min(first, days.begin);
            last = std::max(last, days.end);
        };
        for (const Dated& row : near_) take(row.days);
        for (const CodedReport& coded : page_.reports)
            if (coded.report.published && inside_window(coded.report.published->day))
                take({coded.report.published->day, coded.report.published->day + 1});
        begin_ = first;
        end_ = std::max(last, first + 1);
    }

    [[nodiscard]] bool inside_window(std::int32_t day) const { return day >= begin_ && day < end_; }
    [[nodiscard]] double percent(double day) const {
        return std::clamp((day - begin_) * 100.0 / (end_ - begin_), 0.0, 100.0);
    }
    static std::string to_percent(double value) { return fmt::format("{:.2f}%", value); }

    void line(const Dated& dated) {
        const Row& row = page_.rows[dated.row];
        html_.element("div", {{"class", "when"}}, [&] {
            html_.element("bdi", {}, row.label).text(" ");
            html_.element("span", {{"class", "dim"}}, time_words(row.time));
            html_.element("svg", {{"height", "16"}, {"aria-hidden", "true"}}, [&] { drawing(dated.days, row); });
        });
    }

    void drawing(Days days, const Row& row) {
        const double left = percent(days.begin);
        const double right = percent(days.end);
        html_.element("line", {{"class", "base"}, {"x1", "0"}, {"x2", "100%"}, {"y1", "8"}, {"y2", "8"}}, "");
        html_.element("rect",
                      {{"x", to_percent(left)},
                       {"width", to_percent(right - left)},
                       {"y", "4"},
                       {"height", "8"},
                       {"rx", "4"},
                       {"class", "band"}},
                      "");
        for (const std::int32_t report : tellers(row)) {
            if (report < 0 || static_cast<std::size_t>(report) >= page_.reports.size()) continue;
            const auto& published = page_.report(report).published;
            if (!published || !inside_window(published->day)) continue;
            const double at = percent(published->day + published->second_of_day.value_or(43200) / 86400.0);
            html_.element("circle", {{"cx", to_percent(at)}, {"cy", "8"}, {"r", "3.5"}, {"class", "dot"}},
                          [&] { html_.element("title", {}, outlet_or_file(page_.report(report))); });
        }
    }

    void axis() {
        const std::int32_t middle = begin_ + (end_ - begin_) / 2;
        html_.element("div", {{"class", "axis dim"}}, [&] {
            html_.element("span", {}, day_name(begin_));
            if (middle > begin_ && middle < end_ - 1) html_.element("span", {}, day_name(middle));
            html_.element("span", {}, day_name(end_));
        });
    }

    Html& html_;
    const Page& page_;
    std::vector<Dated> rows_;
    std::vector<Dated> near_;
    std::vector<Dated> far_;
    std::int32_t begin_ = 0;
    std::int32_t end_ = 0;
};

}  // namespace

void write_timeline(Html& html, const Page& page) {
    const auto dated = [](const Row& row) { return read_days(row.time).has_value(); };
    if (std::ranges::none_of(page.rows, dated)) {
        html.element("p", {}, "No row has a date that could be resolved; the reports' open times are listed below.");
        return;
    }
    TimelinePart(html, page).write();
}

}  // namespace px
