#include "relate/state_words.hpp"

#include <array>
#include <set>
#include <utility>

#include "relate/word_table.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 4> columns = {"kind", "name", "one", "other"};

}  // namespace

Result<StateWords> StateWords::load(const std::string& data_dir, std::vector<Problem>& problems) {
    StateWords states;
    const auto take = [&](const TsvRow& row, const Complain& complain) {
        Row made;
        made.name = row[1];
        if (row[0] == "state")
            made.kind = Kind::state;
        else if (row[0] == "view")
            made.kind = Kind::view;
        else if (row[0] != "event")
            return complain("the kind is none of 'event', 'state' and 'view'");
        std::set<std::string_view> seen;
        for (const auto& [cell, phrases] : {std::pair(row[2], &made.one), std::pair(row[3], &made.other)})
            for (const std::string_view phrase : split_list(cell)) {
                std::string wrong = seen.insert(phrase).second
                                        ? phrases->add(phrase)
                                        : "'" + std::string(phrase) + "' stands in this row twice";
                if (!wrong.empty()) complain(std::move(wrong));
            }
        if (made.name.empty() || made.one.empty() || made.other.empty())
            return complain("the name or the phrases of a side are missing");
        states.rows_.push_back(std::move(made));
    };
    const Result<std::string> fingerprint = read_words(data_dir, "states.tsv", columns, problems, take);
    if (!fingerprint) return fail(fingerprint.error());
    states.fingerprint_ = *fingerprint;
    return states;
}

std::vector<Problem> lint_states(const std::string& data_dir) { return lint_words<StateWords>(data_dir); }

}  // namespace px
