#include "code/like.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace px;

namespace {

const std::string data_dir = PX_SOURCE_DIR "/data";

/// Russian troops (0) attack Georgia (1) near Tbilisi on 24 April; the same troops may yet meet somebody.
CodedReport told() {
    CodedReport coded;
    coded.report.id = std::string(64, 'a');
    coded.report.source = "wire\t7.txt";
    coded.report.outlet = "Test\nWire";
    coded.report.text = "Russian troops attacked Georgia near Tbilisi on Wednesday.";
    coded.report.published = PublicationTime::parse("2019-04-25T10:40", "test");
    Layers& layers = coded.layers;
    layers.sentences = {{0, 57}};
    for (const auto& [name, code, country] :
         {std::array{"Russian troops", "RUSMIL", "RUS"}, std::array{"Georgia", "GEO", "GEO"}}) {
        Actor actor;
        actor.key = name;
        actor.name = name;
        actor.code = code;
        actor.country = country;
        layers.actors.push_back(actor);
    }
    TimeMention wednesday;
    wednesday.value = "2019-04-24";
    wednesday.interval =
        TimeInterval{std::int64_t{18010} * 86400, std::int64_t{18011} * 86400, Granularity::day, false};
    layers.times.push_back(wednesday);
    PlaceMention place;
    place.name = "Tbilisi";
    place.country = "GEO";
    place.latitude = 41.694;
    place.longitude = 44.834;
    layers.places.push_back(place);
    Statement attack;
    attack.sentence = 0;
    attack.trigger = {15, 23};
    attack.sources = {0};
    attack.source_spans = {{0, 14}};
    attack.targets = {1};
    attack.target_spans = {{24, 31}};
    attack.cameo = "19";
    attack.plover = "ASSAULT";
    attack.quad = 4;
    attack.time = 0;
    attack.place = 0;
    layers.statements.push_back(attack);
    attack.trigger = {36, 43};
    attack.mode = Mode::possible;
    layers.statements.push_back(attack);
    return coded;
}

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> out{""};
    for (const char c : line) {
        if (c == '\n') break;
        if (c == '\t') {
            out.emplace_back();
        } else {
            out.back() += c;
        }
    }
    return out;
}

struct Tables {
    std::vector<Problem> problems;
    Result<Ontology> ontology = Ontology::load(data_dir, problems);
    Result<Dictionaries> dictionaries = Dictionaries::load(data_dir, "", problems);
};

std::string rows(LikeForm form, const CodedReport& coded) {
    static const Tables tables;
    REQUIRE(tables.ontology);
    REQUIRE(tables.dictionaries);
    return like_rows(form, coded, *tables.ontology, *tables.dictionaries);
}

}  // namespace

TEST_CASE("each form has its number of columns in every line, head line included") {
    const CodedReport coded = told();
    for (const auto& [form, columns] :
         {std::pair{LikeForm::gdelt2, 61U}, std::pair{LikeForm::icews, 20U}, std::pair{LikeForm::polecat, 40U},
          std::pair{LikeForm::phoenix, 26U}, std::pair{LikeForm::petrarch2, 7U}}) {
        const std::string text = rows(form, coded);
        CHECK(std::count(text.begin(), text.end(), '\n') == 1);  // the act that may not have happened is left out
        CHECK(cells(text).size() == columns);
        const std::string head = like_head(form);
        if (!head.empty()) CHECK(cells(head).size() == columns);
    }
}

TEST_CASE("GDELT: date of the act, actors in parts, a root with its nought, the place") {
    const std::vector<std::string> row = cells(rows(LikeForm::gdelt2, told()));
    CHECK(row[1] == "20190424");
    CHECK(row[4] == "2019.3945");  // (4 * 30 + 24) / 365
    CHECK(row[5] == "RUSMIL");
    CHECK(row[7] == "RUS");
    CHECK(row[12] == "MIL");
    CHECK(row[15] == "GEO");
    CHECK(row[26] == "190");
    CHECK(row[28] == "19");
    CHECK(row[29] == "4");
    CHECK(row[52] == "Tbilisi, Georgia");
    CHECK(row[55] == "");
    CHECK(row[56] == "41.694");
    CHECK(row[59] == "20190425104000");
    CHECK(row[60] == "wire 7.txt");  // a tab would end the cell
}

TEST_CASE("ICEWS, Phoenix and POLECAT say the same in their own words") {
    const std::vector<std::string> icews = cells(rows(LikeForm::icews, told()));
    CHECK(icews[1] == "2019-04-24");
    CHECK(icews[4] == "Russia");
    CHECK(icews[6] == "190");
    CHECK(icews[12] == "1");
    CHECK(icews[13] == "Test Wire");
    const std::vector<std::string> phoenix = cells(rows(LikeForm::phoenix, told()));
    CHECK(phoenix[6] == "RUS");
    CHECK(phoenix[7] == "MIL");
    CHECK(phoenix[15] == "4");
    const std::vector<std::string> polecat = cells(rows(LikeForm::polecat, told()));
    CHECK(polecat[2] == "ASSAULT");
    CHECK(polecat[4] == "-9");
    CHECK(polecat[5] == "MATERIAL CONFLICT");
    CHECK(polecat[8] == "RUS");
    CHECK(polecat[9] == "365");
}

TEST_CASE("ids are the same each time and differ between events") {
    CodedReport coded = told();
    CHECK(rows(LikeForm::gdelt2, coded) == rows(LikeForm::gdelt2, coded));
    coded.layers.statements[1].mode = Mode::actual;
    coded.layers.statements[1].cameo = "04";
    const std::string text = rows(LikeForm::icews, coded);
    const std::vector<std::string> first = cells(text);
    const std::vector<std::string> second = cells(text.substr(text.find('\n') + 1));
    CHECK(first[0] != second[0]);
}

TEST_CASE("only the five forms have names") {
    CHECK(like_form("gdelt2") == LikeForm::gdelt2);
    CHECK(like_form("phoenix") == LikeForm::phoenix);
    CHECK(like_form("petrarch2") == LikeForm::petrarch2);
    CHECK_FALSE(like_form("gdelt"));
    CHECK_FALSE(like_form(""));
}
