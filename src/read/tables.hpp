#pragma once
// What the reader knows about news pages, as data: lines that are no part of a report, byline patterns, agencies, names
// of months (data/reading/*.tsv; the head of each file says how to add to it).
//
//   const ReadingTables& tables = ReadingTables::built_in();
//   if (const auto verdict = tables.judge("Leave a Reply")) leave_out(verdict->reason, verdict->why);
//
// Loaded tables never change and may be used by many threads at once.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "record/report.hpp"

namespace px {

/// Where in a report a pattern holds; see the head of data/reading/boilerplate.tsv.
enum class PatternPlace : std::uint8_t { line, start, tail, credit, paywall };

struct Verdict {
    PatternPlace place = PatternPlace::line;
    LeftOut reason = LeftOut::other;
    std::string why;  // "matches pattern at data/reading/boilerplate.tsv:12"
};

struct Byline {
    std::vector<std::string> authors;
    std::string outlet;
    std::string date;  // as printed
};

/// What a container's element and names say of the text in it.
struct PageHint {
    LeftOut reason = LeftOut::none;
    bool often_longer = false;  // than the report: comments, terms of consent
    bool short_only = false;    // only short lines: a paragraph of running text in it is text
    bool is_body_text = false;
    bool is_caption = false;
    bool is_standfirst = false;
};

enum class Calendar : std::uint8_t { gregorian, persian, ethiopian };

struct MonthName {
    int number = 0;  // 1 to 12, in Ethiopia 13; 0: it is none
    Calendar calendar = Calendar::gregorian;
    bool goes_on = false;  // it is the first word of a name of two words
};

struct Agency {
    std::string name;  // "Associated Press"
    bool news = true;  // false: pictures only
};

class ReadingTables {
  public:
    /// Reads data_dir + "/reading/*.tsv". Fails if a file is missing; rows that cannot be used are left out and
    /// reported as problems.
    [[nodiscard]] static Result<ReadingTables> load(const std::string& data_dir, std::vector<Problem>& problems);
    /// The tables that the program was built with.
    [[nodiscard]] static const ReadingTables& built_in();

    /// The first pattern that a paragraph or line matches, if any. `text` may hold any white space.
    [[nodiscard]] std::optional<Verdict> judge(std::string_view text) const;
    /// Takes a byline or source line apart; nothing if the text is none.
    [[nodiscard]] std::optional<Byline> byline(std::string_view text) const;
    /// The outlet that a line of a text's head names if it stands beside a date or a byline ("Harbour Gazette"); empty
    /// if it does not read like an outlet's name. Alone such a line may be a headline ("Minister quits post").
    [[nodiscard]] std::string outlet_beside_date(std::string_view text) const;
    /// The agency that a credit names, exactly as printed ("AP", "Reuters").
    [[nodiscard]] std::optional<Agency> agency(std::string_view printed) const;
    /// Length of the longest agency name that `text` begins with; 0 if there is none.
    [[nodiscard]] std::size_t agency_prefix(std::string_view text) const;
    /// `names` are class, id, role and the like in lower case, parted by blanks.
    [[nodiscard]] PageHint page_hint(std::string_view tag, std::string_view names) const;
    /// Changes with every byte of the tables.
    [[nodiscard]] const std::string& fingerprint() const;
    /// The month of that name. Case, accents and a final full stop do not count. `after_stop`: it stands behind a day
    /// with a full stop, "21. listopada".
    [[nodiscard]] MonthName month(std::string_view name, bool after_stop = false) const;

    ReadingTables(ReadingTables&&) noexcept;
    ReadingTables& operator=(ReadingTables&&) noexcept;
    ReadingTables(const ReadingTables&) = delete;
    ReadingTables& operator=(const ReadingTables&) = delete;
    ~ReadingTables();

  private:
    struct Data;
    explicit ReadingTables(std::unique_ptr<Data> data);
    static Result<ReadingTables> compile(const std::string& folder, const std::vector<std::string>* contents,
                                         std::vector<Problem>& problems);
    std::unique_ptr<Data> data_;
};

/// Checks data_dir + "/reading/*.tsv" for `parallax lint`: patterns that do not compile, unknown reasons, double rows.
[[nodiscard]] std::vector<Problem> lint_reading_tables(const std::string& data_dir);

/// "Ann Lee and BO KIM in Lima" -> "Ann Lee", "Bo Kim": what a byline says after "By".
[[nodiscard]] std::vector<std::string> split_authors(std::string_view printed);

/// "KEV MARLOWE" -> "Kev Marlowe"; names that are not all capitals, and single words, stay as they are.
[[nodiscard]] std::string name_as_written(std::string_view name);

/// An outlet's name as it heads a text: "PLANALTO - STATE NEWS AGENCY" -> "Planalto", "NOTICE SERVICE (OSLO)" ->
/// "Notice Service".
[[nodiscard]] std::string outlet_name(std::string_view printed);

/// Runs of white space (also no-break spaces) as one blank, none at the ends.
[[nodiscard]] std::string fold_blanks(std::string_view text);

}  // namespace px
