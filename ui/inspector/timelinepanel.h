// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/ticker.h"

#include <QWidget>

class QToolButton;

namespace parley {
class TokenManager;
}

namespace parley::ui {

class TokenTimeline;

/// The timeline with its buttons, in the inspector or in a window of its own, which can be as wide
/// as the screen. Closing the window puts it back.
class TimelinePanel final : public QWidget
{
    Q_OBJECT

public:
    enum class Room {
        Plenty,
        Little, ///< the legend is left out
        Least, ///< the buttons as well
    };

    /// \a tokens and \a clock must outlive this object.
    TimelinePanel(TokenManager &tokens, Clock &clock, QWidget *parent = nullptr);

    [[nodiscard]] TokenTimeline *timeline() const { return m_timeline; }
    /// How much the inspector has for it.
    void setRoom(Room room);
    /// Checked while the timeline has a window of its own.
    [[nodiscard]] QAction *windowAction() const { return m_windowAction; }
    /// Where that window is or was, as QWidget::saveGeometry() tells it; empty: nowhere yet.
    [[nodiscard]] QByteArray windowPlace() const;
    void setWindowPlace(const QByteArray &place) { m_place = place; }

Q_SIGNALS:
    void problemOccurred(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLayout *makeTitle();
    QToolButton *addButton(QLayout &row, const QString &text, const QString &name);
    void setDetached(bool isDetached);
    void updateParts();
    void updateZoom();
    void save();

    Ticker m_ticker;
    QWidget *m_title = nullptr;
    TokenTimeline *m_timeline = nullptr;
    QAction *m_windowAction = nullptr;
    QToolButton *m_follow = nullptr;
    QToolButton *m_zoomIn = nullptr;
    QToolButton *m_zoomOut = nullptr;
    Room m_room = Room::Plenty;
    QByteArray m_place;
};

} // namespace parley::ui
