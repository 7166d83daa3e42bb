// "O reported C, citing X": whose words an outlet passes on.

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <utility>

#include "attribute/carrier_words.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

/// The outlet that a phrase names: itself, or, of a report or a correspondent, the one inside it. -1 = none.
int outlet_within(const SpeechText& text, const Layers& layers, int sentence, int head) {
    const DependencyTree& tree = text.tree(sentence);
    const auto kind = carrier_kind(text, layers, sentence, head);
    if (kind && (is_outlet(*kind) || *kind == LinkKind::medium)) return head;
    const std::string_view lemma = tree.lemma(head);
    if (!text.lexicons.is_carrier_staff(lemma)) return -1;
    for (int child : tree.children(head)) {
        const std::string_view relation = tree.relation(child);
        if (relation != "compound" && relation != "nmod") continue;
        const auto inside = carrier_kind(text, layers, sentence, child);
        if (inside && (is_outlet(*inside) || *inside == LinkKind::medium)) return child;
    }
    return -1;
}

/// Tells something, and does not agree to or promise something.
bool says(const ReportingVerb& verb) {
    return verb.clause && (verb.kind == ReportClass::say || verb.kind == ReportClass::tell ||
                           verb.kind == ReportClass::write || verb.kind == ReportClass::claim);
}

/// Finds whom an outlet cites for what it tells.
class CitedSource {
  public:
    CitedSource(const SpeechText& text, const Layers& layers, const Speech& speech)
        : text_(text), layers_(layers), speech_(speech), tree_(text.tree(speech.sentence)) {}

    /// `verb` < 0 = nobody is cited.
    [[nodiscard]] Citation find() const {
        Citation nearest;
        for (int i = 0; i < tree_.size(); ++i) {
            const Citation one = citation_at(tree_, i);
            if (one.verb < 0 || in_content(one.verb) || !belongs(one.verb)) continue;
            if (nearest.verb < 0 || std::abs(one.verb - speech_.cue) < std::abs(nearest.verb - speech_.cue))
                nearest = one;
        }
        return nearest;
    }

    /// Somebody who can have said it. Whom "quoting" names always is; "citing" also names papers and reasons.
    [[nodiscard]] bool is_somebody(const Citation& citation) const {
        const int source = citation.source;
        if (source < 0) return false;
        if (tree_.upos(source) == "PROPN") return true;
        if (tree_.upos(source) != "NOUN") return false;
        if (text_.lexicons.is_source_noun(tree_.lemma(source))) return true;
        if (text_.lexicons.carrier_head(tree_.lemma(source)) || text_.lexicons.reporting_noun(tree_.lemma(source)))
            return false;
        if (tree_.lemma(citation.verb) == "quote") return true;
        const int mention = mention_at(text_, layers_, speech_.sentence, source);
        if (mention < 0) return false;
        const Mention& found = layers_.mentions[static_cast<std::size_t>(mention)];
        return found.actor >= 0 && found.token == source && found.sentence == speech_.sentence;
    }

  private:
    [[nodiscard]] bool in_content(int token) const {
        return std::any_of(speech_.content.begin(), speech_.content.end(),
                           [&](Span piece) { return piece.contains(tree_[token].span); });
    }

    /// It opens the sentence, or stands behind the speaker or the cue with no other subject between.
    [[nodiscard]] bool belongs(int verb) const {
        if (verb == 0) return true;
        if (verb < std::min(speech_.subject, speech_.cue)) return false;
        for (int i = std::min(speech_.subject, speech_.cue) + 1; i < verb; ++i)
            if (tree_.relation(i) == "nsubj" && i != speech_.subject && !in_content(i) && tree_.head(i) != verb)
                return false;
        return true;
    }

    const SpeechText& text_;
    const Layers& layers_;
    const Speech& speech_;
    const DependencyTree& tree_;
};

}  // namespace

Citation citation_at(const DependencyTree& tree, int token) {
    const std::string form = lower_ascii(tree[token].form);
    const bool participle = form == "citing" || form == "quoting";
    const bool relative = (form == "cited" || form == "cites" || form == "quoted" || form == "quotes") && token > 0 &&
                          (tree.lemma(token - 1) == "which" || tree.lemma(token - 1) == "that");
    if (!participle && !relative) return {};
    Citation found;
    found.source = tree.child(token, "obj");
    int last = token + 1;
    while (last < tree.size() && tree.upos(last) != "PUNCT" && tree.upos(last) != "VERB" && tree.upos(last) != "AUX")
        ++last;
    found.last = last - 1;
    if (found.source <= token || found.source > found.last) {
        found.source = -1;
        for (int i = token + 1; i <= found.last && found.source < 0; ++i)
            if ((tree.upos(i) == "NOUN" || tree.upos(i) == "PROPN") &&
                (tree.head(i) < token + 1 || tree.head(i) > found.last))
                found.source = i;
    }
    if (found.source < 0) return {};
    // "officials who spoke on condition of anonymity": the relative clause is part of it.
    if (last < tree.size() && tree.upos(last) != "PUNCT" && tree.last(found.source) >= last) {
        for (int child : tree.children(found.source))
            if (tree[child].deprel == "acl:relcl" && tree.first(child) <= last)
                found.last = std::max(found.last, tree.last(child));
    }
    found.verb = token;
    return found;
}

Citation citation_behind(const DependencyTree& tree, int phrase_last) {
    for (int i = phrase_last + 1; i < std::min(tree.size(), phrase_last + 4); ++i) {
        if (const Citation found = citation_at(tree, i); found.verb >= 0) return found;
        if (tree[i].form != "," && tree.lemma(i) != "which" && tree.lemma(i) != "that") break;
    }
    return {};
}

namespace {

/// "X tweeted C, O reported, citing Y": C is still X's. `beside`: the speeches of the same sentence.
bool told_by_another(const SpeechText& text, const Speech& speech, const std::vector<const Speech*>& beside) {
    return std::any_of(beside.begin(), beside.end(), [&](const Speech* other) {
        return other != &speech && other->cue >= 0 && other->subject >= 0 && !other->content.empty() && other->verb &&
               says(*other->verb) && std::any_of(speech.content.begin(), speech.content.end(), [&](Span piece) {
                   return piece.contains(text.tree(other->sentence)[other->cue].span) &&
                          other->content.back().end + 4 >= speech.content.back().end;
               });
    });
}

}  // namespace

void give_to_cited(const SpeechText& text, const Layers& layers, std::vector<Speech>& speeches) {
    std::vector<std::vector<const Speech*>> by_sentence(text.trees.size());
    for (const Speech& speech : speeches)
        if (speech.sentence >= 0) by_sentence[static_cast<std::size_t>(speech.sentence)].push_back(&speech);
    std::set<std::pair<int, int>> settled;  // sentence and token of "citing"
    for (Speech& speech : speeches) {
        if (speech.cue < 0 || speech.subject < 0 || speech.speaker_sentence >= 0 || speech.carrier >= 0) continue;
        const int outlet = outlet_within(text, layers, speech.sentence, speech.subject);
        if (outlet < 0) continue;
        const CitedSource cited(text, layers, speech);
        const Citation citation = cited.find();
        if (citation.verb < 0 || citation.verb == speech.cue) continue;
        settled.emplace(speech.sentence, citation.verb);
        const std::vector<const Speech*>& beside = by_sentence[static_cast<std::size_t>(speech.sentence)];
        if (told_by_another(text, speech, beside) || !cited.is_somebody(citation)) continue;
        speech.carrier = outlet;
        speech.subject = citation.source;
        speech.speaker = {};
    }
    std::erase_if(speeches,
                  [&](const Speech& speech) { return settled.contains(std::pair(speech.sentence, speech.cue)); });
}

}  // namespace px
