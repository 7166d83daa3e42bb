#include "attribute/lexicons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/hash.hpp"
#include "base/tsv.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

/// Looked up by views, without making strings.
struct ViewHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <typename T>
using WordMap = std::unordered_map<std::string, T, ViewHash, std::equal_to<>>;

template <typename T>
const T* find(const WordMap<T>& map, std::string_view word) {
    const auto found = map.find(word);
    return found == map.end() ? nullptr : &found->second;
}

/// By lemma; taggers sometimes miss or add a silent e ("condemne", "announc"), so these are looked up as well.
template <typename T>
const T* find_lemma(const WordMap<T>& map, std::string_view lemma) {
    if (const T* found = find(map, lemma)) return found;
    if (lemma.size() < 4) return nullptr;
    if (lemma.ends_with('e')) return find(map, lemma.substr(0, lemma.size() - 1));
    return find(map, std::string(lemma) + "e");
}

template <typename T, std::size_t N>
std::optional<T> named(const std::array<std::pair<std::string_view, T>, N>& names, std::string_view name) {
    for (const auto& [word, value] : names)
        if (word == name) return value;
    return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, ReportClass>, 16> report_classes = {{
    {"say", ReportClass::say},
    {"tell", ReportClass::tell},
    {"write", ReportClass::write},
    {"claim", ReportClass::claim},
    {"concede", ReportClass::concede},
    {"warn", ReportClass::warn},
    {"deny", ReportClass::deny},
    {"ask", ReportClass::ask},
    {"order", ReportClass::order},
    {"promise", ReportClass::promise},
    {"accuse", ReportClass::accuse},
    {"believe", ReportClass::believe},
    {"learn", ReportClass::learn},
    {"describe", ReportClass::describe},
    {"carry", ReportClass::carry},
    {"imply", ReportClass::imply},
}};

constexpr std::array<std::pair<std::string_view, Addressee>, 4> addressees = {
    {{"none", Addressee::none}, {"obj", Addressee::object}, {"to", Addressee::to}, {"of", Addressee::of}}};

constexpr std::array<std::pair<std::string_view, LinkKind>, 7> link_kinds = {{{"interview", LinkKind::interview},
                                                                              {"statement", LinkKind::statement},
                                                                              {"social", LinkKind::social},
                                                                              {"document", LinkKind::document},
                                                                              {"medium", LinkKind::medium},
                                                                              {"agency", LinkKind::agency},
                                                                              {"outlet", LinkKind::outlet}}};

constexpr std::array<std::pair<std::string_view, WordClass>, 4> word_classes = {
    {{"VERB", WordClass::verb}, {"NOUN", WordClass::noun}, {"ADJ", WordClass::adjective}, {"ADV", WordClass::adverb}}};

constexpr std::array<std::pair<std::string_view, Mode>, 6> modes = {{{"actual", Mode::actual},
                                                                     {"planned", Mode::planned},
                                                                     {"possible", Mode::possible},
                                                                     {"hypothetical", Mode::hypothetical},
                                                                     {"negated", Mode::negated},
                                                                     {"unknown", Mode::unknown}}};

constexpr std::array<std::string_view, 5> stances = {"neutral", "asserts", "claims", "denies", "believes"};

bool is_stance(std::string_view word) {
    for (std::string_view stance : stances)
        if (stance == word) return true;
    return false;
}

/// A name as carriers are compared: folded, without an article in front or a possessive behind.
std::string carrier_key(std::string_view name) {
    if (name.ends_with("'s")) name.remove_suffix(2);
    if (name.ends_with("\u2019s")) name.remove_suffix(4);
    if (name.size() == 2 && name[1] == '.') name.remove_suffix(1);  // "on X." at the end of a sentence
    std::string folded = fold_name(name);
    if (folded.starts_with("the ")) folded.erase(0, 4);
    return folded;
}

bool has_capital(std::string_view name) {
    return std::any_of(name.begin(), name.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; });
}

/// Folded, with blanks for all marks, also at both ends: words can be looked for in it.
std::string plain_words(std::string_view text) {
    std::string out = " ";
    for (const char c : fold_name(text)) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (word || out.back() != ' ') out.push_back(word ? c : ' ');
    }
    if (out.back() != ' ') out.push_back(' ');
    return out;
}

/// Reads one table and collects what is wrong with its rows.
class Reader {
  public:
    Reader(const std::string& data_dir, std::vector<Problem>& problems)
        : folder_(data_dir + "/"), problems_(problems) {}

    /// Calls `take(row)` for each row; what it returns is the row's fault, empty if there is none.
    template <std::size_t N, typename Take>
    bool read(const char* file, const std::array<std::string_view, N>& columns, Take&& take) {
        if (error_) return false;
        auto table = read_tsv(folder_ + file, columns, problems_);
        if (!table) {
            error_ = table.error();
            return false;
        }
        digest_ += table->content;
        for (const TsvRow& row : table->rows) {
            std::string fault = row[0].empty() ? "the first column is empty" : take(row);
            if (!fault.empty()) problems_.push_back({table->file, row.line, 0, std::move(fault), true});
        }
        return true;
    }

    [[nodiscard]] const std::optional<Error>& error() const { return error_; }
    [[nodiscard]] std::string fingerprint() const { return xxh3_hex(digest_); }

  private:
    std::string folder_;
    std::vector<Problem>& problems_;
    std::optional<Error> error_;
    std::string digest_;
};

std::string unknown_word(std::string_view column, std::string_view word) {
    return fmt::format("unknown {} '{}'", column, word);
}

std::string twice(std::string_view word) { return fmt::format("'{}' has a row already", word); }

std::string read_contents(std::string_view cell, ReportingVerb& verb) {
    for (std::string_view content : split_list(cell)) {
        if (content == "that")
            verb.clause = true;
        else if (content == "to")
            verb.infinitive = true;
        else if (content == "ing")
            verb.gerund = true;
        else if (content == "obj")
            verb.object = true;
        else if (content == "as")
            verb.as_phrase = true;
        else if (content == "quote")
            verb.quotation = true;
        else if (content == "aside")
            verb.aside = true;
        else if (content == "at")
            verb.at = true;
        else
            return unknown_word("content", content);
    }
    return "";
}

}  // namespace

struct Lexicons::Tables {
    WordMap<ReportingVerb> verbs;
    WordMap<ReportingVerb> partial_verbs;
    std::map<SupportUse, WordMap<bool>> supporting;
    WordMap<bool> sources;
    WordMap<Untrue> untrue;
    WordMap<ReportingNoun> nouns;
    std::map<std::pair<WordClass, Complement>, WordMap<Signature>> signatures;
    std::map<WordClass, WordMap<std::vector<AttitudeWord>>> attitudes;
    WordMap<LinkKind> carrier_heads;
    WordMap<LinkKind> carrier_names;
    WordMap<bool> small_carrier_names;  // in the table without a capital: found without one too
    WordMap<bool> carrier_staff;
    WordMap<bool> carrier_verbs;
    WordMap<LinkKind> carrier_suffixes;
    WordMap<LinkKind> carrier_prefixes;
    std::vector<std::string> announcements;  // plain_words
    WordMap<TurnLabel> turn_labels;          // folded
    WordMap<std::string> adjectives;         // folded
    WordMap<std::string> capitals;           // folded
    WordMap<std::string> countries;          // code to name
    std::string fingerprint;
    std::vector<ModelFile> model_files;  // what the models below point into
    std::optional<LinearModel> tone;
    std::optional<SpeechModels> speech;
    std::string models;

    Result<void> take_tone(const std::string& path) {
        auto file = ModelFile::open(path);
        if (!file) return fail(file.error());
        auto read = LinearModel::read(*file, "tone", 3);
        if (!read) return fail(read.error());
        tone = std::move(*read);
        keep(std::move(*file), "tone");
        return {};
    }

    Result<void> take_speech(const std::string& path) {
        auto file = ModelFile::open(path);
        if (!file) return fail(file.error());
        auto cue = LinearModel::read(*file, "cue", 3);
        if (!cue) return fail(cue.error());
        auto content = LinearModel::read(*file, "content", 2);
        if (!content) return fail(content.error());
        auto speaker = LinearModel::read(*file, "speaker", 2);
        if (!speaker) return fail(speaker.error());
        speech = SpeechModels{std::move(*cue), std::move(*content), std::move(*speaker)};
        keep(std::move(*file), "speech");
        return {};
    }

    void keep(ModelFile file, std::string_view name) {
        models += fmt::format("{}{} {:08x}", models.empty() ? "" : ", ", name, file.checksum());
        model_files.push_back(std::move(file));
    }

    /// The rows are judged by the lint of the actors; here a name that two states share stands for none.
    std::string take_country(const TsvRow& row) {
        countries.emplace(row[0], row[1]);
        for (const auto& [cell, map] : {std::pair{row[2], &adjectives}, {row[3], &capitals}})
            for (std::string_view word : split_list(cell)) {
                const auto [at, fresh] = map->emplace(fold_name(word), row[0]);
                if (!fresh && at->second != row[0]) at->second.clear();
            }
        return "";
    }

    std::string take_verb(const TsvRow& row) {
        ReportingVerb verb;
        const auto kind = named(report_classes, row[1]);
        if (!kind) return unknown_word("class", row[1]);
        verb.kind = *kind;
        if (std::string fault = read_contents(row[2], verb); !fault.empty()) return fault;
        const auto addressee = named(addressees, row[3]);
        if (!addressee) return unknown_word("addressee", row[3]);
        verb.addressee = *addressee;
        if (!is_stance(row[4])) return unknown_word("stance", row[4]);
        verb.stance = row[4];
        const bool partial =
            !(verb.clause || verb.infinitive || verb.gerund || verb.object || verb.as_phrase || verb.quotation);
        auto& map = partial ? partial_verbs : verbs;
        return map.emplace(row[0], std::move(verb)).second ? "" : twice(row[0]);
    }

    std::string take_noun(const TsvRow& row) {
        if (!is_stance(row[1]) && row[1] != "wants") return unknown_word("stance", row[1]);
        return nouns.emplace(row[0], ReportingNoun{std::string(row[1])}).second ? "" : twice(row[0]);
    }

    std::string take_carrier(const TsvRow& row) {
        const auto kind = named(link_kinds, row[2]);
        if (!kind) return unknown_word("kind", row[2]);
        if (row[1] == "staff") return carrier_staff.emplace(row[0], true).second ? "" : twice(row[0]);
        if (row[1] == "verb") return carrier_verbs.emplace(row[0], true).second ? "" : twice(row[0]);
        WordMap<LinkKind>* const by_match = row[1] == "head"     ? &carrier_heads
                                            : row[1] == "name"   ? &carrier_names
                                            : row[1] == "suffix" ? &carrier_suffixes
                                            : row[1] == "prefix" ? &carrier_prefixes
                                                                 : nullptr;
        if (by_match == nullptr) return unknown_word("match", row[1]);
        WordMap<LinkKind>& map = *by_match;
        const std::string key = row[1] == "name" ? carrier_key(row[0]) : std::string(row[0]);
        if (row[1] == "name" && !has_capital(row[0])) small_carrier_names.emplace(key, true);
        // Two spellings of one name may fold together; only a contradiction is a fault.
        const auto [at, fresh] = map.emplace(key, *kind);
        return fresh || at->second == *kind ? "" : twice(row[0]);
    }

    std::string take_support(const TsvRow& row) {
        static constexpr std::array<std::pair<std::string_view, SupportUse>, 10> uses{{
            {"lends", SupportUse::lends},
            {"makes", SupportUse::makes},
            {"is", SupportUse::is},
            {"holds", SupportUse::holds},
            {"befalls", SupportUse::befalls},
            {"comes", SupportUse::comes},
            {"occurs", SupportUse::occurs},
            {"charges", SupportUse::charges},
            {"sets", SupportUse::sets},
            {"points", SupportUse::points},
        }};
        const auto use = named(uses, row[1]);
        if (!use) return unknown_word("use", row[1]);
        return supporting[*use].emplace(row[0], true).second ? "" : twice(row[0]);
    }

    std::string take_untrue(const TsvRow& row) {
        const auto use = named(
            std::array<std::pair<std::string_view, Untrue>, 3>{
                {{"is", Untrue::is}, {"lacks", Untrue::lacks}, {"told", Untrue::told}}},
            row[1]);
        if (!use) return unknown_word("use", row[1]);
        return untrue.emplace(row[0], *use).second ? "" : twice(row[0]);
    }

    std::string take_source(const TsvRow& row) { return sources.emplace(row[0], true).second ? "" : twice(row[0]); }

    std::string take_transcript_word(const TsvRow& row) {
        if (row[1] == "headline") {
            announcements.push_back(plain_words(row[0]));
            return "";
        }
        if (row[1] != "asks" && row[1] != "answers") return unknown_word("use", row[1]);
        const TurnLabel label = row[1] == "asks" ? TurnLabel::asks : TurnLabel::answers;
        return turn_labels.emplace(fold_name(row[0]), label).second ? "" : twice(row[0]);
    }

    std::string take_signature(const TsvRow& row) {
        const auto word = named(word_classes, row[1]);
        if (!word) return unknown_word("pos", row[1]);
        Signature signature;
        signature.same = row[3] == "same";
        signature.negated_same = row[4] == "same";
        const auto affirmed = named(modes, row[3]);
        const auto negated = named(modes, row[4]);
        if (!affirmed && !signature.same) return unknown_word("mode", row[3]);
        if (!negated && !signature.negated_same) return unknown_word("mode", row[4]);
        signature.affirmed = affirmed.value_or(Mode::actual);
        signature.negated = negated.value_or(Mode::negated);
        bool known = false;
        bool fresh = true;
        for (const auto& [name, complement] : {std::pair{"clause", Complement::clause},
                                               {"object", Complement::object},
                                               {"modifier", Complement::modifier}}) {
            if (row[2] != name && !(row[2] == "any" && complement != Complement::modifier)) continue;
            known = true;
            fresh = signatures[{*word, complement}].emplace(row[0], signature).second && fresh;
        }
        if (!known) return unknown_word("complement", row[2]);
        return fresh ? "" : twice(row[0]);
    }

    std::string take_attitude(const TsvRow& row) {
        const auto word = named(word_classes, row[1]);
        if (!word || *word == WordClass::adverb) return unknown_word("pos", row[1]);
        AttitudeWord attitude;
        if (row[2] != "+" && row[2] != "-") return unknown_word("polarity", row[2]);
        attitude.polarity = row[2] == "+" ? 1 : -1;
        const auto [end, error] = std::from_chars(row[3].data(), row[3].data() + row[3].size(), attitude.strength);
        if (error != std::errc() || end != row[3].data() + row[3].size() || !(attitude.strength >= 0) ||
            attitude.strength > 1)
            return fmt::format("the strength '{}' is no number from 0 to 1", row[3]);
        const auto holder =
            named(std::array<std::pair<std::string_view, AttitudeHolder>, 3>{{{"subject", AttitudeHolder::subject},
                                                                              {"object", AttitudeHolder::object},
                                                                              {"noun", AttitudeHolder::noun}}},
                  row[4]);
        if (!holder) return unknown_word("holder", row[4]);
        attitude.holder = *holder;
        if (row[5].empty()) return "the target is empty";
        attitude.target = row[5] == "object"    ? AttitudeTarget::object
                          : row[5] == "subject" ? AttitudeTarget::subject
                                                : AttitudeTarget::led_in;
        if (attitude.target == AttitudeTarget::led_in)
            for (std::string_view lead : split_list(row[5])) attitude.leads.emplace_back(lead);
        attitudes[*word][std::string(row[0])].push_back(std::move(attitude));
        return "";
    }
};

Lexicons::Lexicons(std::unique_ptr<Tables> tables) : tables_(std::move(tables)) {}
Lexicons::Lexicons(Lexicons&&) noexcept = default;
Lexicons& Lexicons::operator=(Lexicons&&) noexcept = default;
Lexicons::~Lexicons() = default;

Result<Lexicons> Lexicons::load(const std::string& data_dir, std::vector<Problem>& problems) {
    using namespace std::string_view_literals;
    auto tables = std::make_unique<Tables>();
    Reader reader(data_dir, problems);
    reader.read("attribution/reporting_verbs.tsv",
                std::array{"lemma"sv, "class"sv, "content"sv, "addressee"sv, "stance"sv},
                [&](const TsvRow& row) { return tables->take_verb(row); });
    reader.read("attribution/reporting_nouns.tsv", std::array{"lemma"sv, "stance"sv},
                [&](const TsvRow& row) { return tables->take_noun(row); });
    reader.read("attribution/source_nouns.tsv", std::array{"lemma"sv},
                [&](const TsvRow& row) { return tables->take_source(row); });
    reader.read("attribution/transcripts.tsv", std::array{"words"sv, "use"sv},
                [&](const TsvRow& row) { return tables->take_transcript_word(row); });
    reader.read("attribution/support_words.tsv", std::array{"lemma"sv, "use"sv},
                [&](const TsvRow& row) { return tables->take_support(row); });
    reader.read("attribution/untrue_words.tsv", std::array{"lemma"sv, "use"sv},
                [&](const TsvRow& row) { return tables->take_untrue(row); });
    reader.read("attribution/carriers.tsv", std::array{"words"sv, "match"sv, "kind"sv},
                [&](const TsvRow& row) { return tables->take_carrier(row); });
    reader.read("attribution/embedding_verbs.tsv",
                std::array{"lemma"sv, "pos"sv, "complement"sv, "positive"sv, "negated"sv},
                [&](const TsvRow& row) { return tables->take_signature(row); });
    reader.read("attribution/attitudes.tsv",
                std::array{"lemma"sv, "pos"sv, "polarity"sv, "strength"sv, "holder"sv, "target"sv},
                [&](const TsvRow& row) { return tables->take_attitude(row); });
    for (const char* states : {"actors/countries.tsv", "actors/territories.tsv"})
        reader.read(states, std::array{"iso3"sv, "name"sv, "adjectives"sv, "capital"sv},
                    [&](const TsvRow& row) { return tables->take_country(row); });
    if (reader.error()) return fail(*reader.error());
    tables->fingerprint = reader.fingerprint();
    return Lexicons(std::move(tables));
}

std::string Lexicons::fingerprint() const { return tables_->fingerprint; }

Result<void> Lexicons::load_models(const ModelPaths& paths) {
    if (!paths.tone.empty())
        if (auto taken = tables_->take_tone(paths.tone); !taken) return taken;
    return paths.speech.empty() ? Result<void>() : tables_->take_speech(paths.speech);
}

std::string Lexicons::models() const { return tables_->models; }
const LinearModel* Lexicons::tone_model() const { return tables_->tone ? &*tables_->tone : nullptr; }
const SpeechModels* Lexicons::speech_models() const { return tables_->speech ? &*tables_->speech : nullptr; }

const ReportingVerb* Lexicons::reporting_verb(std::string_view lemma) const {
    return find_lemma(tables_->verbs, lemma);
}
const ReportingVerb* Lexicons::partly_reporting_verb(std::string_view lemma) const {
    return find(tables_->partial_verbs, lemma);
}
bool Lexicons::is_source_noun(std::string_view lemma) const { return find(tables_->sources, lemma) != nullptr; }
bool Lexicons::supports(std::string_view lemma, SupportUse use) const {
    const auto map = tables_->supporting.find(use);
    return map != tables_->supporting.end() && find(map->second, lemma) != nullptr;
}
bool Lexicons::calls_untrue(std::string_view lemma, Untrue use) const {
    const Untrue* known = find(tables_->untrue, lemma);
    return known != nullptr && *known == use;
}
const ReportingNoun* Lexicons::reporting_noun(std::string_view lemma) const { return find(tables_->nouns, lemma); }

const Signature* Lexicons::signature(std::string_view lemma, WordClass word, Complement complement) const {
    const auto map = tables_->signatures.find({word, complement});
    return map == tables_->signatures.end() ? nullptr : find_lemma(map->second, lemma);
}

const std::vector<AttitudeWord>* Lexicons::attitude(std::string_view lemma, WordClass word) const {
    const auto map = tables_->attitudes.find(word);
    return map == tables_->attitudes.end() ? nullptr : find_lemma(map->second, lemma);
}

const LinkKind* Lexicons::carrier_head(std::string_view lemma) const { return find(tables_->carrier_heads, lemma); }
const LinkKind* Lexicons::carrier_name(std::string_view name) const {
    const std::string key = carrier_key(name);
    const LinkKind* kind = find(tables_->carrier_names, key);
    const bool as_written =
        kind != nullptr && (has_capital(name) || find(tables_->small_carrier_names, key) != nullptr);
    return as_written ? kind : nullptr;
}
bool Lexicons::is_carrier_staff(std::string_view lemma) const { return find(tables_->carrier_staff, lemma) != nullptr; }
bool Lexicons::brings_text(std::string_view lemma) const { return find(tables_->carrier_verbs, lemma) != nullptr; }
const LinkKind* Lexicons::carrier_suffix(std::string_view word) const { return find(tables_->carrier_suffixes, word); }

const LinkKind* Lexicons::carrier_prefix(std::string_view word) const { return find(tables_->carrier_prefixes, word); }

bool Lexicons::announces_speech(std::string_view headline) const {
    const std::string plain = plain_words(headline);
    return std::any_of(tables_->announcements.begin(), tables_->announcements.end(),
                       [&](const std::string& words) { return plain.find(words) != std::string::npos; });
}

const TurnLabel* Lexicons::turn_label(std::string_view label) const {
    return find(tables_->turn_labels, fold_name(label));
}

std::string_view Lexicons::country_of_adjective(std::string_view word) const {
    const std::string* found = find(tables_->adjectives, fold_name(word));
    return found ? std::string_view(*found) : std::string_view();
}

std::string_view Lexicons::country_of_capital(std::string_view name) const {
    const std::string* found = find(tables_->capitals, fold_name(name));
    return found ? std::string_view(*found) : std::string_view();
}

std::string_view Lexicons::country_name(std::string_view iso3) const {
    const std::string* found = find(tables_->countries, iso3);
    return found ? std::string_view(*found) : std::string_view();
}

std::vector<Problem> lint_attribution(const std::string& data_dir) {
    std::vector<Problem> problems;
    if (const auto lexicons = Lexicons::load(data_dir, problems); !lexicons)
        problems.push_back({lexicons.error().file, 0, 0, lexicons.error().what, true});
    return problems;
}

}  // namespace px
