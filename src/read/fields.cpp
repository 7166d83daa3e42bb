#include "read/fields.hpp"

#include <fmt/format.h>

#include <array>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "read/dates.hpp"
#include "read/finish.hpp"
#include "read/language.hpp"
#include "read/markup_text.hpp"
#include "read/page.hpp"
#include "read/plain_text.hpp"
#include "text/clip.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

/// U+0000 is no text: it becomes U+FFFD.
void replace_nuls(std::string& text, std::vector<std::string>& remarks) {
    if (text.find('\0') == std::string::npos) return;
    std::string out;
    for (const char c : text)
        if (c == '\0')
            out += "\xEF\xBF\xBD";
        else
            out += c;
    text = std::move(out);
    remarks.emplace_back("NULs in the text were replaced by U+FFFD");
}

/// "2024031512": year, month, day and hour.
std::optional<PublicationTime> time_of_figures(const std::string& printed, const std::string& evidence) {
    if (printed.size() != 10 || (!printed.starts_with("19") && !printed.starts_with("20"))) return std::nullopt;
    const std::string day = printed.substr(0, 4) + "-" + printed.substr(4, 2) + "-" + printed.substr(6, 2);
    const int hour = std::stoi(printed.substr(8));
    std::optional<PublicationTime> time = hour < 24 ? PublicationTime::parse(day, evidence) : std::nullopt;
    if (time) time->second_of_day = hour * 60 * 60;
    return time;
}

/// "1671530400", "1671530400000": seconds or milliseconds since 1970, in the years 2001 to 2100.
std::optional<PublicationTime> time_of_clock(const std::string& printed, const std::string& evidence) {
    const bool digits = printed.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || (printed.size() != 10 && printed.size() != 13)) return std::nullopt;
    if (std::optional<PublicationTime> time = time_of_figures(printed, evidence)) return time;
    const std::int64_t seconds = std::stoll(printed.substr(0, 10));
    constexpr std::int64_t earliest = 1'000'000'000;
    constexpr std::int64_t latest = 4'102'444'800;
    if (seconds < earliest || seconds > latest) return std::nullopt;
    constexpr std::int64_t day = 24 * 60 * 60;
    PublicationTime time;
    time.day = static_cast<std::int32_t>(seconds / day);
    time.second_of_day = static_cast<std::int32_t>(seconds % day);
    time.zone_minutes = std::int16_t{0};
    time.evidence = evidence;
    return time;
}

void take_date(std::optional<PublicationTime>& time, const std::string& printed, std::string_view field,
               const ReadingTables& tables, std::vector<std::string>& remarks) {
    if (printed.empty() || time) return;
    const std::string evidence = fmt::format("field \"{}\"", field);
    time = PublicationTime::parse(printed, evidence);
    if (!time) time = time_of_clock(printed, evidence);
    if (!time)
        if (const auto found = find_date(printed, tables, evidence)) time = found->time;
    const auto since_1970 = [](const PublicationTime& t) {
        return std::int64_t{t.day} * 24 * 60 * 60 + t.second_of_day.value_or(0) - t.zone_minutes.value_or(0) * 60;
    };
    if (time && since_1970(*time) == 0) {
        time.reset();
        remarks.push_back(fmt::format("the {} holds 1970-01-01, which is what programs write for none", evidence));
        return;
    }
    if (!time) remarks.push_back(fmt::format("the {} holds no date: \"{}\"", evidence, clipped(printed, 60)));
}

/// The body as a page of its own, so that paragraphs, captions and boilerplate are found as on any page.
void read_html_body(Report& report, const ReportFields& fields, const ReadingTables& tables) {
    DecodedText page;
    const std::string title = escape_markup(fields.title);
    page.text = "<html><head><title>" + title + "</title></head><body><article>";
    if (!title.empty()) page.text += "<h1>" + title + "</h1>";
    page.text += fields.html + "</article></body></html>";
    page.charset = "UTF-8";
    (void)read_page(report, page, tables);
    report.origins.clear();
}

/// "Talks fail" begins "Talks fail. They ...", but not "Talks failed ...".
bool begins_with_line(std::string_view text, std::string_view line) {
    if (!text.starts_with(line)) return false;
    const char next = text.size() > line.size() ? text[line.size()] : '\n';
    return !((next | 0x20) >= 'a' && (next | 0x20) <= 'z');
}

/// Does a blank line part paragraphs of the text?
bool holds_blank_line(std::string_view text) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
        const std::size_t next = text.find_first_not_of(" \t\r", at + 1);
        if (next != std::string_view::npos && text[next] == '\n') return true;
    }
    return false;
}

/// Is the text markup, though the field's name does not say so? It begins with a tag, or no blank line parts it; and it
/// has a whole paragraph or breaks two lines. A plain text may speak of a tag.
bool holds_paragraphs(std::string_view text) {
    text = trim(text);
    if (!text.starts_with('<') && holds_blank_line(text)) return false;
    const auto encloses = [&](std::string_view begin, std::string_view end) {
        const std::size_t at = text.find(begin);
        if (at == std::string_view::npos || at + begin.size() >= text.size()) return false;
        const char next = text[at + begin.size()];
        return (next == '>' || next == ' ') && text.find(end, at) != std::string_view::npos;
    };
    if (encloses("<p", "</p>") || encloses("<div", "</div>")) return true;
    const std::size_t first = text.find("<br");
    return first != std::string_view::npos && text.find("<br", first + 1) != std::string_view::npos;
}

void read_text_body(Report& report, ReportFields& fields, const ReadingTables& tables) {
    const std::string_view words = trim(fields.title);
    const bool has_title = !words.empty() && !begins_with_line(trim(fields.text), words);
    report.text = has_title ? std::string(words) + "\n\n" + fields.text : std::move(fields.text);
    read_plain_text(report, tables, {0, has_title ? static_cast<std::uint32_t>(words.size()) : 0});
}

/// "Talks fail in Geneva … [+2314 chars]", as services cut texts off.
void take_off_count_of_rest(ReportFields& fields) {
    std::string& text = fields.text;
    const std::size_t at = text.rfind("[+");
    if (at == std::string::npos || !trim(text).ends_with(" chars]") || text.size() - at > 24) return;
    text.resize(at);
    fields.truncated = true;
    fields.remarks.emplace_back("the service that delivered it cut the text off");
}

/// "Talks fail - Lake Watch" by Lake Watch.
void take_off_outlet(std::string& title, const std::string& outlet) {
    for (const std::string_view mark : {" - ", " | ", " \xE2\x80\x93 "}) {
        const std::string tail = std::string(mark) + outlet;
        if (!outlet.empty() && title.size() > tail.size() && title.ends_with(tail))
            title.resize(title.size() - tail.size());
    }
}

}  // namespace

Result<Report> report_from_fields(std::string_view identity, ReportFields fields, std::string source,
                                  const ReadOptions& options) {
    const ReadingTables& tables = tables_of(options);
    Report report;
    report.id = sha256_hex(identity);
    report.given_id = std::move(fields.id);
    report.source = std::move(source);
    report.url = std::move(fields.url);
    report.published = options.date;
    take_off_count_of_rest(fields);
    take_off_outlet(fields.title, fields.outlet);
    report.outlet = options.outlet.empty() ? std::move(fields.outlet) : options.outlet;
    report.agency = std::move(fields.agency);
    report.section = std::move(fields.section);
    report.authors = std::move(fields.authors);
    report.truncated = fields.truncated;
    report.remarks = std::move(fields.remarks);
    if (fields.html.empty() && holds_paragraphs(fields.text)) fields.html.swap(fields.text);
    for (std::string* text : {&fields.text, &fields.html, &fields.title}) replace_nuls(*text, report.remarks);
    if (trim(fields.text).empty() && trim(fields.html).empty())
        return fail({ErrorKind::empty, report.source, "", "the field \"text\" is missing or empty",
                     "if the text has another name: --fields text=NAME"});
    take_date(report.published, fields.date, "date", tables, report.remarks);
    take_date(report.updated, fields.updated, "updated", tables, report.remarks);
    if (trim(fields.text).empty())
        read_html_body(report, fields, tables);
    else
        read_text_body(report, fields, tables);
    ReadOptions given = options;
    if (given.language.empty()) given.language = language_code(fields.language);
    return finish_report(std::move(report), given, "");
}

std::string identity_of(const ReportFields& fields) {
    std::string identity;
    for (const std::string* part : {&fields.id, &fields.title, &fields.text, &fields.html, &fields.date,
                                    &fields.updated, &fields.outlet, &fields.agency, &fields.url, &fields.language}) {
        identity += *part;
        identity += '\x1f';
    }
    for (const std::string& author : fields.authors) identity += author + '\x1f';
    return identity;
}

bool set_field(ReportFields& fields, std::string_view name, std::string value) {
    const std::array<std::pair<std::string_view, std::string*>, 11> places = {{
        {"id", &fields.id},
        {"title", &fields.title},
        {"text", &fields.text},
        {"html", &fields.html},
        {"date", &fields.date},
        {"updated", &fields.updated},
        {"outlet", &fields.outlet},
        {"agency", &fields.agency},
        {"section", &fields.section},
        {"url", &fields.url},
        {"lang", &fields.language},
    }};
    for (const auto& [known, place] : places) {
        if (known != name) continue;
        *place = std::move(value);
        return true;
    }
    if (name != "authors") return false;
    for (std::string_view author : split_list(value)) {
        for (const std::string_view by : {"By ", "BY ", "by "})
            if (author.starts_with(by)) author.remove_prefix(by.size());
        fields.authors.emplace_back(author);
    }
    return true;
}

}  // namespace px
