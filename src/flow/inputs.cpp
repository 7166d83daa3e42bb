#include "flow/inputs.hpp"

#include <algorithm>
#include <filesystem>

namespace px {
namespace {

namespace fs = std::filesystem;

Item error_item(const std::string& path, Error error) {
    Item item;
    item.form = Item::Form::nothing;
    item.file = path;
    item.source = path;
    item.error = std::move(error);
    return item;
}

Item file_item(const std::string& path) {
    Item item;
    item.file = path;
    item.source = path;
    return item;
}

}  // namespace

Inputs::Inputs(const std::vector<std::string>& paths, ReadOptions options) : options_(std::move(options)) {
    for (const std::string& path : paths) {
        std::error_code reason;
        if (path != "-" && fs::is_directory(path, reason)) {
            walk(path);
        } else {
            files_.push_back(file_item(path));
        }
    }
    has_files_of_files_ = std::any_of(files_.begin(), files_.end(),
                                      [](const Item& file) { return what_name_says(file.file) != Holds::one; });
}

void Inputs::walk(const std::string& path) {
    std::error_code reason;
    std::vector<fs::directory_entry> entries;
    for (auto it = fs::directory_iterator(path, reason); !reason && it != fs::directory_iterator();
         it.increment(reason))
        entries.push_back(*it);
    if (reason)
        files_.push_back(error_item(path, {ErrorKind::unreadable, path, "", reason.message(), "the rest goes on"}));
    std::sort(entries.begin(), entries.end());

    for (const fs::directory_entry& entry : entries) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('.')) continue;
        std::error_code ignored;
        if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) {
            walk(entry.path().string());
        } else if (entry.is_regular_file(ignored) && what_name_says(name) != Holds::unknown_kind &&
                   is_worth_reading(entry.path().string(), options_)) {
            files_.push_back(file_item(entry.path().string()));
        } else {
            ++passed_over_[ending_of(name)];
        }
    }
}

std::optional<Item> Inputs::next() {
    while (true) {
        if (reader_) {
            if (std::optional<Item> item = reader_->next()) {
                item->file = files_[at_ - 1].file;
                return item;
            }
            for (const auto& [ending, count] : reader_->passed_over()) passed_over_[ending] += count;
            reader_.reset();
        }
        if (at_ == files_.size()) return std::nullopt;
        const Item& file = files_[at_++];
        if (file.error) return file;
        Result<std::unique_ptr<ItemReader>> reader = open_items(file.file, options_);
        if (!reader) return error_item(file.file, reader.error());
        reader_ = std::move(*reader);
        if (const auto mark = marks_.find(file.file); mark != marks_.end())
            if (reader_->go_behind(mark->second.source, mark->second.sha256)) gone_on_.push_back(mark->second.source);
    }
}

}  // namespace px
