#pragma once
// Tolls: sentences that count victims, whoever did it and whether anybody did. A bomb, an earthquake or clashes have no
// actor that could make a row, but what reports differ on is how many died.
//
//   for (const Toll& toll : find_tolls(coded, 3, words)) ...
//     // "A bomb killed 12 people in Kabul on Wednesday": killed, 12, everybody, {explosion}, {kabul}, that Wednesday
//
// Found by words (data/relate/tolls.tsv): a number before what was suffered ("12 people were killed", "nine dead"),
// after what did it ("killed 12 people"), or after "toll". "No protester was killed" is a toll of nobody. Left out are
// parts of a toll ("nine of the dead"), figures that the text calls earlier ones, and what may or will be.
//
// What a sentence leaves open (the cause, the place, the time) is taken from the two sentences before it, then from the
// first ones of the report.

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "record/accounts.hpp"
#include "relate/accounts.hpp"
#include "relate/toll_words.hpp"

namespace px {

struct Toll {
    StatementRef ref;              // what is said, else what is coded, else the sentence
    Quantity quantity;             // [0, 0] = nobody
    std::string victims;           // class of tolls.tsv, else the stem of the noun; with a proper adjective before it
    std::string noun;              // for the label: "police officers"
    std::set<std::string> causes;  // classes
    std::set<std::string> scene;   // folded proper names that are no actors: where it was
    std::set<std::string> countries;    // of the places named
    std::string place;                  // as named, for the label
    std::string time;                   // ISO value, "" = unknown
    std::optional<std::int64_t> begin;  // seconds; of the act
    std::optional<std::int64_t> end;
    bool time_told = false;  // in its own sentence
    bool dated = false;      // somewhere before it
    bool headline = false;
    std::string speaker;        // "" = own voice or unnamed
    std::string speaker_level;  // parties.hpp
    [[nodiscard]] bool nobody() const { return quantity.high == 0; }
};

[[nodiscard]] std::vector<Toll> find_tolls(const CodedReport& coded, std::int32_t report, const TollWords& words);

}  // namespace px
