// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/wire/chatcontext.h"

#include <QObject>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace parley::chat {

class MessageStream;

/// Changes attributes of messages without overwriting what others put there. The service takes
/// whole attributes only and has no condition on a write, so: read, change, write, read again, and
/// once more if a write of another client has come between. One change of a message at a time.
class AttributeEditor final : public QObject
{
public:
    AttributeEditor(ChatContext &context, MessageStream &messages, QObject *parent = nullptr);
    ~AttributeEditor() override;

    /// The conversation is open. \a done is a tracked callback.
    void edit(const QString &conversationSid, qint64 index, AttributeChange change,
              Callback<Nothing> done);
    void reset();

private:
    using Place = std::pair<QString, qint64>; // conversation and index
    struct Job
    {
        AttributeChange change {};
        Callback<Nothing> done {};
        int writes = 0;
    };

    void read(const Place &place);
    void change(const Place &place, const sync::Item &item);
    void write(const Place &place, const QString &messageSid, const QString &attributes);
    void end(const Place &place, const Outcome<Nothing> &outcome);

    ChatContext &m_context;
    MessageStream &m_messages;
    std::map<Place, std::deque<Job>> m_jobs;
    std::unique_ptr<QObject> m_run;
};

} // namespace parley::chat
