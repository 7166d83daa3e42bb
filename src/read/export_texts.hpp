#pragma once
// Several texts in one file, as the archives of the press deliver them (LexisNexis, Nexis Uni, Factiva, ProQuest):
// which stretch of the file is which text.
//
//   1 of 2 DOCUMENTS          Document 1 of 2          HD  Ghana recalls envoy …
//   The Volta Times …         Ghana recalls envoy …    AN  Document VOLTAT0020240314ek3e00001
//
//   for (const Stretch part : texts_of_export(bytes)) read(bytes.substr(part.begin, part.size));

#include <cstddef>
#include <string_view>
#include <vector>

namespace px {

struct Stretch {
    std::size_t begin = 0;  // bytes
    std::size_t size = 0;
    bool is_known = true;  // false: its fields are not those of an archive, but it stands between marks and holds prose
};

/// Does a file that begins with these bytes hold a mark that parts or ends the texts of an export? Quick; sure is only
/// texts_of_export.
[[nodiscard]] bool may_part_texts(std::string_view bytes);

/// The texts of an export, without what stands before the first and behind the last ("Search Summary"); empty if the
/// bytes are no export whose texts are marked. The charset must have ASCII in it.
[[nodiscard]] std::vector<Stretch> texts_of_export(std::string_view bytes);

}  // namespace px
