// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspector/timelinemarks.h"

#include <QWidget>

namespace parley::ui {

/// This session's tokens on a line of time that moves: a bar for each life, its last three minutes
/// hatched; the planned refresh; marks for arrivals, failures and expiries, told apart by their
/// shapes. Shows what has happened lately, else all of it, until it is zoomed with + and - or the
/// wheel, or dragged. A click on a mark, or Enter, asks for its event; the arrows go through them.
class TokenTimeline final : public QWidget
{
    Q_OBJECT

public:
    /// \a tokens and \a clock must outlive this object.
    TokenTimeline(TokenManager &tokens, Clock &clock, QWidget *parent = nullptr);

    [[nodiscard]] const TimelineData &data() const { return m_data; }
    /// The time that is shown; zero: all of it.
    [[nodiscard]] std::chrono::seconds span() const;
    [[nodiscard]] bool canZoomIn() const;
    [[nodiscard]] bool canZoomOut() const { return m_zoom > 0; }
    /// False: the bars alone, where there is little room.
    void setLegendShown(bool shown);
    void zoomIn();
    void zoomOut();
    /// Shows other times, by a part of what is seen; more than zero: later ones.
    void moveBy(double part);
    /// Shows what happens now again.
    void follow();
    [[nodiscard]] bool isFollowing() const { return !m_middle; }
    [[nodiscard]] TimeWindow shown() const;
    /// Writes the timeline as it is seen to \a path, a PNG, or an SVG by its name. False: it cannot
    /// be written.
    [[nodiscard]] bool exportTo(const QString &path);
    /// Time has passed.
    void advance();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void zoomChanged();
    /// The user wants to see the event of a mark.
    void eventRequested(parley::WallTime at);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setZoom(size_t zoom);
    [[nodiscard]] size_t fittingZoom() const;
    void fitZoom();
    void paintLives(QPainter &painter, const TimeWindow &window) const;
    void paintNow(QPainter &painter, const TimeWindow &window) const;
    void paintSigns(QPainter &painter, const TimeWindow &window) const;
    void paintAxis(QPainter &painter, const TimeWindow &window) const;
    void fitLegend();
    [[nodiscard]] qreal position(WallTime at, const TimeWindow &window) const;
    [[nodiscard]] qreal position(qreal along) const;
    [[nodiscard]] std::vector<TimelineSign> signs(const TimeWindow &window) const;
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] QFont smallFont() const;
    [[nodiscard]] QString textAt(const QPoint &position) const;
    void describe();

    void setMiddle(WallTime middle);
    void chooseMark(int step);
    [[nodiscard]] bool isChosen(const TimelineSign &sign) const;
    [[nodiscard]] std::optional<WallTime> markAt(const QPoint &point) const;

    TimelineData m_data;
    std::optional<WallTime> m_middle {}; ///< of what is seen, once it was moved
    std::optional<WallTime> m_chosen {}; ///< the mark that the keyboard has reached
    std::optional<QPoint> m_pressed {};
    TimeWindow m_pressedWindow {};
    bool m_isDragging = false;
    size_t m_zoom = 0;
    bool m_fitsZoom = true; ///< the user has not chosen another one
    bool m_legendShown = true;
    int m_legendLines = 2; ///< at this width
};

} // namespace parley::ui
