// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/wire/chatcontext.h"
#include "sync/pagelimits.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace parley::chat {

/// Which conversations the user has, as the service tells it: the REST list, which knows the names
/// and is read at start, and the map, which has the last word and is followed. Goes on by resume()
/// after a loss of the connection.
class ConversationLoader final : public QObject
{
    Q_OBJECT

public:
    explicit ConversationLoader(ChatContext &context, QObject *parent = nullptr);
    ~ConversationLoader() override;

    /// Opens the map: mapOpened() or mapFailed() follows.
    void open();
    /// Follows the map, and reads both; done() follows.
    void start();
    void resume();
    void reset();
    [[nodiscard]] bool isDone() const { return m_list == Step::Done && m_items == Step::Done; }

Q_SIGNALS:
    void mapOpened();
    void mapFailed(const parley::chat::ChatError &error);
    /// One entry of the REST list (PROTOCOL.md, 'List of own conversations').
    void listed(const QJsonObject &conversation);
    void mapItemRead(const parley::sync::Item &item);
    void mapItemRemoved(const QString &sid, qint64 eventId);
    /// Events of the map were lost. Its items have been told again: all of them, \a sids, as they
    /// were after event \a lastEventId.
    void mapReread(const QSet<QString> &sids, qint64 lastEventId);
    void done();

private:
    enum class Step { Idle, Running, Interrupted, Done };

    void readList();
    void listRead(const Outcome<RestAnswer> &outcome);
    void readItems();
    void handleChange(const sync::Change &change);
    void reread(const QString &objectSid);
    void endStep(Step &step, const std::optional<ChatError> &error);

    ChatContext &m_context;
    sync::ObjectInfo m_map;
    QString m_pageToken;
    sync::PageLimits m_pageLimits; // of the REST list
    QSet<QString> m_listed; // SIDs so far
    Step m_list = Step::Idle;
    Step m_items = Step::Idle;
    bool m_isMapOpening = false;
    std::unique_ptr<QObject> m_run; // context of everything in flight
};

} // namespace parley::chat
