#pragma once
// Writes JSON (RFC 8259) straight into one string: no tree, no copies. Invalid UTF-8 becomes U+FFFD, so that the
// output is always valid.
//
//   JsonWriter json;
//   json.object([&] {
//       json.member("id", report.id);
//       json.key("spans").array([&] { for (Span s : spans) json.value(s.begin); });
//   });
//   std::string line = std::move(json).str();

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace px {

class JsonWriter {
  public:
    template <typename Body>
    JsonWriter& object(Body&& body) {
        return nest('{', '}', body);
    }
    template <typename Body>
    JsonWriter& array(Body&& body) {
        return nest('[', ']', body);
    }

    /// The key of the member that is written next.
    JsonWriter& key(std::string_view name);

    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(std::same_as<bool> auto truth) { return raw(truth ? "true" : "false"); }
    JsonWriter& value(std::integral auto number)
        requires(!std::same_as<decltype(number), bool>)
    {
        return integer(static_cast<std::int64_t>(number));
    }
    /// Whole numbers up to 2^53 as they are, others with six significant digits; null for NaN and infinity (no JSON).
    JsonWriter& value(double number);
    JsonWriter& null() { return raw("null"); }
    /// JSON that was written before, put in unchanged.
    JsonWriter& raw(std::string_view json);

    template <typename T>
    JsonWriter& member(std::string_view name, const T& content) {
        return key(name).value(content);
    }

    [[nodiscard]] const std::string& str() const& { return out_; }
    [[nodiscard]] std::string str() && { return std::move(out_); }

  private:
    template <typename Body>
    JsonWriter& nest(char open, char close, Body&& body) {
        separate();
        out_ += open;
        fresh_ = true;
        body();
        out_ += close;
        fresh_ = false;
        return *this;
    }
    JsonWriter& integer(std::int64_t number);
    void separate();
    void quote(std::string_view text);

    std::string out_;
    bool fresh_ = true;  // nothing stands before the next value at this level
};

}  // namespace px
