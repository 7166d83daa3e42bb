# What every target is built with: warnings as errors, sanitizers when asked for, ccache and mold when present.
add_library(px_options INTERFACE)
target_compile_options(px_options INTERFACE -pthread -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports false positives of these in optimised standard library code.
  target_compile_options(px_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-array-bounds
    -Wno-stringop-overread -Wno-stringop-overflow)
else()
  # std::stable_sort of libstdc++ 12 calls a function that its own header deprecates.
  target_compile_options(px_options INTERFACE -Wno-deprecated-declarations)
endif()

# px_cold(FILE...): sources whose running time no user feels. They are optimised less, which takes a quarter off their
# part of a full build.
function(px_cold)
  if(ARGN)
    set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS $<$<CONFIG:Release>:-O1>)
  endif()
endfunction()

# Tests are compiled to be run once: what optimising them costs is never won back.
add_library(px_test_options INTERFACE)
target_compile_options(px_test_options INTERFACE -O0)

if(PX_SANITIZE)
  target_compile_options(px_options INTERFACE -fsanitize=${PX_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(px_options INTERFACE -fsanitize=${PX_SANITIZE})
endif()

find_program(PX_CCACHE ccache)
if(PX_CCACHE)
  # What ccache asks for before it keeps objects that were compiled with precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${PX_CCACHE})
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
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(UCHARDET REQUIRED IMPORTED_TARGET uchardet)
pkg_check_modules(LIBARCHIVE REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(LIBDEFLATE REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(LIBXML2 REQUIRED IMPORTED_TARGET libxml-2.0)
find_package(simdjson REQUIRED)
# The library chooses its kernels when it runs; a file that includes its header need not parse their declarations.
target_compile_definitions(px_options INTERFACE SIMDJSON_IMPLEMENTATION_ICELAKE=0 SIMDJSON_IMPLEMENTATION_HASWELL=0
  SIMDJSON_IMPLEMENTATION_WESTMERE=0)
