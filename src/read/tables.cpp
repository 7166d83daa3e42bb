#include "read/tables.hpp"

#include <fmt/format.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <unordered_map>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "read/built_in_tables.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t longest_judged = 600;  // bytes; what is longer is no boilerplate line

constexpr std::array<std::string_view, 5> place_names = {"line", "start", "tail", "credit", "paywall"};

std::optional<PatternPlace> place_named(std::string_view name) {
    const auto at = std::find(place_names.begin(), place_names.end(), name);
    if (at == place_names.end()) return std::nullopt;
    return static_cast<PatternPlace>(at - place_names.begin());
}

std::optional<LeftOut> reason_named(std::string_view name) {
    for (int i = static_cast<int>(LeftOut::byline); i <= static_cast<int>(LeftOut::other); ++i)
        if (to_string(static_cast<LeftOut>(i)) == name) return static_cast<LeftOut>(i);
    return std::nullopt;
}

std::optional<PageHint> hint_named(std::string_view name) {
    PageHint hint;
    hint.is_body_text = name == "body";
    hint.is_caption = name == "caption";
    hint.is_standfirst = name == "standfirst";
    if (hint.is_body_text || hint.is_caption || hint.is_standfirst) return hint;
    hint.short_only = name == "meta";
    const bool is_consent = name == "consent";
    const auto reason = hint.short_only ? LeftOut::byline : is_consent ? LeftOut::notice : reason_named(name);
    if (!reason) return std::nullopt;
    hint.often_longer = is_consent || *reason == LeftOut::comments;
    hint.reason = *reason;
    return hint;
}

/// "9", "p9" of the Persian, "e9" of the Ethiopian calendar.
MonthName month_of(std::string_view code) {
    MonthName month;
    if (code.starts_with('p')) month.calendar = Calendar::persian;
    if (code.starts_with('e')) month.calendar = Calendar::ethiopian;
    if (month.calendar != Calendar::gregorian) code.remove_prefix(1);
    const auto read = std::from_chars(code.data(), code.data() + code.size(), month.number);
    const int last = month.calendar == Calendar::ethiopian ? 13 : 12;
    if (read.ptr != code.data() + code.size() || month.number < 1 || month.number > last) month.number = 0;
    return month;
}

RE2::Options pattern_options(bool case_counts) {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(case_counts);
    options.set_dot_nl(true);
    options.set_max_mem(64 << 20);
    return options;
}

/// Length of \p{Lu} or \p{L} at the beginning of a pattern, 0 if neither stands there.
std::size_t letter_class(std::string_view pattern) {
    if (pattern.starts_with("\\p{Lu}")) return 6;
    return pattern.starts_with("\\p{L}") ? 5 : 0;
}

/// The pattern with "." as any byte instead of any character, with all that is not ASCII taken for a letter, and with
/// high bounds of repeats (over 30) dropped: each costs RE2 a hundred times the memory and time to compile, and lines
/// are cut at a few hundred bytes anyway.
std::string cheap_pattern(std::string_view pattern) {
    std::string out;
    bool in_class = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (const std::size_t size = letter_class(pattern.substr(i)); size > 0) {
            const bool upper = size == 6;
            if (!in_class) out += '[';
            out += upper ? "A-Z" : "A-Za-z";
            out += "\\x{80}-\\x{10FFFF}";
            if (!in_class) out += ']';
            i += size - 1;
            continue;
        }
        if (c == '\\' && i + 1 < pattern.size()) {
            out += c;
            out += pattern[++i];
            continue;
        }
        if (c == '{' && !in_class) {
            const std::size_t comma = pattern.find(',', i);
            const std::size_t close = pattern.find('}', i);
            int most = 0;
            if (comma < close && close != std::string_view::npos)
                std::from_chars(pattern.data() + comma + 1, pattern.data() + close, most);
            if (most > 30) {
                out += pattern.substr(i, comma + 1 - i);
                out += '}';
                i = close;
                continue;
            }
        }
        if (c == '.' && !in_class) {
            out += "\\C";
            continue;
        }
        in_class = c == '[' || (in_class && c != ']');
        out += c;
    }
    return out;
}

struct Pattern {
    PatternPlace place;
    LeftOut reason;
    std::uint32_t line;
};

/// A table from the folder, or from memory when `contents` are given.
Result<TsvTable> table(const std::string& folder, const char* name, const std::string* content,
                       std::span<const std::string_view> columns, std::vector<Problem>& problems) {
    const std::string path = fmt::format("{}/{}.tsv", folder, name);
    return content != nullptr ? parse_tsv(path, *content, columns, problems) : read_tsv(path, columns, problems);
}

Error too_large(const std::string& file) {
    return {ErrorKind::malformed, file, "", "the patterns together need too much memory",
            "use fewer patterns, or shorter ones; parallax lint checks them"};
}

bool is_name_word(std::string_view word) {
    const Decoded first = decode(word, 0);
    static constexpr std::array<std::string_view, 20> particles = {"de",  "la",  "van", "von", "der",  "al", "el",
                                                                   "bin", "da",  "dos", "del", "di",   "le", "du",
                                                                   "ibn", "den", "ten", "af",  "bint", "y"};
    if (std::find(particles.begin(), particles.end(), word) != particles.end()) return true;
    return first.code_point >= 0x80 || (word[0] >= 'A' && word[0] <= 'Z') || word[0] == '\'';
}

bool is_author_label(std::string_view label) {
    static constexpr std::array<std::string_view, 22> labels = {
        "author", "by",    "text",  "words", "story", "reporter", "autor", "autorin", "autora", "autore", "auteur",
        "texte",  "texto", "testo", "von",   "par",   "por",      "автор", "текст",   "كتب",    "بقلم",   "pise"};
    static constexpr std::array<std::string_view, 5> of_several = {"authors", "autores", "auteurs", "autoren",
                                                                   "autori"};
    const std::string folded = fold_name(label);
    return folded.ends_with(" by") || std::find(labels.begin(), labels.end(), folded) != labels.end() ||
           std::find(of_several.begin(), of_several.end(), folded) != of_several.end();
}

/// "Ann Lee" of "Ann Lee: Nairobi correspondent", but not "Genre" of "Genre: Sport".
bool reads_as_name(std::string_view words) {
    const std::size_t blank = words.find(' ');
    return blank != std::string_view::npos && blank + 1 < words.size() && words[0] >= 'A' && words[0] <= 'Z' &&
           words[blank + 1] >= 'A' && words[blank + 1] <= 'Z';
}

/// Cuts "Oskar Lindqvist in Valparaiso, harbour reporter" down to the name.
std::string_view only_name(std::string_view part) {
    part = trim(part);
    // "Автор: Ирина Лебедева"; what stands behind another label is no name ("Genre: Sport").
    if (const std::size_t colon = part.find(": "); colon != std::string_view::npos) {
        const std::string_view label = part.substr(0, colon);
        part = is_author_label(label) ? trim(part.substr(colon + 2))
               : reads_as_name(label) ? label
                                      : std::string_view();
    }
    for (const std::string_view stop : {" in ", " at ", " for ", " from ", " (", " | ", " - ", " – ", " — "})
        if (const std::size_t at = part.find(stop); at != std::string_view::npos) part = part.substr(0, at);
    while (!part.empty() && (part.back() == ',' || part.back() == '.' || part.back() == '-')) part.remove_suffix(1);
    return trim(part);
}

/// "Lauren Manaker MS" -> "Lauren Manaker", "RDN" -> nothing: academic degrees are no names.
std::string_view without_degree(std::string_view name) {
    static constexpr std::array<std::string_view, 12> degrees = {"MS",   "MA",  "MD", "RD", "RDN", "PhD",
                                                                 "Ph.D", "MPH", "JD", "BA", "Esq", "MBA"};
    for (const std::string_view degree : degrees) {
        if (name == degree) return {};
        if (name.ends_with(degree) && name.size() > degree.size() && name[name.size() - degree.size() - 1] == ' ')
            return trim(name.substr(0, name.size() - degree.size()));
    }
    return name;
}

bool looks_like_name(std::string_view name) {
    if (name.size() < 3 || name.size() > 60) return false;
    std::size_t words = 0;
    for (std::size_t at = 0; at < name.size();) {
        std::size_t end = name.find(' ', at);
        if (end == std::string_view::npos) end = name.size();
        if (end > at) {
            if (!is_name_word(name.substr(at, end - at))) return false;
            ++words;
        }
        at = end + 1;
    }
    return words >= 1 && words <= 6;
}

}  // namespace

std::string fold_blanks(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool gap = false;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        const bool no_break = c == '\xC2' && at + 1 < text.size() && text[at + 1] == '\xA0';
        if (no_break || c == ' ' || (c >= '\t' && c <= '\r')) {
            gap = !out.empty();
            at += no_break ? 2 : 1;
            continue;
        }
        if (gap) out += ' ';
        gap = false;
        out += c;
        ++at;
    }
    return out;
}

std::string name_as_written(std::string_view name) {
    std::string out(name);
    if (name.find(' ') == std::string_view::npos) return out;
    for (const char c : name)
        if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) return out;
    bool first = true;
    for (char& c : out) {
        if (!first && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        first = c == ' ' || c == '-' || c == '.' || c == '\'' || c == '(';
    }
    for (const std::string_view word : {" Of ", " And ", " The ", " For ", " In ", " De ", " Del "})
        for (std::size_t at = out.find(word); at != std::string::npos; at = out.find(word, at + 1))
            out[at + 1] = static_cast<char>(out[at + 1] - 'A' + 'a');
    return out;
}

std::string outlet_name(std::string_view printed) {
    for (const std::string_view stop : {" - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " ("})
        if (const std::size_t at = printed.find(stop); at != std::string_view::npos && at >= 3)
            printed = printed.substr(0, at);
    std::string name = name_as_written(printed);
    // One word in capitals of more than four letters is a name, not an abbreviation.
    if (name.size() > 4 && name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ-") == std::string::npos) {
        for (std::size_t i = 1; i < name.size(); ++i)
            if (name[i] != '-' && name[i - 1] != '-') name[i] = static_cast<char>(name[i] - 'A' + 'a');
    }
    return name;
}

std::vector<std::string> split_authors(std::string_view printed) {
    std::vector<std::string> names;
    std::string text(printed);
    for (const std::string_view word : {" and ", " AND ", " And ", " & ", ";", " with "})
        for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
            text.replace(at, word.size(), ",");
    for (const std::string_view part : split_list(text, ',')) {
        const std::string_view name = without_degree(only_name(part));
        if (name.empty()) continue;
        if (!looks_like_name(name)) break;  // what follows a name is a post or a place: "harbour reporter"
        names.push_back(name_as_written(name));
    }
    return names;
}

struct ReadingTables::Data {
    std::string fingerprint;
    std::unique_ptr<RE2::Set> any_case;
    std::unique_ptr<RE2::Set> exact_case;
    std::vector<Pattern> any_case_patterns;
    std::vector<Pattern> exact_case_patterns;
    std::vector<std::unique_ptr<RE2>> bylines;
    std::vector<std::unique_ptr<RE2>> outlet_lines;  // those with the group beside_date
    std::unordered_map<std::string, Agency> agencies;
    std::vector<std::string> agency_names;  // longest first
    std::unordered_map<std::string, MonthName> months;
    std::unique_ptr<RE2::Set> hints;
    std::vector<PageHint> hint_meanings;
};

ReadingTables::ReadingTables(std::unique_ptr<Data> data) : data_(std::move(data)) {}
ReadingTables::ReadingTables(ReadingTables&&) noexcept = default;
ReadingTables& ReadingTables::operator=(ReadingTables&&) noexcept = default;
ReadingTables::~ReadingTables() = default;

Result<ReadingTables> ReadingTables::compile(const std::string& folder, const std::vector<std::string>* contents,
                                             std::vector<Problem>& problems) {
    const auto content = [&](std::size_t i) { return contents != nullptr ? &(*contents)[i] : nullptr; };
    auto data = std::make_unique<Data>();

    static constexpr std::array<std::string_view, 3> pattern_columns = {"where", "reason", "pattern"};
    auto patterns = table(folder, "boilerplate", content(0), pattern_columns, problems);
    if (!patterns) return fail(patterns.error());
    data->any_case = std::make_unique<RE2::Set>(pattern_options(false), RE2::ANCHOR_BOTH);
    data->exact_case = std::make_unique<RE2::Set>(pattern_options(true), RE2::ANCHOR_BOTH);
    std::set<std::string_view> seen;
    for (const TsvRow& row : patterns->rows) {
        const auto place = place_named(row[0]);
        const auto reason = reason_named(row[1]);
        std::string what;
        if (!place) what = fmt::format("unknown place '{}', expected line, start, tail, credit or paywall", row[0]);
        if (!reason) what = fmt::format("unknown reason '{}' (see the head of the file)", row[1]);
        if (!seen.insert(row[2]).second) what = "the same pattern stands further up";
        if (what.empty()) {
            const bool exact = place == PatternPlace::credit;
            RE2::Set& set = exact ? *data->exact_case : *data->any_case;
            if (set.Add(cheap_pattern(row[2]), &what) >= 0)
                (exact ? data->exact_case_patterns : data->any_case_patterns).push_back({*place, *reason, row.line});
        }
        if (!what.empty()) problems.push_back({patterns->file, row.line, 0, what, true});
    }
    if (!data->any_case->Compile() || !data->exact_case->Compile()) return fail(too_large(patterns->file));

    static constexpr std::array<std::string_view, 1> byline_columns = {"pattern"};
    auto bylines = table(folder, "bylines", content(1), byline_columns, problems);
    if (!bylines) return fail(bylines.error());
    for (const TsvRow& row : bylines->rows) {
        auto pattern = std::make_unique<RE2>(cheap_pattern(row[0]), pattern_options(true));
        if (!pattern->ok())
            problems.push_back({bylines->file, row.line, 0, pattern->error(), true});
        else if (pattern->NamedCapturingGroups().contains("beside_date"))
            data->outlet_lines.push_back(std::move(pattern));
        else
            data->bylines.push_back(std::move(pattern));
    }

    static constexpr std::array<std::string_view, 3> agency_columns = {"name", "agency", "kind"};
    auto agencies = table(folder, "agencies", content(2), agency_columns, problems);
    if (!agencies) return fail(agencies.error());
    for (const TsvRow& row : agencies->rows) {
        if (row[2] != "news" && row[2] != "picture")
            problems.push_back(
                {agencies->file, row.line, 0, fmt::format("kind '{}' is neither news nor picture", row[2]), true});
        if (!data->agencies.emplace(std::string(row[0]), Agency{std::string(row[1]), row[2] == "news"}).second)
            problems.push_back({agencies->file, row.line, 0, fmt::format("'{}' stands further up", row[0]), true});
        else
            data->agency_names.emplace_back(row[0]);
    }
    std::sort(data->agency_names.begin(), data->agency_names.end(), [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });

    static constexpr std::array<std::string_view, 2> month_columns = {"name", "month"};
    auto months = table(folder, "months", content(3), month_columns, problems);
    if (!months) return fail(months.error());
    for (const TsvRow& row : months->rows) {
        const MonthName month = month_of(row[1]);
        if (month.number == 0) {
            problems.push_back({months->file, row.line, 0, fmt::format("'{}' is no month from 1 to 12", row[1]), true});
            continue;
        }
        const std::string name = fold_name(row[0]);
        MonthName& known = data->months[name];
        if (known.number != 0 && (known.number != month.number || known.calendar != month.calendar))
            problems.push_back({months->file, row.line, 0, fmt::format("'{}' stands for two months", row[0]), true});
        known = {month.number, month.calendar, known.goes_on};
        if (const std::size_t blank = name.find(' '); blank != std::string::npos)
            data->months[name.substr(0, blank)].goes_on = true;
    }

    static constexpr std::array<std::string_view, 2> hint_columns = {"meaning", "pattern"};
    auto hints = table(folder, "page_hints", content(4), hint_columns, problems);
    if (!hints) return fail(hints.error());
    data->hints = std::make_unique<RE2::Set>(pattern_options(true), RE2::UNANCHORED);
    for (const TsvRow& row : hints->rows) {
        const auto meaning = hint_named(row[0]);
        std::string what = meaning ? "" : fmt::format("unknown meaning '{}' (see the head of the file)", row[0]);
        if (what.empty() && data->hints->Add(std::string(row[1]), &what) >= 0) data->hint_meanings.push_back(*meaning);
        if (!what.empty()) problems.push_back({hints->file, row.line, 0, what, true});
    }
    if (!data->hints->Compile()) return fail(too_large(hints->file));
    data->fingerprint =
        xxh3_hex(patterns->content + bylines->content + agencies->content + months->content + hints->content);
    return ReadingTables(std::move(data));
}

Result<ReadingTables> ReadingTables::load(const std::string& data_dir, std::vector<Problem>& problems) {
    return compile(data_dir + "/reading", nullptr, problems);
}

const ReadingTables& ReadingTables::built_in() {
    static const ReadingTables tables = [] {
        std::vector<Problem> problems;
        const std::vector<std::string> contents = {boilerplate_tsv, bylines_tsv, agencies_tsv, months_tsv,
                                                   page_hints_tsv};
        auto compiled = compile("data/reading", &contents, problems);
        return std::move(compiled.value());
    }();
    return tables;
}

std::optional<Verdict> ReadingTables::judge(std::string_view text) const {
    if (text.size() > 2 * longest_judged) return std::nullopt;
    const std::string line = fold_blanks(text);
    if (line.empty() || line.size() > longest_judged) return std::nullopt;
    std::vector<int> hits;
    const Pattern* best = nullptr;
    if (data_->any_case->Match(line, &hits)) {
        // "Subscribe to continue reading" asks for a subscription, too, but what counts is that the text ends there.
        const auto is_paywall = [&](int hit) {
            return data_->any_case_patterns[static_cast<std::size_t>(hit)].place == PatternPlace::paywall;
        };
        const auto paywall = std::find_if(hits.begin(), hits.end(), is_paywall);
        const int first = paywall != hits.end() ? *paywall : *std::min_element(hits.begin(), hits.end());
        best = &data_->any_case_patterns[static_cast<std::size_t>(first)];
    }
    hits.clear();
    if (best == nullptr && data_->exact_case->Match(line, &hits))
        best = &data_->exact_case_patterns[static_cast<std::size_t>(*std::min_element(hits.begin(), hits.end()))];
    if (best == nullptr) return std::nullopt;
    return Verdict{best->place, best->reason,
                   fmt::format("matches the pattern at data/reading/boilerplate.tsv:{}", best->line)};
}

std::string ReadingTables::outlet_beside_date(std::string_view text) const {
    if (text.size() > 80) return {};
    const std::string line = fold_blanks(text);
    const bool is_outlet = std::any_of(data_->outlet_lines.begin(), data_->outlet_lines.end(),
                                       [&](const auto& pattern) { return RE2::FullMatch(line, *pattern); });
    return is_outlet ? outlet_name(line) : std::string();
}

std::optional<Byline> ReadingTables::byline(std::string_view text) const {
    if (text.size() > 400) return std::nullopt;
    const std::string line = fold_blanks(text);
    if (line.size() < 4 || line.size() > 200) return std::nullopt;
    for (const auto& pattern : data_->bylines) {
        const auto& names = pattern->NamedCapturingGroups();
        const int groups = pattern->NumberOfCapturingGroups() + 1;
        std::array<re2::StringPiece, 8> found;
        if (groups > static_cast<int>(found.size())) continue;
        if (!pattern->Match(line, 0, line.size(), RE2::ANCHOR_BOTH, found.data(), groups)) continue;
        Byline byline;
        const auto group = [&](const char* name) -> std::string_view {
            const auto at = names.find(name);
            if (at == names.end()) return {};
            const re2::StringPiece& piece = found[static_cast<std::size_t>(at->second)];
            return {piece.data(), piece.size()};
        };
        byline.outlet = outlet_name(trim(group("outlet")));
        byline.date = trim(group("date"));
        const std::string_view authors = group("authors");
        // "By Matthew N. Wells - 12/16/2022": the full stop of an initial ends no name.
        const char* behind = authors.data() + authors.size();
        if (authors.size() > 2 && authors[authors.size() - 2] == ' ' && behind < line.data() + line.size() &&
            *behind == '.')
            continue;
        byline.authors = split_authors(authors);
        if (!authors.empty() && byline.authors.empty()) continue;  // "By noon on Tuesday"
        return byline;
    }
    // "16.12.2022, 17:02 | Автор: Ирина Лебедева | Просмотров: 912"
    if (line.find('|') != std::string::npos)
        for (const std::string_view part : split_list(line, '|'))
            if (auto inner = this->byline(part); inner && !inner->authors.empty()) return inner;
    return std::nullopt;
}

std::optional<Agency> ReadingTables::agency(std::string_view printed) const {
    const auto at = data_->agencies.find(std::string(printed));
    if (at == data_->agencies.end()) return std::nullopt;
    return at->second;
}

std::size_t ReadingTables::agency_prefix(std::string_view text) const {
    for (const std::string& name : data_->agency_names)
        if (text.starts_with(name)) return name.size();
    return 0;
}

PageHint ReadingTables::page_hint(std::string_view tag, std::string_view names) const {
    PageHint hint;
    if (tag == "nav") hint.reason = LeftOut::navigation;
    if (tag == "footer" || tag == "dialog") hint.reason = LeftOut::notice;
    if (tag == "aside") hint.reason = LeftOut::related;
    if (tag == "form" || tag == "button" || tag == "fieldset") hint.reason = LeftOut::other;
    hint.is_caption = tag == "figure" || tag == "figcaption";
    if (hint.reason != LeftOut::none || hint.is_caption || names.empty()) return hint;
    std::string folded(names);
    std::replace(folded.begin(), folded.end(), '_', '-');
    std::vector<int> hits;
    if (!data_->hints->Match(folded, &hits)) return hint;
    return data_->hint_meanings[static_cast<std::size_t>(*std::min_element(hits.begin(), hits.end()))];
}

const std::string& ReadingTables::fingerprint() const { return data_->fingerprint; }

MonthName ReadingTables::month(std::string_view name, bool after_stop) const {
    while (!name.empty() && name.back() == '.') name.remove_suffix(1);
    const std::string folded = fold_name(name);
    if (after_stop)
        if (const auto at = data_->months.find('.' + folded); at != data_->months.end()) return at->second;
    const auto at = data_->months.find(folded);
    return at == data_->months.end() ? MonthName() : at->second;
}

std::vector<Problem> lint_reading_tables(const std::string& data_dir) {
    std::vector<Problem> problems;
    const auto tables = ReadingTables::load(data_dir, problems);
    if (!tables) problems.push_back({tables.error().file, 0, 0, tables.error().what, true});
    return problems;
}

}  // namespace px
