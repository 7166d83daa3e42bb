#pragma once
// Which state is meant where a report says "the army" or "the foreign ministry" and names no state. Inner part of
// resolve/actors.hpp.
//
//   ReportStates states(sentences);
//   states.add_home("BLR", ReportStates::dateline);
//   states.add(1, "BLR", ReportStates::subject);
//   states.near(1)      // "BLR"
//
// What speaks for a state: how often the report names it, and the earlier the more (a report says first what it is
// about); who acts in the sentence at hand and the two before; the dateline and the outlet's country. If two states
// come close to each other, none is meant. The weights are set by hand.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace px {

class ReportStates {
  public:
    static constexpr double subject = 1.5;      // the state is the subject of a clause
    static constexpr double institution = 1.6;  // its word stands before an institution: "Georgian police"
    static constexpr double named = 1.0;        // its name, its capital, its seat of power
    static constexpr double adjective = 0.8;
    static constexpr double person = 0.8;        // a holder of its offices
    static constexpr double organisation = 0.6;  // an organisation of it
    static constexpr double dealt_with = 0.4;    // it is the object of somebody's deed
    static constexpr double place = 0.4;         // a place in it
    static constexpr double dateline = 1.0;
    static constexpr double outlet = 0.8;
    static constexpr double agency = 0.3;  // agencies report from everywhere

    explicit ReportStates(std::size_t sentences) : in_sentence_(sentences) {}

    void add(std::size_t sentence, std::string_view iso3, double weight);
    void add_home(std::string_view iso3, double weight);

    /// The state that sentence `sentence` most likely speaks of; empty if no state is clearly ahead.
    [[nodiscard]] std::string near(std::size_t sentence) const;
    /// The state that the whole report is about; empty if no state is clearly ahead.
    [[nodiscard]] std::string whole() const;
    /// Whether that state stands for nearly all that the report names, so that who holds its offices is meant.
    [[nodiscard]] bool is_of(std::string_view iso3) const;

  private:
    using Weights = std::map<std::string, double, std::less<>>;
    /// What speaks for each state; not for one that is only the other side in sentence `asking`.
    [[nodiscard]] Weights shares(int least_mentions, std::optional<std::size_t> asking = {}) const;
    [[nodiscard]] static std::string ahead(const Weights& weights);

    struct Share {
        double weight = 0;
        int mentions = 0;
        std::size_t sentence = 0;  // of its first mention
        bool elsewhere = false;    // it is named in other sentences, too, or acts in this one, or a body of it is named
    };
    std::vector<Weights> in_sentence_;
    std::map<std::string, Share, std::less<>> all_;
    double sum_ = 0;  // of all weights
    Weights home_;
};

}  // namespace px
