#include "resolve/dictionaries.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace px;

namespace {

Dictionaries load(const std::string& overlay = "") {
    std::vector<Problem> problems;
    auto result = Dictionaries::load(PX_SOURCE_DIR "/data", overlay, problems);
    REQUIRE(result);
    return std::move(*result);
}

std::string holder(const Dictionaries& dictionaries, std::string_view of, std::string_view role, std::string_view day) {
    const auto people = dictionaries.holders(of, role, *first_day(day));
    return people.size() == 1 ? dictionaries.people()[people[0]].name : std::to_string(people.size()) + " people";
}

}  // namespace

TEST_CASE("days of dates") {
    CHECK(first_day("1970-01-02") == 1);
    CHECK(first_day("2019") == first_day("2019-01-01"));
    CHECK_FALSE(first_day("2019-13-01"));
    CHECK_FALSE(first_day("2019-02-30"));
    CHECK_FALSE(first_day("0000-01-01"));
    CHECK_FALSE(first_day("soon"));
    CHECK_FALSE(first_day("2019-04-25-01"));
}

TEST_CASE("words of names") {
    CHECK(name_key("Kim Jong-un") == "kim jong un");
    CHECK(name_key("U.S.") == "us");
    CHECK(name_key("Lü Chao") == "lu chao");
}

TEST_CASE("who held an office on a day") {
    const Dictionaries dictionaries = load();
    CHECK(holder(dictionaries, "RUS", "head_of_state", "2011-10-01") == "Dmitry Medvedev");
    CHECK(holder(dictionaries, "RUS", "head_of_state", "2019-04-25") == "Vladimir Putin");
    CHECK(holder(dictionaries, "GBR", "foreign_minister", "2017-01-01") == "Boris Johnson");
    CHECK(holder(dictionaries, "USA", "head_of_state", "2017-01-20") == "Donald Trump");
    CHECK(holder(dictionaries, "USA", "head_of_state", "2017-01-19") == "Barack Obama");
}

TEST_CASE("outlets by domain and by name") {
    const Dictionaries dictionaries = load();
    REQUIRE(dictionaries.outlet("www.globaltimes.cn") != nullptr);
    CHECK(dictionaries.outlet("www.globaltimes.cn")->state_run == "yes");
    REQUIRE(dictionaries.outlet("Reuters") != nullptr);
    CHECK(dictionaries.outlet("Reuters")->country == "GBR");
    CHECK(dictionaries.outlet("nobody.example") == nullptr);
}

TEST_CASE("an overlay is read last and wins") {
    const std::string folder = std::filesystem::temp_directory_path() / "parallax_overlay_test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder + "/officials.tsv") << "name\taliases\tgender\tof\trole\toffice\tfrom\tto\twikidata\n"
                                                "Ada Example\t\tf\tRUS\thead_of_state\tPresident\t2020-01-01\t\t\n"
                                                "Bad Row\t\tf\tRUS\thead_of_state\tPresident\tyesterday\t\t\n";
    std::vector<Problem> problems;
    const auto result = Dictionaries::load(PX_SOURCE_DIR "/data", folder, problems);
    REQUIRE(result);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].line == 3);
    CHECK(holder(*result, "RUS", "head_of_state", "2021-01-01") == "Ada Example");
    CHECK(holder(*result, "RUS", "head_of_state", "2019-01-01") == "Vladimir Putin");
    CHECK(result->fingerprint() != load().fingerprint());
    std::filesystem::remove_all(folder);
}

TEST_CASE("a missing folder is an error that names the file") {
    std::vector<Problem> problems;
    const auto result = Dictionaries::load("/nowhere", "", problems);
    REQUIRE_FALSE(result);
    CHECK(result.error().file.find("/nowhere") != std::string::npos);
}
