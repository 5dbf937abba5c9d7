// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/page/conversationfind.h"

#include "chat/chatclient.h"
#include "errortexts.h"
#include "find/datefinder.h"
#include "find/datemenu.h"
#include "find/findbar.h"
#include "find/messagesearch.h"
#include "messages/page/messagenavigator.h"
#include "messages/view/messageview.h"

#include <QLocale>

namespace parley::ui {

ConversationFind::ConversationFind(chat::ChatClient &client, Clock &clock, MessageView &view,
                                   MessageNavigator &navigator, QWidget *page)
    : QObject(page)
    , m_client(client)
    , m_view(view)
    , m_navigator(navigator)
    , m_search(new MessageSearch(
          [this](int count, std::optional<qint64> before, QObject *context, const auto &done) {
              m_client.messages().history(m_sid, count, before, context, done);
          },
          this))
    , m_bar(new FindBar(*m_search, clock, page))
{
    using chat::ChatClient;
    const auto note = [this](const QString &sid, const chat::Message &message) {
        if (sid == m_sid)
            m_search->noteMessage(message);
    };
    connect(&m_client.messages(), &chat::ChatMessages::added, this, note);
    connect(&m_client.messages(), &chat::ChatMessages::updated, this, note);
    connect(&m_client.messages(), &chat::ChatMessages::removed, this,
            [this](const QString &sid, const chat::Message &message) {
                if (sid == m_sid)
                    m_search->noteRemoved(message.index);
            });
    connect(m_search, &MessageSearch::changed, this,
            [this] { m_view.setMarks(m_search->words(), m_search->currentIndex()); });
    connect(m_search, &MessageSearch::currentChanged, &m_navigator, &MessageNavigator::jumpTo);
}

void ConversationFind::setConversation(const QString &sid)
{
    m_dayContext.reset();
    if (!m_bar->isHidden())
        m_bar->close();
    m_sid = sid;
}

void ConversationFind::openBar()
{
    if (!m_sid.isEmpty())
        m_bar->open();
}

void ConversationFind::chooseDay(const QDate &today)
{
    if (m_sid.isEmpty())
        return;
    const QDate shown = m_view.firstVisibleDay();
    auto *menu = new DateMenu(shown.isValid() ? shown : today, today, &m_view);
    connect(menu, &DateMenu::chosen, this, &ConversationFind::goToDay);
    const QSize size = menu->sizeHint();
    const QWidget *area = m_view.viewport();
    menu->popup(area->mapToGlobal(QPoint((area->width() - size.width()) / 2, 34)));
}

void ConversationFind::goToDay(const QDate &day)
{
    const std::optional<chat::Conversation> conversation = m_client.conversations().find(m_sid);
    const qint64 newest = conversation ? conversation->lastMessageIndex.value_or(-1) : -1;
    if (newest < 0)
        return;
    m_dayContext = std::make_unique<QObject>();
    findDay(m_client, m_sid, newest, day, m_dayContext.get(),
            [this, day](const chat::Outcome<std::optional<chat::Message>> &outcome) {
                m_dayContext.release()->deleteLater(); // this is one of its calls
                if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                    Q_EMIT problemOccurred(ErrorTexts::describe(*error));
                else
                    showDay(day, std::get<std::optional<chat::Message>>(outcome));
            });
}

void ConversationFind::showDay(const QDate &day, const std::optional<chat::Message> &found)
{
    const auto text
        = [](const QDate &date) { return QLocale().toString(date, QLocale::ShortFormat); };
    if (!found) {
        m_navigator.jumpToNewest();
        Q_EMIT noticeGiven(tr("There is no message of %1 or later.").arg(text(day)));
        return;
    }
    m_navigator.jumpTo(found->index);
    const QDate next = found->dateCreated.toLocalTime().date();
    if (next != day)
        Q_EMIT noticeGiven(
            tr("There is no message of %1. The next one is of %2.").arg(text(day), text(next)));
}

} // namespace parley::ui
