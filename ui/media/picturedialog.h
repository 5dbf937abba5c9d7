// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/media.h"
#include "widgets/dialog.h"

#include <QImage>

#include <memory>

class QHBoxLayout;
class QPushButton;
class QStackedLayout;
class QToolButton;

namespace parley::ui {

class MediaStore;
class Placeholder;
class PictureView;

/// Pictures of one conversation, one at a time and as large as the window; each is loaded when it
/// is shown. The left and right arrow keys go through them, + and - zoom, 0 fits.
class PictureDialog final : public Dialog
{
    Q_OBJECT

public:
    /// Larger ones are not loaded into memory, only saved as files.
    static constexpr qint64 MaxBytes = 40 * 1024 * 1024;

    /// Shows the one of \a pictures (at least one) with the number \a current, from 0. \a store
    /// must outlive this object.
    PictureDialog(const chat::MediaList &pictures, qsizetype current, MediaStore &store,
                  QWidget *parent = nullptr);
    ~PictureDialog() override;
    [[nodiscard]] QImage image() const;
    [[nodiscard]] const chat::Media &media() const { return m_pictures.at(m_current); }

Q_SIGNALS:
    void saveAsRequested(const parley::chat::Media &media);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QHBoxLayout *makeTools();
    void turnTo(qsizetype number);
    void load();
    void showPicture(const QImage &image);
    void showProblem(const QString &text);
    void updateZoom();

    const chat::MediaList m_pictures;
    qsizetype m_current = 0;
    MediaStore &m_store;
    std::unique_ptr<QObject> m_loading; ///< context of what is being loaded
    QStackedLayout *m_stack = nullptr;
    PictureView *m_view = nullptr;
    Placeholder *m_placeholder = nullptr;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    QToolButton *m_smaller = nullptr;
    QToolButton *m_zoom = nullptr;
    QToolButton *m_larger = nullptr;
    QPushButton *m_copy = nullptr;
};

} // namespace parley::ui
