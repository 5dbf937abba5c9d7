# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT

# parley_test(name SOURCES … LIBRARIES … [TIMEOUT seconds] [LABELS …]): one Qt Test program, run offscreen in UTC.
function(parley_test name)
    cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LIBRARIES;LABELS" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    qt_add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE Parley::TestSupport ${arg_LIBRARIES} Qt6::Test)
    target_compile_definitions(${name} PRIVATE $<$<NOT:$<CONFIG:Debug>>:QT_FORCE_ASSERTS>)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8"
        SKIP_REGULAR_EXPRESSION "SKIP   : [^\n]*initTestCase")
endfunction()

# parley_waits(seconds name…): tests that mostly wait for real time, about so long each. They start first, and only as
# many at once as there are cores, so that the others have the cores meanwhile: see test_command() in dev.
function(parley_waits seconds)
    cmake_host_system_information(RESULT lanes QUERY NUMBER_OF_LOGICAL_CORES)
    foreach(name IN LISTS ARGN)
        get_property(used GLOBAL PROPERTY parley_lanes_used)
        list(LENGTH used count)
        math(EXPR lane "${count} % ${lanes}")
        set_property(GLOBAL APPEND PROPERTY parley_lanes_used ${lane})
        set_tests_properties(${name} PROPERTIES COST ${seconds} RESOURCE_LOCK waiting${lane})
    endforeach()
endfunction()

# Sources with the fault NAME on purpose, for a program that links them before the library they are copied from: OUT
# becomes their paths. FILE FROM TO, as often as needed: in a copy of app/FILE, the text FROM stands as TO. Each file once.
function(parley_plant out name)
    set(copies)
    math(EXPR last "${ARGC} - 1")
    foreach(i RANGE 2 ${last} 3) # by index: a text may contain a semicolon
        math(EXPR second "${i} + 1")
        math(EXPR third "${i} + 2")
        set(file ${ARGV${i}})
        set(from "${ARGV${second}}")
        set(to "${ARGV${third}}")
        set(original ${PROJECT_SOURCE_DIR}/app/${file})
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${original})
        file(READ ${original} source)
        string(REPLACE "${from}" "${to}" planted "${source}")
        if(planted STREQUAL source)
            message(FATAL_ERROR "The fault '${name}' cannot be planted: its text is not in app/${file}")
        endif()
        get_filename_component(base ${file} NAME)
        set(copy ${CMAKE_CURRENT_BINARY_DIR}/planted/${name}/${base})
        file(CONFIGURE OUTPUT ${copy} CONTENT "${planted}" @ONLY)
        list(APPEND copies ${copy})
        # The copy takes the place of one object of the library, so that object must hold this source alone.
        string(REGEX REPLACE "/.*" "" folder ${file})
        set_source_files_properties(${original} TARGET_DIRECTORY parley_${folder}
            PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endforeach()
    set(${out} ${copies} PARENT_SCOPE)
endfunction()
