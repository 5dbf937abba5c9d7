// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/controls/overlaybutton.h"

namespace parley::ui {

/// Says at the upper edge of the messages which day they are of, while older ones are read.
class FloatingDay final : public OverlayButton
{
    Q_OBJECT

public:
    explicit FloatingDay(QWidget *parent = nullptr);
    /// \a day as it is shown; in the middle of the upper edge of \a area, in the parent's
    /// coordinates.
    void showDay(const QString &day, const QRect &area);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace parley::ui
