#include "serve/terminal_matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "serve/wording.hpp"

namespace px {
namespace {

constexpr std::size_t least_label = 26;  // columns for a row's label
constexpr std::size_t mark_width = 10;   // "one origin"
constexpr std::size_t least_cell = 13;   // a cell with words
constexpr std::size_t most_cell = 22;
constexpr std::size_t most_groups = 12;  // lines below a row
constexpr std::size_t narrow_cell = 3;   // a cell with a symbol only
constexpr std::size_t cell_lines = 3;    // for the speaker, and as many for the gist

enum class Layout : std::uint8_t { words, symbols, lists };

/// Accounts that say the same: one stance, one speaker, one gist.
struct SameAccounts {
    const Account* account;
    std::vector<std::int32_t> reports;
};

std::vector<SameAccounts> group(const Row& row) {
    std::vector<SameAccounts> groups;
    std::map<std::tuple<Stance, std::string_view, std::string_view>, std::size_t> places;
    for (const Account& account : row.accounts) {
        const auto [place, fresh] = places.try_emplace({account.stance, account.speaker, account.gist}, groups.size());
        if (fresh) groups.push_back({&account, {}});
        groups[place->second].reports.push_back(account.report);
    }
    std::ranges::stable_sort(groups, {}, [](const SameAccounts& g) { return g.account->stance; });
    return groups;
}

/// The word beside the symbol: who speaks, or what the outlet does.
std::string cell_word(const Account& account) {
    const bool attributed = account.stance == Stance::attributes || account.stance == Stance::attributes_denial;
    if (attributed) return account.speaker.empty() ? "unnamed speaker" : printable(account.speaker);
    return std::string(stance_word(account.stance));
}

class Matrix {
  public:
    Matrix(Canvas& canvas, const Comparison& comparison, std::span<const CodedReport> reports)
        : canvas_(canvas), reports_(reports), order_(by_lineage(comparison, reports.size())) {
        const std::size_t room = canvas.width - 1 - least_label - 1 - mark_width;
        const std::size_t columns = std::max<std::size_t>(reports.size(), 1);
        if (room / columns > least_cell) {
            layout_ = Layout::words;
            cell_ = std::min(room / columns - 1, most_cell);
        } else if (columns * narrow_cell <= room) {
            layout_ = Layout::symbols;
            cell_ = narrow_cell - 1;
        } else {
            layout_ = Layout::lists;
        }
        const std::size_t cells = layout_ == Layout::lists ? 0 : columns * (cell_ + 1);
        label_ = canvas.width - 1 - cells - 1 - mark_width;
    }

    void head() {
        if (layout_ == Layout::lists) return;
        std::string letters(label_ + 1, ' ');
        std::string names = letters;
        for (const std::int32_t report : order_) {
            const std::string name = printable(outlet_or_file(reports_[static_cast<std::size_t>(report)].report));
            letters += ' ' + pad(clip(report_letter(report), cell_), cell_);
            names += ' ' + pad(clip(name, cell_, canvas_.unicode), cell_);
        }
        canvas_.line(canvas_.paint(letters, Paint::strong));
        if (layout_ == Layout::words) canvas_.line(canvas_.paint(names, Paint::dim));
    }

    void row(const Row& row) {
        std::vector<std::string> label = wrap(printable(row.label), label_ - 1);
        const std::size_t label_end = label.size();
        if (const std::string more = details(row); !more.empty())
            for (std::string& line : wrap(more, label_ - 1)) label.push_back(std::move(line));
        std::vector<std::vector<std::string>> cells;
        if (layout_ != Layout::lists)
            for (const std::int32_t report : order_) cells.push_back(cell(account_of(row, report)));
        std::size_t lines = label.size();
        for (const auto& cell : cells) lines = std::max(lines, cell.size());
        for (std::size_t i = 0; i < lines; ++i) {
            const std::string text = pad(i < label.size() ? label[i] : "", label_);
            std::string line = ' ' + canvas_.paint(text, i < label_end ? Paint::plain : Paint::dim);
            for (std::size_t c = 0; c < cells.size(); ++c)
                line += ' ' + painted(cells[c], i, account_of(row, order_[c]).stance);
            if (i == 0) line += ' ' + agreement(row);
            canvas_.line(std::move(line));
        }
        if (layout_ != Layout::words) below(row);
    }

  private:
    static const Account& account_of(const Row& row, std::int32_t report) {
        static const Account none;
        const auto found = std::ranges::find(row.accounts, report, &Account::report);
        return found == row.accounts.end() ? none : *found;
    }

    std::string details(const Row& row) const {
        std::string text;
        for (const std::string& part : {code_words(row), printable(time_words(row.time)), printable(row.place)})
            if (!part.empty()) text += (text.empty() ? "" : canvas_.unicode ? " · " : ", ") + part;
        return text;
    }

    /// Lines of one cell: symbol and word, then the gist.
    std::vector<std::string> cell(const Account& account) const {
        const std::string symbol(stance_mark(account.stance, canvas_.unicode).symbol);
        if (layout_ == Layout::symbols) return {symbol};
        std::vector<std::string> lines = cut(wrap(cell_word(account), cell_ - 2));
        if (!account.gist.empty())
            for (std::string& line : cut(wrap(printable(account.gist), cell_ - 2))) lines.push_back(std::move(line));
        for (std::size_t i = 0; i < lines.size(); ++i) lines[i].insert(0, i == 0 ? symbol + ' ' : "  ");
        return lines;
    }

    /// At most so many lines, with a mark where something is missing.
    std::vector<std::string> cut(std::vector<std::string> lines) const {
        if (lines.size() <= cell_lines) return lines;
        lines.resize(cell_lines);
        lines.back() = clip(lines.back(), cell_ - 3, canvas_.unicode) + (canvas_.unicode ? "…" : "~");
        return lines;
    }

    std::string painted(const std::vector<std::string>& cell, std::size_t line, Stance stance) const {
        const std::string text = pad(line < cell.size() ? cell[line] : "", cell_);
        return canvas_.paint(text, stance_mark(stance, canvas_.unicode).paint);
    }

    std::string agreement(const Row& row) const {
        if (row.agreement == Agreement::split) return canvas_.paint("SPLIT", Paint::denied);
        return canvas_.paint(agreement_words(row), row.agreement == Agreement::agreed ? Paint::good : Paint::dim);
    }

    /// What the symbols stand for, where cells have no room for words.
    void below(const Row& row) {
        const std::vector<SameAccounts> groups = group(row);
        const std::size_t shown = std::min(groups.size(), most_groups);
        for (const SameAccounts& same : std::span(groups).first(shown)) {
            const Account& account = *same.account;
            const bool plain = account.speaker.empty() && account.gist.empty();
            const bool silent = account.stance == Stance::silent;
            if (layout_ == Layout::symbols && (plain || silent)) continue;
            const StanceMark mark = stance_mark(account.stance, canvas_.unicode);
            std::string text = cell_word(account);
            if (!account.gist.empty()) text += ": " + printable(account.gist);
            if (silent)
                text = fmt::format("not in {} of the {} reports held", same.reports.size(), reports_.size());
            else
                text += fmt::format(" ({})", letter_ranges(same.reports, canvas_.unicode));
            canvas_.paragraph(text, 5, silent ? Paint::dim : mark.paint, fmt::format("   {}", mark.symbol), mark.paint);
        }
        if (shown < groups.size())
            canvas_.paragraph(fmt::format("and {} more that differ in words", groups.size() - shown), 5, Paint::dim);
    }

    Canvas& canvas_;
    std::span<const CodedReport> reports_;
    std::vector<std::int32_t> order_;
    Layout layout_ = Layout::lists;
    std::size_t cell_ = 0;
    std::size_t label_ = 0;
};

void write_legend(Canvas& canvas, const Comparison& comparison, std::size_t held) {
    std::vector<Stance> used;
    for (const Row& row : comparison.rows)
        for (const Account& account : row.accounts)
            if (std::ranges::find(used, account.stance) == used.end()) used.push_back(account.stance);
    std::ranges::sort(used);
    std::vector<std::string> lines(1);
    for (const Stance stance : used) {
        std::string item =
            fmt::format(" {} {}", stance_mark(stance, canvas.unicode).symbol, stance_meaning(stance, held));
        const std::size_t room = canvas.width - display_width(lines.back());
        if (!lines.back().empty() && display_width(item) + 2 > room)
            lines.emplace_back();
        else if (!lines.back().empty())
            lines.back() += "  ";
        lines.back() += item;
    }
    canvas.line();
    for (const std::string& line : lines)
        canvas.line(canvas.paint(clip(line, canvas.width, canvas.unicode), Paint::dim));
}

}  // namespace

std::string Canvas::paint(std::string_view text, Paint paint) const {
    static constexpr std::string_view codes[] = {"", "1", "2", "36", "33", "1;31", "35", "32"};
    const std::string_view code = codes[static_cast<std::size_t>(paint)];
    if (!colour_ || code.empty() || text.empty()) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

void Canvas::line(std::string text) {
    while (text.ends_with(' ')) text.pop_back();
    out_ += text;
    out_ += '\n';
}

void Canvas::paragraph(std::string_view text, std::size_t indent, Paint paint, std::string_view first,
                       Paint first_paint) {
    const std::vector<std::string> lines = wrap(text, width - indent - 1);
    for (std::size_t i = 0; i < lines.size(); ++i)
        line(this->paint(pad(i == 0 ? first : "", indent), first_paint) + this->paint(lines[i], paint));
}

void Canvas::heading(std::string_view text) {
    line();
    line(paint(text, Paint::strong));
}

StanceMark stance_mark(Stance stance, bool unicode) {
    switch (stance) {
        case Stance::asserts:
            return {unicode ? "●" : "+", Paint::own};
        case Stance::attributes:
            return {unicode ? "◐" : "o", Paint::attributed};
        case Stance::denies:
            return {unicode ? "✕" : "x", Paint::denied};
        case Stance::attributes_denial:
            return {unicode ? "⊗" : "%", Paint::denied};
        case Stance::hedges:
            return {unicode ? "○" : "~", Paint::hedged};
        case Stance::silent:
            return {unicode ? "–" : "-", Paint::dim};
        case Stance::unknown:
            return {"?", Paint::dim};
    }
    return {"?", Paint::dim};
}

void write_matrix(Canvas& canvas, const Comparison& comparison, std::span<const CodedReport> reports,
                  const TerminalOptions& options) {
    if (comparison.rows.empty()) {
        canvas.paragraph("No statement was found that could be compared.", 1);
        return;
    }
    Matrix matrix(canvas, comparison, reports);
    matrix.head();
    std::size_t shown = 0;
    std::size_t hidden = 0;
    for (const Row& row : comparison.rows) {
        const bool wanted = options.rows == 0 || shown < options.rows || row.agreement == Agreement::split;
        if (!wanted) {
            ++hidden;
            continue;
        }
        if (shown++ > 0) canvas.line();
        matrix.row(row);
    }
    if (hidden > 0) {
        canvas.line();
        canvas.paragraph(fmt::format("and {} of less weight; --html and --json have all", counted(hidden, "row")), 1,
                         Paint::dim);
    }
    write_legend(canvas, comparison, reports.size());
}

}  // namespace px
