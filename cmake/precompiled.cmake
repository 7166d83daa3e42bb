# Standard headers that nearly every file of the rooms includes, parsed once for all of them: a third off a full build.
# Every file pays for its size when it is loaded: with simdjson in it (155 instead of 86 MB) files took 0.3 s longer.
# Files include what they use all the same: -DPX_PRECOMPILED=OFF builds without, and finds a file that does not.
option(PX_PRECOMPILED "Parse common standard headers once" ON)

# px_precompiled for the rooms; px_precompiled_test, which adds doctest and does not optimise, for their tests.
if(PX_PRECOMPILED)
  set(headers <algorithm> <array> <charconv> <filesystem> <functional> <map> <memory> <optional> <set> <span> <string>
              <string_view> <tuple> <unordered_map> <utility> <vector> <fmt/format.h>)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "// Made by cmake/precompiled.cmake.\n")
  add_library(px_precompiled OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(px_precompiled PRIVATE px_options fmt::fmt)
  target_precompile_headers(px_precompiled PRIVATE ${headers})
  add_library(px_precompiled_test OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(px_precompiled_test PRIVATE px_options px_test_options fmt::fmt)
  target_precompile_headers(px_precompiled_test PRIVATE ${headers} <doctest/doctest.h>)
endif()

# px_use_precompiled(TARGET px_precompiled): TARGET must have the options of the library that it takes the headers from.
function(px_use_precompiled target from)
  target_link_libraries(${target} PRIVATE fmt::fmt)
  if(PX_PRECOMPILED)
    target_precompile_headers(${target} REUSE_FROM ${from})
  endif()
endfunction()
