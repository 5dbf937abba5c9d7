// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/composer.h"
#include "errortexts.h"
#include "media/mediastore.h"
#include "media/picturedialog.h"
#include "messages/conversationpage.h"
#include "messages/dropoverlay.h"
#include "messages/messageview.h"
#include "text/filenames.h"
#include "text/links.h"
#include "widgets/elidedlabel.h"

#include <QDesktopServices>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>

// What is done with the links and files of messages.

namespace parley::ui {

void ConversationPage::connectMedia()
{
    connect(m_view, &MessageView::linkActivated, this, [this](const QUrl &url) {
        if (isOpenable(url) && !QDesktopServices::openUrl(url))
            Q_EMIT problemOccurred(tr("No program on this computer opens this link."));
    });
    connect(m_view, &MessageView::pictureActivated, this, &ConversationPage::showPicture);
    connect(m_view, &MessageView::fileActivated, this, &ConversationPage::fileActivated);
    connect(m_view, &MessageView::saveAsRequested, this, &ConversationPage::saveAs);
    connect(m_media, &MediaStore::placeNeeded, this, &ConversationPage::saveAs);
    connect(m_media, &MediaStore::downloadFailed, this,
            [this](const QString &filename, const chat::ChatError &error) {
                //: A file's name, then why it could not be saved.
                Q_EMIT problemOccurred(
                    tr("“%1” was not saved. %2").arg(filename, ErrorTexts::describe(error)));
            });
}

void ConversationPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_sid.isEmpty() || !Composer::accepts(event->mimeData()))
        return;
    event->acceptProposedAction();
    m_dropOverlay->showText(tr("Drop to send to %1").arg(m_name->text()));
}

void ConversationPage::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dropOverlay->hide();
}

void ConversationPage::dropEvent(QDropEvent *event)
{
    m_dropOverlay->hide();
    m_composer->take(event->mimeData());
    m_composer->focusText();
    event->acceptProposedAction();
}

void ConversationPage::showPicture(const chat::Media &media)
{
    auto *dialog = new PictureDialog(media, *m_media, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PictureDialog::saveAsRequested, this, &ConversationPage::saveAs);
    dialog->open();
}

void ConversationPage::fileActivated(const chat::Media &media)
{
    const MediaStore::Download download = m_media->download(media.sid);
    switch (download.stage) {
    case MediaStore::Stage::Running:
        m_media->cancel(media.sid);
        return;
    case MediaStore::Stage::Saved:
        // The folder, never the file: what came from others is not opened by a click.
        if (QFileInfo::exists(download.path)) {
            const QString folder = QFileInfo(download.path).absolutePath();
            if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
                Q_EMIT problemOccurred(
                    tr("No program on this computer shows folders. The file is in %1.")
                        .arg(folder));
            return;
        }
        break; // moved or deleted meanwhile
    case MediaStore::Stage::None:
    case MediaStore::Stage::Failed:
        break;
    }
    m_media->save(media, {});
}

void ConversationPage::saveAs(const chat::Media &media)
{
    const QString folder
        = QFileInfo(m_media->folder()).isDir() ? m_media->folder() : QDir::homePath();
    auto *dialog = new QFileDialog(
        this, tr("Save file"), freePath(folder, safeFileName(media.filename, media.contentType)));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, media](const QString &path) { m_media->save(media, path); });
    dialog->open();
}

} // namespace parley::ui
