#include "annotate/model_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

namespace px {
namespace {

constexpr std::string_view magic = "PXMODEL1";
constexpr std::size_t header_size = 24;
constexpr std::size_t entry_size = 64;
constexpr std::size_t name_size = 32;
constexpr std::uint32_t most_sections = 1000;

template <typename T>
T number_at(std::string_view bytes, std::size_t at) {
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

// Eight tables let eight bytes be taken at a time ("slicing by 8").
constexpr std::array<std::array<std::uint32_t, 256>, 8> crc_tables = [] {
    std::array<std::array<std::uint32_t, 256>, 8> tables{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit) c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1U) : c >> 1U;
        tables[0][i] = c;
    }
    for (std::uint32_t i = 0; i < 256; ++i)
        for (std::size_t t = 1; t < 8; ++t)
            tables[t][i] = tables[0][tables[t - 1][i] & 0xFFU] ^ (tables[t - 1][i] >> 8U);
    return tables;
}();

std::size_t element_size(SectionType type) {
    switch (type) {
        case SectionType::float32:
            return 4;
        case SectionType::float16:
            return 2;
        case SectionType::int8:
        case SectionType::bytes:
            return 1;
    }
    return 0;
}

}  // namespace

std::uint32_t crc32(std::string_view bytes, std::uint32_t crc) {
    crc = ~crc;
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        const auto low = number_at<std::uint32_t>(bytes, at) ^ crc;
        const auto high = number_at<std::uint32_t>(bytes, at + 4);
        crc = crc_tables[7][low & 0xFFU] ^ crc_tables[6][(low >> 8U) & 0xFFU] ^ crc_tables[5][(low >> 16U) & 0xFFU] ^
              crc_tables[4][low >> 24U] ^ crc_tables[3][high & 0xFFU] ^ crc_tables[2][(high >> 8U) & 0xFFU] ^
              crc_tables[1][(high >> 16U) & 0xFFU] ^ crc_tables[0][high >> 24U];
    }
    for (; at < bytes.size(); ++at)
        crc = crc_tables[0][(crc ^ static_cast<unsigned char>(bytes[at])) & 0xFFU] ^ (crc >> 8U);
    return ~crc;
}

float half_to_float(std::uint16_t half) {
    const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000U) << 16U;
    const std::uint32_t exponent = (half >> 10U) & 0x1FU;
    const std::uint32_t mantissa = half & 0x3FFU;
    if (exponent == 0) {  // zero and subnormal numbers: mantissa * 2^-24
        const float value = static_cast<float>(mantissa) * 0x1p-24F;
        return sign != 0 ? -value : value;
    }
    const std::uint32_t wide = exponent == 0x1F ? 0xFFU : exponent + 112U;
    return std::bit_cast<float>(sign | (wide << 23U) | (mantissa << 13U));
}

Result<ModelFile> ModelFile::open(const std::string& path) {
    const auto refuse = [&](std::string where, std::string what) {
        return fail({ErrorKind::malformed, path, std::move(where), std::move(what),
                     "fetch the file again, or make it with training/"});
    };
    auto mapped = MappedFile::open(path);
    if (!mapped) return fail(mapped.error());
    ModelFile model;
    model.path_ = path;
    model.file_ = std::move(*mapped);
    const std::string_view bytes = model.file_.bytes();
    if (bytes.size() < header_size || bytes.substr(0, magic.size()) != magic)
        return refuse("byte 0", "this is no model of this version, expected it to begin with PXMODEL1");
    const auto count = number_at<std::uint32_t>(bytes, 8);
    model.checksum_ = number_at<std::uint32_t>(bytes, 12);
    const auto size = number_at<std::uint64_t>(bytes, 16);
    if (size != bytes.size())
        return refuse("", fmt::format("the model is cut off or damaged: {} bytes, expected {}", bytes.size(), size));
    if (count > most_sections || header_size + count * entry_size > size)
        return refuse("byte 8", fmt::format("{} sections do not fit into the file", count));
    if (crc32(bytes.substr(header_size)) != model.checksum_)
        return refuse("byte 12", "the model is damaged: its checksum is wrong");
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = header_size + i * entry_size;
        const std::string_view padded = bytes.substr(at, name_size);
        Section section{static_cast<SectionType>(number_at<std::uint32_t>(bytes, at + 32)),
                        number_at<std::uint32_t>(bytes, at + 36),
                        number_at<std::uint32_t>(bytes, at + 40),
                        {}};
        const auto offset = number_at<std::uint64_t>(bytes, at + 48);
        const auto length = number_at<std::uint64_t>(bytes, at + 56);
        const std::uint64_t wanted = std::uint64_t{section.rows} * section.columns * element_size(section.type);
        if (offset > size || length > size - offset || wanted != length || offset % 64 != 0)
            return refuse(fmt::format("byte {}", at), "a section does not fit into the file");
        section.bytes = bytes.substr(offset, length);
        model.sections_.emplace(std::string(padded.substr(0, padded.find('\0'))), section);
    }
    return model;
}

const Section* ModelFile::find(std::string_view name) const {
    const auto found = sections_.find(name);
    return found == sections_.end() ? nullptr : &found->second;
}

void SectionReader::refuse(std::string_view section, std::string what) {
    if (failed()) return;
    error_ = {ErrorKind::malformed, file_.path(), fmt::format("section {}", section), std::move(what),
              "the model was made for another version of the program"};
}

const Section* SectionReader::typed(std::string_view name, std::size_t rows, std::size_t columns) {
    const Section* section = file_.find(name);
    if (section == nullptr) {
        refuse(name, "the section is missing");
        return nullptr;
    }
    if (section->rows != rows || section->columns != columns) {
        refuse(name, fmt::format("{} x {} numbers, expected {} x {}", section->rows, section->columns, rows, columns));
        return nullptr;
    }
    return section;
}

std::vector<float> SectionReader::floats(std::string_view name, std::size_t rows, std::size_t columns) {
    const Section* section = typed(name, rows, columns);
    std::vector<float> values(rows * columns);
    if (section == nullptr) return values;
    if (section->type == SectionType::float32) {
        std::memcpy(values.data(), section->bytes.data(), section->bytes.size());
    } else if (section->type == SectionType::float16) {
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = half_to_float(number_at<std::uint16_t>(section->bytes, 2 * i));
    } else {
        refuse(name, "expected floating-point numbers");
    }
    if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); }))
        refuse(name, "a weight is no finite number");
    return values;
}

const std::int8_t* SectionReader::int8s(std::string_view name, std::size_t rows, std::size_t columns) {
    const Section* section = typed(name, rows, columns);
    if (section == nullptr) return nullptr;
    if (section->type != SectionType::int8) {
        refuse(name, "expected 8-bit numbers");
        return nullptr;
    }
    return reinterpret_cast<const std::int8_t*>(section->bytes.data());
}

std::string_view SectionReader::raw(std::string_view name) {
    const Section* section = file_.find(name);
    if (section == nullptr || section->type != SectionType::bytes) {
        refuse(name, "the section is missing");
        return {};
    }
    return section->bytes;
}

std::span<const std::uint32_t> SectionReader::numbers(std::string_view name) {
    const std::string_view bytes = raw(name);
    if (bytes.size() % 4 != 0) {
        refuse(name, "expected 32-bit numbers");
        return {};
    }
    // sections begin at multiples of 64 bytes of a page-aligned mapping
    return {reinterpret_cast<const std::uint32_t*>(bytes.data()), bytes.size() / 4};
}

std::vector<std::string_view> SectionReader::lines(std::string_view name) {
    std::vector<std::string_view> lines;
    std::string_view rest = raw(name);
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        lines.push_back(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return lines;
}

std::string_view SectionReader::setting(std::string_view key) {
    for (const std::string_view line : lines("meta"))
        if (line.size() > key.size() && line.starts_with(key) && line[key.size()] == '=')
            return line.substr(key.size() + 1);
    refuse("meta", fmt::format("the setting '{}' is missing", key));
    return {};
}

std::size_t SectionReader::size_setting(std::string_view key, std::size_t at_most) {
    const std::string_view digits = setting(key);
    std::size_t value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (problem != std::errc() || end != digits.data() + digits.size() || value > at_most)
        refuse("meta", fmt::format("'{}={}' is no number up to {}", key, digits, at_most));
    return value <= at_most ? value : 0;
}

}  // namespace px
