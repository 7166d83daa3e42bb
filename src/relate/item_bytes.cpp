#include "relate/item_bytes.hpp"

#include <cmath>
#include <cstring>

namespace px {
namespace {

// Counted up when story_item() or this layout changes; read the wrong way round on a processor of the other byte order.
constexpr std::uint32_t mark = 0x50585301;

template <typename T>
void put(std::string& out, const T& value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void put_text(std::string& out, std::string_view text) {
    put(out, static_cast<std::uint32_t>(text.size()));
    out += text;
}

void put_terms(std::string& out, const TermVector& terms) {
    put(out, static_cast<std::uint32_t>(terms.size()));
    for (const WeighedTerm& w : terms) {
        put(out, w.term);
        put(out, w.weight);
    }
}

class Taker {
  public:
    explicit Taker(std::string_view bytes) : bytes_(bytes) {}

    template <typename T>
    T take() {
        T value{};
        if (bytes_.size() < sizeof value) {
            sound_ = false;
            return value;
        }
        std::memcpy(&value, bytes_.data(), sizeof value);
        bytes_.remove_prefix(sizeof value);
        return value;
    }

    std::string take_text() {
        const auto size = take<std::uint32_t>();
        if (size > bytes_.size()) sound_ = false;
        if (!sound_) return {};
        std::string text(bytes_.substr(0, size));
        bytes_.remove_prefix(size);
        return text;
    }

    TermVector take_terms() {
        const auto size = take<std::uint32_t>();
        if (size > bytes_.size() / (sizeof(std::uint32_t) + sizeof(float))) sound_ = false;
        TermVector terms;
        for (std::uint32_t i = 0; sound_ && i < size; ++i) {
            const auto term = take<std::uint32_t>();
            const auto weight = take<float>();
            sound_ = std::isfinite(weight) && (terms.empty() || terms.back().term < term);
            terms.push_back({term, weight});
        }
        return terms;
    }

    [[nodiscard]] bool ended_well() const { return sound_ && bytes_.empty(); }

  private:
    std::string_view bytes_;
    bool sound_ = true;
};

}  // namespace

std::string item_bytes(const StoryItem& item) {
    std::string out;
    put(out, mark);
    put_text(out, item.id);
    put_text(out, item.title);
    put(out, static_cast<std::uint8_t>(item.day.has_value()));
    put(out, item.day.value_or(0));
    put_terms(out, item.all);
    put_terms(out, item.lead);
    return out;
}

std::optional<StoryItem> item_of_bytes(std::string_view bytes) {
    Taker taker(bytes);
    if (taker.take<std::uint32_t>() != mark) return std::nullopt;
    StoryItem item;
    item.id = taker.take_text();
    item.title = taker.take_text();
    const bool dated = taker.take<std::uint8_t>() != 0;
    const auto day = taker.take<double>();
    if (dated) item.day = day;
    item.all = taker.take_terms();
    item.lead = taker.take_terms();
    if (!taker.ended_well() || !std::isfinite(day)) return std::nullopt;
    return item;
}

}  // namespace px
