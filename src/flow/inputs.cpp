#include "flow/inputs.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "read/read.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_line = 64UL << 20U;

bool is_json_lines(const std::string& path) { return path.ends_with(".jsonl") || path.ends_with(".ndjson"); }

bool looks_like_report(const std::string& ending) {
    constexpr std::array<std::string_view, 6> endings = {".html", ".htm", ".xhtml", ".txt", ".jsonl", ".ndjson"};
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

ReportInput unreadable(const std::string& path, const std::error_code& reason) {
    return {ReportInput::Kind::error, path, "",
            Error{ErrorKind::unreadable, path, "", reason.message(), "the rest goes on"}};
}

/// Reads up to a line end. A line over the limit is skipped to its end and reported by returning false.
bool get_line(std::istream& in, std::string& line) {
    line.clear();
    bool fits = true;
    for (int c = in.get(); c != std::char_traits<char>::eof() && c != '\n'; c = in.get()) {
        if (line.size() < longest_line)
            line += static_cast<char>(c);
        else
            fits = false;
    }
    return fits;
}

/// At most one byte over the limit for a file is read, so that the reader sees that it is too much.
ReportInput whole_standard_input() {
    ReportInput input{ReportInput::Kind::whole, "-", "", std::nullopt};
    std::array<char, 65536> piece{};
    while (input.bytes.size() <= size_limit && std::cin.read(piece.data(), piece.size()).gcount() > 0)
        input.bytes.append(piece.data(), static_cast<std::size_t>(std::cin.gcount()));
    return input;
}

}  // namespace

Inputs::Inputs(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
        std::error_code reason;
        if (path != "-" && fs::is_directory(path, reason)) {
            walk(path);
        } else {
            files_.push_back({ReportInput::Kind::file, path, "", std::nullopt});
        }
    }
    has_lines_ = std::any_of(files_.begin(), files_.end(),
                             [](const ReportInput& i) { return i.source == "-" || is_json_lines(i.source); });
}

void Inputs::walk(const std::string& path) {
    std::error_code reason;
    std::vector<fs::directory_entry> entries;
    for (auto it = fs::directory_iterator(path, reason); !reason && it != fs::directory_iterator();
         it.increment(reason))
        entries.push_back(*it);
    if (reason) files_.push_back(unreadable(path, reason));
    std::sort(entries.begin(), entries.end());

    for (const fs::directory_entry& entry : entries) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('.')) continue;
        std::error_code ignored;
        if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) {
            walk(entry.path().string());
        } else if (const std::string ending = lower_ascii(entry.path().extension().string());
                   looks_like_report(ending)) {
            files_.push_back({ReportInput::Kind::file, entry.path().string(), "", std::nullopt});
        } else {
            ++passed_over_[ending];
        }
    }
}

std::optional<ReportInput> Inputs::next() {
    for (;;) {
        if (lines_ != nullptr) {
            if (std::optional<ReportInput> line = next_line()) return line;
        }
        if (at_ == files_.size()) return std::nullopt;
        ReportInput input = files_[at_++];
        if (input.kind != ReportInput::Kind::file) return input;
        // JSON Lines begin with an object; anything else on standard input is one report.
        if (input.source == "-" && std::cin.peek() != '{') return whole_standard_input();
        if (input.source != "-" && !is_json_lines(input.source)) return input;
        if (!open_lines(input.source)) return ReportInput{ReportInput::Kind::error, input.source, "", failure_};
    }
}

Inputs Inputs::json_lines(const std::string& path) {
    Inputs inputs;
    inputs.has_lines_ = true;
    inputs.open_lines(path);
    return inputs;
}

bool Inputs::open_lines(const std::string& path) {
    lines_name_ = path;
    line_number_ = 0;
    if (path == "-") {
        lines_ = &std::cin;
        return true;
    }
    lines_file_ = std::make_unique<std::ifstream>(path, std::ios::binary);
    if (!*lines_file_) {
        failure_ = Error{ErrorKind::unreadable, path, "", std::strerror(errno), "the rest goes on"};
        return false;
    }
    lines_ = lines_file_.get();
    return true;
}

std::optional<ReportInput> Inputs::next_line() {
    std::string line;
    while (lines_->peek() != std::char_traits<char>::eof()) {
        const bool fits = get_line(*lines_, line);
        const std::string source = lines_name_ + ":" + std::to_string(++line_number_);
        if (!fits) {
            return ReportInput{ReportInput::Kind::error, source, "",
                               Error{ErrorKind::out_of_space, lines_name_, "line " + std::to_string(line_number_),
                                     "the line is longer than 64 MiB", "the line is left out"}};
        }
        const bool blank = line.find_first_not_of(" \t\r") == std::string::npos;
        if (!blank) return ReportInput{ReportInput::Kind::json_line, source, std::move(line), std::nullopt};
    }
    lines_ = nullptr;
    lines_file_.reset();
    return std::nullopt;
}

}  // namespace px
