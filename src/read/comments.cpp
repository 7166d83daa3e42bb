#include "read/comments.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/tsv.hpp"
#include "read/paragraphs.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t longest_head = 100;  // bytes
constexpr std::size_t longest_name = 40;

bool matches(std::string_view text, const RE2& pattern) {
    return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

enum class Head : std::uint8_t { none, age, named_age, says };

/// "Posted", "last updated", "by": words in front of an age that are no name.
bool goes_with_age(std::string_view word) {
    static constexpr std::array<std::string_view, 24> words = {
        "posted",    "updated",     "published", "last", "first", "edited", "modified",     "created",
        "added",     "refreshed",   "on",        "at",   "by",    "about",  "aktualisiert", "publié",
        "publicado", "actualizado", "zuletzt",   "mis",  "à",     "jour",   "pubblicato",   "aggiornato"};
    const std::string low = lower_ascii(word);
    return std::ranges::find(words, low) != words.end();
}

bool has_letter(std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3;
    });
}

/// What stands around an age, "Ann", "Posted", "Talks broke down": a comment has a name of few words before it, which
/// begins with small letters only where it is the name of an account, and little behind it.
Head head_around(std::string_view before, std::string_view behind) {
    constexpr std::size_t longest_behind = 24;  // bytes
    constexpr std::size_t most_words = 4;
    if (before.size() > longest_name || behind.size() > longest_behind) return Head::none;
    std::size_t words = 0;
    bool is_told = false;  // "posted"
    bool ends_small = false;
    for (std::size_t at = 0; at < before.size();) {
        const std::size_t end = std::min(before.find_first_of(" ,:;|(", at), before.size());
        const std::string_view word = before.substr(at, end - at);
        at = end + 1;
        if (goes_with_age(word)) {
            is_told = true;
        } else if (has_letter(word)) {
            ++words;
            ends_small = word[0] >= 'a' && word[0] <= 'z';
        }
    }
    if (words == 0) return is_told ? Head::none : Head::age;
    return words > most_words || (words > 1 && ends_small) ? Head::none : Head::named_age;
}

/// "Ann 3 hours ago", "vor 3 Stunden", "Ann says:", "Ann wrote on 14 March 2024 at 10:00:".
Head head_of(std::string_view text) {
    // Bytes instead of characters: the automata stay small.
    static const RE2 age(
        R"((?i)((?:.*[^a-z\d])?)(?:\d{1,2}|an?|one) ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|mos?|months?|y|yrs?|years?) ago((?:[^a-z].*)?))",
        RE2::Latin1);
    static const RE2 age_abroad(
        R"((?i)((?:.*[^a-z\d])?)(?:(?:vor|il y a|hace|há) \d{1,2} [^ ]+|\d{1,2} [^ ]+ (?:назад|fa|geleden|sedan|siden|önce|temu))((?:[^a-z].*)?))",
        RE2::Latin1);
    static const RE2 says(
        R"((?i)[^:]+ (?:says|wrote|writes|said|schrieb|schreibt|meint|a écrit|dit|dice|escribió|пишет)(?: [^:]*\d[^:]*(?::\d\d)?[^:]*)?:)");
    if (text.empty() || text.size() > longest_head) return Head::none;
    if (text.ends_with(':')) return matches(text, says) ? Head::says : Head::none;
    if (ends_sentence(text)) return Head::none;
    const bool has_figure = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool is_english = text.find("ago") != std::string_view::npos;
    if (!is_english && !has_figure) return Head::none;
    re2::StringPiece before;
    re2::StringPiece behind;
    if (!RE2::FullMatch(re2::StringPiece(text.data(), text.size()), is_english ? age : age_abroad, &before, &behind))
        return Head::none;
    return head_around({before.data(), before.size()}, {behind.data(), behind.size()});
}

/// "Reply", "Like", "Antworten": a button below each comment.
bool is_button(std::string_view text) {
    static constexpr std::array<std::string_view, 14> words = {
        "reply",    "like",      "upvote",  "antworten",    "repondre",   "responder",  "rispondi",
        "ответить", "odpowiedz", "yanıtla", "reply report", "like reply", "reply like", "balas"};
    if (text.size() > longest_name) return false;
    const std::string folded = fold_name(text);
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return folded == fold_name(word); });
}

bool is_name(const PageBlock& block) {
    return block.text.size() <= longest_name && !ends_sentence(block.text) && block.heading_level < 3;
}

/// "The minister said:" introduces a quotation in a report; a comment's head has a date, or is set otherwise than its
/// text.
bool is_set_apart(const PageTree& tree, std::size_t i) {
    const std::string& text = tree.blocks[i].text;
    if (std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) return true;
    const auto tag = [&](std::size_t k) { return tree.nodes[static_cast<std::size_t>(tree.blocks[k].node)].tag; };
    return i + 1 < tree.blocks.size() && tag(i) != tag(i + 1);
}

struct Sign {
    std::size_t begin = 0;  // of the comment, with the name before its age
    Head head = Head::none;
};

}  // namespace

BlockRange unnamed_comments(const PageTree& tree, std::size_t headline) {
    constexpr std::size_t least_text = 250;  // bytes of the report above them
    constexpr std::size_t sure = 3;          // comments; two are enough if buttons or "Ann says:" stand beside them
    std::vector<Sign> signs;
    std::size_t text = 0;
    std::size_t buttons = 0;
    for (std::size_t i = headline < tree.blocks.size() ? headline + 1 : 0; i < tree.blocks.size(); ++i) {
        const PageBlock& block = tree.blocks[i];
        if (signs.empty() && block.text.size() >= 60 && ends_sentence(block.text) &&
            block.link_bytes * 2 < block.text.size())
            text += block.text.size();
        if (text < least_text) continue;
        if (!signs.empty() && is_button(block.text)) ++buttons;
        Sign sign{i, head_of(block.text)};
        if (sign.head == Head::none || (sign.head == Head::says && !is_set_apart(tree, i))) continue;
        const bool after_name = i > 0 && is_name(tree.blocks[i - 1]);
        if (sign.head == Head::age && !after_name) continue;  // an entry of a live blog
        if (sign.head == Head::age) --sign.begin;
        signs.push_back(sign);
    }
    const auto says = static_cast<std::size_t>(
        std::count_if(signs.begin(), signs.end(), [](const Sign& sign) { return sign.head == Head::says; }));
    if (signs.size() < 2 || (signs.size() < sure && buttons < 2 && says < 2)) return {};
    std::size_t end = signs.back().begin + 1;
    while (end < tree.blocks.size() && (tree.blocks[end].heading_level == 0 || tree.blocks[end].heading_level > 3))
        ++end;
    return {signs.front().begin, end};
}

}  // namespace px
