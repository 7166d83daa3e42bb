#include "attribute/speech.hpp"

#include <algorithm>
#include <string_view>

#include "text/utf8.hpp"

namespace px {
namespace {

bool is_edge(char32_t c) {
    switch (c) {
        case ' ':
        case '\t':
        case '\n':
        case '\r':
        case 0xA0:
        case ',':
        case ';':
        case ':':
        case '-':
        case '"':
        case '\'':
        case '`':
        case 0x2013:
        case 0x2014:
        case 0x2018:
        case 0x2019:
        case 0x201C:
        case 0x201D:
        case 0x201E:
        case 0xAB:
        case 0xBB:
            return true;
        default:
            return false;
    }
}

}  // namespace

SpeechText::SpeechText(const Lexicons& lexicons_in, const Report& report_in, const Annotation& annotation_in)
    : lexicons(lexicons_in), report(report_in), annotation(annotation_in), quotations(find_quotations(report_in)) {
    trees.reserve(annotation.sentences.size());
    for (const Sentence& one : annotation.sentences) trees.emplace_back(annotation.tokens_of(one));
    for (std::size_t i = 0; i < quotations.size(); ++i)
        if (quotations[i].parent < 0) outermost_.push_back(static_cast<int>(i));
}

int SpeechText::quotation_at(std::uint32_t byte, bool speech_only) const {
    const auto after = std::partition_point(outermost_.begin(), outermost_.end(), [&](int i) {
        return quotations[static_cast<std::size_t>(i)].hull.begin <= byte;
    });
    if (after == outermost_.begin()) return -1;
    const int number = *(after - 1);
    const Quotation& quotation = quotations[static_cast<std::size_t>(number)];
    if (!quotation.hull.contains(byte) || (speech_only && quotation.use != QuotationUse::speech)) return -1;
    return number;
}

Span SpeechText::trimmed(Span span) const {
    while (span.begin < span.end) {
        const Decoded c = decode(report.text, span.begin);
        if (!is_edge(c.code_point)) break;
        span.begin = std::min(span.begin + c.length, span.end);
    }
    while (span.begin < span.end) {
        std::uint32_t at = span.end - 1;
        while (at > span.begin && (static_cast<unsigned char>(report.text[at]) & 0xC0) == 0x80) --at;
        if (!is_edge(decode(report.text, at).code_point)) break;
        span.end = at;
    }
    return span;
}

/// "the police, who said that 12 had been arrested": a report of its own is no part of a name.
static bool reports_again(const SpeechText& text, const DependencyTree& tree, int verb) {
    const ReportingVerb* entry = text.lexicons.reporting_verb(tree.lemma(verb));
    return entry && entry->clause && entry->kind != ReportClass::believe && tree.child(verb, "ccomp") > verb;
}

Span speaker_phrase(const SpeechText& text, int sentence, int head) {
    const DependencyTree& tree = text.tree(sentence);
    int first = head;
    int last = head;
    for (int child : tree.children(head)) {
        const std::string_view relation = tree.relation(child);
        if (relation == "cop" || relation == "cc" || relation == "parataxis" || relation == "advcl" ||
            relation == "punct" || relation == "orphan" || relation == "mark" || relation == "case")
            continue;
        // "said X, according to O", "O, citing X, said": who passes it on, and whose words, are no part of the name.
        if (tree.child_with_lemma(child, "case", "accord") >= 0 || tree.lemma(child) == "cite" ||
            tree.lemma(child) == "quote")
            continue;
        const bool clause = tree[child].deprel == "acl:relcl";
        if (clause && reports_again(text, tree, child)) continue;
        if (clause && tree.last(child) - tree.first(child) > 20) continue;
        if (tree.first(child) < first) first = tree.first(child);
        if (tree.last(child) > last) last = tree.last(child);
    }
    if (last - first > 45) first = last = head;
    return text.trimmed(tree.words(first, last));
}

int mention_at(const SpeechText& text, const Layers& layers, int sentence, int head) {
    const DependencyTree& tree = text.tree(sentence);
    if (head < 0 || head >= tree.size()) return -1;
    const Span phrase = tree.phrase(head);
    // Mentions are ordered by where they begin.
    auto at = std::partition_point(layers.mentions.begin(), layers.mentions.end(),
                                   [&](const Mention& m) { return m.span.begin + 400 < phrase.begin; });
    int best = -1;
    int best_rank = 0;
    for (; at != layers.mentions.end() && at->span.begin < phrase.end; ++at) {
        int rank = 0;
        if (at->sentence == sentence && at->token == head)
            rank = 4;
        else if (at->head.overlaps(tree[head].span))
            rank = 3;
        else if (at->span.overlaps(tree[head].span))
            rank = 2;
        if (rank <= best_rank) continue;
        best = static_cast<int>(at - layers.mentions.begin());
        best_rank = rank;
    }
    return best;
}

}  // namespace px
