// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QJsonArray>
#include <QSet>
#include <QStringList>

namespace parley::localservice {

/// The types of messages that a client wants: those of its `init`, and those of notification
/// contexts that it made later.
class Registrations final
{
public:
    [[nodiscard]] bool wants(const QString &messageType) const;
    /// Takes the `registrations` of an `init` that are not too large. Returns them as the answer
    /// has them.
    [[nodiscard]] QJsonArray add(const QJsonArray &registrations);
    /// False: there are too many contexts, or this one is too large.
    [[nodiscard]] bool setContext(const QString &id, const QStringList &messageTypes);
    void removeContext(const QString &id) { m_contexts.remove(id); }

private:
    QSet<QString> m_types;
    QHash<QString, QStringList> m_contexts; // by their id
};

} // namespace parley::localservice
