#include "flow/story_news.hpp"

#include <fmt/format.h>

#include <set>

namespace px {
namespace {

std::string_view word_for(FindingKind kind) {
    switch (kind) {
        case FindingKind::contradiction:
            return "contradiction";
        case FindingKind::disputed:
            return "dispute";
        case FindingKind::opposed_attitudes:
            return "opposed attitudes";
        default:
            return "";
    }
}

}  // namespace

Result<std::vector<std::string>> news_of(ProjectFile& project, const std::optional<KeptStory>& former,
                                         const StoryRecord& record) {
    std::vector<std::string> news;
    std::set<std::string> known;
    if (former) {
        auto lineages = project.database().prepare("SELECT lineages FROM story_ WHERE id = ?");
        if (!lineages) return fail(lineages.error());
        lineages->bind(former->row);
        const auto now = static_cast<std::int64_t>(record.comparison.lineages.size());
        if (lineages->step() && lineages->integer(0) < now)
            news.push_back(fmt::format("new independent account: {} now has {} ({}, {} before)", record.story.id, now,
                                       record.comparison.title, lineages->integer(0)));
        if (lineages->error()) return fail(*lineages->error());
        auto findings = project.database().prepare("SELECT summary FROM finding_ WHERE story = ?");
        if (!findings) return fail(findings.error());
        findings->bind(former->row);
        while (findings->step()) known.insert(findings->text(0));
        if (findings->error()) return fail(*findings->error());
    }
    for (const Finding& finding : record.comparison.findings) {
        const std::string_view word = word_for(finding.kind);
        if (word.empty() || known.contains(finding.summary)) continue;
        news.push_back(fmt::format("new {}: {} in {}", word, finding.summary, record.story.id));
    }
    return news;
}

}  // namespace px
