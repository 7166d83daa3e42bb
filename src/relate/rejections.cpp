#include "relate/rejections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
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

constexpr std::size_t findings_per_report = 100;
constexpr std::size_t rejections_per_report = 400;
constexpr std::uint32_t longest_sentence = 700;  // bytes

// Finds rejections sentence by sentence, with who rejects.
class Rejections {
  public:
    Rejections(std::span<const CodedReport> reports, std::span<const Told> all, const DisputeWords& words,
               std::span<const std::int32_t> lineages)
        : reports_(reports), sayings_(all, words, Copies(reports, lineages)), words_(words) {}

    [[nodiscard]] std::vector<Finding> find(std::span<const std::int32_t> lineages) const {
        std::vector<Finding> out;
        Copies copies(reports_, lineages);
        const RejectedFinder finder(sayings_, words_);
        for (const std::int32_t report : canonical_order(reports_)) {
            const std::size_t most = out.size() + findings_per_report;
            std::size_t tried = 0;
            for (RejectionPlace& place : places_in(report, copies)) {
                if (++tried > rejections_per_report || out.size() >= most) break;
                if (is_taken_back(place) || !find_rejecter(place)) continue;
                end_at_trailing_speaker(place);
                if (const std::optional<Rejected> rejected = finder.find(place))
                    out.push_back(finding(place, *rejected));
            }
        }
        return out;
    }

  private:
    [[nodiscard]] std::vector<RejectionPlace> places_in(std::int32_t report, Copies& copies) const {
        std::vector<RejectionPlace> out;
        const CodedReport& coded = reports_[static_cast<std::size_t>(report)];
        for (std::size_t i = 0; i < coded.layers.sentences.size() && out.size() <= rejections_per_report; ++i) {
            const Span sentence = coded.layers.sentences[i];
            if (sentence.size() > longest_sentence) continue;
            const WordList list = words_of(coded.report.text, sentence);
            const std::vector<Rejection> found = rejections_in(list, words_);
            const auto at = static_cast<std::int32_t>(i);
            if (found.empty() || copies.is_copy({report, RecordKind::sentence, at})) continue;
            for (const Rejection& rejection : found)
                out.push_back({report, at, &coded, list, rejection, {}, {}, nullptr});
        }
        return out;
    }

    // "The claim that the dam leaks, Voss said": what is rejected ends before the speaker.
    void end_at_trailing_speaker(RejectionPlace& place) const {
        for (const std::size_t i : sayings_.of_report(place.report)) {
            const Told& told = sayings_.at(i);
            if (told.sentence != place.sentence || told.attribution->cue.empty()) continue;
            const std::uint32_t cue = told.attribution->cue.begin;
            const Span speaker = told.attribution->speaker;
            const std::uint32_t first = speaker.empty() ? cue : std::min(cue, speaker.begin);
            if (told.content().begin >= first) continue;
            end_before(place, place.rejection.clause, first);
            end_before(place, place.rejection.tail, first);
        }
    }

    // Ends a stretch at the last comma before a byte in it.
    static void end_before(const RejectionPlace& place, WordRange& range, std::uint32_t byte) {
        if (!place.span(range).contains(byte)) return;
        std::size_t comma = range.begin;
        for (std::size_t k = range.begin + 1; k < range.end && place.list.at[k].begin <= byte; ++k)
            if (place.list.before(k).find(',') != std::string_view::npos) comma = k;
        if (comma > range.begin) range.end = comma;
    }

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

    // "Voss said that the dam was dry and that claims of leaks were false": what is said may end at "and that".
    [[nodiscard]] const Told* saying_continued(const RejectionPlace& place) const {
        const std::string_view text = place.list.text;
        for (const std::size_t i : sayings_.of_report(place.report)) {
            const Told& told = sayings_.at(i);
            const Span content = told.content();
            if (told.sentence != place.sentence || is_wish_or_act(told) || content.end > place.cue_begin()) continue;
            if (told.attribution->cue.end > content.begin) continue;
            const std::string_view between = slice(text, {content.end, place.cue_begin()});
            if (between.starts_with(" and that ") && between.find(',') == std::string_view::npos) return &told;
        }
        return nullptr;
    }

    [[nodiscard]] bool teller_rejects(RejectionPlace& place) const {
        if (place.teller == nullptr) place.teller = denial_around(place);
        if (place.teller == nullptr) place.teller = saying_continued(place);
        if (place.teller == nullptr) {
            const std::string_view text = place.list.text;
            const std::uint32_t at = place.cue_begin();
            const Span sentence = place.coded->layers.sentences[static_cast<std::size_t>(place.sentence)];
            const std::string_view before = text.substr(sentence.begin, at - sentence.begin);
            return before.find("“") == std::string_view::npos && before.find('"') == std::string_view::npos;
        }
        place.rejecter = voice_of_told(*place.teller);
        if (place.teller->sentence == place.sentence) place.ref = place.teller->ref;
        return !place.rejecter.name.empty() && !is_nobody(place.rejecter);
    }

    [[nodiscard]] bool subject_rejects(RejectionPlace& place) const {
        const Span verb = place.list.at[place.rejection.cue.begin];
        for (const std::size_t i : sayings_.of_report(place.report)) {
            const Told& told = sayings_.at(i);
            if (!verb.overlaps(told.attribution->cue) || told.speaker.empty()) continue;
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
    std::vector<std::int32_t> each(reports.size());
    std::iota(each.begin(), each.end(), 0);
    const std::vector<Told> all = all_told(reports, each);
    return Rejections(reports, all, words, lineages).find(lineages);
}

}  // namespace px
