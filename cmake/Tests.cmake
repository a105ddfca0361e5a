# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later

set(VCI_SHARED_DIR "${CMAKE_SOURCE_DIR}/../shared" CACHE PATH "Third-party vectors and the stock database; rows that need it are skipped by name where it is absent")

# vci_test(<tst_name> SOURCES … LINKS … [TIMEOUT s]): one Qt Test class a file, one executable, one ctest entry.
function(vci_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    if(VCI_SANITIZE)
        math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 4")
    endif()
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    vci_use_precompiled(${name})
    target_link_libraries(${name} PRIVATE vci::common Qt6::Test ${ARG_LINKS})
    target_compile_definitions(${name} PRIVATE
        VCI_SOURCE_DIR="${CMAKE_SOURCE_DIR}" VCI_BINARY_DIR="${CMAKE_BINARY_DIR}" VCI_SHARED_DIR="${VCI_SHARED_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QTEST_FUNCTION_TIMEOUT=900000;LC_ALL=C.UTF-8;TZ=UTC;LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0")
endfunction()
