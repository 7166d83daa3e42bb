#pragma once
// Streams of reports with known truth, for property tests and for measuring at scale: stories told by several outlets,
// copies of a wire, tolls that rise, contradictions, and look-alikes (the same act of the same parties at another
// time).
//
//   const MadeStream stream = make_stream({.stories = 40, .seed = 7});
//   stream.reports[i].coded, .story, .lineage;  stream.contradicted      // stories that hold a contradiction
//
// The words are invented: every story has some of its own, on top of words that all reports share.

#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "relate/test_reports.hpp"

namespace px::testing {

struct StreamPlan {
    int first_story = 0;  // its number, so that a long stream can be made in parts
    int stories = 20;
    int reports = 5;  // of each story, copies included
    int copies = 1;   // of these, copies of the first
    unsigned seed = 1;
    double days_between = 0.5;   // from one story to the next
    int contradicted_every = 4;  // so many-th story holds a contradiction; 0 = none
    int updated_every = 3;       // ... a toll that rises
    int look_alike_every = 5;    // ... repeats the act, parties and title words of the one before, weeks later
    int words = 90;
    int vocabulary = 300;  // of all news, in words
    int quotations = 0;  // of each report, out of a few that the story's reports share; of some the speaker is not told
    bool with_times = false;  // of the day, each report of a story three hours after the one before
};

struct MadeReport {
    CodedReport coded;
    int story = 0;
    int lineage = 0;  // unique in the stream
};

struct MadeStream {
    std::vector<MadeReport> reports;
    std::set<int> contradicted;
    std::set<int> updated;
};

inline std::string iso_day(double day_of_2020) {
    static constexpr int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 2020;
    int day = static_cast<int>(day_of_2020);
    for (;;) {
        const bool leap = year % 4 == 0;
        for (int month = 0; month < 12; ++month) {
            const int length = month == 1 && !leap ? 28 : lengths[month];
            if (day < length) {
                const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
                return std::to_string(year) + "-" + two(month + 1) + "-" + two(day + 1);
            }
            day -= length;
        }
        ++year;
    }
}

class StreamMaker {
  public:
    explicit StreamMaker(const StreamPlan& plan) : plan_(plan), random_(plan.seed) {}

    MadeStream make() {
        for (int i = 0; i < plan_.stories; ++i) make_story(plan_.first_story + i);
        return std::move(stream_);
    }

  private:
    int draw(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
    static bool every(int number, int story) { return number > 0 && story % number == number - 1; }

    // Words that the story's reports share beyond those of all news.
    std::string words(int story, int count) {
        std::string text;
        for (int i = 0; i < count; ++i) {
            if (i > 0) text += " ";
            text += draw(3) == 0 ? "matter" + std::to_string(story) + "x" + std::to_string(draw(25))
                                 : "common" + std::to_string(draw(plan_.vocabulary));
        }
        return text + ".";
    }

    std::string published(double day, int nth_of_story) const {
        if (!plan_.with_times) return iso_day(day);
        day += nth_of_story / 8.0;
        const auto second = static_cast<int>((day - std::floor(day)) * 86'399);
        const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        return iso_day(day) + "T" + two(second / 3600) + ":" + two(second / 60 % 60) + ":" + two(second % 60);
    }

    Draft begin(int story, const std::string& outlet, const std::string& published) {
        Draft draft(outlet, published);
        draft.coded.report.id = outlet + "-" + std::to_string(story);
        draft.write("Headline of matter" + std::to_string(story) + "x" + std::to_string(draw(25)), BlockKind::headline);
        return draft;
    }

    void add_meeting(Draft& draft, int parties, Mode mode) {
        const std::string one = "Anna Kovar" + std::to_string(parties);
        const std::string other = "Otto Brandt" + std::to_string(parties);
        const Span s = draft.write(one + " and " + other + ", " + draft.coded.report.outlet + ".");
        draft.act(s, "046", {draft.official("RUR", one)}, {draft.official("GRA", other)}, mode);
    }

    void add_toll(Draft& draft, double killed) {
        const Span s = draft.write(std::to_string(static_cast<int>(killed)) + " people died, " +
                                   draft.coded.report.outlet + " has it.");
        Statement& act = draft.act(s, "195", {draft.state("RUR", "Ruritania")}, {draft.state("GRA", "Graustark")});
        act.quantities.push_back({s, "killed", killed, killed});
    }

    void add_quotations(Draft& draft, int story) {
        for (int i = 0; i < plan_.quotations; ++i) {
            const int which = draw(3);
            std::string words;
            for (int word = 0; word < 12; ++word)
                words +=
                    (word == 0 ? "" : " ") + ("said" + std::to_string(story) + "x" + std::to_string(which * 12 + word));
            const Span s = draft.write(words);
            const int who = draw(12);
            const std::int32_t speaker =
                who < 4 ? -1 : draft.person("Speaker " + std::to_string(who == 4 ? story + 1 : story));
            draft.voice(speaker, s, false, {}, AttributionKind::direct);
        }
    }

    void keep(Draft draft, int story, int lineage) {
        stream_.reports.push_back({std::move(draft.coded), story, lineage});
    }

    void make_story(int story) {
        const bool look_alike = every(plan_.look_alike_every, story);
        const int parties = look_alike ? story - 1 : story;
        const double day = story * plan_.days_between + (look_alike ? 40 : 0);
        const bool contradicted = every(plan_.contradicted_every, story);
        const bool updated = every(plan_.updated_every, story);
        if (contradicted) stream_.contradicted.insert(story);
        if (updated) stream_.updated.insert(story);
        const int first_lineage = next_lineage_;
        Draft first("", "2020-01-01");
        for (int i = 0; i < plan_.reports - plan_.copies; ++i) {
            const std::string outlet = "Outlet " + std::to_string(story) + "-" + std::to_string(i);
            Draft draft = begin(story, outlet, published(day + (updated && i == 2 ? 1 : 0), i));
            add_meeting(draft, parties, contradicted && i == 1 ? Mode::negated : Mode::actual);
            if (updated && (i == 0 || i == 2)) add_toll(draft, i == 0 ? 12 : 19);
            draft.write(words(parties, plan_.words));
            add_quotations(draft, story);
            if (i == 0) first = draft;
            keep(std::move(draft), story, next_lineage_++);
        }
        for (int i = 0; i < plan_.copies; ++i) {
            Draft copy = first;
            copy.coded.report.outlet = "Copier " + std::to_string(story) + "-" + std::to_string(i);
            copy.coded.report.id = copy.coded.report.outlet;
            copy.coded.report.published =
                PublicationTime::parse(published(day, plan_.reports - plan_.copies + i), "test");
            keep(std::move(copy), story, first_lineage);
        }
    }

    StreamPlan plan_;
    std::mt19937 random_;
    MadeStream stream_;
    int next_lineage_ = 0;
};

inline MadeStream make_stream(const StreamPlan& plan) { return StreamMaker(plan).make(); }

}  // namespace px::testing
