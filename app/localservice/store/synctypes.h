// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QVariant>

#include <vector>

namespace parley::localservice {

/// Values as they stand in the database.
enum class SyncKind { Document = 1, Map = 2, List = 3 };

/// Who may read an object. Values as they stand in the database.
enum class SyncScope {
    Everyone = 1, ///< every identity of the service
    Identity = 2, ///< one user
    Participants = 3, ///< the participants of a conversation
    ParticipantsAndCreator = 4, ///< also its creator, who is not joined by it, and who is invited
};

struct SyncObject
{
    qint64 id = 0; ///< row
    QString sid {};
    SyncKind kind = SyncKind::Document;
    QString name {}; ///< unique name
    SyncScope scope = SyncScope::Everyone;
    QString scopeId {}; ///< identity or conversation
    qint64 lastEvent = -1;
    QJsonObject data {}; ///< of a document
    QString created {};
    QString updated {};
};

struct SyncItem
{
    QVariant key {}; ///< in a map a text, in a list a number (qint64)
    qint64 event = -1;
    QJsonObject data {};
    QString created {};
    QString updated {};
};

/// Values as they stand in the database.
enum class SyncEventType {
    DocumentUpdated = 1,
    ItemAdded = 2,
    ItemUpdated = 3,
    ItemRemoved = 4,
    ObjectRemoved = 5
};

/// One change of one object.
struct SyncEvent
{
    SyncEventType type = SyncEventType::DocumentUpdated;
    SyncKind kind = SyncKind::Document;
    QString objectSid {};
    QString objectName {};
    qint64 event = -1;
    QVariant key {}; ///< of the item
    QByteArray data {}; ///< new data as JSON; of a removed item the last
    QString at {};
};

struct SyncQuery
{
    QVariant key {}; ///< exactly this item; invalid: all
    QVariant from {}; ///< the key where the page starts; invalid: at the first item
    bool inclusive = true;
    bool descending = false;
    int pageSize = 50;
};

struct SyncPage
{
    std::vector<SyncItem> items {};
    bool hasNext = false;
    bool hasPrevious = false;
};

} // namespace parley::localservice
