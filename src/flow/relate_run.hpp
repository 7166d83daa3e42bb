#pragma once
// Finds the stories among all reports of a run, compares the reports of each, and keeps the result in the project file.
//
// Reports go in one at a time in the order of their publication. The file keeps each report's terms, and the state of
// the search as it was before some parts of a day's reports (the last ones, and ever fewer of earlier ones): new
// reports take it up before the part of the earliest of them, and only what follows is found again. A story to which
// nothing came stays as it is; only what new reports touch is compared again. The result is that of reading everything
// at once, in any order. Who runs pass after pass holds the state in memory between them (SearchMemory): then only the
// part that a new report falls into is found again, and no state is read. Memory does not grow with the reports: it
// holds the stories of the days around the one at work, and the reports of one story while it is compared. A report
// without a date comes first of all, so it has all stories found again.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "flow/pipeline.hpp"
#include "relate/story_stream.hpp"
#include "store/project_file.hpp"

namespace px {

using TellNews = std::function<void(std::string_view)>;

struct RelateOptions {
    /// The state of the search is kept from so many reports on; fewer are soon read again.
    std::int64_t checkpoint_after = 200;
    /// It is kept before every so many-th part.
    std::int64_t parts_between = 16;
    StoryOptions stories = {};
};

/// The search as the last pass left it: some ten megabytes at 500 reports a day. It belongs to one project file, one
/// pipeline, which must outlive it, and one set of options. What another program wrote to the file meanwhile is
/// noticed.
class SearchMemory {
  public:
    SearchMemory();
    ~SearchMemory();
    SearchMemory(SearchMemory&&) noexcept;
    SearchMemory& operator=(SearchMemory&&) noexcept;

  private:
    friend class Relating;
    struct Held;
    std::unique_ptr<Held> held_;  // none: nothing is remembered
};

/// How many stories there are; nothing if `stop` became true before they were all found: then the file is as it was
/// before. What stood there is brought up to date in one transaction. `news`, if given, is called once that is safe,
/// with a line for each story that got another independent account, and for each contradiction, dispute or pair of
/// opposed attitudes that was not there before; it is not called if the run held no story before. `memory`, if given,
/// is used and left for the next pass; it is empty after a pass that failed or was stopped.
Result<std::optional<std::size_t>> relate_run(ProjectFile& project, std::int64_t run, const Pipeline& pipeline,
                                              const std::atomic<bool>& stop, const TellNews& news = {},
                                              const RelateOptions& options = {}, SearchMemory* memory = nullptr);

}  // namespace px
