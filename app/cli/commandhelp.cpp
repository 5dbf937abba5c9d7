// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/commandhelp.h"

#include "cli/commandcall.h"

using namespace Qt::StringLiterals;

namespace parley {

namespace {

constexpr qsizetype NameColumns = 24; ///< of the longest name, and behind it a blank

QString linesOf(const QString &heading, const std::vector<CommandEntry> &commands)
{
    QString text = heading + u'\n';
    for (const CommandEntry &command : commands) {
        QString name = QLatin1String(command.name);
        for (const QString &line : QString::fromLatin1(command.arguments).split(u'\n')) {
            text += u"  "_s + name;
            if (!line.isEmpty())
                text += QString(NameColumns + 1 - name.size(), u' ') + line;
            text += u'\n';
            name.clear();
        }
    }
    return text;
}

} // namespace

QString commandHelp()
{
    return uR"(
Commands, one JSON object per line on standard input, with `command`, an `id` that the result
repeats, and these arguments ([] may be missing). A conversation is named by sid or unique name.

)"_s + linesOf(u"Conversations"_s, conversationCommands())
        + linesOf(u"Messages"_s, messageCommands()) + linesOf(u"Files"_s, mediaCommands())
        + linesOf(u"People"_s, peopleCommands()) + linesOf(u"Session"_s, sessionCommands()) + uR"(
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
)"_s;
}

} // namespace parley
