#pragma once
// Ctrl-C and `kill` ask the program to stop at the next sound moment; a second one ends it at once.
//
//   const std::atomic<bool>& stop = stop_on_signals();
//   while (!stop) work();

#include <atomic>

namespace px::app {

/// From now on SIGINT and SIGTERM set the flag that is given.
[[nodiscard]] const std::atomic<bool>& stop_on_signals();

}  // namespace px::app
