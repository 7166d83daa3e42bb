#include "record/identity.hpp"

#include <algorithm>
#include <cstring>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "text/address.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t shortest_paragraph = 40;  // shorter ones stand in many reports
constexpr std::size_t most_paragraphs = 60;

/// Linear in both, which string_view::find is not ("aaa...b" in "aaaa...").
bool stands_in(std::string_view text, std::string_view words) {
    return ::memmem(text.data(), text.size(), words.data(), words.size()) != nullptr;
}

}  // namespace

std::string content_hash(const Report& report) {
    std::string content = report.outlet.empty() ? host_of(report.url) : fold_name(report.outlet);
    if (content.empty()) return {};
    for (const Block& block : report.blocks) {
        if (!block.kept()) continue;
        content += '\x1f';
        content += trim(slice(report.text, block.span));
    }
    return sha256_hex(content);
}

bool is_version_of(const Report& report, std::string_view earlier) {
    if (const std::string_view headline = report.headline();
        headline.size() >= shortest_paragraph / 2 && stands_in(earlier, headline))
        return true;
    std::size_t paragraphs = 0;
    std::size_t shared = 0;
    for (const Block& block : report.blocks) {
        const std::string_view words = slice(report.text, block.span);
        if (!block.kept() || words.size() < shortest_paragraph) continue;
        if (++paragraphs > most_paragraphs) break;
        if (stands_in(earlier, words)) ++shared;
    }
    return shared * 5 >= std::max<std::size_t>(paragraphs, 1);
}

}  // namespace px
