#pragma once
// The learned layer beside the rules: a logistic regression over words, the path between two phrases, and what the
// rules say (code/pair_features.hpp), trained by training/train_events.py, read from models/events.pxm.
//
//   Result<EventModel> model = EventModel::load("models/events.pxm");
//   coding::Judgement judged = model->judge(tree, pair, facts);    // ACCUSE, .93, because of "blamed" and "for"
//
// It knows 15 relation types, no CAMEO codes below the root. Its confidence is calibrated: of what it says with .9
// about nine in ten are right, on the data it was calibrated on. Immutable, shared by threads.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "code/pair_features.hpp"

namespace px {

namespace coding {

inline constexpr std::size_t relation_count = std::size(relation_types);

struct Judgement {
    std::size_t type = 0;                                  // index into relation_types: the likeliest
    std::array<float, relation_count> probabilities = {};  // of the types, 0 to 1; they add up to one
    float event = 0;            // how likely any of them holds, and not a mere statement or nothing at all, 0 to 1
    float statement = 0;        // how likely a mere statement is, beside the types, 0 to 1
    std::vector<int> evidence;  // the tokens that speak most for the type, in the order of the sentence; at most three

    [[nodiscard]] float confidence() const { return probabilities[type]; }
    [[nodiscard]] std::string_view name() const { return relation_types[type]; }
};

}  // namespace coding

class EventModel {
  public:
    /// Fails if the file is damaged or made for another version of the program.
    [[nodiscard]] static Result<EventModel> load(const std::string& path);

    [[nodiscard]] coding::Judgement judge(const coding::Tree& tree, const coding::PairPhrases& pair,
                                          const coding::RuleFacts& facts) const;
    /// Changes with the file.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    static constexpr std::size_t columns = coding::relation_count + 2;  // and "mere statement", "nothing"
    using Row = std::array<float, columns>;

    [[nodiscard]] const Row* find(std::uint64_t key) const;

    std::vector<std::uint64_t> keys_;  // sorted
    std::vector<Row> weights_;         // one for one
    Row bias_ = {};
    float temperature_ = 1;
    std::string fingerprint_;
};

}  // namespace px
