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
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace px {

/// What the workers and the one who takes share; used through in_order().
template <typename Item, typename Output>
class OrderedWork {
  public:
    explicit OrderedWork(int threads) : window_(4 * static_cast<std::size_t>(threads)), running_(threads) {}

    /// One worker: fetches and works until there is nothing left.
    template <typename Next, typename Work>
    void fetch_and_work(Next& next, Work& work, int number) {
        std::unique_lock lock(mutex_);
        try {
            while (std::optional<Item> item = fetch(lock, next)) {
                const std::size_t place = fetched_++;
                lock.unlock();
                Output output = work(std::move(*item), number);
                lock.lock();
                done_.emplace(place, std::move(output));
                progress_.notify_one();
            }
        } catch (...) {
            if (!lock.owns_lock()) lock.lock();
            if (!failure_) failure_ = std::current_exception();
            fetch_no_more();
        }
        --running_;
        progress_.notify_one();
    }

    /// So many workers could not be started.
    void do_without(int workers) {
        const std::lock_guard lock(mutex_);
        running_ -= workers;
    }

    /// Takes results in the order of their items until all are taken, `take` wants no more, or something failed.
    template <typename Take>
    void hand_over(Take& take) {
        std::unique_lock lock(mutex_);
        for (bool go_on = true; go_on;) {
            progress_.wait(lock, [&] { return running_ == 0 || done_.contains(taken_); });
            auto ready = done_.extract(taken_);
            if (ready.empty() || failure_) break;
            lock.unlock();
            std::exception_ptr failure;
            try {
                go_on = take(std::move(ready.mapped()));
            } catch (...) {
                failure = std::current_exception();
                go_on = false;
            }
            lock.lock();
            if (failure) failure_ = failure;
            ++taken_;
            room_.notify_all();
        }
        fetch_no_more();
    }

    void rethrow_failure() const {
        if (failure_) std::rethrow_exception(failure_);
    }

  private:
    template <typename Next>
    std::optional<Item> fetch(std::unique_lock<std::mutex>& lock, Next& next) {
        room_.wait(lock, [&] { return exhausted_ || fetched_ - taken_ < window_; });
        if (exhausted_) return std::nullopt;
        std::optional<Item> item = next();
        if (!item) fetch_no_more();
        return item;
    }

    void fetch_no_more() {
        exhausted_ = true;
        room_.notify_all();
    }

    const std::size_t window_;
    std::mutex mutex_;
    std::condition_variable room_;      // an item may be fetched
    std::condition_variable progress_;  // a result is there, or a worker ended
    std::map<std::size_t, Output> done_;
    std::size_t fetched_ = 0;
    std::size_t taken_ = 0;
    int running_;
    bool exhausted_ = false;
    std::exception_ptr failure_;
};

template <typename Item, typename Output, typename Next, typename Work, typename Take>
void in_order(int threads, Next next, Work work, Take take) {
    OrderedWork<Item, Output> shared(threads);
    {
        std::vector<std::jthread> pool;  // joins at the end of this scope
        for (int i = 0; i < threads; ++i) {
            try {
                pool.emplace_back([&, i] { shared.fetch_and_work(next, work, i); });
            } catch (const std::system_error&) {  // the machine gives no more threads: those there are do the work
                if (i == 0) throw;
                shared.do_without(threads - i);
                break;
            }
        }
        shared.hand_over(take);
    }
    shared.rethrow_failure();
}

}  // namespace px
