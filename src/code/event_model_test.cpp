#include "code/event_model.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "code/eval_texts.hpp"

using namespace px;
using namespace px::coding;

namespace {

const std::string root = PX_SOURCE_DIR;

std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

/// A file in the temporary folder, gone with the object.
struct Draft {
    std::string path;
    explicit Draft(const std::string& bytes)
        : path((std::filesystem::temp_directory_path() / ("px_events_" + std::to_string(::getpid()))).string()) {
        std::ofstream(path, std::ios::binary) << bytes;
    }
    ~Draft() { std::filesystem::remove(path); }
};

/// The rooms up to code, loaded once.
struct Rooms {
    std::vector<Problem> problems;
    Result<Model> model = Model::load(root + "/models/en.pxm");
    Result<Dictionaries> dictionaries = Dictionaries::load(root + "/data", "", problems);
    Result<Lexicons> lexicons = Lexicons::load(root + "/data", problems);
    Result<Rules> rules = Rules::load(root + "/data", problems);
    Result<EventModel> learned = EventModel::load(root + "/models/events.pxm");
};

const Rooms& rooms() {
    static const Rooms loaded;
    return loaded;
}

std::vector<Statement> coded(const std::string& text, bool rules_only) {
    const Rooms& r = rooms();
    const EventCoder coder{*r.model, *r.dictionaries, *r.lexicons, *r.rules, rules_only ? nullptr : &*r.learned};
    return code_text(coder, report_of(text, "", false)).layers.statements;
}

}  // namespace

TEST_CASE("a damaged model, or one of another kind, is refused with its name") {
    const std::string bytes = bytes_of(root + "/models/events.pxm");
    REQUIRE(bytes.size() > 1000);
    std::string damaged = bytes;
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] + 1);
    for (const std::string& wrong : {damaged, bytes.substr(0, bytes.size() / 2), std::string("no model")}) {
        const Draft draft(wrong);
        const Result<EventModel> model = EventModel::load(draft.path);
        REQUIRE_FALSE(model);
        CHECK(model.error().file == draft.path);
    }
    const Result<EventModel> other = EventModel::load(root + "/models/en.pxm");
    REQUIRE_FALSE(other);
    CHECK(other.error().what.find("features") != std::string::npos);
    CHECK_FALSE(EventModel::load(root + "/models/none.pxm"));
}

TEST_CASE("the model tells types apart, with probabilities that add up and words as evidence") {
    REQUIRE(rooms().learned);
    const std::string text = "China condemned Japan for the visit.";
    const Rooms& r = rooms();
    const EventCoder coder{*r.model, *r.dictionaries, *r.lexicons, *r.rules};
    const CodedText coded_text = code_text(coder, report_of(text, "", false));
    REQUIRE(coded_text.annotation.sentences.size() == 1);
    Tree tree;
    tree.load(r.rules->set(), coded_text.annotation, 0);
    const PairPhrases pair{{0, 5}, {16, 21}, 0, 2};
    const Judgement judged = r.learned->judge(tree, pair, RuleFacts{});  // as if no rule had fired
    CHECK(judged.name() == "ACCUSE");
    float sum = 0;
    for (const float p : judged.probabilities) sum += p;
    CHECK(sum == doctest::Approx(1).epsilon(1e-4));
    CHECK(judged.event > 0.5F);
    REQUIRE_FALSE(judged.evidence.empty());
    CHECK(std::ranges::find(judged.evidence, 1) != judged.evidence.end());  // "condemned"
}

TEST_CASE("pairs without words, heads or a sentence do no harm") {
    REQUIRE(rooms().learned);
    Annotation annotation;
    annotation.sentences.emplace_back();
    Tree tree;
    tree.load(rooms().rules->set(), annotation, 0);
    const Judgement judged = rooms().learned->judge(tree, {}, {});
    CHECK(judged.evidence.empty());
    CHECK(judged.confidence() > 0);
    CHECK(judged.confidence() <= 1);
}

TEST_CASE("rules alone and rules with the model give one form; the model gives its own confidence") {
    REQUIRE(rooms().learned);
    const std::string text = "Russia condemned Japan on Monday.";
    const std::vector<Statement> plain = coded(text, true);
    const std::vector<Statement> both = coded(text, false);
    REQUIRE(plain.size() == 1);
    REQUIRE(both.size() == 1);
    CHECK(both[0].cameo == plain[0].cameo);
    CHECK(both[0].rule == plain[0].rule);
    CHECK(both[0].confidence != plain[0].confidence);
    CHECK(both[0].confidence > 0.8F);
}

TEST_CASE("statements stay in the order of their triggers, whoever proposes them") {
    REQUIRE(rooms().learned);
    const std::vector<Statement> statements =
        coded("Russia condemned Japan, snubbed Italy, and met envoys of Spain. Italy derided France and invaded Malta.",
              false);
    for (std::size_t i = 1; i < statements.size(); ++i) {
        CHECK(statements[i - 1].trigger.begin <= statements[i].trigger.begin);
    }
}

TEST_CASE("the types of the relation data follow CAMEO's roots, but for sanctions and attacks on computers") {
    CHECK(coding::relation_type("161", Mode::actual) == "SANCTION");
    CHECK(coding::relation_type("163", Mode::actual) == "COERCE");
    CHECK(coding::relation_type("176", Mode::actual) == "ASSAULT");
    CHECK(coding::relation_type("173", Mode::actual) == "COERCE");
    CHECK(coding::relation_type("073", Mode::planned) == "AGREE");
}

TEST_CASE("plain acts in plain words are told with confidence") {
    for (const std::string sentence : {"Norway imposed sanctions on Chad.", "The Norwegian minister visited Chad.",
                                       "Norway recalled its ambassador from Chad."}) {
        const std::vector<Statement> statements = coded(sentence, false);
        REQUIRE_MESSAGE(statements.size() == 1, sentence);
        CHECK_MESSAGE(statements[0].confidence > 0.6F, sentence);
    }
}
