#pragma once
// Work on many threads, results in the order of the input. The order of what comes out depends on nothing but the
// input: one thread or ten give the same.
//
//   in_order<std::string, CodedReport>(
//       threads,
//       [&]() -> std::optional<std::string> { return next_path(); },          // called by one thread at a time
//       [&](std::string path, int worker) { return code(path, scratch[worker]); },   // called by many
//       [&](CodedReport coded) { return keep(coded); });                      // called by the calling thread, in order
//
// `take` returns false to stop early. An exception thrown by any of the three ends the work and is thrown on to the
// caller. At most 4 items per thread are under way, so memory does not grow with the input.

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace px {

template <typename Item, typename Output, typename Next, typename Work, typename Take>
void in_order(int threads, Next next, Work work, Take take) {
    struct Shared {
        std::mutex mutex;
        std::condition_variable room;      // an item may be fetched
        std::condition_variable progress;  // a result is there, or a worker ended
        std::map<std::size_t, Output> done;
        std::size_t fetched = 0;
        std::size_t taken = 0;
        int running = 0;
        bool exhausted = false;
        std::exception_ptr failure;
    } shared;
    const std::size_t window = 4 * static_cast<std::size_t>(threads);

    const auto worker = [&](int number) {
        std::unique_lock lock(shared.mutex);
        try {
            for (;;) {
                shared.room.wait(lock, [&] { return shared.exhausted || shared.fetched - shared.taken < window; });
                if (shared.exhausted) break;
                std::optional<Item> item = next();
                if (!item) {
                    shared.exhausted = true;
                    shared.room.notify_all();
                    break;
                }
                const std::size_t place = shared.fetched++;
                lock.unlock();
                Output output = work(std::move(*item), number);
                lock.lock();
                shared.done.emplace(place, std::move(output));
                shared.progress.notify_one();
            }
        } catch (...) {
            if (!lock.owns_lock()) lock.lock();
            if (!shared.failure) shared.failure = std::current_exception();
            shared.exhausted = true;
            shared.room.notify_all();
        }
        --shared.running;
        shared.progress.notify_one();
    };

    std::vector<std::jthread> pool;
    shared.running = threads;
    for (int i = 0; i < threads; ++i) pool.emplace_back(worker, i);

    std::unique_lock lock(shared.mutex);
    for (;;) {
        shared.progress.wait(lock, [&] { return shared.running == 0 || shared.done.contains(shared.taken); });
        auto ready = shared.done.extract(shared.taken);
        if (ready.empty() || shared.failure) break;
        lock.unlock();
        bool go_on = false;
        std::exception_ptr failure;
        try {
            go_on = take(std::move(ready.mapped()));
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        ++shared.taken;
        shared.room.notify_all();
        if (!go_on) {
            if (failure) shared.failure = failure;
            break;
        }
    }
    shared.exhausted = true;
    shared.room.notify_all();
    lock.unlock();
    pool.clear();  // joins
    if (shared.failure) std::rethrow_exception(shared.failure);
}

}  // namespace px
