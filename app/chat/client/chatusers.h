// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <QObject>

namespace parley::chat {

class ChatParts;

/// The users of the service: what they are called, and whether they are there.
class ChatUsers final : public QObject
{
    Q_OBJECT

public:
    /// \a parts must outlive this object. Only ChatClient creates one.
    explicit ChatUsers(ChatParts &parts);

    /// Of a user, once it is known; else the identity. Only participants and authors are read.
    [[nodiscard]] QString friendlyNameOf(const QString &identity) const;
    /// Whether another known user is called the same, or cannot be told apart by the name.
    [[nodiscard]] bool isNameShared(const QString &identity) const;
    /// What is known of a user now. Unknown ones are read: updated() follows.
    [[nodiscard]] User user(const QString &identity) const;
    /// Keeps what is known of a user current until release() was called as often. At most as many
    /// as the service allows are followed; beyond that the oldest is dropped.
    void subscribe(const QString &identity);
    void release(const QString &identity);
    void setOwnFriendlyName(const QString &name, QObject *context, Callback<Nothing> done);
    void setOwnAttributes(const QJsonObject &attributes, QObject *context, Callback<Nothing> done);

Q_SIGNALS:
    /// Something about a user became known or changed: see user().
    void updated(const QString &identity);

private:
    ChatParts &d;
};

} // namespace parley::chat
