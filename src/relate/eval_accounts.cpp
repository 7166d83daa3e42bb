#include "relate/eval_accounts.hpp"

#include <simdjson.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/each_json_line.hpp"
#include "base/json_writer.hpp"
#include "record/evidence.hpp"
#include "relate/cluster_json.hpp"
#include "relate/eval_json.hpp"
#include "relate/judgement.hpp"

namespace px {
namespace {

bool is_opposition(std::string_view type) { return type.starts_with("contradiction"); }
bool is_lookalike(std::string_view type) {
    return type == "compatible" || type == "update" || type == "framing_differs";
}

bool meet(const TextPlace& a, const TextPlace& b) { return a.report == b.report && a.span.overlaps(b.span); }
bool meet(const ClusterRelation& a, const ClusterRelation& b) {
    return (meet(a.a, b.a) && meet(a.b, b.b)) || (meet(a.a, b.b) && meet(a.b, b.a));
}

std::set<std::string> groups_of(std::span<const ClusterRelation> relations, bool (*wanted)(std::string_view),
                                bool firm_only) {
    std::set<std::string> groups;
    for (const ClusterRelation& relation : relations)
        if (wanted(relation.type) && (relation.firm || !firm_only)) groups.insert(relation.group);
    return groups;
}

/// What the data says of one predicted group.
struct Met {
    bool right = false, open = false, alarm = false;
};

Met meetings_of(std::span<const ClusterRelation> group, std::span<const ClusterRelation> gold,
                std::set<std::string>& found, std::set<std::string>& hit) {
    Met met;
    for (const ClusterRelation& relation : group)
        for (const ClusterRelation& other : gold) {
            if (!meet(relation, other)) continue;
            if (is_opposition(other.type)) {
                (other.firm ? met.right : met.open) = true;
                if (other.firm) found.insert(other.group);
            } else if (is_lookalike(other.type)) {
                met.alarm = true;
                hit.insert(other.group);
            }
        }
    return met;
}

std::vector<std::vector<ClusterRelation>> by_group(std::span<const ClusterRelation> relations,
                                                   bool (*wanted)(std::string_view)) {
    std::map<std::string, std::vector<ClusterRelation>> groups;
    for (const ClusterRelation& relation : relations)
        if (wanted(relation.type)) groups[relation.group].push_back(relation);
    std::vector<std::vector<ClusterRelation>> out;
    for (auto& [name, group] : groups) out.push_back(std::move(group));
    return out;
}

OppositionFigures score(std::span<const ClusterRelation> predicted, std::span<const ClusterRelation> gold) {
    OppositionFigures figures;
    std::set<std::string> found;
    std::set<std::string> hit;
    for (const std::vector<ClusterRelation>& group : by_group(predicted, is_opposition)) {
        std::set<std::string> hit_here;
        const Met met = meetings_of(group, gold, found, hit_here);
        ++figures.emitted;
        if (met.right)
            ++figures.right;
        else if (met.open)
            ++figures.open;
        else if (met.alarm)
            ++figures.alarms;
        if (!met.right && !met.open) hit.insert(hit_here.begin(), hit_here.end());
    }
    figures.gold = static_cast<std::int64_t>(groups_of(gold, is_opposition, true).size());
    figures.found = static_cast<std::int64_t>(found.size());
    figures.lookalikes = static_cast<std::int64_t>(groups_of(gold, is_lookalike, true).size());
    figures.hit = static_cast<std::int64_t>(hit.size());
    return figures;
}

std::string type_of(const Finding& finding) {
    switch (finding.kind) {
        case FindingKind::contradiction:
        case FindingKind::opposed_attitudes:
        case FindingKind::disputed:
            return "contradiction:" + std::string(to_string(finding.type));
        case FindingKind::updated:
            return "update";
        case FindingKind::figures_differ:
            return "compatible";
        case FindingKind::framing_differs:
            return "framing_differs";
        case FindingKind::quoted_otherwise:
            return "quote_wording_differs";
        case FindingKind::headline_exceeds_text:
            return "headline_not_supported_by_text";
    }
    return {};
}

/// A comparison as claims and relations.
class Predictions {
  public:
    explicit Predictions(const Cluster& gold) : gold_(gold) {
        cluster_.name = gold.name;
        cluster_.reports = gold.reports;
    }

    Cluster make(const Comparison& comparison) {
        constexpr std::size_t most_claims = 60;
        std::size_t rows = 0;
        for (const Row& row : comparison.rows)
            if (rows++ < most_claims) cluster_.claims.push_back(claim_of(row, "r" + std::to_string(rows)));
        std::size_t number = 0;
        for (const Finding& finding : comparison.findings) add(finding, ++number);
        return std::move(cluster_);
    }

  private:
    GivenAccount account_of(StatementRef ref, Stance stance) const {
        const Evidence evidence = evidence_of(gold_.reports, ref);
        GivenAccount account;
        account.report = ref.report;
        account.span = evidence.sentence;
        if (ref.kind == RecordKind::attribution && !evidence.words.empty())
            account.span = hull(evidence.words.front(), evidence.words.back());
        account.voice = evidence.speaker;
        account.chain = evidence.chain;
        if (stance == Stance::silent)
            stance = evidence.voice < 0 ? Stance::asserts
                     : evidence.denial  ? Stance::attributes_denial
                                        : Stance::attributes;
        account.stance = stance;
        if (ref.kind == RecordKind::statement)
            account.mode = gold_.reports[static_cast<std::size_t>(ref.report)]
                               .layers.statements[static_cast<std::size_t>(ref.index)]
                               .mode;
        if (stance == Stance::asserts || stance == Stance::denies) account.voice.clear();
        return account;
    }

    /// A row without a code is of an attitude, or of figures that nobody is known to have caused.
    static std::string kind_of(const Row& row) {
        if (!row.code.empty()) return "event";
        const bool attitude = std::any_of(row.accounts.begin(), row.accounts.end(), [](const Account& account) {
            return !account.evidence.empty() && account.evidence.front().kind == RecordKind::attitude;
        });
        return attitude ? "attitude" : "quantity";
    }

    ClaimAccounts claim_of(const Row& row, std::string id) const {
        ClaimAccounts claim;
        claim.claim.id = std::move(id);
        claim.claim.words = row.label;
        claim.claim.kind = kind_of(row);
        claim.claim.action = row.code;
        claim.claim.parties = row.actors;
        for (const Account& account : row.accounts)
            if (!account.evidence.empty())
                claim.accounts.push_back(account_of(account.evidence.front(), account.stance));
        return claim;
    }

    // A finding is a claim of its own with the accounts of both sides, and a relation for each pair of them.
    void add(const Finding& finding, std::size_t number) {
        ClaimAccounts claim;
        claim.claim.id = "f" + std::to_string(number);
        claim.claim.words = finding.summary;
        claim.claim.kind = "statement";
        const auto side = [&](const std::vector<StatementRef>& refs) {
            std::vector<TextPlace> places;
            for (const StatementRef ref : refs) {
                GivenAccount account = account_of(ref, Stance::silent);
                if (account.span.empty()) continue;
                places.push_back(place_of_span(cluster_, account.report, account.span));
                claim.accounts.push_back(std::move(account));
            }
            return places;
        };
        const std::vector<TextPlace> one = side(finding.one);
        const std::vector<TextPlace> other = side(finding.other);
        for (const TextPlace& a : one)
            for (const TextPlace& b : other) {
                ClusterRelation relation;
                relation.type = type_of(finding);
                relation.group = cluster_.name + ".p" + std::to_string(number);
                relation.disputed = finding.kind == FindingKind::disputed;
                relation.claim_a = relation.claim_b = claim.claim.id;
                relation.a = a;
                relation.b = b;
                relation.why = finding.trace.empty() ? finding.summary : finding.trace.back();
                cluster_.relations.push_back(std::move(relation));
            }
        cluster_.claims.push_back(std::move(claim));
    }

    const Cluster& gold_;
    Cluster cluster_;
};

bool is_wording(std::string_view type) { return type == "quote_wording_differs"; }

void score_wordings(const Cluster& predicted, const Cluster& gold, AccountFigures& figures) {
    for (const std::vector<ClusterRelation>& group : by_group(predicted.relations, is_wording)) {
        ++figures.wordings;
        figures.wordings_right +=
            static_cast<std::int64_t>(std::any_of(group.begin(), group.end(), [&](const ClusterRelation& relation) {
                return std::any_of(gold.relations.begin(), gold.relations.end(), [&](const ClusterRelation& other) {
                    return is_wording(other.type) && meet(relation, other);
                });
            }));
    }
    figures.gold_wordings = static_cast<std::int64_t>(groups_of(gold.relations, is_wording, false).size());
}

void score_disputes(const Cluster& predicted, const Cluster& gold, AccountFigures& figures) {
    for (const std::vector<ClusterRelation>& group : by_group(predicted.relations, is_opposition)) {
        if (!group.front().disputed) continue;
        std::set<std::string> found;
        std::set<std::string> hit;
        const Met met = meetings_of(group, gold.relations, found, hit);
        if (met.open && !met.right) continue;
        ++figures.disputes;
        figures.disputes_right += static_cast<std::int64_t>(met.right);
    }
}

/// Counts cells of the table: decisions of claim, document and stance.
class CellCounter {
  public:
    void add(const std::set<Stance>& gold, const std::set<Stance>& predicted) {
        const bool gold_silent = gold.empty();
        const bool silent = predicted.empty();
        for (const Stance stance : predicted) count(gold.contains(stance), right_, wrong_);
        for (const Stance stance : gold) missed_ += static_cast<std::int64_t>(!predicted.contains(stance));
        if (silent) count(gold_silent, right_, wrong_);
        if (gold_silent) missed_ += static_cast<std::int64_t>(!silent);
        if (silent) count(gold_silent, silent_right_, silent_wrong_);
        if (!silent) count(!gold_silent, told_right_, told_wrong_);
        silent_missed_ += static_cast<std::int64_t>(gold_silent && !silent);
        told_missed_ += static_cast<std::int64_t>(!gold_silent && silent);
    }
    Scores stances() const { return score_decisions(right_, wrong_, missed_); }
    Scores silent() const { return score_decisions(silent_right_, silent_wrong_, silent_missed_); }
    Scores told() const { return score_decisions(told_right_, told_wrong_, told_missed_); }

  private:
    static void count(bool is_right, std::int64_t& right, std::int64_t& wrong) { ++(is_right ? right : wrong); }
    std::int64_t right_ = 0, wrong_ = 0, missed_ = 0;
    std::int64_t silent_right_ = 0, silent_wrong_ = 0, silent_missed_ = 0;
    std::int64_t told_right_ = 0, told_wrong_ = 0, told_missed_ = 0;
};

std::set<Stance> stances_in(const std::vector<GivenAccount>& accounts, std::int32_t report) {
    std::set<Stance> out;
    for (const GivenAccount& account : accounts)
        if (account.report == report && account.stance != Stance::silent && account.stance != Stance::unknown)
            out.insert(account.stance);
    return out;
}

std::vector<ClusterRelation> relations_of(const Cluster& cluster, std::span<const ClaimAccounts> claims) {
    std::vector<ClusterRelation> out;
    for (const GivenOpposition& found : find_oppositions(cluster.reports, claims)) {
        const ClaimAccounts& one = claims[found.claim_a];
        const ClaimAccounts& other = claims[found.claim_b];
        const GivenAccount& a = one.accounts[found.account_a];
        const GivenAccount& b = other.accounts[found.account_b];
        if (a.span.empty() || b.span.empty()) continue;
        ClusterRelation relation;
        relation.type = "contradiction:" + std::string(to_string(found.type));
        relation.group =
            cluster.name + "." + one.claim.id + "-" + other.claim.id + "." + std::string(to_string(found.type));
        relation.disputed = found.disputed;
        relation.claim_a = one.claim.id;
        relation.claim_b = other.claim.id;
        relation.a = place_of_span(cluster, a.report, a.span);
        relation.b = place_of_span(cluster, b.report, b.span);
        relation.why = found.why;
        out.push_back(std::move(relation));
    }
    return out;
}

Proposition whole_text(const CodedReport& coded, const WordRarity& rarity) {
    return proposition_of(coded, {0, static_cast<std::uint32_t>(coded.report.text.size())}, rarity);
}

CodedReport coded_text(const LayersOfReport& layers_of, simdjson::dom::element pair, const char* text,
                       const char* date) {
    CodedReport coded;
    coded.report = report_of_json(pair, text_of(pair, text));
    coded.report.published = PublicationTime::parse(text_of(pair, date), "date");
    coded.layers = layers_of(coded.report);
    return coded;
}

bool figures_or_negations_differ(const Proposition& a, const Proposition& b) {
    const auto figures = [](const Proposition& p) {
        std::multiset<double> out;
        for (const CountedThing& count : p.counts) out.insert(count.low);
        return out;
    };
    return (a.negations > 0) != (b.negations > 0) || figures(a) != figures(b);
}

}  // namespace

Result<AccountFigures> eval_accounts(const LayersOfReport& layers_of, const Compare& compare, std::string_view content,
                                     const std::string& path, std::string* predictions) {
    const Result<Cluster> gold = read_cluster(layers_of, content, path);
    if (!gold) return fail(gold.error());
    const Comparison comparison = compare(gold->reports);
    const Cluster predicted = Predictions(*gold).make(comparison);
    AccountFigures figures;
    figures.reports = static_cast<std::int64_t>(gold->reports.size());
    figures.findings = static_cast<std::int64_t>(comparison.findings.size());
    figures.oppositions = score(predicted.relations, gold->relations);
    score_wordings(predicted, *gold, figures);
    score_disputes(predicted, *gold, figures);
    if (predictions != nullptr) *predictions += write_cluster(predicted) + '\n';
    return figures;
}

Result<GivenClaimFigures> eval_given_claims(const LayersOfReport& layers_of, const WordRarity& rarity,
                                            std::string_view content, const std::string& path,
                                            std::string* predictions) {
    Result<Cluster> gold = read_cluster(layers_of, content, path);
    if (!gold) return fail(gold.error());
    Cluster predicted;
    predicted.name = gold->name;
    predicted.reports = gold->reports;
    CellCounter cells;
    GivenClaimFigures figures;
    for (const ClaimAccounts& claim : gold->claims) {
        std::vector<GivenAccount> found = find_accounts(gold->reports, claim.claim, rarity);
        for (std::size_t report = 0; report < gold->reports.size(); ++report) {
            const auto number = static_cast<std::int32_t>(report);
            ++figures.cells;
            cells.add(stances_in(claim.accounts, number), stances_in(found, number));
        }
        std::erase_if(found, [](const GivenAccount& account) { return account.span.empty(); });
        predicted.claims.push_back({claim.claim, std::move(found)});
    }
    figures.stances = cells.stances();
    figures.silent = cells.silent();
    figures.told = cells.told();
    predicted.relations = relations_of(*gold, gold->claims);
    figures.oppositions = score(predicted.relations, gold->relations);
    if (predictions != nullptr) *predictions += write_cluster(predicted) + '\n';
    return figures;
}

Result<PairFigures> eval_pairs(const LayersOfReport& layers_of, const WordRarity& rarity, const Opposites& opposites,
                               std::string_view content, const std::string& path, std::string* predictions) {
    PairFigures figures;
    std::int64_t rule_right = 0;
    std::int64_t rule_wrong = 0;
    std::int64_t rule_missed = 0;
    const auto done = each_json_line(content, path, "", [&](simdjson::dom::element pair, std::size_t) {
        const CodedReport a = coded_text(layers_of, pair, "text_a", "date_a");
        const CodedReport b = coded_text(layers_of, pair, "text_b", "date_b");
        const Proposition one = whole_text(a, rarity);
        const Proposition other = whole_text(b, rarity);
        const Judgement judgement = judge(one, other, opposites);
        const bool none = judgement.type == ContradictionType::none;
        const std::string label = none ? "none" : "contradiction:" + std::string(to_string(judgement.type));
        ++figures.pairs;
        if (const std::string gold = text_of(pair, "label"); !gold.empty()) {
            auto& [right, of] = figures.by_label[gold];
            ++of;
            right += static_cast<std::int64_t>(gold == label);
            figures.right += static_cast<std::int64_t>(gold == label);
            figures.binary_right += static_cast<std::int64_t>((gold == "none") == none);
            const bool rule = figures_or_negations_differ(one, other);
            rule_right += static_cast<std::int64_t>(rule && gold != "none");
            rule_wrong += static_cast<std::int64_t>(rule && gold == "none");
            rule_missed += static_cast<std::int64_t>(!rule && gold != "none");
        }
        if (predictions == nullptr) return true;
        JsonWriter json;
        json.object(
            [&] { json.member("id", text_of(pair, "id")).member("label", label).member("why", judgement.why); });
        *predictions += json.str() + '\n';
        return true;
    });
    if (!done) return fail(done.error());
    figures.rule = score_decisions(rule_right, rule_wrong, rule_missed);
    return figures;
}

}  // namespace px
