#include "base/each_json_line.hpp"

#include <simdjson.h>

#include <algorithm>

namespace px {

Result<void> each_json_line(std::string_view content, const std::string& file, std::string_view expected,
                            const UseJsonLine& use) {
    simdjson::dom::parser parser;
    for (std::size_t number = 1; !content.empty(); ++number) {
        const std::string_view line = content.substr(0, content.find('\n'));
        content.remove_prefix(std::min(line.size() + 1, content.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        simdjson::dom::element object;
        if (parser.parse(line.data(), line.size()).get(object) != simdjson::SUCCESS || !object.is_object() ||
            !use(object, number))
            return fail({ErrorKind::malformed, file, "line " + std::to_string(number),
                         "expected a JSON object" + std::string(expected), "nothing is scored"});
    }
    return {};
}

}  // namespace px
