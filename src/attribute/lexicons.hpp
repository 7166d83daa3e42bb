#pragma once
// The word lists of this room, as a person edits them under data/attribution/: reporting verbs and nouns, what carries
// words to a page, what a governing word makes of an act, and words of judgement.
//
//   std::vector<Problem> problems;
//   Result<Lexicons> lexicons = Lexicons::load("data", problems);
//   if (const ReportingVerb* verb = lexicons->reporting_verb("say")) use(*verb);
//
// Learned weights stand beside the lists (linear_model.hpp); without them the rules alone work.
// Immutable once loaded; threads may share it. A row that is wrong is left out and named in `problems`.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "attribute/linear_model.hpp"
#include "base/result.hpp"
#include "record/layers.hpp"

namespace px {

enum class ReportClass : std::uint8_t {
    say,
    tell,
    write,
    claim,
    concede,
    warn,
    deny,
    ask,
    order,
    promise,
    accuse,
    believe,
    learn,
    describe,
    carry,
    imply
};

enum class Addressee : std::uint8_t { none, object, to, of };

struct ReportingVerb {
    ReportClass kind = ReportClass::say;
    bool clause = false;      // "said that the talks failed"
    bool infinitive = false;  // "asked to leave"
    bool gerund = false;      // "denied knowing", "accused of bombing"
    bool object = false;      // "denied the charges"
    bool as_phrase = false;   // "described him as a partner"
    bool quotation = false;   // "added: '...'"
    bool aside = false;       // only behind a comma: "shots were fired, a correspondent saw"
    bool at = false;          // "put the toll at 12"
    Addressee addressee = Addressee::none;
    std::string stance;  // neutral asserts claims denies believes
};

struct ReportingNoun {
    std::string stance;
};

/// Who speaks behind a label that is no name.
enum class TurnLabel : std::uint8_t { asks, answers };

/// What a governing word makes of the act it governs. `same` = the mode of the governing word itself.
struct Signature {
    Mode affirmed = Mode::actual;
    Mode negated = Mode::negated;
    bool same = false;          // affirmed: that of the governing word
    bool negated_same = false;  // negated: that of the governing word
};

/// How a word calls what was said untrue ("was false", "is without foundation"), or that it names what was told
/// ("the story that").
enum class Untrue : std::uint8_t { is, lacks, told };

enum class Complement : std::uint8_t { clause, object, modifier };
enum class WordClass : std::uint8_t { verb, noun, adjective, adverb };

/// What a word does for what hangs on it.
enum class SupportUse : std::uint8_t {
    lends,    // a verb that lends a noun its subject: "voiced concern"
    makes,    // "makes them nervous"
    is,       // "seems concerned"
    holds,    // an adjective whose subject has the feeling: "full of praise"
    befalls,  // a noun whose "of" names the victim: "the killing of"
    comes,    // an act that has its day: "will not begin before Friday"
    occurs,   // a verb that only says that something happens: "are supposed to take place"
    charges,  // a verb that sets a charge against who denies it: "denies the theft, as X alleges"
    sets,     // a conjunction that sets a clause against another: "although X denied it"
    points,   // a pronoun that takes up what was said before: "X denied this"
};

enum class AttitudeHolder : std::uint8_t { subject, object, noun };
enum class AttitudeTarget : std::uint8_t { object, subject, led_in };

struct AttitudeWord {
    std::int8_t polarity = 0;
    float strength = 0;
    AttitudeHolder holder = AttitudeHolder::subject;
    AttitudeTarget target = AttitudeTarget::object;
    std::vector<std::string> leads;  // prepositions and markers that lead in the target
};

/// Where the learned weights are. What is made from data without a stated licence is a file of its own.
struct ModelPaths {
    std::string tone;
    std::string speech;
};

/// Learned cues and contents (learned_cues.hpp).
struct SpeechModels {
    LinearModel cue;      // classes: nothing, speech, stance
    LinearModel content;  // classes: no, yes
    LinearModel speaker;  // classes: no, yes
};

class Lexicons {
  public:
    /// Reads data_dir/attribution/*.tsv and, of data_dir/actors/countries.tsv, what stands for a state. Fails if a
    /// table is missing; wrong rows become problems.
    [[nodiscard]] static Result<Lexicons> load(const std::string& data_dir, std::vector<Problem>& problems);
    /// SHA-256 of the tables as read.
    [[nodiscard]] std::string fingerprint() const;

    [[nodiscard]] const ReportingVerb* reporting_verb(std::string_view lemma) const;
    /// A verb that reports only as an aside or by "at"; reporting_verb does not know it.
    [[nodiscard]] const ReportingVerb* partly_reporting_verb(std::string_view lemma) const;
    /// People and bodies that the news cite: "official", "witness", "coast guard" by its last word.
    [[nodiscard]] bool is_source_noun(std::string_view lemma) const;
    [[nodiscard]] bool supports(std::string_view lemma, SupportUse use) const;
    [[nodiscard]] const ReportingNoun* reporting_noun(std::string_view lemma) const;
    [[nodiscard]] bool calls_untrue(std::string_view lemma, Untrue use) const;
    [[nodiscard]] const Signature* signature(std::string_view lemma, WordClass word, Complement complement) const;
    /// Every way in which a word judges: "worry" has a subject that worries and an object that is worried.
    [[nodiscard]] const std::vector<AttitudeWord>* attitude(std::string_view lemma, WordClass word) const;

    /// What kind of carrier a lemma names at the head of a phrase: "interview", "newspaper".
    [[nodiscard]] const LinkKind* carrier_head(std::string_view lemma) const;
    /// A carrier's proper name ("the Associated Press", "Fox News's"); article and possessive are ignored.
    [[nodiscard]] const LinkKind* carrier_name(std::string_view name) const;
    /// People and texts of an outlet, which the outlet's name may stand before: "a Reuters correspondent".
    [[nodiscard]] bool is_carrier_staff(std::string_view lemma) const;
    /// What an outlet does with a text of others: "published the announcement".
    [[nodiscard]] bool brings_text(std::string_view lemma) const;
    /// The last word of a capitalised name that makes it an outlet's: "Evening Gazette".
    [[nodiscard]] const LinkKind* carrier_suffix(std::string_view word) const;

    /// The first word of a capitalised name that makes it an outlet's: "Radio Liberty".
    [[nodiscard]] const LinkKind* carrier_prefix(std::string_view word) const;
    /// Words of a headline that announce questions and answers, or a speech: "interview", "transcript".
    [[nodiscard]] bool announces_speech(std::string_view headline) const;
    /// Labels of the turns of an interview: "Q", "Answer".
    [[nodiscard]] const TurnLabel* turn_label(std::string_view label) const;

    /// ISO 3166-1 alpha-3 of the state that an adjective ("Russian") or a capital ("Beijing") stands for; empty if
    /// none.
    [[nodiscard]] std::string_view country_of_adjective(std::string_view word) const;
    [[nodiscard]] std::string_view country_of_capital(std::string_view name) const;
    /// Its name: "Russia"; empty if the code is unknown.
    [[nodiscard]] std::string_view country_name(std::string_view iso3) const;

    /// Adds learned weights; an empty path leaves them out. Fails if a file is missing or damaged.
    [[nodiscard]] Result<void> load_models(const ModelPaths& paths);
    /// Checksums of the learned weights, empty without any.
    [[nodiscard]] std::string models() const;
    /// How words judge a target: against, neither, in favour; null = not loaded.
    [[nodiscard]] const LinearModel* tone_model() const;
    /// Cues that no list holds; null = not loaded.
    [[nodiscard]] const SpeechModels* speech_models() const;

    Lexicons(Lexicons&&) noexcept;
    Lexicons& operator=(Lexicons&&) noexcept;
    ~Lexicons();

  private:
    struct Tables;
    explicit Lexicons(std::unique_ptr<Tables> tables);
    std::unique_ptr<Tables> tables_;
};

/// What is wrong with the tables of this room, for `parallax lint`.
[[nodiscard]] std::vector<Problem> lint_attribution(const std::string& data_dir);

}  // namespace px
