// Learns where sentences end (src/annotate/boundary.hpp): logistic regression with AdaGrad over every gap between two
// words of the treebanks' raw text, which is cut by the program's own tokeniser.
//
//   train_boundaries MODEL.pxm OUT.txt TRAIN.conllu...      (MODEL: any model file with the tokeniser's word lists)
//
// Half of the passes see the text with noise of the web: missing blanks between sentences, line ends instead of
// any blank, curly quotation marks. OUT: one weight per line; training/export.py --boundaries puts it into the model.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "annotate/eval.hpp"
#include "annotate/model_parts.hpp"

using namespace px;

namespace {

std::string read_all(const char* path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

struct Noise {
    double no_blank, line_end, curly;
};

/// Changes the gaps between sentences and the quotation marks of a raw text; offsets are carried along.
RawText with_noise(const RawText& raw, const Noise& noise, std::mt19937& random) {
    std::uniform_real_distribution<double> chance(0, 1);
    RawText out;
    const std::set<std::uint32_t> ends(raw.ends.begin(), raw.ends.end());
    std::vector<std::uint32_t> moved(raw.text.size() + 1);
    bool open = false;
    bool curly = false;
    for (std::size_t i = 0; i < raw.text.size(); ++i) {
        moved[i] = static_cast<std::uint32_t>(out.text.size());
        const char c = raw.text[i];
        if (i == 0 || (c == '\n' && raw.text[i - 1] == '\n')) {
            curly = chance(random) < noise.curly;
            open = false;
        }
        const bool joint = c == ' ' && ends.contains(static_cast<std::uint32_t>(i));
        const char before = i > 0 ? raw.text[i - 1] : ' ';
        const std::size_t next = i + 1 < raw.text.size() && raw.text[i + 1] == '"' ? i + 2 : i + 1;
        const bool after_upper = next < raw.text.size() && raw.text[next] >= 'A' && raw.text[next] <= 'Z';
        if (joint && after_upper && (before == '.' || before == '!' || before == '?' || before == '"') &&
            chance(random) < noise.no_blank)
            continue;
        if (c == ' ' && chance(random) < noise.line_end) {
            out.text += '\n';
        } else if (curly && c == '"') {
            open = !open;
            out.text += open ? "“" : "”";
        } else if (curly && c == '\'') {
            out.text += "’";
        } else {
            out.text += c;
        }
    }
    moved[raw.text.size()] = static_cast<std::uint32_t>(out.text.size());
    for (const std::uint32_t end : raw.ends) out.ends.push_back(moved[end]);
    for (const Span block : raw.blocks) out.blocks.push_back({moved[block.begin], moved[block.end]});
    return out;
}

class Trainer {
  public:
    explicit Trainer(const TokenLexicon& lexicon)
        : lexicon_(lexicon), weights_(BoundaryModel::rows), squares_(BoundaryModel::rows) {}

    void learn(const RawText& raw, float rate) {
        const std::set<std::uint32_t> ends(raw.ends.begin(), raw.ends.end());
        for (const Span block : raw.blocks) {
            const std::vector<RawToken> words = split_words(raw.text, block, lexicon_);
            const auto described = BoundaryModel::describe(raw.text, words);
            std::size_t length = 0;
            int quotes = 0;
            for (std::size_t i = 0; i + 1 < words.size(); ++i) {
                quotes = BoundaryModel::next_quotes(described[i], quotes);
                ++length;
                if (words[i].inside_multiword) continue;
                const bool gold = ends.contains(words[i].span.end);
                update(described, i, length, quotes, gold, rate);
                if (gold) length = 0;
            }
        }
    }

    [[nodiscard]] const std::vector<float>& weights() const { return weights_; }

  private:
    void update(std::span<const BoundaryWord> words, std::size_t at, std::size_t length, int quotes, bool gold,
                float rate) {
        std::array<std::uint32_t, BoundaryModel::most_features> rows{};
        const std::size_t n = BoundaryModel::features(words, at, length, quotes, rows.data());
        float sum = 0;
        for (std::size_t f = 0; f < n; ++f) sum += weights_[rows[f]];
        // A missed end costs more than a wrong one: ends are rare, and F1 counts both alike.
        constexpr float cost_of_missing = 2.5F;
        const float error = ((gold ? 1.0F : 0.0F) - 1.0F / (1.0F + std::exp(-sum))) * (gold ? cost_of_missing : 1.0F);
        if (std::abs(error) < 0.001F) return;
        for (std::size_t f = 0; f < n; ++f) {
            const float gradient = error - 3e-4F * weights_[rows[f]];
            squares_[rows[f]] += gradient * gradient;
            weights_[rows[f]] += rate * gradient / std::sqrt(squares_[rows[f]] + 1e-6F);
        }
    }

    const TokenLexicon& lexicon_;
    std::vector<float> weights_, squares_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fputs("usage: train_boundaries MODEL.pxm OUT.txt TRAIN.conllu...\n", stderr);
        return 2;
    }
    const auto file = ModelFile::open(argv[1]);
    if (!file) {
        std::fprintf(stderr, "%s\n", to_string(file.error()).c_str());
        return 1;
    }
    SectionReader reader(*file);
    const TokenLexicon lexicon = read_lexicon(reader);
    std::vector<RawText> texts;
    for (int i = 3; i < argc; ++i) {
        const std::string content = read_all(argv[i]);
        const auto gold = read_conllu(content, argv[i]);
        if (!gold) {
            std::fprintf(stderr, "%s\n", to_string(gold.error()).c_str());
            return 1;
        }
        texts.push_back(raw_text(*gold));
    }
    std::mt19937 random(1);
    Trainer trainer(lexicon);
    constexpr int passes = 16;
    for (int pass = 0; pass < passes; ++pass) {
        const float rate = 0.15F * (1.0F - static_cast<float>(pass) / passes) + 0.005F;
        for (const RawText& text : texts)
            trainer.learn(pass % 2 == 0 ? with_noise(text, {.1, .1, .3}, random) : text, rate);
    }
    std::ofstream out(argv[2]);
    for (const float w : trainer.weights()) out << w << '\n';
    return 0;
}
