#pragma once
// From the text of a parsed page back to the file: entities, folded white space, cut-out scripts, the charset.

#include <string>
#include <string_view>
#include <vector>

#include "read/charset.hpp"
#include "read/markup.hpp"
#include "record/report.hpp"

namespace px {

class SourceMap {
  public:
    /// Both must outlive the map.
    SourceMap(const Markup& markup, const DecodedText& page) : markup_(markup), page_(page) {}

    /// Appends `text` (as the parser decoded it from `raw`, a part of the markup) to `out` with white space folded to
    /// single blanks, none at the beginning of `out`, and appends where each byte came from.
    void append(std::string_view text, std::string_view raw, std::string& out, std::vector<Origin>& origins);

  private:
    [[nodiscard]] Origin in_file(std::size_t raw_begin, std::size_t raw_end) const;

    const Markup& markup_;
    const DecodedText& page_;
};

}  // namespace px
