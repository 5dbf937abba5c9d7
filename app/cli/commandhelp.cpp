// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/commandhelp.h"

namespace parley {

QString commandHelp()
{
    return QStringLiteral(R"(
Commands, one JSON object per line on standard input, with `command`, an `id` that the result
repeats, and these arguments ([] may be missing). A conversation is named by sid or unique name.

Conversations
  conversations
  createConversation       [friendlyName] [uniqueName] [attributes]
  updateConversation       conversation [friendlyName] [uniqueName, "" removes it] [attributes]
  directConversation       identity: the conversation of two, made unless there is one
  join, leave              conversation
  deleteConversation       conversation
  setNotificationLevel     conversation, level: default or muted
  unreadCount              conversation: null where nothing was ever read
  read                     conversation, index
  readAll, readNone        conversation
  typing                   conversation
Messages
  send                     conversation, body, [attributes] [replyTo: index of a message]
                           [files: list of {path [filename] [contentType]}; then without body, too]
  history                  conversation [count: 1 to 1000] [before: index] or [after: index, -1:
                           from the start]; oldest first, the index itself is not included
  message                  conversation, index
  edit                     conversation, index, body
  delete                   conversation, index
  updateMessageAttributes  conversation, index, attributes: its members replace those of the same
                           name, null removes one
  react                    conversation, index, emoji [on: true or false]
  outbox                   what is waiting, being sent, or has failed
  retry, discard           localId
  mediaUrl                 media: sid of a file; an address that needs no sign-in for some minutes
  downloadMedia            conversation, index, path [media: sid, if the message has several files]
People
  participants             conversation
  addParticipant           conversation, identity
  removeParticipant        conversation, identity
  setParticipantAttributes conversation, identity, attributes
  user                     identity
  subscribeUser            identity: userUpdated events of that user, until releaseUser
  releaseUser              identity
  setFriendlyName          friendlyName
  setUserAttributes        attributes
Session
  tokenStatus              state, identity, issuedAt, expiresAt, secondsLeft, explanation: sentences
                           that say what happened last, what comes next and what can be done
  refreshToken             the same, once the attempt has ended
  updateToken              token
  connect, disconnect, signOut, shutdown

Events, one JSON object per line on standard output, each with `event` and `at`:
  result                   id, ok, and data or error {code, message}
  signedIn                 identity
  signInFailed             code, message
  tokenUpdated             identity, issuedAt, expiresAt, reason
  tokenAboutToExpire       expiresAt, secondsLeft, source
  tokenExpired             expiresAt
  tokenUpdateFailed        code, message, attempt, retryInSeconds
  tokenUpdateRecovered     attempts, downSeconds
  connectionStateChanged   state
  connectionError          terminal, message, httpStatusCode, errorCode
  initialized
  initFailed               message
  conversationJoined, conversationUpdated, conversationLeft, conversationRemoved
                           conversation, friendlyName, uniqueName, attributes, notificationLevel,
                           lastReadMessageIndex, unreadCount, lastMessage {index, dateCreated},
                           createdBy, dateCreated, dateUpdated
  messageAdded, messageUpdated, messageRemoved
                           conversation, sid, index, author, participant, body, dateCreated,
                           dateUpdated, attributes, media: list of {sid, category, filename,
                           contentType, size}
  participantJoined, participantUpdated, participantLeft
                           conversation, identity, lastReadMessageIndex, lastReadTimestamp, roleSid,
                           attributes
  typingStarted, typingEnded
                           conversation, identity
  userUpdated              identity, friendlyName, attributes, online, notifiable
  uploadProgress           conversation, localId, sent, total
  downloadProgress         media, received, total
  check                    name, ok, detail, fix (--check-endpoint)

Exit status: 0 clean, 1 something else or messages left in the outbox, 2 wrong use, 3 sign-in
refused, 4 connection denied for good, 5 a check has failed.
)");
}

} // namespace parley
