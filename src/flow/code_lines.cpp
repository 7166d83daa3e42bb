#include "flow/code_lines.hpp"

#include "base/json_writer.hpp"
#include "flow/in_order.hpp"
#include "flow/trees_json.hpp"
#include "read/item.hpp"
#include "record/json.hpp"

namespace px {
namespace {

struct Line {
    std::string text;
    std::optional<Error> error;
};

Line error_line(Error error, const std::string& source) {
    if (error.file.empty()) error.file = source;
    JsonWriter json;
    json.object([&] {
        json.member("schema", "parallax.error/1").member("source", source);
        json.key("error").object([&] {
            json.member("kind", to_string(error.kind)).member("where", error.where).member("what", error.what);
            json.member("next", error.next);
        });
    });
    return {std::move(json).str() + '\n', std::move(error)};
}

Line code_line(const Pipeline& pipeline, const CodeLinesJob& job, Item item, Workspace& scratch,
               const std::string& run) {
    const std::string source = item.source;
    Result<Report> report = read_item(std::move(item), pipeline.with_tables(job.options));
    if (!report) return error_line(report.error(), source);
    const std::string given_id = report->given_id;
    Annotation annotation;
    const CodedReport coded = pipeline.run(std::move(*report), scratch, annotation);
    if (job.like) return {pipeline.like_rows(*job.like, coded), std::nullopt};
    const std::string trees = job.trees ? trees_json(coded.report.text, annotation) : std::string();
    JsonWriter json;
    write_json(json, coded, {.given_id = given_id, .run = run, .trees = trees});
    return {std::move(json).str() + '\n', std::nullopt};
}

}  // namespace

Result<CodeLinesFigures> code_lines(const Pipeline& pipeline, const CodeLinesJob& job,
                                    const std::function<void(std::string_view)>& put, const std::atomic<bool>& stop) {
    const Result<std::unique_ptr<ItemReader>> items = open_json_lines(job.path);
    if (!items) return fail(items.error());
    const std::string run = pipeline.run_info("{}").fingerprint();
    std::vector<Workspace> scratch(static_cast<std::size_t>(job.threads));
    CodeLinesFigures figures;
    if (job.like) put(like_head(*job.like));

    in_order<Item, Line>(
        job.threads, [&]() -> std::optional<Item> { return stop ? std::nullopt : (*items)->next(); },
        [&](Item item, int worker) {
            return code_line(pipeline, job, std::move(item), scratch[static_cast<std::size_t>(worker)], run);
        },
        [&](const Line& line) {
            if (line.error && job.like && job.troubled) {
                job.troubled(*line.error);
            } else {
                put(line.text);
            }
            ++figures.lines;
            if (line.error) ++figures.errors;
            return !stop;
        });
    return figures;
}

}  // namespace px
