# A room is one stage of the pipeline: one folder of src/, one static library, one test program.
#
#   px_room(NAME resolve DEPENDS annotate LIBS PkgConfig::ICU HOT phrases phrase_index)
#
# Other rooms are included as "annotate/annotation.hpp". That path exists only below a folder made for this room
# (a link in the build tree), and only rooms that DEPEND on it, directly or through others, get that folder on their
# include path: an include in the wrong direction does not compile.
# LIBS are outside libraries used in .cpp files only; they never reach the rooms above.
# HOT names the sources in which a profile (perf record) finds the running time, "*" all of them: they keep the full
# optimisation. The others are optimised less (px_cold).
function(px_room)
  cmake_parse_arguments(ROOM "" "NAME" "DEPENDS;LIBS;HOT" ${ARGN})
  set(target px_${ROOM_NAME})
  set(folder ${CMAKE_CURRENT_SOURCE_DIR})
  set(door ${CMAKE_BINARY_DIR}/rooms/${ROOM_NAME})
  file(MAKE_DIRECTORY ${door})
  file(CREATE_LINK ${folder} ${door}/${ROOM_NAME} SYMBOLIC)

  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  if(NOT sources)
    message(STATUS "Room ${ROOM_NAME} is empty so far")
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${door})
    foreach(room IN LISTS ROOM_DEPENDS)
      target_link_libraries(${target} INTERFACE px_${room})
    endforeach()
    return()
  endif()

  set(cold ${sources})
  foreach(name IN LISTS ROOM_HOT)
    if(name STREQUAL "*")
      list(FILTER cold INCLUDE REGEX "/(eval|lint|score)[a-z_]*\\.cpp$")
    elseif(NOT "${folder}/${name}.cpp" IN_LIST sources)
      message(WARNING "Room ${ROOM_NAME}: HOT names ${name}.cpp, which is not there")
    else()
      list(REMOVE_ITEM cold ${folder}/${name}.cpp)
    endif()
  endforeach()
  px_cold(${cold})

  add_library(${target} STATIC ${sources})
  target_include_directories(${target} PUBLIC ${door})
  foreach(room IN LISTS ROOM_DEPENDS)
    target_link_libraries(${target} PUBLIC px_${room})
  endforeach()
  target_link_libraries(${target} PRIVATE px_options ${ROOM_LIBS})
  px_use_precompiled(${target} px_precompiled)

  if(tests AND NOT PX_FUZZ)
    add_executable(${target}_test ${tests})
    target_link_libraries(${target}_test PRIVATE ${target} px_options px_test_options px_doctest ${ROOM_LIBS})
    px_use_precompiled(${target}_test px_precompiled_test)
    # Examples in tests name the members that matter and leave the others at their defaults.
    target_compile_options(${target}_test PRIVATE -Wno-missing-field-initializers)
    target_compile_definitions(${target}_test PRIVATE PX_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    add_test(NAME ${ROOM_NAME} COMMAND ${target}_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  endif()
endfunction()
