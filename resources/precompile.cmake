# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT

# What makes a first build take a third of the time: headers of Qt and of the standard library are read once for
# many sources, and the sources of a folder are compiled as one. Every source includes what it needs all the
# same. CI checks that: with PARLEY_EACH_SOURCE the check for Windows reads each source of app and ui by itself.
set(core_headers
    <QCoreApplication> <QDateTime> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QLoggingCategory>
    <QObject> <QPointer> <QSet> <QTimer> <QUrl> <QVariant>
    <algorithm> <chrono> <deque> <functional> <map> <memory> <optional> <utility> <variant> <vector>)

# The compiler takes a set only where its macros are defined as well, so each kind of target has its own.
function(parley_precompiled name headers libraries definitions)
    set(source ${CMAKE_BINARY_DIR}/precompile/${name}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "// The headers are what matters.\n")
    add_library(${name} OBJECT EXCLUDE_FROM_ALL ${source})
    target_link_libraries(${name} PRIVATE ${libraries})
    target_compile_definitions(${name} PRIVATE ${definitions})
    target_compile_features(${name} PRIVATE cxx_std_20)
    target_precompile_headers(${name} PRIVATE ${headers})
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
endfunction()

set(widgets_headers ${core_headers}
    <QAbstractItemModel> <QAction> <QApplication> <QClipboard> <QComboBox> <QDialogButtonBox> <QEvent> <QFontMetricsF>
    <QFormLayout> <QIcon> <QImage> <QKeyEvent> <QLabel> <QLineEdit> <QListView> <QLocale> <QMenu> <QPainter>
    <QPushButton> <QScrollArea> <QScrollBar> <QStyle> <QTextDocument> <QToolButton> <QVBoxLayout> <QWidget>)
parley_precompiled(precompiled_core "${core_headers}" Qt6::Core "")
parley_precompiled(precompiled_core_asserts "${core_headers}" Qt6::Core QT_FORCE_ASSERTS)
if(TARGET Qt6::Widgets)
    parley_precompiled(precompiled_widgets "${widgets_headers}" Qt6::Widgets "")
    parley_precompiled(precompiled_widgets_asserts "${widgets_headers}" Qt6::Widgets QT_FORCE_ASSERTS)
endif()

# The sources of a library that lie in one folder become one. By folder, not by number: a new file must not bring others
# together whose names do not fit.
function(parley_compile_by_folder library)
    get_target_property(root ${library} SOURCE_DIR)
    get_target_property(sources ${library} SOURCES)
    foreach(source IN LISTS sources)
        cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${root})
        cmake_path(GET source PARENT_PATH folder)
        cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${root})
        string(REPLACE / _ folder ${folder})
        set_source_files_properties(${source} TARGET_DIRECTORY ${library} PROPERTIES UNITY_GROUP "${folder}")
    endforeach()
    set_target_properties(${library} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

# moc needs nothing but the declaration of a class. It reads every header of Qt that the file includes all the same, which takes
# twenty times as long, so it is run without the paths to them.
if(UNIX)
    get_target_property(moc Qt6::moc IMPORTED_LOCATION)
    set(quick_moc ${CMAKE_BINARY_DIR}/precompile/moc)
    file(CONFIGURE OUTPUT ${quick_moc} @ONLY CONTENT [[#!/bin/sh
for argument; do
    shift
    case $argument in -I*) ;; *) set -- "$@" "$argument" ;; esac
done
exec "@moc@" "$@"
]])
    file(CHMOD ${quick_moc} PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endif()

# Gives every target in folder, and below it, one of the sets.
function(parley_precompile folder)
    get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS targets)
        get_target_property(type ${target} TYPE)
        get_target_property(definitions ${target} COMPILE_DEFINITIONS)
        if(NOT type MATCHES "EXECUTABLE|STATIC_LIBRARY")
            continue()
        endif()
        set(kind core)
        if(folder MATCHES "/ui(/|$)")
            set(kind widgets)
        endif()
        if(definitions MATCHES QT_FORCE_ASSERTS AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
            set(kind ${kind}_asserts)
        endif()
        target_precompile_headers(${target} REUSE_FROM precompiled_${kind})
        if(quick_moc)
            set_target_properties(${target} PROPERTIES AUTOMOC_EXECUTABLE ${quick_moc})
        endif()
        # Not the libraries of tests: a program that links one needs some of its objects only.
        if(type STREQUAL STATIC_LIBRARY AND NOT folder MATCHES "/tests(/|$)")
            parley_compile_by_folder(${target})
        endif()
    endforeach()
    get_property(folders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
    foreach(below IN LISTS folders)
        parley_precompile(${below})
    endforeach()
endfunction()
