// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractListModel>

#include <vector>

namespace parley::chat {
class ChatClient;
}

namespace parley::ui {

/// People that the user shares a conversation with but has no conversation of two with, and one row
/// for an identity that is typed and not among them. Has the roles that ConversationDelegate
/// paints.
class PeopleModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role : int {
        IdentityRole = Qt::UserRole + 2000, ///< QString
    };

    /// \a client must outlive this object.
    explicit PeopleModel(chat::ChatClient &client, QObject *parent = nullptr);

    /// Those whose name or identity has every word of \a search; empty: none.
    void setSearch(const QString &search);
    /// Identities of all people that the user shares a conversation with, as far as it is known.
    [[nodiscard]] static QStringList knownIdentities(const chat::ChatClient &client);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Person
    {
        QString identity {};
        QString name {}; ///< fit to show
        bool isKnown = true;
    };

    chat::ChatClient &m_client;
    std::vector<Person> m_people;
};

} // namespace parley::ui
