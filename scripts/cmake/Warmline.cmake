# What every target of the project shares: compiler settings, packages, and one way to declare a library or a test.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS url)
find_package(nlohmann_json REQUIRED)
find_package(spdlog REQUIRED)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers carry times and paths; without this ccache would never hit a file that uses one.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

add_library(warmline_options INTERFACE)
add_library(warmline::options ALIAS warmline_options)
target_compile_options(
  warmline_options INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wpedantic -Werror -fno-omit-frame-pointer
                             $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
# One io_context runs on one thread (no strands, no locks); Asio still needs its threads for name look-ups.
target_compile_definitions(
  warmline_options INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED BOOST_BEAST_SEPARATE_COMPILATION
                             SPDLOG_COMPILED_LIB SPDLOG_FMT_EXTERNAL)
target_link_libraries(warmline_options INTERFACE Threads::Threads Boost::headers)
if(WARMLINE_SANITIZE)
  target_compile_options(warmline_options INTERFACE -fsanitize=${WARMLINE_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(warmline_options INTERFACE -fsanitize=${WARMLINE_SANITIZE})
  # GCC sees through less of the instrumented code and suspects LEMON's and Boost's headers.
  target_compile_options(warmline_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()
if(WARMLINE_COVERAGE)
  target_compile_options(warmline_options INTERFACE --coverage)
  target_link_options(warmline_options INTERFACE --coverage)
endif()

# warmline_library(NAME SOURCES ... [LINKS ...] [PRIVATE_LINKS ...] [PCH header ...])
# A static library warmline::NAME; its face is include/NAME/, the rest of the folder is private.
# BOOST_PCH reuses the one precompiled header of Asio, Beast, nlohmann/json and spdlog (adapters only).
function(warmline_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "BOOST_PCH" "" "SOURCES;LINKS;PRIVATE_LINKS")
  add_library(warmline_${name} STATIC ${arg_SOURCES})
  add_library(warmline::${name} ALIAS warmline_${name})
  target_include_directories(warmline_${name} PUBLIC include PRIVATE src)
  target_link_libraries(warmline_${name} PUBLIC warmline::options ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
  if(arg_BOOST_PCH)
    target_link_libraries(warmline_${name} PUBLIC warmline::boost)
    target_precompile_headers(warmline_${name} REUSE_FROM warmline_boost)
  endif()
endfunction()

# warmline_test(NAME SOURCES ... [LINKS ...]): a GoogleTest program bin/NAME, registered with ctest as NAME.
# Tests find repository files through support/where.hpp. Labels: unit (needs nothing) or system (starts servers).
function(warmline_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "BOOST_PCH;SYSTEM" "" "SOURCES;LINKS")
  if(NOT WARMLINE_TESTS)
    return()
  endif()
  find_package(GTest REQUIRED)
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE warmline::options warmline::test_support ${arg_LINKS} GTest::gmock_main)
  if(arg_BOOST_PCH)
    target_link_libraries(${name} PRIVATE warmline::boost)
    target_precompile_headers(${name} REUSE_FROM warmline_boost)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  if(arg_SYSTEM)
    set_tests_properties(${name} PROPERTIES LABELS system TIMEOUT 300)
  else()
    set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 120)
  endif()
endfunction()

# warmline_fuzz(NAME SOURCES ... [LINKS ...]): a libFuzzer program, built only in the fuzz preset.
function(warmline_fuzz name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
  if(NOT WARMLINE_FUZZ)
    return()
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name} PRIVATE warmline::options ${arg_LINKS})
endfunction()

# warmline_embed(TARGET NAMESPACE SYMBOL FILE): puts the file's bytes into the library, as
# `std::string_view NAMESPACE::SYMBOL()`, which the code that uses it declares. FILE may be made by the build.
function(warmline_embed target namespace symbol file)
  set(EMBED_NAMESPACE ${namespace})
  set(EMBED_SYMBOL ${symbol})
  get_filename_component(EMBED_PATH ${file} ABSOLUTE)
  file(RELATIVE_PATH EMBED_FILE ${CMAKE_SOURCE_DIR} ${EMBED_PATH})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embed_${symbol}.cpp)
  configure_file(${CMAKE_SOURCE_DIR}/scripts/cmake/embed.cpp.in ${source} @ONLY)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${EMBED_PATH} SKIP_PRECOMPILE_HEADERS ON)
  target_sources(${target} PRIVATE ${source})
endfunction()
