#include "relate/tellers.hpp"

#include <algorithm>
#include <vector>

#include "relate/accounts.hpp"
#include "relate/event_table.hpp"

namespace px {

std::string outlet_of(const CodedReport& coded) {
    if (!coded.report.outlet.empty()) return coded.report.outlet;
    return coded.report.source.substr(coded.report.source.find_last_of('/') + 1);
}

std::string told_by(std::span<const CodedReport> reports, StatementRef ref) {
    const CodedReport& coded = reports[ref.report];
    const Attribution* voice = voice_of(coded, ref);
    if (voice == nullptr) return outlet_of(coded) + " in its own voice";
    const std::string speaker = speaker_name(coded, *voice);
    return (speaker.empty() ? std::string("an unnamed voice") : speaker) + " in " + outlet_of(coded);
}

std::string told_by_all(std::span<const CodedReport> reports, std::span<const StatementRef> refs) {
    std::vector<std::string> tellers;
    for (const StatementRef ref : refs) {
        std::string teller = told_by(reports, ref);
        if (std::find(tellers.begin(), tellers.end(), teller) == tellers.end()) tellers.push_back(std::move(teller));
    }
    return join_names(tellers);
}

}  // namespace px
