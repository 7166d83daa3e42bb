#include "flow/trees_json.hpp"

#include "base/json_writer.hpp"
#include "text/code_points.hpp"

namespace px {
namespace {

void write_token(JsonWriter& json, const CodePoints& points, const Token& token) {
    json.object([&] {
        json.member("begin", points.at_byte(token.span.begin)).member("end", points.at_byte(token.span.end));
        json.member("byte_begin", token.span.begin).member("byte_end", token.span.end);
        json.member("form", token.form).member("lemma", token.lemma).member("upos", token.upos);
        json.member("xpos", token.xpos).member("feats", token.feats);
        json.member("head", token.head).member("deprel", token.deprel);
    });
}

void write_names(JsonWriter& json, const CodePoints& points, const Annotation& annotation) {
    for (const Name& name : annotation.names) {
        json.object([&] {
            json.member("begin", points.at_byte(name.span.begin)).member("end", points.at_byte(name.span.end));
            json.member("byte_begin", name.span.begin).member("byte_end", name.span.end);
            json.member("type", to_string(name.type)).member("sentence", name.sentence);
            json.member("first_token", name.first).member("tokens", name.count);
        });
    }
}

}  // namespace

std::string trees_json(std::string_view text, const Annotation& annotation) {
    const CodePoints points(text);
    JsonWriter json;
    json.object([&] {
        json.key("sentences").array([&] {
            for (const Sentence& sentence : annotation.sentences)
                json.array([&] {
                    for (const Token& token : annotation.tokens_of(sentence)) write_token(json, points, token);
                });
        });
        json.key("names").array([&] { write_names(json, points, annotation); });
    });
    return std::move(json).str();
}

}  // namespace px
