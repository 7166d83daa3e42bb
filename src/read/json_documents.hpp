#pragma once
// A .json file: ninjs (IPTC; https://iptc.org/standards/ninjs/, versions 1 to 3), JSON Feed (https://jsonfeed.org), an
// object with the fields of a JSON line, or a list of any of these.
//
//   for (Item& item : items_of_json(bytes, "a.json")) ...

#include <string_view>
#include <vector>

#include "read/item.hpp"

namespace px {

/// One item for each report, "a.json" or "a.json#2"; one with an error if the JSON is broken or holds none. Where the
/// document is what a service wraps around its reports ({"status": "ok", "articles": […]}), the list inside it with the
/// most texts counts.
[[nodiscard]] std::vector<Item> items_of_json(std::string_view json, const std::string& name, const FieldMap& map = {});

}  // namespace px
