#include <csignal>
#include <exception>

#include "app/commands.hpp"
#include "app/common.hpp"
#include "app/exit_codes.hpp"

int main(int argc, char** argv) {
    // A reader that goes away is no error; writes report it and put() ends the program.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        const auto parsed = px::parse_command_line(argc, argv);
        if (const int* code = std::get_if<int>(&parsed)) return *code;
        const auto& line = std::get<px::CommandLine>(parsed);
        return px::app::flush_output(
            std::visit([&](const auto& options) { return px::app::run(options, {line.colour}); }, line.command));
    } catch (const std::exception& error) {
        px::app::say(std::string("parallax: internal error: ") + error.what());
        return px::exit_failed;
    }
}
