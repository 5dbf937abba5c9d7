// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/messagelistmodel.h"
#include "find/findeverywhere.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace parley::ui {

/// The messages of the conversations that were opened last stay loaded, so that going back to one
/// is quick. Keeps besides why messages could not be loaded.
class MessageModels final : public QObject
{
    Q_OBJECT

public:
    /// \a client must outlive this object.
    explicit MessageModels(chat::ChatClient &client, QObject *parent = nullptr);

    /// The messages of \a sid, which become the ones opened last. They stay while no more than
    /// seven others have been opened since.
    [[nodiscard]] chat::MessageListModel &open(const QString &sid);
    /// The conversation is gone.
    void forget(const QString &sid);
    /// Why the messages of \a sid could not be loaded; empty: no failure, or it is forgotten.
    [[nodiscard]] std::optional<chat::ChatError> failure(const QString &sid) const;
    void forgetFailure(const QString &sid) { m_failures.remove(sid); }
    /// Every message that is loaded.
    [[nodiscard]] std::vector<LoadedMessages> loaded() const;

Q_SIGNALS:
    /// Of a conversation that has a model; its row is gone already.
    void messageDeleted(const QString &sid, qint64 index);

private:
    chat::ChatClient &m_client;
    QHash<QString, chat::MessageListModel *> m_models; // all are children
    QStringList m_order; ///< least recently opened first
    QHash<QString, chat::ChatError> m_failures;
};

} // namespace parley::ui
