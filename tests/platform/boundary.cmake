# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT

# cmake -DSOURCE=… -P boundary.cmake: what differs between operating systems stays in app/platform. Finds headers of
# POSIX and Windows, what has its declaration there, and macros that tell one system from another in the rest of app
# and ui, with file and line.
file(GLOB_RECURSE files RELATIVE ${SOURCE}
    ${SOURCE}/app/*.h ${SOURCE}/app/*.cpp ${SOURCE}/app/*.mm ${SOURCE}/ui/*.h ${SOURCE}/ui/*.cpp ${SOURCE}/ui/*.mm)
list(FILTER files EXCLUDE REGEX "^app/platform/")
list(LENGTH files count)
if(count LESS 200)
    message(FATAL_ERROR "Only ${count} sources below ${SOURCE}: this looks in the wrong place.")
endif()

set(headers "sys/[a-z_]+|arpa/[a-z_]+|net/[a-z_]+|netinet/[a-z_]+|linux/[a-z_]+|unistd|termios|pthread|fcntl|poll|dlfcn"
    "|pwd|grp|signal|syslog|dirent|semaphore|winsock2|windows|io|conio|process|powrprof|csignal")
string(CONCAT headers ${headers})
set(found_in_line
    "#[ \t]*(include|import)[ \t]*<(${headers})(\\.h)?>"
    "#[ \t]*(include|import)[ \t]*<(QtDBus/)?QDBus"
    "Q_OS_[A-Z]"
    "(__linux|__unix|__APPLE__|_WIN32|_WIN64|__MINGW|__FreeBSD|_MSC_VER)"
    "(^|[^A-Za-z0-9_>])::(open|close|read|write|fork|kill|getpid|chmod|umask|stat|fcntl|poll|setrlimit|prctl)\\(")

set(problems "")
foreach(file IN LISTS files)
    foreach(pattern IN LISTS found_in_line)
        file(STRINGS ${SOURCE}/${file} hits REGEX "${pattern}")
        foreach(hit IN LISTS hits)
            if(NOT hit MATCHES "^[ \t]*//")
                string(APPEND problems "\n  ${file}: ${hit}")
            endif()
        endforeach()
    endforeach()
endforeach()
if(problems)
    message(FATAL_ERROR "This belongs into app/platform:${problems}")
endif()
message(STATUS "${count} sources know no operating system")
