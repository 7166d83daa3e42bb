#include "resolve/dictionaries.hpp"

#include <algorithm>
#include <filesystem>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "resolve/dictionary_loader.hpp"
#include "text/utf8.hpp"

namespace px {

std::string word_key(std::string_view word) {
    std::string folded = fold_name(word);
    std::erase_if(folded, [](char c) {
        return static_cast<unsigned char>(c) < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != ' ';
    });
    return folded;
}

std::string name_key(std::string_view name) {
    std::string key = word_key(name);
    const auto both_blank = [](char a, char b) { return a == ' ' && b == ' '; };
    key.erase(std::unique(key.begin(), key.end(), both_blank), key.end());
    if (key.ends_with(' ')) key.pop_back();
    if (key.starts_with(' ')) key.erase(0, 1);
    return key;
}

std::vector<std::string> name_words(std::string_view name) {
    const std::string key = name_key(name);
    std::vector<std::string> words;
    for (const std::string_view word : split_list(key, ' ')) words.emplace_back(word);
    return words;
}

Result<Dictionaries> Dictionaries::load(const std::string& data_dir, const std::string& overlay_dir,
                                        std::vector<Problem>& problems) {
    Dictionaries dictionaries;
    DictionaryLoader loader(dictionaries, problems);
    if (const std::optional<Error> error = loader.read_folder(data_dir + "/actors", true)) return fail(*error);
    Result<TimeWords> times = TimeWords::load(data_dir, problems);
    if (!times) return fail(times.error());
    dictionaries.time_words_ = std::move(*times);
    Result<TimeZones> zones = TimeZones::load(data_dir, problems);
    if (!zones) return fail(zones.error());
    dictionaries.time_zones_ = std::move(*zones);
    Result<Gazetteer> gazetteer = Gazetteer::load(data_dir, problems);
    if (!gazetteer) return fail(gazetteer.error());
    dictionaries.gazetteer_ = std::make_shared<const Gazetteer>(std::move(*gazetteer));
    if (!overlay_dir.empty()) {
        if (const std::optional<Error> error = loader.read_folder(overlay_dir, false)) return fail(*error);
    }
    loader.finish();
    return dictionaries;
}

std::string Dictionaries::fingerprint() const {
    return xxh3_hex(fingerprint_ + time_words_.fingerprint() + time_zones_.fingerprint() + gazetteer_->fingerprint());
}

const Country* Dictionaries::country(std::string_view iso3) const {
    const auto found = country_by_iso_.find(iso3);
    return found == country_by_iso_.end() ? nullptr : &countries_[found->second];
}

const Outlet* Dictionaries::outlet(std::string_view domain_or_name) const {
    std::string domain = lower_ascii(domain_or_name);
    for (std::string_view rest = domain; !rest.empty();) {
        const auto found = outlet_by_domain_.find(rest);
        if (found != outlet_by_domain_.end()) return &outlets_[found->second];
        const std::size_t dot = rest.find('.');
        if (dot == std::string_view::npos) break;
        rest.remove_prefix(dot + 1);
    }
    for (std::int32_t e = find_phrase(domain_or_name); e >= 0; e = entries_[e].next)
        if (entries_[e].kind == EntryKind::outlet) return &outlets_[entries_[e].index];
    return nullptr;
}

std::vector<std::int32_t> Dictionaries::holders(std::string_view of, std::string_view role, std::int32_t day) const {
    std::vector<std::int32_t> found;
    const auto terms = terms_by_office_.find(std::string(of) + " " + std::string(role));
    if (terms == terms_by_office_.end()) return found;
    for (const std::int32_t index : terms->second) {
        const Term& term = terms_[index];
        if (term.from <= day && day < term.to && std::find(found.begin(), found.end(), term.person) == found.end())
            found.push_back(term.person);
    }
    return found;
}

std::span<const std::int32_t> Dictionaries::with_surname(std::string_view folded) const {
    const auto found = people_by_surname_.find(folded);
    if (found == people_by_surname_.end()) return {};
    return found->second;
}

Gender Dictionaries::gender_of(std::string_view folded_given_name) const {
    const auto found = given_names_.find(folded_given_name);
    return found == given_names_.end() ? Gender::unknown : found->second;
}

bool Dictionaries::family_name_first(std::string_view folded) const { return family_first_.contains(folded); }

bool Dictionaries::is_open_domain(std::string_view lower) const { return open_domains_.contains(lower); }

bool Dictionaries::is_speech_verb(std::string_view lemma) const { return speech_verbs_.contains(lemma); }

bool Dictionaries::is_called(std::string_view organisation, std::string_view noun) const {
    const auto found = called_.find(noun);
    return found != called_.end() &&
           std::find(found->second.begin(), found->second.end(), organisation) != found->second.end();
}

std::string Dictionaries::cite(FactSource source) const {
    return files_[source.file] + ":" + std::to_string(source.line);
}

void Dictionaries::match(std::span<const std::uint32_t> words, std::vector<Match>& found) const {
    found.clear();
    std::uint32_t node = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == 0) return;
        node = phrases_.step(node, words[i]);
        if (node == 0) return;
        if (node_entries_[node] >= 0) found.push_back({i + 1, node_entries_[node]});
    }
}

std::int32_t Dictionaries::find_phrase(std::string_view name) const {
    std::uint32_t node = 0;
    const std::string key = word_key(name);
    for (const std::string_view word : split_list(key, ' ')) {
        const std::uint32_t id = phrases_.word(word);
        node = id == 0 ? 0 : phrases_.step(node, id);
        if (node == 0) return -1;
    }
    return node_entries_[node];
}

}  // namespace px
