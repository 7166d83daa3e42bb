#pragma once
// People whom one report of a story names in full and another by surname alone ("Castillo said"): one person, so that
// their statements meet in one row.
//
//   join_surnames(reports);   // the "Castillo" of one report is now the other's "Pedro Castillo", and says why
//
// Somebody is joined only if nobody in his own report explains who he is, exactly one person of the other reports has
// a name that ends in his, and the two are of no different country. Only for reports of one story.

#include <span>

#include "record/accounts.hpp"

namespace px {

/// Changes layers.actors of the reports; the reason of each changed actor names the outlet that gives the full name.
/// Linear in the actors.
void join_surnames(std::span<CodedReport> reports);

}  // namespace px
