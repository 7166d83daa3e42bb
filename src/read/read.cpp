#include "read/read.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/hash.hpp"
#include "read/archive.hpp"
#include "read/byte_source.hpp"
#include "read/charset.hpp"
#include "read/fields.hpp"
#include "read/finish.hpp"
#include "read/language.hpp"
#include "read/mail.hpp"
#include "read/page.hpp"
#include "read/plain_text.hpp"
#include "read/rearranged.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

Error unreadable(const std::string& path, const std::string& what) {
    return {ErrorKind::unreadable, path, "", what, ""};
}

Error too_large(const std::string& path) {
    return {ErrorKind::out_of_space, path, "",
            fmt::format("the file is larger than {} MiB, the most that is read of one report", size_limit >> 20U),
            "split it, or give many reports as JSON Lines"};
}

/// A file that is closed when it goes out of sight.
class OpenFile {
  public:
    explicit OpenFile(const std::string& path)
        : descriptor_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
    }
    [[nodiscard]] int descriptor() const { return descriptor_; }

  private:
    int descriptor_;
};

std::string why_not(int number) {
    switch (number) {
        case ENOENT:
            return "there is no such file";
        case EACCES:
            return "permission to read it is denied";
        case EISDIR:
            return "this is a folder, expected a file";
        default:
            return std::strerror(number);
    }
}

void put_in_given(Report& report, const ReadOptions& options) {
    if (options.date) report.published = options.date;
    if (!options.outlet.empty()) report.outlet = options.outlet;
}

/// What a compressed file holds, if it is not larger than the largest file.
Result<std::string> unpacked(std::string bytes, const std::string& name) {
    Buffered in(decompressed(source_in_memory(std::move(bytes)), name));
    std::optional<std::string> content = in.read_all(size_limit);
    if (in.failure()) return fail(*in.failure());
    if (!content) return fail(too_large(name));
    return std::move(*content);
}

/// The head fields that a reader sees, and the body: the plain text as a text, else the page. A page that a browser
/// saved in this form is a page; its head speaks of the saving.
Result<Report> read_mail_report(Report report, const std::string& bytes, const ReadOptions& options) {
    Result<Mail> mail = read_mail(bytes, report.source);
    if (!mail) return fail(mail.error());
    if (!mail->page_address.empty() && !mail->html.empty()) {
        report.url = std::move(mail->page_address);
        const DecodedText page{std::move(mail->html), {}, "UTF-8", {}};
        const std::string claimed = read_page(report, page, tables_of(options));
        report.origins.clear();
        return finish_report(std::move(report), options, claimed);
    }
    if (mail->text.empty()) {
        ReportFields fields;
        fields.title = mail->subject;
        fields.date = mail->date;
        fields.outlet = outlet_of_sender(mail->from);
        fields.html = std::move(mail->html);
        return report_from_fields(bytes, std::move(fields), report.source, options);
    }
    for (const auto& [name, value] :
         {std::pair("From: ", mail->from), std::pair("Subject: ", mail->subject), std::pair("Date: ", mail->date)})
        if (!value.empty()) report.text += name + fold_blanks(value) + "\n";
    report.text += "\n" + mail->text;
    read_plain_text(report, tables_of(options));
    return finish_report(std::move(report), options, "");
}

/// The text in its own order; what is no part of it stands at its end.
void read_rearranged(Report& report, Rearranged ordered, const ReadingTables& tables) {
    const std::string all = std::move(ordered.text);
    const std::size_t end = ordered.left_out.empty() ? all.size() : ordered.left_out.front().begin;
    report.text = all.substr(0, end);
    report.origins = std::move(ordered.origins);
    if (!ordered.author.empty()) report.authors.push_back(std::move(ordered.author));
    read_plain_text(report, tables);
    report.text += std::string_view(all).substr(end);
    for (const Span span : ordered.left_out)
        report.blocks.push_back({span, BlockKind::left_out, LeftOut::notice, ordered.why});
    if (!ordered.remark.empty()) report.remarks.push_back(std::move(ordered.remark));
}

}  // namespace

Result<std::string> read_bytes(const std::string& path) {
    const OpenFile file(path);
    if (file.descriptor() < 0) return fail(unreadable(path, why_not(errno)));
    struct stat status{};
    if (::fstat(file.descriptor(), &status) != 0) return fail(unreadable(path, why_not(errno)));
    if (S_ISDIR(status.st_mode)) return fail(unreadable(path, why_not(EISDIR)));
    if (status.st_size > static_cast<off_t>(size_limit)) return fail(too_large(path));
    std::string bytes;
    if (S_ISREG(status.st_mode)) bytes.reserve(static_cast<std::size_t>(status.st_size));
    std::array<char, 1U << 16U> buffer;
    while (true) {
        const ssize_t got = ::read(file.descriptor(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(unreadable(path, why_not(errno)));
        if (got == 0) return bytes;
        if (bytes.size() + static_cast<std::size_t>(got) > size_limit) return fail(too_large(path));
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

bool is_page(std::string_view bytes) {
    const std::string head = lower_ascii(bytes.substr(0, 4096));
    std::size_t at = head.find_first_not_of(" \t\r\n\f");
    if (head.starts_with("\xEF\xBB\xBF")) at = head.find_first_not_of(" \t\r\n\f", 3);
    if (at == std::string::npos || head.find('<', at) == std::string::npos) return false;
    for (const std::string_view sign : {"<!doctype html", "<html", "<head", "<body", "<meta ", "<title"})
        if (head.find(sign) != std::string::npos) return true;
    static constexpr std::array<std::string_view, 29> tags = {
        "<p>",    "<p ",   "<div",    "<article", "<h1",   "<h2",      "<h3",   "<h4",     "<table",      "<br",
        "<ul",    "<ol",   "<a ",     "<img",     "<b>",   "<i>",      "<em>",  "<strong", "<blockquote", "<figure",
        "<style", "<link", "<script", "<header",  "<main", "<section", "<span", "<!--",    "<font"};
    const std::string_view rest = std::string_view(head).substr(at);
    return std::any_of(tags.begin(), tags.end(), [&](std::string_view tag) { return rest.starts_with(tag); });
}

Result<Report> finish_report(Report report, const ReadOptions& options, std::string_view claimed_language) {
    if (report.text.size() > text_limit) {
        return fail({ErrorKind::unsupported, report.source, "",
                     "the text has " + std::to_string(report.text.size() >> 20U) + " MiB, a news report has at most " +
                         std::to_string(text_limit >> 20U),
                     "it is left out; if it holds many reports, give each its own file or line"});
    }
    put_in_given(report, options);
    std::string kept;
    for (const Block& block : report.blocks) {
        if (!block.kept()) continue;
        kept += slice(report.text, block.span);
        kept += '\n';
        if (kept.size() > (1U << 16U)) break;
    }
    if (kept.empty()) return fail({ErrorKind::empty, report.source, "", "there is no text to read in it", ""});
    report.language = options.language.empty() ? recognise_language(kept, claimed_language) : options.language;
    return report;
}

Result<Report> read_report(std::string bytes, std::string source, const ReadOptions& options) {
    if (bytes.size() > size_limit) return fail(too_large(source));
    Report report;
    report.id = sha256_hex(bytes);
    report.source = std::move(source);
    put_in_given(report, options);
    if (is_compressed(bytes)) {
        Result<std::string> content = unpacked(std::move(bytes), report.source);
        if (!content) return fail(content.error());
        bytes = std::move(*content);
    }
    if (is_mail(bytes)) return read_mail_report(std::move(report), bytes, options);
    const bool page_bytes = is_page(bytes);
    Result<DecodedText> decoded = decode_text(std::move(bytes), page_bytes, report.source, options.charset);
    if (!decoded) return fail(decoded.error());
    report.remarks = std::move(decoded->remarks);
    if (page_bytes || is_page(decoded->text)) {
        const std::string claimed = read_page(report, *decoded, tables_of(options));
        return finish_report(std::move(report), options, claimed);
    }
    if (std::optional<Rearranged> ordered = rearranged(*decoded)) {
        read_rearranged(report, std::move(*ordered), tables_of(options));
        return finish_report(std::move(report), options, "");
    }
    report.text = std::move(decoded->text);
    report.origins = std::move(decoded->origins);
    read_plain_text(report, tables_of(options));
    return finish_report(std::move(report), options, "");
}

}  // namespace px
