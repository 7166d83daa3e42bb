// Any bytes as a report's text: the annotation must be sound and survive CoNLL-U.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "annotate/annotate.hpp"
#include "annotate/conllu.hpp"
#include "annotate/tree.hpp"

namespace {

const px::Model& model() {
    static const px::Result<px::Model> loaded = px::Model::load(PX_SOURCE_DIR "/models/en.pxm");
    if (!loaded) {
        std::fprintf(stderr, "%s\n", px::to_string(loaded.error()).c_str());
        std::abort();
    }
    return *loaded;
}

void demand(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static px::Workspace workspace;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const px::Annotation annotation = px::annotate(model(), text, px::paragraphs(text), workspace);
    std::uint32_t end = 0;
    for (const px::Sentence& sentence : annotation.sentences) {
        std::vector<std::int32_t> heads;
        for (const px::Token& token : annotation.tokens_of(sentence)) {
            demand(token.span.begin >= end && token.span.end > token.span.begin && token.span.end <= size);
            end = token.span.end;
            heads.push_back(token.head);
        }
        demand(px::is_tree(heads));
    }
    const auto again = px::read_conllu(px::write_conllu(text, annotation), "again");
    demand(again.has_value() && again->annotation.tokens.size() == annotation.tokens.size());
    return 0;
}
