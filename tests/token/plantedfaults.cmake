# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT

# Programs in which the exhaustive test has to find a fault that is in the lifecycle on purpose: in a copy of SOURCE,
# the text FROM stands as TO.
function(parley_planted_fault name source problem from to)
    parley_plant(copy ${name} token/core/${source} "${from}" "${to}")
    parley_test(tst_token_planted_${name}
        SOURCES tst_token_exhaustive.cpp lifecyclemodel.cpp lifecyclemodel.h statekey.cpp statekey.h ${copy} LIBRARIES Parley::Token)
    target_compile_definitions(tst_token_planted_${name} PRIVATE PARLEY_PLANTED_FAULT="${problem}")
endfunction()

parley_planted_fault(twicerequested tokensupply.cpp "two requests are in flight"
"    if (isBusy()) {
        join(trigger, reason)"
"    if (m_early) {
        join(trigger, reason)")
parley_planted_fault(expiredtwice tokenlifecycle.cpp "a token expires twice"
    "std::exchange(admitted.isExpiredTold, true)" "admitted.isExpiredTold")
parley_planted_fault(lostcall tokensupply.cpp "a call is lost without an answer"
"    tellFailure(error, m_refresh.trigger, attempt, wait);
    answerAll(calls, error)"
"    tellFailure(error, m_refresh.trigger, attempt, wait);
    answerAll({}, calls.empty() ? std::optional<TokenError>() : error)")
