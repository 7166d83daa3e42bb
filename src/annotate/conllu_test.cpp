#include "annotate/conllu.hpp"

#include <doctest/doctest.h>

using namespace px;

namespace {
constexpr std::string_view sample =
    "# sent_id = 1\n# text = Kim don't go.\n"
    "1\tKim\tKim\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tName=B-PER\n"
    "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
    "4\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n";
}

TEST_CASE("CoNLL-U is read with spans into the rebuilt text") {
    const auto document = read_conllu(sample, "sample");
    REQUIRE(document);
    CHECK(document->text == "Kim don't go.\n");
    const Annotation& annotation = document->annotation;
    REQUIRE(annotation.tokens.size() == 5);
    CHECK(slice(document->text, annotation.tokens[2].span) == "n't");
    CHECK(annotation.tokens[1].multiword == 2);
    CHECK(annotation.tokens[3].head == 0);
    REQUIRE(annotation.names.size() == 1);
    CHECK(annotation.names[0].type == NameType::person);
    CHECK(annotation.sentence_at(5) == 0);
    CHECK(annotation.sentence_at(13) == -1);
}

TEST_CASE("what was read is written back unchanged") {
    const auto document = read_conllu(sample, "sample");
    REQUIRE(document);
    CHECK(write_conllu(document->text, document->annotation, document->comments) == sample);
}

TEST_CASE("a last token that is a blank lies inside the text") {
    const auto document =
        read_conllu("1\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n2\t \t.\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n", "a");
    REQUIRE(document);
    CHECK(document->text == "go  \n");
    CHECK(slice(document->text, document->annotation.tokens.back().span) == " ");
}

TEST_CASE("broken CoNLL-U is refused with its line") {
    for (const char* bad :
         {"1\tKim\n", "2\tKim\tKim\tPROPN\tNNP\t_\t0\troot\t_\t_\n", "1\tKim\tKim\tPROPN\tNNP\t_\t7\troot\t_\t_\n",
          "1\tKim\tKim\tPROPN\tNNP\t_\tx\troot\t_\t_\n", "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"}) {
        const auto document = read_conllu(bad, "bad");
        REQUIRE_FALSE(document);
        CHECK(document.error().where.starts_with("line "));
    }
}
