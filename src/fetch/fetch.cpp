#include "fetch/fetch.hpp"

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "base/tsv.hpp"
#include "fetch/curl_library.hpp"

namespace px {
namespace {

/// What the callbacks of one transfer write to.
struct Transfer {
    Fetched answer;
    const FetchLimits* limits = nullptr;
    bool too_large = false;
    bool private_refused = false;
    bool answered = false;  // by any server: the first one may lead to a private address
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* to) {
    auto& transfer = *static_cast<Transfer*>(to);
    transfer.too_large = transfer.answer.body.size() + count > transfer.limits->largest_body;
    if (transfer.too_large) return 0;
    transfer.answer.body.append(bytes, count);
    return count;
}

bool starts_like(std::string_view line, std::string_view name) {
    return line.size() >= name.size() && std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) {
               return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
           });
}

std::size_t take_head(char* bytes, std::size_t, std::size_t count, void* to) {
    auto& transfer = *static_cast<Transfer*>(to);
    Fetched& answer = transfer.answer;
    const std::string_view line(bytes, count);
    if (line.starts_with("HTTP/")) {  // a new answer, after a redirect
        transfer.answered = true;
        answer.etag.clear();
        answer.last_modified.clear();
        answer.body.clear();
    }
    const auto value = [&](std::string_view name) { return std::string(trim(line.substr(name.size()))); };
    if (starts_like(line, "etag:")) answer.etag = value("etag:").substr(0, 500);
    if (starts_like(line, "last-modified:")) answer.last_modified = value("last-modified:").substr(0, 100);
    return count;
}

/// The address is looked at when the socket is opened, so names that lead home and redirects to home are caught, too.
curl_socket_t open_socket(void* to, curlsocktype, curl_sockaddr* address) {
    auto& transfer = *static_cast<Transfer*>(to);
    if (!transfer.limits->private_addresses) {
        const bool is_six = address->family == AF_INET6;
        const auto* bytes = is_six ? reinterpret_cast<const unsigned char*>(
                                         &reinterpret_cast<const sockaddr_in6*>(&address->addr)->sin6_addr)
                                   : reinterpret_cast<const unsigned char*>(
                                         &reinterpret_cast<const sockaddr_in*>(&address->addr)->sin_addr);
        if ((address->family != AF_INET && !is_six) || transfer.limits->is_private(bytes, is_six ? 16 : 4)) {
            transfer.private_refused = true;
            return CURL_SOCKET_BAD;
        }
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/// "HTTP 403, the server forbids it": for people who do not know the numbers by heart.
std::string status_words(long status) {
    static constexpr std::array<std::pair<long, std::string_view>, 7> known = {{
        {401, "the server asks for a name and a password"},
        {402, "the server asks for money"},
        {403, "the server forbids it"},
        {404, "there is nothing at this address"},
        {410, "it was taken away for good"},
        {429, "the server asks for fewer visits"},
        {451, "it is withheld for legal reasons"},
    }};
    for (const auto& [number, words] : known)
        if (number == status) return fmt::format("HTTP {}, {}", status, words);
    return fmt::format("HTTP {}{}", status, status >= 500 ? ", the server is in trouble" : "");
}

std::string trouble_of(const Transfer& transfer, CURLcode code, const CurlLibrary& curl) {
    const FetchLimits& limits = *transfer.limits;
    if (transfer.private_refused)
        return fmt::format("{} private; --allow-private would allow it",
                           transfer.answered ? "it leads to an address that is" : "the address is");
    if (transfer.too_large) return fmt::format("the answer is larger than {} MiB", limits.largest_body >> 20U);
    if (code == CURLE_OPERATION_TIMEDOUT) return "the server was too slow";
    if (code == CURLE_TOO_MANY_REDIRECTS) return fmt::format("more than {} redirects", limits.most_redirects);
    if (code != CURLE_OK) return curl.words(code);
    const long status = transfer.answer.status;
    if (status == 304 || (status >= 200 && status < 300)) return {};
    return status_words(status);
}

void set_limits(const CurlLibrary& curl, CURL* handle, const FetchLimits& limits) {
    curl.set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl.set(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl.set(handle, CURLOPT_FOLLOWLOCATION, 1L);
    curl.set(handle, CURLOPT_MAXREDIRS, limits.most_redirects);
    curl.set(handle, CURLOPT_CONNECTTIMEOUT, limits.connect_seconds);
    curl.set(handle, CURLOPT_TIMEOUT, limits.whole_seconds);
    curl.set(handle, CURLOPT_LOW_SPEED_LIMIT, 200L);
    curl.set(handle, CURLOPT_LOW_SPEED_TIME, limits.slow_seconds);
    curl.set(handle, CURLOPT_NOSIGNAL, 1L);
    curl.set(handle, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    curl.set(handle, CURLOPT_USERAGENT, limits.agent.c_str());
    curl.set(handle, CURLOPT_PROXY, "");  // a proxy would hide where the connection goes
}

}  // namespace

Fetched fetch(const FetchQuery& query, const FetchLimits& limits) {
    Transfer transfer;
    transfer.limits = &limits;
    const CurlLibrary* curl = CurlLibrary::load();
    if (curl == nullptr) {
        transfer.answer.trouble = "libcurl is not installed (Debian: libcurl4)";
        return transfer.answer;
    }
    const std::unique_ptr<CURL, decltype(curl->cleanup)> handle(curl->init(), curl->cleanup);
    CURL* easy = handle.get();
    curl_slist* fields = nullptr;
    if (!query.etag.empty()) fields = curl->append(fields, ("If-None-Match: " + query.etag).c_str());
    if (!query.last_modified.empty())
        fields = curl->append(fields, ("If-Modified-Since: " + query.last_modified).c_str());
    const std::unique_ptr<curl_slist, decltype(curl->free_list)> owned(fields, curl->free_list);

    set_limits(*curl, easy, limits);
    curl->set(easy, CURLOPT_URL, query.address.c_str());
    curl->set(easy, CURLOPT_HTTPHEADER, fields);
    curl->set(easy, CURLOPT_WRITEFUNCTION, &take_body);
    curl->set(easy, CURLOPT_WRITEDATA, &transfer);
    curl->set(easy, CURLOPT_HEADERFUNCTION, &take_head);
    curl->set(easy, CURLOPT_HEADERDATA, &transfer);
    curl->set(easy, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    curl->set(easy, CURLOPT_OPENSOCKETDATA, &transfer);
    const CURLcode code = curl->perform(easy);

    Fetched& answer = transfer.answer;
    const char* text = nullptr;
    curl_off_t wait = 0;
    curl->info(easy, CURLINFO_RESPONSE_CODE, &answer.status);
    if (curl->info(easy, CURLINFO_EFFECTIVE_URL, &text) == CURLE_OK && text != nullptr) answer.final_address = text;
    text = nullptr;
    if (curl->info(easy, CURLINFO_CONTENT_TYPE, &text) == CURLE_OK && text != nullptr) answer.content_type = text;
    if (curl->info(easy, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK) answer.retry_after_seconds = static_cast<long>(wait);
    answer.trouble = trouble_of(transfer, code, *curl);
    if (!answer.trouble.empty()) answer.body.clear();
    answer.was_asked = transfer.answered || !transfer.private_refused;
    return answer;
}

bool is_private_address(const unsigned char* address, std::size_t size) {
    if (size == 16) {
        static constexpr unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
        if (std::memcmp(address, mapped, 12) == 0) return is_private_address(address + 12, 4);
        const bool is_zero = std::all_of(address, address + 15, [](unsigned char byte) { return byte == 0; });
        const bool is_nat64 = address[0] == 0 && address[1] == 0x64 && address[2] == 0xFF && address[3] == 0x9B;
        return is_zero || is_nat64 || (address[0] & 0xFEU) == 0xFC || address[0] == 0xFF ||
               (address[0] == 0xFE && (address[1] & 0x80U) != 0) || (address[0] == 0x20 && address[1] == 0x02);
    }
    const unsigned a = address[0];
    const unsigned b = address[1];
    return a == 0 || a == 10 || a == 127 || a >= 224 || (a == 100 && (b & 0xC0U) == 64) || (a == 169 && b == 254) ||
           (a == 172 && (b & 0xF0U) == 16) || (a == 192 && (b == 168 || (b == 0 && address[2] == 0))) ||
           (a == 198 && (b & 0xFEU) == 18);
}

}  // namespace px
