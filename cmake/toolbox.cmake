# What every target is built with: warnings as errors, sanitizers when asked for, ccache and mold when present.
add_library(px_options INTERFACE)
target_compile_options(px_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports false positives of these two in optimised standard library code.
  target_compile_options(px_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
else()
  # std::stable_sort of libstdc++ 12 calls a function that its own header deprecates.
  target_compile_options(px_options INTERFACE -Wno-deprecated-declarations)
endif()

if(PX_SANITIZE)
  target_compile_options(px_options INTERFACE -fsanitize=${PX_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(px_options INTERFACE -fsanitize=${PX_SANITIZE})
endif()

find_program(PX_CCACHE ccache)
if(PX_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PX_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${PX_CCACHE})
endif()

find_program(PX_MOLD mold)
if(PX_MOLD AND NOT PX_FUZZ)
  target_link_options(px_options INTERFACE -fuse-ld=mold)
endif()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(UCHARDET REQUIRED IMPORTED_TARGET uchardet)
pkg_check_modules(LIBARCHIVE REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(LIBXML2 REQUIRED IMPORTED_TARGET libxml-2.0)
find_package(simdjson REQUIRED)
