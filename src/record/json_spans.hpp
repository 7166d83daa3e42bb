#pragma once
// Spans of one report as JSON, for record/json.cpp and record/comparison_json.cpp: code points and bytes at once.

#include "base/json_writer.hpp"
#include "record/evidence.hpp"
#include "text/code_points.hpp"

namespace px {

class SpanJson {
  public:
    /// The text must outlive the object.
    explicit SpanJson(std::string_view text) : text_(text), points_(text) {}

    /// {"begin","end","byte_begin","byte_end"}; null if the span is empty.
    void offsets(JsonWriter& json, Span span) const { write(json, span, false); }
    /// The same with "text".
    void evidence(JsonWriter& json, Span span) const { write(json, span, true); }

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] const CodePoints& points() const { return points_; }

  private:
    void write(JsonWriter& json, Span raw, bool with_text) const {
        const Span span = inside(text_, raw);
        if (span.empty()) {
            json.null();
            return;
        }
        json.object([&] {
            json.member("begin", points_.at_byte(span.begin)).member("end", points_.at_byte(span.end));
            json.member("byte_begin", span.begin).member("byte_end", span.end);
            if (with_text) json.member("text", slice(text_, span));
        });
    }

    std::string_view text_;
    CodePoints points_;
};

inline void text_or_null(JsonWriter& json, std::string_view name, std::string_view value) {
    json.key(name);
    value.empty() ? json.null() : json.value(value);
}

inline void index_or_null(JsonWriter& json, std::string_view name, std::int32_t index) {
    json.key(name);
    index < 0 ? json.null() : json.value(index);
}

inline void time_or_null(JsonWriter& json, std::string_view name, const std::optional<PublicationTime>& time) {
    json.key(name);
    if (!time) {
        json.null();
        return;
    }
    json.object([&] {
        json.member("value", time->iso());
        text_or_null(json, "evidence", time->evidence);
    });
}

inline void texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& list) {
    json.key(name).array([&] {
        for (const std::string& item : list) json.value(std::string_view(item));
    });
}

}  // namespace px
