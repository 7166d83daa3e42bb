#include "code/headline_verb.hpp"

#include <algorithm>
#include <string>

#include "text/utf8.hpp"

namespace px::coding {
namespace {

bool is_nominal(const Token& token) { return token.upos == "NOUN" || token.upos == "PROPN"; }

bool triggers(const RuleSet& rules, WordId word, TriggerClass trigger_class) {
    if (word == 0 || word >= rules.by_word.size()) return false;
    return std::ranges::any_of(rules.by_word[word], [&](const TriggerEntry& entry) {
        const CompiledPattern& pattern = rules.patterns[entry.pattern];
        return entry.partner == 0 && pattern.trigger_class == trigger_class && pattern.with.empty();
    });
}

/// "Hungary blocks", "Police fire", "Rebels free".
bool agrees(const Token& subject, bool with_s) {
    const std::string noun = lower_ascii(subject.form);
    const bool plural = subject.xpos.ends_with('S') || noun == "police" || noun == "people";
    return plural != with_s;
}

}  // namespace

int verb_in_heap(const NounHeap& heap) {
    const std::span<const Token> tokens = heap.tokens;
    const auto root = std::ranges::find(heap.heads, -1);
    if (tokens.size() < 3 || root == heap.heads.end() || tokens.back().form == ".") return -1;
    const auto last = static_cast<std::size_t>(root - heap.heads.begin());
    if (!is_nominal(tokens[last])) return -1;
    const bool has_verb =
        std::ranges::any_of(tokens, [](const Token& t) { return t.upos == "VERB" || t.upos == "AUX"; });
    if (has_verb) return -1;
    for (std::size_t v = 1; v < last && is_nominal(tokens[v - 1]); ++v) {
        if (tokens[v].upos != "NOUN" || tokens[v].deprel != "compound") continue;
        const WordForms forms = heap.rules.words.look_up(lower_ascii(tokens[v].form));
        const WordId verb = forms.of_verb != 0 ? forms.of_verb : forms.word;
        const bool with_s = tokens[v].form.ends_with('s') && forms.word != verb;
        if (!agrees(tokens[v - 1], with_s) || (!with_s && forms.word != verb)) continue;
        if (triggers(heap.rules, verb, TriggerClass::verb) && !triggers(heap.rules, verb, TriggerClass::noun))
            return static_cast<int>(v);
    }
    return -1;
}

}  // namespace px::coding
