# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later

# libFuzzer targets (clang only): the core is compiled with coverage, `fuzzers` builds them all, `./dev fuzz` runs them.
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "VCI_FUZZ needs clang: configure with -DCMAKE_CXX_COMPILER=clang++, or run ./dev fuzz")
endif()
target_compile_options(vci_common INTERFACE -fsanitize=fuzzer-no-link)
add_custom_target(fuzzers)

# vci_fuzzer(<fuzz_name> LINKS …): one parser, its property in fuzz_<name>.cpp.
function(vci_fuzzer name)
    cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
    add_executable(${name} ${name}.cpp)
    target_link_libraries(${name} PRIVATE vci::common ${ARG_LINKS})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers ${name})
endfunction()
