// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"
#include "token/tokenmanager.h"
#include "widgets/ticker.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace parley::twilsock {
class Connection;
}

namespace parley::ui {

class DemoClock;
class EmbeddedService;

/// Experiments with the token: each makes something happen to it, says what there will be to see,
/// and ticks it when it was seen. One of them runs at a time. Some faults last longer than the
/// steps; end() undoes them.
class Experiments final : public QObject
{
    Q_OBJECT

public:
    /// In the order in which they are offered. The last two move the clock of the demonstration.
    enum class Id {
        Warning,
        Outage,
        Refusal,
        ShortLife,
        Refresh,
        AboutToExpire,
        EarlyEnd,
        CutConnection,
        WrongClock,
        Sleep,
    };

    /// All must outlive this object. A \a service without a time of its own: the clock stays.
    Experiments(EmbeddedService &service, TokenManager &tokens, twilsock::Connection &connection,
                Clock &clock, QObject *parent = nullptr);
    /// As end(), if one has begun and was not ended.
    ~Experiments() override;

    [[nodiscard]] EmbeddedService &service() const { return m_service; }
    [[nodiscard]] std::vector<Id> all() const;
    [[nodiscard]] QString name(Id experiment) const;
    /// Its sentences; for the current one with a tick before those that were seen.
    [[nodiscard]] QStringList steps(Id experiment) const;
    /// The one that was begun last.
    [[nodiscard]] std::optional<Id> current() const { return m_current; }
    /// A part of the current one has not been seen yet.
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    /// All of the current one was seen.
    [[nodiscard]] bool isOver() const;
    [[nodiscard]] int seen() const { return m_seen; }
    /// How many requests are possible, or when; that changes with the time, too.
    [[nodiscard]] QString budget() const;
    /// Begins one; another one that was running ends.
    void begin(Id experiment);
    /// Nothing goes wrong any more; what was seen stays ticked.
    void end();

Q_SIGNALS:
    /// One has begun or ended, or a step was seen.
    void changed();
    void budgetChanged();

private:
    struct Step
    {
        QString text {};
        QString event {}; ///< of the trace, as eventOf() names it
        int times = 1; ///< since the experiment began
        std::function<bool()> isSeen {}; ///< instead of the event
    };
    struct Experiment
    {
        QString name {};
        std::function<void()> begin {};
        std::vector<Step> steps {};
    };

    void addBackEndExperiments();
    void addServiceExperiments();
    void addTimeExperiments();
    void note(const QString &event);
    void refresh();
    void undo();
    void look();
    void updateTicker();
    [[nodiscard]] bool isSeen(const Step &step) const;
    [[nodiscard]] bool isConnected() const;

    EmbeddedService &m_service;
    TokenManager &m_tokens;
    twilsock::Connection &m_connection;
    DemoClock *m_time = nullptr;
    Ticker m_ticker;
    OneShot m_recovery;
    std::map<Id, Experiment> m_experiments;
    std::optional<RefreshPolicy> m_usualPolicy {}; ///< while there is another one
    QHash<QString, int> m_events; ///< how often each came since the current one began
    std::optional<Id> m_current {};
    quint64 m_generation = 0; ///< of the token, when it began
    bool m_isRunning = false;
    bool m_isUndone = true;
    bool m_isJoining = false; ///< a request that left before the current one began
    int m_seen = 0; ///< so many steps of the current one
};

} // namespace parley::ui
