#pragma once
// What a site asks of programs (robots.txt, RFC 9309).
//
//   const Robots robots = Robots::parse(text, "parallax");
//   if (!robots.allows("/private/a.html")) ...

#include <string>
#include <string_view>
#include <vector>

namespace px {

class Robots {
  public:
    /// The rules of the groups for `agent`, or for everybody ("*") if it has none of its own.
    [[nodiscard]] static Robots parse(std::string_view text, std::string_view agent);

    /// `path` with its query. The longest rule that fits decides, allowing before forbidding.
    [[nodiscard]] bool allows(std::string_view path) const;
    /// Seconds between two visits that the site asks for; 0 if it does not say.
    [[nodiscard]] double delay() const { return delay_; }

  private:
    struct Rule {
        std::string pattern;  // "*" any run of characters, "$" at the end
        bool allow = false;
    };
    std::vector<Rule> rules_;
    double delay_ = 0;
};

}  // namespace px
