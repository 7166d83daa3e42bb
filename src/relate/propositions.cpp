#include "relate/propositions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "relate/term_vectors.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

using Words = std::unordered_set<std::string_view>;

bool is_one_of(const Words& list, std::string_view word) { return list.contains(word); }

const Words& function_words() {
    static const Words list = {
        "a",     "an",    "the", "of",   "to",    "in",   "on",    "at",   "by",    "for",   "from",   "with", "and",
        "or",    "but",   "as",  "is",   "are",   "was",  "were",  "be",   "been",  "being", "it",     "its",  "he",
        "she",   "they",  "his", "her",  "their", "them", "him",   "i",    "we",    "you",   "that",   "this", "these",
        "those", "which", "who", "whom", "what",  "when", "where", "how",  "would", "could", "should", "will", "shall",
        "may",   "might", "can", "do",   "does",  "did",  "has",   "have", "had",   "not",   "no",     "than", "then",
        "there", "here",  "s",   "t",    "u",     "said", "says",  "say",  "also",  "after", "before", "over", "into",
        "about", "up",    "out", "more", "most",  "some", "any",   "all"};
    return list;
}

const Words& reporting_words() {
    static const Words list = {"told",      "announced", "reported",  "according", "report",    "reports",
                               "sources",   "source",    "officials", "official",  "spokesman", "spokeswoman",
                               "statement", "tweet",     "tweeted",   "news",      "day",       "week",
                               "month",     "year",      "time",      "people"};
    return list;
}

const Words durations = {"year", "years", "month",  "months",  "week",    "weeks", "day",   "days",
                         "hour", "hours", "minute", "minutes", "percent", "mile",  "miles", "kilometers"};
const Words negations = {"not",    "never", "cannot", "without", "neither", "nor",     "nt",    "dont",
                         "doesnt", "didnt", "isnt",   "arent",   "wasnt",   "werent",  "hasnt", "havent",
                         "hadnt",  "wont",  "cant",   "couldnt", "wouldnt", "shouldnt"};
const Words ordinals = {"second", "third", "another", "again", "fourth", "next"};
const Words doubts = {"might",    "may",     "could",    "considering", "consider",
                      "possibly", "perhaps", "unlikely", "possible"};
const Words plans = {"will", "plans", "planning", "expected", "set", "plan", "intends", "going"};
const Words has_forms = {"already", "has", "have", "had"};

// Forms whose endings do not show their verb.
const std::unordered_map<std::string_view, std::string_view> irregular_forms = {
    {"shot", "shoot"},    {"won", "win"},           {"bought", "buy"},         {"sold", "sell"},
    {"struck", "strike"}, {"stole", "steal"},       {"stolen", "steal"},       {"fled", "flee"},
    {"broke", "break"},   {"broken", "break"},      {"fell", "fall"},          {"fallen", "fall"},
    {"rose", "rise"},     {"risen", "rise"},        {"held", "hold"},          {"met", "meet"},
    {"went", "go"},       {"gone", "go"},           {"came", "come"},          {"took", "take"},
    {"taken", "take"},    {"gave", "give"},         {"given", "give"},         {"made", "make"},
    {"left", "leave"},    {"lost", "lose"},         {"found", "find"},         {"told", "tell"},
    {"drove", "drive"},   {"driven", "drive"},      {"flew", "fly"},           {"flown", "fly"},
    {"led", "lead"},      {"fought", "fight"},      {"wrote", "write"},        {"written", "write"},
    {"spoke", "speak"},   {"spoken", "speak"},      {"sent", "send"},          {"spent", "spend"},
    {"built", "build"},   {"caught", "catch"},      {"brought", "bring"},      {"sought", "seek"},
    {"hid", "hide"},      {"hidden", "hide"},       {"hung", "hang"},          {"swore", "swear"},
    {"sworn", "swear"},   {"ran", "run"},           {"began", "begin"},        {"begun", "begin"},
    {"sank", "sink"},     {"sunk", "sink"},         {"died", "die"},           {"dead", "die"},
    {"death", "die"},     {"deaths", "die"},        {"dying", "die"},          {"chose", "choose"},
    {"chosen", "choose"}, {"withdrew", "withdraw"}, {"withdrawn", "withdraw"}, {"kept", "keep"},
    {"paid", "pay"}};

bool any_of_words(const std::vector<std::string>& words, const Words& list) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return list.contains(word); });
}

double rarity_of(std::string_view folded, const WordRarity& rarity) {
    constexpr double texts = 1'300;
    return std::log((texts + 1) / (rarity.share(number_of_term(folded)) * texts + 0.5));
}

class Reader {
  public:
    Reader(const CodedReport& coded, Span span, const WordRarity& rarity)
        : coded_(coded), layers_(coded.layers), rarity_(rarity) {
        p_.coded = &coded;
        p_.span = span;
        text_ = words_of(coded.report.text, span);
    }

    Proposition read() {
        p_.words = text_.words;
        for (const std::string& word : text_.words) p_.stems.insert(stem_of(word));
        if (coded_.report.published) p_.published = coded_.report.published->day;
        add_speaker();
        add_terms();
        add_names();
        add_counts();
        add_times();
        add_negations();
        add_places();
        add_modes();
        return std::move(p_);
    }

  private:
    bool in_time(std::uint32_t at) const {
        return std::any_of(layers_.times.begin(), layers_.times.end(),
                           [&](const TimeMention& time) { return time.span.begin <= at && at < time.span.end; });
    }

    void add_speaker() {
        const Attribution* attribution = attribution_of(coded_, p_.span);
        if (attribution == nullptr) return;
        const std::int32_t actor = attribution->speaker_actor;
        if (actor >= 0 && static_cast<std::size_t>(actor) < layers_.actors.size())
            p_.speaker = layers_.actors[actor].key;
        else
            p_.speaker = fold_word(slice(text_.text, attribution->speaker));
    }

    void add_terms() {
        for (std::size_t i = 0; i < text_.words.size(); ++i) {
            const std::string& word = text_.words[i];
            double number = 0;
            const bool digit = !word.empty() && word.front() >= '0' && word.front() <= '9';
            if (digit || is_function_word(word) || is_one_of(reporting_words(), word) || is_scale(word) ||
                number_at(text_, i, number) || in_time(text_.at[i].begin))
                continue;
            p_.terms[stem_of(word)] = rarity_of(word, rarity_);
        }
    }

    void add_names() {
        for (const Mention& mention : layers_.mentions) {
            const bool known = mention.actor >= 0 && static_cast<std::size_t>(mention.actor) < layers_.actors.size();
            if (!known || !p_.span.contains(mention.head)) continue;
            for (const auto& [stem, weight] : terms_of(layers_.actors[mention.actor].name, rarity_))
                p_.names.try_emplace(stem, weight);
        }
    }

    void add_counts() {
        constexpr std::size_t heads = 3;
        for (std::size_t i = 0; i < text_.words.size(); ++i) {
            double value = 0;
            if (text_.words[i].empty() || in_time(text_.at[i].begin)) continue;
            const auto last = number_at(text_, i, value);
            if (!last) continue;
            const CountRange range = range_at(text_, i, value);
            CountedThing count{range.low, range.high, {}, false};
            const std::uint32_t begin = text_.at[i].begin;
            count.money = begin > p_.span.begin && text_.text[begin - 1] == '$';
            bool duration = false;
            for (std::size_t k = *last + 1; k < text_.words.size() && count.heads.size() < heads; ++k) {
                const std::string_view between =
                    text_.text.substr(text_.at[k - 1].end, text_.at[k].begin - text_.at[k - 1].end);
                if (!count.heads.empty() && between.find_first_of(",;:()\"") != std::string_view::npos) break;
                const std::string& word = text_.words[k];
                duration = duration || is_one_of(durations, word);
                const bool passing = word == "of" || word == "the" || word == "s" || word == "u";
                if (is_function_word(word) && !passing) break;
                if (!is_function_word(word)) count.heads.push_back(stem_of(word));
            }
            i = *last;
            if (!duration && (count.money || !count.heads.empty())) p_.counts.push_back(std::move(count));
        }
    }

    // Times outside of what was said are times of saying it.
    void add_times() {
        std::vector<Span> said;
        for (const Attribution& attribution : layers_.attributions)
            for (const Span content : attribution.content)
                if (content.overlaps(p_.span)) said.push_back(content);
        constexpr double day = 86'400;
        for (const TimeMention& time : layers_.times) {
            if (!p_.span.contains(time.span) || !time.interval || !time.interval->begin || !time.interval->end)
                continue;
            if (time.type == TimexType::duration || time.type == TimexType::set) continue;
            const bool inside = std::any_of(said.begin(), said.end(), [&](Span s) { return s.contains(time.span); });
            if (!said.empty() && !inside) continue;
            DaySpan span{static_cast<double>(*time.interval->begin) / day,
                         static_cast<double>(*time.interval->end) / day,
                         time.interval->granularity >= Granularity::year};
            if (time.mod == "MID") {
                const double quarter = (span.end - span.begin) / 4;
                span.begin += quarter;
                span.end -= quarter;
            }
            p_.times.push_back(span);
        }
    }

    void add_negations() {
        constexpr std::size_t reach = 2;
        const auto passes = [](const std::string& word) {
            return is_function_word(word) || word == "yet" || word == "immediately" || word == "even" || word == "ever";
        };
        for (std::size_t i = 0; i < text_.words.size(); ++i) {
            if (!negates(text_.words[i])) continue;
            if (i + 1 < text_.words.size() && text_.words[i + 1] == "by") continue;  // "not by Trump"
            ++p_.negations;
            negation_ends_.push_back(text_.at[i].end);
            for (std::size_t k = i + 1, seen = 0; k < text_.words.size() && seen < reach; ++k) {
                if (text_.words[k] == "yet" || text_.words[k] == "been" || text_.words[k] == "be") continue;
                ++seen;
                if (passes(text_.words[k])) continue;
                p_.negated.insert(stem_of(text_.words[k]));
                break;
            }
        }
    }

    void add_places() {
        constexpr std::uint32_t reach = 40;
        for (std::size_t i = 0; i < layers_.places.size(); ++i) {
            const PlaceMention& place = layers_.places[i];
            if (place.metonym || !p_.span.contains(place.span)) continue;
            const bool excluded = std::any_of(negation_ends_.begin(), negation_ends_.end(), [&](std::uint32_t end) {
                return end < place.span.begin && place.span.begin < end + reach;
            });
            if (!excluded && after_preposition(place.span)) p_.places.push_back(static_cast<std::int32_t>(i));
        }
    }

    bool after_preposition(Span place) const {
        static const Words list = {"in", "at", "near", "to", "outside"};
        for (std::size_t i = 1; i < text_.at.size(); ++i)
            if (text_.at[i].begin == place.begin) return is_one_of(list, text_.words[i - 1]);
        return false;
    }

    void add_modes() {
        const std::vector<std::string>& words = text_.words;
        p_.unlikely = std::find(words.begin(), words.end(), "unlikely") != words.end();
        p_.already = std::find(words.begin(), words.end(), "already") != words.end();
        p_.another = any_of_words(words, ordinals);
        p_.possible = any_of_words(words, doubts);
        p_.planned = any_of_words(words, plans);
        for (std::size_t i = 0; i + 1 < words.size(); ++i)
            p_.planned = p_.planned || ((words[i] == "is" || words[i] == "are") && words[i + 1] == "to");
        p_.done = any_of_words(words, has_forms) ||
                  std::any_of(words.begin(), words.end(), [](const std::string& word) { return word.ends_with("ed"); });
    }

    const CodedReport& coded_;
    const Layers& layers_;
    const WordRarity& rarity_;
    WordList text_;
    Proposition p_;
    std::vector<std::uint32_t> negation_ends_;
};

}  // namespace

bool negates(std::string_view folded) { return negations.contains(folded); }

// "rammed" and "ramming" are forms of "ram".
static void undouble(std::string& stem) {
    constexpr std::string_view doubled = "bdgmnprt";
    const std::size_t size = stem.size();
    if (size > 3 && stem[size - 1] == stem[size - 2] && doubled.find(stem.back()) != std::string_view::npos)
        stem.pop_back();
}

std::string stem_of(std::string_view word) {
    static constexpr std::array<std::string_view, 17> endings = {"ations", "ation", "ments", "ment", "ings", "ions",
                                                                 "edly",   "ing",   "ion",   "ies",  "ied",  "ed",
                                                                 "es",     "ly",    "al",    "s",    "e"};
    constexpr std::size_t shortest = 3;
    constexpr std::size_t longest = 6;
    std::string folded = fold_word(word);
    if (const auto verb = irregular_forms.find(folded); verb != irregular_forms.end()) folded = verb->second;
    for (const std::string_view ending : endings)
        if (folded.size() >= ending.size() + shortest && folded.ends_with(ending)) {
            folded.resize(folded.size() - ending.size());
            if (ending.ends_with("ing") || ending.ends_with("ed")) undouble(folded);
            break;
        }
    if (folded.size() > longest) folded.resize(longest);
    while (!folded.empty() && (static_cast<unsigned char>(folded.back()) & 0xC0U) == 0xC0U) folded.pop_back();
    return folded;
}

bool is_function_word(std::string_view folded) { return is_one_of(function_words(), folded); }

bool is_plural(std::string_view folded) {
    static const Words irregular = {"people", "men", "women", "children", "percent"};
    return is_one_of(irregular, folded) || (folded.ends_with('s') && !folded.ends_with("ss"));
}

std::optional<std::size_t> noun_behind(const WordList& list, std::size_t last) {
    constexpr std::size_t longest = 4;
    std::optional<std::size_t> noun;
    for (std::size_t i = last + 1; i < list.words.size() && i <= last + longest; ++i) {
        const std::string& word = list.words[i];
        double ignored = 0;
        const bool ends = list.before(i).find_first_of(",;:.()?!") != std::string_view::npos;
        if (ends || word == "instead" || word == "rather" || is_function_word(word) || number_at(list, i, ignored))
            break;
        noun = i;
        if (is_plural(word)) break;
    }
    return noun;
}

Proposition proposition_of(const CodedReport& coded, Span span, const WordRarity& rarity) {
    return Reader(coded, span, rarity).read();
}

std::map<std::string, double> terms_of(std::string_view text, const WordRarity& rarity) {
    std::map<std::string, double> terms;
    each_word(text, {0, static_cast<std::uint32_t>(text.size())}, [&](Span word) {
        const std::string folded = fold_word(slice(text, word));
        if (!is_function_word(folded)) terms.try_emplace(stem_of(folded), rarity_of(folded, rarity));
    });
    return terms;
}

double common_share(const Proposition& a, const Proposition& b) {
    const auto total = [](const Proposition& p) {
        double sum = 0;
        for (const auto& [stem, weight] : p.terms) sum += weight;
        return sum;
    };
    const auto with_names = [](const Proposition& p) {
        std::map<std::string, double> all = p.terms;
        all.insert(p.names.begin(), p.names.end());
        return all;
    };
    const std::map<std::string, double> one = with_names(a);
    const std::map<std::string, double> other = with_names(b);
    double shared = 0;
    for (const auto& [stem, weight] : one)
        if (const auto found = other.find(stem); found != other.end()) shared += std::min(weight, found->second);
    const double shorter = std::min(total(a), total(b));
    return shorter > 0 ? shared / shorter : 0;
}

bool are_apart(const std::vector<DaySpan>& a, const std::vector<DaySpan>& b, double slack) {
    if (a.empty() || b.empty()) return false;
    return std::all_of(a.begin(), a.end(), [&](const DaySpan& x) {
        return std::all_of(b.begin(), b.end(),
                           [&](const DaySpan& y) { return x.end + slack <= y.begin || y.end + slack <= x.begin; });
    });
}

const Attribution* attribution_of(const CodedReport& coded, Span span, double* share) {
    const Attribution* best = nullptr;
    std::uint32_t most = 0;
    for (const Attribution& attribution : coded.layers.attributions) {
        std::uint32_t held = 0;
        for (const Span content : attribution.content)
            if (content.overlaps(span)) held += std::min(content.end, span.end) - std::max(content.begin, span.begin);
        if (held > most) {
            most = held;
            best = &attribution;
        }
    }
    if (share != nullptr) *share = span.empty() ? 0 : static_cast<double>(most) / span.size();
    return best;
}

}  // namespace px
