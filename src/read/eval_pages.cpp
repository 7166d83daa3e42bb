#include "read/eval_pages.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "base/json_writer.hpp"
#include "read/charset.hpp"
#include "read/feed.hpp"
#include "read/finish.hpp"
#include "read/markup.hpp"
#include "read/page_facts.hpp"
#include "read/page_tree.hpp"
#include "read/paragraphs.hpp"

namespace px {
namespace {

bool counts_as_body(const Block& block) {
    if (block.reason == LeftOut::date_line) return block.why == dateline_why;
    return block.kept() && block.kind != BlockKind::headline && block.kind != BlockKind::caption;
}

void write_page(JsonWriter& json, const PagePrediction& page) {
    json.object([&] {
        json.member("articleBody", page.body).member("title", page.title).key("date");
        if (page.date.empty())
            json.null();
        else
            json.value(page.date);
        json.key("authors").array([&] {
            for (const std::string& author : page.authors) json.value(author);
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

/// What a page that shows no text (but with scripts) says of itself.
PagePrediction facts_alone(std::string bytes, const ReadOptions& options) {
    const Result<DecodedText> decoded = decode_text(std::move(bytes), true, "", options.charset);
    if (!decoded) return {};
    const ReadingTables& tables = tables_of(options);
    const Markup markup = prepare_markup(decoded->text);
    const PageFacts facts = read_page_facts(build_page_tree(markup, *decoded, tables), markup, tables);
    return {"", facts.title, facts.published ? facts.published->iso() : "", facts.authors};
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

Result<PagePredictions> predict_pages(const std::string& folder, const ReadOptions& options) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->path().extension() == ".html") files.push_back(at->path());
    if (error)
        return fail({ErrorKind::unreadable, folder, "", "expected a folder of .html files: " + error.message(),
                     "nothing was measured; name the folder that holds them"});
    std::sort(files.begin(), files.end());
    PagePredictions pages;
    for (const std::filesystem::path& file : files) {
        PagePrediction& page = pages[file.stem().string()];
        auto bytes = read_bytes(file.string());
        if (!bytes) continue;
        const Result<Report> report = read_report(*bytes, file.string(), options);
        if (!report) {
            page = facts_alone(std::move(*bytes), options);
            continue;
        }
        page = {article_body(*report), std::string(report->headline()),
                report->published ? report->published->iso() : "", report->authors};
    }
    return pages;
}

std::string json_of_pages(const PagePredictions& pages) {
    JsonWriter json;
    json.object([&] {
        for (const auto& [name, page] : pages) {
            json.key(name);
            write_page(json, page);
        }
    });
    return std::move(json).str();
}

Result<std::string> predict_feeds(const std::string& folder) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->is_regular_file()) files.push_back(at->path());
    if (error)
        return fail({ErrorKind::unreadable, folder, "", "expected a folder of feeds: " + error.message(),
                     "nothing was read; name the folder that holds them"});
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
