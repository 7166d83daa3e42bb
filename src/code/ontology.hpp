#pragma once
// The code lists: CAMEO (codebook 1.1b3) and PLOVER (2021) side by side, read from data/codes/*.tsv.
//
//   const CameoCode* code = ontology.find("163");      // "Impose embargo, boycott, or sanctions", COERCE restrict

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "code/petrarch2.hpp"

namespace px {

struct CameoCode {
    std::string code;  // "16", "163", "1621"
    std::string name;
    std::uint8_t quad = 0;  // 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    std::optional<double> goldstein;
    std::string plover_type;  // empty where PLOVER has none
    std::string plover_mode;
    std::vector<std::string> contexts;
};

class Ontology {
  public:
    [[nodiscard]] static Result<Ontology> load(const std::string& data_dir, std::vector<Problem>& problems);

    /// nullptr if CAMEO has no such code.
    [[nodiscard]] const CameoCode* find(std::string_view code) const;
    [[nodiscard]] bool has_plover(std::string_view type, std::string_view mode) const;
    [[nodiscard]] bool has_context(std::string_view context) const;
    /// Quad class of a PLOVER type, 0 if there is no such type.
    [[nodiscard]] std::uint8_t plover_quad(std::string_view type) const;
    /// Conflict-cooperation score of a type and mode (that of the type if the mode has none of its own).
    [[nodiscard]] std::optional<double> plover_score(std::string_view type, std::string_view mode) const;
    /// The code of an actor with the role that the older coders have for a word of its name
    /// (data/codes/older_roles.tsv): "PSECVL", "Palestinian protesters" -> "PSEOPP".
    [[nodiscard]] std::string older_code(std::string_view code, std::string_view name) const;
    /// What Petrarch2's dictionaries say otherwise.
    [[nodiscard]] const Petrarch2Tables& petrarch2() const { return petrarch2_; }
    /// The type's name in the 15-type dialect of the PLV relation data ("RETREAT" -> "YIELD").
    [[nodiscard]] std::string_view plv_dialect(std::string_view type) const;

    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    struct PloverRow {
        std::string type;
        std::string mode;
        std::uint8_t quad = 0;
        std::string plv;
        std::optional<double> score;
    };
    std::vector<CameoCode> codes_;
    std::unordered_map<std::string, std::size_t> by_code_;
    std::vector<PloverRow> plover_;
    struct OlderRole {
        std::string word;
        std::string ours;
        std::string theirs;
    };
    std::vector<std::string> contexts_;
    std::vector<OlderRole> older_roles_;
    Petrarch2Tables petrarch2_;
    std::string fingerprint_;
};

}  // namespace px
