// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace parley::ui {

class ElidedLabel;

/// A line between the messages and the composer: what is going on, and what can be done about it.
class ActionStrip : public QWidget
{
    Q_OBJECT

public:
    explicit ActionStrip(QWidget *parent = nullptr);
    QPushButton *addButton(const QString &text);
    /// Shows the strip and says \a text, also to assistive technology.
    void showText(const QString &text);
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ElidedLabel *m_label = nullptr;
    QHBoxLayout *m_row = nullptr;
};

} // namespace parley::ui
