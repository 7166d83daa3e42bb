#include "relate/toll_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "record/evidence.hpp"
#include "relate/claims.hpp"
#include "relate/figures.hpp"
#include "relate/order.hpp"
#include "relate/tellers.hpp"
#include "relate/tolls.hpp"

namespace px {
namespace {

constexpr std::int64_t slack = 86'400 / 2;  // time zones and nights

bool share_any(const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&](const std::string& x) { return b.contains(x); });
}

bool exclude_each_other(const std::set<std::string>& a, const std::set<std::string>& b) {
    return !a.empty() && !b.empty() && !share_any(a, b);
}

// "So far in 2016": the sum of many acts.
bool is_sum(const Toll& toll) {
    constexpr std::int64_t month = 31 * 86'400LL;
    return toll.time_told && (!toll.begin || !toll.end || *toll.end - *toll.begin > month);
}

bool times_meet(const Toll& a, const Toll& b) {
    if (is_sum(a) != is_sum(b)) return false;
    if (a.end && b.begin && *a.end + slack <= *b.begin) return false;
    return !(b.end && a.begin && *b.end + slack <= *a.begin);
}

// Whether the victims are one group. Two sides of a war each count their own soldiers.
bool count_one_group(const Toll& a, const Toll& b) {
    if (a.nobody() != b.nobody()) {
        const Toll& none = a.nobody() ? a : b;
        return none.victims == "everybody" || a.victims == b.victims;
    }
    if (a.victims != b.victims) return false;
    const bool armed = a.victims.ends_with("soldiers") || a.victims.ends_with("fighters");
    return !armed || a.speaker_level == b.speaker_level || a.speaker_level.empty() || b.speaker_level.empty();
}

class Grouping {
  public:
    explicit Grouping(const TollWords& words) : words_(words) {}

    std::vector<std::vector<Toll>> groups;

    void add(Toll toll) {
        std::vector<std::size_t>& same = of_harm_[toll.quantity.counts];
        std::size_t tried = 0;
        for (auto at = same.rbegin(); at != same.rend() && tried < groups_tried; ++at, ++tried)
            if (fits(groups[*at], toll)) {
                groups[*at].push_back(std::move(toll));
                return;
            }
        same.push_back(groups.size());
        groups.push_back({std::move(toll)});
    }

  private:
    static constexpr std::size_t groups_tried = 64;
    static constexpr std::size_t members_tried = 12;

    // Nothing excludes it from the first member and the last ones, and one of them tells of the same. Places exclude
    // only where no member names the same one: a town, its river and its region stand for each other.
    [[nodiscard]] bool fits(const std::vector<Toll>& group, const Toll& toll) const {
        const std::size_t begin = group.size() > members_tried ? group.size() - members_tried : 0;
        bool one = false;
        bool one_scene = false;
        bool elsewhere = false;
        const auto look = [&](const Toll& member) {
            one = one || match(member, toll);
            one_scene = one_scene || share_any(member.scene, toll.scene) || share_wide_cause(member, toll);
            elsewhere = elsewhere || exclude_each_other(member.scene, toll.scene);
            return !exclude(member, toll);
        };
        if (!look(group.front())) return false;
        for (std::size_t i = begin; i < group.size(); ++i)
            if (!look(group[i])) return false;
        return one && (one_scene || !elsewhere);
    }

    [[nodiscard]] bool causes_meet(const Toll& a, const Toll& b) const {
        return std::any_of(a.causes.begin(), a.causes.end(), [&](const std::string& x) {
            return std::any_of(b.causes.begin(), b.causes.end(),
                               [&](const std::string& y) { return words_.can_be_one(x, y); });
        });
    }

    [[nodiscard]] bool share_wide_cause(const Toll& a, const Toll& b) const {
        return std::any_of(a.causes.begin(), a.causes.end(),
                           [&](const std::string& cause) { return words_.is_wide(cause) && b.causes.contains(cause); });
    }

    // What makes them two occurrences.
    [[nodiscard]] bool exclude(const Toll& a, const Toll& b) const {
        if (!count_one_group(a, b) || !times_meet(a, b) || exclude_each_other(a.countries, b.countries)) return true;
        if (a.ref.report == b.ref.report && same_figure(a, b)) return false;
        return !a.causes.empty() && !b.causes.empty() && !causes_meet(a, b);
    }

    // What makes them one.
    [[nodiscard]] bool match(const Toll& a, const Toll& b) const {
        if (share_any(a.scene, b.scene) || is_special(a)) return true;
        if (a.ref.report == b.ref.report && same_figure(a, b)) return true;
        return share_any(a.countries, b.countries) && (causes_meet(a, b) || share_wide_cause(a, b));
    }

    // "Six officers were hurt": of one country and time, and nothing else is told, it is the same matter.
    [[nodiscard]] static bool is_special(const Toll& toll) {
        return toll.victims == "police" || toll.victims == "protesters" || toll.victims == "children";
    }

    [[nodiscard]] static bool same_figure(const Toll& a, const Toll& b) {
        return a.quantity.low == b.quantity.low && a.quantity.high == b.quantity.high;
    }

    const TollWords& words_;
    std::map<std::string, std::vector<std::size_t>> of_harm_;
};

// ---- what the rows of events have already ---------------------------------------------------------------------------

// Sentences with their counts that are in a row, by row.
class Known {
  public:
    Known(std::span<const CodedReport> reports, std::span<const SourcedRow> rows) : reports_(reports) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].event == nullptr) continue;
            for (const Occurrence& member : rows[i].event->members)
                for (const Quantity& quantity : member.statement->quantities)
                    told_[key(member.ref.report, member.statement->trigger.begin, quantity.counts)].insert(i);
        }
    }

    // Whether one row has all of these tolls, and those of two reports or more.
    [[nodiscard]] bool has_all(const std::vector<Toll>& group) const {
        std::set<std::size_t> common;
        for (std::size_t i = 0; i < group.size(); ++i) {
            const auto found =
                told_.find(key(group[i].ref.report, group[i].quantity.span.begin, group[i].quantity.counts));
            if (found == told_.end()) return false;
            if (i == 0) {
                common = found->second;
                continue;
            }
            std::erase_if(common, [&](std::size_t row) { return !found->second.contains(row); });
        }
        return !common.empty();
    }

  private:
    using Key = std::tuple<std::int32_t, std::uint32_t, std::string>;
    [[nodiscard]] Key key(std::int32_t report, std::uint32_t byte, const std::string& counts) const {
        return {report, sentence_at(reports_[report].layers, byte).begin, counts};
    }

    std::span<const CodedReport> reports_;
    std::map<Key, std::set<std::size_t>> told_;
};

// ---- rows -----------------------------------------------------------------------------------------------------------

Stance stance_of(const CodedReport& coded, const Toll& toll) {
    if (voice_of(coded, toll.ref) != nullptr) return toll.nobody() ? Stance::attributes_denial : Stance::attributes;
    return toll.nobody() ? Stance::denies : Stance::asserts;
}

// The text before the headline, then the larger figure: parts are smaller than the whole.
bool is_better(const Toll& a, const Toll& b) {
    return std::tuple(a.headline, -a.quantity.low, a.quantity.span.begin) <
           std::tuple(b.headline, -b.quantity.low, b.quantity.span.begin);
}

std::map<std::int32_t, std::vector<const Toll*>> by_report(const std::vector<Toll>& group) {
    std::map<std::int32_t, std::vector<const Toll*>> out;
    for (const Toll& toll : group) out[toll.ref.report].push_back(&toll);
    for (auto& [report, tolls] : out)
        std::stable_sort(tolls.begin(), tolls.end(), [](const Toll* a, const Toll* b) { return is_better(*a, *b); });
    return out;
}

std::string most_frequent(const std::vector<Toll>& group, std::string Toll::* field) {
    std::map<std::string, int> counts;
    for (const Toll& toll : group)
        if (!(toll.*field).empty()) ++counts[toll.*field];
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? std::string() : most->first;
}

// "People killed in Kabul (explosion)".
std::string label_of(const std::vector<Toll>& group, const TollWords& words) {
    std::vector<Toll> counted;
    std::copy_if(group.begin(), group.end(), std::back_inserter(counted), [](const Toll& t) { return !t.nobody(); });
    std::string label = most_frequent(counted, &Toll::noun);
    if (!label.empty() && label.front() >= 'a' && label.front() <= 'z') label.front() -= 'a' - 'A';
    label += " " + std::string(words.shown(group.front().quantity.counts));
    if (const std::string place = most_frequent(group, &Toll::place); !place.empty()) label += " in " + place;
    std::map<std::string, int> causes;
    for (const Toll& toll : group)
        for (const std::string& cause : toll.causes) ++causes[cause];
    const auto cause = std::max_element(causes.begin(), causes.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    if (cause != causes.end()) label += " (" + std::string(words.shown(cause->first)) + ")";
    return label;
}

std::string gist_of(const Toll& toll) {
    return toll.nobody() ? "nobody " + toll.quantity.counts : describe_quantity(toll.quantity);
}

SourcedRow row_of(std::span<const CodedReport> reports, const std::vector<Toll>& group, const TollWords& words) {
    SourcedRow sourced;
    Row& row = sourced.row;
    row.label = label_of(group, words);
    row.time = most_frequent(group, &Toll::time);
    row.place = most_frequent(group, &Toll::place);
    for (const auto& [report, tolls] : by_report(group)) {
        const Toll& best = *tolls.front();
        Account account;
        account.report = report;
        account.stance = stance_of(reports[report], best);
        account.speaker = best.speaker;
        account.gist = gist_of(best);
        if (const Attribution* voice = voice_of(reports[report], best.ref); voice != nullptr)
            for (const ChainLink& link : voice->chain) account.chain.push_back(link.name);
        for (const Toll* toll : tolls) add_evidence(account.evidence, toll->ref);
        row.accounts.push_back(std::move(account));
    }
    return sourced;
}

// Figures agree if two lineages give some number in common.
bool figures_agree(const std::vector<Toll>& group, std::span<const std::int32_t> lineages) {
    const std::map<std::int32_t, std::vector<const Toll*>> told = by_report(group);
    for (auto one = told.begin(); one != told.end(); ++one)
        for (auto other = std::next(one); other != told.end(); ++other) {
            const Quantity& a = one->second.front()->quantity;
            const Quantity& b = other->second.front()->quantity;
            if (lineages[one->first] != lineages[other->first] && a.low <= b.high && b.low <= a.high) return true;
        }
    return false;
}

// A toll of one report is worth a row if the report begins with it; later ones are history.
bool is_worth_a_row(const std::vector<Toll>& group) {
    constexpr std::uint32_t beginning = 800;  // bytes
    if (std::all_of(group.begin(), group.end(), [](const Toll& toll) { return toll.nobody(); })) return false;
    return std::any_of(group.begin(), group.end(), [&](const Toll& toll) {
        return toll.ref.report != group.front().ref.report || toll.quantity.span.begin < beginning;
    });
}

// ---- findings -------------------------------------------------------------------------------------------------------

// Told to the day or nearly, and no count that goes up and down.
bool is_dated(const Toll& toll) {
    constexpr std::int64_t two_days = 2 * 86'400;
    if (goes_up_and_down(toll.quantity.counts)) return false;
    return toll.dated && toll.begin && toll.end && *toll.end - *toll.begin <= two_days;
}

std::vector<Finding> find_differing(std::span<const CodedReport> reports, const std::vector<Toll>& group,
                                    const TollWords& words, std::span<const std::int32_t> lineages,
                                    std::string_view label) {
    Copies copies(reports, lineages);
    std::vector<ToldFigure> figures;
    for (const auto& [report, tolls] : by_report(group)) {
        const Toll& best = *tolls.front();
        if (best.nobody() || copies.is_copy(best.ref)) continue;
        figures.push_back({best.ref, best.quantity, {}, best.speaker, !is_dated(best), {}});
        if (best.time_told) figures.back().act_end = best.end;
        const bool wide = std::any_of(best.causes.begin(), best.causes.end(),
                                      [&](const std::string& cause) { return words.is_wide(cause); });
        if (best.scene.empty() && best.causes.empty()) figures.back().scope = "unknown";
        if (wide)
            for (const std::string& place : best.scene) figures.back().scope += place + " ";
    }
    return compare_figures(reports, figures, label);
}

// Somebody was killed, and nobody was.
std::optional<Finding> find_denied(std::span<const CodedReport> reports, const std::vector<Toll>& group,
                                   std::string_view label) {
    Finding finding;
    bool voiced = false;
    for (const Toll& toll : group) {
        if (toll.headline) continue;
        add_evidence(toll.nobody() ? finding.other : finding.one, toll.ref);
        voiced = voiced || (toll.nobody() && !toll.speaker.empty());
    }
    if (finding.one.empty() || finding.other.empty()) return std::nullopt;
    if (!voiced && share_report(finding.one, finding.other)) return std::nullopt;
    const bool later = std::all_of(finding.other.begin(), finding.other.end(), [&](StatementRef none) {
        return std::all_of(finding.one.begin(), finding.one.end(), [&](StatementRef some) {
            return compare_published(reports[none.report].report, reports[some.report].report) < 0;
        });
    });
    finding.kind = voiced ? FindingKind::disputed : later ? FindingKind::updated : FindingKind::contradiction;
    finding.type = ContradictionType::polarity;
    finding.summary = fmt::format("{}: told by {}, nobody according to {}", label, told_by_all(reports, finding.one),
                                  told_by_all(reports, finding.other));
    finding.trace = {fmt::format("one event: {}", label), "one counts victims, the other says that there was none",
                     voiced ? "a named voice denies it" : "told in the outlets' own voices"};
    return finding;
}

}  // namespace

TollRows compare_tolls(std::span<const CodedReport> reports, std::span<const SourcedRow> known, const TollWords& words,
                       std::span<const std::int32_t> lineages) {
    Grouping grouping(words);
    std::vector<Toll> all;
    for (const std::int32_t report : canonical_order(reports))
        for (Toll& toll : find_tolls(reports[report], report, words)) all.push_back(std::move(toll));
    // What is told with its time comes first, so that what is vague joins it.
    std::stable_sort(all.begin(), all.end(), [](const Toll& a, const Toll& b) {
        return std::tuple(a.nobody(), !a.time_told) < std::tuple(b.nobody(), !b.time_told);
    });
    for (Toll& toll : all) grouping.add(std::move(toll));
    const Known in_events(reports, known);
    TollRows out;
    for (const std::vector<Toll>& group : grouping.groups) {
        if (in_events.has_all(group) || !is_worth_a_row(group)) continue;
        const auto number = static_cast<std::int32_t>(out.rows.size());
        SourcedRow row = row_of(reports, group, words);
        settle(reports, lineages, row);
        if (row.row.agreement == Agreement::agreed && !figures_agree(group, lineages))
            row.row.agreement = Agreement::single_source;
        const std::size_t before = out.findings.size();
        for (Finding& finding : find_differing(reports, group, words, lineages, row.row.label))
            out.findings.push_back(std::move(finding));
        if (auto denied = find_denied(reports, group, row.row.label)) out.findings.push_back(std::move(*denied));
        out.rows.push_back(std::move(row));
        for (std::size_t i = before; i < out.findings.size(); ++i) out.findings[i].row = number;
    }
    return out;
}

}  // namespace px
