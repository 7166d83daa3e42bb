#include "relate/dispute_words.hpp"

#include <algorithm>
#include <array>

#include "relate/propositions.hpp"
#include "relate/word_table.hpp"
#include "relate/words.hpp"

namespace px {
namespace {

constexpr std::string_view file = "disputes.tsv";
constexpr std::array<std::string_view, 2> columns = {"kind", "words"};
constexpr std::array<std::string_view, 55> kinds = {
    "guilt",     "levelled",  "untrue",    "accuse",   "won",       "victory",     "election", "round",
    "office",    "crowd",     "counter",   "caller",   "ruling",    "vague",       "told",     "tell",
    "undergoes", "opinion",   "alleged",   "bench",    "reported",  "wrong",       "press",    "title",
    "sought",    "invented",  "weak",      "general",  "unsettled", "subordinate", "partial",  "undone",
    "rejecting", "branding",  "claimed",   "proposed", "meritless", "retort",      "falsely",  "asserting",
    "falsified", "falsehood", "outlawing", "blaming",  "accusing",  "contesting",  "liar",     "part",
    "bound",     "measured",  "open",      "filler",   "narrowing", "onset",       "lawful"};

}  // namespace

Result<DisputeWords> DisputeWords::load(const std::string& data_dir, std::vector<Problem>& problems) {
    DisputeWords disputes;
    const auto take = [&](const TsvRow& row, const Complain& complain) {
        const std::string kind(row[0]);
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
            return complain("'" + kind + "' is none of the kinds that the file's head names");
        const bool known = disputes.kinds_.contains(kind);
        if (known) complain("the kind '" + kind + "' has a row already");
        for (const std::string_view word : split_list(row[1])) {
            if (fold_word(word) != word) complain("'" + std::string(word) + "' is not folded: small letters only");
            if (!disputes.kinds_[kind].emplace(word).second) complain("'" + std::string(word) + "' stands here twice");
            disputes.stems_[kind].insert(stem_of(word));
        }
        if (!known && !disputes.kinds_.contains(kind)) complain("the words are missing");
    };
    const Result<std::string> fingerprint = read_words(data_dir, file, columns, problems, take);
    if (!fingerprint) return fail(fingerprint.error());
    disputes.fingerprint_ = *fingerprint;
    for (const std::string_view kind : kinds)
        if (!disputes.kinds_.contains(kind))
            problems.push_back(
                {data_dir + "/relate/" + std::string(file), 0, 0, "the kind '" + std::string(kind) + "' has no row"});
    return disputes;
}

bool DisputeWords::has(std::string_view kind, std::string_view folded) const { return holds(kinds_, kind, folded); }

bool DisputeWords::has_form(std::string_view kind, std::string_view folded) const {
    return holds(stems_, kind, stem_of(folded));
}

bool DisputeWords::holds(const Kinds& kinds, std::string_view kind, std::string_view word) {
    const auto found = kinds.find(kind);
    return found != kinds.end() && found->second.contains(word);
}

bool DisputeWords::begins(std::string_view kind, std::string_view folded) const {
    const auto found = kinds_.find(kind);
    return found != kinds_.end() && std::any_of(found->second.begin(), found->second.end(),
                                                [&](const std::string& b) { return folded.starts_with(b); });
}

std::vector<Problem> lint_disputes(const std::string& data_dir) { return lint_words<DisputeWords>(data_dir); }

}  // namespace px
