#include "annotate/tree_rules.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace px {
namespace {

/// A title before a name ("with Turkish minister Hakan Fidan") has no function words of its own: they are the name's.
void settle_titles(std::span<Token> tokens) {
    static constexpr std::array<std::string_view, 4> function_words = {"case", "cc", "det", "mark"};
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& token = tokens[i];
        if (token.head <= static_cast<std::int32_t>(i) + 1) continue;
        const Token& title = tokens[static_cast<std::size_t>(token.head) - 1];
        if (title.deprel != "nmod:desc" || title.head <= token.head) continue;
        if (std::ranges::find(function_words, token.deprel) != function_words.end()) token.head = title.head;
    }
}

/// A verb has one subject: of two beside each other, a common noun before a name is its title ("ministry spokesman
/// Girma Ayele said").
void settle_named_subjects(std::span<Token> tokens) {
    const auto subject = [](const Token& t) { return t.deprel == "nsubj"; };
    const auto has_determiner = [&](std::size_t noun) {
        const auto at = static_cast<std::int32_t>(noun) + 1;
        return std::ranges::any_of(tokens, [&](const Token& t) { return t.head == at && t.deprel == "det"; });
    };
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (!subject(tokens[i]) || tokens[i].upos != "NOUN" || has_determiner(i)) continue;
        std::size_t name = i + 1;  // behind titles of the name
        while (name + 1 < tokens.size() && tokens[name].deprel == "nmod:desc" && tokens[name].upos == "PROPN") ++name;
        if (!subject(tokens[name]) || tokens[name].upos != "PROPN" || tokens[name].head != tokens[i].head) continue;
        tokens[i].head = static_cast<std::int32_t>(name) + 1;
        tokens[i].deprel = "nmod:desc";
    }
}

/// The verb does something itself: it is tagged so, has an object, or goes somewhere ("crossed into the region").
bool is_active(std::span<const Token> tokens, std::size_t verb) {
    static constexpr std::array<std::string_view, 5> ways = {"into", "across", "through", "onto", "towards"};
    if (tokens[verb].xpos == "VBD") return true;
    const auto at = static_cast<std::int32_t>(verb) + 1;
    return std::ranges::any_of(tokens, [&](const Token& t) {
        if (t.head == at && t.deprel == "obj") return true;
        const bool of_phrase =
            t.deprel == "case" && t.head > 0 && tokens[static_cast<std::size_t>(t.head) - 1].head == at;
        return of_phrase && std::ranges::find(ways, t.form) != ways.end();
    });
}

/// "Soldiers crossed the border on Monday, elders said": of two subjects of a verb, one that ends with a comma before
/// the other and has a verb behind it is that verb's, which tells what is reported. Not so where the report stands in
/// between: "Ships seized on Friday, a general said, carried arms".
void settle_reported_clauses(std::span<Token> tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& verb = tokens[i];
        if (verb.deprel != "acl" || (verb.xpos != "VBD" && verb.xpos != "VBN") || verb.head == 0) continue;
        Token& subject = tokens[static_cast<std::size_t>(verb.head) - 1];
        if (subject.deprel != "nsubj" || verb.head > static_cast<std::int32_t>(i) || subject.head == 0) continue;
        const auto over = static_cast<std::size_t>(subject.head) - 1;
        const auto comma_between = [&](std::size_t first, std::size_t last) {
            return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(first),
                               tokens.begin() + static_cast<std::ptrdiff_t>(last),
                               [](const Token& t) { return t.form == ","; });
        };
        std::size_t other = i + 1;
        while (other < over && !(tokens[other].deprel == "nsubj" && tokens[other].head == subject.head)) ++other;
        const auto own = static_cast<std::size_t>(verb.head);
        if (other >= over || comma_between(own, i) || !comma_between(i, other)) continue;
        if (over + 1 < tokens.size() && tokens[over + 1].form == ",") continue;
        verb.head = subject.head;
        verb.deprel = "ccomp";
        subject.head = static_cast<std::int32_t>(i) + 1;
        if (is_active(tokens, i))
            verb.xpos = "VBD";
        else
            subject.deprel = "nsubj:pass";
    }
}

/// A noun with a subject and nothing of a noun's own is a verb in the present tense, as in headlines ("INDIA CAVES
/// IN").
void settle_headline_verbs(std::span<Token> tokens) {
    static constexpr std::array<std::string_view, 12> of_nouns = {
        "cop", "case", "det", "amod", "nummod", "compound", "aux", "nmod", "nmod:poss", "appos", "acl", "acl:relcl"};
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].upos != "NOUN") continue;
        const auto own = static_cast<std::int32_t>(i) + 1;
        bool subject = false;
        bool plural_subject = false;
        bool noun = false;
        for (std::size_t child = 0; child < tokens.size(); ++child) {
            if (tokens[child].head != own) continue;
            const bool is_subject = tokens[child].deprel == "nsubj" && child < i;
            subject = subject || is_subject;
            plural_subject = plural_subject || (is_subject && tokens[child].xpos.ends_with('S'));
            noun = noun || std::ranges::find(of_nouns, tokens[child].deprel) != of_nouns.end();
        }
        // "Merkel still chancellor": one person's verb would have an -s
        if (!subject || noun || (tokens[i].xpos == "NN" && !plural_subject)) continue;
        const bool singular = tokens[i].xpos == "NNS" || tokens[i].xpos == "VBZ";  // "caves" looks like a plural
        tokens[i].upos = "VERB";
        tokens[i].xpos = singular ? "VBZ" : "VBP";
        tokens[i].feats = singular ? "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
                                   : "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin";
    }
}

/// A compound hangs on a noun. Where the network hung one on the finite verb behind it, as in short headlines ("Sudan
/// army attacks base"), it is that verb's subject unless there is another.
void settle_subjects(std::span<Token> tokens) {
    for (std::size_t i = tokens.size(); i-- > 0;) {
        Token& token = tokens[i];
        if (token.deprel != "compound" || token.head <= static_cast<std::int32_t>(i) + 1) continue;
        const Token& verb = tokens[static_cast<std::size_t>(token.head) - 1];
        if (verb.upos != "VERB" || verb.feats.find("VerbForm=Fin") == std::string::npos) continue;
        const bool has_subject = std::any_of(tokens.begin(), tokens.end(), [&](const Token& other) {
            return other.head == token.head && other.deprel.find("subj") != std::string::npos;
        });
        if (!has_subject) token.deprel = "nsubj";
    }
}

/// An adjective that completes a verb takes no object: "cut short his visit".
void settle_objects(std::span<Token> tokens) {
    for (Token& token : tokens) {
        if (token.deprel != "obj" || token.head == 0) continue;
        const Token& adjective = tokens[static_cast<std::size_t>(token.head) - 1];
        if (adjective.upos == "ADJ" && adjective.deprel == "xcomp") token.head = adjective.head;
    }
}

/// A clause with an object of its own has no second one: "the claim that Turkey had bombed the village" is told by its
/// noun, and "that" is its conjunction.
void settle_content_clauses(std::span<Token> tokens) {
    for (Token& that : tokens) {
        if (that.form != "that" || that.deprel != "obj" || that.head == 0) continue;
        Token& clause = tokens[static_cast<std::size_t>(that.head) - 1];
        if (clause.deprel != "acl:relcl") continue;
        const bool has_another = std::ranges::any_of(
            tokens, [&](const Token& t) { return &t != &that && t.head == that.head && t.deprel == "obj"; });
        if (!has_another) continue;
        that.deprel = "mark";
        clause.deprel = "acl";
    }
}

/// A relative clause has a pronoun, no conjunction: "said in a statement released to the media that ..." hangs on the
/// verb over it that has no such clause yet.
void settle_that_clauses(std::span<Token> tokens) {
    const auto child_of = [&](std::int32_t head, std::string_view relation) {
        return std::find_if(tokens.begin(), tokens.end(),
                            [&](const Token& t) { return t.head == head && t.deprel == relation; });
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& token = tokens[i];
        if (token.deprel != "acl:relcl") continue;
        const auto mark = child_of(static_cast<std::int32_t>(i) + 1, "mark");
        if (mark == tokens.end() || mark->form != "that") continue;
        std::int32_t over = token.head;
        while (over > 0 && tokens[static_cast<std::size_t>(over) - 1].feats.find("VerbForm=Fin") == std::string::npos)
            over = tokens[static_cast<std::size_t>(over) - 1].head;
        if (over == 0 || tokens[static_cast<std::size_t>(over) - 1].upos != "VERB") continue;
        if (child_of(over, "ccomp") != tokens.end() || child_of(over, "obj") != tokens.end()) continue;
        token.head = over;
        token.deprel = "ccomp";
    }
}

/// "X will travel, his spokesman said, and is due to meet Y": a verb in the present or with "will", joined to a cue in
/// the past, goes on with what was said before the cue.
void settle_joined_verbs(std::span<Token> tokens) {
    const auto at = [&](std::int32_t number) -> Token& { return tokens[static_cast<std::size_t>(number) - 1]; };
    const auto has = [](const Token& token, std::string_view feature) {
        return token.feats.find(feature) != std::string::npos;
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& joined = tokens[i];
        if (joined.deprel != "conj" || joined.head == 0 || joined.head > static_cast<std::int32_t>(i)) continue;
        const std::int32_t cue = joined.head;
        if (at(cue).upos != "VERB" || !has(at(cue), "Tense=Past") || !has(at(cue), "VerbForm=Fin")) continue;
        std::int32_t told = 0;
        bool later = has(joined, "Tense=Pres") && has(joined, "VerbForm=Fin");
        bool own_subject = false;
        for (std::size_t c = 0; c < tokens.size(); ++c) {
            const Token& child = tokens[c];
            if (child.head == cue && child.deprel == "ccomp" && static_cast<std::int32_t>(c) + 1 < cue)
                told = static_cast<std::int32_t>(c) + 1;
            if (child.head != static_cast<std::int32_t>(i) + 1) continue;
            own_subject = own_subject || child.deprel.starts_with("nsubj");
            const bool helper = child.deprel.starts_with("aux") || child.deprel == "cop";
            later = later || (helper && (child.xpos == "MD" || has(child, "Tense=Pres")));
        }
        if (told > 0 && later && !own_subject) joined.head = told;
    }
}

}  // namespace

void settle_tree(std::span<Token> tokens) {
    settle_titles(tokens);
    settle_named_subjects(tokens);
    settle_reported_clauses(tokens);
    settle_headline_verbs(tokens);
    settle_subjects(tokens);
    settle_objects(tokens);
    settle_content_clauses(tokens);
    settle_that_clauses(tokens);
    settle_joined_verbs(tokens);
}

}  // namespace px
