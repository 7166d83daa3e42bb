#pragma once
// What a user can ask for, one plain struct per subcommand. command_line.cpp fills them in and checks them; the
// subcommands read them. This is the only knowledge that the two share.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "code/like.hpp"
#include "flow/read_into.hpp"
#include "record/report.hpp"
#include "store/listing.hpp"

namespace px {

enum class Form : std::uint8_t { automatic, tsv, csv, json, json_lines };

struct CompareOptions {
    std::vector<std::string> paths;
    Given given;
    std::string html;  // write the page here
    bool json = false;
    int width = 0;            // 0 = the terminal's
    bool rules_only = false;  // events without the learned layer
};

struct ReadCommandOptions {
    std::vector<std::string> paths;
    std::string project;
    Given given;
    int threads = 0;  // 0 = as many as there are cores
    bool quiet = false;
    bool rules_only = false;  // events without the learned layer
};

/// What records to list, and how.
struct ListOptions {
    std::string project;
    std::string run;
    ListFilter filter;
    Form form = Form::automatic;
};

struct EventsOptions : ListOptions {
    std::optional<LikeForm> like;  // instead of a list: the run's events in the columns of another data set
};
struct QuotesOptions : ListOptions {};
struct StoriesOptions : ListOptions {};

struct StoryCommandOptions {
    std::string project;
    std::string run;
    std::string id;
    std::string html;
    bool json = false;
    int width = 0;
};

struct WhyOptions {
    std::string project;
    std::string id;
};

struct CodeOptions {
    std::string path = "-";
    Given given;
    int threads = 0;
    bool trees = true;
    bool rules_only = false;       // events without the learned layer
    std::optional<LikeForm> like;  // instead of records: events in the columns of another data set
    std::string explain;           // instead: this text's events and why
};

struct AnnotateOptions {
    std::string path = "-";
};

struct LintOptions {
    std::string folder;                 // empty: the program's own data
    std::vector<std::string> coverage;  // instead: which rules fire on these files
};

struct EvalOptions {
    std::string task;
    std::string file;
    std::string predictions;
    bool rules_only = false;  // events without the learned layer
};

struct DoctorOptions {
    std::string project;
};

struct DiffOptions {
    std::string project;
    std::string run;
    std::string id;
    bool json = false;
};

struct WatchOptions {
    std::string list;
    std::string project;
    Given given;
    bool once = false;
    bool private_addresses = false;
    int minutes = 30;
    long timeout = 60;
    double seconds_between = 2;
    std::size_t most_pages = 30;
};

struct ActorOptions {
    std::string name;
    std::optional<PublicationTime> at;
};

using Command = std::variant<CompareOptions, ReadCommandOptions, EventsOptions, QuotesOptions, StoriesOptions,
                             StoryCommandOptions, WhyOptions, CodeOptions, AnnotateOptions, LintOptions, EvalOptions,
                             DoctorOptions, ActorOptions, DiffOptions, WatchOptions>;

struct CommandLine {
    Command command;
    bool colour = false;
};

/// Either what is asked for, or the exit code after help, the version or a complaint was printed.
[[nodiscard]] std::variant<CommandLine, int> parse_command_line(int argc, char** argv);

}  // namespace px
