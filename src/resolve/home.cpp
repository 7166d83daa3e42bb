#include "resolve/home.hpp"

#include <span>
#include <vector>

#include "base/tsv.hpp"
#include "resolve/places.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

/// "https://www.bbc.co.uk/news/1" -> "www.bbc.co.uk"; other text stays as it is.
std::string_view host_of(std::string_view address) {
    const std::size_t scheme = address.find("://");
    if (scheme == std::string_view::npos) return address;
    address.remove_prefix(scheme + 3);
    return address.substr(0, address.find_first_of("/:?#"));
}

std::string country_of_domain(const Dictionaries& dictionaries, std::string_view host) {
    const std::size_t dot = host.rfind('.');
    if (dot == std::string_view::npos || host.size() - dot != 3 || host.find(' ') != std::string_view::npos) return {};
    const std::string domain = lower_ascii(host.substr(dot + 1));
    if (domain == "uk") return "GBR";
    if (dictionaries.is_open_domain(domain)) return {};
    for (const Country& country : dictionaries.countries())
        if (lower_ascii(country.iso2) == domain) return country.iso3;
    return {};
}

/// "Example News, TBILISI, May 1 (Agency) -" -> "Example News", "TBILISI": what stands between marks and holds no
/// figure.
std::vector<std::string_view> parts_of_dateline(std::string_view line) {
    constexpr std::size_t longest = 120;  // bytes; what is longer is no dateline
    std::vector<std::string_view> parts;
    if (line.size() > longest) return parts;
    while (!line.empty()) {
        std::size_t end = line.size();
        std::size_t width = 0;
        for (const std::string_view mark : {",", "(", ")", " -", "\u2013", "\u2014", ":", "\n"})
            if (const std::size_t at = line.find(mark); at < end) {
                end = at;
                width = mark.size();
            }
        const std::string_view part = trim(line.substr(0, end));
        if (!part.empty() && part.find_first_of("0123456789") == std::string_view::npos) parts.push_back(part);
        line.remove_prefix(end + width);
    }
    return parts;
}

}  // namespace

std::string home_country(const Dictionaries& dictionaries, const Report& report) {
    for (const std::string* name : {&report.outlet, &report.url}) {
        if (name->empty()) continue;
        const Outlet* outlet = dictionaries.outlet(host_of(*name));
        if (outlet != nullptr && !outlet->country.empty()) return outlet->country;
    }
    for (const std::string* name : {&report.outlet, &report.url})
        if (std::string country = country_of_domain(dictionaries, host_of(*name)); !country.empty()) return country;
    return {};
}

std::optional<PlaceMention> dateline_place(const Dictionaries& dictionaries, const Report& report) {
    constexpr std::size_t first_blocks = 4;  // where "Example News, Tbilisi" may stand as a line of its own
    for (std::size_t b = 0; b < report.blocks.size(); ++b) {
        const Block& block = report.blocks[b];
        const bool head_line = b > 0 && b < first_blocks && block.kind == BlockKind::heading;
        if (block.reason != LeftOut::date_line && !head_line) continue;
        for (const std::string_view part : parts_of_dateline(slice(report.text, block.span))) {
            const auto begin = static_cast<std::uint32_t>(part.data() - report.text.data());
            const Span span = {begin, begin + static_cast<std::uint32_t>(part.size())};
            if (dictionaries.time_words().find(lower_ascii(part)) != nullptr) continue;  // "Tuesday"
            PlaceMention place = locate(dictionaries.gazetteer(), report, std::span(&span, 1)).front();
            if (!place.country.empty()) return place;
        }
    }
    return std::nullopt;
}

}  // namespace px
