#include "resolve/home.hpp"

#include <algorithm>
#include <array>

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

/// Country domains that are sold to everybody.
bool sold_to_all(std::string_view domain) {
    static constexpr std::array<std::string_view, 18> domains = {"ac", "ai", "am", "cc", "co", "fm", "gg", "im", "io",
                                                                 "la", "ly", "me", "sh", "so", "tk", "to", "tv", "ws"};
    return std::find(domains.begin(), domains.end(), domain) != domains.end();
}

std::string country_of_domain(const Dictionaries& dictionaries, std::string_view host) {
    const std::size_t dot = host.rfind('.');
    if (dot == std::string_view::npos || host.size() - dot != 3 || host.find(' ') != std::string_view::npos) return {};
    const std::string domain = lower_ascii(host.substr(dot + 1));
    if (domain == "uk") return "GBR";
    if (sold_to_all(domain)) return {};
    for (const Country& country : dictionaries.countries())
        if (lower_ascii(country.iso2) == domain) return country.iso3;
    return {};
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

}  // namespace px
