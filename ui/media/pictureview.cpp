// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "media/pictureview.h"

#include <QApplication>
#include <QDrag>
#include <QGraphicsPixmapItem>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace parley::ui {
namespace {

constexpr double ZoomOfOneNotch = 1.25;
constexpr int DragThumb = 160; ///< pixels of what follows the pointer

} // namespace

PictureView::PictureView(QWidget *parent)
    : QGraphicsView(parent)
{
    setScene(new QGraphicsScene(this));
    m_item = scene()->addPixmap({});
    m_item->setTransformationMode(Qt::SmoothTransformation);
    setFrameShape(QFrame::NoFrame);
    setBackgroundRole(QPalette::Window);
    setBackgroundBrush(Qt::NoBrush);
    setRenderHint(QPainter::SmoothPixmapTransform);
}

void PictureView::setImage(const QImage &image)
{
    m_image = image;
    m_file.clear();
    m_item->setPixmap(QPixmap::fromImage(image));
    setSceneRect(m_item->boundingRect());
    fit();
}

double PictureView::fittingZoom() const
{
    if (m_image.isNull())
        return 1;
    const QSizeF place = QSizeF(maximumViewportSize()) * devicePixelRatioF();
    return std::min({ 1.0, place.width() / m_image.width(), place.height() / m_image.height() });
}

void PictureView::setZoom(double zoom)
{
    m_isFitted = zoom <= fittingZoom();
    apply(std::clamp(zoom, fittingZoom(), MaxZoom));
}

void PictureView::fit()
{
    m_isFitted = true;
    apply(fittingZoom());
}

void PictureView::toggleZoom()
{
    if (m_isFitted)
        setZoom(fittingZoom() < 1 ? 1 : 2);
    else
        fit();
}

void PictureView::apply(double zoom)
{
    m_zoom = zoom;
    const double scale = zoom / devicePixelRatioF();
    setTransform(QTransform::fromScale(scale, scale));
    // A picture that fits by less than a pixel needs no bars.
    const Qt::ScrollBarPolicy bars = m_isFitted ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded;
    setHorizontalScrollBarPolicy(bars);
    setVerticalScrollBarPolicy(bars);
    setDragMode(m_isFitted ? QGraphicsView::NoDrag : QGraphicsView::ScrollHandDrag);
    Q_EMIT zoomChanged();
}

void PictureView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    if (m_isFitted)
        fit();
}

void PictureView::wheelEvent(QWheelEvent *event)
{
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setZoom(m_zoom * std::pow(ZoomOfOneNotch, event->angleDelta().y() / 120.0));
    setTransformationAnchor(QGraphicsView::AnchorViewCenter); // for buttons and keys
    event->accept();
}

void PictureView::keyPressEvent(QKeyEvent *event)
{
    // The arrows move what is zoomed; else they belong to the dialog.
    if (m_isFitted)
        event->ignore();
    else
        QGraphicsView::keyPressEvent(event);
}

void PictureView::mousePressEvent(QMouseEvent *event)
{
    if (m_isFitted && event->button() == Qt::LeftButton)
        m_pressed = event->pos();
    QGraphicsView::mousePressEvent(event);
}

void PictureView::mouseMoveEvent(QMouseEvent *event)
{
    const bool isDrag = m_isFitted && m_pressed && (event->buttons() & Qt::LeftButton)
        && (event->pos() - *m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (isDrag)
        dragOut();
    else
        QGraphicsView::mouseMoveEvent(event);
}

void PictureView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        toggleZoom();
}

void PictureView::dragOut()
{
    m_pressed.reset();
    if (m_image.isNull())
        return;
    auto *mime = new QMimeData;
    mime->setImageData(m_image);
    if (!m_file.isEmpty())
        mime->setUrls({ m_file });
    auto *drag = new QDrag(this);
    drag->setMimeData(mime);
    drag->setPixmap(QPixmap::fromImage(
        m_image.scaled(DragThumb, DragThumb, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    drag->exec(Qt::CopyAction); // last: this object may be gone afterwards
}

} // namespace parley::ui
