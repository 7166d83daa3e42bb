#include "relate/parties.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace px {
namespace {

bool acts_for_country(const Actor& actor) {
    if (actor.country.empty()) return false;
    if (actor.kind == ActorKind::state) return true;
    if (actor.sector == "GOV" || actor.sector == "MIL") return true;
    const std::string_view code = actor.code;
    if (code.size() < 6 || code.substr(0, 3) != actor.country) return false;
    return code.substr(3, 3) == "GOV" || code.substr(3, 3) == "MIL";
}

// "Residents" at the beginning of a sentence are residents: no proper name, if one word stands for an unnamed group.
std::string shown_name(const Actor& actor) {
    const bool common = actor.unnamed && actor.wikidata.empty() && actor.key.starts_with("name:");
    std::string name = actor.name;
    if (!common || name.size() < 2 || name.find(' ') != std::string::npos) return name;
    const bool capital = name[0] >= 'A' && name[0] <= 'Z' && name[1] >= 'a' && name[1] <= 'z';
    const bool plural = name.ends_with('s') || name.ends_with("men") || name.ends_with("people") || name == "Police";
    std::string small = name;
    if (capital && plural) small[0] += 'a' - 'A';
    return actor.key.ends_with(small) ? small : name;  // "Serbs" stay
}

}  // namespace

Party party_of(const Actor& actor) {
    Party party{actor.key, actor.key, shown_name(actor), actor.kind == ActorKind::person,
                actor.kind == ActorKind::state};
    if (acts_for_country(actor)) party.level = "c:" + actor.country;
    return party;
}

Party party_in_words(const Layers& layers, std::int32_t actor, std::int32_t voice) {
    Party party = party_of(layers.actors[actor]);
    const Actor& named = layers.actors[actor];
    if (voice < 0 || static_cast<std::size_t>(voice) >= layers.attributions.size()) return party;
    if (!named.country.empty() || named.sector != "GOV" || named.kind == ActorKind::person) return party;
    const std::int32_t speaker = layers.attributions[voice].speaker_actor;
    if (speaker < 0 || static_cast<std::size_t>(speaker) >= layers.actors.size()) return party;
    const Party whose = party_of(layers.actors[speaker]);
    if (!whose.level.starts_with("c:")) return party;
    party.level = whose.level;
    party.key = whose.level + ":" + named.key;
    const std::string country = whose.level.substr(2);
    const auto state = std::find_if(layers.actors.begin(), layers.actors.end(),
                                    [&](const Actor& a) { return a.kind == ActorKind::state && a.country == country; });
    if (state != layers.actors.end()) party.name = state->name;
    return party;
}

std::vector<Party> parties_of(const Layers& layers, std::span<const std::int32_t> actors, std::int32_t voice) {
    std::vector<Party> out;
    for (const std::int32_t actor : actors)
        if (actor >= 0 && static_cast<std::size_t>(actor) < layers.actors.size())
            out.push_back(party_in_words(layers, actor, voice));
    std::sort(out.begin(), out.end(),
              [](const Party& a, const Party& b) { return std::tie(a.level, a.key) < std::tie(b.level, b.key); });
    out.erase(std::unique(out.begin(), out.end(), [](const Party& a, const Party& b) { return a.key == b.key; }),
              out.end());
    return out;
}

std::string levels_of(std::span<const Party> parties) {
    std::string out;
    std::string_view last;
    for (const Party& party : parties) {
        if (party.level == last) continue;
        if (!out.empty()) out += '+';
        out += party.level;
        last = party.level;
    }
    return out;
}

bool persons_agree(std::span<const Party> a, std::span<const Party> b) {
    for (const Party& one : a) {
        if (!one.person) continue;
        bool rival = false;
        bool same = false;
        for (const Party& other : b) {
            if (!other.person || other.level != one.level) continue;
            (other.key == one.key ? same : rival) = true;
        }
        if (rival && !same) return false;
    }
    return true;
}

std::vector<Party> leading_parties(std::span<const Party> all) {
    std::map<std::string, std::map<std::string, std::pair<int, Party>>> by_level;
    for (const Party& party : all) {
        auto& entry = by_level[party.level][party.key];
        ++entry.first;
        entry.second = party;
    }
    std::vector<Party> out;
    for (const auto& [level, keys] : by_level) {
        const std::pair<int, Party>* best = nullptr;
        const auto rank = [](const std::pair<int, Party>& p) {
            return std::tuple(p.first, p.second.person, !p.second.state);
        };
        for (const auto& [key, entry] : keys)
            if (best == nullptr || rank(entry) > rank(*best)) best = &entry;
        out.push_back(best->second);
    }
    return out;
}

}  // namespace px
