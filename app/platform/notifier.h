// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace parley {

/// What the desktop shows. Plain text.
struct Notice
{
    QString conversation {}; ///< at most one notice is shown for each
    QString title {};
    QString body {};
    QString replyLabel {}; ///< of a field for an answer, where the desktop has one; empty: none

    bool operator==(const Notice &) const = default;
};

/// Shows notices by the desktop's notification service (on Linux org.freedesktop.Notifications),
/// where there is one; otherwise by a fallback.
class Notifier final : public QObject
{
    Q_OBJECT

public:
    using Fallback = std::function<void(const Notice &)>;

    /// \a desktopEntry: the name of the program's desktop file, and of its icon.
    explicit Notifier(const QString &desktopEntry, QObject *parent = nullptr);
    /// Takes back what is still shown.
    ~Notifier() override;

    /// Replaces the notice of the same conversation.
    void show(const Notice &notice);
    /// The user has looked at the conversation.
    void withdraw(const QString &conversation);
    void withdrawAll();
    /// Called for each notice that the desktop does not show.
    void setFallback(Fallback fallback);

Q_SIGNALS:
    /// The user has clicked on the notice of \a conversation.
    void activated(const QString &conversation);
    /// The user has written \a text into the notice of \a conversation, which is gone now.
    void replied(const QString &conversation, const QString &text);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley
