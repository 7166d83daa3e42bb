#pragma once
// The word for an event ("summit") that a report has told last before a place in it, but for what quoted voices speak
// of: "three days after the vote" counts from it.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "annotate/annotation.hpp"
#include "resolve/time_pieces.hpp"

namespace px {

class EventsTold {
  public:
    /// Both must outlive it.
    EventsTold(const std::vector<TimeCue>& cues, const Annotation& annotation) : cues_(cues), annotation_(annotation) {}

    /// Takes in what stands before byte `until`, which never goes back.
    void go_to(std::uint32_t until);
    [[nodiscard]] const TimeCue* last() const { return event_; }

  private:
    const std::vector<TimeCue>& cues_;
    const Annotation& annotation_;
    std::size_t scanned_ = 0;  // cues
    const TimeCue* event_ = nullptr;
    bool quoted_ = false;  // whether what follows the cues scanned stands inside quotation marks
    std::int32_t quoted_block_ = -1;
};

}  // namespace px
