#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "relate/relate.hpp"
#include "relate/test_reports.hpp"

using namespace px;
using namespace px::testing;

namespace {

Comparison compare_drafts(std::vector<Draft> drafts) { return compare(reports_of(std::move(drafts)), event_table()); }

std::size_t count(const Comparison& comparison, FindingKind kind) {
    return static_cast<std::size_t>(std::count_if(comparison.findings.begin(), comparison.findings.end(),
                                                  [&](const Finding& f) { return f.kind == kind; }));
}

const Finding* first(const Comparison& comparison, FindingKind kind) {
    for (const Finding& finding : comparison.findings)
        if (finding.kind == kind) return &finding;
    return nullptr;
}

const Row* row(const Comparison& comparison, std::string_view label) {
    for (const Row& r : comparison.rows)
        if (r.label == label) return &r;
    return nullptr;
}

// A report that says that X met Y, in a mode.
Draft meeting(const std::string& outlet, const std::string& date, Mode mode, const std::string& on = {}) {
    Draft draft(outlet, date);
    const Span s = draft.write("Anna Kovar of Ruritania and Otto Brandt of Graustark, " + outlet + ".");
    Statement& act =
        draft.act(s, "046", {draft.official("RUR", "Anna Kovar")}, {draft.official("GRA", "Otto Brandt")}, mode);
    if (!on.empty()) draft.coded.layers.statements.back().time = draft.day(on);
    (void)act;
    return draft;
}

// A report on one strike with a toll.
Draft toll(const std::string& outlet, const std::string& date, double low, double high) {
    Draft draft(outlet, date);
    const Span s = draft.write(std::to_string(low) + " people died in a strike on Port Vesna, " + outlet + " has it.");
    Statement& act = draft.act(s, "195", {draft.state("RUR", "Ruritania")}, {draft.state("GRA", "Graustark")});
    act.quantities.push_back({s, "killed", low, high});
    return draft;
}

// A report in which `speaker` says how `holder` feels about Ruritania.
Draft attitude(const std::string& outlet, const std::string& speaker, int polarity, const std::string& topic,
               const std::string& holder = "GRA") {
    Draft draft(outlet, "2024-03-05");
    const Span s = draft.write("It was said how " + holder + " takes it, " + outlet + ".");
    const std::int32_t by = speaker.empty() ? -1 : draft.voice(draft.person(speaker), s);
    draft.feels(s, draft.state(holder, holder), draft.state("RUR", "Ruritania"), polarity, topic, by);
    return draft;
}

}  // namespace

TEST_CASE("two reports of one meeting make one row, told by two lineages") {
    const Comparison c =
        compare_drafts({meeting("A", "2024-03-05", Mode::actual), meeting("B", "2024-03-06", Mode::actual)});
    const Row* r = row(c, "Anna Kovar and Otto Brandt hold talks");
    REQUIRE(r != nullptr);
    CHECK(r->agreement == Agreement::agreed);
    CHECK(r->lineages == 2);
    CHECK(r->accounts[0].stance == Stance::asserts);
    CHECK(c.findings.empty());
}

TEST_CASE("a report that says nothing is silent, a cut one is unknown") {
    Draft silent("B", "2024-03-05");
    silent.write("Nothing of the kind.");
    Draft cut("C", "2024-03-05");
    cut.write("Read on with a subscription.");
    cut.coded.report.truncated = true;
    const Comparison c = compare_drafts({meeting("A", "2024-03-05", Mode::actual), silent, cut});
    REQUIRE(c.rows.size() == 1);
    CHECK(c.rows[0].accounts[1].stance == Stance::silent);
    CHECK(c.rows[0].accounts[2].stance == Stance::unknown);
    CHECK(c.rows[0].agreement == Agreement::single_source);
}

TEST_CASE("other persons of the same two states met elsewhere: two rows") {
    Draft other("B", "2024-03-05");
    const Span s = other.write("Ministers talked.");
    other.act(s, "046", {other.official("RUR", "Ilse Marek")}, {other.official("GRA", "Jan Roth")});
    const Comparison c = compare_drafts({meeting("A", "2024-03-05", Mode::actual), other});
    CHECK(c.rows.size() == 2);
    CHECK(c.findings.empty());
}

TEST_CASE("history stays apart from the news") {
    Draft draft = meeting("A", "2024-03-05", Mode::actual);
    const Span s = draft.write("They had met once before.");
    draft.act(s, "046", {draft.official("RUR", "Anna Kovar")}, {draft.official("GRA", "Otto Brandt")}).background =
        true;
    CHECK(compare_drafts({draft}).rows.size() == 2);
}

TEST_CASE("told and denied in the outlets' own voices on one day is a contradiction of polarity") {
    const Comparison c =
        compare_drafts({meeting("A", "2024-03-05", Mode::actual), meeting("B", "2024-03-05", Mode::negated)});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::contradiction);
    CHECK(c.findings[0].type == ContradictionType::polarity);
    CHECK(c.findings[0].row == 0);
    CHECK(c.rows[0].agreement == Agreement::split);
    CHECK(c.rows[0].accounts[1].stance == Stance::denies);
}

TEST_CASE("not yet, then done: an update") {
    const Comparison c =
        compare_drafts({meeting("A", "2024-03-06", Mode::actual), meeting("B", "2024-03-05", Mode::negated)});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::updated);
}

TEST_CASE("planned, then held: an update and no opposition; held, then planned again: nothing") {
    const Comparison c =
        compare_drafts({meeting("A", "2024-03-06", Mode::actual), meeting("B", "2024-03-05", Mode::planned)});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::updated);
    CHECK(c.findings[0].type == ContradictionType::modality);
    CHECK(row(c, "Anna Kovar and Otto Brandt hold talks")->accounts[1].gist == "planned");
    const Comparison d =
        compare_drafts({meeting("A", "2024-03-05", Mode::actual), meeting("B", "2024-03-07", Mode::planned)});
    CHECK(d.findings.empty());
}

TEST_CASE("a named voice that denies is a dispute, also inside one report") {
    Draft draft = meeting("A", "2024-03-05", Mode::actual);
    const Span s = draft.write("Otto Brandt denied that he had met her.");
    const std::int32_t by = draft.voice(draft.official("GRA", "Otto Brandt"), s, true);
    draft.act(s, "046", {draft.official("RUR", "Anna Kovar")}, {draft.official("GRA", "Otto Brandt")}, Mode::negated,
              by);
    const Comparison c = compare_drafts({draft});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::disputed);
    CHECK(c.findings[0].type == ContradictionType::polarity);
}

TEST_CASE("an unnamed denial, and a speaker who denies what he also said, are no dispute") {
    Draft draft("A", "2024-03-05");
    const Span s = draft.write("She said they met, she denied that they met.");
    const std::int32_t yes = draft.voice(draft.person("Eva"), s);
    const std::int32_t no = draft.voice(draft.person("Eva"), s, true);
    const std::int32_t nobody = draft.voice(-1, s, true);
    for (const std::int32_t by : {yes, no, nobody})
        draft.act(s, "046", {draft.official("RUR", "Anna Kovar")}, {draft.official("GRA", "Otto Brandt")},
                  by == yes ? Mode::actual : Mode::negated, by);
    CHECK(compare_drafts({draft}).findings.empty());
}

TEST_CASE("a denial finds what it denies by its words, without codes") {
    const auto says = [](const std::string& outlet, const std::string& who, const std::string& words, bool denial) {
        Draft draft(outlet, "2024-03-05");
        draft.voice(draft.person(who), draft.write(words), denial);
        return draft;
    };
    const Draft denial = says("B", "Jan", "the ministry had dropped its demand for written guarantees", true);
    const Comparison c = compare_drafts(
        {says("A", "Eva", "that the ministry dropped the demand for guarantees in March", false), denial});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::disputed);
    CHECK(compare_drafts({says("A", "Jan", "that the ministry dropped the demand for guarantees", false), denial})
              .findings.empty());
    CHECK(compare_drafts({says("A", "Eva", "that the ministry moved to another building", false), denial})
              .findings.empty());
    CHECK(compare_drafts({says("A", "Eva", "the accusation is grave", false), says("B", "Jan", "the accusation", true)})
              .findings.empty());
}

TEST_CASE("a denial points back to what was said just before it") {
    Draft draft("A", "2024-03-05");
    draft.voice(draft.person("Eva"), draft.write("that the ministry once paid for the silence of two witnesses"));
    draft.voice(draft.person("Jan"), draft.write("having said that"), true);
    const Comparison c = compare_drafts({draft});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::disputed);
    CHECK(c.findings[0].one.front().index == 0);
    SUBCASE("but not to the denier's own words") {
        Draft own("A", "2024-03-05");
        own.voice(own.person("Jan"), own.write("that the ministry once paid for the silence of two witnesses"));
        own.voice(own.person("Jan"), own.write("having said that"), true);
        CHECK(compare_drafts({own}).findings.empty());
    }
}

TEST_CASE("a denial that names a report is set against what that report told") {
    Draft draft("A", "2024-03-05");
    const Span told = draft.write("Courier claimed that the ministry paid for the silence of two witnesses.");
    draft.voice(draft.person("Eva"), {told.begin + 16, told.end});
    draft.coded.layers.attributions.back().cue = {told.begin + 8, told.begin + 15};
    draft.voice(draft.person("Jan"), draft.write("the Courier report"), true);
    draft.voice(draft.person("Ilse"), draft.write("the Courier story"), true);
    const Comparison c = compare_drafts({draft});
    REQUIRE(c.findings.size() == 1);  // two deniers, one dispute
    CHECK(c.findings[0].other.size() == 2);
}

TEST_CASE("one voice negates as past what another tells as done") {
    const auto says = [](const std::string& outlet, const std::string& who, const std::string& words) {
        Draft draft(outlet, "2024-03-05");
        draft.voice(draft.person(who), draft.write(words));
        return draft;
    };
    const Draft done = says("A", "Eva", "we have defeated the rebels in Vesna");
    const Comparison c = compare_drafts({done, says("B", "Jan", "the rebels were not yet defeated")});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::disputed);
    CHECK(compare_drafts({done, says("B", "Jan", "the rebels will not be defeated")}).findings.empty());
    CHECK(compare_drafts({done, says("B", "Eva", "the rebels were not yet defeated")}).findings.empty());
    CHECK(compare_drafts({done, says("B", "Jan", "the champion was not yet defeated")}).findings.empty());
}

TEST_CASE("one vote, counted differently") {
    const auto votes = [](const std::string& outlet, const std::string& words) {
        Draft draft(outlet, "2024-03-05");
        const Span s = draft.write(words);
        draft.voice(draft.person("Eva of " + outlet), s);
        return draft;
    };
    const Draft one = votes("A", "Parliament approved the canal treaty by 128 votes to 84");
    const Comparison c = compare_drafts({one, votes("B", "Members of parliament voted for it by 128 to 74")});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].type == ContradictionType::number);
    CHECK(compare_drafts({one, votes("B", "There were 128 votes in favour and 84 against")}).findings.empty());
    CHECK(compare_drafts({one, votes("B", "The committee had voted by 14 votes to nine")}).findings.empty());
}

TEST_CASE("opposite forecasts of one act") {
    const auto expects = [](const std::string& outlet, const std::string& words) {
        Draft draft(outlet, "2024-03-05");
        const Span s = draft.write(words);
        const auto at = s.begin + static_cast<std::uint32_t>(words.find("meet"));
        draft.act(s, "040", {draft.official("RUR", "Anna Kovar")}, {draft.person("King")}, Mode::possible).trigger = {
            at, at + 4};
        return draft;
    };
    const Draft doubt = expects("A", "Kovar is unlikely to meet the king during her stay.");
    const Comparison c = compare_drafts({doubt, expects("B", "Kovar is expected to dine and to meet the king.")});
    REQUIRE(count(c, FindingKind::contradiction) == 1);
    CHECK(first(c, FindingKind::contradiction)->type == ContradictionType::modality);
    CHECK(compare_drafts({doubt, expects("B", "Kovar is expected to meet the farmers.")}).findings.empty());
    CHECK(compare_drafts({doubt, expects("B", "Kovar is not expected to meet the king.")}).findings.empty());
    const Draft young = expects("A", "Kovar is unlikely to meet the young king during her stay.");
    CHECK(compare_drafts({young, expects("B", "Kovar is expected to meet the old king.")}).findings.empty());
    CHECK(compare_drafts({young, expects("B", "Kovar is expected to meet the king.")}).findings.size() == 1);
}

TEST_CASE("two persons' one meeting dated weeks apart") {
    const Comparison c = compare_drafts({meeting("A", "2024-03-28", Mode::actual, "2024-03-10"),
                                         meeting("B", "2024-03-28", Mode::actual, "2024-03-24")});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].type == ContradictionType::date);
    CHECK(compare_drafts({meeting("A", "2024-03-12", Mode::actual, "2024-03-10"),
                          meeting("B", "2024-03-28", Mode::actual, "2024-03-24")})
              .findings.empty());
}

TEST_CASE("the sentence that tells of a denial is no other side of it") {
    Draft draft("A", "2024-03-05");
    const Span s = draft.write("Jan denied that Otto Brandt had dropped written guarantees for exporters.");
    const std::int32_t by = draft.voice(draft.person("Jan"), s, true);
    draft.act(s, "016", {draft.person("Jan")}, {});
    CHECK(by == 0);
    CHECK(compare_drafts({draft}).findings.empty());
}

TEST_CASE("a government in the words of its official is that official's") {
    Draft draft("A", "2024-03-05");
    const Span s = draft.write("Her government welcomed the pact of Ruritania, the minister said.");
    const std::int32_t government = draft.actor("name:government", "her government", ActorKind::organisation);
    draft.coded.layers.actors[government].sector = "GOV";
    draft.feels(s, government, draft.state("RUR", "Ruritania"), 1, "pact",
                draft.voice(draft.official("GRA", "Ilse Marek"), s));
    const Comparison c = compare_drafts({attitude("B", "Eva", -1, "pact"), draft});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::opposed_attitudes);
}

TEST_CASE("an object without actors joins the only matter of its holder") {
    Draft draft = attitude("A", "Eva", -1, "pact");
    const Span s = draft.write("They do not like this deal at all, Eva said.");
    const std::int32_t by = draft.voice(draft.person("Eva"), s);
    draft.feels(s, draft.state("GRA", "GRA"), -1, -1, "deal", by);
    CHECK(compare_drafts({draft}).rows.size() == 1);
    SUBCASE("but not with the other sign") {
        draft.coded.layers.attitudes.back().polarity = 1;
        const Comparison c = compare_drafts({draft});
        CHECK(c.rows.size() == 2);
        CHECK(c.findings.empty());
    }
}

TEST_CASE("a partial statement joins the only event that it can be about") {
    Draft draft = meeting("A", "2024-03-05", Mode::actual);
    const Span s = draft.write("Kovar's meeting was short.");
    draft.act(s, "040", {draft.official("RUR", "Anna Kovar")}, {});
    Draft other("B", "2024-03-05");
    other.act(other.write("Kovar did not meet anybody."), "040", {other.official("RUR", "Anna Kovar")}, {},
              Mode::negated);
    const Comparison c = compare_drafts({draft, other});
    CHECK(c.rows.size() == 1);
    CHECK(c.findings.empty());
}

TEST_CASE("two outlets name different culprits in their own voices") {
    const auto told = [](const std::string& outlet, const std::string& by, const std::string& whom,
                         const std::string& scene = "at the Vesna ford") {
        Draft draft(outlet, "2024-03-05");
        const Span s = draft.write("The army of one side fired on the other " + scene);
        draft.act(s, "193", {draft.state(by, by)}, {draft.state(whom, whom)});
        return draft;
    };
    const Comparison c = compare_drafts({told("A", "RUR", "GRA"), told("B", "GRA", "RUR")});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::contradiction);
    CHECK(c.findings[0].type == ContradictionType::agent);
    Draft exchange = told("A", "RUR", "GRA");
    exchange.act(exchange.write("Then GRA fired back."), "193", {exchange.state("GRA", "GRA")},
                 {exchange.state("RUR", "RUR")});
    CHECK(compare_drafts({exchange, told("B", "GRA", "RUR")}).findings.empty());
    // In a war both sides strike, each elsewhere.
    CHECK(
        compare_drafts({told("A", "RUR", "GRA", "near Kolm"), told("B", "GRA", "RUR", "near Brod")}).findings.empty());
}

TEST_CASE("copies are no evidence of their own") {
    const auto told = [](const std::string& outlet, const std::string& tail) {
        Draft draft(outlet, "2024-03-05");
        const Span s = draft.write("GRA hates the plan of the ministry to widen the canal in spring.");
        draft.feels(s, draft.state("GRA", "GRA"), draft.state("RUR", "Ruritania"), -1, "canal",
                    draft.voice(draft.person("Eva"), s));
        draft.write(tail);
        return draft;
    };
    const std::string wire =
        "The wire goes on for a while with the ferry, the price of fish, a bridge that nobody wanted and the weather, "
        "so that two outlets which print it share forty words and more of plain prose that no speaker has said, which "
        "is what makes them one lineage.";
    const Comparison c = compare_drafts({told("A", wire), told("B", wire), attitude("C", "Jan", 1, "canal")});
    const Finding* finding = first(c, FindingKind::opposed_attitudes);
    REQUIRE(finding != nullptr);
    CHECK(c.lineages.size() == 2);
    CHECK(finding->one.size() == 1);
    CHECK(c.rows[finding->row].accounts[1].stance == Stance::attributes);  // the copy's cell stays
}

TEST_CASE("a plan in one report, the act in another: cells say so, and it is no contradiction") {
    Draft before("A");
    const Span first_words = before.write("Kovar is expected to meet Brandt on Thursday.");
    before.act(first_words, "046", {before.official("RUR", "Anna Kovar")}, {before.official("GRA", "Otto Brandt")},
               Mode::planned);
    Draft after("B");
    const Span words = after.write("Kovar met Brandt.");
    after.act(words, "046", {after.official("RUR", "Anna Kovar")}, {after.official("GRA", "Otto Brandt")}).trigger = {
        words.begin + 6, words.begin + 9};
    SUBCASE("a noun presupposes the act and leaves its time open") {
        const Span named = before.write("The summit could boost ties.");
        before.act(named, "040", {before.official("RUR", "Anna Kovar")}, {before.official("GRA", "Otto Brandt")})
            .trigger = {named.begin + 4, named.begin + 10};
        const Comparison c = compare_drafts({before, after});
        REQUIRE(c.rows.size() == 1);
        CHECK(c.rows[0].accounts[0].gist == "planned");
        CHECK(c.rows[0].accounts[1].gist == "held");
        CHECK(c.rows[0].agreement == Agreement::agreed);
        REQUIRE(c.findings.size() == 1);
        CHECK(c.findings[0].kind == FindingKind::updated);
        CHECK(c.findings[0].type == ContradictionType::modality);
    }
    SUBCASE("a report that tells the act as well is no plan") {
        const Span told = before.write("They met on Wednesday.");
        before.act(told, "040", {before.official("RUR", "Anna Kovar")}, {before.official("GRA", "Otto Brandt")})
            .trigger = {told.begin + 5, told.begin + 8};
        CHECK(compare_drafts({before, after}).findings.empty());
    }
    SUBCASE("after the summit: it took place") {
        const Span told = before.write("After the summit they dined.");
        before.act(told, "040", {before.official("RUR", "Anna Kovar")}, {before.official("GRA", "Otto Brandt")})
            .trigger = {told.begin + 10, told.begin + 16};
        CHECK(compare_drafts({before, after}).findings.empty());
    }
}

TEST_CASE("declining to comment and commenting are no contradiction") {
    const auto comment = [](const std::string& outlet, Mode mode) {
        Draft draft(outlet, "2024-03-05");
        const Span s = draft.write("A word on it, or none, in " + outlet);
        draft.act(s, "010", {draft.state("RUR", "Ruritania")}, {draft.state("GRA", "Graustark")}, mode);
        return draft;
    };
    CHECK(compare_drafts({comment("A", Mode::actual), comment("B", Mode::negated)}).findings.empty());
}

TEST_CASE(
    "disjoint tolls of one day contradict; a later larger one is an update; a bound that covers the other is nothing") {
    const double open = std::numeric_limits<double>::infinity();
    const Comparison same_day = compare_drafts({toll("A", "2024-03-05", 12, 12), toll("B", "2024-03-05", 30, 30)});
    REQUIRE(count(same_day, FindingKind::contradiction) == 1);
    CHECK(first(same_day, FindingKind::contradiction)->type == ContradictionType::number);
    CHECK(same_day.rows[0].accounts[0].gist == "12 killed");
    const Comparison later = compare_drafts({toll("A", "2024-03-05", 12, 12), toll("B", "2024-03-07", 30, 30)});
    CHECK(count(later, FindingKind::contradiction) == 0);
    CHECK(count(later, FindingKind::updated) == 1);
    CHECK(compare_drafts({toll("A", "2024-03-05", 12, open), toll("B", "2024-03-05", 15, 15)}).findings.empty());
}

TEST_CASE("figures of reports without a date may be of different moments") {
    const Comparison c = compare_drafts({toll("A", "", 12, 12), toll("B", "2024-03-05", 30, 30)});
    CHECK(count(c, FindingKind::contradiction) == 0);
    CHECK(count(c, FindingKind::figures_differ) == 1);
}

TEST_CASE("an outlet that lowers its own figure corrects it") {
    const Comparison c = compare_drafts({toll("A", "2024-03-05", 30, 30), toll("A", "2024-03-06", 12, 12)});
    CHECK(count(c, FindingKind::contradiction) == 0);
    CHECK(count(c, FindingKind::updated) == 1);
}

TEST_CASE("one holder, one object, opposite attitudes, each with its voice") {
    const Comparison c =
        compare_drafts({attitude("A", "Eva", -1, "role peninsula"), attitude("B", "Jan", 1, "presence role")});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::opposed_attitudes);
    CHECK(c.findings[0].type == ContradictionType::evaluation);
    REQUIRE(c.rows.size() == 1);
    CHECK(c.rows[0].label == "GRA's attitude to Ruritania: against / in favour");
    CHECK(c.rows[0].agreement == Agreement::split);
    CHECK(c.rows[0].accounts[0].speaker == "Eva");
    CHECK(c.rows[0].accounts[0].gist == "against");
    CHECK(c.rows[0].accounts[1].gist == "in favour");
}

TEST_CASE("look-alikes of opposed attitudes stay silent") {
    SUBCASE("other holder") {
        CHECK(compare_drafts({attitude("A", "Eva", -1, "role"), attitude("B", "Jan", 1, "role", "BOR")})
                  .findings.empty());
    }
    SUBCASE("other object") {
        CHECK(compare_drafts({attitude("A", "Eva", -1, "fishing quota"), attitude("B", "Jan", 1, "concert tour")})
                  .findings.empty());
    }
    SUBCASE("same sign") {
        CHECK(compare_drafts({attitude("A", "Eva", 1, "role"), attitude("B", "Jan", 1, "role")}).findings.empty());
    }
    SUBCASE("only possible") {
        Draft draft = attitude("B", "Jan", 1, "role");
        draft.coded.layers.attitudes[0].mode = Mode::possible;
        CHECK(compare_drafts({attitude("A", "Eva", -1, "role"), draft}).findings.empty());
    }
    SUBCASE("two halves of one interview are framing") {
        const Comparison c = compare_drafts({attitude("A", "Eva", -1, "role"), attitude("B", "Eva", 1, "role")});
        REQUIRE(c.findings.size() == 1);
        CHECK(c.findings[0].kind == FindingKind::framing_differs);
        CHECK(c.rows[0].agreement != Agreement::split);
    }
}

TEST_CASE("two days for one meeting contradict if each report leads with it; a plan may move") {
    const Comparison c = compare_drafts({meeting("A", "2024-03-08", Mode::actual, "2024-03-05"),
                                         meeting("B", "2024-03-08", Mode::actual, "2024-03-07")});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::contradiction);
    CHECK(c.findings[0].type == ContradictionType::date);
    const Comparison plans = compare_drafts({meeting("A", "2024-03-01", Mode::planned, "2024-03-05"),
                                             meeting("B", "2024-03-02", Mode::planned, "2024-03-07")});
    REQUIRE(plans.findings.size() == 1);
    CHECK(plans.findings[0].kind == FindingKind::updated);
    const Comparison months = compare_drafts({meeting("A", "2024-03-08", Mode::actual, "2024-03-05"),
                                              meeting("B", "2024-03-08", Mode::actual, "2024-01-07")});
    CHECK(months.findings.empty());
    std::vector<Draft> many;
    for (int i = 0; i < 26; ++i) {
        const std::string other = "Visitor " + std::string(1, static_cast<char>('A' + i)) + "ova";
        Draft draft(other, "2024-03-08");
        const Span s = draft.write(other + " of Borduria met Otto Brandt of Graustark.");
        draft.act(s, "046", {draft.person(other)}, {draft.official("GRA", "Otto Brandt")});
        draft.coded.layers.statements.back().time = draft.day("2024-03-06");
        many.push_back(std::move(draft));
    }
    many.push_back(meeting("Y", "2024-03-08", Mode::actual, "2024-03-05"));
    many.push_back(meeting("Z", "2024-03-08", Mode::actual, "2024-03-07"));
    CHECK(count(compare_drafts(many), FindingKind::contradiction) == 1);
}

TEST_CASE("rival blame: each side says that the other fired") {
    const auto blame = [](const std::string& outlet, const std::string& by, const std::string& whom) {
        Draft draft(outlet, "2024-03-05");
        const Span s = draft.write(by + " says that the others fired, writes " + outlet);
        const std::int32_t voice = draft.voice(draft.official(by, "spokesman of " + by), s);
        draft.act(s, "193", {draft.state(whom, whom)}, {draft.state(by, by)}, Mode::actual, voice);
        return draft;
    };
    const Comparison c = compare_drafts({blame("A", "RUR", "GRA"), blame("B", "GRA", "RUR")});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::disputed);
    CHECK(c.findings[0].type == ContradictionType::agent);
    CHECK(compare_drafts({blame("A", "RUR", "GRA"), blame("B", "RUR", "GRA")}).findings.empty());
}

TEST_CASE("a headline that tells in its own voice what the text gives to a speaker") {
    Draft draft("A", "2024-03-05");
    const Span head = draft.write("Kovar snubs Graustark", BlockKind::headline);
    const Span s = draft.write("Kovar snubbed Graustark, Eva said.");
    const std::int32_t who = draft.official("RUR", "Anna Kovar");
    const std::int32_t whom = draft.state("GRA", "Graustark");
    draft.act(head, "161", {who}, {whom});
    const std::int32_t eva = draft.person("Eva");
    draft.coded.layers.actors[eva].sector = "EDU";
    draft.act(s, "161", {who}, {whom}, Mode::actual, draft.voice(eva, s));
    const Comparison c = compare_drafts({draft});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::headline_exceeds_text);
    CHECK(c.rows[0].accounts[0].stance == Stance::attributes);
    SUBCASE("not if officials report it: headlines leave them out by custom") {
        draft.coded.layers.actors[eva].sector = "GOV";
        CHECK(compare_drafts({draft}).findings.empty());
    }
    SUBCASE("not if the text tells it in its own voice too") {
        const Span own = draft.write("Kovar did not stop in Graustark.");
        draft.act(own, "161", {who}, {whom});
        CHECK(compare_drafts({draft}).findings.empty());
    }
}

TEST_CASE("one utterance in two wordings") {
    const auto quote = [](const std::string& outlet, const std::string& words, const std::string& speaker = "Eva") {
        Draft draft(outlet, "2024-03-05");
        const Span s = draft.write(words);
        draft.voice(draft.person(speaker), s, false, {}, AttributionKind::direct);
        return draft;
    };
    const std::string one = "We will guarantee the transparency of the suspension of all nuclear tests";
    const Comparison c = compare_drafts(
        {quote("A", one), quote("B", "We will prove the transparency of the suspension of all nuclear tests")});
    REQUIRE(c.findings.size() == 1);
    CHECK(c.findings[0].kind == FindingKind::quoted_otherwise);
    CHECK(compare_drafts({quote("A", one), quote("B", one)}).findings.empty());
    CHECK(compare_drafts({quote("A", "We won't allow the suspension of all nuclear tests in the desert"),
                          quote("B", "We will not allow the suspension of all nuclear tests in the desert"),
                          quote("C", "We won’t allow the suspension of all nuclear tests in the desert")})
              .findings.empty());
    CHECK(compare_drafts({quote("A", one), quote("B", "the transparency of the suspension of all nuclear tests")})
              .findings.empty());
    CHECK(compare_drafts({quote("A", one),
                          quote("B", "We will prove the transparency of the suspension of all nuclear tests", "Jan")})
              .findings.empty());
}

TEST_CASE("what two reports give to one agency or one speaker is one account") {
    const auto told = [](const std::string& outlet, const std::string& speaker, std::vector<std::string> chain) {
        Draft draft(outlet, "2024-03-05");
        const Span s = draft.write("They met, it is said in " + outlet);
        const std::int32_t by = draft.voice(draft.person(speaker), s, false, std::move(chain));
        draft.act(s, "046", {draft.state("RUR", "Ruritania")}, {draft.state("GRA", "Graustark")}, Mode::actual, by);
        return draft;
    };
    CHECK(compare_drafts({told("A", "Eva", {"Reuters"}), told("B", "Jan", {"Reuters"})}).rows[0].lineages == 1);
    CHECK(compare_drafts({told("A", "Eva", {}), told("B", "Eva", {})}).rows[0].lineages == 1);
    CHECK(compare_drafts({told("A", "Eva", {}), told("B", "Jan", {"A"})}).rows[0].lineages == 1);
    const Comparison two = compare_drafts({told("A", "Eva", {}), told("B", "Jan", {})});
    CHECK(two.rows[0].lineages == 2);
    CHECK(two.rows[0].agreement == Agreement::agreed);
}

TEST_CASE("the order of the reports does not matter") {
    std::vector<Draft> drafts = {meeting("A", "2024-03-05", Mode::actual),
                                 meeting("B", "2024-03-05", Mode::negated),
                                 meeting("C", "2024-03-04", Mode::planned),
                                 toll("D", "2024-03-05", 12, 12),
                                 toll("E", "2024-03-05", 30, 30),
                                 attitude("F", "Eva", -1, "role"),
                                 attitude("G", "Jan", 1, "role")};
    const auto shape = [](const Comparison& c) {
        std::string out = c.title;
        for (const Row& r : c.rows)
            out += "|" + r.label + std::to_string(r.lineages) + std::to_string(static_cast<int>(r.agreement));
        for (const Finding& f : c.findings) out += "|" + f.summary;
        return out;
    };
    const std::string expected = shape(compare_drafts(drafts));
    std::mt19937 random(7);
    for (int i = 0; i < 20; ++i) {
        std::shuffle(drafts.begin(), drafts.end(), random);
        CHECK(shape(compare_drafts(drafts)) == expected);
    }
}

TEST_CASE("nothing to compare") {
    CHECK(compare({}, event_table()).rows.empty());
    CHECK(compare_drafts({Draft("A")}).rows.empty());
}

TEST_CASE("an outlet that tells of a habit is not set against one act") {
    const auto tells = [](const std::string& outlet, const std::string& words, const std::string& verb, Mode mode) {
        Draft draft(outlet, "2024-03-05");
        const Span s = draft.write(words);
        Statement& act =
            draft.act(s, "072", {draft.state("RUR", "Ruritania")}, {draft.state("GRA", "Graustark")}, mode);
        const auto at = static_cast<std::uint32_t>(s.begin + words.find(verb));
        act.trigger = {at, static_cast<std::uint32_t>(at + verb.size())};
        return draft;
    };
    const Draft done = tells("B", "Ruritania sent missiles to Graustark.", "sent", Mode::actual);
    const Comparison habit =
        compare_drafts({tells("A", "Ruritania does not send missiles to Graustark.", "send", Mode::negated), done});
    CHECK(habit.findings.empty());
    CHECK(habit.rows.size() == 2);
    CHECK(compare_drafts({tells("A", "Ruritania did not send missiles to Graustark.", "send", Mode::negated), done})
              .findings.size() == 1);
}

TEST_CASE("an envoy summoned twice: one summons only if both say what over, and it is one matter") {
    const auto summons = [](const std::string& outlet, const std::string& on, const std::string& matter) {
        Draft draft(outlet, "2024-03-09");
        const std::string words = "Ruritania summoned the ambassador of Graustark" + matter;
        const Span s = draft.write(words);
        Statement& act = draft.act(s, "114", {draft.state("RUR", "Ruritania")}, {draft.state("GRA", "Graustark")});
        act.trigger = {s.begin + 10, s.begin + 18};
        act.time = draft.day(on);
        return draft;
    };
    const auto found = [&](const std::string& one, const std::string& other) {
        return compare_drafts({summons("A", "2024-03-05", one), summons("B", "2024-03-07", other)}).findings.size();
    };
    CHECK(found(" over the drone that crashed in Arden.", " after a drone had crashed.") == 1);
    CHECK(found(" over the drone that crashed in Arden.", " over the arrest of two reporters.") == 0);
    CHECK(found(".", ".") == 0);
}

TEST_CASE("a trigger at the very end of a text is read within its bounds") {
    Draft draft("A", "2024-03-05");
    const Span s = draft.write("Ruritania had the envoy called");
    Statement& act = draft.act(s, "114", {draft.state("RUR", "Ruritania")}, {draft.state("GRA", "Graustark")});
    act.trigger = {s.end - 6, s.end};
    act.time = draft.day("2024-03-04");
    Draft other = draft;
    other.coded.report.id = "other";
    other.coded.report.outlet = "B";
    other.coded.layers.times[0].interval->begin = *other.coded.layers.times[0].interval->begin + 3 * 86'400;
    other.coded.layers.times[0].interval->end = *other.coded.layers.times[0].interval->end + 3 * 86'400;
    CHECK(compare_drafts({std::move(draft), std::move(other)}).findings.empty());
}
