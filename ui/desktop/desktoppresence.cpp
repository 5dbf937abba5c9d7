// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "desktop/desktoppresence.h"

#include "chat/chatclient.h"
#include "conversations/conversationname.h"
#include "desktop/notificationpolicy.h"
#include "settings/applicationid.h"
#include "theme/icons.h"
#include "theme/themecolors.h"

#include <QApplication>
#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QSystemTrayIcon>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

constexpr int MaxShown = 99;

QString badgeText(int unread)
{
    return unread > MaxShown ? u"99+"_s : QString::number(std::max(0, unread));
}

QPixmap paintIcon(int size, int unread)
{
    QPixmap pixmap = programIcon().pixmap(size, size);
    if (unread <= 0)
        return pixmap;
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QString text = badgeText(unread);
    const qreal height = size * 0.58;
    const qreal width = std::max(height, size * 0.32 * double(text.size()) + size * 0.2);
    const QRectF badge(size - width, size - height, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(lightColors().error);
    painter.drawRoundedRect(badge, height / 2, height / 2);
    QFont font = QApplication::font();
    font.setBold(true);
    font.setPixelSize(std::max(7, int(height * 0.72)));
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(badge, Qt::AlignCenter, text);
    return pixmap;
}

} // namespace

QIcon unreadIcon(int unread)
{
    QIcon icon;
    for (const int size : { 16, 22, 24, 32, 48, 64 })
        icon.addPixmap(paintIcon(size, unread));
    return icon;
}

DesktopPresence::DesktopPresence(chat::ChatClient &chat, UiSettings &settings, Clock &clock,
                                 QWidget &window, QObject *parent)
    : QObject(parent)
    , m_chat(chat)
    , m_settings(settings)
    , m_window(window)
    , m_pacer(clock)
    , m_notifier(applicationId())
{
    connect(&m_pacer, &NotificationPacer::noticeReady, &m_notifier, &Notifier::show);
    connect(&m_chat.messages(), &chat::ChatMessages::added, this, &DesktopPresence::messageAdded);
    connect(&m_notifier, &Notifier::activated, this, &DesktopPresence::conversationRequested);
    connect(&m_notifier, &Notifier::replied, this, &DesktopPresence::reply);
    m_notifier.setFallback([this](const Notice &notice) {
        m_lastNotified = notice.conversation;
        if (m_tray != nullptr)
            m_tray->showMessage(notice.title, notice.body);
        else
            QApplication::alert(&m_window); // at least the task bar tells
    });
    m_window.installEventFilter(this);
    applySettings();
}

DesktopPresence::~DesktopPresence() = default;

bool DesktopPresence::trayAvailable()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void DesktopPresence::messageAdded(const QString &conversation, const chat::Message &message)
{
    const std::optional<chat::Conversation> known = m_chat.conversations().find(conversation);
    if (!known)
        return;
    IncomingMessage incoming;
    incoming.conversation = conversation;
    incoming.conversationName = conversationName(m_chat, *known);
    incoming.author = message.author;
    incoming.authorName = personName(m_chat, message.author);
    incoming.body = message.body;
    incoming.media = message.media;
    incoming.dateCreated = message.dateCreated;
    incoming.muted = known->muted;
    incoming.direct = !m_chat.directPartnerOf(*known).isEmpty();
    NotificationContext context;
    context.ownIdentity = m_chat.identity();
    context.windowActive = m_window.isActiveWindow() && m_window.isVisible();
    context.openConversation = m_open;
    context.now = QDateTime::currentDateTimeUtc();
    context.enabled = m_settings.notifications();
    context.showContent = m_settings.notificationContent();
    const std::optional<Notice> notice = NotificationPolicy::noticeFor(incoming, context);
    if (notice)
        m_pacer.add(*notice);
}

void DesktopPresence::reply(const QString &conversation, const QString &text)
{
    if (text.trimmed().isEmpty())
        return;
    // How it goes on is seen in the conversation, as with what is written there.
    const QString localId = m_chat.outbox().send(conversation, { .body = text }, this,
                                                 [](const chat::Outcome<chat::Message> &) {});
    if (!localId.isEmpty())
        return;
    Q_EMIT replyRefused(conversation, text); // too long, left meanwhile
}

void DesktopPresence::setUnread(int unread)
{
    if (m_unread == unread)
        return;
    const bool looksOther = badgeText(unread) != badgeText(m_unread);
    m_unread = unread;
    if (looksOther) // Qt's cache keeps the pictures of each icon: no new one for the same look
        m_window.setWindowIcon(unreadIcon(unread));
    showUnreadInTray(looksOther);
}

void DesktopPresence::showUnreadInTray(bool looksOther)
{
    if (m_tray == nullptr)
        return;
    if (looksOther)
        m_tray->setIcon(unreadIcon(m_unread));
    m_tray->setToolTip(m_unread > 0 ? tr("Parley – %n unread message(s)", nullptr, m_unread)
                                    : tr("Parley"));
}

void DesktopPresence::setOpenConversation(const QString &sid)
{
    m_open = sid;
    if (m_window.isActiveWindow())
        withdraw(sid);
}

void DesktopPresence::withdraw(const QString &sid)
{
    m_pacer.withdraw(sid);
    m_notifier.withdraw(sid);
}

bool DesktopPresence::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::WindowActivate)
        withdraw(m_open);
    return QObject::eventFilter(watched, event);
}

void DesktopPresence::applySettings()
{
    if (!m_settings.notifications()) {
        m_pacer.withdrawAll();
        m_notifier.withdrawAll();
    }
    const bool wanted = m_settings.tray() && trayAvailable();
    if (wanted && m_tray == nullptr) {
        makeTray();
    } else if (!wanted) {
        m_tray.reset();
        m_trayMenu.reset();
    }
}

void DesktopPresence::makeTray()
{
    m_trayMenu = std::make_unique<QMenu>();
    m_trayMenu->addAction(tr("Show Parley"), this, &DesktopPresence::windowRequested);
    m_trayMenu->addSeparator();
    m_trayMenu->addAction(tr("Quit"), this, &DesktopPresence::quitRequested);
    m_tray = std::make_unique<QSystemTrayIcon>();
    showUnreadInTray(true);
    m_tray->setContextMenu(m_trayMenu.get());
    connect(m_tray.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason != QSystemTrayIcon::Context)
                    Q_EMIT windowRequested();
            });
    connect(m_tray.get(), &QSystemTrayIcon::messageClicked, this, [this] {
        if (!m_lastNotified.isEmpty())
            Q_EMIT conversationRequested(m_lastNotified);
    });
    m_tray->show();
}

} // namespace parley::ui
