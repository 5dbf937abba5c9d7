// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <QAbstractListModel>

#include <memory>

namespace parley::chat {

class ChatClient;

/// The joined conversations, latest activity first. Formats nothing.
class ConversationListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role : int {
        SidRole = Qt::UserRole + 1, ///< QString
        NameRole, ///< QString, displayName()
        UniqueNameRole, ///< QString
        /// QString: body of the newest message if it is known, else empty. Read when it is asked
        /// for: so ask for visible rows only.
        LastMessageRole,
        LastAuthorRole, ///< QString: identity of its author
        LastActivityRole, ///< QDateTime in UTC
        UnreadRole, ///< int, 0 if none or unknown
        MutedRole, ///< bool
        FailedRole, ///< bool: a message in the outbox has failed
        ConversationRole, ///< the whole chat::Conversation; its `loading` tells whether it is kept
        LastMediaRole, ///< chat::MediaList of the newest message
        DraftRole, ///< QString: what is typed and not sent
        SendingRole, ///< bool: something waits in the outbox that has not failed
    };
    Q_ENUM(Role)

    /// \a client must outlive this object.
    explicit ConversationListModel(ChatClient &client, QObject *parent = nullptr);
    ~ConversationListModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    /// -1: unknown.
    [[nodiscard]] int rowOf(const QString &conversationSid) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley::chat
