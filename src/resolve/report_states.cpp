#include "resolve/report_states.hpp"

namespace px {
namespace {

constexpr double share_weight = 3;    // of all that the report names
constexpr double later = 0.25;        // a mention in sentence s counts 1 / (1 + later s)
constexpr double behind = 0.5;        // of a sentence, for each step back
constexpr std::size_t reach = 2;      // sentences back
constexpr double clearly = 0.3;       // ahead of the next state by so much
constexpr double nearly_all = 0.6;    // of all that the report names
constexpr double least_of_all = 0.5;  // below this nothing is known
constexpr int often = 2;              // one mention does not make a state what a report is about

}  // namespace

void ReportStates::add(std::size_t sentence, std::string_view iso3, double weight) {
    if (iso3.empty()) return;
    const double counted = weight / (1 + later * static_cast<double>(sentence));
    Share& share = all_[std::string(iso3)];
    if (share.mentions == 0) share.sentence = sentence;
    share.elsewhere = share.elsewhere || share.sentence != sentence || weight >= subject || weight == organisation;
    share.weight += counted;
    share.mentions += weight >= subject ? often : 1;  // one that acts, or whose institutions do, is enough
    sum_ += counted;
    // Who is only dealt with or lived in says little of whose army is meant.
    if (weight >= subject) in_sentence_[sentence][std::string(iso3)] += weight;
}

void ReportStates::add_home(std::string_view iso3, double weight) {
    if (!iso3.empty()) home_[std::string(iso3)] += weight;
}

ReportStates::Weights ReportStates::shares(int least_mentions, std::optional<std::size_t> asking) const {
    const auto counts = [&](const std::string& iso3, const Share& share) {
        // "The government withdrew its accusation against Rwanda": whose, nothing says.
        if (asking == share.sentence && !share.elsewhere && !home_.contains(iso3)) return false;
        if (home_.contains(iso3) || share.mentions >= often) return true;
        return share.mentions >= least_mentions && share.weight > place;
    };
    Weights weights = home_;
    for (const auto& [iso3, share] : all_)
        if (counts(iso3, share)) weights[iso3] += share_weight * share.weight / sum_;
    return weights;
}

std::string ReportStates::ahead(const Weights& weights) {
    std::string best;
    double first = 0;
    double second = 0;
    for (const auto& [iso3, weight] : weights) {
        if (weight > first) {
            second = first;
            first = weight;
            best = iso3;
        } else if (weight > second) {
            second = weight;
        }
    }
    return first >= least_of_all && first - second >= clearly ? best : "";
}

std::string ReportStates::near(std::size_t sentence) const {
    Weights weights = shares(1, sentence);
    double nearness = 1;
    for (std::size_t back = 0; back <= reach && back <= sentence; ++back, nearness *= behind)
        for (const auto& [iso3, weight] : in_sentence_[sentence - back]) weights[iso3] += nearness * weight;
    return ahead(weights);
}

std::string ReportStates::whole() const { return ahead(shares(often)); }

bool ReportStates::is_of(std::string_view iso3) const {
    const auto found = all_.find(iso3);
    if (found == all_.end()) return all_.empty() && home_.contains(iso3);
    const Share& share = found->second;
    return (share.mentions >= often || home_.contains(iso3)) && share.weight >= nearly_all * sum_;
}

}  // namespace px
