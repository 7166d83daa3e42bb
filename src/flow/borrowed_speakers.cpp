#include "flow/borrowed_speakers.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "relate/speaker_repair.hpp"

namespace px {
namespace {

constexpr std::int64_t days_at_once = 30;

class Borrowing {
  public:
    Borrowing(ProjectFile& project, StorySearch& search, const ChangedWords& words, QuotationDays& held,
              const std::atomic<bool>& stop)
        : project_(project), search_(search), held_(held), stop_(stop), changed_words_(words) {}

    /// The quotations of unknown speakers on the days from `first` to `last`.
    Result<void> work_on(std::int64_t first, std::int64_t last) {
        const Result<std::vector<QuotedWords>> unknown = concerned(first, last);
        if (!unknown) return fail(unknown.error());
        if (unknown->empty()) return {};
        SameWords same;
        std::map<std::int64_t, std::int64_t> day_of;  // of reports that lack a speaker
        for (const QuotedWords& words : *unknown) {
            same.add_unknown(words.report, words.day, words.runs);
            day_of.emplace(words.report, words.day);
        }
        const auto offer = [&](const QuotedWords& words) {
            if (words.named) same.offer(words.report, words.day, words.runs);
        };
        if (auto done = each_quotation(unknown->front().day - SameWords::days_apart,
                                       unknown->back().day + SameWords::days_apart, offer);
            !done)
            return done;
        auto finds = same.finds();
        for (const auto& [report, day] : day_of) {
            if (stop_) return {};
            const std::vector<std::int64_t>& now = finds[report];
            const Result<std::string> before = search_.named_by(day, report);
            if (!before) return fail(before.error());
            const std::string list = listed(now);
            if (list == *before) continue;
            if (auto done = search_.set_named_by(day, report, list); !done) return done;
            if (auto done = name_speakers(report, now); !done) return done;
        }
        return {};
    }

    std::set<std::int64_t> changed;

  private:
    /// In the order of publication.
    Result<std::vector<QuotedWords>> concerned(std::int64_t first, std::int64_t last) {
        held_.forget_before(first - SameWords::days_apart);
        std::vector<const QuotedWords*> all;
        const auto add = [&](const QuotedWords& words) {
            if (!words.named) all.push_back(&words);
        };
        if (auto done = each_quotation(first, last, add); !done) return fail(done.error());
        const std::vector<bool> is_concerned = reached(all);
        std::vector<QuotedWords> concerned;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (is_concerned[i]) concerned.push_back(*all[i]);
        return concerned;
    }

    Result<void> each_quotation(std::int64_t first, std::int64_t last,
                                const std::function<void(const QuotedWords&)>& use) {
        for (std::int64_t day = first; day <= last; ++day) {
            const auto words = held_.of(search_, day);
            if (!words) return fail(words.error());
            std::for_each((*words)->begin(), (*words)->end(), use);
        }
        return {};
    }

    /// Quotations that the changed words concern, and those that these concern in turn. Mostly a few rounds over all
    /// find them.
    std::vector<bool> reached(const std::vector<const QuotedWords*>& all) {
        constexpr int most_rounds = 4;
        std::vector<bool> is_reached(all.size());
        bool any = true;
        for (int round = 0; any && round < most_rounds; ++round) {
            any = false;
            for (std::size_t i = 0; i < all.size(); ++i) {
                if (is_reached[i] || !changed_words_.concern(all[i]->report, all[i]->runs)) continue;
                changed_words_.add(all[i]->report, all[i]->runs);
                is_reached[i] = any = true;
            }
        }
        return any ? reached_by_index(all) : is_reached;
    }

    /// The same for any chain of quotations: each list of the index is walked once, so the work is linear in the words
    /// quoted.
    std::vector<bool> reached_by_index(const std::vector<const QuotedWords*>& all) {
        std::unordered_map<std::uint32_t, std::vector<std::size_t>> of_run;
        std::unordered_map<std::int64_t, std::vector<std::size_t>> of_report;
        std::vector<bool> is_reached(all.size());
        std::vector<std::size_t> waiting;
        const auto reach = [&](std::size_t i) {
            if (!is_reached[i]) waiting.push_back(i);
            is_reached[i] = true;
        };
        for (std::size_t i = 0; i < all.size(); ++i) {
            each_run(all[i]->runs, [&](std::uint32_t run) { of_run[run].push_back(i); });
            of_report[all[i]->report].push_back(i);
            if (changed_words_.concern(all[i]->report, all[i]->runs)) reach(i);
        }
        const auto reach_all = [&](auto& index, auto key) {
            for (const std::size_t i : std::exchange(index[key], {})) reach(i);
        };
        while (!waiting.empty()) {
            const QuotedWords& words = *all[waiting.back()];
            waiting.pop_back();
            changed_words_.add(words.report, words.runs);
            each_run(words.runs, [&](std::uint32_t run) { reach_all(of_run, run); });
            reach_all(of_report, words.report);
        }
        return is_reached;
    }

    static std::string listed(const std::vector<std::int64_t>& reports) {
        std::string list;
        for (const std::int64_t report : reports) list += (list.empty() ? "" : " ") + std::to_string(report);
        return list;
    }

    Result<void> name_speakers(std::int64_t report, const std::vector<std::int64_t>& named_by) {
        auto former = search_.take_back_speakers(report);
        if (!former) return fail(former.error());
        std::vector<CodedReport> reports;
        std::vector<std::int64_t> rows = {report};
        rows.insert(rows.end(), named_by.begin(), named_by.end());
        for (const std::int64_t row : rows) {
            Result<CodedReport> loaded = project_.load(row);
            if (!loaded) return fail(loaded.error());
            undo_repairs(*loaded);
            reports.push_back(std::move(*loaded));
        }
        std::vector<KeptSpeaker> now;
        for (const SpeakerRepair& repair : repair_speakers(reports)) {
            if (repair.report != 0) continue;  // the others are settled with all that name theirs
            const Layers& layers = reports[0].layers;
            const auto n = static_cast<std::size_t>(repair.attribution);
            if (auto kept = project_.keep_speaker(report, layers, n, repair.new_actor); !kept) return kept;
            const Attribution& named = layers.attributions[n];
            now.push_back({report, repair.attribution, layers.actors[static_cast<std::size_t>(named.speaker_actor)].key,
                           named.rule});
        }
        std::sort(former->begin(), former->end());
        std::sort(now.begin(), now.end());
        if (now != *former) changed.insert(report);
        return {};
    }

    ProjectFile& project_;
    StorySearch& search_;
    QuotationDays& held_;
    const std::atomic<bool>& stop_;
    ChangedWords changed_words_;
};

}  // namespace

Result<std::set<std::int64_t>> borrow_speakers(ProjectFile& project, StorySearch& search,
                                               const std::set<std::int64_t>& days, const ChangedWords& words,
                                               QuotationDays& held, const std::atomic<bool>& stop) {
    Borrowing borrowing(project, search, words, held, stop);
    std::int64_t next = StorySearch::undated - SameWords::days_apart;
    for (const std::int64_t day : days) {
        const std::int64_t end = day + SameWords::days_apart;
        for (next = std::max(next, day - SameWords::days_apart); next <= end && !stop; next += days_at_once)
            if (auto done = borrowing.work_on(next, std::min(end, next + days_at_once - 1)); !done)
                return fail(done.error());
        next = std::min(next, end + 1);
    }
    return std::move(borrowing.changed);
}

}  // namespace px
