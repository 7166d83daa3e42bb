#pragma once
// Figures for events on annotated data: what `parallax eval triples`, `relations` and `articles` print and write.
//
//   const EventCoder coder{*model, *dictionaries, *lexicons, *rules};
//   Result<TripleScores> scores = eval_triples(coder, false, file.bytes(), "gold.jsonl", &predictions);
//
// Lines without gold fields are only predicted. Every function fails with the line of the first one that is no JSON
// object with what it needs.

#include <string>
#include <string_view>

#include "annotate/annotate.hpp"
#include "attribute/lexicons.hpp"
#include "base/result.hpp"
#include "code/event_model.hpp"
#include "code/rules.hpp"
#include "resolve/dictionaries.hpp"

namespace px {

/// All that leads from a text to events; the parts must outlive it.
struct EventCoder {
    const Model& model;
    const Dictionaries& dictionaries;
    const Lexicons& lexicons;
    const Rules& rules;
    const EventModel* learned = nullptr;  // null: rules only
};

struct TripleCount {
    std::size_t right = 0;
    std::size_t gold = 0;
    std::size_t found = 0;
    [[nodiscard]] double precision() const;  // 0 to 1
    [[nodiscard]] double recall() const;
    [[nodiscard]] double f1() const;
};

struct TripleScores {
    std::size_t cases = 0;
    std::size_t exact = 0;
    std::size_t quiet = 0;  // cases without an event
    std::size_t noisy = 0;  // of these, coded anyway
    TripleCount triples;
    TripleCount codes;
    TripleCount roots;
};

/// In the form of the older coders, or with the habits of Petrarch2 (code/older_form.hpp). Lines
/// {"id","text","events":[{"source","target","code"}]}; predictions
/// {"id","pred":[[source,target,code]]}.
[[nodiscard]] Result<TripleScores> eval_triples(const EventCoder& coder, bool petrarch2, std::string_view json_lines,
                                                const std::string& name, std::string* predictions);

struct RelationScores {
    std::size_t cases = 0;
    std::size_t coded = 0;
    std::size_t right = 0;     // of 15 types
    double type_macro_f1 = 0;  // 0 to 1, as the two below
    double quad_macro_f1 = 0;
    double binary_macro_f1 = 0;
};

/// Lines {"id","marked","events":[{"code"}]}: a sentence with <s>source</s> and <t>target</t> marked, and the PLOVER
/// type of their relation (15 types). Predictions {"id","code"}, a PLOVER type, empty if nothing is coded.
[[nodiscard]] Result<RelationScores> eval_relations(const EventCoder& coder, std::string_view json_lines,
                                                    const std::string& name, std::string* predictions);

struct UnmarkedScores {
    std::size_t cases = 0;
    std::size_t coded = 0;            // with at least one statement of the 15 types
    std::size_t first_right = 0;      // of these: the first in the text has the gold type
    std::size_t likeliest_right = 0;  // the one with the highest confidence has it
    std::size_t one_right = 0;        // some statement has it
};

/// The same lines from end to end: the bare "text" is coded, nobody says who the pair is. Predictions {"id","code"},
/// the type of the likeliest statement.
[[nodiscard]] Result<UnmarkedScores> eval_unmarked(const EventCoder& coder, std::string_view json_lines,
                                                   const std::string& name, std::string* predictions);

/// The same lines, or lines with a bare "text", as {"id","rule","features":["w:attack",...]}: what the learned layer
/// sees of each (code/pair_features.hpp) and the type that the rules give. For training.
[[nodiscard]] Result<std::string> pair_features_of(const EventCoder& coder, std::string_view json_lines,
                                                   const std::string& name);

/// The same for each verb of a plain text that stands between two actors and that no rule has an opinion on; "id" is
/// the source's words.
[[nodiscard]] Result<std::string> open_pair_features_of(const EventCoder& coder, std::string text);

/// One whole article {"id","text","date"?,"title"?}: the same shape back, filled with actors, events and attributions.
[[nodiscard]] Result<std::string> predict_article(const EventCoder& coder, std::string_view json,
                                                  const std::string& name);

}  // namespace px
