#include "relate/eval_events.hpp"

#include <simdjson.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "base/each_json_line.hpp"
#include "base/json_writer.hpp"
#include "relate/eval_json.hpp"
#include "relate/events.hpp"
#include "relate/propositions.hpp"
#include "relate/union_find.hpp"
#include "relate/words.hpp"
#include "text/code_points.hpp"

namespace px {
namespace {

struct GivenMention {
    std::size_t document = 0;
    Span points;  // code points
    Span bytes;
    std::string chain;
    std::string stem;
    std::optional<std::size_t> event;  // a complete one that a statement on it tells of
};

struct Documents {
    std::vector<CodedReport> reports;
    std::vector<std::string> story;
    std::vector<GivenMention> mentions;
};

// The stem of the last content word: the head of "casting a long shadow" it is not, of "police shooting" it is.
std::string stem_of_mention(std::string_view words) {
    std::string stem;
    each_word(words, {0, static_cast<std::uint32_t>(words.size())}, [&](Span word) {
        if (const std::string folded = fold_word(slice(words, word)); stem.empty() || !is_function_word(folded))
            if (!is_function_word(folded)) stem = stem_of(folded);
    });
    return stem.empty() ? std::string(words) : stem;
}

void add_mentions(simdjson::dom::element line, std::size_t document, Documents& all) {
    simdjson::dom::array mentions;
    if (line["mentions"].get(mentions) != simdjson::SUCCESS) return;
    const std::string& text = all.reports[document].report.text;
    const CodePoints points(text);
    for (const simdjson::dom::element mention : mentions) {
        std::int64_t begin = 0;
        std::int64_t end = 0;
        if (text_of(mention, "class") != "event" || mention["span"].at(0).get(begin) != simdjson::SUCCESS ||
            mention["span"].at(1).get(end) != simdjson::SUCCESS || begin < 0 || end <= begin)
            continue;
        GivenMention made;
        made.document = document;
        made.points = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
        made.bytes = {points.to_byte(made.points.begin), points.to_byte(made.points.end)};
        made.chain = text_of(mention, "chain");
        made.stem = stem_of_mention(slice(text, made.bytes));
        all.mentions.push_back(std::move(made));
    }
}

// Events of each story, and which of them the statements on the mentions tell of.
void find_events_of(const EventTable& table, Documents& all) {
    std::map<std::string, std::vector<std::size_t>> stories;
    for (std::size_t i = 0; i < all.reports.size(); ++i) stories[all.story[i]].push_back(i);
    std::size_t first = 0;
    for (const auto& [story, members] : stories) {
        std::vector<CodedReport> reports;
        for (const std::size_t member : members) reports.push_back(all.reports[member]);
        const std::vector<Event> events = find_events(reports, table);
        for (std::size_t e = 0; e < events.size(); ++e)
            for (const Occurrence& occurrence : events[e].members) {
                const std::size_t document = members[static_cast<std::size_t>(occurrence.ref.report)];
                for (GivenMention& mention : all.mentions) {
                    if (mention.document != document || !mention.bytes.overlaps(occurrence.statement->trigger))
                        continue;
                    if (!occurrence.partial) mention.event = first + e;
                }
            }
        first += events.size();
    }
}

// The word that two mentions of one event share: a class of words for one act. What was said in two reports is two
// tellings.
std::string word_of(const GivenMention& mention, const ActWords& acts) {
    std::string word = acts.act(mention.stem);
    if (acts.is_telling(mention.stem)) word += "\n" + std::to_string(mention.document);
    return word;
}

std::vector<std::string> cluster(const Documents& all, const ActWords& acts, bool with_events) {
    UnionFind groups(all.mentions.size());
    std::map<std::string, std::size_t> by_word;
    std::map<std::size_t, std::size_t> by_event;
    for (std::size_t i = 0; i < all.mentions.size(); ++i) {
        const GivenMention& mention = all.mentions[i];
        if (with_events && mention.event) {
            const auto [same, is_new] = by_event.try_emplace(*mention.event, i);
            if (!is_new) groups.unite(i, same->second);
        }
        const auto [same, is_new] = by_word.try_emplace(all.story[mention.document] + "\n" + word_of(mention, acts), i);
        if (is_new) continue;
        const GivenMention& other = all.mentions[same->second];
        const bool two_events = with_events && mention.event && other.event && *mention.event != *other.event;
        if (!two_events) groups.unite(i, same->second);
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < all.mentions.size(); ++i) names.push_back(std::to_string(groups.find(i)));
    return names;
}

void write(const Documents& all, const std::vector<std::string>& names, std::string& out) {
    for (std::size_t d = 0; d < all.reports.size(); ++d) {
        JsonWriter json;
        json.object([&] {
            json.member("id", all.reports[d].report.id);
            json.key("mentions").array([&] {
                for (std::size_t i = 0; i < all.mentions.size(); ++i) {
                    if (all.mentions[i].document != d) continue;
                    json.object([&] {
                        json.key("span").array(
                            [&] { json.value(all.mentions[i].points.begin).value(all.mentions[i].points.end); });
                        json.member("chain", names[i]);
                    });
                }
            });
        });
        out += json.str() + '\n';
    }
}

}  // namespace

Result<EventFigures> eval_events(const LayersOfReport& layers_of, const EventTable& table, std::string_view content,
                                 const std::string& path, std::string* predictions) {
    Documents all;
    const auto done = each_json_line(content, path, "", [&](simdjson::dom::element line, std::size_t) {
        Report report = report_of_json(line, text_of(line, "text"));
        report.id = text_of(line, "doc_id");
        Layers layers = layers_of(report);
        all.reports.push_back({std::move(report), std::move(layers)});
        all.story.push_back(text_of(line, "cluster_id"));
        add_mentions(line, all.reports.size() - 1, all);
        return true;
    });
    if (!done) return fail(done.error());
    find_events_of(table, all);
    std::vector<std::string> gold;
    for (const GivenMention& mention : all.mentions) gold.push_back(mention.chain);
    const std::vector<std::string> ours = cluster(all, table.acts(), true);
    EventFigures figures;
    figures.documents = static_cast<std::int64_t>(all.reports.size());
    figures.mentions = static_cast<std::int64_t>(all.mentions.size());
    figures.coded = std::count_if(all.mentions.begin(), all.mentions.end(),
                                  [](const GivenMention& mention) { return mention.event.has_value(); });
    figures.ours = score_coreference(gold, ours);
    figures.same_stem = score_coreference(gold, cluster(all, ActWords(), false));
    if (predictions != nullptr) write(all, ours, *predictions);
    return figures;
}

}  // namespace px
