#include "resolve/titles.hpp"

#include <algorithm>
#include <array>

#include "resolve/gazetteer.hpp"
#include "resolve/word_lists.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 7> definite_words = {"the", "this", "that", "these", "those", "both", "whose"};
constexpr std::array<std::string_view, 7> owner_words = {"his", "her", "their", "our", "my", "your", "its"};
constexpr std::array<std::string_view, 13> indefinite_words = {
    "a", "an", "some", "any", "another", "several", "many", "each", "various", "most", "unnamed", "one", "no"};
constexpr std::array<std::string_view, 6> other_words = {"another", "other", "others", "second", "third", "different"};
constexpr std::array<std::string_view, 7> complement_prepositions = {"of", "for", "at", "with", "from", "in", "to"};

/// The first place that ends behind the beginning of word `word`; nullptr if there is none.
const PlaceMention* place_around(const Scene& scene, std::uint32_t word) {
    const std::uint32_t begin = scene.sentence.words[word].span.begin;
    const auto place = std::partition_point(scene.places.begin(), scene.places.end(),
                                            [&](const PlaceMention& other) { return other.span.end <= begin; });
    return place == scene.places.end() ? nullptr : &*place;
}

/// The place whose name word `word` ends, or begins; nullptr if there is none.
const PlaceMention* place_that_ends(const Scene& scene, std::uint32_t word) {
    const PlaceMention* place = place_around(scene, word);
    const Span span = scene.sentence.words[word].span;
    return place != nullptr && place->span.begin <= span.begin && place->span.end == span.end ? place : nullptr;
}
const PlaceMention* place_that_begins(const Scene& scene, std::uint32_t word) {
    const PlaceMention* place = place_around(scene, word);
    return place != nullptr && place->span.begin == scene.sentence.words[word].span.begin ? place : nullptr;
}

/// The state in which "Kisumu" of "the mayor of Kisumu" lies; whose "the president of Zandoria" is, nobody knows.
void take_place(const PlaceMention& place, SaidRole& said) {
    if (!said.country.empty() || !said.code.empty()) return;
    said.country = place.country;
    said.of_unknown_place = place.country.empty();
}

/// "Chechen" -> "RUS": of a people or region that is no state; empty if no table knows it, or several states have it.
std::string country_of_adjective(const Scene& scene, const Word& word) {
    std::string country;
    if (!word.capital) return country;
    for (const Place& place : scene.dictionaries.gazetteer().find(slice(scene.text, word.span))) {
        if (place.kind != PlaceKind::people) continue;
        if (!country.empty() && country != place.country) return {};
        country = place.country;
    }
    return country;
}

/// Reads leftwards from a role: its country, its institution, "former", its article.
class LeftReader {
  public:
    LeftReader(const Scene& scene, RoleReading& reading) : scene_(scene), reading_(reading) {}

    void read() {
        for (int steps = 0; steps < 8 && reading_.first > 0; ++steps) {
            if (scene_.sentence.words[reading_.first].gap_before) break;
            if (!step()) break;
        }
        settle_owner();
    }

  private:
    bool step() {
        const std::uint32_t before = reading_.first - 1;
        if (const Phrase* phrase = phrase_before(scene_.sentence, reading_.first)) return take_phrase(*phrase);
        const Word& word = scene_.sentence.words[before];
        if (word.possessive) return take_possessor(before);
        return take_word(before, word);
    }

    bool take_phrase(const Phrase& phrase) {
        switch (phrase.kind) {
            case PhraseKind::adjective:
            case PhraseKind::country:
                return take_country(phrase);
            case PhraseKind::organisation:
            case PhraseKind::unknown_organisation:
            case PhraseKind::stand_in:
            case PhraseKind::outlet:
                return take_institution(phrase);
            case PhraseKind::person:
            case PhraseKind::unknown_person:
                if (!is_government()) return false;
                reading_.owner = scene_.sentence.at_word[phrase.first];
                extend(phrase);
                return true;
            case PhraseKind::role:
                return take_role(phrase);
            default:
                return false;
        }
    }

    [[nodiscard]] bool is_government() const {
        return reading_.said.role >= 0 && reading_.owner < 0 &&
               scene_.dictionaries.roles()[reading_.said.role].use == RoleUse::body;
    }

    /// "North Korean" in "Russia's former North Korean ambassador" says where he was posted: the
    /// country further left wins.
    bool take_country(const Phrase& phrase) {
        reading_.said.country = scene_.dictionaries.countries()[phrase.index].iso3;
        extend(phrase);
        take_joined_country(phrase);
        return true;
    }

    /// "US and British activists": activists of either country.
    void take_joined_country(const Phrase& second) {
        const std::vector<Word>& words = scene_.sentence.words;
        if (!reading_.plural || !reading_.countries.empty() || second.first < 2) return;
        if (words[second.first - 1].key != "and" || words[second.first].gap_before) return;
        const Phrase* first = phrase_before(scene_.sentence, second.first - 1);
        if (first == nullptr || (first->kind != PhraseKind::adjective && first->kind != PhraseKind::country)) return;
        const std::string_view relation = base_relation(scene_.tokens[words[first->last - 1].token].deprel);
        if (relation != "amod" && relation != "compound") return;  // "Russia and Ukrainian officials met"
        for (const Phrase* phrase : {first, &second})
            reading_.countries.push_back(scene_.dictionaries.countries()[phrase->index].iso3);
        extend(*first);
    }

    bool take_institution(const Phrase& phrase) {
        if (reading_.said.code.empty()) {
            const std::int32_t member = institution(phrase);
            if (member >= 0) {
                reading_.said.code = scene_.cast[member].actor.code;
                reading_.said.body = scene_.cast[member].actor.key;
                reading_.said.of_whole = bare_;
                if (reading_.said.country.empty()) reading_.said.country = scene_.cast[member].actor.country;
            }
        }
        extend(phrase, false);
        return true;
    }

    [[nodiscard]] std::int32_t institution(const Phrase& phrase) const {
        if (phrase.kind == PhraseKind::organisation) return scene_.cast.organisation(phrase.index);
        if (phrase.kind == PhraseKind::outlet) return scene_.cast.outlet(phrase.index);
        if (phrase.kind == PhraseKind::stand_in) return scene_.cast.government(phrase.index);
        return scene_.cast.unknown_organisation(
            slice(scene_.text, span_of_words(scene_.sentence, phrase.first, phrase.last)));
    }

    /// "Foreign Ministry" before "spokesperson", "President" before "and commander".
    bool take_role(const Phrase& phrase) {
        const RoleWord& role = scene_.dictionaries.roles()[phrase.index];
        bare_ = bare_ && role.use == RoleUse::honorific;
        if (role.use == RoleUse::honorific) {
            reading_.honorific = true;
            if (role.gender != Gender::unknown) reading_.gender = role.gender;
            extend(phrase);
            return true;
        }
        if (role.use == RoleUse::body || role.use == RoleUse::group) {
            if (reading_.said.code.empty()) body_code_ = role.code;
            if (reading_.said.role < 0) return false;
            extend(phrase);
            return true;
        }
        if (reading_.said.role >= 0 && scene_.dictionaries.roles()[reading_.said.role].use == RoleUse::honorific)
            reading_.said.role = phrase.index;
        extend(phrase);
        return true;
    }

    bool take_possessor(std::uint32_t clitic) {
        const Phrase* phrase = phrase_before(scene_.sentence, clitic);
        reading_.article = Article::possessive;
        if (phrase == nullptr) {
            if (const PlaceMention* place = clitic > 0 ? place_that_ends(scene_, clitic - 1) : nullptr) {
                take_place(*place, reading_.said);
                begin_with(*place);
            }
            return false;
        }
        if (phrase->kind == PhraseKind::country || phrase->kind == PhraseKind::capital) {
            reading_.said.country = scene_.dictionaries.countries()[phrase->index].iso3;
            extend(*phrase);
        } else if (phrase->kind == PhraseKind::organisation || phrase->kind == PhraseKind::unknown_organisation) {
            take_institution(*phrase);
        } else if (phrase->kind == PhraseKind::role) {
            return take_owning_body(*phrase);
        }
        return false;
    }

    /// "The coast guard's spokesman", perhaps with its state before it.
    bool take_owning_body(const Phrase& phrase) {
        const RoleWord& role = scene_.dictionaries.roles()[phrase.index];
        if (role.use != RoleUse::body || !reading_.said.code.empty()) return false;
        body_code_ = role.code;
        owner_ = phrase.index;
        extend(phrase);
        return true;
    }

    /// If nobody says whose body it is, it is the one of its kind that the report told of last.
    void settle_owner() {
        if (owner_ < 0 || !reading_.said.country.empty()) return;
        const Member* last = nullptr;
        for (const std::int32_t member : scene_.cast.with_role(scene_.dictionaries.roles()[owner_].role))
            if (const Member& body = scene_.cast[member]; body.actor.kind == ActorKind::organisation) last = &body;
        if (last == nullptr) return;
        reading_.said.country = last->actor.country;
        reading_.said.code = last->actor.code;
        reading_.said.body = last->actor.key;
    }

    bool take_word(std::uint32_t at, const Word& word) {
        const Token& token = scene_.tokens[word.token];
        if (is_modifier(token) && word.capital && reading_.said.country.empty() && take_region(at, word)) return true;
        if (scene_.dictionaries.is(word.key, ActorWord::leaning)) {
            const Phrase* leant_on = phrase_before(scene_.sentence, at);
            reading_.first = leant_on != nullptr ? leant_on->first : at;
            return true;
        }
        if (scene_.dictionaries.is(word.key, ActorWord::former)) {
            reading_.said.former = word.key != "late" || reading_.said.former;
        } else if (one_of(word.key, owner_words)) {
            reading_.article = Article::possessive;
            reading_.owned_by_it = word.key == "its" || word.key == "their";
            reading_.owned_by_one = word.key == "his" || word.key == "her";
            reading_.owned_by_speaker = word.key == "our" || word.key == "my";
            reading_.first = at;
            return false;
        } else if (one_of(word.key, definite_words)) {
            if (token.upos == "SCONJ") return false;  // "said that President Example"
            reading_.article = Article::definite;
            reading_.first = at;
            return false;
        } else if (one_of(word.key, indefinite_words) && base_relation(token.deprel) != "advmod") {  // "most senior"
            reading_.article = Article::indefinite;
            reading_.other = reading_.other || one_of(word.key, other_words);
            reading_.first = at;
            return false;
        } else if (token.upos == "NUM") {
            reading_.article = Article::number;
        } else if (one_of(word.key, other_words)) {
            reading_.other = true;
        } else if (token.xpos == "VBD") {
            return false;  // "parliament elected Ada Example speaker"
        } else if (!scene_.dictionaries.is(word.key, ActorWord::modifier)) {
            if (!is_modifier(token)) return false;
            bare_ = false;
        }
        reading_.first = at;
        return true;
    }

    /// "Texas" before "governor", "Chechen" before "leader".
    bool take_region(std::uint32_t at, const Word& word) {
        if (const PlaceMention* place = place_that_ends(scene_, at); place != nullptr && !place->country.empty()) {
            take_place(*place, reading_.said);
            begin_with(*place);
            return true;
        }
        reading_.said.country = country_of_adjective(scene_, word);
        if (reading_.said.country.empty()) return false;
        reading_.first = at;
        return true;
    }

    void begin_with(const PlaceMention& place) {
        const std::vector<Word>& words = scene_.sentence.words;
        while (reading_.first > 0 && words[reading_.first - 1].span.begin >= place.span.begin) --reading_.first;
    }

    /// "Two days earlier government forces had ...", "On Tuesday army units ...".
    [[nodiscard]] bool tells_when(const Token& token) const {
        const WordEntry* entry = scene_.dictionaries.time_words().find(lower_ascii(token.form));
        if (entry == nullptr) return false;
        return std::any_of(entry->senses.begin(), entry->senses.end(), [](const WordSense& sense) {
            return sense.type == TimeClass::weekday || sense.type == TimeClass::deictic ||
                   sense.type == TimeClass::earlier || sense.type == TimeClass::later || sense.type == TimeClass::ago;
        });
    }

    [[nodiscard]] bool is_modifier(const Token& token) const {
        if (tells_when(token)) return false;
        const std::string_view relation = base_relation(token.deprel);
        if (relation == "amod" || relation == "compound") return true;
        return relation == "advmod" && token.upos == "ADV" && token.xpos != "WRB" && reading_.first > 0;
    }

    void extend(const Phrase& phrase, bool take = true) {
        reading_.first = phrase.first;
        if (take) reading_.taken.push_back(static_cast<std::uint32_t>(scene_.sentence.at_word[phrase.first]));
    }

    const Scene& scene_;
    RoleReading& reading_;
    bool bare_ = true;         // no word has narrowed the role yet: "chief", not "aid chief"
    std::int32_t owner_ = -1;  // a body before the possessive mark, into Dictionaries::roles()

  public:
    std::string body_code_;
};

/// Reads ", a research fellow at the Academy" rightwards from its role: the complement.
class RightReader {
  public:
    RightReader(const Scene& scene, RoleReading& reading) : scene_(scene), reading_(reading) {}

    void read() {
        std::uint32_t at = reading_.last;
        for (int complements = 0; complements < 3; ++complements) {
            if (at >= scene_.sentence.words.size() || scene_.sentence.words[at].gap_before) return;
            if (!one_of(scene_.sentence.words[at].key, complement_prepositions)) {
                if (scene_.sentence.words[at].key != "on" || !skip_topic(at)) return;
            }
            preposition_ = scene_.sentence.words[at].key;
            const std::optional<std::uint32_t> end = read_complement(at + 1);
            if (!end) return;
            if (stands_in_place()) return;  // "officials in Nairobi for the summit accused Sudan"
            at = *end;
        }
    }

  private:
    /// "an expert on Asia-Pacific strategy at ...": goes to the next preposition that a complement may follow.
    bool skip_topic(std::uint32_t& at) const {
        for (std::uint32_t w = at + 1; w < scene_.sentence.words.size() && w < at + 8; ++w) {
            if (scene_.sentence.words[w].gap_before) return false;
            if (scene_.sentence.words[w].key == "at" || scene_.sentence.words[w].key == "for") {
                at = w;
                return true;
            }
        }
        return false;
    }

    std::optional<std::uint32_t> read_complement(std::uint32_t begin) {
        begin_ = begin;
        const auto limit = std::min(begin + 5, static_cast<std::uint32_t>(scene_.sentence.words.size()));
        for (std::uint32_t w = begin; w < limit; ++w) {
            if (scene_.sentence.words[w].gap_before || ends_complement(w)) return std::nullopt;
            const Phrase* phrase = phrase_at(scene_.sentence, w);
            if (phrase == nullptr) {
                const PlaceMention* place = is_of_place(w) ? place_that_begins(scene_, w) : nullptr;
                if (place == nullptr) continue;
                return take(*place, w);
            }
            if (phrase->last < limit &&
                scene_.dictionaries.is(scene_.sentence.words[phrase->last].key, ActorWord::leaning)) {
                w = phrase->last;
                continue;
            }
            return take(*phrase);
        }
        return std::nullopt;
    }

    /// The verb of "envoys in Davos accused Sudan", and "for" in "envoys in Davos for Sudan".
    [[nodiscard]] bool ends_complement(std::uint32_t word) const {
        const Token& token = scene_.tokens[scene_.sentence.words[word].token];
        if (preposition_ != "in") return false;
        return token.upos == "ADP" || token.xpos == "VBD" || token.xpos == "VBZ" || token.xpos == "VBP";
    }

    /// "of Kisumu", "of the Amhara region", but not "of the Republic" or "of police in Kisumu"; "nurses in Kenema".
    [[nodiscard]] bool is_of_place(std::uint32_t word) const {
        if (stands_in_place()) return word == begin_;
        if (preposition_ != "of" || !is_person()) return false;
        if (word == begin_) return true;
        const std::vector<Word>& words = scene_.sentence.words;
        return word == begin_ + 1 && words[begin_].key == "the" && word + 1 < words.size() &&
               !words[word + 1].gap_before && scene_.tokens[words[word + 1].token].upos == "NOUN";
    }

    /// "officials in Havana", "police in Lagos": whoever is there belongs there, but for armies, and for those who only
    /// meet there ("diplomats in Geneva").
    [[nodiscard]] bool stands_in_place() const {
        constexpr std::array<std::string_view, 6> travelling = {"ambassador", "delegate", "diplomat",
                                                                "envoy",      "leader",   "minister"};
        const RoleWord& role = scene_.dictionaries.roles()[reading_.said.role];
        const bool people = role.use == RoleUse::group || (is_person() && reading_.plural);
        return preposition_ == "in" && people && role.code != "MIL" && role.code != "MED" &&
               !one_of(role.role, travelling);
    }

    std::optional<std::uint32_t> take(const PlaceMention& place, std::uint32_t word) {
        take_place(place, reading_.said);
        if (place.country.empty()) return std::nullopt;
        const std::vector<Word>& words = scene_.sentence.words;
        while (word < words.size() && words[word].span.end <= place.span.end) ++word;
        reading_.last = word;
        return word;
    }

    std::optional<std::uint32_t> take(const Phrase& phrase) {
        switch (phrase.kind) {
            case PhraseKind::country:
                if (preposition_ == "to" && moves()) return std::nullopt;  // "3,000 soldiers to Liberia"
                return take_countries(phrase);
            case PhraseKind::capital:
                if (!stands_in_place() || phrase.first != begin_ || !reading_.said.code.empty()) return std::nullopt;
                if (reading_.said.country.empty())
                    reading_.said.country = scene_.dictionaries.countries()[phrase.index].iso3;
                reading_.last = phrase.last;
                return phrase.last;
            case PhraseKind::adjective: {
                if (reading_.said.country.empty())
                    reading_.said.country = scene_.dictionaries.countries()[phrase.index].iso3;
                const Phrase* next = phrase_at(scene_.sentence, phrase.last);
                reading_.last = phrase.last;
                return next == nullptr ? std::optional<std::uint32_t>() : take(*next);
            }
            case PhraseKind::organisation: {
                const Organisation& organisation = scene_.dictionaries.organisations()[phrase.index];
                return take_institution(phrase, organisation.code, organisation.country, organisation.key);
            }
            case PhraseKind::outlet: {
                const Outlet& outlet = scene_.dictionaries.outlets()[phrase.index];
                return take_institution(phrase, outlet.country + "MED", outlet.country, outlet.key);
            }
            case PhraseKind::unknown_organisation: {
                const std::int32_t member = scene_.cast.unknown_organisation(
                    slice(scene_.text, span_of_words(scene_.sentence, phrase.first, phrase.last)));
                const Actor& actor = scene_.cast[member].actor;
                return take_institution(phrase, actor.code, actor.country, actor.key);
            }
            case PhraseKind::role:
            case PhraseKind::role_plural: {
                const RoleWord& role = scene_.dictionaries.roles()[phrase.index];
                // "spokesman for the rebels", but not "the government with the people"
                if ((preposition_ != "of" && preposition_ != "for") || !is_person()) return std::nullopt;
                if (reading_.said.code.empty() && !role.code.empty())
                    reading_.said.code = reading_.said.country + role.code;
                reading_.last = phrase.last;
                return phrase.last;
            }
            default:
                return std::nullopt;
        }
    }

    /// Forces and crowds go somewhere; an ambassador or an envoy is sent to whom he serves with.
    [[nodiscard]] bool moves() const {
        const RoleWord& role = scene_.dictionaries.roles()[reading_.said.role];
        return role.use == RoleUse::group || (reading_.plural && role.code != "GOV");
    }

    /// "head of the UN", but not "head of the UN's refugee agency", "head of UN operations" or "head of aid at the UN".
    [[nodiscard]] bool is_whole(const Phrase& phrase) const {
        if (preposition_ != "of" || phrase.first > begin_ + 1) return false;
        if (phrase.first == begin_ + 1 && scene_.sentence.words[begin_].key != "the") return false;
        if (phrase.last >= scene_.sentence.words.size()) return true;
        const Word& next = scene_.sentence.words[phrase.last];
        const std::string& tag = scene_.tokens[next.token].upos;
        return !next.possessive && (next.gap_before || (tag != "NOUN" && tag != "PROPN"));
    }

    [[nodiscard]] bool is_person() const {
        const RoleUse use = scene_.dictionaries.roles()[reading_.said.role].use;
        return use == RoleUse::person || use == RoleUse::office;
    }

    std::optional<std::uint32_t> take_institution(const Phrase& phrase, const std::string& code,
                                                  const std::string& country, const std::string& key) {
        if (!is_person() || preposition_ == "to" || preposition_ == "in") return std::nullopt;
        if (reading_.said.code.empty()) reading_.said.code = code;
        if (reading_.said.body.empty()) {
            reading_.said.body = key;
            reading_.said.of_whole = is_whole(phrase);
        }
        if (reading_.said.country.empty()) reading_.said.country = country;
        reading_.last = phrase.last;
        return phrase.last;
    }

    /// "of China, Russia and North Korea"
    std::optional<std::uint32_t> take_countries(const Phrase& first) {
        const Phrase* phrase = &first;
        for (;;) {
            const std::string& iso = scene_.dictionaries.countries()[phrase->index].iso3;
            reading_.countries.push_back(iso);
            if (reading_.said.country.empty()) reading_.said.country = iso;
            reading_.last = phrase->last;
            std::uint32_t next = phrase->last;
            if (next < scene_.sentence.words.size() && scene_.sentence.words[next].key == "and") ++next;
            const Phrase* more = phrase_at(scene_.sentence, next);
            if (!reading_.plural || more == nullptr || more->kind != PhraseKind::country) return phrase->last;
            phrase = more;
        }
    }

    const Scene& scene_;
    RoleReading& reading_;
    std::string_view preposition_;
    std::uint32_t begin_ = 0;  // of the complement
};

void take_role_gender(const Scene& scene, RoleReading& reading) {
    if (reading.gender == Gender::unknown && reading.said.role >= 0)
        reading.gender = scene.dictionaries.roles()[reading.said.role].gender;
}

/// The words of a role without its article.
std::string text_of(const Scene& scene, const RoleReading& reading, std::uint32_t last) {
    std::uint32_t first = reading.first;
    while (first + 1 < last && scene.sentence.at_word[first] < 0) {
        const std::string_view relation = base_relation(scene.tokens[scene.sentence.words[first].token].deprel);
        if (relation != "det" && relation != "nummod" && !one_of(scene.sentence.words[first].key, definite_words) &&
            !one_of(scene.sentence.words[first].key, indefinite_words))
            break;
        ++first;
    }
    return std::string(slice(scene.text, span_of_words(scene.sentence, first, last)));
}

/// Code of an institution named only by its kind: "Foreign Ministry spokesman" of a country.
void settle_code(const Scene& scene, RoleReading& reading, const std::string& body_code) {
    if (!reading.said.code.empty() || body_code.empty() || reading.said.role < 0) return;
    const RoleWord& role = scene.dictionaries.roles()[reading.said.role];
    if (role.code.empty() || role.code == "GOV") reading.said.code = reading.said.country + body_code;
}

/// "Minister of Education" before a name: the role phrase that begins such a title, nullptr if there is none.
[[nodiscard]] const Phrase* role_with_subject(const Scene& scene, std::uint32_t name) {
    const std::vector<Word>& words = scene.sentence.words;
    bool subject = false;
    for (std::uint32_t w = name; w-- > 0 && name - w <= 5;) {
        if (words[w + 1].gap_before) return nullptr;
        const bool link = words[w].key == "of" || words[w].key == "for";
        if (link) {
            const Phrase* phrase = phrase_before(scene.sentence, w);
            if (phrase != nullptr && phrase->kind == PhraseKind::role && subject) return phrase;
        }
        subject = subject || words[w].capital;
        if (!link && !words[w].capital && words[w].key != "and" && words[w].key != "the") return nullptr;
    }
    return nullptr;
}

}  // namespace

std::optional<RoleReading> read_title_before(const Scene& scene, std::uint32_t name) {
    if (name == 0 || scene.sentence.words[name].gap_before) return std::nullopt;
    const Phrase* phrase = phrase_before(scene.sentence, name);
    if (phrase == nullptr || phrase->kind != PhraseKind::role) phrase = role_with_subject(scene, name);
    if (phrase == nullptr || phrase->kind != PhraseKind::role) return std::nullopt;
    const RoleWord& role = scene.dictionaries.roles()[phrase->index];
    if (role.use == RoleUse::body || role.use == RoleUse::state) return std::nullopt;
    if (role.use == RoleUse::group) return std::nullopt;
    RoleReading reading;
    reading.said.role = phrase->index;
    reading.first = phrase->first;
    reading.last = name;
    reading.taken.push_back(static_cast<std::uint32_t>(scene.sentence.at_word[phrase->first]));
    reading.honorific = role.use == RoleUse::honorific;
    if (reading.honorific) reading.gender = role.gender;
    LeftReader left(scene, reading);
    left.read();
    settle_code(scene, reading, left.body_code_);
    take_role_gender(scene, reading);
    reading.said.text = text_of(scene, reading, name);
    return reading;
}

std::optional<RoleReading> read_apposition_after(const Scene& scene, std::uint32_t end) {
    const std::vector<Word>& words = scene.sentence.words;
    if (end >= words.size()) return std::nullopt;
    if (!words[end].gap_before && words[end].key != "the") return std::nullopt;
    // The role follows within a few words, with nothing but its own modifiers before it.
    for (std::uint32_t w = end; w < words.size() && w < end + 7; ++w) {
        if (w > end && words[w].gap_before) return std::nullopt;
        const Phrase* phrase = phrase_at(scene.sentence, w);
        if (phrase == nullptr) {
            const std::string_view upos = scene.tokens[words[w].token].upos;
            const bool modifier = upos == "DET" || upos == "ADJ" || upos == "NOUN" || upos == "PROPN" ||
                                  upos == "NUM" || upos == "ADV" || upos == "PRON" || words[w].possessive;
            if (!modifier) return std::nullopt;
            continue;
        }
        const bool role =
            phrase->kind == PhraseKind::role && (scene.dictionaries.roles()[phrase->index].use == RoleUse::person ||
                                                 scene.dictionaries.roles()[phrase->index].use == RoleUse::office);
        if (!role) {
            w = phrase->last - 1;
            if (phrase->kind == PhraseKind::person || phrase->kind == PhraseKind::unknown_person) return std::nullopt;
            continue;
        }
        // "Kim, President Trump said": a title of the next name
        if (const Phrase* next = phrase_at(scene.sentence, phrase->last);
            next != nullptr && !words[phrase->last].gap_before &&
            (next->kind == PhraseKind::person || next->kind == PhraseKind::unknown_person))
            return std::nullopt;
        RoleReading reading;
        reading.said.role = phrase->index;
        reading.first = phrase->first;
        reading.last = phrase->last;
        reading.taken.push_back(static_cast<std::uint32_t>(scene.sentence.at_word[phrase->first]));
        LeftReader left(scene, reading);
        left.read();
        if (reading.first > end) {
            // Words that the reader could not take stand between: no apposition.
            return std::nullopt;
        }
        RightReader(scene, reading).read();
        settle_code(scene, reading, left.body_code_);
        take_role_gender(scene, reading);
        reading.said.text = text_of(scene, reading, reading.last);
        return reading;
    }
    return std::nullopt;
}

std::optional<RoleReading> read_apposition_before(const Scene& scene, std::uint32_t name, std::uint32_t end) {
    const std::vector<Word>& words = scene.sentence.words;
    if (name == 0 || !words[name].gap_before) return std::nullopt;
    if (end < words.size() && !words[end].gap_before && scene.tokens[words[end].token].upos != "VERB")
        return std::nullopt;
    std::uint32_t begin = name;  // of the stretch before the comma
    while (begin > 0 && (begin == name || !words[begin].gap_before) && name - begin < 14) --begin;
    for (std::uint32_t w = begin; w < name; ++w) {
        const Phrase* phrase = phrase_at(scene.sentence, w);
        if (phrase == nullptr || phrase->kind != PhraseKind::role || phrase->used) continue;
        const RoleUse use = scene.dictionaries.roles()[phrase->index].use;
        if (use != RoleUse::person && use != RoleUse::office) continue;
        const auto index = static_cast<std::uint32_t>(scene.sentence.at_word[w]);
        RoleReading reading = read_nominal(scene, index);
        const bool fills = reading.last == name || (reading.first == begin && reading.article == Article::definite);
        if (!fills || reading.article == Article::indefinite) continue;
        reading.last = name;
        reading.taken.push_back(index);
        return reading;
    }
    return std::nullopt;
}

RoleReading read_nominal(const Scene& scene, std::uint32_t index) {
    const Phrase& phrase = scene.sentence.phrases[index];
    RoleReading reading;
    reading.said.role = phrase.index;
    reading.first = phrase.first;
    reading.last = phrase.last;
    reading.plural = phrase.kind == PhraseKind::role_plural;
    LeftReader left(scene, reading);
    left.read();
    if (scene.dictionaries.roles()[phrase.index].use != RoleUse::state) RightReader(scene, reading).read();
    settle_code(scene, reading, left.body_code_);
    take_role_gender(scene, reading);
    reading.said.text = text_of(scene, reading, reading.last);
    return reading;
}

}  // namespace px
