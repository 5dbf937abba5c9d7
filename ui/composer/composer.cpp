// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/composer.h"

#include "chat/chattypes.h"
#include "chat/outboxstore.h"
#include "composer/emojipanel.h"
#include "theme/icons.h"
#include "theme/themecolors.h"
#include "widgets/announce.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidgetAction>

#include <algorithm>

namespace parley::ui {
namespace {

constexpr int MaxLines = 8;
constexpr std::chrono::milliseconds SaveDelay { 800 };

} // namespace

GrowingTextEdit::GrowingTextEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setBackgroundVisible(false);
    document()->setDocumentMargin(4);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &GrowingTextEdit::growToText);
    growToText();
}

QSize GrowingTextEdit::sizeHint() const
{
    // The document of a plain text edit measures its height in lines.
    const int lines = std::clamp(int(document()->size().height()), 1, MaxLines);
    const int margin = int(2 * document()->documentMargin());
    return { 300, lines * fontMetrics().lineSpacing() + margin + 2 * frameWidth() };
}

void GrowingTextEdit::growToText()
{
    const bool more = document()->size().height() > MaxLines;
    setVerticalScrollBarPolicy(more ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(sizeHint().height());
    updateGeometry();
}

void GrowingTextEdit::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !(event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier))) {
        Q_EMIT sendRequested();
        return;
    }
    if (event->key() == Qt::Key_Up && document()->isEmpty()) {
        Q_EMIT editLastRequested();
        return;
    }
    if (event->key() == Qt::Key_Escape)
        Q_EMIT escaped();
    QPlainTextEdit::keyPressEvent(event);
}

void GrowingTextEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText())
        insertPlainText(source->text());
}

void GrowingTextEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        growToText();
}

Composer::Composer(chat::OutboxStore &drafts, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_drafts(drafts)
    , m_saveDelay(clock)
    , m_field(new GrowingTextEdit(this))
    , m_emoji(new QToolButton(this))
    , m_send(new QToolButton(this))
    , m_hint(new QLabel(this))
{
    m_field->setAccessibleName(tr("Message"));
    m_emoji->setIcon(themedIcon(u"emoji"_qs));
    m_emoji->setToolTip(tr("Insert an emoji"));
    m_emoji->setAccessibleName(tr("Insert an emoji"));
    m_send->setIcon(themedIcon(u"send"_qs));
    m_send->setToolTip(tr("Send (Enter). Shift+Enter makes a new line."));
    m_send->setAccessibleName(tr("Send"));
    for (QToolButton *button : { m_emoji, m_send }) {
        button->setAutoRaise(true);
        button->setIconSize(QSize(22, 22));
        button->setFixedSize(36, 36);
    }
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::BrightText);
    m_hint->hide();

    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_field, 1, Qt::AlignVCenter);
    row->addWidget(m_emoji, 0, Qt::AlignBottom);
    row->addWidget(m_send, 0, Qt::AlignBottom);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 7, 10, 7);
    layout->setSpacing(4);
    layout->addWidget(m_hint);
    layout->addLayout(row);

    connect(m_field, &QPlainTextEdit::textChanged, this, &Composer::textChanged);
    connect(m_field, &GrowingTextEdit::sendRequested, this, &Composer::send);
    connect(m_field, &GrowingTextEdit::editLastRequested, this, &Composer::editLastRequested);
    connect(m_send, &QToolButton::clicked, this, &Composer::send);
    connect(m_emoji, &QToolButton::clicked, this, &Composer::showEmojis);
    setFocusProxy(m_field);
    setConversation({}, {});
}

Composer::~Composer()
{
    saveDraft();
}

void Composer::setConversation(const QString &sid, const QString &name)
{
    if (sid != m_sid || sid.isEmpty()) {
        saveDraft();
        m_sid = sid;
        m_hint->hide();
        setText(sid.isEmpty() ? QString() : m_drafts.draft(sid));
    }
    setEnabled(!sid.isEmpty());
    m_field->setPlaceholderText(name.isEmpty() ? tr("Message") : tr("Message to %1").arg(name));
}

QString Composer::text() const
{
    return m_field->toPlainText();
}

void Composer::setText(const QString &text)
{
    m_loading = true;
    m_field->setPlainText(text);
    m_field->moveCursor(QTextCursor::End);
    m_loading = false;
    updateLimit();
}

void Composer::insertText(const QString &text)
{
    m_field->insertPlainText(text);
    focusText();
}

void Composer::focusText()
{
    m_field->setFocus();
}

void Composer::textChanged()
{
    if (!m_loading) {
        m_hint->hide();
        m_saveDelay.start(SaveDelay, [this] { saveDraft(); });
    }
    updateLimit();
    if (!m_loading && !m_field->document()->isEmpty())
        Q_EMIT typed();
}

void Composer::saveDraft()
{
    m_saveDelay.cancel();
    if (m_sid.isEmpty() || m_drafts.draft(m_sid) == text())
        return;
    if (!m_drafts.setDraft(m_sid, text()))
        refuse(tr("The draft cannot be saved on this computer. Is the disk full?"));
}

void Composer::updateLimit()
{
    const QString body = text();
    const qsizetype over = body.toUtf8().size() - chat::MaxBodyBytes;
    const bool tooLong = over > 0;
    if (tooLong) {
        refuse(tr("This message is %1 too long. Shorten it, or send it in parts.")
                   .arg(QLocale().formattedDataSize(over)));
    } else if (m_wasTooLong) {
        m_hint->hide();
    }
    m_wasTooLong = tooLong;
    m_send->setEnabled(!tooLong && !body.trimmed().isEmpty());
}

void Composer::send()
{
    const QString body = text();
    if (m_sid.isEmpty() || !m_send->isEnabled())
        return;
    Q_EMIT sendRequested(body);
}

void Composer::accept()
{
    m_hint->hide();
    setText({});
    saveDraft();
}

void Composer::refuse(const QString &reason)
{
    const bool repeated = m_hint->isVisible() && m_hint->text() == reason;
    m_hint->setText(reason);
    m_hint->show();
    if (!repeated && !m_wasTooLong)
        announce(m_hint, reason);
}

void Composer::showEmojis()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *panel = new EmojiPanel(menu);
    auto *action = new QWidgetAction(menu);
    action->setDefaultWidget(panel);
    menu->addAction(action);
    connect(panel, &EmojiPanel::chosen, menu, [this, menu](const QString &emoji) {
        menu->close();
        insertText(emoji);
    });
    const QSize size = menu->sizeHint();
    menu->popup(m_emoji->mapToGlobal(QPoint(m_emoji->width() - size.width(), -size.height() - 4)));
}

void Composer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(colorsFor(palette()).border);
    painter.drawLine(0, 0, width(), 0);
}

} // namespace parley::ui
