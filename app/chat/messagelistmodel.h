// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <QAbstractListModel>

#include <memory>

namespace parley::chat {

class ChatClient;

/// The messages of one conversation, oldest first, the outbox behind them. Starts with the newest
/// page; fetchMore(older) is canFetchOlder()/fetchOlder(), since views ask at the end only.
class MessageListModel final : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(bool loading READ isLoading NOTIFY loadingChanged)

public:
    enum Role : int {
        SidRole = Qt::UserRole + 1, ///< QString; empty until the server has confirmed
        LocalIdRole, ///< QString; own messages of this client
        IndexRole, ///< qint64; -1 until confirmed
        AuthorRole, ///< QString; the identity, not the friendly name
        AuthorNameRole, ///< QString; the friendly name
        BodyRole, ///< QString; plain text
        DateCreatedRole, ///< QDateTime in UTC
        DateUpdatedRole, ///< QDateTime in UTC
        EditedRole, ///< bool
        OwnRole, ///< bool; written by the signed-in user
        DeliveryRole, ///< int(chat::Message::Delivery)
        ReadByOthersRole, ///< bool; own message at or before another participant's horizon
        FailureRole, ///< QString; codeName() of the failure, empty: none
        MessageRole, ///< the whole chat::Message
    };
    Q_ENUM(Role)

    /// \a client must outlive this object. Loading starts at once.
    MessageListModel(ChatClient &client, const QString &conversationSid, QObject *parent = nullptr);
    ~MessageListModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QString conversationSid() const;
    [[nodiscard]] bool isLoading() const;
    [[nodiscard]] bool canFetchOlder() const;
    void fetchOlder();
    /// Tries the first page again after loadFailed().
    void reload();
    /// -1: not loaded.
    [[nodiscard]] int rowOfIndex(qint64 messageIndex) const;

Q_SIGNALS:
    void loadingChanged(bool loading);
    void loadFailed(const parley::chat::ChatError &error);
    void hasOlderChanged();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley::chat
