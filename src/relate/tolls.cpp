#include "relate/tolls.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <span>
#include <string_view>
#include <utility>

#include "record/evidence.hpp"
#include "relate/claims.hpp"
#include "relate/numbers.hpp"
#include "relate/propositions.hpp"
#include "relate/span_set.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::size_t most_tolls = 60;  // of one report
constexpr std::int64_t day = 86'400;
constexpr std::int64_t days_before_report = 4;  // as for acts without a time (events.hpp)
constexpr std::string_view several = "several";
constexpr double least_of_several = 2;
constexpr std::int64_t days_of_telling = 3;  // a day told beside it may be that of what was said of it

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 12> open_words = {
    "could", "may", "might", "would", "will", "if", "can", "should", "possibly", "feared", "believed", "threatened"};
constexpr std::array<std::string_view, 11> negations = {"not",    "never", "didnt", "hadnt",   "havent", "wasnt",
                                                        "werent", "hasnt", "nt",    "without", "denied"};
constexpr std::array<std::string_view, 14> quantifiers = {
    "at", "least", "more", "than", "about", "up", "to", "as", "many", "some", "nearly", "almost", "another", "around"};
constexpr std::array<std::string_view, 12> passive_helpers = {"was", "were",       "been", "be",   "being", "are",
                                                              "is",  "reportedly", "got",  "left", "found", "shot"};
constexpr std::array<std::string_view, 11> noun_ends = {"in",   "at",  "on",    "by",   "from",  "near",
                                                        "when", "who", "after", "with", "during"};

// ---- the sentence ---------------------------------------------------------------------------------------------------

struct Count {
    std::size_t first = 0;  // words of the number
    std::size_t last = 0;
    double value = 0;
    std::string harm;
    bool as_of = false;             // "the toll rose to 272 on Sunday": the time is that of the count
    std::vector<std::size_t> noun;  // words of the victims' noun phrase
};

// Reads the counts of one sentence.
class Counter {
  public:
    Counter(const CodedReport& coded, Span sentence, const TollWords& words, std::span<const Span> times)
        : words_(words), times_(times), list_(words_of(coded.report.text, sentence)) {}

    [[nodiscard]] const WordList& list() const { return list_; }

    std::vector<Count> read() {
        std::vector<Count> counts;
        if (is_open()) return counts;
        for (std::size_t i = 0; i < list_.words.size(); ++i) {
            Count count;
            count.first = i;
            const auto last = number(i, count.value);
            if (!last) continue;
            count.last = *last;
            i = *last;
            if (is_part(count) || is_age(count) || is_former(count) || in_time(count.first)) continue;
            count.harm = harm_of(count);
            if (!count.harm.empty()) counts.push_back(std::move(count));
        }
        return counts;
    }

  private:
    [[nodiscard]] std::string_view word(std::size_t i) const {
        return i < list_.words.size() ? std::string_view(list_.words[i]) : std::string_view();
    }

    // What may be, what is called an earlier figure, an average: no toll of the act.
    [[nodiscard]] bool is_open() const {
        for (std::size_t i = 0; i < list_.words.size(); ++i)
            if (words_.is_earlier(word(i)) || (is_in(open_words, word(i)) && !in_time(i))) return true;
        return false;
    }

    // The noun is no part of a longer one: "a child tax credit".
    [[nodiscard]] bool ends_phrase(std::size_t k) const {
        return k + 1 >= list_.words.size() || is_in(noun_ends, word(k + 1)) || is_function_word(word(k + 1)) ||
               list_.before(k + 1).find_first_of(",;:.()") != std::string_view::npos;
    }

    // "Injuring a crew member", "killed a policeman".
    [[nodiscard]] bool is_struck(std::size_t article) const {
        constexpr std::size_t longest = 3;  // words
        if (article == 0 || words_.active_harm(word(article - 1)).empty()) return false;
        for (std::size_t k = article + 1; k < list_.words.size() && k <= article + longest; ++k) {
            if (list_.before(k).find_first_of(",;:.()") != std::string_view::npos) return false;
            if (words_.is_single(word(k))) return ends_phrase(k);
        }
        return false;
    }

    // "One" counts only before a noun that can be a victim; "nobody", "no one" count nobody.
    [[nodiscard]] std::optional<std::size_t> number(std::size_t i, double& value) const {
        if (i >= list_.words.size()) return std::nullopt;
        if (word(i) == "nobody") return i;
        if (word(i) == "no" && word(i + 1) == "one") return i + 1;
        if (word(i) == several) {
            value = least_of_several;
            return i;
        }
        const bool article = word(i) == "a" || word(i) == "an";
        if (word(i) == "one" ? !words_.victim(word(i + 1)).empty() || is_struck(i) : article && is_struck(i)) {
            value = 1;
            return i;
        }
        return number_at(list_, i, value);
    }

    [[nodiscard]] bool in_time(std::size_t i) const {
        const std::uint32_t at = list_.at[i].begin;
        const auto after = std::upper_bound(times_.begin(), times_.end(), at,
                                            [](std::uint32_t byte, Span time) { return byte < time.begin; });
        return after != times_.begin() && std::prev(after)->contains(at);
    }

    // "Nine of the dead", "two of them", "seven more people".
    [[nodiscard]] bool is_part(const Count& count) const {
        const std::string_view next = word(count.last + 1);
        const std::string_view after = word(count.last + 2);
        return (next == "of" && (after == "the" || after == "them" || after == "those" || after == "whom")) ||
               words_.is_unit(next) || next == "more" || next == "other" || next == "others" || next == "further" ||
               (count.first > 0 && list_.text[list_.at[count.first].begin - 1] == '$');
    }

    // "Ages 6 to 16", "aged between 20 and 30": either number.
    [[nodiscard]] bool stands_behind_age(std::size_t i) const {
        constexpr std::size_t reach = 4;
        for (std::size_t k = i; k-- > i - std::min(i, reach);) {
            double ignored = 0;
            if (word(k) == "age" || word(k) == "ages" || word(k) == "aged") return true;
            const bool of_range = word(k) == "to" || word(k) == "and" || word(k) == "between" || word(k) == "from";
            if (!of_range && !number_at(list_, k, ignored)) return false;
        }
        return false;
    }

    // "His son Cody, 22, was among the dead".
    [[nodiscard]] bool is_age(const Count& count) const {
        if (stands_behind_age(count.first)) return true;
        const std::uint32_t end = list_.at[count.last].end;
        return count.first > 0 && list_.before(count.first).starts_with(',') && end < list_.text.size() &&
               list_.text[end] == ',' && count.first == count.last;
    }

    // "Rose from 77 to 272": the first of the two.
    [[nodiscard]] bool is_former(const Count& count) const {
        return count.first > 0 && word(count.first - 1) == "from";
    }

    [[nodiscard]] bool breaks_before(std::size_t i) const {
        return list_.before(i).find_first_of(";:()") != std::string_view::npos;
    }

    // "12 people were killed": what was suffered, a few words after the number.
    std::string suffered(Count& count) const {
        constexpr std::size_t reach = 9;
        bool noun = true;
        for (std::size_t k = count.last + 1; k < list_.words.size() && k <= count.last + reach; ++k) {
            double other = 0;
            if (stands_behind_age(k) && number(k, other)) continue;
            if (breaks_before(k) || number(k, other) || is_in(negations, word(k))) return {};
            if (word(k).starts_with("drown") && word(k + 1) == "out") return {};
            if (word(k) == "lost" && word(k + 1) == "their" && word(k + 2) == "lives") return "killed";
            const std::string_view harm = word(count.last + 1) == "bodies" && is_done_to_bodies(k)
                                              ? std::string_view("killed")
                                              : words_.harm(word(k));
            if (!harm.empty()) return is_suffered(k, count) ? std::string(harm) : std::string();
            noun = noun && !is_in(noun_ends, word(k)) && !is_in(passive_helpers, word(k)) && word(k) != "have" &&
                   word(k) != "has" && word(k) != "had" && list_.before(k).find(',') == std::string_view::npos;
            if (noun) count.noun.push_back(k);
        }
        count.noun.clear();
        return {};
    }

    // "Were found", but not "the two bodies found that the vote was fair".
    [[nodiscard]] bool is_done_to_bodies(std::size_t k) const {
        return words_.is_done_to_bodies(word(k)) &&
               (!words_.is_done_by_bodies(word(k)) || is_in(passive_helpers, word(k - 1)));
    }

    // "Nine soldiers killed two men" does not count nine dead.
    [[nodiscard]] bool is_suffered(std::size_t k, const Count& count) const {
        if (words_.active_harm(word(k)).empty() || is_in(passive_helpers, word(k - 1)) || k == count.last + 1)
            return true;
        double other = 0;
        const std::string_view next = word(k + 1);
        return next != "a" && next != "an" && next != "the" && next != "at" && next != "more" && next != "several" &&
               !number(k + 1, other);
    }

    // "Killed at least 12 people": the number after what did it.
    std::string inflicted(Count& count) const {
        std::size_t k = count.first;
        while (k > 0 && (is_in(quantifiers, word(k - 1)) || word(k - 1) == "the")) --k;
        if (k == 0 || list_.before(k).find_first_of(",;:.()") != std::string_view::npos) return {};
        const std::string_view harm = words_.active_harm(word(k - 1));
        const bool lives = (word(k - 1) == "claimed" || word(k - 1) == "cost") && word(count.last + 1) == "lives";
        if (harm.empty() && !lives) return {};
        for (std::size_t back = 1; back <= 4 && back < k; ++back)
            if (is_in(negations, word(k - 1 - back))) return {};
        constexpr std::size_t longest = 3;
        for (std::size_t n = count.last + 1; n < list_.words.size() && n <= count.last + longest; ++n) {
            if (list_.before(n).find_first_of(",;:.()\"") != std::string_view::npos) break;
            if (is_in(noun_ends, word(n)) || is_function_word(word(n)) || !words_.harm(word(n)).empty()) break;
            count.noun.push_back(n);
        }
        return lives ? "killed" : std::string(harm);
    }

    // "The death toll rose to 272", "the number of people injured stands at 108".
    [[nodiscard]] std::string of_toll(const Count& count) const {
        constexpr std::size_t reach = 26;
        constexpr std::size_t reach_of_number = 4;
        const std::string_view before = count.first > 0 ? word(count.first - 1) : std::string_view();
        if (before != "to" && before != "at" && before != "of" && before != "is" && before != "was" &&
            before != "reached" && !is_in(quantifiers, before))
            return {};
        for (std::size_t k = 1; k <= std::min(reach, count.first); ++k) {
            const std::size_t at = count.first - k;
            if (word(at) == "toll") return "killed";
            if (word(at) == "and" || word(at) == "but") return {};
            if (word(at) != "number") continue;
            for (std::size_t n = at + 1; n <= at + reach_of_number && n < count.first; ++n)
                if (const std::string_view harm = words_.harm(word(n)); !harm.empty()) return std::string(harm);
        }
        return {};
    }

    std::string harm_of(Count& count) const {
        if (std::string harm = inflicted(count); !harm.empty()) return harm;
        if (std::string harm = suffered(count); !harm.empty()) return harm;
        count.noun.clear();
        count.as_of = true;
        return of_toll(count);
    }

    const TollWords& words_;
    std::span<const Span> times_;  // sorted
    WordList list_;
};

// ---- who was counted ------------------------------------------------------------------------------------------------

// The class of the victims, a proper adjective before it ("american soldiers"), and their noun for the label.
void set_victims(const CodedReport& coded, const WordList& list, const Count& count, const TollWords& words,
                 Toll& toll) {
    std::string kind;
    std::string proper;
    for (const std::size_t i : count.noun) {
        const std::string_view printed = slice(coded.report.text, list.at[i]);
        if (printed.front() >= 'A' && printed.front() <= 'Z') proper += list.words[i] + " ";
        const std::string_view known = words.victim(list.words[i]);
        if (!known.empty()) kind = known;
    }
    if (kind.empty() && !count.noun.empty()) {
        kind = stem_of(list.words[count.noun.back()]);
        toll.noun =
            std::string(slice(coded.report.text, hull(list.at[count.noun.front()], list.at[count.noun.back()])));
    }
    if (kind.empty()) kind = "everybody";
    if (toll.noun.empty()) toll.noun = words.shown(kind);
    toll.victims = proper + kind;
}

// ---- where, when, by what -------------------------------------------------------------------------------------------

// What one stretch of text tells of the occurrence.
struct Setting {
    std::set<std::string> causes, scene, countries;
    std::string place, time;
    std::optional<std::int64_t> begin, end;
};

constexpr std::array<std::string_view, 19> calendar = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",  "sunday",  "january",  "february", "march",
    "april",  "may",     "june",      "july",     "august", "september", "october", "november", "december"};

bool is_calendar(std::string_view folded) {
    if (folded.ends_with("s") && is_in(calendar, folded.substr(0, folded.size() - 1))) return true;  // "Saturday's"
    return is_in(calendar, folded);
}

// Heads of names of actors, and adjectives of states.
SpanSet named_in(const CodedReport& coded) {
    std::vector<Span> spans;
    for (const Mention& mention : coded.layers.mentions) spans.push_back(mention.head);
    for (const Mention& adjective : coded.layers.nationalities) spans.push_back(adjective.span);
    return SpanSet(std::move(spans));
}

// Proper names in a stretch of text that are nobody's and no calendar's. Headlines in capitals tell nothing.
void add_names(const CodedReport& coded, const SpanSet& named, const WordList& list, Setting& setting) {
    std::size_t capitals = 0;
    std::vector<std::size_t> names;
    for (std::size_t i = 1; i < list.words.size(); ++i) {
        const char initial = coded.report.text[list.at[i].begin];
        if (initial < 'A' || initial > 'Z') continue;
        ++capitals;
        const bool sentence_begins = list.before(i).find_first_of(".!?\"\n") != std::string_view::npos;
        if (!sentence_begins && !named.overlaps(list.at[i]) && !is_calendar(list.words[i])) names.push_back(i);
    }
    if (capitals * 2 > list.words.size()) return;
    for (const std::size_t i : names) setting.scene.insert(list.words[i]);
}

// "GENEVA": where the report was written.
bool is_dateline(const CodedReport& coded, Span place) {
    const std::string_view name = slice(coded.report.text, place);
    return name.size() > 3 && std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Mentions in whose words a place may stand: they are ordered by where they begin, and few are longer.
std::span<const Mention> mentions_around(const CodedReport& coded, Span place) {
    constexpr std::uint32_t longest = 400;  // bytes
    const std::vector<Mention>& mentions = coded.layers.mentions;
    const auto first = std::partition_point(mentions.begin(), mentions.end(), [&](const Mention& mention) {
        return mention.span.begin + longest < place.begin;
    });
    const auto end = std::partition_point(first, mentions.end(),
                                          [&](const Mention& mention) { return mention.span.begin <= place.begin; });
    return {first, end};
}

// "Mexico's foreign minister", "the leaders of Qatar": whose, and not where. A town's officials speak of their town.
bool is_whose(const CodedReport& coded, const PlaceMention& place, std::span<const Mention> around) {
    const std::string_view before = std::string_view(coded.report.text).substr(0, place.span.begin);
    const bool of = before.ends_with(" of ") || before.ends_with(" of the ") || before.ends_with(" and ");
    const bool in_name = std::any_of(around.begin(), around.end(), [&](const Mention& mention) {
        return mention.span.contains(place.span) && !mention.head.overlaps(place.span) &&
               (mention.head.begin > place.span.begin || of);
    });
    return in_name && std::any_of(coded.layers.actors.begin(), coded.layers.actors.end(), [&](const Actor& actor) {
               return actor.kind == ActorKind::state && actor.name == place.name;
           });
}

void add_places(const CodedReport& coded, Span words, Setting& setting) {
    for (const PlaceMention& place : coded.layers.places) {
        if (place.metonym || !words.contains(place.span) || is_dateline(coded, place.span)) continue;
        const std::span<const Mention> around = mentions_around(coded, place.span);
        if (is_whose(coded, place, around)) continue;
        if (!place.country.empty()) setting.countries.insert(place.country);
        if (setting.place.empty()) setting.place = place.name;
        const bool is_country = std::any_of(around.begin(), around.end(),
                                            [&](const Mention& mention) { return mention.head == place.span; });
        if (!is_country) setting.scene.insert(fold_word(slice(coded.report.text, place.span)));
    }
}

// "Saturday's", with the ending inside of the time's words or after them.
bool is_possessive(std::string_view text, Span time) {
    const std::string_view words = slice(text, time);
    const std::string_view after = text.substr(time.end, 4);
    return words.ends_with("'s") || words.ends_with("’s") || after.starts_with("'s") || after.starts_with("’s");
}

void add_time(const CodedReport& coded, Span words, bool as_of, Setting& setting) {
    for (const TimeMention& time : coded.layers.times) {
        if (as_of && !is_possessive(coded.report.text, time.span)) continue;
        if (!words.contains(time.span) || !time.interval || time.type == TimexType::duration ||
            time.type == TimexType::set || setting.begin)
            continue;
        setting.begin = time.interval->begin;
        setting.end = time.interval->end;
        setting.time = time.value;
    }
}

// "Police storm the embassy" tells of no weather.
bool is_assault(const WordList& list, std::size_t i, const TollWords& table) {
    constexpr std::size_t reach = 4;
    if (!list.words[i].starts_with("storm")) return false;
    const std::string_view next = i + 1 < list.words.size() ? std::string_view(list.words[i + 1]) : std::string_view();
    if (list.words[i] != "stormed" && list.words[i] != "storming" && (next.ends_with("ed") || next.ends_with("es")))
        return false;  // "a storm destroyed the school"
    const auto end = std::min(list.words.size(), i + 1 + reach);
    return std::any_of(list.words.begin() + static_cast<std::ptrdiff_t>(i),
                       list.words.begin() + static_cast<std::ptrdiff_t>(end),
                       [&](const std::string& word) { return table.is_building(word); });
}

// `as_of`: of the times, only "Saturday's" tells when the act was.
Setting setting_of(const CodedReport& coded, const SpanSet& named, Span words, const TollWords& table,
                   bool as_of = false) {
    Setting setting;
    const WordList list = words_of(coded.report.text, words);
    for (std::size_t i = 0; i < list.words.size(); ++i)
        if (const std::string_view cause = table.cause(list.words[i]); !cause.empty())
            setting.causes.emplace(is_assault(list, i, table) ? "attack" : cause);
    add_names(coded, named, list, setting);
    add_places(coded, words, setting);
    add_time(coded, words, as_of, setting);
    return setting;
}

void fill(Setting& open, const Setting& from) {
    if (open.causes.empty()) open.causes = from.causes;
    if (open.scene.empty()) open.scene = from.scene;
    if (open.countries.empty()) open.countries = from.countries;
    if (open.place.empty()) open.place = from.place;
    if (!open.begin && !open.end) {
        open.begin = from.begin;
        open.end = from.end;
        open.time = from.time;
    }
}

// ---- the report -----------------------------------------------------------------------------------------------------

class Finder {
  public:
    Finder(const CodedReport& coded, std::int32_t report, const TollWords& words)
        : coded_(coded), report_(report), words_(words), named_(named_in(coded)) {
        for (const TimeMention& time : coded.layers.times) times_.push_back(time.span);
        std::sort(times_.begin(), times_.end());
    }

    std::vector<Toll> find() {
        const std::vector<Span>& sentences = coded_.layers.sentences;
        for (std::size_t i = 0; i < sentences.size() && tolls_.size() < most_tolls; ++i) {
            Counter counter(coded_, sentences[i], words_, times_);
            for (const Count& count : counter.read())
                if (tolls_.size() < most_tolls) add(i, counter.list(), count);
        }
        return std::move(tolls_);
    }

  private:
    void add(std::size_t sentence, const WordList& list, const Count& count) {
        const Span number = hull(list.at[count.first], list.at[count.last]);
        CountRange range = range_at(list, count.first, count.value);
        if (list.words[count.first] == several) range.high = std::numeric_limits<double>::infinity();
        Toll toll;
        toll.ref = record_at(sentence, number);
        toll.quantity = {number, count.harm, range.low, count.value == 0 ? 0 : range.high};
        const Block* block = block_at(coded_.report, number.begin);
        toll.headline = block != nullptr && block->kind == BlockKind::headline;
        set_victims(coded_, list, count, words_, toll);
        if (const Attribution* voice = voice_of(coded_, toll.ref); voice != nullptr) {
            if (voice->denial) return;  // a denied toll is no figure
            toll.speaker = speaker_name(coded_, *voice);
            toll.speaker_level = level_of_speaker(coded_, *voice);
        }
        set_setting(sentence, number, count.as_of, toll);
        tolls_.push_back(std::move(toll));
    }

    // What somebody says, if the number stands in it; else an act coded in the outlet's own voice; else the sentence.
    [[nodiscard]] StatementRef record_at(std::size_t sentence, Span number) const {
        const Layers& layers = coded_.layers;
        for (std::size_t i = 0; i < layers.attributions.size(); ++i)
            for (const Span content : layers.attributions[i].content)
                if (content.contains(number)) return {report_, RecordKind::attribution, static_cast<std::int32_t>(i)};
        for (std::size_t i = 0; i < layers.statements.size(); ++i)
            if (layers.statements[i].voice < 0 && layers.statements[i].clause.contains(number))
                return {report_, RecordKind::statement, static_cast<std::int32_t>(i)};
        return {report_, RecordKind::sentence, static_cast<std::int32_t>(sentence)};
    }

    // The stretch that tells of the act: what is said, without the words that say who said it when.
    [[nodiscard]] Span told_words(std::size_t sentence, Span number, StatementRef ref) const {
        if (ref.kind == RecordKind::attribution)
            for (const Span content : coded_.layers.attributions[ref.index].content)
                if (content.contains(number)) return content;
        return coded_.layers.sentences[sentence];
    }

    void set_setting(std::size_t sentence, Span number, bool as_of, Toll& toll) const {
        constexpr std::size_t sentences_back = 2;
        constexpr std::size_t first_ones = 2;
        const std::vector<Span>& sentences = coded_.layers.sentences;
        Setting setting = setting_of(coded_, named_, told_words(sentence, number, toll.ref), words_, as_of);
        if (toll.ref.kind == RecordKind::attribution) {  // what stands outside of it tells when it was said
            Setting around = setting_of(coded_, named_, sentences[sentence], words_, true);
            if (around.countries.empty()) around.scene.clear();  // names of who said it
            fill(setting, around);
        }
        toll.time_told = setting.begin || setting.end;
        for (std::size_t back = 1; back <= sentences_back && back <= sentence; ++back)
            fill(setting, setting_of(coded_, named_, sentences[sentence - back], words_, as_of));
        for (std::size_t i = 0; i <= first_ones && i < sentences.size(); ++i)  // of a headline, those after it
            if (i != sentence && (i < sentence || toll.headline))
                fill(setting, setting_of(coded_, named_, sentences[i], words_, as_of || toll.headline));
        toll.dated = setting.begin || setting.end;
        if (!toll.time_told && setting.begin) *setting.begin -= days_of_telling * day;
        if (!setting.begin && !setting.end && coded_.report.published) {
            setting.begin = (coded_.report.published->day - days_before_report) * day;
            setting.end = (coded_.report.published->day + 1) * day;
        }
        if (setting.countries.size() > 1) keep_place_after(number, setting);
        toll.causes = std::move(setting.causes);
        toll.scene = std::move(setting.scene);
        toll.countries = std::move(setting.countries);
        toll.place = std::move(setting.place);
        toll.time = std::move(setting.time);
        toll.begin = setting.begin;
        toll.end = setting.end;
    }

    // "Killing 30 in Norway": a place right after the number tells where they died.
    void keep_place_after(Span number, Setting& setting) const {
        constexpr std::uint32_t reach = 60;
        for (const PlaceMention& place : coded_.layers.places) {
            if (place.metonym || place.country.empty() || is_dateline(coded_, place.span)) continue;
            if (place.span.begin < number.end || place.span.begin >= number.end + reach) continue;
            setting.countries = {place.country};
            setting.place = place.name;
            setting.scene = {fold_word(slice(coded_.report.text, place.span))};
            return;
        }
    }

    const CodedReport& coded_;
    std::int32_t report_;
    const TollWords& words_;
    SpanSet named_;
    std::vector<Span> times_;
    std::vector<Toll> tolls_;
};

}  // namespace

std::vector<Toll> find_tolls(const CodedReport& coded, std::int32_t report, const TollWords& words) {
    return Finder(coded, report, words).find();
}

}  // namespace px
