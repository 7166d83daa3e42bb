#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"
#include "resolve/describe_actor.hpp"
#include "resolve/dictionaries.hpp"

namespace px::app {

int run(const ActorOptions& options, const Terminal&) {
    const Settings settings = Settings::installed();
    std::vector<Problem> problems;
    const auto dictionaries = Dictionaries::load(settings.data_dir, settings.overlay_dir, problems);
    if (!dictionaries) return complain(dictionaries.error());
    say_problems(problems);
    const auto day = options.at ? std::optional(options.at->day) : std::nullopt;
    const std::vector<ActorCard> cards = describe_actor(*dictionaries, options.name, day);
    for (const ActorCard& card : cards) {
        std::string text = card.actor.name + (card.actor.code.empty() ? "" : "  " + card.actor.code) + "\n";
        for (const std::string& line : card.lines) text += "  " + line + "\n";
        put(text);
    }
    if (!cards.empty()) return exit_ok;
    say("parallax: nothing is known of '" + options.name +
        "'; docs/dictionaries.md says how to add to the dictionaries");
    return exit_nothing_found;
}

}  // namespace px::app
