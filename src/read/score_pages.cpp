#include "read/score_pages.hpp"

#include <fmt/format.h>
#include <simdjson.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <span>

#include "base/ratio.hpp"
#include "base/tsv.hpp"
#include "read/json_members.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t shingle = 4;  // words

/// Runs of letters, digits and underscores, in lower case if `lower`.
std::vector<std::string> words_of(std::string_view text, bool lower) {
    std::vector<std::string> words;
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded c = decode(text, at);
        const auto letter = static_cast<UChar32>(c.code_point);
        const bool is_word = letter == '_' || (U_GET_GC_MASK(letter) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
        if (is_word) {
            if (!inside) words.emplace_back();
            if (lower)
                append_utf8(words.back(), static_cast<char32_t>(u_tolower(letter)));
            else
                words.back().append(text, at, c.length);
        }
        inside = is_word;
        at += c.length;
    }
    return words;
}

std::string folded(std::string_view text) { return fmt::to_string(fmt::join(words_of(text, true), " ")); }

/// In order, so that two can be intersected as multisets.
std::vector<std::string> shingles(std::string_view text) {
    const std::vector<std::string> words = words_of(text, false);
    std::vector<std::string> found;
    if (words.empty()) return found;
    const std::span<const std::string> all = words;
    for (std::size_t i = 0; i == 0 || i + shingle <= words.size(); ++i)
        found.push_back(fmt::to_string(fmt::join(all.subspan(i, std::min(shingle, words.size() - i)), " ")));
    std::sort(found.begin(), found.end());
    return found;
}

std::size_t in_common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::vector<std::string> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both.size();
}

std::set<std::string> folded_names(const std::vector<std::string>& names) {
    std::set<std::string> found;
    for (const std::string& name : names)
        if (std::string one = folded(name); !one.empty()) found.insert(std::move(one));
    return found;
}

/// Sums over the pages of one ground-truth.json.
struct WholePages {
    std::size_t pages = 0, with_body = 0, with_gold = 0, exact = 0;
    double precision = 0, recall = 0;
    std::size_t titles = 0, titles_right = 0, dates = 0, dates_right = 0;
    std::size_t authors_hit = 0, authors_found = 0, authors_gold = 0;

    void add(const object& gold, const PagePrediction& page) {
        ++pages;
        const auto wanted = shingles(json_member(gold, "articleBody"));
        const auto got = shingles(page.body);
        const std::size_t hits = in_common(wanted, got);
        if (!got.empty()) precision += ratio(hits, got.size()), ++with_body;
        if (!wanted.empty()) recall += ratio(hits, wanted.size()), ++with_gold;
        exact += wanted == got ? 1 : 0;
        if (const std::string title = json_member(gold, "title"); !title.empty())
            ++titles, titles_right += folded(title) == folded(page.title) ? 1 : 0;
        if (const std::string date = json_member(gold, "date"); !date.empty())
            ++dates, dates_right += date.substr(0, 10) == page.date.substr(0, 10) ? 1 : 0;
        element authors;
        if (gold["authors"].get(authors) == simdjson::SUCCESS) add_authors(authors, page);
    }

    void add_authors(const element& gold, const PagePrediction& page) {
        std::vector<std::string> names;
        for (const std::string& printed : json_names(gold))
            for (const std::string_view one : split_list(printed, ',')) names.emplace_back(one);
        const std::set<std::string> wanted = folded_names(names);
        if (wanted.empty()) return;
        const std::set<std::string> got = folded_names(page.authors);
        for (const std::string& one : got) authors_hit += wanted.count(one);
        authors_found += got.size();
        authors_gold += wanted.size();
    }

    [[nodiscard]] std::string figures() const {
        const double p = ratio(precision, static_cast<double>(with_body));
        const double r = ratio(recall, static_cast<double>(with_gold));
        std::string text = fmt::format("body      P {:.3f} R {:.3f} F1 {:.3f} exact {:.3f}  pages {}\n", p, r,
                                       harmonic_mean(p, r), ratio(exact, pages), pages);
        if (titles > 0) text += fmt::format("title     exact {:.3f}  pages {}\n", ratio(titles_right, titles), titles);
        if (dates > 0) text += fmt::format("date      same day {:.3f}  pages {}\n", ratio(dates_right, dates), dates);
        const double ap = ratio(authors_hit, authors_found);
        const double ar = ratio(authors_hit, authors_gold);
        if (authors_gold > 0)
            text += fmt::format("author    P {:.3f} R {:.3f} F1 {:.3f}  names {}\n", ap, ar, harmonic_mean(ap, ar),
                                authors_gold);
        return text;
    }
};

/// Sums over the lines of one file of segments or dates.
struct Lines {
    std::size_t hit = 0, missed = 0, wrong = 0, left = 0;
    std::size_t dates = 0, given = 0, right = 0;

    void add(const object& gold, const PagePrediction& page, const std::string& body) {
        const auto count = [&](std::string_view name, std::size_t& in, std::size_t& out) {
            simdjson::dom::array list;
            if (gold[name].get(list) != simdjson::SUCCESS) return;
            for (const element one : list) {
                const auto segment = json_text(one);
                if (segment) ++(body.find(fold_blanks(*segment)) != std::string::npos ? in : out);
            }
        };
        count("with", hit, missed);
        count("without", wrong, left);
        std::string_view date;
        if (gold["date"].get(date) != simdjson::SUCCESS) return;
        ++dates;
        given += page.date.empty() ? 0 : 1;
        right += date.substr(0, 10) == page.date.substr(0, 10) ? 1 : 0;
    }

    [[nodiscard]] std::string figures() const {
        const double p = ratio(hit, hit + wrong);
        const double r = ratio(hit, hit + missed);
        std::string text;
        if (hit + missed + wrong + left > 0)
            text += fmt::format("segments  P {:.3f} R {:.3f} F1 {:.3f} accuracy {:.3f}\n", p, r, harmonic_mean(p, r),
                                ratio(hit + left, hit + missed + wrong + left));
        if (dates > 0)
            text += fmt::format("dates     same day {:.3f}  given {:.3f}  right where given {:.3f}  pages {}\n",
                                ratio(right, dates), ratio(given, dates), ratio(right, given), dates);
        return text;
    }
};

const PagePrediction& page_of(const PagePredictions& pages, const std::string& name) {
    static const PagePrediction none;
    const auto found = pages.find(name);
    return found == pages.end() ? none : found->second;
}

Result<std::string> score_whole(const PagePredictions& pages, const std::string& path) {
    simdjson::dom::parser parser;
    object gold;
    if (parser.load(path).get(gold) != simdjson::SUCCESS)
        return fail({ErrorKind::malformed, path, "", "expected an object with a member for each page",
                     "nothing was measured; see docs/reading.md for its form"});
    WholePages sums;
    for (const auto [name, value] : gold)
        if (object page; value.get(page) == simdjson::SUCCESS) sums.add(page, page_of(pages, std::string(name)));
    return sums.figures();
}

Result<std::string> score_lines(const PagePredictions& pages, const std::string& path) {
    const Result<std::string> bytes = read_bytes(path);
    if (!bytes) return fail(bytes.error());
    Lines sums;
    simdjson::dom::parser parser;
    for (const std::string_view line : split_list(*bytes, '\n')) {
        object gold;
        if (parser.parse(simdjson::padded_string(line)).get(gold) != simdjson::SUCCESS) continue;  // "date": NaN
        const std::string name = json_member(gold, "page");
        if (name.empty()) continue;
        const PagePrediction& page = page_of(pages, name);
        sums.add(gold, page, fold_blanks(page.body));
    }
    return sums.figures();
}

}  // namespace

Result<std::string> score_pages(const PagePredictions& pages, const std::string& folder) {
    std::error_code error;
    const std::filesystem::path whole = std::filesystem::weakly_canonical(folder, error);
    std::string figures;
    for (const std::filesystem::path& place : {whole, whole.parent_path()}) {
        std::vector<std::filesystem::path> files;
        for (std::filesystem::directory_iterator at(place, error), end; !error && at != end; at.increment(error))
            if (at->path().extension() == ".jsonl" || at->path().filename() == "ground-truth.json")
                files.push_back(at->path());
        std::sort(files.begin(), files.end());
        for (const std::filesystem::path& file : files) {
            const Result<std::string> one =
                file.extension() == ".jsonl" ? score_lines(pages, file.string()) : score_whole(pages, file.string());
            if (!one) return one;
            if (!one->empty()) figures += file.filename().string() + ":\n" + *one;
        }
        if (!figures.empty()) break;
    }
    return figures;
}

}  // namespace px
