#include "relate/surnames.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace px {
namespace {

CodedReport report_of(const std::string& outlet, const std::vector<std::string>& people, const std::string& country) {
    CodedReport coded;
    coded.report.outlet = outlet;
    for (const std::string& name : people) {
        Actor actor;
        actor.key = "name:" + name;
        actor.name = name;
        actor.kind = ActorKind::person;
        actor.country = country;
        coded.layers.actors.push_back(std::move(actor));
    }
    return coded;
}

TEST_CASE("a surname alone is the one person of the story who bears it") {
    std::vector<CodedReport> reports = {report_of("A", {"Pedro Castillo", "Dina Boluarte"}, "PER"),
                                        report_of("B", {"Castillo"}, "")};
    join_surnames(reports);
    const Actor& joined = reports[1].layers.actors[0];
    CHECK(joined.key == "name:Pedro Castillo");
    CHECK(joined.country == "PER");
    CHECK(joined.reason.ends_with("A names Pedro Castillo in full"));
}

TEST_CASE("two bearers, another country or a bearer in the same report: nobody is joined") {
    std::vector<CodedReport> two = {report_of("A", {"Pedro Castillo"}, ""), report_of("B", {"Ana Castillo"}, ""),
                                    report_of("C", {"Castillo"}, "")};
    join_surnames(two);
    CHECK(two[2].layers.actors[0].name == "Castillo");
    std::vector<CodedReport> abroad = {report_of("A", {"Pedro Castillo"}, "PER"), report_of("B", {"Castillo"}, "MEX")};
    join_surnames(abroad);
    CHECK(abroad[1].layers.actors[0].name == "Castillo");
    std::vector<CodedReport> own = {report_of("A", {"Castillo", "Pedro Castillo"}, "")};
    join_surnames(own);
    CHECK(own[0].layers.actors[0].name == "Castillo");
    std::vector<CodedReport> both = {report_of("A", {"Pedro Castillo"}, ""),
                                     report_of("B", {"Castillo", "Pedro Castillo"}, "")};
    join_surnames(both);
    CHECK(both[1].layers.actors[0].name == "Castillo");
}

TEST_CASE("first names join nobody") {
    std::vector<CodedReport> reports = {report_of("A", {"Pedro Castillo"}, ""), report_of("B", {"Pedro"}, "")};
    join_surnames(reports);
    CHECK(reports[1].layers.actors[0].name == "Pedro");
}

}  // namespace
}  // namespace px
