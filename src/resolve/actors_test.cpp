#include "resolve/actors.hpp"

#include <doctest/doctest.h>

#include "annotate/annotate.hpp"
#include "annotate/conllu.hpp"
#include "resolve/dictionaries.hpp"
#include "resolve/places.hpp"

using namespace px;

namespace {

const Dictionaries& dictionaries() {
    static const Dictionaries loaded = [] {
        std::vector<Problem> problems;
        auto result = Dictionaries::load(PX_SOURCE_DIR "/data", "", problems);
        REQUIRE(result);
        REQUIRE(problems.empty());
        return std::move(*result);
    }();
    return loaded;
}

/// A report annotated by the shipped model, so that the cases below see what a user's report would see.
struct Read {
    Report report;
    FoundActors found;

    explicit Read(std::string text, std::string_view date = "") {
        static const Result<Model> model = Model::load(PX_SOURCE_DIR "/models/en.pxm");
        REQUIRE(model);
        report.text = std::move(text);
        if (!date.empty()) report.published = PublicationTime::parse(date, "test");
        const Annotation annotation = annotate(*model, report.text, paragraphs(report.text));
        found = find_actors(dictionaries(), report, annotation,
                            find_places(dictionaries().gazetteer(), report, annotation, ""));
    }

    /// Keys of the actors that the mentions of these words refer to, with the code: "person:vladimir-putin RUSGOV".
    [[nodiscard]] std::string who(std::string_view words, std::size_t occurrence = 0) const {
        for (const Mention& mention : found.mentions) {
            if (slice(report.text, mention.span) != words) continue;
            if (occurrence-- > 0) continue;
            const Actor& actor = found.actors[mention.actor];
            return actor.key + " " + actor.code;
        }
        return "no mention";
    }
    [[nodiscard]] const Actor* actor(std::string_view key) const {
        for (const Actor& one : found.actors)
            if (one.key == key) return &one;
        return nullptr;
    }
};

}  // namespace

TEST_CASE("full names with titles and appositions") {
    const Read read(
        "Russian President Vladimir Putin met US Secretary of State Antony Blinken in Geneva. "
        "The talks will fail, said Maria Alvarez, a research fellow at the Brookings Institution.");
    CHECK(read.who("Russian President Vladimir Putin") == "person:vladimir-putin RUSGOV");
    CHECK(read.who("US Secretary of State Antony Blinken") == "person:antony-blinken USAGOV");
    CHECK(read.who("Maria Alvarez, a research fellow at the Brookings Institution") == "name:maria alvarez USAEDU");
    REQUIRE(read.actor("name:maria alvarez") != nullptr);
    CHECK(read.actor("name:maria alvarez")->role == "research fellow at the Brookings Institution");
}

TEST_CASE("surnames belong to the first full name of the report") {
    const Read read(
        "North Korean leader Kim Jong-un arrived on Monday. It is the first visit since Kim Jong-il, his father, came "
        "in 2011. Kim will stay for two days. Mr Kim smiled.");
    CHECK(read.who("Kim") == "person:kim-jong-un PRKGOV");
    CHECK(read.who("Mr Kim") == "person:kim-jong-un PRKGOV");
}

TEST_CASE("a role without a date means the one whom the report names, or nobody") {
    const Read named("Emmanuel Macron flew to Berlin. The French president met ministers there.");
    CHECK(named.who("The French president") == "person:emmanuel-macron FRAGOV");
    const Read unnamed("The French president flew to Berlin.");
    CHECK(unnamed.who("The French president") == "name:fra president FRAGOV");
    REQUIRE(unnamed.found.mentions.size() >= 1);
    CHECK(unnamed.found.mentions[0].reason == "the report has no date and names no holder of this office");
}

TEST_CASE("a role at a date means who held the office on that day") {
    constexpr const char* text = "The French president flew to Berlin.";
    CHECK(Read(text, "2013-05-01").who("The French president") == "person:francois-hollande FRAGOV");
    CHECK(Read(text, "2019-05-01").who("The French president") == "person:emmanuel-macron FRAGOV");
    CHECK(Read("The German chancellor resigned.", "2019-05-01").who("The German chancellor") ==
          "person:angela-merkel DEUGOV");
    CHECK(Read("The German chancellor resigned.", "2025-06-01").who("The German chancellor") ==
          "person:friedrich-merz DEUGOV");
}

TEST_CASE("officials of a town or region belong to its state") {
    const Read read(
        "Spain rejected the vote on Tuesday, and Spain's king spoke. The mayor of Kisumu, Ann Oti, praised Spain. "
        "Texas "
        "governor Joe Smith criticised Spain. The Chechen leader, Ali Mamud, praised Spain.");
    CHECK(read.who("The mayor of Kisumu, Ann Oti") == "name:ann oti KENGOV");
    CHECK(read.who("Texas governor Joe Smith") == "name:joe smith USAGOV");
    REQUIRE(read.actor("name:ali mamud") != nullptr);
    CHECK(read.actor("name:ali mamud")->code == "RUSGOV");
}

TEST_CASE("whose spokesman it is, if the body stands before the possessive mark") {
    const Read read(
        "The Philippine coast guard said a ship was hit. \"We were not there,\" said Commodore Ivo Example, the coast "
        "guard's spokesman. The Chinese foreign ministry's spokesman, Bo Sample, denied it.");
    REQUIRE(read.actor("name:ivo example") != nullptr);
    CHECK(read.actor("name:ivo example")->country == "PHL");
    REQUIRE(read.actor("name:bo sample") != nullptr);
    CHECK(read.actor("name:bo sample")->code == "CHNGOV");
}

TEST_CASE("a spokesman of nobody speaks for the institution named last before him") {
    const Read read("The Chinese coast guard took control measures, spokesman Bo Sample said. Japan protested.");
    REQUIRE(read.actor("name:bo sample") != nullptr);
    CHECK(read.actor("name:bo sample")->code == "CHNCOP");
}

TEST_CASE("an acronym of two organisations is the one that the report names in full") {
    const Read read("The Rapid Support Forces left the palace on Friday. The RSF said its fighters were near.");
    CHECK(read.who("RSF") == "org:rapid-support-forces SDNREB");
    const Read other("Reporters Without Borders criticised Sudan. The RSF said its staff were near.");
    CHECK(other.who("RSF") == "org:rsf NGOHRI");
}

TEST_CASE("people of a state are not the state") {
    const Read read("Three Serbs were killed by Kosovo police on Sunday. The Serbs protested.");
    CHECK(read.who("Serbs") == "name:srb citizens SRBCVL");
    CHECK(read.who("The Serbs") == "state:SRB SRB");
}

TEST_CASE("institutions of a country") {
    const Read read("The Chinese Foreign Ministry denied it. The Indonesian Navy sent a ship. The Kremlin was silent.");
    CHECK(read.who("The Chinese Foreign Ministry") == "org:chn-foreign-ministry CHNGOV");
    CHECK(read.who("The Indonesian Navy") == "org:idn-navy IDNMIL");
    CHECK(read.who("Kremlin") == "org:rus-government RUSGOV");
}

TEST_CASE("a capital is its government where it acts, and a place after 'in'") {
    const Read read("Beijing criticised the decision. The two met in Moscow.");
    CHECK(read.who("Beijing") == "state:CHN CHN");
    CHECK(read.who("Moscow") == "no mention");
}

TEST_CASE("people without names") {
    const Read read("Two senior Ukrainian officials spoke to reporters. Protesters burned tyres.");
    CHECK(read.who("Two senior Ukrainian officials") == "name:ukr officials UKRGOV");
    CHECK(read.who("Protesters") == "name:protesters CVL");
    for (const Actor& actor : read.found.actors)
        if (actor.key == "name:ukr officials") CHECK(actor.unnamed);
}

TEST_CASE("pronouns: the last speaker, gender, the subject") {
    const Read read(
        "The plan will fail, said Maria Alvarez, a fellow at the Brookings Institution. Vladimir Putin flew to "
        "Minsk on Monday. He met Alexander Lukashenko. She added that Russia needs its neighbours.");
    CHECK(read.who("He") == "person:vladimir-putin RUSGOV");
    CHECK(read.who("She") == "name:maria alvarez USAEDU");
    CHECK(read.who("its") == "state:RUS RUS");
}

TEST_CASE("a role before a comma and a name") {
    const Read read(
        "Ecuador's deputy defence minister, Lucia Paredes Andrade, said soldiers from Peru and Ecuador had met. "
        "Paredes "
        "wanted an apology.");
    CHECK(read.who("Ecuador's deputy defence minister, Lucia Paredes Andrade") == "name:lucia paredes andrade ECUGOV");
    CHECK(read.who("Paredes") == "name:lucia paredes andrade ECUGOV");
    CHECK(read.who("soldiers from Peru and Ecuador") == "name:per soldiers PERMIL");
    CHECK(read.who("soldiers from Peru and Ecuador", 1) == "name:ecu soldiers ECUMIL");
}

TEST_CASE("the professor is the fellow, and the general is not the captain") {
    const Read read(
        "Captain Ivo Example spoke first. Maria Lopez, a research fellow at the Brookings Institution, said the ship "
        "was old. The professor said the crew was young. The general laughed.");
    CHECK(read.who("The professor") == "name:maria lopez USAEDU");
    CHECK(read.who("The general") == "name:general MIL");
}

TEST_CASE("titles with a subject, and names that only their title marks") {
    const Read read("Minister of Education Stefania Giannini left. The President of the Republic signed the law.");
    CHECK(read.who("Minister of Education Stefania Giannini") == "name:stefania giannini GOV");
    CHECK(read.who("The President") == "name:president GOV");
}

TEST_CASE("the king is the king, and no prime minister") {
    const Read read("Jordan's King Abdullah II met Israeli Prime Minister Benjamin Netanyahu. The king left early.",
                    "2023-10-20");
    CHECK(read.who("The king") == "person:king-abdullah-ii JORGOV");
}

TEST_CASE("ten thousand names in one report") {
    std::string conllu;
    for (int i = 0; i < 10000; ++i) {
        conllu += "1\tKim\tKim\tPROPN\tNNP\t_\t3\tnsubj\t_\tName=B-PER\n2\tNumber" + std::to_string(i) +
                  "\tN\tPROPN\tNNP\t_\t1\tflat\t_\tName=I-PER\n3\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                  "4\tMr\tMr\tPROPN\tNNP\t_\t5\tcompound\t_\t_\n5\tKim\tKim\tPROPN\tNNP\t_\t3\tobj\t_\tName=B-PER\n\n";
    }
    const auto document = read_conllu(conllu, "names");
    REQUIRE(document);
    Report report;
    report.text = document->text;
    const FoundActors found = find_actors(dictionaries(), report, document->annotation);
    CHECK(found.mentions.size() == 20000);
    CHECK(found.actors.size() == 10000);
}

TEST_CASE("'I' and 'we' in a quotation are its speaker and his government") {
    const Read read("\"I told him that we will not yield,\" Ukrainian President Volodymyr Zelensky said.",
                    "2023-05-01");
    CHECK(read.who("I") == "person:volodymyr-zelensky UKRGOV");
    CHECK(read.who("we") == "org:ukr-government UKRGOV");
    const Read after("\"The talks failed,\" said Maria Alvarez, a baker from Lima. \"I lost my brother.\"",
                     "2023-05-01");
    CHECK(after.who("I").starts_with("name:maria alvarez"));
    CHECK(after.who("my").starts_with("name:maria alvarez"));
    const Read before("\"It was dark. I saw two of them,\" Maria Alvarez said.", "2023-05-01");
    CHECK(before.who("I").starts_with("name:maria alvarez"));
    const Read outside("I have never seen this, and we left. Maria Alvarez said so.", "2023-05-01");
    CHECK(outside.who("I") == "no mention");
    CHECK(outside.who("we") == "no mention");
}

TEST_CASE("'you' in a quotation is who is spoken to") {
    const Read read("Kim Jong Un met Vladimir Putin. \"I thank you,\" Mr Kim told Mr Putin.", "2019-04-25");
    CHECK(read.who("you") == "person:vladimir-putin RUSGOV");
    CHECK(read.who("I") == "person:kim-jong-un PRKGOV");
    CHECK(Read("\"You must go,\" Maria Alvarez said.", "2019-04-25").who("You") == "no mention");
}

TEST_CASE("the head of an institution") {
    const Read read("The German chancellor disagreed. The NATO secretary general agreed. The UN chief called for calm.",
                    "2025-03-01");
    CHECK(read.who("The NATO secretary general").starts_with("person:mark-rutte"));
    CHECK(read.who("The UN chief").starts_with("person:antonio-guterres"));
    const Read aid("The UN aid chief spoke after the head of UN operations.", "2025-03-01");
    CHECK_FALSE(aid.who("The UN aid chief").starts_with("person:"));
    CHECK_FALSE(Read("The UN chief called for calm.").who("The UN chief").starts_with("person:"));
}

TEST_CASE("longer and shorter forms of the name of somebody in office") {
    const Read mexico("Mexico is calm, President Pena Nieto said. Enrique Peña Nieto flew home.", "2015-03-01");
    CHECK(mexico.who("President Pena Nieto") == "person:enrique-pena-nieto MEXGOV");
    const Read spain("Spain's Mariano Rajoy Brey spoke in Madrid.", "2015-03-01");
    CHECK(spain.actor("person:mariano-rajoy") != nullptr);
    CHECK(Read("Carlos Rajoy Brey, a baker from Lugo in Spain, spoke.", "2015-03-01").actor("person:mariano-rajoy") ==
          nullptr);
}

TEST_CASE("'the North' in a report on Korea") {
    const Read read("South Korea was alarmed. The North fired two missiles, officials in Seoul said.", "2022-03-01");
    CHECK(read.who("North") == "state:PRK PRK");
    CHECK(Read("France is calm. The North voted, the South did not.", "2022-03-01").who("North") == "no mention");
}

TEST_CASE("a clock time tells of no prime minister") {
    const Read read("Talks began in Moscow at 10 p.m. on Wednesday, the PM said.", "2022-03-01");
    for (const Mention& mention : read.found.mentions)
        CHECK(slice(read.report.text, mention.span).find("p.m") == std::string_view::npos);
}

TEST_CASE("'they' are those named together") {
    const Read read("The foreign ministers of Kenya and Uganda met in Nairobi. They signed an agreement.",
                    "2025-03-03");
    CHECK(read.who("They", 0).ends_with("KENGOV"));
    CHECK(read.who("They", 1).ends_with("UGAGOV"));
    const Read named("Vladimir Putin met Xi Jinping in Moscow. They signed an agreement.", "2023-03-21");
    CHECK(named.who("They", 0) == "person:vladimir-putin RUSGOV");
    CHECK(named.who("They", 1) == "person:xi-jinping CHNGOV");
    const Read group("Chad and Niger warned the rebels. Protesters burned tyres. They shouted slogans.", "2023-03-21");
    CHECK(group.who("They", 0).starts_with("name:"));
    CHECK(group.who("They", 1) == "no mention");
}

TEST_CASE("an agency is no party of the same initials") {
    CHECK(Read("The president of Senegal met ministers in Dakar. He told AFP that he would stay.", "2022-03-01")
              .who("AFP") == "org:agence-france-presse FRAMED");
}

TEST_CASE("the name of a former minister is common, and may be another's") {
    CHECK(Read("Stephen Smith, a plumber, won the lottery in Leeds.", "2019-03-01")
              .who("Stephen Smith")
              .starts_with("name:"));
    CHECK(Read("Stephen Smith flew home to Australia from Kabul.", "2012-03-01").who("Stephen Smith") ==
          "person:stephen-smith AUSGOV");
}

TEST_CASE("ten thousand names in one report are read in one go") {
    std::string text;
    for (int i = 0; i < 10000; ++i) {
        // Given and family name of letters only, all different: "Abaca Zabada", ...
        std::string name = "X";
        for (int rest = i; name.size() < 6; rest /= 10) name += static_cast<char>('a' + rest % 10);
        text += (i % 20 == 0 ? "They met Ada " : "Ada ") + name + (i % 20 == 19 ? ".\n\n" : ", ");
    }
    const Read read(text, "2024-05-05");
    CHECK(read.found.actors.size() > 3000);
    for (const Mention& mention : read.found.mentions) {
        CHECK(mention.actor >= 0);
        CHECK(mention.span.end <= read.report.text.size());
    }
}

TEST_CASE("police, rebels and civilians are at home where they act or stand, forces are their commander's") {
    const Read read(
        "French President Emmanuel Macron spoke on Monday. Militants attacked Lubumbashi on Tuesday. Police raided "
        "villages "
        "in southern Mali. Nurses in Kenema went on strike. Civil defence officials in Havana met.",
        "2022-03-09");
    CHECK(read.who("Militants") == "name:militants CODINS");
    CHECK(read.who("Police") == "name:police MLICOP");
    CHECK(read.who("Nurses in Kenema") == "name:sle nurses SLEHLH");
    CHECK(read.who("Civil defence officials in Havana") == "name:cub officials CUBGOV");

    const Read sent(
        "U.S. President Barack Obama ordered 3,000 soldiers to Liberia. French Interior Minister Gerard Collomb said "
        "200 "
        "gendarmes would be sent to Saint Martin.",
        "2014-09-19");
    CHECK(sent.who("3,000 soldiers") == "name:usa soldiers USAMIL");
    CHECK(sent.who("200 gendarmes") == "name:fra gendarmes FRACOP");
}

TEST_CASE("who only meets in a city is not of its state") {
    const auto who = [](const std::string& text, const std::string& phrase) {
        return Read(text, "2024-05-08").who(phrase);
    };
    CHECK(who("Diplomats in Geneva met on Monday.", "Diplomats") == "name:diplomats GOV");
    CHECK(who("Negotiators in Doha met on Monday.", "Negotiators") == "name:negotiators GOV");
    CHECK(who("Leaders in Davos accused Sudan of war crimes.", "Leaders") == "name:leaders GOV");
    CHECK(who("Ministers in Nairobi for the summit accused Sudan.", "Ministers") == "name:ministers GOV");
    CHECK(who("Officials in Nairobi for the summit accused Sudan.", "Officials in Nairobi") ==
          "name:ken officials KENGOV");
}

TEST_CASE("a person goes by the family name, wherever it stands") {
    CHECK(Read("Hong Kong leader Lam spoke on Monday.", "2019-09-02").actor("person:carrie-lam"));
    CHECK(Read("Hong Kong Chief Executive Lam spoke on Monday.", "2019-09-02").actor("person:carrie-lam"));
    CHECK(Read("Singapore's Prime Minister Wong spoke on Monday.", "2024-09-02").actor("person:lawrence-wong"));
    CHECK(Read("Singapore's Prime Minister Lee spoke on Monday.", "2019-09-02").actor("person:lee-hsien-loong"));
    CHECK(Read("Singapore's Foreign Minister Balakrishnan spoke on Monday.", "2019-09-02")
              .actor("person:vivian-balakrishnan"));
    CHECK(Read("Asian Infrastructure Investment Bank President Jin spoke on Monday.", "2019-09-02")
              .actor("person:jin-liqun"));
    CHECK(Read("Cambodian Foreign Minister Prak spoke on Monday.", "2019-09-02").actor("person:prak-sokhonn"));
}

TEST_CASE("a name that several states give their bodies needs the state") {
    const std::string text = "The Government of National Unity met on Monday.";
    CHECK(Read("South Africa voted. " + text, "2024-09-02").actor("org:south-african-gnu"));
    CHECK(Read("Libya voted. " + text, "2024-09-02").actor("org:libyan-gnu"));
    const Read nobody("Peru voted. " + text, "2024-09-02");
    CHECK_FALSE(nobody.actor("org:libyan-gnu"));
    CHECK_FALSE(nobody.actor("org:south-african-gnu"));
    CHECK_FALSE(
        Read("Peru voted. The Coordination Council met.", "2024-09-02").actor("org:belarus-coordination-council"));
}

TEST_CASE("a people inside a state is a group of its own") {
    const Read read("The Bosnian Serbs rejected the plan. Kosovo Serbs blocked roads.");
    CHECK(read.who("Bosnian Serbs") == "org:bosnian-serbs BIHCVL");
    REQUIRE(read.actor("org:kosovo-serbs") != nullptr);
    CHECK(read.actor("org:kosovo-serbs")->kind == ActorKind::group);
}

TEST_CASE("an institution tells more than a rank") {
    const Read read("Syria is at war. Major-General Ada Lindqvist, the head of the UN observer mission, left Damascus.",
                    "2012-05-28");
    CHECK(read.who("Major-General Ada Lindqvist, the head of the UN").ends_with("IGOUNO"));
}
