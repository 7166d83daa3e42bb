// "Claims that the army had shelled the market were false": a denial without a verb of denial.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

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

class UntrueReader {
  public:
    UntrueReader(const SpeechText& text, int sentence, Span content, bool judges)
        : lexicons_(text.lexicons), tree_(text.tree(sentence)), judges_(judges) {
        first_ = tree_.token_at(content.begin);
        last_ = std::min(tree_.token_at(content.end), tree_.size() - 1);
        while (last_ >= first_ && (tree_[last_].span.end > content.end || tree_.upos(last_) == "PUNCT")) --last_;
        while (first_ <= last_ && tree_.upos(first_) == "PUNCT") ++first_;
    }

    [[nodiscard]] Span read() const {
        if (last_ - first_ < 2) return {};
        if (const Range clause = behind_verdict(); !clause.empty()) return words(clause);
        for (int at = last_; at > first_; --at) {
            if (at < last_ && tree_.upos(at + 1) != "ADP" && tree_.upos(at + 1) != "PUNCT") continue;
            const int verdict = verdict_at(at);
            if (verdict < 0) continue;
            const Range subject = before_verdict(verdict);
            return subject.empty() ? Span() : words(what_is_told(subject, at > verdict));
        }
        return {};
    }

  private:
    [[nodiscard]] std::string form(int token) const { return lower_ascii(tree_[token].form); }
    [[nodiscard]] Span words(Range range) const { return tree_.words(range.first, range.last); }
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
            if (verdict_at(i) < 0) continue;
            if (form(i + 1) == "that") return {i + 2, last_};
            if (form(i + 1) == "in" || form(i + 1) == "to") return what_is_told({i + 2, last_}, true);
        }
        return {};
    }

    /// The subject of "S was a lie", "called S a lie", "described S as a lie".
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
        static constexpr std::array<std::string_view, 3> links = {"that", "of", "about"};
        for (int i = subject.first; i <= std::min(subject.last, subject.first + head_within); ++i) {
            if (!is_noun_of_words(i)) continue;
            const bool linked = i + 2 <= subject.last && is_in(links, form(i + 1));
            if (linked) return {i + 2, subject.last};
            for (int k = i + 2; k < std::min(subject.last, i + link_within);
                 ++k)  // "carried by a paper according to which C"
                if (form(k) == "that" || (form(k) == "which" && form(k - 1) == "to")) return {k + 1, subject.last};
            return subject;
        }
        static constexpr std::array<std::string_view, 4> finite = {"VBD", "VBZ", "VBP", "MD"};
        for (int i = subject.first; i <= subject.last; ++i)
            if (is_in(finite, tree_[i].xpos)) return {};
        return lacks && subject.last - subject.first < longest_subject ? subject : Range{};
    }

    const Lexicons& lexicons_;
    const DependencyTree& tree_;
    bool judges_;
    int first_ = 0;
    int last_ = -1;
};

}  // namespace

void mark_called_untrue(const SpeechText& text, Attribution& attribution) {
    if (attribution.denial || attribution.content.empty()) return;
    const Span all = hull(attribution.content.front(), attribution.content.back());
    const int sentence = text.annotation.sentence_at(all.begin);
    if (sentence < 0 || text.sentence(sentence).span.end < all.end) return;
    bool judges = false;
    if (!attribution.cue.empty() && text.sentence(sentence).span.contains(attribution.cue)) {
        const int cue = text.tree(sentence).token_at(attribution.cue.begin);
        if (text.tree(sentence).negated(cue)) return;
        const ReportingVerb* verb = text.lexicons.reporting_verb(text.tree(sentence).lemma(cue));
        judges = verb != nullptr && verb->kind == ReportClass::describe;
    }
    const Span denied = UntrueReader(text, sentence, all, judges).read();
    if (denied.empty()) return;
    attribution.content = {denied};
    attribution.denial = true;
    attribution.rule = "called untrue";
}

}  // namespace px
