#pragma once
// Two hashes: SHA-256 (FIPS 180-4, by nettle) names reports and runs; XXH3 (by xxHash), a hundred times as fast, tells
// versions of our own tables apart at every start, where nobody gains by forging one.

#include <string>
#include <string_view>

namespace px {

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// XXH3, 128 bits: 32 lower-case hexadecimal digits.
[[nodiscard]] std::string xxh3_hex(std::string_view bytes);

}  // namespace px
