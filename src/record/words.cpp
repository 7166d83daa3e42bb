#include <array>

#include "record/accounts.hpp"

namespace px {
namespace {

/// The word for an enumerator, which counts from 0 without gaps.
template <typename Enum, std::size_t size>
std::string_view word(const std::array<std::string_view, size>& words, Enum value) {
    return words[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view to_string(BlockKind kind) {
    static constexpr std::array<std::string_view, 8> words = {"headline",  "standfirst", "heading", "paragraph",
                                                              "list_item", "quotation",  "caption", "left_out"};
    return word(words, kind);
}

std::string_view to_string(LeftOut reason) {
    static constexpr std::array<std::string_view, 12> words = {
        "none",    "byline",     "date_line", "photo_credit",  "navigation", "share",
        "related", "newsletter", "comments",  "advertisement", "notice",     "other"};
    return word(words, reason);
}

std::string_view to_string(ActorKind kind) {
    static constexpr std::array<std::string_view, 7> words = {"state",  "person", "organisation", "armed_group",
                                                              "outlet", "group",  "other"};
    return word(words, kind);
}

std::string_view to_string(MentionForm form) {
    static constexpr std::array<std::string_view, 8> words = {"name",    "short_name", "title",   "role",
                                                              "demonym", "stand_in",   "nominal", "pronoun"};
    return word(words, form);
}

std::string_view to_string(TimexType type) {
    static constexpr std::array<std::string_view, 4> words = {"date", "time", "duration", "set"};
    return word(words, type);
}

std::string_view to_string(Granularity granularity) {
    static constexpr std::array<std::string_view, 14> words = {"second", "minute", "hour",    "day_part", "day",
                                                               "week",   "month",  "quarter", "season",   "half_year",
                                                               "year",   "decade", "century", "unknown"};
    return word(words, granularity);
}

std::string_view to_string(AttributionKind kind) {
    static constexpr std::array<std::string_view, 3> words = {"direct", "mixed", "indirect"};
    return word(words, kind);
}

std::string_view to_string(LinkKind kind) {
    static constexpr std::array<std::string_view, 7> words = {"interview", "statement", "social", "document",
                                                              "medium",    "agency",    "outlet"};
    return word(words, kind);
}

std::string_view to_string(Mode mode) {
    static constexpr std::array<std::string_view, 6> words = {"actual",       "planned", "possible",
                                                              "hypothetical", "negated", "unknown"};
    return word(words, mode);
}

std::string_view to_string(RecordKind kind) {
    static constexpr std::array<std::string_view, 4> words = {"statement", "attitude", "attribution", "sentence"};
    return word(words, kind);
}

std::string_view to_string(Stance stance) {
    static constexpr std::array<std::string_view, 7> words = {"asserts", "attributes", "denies", "attributes_denial",
                                                              "hedges",  "silent",     "unknown"};
    return word(words, stance);
}

std::string_view to_string(Agreement agreement) {
    static constexpr std::array<std::string_view, 3> words = {"agreed", "split", "single_source"};
    return word(words, agreement);
}

std::string_view to_string(FindingKind kind) {
    static constexpr std::array<std::string_view, 8> words = {
        "contradiction",  "opposed_attitudes", "disputed",         "updated",
        "figures_differ", "framing_differs",   "quoted_otherwise", "headline_exceeds_text"};
    return word(words, kind);
}

std::string_view to_string(ContradictionType type) {
    static constexpr std::array<std::string_view, 8> words = {"none", "polarity", "evaluation", "number",
                                                              "date", "place",    "modality",   "agent"};
    return word(words, type);
}

}  // namespace px
