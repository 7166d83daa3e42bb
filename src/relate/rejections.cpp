#include "relate/rejections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/order.hpp"
#include "relate/rejected.hpp"
#include "relate/rejection_reader.hpp"
#include "relate/sayings.hpp"
#include "relate/subjects.hpp"
#include "relate/tellers.hpp"
#include "relate/told.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::size_t most_tried = 400;          // rejections
constexpr std::uint32_t longest_sentence = 700;  // bytes

// Finds rejections sentence by sentence, with who rejects.
class Rejections {
  public:
    Rejections(std::span<const CodedReport> reports, std::span<const Told> all, const DisputeWords& words)
        : reports_(reports), sayings_(all, words), words_(words) {}

    [[nodiscard]] std::vector<Finding> find(std::span<const std::int32_t> lineages) const {
        std::vector<Finding> out;
        Copies copies(reports_, lineages);
        const RejectedFinder finder(sayings_, words_);
        std::size_t tried = 0;
        for (const std::int32_t report : canonical_order(reports_)) {
            const CodedReport& coded = reports_[static_cast<std::size_t>(report)];
            for (std::size_t i = 0; i < coded.layers.sentences.size(); ++i) {
                const Span sentence = coded.layers.sentences[i];
                if (sentence.size() > longest_sentence) continue;
                const WordList list = words_of(coded.report.text, sentence);
                const std::vector<Rejection> found = rejections_in(list, words_);
                if (found.empty() || copies.is_copy({report, RecordKind::sentence, static_cast<std::int32_t>(i)}))
                    continue;
                for (const Rejection& rejection : found) {
                    if (++tried > most_tried || out.size() >= most_findings) return out;
                    RejectionPlace place{report, static_cast<std::int32_t>(i), &coded, list, rejection, {}, {},
                                         nullptr};
                    if (is_taken_back(place) || !find_rejecter(place)) continue;
                    if (const std::optional<Rejected> rejected = finder.find(place))
                        out.push_back(finding(place, *rejected));
                }
            }
        }
        return out;
    }

  private:
    // "Sorry for the false claim": whoever takes it back made it.
    [[nodiscard]] static bool is_taken_back(const RejectionPlace& place) {
        return std::ranges::any_of(place.list.words, [](const std::string& word) {
            return starts_with_one(word, {"sorry", "apolog", "retract"});
        });
    }

    [[nodiscard]] bool find_rejecter(RejectionPlace& place) const {
        place.ref = {place.report, RecordKind::sentence, place.sentence};
        for (const std::size_t i : sayings_.of_report(place.report)) {
            const Told& told = sayings_.at(i);
            if (!told.content().contains(place.cue_begin()) || is_wish_or_act(told)) continue;
            if (place.teller == nullptr || told.content().size() < place.teller->content().size()) place.teller = &told;
        }
        return place.rejection.by == Rejecter::teller ? teller_rejects(place) : subject_rejects(place);
    }

    // "Voss said that claims of fraud were false": what is said may hold the claims only.
    [[nodiscard]] const Told* denial_around(const RejectionPlace& place) const {
        for (const std::size_t i : sayings_.of_report(place.report)) {
            const Told& told = sayings_.at(i);
            if (told.attribution->denial && told.sentence == place.sentence &&
                told.content().end <= place.cue_begin() && told.attribution->cue.end <= told.content().begin)
                return &told;
        }
        return nullptr;
    }

    [[nodiscard]] bool teller_rejects(RejectionPlace& place) const {
        if (place.teller == nullptr) place.teller = denial_around(place);
        if (place.teller == nullptr) {
            const std::string_view text = place.list.text;
            const std::uint32_t at = place.cue_begin();
            const Span sentence = place.coded->layers.sentences[static_cast<std::size_t>(place.sentence)];
            const std::string_view before = text.substr(sentence.begin, at - sentence.begin);
            return before.find("“") == std::string_view::npos && before.find('"') == std::string_view::npos;
        }
        place.rejecter = voice_of_told(*place.teller);
        if (place.teller->sentence == place.sentence) place.ref = place.teller->ref;
        return !place.rejecter.name.empty();
    }

    [[nodiscard]] bool subject_rejects(RejectionPlace& place) const {
        const Span cue = place.span(place.rejection.cue);
        for (const std::size_t i : sayings_.of_report(place.report)) {
            const Told& told = sayings_.at(i);
            if (!cue.overlaps(told.attribution->cue) || told.speaker.empty()) continue;
            place.rejecter = voice_of_told(told);
            if (told.sentence == place.sentence) place.ref = told.ref;
            return !is_bench(place);
        }
        const Subject subject = subject_before_verb(*place.coded, place.list, place.rejection.cue.begin);
        if (subject.name.empty()) return false;
        place.rejecter = voice_of_actor(*place.coded, subject.actor);
        if (place.rejecter.name.empty()) place.rejecter.name = subject.name;
        return !is_bench(place);
    }

    // Courts dismiss claims that are cases.
    [[nodiscard]] bool is_bench(const RejectionPlace& place) const {
        const WordList list =
            words_of(place.rejecter.name, {0, static_cast<std::uint32_t>(place.rejecter.name.size())});
        return std::ranges::any_of(list.words, [&](const std::string& word) { return words_.has("bench", word); });
    }

    [[nodiscard]] Finding finding(const RejectionPlace& place, const Rejected& rejected) const {
        Finding finding;
        finding.kind = FindingKind::disputed;
        finding.type = ContradictionType::polarity;
        finding.one = rejected.refs;
        finding.other = {place.ref};
        const std::string rejecter = place.rejecter.name.empty()
                                         ? outlet_of(*place.coded) + " in its own voice"
                                         : place.rejecter.name + " in " + outlet_of(*place.coded);
        finding.summary = fmt::format("\"{}\": told by {}, rejected by {}", rejected.words, rejected.teller, rejecter);
        finding.trace = {fmt::format("{} rejects it: \"{}\"",
                                     place.rejecter.name.empty() ? outlet_of(*place.coded) : place.rejecter.name,
                                     slice(place.list.text, place.span(place.rejection.cue))),
                         rejected.why};
        return finding;
    }

    std::span<const CodedReport> reports_;
    Sayings sayings_;
    const DisputeWords& words_;
};

}  // namespace

std::vector<Finding> find_rejections(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                     const DisputeWords& words) {
    const std::vector<Told> all = all_told(reports, lineages);
    return Rejections(reports, all, words).find(lineages);
}

}  // namespace px
