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
    Folder(const Layers& layers, const Ontology& ontology) : layers_(layers), ontology_(ontology) {}
    /// In the form of Petrarch2.
    Folder(const Layers& layers, std::string_view text, const Ontology& ontology, const Dictionaries& countries)
        : layers_(layers), ontology_(ontology), countries_(&countries), text_(text) {
        for (const Mention& mention : layers_.mentions) forms_.try_emplace({mention.actor, mention.span}, mention.form);
        for (const PlaceMention& place : layers_.places) places_.emplace_back(place.span, place.country);
        std::ranges::sort(places_);
    }

    std::vector<OlderEvent> fold() {
        for (std::size_t i = 0; i < layers_.statements.size(); ++i) {
            if (!is_discarded(layers_.statements[i].sentence)) add(static_cast<std::int32_t>(i));
        }
        return std::move(events_);
    }

  private:
    void add(std::int32_t number) {
        const Statement& statement = layers_.statements[static_cast<std::size_t>(number)];
        if (statement.mode == Mode::possible || statement.mode == Mode::hypothetical) return;
        if (statement.mode == Mode::negated && (statement.cameo < "03" || statement.cameo >= "09")) return;
        if (is_petrarch2() && is_joint(statement) && is_told_jointly(statement)) return;
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
        put_both(number, sides(statement.sources, statement.source_spans), targets_of(statement), code_of(statement));
    }

    [[nodiscard]] bool is_petrarch2() const { return countries_ != nullptr; }

    [[nodiscard]] std::string_view words_at(Span span) const {
        return text_.substr(std::min<std::size_t>(span.begin, text_.size()), span.size());
    }

    [[nodiscard]] bool is_discarded(std::int32_t sentence) {
        if (!is_petrarch2() || sentence < 0) return false;
        const auto [known, is_new] = discarded_.try_emplace(sentence);
        const Span span = is_new ? layers_.sentences[static_cast<std::size_t>(sentence)] : Span();
        if (is_new) known->second = ontology_.petrarch2().discards(words_at(span));
        return known->second;
    }

    [[nodiscard]] Side side(std::int32_t actor) const {
        const Actor& who = layers_.actors[static_cast<std::size_t>(actor)];
        std::string code = padded(ontology_.older_code(who.code, who.name));
        // The codebook writes MOS for Muslims, the agent list of Petrarch2 MUS.
        for (std::size_t i = 3; is_petrarch2() && i + 3 <= code.size(); i += 3) {
            if (code.compare(i, 3, "MOS") == 0) code.replace(i, 3, "MUS");
        }
        return {actor, std::move(code)};
    }

    [[nodiscard]] std::vector<Side> sides(const std::vector<std::int32_t>& actors,
                                          const std::vector<Span>& spans) const {
        std::vector<Side> out;
        for (std::size_t i = 0; i < actors.size(); ++i) {
            out.push_back(side(actors[i]));
            const bool own = !is_petrarch2() || i >= spans.size() || says_country(actors[i], spans[i]);
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
        const std::string_view phrase = described_by(span);
        const std::vector<std::string> words = name_words(phrase);
        return std::ranges::any_of(words, [&](const std::string& word) { return names(word, *country); }) ||
               phrase.find(country->name) != std::string::npos || holds_place_of(who.country, span);
    }

    /// The phrase up to an infinitive: "the council to aid Chad" is no Chadian council.
    [[nodiscard]] std::string_view described_by(Span span) const {
        const std::string_view phrase = words_at(span);
        return phrase.substr(0, phrase.find(" to "));
    }

    [[nodiscard]] bool holds_place_of(std::string_view country, Span span) const {
        const std::uint32_t end = span.begin + static_cast<std::uint32_t>(described_by(span).size());
        using Place = std::pair<Span, std::string_view>;
        auto place = std::ranges::lower_bound(places_, span.begin, {}, [](const Place& p) { return p.first.begin; });
        for (; place != places_.end() && place->first.begin <= end; ++place) {
            if (place->first.end <= end && place->second == country) return true;
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

    /// The state in whose land an act happens; empty if none is told. Petrarch2 takes any place behind the verb, as it
    /// takes whoever stands there ("claimed responsibility for an attack in Kenya").
    [[nodiscard]] std::string country_of(const Statement& statement) const {
        if (statement.place >= 0) return layers_.places[static_cast<std::size_t>(statement.place)].country;
        if (!is_petrarch2() || statement.sentence < 0 || !statement.targets.empty()) return {};
        const Span sentence = layers_.sentences[static_cast<std::size_t>(statement.sentence)];
        const auto place =
            std::ranges::lower_bound(places_, statement.trigger.end, {}, [](const auto& p) { return p.first.begin; });
        if (place == places_.end() || place->first.end > sentence.end) return {};
        // A comma or a joined phrase ends what the verb governs.
        const std::string_view between = words_at({statement.trigger.end, place->first.begin});
        const bool parted =
            between.find_first_of(",;:") != std::string::npos || between.find(" and ") != std::string::npos;
        return parted ? std::string() : std::string(place->second);
    }

    /// "Peru and Chile met": both sides stand before the verb, so that behind it there is only the place.
    [[nodiscard]] static bool is_joint(const Statement& statement) {
        return statement.sources.size() > 1 && statement.sources == statement.targets &&
               std::ranges::all_of(statement.source_spans,
                                   [&](Span span) { return span.end <= statement.trigger.begin; });
    }

    /// Where nobody is acted on, the state in whose land it happens, if it is not the doer's own. Petrarch2 compares
    /// whole codes: what Kenyan police do in Kenya they do to Kenya (KENCOP, KEN).
    [[nodiscard]] std::vector<Side> targets_of(const Statement& statement) const {
        const bool told = !statement.targets.empty() && !(is_petrarch2() && is_joint(statement));
        const std::string country = country_of(statement);
        if (told || country.empty()) return sides(statement.targets, statement.target_spans);
        const bool at_home = std::ranges::any_of(statement.sources, [&](std::int32_t actor) {
            return is_petrarch2() ? side(actor).code == country
                                  : layers_.actors[static_cast<std::size_t>(actor)].country == country;
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

    /// Whether those who do it tell it.
    [[nodiscard]] bool is_own_word(const Statement& statement, const std::vector<std::int32_t>& doers) const {
        if (statement.voice < 0) return false;
        const std::int32_t speaker = layers_.attributions[static_cast<std::size_t>(statement.voice)].speaker_actor;
        return std::ranges::find(doers, speaker) != doers.end();
    }

    /// Our code, or the one that Petrarch2's dictionaries give for the words.
    [[nodiscard]] std::string plain_code(const Statement& statement) const {
        if (!is_petrarch2() || !statement.clause.contains(statement.trigger)) return statement.cameo;
        const Span trigger = {statement.trigger.begin - statement.clause.begin,
                              statement.trigger.end - statement.clause.begin};
        return ontology_.petrarch2().code(words_at(statement.clause), trigger, statement.cameo);
    }

    /// The intention to do what has the code: "073" -> "0333", as far as the codebook tells them apart.
    [[nodiscard]] std::string intended(const std::string& code) const {
        const std::string_view root = std::string_view(code).substr(0, 2);
        if (root == "04") return "036";
        if (root == "05") return "032";
        const std::string whole = root == "06" ? "031" : root == "07" ? "033" : "035";
        const char kind = code.size() > 2 ? code[2] : '0';
        if (root != "08") return kind == '0' || kind > '4' ? whole : whole + kind;
        if (code == "0841" || code == "0842")
            return is_petrarch2() ? "0352" : "0353";  // it releases by "easing dissent"
        if (kind == '3') return "034" + code.substr(3);
        // Restrictions and dissent have the digit that they have among the concessions, what follows one less.
        if (kind == '1' || kind == '2') return whole + kind;
        return kind >= '4' && kind <= '7' ? whole + static_cast<char>(kind - 1) : whole;
    }

    [[nodiscard]] static std::string refused(std::string_view root) {
        if (root == "04") return "125";  // refuses to meet
        return root == "08" ? "124" : "121";
    }

    [[nodiscard]] std::string announced(const Statement& statement, const std::string& code, bool own_word) const {
        const std::string_view root = std::string_view(code).substr(0, 2);
        if (own_word && root >= "04" && root <= "08") return intended(code);
        // "said they will attack": Petrarch2 hears no future in "will", so that they say that they did.
        if (is_petrarch2() && own_word && root == "19") return "015";
        // "wants to attack", "said that they will attack": what is not done yet is a threat.
        if (statement.quad == 4 && (statement.voice < 0 || own_word))
            return root >= "18" || root == "15" ? "138" : "130";
        return code;
    }

    /// A code, or two as in put_both().
    [[nodiscard]] std::string code_of(const Statement& statement) const {
        const std::string codes = plain_code(statement);
        if (statement.mode != Mode::negated && statement.mode != Mode::planned) return codes;
        // Only what is done has two sides; of ":072" the doer is the target.
        const bool turned = codes.starts_with(':');
        const std::string code = turned ? codes.substr(1) : codes.substr(0, codes.find(':'));
        const std::string folded =
            statement.mode == Mode::negated
                ? refused(std::string_view(code).substr(0, 2))
                : announced(statement, code, is_own_word(statement, turned ? statement.targets : statement.sources));
        return turned ? ":" + folded : folded;
    }

    /// "042:043": the guest visits, the host is visited. ":072": the target alone does something.
    void put_both(std::int32_t number, const std::vector<Side>& sources, const std::vector<Side>& targets,
                  const std::string& codes) {
        const std::size_t colon = codes.find(':');
        const std::string back = colon == std::string::npos ? "" : codes.substr(colon + 1);
        // Two acts of one root of ours are one also where Petrarch2 parts them ("met at a summit").
        const Statement& statement = layers_.statements[static_cast<std::size_t>(number)];
        const std::string ours = statement.mode == Mode::actual ? statement.cameo : std::string();
        if (colon != 0) put(number, sources, targets, codes.substr(0, colon), ours);
        if (!back.empty()) put(number, targets, sources, back, ours);
    }

    void put(std::int32_t number, const std::vector<Side>& sources, const std::vector<Side>& targets,
             const std::string& cameo, const std::string& ours = {}) {
        const bool coded = std::ranges::any_of(targets, [](const Side& side) { return side.code != "---"; });
        for (const Side& source : sources) {
            for (const Side& target : targets) {
                if (coded && target.code == "---") continue;  // "a target of the militants" beside the militants
                if (source.actor == target.actor || (source.code == "---" && target.code == "---")) continue;
                if (is_told(number, {source.code, target.code, cameo.substr(0, 2)}, ours.substr(0, 2))) continue;
                events_.push_back({number, source.actor, target.actor, source.code, target.code, cameo});
            }
        }
    }

    struct Told {
        std::string source;
        std::string target;
        std::string root;
        auto operator<=>(const Told&) const = default;
    };

    /// Whether another statement of the sentence told it, under its root or under ours (empty: there is none).
    bool is_told(std::int32_t number, const Told& act, const std::string& our_root) {
        const std::int32_t sentence = layers_.statements[static_cast<std::size_t>(number)].sentence;
        bool fresh = told_.insert({sentence, act}).second;
        if (!our_root.empty() && our_root != act.root)
            fresh = told_.insert({sentence, {act.source, act.target, our_root}}).second && fresh;
        return !fresh;
    }

    /// "met at a summit in Delhi" is one meeting, though one word has the other side as target and one the place.
    bool is_told_jointly(const Statement& statement) {
        const Joint act{statement.sentence, statement.mode, statement.cameo.substr(0, 2), statement.sources};
        return !joint_.insert(act).second;
    }

    const Layers& layers_;
    const Ontology& ontology_;
    const Dictionaries* countries_ = nullptr;                     // null: the common form
    std::string_view text_;                                       // of the report
    std::map<std::int32_t, bool> discarded_;                      // sentences
    std::map<std::pair<std::int32_t, Span>, MentionForm> forms_;  // of who is mentioned there
    std::vector<std::pair<Span, std::string_view>> places_;       // with their countries, in the order of the text
    using Joint = std::tuple<std::int32_t, Mode, std::string, std::vector<std::int32_t>>;  // sentence, our root, who
    std::set<Joint> joint_;
    std::set<std::pair<std::int32_t, Told>> told_;  // in a sentence
    std::vector<OlderEvent> events_;
};

}  // namespace

std::vector<OlderEvent> older_events(const Layers& layers, const Ontology& ontology) {
    return Folder(layers, ontology).fold();
}

std::vector<OlderEvent> petrarch2_events(const Layers& layers, std::string_view text, const Ontology& ontology,
                                         const Dictionaries& dictionaries) {
    return Folder(layers, text, ontology, dictionaries).fold();
}

}  // namespace px
