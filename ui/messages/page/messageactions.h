// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/messagelistmodel.h"
#include "messages/controls/messageaction.h"

#include <QObject>
#include <QPointer>

namespace parley::ui {

class Composer;
class MediaStore;

/// Does what the user wants to be done with messages of the open conversation, with the questions
/// and dialogs for that, and sends what the composer has. It passes on what others do: pins, and
/// deletions, which can be undone for a while.
class MessageActions final : public QObject
{
    Q_OBJECT

public:
    /// \a client, \a composer, \a media and \a page (below which dialogs open) must outlive this
    /// object.
    MessageActions(chat::ChatClient &client, Composer &composer, MediaStore &media, QWidget &page);

    /// \a model has the messages of \a sid and may die first.
    void setConversation(const QString &sid, chat::MessageListModel *model);
    void perform(const parley::ui::MessageAction &action);

Q_SIGNALS:
    /// What the user has written is in the outbox.
    void sent();
    /// It is message \a index of the open conversation now.
    void confirmed(qint64 index);
    /// Message \a index of the open conversation is to be shown.
    void jumpRequested(qint64 index);
    void pinRequested(qint64 index, bool isPinned);
    void deletionRequested(const std::vector<qint64> &indexes);
    /// Something that was asked for failed; a whole sentence.
    void problemOccurred(const QString &text);

private:
    void send(const QString &body);
    /// Begins to edit the newest message of the user's own.
    void editLast();
    void submitEdit(qint64 index, const QString &body);
    void reply(qint64 index);
    void react(qint64 index, const QString &emoji, bool on);
    void chooseReaction(qint64 index, const QPoint &globalPosition);
    void discard(const QString &localId);
    void openLink(const QUrl &url);
    void showPicture(const chat::Media &media);
    void openFile(const chat::Media &media);
    void saveAs(const chat::Media &media);

    chat::ChatClient &m_client;
    Composer &m_composer;
    MediaStore &m_media;
    QWidget &m_page;
    QString m_sid;
    QPointer<chat::MessageListModel> m_model;
};

} // namespace parley::ui
