#include "attribute/clause_words.hpp"

#include <algorithm>
#include <string>

#include "text/utf8.hpp"

namespace px {

bool ClauseWords::is_finite(int token) const {
    const std::string& tag = tree_[token].xpos;
    return tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "VBN" || tag == "MD";
}

bool ClauseWords::is_boundary(int token) const {
    const std::string& form = tree_[token].form;
    const std::string& tag = tree_[token].xpos;
    return form == "," || form == ";" || form == ":" || form == "(" || form == ")" || tag == "``" || tag == "''" ||
           form == "\"" || form == "\u201D" || form == "\u201C" || form == "\u2014" || form == "\u2013";
}

bool ClauseWords::is_capital(int token) const {
    const char c = tree_[token].form.empty() ? ' ' : tree_[token].form[0];
    return c >= 'A' && c <= 'Z';
}

bool ClauseWords::is_nominal(int token) const {
    const std::string_view tag = tree_.upos(token);
    return tag == "NOUN" || tag == "PROPN" || tag == "PRON" || tag == "NUM";
}

bool ClauseWords::has_relation(int token, std::string_view deprel) const {
    for (int child : tree_.children(token))
        if (tree_[child].deprel == deprel) return true;
    return false;
}

bool ClauseWords::has_infinitive(int noun) const {
    for (int child : tree_.children(noun))
        if (tree_.relation(child) == "acl" && tree_.child_with_lemma(child, "mark", "to") >= 0) return true;
    return false;
}

bool ClauseWords::led_in_by(int token, std::string_view one, std::string_view other) const {
    for (int child : tree_.children(token)) {
        const std::string_view relation = tree_.relation(child);
        if ((relation == "mark" || relation == "case") && (tree_.lemma(child) == one || tree_.lemma(child) == other))
            return true;
    }
    return false;
}

bool ClauseWords::colon_before(int token) const {
    const int first = tree_.first(token);
    for (int i = first; i >= std::max(0, first - 2) && i < tree_.size(); --i)
        if (tree_[i].form == ":") return true;
    return false;
}

bool ClauseWords::comma_ends(int token) const {
    const int last = tree_.last(token);
    return tree_[last].form == "," || (last + 1 < tree_.size() && tree_[last + 1].form == ",");
}

bool ClauseWords::only_punctuation(int from) const {
    for (int i = from; i < tree_.size(); ++i)
        if (tree_.upos(i) != "PUNCT" && tree_.upos(i) != "SYM") return false;
    return true;
}

int ClauseWords::that_behind(int verb) const {
    constexpr int far = 14;
    bool aside = false;  // "claimed on Tuesday, without giving evidence, that C"
    for (int i = verb + 1; i + 2 < std::min(tree_.size(), verb + far); ++i) {
        if (tree_[i].form == "that") return aside && tree_[i - 1].form != "," ? -1 : i;
        if (tree_[i].form == ",") {
            aside = true;
            continue;
        }
        const bool verbal = tree_.upos(i) == "VERB" || tree_.upos(i) == "AUX";
        const bool participle = tree_.relation(i) == "acl" || tree_.relation(i) == "amod" ||  // "a message posted on X"
                                (aside && tree_[i].xpos == "VBG");
        if (is_boundary(i) || (verbal && !participle)) return -1;
    }
    return -1;
}

Range ClauseWords::stretch_before(int last, bool relative) const {
    constexpr int longest = 16;
    int first = last + 1;
    bool verb = false;
    while (first > 0 && !is_boundary(first - 1)) {
        --first;
        verb = verb || ((tree_.upos(first) == "VERB" || tree_.upos(first) == "AUX") && is_finite(first) &&
                        tree_.relation(first) != "amod");
        if (last - first >= longest) return {};
    }
    if (first > last) return {};
    const bool who = lower_ascii(tree_[first].form) == "who";
    return verb && !(relative && who) ? Range{} : Range{first, last};
}

Range ClauseWords::stretch_behind(int first) const {
    int last = first;
    while (last < tree_.size() && !is_boundary(last) && tree_[last].form != ".") ++last;
    return {first, std::min(last - 1, first + 30)};
}

bool ClauseWords::is_noun_phrase(Range range) const {
    bool name = false;
    for (int i = range.first; i <= range.last; ++i) {
        const std::string_view tag = tree_.upos(i);
        if (tag == "SCONJ" || tag == "CCONJ" || tag == "INTJ" || (tag == "ADP" && i == range.first)) return false;
        if (i == range.first && tag == "VERB") return false;
        name = name || tag == "PROPN" || (tag == "NOUN" && i == range.last) ||
               ((tag == "PRON" || tag == "DET") && range.first == range.last);  // "said another"
    }
    return name;
}

bool ClauseWords::is_short_name(Range range) const {
    return is_noun_phrase(range) && range.last - range.first < 9 && tree_.upos(range.last) == "PROPN";
}

bool ClauseWords::is_title(Range range) const {
    return tree_.upos(range.first) == "DET" && tree_.upos(range.last) == "NOUN" && is_noun_phrase(range);
}

int ClauseWords::name_head(int token) const {
    for (int steps = 0; steps < 6 && tree_.head(token) >= 0; ++steps) {
        if (tree_.relation(token) != "flat" && tree_.relation(token) != "compound") break;
        token = tree_.head(token);
    }
    return token;
}

int ClauseWords::head_of(Range range) const {
    for (int i = range.first; i <= range.last; ++i) {
        const int up = tree_.head(i);
        const std::string_view tag = tree_.upos(i);
        if ((up < range.first || up > range.last) && (tag == "PROPN" || tag == "NOUN" || tag == "PRON")) return i;
    }
    return range.last;
}

bool ClauseWords::take_subject_by_commas(Speech& speech) const {
    int last = speech.cue - 1;
    while (last >= 0 && (tree_.upos(last) == "ADV" || tree_.upos(last) == "AUX") && !is_capital(last)) --last;
    if (last > 1 && tree_[last].form == ")") {  // "Sen. X (R-S.C.) told"
        while (last > 0 && tree_[last].form != "(") --last;
        --last;
    }
    if (last < 0) return false;
    const bool comma = tree_[last].form == ",";
    const Range near = stretch_before(comma ? last - 1 : last, comma);
    if (near.empty()) return false;
    Range phrase = near;
    Range name = near;
    if (comma && near.first > 1 && tree_[near.first - 1].form == ",") {
        const Range before = stretch_before(near.first - 2, false);
        if (!before.empty() && is_short_name(before)) {
            name = before;
            phrase.first = before.first;
        } else if (!before.empty() && is_short_name(near) && is_title(before)) {  // "the foreign minister, X, said"
            phrase.first = before.first;
        }
    }
    if (!is_noun_phrase(name) || (comma && name.first == near.first && !is_short_name(name))) return false;
    speech.subject = head_of(name);
    speech.speaker = text_.trimmed(tree_.words(phrase.first, phrase.last));
    speech.clause_first = phrase.first;
    return true;
}

bool ClauseWords::asks_for_no_name(int verb, int part) const {
    const std::string_view lemma = tree_.lemma(part);
    return tree_.lemma(verb) == "ask" && tree_.negated(part) &&
           (lemma == "name" || lemma == "identify" || lemma == "quote");
}

bool ClauseWords::is_quoted_beginning(int subject, int verb) const {
    const int number = text_.quotation_at(tree_[subject].span.begin, false);
    if (number < 0 || subject > verb) return false;
    const Quotation& quotation = text_.quotations[static_cast<std::size_t>(number)];
    const std::uint32_t begin = tree_[verb].span.begin;
    const bool comma_outside =
        quotation.hull.end < text_.report.text.size() && text_.report.text[quotation.hull.end] == ',';
    return quotation.hull.end <= begin && quotation.hull.end + (comma_outside ? 3 : 2) >= begin &&
           (comma_outside || slice(text_.report.text, quotation.pieces.back()).ends_with(','));
}

int ClauseWords::speaker_between_quotations(int verb) const {
    const int before = verb > 1 && tree_[verb - 1].form == "," ? verb - 2 : verb - 1;
    if (before < 0 || (tree_[verb].xpos != "VBD" && tree_[verb].xpos != "VBZ") ||
        text_.quotation_at(tree_[before].span.begin, false) < 0)
        return -1;
    Range behind = stretch_behind(verb + 1);
    for (int i = behind.first + 1; i <= behind.last; ++i)  // "wrote Lopez in a letter"
        if (tree_.upos(i) == "ADP" && tree_.lemma(i) != "of") behind.last = i - 1;
    constexpr int longest_name = 8;
    if (behind.empty() || behind.last - behind.first >= longest_name || !is_noun_phrase(behind)) return -1;
    return head_of(behind);
}

bool ClauseWords::is_this_report(int subject) const {
    const std::string_view lemma = tree_.lemma(subject);
    return (lemma == "story" || lemma == "article" || lemma == "report" || lemma == "post") &&
           tree_.child_with_lemma(subject, "det", "this") >= 0;
}

int ClauseWords::author_of(int document, int cue) const {
    for (int child : tree_.children(document)) {
        if (child == cue) continue;
        const std::string_view verb = tree_.lemma(child);
        if (tree_.relation(child) == "acl" && (verb.starts_with("releas") || verb.starts_with("issu") ||
                                               verb.starts_with("sign") || verb.starts_with("wr") || verb == "send"))
            for (int agent : tree_.children(child))
                if (tree_.relation(agent) == "obl" && led_in_by(agent, "by", "by")) return agent;
        if (tree_.relation(child) == "nmod" && led_in_by(child, "from", "by")) return child;
    }
    return -1;
}

bool ClauseWords::follows_name(int verb, int object, int clause) const {
    const int subject = tree_.child(clause, "nsubj");
    return tree_.upos(object) == "PROPN" && tree_.relation(object) != "obl" && subject > object &&
           tree_.first(clause) == subject && tree_.upos(subject) == "PRON" && tree_[subject].xpos == "PRP" &&
           text_.lexicons.reporting_verb(tree_.lemma(verb))->addressee == Addressee::object;
}

bool ClauseWords::is_condition(int verb, int child) const {
    const int first = tree_.first(child);
    const std::string word = lower_ascii(tree_[first].form);
    return child < verb && (word == "had" || word == "were" || word == "should") &&
           (tree_.relation(first) == "aux" || tree_.relation(first) == "cop") && tree_.child(verb, "aux") >= 0;
}

bool ClauseWords::is_setting(int verb, int child) const {
    const std::string& tag = tree_[child].xpos;
    return child < verb && tree_.first(child) == 0 && child <= 1 && (tag == "VBN" || tag == "VBG") &&
           tree_.child(child, {"nsubj", "csubj", "aux"}) < 0;
}

bool ClauseWords::is_other_teller(int verb) const {
    static constexpr std::string_view leads[] = {"but", "yet", "while", "whereas", "although", "though"};
    const int lead = tree_.child(verb, {"cc", "mark"});
    if (lead < 0 || lead > verb || std::find(std::begin(leads), std::end(leads), tree_.lemma(lead)) == std::end(leads))
        return false;
    const int subject = tree_.child(verb, "nsubj");
    const std::string& tag = tree_[verb].xpos;
    return subject > lead && subject < verb && tree_.upos(subject) != "PRON" &&
           (tag == "VBD" || tag == "VBZ" || tag == "VBP") && tells(verb);
}

bool ClauseWords::tells(int verb) const {
    if (text_.lexicons.partly_reporting_verb(tree_.lemma(verb))) return true;
    const ReportingVerb* entry = text_.lexicons.reporting_verb(tree_.lemma(verb));
    return entry && entry->kind != ReportClass::believe && entry->kind != ReportClass::learn;
}

bool ClauseWords::starts_anew(int from) const {
    int lead = from;
    while (lead < tree_.size() && tree_[lead].form == ",") ++lead;
    if (lead >= tree_.size()) return false;
    if (tree_[lead].form == ";") return true;
    const std::string word = lower_ascii(tree_[lead].form);
    const bool adds = word == "and";
    if (!adds && word != "but" && word != "yet" && word != "while" && word != "whereas" && word != "although" &&
        word != "though")
        return false;
    for (int i = lead + 1; i < std::min(tree_.size(), lead + 12); ++i) {
        if (tree_.relation(i) != "nsubj" || tree_.head(i) < i) continue;
        const int verb = tree_.head(i);
        const std::string& tag = tree_[verb].xpos;
        return tree_.upos(i) != "PRON" && (tag == "VBD" || tag == "VBZ" || tag == "VBP") && tells(verb);
    }
    return false;
}

bool ClauseWords::has_own_complement(int verb) const {
    static constexpr std::string_view leads[] = {"against", "for", "over", "about", "of", "at", "outside", "after"};
    if (tree_.child(verb, "xcomp") > verb) return true;
    for (int child : tree_.children(verb)) {
        const int lead = tree_.relation(child) == "obl" && child > verb ? tree_.child(child, "case") : -1;
        if (lead >= 0 && std::find(std::begin(leads), std::end(leads), tree_.lemma(lead)) != std::end(leads))
            return true;
    }
    return false;
}

int ClauseWords::clause_of(int noun) const {
    int clause = -1;
    for (int child : tree_.children(noun)) {
        if ((tree_.relation(child) != "acl" && tree_.relation(child) != "ccomp") || child < noun) continue;
        const int first = tree_.first(child);
        const int subject = tree_.child(child, {"nsubj", "csubj"});
        if (tree_.child_with_lemma(child, "mark", "that") >= 0 &&
            (tree_[child].deprel != "acl:relcl" || subject > first))
            clause = child;
        else if (tree_.lemma(first) == "that" && first == noun + 1 && subject > first &&
                 tree_.child(child, "obj") > child)
            clause = child;  // a parser took "that" for the relative
    }
    return clause;
}

bool ClauseWords::cites(int child) const {
    return tree_[child].xpos == "VBG" && (tree_.lemma(child) == "cite" || tree_.lemma(child) == "quote") &&
           tree_.child(child, "nsubj") < 0;
}

void ClauseWords::add_piece(Speech& speech, Range range) const {
    while (!range.empty() && tree_[range.last].form == "." &&
           text_.quotation_at(tree_[range.last].span.begin, true) < 0)
        --range.last;  // the full stop is the outlet's
    if (range.empty()) return;
    const Span piece = text_.trimmed(tree_.words(range.first, range.last));
    if (piece.size() < 2) return;
    if (!speech.content.empty() && piece.begin <= speech.content.back().end + 2) {
        speech.content.back().end = std::max(speech.content.back().end, piece.end);
        return;
    }
    speech.content.push_back(piece);
}

Range ClauseWords::part_range(int part) const {
    Range range{tree_.first(part), tree_.last(part)};
    if (tree_.relation(part) == "obj")  // a bare object without the clauses behind it
        for (int child : tree_.children(part))
            if ((tree_[child].deprel == "acl:relcl" || tree_.relation(child) == "advcl" ||
                 tree_.relation(child) == "parataxis") &&
                tree_.first(child) > part)
                range.last = std::min(range.last, tree_.first(child) - 1);
    const int lead = range.first;
    const std::string_view relation = tree_.relation(lead);
    const bool misplaced =
        tree_.lemma(lead) == "that" &&
        (tree_.relation(part) == "acl" || (tree_.relation(part) == "ccomp" && tree_.child(part, "nsubj") > lead));
    if ((relation == "mark" || relation == "case" || misplaced) && tree_.head(lead) == part &&
        (tree_.lemma(lead) == "that" || tree_.lemma(lead) == "of" || tree_.lemma(lead) == "for" ||
         tree_.lemma(lead) == "as"))
        ++range.first;
    cut_denial_beside(part, range);
    return range;
}

void ClauseWords::cut_denial_beside(int part, Range& range) const {
    static constexpr std::string_view marks[] = {",", "(", "-LRB-", "-", "–", "—", "--"};
    const auto is_mark = [&](int i) {
        return std::find(std::begin(marks), std::end(marks), tree_[i].form) != std::end(marks);
    };
    for (int i = part + 2; i <= range.last; ++i) {
        if (!is_denial_beside(i)) continue;
        const int first = tree_.first(i);
        if (first <= part || (!is_mark(first) && !is_mark(first - 1))) continue;
        for (int next = tree_.last(i) + 1; next <= range.last; ++next)
            if (tree_.upos(next) != "PUNCT") return;  // what was said goes on behind it
        range.last = is_mark(first - 1) ? first - 2 : first - 1;
        return;
    }
}

bool ClauseWords::is_denial_beside(int verb) const {
    const ReportingVerb* entry =
        tree_.upos(verb) == "VERB" ? text_.lexicons.reporting_verb(tree_.lemma(verb)) : nullptr;
    if (!entry || entry->kind != ReportClass::deny || tree_.relation(verb) == "conj") return false;
    const int subject = tree_.child(verb, "nsubj");
    if (subject < 0 || tree_[subject].xpos == "PRP")
        return false;  // "he denied it": the speaker may tell it of himself
    const int object = tree_.child(verb, "obj");
    if (object != verb + 1 || tree_.last(object) != object ||
        !text_.lexicons.supports(tree_.lemma(object), SupportUse::points))
        return false;
    const int mark = tree_.child(verb, "mark");
    return tree_.child(verb, "conj") < 0 && (mark < 0 || text_.lexicons.supports(tree_.lemma(mark), SupportUse::sets));
}

bool ClauseWords::can_be_denied(int noun) const {
    const ReportingNoun* entry =
        tree_.upos(noun) == "NOUN" ? text_.lexicons.reporting_noun(tree_.lemma(noun)) : nullptr;
    return entry && entry->stance != "wants";
}

bool ClauseWords::is_reduced_passive(int verb) const {
    return tree_[verb].deprel == "acl" && tree_[verb].xpos == "VBN" && tree_.head(verb) >= 0 &&
           tree_.head(verb) < verb && tree_.child(verb, {"nsubj", "aux", "ccomp", "obj"}) < 0;
}

bool ClauseWords::is_neither(int verb) const {
    return tree_.relation(verb) == "conj" && tree_.head(verb) >= 0 && tree_.lemma(tree_.head(verb)) == "confirm";
}

bool ClauseWords::is_relative(int token) const {
    const std::string_view lemma = tree_.lemma(token);
    return lemma == "who" || lemma == "which" || lemma == "that";
}

}  // namespace px
