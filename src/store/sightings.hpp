#pragma once
// One report, one id: every reading of a report is a sighting of it, with where and when; a changed text is a new
// version that points to the old one.
//
//   Result<Kept> kept = keep_report(project, run, coded, true, {source, sha256, address, seen});
//   kept->is_new            // false: these words were held already, the sighting was added

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/project_file.hpp"

namespace px {

struct Sighting {
    std::string source;     // where this reading came from
    std::string sha256;     // of its bytes
    std::string address;    // from where it was fetched; empty if that is not known
    std::string seen;       // when, ISO 8601 in UTC; empty if that is not known
    bool own_file = false;  // the source is a file that holds this report only: other words in it are a new version
};

struct Kept {
    std::int64_t row = 0;  // of report_
    bool is_new = true;
};

/// The row of the report with the same bytes, or with the same words by the same outlet, if the run holds one.
Result<std::optional<std::int64_t>> held_report(ProjectFile& project, std::int64_t run, const Report& report);
/// Adds the report, or only the sighting if the run holds it.
Result<Kept> keep_report(ProjectFile& project, std::int64_t run, const CodedReport& coded, bool coded_language,
                         const Sighting& sighting);
/// Adds a sighting of bytes that the run holds. False if it does not hold them.
Result<bool> add_sighting(ProjectFile& project, std::int64_t run, const Sighting& sighting);
/// Adds a sighting of the newest report at an address, for archives that say "as before" (revisit records).
Result<bool> add_revisit(ProjectFile& project, std::int64_t run, const Sighting& sighting);
/// Hashes of bytes, sixteen of their 32 bytes each, so that those of a million reports take sixteen megabytes.
class SeenHashes {
  public:
    void add(std::string_view sha256);  // hexadecimal
    /// To be called after the last add().
    void sort();
    [[nodiscard]] bool contains(std::string_view sha256) const;
    [[nodiscard]] std::size_t size() const { return hashes_.size(); }

  private:
    std::vector<std::array<std::uint64_t, 2>> hashes_;
};
/// Hashes of all bytes that the run has seen and made a report of.
Result<SeenHashes> hashes_seen(ProjectFile& project, std::int64_t run);
/// Rows of report_: all versions of a report, the oldest first. `id` is the public id of any of them, or its beginning.
/// Empty if there is no such report.
Result<std::vector<std::int64_t>> versions_of(ProjectFile& project, std::int64_t run, const std::string& id);

}  // namespace px
