// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/page/pinnedmessages.h"

#include "chat/messageattributes.h"
#include "conversations/conversationname.h"
#include "errortexts.h"
#include "rows/messagerow.h"
#include "text/tooltips.h"
#include "theme/icons.h"
#include "widgets/menubutton.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

constexpr int PageLength = 100;
constexpr int EntryWidth = 360; ///< of an entry of the list, in pixels

/// Takes \a message in if it is pinned, else out.
void note(std::map<qint64, chat::Message> &pinned, const chat::Message &message)
{
    if (chat::pinnedBy(message).isEmpty()) {
        pinned.erase(message.index);
        return;
    }
    chat::Message &known = pinned[message.index];
    const QString author = message.author.isEmpty() ? known.author : message.author;
    known = message;
    known.author = author; // an update may leave it out
}

} // namespace

PinnedMessages::PinnedMessages(chat::ChatClient &client, QWidget *parent)
    : QToolButton(parent)
    , m_client(client)
{
    setIcon(themedIcon(u"pin"_s));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(this);
    connect(menu, &QMenu::aboutToShow, this, &PinnedMessages::fillMenu);
    setMenu(menu);
    endHoverWithMenu(*this, *menu);
    connect(&client.messages(), &chat::ChatMessages::added, this, &PinnedMessages::noteChanged);
    connect(&client.messages(), &chat::ChatMessages::updated, this, &PinnedMessages::noteChanged);
    connect(&client.messages(), &chat::ChatMessages::removed, this, &PinnedMessages::noteRemoved);
    connect(&client.messages(), &chat::ChatMessages::missed, this, &PinnedMessages::forget);
    const auto forgetIt = [this](const chat::Conversation &gone) { forget(gone.sid); };
    connect(&client.conversations(), &chat::ChatConversations::left, this, forgetIt);
    connect(&client.conversations(), &chat::ChatConversations::removed, this, forgetIt);
    connect(&client.connection(), &twilsock::Connection::initialized, this,
            [this] { search(m_sid); }); // what has failed without a connection
    updateButton();
}

void PinnedMessages::setConversation(const QString &sid)
{
    if (sid == m_sid)
        return;
    m_sid = sid;
    search(sid);
    updateButton();
}

void PinnedMessages::setPinned(qint64 index, bool isPinned)
{
    m_client.messages().updateAttributes(
        m_sid, index,
        chat::pinChange(m_client.identity(), isPinned ? chat::Toggle::On : chat::Toggle::Off), this,
        [this](const chat::Outcome<chat::Nothing> &outcome) {
            if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                Q_EMIT problemOccurred(ErrorTexts::describe(*error));
        });
}

void PinnedMessages::search(const QString &sid)
{
    if (sid.isEmpty())
        return;
    Pins &pins = m_pins[sid];
    if (pins.reading || !pins.hasOlder || pins.unread <= 0)
        return;
    pins.reading = std::make_unique<QObject>();
    pins.told.clear();
    m_client.messages().history(sid, PageLength, pins.before, pins.reading.get(),
                                [this, sid](const chat::Outcome<chat::History> &outcome) {
                                    m_pins[sid].reading.release()->deleteLater();
                                    if (const auto *page = std::get_if<chat::History>(&outcome))
                                        take(sid,
                                             *page); // else it goes on with the next connection
                                });
}

void PinnedMessages::take(const QString &sid, const chat::History &page)
{
    Pins &pins = m_pins[sid];
    for (const chat::Message &message : page.messages) {
        if (!pins.told.contains(message.index))
            note(pins.messages, message);
    }
    pins.hasOlder = page.hasOlder && !page.messages.empty();
    if (!page.messages.empty())
        pins.before = page.messages.front().index;
    pins.unread -= int(page.messages.size());
    search(sid);
    updateButton();
}

PinnedMessages::Pins *PinnedMessages::pinsOf(const QString &sid)
{
    const auto it = m_pins.find(sid);
    return it != m_pins.end() ? &it->second : nullptr;
}

void PinnedMessages::noteChanged(const QString &sid, const chat::Message &message)
{
    Pins *pins = pinsOf(sid);
    if (pins == nullptr || message.index < 0)
        return;
    if (pins->reading)
        pins->told.insert(message.index);
    note(pins->messages, message);
    updateButton();
}

void PinnedMessages::noteRemoved(const QString &sid, const chat::Message &message)
{
    if (Pins *pins = pinsOf(sid)) {
        if (pins->reading)
            pins->told.insert(message.index);
        pins->messages.erase(message.index);
        updateButton();
    }
}

void PinnedMessages::forget(const QString &sid)
{
    m_pins.erase(sid);
    if (sid == m_sid)
        search(sid);
    updateButton();
}

void PinnedMessages::updateButton()
{
    const Pins *pins = pinsOf(m_sid);
    const int count = pins != nullptr ? int(pins->messages.size()) : 0;
    setText(count > 0 ? QString::number(count) : QString());
    const QString name
        = count > 0 ? tr("%n pinned message(s)", nullptr, count) : tr("Pinned messages");
    setToolTip(name);
    setAccessibleName(name);
    // Where all messages have been read and none is pinned, there is nothing to open.
    setVisible(count > 0 || (pins != nullptr && pins->hasOlder && pins->unread <= 0));
}

void PinnedMessages::fillMenu()
{
    menu()->clear();
    const Pins *pins = pinsOf(m_sid);
    if (pins == nullptr)
        return;
    for (auto it = pins->messages.rbegin(); it != pins->messages.rend(); ++it) {
        const chat::Message &message = it->second;
        QString text = MessageTexts::oneLine(message.body, message.media);
        if (!message.author.isEmpty()) {
            //: An entry of the list of pinned messages: author, beginning of the message.
            text = tr("%1: %2").arg(personName(m_client, message.author), text);
        }
        menu()->addAction(menuText(text, menu()->fontMetrics(), EntryWidth), this,
                          [this, index = it->first] { Q_EMIT chosen(index); });
    }
    if (!pins->hasOlder)
        return;
    menu()->addSeparator();
    QAction *older = menu()->addAction(tr("Search older messages"), this, [this, sid = m_sid] {
        m_pins[sid].unread = SearchLength;
        search(sid);
        updateButton();
    });
    older->setEnabled(!pins->reading);
}

void PinnedMessages::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        updateButton();
}

} // namespace parley::ui
