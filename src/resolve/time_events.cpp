#include "resolve/time_events.hpp"

namespace px {

void EventsTold::go_to(std::uint32_t until) {
    for (; scanned_ < cues_.size() && cues_[scanned_].begin < until; ++scanned_) {
        const TimeCue& cue = cues_[scanned_];
        const std::int32_t block = annotation_.sentences[static_cast<std::size_t>(cue.sentence)].block;
        if (block != quoted_block_) quoted_ = false;
        quoted_block_ = block;
        switch (cue.kind) {
            case TimeCue::Kind::event:
                if (!quoted_) event_ = &cue;
                break;
            case TimeCue::Kind::opening:
                quoted_ = true;
                break;
            case TimeCue::Kind::closing:
                quoted_ = false;
                break;
            case TimeCue::Kind::either:
                quoted_ = !quoted_;
                break;
        }
    }
}

}  // namespace px
