// Cuts raw text into paragraphs, sentences and words:  split_raw MODEL.pxm IN.txt > OUT.conllu
// The words of OUT are what teach.py reads; the model's tags and trees stand there too, but nobody uses them.
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "annotate/annotate.hpp"
#include "annotate/conllu.hpp"

using namespace px;

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: split_raw MODEL.pxm IN.txt > OUT.conllu\n", stderr);
        return 2;
    }
    const auto model = Model::load(argv[1], PX_SOURCE_DIR "/data");
    if (!model) {
        std::fprintf(stderr, "%s\n", to_string(model.error()).c_str());
        return 1;
    }
    std::ostringstream content;
    content << std::ifstream(argv[2], std::ios::binary).rdbuf();
    const std::string text = content.str();
    Workspace workspace;
    for (const Span& block : paragraphs(text)) {
        const std::string part(slice(text, block));
        const Span whole{0, static_cast<std::uint32_t>(part.size())};
        std::fputs(write_conllu(part, annotate(*model, part, std::span(&whole, 1), workspace)).c_str(), stdout);
    }
    return 0;
}
