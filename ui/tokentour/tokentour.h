// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "demo/experiments.h"

#include <QObject>

#include <vector>

namespace parley::ui {

/// A few minutes through the life of a token. Each step tells something, begins an experiment that
/// shows it, and points at the part of the window where it is seen; the user may go on at any time.
/// The tour begins and ends with a service without faults.
class TokenTour final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this object.
    TokenTour(TokenManager &tokens, Experiments &experiments, QObject *parent = nullptr);

    enum class Phase {
        Reading, ///< the text says what comes; act() begins it, or goes on where nothing comes
        Waiting, ///< the experiment is under way; act() goes on without its end
        Seen, ///< all of it has happened; act() goes on
    };
    /// What a step talks about.
    enum class Place { Ring, Timeline, StatusLine, Pages };

    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] int step() const { return int(m_step); } ///< from 0
    [[nodiscard]] int count() const { return int(m_steps.size()); }
    [[nodiscard]] Phase phase() const;
    [[nodiscard]] Place place() const { return m_steps[m_step].place; }
    [[nodiscard]] QString title() const { return m_steps[m_step].title; }
    /// What to read now: the text of the step, then what its experiment shows.
    [[nodiscard]] QString text() const;
    /// All that text() may be, for a place that has room for each.
    [[nodiscard]] QStringList possibleTexts() const;
    /// The words on the button.
    [[nodiscard]] QString action() const;

    void start();
    /// Does what action() says.
    void act();
    void leave();

Q_SIGNALS:
    void changed();

private:
    struct Step
    {
        Place place {};
        QString title {};
        QString text {};
        QString action {};
        std::optional<Experiments::Id> experiment {};
    };
    void addSteps();
    void enter(size_t step);
    [[nodiscard]] QString observed(Experiments::Id experiment, bool isHeld) const;

    TokenManager &m_tokens;
    Experiments &m_experiments;
    std::vector<Step> m_steps;
    size_t m_step = 0;
    bool m_isRunning = false;
    bool m_hasBegun = false; ///< the experiment of this step
};

} // namespace parley::ui
