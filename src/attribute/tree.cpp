#include "attribute/tree.hpp"

#include <algorithm>

namespace px {

DependencyTree::DependencyTree(std::span<const Token> tokens) : tokens_(tokens) {
    const int n = size();
    heads_.resize(tokens.size());
    child_begin_.assign(tokens.size() + 1, 0);
    for (int i = 0; i < n; ++i) {
        const int head = (*this)[i].head - 1;
        heads_[static_cast<std::size_t>(i)] = head >= 0 && head < n && head != i ? head : -1;
        if (heads_[static_cast<std::size_t>(i)] >= 0) ++child_begin_[static_cast<std::size_t>(head) + 1];
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) child_begin_[i + 1] += child_begin_[i];
    child_.resize(static_cast<std::size_t>(child_begin_.back()));
    std::vector<int> next(child_begin_.begin(), child_begin_.end() - 1);
    for (int i = 0; i < n; ++i)
        if (head(i) >= 0) child_[static_cast<std::size_t>(next[static_cast<std::size_t>(head(i))]++)] = i;

    // Reach of each phrase: from the leaves up. Words in a circle never run out of open children and keep their own.
    first_.resize(tokens.size());
    last_.resize(tokens.size());
    std::vector<int> open(tokens.size());
    std::vector<int> ready;
    for (int i = 0; i < n; ++i) {
        first_[static_cast<std::size_t>(i)] = last_[static_cast<std::size_t>(i)] = i;
        open[static_cast<std::size_t>(i)] = static_cast<int>(children(i).size());
        if (children(i).empty()) ready.push_back(i);
    }
    while (!ready.empty()) {
        const auto i = static_cast<std::size_t>(ready.back());
        ready.pop_back();
        if (heads_[i] < 0) continue;
        const auto up = static_cast<std::size_t>(heads_[i]);
        first_[up] = std::min(first_[up], first_[i]);
        last_[up] = std::max(last_[up], last_[i]);
        if (--open[up] == 0) ready.push_back(heads_[i]);
    }
}

std::span<const int> DependencyTree::children(int token) const {
    const auto i = static_cast<std::size_t>(token);
    return std::span(child_).subspan(static_cast<std::size_t>(child_begin_[i]),
                                     static_cast<std::size_t>(child_begin_[i + 1] - child_begin_[i]));
}

int DependencyTree::child(int token, std::string_view relation) const {
    for (int child : children(token))
        if (this->relation(child) == relation) return child;
    return -1;
}

int DependencyTree::child(int token, std::initializer_list<std::string_view> relations) const {
    for (std::string_view relation : relations)
        if (const int found = child(token, relation); found >= 0) return found;
    return -1;
}

int DependencyTree::child_with_lemma(int token, std::string_view relation, std::string_view lemma) const {
    for (int child : children(token))
        if (this->relation(child) == relation && this->lemma(child) == lemma) return child;
    return -1;
}

bool DependencyTree::has_phrase(int token, std::string_view preposition) const {
    for (int child : children(token))
        if (relation(child) == "nmod" && child_with_lemma(child, "case", preposition) >= 0) return true;
    return false;
}

Span DependencyTree::words(int from, int to) const {
    if (from < 0 || to >= size() || to < from) return {};
    return {(*this)[from].span.begin, (*this)[to].span.end};
}

bool DependencyTree::under(int token, int ancestor) const {
    for (int steps = 0; token >= 0 && steps <= size(); ++steps, token = head(token))
        if (token == ancestor) return true;
    return false;
}

int DependencyTree::subject(int verb) const {
    for (int steps = 0; verb >= 0 && steps < 8; ++steps) {
        if (const int found = child(verb, {"nsubj", "csubj"}); found >= 0) return found;
        const std::string_view relation = this->relation(verb);
        const int up = head(verb);
        if (up < 0) return -1;
        if (relation == "acl" && upos(up) != "VERB") return up;
        if (relation == "xcomp") {
            // "asked him to say": the object is the one who acts, unless the verb promises.
            const int object = child(up, {"obj", "iobj"});
            if (object >= 0 && object < verb && lemma(up) != "promise" && lemma(up) != "use") return object;
        } else if (relation != "conj" && relation != "advcl" && relation != "parataxis" && relation != "cop" &&
                   relation != "aux" && relation != "acl") {
            return -1;
        }
        verb = up;
    }
    return -1;
}

bool DependencyTree::negated(int token) const {
    for (int child : children(token)) {
        const std::string_view word = lemma(child);
        const std::string_view relation = this->relation(child);
        if (relation == "advmod" && (word == "not" || word == "never" || word == "n't" || word == "hardly" ||
                                     word == "neither" || word == "nor" || word == "barely"))
            return true;
        if (relation == "det" && (word == "no" || word == "neither")) return true;
        if (relation == "cc" && (word == "nor" || word == "neither")) return true;
    }
    return false;
}

int DependencyTree::token_at(std::uint32_t byte) const {
    const auto found =
        std::partition_point(tokens_.begin(), tokens_.end(), [&](const Token& t) { return t.span.end <= byte; });
    return static_cast<int>(found - tokens_.begin());
}

}  // namespace px
