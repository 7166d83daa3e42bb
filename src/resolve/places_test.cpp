#include "resolve/places.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "resolve/plain_tokens.hpp"

using namespace px;

namespace {

const Gazetteer& gazetteer() {
    static const Gazetteer loaded = [] {
        std::vector<Problem> problems;
        auto result = Gazetteer::load(PX_SOURCE_DIR "/data", problems);
        REQUIRE(result);
        REQUIRE(problems.empty());
        return std::move(*result);
    }();
    return loaded;
}

std::vector<PlaceMention> places_of(const std::string& text) {
    Report report;
    report.text = text;
    return find_places(gazetteer(), report, plain_tokens(text));
}

// "words=country/admin1", in order.
std::string summary(const std::string& text) {
    std::string out;
    for (const PlaceMention& place : places_of(text)) {
        if (!out.empty()) out += " | ";
        out += std::string(slice(text, place.span)) + " = " + place.country;
        if (!place.admin1.empty()) out += "/" + place.admin1;
    }
    return out;
}

// "Kim" -nsubj-> "said": a sentence of words, each with its head (1-based) and relation.
struct Word {
    const char* form;
    const char* upos;
    int head;
    const char* deprel;
};

Annotation tree(const std::vector<Word>& words, std::string& text) {
    Annotation annotation;
    for (const Word& word : words) {
        Token token;
        token.form = token.lemma = word.form;
        token.span.begin = static_cast<std::uint32_t>(text.size());
        text += word.form;
        token.span.end = static_cast<std::uint32_t>(text.size());
        text += ' ';
        token.upos = word.upos;
        token.head = word.head;
        token.deprel = word.deprel;
        annotation.tokens.push_back(token);
    }
    const auto count = static_cast<std::uint32_t>(words.size());
    annotation.sentences.push_back({{0, static_cast<std::uint32_t>(text.size() - 1)}, 0, count, 0});
    return annotation;
}

}  // namespace

TEST_CASE("the gazetteer knows places by their folded names") {
    CHECK(gazetteer().size() > 30000);
    const auto found = gazetteer().find("Vladivostok");
    REQUIRE(found.size() == 1);
    CHECK(found[0].country == "RUS");
    CHECK(found[0].geonames == 2013348);
    CHECK(found[0].latitude == doctest::Approx(43.1).epsilon(0.01));
    CHECK(gazetteer().find("S\u00e3o Paulo").front().country == "BRA");
    CHECK(gazetteer().find("SAO PAULO").front().country == "BRA");
    CHECK(gazetteer().find("St. Petersburg").front().country == "RUS");
    CHECK(gazetteer().find("U.S.").front().shown_name() == "United States");
    CHECK(gazetteer().find("").empty());
    CHECK(gazetteer().find("No Such Place").empty());
    CHECK(gazetteer().find(std::string(100000, 'a')).empty());
    CHECK(place_key("Ft. Worth") == "fort worth");
}

TEST_CASE("the largest place of a name is meant where nothing else is said") {
    CHECK(summary("They met in Paris on Monday.").starts_with("Paris = FRA"));
    CHECK(summary("Reading is in England. Officials in Washington and Hanoi disagreed.").find("Washington = USA/DC") !=
          std::string::npos);
    CHECK(summary("Talks in Moscow and Hanoi ended.") == "Moscow = RUS/48 | Hanoi = VNM/44");
}

TEST_CASE("what stands next to a name says which one is meant") {
    CHECK(summary("A man from Paris, Texas, was held.") == "Paris = USA/TX | Texas = USA/TX");
    CHECK(summary("They live in Athens, Georgia.") == "Athens = USA/GA | Georgia = USA/GA");
    CHECK(summary("Tbilisi is the capital of Georgia, Mr Kobakhidze said in Batumi.").find("Georgia = GEO") !=
          std::string::npos);
}

TEST_CASE("confidence and reason are those of the place chosen at that spot") {
    const auto places = places_of("A man from Portland, Oregon, met a woman from Portland, Maine, on Monday.");
    REQUIRE(places.size() == 4);
    CHECK(places[0].admin1 == "OR");
    CHECK(places[2].admin1 == "ME");
    CHECK(places[2].reason.find("the text names what contains it") != std::string::npos);
    CHECK(places[2].confidence == doctest::Approx(0.95));
    CHECK(places[0].confidence != doctest::Approx(places[2].confidence));
}

TEST_CASE("a small town that no table knows lies in the state that the text names") {
    Report report;
    report.text = "A man from Cairo, Illinois, met one from Nowhereville, Ohio, in London, Ontario.";
    const std::vector<Span> spans{{11, 16}, {18, 26}, {41, 53}, {55, 59}, {64, 70}, {72, 79}};
    const auto places = locate(gazetteer(), report, spans);
    CHECK(places[2].name == "Nowhereville");
    CHECK(places[2].country == "USA");
    CHECK(places[2].admin1 == "OH");
    CHECK(places[2].reason == "not in the gazetteer; the text says that it lies in Ohio, whose point this is");
    CHECK(places[4].country == "CAN");
    CHECK(places[4].reason.find("not in the gazetteer") == std::string::npos);
}

TEST_CASE("a name among the outlet's own places is likelier meant") {
    Report report;
    report.text = "A girl was attacked in Lancaster park.";
    const std::vector<Span> spans{{23, 32}};
    CHECK(locate(gazetteer(), report, spans, "GBR")[0].country == "GBR");
    CHECK(locate(gazetteer(), report, spans, "USA")[0].country == "USA");
}

TEST_CASE("seats of power are places of their own country") {
    CHECK(summary("Crowds marched to the White House in Washington.") == "White House = USA/DC | Washington = USA/DC");
}

TEST_CASE("given spans may be adjectives; found places are not") {
    Report report;
    report.text = "Russian troops left Kharkiv.";
    const std::vector<Span> spans{{0, 7}, {20, 27}, {0, 28}};
    const auto places = locate(gazetteer(), report, spans);
    REQUIRE(places.size() == 3);
    CHECK(places[0].country == "RUS");
    CHECK(places[1].country == "UKR");
    CHECK_FALSE(places[2].latitude);
    CHECK(places[2].reason == "not in the gazetteer");
    CHECK(summary("Russian troops left Kharkiv.") == "Kharkiv = UKR/07");
    CHECK(summary("the North Korean leader and the North").empty());
}

TEST_CASE("parts of longer names and ordinary words are no places") {
    CHECK(summary("The Washington Post and Jack London.").empty());
    CHECK(summary("Reading is nice. Mobile phones are of use.").empty());
}

TEST_CASE("a capital that acts stands for its government") {
    std::string text;
    const Annotation said =
        tree({{"Beijing", "PROPN", 2, "nsubj"}, {"said", "VERB", 0, "root"}, {"so", "ADV", 2, "advmod"}}, text);
    Report report;
    report.text = text;
    auto places = find_places(gazetteer(), report, said);
    REQUIRE(places.size() == 1);
    CHECK(places[0].metonym);

    text.clear();
    const Annotation met = tree({{"They", "PRON", 2, "nsubj"},
                                 {"met", "VERB", 0, "root"},
                                 {"in", "ADP", 4, "case"},
                                 {"Beijing", "PROPN", 2, "obl"}},
                                text);
    report.text = text;
    places = find_places(gazetteer(), report, met);
    REQUIRE(places.size() == 1);
    CHECK_FALSE(places[0].metonym);

    text.clear();
    const Annotation talks =
        tree({{"talks", "NOUN", 0, "root"}, {"with", "ADP", 3, "case"}, {"Pyongyang", "PROPN", 1, "nmod"}}, text);
    report.text = text;
    places = find_places(gazetteer(), report, talks);
    REQUIRE(places.size() == 1);
    CHECK(places[0].metonym);
}

TEST_CASE("part of an adjective is no place") {
    Report report;
    report.text = "The North Korean leader went to South Korea and the North Sea.";
    Annotation annotation = plain_tokens(report.text);
    const auto name = [&](std::uint32_t begin, std::uint32_t end, std::uint32_t first, std::uint32_t count) {
        annotation.names.push_back({{begin, end}, NameType::location, 0, first, count});
    };
    name(4, 9, 1, 1);    // "North" of "North Korean"
    name(32, 43, 6, 2);  // "South Korea"
    const auto places = find_places(gazetteer(), report, annotation);
    REQUIRE(places.size() == 1);
    CHECK(places[0].country == "KOR");
    CHECK(places[0].name == "South Korea");
}

TEST_CASE("ten thousand names in one report") {
    std::string text;
    for (int i = 0; i < 10000; ++i) text += i % 2 == 0 ? "in Paris , " : "in Springfield and London , ";
    CHECK(places_of(text).size() == 10000);
}

TEST_CASE("the gazetteer is sound, and a cut one is noticed") {
    CHECK(lint_gazetteer(PX_SOURCE_DIR "/data").empty());
    std::vector<Problem> problems;
    CHECK_FALSE(Gazetteer::load("/nowhere", problems));

    const std::string folder = std::filesystem::temp_directory_path() / "parallax_cut_gazetteer";
    std::filesystem::create_directories(folder + "/places");
    std::ostringstream whole;
    whole << std::ifstream(PX_SOURCE_DIR "/data/places/places.tsv").rdbuf();
    std::string half = whole.str().substr(0, whole.str().size() / 2);
    std::ofstream(folder + "/places/places.tsv") << half;
    CHECK_FALSE(Gazetteer::load(folder, problems));  // no table of words
    std::ofstream(folder + "/places/words.tsv") << "word\tuse\nPact\ttreaty\nPact\tpaper\n";
    problems.clear();
    REQUIRE(Gazetteer::load(folder, problems));
    REQUIRE_FALSE(problems.empty());
    CHECK(problems.front().line == 3);
    CHECK(problems.front().what.starts_with("the use 'paper' is none of treaty, direction"));
    std::ofstream(folder + "/places/words.tsv") << "word\tuse\nPact\ttreaty\n";
    problems.clear();
    const auto cut = Gazetteer::load(folder, problems);
    REQUIRE(cut);
    REQUIRE_FALSE(problems.empty());
    CHECK(problems.back().what.ends_with("the file seems cut off or edited"));
    half.resize(half.rfind('\n') + 1);  // between two rows
    std::ofstream(folder + "/places/places.tsv") << half;
    problems.clear();
    REQUIRE(Gazetteer::load(folder, problems));
    CHECK(problems.size() == 1);
    std::filesystem::remove_all(folder);
}

TEST_CASE("a small town behind 'in' or 'near' is a place in a country that the report speaks of") {
    const auto found = [](const std::vector<Word>& words) {
        Report report;
        const Annotation annotation = tree(words, report.text);
        std::string out;
        for (const PlaceMention& place : find_places(gazetteer(), report, annotation))
            out += std::string(slice(report.text, place.span)) + "=" + place.country + " ";
        return out;
    };
    const auto sentence = [](const char* preposition, const char* town, const char* country) {
        return std::vector<Word>{{"Shells", "NOUN", 2, "nsubj"},  {"fell", "VERB", 0, "root"},
                                 {preposition, "ADP", 4, "case"}, {town, "PROPN", 2, "obl"},
                                 {"after", "SCONJ", 7, "mark"},   {country, "PROPN", 7, "nsubj"},
                                 {"spoke", "VERB", 2, "advcl"},   {".", "PUNCT", 2, "punct"}};
    };
    CHECK(found(sentence("in", "Izeh", "Iran")) == "Izeh=IRN Iran=IRN ");
    CHECK(found(sentence("near", "Macusani", "Peru")) == "Macusani=PER Peru=PER ");
    CHECK(found(sentence("of", "Izeh", "Iran")) == "Iran=IRN ");         // nothing says that it is a place
    CHECK(found(sentence("in", "Izeh", "Kenya")) == "Kenya=KEN ");       // the only one lies elsewhere
    CHECK(found(sentence("in", "March", "Britain")) == "Britain=GBR ");  // mostly no town
}

TEST_CASE("a town that was taken for a person is one behind 'in', unless somebody bears the name") {
    const auto found = [](const char* surname) {
        Report report;
        Annotation annotation = tree({{"Police", "NOUN", 2, "nsubj"},
                                      {"met", "VERB", 0, "root"},
                                      {"Ada", "PROPN", 2, "obj"},
                                      {surname, "PROPN", 3, "flat"},
                                      {"in", "ADP", 6, "case"},
                                      {"Izeh", "PROPN", 2, "obl"},
                                      {"after", "SCONJ", 9, "mark"},
                                      {"Iran", "PROPN", 9, "nsubj"},
                                      {"spoke", "VERB", 2, "advcl"}},
                                     report.text);
        const auto name = [&](std::uint32_t first, std::uint32_t count) {
            const Span span = hull(annotation.tokens[first].span, annotation.tokens[first + count - 1].span);
            annotation.names.push_back({span, NameType::person, 0, first, count});
        };
        name(2, 2);
        name(5, 1);
        const std::vector<PlaceMention> places = find_places(gazetteer(), report, annotation);
        return !places.empty() && slice(report.text, places.front().span) == "Izeh";
    };
    CHECK(found("Example"));
    CHECK_FALSE(found("Izeh"));
}
