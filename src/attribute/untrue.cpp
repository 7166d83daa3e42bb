// "Claims that the army had shelled the market were false": a denial without a verb of denial.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "attribute/speech.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr int head_within = 6;      // words before the noun that stands for what was said: "all of the recent claims"
constexpr int link_within = 10;     // words from that noun to "that" or "according to which"
constexpr int longest_subject = 8;  // words, of one without such a noun: "the so-called trace to Shenzhen"

// Words between a verb and its verdict: "was a pure", "described as the".
constexpr std::array<std::string_view, 20> between = {
    "a",     "an",     "the",      "pure",     "complete", "completely", "utter",    "utterly", "total",  "totally",
    "sheer", "simply", "outright", "entirely", "all",      "just",       "patently", "both",    "wholly", "absolutely"};

template <typename List>
bool is_in(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// What tells that nobody has judged yet: "if the claims were false".
constexpr std::array<std::string_view, 6> conditions = {"if", "whether", "until", "unless", "once", "when"};

/// The words that are called untrue, empty if none are, and whether the speech goes on to something else.
struct Untruth {
    Span denied;
    bool goes_on = false;
};

class UntrueReader {
  public:
    UntrueReader(const SpeechText& text, int sentence, Span content, bool judges)
        : lexicons_(text.lexicons), tree_(text.tree(sentence)), judges_(judges) {
        first_ = tree_.token_at(content.begin);
        last_ = std::min(tree_.token_at(content.end), tree_.size() - 1);
        while (last_ >= first_ && (tree_[last_].span.end > content.end || tree_.upos(last_) == "PUNCT")) --last_;
        while (first_ <= last_ && tree_.upos(first_) == "PUNCT") ++first_;
    }

    [[nodiscard]] Untruth read() const {
        if (last_ - first_ < 2 || tree_.upos(first_) == "SCONJ" || is_in(conditions, form(first_))) return {};
        if (const Range clause = behind_verdict(); !clause.empty()) {
            const Range denied = first_clause(clause);
            return {words(denied), denied.last < last_};
        }
        for (int at = last_; at > first_; --at) {
            if (at < last_ && tree_.upos(at + 1) != "ADP" && tree_.upos(at + 1) != "PUNCT") continue;
            const int verdict = verdict_at(at);
            if (verdict < 0) continue;
            const Range subject = before_verdict(verdict);
            if (subject.empty()) continue;
            if (const Range told = what_is_told(subject, at > verdict); !told.empty())
                return {words(told), has_finite({at + 1, last_})};
        }
        return {};
    }

  private:
    [[nodiscard]] std::string form(int token) const { return lower_ascii(tree_[token].form); }
    [[nodiscard]] Span words(Range range) const { return tree_.words(range.first, range.last); }
    [[nodiscard]] bool is_finite(int token) const {
        static constexpr std::array<std::string_view, 4> finite = {"VBD", "VBZ", "VBP", "MD"};
        return is_in(finite, tree_[token].xpos);
    }
    [[nodiscard]] bool has_finite(Range range) const {
        for (int i = range.first; i <= range.last; ++i)
            if (is_finite(i)) return true;
        return false;
    }
    [[nodiscard]] bool has_verb(Range range) const {
        for (int i = range.first; i <= range.last; ++i)
            if (tree_.upos(i) == "VERB" || tree_.upos(i) == "AUX") return true;
        return false;
    }
    /// Of "C, and our army won" only C.
    [[nodiscard]] Range first_clause(Range clause) const {
        bool finite = false;
        for (int i = clause.first; i < clause.last; ++i) {
            if (finite && tree_.upos(i) == "PUNCT" && (tree_.upos(i + 1) == "CCONJ" || form(i) == ";"))
                return has_finite({i + 1, clause.last}) ? Range{clause.first, i - 1} : clause;
            finite = finite || is_finite(i);
        }
        return clause;
    }
    [[nodiscard]] bool is_be(int token) const { return tree_.lemma(token) == "be"; }
    [[nodiscard]] bool is_not(int token) const { return form(token) == "not" || form(token) == "n't"; }

    /// The first token of the verdict that ends with token `at`: "false", "not true", "without any foundation", "no
    /// truth"; -1 if it is none.
    [[nodiscard]] int verdict_at(int at) const {
        const auto before = [&](int back) { return at - back >= first_ ? form(at - back) : std::string(); };
        if (tree_.lemma(at) == "true") return is_not_safe(at - 1) ? at - 1 : -1;
        if (lexicons_.calls_untrue(tree_.lemma(at), Untrue::is)) return is_not_safe(at - 1) ? -1 : at;
        if (!lexicons_.calls_untrue(tree_.lemma(at), Untrue::lacks)) return -1;
        const int back = before(1) == "any" || before(1) == "all" || before(1) == "the" ? 2 : 1;
        return before(back) == "no" || before(back) == "without" ? at - back : -1;
    }
    [[nodiscard]] bool is_not_safe(int token) const { return token >= first_ && is_not(token); }

    /// "It was not true that C", "there is no truth in the report that C", "denounced as lies reports that C".
    [[nodiscard]] Range behind_verdict() const {
        constexpr int reach = 6;
        static constexpr std::array<std::string_view, 2> subjects = {"it", "there"};
        int judged = first_;
        while (judged < last_ && (form(judged) == "as" || is_in(between, form(judged)))) ++judged;
        if (judges_ && verdict_at(judged) == judged)
            for (int noun = judged + 1; noun <= std::min(judged + 2, last_ - 2); ++noun)
                if (is_noun_of_words(noun)) return what_is_told({noun, last_}, false);
        if (!is_in(subjects, form(first_)) || !is_be(first_ + 1)) return {};
        for (int i = first_ + 2; i <= std::min(last_ - 2, first_ + reach); ++i) {
            if (tree_.upos(i) == "SCONJ" || is_in(conditions, form(i))) return {};
            const int verdict = verdict_at(i);
            if (verdict < 0) continue;
            for (int k = first_ + 2; k < verdict; ++k)
                if (is_not(k)) return {};  // "it was not a lie that C"
            if (form(i + 1) == "that") return {i + 2, last_};
            if (form(i + 1) == "in" || form(i + 1) == "to") return what_is_told({i + 2, last_}, true);
        }
        return {};
    }

    /// The subject of "S was a lie", "called S a lie", "described S as a lie"; none of "S might well be a lie", "S
    /// proved to be a lie".
    [[nodiscard]] Range before_verdict(int at) const {
        bool linked = judges_;
        for (--at; at > first_; --at) {
            if (tree_.upos(at) == "PUNCT" && linked == judges_) continue;  // was "pure fiction"
            const bool verb = is_be(at) || tree_.lemma(at) == "have";
            if (is_not(at)) return {};
            if (!verb && form(at) != "as" && !is_in(between, form(at))) break;
            linked = linked || verb || form(at) == "as";
        }
        if (!linked || tree_.upos(first_) == "PRON" || at < first_) return {};
        int before = at;
        while (before > first_ && tree_.upos(before) == "ADV") --before;
        if (tree_[before].xpos == "MD" || form(before) == "to") return {};
        return {first_, at};
    }

    [[nodiscard]] bool is_noun_of_words(int token) const {
        if (tree_.upos(token) != "NOUN") return false;
        const ReportingNoun* noun = lexicons_.reporting_noun(tree_.lemma(token));
        return noun ? noun->stance != "wants" : lexicons_.calls_untrue(tree_.lemma(token), Untrue::told);
    }

    /// Of "the claim that C", "reports of N" the words behind the noun and its link; else all of it, if it is short and
    /// no clause. Without a noun for somebody's words only what lacks foundation is denied: a film is fiction, too.
    [[nodiscard]] Range what_is_told(Range subject, bool lacks) const {
        for (int i = subject.first; i <= std::min(subject.last, subject.first + head_within); ++i) {
            if (is_noun_of_words(i)) return behind_noun(subject, i);
            if (is_finite(i) || tree_.upos(i) == "SCONJ" || is_in(conditions, form(i))) return {};
        }
        return lacks && !has_finite(subject) && subject.last - subject.first < longest_subject ? subject : Range{};
    }

    [[nodiscard]] Range behind_noun(Range subject, int noun) const {
        static constexpr std::array<std::string_view, 3> links = {"that", "of", "about"};
        // A story may be a work: it is somebody's claim where it says that something is so.
        const bool claims = lexicons_.reporting_noun(tree_.lemma(noun)) != nullptr;
        const std::string link = noun + 2 <= subject.last ? form(noun + 1) : std::string();
        const Range behind{noun + 2, subject.last};
        // "The claim that the passports were false" calls nothing untrue.
        if (link == "that" && (claims || tree_.relation(noun + 1) == "mark"))
            return has_verb(behind) ? behind : Range{};
        if (claims && is_in(links, link)) return behind;
        for (int k = noun + 2; k < std::min(subject.last, noun + link_within) && !is_finite(k - 1); ++k) {
            const bool by_which = form(k) == "which" && form(k - 1) == "to";  // "a paper according to which C"
            if (by_which || (claims && form(k) == "that")) return {k + 1, subject.last};
        }
        return claims && !has_finite(subject) ? subject : Range{};
    }

    const Lexicons& lexicons_;
    const DependencyTree& tree_;
    bool judges_;
    int first_ = 0;
    int last_ = -1;
};

}  // namespace

std::optional<Attribution> called_untrue(const SpeechText& text, Attribution& attribution) {
    if (attribution.denial || attribution.content.empty()) return std::nullopt;
    const Span all = hull(attribution.content.front(), attribution.content.back());
    const int sentence = text.annotation.sentence_at(all.begin);
    if (sentence < 0 || text.sentence(sentence).span.end < all.end) return std::nullopt;
    bool judges = false;
    if (!attribution.cue.empty() && text.sentence(sentence).span.contains(attribution.cue)) {
        const int cue = text.tree(sentence).token_at(attribution.cue.begin);
        if (text.tree(sentence).negated(cue)) return std::nullopt;
        const ReportingVerb* verb = text.lexicons.reporting_verb(text.tree(sentence).lemma(cue));
        if (verb != nullptr && verb->kind == ReportClass::ask) return std::nullopt;
        judges = verb != nullptr && verb->kind == ReportClass::describe;
    }
    const Untruth untruth = UntrueReader(text, sentence, all, judges).read();
    Attribution denial = attribution;
    denial.content.clear();
    for (const Span piece : attribution.content) {
        const Span part{std::max(piece.begin, untruth.denied.begin), std::min(piece.end, untruth.denied.end)};
        if (part.begin < part.end)
            if (const Span kept = text.trimmed(part); !kept.empty()) denial.content.push_back(kept);
    }
    if (denial.content.empty()) return std::nullopt;
    denial.kind = AttributionKind::indirect;
    denial.denial = true;
    denial.rule = "called untrue";
    if (attribution.kind != AttributionKind::indirect || untruth.goes_on) return denial;
    attribution = std::move(denial);
    return std::nullopt;
}

}  // namespace px
