#pragma once
// Inside the recogniser of times: many bytes of a text looked at in one step.
//
//   const ByteMarks marks = ByteMarks::of(text, at);  // bit i is about the byte at + i

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace px {

// Eight bytes as one number (L. Lamport, Multiple Byte Processing with Full-Word Instructions, CACM 1975): the first
// byte is the lowest, and of each the highest bit tells.
constexpr std::uint64_t each_byte = 0x0101010101010101U;
constexpr std::uint64_t high_bits = each_byte * 0x80;
constexpr std::uint64_t small_bits = each_byte * 0x20;  // what makes letters small

inline std::uint64_t eight_bytes(const char* from) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, from, sizeof bytes);
    if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
    return bytes;
}

/// The eight bytes from `at` on; beyond the end of the text they are 0.
inline std::uint64_t eight_bytes(std::string_view text, std::size_t at) {
    if (at + 8 <= text.size()) return eight_bytes(text.data() + at);
    std::array<char, 8> rest{};
    if (at < text.size()) std::memcpy(rest.data(), text.data() + at, text.size() - at);
    return eight_bytes(rest.data());
}

/// The bits of the first `size` bytes of eight, of all from eight on.
inline std::uint64_t first_bytes(std::size_t size) {
    static constexpr std::array<std::uint64_t, 9> masks{
        0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, ~std::uint64_t{0}};
    return masks[size < 8 ? size : 8];
}

/// What stands in a block of 64 bytes.
struct ByteMarks {
    static constexpr std::size_t block = 64;

    std::uint64_t letters = 0;    // A to Z, a to z
    std::uint64_t figures = 0;    // 0 to 9
    std::uint64_t quotation = 0;  // first bytes of what may be a quotation mark

    /// Of the bytes from `at` on; beyond the end of the text there is nothing.
    static ByteMarks of(std::string_view text, std::size_t at) {
        if (at + block <= text.size()) return of(text.data() + at);
        std::array<char, block> rest{};
        if (at < text.size()) std::memcpy(rest.data(), text.data() + at, text.size() - at);
        return of(rest.data());
    }

#if defined(__SSE2__)
    static ByteMarks of(const char* from) {
        const auto all = [](char c) { return _mm_set1_epi8(c); };
        const auto bits = [](__m128i bytes) { return static_cast<std::uint64_t>(_mm_movemask_epi8(bytes)); };
        const auto at_most = [](__m128i bytes, __m128i most) {
            return _mm_cmpeq_epi8(_mm_min_epu8(bytes, most), bytes);
        };
        ByteMarks marks;
        for (unsigned i = 0; i < block; i += 16) {
            const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + i));
            const __m128i from_a = _mm_sub_epi8(_mm_or_si128(bytes, all(0x20)), all('a'));
            const __m128i from_0 = _mm_sub_epi8(bytes, all('0'));
            const __m128i quotes =
                _mm_or_si128(_mm_cmpeq_epi8(bytes, all('"')), _mm_cmpeq_epi8(bytes, all(static_cast<char>(0xE2))));
            marks.letters |= bits(at_most(from_a, all('z' - 'a'))) << i;
            marks.figures |= bits(at_most(from_0, all(9))) << i;
            marks.quotation |= bits(quotes) << i;
        }
        return marks;
    }
#else
    static ByteMarks of(const char* from) {
        // The highest bits of eight bytes side by side.
        const auto bits = [](std::uint64_t high) { return (high >> 7U) * 0x0102040810204080U >> 56U; };
        const auto between = [](std::uint64_t bytes, unsigned char first, unsigned char last) {
            const std::uint64_t low = bytes & ~high_bits;
            const std::uint64_t from_first = low + each_byte * (0x80U - first);
            const std::uint64_t after_last = low + each_byte * (0x7FU - last);
            return from_first & ~after_last & ~bytes & high_bits;
        };
        const auto equal = [](std::uint64_t bytes, unsigned char wanted) {
            const std::uint64_t difference = bytes ^ each_byte * wanted;
            return ~(((difference & ~high_bits) + ~high_bits) | difference) & high_bits;
        };
        ByteMarks marks;
        for (unsigned i = 0; i < block; i += 8) {
            const std::uint64_t bytes = eight_bytes(from + i);
            marks.letters |= bits(between(bytes, 'A', 'Z') | between(bytes, 'a', 'z')) << i;
            marks.figures |= bits(between(bytes, '0', '9')) << i;
            marks.quotation |= bits(equal(bytes, '"') | equal(bytes, 0xE2)) << i;
        }
        return marks;
    }
#endif
};

}  // namespace px
