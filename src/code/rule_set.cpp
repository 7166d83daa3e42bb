#include "code/rule_set.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace px::coding {
namespace {

/// "prime_minister" -> ("prime", "minister"); more than two words keep the first and the last.
std::pair<std::string_view, std::string_view> split_word(std::string_view word) {
    const std::size_t first = word.find('_');
    if (first == std::string_view::npos) return {word, {}};
    return {word.substr(0, first), word.substr(word.rfind('_') + 1)};
}

class Compiler {
  public:
    Compiler(RuleSet& out, std::vector<Problem>& problems) : out_(out), problems_(problems) {}

    void read_sets(const std::vector<SetText>& sets) {
        for (const SetText& set : sets) {
            Choice& members = sets_[set.name];
            members.words.insert(members.words.end(), set.members.words.begin(), set.members.words.end());
            members.sets.insert(members.sets.end(), set.members.sets.begin(), set.members.sets.end());
            origin_.emplace(set.name, &set);
        }
        for (const SetText& set : sets) {
            for (const std::string& member : set.members.sets) {
                if (!sets_.contains(member)) {
                    problems_.push_back({set.file, set.line, 1, "there is no set '&" + member + "'"});
                }
                used_.insert(member);
            }
        }
    }

    void compile_roles() {
        for (std::size_t i = 0; i < role_names.size(); ++i) {
            used_.insert(std::string(role_names[i]));
            if (const auto found = sets_.find(std::string(role_names[i])); found != sets_.end()) {
                out_.roles[i] = compile(expand(found->second));
            }
        }
    }

    void compile_rule(RuleText text) {
        const std::size_t before = problems_.size();
        check_sets(text);
        check_triggers(text);
        std::optional<CompiledRule> rule = compile_head(text);
        if (!rule || problems_.size() > before) return;
        const auto number = static_cast<std::uint32_t>(out_.rules.size());
        for (const Pattern& pattern : text.patterns) compile_pattern(pattern, number);
        rule->subject_prepositions = compile(expand(text.subject_prepositions));
        out_.rules.push_back(std::move(*rule));
        out_.texts.push_back(std::move(text));
    }

    void report_unused_sets() {
        for (const auto& [name, set] : origin_) {
            if (!used_.contains(name)) {
                problems_.push_back({set->file, set->line, 1, "no rule uses the set '&" + name + "'", false});
            }
        }
    }

  private:
    /// All words of a choice, sets resolved; a set inside itself is read once.
    std::vector<std::string> expand(const Choice& choice) {
        std::vector<std::string> words = choice.words;
        std::vector<std::string> open = choice.sets;
        std::set<std::string> seen;
        while (!open.empty()) {
            const std::string name = std::move(open.back());
            open.pop_back();
            const auto found = sets_.find(name);
            if (found == sets_.end() || !seen.insert(name).second) continue;
            words.insert(words.end(), found->second.words.begin(), found->second.words.end());
            open.insert(open.end(), found->second.sets.begin(), found->second.sets.end());
        }
        // The tokens of "cease-fire" are three: its parts are looked for side by side as well.
        for (std::size_t i = 0, n = words.size(); i < n; ++i) {
            if (words[i].find('-') == std::string::npos || words[i].find('_') != std::string::npos) continue;
            std::string parted = words[i];
            std::ranges::replace(parted, '-', '_');
            words.push_back(std::move(parted));
        }
        return words;
    }

    WordSet compile(const std::vector<std::string>& words) {
        WordSet set;
        for (const std::string& word : words) {
            const auto [first, last] = split_word(word);
            if (last.empty()) {
                set.single.push_back(out_.words.add(first));
            } else {
                set.pairs.emplace_back(out_.words.add(first), out_.words.add(last));
            }
        }
        std::ranges::sort(set.single);
        set.single.erase(std::ranges::unique(set.single).begin(), set.single.end());
        return set;
    }

    template <typename Visit>
    static void for_each_choice(const RuleText& text, Visit&& visit) {
        for (const Pattern& pattern : text.patterns) {
            visit(pattern.trigger, pattern.line, 1U);
            visit(pattern.with, pattern.line, 1U);
            visit(pattern.without, pattern.line, 1U);
            for (const Element& element : pattern.elements) {
                visit(element.words, pattern.line, element.column);
                visit(element.with, pattern.line, element.column);
                visit(element.without, pattern.line, element.column);
            }
        }
        visit(text.subject_prepositions, text.line, 1U);
    }

    void check_sets(const RuleText& text) {
        for_each_choice(text, [&](const Choice& choice, std::uint32_t line, std::uint32_t column) {
            for (const std::string& name : choice.sets) {
                used_.insert(name);
                if (!sets_.contains(name)) {
                    problems_.push_back({text.file, line, column, "there is no set '&" + name + "'"});
                }
            }
        });
    }

    /// "verb S be T" would match nearly every sentence: such a verb needs words beside it.
    void check_triggers(const RuleText& text) {
        static constexpr std::array<std::string_view, 9> everywhere = {"be",    "have", "do",  "will", "would",
                                                                       "could", "can",  "may", "say"};
        for (const Pattern& pattern : text.patterns) {
            const bool asks =
                !pattern.with.empty() || std::ranges::any_of(pattern.elements, [](const Element& element) {
                    return !element.words.empty() || !element.with.empty() || !element.kind.empty();
                });
            if (asks || pattern.trigger_class != TriggerClass::verb) continue;
            for (const std::string& word : expand(pattern.trigger)) {
                if (std::ranges::find(everywhere, word) == everywhere.end()) continue;
                problems_.push_back({text.file, pattern.line, 1,
                                     "'" + word +
                                         "' stands in nearly every sentence, so that the pattern would match " +
                                         "almost everything; expected words beside it"});
            }
        }
    }

    std::optional<CompiledRule> compile_head(const RuleText& text) {
        const auto complain = [&](std::string what) {
            problems_.push_back({text.file, text.line, 1, "rule '" + text.name + "': " + std::move(what)});
        };
        CompiledRule rule;
        rule.name = text.name;
        rule.mode = text.mode;
        rule.none_if_negated = text.none_if_negated;
        if (!names_.insert(text.name).second) complain("the name is taken by an earlier rule");
        if (text.code == "none") {
            rule.is_event = false;
            return rule;
        }
        const CameoCode* code = out_.ontology.find(text.code);
        if (!code) {
            complain("expected a CAMEO code or 'none' after 'code', found '" + text.code + "'");
            return std::nullopt;
        }
        rule.code = *code;
        if (!text.plover_type.empty()) {
            if (!out_.ontology.has_plover(text.plover_type, text.plover_mode)) {
                complain("PLOVER has no '" + text.plover_type + " " + text.plover_mode + "'");
            }
            rule.code.plover_type = text.plover_type;
            rule.code.plover_mode = text.plover_mode;
        }
        for (const std::string& context : text.contexts) {
            if (!out_.ontology.has_context(context)) complain("PLOVER has no context '" + context + "'");
            if (std::ranges::find(rule.code.contexts, context) == rule.code.contexts.end()) {
                rule.code.contexts.push_back(context);
            }
        }
        const std::string root = text.code.substr(0, 2);
        rule.hits_places = root == "18" || root == "19" || root == "20" || rule.code.code == "1712";
        rule.moves_forces = root == "15" || rule.code.code.starts_with("087");
        rule.speech_act = root == "02" || root == "03" || root == "10" || root == "12" || root == "13" ||
                          rule.code.code == "081";  // "gave permission to help"
        return rule;
    }

    CompiledElement compile_element(const Element& element) {
        CompiledElement compiled;
        compiled.place = element.place;
        compiled.slot = element.slot;
        compiled.optional = element.optional;
        compiled.known = element.known;
        compiled.kind = element.kind;
        compiled.words = compile(expand(element.words));
        compiled.with = compile(expand(element.with));
        compiled.without = compile(expand(element.without));
        compiled.indirect = element.prepositions.words == std::vector<std::string>{"<indirect>"};
        if (!compiled.indirect) compiled.prepositions = compile(expand(element.prepositions));
        compiled.from = std::ranges::find(element.prepositions.words, "from") != element.prepositions.words.end();
        compiled.to = std::ranges::find(element.prepositions.words, "to") != element.prepositions.words.end();
        return compiled;
    }

    /// How much a pattern asks for: words weigh most, then known actors, then phrases that must be there.
    static int specificity_of(const CompiledPattern& pattern) {
        int sum = (pattern.with.empty() ? 0 : 6) + (pattern.without.empty() ? 0 : 1);
        for (const CompiledElement& element : pattern.elements) {
            if (element.optional) continue;
            if (!element.words.empty())
                sum += 10;
            else if (element.slot == Slot::none)
                sum += 2;
            else
                sum += 3 + (element.known ? 1 : 0);
            sum += (element.with.empty() ? 0 : 6) + (element.kind.empty() ? 0 : 2);
            sum += element.place == Place::oblique || element.place == Place::clause ? 1 : 0;
        }
        return sum;
    }

    void compile_pattern(const Pattern& pattern, std::uint32_t rule) {
        CompiledPattern compiled;
        compiled.rule = rule;
        compiled.trigger_class = pattern.trigger_class;
        compiled.mutual = pattern.mutual;
        compiled.line = pattern.line;
        compiled.with = compile(expand(pattern.with));
        compiled.without = compile(expand(pattern.without));
        for (const Element& element : pattern.elements) compiled.elements.push_back(compile_element(element));
        compiled.specificity = specificity_of(compiled);
        const auto number = static_cast<std::uint32_t>(out_.patterns.size());
        for (const std::string& word : expand(pattern.trigger)) index_trigger(word, pattern.trigger_class, number);
        out_.patterns.push_back(std::move(compiled));
    }

    /// Verbs are found by their first word ("break off"), nouns by their last ("air strike").
    void index_trigger(std::string_view word, TriggerClass trigger_class, std::uint32_t pattern) {
        const auto [first, last] = split_word(word);
        const bool by_last = trigger_class == TriggerClass::noun && !last.empty();
        const WordId key = out_.words.add(by_last ? last : first);
        const WordId partner = last.empty() ? 0 : out_.words.add(by_last ? first : last);
        if (out_.by_word.size() <= key) out_.by_word.resize(key + 1);
        out_.by_word[key].push_back({pattern, partner});
    }

    RuleSet& out_;
    std::vector<Problem>& problems_;
    std::map<std::string, Choice> sets_;
    std::map<std::string, const SetText*> origin_;
    std::set<std::string> used_;
    std::set<std::string> names_;
};

}  // namespace

WordId WordTable::add(std::string_view word) {
    WordId& id = forms_[std::string(word)].word;
    if (id == 0) {
        names_.emplace_back(word);
        id = static_cast<WordId>(names_.size());
    }
    return id;
}

bool WordSet::contains(WordId word) const { return word != 0 && std::ranges::binary_search(single, word); }

RuleSet compile_rules(RuleFile file, Ontology ontology, std::vector<Problem>& problems) {
    RuleSet set;
    set.ontology = std::move(ontology);
    Compiler compiler(set, problems);
    compiler.read_sets(file.sets);
    compiler.compile_roles();
    for (RuleText& rule : file.rules) compiler.compile_rule(std::move(rule));
    compiler.report_unused_sets();
    return set;
}

}  // namespace px::coding
