#include "flow/pipeline.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <optional>

#include "attribute/attribute.hpp"
#include "base/hash.hpp"
#include "code/code.hpp"
#include "code/eval_events.hpp"
#include "code/ontology.hpp"
#include "code/rules.hpp"
#include "relate/opposites.hpp"
#include "relate/relate.hpp"
#include "relate/speaker_repair.hpp"
#include "relate/surnames.hpp"
#include "resolve/dictionaries.hpp"
#include "resolve/resolve.hpp"

namespace px {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// The folder that holds data/ and models/.
std::string home_folder() {
    if (std::string home = environment("PARALLAX_HOME"); !home.empty()) return home;
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    const fs::path installed = program.parent_path().parent_path() / "share" / "parallax";
    if (fs::is_directory(installed / "data", ignored)) return installed.string();
    return PX_SOURCE_DIR;
}

std::string overlay_folder() {
    if (std::string overlay = environment("PARALLAX_OVERLAY"); !overlay.empty()) return overlay;
    std::string config = environment("XDG_CONFIG_HOME");
    if (config.empty() && !environment("HOME").empty()) config = environment("HOME") + "/.config";
    std::error_code ignored;
    const std::string own = config + "/parallax/actors";
    return !config.empty() && fs::is_directory(own, ignored) ? own : std::string();
}

std::vector<Span> spans_of(const std::vector<Sentence>& sentences) {
    std::vector<Span> spans;
    spans.reserve(sentences.size());
    for (const Sentence& sentence : sentences) spans.push_back(sentence.span);
    return spans;
}

}  // namespace

struct Pipeline::Parts {
    Settings settings;
    ReadingTables reading;
    Model model;
    Dictionaries dictionaries;
    Lexicons lexicons;
    Rules rules;
    std::optional<EventModel> learned;
    EventTable relating;
    WordRarity rarity;
    Opposites opposites;
};

Settings Settings::installed() {
    const std::string home = home_folder();
    const bool clean = !environment("PARALLAX_CLEAN_MODELS").empty();
    return {home + "/data",   home + "/models/en.pxm",   clean ? std::string() : home + "/models/events.pxm",
            overlay_folder(), home + "/models/tone.pxm", clean ? std::string() : home + "/models/speech.pxm"};
}

Result<Pipeline> Pipeline::load(const Settings& settings, std::vector<Problem>& problems) {
    // The longest loads run side by side: every command waits for them. Each has its own list of problems, so that the
    // whole list does not depend on who came first.
    std::vector<Problem> with_rules;
    std::vector<Problem> with_reading;
    auto loading_model = std::async(std::launch::async, [&] { return Model::load(settings.model, settings.data_dir); });
    auto loading_rules = std::async(std::launch::async, [&] { return Rules::load(settings.data_dir, with_rules); });
    auto loading_reading =
        std::async(std::launch::async, [&] { return ReadingTables::load(settings.data_dir, with_reading); });
    auto dictionaries = Dictionaries::load(settings.data_dir, settings.overlay_dir, problems);
    auto lexicons = Lexicons::load(settings.data_dir, problems);
    auto relating = EventTable::load(settings.data_dir, problems);
    auto rarity = WordRarity::load(settings.data_dir, problems);
    auto opposites = Opposites::load(settings.data_dir, problems);
    auto rules = loading_rules.get();
    auto reading = loading_reading.get();
    auto model = loading_model.get();
    problems.insert(problems.end(), with_rules.begin(), with_rules.end());
    problems.insert(problems.end(), with_reading.begin(), with_reading.end());

    if (!reading) return fail(reading.error());
    if (!model) return fail(model.error());
    if (!dictionaries) return fail(dictionaries.error());
    if (!lexicons) return fail(lexicons.error());
    if (const auto learned = lexicons->load_models({settings.tone_model, settings.speech_model}); !learned)
        return fail(learned.error());
    if (!rules) return fail(rules.error());
    std::optional<EventModel> learned;
    if (!settings.event_model.empty()) {
        auto events = EventModel::load(settings.event_model);
        if (!events) return fail(events.error());
        learned = std::move(*events);
    }
    if (!relating) return fail(relating.error());
    if (!rarity) return fail(rarity.error());
    if (!opposites) return fail(opposites.error());

    Pipeline pipeline;
    pipeline.parts_ = std::make_shared<const Parts>(
        Parts{settings, std::move(*reading), std::move(*model), std::move(*dictionaries), std::move(*lexicons),
              std::move(*rules), std::move(learned), std::move(*relating), std::move(*rarity), std::move(*opposites)});
    return pipeline;
}

ReadOptions Pipeline::with_tables(ReadOptions given) const {
    given.tables = &parts_->reading;
    return given;
}

CodedReport Pipeline::run(Report report, Workspace& scratch) const {
    Annotation annotation;
    return run(std::move(report), scratch, annotation);
}

CodedReport Pipeline::run(Report report, Workspace& scratch, Annotation& annotation) const {
    CodedReport coded{std::move(report), {}};
    if (!coded.report.is_in_coded_language()) return coded;
    Layers& layers = coded.layers;

    annotation = annotate_report(coded.report, scratch);
    layers.sentences = spans_of(annotation.sentences);

    Resolved resolved = resolve(parts_->dictionaries, coded.report, annotation);
    layers.actors = std::move(resolved.actors);
    layers.mentions = std::move(resolved.mentions);
    layers.nationalities = std::move(resolved.nationalities);
    layers.times = std::move(resolved.times);
    layers.places = std::move(resolved.places);

    Attributed attributed = attribute(parts_->lexicons, coded.report, annotation, layers);
    layers.attributions = std::move(attributed.attributions);
    layers.attitudes = std::move(attributed.attitudes);

    layers.statements = code(parts_->rules, parts_->learned ? &*parts_->learned : nullptr, parts_->lexicons,
                             coded.report, annotation, layers);
    return coded;
}

Annotation Pipeline::annotate_report(const Report& report, Workspace& scratch) const {
    std::vector<Span> kept;
    std::vector<std::int32_t> block_of;  // the report's block behind each kept one
    for (std::size_t n = 0; n < report.blocks.size(); ++n) {
        if (!report.blocks[n].kept()) continue;
        kept.push_back(report.blocks[n].span);
        block_of.push_back(static_cast<std::int32_t>(n));
    }
    Annotation annotation = annotate(parts_->model, report.text, kept, scratch);
    for (Sentence& sentence : annotation.sentences)
        if (sentence.block >= 0) sentence.block = block_of[static_cast<std::size_t>(sentence.block)];
    return annotation;
}

void Pipeline::complete_names(std::span<CodedReport> reports) { join_surnames(reports); }

void Pipeline::complete(std::vector<CodedReport>& reports) {
    complete_names(reports);
    repair_speakers(reports);
}

Comparison Pipeline::compare(std::span<const CodedReport> reports) const {
    return px::compare(reports, parts_->relating);
}

RunInfo Pipeline::run_info(const std::string& options) const {
    std::string models = parts_->model.version();
    if (const std::string tone = parts_->lexicons.models(); !tone.empty()) models += ", " + tone;
    models += parts_->learned ? ", events " + parts_->learned->fingerprint() : ", events by rules only";
    return {
        program_version(), models,
        sha256_hex(parts_->reading.fingerprint() + parts_->dictionaries.fingerprint() + parts_->lexicons.fingerprint() +
                   parts_->rules.fingerprint() + parts_->relating.fingerprint() + parts_->rarity.fingerprint() +
                   parts_->opposites.fingerprint() + parts_->model.table_fingerprint()),
        options};
}

const Model& Pipeline::model() const { return parts_->model; }
const Dictionaries& Pipeline::dictionaries() const { return parts_->dictionaries; }
const Lexicons& Pipeline::lexicons() const { return parts_->lexicons; }
const WordRarity& Pipeline::word_rarity() const { return parts_->rarity; }
const EventTable& Pipeline::event_table() const { return parts_->relating; }
const Opposites& Pipeline::opposites() const { return parts_->opposites; }

EventCoder Pipeline::event_coder() const {
    return {parts_->model, parts_->dictionaries, parts_->lexicons, parts_->rules,
            parts_->learned ? &*parts_->learned : nullptr};
}

std::string Pipeline::code_name(std::string_view cameo) const {
    const CameoCode* code = parts_->rules.ontology().find(cameo);
    return code == nullptr ? std::string() : code->name;
}

std::string Pipeline::like_rows(LikeForm form, const CodedReport& coded) const {
    return px::like_rows(form, coded, parts_->rules.ontology(), parts_->dictionaries);
}

std::string Pipeline::rule_text(std::string_view name) const {
    for (const auto& rule : parts_->rules.texts())
        if (rule.name == name) return fmt::format("{}  ({}:{})", rule.name, rule.file, rule.line);
    return std::string(name);
}

std::string version_text() {
    std::vector<Problem> problems;
    const Result<Pipeline> pipeline = Pipeline::load(Settings::installed(), problems);
    if (!pipeline) return program_version() + "\n" + to_string(pipeline.error());
    const RunInfo info = pipeline->run_info("{}");
    return fmt::format("{}\nmodel {}\ndictionaries {}", info.program, info.models, info.dictionaries.substr(0, 12));
}

std::string program_version() { return "parallax " PX_VERSION; }

}  // namespace px
