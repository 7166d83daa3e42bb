#pragma once
// Inside this room: reported speech on its way to becoming Attributions.

#include <optional>
#include <vector>

#include "annotate/annotation.hpp"
#include "attribute/lexicons.hpp"
#include "attribute/quote_marks.hpp"
#include "attribute/tree.hpp"
#include "record/layers.hpp"
#include "record/report.hpp"

namespace px {

/// What every step looks at. The trees point into `annotation`.
struct SpeechText {
    const Lexicons& lexicons;
    const Report& report;
    const Annotation& annotation;
    std::vector<DependencyTree> trees;  // one per sentence
    std::vector<Quotation> quotations;

    SpeechText(const Lexicons& lexicons, const Report& report, const Annotation& annotation);

    [[nodiscard]] const Sentence& sentence(int number) const {
        return annotation.sentences[static_cast<std::size_t>(number)];
    }
    [[nodiscard]] const DependencyTree& tree(int number) const { return trees[static_cast<std::size_t>(number)]; }
    /// The outermost quotation around a byte, -1 = none; only those used as speech if `speech_only`.
    [[nodiscard]] int quotation_at(std::uint32_t byte, bool speech_only) const;
    /// Without blanks, commas, dashes, colons and quotation marks at its ends.
    [[nodiscard]] Span trimmed(Span span) const;

  private:
    std::vector<int> outermost_;  // quotations without a parent, ordered
};

/// A cue with what hangs on it. Token numbers count within `sentence`.
struct Speech {
    int sentence = -1;
    int cue = -1;       // the reporting word, -1 for quotations that stand without one
    int cue_last = -1;  // last token of the cue ("according to")
    int subject = -1;   // the speaker's head
    int clause_first = 0;
    int clause_last = 0;  // the reporting clause without its content
    int carrier = -1;     // head of who quotes the speaker ("Reuters quoted him as saying")
    int document = -1;    // head of the text that holds the words ("the announcement from X, which read")
    int tail = -1;        // head of a carrier that stood at the end of the content ("denied it in a tweet")
    bool passive = false;
    bool settled = false;  // set words show where the content ends; learned weights do not cut it anew
    const ReportingVerb* verb = nullptr;
    std::vector<Span> content;  // empty: nothing found yet, may belong to a quotation
    std::vector<int> quotations;
    Span speaker;               // of one that stands in another sentence
    int speaker_sentence = -1;  // where `subject` stands, -1 = in `sentence`
    AttributionKind kind = AttributionKind::indirect;
    const char* rule = "";
    float confidence = 1;
};

/// The rule of speech that is none unless a carrier is named with it.
inline constexpr const char* needs_carrier = "comment with carrier";

/// Cues outside quotations and the content that the tree gives them, in the order of the text.
[[nodiscard]] std::vector<Speech> find_cues(const SpeechText& text);

/// A cue that is no reporting verb ("according to X", "his claim that C", "C, a reporter saw"), with its content;
/// nothing if the token is none.
[[nodiscard]] std::optional<Speech> other_cue(const SpeechText& text, int sentence, int token);

/// Gives every quotation its cue and speaker; adds speech without a cue where a quotation stands alone.
void link_quotations(const SpeechText& text, std::vector<Speech>& speeches);

/// "The claim that C is a lie", "there is no truth in reports of N": turns what was said into a denial of C or N. A
/// quotation, and speech that goes on to something else, is left whole; its denial is returned, to stand beside it.
[[nodiscard]] std::optional<Attribution> called_untrue(const SpeechText& text, Attribution& attribution);

/// Gives the turns of a transcript or an interview to their labels ("Jens Stoltenberg: ...", "Q: ... A: ..."), in place
/// of all that was found inside them. "A" is whom the paragraphs before the first turn name.
void read_transcript(const SpeechText& text, const Layers& layers, std::vector<Speech>& speeches);

/// "Putin: Russia will not yield", "Two killed in blast - police": a headline that names its speaker at one end.
void read_headline(const SpeechText& text, const Layers& layers, std::vector<Speech>& speeches);

/// Takes what tells where it was said, and to whom, off the end of an unquoted content: "denied the charges in a
/// tweet", "confirmed the visit to reporters". In a clause of its own such a phrase belongs to the clause.
void leave_out_carriers(const SpeechText& text, const Layers& layers, Speech& speech);

/// "citing X", "which cited X": at a token, or right behind a phrase; verb = -1 if there is none.
struct Citation {
    int verb = -1;
    int source = -1;  // head of who or what is cited
    int last = -1;    // token of its phrase
};
[[nodiscard]] Citation citation_at(const DependencyTree& tree, int token);
[[nodiscard]] Citation citation_behind(const DependencyTree& tree, int phrase_last);

/// "O reported C, citing X": C is given to X, with O as carrier.
void give_to_cited(const SpeechText& text, const Layers& layers, std::vector<Speech>& speeches);

/// The carrier that a phrase names, if it names one: "a report by the BBC".
[[nodiscard]] std::optional<ChainLink> carrier_named_by(const SpeechText& text, const Layers& layers, Span phrase);

/// The carriers of one piece of speech, nearest the speaker first, and whom it was told (a token of its sentence).
struct Carriers {
    std::vector<ChainLink> links;
    int addressee = -1;
};
[[nodiscard]] Carriers find_carriers(const SpeechText& text, const Layers& layers, const Speech& speech);

/// The name of an outlet or agency right behind a verb ("told USA Today ..."), whatever a parser makes of it; empty if
/// there is none.
[[nodiscard]] Range outlet_behind(const SpeechText& text, int sentence, int verb);

/// What kind of carrier a phrase names; nothing if it names none.
[[nodiscard]] std::optional<LinkKind> carrier_kind(const SpeechText& text, const Layers& layers, int sentence,
                                                   int head);

/// Adds actors to the layers for states that only an adjective or a capital names.
[[nodiscard]] std::vector<Attitude> find_attitudes(const SpeechText& text, Layers& layers,
                                                   const std::vector<Attribution>& attributions);

/// The noun phrase of a speaker: title and apposition, without what only follows it.
[[nodiscard]] Span speaker_phrase(const SpeechText& text, int sentence, int head);

/// The mention whose head is this token, or that lies nearest inside the phrase under it; -1 = none.
[[nodiscard]] int mention_at(const SpeechText& text, const Layers& layers, int sentence, int head);

}  // namespace px
