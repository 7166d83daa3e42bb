#include "annotate/eval.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "annotate/model_parts.hpp"
#include "annotate/second_look.hpp"

namespace px {
namespace {

bool is_white(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 28 && c <= 31); }

/// For every byte of a text the number of bytes before it that are no white space: the common measure of two texts
/// that differ in white space only. (White space beyond ASCII stays: forms keep it in both.)
std::vector<std::uint32_t> solid_offsets(std::string_view text) {
    std::vector<std::uint32_t> offsets(text.size() + 1);
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        offsets[i] = count;
        count += is_white(text[i]) ? 0U : 1U;
    }
    offsets[text.size()] = count;
    return offsets;
}

using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;  // begin, end, number in its multi-word token

struct Layout {
    std::set<std::pair<std::uint32_t, std::uint32_t>> tokens;
    std::set<std::pair<std::uint32_t, std::uint32_t>> sentences;
    std::vector<Key> words;
    std::vector<Key> heads;  // the key of each word's head; root: {0, 0, 0} cannot be a word's key
};

Layout lay_out(std::string_view text, const Annotation& annotation) {
    const std::vector<std::uint32_t> solid = solid_offsets(text);
    Layout layout;
    for (const Sentence& sentence : annotation.sentences) {
        const auto tokens = annotation.tokens_of(sentence);
        const std::size_t first = layout.words.size();
        std::uint32_t left = 0;  // words of the open multi-word token still to come
        std::uint32_t number = 0;
        Span whole;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (left == 0) {
                const std::size_t count = std::min(std::max<std::size_t>(tokens[i].multiword, 1), tokens.size() - i);
                left = static_cast<std::uint32_t>(count);
                number = 0;
                whole = hull(tokens[i].span, tokens[i + count - 1].span);
                layout.tokens.insert({solid[whole.begin], solid[whole.end]});
            }
            layout.words.emplace_back(solid[whole.begin], solid[whole.end], number);
            ++number;
            --left;
        }
        layout.sentences.insert({solid[sentence.span.begin], solid[sentence.span.end]});
        for (const Token& token : tokens) {
            const auto head = static_cast<std::size_t>(std::max(token.head, 0));
            layout.heads.push_back(head == 0 || head > tokens.size() ? Key{} : layout.words[first + head - 1]);
        }
    }
    return layout;
}

template <typename T>
std::uint64_t common(const std::set<T>& a, const std::set<T>& b) {
    return static_cast<std::uint64_t>(std::count_if(a.begin(), a.end(), [&](const T& x) { return b.contains(x); }));
}

std::vector<std::string_view> split_tabs(std::string_view line) {
    std::vector<std::string_view> cells;
    for (;;) {
        const std::size_t tab = line.find('\t');
        cells.push_back(line.substr(0, tab));
        if (tab == std::string_view::npos) return cells;
        line.remove_prefix(tab + 1);
    }
}

bool is_iob_tag(std::string_view cell) {
    return cell == "O" || (cell.size() > 2 && (cell[0] == 'B' || cell[0] == 'I') && cell[1] == '-');
}

std::optional<NameType> name_type(std::string_view kind) {
    if (kind == "PER") return NameType::person;
    if (kind == "LOC") return NameType::location;
    if (kind == "ORG") return NameType::organisation;
    return std::nullopt;
}

using Rows = std::vector<std::vector<std::string_view>>;

/// Sentences of split lines; `documents` receives the numbers of sentences that begin a document.
std::vector<Rows> iob_rows(std::string_view content, std::vector<std::uint32_t>& documents) {
    std::vector<Rows> sentences;
    Rows rows;
    const auto close = [&] {
        if (!rows.empty()) sentences.push_back(std::move(rows));
        rows.clear();
    };
    while (!content.empty()) {
        const std::size_t end = content.find('\n');
        std::string_view line = content.substr(0, end);
        content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        const bool begins_document = line.starts_with("# newdoc") || line.starts_with("-DOCSTART");
        if (begins_document) documents.push_back(static_cast<std::uint32_t>(sentences.size() + (rows.empty() ? 0 : 1)));
        if (line.starts_with("# ") || line.starts_with("-DOCSTART")) continue;
        if (line.find_first_not_of(" \t") == std::string_view::npos)
            close();
        else
            rows.push_back(split_tabs(line));
    }
    close();
    return sentences;
}

/// The first column behind the first that holds IOB2 tags throughout; 0 if there is none.
std::size_t tag_column(const std::vector<Rows>& sentences) {
    const std::size_t columns = sentences.empty() ? 0 : sentences[0][0].size();
    const std::size_t sample = std::min<std::size_t>(sentences.size(), 200);
    for (std::size_t c = 1; c < columns; ++c) {
        bool all = true;
        for (std::size_t s = 0; s < sample && all; ++s)
            for (const auto& row : sentences[s]) all = all && row.size() > c && is_iob_tag(row[c]);
        if (all) return c;
    }
    return 0;
}

void add_iob_tag(std::string_view tag, std::uint32_t at, Annotation& annotation) {
    if (tag.size() < 3) return;
    const auto type = name_type(tag.substr(2));
    if (!type) return;
    const auto sentence = static_cast<std::int32_t>(annotation.sentences.size());
    const Span span = annotation.tokens.back().span;
    if (tag[0] == 'I' && !annotation.names.empty()) {
        Name& open = annotation.names.back();
        if (open.sentence == sentence && open.first + open.count == at && open.type == *type) {
            open.span.end = span.end;
            ++open.count;
            return;
        }
    }
    annotation.names.push_back({span, *type, sentence, at, 1, 1});
}

}  // namespace

std::string to_string(const std::vector<Figure>& figures) {
    std::string out;
    for (const Figure& f : figures)
        out += fmt::format("{:<9} P {:6.2f} R {:6.2f} F1 {:6.2f}\n", f.name, f.precision(), f.recall(), f.f1());
    return out;
}

RawText raw_text(const ConlluDocument& gold) {
    RawText raw;
    std::uint32_t begin = 0;
    const auto close_block = [&] {
        while (raw.text.ends_with(' ')) raw.text.pop_back();
        const auto end = static_cast<std::uint32_t>(raw.text.size());
        if (end > begin) raw.blocks.push_back({begin, end});
    };
    for (std::size_t s = 0; s < gold.annotation.sentences.size(); ++s) {
        const std::string& comments = gold.comments[s];
        if (comments.find("# newpar") != std::string::npos || comments.find("# newdoc") != std::string::npos) {
            close_block();
            if (!raw.text.empty()) raw.text += "\n\n";
            begin = static_cast<std::uint32_t>(raw.text.size());
        }
        const Sentence& sentence = gold.annotation.sentences[s];
        raw.text += slice(gold.text, sentence.span);
        raw.ends.push_back(static_cast<std::uint32_t>(raw.text.size()));
        if (gold.annotation.tokens[sentence.first + sentence.count - 1].space_after) raw.text += ' ';
    }
    close_block();
    return raw;
}

std::vector<Figure> score_ud(const ConlluDocument& gold, std::string_view text, const Annotation& found) {
    const Layout wanted = lay_out(gold.text, gold.annotation);
    const Layout given = lay_out(text, found);
    std::map<Key, std::size_t> place;
    for (std::size_t i = 0; i < given.words.size(); ++i) place.emplace(given.words[i], i);
    enum { words, upos, xpos, feats, lemma, uas, las, count };
    std::uint64_t right[count] = {};
    for (std::size_t i = 0; i < wanted.words.size(); ++i) {
        const auto match = place.find(wanted.words[i]);
        if (match == place.end()) continue;
        const Token& a = gold.annotation.tokens[i];
        const Token& b = found.tokens[match->second];
        ++right[words];
        right[upos] += a.upos == b.upos ? 1U : 0U;
        right[xpos] += a.xpos == b.xpos ? 1U : 0U;
        right[feats] += a.feats == b.feats ? 1U : 0U;
        right[lemma] += a.lemma == b.lemma || a.lemma.empty() ? 1U : 0U;
        const bool attached = wanted.heads[i] == given.heads[match->second];
        right[uas] += attached ? 1U : 0U;
        right[las] += attached && base_relation(a.deprel) == base_relation(b.deprel) ? 1U : 0U;
    }
    std::vector<Figure> figures = {
        {"tokens", common(wanted.tokens, given.tokens), wanted.tokens.size(), given.tokens.size()},
        {"sentences", common(wanted.sentences, given.sentences), wanted.sentences.size(), given.sentences.size()}};
    static constexpr std::string_view names[count] = {"words", "upos", "xpos", "feats", "lemma", "UAS", "LAS"};
    for (std::size_t f = 0; f < count; ++f)
        figures.push_back({std::string(names[f]), right[f], wanted.words.size(), given.words.size()});
    return figures;
}

Result<std::vector<Figure>> evaluate_ud(const Model& model, std::string_view conllu, std::string name, Input input,
                                        std::string* predictions) {
    const auto gold = read_conllu(conllu, std::move(name));
    if (!gold) return fail(gold.error());
    Workspace workspace;
    if (input == Input::given_words) {
        Annotation found = gold->annotation;
        annotate_words(model, found, workspace);
        if (predictions != nullptr) *predictions = write_conllu(gold->text, found, gold->comments);
        return score_ud(*gold, gold->text, found);
    }
    const RawText raw = raw_text(*gold);
    const Annotation found = annotate(model, raw.text, raw.blocks, workspace);
    if (predictions != nullptr) *predictions = write_conllu(raw.text, found);
    return score_ud(*gold, raw.text, found);
}

Result<IobDocument> read_iob(std::string_view content, std::string name) {
    IobDocument document;
    const std::vector<Rows> sentences = iob_rows(content, document.documents);
    const std::size_t tags = tag_column(sentences);
    document.has_names = tags > 0;
    const bool numbered = !sentences.empty() && sentences[0][0].size() > 1 && sentences[0][0][0] == "1";
    document.form_column = tags > 0 ? static_cast<std::uint32_t>(tags - 1) : numbered ? 1 : 0;
    for (const Rows& rows : sentences) {
        const auto first = static_cast<std::uint32_t>(document.annotation.tokens.size());
        // files without document marks often begin each document with its address
        if (rows.size() == 1 && rows[0][document.form_column].starts_with("http"))
            document.documents.push_back(static_cast<std::uint32_t>(document.annotation.sentences.size()));
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
            if (rows[i].size() <= std::max<std::size_t>(tags, document.form_column))
                return fail({ErrorKind::malformed, std::move(name),
                             fmt::format("sentence {}", document.annotation.sentences.size() + 1),
                             fmt::format("token {} has only {} columns", i + 1, rows[i].size()),
                             "the file is not used"});
            Token token;
            token.form = rows[i][document.form_column];
            token.span.begin = static_cast<std::uint32_t>(document.text.size());
            document.text += token.form;
            token.span.end = static_cast<std::uint32_t>(document.text.size());
            document.text += i + 1 == rows.size() ? '\n' : ' ';
            document.annotation.tokens.push_back(std::move(token));
            if (tags > 0) add_iob_tag(rows[i][tags], i, document.annotation);
        }
        const auto count = static_cast<std::uint32_t>(rows.size());
        const Span span = hull(document.annotation.tokens[first].span, document.annotation.tokens.back().span);
        document.annotation.sentences.push_back({span, first, count, -1});
    }
    return document;
}

std::string write_iob(const Annotation& annotation) {
    std::string out;
    std::size_t name = 0;
    for (std::size_t s = 0; s < annotation.sentences.size(); ++s) {
        const auto tokens = annotation.tokens_of(annotation.sentences[s]);
        for (std::uint32_t i = 0; i < tokens.size(); ++i) {
            while (name < annotation.names.size() &&
                   (annotation.names[name].sentence < static_cast<std::int32_t>(s) ||
                    (annotation.names[name].sentence == static_cast<std::int32_t>(s) &&
                     annotation.names[name].first + annotation.names[name].count <= i)))
                ++name;
            const bool inside = name < annotation.names.size() &&
                                annotation.names[name].sentence == static_cast<std::int32_t>(s) &&
                                annotation.names[name].first <= i;
            if (inside)
                out += fmt::format("{}\t{}-{}\n", tokens[i].form, annotation.names[name].first == i ? 'B' : 'I',
                                   to_string(annotation.names[name].type));
            else
                out += fmt::format("{}\tO\n", tokens[i].form);
        }
        out += '\n';
    }
    return out;
}

std::vector<Figure> score_names(const Annotation& gold, const Annotation& found) {
    using Place = std::tuple<std::int32_t, std::uint32_t, std::uint32_t, NameType>;
    std::set<Place> wanted;
    std::set<Place> given;
    for (const Name& n : gold.names) wanted.insert({n.sentence, n.first, n.count, n.type});
    for (const Name& n : found.names) given.insert({n.sentence, n.first, n.count, n.type});
    std::vector<Figure> figures = {{"ALL", common(wanted, given), wanted.size(), given.size()}};
    for (const NameType type : {NameType::person, NameType::location, NameType::organisation}) {
        const auto of_type = [&](const std::set<Place>& all) {
            std::set<Place> some;
            for (const Place& p : all)
                if (std::get<3>(p) == type) some.insert(p);
            return some;
        };
        const std::set<Place> a = of_type(wanted);
        const std::set<Place> b = of_type(given);
        figures.push_back({std::string(to_string(type)), common(a, b), a.size(), b.size()});
    }
    return figures;
}

Result<std::vector<Figure>> evaluate_names(const Model& model, std::string_view iob, std::string name,
                                           std::string* predictions) {
    const auto gold = read_iob(iob, std::move(name));
    if (!gold) return fail(gold.error());
    Workspace workspace;
    Annotation found = gold->annotation;
    annotate_words(model, found, workspace);
    std::vector<std::uint32_t> starts = gold->documents;
    const auto sentences = static_cast<std::uint32_t>(found.sentences.size());
    if (starts.empty() || starts.front() != 0) starts.insert(starts.begin(), 0);
    starts.push_back(sentences);
    for (std::size_t d = 0; d + 1 < starts.size(); ++d)
        second_look(found, std::min(starts[d], sentences), std::min(starts[d + 1], sentences),
                    model.parts().network.gazetteer());
    if (predictions != nullptr) *predictions = write_iob(found);
    return score_names(gold->annotation, found);
}

}  // namespace px
