#include "base/result.hpp"

namespace px {

std::string_view to_string(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::usage:
            return "usage";
        case ErrorKind::unreadable:
            return "unreadable";
        case ErrorKind::unwritable:
            return "unwritable";
        case ErrorKind::malformed:
            return "malformed";
        case ErrorKind::unsupported:
            return "unsupported";
        case ErrorKind::empty:
            return "empty";
        case ErrorKind::out_of_space:
            return "out_of_space";
        case ErrorKind::internal:
            return "internal";
    }
    return "internal";
}

std::string to_string(const Error& error) {
    std::string line = error.file;
    if (!error.where.empty()) line += (line.empty() ? "" : ", ") + error.where;
    if (!line.empty()) line += ": ";
    line += error.what;
    if (!error.next.empty()) line += "; " + error.next;
    return line;
}

std::string to_string(const Problem& problem) {
    std::string line = problem.file;
    if (problem.line != 0) line += ":" + std::to_string(problem.line);
    if (problem.column != 0) line += ":" + std::to_string(problem.column);
    line += problem.fatal ? ": " : ": warning: ";
    return line + problem.what;
}

}  // namespace px
