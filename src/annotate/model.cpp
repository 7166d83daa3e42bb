#include "annotate/model.hpp"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>

#include "annotate/model_parts.hpp"

namespace px {
namespace {

void read_list(SectionReader& reader, std::string_view section, std::unordered_set<std::string>& list) {
    for (const std::string_view line : reader.lines(section)) list.emplace(line);
}

std::vector<EditScript> read_scripts(SectionReader& reader, const std::vector<std::string_view>& classes) {
    std::vector<EditScript> scripts;
    for (const std::string_view text : classes) {
        const auto script = EditScript::parse(text);
        if (!script) reader.refuse("classes.lemma", fmt::format("'{}' is no edit script", text));
        scripts.push_back(script.value_or(EditScript()));
    }
    return scripts;
}

}  // namespace

TokenLexicon read_lexicon(SectionReader& reader) {
    TokenLexicon lexicon;
    read_list(reader, "tokens.abbreviations", lexicon.abbreviations);
    read_list(reader, "tokens.whole", lexicon.whole);
    read_list(reader, "tokens.prefixes", lexicon.prefixes);
    for (const std::string_view line : reader.lines("tokens.multiwords")) {
        const std::size_t tab = line.find('\t');
        std::size_t cut = 0;
        if (tab != std::string_view::npos) std::from_chars(line.data() + tab + 1, line.data() + line.size(), cut);
        if (cut == 0 || cut >= tab)
            reader.refuse("tokens.multiwords", fmt::format("'{}' does not say where the word is cut", line));
        lexicon.multiwords.emplace(line.substr(0, tab), cut);
    }
    return lexicon;
}

Result<Model> Model::load(const std::string& path, const std::string& data_dir) {
    auto file = ModelFile::open(path);
    if (!file) return fail(file.error());
    auto parts = std::make_shared<ModelParts>();
    parts->file = std::move(*file);
    auto network = Network::load(parts->file);
    if (!network) return fail(network.error());
    parts->network = std::move(*network);

    SectionReader reader(parts->file);
    parts->version = fmt::format("{}-{:08x}", reader.setting("version"), parts->file.checksum());
    parts->lexicon = read_lexicon(reader);
    parts->boundaries = BoundaryModel(reader.floats("boundary.weights", 1, BoundaryModel::rows));
    parts->lemma_scripts = read_scripts(reader, parts->network.classes(TagHead::lemma));
    parts->lemmas = LemmaLexicon(reader.lines("lemmas"));
    parts->names = NameDecoder(parts->network.name_tags());
    if (reader.failed()) return fail(reader.error());

    std::vector<Problem> problems;  // `parallax lint` tells them
    const auto beside = std::filesystem::path(path).parent_path() / ".." / "data";
    auto words = TreeWords::load(data_dir.empty() ? beside.string() : data_dir, problems);
    if (!words) return fail(words.error());
    parts->tree_words = std::move(*words);

    Model model;
    model.parts_ = std::move(parts);
    return model;
}

const std::string& Model::version() const { return parts_->version; }
const std::string& Model::table_fingerprint() const { return parts_->tree_words.fingerprint(); }
std::string_view Model::kernels() const { return parts_->network.kernels().name; }

}  // namespace px
