// Any bytes as a rule file, read and compiled with the shipped codes, and as a table of a dictionary: what is left out
// is reported, with a line of the input.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "base/tsv.hpp"
#include "code/ontology.hpp"
#include "code/rule_file.hpp"
#include "code/rule_set.hpp"

namespace {

void demand_reasons(const std::vector<px::Problem>& problems, std::string_view input) {
    const auto lines = static_cast<std::uint32_t>(std::count(input.begin(), input.end(), '\n')) + 1;
    for (const px::Problem& problem : problems)
        if (problem.what.empty() || problem.line > lines) std::abort();
}

px::Ontology shipped_codes() {
    std::vector<px::Problem> problems;
    px::Result<px::Ontology> codes = px::Ontology::load(PX_SOURCE_DIR "/data", problems);
    if (!codes) std::abort();
    return std::move(*codes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string input(reinterpret_cast<const char*>(data), size);
    std::vector<px::Problem> problems;
    px::coding::RuleFile rules;
    px::coding::read_rule_file(input, "fuzz.rules", rules, problems);
    static const px::Ontology ontology = shipped_codes();
    const std::size_t written = rules.rules.size();
    const px::coding::RuleSet compiled = px::coding::compile_rules(std::move(rules), ontology, problems);
    demand_reasons(problems, input);
    if (compiled.rules.size() > written || compiled.rules.size() != compiled.texts.size()) std::abort();
    if (compiled.rules.size() < written && problems.empty()) std::abort();

    problems.clear();
    constexpr std::array<std::string_view, 2> columns = {"name", "code"};
    if (const auto table = px::parse_tsv("fuzz.tsv", input, columns, problems))
        for (const auto& row : table->rows)
            for (const std::string_view cell : px::split_list(row[1]))
                if (cell.empty()) std::abort();
    demand_reasons(problems, input);
    return 0;
}
