#pragma once
// Numbers, words and vectors as bytes for the project file, and back. Numbers stand as the processor has them, so the
// bytes are for this program alone. Whoever reads asks sound() and ended_well(): bytes may be damaged.
//
//   ByteWriter out;
//   out.put(std::uint32_t{7});
//   out.put_text("title");
//   ByteReader in(out.bytes());
//   in.take<std::uint32_t>();   // 7
//   in.take_text();             // "title"
//   in.ended_well();            // true

#include <cmath>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "relate/term_vectors.hpp"

namespace px {

class ByteWriter {
  public:
    template <typename T>
    void put(const T& value) {
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    /// Seven bits a byte: small numbers are short.
    void put_small(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7U) bytes_ += static_cast<char>(0x80U | (value & 0x7FU));
        bytes_ += static_cast<char>(value);
    }
    void put_text(std::string_view text) {
        put_small(text.size());
        bytes_ += text;
    }
    /// The values alone, without how many they are.
    template <typename T>
    void put_all(std::span<const T> values) {
        static_assert(std::has_unique_object_representations_v<T> || std::is_same_v<T, WeighedTerm>, "no padding");
        bytes_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    }
    void put_terms(const TermVector& terms) {
        put_small(terms.size());
        put_all(std::span<const WeighedTerm>(terms));
    }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    /// The next bytes begin anew.
    void clear() { bytes_.clear(); }

  private:
    std::string bytes_;
};

class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    template <typename T>
    T take() {
        T value{};
        if (bytes_.size() < sizeof value) {
            spoil();
            return value;
        }
        std::memcpy(&value, bytes_.data(), sizeof value);
        bytes_.remove_prefix(sizeof value);
        return value;
    }
    std::uint64_t take_small() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto byte = take<std::uint8_t>();
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80) return value;
        }
        spoil();
        return 0;
    }
    /// How many things of at least `least_bytes` each follow; 0 if there are not so many bytes.
    std::size_t take_count(std::size_t least_bytes) {
        const std::uint64_t count = take_small();
        if (count <= bytes_.size() / least_bytes) return static_cast<std::size_t>(count);
        spoil();
        return 0;
    }
    std::string take_text() {
        const std::size_t size = take_count(1);
        std::string text(bytes_.substr(0, size));
        bytes_.remove_prefix(size);
        return text;
    }
    double take_finite() {
        const auto value = take<double>();
        if (!std::isfinite(value)) spoil();
        return value;
    }
    /// So many values; none if there are fewer.
    template <typename T>
    std::vector<T> take_all(std::size_t count) {
        if (count > bytes_.size() / sizeof(T)) spoil();
        std::vector<T> values(sound_ ? count : 0);
        if (values.empty()) return values;
        std::memcpy(values.data(), bytes_.data(), count * sizeof(T));
        bytes_.remove_prefix(count * sizeof(T));
        return values;
    }
    TermVector take_terms() {
        TermVector terms = take_all<WeighedTerm>(take_count(sizeof(WeighedTerm)));
        bool in_order = true;
        for (std::size_t i = 0; i < terms.size(); ++i)
            in_order &= std::isfinite(terms[i].weight) && (i == 0 || terms[i - 1].term < terms[i].term);
        if (!in_order) spoil();
        return terms;
    }

    /// What was taken makes no sense: from here on there is nothing more to take.
    void spoil() {
        sound_ = false;
        bytes_ = {};
    }
    [[nodiscard]] bool sound() const { return sound_; }
    [[nodiscard]] bool ended_well() const { return sound_ && bytes_.empty(); }

  private:
    std::string_view bytes_;
    bool sound_ = true;
};

}  // namespace px
