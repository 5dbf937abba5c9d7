// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

namespace parley::ui {

/// How people are called whom a message names by their identity alone.
struct Names
{
    QString own {}; ///< the identity of the user
    std::function<QString(const QString &identity)> lookUp {}; ///< empty: identities are shown
    /// The other one in a conversation of two, whose name stands above the messages already. Empty:
    /// the authors are named at their messages.
    QString partner {};

    /// Who has read the user's own message with this index, fit to show; empty: not told.
    std::function<QStringList(qint64 index)> readersOf {};

    [[nodiscard]] QString of(const QString &identity) const
    {
        return lookUp ? lookUp(identity) : identity;
    }
};

} // namespace parley::ui
