#include "attribute/learned_cues.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <utility>

#include "record/speech.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr int longest_sentence = 500;      // tokens
constexpr std::size_t most_contents = 16;  // for one cue

bool carries_content(std::string_view relation) {
    constexpr std::array<std::string_view, 12> relations = {"ccomp", "xcomp", "obj",  "obl",   "advcl",     "acl",
                                                            "nmod",  "csubj", "iobj", "nsubj", "parataxis", "conj"};
    return std::find(relations.begin(), relations.end(), relation) != relations.end();
}

std::string_view bucket(int number) {
    constexpr std::array<std::string_view, 8> names = {"0", "1", "2", "3", "5", "9", "17", "33"};
    if (number <= 3) return names[static_cast<std::size_t>(std::max(0, number))];
    return names[number <= 5 ? 4 : number <= 9 ? 5 : number <= 17 ? 6 : 7];
}

bool is_lead(std::string_view relation) { return relation == "mark" || relation == "case" || relation == "punct"; }

}  // namespace

CueWords::CueWords(const SpeechText& text, const std::vector<Speech>& speeches)
    : text_(text), speeches_(speeches), by_sentence_(text.trees.size()) {
    for (std::size_t i = 0; i < speeches.size(); ++i) {
        if (speeches[i].content.empty()) continue;
        if (speeches[i].cue >= 0)
            by_sentence_[static_cast<std::size_t>(speeches[i].sentence)].push_back(static_cast<int>(i));
        contents_.insert(contents_.end(), speeches[i].content.begin(), speeches[i].content.end());
    }
    std::sort(contents_.begin(), contents_.end());
}

bool CueWords::may_be_cue(int sentence, int token) const {
    const DependencyTree& tree = text_.tree(sentence);
    if (tree.size() > longest_sentence) return false;
    const std::string_view tag = tree.upos(token);
    return (tag == "VERB" || tag == "NOUN" || tag == "ADJ") && tree[token].form.size() > 1 &&
           text_.quotation_at(tree[token].span.begin, true) < 0;
}

int CueWords::speech_at(int sentence, int token) const {
    for (const int i : by_sentence_[static_cast<std::size_t>(sentence)]) {
        const Speech& speech = speeches_[static_cast<std::size_t>(i)];
        if (speech.cue <= token && token <= speech.cue_last) return i;
    }
    return -1;
}

bool CueWords::inside_other_content(int sentence, int token) const {
    const Span word = text_.tree(sentence)[token].span;
    // Contents hardly overlap, so the few that begin before the word are enough.
    auto at = std::partition_point(contents_.begin(), contents_.end(), [&](Span s) { return s.begin <= word.begin; });
    for (int steps = 0; at != contents_.begin() && steps < 4; ++steps)
        if ((--at)->contains(word)) return true;
    return false;
}

int CueWords::subject_of(int sentence, int token) const {
    const DependencyTree& tree = text_.tree(sentence);
    if (const int speech = speech_at(sentence, token); speech >= 0) {
        const Speech& found = speeches_[static_cast<std::size_t>(speech)];
        return found.speaker_sentence < 0 ? found.subject : -1;
    }
    bool passive = false;
    for (const int child : tree.children(token)) {
        if (tree[child].deprel == "nmod:poss") return child;
        passive = passive || tree[child].deprel == "aux:pass" || tree[child].deprel == "nsubj:pass";
    }
    for (const int child : tree.children(token)) {
        const std::string_view relation = tree.relation(child);
        if ((relation == "obl" || relation == "nmod") && tree.child_with_lemma(child, "case", "by") >= 0) return child;
    }
    if (tree.upos(token) == "NOUN" && tree.child(token, "cop") < 0) {
        for (const int child : tree.children(token))
            if (tree.relation(child) == "nmod")
                for (std::string_view lead : {"from", "of", "among"})
                    if (tree.child_with_lemma(child, "case", lead) >= 0) return child;
        const int verb = tree.head(token);
        return verb >= 0 && tree.relation(token) == "obj" ? tree.subject(verb) : -1;
    }
    return passive ? -1 : tree.subject(token);
}

void CueWords::describe_word(FeatureList& f, int sentence, int token) const {
    const DependencyTree& tree = text_.tree(sentence);
    const std::string_view lemma = tree.lemma(token);
    const Token& word = tree[token];
    f.add("bias");
    f.add("lemma", lemma);
    f.add("lemma tag", lemma, word.xpos);
    f.add("tag", word.xpos);
    f.add("relation", word.deprel);
    f.add("lemma relation", lemma, word.deprel);
    const int up = tree.head(token);
    if (up >= 0) {
        f.add("up", tree.lemma(up), word.deprel);
        f.add("up tag", tree.upos(up), word.deprel);
    }
    const auto neighbour = [&](int at, std::string_view where) {
        const bool there = at >= 0 && at < tree.size();
        const std::string form = there ? lower_ascii(tree[at].form) : std::string("none");
        f.add(where, form);
        f.add(where, lemma, form);
        f.add(where, "tag", there ? std::string_view(tree[at].xpos) : std::string_view());
    };
    neighbour(token - 1, "before");
    neighbour(token + 1, "after");
    if (const ReportingVerb* verb = text_.lexicons.reporting_verb(lemma); verb && tree.upos(token) == "VERB")
        f.add("class", bucket(static_cast<int>(verb->kind)), verb->stance);
    if (tree.upos(token) == "NOUN" && text_.lexicons.reporting_noun(lemma)) f.add("reporting noun");
    const WordClass kind = tree.upos(token) == "VERB"   ? WordClass::verb
                           : tree.upos(token) == "NOUN" ? WordClass::noun
                                                        : WordClass::adjective;
    if (text_.lexicons.attitude(lemma, kind)) f.add("attitude");
    if (text_.quotation_at(word.span.begin, false) >= 0) f.add("scare quoted");
}

void CueWords::describe_children(FeatureList& f, const DependencyTree& tree, int token) const {
    const std::string_view lemma = tree.lemma(token);
    for (const int child : tree.children(token)) {
        const std::string_view relation = tree[child].deprel;
        if (relation == "punct") continue;
        const std::string_view side = child < token ? "left" : "right";
        f.add("child", relation, side);
        f.add("child of", lemma, relation);
        const int lead = tree.child(child, {"mark", "case"});
        if (lead >= 0) {
            f.add("lead", relation, tree.lemma(lead));
            f.add("lead of", lemma, relation, tree.lemma(lead));
        }
        if (relation == "aux" || relation == "advmod" || relation == "aux:pass" || relation == "cop")
            f.add("helper", tree.lemma(child));
        if (relation == "obj" || relation == "ccomp" || relation == "xcomp") {
            f.add("complement", relation, tree.lemma(child));
            f.add("complement tag", relation, tree[child].xpos);
        }
    }
}

void CueWords::describe_subject(FeatureList& f, int sentence, int token) const {
    const DependencyTree& tree = text_.tree(sentence);
    const int speaker = subject_of(sentence, token);
    if (speaker < 0) {
        f.add("speaker", "none");
        return;
    }
    const std::string_view tag = tree.upos(speaker);
    const std::string_view who = tag == "PROPN" ? std::string_view("NAME") : tree.lemma(speaker);
    f.add("speaker", who);
    f.add("speaker tag", tag);
    f.add("speaker tag of", tag, tree.lemma(token));
    if (tree[speaker].deprel == "nsubj" && tree.head(speaker) == token) f.add("own subject");
}

FeatureList CueWords::cue_features(int sentence, int token) const {
    FeatureList features;
    const DependencyTree& tree = text_.tree(sentence);
    describe_word(features, sentence, token);
    describe_children(features, tree, token);
    describe_subject(features, sentence, token);
    if (const int speech = speech_at(sentence, token); speech >= 0) {
        features.add("rule", speeches_[static_cast<std::size_t>(speech)].rule);
        features.add("rule of", speeches_[static_cast<std::size_t>(speech)].rule, tree.lemma(token));
    }
    if (inside_other_content(sentence, token)) features.add("inside");
    if (!by_sentence_[static_cast<std::size_t>(sentence)].empty()) features.add("another cue");
    features.finish();
    return features;
}

std::vector<ContentCandidate> CueWords::contents(int sentence, int token) const {
    const DependencyTree& tree = text_.tree(sentence);
    std::vector<int> parts;
    for (const int child : tree.children(token))
        if (carries_content(tree.relation(child)) && tree[child].deprel != "nmod:poss" && parts.size() < 8)
            parts.push_back(child);
    std::vector<ContentCandidate> found;
    const auto add = [&](int part, int last, int phrases) {
        ContentCandidate one;
        one.range = {tree.first(part), last};
        while (one.range.first < last && is_lead(tree.relation(one.range.first)) && tree.lemma(one.range.first) != "to")
            ++one.range.first;
        while (last > one.range.first && tree[last].form == ".") --last;
        one.range.last = last;
        one.head = part;
        one.phrases = phrases;
        one.span = text_.trimmed(tree.words(one.range.first, one.range.last));
        if (one.span.size() > 1 && found.size() < most_contents) found.push_back(one);
    };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const int part = parts[i];
        if (tree.first(part) <= token && token <= tree.last(part)) continue;
        add(part, tree.last(part), 1);
        if (part < token) continue;
        for (std::size_t j = i + 1; j < parts.size(); ++j) add(part, tree.last(parts[j]), static_cast<int>(j - i) + 1);
    }
    return found;
}

FeatureList CueWords::content_features(int sentence, int token, const ContentCandidate& c) const {
    const DependencyTree& tree = text_.tree(sentence);
    const std::string_view lemma = tree.lemma(token);
    const std::string_view relation = tree[c.head].deprel;
    const std::string_view side = c.head < token ? "left" : "right";
    FeatureList f;
    f.add("bias");
    f.add("relation", relation, side);
    f.add("relation of", lemma, relation, side);
    f.add("relation tag", relation, tree.upos(token));
    f.add("phrases", bucket(c.phrases), relation);
    f.add("length", bucket(c.range.last - c.range.first + 1), relation);
    f.add("distance", bucket(c.head < token ? token - c.range.last : c.range.first - token), relation);
    f.add("head tag", tree[c.head].xpos, relation);
    const int lead = tree.child(c.head, {"mark", "case"});
    f.add("lead", relation, lead >= 0 ? tree.lemma(lead) : std::string_view("none"));
    f.add("lead of", lemma, lead >= 0 ? tree.lemma(lead) : std::string_view("none"), relation);
    std::string all;
    for (const int child : tree.children(token)) {
        if (!carries_content(tree.relation(child))) continue;
        const bool inside = tree.first(child) >= c.range.first - 1 && tree.last(child) <= c.range.last;
        all.append(inside ? "+" : "-").append(tree.relation(child));
        if (!inside) f.add("left out", tree.relation(child), child < token ? "left" : "right", relation);
        if (inside && child != c.head) f.add("with", tree.relation(child), relation);
    }
    f.add("all", all);
    f.add("all of", lemma, all);
    f.add("ends", c.range.last + 2 >= tree.size() ? "sentence" : tree[c.range.last + 1].form);
    if (tree.child(c.head, {"nsubj", "csubj"}) >= 0) f.add("own subject", relation);
    const int speaker = subject_of(sentence, token);
    if (speaker >= c.range.first && speaker <= c.range.last) f.add("holds the speaker");
    if (text_.quotation_at(c.span.begin, false) >= 0) f.add("quoted", relation);
    if (const int speech = speech_at(sentence, token); speech >= 0) f.add("rule cue");
    f.finish();
    return f;
}

std::vector<int> CueWords::speakers(int sentence, int token) const {
    const DependencyTree& tree = text_.tree(sentence);
    constexpr std::size_t most = 14;
    std::vector<int> found;
    const auto add = [&](int noun) {
        if (noun < 0 || noun == token || found.size() >= most) return;
        const std::string_view tag = tree.upos(noun);
        if (tag != "NOUN" && tag != "PROPN" && tag != "PRON" && tag != "DET" && tag != "ADJ" && tag != "NUM") return;
        if (std::find(found.begin(), found.end(), noun) == found.end()) found.push_back(noun);
    };
    add(subject_of(sentence, token));
    add(tree.subject(token));
    int at = token;
    for (int up = 0; up < 4 && at >= 0; ++up, at = tree.head(at)) {
        if (up > 0) add(at);
        for (const int child : tree.children(at)) {
            const std::string_view relation = tree.relation(child);
            if (relation == "nsubj" || relation == "obl" || relation == "nmod" || relation == "obj" ||
                relation == "compound" || (relation == "amod" && up == 0))
                add(child);
        }
    }
    return found;
}

FeatureList CueWords::speaker_features(int sentence, int token, const ContentCandidate& content, int speaker) const {
    const DependencyTree& tree = text_.tree(sentence);
    FeatureList f;
    std::string path;
    int at = token;
    while (at >= 0 && path.size() < 60 && at != speaker && tree.head(speaker) != at) {
        path.append(tree.relation(at)).append("<");
        at = tree.head(at);
    }
    if (at != speaker) path.append(">").append(tree[speaker].deprel);
    const std::string_view tag = tree.upos(speaker);
    const int lead = tree.child(speaker, "case");
    const std::string_view lead_lemma = lead >= 0 ? tree.lemma(lead) : std::string_view("none");
    const std::string_view who = tag == "PROPN" ? std::string_view("NAME") : tree.lemma(speaker);
    const bool inside = content.range.first <= speaker && speaker <= content.range.last;
    f.add("bias");
    f.add("path", path);
    f.add("path lead", path, lead_lemma);
    f.add("path of", path, tree.lemma(token));
    f.add("path tag", path, tree[token].xpos);
    f.add("tag", tag);
    f.add("who", who);
    f.add("who path", who, path);
    f.add("lead", lead_lemma);
    f.add(inside ? "inside the content" : "outside", path);
    f.add("distance", bucket(std::abs(speaker - token)), speaker < token ? "left" : "right");
    if (speaker == subject_of(sentence, token)) f.add("subject", tree.upos(token));
    if (speaker == tree.subject(token)) f.add("nearest subject", tree.upos(token));
    int between = 0;
    for (int i = std::min(speaker, token) + 1; i < std::max(speaker, token) && between < 9; ++i)
        between += tree.upos(i) == "PROPN" || tree.upos(i) == "PRON";
    f.add("names between", bucket(between));
    f.finish();
    return f;
}

namespace {

/// Limits on probabilities, chosen on the last eighth of PolNeAR train with weights made from the rest.
constexpr float sure_nothing = 0.70F;  // a rule's indirect speech is dropped
constexpr float sure_content = 0.70F;  // a rule's indirect speech is cut anew
constexpr float cue_least = 0.25F;
constexpr float whole_least = 0.40F;  // of the cue times that of its best content
constexpr float speaker_least = 0.30F;

struct Proposal {
    float probability = 0;
    Speech speech;
};

class Learned {
  public:
    Learned(const SpeechText& text, const SpeechModels& models, std::vector<Speech>& speeches)
        : text_(text), models_(models), speeches_(speeches), words_(text, speeches), taken_(text.report.text.size()) {}

    void apply() {
        revise_rules();
        for (std::size_t s = 0; s < text_.trees.size(); ++s) propose(static_cast<int>(s));
        std::stable_sort(proposals_.begin(), proposals_.end(),
                         [](const Proposal& a, const Proposal& b) { return a.probability > b.probability; });
        std::vector<Speech> kept;
        for (std::size_t i = 0; i < speeches_.size(); ++i)
            if (!dropped_[i]) kept.push_back(std::move(speeches_[i]));
        for (Proposal& proposal : proposals_) {
            const Span cue = text_.tree(proposal.speech.sentence).words(proposal.speech.cue, proposal.speech.cue);
            if (taken(proposal.speech.content.front()) || taken(cue)) continue;
            take(proposal.speech);
            kept.push_back(std::move(proposal.speech));
        }
        speeches_ = std::move(kept);
    }

  private:
    void revise_rules() {
        dropped_.assign(speeches_.size(), 0);
        std::array<float, 3> p{};
        for (std::size_t i = 0; i < speeches_.size(); ++i) {
            const Speech& speech = speeches_[i];
            if (speech.cue < 0 || speech.content.empty() || !speech.quotations.empty() ||
                !words_.may_be_cue(speech.sentence, speech.cue))
                continue;
            // Speech inside speech is settled later; the weights know none.
            if (!may_be_wrong(speech) || words_.inside_other_content(speech.sentence, speech.cue)) continue;
            models_.cue.probabilities(words_.cue_features(speech.sentence, speech.cue), p);
            dropped_[i] = p[0] > sure_nothing;
        }
        for (std::size_t i = 0; i < speeches_.size(); ++i)
            if (!dropped_[i]) take(speeches_[i]);
        for (std::size_t i = 0; i < speeches_.size(); ++i) {
            const Speech& speech = speeches_[i];
            if (!dropped_[i] && speech.cue >= 0 && speech.content.size() == 1 && speech.quotations.empty() &&
                words_.may_be_cue(speech.sentence, speech.cue) && may_be_wrong(speech))
                recut(speeches_[i]);
        }
    }

    void propose(int sentence) {
        const DependencyTree& tree = text_.tree(sentence);
        std::array<float, 3> cue{};
        for (int token = 0; token < tree.size(); ++token) {
            if (!words_.may_be_cue(sentence, token) || words_.speech_at(sentence, token) >= 0) continue;
            if (token == 0 && (tree[token].xpos == "VBN" || tree[token].xpos == "VBD"))
                continue;  // "Asked about the talks, X said"
            const ReportingVerb* entry = text_.lexicons.reporting_verb(tree.lemma(token));
            if (entry && entry->kind == ReportClass::carry && !entry->object) continue;  // "quoted critics"
            models_.cue.probabilities(words_.cue_features(sentence, token), cue);
            if (1 - cue[0] < cue_least) continue;
            const auto [chosen, best] = best_content(sentence, token);
            const float whole = (1 - cue[0]) * best;
            if (whole >= whole_least) proposals_.push_back({whole, speech(sentence, token, chosen, cue, whole)});
        }
    }

    [[nodiscard]] std::pair<ContentCandidate, float> best_content(int sentence, int token) const {
        std::pair<ContentCandidate, float> best{{}, 0};
        std::array<float, 2> p{};
        for (const ContentCandidate& candidate : words_.contents(sentence, token)) {
            models_.content.probabilities(words_.content_features(sentence, token, candidate), p);
            if (p[1] > best.second) best = {candidate, p[1]};
        }
        return best;
    }

    /// Whoever is likeliest to speak; -1 if nobody is likely.
    [[nodiscard]] int best_speaker(int sentence, int token, const ContentCandidate& content) const {
        int best = -1;
        float best_probability = speaker_least;
        std::array<float, 2> p{};
        for (const int speaker : words_.speakers(sentence, token)) {
            models_.speaker.probabilities(words_.speaker_features(sentence, token, content, speaker), p);
            if (p[1] <= best_probability) continue;
            best = speaker;
            best_probability = p[1];
        }
        return best;
    }

    /// What the rules cut otherwise than the weights would, and surely so.
    void recut(Speech& speech) {
        const auto [chosen, probability] = best_content(speech.sentence, speech.cue);
        if (probability < sure_content) return;
        const Span own = speech.content.front();
        if (own.overlaps(chosen.span) && std::min(own.end, chosen.span.end) - std::max(own.begin, chosen.span.begin) >=
                                             std::max(own.size(), chosen.span.size()) * 7 / 10)
            return;
        if (begins_relative_clause(speech.sentence, own.end)) return;
        // What belongs to another cue stays there.
        const Span before{std::min(own.begin, chosen.span.begin), own.begin};
        const Span behind{own.end, std::max(own.end, chosen.span.end)};
        if (taken(before) || taken(behind) || !own.overlaps(chosen.span)) return;
        speech.content = {chosen.span};
        mark(chosen.span);
    }

    /// ", which ..." behind a content tells more about it than was said.
    [[nodiscard]] bool begins_relative_clause(int sentence, std::uint32_t at) const {
        const DependencyTree& tree = text_.tree(sentence);
        const int next = tree.token_at(at);
        return next + 1 < tree.size() && tree[next].form == "," && tree[next + 1].xpos.starts_with("W");
    }

    /// Rules that look at one reporting word and its tree; those that look for set phrases are right.
    [[nodiscard]] static bool may_be_wrong(const Speech& speech) {
        const std::string_view rule = speech.rule;
        if (speech.settled) return false;
        return rule.empty() || rule == "noun and clause" || rule == "adjective and clause" || rule == "called for";
    }

    [[nodiscard]] Speech speech(int sentence, int token, const ContentCandidate& content,
                                const std::array<float, 3>& cue, float probability) const {
        Speech speech;
        speech.sentence = sentence;
        speech.cue = speech.cue_last = token;
        speech.subject = best_speaker(sentence, token, content);
        speech.clause_first = speech.clause_last = token;
        speech.content = {content.span};
        // What was not said is no speech, nor are talks and reports of nobody.
        const DependencyTree& tree = text_.tree(sentence);
        const bool said = cue[1] >= cue[2] && !tree.negated(token) && !is_bare_object(tree, content) &&
                          (speech.subject >= 0 || tree.upos(token) == "VERB");
        speech.rule = said ? learned_speech : stance_rule.data();
        speech.confidence = probability;
        for (const Quotation& quotation : text_.quotations)
            if (quotation.parent < 0 && content.span.contains(quotation.hull)) speech.kind = AttributionKind::mixed;
        return speech;
    }

    /// "announced a halt": an act of speech, but no words of anybody.
    [[nodiscard]] static bool is_bare_object(const DependencyTree& tree, const ContentCandidate& content) {
        const std::string_view relation = tree.relation(content.head);
        if (relation != "obj" && relation != "nsubj") return false;
        for (int i = content.range.first; i <= content.range.last; ++i) {
            if (tree.upos(i) != "VERB" && tree.upos(i) != "AUX") continue;
            // "urged China to act": a second phrase with a verb is no mere part of the object.
            if (content.phrases > 1 || tree.child(i, {"nsubj", "csubj"}) >= 0) return false;
        }
        return true;
    }

    void take(const Speech& speech) {
        for (const Span piece : speech.content) mark(piece);
        if (speech.cue >= 0) mark(text_.tree(speech.sentence).words(speech.cue, speech.cue_last));
    }

    void mark(Span span) { std::fill(taken_.begin() + span.begin, taken_.begin() + span.end, true); }

    [[nodiscard]] bool taken(Span span) const {
        return std::any_of(taken_.begin() + span.begin, taken_.begin() + span.end, [](bool bit) { return bit; });
    }

    const SpeechText& text_;
    const SpeechModels& models_;
    std::vector<Speech>& speeches_;
    CueWords words_;
    std::vector<char> dropped_;
    std::vector<Proposal> proposals_;
    std::vector<bool> taken_;  // bytes of the text that belong to a cue or a content
};

}  // namespace

void apply_learned(const SpeechText& text, const SpeechModels& models, std::vector<Speech>& speeches) {
    if (!text.trees.empty()) Learned(text, models, speeches).apply();
}

}  // namespace px
