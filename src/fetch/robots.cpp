#include "fetch/robots.hpp"

#include <algorithm>
#include <charconv>

#include "base/tsv.hpp"

namespace px {
namespace {

constexpr std::size_t largest_file = std::size_t{500} << 10U;  // RFC 9309, 2.5
constexpr std::size_t most_rules = 5000;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

/// Whether the pattern fits the beginning of the path; greedy with one place to go back to, so never exponential.
bool fits(std::string_view pattern, std::string_view path) {
    const bool anchored = pattern.ends_with('$');
    if (anchored) pattern.remove_suffix(1);
    std::size_t p = 0;
    std::size_t at = 0;
    std::size_t star = std::string_view::npos;
    std::size_t star_at = 0;
    while (true) {
        if (p == pattern.size() && (!anchored || at == path.size())) return true;
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            star_at = at;
        } else if (p < pattern.size() && at < path.size() && pattern[p] == path[at]) {
            ++p;
            ++at;
        } else if (star != std::string_view::npos && star_at < path.size()) {
            p = star + 1;
            at = ++star_at;
        } else {
            return false;
        }
    }
}

}  // namespace

Robots Robots::parse(std::string_view text, std::string_view agent) {
    Robots own;
    Robots everybody;
    bool has_own = false;
    bool for_us = false;
    bool for_all = false;
    bool in_names = false;
    text = text.substr(0, largest_file);
    while (!text.empty()) {
        const std::size_t end = text.find_first_of("\r\n");
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        line = trim(line.substr(0, line.find('#')));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        const std::string name = lower(trim(line.substr(0, colon)));
        const std::string_view value = trim(line.substr(colon + 1));
        if (name == "user-agent") {
            if (!in_names) for_us = for_all = false;
            in_names = true;
            if (value == "*") for_all = true;
            if (lower(value).substr(0, value.find('/')) == lower(agent)) for_us = has_own = true;
            continue;
        }
        in_names = false;
        for (Robots* group : {for_us ? &own : nullptr, for_all ? &everybody : nullptr}) {
            if (group == nullptr || group->rules_.size() >= most_rules) continue;
            if ((name == "allow" || name == "disallow") && !value.empty())
                group->rules_.push_back({std::string(value), name == "allow"});
            if (name == "crawl-delay") (void)std::from_chars(value.data(), value.data() + value.size(), group->delay_);
        }
    }
    return has_own ? own : everybody;
}

bool Robots::allows(std::string_view path) const {
    std::size_t longest = 0;
    bool allowed = true;
    for (const Rule& rule : rules_) {
        if (!fits(rule.pattern, path) || rule.pattern.size() < longest) continue;
        allowed = rule.pattern.size() > longest ? rule.allow : allowed || rule.allow;
        longest = rule.pattern.size();
    }
    return allowed;
}

}  // namespace px
