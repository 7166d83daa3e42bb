// Which words name an outlet, an agency, a medium or an occasion.

#include "attribute/carrier_words.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "text/utf8.hpp"

namespace px {

bool is_name(const DependencyTree& tree, int token) { return tree.upos(token) == "PROPN"; }

bool is_capitalised(const DependencyTree& tree, int token) {
    const std::string& form = tree[token].form;
    return !form.empty() && form[0] >= 'A' && form[0] <= 'Z';
}

std::pair<int, int> name_range(const DependencyTree& tree, int head) {
    int first = head;
    int last = head;
    for (int child : tree.children(head)) {
        const std::string_view relation = tree.relation(child);
        const bool part = relation == "flat" || relation == "compound" ||
                          ((relation == "amod" || relation == "nmod") && is_capitalised(tree, child) && child < head &&
                           tree[child].deprel != "nmod:poss");
        if (!part) continue;
        first = std::min(first, tree.first(child));
        last = std::max(last, tree.last(child));
    }
    return {first, last};
}

Span carrier_phrase(const SpeechText& text, int sentence, int head) {
    const DependencyTree& tree = text.tree(sentence);
    int first = head;
    int last = head;
    for (int child : tree.children(head)) {
        const std::string_view relation = tree.relation(child);
        if (relation == "case" || relation == "punct" || relation == "cc" || relation == "conj" ||
            tree[child].deprel == "acl:relcl" || relation == "acl" || relation == "mark" || relation == "advcl" ||
            tree[child].deprel == "nmod:tmod" || tree[child].deprel == "nmod:unmarked" || relation == "parataxis" ||
            relation == "advmod" || relation == "appos" || relation == "cop")
            if (relation != "appos") continue;
        first = std::min(first, tree.first(child));
        last = std::max(last, tree.last(child));
    }
    return text.trimmed(tree.words(first, last));
}

bool is_outlet(LinkKind kind) { return kind == LinkKind::agency || kind == LinkKind::outlet; }

namespace {

/// "the newspaper Al-Ahram": the noun beside the name tells.
std::optional<LinkKind> named_as_outlet(const SpeechText& text, const DependencyTree& tree, int head) {
    if (!is_name(tree, head)) return std::nullopt;
    for (int child : tree.children(head)) {
        const std::string_view relation = tree.relation(child);
        if (tree.upos(child) != "NOUN" || (relation != "compound" && relation != "nmod" && relation != "appos"))
            continue;
        if (tree.child(child, "case") >= 0) continue;
        const LinkKind* kind = text.lexicons.carrier_head(tree.lemma(child));
        if (kind && (*kind == LinkKind::agency || *kind == LinkKind::outlet)) return *kind;
    }
    return std::nullopt;
}

/// A platform in a compound before a noun, or in a compound of it: "the Telegram messaging app", "a Facebook page".
const LinkKind* platform_among(const DependencyTree& tree, int compound, const Lexicons& lexicons) {
    const auto social = [&](int token) -> const LinkKind* {
        const LinkKind* kind = lexicons.carrier_name(tree[token].form);
        return kind && *kind == LinkKind::social ? kind : nullptr;
    };
    if (const LinkKind* kind = social(compound)) return kind;
    for (const int child : tree.children(compound))
        if (tree.relation(child) == "compound")
            if (const LinkKind* kind = social(child)) return kind;
    return nullptr;
}

}  // namespace

std::optional<LinkKind> carrier_kind(const SpeechText& text, const Layers& layers, int sentence, int head) {
    const DependencyTree& tree = text.tree(sentence);
    const Lexicons& lexicons = text.lexicons;
    const auto [first, last] = name_range(tree, head);
    const std::string_view name = slice(text.report.text, tree.words(first, last));
    if (const LinkKind* kind = lexicons.carrier_name(name)) return *kind;
    if (const auto kind = named_as_outlet(text, tree, head)) return kind;
    if (const int mention = mention_at(text, layers, sentence, head); mention >= 0) {
        const int actor = layers.mentions[static_cast<std::size_t>(mention)].actor;
        if (actor >= 0) {
            const Actor& who = layers.actors[static_cast<std::size_t>(actor)];
            if (who.kind == ActorKind::outlet) {
                const LinkKind* kind = lexicons.carrier_name(who.name);
                return kind ? *kind : LinkKind::outlet;
            }
            if (who.kind == ActorKind::person && is_name(tree, head)) return std::nullopt;
        }
    }
    if (is_name(tree, head)) {
        if (const LinkKind* kind = lexicons.carrier_name(tree[head].form)) return *kind;
        if (const LinkKind* kind =
                last > first || tree[head].form.size() > 4 ? lexicons.carrier_suffix(tree[last].form) : nullptr)
            if (last > first) return *kind;
        if (last > first)
            if (const LinkKind* kind = lexicons.carrier_prefix(tree[first].form)) return *kind;
    }
    const std::string lemma = lower_ascii(tree.lemma(head));
    for (int child : tree.children(head)) {
        if (tree.relation(child) != "compound") continue;
        if (const LinkKind* platform = platform_among(tree, child, lexicons)) return *platform;
        const std::string pair = lower_ascii(tree[child].form) + " " + lemma;
        if (const LinkKind* kind = lexicons.carrier_head(pair)) return *kind;
    }
    if (const LinkKind* kind = lexicons.carrier_head(lemma)) return *kind;
    return std::nullopt;
}

Range outlet_behind(const SpeechText& text, int sentence, int verb) {
    const DependencyTree& tree = text.tree(sentence);
    int first = verb + 1;
    if (first < tree.size() && lower_ascii(tree[first].form) == "the") ++first;
    if (first >= tree.size() || !is_capitalised(tree, first)) return {};
    for (int last = std::min(first + 4, tree.size() - 1); last >= first; --last) {
        const LinkKind* kind = text.lexicons.carrier_name(slice(text.report.text, tree.words(first, last)));
        if (!kind || !is_outlet(*kind)) continue;
        while (last + 1 < tree.size() && text.lexicons.carrier_suffix(tree[last + 1].form)) ++last;  // "BBC News"
        return {first, last};
    }
    // "Pearl River Daily", "Radio Liberty": the first or the last word tells.
    int last = first;
    while (last + 1 < tree.size() && last - first < 5 && is_capitalised(tree, last + 1)) ++last;
    for (int end = last; end > first; --end)
        if (text.lexicons.carrier_suffix(tree[end].form)) return {first, end};
    return last > first && text.lexicons.carrier_prefix(tree[first].form) ? Range{first, first + 1} : Range{};
}

}  // namespace px
