// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace parley::ui {

class TokenTour;

/// The steps of the token tour, at the foot of the window: what comes, a button that does it, and
/// one to leave.
class TourPanel final : public QWidget
{
    Q_OBJECT

public:
    /// \a tour must outlive this object.
    explicit TourPanel(TokenTour &tour, QWidget *parent = nullptr);

    [[nodiscard]] QPushButton *actionButton() const { return m_action; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showStep();

    TokenTour &m_tour;
    QLabel *m_where = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_action = nullptr;
    QPushButton *m_leave = nullptr;
};

} // namespace parley::ui
