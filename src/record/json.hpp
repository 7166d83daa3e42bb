#pragma once
// The JSON form of the vocabulary: parallax.record/1 (one report with every layer) and parallax.comparison/1 (what
// several reports make of one matter). docs/record.md explains every member with an example.
//
//   JsonWriter json;
//   write_json(json, coded, {.given_id = "17", .trees = trees_json});
//   puts(json.str().c_str());
//
// The same values give the same bytes. Every member but "trees" is always there; the unknown is null, never "" or 0.
// Spans are {"begin", "end"} in code points and {"byte_begin", "byte_end"} in bytes of "text", with the words
// themselves under "text" where they are evidence.

#include <span>
#include <string_view>

#include "base/json_writer.hpp"
#include "record/accounts.hpp"

namespace px {

struct RecordJsonOptions {
    std::string_view given_id = {};  // the id that the caller gave the report; "" = none
    std::string_view run = {};       // fingerprint of the run; "" = none
    std::string_view trees = {};     // JSON of the trees and names, written by who knows them; "" = none
};

/// Writes one object. Records name each other by index into the arrays of the same object, as in record/layers.hpp.
void write_json(JsonWriter& json, const CodedReport& coded, const RecordJsonOptions& options = {});

/// Writes one object. The comparison must have been made from these reports, in this order.
void write_json(JsonWriter& json, const Comparison& comparison, std::span<const CodedReport> reports,
                std::string_view run = {});

}  // namespace px
