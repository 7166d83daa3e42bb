#pragma once
// Internal to store/: puts the layers of one report into the tables of schema.cpp.

#include <cstdint>
#include <map>
#include <string>

#include "record/accounts.hpp"
#include "store/database.hpp"

namespace px::detail {

/// INSERT statements, prepared once and kept for the life of the connection.
class Inserts {
  public:
    explicit Inserts(Database& database) : database_(&database) {}
    /// The INSERT into `table` with `columns` parameters.
    Result<Query*> into(std::string_view table, int columns);

  private:
    Database* database_;
    std::map<std::string, Query, std::less<>> queries_;
};

Result<void> write_layers(Inserts& inserts, std::int64_t report_row, const CodedReport& coded);

/// One actor of the layers alone.
Result<void> write_actor(Inserts& inserts, std::int64_t report_row, const Layers& layers, std::size_t n);

/// The reverse: fills blocks, origins and layers of a report whose own row was read.
Result<void> read_layers(Database& database, std::int64_t report_row, CodedReport& coded);

}  // namespace px::detail
