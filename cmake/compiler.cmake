find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

# What every target of ours is compiled with. Third-party headers come in as SYSTEM and stay silent.
add_library(troika_compiler INTERFACE)
target_compile_options(troika_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 at -O2 sees uninitialized strings inside std::optional (GCC bug 80635) and overlapping copies in
  # "literal" + std::string (GCC bug 105651) that are not there.
  target_compile_options(troika_compiler INTERFACE -Wno-maybe-uninitialized -Wno-restrict)
endif()
if(TROIKA_WERROR)
  target_compile_options(troika_compiler INTERFACE -Werror)
endif()
target_include_directories(troika_compiler INTERFACE ${PROJECT_SOURCE_DIR})

if(TROIKA_SANITIZE)
  add_compile_options(-fsanitize=${TROIKA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${TROIKA_SANITIZE})
endif()
if(TROIKA_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()

# troika_library(NAME SOURCES...): a static library of one folder.
function(troika_library name)
  add_library(${name} STATIC ${ARGN})
  target_link_libraries(${name} PRIVATE troika_compiler)
endfunction()
