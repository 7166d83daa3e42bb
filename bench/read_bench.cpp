// Throughput of a web archive to records, in uncompressed bytes, and of pages to reports, without scoring or coding:
//   PARALLAX_WARC=crawl.warc.gz PARALLAX_PAGES=folder read_bench
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>

#include "read/read.hpp"
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

void pages_to_reports(benchmark::State& state) {
    const char* folder = std::getenv("PARALLAX_PAGES");
    if (folder == nullptr) {
        state.SkipWithError("set PARALLAX_PAGES to a folder of .html files");
        return;
    }
    std::vector<std::string> pages;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".html")
            if (auto bytes = px::read_bytes(entry.path().string())) pages.push_back(std::move(*bytes));
    std::int64_t read = 0;
    std::int64_t bytes = 0;
    for (auto _ : state)
        for (const std::string& page : pages) {
            benchmark::DoNotOptimize(px::read_report(page, "page.html", {}));
            bytes += static_cast<std::int64_t>(page.size());
            ++read;
        }
    state.SetItemsProcessed(read);
    state.SetBytesProcessed(bytes);
}
BENCHMARK(pages_to_reports)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
