#include "code/assemble.hpp"

#include <doctest/doctest.h>

#include "annotate/conllu.hpp"

using namespace px;
using namespace px::coding;

namespace {

const std::string data_dir = PX_SOURCE_DIR "/data";

/// A sentence as CoNLL-U columns in short: "form lemma upos xpos head deprel" lines. Names are actors of their own:
/// what rules make of a tree is tried here apart from who people are.
struct Scene {
    Report report;
    Annotation annotation;
    Layers layers;
};

Scene scene(std::string_view rows) {
    std::string conllu;
    int id = 0;
    while (!rows.empty()) {
        const std::size_t end = rows.find('\n');
        const std::string_view line = rows.substr(0, end);
        rows.remove_prefix(end == std::string_view::npos ? rows.size() : end + 1);
        if (line.empty()) continue;
        std::vector<std::string> cells;
        for (std::size_t at = 0; at < line.size();) {
            const std::size_t stop = std::min(line.find(' ', at), line.size());
            cells.emplace_back(line.substr(at, stop - at));
            at = stop + 1;
        }
        REQUIRE(cells.size() == 6);
        conllu += std::to_string(++id) + "\t" + cells[0] + "\t" + cells[1] + "\t" + cells[2] + "\t" + cells[3] +
                  "\t_\t" + cells[4] + "\t" + cells[5] + "\t_\t_\n";
    }
    const Result<ConlluDocument> document = read_conllu(conllu + "\n", "scene");
    REQUIRE(document);
    Scene out;
    out.report.text = document->text;
    out.annotation = document->annotation;
    const std::span<const Token> tokens = out.annotation.tokens;
    for (std::size_t t = 0; t < tokens.size(); ++t) {
        if (tokens[t].upos != "PROPN") continue;
        Actor actor;
        actor.name = tokens[t].form;
        actor.kind = ActorKind::state;
        out.layers.actors.push_back(actor);
        Mention mention;
        mention.span = mention.head = tokens[t].span;
        mention.actor = static_cast<std::int32_t>(out.layers.actors.size()) - 1;
        mention.sentence = 0;
        mention.token = static_cast<std::int32_t>(t);
        out.layers.mentions.push_back(mention);
    }
    return out;
}

std::string names(const Scene& scene, const std::vector<std::int32_t>& actors) {
    std::string out;
    for (const std::int32_t actor : actors) {
        out += (out.empty() ? "" : "+") + scene.layers.actors[static_cast<std::size_t>(actor)].name;
    }
    return out.empty() ? "-" : out;
}

/// "Russia 087 Georgia" per statement, joined by "; ".
std::string coded(const Scene& scene, std::int32_t voice = -1) {
    std::vector<Problem> problems;
    static const Result<Rules> rules = Rules::load(data_dir, problems);
    REQUIRE(rules);
    const Teller teller{[](int, int) { return Mode::actual; }, [voice](Span) { return voice; }};
    std::string out;
    for (const Statement& s : assemble(*rules, nullptr, scene.report, scene.annotation, scene.layers, teller)) {
        out += (out.empty() ? "" : "; ") + names(scene, s.sources) + " " + s.cameo + " " + names(scene, s.targets);
    }
    return out;
}

}  // namespace

TEST_CASE("an active clause") {
    CHECK(
        coded(scene("Iran Iran PROPN NNP 2 nsubj\naccused accuse VERB VBD 0 root\nIsrael Israel PROPN NNP 2 obj\n")) ==
        "Iran 112 Israel");
}

TEST_CASE("a passive with its agent, and without") {
    CHECK(coded(scene("Iran Iran PROPN NNP 3 nsubj:pass\nwas be AUX VBD 3 aux:pass\naccused accuse VERB VBN 0 root\n"
                      "by by ADP IN 5 case\nIsrael Israel PROPN NNP 3 obl:agent\n")) == "Israel 112 Iran");
    CHECK(
        coded(scene("Iran Iran PROPN NNP 3 nsubj:pass\nwas be AUX VBD 3 aux:pass\naccused accuse VERB VBN 0 root\n")) ==
        "- 112 Iran");
}

TEST_CASE("in direct speech without marks of its own in the sentence 'him' is not who speaks") {
    Scene said = scene(
        "Israel Israel PROPN NNP 2 nsubj\naccused accuse VERB VBD 0 root\nhim he PRON PRP 2 obj\n"
        "Iran Iran PROPN NNP 2 vocative\n");
    Mention him = said.layers.mentions.back();  // who is called "him" is taken for Iran, the speaker
    him.span = him.head = said.annotation.tokens[2].span;
    him.token = 2;
    said.layers.mentions.insert(said.layers.mentions.begin() + 1, him);
    Attribution attribution;
    attribution.content = {hull(said.annotation.tokens[0].span, said.annotation.tokens[3].span)};
    attribution.speaker_actor = him.actor;
    said.layers.attributions = {attribution};
    CHECK(coded(said, 0) == "Israel 112 Iran");
    said.layers.attributions[0].kind = AttributionKind::direct;
    CHECK(coded(said, 0) == "Israel 112 -");
}

TEST_CASE("the possessor of a noun is the agent") {
    CHECK(coded(scene(
              "Russia Russia PROPN NNP 3 nmod:poss\n's 's PART POS 1 case\nwithdrawal withdrawal NOUN NN 6 nsubj\n"
              "from from ADP IN 5 case\nGeorgia Georgia PROPN NNP 3 nmod\nended end VERB VBD 0 root\n")) ==
          "Russia 087 Georgia");
}

TEST_CASE("a light verb lends its subject to the noun and is no event itself") {
    CHECK(coded(scene("Iran Iran PROPN NNP 2 nsubj\nlaunched launch VERB VBD 0 root\nan a DET DT 4 det\n"
                      "attack attack NOUN NN 2 obj\non on ADP IN 6 case\nIraq Iraq PROPN NNP 4 nmod\n")) ==
          "Iran 190 Iraq");
}

TEST_CASE("parties to talks act on each other") {
    CHECK(coded(scene("Iran Iran PROPN NNP 4 nsubj\nand and CCONJ CC 3 cc\nIraq Iraq PROPN NNP 1 conj\n"
                      "held hold VERB VBD 0 root\ntalks talk NOUN NNS 4 obj\n")) == "Iran+Iraq 046 Iran+Iraq");
}

TEST_CASE("the object changes the meaning") {
    CHECK(coded(scene("Iran Iran PROPN NNP 2 nsubj\nbroke break VERB VBD 0 root\noff off ADP RP 2 compound:prt\n"
                      "talks talk NOUN NNS 2 obj\nwith with ADP IN 6 case\nIraq Iraq PROPN NNP 4 nmod\n")) ==
          "Iran 164 Iraq");
    CHECK(coded(scene("Iran Iran PROPN NNP 2 nsubj\nlifted lift VERB VBD 0 root\nsanctions sanction NOUN NNS 2 obj\n"
                      "on on ADP IN 5 case\nIraq Iraq PROPN NNP 3 nmod\n")) == "Iran 085 Iraq");
}

TEST_CASE("what is promised is told with the promise") {
    CHECK(coded(scene("Iran Iran PROPN NNP 2 nsubj\nagreed agree VERB VBD 0 root\nto to PART TO 4 mark\n"
                      "meet meet VERB VB 2 xcomp\nIraq Iraq PROPN NNP 4 obj\n")) == "Iran 036 Iraq");
}

TEST_CASE("relative clauses and participles find their subjects") {
    CHECK(coded(scene(
              "Iran Iran PROPN NNP 6 nsubj\nwhich which PRON WDT 3 nsubj\naccused accuse VERB VBD 1 acl:relcl\n"
              "Iraq Iraq PROPN NNP 3 obj\nyesterday yesterday NOUN NN 3 obl:tmod\nslept sleep VERB VBD 0 root\n")) ==
          "Iran 112 Iraq");
}

TEST_CASE("no event in a metaphor") {
    CHECK(
        coded(scene("Iran Iran PROPN NNP 2 nsubj\nwages wage VERB VBZ 0 root\na a DET DT 4 det\nwar war NOUN NN 2 obj\n"
                    "on on ADP IN 6 case\ndrugs drug NOUN NNS 4 nmod\n"))
            .empty());
    CHECK(coded(scene("Iran Iran PROPN NNP 2 nsubj\nmet meet VERB VBD 0 root\nthe the DET DT 4 det\n"
                      "deadline deadline NOUN NN 2 obj\n"))
              .empty());
}

TEST_CASE("a tree that is no tree does no harm") {
    Scene broken = scene("Iran Iran PROPN NNP 2 nsubj\naccused accuse VERB VBD 0 root\nIraq Iraq PROPN NNP 2 obj\n");
    broken.annotation.tokens[0].head = 2;
    broken.annotation.tokens[1].head = 3;
    broken.annotation.tokens[2].head = 2;
    CHECK_NOTHROW(coded(broken));
}

TEST_CASE("a headline that asks or argues tells of no event, a paragraph with the same words does") {
    const char* question =
        "Did do AUX VBD 3 aux\nChina China PROPN NNP 3 nsubj\nattack attack VERB VB 0 root\n"
        "Taiwan Taiwan PROPN NNP 3 obj\n? ? PUNCT . 3 punct\n";
    const char* argument =
        "Why why ADV WRB 3 advmod\nChina China PROPN NNP 3 nsubj\nattacked attack VERB VBD 0 root\n"
        "Taiwan Taiwan PROPN NNP 3 obj\n";
    for (const char* rows : {question, argument}) {
        Scene told = scene(rows);
        CHECK(coded(told) == "China 190 Taiwan");
        told.report.blocks = {
            {Span{0, static_cast<std::uint32_t>(told.report.text.size())}, BlockKind::headline, LeftOut::none, ""}};
        for (Sentence& sentence : told.annotation.sentences) sentence.block = 0;
        CHECK(coded(told).empty());
    }
}

TEST_CASE("a noun that only says what a thing is, is no event") {
    CHECK(coded(scene("Russia Russia PROPN NNP 2 nsubj\nvisited visit VERB VBD 0 root\nJapan Japan PROPN NNP 5 poss\n"
                      "detention detention NOUN NN 5 compound\ncentre centre NOUN NN 2 obj\n"))
              .find("173") == std::string::npos);
}

TEST_CASE("the subject of a reported clause is found where the parser hung it on the verb that reports") {
    const Scene reported = scene(R"(Brazil Brazil PROPN NNP 5 nsubj
condemned condemn VERB VBD 5 ccomp
Chile Chile PROPN NNP 2 obj
officials official NOUN NNS 5 nsubj
said say VERB VBD 0 root
)");
    CHECK(coded(reported) == "Brazil 111 Chile");
}

TEST_CASE("who killed in an attack is told with the attack, once") {
    const Scene attack = scene(R"(Civilians civilian NOUN NNS 3 nsubj:pass
were be AUX VBD 3 aux:pass
killed kill VERB VBN 0 root
in in ADP IN 6 case
an a DET DT 6 det
airstrike airstrike NOUN NN 3 obl
by by ADP IN 8 case
Russia Russia PROPN NNP 3 obl:agent
)");
    CHECK(coded(attack) == "Russia 195 -");
}

/// "killed 12" of the one act of a sentence.
std::string counted(const Scene& scene) {
    std::vector<Problem> problems;
    const Result<Rules> rules = Rules::load(data_dir, problems);
    REQUIRE(rules);
    const Teller teller{[](int, int) { return Mode::actual; }, [](Span) { return -1; }};
    const std::vector<Statement> found =
        assemble(*rules, nullptr, scene.report, scene.annotation, scene.layers, teller);
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].quantities.size() == 1);
    CHECK(found[0].quantities[0].low == found[0].quantities[0].high);
    return found[0].quantities[0].counts + " " + std::to_string(static_cast<int>(found[0].quantities[0].low));
}

TEST_CASE("the dead of a clause are numbers of the act that follows in 'when ...'") {
    const Scene blast = scene(R"(12 12 NUM CD 2 nummod
people people NOUN NNS 4 nsubj:pass
were be AUX VBD 4 aux:pass
killed kill VERB VBN 0 root
when when ADV WRB 7 advmod
rebels rebel NOUN NNS 7 nsubj
attacked attack VERB VBD 4 advcl
Chad Chad PROPN NNP 7 obj
)");
    CHECK(counted(blast) == "killed 12");
}

TEST_CASE("who was shot dead or gunned down is counted as killed") {
    CHECK(counted(scene(R"(Soldiers soldier NOUN NNS 2 nsubj
shot shoot VERB VBD 0 root
dead dead ADJ JJ 5 amod
six six NUM CD 5 nummod
people people NOUN NNS 2 obj
)")) == "killed 6");
    CHECK(counted(scene(R"(Six six NUM CD 2 nummod
people people NOUN NNS 4 nsubj:pass
were be AUX VBD 4 aux:pass
shot shoot VERB VBN 0 root
dead dead ADJ JJ 4 xcomp
)")) == "killed 6");
    CHECK(counted(scene(R"(Gunmen gunman NOUN NNS 2 nsubj
gunned gun VERB VBD 0 root
down down ADP RP 2 compound:prt
six six NUM CD 5 nummod
people people NOUN NNS 2 obj
)")) == "killed 6");
}

TEST_CASE("the number of a name counts nothing") {
    CHECK(counted(scene(R"(Norway Norway PROPN NNP 2 nsubj
gave give VERB VBD 0 root
Chad Chad PROPN NNP 2 iobj
20 20 NUM CD 7 nummod
Leopard Leopard PROPN NNP 7 compound
2 2 NUM CD 7 nummod
tanks tank NOUN NNS 2 obj
)")) == "tanks 20");
}
