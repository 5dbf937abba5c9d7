// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/media.h"
#include "widgets/dialog.h"

#include <QImage>

class QLabel;
class QPushButton;

namespace parley::ui {

class MediaStore;
class Placeholder;
class PictureView;

/// One picture as large as the window, loaded when it is opened.
class PictureDialog final : public Dialog
{
    Q_OBJECT

public:
    /// Larger ones are not loaded into memory, only saved as files.
    static constexpr qint64 MaxBytes = 40 * 1024 * 1024;

    /// \a store must outlive this object.
    PictureDialog(const chat::Media &media, MediaStore &store, QWidget *parent = nullptr);
    [[nodiscard]] QImage image() const;

Q_SIGNALS:
    void saveAsRequested(const parley::chat::Media &media);

private:
    void load();
    void showPicture(const QImage &image);
    void showProblem(const QString &text);

    chat::Media m_media;
    MediaStore &m_store;
    PictureView *m_view = nullptr;
    Placeholder *m_placeholder = nullptr;
    QPushButton *m_copy = nullptr;
};

} // namespace parley::ui
