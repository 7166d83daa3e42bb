#include "annotate/annotate.hpp"

#include <algorithm>

#include "annotate/model_parts.hpp"
#include "annotate/second_look.hpp"
#include "annotate/tree_rules.hpp"
#include "text/utf8.hpp"

namespace px {

struct Workspace::Parts {
    NetworkWorkspace network;
    NetworkOutput output;
    std::vector<std::string_view> forms;
    std::vector<std::uint32_t> lengths;
};

Workspace::Workspace() : parts_(std::make_unique<Parts>()) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

namespace {

/// Words that go through the network together: enough to keep its loops busy, few enough to stay in the cache.
constexpr std::size_t batch_words = 384;

std::string valid_form(std::string_view bytes) {
    if (find_invalid(bytes) == bytes.size()) return std::string(bytes);
    std::string form;
    for (std::size_t at = 0; at < bytes.size();) {
        const Decoded c = decode(bytes, at);
        append_utf8(form, c.code_point);
        at += c.length;
    }
    return form;
}

void add_sentence(std::string_view text, std::span<const RawToken> words, std::int32_t block, Annotation& annotation) {
    const auto first = static_cast<std::uint32_t>(annotation.tokens.size());
    for (const RawToken& word : words) {
        Token token;
        token.span = word.span;
        token.form = valid_form(slice(text, word.span));
        token.multiword = word.multiword;
        token.space_after = word.space_after;
        annotation.tokens.push_back(std::move(token));
    }
    annotation.sentences.push_back(
        {{words.front().span.begin, words.back().span.end}, first, static_cast<std::uint32_t>(words.size()), block});
}

std::string_view or_nothing(std::string_view tag) { return tag == "_" ? std::string_view() : tag; }

/// Writes what the network found for the words of one batch, which begin at token `first`.
void write_tags(const ModelParts& parts, const NetworkOutput& output, std::span<Token> tokens) {
    const Network& network = parts.network;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& token = tokens[i];
        token.upos = network.classes(TagHead::upos)[output.tags[0][i]];
        token.xpos = network.classes(TagHead::xpos)[output.tags[1][i]];
        token.feats = or_nothing(network.classes(TagHead::feats)[output.tags[2][i]]);
        const auto known = parts.lemmas.find(token.form, token.upos);
        token.lemma = known ? std::string(*known) : parts.lemma_scripts[output.tags[3][i]].apply(token.form);
        if (token.lemma.empty()) token.lemma = token.form;
        token.head = output.heads[i];
        token.deprel = network.relations()[output.deprels[i]];
    }
}

/// A window of a sentence that is too long for the parser: its root hangs on the first window's root.
struct Window {
    std::uint32_t sentence = 0;
    std::uint32_t offset = 0;  // first word, counted in its sentence
    std::uint32_t count = 0;
};

std::vector<Window> windows_of(const Annotation& annotation) {
    std::vector<Window> windows;
    constexpr auto longest = static_cast<std::uint32_t>(Network::longest_sentence);
    for (std::uint32_t s = 0; s < annotation.sentences.size(); ++s) {
        const std::uint32_t count = annotation.sentences[s].count;
        for (std::uint32_t at = 0; at < count; at += longest) windows.push_back({s, at, std::min(longest, count - at)});
    }
    return windows;
}

void join_window(const Window& window, std::int32_t first_root, std::span<Token> tokens) {
    for (std::uint32_t i = 0; i < window.count; ++i) {
        Token& token = tokens[window.offset + i];
        if (token.head > 0) {
            token.head += static_cast<std::int32_t>(window.offset);
        } else if (window.offset > 0) {
            token.head = first_root;
            token.deprel = "parataxis";
        }
    }
}

class Annotator {
  public:
    Annotator(const ModelParts& parts, Annotation& annotation, Workspace::Parts& workspace)
        : parts_(parts), annotation_(annotation), workspace_(workspace) {}

    void run() {
        const std::vector<Window> windows = windows_of(annotation_);
        for (std::size_t from = 0; from < windows.size();) {
            std::size_t to = from;
            std::size_t words = 0;
            while (to < windows.size() && (to == from || words + windows[to].count <= batch_words))
                words += windows[to++].count;
            run_batch(std::span(windows).subspan(from, to - from));
            from = to;
        }
    }

  private:
    void run_batch(std::span<const Window> windows) {
        workspace_.forms.clear();
        workspace_.lengths.clear();
        for (const Window& window : windows) {
            workspace_.lengths.push_back(window.count);
            for (const Token& token : tokens_of(window)) workspace_.forms.push_back(token.form);
        }
        NetworkOutput& output = workspace_.output;
        parts_.network.run(workspace_.forms, workspace_.lengths, workspace_.network, output);
        const Window& first = windows.front();
        const std::size_t begin = annotation_.sentences[first.sentence].first + first.offset;
        write_tags(parts_, output, std::span(annotation_.tokens).subspan(begin, workspace_.forms.size()));
        std::size_t token = 0;
        for (const Window& window : windows) {
            settle_tree(tokens_of(window), parts_.tree_words);
            add_names(window, token);
            const Sentence& sentence = annotation_.sentences[window.sentence];
            if (sentence.count > window.count) join_window(window, root_of(sentence), sentence_tokens(sentence));
            token += window.count;
        }
    }

    [[nodiscard]] std::span<Token> sentence_tokens(const Sentence& sentence) {
        return std::span(annotation_.tokens).subspan(sentence.first, sentence.count);
    }
    [[nodiscard]] std::span<Token> tokens_of(const Window& window) {
        return sentence_tokens(annotation_.sentences[window.sentence]).subspan(window.offset, window.count);
    }

    /// The root of a sentence's first window, which is complete when later windows are joined.
    [[nodiscard]] std::int32_t root_of(const Sentence& sentence) {
        const std::span<Token> tokens = sentence_tokens(sentence);
        const auto root = std::find_if(tokens.begin(), tokens.end(), [](const Token& t) { return t.head == 0; });
        return root == tokens.end() ? 1 : static_cast<std::int32_t>(root - tokens.begin()) + 1;
    }

    void add_names(const Window& window, std::size_t token) {
        const std::size_t kinds = parts_.network.name_tags().size();
        const auto scores =
            std::span<const float>(workspace_.output.names).subspan(token * kinds, window.count * kinds);
        const Sentence& sentence = annotation_.sentences[window.sentence];
        for (const FoundName& found : parts_.names.decode(scores)) {
            const std::uint32_t first = window.offset + found.first;
            const Span span = hull(annotation_.tokens[sentence.first + first].span,
                                   annotation_.tokens[sentence.first + first + found.count - 1].span);
            annotation_.names.push_back(
                {span, found.type, static_cast<std::int32_t>(window.sentence), first, found.count, found.confidence});
        }
    }

    const ModelParts& parts_;
    Annotation& annotation_;
    Workspace::Parts& workspace_;
};

}  // namespace

void annotate_words(const Model& model, Annotation& annotation, Workspace& workspace) {
    annotation.names.clear();
    Annotator(model.parts(), annotation, workspace.parts()).run();
}

Annotation annotate(const Model& model, std::string_view text, std::span<const Span> blocks, Workspace& workspace) {
    const ModelParts& parts = model.parts();
    Annotation annotation;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const std::vector<RawToken> words = split_words(text, blocks[b], parts.lexicon);
        std::uint32_t begin = 0;
        for (const std::uint32_t end : parts.boundaries.sentence_ends(text, words)) {
            add_sentence(text, std::span(words).subspan(begin, end - begin), static_cast<std::int32_t>(b), annotation);
            begin = end;
        }
    }
    annotate_words(model, annotation, workspace);
    second_look(annotation, 0, static_cast<std::uint32_t>(annotation.sentences.size()), parts.network.gazetteer());
    return annotation;
}

Annotation annotate(const Model& model, std::string_view text, std::span<const Span> blocks) {
    Workspace workspace;
    return annotate(model, text, blocks, workspace);
}

std::vector<Span> paragraphs(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    std::vector<Span> found;
    std::uint32_t begin = 0;  // of the open paragraph
    std::uint32_t end = 0;    // one past its last visible byte; equal to begin if none
    std::uint32_t line_ends = 0;
    for (std::uint32_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\n') ++line_ends;
        if (is_blank(text[at])) continue;
        if (line_ends >= 2 || end == begin) {
            if (end > begin) found.push_back({begin, end});
            begin = at;
        }
        line_ends = 0;
        end = at + 1;
    }
    if (end > begin) found.push_back({begin, end});
    return found;
}

}  // namespace px
