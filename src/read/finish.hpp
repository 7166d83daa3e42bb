#pragma once
// The steps that every kind of input ends with.

#include "base/result.hpp"
#include "read/read.hpp"
#include "record/report.hpp"

namespace px {

/// Puts in what the user states and recognises the language. Fails with `empty` if nothing is kept.
[[nodiscard]] Result<Report> finish_report(Report report, const ReadOptions& options,
                                           std::string_view claimed_language);

[[nodiscard]] inline const ReadingTables& tables_of(const ReadOptions& options) {
    return options.tables != nullptr ? *options.tables : ReadingTables::built_in();
}

}  // namespace px
