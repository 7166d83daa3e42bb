// What the learned layer of the event coder sees of each line of a file, for train_events.py:
//
//   event_features FILE.jsonl > features.jsonl        (code/eval_events.hpp: pair_features_of)
//   event_features --open FILE.txt > features.jsonl   (open_pair_features_of)
//
// Model, dictionaries and rules are those of the source tree ($PARALLAX_HOME changes that).
#include <cstdio>
#include <string>
#include <string_view>

#include "base/mapped_file.hpp"
#include "code/eval_events.hpp"
#include "flow/pipeline.hpp"

using namespace px;

int main(int argc, char** argv) {
    const bool open = argc == 3 && std::string_view(argv[1]) == "--open";
    const char* path = argv[argc - 1];
    if (argc != 2 && !open) {
        std::fputs("usage: event_features [--open] FILE\n", stderr);
        return 2;
    }
    std::vector<Problem> problems;
    Settings settings = Settings::installed();
    settings.event_model.clear();  // it may not be made yet
    const Result<Pipeline> pipeline = Pipeline::load(settings, problems);
    const Result<MappedFile> file = MappedFile::open(path);
    if (!pipeline || !file) {
        std::fprintf(stderr, "%s\n", to_string(pipeline ? file.error() : pipeline.error()).c_str());
        return 1;
    }
    const Result<std::string> lines = open ? open_pair_features_of(pipeline->event_coder(), std::string(file->bytes()))
                                           : pair_features_of(pipeline->event_coder(), file->bytes(), path);
    if (!lines) {
        std::fprintf(stderr, "%s\n", to_string(lines.error()).c_str());
        return 1;
    }
    std::fputs(lines->c_str(), stdout);
    return 0;
}
