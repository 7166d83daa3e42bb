#pragma once
// The polite part of watching: one visit at a time, a pause between two visits to one host, robots.txt, and a host that
// asks for rest is left alone.
//
//   Visitor visitor(limits, 2.0, stop);
//   Fetched answer = visitor.visit({"https://a.example/feed.xml", etag, last_modified});
//   if (visitor.rests("https://a.example/1")) ...;   // it answered 429 or 503: not in this pass

#include <atomic>
#include <chrono>
#include <map>
#include <string>

#include "fetch/fetch.hpp"
#include "fetch/robots.hpp"

namespace px {

class Visitor {
  public:
    /// `seconds_between`: two visits to one host; robots.txt may ask for up to a minute. A visit that waits ends when
    /// `stop` is set.
    Visitor(const FetchLimits& limits, double seconds_between, const std::atomic<bool>& stop)
        : limits_(limits), seconds_between_(seconds_between), stop_(stop) {}

    /// What may not be fetched has `trouble` and no status; where the host asked for rest, for how long it did.
    Fetched visit(const FetchQuery& query);
    /// Has this address's host asked for rest since this visitor was made?
    [[nodiscard]] bool rests(const std::string& address) const;

  private:
    struct Site {
        Robots robots;
        std::string trouble;  // why robots.txt could not be had; empty if it could, or if there is none
        bool was_asked = true;
    };

    const Site& site(const std::string& address);
    void wait_for(const std::string& site, double asked_for);

    const FetchLimits limits_;
    const double seconds_between_;
    const std::atomic<bool>& stop_;
    std::map<std::string, Site> sites_;
    std::map<std::string, std::chrono::steady_clock::time_point> last_visit_;
    struct Rest {
        std::string why;
        long seconds = 0;  // for which the host asked; 0: it did not say
    };
    std::map<std::string, Rest> resting_;  // by site
};

}  // namespace px
