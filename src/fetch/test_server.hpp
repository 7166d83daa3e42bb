#pragma once
// Internal to tests: answers to HTTP at a loopback address of this machine, from a fixed table.
//
//   TestServer server("127.0.0.1", {{"/feed", {"application/rss+xml", "<rss/>"}}});
//   server.redirect("/old", "http://127.0.0.2/");
//   fetch({server.base() + "/feed", "", ""}, limits);

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <string>
#include <thread>
#include <utility>

namespace px::testing {

class TestServer {
  public:
    struct Page {
        std::string content_type;
        std::string body;
    };

    TestServer(const char* host, std::map<std::string, Page> pages)
        : pages_(std::move(pages)), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        inet_pton(AF_INET, host, &address.sin_addr);
        socklen_t size = sizeof address;
        auto* plain = reinterpret_cast<sockaddr*>(&address);
        if (::bind(socket_, plain, size) == 0 && ::listen(socket_, 16) == 0 &&
            ::getsockname(socket_, plain, &size) == 0)
            base_ = std::string("http://") + host + ":" + std::to_string(ntohs(address.sin_port));
        thread_ = std::thread([this] { serve(); });
    }
    ~TestServer() {
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
    }
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    /// Empty if no address could be had.
    [[nodiscard]] const std::string& base() const { return base_; }
    [[nodiscard]] int asked() const { return asked_; }
    /// To be called before the first visit.
    void add(const std::string& path, Page page) { pages_[path] = std::move(page); }
    void redirect(const std::string& path, const std::string& to) { leads_to_[path] = to; }

  private:
    void serve() {
        for (int visitor = ::accept(socket_, nullptr, nullptr); visitor >= 0;
             visitor = ::accept(socket_, nullptr, nullptr)) {
            answer(visitor);
            ::close(visitor);
        }
    }

    void answer(int visitor) {
        ++asked_;
        std::string query;
        char bytes[4096];
        while (query.find("\r\n\r\n") == std::string::npos) {
            const ssize_t count = ::read(visitor, bytes, sizeof bytes);
            if (count <= 0) return;
            query.append(bytes, static_cast<std::size_t>(count));
        }
        const std::size_t begin = query.find(' ') + 1;
        const std::string path = query.substr(begin, query.find(' ', begin) - begin);
        std::string out = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n";
        if (const auto lead = leads_to_.find(path); lead != leads_to_.end())
            out = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + lead->second + "\r\n";
        std::string body;
        if (const auto page = pages_.find(path); page != pages_.end()) {
            body = page->second.body;
            out = "HTTP/1.1 200 OK\r\nContent-Type: " + page->second.content_type +
                  "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
        }
        out += "Connection: close\r\n\r\n" + body;
        for (std::size_t sent = 0; sent < out.size();) {
            const ssize_t count = ::send(visitor, out.data() + sent, out.size() - sent, MSG_NOSIGNAL);
            if (count <= 0) return;
            sent += static_cast<std::size_t>(count);
        }
    }

    std::map<std::string, Page> pages_;
    std::map<std::string, std::string> leads_to_;
    std::string base_;
    int socket_;
    std::atomic<int> asked_ = 0;
    std::thread thread_;
};

}  // namespace px::testing
