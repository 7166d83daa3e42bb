#include "flow/read_into.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <functional>

#include "base/hash.hpp"
#include "base/json_writer.hpp"
#include "flow/in_order.hpp"
#include "flow/inputs.hpp"
#include "record/identity.hpp"
#include "store/sightings.hpp"

namespace px {
namespace {

constexpr std::size_t reports_per_commit = 32;

/// What a worker makes of one input.
struct Made {
    SourceNote note;
    std::optional<CodedReport> coded;
    bool in_coded_language = true;
    Sighting sighting;
    bool is_revisit = false;
    bool lacks_layers = false;  // a report that was met before, not coded again
};

/// What was met in this reading, told by hashes; of fixed size, so it forgets what was met long ago. Many threads ask
/// at once, and who is told "before" may be the first in the order of the input: only the project file knows.
class MetBefore {
  public:
    [[nodiscard]] bool meet(std::string_view hash) {
        const std::uint64_t short_hash = std::hash<std::string_view>{}(hash);
        return last_met_[short_hash % last_met_.size()].exchange(short_hash) == short_hash;
    }

  private:
    static constexpr std::size_t places = std::size_t{1} << 20;
    std::vector<std::atomic<std::uint64_t>> last_met_ = std::vector<std::atomic<std::uint64_t>>(places);
};

/// Reads and codes one input; everything that does not touch the project file.
class Maker {
  public:
    Maker(const Pipeline& pipeline, const ReadJob& job, const SeenHashes& held)
        : pipeline_(pipeline), job_(job), held_(held), scratch_(static_cast<std::size_t>(job.threads) + 1) {}

    Made make(Item item, int worker) {
        Made made;
        made.note.source = item.source;
        made.is_revisit = item.is_revisit;
        made.sighting = {item.source, "", item.address, item.seen, item.source == item.file && item.file != "-"};
        if (item.error) return refuse(std::move(made), *item.error);
        if (auto loaded = load_item(item); !loaded) return refuse(std::move(made), loaded.error());
        made.note.sha256 = sha256_hex(item.bytes);
        made.sighting.sha256 = made.note.sha256;
        if (held_.contains(made.note.sha256)) {
            made.note.outcome = Outcome::held;
            return made;
        }
        const ReadOptions options = pipeline_.with_tables(job_.given.for_input(item.file));
        Result<Report> report = read_item(std::move(item), options);
        if (!report) return refuse(std::move(made), report.error());
        made.in_coded_language = report->is_in_coded_language();
        made.lacks_layers = is_met_before(*report);
        made.coded = made.lacks_layers ? CodedReport{std::move(*report), {}}
                                       : pipeline_.run(std::move(*report), scratch_[static_cast<std::size_t>(worker)]);
        return made;
    }

    /// For the thread that keeps: codes a report that was taken for one met before.
    void add_layers(Made& made) {
        made.coded = pipeline_.run(std::move(made.coded->report), scratch_.back());
        made.lacks_layers = false;
    }

  private:
    /// The same bytes, or the same words by the same outlet: what the project file keeps once.
    bool is_met_before(const Report& report) {
        const std::string content = content_hash(report);
        const bool met_words = !content.empty() && met_.meet(content);
        return met_.meet(report.id) || met_words;
    }

    static Made refuse(Made made, const Error& error) {
        made.note.outcome = error.kind == ErrorKind::empty ? Outcome::empty : Outcome::unreadable;
        made.note.error = error;
        return made;
    }

    const Pipeline& pipeline_;
    const ReadJob& job_;
    const SeenHashes& held_;
    MetBefore met_;
    std::vector<Workspace> scratch_;  // of the workers, and of the thread that keeps
};

/// Writes what the workers made, in batches; owns the open transaction.
class Keeper {
  public:
    Keeper(ProjectFile& project, std::int64_t run, Maker& maker) : project_(project), run_(run), maker_(maker) {}

    Result<void> keep(Made made) {
        if (!open_) {
            if (auto done = project_.begin(); !done) return done;
            open_ = true;
        }
        if (auto done = keep_report_or_sighting(made); !done) return done;
        if (auto done = project_.note(run_, made.note); !done) return done;
        count(made);
        if (++in_batch_ == reports_per_commit) return commit();
        return {};
    }

    Result<void> commit() {
        if (!open_) return {};
        open_ = false;
        in_batch_ = 0;
        return project_.commit();
    }

    void give_up() {
        if (open_) project_.roll_back();
        open_ = false;
    }

    [[nodiscard]] bool committed() const { return in_batch_ == 0; }
    ReadFigures figures;

  private:
    Result<void> keep_report_or_sighting(Made& made) {
        if (made.coded) {
            if (made.lacks_layers) {
                const auto held = held_report(project_, run_, made.coded->report);
                if (!held) return fail(held.error());
                if (!*held) maker_.add_layers(made);
            }
            const Result<Kept> kept = keep_report(project_, run_, *made.coded, made.in_coded_language, made.sighting);
            if (!kept) return fail(kept.error());
            if (!kept->is_new) made.note.outcome = Outcome::held;
        } else if (made.note.outcome == Outcome::held) {
            if (const auto added = add_sighting(project_, run_, made.sighting); !added) return fail(added.error());
        } else if (made.is_revisit) {
            const Result<bool> known = add_revisit(project_, run_, made.sighting);
            if (!known) return fail(known.error());
            if (*known) made.note.outcome = Outcome::held;
            if (*known) made.note.error.reset();
        }
        return {};
    }

    void count(const Made& made) {
        ++figures.inputs;
        switch (made.note.outcome) {
            case Outcome::read:
                ++figures.read;
                if (!made.in_coded_language) ++figures.not_coded;
                break;
            case Outcome::held:
                ++figures.held;
                break;
            case Outcome::empty:
                ++figures.empty;
                break;
            case Outcome::unreadable:
                ++figures.unreadable;
                break;
        }
    }

    ProjectFile& project_;
    std::int64_t run_;
    Maker& maker_;
    std::size_t in_batch_ = 0;
    bool open_ = false;
};

/// The last record of each web archive that the run has dealt with: the source with the highest "@offset".
Result<std::map<std::string, Inputs::Mark>> marks(ProjectFile& project, std::int64_t run) {
    auto query = project.database().prepare(
        "SELECT source, sha256 FROM source_ WHERE run = ? AND source GLOB '*@[0-9]*' AND sha256 <> ''");
    if (!query) return fail(query.error());
    query->bind(run);
    std::map<std::string, std::uint64_t> furthest;
    std::map<std::string, Inputs::Mark> marks;
    while (query->step()) {
        const std::string source = query->text(0);
        const std::size_t at = source.rfind('@');
        std::uint64_t offset = 0;
        const char* const end = source.data() + source.size();
        const auto parsed = std::from_chars(source.data() + at + 1, end, offset);
        if (parsed.ec != std::errc() || parsed.ptr != end) continue;
        const std::string file = source.substr(0, at);
        if (const auto known = furthest.find(file); known != furthest.end() && known->second >= offset) continue;
        furthest[file] = offset;
        marks[file] = {source, query->text(1)};
    }
    if (query->error()) return fail(*query->error());
    return marks;
}

}  // namespace

ReadOptions Given::for_input(const std::string& path) const {
    ReadOptions options = all;
    if (const auto date = date_of.find(path); date != date_of.end()) options.date = date->second;
    if (const auto outlet = outlet_of.find(path); outlet != outlet_of.end()) options.outlet = outlet->second;
    return options;
}

std::optional<std::string> Given::stray(const std::vector<std::string>& paths) const {
    const auto named = [&](const std::string& path) {
        return std::ranges::any_of(paths, [&](const std::string& given) {
            return path == given || path.starts_with(given.ends_with('/') ? given : given + '/');
        });
    };
    for (const auto& [path, date] : date_of)
        if (!named(path)) return path;
    for (const auto& [path, outlet] : outlet_of)
        if (!named(path)) return path;
    return std::nullopt;
}

std::string options_json(const Given& given) {
    JsonWriter json;
    json.object([&] {
        if (given.all.date) json.member("date", given.all.date->iso());
        if (!given.all.outlet.empty()) json.member("outlet", given.all.outlet);
        if (!given.all.language.empty()) json.member("language", given.all.language);
        for (const auto& [field, name] : given.all.fields) json.member("field " + field, name);
        for (const auto& [path, date] : given.date_of) json.member("date of " + path, date.iso());
        for (const auto& [path, outlet] : given.outlet_of) json.member("outlet of " + path, outlet);
    });
    return std::move(json).str();
}

Result<ReadFigures> read_into(ProjectFile& project, std::int64_t run, const Pipeline& pipeline, const ReadJob& job,
                              const std::function<void(const Progress&)>& report, const std::atomic<bool>& stop) {
    const auto held = hashes_seen(project, run);
    if (!held) return fail(held.error());
    auto known = marks(project, run);
    if (!known) return fail(known.error());
    Inputs inputs(job.paths, job.given.all);
    inputs.go_behind(std::move(*known));
    Maker maker(pipeline, job, *held);
    Keeper keeper(project, run, maker);
    std::optional<Error> failure;

    const auto next = [&]() -> std::optional<Item> { return stop ? std::nullopt : inputs.next(); };
    const auto work = [&](Item item, int worker) { return maker.make(std::move(item), worker); };
    const auto take = [&](Made made) {
        std::string source = made.note.source;
        if (auto done = keeper.keep(std::move(made)); !done) {
            failure = done.error();
            return false;
        }
        if (keeper.committed())
            report({keeper.figures.inputs, inputs.files(), !inputs.has_files_of_files(), std::move(source)});
        return !stop;
    };
    in_order<Item, Made>(job.threads, next, work, take);

    if (!failure)
        if (auto done = keeper.commit(); !done) failure = done.error();
    if (failure) {
        keeper.give_up();
        return fail(*failure);
    }
    keeper.figures.stopped = stop;
    keeper.figures.passed_over = inputs.passed_over();
    keeper.figures.gone_on = inputs.gone_on();
    return keeper.figures;
}

}  // namespace px
