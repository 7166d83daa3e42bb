#pragma once
// Whose deed a denial is about. "He denied knowing of the payment" is about himself: only what names him can be set
// against it. "He denied that the army had fired" has a subject of its own and is open to whoever tells of it.

#include <span>

#include "record/accounts.hpp"

namespace px {

/// Whether the sentence of `told` names, by whatever word, whose deed the denial is about; true if the denial tells of
/// somebody else's, or its speaker has no name. `denial` is an attribution.
[[nodiscard]] bool names_the_accused(std::span<const CodedReport> reports, StatementRef denial, StatementRef told);

}  // namespace px
