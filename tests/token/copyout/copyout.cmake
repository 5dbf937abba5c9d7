# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT

# cmake -DSOURCE=… -DBINARY=… -P copyout.cmake: copies app/token into an empty project that has Qt Core
# and Network only, builds it there, and runs a program that uses it as the README says, and its tests.
file(REMOVE_RECURSE ${BINARY}/source)
file(COPY ${SOURCE}/app/token DESTINATION ${BINARY}/source)
file(COPY ${SOURCE}/tests/token/copyout/main.cpp ${SOURCE}/tests/token/copyout/ownbackend.h
        ${SOURCE}/resources/precompile.cmake
    DESTINATION ${BINARY}/source)
file(COPY ${SOURCE}/tests/support ${SOURCE}/tests/token ${SOURCE}/tests/parleytest.cmake
    DESTINATION ${BINARY}/source/tests)
configure_file(${SOURCE}/tests/token/copyout/CMakeLists.txt.in ${BINARY}/source/CMakeLists.txt COPYONLY)

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "failed: ${ARGN}")
    endif()
endfunction()
run(${CMAKE_COMMAND} -S ${BINARY}/source -B ${BINARY}/build -G ${GENERATOR}
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}
    -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O1 "-DCMAKE_CXX_FLAGS=${FLAGS} -Werror"
    -DCMAKE_PREFIX_PATH=${PREFIX})
run(${CMAKE_COMMAND} --build ${BINARY}/build --parallel 2)
# The random histories and the exploration take the longest, and the project's own suite has them.
run(${CMAKE_CTEST_COMMAND} --test-dir ${BINARY}/build --output-on-failure --no-tests=error
    --exclude-regex "tst_token_(properties|exhaustive)")
