#include "flow/relate_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/hash.hpp"
#include "record/ids.hpp"
#include "relate/item_bytes.hpp"
#include "relate/relate.hpp"
#include "relate/speaker_repair.hpp"
#include "relate/story_history.hpp"
#include "relate/surnames.hpp"

namespace px {
namespace {

/// Where a report stands in the order of publication.
struct Place {
    bool dated = false;
    double day = 0;
    std::string id;
    std::int64_t row = 0;
    bool operator<(const Place& other) const {
        return std::tie(dated, day, id, row) < std::tie(other.dated, other.day, other.id, other.row);
    }
};

/// A story's identity: its id, title and reports. Stories that have not changed are not compared again.
std::string key_of(const std::string& id, const std::string& title, const std::vector<std::int64_t>& reports) {
    std::string key = id + "," + title;
    for (const std::int64_t report : reports) key += "," + std::to_string(report);
    return sha256_hex(key).substr(0, 32);
}

class Relating {
  public:
    Relating(ProjectFile& project, std::int64_t run, const Pipeline& pipeline, const std::atomic<bool>& stop,
             const TellNews& news)
        : project_(project),
          run_(run),
          pipeline_(pipeline),
          stop_(stop),
          news_(news),
          counts_(pipeline.word_rarity()) {}

    Result<std::optional<std::size_t>> relate() {
        if (auto done = name_speakers(); !done) return fail(done.error());
        if (auto done = count_terms(); !done) return fail(done.error());
        if (auto done = find_kept(); !done) return fail(done.error());
        if (auto done = stream(); !done) return fail(done.error());
        if (stop_) return std::nullopt;
        if (auto done = keep_history(); !done) return fail(done.error());
        for (const auto& [key, story] : kept_)
            if (auto done = project_.remove_story(story.row); !done) return fail(done.error());
        return stories_;
    }

  private:
    /// Speakers that one report of the project names and another does not. Stories are compared afterwards.
    /// All are worked out anew: a new report may name somebody else for the same words.
    Result<void> name_speakers() {
        const auto former = project_.take_back_speakers(run_);
        if (!former) return fail(former.error());
        std::vector<KeptSpeaker> now;
        if (auto done = find_speakers(now); !done) return done;
        std::sort(now.begin(), now.end());
        std::vector<KeptSpeaker> changed;
        std::set_symmetric_difference(former->begin(), former->end(), now.begin(), now.end(),
                                      std::back_inserter(changed));
        for (const KeptSpeaker& one : changed) renamed_.insert(one.report);
        return {};
    }

    Result<void> find_speakers(std::vector<KeptSpeaker>& now) {
        SameWords same;
        const auto add = [&](const KeptQuotation& quotation) {
            if (!quotation.has_speaker) same.add_unknown(quotation.report, quotation.words);
        };
        if (auto done = project_.each_quotation(run_, add); !done || same.empty()) return done;
        const auto offer = [&](const KeptQuotation& quotation) {
            if (quotation.named) same.offer(quotation.report, quotation.words);
        };
        if (auto done = project_.each_quotation(run_, offer); !done) return done;
        for (const auto& [report, named_by] : same.finds())
            if (auto done = stop_ ? Result<void>() : name_speakers_of(report, named_by, now); !done) return done;
        return {};
    }

    Result<void> name_speakers_of(std::int64_t report, const std::vector<std::int64_t>& named_by,
                                  std::vector<KeptSpeaker>& now) {
        std::vector<std::int64_t> rows = {report};
        rows.insert(rows.end(), named_by.begin(), named_by.end());
        std::vector<CodedReport> reports;
        for (const std::int64_t row : rows) {
            Result<CodedReport> loaded = project_.load(row);
            if (!loaded) return fail(loaded.error());
            reports.push_back(std::move(*loaded));
        }
        for (const SpeakerRepair& repair : repair_speakers(reports)) {
            if (repair.report != 0) continue;  // the others are settled with all that name theirs
            if (auto kept = project_.keep_speaker(report, reports[0].layers,
                                                  static_cast<std::size_t>(repair.attribution), repair.new_actor);
                !kept)
                return kept;
            const Layers& layers = reports[0].layers;
            const Attribution& named = layers.attributions[static_cast<std::size_t>(repair.attribution)];
            now.push_back({report, repair.attribution, layers.actors[static_cast<std::size_t>(named.speaker_actor)].key,
                           named.rule});
        }
        return {};
    }

    /// First pass: how rare each term is, and the order of publication.
    Result<void> count_terms() {
        const auto rows = project_.report_rows(run_);
        if (!rows) return fail(rows.error());
        for (const std::int64_t row : *rows) {
            if (stop_) return {};
            const Result<StoryItem> item = item_of(row);
            if (!item) return fail(item.error());
            counts_.add(*item);
            places_.push_back({item->day.has_value(), item->day.value_or(0), item->id.substr(0, 15), row});
        }
        std::sort(places_.begin(), places_.end());
        return {};
    }

    /// A report's terms, as they were kept; made and kept if the report is new.
    Result<StoryItem> item_of(std::int64_t row) {
        const Result<std::optional<std::string>> kept = project_.terms_of(row);
        if (!kept) return fail(kept.error());
        if (*kept)
            if (std::optional<StoryItem> item = item_of_bytes(**kept)) return std::move(*item);
        const Result<CodedReport> report = project_.load(row);
        if (!report) return fail(report.error());
        StoryItem item = story_item(*report);
        if (auto done = project_.keep_terms(row, item_bytes(item)); !done) return fail(done.error());
        return item;
    }

    Result<void> find_kept() {
        return project_.each_story(run_, [&](const KeptStory& story) {
            const std::string key = key_of(story.id, story.title, story.reports);
            kept_.emplace(key, story);
            for (const std::int64_t report : story.reports) former_.emplace(report, key);
        });
    }

    /// What became of the stories that are not there any more.
    Result<void> keep_history() {
        std::vector<StoryMembers> before;
        for (const auto& [key, story] : kept_) before.push_back({story.id, story.reports});
        for (const StoryChange& change : story_changes(before, added_))
            if (auto done =
                    project_.add_story_change(run_, change.former, change.now, to_string(change.kind), change.reports);
                !done)
                return done;
        return {};
    }

    /// Second pass: reports in, stories out.
    Result<void> stream() {
        StoryStream stream(counts_);
        for (std::size_t i = 0; i < places_.size(); ++i) {
            if (stop_) return {};
            Result<StoryItem> item = item_of(places_[i].row);
            if (!item) return fail(item.error());
            stream.add(std::move(*item), static_cast<std::int32_t>(i));
            if (auto done = keep_all(stream.take()); !done) return done;
        }
        stream.finish();
        return keep_all(stream.take());
    }

    Result<void> keep_all(const std::vector<Story>& stories) {
        for (const Story& story : stories)
            if (auto done = stop_ ? Result<void>() : keep(story); !done) return done;
        return {};
    }

    /// One story with its reports loaded, compared, and put into the open transaction.
    Result<void> keep(const Story& story) {
        ++stories_;
        StoryRecord record;
        record.story = story;
        record.story.id = short_id('y', story.id);
        for (const std::int32_t place : story.reports)
            record.reports.push_back(places_[static_cast<std::size_t>(place)].row);
        const auto same = kept_.find(key_of(record.story.id, record.story.title, record.reports));
        const bool held = same != kept_.end();
        if (held && !any_renamed(record.reports)) {
            kept_.erase(same);
            return {};
        }
        if (!held) added_.push_back({record.story.id, record.reports});
        std::vector<CodedReport> reports;
        for (const std::int64_t row : record.reports) {
            Result<CodedReport> report = project_.load(row);
            if (!report) return fail(report.error());
            reports.push_back(std::move(*report));
        }
        join_surnames(reports);
        record.comparison = pipeline_.compare(reports);
        if (auto done = tell_news(record); !done) return done;
        if (held) {  // the same reports, compared again since one of them got a speaker
            if (auto done = project_.remove_story(same->second.row); !done) return done;
            kept_.erase(same);
        }
        return project_.add_story(run_, record);
    }

    /// The story that most of these reports were in before; nullptr if all are new.
    const KeptStory* former_of(const std::vector<std::int64_t>& reports) const {
        std::map<const KeptStory*, std::size_t> counts;
        for (const std::int64_t row : reports)
            if (const auto found = former_.find(row); found != former_.end())
                if (const auto story = kept_.find(found->second); story != kept_.end()) ++counts[&story->second];
        const KeptStory* best = nullptr;
        for (const auto& [story, count] : counts)
            if (best == nullptr || count > counts[best] || (count == counts[best] && story->id < best->id))
                best = story;
        return best;
    }

    Result<void> tell_news(const StoryRecord& record) {
        if (!news_) return {};
        std::set<std::string> known;
        if (const KeptStory* former = former_of(record.reports); former != nullptr) {
            auto lineages = project_.database().prepare("SELECT lineages FROM story_ WHERE id = ?");
            if (!lineages) return fail(lineages.error());
            lineages->bind(former->row);
            const auto now = static_cast<std::int64_t>(record.comparison.lineages.size());
            if (lineages->step() && lineages->integer(0) < now)
                news_(fmt::format("new independent account: {} now has {} ({}, {} before)", record.story.id, now,
                                  record.comparison.title, lineages->integer(0)));
            auto findings = project_.database().prepare("SELECT summary FROM finding_ WHERE story = ?");
            if (!findings) return fail(findings.error());
            findings->bind(former->row);
            while (findings->step()) known.insert(findings->text(0));
        }
        for (const Finding& finding : record.comparison.findings) {
            const bool opposes = finding.kind == FindingKind::contradiction ||
                                 finding.kind == FindingKind::opposed_attitudes ||
                                 finding.kind == FindingKind::disputed;
            if (!opposes || known.contains(finding.summary)) continue;
            news_(fmt::format("new {}: {} in {}",
                              finding.kind == FindingKind::contradiction ? "contradiction"
                              : finding.kind == FindingKind::disputed    ? "dispute"
                                                                         : "opposed attitudes",
                              finding.summary, record.story.id));
        }
        return {};
    }

    [[nodiscard]] bool any_renamed(const std::vector<std::int64_t>& reports) const {
        return std::any_of(reports.begin(), reports.end(),
                           [&](std::int64_t report) { return renamed_.count(report) > 0; });
    }

    ProjectFile& project_;
    std::int64_t run_;
    const Pipeline& pipeline_;
    const std::atomic<bool>& stop_;
    const TellNews& news_;
    std::set<std::int64_t> renamed_;  // reports that got a speaker from another one
    StoryCounts counts_;
    std::vector<Place> places_;
    std::map<std::string, KeptStory> kept_;       // stories that the file holds and that were not found again yet
    std::map<std::int64_t, std::string> former_;  // of each report, the key of the kept story it was in
    std::vector<StoryMembers> added_;
    std::size_t stories_ = 0;
};

}  // namespace

Result<std::optional<std::size_t>> relate_run(ProjectFile& project, std::int64_t run, const Pipeline& pipeline,
                                              const std::atomic<bool>& stop, const TellNews& news) {
    if (auto done = project.begin(); !done) return fail(done.error());
    Result<std::optional<std::size_t>> stories = Relating(project, run, pipeline, stop, news).relate();
    if (!stories || !*stories) {
        project.roll_back();
        return stories;
    }
    if (auto done = project.commit(); !done) return fail(done.error());
    return stories;
}

}  // namespace px
