#include "relate/headlines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include "record/evidence.hpp"
#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/propositions.hpp"
#include "relate/span_set.hpp"
#include "relate/tellers.hpp"

namespace px {
namespace {

struct Backing {
    std::vector<StatementRef> headline;  // in the outlet's own voice
    std::vector<StatementRef> own;       // in the text, own voice or first hand
    std::vector<StatementRef> voiced;    // in the text, given to another speaker
};

// "Her spokesman", "its embassy": the office speaks for the one who has just been named.
bool is_own_office(const CodedReport& coded, const Attribution& voice) {
    static constexpr std::array<std::string_view, 4> whose = {"his", "her", "its", "their"};
    static constexpr std::array<std::string_view, 12> offices = {
        "spokesman", "spokeswoman", "spokesperson", "office",  "ministry", "government",
        "party",     "lawyer",      "lawyers",      "embassy", "campaign", "administration"};
    const WordList speaker = words_of(coded.report.text, voice.speaker);
    if (speaker.words.empty() || std::find(whose.begin(), whose.end(), speaker.words.front()) == whose.end())
        return false;
    return std::any_of(speaker.words.begin(), speaker.words.end(), [](const std::string& word) {
        return std::find(offices.begin(), offices.end(), word) != offices.end();
    });
}

// "The office of Melania Trump" in the text, "Melania Trump's office" in the headline.
bool names_the_same(const CodedReport& coded, const Attribution& voice, std::span<const std::int32_t> about) {
    const std::string_view speaker = slice(coded.report.text, voice.speaker);
    return std::any_of(about.begin(), about.end(), [&](std::int32_t actor) {
        if (actor < 0 || static_cast<std::size_t>(actor) >= coded.layers.actors.size()) return false;
        const std::string& name = coded.layers.actors[actor].name;
        return !name.empty() && speaker.find(name) != std::string_view::npos;
    });
}

// "A correspondent saw": the outlet itself.
bool is_own_reporter(const CodedReport& coded, const Attribution& voice) {
    static constexpr std::array<std::string_view, 5> reporters = {"correspondent", "correspondents", "reporter",
                                                                  "photographer", "journalists"};
    const WordList speaker = words_of(coded.report.text, voice.speaker);
    return !speaker.words.empty() &&
           std::find(reporters.begin(), reporters.end(), speaker.words.back()) != reporters.end();
}

// "A retired general", "the former ambassador" speak for nobody.
bool is_former(const CodedReport& coded, const Attribution& voice) {
    static constexpr std::array<std::string_view, 4> former = {"retired", "former", "ex", "then"};
    const auto says_so = [](std::string_view text, Span span) {
        const WordList list = words_of(text, span);
        return std::any_of(list.words.begin(), list.words.end(), [](const std::string& word) {
            return std::find(former.begin(), former.end(), word) != former.end();
        });
    };
    if (says_so(coded.report.text, voice.speaker)) return true;
    const std::int32_t actor = voice.speaker_actor;
    if (actor < 0 || static_cast<std::size_t>(actor) >= coded.layers.actors.size()) return false;
    const std::string& role = coded.layers.actors[actor].role;
    return says_so(role, {0, static_cast<std::uint32_t>(role.size())});
}

// Whether a record is told by the outlet itself or by somebody of the party that it is about: what a ministry says of
// its own state's wishes is no hearsay.
bool is_first_hand(const CodedReport& coded, StatementRef ref) {
    const Attribution* voice = voice_of(coded, ref);
    if (voice == nullptr || is_own_office(coded, *voice) || is_own_reporter(coded, *voice)) return true;
    if (is_former(coded, *voice)) return false;
    std::vector<std::int32_t> about;
    if (ref.kind == RecordKind::statement)
        about = coded.layers.statements[ref.index].sources;
    else
        about = {coded.layers.attitudes[ref.index].holder};
    if (names_the_same(coded, *voice, about)) return true;
    const std::string level = level_of_speaker(coded, *voice);
    if (level.empty()) return false;
    const std::vector<Party> parties = parties_of(coded.layers, about);
    return std::any_of(parties.begin(), parties.end(), [&](const Party& party) { return party.level == level; });
}

// Acts that officials, hospitals or unknown voices report are told without them in any headline, by custom. A headline
// says more than its text where the text has the judgement of an outsider: an expert, a witness, an activist.
bool counts_as_own(const CodedReport& coded, StatementRef ref) {
    if (is_first_hand(coded, ref)) return true;
    if (ref.kind != RecordKind::statement || is_former(coded, *voice_of(coded, ref))) return false;
    const std::int32_t speaker = voice_of(coded, ref)->speaker_actor;
    if (speaker < 0 || static_cast<std::size_t>(speaker) >= coded.layers.actors.size()) return true;
    // A monitor's or an agency's count of dead is news by itself; a person's view of a deed is not.
    if (coded.layers.statements[ref.index].quad == 4 && coded.layers.actors[speaker].kind == ActorKind::organisation)
        return true;
    constexpr std::array<std::string_view, 8> reporting = {"", "GOV", "MIL", "COP", "LEG", "JUD", "HLH", "SPY"};
    const std::string_view sector = coded.layers.actors[speaker].sector;
    return std::find(reporting.begin(), reporting.end(), sector) != reporting.end();
}

bool is_named_person(const CodedReport& coded, const Attribution& voice) {
    const std::int32_t actor = voice.speaker_actor;
    return actor >= 0 && static_cast<std::size_t>(actor) < coded.layers.actors.size() &&
           coded.layers.actors[static_cast<std::size_t>(actor)].kind == ActorKind::person;
}

// Whether the text tells it in its own words too: the headline's verb outside of what anybody says.
bool tells_it_itself(const CodedReport& coded, StatementRef headline) {
    if (headline.kind != RecordKind::statement) return false;
    const Statement& told = coded.layers.statements[headline.index];
    const std::string verb = stem_of(slice(coded.report.text, told.trigger));
    std::vector<Span> said;
    for (const Attribution& attribution : coded.layers.attributions)
        said.insert(said.end(), attribution.content.begin(), attribution.content.end());
    const SpanSet contents(std::move(said));
    for (const Span sentence : coded.layers.sentences) {
        if (sentence.contains(told.trigger)) continue;
        const WordList list = words_of(coded.report.text, sentence);
        for (std::size_t i = 0; i < list.words.size(); ++i)
            if (stem_of(list.words[i]) == verb && !contents.overlaps(list.at[i])) return true;
    }
    return false;
}

// The attribution of a named person outside `level` that holds a word and speaks of an actor of that level.
std::optional<StatementRef> outsider_at(const CodedReport& coded, std::int32_t report, Span word,
                                        const std::string& level) {
    const Layers& layers = coded.layers;
    for (std::size_t i = 0; i < layers.attributions.size(); ++i) {
        const Attribution& voice = layers.attributions[i];
        const bool holds = std::any_of(voice.content.begin(), voice.content.end(),
                                       [&](Span content) { return content.contains(word); });
        if (!holds || speaker_name(coded, voice).empty() || is_own_office(coded, voice)) continue;
        if (level_of_speaker(coded, voice) == level || !is_named_person(coded, voice)) continue;
        const bool speaks_of_it = std::any_of(layers.mentions.begin(), layers.mentions.end(), [&](const Mention& m) {
            return m.actor >= 0 && hull(voice.content.front(), voice.content.back()).contains(m.span) &&
                   party_of(layers.actors[m.actor]).level == level;
        });
        if (speaks_of_it) return StatementRef{report, RecordKind::attribution, static_cast<std::int32_t>(i)};
    }
    return std::nullopt;
}

Backing backing_of(const CodedReport& coded, std::span<const StatementRef> evidence) {
    Backing backing;
    for (const StatementRef ref : evidence) {
        if (is_judgement(coded, ref)) continue;
        if (in_headline(coded, ref)) {
            if (voice_of(coded, ref) == nullptr) add_evidence(backing.headline, ref);
        } else {
            add_evidence(counts_as_own(coded, ref) ? backing.own : backing.voiced, ref);
        }
    }
    return backing;
}

// The headline's own verb, where no code of the text carries what it tells: attributions that say it of the same party.
// Empty if the text says it in any other way too.
std::vector<StatementRef> said_only_by_outsiders(const CodedReport& coded, StatementRef headline) {
    const Statement& told = coded.layers.statements[headline.index];
    if (told.sources.empty() || told.quad == 4) return {};
    const std::string level = parties_of(coded.layers, told.sources, told.voice).front().level;
    const std::string verb = stem_of(slice(coded.report.text, told.trigger));
    constexpr std::size_t most_places = 8;
    std::vector<StatementRef> out;
    std::size_t places = 0;
    for (const Span sentence : coded.layers.sentences) {
        if (sentence.contains(told.trigger)) continue;
        const WordList list = words_of(coded.report.text, sentence);
        for (std::size_t i = 0; i < list.words.size(); ++i) {
            if (stem_of(list.words[i]) != verb) continue;
            if (++places > most_places) return {};
            const std::optional<StatementRef> outsider = outsider_at(coded, headline.report, list.at[i], level);
            if (!outsider) return {};
            add_evidence(out, *outsider);
        }
    }
    return out;
}

// A headline says how somebody feels about something; the text says how the same holder feels, of the same sign, about
// something that it calls otherwise ("this pact").
Backing backing_by_holder(const CodedReport& coded, std::int32_t report, Backing backing) {
    const Attitude& said = coded.layers.attitudes[backing.headline.front().index];
    if (said.holder < 0) return backing;
    const auto sign = [](const Attitude& a) { return a.mode == Mode::negated ? -a.polarity : a.polarity; };
    const std::string holder = party_in_words(coded.layers, said.holder, said.voice).level;
    for (std::size_t i = 0; i < coded.layers.attitudes.size(); ++i) {
        const Attitude& other = coded.layers.attitudes[i];
        const StatementRef ref{report, RecordKind::attitude, static_cast<std::int32_t>(i)};
        if (other.holder < 0 || sign(other) != sign(said) || in_headline(coded, ref)) continue;
        if (party_in_words(coded.layers, other.holder, other.voice).level != holder) continue;
        add_evidence(is_first_hand(coded, ref) ? backing.own : backing.voiced, ref);
    }
    return backing;
}

}  // namespace

std::vector<Finding> find_exceeding_headlines(std::span<const CodedReport> reports, std::span<const SourcedRow> rows) {
    std::map<std::int32_t, Finding> by_report;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const Account& account : rows[i].row.accounts) {
            Backing backing = backing_of(reports[account.report], account.evidence);
            if (backing.headline.empty()) continue;
            if (rows[i].matter != nullptr && backing.own.empty())
                backing = backing_by_holder(reports[account.report], account.report, std::move(backing));
            if (rows[i].event != nullptr && backing.own.empty() && backing.voiced.empty())
                backing.voiced = said_only_by_outsiders(reports[account.report], backing.headline.front());
            if (backing.voiced.empty() || !backing.own.empty()) continue;
            if (tells_it_itself(reports[account.report], backing.headline.front())) continue;
            Finding& finding = by_report[account.report];
            if (finding.row < 0) finding.row = static_cast<std::int32_t>(i);
            for (const StatementRef ref : backing.headline) add_evidence(finding.one, ref);
            for (const StatementRef ref : backing.voiced) add_evidence(finding.other, ref);
        }
    }
    std::vector<Finding> out;
    for (auto& [report, finding] : by_report) {
        finding.kind = FindingKind::headline_exceeds_text;
        finding.summary = fmt::format("The headline of {} says in its own voice what its text gives to {}: \"{}\"",
                                      outlet_of(reports[report]), told_by_all(reports, finding.other),
                                      reports[report].report.headline());
        finding.trace = {"the headline tells it without a speaker",
                         "every sentence of the text that tells it has a speaker",
                         "none tells it in the outlet's own voice"};
        out.push_back(std::move(finding));
    }
    return out;
}

}  // namespace px
