// The matrix of statements and reports.

#include <fmt/format.h>

#include <algorithm>

#include "serve/page_parts.hpp"

namespace px {
namespace {

constexpr std::size_t rows_at_first = 16;  // more are shown on demand; splits are always shown

class MatrixPart {
  public:
    MatrixPart(Html& html, const Page& page) : html_(html), page_(page) {}

    void write() {
        std::size_t hidden = 0;
        for (std::size_t i = 0; i < page_.rows.size(); ++i) hidden += is_more(i) ? 1 : 0;
        if (hidden > 0) {
            html_.empty("input", {{"type", "checkbox"}, {"id", "all-rows"}});
            html_.element("label", {{"for", "all-rows"}},
                          fmt::format("show {} of less weight too", counted(hidden, "row")));
        }
        html_.element("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Matrix"}},
                      [&] {
                          html_.element("table", {{"class", "matrix"}}, [&] {
                              html_.element("thead", {}, [&] { head(); });
                              html_.element("tbody", {}, [&] {
                                  for (std::size_t i = 0; i < page_.rows.size(); ++i) row(i);
                              });
                          });
                      });
        legend();
    }

  private:
    [[nodiscard]] bool is_more(std::size_t row) const {
        return row >= rows_at_first && page_.rows[row].agreement != Agreement::split;
    }

    void head() {
        origins();
        html_.element("tr", {}, [&] {
            html_.element("th", {{"scope", "col"}}, "Statement");
            for (const std::int32_t report : page_.order) {
                html_.element("th", {{"scope", "col"}, {"class", "report"}}, [&] {
                    html_.element("a", {{"href", "#text-" + report_letter(report)}}, [&] {
                        html_.element("b", {}, report_letter(report)).text(" ");
                        html_.element("bdi", {}, outlet_or_file(page_.report(report)));
                    });
                    const auto& published = page_.report(report).published;
                    html_.element("span", {{"class", "dim"}}, published ? published->iso().substr(0, 10) : "no date");
                });
            }
            html_.element("th", {{"scope", "col"}, {"class", "report"}}, "Independent accounts");
        });
    }

    /// A line over the columns that share an origin.
    void origins() {
        const auto shared = [](const Lineage& lineage) { return lineage.reports.size() > 1; };
        if (std::ranges::none_of(page_.comparison.lineages, shared)) return;
        html_.element("tr", {{"class", "origins"}}, [&] {
            html_.element("td", {}, "");
            for (std::size_t i = 0; i < page_.order.size();) {
                const std::int32_t number = lineage_at(i);
                std::size_t end = i + 1;
                while (end < page_.order.size() && number >= 0 && lineage_at(end) == number) ++end;
                const std::string span = std::to_string(end - i);
                if (end - i == 1)
                    html_.element("td", {}, "");
                else
                    html_.element("th", {{"scope", "colgroup"}, {"colspan", span}}, origin_words(number));
                i = end;
            }
            html_.element("td", {}, "");
        });
    }

    [[nodiscard]] std::int32_t lineage_at(std::size_t column) const {
        return page_.lineages[static_cast<std::size_t>(page_.order[column])];
    }
    [[nodiscard]] std::string origin_words(std::int32_t lineage) const {
        const std::string& origin = page_.comparison.lineages[static_cast<std::size_t>(lineage)].origin;
        return origin.empty() ? "one origin" : "one origin: " + origin;
    }

    void row(std::size_t index) {
        const Row& row = page_.rows[index];
        const std::string kind = std::string(to_string(row.agreement)) + (is_more(index) ? " more" : "");
        html_.element("tr", {{"class", kind}}, [&] {
            html_.element("th", {{"scope", "row"}}, [&] {
                html_.element("bdi", {}, row.label).text(" ");
                html_.element("span", {{"class", "dim"}}, details(row));
            });
            for (const std::int32_t report : page_.order) cell(index, row, report);
            html_.element("td", {{"class", "sum"}}, [&] {
                html_.element("b", {}, std::to_string(row.lineages));
                html_.element("span", {{"class", "agreement"}}, agreement_words(row));
            });
        });
    }

    static std::string details(const Row& row) {
        std::string text;
        for (const std::string& part : {code_words(row), time_words(row.time), row.place})
            if (!part.empty()) text += (text.empty() ? "" : " · ") + part;
        return text;
    }

    void cell(std::size_t index, const Row& row, std::int32_t report) {
        static const Account none;
        const auto found = std::ranges::find(row.accounts, report, &Account::report);
        const Account& account = found == row.accounts.end() ? none : *found;
        const std::string anchor = Page::cell_anchor(index, report);
        const std::string about =
            fmt::format("{}: {}", report_letter(report), stance_meaning(account.stance, page_.reports.size()));
        html_.element("td", {{"class", to_string(account.stance)}}, [&] {
            if (account.evidence.empty())
                html_.element("span", {{"class", "cell"}, {"title", about}}, [&] { cell_words(account); });
            else
                html_.element("a", {{"class", "cell"}, {"href", "#" + anchor}, {"title", about}},
                              [&] { cell_words(account); });
        });
    }

    void cell_words(const Account& account) {
        write_mark(html_, account.stance);
        const bool attributed = account.stance == Stance::attributes || account.stance == Stance::attributes_denial;
        const bool named = attributed && !account.speaker.empty();
        if (named)
            html_.element("bdi", {}, account.speaker);
        else
            html_.element("span", {}, attributed ? "unnamed speaker" : stance_word(account.stance));
        if (!account.gist.empty()) html_.element("i", {}, account.gist);
    }

    void legend() {
        html_.element("p", {{"class", "legend"}}, [&] {
            for (const Stance stance : {Stance::asserts, Stance::attributes, Stance::denies, Stance::attributes_denial,
                                        Stance::hedges, Stance::silent, Stance::unknown}) {
                if (!used(stance)) continue;
                html_.element("span", {{"class", to_string(stance)}}, [&] {
                    write_mark(html_, stance);
                    html_.text(stance_meaning(stance, page_.reports.size()));
                });
                html_.text(" ");
            }
            html_.element("span", {{"class", "keys"}}, [&] {
                html_.element("kbd", {}, "j").text(" ").element("kbd", {}, "k").text(" next, previous");
            });
        });
    }

    [[nodiscard]] bool used(Stance stance) const {
        return std::ranges::any_of(page_.rows, [&](const Row& row) {
            return std::ranges::find(row.accounts, stance, &Account::stance) != row.accounts.end();
        });
    }

    Html& html_;
    const Page& page_;
};

}  // namespace

void write_matrix(Html& html, const Page& page) {
    if (page.rows.empty()) {
        html.element("p", {}, "No statement was found that could be compared.");
        return;
    }
    MatrixPart(html, page).write();
}

}  // namespace px
