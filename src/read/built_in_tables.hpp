#pragma once
// The tables of data/reading as they were when the program was built (made by CMakeLists.txt).

namespace px {

extern const char* const boilerplate_tsv;
extern const char* const bylines_tsv;
extern const char* const agencies_tsv;
extern const char* const months_tsv;
extern const char* const page_hints_tsv;

}  // namespace px
