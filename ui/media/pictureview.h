// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QGraphicsView>
#include <QImage>
#include <QUrl>

#include <optional>

class QGraphicsPixmapItem;

namespace parley::ui {

/// One picture. It fits its place, not larger than it is, until it is zoomed with the wheel or a
/// double click; then the pointer moves it. A picture that fits is dragged into other programs.
class PictureView final : public QGraphicsView
{
    Q_OBJECT

public:
    static constexpr double MaxZoom = 8;

    explicit PictureView(QWidget *parent = nullptr);
    void setImage(const QImage &image);
    [[nodiscard]] QImage image() const { return m_image; }
    /// Where the picture is saved, if it is; given along when it is dragged.
    void setFile(const QUrl &file) { m_file = file; }

    /// Pixels of the screen for one of the picture.
    [[nodiscard]] double zoom() const { return m_zoom; }
    /// Never less than what fits, never more than MaxZoom.
    void setZoom(double zoom);
    [[nodiscard]] bool isFitted() const { return m_isFitted; }
    void fit();
    /// Between what fits and the picture's own size.
    void toggleZoom();

Q_SIGNALS:
    void zoomChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] double fittingZoom() const;
    void apply(double zoom);
    void dragOut();

    QGraphicsPixmapItem *m_item = nullptr; // of the scene
    QImage m_image;
    QUrl m_file;
    double m_zoom = 1;
    bool m_isFitted = true;
    std::optional<QPoint> m_pressed {}; ///< a drag may begin there
};

} // namespace parley::ui
