#pragma once
// Places by name: the table data/places/places.tsv, mapped into memory and searched by halves, so that loading costs a
// pass over the line ends and nothing is copied. The rows are facts of GeoNames (CC BY 4.0), made by
// tools/build_places.py. A larger table of the same form, data/places/gazetteer.tsv, is read instead where it exists.
//
//   std::vector<Problem> problems;
//   Result<Gazetteer> gazetteer = Gazetteer::load("data", problems);
//   for (const Place& place : gazetteer->find("Vladivostok")) show(place.country, place.latitude);

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.hpp"
#include "base/result.hpp"
#include "resolve/word_uses.hpp"

namespace px {

enum class PlaceKind : std::uint8_t {
    country,
    people,   // an adjective or a people: "Russian", "Russians"; stands for the country
    capital,  // of a country
    admin1,   // state, province
    admin1_capital,
    admin2,  // county
    city,
    continent,
    region,
    water,
};

/// What a word does around the name of a place: data/places/words.tsv.
enum class PlaceWord : std::uint8_t { treaty, direction, before_name, after_name, stands, speaks, seldom };
inline constexpr std::array<std::string_view, 7> place_word_names = {"treaty", "direction", "before_name", "after_name",
                                                                     "stands", "speaks",    "seldom"};

/// One row; the words are views into the gazetteer, which must outlive it.
struct Place {
    std::string_view key;   // folded name
    std::string_view name;  // what it is called in records; empty if that is the key in title case
    PlaceKind kind = PlaceKind::city;
    std::string_view country;  // ISO 3166-1 alpha-3, empty for what lies in several
    std::string_view admin1;   // GeoNames code of the state or province
    std::int64_t geonames = 0;
    double latitude = 0;
    double longitude = 0;
    std::int64_t population = 0;

    [[nodiscard]] std::string shown_name() const;
};

class Gazetteer {
  public:
    /// Fails if neither table of places, or no table of the words around them, can be read. A table that is out of
    /// order is reported in `problems`.
    [[nodiscard]] static Result<Gazetteer> load(const std::string& data_dir, std::vector<Problem>& problems);

    /// All places of that name, as the table orders them (largest first). Rows that make no sense are passed over.
    [[nodiscard]] std::vector<Place> find(std::string_view name) const;
    /// The same for a name that place_key has folded already.
    [[nodiscard]] std::vector<Place> find_key(std::string_view key) const;
    [[nodiscard]] const WordUses& words() const { return words_; }
    [[nodiscard]] std::size_t size() const { return lines_.size(); }
    /// XXH3 of the tables.
    [[nodiscard]] std::string fingerprint() const;
    [[nodiscard]] const std::string& file() const { return file_; }

  private:
    [[nodiscard]] std::string_view line(std::size_t index) const;
    friend std::vector<Problem> lint_gazetteer(const std::string& data_dir);

    std::string file_;
    MappedFile bytes_;
    std::vector<std::uint32_t> lines_;  // where each row begins
    WordUses words_{place_word_names};
    std::string words_hash_;
};

/// The form in which names are compared: folded (fold_name), full stops dropped, "St. Louis" = "saint louis".
[[nodiscard]] std::string place_key(std::string_view name);

/// What is wrong with the gazetteer, for `parallax lint`: rows out of order, wrong numbers, names without a row.
[[nodiscard]] std::vector<Problem> lint_gazetteer(const std::string& data_dir);

}  // namespace px
