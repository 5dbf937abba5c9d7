// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenmanager.h"

#include <QWidget>

#include <vector>

namespace parley::ui {

/// This session's tokens on a line of time: a bar for each life, marks for refreshes, failures and
/// expiries. Marks differ in shape, not only in colour.
class TokenTimeline final : public QWidget
{
    Q_OBJECT

public:
    enum class MarkKind { Refreshed, Failed, Expired };
    struct Life
    {
        quint64 generation = 0;
        WallTime from {};
        WallTime until {};
        bool operator==(const Life &) const = default;
    };
    struct Mark
    {
        MarkKind kind = MarkKind::Refreshed;
        WallTime at {};
        QString text {}; ///< for the tooltip
    };

    /// \a tokens and \a clock must outlive this object.
    TokenTimeline(TokenManager &tokens, Clock &clock, QWidget *parent = nullptr);

    [[nodiscard]] const std::vector<Life> &lives() const { return m_lives; }
    [[nodiscard]] const std::vector<Mark> &marks() const { return m_marks; }
    [[nodiscard]] QSize sizeHint() const override { return { 220, 84 }; }
    [[nodiscard]] QSize minimumSizeHint() const override { return { 160, 84 }; }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addLife(quint64 generation);
    void addMark(MarkKind kind, const QString &text);
    void paintLives(QPainter &painter) const;
    void paintMarks(QPainter &painter) const;
    void paintAxis(QPainter &painter) const;
    [[nodiscard]] qreal position(WallTime at) const;
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] QString textAt(const QPoint &position) const;
    void describe();

    TokenManager &m_tokens;
    Clock &m_clock;
    std::vector<Life> m_lives;
    std::vector<Mark> m_marks;
};

} // namespace parley::ui
