// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonValue>
#include <QString>

#include <optional>

namespace parley::localservice {

/// Rows of the Conversations data. Dates are ISO texts, attributes are texts that hold JSON.

struct UserRecord
{
    QString identity {};
    QString sid {};
    QString friendlyName {}; ///< null: none
    QString attributes { QStringLiteral("{}") };
    QString created {};
    QString updated {};

    [[nodiscard]] QString infoMap() const { return sid + QLatin1String(".info"); }
    [[nodiscard]] static QString conversationsMap(const QString &identity)
    {
        return identity + QLatin1String(".channels");
    }
};

struct ConversationRecord
{
    QString sid {};
    QString uniqueName {}; ///< null: none
    QString friendlyName {}; ///< null: none
    QString attributes { QStringLiteral("{}") };
    QString createdBy {};
    QString created {};
    QString updated {};
    qint64 nextIndex = 0;
    bool isPublic = false; ///< Programmable Chat: each user may find and join it

    [[nodiscard]] QString type() const
    {
        return isPublic ? QStringLiteral("public") : QStringLiteral("private");
    }
    [[nodiscard]] QString document() const { return sid + QLatin1String(".channel"); }
    [[nodiscard]] QString messagesList() const { return sid + QLatin1String(".messages"); }
    [[nodiscard]] QString rosterMap() const { return sid + QLatin1String(".roster"); }
};

struct ParticipantRecord
{
    QString sid {};
    QString conversation {};
    QString identity {}; ///< null: not a chat participant
    QString type { QStringLiteral("chat") };
    QString address {}; ///< of a participant of another type
    QString binding {}; ///< JSON text, likewise
    QString attributes { QStringLiteral("{}") };
    QString roleSid {};
    std::optional<qint64> lastRead {};
    QString lastReadAt {};
    QString notificationLevel { QStringLiteral("default") };
    QString created {};
    QString updated {};
};

/// An uploaded file.
struct MediaRecord
{
    QString sid {};
    QString author {}; ///< who uploaded it, and alone may send it
    QString category { QStringLiteral("media") };
    QString fileName {}; ///< null: none
    QString contentType {};
    qint64 size = 0;
    QString conversation {}; ///< null: not sent yet
    QString message {}; ///< likewise
    QString created {};
};

struct MessageRecord
{
    QString conversation {};
    qint64 index = -1;
    QString sid {};
    QString author {};
    QString created {};
};

} // namespace parley::localservice
