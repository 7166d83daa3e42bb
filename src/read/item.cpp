#include "read/item.hpp"

#include "read/json_lines.hpp"

namespace px {
namespace {

/// For a text that begins at byte `begin` of its file.
void move_origins(Report& report, std::uint32_t begin) {
    if (begin == 0) return;
    const auto size = static_cast<std::uint32_t>(report.text.size());
    if (report.origins.empty()) report.origins.push_back({0, size, 0, size});
    for (Origin& origin : report.origins) origin.file_begin += begin;
}

}  // namespace

Result<void> load_item(Item& item) {
    if (item.form != Item::Form::file) return {};
    Result<std::string> bytes = read_bytes(item.source);
    if (!bytes) return fail(bytes.error());
    item.bytes = std::move(*bytes);
    item.form = Item::Form::document;
    return {};
}

Result<Report> read_item(Item item, const ReadOptions& options) {
    if (item.error) return fail(*item.error);
    if (auto loaded = load_item(item); !loaded) return fail(loaded.error());
    ReadOptions given = options;
    if (!item.charset.empty()) given.charset = item.charset;
    if (!given.date && !item.date.empty()) given.date = PublicationTime::parse(item.date, "stamps of the chat");
    const std::string cut_off = std::move(item.cut_off);
    const std::string remark = std::move(item.remark);
    const std::uint32_t begin_in_file = item.begin_in_file;
    const std::string from = item.form == Item::Form::json_line ? item.fields.outlet : "";
    Result<Report> report = fail({});
    switch (item.form) {
        case Item::Form::json_line:
            report = read_json_line(item.bytes, std::move(item.source), given);
            break;
        case Item::Form::fields:
            report = report_from_fields(item.bytes, std::move(item.fields), std::move(item.source), given);
            break;
        case Item::Form::document:
        case Item::Form::file:
        case Item::Form::nothing:
            report = read_report(std::move(item.bytes), std::move(item.source), given);
            break;
    }
    if (!report) return report;
    move_origins(*report, begin_in_file);
    if (report->url.empty()) report->url = item.address;
    if (report->outlet.empty()) report->outlet = from;
    if (!remark.empty()) report->remarks.push_back(remark);
    if (!cut_off.empty()) {
        report->truncated = true;
        report->remarks.push_back(cut_off);
    }
    return report;
}

}  // namespace px
