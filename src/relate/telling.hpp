#pragma once
// How a report tells an act: as something to come, as something that took place, or only by its name.
//
//   const Telling telling = telling_of(coded, statements_of_one_event);
//   if (telling.as_plan()) ...          // "Kim is expected to meet Putin", and nowhere "Kim met Putin"
//
// A noun presupposes the act and leaves its time open: "the summit could boost ties", "Kim's meeting with Putin comes
// two months after ...". An infinitive gives its purpose: "he came to meet Putin". In a report that tells the act as a
// plan such words mean the plan; in one that does not, they mean an act that took place.

#include <cstdint>
#include <span>
#include <string_view>

#include "record/accounts.hpp"

namespace px {

/// A verb of the past, by its form.
[[nodiscard]] bool has_past_form(std::string_view folded);

/// Whether the words of the act are a noun with its determiner or preposition ("the summit", "Kim's meeting") or an
/// infinitive ("to meet"): they name the act and do not tell that it took place. "After the summit" does.
[[nodiscard]] bool only_names(const CodedReport& coded, const Statement& statement);

/// Whether a statement tells, or denies, that the act took place: "Was the meeting a mistake?" and "neither his talks
/// nor the inquiry" do not, "no talks" does.
[[nodiscard]] bool tells_outright(const CodedReport& coded, const Statement& statement);

/// Whether the outlet takes a record back: "we wrongly reported that ...", "an earlier version of this report said
/// ...". `at` is a byte of the record.
[[nodiscard]] bool is_taken_back(const CodedReport& coded, std::uint32_t at);

struct Telling {
    bool planned = false;  // some statement tells it as planned
    bool held = false;     // some statement tells that it took place
    [[nodiscard]] bool as_plan() const { return planned && !held; }
};

/// Of the statements of one report about one event; statements that are told as denied, possible or unknown say
/// neither.
[[nodiscard]] Telling telling_of(const CodedReport& coded, std::span<const Statement* const> statements);

}  // namespace px
