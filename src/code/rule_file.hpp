#pragma once
// A rule file as text: synonym sets and rules, each with where it stands. docs/coding.md is the manual of the language.
//
//   set talks = talk, negotiation, dialogue
//
//   rule break-off-talks
//     code 164
//     verb S break_off|suspend &talks with T?
//     example Russia broke off talks with Georgia. = RUS 164 GEO

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "code/pattern.hpp"
#include "record/layers.hpp"

namespace px::coding {

/// What an example expects: actor codes (their beginnings) joined by "+", "-" for nobody.
struct ExpectedStatement {
    std::string source;
    std::string cameo;
    std::string target;
    Mode mode = Mode::actual;
};

struct RuleExample {
    std::string text;
    std::vector<ExpectedStatement> expected;  // empty: nothing may be coded
    std::uint32_t line = 0;
};

struct RuleText {
    std::string name;
    std::string code;         // "164"; "none" = what matches is no event
    std::string plover_type;  // empty: as the table of codes says
    std::string plover_mode;
    std::vector<std::string> contexts;
    bool none_if_negated = false;  // "negated none"
    std::optional<Mode> mode;      // wins over the mode found in the sentence
    Choice subject_prepositions;   // "subject on|for": with these, the governing verb's subject is the source
    std::vector<Pattern> patterns;
    std::vector<RuleExample> examples;
    std::string file;
    std::uint32_t line = 0;
};

struct SetText {
    std::string name;
    Choice members;
    std::string file;
    std::uint32_t line = 0;
};

struct RuleFile {
    std::vector<SetText> sets;
    std::vector<RuleText> rules;
};

/// Reads one file's content and adds to `out`. What cannot be read is reported and left out.
void read_rule_file(std::string_view content, const std::string& file, RuleFile& out, std::vector<Problem>& problems);

}  // namespace px::coding
