// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace parley::localservice {

/// A connection that can be told of events.
class Subscriber
{
public:
    virtual ~Subscriber() = default;

    [[nodiscard]] virtual QString identity() const = 0;
    /// False: what is sent reaches no client any more.
    [[nodiscard]] virtual bool isReady() const { return true; }
    /// \a frame is complete and may go to many; \a id is that of its message.
    virtual void sendFrame(const QByteArray &frame, const QString &id) = 0;
    /// What was sent leaves now, not when the event loop comes to it.
    virtual void flush() = 0;

    /// A notification as a frame, and its id.
    struct Notification
    {
        QString id {};
        QByteArray frame {};
    };
    [[nodiscard]] static Notification notification(const QString &messageType,
                                                   const QByteArray &payload);
};

} // namespace parley::localservice
