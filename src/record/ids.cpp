#include "record/ids.hpp"

#include <unordered_map>

#include "base/hash.hpp"

namespace px {
namespace {

/// Joins the parts of a record's identity; '\x1f' stands in none of them.
class Identity {
  public:
    explicit Identity(const Report& report) : content_(report.id) {}
    Identity& add(std::string_view part) {
        content_ += '\x1f';
        content_ += part;
        return *this;
    }
    Identity& add(Span span) { return add(std::to_string(span.begin)).add(std::to_string(span.end)); }
    Identity& add(const std::vector<Actor>& actors, std::int32_t index) {
        return add(index < 0 ? std::string_view() : std::string_view(actors[static_cast<std::size_t>(index)].key));
    }
    [[nodiscard]] const std::string& content() const { return content_; }

  private:
    std::string content_;
};

std::string unique_id(char letter, const Identity& identity, std::unordered_map<std::string, int>& seen) {
    const int repeats = seen[letter + identity.content()]++;
    if (repeats == 0) return short_id(letter, identity.content());
    return short_id(letter, identity.content() + '\x1f' + std::to_string(repeats));
}

}  // namespace

std::string short_id(char letter, std::string_view content) { return letter + sha256_hex(content).substr(0, 10); }

std::string report_id(const Report& report) { return 'r' + report.id.substr(0, 10); }

RecordIds record_ids(const CodedReport& coded) {
    const auto& [report, layers] = coded;
    std::unordered_map<std::string, int> seen;
    RecordIds ids;
    for (const Statement& statement : layers.statements) {
        Identity identity(report);
        identity.add(statement.trigger).add(statement.cameo).add(to_string(statement.mode));
        for (const std::int32_t actor : statement.sources) identity.add(layers.actors, actor);
        identity.add(">");
        for (const std::int32_t actor : statement.targets) identity.add(layers.actors, actor);
        ids.statements.push_back(unique_id('s', identity, seen));
    }
    for (const Attitude& attitude : layers.attitudes) {
        Identity identity(report);
        identity.add(attitude.cue).add(std::to_string(attitude.polarity));
        identity.add(layers.actors, attitude.holder).add(layers.actors, attitude.target);
        ids.attitudes.push_back(unique_id('a', identity, seen));
    }
    for (const Attribution& attribution : layers.attributions) {
        Identity identity(report);
        identity.add(attribution.cue);
        for (const Span span : attribution.content) identity.add(span);
        ids.attributions.push_back(unique_id('q', identity, seen));
    }
    return ids;
}

}  // namespace px
