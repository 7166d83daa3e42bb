#include "resolve/capitals.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "text/span.hpp"

namespace px {
namespace {

class CapitalFinder {
  public:
    CapitalFinder(const Dictionaries& dictionaries, const Report& report, const Annotation& annotation)
        : dictionaries_(dictionaries), report_(report), annotation_(annotation) {}

    void add(std::vector<PlaceMention>& places) const {
        const std::size_t named = places.size();
        for (const Sentence& sentence : annotation_.sentences) {
            const std::span<const Token> tokens = annotation_.tokens_of(sentence);
            for (std::size_t i = 1; i < tokens.size(); ++i) {
                if (tokens[i].form != "capital" || tokens[i].upos != "NOUN") continue;
                if (const Country* country = country_at(tokens, i)) add(tokens[i].span, *country, places);
            }
        }
        const auto before = [](const PlaceMention& a, const PlaceMention& b) { return a.span < b.span; };
        std::inplace_merge(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(named), places.end(), before);
    }

  private:
    // Whose capital token i is; nullptr if the words beside it do not say.
    const Country* country_at(std::span<const Token> tokens, std::size_t i) const {
        if (names_itself(tokens, i) || is_money(tokens, i)) return nullptr;
        const std::string& before = tokens[i - 1].form;
        if (before == "'s" || before == "\u2019s" || before == "'" || before == "\u2019")
            return i >= 2 ? named(tokens, i - 1, EntryKind::country) : nullptr;
        if (!has_article(tokens, i)) return nullptr;  // "Russian capital left the country"
        if (const Country* country = named(tokens, i, EntryKind::adjective)) return country;
        if (i + 2 >= tokens.size() || tokens[i + 1].form != "of") return nullptr;
        std::size_t end = i + 2;
        if (tokens[end].form == "the") ++end;
        while (end < tokens.size() && tokens[end].upos == "PROPN") ++end;
        return named(tokens, end, EntryKind::country);
    }

    static bool has_article(std::span<const Token> tokens, std::size_t i) {
        return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
            return static_cast<std::size_t>(token.head) == i + 1 && token.deprel == "det";
        });
    }

    // "The Russian capital that left the country", "raised the Russian capital", "the Russian capital market": which
    // capital is told only of money. Whatever is done with money, "in the capital" is the city.
    static bool is_money(std::span<const Token> tokens, std::size_t i) {
        if (tokens[i].deprel == "compound") return true;
        const auto restricts = [&](const Token& token) {
            return static_cast<std::size_t>(token.head) == i + 1 && token.deprel == "acl:relcl";
        };
        const std::string_view next = i + 1 < tokens.size() ? std::string_view(tokens[i + 1].form) : "";
        if ((next == "that" || next == "which") &&
            std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.end(), restricts)) {
            return true;
        }
        const auto stands_at = [&](const Token& token) {
            return static_cast<std::size_t>(token.head) == i + 1 && token.deprel == "case" && token.form != "of" &&
                   token.upos == "ADP";
        };
        const std::size_t head = static_cast<std::size_t>(tokens[i].head);
        if (head == 0 || head > tokens.size() || std::ranges::any_of(tokens, stands_at)) return false;
        static constexpr std::array<std::string_view, 12> done_with_money = {
            "invest", "raise",      "flow", "attract", "accumulate", "repatriate",
            "inject", "investment", "lend", "outflow", "inflow",     "flight"};
        return std::ranges::find(done_with_money, std::string_view(tokens[head - 1].lemma)) != done_with_money.end();
    }

    // "the Chadian capital, N'Djamena", "the Peruvian capital Lima": the place is told there.
    static bool names_itself(std::span<const Token> tokens, std::size_t i) {
        std::size_t next = i + 1;
        if (next < tokens.size() && tokens[next].form == ",") ++next;
        return next < tokens.size() && tokens[next].upos == "PROPN";
    }

    // The country whose name or adjective ends before token `end`, of up to three words.
    const Country* named(std::span<const Token> tokens, std::size_t end, EntryKind kind) const {
        for (std::size_t words = std::min<std::size_t>(3, end); words > 0; --words) {
            const Span span = hull(tokens[end - words].span, tokens[end - 1].span);
            for (std::int32_t e = dictionaries_.find_phrase(slice(report_.text, span)); e >= 0;
                 e = dictionaries_.entry(e).next) {
                const DictionaryEntry& entry = dictionaries_.entry(e);
                if (entry.kind == kind) return &dictionaries_.countries()[static_cast<std::size_t>(entry.index)];
            }
        }
        return nullptr;
    }

    void add(Span span, const Country& country, std::vector<PlaceMention>& places) const {
        const std::string_view name = std::string_view(country.capital).substr(0, country.capital.find(';'));
        for (const Place& place : dictionaries_.gazetteer().find(name)) {
            if (place.country != country.iso3) continue;
            PlaceMention mention;
            mention.span = span;
            mention.name = place.shown_name();
            mention.country = country.iso3;
            mention.admin1 = std::string(place.admin1);
            mention.latitude = place.latitude;
            mention.longitude = place.longitude;
            mention.geonames = place.geonames;
            mention.reason = "the capital of " + country.name;
            mention.confidence = 0.8F;
            return places.push_back(std::move(mention));
        }
    }

    const Dictionaries& dictionaries_;
    const Report& report_;
    const Annotation& annotation_;
};

}  // namespace

void add_capitals(const Dictionaries& dictionaries, const Report& report, const Annotation& annotation,
                  std::vector<PlaceMention>& places) {
    CapitalFinder(dictionaries, report, annotation).add(places);
}

}  // namespace px
