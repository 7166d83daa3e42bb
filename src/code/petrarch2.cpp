#include "code/petrarch2.hpp"

#include <algorithm>
#include <array>

#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 3> code_columns = {"words", "ours", "theirs"};
constexpr std::array<std::string_view, 1> discard_columns = {"words"};

struct Word {
    std::string text;  // in small letters
    Span span;
};

/// What stands between blanks, with the marks at it.
std::vector<Word> blank_parted(std::string_view text) {
    std::vector<Word> words;
    for (const std::string_view word : split_list(text, ' ')) {
        const auto begin = static_cast<std::uint32_t>(word.data() - text.data());
        words.push_back({lower_ascii(word), {begin, begin + static_cast<std::uint32_t>(word.size())}});
    }
    return words;
}

/// Runs of letters, digits, hyphens and what is not ASCII.
std::vector<Word> words_of(std::string_view text) {
    const auto of_word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               (c & 0x80) != 0;
    };
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && of_word(text[end])) ++end;
        if (end > at) {
            words.push_back({lower_ascii(text.substr(at, end - at)),
                             {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}});
        }
        at = end + 1;
    }
    return words;
}

/// "shell*" is any word that begins so.
bool fits(std::string_view pattern, std::string_view word) {
    if (!pattern.ends_with('*')) return pattern == word;
    pattern.remove_suffix(1);
    return word.starts_with(pattern);
}

/// Where one of the alternatives stands: "rocket*|missile*", "gun*_down" for two words side by side.
std::vector<Span> places_of(std::string_view alternatives, const std::vector<Word>& words) {
    std::vector<Span> places;
    for (const std::string_view alternative : split_list(alternatives, '|')) {
        const std::vector<std::string_view> parts = split_list(alternative, '_');
        for (std::size_t i = 0; i + parts.size() <= words.size(); ++i) {
            bool all = true;
            for (std::size_t k = 0; all && k < parts.size(); ++k) all = fits(parts[k], words[i + k].text);
            if (all) places.push_back({words[i].span.begin, words[i + parts.size() - 1].span.end});
        }
    }
    return places;
}

/// "072", ":072" or "042:043".
bool holds_codes(std::string_view theirs) {
    const std::size_t colon = theirs.find(':');
    return !theirs.ends_with(':') && (colon == std::string_view::npos || theirs.find(':', colon + 1) == theirs.npos);
}

bool is_lower(std::string_view text) { return !text.empty() && lower_ascii(text) == text; }

}  // namespace

Result<Petrarch2Tables> Petrarch2Tables::load(const std::string& data_dir, std::vector<Problem>& problems) {
    Result<TsvTable> codes = read_tsv(data_dir + "/codes/petrarch2_codes.tsv", code_columns, problems);
    if (!codes) return fail(codes.error());
    const Result<TsvTable> discards = read_tsv(data_dir + "/codes/petrarch2_discards.tsv", discard_columns, problems);
    if (!discards) return fail(discards.error());

    Petrarch2Tables tables;
    for (const TsvRow& row : codes->rows) {
        if (!is_lower(row[0]) || row[1].empty() || row[2].empty() || !holds_codes(row[2])) {
            problems.push_back({codes->file, row.line, 0,
                                "expected words in small letters, our code and theirs such as 072, :072 or 042:043"});
            continue;
        }
        Row out{{}, std::string(row[1]), std::string(row[2]), row.line};
        for (const std::string_view word : split_list(row[0], ' ')) out.words.emplace_back(word);
        tables.rows_.push_back(std::move(out));
    }
    for (const TsvRow& row : discards->rows) {
        if (!is_lower(row[0])) {
            problems.push_back({discards->file, row.line, 0, "expected words in small letters"});
            continue;
        }
        tables.discards_.emplace_back(row[0]);
    }
    tables.content_ = codes->content + discards->content;
    tables.file_ = std::move(codes->file);
    return tables;
}

std::string Petrarch2Tables::code(std::string_view clause, Span trigger, std::string_view ours) const {
    std::vector<Word> words;
    for (const Row& row : rows_) {
        if (!ours.starts_with(row.ours)) continue;
        if (words.empty()) words = words_of(clause);
        bool all = true;
        bool of_trigger = false;
        for (std::size_t i = 0; all && i < row.words.size(); ++i) {
            const std::vector<Span> places = places_of(row.words[i], words);
            all = !places.empty();
            of_trigger = of_trigger || std::ranges::any_of(places, [&](Span at) { return at.overlaps(trigger); });
        }
        if (all && of_trigger) return row.theirs;
    }
    return std::string(ours);
}

/// Its program looks at words as blanks part them, and only when another follows: neither "1994," nor a last word is
/// found.
bool Petrarch2Tables::discards(std::string_view sentence) const {
    std::vector<Word> words = blank_parted(sentence);
    if (words.size() < 2) return false;
    words.pop_back();
    return std::ranges::any_of(discards_, [&](const std::string& phrase) { return !places_of(phrase, words).empty(); });
}

}  // namespace px
