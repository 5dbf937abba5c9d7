// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QWidget>

namespace parley::ui {

/// A picture that fits its place and is never made larger than it is.
class PictureView final : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;
    void setImage(const QImage &image);
    [[nodiscard]] QImage image() const { return m_image; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_image;
};

} // namespace parley::ui
