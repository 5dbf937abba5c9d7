// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/delay.h"

#include <QPlainTextEdit>

class QLabel;
class QToolButton;

namespace parley::chat {
class OutboxStore;
}

namespace parley::ui {

/// Plain text that grows with its lines. Enter sends, Shift+Enter makes a line.
class GrowingTextEdit final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit GrowingTextEdit(QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return { 80, sizeHint().height() }; }

Q_SIGNALS:
    void sendRequested();
    void editLastRequested(); ///< Up in an empty field
    void escaped();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;

private:
    void growToText();
};

/// Where a message is written. Keeps a draft for each conversation in the store; tells before
/// sending when a text is longer than the service allows.
class Composer final : public QWidget
{
    Q_OBJECT

public:
    /// \a drafts and \a clock must outlive this object.
    Composer(chat::OutboxStore &drafts, Clock &clock, QWidget *parent = nullptr);
    ~Composer() override;

    /// Saves the draft of the last one and takes up that of \a sid; empty: nothing to write to.
    void setConversation(const QString &sid, const QString &name);
    [[nodiscard]] QString text() const;
    void setText(const QString &text);
    void insertText(const QString &text);
    /// The message that was requested is in the outbox: the field and its draft are emptied.
    void accept();
    /// It is not: the text stays, and \a reason is shown.
    void refuse(const QString &reason);
    void saveDraft();
    void focusText();
    [[nodiscard]] GrowingTextEdit *field() const { return m_field; }

Q_SIGNALS:
    void sendRequested(const QString &text);
    void typed();
    void editLastRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void textChanged();
    void send();
    void updateLimit();
    void showEmojis();

    chat::OutboxStore &m_drafts;
    Delay m_saveDelay;
    QString m_sid;
    GrowingTextEdit *m_field = nullptr;
    QToolButton *m_emoji = nullptr;
    QToolButton *m_send = nullptr;
    QLabel *m_hint = nullptr;
    bool m_loading = false; ///< the text is being set by us
    bool m_wasTooLong = false;
};

} // namespace parley::ui
