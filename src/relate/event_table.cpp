#include "relate/event_table.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "base/tsv.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 7> columns = {"code", "family", "shape", "one", "many", "joiner", "passive"};

bool is_cameo(std::string_view code) {
    return code.size() >= 2 && code.size() <= 4 &&
           std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; }) && code >= "01" &&
           code.substr(0, 2) <= "20";
}

std::string check(const TsvRow& row) {
    if (!is_cameo(row[0])) return "'" + std::string(row[0]) + "' is no CAMEO code: two to four digits, 01 to 20";
    if (row[1].empty()) return "the family is empty";
    if (row[2] != "mutual" && row[2] != "directed") return "the shape is neither 'mutual' nor 'directed'";
    if (row[3].empty() || row[4].empty() || row[6].empty()) return "a verb phrase is empty";
    return {};
}

constexpr std::array<std::string_view, 18> plural_words = {
    "two",  "three", "four",    "five",     "six",       "seven",  "eight",  "nine",   "ten",
    "both", "many",  "several", "hundreds", "thousands", "dozens", "people", "police", "troops"};

// Whether a name stands for several: "two soldiers", "Peruvian marines", "soldiers of Ecuador". Proper names do not:
// "United States", "Boris Johnson's".
bool is_plural(std::string_view name) {
    std::string first(name.substr(0, name.find(' ')));
    if (!first.empty() && first.front() >= 'A' && first.front() <= 'Z') first.front() += 'a' - 'A';
    const auto is_listed = [](std::string_view word) {
        return std::find(plural_words.begin(), plural_words.end(), word) != plural_words.end();
    };
    if (is_listed(first)) return true;
    for (const std::string_view border : {" of ", " in ", " from ", " at ", " on ", " for ", ","})
        name = name.substr(0, name.find(border));
    const std::string_view head = name.substr(name.find_last_of(' ') + 1);
    if (head.empty() || head.front() < 'a' || head.front() > 'z') return false;
    return is_listed(head) || (head.size() > 3 && head.ends_with('s') && !head.ends_with("ss") &&
                               !head.ends_with("us") && !head.ends_with("is"));
}

bool are_several(const std::vector<std::string>& names) {
    return names.size() > 1 || (names.size() == 1 && is_plural(names.front()));
}

// "is attacked" of one, "are attacked" of several.
std::string passive_of(const std::vector<std::string>& names, const std::string& passive) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> forms = {{{"is ", "are "},
                                                                                            {"has ", "have "},
                                                                                            {"takes ", "take "},
                                                                                            {"receives ", "receive "},
                                                                                            {"comes ", "come "},
                                                                                            {"meets ", "meet "},
                                                                                            {"suffers ", "suffer "},
                                                                                            {"survives ", "survive "}}};
    if (!are_several(names)) return passive;
    for (const auto& [one, many] : forms)
        if (passive.starts_with(one)) return std::string(many) + passive.substr(one.size());
    return passive;
}

std::string with_joiner(const std::string& verb, const std::string& joiner, const std::string& target) {
    if (target.empty()) return verb;
    return joiner.empty() ? verb + " " + target : verb + " " + joiner + " " + target;
}

}  // namespace

std::string join_names(const std::vector<std::string>& names) {
    constexpr std::size_t most = 4;
    std::string out;
    const std::size_t shown = std::min(names.size(), most);
    for (std::size_t i = 0; i < shown; ++i) {
        const bool last = i + 1 == shown && shown == names.size();
        if (i > 0) out += last ? " and " : ", ";
        out += names[i];
    }
    if (names.size() > most) out += " and others";
    return out;
}

Result<EventTable> EventTable::load(const std::string& data_dir, std::vector<Problem>& problems) {
    Result<TsvTable> table = read_tsv(data_dir + "/relate/events.tsv", columns, problems);
    if (!table) return fail(table.error());
    EventTable events;
    events.fingerprint_ = xxh3_hex(table->content);
    for (const TsvRow& row : table->rows) {
        if (std::string wrong = check(row); !wrong.empty()) {
            problems.push_back({table->file, row.line, 0, std::move(wrong)});
            continue;
        }
        EventKind kind{std::string(row[1]), row[2] == "mutual",  std::string(row[3]),
                       std::string(row[4]), std::string(row[5]), std::string(row[6])};
        if (!events.kinds_.try_emplace(std::string(row[0]), std::move(kind)).second)
            problems.push_back({table->file, row.line, 1, "the code " + std::string(row[0]) + " has a row already"});
    }
    return events;
}

EventKind EventTable::kind(std::string_view cameo) const {
    for (std::size_t length = cameo.size(); length >= 2; --length)
        if (const auto found = kinds_.find(std::string(cameo.substr(0, length))); found != kinds_.end())
            return found->second;
    const std::string root(cameo.substr(0, 2));
    return {"root-" + root,
            root == "04",
            "acts (CAMEO " + root + ")",
            "act (CAMEO " + root + ")",
            "towards",
            "is acted on (CAMEO " + root + ")"};
}

std::string EventTable::label(std::string_view cameo, const std::vector<std::string>& sources,
                              const std::vector<std::string>& targets) const {
    const EventKind event = kind(cameo);
    if (sources.empty() && targets.empty()) return event.one;
    if (event.mutual && sources.size() + targets.size() > 1) {
        std::vector<std::string> all = sources;
        all.insert(all.end(), targets.begin(), targets.end());
        return join_names(all) + " " + event.many;
    }
    if (sources.empty()) return join_names(targets) + " " + passive_of(targets, event.passive);
    return with_joiner(join_names(sources) + " " + (are_several(sources) ? event.many : event.one), event.joiner,
                       join_names(targets));
}

std::vector<Problem> lint_events(const std::string& data_dir) {
    std::vector<Problem> problems;
    const Result<EventTable> table = EventTable::load(data_dir, problems);
    if (!table) problems.push_back({table.error().file, 0, 0, table.error().what});
    return problems;
}

}  // namespace px
