// What `parallax lint` says of the tables of actors.

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

#include "base/tsv.hpp"
#include "resolve/dictionary_loader.hpp"

namespace px {
namespace {

bool is_capitals(std::string_view text, std::size_t length) {
    return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_number(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// CAMEO actor codes are groups of three capitals.
bool is_actor_code(std::string_view text) {
    return !text.empty() && text.size() % 3 == 0 && is_capitals(text, text.size());
}

class ActorLinter {
  public:
    explicit ActorLinter(std::string folder) : folder_(std::move(folder)) {}

    std::vector<Problem> lint() {
        tables();
        return std::move(problems_);
    }

    /// The tables of an overlay, which may name what the shipped ones hold.
    std::vector<Problem> lint_overlay(std::string overlay) {
        tables();
        problems_.clear();
        held_.clear();  // the overlay's terms cut those of the shipped tables
        numbered_.clear();
        folder_ = std::move(overlay);
        overlay_ = true;
        tables();
        return std::move(problems_);
    }

  private:
    void tables() {
        countries("countries.tsv");
        countries("territories.tsv");
        organisations("parties.tsv");
        organisations("organisations.tsv");
        organisations("peoples.tsv");
        called();
        uses("words.tsv", "word", "use", actor_word_names);
        uses("customs.tsv", "country", "custom", custom_names);
        roles();
        terms("leaders.tsv");
        terms("officials.tsv");
        overlaps();
        spellings();
        outlets();
        gendered("given_names.tsv");
        open_domains();
    }

    template <std::size_t N>
    [[nodiscard]] TsvTable read(std::string_view file, const std::array<std::string_view, N>& columns) {
        path_ = folder_ + "/" + std::string(file);
        std::error_code ignored;
        if (overlay_ && !std::filesystem::exists(path_, ignored)) return {};
        Result<TsvTable> table = read_tsv(path_, columns, problems_);
        if (table) return std::move(*table);
        problems_.push_back({table.error().file, 0, 0, table.error().what});
        return {};
    }

    void say(std::uint32_t line, std::string what, bool fatal = true) {
        problems_.push_back({path_, line, 0, std::move(what), fatal});
    }

    void expect_country(std::uint32_t line, std::string_view iso3) {
        if (!iso3.empty() && !countries_.contains(std::string(iso3)))
            say(line, "the country '" + std::string(iso3) + "' stands neither in countries.tsv nor in territories.tsv");
    }

    void expect_code(std::uint32_t line, std::string_view code) {
        if (!code.empty() && !is_actor_code(code))
            say(line, "the code '" + std::string(code) + "' is not made of groups of three capitals");
    }

    void countries(std::string_view file) {
        constexpr std::array<std::string_view, 6> columns = {"iso3", "iso2", "cow", "gw", "name", "led_by"};
        const TsvTable table = read(file, columns);
        std::set<std::string> seen;
        for (const TsvRow& row : table.rows) {
            if (!is_capitals(row[0], 3)) say(row.line, "'" + std::string(row[0]) + "' is no three-letter country code");
            if (!row[1].empty() && !is_capitals(row[1], 2))
                say(row.line, "'" + std::string(row[1]) + "' is no two-letter country code");
            if (!is_number(row[2]) || !is_number(row[3])) say(row.line, "cow and gw are numbers or empty");
            if (row[4].empty()) say(row.line, "the country has no name");
            if (row[5] != "state" && row[5] != "government" && row[5] != "leader")
                say(row.line, "led_by is '" + std::string(row[5]) + "', expected state, government or leader");
            if (!seen.insert(std::string(row[0])).second)
                say(row.line, "the country '" + std::string(row[0]) + "' stands here twice");
        }
        countries_.merge(seen);
    }

    void organisations(std::string_view file) {
        constexpr std::array<std::string_view, 4> columns = {"key", "name", "country", "code"};
        const TsvTable table = read(file, columns);
        std::set<std::string> keys;
        for (const TsvRow& row : table.rows) {
            if (row[0].empty() || row[1].empty()) say(row.line, "an organisation needs a key and a name");
            if (!keys.insert(std::string(row[0])).second)
                say(row.line, "the key '" + std::string(row[0]) + "' stands here twice");
            expect_country(row.line, row[2]);
            expect_code(row.line, row[3]);
        }
        organisations_.merge(keys);
    }

    void roles() {
        constexpr std::array<std::string_view, 6> columns = {"phrase", "use", "class", "code", "gender", "country"};
        const TsvTable table = read("roles.tsv", columns);
        std::set<std::pair<std::string, bool>> phrases;
        constexpr std::array<std::string_view, 8> uses = {"honorific", "title", "office", "person",
                                                          "group",     "body",  "state",  "name_word"};
        for (const TsvRow& row : table.rows) {
            if (std::find(uses.begin(), uses.end(), row[1]) == uses.end())
                say(row.line, "the use '" + std::string(row[1]) + "' is unknown");
            if (!phrases.insert({std::string(row[0]), row[1] == "name_word"}).second)
                say(row.line, "the phrase '" + std::string(row[0]) + "' stands here twice");
            expect_code(row.line, row[3]);
            if (!row[4].empty() && row[4] != "m" && row[4] != "f")
                say(row.line, "gender is '" + std::string(row[4]) + "', expected m, f or nothing");
            expect_country(row.line, row[5]);
            if (row[1] != "office") continue;
            offices_.insert(std::string(row[2]));
            std::string own(row[0]);  // "foreign secretary" may be an office of its own
            std::replace(own.begin(), own.end(), ' ', '_');
            offices_.insert(std::move(own));
        }
    }

    struct Numbered {
        std::string name, wikidata, path;
        std::uint32_t line;
    };

    struct Held {
        std::string name, path;
        std::uint32_t line;
        TermBounds bounds;
    };

    void terms(std::string_view file) {
        constexpr std::array<std::string_view, 7> columns = {"name", "gender", "of", "role", "from", "to", "wikidata"};
        const TsvTable table = read(file, columns);
        for (const TsvRow& row : table.rows) {
            if (!row[6].empty()) numbered_.push_back({std::string(row[0]), std::string(row[6]), path_, row.line});
            if (row[2].starts_with("org:")) {
                if (!organisations_.contains(std::string(row[2].substr(4))))
                    say(row.line, "'" + std::string(row[2]) + "' is no key of organisations.tsv");
            } else if (row[2].empty()) {
                say(row.line, "the office belongs to nobody: 'of' is empty");
            } else {
                expect_country(row.line, row[2]);
            }
            const bool known_role = offices_.contains(std::string(row[3])) || row[3] == "spokesperson";
            if (!known_role) say(row.line, "no office in roles.tsv has the class '" + std::string(row[3]) + "'");
            people_.insert(name_key(row[0]));
            names_.insert(std::string(row[0]));
            const std::optional<TermBounds> bounds = term_bounds(row[4], row[5]);
            if (!bounds) {
                say(row.line, "'" + std::string(row[4]) + "' to '" + std::string(row[5]) +
                                  "' is no pair of dates like 2019-04-25, 2019-04 or 2019");
                continue;
            }
            if (bounds->from >= bounds->to) say(row.line, "the term ends before it begins");
            held_[std::string(row[2]) + " " + std::string(row[3])].push_back(
                {std::string(row[0]), path_, row.line, *bounds});
        }
    }

    /// Two holders at once, where only one can be; deputies and spokespeople may be several.
    void overlaps() {
        for (auto& [office, terms] : held_) {
            if (office.ends_with(" deputy") || office.ends_with(" spokesperson")) continue;
            std::stable_sort(terms.begin(), terms.end(),
                             [](const Held& a, const Held& b) { return a.bounds.from < b.bounds.from; });
            for (std::size_t i = 1; i < terms.size(); ++i) {
                const Held& before = terms[i - 1];
                const Held& after = terms[i];
                const bool sure = before.bounds.surely_to && after.bounds.surely_from;
                if (!sure || before.bounds.to <= after.bounds.from) continue;
                const bool same = before.name == after.name;
                problems_.push_back({after.path, after.line, 0,
                                     "the term of " + after.name + " as " + office + " overlaps that of " +
                                         before.name + " (" + before.path.substr(before.path.rfind('/') + 1) +
                                         ", line " + std::to_string(before.line) + ")",
                                     !same});
            }
        }
    }

    /// Each row must speak of somebody whom the tables hold, and no name may belong to two.
    void spellings() {
        constexpr std::array<std::string_view, 2> columns = {"name", "aliases"};
        const TsvTable table = read("spellings.tsv", columns);
        std::map<std::string, std::uint32_t> line_of;
        for (const TsvRow& row : table.rows) {
            std::vector<std::string_view> names = split_list(row[1]);
            names.push_back(row[0]);
            const bool known = std::any_of(names.begin(), names.end(),
                                           [&](std::string_view name) { return people_.contains(name_key(name)); });
            if (!known) say(row.line, "'" + std::string(row[0]) + "' is nobody in leaders.tsv or officials.tsv");
            const bool one_spelling = std::all_of(
                names.begin(), names.end(), [&](std::string_view name) { return name_key(name) == name_key(row[0]); });
            if (one_spelling && names_.contains(std::string(row[0])))
                say(row.line, "'" + std::string(row[0]) +
                                  "': names are compared without accents, hyphens and capitals, " +
                                  "so the row changes nothing");
            for (const std::string_view name : names) {
                const auto [other, fresh] = line_of.try_emplace(name_key(name), row.line);
                if (fresh || other->second == row.line) continue;
                say(row.line,
                    "the name '" + std::string(name) + "' stands in line " + std::to_string(other->second) + ", too");
            }
        }
        shared_numbers(line_of);
    }

    /// One Wikidata number for two names that no row of spellings.tsv says to be one person's.
    void shared_numbers(const std::map<std::string, std::uint32_t>& spelling_line) {
        const auto same = [&](const std::string& a, const std::string& b) {
            const auto first = spelling_line.find(name_key(a));
            const auto second = spelling_line.find(name_key(b));
            return name_key(a) == name_key(b) ||
                   (first != spelling_line.end() && second != spelling_line.end() && first->second == second->second);
        };
        std::map<std::string, const Numbered*> holder;
        for (const Numbered& one : numbered_) {
            const Numbered& first = *holder.try_emplace(one.wikidata, &one).first->second;
            if (!same(one.name, first.name))
                problems_.push_back({one.path, one.line, 0,
                                     "the Wikidata number " + one.wikidata + " of " + one.name + " is that of " +
                                         first.name + " (" + first.path.substr(first.path.rfind('/') + 1) + ", line " +
                                         std::to_string(first.line) +
                                         "), too; if they are one person, spellings.tsv should say so"});
        }
    }

    void outlets() {
        constexpr std::array<std::string_view, 4> columns = {"domain", "name", "country", "state_run"};
        const TsvTable table = read("outlets.tsv", columns);
        std::set<std::pair<std::string, std::string>> seen;
        for (const TsvRow& row : table.rows) {
            if (row[1].empty()) say(row.line, "an outlet needs a name");
            if (!seen.insert({std::string(row[0]), std::string(row[1])}).second)
                say(row.line, "the outlet '" + std::string(row[1]) + "' stands here twice with one domain");
            expect_country(row.line, row[2]);
            if (!row[3].empty() && row[3] != "yes" && row[3] != "no")
                say(row.line, "state_run is '" + std::string(row[3]) + "', expected yes, no or nothing");
        }
    }

    void open_domains() {
        constexpr std::array<std::string_view, 1> columns = {"domain"};
        const TsvTable table = read("open_domains.tsv", columns);
        std::set<std::string> domains;
        for (const TsvRow& row : table.rows) {
            const bool sound =
                row[0].size() == 2 && row[0].find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
            if (!sound) say(row.line, "'" + std::string(row[0]) + "' is no country's domain, two small letters");
            if (!domains.insert(std::string(row[0])).second)
                say(row.line, "the domain '" + std::string(row[0]) + "' stands here twice");
        }
    }

    /// What organisations are called: "the bloc".
    void called() {
        constexpr std::array<std::string_view, 2> columns = {"noun", "organisation"};
        const TsvTable table = read("called.tsv", columns);
        std::set<std::pair<std::string, std::string>> seen;
        for (const TsvRow& row : table.rows) {
            if (!organisations_.contains(std::string(row[1])))
                say(row.line, "no table of organisations has the key '" + std::string(row[1]) + "'");
            if (!seen.insert({std::string(row[0]), std::string(row[1])}).second)
                say(row.line, "'" + std::string(row[1]) + "' is called '" + std::string(row[0]) + "' twice");
        }
    }

    /// A table of words, or of states, and what they do.
    void uses(std::string_view file, std::string_view word, std::string_view use,
              std::span<const std::string_view> known) {
        const std::array<std::string_view, 2> columns = {word, use};
        const TsvTable table = read(file, columns);
        std::set<std::pair<std::string, std::string>> seen;
        for (const TsvRow& row : table.rows) {
            if (std::find(known.begin(), known.end(), row[1]) == known.end())
                say(row.line, "'" + std::string(row[1]) + "' is none of " + list_of(known));
            if (!seen.insert({std::string(row[0]), std::string(row[1])}).second)
                say(row.line, "'" + std::string(row[0]) + "' stands here twice as " + std::string(row[1]));
            if (word == "country") expect_country(row.line, row[0]);
        }
    }

    void gendered(std::string_view file) {
        constexpr std::array<std::string_view, 2> columns = {"name", "gender"};
        const TsvTable table = read(file, columns);
        std::set<std::string> names;
        for (const TsvRow& row : table.rows) {
            if (row[1] != "m" && row[1] != "f") say(row.line, "gender is m or f");
            if (!names.insert(std::string(row[0])).second)
                say(row.line, "the name '" + std::string(row[0]) + "' stands here twice");
        }
    }

    std::string folder_;
    std::string path_;
    std::vector<Problem> problems_;
    bool overlay_ = false;
    std::set<std::string> countries_;
    std::set<std::string> people_;  // folded
    std::set<std::string> names_;   // as written
    std::set<std::string> organisations_;
    std::set<std::string> offices_;  // classes
    std::map<std::string, std::vector<Held>> held_;
    std::vector<Numbered> numbered_;
};

}  // namespace

std::vector<Problem> lint_actors(const std::string& data_dir) { return ActorLinter(data_dir + "/actors").lint(); }

std::vector<Problem> lint_actor_overlay(const std::string& data_dir, const std::string& overlay_dir) {
    return ActorLinter(data_dir + "/actors").lint_overlay(overlay_dir);
}

}  // namespace px
