#include "relate/event_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "relate/word_table.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 8> columns = {"code", "family", "shape",   "one",
                                                     "many", "joiner", "passive", "traits"};

constexpr std::array<std::pair<std::string_view, bool EventTraits::*>, 15> traits_by_name = {
    {{"speech", &EventTraits::speech},
     {"offer", &EventTraits::offer},
     {"undeniable", &EventTraits::undeniable},
     {"remark", &EventTraits::remark},
     {"once", &EventTraits::once},
     {"once-if-dated", &EventTraits::once_if_dated},
     {"single", &EventTraits::single},
     {"one-place", &EventTraits::one_place},
     {"person", &EventTraits::person},
     {"deed", &EventTraits::deed},
     {"violence", &EventTraits::violence},
     {"crowd", &EventTraits::crowd},
     {"title", &EventTraits::title},
     {"own-word", &EventTraits::own_word},
     {"what-follows", &EventTraits::what_follows}}};

// The traits of a cell; what is wrong with it goes to `wrong`.
EventTraits traits_of(std::string_view cell, std::string& wrong) {
    EventTraits traits;
    for (const std::string_view name : split_list(cell)) {
        const auto* const known =
            std::ranges::find(traits_by_name, name, [](const auto& trait) { return trait.first; });
        if (known == traits_by_name.end()) {
            wrong = "'" + std::string(name) + "' is no trait: the head of the file lists them";
            continue;
        }
        if (traits.*known->second) wrong = "the trait '" + std::string(name) + "' stands twice";
        traits.*known->second = true;
    }
    if (traits.once && traits.once_if_dated) wrong = "'once' and 'once-if-dated' exclude each other";
    return traits;
}

constexpr int last_root = 20;

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

constexpr std::array<std::string_view, 32> plural_words = {
    "two",       "three",   "four",   "five",    "six",    "seven",    "eight",   "nine",
    "ten",       "eleven",  "twelve", "fifteen", "twenty", "thirty",   "forty",   "fifty",
    "sixty",     "seventy", "eighty", "ninety",  "both",   "many",     "several", "hundreds",
    "thousands", "dozens",  "people", "police",  "troops", "children", "all",     "authorities"};

// "Servicemen", "women", "children", "soldiers"; no "crisis", "Congress", "status".
bool is_plural_form(std::string_view word) {
    if (word.ends_with("men") && word.size() > 3) return true;
    return word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") &&
           !word.ends_with("is");
}

std::string lower_initial(std::string_view word) {
    std::string out(word);
    if (!out.empty() && out.front() >= 'A' && out.front() <= 'Z') out.front() += 'a' - 'A';
    return out;
}

std::string upper_initial(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() -= 'a' - 'A';
    return text;
}

constexpr std::array<std::string_view, 5> stray_words = {"that ", "those ", "these ", "some ", "any "};
constexpr std::array<std::string_view, 7> possessives = {"its ", "his ", "her ", "their ", "our ", "my ", "your "};

// A name as it stands in a label: without the words that its sentence needed before it. Empty if it says nothing
// outside of its sentence ("its ambassador", "two").
std::string name_in_label(std::string_view name) {
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view word : stray_words)
            if (name.starts_with(word) && name.size() > word.size()) {
                name.remove_prefix(word.size());
                again = true;
            }
    }
    const std::string lower = lower_initial(name);
    if (std::any_of(possessives.begin(), possessives.end(), [&](std::string_view p) { return lower.starts_with(p); }))
        return {};
    const bool one_word = name.find(' ') == std::string_view::npos;
    const bool number =
        std::all_of(name.begin(), name.end(), [](char c) { return (c >= '0' && c <= '9') || c == ','; });
    const bool counts =
        number || std::find(plural_words.begin(), plural_words.begin() + 20, lower) != plural_words.begin() + 20;
    return one_word && counts ? std::string() : std::string(name);
}

// Names that can stand in a label; all as they are if none can.
std::vector<std::string> names_in_label(const std::vector<std::string>& names) {
    std::vector<std::string> out;
    for (const std::string& name : names)
        if (std::string shown = name_in_label(name); !shown.empty()) out.push_back(std::move(shown));
    return out;
}

// Whether a name stands for several: "two soldiers", "Peruvian marines", "soldiers of Ecuador". Proper names do not:
// "United States", "Boris Johnson's".
bool is_plural(std::string_view name) {
    const std::string first = lower_initial(name.substr(0, name.find(' ')));
    const auto is_listed = [](std::string_view word) {
        return std::find(plural_words.begin(), plural_words.end(), word) != plural_words.end();
    };
    if (is_listed(first)) return true;
    if (!first.empty() && first.front() >= '0' && first.front() <= '9' && first != "1") return true;
    for (const std::string_view border : {" of ", " in ", " from ", " at ", " on ", " for ", ", "})
        name = name.substr(0, name.find(border));
    const std::string_view head = name.substr(name.find_last_of(' ') + 1);
    if (head.empty() || head.front() < 'a' || head.front() > 'z') return false;
    return is_listed(head) || is_plural_form(head);
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
    EventTable events;
    const auto take = [&](const TsvRow& row, const Complain& complain) {
        std::string wrong = check(row);
        const EventTraits traits = traits_of(row[7], wrong);
        if (!wrong.empty()) return complain(std::move(wrong));
        EventKind kind{std::string(row[1]),
                       row[2] == "mutual",
                       std::string(row[3]),
                       std::string(row[4]),
                       std::string(row[5]),
                       std::string(row[6]),
                       traits};
        if (!events.kinds_.try_emplace(std::string(row[0]), std::move(kind)).second)
            complain("the code " + std::string(row[0]) + " has a row already");
    };
    const Result<std::string> fingerprint = read_words(data_dir, "events.tsv", columns, problems, take);
    if (!fingerprint) return fail(fingerprint.error());
    for (int root = 1; root <= last_root; ++root)
        if (const std::string code = fmt::format("{:02}", root); !events.kinds_.contains(code))
            problems.push_back({data_dir + "/relate/events.tsv", 0, 0, "the root " + code + " has no row"});
    Result<TollWords> tolls = TollWords::load(data_dir, problems);
    if (!tolls) return fail(tolls.error());
    Result<ActWords> acts = ActWords::load(data_dir, problems);
    if (!acts) return fail(acts.error());
    Result<DisputeWords> disputes = DisputeWords::load(data_dir, problems);
    if (!disputes) return fail(disputes.error());
    Result<SceneWords> scenes = SceneWords::load(data_dir, problems);
    if (!scenes) return fail(scenes.error());
    Result<KindWords> of_kind = KindWords::load(data_dir, problems);
    if (!of_kind) return fail(of_kind.error());
    Result<StateWords> states = StateWords::load(data_dir, problems);
    if (!states) return fail(states.error());
    events.fingerprint_ = xxh3_hex(*fingerprint + tolls->fingerprint() + acts->fingerprint() + disputes->fingerprint() +
                                   of_kind->fingerprint() + states->fingerprint() + scenes->fingerprint());
    events.scenes_ = std::move(*scenes);
    events.states_ = std::move(*states);
    events.of_kind_ = std::move(*of_kind);
    events.disputes_ = std::move(*disputes);
    events.tolls_ = std::move(*tolls);
    events.acts_ = std::move(*acts);
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
            "is acted on (CAMEO " + root + ")",
            {}};
}

std::string EventTable::label(std::string_view cameo, const std::vector<std::string>& source_names,
                              const std::vector<std::string>& target_names) const {
    const EventKind event = kind(cameo);
    std::vector<std::string> sources = names_in_label(source_names);
    std::vector<std::string> targets = names_in_label(target_names);
    if (sources.empty() && targets.empty()) {
        sources = source_names;
        targets = target_names;
    }
    if (sources.empty() && targets.empty()) return event.one;
    if (event.mutual && sources.size() + targets.size() > 1) {
        std::vector<std::string> all = sources;
        all.insert(all.end(), targets.begin(), targets.end());
        return upper_initial(join_names(all) + " " + event.many);
    }
    if (sources.empty()) return upper_initial(join_names(targets) + " " + passive_of(targets, event.passive));
    return upper_initial(with_joiner(join_names(sources) + " " + (are_several(sources) ? event.many : event.one),
                                     event.joiner, join_names(targets)));
}

std::vector<Problem> lint_events(const std::string& data_dir) { return lint_words<EventTable>(data_dir); }

}  // namespace px
