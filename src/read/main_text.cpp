#include "read/main_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "read/dates.hpp"
#include "read/paragraphs.hpp"
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

class MainTextChooser {
  public:
    MainTextChooser(const PageTree& tree, const PageFacts& facts, const ReadingTables& tables)
        : tree_(tree), facts_(facts), tables_(tables), weights_(tree.nodes.size(), 0) {}

    MainText choose() {
        result_.decisions.resize(tree_.blocks.size());
        weigh();
        find_main_node();
        find_headline();
        for (std::size_t i = 0; i < tree_.blocks.size(); ++i) decide(i);
        return std::move(result_);
    }

  private:
    [[nodiscard]] const PageNode& node(std::int32_t number) const {
        return tree_.nodes[static_cast<std::size_t>(number)];
    }
    [[nodiscard]] bool is_inside(std::int32_t inner, std::int32_t outer) const {
        while (inner > outer) inner = node(inner).parent;
        return inner == outer;
    }

    /// Adds each block's running text to all its containers; text in containers that are something else does not count.
    void weigh() {
        for (const PageBlock& block : tree_.blocks) {
            const std::uint32_t weight = running_text(block);
            if (weight == 0) continue;
            bool counts = true;
            for (std::int32_t at = block.node; at > 0 && counts; at = node(at).parent) {
                const PageNode& container = node(at);
                counts = !container.hidden && container.tag != "nav" && container.tag != "footer" &&
                         container.tag != "aside" && container.tag != "dialog" &&
                         container.hint.reason != LeftOut::comments;
            }
            if (!counts) continue;
            for (std::int32_t at = block.node; at >= 0; at = node(at).parent)
                weights_[static_cast<std::size_t>(at)] += weight;
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
                if (node(child).is_article || node(child).hint.is_body_text) weight += weight / 2;
                if (weight > most) {
                    most = weight;
                    best = child;
                }
            }
            if (best < 0 || most * 10 < std::uint64_t{weights_[static_cast<std::size_t>(main_)]} * 6) return;
            // A single paragraph is no container.
            if (node(best).tag == "p" || node(best).tag == "li") return;
            main_ = best;
        }
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

    void decide(std::size_t i) {
        const PageBlock& block = tree_.blocks[i];
        if (i == headline_) {
            keep(i, BlockKind::headline);
            return;
        }
        for (std::int32_t at = block.node; at > 0; at = node(at).parent)
            if (node(at).hidden && !is_inside(main_, at)) {
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
            if (node(at).hint.reason != LeftOut::none || node(at).hint.is_caption || node(at).hint.is_standfirst ||
                node(at).hint.is_body_text)
                return &node(at);
        return nullptr;
    }

    static std::string container_why(const PageNode& container) {
        std::string names = container.names.substr(0, 60);
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
        if (near_headline && container != nullptr && (container->hint.is_caption)) {
            keep(i, BlockKind::caption);
            return;
        }
        if (near_headline && block.kind == PageKind::caption) {
            keep(i, BlockKind::caption);
            return;
        }
        if (leave_out_known(i, near_headline)) return;
        if (container != nullptr && container->hint.reason != LeftOut::none)
            leave_out(i, container->hint.reason, container_why(*container));
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
        if (container != nullptr && container->hint.is_standfirst) return true;
        return words == fold_name(facts_.description);
    }

    /// Byline, date line and the lines of the boilerplate table.
    bool leave_out_known(std::size_t i, bool may_be_byline) {
        const PageBlock& block = tree_.blocks[i];
        if (may_be_byline && block.text.size() < 200) {
            if (tables_.byline(block.text)) {
                leave_out(i, LeftOut::byline, "names the author or the source");
                return true;
            }
            if (is_date_line(block.text, tables_)) {
                leave_out(i, LeftOut::date_line, "holds a date and nothing else");
                return true;
            }
        }
        const auto verdict = tables_.judge(block.text);
        if (!verdict || verdict->place == PatternPlace::credit) return false;
        if (verdict->place == PatternPlace::tail) tail_ = has_body_ ? verdict->reason : LeftOut::none;
        if (verdict->place == PatternPlace::paywall) result_.truncated = true;
        leave_out(i, verdict->reason, verdict->why);
        return true;
    }

    void decide_inside(std::size_t i) {
        const PageBlock& block = tree_.blocks[i];
        const PageNode* container = telling_container(block, main_);
        const bool is_long = running_text(block) >= 80;
        if (container != nullptr && container->hint.is_caption) {
            keep(i, BlockKind::caption);
            return;
        }
        if (container != nullptr && container->hint.reason != LeftOut::none) {
            leave_out(i, container->hint.reason, container_why(*container));
            return;
        }
        if (tail_ != LeftOut::none) {
            leave_out(i, tail_, "stands after the head of the comments");
            return;
        }
        if (leave_out_known(i, true)) return;
        const auto size = static_cast<std::uint32_t>(block.text.size());
        if (block.link_bytes * 10 > size * 8 && !is_long) {
            leave_out(i, LeftOut::related, "made of links");
            return;
        }
        if (!has_body_ && !is_long && headline_ < tree_.blocks.size() && i < headline_) {
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
    std::int32_t main_ = 0;
    std::size_t headline_ = static_cast<std::size_t>(-1);
    bool has_body_ = false;
    LeftOut tail_ = LeftOut::none;
    MainText result_;
};

}  // namespace

MainText choose_main_text(const PageTree& tree, const PageFacts& facts, const ReadingTables& tables) {
    return MainTextChooser(tree, facts, tables).choose();
}

}  // namespace px
