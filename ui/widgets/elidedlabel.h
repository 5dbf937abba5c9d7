// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace parley::ui {

/// One line of plain text that is cut with … where it does not fit; the tooltip then has all of it.
/// With setWordWrap() it takes as many lines as it needs instead.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    void setText(const QString &text);
    void setColorRole(QPalette::ColorRole role);
    void setMuted(bool muted);
    /// Multiplies the size of the font.
    void setScale(qreal scale, bool bold);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QPalette::ColorRole m_role = QPalette::WindowText;
    bool m_muted = false;
};

} // namespace parley::ui
