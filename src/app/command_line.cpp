// The command line, and nothing else: the one translation unit that knows CLI11.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>

#include "app/exit_codes.hpp"
#include "app/options.hpp"
#include "flow/pipeline.hpp"
#include "read/language.hpp"

namespace px {
namespace {

constexpr const char* examples = R"(Examples:
  parallax compare express.txt globaltimes.txt        two reports side by side
  parallax compare a.html b.html --html page.html     the same as a page
  parallax read corpus/ --into corpus.plx             read a folder into a project file
  parallax events --actor PRK --code 04               consultations with North Korea
  parallax quotes --speaker Putin                     who is quoted, through whom
  parallax stories --split                            stories whose accounts differ
  parallax why s1f09ab34cd                            why a record says what it says
  parallax code < reports.jsonl > records.jsonl       one JSON line in, one out
)";

/// Option texts that several subcommands share.
class Builder {
  public:
    explicit Builder(CLI::App& app) : app_(app) {}

    CLI::App* add(const char* name, const char* what, const char* example) {
        CLI::App* command = app_.add_subcommand(name, what);
        command->footer(std::string("Example:\n  ") + example);
        return command;
    }

    static void project(CLI::App* command, std::string& project) {
        command->add_option("-p,--project", project, "project file")
            ->envname("PARALLAX_PROJECT")
            ->capture_default_str();
    }

    static void into(CLI::App* command, std::string& project) {
        command->add_option("--into", project, "project file, made if there is none")
            ->envname("PARALLAX_PROJECT")
            ->capture_default_str();
    }

    void given(CLI::App* command, Given& given) {
        command
            ->add_option("--date", dates_,
                         "publication date, for all inputs (2019-04-25) or for one (a.txt=2019-04-25)")
            ->each([&given](const std::string& value) { take_date(value, given); });
        command->add_option("--outlet", outlets_, "who published it, for all inputs (NAME) or for one (a.txt=NAME)")
            ->each([&given](const std::string& value) { take_outlet(value, given); });
        command
            ->add_option("--lang", given.all.language, "language of all inputs, ISO 639-1; otherwise it is recognised")
            ->transform(CLI::Validator(language, ""));
    }

    static void fields(CLI::App* command, Given& given) {
        command
            ->add_option("--fields",
                         "which columns or members hold what: text=body,date=published; fields are id, text, "
                         "html, title, date, updated, outlet, agency, section, url, lang, authors")
            ->type_name("TEXT")
            ->each([&given](const std::string& value) {
                const auto map = parse_field_map(value);
                if (!map) throw CLI::ValidationError(map.error().what + "; " + map.error().next);
                given.all.fields = *map;
            });
    }

    static void threads(CLI::App* command, int& threads) {
        command->add_option("-j,--threads", threads, "threads; the result is the same with any number")
            ->check(CLI::Range(1, 256));
    }

    static void rules_only(CLI::App* command, bool& rules_only) {
        command->add_flag("--rules-only", rules_only, "events by the rules alone, without the learned layer");
    }

    static void like(CLI::App* command, std::optional<LikeForm>& form) {
        command
            ->add_option_function<std::string>(
                "--like", [&form](const std::string& name) { form = like_form(name); },
                "events in the columns of another data set: gdelt2, icews, polecat, phoenix or petrarch2")
            ->check(CLI::IsMember({"gdelt2", "icews", "polecat", "phoenix", "petrarch2"}));
    }

    static void list(CLI::App* command, ListOptions& options) {
        ListFilter& filter = options.filter;
        project(command, options.project);
        command->add_option("--run", options.run, "a run by the beginning of its fingerprint; otherwise the newest");
        command->add_option("--outlet", filter.outlet, "only reports of this outlet");
        command->add_option("--report", filter.report, "only this report (its id)");
        command->add_option("--since", filter.since, "only reports published on or after this date")->check(iso_date);
        command->add_option("--until", filter.until, "only reports published on or before this date")->check(iso_date);
        command->add_option("-n,--limit", filter.limit, "at most so many rows")->check(CLI::Range(1, 1'000'000'000));
        auto* forms = command->add_option_group("form");
        forms->add_flag_callback("--json", [&options] { options.form = Form::json; }, "one JSON array");
        forms->add_flag_callback("--jsonl", [&options] { options.form = Form::json_lines; }, "one JSON object a line");
        forms->add_flag_callback(
            "--csv", [&options] { options.form = Form::csv; }, "comma-separated values (RFC 4180)");
        forms->add_flag_callback(
            "--tsv", [&options] { options.form = Form::tsv; }, "tab-separated values, as in a pipe");
        forms->require_option(0, 1);
    }

    static std::string dyad(const std::string& value) {
        return std::ranges::count(value, ':') == 1 ? ""
                                                   : "'" + value + "' names no two sides; expected the form PRK:RUS";
    }

  private:
    static std::string language(std::string& value) {
        const std::string code = language_code(value);
        if (code.empty()) return "'" + value + "' is no language; expected its code, such as en";
        value = code;
        return "";
    }

    static std::string iso_date(const std::string& value) {
        return PublicationTime::parse(value, "") ? "" : "'" + value + "' is no date; expected the form 2019-04-25";
    }

    static std::pair<std::string, std::string> split_assignment(const std::string& value) {
        const std::size_t equals = value.rfind('=');
        if (equals == std::string::npos) return {"", value};
        return {value.substr(0, equals), value.substr(equals + 1)};
    }

    static std::string twice_for_all(const std::string& option) {
        return "given twice for all inputs; say which input each is for: " + option + " a.txt=...";
    }

    static void take_outlet(const std::string& value, Given& given) {
        const auto [path, name] = split_assignment(value);
        if (path.empty()) {
            if (!given.all.outlet.empty()) throw CLI::ValidationError(twice_for_all("--outlet"));
            given.all.outlet = name;
        } else {
            given.outlet_of[path] = name;
        }
    }

    static void take_date(const std::string& value, Given& given) {
        const auto [path, iso] = split_assignment(value);
        const auto date = PublicationTime::parse(iso, "--date");
        if (!date) throw CLI::ValidationError(iso_date(iso));
        if (path.empty()) {
            if (given.all.date) throw CLI::ValidationError(twice_for_all("--date"));
            given.all.date = date;
        } else {
            given.date_of[path] = *date;
        }
    }

    CLI::App& app_;
    std::vector<std::string> dates_;
    std::vector<std::string> outlets_;
};

/// All option structs, so that CLI11 has something to bind to.
struct All {
    CompareOptions compare;
    ReadCommandOptions read;
    EventsOptions events;
    QuotesOptions quotes;
    StoriesOptions stories;
    StoryCommandOptions story;
    WhyOptions why;
    CodeOptions code;
    AnnotateOptions annotate;
    LintOptions lint;
    EvalOptions eval;
    DoctorOptions doctor;
    ActorOptions actor;
    DiffOptions diff;
    WatchOptions watch;
};

void define_comparing(Builder& builder, All& all) {
    auto* compare = builder.add("compare", "Compare reports of one matter: who says what",
                                "parallax compare a.html b.txt --date b.txt=2019-04-25 --html page.html");
    compare->add_option("paths", all.compare.paths, "text or HTML files; - for standard input")
        ->required()
        ->expected(1, 64);
    builder.given(compare, all.compare.given);
    Builder::rules_only(compare, all.compare.rules_only);
    compare->add_option("--html", all.compare.html, "also write one self-contained page to this file");
    compare->add_flag("--json", all.compare.json, "the comparison as JSON (parallax.comparison/1)");
    compare->add_option("--width", all.compare.width, "columns of the terminal")->check(CLI::Range(40, 400));

    auto* story =
        builder.add("story", "Compare the reports of one story of the project file", "parallax story y1f09ab34cd");
    story->add_option("id", all.story.id, "the story's id, or its beginning (see parallax stories)")->required();
    Builder::project(story, all.story.project);
    story->add_option("--run", all.story.run, "a run by the beginning of its fingerprint; otherwise the newest");
    story->add_option("--html", all.story.html, "also write one self-contained page to this file");
    story->add_flag("--json", all.story.json, "the comparison as JSON (parallax.comparison/1)");
    story->add_option("--width", all.story.width, "columns of the terminal")->check(CLI::Range(40, 400));
}

void define_reading(Builder& builder, All& all) {
    auto* read =
        builder.add("read", "Read reports into a project file", "parallax read corpus/ more.jsonl --into corpus.plx");
    read->add_option("paths", all.read.paths,
                     "files and folders: pages, texts, mails, JSON Lines, JSON, CSV, TSV, NewsML-G2, ninjs, web "
                     "archives, zip and tar "
                     "files of these, also compressed; - for standard input")
        ->required();
    Builder::into(read, all.read.project);
    builder.given(read, all.read.given);
    Builder::fields(read, all.read.given);
    Builder::threads(read, all.read.threads);
    Builder::rules_only(read, all.read.rules_only);
    read->add_flag("-q,--quiet", all.read.quiet, "no progress");

    auto* watch = builder.add("watch", "Follow feeds: fetch politely, read what is new, note what is refused",
                              "parallax watch feeds.opml --into corpus.plx");
    watch->add_option("list", all.watch.list, "OPML, a file with one address a line, or the address of a feed")
        ->required();
    Builder::into(watch, all.watch.project);
    watch->add_flag("--once", all.watch.once, "one pass, then end");
    watch->add_option("--every", all.watch.minutes, "minutes between two passes")->check(CLI::Range(1, 100000));
    watch->add_option("--pause", all.watch.seconds_between, "seconds between two visits to one host")
        ->check(CLI::Range(0.0, 3600.0));
    watch->add_option("--timeout", all.watch.timeout, "seconds for one answer")->check(CLI::Range(1, 3600));
    watch->add_option("--pages", all.watch.most_pages, "at most so many pages of one feed in one pass");
    watch->add_flag("--allow-private", all.watch.private_addresses, "also fetch from this machine and local networks");

    auto* code = builder.add("code", "One JSON line per report in, one JSON line with every layer out",
                             "parallax code reports.jsonl > records.jsonl");
    code->add_option("path", all.code.path, "JSON Lines; - for standard input")->capture_default_str();
    builder.given(code, all.code.given);
    Builder::fields(code, all.code.given);
    Builder::threads(code, all.code.threads);
    Builder::rules_only(code, all.code.rules_only);
    code->add_flag_callback("--no-trees", [&all] { all.code.trees = false; }, "leave the trees out");
    Builder::like(code, all.code.like);
    code->add_option("--explain", all.code.explain, "instead: the events of this text, and why");

    auto* annotate = builder.add("annotate", "Sentences, tags, trees and names as CoNLL-U",
                                 "parallax annotate report.txt > report.conllu");
    annotate->add_option("path", all.annotate.path, "text, HTML, JSON Lines or CoNLL-U; - for standard input")
        ->capture_default_str();
}

void define_asking(Builder& builder, All& all) {
    auto* events = builder.add("events", "Who did what to whom", "parallax events --dyad PRK:RUS --since 2019-04-01");
    Builder::list(events, all.events);
    events->add_option("--actor", all.events.filter.actor,
                       "on either side: a name, a country (PRK) or a code (PRKGOV)");
    events->add_option("--dyad", all.events.filter.dyad, "source and target, PRK:RUS; either may be empty")
        ->check(Builder::dyad);
    events->add_option("--code", all.events.filter.code,
                       "CAMEO code or its beginning (04), or a PLOVER type (CONSULT)");
    Builder::like(events, all.events.like);
    events->add_option("--mode", all.events.filter.mode, "actual, planned, possible, hypothetical, negated or unknown")
        ->check(CLI::IsMember({"actual", "planned", "possible", "hypothetical", "negated", "unknown"}));

    auto* quotes =
        builder.add("quotes", "Who is quoted, and through whom", "parallax quotes --speaker Putin --about peninsula");
    Builder::list(quotes, all.quotes);
    quotes->add_option("--speaker", all.quotes.filter.speaker, "a name, a country or a code");
    quotes->add_option("--about", all.quotes.filter.about, "words that stand in the quotation");
    quotes->add_option("--carried-by", all.quotes.filter.carried_by, "an agency or outlet on the way");
    quotes->add_flag("--stances", all.quotes.filter.stances, "also what somebody thinks, wants or stands for");

    auto* stories =
        builder.add("stories", "Stories, and how many independent accounts they have", "parallax stories --split");
    Builder::list(stories, all.stories);
    stories->add_flag("--split", all.stories.filter.split, "only stories whose accounts differ");
    stories->add_flag("--single-source", all.stories.filter.single_source, "only stories that one lineage tells");

    auto* why =
        builder.add("why", "Explain a record: sentence, tree, rule, actors, dates, chain", "parallax why s1f09ab34cd");
    why->add_option("id", all.why.id, "the id of a statement, attitude, attribution, event, story or report")
        ->required();
    Builder::project(why, all.why.project);

    auto* diff =
        builder.add("diff", "What an outlet changed in a report, version by version", "parallax diff r1f09ab34cd");
    diff->add_option("report", all.diff.id, "the id of any version of the report, or its beginning")->required();
    Builder::project(diff, all.diff.project);
    diff->add_option("--run", all.diff.run, "a run by the beginning of its fingerprint; otherwise the newest");
    diff->add_flag("--json", all.diff.json, "one JSON object for each step (parallax.diff/1)");

    auto* actor = builder.add("actor", "What is known about an actor",
                              "parallax actor \"foreign minister of Russia\" --at 2019-04-25");
    actor->add_option("name", all.actor.name, "a name, a role with a country, or a code")->required();
    actor->add_option_function<std::string>(
        "--at",
        [&all](const std::string& value) {
            all.actor.at = PublicationTime::parse(value, "--at");
            if (!all.actor.at)
                throw CLI::ValidationError("--at", "'" + value + "' is no date; expected the form 2019-04-25");
        },
        "who held the role on this date");
}

void define_checking(Builder& builder, All& all) {
    auto* lint = builder.add("lint", "Check rules and dictionaries", "parallax lint my-dictionaries/");
    lint->add_option("--coverage", all.lint.coverage,
                     "instead: which rules fire on these files or folders, and which never do");
    lint->add_option("folder", all.lint.folder, "a data folder or an overlay; otherwise the program's own and yours");

    auto* eval = builder.add("eval", "Figures on annotated data", "parallax eval ud en_ewt-ud-dev.conllu");
    eval->add_option("task", all.eval.task, "what to measure; 'parallax eval list' names the tasks")->required();
    eval->add_option("file", all.eval.file, "annotated data");
    Builder::rules_only(eval, all.eval.rules_only);
    eval->add_option("--predictions", all.eval.predictions, "write the predictions here");

    auto* doctor = builder.add("doctor", "What could not be read, and why", "parallax doctor -p corpus.plx");
    Builder::project(doctor, all.doctor.project);
}

Command chosen(const CLI::App& app, const All& all) {
    const std::string name = app.get_subcommands().front()->get_name();
    if (name == "compare") return all.compare;
    if (name == "read") return all.read;
    if (name == "events") return all.events;
    if (name == "quotes") return all.quotes;
    if (name == "stories") return all.stories;
    if (name == "story") return all.story;
    if (name == "why") return all.why;
    if (name == "code") return all.code;
    if (name == "annotate") return all.annotate;
    if (name == "lint") return all.lint;
    if (name == "eval") return all.eval;
    if (name == "doctor") return all.doctor;
    if (name == "diff") return all.diff;
    if (name == "watch") return all.watch;
    return all.actor;
}

bool wants_colour(const std::string& when) {
    if (when != "auto") return when == "always";
    const char* terminal = std::getenv("TERM");
    return ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr && terminal != nullptr &&
           std::string_view(terminal) != "dumb";
}

/// Why there is no command to run: the first word that neither is a command nor belongs to an option.
std::string why_no_command(const CLI::App& app) {
    const std::vector<std::string> strays = app.remaining();
    if (strays.empty()) return "expected a command";
    return (strays.front().starts_with('-') ? "there is no option '" : "there is no command '") + strays.front() + "'";
}

/// One line, like every other error; CLI11's own words name neither the program nor the command.
std::string why_refused(const CLI::App* app, const CLI::Error& error) {
    if (const std::vector<std::string> strays = app->remaining(); !strays.empty() && strays.front().starts_with('-'))
        return "parallax: there is no option '" + strays.front() +
               "' in front of the command; the command's own options stand behind it; see parallax --help\n";
    std::string line = error.what();
    std::replace(line.begin(), line.end(), '\n', ' ');
    const auto commands = app->get_subcommands();
    return "parallax: " + line + "; see parallax " + (commands.empty() ? "" : commands.front()->get_name() + " ") +
           "--help\n";
}

/// Examples first, then the list of commands.
class ExamplesFirst : public CLI::Formatter {
  public:
    std::string make_description(const CLI::App* app) const override {
        std::string text = CLI::Formatter::make_description(app);
        if (app->get_parent() == nullptr) text += "\n" + std::string(examples);
        return text;
    }
    std::string make_option_usage(const CLI::Option* option) const override {
        const std::string text = option->get_name(true) + (option->get_items_expected_max() > 1 ? "..." : "");
        return option->get_required() ? text : "[" + text + "]";
    }
};

}  // namespace

std::variant<CommandLine, int> parse_command_line(int argc, char** argv) {
    CLI::App app("Parallax reads reports and shows who says what, according to whom.", "parallax");
    app.formatter(std::make_shared<ExamplesFirst>());
    app.failure_message(why_refused);
    app.require_subcommand(1);
    app.set_version_flag("-V,--version", [] { return version_text(); });
    std::string colour = "auto";
    app.add_option("--color,--colour", colour, "auto, always or never")
        ->check(CLI::IsMember({"auto", "always", "never"}));
    app.add_flag_callback(
        "--clean-models", [] { ::setenv("PARALLAX_CLEAN_MODELS", "1", 1); },
        "leave out models made from data without a stated licence ($PARALLAX_CLEAN_MODELS)");

    All all;
    for (std::string* project :
         {&all.read.project, &all.events.project, &all.quotes.project, &all.stories.project, &all.story.project,
          &all.why.project, &all.doctor.project, &all.diff.project, &all.watch.project})
        *project = "corpus.plx";
    Builder builder(app);
    define_comparing(builder, all);
    define_reading(builder, all);
    define_asking(builder, all);
    define_checking(builder, all);

    try {
        app.parse(argc, argv);
    } catch (const CLI::RequiredError& error) {
        if (app.get_subcommands().empty()) {
            std::fprintf(stderr, "parallax: %s; see parallax --help\n", why_no_command(app).c_str());
            return static_cast<int>(exit_usage);
        }
        app.exit(error);
        return static_cast<int>(exit_usage);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? static_cast<int>(exit_ok) : static_cast<int>(exit_usage);
    }
    return CommandLine{chosen(app, all), wants_colour(colour)};
}

}  // namespace px
