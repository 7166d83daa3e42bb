#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "flow/explain.hpp"
#include "serve/width.hpp"

namespace px::app {

int run(const WhyOptions& options, const Terminal&) {
    Result<ProjectFile> project = ProjectFile::open(options.project, Database::Access::read_only);
    if (!project) return complain(project.error());
    Result<Pipeline> pipeline = load_pipeline();
    if (!pipeline) return complain(pipeline.error());
    const Result<std::string> text = explain(*project, *pipeline, options.id);
    if (!text) {
        const int code = complain(text.error());
        return text.error().kind == ErrorKind::empty ? static_cast<int>(exit_nothing_found) : code;
    }
    put(printable_lines(*text));
    return exit_ok;
}

}  // namespace px::app
