#include "code/rule_file.hpp"

#include <algorithm>
#include <array>

#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px::coding {
namespace {

struct Line {
    std::string_view keyword;
    std::string_view rest;
    std::uint32_t rest_column = 1;
    std::uint32_t number = 0;
};

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::optional<Mode> mode_from(std::string_view word) {
    for (const Mode mode : {Mode::actual, Mode::planned, Mode::possible, Mode::hypothetical, Mode::negated}) {
        if (to_string(mode) == word) return mode;
    }
    return std::nullopt;
}

class RuleFileReader {
  public:
    RuleFileReader(const std::string& file, RuleFile& out, std::vector<Problem>& problems)
        : file_(file), out_(out), problems_(problems) {}

    void read(std::string_view content) {
        std::uint32_t number = 0;
        while (!content.empty()) {
            const std::size_t end = std::min(content.find('\n'), content.size());
            read_line(content.substr(0, end), ++number);
            content.remove_prefix(std::min(end + 1, content.size()));
        }
        finish_rule();
    }

  private:
    void complain(std::uint32_t line, std::uint32_t column, std::string what, bool fatal = true) {
        problems_.push_back({file_, line, column, std::move(what), fatal});
    }

    void read_line(std::string_view text, std::uint32_t number) {
        const std::string_view trimmed = trim(text);
        if (trimmed.empty() || trimmed[0] == '#') return;
        Line line;
        line.number = number;
        line.keyword = trimmed.substr(0, trimmed.find_first_of(" \t"));
        line.rest = trim(trimmed.substr(line.keyword.size()));
        line.rest_column = line.rest.empty() ? 1 : static_cast<std::uint32_t>(line.rest.data() - text.data() + 1);
        dispatch(line);
    }

    void dispatch(const Line& line) {
        if (line.keyword == "set") return read_set(line);
        if (line.keyword == "rule") return begin_rule(line);
        if (!rule_) {
            return complain(line.number, 1,
                            "expected 'set' or 'rule' before anything else, found '" + std::string(line.keyword) + "'");
        }
        if (line.keyword == "code")
            rule_->code = line.rest;
        else if (line.keyword == "plover")
            read_plover(line);
        else if (line.keyword == "context")
            read_contexts(line);
        else if (line.keyword == "mode")
            read_mode(line);
        else if (line.keyword == "negated")
            read_negated(line);
        else if (line.keyword == "subject")
            rule_->subject_prepositions = choice(line);
        else if (line.keyword == "verb")
            read_pattern(TriggerClass::verb, line);
        else if (line.keyword == "noun")
            read_pattern(TriggerClass::noun, line);
        else if (line.keyword == "adj")
            read_pattern(TriggerClass::adjective, line);
        else if (line.keyword == "example")
            read_example(line);
        else
            complain(line.number, 1,
                     "expected set, rule, code, plover, context, mode, negated, subject, verb, noun, adj or example, "
                     "found '" +
                         std::string(line.keyword) + "'");
    }

    Choice choice(const Line& line) { return parse_choice(line.rest, file_, line.number, line.rest_column, problems_); }

    void read_set(const Line& line) {
        finish_rule();
        const std::size_t equals = line.rest.find('=');
        if (equals == std::string_view::npos) {
            return complain(line.number, line.rest_column, "expected 'set NAME = word, word'");
        }
        SetText set{std::string(trim(line.rest.substr(0, equals))), {}, file_, line.number};
        if (!is_name(set.name)) {
            return complain(line.number, line.rest_column,
                            "expected a set's name of small letters, digits and '-', found '" + set.name + "'");
        }
        for (const std::string_view word : split_list(line.rest.substr(equals + 1), ',')) {
            std::string joined(word);
            std::ranges::replace(joined, ' ', '_');
            const auto column = line.rest_column + static_cast<std::uint32_t>(word.data() - line.rest.data());
            Choice part = parse_choice(joined, file_, line.number, column, problems_);
            std::ranges::move(part.words, std::back_inserter(set.members.words));
            std::ranges::move(part.sets, std::back_inserter(set.members.sets));
        }
        if (set.members.empty()) return complain(line.number, line.rest_column, "expected words after '='");
        out_.sets.push_back(std::move(set));
    }

    void begin_rule(const Line& line) {
        finish_rule();
        problems_before_ = problems_.size();
        if (!is_name(line.rest)) {
            complain(line.number, line.rest_column,
                     "expected a rule's name of small letters, digits and '-', found '" + std::string(line.rest) + "'");
        }
        rule_.emplace();
        rule_->name = line.rest;
        rule_->file = file_;
        rule_->line = line.number;
    }

    void finish_rule() {
        if (!rule_) return;
        const bool reported = problems_.size() > problems_before_;
        if (reported && (rule_->code.empty() || rule_->patterns.empty())) {
            // What is missing was there, but could not be read; that has been said.
        } else if (rule_->code.empty()) {
            complain(rule_->line, 1, "rule '" + rule_->name + "': expected a line 'code' with a CAMEO code or 'none'");
        } else if (rule_->patterns.empty()) {
            complain(rule_->line, 1, "rule '" + rule_->name + "': expected a line 'verb', 'noun' or 'adj'");
        } else {
            out_.rules.push_back(std::move(*rule_));
        }
        rule_.reset();
    }

    void read_plover(const Line& line) {
        const std::size_t blank = line.rest.find(' ');
        rule_->plover_type = line.rest.substr(0, blank);
        if (blank != std::string_view::npos) rule_->plover_mode = trim(line.rest.substr(blank));
    }

    void read_contexts(const Line& line) {
        for (const std::string_view word : split_list(line.rest, ',')) rule_->contexts.emplace_back(word);
    }

    void read_mode(const Line& line) {
        rule_->mode = mode_from(line.rest);
        if (!rule_->mode) {
            complain(line.number, line.rest_column, "expected actual, planned, possible, hypothetical or negated");
        }
    }

    void read_negated(const Line& line) {
        rule_->none_if_negated = line.rest == "none";
        if (!rule_->none_if_negated) complain(line.number, line.rest_column, "expected 'negated none'");
    }

    void read_pattern(TriggerClass trigger_class, const Line& line) {
        std::optional<Pattern> pattern =
            parse_pattern(trigger_class, line.rest, file_, line.number, line.rest_column, problems_);
        if (pattern) rule_->patterns.push_back(std::move(*pattern));
    }

    void read_example(const Line& line) {
        const std::size_t equals = line.rest.rfind('=');
        if (equals == std::string_view::npos) {
            return complain(line.number, line.rest_column,
                            "expected 'SENTENCE = SOURCE CODE TARGET' or 'SENTENCE = none'");
        }
        RuleExample example;
        example.text = trim(line.rest.substr(0, equals));
        example.line = line.number;
        const std::string_view expected = trim(line.rest.substr(equals + 1));
        if (expected != "none") {
            for (const std::string_view part : split_list(expected, ';')) read_expected(part, line, example);
        }
        rule_->examples.push_back(std::move(example));
    }

    void read_expected(std::string_view text, const Line& line, RuleExample& example) {
        const std::vector<std::string_view> parts = split_list(text, ' ');
        std::optional<Mode> mode = parts.size() == 4 ? mode_from(parts[3]) : std::optional(Mode::actual);
        if (parts.size() < 3 || parts.size() > 4 || !mode) {
            return complain(
                line.number, line.rest_column,
                "expected 'SOURCE CODE TARGET' and perhaps a mode after '=', found '" + std::string(text) + "'");
        }
        example.expected.push_back({std::string(parts[0]), std::string(parts[1]), std::string(parts[2]), *mode});
    }

    const std::string& file_;
    RuleFile& out_;
    std::vector<Problem>& problems_;
    std::optional<RuleText> rule_;
    std::size_t problems_before_ = 0;  // when the rule began
};

}  // namespace

void read_rule_file(std::string_view content, const std::string& file, RuleFile& out, std::vector<Problem>& problems) {
    if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
    RuleFileReader(file, out, problems).read(content);
}

}  // namespace px::coding
