#include "resolve/places.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "resolve/place_ranker.hpp"

namespace px {
namespace {

constexpr std::uint32_t longest_name = 4;  // tokens of a name found without the annotator's help
constexpr std::int64_t large_city = 300000;

PlaceMention mention_of(std::string_view text, const PlaceSpot& spot) {
    PlaceMention mention;
    mention.span = spot.span;
    if (spot.inside) {
        mention.name = std::string(slice(text, spot.span));
        mention.country = std::string(spot.inside->country);
        mention.admin1 = std::string(spot.inside->admin1);
        mention.latitude = spot.inside->latitude;
        mention.longitude = spot.inside->longitude;
        mention.reason = "not in the gazetteer; the text says that it lies in " + spot.inside->shown_name() +
                         ", whose point this is";
        mention.confidence = 0.4F;
        return mention;
    }
    if (spot.chosen < 0) {
        mention.name = std::string(slice(text, spot.span));
        mention.reason = "not in the gazetteer";
        mention.confidence = 0.3F;
        return mention;
    }
    const Place& place = spot.candidates[static_cast<std::size_t>(spot.chosen)];
    mention.name = place.shown_name();
    mention.country = std::string(place.country);
    mention.admin1 = std::string(place.admin1);
    mention.latitude = place.latitude;
    mention.longitude = place.longitude;
    mention.geonames = place.geonames;
    mention.reason = spot.reason;
    mention.confidence = spot.confidence;
    return mention;
}

bool upper_first(std::string_view word) { return !word.empty() && word[0] >= 'A' && word[0] <= 'Z'; }

// Finds the spots of a report: the annotator's places, then known names among the words that are left.
class SpotFinder {
  public:
    SpotFinder(const Gazetteer& gazetteer, const Report& report, const Annotation& annotation, std::string_view home)
        : gazetteer_(gazetteer), text_(report.text), annotation_(annotation), countries_{home} {}

    std::vector<PlaceSpot> run() {
        for (const Name& name : annotation_.names)
            if (name.type == NameType::location)
                add(name);
            else if (name.type == NameType::person && name.count > 1 &&
                     gazetteer_.find(slice(text_, name.span)).empty())
                surnames_.insert(annotation_.tokens_of(sentence_of(name))[name.first + name.count - 1].form);
        for (const Name& name : annotation_.names)
            if (name.type == NameType::person) add_taken_for_person(name);
        for (const Sentence& sentence : annotation_.sentences) search(sentence);
        drop_far_towns();
        std::sort(spots_.begin(), spots_.end(), [](const PlaceSpot& a, const PlaceSpot& b) { return a.span < b.span; });
        return std::move(spots_);
    }

  private:
    // "North" of "North Korean" is no place of its own: a name goes on into the next word where that makes a known
    // one, and falls away where the known one is an adjective.
    void add(const Name& name) {
        PlaceSpot spot = spot_for(gazetteer_, text_, name.span);
        const Sentence& sentence = annotation_.sentences[static_cast<std::size_t>(name.sentence)];
        const std::uint32_t next = name.first + name.count;
        if (next < sentence.count) {
            const Token& after = annotation_.tokens_of(sentence)[next];
            const Span longer{name.span.begin, after.span.end};
            // "The Vienna Convention" is nowhere.
            if (gazetteer_.words().is(slice(text_, after.span), PlaceWord::treaty)) return;
            if (upper_first(slice(text_, after.span)) && longer.size() < 60 && !overlaps_name_after(longer, name)) {
                const std::vector<Place> known = gazetteer_.find(slice(text_, longer));
                if (only_people(known)) return;
                if (!known.empty()) spot = spot_for(gazetteer_, text_, longer);
            }
        }
        if (gazetteer_.words().is(spot.key, PlaceWord::direction)) return;
        // What the annotator takes for a name in addresses of mail and pages.
        if (spot.candidates.empty() && spot.key.find_first_of("@/\\_<>|=") != std::string::npos) return;
        spots_.push_back(std::move(spot));
    }

    const Sentence& sentence_of(const Name& name) const {
        return annotation_.sentences[static_cast<std::size_t>(name.sentence)];
    }

    /// "Fighting in Mekelle": a known place behind such a word is no person, unless the report names one so.
    void add_taken_for_person(const Name& name) {
        const std::span<const Token> tokens = annotation_.tokens_of(sentence_of(name));
        if (name.count > 3 || !is_led(tokens, name.first) || surnames_.contains(tokens[name.first].form)) return;
        if (stands_in_longer_name(tokens, name.first, name.first + name.count)) return;
        PlaceSpot spot = spot_for(gazetteer_, text_, name.span);
        if (only_people(spot.candidates) || gazetteer_.words().is(spot.key, PlaceWord::direction)) return;
        if (!plain_enough(spot, slice(text_, name.span), {.led = true})) return;
        if (!plain_enough(spot, slice(text_, name.span), {})) towns_.push_back(spot.span);
        spots_.push_back(std::move(spot));
    }

    /// What only "in" or "near" makes a place lies in a country that the report speaks of: "in Kiunga" of a Kenyan
    /// report is not the town in Papua New Guinea.
    void drop_far_towns() {
        if (towns_.empty()) return;
        std::sort(towns_.begin(), towns_.end());
        for (const PlaceSpot& spot : spots_)
            if (!is_led_town(spot)) note_countries(spot);
        for (PlaceSpot& spot : spots_)
            if (is_led_town(spot))
                std::erase_if(spot.candidates, [&](const Place& place) { return !countries_.contains(place.country); });
        std::erase_if(spots_, [&](const PlaceSpot& spot) { return spot.candidates.empty() && is_led_town(spot); });
    }

    bool is_led_town(const PlaceSpot& spot) const {
        return std::binary_search(towns_.begin(), towns_.end(), spot.span);
    }

    void note_countries(const PlaceSpot& spot) {
        for (const Place& place : spot.candidates)
            if (place.kind == PlaceKind::country || place.kind == PlaceKind::people ||
                place.kind == PlaceKind::capital || place.population >= large_city)
                countries_.insert(place.country);
    }

    /// "in Izeh", "near Gorgan", "in Sarajevo and Tuzla".
    bool is_led(std::span<const Token> tokens, std::uint32_t i) const {
        constexpr std::array<std::string_view, 7> of_place = {"in", "In", "near", "Near", "outside", "Outside", "from"};
        if (i == 0) return false;
        const Token& before = tokens[i - 1];
        if (std::find(of_place.begin(), of_place.end(), before.form) != of_place.end()) return true;
        return i >= 2 && before.form == "and" && ends_place(tokens[i - 2].span.end);
    }

    bool ends_place(std::uint32_t end) const {
        if (!spots_.empty() && spots_.back().span.end == end) return true;
        const auto name = std::partition_point(annotation_.names.begin(), annotation_.names.end(),
                                               [&](const Name& n) { return n.span.end < end; });
        return name != annotation_.names.end() && name->span.end == end && name->type == NameType::location;
    }

    static bool only_people(const std::vector<Place>& places) {
        return !places.empty() && std::all_of(places.begin(), places.end(),
                                              [](const Place& place) { return place.kind == PlaceKind::people; });
    }

    bool overlaps_name_after(Span span, const Name& name) const {
        const auto after = std::partition_point(annotation_.names.begin(), annotation_.names.end(),
                                                [&](const Name& n) { return n.span.begin <= name.span.begin; });
        return after != annotation_.names.end() && after->span.overlaps(span);
    }

    void search(const Sentence& sentence) {
        const std::span<const Token> tokens = annotation_.tokens_of(sentence);
        for (std::uint32_t i = 0; i < tokens.size();) {
            const std::uint32_t length = upper_first(slice(text_, tokens[i].span)) ? known_at(tokens, i) : 0;
            i += std::max<std::uint32_t>(1, length);
        }
    }

    // Tokens of the longest known name at i that no other name overlaps; 0 = none.
    std::uint32_t known_at(std::span<const Token> tokens, std::uint32_t i) {
        const auto rest = static_cast<std::uint32_t>(tokens.size()) - i;
        for (std::uint32_t length = std::min(longest_name, rest); length > 0; --length) {
            const Span span{tokens[i].span.begin, tokens[i + length - 1].span.end};
            if (span.size() > 60 || !upper_first(slice(text_, tokens[i + length - 1].span)) || taken(span)) continue;
            if (!is_name(tokens, i, i + length) || stands_in_longer_name(tokens, i, i + length)) continue;
            PlaceSpot spot;
            spot.span = span;
            spot.key = place_key(slice(text_, span));
            spot.candidates = gazetteer_.find_key(spot.key);
            if (gazetteer_.words().is(spot.key, PlaceWord::direction)) continue;
            if (only_people(spot.candidates)) {  // "North Korean" does not hold a place called North
                note_countries(spot);
                return length;
            }
            // Without tags a word that begins a sentence may be any word: "Reading is nice".
            const bool doubtful = i == 0 && length == 1 && tokens[i].upos.empty();
            const bool led = !tokens[i].upos.empty() && is_led(tokens, i);
            if (!plain_enough(spot, slice(text_, span), {doubtful, led})) continue;
            if (led && !plain_enough(spot, slice(text_, span), {doubtful, false})) towns_.push_back(span);
            spots_.push_back(std::move(spot));
            return length;
        }
        return 0;
    }

    // Names are ordered and do not overlap.
    bool taken(Span span) const {
        const auto after = std::partition_point(annotation_.names.begin(), annotation_.names.end(),
                                                [&](const Name& name) { return name.span.end <= span.begin; });
        return after != annotation_.names.end() && after->span.overlaps(span);
    }

    static bool is_name(std::span<const Token> tokens, std::uint32_t begin, std::uint32_t end) {
        return std::any_of(tokens.begin() + begin, tokens.begin() + end,
                           [](const Token& token) { return token.upos.empty() || token.upos == "PROPN"; });
    }

    // "Washington Post", "Jack London": another capital word at its side that is no place.
    bool stands_in_longer_name(std::span<const Token> tokens, std::uint32_t begin, std::uint32_t end) const {
        const auto name_word = [&](std::uint32_t at) {
            const Token& token = tokens[at];
            if (!upper_first(slice(text_, token.span))) return false;
            if (!token.upos.empty()) return token.upos == "PROPN";
            return at != 0;
        };
        return (begin > 0 && name_word(begin - 1)) || (end < tokens.size() && name_word(end));
    }

    struct Standing {
        bool doubtful = false;  // it may be any word
        bool led = false;       // behind "in" or "near"
    };
    bool plain_enough(const PlaceSpot& spot, std::string_view words, Standing standing) const {
        const bool acronym =
            words.size() <= 4 && std::none_of(words.begin(), words.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        if (spot.key.size() <= 3 && !acronym) return false;
        const bool led = standing.led && !acronym && !gazetteer_.words().is(spot.key, PlaceWord::seldom);
        return std::any_of(spot.candidates.begin(), spot.candidates.end(), [&](const Place& place) {
            switch (place.kind) {
                case PlaceKind::people:
                case PlaceKind::admin2:
                    return false;
                case PlaceKind::admin1:
                    return spot.key.size() > 3 && place.population > 100000;
                case PlaceKind::city:
                case PlaceKind::admin1_capital:
                    return led || (place.population >= large_city && !standing.doubtful);
                default:
                    return true;
            }
        });
    }

    const Gazetteer& gazetteer_;
    std::string_view text_;
    const Annotation& annotation_;
    std::set<std::string_view> surnames_;   // of people named in full
    std::set<std::string_view> countries_;  // that the report speaks of
    std::vector<Span> towns_;               // small ones that a preposition alone makes places
    std::vector<PlaceSpot> spots_;
};

// ---- metonyms -----------------------------------------------------------------------------------------------------

class MetonymFinder {
  public:
    MetonymFinder(const WordUses& words, const Annotation& annotation) : words_(words), annotation_(annotation) {}

    // A country or capital that acts ("Beijing said"), is dealt with ("talks with Moscow") or has a policy
    // ("Pyongyang's demand").
    bool metonym(Span span) const {
        const Head head = head_of(span);
        return !head.tokens.empty() && (acts(head.tokens, head.at) || spoken_to(head.tokens, head.at));
    }

    // A seat of power or a region that says something or is spoken to: "the Kremlin denied it", "talks with Crimea".
    bool speaks(Span span) const {
        const Head head = head_of(span);
        if (head.tokens.empty()) return false;
        const Token& token = head.tokens[head.at];
        const bool says = token.deprel == "nsubj" && token.head > 0 &&
                          static_cast<std::size_t>(token.head) <= head.tokens.size() &&
                          words_.is(head.tokens[static_cast<std::size_t>(token.head) - 1].lemma, PlaceWord::speaks);
        return says || spoken_to(head.tokens, head.at);
    }

  private:
    struct Head {
        std::span<const Token> tokens;  // of the sentence; empty = none
        std::size_t at = 0;
    };

    Head head_of(Span span) const {
        const std::int32_t index = annotation_.sentence_at(span.begin);
        if (index < 0) return {};
        const Sentence& sentence = annotation_.sentences[static_cast<std::size_t>(index)];
        const std::span<const Token> tokens = annotation_.tokens_of(sentence);
        const auto last =
            std::partition_point(tokens.begin(), tokens.end(), [&](const Token& t) { return t.span.begin < span.end; });
        if (last == tokens.begin()) return {};
        const auto end = static_cast<std::size_t>(last - tokens.begin());
        std::size_t at = end - 1;  // the token that leads out of the name is its head
        for (std::size_t i = end; i-- > 0 && tokens[i].span.begin >= span.begin;) {
            const std::int32_t head = tokens[i].head;
            if (head == 0 || static_cast<std::size_t>(head) > tokens.size()) continue;
            if (!span.contains(tokens[static_cast<std::size_t>(head) - 1].span)) at = i;
        }
        return {tokens, at};
    }

    bool acts(std::span<const Token> tokens, std::size_t at) const {
        const Token& token = tokens[at];
        if (token.head <= 0 || static_cast<std::size_t>(token.head) > tokens.size()) return false;
        const Token& head = tokens[static_cast<std::size_t>(token.head) - 1];
        return token.deprel == "nsubj" && head.upos == "VERB" && !words_.is(head.lemma, PlaceWord::stands);
    }

    // "with", "between", "against", "by" before it.
    bool spoken_to(std::span<const Token> tokens, std::size_t at) const {
        std::size_t first = at;  // of "between Pyongyang and Washington" the second as well
        const std::int32_t head = tokens[at].head;
        if (tokens[at].deprel == "conj" && head > 0 && static_cast<std::size_t>(head) <= tokens.size())
            first = static_cast<std::size_t>(head) - 1;
        const std::string_view relation = base_relation(tokens[first].deprel);
        if (relation != "obl" && relation != "nmod") return false;
        static constexpr std::array<std::string_view, 4> words{"with", "between", "against", "by"};
        for (std::size_t i = first; i-- > 0 && first - i <= 4;) {
            if (static_cast<std::size_t>(tokens[i].head) != first + 1 || tokens[i].deprel != "case") continue;
            return std::find(words.begin(), words.end(), tokens[i].form) != words.end();
        }
        return false;
    }

    const WordUses& words_;
    const Annotation& annotation_;
};

}  // namespace

std::vector<PlaceMention> find_places(const Gazetteer& gazetteer, const Report& report, const Annotation& annotation,
                                      std::string_view home) {
    std::vector<PlaceSpot> spots = SpotFinder(gazetteer, report, annotation, home).run();
    rank_places(report.text, spots, home, report.outlet);
    const MetonymFinder metonyms(gazetteer.words(), annotation);
    std::vector<PlaceMention> mentions;
    for (const PlaceSpot& spot : spots) {
        const PlaceKind kind =
            spot.chosen < 0 ? PlaceKind::city : spot.candidates[static_cast<std::size_t>(spot.chosen)].kind;
        if (kind == PlaceKind::people && !spot.inside) continue;
        PlaceMention mention = mention_of(report.text, spot);
        if (kind == PlaceKind::country || kind == PlaceKind::capital) mention.metonym = metonyms.metonym(spot.span);
        if (kind == PlaceKind::region) mention.metonym = metonyms.speaks(spot.span);
        mentions.push_back(std::move(mention));
    }
    return mentions;
}

std::vector<PlaceMention> locate(const Gazetteer& gazetteer, const Report& report, std::span<const Span> spans,
                                 std::string_view home) {
    std::vector<PlaceSpot> spots;
    for (const Span span : spans) spots.push_back(spot_for(gazetteer, report.text, span));
    rank_places(report.text, spots, home, report.outlet);
    std::vector<PlaceMention> mentions;
    for (const PlaceSpot& spot : spots) mentions.push_back(mention_of(report.text, spot));
    return mentions;
}

}  // namespace px
