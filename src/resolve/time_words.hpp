#pragma once
// The words that time expressions are made of: tables in data/times/, so that a person can add a holiday, a time zone
// or a vague word without touching the program.
//
//   std::vector<Problem> problems;
//   Result<TimeWords> words = TimeWords::load("data", problems);
//
// words.tsv (word, class, value, guard), holidays.tsv (name, rule), day_parts.tsv (code, begin, end), zones.tsv (zone,
// minutes east of UTC). Loaded once, immutable, shared by threads.

#include <array>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "resolve/calendar.hpp"

namespace px {

struct TsvTable;

/// What a word does in a time expression; a word may have several classes.
enum class TimeClass : std::uint8_t {
    month,
    weekday,
    weekdays,
    unit,
    units,
    number,
    ordinal,
    decade,
    season,
    part,
    parts,
    clock,
    deictic,
    last,
    past,
    shift,
    next,
    coming,
    this_,
    that,
    same,
    mod,
    about,
    vague,
    couple,
    every,
    frequency,
    reference,
    recent,
    future,
    present,
    ago,
    earlier,
    later,
    meridiem,
    era,
    future_cue,
    plan_cue,
    event,
    count_
};

enum class WordGuard : std::uint8_t { none, capital, lone, context, season };

struct WordSense {
    TimeClass type = TimeClass::event;
    WordGuard guard = WordGuard::none;
    std::int32_t number = 0;  // the value, where it is a number
    std::string value;
};

/// How a named day is found in a year.
struct HolidayRule {
    std::string name;
    int month = 0;    // 0 = counted from Easter
    int day = 0;      // of the month, or days after Easter
    int weekday = 0;  // 1 = Monday ...; 0 = a fixed day
    int nth = 0;      // which of the month's such weekdays; 5 = the last
    [[nodiscard]] std::optional<std::int32_t> in_year(int year) const;
};

/// A word in small letters as the tables look it up: its first eight bytes as one number (the first is the lowest),
/// and how long it is.
struct WordKey {
    std::uint64_t head = 0;
    std::size_t size = 0;
    [[nodiscard]] static WordKey of(std::string_view lower) {
        WordKey key{0, lower.size()};
        for (std::size_t i = lower.size() < 8 ? lower.size() : 8; i-- > 0;)
            key.head = key.head << 8U | static_cast<unsigned char>(lower[i]);
        return key;
    }
};

/// What the tables know of a word.
struct WordEntry {
    std::string word;  // in small letters
    WordKey key;
    std::vector<WordSense> senses;
    std::vector<std::size_t> holidays;   // named days whose name begins with it, longest name first
    std::uint64_t everywhere = 0;        // one bit for each TimeClass that it has wherever it stands
    bool guarded = false;                // it has others, which depend on where it stands
    bool opener = false;                 // a word of grammar that an expression may begin with: "the", "half", "at"
    bool joins = false;                  // a word of grammar that tells nothing by itself, in front or inside
    bool names_event = false;            // "summit"
    bool tells_time = false;             // "week": every expression has such a word, or a figure
    bool tells_time_if_capital = false;  // "May"
};

constexpr std::uint64_t class_mask(std::initializer_list<TimeClass> classes) {
    std::uint64_t bits = 0;
    for (const TimeClass type : classes) bits |= std::uint64_t{1} << static_cast<unsigned>(type);
    return bits;
}

/// Without a word of these classes, a figure or a holiday nothing tells time: "two" and "third" count only beside them.
constexpr std::uint64_t time_telling_classes =
    class_mask({TimeClass::month, TimeClass::weekday, TimeClass::weekdays, TimeClass::unit, TimeClass::units,
                TimeClass::decade, TimeClass::season, TimeClass::part, TimeClass::clock, TimeClass::deictic,
                TimeClass::frequency, TimeClass::reference, TimeClass::future, TimeClass::present, TimeClass::past});

/// What is no time inside a title: "Russia Today", "the Daily Telegraph".
constexpr std::uint64_t classes_in_titles =
    class_mask({TimeClass::deictic, TimeClass::reference, TimeClass::frequency});

class TimeWords {
  public:
    /// Reads data_dir/times/*.tsv. Rows that make no sense are left out and reported; a missing file is an error.
    [[nodiscard]] static Result<TimeWords> load(const std::string& data_dir, std::vector<Problem>& problems);

    /// A word in small letters, nullptr if the tables do not hold it. Valid as long as the tables are.
    [[nodiscard]] const WordEntry* find(std::string_view lower) const { return find(WordKey::of(lower), lower.data()); }
    /// The same, if its key is known already; `lower` points to its `key.size` bytes.
    [[nodiscard]] const WordEntry* find(WordKey key, const char* lower) const {
        for (std::size_t slot = slot_of(key); slots_[slot] != 0; slot = (slot + 1) % slot_count) {
            const WordEntry& entry = entries_[slots_[slot] - 1U];
            if (entry.key.head == key.head && entry.key.size == key.size &&
                (key.size <= 8 || std::memcmp(entry.word.data() + 8, lower + 8, key.size - 8) == 0))
                return &entry;
        }
        return nullptr;
    }
    /// Whether a stretch of letters, made small, may stand in an expression that tells time, or name an event: false
    /// for most words of a text.
    [[nodiscard]] bool is_cue(WordKey key) const { return cues_[slot_of(key)]; }
    /// Minutes east of UTC.
    [[nodiscard]] std::optional<int> zone(std::string_view abbreviation) const;
    [[nodiscard]] std::optional<PartHours> hours(std::string_view part_code) const;
    [[nodiscard]] const std::vector<HolidayRule>& holidays() const { return holidays_; }

    /// XXH3 over the bytes of the tables.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    static constexpr unsigned slot_bits = 13;
    static constexpr std::size_t slot_count = std::size_t{1} << slot_bits;
    static constexpr std::size_t most_words = slot_count / 4;

    // The upper bits of a product (D. Knuth, The Art of Computer Programming 3, 6.4).
    static std::size_t slot_of(WordKey key) {
        return static_cast<std::size_t>((key.head + key.size) * 0x9E3779B97F4A7C15U >> (64U - slot_bits));
    }
    [[nodiscard]] std::string refusal(std::string_view word) const;
    void take_words(const TsvTable& rows, std::vector<Problem>& problems);
    void take_holidays(const TsvTable& rows, std::vector<Problem>& problems);
    WordEntry& entry(std::string_view lower);  // made if it is not held yet
    void note_cues();
    void note_classes();

    std::string fingerprint_;
    std::vector<WordEntry> entries_;
    std::vector<std::uint16_t> slots_ = std::vector<std::uint16_t>(
        slot_count);  // entry + 1 at the slot of its word or the next that was free; 0 = none
    std::bitset<slot_count> cues_;
    std::unordered_map<std::string, int> zones_;
    std::unordered_map<std::string, PartHours> hours_;
    std::vector<HolidayRule> holidays_;
};

/// What is wrong with data_dir/times/*.tsv, for `parallax lint`.
[[nodiscard]] std::vector<Problem> lint_time_words(const std::string& data_dir);

}  // namespace px
