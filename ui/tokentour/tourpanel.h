// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tokentour/tokentour.h"

#include <QPointer>
#include <QWidget>

#include <map>

class QLabel;
class QProgressBar;
class QPushButton;

namespace parley::ui {

class SteadyLabel;

/// The steps of the token tour, at the foot of the window: what comes, a button that does it, and
/// one to leave. A frame shows what the step talks about. All steps take the same room.
class TourPanel final : public QWidget
{
    Q_OBJECT

public:
    /// Where each place is in the window.
    using Places = std::map<TokenTour::Place, QWidget *>;

    /// \a tour and the widgets of \a places must outlive this object.
    TourPanel(TokenTour &tour, Places places, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showStep();
    void showPlace();

    TokenTour &m_tour;
    Places m_places;
    QPointer<QWidget> m_frame; ///< belongs to the place
    QLabel *m_where = nullptr;
    QLabel *m_title = nullptr;
    SteadyLabel *m_text = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_action = nullptr;
    QPushButton *m_leave = nullptr;
};

} // namespace parley::ui
