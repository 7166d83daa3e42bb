#pragma once
// For tests and fuzzing only: tokens without tags or trees, cut at blanks and punctuation, with sentences ended by
// ". ", "? ", "! " and blank lines. What a report looks like to a room when no model has read it.

#include <string_view>

#include "annotate/annotation.hpp"

namespace px {

inline Annotation plain_tokens(std::string_view text) {
    Annotation annotation;
    const auto is_word = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    std::uint32_t first = 0;
    const auto close = [&] {
        const auto count = static_cast<std::uint32_t>(annotation.tokens.size()) - first;
        if (count == 0) return;
        annotation.sentences.push_back(
            {{annotation.tokens[first].span.begin, annotation.tokens.back().span.end}, first, count, 0});
        first += count;
    };
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            if (c == '\n' && at + 1 < text.size() && text[at + 1] == '\n') close();
            ++at;
            continue;
        }
        std::size_t end = at + 1;
        if (is_word(c))
            while (end < text.size() && (is_word(text[end]) || ((text[end] == '.' || text[end] == ',') &&
                                                                end + 1 < text.size() && is_word(text[end + 1]))))
                ++end;
        Token token;
        token.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
        token.form = std::string(text.substr(at, end - at));
        annotation.tokens.push_back(std::move(token));
        const bool stop =
            (c == '.' || c == '?' || c == '!') && (end >= text.size() || text[end] == ' ' || text[end] == '\n');
        const std::string_view before =
            annotation.tokens.size() >= 2 ? std::string_view(annotation.tokens[annotation.tokens.size() - 2].form) : "";
        const bool abbreviation =
            c == '.' && (before.size() <= 4 && !before.empty() && before[0] >= 'A' && before[0] <= 'Z' &&
                         (before == "Mr" || before == "Ms" || before == "Dr" || before == "Sept" || before == "Jan" ||
                          before == "Feb" || before == "Aug" || before == "Oct" || before == "Nov" || before == "Dec" ||
                          before == "Gen" || before == "St"));
        if (stop && !abbreviation && before.find('.') == std::string_view::npos) close();
        at = end;
    }
    close();
    return annotation;
}

}  // namespace px
