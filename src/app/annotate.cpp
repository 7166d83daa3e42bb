#include <algorithm>

#include "annotate/conllu.hpp"
#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "read/item.hpp"

namespace px::app {
namespace {

void put_report(const Pipeline& pipeline, const Report& report, Workspace& scratch) {
    const Annotation annotation = pipeline.annotate_report(report, scratch);
    put("# newdoc id = " + (report.given_id.empty() ? report.source : report.given_id) + "\n");
    put(write_conllu(report.text, annotation));
}

/// The words that stand in the file get tags, trees and names.
int annotate_conllu(const Pipeline& pipeline, std::string_view content, const std::string& path, Workspace& scratch) {
    Result<ConlluDocument> document = read_conllu(content, path);
    if (!document) return complain(document.error());
    annotate_words(pipeline.model(), document->annotation, scratch);
    put(write_conllu(document->text, document->annotation, document->comments));
    return exit_ok;
}

int annotate_items(const Pipeline& pipeline, const std::string& path, Workspace& scratch) {
    const Result<std::unique_ptr<ItemReader>> items = open_items(path, {});
    if (!items) return complain(items.error());
    int code = exit_ok;
    while (std::optional<Item> item = (*items)->next()) {
        const Result<Report> report = read_item(std::move(*item), pipeline.with_tables());
        if (report)
            put_report(pipeline, *report, scratch);
        else
            code = complain(report.error());
    }
    return code;
}

bool ends_like(const std::string& path, std::initializer_list<std::string_view> endings) {
    for (const std::string_view ending : endings)
        if (path.ends_with(ending)) return true;
    return false;
}

/// CoNLL-U begins with a comment or with token 1 in ten columns.
bool looks_like_conllu(std::string_view bytes) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    return line.starts_with("# sent_id") || line.starts_with("# newdoc") || line.starts_with("# text") ||
           (line.starts_with("1\t") && std::count(line.begin(), line.end(), '\t') == 9);
}

}  // namespace

int run(const AnnotateOptions& options, const Terminal&) {
    Result<Pipeline> pipeline = load_pipeline();
    if (!pipeline) return complain(pipeline.error());
    Workspace scratch;
    if (options.path != "-" && what_name_says(options.path) == Holds::many)
        return annotate_items(*pipeline, options.path, scratch);
    Result<std::string> bytes = read_bytes(options.path);
    if (!bytes) return complain(bytes.error());
    if (ends_like(options.path, {".conllu"}) || looks_like_conllu(*bytes))
        return annotate_conllu(*pipeline, *bytes, options.path, scratch);
    const Result<Report> report = read_report(std::move(*bytes), options.path, pipeline->with_tables());
    if (!report) return complain(report.error());
    put_report(*pipeline, *report, scratch);
    return exit_ok;
}

}  // namespace px::app
