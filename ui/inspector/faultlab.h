// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "demo/experiments.h"
#include "widgets/ticker.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace parley::ui {

class SteadyLabel;

/// Offers the experiments, and shows what there is to see and what was seen of the chosen one.
class FaultLab final : public QWidget
{
    Q_OBJECT

public:
    /// \a clock must outlive this object. The window destroys \a experiments before its widgets:
    /// nothing of them is asked when this one is hidden.
    FaultLab(Experiments &experiments, Clock &clock, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] Experiments::Id chosen() const;
    void follow();
    void showSteps();
    void showBudget();

    Experiments &m_experiments;
    Ticker m_ticker;
    std::optional<Experiments::Id> m_followed {}; ///< the one that began last
    int m_announced = 0; ///< so many of its steps
    QComboBox *m_choice = nullptr;
    QPushButton *m_begin = nullptr;
    SteadyLabel *m_steps = nullptr;
    QLabel *m_budget = nullptr;
};

} // namespace parley::ui
