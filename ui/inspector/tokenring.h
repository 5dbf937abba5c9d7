// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <chrono>

namespace parley::ui {

/// The life of the token as a ring that empties, with the time left inside it.
class TokenRing final : public QWidget
{
    Q_OBJECT

public:
    explicit TokenRing(QWidget *parent = nullptr);

    /// \a life zero: unknown, the ring is full while anything is left. \a refreshAt: how much life
    /// is left when the refresh is planned; zero: no mark.
    void setLife(std::chrono::milliseconds left, std::chrono::milliseconds life,
                 std::chrono::milliseconds refreshAt);

    /// A smaller one, where there is little room.
    void setSmall(bool isSmall);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::chrono::milliseconds m_left { 0 };
    std::chrono::milliseconds m_life { 0 };
    std::chrono::milliseconds m_refreshAt { 0 };
};

} // namespace parley::ui
