#include "app/interrupt.hpp"

#include <csignal>

namespace px::app {
namespace {

// The one thing that a signal handler may touch, and it can be given nothing: hence global.
std::atomic<bool> stop_wanted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void ask_to_stop(int signal) {
    stop_wanted = true;
    std::signal(signal, SIG_DFL);
}

}  // namespace

const std::atomic<bool>& stop_on_signals() {
    std::signal(SIGINT, ask_to_stop);
    std::signal(SIGTERM, ask_to_stop);
    return stop_wanted;
}

}  // namespace px::app
