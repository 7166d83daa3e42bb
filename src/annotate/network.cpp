#include "annotate/network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "annotate/features.hpp"
#include "annotate/tree.hpp"

namespace px {
namespace {

constexpr std::size_t norm_width = 96;
constexpr std::size_t affix_width = 64;
constexpr std::size_t ngram_width = 64;
constexpr std::size_t class_width = 64;
constexpr std::size_t vector_parts = 25;
constexpr std::size_t codes_per_part = 256;
constexpr std::size_t piece_width = 4;
constexpr std::size_t vector_width = vector_parts * piece_width;
constexpr std::size_t type_width = norm_width + affix_width + ngram_width + class_width + vector_width;
constexpr float impossible = -1e4F;

std::size_t total(std::span<const std::uint32_t> lengths) {
    std::size_t sum = 0;
    for (const std::uint32_t n : lengths) sum += n;
    return sum;
}

/// The encoder keeps an empty row before, between and behind the sentences: the convolution's neighbours at the edges.
std::size_t padded_rows(std::span<const std::uint32_t> lengths) { return total(lengths) + lengths.size() + 1; }

/// Calls visit(first padded row, first token, words) for each sentence.
template <typename Visit>
void for_sentences(std::span<const std::uint32_t> lengths, Visit visit) {
    std::size_t row = 1;
    std::size_t token = 0;
    for (const std::uint32_t words : lengths) {
        visit(row, token, static_cast<std::size_t>(words));
        row += words + 1;
        token += words;
    }
}

/// Where the CRC-32 of a word stands among sorted keys.
std::optional<std::size_t> position(std::span<const std::uint32_t> keys, std::string_view word) {
    const std::uint32_t key = crc32(word);
    const auto found = std::lower_bound(keys.begin(), keys.end(), key);
    if (found == keys.end() || *found != key) return std::nullopt;
    return static_cast<std::size_t>(found - keys.begin());
}

void grow(std::vector<float>& buffer, std::size_t size) {
    if (buffer.size() < size) buffer.resize(size);
}

/// Adds the `most` likeliest heads of a word, the best one first.
template <std::size_t most>
void add_likeliest(std::span<const float> scores, std::uint32_t word, std::vector<Arc>& arcs) {
    std::array<std::uint32_t, most> best{};
    std::size_t count = 0;
    for (std::uint32_t j = 0; j < scores.size(); ++j) {
        std::size_t at = count < most ? count++ : most;
        for (; at > 0 && scores[best[at - 1]] < scores[j]; --at)
            if (at < most) best[at] = best[at - 1];
        if (at < most) best[at] = j;
    }
    for (std::size_t k = 0; k < count; ++k) arcs.push_back({word, best[k]});
}

/// The likeliest class and the one behind it, `left_out` never.
std::array<std::size_t, 2> best_two(const float* values, std::size_t count, std::size_t left_out) {
    std::array<std::size_t, 2> best{count, count};
    for (std::size_t i = 0; i < count; ++i) {
        if (i == left_out) continue;
        if (best[0] == count || values[i] > values[best[0]]) {
            best = {i, best[0]};
        } else if (best[1] == count || values[i] > values[best[1]]) {
            best[1] = i;
        }
    }
    return best;
}

}  // namespace

void Network::Embedding::add(std::size_t row, float factor, float* to) const {
    const std::int8_t* from = rows + row * width;
    const float f = factor * scale[row];
    for (std::size_t i = 0; i < width; ++i) to[i] += f * static_cast<float>(from[i]);
}

template <typename Matrix>
Matrix Network::linear(SectionReader& reader, std::string_view name, std::size_t depth, std::size_t columns) const {
    const std::vector<float> weights = reader.floats(fmt::format("{}.w", name), columns, depth);
    const std::vector<float> bias = reader.floats(fmt::format("{}.b", name), 1, columns);
    Matrix packed;
    if (!reader.failed()) packed.pack(*kernels_, weights.data(), depth, columns, depth, bias);
    return packed;
}

Network::Embedding Network::embedding(SectionReader& reader, std::string_view name, std::size_t rows,
                                      std::size_t width) const {
    Embedding e;
    e.width = width;
    e.rows = reader.int8s(fmt::format("{}.rows", name), rows, width);
    e.scale = reader.floats(fmt::format("{}.scale", name), 1, rows);
    return e;
}

void Network::load_embeddings(SectionReader& reader) {
    const std::vector<std::string_view> words = reader.lines("vocabulary");
    vocabulary_.reserve(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) vocabulary_.emplace(words[i], static_cast<std::uint32_t>(i + 1));
    norm_table_ = embedding(reader, "norm", words.size() + 1, norm_width);
    affix_table_ = embedding(reader, "affix", affix_rows, affix_width);
    ngram_table_ = embedding(reader, "ngram", ngram_rows, ngram_width);
    const std::size_t classes = reader.size_setting("word_classes", 255);
    class_table_ = embedding(reader, "class", classes + 1, class_width);
    word_classes_ = {reader.numbers("lexicon.keys"), reader.numbers("lexicon.starts"), reader.raw("lexicon.rows")};
    const WordClasses& c = word_classes_;
    bool sound = c.starts.size() == c.keys.size() + 1 && c.starts.back() == c.rows.size() &&
                 std::is_sorted(c.starts.begin(), c.starts.end());
    for (const char row : c.rows) sound = sound && static_cast<unsigned char>(row) <= classes;
    if (!sound) reader.refuse("lexicon.starts", "the lists of classes do not fit together");
}

void Network::load_vectors(SectionReader& reader) {
    word_vectors_ = {reader.numbers("vectors.keys"), reader.raw("vectors.codes"),
                     embedding(reader, "vectors.pieces", vector_parts * codes_per_part, piece_width)};
    if (word_vectors_.codes.size() != word_vectors_.keys.size() * vector_parts)
        reader.refuse("vectors.codes", fmt::format("not {} codes for each word", vector_parts));
}

Network::Norm Network::norm(SectionReader& reader, std::string_view name, std::size_t width) const {
    return {reader.floats(fmt::format("{}.gain", name), 1, width),
            reader.floats(fmt::format("{}.shift", name), 1, width)};
}

Network::Recurrent Network::recurrent(SectionReader& reader, std::string_view name, std::size_t width,
                                      std::size_t cells) const {
    Recurrent layer;
    layer.width = width;
    layer.cells = cells;
    layer.in = linear(reader, fmt::format("{}.in", name), width, 6 * cells);
    layer.out = linear(reader, fmt::format("{}.out", name), 2 * cells, width);
    layer.norm = norm(reader, name, width);
    return layer;
}

void Network::load_layers(SectionReader& reader) {
    mix_ = linear<PackedMatrix>(reader, "mix", type_width, 2 * width_);
    mix_norm_ = norm(reader, "mix", width_);
    convolution_ = linear(reader, "convolution", 3 * width_, 2 * width_);
    convolution_norm_ = norm(reader, "convolution", width_);
    const std::size_t layers = reader.size_setting("recurrent_layers", 16);
    for (std::size_t i = 0; i < layers && !reader.failed(); ++i)
        recurrent_.push_back(recurrent(reader, fmt::format("recurrent{}", i), width_, cells_));
}

void Network::load_names(SectionReader& reader) {
    name_tags_ = reader.lines("classes.names");
    name_width_ = reader.size_setting("names_width", 512);
    const std::size_t cells = reader.size_setting("names_cells", 512);
    if (name_width_ == 0 || name_width_ % 16 != 0 || cells == 0 || cells % 16 != 0 || name_tags_.empty())
        return reader.refuse("meta", "the sizes of the name finder must be multiples of 16");
    name_in_ = linear(reader, "names.mix", width_ + NameLists::features, 2 * name_width_);
    name_norm_ = norm(reader, "names.mix", name_width_);
    name_layer_ = recurrent(reader, "names.recurrent", name_width_, cells);
    name_out_ = linear(reader, "names.out", name_width_, name_tags_.size());
    gazetteer_ = NameLists(reader);
}

void Network::load_heads(SectionReader& reader) {
    std::size_t classes = 0;
    static constexpr std::string_view names[tag_heads] = {"upos", "xpos", "feats", "lemma"};
    for (std::size_t h = 0; h < tag_heads; ++h) {
        classes_[h] = reader.lines(fmt::format("classes.{}", names[h]));
        if (classes_[h].empty()) reader.refuse("classes", fmt::format("no classes of '{}'", names[h]));
        classes += classes_[h].size();
    }
    relations_ = reader.lines("classes.deprel");
    const auto root = std::find(relations_.begin(), relations_.end(), "root");
    if (root == relations_.end() || relations_.size() < 2) reader.refuse("classes.deprel", "no relation 'root'");
    root_relation_ = static_cast<std::size_t>(root - relations_.begin());

    tag_ = linear(reader, "tag", width_, classes);
    arc_views_ = linear(reader, "arc", width_, 2 * arc_);
    label_views_ = linear(reader, "label", width_, 2 * label_);
    label_out_ = linear(reader, "relation", label_, relations_.size());
    head_bias_ = reader.floats("head_bias", 1, arc_);
    const std::vector<float> constant = reader.floats("head_bias_constant", 1, 1);
    head_bias_constant_ = constant[0];
    root_arc_ = reader.floats("root.arc", 1, arc_);
    root_label_ = reader.floats("root.label", 1, label_);
    if (reader.has("second_order.weights")) {
        std::vector<float> weights =
            reader.floats("second_order.weights", 1, SecondOrder::base_weights + SecondOrder::rows);
        const auto& upos = classes_[static_cast<std::size_t>(TagHead::upos)];
        if (!reader.failed())
            second_order_ =
                SecondOrder(upos, classes_[static_cast<std::size_t>(TagHead::xpos)], relations_, std::move(weights));
    }
    const std::vector<float> bilinear = reader.floats("bilinear.w", arc_, arc_);
    if (!reader.failed()) bilinear_.pack(*kernels_, bilinear.data(), arc_, arc_, arc_);
}

Result<Network> Network::load(const ModelFile& file) {
    SectionReader reader(file);
    Network network;
    network.kernels_ = &kernels_for_this_processor();
    network.width_ = reader.size_setting("width", 512);
    network.cells_ = reader.size_setting("cells", 512);
    network.arc_ = reader.size_setting("arc", 512);
    network.label_ = reader.size_setting("label", 512);
    for (const std::size_t size : {network.width_, network.cells_, network.arc_, network.label_})
        if (size == 0 || size % 16 != 0) reader.refuse("meta", "layer sizes must be multiples of 16");
    if (!reader.failed()) network.load_embeddings(reader);
    if (!reader.failed()) network.load_vectors(reader);
    if (!reader.failed()) network.load_layers(reader);
    if (!reader.failed()) network.load_heads(reader);
    if (!reader.failed()) network.load_names(reader);
    if (reader.failed()) return fail(reader.error());
    return network;
}

std::string_view Network::WordClasses::find(std::string_view word) const {
    const std::optional<std::size_t> at = position(keys, word);
    return at ? rows.substr(starts[*at], starts[*at + 1] - starts[*at]) : std::string_view();
}

void Network::WordVectors::add(std::string_view norm, float* to) const {
    const std::optional<std::size_t> at = position(keys, norm);
    if (!at) return;
    for (std::size_t part = 0; part < vector_parts; ++part) {
        const auto code = static_cast<unsigned char>(codes[*at * vector_parts + part]);
        pieces.add(part * codes_per_part + code, 1, to + part * piece_width);
    }
}

void Network::mix_fresh_types(NetworkWorkspace& w) const {
    if (w.fresh_.empty()) return;
    const std::size_t count = w.fresh_.size();
    grow(w.hidden_, count * type_width);
    std::fill_n(w.hidden_.begin(), count * type_width, 0.0F);
    for (std::size_t i = 0; i < count; ++i) {
        const TypeFeatures features = type_features(w.fresh_[i]);
        float* to = w.hidden_.data() + i * type_width;
        const auto known = vocabulary_.find(features.norm);
        norm_table_.add(known == vocabulary_.end() ? 0 : known->second, 1, to);
        for (const std::uint32_t row : features.affixes) affix_table_.add(row, 1, to + norm_width);
        const float factor = 1.0F / std::sqrt(static_cast<float>(features.ngrams.size()));
        for (const std::uint32_t row : features.ngrams) ngram_table_.add(row, factor, to + norm_width + affix_width);
        to += norm_width + affix_width + ngram_width;
        const std::string_view classes = word_classes_.find(features.norm);
        const float share = 1.0F / std::sqrt(static_cast<float>(classes.size()));
        if (classes.empty()) class_table_.add(0, 1, to);
        for (const char row : classes) class_table_.add(static_cast<unsigned char>(row), share, to);
        word_vectors_.add(features.norm, to + class_width);
        w.norm_keys_.push_back(crc32(features.norm));
    }
    const std::size_t columns = mix_.width(*kernels_);
    grow(w.y_, count * columns);
    mix_.multiply(*kernels_, w.hidden_.data(), type_width, count, w.y_.data());
    const std::size_t before = w.types_.size() - count;
    w.mixed_.resize(w.types_.size() * width_);
    kernels_->maxout_norm(w.y_.data(), columns, count, width_, mix_norm_.gain.data(), mix_norm_.shift.data(), false,
                          w.mixed_.data() + before * width_, width_);
    w.fresh_.clear();
}

void Network::embed(std::span<const std::string_view> forms, std::span<const std::uint32_t> lengths,
                    NetworkWorkspace& w) const {
    if (w.owner_ != this || w.types_.size() + forms.size() > NetworkWorkspace::most_types) {
        w.types_.clear();
        w.mixed_.clear();
        w.norm_keys_.clear();
        w.owner_ = this;
    }
    w.ids_.clear();
    w.fresh_.clear();
    for (const std::string_view form : forms) {
        auto found = w.types_.find(form);
        if (found == w.types_.end()) {
            found = w.types_.emplace(std::string(form), static_cast<std::uint32_t>(w.types_.size())).first;
            w.fresh_.push_back(form);
        }
        w.ids_.push_back(found->second);
    }
    mix_fresh_types(w);

    const std::size_t rows = padded_rows(lengths);
    grow(w.x_, rows * width_);
    std::fill_n(w.x_.begin(), rows * width_, 0.0F);
    for_sentences(lengths, [&](std::size_t row, std::size_t token, std::size_t words) {
        for (std::size_t i = 0; i < words; ++i)
            std::copy_n(w.mixed_.begin() + static_cast<std::ptrdiff_t>(w.ids_[token + i] * width_), width_,
                        w.x_.begin() + static_cast<std::ptrdiff_t>((row + i) * width_));
    });
}

void Network::encode(std::span<const std::uint32_t> lengths, NetworkWorkspace& w) const {
    const std::size_t rows = padded_rows(lengths);
    const std::size_t inner = rows - 2;  // all but the first and the last, which are empty
    const std::size_t conv_columns = convolution_.width(*kernels_);
    grow(w.y_, rows * conv_columns);
    convolution_.multiply(*kernels_, w.x_.data(), width_, inner, w.quantised_, w.y_.data() + conv_columns);
    for_sentences(lengths, [&](std::size_t row, std::size_t, std::size_t words) {
        kernels_->maxout_norm(w.y_.data() + row * conv_columns, conv_columns, words, width_,
                              convolution_norm_.gain.data(), convolution_norm_.shift.data(), true,
                              w.x_.data() + row * width_, width_);
    });
    for (const Recurrent& layer : recurrent_) recur(layer, lengths, w.x_.data(), w);
}

void Network::recur(const Recurrent& layer, std::span<const std::uint32_t> lengths, float* x,
                    NetworkWorkspace& w) const {
    constexpr std::size_t most_words = 96;  // so that weights and gates stay in the processor's nearer memory
    while (!lengths.empty()) {
        std::size_t sentences = 1;
        std::size_t words = lengths.front();
        while (sentences < lengths.size() && words + lengths[sentences] <= most_words) words += lengths[sentences++];
        recur_together(layer, lengths.first(sentences), x, w);
        x += (words + sentences) * layer.width;
        lengths = lengths.subspan(sentences);
    }
}

void Network::recur_together(const Recurrent& layer, std::span<const std::uint32_t> lengths, float* x,
                             NetworkWorkspace& w) const {
    const std::size_t rows = padded_rows(lengths);
    const std::size_t inner = rows - 2;
    const std::size_t gate_columns = layer.in.width(*kernels_);
    const std::size_t out_columns = layer.out.width(*kernels_);
    const std::size_t states = 2 * layer.cells;
    grow(w.gates_, rows * gate_columns);
    grow(w.hidden_, rows * states);
    grow(w.y_, rows * out_columns);
    layer.in.multiply(*kernels_, x + layer.width, layer.width, inner, w.quantised_, w.gates_.data() + gate_columns);
    for_sentences(lengths, [&](std::size_t row, std::size_t, std::size_t words) {
        kernels_->scan(w.gates_.data() + row * gate_columns, gate_columns, words, layer.cells,
                       w.hidden_.data() + row * states, states);
    });
    layer.out.multiply(*kernels_, w.hidden_.data() + states, states, inner, w.quantised_, w.y_.data() + out_columns);
    for_sentences(lengths, [&](std::size_t row, std::size_t, std::size_t words) {
        kernels_->norm_add(w.y_.data() + row * out_columns, out_columns, words, layer.width, layer.norm.gain.data(),
                           layer.norm.shift.data(), x + row * layer.width, layer.width);
    });
}

void Network::find_names(std::span<const std::string_view> forms, std::span<const std::uint32_t> lengths,
                         NetworkWorkspace& w, NetworkOutput& output) const {
    const std::size_t rows = padded_rows(lengths);
    const std::size_t tags = name_tags_.size();
    const std::size_t depth = width_ + NameLists::features;
    const std::size_t mix_columns = name_in_.width(*kernels_);
    const std::size_t out_columns = name_out_.width(*kernels_);
    grow(w.hints_, rows * depth);
    grow(w.named_, rows * name_width_);
    std::fill_n(w.named_.begin(), rows * name_width_, 0.0F);
    std::vector<float>& lists = w.scores_;
    for_sentences(lengths, [&](std::size_t row, std::size_t token, std::size_t words) {
        grow(lists, words * NameLists::features);
        gazetteer_.describe(forms.subspan(token, words), lists.data());
        for (std::size_t i = 0; i < words; ++i) {
            float* to = w.hints_.data() + (row + i) * depth;
            std::copy_n(w.x_.data() + (row + i) * width_, width_, to);
            std::copy_n(lists.data() + i * NameLists::features, NameLists::features, to + width_);
        }
    });
    grow(w.y_, rows * std::max(mix_columns, out_columns));
    name_in_.multiply(*kernels_, w.hints_.data() + depth, depth, rows - 2, w.quantised_, w.y_.data() + mix_columns);
    for_sentences(lengths, [&](std::size_t row, std::size_t, std::size_t words) {
        kernels_->maxout_norm(w.y_.data() + row * mix_columns, mix_columns, words, name_width_, name_norm_.gain.data(),
                              name_norm_.shift.data(), false, w.named_.data() + row * name_width_, name_width_);
    });
    recur(name_layer_, lengths, w.named_.data(), w);
    grow(w.y_, rows * out_columns);
    name_out_.multiply(*kernels_, w.named_.data() + name_width_, name_width_, rows - 2, w.quantised_,
                       w.y_.data() + out_columns);
    output.names.resize(total(lengths) * tags);
    for_sentences(lengths, [&](std::size_t row, std::size_t token, std::size_t words) {
        for (std::size_t i = 0; i < words; ++i) {
            float* to = output.names.data() + (token + i) * tags;
            std::copy_n(w.y_.data() + (row + i) * out_columns, tags, to);
            kernels_->log_softmax(to, tags);
        }
    });
}

void Network::tag(std::span<const std::uint32_t> lengths, NetworkWorkspace& w, NetworkOutput& output) const {
    const std::size_t columns = tag_.width(*kernels_);
    const std::size_t tokens = total(lengths);
    for (auto& tags : output.tags) tags.resize(tokens);
    for_sentences(lengths, [&](std::size_t row, std::size_t token, std::size_t words) {
        grow(w.y_, words * columns);
        tag_.multiply(*kernels_, w.x_.data() + row * width_, width_, words, w.quantised_, w.y_.data());
        for (std::size_t i = 0; i < words; ++i) {
            const float* scores = w.y_.data() + i * columns;
            for (std::size_t h = 0; h < tag_heads; ++h) {
                output.tags[h][token + i] = static_cast<std::uint16_t>(kernels_->argmax(scores, classes_[h].size()));
                scores += classes_[h].size();
            }
        }
    });
}

void Network::parse(std::span<const std::uint32_t> lengths, NetworkWorkspace& w, NetworkOutput& output) const {
    output.heads.resize(total(lengths));
    output.deprels.resize(total(lengths));
    output.repaired = 0;
    output.proposals.clear();
    for_sentences(lengths, [&](std::size_t row, std::size_t token, std::size_t words) {
        const float* x = w.x_.data() + row * width_;
        const std::size_t columns = label_views_.width(*kernels_);
        grow(w.labels_, words * columns);
        label_views_.multiply(*kernels_, x, width_, words, w.quantised_, w.labels_.data());
        const std::size_t stride = score_arcs(x, words, w);
        weigh_relations(words, stride, w);
        const auto heads = std::span(output.heads).subspan(token, words);
        const auto relations = std::span(output.deprels).subspan(token, words);
        output.repaired += best_tree(w.scores_.data(), stride, heads);
        label(heads, w, relations);
        if (second_order_.learned() || output.keep_proposals) judge_doubts(token, words, stride, w, output);
    });
}

std::size_t Network::score_arcs(const float* x, std::size_t words, NetworkWorkspace& w) const {
    const std::size_t columns = arc_views_.width(*kernels_);
    grow(w.arcs_, (words + 1) * columns);  // row 0: the root; then [dependent view | head view]
    float* views = w.arcs_.data();
    std::copy(root_arc_.begin(), root_arc_.end(), views + arc_);
    arc_views_.multiply(*kernels_, x, width_, words, w.quantised_, views + columns);
    for (std::size_t i = columns; i < (words + 1) * columns; ++i) views[i] = std::max(views[i], 0.1F * views[i]);

    const std::size_t bent_columns = bilinear_.width(*kernels_);
    grow(w.bent_, words * bent_columns);
    bilinear_.multiply(*kernels_, views + columns, columns, words, w.quantised_, w.bent_.data());
    w.packed_heads_.pack(*kernels_, views + arc_, columns, words + 1, arc_);
    for (std::size_t j = 0; j <= words; ++j) {
        const float* head = views + j * columns + arc_;
        float bias = head_bias_constant_;
        for (std::size_t k = 0; k < arc_; ++k) bias += head[k] * head_bias_[k];
        w.packed_heads_.bias[j] = bias;
    }
    const std::size_t stride = w.packed_heads_.width(*kernels_);
    grow(w.scores_, words * stride);
    w.packed_heads_.multiply(*kernels_, w.bent_.data(), bent_columns, words, w.scores_.data());
    for (std::size_t i = 0; i < words; ++i) {
        float* scores = w.scores_.data() + i * stride;
        scores[i + 1] = impossible;
        kernels_->log_softmax(scores, words + 1);
    }
    return stride;
}

void Network::score_relations(std::span<const Arc> arcs, NetworkWorkspace& w) const {
    const std::size_t columns = label_views_.width(*kernels_);
    const std::size_t out_columns = label_out_.width(*kernels_);
    grow(w.hidden_, arcs.size() * label_);
    grow(w.y_, arcs.size() * out_columns);
    float* to = w.hidden_.data();
    for (const Arc& arc : arcs) {
        const float* own = w.labels_.data() + arc.word * columns;
        const float* above = arc.head == 0 ? root_label_.data() : w.labels_.data() + (arc.head - 1) * columns + label_;
        for (std::size_t k = 0; k < label_; ++k) *to++ = std::max(own[k] + above[k], 0.0F);
    }
    label_out_.multiply(*kernels_, w.hidden_.data(), label_, arcs.size(), w.quantised_, w.y_.data());
}

void Network::weigh_relations(std::size_t words, std::size_t stride, NetworkWorkspace& w) const {
    constexpr std::size_t most = 3;        // heads of a word that are compared
    constexpr float weight = 1;            // of a relation against an arc
    const float certain = std::log(0.8F);  // log probability from which on a head is left alone
    w.first_scores_.assign(w.scores_.begin(), w.scores_.begin() + static_cast<std::ptrdiff_t>(words * stride));
    w.candidates_.clear();
    for (std::uint32_t i = 0; i < words; ++i) {
        const float* scores = w.scores_.data() + i * stride;
        if (*std::max_element(scores, scores + words + 1) >= certain) continue;
        add_likeliest<most>({scores, words + 1}, i, w.candidates_);
    }
    if (w.candidates_.empty()) return;
    score_relations(w.candidates_, w);
    const std::size_t out_columns = label_out_.width(*kernels_);
    for (std::size_t c = 0; c < w.candidates_.size();) {
        const std::uint32_t word = w.candidates_[c].word;
        float* scores = w.scores_.data() + word * stride;
        std::array<float, most> gain{};
        std::size_t count = 0;
        for (; c + count < w.candidates_.size() && w.candidates_[c + count].word == word; ++count) {
            float* relations = w.y_.data() + (c + count) * out_columns;
            kernels_->log_softmax(relations, relations_.size());
            const float root = relations[root_relation_];
            relations[root_relation_] = impossible;
            gain[count] = weight * (w.candidates_[c + count].head == 0
                                        ? root
                                        : *std::max_element(relations, relations + relations_.size()));
        }
        const float least = *std::min_element(gain.begin(), gain.begin() + static_cast<std::ptrdiff_t>(count));
        for (std::size_t k = 0; k < count; ++k) scores[w.candidates_[c + k].head] += gain[k] - least;
        c += count;
    }
}

void Network::label(std::span<const std::int32_t> heads, NetworkWorkspace& w,
                    std::span<std::uint16_t> relations) const {
    w.candidates_.clear();
    for (std::uint32_t i = 0; i < heads.size(); ++i) w.candidates_.push_back({i, static_cast<std::uint32_t>(heads[i])});
    label_candidates(w, relations);
}

void Network::label_candidates(NetworkWorkspace& w, std::span<std::uint16_t> relations) const {
    if (w.candidates_.empty()) return;
    score_relations(w.candidates_, w);
    const std::size_t out_columns = label_out_.width(*kernels_);
    float* scores = w.y_.data();
    for (const Arc& arc : w.candidates_) {
        scores[root_relation_] = impossible;
        const std::size_t found = arc.head == 0 ? root_relation_ : kernels_->argmax(scores, relations_.size());
        relations[arc.word] = static_cast<std::uint16_t>(found);
        scores += out_columns;
    }
}

void Network::judge_doubts(std::size_t token, std::size_t words, std::size_t stride, NetworkWorkspace& w,
                           NetworkOutput& output) const {
    constexpr int rounds = 2;  // the second one sees a better tree
    const auto heads = std::span(output.heads).subspan(token, words);
    propose(heads, stride, w);
    if (output.keep_proposals)
        for (Proposal proposal : w.proposals_) {
            proposal.word += static_cast<std::uint32_t>(token);
            output.proposals.push_back(proposal);
        }
    if (!second_order_.learned() || w.proposals_.empty()) return;
    w.words_.clear();
    for (std::size_t i = 0; i < words; ++i) w.words_.push_back(w.norm_keys_[w.ids_[token + i]]);
    const auto classes = [&](TagHead head) {
        return std::span<const std::uint16_t>(output.tags[static_cast<std::size_t>(head)]).subspan(token, words);
    };
    const auto relations = std::span(output.deprels).subspan(token, words);
    bool changed = true;
    for (int round = 0; round < rounds && changed; ++round)
        changed = look_again(classes(TagHead::upos), classes(TagHead::xpos), stride, w, heads, relations);
}

void Network::propose(std::span<const std::int32_t> heads, std::size_t stride, NetworkWorkspace& w) const {
    const float certain = std::log(0.9F);  // log probability from which on a head or a relation is left alone
    const std::size_t out_columns = label_out_.width(*kernels_);
    w.candidates_.clear();
    for (std::uint32_t i = 0; i < heads.size(); ++i) {
        const float* scores = w.first_scores_.data() + i * stride;
        const std::span<const float> row(scores, heads.size() + 1);
        bool doubt = *std::max_element(row.begin(), row.end()) < certain;
        if (!doubt && heads[i] != 0) {
            float* relations = w.y_.data() + i * out_columns;
            kernels_->log_softmax(relations, relations_.size());
            doubt = *std::max_element(relations, relations + relations_.size()) < certain;
        }
        if (doubt) add_likeliest<SecondOrder::most_heads>(row, i, w.candidates_);
    }
    w.proposals_.clear();
    if (w.candidates_.empty()) return;
    score_relations(w.candidates_, w);
    for (const Arc& arc : w.candidates_) {
        const std::size_t at = arc.word * stride + arc.head;
        w.proposals_.push_back({arc.word, arc.head, 0, 0, w.first_scores_[at], 0, w.scores_[at] - w.first_scores_[at]});
    }
    propose_relations(w);
}

void Network::propose_relations(NetworkWorkspace& w) const {
    const std::size_t out_columns = label_out_.width(*kernels_);
    std::vector<Proposal>& all = w.proposals_;
    const std::size_t heads = all.size();
    std::uint16_t place = 0;
    for (std::size_t p = 0; p < heads; ++p) {
        place = p > 0 && all[p].word == all[p - 1].word ? static_cast<std::uint16_t>(place + 1) : std::uint16_t{0};
        all[p].place = place;
        float* relations = w.y_.data() + p * out_columns;
        kernels_->log_softmax(relations, relations_.size());
        const auto [best, second] = best_two(relations, relations_.size(), root_relation_);
        const std::size_t relation = all[p].head == 0 ? root_relation_ : best;
        all[p].relation = static_cast<std::uint16_t>(relation);
        all[p].label = relations[relation];
        if (all[p].head == 0 || place >= SecondOrder::with_second_relation || second == relations_.size()) continue;
        Proposal other = all[p];
        other.relation = static_cast<std::uint16_t>(second);
        other.label = relations[second];
        other.place = static_cast<std::uint16_t>(SecondOrder::most_heads + place);
        all.push_back(other);
    }
    std::erase_if(all, [](const Proposal& proposal) { return proposal.arc <= impossible / 2; });
    std::sort(all.begin(), all.end(), [](const Proposal& a, const Proposal& b) {
        return a.word != b.word ? a.word < b.word : a.place < b.place;
    });
}

bool Network::look_again(std::span<const std::uint16_t> upos, std::span<const std::uint16_t> xpos, std::size_t stride,
                         NetworkWorkspace& w, std::span<std::int32_t> heads, std::span<std::uint16_t> relations) const {
    constexpr float not_proposed = -8;  // added to the log probability of a head that is not among a word's proposals
    w.first_heads_.assign(heads.begin(), heads.end());
    w.first_relations_.assign(relations.begin(), relations.end());
    const FirstTree tree{w.words_, upos, xpos, w.first_heads_, w.first_relations_};
    w.around_.read(w.first_heads_);
    grow(w.judged_, w.proposals_.size());
    const auto of_word = [&](std::size_t begin) {
        std::size_t end = begin;
        while (end < w.proposals_.size() && w.proposals_[end].word == w.proposals_[begin].word) ++end;
        return std::pair(std::span<const Proposal>(w.proposals_).subspan(begin, end - begin),
                         std::span(w.judged_).subspan(begin, end - begin));
    };
    for (std::size_t p = 0; p < w.proposals_.size();) {
        const auto [proposals, judged] = of_word(p);
        second_order_.score(tree, w.around_, proposals, judged);
        float* scores = w.scores_.data() + proposals.front().word * stride;
        const float* first = w.first_scores_.data() + proposals.front().word * stride;
        for (std::size_t j = 0; j <= heads.size(); ++j) scores[j] = std::max(first[j] + not_proposed, impossible);
        for (std::size_t k = 0; k < proposals.size(); ++k) {
            float& score = scores[proposals[k].head];
            score = std::max(score, judged[k]);
        }
        p += proposals.size();
    }
    best_tree(w.scores_.data(), stride, heads);
    w.candidates_.clear();
    for (std::uint32_t i = 0; i < heads.size(); ++i)
        if (heads[i] != w.first_heads_[i]) w.candidates_.push_back({i, static_cast<std::uint32_t>(heads[i])});
    label_candidates(w, relations);
    for (std::size_t p = 0; p < w.proposals_.size();) {
        const auto [proposals, judged] = of_word(p);
        const std::uint32_t word = proposals.front().word;
        float best = impossible;
        for (std::size_t k = 0; k < proposals.size(); ++k) {
            if (proposals[k].head != static_cast<std::uint32_t>(heads[word]) || judged[k] <= best) continue;
            best = judged[k];
            relations[word] = proposals[k].relation;
        }
        p += proposals.size();
    }
    return !std::ranges::equal(heads, w.first_heads_) || !std::ranges::equal(relations, w.first_relations_);
}

void Network::run(std::span<const std::string_view> forms, std::span<const std::uint32_t> lengths,
                  NetworkWorkspace& workspace, NetworkOutput& output) const {
    embed(forms, lengths, workspace);
    encode(lengths, workspace);
    find_names(forms, lengths, workspace, output);
    tag(lengths, workspace, output);
    parse(lengths, workspace, output);
}

}  // namespace px
