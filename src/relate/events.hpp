#pragma once
// Statements of one or several reports about the same occurrence, joined into events.
//
// Two statements are about one event if their codes are of one family (data/relate/events.tsv), their actors match (the
// same levels on each side; no two different persons of one level; for mutual events the sides do not matter), their
// times can overlap, their countries do not differ, and both or neither are background, unless both times are known.
// A plan and the act are one event in different modes. A statement without a time is taken to be of the days around
// its report's publication; without a publication date either, its time is open.
//
// A statement that lacks a side ("the visit to Russia", "Kim's meeting") is partial. It joins the one event of its
// family that has what it names, if there is exactly one in its report or, failing that, in all reports; else partial
// statements make events of their own. Protesters without a name are one crowd if they are in one place. What was said
// to nobody named is the same only if its sentences share two content words (two denials of one minister may deny
// different things). Partial statements show that a report speaks of an event; contradictions are not built on them.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/accounts.hpp"
#include "relate/event_table.hpp"
#include "relate/parties.hpp"

namespace px {

/// Key and level of protesters whom nothing names.
inline constexpr std::string_view unnamed_crowd = "crowd";

/// A statement made comparable.
struct Occurrence {
    StatementRef ref;
    const Statement* statement = nullptr;
    std::string family;
    bool mutual = false;
    EventTraits traits;
    std::vector<Party> sources;
    std::vector<Party> targets;
    std::string bucket;                 // statements with different buckets are never about one event
    std::optional<std::int64_t> begin;  // seconds; absent = open
    std::optional<std::int64_t> end;
    bool time_known = false;         // from the statement itself
    bool partial = false;            // a side is missing
    bool history = false;            // background, and no matter of the days before its report
    bool habit = false;              // "does not trade": told of no one occurrence
    std::string country;             // of its place, "" = unknown
    std::string town;                // of a crowd without a name, "" = unknown
    std::vector<std::string> topic;  // of words to nobody named: stems of the sentence's content words, sorted
};

struct Event {
    std::vector<Occurrence> members;  // complete ones first, then in the canonical order of their reports
    std::string time;                 // the most exact value among the members, "" = unknown
    std::string place;                // the place named most often
};

/// All events, each with at least one statement. The order does not depend on the order of the reports.
[[nodiscard]] std::vector<Event> find_events(std::span<const CodedReport> reports, const EventTable& table);

/// Stems of the content words of a statement's sentence without the trigger, capitals marked; sorted.
[[nodiscard]] std::vector<std::string> topic_of(const CodedReport& coded, const Statement& statement);
/// Whether two topics share the two words that make them one matter; names in both are none.
[[nodiscard]] bool share_topic(std::span<const std::string> a, std::span<const std::string> b);

/// Whether two spans of time can overlap; open ends always can.
[[nodiscard]] bool can_overlap(const Occurrence& a, const Occurrence& b);

}  // namespace px
