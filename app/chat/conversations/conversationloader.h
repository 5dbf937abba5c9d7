// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/wire/chatcontext.h"
#include "sync/pagelimits.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace parley::chat {

/// Reads at start which conversations the user has: the REST list, which knows the names, and the
/// items of the map, which has the last word. Goes on by resume() after a loss of the connection.
class ConversationLoader final : public QObject
{
    Q_OBJECT

public:
    explicit ConversationLoader(ChatContext &context, QObject *parent = nullptr);
    ~ConversationLoader() override;

    void start(const sync::ObjectInfo &map);
    void resume();
    void reset();
    [[nodiscard]] bool isDone() const { return m_list == Step::Done && m_items == Step::Done; }

Q_SIGNALS:
    /// One entry of the REST list (PROTOCOL.md, 'List of own conversations').
    void listed(const QJsonObject &conversation);
    void mapItemRead(const parley::sync::Item &item);
    void done();

private:
    enum class Step { Idle, Running, Interrupted, Done };

    void readList();
    void listRead(const Outcome<RestAnswer> &outcome);
    void readItems();
    void endStep(Step &step, const std::optional<ChatError> &error);

    ChatContext &m_context;
    sync::ObjectInfo m_map;
    QString m_pageToken;
    sync::PageLimits m_pageLimits; // of the REST list
    QSet<QString> m_listed; // SIDs so far
    Step m_list = Step::Idle;
    Step m_items = Step::Idle;
    std::unique_ptr<QObject> m_run; // context of everything in flight
};

} // namespace parley::chat
