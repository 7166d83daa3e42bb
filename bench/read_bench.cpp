// Throughput of a web archive to records, in uncompressed bytes: PARALLAX_WARC=crawl.warc.gz read_bench
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "read/warc.hpp"

namespace {

void warc_records(benchmark::State& state) {
    const char* path = std::getenv("PARALLAX_WARC");
    if (path == nullptr) {
        state.SkipWithError("set PARALLAX_WARC to a web archive");
        return;
    }
    std::int64_t records = 0;
    std::int64_t bytes = 0;
    for (auto _ : state) {
        auto file = px::open_raw(path);
        if (!file) {
            state.SkipWithError("the archive cannot be opened");
            return;
        }
        px::WarcReader reader(std::move(*file), path);
        while (const px::WarcRecord* record = reader.next()) {
            bytes += static_cast<std::int64_t>(record->block.size());
            ++records;
        }
    }
    state.SetItemsProcessed(records);
    state.SetBytesProcessed(bytes);
}
BENCHMARK(warc_records)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
