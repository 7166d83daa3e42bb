#include "read/plain_text.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/tsv.hpp"
#include "read/dates.hpp"
#include "read/export_fields.hpp"
#include "read/mail.hpp"
#include "read/paragraphs.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

struct Line {
    Span span;                // without white space at the ends; empty for a blank line
    std::uint32_t width = 0;  // code points
    bool indented = false;
};

std::uint32_t count_code_points(std::string_view text) {
    std::uint32_t count = 0;
    for (const char c : text)
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
    return count;
}

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = text.find_first_of("\n\r", begin);
        if (end == std::string_view::npos) end = text.size();
        const Span raw{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
        Line line;
        line.span = trimmed(text, raw);
        line.width = count_code_points(slice(text, line.span));
        line.indented = !line.span.empty() && line.span.begin >= raw.begin + 2;
        lines.push_back(line);
        begin = end + 1;
        if (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n') ++begin;
    }
    return lines;
}

std::uint32_t first_word_width(std::string_view line) {
    return count_code_points(line.substr(0, line.find_first_of(" \t")));
}

constexpr std::string_view export_why = "field of an archive's export";

bool begins_small(std::string_view line) { return !line.empty() && line[0] >= 'a' && line[0] <= 'z'; }

bool begins_item(std::string_view line) {
    for (const std::string_view mark : {"- ", "* ", "\xE2\x80\xA2 ", "\xE2\x80\x93 ", "\xC2\xB7 "})
        if (line.starts_with(mark)) return true;
    std::size_t digits = 0;
    while (digits < line.size() && digits < 3 && line[digits] >= '0' && line[digits] <= '9') ++digits;
    return digits > 0 && digits + 1 < line.size() && (line[digits] == '.' || line[digits] == ')') &&
           line[digits + 1] == ' ';
}

/// "Subject: …", as in the head of a mail.
bool begins_field(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon > 30) return false;
    return std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](char c) { return c == '-' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

/// The margin at which a file is wrapped, in code points; 0 if each line is a paragraph of its own. A file is wrapped
/// if most lines that have a next line in their group end in the middle of a sentence.
std::uint32_t margin_of(std::string_view text, const std::vector<Line>& lines) {
    std::vector<std::uint32_t> widths;
    std::size_t open = 0;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        if (lines[i].span.empty() || lines[i + 1].span.empty()) continue;
        widths.push_back(lines[i].width);
        if (!ends_sentence(slice(text, lines[i].span))) ++open;
    }
    const auto is_long = [](const Line& line) { return line.width > 120; };
    if (widths.size() < 3 || open * 2 < widths.size()) return 0;
    if (static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), is_long)) * 10 > lines.size()) return 0;
    const std::size_t rank = widths.size() * 9 / 10;
    std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(rank), widths.end());
    const std::uint32_t margin = widths[rank];
    return margin >= 30 && margin <= 120 ? margin : 0;
}

bool is_continued(std::string_view text, const Line& line, const Line& next, std::uint32_t margin) {
    const std::string_view here = slice(text, line.span);
    const std::string_view there = slice(text, next.span);
    if (begins_item(there) || margin == 0 || export_field(there).is_sure) return false;
    if (next.indented && !line.indented && ends_sentence(here)) return false;
    if (begins_small(there) && !ends_sentence(here) && line.width * 2 > margin) return true;
    return line.width + 1 + first_word_width(there) > margin && line.width * 3 > margin * 2;
}

/// Paragraphs, and single lines that stand for themselves.
std::vector<Span> pieces_of(std::string_view text) {
    const std::vector<Line> lines = lines_of(text);
    const std::uint32_t margin = margin_of(text, lines);
    std::vector<Span> pieces;
    bool open = false;
    bool in_first_group = true;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].span.empty()) {
            open = false;
            in_first_group = in_first_group && pieces.empty();
            continue;
        }
        if (open)
            pieces.back().end = lines[i].span.end;
        else
            pieces.push_back(lines[i].span);
        open = i + 1 < lines.size() && !lines[i + 1].span.empty() &&
               is_continued(text, lines[i], lines[i + 1], margin) &&
               !(in_first_group && begins_field(slice(text, lines[i + 1].span)));
    }
    return pieces;
}

std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    bool inside = false;
    for (const char c : text) {
        const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (!blank && !inside) ++words;
        inside = !blank;
    }
    return words;
}

/// "TAGUS OBSERVER": capitals only, as an outlet or office heads its texts.
bool is_letterhead(std::string_view line) {
    return line.size() >= 4 && std::none_of(line.begin(), line.end(),
                                            [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

/// "Kathmandu Lantern", "Ann Lee": one to four words that all begin with a capital.
bool is_bare_name(std::string_view line) {
    const std::vector<std::string_view> words = split_list(line, ' ');
    return !words.empty() && words.size() <= 4 && std::all_of(words.begin(), words.end(), [](std::string_view word) {
        return word[0] >= 'A' && word[0] <= 'Z';
    });
}

/// Walks the pieces from top to bottom, once.
class PlainTextReader {
  public:
    PlainTextReader(Report& report, const ReadingTables& tables)
        : report_(report), text_(report.text), tables_(tables), pieces_(pieces_of(report.text)) {
        take_off_heading_marks();
    }

    void read(Span title) {
        if (!title.empty()) {
            keep(title, BlockKind::headline);
            has_headline_ = true;
            const auto after =
                std::find_if(pieces_.begin(), pieces_.end(), [&](Span piece) { return piece.begin >= title.end; });
            marked_.erase(marked_.begin(), marked_.begin() + (after - pieces_.begin()));
            pieces_.erase(pieces_.begin(), after);
        }
        if (is_export(all_words())) {
            read_export();
            return;
        }
        std::size_t next = read_mail_head();
        next = read_head(next);
        for (; next < pieces_.size(); ++next) read_body_piece(next);
        settle_outlet();
        if (report_.outlet.empty()) report_.outlet = outlet_of_sender(sender_);
    }

  private:
    [[nodiscard]] std::string_view words(std::size_t i) const { return slice(text_, pieces_[i]); }

    void keep(Span span, BlockKind kind) { report_.blocks.push_back({span, kind, LeftOut::none, ""}); }
    void leave_out(Span span, LeftOut reason, std::string why) {
        report_.blocks.push_back({span, BlockKind::left_out, reason, std::move(why)});
    }

    [[nodiscard]] std::vector<std::string_view> all_words() const {
        std::vector<std::string_view> all;
        for (const Span piece : pieces_) all.push_back(slice(text_, piece));
        return all;
    }

    /// "## Background" (Markdown): the marks go, the line is a heading.
    void take_off_heading_marks() {
        constexpr std::uint32_t most_marks = 6;
        marked_.resize(pieces_.size());
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            std::uint32_t marks = 0;
            while (marks < pieces_[i].size() && text_[pieces_[i].begin + marks] == '#') ++marks;
            if (marks == 0 || marks > most_marks || marks == pieces_[i].size()) continue;
            if (text_[pieces_[i].begin + marks] != ' ') continue;
            marked_[i] = true;
            pieces_[i] = trimmed(text_, {pieces_[i].begin + marks, pieces_[i].end});
        }
    }

    /// A text as an archive of the press gives it out: its fields tell what is what.
    void read_export() {
        const std::vector<ExportField> fields = export_fields(all_words());
        const bool labelled = std::any_of(fields.begin(), fields.end(),
                                          [](const ExportField& field) { return field.role == ExportRole::title; });
        bool in_body = false;
        std::size_t texts = 0;
        ExportRole awaited = ExportRole::none;  // of a label that stands alone: its value follows
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            const ExportField& field = fields[i];
            if (field.role == ExportRole::none || (in_body && !ends_body(fields, i))) {
                if (in_body)
                    read_body_piece(i);
                else if (awaited != ExportRole::none)
                    read_export_value(awaited, pieces_[i]);
                else
                    read_line_around_export(i, labelled);
                awaited = ExportRole::none;
                continue;
            }
            if (field.role == ExportRole::body && !in_body) ++texts;
            in_body = field.role == ExportRole::body;
            const Span value =
                trimmed(text_, {pieces_[i].begin + static_cast<std::uint32_t>(field.value), pieces_[i].end});
            leave_out(trimmed(text_, {pieces_[i].begin, value.begin}), LeftOut::notice, std::string(export_why));
            awaited = value.empty() && !in_body && field.role != ExportRole::other ? field.role : ExportRole::none;
            if (value.empty()) continue;
            pieces_[i] = value;
            if (in_body)
                read_body_piece(i);
            else
                read_export_value(field.role, value);
        }
        if (texts > 1)
            report_.remarks.push_back("the file holds " + std::to_string(texts) +
                                      " texts, which are read as one report; give each its own file");
    }

    /// Does the field `i` end the body it follows? A paragraph may begin like one ("Location: the envoy had lived …"):
    /// then it is a sentence, or no other label follows.
    [[nodiscard]] bool ends_body(const std::vector<ExportField>& fields, std::size_t i) const {
        constexpr std::size_t look_ahead = 2;  // pieces
        if (fields[i].is_sure) return true;
        if (ends_sentence(trim(words(i).substr(fields[i].value)))) return false;
        for (std::size_t next = i + 1; next <= i + look_ahead && next < fields.size(); ++next)
            if (fields[next].role != ExportRole::none) return true;
        return false;
    }

    void read_export_value(ExportRole role, Span value) {
        if (role == ExportRole::title && !has_headline_) {
            keep(value, BlockKind::headline);
            has_headline_ = true;
            return;
        }
        leave_out(value, LeftOut::notice, std::string(export_why));
        take_export_field(role, slice(text_, value));
    }

    void take_export_field(ExportRole role, std::string_view value) {
        if (role == ExportRole::authors && report_.authors.empty()) report_.authors = authors_of_export(value);
        if (role == ExportRole::date) take_date(value, export_why);
        if (role != ExportRole::outlet) return;
        if (report_.outlet.empty()) report_.outlet = trim(value.substr(0, value.find_first_of(";\n")));
        take_date(value, export_why);
    }

    /// Lines without a label outside the body: the headline of forms that do not label it; the outlet and the date
    /// above the first field.
    void read_line_around_export(std::size_t i, bool labelled) {
        const std::string_view line = words(i);
        if (is_date_line(line, tables_)) {
            take_date(line, "date line");
            leave_out(pieces_[i], LeftOut::date_line, "holds a date and nothing else");
            return;
        }
        const bool above = !has_headline_ && kept_bytes_ == 0;
        if (above && report_.outlet.empty()) report_.outlet = tables_.outlet_beside_date(line);
        // "The Volta Times", "March 14, 2024", and the headline above or below them.
        const bool dated = i + 1 < pieces_.size() && is_date_line(words(i + 1), tables_);
        if (kept_bytes_ == 0 && dated && report_.outlet.empty() && count_words(line) <= 6 && !ends_sentence(line) &&
            (has_headline_ || (i + 2 < pieces_.size() && count_words(words(i + 2)) >= 3)))
            report_.outlet = outlet_name(fold_blanks(line));
        const bool is_outlet = !report_.outlet.empty() && report_.outlet == outlet_name(fold_blanks(line));
        const bool is_number = line[0] >= '0' && line[0] <= '9' && line.ends_with("DOCUMENTS");  // "1 of 2 DOCUMENTS"
        if (above && !is_outlet && !is_number && !labelled && count_words(line) >= 3) {
            keep(pieces_[i], BlockKind::headline);
            has_headline_ = true;
        } else {
            leave_out(pieces_[i], LeftOut::notice, "stands outside the body of an archive's export");
        }
    }

    void take_date(std::string_view printed, std::string_view evidence) {
        const auto found = find_date(printed, tables_, evidence);
        if (!found) return;
        const std::string before = lower_ascii(printed.substr(0, found->span.begin));
        const bool is_update =
            before.find("updat") != std::string::npos || before.find("modified") != std::string::npos;
        auto& field = is_update ? report_.updated : report_.published;
        if (field) return;
        field = found->time;
        if (found->ambiguous)
            report_.remarks.push_back("the date \"" + fold_blanks(slice(printed, found->span)) +
                                      "\" was read with the day before the month");
    }

    /// "HALYARD NEWS AGENCY" on top and "(Halyard)" in the dateline are one outlet, and so is the sender of the mail.
    void settle_outlet() {
        const std::string agency = fold_name(report_.agency);
        if (agency.empty()) return;
        const bool heads_text = fold_name(report_.outlet).starts_with(agency + " ");
        const bool sent_mail = report_.outlet.empty() && fold_name(sender_).find(agency) != std::string::npos;
        // "KAMPALA (Lakeside Post) -": who signs a dateline and is no agency is the paper itself.
        const bool signs_itself = report_.outlet.empty() && !tables_.agency(report_.agency);
        if (heads_text || sent_mail || signs_itself) report_.outlet = report_.agency;
    }

    void take_byline(const Byline& byline) {
        if (report_.authors.empty()) report_.authors = byline.authors;
        if (report_.outlet.empty()) report_.outlet = byline.outlet;
        if (!byline.date.empty()) take_date(byline.date, "byline");
    }

    /// "From: …", "Subject: …" on top; gives the first piece after them.
    std::size_t read_mail_head() {
        static const RE2 field(
            R"((?i)(from|to|cc|bcc|subject|date|sent|reply-to|message-id|mime-version|content-type|content-transfer-encoding|list-unsubscribe|received|return-path|x-[a-z-]+|organization|newsgroups|lines|list-id):\s*((?s).*))");
        std::size_t i = 0;
        std::vector<std::pair<std::string, std::string_view>> fields;
        for (; i < pieces_.size(); ++i) {
            std::string name;
            re2::StringPiece value;
            const std::string_view line = words(i);
            if (!RE2::FullMatch(re2::StringPiece(line.data(), std::min<std::size_t>(line.size(), 2000)), field, &name,
                                &value))
                break;
            fields.emplace_back(lower_ascii(name), std::string_view(value.data(), value.size()));
        }
        const bool has_subject =
            std::any_of(fields.begin(), fields.end(), [](const auto& f) { return f.first == "subject"; });
        if (fields.size() < 2 || !has_subject) return 0;
        for (std::size_t k = 0; k < i; ++k) read_mail_field(fields[k].first, fields[k].second, pieces_[k]);
        return i;
    }

    void read_mail_field(const std::string& name, std::string_view value, Span line) {
        if (name == "subject" && !value.empty()) {
            const auto begin = static_cast<std::uint32_t>(value.data() - text_.data());
            leave_out(trimmed(text_, {line.begin, begin}), LeftOut::other, "field of a mail's head");
            keep({begin, line.end}, BlockKind::headline);
            has_headline_ = true;
            return;
        }
        if (name == "from") sender_ = value.substr(0, 200);
        const bool is_date = name == "date" || name == "sent";
        if (is_date) take_date(value, "mail head");
        leave_out(line,
                  is_date          ? LeftOut::date_line
                  : name == "from" ? LeftOut::byline
                                   : LeftOut::other,
                  "field of a mail's head");
    }

    [[nodiscard]] bool is_body(std::size_t i) const {
        const std::string_view piece = words(i);
        if (piece.size() >= 250) return true;
        return piece.size() >= 60 && ends_sentence(piece) && count_words(piece) >= 10;
    }

    /// A line that is a byline, a date line or known boilerplate; true if it was dealt with.
    bool read_known_line(std::size_t i, bool in_head) {
        const std::string_view line = words(i);
        if (in_head) {
            if (const auto byline = tables_.byline(without_marks(line))) {
                take_byline(*byline);
                leave_out(pieces_[i], LeftOut::byline, "names the author or the source");
                return true;
            }
            if (is_date_line(line, tables_)) {
                take_date(line, "date line");
                take_outlet_before_date(line);
                leave_out(pieces_[i], LeftOut::date_line, "holds a date and nothing else");
                return true;
            }
        }
        const auto verdict = tables_.judge(line);
        if (!verdict || verdict->place == PatternPlace::tail) return false;
        if (verdict->place == PatternPlace::credit && i + 6 < pieces_.size()) return false;
        if (verdict->place == PatternPlace::credit) take_credit(line);
        if (verdict->place == PatternPlace::paywall) report_.truncated = true;
        leave_out(pieces_[i], verdict->reason, verdict->why);
        return true;
    }

    /// "**By Ann Lee** | *Lake Watch*" without the marks of Markdown.
    static std::string without_marks(std::string_view line) {
        std::string plain(line);
        std::erase(plain, '*');
        return plain;
    }

    /// "Volta Watch, December 16, 2022"
    void take_outlet_before_date(std::string_view line) {
        const auto date = find_date(line, tables_, "");
        if (!date || !report_.outlet.empty()) return;
        std::string_view before = trim(line.substr(0, date->span.begin));
        while (!before.empty() && std::string_view(",|- ").find(before.back()) != std::string_view::npos)
            before.remove_suffix(1);
        before = without_weekday(before);
        if (!before.empty()) report_.outlet = tables_.outlet_beside_date(before);
    }

    /// "Volta Watch" of "Volta Watch     Friday".
    static std::string_view without_weekday(std::string_view words) {
        const std::size_t blank = words.find_last_of(" \t,");
        const std::string last = lower_ascii(blank == std::string_view::npos ? words : words.substr(blank + 1));
        if (!last.ends_with("day") || last.size() > 9 || blank == std::string_view::npos) return words;
        words = words.substr(0, blank);
        while (!words.empty() && std::string_view(",|- \t").find(words.back()) != std::string_view::npos)
            words.remove_suffix(1);
        return words;
    }

    void take_credit(std::string_view line) {
        if (report_.agency.empty()) report_.agency = credited_agency(line, tables_);
        static const RE2 reporters(R"((?i)\breport(?:ing|ed) by ([^;.)]+))");
        std::string names;
        const std::string footer = fold_blanks(line);
        if (report_.authors.empty() && RE2::PartialMatch(footer, reporters, &names))
            report_.authors = split_authors(names);
    }

    /// Headline, standfirst, byline and date lines; gives the first piece of the body.
    std::size_t read_head(std::size_t first) {
        std::size_t body = first;
        while (body < pieces_.size() && !is_body(body) && body < first + 12) ++body;
        const bool has_body = body < pieces_.size() && is_body(body);
        if (!has_body) body = std::min(first + 1, pieces_.size());
        std::vector<std::size_t> candidates;
        std::vector<bool> dealt(pieces_.size(), false);
        const std::size_t known_from = report_.blocks.size();
        for (std::size_t i = first; i < body; ++i) {
            dealt[i] = read_known_line(i, true);
            if (!dealt[i]) candidates.push_back(i);
        }
        take_outlet_line(candidates, dealt);
        std::size_t headline = pieces_.size();
        for (const std::size_t i : candidates)
            if (marked_[i] && (headline == pieces_.size() || !marked_[headline]))
                headline = i;
            else if (headline == pieces_.size() ||
                     (!marked_[headline] && count_words(words(headline)) < 4 && count_words(words(i)) >= 4))
                headline = i;
        headline = below_letterhead(candidates, headline, dealt);
        for (const std::size_t i : candidates) read_head_line(i, headline, has_body);
        std::sort(report_.blocks.begin() + static_cast<std::ptrdiff_t>(known_from), report_.blocks.end(),
                  [](const Block& a, const Block& b) { return a.span.begin < b.span.begin; });
        return body;
    }

    /// A line beside a date line or a byline that reads like an outlet's name, if another line can be the headline; or
    /// a name of some other kind between the headline and the date: an author, a town, an outlet that nobody knows.
    void take_outlet_line(std::vector<std::size_t>& candidates, const std::vector<bool>& dealt) {
        if (candidates.empty() || (candidates.size() < 2 && !has_headline_)) return;
        const auto before_date = [&](std::size_t i) { return i + 1 < dealt.size() && dealt[i + 1]; };
        const auto outlet = std::find_if(candidates.begin(), candidates.end(), [&](std::size_t i) {
            const bool beside = before_date(i) || (i > 0 && dealt[i - 1]);
            return beside && !tables_.outlet_beside_date(words(i)).empty();
        });
        const auto named = outlet != candidates.end()
                               ? outlet
                               : std::find_if(candidates.begin() + 1, candidates.end(),
                                              [&](std::size_t i) { return before_date(i) && is_bare_name(words(i)); });
        if (named == candidates.end()) return;
        if (outlet != candidates.end() && report_.outlet.empty())
            report_.outlet = tables_.outlet_beside_date(words(*outlet));
        leave_out(pieces_[*named], LeftOut::byline, "a name beside the date");
        candidates.erase(named);
    }

    /// A letterhead ("GOVERNMENT NOTICE SERVICE", a date, then the headline) is no headline: a short first line with a
    /// known line between it and a longer candidate. Gives the headline's place.
    std::size_t below_letterhead(const std::vector<std::size_t>& candidates, std::size_t headline,
                                 const std::vector<bool>& dealt) const {
        if (headline >= pieces_.size() || candidates.size() < 2 || count_words(words(headline)) > 4) return headline;
        for (const std::size_t i : candidates)
            if (i > headline && count_words(words(i)) >= 5 &&
                std::find(dealt.begin() + static_cast<std::ptrdiff_t>(headline),
                          dealt.begin() + static_cast<std::ptrdiff_t>(i),
                          true) != dealt.begin() + static_cast<std::ptrdiff_t>(i))
                return i;
        return headline;
    }

    void read_head_line(std::size_t i, std::size_t headline, bool has_body) {
        const std::string_view line = words(i);
        if (leave_out_repeated(i)) return;
        if (i == headline && !has_headline_ && (has_body || !line.ends_with('.'))) {
            keep(pieces_[i], BlockKind::headline);
            has_headline_ = true;
        } else if (i < headline && count_words(line) <= 4) {
            if (report_.outlet.empty() && is_letterhead(line)) report_.outlet = outlet_name(fold_blanks(line));
            leave_out(pieces_[i], LeftOut::navigation, "a short line above the headline");
        } else if (i > headline && count_words(line) >= 5 && !has_standfirst_) {
            keep(pieces_[i], BlockKind::standfirst);
            has_standfirst_ = true;
        } else {
            keep(pieces_[i], count_words(line) >= 8 ? BlockKind::paragraph : BlockKind::heading);
        }
    }

    bool leave_out_repeated(std::size_t i) {
        const std::string_view headline = report_.headline();
        if (headline.empty() || words(i).size() > 300 || fold_blanks(words(i)) != fold_blanks(headline)) return false;
        leave_out(pieces_[i], LeftOut::other, "repeats the headline");
        return true;
    }

    void read_body_piece(std::size_t i) {
        const std::string_view piece = words(i);
        if (tail_ != LeftOut::none) {
            leave_out(pieces_[i], tail_, "stands after \"" + tail_head_ + "\"");
            return;
        }
        if (const auto verdict = tables_.judge(piece);
            verdict && verdict->place == PatternPlace::tail && enough_before(i)) {
            tail_ = verdict->reason;
            tail_head_ = fold_blanks(piece);
            leave_out(pieces_[i], verdict->reason, verdict->why);
            return;
        }
        if (in_links_ && piece.size() < 120 && !ends_sentence(piece)) {
            leave_out(pieces_[i], LeftOut::related, "stands in a list of links");
            return;
        }
        if (leave_out_repeated(i)) return;
        if (begins_signature(i)) {
            tail_ = LeftOut::notice;
            tail_head_ = "--";
            leave_out(pieces_[i], LeftOut::notice, "the mark of a signature");
            return;
        }
        const bool known = read_known_line(i, kept_bytes_ < 600 || i + 4 > pieces_.size());
        in_links_ = known && report_.blocks.back().reason == LeftOut::related && piece.size() < 60;
        if (!known) keep_body_piece(i);
    }

    /// "-- " (RFC 3676), with nothing but a few short lines below.
    [[nodiscard]] bool begins_signature(std::size_t i) const {
        constexpr std::size_t most_lines = 8;
        if (words(i) != "--" || kept_bytes_ == 0 || i + 1 == pieces_.size() || pieces_.size() - i > most_lines)
            return false;
        for (std::size_t k = i + 1; k < pieces_.size(); ++k)
            if (is_body(k)) return false;
        return true;
    }

    [[nodiscard]] bool enough_before(std::size_t i) const {
        return kept_bytes_ >= 300 || pieces_[i].begin * 3 >= text_.size();
    }

    void keep_body_piece(std::size_t i) {
        Span span = pieces_[i];
        if (kept_bytes_ == 0) {
            const Dateline line = find_dateline(text_, span, tables_);
            if (!line.span.empty()) {
                leave_out(trimmed(text_, line.span), LeftOut::date_line, std::string(dateline_why));
                if (report_.agency.empty()) report_.agency = line.agency;
                take_date(slice(text_, line.span), "dateline");
                span = trimmed(text_, {line.span.end, span.end});
            }
        }
        const std::vector<Block> cut = cut_paragraph(text_, span, kind_of(i), tables_);
        report_.blocks.insert(report_.blocks.end(), cut.begin(), cut.end());
        for (const Block& block : cut)
            if (block.kept() && block.kind != BlockKind::caption) kept_bytes_ += block.span.size();
    }

    [[nodiscard]] BlockKind kind_of(std::size_t i) const {
        const std::string_view piece = words(i);
        if (marked_[i]) return BlockKind::heading;
        if (begins_item(piece)) return BlockKind::list_item;
        if (piece.starts_with("> ")) return BlockKind::quotation;
        const bool heading = i > 0 && i + 1 < pieces_.size() && piece.size() <= 80 && !ends_sentence(piece) &&
                             words(i + 1).size() >= 100 && kept_bytes_ > 0 && count_words(piece) <= 10;
        return heading ? BlockKind::heading : BlockKind::paragraph;
    }

    Report& report_;
    std::string_view text_;
    const ReadingTables& tables_;
    std::vector<Span> pieces_;
    std::vector<bool> marked_;  // by piece: as a heading
    bool has_headline_ = false;
    bool has_standfirst_ = false;
    bool in_links_ = false;
    std::size_t kept_bytes_ = 0;
    std::string_view sender_;  // of a mail
    LeftOut tail_ = LeftOut::none;
    std::string tail_head_;
};

}  // namespace

void read_plain_text(Report& report, const ReadingTables& tables, Span title) {
    PlainTextReader(report, tables).read(title);
}

}  // namespace px
