#include "code/relation_model.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/mapped_file.hpp"
#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px::coding {
namespace {

constexpr std::size_t longest_path = 5;

bool is_content(const Token& token) {
    return token.upos == "VERB" || token.upos == "NOUN" || token.upos == "ADJ" || token.upos == "ADV" ||
           token.upos == "ADP" || token.upos == "PART" || token.upos == "AUX";
}

std::string lemma_of(const Token& token) { return lower_ascii(token.lemma); }

/// The tokens from `from` up to and without `top`.
std::vector<int> climb(const Tree& tree, int from, int top) {
    std::vector<int> path;
    for (int t = from; t >= 0 && t != top && path.size() <= static_cast<std::size_t>(tree.size()); t = tree.head(t)) {
        path.push_back(t);
    }
    return path;
}

int common_head(const Tree& tree, int a, int b) {
    const std::vector<int> path = climb(tree, a, -1);
    for (int t = b, steps = 0; t >= 0 && steps <= tree.size(); t = tree.head(t), ++steps) {
        if (std::ranges::find(path, t) != path.end()) return t;
    }
    return -1;
}

void add_words(const Tree& tree, const RelationPair& pair, std::vector<std::string>& out) {
    const int first = std::min(pair.source, pair.target);
    const int last = std::max(pair.source, pair.target);
    std::string before;
    for (int t = 0; t < tree.size(); ++t) {
        if (pair.masked[static_cast<std::size_t>(t)] || !is_content(tree.token(t))) continue;
        const std::string lemma = lemma_of(tree.token(t));
        out.push_back("w:" + lemma);
        if (pair.source >= 0 && pair.target >= 0 && t > first && t < last) {
            out.push_back("b:" + lemma);
            if (!before.empty()) out.push_back("bb:" + before + "_" + lemma);
            before = lemma;
        }
    }
}

void add_path(const Tree& tree, const RelationPair& pair, std::vector<std::string>& out) {
    if (pair.source < 0 || pair.target < 0) return;
    const int top = common_head(tree, pair.source, pair.target);
    if (top < 0) return;
    const std::vector<int> up = climb(tree, pair.source, top);
    const std::vector<int> down = climb(tree, pair.target, top);
    const std::string head = lemma_of(tree.token(top));
    out.push_back("top:" + head);
    out.push_back("order:" + std::to_string(pair.source < pair.target));
    if (!up.empty()) out.push_back("sdep:" + tree.token(up.back()).deprel + ">" + head);
    if (!down.empty()) out.push_back("tdep:" + tree.token(down.back()).deprel + ">" + head);
    std::string whole;
    for (const auto& path : {up, down}) {
        for (std::size_t i = 1; i < path.size(); ++i) {
            out.push_back("p:" + lemma_of(tree.token(path[i])));
            if (i < longest_path) whole += lemma_of(tree.token(path[i])) + "/";
        }
        whole += head + "|";
    }
    out.push_back("path:" + whole);
    for (const int c : tree.children(top)) {
        const Dep dep = tree.dep(c);
        if (dep == Dep::obj || dep == Dep::xcomp || dep == Dep::ccomp) {
            out.push_back("arg:" + head + ">" + lemma_of(tree.token(c)));
        }
        if (dep == Dep::aux || dep == Dep::compound_prt || tree.token(c).upos == "PART") {
            out.push_back("aux:" + lemma_of(tree.token(c)));
        }
    }
}

}  // namespace

std::vector<std::string> relation_features(const Tree& tree, const RelationPair& pair) {
    std::vector<std::string> features = {"bias"};
    add_words(tree, pair, features);
    add_path(tree, pair, features);
    features.push_back("rule:" + pair.rule_type + (pair.rule_exact ? "!" : ""));
    features.push_back("rule:" + pair.rule_type);
    std::ranges::sort(features);
    features.erase(std::ranges::unique(features).begin(), features.end());
    return features;
}

RelationGuess RelationModel::guess(const std::vector<std::string>& features) const {
    std::array<double, relation_types.size()> scores{};
    for (const std::string& feature : features) {
        const auto found = weights_.find(feature);
        if (found == weights_.end()) continue;
        for (std::size_t k = 0; k < scores.size(); ++k) scores[k] += static_cast<double>(found->second[k]);
    }
    RelationGuess guess;
    guess.type = static_cast<std::size_t>(std::ranges::max_element(scores) - scores.begin());
    double sum = 0;
    for (const double score : scores) sum += std::exp(score - scores[guess.type]);
    guess.confidence = static_cast<float>(1 / sum);
    float most = 0;
    for (const std::string& feature : features) {
        const auto found = weights_.find(feature);
        if (found == weights_.end() || found->second[guess.type] <= most) continue;
        most = found->second[guess.type];
        guess.evidence = feature;
    }
    return guess;
}

std::string RelationModel::write() const {
    std::vector<std::string> lines;
    for (const auto& [feature, weights] : weights_) {
        std::string line = feature;
        for (const float weight : weights) line += "\t" + std::to_string(std::lround(weight * 1000));
        lines.push_back(std::move(line));
    }
    std::ranges::sort(lines);
    std::string out =
        "# Weights in thousandths. Made by training/train_relations.cpp; see the card beside this file.\nfeature";
    for (const std::string_view type : relation_types) out += "\t" + std::string(type);
    out += "\n";
    for (const std::string& line : lines) out += line + "\n";
    return out;
}

Result<RelationModel> RelationModel::load(const std::string& path) {
    std::vector<std::string_view> columns = {"feature"};
    columns.insert(columns.end(), relation_types.begin(), relation_types.end());
    std::vector<Problem> problems;
    const Result<TsvTable> table = read_tsv(path, columns, problems);
    if (!table) return fail(table.error());
    std::unordered_map<std::string, RelationWeights> weights;
    weights.reserve(table->rows.size());
    for (const TsvRow& row : table->rows) {
        RelationWeights& of_feature = weights[std::string(row[0])];
        for (std::size_t k = 0; k < relation_types.size(); ++k) {
            int thousandths = 0;
            const std::string_view cell = row[k + 1];
            const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), thousandths);
            if (error != std::errc() || end != cell.data() + cell.size()) {
                return fail({ErrorKind::malformed, path, "line " + std::to_string(row.line),
                             "expected a whole number, found '" + std::string(cell) + "'",
                             "events are coded by rules only"});
            }
            of_feature[k] = static_cast<float>(thousandths) / 1000;
        }
    }
    return RelationModel(std::move(weights));
}

}  // namespace px::coding
