// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/page/conversationheader.h"

#include "chat/chatclient.h"
#include "conversations/conversationactions.h"
#include "conversations/conversationname.h"
#include "messages/page/pinnedmessages.h"
#include "theme/icons.h"
#include "widgets/avatarwidget.h"
#include "widgets/elidedlabel.h"
#include "widgets/menubutton.h"

#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

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

ConversationHeader::ConversationHeader(chat::ChatClient &client, ConversationActions &actions,
                                       QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_avatar(new AvatarWidget(36, this))
    , m_name(new ElidedLabel(this))
    , m_subtitle(new ElidedLabel(this))
    , m_typing(new ElidedLabel(this))
    , m_pinned(new PinnedMessages(client, this))
    , m_people(new QToolButton(this))
    , m_more(new QToolButton(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_name->setScale(1.15, true);
    m_subtitle->setMuted(true);
    m_typing->setMuted(true);
    m_people->setIcon(themedIcon(u"people"_s));
    m_people->setToolTip(tr("Participants"));
    m_people->setAccessibleName(tr("Participants"));
    m_people->setCheckable(true);
    makeMoreMenu(actions);
    layOut();
    const auto updateIfShown = [this](const QString &sid) {
        if (sid == m_sid)
            updateTyping();
    };
    connect(&client.participants(), &chat::ChatParticipants::typingStarted, this, updateIfShown);
    connect(&client.participants(), &chat::ChatParticipants::typingEnded, this, updateIfShown);
    // A person that was shown before the service was reached could not be followed.
    connect(&client, &chat::ChatClient::initialized, this, [this] { follow({}); });
}

ConversationHeader::~ConversationHeader()
{
    follow({});
}

void ConversationHeader::makeMoreMenu(ConversationActions &actions)
{
    m_more->setIcon(themedIcon(u"more"_s));
    m_more->setToolTip(tr("More"));
    m_more->setAccessibleName(tr("More about this conversation"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_more);
    connect(menu, &QMenu::aboutToShow, &actions, [this, menu, &actions] {
        menu->clear();
        actions.fillMenu(*menu, m_sid);
    });
    m_more->setMenu(menu);
    endHoverWithMenu(*m_more, *menu);
}

void ConversationHeader::layOut()
{
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
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 7, 8, 7);
    row->setSpacing(10);
    row->addWidget(m_avatar);
    row->addLayout(words, 1);
    row->addWidget(m_pinned);
    row->addWidget(m_people);
    row->addWidget(m_more);
}

QString ConversationHeader::title() const
{
    return m_name->text();
}

void ConversationHeader::follow(const QString &identity)
{
    if (identity == m_followed)
        return;
    if (!m_followed.isEmpty())
        m_client.users().release(m_followed);
    m_followed = identity;
    if (!m_followed.isEmpty())
        m_client.users().subscribe(m_followed);
}

void ConversationHeader::showConversation(const QString &sid, const QString &notice)
{
    m_sid = sid;
    setVisible(!sid.isEmpty());
    const chat::Conversation conversation
        = m_client.conversations().find(sid).value_or(chat::Conversation());
    const bool isKnown = !conversation.sid.isEmpty();
    const QString partner = isKnown ? m_client.directPartnerOf(conversation) : QString();
    const QString name = isKnown ? conversationName(m_client, conversation) : QString();
    follow(partner);
    m_pinned->setConversation(sid);
    m_name->setText(name);
    m_avatar->setPerson(partner.isEmpty() ? sid : partner, name);
    m_people->setEnabled(conversation.loading != chat::Conversation::Loading::Kept);
    if (notice.isEmpty())
        updateSubtitle(conversation, partner);
    else
        m_subtitle->setText(notice);
    updateTyping();
}

void ConversationHeader::updateSubtitle(const chat::Conversation &conversation,
                                        const QString &partner)
{
    QStringList parts;
    const int count = m_sid.isEmpty() ? 0 : int(m_client.participants().of(m_sid).size());
    const std::optional<bool> online
        = partner.isEmpty() ? std::nullopt : m_client.users().user(partner).online;
    if (online)
        parts.append(*online ? tr("Online") : tr("Offline"));
    else
        parts.append(count > 0 ? tr("%n participant(s)", nullptr, count) : tr("Conversation"));
    // That of a conversation of two is random.
    const bool isForTwo = !chat::directPartnerOf(conversation, m_client.identity()).isEmpty();
    if (!isForTwo && !conversation.uniqueName.isEmpty()
        && lettersOf(conversation.uniqueName) != lettersOf(m_name->text()))
        parts.append(ShownText::name(conversation.uniqueName));
    if (conversation.muted)
        parts.append(tr("Muted"));
    m_subtitle->setText(parts.join(u" · "_s));
}

void ConversationHeader::updateTyping()
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
