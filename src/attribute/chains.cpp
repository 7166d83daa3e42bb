// Speaker -> occasion or medium -> agency -> outlet: the carriers named in a reporting clause.

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "attribute/carrier_words.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

/// Whether a clause with a subject of its own stands between a word and the cue.
bool in_clause(const DependencyTree& tree, int token, int cue) {
    int up = tree.head(token);
    for (int steps = 0; up >= 0 && up != cue && steps < tree.size(); ++steps, up = tree.head(up))
        if (tree.child(up, {"nsubj", "csubj"}) >= 0) return true;
    return false;
}

class CarrierFinder {
  public:
    /// The link that a phrase makes; none if it is the report's own outlet.
    static std::optional<ChainLink> link_of(const SpeechText& text, const Layers& layers, int sentence, int token,
                                            LinkKind kind) {
        CarrierFinder there(text, layers, sentence);
        there.add(token, kind);
        if (there.found_.links.empty()) return std::nullopt;
        return std::move(there.found_.links.front());
    }

    CarrierFinder(const SpeechText& text, const Layers& layers, int sentence)
        : text_(text), layers_(layers), tree_(text.tree(sentence)) {
        speech_.sentence = sentence;
    }
    CarrierFinder(const SpeechText& text, const Layers& layers, const Speech& speech)
        : text_(text), layers_(layers), speech_(speech), tree_(text.tree(speech.sentence)) {}

    Carriers find() {
        if (speech_.carrier >= 0) add_named_carrier(speech_.carrier);
        if (speech_.tail >= 0) add_named_carrier(speech_.tail);
        add_behind_content();
        if (speech_.cue >= 0) {
            look_at(speech_.cue, true);
            if (speech_.verb && speech_.verb->addressee == Addressee::object && found_.links.empty())
                named_behind(speech_.cue);
            told_author();
            add_social_verb();
            quoted_by_governor();
        }
        if (speech_.subject >= 0 && speech_.speaker_sentence < 0) seen_by(speech_.subject);
        published_by();
        std::stable_partition(found_.links.begin(), found_.links.end(),
                              [](const ChainLink& link) { return !is_outlet(link.kind); });
        return std::move(found_);
    }

  private:
    /// Phrases of a reporting verb and of the participles beside it ("Speaking on ...").
    void look_at(int verb, bool reporting) {
        for (int child : tree_.children(verb)) {
            if (in_content(child)) continue;
            const std::string_view relation = tree_.relation(child);
            if (reporting && (relation == "obj" || relation == "iobj") && speech_.verb &&
                speech_.verb->addressee == Addressee::object)
                address(child);
            else if (relation == "obl")
                oblique(child, reporting);
            else if (reporting && relation == "advcl" && child < verb && tree_.upos(child) == "VERB")
                look_at(child, false);
            else if (!reporting && relation == "obj") {
                for (int under : tree_.children(child))
                    if (tree_.relation(under) == "nmod") oblique(under, false);
            } else if (reporting && relation == "xcomp" && tree_.upos(child) == "NOUN")
                oblique(child, true);
        }
        if (reporting && (tree_.relation(verb) == "xcomp" || tree_.relation(verb) == "advcl") &&
            tree_.head(verb) >= 0 && tree_.head(verb) < verb)
            look_at(tree_.head(verb), false);
    }

    /// "once told me": the report's author asked.
    void told_author() {
        const int next = speech_.cue + 1;
        if (!speech_.verb || speech_.verb->addressee != Addressee::object || next >= tree_.size()) return;
        if (lower_ascii(tree_[next].form) != "me") return;
        ChainLink link;
        link.span = tree_[next].span;
        link.kind = LinkKind::interview;
        link.name = text_.report.authors.size() == 1 ? text_.report.authors.front() : "the author";
        found_.links.push_back(std::move(link));
    }

    /// "called it 'a declaration of war' in a statement carried by KCNA": a parser may hang it on the quoted words.
    void add_behind_content() {
        if (speech_.quotations.empty() || speech_.content.empty() || speech_.cue < 0) return;
        const int lead = tree_.token_at(speech_.content.back().end);
        for (int i = lead; i < std::min(tree_.size(), lead + 2); ++i) {
            const std::string_view word = tree_.lemma(i);
            if (tree_.upos(i) != "ADP" || i <= speech_.cue || (word != "in" && word != "on" && word != "during"))
                continue;
            const int noun = tree_.head(i);
            const auto kind = noun > i ? carrier_kind(text_, layers_, speech_.sentence, noun) : std::nullopt;
            if (!kind || is_outlet(*kind) || *kind == LinkKind::document) return;
            add(noun, *kind);
            return seen_by(noun);
        }
    }

    /// "told USA Today": a carrier's name right behind the verb.
    void named_behind(int verb) {
        const Range name = outlet_behind(text_, speech_.sentence, verb);
        if (name.empty()) return;
        ChainLink link;
        link.span = tree_.words(name.first, name.last);
        link.name = std::string(slice(text_.report.text, link.span));
        const LinkKind* kind = text_.lexicons.carrier_name(link.name);
        link.kind = kind ? *kind : LinkKind::outlet;
        if (!is_own_outlet(link)) found_.links.push_back(std::move(link));
    }

    /// "It quoted critics, with X stating C": whoever quotes in the clause above carries what is said in this one. The
    /// pronoun may stand for an outlet of a sentence before.
    void quoted_by_governor() {
        int verb = tree_.head(speech_.cue);
        for (int steps = 0; verb >= 0 && steps < 4; ++steps, verb = tree_.head(verb)) {
            const ReportingVerb* entry = text_.lexicons.reporting_verb(tree_.lemma(verb));
            if (!entry || entry->kind != ReportClass::carry) continue;
            const int quoting = tree_.child(verb, "nsubj");
            if (quoting < 0 || quoting == speech_.subject) return;
            const auto kind = carrier_kind(text_, layers_, speech_.sentence, quoting);
            if (kind && is_outlet(*kind))
                add(quoting, *kind);
            else if (tree_.lemma(quoting) == "it")
                outlet_before();
            return;
        }
    }

    /// The outlet that the sentence before speaks of, if it is its subject.
    void outlet_before() {
        const int before = speech_.sentence - 1;
        if (before < 0) return;
        const DependencyTree& tree = text_.tree(before);
        int root = 0;
        while (root < tree.size() && tree.head(root) >= 0) ++root;
        const int subject = root < tree.size() ? tree.child(root, "nsubj") : -1;
        if (subject < 0) return;
        const auto kind = carrier_kind(text_, layers_, before, subject);
        if (kind && is_outlet(*kind)) add_from(before, subject, *kind);
    }

    /// A carrier that stands in another sentence than what it carries.
    void add_from(int sentence, int token, LinkKind kind) {
        if (auto link = link_of(text_, layers_, sentence, token, kind)) found_.links.push_back(std::move(*link));
    }

    /// "O published the announcement from X, which read", "the announcement concluded": whoever brought the text that
    /// holds the words, here or in the two sentences before.
    void published_by() {
        if (speech_.document < 0) return;
        const std::string_view noun = tree_.lemma(speech_.document);
        for (int s = speech_.sentence; s >= std::max(0, speech_.sentence - 2); --s) {
            const DependencyTree& tree = text_.tree(s);
            for (int i = 0; i < tree.size(); ++i) {
                if (tree.upos(i) != "NOUN" || tree.lemma(i) != noun) continue;
                const int outlet = publisher_of(tree, s, i);
                if (outlet < 0) continue;
                return add_from(s, outlet, *carrier_kind(text_, layers_, s, outlet));
            }
        }
    }

    [[nodiscard]] int publisher_of(const DependencyTree& tree, int sentence, int document) const {
        const int verb = tree.relation(document) == "obj" ? tree.head(document) : tree.child(document, "acl");
        if (verb < 0 || !text_.lexicons.brings_text(tree.lemma(verb))) return -1;
        for (int child : tree.children(verb)) {
            const bool agent = tree.relation(child) == "obl" && tree.child_with_lemma(child, "case", "by") >= 0;
            if (!agent && tree.relation(child) != "nsubj") continue;
            const auto kind = carrier_kind(text_, layers_, sentence, child);
            if (kind && is_outlet(*kind)) return child;
        }
        return -1;
    }

    [[nodiscard]] bool in_content(int token) const {
        return std::any_of(speech_.content.begin(), speech_.content.end(),
                           [&](Span piece) { return piece.contains(tree_[token].span.begin); });
    }

    void address(int token) {
        const Range name = outlet_behind(text_, speech_.sentence, speech_.cue);
        if (name.first <= token && token <= name.last) return named_behind(speech_.cue);
        const auto kind = carrier_kind(text_, layers_, speech_.sentence, token);
        const bool told = speech_.verb->addressee == Addressee::object;
        if (kind && (is_outlet(*kind) || (*kind == LinkKind::medium && told)))
            add(token, *kind);
        else
            found_.addressee = token;
    }

    /// `reporting`: under the reporting verb itself, not a participle beside it.
    void oblique(int token, bool reporting) {
        const int marker = tree_.child(token, "case");
        const std::string_view lead = marker >= 0 ? tree_.lemma(marker) : "";
        if (lead == "to" && reporting && speech_.verb && speech_.verb->addressee == Addressee::to)
            return address(token);
        static constexpr std::string_view leads[] = {"in", "on",  "to",   "via",  "through", "during",
                                                     "by", "for", "with", "over", "at"};
        if (std::find(std::begin(leads), std::end(leads), lead) == std::end(leads)) return;
        const auto kind = carrier_kind(text_, layers_, speech_.sentence, token);
        if (lead == "via" && kind && is_outlet(*kind) && tree_.lemma(speech_.cue).starts_with("tweet")) return;
        if (!kind && lead == "on" && add_programme(token)) return;
        if (!kind) return seen_by(token);
        if ((lead == "at" || lead == "with" || lead == "for") && *kind != LinkKind::interview) return;
        add(token, *kind);
        seen_by(token);
    }

    [[nodiscard]] bool starts_with_digit(int token) const {
        const std::string& form = tree_[token].form;
        return !form.empty() && form[0] >= '0' && form[0] <= '9';
    }

    /// "on BBC Radio 4's World Tonight": a broadcaster's name leads in the programme's, which runs on to the comma.
    bool add_programme(int token) {
        const int first = tree_.first(token) + 1;  // behind "on"
        if (first > tree_.last(token) || !is_capitalised(tree_, first)) return false;
        int named = -1;
        for (int last = first; last <= std::min(first + 3, tree_.size() - 1); ++last) {
            const LinkKind* kind = text_.lexicons.carrier_name(slice(text_.report.text, tree_.words(first, last)));
            if (kind && is_outlet(*kind)) named = last;
        }
        if (named < 0) return false;
        int last = named;
        while (last + 1 < tree_.size() &&
               (is_capitalised(tree_, last + 1) || tree_.upos(last + 1) == "NUM" || tree_.upos(last + 1) == "PART" ||
                tree_[last + 1].xpos == "``" || starts_with_digit(last + 1)) &&
               tree_[last + 1].form != ",")
            ++last;
        ChainLink link;
        link.span = text_.trimmed(tree_.words(first, last));
        link.kind = LinkKind::medium;
        link.name = std::string(slice(text_.report.text, link.span));
        found_.links.push_back(std::move(link));
        return true;
    }

    /// "a letter seen by Sky News", "comments carried by state media": who passed it on.
    void seen_by(int token) {
        for (int clause : tree_.children(token)) {
            if (tree_.relation(clause) != "acl" || tree_.upos(clause) != "VERB") continue;
            for (int agent : tree_.children(clause)) {
                if (tree_.relation(agent) != "obl" || (tree_.child_with_lemma(agent, "case", "by") < 0 &&
                                                       tree_.child_with_lemma(agent, "case", "in") < 0 &&
                                                       tree_.child_with_lemma(agent, "case", "to") < 0 &&
                                                       tree_.child_with_lemma(agent, "case", "on") < 0))
                    continue;
                const auto kind = carrier_kind(text_, layers_, speech_.sentence, agent);
                const bool handed = tree_.child_with_lemma(agent, "case", "to") >= 0;  // "released to the media"
                if (kind && (is_outlet(*kind) || (!handed && (*kind == LinkKind::medium || *kind == LinkKind::social))))
                    add(agent, *kind);
            }
        }
    }

    void add_named_carrier(int token) {
        const auto kind = carrier_kind(text_, layers_, speech_.sentence, token);
        add(token, kind.value_or(LinkKind::statement));
    }

    /// "tweeted C", "tweeted to X and said C".
    void add_social_verb() {
        int verb = speech_.cue;
        const auto tweets = [&](int token) {
            return tree_.lemma(token).starts_with("tweet") || tree_.lemma(token).starts_with("retweet");
        };
        if (!tweets(verb) && tree_.relation(verb) == "conj" && tree_.child(verb, {"nsubj", "obl"}) < 0)
            verb = tree_.head(verb);
        const bool social = std::any_of(found_.links.begin(), found_.links.end(),
                                        [](const ChainLink& link) { return link.kind == LinkKind::social; });
        if (social || verb < 0 || tree_.upos(verb) != "VERB" || !tweets(verb)) return;
        ChainLink link;
        link.span = tree_[verb].span;
        link.name = "Twitter";
        link.kind = LinkKind::social;
        found_.links.push_back(std::move(link));
    }

    void add(int token, LinkKind kind) {
        if (token == speech_.subject && speech_.speaker_sentence < 0) return;
        ChainLink link;
        link.span = without_full_stop(carrier_phrase(text_, speech_.sentence, token));
        link.kind = kind;
        const int named = is_outlet(kind) ? token : outlet_inside(token);
        link.name = named >= 0 ? name_of(named) : words_of(token);
        if (const int mention = mention_at(text_, layers_, speech_.sentence, named >= 0 ? named : token);
            mention >= 0) {
            const int actor = layers_.mentions[static_cast<std::size_t>(mention)].actor;
            if (actor >= 0 && layers_.actors[static_cast<std::size_t>(actor)].kind == ActorKind::outlet) {
                link.actor = actor;
                link.name = layers_.actors[static_cast<std::size_t>(actor)].name;
            }
        }
        if (is_own_outlet(link)) return;
        for (const ChainLink& other : found_.links)
            if (other.span.overlaps(link.span)) return;
        found_.links.push_back(std::move(link));
    }

    /// "in a post on X.": a splitter may take the stop of a sentence for that of a letter.
    [[nodiscard]] Span without_full_stop(Span phrase) const {
        const Token& last = tree_[tree_.size() - 1];
        const bool letter = last.form.size() == 2 && last.form[1] == '.' && last.span.end == phrase.end;
        if (letter && phrase.size() > 1) --phrase.end;
        return phrase;
    }

    /// "an interview with Fox News": the outlet named under an occasion.
    [[nodiscard]] int outlet_inside(int token) const {
        for (int i = tree_.first(token); i <= tree_.last(token); ++i) {
            // "a statement carried by Yonhap": who passes it on is a link of its own.
            if (passed_on_under(i, token)) continue;
            if (!is_name(tree_, i) || tree_.relation(i) == "compound" || tree_.relation(i) == "flat") continue;
            const auto kind = carrier_kind(text_, layers_, speech_.sentence, i);
            if (kind && is_outlet(*kind)) return i;
        }
        return -1;
    }

    [[nodiscard]] bool passed_on_under(int inner, int noun) const {
        for (int steps = 0; inner >= 0 && inner != noun && steps < tree_.size(); ++steps, inner = tree_.head(inner))
            if (tree_.relation(inner) == "acl" && tree_.upos(inner) == "VERB") return true;
        return false;
    }

    [[nodiscard]] std::string name_of(int head) const {
        if (!is_name(tree_, head)) {
            const int appositive = tree_.child(head, {"appos", "flat"});
            if (appositive >= 0 && is_name(tree_, appositive)) return name_of(appositive);
            for (int child : tree_.children(head))
                if (tree_.relation(child) == "compound" && is_name(tree_, child)) return name_of(child);
            // "the state news agency KCNA": a parser may hang the name beside its noun.
            const int next = head + 1;
            if (next < tree_.size() && is_name(tree_, next)) return name_of(next);
            return words_of(head);
        }
        const auto [first, last] = name_range(tree_, head);
        return std::string(slice(text_.report.text, tree_.words(first, last)));
    }

    [[nodiscard]] std::string words_of(int head) const {
        std::string_view words =
            slice(text_.report.text, without_full_stop(carrier_phrase(text_, speech_.sentence, head)));
        for (std::string_view article : {"the ", "The ", "a ", "A ", "an ", "An "})
            if (words.starts_with(article)) return std::string(words.substr(article.size()));
        return std::string(words);
    }

    /// The report's own outlet ends every chain and is no link, unless an occasion is named.
    [[nodiscard]] bool is_own_outlet(const ChainLink& link) const {
        if (!is_outlet(link.kind)) return false;
        const std::string words = fold_name(slice(text_.report.text, link.span));
        for (const std::string_view own : {"our ", "this ", "its "})
            if (words.starts_with(own)) return true;
        if (text_.report.outlet.empty()) return false;
        std::string own = fold_name(text_.report.outlet);
        std::string name = fold_name(link.name);
        for (std::string* one : {&own, &name})
            if (one->starts_with("the ")) one->erase(0, 4);
        return own == name;
    }

    const SpeechText& text_;
    const Layers& layers_;
    Speech speech_;
    const DependencyTree& tree_;
    Carriers found_;
};

}  // namespace

std::optional<ChainLink> carrier_named_by(const SpeechText& text, const Layers& layers, Span phrase) {
    const int sentence = text.annotation.sentence_at(phrase.begin);
    if (phrase.empty() || sentence < 0) return std::nullopt;
    const DependencyTree& tree = text.tree(sentence);
    for (int i = tree.token_at(phrase.begin); i < tree.size() && tree[i].span.begin < phrase.end; ++i) {
        if (tree.head(i) >= 0 && phrase.contains(tree[tree.head(i)].span)) continue;
        const auto kind = carrier_kind(text, layers, sentence, i);
        if (!kind) return std::nullopt;
        return CarrierFinder::link_of(text, layers, sentence, i, *kind);
    }
    return std::nullopt;
}

void leave_out_carriers(const SpeechText& text, const Layers& layers, Speech& speech) {
    if (speech.cue < 0 || speech.carrier >= 0 || speech.content.empty() || !speech.quotations.empty()) return;
    const DependencyTree& tree = text.tree(speech.sentence);
    Span& piece = speech.content.back();
    const int first = tree.token_at(piece.begin);
    const int last = std::min(tree.token_at(piece.end - 1), tree.size() - 1);
    if (first <= speech.cue || first >= tree.size()) return;
    for (int i = first + 1; i <= last; ++i) {
        const std::string_view relation = tree.relation(i);
        if ((relation != "obl" && relation != "nmod") || tree.first(i) <= first || tree.last(i) + 3 < last) continue;
        const std::string lead = lower_ascii(tree[tree.first(i)].form);
        const auto kind = carrier_kind(text, layers, speech.sentence, i);
        const bool via = lead == "via";
        const bool occasion = (lead == "in" || lead == "on" || lead == "during") && kind && !is_outlet(*kind) &&
                              *kind != LinkKind::document && !in_clause(tree, i, speech.cue) &&
                              !tree.has_phrase(i, "of");  // "the release of captives"
        const bool audience = lead == "to" && !in_clause(tree, i, speech.cue) &&
                              (tree.lemma(i) == "reporter" || tree.lemma(i) == "journalist");
        if (!via && !occasion && !audience) continue;
        piece = text.trimmed(tree.words(first, tree.first(i) - 1));
        if (!audience && !(via && tree.lemma(speech.cue).starts_with("tweet"))) speech.tail = i;
        return;
    }
}

Carriers find_carriers(const SpeechText& text, const Layers& layers, const Speech& speech) {
    return CarrierFinder(text, layers, speech).find();
}

}  // namespace px
