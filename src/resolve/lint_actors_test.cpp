#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "resolve/describe_actor.hpp"
#include "resolve/dictionaries.hpp"

using namespace px;

TEST_CASE("the shipped tables of actors are sound") {
    for (const Problem& problem : lint_actors(PX_SOURCE_DIR "/data")) {
        CAPTURE(to_string(problem));
        CHECK_FALSE(problem.fatal);
    }
}

TEST_CASE("lint finds what is wrong, with its line") {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "parallax_lint_test";
    std::filesystem::create_directories(folder / "actors");
    for (const auto& file : std::filesystem::directory_iterator(PX_SOURCE_DIR "/data/actors"))
        if (file.path().extension() == ".tsv")
            std::filesystem::copy_file(file.path(), folder / "actors" / file.path().filename(),
                                       std::filesystem::copy_options::overwrite_existing);
    std::ofstream(folder / "actors" / "officials.tsv")
        << "name\taliases\tgender\tof\trole\toffice\tfrom\tto\twikidata\n"
           "Ada Example\t\tf\tRUS\tforeign_minister\tForeign Minister\t2010-01-01\t2015-01-01\t\n"
           "Bo Example\t\tm\tRUS\tforeign_minister\tForeign Minister\t2014-01-01\t\t\n"
           "Cy Example\t\tm\tZZZ\tforeign_minister\tForeign Minister\t2014-01-01\t\t\n"
           "Di Example\t\tf\tFRA\tforeign_minister\tForeign Minister\t2014-02-30\t\t\n"
           "Ed Example\t\tm\tDEU\tforeign_minister\tForeign Minister\t2010-01-01\t2011-01-01\tQ0\n"
           "Ed Example\t\tm\tDEU\tforeign_minister\tForeign Minister\t2012-01-01\t2013-01-01\tQ0\n"
           "Flo Example\t\tf\tDEU\tforeign_minister\tForeign Minister\t2014-01-01\t\tQ0\n";
    std::ofstream(folder / "actors" / "words.tsv") << "word\tuse\nformer\tformer\nformer\tformer\nbrisk\tmood\n";
    std::ofstream(folder / "actors" / "customs.tsv") << "country\tcustom\nZZZ\tarticle\n";
    std::ofstream(folder / "actors" / "called.tsv") << "noun\torganisation\nbloc\teu\nbloc\tzandorian-union\n";
    const std::vector<Problem> problems = lint_actors(folder.string());
    const auto says = [&](std::string_view file, std::uint32_t line, std::string_view words) {
        return std::any_of(problems.begin(), problems.end(), [&](const Problem& p) {
            return p.line == line && p.file.ends_with(file) && p.what.find(words) != std::string::npos;
        });
    };
    CHECK(says("words.tsv", 3, "'former' stands here twice as former"));
    CHECK(says("words.tsv", 4, "'mood' is none of former, modifier"));
    CHECK(says("customs.tsv", 2, "'ZZZ' stands neither in countries.tsv nor in territories.tsv"));
    CHECK(says("called.tsv", 3, "no table of organisations has the key 'zandorian-union'"));
    const auto has = [&](std::uint32_t line, std::string_view words) {
        return std::any_of(problems.begin(), problems.end(), [&](const Problem& p) {
            return p.line == line && p.file.ends_with("officials.tsv") && p.what.find(words) != std::string::npos;
        });
    };
    CHECK(has(3, "overlaps that of Ada Example"));
    CHECK(has(4, "'ZZZ' stands neither in countries.tsv nor in territories.tsv"));
    CHECK(has(5, "is no pair of dates"));
    CHECK_FALSE(has(7, "Wikidata"));
    CHECK(has(8, "the Wikidata number Q0 of Flo Example is that of Ed Example (officials.tsv, line 6)"));
    std::filesystem::remove_all(folder);
}

TEST_CASE("lint of an overlay knows the shipped tables, and finds countries that nobody knows") {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "parallax_lint_overlay_test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "officials.tsv")
        << "name\taliases\tgender\tof\trole\toffice\tfrom\tto\twikidata\n"
           "Ada Example\t\tf\tRUS\tforeign_minister\tForeign Minister\t2027-01-01\t\t\n"
           "Bo Example\t\tm\tRUX\tforeign_minister\tForeign Minister\t2027-01-01\t\t\n"
           "Cy Example\t\tm\torg:nato\tleader\tSecretary General\t2027-01-01\t\t\n"
           "Di Example\t\tf\torg:notnato\tleader\tSecretary General\t2027-01-01\t\t\n";
    std::ofstream(folder / "spellings.tsv") << "name\taliases\nAda Example\tAda Sample\nNobody Atall\tNo Body\n";
    std::vector<std::string> said;
    for (const Problem& problem : lint_actor_overlay(PX_SOURCE_DIR "/data", folder.string()))
        said.push_back(std::to_string(problem.line) + " " + problem.what);
    REQUIRE(said.size() == 3);
    CHECK(said[0] == "3 the country 'RUX' stands neither in countries.tsv nor in territories.tsv");
    CHECK(said[1] == "5 'org:notnato' is no key of organisations.tsv");
    CHECK(said[2] == "3 'Nobody Atall' is nobody in leaders.tsv or officials.tsv");
    std::filesystem::remove_all(folder);
}

TEST_CASE("two spellings of a name are one person") {
    std::vector<Problem> problems;
    const auto dictionaries = Dictionaries::load(PX_SOURCE_DIR "/data", "", problems);
    REQUIRE(dictionaries);
    const auto day = first_day("2025-06-01");
    REQUIRE(dictionaries->holders("SAU", "head_of_government", *day).size() == 1);
    const std::int32_t prince = dictionaries->holders("SAU", "head_of_government", *day).front();
    CHECK(dictionaries->people()[prince].key == "person:mohammed-bin-salman");
    CHECK(dictionaries->with_surname("dbeibah").size() == 1);  // the shipped table writes Dubaybah
    CHECK(dictionaries->with_surname("tchiani").size() == 1);
}

TEST_CASE("what is known of a name") {
    std::vector<Problem> problems;
    const auto dictionaries = Dictionaries::load(PX_SOURCE_DIR "/data", "", problems);
    REQUIRE(dictionaries);
    const auto putin = describe_actor(*dictionaries, "Putin", first_day("2010-06-01"));
    REQUIRE(putin.size() == 1);
    CHECK(putin[0].actor.key == "person:vladimir-putin");
    CHECK(putin[0].actor.role == "Prime Minister of Russia");
    for (const char* words :
         {"foreign minister of Russia", "Russia's foreign minister", "the Russian foreign minister"}) {
        const auto minister = describe_actor(*dictionaries, words, first_day("2019-04-25"));
        REQUIRE_MESSAGE(minister.size() == 1, words);
        CHECK(minister[0].actor.name == "Sergei Lavrov");
    }
    const auto office = describe_actor(*dictionaries, "French president", first_day("2013-01-01"));
    REQUIRE(office.size() == 1);
    CHECK(office[0].actor.name == "Francois Hollande");
    CHECK(describe_actor(*dictionaries, "Beijing", std::nullopt).at(0).actor.key == "state:CHN");
    CHECK(describe_actor(*dictionaries, "bbc.co.uk", std::nullopt).at(0).actor.country == "GBR");
    CHECK(describe_actor(*dictionaries, "Zzyzx", std::nullopt).empty());
}

TEST_CASE("an actor may be asked for by office, in either order, of a state or an institution") {
    std::vector<Problem> problems;
    const auto dictionaries = Dictionaries::load(PX_SOURCE_DIR "/data", "", problems);
    REQUIRE(dictionaries);
    const auto asked = [&](std::string_view name, std::string_view date) {
        std::string names;
        for (const ActorCard& card : describe_actor(*dictionaries, name, first_day(date)))
            names += (names.empty() ? "" : ", ") + card.actor.name;
        return names;
    };
    CHECK(asked("foreign minister of Russia", "2019-04-25") == "Sergei Lavrov");
    CHECK(asked("Russian foreign minister", "2019-04-25") == "Sergei Lavrov");
    CHECK(asked("the Russian leader", "2010-05-01") == "Dmitry Medvedev");
    CHECK(asked("UN chief", "2019-04-25") == "Antonio Guterres");
    CHECK(asked("secretary general of NATO", "2019-04-25") == "Jens Stoltenberg");
    CHECK(asked("UN spokesman", "2019-04-25").empty());
    CHECK(asked("the NATO general", "2019-04-25").empty());
    CHECK(asked("PRKGOV", "2019-04-25").ends_with("PRKGOV"));
    CHECK(asked("IGOUNO", "2019-04-25").starts_with("United Nations"));
    CHECK(asked("nobody of nowhere", "2019-04-25").empty());
    const auto wang = describe_actor(*dictionaries, "Wang Yi", first_day("2023-01-01"));
    REQUIRE(wang.size() == 1);
    CHECK(wang[0].actor.reason.find("out of office on 2023-01-01") != std::string::npos);
}
