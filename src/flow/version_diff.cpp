#include "flow/version_diff.hpp"

#include <algorithm>

#include "text/diff.hpp"

namespace px {
namespace {

using Paragraphs = std::vector<std::pair<std::string_view, BlockKind>>;

Paragraphs kept_paragraphs(const Report& report) {
    Paragraphs paragraphs;
    for (const Block& block : report.blocks)
        if (block.kept()) paragraphs.emplace_back(slice(report.text, block.span), block.kind);
    return paragraphs;
}

std::vector<std::string_view> words_of(const Paragraphs& paragraphs) {
    std::vector<std::string_view> words;
    for (const auto& [text, kind] : paragraphs) words.push_back(text);
    return words;
}

ChangedParagraph whole(const std::pair<std::string_view, BlockKind>& paragraph, ChangedPart::Kind kind) {
    return {paragraph.second, {{kind, std::string(paragraph.first)}}};
}

/// Both wordings in one; nothing if they have less than half of their words in common.
std::vector<ChangedPart> reworded(std::string_view before, std::string_view after) {
    const auto old_words = words_and_gaps(before);
    const auto new_words = words_and_gaps(after);
    std::vector<ChangedPart> parts;
    std::size_t same = 0;
    for (const Edit& edit : diff(old_words, new_words, 400)) {
        const auto& words = edit.kind == Edit::Kind::come ? new_words : old_words;
        ChangedPart part;
        part.kind = edit.kind == Edit::Kind::same   ? ChangedPart::Kind::same
                    : edit.kind == Edit::Kind::gone ? ChangedPart::Kind::gone
                                                    : ChangedPart::Kind::come;
        for (std::size_t i = edit.begin; i < edit.end; ++i) part.text += words[i];
        if (edit.kind == Edit::Kind::same) same += part.text.size();
        parts.push_back(std::move(part));
    }
    if (same * 4 < before.size() + after.size()) parts.clear();
    return parts;
}

}  // namespace

VersionDiff diff_versions(const Report& before, const Report& after) {
    const Paragraphs old_paragraphs = kept_paragraphs(before);
    const Paragraphs new_paragraphs = kept_paragraphs(after);
    const std::vector<Edit> edits = diff(words_of(old_paragraphs), words_of(new_paragraphs));
    VersionDiff result;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        const Edit& edit = edits[i];
        if (edit.kind == Edit::Kind::same) {
            result.unchanged += edit.end - edit.begin;
            continue;
        }
        const bool replaced =
            edit.kind == Edit::Kind::gone && i + 1 < edits.size() && edits[i + 1].kind == Edit::Kind::come;
        if (!replaced) {
            const bool gone = edit.kind == Edit::Kind::gone;
            for (std::size_t n = edit.begin; n < edit.end; ++n)
                result.changes.push_back(whole(gone ? old_paragraphs[n] : new_paragraphs[n],
                                               gone ? ChangedPart::Kind::gone : ChangedPart::Kind::come));
            continue;
        }
        // Paragraphs that took each other's places are paired in order.
        const Edit& come = edits[++i];
        const std::size_t pairs = std::max(edit.end - edit.begin, come.end - come.begin);
        for (std::size_t n = 0; n < pairs; ++n) {
            const bool has_old = edit.begin + n < edit.end;
            const bool has_new = come.begin + n < come.end;
            if (has_old && has_new) {
                const auto& [new_text, kind] = new_paragraphs[come.begin + n];
                if (auto parts = reworded(old_paragraphs[edit.begin + n].first, new_text); !parts.empty()) {
                    result.changes.push_back({kind, std::move(parts)});
                    continue;
                }
            }
            if (has_old) result.changes.push_back(whole(old_paragraphs[edit.begin + n], ChangedPart::Kind::gone));
            if (has_new) result.changes.push_back(whole(new_paragraphs[come.begin + n], ChangedPart::Kind::come));
        }
    }
    return result;
}

}  // namespace px
