#include "resolve/phrases.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "text/utf8.hpp"

namespace px {
namespace {

bool is_joiner(char32_t c) {
    return c == '-' || c == '\'' || c == 0x2019 || c == 0x2018 || (c >= 0x2010 && c <= 0x2015) || c == 0x02BC ||
           c == '/';
}

/// Cuts one token at its joiners and adds its words.
class WordSplitter {
  public:
    WordSplitter(const Dictionaries& dictionaries, std::string_view text, std::vector<Word>& words)
        : dictionaries_(dictionaries), text_(text), words_(words) {}

    void add_token(const Token& token, std::int32_t index) {
        if (token.span.begin < done_) return;  // the second word of a multi-word token with one span
        const bool possessive = token.xpos == "POS";
        const std::size_t before = words_.size();
        std::uint32_t begin = token.span.begin;
        for (std::uint32_t at = token.span.begin; at < token.span.end;) {
            const Decoded c = decode(text_, at);
            if (is_joiner(c.code_point)) {
                add_word({begin, at}, index, possessive);
                begin = at + c.length;
            }
            at += c.length;
        }
        add_word({begin, token.span.end}, index, possessive);
        if (words_.size() == before && !is_tight_hyphen(token)) gap_ = true;
        done_ = token.span.end;
    }

  private:
    [[nodiscard]] bool is_tight_hyphen(const Token& token) const {
        return (token.form == "-" || possessive_mark(token)) && !token.space_after && token.span.begin == done_;
    }
    static bool possessive_mark(const Token& token) { return token.xpos == "POS"; }

    void add_word(Span span, std::int32_t token, bool possessive) {
        if (span.empty()) return;
        Word word;
        word.span = span;
        word.key = word_key(slice(text_, span));
        if (word.key.empty()) return;
        word.id = dictionaries_.word_id(word.key);
        word.token = token;
        word.possessive = possessive;
        word.gap_before = gap_;
        gap_ = false;
        bool small = false;
        bool large = false;
        for (std::uint32_t at = span.begin; at < span.end;) {
            const Decoded c = decode(text_, at);
            const auto code_point = static_cast<UChar32>(c.code_point);
            if (u_isupper(code_point) != 0) {
                large = true;
                if (at == span.begin) word.capital = true;
            } else if (u_islower(code_point) != 0) {
                small = true;
            }
            at += c.length;
        }
        if (!word.capital && u_isdigit(static_cast<UChar32>(decode(text_, span.begin).code_point)) != 0) {
            word.capital = large;
        }
        word.capitals = large && !small;
        words_.push_back(std::move(word));
    }

    const Dictionaries& dictionaries_;
    std::string_view text_;
    std::vector<Word>& words_;
    std::uint32_t done_ = 0;
    bool gap_ = false;
};

PhraseKind kind_of(EntryKind kind) { return static_cast<PhraseKind>(kind); }

class PhraseFinder {
  public:
    PhraseFinder(const Dictionaries& dictionaries, std::string_view text, std::span<const Token> tokens,
                 PhrasedSentence& sentence)
        : dictionaries_(dictionaries), text_(text), tokens_(tokens), sentence_(sentence) {
        for (const Word& word : sentence.words) ids_.push_back(word.id);
    }

    /// Longest matches from left to right.
    void match_dictionary() {
        for (std::uint32_t at = 0; at < ids_.size();) {
            std::uint32_t length = 0;
            std::int32_t entry = -1;
            if (ids_[at] != 0) {
                dictionaries_.match(std::span(ids_).subspan(at), matches_);
                for (const Dictionaries::Match& match : matches_) {
                    const auto end = at + static_cast<std::uint32_t>(match.length);
                    const std::int32_t meaning = meaning_of(match.entry, at, end);
                    if (meaning < 0 || crosses_gap(at, end)) continue;
                    length = end - at;
                    entry = meaning;
                }
            }
            if (entry < 0) {
                ++at;
                continue;
            }
            const DictionaryEntry& found = dictionaries_.entry(entry);
            sentence_.phrases.push_back({kind_of(found.kind), at, at + length, found.index, entry});
            at += length;
        }
    }

    /// Sets a name that the annotator found against what the dictionaries know there.
    void add_name(const Name& name) {
        const auto begins = [&](const Word& w) { return w.token >= static_cast<std::int32_t>(name.first); };
        const auto first = static_cast<std::uint32_t>(
            std::find_if(sentence_.words.begin(), sentence_.words.end(), begins) - sentence_.words.begin());
        std::uint32_t last = first;
        while (last < sentence_.words.size() && !sentence_.words[last].possessive &&
               sentence_.words[last].token < static_cast<std::int32_t>(name.first + name.count))
            ++last;
        if (first >= last) return;
        // "Tembo-Chanda": a hyphen does not end a name.
        while (name.type == NameType::person && last < sentence_.words.size() && sentence_.words[last].capital &&
               !sentence_.words[last].gap_before &&
               sentence_.words[last].span.begin == sentence_.words[last - 1].span.end + 1 &&
               text_[sentence_.words[last - 1].span.end] == '-')
            ++last;
        NameType type = name.type;
        if (type == NameType::location && is_given_name(first, last) && is_introduced(last)) type = NameType::person;
        decide(type, first, last);
    }

    /// "Environment Minister Helena Sample": capitalised words behind a title are a name, marked or not.
    void add_titled_names() {
        std::vector<bool> covered(sentence_.words.size(), false);
        for (const Phrase& phrase : sentence_.phrases)
            std::fill(covered.begin() + phrase.first, covered.begin() + phrase.last, true);
        const std::size_t known = sentence_.phrases.size();
        for (std::size_t p = 0; p < known; ++p) {
            const Phrase phrase = sentence_.phrases[p];
            if (phrase.kind != PhraseKind::role || !is_title(phrase)) continue;
            std::uint32_t last = phrase.last;
            while (last < sentence_.words.size() && !covered[last] && may_continue_name(last)) ++last;
            if (last - phrase.last >= 2 && last - phrase.last <= 4)
                sentence_.phrases.push_back({PhraseKind::unknown_person, phrase.last, last});
        }
    }

    void sort() {
        std::sort(sentence_.phrases.begin(), sentence_.phrases.end(),
                  [](const Phrase& a, const Phrase& b) { return a.first < b.first; });
        index_phrases(sentence_);
        for (Phrase& phrase : sentence_.phrases)
            if (phrase.kind == PhraseKind::organisation) prefer_body_of_country(phrase);
    }

  private:
    /// "Kenya Red Cross", "Russia's Security Council": the institution of that country, not the one of the world.
    void prefer_body_of_country(Phrase& phrase) const {
        std::uint32_t at = phrase.first;
        const bool possessive = at > 0 && sentence_.words[at - 1].possessive;
        if (at > 0 && possessive) --at;
        if (at == 0 || sentence_.at_word[at - 1] < 0) return;
        const PhraseKind before = sentence_.phrases[sentence_.at_word[at - 1]].kind;
        const bool country = before == PhraseKind::country || before == PhraseKind::adjective ||
                             (before == PhraseKind::capital && possessive);
        if (!country || (sentence_.words[phrase.first].gap_before && !possessive)) return;
        for (std::int32_t e = phrase.entry; e >= 0; e = dictionaries_.entry(e).next) {
            const DictionaryEntry& entry = dictionaries_.entry(e);
            if (entry.kind != EntryKind::role || dictionaries_.roles()[entry.index].use != RoleUse::body) continue;
            phrase.kind = PhraseKind::role;
            phrase.index = entry.index;
            return;
        }
    }

    [[nodiscard]] bool is_title(const Phrase& phrase) const {
        const RoleUse use = dictionaries_.roles()[phrase.index].use;
        return use == RoleUse::person || use == RoleUse::office || use == RoleUse::honorific || use == RoleUse::title;
    }

    [[nodiscard]] bool may_continue_name(std::uint32_t word) const {
        const Word& w = sentence_.words[word];
        return w.capital && !w.gap_before && !w.possessive && tokens_[w.token].upos == "PROPN";
    }

    /// "Jenny Town" taken for a town: a given name in front...
    [[nodiscard]] bool is_given_name(std::uint32_t first, std::uint32_t last) const {
        return last - first >= 2 && last - first <= 4 &&
               dictionaries_.gender_of(sentence_.words[first].key) != Gender::unknown;
    }

    /// ... and a role behind ("Jenny Town, a fellow at ...").
    [[nodiscard]] bool is_introduced(std::uint32_t last) const {
        if (last >= sentence_.words.size() || !sentence_.words[last].gap_before) return false;
        for (const Phrase& phrase : sentence_.phrases)
            if (is_role(phrase) && phrase.first >= last && phrase.first < last + 5) {
                for (std::uint32_t w = last + 1; w <= phrase.first; ++w)
                    if (sentence_.words[w].gap_before) return false;
                return true;
            }
        return false;
    }

    /// The first meaning of a phrase that the letters allow, -1 if none.
    [[nodiscard]] std::int32_t meaning_of(std::int32_t entry, std::uint32_t first, std::uint32_t last) const {
        bool capital = false;
        bool capitals = true;
        for (std::uint32_t w = first; w < last; ++w) {
            capital = capital || sentence_.words[w].capital;
            capitals = capitals && sentence_.words[w].capitals;
            if (sentence_.words[w].possessive && w == first) return -1;
        }
        for (; entry >= 0; entry = dictionaries_.entry(entry).next) {
            const DictionaryEntry& e = dictionaries_.entry(entry);
            if (e.kind == EntryKind::role || e.kind == EntryKind::role_plural) {
                const RoleWord& role = dictionaries_.roles()[e.index];
                const bool name = role.phrase.front() >= 'A' && role.phrase.front() <= 'Z';
                // "10 p.m." tells of no prime minister, "a red cross" of no Red Cross.
                const bool spelt = e.acronym ? capitals : !name || sentence_.words[first].capital;
                if (role.use != RoleUse::name_word && spelt) return entry;
            } else if (e.kind == EntryKind::outlet && !e.acronym) {  // "foreign affairs" begins many a sentence
                const bool capitalised = sentence_.words[first].capital && sentence_.words[last - 1].capital;
                if (capitalised && !goes_on(dictionaries_.outlets()[e.index], first, last)) return entry;
            } else if (e.acronym ? capitals : capital) {
                return entry;
            }
        }
        return -1;
    }

    /// "The National" in "The National Army of Chad", "The Nation" in "the Nation of Islam": a name of one ordinary
    /// word that begins a longer one.
    [[nodiscard]] bool goes_on(const Outlet& outlet, std::uint32_t first, std::uint32_t last) const {
        const std::vector<Word>& words = sentence_.words;
        const std::uint32_t own = words[first].key == "the" ? first + 1 : first;
        if (last - own != 1 || last >= words.size() || words[last].gap_before || words[last].possessive) return false;
        if (words[last].key == "of")
            return last + 1 < words.size() && words[last + 1].capital && !is_place_in(outlet.country, last + 1);
        if (!words[last].capital || is_media_word(words[last].key)) return false;
        if (begins_longer(own, last)) return true;
        if (begins_role(last)) return false;
        const Token& token = tokens_[words[own].token];
        const std::string_view relation = base_relation(token.deprel);
        if (relation != "compound" && relation != "amod" && relation != "nmod") return false;
        for (std::uint32_t w = last; w < words.size() && words[w].capital && !words[w].gap_before; ++w)
            if (words[w].token == token.head - 1) return true;
        return false;
    }

    /// Whether a word is a country's name or capital: "The Times of London".
    [[nodiscard]] bool is_place_in(const std::string& iso3, std::uint32_t word) const {
        for (std::int32_t e = dictionaries_.find_phrase(sentence_.words[word].key); e >= 0;
             e = dictionaries_.entry(e).next) {
            const DictionaryEntry& entry = dictionaries_.entry(e);
            const bool place = entry.kind == EntryKind::country || entry.kind == EntryKind::capital;
            if (place && dictionaries_.countries()[entry.index].iso3 == iso3) return true;
        }
        return false;
    }

    /// "News" in "Sputnik News"
    [[nodiscard]] bool is_media_word(const std::string& key) const {
        for (std::int32_t e = dictionaries_.find_phrase(key); e >= 0; e = dictionaries_.entry(e).next) {
            const DictionaryEntry& entry = dictionaries_.entry(e);
            if (entry.kind != EntryKind::role) continue;
            const RoleWord& role = dictionaries_.roles()[entry.index];
            if (role.use == RoleUse::name_word && role.code == "MED") return true;
        }
        return false;
    }

    /// "National Guard" in "The National Guard", "National Liberation Army" in "The National Liberation Army"
    [[nodiscard]] bool begins_longer(std::uint32_t word, std::uint32_t last) const {
        std::vector<Dictionaries::Match> matches;
        if (ids_[word] != 0) dictionaries_.match(std::span(ids_).subspan(word), matches);
        return std::any_of(matches.begin(), matches.end(),
                           [&](const Dictionaries::Match& match) { return word + match.length > last; });
    }

    /// "Reuters Correspondent Ada Example"
    [[nodiscard]] bool begins_role(std::uint32_t word) const {
        std::vector<Dictionaries::Match> matches;
        if (ids_[word] != 0) dictionaries_.match(std::span(ids_).subspan(word), matches);
        return std::any_of(matches.begin(), matches.end(), [&](const Dictionaries::Match& match) {
            const DictionaryEntry& entry = dictionaries_.entry(match.entry);
            if (entry.kind != EntryKind::role) return false;
            const RoleUse use = dictionaries_.roles()[entry.index].use;
            return use == RoleUse::office || use == RoleUse::person;
        });
    }

    [[nodiscard]] bool crosses_gap(std::uint32_t first, std::uint32_t last) const {
        for (std::uint32_t w = first + 1; w < last; ++w)
            if (sentence_.words[w].gap_before) return true;
        return false;
    }

    void decide(NameType type, std::uint32_t first, std::uint32_t last) {
        // "Petty Officer" reaches into the name "Officer Edgar Chunga".
        for (const Phrase& phrase : sentence_.phrases)
            if (is_role(phrase) && phrase.first < first && phrase.last > first && phrase.last < last)
                first = phrase.last;
        std::vector<std::size_t> inside;
        for (std::size_t p = 0; p < sentence_.phrases.size(); ++p) {
            const Phrase& phrase = sentence_.phrases[p];
            if (phrase.last <= first || phrase.first >= last) continue;
            // The dictionaries know this very phrase, or a longer one.
            if (phrase.first < first || phrase.last > last || (phrase.first == first && phrase.last == last)) return;
            inside.push_back(p);
        }
        if (type == NameType::person) return add_person(first, last, inside);
        if (type == NameType::organisation) return add_organisation(first, last, inside);
        // A place that holds a country's name is another place ("South China Sea"), unless it is a list.
        const auto countries = std::count_if(inside.begin(), inside.end(), [&](std::size_t p) {
            return sentence_.phrases[p].kind == PhraseKind::country;
        });
        if (countries < 2) erase(inside);
    }

    static bool is_role(const Phrase& phrase) {
        return phrase.kind == PhraseKind::role || phrase.kind == PhraseKind::role_plural;
    }

    void add_person(std::uint32_t first, std::uint32_t last, std::vector<std::size_t>& inside) {
        // Titles at the front are no part of the name.
        while (!inside.empty() && sentence_.phrases[inside.front()].first == first &&
               (is_role(sentence_.phrases[inside.front()]) ||
                sentence_.phrases[inside.front()].kind == PhraseKind::adjective) &&
               sentence_.phrases[inside.front()].last < last) {
            first = sentence_.phrases[inside.front()].last;
            inside.erase(inside.begin());
        }
        for (const std::size_t p : inside) {
            const PhraseKind kind = sentence_.phrases[p].kind;
            if (kind == PhraseKind::person && sentence_.phrases[p].last == last) return;  // "Mrs X Y Known Name"
        }
        erase(inside);
        sentence_.phrases.push_back({PhraseKind::unknown_person, first, last});
    }

    void add_organisation(std::uint32_t first, std::uint32_t last, const std::vector<std::size_t>& inside) {
        if (is_role_of_country(first, last, inside)) return;
        for (const std::size_t p : inside) {
            Phrase& phrase = sentence_.phrases[p];
            if (phrase.kind == PhraseKind::outlet && phrase.first == first && rest_is_generic(phrase.last, last)) {
                phrase.last = last;  // "Sputnik News"
                return;
            }
            if ((phrase.kind == PhraseKind::organisation || phrase.kind == PhraseKind::outlet ||
                 phrase.kind == PhraseKind::person) &&
                phrase.last - phrase.first + 1 >= last - first)
                return;  // the annotator took in one word too many
        }
        erase(inside);
        sentence_.phrases.push_back({PhraseKind::unknown_organisation, first, last});
    }

    /// "Chinese Foreign Ministry", "Peruvian marines", "Defence Ministry of China": a country's word and a role fill
    /// it.
    [[nodiscard]] bool is_role_of_country(std::uint32_t first, std::uint32_t last,
                                          const std::vector<std::size_t>& inside) const {
        std::uint32_t at = first;
        bool body = false;
        bool institution = false;  // the phrase before
        for (const std::size_t p : inside) {
            const Phrase& phrase = sentence_.phrases[p];
            const bool of = institution && phrase.kind == PhraseKind::country && at + 1 == phrase.first &&
                            sentence_.words[at].key == "of";
            if (phrase.first != at && !of) return false;
            institution = is_role(phrase) && dictionaries_.roles()[phrase.index].use == RoleUse::body;
            if (is_role(phrase) || (phrase.kind == PhraseKind::organisation && phrase.first > first))
                body = true;
            else if (phrase.kind != PhraseKind::adjective && phrase.kind != PhraseKind::country)
                return false;
            at = phrase.last;
        }
        return body && at == last;
    }

    [[nodiscard]] bool rest_is_generic(std::uint32_t first, std::uint32_t last) const {
        for (std::uint32_t w = first; w < last; ++w) {
            const std::string& key = sentence_.words[w].key;
            const bool number = std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
            if (!number && !is_media_word(key)) return false;
        }
        return true;
    }

    void erase(const std::vector<std::size_t>& which) {
        for (auto p = which.rbegin(); p != which.rend(); ++p)
            sentence_.phrases.erase(sentence_.phrases.begin() + static_cast<std::ptrdiff_t>(*p));
    }

    const Dictionaries& dictionaries_;
    std::string_view text_;
    std::span<const Token> tokens_;
    PhrasedSentence& sentence_;
    std::vector<std::uint32_t> ids_;
    std::vector<Dictionaries::Match> matches_;
};

}  // namespace

std::vector<PhrasedSentence> find_phrases(const Dictionaries& dictionaries, std::string_view text,
                                          const Annotation& annotation) {
    std::vector<PhrasedSentence> sentences(annotation.sentences.size());
    std::size_t name = 0;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
        WordSplitter splitter(dictionaries, text, sentences[s].words);
        std::int32_t index = 0;
        const std::span<const Token> tokens = annotation.tokens_of(annotation.sentences[s]);
        for (const Token& token : tokens) splitter.add_token(token, index++);
        PhraseFinder finder(dictionaries, text, tokens, sentences[s]);
        finder.match_dictionary();
        for (; name < annotation.names.size() && annotation.names[name].sentence == static_cast<std::int32_t>(s);
             ++name)
            finder.add_name(annotation.names[name]);
        finder.add_titled_names();
        finder.sort();
    }
    return sentences;
}

void index_phrases(PhrasedSentence& sentence) {
    sentence.at_word.assign(sentence.words.size(), -1);
    for (std::size_t p = 0; p < sentence.phrases.size(); ++p)
        for (std::uint32_t w = sentence.phrases[p].first; w < sentence.phrases[p].last; ++w)
            sentence.at_word[w] = static_cast<std::int32_t>(p);
}

Phrase* phrase_at(PhrasedSentence& sentence, std::uint32_t word) {
    if (word >= sentence.words.size() || sentence.at_word[word] < 0) return nullptr;
    Phrase& phrase = sentence.phrases[sentence.at_word[word]];
    return phrase.first == word ? &phrase : nullptr;
}

Phrase* phrase_before(PhrasedSentence& sentence, std::uint32_t word) {
    if (word == 0 || word > sentence.words.size() || sentence.at_word[word - 1] < 0) return nullptr;
    return &sentence.phrases[sentence.at_word[word - 1]];
}

Span span_of_words(const PhrasedSentence& sentence, std::uint32_t first, std::uint32_t last) {
    return {sentence.words[first].span.begin, sentence.words[last - 1].span.end};
}

std::int32_t head_of_words(const PhrasedSentence& sentence, std::span<const Token> tokens, std::uint32_t first,
                           std::uint32_t last) {
    const std::int32_t begin = sentence.words[first].token;
    const std::int32_t end = sentence.words[last - 1].token;
    for (std::int32_t t = begin; t <= end; ++t) {
        const std::int32_t head = tokens[t].head - 1;
        if ((head < begin || head > end) && tokens[t].upos != "PUNCT") return t;
    }
    return end;
}

std::int32_t outer_token(std::span<const Token> tokens, Span span, std::int32_t token) {
    for (std::size_t steps = 0; steps < 16; ++steps) {
        const std::int32_t head = tokens[token].head - 1;
        if (head < 0 || !span.contains(tokens[head].span)) break;
        token = head;
    }
    return token;
}

}  // namespace px
