#include "flow/carry_over.hpp"

#include "store/feeds.hpp"
#include "store/sightings.hpp"

namespace px {
namespace {

Result<bool> carry(ProjectFile& project, std::int64_t run, const Pipeline& pipeline, const FetchedReport& fetched,
                   Workspace& scratch) {
    const Sighting& sighting = fetched.sighting;
    // Other sightings of a report that came over a moment ago are only added to it.
    const Result<bool> is_held = add_sighting(project, run, sighting);
    if (!is_held || *is_held) return is_held ? Result<bool>(false) : is_held;
    Result<CodedReport> old = project.load(fetched.row);
    if (!old) return fail(old.error());
    const bool in_coded_language = old->report.is_in_coded_language();
    const CodedReport coded = pipeline.run(std::move(old->report), scratch);
    const Result<Kept> kept = keep_report(project, run, coded, in_coded_language, sighting);
    if (!kept) return fail(kept.error());
    const Outcome outcome = kept->is_new ? Outcome::read : Outcome::held;
    if (auto done = project.note(run, {sighting.source, outcome, sighting.sha256, std::nullopt}); !done)
        return fail(done.error());
    return kept->is_new;
}

}  // namespace

Result<std::size_t> carry_over(ProjectFile& project, std::int64_t run, const Pipeline& pipeline,
                               const std::atomic<bool>& stop) {
    const auto waiting = fetched_elsewhere(project, run);
    if (!waiting) return fail(waiting.error());
    std::size_t count = 0;
    Workspace scratch;
    for (const FetchedReport& fetched : *waiting) {
        if (stop) break;
        if (auto begun = project.begin(); !begun) return fail(begun.error());
        const Result<bool> carried = carry(project, run, pipeline, fetched, scratch);
        if (!carried) {
            project.roll_back();
            return fail(carried.error());
        }
        if (auto done = project.commit(); !done) return fail(done.error());
        count += *carried ? 1 : 0;
    }
    return count;
}

}  // namespace px
