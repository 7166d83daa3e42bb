#include "relate/accounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "relate/claims.hpp"
#include "relate/telling.hpp"
#include "relate/union_find.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

const Attribution* attribution_at(const Layers& layers, std::int32_t voice) {
    const bool known = voice >= 0 && static_cast<std::size_t>(voice) < layers.attributions.size();
    return known ? &layers.attributions[voice] : nullptr;
}

Span place_in_text(const CodedReport& coded, StatementRef ref) {
    const Layers& layers = coded.layers;
    if (ref.kind == RecordKind::statement) return layers.statements[ref.index].trigger;
    if (ref.kind == RecordKind::attribution) return layers.attributions[ref.index].content.front();
    if (ref.kind == RecordKind::sentence) return layers.sentences[ref.index];
    return layers.attitudes[ref.index].cue;
}

bool in_block(const Report& report, Span span, BlockKind kind) {
    const auto after = std::upper_bound(report.blocks.begin(), report.blocks.end(), span.begin,
                                        [](std::uint32_t at, const Block& block) { return at < block.span.begin; });
    return after != report.blocks.begin() && std::prev(after)->kind == kind;
}

// One piece of evidence of one report for one row, with what makes it better or worse than another.
struct Evidence {
    StatementRef ref;
    Stance stance = Stance::silent;
    bool headline = false;
    bool caption = false;
    bool partial = false;
    bool taken_back = false;  // the outlet says that its earlier report of it was wrong
    bool in_plan = false;     // of an act that the report tells as a plan
    bool names_plan = false;  // of such an act, but only its name
    Mode mode = Mode::actual;
    std::uint32_t at = 0;
    std::string gist;

    [[nodiscard]] auto rank() const {
        const bool own = stance == Stance::asserts || stance == Stance::denies;
        const bool hedged = stance == Stance::hedges;
        const bool not_done = mode != Mode::actual && mode != Mode::negated && !in_plan;
        return std::tuple(headline, partial, names_plan, hedged, !own, caption, not_done, at);
    }
};

// CAMEO's codes for acts that the rules cannot tell more exactly.
bool says_no_more_than_root(std::string_view cameo) {
    return cameo.size() == 2 || (cameo.size() == 3 && cameo.back() == '0');
}

// What is denied, in the report's words: the row only says that somebody denies.
std::string words_after(std::string_view text, const Statement& statement) {
    constexpr std::size_t longest = 60;
    if (statement.clause.end <= statement.trigger.end) return std::string(slice(text, statement.trigger));
    std::string words(slice(text, {statement.trigger.end, statement.clause.end}));
    words.erase(0, words.find_first_not_of(" \n"));
    if (words.size() <= longest) return words;
    return words.substr(0, words.rfind(' ', longest)) + " …";
}

std::string gist_of(const CodedReport& coded, const Occurrence& occurrence) {
    const Statement& statement = *occurrence.statement;
    std::vector<std::string> parts;
    if (occurrence.traits.what_follows) parts.push_back(fmt::format("“{}”", words_after(coded.report.text, statement)));
    if (occurrence.traits.own_word && says_no_more_than_root(statement.cameo))
        parts.push_back(fmt::format("“{}”", slice(coded.report.text, statement.trigger)));
    if (statement.mode == Mode::planned) parts.emplace_back("planned");
    if (statement.mode == Mode::possible) parts.emplace_back("possible");
    if (statement.mode == Mode::hypothetical) parts.emplace_back("hypothetical");
    for (const Quantity& quantity : statement.quantities)
        if (!quantity.counts.empty()) parts.push_back(describe_quantity(quantity));
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
    return out;
}

constexpr std::string_view in_favour_gist = "in favour";
constexpr std::string_view against_gist = "against";

std::string gist_of(const View& view) {
    if (view.polarity == 0) return "unclear";
    return std::string(view.polarity > 0 ? in_favour_gist : against_gist);
}

Evidence evidence_of(const CodedReport& coded, StatementRef ref) {
    const Layers& layers = coded.layers;
    Evidence evidence;
    evidence.ref = ref;
    const Span place = place_in_text(coded, ref);
    evidence.at = place.begin;
    evidence.caption = in_block(coded.report, place, BlockKind::caption);
    evidence.headline = in_block(coded.report, place, BlockKind::headline);
    if (ref.kind == RecordKind::statement) {
        const Statement& statement = layers.statements[ref.index];
        evidence.headline = evidence.headline || statement.headline;
        evidence.caption = evidence.caption || statement.caption;
        evidence.mode = statement.mode;
        evidence.stance = stance_of(statement.mode, statement.voice, layers.attributions);
        evidence.taken_back = statement.mode == Mode::actual && is_taken_back(coded, statement.trigger.begin);
        if (evidence.taken_back) evidence.stance = Stance::denies;
        const Attribution* voice = attribution_at(layers, statement.voice);
        if (voice != nullptr && voice->denial && turns_down(coded, *voice)) evidence.stance = Stance::asserts;
    } else if (ref.kind == RecordKind::attitude) {
        const Attitude& attitude = layers.attitudes[ref.index];
        evidence.mode = attitude.mode == Mode::negated ? Mode::actual : attitude.mode;  // polarity carries the sign
        evidence.stance = stance_of(evidence.mode, attitude.voice, layers.attributions);
    }
    return evidence;
}

// One report's cell, from all its evidence for the row.
Account account_of(const CodedReport& coded, std::int32_t report, std::vector<Evidence> all) {
    Account account;
    account.report = report;
    std::sort(all.begin(), all.end(), [](const Evidence& a, const Evidence& b) { return a.rank() < b.rank(); });
    const Evidence& best = all.front();
    account.stance = best.stance;
    account.gist = best.taken_back ? std::string("taken back") : best.gist;
    for (const Evidence& evidence : all) account.evidence.push_back(evidence.ref);
    const bool own = best.stance == Stance::asserts || best.stance == Stance::denies;
    if (const Attribution* voice = voice_of(coded, best.ref); voice != nullptr && !own) {
        account.speaker = speaker_name(coded, *voice);
        for (const ChainLink& link : voice->chain) account.chain.push_back(link.name);
    }
    return account;
}

// In a report that tells an act as a plan, words that only name the act mean the plan.
void mark_plan(const CodedReport& coded, std::vector<Evidence>& all) {
    std::vector<const Statement*> complete;
    for (const Evidence& evidence : all) {
        if (evidence.ref.kind != RecordKind::statement) return;
        if (!evidence.partial) complete.push_back(&coded.layers.statements[evidence.ref.index]);
    }
    if (!telling_of(coded, complete).as_plan()) return;
    for (Evidence& evidence : all) {
        evidence.in_plan = true;
        evidence.names_plan = evidence.mode == Mode::actual;
    }
}

bool carries(Stance stance) { return stance == Stance::asserts || stance == Stance::attributes; }
bool refuses(Stance stance) { return stance == Stance::denies || stance == Stance::attributes_denial; }

// Independent origins among the accounts that `counts` accepts: lineages, joined where a carrier or the only speaker is
// the same, or where a carrier is the outlet of another report.
template <typename Counts>
std::int32_t count_origins(std::span<const CodedReport> reports, const Row& row, std::span<const std::int32_t> lineages,
                           Counts&& counts) {
    UnionFind origins(row.accounts.size());
    std::unordered_map<std::string, std::size_t> first;
    const auto tie_to = [&](std::string key, std::size_t account) {
        const auto [entry, is_new] = first.try_emplace(std::move(key), account);
        if (!is_new) origins.unite(account, entry->second);
    };
    for (std::size_t i = 0; i < row.accounts.size(); ++i) {
        const Account& account = row.accounts[i];
        if (!counts(account)) continue;
        tie_to("lineage " + std::to_string(lineages[account.report]), i);
        if (const std::string outlet = fold_name(reports[account.report].report.outlet); !outlet.empty())
            tie_to("carrier " + outlet, i);
        if (!account.chain.empty()) tie_to("carrier " + fold_name(account.chain.front()), i);
        if (!account.speaker.empty()) tie_to("speaker " + fold_name(account.speaker), i);
    }
    std::set<std::size_t> distinct;
    for (std::size_t i = 0; i < row.accounts.size(); ++i)
        if (counts(row.accounts[i])) distinct.insert(origins.find(i));
    return static_cast<std::int32_t>(distinct.size());
}

void weigh(std::span<const CodedReport> reports, SourcedRow& sourced) {
    Row& row = sourced.row;
    const std::size_t speaking = row.accounts.size();
    bool headline = false;
    bool lead = false;
    bool background = sourced.event != nullptr;
    bool judgement = sourced.event != nullptr;
    for (const Account& account : row.accounts) {
        for (const StatementRef ref : account.evidence) {
            const CodedReport& coded = reports[ref.report];
            const Evidence evidence = evidence_of(coded, ref);
            headline = headline || evidence.headline;
            lead = lead || evidence.at < 600;
            judgement = judgement && is_judgement(coded, ref);
            if (ref.kind == RecordKind::statement)
                background = background && coded.layers.statements[ref.index].background;
        }
    }
    row.weight = 2.0 * row.lineages + 0.5 * static_cast<double>(std::min<std::size_t>(speaking, 8)) +
                 (headline ? 1.5 : 0) + (lead ? 0.5 : 0) - (background ? 1.5 : 0);
    if (row.agreement == Agreement::split) row.weight += 4;
    if (row.agreement == Agreement::agreed) row.weight += 1;
    if (sourced.traits.remark) row.weight -= 1.5;  // what was said has rows of its own
    if (judgement) row.weight -= 4;                // so have judgements
    const bool toll = sourced.event == nullptr && sourced.matter == nullptr;
    if (toll || sourced.traits.deed) row.weight += 1;
    if (row.actors.size() < 2 && !toll) row.weight -= 2;
    if (sourced.event != nullptr && sourced.event->members.front().partial) row.weight -= 2;
}

// Whether somebody carries what another refuses: one speaker in two reports is no split.
bool have_rivals(const Row& row) {
    return std::any_of(row.accounts.begin(), row.accounts.end(), [&](const Account& yes) {
        return carries(yes.stance) && std::any_of(row.accounts.begin(), row.accounts.end(), [&](const Account& no) {
                   return refuses(no.stance) && (yes.speaker.empty() || yes.speaker != no.speaker);
               });
    });
}

// Whether an attitude is agreed on is a matter of its sign; whether it is split, of a finding.
void settle_matter(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages, Row& row) {
    const auto origins_of = [&](std::string_view gist) {
        return count_origins(reports, row, lineages,
                             [&](const Account& a) { return a.gist == gist && a.stance != Stance::hedges; });
    };
    const std::int32_t in_favour = origins_of(in_favour_gist);
    const std::int32_t against = origins_of(against_gist);
    const bool agreed = (in_favour > 1 && against == 0) || (against > 1 && in_favour == 0);
    row.agreement = agreed ? Agreement::agreed : Agreement::single_source;
}

template <typename Member, typename Gist>
void fill_accounts(std::span<const CodedReport> reports, std::span<const Member> members, Gist&& gist, Row& row) {
    std::map<std::int32_t, std::vector<Evidence>> by_report;
    for (const Member& member : members) {
        Evidence evidence = evidence_of(reports[member.ref.report], member.ref);
        evidence.gist = gist(member);
        if constexpr (requires { member.partial; }) evidence.partial = member.partial;
        by_report[member.ref.report].push_back(std::move(evidence));
    }
    for (auto& [report, evidence] : by_report) {
        mark_plan(reports[report], evidence);
        row.accounts.push_back(account_of(reports[report], report, std::move(evidence)));
    }
}

// Where one report tells a plan and another the act, the act's cells say so too.
void mark_held(std::span<const CodedReport> reports, const EventKind& kind, Row& row) {
    const auto mode_of = [&](const Account& account) {
        const StatementRef best = account.evidence.front();
        return reports[best.report].layers.statements[best.index].mode;
    };
    if (std::none_of(row.accounts.begin(), row.accounts.end(),
                     [&](const Account& account) { return mode_of(account) == Mode::planned; }))
        return;
    const std::string_view held = kind.mutual ? "held" : "done";
    for (Account& account : row.accounts)
        if (mode_of(account) == Mode::actual)
            account.gist = account.gist.empty() ? std::string(held) : std::string(held) + ", " + account.gist;
}

std::vector<std::string> names_of(std::span<const Party> parties) {
    std::vector<std::string> names;
    for (const Party& party : parties) names.push_back(party.name);
    return names;
}

// Of the parties of a mutual event, those that reports name as its source come first.
void put_sources_first(const Event& event, std::vector<Party>& parties) {
    std::map<std::string_view, int> as_source;
    for (const Occurrence& member : event.members)
        for (const Party& party : member.sources) ++as_source[party.level];
    std::stable_sort(parties.begin(), parties.end(),
                     [&](const Party& a, const Party& b) { return as_source[a.level] > as_source[b.level]; });
}

SourcedRow row_of(std::span<const CodedReport> reports, const Event& event, const EventTable& table) {
    SourcedRow sourced;
    sourced.event = &event;
    Row& row = sourced.row;
    std::map<std::string, int> codes;
    std::vector<Party> sources;
    std::vector<Party> targets;
    for (const Occurrence& member : event.members) {
        if (member.partial != event.members.front().partial) continue;  // complete statements name the event
        ++codes[member.statement->cameo];
        sources.insert(sources.end(), member.sources.begin(), member.sources.end());
        targets.insert(targets.end(), member.targets.begin(), member.targets.end());
        if (row.plover.empty()) row.plover = member.statement->plover;
    }
    const auto most =
        std::max_element(codes.begin(), codes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    row.code = most->first;
    const EventKind kind = table.kind(row.code);
    sourced.traits = kind.traits;
    if (event.members.front().mutual) {
        sources.insert(sources.end(), targets.begin(), targets.end());
        targets.clear();
    }
    std::vector<Party> leading_sources = leading_parties(sources);
    if (event.members.front().mutual) put_sources_first(event, leading_sources);
    const std::vector<Party> leading_targets = leading_parties(targets);
    row.label = table.label(row.code, names_of(leading_sources), names_of(leading_targets));
    if (const std::string& town = event.members.front().town; !town.empty()) row.label += " in " + town;
    for (const Party& party : leading_sources)
        if (party.key != unnamed_crowd) row.actors.push_back(party.key);
    for (const Party& party : leading_targets) row.actors.push_back(party.key);
    row.time = event.time;
    row.place = event.place;
    fill_accounts<Occurrence>(
        reports, event.members, [&](const Occurrence& o) { return gist_of(reports[o.ref.report], o); }, row);
    mark_held(reports, kind, row);
    return sourced;
}

SourcedRow row_of(std::span<const CodedReport> reports, const Matter& matter) {
    SourcedRow sourced;
    sourced.matter = &matter;
    Row& row = sourced.row;
    const auto holds = [&](int polarity) {
        return std::any_of(matter.views.begin(), matter.views.end(),
                           [&](const View& v) { return v.polarity == polarity; });
    };
    const bool against = holds(-1);
    const bool in_favour = holds(1);
    row.label = label(reports, matter);
    if (against && in_favour)
        row.label += ": against / in favour";
    else if (against || in_favour)
        row.label += against ? ": against" : ": in favour";
    std::vector<Party> parties;
    for (const View& view : matter.views) {
        parties.push_back(view.holder);
        if (!view.target.key.empty()) parties.push_back(view.target);
    }
    for (const Party& party : leading_parties(parties)) row.actors.push_back(party.key);
    fill_accounts<View>(reports, matter.views, [](const View& v) { return gist_of(v); }, row);
    return sourced;
}

std::string number(double value) {
    if (value == static_cast<double>(static_cast<long long>(value)) && value < 1e15 && value > -1e15)
        return fmt::format("{}", static_cast<long long>(value));
    return fmt::format("{:.6g}", value);
}

}  // namespace

std::string describe_quantity(const Quantity& quantity) {
    std::string counts = quantity.counts;
    if (counts.starts_with("money:")) counts.erase(0, 6);
    const bool open = quantity.high == std::numeric_limits<double>::infinity();
    if (open) return "at least " + number(quantity.low) + " " + counts;
    if (quantity.low == quantity.high) return number(quantity.low) + " " + counts;
    if (quantity.low <= 0) return "at most " + number(quantity.high) + " " + counts;
    return number(quantity.low) + " to " + number(quantity.high) + " " + counts;
}

Stance stance_of(Mode mode, std::int32_t voice, const std::vector<Attribution>& attributions) {
    if (voice >= 0 && static_cast<std::size_t>(voice) < attributions.size()) {
        return mode == Mode::negated ? Stance::attributes_denial : Stance::attributes;
    }
    switch (mode) {
        case Mode::actual:
        case Mode::planned:
            return Stance::asserts;
        case Mode::negated:
            return Stance::denies;
        case Mode::possible:
        case Mode::hypothetical:
        case Mode::unknown:
            break;
    }
    return Stance::hedges;
}

const Attribution* voice_of(const CodedReport& coded, StatementRef ref) {
    const Layers& layers = coded.layers;
    switch (ref.kind) {
        case RecordKind::statement:
            return attribution_at(layers, layers.statements[ref.index].voice);
        case RecordKind::attitude:
            return attribution_at(layers, layers.attitudes[ref.index].voice);
        case RecordKind::attribution:
            return attribution_at(layers, ref.index);
        case RecordKind::sentence:
            break;
    }
    return nullptr;
}

bool is_judgement(const CodedReport& coded, StatementRef ref) {
    if (ref.kind != RecordKind::statement || coded.layers.statements[ref.index].quad == 4) return false;
    const Span trigger = coded.layers.statements[ref.index].trigger;
    return std::any_of(coded.layers.attitudes.begin(), coded.layers.attitudes.end(),
                       [&](const Attitude& attitude) { return attitude.cue.overlaps(trigger); });
}

void settle(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages, SourcedRow& sourced) {
    Row& row = sourced.row;
    row.lineages = count_origins(reports, row, lineages, [](const Account&) { return true; });
    if (sourced.matter != nullptr) {
        settle_matter(reports, lineages, row);
    } else {
        const std::int32_t for_it =
            count_origins(reports, row, lineages, [](const Account& a) { return carries(a.stance); });
        const std::int32_t against =
            count_origins(reports, row, lineages, [](const Account& a) { return refuses(a.stance); });
        if (for_it > 0 && against > 0 && have_rivals(row))
            row.agreement = Agreement::split;
        else
            row.agreement = (for_it > 1 && against == 0) || (against > 1 && for_it == 0) ? Agreement::agreed
                                                                                         : Agreement::single_source;
    }
    weigh(reports, sourced);
}

std::vector<SourcedRow> make_rows(std::span<const CodedReport> reports, std::span<const Event> events,
                                  std::span<const Matter> matters, const EventTable& table,
                                  std::span<const std::int32_t> lineages) {
    std::vector<SourcedRow> rows;
    for (const Event& event : events) rows.push_back(row_of(reports, event, table));
    for (const Matter& matter : matters) rows.push_back(row_of(reports, matter));
    for (SourcedRow& row : rows) settle(reports, lineages, row);
    return rows;
}

void fill_silence(std::span<const CodedReport> reports, Row& row) {
    std::vector<Account> all(reports.size());
    for (std::size_t i = 0; i < reports.size(); ++i) {
        all[i].report = static_cast<std::int32_t>(i);
        all[i].stance =
            reports[i].report.truncated || !reports[i].report.is_in_coded_language() ? Stance::unknown : Stance::silent;
    }
    for (Account& account : row.accounts) all[account.report] = std::move(account);
    row.accounts = std::move(all);
}

}  // namespace px
