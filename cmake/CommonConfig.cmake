# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later

# The one place for language standard, warnings, sanitizers and Qt macros: every target links vci::common.
add_library(vci_common INTERFACE)
add_library(vci::common ALIAS vci_common)
target_compile_features(vci_common INTERFACE cxx_std_20)
target_include_directories(vci_common INTERFACE "${CMAKE_SOURCE_DIR}")
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_AUTOMOC_MOC_OPTIONS "--include;${CMAKE_SOURCE_DIR}/cmake/mocprelude.h")

target_compile_options(vci_common INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual -Woverloaded-virtual
    -Wimplicit-fallthrough -Wformat=2 -Wundef -Wnull-dereference)
if(VCI_WERROR)
    target_compile_options(vci_common INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # False positives of GCC 12 in std::string and std::variant under optimisation.
    target_compile_options(vci_common INTERFACE -Wno-restrict -Wno-null-dereference -Wno-maybe-uninitialized)
endif()
target_compile_definitions(vci_common INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_URL_CAST_FROM_STRING QT_STRICT_ITERATORS)

# Executables too, after the -fPIE of theirs: a precompiled header serves only what is compiled alike.
target_compile_options(vci_common INTERFACE -fPIC)

if(VCI_SANITIZE)
    target_compile_options(vci_common INTERFACE -fsanitize=${VCI_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(vci_common INTERFACE -fsanitize=${VCI_SANITIZE})
endif()

# Objects compiled in one checkout serve another at a different path. A miss costs no second run of the preprocessor.
find_program(VCI_CCACHE ccache)
if(VCI_CCACHE)
    cmake_path(GET CMAKE_SOURCE_DIR PARENT_PATH besides)
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${besides} CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1
        CCACHE_SLOPPINESS=pch_defines,time_macros "${VCI_CCACHE}")
endif()
find_program(VCI_LLD ld.lld)
if(VCI_LLD)
    add_link_options(-fuse-ld=lld)
endif()

# vci_library(<folder name> SOURCES … LINKS …): one folder, one static library, one alias vci::<name>.
function(vci_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(vci_${name} STATIC ${ARG_SOURCES})
    add_library(vci::${name} ALIAS vci_${name})
    vci_use_precompiled(vci_${name})
    target_link_libraries(vci_${name} PUBLIC vci::common ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
endfunction()
