#include "resolve/time_tense.hpp"

#include <string>

namespace px {
namespace {

constexpr std::size_t reach = 16;

// "demanded", "promised": with "by" and a date behind it.
bool sets_deadline(const TimePiece& piece) {
    return piece.is(TimeClass::plan_cue) && piece.sense(TimeClass::plan_cue).value == "by";
}

// "scheduled", "due": with "to" or "for" behind it.
bool plans(const TimePiece& piece) { return piece.is(TimeClass::plan_cue) && !sets_deadline(piece); }

bool past_form(const TimePiece& piece) {
    const Token& token = *piece.token;
    if (!token.xpos.empty() || !token.upos.empty()) {
        if (token.xpos == "VBD") return true;
        return (token.upos == "VERB" || token.upos == "AUX") && token.xpos != "VBN" &&
               token.feats.find("Tense=Past") != std::string::npos &&
               token.feats.find("VerbForm=Part") == std::string::npos;
    }
    return piece.is_one_of("was", "were", "had", "did", "said", "told", "met", "made", "came", "went", "took", "began",
                           "held", "won", "lost", "found", "broke", "left", "spoke", "gave", "saw", "fell", "became",
                           "wrote") ||
           (piece.lower.size() > 4 && piece.lower.ends_with("ed") && !plans(piece));
}

bool boundary(const TimePiece& piece) { return piece.is_one_of(",", ";", ":", "\"", "“", "”", "(", ")"); }

class Outlook {
  public:
    explicit Outlook(const std::vector<TimePiece>& pieces) : pieces_(pieces) {}

    // What the piece at i says by itself; unknown if it is no cue.
    TimeOutlook cue(std::size_t i) const {
        const TimePiece& piece = pieces_[i];
        if (piece.is(TimeClass::future_cue)) {
            if (past_ability(i)) return TimeOutlook::unknown;
            const bool unreal = i + 1 < pieces_.size() && pieces_[i + 1].is("have");  // "would have been"
            return unreal ? TimeOutlook::past : TimeOutlook::future;
        }
        if (piece.is("may") && piece.token->upos == "AUX")  // "may be sent on Monday", "may have been sent on Monday"
            return i + 1 < pieces_.size() && pieces_[i + 1].is("have") ? TimeOutlook::past : TimeOutlook::future;
        if (piece.is("ll") && i > 0 && pieces_[i - 1].is("'")) return TimeOutlook::future;
        if (plans(piece) && !piece.is("to") && i + 1 < pieces_.size()) {
            if (pieces_[i + 1].is("to") || pieces_[i + 1].is("for")) return TimeOutlook::future;
        }
        // "Baghdad plans a flight on Thursday": with tags, for "plans" may be a noun.
        if (plans(piece) && piece.is_one_of("plans", "plan", "intends", "intend") && piece.token->upos == "VERB")
            return TimeOutlook::future;
        if (piece.is("to") && i > 0 && (pieces_[i - 1].is("is") || pieces_[i - 1].is("are")))
            return TimeOutlook::future;
        if (past_form(piece)) return TimeOutlook::past;
        return TimeOutlook::unknown;
    }

    TimeOutlook leftwards(std::size_t begin) const {
        for (std::size_t i = begin; i > 0 && begin - i < reach; --i) {
            const TimePiece& piece = pieces_[i - 1];
            if (piece.sentence != pieces_[begin].sentence) break;
            if (boundary(piece) && i != begin) break;
            const TimeOutlook found = cue(i - 1);
            if (found == TimeOutlook::past && planned_before(i - 1)) return TimeOutlook::future;
            // "called an early election for July 23"
            const bool set_for = begin > 0 && pieces_[begin - 1].is("for") && plans(piece);
            if (found == TimeOutlook::past && set_for) return TimeOutlook::future;
            // "demanded elections by 22 January", "gave them until Monday"
            const bool limit = begin > 0 && pieces_[begin - 1].is_one_of("by", "until", "till");
            if (limit && sets_deadline(piece) && !closed_before(i - 1, begin)) return TimeOutlook::future;
            if (found != TimeOutlook::unknown) return found;
        }
        return TimeOutlook::unknown;
    }

    TimeOutlook rightwards(std::size_t end, std::int32_t sentence) const {
        for (std::size_t i = end; i < pieces_.size() && i - end < reach; ++i) {
            if (pieces_[i].sentence != sentence) break;
            if (boundary(pieces_[i])) {
                if (i == end) continue;
                break;
            }
            const TimeOutlook found = cue(i);
            // "Tuesday's ruling could swing the vote": the ruling is past.
            const bool of_thing = possible(pieces_[i]) && pieces_[end].glued && pieces_[end].is_one_of("'", "'s");
            if (found != TimeOutlook::unknown && !of_thing) return found;
        }
        return TimeOutlook::unknown;
    }

  private:
    static bool possible(const TimePiece& piece) { return piece.is_one_of("could", "might"); }

    // "could not say on Friday", "could hear shots on Friday": what somebody was able to do, not what may come.
    bool past_ability(std::size_t i) const {
        if (!pieces_[i].is("could") && !pieces_[i].is("might")) return false;
        if (i + 1 >= pieces_.size()) return false;
        if (pieces_[i + 1].is("not")) return true;
        return pieces_[i].is("could") &&
               pieces_[i + 1].is_one_of("see", "hear", "feel", "smell", "only", "barely", "hardly");
    }

    // "had been given shelter by Friday", "was told of the deaths by Friday": done by then, so the date is no deadline;
    // who is given or told something to do by then has an infinitive behind the cue.
    bool closed_before(std::size_t cue, std::size_t date) const {
        if (!pieces_[date - 1].is("by")) return false;
        for (std::size_t i = cue + 1; i < date; ++i)
            if (pieces_[i].is("to") && pieces_[i].token->upos != "ADP") return false;
        if (pieces_[cue].is_one_of("told", "given")) return true;
        bool been = false;
        for (std::size_t i = cue; i > 0 && cue - i < 3; --i) {
            been = been || pieces_[i - 1].is("been");
            if (pieces_[i - 1].is("had")) return been || pieces_[cue].is("sought");
        }
        return false;
    }

    // "is scheduled", "are expected": a participle that plans, without the "to" that may follow the date.
    bool planned_before(std::size_t i) const {
        return plans(pieces_[i]) && i > 0 && (pieces_[i - 1].is("is") || pieces_[i - 1].is("are"));
    }

    const std::vector<TimePiece>& pieces_;
};

}  // namespace

TimeOutlook outlook_at(const std::vector<TimePiece>& pieces, std::size_t begin, std::size_t end) {
    if (begin > 0 && pieces[begin - 1].is("since") && pieces[begin - 1].sentence == pieces[begin].sentence)
        return TimeOutlook::past;  // whatever the verb says
    const Outlook outlook(pieces);
    const TimeOutlook left = outlook.leftwards(begin);
    return left != TimeOutlook::unknown ? left : outlook.rightwards(end, pieces[begin].sentence);
}

}  // namespace px
