#pragma once
// Figures for judgements of a marked target (NewsMTSC): what `parallax eval attitudes` prints.
//
//   Result<AttitudeScores> scores = eval_attitudes(lexicons, read, json_lines, "newsmtsc.jsonl", &predictions);
//
// Lines {"id","text","targets":[{"span","polarity"}]}, spans in code points, polarity -1, 0 or 1.

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/annotation.hpp"
#include "attribute/lexicons.hpp"
#include "base/result.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"

namespace px {

struct JudgedTarget {
    Span span;                 // bytes
    std::int8_t polarity = 0;  // -1, 0, +1; 0 if the line gives none
};

/// Calls `take` for each line in turn. Fails with the line of the first one that is no JSON object with a text.
[[nodiscard]] Result<void> for_judged_targets(
    std::string_view json_lines, const std::string& name,
    const std::function<void(std::string_view id, const Report&, const std::vector<JudgedTarget>&)>& take);

/// Gold and found polarities of all targets: against, neither, in favour.
struct PolarityTable {
    std::array<std::array<std::size_t, 3>, 3> count{};  // [gold][found]

    void add(int gold, int found) { ++count[static_cast<std::size_t>(gold + 1)][static_cast<std::size_t>(found + 1)]; }
    [[nodiscard]] double precision(int polarity) const;  // 0 to 1, as the three below
    [[nodiscard]] double recall(int polarity) const;
    [[nodiscard]] double macro_f1() const;
    [[nodiscard]] double accuracy() const;
};
[[nodiscard]] std::string to_string(std::string_view name, const PolarityTable& table);

struct AttitudeScores {
    std::size_t targets = 0;
    PolarityTable tone;   // what the learned weights say; all "neither" without them
    PolarityTable shown;  // what the records say: attitudes whose target is or holds the marked words
};

using ReadReport = std::function<Layers(const Report&, Annotation&)>;

[[nodiscard]] Result<AttitudeScores> eval_attitudes(const Lexicons& lexicons, const ReadReport& read,
                                                    std::string_view json_lines, const std::string& name,
                                                    std::string* predictions);

}  // namespace px
