#include "attribute/attribute.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "attribute/test_report.hpp"
#include "attribute/voices.hpp"

using namespace px;
using test::Read;

namespace {

/// "kind | speaker | cue | content / content | carrier, carrier", one for each attribution.
std::string told(Read& read) {
    std::string out;
    for (const Attribution& a : attribute(test::lexicons(), read.report, read.annotation, read.layers).attributions) {
        std::string line =
            std::string(to_string(a.kind)) + " | " + read.words(a.speaker) + " | " + read.words(a.cue) + " | ";
        for (std::size_t i = 0; i < a.content.size(); ++i) line += (i ? " / " : "") + read.words(a.content[i]);
        for (const ChainLink& link : a.chain) line += " | " + std::string(to_string(link.kind)) + " " + link.name;
        out += (out.empty() ? "" : "\n") + line;
    }
    return out;
}

std::string told(std::string text) {
    Read read(std::move(text));
    return told(read);
}

}  // namespace

TEST_CASE("indirect speech before and behind its cue") {
    CHECK(told("The minister said that the talks had failed.") ==
          "indirect | The minister | said | the talks had failed");
    CHECK(told("The talks had failed, the minister said on Monday.") ==
          "indirect | the minister | said | The talks had failed");
    CHECK(told("The talks, officials said, had failed.") == "indirect | officials | said | The talks / had failed");
    CHECK(told("The talks have failed, according to the foreign ministry.") ==
          "indirect | the foreign ministry | according to | The talks have failed");
    CHECK(told("According to the foreign ministry, the talks have failed.") ==
          "indirect | the foreign ministry | According to | the talks have failed");
}

TEST_CASE("direct speech, inverted and interrupted") {
    CHECK(told("“The talks have failed,” said Maria Lopez.") == "direct | Maria Lopez | said | The talks have failed,");
    CHECK(told("“The talks have failed,” Maria Lopez said. “We will try again.”") ==
          "direct | Maria Lopez | said | The talks have failed, / We will try again.");
    CHECK(told("Maria Lopez said: \"The talks have failed.\"") ==
          "direct | Maria Lopez | said | The talks have failed.");
}

TEST_CASE("a subject behind commas is found where the content is long") {
    const auto lines = told(
        "The country is happy to see a stronger presence in the region, and welcomes closer relations, "
        "Maria Lopez, a research fellow at the Academy of Sciences, told reporters on Wednesday.");
    CHECK(lines.find("| Maria Lopez, a research fellow at the Academy of Sciences | told |") != std::string::npos);
}

TEST_CASE("a quotation over two paragraphs is one attribution") {
    CHECK(told("She said: “We are ready. The talks will begin.\n\n“Nobody else has asked us.”") ==
          "direct | She | said | We are ready. The talks will begin. / Nobody else has asked us.");
}

TEST_CASE("a paragraph that is all quotation goes to the speaker of the one before") {
    CHECK(told("“The talks have failed,” Maria Lopez said.\n\n“We will try again in the spring.”") ==
          "direct | Maria Lopez | said | The talks have failed,\n"
          "direct | Maria Lopez |  | We will try again in the spring.");
}

TEST_CASE("a sentence that ends in a colon leads in the quotation of the next paragraph") {
    CHECK(told("The president tweeted from his account:\n\n“The harbour opens again in May.”") ==
          "direct | The president | tweeted | The harbour opens again in May. | social Twitter");
}

TEST_CASE("the turns of a transcript belong to their labels") {
    CHECK(told("WALLACE: Will she be there?\n\nPENCE: She will not be there.") ==
          "direct | WALLACE | : | Will she be there?\ndirect | PENCE | : | She will not be there.");
    CHECK(told("LONDON: The talks have failed.") == "");
}

TEST_CASE("a telephone number speaks in a chat, a date or a range of years does not") {
    CHECK(told("+260 97 1234567: The talks have failed.\n\n+260 97 7654321: They will resume.\n\n"
               "+260 97 1234567: The army denied it.")
              .find("direct | +260 97 1234567 |") == 0);
    CHECK(told("2024-03-12: Zambia closed the border.\n\n2024-03-12: Congo armed rebels.\n\n"
               "2024-03-13: Zambia recalled its envoy.") == "");
    CHECK(told("2010-2020: The war went on.\n\n2010-2020: The talks failed.\n\n2020-2024: The army left.") == "");
}

TEST_CASE("a signed quotation") {
    CHECK(told("“The talks have failed.” ― Maria Lopez").find("direct | Maria Lopez |") == 0);
}

TEST_CASE("two reports in one sentence") {
    CHECK(told("She said the army would leave, and warned that the rebels would come back.") ==
          "indirect | She | said | the army would leave\nindirect | She | warned | the rebels would come back");
}

TEST_CASE("words of distance in the outlet's own sentence are nobody's") {
    CHECK(told("The so-called “peace plan” failed on Monday.").empty());
}

TEST_CASE("carriers between the speaker and the page") {
    CHECK(told("“The bridge will stand for long,” he was quoted by Reuters as saying.") ==
          "direct | he | quoted | The bridge will stand for long, | agency Reuters");
    CHECK(told("The Interfax news agency quotes Mr. Ivanov as saying the plan will fail.") ==
          "indirect | Mr. Ivanov | quotes | the plan will fail | agency Interfax");
    CHECK(told("The minister told Russian state television that the talks had failed.") ==
          "indirect | The minister | told | the talks had failed | outlet Russian state television");
    CHECK(told("The minister said in a statement that the talks had failed.") ==
          "indirect | The minister | said | the talks had failed | statement statement");
    CHECK(told("The minister told reporters that the talks had failed.") ==
          "indirect | The minister | told | the talks had failed");
}

TEST_CASE("a participle that opens the sentence is no content") {
    CHECK(told("Asked about the talks, Maria Lopez said: “The talks have failed.”") ==
          "direct | Maria Lopez | said | The talks have failed.");
}

TEST_CASE("where it was said, and to whom, is no part of what was said") {
    CHECK(told("The minister denied the charges in an interview.") ==
          "indirect | The minister | denied | the charges | interview interview");
    CHECK(told("The minister told the Associated Press he hopes the talks will begin.") ==
          "indirect | The minister | told | he hopes the talks will begin | agency Associated Press");
}

TEST_CASE("an outlet that reports a report is its carrier, also with learned cues") {
    CHECK(told("According to Reuters, the minister also believes the talks have failed.") ==
          "indirect | the minister | believes | the talks have failed | agency Reuters");
}

TEST_CASE("the report's own outlet ends the chain and is no link") {
    Read read("The minister told the Evening Gazette that the talks had failed.");
    read.report.outlet = "Evening Gazette";
    CHECK(told(read) == "indirect | The minister | told | the talks had failed");
}

TEST_CASE("what an outlet reports to have been said has the outlet as carrier") {
    Read read(
        "The train arrived on Monday, Reuters reported. It said that the minister told state television he was hoping "
        "for success.");
    CHECK(told(read) ==
          "indirect | Reuters | reported | The train arrived on Monday\n"
          "indirect | the minister | told | he was hoping for success | outlet state television | agency Reuters");
}

TEST_CASE("denials are marked") {
    Read read("The ministry denied that the talks had failed.");
    const auto found = attribute(test::lexicons(), read.report, read.annotation, read.layers);
    REQUIRE(found.attributions.size() == 1);
    CHECK(found.attributions[0].denial);
}

TEST_CASE("what a second \"that\" leads in and all before it is told") {
    CHECK(told("The agency reported that Lopez said in a letter to Minister Juan Diaz that the militia was on the run, "
               "but wasn't yet beaten and that the work in the delta wasn't yet done.") ==
          "indirect | Lopez | said | the militia was on the run, but wasn't yet beaten and that the work in the delta "
          "wasn't yet done | document letter to Minister Juan Diaz | outlet agency");
    CHECK(told("Lopez said that the militia was on the run, but the army insisted that it was strong and that the work "
               "wasn't done.") ==
          "indirect | Lopez | said | the militia was on the run\n"
          "indirect | the army | insisted | it was strong and that the work wasn't done");
}

TEST_CASE("what somebody denies having done is what is denied, whatever hangs on what") {
    CHECK(told("Diaz has denied having said that.") == "indirect | Diaz | denied | having said that");
    CHECK(told("Lopez has denied having met him.") == "indirect | Lopez | denied | having met him");
}

TEST_CASE("a pronoun can be what is denied") {
    Read read("Kinshasa accuses Rwanda of backing the rebels. Rwanda denies it.");
    const auto found = attribute(test::lexicons(), read.report, read.annotation, read.layers);
    REQUIRE(found.attributions.size() == 2);
    CHECK(found.attributions[1].denial);
    CHECK(found.attributions[1].rule == "reporting verb");
}

TEST_CASE("a speaker nobody knows becomes an actor with a mention") {
    Read read("Chinese analysts said that the visit would help.");
    const auto found = attribute(test::lexicons(), read.report, read.annotation, read.layers);
    REQUIRE(found.attributions.size() == 1);
    REQUIRE(found.attributions[0].speaker_actor == 0);
    CHECK(read.layers.actors[0].name == "Chinese analysts");
    CHECK(read.layers.actors[0].unnamed);
    REQUIRE(read.layers.mentions.size() == 1);
    CHECK(read.words(read.layers.mentions[0].span) == "Chinese analysts");
}

TEST_CASE("the voice of a word is the innermost attribution around it") {
    Read read("The minister said that the talks had failed. The train left.");
    const auto found = attribute(test::lexicons(), read.report, read.annotation, read.layers);
    const auto at = [&](std::string_view word) {
        const auto begin = static_cast<std::uint32_t>(read.report.text.find(word));
        return Voices(found.attributions).of({begin, begin + static_cast<std::uint32_t>(word.size())});
    };
    CHECK(at("failed") == 0);
    CHECK(at("minister") == -1);
    CHECK(at("left") == -1);
}

TEST_CASE("any bytes are read, and every span lies inside the text") {
    const std::vector<std::string> parts = {"“",       "”",    "\"", "said",   "told",      "Kim",  "he",
                                            " ",       " ",    ",",  ".",      "\n\n",      "that", "according to",
                                            "Reuters", "\xFF", "(",  "quoted", "as saying", ":",    "welcomed"};
    std::mt19937 random(11);
    for (int round = 0; round < 200; ++round) {
        std::string text;
        const auto length = random() % 80;
        for (std::size_t i = 0; i < length; ++i) text += parts[random() % parts.size()] + " ";
        Read read(text);
        const auto found = attribute(test::lexicons(), read.report, read.annotation, read.layers);
        for (const Attribution& a : found.attributions) {
            std::uint32_t last = 0;
            REQUIRE_FALSE(a.content.empty());
            for (Span piece : a.content) {
                REQUIRE(piece.begin >= last);
                REQUIRE(piece.begin < piece.end);
                REQUIRE(piece.end <= read.report.text.size());
                last = piece.end;
            }
            REQUIRE(a.speaker.end <= read.report.text.size());
            for (const ChainLink& link : a.chain) REQUIRE(link.span.end <= read.report.text.size());
        }
    }
}

TEST_CASE("a long quotation without any speaker is kept, with nobody's name") {
    Read read(
        "The square was full. “Nobody in this town will ever forget what was done to the fishermen of the bay, and "
        "nobody will "
        "forgive those who looked away while it was done.”");
    const auto found = attribute(test::lexicons(), read.report, read.annotation, read.layers).attributions;
    REQUIRE(found.size() == 1);
    CHECK(found[0].speaker.empty());
    CHECK(found[0].speaker_actor == -1);
    CHECK(found[0].rule == "quotation without a speaker");
}

TEST_CASE("behind a comma inside the closing mark the content has ended") {
    Read read(
        "“A river asks nobody for a passport, and as of today it has a timetable,” the environment minister, Helena "
        "Prado, said.");
    const auto found = attribute(test::lexicons(), read.report, read.annotation, read.layers).attributions;
    REQUIRE(found.size() == 1);
    CHECK(read.words(found[0].content.back()) ==
          "A river asks nobody for a passport, and as of today it has a timetable,");
    CHECK(found[0].kind == AttributionKind::direct);
}

std::string denied_in(const std::string& sentence) {
    Read read(sentence);
    const auto found = attribute(test::lexicons(), read.report, read.annotation, read.layers);
    std::string out;
    for (const Attribution& one : found.attributions)
        if (one.denial) out += read.words(one.content.front()) + "\n";
    return out;
}

TEST_CASE("what is called untrue is denied, without a verb of denial") {
    const std::string shelled = "the army had shelled the market\n";
    CHECK(denied_in("Petrov said the claims that the army had shelled the market were false.") == shelled);
    CHECK(denied_in("Petrov said that it was not true that the army had shelled the market.") == shelled);
    CHECK(denied_in("There was no truth in the report that the army had shelled the market, Petrov said.") == shelled);
    CHECK(denied_in("Petrov brushed aside the assertion that the army had shelled the market.") == shelled);
    CHECK(denied_in("Petrov described reports of the shelling of the market as pure invention.") ==
          "the shelling of the market\n");
    CHECK(denied_in("Petrov said the story that the army had shelled the market was a lie.") == shelled);
    CHECK(denied_in("Petrov said the claim that the market had been shelled was not false.").empty());
    CHECK(denied_in("Petrov said it was not a lie that the army had shelled the market.").empty());
    CHECK(denied_in("Petrov said the film was fiction.").empty());
    CHECK(denied_in("Petrov said that the army had shelled the market.").empty());
}

TEST_CASE("what nobody has judged yet is not called untrue") {
    const std::string claims = "the claims that the army had shelled the market ";
    CHECK(denied_in("Petrov asked whether " + claims + "were false.").empty());
    CHECK(denied_in("Petrov asked if " + claims + "were false.").empty());
    CHECK(denied_in("Petrov said that if " + claims + "were false, he would resign.").empty());
    CHECK(denied_in("Petrov said he would wait until " + claims + "were called false.").empty());
    CHECK(denied_in("Petrov said " + claims + "might be false.").empty());
    CHECK(denied_in("Petrov said " + claims + "could well be a lie.").empty());
    CHECK(denied_in("Petrov said Ivanov was wrong to say " + claims + "were false.").empty());
    CHECK(denied_in("Petrov said it was unclear whether it was false that the army had shelled the market.").empty());
}

TEST_CASE("a story is a work, unless it says that something is so") {
    CHECK(denied_in("Petrov said the story of the village was pure fiction.").empty());
    CHECK(denied_in("The story of the village is pure fiction, Petrov said.").empty());
    CHECK(denied_in("Petrov called the tale of the two brothers a fantasy.").empty());
    CHECK(denied_in("Petrov said the article about the bridge was fiction.").empty());
    CHECK(denied_in("Petrov said talk of the harvest was nonsense.").empty());
}

TEST_CASE("a denial leaves the rest of the speech to its speaker") {
    const auto contents = [](const std::string& sentence) {
        Read read(sentence);
        const auto found = attribute(test::lexicons(), read.report, read.annotation, read.layers);
        std::string out;
        for (const Attribution& one : found.attributions)
            for (const Span piece : one.content) out += (one.denial ? "denied: " : "") + read.words(piece) + "\n";
        return out;
    };
    const std::string quoted = "These accusations are baseless, and our army killed twenty rebels in Kadugli,";
    CHECK(contents("\"" + quoted + "\" the Sudanese general Petrov said on Monday.") ==
          quoted + "\ndenied: These accusations\n");
    CHECK(contents("\"These accusations are baseless,\" Petrov said.") ==
          "These accusations are baseless,\ndenied: These accusations\n");
    CHECK(contents(
              "Petrov said that the claim that the army had shelled the market was false, and that rebels had burned "
              "the school.") ==
          "the claim that the army had shelled the market was false, and that rebels had burned the school\n"
          "denied: the army had shelled the market\n");
    CHECK(contents("\"It is not true that the army shelled the market, but our army killed twenty rebels,\" Petrov "
                   "said.") ==
          "It is not true that the army shelled the market, but our army killed twenty rebels,\n"
          "denied: the army shelled the market\n");
}

namespace {

/// Hangs the words of every sentence on each other anyhow, as no parser should but some day will.
void hang_anyhow(Annotation& annotation, std::mt19937& random) {
    static const std::vector<std::string> relations = {
        "nsubj",     "nsubj:pass", "obj", "obl",       "obl:agent", "ccomp",  "xcomp",     "advcl", "acl",
        "acl:relcl", "conj",       "cc",  "parataxis", "appos",     "nmod",   "nmod:poss", "case",  "mark",
        "aux",       "punct",      "det", "amod",      "flat",      "advmod", "expl"};
    for (const Sentence& sentence : annotation.sentences) {
        std::vector<std::int32_t> order(sentence.count);
        for (std::uint32_t i = 0; i < sentence.count; ++i) order[i] = static_cast<std::int32_t>(i);
        std::shuffle(order.begin(), order.end(), random);
        for (std::size_t i = 0; i < order.size(); ++i) {
            Token& token = annotation.tokens[sentence.first + static_cast<std::uint32_t>(order[i])];
            token.head = i == 0 ? 0 : order[random() % i] + 1;
            token.deprel = i == 0 ? "root" : relations[random() % relations.size()];
        }
    }
}

}  // namespace

TEST_CASE("whatever the tree, what is found lies inside the text") {
    std::mt19937 random(7);
    for (int round = 0; round < 600; ++round) {
        Read read(
            "Poland minister said so. NK News, a website, reported on Friday that \"the talks failed\", a claim Oslo "
            "denies. "
            "According to Reuters, citing officials, the army rejected charges that it had fired, which Minsk denied. "
            "“We "
            "will go,” Maria Lopez told the BBC, with Ana stating: it was false. In the words of the king, Poland "
            "minister said so");
        hang_anyhow(read.annotation, random);
        read.annotation.tokens.shrink_to_fit();  // so that a sanitizer sees who reads behind the last
        for (const Attribution& a :
             attribute(test::lexicons(), read.report, read.annotation, read.layers).attributions) {
            REQUIRE_FALSE(a.content.empty());
            for (const Span piece : a.content) REQUIRE(piece.end <= read.report.text.size());
            REQUIRE(a.speaker.end <= read.report.text.size());
            REQUIRE(a.cue.end <= read.report.text.size());
        }
    }
}

TEST_CASE("two subjects, the first of which reaches to the end of the sentence") {
    Read read("Poland minister said so");
    REQUIRE(read.annotation.tokens.size() == 4);
    const std::vector<std::string> tags = {"PROPN", "NOUN", "VERB", "ADV"};
    const std::vector<std::string> relations = {"nsubj", "nsubj", "root", "advmod"};
    const std::vector<std::int32_t> heads = {3, 3, 0, 1};
    for (std::size_t i = 0; i < 4; ++i) {
        read.annotation.tokens[i].upos = tags[i];
        read.annotation.tokens[i].deprel = relations[i];
        read.annotation.tokens[i].head = heads[i];
    }
    read.annotation.tokens.shrink_to_fit();  // so that a sanitizer sees who reads behind the last
    CHECK(told(read).empty());
}
