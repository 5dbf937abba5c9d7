// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QLabel;
class QLineEdit;
class QStandardItemModel;

namespace parley::chat {
class ChatClient;
}

namespace parley::ui {

/// Helps where identities are typed: offers people whom the user shares a conversation with, by
/// name or identity, and says which of the typed identities are not known here. Deleted with
/// the field.
class IdentityInput final : public QObject
{
    Q_OBJECT

public:
    enum class Count { One, Several };

    /// Several identities are separated by commas. \a client and \a note must outlive \a field;
    /// \a note says what is usual as long as there is nothing to warn of.
    IdentityInput(chat::ChatClient &client, QLineEdit &field, QLabel &note, Count count);

    /// Offers the people that are known by now.
    void readPeople();
    /// Those that are typed, each once.
    [[nodiscard]] QStringList identities() const;
    /// The keyboard is on one of the suggestions.
    [[nodiscard]] bool isChoosing() const;
    /// The typed identities that the user shares no conversation with.
    [[nodiscard]] QStringList unknown() const;

private:
    void updateNote();

    chat::ChatClient &m_client;
    QLineEdit &m_field;
    QLabel &m_note;
    QString m_usualNote;
    QStandardItemModel *m_people = nullptr; ///< what is offered
    Count m_count;
};

} // namespace parley::ui
