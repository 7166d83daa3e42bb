#include "text/address.hpp"

#include <array>

#include "text/utf8.hpp"

namespace px {
namespace {

/// Behind "http://" or "https://"; empty for other addresses.
std::string_view without_scheme(std::string_view url) {
    const std::string scheme = lower_ascii(url.substr(0, 8));
    if (scheme == "https://") return url.substr(8);
    if (scheme.starts_with("http://")) return url.substr(7);
    return {};
}

bool is_tracking(std::string_view parameter) {
    constexpr std::array<std::string_view, 12> names = {
        "utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "ref=", "cmpid=", "ito=", "at_", "igshid", "ncid=", "smid="};
    for (const std::string_view name : names)
        if (parameter.starts_with(name)) return true;
    return false;
}

std::string kept_query(std::string_view query) {
    std::string kept;
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view parameter = query.substr(0, end);
        if (!parameter.empty() && !is_tracking(parameter)) {
            kept += kept.empty() ? '?' : '&';
            kept += parameter;
        }
        query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    }
    return kept;
}

}  // namespace

std::string host_of(std::string_view url) {
    const std::string_view rest = without_scheme(url);
    std::string host = lower_ascii(rest.substr(0, rest.find_first_of("/?#")));
    if (const std::size_t user = host.rfind('@'); user != std::string::npos) host.erase(0, user + 1);
    if (const std::size_t port = host.rfind(':');
        port != std::string::npos && host.find(']', port) == std::string::npos)
        host.resize(port);
    return host.starts_with("www.") ? host.substr(4) : host;
}

std::string address_key(std::string_view url) {
    const std::string_view rest = without_scheme(url);
    if (rest.empty()) return {};
    const std::size_t host_end = rest.find_first_of("/?#");
    std::string key = lower_ascii(rest.substr(0, host_end));
    if (key.starts_with("www.")) key.erase(0, 4);
    if (host_end == std::string_view::npos) return key;
    std::string_view path = rest.substr(host_end);
    path = path.substr(0, path.find('#'));
    const std::size_t question = path.find('?');
    key += path.substr(0, question);
    if (question != std::string_view::npos) key += kept_query(path.substr(question + 1));
    while (key.ends_with('/')) key.pop_back();
    return key;
}

}  // namespace px
