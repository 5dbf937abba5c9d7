// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/composer.h"

#include "composer/attachmentstrip.h"
#include "composer/completion.h"
#include "composer/contextbar.h"
#include "composer/emojipanel.h"
#include "rows/messagerow.h"
#include "theme/icons.h"
#include "theme/stylepainter.h"
#include "widgets/announce.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QStandardPaths>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

constexpr std::chrono::milliseconds SaveDelay { 800 };
constexpr qsizetype NearLimit = 2048; ///< bytes left when the user is told
constexpr int MaxProblems = 3; ///< more would push the conversation out of the window

/// Of now, for the name of a file.
QString timeForName()
{
    return QDateTime::currentDateTime().toString(u"yyyy-MM-dd HHmmss"_s);
}

} // namespace

Composer::Composer(DraftPlace place, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_drafts(std::move(place))
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
        if (!edited())
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
    if (sid != m_drafts.sid() || sid.isEmpty()) {
        if (saveDraft())
            hideHint();
        m_drafts.open(sid);
        setText(m_drafts.words());
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
    if (m_loading)
        return;
    if (!m_drafts.sid().isEmpty())
        m_saveDelay.start(SaveDelay, [this] { saveDraft(); });
    updateLimit();
    if (!m_field->document()->isEmpty())
        Q_EMIT typed();
}

bool Composer::saveDraft()
{
    m_saveDelay.stop();
    const bool isKept = m_drafts.save(text());
    if (!isKept)
        refuse(tr("The draft cannot be saved on this computer. Is the disk full?"));
    return isKept;
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
        = !body.trimmed().isEmpty() || (!m_drafts.current().attachments.empty() && !edited());
    m_send->setEnabled(!tooLong && something);
}

void Composer::send()
{
    if (m_drafts.sid().isEmpty() || !m_send->isEnabled())
        return;
    const QString body = text();
    if (edited())
        Q_EMIT editSubmitted(*edited(), body);
    else
        Q_EMIT sendRequested(body);
}

void Composer::accept()
{
    hideHint();
    m_drafts.current() = {};
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

void Composer::chooseFiles()
{
    if (m_folder.isEmpty())
        m_folder = QStandardPaths::writableLocation(QStandardPaths::HomeLocation);
    auto *dialog = new QFileDialog(this, tr("Attach files"), m_folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        QList<QUrl> urls;
        m_folder = QFileInfo(paths.value(0)).absolutePath();
        for (const QString &path : paths)
            urls.append(QUrl::fromLocalFile(path));
        addFiles(urls);
        focusText();
    });
    dialog->open();
}

void Composer::addFiles(const QList<QUrl> &files)
{
    if (m_drafts.sid().isEmpty())
        return;
    if (edited()) {
        refuse(tr("Files cannot be added to a message that was sent."));
        return;
    }
    QStringList problems;
    for (const QUrl &url : files) {
        const QString problem
            = attach({ .filePath = QFileInfo(url.toLocalFile()).absoluteFilePath() });
        if (!problem.isEmpty() && !problems.contains(problem))
            problems.append(problem);
    }
    if (problems.size() > MaxProblems) {
        const int others = int(problems.size()) - MaxProblems;
        problems = problems.mid(0, MaxProblems);
        problems.append(tr("%n other file(s) cannot be attached either.", nullptr, others));
    }
    if (!problems.isEmpty())
        refuse(problems.join(u'\n'));
    else if (!m_limitShown)
        hideHint();
}

/// Why \a attachment was not added; empty: it was.
QString Composer::attach(const chat::Attachment &attachment)
{
    const QString problem = m_strip->problemWith(attachment, m_limits);
    if (problem.isEmpty()) {
        m_drafts.current().attachments.push_back(attachment);
        showExtras();
        updateLimit();
    }
    return problem;
}

void Composer::addPicture(const QByteArray &png)
{
    if (m_drafts.sid().isEmpty() || edited())
        return;
    const QString problem = attach({ .data = png,
                                     .filename = tr("picture %1.png").arg(timeForName()),
                                     .contentType = u"image/png"_s });
    if (!problem.isEmpty())
        refuse(problem);
}

void Composer::addLongText(const QString &text)
{
    if (m_drafts.sid().isEmpty())
        return;
    const QLocale locale;
    const QString size = locale.formattedDataSize(text.toUtf8().size());
    const bool isAttached = !edited()
        && attach({ .data = text.toUtf8(),
                    .filename = tr("text %1.txt").arg(timeForName()),
                    .contentType = u"text/plain"_s })
               .isEmpty();
    refuse(isAttached
               ? tr("This text is too long for a message: it has %1. It is attached as a file.")
                     .arg(size)
               : tr("This text is too long: it has %1, and a message can have %2 at most.")
                     .arg(size, locale.formattedDataSize(chat::MaxBodyBytes)));
}

void Composer::removeAttachment(int number)
{
    std::vector<chat::Attachment> &attachments = m_drafts.current().attachments;
    if (number < 0 || number >= int(attachments.size()))
        return;
    attachments.erase(attachments.begin() + number);
    hideHint();
    showExtras();
    updateLimit();
    focusText();
}

void Composer::startReply(const chat::Message &original, const QString &authorName)
{
    if (refuseWhileChanged())
        return;
    finishEdit();
    m_drafts.current().reply = original;
    m_drafts.current().replyAuthor = authorName;
    showExtras();
    focusText();
}

void Composer::startEdit(qint64 index, const QString &body)
{
    // The draft comes back afterwards.
    if (refuseWhileChanged() || (!edited() && !saveDraft()))
        return;
    m_drafts.current().edit = index;
    setText(body);
    m_drafts.current().editOriginal = text();
    showExtras();
    focusText();
}

bool Composer::refuseWhileChanged()
{
    if (!edited() || text() == m_drafts.current().editOriginal)
        return false;
    refuse(tr("Save or discard the changes to this message first."));
    focusText();
    return true;
}

void Composer::finishEdit()
{
    if (!edited())
        return;
    m_saveDelay.stop();
    m_drafts.endEdit();
    hideHint();
    setText(m_drafts.words());
    showExtras();
}

void Composer::editSaved(const QString &sid, qint64 index, const QString &body)
{
    if (sid != m_drafts.sid())
        return m_drafts.editSaved(sid, index, body);
    if (edited() != index)
        return;
    m_drafts.current().editOriginal = body; // of what has been typed since
    if (text() == body)
        finishEdit();
}

bool Composer::cancelContext()
{
    if (edited()) {
        finishEdit();
        return true;
    }
    if (!m_drafts.current().reply)
        return false;
    m_drafts.current().reply.reset();
    showExtras();
    return true;
}

void Composer::showExtras()
{
    const Draft &draft = m_drafts.current();
    const bool isEditing = bool(draft.edit);
    m_attach->setEnabled(!isEditing);
    m_strip->setAttachments(isEditing ? std::vector<chat::Attachment>() : draft.attachments);
    m_send->setToolTip(isEditing ? tr("Save the changes (Enter)")
                                 : tr("Send (Enter). Shift+Enter makes a new line."));
    m_send->setAccessibleName(isEditing ? tr("Save the changes") : tr("Send"));
    if (isEditing) {
        m_context->showContext(tr("Edit message"), tr("Press Enter to save, Esc to cancel."),
                               tr("Discard the changes"));
    } else if (draft.reply) {
        m_context->showContext(tr("Reply to %1").arg(draft.replyAuthor),
                               MessageTexts::oneLine(draft.reply->body, draft.reply->media),
                               tr("Do not reply to this message"));
    } else {
        m_context->hide();
    }
}

bool Composer::accepts(const QMimeData *source)
{
    return !GrowingTextEdit::localFiles(source).isEmpty() || source->hasImage();
}

void Composer::take(const QMimeData *source)
{
    const QList<QUrl> files = GrowingTextEdit::localFiles(source);
    if (!files.isEmpty())
        return addFiles(files);
    const QByteArray picture = GrowingTextEdit::pictureBytes(source);
    if (!picture.isEmpty())
        addPicture(picture);
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
