#include "app/commands.hpp"
#include "app/list.hpp"

namespace px::app {

int run(const StoriesOptions& options, const Terminal& terminal) {
    return list_records(options, terminal.colour, {list_stories, {}, "Next: parallax story ID"});
}

}  // namespace px::app
