#include <doctest/doctest.h>

#include <cmath>

#include "base/assignment.hpp"
#include "base/hash.hpp"
#include "base/json_writer.hpp"
#include "base/mapped_file.hpp"
#include "base/tsv.hpp"

using namespace px;

TEST_CASE("xxh3 agrees with its reference implementation") {
    CHECK(xxh3_hex("") == "99aa06d3014798d86001c324468d497f");
    CHECK(xxh3_hex("a") != xxh3_hex("b"));
}

TEST_CASE("sha256 agrees with the vectors of FIPS 180-4") {
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("an error names the file, the place, what is wrong and what happens next") {
    const Error error{ErrorKind::malformed, "a.jsonl", "line 3", "expected an object", "the line is left out"};
    CHECK(to_string(error) == "a.jsonl, line 3: expected an object; the line is left out");
    CHECK(to_string(Problem{"d.tsv", 2, 5, "no code"}) == "d.tsv:2:5: no code");
}

TEST_CASE("the best assignment gives each row a column of its own") {
    CHECK(best_assignment({{1, 5}, {4, 6}}) == 9);
    CHECK(best_assignment({{1, 5, 2}}) == 5);
    CHECK(best_assignment({{1}, {5}, {2}}) == 5);  // more rows than columns
    CHECK(best_assignment({{7, 4, 3}, {3, 1, 2}, {3, 0, 0}}) == 9);
    CHECK(best_assignment({}) == 0);
    CHECK(best_assignment({{}, {}}) == 0);
}

TEST_CASE("the JSON writer separates, nests and escapes") {
    JsonWriter json;
    json.object([&] {
        json.member("text", "a \"b\"\n\x01");
        json.key("list").array([&] {
            json.value(1).value(true).null().value(0.5);
            json.object([] {});
        });
        json.member("last", -2);
    });
    CHECK(json.str() == R"({"text":"a \"b\"\n\u0001","list":[1,true,null,0.5,{}],"last":-2})");
}

TEST_CASE("the JSON writer never lets invalid UTF-8 or non-numbers out") {
    JsonWriter json;
    json.array([&] { json.value("a\xC3(\xED\xA0\x80\xF0\x9F\x98\x80").value(std::nan("")); });
    CHECK(json.str() == "[\"a\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xF0\x9F\x98\x80\",null]");
}

TEST_CASE("counts are written whole, other numbers with six digits") {
    JsonWriter json;
    json.array([&] { json.value(12345678.0).value(1e6).value(-3.0).value(0.1234567).value(1e300); });
    CHECK(json.str() == "[12345678,1000000,-3,0.123457,1e+300]");
}

TEST_CASE("a table keeps its good rows and reports the others") {
    std::vector<Problem> problems;
    const std::string_view wanted[] = {"name", "iso3"};
    const auto table =
        parse_tsv("t.tsv", "iso3\tname\n# remark\nFRA\tFrance \nBAD\n\nDEU\tGermany\r\n", wanted, problems);
    REQUIRE(table);
    REQUIRE(table->rows.size() == 2);
    CHECK(table->rows[0][0] == "France");
    CHECK(table->rows[1][1] == "DEU");
    CHECK(table->rows[1].line == 6);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].line == 4);
}

TEST_CASE("a table without the wanted column is refused") {
    std::vector<Problem> problems;
    const std::string_view wanted[] = {"code"};
    CHECK_FALSE(parse_tsv("t.tsv", "iso3\tname\n", wanted, problems));
    CHECK_FALSE(parse_tsv("t.tsv", "", wanted, problems));
    CHECK_FALSE(read_tsv("/no/such/file", wanted, problems));
}

TEST_CASE("lists are split and trimmed") {
    const auto parts = split_list(" a; b ;;c ");
    REQUIRE(parts.size() == 3);
    CHECK(parts[1] == "b");
}

TEST_CASE("a folder is no file to map") { CHECK_FALSE(MappedFile::open("/tmp")); }
