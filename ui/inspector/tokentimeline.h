// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspector/timelinezoom.h"

#include <QWidget>

#include <optional>

namespace parley::ui {

class TimelineDrawing;

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
    [[nodiscard]] TimelineZoom &zoom() { return m_zoom; }
    /// False: the bars alone, where there is little room.
    void setLegendShown(bool shown);
    /// Writes the timeline as it is seen to \a path, a PNG, or an SVG by its name. False: it cannot
    /// be written.
    [[nodiscard]] bool exportTo(const QString &path);
    /// Time has passed.
    void advance();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
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
    void fitLegend();
    void describe();
    void chooseMark(int step);
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] QFont smallFont() const;
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int textHeight() const;
    [[nodiscard]] TimelineDrawing drawing() const;

    TimelineData m_data;
    TimelineZoom m_zoom;
    std::optional<WallTime> m_chosen {}; ///< the mark that the keyboard has reached
    std::optional<QPoint> m_pressed {};
    TimeWindow m_pressedWindow {};
    bool m_isDragging = false;
    bool m_legendShown = true;
    int m_legendLines = 2; ///< at this width
};

} // namespace parley::ui
