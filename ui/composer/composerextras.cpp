// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/attachmentstrip.h"
#include "composer/composer.h"
#include "composer/contextbar.h"
#include "rows/messagerow.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QMimeData>
#include <QStandardPaths>
#include <QToolButton>

// What the composer has besides words: files, the message that is answered, the one that is edited.

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

/// Of the key of an unfinished edit, after that of the conversation.
const QLatin1String EditSuffix("#edit");
const QLatin1String IndexKey("index");
const QLatin1String OriginalKey("original");
const QLatin1String TextKey("text");
constexpr int MaxProblems = 3; ///< more would push the conversation out of the window

} // namespace

const std::vector<chat::Attachment> &Composer::attachments() const
{
    return m_extras.attachments;
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

QString Composer::problemWith(const chat::Attachment &attachment) const
{
    if (int(m_extras.attachments.size()) >= m_limits.maxCount)
        return tr("A message can have %n file(s) at most. Send the others with another one.",
                  nullptr, m_limits.maxCount);
    const QFileInfo file(attachment.filePath);
    const QString name = AttachmentStrip::nameOf(attachment);
    if (!attachment.filePath.isEmpty()) {
        if (file.isDir())
            return tr("“%1” is a folder. Attach its files, or an archive of it.").arg(name);
        if (!file.isFile() || !file.isReadable())
            return tr("“%1” cannot be read.").arg(name);
    }
    const qint64 size = AttachmentStrip::sizeOf(attachment);
    if (size == 0)
        return tr("“%1” is empty.").arg(name);
    const QLocale locale;
    if (size > m_limits.maxBytes)
        return tr("“%1” is too large: %2, and a file can have %3 at most.")
            .arg(name, locale.formattedDataSize(size), locale.formattedDataSize(m_limits.maxBytes));
    qint64 total = size;
    for (const chat::Attachment &other : m_extras.attachments)
        total += AttachmentStrip::sizeOf(other);
    if (total > m_limits.maxTotalBytes)
        return tr("With “%1” the files of this message are too large: %2 together, and %3 is the "
                  "limit.")
            .arg(name, locale.formattedDataSize(total),
                 locale.formattedDataSize(m_limits.maxTotalBytes));
    return {};
}

void Composer::addFiles(const QList<QUrl> &files)
{
    if (m_sid.isEmpty())
        return;
    if (m_extras.edit) {
        refuse(tr("Files cannot be added to a message that was sent."));
        return;
    }
    QStringList problems;
    for (const QUrl &url : files) {
        chat::Attachment attachment;
        attachment.filePath = QFileInfo(url.toLocalFile()).absoluteFilePath();
        const QString reason = problemWith(attachment);
        if (reason.isEmpty())
            m_extras.attachments.push_back(attachment);
        else if (!problems.contains(reason))
            problems.append(reason);
    }
    showExtras();
    updateLimit();
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

void Composer::addPicture(const QByteArray &png)
{
    if (m_sid.isEmpty() || m_extras.edit)
        return;
    chat::Attachment attachment;
    attachment.data = png;
    attachment.filename
        = tr("picture %1.png").arg(QDateTime::currentDateTime().toString(u"yyyy-MM-dd HHmmss"_s));
    attachment.contentType = QStringLiteral("image/png");
    const QString reason = problemWith(attachment);
    if (!reason.isEmpty()) {
        refuse(reason);
        return;
    }
    m_extras.attachments.push_back(attachment);
    showExtras();
    updateLimit();
}

void Composer::addLongText(const QString &text)
{
    const QLocale locale;
    const QString size = locale.formattedDataSize(text.toUtf8().size());
    if (m_sid.isEmpty())
        return;
    chat::Attachment attachment;
    attachment.data = text.toUtf8();
    attachment.filename
        = tr("text %1.txt").arg(QDateTime::currentDateTime().toString(u"yyyy-MM-dd HHmmss"_s));
    attachment.contentType = u"text/plain"_s;
    if (m_extras.edit || !problemWith(attachment).isEmpty()) {
        refuse(tr("This text is too long: it has %1, and a message can have %2 at most.")
                   .arg(size, locale.formattedDataSize(chat::MaxBodyBytes)));
        return;
    }
    m_extras.attachments.push_back(attachment);
    showExtras();
    updateLimit();
    refuse(
        tr("This text is too long for a message: it has %1. It is attached as a file.").arg(size));
}

void Composer::removeAttachment(int number)
{
    if (number < 0 || number >= int(m_extras.attachments.size()))
        return;
    m_extras.attachments.erase(m_extras.attachments.begin() + number);
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
    m_extras.reply = original;
    m_extras.replyAuthor = authorName;
    showExtras();
    focusText();
}

void Composer::startEdit(qint64 index, const QString &body)
{
    // The draft comes back afterwards.
    if (refuseWhileChanged() || (!m_extras.edit && !saveDraft()))
        return;
    m_extras.edit = index;
    setText(body);
    m_extras.editOriginal = text();
    showExtras();
    focusText();
}

bool Composer::refuseWhileChanged()
{
    if (!m_extras.edit || text() == m_extras.editOriginal)
        return false;
    refuse(tr("Save or discard the changes to this message first."));
    focusText();
    return true;
}

void Composer::finishEdit()
{
    if (!m_extras.edit)
        return;
    m_saveDelay.stop();
    m_extras.edit.reset();
    m_extras.editText.clear();
    m_extras.editOriginal.clear();
    (void)keepEdit(m_sid, m_extras);
    hideHint();
    setText(draft());
    showExtras();
}

void Composer::editSaved(const QString &sid, qint64 index, const QString &body)
{
    if (sid == m_sid) {
        if (m_extras.edit != index)
            return;
        m_extras.editOriginal = body; // of what has been typed since
        if (text() == body)
            finishEdit();
        return;
    }
    const auto other = m_otherExtras.find(sid);
    if (other == m_otherExtras.end() || other->edit != index)
        return;
    other->editOriginal = body;
    if (other->editText == body)
        other->edit.reset();
    (void)keepEdit(sid, *other);
}

QString Composer::draft() const
{
    if (m_sid.isEmpty())
        return {};
    return m_extras.unwritten ? *m_extras.unwritten : m_drafts.read(m_sid);
}

bool Composer::keep(const QString &key, const QString &text)
{
    return m_drafts.read(key) == text || m_drafts.write(key, text);
}

/// Only what would be missed: an edit without a change is none after a restart.
bool Composer::keepEdit(const QString &sid, const Extras &extras)
{
    QString packed;
    if (extras.edit && extras.editText != extras.editOriginal) {
        const QJsonObject object { { IndexKey, *extras.edit },
                                   { OriginalKey, extras.editOriginal },
                                   { TextKey, extras.editText } };
        packed = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
    return keep(sid + EditSuffix, packed);
}

/// One that was not finished when the window was closed.
void Composer::restoreEdit()
{
    if (m_sid.isEmpty() || m_extras.edit)
        return;
    const QString packed = m_drafts.read(m_sid + EditSuffix);
    const QJsonObject object = QJsonDocument::fromJson(packed.toUtf8()).object();
    const qint64 index = object.value(IndexKey).toInteger(-1);
    if (index < 0)
        return;
    m_extras.edit = index;
    m_extras.editOriginal = object.value(OriginalKey).toString();
    m_extras.editText = object.value(TextKey).toString();
}

bool Composer::cancelContext()
{
    if (m_extras.edit) {
        finishEdit();
        return true;
    }
    if (!m_extras.reply)
        return false;
    m_extras.reply.reset();
    showExtras();
    return true;
}

void Composer::showExtras()
{
    const bool editing = m_extras.edit.has_value();
    m_attach->setEnabled(!editing);
    m_strip->setAttachments(editing ? std::vector<chat::Attachment>() : m_extras.attachments);
    m_send->setToolTip(editing ? tr("Save the changes (Enter)")
                               : tr("Send (Enter). Shift+Enter makes a new line."));
    m_send->setAccessibleName(editing ? tr("Save the changes") : tr("Send"));
    if (editing) {
        m_context->showContext(tr("Edit message"), tr("Press Enter to save, Esc to cancel."),
                               tr("Discard the changes"));
    } else if (m_extras.reply) {
        m_context->showContext(tr("Reply to %1").arg(m_extras.replyAuthor),
                               MessageTexts::oneLine(m_extras.reply->body, m_extras.reply->media),
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
    if (!files.isEmpty()) {
        addFiles(files);
        return;
    }
    const QByteArray picture = GrowingTextEdit::pictureBytes(source);
    if (!picture.isEmpty())
        addPicture(picture);
}

} // namespace parley::ui
