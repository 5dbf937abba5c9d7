// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace parley::localservice {

class Database;

/// What makes one installation of the local service: its invented account, service and API key.
/// Made once, at random, and kept in the database; so a token of one installation is worth nothing
/// at another.
struct Installation
{
    QString accountSid {};
    QString serviceSid {};
    QString keySid {};
    QByteArray keySecret {}; ///< signs tokens; never logged
    QString creatorRoleSid {};
    QString participantRoleSid {};

    [[nodiscard]] static Installation loadOrCreate(Database &database);
};

} // namespace parley::localservice
