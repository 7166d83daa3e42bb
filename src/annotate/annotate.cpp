#include "annotate/annotate.hpp"

#include <algorithm>
#include <array>

#include "annotate/model_parts.hpp"
#include "annotate/second_look.hpp"
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

/// A title before a name ("with Turkish minister Hakan Fidan") has no function words of its own: they are the name's.
void settle_titles(std::span<Token> tokens) {
    static constexpr std::array<std::string_view, 4> function_words = {"case", "cc", "det", "mark"};
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& token = tokens[i];
        if (token.head <= static_cast<std::int32_t>(i) + 1) continue;
        const Token& title = tokens[static_cast<std::size_t>(token.head) - 1];
        if (title.deprel != "nmod:desc" || title.head <= token.head) continue;
        if (std::ranges::find(function_words, token.deprel) != function_words.end()) token.head = title.head;
    }
}

/// A verb has one subject: of two beside each other, a common noun before a name is its title ("ministry spokesman
/// Girma Ayele said").
void settle_named_subjects(std::span<Token> tokens) {
    const auto subject = [](const Token& t) { return t.deprel == "nsubj"; };
    const auto has_determiner = [&](std::size_t noun) {
        const auto at = static_cast<std::int32_t>(noun) + 1;
        return std::ranges::any_of(tokens, [&](const Token& t) { return t.head == at && t.deprel == "det"; });
    };
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (!subject(tokens[i]) || tokens[i].upos != "NOUN" || has_determiner(i)) continue;
        std::size_t name = i + 1;  // behind titles of the name
        while (name + 1 < tokens.size() && tokens[name].deprel == "nmod:desc" && tokens[name].upos == "PROPN") ++name;
        if (!subject(tokens[name]) || tokens[name].upos != "PROPN" || tokens[name].head != tokens[i].head) continue;
        tokens[i].head = static_cast<std::int32_t>(name) + 1;
        tokens[i].deprel = "nmod:desc";
    }
}

/// "Soldiers crossed the border on Monday, elders said": of two subjects of a verb, one that ends with a comma before
/// the other and has a verb behind it is that verb's, which tells what is reported.
void settle_reported_clauses(std::span<Token> tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& verb = tokens[i];
        if (verb.deprel != "acl" || (verb.xpos != "VBD" && verb.xpos != "VBN") || verb.head == 0) continue;
        Token& subject = tokens[static_cast<std::size_t>(verb.head) - 1];
        if (subject.deprel != "nsubj" || verb.head > static_cast<std::int32_t>(i) || subject.head == 0) continue;
        const auto over = static_cast<std::size_t>(subject.head) - 1;
        const auto comma_between = [&](std::size_t first, std::size_t last) {
            return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(first),
                               tokens.begin() + static_cast<std::ptrdiff_t>(last),
                               [](const Token& t) { return t.form == ","; });
        };
        std::size_t other = i + 1;
        while (other < over && !(tokens[other].deprel == "nsubj" && tokens[other].head == subject.head)) ++other;
        const auto own = static_cast<std::size_t>(verb.head);
        if (other >= over || comma_between(own, i) || !comma_between(i, other)) continue;
        verb.head = subject.head;
        verb.deprel = "ccomp";
        subject.head = static_cast<std::int32_t>(i) + 1;
    }
}

/// A noun with a subject and nothing of a noun's own is a verb in the present tense, as in headlines ("INDIA CAVES
/// IN").
void settle_headline_verbs(std::span<Token> tokens) {
    static constexpr std::array<std::string_view, 7> of_nouns = {"cop",    "case",     "det", "amod",
                                                                 "nummod", "compound", "aux"};
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].upos != "NOUN") continue;
        const auto own = static_cast<std::int32_t>(i) + 1;
        bool subject = false;
        bool noun = false;
        for (std::size_t child = 0; child < tokens.size(); ++child) {
            if (tokens[child].head != own) continue;
            subject = subject || (tokens[child].deprel == "nsubj" && child < i);
            noun = noun || std::ranges::find(of_nouns, tokens[child].deprel) != of_nouns.end();
        }
        if (!subject || noun) continue;
        const bool singular = tokens[i].xpos == "NNS" || tokens[i].xpos == "VBZ";  // "caves" looks like a plural
        tokens[i].upos = "VERB";
        tokens[i].xpos = singular ? "VBZ" : "VBP";
        tokens[i].feats = singular ? "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
                                   : "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin";
    }
}

/// A compound hangs on a noun. Where the network hung one on the finite verb behind it, as in short headlines ("Sudan
/// army attacks base"), it is that verb's subject unless there is another.
void settle_subjects(std::span<Token> tokens) {
    for (std::size_t i = tokens.size(); i-- > 0;) {
        Token& token = tokens[i];
        if (token.deprel != "compound" || token.head <= static_cast<std::int32_t>(i) + 1) continue;
        const Token& verb = tokens[static_cast<std::size_t>(token.head) - 1];
        if (verb.upos != "VERB" || verb.feats.find("VerbForm=Fin") == std::string::npos) continue;
        const bool has_subject = std::any_of(tokens.begin(), tokens.end(), [&](const Token& other) {
            return other.head == token.head && other.deprel.find("subj") != std::string::npos;
        });
        if (!has_subject) token.deprel = "nsubj";
    }
}

/// An adjective that completes a verb takes no object: "cut short his visit".
void settle_objects(std::span<Token> tokens) {
    for (Token& token : tokens) {
        if (token.deprel != "obj" || token.head == 0) continue;
        const Token& adjective = tokens[static_cast<std::size_t>(token.head) - 1];
        if (adjective.upos == "ADJ" && adjective.deprel == "xcomp") token.head = adjective.head;
    }
}

/// A clause with an object of its own has no second one: "the claim that Turkey had bombed the village" is told by its
/// noun, and "that" is its conjunction.
void settle_content_clauses(std::span<Token> tokens) {
    for (Token& that : tokens) {
        if (that.form != "that" || that.deprel != "obj" || that.head == 0) continue;
        Token& clause = tokens[static_cast<std::size_t>(that.head) - 1];
        if (clause.deprel != "acl:relcl") continue;
        const bool has_another = std::ranges::any_of(
            tokens, [&](const Token& t) { return &t != &that && t.head == that.head && t.deprel == "obj"; });
        if (!has_another) continue;
        that.deprel = "mark";
        clause.deprel = "acl";
    }
}

/// A relative clause has a pronoun, no conjunction: "said in a statement released to the media that ..." hangs on the
/// verb over it that has no such clause yet.
void settle_that_clauses(std::span<Token> tokens) {
    const auto child_of = [&](std::int32_t head, std::string_view relation) {
        return std::find_if(tokens.begin(), tokens.end(),
                            [&](const Token& t) { return t.head == head && t.deprel == relation; });
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& token = tokens[i];
        if (token.deprel != "acl:relcl") continue;
        const auto mark = child_of(static_cast<std::int32_t>(i) + 1, "mark");
        if (mark == tokens.end() || mark->form != "that") continue;
        std::int32_t over = token.head;
        while (over > 0 && tokens[static_cast<std::size_t>(over) - 1].feats.find("VerbForm=Fin") == std::string::npos)
            over = tokens[static_cast<std::size_t>(over) - 1].head;
        if (over == 0 || tokens[static_cast<std::size_t>(over) - 1].upos != "VERB") continue;
        if (child_of(over, "ccomp") != tokens.end() || child_of(over, "obj") != tokens.end()) continue;
        token.head = over;
        token.deprel = "ccomp";
    }
}

/// "X will travel, his spokesman said, and is due to meet Y": a verb in the present or with "will", joined to a cue in
/// the past, goes on with what was said before the cue.
void settle_joined_verbs(std::span<Token> tokens) {
    const auto at = [&](std::int32_t number) -> Token& { return tokens[static_cast<std::size_t>(number) - 1]; };
    const auto has = [](const Token& token, std::string_view feature) {
        return token.feats.find(feature) != std::string::npos;
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& joined = tokens[i];
        if (joined.deprel != "conj" || joined.head == 0 || joined.head > static_cast<std::int32_t>(i)) continue;
        const std::int32_t cue = joined.head;
        if (at(cue).upos != "VERB" || !has(at(cue), "Tense=Past") || !has(at(cue), "VerbForm=Fin")) continue;
        std::int32_t told = 0;
        bool later = has(joined, "Tense=Pres") && has(joined, "VerbForm=Fin");
        bool own_subject = false;
        for (std::size_t c = 0; c < tokens.size(); ++c) {
            const Token& child = tokens[c];
            if (child.head == cue && child.deprel == "ccomp" && static_cast<std::int32_t>(c) + 1 < cue)
                told = static_cast<std::int32_t>(c) + 1;
            if (child.head != static_cast<std::int32_t>(i) + 1) continue;
            own_subject = own_subject || child.deprel.starts_with("nsubj");
            const bool helper = child.deprel.starts_with("aux") || child.deprel == "cop";
            later = later || (helper && (child.xpos == "MD" || has(child, "Tense=Pres")));
        }
        if (told > 0 && later && !own_subject) joined.head = told;
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
            settle_titles(tokens_of(window));
            settle_named_subjects(tokens_of(window));
            settle_reported_clauses(tokens_of(window));
            settle_headline_verbs(tokens_of(window));
            settle_subjects(tokens_of(window));
            settle_objects(tokens_of(window));
            settle_content_clauses(tokens_of(window));
            settle_that_clauses(tokens_of(window));
            settle_joined_verbs(tokens_of(window));
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
