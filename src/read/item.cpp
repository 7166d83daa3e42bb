#include "read/item.hpp"

#include "read/json_lines.hpp"

namespace px {

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
    const std::string cut_off = std::move(item.cut_off);
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
    if (report->url.empty()) report->url = item.address;
    if (!cut_off.empty()) {
        report->truncated = true;
        report->remarks.push_back(cut_off);
    }
    return report;
}

}  // namespace px
