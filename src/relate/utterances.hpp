#pragma once
// What reports tell, voice by voice: every attribution's content, and every sentence's words in the outlet's own voice,
// with the names, places and days in them, so that denials and states can be set against what others tell.
//
//   for (const Utterance& told : utterances_of(reports, lineages))
//       if (told.is_own_voice()) ...
//
// Cost: linear in words, mentions, places and times, but for a logarithm.

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "record/accounts.hpp"
#include "relate/numbers.hpp"
#include "relate/span_set.hpp"

namespace px {

/// Names, places and days in a stretch of text.
struct Setting {
    std::set<std::string> names;  // stems (propositions.hpp) of words with a capital that begin no sentence; no times
    std::set<std::string> times;  // stems of the words of times
    std::vector<const PlaceMention*> places;  // but for those that act or stand for a government
    std::optional<std::int64_t> begin, end;   // of the first time known to two days or less; seconds since 1970
};

/// Reads settings of one report, which must outlive it.
class SettingReader {
  public:
    explicit SettingReader(const CodedReport& coded);
    [[nodiscard]] Setting read(std::span<const Span> spans) const;

  private:
    [[nodiscard]] bool is_time(Span word) const;
    void add_words(Span span, Setting& setting) const;

    const CodedReport& coded_;
    std::vector<const PlaceMention*> places_;  // by their first byte
    std::vector<const TimeMention*> times_;
    SpanSet actors_;  // heads of mentions
};

/// One sentence's worth of one voice.
struct Utterance {
    StatementRef ref;  // an attribution, or a sentence in the outlet's own voice
    const CodedReport* coded = nullptr;
    const Attribution* attribution = nullptr;  // nullptr = the outlet's own voice
    std::int32_t sentence = -1;
    std::string speaker;          // "" in the outlet's own voice, or if nobody is named
    WordList words;               // folded, without what others say in the sentence
    std::set<std::string> stems;  // of the words that are longer than three letters and no function words
    Setting setting;
    bool question = false;

    [[nodiscard]] bool is_own_voice() const { return attribution == nullptr; }
};

/// In the canonical order of the reports; copies of one lineage once; no headlines in the outlet's own voice.
[[nodiscard]] std::vector<Utterance> utterances_of(std::span<const CodedReport> reports,
                                                   std::span<const std::int32_t> lineages);

/// Whether both are dated and of days that do not meet.
[[nodiscard]] bool are_of_other_days(const Setting& a, const Setting& b);
/// Whether both tell when, of days that do not meet or in no word alike: "in May", "in 2019".
[[nodiscard]] bool are_of_other_times(const Setting& a, const Setting& b);
/// Whether both name places and none of one lies in or near one of the other.
[[nodiscard]] bool are_of_other_places(const Setting& a, const Setting& b);

}  // namespace px
