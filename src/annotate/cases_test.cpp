// Runs tests/cases/annotate/*.case: texts with the words, sentences, names and trees that are expected of them. The
// form is explained at the head of each file.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "annotate/annotate.hpp"

using namespace px;

namespace {

struct Case {
    std::string text;
    std::vector<std::string> expected;  // "= words", "n names", "d tree", "t tags", "l lemmas"
};

struct CaseFile {
    std::string name;
    std::vector<Case> cases;
    std::size_t at_least = 100;  // per cent
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

CaseFile read_cases(const std::filesystem::path& path) {
    CaseFile file;
    file.name = path.filename().string();
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("at least: ")) {
            file.at_least = std::stoul(line.substr(10));
        } else if (line.starts_with("> ")) {
            std::string text = line.substr(2);
            replace_all(text, " ¶ ", "\n\n");
            file.cases.push_back({text, {}});
        } else if (!line.empty() && line[0] != '#' && !file.cases.empty()) {
            file.cases.back().expected.push_back(line);
        }
    }
    return file;
}

std::vector<std::string> split(std::string_view text, std::string_view by) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t at = text.find(by);
        parts.emplace_back(text.substr(0, at));
        text.remove_prefix(at == std::string_view::npos ? text.size() : at + by.size());
    }
    return parts;
}

std::string words_of(std::string_view text, const Annotation& annotation) {
    std::string out;
    for (const Sentence& sentence : annotation.sentences) {
        if (!out.empty()) out += " ‖ ";
        std::uint32_t left = 0;
        const auto tokens = annotation.tokens_of(sentence);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            left = tokens[i].multiword > 0 ? tokens[i].multiword : left;
            out += slice(text, tokens[i].span);
            if (left > 0) --left;
            if (i + 1 < tokens.size()) out += left > 0 ? "+" : " ";
        }
    }
    return out;
}

std::string names_of(std::string_view text, const Annotation& annotation) {
    std::string out;
    for (const Name& name : annotation.names) {
        if (!out.empty()) out += "; ";
        out += to_string(name.type);
        out += ' ';
        out += slice(text, name.span);
    }
    return out.empty() ? "-" : out;
}

const Token* token_of(const Annotation& annotation, std::string_view form) {
    const auto found = std::find_if(annotation.tokens.begin(), annotation.tokens.end(),
                                    [&](const Token& t) { return t.form == form; });
    return found == annotation.tokens.end() ? nullptr : &*found;
}

/// The head of a token in its sentence; "-" for the root.
std::string head_of(const Annotation& annotation, const Token& token) {
    if (token.head == 0) return "-";
    const auto at = static_cast<std::uint32_t>(&token - annotation.tokens.data());
    for (const Sentence& s : annotation.sentences)
        if (s.first <= at && at < s.first + s.count)
            return annotation.tokens[s.first + static_cast<std::uint32_t>(token.head) - 1].form;
    return "?";
}

/// What differs from the expectation; empty if nothing does.
std::string difference(std::string_view text, const Annotation& annotation, const std::string& expected) {
    const std::string wanted = expected.substr(2);
    if (expected[0] == '=') return words_of(text, annotation) == wanted ? "" : words_of(text, annotation);
    if (expected[0] == 'n') return names_of(text, annotation) == wanted ? "" : names_of(text, annotation);
    for (const std::string& item : split(wanted, "; ")) {
        const std::vector<std::string> part = split(item, " ");
        const Token* token = token_of(annotation, part[0]);
        if (token == nullptr) return "no word " + part[0];
        std::string found;
        if (expected[0] == 'd' && part.size() == 3)
            found = part[0] + ' ' + token->deprel + ' ' + head_of(annotation, *token);
        else if (expected[0] == 't')
            found = part[0] + ' ' + (part[1] == token->xpos ? token->xpos : token->upos);
        else if (expected[0] == 'l')
            found = part[0] + ' ' + token->lemma;
        else
            return "the case is malformed: " + expected;
        if (found != item) return found;
    }
    return "";
}

}  // namespace

TEST_CASE("the cases of web news text") {
    const Result<Model> model = Model::load(PX_SOURCE_DIR "/models/en.pxm");
    REQUIRE(model);
    Workspace workspace;
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(PX_SOURCE_DIR "/tests/cases/annotate")) {
        const CaseFile file = read_cases(entry.path());
        REQUIRE_FALSE(file.cases.empty());
        ++files;
        std::size_t right = 0;
        for (const Case& c : file.cases) {
            const Annotation annotation = annotate(*model, c.text, paragraphs(c.text), workspace);
            REQUIRE_FALSE(c.expected.empty());
            std::string wrong;
            for (const std::string& expected : c.expected) wrong += difference(c.text, annotation, expected);
            if (wrong.empty())
                ++right;
            else
                MESSAGE(file.name << ": " << c.text << "\n  expected " << c.expected[0] << "\n  found      " << wrong);
        }
        MESSAGE(file.name << ": " << right << " of " << file.cases.size());
        CHECK(100 * right >= file.at_least * file.cases.size());
    }
    CHECK(files >= 4);
}
