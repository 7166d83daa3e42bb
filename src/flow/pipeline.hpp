#pragma once
// A report's way through the rooms. The pipeline is loaded once, never changes afterwards and is shared by all
// threads; each thread brings its own Workspace.
//
//   std::vector<Problem> problems;
//   Result<Pipeline> pipeline = Pipeline::load(Settings::installed(), problems);
//   Workspace scratch;
//   CodedReport coded = pipeline->run(std::move(report), scratch);
//
// run() is a pure function of the report and the settings: no clock, no network, no state.

#include <memory>
#include <string>
#include <vector>

#include "annotate/annotate.hpp"
#include "annotate/annotation.hpp"
#include "annotate/model.hpp"
#include "base/result.hpp"
#include "code/like.hpp"
#include "read/read.hpp"
#include "record/accounts.hpp"
#include "store/project_file.hpp"

namespace px {

class Dictionaries;
class Lexicons;
class WordRarity;
class Opposites;
class EventTable;
struct EventCoder;

struct Settings {
    std::string data_dir;      // dictionaries and rules
    std::string model;         // the annotator's model file
    std::string event_model;   // the learned layer of the event coder; empty: events by rules only
    std::string overlay_dir;   // the user's own dictionaries, read last; may be empty
    std::string tone_model;    // how words judge a target; may be empty
    std::string speech_model;  // learned cues of attributions; may be empty

    /// Where the files are, with all layers: $PARALLAX_HOME, or share/parallax beside the program, or the source tree
    /// it was built from; the overlay is $PARALLAX_OVERLAY or ~/.config/parallax/actors, if it exists. If
    /// $PARALLAX_CLEAN_MODELS is set, models made from data without a stated licence are left out (models/README.md).
    [[nodiscard]] static Settings installed();
};

class Pipeline {
  public:
    /// Fails if a model or table cannot be used at all; rows that are left out are listed in `problems`.
    [[nodiscard]] static Result<Pipeline> load(const Settings& settings, std::vector<Problem>& problems);

    /// What the user says of a report, with the tables that reports are read by. They live as long as the pipeline.
    [[nodiscard]] ReadOptions with_tables(ReadOptions given = {}) const;

    /// English reports get all layers; others come back as they are.
    [[nodiscard]] CodedReport run(Report report, Workspace& scratch) const;
    /// The same, with the trees.
    [[nodiscard]] CodedReport run(Report report, Workspace& scratch, Annotation& annotation) const;

    /// Only the first step: sentences, trees and names.
    [[nodiscard]] Annotation annotate_report(const Report& report, Workspace& scratch) const;
    /// Fills in what one report of a story leaves open and another tells: who a surname alone is, and unknown speakers
    /// of the same words.
    static void complete(std::vector<CodedReport>& reports);
    /// Of these only the first: for reports of a project, whose speakers are filled in when they are kept.
    static void complete_names(std::span<CodedReport> reports);
    /// How reports relate.
    [[nodiscard]] Comparison compare(std::span<const CodedReport> reports) const;

    /// Program, models and dictionaries; `options` is what the user set, as JSON.
    [[nodiscard]] RunInfo run_info(const std::string& options) const;
    /// "Impose embargo, boycott, or sanctions" for "163"; empty if CAMEO has no such code.
    [[nodiscard]] std::string code_name(std::string_view cameo) const;
    /// The report's events in the columns of another data set (code/like.hpp).
    [[nodiscard]] std::string like_rows(LikeForm form, const CodedReport& coded) const;
    /// A rule's name, where it stands, and its patterns.
    [[nodiscard]] std::string rule_text(std::string_view name) const;
    [[nodiscard]] const Model& model() const;
    [[nodiscard]] const Dictionaries& dictionaries() const;
    [[nodiscard]] const Lexicons& lexicons() const;
    [[nodiscard]] const WordRarity& word_rarity() const;
    [[nodiscard]] const Opposites& opposites() const;
    [[nodiscard]] const EventTable& event_table() const;
    /// The parts that evaluating the event coder needs; they live as long as the pipeline.
    [[nodiscard]] EventCoder event_coder() const;

  private:
    struct Parts;  // the loaded rooms
    std::shared_ptr<const Parts> parts_;
};

/// Name and version of this program: "parallax 0.1.0".
[[nodiscard]] std::string program_version();
/// The same with the versions of the installed models and dictionaries, or why they cannot be used.
[[nodiscard]] std::string version_text();

}  // namespace px
