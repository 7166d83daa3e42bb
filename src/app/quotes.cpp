#include "app/commands.hpp"
#include "app/list.hpp"

namespace px::app {

int run(const QuotesOptions& options, const Terminal& terminal) {
    return list_records(options, terminal.colour,
                        {list_quotes, {"id", "speaker", "chain", "outlet", "content"}, "Next: parallax why ID"});
}

}  // namespace px::app
