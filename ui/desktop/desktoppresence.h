// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "desktop/notificationpacer.h"
#include "platform/notifier.h"
#include "settings/uisettings.h"

#include <QIcon>
#include <QObject>

#include <memory>

class QMenu;
class QSystemTrayIcon;
class QWidget;

namespace parley::chat {
class ChatClient;
struct Message;
} // namespace parley::chat

namespace parley::ui {

/// The icon with a number of unread messages on it; 0: the plain icon.
[[nodiscard]] QIcon unreadIcon(int unread);

/// What the desktop sees of the program besides its window: notifications and the tray icon.
class DesktopPresence final : public QObject
{
    Q_OBJECT

public:
    /// \a window decides what is in view. All must outlive this object.
    DesktopPresence(chat::ChatClient &chat, UiSettings &settings, Clock &clock, QWidget &window,
                    QObject *parent = nullptr);
    ~DesktopPresence() override;

    void setUnread(int unread);
    /// The conversation that the window shows; its notice goes.
    void setOpenConversation(const QString &sid);
    /// The settings have changed.
    void applySettings();
    /// There is a tray icon to come back by.
    [[nodiscard]] bool hasTray() const { return m_tray != nullptr; }
    /// The desktop can show one.
    [[nodiscard]] static bool trayAvailable();

Q_SIGNALS:
    void conversationRequested(const QString &sid);
    /// What was written into a notification of \a sid cannot be sent; it must not be lost.
    void replyRefused(const QString &sid, const QString &text);
    void windowRequested();
    void quitRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void messageAdded(const QString &conversation, const parley::chat::Message &message);
    void withdraw(const QString &sid);
    /// Sends what was written into a notification.
    void reply(const QString &conversation, const QString &text);
    void makeTray();
    void showUnreadInTray(bool looksOther);

    chat::ChatClient &m_chat;
    UiSettings &m_settings;
    QWidget &m_window;
    NotificationPacer m_pacer;
    Notifier m_notifier;
    QString m_open;
    QString m_lastNotified; ///< by the tray, whose click tells no conversation
    int m_unread = 0;
    std::unique_ptr<QMenu> m_trayMenu;
    std::unique_ptr<QSystemTrayIcon> m_tray;
};

} // namespace parley::ui
