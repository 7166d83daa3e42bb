#pragma once
// Web addresses as identities.
//
//   address_key("https://www.A.example/talks/?utm_source=x#top") == "a.example/talks"

#include <string>
#include <string_view>

namespace px {

/// The address without what does not change the page: scheme, "www.", fragment, tracking parameters, a slash at the
/// end; the host in lower case. Empty if it is no http(s) address.
[[nodiscard]] std::string address_key(std::string_view url);

/// "a.example" of "https://www.a.example:8080/x"; empty if it is no http(s) address.
[[nodiscard]] std::string host_of(std::string_view url);

}  // namespace px
