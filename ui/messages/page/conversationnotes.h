// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "rows/rownotes.h"

#include <QHash>
#include <QObject>

namespace parley::chat {
class ChatClient;
struct Conversation;
} // namespace parley::chat

namespace parley::ui {

class MessageModels;

/// Makes the notes between the messages of all conversations from what the service tells while this
/// object lives. Nothing of it is written to disk.
class ConversationNotes final : public QObject
{
    Q_OBJECT

public:
    /// \a client and \a models must outlive this object.
    ConversationNotes(chat::ChatClient &client, const MessageModels &models, QObject *parent);

    [[nodiscard]] RowNotes of(const QString &sid) const { return m_notes.value(sid); }

Q_SIGNALS:
    /// There is another note, or a person in one is called differently.
    void changed(const QString &sid);

private:
    void add(const QString &sid, RowNotes::Kind kind, const QString &subject);
    void noteName(const chat::Conversation &conversation);

    chat::ChatClient &m_client;
    QHash<QString, RowNotes> m_notes;
    /// Index of the newest message that was told, by conversation. What is known already may be
    /// newer: events are told one after the other, and a note belongs to where its event is.
    QHash<QString, qint64> m_newest;
    QHash<QString, QString> m_names; ///< of conversations, as the service told them last
};

} // namespace parley::ui
