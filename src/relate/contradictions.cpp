#include "relate/contradictions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

#include "relate/order.hpp"
#include "relate/tellers.hpp"

namespace px {
namespace {

constexpr std::size_t most_evidence = 12;  // shown on one side of a finding

// A member of an event with what the rules below ask of it.
struct Claim {
    const Occurrence* occurrence = nullptr;
    Stance stance = Stance::silent;
    bool headline = false;
    std::string speaker;        // name; "" for the outlet's own voice or an unnamed one
    std::string speaker_level;  // level of the speaker as a party, "" if unknown
};

std::string level_of_speaker(const CodedReport& coded, const Attribution& voice) {
    const std::int32_t actor = voice.speaker_actor;
    if (actor < 0 || static_cast<std::size_t>(actor) >= coded.layers.actors.size()) return {};
    return party_of(coded.layers.actors[actor]).level;
}

std::vector<Claim> claims_of(std::span<const CodedReport> reports, const Event& event) {
    std::vector<Claim> claims;
    for (const Occurrence& occurrence : event.members) {
        if (occurrence.partial && occurrence.statement->quantities.empty()) continue;
        const CodedReport& coded = reports[occurrence.ref.report];
        Claim claim;
        claim.occurrence = &occurrence;
        claim.stance = stance_of(occurrence.statement->mode, occurrence.statement->voice, coded.layers.attributions);
        claim.headline = occurrence.statement->headline;
        if (const Attribution* voice = voice_of(coded, occurrence.ref); voice != nullptr) {
            claim.speaker = speaker_name(coded, *voice);
            claim.speaker_level = level_of_speaker(coded, *voice);
        }
        claims.push_back(std::move(claim));
    }
    return claims;
}

void add_evidence(std::vector<StatementRef>& side, StatementRef ref) {
    if (side.size() < most_evidence && std::find(side.begin(), side.end(), ref) == side.end()) side.push_back(ref);
}

// What was said is not comparable by the act of saying: these roots have no polarity of their own.
bool is_bare_speech(const Occurrence& occurrence) {
    const std::string_view root = std::string_view(occurrence.statement->cameo).substr(0, 2);
    return root == "01" || root == "02";
}

// ---- polarity ------------------------------------------------------------------------------------------------------

struct Sides {
    std::vector<StatementRef> own_yes, own_no, voiced_yes, voiced_no;
    std::set<std::string> yes_speakers, no_speakers;
};

// Whether an attributed denial is one beyond doubt: the cue denies, or the time of the negated act is told.
bool is_firm_denial(const CodedReport& coded, const Claim& claim) {
    if (claim.speaker.empty()) return false;  // nobody is named who denies
    const Attribution* voice = voice_of(coded, claim.occurrence->ref);
    return voice->denial || claim.occurrence->time_known;
}

// Only acts told as done are set against denials: a plan is not refuted by "has not yet".
Sides take_sides(std::span<const CodedReport> reports, const std::vector<Claim>& claims) {
    Sides sides;
    for (const Claim& claim : claims) {
        const Mode mode = claim.occurrence->statement->mode;
        if (claim.headline || claim.occurrence->partial || (mode != Mode::actual && mode != Mode::negated)) continue;
        const StatementRef ref = claim.occurrence->ref;
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

bool share_report(std::span<const StatementRef> a, std::span<const StatementRef> b) {
    return std::any_of(a.begin(), a.end(), [&](StatementRef x) {
        return std::any_of(b.begin(), b.end(), [&](StatementRef y) { return x.report == y.report; });
    });
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

void find_polarity(std::span<const CodedReport> reports, const SourcedRow& row, std::int32_t number,
                   const std::vector<Claim>& claims, std::vector<Finding>& out) {
    if (is_bare_speech(row.event->members.front())) return;
    const Sides sides = take_sides(reports, claims);
    Finding finding;
    finding.type = ContradictionType::polarity;
    finding.row = number;
    finding.trace = {"one event: " + row.row.label,
                     "the same family of codes, the same parties, times that can overlap"};
    const bool rival_voices = std::any_of(sides.yes_speakers.begin(), sides.yes_speakers.end(),
                                          [&](const std::string& s) { return !sides.no_speakers.contains(s); });
    if (!sides.voiced_no.empty() && (!sides.own_yes.empty() || rival_voices)) {
        finding.kind = FindingKind::disputed;
        finding.one = both(sides.own_yes, sides.voiced_yes);
        finding.other = both(sides.voiced_no, sides.own_no);
        finding.trace.emplace_back("a named voice denies it");
    } else if (!sides.own_no.empty() && !sides.own_yes.empty() && !share_report(sides.own_no, sides.own_yes)) {
        const bool update = moved_on(reports, sides.own_no, sides.own_yes);
        finding.kind = update ? FindingKind::updated : FindingKind::contradiction;
        finding.one = sides.own_yes;
        finding.other = sides.own_no;
        finding.trace.emplace_back(update ? "the denial was published before"
                                          : "told and denied in the outlets' own voices");
    } else {
        return;
    }
    finding.summary = fmt::format("{}: told by {}, denied by {}", row.row.label, told_by_all(reports, finding.one),
                                  told_by_all(reports, finding.other));
    out.push_back(std::move(finding));
}

// ---- number --------------------------------------------------------------------------------------------------------

struct Figure {
    const Claim* claim = nullptr;
    Quantity quantity;
};

bool only_grows(std::string_view counts) {
    return counts == "killed" || counts == "wounded" || counts == "arrested" || counts == "displaced" ||
           counts == "missing";
}

// For each kind of count the largest figure of each report: parts ("three of them children") are smaller than totals.
std::map<std::string, std::map<std::int32_t, Figure>> totals_of(const std::vector<Claim>& claims) {
    std::map<std::string, std::map<std::int32_t, Figure>> totals;
    for (const Claim& claim : claims) {
        const Statement& statement = *claim.occurrence->statement;
        if (statement.mode != Mode::actual || claim.stance == Stance::attributes_denial) continue;
        for (const Quantity& quantity : statement.quantities) {
            if (quantity.counts.empty()) continue;
            const auto [entry, is_new] =
                totals[quantity.counts].try_emplace(claim.occurrence->ref.report, Figure{&claim, quantity});
            if (!is_new && quantity.low > entry->second.quantity.low) entry->second = {&claim, quantity};
        }
    }
    return totals;
}

FindingKind judge_figures(std::span<const CodedReport> reports, const Figure& low, const Figure& high,
                          std::string& why) {
    const CodedReport& with_low = reports[low.claim->occurrence->ref.report];
    const CodedReport& with_high = reports[high.claim->occurrence->ref.report];
    const int order = compare_published(with_low.report, with_high.report);
    if (!with_low.report.published || !with_high.report.published) {
        why = "a publication date is unknown: the figures may be of different moments";
        return FindingKind::figures_differ;
    }
    if (order < 0 && only_grows(low.quantity.counts)) {
        why = "the larger figure was published later, and this count only grows";
        return FindingKind::updated;
    }
    if (order != 0 && !with_low.report.outlet.empty() && with_low.report.outlet == with_high.report.outlet) {
        why = "the same outlet corrected its figure";
        return FindingKind::updated;
    }
    why = order > 0 ? "the smaller figure was published later" : "published on the same day";
    if (order < 0) {
        why = "published at different times, and this count can move";
        return FindingKind::figures_differ;
    }
    return FindingKind::contradiction;
}

void find_numbers(std::span<const CodedReport> reports, const SourcedRow& row, std::int32_t number,
                  const std::vector<Claim>& claims, std::vector<Finding>& out) {
    constexpr std::size_t most_figures = 40;
    for (const auto& [counts, by_report] : totals_of(claims)) {
        std::vector<Figure> figures;
        for (const auto& [report, figure] : by_report)
            if (figures.size() < most_figures) figures.push_back(figure);
        std::map<FindingKind, Finding> found;  // one finding of each kind
        for (const Figure& low : figures)
            for (const Figure& high : figures) {
                if (low.quantity.high >= high.quantity.low) continue;
                std::string why;
                const FindingKind kind = judge_figures(reports, low, high, why);
                Finding& finding = found[kind];
                if (finding.trace.empty())
                    finding.trace = {"one event: " + row.row.label,
                                     fmt::format("{} against {}: no number is in both", describe_quantity(low.quantity),
                                                 describe_quantity(high.quantity)),
                                     why};
                add_evidence(finding.one, low.claim->occurrence->ref);
                add_evidence(finding.other, high.claim->occurrence->ref);
                if (finding.summary.empty())
                    finding.summary =
                        fmt::format("{}: {} ({}), {} ({})", row.row.label, describe_quantity(low.quantity),
                                    told_by(reports, low.claim->occurrence->ref), describe_quantity(high.quantity),
                                    told_by(reports, high.claim->occurrence->ref));
            }
        for (auto& [kind, finding] : found) {
            finding.kind = kind;
            finding.type = ContradictionType::number;
            finding.row = number;
            out.push_back(std::move(finding));
        }
    }
}

// ---- modality ------------------------------------------------------------------------------------------------------

void find_plans_held(std::span<const CodedReport> reports, const SourcedRow& row, std::int32_t number,
                     const std::vector<Claim>& claims, std::vector<Finding>& out) {
    std::vector<StatementRef> planned;
    std::vector<StatementRef> held;
    for (const Claim& claim : claims) {
        if (claim.headline || claim.stance == Stance::denies || claim.stance == Stance::attributes_denial) continue;
        const Mode mode = claim.occurrence->statement->mode;
        if (mode == Mode::planned) add_evidence(planned, claim.occurrence->ref);
        if (mode == Mode::actual) add_evidence(held, claim.occurrence->ref);
    }
    if (planned.empty() || held.empty() || share_report(planned, held) || is_bare_speech(row.event->members.front()))
        return;
    for (const StatementRef plan : planned)
        for (const StatementRef act : held)
            if (compare_published(reports[plan.report].report, reports[act.report].report) > 0) return;
    Finding finding;
    finding.kind = FindingKind::updated;
    finding.type = ContradictionType::modality;
    finding.row = number;
    finding.summary = fmt::format("{}: still planned for {}, done for {}", row.row.label, told_by_all(reports, planned),
                                  told_by_all(reports, held));
    finding.trace = {"one event: " + row.row.label, "planned in one report, actual in another",
                     "nothing says that the plan was published after the act: the plan came first"};
    finding.one = std::move(planned);
    finding.other = std::move(held);
    out.push_back(std::move(finding));
}

// ---- evaluation ----------------------------------------------------------------------------------------------------

bool usable(std::span<const CodedReport> reports, const View& view) {
    constexpr float weakest = 0.2F;
    if (view.polarity == 0 || (view.attitude->strength > 0 && view.attitude->strength < weakest)) return false;
    // "Japanese officials" are not Japan; "her government", in an official's words, is that official's.
    const bool unnamed = reports[view.ref.report].layers.actors[view.attitude->holder].unnamed;
    return !unnamed || view.holder.state || view.holder.key.starts_with(view.holder.level + ":");
}

bool in_headline(const CodedReport& coded, StatementRef ref) {
    if (ref.kind == RecordKind::statement) return coded.layers.statements[ref.index].headline;
    const Span cue = coded.layers.attitudes[ref.index].cue;
    return std::any_of(coded.report.blocks.begin(), coded.report.blocks.end(), [&](const Block& block) {
        return block.kind == BlockKind::headline && block.span.contains(cue.begin);
    });
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
                  std::vector<Finding>& out) {
    constexpr std::size_t most_views = 60;
    std::vector<const View*> against;
    std::vector<const View*> in_favour;
    for (const View& view : row.matter->views) {
        if (!usable(reports, view) || is_repeated_headline(reports, *row.matter, view)) continue;
        std::vector<const View*>& side = view.polarity < 0 ? against : in_favour;
        if (side.size() < most_views) side.push_back(&view);
    }
    Finding opposed;
    Finding framing;
    std::string why;
    for (const View* one : against)
        for (const View* other : in_favour) {
            if (!one->attached && !other->attached && !same_object(*one, *other)) continue;
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

bool is_single_act(std::string_view family) {
    return family == "talks" || family == "visit" || family == "sign" || family == "call";
}

void compare_rows(std::span<const CodedReport> reports, std::span<const SourcedRow> rows, std::int32_t first,
                  std::int32_t second, std::vector<Finding>& out) {
    constexpr std::int64_t ten_days = 10 * 86'400;
    const Event& a = *rows[first].event;
    const Event& b = *rows[second].event;
    const Occurrence* one = dated_in_lead(a);
    const Occurrence* other = dated_in_lead(b);
    if (one == nullptr || other == nullptr || !is_single_act(one->family)) return;
    const std::set<std::int32_t> in_a = reports_of(a);
    const std::set<std::int32_t> in_b = reports_of(b);
    if (std::any_of(in_a.begin(), in_a.end(), [&](std::int32_t r) { return in_b.contains(r); })) return;
    Finding finding;
    const bool same_time = can_overlap(*one, *other);
    const bool other_country = !one->country.empty() && !other->country.empty() && one->country != other->country;
    if (!same_time && std::abs(*one->begin - *other->begin) <= ten_days)
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

void find_dates_and_places(std::span<const CodedReport> reports, std::span<const SourcedRow> rows,
                           std::vector<Finding>& out) {
    constexpr std::size_t most_rows = 12;  // of one bucket
    std::map<std::string_view, std::vector<std::int32_t>> buckets;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].event != nullptr)
            buckets[rows[i].event->members.front().bucket].push_back(static_cast<std::int32_t>(i));
    for (const auto& [bucket, members] : buckets) {
        const std::size_t shown = std::min(members.size(), most_rows);
        for (std::size_t i = 0; i < shown; ++i)
            for (std::size_t j = i + 1; j < shown; ++j) compare_rows(reports, rows, members[i], members[j], out);
    }
}

// ---- agent ---------------------------------------------------------------------------------------------------------

// `by` says that `source` did it to `target`.
struct Blame {
    std::int32_t row = -1;
    const Claim* claim = nullptr;
};

using Blames =
    std::map<std::string, std::vector<Blame>>;  // "family|one>other", both directions of a quarrel share no key

bool is_blame(const Occurrence& occurrence) {
    return occurrence.statement->quad == 4 || occurrence.family == "violate-ceasefire" || occurrence.family == "attack";
}

std::string mirror_of(const std::string& key) {
    const std::size_t bar = key.find('|');
    const std::size_t arrow = key.find('>', bar);
    return key.substr(0, bar + 1) + key.substr(arrow + 1) + ">" + key.substr(bar + 1, arrow - bar - 1);
}

// Accusations by voice: keyed by accuser and accused.
Blames voiced_blames(std::span<const SourcedRow> rows, const std::vector<std::vector<Claim>>& claims) {
    Blames blames;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (const Claim& claim : claims[i]) {
            const Occurrence& occurrence = *claim.occurrence;
            if (claim.stance != Stance::attributes || claim.speaker_level.empty() || !is_blame(occurrence)) continue;
            for (const Party& source : occurrence.sources)
                if (source.level != claim.speaker_level)
                    blames[occurrence.family + "|" + claim.speaker_level + ">" + source.level].push_back(
                        {static_cast<std::int32_t>(i), &claim});
        }
    return blames;
}

// Acts told in an outlet's own voice: keyed by victim and culprit, so that a mirror names the other culprit.
Blames told_blames(std::span<const SourcedRow> rows, const std::vector<std::vector<Claim>>& claims) {
    Blames blames;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (const Claim& claim : claims[i]) {
            const Occurrence& occurrence = *claim.occurrence;
            if (claim.stance != Stance::asserts || occurrence.statement->mode != Mode::actual || claim.headline ||
                occurrence.statement->background || !is_blame(occurrence))
                continue;
            for (const Party& source : occurrence.sources)
                for (const Party& target : occurrence.targets)
                    if (source.level != target.level)
                        blames[occurrence.family + "|" + target.level + ">" + source.level].push_back(
                            {static_cast<std::int32_t>(i), &claim});
        }
    return blames;
}

// Both sides of a quarrel at times and places that can be the same.
Finding oppose(const std::vector<Blame>& first, const std::vector<Blame>& second) {
    Finding finding;
    for (const Blame& a : first)
        for (const Blame& b : second) {
            if (finding.one.size() >= most_evidence) return finding;
            const Occurrence& one = *a.claim->occurrence;
            const Occurrence& other = *b.claim->occurrence;
            if (!can_overlap(one, other)) continue;
            if (!one.country.empty() && !other.country.empty() && one.country != other.country) continue;
            add_evidence(finding.one, one.ref);
            add_evidence(finding.other, other.ref);
            if (finding.row < 0) finding.row = a.row;
        }
    return finding;
}

void find_rival_blame(std::span<const CodedReport> reports, std::span<const SourcedRow> rows,
                      const std::vector<std::vector<Claim>>& claims, std::vector<Finding>& out) {
    const auto report_pairs = [&](const Blames& blames, bool told) {
        for (const auto& [key, first] : blames) {
            const std::string mirror = mirror_of(key);
            const auto second = blames.find(mirror);
            if (second == blames.end() || mirror <= key) continue;
            Finding finding = oppose(first, second->second);
            if (finding.one.empty() || (told && share_report(finding.one, finding.other))) continue;
            finding.kind = told ? FindingKind::contradiction : FindingKind::disputed;
            finding.type = ContradictionType::agent;
            finding.summary = fmt::format("{}: {} against {}",
                                          told ? "Different culprits for acts of one kind between the same two sides"
                                               : "Each side says that the other did it",
                                          told_by_all(reports, finding.one), told_by_all(reports, finding.other));
            finding.trace = {
                "acts of one family: " + key.substr(0, key.find('|')),
                told ? "each outlet tells in its own voice that one side did it to the other, none tells both"
                     : "each accuser is the one whom the other accuses",
                "times and countries that can be the same"};
            out.push_back(std::move(finding));
        }
    };
    report_pairs(told_blames(rows, claims), true);
    report_pairs(voiced_blames(rows, claims), false);
}

// ---- headlines -----------------------------------------------------------------------------------------------------

struct Backing {
    std::vector<StatementRef> headline;  // in the outlet's own voice
    std::vector<StatementRef> own;       // in the text, own voice or first hand
    std::vector<StatementRef> voiced;    // in the text, given to another speaker
};

// Whether a record is told by the outlet itself or by somebody of the party that it is about: what a ministry says of
// its own state's wishes is no hearsay.
bool is_first_hand(const CodedReport& coded, StatementRef ref) {
    const Attribution* voice = voice_of(coded, ref);
    if (voice == nullptr) return true;
    const std::string level = level_of_speaker(coded, *voice);
    if (level.empty()) return false;
    std::vector<std::int32_t> about;
    if (ref.kind == RecordKind::statement)
        about = coded.layers.statements[ref.index].sources;
    else
        about = {coded.layers.attitudes[ref.index].holder};
    const std::vector<Party> parties = parties_of(coded.layers, about);
    return std::any_of(parties.begin(), parties.end(), [&](const Party& party) { return party.level == level; });
}

// Acts that officials, hospitals or unknown voices report are told without them in any headline, by custom. A headline
// says more than its text where the text has the judgement of an outsider: an expert, a witness, an activist.
bool counts_as_own(const CodedReport& coded, StatementRef ref) {
    if (is_first_hand(coded, ref)) return true;
    if (ref.kind != RecordKind::statement) return false;
    const std::int32_t speaker = voice_of(coded, ref)->speaker_actor;
    if (speaker < 0 || static_cast<std::size_t>(speaker) >= coded.layers.actors.size()) return true;
    constexpr std::array<std::string_view, 8> reporting = {"", "GOV", "MIL", "COP", "LEG", "JUD", "HLH", "SPY"};
    const std::string_view sector = coded.layers.actors[speaker].sector;
    return std::find(reporting.begin(), reporting.end(), sector) != reporting.end();
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

std::vector<Finding> find_contradictions(std::span<const CodedReport> reports, std::span<const SourcedRow> rows) {
    std::vector<Finding> out;
    std::vector<std::vector<Claim>> claims(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto number = static_cast<std::int32_t>(i);
        if (rows[i].matter != nullptr) {
            find_opposed(reports, rows[i], number, out);
            continue;
        }
        claims[i] = claims_of(reports, *rows[i].event);
        find_polarity(reports, rows[i], number, claims[i], out);
        find_numbers(reports, rows[i], number, claims[i], out);
        find_plans_held(reports, rows[i], number, claims[i], out);
    }
    find_dates_and_places(reports, rows, out);
    find_rival_blame(reports, rows, claims, out);
    return out;
}

std::vector<Finding> find_exceeding_headlines(std::span<const CodedReport> reports, std::span<const SourcedRow> rows) {
    std::map<std::int32_t, Finding> by_report;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const Account& account : rows[i].row.accounts) {
            Backing backing = backing_of(reports[account.report], account.evidence);
            if (backing.headline.empty()) continue;
            if (rows[i].matter != nullptr && backing.voiced.empty() && backing.own.empty())
                backing = backing_by_holder(reports[account.report], account.report, std::move(backing));
            if (backing.voiced.empty() || !backing.own.empty()) continue;
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
