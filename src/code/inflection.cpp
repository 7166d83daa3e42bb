// The inflected forms of the words in the rules, by the rules of English spelling and a table of irregular forms.
#include <array>

#include "base/tsv.hpp"
#include "code/rule_set.hpp"

namespace px::coding {
namespace {

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

/// "stop" -> "stopp": one vowel between consonants. Longer words are given both forms ("travel", "visit").
bool may_double(std::string_view word) {
    if (word.size() < 3) return false;
    const char last = word.back();
    const bool doubles = !is_vowel(last) && last != 'w' && last != 'x' && last != 'y';
    return doubles && is_vowel(word[word.size() - 2]) && !is_vowel(word[word.size() - 3]);
}

std::string third_person(const std::string& word) {
    const auto ends = [&](std::string_view end) { return word.ends_with(end); };
    if (ends("s") || ends("x") || ends("z") || ends("ch") || ends("sh") || ends("o")) return word + "es";
    if (ends("y") && word.size() > 1 && !is_vowel(word[word.size() - 2])) {
        return word.substr(0, word.size() - 1) + "ies";
    }
    return word + "s";
}

std::vector<std::string> verb_forms(const std::string& word) {
    std::vector<std::string> forms = {word, third_person(word)};
    if (word.ends_with("ie")) {
        forms.push_back(word + "d");
        forms.push_back(word.substr(0, word.size() - 2) + "ying");
    } else if (word.ends_with('e')) {
        forms.push_back(word + "d");
        forms.push_back((word.ends_with("ee") ? word : word.substr(0, word.size() - 1)) + "ing");
    } else if (word.ends_with('y') && word.size() > 1 && !is_vowel(word[word.size() - 2])) {
        forms.push_back(word.substr(0, word.size() - 1) + "ied");
        forms.push_back(word + "ing");
    } else {
        forms.push_back(word + "ed");
        forms.push_back(word + "ing");
        if (may_double(word)) {
            forms.push_back(word + word.back() + "ed");
            forms.push_back(word + word.back() + "ing");
        }
    }
    return forms;
}

constexpr std::array<std::string_view, 3> columns = {"word", "class", "forms"};

}  // namespace

void WordTable::inflect() {
    // "shelling" is a form of "shell" before it is a word of its own; of two words the one added first wins.
    const auto add_form = [&](const std::string& form, WordId WordForms::* of, WordId id) {
        WordId& known = forms_[form].*of;
        if (known == 0) known = id;
    };
    for (WordId id = 1; id <= names_.size(); ++id) {
        for (const std::string& form : verb_forms(name(id))) {
            if (form != name(id)) add_form(form, &WordForms::of_verb, id);
        }
        add_form(third_person(name(id)), &WordForms::of_noun, id);
    }
    for (WordId id = 1; id <= names_.size(); ++id) {
        add_form(name(id), &WordForms::of_verb, id);
        add_form(name(id), &WordForms::of_noun, id);
    }
}

void WordTable::add_irregular(std::string_view word, bool verb, std::string_view form) {
    const WordId id = find(word);
    if (id != 0) forms_[std::string(form)].*(verb ? &WordForms::of_verb : &WordForms::of_noun) = id;
}

Result<std::string> load_inflections(const std::string& data_dir, WordTable& words, std::vector<Problem>& problems) {
    Result<TsvTable> table = read_tsv(data_dir + "/coding/irregular.tsv", columns, problems);
    if (!table) return fail(table.error());
    words.inflect();
    for (const TsvRow& row : table->rows) {
        if (row[1] != "verb" && row[1] != "noun") {
            problems.push_back({table->file, row.line, 0, "expected verb or noun in column class"});
            continue;
        }
        for (const std::string_view form : split_list(row[2], ' ')) words.add_irregular(row[0], row[1] == "verb", form);
    }
    return std::move(table->content);
}

}  // namespace px::coding
