#pragma once
// Figures for coreference on annotated data: what `parallax eval coref` prints.
//
//   Result<CorefScores> scores = eval_coref(dictionaries, annotate, json_lines, "gum_news_coref.jsonl", true, &out);
//
// A line is {"id","text","reference_date","mentions":[{"span":[begin,end],"cluster"}]}, spans in code points. With
// `gold_mentions` the spans of the file are clustered, else those found in the raw text. A prediction line is
// {"id","clusters":[[[begin,end],...],...]}. Clusters of one mention do not count. MUC (Vilain et al. 1995), B3 (Bagga
// and Baldwin 1998), CEAF-e (Luo 2005), LEA (Moosavi and Strube 2016).

#include <functional>
#include <string>
#include <string_view>

#include "annotate/annotation.hpp"
#include "base/result.hpp"
#include "record/report.hpp"
#include "resolve/dictionaries.hpp"

namespace px {

/// Sums over documents; precision is found / found_of, recall right / right_of, in 0 to 1.
struct CorefScore {
    double recall = 0, recall_of = 0;
    double precision = 0, precision_of = 0;
    [[nodiscard]] double f1() const;
};

struct CorefScores {
    std::size_t documents = 0;
    CorefScore muc, b3, ceafe, lea;
    /// Mentions by name, title or role whose head is that of an annotated mention, each linked to the one before it of
    /// the same actor; right if both are in one cluster.
    std::size_t links = 0, links_right = 0;
    /// Mean of the F1 of MUC, B3 and CEAF-e, 0 to 100.
    [[nodiscard]] double conll() const;
};

[[nodiscard]] Result<CorefScores> eval_coref(const Dictionaries& dictionaries,
                                             const std::function<Annotation(const Report&)>& annotate,
                                             std::string_view json_lines, const std::string& name, bool gold_mentions,
                                             std::string* predictions);

}  // namespace px
