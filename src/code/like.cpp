#include "code/like.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <vector>

#include "base/hash.hpp"
#include "code/older_form.hpp"
#include "record/ids.hpp"

namespace px {
namespace {

constexpr std::string_view icews_columns =
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget "
    "Name\t"
    "Target Sectors\tTarget Country\tStory ID\tSentence "
    "Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\t"
    "Longitude\n";
constexpr std::string_view polecat_columns =
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor "
    "COW\t"
    "Primary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\t"
    "Recipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\t"
    "Recipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\t"
    "GeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\t"
    "Story Locations\tLanguage\tVersion\n";

/// A line of cells, in the order in which they are put.
class Line {
  public:
    Line& put(std::string_view cell) {
        if (any_) text_ += '\t';
        any_ = true;
        for (const char c : cell) text_ += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
        return *this;
    }
    Line& put(const std::optional<double>& number) {
        if (!number) return put(std::string_view());
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *number).ptr;
        return put(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
    }
    Line& count(std::uint64_t number) { return put(std::to_string(number)); }
    Line& skip(int cells) {
        for (; cells > 0; --cells) put(std::string_view());
        return *this;
    }
    [[nodiscard]] std::string text() && { return std::move(text_) + '\n'; }

  private:
    std::string text_;
    bool any_ = false;
};

struct Day {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
};

std::string digits(const char* form, const std::optional<Day>& day) {
    if (!day) return {};
    std::array<char, 32> text{};
    const int length = std::snprintf(text.data(), text.size(), form, day->year, day->month, day->day);
    return std::string(text.data(), static_cast<std::size_t>(length));
}

std::optional<Day> day_of(std::int64_t days) {
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
    return Day{static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
}

/// The three-letter parts of an actor code, sorted by what they say.
struct CodeParts {
    std::string_view country;
    std::string_view group;               // a known organisation: "UNO" in IGOUNO
    std::vector<std::string_view> roles;  // "GOV", "MIL", "IGO"
};

CodeParts parts_of(std::string_view code, std::string_view country) {
    static constexpr std::array<std::string_view, 27> known = {
        "GOV", "MIL", "LEG", "JUD", "COP", "OPP", "REB", "INS", "SPY", "MED", "NGO", "BUS", "EDU", "CVL",
        "LAB", "REL", "REF", "UAF", "PTY", "CRM", "ELI", "SEP", "IGO", "IMG", "INT", "MNC", "HLH"};
    CodeParts parts;
    if (code.starts_with("---")) code.remove_prefix(3);
    for (; !code.empty(); code.remove_prefix(std::min<std::size_t>(3, code.size()))) {
        const std::string_view part = code.substr(0, 3);
        if (std::ranges::find(known, part) != known.end()) {
            parts.roles.push_back(part);
        } else if (parts.country.empty() && parts.roles.empty() && (part == country || country.empty())) {
            parts.country = part;
        } else if (parts.group.empty()) {
            parts.group = part;
        }
    }
    return parts;
}

std::string in_capitals(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return out;
}

class Writer {
  public:
    Writer(const CodedReport& coded, const Ontology& ontology, const Dictionaries& dictionaries)
        : report_(coded.report),
          layers_(coded.layers),
          ontology_(ontology),
          dictionaries_(dictionaries),
          ids_(record_ids(coded)) {
        if (report_.published) published_ = day_of(report_.published->day);
    }

    std::string rows(LikeForm form) {
        if (form == LikeForm::polecat) {
            for (std::size_t i = 0; i < layers_.statements.size(); ++i) polecat(i);
            return std::move(out_);
        }
        const std::vector<OlderEvent> events = form == LikeForm::petrarch2
                                                   ? petrarch2_events(layers_, report_.text, ontology_, dictionaries_)
                                                   : older_events(layers_, ontology_);
        for (const OlderEvent& event : events) {
            if (form == LikeForm::gdelt2) gdelt2(event);
            if (form == LikeForm::icews) icews(event);
            if (form == LikeForm::phoenix) phoenix(event);
            if (form == LikeForm::petrarch2) petrarch2(event);
        }
        return std::move(out_);
    }

  private:
    // ---- what the forms share
    // ----------------------------------------------------------------------------------------

    [[nodiscard]] const Statement& statement_of(const OlderEvent& event) const {
        return layers_.statements[static_cast<std::size_t>(event.statement)];
    }

    [[nodiscard]] const Actor* actor(std::int32_t index) const {
        return index < 0 ? nullptr : &layers_.actors[static_cast<std::size_t>(index)];
    }

    [[nodiscard]] const PlaceMention* place_of(const Statement& statement) const {
        return statement.place < 0 ? nullptr : &layers_.places[static_cast<std::size_t>(statement.place)];
    }

    /// The day that the report gives, if it gives one; otherwise that of its publication.
    [[nodiscard]] std::optional<Day> date_of(const Statement& statement) const {
        if (statement.time >= 0) {
            const auto& interval = layers_.times[static_cast<std::size_t>(statement.time)].interval;
            if (interval && interval->begin && interval->granularity <= Granularity::day) {
                return day_of((*interval->begin >= 0 ? *interval->begin : *interval->begin - 86399) / 86400);
            }
        }
        return published_;
    }

    /// A number of 52 bits: whole in every program that reads numbers as floating point.
    static std::string number_of(const std::string& identity) {
        const std::string hex = sha256_hex(identity).substr(0, 13);
        std::uint64_t value = 0;
        std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
        return std::to_string(value);
    }

    [[nodiscard]] std::string id_of(const OlderEvent& event) const {
        return number_of(ids_.statements[static_cast<std::size_t>(event.statement)] + '\t' +
                         key_of(event.source, event.source_code) + '\t' + key_of(event.target, event.target_code));
    }
    [[nodiscard]] std::string key_of(std::int32_t index, const std::string& code) const {
        return index < 0 ? code : layers_.actors[static_cast<std::size_t>(index)].key;
    }

    /// CAMEO writes a root that is not told further with a nought: "040".
    static std::string base_code(const std::string& cameo) {
        return cameo.size() == 2 ? cameo + '0' : cameo.substr(0, 3);
    }
    static std::string full_code(const std::string& cameo) { return cameo.size() == 2 ? cameo + '0' : cameo; }

    [[nodiscard]] const CameoCode* code_entry(const std::string& cameo) const {
        const CameoCode* entry = ontology_.find(full_code(cameo));
        return entry != nullptr ? entry : ontology_.find(cameo.substr(0, 2));
    }

    [[nodiscard]] std::string country_name(std::string_view iso3) const {
        const Country* country = dictionaries_.country(iso3);
        return country == nullptr ? std::string(iso3) : country->name;
    }

    [[nodiscard]] bool in_lead(const Statement& statement) const {
        if (statement.headline) return true;
        const Span span = layers_.sentences[static_cast<std::size_t>(statement.sentence)];
        for (const Block& block : report_.blocks) {
            if (!block.kept() || block.kind == BlockKind::headline) continue;
            return block.span.contains(span);
        }
        return false;
    }

    [[nodiscard]] std::string_view address() const { return report_.url.empty() ? report_.source : report_.url; }

    // ---- GDELT 2.0
    // ---------------------------------------------------------------------------------------------------

    void gdelt2_actor(Line& line, std::int32_t index, const std::string& code) const {
        const Actor* who = actor(index);
        const std::string country = who == nullptr ? code : who->country;
        const CodeParts parts = parts_of(code, country);
        line.put(code.starts_with("---") ? std::string_view(code).substr(3) : std::string_view(code));
        line.put(in_capitals(who == nullptr ? country_name(code) : who->name));
        line.put(parts.country).put(parts.group).skip(3);
        for (std::size_t i = 0; i < 3; ++i) line.put(i < parts.roles.size() ? parts.roles[i] : std::string_view());
    }

    /// Type 1 is a country, 4 a city of the world; FIPS and GNS codes, which Parallax does not keep, stay empty.
    void gdelt2_place(Line& line, const PlaceMention* place) const {
        if (place == nullptr) {
            line.put("0").skip(7);
            return;
        }
        const std::string country = country_name(place->country);
        const bool is_country = place->name == country;
        line.put(is_country ? "1" : "4").put(is_country ? country : place->name + ", " + country).skip(3);
        line.put(place->latitude).put(place->longitude).skip(1);
    }

    void gdelt2(const OlderEvent& event) {
        const Statement& statement = statement_of(event);
        const CameoCode* code = code_entry(event.cameo);
        const std::optional<Day> day = date_of(statement);
        Line line;
        line.put(id_of(event)).put(digits("%04d%02u%02u", day)).put(digits("%04d%02u", day)).put(digits("%04d", day));
        std::string fraction;
        if (day) {
            std::array<char, 16> text{};
            // The codebook's own sum: months of 30 days.
            std::snprintf(text.data(), text.size(), "%.4f",
                          static_cast<double>(day->year) + static_cast<double>(day->month * 30 + day->day) / 365.0);
            fraction = text.data();
        }
        line.put(fraction);
        gdelt2_actor(line, event.source, event.source_code);
        gdelt2_actor(line, event.target, event.target_code);
        line.put(in_lead(statement) ? "1" : "0");
        line.put(full_code(event.cameo)).put(base_code(event.cameo)).put(event.cameo.substr(0, 2));
        line.count(code == nullptr ? 0 : code->quad).put(code == nullptr ? std::nullopt : code->goldstein);
        line.put("1").put("1").put("1").skip(1);
        line.put("0").skip(7).put("0").skip(7);
        gdelt2_place(line, place_of(statement));
        std::string added = digits("%04d%02u%02u", published_);
        if (!added.empty()) added += time_of_publication();
        line.put(added).put(address());
        out_ += std::move(line).text();
    }

    [[nodiscard]] std::string time_of_publication() const {
        const std::int32_t second = report_.published->second_of_day.value_or(0);
        std::array<char, 16> text{};
        std::snprintf(text.data(), text.size(), "%02d%02d%02d", second / 3600, second / 60 % 60, second % 60);
        return text.data();
    }

    // ---- ICEWS
    // -------------------------------------------------------------------------------------------------------

    void icews_actor(Line& line, std::int32_t index, const std::string& code) const {
        const Actor* who = actor(index);
        if (who == nullptr) {
            line.put(country_name(code)).skip(1).put(country_name(code));
            return;
        }
        line.put(who->name).put(who->sector).put(who->country.empty() ? "" : country_name(who->country));
    }

    void icews(const OlderEvent& event) {
        const Statement& statement = statement_of(event);
        const CameoCode* code = code_entry(event.cameo);
        Line line;
        line.put(id_of(event)).put(digits("%04d-%02u-%02u", date_of(statement)));
        icews_actor(line, event.source, event.source_code);
        line.put(code == nullptr ? std::string() : code->name).put(full_code(event.cameo));
        line.put(code == nullptr ? std::nullopt : code->goldstein);
        icews_actor(line, event.target, event.target_code);
        line.put(number_of(report_.id)).count(static_cast<std::uint64_t>(statement.sentence) + 1).put(report_.outlet);
        location(line, place_of(statement));
        out_ += std::move(line).text();
    }

    /// City, district, province, country, latitude, longitude.
    void location(Line& line, const PlaceMention* place) const {
        if (place == nullptr) {
            line.skip(6);
            return;
        }
        const std::string country = country_name(place->country);
        line.put(place->name == country ? std::string() : place->name).skip(1).put(place->admin1).put(country);
        line.put(place->latitude).put(place->longitude);
    }

    // ---- Phoenix
    // -----------------------------------------------------------------------------------------------------

    static void phoenix_actor(Line& line, const std::string& code) {
        line.put(code).put(code.substr(0, 3)).put(code.size() > 3 ? code.substr(3, 3) : std::string());
        line.put(code.size() > 6 ? code.substr(6) : std::string());
    }

    /// Phoenix counts statements and appeals as neutral and puts broken relations with the words.
    static int phoenix_quad(const std::string& cameo, int quad) {
        if (cameo < "03") return 0;
        return cameo.starts_with("16") ? 3 : quad;
    }

    void phoenix(const OlderEvent& event) {
        const Statement& statement = statement_of(event);
        const CameoCode* code = code_entry(event.cameo);
        const std::optional<Day> day = date_of(statement);
        Line line;
        line.put(id_of(event)).put(digits("%04d%02u%02u", day)).put(digits("%04d", day));
        line.put(day ? std::to_string(day->month) : "").put(day ? std::to_string(day->day) : "");
        phoenix_actor(line, event.source_code);
        phoenix_actor(line, event.target_code);
        line.put(full_code(event.cameo)).put(event.cameo.substr(0, 2));
        line.put(std::to_string(phoenix_quad(event.cameo, code == nullptr ? 0 : code->quad)));
        line.put(code == nullptr ? std::nullopt : code->goldstein).skip(1);
        const PlaceMention* place = place_of(statement);
        line.put(place ? place->latitude : std::nullopt).put(place ? place->longitude : std::nullopt);
        line.put(place ? place->name : "")
            .put(place ? place->admin1 : "")
            .put(place ? country_name(place->country) : "");
        line.put(report_id(report_) + '_' + std::to_string(statement.sentence + 1)).put(address()).put(report_.outlet);
        out_ += std::move(line).text();
    }

    // ---- Petrarch2
    // ---------------------------------------------------------------------------------------------------

    void petrarch2(const OlderEvent& event) {
        const Statement& statement = statement_of(event);
        Line line;
        line.put(digits("%04d%02u%02u", date_of(statement))).put(event.source_code).put(event.target_code);
        line.put(full_code(event.cameo)).skip(1);
        line.put(report_id(report_) + '_' + std::to_string(statement.sentence + 1)).put(report_.outlet);
        out_ += std::move(line).text();
    }

    // ---- POLECAT
    // -----------------------------------------------------------------------------------------------------

    void polecat_actor(Line& line, std::int32_t index, Span span) const {
        const Actor* who = actor(index);
        if (who == nullptr) {
            line.skip(8);
            return;
        }
        const Country* country = dictionaries_.country(who->country);
        line.put(who->name).put(who->country).put(country == nullptr ? std::string() : country->cow);
        line.put(who->sector).put(who->sector).put(who->role).put(slice(report_.text, span)).skip(1);
    }

    template <typename Fits>
    [[nodiscard]] std::string names_of(Fits&& fits) const {
        std::string names;
        for (const Actor& who : layers_.actors) {
            if (fits(who.kind) && !who.unnamed) names += (names.empty() ? "" : ";") + who.name;
        }
        return names;
    }

    void polecat(std::size_t number) {
        const Statement& statement = layers_.statements[number];
        const bool happens = statement.mode == Mode::actual || statement.mode == Mode::planned;
        if (!happens || statement.plover.empty() || statement.sources.empty()) return;
        for (std::size_t s = 0; s < statement.sources.size(); ++s) {
            for (std::size_t t = 0; t < std::max<std::size_t>(1, statement.targets.size()); ++t) {
                const bool told = t < statement.targets.size();
                if (told && statement.targets[t] == statement.sources[s]) continue;
                polecat_row(number, s, told ? statement.targets[t] : -1, told ? statement.target_spans[t] : Span{});
            }
        }
    }

    void polecat_row(std::size_t number, std::size_t source, std::int32_t target, Span target_span) {
        static constexpr std::array<std::string_view, 5> quads = {"", "VERBAL COOPERATION", "MATERIAL COOPERATION",
                                                                  "VERBAL CONFLICT", "MATERIAL CONFLICT"};
        const Statement& statement = layers_.statements[number];
        std::string contexts;
        for (const std::string& context : statement.contexts) contexts += (contexts.empty() ? "" : ";") + context;
        Line line;
        line.put(ids_.statements[number] + '-' + std::to_string(source + 1) + '-' + std::to_string(target + 1));
        line.put(digits("%04d-%02u-%02u", date_of(statement))).put(statement.plover).put(statement.plover_mode);
        line.put(ontology_.plover_score(statement.plover, statement.plover_mode));
        line.put(statement.quad < quads.size() ? quads[statement.quad] : "").put(contexts);
        polecat_actor(line, statement.sources[source], statement.source_spans[source]);
        polecat_actor(line, target, target_span);
        const PlaceMention* place = place_of(statement);
        line.put(place ? place->name : "");
        location(line, place);
        line.put(place && place->geonames != 0 ? std::to_string(place->geonames) : "");
        line.put(place ? slice(report_.text, place->span) : std::string_view()).skip(1);
        line.put(report_.outlet).put(digits("%04d-%02u-%02u", published_));
        line.put(names_of([](ActorKind kind) { return kind == ActorKind::person; }));
        line.put(
            names_of([](ActorKind kind) { return kind == ActorKind::organisation || kind == ActorKind::armed_group; }));
        std::vector<std::string> seen;
        for (const PlaceMention& mention : layers_.places) {
            if (std::ranges::find(seen, mention.name) == seen.end()) seen.push_back(mention.name);
        }
        std::string places;
        for (const std::string& name : seen) places += (places.empty() ? "" : ";") + name;
        line.put(places).put(report_.language).put("parallax");
        out_ += std::move(line).text();
    }

    const Report& report_;
    const Layers& layers_;
    const Ontology& ontology_;
    const Dictionaries& dictionaries_;
    RecordIds ids_;
    std::optional<Day> published_;
    std::string out_;
};

}  // namespace

std::optional<LikeForm> like_form(std::string_view name) {
    if (name == "gdelt2") return LikeForm::gdelt2;
    if (name == "icews") return LikeForm::icews;
    if (name == "polecat") return LikeForm::polecat;
    if (name == "phoenix") return LikeForm::phoenix;
    if (name == "petrarch2") return LikeForm::petrarch2;
    return std::nullopt;
}

std::string like_head(LikeForm form) {
    if (form == LikeForm::icews) return std::string(icews_columns);
    if (form == LikeForm::polecat) return std::string(polecat_columns);
    return {};
}

std::string like_rows(LikeForm form, const CodedReport& coded, const Ontology& ontology,
                      const Dictionaries& dictionaries) {
    return Writer(coded, ontology, dictionaries).rows(form);
}

}  // namespace px
