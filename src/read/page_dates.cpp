#include "read/page_dates.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "read/dates.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

struct Vote {
    PublicationTime time;
    double weight = 0;
    bool is_local = false;  // printed for readers, or in the address: the day where the outlet is
};

struct MetaDate {
    std::string_view name;
    double weight;
};

/// Names of <meta> tags that state when a page was published.
constexpr std::array<MetaDate, 24> meta_dates = {{{"article:published_time", 4},
                                                  {"datepublished", 4},
                                                  {"og:published_time", 4},
                                                  {"article:published", 4},
                                                  {"pubdate", 3},
                                                  {"publishdate", 3},
                                                  {"publish-date", 3},
                                                  {"publish_date", 3},
                                                  {"publication_date", 3},
                                                  {"parsely-pub-date", 3},
                                                  {"sailthru.date", 3},
                                                  {"cxenseparse:recs:publishtime", 3},
                                                  {"dc.date.issued", 3},
                                                  {"dcterms.created", 3},
                                                  {"dcterms.issued", 3},
                                                  {"dc.date.created", 3},
                                                  {"citation_publication_date", 3},
                                                  {"citation_online_date", 3},
                                                  {"date", 2},
                                                  {"dc.date", 2},
                                                  {"dcterms.date", 2},
                                                  {"article.published", 3},
                                                  {"originalpublicationdate", 3},
                                                  {"rnews:datepublished", 3}}};

constexpr std::size_t most_votes = 64;  // more sources than any honest page has

/// Where the words begin to speak of an update; their end if they do not.
std::size_t update_in(std::string_view words) {
    const std::string lower = lower_ascii(words);
    std::size_t first = words.size();
    for (const std::string_view sign :
         {"updat", "modif", "aktualis", "mise \xC3\xA0 jour", "actualiz", "zuletzt", "ge\xC3\xA4ndert"})
        first = std::min(first, lower.find(sign));
    return first;
}
bool tells_update(std::string_view words) { return update_in(words) < words.size(); }

/// What a line says of the publication: "January 19, 2020 / 12:25 PM" of "January 19, 2020 / 12:25 PM / Updated 8 hours
/// ago", "published 12 June" of "Updated 14 June, published 12 June".
std::string_view without_update(std::string_view words) {
    const std::size_t update = update_in(words);
    constexpr std::size_t shortest_date = 6;
    if (update >= shortest_date || update == words.size()) return words.substr(0, update);
    const std::string lower = lower_ascii(words);
    for (const std::string_view sign : {"publi", "posted", "created", "ffentlicht", "erstellt", "опубл"})
        if (const std::size_t at = lower.find(sign, update); at != std::string::npos) return words.substr(at);
    return {};
}

class DateVote {
  public:
    DateVote(const PageTree& tree, const ReadingTables& tables) : tree_(tree), tables_(tables) {
        month_first_ = tree.language.starts_with("en-US") || tree.language.starts_with("en-us");
        for (const MetaTag& tag : tree.meta)
            if (tag.name == "og:locale" && tag.content == "en_US")
                month_first_ = tree.language.starts_with("en") || month_first_;
    }

    PageDates count(const JsonLdArticle& article, const std::string& url, const std::string& title) {
        vote(article.published, 4, false, "json-ld datePublished");
        vote(article.created, 1.5, false, "json-ld dateCreated");
        for (const MetaTag& tag : tree_.meta)
            for (const MetaDate& known : meta_dates)
                if (tag.name == known.name) vote(tag.content, known.weight, false, "meta " + tag.name);
        if (const auto day = date_in_address(url, tables_, "address")) votes_.push_back({*day, 2.5, true});
        find_headline(title);
        vote_time_tags();
        vote_printed();
        if (votes_.empty()) vote_anything_printed();
        PageDates dates;
        dates.published = winner();
        take_update(article, dates);
        return dates;
    }

  private:
    void vote(const std::string& printed, double weight, bool is_local, const std::string& evidence) {
        if (printed.empty() || votes_.size() >= most_votes) return;
        if (const auto found = find_date(printed, tables_, evidence, month_first_))
            votes_.push_back({found->time, weight, is_local});
    }

    void find_headline(const std::string& title) {
        headline_ = tree_.blocks.size();
        const std::string wanted = fold_name(title);
        for (std::size_t i = 0; i < tree_.blocks.size() && !wanted.empty(); ++i) {
            if (tree_.blocks[i].text.size() > 400 || fold_name(tree_.blocks[i].text) != wanted) continue;
            headline_ = i;
            if (tree_.blocks[i].heading_level > 0) return;
        }
    }

    [[nodiscard]] bool is_near_headline(std::int32_t block) const {
        const auto at = static_cast<std::size_t>(block);
        return headline_ < tree_.blocks.size() && at + 6 >= headline_ && at <= headline_ + 14;
    }

    /// <time> and microdata: near the headline they speak for the report, elsewhere often for others.
    void vote_time_tags() {
        int taken = 0;
        for (const TimeTag& tag : tree_.times) {
            if (tells_update(tag.names)) continue;
            const bool stated = tag.names.find("datepublished") != std::string::npos;
            const bool near = is_near_headline(tag.block);
            if (!near && !stated && taken > 0) continue;
            const double weight = stated ? (near ? 4 : 2) : near ? 2.5 : 0.6;
            const std::size_t before = votes_.size();
            vote(tag.value, near && taken == 0 ? weight : weight * 0.5, false, "<time>");
            if (votes_.size() > before) ++taken;
        }
    }

    /// The first date in a short block near the headline, or in one whose container is named after dates.
    void vote_printed() {
        int near_taken = 0;
        int far_taken = 0;
        for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
            const PageBlock& block = tree_.blocks[i];
            if (block.text.size() > 160) {
                vote_opening(i);
                vote_postscript(i);
                continue;
            }
            const std::string_view words = without_update(block.text);
            if (words.size() < 6) continue;
            const bool near = is_near_headline(static_cast<std::int32_t>(i));
            const LeftOut reason = tree_.nodes[static_cast<std::size_t>(block.node)].hint.reason;
            if (reason == LeftOut::comments || reason == LeftOut::related || reason == LeftOut::other ||
                is_of_archive(block))
                continue;
            const bool named = reason == LeftOut::date_line || reason == LeftOut::byline;
            if (!near && (far_taken > 0 || (!named && !is_date_line(words, tables_)))) continue;
            if (near && near_taken >= 2) continue;
            const auto found = find_date(words, tables_, "printed near the headline", month_first_);
            if (!found) continue;
            double weight = near ? (named || is_date_line(words, tables_) ? 2.2 : 1.2) : named ? 0.8 : 0.5;
            if (near && near_taken > 0) weight *= 0.4;
            votes_.push_back({found->time, weight, !found->time.zone_minutes.has_value()});
            ++(near ? near_taken : far_taken);
        }
    }

    /// In the bar that the Wayback Machine puts on top of a page, with the days when it came by?
    [[nodiscard]] bool is_of_archive(const PageBlock& block) const {
        for (std::int32_t at = block.node; at > 0;) {
            const PageNode& node = tree_.nodes[static_cast<std::size_t>(at)];
            if (node.hint.reason == LeftOut::other && node.names.find("wm-ipp") != std::string::npos) return true;
            at = node.parent;
        }
        return false;
    }

    /// A paragraph near the headline that opens with a date: "01.02.2022 – The market …".
    void vote_opening(std::size_t i) {
        if (!is_near_headline(static_cast<std::int32_t>(i))) return;
        const auto found = find_date(tree_.blocks[i].text.substr(0, 40), tables_, "opening of the text", month_first_);
        if (found && found->span.begin == 0) votes_.push_back({found->time, 1.2, true});
    }

    /// "This entry was posted on Saturday, 3 December 2011 and is filed under …": a sentence below the text.
    void vote_postscript(std::size_t i) {
        const PageBlock& block = tree_.blocks[i];
        if (tree_.nodes[static_cast<std::size_t>(block.node)].hint.reason != LeftOut::date_line ||
            block.text.size() > 600)
            return;
        const std::string_view head = std::string_view(block.text).substr(0, 160);
        if (const auto found = find_date(head, tables_, "printed below the text", month_first_);
            found && !tells_update(head))
            votes_.push_back({found->time, 0.5, !found->time.zone_minutes.has_value()});
    }

    /// When nothing else speaks: the first short line of the page that holds a date and is no notice of copyright.
    void vote_anything_printed() {
        for (const PageBlock& block : tree_.blocks) {
            if (block.text.size() > 220 || block.text.find("\xC2\xA9") != std::string::npos ||
                block.text.find("opyright") != std::string::npos)
                continue;
            const auto found = find_date(block.text, tables_, weakest_evidence, month_first_);
            if (!found) continue;
            votes_.push_back({found->time, 0.3, true});
            return;
        }
    }

    /// Votes for one day and its neighbours are added up; the day is the one that readers see, the hour that of the
    /// weightiest source.
    [[nodiscard]] std::optional<PublicationTime> winner() const {
        const Vote* best = nullptr;
        double most = 0;
        for (const Vote& one : votes_) {
            double sum = one.weight * 0.001;
            for (const Vote& other : votes_)
                if (std::abs(other.time.day - one.time.day) <= 1)
                    sum += other.time.day == one.time.day ? other.weight : other.weight * 0.9;
            if (sum > most) {
                most = sum;
                best = &one;
            }
        }
        if (best == nullptr) return std::nullopt;
        PublicationTime time = best->time;
        if (const Vote* local = day_of_readers(time)) {
            // The hour in UTC belongs to the other day; where the outlet is, it is not known.
            const std::string evidence = local->time.evidence + ", " + time.evidence + " " + time.iso();
            time = local->time;
            time.evidence = evidence;
            return time;
        }
        for (const Vote& other : votes_)
            if (&other != best && other.time.day == time.day &&
                time.evidence.find(other.time.evidence) == std::string::npos && time.evidence.size() < 80)
                time.evidence += ", " + other.time.evidence;
        return time;
    }

    /// The vote for the neighbouring day that a date in UTC stands for where its readers are, if the hour allows it and
    /// nothing printed agrees with the day in UTC.
    [[nodiscard]] const Vote* day_of_readers(const PublicationTime& utc) const {
        if (utc.zone_minutes != std::int16_t{0} || !utc.second_of_day) return nullptr;
        const Vote* local = nullptr;
        for (const Vote& other : votes_) {
            if (!other.is_local || other.weight < 1.2) continue;
            if (other.time.day == utc.day) return nullptr;
            const bool west = other.time.day == utc.day - 1 && *utc.second_of_day < 12 * 3600;
            const bool east = other.time.day == utc.day + 1 && *utc.second_of_day >= 10 * 3600;
            if ((west || east) && (local == nullptr || other.weight > local->weight)) local = &other;
        }
        return local;
    }

    void take_update(const JsonLdArticle& article, PageDates& dates) const {
        const auto take = [&](const std::string& printed, std::string_view evidence) {
            if (dates.updated || printed.empty()) return;
            if (const auto found = find_date(printed, tables_, evidence, month_first_)) dates.updated = found->time;
        };
        take(article.modified, "json-ld dateModified");
        for (const MetaTag& tag : tree_.meta)
            if (tag.name == "article:modified_time" || tag.name == "og:updated_time" || tag.name == "datemodified" ||
                tag.name == "last-modified")
                take(tag.content, "meta " + tag.name);
        for (const TimeTag& tag : tree_.times)
            if (tells_update(tag.names)) take(tag.value, "<time>");
        if (!dates.updated) dates.updated = printed_update(dates.published);
    }

    /// "Last updated 26 November 2024" near the headline, also with the date in the next block.
    [[nodiscard]] std::optional<PublicationTime> printed_update(const std::optional<PublicationTime>& published) const {
        constexpr std::size_t longest_line = 160;  // bytes
        constexpr std::size_t longest_label = 30;
        for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
            const std::string_view words = tree_.blocks[i].text;
            if (words.size() > longest_line || !is_near_headline(static_cast<std::int32_t>(i))) continue;
            const std::size_t update = update_in(words);
            if (update == words.size()) continue;
            auto found = find_date(words.substr(update), tables_, "printed near the headline", month_first_);
            if (!found && words.size() <= longest_label && i + 1 < tree_.blocks.size() &&
                is_date_line(tree_.blocks[i + 1].text, tables_))
                found = find_date(tree_.blocks[i + 1].text, tables_, "printed near the headline", month_first_);
            if (found && published && found->time.day >= published->day) return found->time;
        }
        return std::nullopt;
    }

    const PageTree& tree_;
    const ReadingTables& tables_;
    std::vector<Vote> votes_;
    std::size_t headline_ = 0;
    bool month_first_ = false;
};

}  // namespace

PageDates vote_on_dates(const PageTree& tree, const JsonLdArticle& article, const std::string& url,
                        const std::string& title, const ReadingTables& tables) {
    return DateVote(tree, tables).count(article, url, title);
}

}  // namespace px
