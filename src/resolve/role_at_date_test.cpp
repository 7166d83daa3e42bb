// The cases of tests/cases/role_at_date.tsv: precision and recall from role to person.
#include <doctest/doctest.h>

#include <array>

#include "annotate/annotate.hpp"
#include "base/tsv.hpp"
#include "resolve/actors.hpp"

using namespace px;

namespace {

bool same_person(const Actor& actor, std::string_view expected, const Dictionaries& dictionaries) {
    for (const KnownPerson& person : dictionaries.people())
        if (person.key == actor.key)
            for (const std::string& name : person.names)
                if (name == name_key(expected)) return true;
    return false;
}

}  // namespace

TEST_CASE("from a role to its holder on the report's day") {
    constexpr std::array<std::string_view, 4> columns = {"date", "text", "phrase", "person"};
    std::vector<Problem> problems;
    const auto cases = read_tsv(PX_SOURCE_DIR "/tests/cases/role_at_date.tsv", columns, problems);
    const auto dictionaries = Dictionaries::load(PX_SOURCE_DIR "/data", "", problems);
    const auto model = Model::load(PX_SOURCE_DIR "/models/en.pxm");
    REQUIRE(cases);
    REQUIRE(dictionaries);
    REQUIRE(model);
    REQUIRE(problems.empty());
    int expected = 0;
    int named = 0;
    int right = 0;
    for (const TsvRow& row : cases->rows) {
        Report report;
        report.text = row[1];
        report.published = PublicationTime::parse(row[0], "case");
        const FoundActors found =
            find_actors(*dictionaries, report, annotate(*model, report.text, paragraphs(report.text)));
        expected += row[3] != "-";
        bool hit = false;
        for (const Mention& mention : found.mentions) {
            if (slice(report.text, mention.span) != row[2]) continue;
            const Actor& actor = found.actors[mention.actor];
            if (actor.unnamed || actor.kind != ActorKind::person) continue;
            ++named;
            hit = row[3] != "-" && same_person(actor, row[3], *dictionaries);
            right += hit;
            if (!hit) MESSAGE("line " << row.line << ": " << row[2] << " at " << row[0] << " became " << actor.name);
        }
        if (!hit && row[3] != "-") MESSAGE("line " << row.line << ": missed " << row[2] << " at " << row[0]);
    }
    MESSAGE(right << " right of " << named << " named, of " << expected << " expected");
    CHECK(right >= named * 0.97);
    CHECK(right >= expected * 0.85);
}
