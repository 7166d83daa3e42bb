#include "flow/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "code/assemble.hpp"
#include "code/eval_events.hpp"
#include "code/rules.hpp"
#include "record/ids.hpp"
#include "store/stories.hpp"
#include "text/code_points.hpp"

namespace px {
namespace {

std::string actor_line(const Layers& layers, std::int32_t index) {
    if (index < 0) return "not resolved";
    const Actor& a = layers.actors[static_cast<std::size_t>(index)];
    std::string line = a.name;
    if (!a.code.empty()) line += "  " + a.code;
    if (!a.role.empty()) line += "  " + a.role;
    if (!a.wikidata.empty()) line += "  " + a.wikidata;
    return line;
}

/// Explains records of one report. Its tree is made anew, which gives the same tree: annotation is a pure function.
class Explainer {
  public:
    Explainer(const CodedReport& coded, const Annotation& annotation, const Pipeline& pipeline)
        : report_(coded.report),
          layers_(coded.layers),
          annotation_(annotation),
          pipeline_(pipeline),
          points_(coded.report.text) {}

    void statement(const Statement& s, const std::string& id) {
        head(id,
             fmt::format("CAMEO {}{}{}", s.cameo, s.plover.empty() ? "" : " -> PLOVER " + s.plover,
                         s.plover_mode.empty() ? "" : " (" + s.plover_mode + ")"),
             s.clause);
        line("what", pipeline_.code_name(s.cameo));
        line("trigger", quoted(s.trigger));
        line("rule", pipeline_.rule_text(s.rule));
        parties("who", s.sources, s.source_spans);
        parties("to whom", s.targets, s.target_spans);
        line("mode", std::string(to_string(s.mode)) + (s.background ? ", background: told as history" : ""));
        when(s.time);
        where(s.place);
        for (const Quantity& q : s.quantities)
            line("number", fmt::format("{}: {} to {}  {}", q.counts, q.low, q.high, quoted(q.span)));
        voice(s.voice);
        line("confidence", fmt::format("{:.2f}", s.confidence));
        tree(s.sentence);
    }

    void attitude(const Attitude& a, const std::string& id) {
        head(id, a.polarity < 0 ? "attitude: against" : "attitude: in favour", a.cue);
        line("cue", quoted(a.cue) + (a.scare_quoted ? "  (in quotation marks)" : ""));
        line("lexicon", fmt::format("{}, strength {:.2f}", a.lexeme, a.strength));
        line("rule", a.rule);
        line("holder", actor_line(layers_, a.holder) + "  " + quoted(a.holder_span));
        reason(a.holder);
        line("target", actor_line(layers_, a.target) + "  " + quoted(a.target_span));
        line("topic", a.topic);
        line("mode", std::string(to_string(a.mode)));
        voice(a.voice);
        tree(a.sentence);
    }

    void attribution(const Attribution& a, const std::string& id) {
        head(id, std::string(to_string(a.kind)) + " attribution" + (a.denial ? ", a denial" : ""),
             a.content.empty() ? a.cue : hull(a.content.front(), a.content.back()));
        for (const Span content : a.content) line("content", quoted(content));
        speaker(a);
        line("rule", a.rule);
        line("confidence", fmt::format("{:.2f}", a.confidence));
        tree(annotation_.sentence_at(a.content.empty() ? a.cue.begin : a.content.front().begin));
    }

    void whole_report() {
        out_ += fmt::format("{}  {}\n", report_id(report_), report_.source);
        line("outlet", report_.outlet.empty() ? "unknown" : report_.outlet);
        line("published", report_.published ? report_.published->iso() + "  (" + report_.published->evidence + ")"
                                            : "unknown; give it with --date");
        line("language", report_.language);
        for (const std::string& remark : report_.remarks) line("remark", remark);
        for (const Block& block : report_.blocks) {
            const std::string what =
                block.kept() ? std::string(to_string(block.kind)) : "left out, " + std::string(to_string(block.reason));
            line(what, place(block.span) + (block.why.empty() ? "" : "  " + block.why));
        }
        line("records",
             fmt::format("{} statements, {} attitudes, {} attributions, {} actors", layers_.statements.size(),
                         layers_.attitudes.size(), layers_.attributions.size(), layers_.actors.size()));
    }

    /// Rules that fit a word of the text but tell of no event of their own.
    void silent_hits(const std::vector<coding::RuleHit>& hits, const std::vector<coding::RuleText>& rules) {
        for (const coding::RuleHit& hit : hits) {
            const coding::RuleText& rule = rules[hit.rule];
            const bool told = std::any_of(layers_.statements.begin(), layers_.statements.end(),
                                          [&](const Statement& s) { return s.trigger == hit.trigger; });
            if (told) continue;
            const std::string_view why =
                rule.code == "none" ? "says that it is no event" : "fits, but is told with another act or names nobody";
            out_ += fmt::format("no event  {}\n  {:<11} {}  ({}:{})\n  {:<11} {}\n", quoted(hit.trigger), "rule",
                                rule.name, rule.file, hit.line, "", why);
        }
    }

    void all_trees() {
        for (std::size_t i = 0; i < annotation_.sentences.size(); ++i) tree(static_cast<std::int32_t>(i));
    }

    [[nodiscard]] std::string text() && { return std::move(out_); }

  private:
    void line(std::string_view name, std::string_view content) {
        if (!content.empty()) out_ += fmt::format("  {:<11} {}\n", name, content);
    }

    [[nodiscard]] std::string quoted(Span span) const {
        if (span.empty()) return {};
        std::string words(slice(report_.text, span));
        for (char& c : words)
            if (c == '\n' || c == '\r' || c == '\t') c = ' ';
        return "\"" + words + "\"";
    }

    [[nodiscard]] std::string place(Span span) const {
        const Span file = report_.in_file(span);
        return fmt::format("characters {}-{}, bytes {}-{} of the file", points_.at_byte(span.begin),
                           points_.at_byte(span.end), file.begin, file.end);
    }

    void head(const std::string& id, const std::string& what, Span span) {
        out_ += fmt::format("{}  {}\n  {}\n  {}, {}\n", id, what, quoted(span), report_.source, place(span));
    }

    void reason(std::int32_t actor) {
        if (actor >= 0) line("", "because " + layers_.actors[static_cast<std::size_t>(actor)].reason);
    }

    void parties(std::string_view name, const std::vector<std::int32_t>& actors, const std::vector<Span>& spans) {
        if (actors.empty()) line(name, "nobody is named");
        for (std::size_t i = 0; i < actors.size(); ++i) {
            line(name, actor_line(layers_, actors[i]) + "  " + quoted(spans[i]));
            reason(actors[i]);
            for (const Mention& mention : layers_.mentions)
                if (mention.actor == actors[i] && mention.span == spans[i] && !mention.reason.empty())
                    line("", "here: " + mention.reason);
        }
    }

    void when(std::int32_t time) {
        if (time < 0) return;
        const TimeMention& t = layers_.times[static_cast<std::size_t>(time)];
        line("when", t.value + (t.interval ? "" : "  (not resolved)") + "  " + quoted(t.span));
        line("", t.arithmetic);
        if (!t.interval && !report_.published) line("", "the report's date is unknown; give it with --date");
    }

    void where(std::int32_t index) {
        if (index < 0) return;
        const PlaceMention& p = layers_.places[static_cast<std::size_t>(index)];
        line("where", fmt::format("{}{}  {}", p.name, p.country.empty() ? "" : ", " + p.country, quoted(p.span)));
        line("", p.reason);
    }

    void speaker(const Attribution& a) {
        line("speaker", a.speaker.empty() && a.speaker_actor < 0
                            ? "not named"
                            : actor_line(layers_, a.speaker_actor) + "  " + quoted(a.speaker));
        reason(a.speaker_actor);
        line("cue", quoted(a.cue));
        std::string chain;
        for (const ChainLink& link : a.chain)
            chain += fmt::format("{} ({}{}) -> ", link.name, to_string(link.kind),
                                 link.span.empty() ? "" : ", " + quoted(link.span));
        if (!report_.agency.empty()) chain += report_.agency + " (agency, credited for the whole report) -> ";
        line("chain", chain + (report_.outlet.empty() ? "this outlet" : report_.outlet));
        if (a.addressee >= 0) line("said to", actor_line(layers_, a.addressee));
    }

    void voice(std::int32_t index) {
        if (index < 0) {
            line("voice", "the outlet's own");
            return;
        }
        const Attribution& a = layers_.attributions[static_cast<std::size_t>(index)];
        line("voice", std::string(to_string(a.kind)) + " attribution" + (a.denial ? ", a denial" : ""));
        speaker(a);
    }

    void tree(std::int32_t index) {
        if (index < 0 || index >= static_cast<std::int32_t>(annotation_.sentences.size())) return;
        const Sentence& sentence = annotation_.sentences[static_cast<std::size_t>(index)];
        line("sentence", quoted(sentence.span));
        std::uint32_t number = 0;
        for (const Token& t : annotation_.tokens_of(sentence))
            out_ += fmt::format("  {:>11} {:<16} {:<14} {:<6} {:>3} {}\n", ++number, t.form, t.lemma, t.upos, t.head,
                                t.deprel);
    }

    const Report& report_;
    const Layers& layers_;
    const Annotation& annotation_;
    const Pipeline& pipeline_;
    CodePoints points_;
    std::string out_;
};

Result<std::string> explain_one(ProjectFile& project, const Pipeline& pipeline, const RecordPlace& found) {
    const Result<CodedReport> coded = project.load(found.report);
    if (!coded) return fail(coded.error());
    Workspace scratch;
    const Annotation annotation = pipeline.annotate_report(coded->report, scratch);
    const RecordIds ids = record_ids(*coded);
    Explainer explainer(*coded, annotation, pipeline);
    const Layers& layers = coded->layers;
    if (!found.kind) explainer.whole_report();
    if (found.kind == RecordKind::statement && found.n < layers.statements.size())
        explainer.statement(layers.statements[found.n], ids.statements[found.n]);
    if (found.kind == RecordKind::attitude && found.n < layers.attitudes.size())
        explainer.attitude(layers.attitudes[found.n], ids.attitudes[found.n]);
    if (found.kind == RecordKind::attribution && found.n < layers.attributions.size())
        explainer.attribution(layers.attributions[found.n], ids.attributions[found.n]);
    return std::move(explainer).text();
}

/// Trees are made by the program that runs now; say so if the records were made by another.
Result<std::string> run_note(ProjectFile& project, const Pipeline& pipeline, std::int64_t report) {
    const Result<std::int64_t> run = run_of_report(project, report);
    if (!run) return fail(run.error());
    const Result<RunInfo> info = project.run_info(*run);
    if (!info) return fail(info.error());
    const RunInfo now = pipeline.run_info(info->settings);
    std::string note = fmt::format("  run         {}, {}\n", info->fingerprint().substr(0, 10), info->program);
    if (now.models != info->models)
        note += "  note        the tree above is this program's; the run used another model\n";
    return note;
}

}  // namespace

std::string explain_text(const Pipeline& pipeline, const std::string& text, const ReadOptions& options) {
    Report report;
    report.id = sha256_hex(text);
    report.source = "what was typed in";
    report.language = "en";
    report.outlet = options.outlet;
    report.published = options.date;
    report.text = text;
    report.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, BlockKind::paragraph, LeftOut::none, ""});
    Workspace scratch;
    Annotation annotation;
    const CodedReport coded = pipeline.run(std::move(report), scratch, annotation);
    const RecordIds ids = record_ids(coded);
    Explainer explainer(coded, annotation, pipeline);
    const Layers& layers = coded.layers;
    for (std::size_t i = 0; i < layers.statements.size(); ++i)
        explainer.statement(layers.statements[i], ids.statements[i]);
    const Rules& rules = pipeline.event_coder().rules;
    explainer.silent_hits(coding::rule_hits(rules, coded.report, annotation, layers), rules.texts());
    if (layers.statements.empty()) explainer.all_trees();
    return std::move(explainer).text();
}

namespace {

/// A story is no finding of its own: what it is made of, and where to read on.
Result<std::string> explain_story(ProjectFile& project, const FoundStory& story) {
    std::string text = fmt::format("{}  {}\n", story.id, story.title);
    const auto members = members_of_story(project, story.row);
    if (!members) return fail(members.error());
    for (const StoryMember& member : *members)
        text += fmt::format("  {:<11} {}  {}\n", member.id, member.outlet, member.source);
    return text + fmt::format("Its rows, findings and evidence: parallax story {} -p {}\n", story.id,
                              project.database().path());
}

/// The record with this id, or all that a row of a comparison rests on.
Result<std::vector<RecordPlace>> find_evidence(ProjectFile& project, const std::string& id) {
    const auto record = find_record(project, id);
    if (!record) return fail(record.error());
    if (*record) return std::vector<RecordPlace>{**record};
    return evidence_of_row(project, id);
}

}  // namespace

Result<std::string> explain(ProjectFile& project, const Pipeline& pipeline, const std::string& id) {
    if (id.starts_with('y')) {
        const auto story = find_story(project, std::nullopt, id);
        if (!story) return fail(story.error());
        if (*story) return explain_story(project, **story);
    }
    const auto found = find_evidence(project, id);
    if (!found) return fail(found.error());
    if (found->empty()) {
        return fail({ErrorKind::empty, project.database().path(), "", "there is no record '" + id + "'",
                     "ids are in the first column of parallax events, quotes and stories"});
    }
    std::string text;
    for (const RecordPlace& record : *found) {
        Result<std::string> one = explain_one(project, pipeline, record);
        if (!one) return one;
        const Result<std::string> note = run_note(project, pipeline, record.report);
        if (!note) return note;
        text += (text.empty() ? "" : "\n") + *one + *note;
    }
    return text;
}

}  // namespace px
