#include "code/eval_texts.hpp"

#include <simdjson.h>

#include "attribute/attribute.hpp"
#include "base/tsv.hpp"
#include "code/code.hpp"
#include "resolve/resolve.hpp"

namespace px::coding {

Report report_of(std::string text, std::string_view date, bool has_title) {
    Report report;
    report.text = std::move(text);
    report.language = "en";
    report.published = PublicationTime::parse(date, "given");
    const std::string_view all = report.text;
    for (std::size_t at = 0; at < all.size();) {
        std::size_t end = std::min(all.find("\n\n", at), all.size());
        if (has_title && report.blocks.empty()) end = std::min(all.find('\n', at), end);
        Block block;
        block.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
        block.kind = has_title && report.blocks.empty() ? BlockKind::headline : BlockKind::paragraph;
        if (!trim(all.substr(at, end - at)).empty()) report.blocks.push_back(block);
        at = all.find_first_not_of("\n", end);
        if (at == std::string_view::npos) break;
    }
    return report;
}

CodedText code_text(const EventCoder& coder, Report report, const std::function<void(CodedText&)>& adjust) {
    CodedText coded;
    coded.report = std::move(report);
    std::vector<Span> blocks;
    for (const Block& block : coded.report.blocks) blocks.push_back(block.span);
    coded.annotation = annotate(coder.model, coded.report.text, blocks);
    Resolved resolved = resolve(coder.dictionaries, coded.report, coded.annotation);
    for (const Sentence& sentence : coded.annotation.sentences) coded.layers.sentences.push_back(sentence.span);
    coded.layers.actors = std::move(resolved.actors);
    coded.layers.mentions = std::move(resolved.mentions);
    coded.layers.nationalities = std::move(resolved.nationalities);
    coded.layers.times = std::move(resolved.times);
    coded.layers.places = std::move(resolved.places);
    if (adjust) adjust(coded);
    Attributed attributed = attribute(coder.lexicons, coded.report, coded.annotation, coded.layers);
    coded.layers.attributions = std::move(attributed.attributions);
    coded.layers.attitudes = std::move(attributed.attitudes);
    coded.layers.statements =
        code(coder.rules, coder.learned, coder.lexicons, coded.report, coded.annotation, coded.layers);
    return coded;
}

namespace {

std::string text_of(simdjson::dom::element object, const char* key) {
    std::string_view value;
    return object[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

}  // namespace

std::optional<EventLine> read_event_line(std::string_view json) {
    simdjson::dom::parser parser;
    simdjson::dom::element object;
    if (parser.parse(simdjson::padded_string(json)).get(object) != simdjson::SUCCESS) return std::nullopt;
    if (!object.is_object()) return std::nullopt;
    EventLine line{text_of(object, "id"),   text_of(object, "text"),  text_of(object, "marked"),
                   text_of(object, "date"), text_of(object, "title"), {}};
    simdjson::dom::array events;
    if (object["events"].get(events) != simdjson::SUCCESS) return line;
    for (const simdjson::dom::element event : events) {
        line.events.push_back({text_of(event, "source"), text_of(event, "target"), text_of(event, "code")});
    }
    return line;
}

Result<std::size_t> for_each_line(std::string_view json_lines, const std::string& name,
                                  const std::function<Result<bool>(const EventLine&)>& use) {
    std::size_t number = 0;
    std::size_t used = 0;
    while (!json_lines.empty()) {
        const std::size_t end = std::min(json_lines.find('\n'), json_lines.size());
        const std::string_view text = trim(json_lines.substr(0, end));
        json_lines.remove_prefix(std::min(end + 1, json_lines.size()));
        ++number;
        if (text.empty()) continue;
        const std::string where = "line " + std::to_string(number);
        const std::optional<EventLine> line = read_event_line(text);
        if (!line) return fail({ErrorKind::malformed, name, where, "expected a JSON object", "nothing is scored"});
        Result<bool> done = use(*line);
        if (!done) {
            Error error = done.error();
            error.file = name;
            error.where = where;
            return fail(std::move(error));
        }
        ++used;
    }
    return used;
}

}  // namespace px::coding
