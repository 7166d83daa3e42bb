// Speech that is laid out rather than told: turns of a transcript or an interview, and headlines with their speaker at
// one end.

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "attribute/speech.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::uint32_t longest_label = 90;  // bytes
constexpr int most_label_words = 8;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '*' || c == '_'; }
bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

enum class LabelKind : std::uint8_t { capitals, name, asks, answers };

/// What stands before the colon of a line, and what behind it.
struct Label {
    LabelKind kind = LabelKind::name;
    Span words;    // "Jens Stoltenberg", "Question"
    Span mark;     // the colon
    Span aside;    // what brackets tell of it: "Teri Schultz, NPR"
    Span content;  // of the line
};

/// Of the first headline block, empty if there is none.
Span headline_of(const Report& report) {
    for (const Block& block : report.blocks)
        if (block.kept() && block.kind == BlockKind::headline) return block.span;
    return {};
}

/// A line of a paragraph; `label` only if it has one.
struct Line {
    std::size_t block = 0;
    Span span;
    std::optional<Label> label;
};

struct Turn {
    Label label;
    std::vector<Span> content;
};

class TranscriptReader {
  public:
    TranscriptReader(const SpeechText& text, const Layers& layers) : text_(text), layers_(layers) {}

    void read(std::vector<Speech>& speeches) {
        split_lines();
        if (!is_transcript()) return;
        const std::vector<Turn> turns = make_turns();
        std::vector<Span> told;
        for (const Turn& turn : turns) told.insert(told.end(), turn.content.begin(), turn.content.end());
        std::erase_if(speeches, [&](const Speech& speech) {
            if (speech.content.empty()) return false;
            const Span piece = speech.content.front();
            const auto at =
                std::partition_point(told.begin(), told.end(), [&](Span one) { return one.end <= piece.begin; });
            return at != told.end() && at->begin < piece.end;
        });
        const Person answering = interviewed(turns.front());
        for (const Turn& turn : turns) add(turn, answering, speeches);
    }

  private:
    struct Person {
        Span name;
        int sentence = -1;
        int token = -1;
    };

    [[nodiscard]] const std::string& words() const { return text_.report.text; }

    void split_lines() {
        const std::vector<Block>& blocks = text_.report.blocks;
        for (std::size_t b = 0; b < blocks.size(); ++b) {
            if (!blocks[b].kept() || blocks[b].kind == BlockKind::caption) continue;
            std::uint32_t begin = blocks[b].span.begin;
            while (begin < blocks[b].span.end) {
                const std::string_view rest = slice(words(), {begin, blocks[b].span.end});
                const auto end = begin + static_cast<std::uint32_t>(std::min(rest.find('\n'), rest.size()));
                if (begin < end) lines_.push_back({b, {begin, end}, label_of({begin, end})});
                begin = end + 1;
            }
        }
        // A first line is the headline.
        if (!lines_.empty() && headline_of(text_.report).contains(lines_.front().span)) lines_.front().label.reset();
    }

    /// The label of a line, if it begins with what may be one.
    [[nodiscard]] std::optional<Label> label_of(Span line) const {
        std::uint32_t begin = text_.trimmed(line).begin;
        while (begin < line.end && (is_blank(words()[begin]) || words()[begin] == '>')) ++begin;
        Label label;
        const std::uint32_t limit = std::min(line.end, begin + longest_label);
        std::uint32_t at = begin;
        while (at < limit && words()[at] != ':' && words()[at] != '(' && words()[at] != '[' && words()[at] != '.') ++at;
        const bool dot = at < limit && words()[at] == '.';
        if (dot && (at - begin) > 1) {  // "SEN. DIAZ: ...", "J. Smith: ..."
            while (at < limit && words()[at] != ':' && words()[at] != '(' && words()[at] != '[') ++at;
        }
        if (at >= limit) return std::nullopt;
        label.words = trim({begin, at});
        if (words()[at] == '(' || words()[at] == '[') {
            const std::string_view aside = slice(words(), {at, std::min(line.end, at + longest_label)});
            const std::size_t close = aside.find(words()[at] == '(' ? ')' : ']');
            if (close == std::string_view::npos) return std::nullopt;
            label.aside = {at + 1, at + static_cast<std::uint32_t>(close)};
            at = label.aside.end + 1;
            while (at < line.end && is_blank(words()[at])) ++at;
            if (at >= line.end || words()[at] != ':') return std::nullopt;
        }
        label.mark = {at, at + 1};
        label.content = text_.trimmed({at + 1, line.end});
        if (label.content.size() < 2 ||
            (words()[at] == ':' && !is_blank(words()[at + 1]) && !is_high(words()[at + 1]) && words()[at + 1] != '"'))
            return std::nullopt;
        const auto kind = kind_of(slice(words(), label.words), words()[at] == '.');
        if (!kind) return std::nullopt;
        label.kind = *kind;
        return label;
    }

    [[nodiscard]] Span trim(Span span) const {
        while (span.begin < span.end && is_blank(words()[span.begin])) ++span.begin;
        while (span.begin < span.end && is_blank(words()[span.end - 1])) --span.end;
        return span;
    }

    [[nodiscard]] std::optional<LabelKind> kind_of(std::string_view label, bool dot) const {
        if (const TurnLabel* turn = text_.lexicons.turn_label(label))
            return *turn == TurnLabel::asks ? LabelKind::asks : LabelKind::answers;
        if (dot || label.size() < 2) return std::nullopt;
        if (all_capitals(label)) return LabelKind::capitals;
        if (is_telephone_number(label)) return LabelKind::name;
        return is_name(label) ? std::optional(LabelKind::name) : std::nullopt;
    }

    [[nodiscard]] static bool all_capitals(std::string_view label) {
        int capitals = 0;
        for (const char c : label) {
            if (is_upper(c))
                ++capitals;
            else if (c != ' ' && c != '.' && c != '-' && c != '\'' && c != ',')
                return false;
        }
        return capitals >= 3;
    }

    /// Who writes in a chat and stands in nobody's address book: "+260 97 1234567".
    /// Without the sign in front it may as well be a date or a range of years.
    [[nodiscard]] static bool is_telephone_number(std::string_view label) {
        constexpr int least = 7;
        if (!label.starts_with('+')) return false;
        label.remove_prefix(1);
        int digits = 0;
        for (const char c : label) {
            if (c >= '0' && c <= '9')
                ++digits;
            else if (c != ' ' && c != '-')
                return false;
        }
        return digits >= least;
    }

    /// Capitalised words, with small ones only between them ("Ursula von der Leyen"); behind a comma a title.
    [[nodiscard]] static bool is_name(std::string_view label) {
        const std::size_t comma = label.find(", ");
        int count = 0;
        bool small_last = false;
        std::size_t at = 0;
        while (at < label.size()) {
            std::size_t end = label.find(' ', at);
            if (end == std::string_view::npos) end = label.size();
            const std::string_view word = label.substr(at, end - at);
            if (word.empty() || ++count > most_label_words) return false;
            const bool title = comma != std::string_view::npos && at > comma;
            small_last = is_lower(word[0]);
            if (!is_upper(word[0]) && !is_high(word[0]) && !(small_last && at > 0 && (word.size() < 4 || title)))
                return false;
            at = end + 1;
        }
        return count > 0 && (!small_last || comma != std::string_view::npos);
    }

    /// A label that is a name counts if it comes again, or if it names a person where the headline announces speech;
    /// questions need answers.
    [[nodiscard]] bool is_transcript() {
        int capitals = 0;
        int asks = 0;
        int answers = 0;
        std::map<std::string, int> names;
        for (const Line& line : lines_) {
            if (!line.label) continue;
            capitals += line.label->kind == LabelKind::capitals;
            asks += line.label->kind == LabelKind::asks;
            answers += line.label->kind == LabelKind::answers;
            if (line.label->kind == LabelKind::name) ++names[std::string(slice(words(), line.label->words))];
        }
        const bool announced =
            text_.lexicons.announces_speech(text_.report.headline()) ||
            (!lines_.empty() && text_.lexicons.announces_speech(slice(words(), lines_.front().span)));
        const bool again = std::any_of(names.begin(), names.end(), [](const auto& name) { return name.second > 1; });
        const bool dialogue = again && (asks > 0 || names.size() > 1);
        const bool questions = asks > 0 && (answers > 0 || capitals > 0 || !names.empty());
        for (Line& line : lines_) {
            if (!line.label) continue;
            const LabelKind kind = line.label->kind;
            bool keep = kind == LabelKind::capitals ? capitals + asks >= 2 : questions || dialogue;
            if (kind == LabelKind::name) {
                const bool heads =
                    &line == &lines_.front() && names[std::string(slice(words(), line.label->words))] < 2;
                keep = !heads && (dialogue || questions || (announced && names_person(line.label->words)));
            }
            if (!keep) line.label.reset();
        }
        return std::any_of(lines_.begin(), lines_.end(), [](const Line& line) { return line.label.has_value(); });
    }

    [[nodiscard]] bool names_person(Span name) const {
        // A mention is longer than a label at most by what stands around it in its line.
        const std::vector<Mention>& all = layers_.mentions;
        const std::uint32_t from = name.begin > longest_label ? name.begin - longest_label : 0;
        auto mention =
            std::partition_point(all.begin(), all.end(), [&](const Mention& m) { return m.span.begin < from; });
        for (; mention != all.end() && mention->span.begin < name.end; ++mention)
            if (mention->actor >= 0 && mention->span.overlaps(name) &&
                layers_.actors[static_cast<std::size_t>(mention->actor)].kind == ActorKind::person)
                return true;
        return false;
    }

    /// Lines without a label go on with the turn before them; behind the last turn only if they speak in the first
    /// person. What stands in brackets ("(Applause)") is nobody's.
    [[nodiscard]] std::vector<Turn> make_turns() const {
        std::size_t last = 0;
        for (std::size_t i = 0; i < lines_.size(); ++i)
            if (lines_[i].label) last = i;
        std::vector<Turn> turns;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const Line& line = lines_[i];
            if (line.label) {
                turns.push_back({*line.label, {line.label->content}});
                continue;
            }
            if (turns.empty()) continue;
            const BlockKind kind = text_.report.blocks[line.block].kind;
            const Span content = text_.trimmed(line.span);
            const bool bracketed = words()[line.span.begin] == '(' || words()[line.span.begin] == '[';
            if (content.empty() || bracketed || kind == BlockKind::heading || kind == BlockKind::headline) continue;
            const bool same_block = line.block == lines_[i - 1].block;
            if (i > last && !same_block && !in_first_person(content)) break;
            turns.back().content.push_back(content);
        }
        return turns;
    }

    [[nodiscard]] bool in_first_person(Span content) const {
        const int sentence = text_.annotation.sentence_at(content.begin);
        if (sentence < 0) return false;
        const DependencyTree& tree = text_.tree(sentence);
        for (int i = 0; i < tree.size(); ++i)
            if (tree.upos(i) == "PRON" && (tree.lemma(i) == "I" || tree.lemma(i) == "we" || tree.lemma(i) == "you"))
                return true;
        return false;
    }

    /// Who answers: the person whom the lines before the first turn name most often; nobody if two are named alike.
    [[nodiscard]] Person interviewed(const Turn& first) const {
        std::map<std::int32_t, std::pair<int, const Mention*>> named;  // by actor: how often, and where first
        for (const Mention& mention : layers_.mentions) {
            if (mention.span.begin >= first.label.words.begin) break;
            if (mention.actor < 0 || mention.form != MentionForm::name) continue;
            if (layers_.actors[static_cast<std::size_t>(mention.actor)].kind != ActorKind::person) continue;
            auto& [count, where] = named[mention.actor];
            ++count;
            if (where == nullptr || where->span.size() < mention.span.size()) where = &mention;
        }
        int most = 0;
        const Mention* chosen = nullptr;
        for (const auto& [actor, seen] : named) {
            if (seen.first == most) chosen = nullptr;
            if (seen.first <= most) continue;
            most = seen.first;
            chosen = seen.second;
        }
        if (chosen == nullptr) return {};
        const int sentence = text_.annotation.sentence_at(chosen->head.begin);
        if (sentence < 0) return {};
        return {chosen->span, sentence, text_.tree(sentence).token_at(chosen->head.begin)};
    }

    void add(const Turn& turn, const Person& answering, std::vector<Speech>& speeches) const {
        Speech speech;
        speech.sentence = text_.annotation.sentence_at(turn.label.mark.begin);
        if (speech.sentence < 0) return;
        const DependencyTree& tree = text_.tree(speech.sentence);
        const int mark = tree.token_at(turn.label.mark.begin);
        if (mark < tree.size() && tree[mark].span == turn.label.mark)
            speech.cue = speech.cue_last = speech.clause_first = speech.clause_last = mark;
        speech.content = turn.content;
        speech.kind = AttributionKind::direct;
        speech.rule = "transcript";
        speech.speaker = turn.label.words;
        const bool unnamed = turn.label.kind == LabelKind::asks || turn.label.kind == LabelKind::answers;
        if (!unnamed)
            set_speaker(speech, turn.label.words);
        else if (!turn.label.aside.empty())
            set_speaker(speech, first_part(turn.label.aside));
        else if (turn.label.kind == LabelKind::answers && answering.token >= 0) {
            speech.speaker = answering.name;
            speech.speaker_sentence = answering.sentence;
            speech.subject = answering.token;
            speech.confidence = 0.8F;
        }
        speeches.push_back(std::move(speech));
    }

    void set_speaker(Speech& speech, Span name) const {
        name = text_.trimmed(name);
        if (name.empty()) return;
        // The surname tells most; behind a comma stands a title.
        const std::uint32_t surname = first_part(name).end - 1;
        const int sentence = text_.annotation.sentence_at(surname);
        if (sentence < 0) return;
        const DependencyTree& tree = text_.tree(sentence);
        const int token = tree.token_at(surname);
        if (token >= tree.size()) return;
        speech.speaker = name;
        speech.speaker_sentence = sentence;
        speech.subject = token;
    }

    /// "Teri Schultz" of "Teri Schultz, NPR".
    [[nodiscard]] Span first_part(Span aside) const {
        const std::string_view all = slice(words(), aside);
        aside.end = aside.begin + static_cast<std::uint32_t>(std::min(all.find(','), all.size()));
        return aside;
    }

    const SpeechText& text_;
    const Layers& layers_;
    std::vector<Line> lines_;
};

/// A headline's speaker: who stands before a colon or behind a dash.
class HeadlineReader {
  public:
    HeadlineReader(const SpeechText& text, const Layers& layers, Span headline)
        : text_(text), layers_(layers), headline_(headline) {}

    void read(std::vector<Speech>& speeches) const {
        const bool told = std::any_of(speeches.begin(), speeches.end(), [&](const Speech& speech) {
            return !speech.content.empty() && headline_.contains(speech.content.front()) &&
                   speech.content.front().size() * 2 > headline_.size();
        });
        if (told || headline_.empty()) return;
        if (!colon(speeches)) dash(speeches);
    }

  private:
    bool colon(std::vector<Speech>& speeches) const {
        const std::size_t at = text_.report.text.find(": ", headline_.begin);
        if (at == std::string::npos || at >= headline_.end) return false;
        const auto mark = static_cast<std::uint32_t>(at);
        return add({headline_.begin, mark}, {mark + 1, headline_.end}, speeches);
    }

    void dash(std::vector<Speech>& speeches) const {
        for (const std::string_view mark : {" - ", " \u2013 ", " \u2014 "}) {
            const std::size_t at = text_.report.text.rfind(mark, headline_.end - 1);
            if (at == std::string::npos || at <= headline_.begin) continue;
            const auto begin = static_cast<std::uint32_t>(at);
            const auto end = static_cast<std::uint32_t>(at + mark.size());
            if (end < headline_.end && add({end, headline_.end}, {headline_.begin, begin}, speeches)) return;
        }
    }

    bool add(Span name, Span content, std::vector<Speech>& speeches) const {
        name = text_.trimmed(name);
        content = text_.trimmed(content);
        constexpr std::uint32_t longest_name = 60;
        if (name.empty() || name.size() > longest_name || content.size() < 2) return false;
        const int sentence = text_.annotation.sentence_at(name.begin);
        if (sentence < 0) return false;
        const int head = speaker_in(sentence, name);
        if (head < 0) return false;
        Speech speech;
        speech.sentence = speech.speaker_sentence = sentence;
        speech.subject = head;
        speech.speaker = name;
        speech.content = {content};
        speech.rule = "speaker of a headline";
        speech.confidence = 0.7F;
        for (std::size_t i = 0; i < text_.quotations.size(); ++i) {
            if (text_.quotations[i].parent >= 0 || !content.overlaps(text_.quotations[i].hull)) continue;
            speech.kind = text_.quotations[i].hull.contains(content) ? AttributionKind::direct : AttributionKind::mixed;
        }
        speeches.push_back(std::move(speech));
        return true;
    }

    /// The head of a name that is a person's or a body's that speaks, not a state's or a place's: "Ukraine: ..." only
    /// tells what it is about.
    [[nodiscard]] int speaker_in(int sentence, Span name) const {
        const DependencyTree& tree = text_.tree(sentence);
        int last = -1;
        for (int i = tree.token_at(name.begin); i < tree.size() && tree[i].span.begin < name.end; ++i) {
            const std::string_view tag = tree.upos(i);
            if (tag == "VERB" || tag == "AUX" || tag == "ADP" || tag == "ADV" || tag == "PUNCT") return -1;
            last = i;
        }
        if (last < 0) return -1;
        for (const Mention& mention : layers_.mentions) {
            if (mention.actor < 0 || !mention.span.overlaps(name) || mention.span.end != name.end) continue;
            const ActorKind kind = layers_.actors[static_cast<std::size_t>(mention.actor)].kind;
            if (kind != ActorKind::state && kind != ActorKind::outlet) return tree.token_at(mention.head.begin);
        }
        const bool noun = tree.upos(last) == "NOUN" && text_.lexicons.is_source_noun(tree.lemma(last));
        return noun ? last : -1;
    }

    const SpeechText& text_;
    const Layers& layers_;
    Span headline_;
};

}  // namespace

void read_transcript(const SpeechText& text, const Layers& layers, std::vector<Speech>& speeches) {
    TranscriptReader(text, layers).read(speeches);
}

void read_headline(const SpeechText& text, const Layers& layers, std::vector<Speech>& speeches) {
    HeadlineReader(text, layers, headline_of(text.report)).read(speeches);
}

}  // namespace px
