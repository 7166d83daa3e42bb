#include "relate/contradictions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

#include "record/evidence.hpp"
#include "relate/blame.hpp"
#include "relate/claims.hpp"
#include "relate/figures.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/plans.hpp"
#include "relate/propositions.hpp"
#include "relate/tellers.hpp"
#include "relate/telling.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

// ---- polarity ------------------------------------------------------------------------------------------------------

struct Sides {
    std::vector<StatementRef> own_yes, own_no, voiced_yes, voiced_no;
    std::set<std::string> yes_speakers, no_speakers;
    bool partial = false;     // no report names whom it was done to
    bool taken_back = false;  // an outlet says that its earlier report was wrong
};

// Whether an attributed denial is one beyond doubt: the cue denies, or the time of the negated act is told.
bool is_firm_denial(const CodedReport& coded, const Claim& claim) {
    if (claim.speaker.empty()) return false;  // nobody is named who denies
    const Attribution* voice = voice_of(coded, claim.occurrence->ref);
    if (fold_word(slice(coded.report.text, voice->cue)).starts_with("disput"))
        return false;  // "impropriety in the talks"
    return voice->denial || (claim.occurrence->time_known && !claim.occurrence->partial);
}

// "He denied speaking to Kim": in a report that itself tells that the one it names met Kim, "he" is somebody else.
bool only_pronouns_deny_their_own_report(std::span<const CodedReport> reports, const Sides& sides) {
    static constexpr std::array<std::string_view, 6> pronouns = {"he", "she", "they", "it", "we", "i"};
    return std::all_of(sides.voiced_no.begin(), sides.voiced_no.end(), [&](StatementRef no) {
        const CodedReport& coded = reports[no.report];
        const std::string speaker = fold_word(slice(coded.report.text, voice_of(coded, no)->speaker));
        return std::find(pronouns.begin(), pronouns.end(), speaker) != pronouns.end() &&
               std::all_of(sides.own_yes.begin(), sides.own_yes.end(),
                           [&](StatementRef yes) { return yes.report == no.report; });
    });
}

// "India yields": all reports tell who acts, none whom it concerns. Only a denial by its cue is set against that.
bool is_without_target(const std::vector<Claim>& claims) {
    return std::all_of(claims.begin(), claims.end(), [](const Claim& claim) {
        return claim.occurrence->partial && !claim.occurrence->mutual && !claim.occurrence->sources.empty();
    });
}

// "Would not impose further sanctions": a plan refused, no act denied.
bool is_only_not_planned(const CodedReport& coded, const Statement& statement) {
    constexpr std::size_t reach = 4;
    const Span sentence = sentence_at(coded.layers, statement.trigger.begin);
    const WordList list = words_of(coded.report.text, {sentence.begin, statement.trigger.begin});
    const std::size_t begin = list.words.size() > reach ? list.words.size() - reach : 0;
    return std::any_of(list.words.begin() + static_cast<std::ptrdiff_t>(begin), list.words.end(),
                       [](const std::string& word) { return word == "would" || word == "will" || word == "wont"; });
}

// "No decision is expected after the meeting": the negation does not reach what its sentence takes as given.
bool is_taken_as_given(const CodedReport& coded, const Statement& statement) {
    static constexpr std::array<std::string_view, 6> prepositions = {"after", "during",    "before",
                                                                     "since", "following", "despite"};
    constexpr std::size_t reach = 2;  // "after the meeting"
    const Span sentence = sentence_at(coded.layers, statement.trigger.begin);
    const WordList list = words_of(coded.report.text, {sentence.begin, statement.trigger.begin});
    const std::size_t begin = list.words.size() > reach ? list.words.size() - reach : 0;
    return std::any_of(list.words.begin() + static_cast<std::ptrdiff_t>(begin), list.words.end(),
                       [](const std::string& word) {
                           return std::find(prepositions.begin(), prepositions.end(), word) != prepositions.end();
                       });
}

// What befalls one person once within days.
bool befalls_person(const Occurrence& occurrence) {
    return occurrence.traits.person &&
           std::ranges::any_of(occurrence.targets, [](const Party& party) { return party.person; });
}

// "Russia's ambassador was summoned", "was called in": once within days.
bool is_summons(std::span<const CodedReport> reports, const Occurrence& occurrence) {
    if (occurrence.family != "complain" || occurrence.targets.empty()) return false;
    const CodedReport& coded = reports[occurrence.ref.report];
    const Span trigger = occurrence.statement->trigger;
    const Span sentence = sentence_at(coded.layers, trigger.begin);
    const std::string word = fold_word(slice(coded.report.text, trigger));
    return word.starts_with("summon") ||
           (word.starts_with("call") &&
            fold_word(slice(coded.report.text, next_word(coded.report.text, trigger.end, sentence.end))) == "in");
}

// Whether a mention names one of the parties, or something of their states.
bool is_of_parties(const Layers& layers, const Mention& mention, const Statement& statement) {
    if (mention.actor < 0) return false;
    const Actor& named = layers.actors[static_cast<std::size_t>(mention.actor)];
    const auto is_of = [&](std::int32_t party) {
        return party == mention.actor || (party >= 0 && !named.country.empty() &&
                                          layers.actors[static_cast<std::size_t>(party)].country == named.country);
    };
    return std::ranges::any_of(statement.sources, is_of) || std::ranges::any_of(statement.targets, is_of);
}

// "Over the drone that crashed near Lublin": the stems of what an envoy is summoned over, without the parties.
std::set<std::string> matter_of_summons(const CodedReport& coded, const Statement& statement) {
    static constexpr std::array<std::string_view, 8> openers = {"over",      "about",     "after",   "against",
                                                                "following", "regarding", "because", "concerning"};
    const WordList list = words_of(coded.report.text, sentence_at(coded.layers, statement.trigger.begin));
    const auto names_party = [&](Span word) {
        return std::ranges::any_of(coded.layers.mentions, [&](const Mention& mention) {
            return mention.head.overlaps(word) && is_of_parties(coded.layers, mention, statement);
        });
    };
    std::set<std::string> stems;
    bool open = false;
    for (std::size_t i = 0; i < list.words.size(); ++i) {
        if (i > 0 && list.before(i).find_first_of(",;:") != std::string_view::npos) open = false;
        if (statement.trigger.overlaps(list.at[i])) open = false;
        const bool opens = std::ranges::find(openers, list.words[i]) != openers.end();
        if (open && !opens && list.words[i].size() > 2 && !is_function_word(list.words[i]) && !names_party(list.at[i]))
            stems.insert(stem_of(list.words[i]));
        open = open || opens;
    }
    return stems;
}

// Two summonses of one envoy are one only if both say what over, in two words in common or in all of the shorter.
bool is_one_summons(std::span<const CodedReport> reports, const Occurrence& a, const Occurrence& b) {
    if (!is_summons(reports, a) || !is_summons(reports, b)) return false;
    const std::set<std::string> one = matter_of_summons(reports[a.ref.report], *a.statement);
    const std::set<std::string> other = matter_of_summons(reports[b.ref.report], *b.statement);
    const auto shared = static_cast<std::size_t>(
        std::ranges::count_if(one, [&](const std::string& stem) { return other.contains(stem); }));
    return shared > 0 && shared >= std::min({one.size(), other.size(), std::size_t{2}});
}

bool befalls_one_person(const Occurrence& a, const Occurrence& b) {
    return befalls_person(a) && std::ranges::any_of(a.targets, [&](const Party& party) {
               return party.person &&
                      std::ranges::any_of(b.targets, [&](const Party& other) { return other.key == party.key; });
           });
}

bool can_be_dated_apart(const Occurrence& occurrence) {
    return occurrence.traits.one_place || befalls_person(occurrence) || occurrence.family == "complain";
}

// Persons whom denials of a meeting or a visit name. "Pompeo did not meet Kim" does not deny that he met officials.
std::set<std::string> persons_denied(const std::vector<Claim>& claims) {
    std::set<std::string> keys;
    for (const Claim& claim : claims) {
        const Occurrence& occurrence = *claim.occurrence;
        if (occurrence.statement->mode != Mode::negated || (!occurrence.mutual && !occurrence.traits.single)) continue;
        for (const std::vector<Party>* side : {&occurrence.sources, &occurrence.targets})
            for (const Party& party : *side)
                if (party.person) keys.insert(party.key);
    }
    return keys;
}

bool names_whom_denials_name(const Occurrence& occurrence, const std::set<std::string>& keys) {
    return std::all_of(keys.begin(), keys.end(), [&](const std::string& key) {
        const auto names_it = [&](const std::vector<Party>& side) {
            return std::any_of(side.begin(), side.end(), [&](const Party& party) { return party.key == key; });
        };
        return names_it(occurrence.sources) || names_it(occurrence.targets);
    });
}

// "Denied that the army had taken the palace" names no target, but speaks of what the others tell in their words.
bool denies_in_their_words(std::span<const CodedReport> reports, const Claim& claim, const std::vector<Claim>& claims) {
    if (claim.stance != Stance::attributes_denial) return false;
    const auto topic = [&](const Claim& one) {
        return topic_of(reports[one.occurrence->ref.report], *one.occurrence->statement);
    };
    const std::vector<std::string> denied = topic(claim);
    return std::any_of(claims.begin(), claims.end(), [&](const Claim& other) {
        const bool tells = other.stance == Stance::asserts || other.stance == Stance::attributes;
        return tells && !other.occurrence->partial && share_topic(denied, topic(other));
    });
}

// Only acts told as done are set against denials: a plan is not refuted by "has not yet".
Sides take_sides(std::span<const CodedReport> reports, const std::vector<Claim>& claims) {
    Sides sides;
    sides.partial = is_without_target(claims);
    const std::set<std::string> denied = persons_denied(claims);
    for (const Claim& claim : claims) {
        const Mode mode = claim.occurrence->statement->mode;
        if (claim.headline || (mode != Mode::actual && mode != Mode::negated)) continue;
        if (claim.occurrence->partial && !sides.partial && !denies_in_their_words(reports, claim, claims)) continue;
        const StatementRef ref = claim.occurrence->ref;
        const Statement& statement = *claim.occurrence->statement;
        if (mode == Mode::negated &&
            (is_only_not_planned(reports[ref.report], statement) || is_taken_as_given(reports[ref.report], statement)))
            continue;
        if (mode == Mode::actual && !names_whom_denials_name(*claim.occurrence, denied)) continue;
        sides.taken_back = sides.taken_back || claim.taken_back;
        if (claim.stance == Stance::asserts) add_evidence(sides.own_yes, ref);
        if (claim.stance == Stance::denies) add_evidence(sides.own_no, ref);
        if (claim.stance == Stance::attributes) {
            add_evidence(sides.voiced_yes, ref);
            sides.yes_speakers.insert(claim.speaker);
        }
        if (claim.stance == Stance::attributes_denial && is_firm_denial(reports[ref.report], claim)) {
            add_evidence(sides.voiced_no, ref);
            sides.no_speakers.insert(claim.speaker);
        }
    }
    return sides;
}

std::vector<StatementRef> both(std::vector<StatementRef> a, const std::vector<StatementRef>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

// A report that denied earlier what a later one tells: the world may have moved on.
bool moved_on(std::span<const CodedReport> reports, std::span<const StatementRef> no,
              std::span<const StatementRef> yes) {
    return std::all_of(no.begin(), no.end(), [&](StatementRef n) {
        return std::all_of(yes.begin(), yes.end(), [&](StatementRef y) {
            return compare_published(reports[n.report].report, reports[y.report].report) < 0;
        });
    });
}

// "Has made allegations against the judge", "in the interview she did not accuse the judge of assaulting her": what was
// accused, asked or turned down is one thing only if both sentences say so.
bool speak_of_one_matter(std::span<const CodedReport> reports, const SourcedRow& row, const Sides& sides) {
    if (!row.traits.speech && !row.traits.offer) return true;
    const auto topic = [&](StatementRef ref) {
        return topic_of(reports[ref.report], reports[ref.report].layers.statements[ref.index]);
    };
    return std::ranges::any_of(sides.own_yes, [&](StatementRef yes) {
        const std::vector<std::string> told = topic(yes);
        return std::ranges::any_of(sides.own_no, [&](StatementRef no) { return share_topic(told, topic(no)); });
    });
}

// What asks or only names the act neither tells nor denies that it took place.
void keep_outright(std::span<const CodedReport> reports, std::vector<StatementRef>& side) {
    std::erase_if(side, [&](StatementRef ref) {
        return !tells_outright(reports[ref.report], reports[ref.report].layers.statements[ref.index]);
    });
}

void find_polarity(std::span<const CodedReport> reports, const SourcedRow& row, std::int32_t number,
                   const std::vector<Claim>& claims, std::vector<Finding>& out) {
    if (row.event->members.front().traits.undeniable) return;
    Sides sides = take_sides(reports, claims);
    Finding finding;
    finding.type = ContradictionType::polarity;
    finding.row = number;
    finding.trace = {"one event: " + row.row.label,
                     "the same family of codes, the same parties, times that can overlap"};
    const bool rival_voices = std::any_of(sides.yes_speakers.begin(), sides.yes_speakers.end(),
                                          [&](const std::string& s) { return !sides.no_speakers.contains(s); });
    const bool own_report = !rival_voices && only_pronouns_deny_their_own_report(reports, sides);
    if (!sides.voiced_no.empty() && (!sides.own_yes.empty() || rival_voices) && !own_report) {
        finding.kind = FindingKind::disputed;
        finding.one = both(sides.own_yes, sides.voiced_yes);
        finding.other = both(sides.voiced_no, sides.own_no);
        finding.trace.emplace_back("a named voice denies it");
        finding.summary = fmt::format("{}: told by {}, denied by {}", row.row.label, told_by_all(reports, finding.one),
                                      told_by_all(reports, finding.other));
        return out.push_back(std::move(finding));
    }
    keep_outright(reports, sides.own_yes);
    keep_outright(reports, sides.own_no);
    if (!sides.partial && !sides.own_no.empty() && !sides.own_yes.empty() &&
        !share_report(sides.own_no, sides.own_yes) && speak_of_one_matter(reports, row, sides)) {
        const bool update = sides.taken_back || moved_on(reports, sides.own_no, sides.own_yes);
        finding.kind = update ? FindingKind::updated : FindingKind::contradiction;
        finding.one = sides.own_yes;
        finding.other = sides.own_no;
        finding.trace.emplace_back(sides.taken_back ? "an outlet takes its earlier report back"
                                   : update         ? "the denial was published before"
                                                    : "told and denied in the outlets' own voices");
    } else {
        return;
    }
    finding.summary = fmt::format("{}: told by {}, denied by {}", row.row.label, told_by_all(reports, finding.one),
                                  told_by_all(reports, finding.other));
    out.push_back(std::move(finding));
}

// ---- number --------------------------------------------------------------------------------------------------------

// "Four more boys", "another four", "eight of the boys": no total.
bool is_part(std::string_view text, Span quantity) {
    constexpr std::size_t reach = 24;  // bytes
    constexpr std::string_view marks = ".;:,";
    std::string_view behind = text.substr(quantity.end, reach);
    behind = behind.substr(0, behind.find_first_of(marks));
    std::string_view ahead =
        text.substr(quantity.begin > reach ? quantity.begin - reach : 0, std::min<std::size_t>(reach, quantity.begin));
    if (const std::size_t mark = ahead.find_last_of(marks); mark != std::string_view::npos) ahead.remove_prefix(mark);
    const auto is_one = [](std::string_view word) {
        return word == "more" || word == "other" || word == "others" || word == "another" || word == "further" ||
               word == "additional";
    };
    const WordList after = words_of(behind, {0, static_cast<std::uint32_t>(behind.size())});
    const WordList before = words_of(ahead, {0, static_cast<std::uint32_t>(ahead.size())});
    const bool of_the = after.words.size() > 1 && after.words[0] == "of" &&
                        (after.words[1] == "the" || after.words[1] == "them" || after.words[1] == "those" ||
                         after.words[1] == "these" || after.words[1] == "their");
    return of_the || (!after.words.empty() && is_one(after.words.front())) ||
           (!before.words.empty() && is_one(before.words.back()));
}

// For each kind of count the largest figure of each report: parts ("three of them children") are smaller than totals.
std::map<std::string, std::map<std::int32_t, ToldFigure>> totals_of(std::span<const CodedReport> reports,
                                                                    const std::vector<Claim>& claims) {
    std::map<std::string, std::map<std::int32_t, ToldFigure>> totals;
    for (const Claim& claim : claims) {
        const Occurrence& occurrence = *claim.occurrence;
        if (occurrence.statement->mode != Mode::actual || claim.stance == Stance::attributes_denial) continue;
        for (const Quantity& quantity : occurrence.statement->quantities) {
            if (quantity.counts.empty() || is_part(reports[occurrence.ref.report].report.text, quantity.span)) continue;
            ToldFigure figure{occurrence.ref, quantity, {}, claim.speaker, false, {}};
            if (occurrence.time_known) figure.act_end = occurrence.end;
            const auto [entry, is_new] = totals[quantity.counts].try_emplace(occurrence.ref.report, figure);
            if (!is_new && quantity.low > entry->second.quantity.low) entry->second = std::move(figure);
        }
    }
    return totals;
}

// "A gunman" is nobody in particular: his act is that of another report's gunman only if no place tells them apart.
bool can_be_elsewhere(std::span<const CodedReport> reports, const Event& event, StatementRef one, StatementRef other) {
    const Occurrence& first = event.members.front();
    const auto is_named = [](const Party& party) { return !party.key.starts_with("name:"); };
    if (std::ranges::any_of(first.sources, is_named)) return false;
    const auto places = [&](StatementRef ref) {
        std::set<std::string> names;
        const CodedReport& coded = reports[ref.report];
        const Span sentence = sentence_at(coded.layers, coded.layers.statements[ref.index].trigger.begin);
        for (const PlaceMention& place : coded.layers.places)
            if (!place.metonym && sentence.contains(place.span)) names.insert(place.name);
        return names;
    };
    const std::set<std::string> here = places(one);
    const std::set<std::string> there = places(other);
    return !here.empty() && !there.empty() &&
           std::ranges::none_of(here, [&](const std::string& name) { return there.contains(name); });
}

void find_numbers(std::span<const CodedReport> reports, const SourcedRow& row, std::int32_t number,
                  const std::vector<Claim>& claims, std::vector<Finding>& out) {
    for (const auto& [counts, by_report] : totals_of(reports, claims)) {
        std::vector<ToldFigure> figures;
        for (const auto& [report, figure] : by_report)
            if (figures.empty() || !can_be_elsewhere(reports, *row.event, figures.front().ref, figure.ref))
                figures.push_back(figure);
        for (Finding& finding : compare_figures(reports, figures, row.row.label)) {
            finding.row = number;
            out.push_back(std::move(finding));
        }
    }
}

// ---- evaluation ----------------------------------------------------------------------------------------------------

bool usable(std::span<const CodedReport> reports, const View& view) {
    constexpr float weakest = 0.2F;
    if (view.polarity == 0 || (view.attitude->strength > 0 && view.attitude->strength < weakest)) return false;
    // "Japanese officials" are not Japan; "her government", in an official's words, is that official's.
    const bool unnamed = reports[view.ref.report].layers.actors[view.attitude->holder].unnamed;
    return !unnamed || view.holder.state || view.holder.key.starts_with(view.holder.level + ":");
}

// A headline whose text says the same: the text says who thinks so.
bool is_repeated_headline(std::span<const CodedReport> reports, const Matter& matter, const View& view) {
    if (!in_headline(reports[view.ref.report], view.ref)) return false;
    return std::any_of(matter.views.begin(), matter.views.end(), [&](const View& other) {
        return other.ref.report == view.ref.report && other.polarity == view.polarity &&
               !in_headline(reports[other.ref.report], other.ref);
    });
}

enum class Voices : std::uint8_t { same_text, one_speaker, different };

// Whether two views come from different tellers: different reports or different named speakers.
Voices compare_voices(std::span<const CodedReport> reports, const View& a, const View& b) {
    const auto name = [&](const View& view) {
        const CodedReport& coded = reports[view.ref.report];
        const Attribution* voice = voice_of(coded, view.ref);
        return voice == nullptr ? std::string() : speaker_name(coded, *voice);
    };
    const std::string one = name(a);
    const std::string other = name(b);
    if (!one.empty() && one == other) return a.ref.report == b.ref.report ? Voices::same_text : Voices::one_speaker;
    if (a.ref.report != b.ref.report) return Voices::different;
    return one.empty() || other.empty() ? Voices::same_text : Voices::different;
}

std::string leading_holder(const Matter& matter) {
    std::vector<Party> holders;
    for (const View& view : matter.views) holders.push_back(view.holder);
    return leading_parties(holders).front().name;
}

void find_opposed(std::span<const CodedReport> reports, const SourcedRow& row, std::int32_t number,
                  std::span<const std::int32_t> lineages, std::vector<Finding>& out) {
    constexpr std::size_t most_views = 60;
    std::vector<const View*> against;
    std::vector<const View*> in_favour;
    Copies copies(reports, lineages);
    for (const View& view : row.matter->views) {
        if (!usable(reports, view) || is_repeated_headline(reports, *row.matter, view)) continue;
        if (copies.is_copy(view.ref)) continue;
        std::vector<const View*>& side = view.polarity < 0 ? against : in_favour;
        if (side.size() < most_views) side.push_back(&view);
    }
    Finding opposed;
    Finding framing;
    std::string why;
    for (const View* one : against)
        for (const View* other : in_favour) {
            if (!one->attached && !other->attached && !same_object(*one, *other)) continue;
            // A target alone ("the White House") leaves open what is judged: then each side needs a voice that says it.
            const bool voiced = one->attitude->voice >= 0 && other->attitude->voice >= 0;
            if (!voiced && !one->attached && !other->attached && !share_more_than_target(*one, *other)) continue;
            const Voices voices = compare_voices(reports, *one, *other);
            if (voices == Voices::same_text) continue;
            Finding& finding = voices == Voices::different ? opposed : framing;
            add_evidence(finding.one, one->ref);
            add_evidence(finding.other, other->ref);
            if (why.empty()) why = why_same_object(*one, *other);
        }
    Finding& finding = opposed.one.empty() ? framing : opposed;
    if (finding.one.empty()) return;
    const bool differ = &finding == &opposed;
    finding.kind = differ ? FindingKind::opposed_attitudes : FindingKind::framing_differs;
    finding.type = differ ? ContradictionType::evaluation : ContradictionType::none;
    finding.row = number;
    finding.summary = fmt::format("{}: against according to {}; in favour according to {}", label(reports, *row.matter),
                                  told_by_all(reports, finding.one), told_by_all(reports, finding.other));
    finding.trace = {"one holder: " + leading_holder(*row.matter), why, "opposite polarity",
                     differ ? "different tellers" : "one speaker, quoted differently by two reports"};
    out.push_back(std::move(finding));
}

// ---- date and place ------------------------------------------------------------------------------------------------

std::set<std::int32_t> reports_of(const Event& event) {
    std::set<std::int32_t> out;
    for (const Occurrence& member : event.members) out.insert(member.ref.report);
    return out;
}

// The member that dates an event to the day, in the lead of its report and no background; nullptr if there is none.
const Occurrence* dated_in_lead(const Event& event) {
    constexpr std::int64_t two_days = 2 * 86'400;
    constexpr std::uint32_t lead = 1'000;
    for (const Occurrence& member : event.members) {
        if (!member.time_known || !member.begin || !member.end || member.statement->background) continue;
        if (member.statement->mode != Mode::actual && member.statement->mode != Mode::planned) continue;
        if (*member.end - *member.begin <= two_days && member.statement->trigger.begin < lead) return &member;
    }
    return nullptr;
}

// "Their second meeting", "met again": another one than the first.
bool tells_of_another(const CodedReport& coded, const Statement& statement) {
    static constexpr std::array<std::string_view, 6> words = {"second", "third", "another", "again", "fourth", "next"};
    bool found = false;
    each_word(coded.report.text, sentence_at(coded.layers, statement.trigger.begin), [&](Span word) {
        const std::string folded = fold_word(slice(coded.report.text, word));
        found = found || std::find(words.begin(), words.end(), folded) != words.end();
    });
    return found;
}

bool known_before(const CodedReport& coded, const Occurrence& meeting) {
    return !coded.report.published || coded.report.published->day * std::int64_t{86'400} >= *meeting.begin;
}

// A report cannot have meant what had not happened yet, and "met again" is another meeting.
bool can_be_one_act(std::span<const CodedReport> reports, const Occurrence& a, const Occurrence& b) {
    const CodedReport& one = reports[a.ref.report];
    const CodedReport& other = reports[b.ref.report];
    if (tells_of_another(one, *a.statement) || tells_of_another(other, *b.statement)) return false;
    if (a.statement->mode == Mode::planned || b.statement->mode == Mode::planned) return true;
    return known_before(one, b) && known_before(other, a);
}

void compare_rows(std::span<const CodedReport> reports, std::span<const SourcedRow> rows, std::int32_t first,
                  std::int32_t second, std::vector<Finding>& out) {
    constexpr std::int64_t ten_days = 10 * 86'400;
    const Event& a = *rows[first].event;
    const Event& b = *rows[second].event;
    const Occurrence* one = dated_in_lead(a);
    const Occurrence* other = dated_in_lead(b);
    if (one == nullptr || other == nullptr) return;
    const bool befalls = befalls_one_person(*one, *other) || is_one_summons(reports, *one, *other);
    if (!one->traits.one_place && !befalls) return;
    const bool single = one->traits.single || befalls;
    if (!can_be_one_act(reports, *one, *other)) return;
    const std::set<std::int32_t> in_a = reports_of(a);
    const std::set<std::int32_t> in_b = reports_of(b);
    if (std::any_of(in_a.begin(), in_a.end(), [&](std::int32_t r) { return in_b.contains(r); })) return;
    Finding finding;
    const bool same_time = can_overlap(*one, *other);
    const bool other_country = !one->country.empty() && !other->country.empty() && one->country != other->country;
    if (single && !same_time && std::abs(*one->begin - *other->begin) <= ten_days)
        finding.type = ContradictionType::date;
    else if (same_time && other_country)
        finding.type = ContradictionType::place;
    else
        return;
    const bool planned = one->statement->mode == Mode::planned && other->statement->mode == Mode::planned;
    const int order = compare_published(reports[one->ref.report].report, reports[other->ref.report].report);
    finding.kind = planned && order != 0 ? FindingKind::updated : FindingKind::contradiction;
    finding.row = first;
    finding.one = {one->ref};
    finding.other = {other->ref};
    const bool date = finding.type == ContradictionType::date;
    finding.summary =
        fmt::format("{}: {} according to {}, {} according to {}", rows[first].row.label, date ? a.time : a.place,
                    told_by(reports, one->ref), date ? b.time : b.place, told_by(reports, other->ref));
    finding.trace = {"the same parties and the same kind of single act, each in the lead of its report",
                     date ? "both dates are exact to the day and do not meet" : "the same day, different countries",
                     "no report tells of both"};
    out.push_back(std::move(finding));
}

// ---- one meeting of two persons, dated apart ------------------------------------------------------------------------

// Keys of the persons that take part, if there are two or more.
std::vector<std::string> persons_in(const Occurrence& member) {
    std::vector<std::string> persons;
    for (const std::vector<Party>* side : {&member.sources, &member.targets})
        for (const Party& party : *side)
            if (party.person) persons.push_back(party.key);
    std::sort(persons.begin(), persons.end());
    persons.erase(std::unique(persons.begin(), persons.end()), persons.end());
    return persons;
}

// Members that tell the meeting as held, with its time to the week.
std::vector<const Occurrence*> dated_meetings(std::span<const CodedReport> reports, const Event& event) {
    constexpr std::int64_t eight_days = 8 * 86'400;
    std::vector<const Occurrence*> out;
    for (const Occurrence& member : event.members) {
        if (!member.time_known || !member.begin || !member.end || member.partial) continue;
        if (member.statement->background || member.statement->mode != Mode::actual) continue;
        if (*member.end - *member.begin > eight_days || persons_in(member).size() < 2) continue;
        if (!tells_of_another(reports[member.ref.report], *member.statement)) out.push_back(&member);
    }
    return out;
}

// Two persons who meet rarely meet twice within three weeks without anybody saying so.
void compare_meetings(std::span<const CodedReport> reports, std::span<const SourcedRow> rows, std::int32_t first,
                      std::int32_t second, std::vector<Finding>& out) {
    constexpr std::int64_t three_days = 3 * 86'400;
    constexpr std::int64_t three_weeks = 21 * 86'400;
    const Event& a = *rows[first].event;
    const Event& b = *rows[second].event;
    if (a.members.front().family != "talks") return;
    Finding finding;
    for (const Occurrence* one : dated_meetings(reports, a))
        for (const Occurrence* other : dated_meetings(reports, b)) {
            const std::int64_t gap = std::max(*one->begin - *other->end, *other->begin - *one->end);
            if (gap < three_days || gap > three_weeks || persons_in(*one) != persons_in(*other)) continue;
            if (!known_before(reports[one->ref.report], *other) || !known_before(reports[other->ref.report], *one))
                continue;
            add_evidence(finding.one, one->ref);
            add_evidence(finding.other, other->ref);
        }
    const bool two_reports = std::any_of(finding.one.begin(), finding.one.end(), [&](StatementRef x) {
        return std::any_of(finding.other.begin(), finding.other.end(),
                           [&](StatementRef y) { return x.report != y.report; });
    });
    if (!two_reports) return;
    finding.kind = FindingKind::contradiction;
    finding.type = ContradictionType::date;
    finding.row = first;
    finding.summary = fmt::format("{}: {} according to {}, {} according to {}", rows[first].row.label, a.time,
                                  told_by_all(reports, finding.one), b.time, told_by_all(reports, finding.other));
    finding.trace = {"the same two persons, one kind of meeting, told as held",
                     "three days to three weeks apart, and nobody tells of a second one"};
    out.push_back(std::move(finding));
}

std::set<std::string> levels_in(const Occurrence& member) {
    std::set<std::string> levels;
    for (const std::vector<Party>* side : {&member.sources, &member.targets})
        for (const Party& party : *side) levels.insert(party.level);
    return levels;
}

// One report may name more of those who took part: mediators, hosts.
bool have_parties_in_common(const Event& a, const Event& b) {
    const Occurrence& one = a.members.front();
    const Occurrence& other = b.members.front();
    if (one.bucket == other.bucket) return true;
    if (!one.mutual || one.partial || other.partial) return false;
    const std::set<std::string> first = levels_in(one);
    const std::set<std::string> second = levels_in(other);
    return std::includes(first.begin(), first.end(), second.begin(), second.end()) ||
           std::includes(second.begin(), second.end(), first.begin(), first.end());
}

// Pairs of rows of one family that have parties in common. Rows are grouped first, so that those of other parties use
// up nothing of what may be compared.
std::set<std::pair<std::int32_t, std::int32_t>> pairs_in_common(std::span<const SourcedRow> rows,
                                                                const std::vector<std::int32_t>& members) {
    constexpr std::size_t most_rows = 24;  // of one group
    std::map<std::string, std::vector<std::int32_t>> buckets, levels;
    const auto add = [&](std::vector<std::int32_t>& group, std::int32_t row) {
        if (group.size() < most_rows) group.push_back(row);
    };
    for (const std::int32_t row : members) {
        const Occurrence& first = rows[row].event->members.front();
        add(buckets[first.bucket], row);
        if (!first.mutual || first.partial) continue;
        for (const std::string& level : levels_in(first)) add(levels[level], row);
    }
    std::set<std::pair<std::int32_t, std::int32_t>> pairs;
    for (const auto* groups : {&buckets, &levels})
        for (const auto& [key, group] : *groups)
            for (std::size_t i = 0; i < group.size(); ++i)
                for (std::size_t j = i + 1; j < group.size(); ++j)
                    if (have_parties_in_common(*rows[group[i]].event, *rows[group[j]].event))
                        pairs.emplace(group[i], group[j]);
    return pairs;
}

void find_dates_and_places(std::span<const CodedReport> reports, std::span<const SourcedRow> rows,
                           std::vector<Finding>& out) {
    std::map<std::string_view, std::vector<std::int32_t>> families;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].event != nullptr && can_be_dated_apart(rows[i].event->members.front()))
            families[rows[i].event->members.front().family].push_back(static_cast<std::int32_t>(i));
    for (const auto& [family, members] : families) {
        for (const auto& [first, second] : pairs_in_common(rows, members)) {
            const std::size_t before = out.size();
            compare_rows(reports, rows, first, second, out);
            if (out.size() == before) compare_meetings(reports, rows, first, second, out);
        }
    }
}

}  // namespace

std::vector<Finding> find_contradictions(std::span<const CodedReport> reports, std::span<const SourcedRow> rows,
                                         std::span<const std::int32_t> lineages) {
    std::vector<Finding> out;
    std::vector<std::vector<Claim>> claims(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto number = static_cast<std::int32_t>(i);
        if (rows[i].matter != nullptr) {
            find_opposed(reports, rows[i], number, lineages, out);
            continue;
        }
        claims[i] = claims_of(reports, *rows[i].event, lineages);
        find_polarity(reports, rows[i], number, claims[i], out);
        find_numbers(reports, rows[i], number, claims[i], out);
        if (auto finding = find_plan_held(reports, rows[i], number, claims[i])) out.push_back(std::move(*finding));
    }
    find_dates_and_places(reports, rows, out);
    for (Finding& finding : find_rival_blame(reports, rows, claims)) out.push_back(std::move(finding));
    return out;
}

}  // namespace px
