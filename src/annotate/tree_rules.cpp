#include "annotate/tree_rules.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "text/utf8.hpp"

namespace px {
namespace {

constexpr std::array<std::string_view, 4> function_words = {"case", "cc", "det", "mark"};

bool is_function_word(const Token& token) {
    return std::ranges::find(function_words, token.deprel) != function_words.end();
}

/// The first child with one of the relations, as a position; tokens.size() if there is none.
std::size_t child_with(std::span<const Token> tokens, std::size_t head,
                       std::initializer_list<std::string_view> relations) {
    const auto number = static_cast<std::int32_t>(head) + 1;
    const auto found = std::ranges::find_if(tokens, [&](const Token& t) {
        return t.head == number && std::ranges::find(relations, std::string_view(t.deprel)) != relations.end();
    });
    return static_cast<std::size_t>(found - tokens.begin());
}

/// The preposition that stands before a phrase; tokens.size() if there is none.
std::size_t preposition_before(std::span<const Token> tokens, std::size_t phrase) {
    const std::size_t found = child_with(tokens, phrase, {"case"});
    return found < phrase ? found : tokens.size();
}

/// What was taken for a participle is the verb of its clause.
void make_past_tense(Token& verb) {
    verb.xpos = "VBD";
    verb.feats = "Mood=Ind|Tense=Past|VerbForm=Fin";
}

void make_passive_participle(Token& verb) {
    verb.xpos = "VBN";
    verb.feats = "Tense=Past|VerbForm=Part|Voice=Pass";
}

/// A later part of a name has no function words of its own: in "to New Zealand" they are the first part's.
void settle_name_parts(std::span<Token> tokens) {
    for (Token& token : tokens) {
        if (token.head == 0 || !is_function_word(token)) continue;
        const Token& above = tokens[static_cast<std::size_t>(token.head) - 1];
        if (above.deprel == "flat") token.head = above.head;
    }
}

/// A title before a name ("with Turkish minister Hakan Fidan") has no function words of its own: they are the name's.
void settle_titles(std::span<Token> tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& token = tokens[i];
        if (token.head <= static_cast<std::int32_t>(i) + 1) continue;
        const Token& title = tokens[static_cast<std::size_t>(token.head) - 1];
        if (title.deprel != "nmod:desc" || title.head <= token.head) continue;
        if (is_function_word(token)) token.head = title.head;
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

/// The verb does something itself: it is tagged so, has an object, goes somewhere ("crossed into the region"), or takes
/// only a preposition ("called for"), if nobody does it to it ("insisted on by Germany").
bool is_active(std::span<const Token> tokens, const TreeWords& words, std::size_t verb) {
    if (tokens[verb].xpos == "VBD") return true;
    const auto at = static_cast<std::int32_t>(verb) + 1;
    const std::size_t next = verb + 1;
    if (next < tokens.size() && words.takes(tokens[verb].lemma, tokens[next].form)) {
        const bool by = next + 1 < tokens.size() && tokens[next + 1].form == "by";
        const bool agent =
            std::ranges::any_of(tokens, [&](const Token& t) { return t.head == at && t.deprel == "obl:agent"; });
        if (!by && !agent) return true;
    }
    return std::ranges::any_of(tokens, [&](const Token& t) {
        if (t.head == at && t.deprel == "obj") return true;
        const bool of_phrase =
            t.deprel == "case" && t.head > 0 && tokens[static_cast<std::size_t>(t.head) - 1].head == at;
        return of_phrase && words.has(TreeList::ways, t.form);
    });
}

/// "Soldiers crossed the border on Monday, elders said": of two subjects of a verb, one that ends with a comma before
/// the other and has a verb behind it is that verb's, which tells what is reported. Not so where the report stands in
/// between: "Ships seized on Friday, a general said, carried arms".
void settle_reported_clauses(std::span<Token> tokens, const TreeWords& words) {
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
        if (is_active(tokens, words, i))
            make_past_tense(verb);
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

bool stands_below(std::span<const Token> tokens, std::size_t word, std::size_t above) {
    for (std::size_t steps = 0; steps < tokens.size() && tokens[word].head > 0; ++steps) {
        word = static_cast<std::size_t>(tokens[word].head) - 1;
        if (word == above) return true;
    }
    return false;
}

/// Who gives something to somebody has two objects: of two nouns side by side behind such a verb ("handed the
/// journalist a sentence") the first is the receiver.
void settle_gifts(std::span<Token> tokens, const TreeWords& words) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& gift = tokens[i];
        if ((gift.deprel != "obj" && gift.deprel != "obl:unmarked") || gift.upos != "NOUN" || gift.head <= 0) continue;
        const auto verb = static_cast<std::size_t>(gift.head) - 1;
        if (verb >= i || !words.has(TreeList::giving_verbs, tokens[verb].lemma)) continue;
        std::size_t begin = i;  // of the gift's words before it
        while (begin > verb + 1 && tokens[begin - 1].form != "," && stands_below(tokens, begin - 1, i)) --begin;
        if (begin == verb + 1) continue;
        std::size_t receiver = begin - 1;  // or a later part of its name
        while (tokens[receiver].deprel == "flat" && tokens[receiver].head <= static_cast<std::int32_t>(receiver) &&
               tokens[receiver].head > 0)
            receiver = static_cast<std::size_t>(tokens[receiver].head) - 1;
        const std::string_view relation = tokens[receiver].deprel;
        if (tokens[receiver].head != gift.head || (relation != "obj" && relation != "iobj")) continue;
        tokens[receiver].deprel = "iobj";
        gift.deprel = "obj";
    }
}

/// "Set cars ablaze": adjectives that stand with no noun complete the verb.
void settle_states(std::span<Token> tokens, const TreeWords& words) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& state = tokens[i];
        if (state.deprel != "amod" || state.head <= 0 || state.head > static_cast<std::int32_t>(i)) continue;
        if (!words.has(TreeList::states, state.lemma)) continue;
        const Token& object = tokens[static_cast<std::size_t>(state.head) - 1];
        if (object.deprel != "obj") continue;
        state.head = object.head;
        state.deprel = "xcomp";
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
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& token = tokens[i];
        if (token.deprel != "acl:relcl") continue;
        const std::size_t mark = child_with(tokens, i, {"mark"});
        if (mark == tokens.size() || tokens[mark].form != "that") continue;
        std::int32_t over = token.head;
        while (over > 0 && tokens[static_cast<std::size_t>(over) - 1].feats.find("VerbForm=Fin") == std::string::npos)
            over = tokens[static_cast<std::size_t>(over) - 1].head;
        if (over == 0 || tokens[static_cast<std::size_t>(over) - 1].upos != "VERB") continue;
        if (child_with(tokens, static_cast<std::size_t>(over) - 1, {"ccomp", "obj"}) < tokens.size()) continue;
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

/// Words that a rough number begins with are no preposition of what it counts: "at least 30 people", "up to 30 people",
/// "between 20 and 30 people". How many words they are, 0 if none stand at `i`.
std::size_t words_of_rough_number(std::span<const Token> tokens, std::size_t i) {
    const auto is = [&](std::size_t at, std::initializer_list<std::string_view> forms) {
        return at < tokens.size() && std::ranges::find(forms, std::string_view(tokens[at].form)) != forms.end();
    };
    const auto is_number = [&](std::size_t at) { return at < tokens.size() && tokens[at].upos == "NUM"; };
    if (is(i, {"at", "At"}) && is(i + 1, {"least", "most"}) && is_number(i + 2)) return 2;
    if (is(i, {"up", "Up"}) && is(i + 1, {"to"}) && is_number(i + 2)) return 2;
    if (is(i, {"between", "Between"}) && is_number(i + 1) && is(i + 2, {"and"}) && is_number(i + 3)) return 1;
    return 0;
}

/// "arrested at least 30 people": what a rough number counts is the object of a verb that has none, or before it the
/// subject, not an adjunct with "at". Days and metres measure.
void settle_rough_numbers(std::span<Token> tokens, const TreeWords& words) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::size_t leading = words_of_rough_number(tokens, i);
        if (leading == 0 || (i > 0 && tokens[i - 1].upos == "ADP")) continue;
        std::size_t counted = i + leading;
        for (int steps = 0; steps < 3 && tokens[counted].head > static_cast<std::int32_t>(counted) + 1; ++steps) {
            const auto up = static_cast<std::size_t>(tokens[counted].head) - 1;
            if (tokens[up].upos == "VERB") break;
            counted = up;
        }
        Token& noun = tokens[counted];
        if (noun.deprel != "obl" || noun.head == 0 || words.has(TreeList::measures, noun.lemma)) continue;
        const auto over = static_cast<std::size_t>(noun.head) - 1;
        const bool bare = noun.upos == "NUM" && tokens[i].form != "at" && tokens[i].form != "At";  // "up to 40", years
        if (tokens[over].upos != "VERB" || bare) continue;
        const bool passive = child_with(tokens, over, {"aux:pass"}) < tokens.size();
        if (counted < over) {
            if (child_with(tokens, over, {"nsubj", "nsubj:pass"}) < tokens.size()) continue;
            noun.deprel = passive ? "nsubj:pass" : "nsubj";
        } else {
            if (passive || child_with(tokens, over, {"obj"}) < tokens.size()) continue;
            noun.deprel = "obj";
            const std::size_t subject = child_with(tokens, over, {"nsubj:pass"});
            if (subject < tokens.size()) tokens[subject].deprel = "nsubj";
            if (tokens[over].xpos == "VBN" && child_with(tokens, over, {"aux"}) == tokens.size())
                make_past_tense(tokens[over]);
        }
        for (std::size_t w = i; w < i + leading; ++w) {
            if (tokens[w].head != static_cast<std::int32_t>(counted) + 1 && tokens[w].deprel != "compound:prt")
                continue;
            tokens[w].head = static_cast<std::int32_t>(i + leading) + 1;
            tokens[w].deprel = "advmod";
        }
    }
}

/// "Troops backed by helicopters killed the rebels": of two verbs side by side the first, with an agent and no
/// auxiliary, is a participle after the subject of the second.
void settle_reduced_passives(std::span<Token> tokens) {
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        Token& participle = tokens[i];
        if (participle.upos != "VERB" || child_with(tokens, i, {"aux:pass", "aux", "cop"}) < tokens.size()) continue;
        const std::size_t subject = child_with(tokens, i, {"nsubj:pass"});
        if (subject >= i || child_with(tokens, i, {"obl:agent"}) == tokens.size()) continue;
        std::size_t verb = i + 1;
        while (verb < tokens.size() && tokens[verb].upos != "VERB" && tokens[verb].upos != "AUX" &&
               tokens[verb].upos != "SCONJ" && tokens[verb].upos != "CCONJ" && tokens[verb].upos != "PUNCT") {
            ++verb;
        }
        if (verb >= tokens.size() || tokens[verb].upos != "VERB" || tokens[verb].xpos == "VBG") continue;
        if (child_with(tokens, verb, {"nsubj", "nsubj:pass", "aux:pass", "mark"}) < tokens.size()) continue;
        const auto number = static_cast<std::int32_t>(i) + 1;
        const bool beside = tokens[verb].head == participle.head && participle.head != 0;
        if (!beside && tokens[verb].head != number) continue;
        if (!beside) {
            tokens[verb].head = participle.head;
            tokens[verb].deprel = participle.deprel;
        }
        for (Token& t : tokens) {  // what follows the second verb is its own
            if (t.head == number && &t > &tokens[verb]) t.head = static_cast<std::int32_t>(verb) + 1;
        }
        participle.head = static_cast<std::int32_t>(subject) + 1;
        participle.deprel = "acl";
        make_passive_participle(participle);
        tokens[subject].head = static_cast<std::int32_t>(verb) + 1;
        tokens[subject].deprel = "nsubj";
        if (tokens[verb].xpos == "VBN") make_past_tense(tokens[verb]);
    }
}

/// "Villagers fled as troops burned houses": a participle between two nouns of which only the first has a conjunction
/// that may also be a preposition is the verb of both.
void settle_time_clauses(std::span<Token> tokens, const TreeWords& words) {
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        Token& verb = tokens[i];
        if (verb.deprel != "amod" || verb.upos != "VERB" || verb.xpos == "VBG") continue;
        if (verb.head <= static_cast<std::int32_t>(i) + 1) continue;
        const std::size_t object = static_cast<std::size_t>(verb.head) - 1;
        Token& subject = tokens[i - 1];
        const bool beside = subject.head == tokens[object].head && subject.head != 0;
        if (!beside || !subject.deprel.starts_with("obl") || !tokens[object].deprel.starts_with("ob")) continue;
        if (subject.upos != "NOUN" && subject.upos != "PROPN") continue;
        const std::size_t mark = preposition_before(tokens, i - 1);
        if (mark == tokens.size() || child_with(tokens, object, {"case", "det"}) < tokens.size()) continue;
        if (!words.has(TreeList::clause_openers, tokens[mark].form)) continue;
        const auto number = static_cast<std::int32_t>(i) + 1;
        verb.head = subject.head;
        verb.deprel = "advcl";
        make_past_tense(verb);
        tokens[mark].head = number;
        tokens[mark].deprel = "mark";
        subject.head = number;
        subject.deprel = "nsubj";
        tokens[object].head = number;
        tokens[object].deprel = "obj";
    }
}

/// "Shelling by the army had killed nine people": a gerund with an agent before a verb without a subject is its
/// subject, and a noun.
void settle_gerund_subjects(std::span<Token> tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& gerund = tokens[i];
        if (gerund.deprel != "advcl" || gerund.xpos != "VBG" || gerund.head <= static_cast<std::int32_t>(i) + 1)
            continue;
        const auto verb = static_cast<std::size_t>(gerund.head) - 1;
        const bool bare = child_with(tokens, i, {"mark", "obj", "nsubj", "aux"}) == tokens.size();
        if (!bare || child_with(tokens, i, {"obl:agent"}) == tokens.size()) continue;
        if (child_with(tokens, verb, {"nsubj", "nsubj:pass", "csubj", "expl"}) < tokens.size()) continue;
        gerund.deprel = child_with(tokens, verb, {"aux:pass"}) < tokens.size() ? "nsubj:pass" : "nsubj";
        gerund.upos = "NOUN";
        gerund.xpos = "NN";
        gerund.feats = "Number=Sing";
        gerund.lemma = lower_ascii(gerund.form);
        Token& agent = tokens[child_with(tokens, i, {"obl:agent"})];
        agent.deprel = "nmod";
    }
}

/// "The opposition called for an election.": a sentence whose root is a noun and that has no other verb than one in the
/// past behind it is told by that verb.
void settle_verbless_roots(std::span<Token> tokens, const TreeWords& words) {
    const auto root = std::ranges::find_if(tokens, [](const Token& t) { return t.head == 0; });
    if (root == tokens.end() || (root->upos != "NOUN" && root->upos != "PROPN")) return;
    const auto noun = static_cast<std::size_t>(root - tokens.begin());
    const std::size_t verb = child_with(tokens, noun, {"acl"});
    if (verb >= tokens.size() || verb < noun || child_with(tokens, noun, {"cop", "nsubj", "case"}) < tokens.size())
        return;
    if (tokens[verb].upos != "VERB" || child_with(tokens, verb, {"aux", "aux:pass", "mark"}) < tokens.size()) return;
    if (tokens[verb].xpos == "VBG" || !is_active(tokens, words, verb)) return;
    const bool article = child_with(tokens, noun, {"det"}) < tokens.size() || tokens[noun].upos == "PROPN";
    const bool sentence = tokens.back().form == "." && article;
    if (!sentence) return;
    const bool another = std::ranges::any_of(tokens, [&](const Token& t) {
        return t.deprel == "parataxis" || (t.head == static_cast<std::int32_t>(noun) + 1 && t.deprel == "conj");
    });
    if (another) return;
    const auto number = static_cast<std::int32_t>(verb) + 1;
    for (std::size_t t = noun + 1; t < tokens.size(); ++t) {
        const bool own = tokens[t].head == static_cast<std::int32_t>(noun) + 1 && t > verb;
        if (own) tokens[t].head = number;
    }
    tokens[verb].head = 0;
    tokens[verb].deprel = "root";
    if (tokens[verb].xpos == "VBN") make_past_tense(tokens[verb]);
    tokens[noun].head = number;
    tokens[noun].deprel = "nsubj";
}

/// "agreed in principle to withdraw", "denied at the time that it had attacked": the clause behind a set phrase hangs
/// on the verb before it.
void settle_interposed_phrases(std::span<Token> tokens, const TreeWords& words) {
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        Token& clause = tokens[i];
        if (clause.deprel != "acl" || clause.head == 0 || clause.head > static_cast<std::int32_t>(i)) continue;
        const Token& noun = tokens[static_cast<std::size_t>(clause.head) - 1];
        const bool day = noun.xpos == "NNP" && noun.form.ends_with("day");
        if (!noun.deprel.starts_with("obl") || noun.head == 0 || noun.head > clause.head) continue;
        if (!day && !words.has(TreeList::set_phrases, noun.lemma)) continue;
        const Token& verb = tokens[static_cast<std::size_t>(noun.head) - 1];
        if (verb.upos != "VERB") continue;
        const auto over = static_cast<std::size_t>(noun.head) - 1;
        if (child_with(tokens, over, {"obj", "xcomp", "ccomp"}) < tokens.size()) continue;
        const std::size_t mark = static_cast<std::size_t>(clause.head);  // the word behind the noun
        if (mark >= i) continue;
        const bool infinitive = tokens[mark].form == "to" && verb.lemma != "be" && verb.lemma != "come";
        const bool that = tokens[mark].form == "that" && tokens[mark].deprel == "mark";
        if (!infinitive && !that) continue;
        clause.head = noun.head;
        clause.deprel = that ? "ccomp" : "xcomp";
    }
}

/// "Talks in February between Kim and Trump": who meets whom belongs to what takes place, not to its month or day.
void settle_phrases_of_dates(std::span<Token> tokens, const TreeWords& words) {
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        Token& phrase = tokens[i];
        if (phrase.deprel != "nmod" || phrase.head == 0 || phrase.head > static_cast<std::int32_t>(i)) continue;
        const Token& date = tokens[static_cast<std::size_t>(phrase.head) - 1];
        const bool dated = date.xpos == "NNP" && (date.form.ends_with("day") || words.has(TreeList::months, date.form));
        if (!dated || date.head == 0 || date.head > phrase.head || phrase.upos == "NUM") continue;
        if (!date.deprel.starts_with("nmod") && !date.deprel.starts_with("obl")) continue;
        const std::size_t preposition = preposition_before(tokens, i);
        if (preposition == tokens.size() || !words.has(TreeList::sides, tokens[preposition].form)) continue;
        phrase.deprel = date.deprel.starts_with("nmod") ? "nmod" : "obl";
        phrase.head = date.head;
    }
}

/// The noun that opens the run of phrases before `preposition` ("talks | in Hanoi | in February"), if such a noun tells
/// what takes place between sides; tokens.size() otherwise. A run holds prepositions and the words of their phrases.
std::size_t encounter_before(std::span<const Token> tokens, const TreeWords& words, std::size_t preposition) {
    for (std::size_t i = preposition; i-- > 0;) {
        const Token& token = tokens[i];
        if (token.upos == "NOUN" && words.has(TreeList::encounters, token.lemma)) return i;
        const bool of_phrase = token.upos == "PROPN" || token.upos == "NOUN" || token.upos == "NUM" ||
                               token.upos == "DET" || token.upos == "ADJ" ||
                               (token.upos == "ADP" && !words.has(TreeList::sides, token.form));
        if (!of_phrase) break;
    }
    return tokens.size();
}

/// "came weeks after talks in Hanoi in February between Kim and Trump": what is between two sides is what takes place,
/// not the verb before it.
void settle_sides_of_encounters(std::span<Token> tokens, const TreeWords& words) {
    for (std::size_t i = 2; i < tokens.size(); ++i) {
        Token& phrase = tokens[i];
        if (phrase.deprel != "obl" || phrase.head == 0) continue;
        const std::size_t preposition = preposition_before(tokens, i);
        if (preposition == tokens.size() || tokens[preposition].form != "between") continue;
        const std::size_t encounter = encounter_before(tokens, words, preposition);
        const auto verb = static_cast<std::size_t>(phrase.head) - 1;
        if (encounter == tokens.size() || verb > encounter) continue;
        phrase.head = static_cast<std::int32_t>(encounter) + 1;
        phrase.deprel = "nmod";
    }
}

}  // namespace

void settle_tree(std::span<Token> tokens, const TreeWords& words) {
    settle_name_parts(tokens);
    settle_titles(tokens);
    settle_named_subjects(tokens);
    settle_reported_clauses(tokens, words);
    settle_headline_verbs(tokens);
    settle_subjects(tokens);
    settle_objects(tokens);
    settle_gifts(tokens, words);
    settle_states(tokens, words);
    settle_content_clauses(tokens);
    settle_that_clauses(tokens);
    settle_joined_verbs(tokens);
    settle_rough_numbers(tokens, words);
    settle_reduced_passives(tokens);
    settle_interposed_phrases(tokens, words);
    settle_time_clauses(tokens, words);
    settle_phrases_of_dates(tokens, words);
    settle_sides_of_encounters(tokens, words);
    settle_gerund_subjects(tokens);
    settle_verbless_roots(tokens, words);
}

}  // namespace px
