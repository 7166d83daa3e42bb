#include "read/page_facts.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/tsv.hpp"
#include "read/dates.hpp"
#include "read/json_ld.hpp"
#include "read/page_dates.hpp"
#include "read/paragraphs.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

std::string meta(const PageTree& tree, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        for (const MetaTag& tag : tree.meta)
            if (tag.name == name && !fold_blanks(tag.content).empty()) return fold_blanks(tag.content);
    return {};
}

/// "Talks fail | The Meridian Post" -> "Talks fail" and "The Meridian Post".
struct SplitTitle {
    std::string title;
    std::string site;
};

constexpr std::array<std::string_view, 10> title_separators = {" | ",        " - ",  " \xE2\x80\x93 ", " \xE2\x80\x94 ",
                                                               " \xC2\xBB ", " :: ", " \xE2\x80\xA2 ", " \xC2\xB7 ",
                                                               " \xC2\xAB ", " < "};

/// Also those that part nothing reliably, so that they count only where one side is known.
constexpr std::array<std::string_view, 5> weak_separators = {" : ", "_", "|", "\xEF\xBD\x9C", "-"};

std::size_t words_in(std::string_view text) {
    std::size_t words = text.empty() ? 0 : 1;
    for (const char c : text) words += c == ' ' ? 1 : 0;
    return words;
}

bool same_name(std::string_view a, std::string_view b) {
    std::string x = fold_name(a);
    std::string y = fold_name(b);
    if (x.starts_with("the ")) x.erase(0, 4);
    if (y.starts_with("the ")) y.erase(0, 4);
    return !x.empty() && x == y;
}

/// The name of a site as it stands in its address: "meridianpost" of "www.meridianpost.example".
std::string site_word(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    std::string_view host = url.substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/:?#"));
    if (host.starts_with("www.")) host.remove_prefix(4);
    return lower_ascii(host);
}

bool is_in_address(std::string_view site, const std::string& host) {
    std::string glued;
    for (const char c : fold_name(site))
        if (c != ' ') glued += c;
    if (glued.starts_with("the") && glued.size() > 6 && host.find(glued.substr(3)) != std::string::npos) return true;
    return glued.size() >= 3 && host.find(glued) != std::string::npos;
}

/// "Puerto Herald", but neither "Transcript: The Dispatch, episode 88" nor a sentence.
bool is_site_name(std::string_view words) {
    return words_in(words) <= 6 && words.find_first_of(":?!") == std::string_view::npos;
}

/// A title that is longer holds no site's name that could be found in fair time.
constexpr std::size_t longest_title = 600;  // bytes

/// Parts a title from the site's name: the known site's name, the name in the address, or a short last part after a
/// separator.
SplitTitle split_title(const std::string& title, const std::string& site, const std::string& host, bool guess) {
    SplitTitle best{title, ""};
    if (title.size() > longest_title) return best;
    for (const std::string_view separator : title_separators) {
        for (std::size_t at = title.rfind(separator); at != std::string::npos && at > 0;
             at = title.rfind(separator, at - 1)) {
            const std::string head = title.substr(0, at);
            const std::string tail = title.substr(at + separator.size());
            if (same_name(tail, site) || is_in_address(tail, host))
                return {split_title(head, site, host, false).title, tail};
            if (same_name(head, site) || is_in_address(head, host)) return {tail, head};
            const std::size_t most_words = separator == " - " ? 3 : 4;
            if (guess && best.site.empty() && is_site_name(tail) && words_in(tail) <= most_words && words_in(head) >= 4)
                best = {head, tail};
        }
    }
    return best;
}

/// Two words, or as much in a script that parts no words by blanks.
bool is_wordy(std::string_view text) {
    return words_in(text) >= 2 || (text.size() >= 18 && static_cast<unsigned char>(text[0]) >= 0xE0);
}

/// What stands in a title beside the page's main heading: "Puerto Herald" in "Puerto Herald - Stubb and Boric sign".
std::string beside(const std::string& title, const std::string& heading) {
    if (heading.empty() || heading.size() > longest_title || title.size() > longest_title) return {};
    constexpr int most_places = 10;  // of one separator; a page may ask for each of its blocks
    const auto behind = [&](std::string_view separator) -> std::string {
        int places = 0;
        for (std::size_t at = title.find(separator); at != std::string::npos && places < most_places;
             at = title.find(separator, at + 1), ++places) {
            std::string head = title.substr(0, at);
            std::string tail = title.substr(at + separator.size());
            if (same_name(head, heading) && is_site_name(tail)) return tail;
            if (same_name(tail, heading) && is_site_name(head)) return head;
        }
        return {};
    };
    for (const auto& separators : {std::span<const std::string_view>(title_separators), {weak_separators}})
        for (const std::string_view separator : separators)
            if (std::string site = behind(separator); !site.empty()) return site;
    return {};
}

/// The <h1> of at least two words that is not the site's name. Of several it is the one that the page's descriptions
/// begin with; else, if the title is made of two of them, the longer one; else the first.
std::string main_heading(const PageTree& tree, const std::string& outlet,
                         std::initializer_list<std::string> descriptions) {
    std::vector<const std::string*> headings;
    for (const PageBlock& block : tree.blocks)
        if (block.heading_level == 1 && is_wordy(block.text) && !same_name(block.text, outlet))
            headings.push_back(&block.text);
    if (headings.empty()) return {};
    if (headings.size() == 1) return *headings.front();
    for (const std::string& description : descriptions) {
        if (description.size() > longest_title) continue;
        const std::string folded = fold_name(description);
        for (const std::string* heading : headings)
            if (same_name(*heading, description) ||
                (words_in(*heading) >= 4 && folded.starts_with(fold_name(*heading) + ' ')))
                return *heading;
    }
    const std::string* first = headings.front();
    const std::string other = beside(tree.title, *first);
    for (const std::string* heading : headings)
        if (same_name(*heading, other) && words_in(*heading) > words_in(*first)) return *heading;
    return *first;
}

/// "Harbour Gazette" of "Harbour Gazette, 9 September 2023".
std::string without_date(std::string site, const ReadingTables& tables) {
    const auto date = find_date(site, tables, "");
    if (!date || date->span.begin == 0) return site;
    site.resize(date->span.begin);
    while (!site.empty() && std::string_view(" ,-|(").find(site.back()) != std::string_view::npos) site.pop_back();
    return site;
}

/// "World" and "The Meridian Post" of "World | The Meridian Post", what a title says beside the headline: the site's
/// name is at its outer end, behind (`is_behind`) or before the headline; the section stands between them.
SplitTitle section_and_site(const std::string& words, bool is_behind) {
    for (const std::string_view separator : title_separators) {
        const std::size_t at = is_behind ? words.rfind(separator) : words.find(separator);
        if (at == std::string::npos || at == 0) continue;
        std::string first = words.substr(0, at);
        std::string second = words.substr(at + separator.size());
        return is_behind ? SplitTitle{std::move(first), std::move(second)}
                         : SplitTitle{std::move(second), std::move(first)};
    }
    return {"", words};
}

/// "Kenya signs a deal" of "Kenya signs a deal | Business": what is left of a title whose site is cut off. Dashes part
/// sentences, too.
std::string without_section(const std::string& title) {
    for (const std::string_view separator : {" | ", " \xC2\xBB ", " :: ", " \xE2\x80\xA2 ", " \xC2\xB7 "}) {
        const std::size_t at = title.rfind(separator);
        if (at == std::string::npos) continue;
        std::string head = title.substr(0, at);
        const std::string tail = title.substr(at + separator.size());
        if (words_in(head) >= 4 && !tail.empty() && words_in(tail) <= 3 && is_site_name(tail)) return head;
    }
    return title;
}

/// Is it what a title says besides "KARSK TODAY: " in front or " (Karsk Today)" behind? These two part so many other
/// things that only a block of the same words makes it sure.
bool is_title_without_site(const std::string& title, std::string_view block) {
    if (title.size() > longest_title) return false;
    if (const std::size_t colon = title.find(": "); colon != std::string::npos && colon > 0)
        if (same_name(title.substr(colon + 2), block)) return true;
    const std::size_t bracket = title.rfind(" (");
    return bracket != std::string::npos && title.ends_with(')') && same_name(title.substr(0, bracket), block);
}

/// For pages without headings: the short block that says what one side of a separator in the title says.
std::string printed_title(const PageTree& tree) {
    constexpr std::size_t longest = 300;  // bytes
    for (const PageBlock& block : tree.blocks) {
        const bool wordy = block.heading_level > 0 ? is_wordy(block.text) : words_in(block.text) >= 4;
        if (block.text.size() > longest || !wordy) continue;
        if (!beside(tree.title, block.text).empty() || is_title_without_site(tree.title, block.text)) return block.text;
    }
    return {};
}

/// "Volta Notes" and "Ghana recalls its envoy", both headings of a page with the title "Volta Notes: Ghana recalls its
/// envoy": the longer one is the report's.
SplitTitle title_of_two_headings(const PageTree& tree) {
    constexpr std::size_t most_headings = 100;
    if (tree.title.size() > longest_title) return {};
    std::vector<const std::string*> headings;
    for (const PageBlock& block : tree.blocks)
        if (block.heading_level > 0 && headings.size() < most_headings) headings.push_back(&block.text);
    const auto is_heading = [&](const std::string& words) {
        return std::any_of(headings.begin(), headings.end(),
                           [&](const std::string* heading) { return same_name(*heading, words); });
    };
    for (const std::string_view separator : {": ", " - ", " | ", " \xE2\x80\x93 "}) {
        const std::size_t at = tree.title.find(separator);
        if (at == std::string::npos) continue;
        const std::string head = tree.title.substr(0, at);
        const std::string tail = tree.title.substr(at + separator.size());
        if (!is_heading(head) || !is_heading(tail) || words_in(head) == words_in(tail)) continue;
        return words_in(head) > words_in(tail) ? SplitTitle{head, tail} : SplitTitle{tail, head};
    }
    return {};
}

/// A line in a container named "headline", "entry-title" and the like.
std::string named_headline(const PageTree& tree) {
    constexpr std::size_t longest = 300;  // bytes
    for (const PageBlock& block : tree.blocks) {
        const std::string& names = tree.nodes[static_cast<std::size_t>(block.node)].names;
        if (block.text.size() > longest || !is_wordy(block.text) || names.empty()) continue;
        for (const std::string_view name : {"headline", "entry-title", "post-title", "article-title", "story-title"})
            if (names == name || names.starts_with(std::string(name) + ' ') || names.ends_with(' ' + std::string(name)))
                return block.text;
    }
    return {};
}

/// The words, folded, without the marks around them.
std::string words_alone(std::string_view text) {
    std::string folded = fold_name(text);
    for (char& c : folded)
        if (std::string_view(".,:;!?\"()[]|/").find(c) != std::string_view::npos) c = ' ';
    return fold_blanks(folded);
}

/// A block of running text that is no heading.
bool is_running(const PageBlock& block) {
    constexpr std::size_t shortest = 80;  // bytes
    return block.heading_level == 0 && block.text.size() >= shortest && ends_sentence(block.text) &&
           block.link_bytes * 2 < block.text.size();
}

/// The heading above the text that shares at least half of its words, and three of them, with the page's title. Words
/// of three letters and fewer do not count, nor do words that come again.
std::string heading_like(const PageTree& tree, const std::string& title) {
    constexpr std::size_t longest = 300;  // bytes
    if (title.empty() || title.size() > longest_title) return {};
    const std::string in_title = ' ' + words_alone(title) + ' ';
    for (const PageBlock& block : tree.blocks) {
        if (is_running(block)) return {};
        if (block.heading_level == 0 || block.text.size() > longest) continue;
        const std::string heading = words_alone(block.text);
        std::vector<std::string_view> words = split_list(heading, ' ');
        std::erase_if(words, [](std::string_view word) { return word.size() < 4; });
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        const auto shared =
            static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [&](std::string_view word) {
                return in_title.find(' ' + std::string(word) + ' ') != std::string::npos;
            }));
        if (shared >= 3 && shared * 2 >= words.size()) return block.text;
    }
    return {};
}

/// What programs that write pages put for a title where nobody gave one.
bool names_nothing(std::string_view title) {
    const std::string folded = fold_name(title);
    for (const std::string_view none :
         {"untitled", "untitled document", "document", "index", "home", "new page 1", "page", "print", "print article",
          "print this article", "print page", "print version", "printer friendly", "printer-friendly version",
          "printer friendly version", "printer friendly page", "article print"})
        if (folded == none) return true;
    return false;
}

/// "Print Article" and "The Volta Mirror" of "Print Article - The Volta Mirror"; else the title as it is.
SplitTitle site_behind_nothing(const std::string& title) {
    for (const std::string_view separator : title_separators)
        if (const std::size_t at = title.find(separator); at != std::string::npos && names_nothing(title.substr(0, at)))
            return {title.substr(0, at), title.substr(at + separator.size())};
    return {title, ""};
}

/// For pages without any title: the first short line, all bold, that stands before the text.
std::string bold_title(const PageTree& tree, const std::string& outlet) {
    constexpr std::size_t longest = 200;  // bytes
    constexpr std::size_t text = 120;
    for (const PageBlock& block : tree.blocks) {
        if (block.text.size() >= text && block.bold_bytes * 2 < block.text.size()) return {};
        if (block.text.size() <= longest && words_in(block.text) >= 3 && block.link_bytes == 0 &&
            !same_name(block.text, outlet) &&
            (block.heading_level > 0 || block.bold_bytes * 10 >= block.text.size() * 9))
            return block.text;
    }
    return {};
}

/// A page whose title is the site's name ("Notes from the Lake") and is printed nowhere but perhaps in a link: its only
/// heading, if it has at least three words and text of the page follows. Empty otherwise.
std::string only_heading(const PageTree& tree, const std::string& title) {
    constexpr std::size_t longest_site = 6;  // words
    const PageBlock* only = nullptr;
    if (words_in(title) > longest_site) return {};
    for (const PageBlock& block : tree.blocks) {
        if (block.heading_level == 0 || same_name(block.text, title)) continue;
        if (only != nullptr) return {};
        only = &block;
    }
    const bool wordy = only != nullptr && words_in(only->text) >= 3;
    return wordy && only != &tree.blocks.back() ? only->text : std::string();
}

/// "World"; an address of the section's page, or a whole sentence, is none.
std::string section_of(const PageTree& tree, const JsonLdArticle& article) {
    constexpr std::size_t longest = 60;
    std::string section = meta(tree, {"article:section", "articlesection", "og:section", "parsely-section", "section",
                                      "cxenseparse:section", "dc.subject.section"});
    if (section.empty()) section = fold_blanks(article.section);
    if (section.size() > longest || section.starts_with("http")) section.clear();
    return section;
}

/// "https://www.volta.example/a" of "https://web.archive.org/web/20240122030405/https://www.volta.example/a".
std::string address_in_archive(const std::string& url) {
    constexpr std::string_view archive = "://web.archive.org/web/";
    const std::size_t at = url.find(archive);
    if (at == std::string::npos || at > 5) return url;
    const std::size_t inner = url.find("/http", at + archive.size());
    return inner == std::string::npos ? url : url.substr(inner + 1);
}

}  // namespace

PageFacts read_page_facts(const PageTree& tree, const Markup& markup, const ReadingTables& tables) {
    const JsonLdArticle article = read_json_ld(markup.json_ld);
    PageFacts facts;
    facts.body = article.body;
    facts.script = article.script;
    facts.behind_paywall = article.behind_paywall;
    facts.description = meta(tree, {"og:description", "description", "twitter:description"});
    facts.url = tree.canonical.starts_with("http") ? tree.canonical : meta(tree, {"og:url"});
    if (facts.url.empty()) facts.url = article.url.starts_with("http") ? article.url : "";
    facts.url = address_in_archive(facts.url);
    facts.language = lower_ascii(tree.language);
    if (facts.language.empty()) facts.language = lower_ascii(article.language);

    const std::string host = site_word(facts.url);
    facts.outlet = meta(tree, {"og:site_name"});
    if (facts.outlet.empty()) facts.outlet = fold_blanks(article.publisher);
    if (facts.outlet.starts_with("http")) facts.outlet.clear();
    if (facts.outlet.empty()) facts.outlet = meta(tree, {"publisher name"});
    const std::string open_graph_title = meta(tree, {"og:title", "twitter:title"});
    std::string headline = main_heading(tree, facts.outlet, {open_graph_title, article.headline});
    const SplitTitle of_two = title_of_two_headings(tree);
    if (!of_two.title.empty()) headline = of_two.title;
    if (facts.outlet.empty()) facts.outlet = of_two.site;
    if (headline.empty()) headline = printed_title(tree);
    if (headline.empty()) headline = named_headline(tree);
    const std::string beside_heading = beside(tree.title, headline);
    SplitTitle from_title = beside_heading.empty() ? split_title(tree.title, facts.outlet, host, true)
                                                   : SplitTitle{headline, beside_heading};
    if (from_title.site.empty()) from_title = site_behind_nothing(tree.title);
    const SplitTitle beside_title = section_and_site(from_title.site, tree.title.ends_with(from_title.site));
    if (facts.outlet.empty()) facts.outlet = without_date(beside_title.site, tables);
    if (facts.outlet.empty()) facts.outlet = host;
    if (same_name(headline, facts.outlet)) headline.clear();

    const std::string open_graph = split_title(open_graph_title, facts.outlet, host, false).title;
    const std::string schema = split_title(fold_blanks(article.headline), facts.outlet, host, false).title;
    const std::string bare_title = from_title.site.empty() ? from_title.title : without_section(from_title.title);
    for (const std::string& candidate : {headline, schema, open_graph, bare_title})
        if (!candidate.empty() && !names_nothing(candidate)) {
            facts.title = candidate;
            break;
        }
    if (facts.title.empty()) facts.title = bold_title(tree, facts.outlet);
    if (headline.empty() && from_title.site.empty())
        if (std::string heading = only_heading(tree, facts.title); !heading.empty()) {
            if (facts.outlet.empty() || facts.outlet == host) facts.outlet = facts.title;
            facts.title = std::move(heading);
        }
    if (headline.empty())
        if (std::string heading = heading_like(tree, facts.title); !heading.empty()) facts.title = std::move(heading);

    for (const std::string& name : article.authors)
        for (std::string& author : split_authors(fold_blanks(name))) facts.authors.push_back(std::move(author));
    if (facts.authors.empty())
        facts.authors = split_authors(meta(tree, {"author", "article:author", "dc.creator", "byl", "parsely-author"}));

    facts.section = section_of(tree, article);
    if (facts.section.empty() && words_in(beside_title.title) <= 3) facts.section = beside_title.title;

    const PageDates dates = vote_on_dates(tree, article, facts.url, facts.title, tables);
    facts.published = dates.published;
    facts.updated = dates.updated;
    return facts;
}

}  // namespace px
