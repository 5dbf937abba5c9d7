// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QPlainTextEdit>
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

protected:
    void keyPressEvent(QKeyEvent *event) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;

private:
    void growToText();
};

} // namespace parley::ui
