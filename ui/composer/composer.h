// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "composer/drafts.h"
#include "composer/growingtextedit.h"
#include "token/oneshot.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QMimeData;
class QToolButton;

namespace parley::ui {

class AttachmentStrip;
class Completion;
class ContextBar;

/// Where a message is written, answered or edited. Keeps a draft for each conversation; tells
/// before sending when a text or a file is more than the service allows.
class Composer final : public QWidget
{
    Q_OBJECT

public:
    /// \a clock must outlive this object.
    Composer(DraftPlace place, Clock &clock, QWidget *parent = nullptr);
    ~Composer() override;

    /// Saves the draft of the last one and takes up that of \a sid; empty: nothing to write to.
    void setConversation(const QString &sid, const QString &name);
    void setLimits(const chat::MediaLimits &limits) { m_limits = limits; }
    [[nodiscard]] QString text() const;
    void setText(const QString &text);
    void insertText(const QString &text);
    [[nodiscard]] const std::vector<chat::Attachment> &attachments() const
    {
        return m_drafts.current().attachments;
    }
    void addFiles(const QList<QUrl> &files);
    void addPicture(const QByteArray &png);
    /// Attaches a text that no message can hold as a file.
    void addLongText(const QString &text);
    /// Whether something that is dragged can be attached: local files or a picture.
    [[nodiscard]] static bool accepts(const QMimeData *source);
    /// Attaches what has been dropped.
    void take(const QMimeData *source);

    /// The message will answer \a original, by \a authorName. Refused while another message has
    /// unsaved changes.
    void startReply(const chat::Message &original, const QString &authorName);
    [[nodiscard]] std::optional<chat::Message> repliedTo() const
    {
        return m_drafts.current().reply;
    }
    /// The field shows the words of message \a index until editSubmitted() has succeeded
    /// (finishEdit()) or the user gives up; the draft is kept meanwhile. Refused while another
    /// message has unsaved changes, or if the draft cannot be kept.
    void startEdit(qint64 index, const QString &body);
    [[nodiscard]] std::optional<qint64> edited() const { return m_drafts.current().edit; }
    void finishEdit();
    /// Message \a index of \a sid now says \a body: ends its edit, open or kept for later, unless
    /// it has gone on with other words.
    void editSaved(const QString &sid, qint64 index, const QString &body);
    /// Ends the reply or the edit, if there is one.
    bool cancelContext();

    /// The message that was requested is in the outbox: field, draft and the rest are emptied.
    void accept();
    /// It is not: everything stays, and \a reason is shown.
    void refuse(const QString &reason);
    [[nodiscard]] QString hint() const;
    /// The draft or the unfinished edit; false: it could not be kept, which is shown.
    bool saveDraft();
    void focusText();
    [[nodiscard]] GrowingTextEdit *field() const { return m_field; }
    /// `@` and `:` complete words in the field.
    [[nodiscard]] Completion &completion() const { return *m_completion; }

Q_SIGNALS:
    void sendRequested(const QString &text);
    void editSubmitted(qint64 index, const QString &text);
    void typed();
    void editLastRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *makeRow();
    void connectParts();
    void textChanged();
    [[nodiscard]] bool refuseWhileChanged();
    void send();
    void updateLimit();
    void showEmojis();
    void chooseFiles();
    [[nodiscard]] QString attach(const chat::Attachment &attachment);
    void removeAttachment(int number);
    void showExtras();
    void showHint(const QString &text);
    void hideHint();

    Drafts m_drafts;
    OneShot m_saveDelay;
    chat::MediaLimits m_limits;
    QString m_folder; ///< where files were chosen the last time; empty: not yet
    ContextBar *m_context = nullptr;
    AttachmentStrip *m_strip = nullptr;
    QToolButton *m_attach = nullptr;
    GrowingTextEdit *m_field = nullptr;
    Completion *m_completion = nullptr;
    QToolButton *m_emoji = nullptr;
    QToolButton *m_send = nullptr;
    QLabel *m_hint = nullptr;
    bool m_loading = false; ///< the text is being set by us
    bool m_limitShown = false; ///< the hint is about the length
    bool m_tooLong = false;
};

} // namespace parley::ui
