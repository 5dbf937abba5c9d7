// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/composer.h"

#include "chat/chatclient.h"
#include "composer/attachmentstrip.h"
#include "composer/completion.h"
#include "composer/contextbar.h"
#include "composer/emojipanel.h"
#include "theme/icons.h"
#include "theme/stylepainter.h"
#include "widgets/announce.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

constexpr std::chrono::milliseconds SaveDelay { 800 };
constexpr qsizetype NearLimit = 2048; ///< bytes left when the user is told

} // namespace

DraftPlace draftsOf(chat::ChatClient &client)
{
    return { .read = [&client](const QString &sid) { return client.outbox().draft(sid); },
             .write
             = [&client](const QString &sid,
                         const QString &text) { return client.outbox().setDraft(sid, text); } };
}

Composer::Composer(DraftPlace drafts, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_drafts(std::move(drafts))
    , m_saveDelay(clock)
    , m_context(new ContextBar(this))
    , m_strip(new AttachmentStrip(this))
    , m_attach(new QToolButton(this))
    , m_field(new GrowingTextEdit(this))
    , m_completion(new Completion(*m_field, this))
    , m_emoji(new QToolButton(this))
    , m_send(new QToolButton(this))
    , m_hint(new QLabel(this))
{
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 7, 10, 7);
    layout->setSpacing(4);
    layout->addWidget(m_hint);
    layout->addWidget(m_context);
    layout->addWidget(m_strip);
    layout->addLayout(makeRow());
    connectParts();
    setFocusProxy(m_field);
    // The field comes first for those who tab into the composer: no button may lie before it.
    setTabOrder(m_field, m_attach);
    setTabOrder(m_attach, m_emoji);
    setTabOrder(m_emoji, m_send);
    setConversation({}, {});
}

Composer::~Composer()
{
    saveDraft();
}

QHBoxLayout *Composer::makeRow()
{
    m_attach->setIcon(themedIcon(u"attach"_s));
    m_attach->setShortcut(Qt::CTRL | Qt::Key_O);
    //: The keys follow.
    m_attach->setToolTip(
        tr("Attach files (%1)").arg(m_attach->shortcut().toString(QKeySequence::NativeText)));
    m_attach->setAccessibleName(tr("Attach files"));
    m_field->setAccessibleName(tr("Message"));
    m_emoji->setIcon(themedIcon(u"emoji"_s));
    m_emoji->setToolTip(tr("Insert an emoji"));
    m_emoji->setAccessibleName(tr("Insert an emoji"));
    m_send->setIcon(themedIcon(u"send"_s));
    for (QToolButton *button : { m_attach, m_emoji, m_send }) {
        button->setAutoRaise(true);
        button->setIconSize(QSize(22, 22));
        button->setFixedSize(36, 36);
    }
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_attach, 0, Qt::AlignBottom);
    row->addWidget(m_field, 1, Qt::AlignVCenter);
    row->addWidget(m_emoji, 0, Qt::AlignBottom);
    row->addWidget(m_send, 0, Qt::AlignBottom);
    return row;
}

void Composer::connectParts()
{
    connect(m_field, &QPlainTextEdit::textChanged, this, &Composer::textChanged);
    connect(m_field, &GrowingTextEdit::sendRequested, this, &Composer::send);
    connect(m_field, &GrowingTextEdit::editLastRequested, this, [this] {
        if (!m_extras.edit)
            Q_EMIT editLastRequested();
    });
    connect(m_field, &GrowingTextEdit::escaped, this, &Composer::cancelContext);
    connect(m_field, &GrowingTextEdit::filesGiven, this, &Composer::addFiles);
    connect(m_field, &GrowingTextEdit::pictureGiven, this, &Composer::addPicture);
    m_field->setMaxBytes(chat::MaxBodyBytes);
    connect(m_field, &GrowingTextEdit::longTextGiven, this, &Composer::addLongText);
    connect(m_context, &ContextBar::cancelled, this, [this] {
        cancelContext();
        focusText();
    });
    connect(m_strip, &AttachmentStrip::removeRequested, this, &Composer::removeAttachment);
    connect(m_attach, &QToolButton::clicked, this, &Composer::chooseFiles);
    connect(m_send, &QToolButton::clicked, this, &Composer::send);
    connect(m_emoji, &QToolButton::clicked, this, &Composer::showEmojis);
}

void Composer::setConversation(const QString &sid, const QString &name)
{
    if (sid != m_sid || sid.isEmpty()) {
        if (saveDraft())
            hideHint();
        if (!m_sid.isEmpty())
            m_otherExtras.insert(m_sid, m_extras);
        m_sid = sid;
        m_extras = m_otherExtras.take(sid);
        restoreEdit();
        setText(m_extras.edit ? m_extras.editText : draft());
        showExtras();
    }
    setEnabled(!sid.isEmpty());
    m_field->setHint(name.isEmpty() ? tr("Message") : tr("Message to %1").arg(name));
}

QString Composer::text() const
{
    return m_field->text();
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
    m_field->setFocus(Qt::OtherFocusReason);
}

void Composer::textChanged()
{
    if (!m_loading && !m_sid.isEmpty())
        m_saveDelay.start(SaveDelay, [this] { saveDraft(); });
    if (m_loading)
        return;
    updateLimit();
    if (!m_field->document()->isEmpty())
        Q_EMIT typed();
}

bool Composer::saveDraft()
{
    m_saveDelay.stop();
    for (auto other = m_otherExtras.begin(); other != m_otherExtras.end(); ++other) {
        if (other->unwritten && keep(other.key(), *other->unwritten))
            other->unwritten.reset();
    }
    if (m_sid.isEmpty())
        return true;
    bool kept = false;
    if (m_extras.edit) {
        m_extras.editText = text();
        kept = keepEdit(m_sid, m_extras);
    } else {
        m_extras.unwritten = text();
        kept = keep(m_sid, text());
        if (kept)
            m_extras.unwritten.reset();
    }
    if (!kept)
        refuse(tr("The draft cannot be saved on this computer. Is the disk full?"));
    return kept;
}

void Composer::updateLimit()
{
    const QString body = text();
    // No character has more than three bytes for each of its units: most texts need no counting.
    const qsizetype left = body.size() * 3 < chat::MaxBodyBytes - NearLimit
        ? chat::MaxBodyBytes
        : chat::MaxBodyBytes - body.toUtf8().size();
    const bool tooLong = left < 0;
    if (tooLong) {
        showHint(tr("This message is %1 too long. Shorten it, or send it in parts.")
                     .arg(QLocale().formattedDataSize(-left)));
    } else if (left < NearLimit) {
        showHint(tr("%1 left in this message.").arg(QLocale().formattedDataSize(left)));
        m_hint->setForegroundRole(QPalette::PlaceholderText);
    } else if (m_limitShown) {
        hideHint();
    }
    if (tooLong && !m_tooLong)
        announce(m_hint, m_hint->text()); // once, not with each letter
    m_tooLong = tooLong;
    m_limitShown = left < NearLimit;
    const bool something
        = !body.trimmed().isEmpty() || (!m_extras.attachments.empty() && !m_extras.edit);
    m_send->setEnabled(!tooLong && something);
}

void Composer::send()
{
    if (m_sid.isEmpty() || !m_send->isEnabled())
        return;
    const QString body = text();
    if (m_extras.edit)
        Q_EMIT editSubmitted(*m_extras.edit, body);
    else
        Q_EMIT sendRequested(body);
}

void Composer::accept()
{
    hideHint();
    m_extras = {};
    showExtras();
    setText({});
    saveDraft();
}

void Composer::refuse(const QString &reason)
{
    const bool repeated = m_hint->isVisible() && m_hint->text() == reason;
    showHint(reason);
    m_limitShown = false;
    if (!repeated)
        announce(m_hint, reason);
}

void Composer::showHint(const QString &text)
{
    m_hint->setForegroundRole(QPalette::BrightText);
    m_hint->setText(text);
    m_hint->show();
}

void Composer::hideHint()
{
    m_limitShown = false;
    m_hint->hide();
}

QString Composer::hint() const
{
    return m_hint->isHidden() ? QString() : m_hint->text();
}

void Composer::showEmojis()
{
    const int x = layoutDirection() == Qt::RightToLeft ? 0 : m_emoji->width();
    EmojiPanel *panel = EmojiPanel::popUp(this, m_emoji->mapToGlobal(QPoint(x, -4)));
    connect(panel, &EmojiPanel::chosen, this, &Composer::insertText);
}

void Composer::paintEvent(QPaintEvent *)
{
    drawStrip(*this, Qt::TopEdge);
}

} // namespace parley::ui
