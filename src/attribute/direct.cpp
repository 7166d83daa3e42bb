// Quotations: which cue each belongs to, and who speaks where no cue stands beside them.

#include <algorithm>
#include <string_view>

#include "attribute/speech.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::uint32_t far_gap = 90;  // bytes between a cue and a quotation that it does not touch

std::uint32_t letters(std::string_view text, Span span) {
    std::uint32_t count = 0;
    for (char c : slice(text, span)) {
        const auto byte = static_cast<unsigned char>(c);
        count += (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                 byte >= 0xC3;
    }
    return count;
}

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

class Linker {
  public:
    Linker(const SpeechText& text, std::vector<Speech>& speeches) : text_(text), speeches_(speeches) {
        owner_.assign(text.quotations.size(), -1);
    }

    void link() {
        for (std::size_t i = 0; i < text_.quotations.size(); ++i)
            if (text_.quotations[i].parent < 0) link_one(static_cast<int>(i));
        finish();
    }

  private:
    [[nodiscard]] const Quotation& quotation(int number) const {
        return text_.quotations[static_cast<std::size_t>(number)];
    }

    void link_one(int number) {
        const Quotation& q = quotation(number);
        int owner = overlapping(q);
        if (owner >= 0 && q.use == QuotationUse::speech) owner = passed_on(q, owner);
        if (owner < 0 && !text_.annotation.sentences.empty()) owner = beside(q);
        if (owner < 0) owner = joined(number);
        if (owner < 0 && q.use == QuotationUse::speech) owner = signed_behind(q);
        if (owner < 0 && q.use == QuotationUse::speech) owner = continued(number);
        if (owner < 0 && q.use == QuotationUse::speech) owner = standing_alone(number);
        owner_[static_cast<std::size_t>(number)] = owner;
        if (owner >= 0) join(speeches_[static_cast<std::size_t>(owner)], number);
    }

    // ---- the cue --------------------------------------------------------------------------------------------------

    [[nodiscard]] Span cue_span(const Speech& speech) const {
        return text_.tree(speech.sentence).words(speech.cue, speech.cue_last);
    }

    [[nodiscard]] Span clause_span(const Speech& speech) const {
        return text_.tree(speech.sentence).words(speech.clause_first, speech.clause_last);
    }

    /// Speech whose content, as the tree has it, meets the quotation; the nearest cue wins.
    [[nodiscard]] int overlapping(const Quotation& q) const {
        int best = -1;
        std::uint32_t best_distance = 0;
        for_near(q, [&](int i, const Speech& speech) {
            const bool meets = std::any_of(speech.content.begin(), speech.content.end(),
                                           [&](Span piece) { return piece.overlaps(q.hull); });
            if (!meets || q.hull.contains(cue_span(speech))) return;
            const std::uint32_t distance = gap(cue_span(speech), q.hull);
            if (best >= 0 && distance >= best_distance) return;
            best = i;
            best_distance = distance;
        });
        return best;
    }

    /// "O reports that X published a statement, which read: Q": of an outlet's report, the cue right before the
    /// quotation that has no other content.
    [[nodiscard]] int passed_on(const Quotation& q, int owner) const {
        const Speech& outer = speeches_[static_cast<std::size_t>(owner)];
        if (outer.subject < 0) return owner;
        const auto kind = carrier_kind(text_, Layers{}, outer.sentence, outer.subject);
        if (!kind || (*kind != LinkKind::agency && *kind != LinkKind::outlet)) return owner;
        int best = owner;
        for_near(q, [&](int i, const Speech& speech) {
            constexpr int touching = 8;
            const Span cue = cue_span(speech);
            const bool inside = std::any_of(outer.content.begin(), outer.content.end(),
                                            [&](Span piece) { return piece.contains(cue); });
            if (i == owner || !inside || !speech.content.empty() || cue.end > q.hull.begin) return;
            if (speech.verb && speech.verb->quotation && score_before(q, speech) >= touching) best = i;
        });
        return best;
    }

    static std::uint32_t gap(Span a, Span b) {
        if (a.end <= b.begin) return b.begin - a.end;
        return b.end <= a.begin ? a.begin - b.end : 0;
    }

    /// Calls `take` for the speech of the sentences that the quotation touches and the one behind it.
    template <typename Take>
    void for_near(const Quotation& q, Take&& take) const {
        const int first = text_.annotation.sentence_at(q.pieces.front().begin);
        const int last = text_.annotation.sentence_at(q.pieces.back().end - 1);
        if (first < 0 || last < 0) return;
        const auto begin = std::partition_point(speeches_.begin(), speeches_.begin() + cued_,
                                                [&](const Speech& s) { return s.sentence < first; });
        for (auto at = begin; at != speeches_.begin() + cued_ && at->sentence <= last + 1; ++at)
            if (at->cue >= 0) take(static_cast<int>(at - speeches_.begin()), *at);
    }

    /// A cue that stands beside the quotation: "Q," X said; X said: "Q".
    [[nodiscard]] int beside(const Quotation& q) const {
        const int first = text_.annotation.sentence_at(q.pieces.front().begin);
        const int last = text_.annotation.sentence_at(q.pieces.back().end - 1);
        int best = -1;
        int best_score = 0;
        for_near(q, [&](int i, const Speech& speech) {
            if (speech.verb && !speech.verb->quotation) return;
            const Span cue = cue_span(speech);
            if (q.hull.contains(cue)) return;
            int score = 0;
            if (cue.begin >= q.hull.end)
                score = score_behind(q, speech, last);
            else if (speech.sentence == first)
                score = score_before(q, speech);
            if (score <= best_score) return;
            best = i;
            best_score = score;
        });
        return best;
    }

    [[nodiscard]] int score_behind(const Quotation& q, const Speech& speech, int last) const {
        const Span clause = clause_span(speech);
        const std::uint32_t begin = std::max(q.hull.end, std::min(clause.begin, cue_span(speech).begin));
        const std::string_view between = slice(text_.report.text, {q.hull.end, begin});
        const char last_char = last_of(q);
        const bool comma = last_char == ',' || between.starts_with(",");
        const bool ends = last_char == '.' && !comma;
        if (speech.sentence != last && (ends || !follows_on(q))) return 0;
        if (other_quotation_between(q.hull.end, begin)) return 0;
        if (begin - q.hull.end > far_gap) return 0;
        if (ends && !is_small(first_letter(between, begin))) return 0;
        const bool touches = letters(text_.report.text, {q.hull.end, begin}) <= 6;
        if (touches && (comma || last_char == '?' || last_char == '!' || last_char == '-' || !ends))
            return comma ? 10 : 7;
        return q.use == QuotationUse::speech && comma ? 4 : 0;
    }

    /// The last character of a quotation but for the marks of those inside it.
    [[nodiscard]] char last_of(const Quotation& q) const {
        const Span inner = text_.trimmed(q.pieces.back());
        std::string_view rest =
            slice(text_.report.text, {std::min(inner.end, q.pieces.back().end), q.pieces.back().end});
        for (char c : rest)
            if (c == ',' || c == '-') return c;
        return text_.report.text[inner.end > inner.begin ? inner.end - 1 : q.pieces.back().end - 1];
    }

    [[nodiscard]] char first_letter(std::string_view between, std::uint32_t next) const {
        for (char c : between)
            if (letters(std::string_view(&c, 1), {0, 1}) > 0) return c;
        return next < text_.report.text.size() ? text_.report.text[next] : ' ';
    }

    /// A splitter may end a sentence at the closing mark: what follows goes on if it begins small or is a bare clause.
    [[nodiscard]] bool follows_on(const Quotation& q) const {
        const std::string& text = text_.report.text;
        std::uint32_t at = q.hull.end;
        while (at < text.size() && text[at] == ' ') ++at;
        const char last_char = last_of(q);
        return at < text.size() && (is_small(text[at]) || last_char == ',' || last_char == '?' || last_char == '!');
    }

    [[nodiscard]] int score_before(const Quotation& q, const Speech& speech) const {
        const Span cue = cue_span(speech);
        const std::uint32_t distance = q.hull.begin - cue.end;
        if (other_quotation_between(cue.end, q.hull.begin) || distance > 2 * far_gap) return 0;
        const std::string_view between = slice(text_.report.text, {cue.end, q.hull.begin});
        const std::size_t stop = between.find_last_not_of(' ');
        const char mark = stop == std::string_view::npos ? ' ' : between[stop];
        // The nearest cue before the quotation is worth most.
        const int near = static_cast<int>(std::min<std::uint32_t>(distance, 90)) / 30;
        if (mark == ':' || mark == ',') return 9 - near;
        if (letters(text_.report.text, {cue.end, q.hull.begin}) <= 8) return 8;
        if (q.use != QuotationUse::speech || distance > far_gap) return 0;
        return speech.verb && speech.content.empty() ? 6 - near : 0;
    }

    [[nodiscard]] bool other_quotation_between(std::uint32_t from, std::uint32_t to) const {
        const auto at = std::partition_point(text_.quotations.begin(), text_.quotations.end(),
                                             [&](const Quotation& q) { return q.hull.begin < from; });
        return at != text_.quotations.end() && at->hull.begin < to && at->use == QuotationUse::speech;
    }

    /// "Q" - X, at the end of a line or paragraph.
    [[nodiscard]] int signed_behind(const Quotation& q) {
        const std::string& text = text_.report.text;
        const std::uint32_t limit = block(q.last_block).span.end;
        std::uint32_t at = q.hull.end;
        while (at < limit && text[at] == ' ') ++at;
        const std::uint32_t dash = at;
        while (at < limit && is_dash(at)) at += decode(text, at).length;
        if (at == dash) return -1;
        while (at < limit && text[at] == ' ') ++at;
        std::uint32_t end = at;
        while (end < limit && text[end] != '\n' && text_.quotation_at(end, false) < 0) ++end;
        const Span name = text_.trimmed({at, end});
        if (name.size() < 2 || name.size() > 60 || text[name.begin] < 'A' || text[name.begin] > 'Z') return -1;
        Speech speech;
        speech.sentence = text_.annotation.sentence_at(name.begin);
        if (speech.sentence < 0) return -1;
        speech.subject = text_.tree(speech.sentence).token_at(name.begin);
        if (speech.subject >= text_.tree(speech.sentence).size()) return -1;
        speech.speaker = name;
        speech.speaker_sentence = speech.sentence;
        speech.rule = "signed quotation";
        speech.confidence = 0.8F;
        speeches_.push_back(std::move(speech));
        return static_cast<int>(speeches_.size()) - 1;
    }

    [[nodiscard]] bool is_dash(std::uint32_t at) const {
        const char32_t c = decode(text_.report.text, at).code_point;
        return c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2015;
    }

    // ---- without a cue --------------------------------------------------------------------------------------------

    [[nodiscard]] const Block& block(int number) const { return text_.report.blocks[static_cast<std::size_t>(number)]; }

    /// The quotation before this one in its paragraph, with nothing but its own reporting clause between:
    /// "Q1," X said. "Q2."
    [[nodiscard]] int continued(int number) const {
        const Quotation& q = quotation(number);
        for (int before = number - 1; before >= 0; --before) {
            const Quotation& other = quotation(before);
            if (other.last_block != q.first_block) return -1;
            const bool led_out = owner_[static_cast<std::size_t>(before)] >= 0 && last_of(other) == ',';
            if (other.parent >= 0 || (other.use != QuotationUse::speech && !led_out)) continue;
            const int owner = owner_[static_cast<std::size_t>(before)];
            constexpr std::size_t most = 200;  // pieces of one attribution
            if (owner < 0 || speeches_[static_cast<std::size_t>(owner)].quotations.size() > most) return -1;
            return begins_sentence(q) && only_clause_between(speeches_[static_cast<std::size_t>(owner)], other, q)
                       ? owner
                       : -1;
        }
        return -1;
    }

    /// "called it 'a gift' and 'an insult'": the other half of two.
    [[nodiscard]] int joined(int number) const {
        const Quotation& q = quotation(number);
        for (int before = number - 1; before >= 0; --before) {
            const Quotation& other = quotation(before);
            if (other.parent >= 0) continue;
            const int owner = owner_[static_cast<std::size_t>(before)];
            if (owner < 0 || other.hull.end >= q.hull.begin || q.hull.begin - other.hull.end > 6) return -1;
            const std::string_view between = slice(text_.report.text, {other.hull.end, q.hull.begin});
            return between == " and " || between == " or " ? owner : -1;
        }
        return -1;
    }

    [[nodiscard]] bool begins_sentence(const Quotation& q) const {
        std::uint32_t at = q.hull.begin;
        const std::uint32_t begin = block(q.first_block).span.begin;
        const std::string& text = text_.report.text;
        while (at > begin && static_cast<unsigned char>(text[at - 1]) <= ' ') --at;
        if (at == begin) return true;
        const char mark = text[at - 1];
        return mark == '.' || mark == '!' || mark == '?' || mark == ',' || mark == ';' || mark == ':' ||
               static_cast<unsigned char>(mark) >= 0x80 || mark == '"' || mark == '-';
    }

    [[nodiscard]] bool behind_comma(const Quotation& q) const {
        std::uint32_t at = q.hull.begin;
        while (at > 0 && text_.report.text[at - 1] == ' ') --at;
        return at > 0 && text_.report.text[at - 1] == ',';
    }

    [[nodiscard]] bool only_clause_between(const Speech& speech, const Quotation& before, const Quotation& q) const {
        const std::string_view between = slice(text_.report.text, {before.hull.end, q.hull.begin});
        if (letters(text_.report.text, {before.hull.end, q.hull.begin}) == 0) return true;
        if (speech.cue < 0) return false;
        const Span cue = cue_span(speech);
        if (cue.begin < before.hull.end || cue.end > q.hull.begin) return false;
        // At most the end of the reporting clause's own sentence.
        const std::size_t stop = between.find(". ");
        return stop == std::string_view::npos ||
               letters(text_.report.text, {before.hull.end + static_cast<std::uint32_t>(stop), q.hull.begin}) == 0;
    }

    /// A quotation without a cue: whoever spoke last in its paragraph, or, if the paragraph holds nothing else, in the
    /// one before; after a colon the subject of the sentence that leads it in.
    [[nodiscard]] int standing_alone(int number) {
        const Quotation& q = quotation(number);
        if (letters(text_.report.text, q.pieces.front()) < 12 || !begins_sentence(q)) return -1;
        if (const int owner = introduced(q); owner >= 0) return owner;
        Speech speech;
        speech.sentence = text_.annotation.sentence_at(q.pieces.front().begin);
        if (speech.sentence < 0) return -1;
        speech.rule = "orphan quotation";
        speech.confidence = 0.6F;
        if (!speaker_before(q, speech)) {
            // Nobody is named; another report may name the speaker of the same words.
            constexpr std::uint32_t least_letters = 100;
            if (letters(text_.report.text, q.pieces.front()) < least_letters) return -1;
            speech.rule = "quotation without a speaker";
            speech.confidence = 0.4F;
        }
        speeches_.push_back(std::move(speech));
        return static_cast<int>(speeches_.size()) - 1;
    }

    /// A cue in the sentence before, if that ends in a colon: "X tweeted from his account:".
    [[nodiscard]] int introduced(const Quotation& q) const {
        const int before = text_.annotation.sentence_at(q.pieces.front().begin) - 1;
        if (before < 0) return -1;
        const std::string_view words = slice(text_.report.text, text_.sentence(before).span);
        if (!words.ends_with(':')) return -1;
        const auto end = std::partition_point(speeches_.begin(), speeches_.begin() + cued_,
                                              [&](const Speech& s) { return s.sentence <= before; });
        for (auto at = end; at != speeches_.begin() && (at - 1)->sentence == before; --at)
            if (const Speech& speech = *(at - 1); speech.verb && speech.verb->quotation && speech.content.empty())
                return static_cast<int>(at - 1 - speeches_.begin());
        return -1;
    }

    bool speaker_before(const Quotation& q, Speech& speech) const {
        const std::uint32_t paragraph = block(q.first_block).span.begin;
        const bool opens_paragraph = letters(text_.report.text, {paragraph, q.hull.begin}) == 0;
        const std::uint32_t limit = opens_paragraph ? previous_block(q.first_block) : paragraph;
        const Speech* last = last_speech(limit, q.hull.begin);
        if (opens_paragraph && last == nullptr) return subject_before(q, speech);
        if (last == nullptr) return subject_before(q, speech);
        speech.speaker = last->speaker;
        speech.subject = last->subject;
        speech.speaker_sentence = last->speaker_sentence >= 0 ? last->speaker_sentence : last->sentence;
        return speech.subject >= 0;
    }

    [[nodiscard]] std::uint32_t previous_block(int number) const {
        for (int b = number - 1; b >= 0; --b)
            if (block(b).kept() && block(b).kind != BlockKind::headline && block(b).kind != BlockKind::caption)
                return block(b).span.begin;
        return block(number).span.begin;
    }

    /// The last speech with a speaker whose cue or quotation begins in [from, to).
    [[nodiscard]] const Speech* last_speech(std::uint32_t from, std::uint32_t to) const {
        const Speech* best = nullptr;
        std::uint32_t best_at = 0;
        const int first = std::max(0, text_.annotation.sentence_at(from));
        const auto begin = std::partition_point(speeches_.begin(), speeches_.begin() + cued_,
                                                [&](const Speech& s) { return s.sentence < first; });
        for (auto at = begin; at != speeches_.begin() + cued_ && text_.sentence(at->sentence).span.begin < to; ++at)
            consider(*at, from, to, best, best_at);
        for (auto at = speeches_.rbegin(); at != speeches_.rend() - cued_; ++at) {
            if (text_.sentence(at->sentence).span.begin < from) break;
            consider(*at, from, to, best, best_at);
        }
        return best;
    }

    void consider(const Speech& speech, std::uint32_t from, std::uint32_t to, const Speech*& best,
                  std::uint32_t& best_at) const {
        if (speech.subject < 0 || (speech.content.empty() && speech.quotations.empty())) return;
        const std::uint32_t at =
            speech.cue >= 0 ? cue_span(speech).begin : quotation(speech.quotations.front()).hull.begin;
        if (at < from || at >= to || (best && at < best_at)) return;
        best = &speech;
        best_at = at;
    }

    /// "The governor was blunt."
    [[nodiscard]] bool is_the_person(const DependencyTree& tree, int noun) const {
        return tree.upos(noun) == "NOUN" && text_.lexicons.is_source_noun(tree.lemma(noun)) &&
               tree[noun].feats.find("Number=Plur") == std::string::npos &&
               (tree.child_with_lemma(noun, "det", "the") >= 0 || tree[tree.first(noun)].deprel == "nmod:poss");
    }

    /// The subject of the sentence before, if it leads in the quotation.
    bool subject_before(const Quotation& q, Speech& speech) const {
        const int here = text_.annotation.sentence_at(q.pieces.front().begin);
        if (here < 0) return false;
        const Sentence& own = text_.sentence(here);
        const bool inside = letters(text_.report.text, {own.span.begin, std::max(own.span.begin, q.hull.begin)}) > 0;
        const int number = inside ? here : here - 1;
        if (number < 0 || text_.sentence(number).span.begin < previous_block(q.first_block)) return false;
        const DependencyTree& tree = text_.tree(number);
        for (int i = 0; i < tree.size(); ++i) {
            if (tree.head(i) >= 0) continue;
            const int subject = tree.subject(i);
            if (subject < 0) return false;
            const bool somebody =
                tree.upos(subject) == "PROPN" || tree.upos(subject) == "PRON" || is_the_person(tree, subject);
            if (!somebody) return false;
            if (tree[subject].span.begin >= q.hull.begin) return false;
            speech.subject = subject;
            speech.speaker_sentence = number;
            speech.confidence = 0.4F;
            speech.rule = "subject before quotation";
            return true;
        }
        return false;
    }

    // ---- putting together -----------------------------------------------------------------------------------------

    [[nodiscard]] bool ends_speech(const Quotation& q) const {
        const char last = last_of(q);
        return last == ',' || (q.use == QuotationUse::speech && (last == '.' || last == '!' || last == '?'));
    }

    /// Puts the quotation into the content: it takes the place of what lies inside it and is joined with what crosses
    /// its marks.
    void join(Speech& speech, int number) const {
        const Quotation& q = quotation(number);
        speech.quotations.push_back(number);
        std::vector<Span> content;
        bool holds = false;
        for (Span piece : speech.content) {
            if (piece.begin >= q.hull.begin && piece.begin < q.hull.end && piece.end > q.hull.end && ends_speech(q) &&
                begins_sentence(q)) {
                // Behind "Q," a new clause begins: who says so. Behind "Q." a new sentence.
                content.insert(content.end(), q.pieces.begin(), q.pieces.end());
                holds = true;
            } else if (piece.contains(q.hull) ||
                       (piece.contains(hull(q.pieces.front(), q.pieces.back())) && q.pieces.size() == 1)) {
                content.push_back(piece);
                holds = true;
            } else if (!piece.overlaps(q.hull)) {
                content.push_back(piece);
            } else if (piece.begin < q.hull.begin) {
                content.push_back({piece.begin, q.pieces.front().end});
                content.insert(content.end(), q.pieces.begin() + 1, q.pieces.end());
                holds = true;
            } else if (piece.end > q.hull.end) {
                content.insert(content.end(), q.pieces.begin(), q.pieces.end());
                content.back().end = piece.end;
                holds = true;
            }
        }
        if (!holds) content.insert(content.end(), q.pieces.begin(), q.pieces.end());
        std::sort(content.begin(), content.end());
        speech.content.clear();
        for (Span piece : content) {
            if (!speech.content.empty() && piece.begin < speech.content.back().end)
                speech.content.back().end = std::max(speech.content.back().end, piece.end);
            else
                speech.content.push_back(piece);
        }
        if (speech.rule[0] == '\0') speech.rule = "quotation beside cue";
    }

    /// Names the kind by how much of the content stands between marks; wholly quoted content sheds what is outside.
    void finish() {
        for (Speech& speech : speeches_) {
            drop_unquoted_rest(speech);
            std::uint32_t all = 0;
            for (Span piece : speech.content) all += letters(text_.report.text, piece);
            std::uint32_t quoted = 0;
            for (int number : speech.quotations)
                for (Span piece : quotation(number).pieces)
                    for (Span part : speech.content)
                        if (part.overlaps(piece))
                            quoted += letters(text_.report.text,
                                              {std::max(part.begin, piece.begin), std::min(part.end, piece.end)});
            if (quoted == 0) continue;
            speech.kind = quoted * 100 >= all * 98 ? AttributionKind::direct : AttributionKind::mixed;
            if (speech.kind == AttributionKind::direct) keep_quotations(speech);
        }
    }

    /// "Q," X said, adding C: a whole sentence quoted right before its reporting clause leaves nothing for the rest.
    void drop_unquoted_rest(Speech& speech) const {
        if (speech.cue < 0 || speech.quotations.empty()) return;
        const Span clause = clause_span(speech);
        const bool whole = std::any_of(speech.quotations.begin(), speech.quotations.end(), [&](int number) {
            const Quotation& q = quotation(number);
            const char last = last_of(q);
            return q.use == QuotationUse::speech && q.hull.end <= clause.begin && begins_sentence(q) &&
                   !behind_comma(q) && (last == ',' || last == '?' || last == '!') &&
                   letters(text_.report.text, {q.hull.end, clause.begin}) <= 6;
        });
        if (!whole) return;
        std::erase_if(speech.quotations, [&](int number) {
            const Quotation& q = quotation(number);
            return q.hull.begin > clause.end && !begins_sentence(q);
        });
        keep_quotations(speech);
    }

    void keep_quotations(Speech& speech) const {
        speech.content.clear();
        for (int number : speech.quotations)
            speech.content.insert(speech.content.end(), quotation(number).pieces.begin(),
                                  quotation(number).pieces.end());
        std::sort(speech.content.begin(), speech.content.end());
    }

    const SpeechText& text_;
    std::vector<Speech>& speeches_;
    std::ptrdiff_t cued_ = static_cast<std::ptrdiff_t>(speeches_.size());
    std::vector<int> owner_;
};

}  // namespace

void link_quotations(const SpeechText& text, std::vector<Speech>& speeches) { Linker(text, speeches).link(); }

}  // namespace px
