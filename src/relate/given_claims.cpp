#include "relate/given_claims.hpp"

#include <algorithm>
#include <map>

#include "record/evidence.hpp"
#include "relate/accounts.hpp"
#include "relate/order.hpp"

namespace px {
namespace {

constexpr double share_enough = 0.6;
constexpr double sentence_before = 0.35;
constexpr double without_figure = 0.45;
constexpr double without_time = 0.6;
constexpr double attributed_enough = 0.2;  // of the sentence

bool tells_figure(const Proposition& p, const std::vector<double>& figures) {
    return std::any_of(p.counts.begin(), p.counts.end(), [&](const CountedThing& count) {
        return std::any_of(figures.begin(), figures.end(),
                           [&](double figure) { return count.low <= figure * 1.01 && figure <= count.high * 1.01; });
    });
}

bool tells_time(const Proposition& p, const DaySpan& time) {
    return std::any_of(p.times.begin(), p.times.end(),
                       [&](const DaySpan& t) { return !t.year && t.begin < time.end && time.begin < t.end; });
}

double share_of(const std::map<std::string, double>& claim, const Proposition& p, const Proposition* before) {
    double total = 0;
    double found = 0;
    for (const auto& [stem, weight] : claim) {
        total += weight;
        if (p.stems.contains(stem) || p.names.contains(stem))
            found += weight;
        else if (before != nullptr && (before->stems.contains(stem) || before->names.contains(stem)))
            found += sentence_before * weight;
    }
    return total > 0 ? found / total : 0;
}

Mode mode_of(const CodedReport& coded, Span span) {
    for (const Statement& statement : coded.layers.statements)
        if (span.contains(statement.trigger)) return statement.mode;
    return Mode::actual;
}

GivenAccount account_in(const CodedReport& coded, std::int32_t report, Span span) {
    GivenAccount account;
    account.report = report;
    account.span = span;
    account.mode = mode_of(coded, span);
    double share = 0;
    const Attribution* voice = attribution_of(coded, span, &share);
    account.stance = Stance::asserts;
    if (voice == nullptr || share < attributed_enough) return account;
    account.stance = voice->denial ? Stance::attributes_denial : Stance::attributes;
    account.voice = speaker_name(coded, *voice);
    for (const ChainLink& link : voice->chain) account.chain.push_back(link.name);
    return account;
}

bool affirms(const GivenAccount& account) {
    return account.stance == Stance::asserts || account.stance == Stance::attributes;
}
bool denies(const GivenAccount& account) {
    return account.stance == Stance::denies || account.stance == Stance::attributes_denial;
}

bool is_judgement_claim(const GivenClaim& claim) { return claim.kind == "attitude"; }

class Oppositions {
  public:
    Oppositions(std::span<const CodedReport> reports, std::span<const ClaimAccounts> claims)
        : reports_(reports), claims_(claims) {}

    std::vector<GivenOpposition> find() {
        for (std::size_t i = 0; i < claims_.size(); ++i) {
            within(i);
            for (std::size_t j = i + 1; j < claims_.size(); ++j) between(i, j);
        }
        return std::move(found_);
    }

  private:
    void add(ContradictionType type, bool disputed, std::size_t i, std::size_t a, std::size_t j, std::size_t b,
             std::string why) {
        found_.push_back({type, disputed, i, a, j, b, std::move(why)});
    }

    void within(std::size_t i) {
        const ClaimAccounts& claim = claims_[i];
        if (is_judgement_claim(claim.claim)) return;
        const bool denied = std::any_of(claim.accounts.begin(), claim.accounts.end(), denies);
        for (std::size_t a = 0; a < claim.accounts.size(); ++a)
            for (std::size_t b = 0; b < claim.accounts.size(); ++b) {
                const GivenAccount& yes = claim.accounts[a];
                const GivenAccount& no = claim.accounts[b];
                const bool forecast =
                    yes.mode == Mode::planned && no.mode == Mode::negated && no.stance == Stance::hedges;
                if (forecast && !denied)
                    add(ContradictionType::modality, false, i, a, i, b, "expected against unlikely");
                else if (affirms(yes) && denies(no))
                    add(ContradictionType::polarity, no.stance == Stance::attributes_denial, i, a, i, b,
                        "told and denied");
            }
    }

    static bool one_act(const GivenClaim& a, const GivenClaim& b) {
        return !a.action.empty() && a.action == b.action && a.parties == b.parties;
    }

    void between(std::size_t i, std::size_t j) {
        const ClaimAccounts& one = claims_[i];
        const ClaimAccounts& other = claims_[j];
        if (!one_act(one.claim, other.claim)) return;
        for (std::size_t a = 0; a < one.accounts.size(); ++a)
            for (std::size_t b = 0; b < other.accounts.size(); ++b) compare(i, a, j, b);
    }

    void compare(std::size_t i, std::size_t a, std::size_t j, std::size_t b) {
        const ClaimAccounts& one = claims_[i];
        const ClaimAccounts& other = claims_[j];
        const GivenAccount& x = one.accounts[a];
        const GivenAccount& y = other.accounts[b];
        if (!affirms(x) || !affirms(y)) return;
        const bool plans = x.mode == Mode::planned && y.mode == Mode::planned;
        const int order = compare_published(reports_[x.report].report, reports_[y.report].report);
        const bool apart = one.claim.time && other.claim.time && are_apart({*one.claim.time}, {*other.claim.time}, 0);
        if (one.claim.kind == "time" && other.claim.kind == "time" && apart &&
            !(plans && (order != 0 || x.report == y.report)))
            add(ContradictionType::date, false, i, a, j, b, "one act, times that do not meet");
        if (one.claim.kind == "quantity" && other.claim.kind == "quantity" && !apart && order == 0 &&
            figures_differ(one.claim, other.claim) && same_time(one.claim, other.claim))
            add(ContradictionType::number, false, i, a, j, b, "one count, figures that do not meet");
        if (one.claim.kind == "event" && other.claim.kind == "event" && !apart) {
            const auto plan_then_act = [&](const GivenAccount& plan, const GivenAccount& act, int plan_after) {
                return plan.mode == Mode::planned && act.mode == Mode::actual && plan_after >= 0;
            };
            if (plan_then_act(x, y, order) || plan_then_act(y, x, -order))
                add(ContradictionType::modality, false, i, a, j, b, "still planned against already done");
        }
    }

    static bool same_time(const GivenClaim& a, const GivenClaim& b) {
        return a.time && b.time && a.time->begin == b.time->begin && a.time->end == b.time->end;
    }

    static bool figures_differ(const GivenClaim& a, const GivenClaim& b) {
        if (a.figures.empty() || b.figures.empty() || a.counted != b.counted) return false;
        return a.high < b.low || b.high < a.low;
    }

    std::span<const CodedReport> reports_;
    std::span<const ClaimAccounts> claims_;
    std::vector<GivenOpposition> found_;
};

}  // namespace

std::vector<GivenAccount> find_accounts(std::span<const CodedReport> reports, const GivenClaim& claim,
                                        const WordRarity& rarity) {
    const std::map<std::string, double> terms = terms_of(claim.words, rarity);
    std::vector<GivenAccount> accounts;
    for (std::size_t r = 0; r < reports.size(); ++r) {
        const CodedReport& coded = reports[r];
        double best = 0;
        Span at;
        std::optional<Proposition> before;
        for (const Span sentence : coded.layers.sentences) {
            Proposition p = proposition_of(coded, sentence, rarity);
            double share = share_of(terms, p, before ? &*before : nullptr);
            if (!claim.figures.empty() && !tells_figure(p, claim.figures)) share *= without_figure;
            if (claim.kind == "time" && claim.time && !tells_time(p, *claim.time)) share *= without_time;
            if (share > best) {
                best = share;
                at = sentence;
            }
            before = std::move(p);
        }
        const auto number = static_cast<std::int32_t>(r);
        if (best >= share_enough)
            accounts.push_back(account_in(coded, number, at));
        else
            accounts.push_back({number, coded.report.truncated ? Stance::unknown : Stance::silent, {}, {}, {}, {}});
    }
    return accounts;
}

std::vector<GivenOpposition> find_oppositions(std::span<const CodedReport> reports,
                                              std::span<const ClaimAccounts> claims) {
    return Oppositions(reports, claims).find();
}

}  // namespace px
