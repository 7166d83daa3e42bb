#include "attribute/tone.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "text/utf8.hpp"

namespace px {
namespace {

constexpr int longest_sentence = 500;  // tokens; longer ones are lists or noise
constexpr int longest_path = 3;        // edges between the target and a word whose whole path counts
constexpr int near_words = 4;

bool is_negation(std::string_view lemma) {
    constexpr std::array<std::string_view, 11> words = {"not",     "never",   "no",  "n't",    "nobody", "nothing",
                                                        "without", "neither", "nor", "hardly", "n’t"};
    return std::find(words.begin(), words.end(), lemma) != words.end();
}

/// Words that may colour a sentence; names, figures and small words do not.
bool is_word(std::string_view tag) {
    return tag == "NOUN" || tag == "VERB" || tag == "ADJ" || tag == "ADV" || tag == "INTJ" || tag == "PRON" ||
           tag == "SCONJ" || tag == "X";
}

class ToneFeatures {
  public:
    ToneFeatures(const SpeechText& text, int sentence, Span target)
        : text_(text), tree_(text.tree(sentence)), target_(target) {
        const auto size = static_cast<std::size_t>(tree_.size());
        if (tree_.size() > longest_sentence) return;
        named_.assign(size, false);
        negated_.assign(size, false);
        path_.assign(size, {});
        const std::vector<Name>& names = text.annotation.names;
        auto name =
            std::partition_point(names.begin(), names.end(), [&](const Name& n) { return n.sentence < sentence; });
        for (; name != names.end() && name->sentence == sentence; ++name)
            for (std::uint32_t i = name->first; i < name->first + name->count && i < size; ++i) named_[i] = true;
        for (int i = 0; i < tree_.size(); ++i)
            if (is_negation(lemma(i)) && tree_.head(i) >= 0) negated_[index(tree_.head(i))] = true;
        find_head();
    }

    FeatureList find() {
        if (head_ < 0) return {};
        describe_target();
        walk_paths();
        for (int i = 0; i < tree_.size(); ++i)
            if (!in_target(i) && is_word(tree_.upos(i)) && !named_[index(i)]) describe_word(i);
        describe_governors();
        describe_neighbours();
        features_.finish();
        return std::move(features_);
    }

  private:
    static std::size_t index(int token) { return static_cast<std::size_t>(token); }
    [[nodiscard]] std::string lemma(int token) const { return lower_ascii(tree_.lemma(token)); }
    [[nodiscard]] bool in_target(int token) const { return tree_[token].span.overlaps(target_); }
    [[nodiscard]] bool is_name(int token) const { return tree_.upos(token) == "PROPN" || named_[index(token)]; }
    [[nodiscard]] std::string word_or_name(int token) const { return is_name(token) ? "NAME" : lemma(token); }

    /// The token of the target that hangs on a word outside it.
    void find_head() {
        for (int i = 0; i < tree_.size() && head_ < 0; ++i)
            if (in_target(i) && (tree_.head(i) < 0 || !in_target(tree_.head(i)))) head_ = i;
    }

    void describe_target() {
        features_.add("bias");
        features_.add("relation", tree_[head_].deprel);
        features_.add("tag", tree_.upos(head_));
        if (tree_.upos(head_) == "PRON") features_.add("pronoun", lemma(head_));
        if (tree_.head(head_) >= 0) features_.add("governor tag", tree_.upos(tree_.head(head_)));
        features_.add("length", std::to_string(tree_.size() / 10));
        if (!text_.quotations.empty()) features_.add("quotation");
    }

    /// Relations on the way from the target to each word near it in the tree.
    void walk_paths() {
        std::vector<int> queue = {head_};
        std::vector<int> distance(index(tree_.size()), -1);
        distance[index(head_)] = 0;
        for (std::size_t next = 0; next < queue.size(); ++next) {
            const int token = queue[next];
            if (distance[index(token)] == longest_path) continue;
            const auto visit = [&](int other, char way, std::string_view relation) {
                if (distance[index(other)] >= 0) return;
                distance[index(other)] = distance[index(token)] + 1;
                path_[index(other)].append(path_[index(token)]).append(1, way).append(relation);
                queue.push_back(other);
            };
            for (int child : tree_.children(token)) visit(child, '>', tree_[child].deprel);
            if (tree_.head(token) >= 0) visit(tree_.head(token), '<', tree_[token].deprel);
        }
    }

    void describe_word(int token) {
        std::string word = lemma(token);
        const bool negated = negated_[index(token)];
        if (negated) word.insert(0, "not ");
        const std::string& path = path_[index(token)];
        features_.add("word", word);
        if (!path.empty()) features_.add("path", path, word);
        if (std::abs(token - head_) <= near_words) features_.add(token < head_ ? "before" : "after", word);
        int sign = sign_of(token);
        if (sign == 0) return;
        if (negated) sign = -sign;
        const std::string_view signed_word = sign > 0 ? "+" : "-";
        features_.add("sign", signed_word);
        features_.add("sign near", signed_word, path.empty() ? "far" : "near");
        if (!path.empty()) features_.add("sign path", path, signed_word);
    }

    /// What the lexicon of attitudes says of a word, whoever holds them.
    [[nodiscard]] int sign_of(int token) const {
        const std::string_view tag = tree_.upos(token);
        const WordClass word = tag == "VERB" ? WordClass::verb : tag == "NOUN" ? WordClass::noun : WordClass::adjective;
        if (const auto* entries = text_.lexicons.attitude(tree_.lemma(token), word)) return entries->front().polarity;
        const auto* entries = text_.lexicons.attitude(lower_ascii(tree_[token].form), WordClass::adjective);
        return entries ? entries->front().polarity : 0;
    }

    void describe_governors() {
        std::string path;
        int token = head_;
        for (int steps = 0; steps < longest_path && tree_.head(token) >= 0; ++steps) {
            const int up = tree_.head(token);
            path.append(tree_[token].deprel).append("<");
            features_.add("governor", path, word_or_name(up));
            token = up;
        }
        const int governor = tree_.head(head_);
        if (governor < 0) return;
        for (int child : tree_.children(governor))
            if (child != head_) features_.add("beside", tree_[head_].deprel, tree_[child].deprel, word_or_name(child));
    }

    void describe_neighbours() {
        const auto counts = [&](int i) { return tree_.upos(i) != "PROPN" && tree_.upos(i) != "PUNCT"; };
        for (int i = 0; i + 1 < tree_.size(); ++i)
            if (counts(i) && counts(i + 1)) features_.add("two words", word_or_name(i), word_or_name(i + 1));
    }

    const SpeechText& text_;
    const DependencyTree& tree_;
    Span target_;
    int head_ = -1;
    std::vector<bool> named_;
    std::vector<bool> negated_;
    std::vector<std::string> path_;
    FeatureList features_;
};

}  // namespace

std::int8_t Tone::polarity() const {
    const auto best = std::max_element(probability.begin(), probability.end());
    return static_cast<std::int8_t>(best - probability.begin() - 1);
}

FeatureList tone_features(const SpeechText& text, int sentence, Span target) {
    return ToneFeatures(text, sentence, target).find();
}

Tone tone_of(const LinearModel& model, const SpeechText& text, int sentence, Span target) {
    const FeatureList features = tone_features(text, sentence, target);
    Tone tone;
    if (!features.hashes().empty()) model.probabilities(features, tone.probability);
    return tone;
}

}  // namespace px
