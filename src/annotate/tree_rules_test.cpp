#include "annotate/tree_rules.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace px {
namespace {

/// Words written "form/xpos/head/relation"; the universal tag follows from Penn's.
std::vector<Token> parsed(const std::string& text) {
    std::vector<Token> tokens;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        std::istringstream parts(word);
        Token token;
        std::string head;
        std::getline(parts, token.form, '/');
        std::getline(parts, token.xpos, '/');
        std::getline(parts, head, '/');
        std::getline(parts, token.deprel, '/');
        token.head = std::stoi(head);
        token.upos = token.xpos.starts_with("NNP")  ? "PROPN"
                     : token.xpos.starts_with("NN") ? "NOUN"
                     : token.xpos.starts_with("VB") ? "VERB"
                     : token.xpos.starts_with("JJ") ? "ADJ"
                                                    : "X";
        tokens.push_back(std::move(token));
    }
    settle_tree(tokens);
    return tokens;
}

/// "relation head" of a word.
std::string place(const std::vector<Token>& tokens, std::size_t word) {
    const Token& token = tokens[word - 1];
    return token.deprel + " " + (token.head == 0 ? "-" : tokens[static_cast<std::size_t>(token.head) - 1].form);
}

TEST_CASE("a title has no function words of its own") {
    const auto words = parsed("talks/NNS/0/root with/IN/3/case minister/NN/4/nmod:desc Fidan/NNP/1/nmod");
    CHECK(place(words, 2) == "case Fidan");
    CHECK(place(words, 3) == "nmod:desc Fidan");
}

TEST_CASE("of two subjects a noun before a name is its title, but not with an article") {
    const auto words = parsed("spokesman/NN/3/nsubj Ayele/NNP/3/nsubj said/VBD/0/root");
    CHECK(place(words, 1) == "nmod:desc Ayele");
    const auto object = parsed("the/DT/2/det plan/NN/4/nsubj Trump/NNP/4/nsubj drew/VBD/0/root");
    CHECK(place(object, 2) == "nsubj drew");
}

TEST_CASE("what is reported before its speaker is a clause") {
    const auto words = parsed(
        "Soldiers/NNS/7/nsubj crossed/VBN/1/acl into/IN/4/case Gedo/NNP/2/obl ,/,/2/punct elders/NNS/7/nsubj "
        "said/VBD/0/root ././7/punct");
    CHECK(place(words, 1) == "nsubj crossed");
    CHECK(place(words, 2) == "ccomp said");
    CHECK(words[1].xpos == "VBD");
    CHECK(place(words, 6) == "nsubj said");
}

TEST_CASE("what is done to the subject of such a clause stays done to it") {
    const auto words = parsed(
        "Hostages/NNS/7/nsubj freed/VBN/1/acl on/IN/4/case Friday/NNP/2/obl ,/,/2/punct officials/NNS/7/nsubj "
        "said/VBD/0/root ././7/punct");
    CHECK(place(words, 1) == "nsubj:pass freed");
    CHECK(words[1].xpos == "VBN");
}

TEST_CASE("a report in between leaves the subject to the verb behind it") {
    const auto words = parsed(
        "Ships/NNS/7/nsubj seized/VBN/1/acl on/IN/4/case Friday/NNP/2/obl ,/,/2/punct officials/NNS/7/nsubj "
        "said/VBD/0/root ,/,/9/punct carried/VBD/7/ccomp arms/NNS/9/obj");
    CHECK(place(words, 1) == "nsubj said");
    CHECK(place(words, 2) == "acl Ships");
}

TEST_CASE("a noun with a subject and nothing of a noun's own is a verb") {
    CHECK(parsed("INDIA/NNP/2/nsubj CAVES/NNS/0/root IN/RP/2/advmod")[1].xpos == "VBZ");
    CHECK(parsed("supporters/NNS/2/nsubj hound/NN/0/root Clinton/NNP/2/obj")[1].upos == "VERB");
    CHECK(parsed("Merkel/NNP/3/nsubj still/RB/3/advmod chancellor/NN/0/root")[2].upos == "NOUN");
    CHECK(parsed("Lula/NNP/2/nsubj president/NN/0/root of/IN/4/case Brazil/NNP/2/nmod")[1].upos == "NOUN");
    CHECK(parsed("She/PRP/3/nsubj is/VBZ/3/cop friends/NNS/0/root")[2].upos == "NOUN");
}

TEST_CASE("an adjective that completes a verb has no object") {
    const auto words = parsed("president/NN/2/nsubj cut/VBD/0/root short/JJ/2/xcomp visit/NN/3/obj");
    CHECK(place(words, 4) == "obj cut");
}

TEST_CASE("a clause with an object of its own is told by its noun") {
    const auto words = parsed(
        "claim/NN/6/nsubj that/IN/4/obj Turkey/NNP/4/nsubj bombed/VBD/1/acl:relcl villages/NNS/4/obj "
        "spread/VBD/0/root");
    CHECK(place(words, 2) == "mark bombed");
    CHECK(place(words, 4) == "acl claim");
    const auto relative =
        parsed("plan/NN/5/nsubj that/WDT/4/obj Turkey/NNP/4/nsubj made/VBD/1/acl:relcl failed/VBD/0/root");
    CHECK(place(relative, 4) == "acl:relcl plan");
}

}  // namespace
}  // namespace px
