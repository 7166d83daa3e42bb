# Puts text files into a program, so that it needs no files beside it.
#
#   px_embed(px_serve assets serve/assets.hpp page.css page.js)
#
# adds a source file to the target that defines, for the header's namespace px::assets, one string_view for each file
# of the folder: page_css, page_js. It is made anew when a file changes.
function(px_embed target folder header)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${folder}.cpp)
  list(TRANSFORM ARGN PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/ OUTPUT_VARIABLE files)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -D "FILES=${files}" -D HEADER=${header} -D OUTPUT=${output} -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
