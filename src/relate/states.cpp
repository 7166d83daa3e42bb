#include "relate/states.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "record/evidence.hpp"
#include "relate/claims.hpp"
#include "relate/negated_verbs.hpp"
#include "relate/parties.hpp"
#include "relate/propositions.hpp"
#include "relate/tellers.hpp"
#include "relate/told.hpp"
#include "relate/utterances.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_findings = 50;
constexpr std::size_t most_evidence = 3;
constexpr std::size_t tellings_of_row = 48;  // of each side
constexpr std::size_t around = 14;           // words on either side of a phrase

// A phrase of one side of a row, as told.
struct Telling {
    const Utterance* by = nullptr;
    std::size_t phrase = 0;  // its first word
    std::size_t length = 0;
    std::set<std::string> about;  // stems of the words around it, without times
    std::optional<Party> holder;  // of an attitude
};

// "Would be signed", "if the road is open", "when the road is open", "not yet closed".
bool is_left_open(std::span<const std::string> words, std::size_t phrase) {
    static constexpr std::array<std::string_view, 8> conditions = {"no",   "nor",   "neither", "when",
                                                                   "once", "until", "unless",  "whenever"};
    constexpr std::size_t before = 4;
    for (std::size_t i = phrase > before ? phrase - before : 0; i < phrase; ++i)
        if ((leaves_open(words[i]) && (words[i] != "to" || i + 1 == phrase)) || negates(words[i]) ||
            std::ranges::find(conditions, words[i]) != conditions.end())
            return true;
    return std::ranges::any_of(words.first(phrase),
                               [](const std::string& word) { return word == "if" || word == "whether"; });
}

// The first somebody before the phrase in its words, else who speaks.
std::optional<Party> holder_of(const Utterance& by, std::size_t phrase) {
    const Layers& layers = by.coded->layers;
    const Span sentence = layers.sentences[static_cast<std::size_t>(by.sentence)];
    const std::uint32_t end = by.words.at[phrase].begin;
    const Mention* first = nullptr;
    for (const auto* mentions : {&layers.mentions, &layers.nationalities})
        for (const Mention& mention : *mentions)
            if (mention.actor >= 0 && mention.head.begin >= sentence.begin && mention.head.end <= end &&
                by.words.at.front().begin <= mention.head.begin &&
                (first == nullptr || mention.head.begin < first->head.begin))
                first = &mention;
    const std::int32_t actor = first != nullptr            ? first->actor
                               : by.attribution != nullptr ? by.attribution->speaker_actor
                                                           : -1;
    if (actor < 0 || static_cast<std::size_t>(actor) >= layers.actors.size()) return std::nullopt;
    return party_of(layers.actors[static_cast<std::size_t>(actor)]);
}

bool are_one_holder(const Telling& a, const Telling& b) {
    if (!a.holder || !b.holder) return false;
    if (a.holder->key == b.holder->key) return true;
    return a.holder->level == b.holder->level && !a.holder->person && !b.holder->person;
}

// What is compared on both sides of one row.
struct Sides {
    std::vector<Telling> one;
    std::vector<Telling> other;
};

class OpposedStates {
  public:
    OpposedStates(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages, const EventTable& table)
        : reports_(reports), lineages_(lineages), table_(table), all_(utterances_of(reports, lineages)) {}

    [[nodiscard]] std::vector<Finding> find() const {
        std::vector<Finding> out;
        for (const StateWords::Row& row : table_.states().rows()) {
            const Sides sides = sides_of(row);
            for (const Telling& no : sides.other) {
                std::vector<StatementRef> told;
                const Telling* first = nullptr;
                for (const Telling& yes : sides.one) {
                    if (told.size() >= most_evidence || !are_opposed(row, yes, no)) continue;
                    if (first != nullptr && first->by->is_own_voice() != yes.by->is_own_voice()) continue;
                    if (tells_both(sides, row, yes, no)) continue;
                    if (first == nullptr) first = &yes;
                    add_evidence(told, yes.by->ref);
                }
                if (first != nullptr && out.size() < most_findings)
                    out.push_back(finding(row, *first, no, std::move(told)));
            }
        }
        return out;
    }

  private:
    [[nodiscard]] Telling telling_at(const StateWords::Row& row, const Utterance& by, std::size_t phrase,
                                     std::size_t length) const {
        Telling telling{&by, phrase, length, {}, {}};
        const std::span<const std::string> words = by.words.words;
        const std::size_t begin = phrase > around ? phrase - around : 0;
        telling.about = content_stems(words.subspan(begin, phrase - begin));
        const std::size_t after = phrase + length;
        telling.about.merge(content_stems(words.subspan(after, std::min(around, words.size() - after))));
        for (const std::string& time : by.setting.times) telling.about.erase(time);
        if (row.kind == StateWords::Kind::view) {
            telling.holder = holder_of(by, phrase);
            if (telling.holder) drop_name(telling.holder->name, telling.about);
        }
        return telling;
    }

    static void drop_name(std::string_view name, std::set<std::string>& stems) {
        each_word(name, {0, static_cast<std::uint32_t>(name.size())},
                  [&](Span word) { stems.erase(stem_of(fold_word(slice(name, word)))); });
    }

    [[nodiscard]] Sides sides_of(const StateWords::Row& row) const {
        Sides sides;
        for (const Utterance& by : all_) {
            if (by.question || by.sentence < 0 || (by.attribution != nullptr && by.attribution->denial)) continue;
            const std::vector<std::string>& words = by.words.words;
            bool one_told = false;
            bool other_told = false;
            for (std::size_t i = 0; i < words.size(); ++i) {
                const std::size_t one = row.one.length_at(words, i);
                const std::size_t other = row.other.length_at(words, i);
                if ((one == 0 && other == 0) || one == other || is_left_open(words, i)) continue;
                std::vector<Telling>& side = one > other ? sides.one : sides.other;
                bool& told = one > other ? one_told : other_told;
                if (!told && side.size() < tellings_of_row)
                    side.push_back(telling_at(row, by, i, std::max(one, other)));
                told = true;
                i += std::max(one, other) - 1;
            }
            if (one_told && other_told) {  // "closed on Monday and open again": it tells of a change
                std::erase_if(sides.one, [&](const Telling& telling) { return telling.by == &by; });
                std::erase_if(sides.other, [&](const Telling& telling) { return telling.by == &by; });
            }
        }
        return sides;
    }

    [[nodiscard]] std::size_t in_common(const Telling& a, const Telling& b) const {
        return static_cast<std::size_t>(std::ranges::count_if(a.about, [&](const std::string& x) {
            return std::ranges::any_of(b.about, [&](const std::string& y) { return table_.kinds().are_one(x, y); });
        }));
    }

    // Words in common that are no names: two sentences about a minister share his name.
    [[nodiscard]] std::size_t things_in_common(const Telling& a, const Telling& b) const {
        return static_cast<std::size_t>(std::ranges::count_if(a.about, [&](const std::string& x) {
            return !a.by->setting.names.contains(x) && std::ranges::any_of(b.about, [&](const std::string& y) {
                return !b.by->setting.names.contains(y) && table_.kinds().are_one(x, y);
            });
        }));
    }

    // Of an occasion and of an attitude less is enough than of what can change.
    [[nodiscard]] bool are_about_one(const StateWords::Row& row, const Telling& a, const Telling& b) const {
        constexpr std::size_t least = 2;
        constexpr std::size_t least_of_states = 3;
        const std::size_t things = things_in_common(a, b);
        if (row.kind == StateWords::Kind::event)
            return things >= least || (things > 0 && in_common(a, b) >= least_of_states);
        return things > 0 && in_common(a, b) >= (row.kind == StateWords::Kind::view ? least : least_of_states);
    }

    [[nodiscard]] bool are_of_one_time(const StateWords::Row& row, const Utterance& a, const Utterance& b) const {
        if (are_of_other_days(a.setting, b.setting) || are_of_other_places(a.setting, b.setting)) return false;
        const auto& one = a.coded->report.published;
        const auto& other = b.coded->report.published;
        if (!one || !other) return false;
        const auto apart = std::abs(one->day - other->day);
        if (row.kind != StateWords::Kind::state) return apart <= 2;
        return apart == 0 || (a.setting.begin && b.setting.begin);
    }

    [[nodiscard]] bool are_opposed(const StateWords::Row& row, const Telling& yes, const Telling& no) const {
        const Utterance& a = *yes.by;
        const Utterance& b = *no.by;
        if (a.is_own_voice() && b.is_own_voice()) {
            if (lineages_[a.ref.report] == lineages_[b.ref.report]) return false;
        } else if (is_one_speaker(a.speaker, b.speaker) || (!a.is_own_voice() && a.speaker.empty()) ||
                   (!b.is_own_voice() && b.speaker.empty())) {
            return false;
        }
        if (row.kind == StateWords::Kind::view && !are_one_holder(yes, no)) return false;
        return are_of_one_time(row, a, b) && are_about_one(row, yes, no);
    }

    // A report that tells the other side too, in the same voice, tells of a change or of two things.
    [[nodiscard]] bool tells_both(const Sides& sides, const StateWords::Row& row, const Telling& yes,
                                  const Telling& no) const {
        const auto also = [&](const std::vector<Telling>& side, const Telling& like, const Telling& against) {
            return std::ranges::any_of(side, [&](const Telling& telling) {
                if (telling.by->ref.report != like.by->ref.report) return false;
                if (row.kind != StateWords::Kind::view && telling.by->is_own_voice() != like.by->is_own_voice())
                    return false;
                return telling.by != against.by && are_about_one(row, telling, against);
            });
        };
        return also(sides.other, yes, no) || also(sides.one, no, yes);
    }

    [[nodiscard]] Finding finding(const StateWords::Row& row, const Telling& yes, const Telling& no,
                                  std::vector<StatementRef> told) const {
        const bool view = row.kind == StateWords::Kind::view;
        const bool outlets = yes.by->is_own_voice() && no.by->is_own_voice();
        Finding finding;
        finding.kind = view      ? FindingKind::opposed_attitudes
                       : outlets ? FindingKind::contradiction
                                 : FindingKind::disputed;
        finding.type = view ? ContradictionType::evaluation : ContradictionType::polarity;
        finding.one = std::move(told);
        finding.other = {no.by->ref};
        finding.summary = fmt::format("{}: \"{}\" ({}), \"{}\" ({})", view ? yes.holder->name : row.name, words(yes),
                                      told_by_all(reports_, finding.one), words(no), told_by(reports_, no.by->ref));
        finding.trace = {fmt::format("phrases that exclude each other: {}", row.name),
                         "one time, and further words in common"};
        if (view) finding.trace.push_back("one holder: " + yes.holder->name);
        return finding;
    }

    static std::string_view words(const Telling& telling) {
        const std::vector<Span>& at = telling.by->words.at;
        return slice(telling.by->coded->report.text,
                     {at[telling.phrase].begin, at[telling.phrase + telling.length - 1].end});
    }

    std::span<const CodedReport> reports_;
    std::span<const std::int32_t> lineages_;
    const EventTable& table_;
    std::vector<Utterance> all_;
};

}  // namespace

std::vector<Finding> find_opposed_states(std::span<const CodedReport> reports, std::span<const std::int32_t> lineages,
                                         const EventTable& table) {
    return OpposedStates(reports, lineages, table).find();
}

}  // namespace px
