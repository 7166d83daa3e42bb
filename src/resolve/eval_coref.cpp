#include "resolve/eval_coref.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/assignment.hpp"
#include "base/json_writer.hpp"
#include "base/ratio.hpp"
#include "resolve/chains.hpp"
#include "resolve/eval_lines.hpp"
#include "text/code_points.hpp"

namespace px {
namespace {

using Cluster = std::vector<Span>;
using Clusters = std::vector<Cluster>;

std::map<Span, std::size_t> index_of(const Clusters& clusters) {
    std::map<Span, std::size_t> index;
    for (std::size_t c = 0; c < clusters.size(); ++c)
        for (const Span span : clusters[c]) index[span] = c;
    return index;
}

/// One direction of MUC, B3 and LEA: how much of `key` stands in `other`.
void score_side(const Clusters& key, const Clusters& other, double CorefScore::* part, double CorefScore::* whole,
                CorefScores& scores) {
    const std::map<Span, std::size_t> where = index_of(other);
    for (const Cluster& cluster : key) {
        std::map<std::size_t, std::size_t> parts;
        std::size_t lost = 0;
        for (const Span span : cluster) {
            const auto found = where.find(span);
            if (found == where.end())
                ++lost;
            else
                ++parts[found->second];
        }
        const auto size = static_cast<double>(cluster.size());
        scores.muc.*part += size - static_cast<double>(parts.size() + lost);
        scores.muc.*whole += size - 1;
        double squares = 0;
        double pairs = 0;
        for (const auto& [_, count] : parts) {
            const auto n = static_cast<double>(count);
            squares += n * n;
            pairs += n * (n - 1) / 2;
        }
        scores.b3.*part += squares / size;
        scores.b3.*whole += size;
        scores.lea.*part += size * pairs / (size * (size - 1) / 2);
        scores.lea.*whole += size;
    }
}

void score(const Clusters& gold, const Clusters& found, CorefScores& scores) {
    score_side(gold, found, &CorefScore::recall, &CorefScore::recall_of, scores);
    score_side(found, gold, &CorefScore::precision, &CorefScore::precision_of, scores);
    const std::map<Span, std::size_t> where = index_of(found);
    std::vector<std::vector<double>> alike(gold.size(), std::vector<double>(found.size(), 0));
    for (std::size_t g = 0; g < gold.size(); ++g) {
        for (const Span span : gold[g])
            if (const auto f = where.find(span); f != where.end()) alike[g][f->second] += 1;
        for (std::size_t f = 0; f < found.size(); ++f)
            alike[g][f] *= 2 / static_cast<double>(gold[g].size() + found[f].size());
    }
    const double sum = best_assignment(std::move(alike));
    scores.ceafe.recall += sum;
    scores.ceafe.precision += sum;
    scores.ceafe.recall_of += static_cast<double>(gold.size());
    scores.ceafe.precision_of += static_cast<double>(found.size());
}

struct GoldMention {
    Span span;  // code points
    std::string cluster;
    std::string head;  // its word; empty if the file does not tell
};

std::vector<GoldMention> read_gold(const std::vector<Annotated>& mentions) {
    std::vector<GoldMention> gold;
    for (const Annotated& item : mentions)
        if (const std::optional<std::string> cluster = item.text("cluster"))
            gold.push_back({item.span, *cluster, item.text("head").value_or("")});
    return gold;
}

Clusters gold_clusters(const std::vector<GoldMention>& gold) {
    std::map<std::string, Cluster> by_name;
    for (const GoldMention& mention : gold) by_name[mention.cluster].push_back(mention.span);
    Clusters clusters;
    for (auto& [_, cluster] : by_name)
        if (cluster.size() > 1) clusters.push_back(std::move(cluster));
    return clusters;
}

/// The phrase of a span that the file gives: its head is the token whose own head lies outside.
std::vector<NounPhrase> given_phrases(const std::vector<GoldMention>& gold, const CodePoints& map,
                                      const Annotation& annotation) {
    std::vector<NounPhrase> phrases;
    for (const GoldMention& mention : gold) {
        const Span span = {map.to_byte(mention.span.begin), map.to_byte(mention.span.end)};
        const std::int32_t sentence = annotation.sentence_at(span.begin);
        if (sentence < 0) continue;
        const std::span<const Token> tokens = annotation.tokens_of(annotation.sentences[sentence]);
        std::int32_t head = -1;
        const auto inside = [&](std::int32_t t) {
            return t >= 0 && tokens[t].span.begin >= span.begin && tokens[t].span.end <= span.end;
        };
        for (std::int32_t t = 0; t < static_cast<std::int32_t>(tokens.size()); ++t) {
            if (!inside(t) || tokens[t].upos == "PUNCT") continue;
            if (head < 0) head = t;
            if (!inside(tokens[t].head - 1)) {
                head = t;
                break;
            }
        }
        if (head >= 0) phrases.push_back({span, sentence, head});
    }
    std::stable_sort(phrases.begin(), phrases.end(), [](const NounPhrase& a, const NounPhrase& b) {
        return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
    return phrases;
}

/// The shortest annotated mention around the head of a found one, if they share the head; nullptr if there is none.
const GoldMention* annotated_as(const Mention& mention, const std::string& text, const std::vector<GoldMention>& gold,
                                const CodePoints& map) {
    const Span head = {map.at_byte(mention.head.begin), map.at_byte(mention.head.end)};
    const GoldMention* best = nullptr;
    for (const GoldMention& other : gold)
        if (other.span.contains(head) && (best == nullptr || other.span.size() < best->span.size())) best = &other;
    if (best == nullptr) return nullptr;
    const std::string_view words = slice(text, mention.head);
    const bool shared = words.find(best->head) != std::string_view::npos || best->head.find(words) != std::string::npos;
    return shared ? best : nullptr;
}

void count_links(const FoundActors& found, const std::string& text, const std::vector<GoldMention>& gold,
                 const CodePoints& map, CorefScores& scores) {
    std::map<std::int32_t, std::string> last;  // actor -> cluster
    for (const Mention& mention : found.mentions) {
        const bool named = mention.form == MentionForm::name || mention.form == MentionForm::short_name ||
                           mention.form == MentionForm::title || mention.form == MentionForm::role;
        const GoldMention* as = named ? annotated_as(mention, text, gold, map) : nullptr;
        if (as == nullptr) continue;
        if (const auto before = last.find(mention.actor); before != last.end()) {
            ++scores.links;
            if (before->second == as->cluster) ++scores.links_right;
        }
        last[mention.actor] = as->cluster;
    }
}

void write_prediction(const Report& report, const Clusters& clusters, std::string& out) {
    JsonWriter json;
    json.object([&] {
        json.member("id", report.id);
        json.key("clusters").array([&] {
            for (const Cluster& cluster : clusters)
                json.array([&] {
                    for (const Span span : cluster)
                        json.array([&] {
                            json.value(span.begin);
                            json.value(span.end);
                        });
                });
        });
    });
    out += std::move(json).str() + "\n";
}

}  // namespace

double CorefScore::f1() const { return harmonic_mean(ratio(precision, precision_of), ratio(recall, recall_of)); }

double CorefScores::conll() const { return 100 * (muc.f1() + b3.f1() + ceafe.f1()) / 3; }

Result<CorefScores> eval_coref(const Dictionaries& dictionaries,
                               const std::function<Annotation(const Report&)>& annotate, std::string_view json_lines,
                               const std::string& name, bool gold_mentions, std::string* predictions) {
    CorefScores scores;
    const auto use = [&](const AnnotatedReport& line) {
        const Report& report = line.report;
        const Annotation annotation = annotate(report);
        const FoundActors found = find_actors(dictionaries, report, annotation);
        const std::vector<GoldMention> gold = read_gold(line.items);
        const CodePoints map(report.text);
        const std::vector<NounPhrase> phrases =
            gold_mentions ? given_phrases(gold, map, annotation) : noun_phrases(annotation);
        Clusters clusters;
        for (const std::vector<std::int32_t>& chain : chains(dictionaries, report.text, annotation, found, phrases)) {
            Cluster& cluster = clusters.emplace_back();
            for (const std::int32_t i : chain)
                cluster.push_back({map.at_byte(phrases[i].span.begin), map.at_byte(phrases[i].span.end)});
        }
        ++scores.documents;
        score(gold_clusters(gold), clusters, scores);
        count_links(found, report.text, gold, map, scores);
        if (predictions != nullptr) write_prediction(report, clusters, *predictions);
    };
    const Result<std::size_t> read = for_each_report(json_lines, name, "mentions", use);
    if (!read) return fail(read.error());
    return scores;
}

}  // namespace px
