#pragma once
// What a rejection rejects: the clause that it holds, what its own sentence tells before it, or what another voice said
// in the sentences before.
//
//   const RejectedFinder finder(sayings, words);
//   if (const std::optional<Rejected> rejected = finder.find(place)) ...

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "relate/dispute_words.hpp"
#include "relate/rejection_reader.hpp"
#include "relate/sayings.hpp"

namespace px {

/// A rejection with where it stands.
struct RejectionPlace {
    std::int32_t report = -1;
    std::int32_t sentence = -1;
    const CodedReport* coded = nullptr;
    WordList list;
    Rejection rejection;
    Voice rejecter;
    StatementRef ref;
    const Told* teller = nullptr;  // the saying that holds the rejection

    [[nodiscard]] Span span(WordRange range) const {
        return range.empty() ? Span{} : Span{list.at[range.begin].begin, list.at[range.end - 1].end};
    }
    [[nodiscard]] std::vector<std::string> words(WordRange range) const {
        return {list.words.begin() + static_cast<std::ptrdiff_t>(range.begin),
                list.words.begin() + static_cast<std::ptrdiff_t>(std::max(range.begin, range.end))};
    }
    [[nodiscard]] std::uint32_t cue_begin() const { return list.at[rejection.cue.begin].begin; }
};

/// What is rejected, with the step that found it.
struct Rejected {
    std::vector<StatementRef> refs;
    std::string words;
    std::string teller;  // who tells it, and in which outlet
    std::string why;
};

class RejectedFinder {
  public:
    /// Both must outlive it.
    RejectedFinder(const Sayings& sayings, const DisputeWords& words) : sayings_(sayings), words_(words) {}

    [[nodiscard]] std::optional<Rejected> find(const RejectionPlace& place) const;

  private:
    const Sayings& sayings_;
    const DisputeWords& words_;
};

}  // namespace px
