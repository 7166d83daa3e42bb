#pragma once
// Who spoke, where one report does not say and another does: the same quotation printed with a named speaker.
//
//   for (const SpeakerRepair& repair : repair_speakers(reports)) keep(repair);
//
// Outlets cut the same quotation at different places, so words are compared by runs of five (Quootstrap, Pavllo et al.
// 2018, learns from the same redundancy). A repaired attribution says so in its rule and, for an actor whom its own
// report does not know, in the actor's reason. Nobody who is named is ever replaced. Linear in the words quoted.

#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "record/accounts.hpp"

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

/// Which reports of a whole project name the speakers that others leave out, without holding the reports: first all
/// quotations of unknown speakers are added, then all others are offered. Memory grows with the unknown ones only.
///
///   SameWords words;
///   words.add_unknown(7, "We shall not leave this valley before the farmers are paid");
///   words.offer(9, "we shall not leave this valley before the farmers are paid, she said");
///   words.finds();   // {7: [9]}: load both, and repair_speakers() settles it
class SameWords {
  public:
    void add_unknown(std::int64_t report, std::string_view words);
    void offer(std::int64_t report, std::string_view words);
    [[nodiscard]] bool empty() const { return unknown_.empty(); }
    /// For each report with an unknown speaker, in order, at most 16 reports that print nearly the same words.
    [[nodiscard]] std::map<std::int64_t, std::vector<std::int64_t>> finds() const;

  private:
    struct Unknown {
        std::int64_t report = 0;
        std::size_t runs = 0;
        std::vector<std::int64_t> named_by;
    };
    std::vector<Unknown> unknown_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> places_;  // of a run, in unknown_
};

}  // namespace px
