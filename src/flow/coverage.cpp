#include "flow/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "code/assemble.hpp"
#include "code/eval_events.hpp"
#include "code/rules.hpp"
#include "flow/inputs.hpp"

namespace px {
namespace {

struct RuleLine {
    std::string name;
    std::string code;
    std::string place;
    std::size_t fits = 0;
    std::size_t events = 0;
};

class Counter {
  public:
    explicit Counter(const Pipeline& pipeline) : pipeline_(pipeline), rules_(pipeline.event_coder().rules) {
        for (const coding::RuleText& rule : rules_.texts()) {
            by_name_.emplace(rule.name, lines_.size());
            lines_.push_back({rule.name, rule.code, fmt::format("{}:{}", rule.file, rule.line), 0, 0});
        }
        model_ = lines_.size();
        lines_.push_back({"model", "", "", 0, 0});
    }

    void count(Report report) {
        Annotation annotation;
        const CodedReport coded = pipeline_.run(std::move(report), scratch_, annotation);
        sentences += annotation.sentences.size();
        for (const coding::RuleHit& hit : coding::rule_hits(rules_, coded.report, annotation, coded.layers)) {
            ++lines_[hit.rule].fits;
        }
        for (const Statement& statement : coded.layers.statements) {
            const std::string name = statement.rule.substr(0, statement.rule.find(' '));  // without "(chosen by ...)"
            const auto rule = by_name_.find(name);
            ++lines_[rule == by_name_.end() ? model_ : rule->second].events;
        }
    }

    [[nodiscard]] std::size_t silent() const {
        return static_cast<std::size_t>(std::count_if(lines_.begin(),
                                                      lines_.begin() + static_cast<std::ptrdiff_t>(model_),
                                                      [](const RuleLine& line) { return line.fits == 0; }));
    }

    [[nodiscard]] std::string table() const {
        std::vector<RuleLine> sorted = lines_;
        std::stable_sort(sorted.begin(), sorted.end(), [](const RuleLine& a, const RuleLine& b) {
            return a.fits != b.fits ? a.fits > b.fits : a.name < b.name;
        });
        std::string text = "rule\tcode\tfits\tevents\tplace\n";
        for (const RuleLine& line : sorted) {
            text += fmt::format("{}\t{}\t{}\t{}\t{}\n", line.name, line.code, line.fits, line.events, line.place);
        }
        return text;
    }

    std::size_t sentences = 0;

  private:
    const Pipeline& pipeline_;
    const Rules& rules_;
    Workspace scratch_;
    std::vector<RuleLine> lines_;
    std::map<std::string, std::size_t> by_name_;
    std::size_t model_ = 0;
};

}  // namespace

Coverage measure_coverage(const Pipeline& pipeline, const std::vector<std::string>& paths) {
    Coverage coverage;
    Counter counter(pipeline);
    Inputs inputs(paths);
    while (std::optional<Item> item = inputs.next()) {
        const bool loaded = !item->error && load_item(*item);
        Result<Report> report = loaded ? read_item(std::move(*item), pipeline.with_tables()) : fail(Error{});
        if (!report) {
            ++coverage.unreadable;
            continue;
        }
        ++coverage.reports;
        counter.count(std::move(*report));
    }
    coverage.sentences = counter.sentences;
    coverage.silent_rules = counter.silent();
    coverage.table = counter.table();
    return coverage;
}

}  // namespace px
