#include "store/database.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <unordered_map>
#include <utility>
#include <vector>

#include "text/clip.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

/// What SQLite says, in the words of our errors.
Error describe(sqlite3* connection, const std::string& path) {
    const int code = sqlite3_errcode(connection);
    const std::string what = sqlite3_errmsg(connection);
    switch (code & 0xFF) {
        case SQLITE_FULL:
            return {ErrorKind::out_of_space, path, "", "no space left on the disk",
                    "what was reported as done is safe; free some space and run the same command again"};
        case SQLITE_NOTADB:
            return {ErrorKind::malformed, path, "", "not a project file (it is no SQLite database)",
                    "it was not touched; name a project file of Parallax, or a new one"};
        case SQLITE_CORRUPT:
            return {ErrorKind::malformed, path, "", "the project file is damaged: " + what,
                    "go back to a copy of it, or read the reports into a new project file; parallax doctor says more"};
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
            return {ErrorKind::unreadable, path, "", "the project file cannot be opened: " + what,
                    "check that its folder exists and that both may be read and written"};
        case SQLITE_READONLY:
            return {ErrorKind::unwritable, path, "", "the project file cannot be written: " + what,
                    "nothing was changed; check that the file and its folder may be written to"};
        case SQLITE_BUSY:
            return {ErrorKind::unreadable, path, "", "another program is writing to the project file",
                    "try again when it has ended"};
        case SQLITE_IOERR:
            return {ErrorKind::unwritable, path, "", "reading or writing the project file failed: " + what,
                    "what was reported as done is safe; check the disk and run the same command again"};
        default:
            return {ErrorKind::internal, path, "", what,
                    "what was reported as done is safe; parallax doctor checks the file"};
    }
}

/// A writer was killed in the middle of a transaction: whoever opens the file next must undo it, and so must be able to
/// write.
bool must_be_mended(sqlite3* connection) {
    const int code = sqlite3_extended_errcode(connection);
    return code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY || code == SQLITE_READONLY_CANTINIT;
}

}  // namespace

/// Statements that no query uses now, by their words. Words that are made up for one use fill it up once and then find
/// no place any more.
class Query::Idle {
  public:
    Idle() = default;
    Idle(const Idle&) = delete;
    Idle& operator=(const Idle&) = delete;
    ~Idle() {
        for (const auto& [sql, statements] : statements_)
            for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
    }

    sqlite3_stmt* take(const std::string& sql) {
        const auto found = statements_.find(sql);
        if (found == statements_.end() || found->second.empty()) return nullptr;
        sqlite3_stmt* statement = found->second.back();
        found->second.pop_back();
        --count_;
        return statement;
    }

    void give_back(sqlite3_stmt* statement) {
        if (count_ == most_kept) {
            sqlite3_finalize(statement);
            return;
        }
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        statements_[sqlite3_sql(statement)].push_back(statement);
        ++count_;
    }

  private:
    static constexpr std::size_t most_kept = 256;
    std::unordered_map<std::string, std::vector<sqlite3_stmt*>> statements_;
    std::size_t count_ = 0;
};

void Query::GiveBack::operator()(sqlite3_stmt* statement) const {
    if (const auto kept = idle.lock())
        kept->give_back(statement);
    else
        sqlite3_finalize(statement);
}

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Query& Query::bind_bytes(std::string_view bytes) {
    sqlite3_bind_blob64(statement_.get(), next_++, bytes.data() == nullptr ? "" : bytes.data(), bytes.size(),
                        SQLITE_TRANSIENT);
    return *this;
}

Query& Query::bind(std::string_view text) {
    // Names of files may be any bytes; what reads the project file expects UTF-8.
    std::string mended;
    if (find_invalid(text) != text.size()) text = mended = mended_utf8(text);
    sqlite3_bind_text64(statement_.get(), next_++, text.data() == nullptr ? "" : text.data(), text.size(),
                        SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Query& Query::bind(double number) {
    sqlite3_bind_double(statement_.get(), next_++, number);
    return *this;
}

Query& Query::bind_integer(std::int64_t number) {
    sqlite3_bind_int64(statement_.get(), next_++, number);
    return *this;
}

Query& Query::bind_null() {
    sqlite3_bind_null(statement_.get(), next_++);
    return *this;
}

bool Query::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) error_ = describe(sqlite3_db_handle(statement_.get()), file_);
    return false;
}

Result<void> Query::run() {
    while (step()) {
    }
    const std::optional<Error> failure = std::exchange(error_, std::nullopt);  // the next run starts anew
    reset();
    if (failure) return fail(*failure);
    return {};
}

void Query::reset() {
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
    next_ = 1;
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
double Query::real(int column) const { return sqlite3_column_double(statement_.get(), column); }
bool Query::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }
int Query::columns() const { return sqlite3_column_count(statement_.get()); }
std::string Query::column_name(int column) const { return sqlite3_column_name(statement_.get(), column); }

bool Query::is_number(int column) const {
    const int type = sqlite3_column_type(statement_.get(), column);
    return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}

std::string_view Query::view(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string Query::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

Result<Database> Database::open(const std::string& path, Access access) {
    if (std::error_code ignored; access != Access::create && !std::filesystem::exists(path, ignored))
        return fail({ErrorKind::unreadable, path, "", "there is no such project file",
                     "parallax read PATH --into FILE makes one"});
    // SQLite would fail on a folder or a device too, but with words that lead astray.
    if (std::error_code ignored;
        std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored))
        return fail({ErrorKind::unreadable, path, "",
                     std::filesystem::is_directory(path, ignored) ? "this is a folder, expected a project file"
                                                                  : "this is no ordinary file, expected a project file",
                     "it was not touched; name a project file of Parallax, or a new one"});
    const int flags = access == Access::read_only    ? SQLITE_OPEN_READONLY
                      : access == Access::read_write ? SQLITE_OPEN_READWRITE
                                                     : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* connection = nullptr;
    // A connection belongs to one thread, so SQLite need not guard it.
    const int code = sqlite3_open_v2(path.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database;
    database.connection_.reset(connection);
    database.idle_ = std::make_shared<Query::Idle>();
    database.path_ = path;
    if (code != SQLITE_OK) {
        if (connection == nullptr)
            return fail({ErrorKind::internal, path, "", "no memory for SQLite",
                         "end other programs and run the same command again"});
        return fail(describe(connection, path));
    }
    sqlite3_busy_timeout(connection, 10'000);
    // Opening is lazy: the first look finds out whether this is a database at all.
    auto looked = database.execute("SELECT count(*) FROM sqlite_schema");
    if (looked) return database;
    if (access == Access::read_only && must_be_mended(connection)) {
        if (auto mended = open(path, Access::read_write); !mended) return mended;
        return open(path, access);
    }
    return fail(looked.error());
}

Result<void> Database::execute(const std::string& sql) {
    if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return fail(describe(connection_.get(), path_));
    return {};
}

Result<Query> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = idle_->take(std::string(sql));
    if (statement == nullptr && sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                                   SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
        return fail(describe(connection_.get(), path_));
    }
    Query query;
    query.statement_ = {statement, Query::GiveBack{idle_}};
    query.file_ = path_;
    return query;
}

std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(connection_.get()); }

}  // namespace px
