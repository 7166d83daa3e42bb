#pragma once
// What the rooms find in one report, as plain values. Each layer is a vector; records refer to each other by index
// into those vectors (-1 = none). All spans are bytes into Report::text.
//
//   bytes -read-> Report -annotate-> sentences -resolve-> actors, times, places -attribute-> attributions, attitudes
//         -code-> statements
//
// Trees are not here: they live in annotate/annotation.hpp and are not needed once statements are made.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.hpp"

namespace px {

// ---- who ----------------------------------------------------------------------------------------------------------

enum class ActorKind : std::uint8_t { state, person, organisation, armed_group, outlet, group, other };

/// Somebody or something that acts, is acted on, or speaks. A government, its leader, its army and its spokesman are
/// actors of their own with the same country.
struct Actor {
    std::string
        key;  // the same in every report: "person:kim-jong-un", "state:CHN", "org:un", else "name:" + folded name
    std::string name;  // "Kim Jong-un", "China", "Chinese analysts"
    ActorKind kind = ActorKind::other;
    std::string country;   // ISO 3166-1 alpha-3, empty if none or unknown
    std::string code;      // CAMEO actor code: "PRKGOV", "RUSMIL", "IGOUNO"; empty if none can be given
    std::string sector;    // PLOVER sector: "GOV", "MIL", "CVL"; empty if none
    std::string role;      // "President of Russia", "fellow at the Stimson Center"; as held at the report's date
    std::string wikidata;  // "Q4073", empty if unknown
    std::string
        reason;  // why the actor is who it is: "leaders.tsv:412, in office 2011-12-17 to now; named in full at 12"
    float confidence = 1;
    bool unnamed = false;  // "two senior officials"
};

enum class MentionForm : std::uint8_t { name, short_name, title, role, demonym, stand_in, nominal, pronoun };

/// A phrase that refers to an actor: the full noun phrase, with title and apposition where it has them.
struct Mention {
    Span span;
    Span head;  // the word or name at its head
    std::int32_t actor = -1;
    std::int32_t sentence = -1;
    std::int32_t token = -1;  // the head's token, counted in its sentence
    MentionForm form = MentionForm::name;
    std::string reason;  // "surname of Kim Jong-un, the only Kim in focus"
};

// ---- when ---------------------------------------------------------------------------------------------------------

enum class TimexType : std::uint8_t { date, time, duration, set };
enum class Granularity : std::uint8_t {
    second,
    minute,
    hour,
    day_part,
    day,
    week,
    month,
    quarter,
    season,
    half_year,
    year,
    decade,
    century,
    unknown
};

/// [begin, end) in seconds of local civil time since 1970-01-01T00:00; an absent end is open.
struct TimeInterval {
    std::optional<std::int64_t> begin;
    std::optional<std::int64_t> end;
    Granularity granularity = Granularity::unknown;
    bool approximate = false;
    bool operator==(const TimeInterval&) const = default;
};

/// A time expression with its TIMEX3 value (ISO-TimeML). Without a publication date a weekday stays "XXXX-WXX-3" and
/// has no interval.
struct TimeMention {
    Span span;
    TimexType type = TimexType::date;
    std::string value;                     // "2019-04-24", "2018-10", "P2M", "PRESENT_REF", "XXXX-WXX-3"
    std::string mod;                       // TIMEX3 mod: "APPROX", "START", "END", "MORE_THAN", ...; empty if none
    std::optional<TimeInterval> interval;  // absent = unresolved
    std::string zone;  // of a time of day told with one: "GMT", "Asia/Vladivostok"; empty = the text does not tell
    std::optional<std::int16_t> zone_minutes;  // east of UTC, on that day
    std::int32_t anchor = -1;         // the TimeMention it counts from; -1 with `anchored_to_report` false = none
    bool anchored_to_report = false;  // counts from the publication date
    std::string arithmetic;           // "Wednesday on or before 2019-04-25 (Thursday) = 2019-04-24"
    std::string rule;
    float confidence = 1;
};

// ---- where --------------------------------------------------------------------------------------------------------

struct PlaceMention {
    Span span;
    std::string name;
    std::string country;  // ISO 3166-1 alpha-3
    std::string admin1;
    std::optional<double> latitude;
    std::optional<double> longitude;
    std::int64_t geonames = 0;  // GeoNames id, 0 = unknown
    bool metonym = false;       // stands for a government ("Beijing said"), so it is no place of an event
    std::string reason;
    float confidence = 1;
};

// ---- according to whom --------------------------------------------------------------------------------------------

enum class AttributionKind : std::uint8_t { direct, mixed, indirect };
enum class LinkKind : std::uint8_t { interview, statement, social, document, medium, agency, outlet };

/// A carrier between the speaker and the page.
struct ChainLink {
    Span span;         // empty if the link stands in no sentence (a credit found by the reader)
    std::string name;  // "Reuters", "BBC Radio 4's World Tonight"
    LinkKind kind = LinkKind::outlet;
    std::int32_t actor = -1;
};

struct Attribution {
    AttributionKind kind = AttributionKind::indirect;
    std::vector<Span> content;        // without quotation marks and without "that"; ordered, never crossing
    Span cue;                         // "said", "according to"; empty if there is none
    Span speaker;                     // the speaker's noun phrase; empty if none is named
    std::int32_t speaker_actor = -1;  // who that is; -1 = unknown
    std::int32_t addressee = -1;      // actor, -1 = none
    std::vector<ChainLink>
        chain;            // nearest the speaker first; the report's own outlet, which ends every chain, is not listed
    bool denial = false;  // the cue denies the content ("denied that ...")
    std::string rule;
    float confidence = 1;
};

enum class Mode : std::uint8_t { actual, planned, possible, hypothetical, negated, unknown };

/// How somebody feels about something: "China welcomes closer ties", "an analyst said Beijing was concerned".
struct Attitude {
    std::int32_t holder = -1;  // actor
    Span holder_span;
    std::int32_t target = -1;  // actor that is, or takes the main part in, the object; -1 = none found
    Span target_span;          // the object's words
    std::string topic;         // folded content words of the object, for comparing across reports
    std::int8_t polarity = 0;  // -1 against, +1 in favour
    float strength = 0;        // 0 to 1
    Span cue;                  // "concerned", "welcomes"
    std::string lexeme;        // the lexicon's entry
    Mode mode = Mode::actual;
    std::int32_t voice = -1;  // attribution; -1 = the outlet's own voice
    std::int32_t sentence = -1;
    bool scare_quoted = false;  // the evaluating word itself stands in quotation marks
    std::string rule;
    float confidence = 1;
};

// ---- what ---------------------------------------------------------------------------------------------------------

/// "at least 12 people were killed" = {killed, [12, infinity)}.
struct Quantity {
    Span span;
    std::string counts;  // "killed", "wounded", "arrested", "displaced", "protesters", "money:USD", "missiles", ...
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
};

/// What one report says happened, is planned, is denied.
struct Statement {
    std::int32_t sentence = -1;
    Span trigger;                       // the verb or noun that names the act
    Span clause;                        // its clause: the evidence to show
    std::vector<std::int32_t> sources;  // actors
    std::vector<std::int32_t> targets;  // actors
    std::vector<Span> source_spans;     // the mentions, one for one
    std::vector<Span> target_spans;
    std::string cameo;                  // "046", "17"; root only where the rule knows no more
    std::string plover;                 // "CONSULT"; empty where PLOVER has no type (CAMEO 01, 02)
    std::string plover_mode;            // "visit", "sanctions"; empty if none
    std::vector<std::string> contexts;  // PLOVER contexts: "nuclear", "diplomatic"
    std::uint8_t quad = 0;              // 1 verbal cooperation .. 4 material conflict; 0 unknown
    std::optional<double> goldstein;
    Mode mode = Mode::actual;
    std::int32_t voice = -1;  // attribution; -1 = the outlet's own voice
    std::int32_t time = -1;   // TimeMention
    std::int32_t place = -1;  // PlaceMention
    std::vector<Quantity> quantities;
    bool headline = false;    // stands in the headline
    bool caption = false;     // stands in a caption
    bool background = false;  // history, with a time of its own
    std::string rule;         // "meet-with", the rule's name; "model" for the learned layer
    float confidence = 1;
};

/// Everything that Parallax knows of one report but the trees.
struct Layers {
    std::vector<Span> sentences;
    std::vector<Actor> actors;
    std::vector<Mention> mentions;
    std::vector<Mention> nationalities;  // "French" in "the French plan": no mention, but it says whose the plan is
    std::vector<TimeMention> times;
    std::vector<PlaceMention> places;
    std::vector<Attribution> attributions;
    std::vector<Attitude> attitudes;
    std::vector<Statement> statements;
};

[[nodiscard]] std::string_view to_string(ActorKind kind);
[[nodiscard]] std::string_view to_string(MentionForm form);
[[nodiscard]] std::string_view to_string(TimexType type);
[[nodiscard]] std::string_view to_string(Granularity granularity);
[[nodiscard]] std::string_view to_string(AttributionKind kind);
[[nodiscard]] std::string_view to_string(LinkKind kind);
[[nodiscard]] std::string_view to_string(Mode mode);

}  // namespace px
