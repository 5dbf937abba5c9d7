// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversations/typingtracker.h"

#include "chat/wire/mapreader.h"

#include <algorithm>

namespace parley::chat {

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;

TypingTracker::TypingTracker(ChatContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_run(std::make_unique<QObject>())
{ }

TypingTracker::~TypingTracker() = default;

void TypingTracker::send(const QString &conversationSid)
{
    if (!m_context.connection.isConnected() || m_context.configuration.typing.isEmpty())
        return;
    const MonotonicTime now = m_context.clock.monotonicNow();
    const auto last = m_sent.constFind(conversationSid);
    if (last != m_sent.constEnd() && now - *last < m_interval)
        return;
    m_sent.insert(conversationSid, now);
    twilsock::Request request { .method = "POST",
                                .url = m_context.configuration.typing,
                                .body = "ChannelSid=" + QUrl::toPercentEncoding(conversationSid),
                                .queueLimit = 0ms };
    request.headers.insert(u"Content-Type"_s, u"application/x-www-form-urlencoded"_s);
    m_context.connection.send(request, m_run.get(), [this](const twilsock::Response &response) {
        const double seconds = response.object().value("typing_timeout"_L1).toDouble();
        if (response.isSuccess() && seconds > 0)
            m_interval = std::chrono::milliseconds(qint64(std::clamp(seconds, 1.0, 60.0) * 1000));
    });
}

void TypingTracker::receive(const QString &conversationSid, const QString &identity,
                            std::chrono::milliseconds duration)
{
    const std::pair key(conversationSid, identity);
    if (m_typing.size() >= size_t(MapReader::MaxItems) && m_typing.count(key) == 0)
        return;
    auto &timeOut = m_typing[key];
    const bool isNew = !timeOut;
    timeOut = std::make_unique<QObject>();
    m_context.clock.callAfter(duration, timeOut.get(), [this, conversationSid, identity] {
        end(conversationSid, identity);
    });
    if (isNew)
        Q_EMIT started(conversationSid, identity);
}

void TypingTracker::end(const QString &conversationSid, const QString &identity)
{
    const QString sid = conversationSid; // both may belong to the time-out that ends here
    const QString who = identity;
    if (m_typing.erase({ sid, who }) > 0)
        Q_EMIT ended(sid, who);
}

void TypingTracker::endAll(const QString &conversationSid)
{
    for (const QString &identity : typing(conversationSid))
        end(conversationSid, identity);
}

void TypingTracker::reset()
{
    m_run = std::make_unique<QObject>();
    m_typing.clear();
    m_sent.clear();
}

QStringList TypingTracker::typing(const QString &conversationSid) const
{
    QStringList identities;
    for (auto it = m_typing.lower_bound({ conversationSid, QString() });
         it != m_typing.end() && it->first.first == conversationSid; ++it)
        identities.append(it->first.second);
    return identities;
}

} // namespace parley::chat
