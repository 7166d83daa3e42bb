#pragma once
// Figures on annotated data, the same as the field's scorers give: CoNLL 2018 for trees (words aligned by their
// characters, relation subtypes ignored), exact spans for names.
//
//   Result<UdFigures> figures = evaluate_ud(model, file.bytes(), "en_ewt-ud-dev.conllu", Input::raw_text, &out);

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/annotate.hpp"
#include "annotate/conllu.hpp"
#include "base/ratio.hpp"

namespace px {

/// Right, wanted and given: precision = right / given, recall = right / wanted.
struct Figure {
    std::string name;
    std::uint64_t right = 0;
    std::uint64_t wanted = 0;
    std::uint64_t given = 0;

    [[nodiscard]] double precision() const { return percent(right, given); }
    [[nodiscard]] double recall() const { return percent(right, wanted); }
    [[nodiscard]] double f1() const { return percent(2 * right, given + wanted); }
    [[nodiscard]] static double percent(std::uint64_t part, std::uint64_t whole) {
        return 100.0 * ratio(part, whole);
    }
};

/// One line per figure: "LAS        P  85.12 R  85.12 F1  85.12".
[[nodiscard]] std::string to_string(const std::vector<Figure>& figures);

/// The raw text of a treebank: sentences joined by blanks, paragraphs ("# newpar", "# newdoc") by empty lines.
struct RawText {
    std::string text;
    std::vector<Span> blocks;         // paragraphs
    std::vector<std::uint32_t> ends;  // byte behind each gold sentence
};
[[nodiscard]] RawText raw_text(const ConlluDocument& gold);

/// Tokens, sentences, words, UPOS, XPOS, feats, lemma, UAS, LAS.
[[nodiscard]] std::vector<Figure> score_ud(const ConlluDocument& gold, std::string_view text, const Annotation& found);

enum class Input : std::uint8_t { raw_text, given_words };

/// Annotates and scores a CoNLL-U file. `predictions`, if not null, receives CoNLL-U for other scorers.
[[nodiscard]] Result<std::vector<Figure>> evaluate_ud(const Model& model, std::string_view conllu, std::string name,
                                                      Input input, std::string* predictions);

/// An IOB2 file: one token per line, tab-separated, blank line between sentences, "# " comments.
struct IobDocument {
    std::string text;
    Annotation annotation;                 // words, sentences and names
    std::vector<std::uint32_t> documents;  // first sentence of each document, if the file says so
    bool has_names = false;                // a column of IOB2 tags was found
    std::uint32_t form_column = 0;
};
[[nodiscard]] Result<IobDocument> read_iob(std::string_view content, std::string name);
[[nodiscard]] std::string write_iob(const Annotation& annotation);

/// All names, then PER, LOC, ORG.
[[nodiscard]] std::vector<Figure> score_names(const Annotation& gold, const Annotation& found);

[[nodiscard]] Result<std::vector<Figure>> evaluate_names(const Model& model, std::string_view iob, std::string name,
                                                         std::string* predictions);

}  // namespace px
