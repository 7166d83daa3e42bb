#include "annotate/annotate.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "annotate/acronyms.hpp"
#include "annotate/conllu.hpp"
#include "annotate/kernels.hpp"
#include "annotate/model_file.hpp"
#include "annotate/model_parts.hpp"
#include "annotate/name_rules.hpp"
#include "annotate/second_look.hpp"
#include "annotate/tree.hpp"

using namespace px;

namespace {

const Model& model() {
    static const Result<Model> loaded = Model::load(PX_SOURCE_DIR "/models/en.pxm");
    REQUIRE(loaded);
    return *loaded;
}

std::string sample_reports() {
    std::ostringstream all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(PX_SOURCE_DIR "/samples"))
        if (entry.path().extension() == ".txt") all << std::ifstream(entry.path(), std::ios::binary).rdbuf() << "\n\n";
    return all.str();
}

Annotation annotated(std::string_view text) { return annotate(model(), text, paragraphs(text)); }

/// What must hold for any input: spans inside the text and in order, every sentence one tree, names inside sentences.
void check_sound(std::string_view text, const Annotation& annotation) {
    std::uint32_t last = 0;
    std::uint32_t token = 0;
    for (const Sentence& sentence : annotation.sentences) {
        REQUIRE(sentence.first == token);
        REQUIRE(sentence.count > 0);
        token += sentence.count;
        std::vector<std::int32_t> heads;
        for (const Token& t : annotation.tokens_of(sentence)) {
            REQUIRE(t.span.begin >= last);
            REQUIRE(t.span.end > t.span.begin);
            REQUIRE(t.span.end <= text.size());
            REQUIRE_FALSE(t.lemma.empty());
            last = t.span.begin;
            heads.push_back(t.head);
        }
        REQUIRE(is_tree(heads));
    }
    REQUIRE(token == annotation.tokens.size());
    for (const Name& name : annotation.names) {
        REQUIRE(name.count > 0);
        REQUIRE(name.first + name.count <= annotation.sentences[static_cast<std::size_t>(name.sentence)].count);
    }
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += part;
    return out;
}

}  // namespace

TEST_CASE("a plain sentence gets its tree, tags, lemmas and names") {
    const std::string text = "Vladimir Putin met the North Korean leader in Vladivostok on Thursday.";
    const Annotation annotation = annotated(text);
    check_sound(text, annotation);
    REQUIRE(annotation.sentences.size() == 1);
    const Token& met = annotation.tokens[2];
    CHECK(met.form == "met");
    CHECK(met.lemma == "meet");
    CHECK(met.upos == "VERB");
    CHECK(met.head == 0);
    CHECK(met.deprel == "root");
    CHECK(annotation.tokens[0].deprel == "nsubj");
    CHECK(annotation.tokens[6].form == "leader");
    CHECK(annotation.tokens[6].deprel == "obj");
    REQUIRE(annotation.names.size() >= 2);
    CHECK(slice(text, annotation.names[0].span) == "Vladimir Putin");
    CHECK(annotation.names[0].type == NameType::person);
}

TEST_CASE("blocks are hard sentence ends and line ends inside them are white space") {
    const std::string text = "Talks fail in Hanoi\n\nThe two leaders\nleft early. They said nothing.";
    const Annotation annotation = annotated(text);
    check_sound(text, annotation);
    REQUIRE(annotation.sentences.size() == 3);
    CHECK(slice(text, annotation.sentences[1].span) == "The two leaders\nleft early.");
    CHECK(annotation.sentences[0].block == 0);
    CHECK(annotation.sentences[2].block == 1);
}

TEST_CASE("hostile input gives a sound annotation") {
    const std::vector<std::string> inputs = {"",
                                             "\n",
                                             repeated("\n", 1000000),
                                             repeated("word ", 5000),
                                             repeated("a ", 20000),
                                             repeated(",", 5000),
                                             repeated(", ", 5000),
                                             repeated("the minister said that ", 1250),
                                             repeated("nospaceatall", 5000),
                                             repeated("😀", 3000),
                                             repeated("😀 ", 3000),
                                             repeated(".", 5000),
                                             repeated("-", 5000),
                                             repeated("a-", 3000),
                                             repeated("'", 5000),
                                             repeated("“", 2000),
                                             repeated("\xFF\xFE\x80", 2000),
                                             std::string("null \0 byte.", 12),
                                             "\xE2\x82",
                                             "x\xCC\x81\xCC\x81",
                                             repeated("U.S.", 2000)};
    Workspace workspace;
    for (const std::string& text : inputs) {
        const Annotation annotation = annotate(model(), text, paragraphs(text), workspace);
        check_sound(text, annotation);
        const auto again = read_conllu(write_conllu(text, annotation), "again");
        REQUIRE(again);
        CHECK(again->annotation.tokens.size() == annotation.tokens.size());
    }
}

TEST_CASE("given sentences of any length are parsed") {
    Annotation given;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        Token token;
        token.span = {i * 5, i * 5 + 4};
        token.form = i % 7 == 0 ? "said" : "they";
        given.tokens.push_back(token);
    }
    given.sentences.push_back({{0, 4999}, 0, 1000, -1});
    Workspace workspace;
    annotate_words(model(), given, workspace);
    check_sound(std::string(5000, 'x'), given);
}

TEST_CASE("results do not depend on what a workspace was used for") {
    const std::string first = "Kim said he was “very concerned”. The U.S. doesn't agree.";
    const std::string second = "MOSCOW SAYS NO\n\nRussia's foreign ministry rejected the plan.";
    Workspace workspace;
    const auto blocks = paragraphs(second);
    const std::string fresh = write_conllu(second, annotate(model(), second, blocks));
    (void)annotate(model(), first, paragraphs(first), workspace);
    CHECK(write_conllu(second, annotate(model(), second, blocks, workspace)) == fresh);
}

TEST_CASE("a missing, cut or damaged model is refused with a reason") {
    const auto missing = Model::load("no/such/model.pxm");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == ErrorKind::unreadable);
    const auto wrong = Model::load(PX_SOURCE_DIR "/LICENSE");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().kind == ErrorKind::malformed);

    std::ostringstream content;
    content << std::ifstream(PX_SOURCE_DIR "/models/en.pxm", std::ios::binary).rdbuf();
    const std::string whole = content.str();
    const auto path = std::filesystem::temp_directory_path() / "px_annotate_test.pxm";
    const auto error_of = [&](const std::string& bytes) {
        std::ofstream(path, std::ios::binary) << bytes;
        const auto loaded = Model::load(path.string(), PX_SOURCE_DIR "/data");
        std::filesystem::remove(path);
        return loaded ? std::string() : loaded.error().what;
    };
    CHECK(error_of(whole).empty());
    CHECK(error_of("").find("expected it to begin with") != std::string::npos);
    CHECK(error_of(whole.substr(0, whole.size() / 2)).find("cut off") != std::string::npos);
    std::string damaged = whole;
    damaged[damaged.size() / 3] ^= 1;
    CHECK(error_of(damaged).find("checksum") != std::string::npos);

    // an endless weight under a right checksum
    constexpr std::size_t checksum_at = 12;
    constexpr std::size_t first_entry = 24;
    const std::size_t entry = whole.find(std::string("bilinear.w\0", 11));
    REQUIRE(entry != std::string::npos);
    std::uint64_t section = 0;
    std::memcpy(&section, whole.data() + entry + 48, sizeof section);
    std::string endless = whole;
    const std::uint16_t infinity = 0x7C00;
    std::memcpy(endless.data() + section, &infinity, sizeof infinity);
    const std::uint32_t checksum = crc32(std::string_view(endless).substr(first_entry));
    std::memcpy(endless.data() + checksum_at, &checksum, sizeof checksum);
    CHECK(error_of(endless).find("no finite number") != std::string::npos);
}

TEST_CASE("two threads share a model") {
    const std::string text = "Kim said he was “very concerned”. The U.S. doesn't agree.";
    const auto blocks = paragraphs(text);
    const std::string alone = write_conllu(text, annotate(model(), text, blocks));
    std::array<std::string, 2> found;
    std::vector<std::thread> threads;
    threads.reserve(found.size());
    for (std::string& out : found)
        threads.emplace_back([&] {
            Workspace workspace;
            for (int i = 0; i < 20; ++i) out = write_conllu(text, annotate(model(), text, blocks, workspace));
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(found[0] == alone);
    CHECK(found[1] == alone);
}

TEST_CASE("all instruction sets give the same annotation") {
    std::size_t count = 0;
    const Kernels* const* runnable = runnable_kernels(count);
    const std::string text = sample_reports();
    const auto blocks = paragraphs(text);
    std::vector<std::string> found;
    for (std::size_t i = 0; i < count; ++i) {
        setenv("PARALLAX_KERNELS", runnable[i]->name, 1);
        const auto loaded = Model::load(PX_SOURCE_DIR "/models/en.pxm");
        REQUIRE(loaded);
        CHECK(loaded->kernels() == runnable[i]->name);
        found.push_back(write_conllu(text, annotate(*loaded, text, blocks)));
    }
    unsetenv("PARALLAX_KERNELS");
    for (const std::string& one : found) CHECK(one == found.front());
}

TEST_CASE("a name seen clearly decides mentions that are doubtful") {
    Annotation annotation;
    const auto add = [&](std::initializer_list<const char*> forms) {
        const auto first = static_cast<std::uint32_t>(annotation.tokens.size());
        for (const char* form : forms) {
            Token token;
            token.form = form;
            token.upos = form[0] >= 'A' && form[0] <= 'Z' ? "PROPN" : "NOUN";
            token.span = {static_cast<std::uint32_t>(annotation.tokens.size()),
                          static_cast<std::uint32_t>(annotation.tokens.size()) + 1};
            annotation.tokens.push_back(token);
        }
        const auto count = static_cast<std::uint32_t>(forms.size());
        annotation.sentences.push_back({{first, first + count}, first, count, 0});
    };
    add({"Jenny", "Town", "spoke"});
    add({"Town", "left"});
    add({"in", "Town", "hall"});
    annotation.names = {{{0, 2}, NameType::person, 0, 0, 2, 0.95F}, {{6, 7}, NameType::location, 2, 1, 1, 0.4F}};
    second_look(annotation, 0, 3, NameLists());
    REQUIRE(annotation.names.size() == 3);
    CHECK(annotation.names[1].sentence == 1);
    CHECK(annotation.names[1].type == NameType::person);
    CHECK(annotation.names[2].type == NameType::person);
}

TEST_CASE("what the lists know is of one kind, whatever the first pass says") {
    const auto looked_at = [](std::initializer_list<const char*> forms, NameType type) {
        Annotation annotation;
        for (const char* form : forms) {
            Token token;
            token.form = form;
            token.upos = "PROPN";
            const auto at = static_cast<std::uint32_t>(annotation.tokens.size());
            token.span = {at, at + 1};
            annotation.tokens.push_back(token);
        }
        const auto count = static_cast<std::uint32_t>(forms.size());
        annotation.sentences = {{{0, count}, 0, count, 0}};
        annotation.names = {{{0, count}, type, 0, 0, count, 0.99F}};
        second_look(annotation, 0, 1, model().parts().network.gazetteer());
        return annotation.names[0].type;
    };
    CHECK(looked_at({"Xinhua"}, NameType::location) == NameType::organisation);
    CHECK(looked_at({"Gazprom"}, NameType::person) == NameType::organisation);
    CHECK(looked_at({"Bandar", "Abbas"}, NameType::person) == NameType::location);
    CHECK(looked_at({"Kremlin"}, NameType::person) == NameType::location);
    CHECK(looked_at({"Jordan"}, NameType::person) == NameType::person);         // a given name too
    CHECK(looked_at({"Barcelona"}, NameType::location) == NameType::location);  // a club too
    CHECK(looked_at({"Republic"}, NameType::location) == NameType::location);   // an ordinary word too
    CHECK(looked_at({"Zzyzx"}, NameType::person) == NameType::person);
}

namespace {
/// The words of a text, each a proper noun if it begins with a capital, with names at [first, count].
struct Tagged {
    std::vector<Token> words;
    std::vector<Name> names;

    explicit Tagged(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find(' ', at), text.size());
            Token token;
            token.form = std::string(text.substr(at, end - at));
            token.upos = begins_with_capital(token.form) ? "PROPN" : "X";
            token.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
            words.push_back(token);
            at = end + 1;
        }
    }
    Tagged& name(NameType type, std::uint32_t first, std::uint32_t count, float confidence = 0.9F) {
        names.push_back({hull(words[first].span, words[first + count - 1].span), type, 0, first, count, confidence});
        return *this;
    }
    [[nodiscard]] std::string shown() const {
        std::string out;
        for (const Name& n : names) {
            out += out.empty() ? "" : "; ";
            for (std::uint32_t i = 0; i < n.count; ++i) out += words[n.first + i].form + " ";
            out += to_string(n.type);
        }
        return out;
    }
    [[nodiscard]] std::string mended() {
        mend_names(words, names, model().parts().network.gazetteer());
        return shown();
    }
    [[nodiscard]] std::string added() {
        add_plain_names(words, 0, names, model().parts().network.gazetteer());
        return shown();
    }
};
constexpr auto per = NameType::person;
constexpr auto loc = NameType::location;
constexpr auto org = NameType::organisation;
}  // namespace

TEST_CASE("ends and kinds of names follow from the words beside them") {
    CHECK(Tagged("cleric Muqtada al - Sadr said").name(per, 2, 3).mended() == "Muqtada al - Sadr PER");
    CHECK(Tagged("when Chen Shih - chung left").name(per, 1, 2).mended() == "Chen Shih PER");
    Tagged chen("when Chen Shih - chung left");
    chen.words[4].upos = "PROPN";
    CHECK(chen.name(per, 1, 2).mended() == "Chen Shih - chung PER");
    CHECK(Tagged("the Gerald R . Ford sailed").name(per, 1, 2).name(per, 4, 1).mended() == "Gerald R . Ford PER");
    CHECK(Tagged("earthquake in Southern Iran today").name(loc, 3, 1).mended() == "Southern Iran LOC");
    CHECK(Tagged("the Kingdom of Saudi Arabia said").name(loc, 3, 2).mended() == "Kingdom of Saudi Arabia LOC");
    CHECK(Tagged("the Bank of China said").name(org, 1, 1).name(loc, 3, 1).mended() == "Bank of China ORG");
    CHECK(Tagged("the President of France said").name(loc, 3, 1).mended() == "France LOC");
    CHECK(Tagged("shares of Harbin Bank fell").name(loc, 2, 1).mended() == "Harbin Bank ORG");
    CHECK(Tagged("worth US $ 20 million").name(loc, 1, 1).mended().empty());
    CHECK(Tagged("a house in Zzyzx burned").name(per, 3, 1, 0.5F).mended() == "Zzyzx LOC");
    CHECK(Tagged("confidence in Jordan fell").name(per, 2, 1, 0.5F).mended() == "Jordan PER");  // a given name
    Tagged flat("when Destiny Allison came");
    flat.words[2].deprel = "flat";
    CHECK(flat.name(per, 1, 1).mended() == "Destiny Allison PER");
    const Tagged spans = [] {
        Tagged t("the Bank of China said");
        (void)t.name(loc, 3, 1).mended();
        return t;
    }();
    CHECK(spans.names[0].span.begin == 4);
    CHECK(spans.names[0].span.end == 17);
}

TEST_CASE("titles and lists tell names that the network leaves out") {
    CHECK(Tagged("then Mr Heyns added").added() == "Heyns PER");
    CHECK(Tagged("then Mr President added").added().empty());
    CHECK(Tagged("police at Gazprom said").added() == "Gazprom ORG");
    CHECK(Tagged("people in Kazakhstan said").added() == "Kazakhstan LOC");
    CHECK(Tagged("the Republic said so").added().empty());  // an ordinary word
    CHECK(Tagged("Gazprom Boss Sees Kazakhstan Deal").added().empty());
    CHECK(Tagged("the Human Rights Watch report came").added() == "Human Rights Watch ORG");
}

TEST_CASE("an acronym that acts is no person") {
    Tagged text("then CBIRC said so");
    text.words[1].deprel = "nsubj";
    text.words[1].head = 3;
    text.words[2].upos = "VERB";
    CHECK(acting_acronym(text.words, 1));
    CHECK_FALSE(acting_acronym(text.words, 2));
    text.words[1].deprel = "obj";
    CHECK_FALSE(acting_acronym(text.words, 1));
    CHECK(shouts(Tagged("CBIRC WARNS BANKS").words));
    CHECK_FALSE(shouts(text.words));
}

TEST_CASE("an acronym in brackets is matched with the phrase before it") {
    const auto phrase = [](std::initializer_list<const char*> forms, std::uint32_t at) {
        std::vector<Token> words;
        for (const char* form : forms) words.emplace_back().form = form;
        return phrase_of_acronym(words, at);
    };
    CHECK(phrase({"the", "National", "Electoral", "Council", "(", "NEC", ")"}, 5) == 1);
    CHECK(phrase({"Bank", "of", "Ghana", "(", "BoG", ")"}, 4) == 0);
    CHECK(phrase({"Organization", "for", "Security", "and", "Co", "-", "operation", "(", "OSC", ")"}, 8) == 0);
    CHECK_FALSE(phrase({"the", "United", "Nations", "(", "NATO", ")"}, 4));
    CHECK_FALSE(phrase({"he", "said", "(", "OK", ")"}, 3));
    CHECK_FALSE(phrase({"(", "NEC", ")"}, 1));
    CHECK_FALSE(phrase({"National", "Electoral", "Council", "(", "nec", ")"}, 4));
    CHECK(looks_like_acronym("UNHCR"));
    CHECK_FALSE(looks_like_acronym("Kim"));
    CHECK_FALSE(looks_like_acronym("A"));
}

TEST_CASE("an explained acronym is one kind of name throughout the text") {
    const std::string text =
        "The National Electoral Council (NEC) met on Monday. The NEC gave no date. NEC staff left.";
    std::size_t short_forms = 0;
    for (const Name& name : annotated(text).names) {
        if (slice(text, name.span) != "NEC") continue;
        ++short_forms;
        CHECK(name.type == NameType::organisation);
    }
    CHECK(short_forms == 3);
}
