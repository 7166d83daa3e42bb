// Any bytes as CoNLL-U: what is taken is written so that it is taken again.
#include <cstdint>
#include <cstdlib>

#include "annotate/conllu.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto document = px::read_conllu({reinterpret_cast<const char*>(data), size}, "fuzz");
    if (!document) {
        if (document.error().what.empty()) std::abort();
        return 0;
    }
    for (const px::Token& token : document->annotation.tokens)
        if (token.span.begin > token.span.end || token.span.end > document->text.size()) std::abort();
    const auto again = px::read_conllu(px::write_conllu(document->text, document->annotation), "again");
    if (!again || again->annotation.tokens.size() != document->annotation.tokens.size()) std::abort();
    return 0;
}
