#include "app/commands.hpp"
#include "app/list.hpp"

namespace px::app {

int run(const EventsOptions& options, const Terminal& terminal) {
    return list_records(options, terminal.colour, list_events, "Next: parallax why ID");
}

}  // namespace px::app
