// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatclient.h"
#include "composer/composer.h"
#include "conversations/conversationactions.h"
#include "conversations/conversationname.h"
#include "messages/conversationpage.h"
#include "messages/pinnedmessages.h"
#include "theme/icons.h"
#include "widgets/announcer.h"
#include "widgets/avatarwidget.h"
#include "widgets/daywatch.h"
#include "widgets/elidedlabel.h"
#include "widgets/menubutton.h"

#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

// The line above the messages: which conversation it is, who takes part, who types.

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

/// "Weekend hike" and "weekend-hike" say the same.
QString lettersOf(QString name)
{
    name.removeIf([](QChar c) { return !c.isLetterOrNumber() && !c.isSurrogate(); });
    return name.toCaseFolded();
}

} // namespace

QWidget *ConversationPage::makeHeader()
{
    auto *header = new QWidget(this);
    header->setAutoFillBackground(true);
    header->setBackgroundRole(QPalette::Base);
    m_avatar = new AvatarWidget(36, header);
    m_name = new ElidedLabel(header);
    m_name->setScale(1.15, true);
    m_subtitle = new ElidedLabel(header);
    m_subtitle->setMuted(true);
    m_typing->setMuted(true);
    m_typing->hide();
    m_pinned = new PinnedMessages(m_client, header);
    connect(m_pinned, &PinnedMessages::chosen, this, &ConversationPage::jumpTo);
    connect(m_pinned, &PinnedMessages::problemOccurred, this, &ConversationPage::problemOccurred);
    m_people = new QToolButton(header);
    m_people->setIcon(themedIcon(u"people"_s));
    m_people->setToolTip(tr("Participants"));
    m_people->setAccessibleName(tr("Participants"));
    connect(m_people, &QToolButton::clicked, this, [this] { m_actions->showParticipants(m_sid); });

    m_more = new QToolButton(header);
    m_more->setIcon(themedIcon(u"more"_s));
    m_more->setToolTip(tr("More"));
    m_more->setAccessibleName(tr("More about this conversation"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_more);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        m_actions->fillMenu(*menu, m_sid);
    });
    m_more->setMenu(menu);
    endHoverWithMenu(*m_more, *menu);
    for (QToolButton *button :
         std::initializer_list<QToolButton *> { m_pinned, m_people, m_more }) {
        button->setAutoRaise(true);
        button->setIconSize(QSize(20, 20));
        button->setFixedHeight(34);
    }
    m_people->setFixedWidth(34);
    m_more->setFixedWidth(34);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_name);
    words->addWidget(m_subtitle);
    words->addWidget(m_typing);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(14, 7, 8, 7);
    row->setSpacing(10);
    row->addWidget(m_avatar);
    row->addLayout(words, 1);
    row->addWidget(m_announcer); // seen by assistive technology only
    row->addWidget(m_pinned);
    row->addWidget(m_people);
    row->addWidget(m_more);
    return header;
}

void ConversationPage::updateHeader()
{
    const std::optional<chat::Conversation> conversation
        = m_sid.isEmpty() ? std::nullopt : m_client.conversations().find(m_sid);
    m_header->setVisible(!m_sid.isEmpty());
    m_composer->setVisible(!m_sid.isEmpty());
    const QString name = conversation ? conversationName(m_client, *conversation) : QString();
    const QString partner
        = conversation ? chat::directPartnerOf(*conversation, m_client.identity()) : QString();
    followPartner(partner);
    m_pinned->setConversation(m_sid);
    updateNames();
    m_name->setText(name);
    m_avatar->setPerson(partner.isEmpty() ? m_sid : partner, name);
    m_composer->setConversation(m_sid, name);
    m_composer->setLimits(m_client.media().limits());
    QStringList subtitle;
    const int count = m_sid.isEmpty() ? 0 : int(m_client.participants().of(m_sid).size());
    const std::optional<bool> online
        = partner.isEmpty() ? std::nullopt : m_client.users().user(partner).online;
    if (online)
        subtitle.append(*online ? tr("Online") : tr("Offline"));
    else
        subtitle.append(count > 0 ? tr("%n participant(s)", nullptr, count) : tr("Conversation"));
    if (conversation && partner.isEmpty() && !conversation->uniqueName.isEmpty()
        && lettersOf(conversation->uniqueName) != lettersOf(name))
        subtitle.append(ShownText::name(conversation->uniqueName));
    if (conversation && conversation->muted)
        subtitle.append(tr("Muted"));
    const QString notice = m_model != nullptr
        ? keptNotice(m_client, m_model->keptSince(), m_days->today())
        : QString();
    m_subtitle->setText(notice.isEmpty() ? subtitle.join(u" · "_s) : notice);
    m_people->setEnabled(!conversation
                         || conversation->loading != chat::Conversation::Loading::Kept);
}

void ConversationPage::updateTyping()
{
    QStringList names;
    if (!m_sid.isEmpty()) {
        for (const QString &identity : m_client.participants().typing(m_sid))
            names.append(personName(m_client, identity));
    }
    QString text;
    if (names.size() == 1)
        text = tr("%1 is typing…").arg(names.first());
    else if (names.size() == 2)
        text = tr("%1 and %2 are typing…").arg(names.first(), names.last());
    else if (names.size() > 2)
        text = tr("Several people are typing…");
    m_typing->setText(text);
    // In place of the line below the name, so that nothing moves.
    m_typing->setVisible(!text.isEmpty());
    m_subtitle->setVisible(text.isEmpty());
}

} // namespace parley::ui
