#pragma once
// From the paths a user names to single inputs, in an order that depends on nothing but names: files as they are given,
// folders walked in the order of their names, JSON Lines files and standard input line by line.
//
//   Inputs inputs({"corpus/", "more.jsonl", "-"});
//   while (std::optional<ReportInput> input = inputs.next()) ...

#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace px {

struct ReportInput {
    enum class Kind : std::uint8_t { file, whole, json_line, error };
    Kind kind = Kind::file;
    std::string source;          // path, or "path:12" for a line
    std::string bytes;           // of a line, or of standard input as a whole; files are read by who works on them
    std::optional<Error> error;  // a folder that cannot be listed, a line that is too long
};

class Inputs {
  public:
    /// Walks folders at once; reads nothing yet. Hidden files and, inside folders, files whose names do not end like a
    /// report (.html .htm .xhtml .txt .jsonl .ndjson) are passed over and counted.
    explicit Inputs(const std::vector<std::string>& paths);

    /// The lines of one JSON Lines file, whatever its name; "-" = standard input. failure() says if it cannot be
    /// opened.
    [[nodiscard]] static Inputs json_lines(const std::string& path);
    [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

    [[nodiscard]] std::optional<ReportInput> next();

    /// Files found; lines inside JSON Lines files are not known before they are read.
    [[nodiscard]] std::size_t files() const { return files_.size(); }
    [[nodiscard]] bool has_lines() const { return has_lines_; }
    /// How many files in folders were passed over, by the end of their names (".pdf" -> 3).
    [[nodiscard]] const std::map<std::string, std::size_t>& passed_over() const { return passed_over_; }

  private:
    Inputs() = default;
    bool open_lines(const std::string& path);
    void walk(const std::string& path);
    std::optional<ReportInput> next_line();

    std::vector<ReportInput> files_;
    std::map<std::string, std::size_t> passed_over_;
    std::size_t at_ = 0;
    bool has_lines_ = false;
    std::unique_ptr<std::ifstream> lines_file_;
    std::istream* lines_ = nullptr;  // the JSON Lines input that is open
    std::string lines_name_;
    std::uint64_t line_number_ = 0;
    std::optional<Error> failure_;
};

}  // namespace px
