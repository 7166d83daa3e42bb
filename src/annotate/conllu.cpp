#include "annotate/conllu.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace px {
namespace {

constexpr std::size_t column_count = 10;
using Columns = std::array<std::string_view, column_count>;

std::optional<Columns> split_columns(std::string_view line) {
    Columns columns;
    for (std::size_t i = 0; i < column_count; ++i) {
        const std::size_t tab = line.find('\t');
        if ((tab == std::string_view::npos) != (i + 1 == column_count)) return std::nullopt;
        columns[i] = line.substr(0, tab);
        line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
    }
    return columns;
}

std::optional<std::uint32_t> number(std::string_view digits) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

std::string or_empty(std::string_view cell) { return cell == "_" ? std::string() : std::string(cell); }
std::string_view or_blank(std::string_view cell) { return cell.empty() ? std::string_view("_") : cell; }

std::string_view misc_value(std::string_view misc, std::string_view key) {
    while (!misc.empty()) {
        const std::size_t bar = misc.find('|');
        const std::string_view item = misc.substr(0, bar);
        if (item.starts_with(key) && item.size() > key.size() && item[key.size()] == '=')
            return item.substr(key.size() + 1);
        misc.remove_prefix(bar == std::string_view::npos ? misc.size() : bar + 1);
    }
    return {};
}

/// Reads one document line by line; holds where it is, for messages and for the multi-word token that is open.
class Reader {
  public:
    explicit Reader(std::string name) { name_ = std::move(name); }

    Result<ConlluDocument> read(std::string_view content) {
        while (!content.empty()) {
            const std::size_t end = content.find('\n');
            std::string_view line = content.substr(0, end);
            content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
            ++line_;
            if (line.ends_with('\r')) line.remove_suffix(1);
            if (line.empty()) {
                if (!close_sentence()) return fail(error_);
            } else if (line[0] == '#') {
                comments_ += std::string(line) + '\n';
            } else if (!take_line(line)) {
                return fail(error_);
            }
        }
        if (!close_sentence()) return fail(error_);
        return std::move(document_);
    }

  private:
    bool refuse(std::string what) {
        error_ = {ErrorKind::malformed, name_, fmt::format("line {}", line_), std::move(what), "the file is not used"};
        return false;
    }

    bool take_line(std::string_view line) {
        const auto columns = split_columns(line);
        if (!columns) return refuse("expected ten columns parted by tabs");
        const std::string_view id = (*columns)[0];
        if (id.find('.') != std::string_view::npos) return true;
        if (const std::size_t dash = id.find('-'); dash != std::string_view::npos)
            return open_multiword(*columns, dash);
        const std::uint32_t count = static_cast<std::uint32_t>(document_.annotation.tokens.size()) - first_;
        if (number(id) != count + 1) return refuse(fmt::format("expected token {}, found '{}'", count + 1, id));
        const auto head = number(or_empty((*columns)[6]).empty() ? "0" : (*columns)[6]);
        if (!head) return refuse(fmt::format("'{}' is no head", (*columns)[6]));
        add_token(*columns, *head);
        return true;
    }

    bool open_multiword(const Columns& columns, std::size_t dash) {
        const auto from = number(columns[0].substr(0, dash));
        const auto to = number(columns[0].substr(dash + 1));
        const std::uint32_t count = static_cast<std::uint32_t>(document_.annotation.tokens.size()) - first_;
        if (!from || !to || *from != count + 1 || *to < *from || *to - *from > 100) {
            return refuse(fmt::format("'{}' is no range of tokens that begins here", columns[0]));
        }
        multiword_words_ = *to - *from + 1;
        multiword_left_ = multiword_words_;
        multiword_span_ = append_form(columns[1]);
        multiword_space_ = misc_value(columns[9], "SpaceAfter") != "No";
        return true;
    }

    void add_token(const Columns& columns, std::uint32_t head) {
        Token token;
        token.form = columns[1];
        token.lemma = columns[2] == "_" && columns[1] != "_" ? std::string() : std::string(columns[2]);
        token.upos = or_empty(columns[3]);
        token.xpos = or_empty(columns[4]);
        token.feats = or_empty(columns[5]);
        token.head = static_cast<std::int32_t>(head);
        token.deprel = or_empty(columns[7]);
        if (multiword_left_ > 0) {
            place_in_multiword(token);
        } else {
            token.span = append_form(token.form);
            token.space_after = misc_value(columns[9], "SpaceAfter") != "No";
            if (token.space_after) document_.text += ' ';
        }
        add_name(misc_value(columns[9], "Name"), token.span);
        document_.annotation.tokens.push_back(std::move(token));
    }

    /// The words of "don't" get "do" and "n't" where the letters run on, otherwise each has the whole token.
    void place_in_multiword(Token& token) {
        if (multiword_left_ == multiword_words_) {
            token.multiword = multiword_words_;
            multiword_at_ = multiword_span_.begin;
        }
        const auto size = static_cast<std::uint32_t>(token.form.size());
        const std::string_view rest = slice(document_.text, {multiword_at_, multiword_span_.end});
        const bool fits = rest.starts_with(token.form) && (multiword_left_ > 1 || rest.size() == token.form.size());
        token.span = fits ? Span{multiword_at_, multiword_at_ + size} : multiword_span_;
        if (fits) multiword_at_ += size;
        token.space_after = multiword_left_ == 1 && multiword_space_;
        if (--multiword_left_ == 0 && multiword_space_) document_.text += ' ';
    }

    Span append_form(std::string_view form) {
        const auto begin = static_cast<std::uint32_t>(document_.text.size());
        document_.text += form;
        return {begin, static_cast<std::uint32_t>(document_.text.size())};
    }

    void add_name(std::string_view tag, Span span) {
        if (tag.size() < 5) return;
        const std::string_view type = tag.substr(2);
        Annotation& annotation = document_.annotation;
        const auto at = static_cast<std::uint32_t>(annotation.tokens.size()) - first_;
        const NameType name_type = type == "PER"   ? NameType::person
                                   : type == "LOC" ? NameType::location
                                                   : NameType::organisation;
        const auto sentence = static_cast<std::int32_t>(annotation.sentences.size());
        if (tag[0] == 'I' && !annotation.names.empty()) {
            Name& open = annotation.names.back();
            if (open.sentence == sentence && open.first + open.count == at && open.type == name_type) {
                open.span.end = span.end;
                ++open.count;
                return;
            }
        }
        annotation.names.push_back({span, name_type, sentence, at, 1, 1});
    }

    bool close_sentence() {
        Annotation& annotation = document_.annotation;
        const auto count = static_cast<std::uint32_t>(annotation.tokens.size()) - first_;
        if (multiword_left_ > 0) return refuse("a multi-word token is cut off");
        if (count == 0) return true;
        for (std::uint32_t i = first_; i < first_ + count; ++i) {
            if (annotation.tokens[i].head > static_cast<std::int32_t>(count))
                return refuse(fmt::format("token {} has the head {}, the sentence {} tokens", i - first_ + 1,
                                          annotation.tokens[i].head, count));
        }
        const Span span{annotation.tokens[first_].span.begin, annotation.tokens.back().span.end};
        annotation.sentences.push_back({span, first_, count, -1});
        document_.comments.push_back(std::move(comments_));
        comments_.clear();
        first_ += count;
        // Not the blanks of a token that is made of them.
        document_.text.resize(std::max(annotation.tokens.back().span.end, multiword_span_.end));
        document_.text += '\n';
        return true;
    }

    std::string name_;
    ConlluDocument document_;
    Error error_;
    std::string comments_;
    std::uint32_t line_ = 0;
    std::uint32_t first_ = 0;  // first token of the open sentence
    std::uint32_t multiword_words_ = 0;
    std::uint32_t multiword_left_ = 0;
    std::uint32_t multiword_at_ = 0;
    Span multiword_span_;
    bool multiword_space_ = true;
};

/// "Name=B-PER" for each token of a name, "" for the others; one entry per token of the document.
std::vector<std::string> name_tags(const Annotation& annotation) {
    std::vector<std::string> tags(annotation.tokens.size());
    for (const Name& name : annotation.names) {
        const std::uint32_t first = annotation.sentences[static_cast<std::size_t>(name.sentence)].first + name.first;
        for (std::uint32_t i = 0; i < name.count; ++i)
            tags[first + i] = fmt::format("Name={}-{}", i == 0 ? 'B' : 'I', to_string(name.type));
    }
    return tags;
}

void write_token(std::string& out, const Token& token, std::uint32_t number, const std::string& name,
                 bool in_multiword) {
    std::string misc = name;
    if (!token.space_after && !in_multiword) misc += misc.empty() ? "SpaceAfter=No" : "|SpaceAfter=No";
    const auto to = std::back_inserter(out);
    fmt::format_to(to, "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}\n", number, or_blank(token.form), or_blank(token.lemma),
                   or_blank(token.upos), or_blank(token.xpos), or_blank(token.feats), token.head,
                   or_blank(token.deprel), or_blank(misc));
}

/// Line ends inside a sentence become blanks: a comment is one line.
std::string one_line(std::string_view text) {
    std::string line(text);
    for (char& c : line)
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    return line;
}

}  // namespace

Result<ConlluDocument> read_conllu(std::string_view content, std::string name) {
    return Reader(std::move(name)).read(content);
}

std::string write_conllu(std::string_view text, const Annotation& annotation,
                         const std::vector<std::string>& comments) {
    const std::vector<std::string> names = name_tags(annotation);
    std::string out;
    for (std::size_t s = 0; s < annotation.sentences.size(); ++s) {
        const Sentence& sentence = annotation.sentences[s];
        if (s < comments.size())
            out += comments[s];
        else
            out += fmt::format("# sent_id = {}\n# text = {}\n", s + 1, one_line(slice(text, sentence.span)));
        std::uint32_t multiword_end = 0;
        for (std::uint32_t i = 0; i < sentence.count; ++i) {
            const Token& token = annotation.tokens[sentence.first + i];
            if (token.multiword > 1 && i + token.multiword <= sentence.count) {
                multiword_end = i + token.multiword;
                const Token& last = annotation.tokens[sentence.first + multiword_end - 1];
                out += fmt::format("{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n", i + 1, multiword_end,
                                   one_line(slice(text, hull(token.span, last.span))),
                                   last.space_after ? "_" : "SpaceAfter=No");
            }
            write_token(out, token, i + 1, names[sentence.first + i], i < multiword_end);
        }
        out += '\n';
    }
    return out;
}

}  // namespace px
