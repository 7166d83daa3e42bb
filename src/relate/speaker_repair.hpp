#pragma once
// Who spoke, where one report does not say and another does: the same quotation printed with a named speaker.
//
//   for (const SpeakerRepair& repair : repair_speakers(reports)) keep(repair);
//
// Outlets cut the same quotation at different places, so words are compared by runs of five (Quootstrap, Pavllo et al.
// 2018, learns from the same redundancy). A repaired attribution says so in its rule and, for an actor whom its own
// report does not know, in the actor's reason. Nobody who is named is ever replaced. Linear in the words quoted.

#include <cstdint>
#include <cstring>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "record/accounts.hpp"
#include "relate/flat_map.hpp"

namespace px {

struct SpeakerRepair {
    std::int32_t report = -1;
    std::int32_t attribution = -1;  // in its layers
    bool new_actor = false;         // its actor was added to the report's layers, as the last one
};

/// Fills in unknown speakers of direct quotations of eight words or more, if every report that prints nearly the same
/// words (four fifths of the runs) with a named speaker names the same one. Changes layers.actors and
/// layers.attributions of the reports; returns what was changed, in their order.
std::vector<SpeakerRepair> repair_speakers(std::vector<CodedReport>& reports);

/// Undoes repair_speakers() in one report, so that no repair rests on another.
void undo_repairs(CodedReport& coded);

/// The words of a direct quotation as a project file keeps them: its runs of five words, four bytes each. `named`: by
/// somebody with a name; false: nobody is known to speak.
struct QuotationRuns {
    bool named = false;
    std::string runs;
};
/// The report's direct quotations of eight words or more, without those of unnamed sources and outlets.
[[nodiscard]] std::vector<QuotationRuns> quotation_runs(const CodedReport& coded);

/// Calls `use` for each run in the bytes of QuotationRuns::runs; returns how many there are.
template <typename Use>
std::size_t each_run(std::string_view bytes, Use use) {
    const std::size_t runs = bytes.size() / sizeof(std::uint32_t);
    for (std::size_t i = 0; i < runs; ++i) {
        std::uint32_t run = 0;
        std::memcpy(&run, bytes.data() + i * sizeof run, sizeof run);
        use(run);
    }
    return runs;
}

/// Which quotations of unknown speakers have to be asked again after others came or went: those that have words in
/// common with them, or with such a one, since of one phrase only so many are looked for. All, if very many came.
class ChangedWords {
  public:
    /// A quotation of a report that came or went, or one that is concerned.
    void add(std::int64_t report, std::string_view runs);
    [[nodiscard]] bool concern(std::int64_t report, std::string_view runs) const;

  private:
    FlatMap<std::uint32_t, bool> runs_;
    std::set<std::int64_t> reports_;
    bool all_ = false;
};

/// Which reports of a project name the speakers that others leave out, without holding the reports: first all
/// quotations of unknown speakers of some days are added, then the named ones of these days and those around are
/// offered, both in the order of publication. Memory grows with the unknown ones only.
///
///   SameWords words;
///   words.add_unknown(7, day, runs);
///   words.offer(9, day + 1, other_runs);
///   words.finds();   // {7: [9]}: load both, and repair_speakers() settles it
class SameWords {
  public:
    /// Words printed again after more days are not asked who spoke.
    static constexpr std::int64_t days_apart = 10;

    void add_unknown(std::int64_t report, std::int64_t day, std::string_view runs);
    void offer(std::int64_t report, std::int64_t day, std::string_view runs);
    [[nodiscard]] bool empty() const { return unknown_.empty(); }
    /// For each report with an unknown speaker, in order, at most 16 reports that print nearly the same words.
    [[nodiscard]] std::map<std::int64_t, std::vector<std::int64_t>> finds() const;

  private:
    struct Unknown {
        std::int64_t report = 0;
        std::int64_t day = 0;
        std::size_t runs = 0;
        std::vector<std::int64_t> named_by;
    };
    std::vector<Unknown> unknown_;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> places_;  // of a run, in unknown_
};

}  // namespace px
