#include "relate/toll_words.hpp"

#include <array>
#include <utility>

#include "relate/word_table.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 7> columns = {"kind", "class", "shown", "words", "active", "meets", "wide"};

}  // namespace

Result<TollWords> TollWords::load(const std::string& data_dir, std::vector<Problem>& problems) {
    TollWords tolls;
    const auto take = [&](const TsvRow& row, const Complain& complain) {
        const std::string name(row[1]);
        const auto add = [&](Classes& classes, std::string_view cell) {
            for (const std::string_view word : split_list(cell)) {
                if (fold_word(word) != word) complain("'" + std::string(word) + "' is not folded: small letters only");
                if (!classes.try_emplace(std::string(word), name).second)
                    complain("'" + std::string(word) + "' has a class of this kind already");
            }
        };
        if (name.empty() || row[2].empty() || split_list(row[3]).empty())
            return complain("a class, its name in labels or its words are missing");
        if (row[0] == "harm") {
            add(tolls.harms_, row[3]);
            add(tolls.active_, row[4]);
        } else if (row[0] == "cause") {
            add(tolls.causes_, row[3]);
            for (const std::string_view other : split_list(row[5])) tolls.meet_.insert({name, std::string(other)});
            if (row[6] == "wide")
                tolls.wide_.insert(name);
            else if (!row[6].empty())
                complain("the last cell is neither 'wide' nor empty");
        } else if (row[0] == "victim") {
            add(tolls.victims_, row[3]);
        } else if (row[0] == "single") {
            add(tolls.singles_, row[3]);
        } else if (row[0] == "found") {
            add(tolls.done_to_bodies_, row[3]);
            add(tolls.done_by_bodies_, row[4]);
        } else if (row[0] == "earlier") {
            add(tolls.earlier_, row[3]);
        } else if (row[0] == "unit") {
            add(tolls.units_, row[3]);
        } else if (row[0] == "building") {
            add(tolls.buildings_, row[3]);
        } else {
            return complain(
                "the kind is none of 'harm', 'cause', 'victim', 'single', 'found', 'earlier', 'unit' and 'building'");
        }
        tolls.shown_[name] = row[2];
    };
    const Result<std::string> fingerprint = read_words(data_dir, "tolls.tsv", columns, problems, take);
    if (!fingerprint) return fail(fingerprint.error());
    tolls.fingerprint_ = *fingerprint;
    return tolls;
}

std::string_view TollWords::find(const Classes& classes, std::string_view word) {
    const auto found = classes.find(word);
    return found == classes.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view TollWords::harm(std::string_view folded) const { return find(harms_, folded); }
std::string_view TollWords::active_harm(std::string_view folded) const { return find(active_, folded); }
std::string_view TollWords::cause(std::string_view folded) const { return find(causes_, folded); }
std::string_view TollWords::victim(std::string_view folded) const { return find(victims_, folded); }
bool TollWords::is_single(std::string_view folded) const { return !find(singles_, folded).empty(); }
bool TollWords::is_done_to_bodies(std::string_view folded) const { return !find(done_to_bodies_, folded).empty(); }
bool TollWords::is_done_by_bodies(std::string_view folded) const { return !find(done_by_bodies_, folded).empty(); }
bool TollWords::is_earlier(std::string_view folded) const { return !find(earlier_, folded).empty(); }
bool TollWords::is_unit(std::string_view folded) const { return !find(units_, folded).empty(); }
bool TollWords::is_building(std::string_view folded) const { return !find(buildings_, folded).empty(); }
std::string_view TollWords::shown(std::string_view name) const { return find(shown_, name); }

bool TollWords::can_be_one(const std::string& a, const std::string& b) const {
    return a == b || meet_.contains({a, b}) || meet_.contains({b, a});
}

bool TollWords::is_wide(const std::string& cause) const { return wide_.contains(cause); }

std::vector<Problem> lint_tolls(const std::string& data_dir) { return lint_words<TollWords>(data_dir); }

}  // namespace px
