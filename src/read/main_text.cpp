#include "read/main_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "read/comments.hpp"
#include "read/dates.hpp"
#include "read/page_shape.hpp"
#include "read/paragraphs.hpp"
#include "text/clip.hpp"
#include "text/utf8.hpp"

namespace px {
namespace {

/// Is this running text, and how much? 0 for lines, links and buttons.
std::uint32_t running_text(const PageBlock& block) {
    const auto size = static_cast<std::uint32_t>(block.text.size());
    if (size < 50 || block.link_bytes * 2 > size) return 0;
    const bool sentence = ends_sentence(block.text);
    const auto commas = static_cast<std::uint32_t>(std::count(block.text.begin(), block.text.end(), ','));
    if (!sentence && commas == 0 && size < 140) return 0;
    return std::min<std::uint32_t>(size - block.link_bytes, 2000);
}

constexpr std::uint64_t trusted_share = 40;  // percent of the running text above which a name is not believed

/// JSON, HTML or encoded data that a page shows as text by mistake.
bool is_code(std::string_view text) {
    std::size_t marks = 0;
    for (const std::string_view mark : {"\":\"", "</", "\",\"", "&lt;", "<a href", "function(", "});"})
        for (std::size_t at = text.find(mark); at != std::string_view::npos && marks < 3;
             at = text.find(mark, at + mark.size()))
            ++marks;
    return marks >= 2 || (text.size() >= 200 && text.find(' ') == std::string_view::npos &&
                          static_cast<unsigned char>(text[0]) < 0x80);
}

class MainTextChooser {
  public:
    MainTextChooser(const PageTree& tree, const PageFacts& facts, const ReadingTables& tables)
        : tree_(tree),
          facts_(facts),
          tables_(tables),
          weights_(tree.nodes.size(), 0),
          believed_(tree.nodes.size(), true),
          ranges_(blocks_below(tree)),
          shapes_(shapes_of(tree)),
          repeated_(repeated_among_siblings(tree, shapes_, ranges_)) {}

    MainText choose() {
        find_headline();
        hints_ =
            hints_with_heads(tree_, ranges_, headline_, [this](std::size_t i) -> const auto& { return verdict_on(i); });
        find_consent();
        comments_ = unnamed_comments(tree_, headline_);
        run();
        // Names that leave hardly anything of a page that holds much are not believed at all.
        if (kept_text() * 12 < all_text()) {
            MainText first = std::move(result_);
            const std::uint64_t kept = kept_text(first);
            names_count_ = false;
            run();
            if (kept_text() < 2 * kept) result_ = std::move(first);
        }
        return std::move(result_);
    }

  private:
    [[nodiscard]] const PageNode& node(std::int32_t number) const {
        return tree_.nodes[static_cast<std::size_t>(number)];
    }
    [[nodiscard]] const PageHint& hint(std::int32_t number) const { return hints_[index(number)]; }
    [[nodiscard]] const PageHint& hint_of(const PageNode& container) const {
        return hints_[static_cast<std::size_t>(&container - tree_.nodes.data())];
    }

    void run() {
        result_ = MainText();
        result_.decisions.resize(tree_.blocks.size());
        weights_.assign(tree_.nodes.size(), 0);
        believed_.assign(tree_.nodes.size(), names_count_);
        has_body_ = false;
        tail_ = LeftOut::none;
        weigh();
        find_main_node();
        widen_main_node();
        if (names_count_) weigh_names();
        for (std::size_t i = 0; i < tree_.blocks.size(); ++i) decide(i);
        leave_out_next_articles();
        leave_out_edges();
        leave_out_empty_headings();
        look_for_paywall();
        if (result_.other_articles == 0) count_articles();
    }

    /// The front of a section holds several reports, a live blog several entries: <article> elements, each with running
    /// text.
    void count_articles() {
        constexpr std::uint32_t least_text = 120;  // bytes
        if (node(main_).tag == "article") {
            for (std::size_t i = 1; i < tree_.nodes.size(); ++i)
                if (static_cast<std::int32_t>(i) != main_ && tree_.nodes[i].parent == node(main_).parent &&
                    tree_.nodes[i].tag == "article" && tree_.nodes[i].names == node(main_).names &&
                    weights_[i] >= least_text)
                    ++result_.other_articles;
            return;
        }
        std::unordered_map<std::int32_t, std::uint32_t> text_of;  // by article
        for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
            if (!result_.decisions[i].kept()) continue;
            for (std::int32_t at = tree_.blocks[i].node; at > main_; at = node(at).parent)
                if (node(at).tag == "article") text_of[at] += running_text(tree_.blocks[i]);
        }
        for (const auto& [article, size] : text_of)
            if (size >= least_text && !has_article_above(article)) ++result_.joined_articles;
    }

    /// Below the report some pages show the next one, and the one after it: each in an <article> of its own, with a
    /// headline of the same rank in a container of the same names.
    void leave_out_next_articles() {
        if (headline_ >= tree_.blocks.size() || tree_.blocks[headline_].heading_level == 0) return;
        constexpr std::uint32_t least_text = 200;  // bytes, of each article
        std::uint32_t above = 0;                   // running text since the last headline
        bool is_other = false;
        for (std::size_t i = headline_ + 1; i < tree_.blocks.size(); ++i) {
            if (above >= least_text && is_headline_like_first(i)) {
                is_other = true;
                above = 0;
                ++result_.other_articles;
            }
            if (!result_.decisions[i].kept()) continue;
            above += running_text(tree_.blocks[i]);
            if (is_other) leave_out(i, LeftOut::other, "belongs to another article of the page");
        }
    }

    [[nodiscard]] bool is_headline_like_first(std::size_t i) const {
        const PageBlock& first = tree_.blocks[headline_];
        const PageBlock& block = tree_.blocks[i];
        if (block.heading_level != first.heading_level || block.text == first.text) return false;
        if (shapes_[index(block.node)] != shapes_[index(first.node)]) return false;
        const std::int32_t own = article_around(first.node);
        const std::int32_t other = article_around(block.node);
        return own > 0 && other > own && !is_inside(other, own);
    }
    [[nodiscard]] std::int32_t article_around(std::int32_t at) const {
        while (at > 0 && node(at).tag != "article") at = node(at).parent;
        return at;
    }

    [[nodiscard]] bool has_article_above(std::int32_t inner) const {
        for (std::int32_t at = node(inner).parent; at > main_; at = node(at).parent)
            if (node(at).tag == "article") return true;
        return false;
    }

    /// A line such as "Subscribe to continue reading" inside the report, whatever its container left it out for.
    void look_for_paywall() {
        for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
            if (result_.decisions[i].kept() || !is_inside(tree_.blocks[i].node, main_)) continue;
            const auto& verdict = verdict_on(i);
            if (verdict && verdict->place == PatternPlace::paywall) result_.truncated = true;
        }
    }

    [[nodiscard]] std::uint64_t all_text() const {
        std::uint64_t sum = 0;
        for (const PageBlock& block : tree_.blocks) sum += running_text(block);
        return sum;
    }
    [[nodiscard]] std::uint64_t kept_text() const { return kept_text(result_); }
    [[nodiscard]] std::uint64_t kept_text(const MainText& chosen) const {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < tree_.blocks.size(); ++i)
            if (chosen.decisions[i].kept()) sum += running_text(tree_.blocks[i]);
        return sum;
    }

    static std::size_t index(std::int32_t number) { return static_cast<std::size_t>(number); }
    [[nodiscard]] bool is_inside(std::int32_t inner, std::int32_t outer) const {
        while (inner > outer) inner = node(inner).parent;
        return inner == outer;
    }

    /// By how much a container's name lessens the weight of its text. Comments and terms of consent are often longer
    /// than the report.
    static std::uint32_t doubt(const PageHint& hint) {
        // What is named after a date and holds running text holds more than a date ("date-outer" of Blogger).
        if (hint.reason == LeftOut::none || hint.reason == LeftOut::date_line || hint.short_only) return 1;
        return hint.often_longer ? 16 : 4;
    }

    /// Adds each block's running text to all its containers. Text in containers that are something else does not count,
    /// text in containers whose names say so counts a quarter, hidden text half, text that the page itself gives as its
    /// article's three times.
    void weigh() {
        const std::string body = fold_name(facts_.body);
        for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
            const PageBlock& block = tree_.blocks[i];
            std::uint32_t weight = running_text(block);
            if (weight == 0 || asks_consent_[i] || is_comment(i)) continue;
            bool counts = true;
            std::uint32_t share = 1;  // of what the text would weigh if no name spoke against it
            for (std::int32_t at = block.node; at > 0 && counts; at = node(at).parent) {
                const PageNode& container = node(at);
                counts = container.tag != "nav" && container.tag != "footer" && container.tag != "aside" &&
                         container.tag != "dialog";
                if (container.hidden) weight = (weight + 1) / 2;
                if (names_count_) share = std::max(share, doubt(hint(at)));
            }
            if (!counts) continue;
            weight = (weight + share - 1) / share;
            if (!body.empty() && body.find(fold_name(std::string_view(block.text).substr(0, 60))) != std::string::npos)
                weight *= 3;
            for (std::int32_t at = block.node; at >= 0; at = node(at).parent) weights_[index(at)] += weight;
        }
    }

    /// What asks for consent is often longer than the report.
    void find_consent() {
        asks_consent_.resize(tree_.blocks.size());
        for (std::size_t i = 0; i < tree_.blocks.size(); ++i)
            asks_consent_[i] = running_text(tree_.blocks[i]) > 0 && asks_for_consent(tree_.blocks[i].text);
    }

    /// How much running text all containers of one name hold inside the main one: a name that covers much of the report
    /// means the report, whatever the word in it says ("paywall", "subscriber-preview").
    void weigh_names() {
        const std::uint64_t all = weights_[index(main_)];
        if (all == 0) return;
        std::unordered_map<std::string_view, std::uint64_t> by_name;
        for (std::size_t i = index(main_) + 1; i < tree_.nodes.size(); ++i) {
            const PageNode& container = tree_.nodes[i];
            if (hints_[i].reason != LeftOut::none || hints_[i].is_caption || container.hidden)
                if (is_inside(static_cast<std::int32_t>(i), main_)) by_name[container.names] += weights_[i];
        }
        for (std::size_t i = index(main_) + 1; i < tree_.nodes.size(); ++i) {
            const auto found = by_name.find(tree_.nodes[i].names);
            believed_[i] = found == by_name.end() || found->second * 100 < all * trusted_share;
        }
    }

    /// Walks down from the page as long as one container holds most of the running text.
    void find_main_node() {
        std::vector<std::vector<std::int32_t>> children(tree_.nodes.size());
        for (std::size_t i = 1; i < tree_.nodes.size(); ++i)
            children[static_cast<std::size_t>(tree_.nodes[i].parent)].push_back(static_cast<std::int32_t>(i));
        main_ = 0;
        while (true) {
            std::int32_t best = -1;
            std::uint64_t most = 0;
            for (const std::int32_t child : children[static_cast<std::size_t>(main_)]) {
                std::uint64_t weight = weights_[static_cast<std::size_t>(child)];
                if (node(child).is_article || hint(child).is_body_text) weight += weight / 2;
                if (weight > most) {
                    most = weight;
                    best = child;
                }
            }
            if (const std::int32_t article = article_with_headline(children[index(main_)]); article > 0)
                best = article;
            else if (best < 0 || most * 10 < std::uint64_t{weights_[index(main_)]} * 6)
                return;
            // A single paragraph is no container.
            if (node(best).tag == "p" || node(best).tag == "li") return;
            if (is_one_of_several(best, children[index(main_)])) return;
            main_ = best;
        }
    }

    /// An entry of a live blog, a report on the front of a section: an article among others of its shape that hold much
    /// of the text, without the page's headline.
    [[nodiscard]] bool is_one_of_several(std::int32_t one, const std::vector<std::int32_t>& children) const {
        constexpr std::uint32_t least_text = 60;  // bytes
        if (node(one).tag != "article" || !has_block(one) || contains_block(one, headline_)) return false;
        std::uint64_t others = 0;
        for (const std::int32_t child : children)
            if (child != one && shapes_[index(child)] == shapes_[index(one)] && weights_[index(child)] >= least_text)
                others += weights_[index(child)];
        return others * 4 >= weights_[index(one)];
    }

    [[nodiscard]] bool has_block(std::int32_t container) const {
        return ranges_[index(container)].begin < ranges_[index(container)].end;
    }
    [[nodiscard]] bool contains_block(std::int32_t container, std::size_t block) const {
        return block >= ranges_[index(container)].begin && block < ranges_[index(container)].end;
    }

    /// Comments, teasers: does the block stand in one of several containers of one shape below `outer` that begins with
    /// a short line (a name, a linked title), while the main text stands in none of that shape?
    [[nodiscard]] bool is_in_list_of_texts(const PageBlock& block, std::int32_t outer) const {
        for (std::int32_t at = block.node; at > outer; at = node(at).parent) {
            if (!repeated_[index(at)] || !is_label(tree_.blocks[ranges_[index(at)].begin])) continue;
            for (std::int32_t own = main_; own > outer; own = node(own).parent)
                if (shapes_[index(own)] == shapes_[index(at)]) return false;
            return true;
        }
        return false;
    }

    [[nodiscard]] static bool is_label(const PageBlock& block) {
        return block.text.size() < 160 && !ends_sentence(block.text) &&
               (block.kind != PageKind::heading || block.link_bytes > 0);
    }

    struct Surroundings {
        std::uint64_t prose = 0;  // bytes of long running paragraphs
        std::uint64_t other = 0;  // bytes of everything else that no name speaks against
    };

    /// What `outer` holds outside `inner`.
    [[nodiscard]] Surroundings between(std::int32_t inner, std::int32_t outer) const {
        Surroundings found;
        for (const PageBlock& block : tree_.blocks) {
            if (!is_inside(block.node, outer) || is_inside(block.node, inner)) continue;
            const PageNode* container = telling_container(block, outer);
            if (container != nullptr && (hint_of(*container).reason != LeftOut::none || hint_of(*container).is_caption))
                continue;
            const bool is_prose = block.text.size() >= 90 && block.link_bytes * 4 < block.text.size() &&
                                  ends_sentence(block.text) && block.kind != PageKind::heading;
            const bool belongs = is_prose && !is_in_list_of_texts(block, outer);
            (belongs ? found.prose : found.other) += block.text.size();
        }
        return found;
    }

    /// Is there a container below `outer` of the same name as the main one, with running text of its own?
    [[nodiscard]] bool has_twin(std::int32_t outer) const {
        const PageNode& one = node(main_);
        if (one.names.empty()) return false;
        for (std::size_t i = index(outer) + 1; i < tree_.nodes.size() && is_inside(static_cast<std::int32_t>(i), outer);
             ++i)
            if (static_cast<std::int32_t>(i) != main_ && tree_.nodes[i].parent == one.parent && weights_[i] >= 120 &&
                tree_.nodes[i].names == one.names && tree_.nodes[i].tag == one.tag && one.tag != "article")
                return true;
        return false;
    }

    /// Pages cut a text into several containers, with advertisements between them: takes in the surroundings of the
    /// main container as long as they hold more prose than anything else.
    void widen_main_node() {
        int steps = 0;
        for (std::int32_t outer = node(main_).parent; outer > 0 && steps < 8; outer = node(outer).parent, ++steps) {
            if (node(main_).tag == "article") return;
            const Surroundings found = between(main_, outer);
            if (found.prose >= 120 && (found.prose > found.other || has_twin(outer))) main_ = outer;
        }
    }

    /// The one of several articles that the page's headline stands in.
    [[nodiscard]] std::int32_t article_with_headline(const std::vector<std::int32_t>& children) const {
        if (headline_ >= tree_.blocks.size() || tree_.blocks[headline_].heading_level == 0) return -1;
        const std::int32_t place = tree_.blocks[headline_].node;
        for (const std::int32_t child : children)
            if (node(child).tag == "article" && is_inside(place, child) && weights_[index(child)] >= 400) return child;
        return -1;
    }

    /// The block that says what the page's title says, before or in the main container.
    void find_headline() {
        const std::string wanted = fold_name(facts_.title);
        if (wanted.empty()) return;
        int best_rank = 0;
        for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
            const PageBlock& block = tree_.blocks[i];
            if (block.text.size() > 400 || fold_name(block.text) != wanted) continue;
            const int rank = block.heading_level == 1 ? 3 : block.heading_level > 0 ? 2 : 1;
            if (rank > best_rank) {
                best_rank = rank;
                headline_ = i;
            }
        }
    }

    void leave_out(std::size_t i, LeftOut reason, std::string why) {
        result_.decisions[i] = {BlockKind::left_out, reason, std::move(why)};
    }
    void keep(std::size_t i, BlockKind kind) { result_.decisions[i] = {kind, LeftOut::none, ""}; }

    [[nodiscard]] bool is_comment(std::size_t i) const { return i >= comments_.begin && i < comments_.end; }

    void decide(std::size_t i) {
        const PageBlock& block = tree_.blocks[i];
        if (i == headline_) {
            keep(i, BlockKind::headline);
            return;
        }
        if (is_comment(i)) {
            leave_out(i, LeftOut::comments, "stands among comments, by its form");
            return;
        }
        for (std::int32_t at = block.node; at > 0; at = node(at).parent)
            if (node(at).hidden && believed_[index(at)] && !is_inside(main_, at)) {
                leave_out(i, LeftOut::other, "hidden on the page");
                return;
            }
        if (is_inside(block.node, main_))
            decide_inside(i);
        else
            decide_outside(i);
    }

    /// What the containers below the main one say; the innermost that says anything counts.
    [[nodiscard]] const PageNode* telling_container(const PageBlock& block, std::int32_t above) const {
        for (std::int32_t at = block.node; at > above; at = node(at).parent)
            if (!believed_[index(at)])
                continue;
            else if (hint(at).reason != LeftOut::none || hint(at).is_caption || hint(at).is_standfirst ||
                     hint(at).is_body_text)
                return &node(at);
        return nullptr;
    }

    static std::string container_why(const PageNode& container) {
        const std::string names(clipped(container.names, 60));
        return names.empty() ? fmt::format("stands in <{}>", container.tag)
                             : fmt::format("stands in <{}> named \"{}\"", container.tag, names);
    }

    void decide_outside(std::size_t i) {
        const PageBlock& block = tree_.blocks[i];
        const PageNode* container = telling_container(block, 0);
        const bool near_headline =
            headline_ < tree_.blocks.size() && i > headline_ && i < headline_ + 8 && before_main(i);
        if (near_headline && is_standfirst(block, container)) {
            keep(i, BlockKind::standfirst);
            return;
        }
        if (near_headline && container != nullptr && (hint_of(*container).is_caption)) {
            keep(i, BlockKind::caption);
            return;
        }
        if (near_headline && block.kind == PageKind::caption) {
            keep(i, BlockKind::caption);
            return;
        }
        if (leave_out_known(i, near_headline)) return;
        if (container != nullptr && hint_of(*container).reason != LeftOut::none)
            leave_out(i, hint_of(*container).reason, container_why(*container));
        else
            leave_out(i, block.link_bytes * 2 > block.text.size() ? LeftOut::navigation : LeftOut::other,
                      "stands outside the report's container");
    }

    [[nodiscard]] bool before_main(std::size_t i) const {
        return tree_.blocks[i].node < main_ || is_inside(tree_.blocks[i].node, main_);
    }

    [[nodiscard]] bool is_standfirst(const PageBlock& block, const PageNode* container) const {
        if (block.text.size() < 25 || block.text.size() > 500 || block.link_bytes * 3 > block.text.size()) return false;
        const std::string words = fold_name(block.text);
        if (words == fold_name(facts_.title)) return false;
        if (container != nullptr && hint_of(*container).is_standfirst) return true;
        return words == fold_name(facts_.description);
    }

    [[nodiscard]] bool near_end(std::size_t i) const {
        std::size_t prose = 0;
        for (std::size_t k = i + 1; k < tree_.blocks.size() && is_inside(tree_.blocks[k].node, main_); ++k)
            if (running_text(tree_.blocks[k]) >= 120 && ++prose > 3) return false;
        return true;
    }

    /// What the boilerplate table says of a block; asked once, since the patterns are many.
    const std::optional<Verdict>& verdict_on(std::size_t i) {
        if (verdicts_.empty()) verdicts_.resize(tree_.blocks.size());
        if (!verdicts_[i]) verdicts_[i] = tables_.judge(tree_.blocks[i].text);
        return *verdicts_[i];
    }

    /// Byline, date line and the lines of the boilerplate table.
    bool leave_out_known(std::size_t i, bool may_be_byline) {
        const PageBlock& block = tree_.blocks[i];
        if (may_be_byline && block.text.size() < 200) {
            if (block.author_bytes * 10 > block.text.size() * 8) {
                leave_out(i, LeftOut::byline, "links to its author");
                return true;
            }
            if (tables_.byline(block.text)) {
                leave_out(i, LeftOut::byline, "names the author or the source");
                return true;
            }
            if (is_date_line(block.text, tables_)) {
                leave_out(i, LeftOut::date_line, "holds a date and nothing else");
                return true;
            }
        }
        if (names_agency(block.text) && near_end(i)) {
            leave_out(i, LeftOut::notice, "names the agency");
            return true;
        }
        const auto& verdict = verdict_on(i);
        if (!verdict || (verdict->place == PatternPlace::credit && !near_end(i))) return false;
        if (verdict->place == PatternPlace::tail) tail_ = has_body_ ? verdict->reason : LeftOut::none;
        leave_out(i, verdict->reason, verdict->why);
        return true;
    }

    /// "EFE", "(AFP)", "– Reuters": a line of its own that only names a news agency.
    [[nodiscard]] bool names_agency(std::string_view line) const {
        if (line.size() > 40) return false;
        while (!line.empty() && std::string_view("([/ -.)]").find(line.front()) != std::string_view::npos)
            line.remove_prefix(1);
        while (!line.empty() && std::string_view("([/ -.)]").find(line.back()) != std::string_view::npos)
            line.remove_suffix(1);
        const auto agency = tables_.agency(line);
        return agency && agency->news;
    }

    void decide_inside(std::size_t i) {
        const PageBlock& block = tree_.blocks[i];
        const PageNode* container = telling_container(block, main_);
        const bool is_long = running_text(block) >= 80;
        if (container != nullptr && hint_of(*container).is_caption) {
            keep(i, BlockKind::caption);
            return;
        }
        const bool is_paragraph = running_text(block) >= 120;
        if (container != nullptr && hint_of(*container).reason != LeftOut::none &&
            !(hint_of(*container).short_only && is_paragraph)) {
            leave_out(i, hint_of(*container).reason, container_why(*container));
            return;
        }
        if (tail_ != LeftOut::none) {
            leave_out(i, tail_, "stands after the head of the comments");
            return;
        }
        if (leave_out_known(i, true)) return;
        if (is_code(block.text)) {
            leave_out(i, LeftOut::other, "program code or data");
            return;
        }
        if (block.kind == PageKind::table_cell && !is_long && !ends_sentence(block.text)) {
            leave_out(i, LeftOut::other, "a cell of a table");
            return;
        }
        const auto size = static_cast<std::uint32_t>(block.text.size());
        if (block.link_bytes * 10 > size * 8 && !is_long) {
            leave_out(i, LeftOut::related, "made of links");
            return;
        }
        if (!has_body_ && (!is_long || heads_page(block)) && headline_ < tree_.blocks.size() && i < headline_) {
            leave_out(i, LeftOut::navigation, "stands above the headline");
            return;
        }
        if (is_long) has_body_ = true;
        if (is_standfirst(block, container) && !has_body_) {
            keep(i, BlockKind::standfirst);
            return;
        }
        keep(i, kind_of(block));
    }

    /// What a site says of itself above everything: in a container named "header", "masthead" or "branding".
    [[nodiscard]] bool heads_page(const PageBlock& block) const {
        for (std::int32_t at = block.node; at > main_; at = node(at).parent)
            for (const std::string_view name : {"header", "masthead", "brand"})
                if (node(at).tag == name || node(at).names.find(name) != std::string::npos) return true;
        return false;
    }

    [[nodiscard]] bool is_text_kind(std::size_t i) const {
        const BlockKind kind = result_.decisions[i].kind;
        return kind == BlockKind::paragraph || kind == BlockKind::heading || kind == BlockKind::list_item ||
               kind == BlockKind::quotation;
    }
    [[nodiscard]] bool is_sentence(std::size_t i) const {
        const PageBlock& block = tree_.blocks[i];
        return result_.decisions[i].kind != BlockKind::heading && block.text.size() >= 20 &&
               block.link_bytes * 2 < block.text.size() && (ends_sentence(block.text) || block.text.size() >= 120);
    }

    /// Short lines that are no sentences, above the first and below the last paragraph of the report.
    void leave_out_edges() {
        std::size_t first = tree_.blocks.size();
        std::size_t last = 0;
        for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
            if (!is_text_kind(i) || !is_sentence(i)) continue;
            first = std::min(first, i);
            last = i;
        }
        if (first == tree_.blocks.size()) return;
        for (std::size_t i = 0; i < first; ++i)
            if (is_text_kind(i) && tree_.blocks[i].text.size() < 30 && !heads_like_others(i, first))
                leave_out(i, LeftOut::navigation, "a short line above the first paragraph");
        for (std::size_t i = last + 1; i < tree_.blocks.size(); ++i) {
            const bool ends_list =
                result_.decisions[i].kind == BlockKind::list_item && i > 0 && result_.decisions[i - 1].kept();
            if (is_text_kind(i) && !ends_list && !goes_on(last, i) && !heads_list(last, i))
                leave_out(i, LeftOut::other, "a line below the last paragraph that is no sentence");
        }
    }

    /// A heading beside the last paragraph, in the report's own container, with a list of words (no links) below it.
    [[nodiscard]] bool heads_list(std::size_t last, std::size_t i) const {
        const PageBlock& heading = tree_.blocks[i];
        const std::int32_t container = std::max(node(heading.node).parent, 0);
        return heading.heading_level > 0 && i + 1 < tree_.blocks.size() &&
               result_.decisions[i + 1].kind == BlockKind::list_item && tree_.blocks[i + 1].link_bytes == 0 &&
               (container == main_ || hint(container).is_body_text) && is_inside(tree_.blocks[last].node, container);
    }

    /// A heading above the first paragraph that others of its rank among the paragraphs follow.
    [[nodiscard]] bool heads_like_others(std::size_t i, std::size_t first) const {
        if (tree_.blocks[i].heading_level < 2) return false;
        for (std::size_t k = first; k < tree_.blocks.size(); ++k)
            if (result_.decisions[k].kind == BlockKind::heading &&
                tree_.blocks[k].heading_level == tree_.blocks[i].heading_level)
                return true;
        return false;
    }

    /// Is block `i` a plain line in the same container as block `text`?
    [[nodiscard]] bool goes_on(std::size_t text, std::size_t i) const {
        const PageBlock& a = tree_.blocks[text];
        const PageBlock& b = tree_.blocks[i];
        return b.kind != PageKind::heading && b.link_bytes == 0 && b.bold_bytes * 2 < b.text.size() &&
               a.kind == b.kind &&
               (a.node == b.node ||
                (node(a.node).parent == node(b.node).parent && node(a.node).tag == node(b.node).tag));
    }

    /// Headings whose text was left out.
    void leave_out_empty_headings() {
        std::int32_t below = 0;  // level of the heading that follows with nothing between; 0 = text follows
        bool at_end = true;
        for (std::size_t i = tree_.blocks.size(); i-- > 0;) {
            if (!result_.decisions[i].kept() || result_.decisions[i].kind == BlockKind::caption) continue;
            if (result_.decisions[i].kind != BlockKind::heading) {
                below = 0;
                at_end = false;
                continue;
            }
            const std::int32_t level = tree_.blocks[i].heading_level;
            if (at_end || (below != 0 && below <= level))
                leave_out(i, LeftOut::related, "a heading whose text is left out");
            else
                below = level;
        }
    }

    static BlockKind kind_of(const PageBlock& block) {
        switch (block.kind) {
            case PageKind::heading:
                return BlockKind::heading;
            case PageKind::list_item:
                return BlockKind::list_item;
            case PageKind::quotation:
                return BlockKind::quotation;
            case PageKind::caption:
                return BlockKind::caption;
            default:
                return BlockKind::paragraph;
        }
    }

    const PageTree& tree_;
    const PageFacts& facts_;
    const ReadingTables& tables_;
    std::vector<std::uint32_t> weights_;
    std::vector<std::optional<std::optional<Verdict>>> verdicts_;
    std::vector<bool> believed_;  // does what a container's name says count?
    std::vector<BlockRange> ranges_;
    std::vector<std::uint64_t> shapes_;  // by container
    std::vector<bool> repeated_;
    std::vector<PageHint> hints_;     // by container
    std::vector<bool> asks_consent_;  // by block
    BlockRange comments_;             // that only their form tells
    std::int32_t main_ = 0;
    std::size_t headline_ = static_cast<std::size_t>(-1);
    bool names_count_ = true;  // are the names of containers believed?
    bool has_body_ = false;
    LeftOut tail_ = LeftOut::none;
    MainText result_;
};

}  // namespace

MainText choose_main_text(const PageTree& tree, const PageFacts& facts, const ReadingTables& tables) {
    return MainTextChooser(tree, facts, tables).choose();
}

}  // namespace px
