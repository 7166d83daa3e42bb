// Scores a model file while it is being made:  evaluate MODEL.pxm words|raw|names FILE [PREDICTIONS]
// (`parallax eval` does the same for users.)
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "annotate/eval.hpp"

using namespace px;

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fputs("usage: evaluate MODEL.pxm words|raw|names FILE [PREDICTIONS]\n", stderr);
        return 2;
    }
    const auto model = Model::load(argv[1], PX_SOURCE_DIR "/data");
    if (!model) {
        std::fprintf(stderr, "%s\n", to_string(model.error()).c_str());
        return 1;
    }
    std::ifstream in(argv[3], std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    const std::string task = argv[2];
    std::string predictions;
    const auto figures = task == "names"
                             ? evaluate_names(*model, content.str(), argv[3], &predictions)
                             : evaluate_ud(*model, content.str(), argv[3],
                                           task == "raw" ? Input::raw_text : Input::given_words, &predictions);
    if (!figures) {
        std::fprintf(stderr, "%s\n", to_string(figures.error()).c_str());
        return 1;
    }
    std::fputs(to_string(*figures).c_str(), stdout);
    if (argc > 4) std::ofstream(argv[4], std::ios::binary) << predictions;
    return 0;
}
