// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"

#include <QCoreApplication>
#include <QSet>

#include <optional>
#include <vector>

namespace parley::ui {

/// The roles of participants in words. The service tells clients the id of a role, not its name;
/// but the creator of a conversation gets the role of an admin there, and the ids are the same in
/// the whole service. So the roles of creators show which ids belong to an admin.
class RoleNames
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::RoleNames)

public:
    void learn(const chat::Conversation &conversation,
               const std::vector<chat::Participant> &participants);
    /// What all conversations that are known to \a client tell.
    [[nodiscard]] static RoleNames knownTo(const chat::ChatClient &client);
    /// Empty while it cannot be told.
    [[nodiscard]] QString of(const chat::Participant &participant) const;
    [[nodiscard]] std::optional<bool> isAdmin(const chat::Participant &participant) const;
    /// Whether the user may do what only admins of the conversation \a sid can; true while that is
    /// not known.
    [[nodiscard]] static bool mayAdminister(const chat::ChatClient &client, const QString &sid);
    /// Who may do it, in a sentence.
    [[nodiscard]] static QString whoMayAdminister(const chat::ChatClient &client,
                                                  const QString &sid);

private:
    QSet<QString> m_adminRoles; ///< SIDs
};

} // namespace parley::ui
