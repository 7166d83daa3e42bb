#include "read/eval_pages.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "base/json_writer.hpp"
#include "read/feed.hpp"
#include "read/paragraphs.hpp"

namespace px {
namespace {

bool counts_as_body(const Block& block) {
    if (block.reason == LeftOut::date_line) return block.why == dateline_why;
    return block.kept() && block.kind != BlockKind::headline && block.kind != BlockKind::caption;
}

void write_page(JsonWriter& json, const Report& report) {
    json.object([&] {
        json.member("articleBody", article_body(report));
        json.member("title", report.headline());
        json.key("date");
        if (report.published)
            json.value(report.published->iso());
        else
            json.null();
        json.key("authors").array([&] {
            for (const std::string& author : report.authors) json.value(author);
        });
    });
}

/// "2004-01-01T19:48:21+00:00", or what is printed if it is no date.
std::string instant(const std::string& printed) {
    const auto time = time_of_feed(printed);
    return time ? time->iso() : printed;
}

void write_feed(JsonWriter& json, const Feed& feed) {
    json.object([&] {
        json.member("title", feed.title).member("link", feed.link);
        json.key("entries").array([&] {
            for (const ReportFields& item : feed.items)
                json.object([&] {
                    json.member("title", item.title).member("link", item.url).member("id", item.id);
                    json.member("published", instant(item.date)).member("updated", instant(item.updated));
                    json.member("content", item.html.empty() ? item.text : item.html);
                    json.member("is_markup", !item.html.empty());
                });
        });
    });
}

}  // namespace

std::string article_body(const Report& report) {
    std::string body;
    for (std::size_t i = 0; i < report.blocks.size(); ++i) {
        const Block& block = report.blocks[i];
        if (!counts_as_body(block)) continue;
        if (!body.empty()) body += i > 0 && report.blocks[i - 1].reason == LeftOut::date_line ? ' ' : '\n';
        body += slice(report.text, block.span);
    }
    return body;
}

Result<std::string> predict_pages(const std::string& folder, const ReadOptions& options) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->path().extension() == ".html") files.push_back(at->path());
    if (error)
        return fail({ErrorKind::unreadable, folder, "", "expected a folder of .html files: " + error.message(), ""});
    std::sort(files.begin(), files.end());
    JsonWriter json;
    json.object([&] {
        for (const std::filesystem::path& file : files) {
            auto bytes = read_bytes(file.string());
            const auto report =
                bytes ? read_report(std::move(*bytes), file.string(), options) : Result<Report>(fail(bytes.error()));
            json.key(file.stem().string());
            write_page(json, report ? *report : Report());
        }
    });
    return std::move(json).str();
}

Result<std::string> predict_feeds(const std::string& folder) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->is_regular_file()) files.push_back(at->path());
    if (error) return fail({ErrorKind::unreadable, folder, "", "expected a folder of feeds: " + error.message(), ""});
    std::sort(files.begin(), files.end());
    JsonWriter json;
    json.object([&] {
        for (const std::filesystem::path& file : files) {
            auto bytes = read_bytes(file.string());
            const auto feed = bytes ? read_feed(std::move(*bytes), "http://127.0.0.1:8097/" + file.filename().string())
                                    : Result<Feed>(fail(bytes.error()));
            json.key(std::filesystem::relative(file, folder).string());
            if (feed)
                write_feed(json, *feed);
            else
                json.null();
        }
    });
    return std::move(json).str();
}

}  // namespace px
