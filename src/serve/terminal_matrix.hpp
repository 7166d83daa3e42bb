#pragma once
// The parts of serve/terminal.cpp: a canvas that paints, and the matrix of rows and reports.

#include <span>
#include <string>
#include <string_view>

#include "record/accounts.hpp"
#include "serve/terminal.hpp"
#include "serve/width.hpp"

namespace px {

enum class Paint : std::uint8_t { plain, strong, dim, own, attributed, denied, hedged, good };

/// Collects lines. Text is padded before it is painted, so that colours do not count as width.
class Canvas {
  public:
    explicit Canvas(const TerminalOptions& options)
        : width(options.width < 60 ? 60 : options.width), unicode(options.unicode), colour_(options.colour) {}

    [[nodiscard]] std::string paint(std::string_view text, Paint paint) const;
    /// Ends the line; blanks at its end are dropped.
    void line(std::string text = {});
    /// Wraps printable text at `indent`; `first` stands in front of the first line, inside the indent.
    void paragraph(std::string_view text, std::size_t indent, Paint paint = Paint::plain, std::string_view first = {},
                   Paint first_paint = Paint::plain);
    /// A heading with an empty line before it.
    void heading(std::string_view text);

    [[nodiscard]] std::string take() { return std::move(out_); }

    const std::size_t width;
    const bool unicode;

  private:
    std::string out_;
    bool colour_;
};

struct StanceMark {
    std::string_view symbol;
    Paint paint;
};
[[nodiscard]] StanceMark stance_mark(Stance stance, bool unicode);

/// Writes the rows, and under them what the marks mean.
void write_matrix(Canvas& canvas, const Comparison& comparison, std::span<const CodedReport> reports,
                  const TerminalOptions& options);

}  // namespace px
