// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QStringList>

namespace parley::chat {

/// Which people are called the same, or the same to the eye: any user can take the name of another
/// one. Upper and lower case, spaces, what cannot be seen and forms of one letter do not tell two
/// names apart. An identity counts as a name too.
class NameIndex final
{
public:
    /// \a identity is called \a name from now on; empty: by its identity. Returns others who were
    /// or are called the same: isShared() may change for them.
    QStringList put(const QString &identity, const QString &name);
    /// Whether another one is called what \a identity is called, or what the name has in brackets
    /// at its end.
    [[nodiscard]] bool isShared(const QString &identity) const;

private:
    /// One who has \a key and is not \a identity; empty: there is none.
    [[nodiscard]] QString otherOf(const QString &key, const QString &identity) const;

    QHash<QString, QString> m_keys; // of the name, by identity
    QMultiHash<QString, QString> m_identities; // by key of the name, and by that of the identity
};

} // namespace parley::chat
