#include "code/code.hpp"

#include "attribute/attribute.hpp"
#include "attribute/voices.hpp"
#include "code/assemble.hpp"

namespace px {

std::vector<Statement> code(const Rules& rules, const EventModel* learned, const Lexicons& lexicons,
                            const Report& report, const Annotation& annotation, const Layers& layers) {
    const Voices voices(layers.attributions);
    const coding::Teller teller{
        [&](int sentence, int token) { return mode_of(lexicons, report, annotation, sentence, token); },
        [&](Span trigger) { return voices.of(trigger); }};
    return coding::assemble(rules, learned, report, annotation, layers, teller);
}

}  // namespace px
