# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT

# Programs in which the simulation has to find a fault that is there on purpose. NAME PROBLEM, then what parley_plant()
# changes.
function(parley_planted_simulation name problem)
    parley_plant(copies ${name} ${ARGN})
    parley_test(tst_simulation_planted_${name} SOURCES tst_simulation.cpp ${copies} LIBRARIES parley_simulation)
    target_compile_definitions(tst_simulation_planted_${name} PRIVATE PARLEY_PLANTED_FAULT="${problem}")
endfunction()

# A message whose acknowledgement was lost is sent as a new one.
parley_planted_simulation(doubled "the service has other messages"
    chat/outbox/outboxattempt.cpp "if (found)" "if (found && found->sid.isEmpty())"
    chat/wire/restclient.cpp "\"X-Twilio-Mutation-Id\"_s, mutationId)" "\"X-Twilio-Mutation-Id\"_s, newMutationId() + mutationId.left(0))")
# A message whose upload was interrupted is sent without its file.
parley_planted_simulation(fileless "the service has other messages"
    chat/outbox/outboxattempt.cpp "if (isPassing(*error) && item.vainUploads < MaxVainUploads)"
    "if (isPassing(*error) && (item.entry.attachments.clear(), true))")
# After a reconnect the client claims to have seen events that it has not.
parley_planted_simulation(gap " shows "
    sync/subscriptions.cpp "it->tracker.contiguous()" "it->tracker.contiguous() + 1")
# A new token is taken for the connection that is open, but not for the next one.
parley_planted_simulation(onetoken "runs on another token"
    twilsock/tokenslots.cpp "m_accepted = std::exchange(m_inFlight, std::nullopt)"
    "if (const auto taken = std::exchange(m_inFlight, std::nullopt)) return (m_accepted = m_accepted ? m_accepted : taken, taken)")
