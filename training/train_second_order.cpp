// Learns the second look at doubtful arcs (src/annotate/second_order.hpp): a conditional log-linear model over the
// proposals of a word, with AdamW (Loshchilov and Hutter 2019) in batches of 512 words.
//
//   train_second_order OPEN.conllu OUT.txt FOLD0.pxm FOLD1.pxm [FOLD0.pxm FOLD1.pxm]...
//
// OPEN: the treebanks (filter_open.py). FOLDn: a model trained without fold n (train.py --leave-out n), so that its
// doubts about the sentences of that fold are those of sentences never seen. OUT: one weight per line;
// training/export.py --second-order puts them into the model.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <random>
#include <sstream>

#include "annotate/conllu.hpp"
#include "annotate/features.hpp"
#include "annotate/model_parts.hpp"

using namespace px;

namespace {

constexpr std::size_t folds = 2;
constexpr std::size_t sentences_of_a_fold = 40;  // as in train.py
constexpr std::size_t weights_in_all = SecondOrder::base_weights + SecondOrder::rows;

/// A word in doubt: its proposals, each with its features, and which of them is right.
struct Example {
    std::vector<Proposal> proposals;
    std::vector<SecondOrder::Rows> rows;
    std::size_t right = 0;
};

/// Which proposal the treebank has; one with another subtype of the relation if none is the very one.
std::size_t right_proposal(std::span<const Proposal> proposals, const Token& gold,
                           const std::vector<std::string_view>& relations) {
    std::size_t found = proposals.size();
    for (std::size_t p = proposals.size(); p-- > 0;) {
        if (static_cast<std::int32_t>(proposals[p].head) != gold.head) continue;
        const std::string_view relation = relations[proposals[p].relation];
        if (relation == gold.deprel) return p;
        if (base_relation(relation) == base_relation(gold.deprel)) found = p;
    }
    return found;
}

/// Reads one sentence at a time with one model.
class Reader {
  public:
    explicit Reader(const Network& network)
        : network_(network),
          judge_(network.classes(TagHead::upos), network.classes(TagHead::xpos), network.relations(), {}) {
        output_.keep_proposals = true;
    }

    void read(std::span<const Token> gold, std::vector<Example>& examples) {
        std::vector<std::string_view> forms;
        std::vector<std::uint32_t> norms;
        for (const Token& token : gold) {
            forms.push_back(token.form);
            norms.push_back(crc32(word_norm(token.form)));
        }
        const auto words = static_cast<std::uint32_t>(gold.size());
        network_.run(forms, {&words, 1}, workspace_, output_);
        const auto upos = output_.tags[static_cast<std::size_t>(TagHead::upos)];
        const auto xpos = output_.tags[static_cast<std::size_t>(TagHead::xpos)];
        const FirstTree tree{norms, upos, xpos, output_.heads, output_.deprels};
        around_.read(tree.heads);
        const std::span<const Proposal> all(output_.proposals);
        for (std::size_t p = 0; p < all.size();) {
            std::size_t end = p;
            while (end < all.size() && all[end].word == all[p].word) ++end;
            const auto proposals = all.subspan(p, end - p);
            p = end;
            const std::size_t right = right_proposal(proposals, gold[proposals.front().word], network_.relations());
            if (right == proposals.size()) continue;
            Example example{{proposals.begin(), proposals.end()}, {}, right};
            for (const Proposal& proposal : proposals)
                example.rows.push_back(judge_.describe(tree, around_, proposals.front(), proposal));
            examples.push_back(std::move(example));
        }
    }

  private:
    const Network& network_;
    SecondOrder judge_;
    NetworkWorkspace workspace_;
    NetworkOutput output_;
    TreeAround around_;
};

class Trainer {
  public:
    Trainer() : weights_(weights_in_all), gradient_(weights_in_all), first_(weights_in_all), second_(weights_in_all) {
        weights_[0] = weights_[1] = 0.7F;
        weights_[2] = 0.3F;
    }

    void learn(const std::vector<Example>& examples, int passes, float top_rate, float decay, float drop) {
        constexpr std::size_t batch = 512;
        std::vector<std::size_t> order(examples.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        const std::size_t steps = static_cast<std::size_t>(passes) * (order.size() / batch + 1);
        std::size_t step = 0;
        for (int pass = 0; pass < passes; ++pass) {
            std::shuffle(order.begin(), order.end(), random_);
            double loss = 0;
            for (std::size_t at = 0; at < order.size(); at += batch) {
                const std::size_t end = std::min(order.size(), at + batch);
                for (std::size_t i = at; i < end; ++i)
                    loss += add_gradient(examples[order[i]], 1.0F / static_cast<float>(end - at), drop);
                ++step;
                const float warm = std::min(1.0F, static_cast<float>(step) / 100);
                const float left = 1.0F - static_cast<float>(step) / static_cast<float>(steps);
                update(top_rate * warm * std::max(0.02F, left), decay, step);
            }
            std::printf("pass %d loss %.4f\n", pass + 1, loss / static_cast<double>(examples.size()));
        }
    }

    [[nodiscard]] const std::vector<float>& weights() const { return weights_; }

  private:
    double add_gradient(const Example& example, float share, float drop) {
        std::uniform_real_distribution<float> chance(0, 1);
        const std::size_t count = example.proposals.size();
        kept_.assign(count * SecondOrder::features, 0);
        scores_.assign(count, 0);
        for (std::size_t p = 0; p < count; ++p) {
            scores_[p] = SecondOrder::base_score(weights_, example.proposals[p]);
            for (std::size_t f = 0; f < SecondOrder::features; ++f) {
                if (chance(random_) < drop) continue;
                kept_[p * SecondOrder::features + f] = 1;
                scores_[p] += weights_[SecondOrder::base_weights + example.rows[p][f]] / (1 - drop);
            }
        }
        const float most = *std::max_element(scores_.begin(), scores_.end());
        float sum = 0;
        for (float& score : scores_) sum += score = std::exp(score - most);
        for (std::size_t p = 0; p < count; ++p) {
            const float error = (scores_[p] / sum - (p == example.right ? 1.0F : 0.0F)) * share;
            const Proposal& proposal = example.proposals[p];
            const auto figures = SecondOrder::base_figures(proposal);
            for (std::size_t i = 0; i < figures.size(); ++i) gradient_[i] += error * figures[i];
            gradient_[figures.size() + proposal.place] += error;
            for (std::size_t f = 0; f < SecondOrder::features; ++f)
                if (kept_[p * SecondOrder::features + f] != 0)
                    gradient_[SecondOrder::base_weights + example.rows[p][f]] += error / (1 - drop);
        }
        return -std::log(scores_[example.right] / sum);
    }

    void update(float rate, float decay, std::size_t step) {
        constexpr float keep_first = 0.9F;
        constexpr float keep_second = 0.999F;
        const float t = static_cast<float>(step);
        const float first_scale = 1 / (1 - std::pow(keep_first, t));
        const float second_scale = 1 / (1 - std::pow(keep_second, t));
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            first_[i] = keep_first * first_[i] + (1 - keep_first) * gradient_[i];
            second_[i] = keep_second * second_[i] + (1 - keep_second) * gradient_[i] * gradient_[i];
            gradient_[i] = 0;
            if (i >= SecondOrder::base_weights) weights_[i] -= rate * decay * weights_[i];
            weights_[i] -= rate * first_[i] * first_scale / (std::sqrt(second_[i] * second_scale) + 1e-8F);
        }
    }

    std::mt19937 random_{1};
    std::vector<float> weights_, gradient_, first_, second_, scores_;
    std::vector<char> kept_;
};

int stop(const Error& error) {
    std::fprintf(stderr, "%s\n", to_string(error).c_str());
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5 || argc % 2 == 0) {
        std::fputs("usage: train_second_order OPEN.conllu OUT.txt FOLD0.pxm FOLD1.pxm [FOLD0.pxm FOLD1.pxm]...\n",
                   stderr);
        return 2;
    }
    std::ostringstream content;
    content << std::ifstream(argv[1], std::ios::binary).rdbuf();
    const auto gold = read_conllu(content.view(), argv[1]);
    if (!gold) return stop(gold.error());
    std::vector<Example> examples;
    for (int given = 3; given < argc; ++given) {
        const std::size_t fold = static_cast<std::size_t>(given - 3) % folds;
        const auto model = Model::load(argv[given], PX_SOURCE_DIR "/data");
        if (!model) return stop(model.error());
        Reader reader(model->parts().network);
        for (std::size_t i = 0; i < gold->annotation.sentences.size(); ++i) {
            const Sentence& sentence = gold->annotation.sentences[i];
            if (i / sentences_of_a_fold % folds == fold && sentence.count <= Network::longest_sentence)
                reader.read(gold->annotation.tokens_of(sentence), examples);
        }
    }
    std::printf("%zu words in doubt with the right proposal\n", examples.size());
    Trainer trainer;
    trainer.learn(examples, 4, 2e-3F, 0.1F, 0.2F);
    std::ofstream out(argv[2]);
    for (const float weight : trainer.weights()) out << weight << '\n';
    out.flush();
    return out ? 0 : 1;
}
