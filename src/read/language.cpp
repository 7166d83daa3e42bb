#include "read/language.hpp"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t enough_bytes = 1U << 16U;  // what CLD2 needs to be sure, many times over

/// "Rwanda accused Burundi of hosting rebels": so few words, half of them names, are taken for Kinyarwanda. Words of
/// English grammar decide then, but for languages that share them.
bool is_english_sentence(std::string_view text, std::string_view recognised) {
    constexpr std::size_t few_bytes = 100;
    constexpr std::array<std::string_view, 4> sisters = {"nl", "de", "af", "fy"};
    constexpr std::array<std::string_view, 9> grammar = {" the ",  " of ",  " and ",  " with ", " from ",
                                                         " that ", " its ", " said ", " after "};
    if (text.size() > few_bytes || std::ranges::find(sisters, recognised) != sisters.end()) return false;
    return std::ranges::any_of(grammar,
                               [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

using CodeOfName = std::unordered_map<std::string, std::string>;

/// "english" -> "en", for all languages that ICU knows.
CodeOfName codes_of_names() {
    CodeOfName codes;
    for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
        std::array<UChar, 100> name{};
        UErrorCode error = U_ZERO_ERROR;
        const int length = uloc_getDisplayLanguage(*code, "en", name.data(), static_cast<int>(name.size()), &error);
        if (U_FAILURE(error) != 0) continue;
        std::string utf8;
        icu::UnicodeString(name.data(), length).toLower().toUTF8String(utf8);
        codes.emplace(std::move(utf8), *code);
    }
    return codes;
}

/// Codes that say that the language is not known, or that there are several or none.
constexpr std::array<std::string_view, 4> codes_of_none = {"und", "mul", "mis", "zxx"};

/// ISO 639-1 has replaced a few codes; CLD2, ICU and old pages go on with them.
std::string current_code(std::string_view code) {
    using Replaced = std::pair<std::string_view, std::string_view>;
    constexpr std::array<Replaced, 4> replaced = {{{"iw", "he"}, {"in", "id"}, {"ji", "yi"}, {"jw", "jv"}}};
    const auto found = std::ranges::find(replaced, code, &Replaced::first);
    return std::string(found == replaced.end() ? code : found->second);
}

}  // namespace

std::string language_code(std::string_view named) {
    const std::string name = lower_ascii(trim(named));
    const std::string tag = name.substr(0, name.find_first_of("-_"));
    if (std::ranges::find(codes_of_none, tag) != codes_of_none.end()) return {};
    if (*uloc_getISO3Language(tag.c_str()) != '\0') {
        std::array<char, ULOC_LANG_CAPACITY> code{};
        UErrorCode error = U_ZERO_ERROR;
        // The two letters where there are two and three.
        const int length = uloc_getLanguage(tag.c_str(), code.data(), static_cast<int>(code.size()), &error);
        if (U_SUCCESS(error) != 0) return current_code({code.data(), static_cast<std::size_t>(length)});
    }
    static const CodeOfName codes = codes_of_names();
    const auto found = codes.find(name);
    return found == codes.end() ? std::string() : current_code(found->second);
}

std::string recognise_language(std::string_view text, std::string_view hint) {
    std::string_view head = text.substr(0, enough_bytes);
    while (!head.empty() && head.size() < text.size() &&
           (static_cast<unsigned char>(text[head.size()]) & 0xC0U) == 0x80U)
        head.remove_suffix(1);
    const std::string claimed(hint.substr(0, 16));
    const CLD2::CLDHints hints = {claimed.empty() ? nullptr : claimed.c_str(), nullptr, CLD2::UNKNOWN_ENCODING,
                                  CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language three[3] = {};
    int percent[3] = {};
    double score[3] = {};
    int bytes = 0;
    bool reliable = false;
    int valid_prefix = 0;
    const CLD2::Language language =
        CLD2::ExtDetectLanguageSummaryCheckUTF8(head.data(), static_cast<int>(head.size()), true, &hints, 0, three,
                                                percent, score, nullptr, &bytes, &reliable, &valid_prefix);
    if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return "und";
    std::string code = lower_ascii(CLD2::LanguageCode(language));
    if (const std::size_t dash = code.find('-'); dash != std::string::npos) code.resize(dash);
    code = current_code(code);
    if (code == "un") code = "und";
    return is_english_sentence(text, code) ? "en" : code;
}

}  // namespace px
