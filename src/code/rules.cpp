#include "code/rules.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/hash.hpp"
#include "base/mapped_file.hpp"
#include "code/rule_set.hpp"

namespace px {

using namespace coding;

namespace {

/// data/coding/*.rules in the order of their names.
std::vector<std::string> rule_paths(const std::string& data_dir) {
    std::vector<std::string> paths;
    std::error_code error;
    for (std::filesystem::directory_iterator at(data_dir + "/coding", error), end; !error && at != end;
         at.increment(error)) {
        if (at->path().extension() == ".rules") paths.push_back(at->path().string());
    }
    std::ranges::sort(paths);
    return paths;
}

Result<RuleSet> compile(const std::string& data_dir, RuleFile file, const std::string& content,
                        std::vector<Problem>& problems) {
    Result<Ontology> ontology = Ontology::load(data_dir, problems);
    if (!ontology) return fail(ontology.error());
    std::string lists = ontology->fingerprint();
    Result<CountWords> count_words = load_count_words(data_dir, problems, lists);
    if (!count_words) return fail(count_words.error());
    Result<NumberWords> number_words = NumberWords::load(data_dir, problems, lists);
    if (!number_words) return fail(number_words.error());
    RuleSet set = compile_rules(std::move(file), std::move(*ontology), problems);
    if (set.rules.empty()) {
        return fail({ErrorKind::empty, data_dir + "/coding", "", "expected at least one sound rule in *.rules",
                     "nothing can be coded"});
    }
    const Result<std::string> irregular = load_inflections(data_dir, set.words, problems);
    if (!irregular) return fail(irregular.error());
    set.fingerprint = xxh3_hex(lists + *irregular + content);
    set.count_words = std::move(*count_words);
    set.number_words = std::move(*number_words);
    return set;
}

void find_doubles(const RuleSet& set, std::vector<Problem>& problems) {
    std::map<std::string, std::string> seen;  // pattern -> rule
    for (const RuleText& rule : set.texts) {
        for (const Pattern& pattern : rule.patterns) {
            const std::string key = std::to_string(static_cast<int>(pattern.trigger_class)) + pattern.text;
            const auto [known, fresh] = seen.emplace(key, rule.name);
            if (fresh) continue;
            problems.push_back({rule.file, pattern.line, 1,
                                "rule '" + rule.name + "': the same pattern stands in rule '" + known->second + "'",
                                false});
        }
    }
}

}  // namespace

Result<Rules> Rules::load(const std::string& data_dir, std::vector<Problem>& problems) {
    RuleFile file;
    std::string all;
    for (const std::string& path : rule_paths(data_dir)) {
        const Result<MappedFile> content = MappedFile::open(path);
        if (!content) return fail(content.error());
        read_rule_file(content->bytes(), path, file, problems);
        all += content->bytes();
    }
    Result<RuleSet> set = compile(data_dir, std::move(file), all, problems);
    if (!set) return fail(set.error());
    Rules rules;
    rules.set_ = std::make_shared<const RuleSet>(std::move(*set));
    return rules;
}

Result<Rules> Rules::from_text(const std::string& data_dir, std::string_view content, std::string name,
                               std::vector<Problem>& problems) {
    RuleFile file;
    read_rule_file(content, name, file, problems);
    Result<RuleSet> set = compile(data_dir, std::move(file), std::string(content), problems);
    if (!set) return fail(set.error());
    Rules rules;
    rules.set_ = std::make_shared<const RuleSet>(std::move(*set));
    return rules;
}

const std::string& Rules::fingerprint() const { return set_->fingerprint; }
const Ontology& Rules::ontology() const { return set_->ontology; }
const std::vector<RuleText>& Rules::texts() const { return set_->texts; }

std::vector<Problem> lint_rules(const std::string& data_dir) {
    std::vector<Problem> problems;
    const Result<Rules> rules = Rules::load(data_dir, problems);
    if (!rules) {
        problems.push_back({rules.error().file, 0, 0, rules.error().what});
        return problems;
    }
    find_doubles(rules->set(), problems);
    for (const RuleText& rule : rules->texts()) {
        if (rule.examples.empty()) {
            problems.push_back({rule.file, rule.line, 1, "rule '" + rule.name + "' has no example", false});
        }
    }
    return problems;
}

}  // namespace px
