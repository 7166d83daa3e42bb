#include "code/ontology.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 7> cameo_columns = {"code",        "name",        "quad",           "goldstein",
                                                           "plover_type", "plover_mode", "plover_contexts"};
constexpr std::array<std::string_view, 5> plover_columns = {"type", "mode", "quad", "plv", "score"};
constexpr std::array<std::string_view, 1> context_columns = {"context"};
constexpr std::array<std::string_view, 3> role_columns = {"word", "ours", "theirs"};

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::uint8_t quad_of(std::string_view text) {
    return text.size() == 1 && text[0] >= '1' && text[0] <= '4' ? static_cast<std::uint8_t>(text[0] - '0') : 0;
}

bool is_cameo_code(std::string_view code) {
    return code.size() >= 2 && code.size() <= 4 &&
           std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; }) && code >= "01" && code < "21";
}

}  // namespace

Result<Ontology> Ontology::load(const std::string& data_dir, std::vector<Problem>& problems) {
    const Result<TsvTable> cameo = read_tsv(data_dir + "/codes/cameo.tsv", cameo_columns, problems);
    if (!cameo) return fail(cameo.error());
    const Result<TsvTable> plover = read_tsv(data_dir + "/codes/plover.tsv", plover_columns, problems);
    if (!plover) return fail(plover.error());
    const Result<TsvTable> contexts = read_tsv(data_dir + "/codes/contexts.tsv", context_columns, problems);
    if (!contexts) return fail(contexts.error());
    const Result<TsvTable> roles = read_tsv(data_dir + "/codes/older_roles.tsv", role_columns, problems);
    if (!roles) return fail(roles.error());
    Result<Petrarch2Tables> petrarch2 = Petrarch2Tables::load(data_dir, problems);
    if (!petrarch2) return fail(petrarch2.error());

    Ontology ontology;
    for (const TsvRow& row : plover->rows) {
        if (quad_of(row[2]) == 0) problems.push_back({plover->file, row.line, 0, "expected a quad class from 1 to 4"});
        ontology.plover_.push_back(
            {std::string(row[0]), std::string(row[1]), quad_of(row[2]), std::string(row[3]), number(row[4])});
    }
    for (const TsvRow& row : roles->rows) {
        if (row[0].empty() || row[1].empty() || lower_ascii(row[0]) != row[0]) {
            problems.push_back({roles->file, row.line, 0, "expected a word in small letters and our role"});
            continue;
        }
        ontology.older_roles_.push_back({std::string(row[0]), std::string(row[1]), std::string(row[2])});
    }
    for (const TsvRow& row : contexts->rows) ontology.contexts_.emplace_back(row[0]);
    for (const TsvRow& row : cameo->rows) {
        const auto complain = [&](std::string what) {
            problems.push_back({cameo->file, row.line, 0, std::move(what)});
        };
        if (!is_cameo_code(row[0])) complain("expected a CAMEO code of two to four digits, 01 to 20");
        CameoCode code{std::string(row[0]),
                       std::string(row[1]),
                       quad_of(row[2]),
                       number(row[3]),
                       std::string(row[4]),
                       std::string(row[5]),
                       {}};
        if (code.quad == 0) complain("expected a quad class from 1 to 4");
        if (!code.goldstein) complain("expected a number in column goldstein");
        if (!code.plover_type.empty() && !ontology.has_plover(code.plover_type, code.plover_mode)) {
            complain("PLOVER has no '" + code.plover_type + " " + code.plover_mode + "'");
        }
        for (const std::string_view context : split_list(row[6])) {
            if (!ontology.has_context(context)) complain("PLOVER has no context '" + std::string(context) + "'");
            code.contexts.emplace_back(context);
        }
        if (!ontology.by_code_.emplace(code.code, ontology.codes_.size()).second) complain("the code stands twice");
        ontology.codes_.push_back(std::move(code));
    }
    for (const Petrarch2Tables::Row& row : petrarch2->rows()) {
        for (const std::string_view code : split_list(row.theirs, ':')) {
            if (ontology.find(code) != nullptr) continue;
            problems.push_back({petrarch2->file(), row.line, 0, "CAMEO has no code '" + std::string(code) + "'"});
        }
    }
    ontology.fingerprint_ =
        xxh3_hex(cameo->content + plover->content + contexts->content + roles->content + petrarch2->content());
    ontology.petrarch2_ = std::move(*petrarch2);
    return ontology;
}

const CameoCode* Ontology::find(std::string_view code) const {
    const auto found = by_code_.find(std::string(code));
    return found == by_code_.end() ? nullptr : &codes_[found->second];
}

bool Ontology::has_plover(std::string_view type, std::string_view mode) const {
    return std::ranges::any_of(plover_, [&](const PloverRow& row) { return row.type == type && row.mode == mode; });
}

bool Ontology::has_context(std::string_view context) const {
    return std::ranges::find(contexts_, context) != contexts_.end();
}

std::uint8_t Ontology::plover_quad(std::string_view type) const {
    const auto found = std::ranges::find_if(plover_, [&](const PloverRow& row) { return row.type == type; });
    return found == plover_.end() ? 0 : found->quad;
}

std::optional<double> Ontology::plover_score(std::string_view type, std::string_view mode) const {
    std::optional<double> of_type;
    for (const PloverRow& row : plover_) {
        if (row.type != type) continue;
        if (row.mode == mode && row.score) return row.score;
        if (row.mode.empty()) of_type = row.score;
    }
    return of_type;
}

std::string Ontology::older_code(std::string_view code, std::string_view name) const {
    const std::string words = lower_ascii(name);
    for (const OlderRole& role : older_roles_) {
        if (!code.ends_with(role.ours) || words.find(role.word) == std::string::npos) continue;
        return std::string(code.substr(0, code.size() - role.ours.size())) + role.theirs;
    }
    return std::string(code);
}

std::string_view Ontology::plv_dialect(std::string_view type) const {
    const auto found = std::ranges::find_if(plover_, [&](const PloverRow& row) { return row.type == type; });
    return found == plover_.end() ? std::string_view() : std::string_view(found->plv);
}

}  // namespace px
