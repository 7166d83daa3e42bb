#pragma once
// data/relate/events.tsv: which CAMEO codes can speak about one event, and how an event is called on the page. The
// file's head explains its columns.
//
//   std::vector<Problem> problems;
//   Result<EventTable> table = EventTable::load("data", problems);
//   table->kind("0461").family      // "talks", by the longest code that is a beginning of 0461

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "relate/act_words.hpp"
#include "relate/dispute_words.hpp"
#include "relate/kind_words.hpp"
#include "relate/scene_words.hpp"
#include "relate/state_words.hpp"
#include "relate/toll_words.hpp"

namespace px {

/// What else holds of a code; the head of the file explains each.
struct EventTraits {
    bool speech = false;
    bool offer = false;
    bool undeniable = false;
    bool remark = false;
    bool once = false;
    bool once_if_dated = false;
    bool single = false;
    bool one_place = false;
    bool person = false;
    bool deed = false;
    bool violence = false;
    bool crowd = false;
    bool title = false;
    bool own_word = false;
    bool what_follows = false;
};

struct EventKind {
    std::string family;
    bool mutual = false;
    std::string one;      // "visits"
    std::string many;     // "visit"
    std::string joiner;   // "with"; may be empty
    std::string passive;  // "is visited"
    EventTraits traits;   // none for a code that the table lacks
};

class EventTable {
  public:
    /// An empty table: each CAMEO root is a family and is called by its code.
    EventTable() = default;
    /// Reads DATA_DIR/relate/events.tsv, tolls.tsv, acts.tsv, disputes.tsv, scenes.tsv, kinds.tsv and
    /// states.tsv. Bad rows are left out and reported; fails only if a file cannot be read.
    [[nodiscard]] static Result<EventTable> load(const std::string& data_dir, std::vector<Problem>& problems);

    [[nodiscard]] EventKind kind(std::string_view cameo) const;

    /// "Kim Jong-un and Vladimir Putin hold talks", "Kim Jong-un visits Russia". Names are in the order to be shown;
    /// those that say nothing outside of their sentence ("its ambassador", "two") are left out where others are there.
    [[nodiscard]] std::string label(std::string_view cameo, const std::vector<std::string>& source_names,
                                    const std::vector<std::string>& target_names) const;

    /// Words for tolls, data/relate/tolls.tsv; empty for the empty table.
    [[nodiscard]] const TollWords& tolls() const { return tolls_; }

    /// Words for one kind of act, data/relate/acts.tsv; empty for the empty table.
    [[nodiscard]] const ActWords& acts() const { return acts_; }

    /// Words for disputes, data/relate/disputes.tsv; empty for the empty table.
    [[nodiscard]] const DisputeWords& disputes() const { return disputes_; }

    /// Words for scenes, data/relate/scenes.tsv; empty for the empty table.
    [[nodiscard]] const SceneWords& scenes() const { return scenes_; }

    /// Words for one thing, data/relate/kinds.tsv; empty for the empty table.
    [[nodiscard]] const KindWords& kinds() const { return of_kind_; }

    /// States and attitudes that exclude each other, data/relate/states.tsv; empty for the empty table.
    [[nodiscard]] const StateWords& states() const { return states_; }

    /// Hash of the files, for the run's identity; empty for the empty table.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    std::string fingerprint_;
    std::unordered_map<std::string, EventKind> kinds_;
    TollWords tolls_;
    ActWords acts_;
    DisputeWords disputes_;
    SceneWords scenes_;
    KindWords of_kind_;
    StateWords states_;
};

/// What is wrong with DATA_DIR/relate/events.tsv, tolls.tsv, acts.tsv, disputes.tsv, scenes.tsv, kinds.tsv and
/// states.tsv.
[[nodiscard]] std::vector<Problem> lint_events(const std::string& data_dir);

/// "A", "A and B", "A, B and C"; more than four names end in "and others".
[[nodiscard]] std::string join_names(const std::vector<std::string>& names);

}  // namespace px
