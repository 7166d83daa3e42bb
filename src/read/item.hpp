#pragma once
// One report-to-be, as a file or a file of files gives it, and the readers that give them one after the other.
//
//   Result<std::unique_ptr<ItemReader>> items = open_items("reports.csv.gz", options);
//   while (std::optional<Item> item = (*items)->next())
//       Result<Report> report = read_item(std::move(*item), options);
//
// Readers are cheap and serial; read_item does the work and may run on any thread.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "read/fields.hpp"
#include "read/read.hpp"

namespace px {

struct Item {
    enum class Form : std::uint8_t {
        file,       // `source` is a path; its bytes are read by who reads the item
        document,   // `bytes` are a page, a text, a mail
        json_line,  // `bytes` are a JSON object
        fields,     // `fields` are filled in; `bytes` are what the id is made of
        nothing,    // only `error`
    };
    Form form = Form::file;
    std::string file;    // the path that the user named, or found in a folder the user named
    std::string source;  // that path, "path:12", "bundle.zip/a.html", "crawl.warc.gz@8192"
    std::string bytes;
    ReportFields fields;
    std::string address;  // where it was fetched from, if it was
    std::string seen;     // when, ISO 8601 in UTC; empty if that is not known
    std::string charset;  // as the server said, for documents
    std::string date;     // of publication, ISO 8601, as what stands around a document says; empty if it does not
    std::uint32_t begin_in_file = 0;  // of a document that is a stretch of its file: where, in bytes
    std::string cut_off;              // why the bytes are not all of it; empty if they are
    std::string remark;               // for the user, on how it was found; empty if there is none
    bool is_revisit = false;          // the archive saw at `address` at `seen` what it had seen before
    std::optional<Error> error;       // why there is no report
};

/// How many files were passed over, by the end of their names (".pdf" -> 3).
using PassedOver = std::map<std::string, std::size_t>;

class ItemReader {
  public:
    ItemReader() = default;
    ItemReader(const ItemReader&) = delete;
    ItemReader& operator=(const ItemReader&) = delete;
    virtual ~ItemReader() = default;

    [[nodiscard]] virtual std::optional<Item> next() = 0;
    /// Files inside an archive that are no reports by their names; complete when next() has given nothing.
    [[nodiscard]] virtual const PassedOver& passed_over() const {
        static const PassedOver none;
        return none;
    }
    /// Goes on behind the item with this source whose bytes had this SHA-256, where the form can find it without
    /// reading what stands before; false (and nothing done) where it cannot, or where other bytes stand there now.
    virtual bool go_behind(const std::string& source, const std::string& sha256) {
        (void)source;
        (void)sha256;
        return false;
    }
};

/// How many reports a file holds, as its name says.
enum class Holds : std::uint8_t { one, many, unknown_kind };
[[nodiscard]] Holds what_name_says(std::string_view name);
/// For files found in folders, whose names alone do not say enough: has a table a column for the text, JSON a member
/// for it, is XML news? Looks at the beginning of such files; true for all others.
[[nodiscard]] bool is_worth_reading(const std::string& path, const ReadOptions& options);
/// ".pdf" of "a/b.PDF"; empty if there is no dot.
[[nodiscard]] std::string ending_of(std::string_view name);

/// The reports of one file; "-" is standard input, whose kind is told by its first bytes. Fails if it cannot be opened.
[[nodiscard]] Result<std::unique_ptr<ItemReader>> open_items(const std::string& path, const ReadOptions& options);
/// JSON Lines whatever the name.
[[nodiscard]] Result<std::unique_ptr<ItemReader>> open_json_lines(const std::string& path);

/// Reads the bytes of a file's item into `bytes`, so that they can be hashed; the others are left as they are.
[[nodiscard]] Result<void> load_item(Item& item);
/// The report. Items with an error give that error.
[[nodiscard]] Result<Report> read_item(Item item, const ReadOptions& options);

}  // namespace px
