// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/httptransfer.h"
#include "chat/serviceconfiguration.h"
#include "chat/wire/callbacktable.h"
#include "chat/wire/restclient.h"
#include "sync/syncclient.h"

namespace parley::chat {

/// What the parts of a ChatClient share. Outlives them all.
struct ChatContext
{
    twilsock::Connection &connection;
    sync::SyncClient &sync;
    RestClient &rest;
    Clock &clock;
    RandomSource random {};
    CallbackTable callbacks;
    ServiceConfiguration configuration {}; ///< empty before the first answer

    [[nodiscard]] ServicePlace servicePlace() const
    {
        return connection.isServiceLocal() ? ServicePlace::ThisMachine : ServicePlace::Elsewhere;
    }
    [[nodiscard]] const QString &identity() const { return configuration.identity; }
    [[nodiscard]] QUrl conversationUrl(const QString &sid) const
    {
        return withSegment(configuration.conversations, sid);
    }
    [[nodiscard]] QUrl messagesUrl(const QString &conversationSid) const
    {
        return withSegment(conversationUrl(conversationSid), QStringLiteral("Messages"));
    }
    [[nodiscard]] QUrl messageUrl(const QString &conversationSid, const QString &sid) const
    {
        return withSegment(messagesUrl(conversationSid), sid);
    }
    [[nodiscard]] QUrl participantsUrl(const QString &conversationSid) const
    {
        return withSegment(conversationUrl(conversationSid), QStringLiteral("Participants"));
    }
    [[nodiscard]] QUrl myConversationUrl(const QString &sid) const
    {
        return withSegment(configuration.myConversations, sid);
    }
};

} // namespace parley::chat
