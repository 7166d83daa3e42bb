#include "relate/unasserted.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "record/evidence.hpp"
#include "relate/numbers.hpp"

namespace px {

bool is_question(const Told& told) {
    const std::string_view said = slice(told.coded->report.text, told.attribution->content.back());
    const std::size_t last = said.find_last_not_of(" \"'”’,");
    return last != std::string_view::npos && said[last] == '?';
}

bool is_made_up(const CodedReport& coded, std::uint32_t byte, const DisputeWords& words) {
    constexpr std::size_t reach = 4;  // "in her new historical novel"
    const WordList list = words_of(coded.report.text, sentence_at(coded.layers, byte));
    if (std::ranges::find(list.words, "documentary") != list.words.end()) return false;
    for (std::size_t i = 1; i < list.words.size(); ++i) {
        if (!words.has("invented", list.words[i])) continue;
        for (std::size_t k = i; k-- > (i > reach ? i - reach : 0) && list.before(k + 1) == " ";)
            if (list.words[k] == "in") return true;
    }
    return false;
}

}  // namespace px
