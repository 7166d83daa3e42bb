#include "read/warc.hpp"

#include <doctest/doctest.h>
#include <libdeflate.h>
#include <zstd.h>

#include <cstdlib>
#include <filesystem>
#include <map>

#include "base/hash.hpp"

namespace px {
namespace {

std::string record(const std::string& type, const std::string& uri, const std::string& block,
                   const std::string& more = "") {
    return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + uri +
           "\r\nWARC-Date: 2024-06-12T10:00:00Z\r\n" + more + "Content-Length: " + std::to_string(block.size()) +
           "\r\n\r\n" + block + "\r\n\r\n";
}

std::string page(int number) {
    return "<html><head><title>Talks " + std::to_string(number) +
           "</title></head><body><h1>Talks held</h1><p>Ministers of Chile and Finland met in Oslo on Monday, said "
           "officials of round " +
           std::to_string(number) + ".</p></body></html>";
}

std::string answer(const std::string& body, const std::string& head = "Content-Type: text/html; charset=utf-8\r\n") {
    return "HTTP/1.1 200 OK\r\n" + head + "\r\n" + body;
}

std::string gzip(const std::string& bytes) {
    libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
    std::string out(libdeflate_gzip_compress_bound(compressor, bytes.size()), '\0');
    out.resize(libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size()));
    libdeflate_free_compressor(compressor);
    return out;
}

std::string zstd(const std::string& bytes) {
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
    return out;
}

struct Records {
    std::vector<WarcRecord> all;
    std::vector<std::string> blocks;
    std::vector<std::string> troubles;
};

Records read_all(const std::string& bytes) {
    Records records;
    WarcReader reader(source_in_memory(bytes), "t.warc");
    while (const WarcRecord* one = reader.next()) {
        records.all.push_back(*one);
        records.blocks.emplace_back(one->block);
        if (!one->trouble.empty()) records.troubles.push_back(one->trouble);
        REQUIRE(records.all.size() < 1000);
    }
    return records;
}

TEST_CASE("the same records, plain, gzip and zstd, by record and as a whole") {
    const std::string one = record("response", "<http://a.example/1>", answer(page(1)));
    const std::string two = record("metadata", "http://a.example/1", "x: y");
    for (const std::string& bytes : {one + two, gzip(one) + gzip(two), zstd(one) + zstd(two), gzip(one + two)}) {
        const Records records = read_all(bytes);
        REQUIRE(records.all.size() == 2);
        CHECK(records.troubles.empty());
        CHECK(records.all[0].type() == "response");
        CHECK(records.all[0].target() == "http://a.example/1");
        CHECK(records.blocks[0] == answer(page(1)));
        CHECK(records.blocks[1] == "x: y");
    }
    CHECK(read_all(gzip(one) + gzip(two)).all[1].offset == gzip(one).size());
}

TEST_CASE("line ends of LF only, and no line ends behind the block") {
    const Records records = read_all(
        "WARC/1.0\nWARC-Type: resource\nContent-Length: 3\n\nabcWARC/1.1\nWARC-Type: resource\n"
        "Content-Length: 1\n\nd");
    CHECK(records.blocks == std::vector<std::string>{"abc", "d"});
}

TEST_CASE("damage costs the record that it is in, and is told with its offset") {
    const std::string good = record("response", "http://a.example/1", answer(page(1)));
    SUBCASE("a wrong length in plain form") {
        const Records records = read_all("WARC/1.0\r\nContent-Length: 2\r\n\r\nlonger than that\r\n\r\n" + good);
        REQUIRE(records.all.size() == 3);
        CHECK_FALSE(records.all[1].usable);
        CHECK(records.blocks[2] == answer(page(1)));
    }
    SUBCASE("no length, no number, too large") {
        for (const std::string length : {"", "Content-Length: x\r\n", "Content-Length: 99999999999999999999\r\n"}) {
            const Records records = read_all("WARC/1.0\r\n" + length + "\r\nabc\r\n\r\n" + good);
            REQUIRE(records.all.size() == 2);
            CHECK_FALSE(records.all[0].usable);
        }
        CHECK(read_all("WARC/1.0\r\nContent-Length: 2147483648\r\n\r\nabc").troubles.at(0) ==
              "the record is larger than 64 MiB");
    }
    SUBCASE("a damaged member") {
        std::string damaged = gzip(good);
        damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
        const Records records = read_all(gzip(good) + damaged + gzip(good));
        CHECK(records.blocks.front() == answer(page(1)));
        CHECK(records.blocks.back() == answer(page(1)));
        CHECK(records.all.back().offset == gzip(good).size() + damaged.size());
        CHECK_FALSE(records.troubles.empty());
    }
    SUBCASE("a frame that cannot even begin") {
        const std::string frame = "\x28\xB5\x2F\xFD\xFF\xFF";
        CHECK(read_all(frame).troubles.size() == 1);
        CHECK(read_all(frame + frame + gzip(good)).blocks.back() == answer(page(1)));
        CHECK(read_all("\x1F\x8B\x08\xFF").troubles.size() == 1);
    }
    SUBCASE("cut off") {
        for (std::size_t cut = 0; cut < good.size(); cut += 7) (void)read_all(good.substr(0, cut));
        const std::string packed = gzip(good);
        for (std::size_t cut = 0; cut < packed.size(); cut += 7) (void)read_all(gzip(good) + packed.substr(0, cut));
        CHECK(read_all(good.substr(0, good.size() - 20)).troubles.at(0).starts_with("the record breaks off after"));
    }
    SUBCASE("what is no archive") {
        CHECK(read_all("").all.empty());
        CHECK(read_all("no archive at all").troubles.size() == 1);
        CHECK(read_all("WARC/1.0\r\n" + std::string(3 << 20, 'a')).troubles.size() == 1);
    }
}

TEST_CASE("which records are reports") {
    const std::string archive =
        record("warcinfo", "", "software: x") + record("request", "http://a.example/1", "GET / HTTP/1.1\r\n\r\n") +
        record("response", "http://a.example/1", answer(page(1))) +
        record("response", "http://a.example/2",
               "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + page(2)) +
        record("response", "http://a.example/3.png", answer("\x89PNG", "Content-Type: image/png\r\n")) +
        record("revisit", "http://a.example/1", "") +
        record("response", "http://a.example/4", answer(page(4)), "WARC-Truncated: length\r\n") +
        record("response", "http://a.example/5",
               answer("5\r\n<html\r\n" + std::string("c8\r\n>") + page(5).substr(6, 199) + "\r\n0\r\n\r\n",
                      "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")) +
        record("response", "http://a.example/6",
               answer(gzip(page(6)), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"));
    const auto items = read_warc("t.warc", source_in_memory(archive));
    std::map<std::string, Report> reports;
    std::vector<Error> errors;
    while (auto item = items->next()) {
        if (item->is_revisit) CHECK(item->address == "http://a.example/1");
        CHECK(item->seen == "2024-06-12T10:00:00Z");
        auto report = read_item(std::move(*item), {});
        if (report)
            reports.emplace(report->url, std::move(*report));
        else
            errors.push_back(report.error());
    }
    CHECK(reports.size() == 4);
    CHECK(reports.at("http://a.example/1").headline() == "Talks held");
    CHECK_FALSE(reports.at("http://a.example/1").published.has_value());
    CHECK(reports.at("http://a.example/4").truncated);
    CHECK(reports.at("http://a.example/5").text.find("Chile and Finland") != std::string::npos);
    CHECK(reports.at("http://a.example/6").text.find("round 6") != std::string::npos);
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].kind == ErrorKind::empty);
    CHECK(errors[0].where.starts_with("byte "));
    CHECK(items->passed_over().at("HTTP 404") == 1);
    CHECK(items->passed_over().at("image/png") == 1);
    CHECK(items->passed_over().at("request records") == 1);
}

TEST_CASE("reading goes on behind a record, but not where other bytes stand now") {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "parallax-warc-test.warc.gz";
    std::string bytes;
    for (int i = 0; i < 3; ++i)
        bytes += gzip(record("response", "http://a.example/" + std::to_string(i), answer(page(i))));
    FILE* file = std::fopen(path.c_str(), "wb");
    std::fwrite(bytes.data(), 1, bytes.size(), file);
    std::fclose(file);
    auto first = open_warc(path.string()).value();
    (void)first->next();
    const auto second = first->next();
    auto again = open_warc(path.string()).value();
    CHECK_FALSE(again->go_behind(second->source, sha256_hex("other bytes")));
    CHECK_FALSE(again->go_behind(path.string() + "@1", sha256_hex(second->bytes)));
    REQUIRE(again->go_behind(second->source, sha256_hex(second->bytes)));
    const auto third = again->next();
    REQUIRE(third);
    CHECK(third->address == "http://a.example/2");
    CHECK_FALSE(again->next());
    std::filesystem::remove(path);
}

TEST_CASE("the oddities that other readers collected") {
    const char* shared = std::getenv("PARALLAX_SHARED");
    const std::filesystem::path folder =
        std::filesystem::path(shared != nullptr ? shared : PX_SOURCE_DIR "/../shared") / "data/conformance";
    if (!std::filesystem::exists(folder)) {
        MESSAGE("skipped: needs ../shared");
        return;
    }
    // How many lines of each begin with "WARC/1"; the last one is one gzip member for all. The others must end.
    const std::map<std::string, std::size_t> sound = {{"example.warc", 6},        {"example.warc.gz", 6},
                                                      {"example-digest.warc", 4}, {"example-resource.warc.gz", 3},
                                                      {"post-test.warc.gz", 6},   {"example-iana.org-chunked.warc", 3},
                                                      {"warcfile.warc.gz", 50},   {"example-bad.warc.gz.bad", 6}};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.find(".warc") == std::string::npos) continue;
        WarcReader reader(open_raw(entry.path().string()).value(), name);
        std::size_t good = 0;
        std::size_t bad = 0;
        while (const WarcRecord* one = reader.next()) {
            ++(one->trouble.empty() ? good : bad);
            REQUIRE(good + bad < 10000);
        }
        CAPTURE(name);
        if (const auto known = sound.find(name); known != sound.end()) {
            CHECK(good == known->second);
            CHECK(bad == 0);
        }
    }
}

}  // namespace
}  // namespace px
