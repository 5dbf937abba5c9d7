// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/page/messageactions.h"

#include "chat/chatclient.h"
#include "chat/messageattributes.h"
#include "composer/composer.h"
#include "composer/emojipanel.h"
#include "conversations/conversationname.h"
#include "errortexts.h"
#include "media/mediastore.h"
#include "media/picturedialog.h"
#include "text/filenames.h"
#include "text/links.h"
#include "widgets/question.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>
#include <iterator>
#include <memory>
#include <tuple>

namespace parley::ui {

using Model = chat::MessageListModel;

namespace {

/// Changes a message that the service has.
bool changesMessage(MessageAction::Kind kind)
{
    using enum MessageAction::Kind;
    return kind == Edit || kind == Delete || kind == React || kind == ChooseReaction || kind == Pin;
}

} // namespace

MessageActions::MessageActions(chat::ChatClient &client, Composer &composer, MediaStore &media,
                               QWidget &page)
    : QObject(&page)
    , m_client(client)
    , m_composer(composer)
    , m_media(media)
    , m_page(page)
{
    connect(&m_media, &MediaStore::placeNeeded, this, &MessageActions::saveAs);
    connect(&m_media, &MediaStore::downloadFailed, this,
            [this](const QString &filename, const chat::ChatError &error) {
                //: A file's name, then why it could not be saved.
                Q_EMIT problemOccurred(
                    tr("“%1” was not saved. %2").arg(filename, ErrorTexts::describe(error)));
            });
    connect(&m_composer, &Composer::sendRequested, this, &MessageActions::send);
    connect(&m_composer, &Composer::editSubmitted, this, &MessageActions::submitEdit);
    connect(&m_composer, &Composer::editLastRequested, this, &MessageActions::editLast);
}

void MessageActions::setConversation(const QString &sid, Model *model)
{
    m_sid = sid;
    m_model = model;
}

void MessageActions::send(const QString &body)
{
    chat::OutgoingMessage message;
    message.body = body;
    message.attachments = m_composer.attachments();
    const std::optional<chat::Message> original = m_composer.repliedTo();
    if (original)
        message.attributes = chat::withReply({}, *original);
    // A failure on the way is shown at the message itself; one at once keeps it in the composer.
    const auto isRefused = std::make_shared<bool>(false);
    const QString localId = m_client.outbox().send(
        m_sid, message, this,
        [this, isRefused, sid = m_sid](const chat::Outcome<chat::Message> &outcome) {
            if (sid != m_sid)
                return;
            if (const auto *confirmation = std::get_if<chat::Message>(&outcome))
                Q_EMIT confirmed(confirmation->index);
            else if (*isRefused)
                m_composer.refuse(ErrorTexts::describe(std::get<chat::ChatError>(outcome)));
        });
    *isRefused = localId.isEmpty();
    if (*isRefused)
        return;
    m_composer.accept();
    Q_EMIT sent();
}

void MessageActions::perform(const MessageAction &action)
{
    using Kind = MessageAction::Kind;
    if (changesMessage(action.kind) && m_model != nullptr && m_model->keptSince().isValid()) {
        Q_EMIT problemOccurred(ErrorTexts::describe({ .code = chat::ChatError::Code::Offline }));
        return; // what is shown was kept on disk, and the service is not there yet
    }
    switch (action.kind) {
    case Kind::Reply:
        reply(action.index);
        break;
    case Kind::Edit:
        m_composer.startEdit(action.index, action.text);
        break;
    case Kind::Delete:
        Q_EMIT deletionRequested(action.indexes);
        break;
    case Kind::React:
        react(action.index, action.text, action.isOn);
        break;
    case Kind::Pin:
        Q_EMIT pinRequested(action.index, action.isOn);
        break;
    case Kind::ChooseReaction:
        chooseReaction(action.index, action.position);
        break;
    case Kind::ShowQuoted:
        Q_EMIT jumpRequested(action.index);
        break;
    case Kind::Retry:
        std::ignore = m_client.outbox().retry(action.localId); // its row shows what comes of it
        break;
    case Kind::Discard:
        discard(action.localId);
        break;
    case Kind::OpenLink:
        openLink(action.url);
        break;
    case Kind::ShowPicture:
        showPicture(action.media);
        break;
    case Kind::OpenFile:
        openFile(action.media);
        break;
    case Kind::SaveFile:
        saveAs(action.media);
        break;
    }
}

void MessageActions::reply(qint64 index)
{
    const int row = m_model != nullptr ? m_model->rowOfIndex(index) : -1;
    if (row < 0)
        return;
    const chat::Message message = m_model->at(row).message;
    m_composer.startReply(message, personName(m_client, message.author));
}

void MessageActions::editLast()
{
    if (m_model == nullptr || m_model->canFetchNewer())
        return;
    if (m_model->keptSince().isValid()) {
        Q_EMIT problemOccurred(ErrorTexts::describe({ .code = chat::ChatError::Code::Offline }));
        return;
    }
    for (int row = m_model->rowCount() - 1; row >= 0; --row) {
        const chat::ListedMessage listed = m_model->at(row);
        if (listed.isOwn && listed.message.index >= 0)
            return m_composer.startEdit(listed.message.index, listed.message.body);
    }
}

void MessageActions::submitEdit(qint64 index, const QString &body)
{
    m_client.messages().edit(
        m_sid, index, body, this,
        [this, index, body, sid = m_sid](const chat::Outcome<chat::Nothing> &outcome) {
            const auto *error = std::get_if<chat::ChatError>(&outcome);
            if (error == nullptr)
                m_composer.editSaved(sid, index, body);
            else if (sid == m_sid && m_composer.edited() == index)
                m_composer.refuse(ErrorTexts::describe(*error));
            else
                Q_EMIT problemOccurred(ErrorTexts::describe(*error));
        });
}

void MessageActions::react(qint64 index, const QString &emoji, bool on)
{
    m_client.messages().updateAttributes(
        m_sid, index,
        chat::reactionChange(emoji, m_client.identity(), on ? chat::Toggle::On : chat::Toggle::Off),
        this, [this](const chat::Outcome<chat::Nothing> &outcome) {
            if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                Q_EMIT problemOccurred(ErrorTexts::describe(*error));
        });
}

void MessageActions::chooseReaction(qint64 index, const QPoint &globalPosition)
{
    EmojiPanel *panel = EmojiPanel::popUp(&m_page, globalPosition);
    connect(panel, &EmojiPanel::chosen, this, [this, index, sid = m_sid](const QString &emoji) {
        if (sid == m_sid)
            react(index, emoji, true);
    });
}

void MessageActions::discard(const QString &localId)
{
    QMessageBox *box = makeQuestion(&m_page, tr("Discard message"),
                                    tr("Discard this message? It is not sent yet."), tr("Discard"));
    connect(box, &QMessageBox::accepted, this, [this, localId] {
        if (!m_client.outbox().discard(localId))
            Q_EMIT problemOccurred(tr("The message was not discarded: it is on its way, or it has "
                                      "been sent already."));
    });
    box->open();
}

void MessageActions::openLink(const QUrl &url)
{
    if (isOpenable(url) && !QDesktopServices::openUrl(url))
        Q_EMIT problemOccurred(tr("No program on this computer opens this link."));
}

void MessageActions::showPicture(const chat::Media &media)
{
    chat::MediaList pictures; // of all messages that are loaded
    for (int row = 0; m_model != nullptr && row < m_model->rowCount(); ++row) {
        const chat::MediaList files = m_model->at(row).message.media;
        std::ranges::copy_if(files, std::back_inserter(pictures), [](const chat::Media &file) {
            return !file.sid.isEmpty() && isShownImageType(file.contentType);
        });
    }
    if (!pictures.contains(media))
        pictures = { media };
    auto *dialog = new PictureDialog(pictures, pictures.indexOf(media), m_media, &m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PictureDialog::saveAsRequested, this, &MessageActions::saveAs);
    dialog->open();
}

void MessageActions::openFile(const chat::Media &media)
{
    const MediaStore::Download download = m_media.download(media.sid);
    switch (download.stage) {
    case MediaStore::Stage::Running:
        m_media.cancel(media.sid);
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
    m_media.save(media, {});
}

void MessageActions::saveAs(const chat::Media &media)
{
    const QString folder
        = QFileInfo(m_media.folder()).isDir() ? m_media.folder() : QDir::homePath();
    auto *dialog
        = new QFileDialog(&m_page, tr("Save file"),
                          freePath(folder, safeFileName(media.filename, media.contentType)));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, media](const QString &path) { m_media.save(media, path); });
    dialog->open();
}

} // namespace parley::ui
