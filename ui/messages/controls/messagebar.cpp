// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/controls/messagebar.h"

#include "composer/emojidata.h"
#include "messages/controls/overlaybutton.h"
#include "text/emoji.h"
#include "theme/icons.h"
#include "theme/themecolors.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

constexpr int QuickCount = 3;
constexpr int Margin = 6; ///< to the edges of the viewport
constexpr int BubbleOverlap = 6; ///< for the way of the pointer; the words stay in sight

} // namespace

MessageBar::MessageBar(QWidget *viewport)
    : QWidget(viewport)
    , m_row(new QHBoxLayout(this))
{
    setCursor(Qt::ArrowCursor);
    m_row->setContentsMargins(3, 2, 3, 2);
    m_row->setSpacing(0);
    const QStringList quick = quickReactions().mid(0, QuickCount);
    for (const QString &emoji : quick) {
        OverlayButton *button = addButton(tr("React with %1").arg(emojiName(emoji)));
        button->setFont(emojiFont(button->font()));
        button->setText(emoji);
        button->setCheckable(true);
        m_quick.push_back(button);
        connect(button, &OverlayButton::clicked, this, [this, emoji](bool isOn) {
            Q_EMIT actionRequested({ .kind = MessageAction::Kind::React,
                                     .index = m_index,
                                     .text = emoji,
                                     .isOn = isOn });
        });
    }
    m_react = addButton(tr("React with another emoji (+)"));
    m_react->setIcon(themedIcon(u"emoji"_s));
    connect(m_react, &OverlayButton::clicked, this, [this] {
        Q_EMIT actionRequested({ .kind = MessageAction::Kind::ChooseReaction,
                                 .index = m_index,
                                 .position = m_react->mapToGlobal(m_react->rect().bottomRight()) });
    });
    OverlayButton *const reply = addButton(tr("Reply (R)"));
    reply->setIcon(themedIcon(u"reply"_s));
    connect(reply, &OverlayButton::clicked, this, [this] {
        Q_EMIT actionRequested({ .kind = MessageAction::Kind::Reply, .index = m_index });
    });
    m_more = addButton(tr("More (Space)"));
    m_more->setIcon(themedIcon(u"more"_s));
    connect(m_more, &OverlayButton::clicked, this,
            [this] { Q_EMIT moreRequested(m_more->mapToGlobal(m_more->rect().bottomLeft())); });
    hide();
}

void MessageBar::setChangeable(Changeable changeable)
{
    for (OverlayButton *button : m_quick)
        button->setVisible(changeable == Changeable::Yes);
    m_react->setVisible(changeable == Changeable::Yes);
    if (m_copy == nullptr) { // seldom needed
        m_copy = addButton(tr("Copy (C)"));
        m_copy->setIcon(themedIcon(u"copy"_s));
        m_row->insertWidget(0, m_copy);
        connect(m_copy, &OverlayButton::clicked, this, &MessageBar::copyRequested);
    }
    m_copy->setVisible(changeable == Changeable::No);
}

OverlayButton *MessageBar::addButton(const QString &name)
{
    auto *button = new OverlayButton(this);
    button->setAutoRaise(true);
    button->setFixedSize(30, 28);
    button->setIconSize(QSize(18, 18));
    button->setToolTip(name);
    button->setAccessibleName(name);
    m_row->addWidget(button);
    return button;
}

void MessageBar::showFor(const MessageRow &row, const QRect &bubble)
{
    m_index = row.message.index;
    for (OverlayButton *button : m_quick)
        button->setChecked(row.hasOwnReaction(button->text()));
    adjustSize();
    // Over the upper edge of the bubble, at the side where there is room.
    const QRect room = parentWidget()->rect().adjusted(Margin, 2, -Margin, -Margin);
    const bool isAtLeft = bubble.center().x() < room.center().x();
    const int x = isAtLeft ? bubble.right() - width() / 2 : bubble.left() - width() / 2;
    move(std::clamp(x, room.left(), std::max(room.left(), room.right() - width() + 1)),
         std::max(room.top(), bubble.top() - height() + BubbleOverlap));
    show();
    raise();
}

void MessageBar::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = colorsFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.border, 1));
    painter.setBrush(colors.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace parley::ui
