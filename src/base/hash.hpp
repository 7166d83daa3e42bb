#pragma once
// SHA-256 (FIPS 180-4), by nettle. Report ids and run fingerprints are made of it.

#include <string>
#include <string_view>

namespace px {

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace px
