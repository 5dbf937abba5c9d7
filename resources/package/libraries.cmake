# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT

# What a team builds with after `cmake --install`: find_package(Parley COMPONENTS Token Credentials Chat).
# Each component has its own file of targets, so that Token can be had where Qt WebSockets and QtKeychain are missing.
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/Parley)
get_filename_component(app_folder ${CMAKE_CURRENT_SOURCE_DIR}/../app ABSOLUTE)

function(parley_component name)
    cmake_parse_arguments(arg "" "" "HEADERS" ${ARGN})
    string(TOLOWER ${name} folder)
    set_target_properties(parley_${folder} PROPERTIES EXPORT_NAME ${name})
    install(TARGETS parley_${folder} EXPORT Parley${name}
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
        INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/parley)
    install(EXPORT Parley${name} NAMESPACE Parley:: FILE Parley${name}.cmake
        DESTINATION ${package_folder} COMPONENT development)
    foreach(header IN LISTS arg_HEADERS)
        get_filename_component(below ${header} DIRECTORY)
        install(FILES ${app_folder}/${folder}/${header}
            DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/parley/${folder}/${below} COMPONENT development)
    endforeach()
endfunction()

# The public headers; what they include is among them, which the project in tests/package shows.
parley_component(Token HEADERS
    accesstoken.h clock.h enumname.h http/tokenrequest.h httptokenprovider.h reachability.h refreshpolicy.h tokenconsumer.h
    tokenerror.h tokenmanager.h tokenprovider.h tokentypes.h tracewriter.h)
parley_component(Credentials HEADERS credentialstore.h)
parley_component(Chat HEADERS
    chatclient.h chattypes.h client/chatconversations.h client/chatmedia.h client/chatmessages.h client/chatoutbox.h
    client/chatparticipants.h client/chatusers.h conversationlistmodel.h httptransfer.h keptstore.h media.h messageattributes.h
    messagelistmodel.h outboxstore.h serviceconfiguration.h store/databaseproblem.h)
# Not meant to be asked for by name: the others need them.
parley_component(Platform)
parley_component(Twilsock HEADERS connection.h connectiontypes.h frame.h transport.h)
parley_component(Sync HEADERS syncclient.h)

get_target_property(platform_libraries parley_platform LINK_LIBRARIES)
set(PARLEY_PLATFORM_QT "")
if("Qt6::DBus" IN_LIST platform_libraries)
    set(PARLEY_PLATFORM_QT DBus)
endif()
configure_package_config_file(package/ParleyConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/ParleyConfig.cmake
    INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/ParleyConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/ParleyConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/ParleyConfigVersion.cmake
    DESTINATION ${package_folder} COMPONENT development)
