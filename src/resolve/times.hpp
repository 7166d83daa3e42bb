#pragma once
// When: time expressions of a report, as intervals with granularity and TIMEX3 values (ISO-TimeML), each with the
// arithmetic that led to it.
//
//   std::vector<Problem> problems;
//   const Result<TimeWords> words = TimeWords::load("data", problems);
//   for (const TimeMention& time : find_times(*words, report, annotation))
//       show(time.value, time.arithmetic);   // "2019-04-24", "Wednesday on or before 2019-04-25 (Thursday) =
//       2019-04-24"
//
// Tokens are cut into pieces and classed by data/times/*.tsv (time_pieces.hpp); a small grammar makes expressions of
// pieces (time_grammar.hpp); each gets its place in time: by its own fields (time_fields.hpp), as the nearest of its
// name (time_nearest.hpp), or counted from another date (time_counted.hpp). Works on tokens alone; where the annotation
// has tags and trees they settle what "may" and "march" are and whether a weekday lies ahead.
//
// Rules of reference:
// - A bare weekday is the latest one on or before the publication day (91.6 % of 310 such mentions in TimeBank, AQUAINT
//   and TempEval-3), unless its verb speaks of the future.
// - "a day earlier", "the next day" count from the date told last, "yesterday" and "last week" from the publication
//   day. Where the date told last is that of an event without a date, the mention stays unresolved and says so.
// - Without a publication date nothing is counted from it, and never from the clock: "Wednesday" is "XXXX-WXX-3".
// - In history (most dates lie years before publication) a month without a year follows the date told last.
//
// Linear in the text. The mentions are ordered and do not overlap.

#include <vector>

#include "annotate/annotation.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"
#include "resolve/time_grammar.hpp"
#include "resolve/time_words.hpp"

namespace px {

/// `order` is how the report's outlet writes dates in figures; dates in the report that leave no choice overrule it.
[[nodiscard]] std::vector<TimeMention> find_times(const TimeWords& words, const Report& report,
                                                  const Annotation& annotation, DateOrder order = DateOrder::unknown);

}  // namespace px
