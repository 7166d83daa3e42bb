#pragma once
// What the search for stories keeps in the project file, so that new reports touch only what they change: the reports
// in the order of their publication with their terms, the state of the search before some days, the words of
// quotations, and which story a report is in.
//
//   StorySearch search(project, run);
//   const auto reports = search.new_reports();  // kept by name: a range in a loop does not outlive its expression
//   for (const NewReport& report : *reports) search.keep(place_of(report), terms, quotations);
//   search.each_from(day, 0, [&](std::int64_t row, std::string_view terms) { ...; return true; });
//   search.set_searched({last_row, stories});
//
// Terms, pieces of a checkpoint and runs of words are bytes whose meaning belongs to the caller. Days are counted from
// 1970-01-01. Everything is part of the transaction that is open in the project.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/project_file.hpp"

namespace px {

/// A report that the search has not seen.
struct NewReport {
    std::int64_t row = 0;                    // of report_
    bool is_newest = true;                   // false: a later version is there already
    std::optional<std::int64_t> version_of;  // row of the version before it
};

/// Where a report stands in the order of publication: undated ones first, then by day, then by id.
struct ReportPlace {
    std::int64_t row = 0;  // of report_
    std::optional<double> day;
    std::string id;
};

/// A direct quotation whose speaker is unknown or has a name.
struct QuotedWords {
    std::int64_t report = 0;  // row of report_
    std::int64_t day = 0;     // of its publication
    bool named = false;
    std::string runs;
};

/// A report that was taken out of the search.
struct ForgottenReport {
    ReportPlace place;
    std::vector<QuotedWords> quotations;
};

/// The state of the search before a part of the reports of a day.
struct Checkpoint {
    std::int64_t day = 0;
    std::int64_t part = 0;          // of the day, from 0
    std::int64_t parts_before = 0;  // of all days, and how many reports
    std::int64_t reports_before = 0;
};

/// How far the search has come.
struct Searched {
    std::int64_t last_row = 0;  // of report_; 0: nothing was searched
    std::int64_t stories = 0;   // how many there are
};

class StorySearch {
  public:
    /// The day that stands for undated reports.
    static constexpr std::int64_t undated = -(std::int64_t{1} << 40U);

    StorySearch(ProjectFile& project, std::int64_t run) : project_(project), run_(run) {}

    // ---- reports ----
    /// Those that came after the last set_searched(), in the order in which they were read.
    Result<std::vector<NewReport>> new_reports();
    Result<void> set_searched(const Searched& searched);
    /// As set_searched() kept it.
    Result<Searched> searched();
    Result<void> keep(const ReportPlace& place, std::string_view terms, const std::vector<QuotedWords>& quotations);
    /// Takes a report out of the search; gives what was kept of it, if it was there.
    Result<std::optional<ForgottenReport>> forget(std::int64_t report);
    /// The reports of a day, without its first ones, and of all later days, or all, in the order of publication. `use`
    /// returns false to stop.
    Result<void> each_from(std::optional<std::int64_t> day, std::int64_t without_first,
                           const std::function<bool(std::int64_t row, std::string_view terms)>& use);
    /// Days with reports and how many these are, from a day on, or all; `undated` among them.
    Result<std::map<std::int64_t, std::int64_t>> days_from(std::optional<std::int64_t> day);
    /// How many reports of its day stand before a place; 0 for undated ones.
    Result<std::int64_t> reports_before(const ReportPlace& place);

    // ---- checkpoints ----
    /// The newest first.
    Result<std::vector<Checkpoint>> checkpoints();
    Result<void> keep_piece(const Checkpoint& checkpoint, std::int64_t n, std::string_view piece);
    /// Nothing after the last piece. The bytes are there until the next piece is asked for.
    Result<std::optional<std::string_view>> piece(const Checkpoint& checkpoint, std::int64_t n);
    Result<void> drop(const Checkpoint& checkpoint);

    // ---- speakers whom other reports name (relate/speaker_repair.hpp) ----
    /// Quotations of a day, in the order of publication.
    Result<std::vector<QuotedWords>> quotations_of(std::int64_t day);
    /// Which reports gave speakers to a report of that day, as set_named_by() kept it; empty: none.
    Result<std::string> named_by(std::int64_t day, std::int64_t report);
    Result<void> set_named_by(std::int64_t day, std::int64_t report, std::string_view named_by);
    /// Undoes ProjectFile::keep_speaker() for a report; gives what was kept.
    Result<std::vector<KeptSpeaker>> take_back_speakers(std::int64_t report);

    // ---- stories ----
    /// The row of the story that a report is in.
    Result<std::optional<std::int64_t>> story_of(std::int64_t report);
    Result<KeptStory> story(std::int64_t row);

  private:
    Result<std::vector<QuotedWords>> take_quotations(const ReportPlace& place);
    /// Prepared once and ready to be bound.
    Result<Query*> query(std::string_view sql);

    ProjectFile& project_;
    std::int64_t run_;
    std::map<std::string, Query, std::less<>> queries_;
};

}  // namespace px
