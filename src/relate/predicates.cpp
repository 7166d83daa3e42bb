#include "relate/predicates.hpp"

#include <algorithm>
#include <unordered_set>

#include "record/evidence.hpp"
#include "relate/negated_verbs.hpp"
#include "relate/propositions.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

using Words = std::unordered_set<std::string_view>;
using Form = Predicate::Form;

const Words be_forms = {"is", "are", "was", "were", "be", "been", "being"};
const Words no_be_forms = {"isnt", "arent", "wasnt", "werent"};
const Words do_forms = {"do", "does", "did", "has", "have", "had", "ve"};
const Words no_do_forms = {"dont", "doesnt", "didnt", "hasnt", "havent", "hadnt"};
const Words contracted_be = {"its", "thats", "theyre", "im", "were", "youre", "hes", "shes", "theres"};
const Words own_forms = {"i", "we", "im", "ive", "weve", "me", "my", "our", "us"};
const Words fillers = {"a",  "an",  "the",    "any",  "some", "part", "of",    "just",     "in",    "way",
                       "at", "all", "really", "ever", "even", "been", "being", "actually", "simply"};
const Words indefinite = {"a", "an", "any", "part"};
const Words determiners = {"a",   "an", "the", "his",  "her",   "its",     "their",
                           "our", "my", "any", "this", "these", "alleged", "of"};
const Words object_words = {"a",     "an",  "the", "any",  "his",  "her",  "its",
                            "their", "our", "my",  "this", "that", "these"};
const Words prepositions = {"for", "against", "with", "in", "on", "at", "to", "from", "of", "about", "into", "over"};
const Words borders = {"that",     "because", "while", "where", "but", "who",    "which", "whom", "though",
                       "although", "unless",  "since", "after", "as",  "saying", "when",  "if"};
const Words links = {"is",     "are",     "was",        "were",        "be",         "been",        "being",
                     "amount", "amounts", "amounted",   "marked",      "marks",      "as",          "called",
                     "call",   "calls",   "constitute", "constitutes", "represents", "represented", "became"};
const Words ranks = {"first", "only", "worst", "best", "last", "same", "biggest", "longer"};
const Words others = {"other", "another", "anti", "non", "nearly", "almost", "hardly", "barely"};
const Words all_of = {"all",   "every", "each", "both", "enough", "first",
                      "alone", "only",  "more", "less", "most",   "yet"};
const Words none = {"no", "none", "nothing", "nobody", "neither"};
const Words tellings = {"think", "believe", "say",  "said",     "says",  "know",
                        "clear", "told",    "tell", "maintain", "insist"};
const Words unfinished = {"of", "for", "from", "about", "against", "before"};
const Words anybody = {"anyone", "anybody", "anything"};

// "The Nile", "Mr. Roth", "the U.S. envoy": a full stop behind a title or a single letter ends nothing.
bool ends_after(std::string_view word, std::string_view gap, std::string_view marks) {
    static const Words titles = {"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen", "lt", "col", "st", "no"};
    if (gap.find_first_of(marks) != std::string_view::npos || gap.find("—") != std::string_view::npos ||
        gap.find("–") != std::string_view::npos || gap.find(" -") != std::string_view::npos ||
        gap.find("--") != std::string_view::npos)
        return true;
    return gap.find('.') != std::string_view::npos && gap.size() > 1 && word.size() > 1 && !titles.contains(word);
}

}  // namespace

ActorsAt::ActorsAt(const Layers& layers) : layers_(layers) {
    for (const Mention& mention : layers.mentions)
        if (mention.actor >= 0 && static_cast<std::size_t>(mention.actor) < layers.actors.size())
            heads_.emplace_back(mention.head, mention.actor);
    std::ranges::stable_sort(heads_, {}, [](const auto& head) { return head.first.begin; });
}

const Actor* ActorsAt::find(Span word) const {
    const auto after =
        std::ranges::upper_bound(heads_, word.begin, {}, [](const auto& head) { return head.first.begin; });
    if (after == heads_.begin() || !std::prev(after)->first.overlaps(word)) return nullptr;
    return &layers_.actors[static_cast<std::size_t>(std::prev(after)->second)];
}

namespace {

// "Buildings that were built": the act itself is nothing it was done to.
void forget_act(Predicate& predicate) {
    const auto is_act = [&](const std::string& referent) { return act_of(referent) == predicate.act; };
    std::erase_if(predicate.before, is_act);
    std::erase_if(predicate.behind, is_act);
}

}  // namespace

std::string act_of(std::string_view folded) {
    constexpr std::size_t longest = 5;
    std::string act = stem_of(folded);
    if (act.size() > longest && act.ends_with("at")) act.resize(act.size() - 2);  // "violated", "violation"
    return act;
}

PredicateReader::PredicateReader(const Utterance& by, const ActorsAt& actors, const DisputeWords& vocabulary,
                                 const ActWords& acts)
    : by_(by), actors_(actors), vocabulary_(vocabulary), acts_(acts) {
    if (by.attribution != nullptr && !by.words.at.empty()) read_frame();
}

// The cue and the words right before what is said: "asked whether", "accused the minister of", "no experts believe".
void PredicateReader::read_frame() {
    constexpr std::size_t words_before = 3;
    constexpr std::uint32_t bytes_before = 200;
    const Attribution& said = *by_.attribution;
    const std::string_view text = by_.coded->report.text;
    const std::uint32_t begin = by_.words.at.front().begin;
    const Span sentence = sentence_at(by_.coded->layers, begin);
    const std::uint32_t near = std::max(sentence.begin, begin - std::min(begin, bytes_before));
    const WordList cue = words_of(text, said.cue);
    const WordList ahead = words_of(text, {std::min(near, begin), begin});
    const auto is_open = [&](const std::string& w) { return vocabulary_.has("unsettled", w) || negates(w); };
    const std::size_t skipped = ahead.words.size() - std::min(ahead.words.size(), words_before);
    unsettled_ = std::ranges::any_of(cue.words, is_open) ||
                 std::any_of(ahead.words.begin() + static_cast<std::ptrdiff_t>(skipped), ahead.words.end(), is_open);
    accuses_ = !cue.words.empty() && (cue.words.front().starts_with("accus") || cue.words.front().starts_with("blam"));
    if (accuses_)
        for (std::size_t i = 0; i < ahead.words.size(); ++i) {
            if (ahead.at[i].begin < said.cue.end) continue;
            accused_.insert(stem_of(ahead.words[i]));
            if (const Actor* actor = actors_.find(ahead.at[i])) accused_.insert(actor->key);
        }
    const WordList speaker = words_of(text, said.speaker);
    nobody_ = !speaker.words.empty() &&
              (speaker.words.front() == "no" || speaker.words.front() == "none" || speaker.words.front() == "nobody");
}

std::string_view PredicateReader::printed(std::size_t i) const { return slice(by_.words.text, by_.words.at[i]); }

// Whether a clause ends between the word before and this one.
bool PredicateReader::ends_clause(std::size_t i) const {
    return ends_after(word(i - 1), by_.words.before(i), ",;:()?!\n");
}

bool PredicateReader::ends_sentence(std::size_t i) const {
    return ends_after(word(i - 1), by_.words.before(i), ";:()?!\n");
}

std::size_t PredicateReader::sentence_begin(std::size_t i) const {
    constexpr std::size_t reach = 60;  // words: endless sentences must not cost the square of their length
    const std::size_t first = i - std::min(i, reach);
    while (i > first && !ends_sentence(i)) --i;
    return i;
}

PredicateReader::Range PredicateReader::before(std::size_t i) const {
    constexpr std::size_t reach = 10;
    static const Words joining = {"and", "or", "as"};
    std::size_t first = i;
    while (first > 0 && i - first < reach && !ends_clause(first) &&
           (!borders.contains(word(first - 1)) || joining.contains(word(first - 1))))
        --first;
    return {first, i};
}

PredicateReader::Range PredicateReader::behind(std::size_t i) const {
    constexpr std::size_t reach = 9;
    std::size_t last = i + 1;
    while (last < by_.words.words.size() && last - i <= reach && !ends_clause(last) && !borders.contains(word(last)))
        ++last;
    return {i + 1, last};
}

bool PredicateReader::has_modal(Range range) const {
    for (std::size_t i = range.first; i < range.second; ++i)
        if (leaves_open(word(i)) && word(i) != "to") return true;
    return false;
}

void PredicateReader::add_speaker(Referents& out) const {
    const std::int32_t actor = by_.attribution->speaker_actor;
    if (actor >= 0) out.insert(by_.coded->layers.actors[static_cast<std::size_t>(actor)].key);
    each_word(by_.speaker, {0, static_cast<std::uint32_t>(by_.speaker.size())}, [&](Span name) {
        const std::string folded = fold_word(slice(by_.speaker, name));
        if (!is_function_word(folded) && !vocabulary_.has_form("general", folded)) out.insert(stem_of(folded));
    });
}

void PredicateReader::add_referents(std::size_t i, Referents& out) const {
    constexpr std::size_t shortest = 3;
    const bool contraction = printed(i).size() != word(i).size();
    if (by_.attribution != nullptr && (own_forms.contains(word(i)) || (word(i) == "were" && contraction)))
        add_speaker(out);
    if (const Actor* actor = actors_.find(by_.words.at[i])) out.insert(actor->key);
    const std::string stem = stem_of(word(i));
    if (word(i).size() < shortest || is_function_word(word(i)) || negates(word(i)) ||
        vocabulary_.has_form("general", word(i)) || by_.setting.times.contains(stem))
        return;
    out.insert(stem);
}

// Without genitives "the miner's lawyers" are lawyers.
Referents PredicateReader::referents(Range range, bool genitives) const {
    Referents out;
    for (std::size_t i = range.first; i < range.second; ++i)
        if (genitives || !(printed(i).ends_with("'s") || printed(i).ends_with("’s")) || i + 1 == range.second)
            add_referents(i, out);
    return out;
}

std::optional<PredicateReader::Negation> PredicateReader::negation_at(std::size_t i) const {
    if (no_be_forms.contains(word(i))) return Negation{i, i, true};
    if (no_do_forms.contains(word(i))) return Negation{i, i, false};
    if ((word(i) != "not" && word(i) != "never") || i == 0) return std::nullopt;
    const bool contraction = contracted_be.contains(word(i - 1)) && printed(i - 1).size() != word(i - 1).size();
    if (be_forms.contains(word(i - 1)) || contraction) return Negation{i - 1, i, true};
    if (do_forms.contains(word(i - 1))) return Negation{i - 1, i, false};
    const bool past = i + 1 < by_.words.words.size() && word(i + 1).ends_with("ed");
    if (word(i) == "never" && past) return Negation{i, i, false};
    return std::nullopt;
}

// Not in a condition, a relative clause or a reason; behind "that" only if it follows a verb of saying.
bool PredicateReader::is_main(const Negation& negation) const {
    const Range clause = before(negation.helper);
    if (has_modal(clause)) return false;
    for (std::size_t i = clause.first; i < clause.second; ++i)
        if (negates(word(i))) return false;  // "I did not mean that I had never met her"
    if (negation.helper > 0 && (word(negation.helper - 1) == "that" || is_relative(word(negation.helper - 1))))
        return false;
    bool that = false;
    bool told = false;
    bool negated = false;
    for (std::size_t i = sentence_begin(negation.helper); i < negation.helper; ++i) {
        if (vocabulary_.has("unsettled", word(i)) || vocabulary_.has("subordinate", word(i))) return false;
        that = that || word(i) == "that";
        told = told || tellings.contains(word(i));
        negated = negated || negates(word(i));  // "I do not say that he did not"
    }
    return !that || (told && !negated);
}

// "Did not pay all of them", "has not been found yet", "did not fire first", "was not properly appointed".
bool PredicateReader::negates_part(std::size_t verb) const {
    constexpr std::size_t soon = 4;
    const Range range = behind(verb);
    for (std::size_t i = range.first; i < range.second; ++i)
        if (word(i) == "yet" || (i - verb < soon && (all_of.contains(word(i)) || is_manner(i)))) return true;
    return false;
}

bool PredicateReader::is_manner(std::size_t i) const { return word(i).size() > 4 && word(i).ends_with("ly"); }

std::optional<Predicate> PredicateReader::negated_by(const Negation& negation) const {
    const std::size_t size = by_.words.words.size();
    std::size_t at = negation.last + 1;
    if (at >= size || vocabulary_.has("partial", word(at))) return std::nullopt;
    bool be = negation.be;
    bool noun = false;
    while (at < size && fillers.contains(word(at)) && (at == negation.last + 1 || !ends_clause(at))) {
        be = be || word(at) == "been";
        noun = noun || indefinite.contains(word(at));
        ++at;
    }
    if (at >= size || is_function_word(word(at)) || (at > negation.last + 1 && ends_clause(at))) return std::nullopt;
    const Range subject = before(negation.helper);
    const bool ing = word(at).ends_with("ing");
    const bool participle = is_past(by_.words.words[at], acts_) || do_forms.contains(word(at));
    if (be && !ing && !participle) return noun ? negated_noun(at, subject) : std::nullopt;
    if (is_weak(at) || negates_part(at)) return std::nullopt;
    Predicate out;
    out.at = at;
    out.act = act_of(word(at));
    out.form = be && !ing ? Form::passive : Form::active;
    out.before = referents(subject, false);
    out.behind = referents(behind(at), true);
    out.habit = word(negation.last) == "dont" || word(negation.last) == "doesnt" || word(negation.helper) == "do" ||
                word(negation.helper) == "does" ||
                (out.form == Form::passive && (word(negation.helper) == "is" || word(negation.helper) == "are" ||
                                               word(negation.helper) == "isnt" || word(negation.helper) == "arent"));
    if (out.form == Form::active) add_object(out);
    forget_act(out);
    return out;
}

// "Is not a racial slur", "was not a response to the letter": the last word of the noun's phrase, with what it is said
// of.
std::optional<Predicate> PredicateReader::negated_noun(std::size_t first, Range subject) const {
    constexpr std::size_t longest = 3;
    std::size_t last = first;
    while (last + 1 < by_.words.words.size() && last - first < longest && !ends_clause(last + 1) &&
           !is_function_word(word(last + 1)) && !borders.contains(word(last + 1)) && !word(last + 1).ends_with("ing") &&
           !prepositions.contains(word(last + 1)) && !is_name(last + 1))
        ++last;
    for (std::size_t i = first; i <= last; ++i)
        if (ranks.contains(word(i))) return std::nullopt;
    if (is_weak(last) || is_name(last)) return std::nullopt;
    Predicate out;
    out.at = last;
    out.act = act_of(word(last));
    out.form = Form::noun;
    out.before = referents(subject, true);
    out.behind = referents(behind(last), true);
    out.qualities = referents({first, last}, true);
    forget_act(out);
    return out;
}

// "No expert believes that it has been defeated": what is said is not what they believe.
std::optional<Predicate> PredicateReader::doubted() const {
    constexpr std::size_t first_words = 12;
    const std::size_t size = by_.words.words.size();
    for (std::size_t i = 0; i + 1 < std::min(size, first_words); ++i) {
        const bool be = be_forms.contains(word(i));
        if (!be && !do_forms.contains(word(i))) continue;
        std::size_t at = i + 1;
        while (at < size && fillers.contains(word(at))) ++at;
        if (at >= size || is_weak(at)) return std::nullopt;
        Predicate out;
        out.at = at;
        out.act = act_of(word(at));
        const bool passive = (be || word(at - 1) == "been") && is_past(by_.words.words[at], acts_);
        out.form = passive ? Form::passive : Form::active;
        out.before = referents(before(i), false);
        out.behind = referents(behind(at), true);
        out.nobody = true;
        return out;
    }
    return std::nullopt;
}

// "Did not impose a ban on the club": the ban. "Does not discriminate against anybody": whomever.
void PredicateReader::add_object(Predicate& predicate) const {
    constexpr std::size_t reach = 7;
    constexpr std::size_t first_words = 3;
    const std::size_t soon = std::min(by_.words.words.size(), predicate.at + first_words);
    for (std::size_t i = predicate.at + 1; i < soon && !ends_clause(i); ++i)
        predicate.anything = predicate.anything || anybody.contains(word(i));
    std::size_t head = predicate.at;
    for (std::size_t i = predicate.at + 1; i < std::min(by_.words.words.size(), predicate.at + reach); ++i) {
        if (ends_clause(i)) break;
        if (is_function_word(word(i)) || borders.contains(word(i)) || prepositions.contains(word(i))) {
            if (head > predicate.at || !object_words.contains(word(i))) break;
            continue;
        }
        head = i;
    }
    if (head > predicate.at) add_referents(head, predicate.object);
}

bool PredicateReader::is_weak(std::size_t i) const {
    constexpr std::size_t shortest = 3;
    return word(i).size() < shortest || vocabulary_.has_form("weak", word(i)) || vocabulary_.has("vague", word(i));
}

// A capital inside a sentence begins a name; "is NOT a BAN" is loud.
bool PredicateReader::is_name(std::size_t i) const {
    const std::string_view text = printed(i);
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return i > 0 && !ends_sentence(i) && capital(text.front()) && !(text.size() > 1 && capital(text[1]));
}

std::vector<Predicate> PredicateReader::negated() const {
    std::vector<Predicate> out;
    if (by_.question || unsettled_) return out;
    if (nobody_) {
        if (std::optional<Predicate> predicate = doubted()) out.push_back(std::move(*predicate));
        return out;
    }
    for (std::size_t i = 0; i < by_.words.words.size(); ++i)
        if (const auto negation = negation_at(i); negation && is_main(*negation))
            if (std::optional<Predicate> predicate = negated_by(*negation)) out.push_back(std::move(*predicate));
    return out;
}

// "Might have", "evidence that", "urged him to", "the burden of enforcing": nothing is told as fact. "Accused of
// seeking to" tells it.
bool PredicateReader::is_left_open(std::size_t i) const {
    constexpr std::size_t reach = 25;
    constexpr std::size_t negation_reach = 12;
    const std::size_t begin = std::max(sentence_begin(i), i - std::min(i, reach));
    bool accuses = accuses_;
    for (std::size_t k = begin; k < i; ++k) {
        if (vocabulary_.has("unsettled", word(k)) || (negates(word(k)) && i - k <= negation_reach) ||
            (word(k) == "no" && i - k <= negation_reach))
            return true;
        accuses = accuses || word(k).starts_with("accus") || word(k).starts_with("alleg");
    }
    if (has_modal(before(i))) return true;
    if (i + 1 < by_.words.words.size() && none.contains(word(i + 1))) return true;
    if (i > begin && word(i).ends_with("ing") && vocabulary_.has("undone", word(i - 1))) return true;
    if (i > begin && word(i).ends_with("ing") && unfinished.contains(word(i - 1)) && !accuses) return true;
    std::size_t k = i;
    while (k > begin && (is_manner(k - 1) || be_forms.contains(word(k - 1)) || word(k - 1) == "have")) --k;
    return k > begin && word(k - 1) == "to" && !accuses;
}

Form PredicateReader::form_at(std::size_t i) const {
    constexpr std::size_t reach = 3;
    const bool participle = is_past(by_.words.words[i], acts_);
    for (std::size_t k = i - std::min(i, reach); k < i && participle; ++k)
        if (be_forms.contains(word(k))) return Form::passive;
    const bool genitive = i > 0 && (printed(i - 1).ends_with("'s") || printed(i - 1).ends_with("’s"));
    const bool determined = i > 0 && (determiners.contains(word(i - 1)) || genitive);
    const bool of = i + 1 < by_.words.words.size() && word(i + 1) == "of" && !participle;
    return determined || of ? Form::noun : Form::active;
}

// "Is a necessary tool", "a racial slur", "banning most of them", and no mere label ("the health care bill").
bool PredicateReader::is_stated(std::size_t i) const {
    constexpr std::size_t reach = 7;
    constexpr std::size_t article_reach = 2;
    if (word(i).ends_with("ing") || word(i).ends_with("ed")) return true;
    for (std::size_t k = std::max(sentence_begin(i), i - std::min(i, reach)); k < i; ++k)
        if (links.contains(word(k)) || (i - k <= article_reach && (word(k) == "a" || word(k) == "an"))) return true;
    return false;
}

std::optional<Predicate> PredicateReader::told_at(std::size_t i) const {
    if (by_.question || unsettled_ || nobody_ || is_name(i) || is_left_open(i)) return std::nullopt;
    if (i > 0 && others.contains(word(i - 1))) return std::nullopt;
    Predicate out;
    out.at = i;
    out.act = act_of(word(i));
    out.form = form_at(i);
    out.before = referents(before(i), out.form == Form::noun);
    out.behind = referents(behind(i), true);
    out.before.insert(accused_.begin(), accused_.end());
    out.stated = is_stated(i);
    out.habit = out.form == Form::active && !is_past(by_.words.words[i], acts_);
    forget_act(out);
    return out;
}

}  // namespace px
