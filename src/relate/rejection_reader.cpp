#include "relate/rejection_reader.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "relate/negated_verbs.hpp"
#include "relate/propositions.hpp"

namespace px {
namespace {

using Words = std::unordered_set<std::string_view>;

const Words pronouns = {"that", "this", "it", "they", "these", "those"};
const Words short_forms = {"thats", "its", "theyre"};  // "that's"
const Words links = {"is", "are", "was", "were", "be", "been", "s", "re"};
const Words leads = {"but",     "and",    "well",   "so",   "i",        "think", "frankly", "just",   "look", "however",
                     "because", "though", "in",     "fact", "now",      "also",  "yet",     "said",   "says", "say",
                     "that",    "of",     "course", "told", "actually", "all",   "again",   "believe"};
const Words softeners = {
    "a",          "an",        "the",      "just",    "all",      "simply",      "totally",      "completely",
    "absolutely", "entirely",  "utterly",  "clearly", "plain",    "plainly",     "flat",         "out",
    "an",         "pure",      "complete", "total",   "outright", "so",          "obviously",    "demonstrably",
    "patently",   "wholly",    "100",      "percent", "both",     "another",     "such",         "very",
    "highly",     "largely",   "and",      "been",    "as",       "politically", "deliberately", "blatantly",
    "100",        "factually", "utter",    "absolute"};
const Words stops = {"of", "in",  "on",      "for",   "with", "by",    "from",   "as",    "to",
                     "at", "who", "which",   "whose", "whom", "when",  "while",  "after", "before",
                     "or", "but", "because", "if",    "over", "about", "against"};
const Words not_told = {"to",     "would",  "could",    "should",  "may",    "might", "will",
                        "cannot", "can",    "if",       "whether", "must",   "lets",  "unless",
                        "hardly", "nobody", "declined", "refused", "failed", "none"};
const Words determiners = {"the",  "a",    "an",    "his",   "her", "its", "their",
                           "this", "that", "these", "those", "my",  "our", "your"};
const Words advances = {"repeat",   "repeated", "repeats",  "repeating", "made",      "make",        "makes",
                        "making",   "spread",   "spreads",  "spreading", "push",      "pushed",      "pushes",
                        "pushing",  "peddled",  "peddling", "promoted",  "promoting", "perpetuated", "perpetuating",
                        "advanced", "echoed",   "echoing",  "echoes",    "offered",   "offering",    "told",
                        "telling",  "tells",    "floated",  "pushed",    "revived",   "reviving"};

class RejectionReader {
  public:
    RejectionReader(const WordList& list, const DisputeWords& words) : list_(list), words_(words) {}

    [[nodiscard]] std::vector<Rejection> read() const {
        std::vector<Rejection> out;
        for (std::size_t i = 0; i < list_.words.size(); ++i) {
            std::optional<Rejection> found = at_retort(i);
            if (!found) found = at_verdict(i);
            if (!found) found = at_verb(i);
            if (!found) found = at_branding(i);
            if (!found) found = at_falsely(i);
            if (!found) found = at_false_noun(i);
            if (!found) found = at_copula(i);
            if (!found) found = at_liar(i);
            if (!found) found = at_contrary(i);
            if (!found) found = at_lack(i);
            if (!found) continue;
            out.push_back(*found);
            i = std::max(i, found->cue.end - 1);
        }
        return out;
    }

  private:
    [[nodiscard]] std::size_t size() const { return list_.words.size(); }
    [[nodiscard]] const std::string& word(std::size_t i) const { return list_.words[i]; }
    [[nodiscard]] bool is(const Words& set, std::size_t i) const { return i < size() && set.contains(list_.words[i]); }

    /// Whether words i-1 and i stand side by side, quotation marks apart.
    [[nodiscard]] bool joined(std::size_t i) const {
        const std::string_view gap = list_.before(i);
        return gap.find_first_of(".,;:!?()") == std::string_view::npos && gap.find("—") == std::string_view::npos &&
               gap.find("–") == std::string_view::npos && gap.find(" - ") == std::string_view::npos &&
               gap.find("--") == std::string_view::npos && gap.find('\n') == std::string_view::npos;
    }
    [[nodiscard]] bool begins_clause(std::size_t i) const { return i == 0 || !joined(i); }
    [[nodiscard]] bool ends_clause(std::size_t end) const { return end >= size() || !joined(end); }

    /// How many words from i on are a phrase of a kind; 0 if none.
    [[nodiscard]] std::size_t match(std::string_view kind, std::size_t i) const {
        constexpr std::size_t longest = 8;
        std::size_t found = 0;
        std::string phrase;
        for (std::size_t n = 0; n < longest && i + n < size(); ++n) {
            if (n > 0 && !joined(i + n)) break;
            if (n > 0) phrase += ' ';
            phrase += word(i + n);
            if (words_.has(kind, phrase)) found = n + 1;
        }
        return found;
    }

    [[nodiscard]] bool is_told(std::size_t i) const {
        constexpr std::size_t reach = 3;
        for (std::size_t k = i; k > 0 && i - k < reach && joined(k); --k)
            if (negates(word(k - 1)) || not_told.contains(word(k - 1))) return false;
        return i == 0 || !determiners.contains(word(i - 1));
    }

    // "Nothing could be further from the truth", "I don't believe it", "Hogwash": all that a clause says.
    [[nodiscard]] std::optional<Rejection> at_retort(std::size_t i) const {
        if (!begins_clause(i)) return {};
        const std::size_t first = after_leads(i);
        const std::size_t n = match("retort", first);
        if (n == 0 || !ends_clause(first + n)) return {};
        Rejection found;
        found.by = Rejecter::teller;
        found.verdict = true;
        found.cue = {first, first + n};
        return found;
    }

    [[nodiscard]] std::size_t after_leads(std::size_t i) const {
        constexpr std::size_t most = 4;
        std::size_t k = i;
        while (k < std::min(size(), i + most) && leads.contains(word(k)) && (k == i || joined(k)) &&
               !(k + 1 < size() && pronouns.contains(word(k)) && links.contains(word(k + 1))))
            ++k;
        return k < size() ? k : i;
    }

    // "That is a lie", "which was not true".
    [[nodiscard]] std::optional<Rejection> at_verdict(std::size_t i) const {
        static const Words negated = {"isnt", "wasnt", "arent", "werent"};
        const bool which = word(i) == "which";
        const bool joined_link = short_forms.contains(word(i));
        if (!which && !joined_link && !pronouns.contains(word(i))) return {};
        if (!joined_link && !is(links, i + 1) && !is(negated, i + 1)) return {};
        if (which && (i == 0 || !begins_clause(i))) return {};
        if (i > 0 && list_.before(i).find('(') != std::string_view::npos) return {};
        std::size_t behind = i + (joined_link || is(negated, i + 1) ? 1 : 2);
        while (is(softeners, behind) && joined(behind)) ++behind;
        const std::size_t n = behind < size() && joined(behind) ? match("untrue", behind) : 0;
        if (n == 0 || !(ends_clause(behind + n) || is_coda(behind + n)) || !(which || begins_verdict(i))) return {};
        Rejection found;
        found.by = Rejecter::teller;
        found.verdict = true;
        found.within = which;
        found.cue = {i, behind + n};
        return found;
    }

    // "That is false and he knows it", "that is not true at all".
    [[nodiscard]] bool is_coda(std::size_t i) const {
        static const Words codas = {"and", "at", "because", "but", "either", "said", "he", "she"};
        return codas.contains(word(i));
    }

    // A clause of its own, or behind "said (that)": not "the fact that it is false".
    [[nodiscard]] bool begins_verdict(std::size_t i) const {
        constexpr std::size_t most = 4;
        std::size_t k = i;
        while (k > 0 && i - k < most && !begins_clause(k) && leads.contains(word(k - 1))) --k;
        if (begins_clause(k)) return true;
        for (std::size_t j = i; j > 0 && i - j < most && !begins_clause(j); --j)
            if (words_.has("told", word(j - 1)) || word(j - 1) == "says" || word(j - 1) == "saying") return true;
        return false;
    }

    // "Scoffed at the union's claim that the dam leaks".
    [[nodiscard]] std::optional<Rejection> at_verb(std::size_t i) const {
        const std::size_t n = match("rejecting", i);
        if (n == 0 || !is_told(i) || is_restrictive(i)) return {};
        Rejection found;
        found.cue = {i, i + n};
        std::size_t first = i + n;
        if (is(Words{"this", "that"}, first) && joined(first) && words_.begins("contesting", word(i)) &&
            (ends_clause(first + 1) || is_coda(first + 1))) {
            found.verdict = true;
            return found;
        }
        if (is(Words{"as"}, first)) first = first_determiner(first);
        if (!noun_phrase(first, found)) return {};
        return found;
    }

    // "Those who rejected the claims" tells of no rejection; "Voss, who rejected the claims," does. "An apology for
    // calling the claims a smear" may be somebody else's.
    [[nodiscard]] bool is_restrictive(std::size_t i) const {
        static const Words relatives = {"who", "which", "that"};
        static const Words before = {"for", "of", "by", "without", "from", "about"};
        if (i == 0 || !joined(i)) return false;
        if (word(i).ends_with("ing") && before.contains(word(i - 1))) return true;
        return relatives.contains(word(i - 1)) && (i == 1 || joined(i - 1));
    }

    // Of "dismissed as nonsense a report that" the word "a".
    [[nodiscard]] std::size_t first_determiner(std::size_t i) const {
        constexpr std::size_t reach = 4;
        for (std::size_t k = i + 2; k < std::min(size(), i + 2 + reach) && joined(k); ++k)
            if (determiners.contains(word(k)) || words_.has("claimed", word(k))) return k;
        return i;
    }

    // Reads what is rejected: "the union's repeated claims that ..."; false if it is nothing that somebody says.
    [[nodiscard]] bool noun_phrase(std::size_t first, Rejection& found) const {
        constexpr std::size_t reach = 9;
        for (std::size_t k = first; k < std::min(size(), first + reach) && (k == first || joined(k)); ++k) {
            if (words_.has("claimed", word(k)) && !is_modifier(k)) {
                found.noun = k;
                found.owner = {first, k};
                read_behind_noun(found);
                return true;
            }
            if (stops.contains(word(k)) || (k > first && word(k) == "that")) return false;
        }
        return false;
    }

    // "Report findings", "claims court": the noun behind it is the head.
    [[nodiscard]] bool is_modifier(std::size_t k) const {
        return k + 1 < size() && joined(k + 1) && words_.has("claimed", word(k + 1));
    }

    void read_behind_noun(Rejection& found) const {
        static const Words tellers = {"by", "from", "made", "in", "levelled", "leveled"};
        static const Words told = {"given", "offered", "issued", "presented"};  // "the account given by Voss"
        constexpr std::size_t reach = 8;  // "reports by two papers that", "claims from the union that"
        const std::size_t behind = found.noun + 1;
        if (behind >= size() || !joined(behind)) return;
        const bool by = told.contains(word(behind)) && is(Words{"by"}, behind + 1) && joined(behind + 1);
        const bool named = by || tellers.contains(word(behind)) || names_owner(behind);
        std::size_t that = behind;
        while (named && that < std::min(size(), behind + reach) && joined(that) && word(that) != "that") ++that;
        if (named) found.owner = {behind, that};
        if (is(Words{"that"}, that) && joined(that) && is_clause(that + 1))
            found.clause = {that + 1, clause_end(that + 1)};
        else if (!named && begins_subject(behind) && is_clause(behind))
            found.clause = {behind, clause_end(behind)};
        else if (!named)
            found.tail = {behind, clause_end(behind)};
    }

    // "The claim of Jorun Voss that": names only.
    [[nodiscard]] bool names_owner(std::size_t of) const {
        constexpr std::size_t most = 3;
        if (word(of) != "of") return false;
        std::size_t k = of + 1;
        while (k < size() && k <= of + most && joined(k) && is_capital(k)) ++k;
        return k > of + 1 && is(Words{"that"}, k) && joined(k);
    }
    [[nodiscard]] bool is_capital(std::size_t i) const {
        const char first = list_.text[list_.at[i].begin];
        return first >= 'A' && first <= 'Z';
    }

    // "The dam leaks", but not "led a man to the dam": a relative clause lacks a subject.
    [[nodiscard]] bool is_clause(std::size_t first) const {
        static const Words verbs = {"led",  "made", "ran", "came",  "went",   "began", "got",  "took",  "gave",
                                    "is",   "are",  "was", "were",  "has",    "have",  "had",  "would", "could",
                                    "will", "may",  "can", "might", "should", "seem",  "seems"};
        return first + 2 < size() && !verbs.contains(word(first)) &&
               !(word(first).ends_with("ed") && word(first).size() > 4) && !word(first).ends_with("ly");
    }

    // "The claim they are spies": a clause without "that".
    [[nodiscard]] bool begins_subject(std::size_t i) const {
        static const Words subjects = {"he", "she", "they", "it", "we", "i", "hes", "shes", "theyre"};
        return subjects.contains(word(i));
    }

    /// The end of a clause: at a full stop, or at a comma with a new clause of the teller's behind it ("..., saying").
    [[nodiscard]] std::size_t clause_end(std::size_t first) const {
        static const Words parts = {"saying",   "adding",   "arguing",  "noting", "calling", "insisting", "telling",
                                    "claiming", "but",      "and",      "which",  "while",   "labeling",  "explaining",
                                    "stating",  "tweeting", "pointing", "citing", "though",  "although",  "even",
                                    "despite",  "a",        "said",     "instead"};
        for (std::size_t k = first + 1; k < size(); ++k) {
            const std::string_view gap = list_.before(k);
            if (gap.find_first_of(".;:!?") != std::string_view::npos && gap.size() > 1) return k;
            if (gap.find("—") != std::string_view::npos || gap.find("–") != std::string_view::npos) return k;
            if (gap.find(',') != std::string_view::npos && (parts.contains(word(k)) || word(k).ends_with("ing")))
                return k;
        }
        return size();
    }

    // "Called the claims baseless", "calling it a lie", "described the reports as false".
    [[nodiscard]] std::optional<Rejection> at_branding(std::size_t i) const {
        if (!words_.has("branding", word(i)) || !is_told(i) || is_restrictive(i) || i + 2 >= size()) return {};
        Rejection found;
        constexpr std::size_t reach = 10;
        std::size_t k = i + 1;
        const bool pronoun = pronouns.contains(word(k)) || word(k) == "them" || word(k) == "all";
        const bool bare = pronoun && (!joined(k + 1) || softeners.contains(word(k + 1)) || match("untrue", k + 1) > 0);
        if (!bare && !noun_phrase(k, found)) return {};
        k = found.noun > 0 ? found.noun + 1 : k + 1;
        for (std::size_t u = k; u < std::min(size(), k + reach); ++u) {
            const std::size_t n = match(bare ? "untrue" : "meritless", u);
            const std::size_t strict = n > 0 ? n : match("untrue", u);
            if (strict == 0) {
                if (bare && !softeners.contains(word(u))) return {};
                continue;
            }
            found.cue = {i, u + strict};
            found.verdict = bare;
            found.judged = true;
            if (found.tail.begin < u && found.tail.end > u) found.tail.end = u;
            if (found.clause.begin < u && found.clause.end > u) found.clause.end = u;
            if (!found.tail.empty() && word(found.tail.end - 1) == "as") --found.tail.end;
            if (!found.clause.empty() && word(found.clause.end - 1) == "as") --found.clause.end;
            return found;
        }
        return {};
    }

    // "Falsely claimed that ...", "wrongly suggesting that ...".
    [[nodiscard]] std::optional<Rejection> at_falsely(std::size_t i) const {
        if (!words_.has("falsely", word(i)) || i + 3 >= size() || !is_told(i)) return {};
        std::size_t verb = i + 1;
        if (!joined(verb) || !words_.begins("asserting", word(verb))) return {};
        if (i > 0 && (links.contains(word(i - 1)) || word(i - 1) == "of")) return {};  // "was falsely accused"
        Rejection found;
        found.by = Rejecter::teller;
        found.subject_claims = true;
        found.cue = {i, verb + 1};
        std::size_t first = verb + 1;
        constexpr std::size_t reach = 3;  // "on Monday that"
        for (std::size_t k = first; k < std::min(size(), first + reach) && joined(k); ++k)
            if (word(k) == "that") first = k + 1;
        if (!is_clause(first)) return {};
        found.clause = {first, clause_end(first)};
        return found;
    }

    // "The debunked claim that ...", "the falsehood that ...".
    [[nodiscard]] std::optional<Rejection> at_false_noun(std::size_t i) const {
        std::size_t noun = i;
        if (!words_.has("falsehood", word(i))) {
            if (!words_.has("falsified", word(i)) || i + 1 >= size() || !joined(i + 1)) return {};
            noun = i + 1;
            if (words_.has("falsified", word(noun)) || word(noun) == "conspiracy")
                ++noun;  // "false and debunked" is rarer
            if (noun >= size() || !words_.has("claimed", word(noun))) return {};
        }
        if (noun + 4 >= size() || !joined(noun + 1) || word(noun + 1) != "that" || !is_clause(noun + 2)) return {};
        Rejection found;
        found.by = Rejecter::teller;
        found.subject_claims = true;
        found.cue = {i, noun + 1};
        found.noun = noun;
        found.clause = {noun + 2, clause_end(noun + 2)};
        constexpr std::size_t reach = 5;
        for (std::size_t k = i; k > 0 && i - k < reach && joined(k); --k) {
            if (advances.contains(word(k - 1))) {
                found.cue.begin = k - 1;
                return is_told(k - 1) ? std::optional(found) : std::nullopt;
            }
            if (words_.has("outlawing", word(k - 1))) return {};  // "the law punishes false claims that"
            if (stops.contains(word(k - 1))) break;
            found.owner = {k - 1, i};
        }
        found.subject_claims = false;
        return found;
    }

    // Of "Voss said the claims were false" Voss is who rejects them and not whose they are.
    [[nodiscard]] bool ends_owner(std::size_t i) const {
        const bool that = word(i) == "that" && i > 0 && (word(i - 1) == "and" || words_.has("told", word(i - 1)));
        return that || stops.contains(word(i)) || words_.has("told", word(i)) || word(i) == "says";
    }

    // "Assertions to the contrary are simply false", "the claim that the dam leaks is a lie".
    [[nodiscard]] std::optional<Rejection> at_copula(std::size_t i) const {
        constexpr std::size_t reach = 25;
        if (!words_.has("claimed", word(i)) || is_modifier(i)) return {};
        Rejection found;
        found.by = Rejecter::teller;
        found.noun = i;
        std::size_t first = i;
        while (first > 0 && i - first < 6 && joined(first) && !ends_owner(first - 1)) --first;
        found.owner = {first, i};
        read_behind_noun(found);
        for (std::size_t k = i + 1; k < std::min(size(), i + reach) && joined(k); ++k) {
            if (!links.contains(word(k))) continue;
            std::size_t behind = k + 1;
            while (is(softeners, behind) && joined(behind)) ++behind;
            const std::size_t n = behind < size() && joined(behind) ? match("untrue", behind) : 0;
            if (n == 0) continue;
            if (!(ends_clause(behind + n) || is_coda(behind + n)) || !is_told(k)) return {};
            found.cue = {k, behind + n};
            found.judged = true;
            found.clause.end = std::min(found.clause.end, k);
            found.tail.end = std::min(found.tail.end, k);
            return found;
        }
        return {};
    }

    // "Voss is lying about the dam", "Voss was wrong to blame the union".
    [[nodiscard]] std::optional<Rejection> at_liar(std::size_t i) const {
        const std::size_t n = match("liar", i);
        if (n == 0 || i == 0 || !joined(i) || !is_told(i)) return {};
        std::size_t link = i - 1;
        while (link > 0 && softeners.contains(word(link))) --link;
        static const Words linked = {"is", "was", "are", "were", "hes", "shes", "theyre"};
        if (!linked.contains(word(link))) return {};
        Rejection found;
        found.by = Rejecter::teller;
        found.subject_claims = true;
        found.cue = {word(link).size() > 3 ? i : link, i + n};
        found.tail = {i + n, i + n < size() ? clause_end(i + n) : i + n};
        return found;
    }

    // "Contrary to Voss's claim that ...", "despite Voss's insistence to the contrary".
    [[nodiscard]] std::optional<Rejection> at_contrary(std::size_t i) const {
        const bool despite = word(i) == "despite";
        if (!despite && !(word(i) == "contrary" && is(Words{"to"}, i + 1))) return {};
        Rejection found;
        found.by = Rejecter::teller;
        found.cue = {i, i + (despite ? 1U : 2U)};
        if (!noun_phrase(found.cue.end, found) || found.owner.empty()) return {};
        found.within = true;
        if (!despite) return found;
        const std::size_t behind = found.noun + 1;
        const bool opposed = is(Words{"to"}, behind) && is(Words{"contrary"}, behind + 2);
        if (!opposed) return {};
        found.tail = {};
        return found;
    }

    // "There is little or no evidence to support such descriptions".
    [[nodiscard]] std::optional<Rejection> at_lack(std::size_t i) const {
        static const Words none = {"no", "little", "scant", "zero"};
        static const Words support = {"to",      "support", "for", "supporting", "of",          "behind",
                                      "backing", "back",    "up",  "that",       "substantiate"};
        if (!none.contains(word(i))) return {};
        std::size_t k = i + 1;
        while (k < std::min(size(), i + 5) && joined(k) && word(k) != "evidence") ++k;
        if (!is(Words{"evidence"}, k)) return {};
        std::size_t first = k + 1;
        while (first < std::min(size(), k + 4) && joined(first) && support.contains(word(first)) &&
               word(first) != "that")
            ++first;
        if (first == k + 1 || first >= size()) return {};
        Rejection found;
        found.by = Rejecter::teller;
        found.cue = {i, first};
        if (!noun_phrase(first, found)) return {};
        return found;
    }

    const WordList& list_;
    const DisputeWords& words_;
};

}  // namespace

std::vector<Rejection> rejections_in(const WordList& list, const DisputeWords& words) {
    return RejectionReader(list, words).read();
}

}  // namespace px
