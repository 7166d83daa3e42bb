#include "code/older_form.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace px {
namespace {

struct Side {
    std::int32_t actor = -1;
    std::string code;
};

constexpr std::array<std::string_view, 22> roles = {"GOV", "MIL", "LEG", "JUD", "COP", "OPP", "REB", "INS",
                                                    "SPY", "MED", "NGO", "BUS", "EDU", "CVL", "LAB", "REL",
                                                    "REF", "UAF", "PTY", "CRM", "ELI", "SEP"};

/// The form has three letters for the country, "---" where none is known.
std::string padded(const std::string& code) {
    if (code.empty()) return "---";
    return std::ranges::find(roles, std::string_view(code).substr(0, 3)) == roles.end() ? code : "---" + code;
}

class Folder {
  public:
    Folder(const Layers& layers, const Ontology& ontology, const Dictionaries* countries)
        : layers_(layers), ontology_(ontology), countries_(countries) {
        if (countries_ == nullptr) return;
        for (const Mention& mention : layers_.mentions) forms_.try_emplace({mention.actor, mention.span}, mention.form);
        for (const PlaceMention& place : layers_.places) places_.emplace_back(place.span, place.country);
        std::ranges::sort(places_);
    }

    std::vector<OlderEvent> fold() {
        for (std::size_t i = 0; i < layers_.statements.size(); ++i) add(static_cast<std::int32_t>(i));
        return std::move(events_);
    }

  private:
    void add(std::int32_t number) {
        const Statement& statement = layers_.statements[static_cast<std::size_t>(number)];
        if (statement.mode == Mode::possible || statement.mode == Mode::hypothetical) return;
        if (statement.mode == Mode::negated && (statement.cameo < "03" || statement.cameo >= "09")) return;
        const std::int32_t accuser = accuser_of(statement);
        if (accuser >= 0) {
            const bool own = std::ranges::find(statement.sources, accuser) != statement.sources.end();
            if (own) {
                // "claimed that they had attacked": responsibility is taken.
                put(number, {side(accuser)}, targets_of(statement), "015");
            } else {
                put(number, {side(accuser)}, sides(statement.sources, statement.source_spans), "112");
            }
            return;
        }
        put(number, sides(statement.sources, statement.source_spans), targets_of(statement), code_of(statement));
    }

    [[nodiscard]] Side side(std::int32_t actor) const {
        const Actor& who = layers_.actors[static_cast<std::size_t>(actor)];
        return {actor, padded(ontology_.older_code(who.code, who.name))};
    }

    [[nodiscard]] std::vector<Side> sides(const std::vector<std::int32_t>& actors,
                                          const std::vector<Span>& spans) const {
        std::vector<Side> out;
        for (std::size_t i = 0; i < actors.size(); ++i) {
            out.push_back(side(actors[i]));
            const bool own = countries_ == nullptr || i >= spans.size() || says_country(actors[i], spans[i]);
            if (!own) out.back().code.replace(0, 3, "---");
        }
        return out;
    }
    /// Petrarch2 knows only the words of a phrase: "Congress" is of no country, "Syrian rebels" are. A name is in its
    /// dictionaries.
    [[nodiscard]] bool says_country(std::int32_t actor, Span span) const {
        const Actor& who = layers_.actors[static_cast<std::size_t>(actor)];
        const auto form = forms_.find({actor, span});
        const bool described =
            form != forms_.end() && (form->second == MentionForm::nominal || form->second == MentionForm::role);
        const Country* country = described ? countries_->country(who.country) : nullptr;
        if (country == nullptr || !who.code.starts_with(who.country)) return true;
        const std::vector<std::string> words = name_words(who.name);
        return std::ranges::any_of(words, [&](const std::string& word) { return names(word, *country); }) ||
               who.name.find(country->name) != std::string::npos || holds_place_of(who.country, span);
    }

    [[nodiscard]] bool holds_place_of(std::string_view country, Span span) const {
        using Place = std::pair<Span, std::string_view>;
        auto place = std::ranges::lower_bound(places_, span.begin, {}, [](const Place& p) { return p.first.begin; });
        for (; place != places_.end() && place->first.begin <= span.end; ++place) {
            if (span.contains(place->first) && place->second == country) return true;
        }
        return false;
    }

    /// "Filipino", "Syrian"
    [[nodiscard]] bool names(const std::string& word, const Country& country) const {
        for (std::int32_t at = countries_->find_phrase(word); at >= 0; at = countries_->entry(at).next) {
            const DictionaryEntry& entry = countries_->entry(at);
            const bool of_country = entry.kind == EntryKind::country || entry.kind == EntryKind::adjective ||
                                    entry.kind == EntryKind::people;
            if (of_country && &countries_->countries()[static_cast<std::size_t>(entry.index)] == &country) return true;
        }
        return false;
    }

    /// The state in whose land an act happens; empty if none is told.
    [[nodiscard]] std::string country_of(const Statement& statement) const {
        return statement.place < 0 ? std::string() : layers_.places[static_cast<std::size_t>(statement.place)].country;
    }

    /// "Obama and Putin met": both sides stand before the verb, so that behind it there is only the place.
    [[nodiscard]] static bool is_joint(const Statement& statement) {
        return statement.sources.size() > 1 && statement.sources == statement.targets &&
               std::ranges::all_of(statement.source_spans,
                                   [&](Span span) { return span.end <= statement.trigger.begin; });
    }

    /// Where nobody is acted on, the state in whose land it happens, if it is not the doer's own.
    [[nodiscard]] std::vector<Side> targets_of(const Statement& statement) const {
        const bool told = !statement.targets.empty() && !(countries_ != nullptr && is_joint(statement));
        const std::string country = country_of(statement);
        if (told || country.empty()) return sides(statement.targets, statement.target_spans);
        const bool at_home = std::ranges::any_of(statement.sources, [&](std::int32_t actor) {
            return layers_.actors[static_cast<std::size_t>(actor)].country == country;
        });
        if (at_home) return {};
        return {{-1, country}};
    }

    /// Who accuses with these words; -1 if they are the report's own, or are told of by a person without a code, an
    /// outlet, or after the act ("..., police said": the act is what the sentence tells).
    [[nodiscard]] std::int32_t accuser_of(const Statement& statement) const {
        if (statement.voice < 0 || statement.quad != 4 || statement.mode != Mode::actual) return -1;
        if (statement.sources.empty()) return -1;
        const Attribution& voice = layers_.attributions[static_cast<std::size_t>(statement.voice)];
        if (voice.speaker_actor < 0 || voice.content.empty() || voice.cue.empty()) return -1;
        if (voice.cue.begin > voice.content.front().begin) return -1;
        const Actor& speaker = layers_.actors[static_cast<std::size_t>(voice.speaker_actor)];
        if (speaker.kind == ActorKind::outlet || speaker.unnamed || speaker.code.empty()) return -1;
        return voice.speaker_actor;
    }

    [[nodiscard]] bool is_own_word(const Statement& statement) const {
        if (statement.voice < 0) return false;
        const std::int32_t speaker = layers_.attributions[static_cast<std::size_t>(statement.voice)].speaker_actor;
        return std::ranges::find(statement.sources, speaker) != statement.sources.end();
    }

    [[nodiscard]] std::string code_of(const Statement& statement) const {
        const std::string_view root = std::string_view(statement.cameo).substr(0, 2);
        if (statement.mode == Mode::negated) {
            if (root == "04") return "125";  // refuses to meet
            return root == "08" ? "124" : "121";
        }
        if (statement.mode == Mode::planned && is_own_word(statement)) {
            if (root == "04") return "036";
            if (root == "05") return "032";
            if (root == "06") return "031";
            if (root == "07") return "033";
            if (root == "08") return "035";
        }
        // "wants to attack", "said that they will attack": what is not done yet is a threat.
        const bool own_plan = statement.voice < 0 || is_own_word(statement);
        if (statement.mode == Mode::planned && statement.quad == 4 && own_plan) {
            return root >= "18" || root == "15" ? "138" : "130";
        }
        return statement.cameo;
    }

    void put(std::int32_t number, const std::vector<Side>& sources, const std::vector<Side>& targets,
             const std::string& cameo) {
        const bool coded = std::ranges::any_of(targets, [](const Side& side) { return side.code != "---"; });
        const std::int32_t sentence = layers_.statements[static_cast<std::size_t>(number)].sentence;
        for (const Side& source : sources) {
            for (const Side& target : targets) {
                if (coded && target.code == "---") continue;  // "a target of the militants" beside the militants
                if (source.actor == target.actor || (source.code == "---" && target.code == "---")) continue;
                if (!told_.emplace(sentence, source.code, target.code, cameo.substr(0, 2)).second) continue;
                events_.push_back({number, source.actor, target.actor, source.code, target.code, cameo});
            }
        }
    }

    const Layers& layers_;
    const Ontology& ontology_;
    const Dictionaries* countries_;                               // null: the common form
    std::map<std::pair<std::int32_t, Span>, MentionForm> forms_;  // of who is mentioned there
    std::vector<std::pair<Span, std::string_view>> places_;       // with their countries, in the order of the text
    std::set<std::tuple<std::int32_t, std::string, std::string, std::string>> told_;  // in a sentence, by root
    std::vector<OlderEvent> events_;
};

}  // namespace

std::vector<OlderEvent> older_events(const Layers& layers, const Ontology& ontology) {
    return Folder(layers, ontology, nullptr).fold();
}

std::vector<OlderEvent> petrarch2_events(const Layers& layers, const Ontology& ontology,
                                         const Dictionaries& dictionaries) {
    return Folder(layers, ontology, &dictionaries).fold();
}

}  // namespace px
