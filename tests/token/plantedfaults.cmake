# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT

# Copies of the lifecycle, each with one fault on purpose, and a program for each in which the
# exhaustive test has to find that fault. NAME PROBLEM FROM TO: in the copy, the text FROM stands as TO.
function(parley_planted_fault name problem from to)
    set(core ${CMAKE_CURRENT_SOURCE_DIR}/../../app/token/core)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${core}/tokenlifecycle.cpp)
    file(READ ${core}/tokenlifecycle.cpp source)
    string(REPLACE "${from}" "${to}" planted "${source}")
    if(planted STREQUAL source)
        message(FATAL_ERROR "The fault '${name}' cannot be planted: its text is not in tokenlifecycle.cpp")
    endif()
    set(copy ${CMAKE_CURRENT_BINARY_DIR}/planted/${name}.cpp)
    file(CONFIGURE OUTPUT ${copy} CONTENT "${planted}" @ONLY)
    parley_test(tst_token_planted_${name}
        SOURCES tst_token_exhaustive.cpp lifecyclemodel.cpp lifecyclemodel.h statekey.cpp statekey.h ${copy} LIBRARIES Parley::Token)
    target_compile_definitions(tst_token_planted_${name} PRIVATE PARLEY_PLANTED_FAULT="${problem}")
endfunction()

parley_planted_fault(twicerequested "two requests are in flight"
"    if (isBusy()) {
        join(trigger, reason)"
"    if (m_early) {
        join(trigger, reason)")
parley_planted_fault(expiredtwice "a token expires twice"
    "std::exchange(admitted.isExpiredTold, true)" "admitted.isExpiredTold")
parley_planted_fault(lostcall "a call is lost without an answer"
"    tellFailure(error, m_refresh.trigger, attempt, wait);
    answerAll(calls, error)"
"    tellFailure(error, m_refresh.trigger, attempt, wait);
    answerAll({}, calls.empty() ? std::optional<TokenError>() : error)")
