#pragma once
// What is said in the reports compared, attribution by attribution, for the rules that find disputes without codes.
//
//   for (const Told& told : all_told(reports, lineages))
//       if (starts_with_one(folded_cue(told), {"accus"})) ...

#include <initializer_list>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/accounts.hpp"
#include "relate/span_set.hpp"

namespace px {

/// One attribution of one report.
struct Told {
    StatementRef ref;
    const CodedReport* coded = nullptr;
    const Attribution* attribution = nullptr;
    std::int32_t sentence = -1;
    std::string speaker;
    std::vector<std::string> words;        // of the content, as printed
    std::vector<const Mention*> mentions;  // whose heads stand in its sentence or in what is said, in order
    /// From the first to the last byte of what is said.
    [[nodiscard]] Span content() const { return hull(attribution->content.front(), attribution->content.back()); }
};

/// Attributions with content of all reports, in their canonical order; copies of one lineage once.
[[nodiscard]] std::vector<Told> all_told(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages);

/// What the report gives to somebody else than its outlet.
[[nodiscard]] SpanSet said_by_others(const CodedReport& coded);

/// The cue, folded; "" if it has none.
[[nodiscard]] std::string folded_cue(const Told& told);
[[nodiscard]] bool starts_with_one(std::string_view word, std::initializer_list<std::string_view> beginnings);

/// The sentence where what is said begins.
[[nodiscard]] Span sentence_span(const Told& told);
[[nodiscard]] std::string_view sentence_text(const Told& told);

[[nodiscard]] std::vector<std::string> folded_words(const Told& told);
/// Proper names in what is said, folded, without the ending of a genitive.
[[nodiscard]] std::set<std::string> names_in(const Told& told);
/// Stems (propositions.hpp) of the words that are longer than three letters and no function words.
[[nodiscard]] std::set<std::string> content_stems(std::span<const std::string> folded);

/// A state, its government, military or police.
[[nodiscard]] bool serves_state(const Actor& actor);

/// Whether an actor named in what is told (an index into its report's actors, -1 = nobody) stands for the speaker of
/// `other`: the same one, or somebody of the state that he serves.
[[nodiscard]] bool is_on_side_of(const Told& told, std::int32_t actor, const Told& other);

/// Whether one of the denials of the report stands in it: "which he categorically denies".
[[nodiscard]] bool holds_denial(const Told& told);

/// A finding: `told` is denied by `denial`.
[[nodiscard]] Finding dispute(std::span<const CodedReport> reports, const Told& denial, std::vector<StatementRef> told,
                              std::string why);

}  // namespace px
