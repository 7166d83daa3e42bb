// Any bytes as the text of a report, on any day: times stay inside the text, in order, and what has an interval has a
// sound one.
#include <cstdint>
#include <cstdlib>

#include "resolve/plain_tokens.hpp"
#include "resolve/times.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const px::TimeWords words = [] {
        std::vector<px::Problem> problems;
        auto loaded = px::TimeWords::load(PX_SOURCE_DIR "/data", problems);
        if (!loaded) std::abort();
        return std::move(*loaded);
    }();
    if (size < 4) return 0;
    px::Report report;
    // The first bytes choose the publication day, from before year 1 to after 9999, or none.
    if (data[0] % 8 != 0) {
        px::PublicationTime published;
        published.day = static_cast<std::int32_t>((data[1] << 14 | data[2] << 6 | data[3]) - 800000);
        report.published = published;
    }
    report.text.assign(reinterpret_cast<const char*>(data) + 4, size - 4);
    std::uint32_t at = 0;
    for (const px::TimeMention& time : px::find_times(words, report, px::plain_tokens(report.text))) {
        if (time.span.begin < at || time.span.empty() || time.span.end > report.text.size()) std::abort();
        if (time.value.empty()) std::abort();
        if (time.interval && time.interval->begin && time.interval->end && *time.interval->end <= *time.interval->begin)
            std::abort();
        at = time.span.end;
    }
    return 0;
}
