// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"
#include "token/tokenmanager.h"
#include "widgets/ticker.h"

#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace parley::ui {

class DemoClock;
class EmbeddedService;
class SteadyLabel;

/// Experiments with the token: each makes something go wrong, says what there will be to see, and
/// ticks it when it was seen. Some faults last longer than the steps;
/// end() undoes them.
class FaultLab final : public QWidget
{
    Q_OBJECT

public:
    /// \a service, \a tokens and \a clock must outlive this object. \a time null: the experiments
    /// that move the clock are not offered.
    FaultLab(EmbeddedService &service, TokenManager &tokens, Clock &clock, DemoClock *time,
             QWidget *parent = nullptr);

    [[nodiscard]] int count() const { return int(m_experiments.size()); }
    [[nodiscard]] QString name(int experiment) const;
    /// Begins one of them; another one that was running ends.
    void begin(int experiment);
    /// Nothing goes wrong any more; what was seen stays ticked.
    void end();
    [[nodiscard]] bool isRunning() const { return m_running >= 0; }
    /// The sentences of the chosen experiment, those that were seen with a tick before them.
    [[nodiscard]] QStringList steps() const;
    [[nodiscard]] int seen() const { return m_seen; }
    [[nodiscard]] QString budget() const;

private:
    /// What has happened since the experiment began.
    struct Observed
    {
        int failures = 0;
        int updates = 0;
        std::optional<TokenError> lastError {};
        std::optional<TokenManager::Warning> warning {};
        bool isWarningOver = false;
        bool isExpired = false;
        bool isTimeMoved = false;
    };
    struct Step
    {
        QString text {};
        std::function<bool()> isSeen {};
    };
    struct Experiment
    {
        QString name {};
        std::function<void()> begin {};
        std::vector<Step> steps {};
    };

    void addExperiments();
    void addTimeExperiments();
    void connectTokens();
    void refresh();
    void look();
    void showSteps();
    void showBudget();

    EmbeddedService &m_service;
    TokenManager &m_tokens;
    DemoClock *m_time = nullptr;
    Ticker m_ticker;
    OneShot m_recovery;
    std::vector<Experiment> m_experiments;
    Observed m_observed {};
    int m_running = -1; ///< none
    int m_seen = 0; ///< so many steps of the chosen experiment
    QComboBox *m_choice = nullptr;
    QPushButton *m_begin = nullptr;
    SteadyLabel *m_steps = nullptr;
    QLabel *m_budget = nullptr;
};

} // namespace parley::ui
