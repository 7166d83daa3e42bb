#include "annotate/tree_rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>
#include <sstream>

namespace px {
namespace {

const TreeWords& tree_words() {
    static std::vector<Problem> problems;
    static const Result<TreeWords> words = TreeWords::load(PX_SOURCE_DIR "/data", problems);
    REQUIRE(words);
    return *words;
}

/// Words written "form/xpos/head/relation" or "form:lemma/..."; the universal tag follows from Penn's.
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
        const std::size_t colon = token.form.find(':');
        token.lemma = colon == std::string::npos ? token.form : token.form.substr(colon + 1);
        token.form.resize(std::min(colon, token.form.size()));
        token.upos = token.xpos.starts_with("NNP")  ? "PROPN"
                     : token.xpos.starts_with("NN") ? "NOUN"
                     : token.xpos.starts_with("VB") ? "VERB"
                     : token.xpos.starts_with("JJ") ? "ADJ"
                     : token.xpos == "CD"           ? "NUM"
                     : token.xpos == "IN"           ? "ADP"
                     : token.xpos == "CC"           ? "CCONJ"
                                                    : "X";
        tokens.push_back(std::move(token));
    }
    settle_tree(tokens, tree_words());
    return tokens;
}

/// Where the words with these numbers stand: "relation head", parted by commas.
std::string places(const std::vector<Token>& tokens, std::initializer_list<std::size_t> numbers) {
    std::string text;
    for (const std::size_t number : numbers) {
        const Token& token = tokens[number - 1];
        if (!text.empty()) text += ", ";
        text += token.deprel + " " + (token.head == 0 ? "-" : tokens[static_cast<std::size_t>(token.head) - 1].form);
    }
    return text;
}

/// The same of a sentence of which nothing else is asked.
std::string places(const std::string& sentence, std::initializer_list<std::size_t> numbers) {
    return places(parsed(sentence), numbers);
}

TEST_CASE("a later part of a name has no function words of its own") {
    CHECK(places("turned/VBD/0/root to/IN/4/case New/NNP/1/obl Zealand/NNP/3/flat", {2, 4}) == "case New, flat New");
}

TEST_CASE("a title has no function words of its own") {
    CHECK(places("talks/NNS/0/root with/IN/3/case minister/NN/4/nmod:desc Fidan/NNP/1/nmod", {2, 3}) ==
          "case Fidan, nmod:desc Fidan");
}

TEST_CASE("of two subjects a noun before a name is its title, but not with an article") {
    CHECK(places("spokesman/NN/3/nsubj Ayele/NNP/3/nsubj said/VBD/0/root", {1}) == "nmod:desc Ayele");
    CHECK(places("the/DT/2/det plan/NN/4/nsubj Trump/NNP/4/nsubj drew/VBD/0/root", {2}) == "nsubj drew");
}

TEST_CASE("of two nouns behind a verb of giving the first is the receiver") {
    CHECK(
        places("they/PRP/2/nsubj give/VBP/0/root Abu/NNP/2/obj Bakr/NNP/3/flat two/CD/6/nummod days/NNS/2/obl:unmarked",
               {3, 6}) == "iobj give, obj give");
    CHECK(places("they/PRP/2/nsubj give/VBP/0/root money/NN/2/obj ,/,/6/punct every/DT/6/det day/NN/2/obl:unmarked",
                 {3}) == "obj give");
    CHECK(places("they/PRP/2/nsubj met/VBD/0/root envoys/NNS/2/obj two/CD/5/nummod days/NNS/2/obl:unmarked", {3}) ==
          "obj met");
}

TEST_CASE("adjectives that stand with no noun complete the verb") {
    CHECK(places("they/PRP/2/nsubj set/VBD/0/root cars/NNS/2/obj ablaze/JJ/3/amod", {4}) == "xcomp set");
    CHECK(places("they/PRP/2/nsubj met/VBD/0/root people/NNS/2/obj rich/JJ/3/amod", {4}) == "amod people");
}

TEST_CASE("what is reported before its speaker is a clause") {
    const auto words = parsed(
        "Soldiers/NNS/7/nsubj crossed/VBN/1/acl into/IN/4/case Gedo/NNP/2/obl ,/,/2/punct elders/NNS/7/nsubj "
        "said/VBD/0/root ././7/punct");
    CHECK(places(words, {1, 2, 6}) == "nsubj crossed, ccomp said, nsubj said");
    CHECK(words[1].xpos == "VBD");
    CHECK(words[1].feats == "Mood=Ind|Tense=Past|VerbForm=Fin");
}

TEST_CASE("what is done to the subject of such a clause stays done to it") {
    const auto words = parsed(
        "Hostages/NNS/7/nsubj freed/VBN/1/acl on/IN/4/case Friday/NNP/2/obl ,/,/2/punct officials/NNS/7/nsubj "
        "said/VBD/0/root ././7/punct");
    CHECK(places(words, {1}) == "nsubj:pass freed");
    CHECK(words[1].xpos == "VBN");
    const auto by_somebody = parsed(
        "Ban/NN/8/nsubj insisted:insist/VBN/1/acl on/IN/2/compound:prt by/IN/5/case Germany/NNP/2/obl ,/,/2/punct "
        "officials/NNS/8/nsubj said/VBD/0/root");
    CHECK(places(by_somebody, {1}) == "nsubj:pass insisted");
    CHECK(by_somebody[1].xpos == "VBN");
}

TEST_CASE("a report in between leaves the subject to the verb behind it") {
    CHECK(places("Ships/NNS/7/nsubj seized/VBN/1/acl on/IN/4/case Friday/NNP/2/obl ,/,/2/punct officials/NNS/7/nsubj "
                 "said/VBD/0/root ,/,/9/punct carried/VBD/7/ccomp arms/NNS/9/obj",
                 {1, 2}) == "nsubj said, acl Ships");
}

TEST_CASE("a noun with a subject and nothing of a noun's own is a verb") {
    CHECK(parsed("INDIA/NNP/2/nsubj CAVES/NNS/0/root IN/RP/2/advmod")[1].xpos == "VBZ");
    CHECK(parsed("supporters/NNS/2/nsubj hound/NN/0/root Clinton/NNP/2/obj")[1].upos == "VERB");
    CHECK(parsed("Merkel/NNP/3/nsubj still/RB/3/advmod chancellor/NN/0/root")[2].upos == "NOUN");
    CHECK(parsed("Lula/NNP/2/nsubj president/NN/0/root of/IN/4/case Brazil/NNP/2/nmod")[1].upos == "NOUN");
    CHECK(parsed("She/PRP/3/nsubj is/VBZ/3/cop friends/NNS/0/root")[2].upos == "NOUN");
}

TEST_CASE("an adjective that completes a verb has no object") {
    CHECK(places("president/NN/2/nsubj cut/VBD/0/root short/JJ/2/xcomp visit/NN/3/obj", {4}) == "obj cut");
}

TEST_CASE("a clause with an object of its own is told by its noun") {
    CHECK(places("claim/NN/6/nsubj that/IN/4/obj Turkey/NNP/4/nsubj bombed/VBD/1/acl:relcl villages/NNS/4/obj "
                 "spread/VBD/0/root",
                 {2, 4}) == "mark bombed, acl claim");
    CHECK(places("plan/NN/5/nsubj that/WDT/4/obj Turkey/NNP/4/nsubj made/VBD/1/acl:relcl failed/VBD/0/root", {4}) ==
          "acl:relcl plan");
}

TEST_CASE("what a rough number counts is no adjunct") {
    CHECK(
        places(
            "Police/NNP/2/nsubj arrested/VBD/0/root at/IN/4/case least/JJS/5/nmod 30/CD/6/nummod protesters/NNS/2/obl",
            {6, 3}) == "obj arrested, case least");
    CHECK(
        places("rebels/NNS/2/nsubj killed/VBD/0/root up/RP/2/compound:prt to/IN/6/case 30/CD/6/nummod people/NNS/2/obl",
               {6, 3}) == "obj killed, advmod 30");
    CHECK(
        places("Police/NNP/2/nsubj:pass arrested/VBN/0/root between/IN/7/case 20/CD/7/nummod and/CC/6/cc 30/CD/4/conj "
               "people/NNS/2/obl",
               {7, 1}) == "obj arrested, nsubj arrested");
    CHECK(
        places("at/IN/2/case least/JJS/3/nmod 22/CD/4/nummod civilians/NNS/6/obl were/VBD/6/aux:pass killed/VBN/0/root",
               {4}) == "nsubj:pass killed");
}

TEST_CASE("a rough number behind a preposition or of a measure stays an adjunct") {
    CHECK(places("fought/VBD/0/root in/IN/5/case at/IN/3/case least/JJS/4/nmod 12/CD/5/nummod towns/NNS/1/obl", {6}) ==
          "obl fought");
    CHECK(places("rose/VBD/0/root at/IN/3/case least/JJS/4/nmod 12/CD/5/nummod percent/NN/1/obl", {5}) == "obl rose");
}

TEST_CASE("of two verbs side by side a passive without auxiliary is a participle") {
    const auto words = parsed(
        "Troops/NNS/2/nsubj:pass backed/VBN/8/ccomp by/IN/4/case helicopters/NNS/2/obl:agent killed/VBN/8/ccomp "
        "rebels/NNS/5/obj army/NN/8/nsubj said/VBD/0/root");
    CHECK(places(words, {1, 2}) == "nsubj killed, acl Troops");
    CHECK(words[4].xpos == "VBD");
}

TEST_CASE("a clause behind a set phrase hangs on the verb before it") {
    CHECK(
        places("Houthis/NNPS/2/nsubj agreed/VBD/0/root in/IN/4/case principle/NN/2/obl to/TO/6/mark withdraw/VB/4/acl",
               {6}) == "xcomp agreed");
    CHECK(
        places("Nigeria/NNP/2/nsubj denied/VBD/0/root on/IN/4/case Monday/NNP/2/obl that/IN/6/mark attacked/VBD/4/acl",
               {6}) == "ccomp denied");
}

TEST_CASE("a participle after a noun with a conjunction is the verb of its clause") {
    CHECK(
        places("Villagers/NNS/2/nsubj fled/VBD/0/root as/IN/4/case troops/NNS/2/obl burned/VBN/6/amod houses/NNS/2/obl",
               {5, 4, 6}) == "advcl fled, nsubj burned, obj burned");
    CHECK(places("People/NNS/2/nsubj fled/VBD/0/root as/IN/4/case refugees/NNS/2/obl to/IN/7/case burned/VBN/7/amod "
                 "houses/NNS/2/obl",
                 {6}) == "amod houses");
}

TEST_CASE("a month or day owns nobody who acts") {
    CHECK(places("talks/NNS/0/root in/IN/3/case May/NNP/1/nmod between/IN/5/case Chad/NNP/3/nmod and/CC/7/cc "
                 "Mali/NNP/5/conj",
                 {5}) == "nmod talks");
    CHECK(places("Chad/NNP/2/nsubj met/VBD/0/root on/IN/4/case Monday/NNP/2/obl with/IN/6/case Mali/NNP/4/nmod", {6}) ==
          "obl met");
    CHECK(places("week/NN/0/root of/IN/3/case May/NNP/1/nmod of/IN/5/case riots/NNS/3/nmod", {5}) == "nmod May");
}

TEST_CASE("what is between two sides is what takes place, not the verb before it") {
    CHECK(places("came/VBD/0/root after/IN/3/case talks:talk/NNS/1/obl in/IN/5/case Oslo/NNP/3/nmod in/IN/7/case "
                 "May/NNP/1/obl between/IN/9/case Chad/NNP/1/obl and/CC/11/cc Mali/NNP/9/conj",
                 {9, 11}) == "nmod talks, conj Chad");
    CHECK(places("cut/VBD/0/root ties/NNS/1/obj between/IN/4/case Chad/NNP/1/obl", {4}) == "obl cut");
    CHECK(places("talks:talk/NNS/2/nsubj shuttled/VBD/0/root between/IN/4/case Chad/NNP/2/obl", {4}) == "obl shuttled");
}

TEST_CASE("a sentence without another verb is told by the one behind its first noun") {
    CHECK(
        places("The/DT/2/det opposition/NN/0/root called:call/VBN/2/acl for/IN/5/case elections/NNS/3/obl ././2/punct",
               {3, 2}) == "root -, nsubj called");
    CHECK(places("Soldiers/NNS/0/root killed/VBN/1/acl in/IN/4/case Kabul/NNP/2/obl", {2}) == "acl Soldiers");
}

TEST_CASE("a gerund with an agent is the subject of a verb that has none") {
    const auto words = parsed(
        "Shelling/VBG/5/advcl by/IN/3/case troops/NNS/1/obl:agent had/VBD/5/aux killed/VBN/0/root nine/CD/5/obj");
    CHECK(places(words, {1, 3}) == "nsubj killed, nmod Shelling");
    CHECK(words[0].lemma == "shelling");
}

}  // namespace
}  // namespace px
