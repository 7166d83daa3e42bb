#include "annotate/boundary.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "annotate/features.hpp"
#include "annotate/model_file.hpp"

namespace px {
namespace {

enum Kind : std::uint32_t {
    word = 1,
    full_stop,
    end_mark,  // ! ? ...
    colon,
    comma,
    closing,   // ) ] ” and a straight quote that closes
    opening,   // ( [ “
    straight,  // "
    apostrophe,
    dash,
    abbreviation,
    number,
    mark,
};

std::uint32_t kind_of(std::string_view plain) {
    if (plain.empty()) return mark;
    if (plain == ".") return full_stop;
    if (plain.find_first_not_of(".!?") == std::string_view::npos) return end_mark;
    if (plain == ":" || plain == ";") return colon;
    if (plain == ",") return comma;
    if (plain == ")" || plain == "]" || plain == "}") return closing;
    if (plain == "(" || plain == "[" || plain == "{") return opening;
    if (plain == "\"") return straight;
    if (plain == "'") return apostrophe;
    if (plain.find_first_not_of('-') == std::string_view::npos) return dash;
    const auto first = static_cast<unsigned char>(plain[0]);
    if (first >= '0' && first <= '9') return number;
    const bool letter = first >= 0x80 || (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    if (!letter) return mark;
    return plain.back() == '.' ? abbreviation : word;
}

std::uint32_t mixed(std::initializer_list<std::uint32_t> values, std::uint32_t hash = 17) {
    for (const std::uint32_t v : values) {
        hash = (hash ^ (v + 0x9E3779B9U + (hash << 6U) + (hash >> 2U))) * 0x85EBCA6BU;
        hash ^= hash >> 15U;
    }
    return hash;
}

/// Case of the first letter and of the rest, digits, length class.
std::uint32_t shape_of(std::string_view plain) {
    std::uint32_t upper = 0;
    std::uint32_t lower = 0;
    std::uint32_t digit = 0;
    std::uint32_t dots = 0;
    for (const char c : plain) {
        upper += c >= 'A' && c <= 'Z' ? 1U : 0U;
        lower += (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80 ? 1U : 0U;
        digit += c >= '0' && c <= '9' ? 1U : 0U;
        dots += c == '.' ? 1U : 0U;
    }
    const bool first_upper = !plain.empty() && plain[0] >= 'A' && plain[0] <= 'Z';
    return mixed({first_upper, std::min(upper, 2U), std::min(lower, 1U), std::min(digit, 2U), std::min(dots, 2U),
                  plain.size() == 1 ? 1U : 0U, kind_of(plain)});
}

constexpr BoundaryWord edge{1, 2, 0, 2};

}  // namespace

std::vector<BoundaryWord> BoundaryModel::describe(std::string_view text, std::span<const RawToken> words) {
    std::vector<BoundaryWord> out;
    out.reserve(words.size());
    for (const RawToken& token : words) {
        const std::string_view form = slice(text, token.span);
        const std::string plain = plain_form(form.substr(0, 64));
        BoundaryWord w;
        w.form = crc32(lower_form(plain, true));
        w.shape = shape_of(plain);
        w.kind = kind_of(plain);
        if (form == "“" || form == "‘" || form == "«" || form == "„") w.kind = opening;
        if (form == "”" || form == "»") w.kind = closing;
        w.gap = token.line_end_after ? 2 : token.space_after ? 1 : 0;
        out.push_back(w);
    }
    return out;
}

int BoundaryModel::next_quotes(const BoundaryWord& w, int quotes) {
    static const std::uint32_t curly_open = crc32("\"");
    if (w.form != curly_open) return quotes;
    if (w.kind == straight) return quotes > 0 ? 0 : 1;
    return w.kind == opening ? 1 : 0;
}

std::size_t BoundaryModel::features(std::span<const BoundaryWord> words, std::size_t at, std::size_t length, int quotes,
                                    std::uint32_t* out) {
    const auto get = [&](std::ptrdiff_t i) -> const BoundaryWord& {
        return i < 0 || i >= static_cast<std::ptrdiff_t>(words.size()) ? edge : words[static_cast<std::size_t>(i)];
    };
    const auto i = static_cast<std::ptrdiff_t>(at);
    const BoundaryWord& l1 = get(i);
    const BoundaryWord& l2 = get(i - 1);
    const BoundaryWord& l3 = get(i - 2);
    const BoundaryWord& r1 = get(i + 1);
    const BoundaryWord& r2 = get(i + 2);
    const BoundaryWord& r3 = get(i + 3);
    const std::uint32_t gap = l1.gap;
    const std::uint32_t size = length < 3    ? 0
                               : length < 6  ? 1
                               : length < 12 ? 2
                               : length < 30 ? 3
                               : length < 60 ? 4
                                             : 5;
    const std::uint32_t open = quotes > 0 ? 1 : 0;
    std::size_t n = 0;
    std::uint32_t number_of_template = 100;
    const auto add = [&](std::initializer_list<std::uint32_t> values) {
        out[n++] = mixed({++number_of_template}, mixed(values)) % rows;
    };
    add({gap});
    add({l1.form, gap});
    add({r1.form, gap});
    add({l1.form, r1.form});
    add({l1.kind, r1.form, gap});
    add({l1.form, r1.shape, gap});
    add({l2.form, l1.form});
    add({r1.form, r2.form});
    add({l1.kind, r1.shape, gap});
    add({l2.kind, l1.kind, r1.kind, gap});
    add({l2.shape, l1.shape, r1.shape, gap});
    add({l1.kind, r1.shape, r2.shape, gap});
    add({l1.kind, r1.kind, r2.kind, r2.shape, r1.gap});
    add({l2.form, l1.kind, r1.shape});
    add({l1.kind, r2.form});
    add({l1.kind, r1.shape, open, gap});
    add({l1.kind, r1.kind, open, r1.gap});
    add({l1.kind, r1.shape, size});
    add({l1.shape, r1.shape, l1.gap, l2.gap});
    add({l3.kind, l2.kind, l1.kind, r1.kind, r2.kind});
    add({l2.form, l1.kind, r1.form});
    add({r1.shape, r2.shape, r3.shape, l1.kind, gap});
    add({size, l1.kind, gap});
    add({r2.kind == 0 ? 1U : 0U, r3.kind == 0 ? 1U : 0U, l1.kind, r1.kind});
    return n;
}

float BoundaryModel::score(std::span<const BoundaryWord> words, std::size_t at, std::size_t length, int quotes) const {
    std::array<std::uint32_t, most_features> found{};
    const std::size_t n = features(words, at, length, quotes, found.data());
    float sum = 0;
    for (std::size_t f = 0; f < n; ++f) sum += weights_[found[f]];
    return sum;
}

std::vector<std::uint32_t> BoundaryModel::sentence_ends(std::string_view text, std::span<const RawToken> words) const {
    std::vector<std::uint32_t> ends;
    if (words.empty()) return ends;
    const std::vector<BoundaryWord> described = describe(text, words);
    std::uint32_t begin = 0;
    std::uint32_t last_mark = 0;  // one past the last mark at which a long stretch may be cut
    int quotes = 0;
    for (std::uint32_t i = 0; i + 1 < words.size(); ++i) {
        quotes = next_quotes(described[i], quotes);
        if (words[i].inside_multiword) continue;
        const std::uint32_t kind = described[i].kind;
        if (kind == comma || kind == colon || kind == dash || kind == full_stop) last_mark = i + 1;
        bool ends_here = words[i].ends_credit || score(described, i, i + 1 - begin, quotes) > 0;
        if (!ends_here && i + 1 - begin >= longest_sentence) {
            if (last_mark > begin + longest_sentence / 4 && last_mark <= i) {
                ends.push_back(last_mark);
                begin = last_mark;
                continue;
            }
            ends_here = true;
        }
        if (ends_here) {
            ends.push_back(i + 1);
            begin = i + 1;
        }
    }
    ends.push_back(static_cast<std::uint32_t>(words.size()));
    return ends;
}

}  // namespace px
