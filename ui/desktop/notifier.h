// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "desktop/notificationpolicy.h"

#include <QDBusConnection>
#include <QHash>
#include <QObject>

#include <functional>
#include <map>
#include <optional>

class QDBusPendingCallWatcher;

namespace parley::ui {

/// Shows notices by the desktop's notification service (org.freedesktop.Notifications), at most one
/// for each conversation; without such a service by a fallback.
class Notifier final : public QObject
{
    Q_OBJECT

public:
    using Fallback = std::function<void(const Notice &)>;

    explicit Notifier(QObject *parent = nullptr);
    /// Takes back what is still shown.
    ~Notifier() override;

    /// Replaces the notice of the same conversation.
    void show(const Notice &notice);
    /// The conversation has been looked at.
    void withdraw(const QString &conversation);
    void withdrawAll();
    void setFallback(Fallback fallback) { m_fallback = std::move(fallback); }

Q_SIGNALS:
    /// The user has clicked on the notice of \a conversation.
    void activated(const QString &conversation);

private Q_SLOTS:
    // Named in D-Bus connections, which know no pointers to members.
    void actionInvoked(uint id, const QString &action);
    void notificationClosed(uint id, uint reason);

private:
    /// The desktop has been asked to show a notice, and has not told its number yet.
    struct Pending
    {
        void withdraw();

        QDBusPendingCallWatcher *watcher = nullptr;
        std::optional<Notice> next {}; ///< to show instead
        bool isWithdrawn = false; ///< what has been sent is to be closed, unless replaced
    };

    void send(const Notice &notice, uint replaced);
    void takeId(const Notice &notice, const QDBusPendingCallWatcher &call);
    static void close(const QDBusConnection &bus, uint id);

    std::optional<QDBusConnection> m_bus;
    Fallback m_fallback;
    QHash<QString, uint> m_shown; ///< by conversation
    std::map<QString, Pending> m_pending; ///< by conversation
};

} // namespace parley::ui
