#pragma once
// From the paths a user names to single reports-to-be, in an order that depends on nothing but names: files as they are
// given, folders walked in the order of their names, files of files (JSON Lines, tables, archives) one item at a time.
//
//   Inputs inputs({"corpus/", "more.jsonl", "-"}, options);
//   while (std::optional<Item> item = inputs.next()) ...

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "read/item.hpp"

namespace px {

class Inputs {
  public:
    /// Walks folders at once; reads nothing yet. Hidden files and, inside folders, files whose names do not end like
    /// something that holds reports, and tables, JSON and XML without news in them, are passed over and counted.
    explicit Inputs(const std::vector<std::string>& paths, ReadOptions options = {});

    /// An item of a file that was dealt with before, and the hash of its bytes.
    struct Mark {
        std::string source;
        std::string sha256;
    };
    /// Where reading of a file goes on, for files that can do that (web archives): behind this item.
    void go_behind(std::map<std::string, Mark> marks) { marks_ = std::move(marks); }
    /// Files that went on behind a mark, with that mark's source.
    [[nodiscard]] const std::vector<std::string>& gone_on() const { return gone_on_; }

    [[nodiscard]] std::optional<Item> next();

    /// Files found; how many reports files of files hold is not known before they are read.
    [[nodiscard]] std::size_t files() const { return files_.size(); }
    [[nodiscard]] bool has_files_of_files() const { return has_files_of_files_; }
    [[nodiscard]] const PassedOver& passed_over() const { return passed_over_; }

  private:
    void walk(const std::string& path);

    ReadOptions options_;
    std::vector<Item> files_;  // path in `file`, or an error
    PassedOver passed_over_;
    std::size_t at_ = 0;
    bool has_files_of_files_ = false;
    std::map<std::string, Mark> marks_;
    std::vector<std::string> gone_on_;
    std::unique_ptr<ItemReader> reader_;  // of files_[at_ - 1]
};

}  // namespace px
