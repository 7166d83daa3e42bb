#pragma once
// One answer from the web, by libcurl: http and https only, certificates checked, redirects, time and size limited,
// compressed bodies undone (the limit counts what comes out), no private addresses unless they are allowed.
//
//   FetchLimits limits;
//   Fetched answer = fetch({"https://a.example/feed.xml", etag, last_modified}, limits);
//   if (answer.status == 304) ...; else if (answer.trouble.empty()) use(answer.body);
//
// The one room that talks to the network. Nothing but `parallax watch` uses it.

#include <cstddef>
#include <string>

namespace px {

/// Is this an address that a stranger's feed must not lead to (RFC 6890)? `address` is in network form, 4 or 16 bytes.
[[nodiscard]] bool is_private_address(const unsigned char* address, std::size_t size);

struct FetchLimits {
    long connect_seconds = 10;
    long whole_seconds = 60;
    long slow_seconds = 15;                             // slower than 200 bytes a second for so long is given up
    std::size_t largest_body = std::size_t{16} << 20U;  // bytes, after decompression
    long most_redirects = 5;
    bool private_addresses = false;  // loopback, local networks, link-local and the like
    bool (*is_private)(const unsigned char* address, std::size_t size) = &is_private_address;
    std::string agent = "parallax";
};

struct FetchQuery {
    std::string address;
    std::string etag;           // of the copy that is held; empty if none is
    std::string last_modified;  // the same
};

struct Fetched {
    long status = 0;      // HTTP; 0 if there was no answer
    std::string trouble;  // why `body` is of no use, for people and for the project file; empty for 2xx and 304
    std::string body;
    std::string final_address;  // after redirects
    std::string content_type;   // as stated
    std::string etag;
    std::string last_modified;
    long retry_after_seconds = 0;
    bool was_asked = true;  // false: our own settings forbade the visit before any server answered: none needs rest
};

[[nodiscard]] Fetched fetch(const FetchQuery& query, const FetchLimits& limits);

}  // namespace px
