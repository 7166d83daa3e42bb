#pragma once
// Reads many reports into a project file: many threads code, one thread writes, in the order of the input.
//
// Resuming needs no book-keeping of its own: a report is known by the hash of its bytes, and what was committed is
// found again; web archives go on behind the last record that was noted. A stop at any moment, kill -9 included, loses
// at most what was not yet reported as done.
//
// What comes again (the same bytes, or the same words by the same outlet) is read but not coded again; the project file
// holds the same as if it were.

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "flow/pipeline.hpp"
#include "read/read.hpp"
#include "store/project_file.hpp"

namespace px {

/// What the user knows about the inputs: for all of them, or for one path.
struct Given {
    ReadOptions all;
    std::map<std::string, PublicationTime> date_of;
    std::map<std::string, std::string> outlet_of;

    [[nodiscard]] ReadOptions for_input(const std::string& path) const;
    /// The first path with a date or an outlet of its own that is neither among `paths` nor inside one of them.
    [[nodiscard]] std::optional<std::string> stray(const std::vector<std::string>& paths) const;
};

struct ReadJob {
    std::vector<std::string> paths;
    Given given;
    int threads = 1;
};

/// How far the reading is; all figures count inputs that are safely in the project file.
struct Progress {
    std::size_t done = 0;
    std::size_t files = 0;  // found so far
    bool exact = true;      // false: a JSON Lines file or standard input may hold any number of reports
    std::string current;
};

struct ReadFigures {
    std::size_t inputs = 0;  // read + held + empty + unreadable
    std::size_t read = 0;
    std::size_t held = 0;
    std::size_t empty = 0;
    std::size_t unreadable = 0;
    std::size_t not_coded = 0;                       // of those read: in another language
    std::map<std::string, std::size_t> passed_over;  // ".pdf": files by the end of their names; records of archives
    std::vector<std::string> gone_on;                // web archives: the record behind which this call began
    bool stopped = false;                            // by the user
};

/// The options of a job that change records, as JSON: part of the run's identity.
[[nodiscard]] std::string options_json(const Given& given);

/// `report` is called now and then with the progress; `stop` is looked at between two reports. Fails only if the
/// project file cannot be written; what was committed stays.
Result<ReadFigures> read_into(ProjectFile& project, std::int64_t run, const Pipeline& pipeline, const ReadJob& job,
                              const std::function<void(const Progress&)>& report, const std::atomic<bool>& stop);

}  // namespace px
