#include "resolve/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::size_t columns = 9;
constexpr std::string_view head = "key\tname\tkind\tcountry\tadmin1\tgeonames\tlatitude\tlongitude\tpopulation";

constexpr std::array<std::pair<std::string_view, PlaceKind>, 10> kinds{{{"PCL", PlaceKind::country},
                                                                        {"DEM", PlaceKind::people},
                                                                        {"PPLC", PlaceKind::capital},
                                                                        {"ADM1", PlaceKind::admin1},
                                                                        {"PPLA", PlaceKind::admin1_capital},
                                                                        {"ADM2", PlaceKind::admin2},
                                                                        {"PPL", PlaceKind::city},
                                                                        {"CONT", PlaceKind::continent},
                                                                        {"RGN", PlaceKind::region},
                                                                        {"SEA", PlaceKind::water}}};

template <typename Number>
bool read_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

// The reason why a row cannot be used, or nothing.
std::optional<std::string> read_row(std::string_view line, Place& place) {
    std::array<std::string_view, columns> cells;
    for (std::size_t i = 0; i < columns; ++i) {
        const std::size_t tab = line.find('\t');
        if ((tab == std::string_view::npos) != (i + 1 == columns))
            return "expected " + std::to_string(columns) + " cells";
        cells[i] = line.substr(0, tab);
        line.remove_prefix(std::min(line.size(), tab == std::string_view::npos ? tab : tab + 1));
    }
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.first == cells[2]; });
    if (kind == kinds.end()) return "no such kind of place: '" + std::string(cells[2]) + "'";
    place.key = cells[0];
    place.name = cells[1];
    place.kind = kind->second;
    place.country = cells[3];
    place.admin1 = cells[4];
    if (place.key.empty()) return "the key is empty";
    if (!place.country.empty() && place.country.size() != 3) return "a country has three letters or none";
    if (!read_number(cells[5], place.geonames)) return "the GeoNames id is no number";
    if (!read_number(cells[6], place.latitude) || !(place.latitude >= -90 && place.latitude <= 90))
        return "the latitude is no number between -90 and 90";
    if (!read_number(cells[7], place.longitude) || !(place.longitude >= -180 && place.longitude <= 180))
        return "the longitude is no number between -180 and 180";
    if (!read_number(cells[8], place.population)) return "the population is no number";
    return std::nullopt;
}

/// How many rows the table was written with, as its first line says: "# ... rows: 36567".
std::optional<std::size_t> rows_told(std::string_view content) {
    const std::string_view first = content.substr(0, content.find('\n'));
    constexpr std::string_view word = "rows: ";
    const std::size_t at = first.rfind(word);
    std::size_t rows = 0;
    if (!first.starts_with('#') || at == std::string_view::npos || !read_number(first.substr(at + word.size()), rows))
        return std::nullopt;
    return rows;
}

std::string_view key_of(std::string_view line) { return line.substr(0, line.find('\t')); }

}  // namespace

std::string Place::shown_name() const {
    if (!name.empty()) return std::string(name);
    std::string shown(key);
    bool begins = true;
    for (char& c : shown) {
        if (begins && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        begins = c == ' ';
    }
    return shown;
}

std::string place_key(std::string_view name) {
    std::string key = fold_name(name);
    std::erase(key, '.');
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> long_forms{
        {{"st ", "saint "}, {"ft ", "fort "}, {"mt ", "mount "}}};
    for (const auto& [short_form, long_form] : long_forms)
        if (key.starts_with(short_form)) {
            key.replace(0, short_form.size(), long_form);
            break;
        }
    while (key.ends_with(' ')) key.pop_back();
    return key;
}

Result<Gazetteer> Gazetteer::load(const std::string& data_dir, std::vector<Problem>& problems) {
    Gazetteer gazetteer;
    static constexpr std::array<std::string_view, 2> word_columns = {"word", "use"};
    const auto words = read_tsv(data_dir + "/places/words.tsv", word_columns, problems);
    if (!words) return fail(words.error());
    gazetteer.words_hash_ = xxh3_hex(words->content);
    for (const TsvRow& row : words->rows)
        if (!gazetteer.words_.add(row[0], row[1]))
            problems.push_back({words->file, row.line, 0,
                                "the use '" + std::string(row[1]) + "' is none of " + list_of(place_word_names), true});
    gazetteer.file_ = data_dir + "/places/gazetteer.tsv";
    auto bytes = MappedFile::open(gazetteer.file_);
    if (!bytes) {
        gazetteer.file_ = data_dir + "/places/places.tsv";
        bytes = MappedFile::open(gazetteer.file_);
    }
    if (!bytes) return fail(bytes.error());
    gazetteer.bytes_ = std::move(*bytes);
    const std::string_view content = gazetteer.bytes_.bytes();
    if (content.size() >= ~std::uint32_t{0})
        return fail({ErrorKind::unsupported, gazetteer.file_, "", "the table is larger than 4 GiB", ""});
    bool headed = false;
    for (std::size_t at = 0; at < content.size();) {
        const std::size_t end = std::min(content.find('\n', at), content.size());
        const std::string_view row = content.substr(at, end - at);
        if (!row.empty() && row[0] != '#') {
            if (headed)
                gazetteer.lines_.push_back(static_cast<std::uint32_t>(at));
            else if (row == head)
                headed = true;
            else
                return fail({ErrorKind::malformed, gazetteer.file_, "",
                             "expected the head line '" + std::string(head) + "'", ""});
        }
        at = end + 1;
    }
    if (!headed) return fail({ErrorKind::empty, gazetteer.file_, "", "the table has no rows", ""});
    // A file that was cut in the middle of a row loses that row only; say so.
    Place last;
    if (!gazetteer.lines_.empty() && read_row(gazetteer.line(gazetteer.lines_.size() - 1), last)) {
        problems.push_back({gazetteer.file_, 0, 0, "the last row is not whole: the file seems cut off", false});
        gazetteer.lines_.pop_back();
    }
    const std::optional<std::size_t> rows = rows_told(content);
    if (rows && *rows != gazetteer.lines_.size())
        problems.push_back({gazetteer.file_, 0, 0,
                            "the first line tells of " + std::to_string(*rows) + " rows, but there are " +
                                std::to_string(gazetteer.lines_.size()) + ": the file seems cut off or edited",
                            false});
    return gazetteer;
}

std::string_view Gazetteer::line(std::size_t index) const {
    const std::string_view rest = bytes_.bytes().substr(lines_[index]);
    return rest.substr(0, rest.find('\n'));
}

std::vector<Place> Gazetteer::find(std::string_view name) const { return find_key(place_key(name)); }

std::vector<Place> Gazetteer::find_key(std::string_view key) const {
    std::vector<Place> found;
    if (key.empty()) return found;
    const std::string_view content = bytes_.bytes();
    auto at = std::partition_point(lines_.begin(), lines_.end(),
                                   [&](std::uint32_t begin) { return key_of(content.substr(begin, 200)) < key; });
    for (; at != lines_.end(); ++at) {
        const std::string_view row = line(static_cast<std::size_t>(at - lines_.begin()));
        if (key_of(row) != key) break;
        Place place;
        if (!read_row(row, place)) found.push_back(place);
    }
    return found;
}

std::string Gazetteer::fingerprint() const { return xxh3_hex(xxh3_hex(bytes_.bytes()) + words_hash_); }

std::vector<Problem> lint_gazetteer(const std::string& data_dir) {
    std::vector<Problem> problems;
    const auto gazetteer = Gazetteer::load(data_dir, problems);
    if (!gazetteer) {
        problems.push_back({gazetteer.error().file, 0, 0, gazetteer.error().what, true});
        return problems;
    }
    const std::string_view content = gazetteer->bytes_.bytes();
    std::uint32_t number = 1;
    std::size_t counted = 0;
    std::string_view before;
    for (std::size_t i = 0; i < gazetteer->size(); ++i) {
        const std::uint32_t begin = gazetteer->lines_[i];
        number += static_cast<std::uint32_t>(
            std::count(content.begin() + static_cast<std::ptrdiff_t>(counted), content.begin() + begin, '\n'));
        counted = begin;
        Place place;
        if (const auto wrong = read_row(gazetteer->line(i), place)) {
            problems.push_back({gazetteer->file_, number, 0, *wrong, true});
            continue;
        }
        if (place.key < before)
            problems.push_back({gazetteer->file_, number, 0, "out of order: rows are sorted by key", true});
        if (!place.name.empty() && gazetteer->find(place.name).empty())
            problems.push_back({gazetteer->file_, number, 0,
                                "'" + std::string(place.key) + "' is called '" + place.shown_name() +
                                    "', but there is no row of that name",
                                false});
        if (place.name.empty() && place_key(place.key) != place.key)
            problems.push_back(
                {gazetteer->file_, number, 0, "the key '" + std::string(place.key) + "' is not folded", true});
        before = place.key;
    }
    return problems;
}

}  // namespace px
