#pragma once
// The project file: one SQLite database that holds reports, what was found in them, and what they make of each other.
// Every record belongs to a run. Documented views (docs/project-file.md) let other programs read it.
//
//   Result<ProjectFile> project = ProjectFile::open("corpus.plx", Database::Access::create);
//   Result<std::int64_t> run = project->begin_run(pipeline.run_info());
//   project->begin();
//   project->add(*run, coded);                                   // one report with all layers
//   project->note(*run, {"a.html", Outcome::read, coded.report.id, {}});
//   project->commit();                                           // from here on nothing is lost, whatever happens
//
// Not thread-safe: one writer. A transaction that was not committed leaves no trace, also after kill -9.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/accounts.hpp"
#include "store/database.hpp"

namespace px {

/// What a coding was made with. Two codings with the same fingerprint of the same bytes are the same.
struct RunInfo {
    std::string program;  // "parallax 0.1.0"
    std::string models;   // fingerprints
    std::string dictionaries;
    std::string settings;  // the options that change records, as JSON

    [[nodiscard]] std::string fingerprint() const;  // SHA-256, hexadecimal
};

enum class Outcome : std::uint8_t { read, held, empty, unreadable };
[[nodiscard]] std::string_view to_string(Outcome outcome);

/// What became of one input: a file, or a line of a JSON Lines file.
struct SourceNote {
    std::string source;
    Outcome outcome = Outcome::read;
    std::string sha256;          // of its bytes; empty if they could not be read
    std::optional<Error> error;  // for empty and unreadable ones
};

/// A story as it is kept: which reports (row numbers of the file), and how they compare.
struct StoryRecord {
    Story story;                        // story.reports: places in `reports`
    std::vector<std::int64_t> reports;  // rows of report_
    Comparison comparison;              // its report numbers are places in `reports`
};

/// A story that the project file holds already: which one it is, and what it was made of.
struct KeptStory {
    std::int64_t row = 0;
    std::string id;
    std::string title;
    std::vector<std::int64_t> reports;  // rows of report_, in its order
};

/// A speaker whom another report of the project told.
struct KeptSpeaker {
    std::int64_t report = 0;  // row of report_
    std::int64_t n = 0;       // of its attributions
    std::string actor;        // key
    std::string rule;
    auto operator<=>(const KeptSpeaker&) const = default;
};

class ProjectFile {
  public:
    /// `create` makes the file if there is none. Fails if it is no project file, or one of another schema.
    [[nodiscard]] static Result<ProjectFile> open(const std::string& path, Database::Access access);

    // ---- writing: begin, any number of additions, commit ----
    /// The run with this fingerprint, made if it is new.
    Result<std::int64_t> begin_run(const RunInfo& info);
    Result<void> begin();
    Result<void> commit();
    /// Folds the write-ahead log into the file, so that one file holds all; left as it is while others have it open.
    void close_log();
    /// Undoes everything since begin().
    void roll_back();
    /// Adds a report with its layers and gives its row. `coded_language`: false marks a report as kept but not coded.
    /// sightings.hpp decides whether it is a report of its own.
    Result<std::int64_t> add(std::int64_t run, const CodedReport& coded, bool coded_language);
    Result<void> note(std::int64_t run, const SourceNote& source);
    /// Keeps what another report told of a speaker (relate/speaker_repair.hpp): attribution `n` of the report as it is
    /// now, and its speaker if that actor was added to the layers. StorySearch::take_back_speakers() undoes it.
    Result<void> keep_speaker(std::int64_t report, const Layers& layers, std::size_t n, bool new_actor);
    Result<void> remove_story(std::int64_t story_row);
    Result<void> add_story(std::int64_t run, const StoryRecord& record);
    /// Where the reports of a story that is no more went; `change` is "renamed", "merged" or "split".
    Result<void> add_story_change(std::int64_t run, std::string_view former, std::string_view now,
                                  std::string_view change, std::int64_t reports);

    // ---- reading ----
    /// Whether the run holds a report with these bytes.
    Result<bool> holds(std::int64_t run, const std::string& sha256);
    /// The newest run, or the one whose fingerprint begins with `prefix`; fails if there is none. Runs with reports
    /// come before those that were begun and read nothing.
    Result<std::int64_t> find_run(const std::string& prefix);
    Result<RunInfo> run_info(std::int64_t run);
    /// Rows of report_ of a run, in the order in which they were read, without those that have a newer version.
    Result<std::vector<std::int64_t>> report_rows(std::int64_t run);
    /// A report as it was added, layer by layer.
    Result<CodedReport> load(std::int64_t report_row);

    [[nodiscard]] Database& database() { return database_; }

  private:
    Result<std::int64_t> keep_document(const std::string& text);
    Result<void> add_layers(std::int64_t row, const CodedReport& coded);

    Database database_;
    struct Queries;
    std::shared_ptr<Queries> queries_;  // prepared once
};

}  // namespace px
