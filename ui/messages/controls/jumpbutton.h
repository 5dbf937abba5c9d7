// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/controls/overlaybutton.h"

namespace parley::ui {

/// The round button that leads to the newest message, with the number of unread ones on it.
class JumpButton final : public OverlayButton
{
    Q_OBJECT

public:
    explicit JumpButton(QWidget *parent = nullptr);
    void setCount(int count);
    [[nodiscard]] int count() const { return m_count; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_count = 0;
};

} // namespace parley::ui
