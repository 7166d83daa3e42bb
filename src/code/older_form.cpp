#include "code/older_form.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace px {
namespace {

struct Side {
    std::int32_t actor = -1;
    std::string code;
};

constexpr std::array<std::string_view, 22> roles = {"GOV", "MIL", "LEG", "JUD", "COP", "OPP", "REB", "INS",
                                                    "SPY", "MED", "NGO", "BUS", "EDU", "CVL", "LAB", "REL",
                                                    "REF", "UAF", "PTY", "CRM", "ELI", "SEP"};

/// Where the agent list of those coders (Phoenix.agents of the Open Event Data Alliance, MIT) has another role for a
/// word than we have; the first that fits counts. What is not in their list has no role.
struct OlderRole {
    std::string_view word;
    std::string_view ours;
    std::string_view theirs;
};
constexpr std::array<OlderRole, 19> older_roles = {{{"protest", "CVL", "OPP"},
                                                    {"demonstrator", "CVL", "OPP"},
                                                    {"activist", "CVL", "OPP"},
                                                    {"dissident", "CVL", "OPP"},
                                                    {"rioter", "CVL", "OPP"},
                                                    {"opponent", "CVL", "OPP"},
                                                    {"detainee", "CVL", "OPP"},
                                                    {"prisoner", "CVL", ""},
                                                    {"hostage", "CVL", ""},
                                                    {"inmate", "CVL", ""},
                                                    {"peacekeeper", "MIL", ""},
                                                    {"inspector", "GOV", ""},
                                                    {"insurgen", "INS", "REB"},
                                                    {"Insurgen", "INS", "REB"},
                                                    {"militant", "INS", "UAF"},
                                                    {"Militant", "INS", "UAF"},
                                                    {"fighter", "REB", "UAF"},
                                                    {"troop", "IGOUNO", "IGOUNOMIL"},
                                                    {"soldier", "IGOUNO", "IGOUNOMIL"}}};

/// The form has three letters for the country, "---" where none is known.
std::string padded(const std::string& code) {
    if (code.empty()) return "---";
    return std::ranges::find(roles, std::string_view(code).substr(0, 3)) == roles.end() ? code : "---" + code;
}

class Folder {
  public:
    explicit Folder(const Layers& layers) : layers_(layers) {}

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
                put(number, {side(accuser)}, sides(statement.sources), "112");
            }
            return;
        }
        put(number, sides(statement.sources), targets_of(statement), code_of(statement));
    }

    [[nodiscard]] Side side(std::int32_t actor) const {
        const Actor& who = layers_.actors[static_cast<std::size_t>(actor)];
        std::string code = who.code;
        const auto other = std::ranges::find_if(older_roles, [&](const OlderRole& role) {
            return code.ends_with(role.ours) && who.name.find(role.word) != std::string::npos;
        });
        if (other != older_roles.end())
            code.replace(code.size() - other->ours.size(), other->ours.size(), other->theirs);
        return {actor, padded(code)};
    }

    [[nodiscard]] std::vector<Side> sides(const std::vector<std::int32_t>& actors) const {
        std::vector<Side> out;
        for (const std::int32_t actor : actors) out.push_back(side(actor));
        return out;
    }

    /// Where nobody is acted on, the state in whose land it happens, if it is not the doer's own.
    [[nodiscard]] std::vector<Side> targets_of(const Statement& statement) const {
        if (!statement.targets.empty() || statement.place < 0) return sides(statement.targets);
        const std::string& country = layers_.places[static_cast<std::size_t>(statement.place)].country;
        const bool at_home = std::ranges::any_of(statement.sources, [&](std::int32_t actor) {
            return layers_.actors[static_cast<std::size_t>(actor)].country == country;
        });
        if (country.empty() || at_home) return {};
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
                const bool known = std::ranges::any_of(events_, [&](const OlderEvent& event) {
                    return layers_.statements[static_cast<std::size_t>(event.statement)].sentence == sentence &&
                           event.source_code == source.code && event.target_code == target.code &&
                           event.cameo.substr(0, 2) == cameo.substr(0, 2);
                });
                if (known) continue;
                events_.push_back({number, source.actor, target.actor, source.code, target.code, cameo});
            }
        }
    }

    const Layers& layers_;
    std::vector<OlderEvent> events_;
};

}  // namespace

std::vector<OlderEvent> older_events(const Layers& layers) { return Folder(layers).fold(); }

}  // namespace px
