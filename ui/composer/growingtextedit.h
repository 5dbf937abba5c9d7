// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QPlainTextEdit>

#include <limits>
#include <QUrl>

namespace parley::ui {

/// Plain text that grows with its lines. Enter sends, Shift+Enter makes a line; files and pictures
/// that are pasted or dropped are handed out.
class GrowingTextEdit final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit GrowingTextEdit(QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return { 80, sizeHint().height() }; }

    /// What is written, as it was written: no-break blanks stay what they are.
    [[nodiscard]] QString text() const;
    /// Shown in one line while nothing is written.
    void setHint(const QString &hint);
    /// Text that would make the document longer than this many bytes is not inserted.
    void setMaxBytes(qsizetype bytes) { m_maxBytes = bytes; }

    /// The local files that \a source is of; empty: none, or not only such.
    [[nodiscard]] static QList<QUrl> localFiles(const QMimeData *source);
    /// The picture in \a source as the bytes of a PNG file; empty: none.
    [[nodiscard]] static QByteArray pictureBytes(const QMimeData *source);

Q_SIGNALS:
    void sendRequested();
    void editLastRequested(); ///< Up in an empty field
    void escaped();
    void filesGiven(const QList<QUrl> &files);
    void pictureGiven(const QByteArray &png);
    /// \a text was pasted or dropped and is too long.
    void longTextGiven(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void growToText();
    void fitHint();
    void insertText(const QString &text);

    QString m_hint;
    qsizetype m_maxBytes = std::numeric_limits<qsizetype>::max();
};

} // namespace parley::ui
