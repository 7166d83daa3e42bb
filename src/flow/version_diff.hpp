#pragma once
// What an outlet changed from one version of a report to the next, by paragraphs and, inside them, by words.

#include <string>
#include <vector>

#include "record/report.hpp"

namespace px {

struct ChangedPart {
    enum class Kind : std::uint8_t { same, gone, come };
    Kind kind = Kind::same;
    std::string text;
};

/// A paragraph that is gone, has come, or was changed (then its parts are of several kinds).
struct ChangedParagraph {
    BlockKind kind = BlockKind::paragraph;
    std::vector<ChangedPart> parts;
};

struct VersionDiff {
    std::vector<ChangedParagraph> changes;  // in reading order
    std::size_t unchanged = 0;              // paragraphs
};

/// Compares the kept blocks.
[[nodiscard]] VersionDiff diff_versions(const Report& before, const Report& after);

}  // namespace px
