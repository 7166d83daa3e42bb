#include "flow/visitor.hpp"

#include <algorithm>
#include <thread>

#include "text/utf8.hpp"

namespace px {
namespace {

using Clock = std::chrono::steady_clock;

/// Scheme and host: "https://a.example"; empty if it is no address of the web.
std::string site_of(const std::string& address) {
    const std::size_t scheme = address.find("://");
    if (scheme == std::string::npos) return {};
    const std::string name = lower_ascii(address.substr(0, scheme));
    if (name != "http" && name != "https") return {};
    return address.substr(0, address.find_first_of("/?#", scheme + 3));
}

std::string path_of(const std::string& address) {
    std::string path = address.substr(site_of(address).size());
    path = path.substr(0, path.find('#'));
    return path.starts_with('/') ? path : "/" + path;
}

Fetched refused(std::string why) {
    Fetched answer;
    answer.trouble = std::move(why);
    return answer;
}

}  // namespace

Fetched Visitor::visit(const FetchQuery& query) {
    const std::string name = site_of(query.address);
    if (name.empty()) return refused("it is no http(s) address");
    if (const auto rest = resting_.find(name); rest != resting_.end()) {
        Fetched answer = refused("its host asked for rest: " + rest->second.why);
        answer.retry_after_seconds = rest->second.seconds;
        return answer;
    }
    const Site& asked = site(name);
    if (!asked.trouble.empty()) {
        Fetched answer = refused(
            asked.was_asked ? "robots.txt could not be fetched, so nothing may be: " + asked.trouble : asked.trouble);
        answer.was_asked = asked.was_asked;
        return answer;
    }
    if (!asked.robots.allows(path_of(query.address))) return refused("robots.txt forbids it");
    wait_for(name, asked.robots.delay());
    if (stop_) return refused("stopped");
    Fetched answer = fetch(query, limits_);
    if (answer.status == 429 || answer.status == 503)
        resting_.insert({name, {answer.trouble, answer.retry_after_seconds}});
    const std::string end = site_of(answer.final_address);
    if (answer.trouble.empty() && !end.empty() && end != name) {
        const Site& other = site(end);
        if (!other.trouble.empty() || !other.robots.allows(path_of(answer.final_address)))
            return refused("robots.txt forbids where it leads");
    }
    return answer;
}

bool Visitor::rests(const std::string& address) const { return resting_.contains(site_of(address)); }

/// RFC 9309: no robots.txt forbids nothing, one that cannot be had for now forbids all.
const Visitor::Site& Visitor::site(const std::string& name) {
    if (const auto known = sites_.find(name); known != sites_.end()) return known->second;
    wait_for(name, 0);
    FetchLimits limits = limits_;
    limits.largest_body = std::size_t{2} << 20U;
    const Fetched answer = fetch({name + "/robots.txt", "", ""}, limits);
    Site found;
    const bool missing = answer.status >= 400 && answer.status < 500 && answer.status != 429;
    if (answer.trouble.empty())
        found.robots = Robots::parse(answer.body, "parallax");
    else if (!missing)
        found.trouble = answer.trouble;
    found.was_asked = answer.was_asked;
    return sites_.emplace(name, std::move(found)).first->second;
}

void Visitor::wait_for(const std::string& site, double asked_for) {
    const double pause = std::clamp(asked_for, seconds_between_, std::max(seconds_between_, 60.0));
    if (const auto last = last_visit_.find(site); last != last_visit_.end()) {
        const auto ready =
            last->second + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(pause));
        while (Clock::now() < ready && !stop_) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    last_visit_[site] = Clock::now();
}

}  // namespace px
