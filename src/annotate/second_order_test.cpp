#include "annotate/second_order.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace px;

namespace {

const std::vector<std::string_view> upos = {"NOUN", "VERB", "ADP", "PUNCT"};
const std::vector<std::string_view> xpos = {"NN", "VBD", "IN", ","};
const std::vector<std::string_view> relations = {"root", "nsubj", "obj", "case", "obl", "nmod", "punct"};

/// "Police met envoys from Chad": Chad hangs on "met" in the first tree.
struct Example {
    std::vector<std::uint32_t> words = {11, 12, 13, 14, 15};
    std::vector<std::uint16_t> classes = {0, 1, 0, 2, 0};
    std::vector<std::int32_t> heads = {2, 0, 2, 5, 2};
    std::vector<std::uint16_t> labels = {1, 0, 2, 3, 4};
    Proposal likeliest{4, 2, 4, 0, -0.6F, -0.1F, 0};
    Proposal other{4, 3, 5, 1, -0.9F, -0.1F, 0};

    [[nodiscard]] FirstTree tree() const { return {words, classes, classes, heads, labels}; }
};

std::vector<float> no_weights() { return std::vector<float>(SecondOrder::base_weights + SecondOrder::rows); }

}  // namespace

TEST_CASE("the dependents of a word come in their order") {
    TreeAround around;
    around.read(std::vector<std::int32_t>{2, 0, 2, 5, 2});
    CHECK(std::vector(around.dependents(0).begin(), around.dependents(0).end()) == std::vector<std::uint32_t>{2});
    CHECK(std::vector(around.dependents(2).begin(), around.dependents(2).end()) == std::vector<std::uint32_t>{1, 3, 5});
    CHECK(std::vector(around.dependents(5).begin(), around.dependents(5).end()) == std::vector<std::uint32_t>{4});
    CHECK(around.dependents(1).empty());
    around.read(std::vector<std::int32_t>{0});
    CHECK(around.dependents(0).size() == 1);
    CHECK(around.dependents(1).empty());
}

TEST_CASE("without weights nothing is learned; with zeros all proposals are alike") {
    CHECK_FALSE(SecondOrder().learned());
    CHECK_FALSE(SecondOrder(upos, xpos, relations, {}).learned());
    const SecondOrder judge(upos, xpos, relations, no_weights());
    CHECK(judge.learned());
    const Example example;
    TreeAround around;
    around.read(example.heads);
    const std::vector<Proposal> proposals = {example.likeliest, example.other};
    std::vector<float> scores(2);
    judge.score(example.tree(), around, proposals, scores);
    CHECK(scores[0] == doctest::Approx(std::log(0.5)));
    CHECK(scores[1] == doctest::Approx(std::log(0.5)));
}

TEST_CASE("the network's own figures and the tree around decide together") {
    const Example example;
    TreeAround around;
    around.read(example.heads);
    const std::vector<Proposal> proposals = {example.likeliest, example.other};
    std::vector<float> scores(2);
    std::vector<float> weights = no_weights();
    weights[0] = 1;  // the likelier arc
    const SecondOrder by_arc(upos, xpos, relations, weights);
    by_arc.score(example.tree(), around, proposals, scores);
    CHECK(scores[0] > scores[1]);
    CHECK(std::exp(scores[0]) + std::exp(scores[1]) == doctest::Approx(1));
    for (const std::uint32_t row : by_arc.describe(example.tree(), around, example.likeliest, example.other))
        weights[SecondOrder::base_weights + row] = 0.1F;
    const SecondOrder by_both(upos, xpos, relations, weights);
    by_both.score(example.tree(), around, proposals, scores);
    CHECK(scores[1] > scores[0]);
}

TEST_CASE("a proposal is described by what stands around it") {
    const Example example;
    const SecondOrder judge(upos, xpos, relations, {});
    TreeAround around;
    around.read(example.heads);
    const auto rows = [&](const Example& of) {
        around.read(of.heads);
        return judge.describe(of.tree(), around, of.likeliest, of.other);
    };
    const auto unlike = [](const SecondOrder::Rows& a, const SecondOrder::Rows& b) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < a.size(); ++i) count += a[i] != b[i] ? 1 : 0;
        return count;
    };
    const SecondOrder::Rows before = rows(example);
    CHECK(unlike(before, rows(example)) == 0);
    Example sibling = example;  // the head has another dependent
    sibling.heads[0] = 3;
    CHECK(unlike(before, rows(sibling)) > 3);
    Example word = example;  // another preposition
    word.words[3] = 99;
    CHECK(unlike(before, rows(word)) > 3);
    Example above = example;  // the head hangs on something else
    above.heads = {3, 1, 0, 5, 2};
    CHECK(unlike(before, rows(above)) > 3);
    for (const std::uint32_t row : before) CHECK(row < SecondOrder::rows);
}

TEST_CASE("any tree and any proposal can be described") {
    std::mt19937 random(7);
    const SecondOrder judge(upos, xpos, relations, no_weights());
    TreeAround around;
    for (int trial = 0; trial < 300; ++trial) {
        const std::size_t words = 1 + random() % 30;
        std::vector<std::uint32_t> norms(words);
        std::vector<std::uint16_t> classes(words);
        std::vector<std::uint16_t> labels(words);
        std::vector<std::int32_t> heads(words);
        for (std::size_t i = 0; i < words; ++i) {
            norms[i] = static_cast<std::uint32_t>(random());
            classes[i] = static_cast<std::uint16_t>(random() % upos.size());
            labels[i] = static_cast<std::uint16_t>(random() % relations.size());
            heads[i] = i == 0 ? 0 : static_cast<std::int32_t>(1 + random() % i);
        }
        around.read(heads);
        std::size_t dependents = 0;
        for (std::uint32_t head = 0; head <= words; ++head)
            for (const std::uint32_t below : around.dependents(head)) {
                CHECK(heads[below - 1] == static_cast<std::int32_t>(head));
                ++dependents;
            }
        CHECK(dependents == words);
        Proposal proposal{static_cast<std::uint32_t>(random() % words), 0, 0, 0, -1, -1, 0};
        proposal.head = static_cast<std::uint32_t>(random() % (words + 1));
        std::vector<float> score(1);
        judge.score({norms, classes, classes, heads, labels}, around, {&proposal, 1}, score);
        CHECK(score[0] == doctest::Approx(0));
    }
}
