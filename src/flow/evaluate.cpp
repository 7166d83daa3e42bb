#include "flow/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "annotate/eval.hpp"
#include "attribute/eval.hpp"
#include "attribute/eval_attitudes.hpp"
#include "attribute/eval_factuality.hpp"
#include "base/mapped_file.hpp"
#include "base/ratio.hpp"
#include "base/tsv.hpp"
#include "code/eval_events.hpp"
#include "read/eval_pages.hpp"
#include "read/score_pages.hpp"
#include "relate/eval_accounts.hpp"
#include "relate/eval_events.hpp"
#include "resolve/dictionaries.hpp"
#include "resolve/eval_coref.hpp"
#include "resolve/eval_place.hpp"
#include "resolve/eval_time.hpp"

namespace px {
namespace {

/// What a task works on.
struct Job {
    const Pipeline& pipeline;
    std::string_view content;
    std::string path;
    std::string* predictions;
};

double percent(std::size_t part, std::size_t whole) { return 100.0 * ratio(part, whole); }

/// "relaxed    P  91.20 R  88.00 F1  89.57"
std::string figure(std::string_view name, std::size_t right, std::size_t gold, std::size_t found) {
    return fmt::format("{:<24} P {:6.2f} R {:6.2f} F1 {:6.2f}\n", name, percent(right, found), percent(right, gold),
                       percent(2 * right, gold + found));
}

Result<std::string> trees(const Job& job, Input input) {
    const auto figures = evaluate_ud(job.pipeline.model(), job.content, job.path, input, job.predictions);
    if (!figures) return fail(figures.error());
    return to_string(*figures);
}
Result<std::string> trees_of_raw_text(const Job& job) { return trees(job, Input::raw_text); }
Result<std::string> trees_of_given_words(const Job& job) { return trees(job, Input::given_words); }

Result<std::string> names(const Job& job) {
    const auto figures = evaluate_names(job.pipeline.model(), job.content, job.path, job.predictions);
    if (!figures) return fail(figures.error());
    return to_string(*figures);
}

Result<std::string> times(const Job& job) {
    Workspace scratch;
    const auto annotate = [&](const Report& report) { return job.pipeline.annotate_report(report, scratch); };
    const auto s =
        eval_times(job.pipeline.dictionaries().time_words(), annotate, job.content, job.path, job.predictions);
    if (!s) return fail(s.error());
    return fmt::format("{} documents, {} times\n", s->documents, s->gold) +
           figure("strict", s->strict, s->gold, s->found) + figure("relaxed", s->relaxed, s->gold, s->found) +
           figure("value", s->value, s->gold, s->found);
}

Result<std::string> places(const Job& job) {
    Workspace scratch;
    const auto annotate = [&](const Report& report) { return job.pipeline.annotate_report(report, scratch); };
    const auto s = eval_places(job.pipeline.dictionaries(), annotate, job.content, job.path, job.predictions);
    if (!s) return fail(s.error());
    const std::string country =
        s->country_of == 0
            ? ""
            : fmt::format("country right {:.2f} of {}\n", percent(s->country_right, s->country_of), s->country_of);
    return fmt::format("{} documents, {} places\naccuracy@161km of all {:.2f}, of those found {:.2f}\n", s->documents,
                       s->gold, percent(s->within, s->gold), percent(s->within, s->found)) +
           country;
}

/// The whole way from a report to its layers.
LayersOf layers_of(const Pipeline& pipeline, Workspace& scratch) {
    return [&](const Report& report) { return pipeline.run(report, scratch).layers; };
}

Result<std::string> quotes(const Job& job) {
    Workspace scratch;
    const auto s = eval_quotes(layers_of(job.pipeline, scratch), job.content, job.path, job.predictions);
    if (!s) return fail(s.error());
    return fmt::format("{} documents, {} attributions\n", s->documents, s->gold) +
           figure("content", s->matched, s->gold, s->found) +
           figure("content and speaker", s->right, s->gold, s->found) +
           fmt::format("{:<24} {:.2f}\n", "speaker, given content", percent(s->right, s->matched));
}

Result<std::string> chains(const Job& job) {
    Workspace scratch;
    const auto s = eval_chains(layers_of(job.pipeline, scratch), job.content, job.path, job.predictions);
    if (!s) return fail(s.error());
    return fmt::format("{} lines, {} links\n", s->lines, s->gold) + figure("links", s->right, s->gold, s->found);
}

Result<std::string> attitudes(const Job& job) {
    Workspace scratch;
    const auto read = [&](const Report& report, Annotation& annotation) {
        return job.pipeline.run(report, scratch, annotation).layers;
    };
    const auto s = eval_attitudes(job.pipeline.lexicons(), read, job.content, job.path, job.predictions);
    if (!s) return fail(s.error());
    return fmt::format("{} targets\n", s->targets) + to_string("tone", s->tone) +
           to_string("attitudes shown", s->shown);
}

Result<std::string> factuality(const Job& job) {
    Workspace scratch;
    const auto annotate = [&](const Report& report) { return job.pipeline.annotate_report(report, scratch); };
    return eval_factuality(job.pipeline.lexicons(), annotate, job.content, job.path, job.predictions);
}

Result<std::string> triples_in(const Job& job, bool petrarch2) {
    const auto s = eval_triples(job.pipeline.event_coder(), petrarch2, job.content, job.path, job.predictions);
    if (!s) return fail(s.error());
    const auto line = [](std::string_view name, const TripleCount& c) {
        return figure(name, c.right, c.gold, c.found);
    };
    return fmt::format("{} cases, {} exactly right; {} without an event, {} of them coded\n", s->cases, s->exact,
                       s->quiet, s->noisy) +
           line("triples", s->triples) + line("codes", s->codes) + line("roots", s->roots);
}

Result<std::string> triples(const Job& job) { return triples_in(job, false); }
Result<std::string> petrarch2_triples(const Job& job) { return triples_in(job, true); }

Result<std::string> relations(const Job& job) {
    const auto s = eval_relations(job.pipeline.event_coder(), job.content, job.path, job.predictions);
    if (!s) return fail(s.error());
    return fmt::format("{} cases, {} coded, {} of these right\nmacro-F1: 15 types {:.3f}, quad {:.3f}, binary {:.3f}\n",
                       s->cases, s->coded, s->right, s->type_macro_f1, s->quad_macro_f1, s->binary_macro_f1);
}

Result<std::string> unmarked(const Job& job) {
    const auto s = eval_unmarked(job.pipeline.event_coder(), job.content, job.path, job.predictions);
    if (!s) return fail(s.error());
    return fmt::format(
        "{} sentences, {} coded ({:.1f} %)\nright type where coded: the likeliest event {:.1f} %, the first {:.1f} %, "
        "one of them {:.1f} %\n",
        s->cases, s->coded, percent(s->coded, s->cases), percent(s->likeliest_right, s->coded),
        percent(s->first_right, s->coded), percent(s->one_right, s->coded));
}

/// A JSON Lines file of articles: only predictions; the scorer for them is not part of the program.
Result<std::string> articles(const Job& job) {
    std::size_t count = 0;
    for (std::string_view rest = job.content; !rest.empty();) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (line.empty()) continue;
        Result<std::string> article = predict_article(job.pipeline.event_coder(), line, job.path);
        if (!article) return fail(article.error());
        if (job.predictions != nullptr) *job.predictions += *article + '\n';
        ++count;
    }
    return fmt::format("{} articles coded; score the predictions with the scorer of the data\n", count);
}

/// A folder of pages; figures where the gold stands in it or above it.
Result<std::string> pages(const Job& job) {
    const Result<PagePredictions> found = predict_pages(job.path, job.pipeline.with_tables());
    if (!found) return fail(found.error());
    if (job.predictions != nullptr) *job.predictions = json_of_pages(*found) + '\n';
    Result<std::string> figures = score_pages(*found, job.path);
    if (figures && figures->empty())
        *figures =
            fmt::format("{} pages read; no gold stands beside them (ground-truth.json, *.jsonl)\n", found->size());
    return figures;
}
/// A folder of feeds: only predictions.
Result<std::string> feeds(const Job& job) {
    Result<std::string> found = predict_feeds(job.path);
    if (!found) return found;
    if (job.predictions != nullptr) *job.predictions = std::move(*found) + '\n';
    return std::string("feeds read; score the predictions with bench/score_feeds.py\n");
}
Result<std::string> coreference(const Job& job, bool gold_mentions) {
    Workspace scratch;
    const auto annotate = [&](const Report& report) { return job.pipeline.annotate_report(report, scratch); };
    const auto s =
        eval_coref(job.pipeline.dictionaries(), annotate, job.content, job.path, gold_mentions, job.predictions);
    if (!s) return fail(s.error());
    return fmt::format("{} documents, CoNLL mean {:.2f}\nlinks of names, titles and roles: {} of {} right, {:.2f} %\n",
                       s->documents, s->conll(), s->links_right, s->links, percent(s->links_right, s->links));
}
Result<std::string> coreference_of_raw_text(const Job& job) { return coreference(job, false); }
Result<std::string> coreference_of_given_mentions(const Job& job) { return coreference(job, true); }

std::string figure(std::string_view name, const Scores& s) {
    return fmt::format("{:<24} P {:6.2f} R {:6.2f} F1 {:6.2f}\n", name, 100 * s.precision, 100 * s.recall, 100 * s.f1);
}

Result<std::string> lineage(const Job& job) {
    const auto s = eval_lineage(job.content, job.path, job.predictions);
    if (!s) return fail(s.error());
    return fmt::format("{} pairs, {} with a label\n", s->pairs, s->gold) + figure("same lineage", s->same_lineage);
}

Result<std::string> stories(const Job& job) {
    Workspace scratch;
    const auto s = eval_stories(job.pipeline.word_rarity(), layers_of(job.pipeline, scratch), job.content, job.path,
                                job.predictions);
    if (!s) return fail(s.error());
    return fmt::format("{} reports, {} stories, the largest of {}\n", s->reports, s->stories, s->largest) +
           figure("pairs", s->scores.pairs) + figure("BCubed", s->scores.bcubed);
}

std::string to_string(const OppositionFigures& s) {
    return fmt::format("oppositions {}: {} right, {} arguable, {} where the data has a look-alike, {} elsewhere\n",
                       s.emitted, s.right, s.open, s.alarms, s.emitted - s.right - s.open - s.alarms) +
           fmt::format("groups of firm contradictions {}, found {}; look-alikes {}, alarms on {}\n", s.gold, s.found,
                       s.lookalikes, s.hit);
}

Result<std::string> accounts(const Job& job) {
    Workspace scratch;
    const auto s = eval_accounts(
        layers_of(job.pipeline, scratch),
        [&](std::span<const CodedReport> reports) {
            std::vector<CodedReport> completed(reports.begin(), reports.end());
            Pipeline::complete(completed);
            return job.pipeline.compare(completed);
        },
        job.content, job.path, job.predictions);
    if (!s) return fail(s.error());
    return fmt::format("{} reports, {} findings\n", s->reports, s->findings) + to_string(s->oppositions) +
           fmt::format("disputes {}: {} right\nother wordings {}: {} right; groups in the data {}\n", s->disputes,
                       s->disputes_right, s->wordings, s->wordings_right, s->gold_wordings);
}

Result<std::string> accounts_given(const Job& job) {
    Workspace scratch;
    const auto s = eval_given_claims(layers_of(job.pipeline, scratch), job.pipeline.word_rarity(), job.content,
                                     job.path, job.predictions);
    if (!s) return fail(s.error());
    return fmt::format("{} cells\n", s->cells) + figure("stance or silent", s->stances) + figure("silent", s->silent) +
           figure("not silent", s->told) + to_string(s->oppositions);
}

Result<std::string> pairs(const Job& job) {
    Workspace scratch;
    const auto s = eval_pairs(layers_of(job.pipeline, scratch), job.pipeline.word_rarity(), job.pipeline.opposites(),
                              job.content, job.path, job.predictions);
    if (!s) return fail(s.error());
    std::string out =
        fmt::format("{} pairs, {} right, {} as contradiction or none\n", s->pairs, s->right, s->binary_right);
    for (const auto& [label, count] : s->by_label)
        out += fmt::format("{:<24} {} of {}\n", label, count.first, count.second);
    return out + figure("a rule: no or a number", s->rule);
}

Result<std::string> events(const Job& job) {
    Workspace scratch;
    const auto s = eval_events(layers_of(job.pipeline, scratch), job.pipeline.event_table(), job.content, job.path,
                               job.predictions);
    if (!s) return fail(s.error());
    const auto lines = [](std::string_view name, const CoreferenceScores& c) {
        return fmt::format("{}: CoNLL F1 {:.2f}\n", name, c.conll()) + figure("MUC", c.muc) + figure("B3", c.bcubed) +
               figure("CEAF-e", c.ceafe);
    };
    return fmt::format("{} documents, {} mentions, {} of them coded\n", s->documents, s->mentions, s->coded) +
           lines("events", s->ours) + lines("one stem in one story", s->same_stem);
}

struct Task {
    EvalTask task;
    Result<std::string> (*run)(const Job&);
    bool reads_folder = false;
};

constexpr std::array tasks = {
    Task{{"ud", "CoNLL-U; raw text in"}, trees_of_raw_text},
    Task{{"ud-words", "CoNLL-U; its sentences and words in"}, trees_of_given_words},
    Task{{"names", "IOB2"}, names},
    Task{{"time", "JSON Lines: text, date, timexes"}, times},
    Task{{"place", "JSON Lines: text, toponyms"}, places},
    Task{{"coref", "JSON Lines: text, mentions, clusters; raw text in"}, coreference_of_raw_text},
    Task{{"coref-mentions", "the same; its mentions in"}, coreference_of_given_mentions},
    Task{{"quotes", "JSON Lines: text, quotes"}, quotes},
    Task{{"chains", "JSON Lines: text, chain"}, chains},
    Task{{"attitudes", "JSON Lines: text, targets with polarity"}, attitudes},
    Task{{"factuality", "JSON Lines: text, targets with factuality"}, factuality},
    Task{{"triples", "JSON Lines: text, events with source, code, target"}, triples},
    Task{{"triples-petrarch2", "the same, in the dialect of Petrarch2"}, petrarch2_triples},
    Task{{"relations", "JSON Lines: marked sentence, code"}, relations},
    Task{{"relations-unmarked", "the same, without the marks; events from end to end"}, unmarked},
    Task{{"lineage", "JSON Lines: two texts, label"}, lineage},
    Task{{"stories", "JSON Lines: date, title, text, cluster"}, stories},
    Task{{"accounts", "one JSON object: documents, relations"}, accounts},
    Task{{"accounts-given", "one JSON object: documents, claims, relations"}, accounts_given},
    Task{{"pairs", "JSON Lines: text_a, text_b, date_a, date_b, label"}, pairs},
    Task{{"events", "JSON Lines: text, cluster_id, event mentions"}, events},
    Task{{"articles", "JSON Lines: whole articles; predictions only"}, articles},
    Task{{"pages", "a folder of .html files; figures if ground-truth.json or *.jsonl stand there or above"},
         pages,
         true},
    Task{{"feeds", "a folder of feeds; predictions only"}, feeds, true},
};

}  // namespace

std::vector<EvalTask> eval_tasks() {
    std::vector<EvalTask> list;
    for (const Task& task : tasks) list.push_back(task.task);
    return list;
}

Result<std::string> evaluate(std::string_view task, const Pipeline& pipeline, const std::string& path,
                             std::string* predictions) {
    const auto found = std::find_if(tasks.begin(), tasks.end(), [&](const Task& t) { return t.task.name == task; });
    if (found == tasks.end()) {
        return fail(
            {ErrorKind::usage, "", "", fmt::format("there is no task '{}'", task), "parallax eval list names them"});
    }
    if (found->reads_folder) return found->run({pipeline, {}, path, predictions});
    const Result<MappedFile> file = MappedFile::open(path);
    if (!file) return fail(file.error());
    if (trim(file->bytes()).empty())
        return fail({ErrorKind::empty, path, "", fmt::format("it is empty, expected {}", found->task.reads),
                     "nothing was measured"});
    return found->run({pipeline, file->bytes(), path, predictions});
}

}  // namespace px
