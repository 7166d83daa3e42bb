#pragma once
// The network of the annotator: word types -> mix -> one convolution -> simple recurrent units -> heads for tags, edit
// scripts, names, arcs and relations. training/net.py is the same in Python and learns the weights.
//
//   NetworkWorkspace workspace;                       // one per thread, kept between reports
//   NetworkOutput output;
//   network.run(forms, lengths, workspace, output);   // forms of several sentences, one after the other
//
// Sources: hash embeddings and maxout CNN after Miranda et al. 2022 (spaCy); simple recurrent units after Lei et al.
// 2018; biaffine attention after Dozat and Manning 2017; trees after Chu and Liu 1965, Edmonds 1967.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "annotate/gazetteer.hpp"
#include "annotate/matrix.hpp"
#include "annotate/model_file.hpp"
#include "annotate/second_order.hpp"

namespace px {

/// The heads that give one class per token.
enum class TagHead : std::uint8_t { upos, xpos, feats, lemma };
constexpr std::size_t tag_heads = 4;

struct NetworkOutput {
    std::vector<std::uint16_t> tags[tag_heads];  // class per token: upos, xpos, feats, lemma
    std::vector<float> names;                    // log probabilities [token x name classes]
    std::vector<std::int32_t> heads;             // 1-based in the sentence, 0 = root
    std::vector<std::uint16_t> deprels;
    std::size_t repaired = 0;  // sentences whose likeliest arcs were no tree

    bool keep_proposals = false;      // for who learns from them
    std::vector<Proposal> proposals;  // of doubtful words; words are counted from the first token
};

/// A word of a sentence, from 0, and a head for it, from 1 (0 = root).
struct Arc {
    std::uint32_t word = 0;
    std::uint32_t head = 0;
};

/// Scratch memory and the mixed vectors of the word types met so far. Not for two threads at once.
class NetworkWorkspace {
  public:
    /// Forgets the word types when more than this many are held, so that memory stays bounded.
    static constexpr std::size_t most_types = 40000;

  private:
    friend class Network;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
    };
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> types_;
    std::vector<float> mixed_;  // [type x width]
    const void* owner_ = nullptr;

    std::vector<std::uint32_t> ids_;
    std::vector<std::string_view> fresh_;
    std::vector<float> x_, gates_, hidden_, y_, arcs_, bent_, scores_, labels_, hints_, named_;
    PackedMatrix packed_heads_;
    QuantisedRows quantised_;
    std::vector<Arc> candidates_;
    std::vector<std::uint32_t> norm_keys_, words_;  // hashes of norms: [type], [word of the sentence]
    std::vector<float> first_scores_, judged_;
    std::vector<Proposal> proposals_;
    TreeAround around_;
    std::vector<std::int32_t> first_heads_;
    std::vector<std::uint16_t> first_relations_;
};

class Network {
  public:
    /// The sections are described in training/export.py.
    [[nodiscard]] static Result<Network> load(const ModelFile& file);

    /// Sentences of `lengths` words each, at least one. Sentences should not exceed `longest_sentence` words: time and
    /// memory grow with the square of their length.
    void run(std::span<const std::string_view> forms, std::span<const std::uint32_t> lengths,
             NetworkWorkspace& workspace, NetworkOutput& output) const;

    static constexpr std::size_t longest_sentence = 256;

    /// The lists of names in the model.
    [[nodiscard]] const NameLists& gazetteer() const { return gazetteer_; }

    [[nodiscard]] const std::vector<std::string_view>& classes(TagHead head) const {
        return classes_[static_cast<std::size_t>(head)];
    }
    [[nodiscard]] const std::vector<std::string_view>& name_tags() const { return name_tags_; }
    [[nodiscard]] const std::vector<std::string_view>& relations() const { return relations_; }
    [[nodiscard]] const Kernels& kernels() const { return *kernels_; }

  private:
    struct Norm {
        std::vector<float> gain, shift;
    };
    struct Recurrent {
        QuantisedMatrix in, out;
        Norm norm;
        std::size_t width = 0;
        std::size_t cells = 0;
    };
    struct Embedding {
        const std::int8_t* rows = nullptr;
        std::vector<float> scale;
        std::size_t width = 0;
        void add(std::size_t row, float factor, float* to) const;
    };

    /// Classes of words from outside the treebanks (WordNet, gazetteer): rows of the class table by CRC-32 of the norm.
    struct WordClasses {
        std::span<const std::uint32_t> keys, starts;
        std::string_view rows;
        [[nodiscard]] std::string_view find(std::string_view norm) const;
    };

    /// Vectors of words from outside the treebanks (GloVe, Pennington et al. 2014). A vector is cut into
    /// pieces, and for each the file holds the code of a typical one (product quantisation, Jegou et al. 2011).
    struct WordVectors {
        std::span<const std::uint32_t> keys;  // CRC-32 of the norms, sorted
        std::string_view codes;               // [word x part]
        Embedding pieces;                     // [part x code]

        /// Adds the vector of a word to `to`; nothing for a word that has none.
        void add(std::string_view norm, float* to) const;
    };

    Embedding embedding(SectionReader& reader, std::string_view name, std::size_t rows, std::size_t width) const;
    void load_embeddings(SectionReader& reader);
    void load_vectors(SectionReader& reader);
    void load_layers(SectionReader& reader);
    void load_heads(SectionReader& reader);
    void load_names(SectionReader& reader);
    Norm norm(SectionReader& reader, std::string_view name, std::size_t width) const;
    Recurrent recurrent(SectionReader& reader, std::string_view name, std::size_t width, std::size_t cells) const;
    template <typename Matrix = QuantisedMatrix>
    Matrix linear(SectionReader& reader, std::string_view name, std::size_t depth, std::size_t columns) const;

    void embed(std::span<const std::string_view> forms, std::span<const std::uint32_t> lengths,
               NetworkWorkspace& w) const;
    void mix_fresh_types(NetworkWorkspace& w) const;
    void encode(std::span<const std::uint32_t> lengths, NetworkWorkspace& w) const;
    void recur(const Recurrent& layer, std::span<const std::uint32_t> lengths, float* x, NetworkWorkspace& w) const;
    void recur_together(const Recurrent& layer, std::span<const std::uint32_t> lengths, float* x,
                        NetworkWorkspace& w) const;
    void find_names(std::span<const std::string_view> forms, std::span<const std::uint32_t> lengths,
                    NetworkWorkspace& w, NetworkOutput& output) const;
    void tag(std::span<const std::uint32_t> lengths, NetworkWorkspace& w, NetworkOutput& output) const;
    void parse(std::span<const std::uint32_t> lengths, NetworkWorkspace& w, NetworkOutput& output) const;
    /// Log probabilities of the heads of a sentence's words, in scores_; returns the length of a row.
    std::size_t score_arcs(const float* x, std::size_t words, NetworkWorkspace& w) const;
    /// Scores of the relations of arcs, in y_.
    void score_relations(std::span<const Arc> arcs, NetworkWorkspace& w) const;
    /// Where a word's head is in doubt, a head that a relation fits well is preferred.
    void weigh_relations(std::size_t words, std::size_t stride, NetworkWorkspace& w) const;
    /// The likeliest relation of each word at its head; their scores stay in y_.
    void label(std::span<const std::int32_t> heads, NetworkWorkspace& w, std::span<std::uint16_t> relations) const;
    void label_candidates(NetworkWorkspace& w, std::span<std::uint16_t> relations) const;
    /// A second look (second_order.hpp) at the words of a sentence whose head or relation is in doubt; behind label().
    void judge_doubts(std::size_t token, std::size_t words, std::size_t stride, NetworkWorkspace& w,
                      NetworkOutput& output) const;
    /// Heads and relations for these words, in proposals_.
    void propose(std::span<const std::int32_t> heads, std::size_t stride, NetworkWorkspace& w) const;
    void propose_relations(NetworkWorkspace& w) const;
    /// Judges the proposals by the tree and takes the best tree again; whether it is another one.
    bool look_again(std::span<const std::uint16_t> upos, std::span<const std::uint16_t> xpos, std::size_t stride,
                    NetworkWorkspace& w, std::span<std::int32_t> heads, std::span<std::uint16_t> relations) const;

    const Kernels* kernels_ = nullptr;
    std::size_t width_ = 0;
    std::size_t cells_ = 0;
    std::size_t arc_ = 0;
    std::size_t label_ = 0;

    std::unordered_map<std::string_view, std::uint32_t> vocabulary_;
    WordClasses word_classes_;
    WordVectors word_vectors_;
    Embedding norm_table_, affix_table_, ngram_table_, class_table_;
    PackedMatrix mix_;
    Norm mix_norm_;
    QuantisedMatrix convolution_;
    Norm convolution_norm_;
    std::vector<Recurrent> recurrent_;

    std::vector<std::string_view> classes_[tag_heads];
    std::vector<std::string_view> name_tags_;
    std::vector<std::string_view> relations_;
    std::size_t root_relation_ = 0;
    QuantisedMatrix tag_, arc_views_, bilinear_, label_views_, label_out_;
    std::vector<float> head_bias_;  // [arc]
    float head_bias_constant_ = 0;
    std::vector<float> root_arc_;    // the root's view as a head [arc]
    std::vector<float> root_label_;  // the root's view as a head [label]
    SecondOrder second_order_;

    NameLists gazetteer_;
    QuantisedMatrix name_in_, name_out_;
    Norm name_norm_;
    Recurrent name_layer_;
    std::size_t name_width_ = 0;
};

}  // namespace px
