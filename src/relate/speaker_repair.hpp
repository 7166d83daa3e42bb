#pragma once
// Who spoke, where one report does not say and another does: the same quotation printed with a named speaker.
//
//   for (const SpeakerRepair& repair : repair_speakers(reports)) keep(repair);
//
// Outlets cut the same quotation at different places, so words are compared by runs of five (Quootstrap, Pavllo et al.
// 2018, learns from the same redundancy). A repaired attribution says so in its rule and, for an actor whom its own
// report does not know, in the actor's reason. Nobody who is named is ever replaced. Linear in the words quoted.

#include <cstdint>
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

}  // namespace px
