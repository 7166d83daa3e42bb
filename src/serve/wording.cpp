#include "serve/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <unordered_map>

namespace px {
namespace {

struct FindingWords {
    std::string_view title;
    std::string_view meaning;
    std::string_view link;
};

const FindingWords& words_of(FindingKind kind) {
    static constexpr std::array<FindingWords, 8> words = {{
        {"contradiction", "Both cannot be true of the same thing.", "but"},
        {"opposed attitudes", "One holder, one object, opposite attitudes, each with the voice that tells it.", "but"},
        {"disputed", "A named voice denies what another says.", "but"},
        {"updated", "A later figure, a plan and then the event, or a correction: no contradiction.", "then"},
        {"figures differ", "The numbers differ, but their unit, scope or hour is not the same.", "and"},
        {"told differently", "Words, motives or parts of one matter are chosen differently: no contradiction.", "and"},
        {"quoted in other words", "One utterance is printed in two wordings.", "and"},
        {"headline says more than its text", "The headline asserts what the text only gives to a speaker.",
         "while its text has"},
    }};
    return words[static_cast<std::size_t>(kind)];
}

using Names = std::span<const std::pair<std::string_view, std::string_view>>;

/// The name of a code, "" if it is none of them.
std::string_view name_of(Names names, std::string_view code) {
    const auto found = std::ranges::find(names, code, &std::pair<std::string_view, std::string_view>::first);
    return found == names.end() ? std::string_view() : found->second;
}

/// The day's part of a TIMEX3 value, without what follows "T".
std::string date_words(std::string_view date) {
    static constexpr std::pair<std::string_view, std::string_view> weekdays[] = {
        {"1", "Monday"}, {"2", "Tuesday"},  {"3", "Wednesday"}, {"4", "Thursday"},
        {"5", "Friday"}, {"6", "Saturday"}, {"7", "Sunday"}};
    static constexpr std::pair<std::string_view, std::string_view> parts[] = {
        {"SP", "spring"},        {"SU", "summer"},         {"FA", "autumn"},        {"WI", "winter"},
        {"Q1", "first quarter"}, {"Q2", "second quarter"}, {"Q3", "third quarter"}, {"Q4", "fourth quarter"},
        {"H1", "first half"},    {"H2", "second half"}};
    if (date.starts_with("XXXX-WXX-")) {
        const std::string_view weekday = name_of(weekdays, date.substr(9));
        return weekday.empty() ? "date open" : fmt::format("a {}, date open", weekday);
    }
    if (date.starts_with('X')) return "date open";
    if (date.size() == 4 && date.ends_with('X')) return std::string(date.substr(0, 3)) + "0s";
    if (date.size() < 7 || date[4] != '-') return std::string(date);
    const std::string_view rest = date.substr(5);
    if (rest.starts_with('W') && rest.size() == 3)
        return fmt::format("week {} of {}", rest.substr(1), date.substr(0, 4));
    const std::string_view part = name_of(parts, rest);
    return part.empty() ? std::string(date) : fmt::format("{} of {}", part, date.substr(0, 4));
}

/// What moved on between an earlier and a later report.
std::string_view what_moved(ContradictionType type) {
    switch (type) {
        case ContradictionType::modality:
            return "plan, then event";
        case ContradictionType::number:
            return "later figure";
        case ContradictionType::polarity:
            return "denied, then told";
        case ContradictionType::date:
        case ContradictionType::place:
            return "a plan that moved";
        default:
            return "later report";
    }
}

ShownFinding shown(const Finding& finding, bool firm) {
    const FindingWords& words = words_of(finding.kind);
    std::string title(words.title);
    if (finding.kind == FindingKind::updated)
        title += ": " + std::string(what_moved(finding.type));
    else if (finding.type != ContradictionType::none)
        title += fmt::format(" ({})", to_string(finding.type));
    return {title, words.meaning, words.link, firm, finding.summary, finding.one, finding.other, finding.trace};
}

/// A row on which reports split: what they affirm against what they deny, one piece of evidence each.
ShownFinding shown(const Row& row) {
    ShownFinding made{
        "split", "Reports of different origin take different stances to it.", "but", true, row.label, {}, {}, {}};
    for (const Account& account : row.accounts) {
        const bool denies = account.stance == Stance::denies || account.stance == Stance::attributes_denial;
        if (!account.evidence.empty()) (denies ? made.other : made.one).push_back(account.evidence.front());
    }
    return made;
}

}  // namespace

std::string time_words(std::string_view value) {
    static constexpr std::pair<std::string_view, std::string_view> hours[] = {{"MO", "morning"},   {"MI", "midday"},
                                                                              {"AF", "afternoon"}, {"EV", "evening"},
                                                                              {"NI", "night"},     {"DT", "daytime"}};
    if (value.empty() || value.starts_with('P') || value.ends_with("_REF")) return {};
    const std::size_t at = value.find('T');
    std::string words = date_words(value.substr(0, at));
    if (at == std::string_view::npos) return words;
    const std::string_view hour = value.substr(at + 1);
    const std::string_view name = name_of(hours, hour);
    return fmt::format("{}, {}", words, name.empty() ? hour : name);
}

std::string report_letter(std::int32_t report) {
    std::string letters;
    for (std::int32_t rest = std::max(report, 0) + 1; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

std::string letter_ranges(std::span<const std::int32_t> reports, bool unicode) {
    std::string out;
    for (std::size_t i = 0; i < reports.size();) {
        std::size_t end = i + 1;
        while (end < reports.size() && reports[end] == reports[end - 1] + 1) ++end;
        if (!out.empty()) out += ", ";
        out += report_letter(reports[i]);
        if (end - i == 2) out += ", " + report_letter(reports[i + 1]);
        if (end - i > 2) out += (unicode ? "–" : "-") + report_letter(reports[end - 1]);
        i = end;
    }
    return out;
}

std::string counted(std::size_t number, std::string_view noun) {
    return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string_view stance_word(Stance stance) {
    static constexpr std::array<std::string_view, 7> words = {"says",   "attributes", "denies", "passes on a denial",
                                                              "hedges", "silent",     "cut off"};
    return words[static_cast<std::size_t>(stance)];
}

std::string stance_meaning(Stance stance, std::size_t held) {
    switch (stance) {
        case Stance::asserts:
            return "says so in its own voice";
        case Stance::attributes:
            return "attributes it to a speaker";
        case Stance::denies:
            return "denies it in its own voice";
        case Stance::attributes_denial:
            return "passes on a speaker's denial";
        case Stance::hedges:
            return "says it may be so";
        case Stance::silent:
            return fmt::format("silent: not in that one of the {} held", counted(held, "report"));
        case Stance::unknown:
            return "unknown: the text held is cut off";
    }
    return {};
}

std::string agreement_words(const Row& row) {
    if (row.agreement == Agreement::agreed) return "agreed";
    if (row.agreement == Agreement::split) return "split";
    const std::vector<std::int32_t> said = tellers(row);
    return said.size() == 1 ? "only " + report_letter(said.front()) : "one origin";
}

std::string gap_words(std::span<const CoverageGap> gaps) {
    constexpr std::size_t most_named = 5;
    std::string words;
    for (const CoverageGap& gap : gaps.first(std::min(gaps.size(), most_named)))
        words += fmt::format("{}{} ({}, last {}: {})", words.empty() ? "" : ", ", gap.outlet,
                             counted(static_cast<std::size_t>(gap.days), "day"), gap.last_day, gap.reason);
    if (gaps.size() > most_named) words += fmt::format(" and {}", counted(gaps.size() - most_named, "more outlet"));
    return words;
}

std::string coverage_words(std::span<const CoverageGap> gaps) {
    if (gaps.empty()) return {};
    return "Not complete: in these days not everything could be fetched from " + gap_words(gaps) +
           ". What is missing from there is unknown, not silence.";
}

std::string_view left_out_words(LeftOut reason) {
    static constexpr std::array<std::string_view, 12> words = {
        "kept",    "byline",     "date line", "photo credit",  "navigation", "share buttons",
        "related", "newsletter", "comments",  "advertisement", "notice",     "other"};
    return words[static_cast<std::size_t>(reason)];
}

std::string voice_words(const Evidence& evidence, const Report& report, std::string_view arrow) {
    const std::string outlet = outlet_or_file(report);
    if (evidence.voice < 0) return outlet + " in its own voice";
    std::string words = evidence.unnamed_voice ? "unnamed speaker" : evidence.speaker;
    if (!evidence.speaker_role.empty() && evidence.speaker_role != words) words += ", " + evidence.speaker_role;
    for (const std::string& link : evidence.chain) words += fmt::format(" {} {}", arrow, link);
    return fmt::format("{} {} {}", words, arrow, outlet);
}

std::string code_words(const Row& row) {
    if (row.code.empty()) return {};
    if (row.plover.empty()) return fmt::format("CAMEO {}, no PLOVER type", row.code);
    return fmt::format("CAMEO {}, PLOVER {}", row.code, row.plover);
}

std::vector<std::int32_t> tellers(const Row& row) {
    std::vector<std::int32_t> reports;
    for (const Account& account : row.accounts)
        if (account.stance != Stance::silent && account.stance != Stance::unknown) reports.push_back(account.report);
    return reports;
}

std::vector<std::int32_t> lineage_numbers(const Comparison& comparison, std::size_t reports) {
    std::vector<std::int32_t> numbers(reports, -1);
    for (std::size_t i = 0; i < comparison.lineages.size(); ++i)
        for (const std::int32_t report : comparison.lineages[i].reports)
            if (report >= 0 && static_cast<std::size_t>(report) < reports)
                numbers[static_cast<std::size_t>(report)] = static_cast<std::int32_t>(i);
    return numbers;
}

std::vector<std::int32_t> by_lineage(const Comparison& comparison, std::size_t reports) {
    const std::vector<std::int32_t> lineages = lineage_numbers(comparison, reports);
    std::vector<std::int32_t> order(reports);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {},
                             [&](std::int32_t report) { return lineages[static_cast<std::size_t>(report)]; });
    return order;
}

std::vector<ShownFinding> shown_findings(const Comparison& comparison) {
    std::vector<std::pair<int, ShownFinding>> ranked;
    std::set<std::int32_t> rows;  // that a firm finding speaks of
    for (const Finding& finding : comparison.findings) {
        const bool firm = finding.kind <= FindingKind::disputed;
        if (firm) rows.insert(finding.row);
        ranked.emplace_back(2 * static_cast<int>(finding.kind), shown(finding, firm));
    }
    for (std::size_t i = 0; i < comparison.rows.size(); ++i)
        if (comparison.rows[i].agreement == Agreement::split && !rows.contains(static_cast<std::int32_t>(i)))
            ranked.emplace_back(2 * static_cast<int>(FindingKind::disputed) + 1, shown(comparison.rows[i]));
    std::ranges::stable_sort(ranked, {}, &std::pair<int, ShownFinding>::first);
    std::vector<ShownFinding> findings;
    for (auto& [rank, finding] : ranked) findings.push_back(std::move(finding));
    return findings;
}

std::string nothing_found(std::size_t reports) {
    return fmt::format("No contradiction was found among the {} held.", counted(reports, "report"));
}

std::vector<StatementRef> by_sentence(std::span<const CodedReport> reports, const std::vector<StatementRef>& refs) {
    std::vector<StatementRef> kept;
    std::set<std::pair<std::int32_t, Span>> seen;
    for (const StatementRef& ref : refs) {
        const Evidence shown = evidence_of(reports, ref);
        if (shown.report >= 0 && seen.insert({shown.report, shown.sentence}).second) kept.push_back(ref);
    }
    return kept;
}

std::vector<LeftOutPiece> left_out_pieces(const Report& report) {
    std::vector<LeftOutPiece> pieces;
    bool joins = false;  // the block before was left out too
    for (const Block& block : report.blocks) {
        if (block.kept()) {
            joins = false;
            continue;
        }
        const Span span = inside(report.text, block.span);
        const std::size_t words = count_words(slice(report.text, span));
        if (joins && pieces.back().reason == block.reason) {
            pieces.back().span.end = span.end;
            pieces.back().words += words;
        } else {
            pieces.push_back({block.reason, span, words, block.why});
        }
        joins = true;
    }
    return pieces;
}

std::vector<OpenTime> open_times(const CodedReport& coded) {
    std::vector<OpenTime> open;
    std::unordered_map<std::string, std::size_t> places;  // of words in `open`
    for (const TimeMention& time : coded.layers.times) {
        const bool point = time.type == TimexType::date || time.type == TimexType::time;
        if (time.interval || !point || time.value.ends_with("_REF")) continue;
        const Span span = inside(coded.report.text, time.span);
        const std::string words(slice(coded.report.text, span));
        const auto [known, fresh] = places.try_emplace(words, open.size());
        if (!fresh) {
            ++open[known->second].times;
            continue;
        }
        std::string why = coded.report.published ? time.arithmetic : "no publication date given, use --date";
        if (why.empty()) why = "what it counts from is not known";
        open.push_back({words, span, 1, std::move(why)});
    }
    return open;
}

}  // namespace px
