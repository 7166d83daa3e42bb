#include "code/pattern.hpp"

#include <algorithm>
#include <array>

#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px::coding {
namespace {

constexpr std::array<std::string_view, 47> known_prepositions = {
    "of",      "to",     "with",   "against", "at",      "on",        "in",       "from",   "by",  "for",
    "about",   "over",   "into",   "onto",    "toward",  "towards",   "between",  "among",  "as",  "after",
    "before",  "upon",   "under",  "off",     "through", "across",    "near",     "behind", "out", "without",
    "outside", "around", "during", "despite", "versus",  "regarding", "along",    "that",   "via", "per",
    "amid",    "within", "since",  "until",   "inside",  "like",      "alongside"};

bool is_preposition(std::string_view word) {
    return std::ranges::find(known_prepositions, word) != known_prepositions.end();
}

/// "to", "with|against": every part is a preposition.
bool is_preposition_choice(std::string_view word) {
    const std::vector<std::string_view> parts = split_list(word, '|');
    return !parts.empty() && std::ranges::all_of(parts, is_preposition);
}

struct Piece {
    std::string_view text;
    std::uint32_t column = 0;
};

/// Split at blanks; what stands in brackets stays with the word it follows.
std::vector<Piece> split_pieces(std::string_view text, std::uint32_t column) {
    std::vector<Piece> pieces;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == ' ' || text[at] == '\t') {
            ++at;
            continue;
        }
        const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
        pieces.push_back({text.substr(at, end - at), column + static_cast<std::uint32_t>(at)});
        at = end;
    }
    return pieces;
}

class PatternReader {
  public:
    PatternReader(TriggerClass trigger_class, std::string_view text, const std::string& file, std::uint32_t line,
                  std::uint32_t column, std::vector<Problem>& problems)
        : file_(file), line_(line), problems_(problems) {
        pattern_.trigger_class = trigger_class;
        pattern_.text = text;
        pattern_.line = line;
        pieces_ = split_pieces(text, column);
    }

    std::optional<Pattern> read() {
        take_mutual();
        const std::optional<std::size_t> trigger = find_trigger();
        if (!trigger) return std::nullopt;
        for (std::size_t i = 0; i < *trigger; ++i) read_before(pieces_[i]);
        read_trigger(pieces_[*trigger]);
        for (std::size_t i = *trigger + 1; i < pieces_.size();) i = read_after(i);
        if (failed_) return std::nullopt;
        mark_indirect_object();
        return std::move(pattern_);
    }

  private:
    void complain(std::uint32_t column, std::string what) {
        problems_.push_back({file_, line_, column, std::move(what), true});
        failed_ = true;
    }

    void take_mutual() {
        if (!pieces_.empty() && pieces_.back().text == "(both)") {
            pattern_.mutual = true;
            pieces_.pop_back();
        }
    }

    static std::string_view without_brackets(std::string_view text) { return text.substr(0, text.find('[')); }

    static bool is_slot(std::string_view text) { return stem(text) == "S" || stem(text) == "T"; }
    static bool is_any(std::string_view text) { return stem(text) == "*"; }
    /// "T!:person" -> "T"
    static std::string_view stem(std::string_view text) {
        std::string_view head = without_brackets(text);
        if (head.ends_with("'s")) head.remove_suffix(2);
        head = head.substr(0, head.find(':'));
        while (head.ends_with('?') || head.ends_with('!')) head.remove_suffix(1);
        return head;
    }
    static bool is_words(std::string_view text) { return !is_slot(text) && !is_any(text); }

    /// The trigger is the first word that is no slot; where a subject in words comes first ("&talks collapse") it is
    /// the second of two words in a row before any preposition.
    std::optional<std::size_t> find_trigger() {
        std::vector<std::size_t> leading;
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            if (is_slot(pieces_[i].text) || is_any(pieces_[i].text)) {
                if (!leading.empty()) break;
                continue;
            }
            if (is_preposition_choice(without_brackets(pieces_[i].text)) || pieces_[i].text == "that") break;
            leading.push_back(i);
        }
        if (leading.empty()) {
            complain(pieces_.empty() ? 1 : pieces_[0].column,
                     "expected a word that triggers the rule; a pattern without one would match everything");
            return std::nullopt;
        }
        const bool has_leading_slot = leading[0] > 0;
        const bool subject_in_words =
            pattern_.trigger_class != TriggerClass::noun && !has_leading_slot && leading.size() > 1;
        return subject_in_words ? leading[1] : leading[0];
    }

    void read_before(const Piece& piece) {
        const bool noun = pattern_.trigger_class == TriggerClass::noun;
        Element element = read_phrase(piece);
        element.place = noun ? Place::modifier : Place::subject;
        if (piece.text.find("'s") != std::string_view::npos) element.place = Place::possessor;
        if (noun && element.slot == Slot::source) return;  // nouns look for their source in any case
        pattern_.elements.push_back(std::move(element));
    }

    void read_trigger(const Piece& piece) {
        Element element = read_phrase(piece);
        pattern_.trigger = std::move(element.words);
        pattern_.with = std::move(element.with);
        pattern_.without = std::move(element.without);
        if (pattern_.trigger.empty() && !failed_) complain(piece.column, "expected a word that triggers the rule");
    }

    /// Reads one element that begins at piece `i`; returns where the next begins.
    std::size_t read_after(std::size_t i) {
        const Piece& piece = pieces_[i];
        if (piece.text == "that") {
            if (i + 1 >= pieces_.size()) {
                complain(piece.column, "expected '*' or a word after 'that'");
                return i + 1;
            }
            Element element = read_phrase(pieces_[i + 1]);
            element.place = Place::clause;
            pattern_.elements.push_back(std::move(element));
            return i + 2;
        }
        if (is_preposition_choice(piece.text)) {
            if (i + 1 >= pieces_.size()) {
                complain(piece.column,
                         "expected S, T, '*' or a word after the preposition '" + std::string(piece.text) + "'");
                return i + 1;
            }
            Element element = read_phrase(pieces_[i + 1]);
            element.place = Place::oblique;
            element.prepositions = parse_choice(piece.text, file_, line_, piece.column, problems_);
            pattern_.elements.push_back(std::move(element));
            return i + 2;
        }
        const std::vector<std::string_view> parts = split_list(without_brackets(piece.text), '|');
        if (std::ranges::any_of(parts, is_preposition) && parts.size() > 1) {
            complain(piece.column, "expected prepositions only in '" + std::string(piece.text) + "'");
        }
        Element element = read_phrase(piece);
        element.place = Place::object;
        if (pattern_.trigger_class == TriggerClass::noun) {
            complain(piece.column,
                     "expected a preposition before '" + std::string(piece.text) + "': nouns have no object");
        }
        pattern_.elements.push_back(std::move(element));
        return i + 1;
    }

    Element read_phrase(const Piece& piece) {
        Element element;
        element.column = piece.column;
        std::string_view text = piece.text;
        if (const std::size_t open = text.find('['); open != std::string_view::npos) {
            read_brackets(text.substr(open), piece.column + static_cast<std::uint32_t>(open), element);
            text = text.substr(0, open);
        }
        if (is_any(text) || is_slot(text)) {
            read_slot(text, piece.column, element);
        } else {
            if (text.ends_with('?')) {
                element.optional = true;
                text.remove_suffix(1);
            }
            const std::size_t before = problems_.size();
            element.words = parse_choice(text, file_, line_, piece.column, problems_);
            failed_ = failed_ || problems_.size() > before;
        }
        return element;
    }

    void read_slot(std::string_view text, std::uint32_t column, Element& element) {
        if (text.ends_with("'s")) text.remove_suffix(2);
        const std::size_t colon = text.find(':');
        const std::string_view marks = text.substr(0, colon);
        element.optional = marks.find('?') != std::string_view::npos;
        element.known = marks.find('!') != std::string_view::npos;
        if (text[0] != '*') element.slot = text[0] == 'S' ? Slot::source : Slot::target;
        if (colon != std::string_view::npos) {
            static constexpr std::array<std::string_view, 10> kinds = {
                "state", "person", "organisation", "armed_group", "outlet",
                "group", "other",  "place",        "armed",       "office"};
            element.kind = text.substr(colon + 1);
            if (std::ranges::find(kinds, element.kind) == kinds.end()) {
                complain(column,
                         "expected state, person, organisation, armed_group, outlet, group, other, place, "
                         "armed or office after ':', found '" +
                             element.kind + "'");
            }
        }
    }

    void read_brackets(std::string_view text, std::uint32_t column, Element& element) {
        while (!text.empty()) {
            const std::size_t close = text.find(']');
            if (text[0] != '[' || close == std::string_view::npos) {
                complain(column, "expected '[words]'");
                return;
            }
            std::string_view inside = text.substr(1, close - 1);
            const bool negative = inside.starts_with('!');
            if (negative) inside.remove_prefix(1);
            const std::size_t before = problems_.size();
            (negative ? element.without : element.with) = parse_choice(inside, file_, line_, column, problems_);
            failed_ = failed_ || problems_.size() > before;
            text.remove_prefix(close + 1);
        }
    }

    /// "S give T &weapons": of two objects in a row the first is the indirect one.
    void mark_indirect_object() {
        std::vector<Element>& elements = pattern_.elements;
        for (std::size_t i = 0; i + 1 < elements.size(); ++i) {
            if (elements[i].place == Place::object && elements[i + 1].place == Place::object &&
                elements[i].slot != Slot::none) {
                elements[i].prepositions.words = {"<indirect>"};
                return;
            }
        }
    }

    const std::string& file_;
    std::uint32_t line_;
    std::vector<Problem>& problems_;
    std::vector<Piece> pieces_;
    Pattern pattern_;
    bool failed_ = false;
};

}  // namespace

std::optional<Pattern> parse_pattern(TriggerClass trigger_class, std::string_view text, const std::string& file,
                                     std::uint32_t line, std::uint32_t column, std::vector<Problem>& problems) {
    return PatternReader(trigger_class, text, file, line, column, problems).read();
}

Choice parse_choice(std::string_view text, const std::string& file, std::uint32_t line, std::uint32_t column,
                    std::vector<Problem>& problems) {
    Choice choice;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('|', at), text.size());
        std::string_view part = text.substr(at, end - at);
        const auto part_column = column + static_cast<std::uint32_t>(at);
        const bool set = part.starts_with('&');
        if (set) part.remove_prefix(1);
        if (part.empty()) {
            problems.push_back({file, line, part_column, "expected a word between the '|'", true});
        } else if (part.find_first_of("[](){}!?*:;,\"=<>") != std::string_view::npos) {
            problems.push_back({file, line, part_column, "expected a word, found '" + std::string(part) + "'", true});
        } else {
            (set ? choice.sets : choice.words).push_back(lower_ascii(part));
        }
        at = end + 1;
    }
    return choice;
}

}  // namespace px::coding
