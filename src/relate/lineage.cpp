#include "relate/lineage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <unordered_map>

#include "relate/order.hpp"
#include "relate/passages.hpp"
#include "relate/union_find.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::uint32_t prose_enough = 40;
constexpr std::uint32_t short_prose_enough = 15;
constexpr double short_share_enough = 0.6;
constexpr std::uint64_t sampling = 4;  // one shingle in four is indexed
constexpr std::size_t reports_per_shingle = 4;
constexpr std::size_t candidates_aligned = 12;
constexpr std::uint32_t hits_enough = 2;

std::uint32_t count_prose(std::span<const ReportWord> words) {
    return static_cast<std::uint32_t>(
        std::count_if(words.begin(), words.end(), [](const ReportWord& word) { return !word.quoted; }));
}

bool is_shared_origin(const Shared& shared, std::uint32_t shorter_prose) {
    if (shared.prose >= prose_enough) return true;
    return shared.prose >= short_prose_enough && shared.prose >= short_share_enough * shorter_prose;
}

// Shingles that begin a run of reporters' prose, a fixed sample of them.
template <typename Use>
void each_indexed_shingle(std::span<const ReportWord> words, Use&& use) {
    const bool sample = words.size() > 60;
    for (std::size_t at = 0; at + shingle_words <= words.size(); ++at) {
        if (words[at].quoted || words[at + shingle_words - 1].quoted) continue;
        const std::uint64_t hash = shingle(words, at);
        if (!sample || hash % sampling == 0) use(hash);
    }
}

std::uint64_t hash_of_all(std::span<const ReportWord> words) {
    std::uint64_t hash = words.size();
    for (const ReportWord& word : words) hash = (hash ^ word.hash) * 0x9E3779B97F4A7C15ULL + 1;
    return hash;
}

// At most `reports_per_shingle` reports for each shingle: enough to find a lineage, whatever its size.
class ShingleIndex {
  public:
    void add(std::int32_t report, std::span<const ReportWord> words) {
        each_indexed_shingle(words, [&](std::uint64_t hash) {
            Posting& posting = postings_[hash];
            if (posting.count < reports_per_shingle &&
                (posting.count == 0 || posting.reports[posting.count - 1] != report))
                posting.reports[posting.count++] = report;
        });
    }

    // Reports with several shingles in common, most first.
    [[nodiscard]] std::vector<std::int32_t> candidates(std::span<const ReportWord> words) const {
        std::unordered_map<std::int32_t, std::uint32_t> hits;
        each_indexed_shingle(words, [&](std::uint64_t hash) {
            const auto found = postings_.find(hash);
            if (found == postings_.end()) return;
            for (std::size_t i = 0; i < found->second.count; ++i) ++hits[found->second.reports[i]];
        });
        std::vector<std::pair<std::uint32_t, std::int32_t>> ranked;
        for (const auto& [report, count] : hits)
            if (count >= hits_enough) ranked.emplace_back(count, report);
        std::sort(ranked.begin(), ranked.end(), [](const auto& x, const auto& y) {
            return x.first != y.first ? x.first > y.first : x.second < y.second;
        });
        std::vector<std::int32_t> out;
        for (const auto& entry : ranked) out.push_back(entry.second);
        return out;
    }

  private:
    struct Posting {
        std::array<std::int32_t, reports_per_shingle> reports{};
        std::uint8_t count = 0;
    };
    std::unordered_map<std::uint64_t, Posting> postings_;
};

// The evidence that joined a report to a lineage: the strongest is shown.
struct Reason {
    std::uint32_t prose = 0;
    std::string words;
};

struct Finder {
    std::span<const CodedReport> reports;
    UnionFind groups;
    std::vector<Reason> reasons;  // of each report, for the join that it caused

    explicit Finder(std::span<const CodedReport> all) : reports(all), groups(all.size()), reasons(all.size()) {}

    void join(std::int32_t report, std::int32_t other, Reason reason) {
        groups.unite(report, other);
        if (reasons[report].words.empty() || reason.prose > reasons[report].prose) reasons[report] = std::move(reason);
    }

    void by_words(std::span<const std::int32_t> order) {
        ShingleIndex index;
        std::unordered_map<std::uint64_t, std::int32_t> seen;  // whole texts
        std::unordered_map<std::int32_t, std::vector<ReportWord>> words_of;
        for (const std::int32_t report : order) {
            std::vector<ReportWord> words = report_words(reports[report]);
            if (words.empty()) continue;
            const auto [same, is_new] = seen.try_emplace(hash_of_all(words), report);
            if (!is_new) {
                const auto all = static_cast<std::uint32_t>(words.size());
                join(report, same->second, {all, fmt::format("the same text ({} words)", all)});
                continue;
            }
            align_with_candidates(report, words, index, words_of);
            index.add(report, words);
            words_of.emplace(report, std::move(words));
        }
    }

    void align_with_candidates(std::int32_t report, std::span<const ReportWord> words, const ShingleIndex& index,
                               const std::unordered_map<std::int32_t, std::vector<ReportWord>>& words_of) {
        std::size_t aligned = 0;
        for (const std::int32_t other : index.candidates(words)) {
            if (groups.find(report) == groups.find(other)) continue;
            if (++aligned > candidates_aligned) return;
            const std::vector<ReportWord>& theirs = words_of.at(other);
            const Shared shared = find_shared(words, theirs);
            if (!is_shared_origin(shared, std::min(count_prose(words), count_prose(theirs)))) continue;
            const Passage& passage = *shared.longest();
            join(report, other,
                 {shared.prose,
                  fmt::format("{} words in common outside quotations, the longest passage {} words from byte {}",
                              shared.prose, passage.words, passage.a.begin)});
        }
    }

    void by_outlet(std::span<const std::int32_t> order) {
        std::unordered_map<std::string, std::int32_t> first;
        for (const std::int32_t report : order) {
            std::string outlet = fold_name(reports[report].report.outlet);
            if (outlet.empty()) continue;
            const auto [entry, is_new] = first.try_emplace(std::move(outlet), report);
            if (!is_new && groups.find(report) != groups.find(entry->second))
                join(report, entry->second, {0, "both of " + reports[report].report.outlet});
        }
    }

    void by_credit(std::span<const std::int32_t> order) {
        std::unordered_map<std::string, std::int32_t> first;
        std::vector<std::string> agencies(reports.size());
        for (const std::int32_t report : order) {
            agencies[report] = credited_agency(reports[report].report);
            if (agencies[report].empty()) continue;
            const auto [entry, is_new] = first.try_emplace(fold_name(agencies[report]), report);
            if (!is_new) join(report, entry->second, {0, "both credit " + agencies[report]});
        }
        for (const std::int32_t report : order) {
            const std::string outlet = fold_name(reports[report].report.outlet);
            const auto entry = first.find(outlet);
            if (outlet.empty() || entry == first.end() || entry->second == report) continue;
            if (groups.find(report) != groups.find(entry->second))
                join(report, entry->second, {0, "credited by another report: " + reports[report].report.outlet});
        }
    }
};

// The agency that the members credit, else nothing: the text decides, not the order.
std::string origin_of(std::span<const CodedReport> reports, std::span<const std::int32_t> members) {
    for (const std::int32_t report : members)
        if (std::string agency = credited_agency(reports[report].report); !agency.empty()) return agency;
    return {};
}

// "(Reuters)" within the first line's beginning, before a dash: "MOSCOW, April 25 (Reuters) - ...".
std::string agency_in_dateline(std::string_view text) {
    constexpr std::size_t reach = 120;
    constexpr std::size_t longest_name = 30;
    const std::string_view head = text.substr(0, reach);
    const std::size_t open = head.find('(');
    if (open == std::string_view::npos || open == 0) return {};
    const std::size_t close = head.find(')', open);
    if (close == std::string_view::npos || close - open > longest_name || close == open + 1) return {};
    std::string_view rest = head.substr(close + 1);
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    const bool dash = rest.starts_with("-") || rest.starts_with("–") || rest.starts_with("—");
    const char initial = head[open + 1];
    if (!dash || initial < 'A' || initial > 'Z') return {};
    return std::string(head.substr(open + 1, close - open - 1));
}

}  // namespace

std::string credited_agency(const Report& report) {
    if (!report.agency.empty()) return report.agency;
    int paragraphs = 0;
    for (const Block& block : report.blocks) {
        if (block.kind != BlockKind::paragraph) continue;
        if (std::string agency = agency_in_dateline(slice(report.text, block.span)); !agency.empty()) return agency;
        if (++paragraphs == 2) break;
    }
    return {};
}

bool share_origin(std::span<const ReportWord> a, std::span<const ReportWord> b) {
    return is_shared_origin(find_shared(a, b), std::min(count_prose(a), count_prose(b)));
}

std::vector<Lineage> find_lineages(std::span<const CodedReport> reports, const LineageOptions& options) {
    Finder finder(reports);
    const std::vector<std::int32_t> order = canonical_order(reports);
    finder.by_words(order);
    if (options.one_story) {
        finder.by_credit(order);
        finder.by_outlet(order);
    }

    std::vector<Lineage> lineages;
    std::unordered_map<std::size_t, std::size_t> lineage_at;
    std::vector<std::uint32_t> strongest;
    for (std::int32_t report = 0; report < static_cast<std::int32_t>(reports.size()); ++report) {
        const auto [entry, is_new] = lineage_at.try_emplace(finder.groups.find(report), lineages.size());
        if (is_new) {
            lineages.emplace_back();
            strongest.push_back(0);
        }
        Lineage& lineage = lineages[entry->second];
        lineage.reports.push_back(report);
        const Reason& reason = finder.reasons[report];
        if (lineage.reason.empty() || reason.prose > strongest[entry->second]) {
            lineage.reason = reason.words;
            strongest[entry->second] = reason.prose;
        }
    }
    for (Lineage& lineage : lineages) lineage.origin = origin_of(reports, lineage.reports);
    return lineages;
}

std::vector<std::int32_t> lineage_of_reports(std::span<const Lineage> lineages, std::size_t reports) {
    std::vector<std::int32_t> of(reports, -1);
    for (std::size_t i = 0; i < lineages.size(); ++i)
        for (const std::int32_t report : lineages[i].reports) of[report] = static_cast<std::int32_t>(i);
    return of;
}

}  // namespace px
