// What stands around the matrix: who quotes whom, the reports and what was left out of them, how to cite.

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "record/speech.hpp"
#include "serve/page_parts.hpp"

namespace px {
namespace {

constexpr std::size_t speakers_at_first = 12;
constexpr std::size_t most_left_out_words = 240;  // bytes of a left-out piece that are shown

struct Quoted {
    std::size_t times = 0;
    std::set<std::string> through;  // carriers
};

/// A speaker, and how often each report quotes them.
struct Speaker {
    std::string name;
    std::string role;
    std::map<std::int32_t, Quoted> reports;

    [[nodiscard]] std::size_t times() const {
        std::size_t sum = 0;
        for (const auto& [report, quoted] : reports) sum += quoted.times;
        return sum;
    }
};

/// Speakers quoted by most reports first.
std::vector<Speaker> collect_speakers(const Page& page) {
    std::vector<Speaker> speakers;
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < page.reports.size(); ++i) {
        const CodedReport& coded = page.reports[i];
        for (const Attribution& attribution : coded.layers.attributions) {
            const std::string name = speaker_name(coded, attribution);
            if (name.empty() || !is_speech(attribution)) continue;
            const auto index = static_cast<std::size_t>(attribution.speaker_actor);
            const bool known = attribution.speaker_actor >= 0 && index < coded.layers.actors.size();
            const Actor* actor = known ? &coded.layers.actors[index] : nullptr;
            const auto [place, fresh] = places.try_emplace(actor ? actor->key : "words:" + name, speakers.size());
            if (fresh) speakers.push_back({name, actor ? actor->role : "", {}});
            Quoted& quoted = speakers[place->second].reports[static_cast<std::int32_t>(i)];
            ++quoted.times;
            for (const ChainLink& link : attribution.chain) quoted.through.insert(link.name);
        }
    }
    std::ranges::stable_sort(speakers, [](const Speaker& a, const Speaker& b) {
        return std::pair(a.reports.size(), a.times()) > std::pair(b.reports.size(), b.times());
    });
    return speakers;
}

void speaker_row(Html& html, const Page& page, const Speaker& speaker) {
    html.element("tr", {}, [&] {
        html.element("th", {{"scope", "row"}}, [&] {
            html.element("bdi", {}, speaker.name).text(" ");
            html.element("span", {{"class", "dim"}}, speaker.role);
        });
        for (const std::int32_t report : page.order) {
            const auto found = speaker.reports.find(report);
            html.element("td", {}, [&] {
                if (found == speaker.reports.end()) return;
                html.element("b", {}, std::to_string(found->second.times));
                for (const std::string& carrier : found->second.through)
                    html.element("span", {{"class", "dim"}}, "through " + carrier);
            });
        }
    });
}

void speaker_table(Html& html, const Page& page, std::span<const Speaker> speakers) {
    html.element("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Speakers"}}, [&] {
        html.element("table", {{"class", "quotes"}}, [&] {
            html.element("thead", {}, [&] {
                html.element("tr", {}, [&] {
                    html.element("th", {{"scope", "col"}}, "Speaker");
                    for (const std::int32_t report : page.order)
                        html.element("th", {{"scope", "col"}, {"class", "report"}}, [&] {
                            html.element("b", {}, report_letter(report)).text(" ");
                            html.element("bdi", {}, outlet_or_file(page.report(report)));
                        });
                });
            });
            html.element("tbody", {}, [&] {
                for (const Speaker& speaker : speakers) speaker_row(html, page, speaker);
            });
        });
    });
}

std::string report_facts(const Page& page, std::int32_t number) {
    const Report& report = page.report(number);
    std::string text = report.published ? "published " + report.published->iso() : "no publication date";
    if (report.published && !report.published->evidence.empty()) text += " (" + report.published->evidence + ")";
    if (report.updated) text += ", updated " + report.updated->iso();
    if (!report.agency.empty()) text += ", credits " + report.agency;
    if (!report.section.empty()) text += ", filed under " + report.section;
    if (report.truncated) text += ", cut off: what it does not say is unknown";
    if (!report.is_in_coded_language()) text += ", language " + report.language + ", not coded";
    return text;
}

void open_times_part(Html& html, const Page& page, std::int32_t number) {
    const std::vector<OpenTime> open = open_times(page.coded(number));
    if (open.empty()) return;
    html.element("p", {}, "Times that stay open:");
    html.element("ul", {}, [&] {
        for (const OpenTime& time : open)
            html.element("li", {}, [&] {
                html.element("q", {}, time.words);
                html.text(fmt::format(" (characters {}{}): {}", page.characters(number, time.first),
                                      time.times > 1 ? fmt::format(", {} times", time.times) : "", time.why));
            });
    });
}

std::string first_words(std::string_view text) {
    std::size_t end = std::min(text.size(), most_left_out_words);
    if (end == text.size()) return std::string(text);
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return std::string(text.substr(0, end)) + " …";
}

void left_out_part(Html& html, const Page& page, std::int32_t number) {
    const Report& report = page.report(number);
    const std::vector<LeftOutPiece> pieces = left_out_pieces(report);
    if (pieces.empty()) return;
    std::size_t words = 0;
    for (const LeftOutPiece& piece : pieces) words += piece.words;
    html.element("details", {}, [&] {
        html.element("summary", {},
                     fmt::format("left out: {} in {}", counted(words, "word"), counted(pieces.size(), "piece")));
        html.element("ul", {{"class", "dim"}}, [&] {
            for (const LeftOutPiece& piece : pieces)
                html.element("li", {}, [&] {
                    html.element("b", {}, left_out_words(piece.reason));
                    html.text(fmt::format(", {}, characters {}: ", counted(piece.words, "word"),
                                          page.characters(number, piece.span)));
                    html.element("q", {}, first_words(slice(report.text, piece.span)));
                    if (!piece.why.empty()) html.text(" (" + piece.why + ")");
                });
        });
    });
}

void lineage_part(Html& html, const Lineage& lineage) {
    html.element("p", {{"class", "lineage"}}, [&] {
        html.element("b", {}, letter_ranges(lineage.reports, true));
        html.text(": one origin");
        if (!lineage.origin.empty()) html.text(", ").element("bdi", {}, lineage.origin);
        if (!lineage.reason.empty()) html.text(" (" + lineage.reason + ")");
        html.text("; counted as one account");
    });
}

}  // namespace

void write_quotes(Html& html, const Page& page) {
    const std::vector<Speaker> speakers = collect_speakers(page);
    if (speakers.empty()) {
        html.element("p", {}, fmt::format("Nobody is quoted in the {} held.", counted(page.reports.size(), "report")));
        return;
    }
    const std::span<const Speaker> all = speakers;
    speaker_table(html, page, all.first(std::min(all.size(), speakers_at_first)));
    if (all.size() <= speakers_at_first) return;
    html.element("details", {}, [&] {
        html.element("summary", {}, counted(all.size() - speakers_at_first, "more speaker"));
        speaker_table(html, page, all.subspan(speakers_at_first));
    });
}

void write_reports(Html& html, const Page& page) {
    for (const Lineage& lineage : page.comparison.lineages)
        if (lineage.reports.size() > 1) lineage_part(html, lineage);
    for (const std::int32_t number : page.order) {
        const Report& report = page.report(number);
        html.element("div", {{"class", "held"}}, [&] {
            html.element("h3", {}, [&] {
                html.text(report_letter(number) + " ");
                html.element("bdi", {}, outlet_or_file(report));
            });
            html.element("p", {}, [&] {
                html.element("bdi", {}, report.source).text(": ");
                html.element("bdi", {}, report_facts(page, number));
            });
            for (const std::string& remark : report.remarks) html.element("p", {{"class", "dim"}}, remark);
            open_times_part(html, page, number);
            left_out_part(html, page, number);
        });
    }
}

void write_citation(Html& html, const Page& page) {
    html.element("p", {},
                 "Offsets count Unicode code points of each report's text from 0, the end not included. A record "
                 "is found again by report, offsets and run; the line for each record stands in the record.");
    html.element("table", {{"class", "cite"}}, [&] {
        for (const std::int32_t number : page.order) {
            const Report& report = page.report(number);
            html.element("tr", {}, [&] {
                html.element("th", {{"scope", "row"}}, report_letter(number));
                html.element("td", {}, [&] { html.element("code", {}, report_id(report)); });
                html.element("td", {}, [&] {
                    html.element("bdi", {}, report.source).text(" ");
                    html.element("code", {{"class", "hash"}}, "sha256:" + report.id);
                });
            });
        }
    });
    std::string made = page.options.program.empty() ? "Made by Parallax" : "Made by " + page.options.program;
    if (!page.options.run.empty()) made += ", run " + page.options.run;
    html.element("p", {{"class", "run"}}, made + ".");
}

}  // namespace px
