// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace parley::ui {

/// Fills a place that has nothing to show: says why, and what to do next.
class Placeholder final : public QWidget
{
    Q_OBJECT

public:
    explicit Placeholder(QWidget *parent = nullptr);

    void showBusy(const QString &title);
    /// \a action empty: no button.
    void showText(const QString &title, const QString &text, const QString &action);

    [[nodiscard]] QString title() const;

Q_SIGNALS:
    void actionTriggered();

private:
    QProgressBar *m_progress = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QPushButton *m_button = nullptr;
};

} // namespace parley::ui
