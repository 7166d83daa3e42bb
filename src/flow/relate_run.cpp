#include "flow/relate_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "flow/borrowed_speakers.hpp"
#include "flow/checkpoint_parts.hpp"
#include "flow/story_news.hpp"
#include "record/ids.hpp"
#include "relate/item_bytes.hpp"
#include "relate/relate.hpp"
#include "relate/speaker_repair.hpp"
#include "relate/story_history.hpp"
#include "store/story_search.hpp"

namespace px {
namespace {

constexpr std::size_t id_letters = 16;  // of a report's hash, to tell reports of one moment apart

std::int64_t day_of(const std::optional<double>& day) {
    return day ? static_cast<std::int64_t>(std::floor(*day)) : StorySearch::undated;
}

}  // namespace

struct SearchMemory::Held {
    std::int64_t run = 0;
    std::int64_t last_row = 0;  // of the reports that the search has seen
    StoryStream stream;
    std::deque<Checkpoint> marks;  // the parts before which it has marks
    QuotationDays quotations;
};

SearchMemory::SearchMemory() = default;
SearchMemory::~SearchMemory() = default;
SearchMemory::SearchMemory(SearchMemory&&) noexcept = default;
SearchMemory& SearchMemory::operator=(SearchMemory&&) noexcept = default;

class Relating {
  public:
    Relating(ProjectFile& project, std::int64_t run, const Pipeline& pipeline, const std::atomic<bool>& stop,
             const RelateOptions& options, SearchMemory* memory)
        : project_(project),
          run_(run),
          pipeline_(pipeline),
          stop_(stop),
          options_(options),
          search_(project, run),
          remembers_(memory != nullptr),
          held_(memory != nullptr ? std::move(memory->held_) : nullptr) {}

    Result<std::optional<std::size_t>> relate() {
        const Result<Searched> before = search_.searched();
        if (!before) return fail(before.error());
        stories_ = before->stories;
        if (held_ && (held_->run != run_ || held_->last_row != before->last_row)) held_.reset();
        if (held_) quotations_ = std::move(held_->quotations);
        if (auto done = take_in(); !done) return fail(done.error());
        if (stop_) return std::nullopt;
        if (earliest_)
            if (auto done = relate_changed(); !done) return fail(done.error());
        if (stop_) return std::nullopt;
        if (before->stories == 0) news.clear();
        if (last_row_)
            if (auto done = search_.set_searched({*last_row_, stories_}); !done) return fail(done.error());
        return static_cast<std::size_t>(stories_);
    }

    /// For the next pass, once what relate() wrote is safe.
    void remember(SearchMemory& memory) {
        if (!remembers_) return;
        if (earliest_ && stream_)
            held_ = std::make_unique<SearchMemory::Held>(run_, 0, std::move(*stream_), std::move(marks_));
        if (held_ && last_row_) held_->last_row = *last_row_;
        if (held_) held_->quotations = std::move(quotations_);
        memory.held_ = std::move(held_);
    }

    std::vector<std::string> news;

  private:
    Result<void> relate_changed() {
        auto renamed = borrow_speakers(project_, search_, days_, words_, quotations_, stop_);
        if (!renamed) return fail(renamed.error());
        renamed_ = std::move(*renamed);
        return take_up()
            .and_then([&] { return stream_reports(); })
            .and_then([&] { return compare_renamed(); })
            .and_then([&] { return stop_ ? Result<void>() : remove_former(); });
    }

    // ---- new reports ----

    /// Puts what came since the last time into the order of publication, and takes out what has a newer version.
    Result<void> take_in() {
        const auto reports = search_.new_reports();
        if (!reports) return fail(reports.error());
        for (const NewReport& report : *reports) {
            if (stop_) return {};
            if (report.version_of)
                if (auto done = forget(*report.version_of); !done) return done;
            if (!report.is_newest) continue;
            if (auto done = keep_item(report.row); !done) return done;
        }
        if (!reports->empty()) last_row_ = reports->back().row;
        return {};
    }

    Result<void> forget(std::int64_t report) {
        auto forgotten = search_.forget(report);
        if (!forgotten) return fail(forgotten.error());
        if (!*forgotten) return {};
        note_change((*forgotten)->place, (*forgotten)->quotations);
        if (const auto speakers = search_.take_back_speakers(report); !speakers) return fail(speakers.error());
        return note_former({report}).map([](const auto&) {});
    }

    Result<void> keep_item(std::int64_t row) {
        if (row > std::numeric_limits<std::int32_t>::max())
            return fail({ErrorKind::out_of_space, project_.database().path(), "",
                         "the project file holds more reports than the search for stories can number (2,147,483,647)",
                         "its stories stay as they were; read the further reports into another project file (--into)"});
        const Result<CodedReport> report = project_.load(row);
        if (!report) return fail(report.error());
        const StoryItem item = story_item(*report);
        const ReportPlace place{row, item.day, item.id.substr(0, id_letters)};
        std::vector<QuotedWords> quotations;
        for (QuotationRuns& runs : quotation_runs(*report))
            quotations.push_back({row, day_of(item.day), runs.named, std::move(runs.runs)});
        note_change(place, quotations);
        return search_.keep(place, item_bytes(item), quotations);
    }

    /// A report came or went.
    void note_change(const ReportPlace& place, const std::vector<QuotedWords>& quotations) {
        for (const QuotedWords& quotation : quotations) {
            days_.insert(quotation.day);
            quotations_.forget(quotation.day);
            words_.add(quotation.report, quotation.runs);
        }
        const auto order = [](const ReportPlace& p) { return std::tuple(day_of(p.day), p.day, p.id, p.row); };
        if (!earliest_ || order(place) < order(*earliest_)) earliest_ = place;
    }

    // ---- the stream of reports ----

    /// Finds the newest state of the search that no new report comes before; later ones are dropped.
    Result<void> take_up() {
        const auto checkpoints = search_.checkpoints();
        if (!checkpoints) return fail(checkpoints.error());
        const Result<std::int64_t> before = search_.reports_before(*earliest_);
        if (!before) return fail(before.error());
        const auto changed = std::pair(day_of(earliest_->day), *before / reports_in_part());
        go_back_before(changed);
        for (const Checkpoint& checkpoint : *checkpoints) {
            const bool is_before = std::pair(checkpoint.day, checkpoint.part) <= changed;
            if (!taken_up_ && is_before) {
                const Result<bool> restored = restore(checkpoint);
                if (!restored) return fail(restored.error());
                if (*restored) taken_up_ = checkpoint;
            }
            if (taken_up_ && is_before) {
                on_file_.emplace(checkpoint.parts_before, checkpoint);
            } else if (auto done = search_.drop(checkpoint); !done) {
                return done;
            }
        }
        if (!stream_) stream_.emplace(pipeline_.word_rarity(), options_.stories);
        return {};
    }

    /// To the last mark before that part, if the search is remembered.
    void go_back_before(const std::pair<std::int64_t, std::int64_t>& part) {
        if (!held_) return;
        marks_ = std::move(held_->marks);
        while (!marks_.empty() && std::pair(marks_.back().day, marks_.back().part) > part) marks_.pop_back();
        if (marks_.empty()) return;
        if (!held_->stream.go_back(marks_.size() - 1)) return marks_.clear();  // what the file keeps is taken up
        taken_up_ = marks_.back();
        stream_ = std::move(held_->stream);
        stream_->leave_out_untouched();
    }

    [[nodiscard]] std::int64_t reports_in_part() const { return static_cast<std::int64_t>(options_.stories.part); }

    Result<bool> restore(const Checkpoint& checkpoint) {
        std::int64_t n = 0;
        std::optional<Error> failure;
        const auto next = [&]() -> std::optional<std::string_view> {
            const auto piece = search_.piece(checkpoint, n++);
            if (piece) return *piece;
            failure = piece.error();
            return std::nullopt;
        };
        stream_ = StoryStream::restore(next, pipeline_.word_rarity(), options_.stories);
        if (failure) return fail(*failure);
        if (!stream_) return false;
        stream_->leave_out_untouched();
        return true;
    }

    /// Which parts begin with a state that is worth keeping; what is held and not worth it is dropped.
    Result<void> plan_checkpoints() {
        const auto first_day = taken_up_ ? std::optional(taken_up_->day) : std::nullopt;
        const auto days = search_.days_from(first_day);
        if (!days) return fail(days.error());
        std::int64_t parts = 0;
        for (const auto& [day, reports] : *days) {
            const std::int64_t without = taken_up_ && taken_up_->day == day ? taken_up_->part * reports_in_part() : 0;
            const std::int64_t left = std::max<std::int64_t>(reports - without, 0);
            parts += day == StorySearch::undated ? 1 : (left + reports_in_part() - 1) / reports_in_part();
        }
        parts_before_ = taken_up_ ? taken_up_->parts_before : 0;
        // Among the beginnings of every so many-th part; a remembered state need not be on file.
        const auto between = std::max<std::int64_t>(options_.parts_between, 1);
        const bool is_missing = taken_up_ && !on_file_.contains(parts_before_);
        const std::int64_t first = std::max<std::int64_t>(parts_before_ + (is_missing ? 0 : 1), 1);
        std::set<std::int64_t> held;
        for (const auto& [parts_before, checkpoint] : on_file_) held.insert(parts_before / between);
        const std::set<std::int64_t> worth =
            worth_keeping(held, (first + between - 1) / between, (parts_before_ + parts + between - 1) / between);
        for (const std::int64_t n : worth) worth_keeping_.insert(n * between);
        for (const auto& [parts_before, checkpoint] : on_file_)
            if (!worth_keeping_.contains(parts_before))
                if (auto done = search_.drop(checkpoint); !done) return done;
        return {};
    }

    Result<void> stream_reports() {
        if (auto done = plan_checkpoints(); !done) return done;
        if (taken_up_) {
            reports_before_ = taken_up_->reports_before;
            day_ = taken_up_->day;
            part_ = taken_up_->part - 1;
            in_part_ = reports_in_part();
        }
        Result<void> done;
        const auto use = [&](std::int64_t row, std::string_view terms) {
            done = item_of(row, terms).and_then([&](StoryItem item) { return add(row, std::move(item)); });
            return done && !stop_;
        };
        const auto first_day = taken_up_ ? std::optional(taken_up_->day) : std::nullopt;
        const std::int64_t without_first = taken_up_ ? taken_up_->part * reports_in_part() : 0;
        if (auto read = search_.each_from(first_day, without_first, use); !read) return read;
        if (!done || stop_) return done;
        stream_->finish();
        return keep_all(stream_->take()).and_then([&] { return keep_what_is_left(); });
    }

    Result<void> add(std::int64_t row, StoryItem item) {
        const std::int64_t day = day_of(item.day);
        if (day != day_ || (day != StorySearch::undated && in_part_ == reports_in_part())) {
            part_ = day == day_ ? part_ + 1 : 0;
            if (auto done = save_before({day, part_, parts_before_, reports_before_}); !done) return done;
            if (auto done = mark_before({day, part_, parts_before_, reports_before_}); !done) return done;
            ++parts_before_;
            day_ = day;
            in_part_ = 0;
        }
        ++in_part_;
        ++reports_before_;
        stream_->add(std::move(item), static_cast<std::int32_t>(row));
        return keep_all(stream_->take());
    }

    Result<void> save_before(const Checkpoint& checkpoint) {
        if (on_file_.contains(checkpoint.parts_before) || !worth_keeping_.contains(checkpoint.parts_before)) return {};
        if (checkpoint.reports_before < options_.checkpoint_after) return {};
        Result<void> done;
        std::int64_t n = 0;
        stream_->save([&](std::string_view piece) {
            if (done) done = search_.keep_piece(checkpoint, n++, piece);
        });
        return done ? keep_all(stream_->take()) : done;
    }

    /// Remembers that a part begins, unless the stream has just gone back to it.
    Result<void> mark_before(const Checkpoint& part) {
        if (!remembers_ || part.day == StorySearch::undated) return {};
        if (!marks_.empty() && std::pair(marks_.back().day, marks_.back().part) == std::pair(part.day, part.part))
            return {};
        marks_.push_back(part);
        const std::size_t marks = stream_->mark(part.day);
        while (marks_.size() > marks) marks_.pop_front();
        return keep_all(stream_->take());
    }

    /// From the terms that the file keeps; from the report if another version of this program kept them.
    Result<StoryItem> item_of(std::int64_t row, std::string_view terms) {
        if (std::optional<StoryItem> item = item_of_bytes(terms)) return std::move(*item);
        const Result<CodedReport> report = project_.load(row);
        if (!report) return fail(report.error());
        return story_item(*report);
    }

    // ---- stories ----

    Result<void> keep_all(const std::vector<Story>& stories) {
        for (const Story& story : stories)
            if (auto done = stop_ ? Result<void>() : keep(story); !done) return done;
        return {};
    }

    /// Stories to which nothing came, but whose reports were in one story with some that are elsewhere now.
    Result<void> keep_what_is_left() {
        while (taken_up_ && !new_former_.empty()) {
            const auto former = former_.find(new_former_.back());
            new_former_.pop_back();
            if (former == former_.end()) continue;
            for (const std::int64_t report : std::vector(former->second.reports))
                if (const auto story = stream_->take_untouched(static_cast<std::int32_t>(report)))
                    if (auto done = keep(*story); !done) return done;
        }
        return {};
    }

    Result<void> keep(const Story& story) {
        StoryRecord record;
        record.story = story;
        record.story.id = short_id('y', story.id);
        record.reports.assign(story.reports.begin(), story.reports.end());
        auto former = note_former(record.reports);
        if (!former) return fail(former.error());
        if (*former && (*former)->reports == record.reports && (*former)->id == record.story.id &&
            (*former)->title == record.story.title) {
            if (!any_renamed(record.reports)) {
                former_.erase((*former)->row);
                return {};
            }
        } else {
            added_.push_back({record.story.id, record.reports});
        }
        return compare_and_add(std::move(record), *former);
    }

    /// The story that most of the reports were in before. All that one of them was in are noted, to be removed.
    Result<std::optional<KeptStory>> note_former(const std::vector<std::int64_t>& reports) {
        std::map<std::int64_t, std::size_t> counts;
        for (const std::int64_t report : reports) {
            const auto row = search_.story_of(report);
            if (!row) return fail(row.error());
            if (*row) ++counts[**row];
        }
        const KeptStory* most = nullptr;
        for (const auto& [row, count] : counts) {
            if (!former_.contains(row)) {
                auto story = search_.story(row);
                if (!story) return fail(story.error());
                former_.emplace(row, std::move(*story));
                new_former_.push_back(row);
            }
            const KeptStory& story = former_.at(row);
            if (most == nullptr || count > counts[most->row] || (count == counts[most->row] && story.id < most->id))
                most = &story;
        }
        return most == nullptr ? std::nullopt : std::optional(*most);
    }

    /// A story with its reports loaded, compared, and put into the open transaction.
    Result<void> compare_and_add(StoryRecord record, const std::optional<KeptStory>& former) {
        std::vector<CodedReport> reports;
        for (const std::int64_t row : record.reports) {
            renamed_.erase(row);
            Result<CodedReport> report = project_.load(row);
            if (!report) return fail(report.error());
            reports.push_back(std::move(*report));
        }
        Pipeline::complete_names(reports);
        record.comparison = pipeline_.compare(reports);
        auto told = news_of(project_, former, record);
        if (!told) return fail(told.error());
        std::move(told->begin(), told->end(), std::back_inserter(news));
        ++stories_;
        return project_.add_story(run_, record);
    }

    [[nodiscard]] bool any_renamed(const std::vector<std::int64_t>& reports) const {
        return std::any_of(reports.begin(), reports.end(),
                           [&](std::int64_t report) { return renamed_.contains(report); });
    }

    /// Stories that were not found again, since no new report came near them, but in which a report got a speaker.
    Result<void> compare_renamed() {
        while (!renamed_.empty() && !stop_) {
            auto former = note_former({*renamed_.begin()});
            if (!former) return fail(former.error());
            renamed_.erase(renamed_.begin());
            if (!*former) continue;
            StoryRecord record;
            record.story.id = (*former)->id;
            record.story.title = (*former)->title;
            record.reports = (*former)->reports;
            if (auto done = compare_and_add(std::move(record), *former); !done) return done;
        }
        return {};
    }

    /// Removes the stories that are not there any more, and tells what became of them.
    Result<void> remove_former() {
        std::vector<StoryMembers> before;
        for (const auto& [row, story] : former_) {
            before.push_back({story.id, story.reports});
            if (auto done = project_.remove_story(row); !done) return done;
            --stories_;
        }
        for (const StoryChange& change : story_changes(before, added_))
            if (auto done =
                    project_.add_story_change(run_, change.former, change.now, to_string(change.kind), change.reports);
                !done)
                return done;
        return {};
    }

    ProjectFile& project_;
    std::int64_t run_;
    const Pipeline& pipeline_;
    const std::atomic<bool>& stop_;
    const RelateOptions& options_;
    StorySearch search_;
    std::optional<StoryStream> stream_;
    bool remembers_;
    std::unique_ptr<SearchMemory::Held> held_;
    std::deque<Checkpoint> marks_;  // the parts before which the stream has marks
    QuotationDays quotations_;
    std::set<std::int64_t> days_;          // on which reports with quotations came or went
    ChangedWords words_;                   // of these quotations
    std::optional<ReportPlace> earliest_;  // of these reports
    std::optional<std::int64_t> last_row_;
    std::int64_t stories_ = 0;
    std::set<std::int64_t> renamed_;  // reports whose speakers changed, while their story is not compared again
    std::optional<Checkpoint> taken_up_;
    std::map<std::int64_t, Checkpoint> on_file_;  // up to that one, by the parts before each
    std::set<std::int64_t> worth_keeping_;        // by the parts before each
    std::int64_t parts_before_ = 0;
    std::int64_t reports_before_ = 0;
    std::int64_t day_ = std::numeric_limits<std::int64_t>::min();  // of the report that was added last
    std::int64_t part_ = 0;                                        // of that day
    std::int64_t in_part_ = 0;                                     // reports
    std::map<std::int64_t, KeptStory> former_;  // stories that the file holds and that are not the same any more
    std::vector<std::int64_t> new_former_;      // of these, those whose reports were not looked for yet
    std::vector<StoryMembers> added_;
};

Result<std::optional<std::size_t>> relate_run(ProjectFile& project, std::int64_t run, const Pipeline& pipeline,
                                              const std::atomic<bool>& stop, const TellNews& news,
                                              const RelateOptions& options, SearchMemory* memory) {
    if (auto done = project.begin(); !done) return fail(done.error());
    std::vector<std::string> lines;
    SearchMemory remembered;
    Result<std::optional<std::size_t>> stories;
    {
        Relating relating(project, run, pipeline, stop, options, memory);
        stories = relating.relate();
        lines = std::move(relating.news);
        relating.remember(remembered);
    }
    if (!stories || !*stories) {
        project.roll_back();
        return stories;
    }
    if (auto done = project.commit(); !done) {
        project.roll_back();
        return fail(done.error());
    }
    if (memory != nullptr) *memory = std::move(remembered);
    if (news)
        for (const std::string& line : lines) news(line);
    return stories;
}

}  // namespace px
