#pragma once
// A cluster of annotated accounts (shape: eval_accounts.hpp), read and written. Only for eval_accounts.cpp.

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "record/accounts.hpp"
#include "relate/eval.hpp"
#include "relate/given_claims.hpp"

namespace px {

/// A stretch of one document, in code points.
struct TextPlace {
    std::int32_t report = -1;
    Span span;
};

struct ClusterRelation {
    std::string type;
    std::string group;
    bool firm = true;
    bool disputed = false;
    std::string claim_a, claim_b;
    TextPlace a, b;
    std::string why;
};

struct Cluster {
    std::string name;
    std::vector<CodedReport> reports;
    std::vector<ClaimAccounts> claims;  // spans of accounts in bytes
    std::vector<ClusterRelation> relations;
};

[[nodiscard]] Result<Cluster> read_cluster(const LayersOfReport& layers_of, std::string_view content,
                                           const std::string& path);

/// Without the texts of the documents.
[[nodiscard]] std::string write_cluster(const Cluster& cluster);

/// A span without blanks at its ends and of at most 900 code points, in code points.
[[nodiscard]] TextPlace place_of_span(const Cluster& cluster, std::int32_t report, Span bytes);

}  // namespace px
