#pragma once
// Where the records of a project file stand: by their public ids, or by the beginnings of these.
//
//   Result<std::optional<RecordPlace>> found = find_record(project, "s1f09ab34cd");
//   if (found && *found) use(project.load((*found)->report), (*found)->n);

#include <cstdint>
#include <optional>
#include <string>

#include "store/project_file.hpp"

namespace px {

/// A record of a report, or the report itself.
struct RecordPlace {
    std::optional<RecordKind> kind;  // nothing: the report
    std::int64_t report = 0;         // row of report_
    std::size_t n = 0;               // in its layer
};

/// The record whose id begins with `id`, in the newest run that has one.
[[nodiscard]] Result<std::optional<RecordPlace>> find_record(ProjectFile& project, const std::string& id);

/// The place in the first three columns of a query's row: kind, row of report_, n.
[[nodiscard]] RecordPlace record_place(const Query& row);

/// The run that a report (row of report_) belongs to.
[[nodiscard]] Result<std::int64_t> run_of_report(ProjectFile& project, std::int64_t report);

}  // namespace px
