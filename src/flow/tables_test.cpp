// Tables of different rooms that say the same, since a room may not read another's.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "base/mapped_file.hpp"

namespace px {
namespace {

TEST_CASE("nouns whose \"of\" names the victim are the same for events and for attitudes") {
    const auto each_line = [](const std::string& file, auto use) {
        const auto content = MappedFile::open(std::string(PX_SOURCE_DIR "/data/") + file);
        REQUIRE(content);
        for (std::string_view rest = content->bytes(); !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            use(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    };
    std::set<std::string, std::less<>> of_events;
    each_line("coding/00-words.rules", [&](std::string_view line) {
        constexpr std::string_view begin = "set befalling-nouns = ";
        if (!line.starts_with(begin)) return;
        for (line.remove_prefix(begin.size()); !line.empty();) {
            const std::size_t end = std::min(line.find(", "), line.size());
            of_events.emplace(line.substr(0, end));
            line.remove_prefix(std::min(end + 2, line.size()));
        }
    });
    std::set<std::string, std::less<>> of_attitudes;
    each_line("attribution/support_words.tsv", [&](std::string_view line) {
        constexpr std::string_view use = "\tbefalls";
        if (line.ends_with(use)) of_attitudes.emplace(line.substr(0, line.size() - use.size()));
    });
    CHECK(of_events.size() > 20);
    CHECK(of_events == of_attitudes);
}

}  // namespace
}  // namespace px
