#include "base/each_json_line.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <vector>

namespace px {
namespace {

TEST_CASE("each object of JSON Lines comes with its line; blank lines are passed over") {
    std::vector<std::pair<std::size_t, std::int64_t>> seen;
    const auto done = each_json_line("{\"n\":1}\n \r\n{\"n\":2}", "a.jsonl", "",
                                     [&](simdjson::dom::element object, std::size_t line) {
                                         seen.emplace_back(line, object["n"].get_int64().value());
                                         return true;
                                     });
    CHECK(done);
    CHECK(seen == std::vector<std::pair<std::size_t, std::int64_t>>{{1, 1}, {3, 2}});
}

TEST_CASE("a line that is no object, or not the one wanted, ends it with file, line and what was expected") {
    const auto wants_text = [](simdjson::dom::element object, std::size_t) {
        return object["text"].error() == simdjson::SUCCESS;
    };
    for (const char* line : {"[1]", "nonsense", "{\"n\":1}"}) {
        const auto done =
            each_json_line("{\"text\":\"\"}\n" + std::string(line), "a.jsonl", " with \"text\"", wants_text);
        REQUIRE_FALSE(done);
        CHECK(to_string(done.error()).find("a.jsonl") != std::string::npos);
        CHECK(done.error().where == "line 2");
        CHECK(done.error().what == "expected a JSON object with \"text\"");
    }
}

}  // namespace
}  // namespace px
