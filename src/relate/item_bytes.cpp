#include "relate/item_bytes.hpp"

#include "relate/bytes.hpp"

namespace px {
namespace {

// Counted up when story_item() or this layout changes; read the wrong way round on a processor of the other byte order.
constexpr std::uint32_t mark = 0x50585302;

}  // namespace

std::string item_bytes(const StoryItem& item) {
    ByteWriter out;
    out.put(mark);
    out.put_text(item.id);
    out.put_text(item.title);
    out.put(static_cast<std::uint8_t>(item.day.has_value()));
    out.put(item.day.value_or(0));
    out.put_terms(item.all);
    out.put_terms(item.lead);
    return out.bytes();
}

std::optional<StoryItem> item_of_bytes(std::string_view bytes) {
    ByteReader in(bytes);
    if (in.take<std::uint32_t>() != mark) return std::nullopt;
    StoryItem item;
    item.id = in.take_text();
    item.title = in.take_text();
    const bool dated = in.take<std::uint8_t>() != 0;
    const double day = in.take_finite();
    if (dated) item.day = day;
    item.all = in.take_terms();
    item.lead = in.take_terms();
    if (!in.ended_well()) return std::nullopt;
    return item;
}

}  // namespace px
