#pragma once
// A thin layer over SQLite's C interface: a connection, prepared queries, errors as values. Not thread-safe; one
// connection belongs to one thread.
//
//   Result<Database> database = Database::open("corpus.plx", Database::Access::read_only);
//   Result<Query> query = database->prepare("SELECT text FROM document WHERE id = ?");
//   query->bind(7);
//   while (query->step()) use(query->text(0));
//   if (query->error()) return fail(*query->error());
//
// What was prepared once stays prepared: a query that goes out of scope gives its statement back to the connection, and
// the next query of the same words takes it.

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace px {

class Query {
  public:
    Query() = default;

    /// Binds the next parameter, from the left.
    Query& bind(std::string_view text);
    Query& bind(std::integral auto number) { return bind_integer(static_cast<std::int64_t>(number)); }
    Query& bind(double number);
    /// Binds bytes that are no text.
    Query& bind_bytes(std::string_view bytes);
    Query& bind_null();
    template <typename T>
    Query& bind(const std::optional<T>& value) {
        return value ? bind(*value) : bind_null();
    }

    /// True while there is a row. Afterwards error() tells whether it ended well.
    [[nodiscard]] bool step();
    /// Runs a query without rows and makes it ready to be bound again.
    Result<void> run();
    /// Ready to be bound again.
    void reset();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::string bytes(int column) const { return std::string(view(column)); }
    /// The bytes themselves, until the next step or reset.
    [[nodiscard]] std::string_view view(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    /// SQLite's own type: whether a column holds a number (for JSON output).
    [[nodiscard]] bool is_number(int column) const;
    [[nodiscard]] int columns() const;
    [[nodiscard]] std::string column_name(int column) const;
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  private:
    friend class Database;
    class Idle;
    struct GiveBack {
        void operator()(sqlite3_stmt* statement) const;
        std::weak_ptr<Idle> idle;
    };
    Query& bind_integer(std::int64_t number);

    std::unique_ptr<sqlite3_stmt, GiveBack> statement_;
    std::string file_;
    std::optional<Error> error_;
    int next_ = 1;
};

class Database {
  public:
    enum class Access : std::uint8_t { read_only, read_write, create };

    /// Fails if the file cannot be opened or is no SQLite database.
    [[nodiscard]] static Result<Database> open(const std::string& path, Access access);

    Result<void> execute(const std::string& sql);
    Result<Query> prepare(std::string_view sql);
    [[nodiscard]] std::int64_t last_row() const;
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    std::unique_ptr<sqlite3, Close> connection_;
    std::shared_ptr<Query::Idle> idle_;  // goes before the connection
    std::string path_;
};

}  // namespace px
