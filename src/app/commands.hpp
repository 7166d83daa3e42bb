#pragma once
// One function for each subcommand, one file for each function (the one for CompareOptions is in compare.cpp). They
// return the exit code.

#include "app/options.hpp"

namespace px::app {

struct Terminal {
    bool colour = false;
};

int run(const CompareOptions& options, const Terminal& terminal);
int run(const StoryCommandOptions& options, const Terminal& terminal);
int run(const ReadCommandOptions& options, const Terminal& terminal);
int run(const EventsOptions& options, const Terminal& terminal);
int run(const QuotesOptions& options, const Terminal& terminal);
int run(const StoriesOptions& options, const Terminal& terminal);
int run(const WhyOptions& options, const Terminal& terminal);
int run(const CodeOptions& options, const Terminal& terminal);
int run(const AnnotateOptions& options, const Terminal& terminal);
int run(const LintOptions& options, const Terminal& terminal);
int run(const EvalOptions& options, const Terminal& terminal);
int run(const DoctorOptions& options, const Terminal& terminal);
int run(const DiffOptions& options, const Terminal& terminal);
int run(const WatchOptions& options, const Terminal& terminal);
int run(const ActorOptions& options, const Terminal& terminal);

}  // namespace px::app
