// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"
#include "token/tokenmanager.h"

#include <QObject>

#include <vector>

namespace parley::chat {
class ChatClient;
}

namespace parley::ui {

class EmbeddedService;

/// Two minutes through the life of a token. Each step does something real to the embedded service
/// and waits until its effect is there, but not for ever. The tour begins and ends with a service
/// without faults.
class TokenTour final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this object.
    TokenTour(TokenManager &tokens, chat::ChatClient &chat, EmbeddedService &service, Clock &clock,
              QObject *parent = nullptr);
    /// As leave().
    ~TokenTour() override;

    enum class Phase {
        Reading, ///< the text says what comes; act() starts it
        Waiting, ///< it is under way; after a time limit act() goes on without it
        Seen, ///< it has happened; next() goes on
    };

    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] int step() const { return int(m_step); } ///< from 0
    [[nodiscard]] int count() const { return int(m_steps.size()); }
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] QString title() const;
    /// What to read now.
    [[nodiscard]] QString text() const;
    /// The effect of the step takes longer than it should; text() says why.
    [[nodiscard]] bool isLate() const { return m_phase == Phase::Waiting && m_isLate; }
    /// The words on the button; empty while there is nothing to press.
    [[nodiscard]] QString action() const;

    void start();
    /// Does what action() says: begins the step, or goes on to the next one.
    void act();
    void leave();

Q_SIGNALS:
    void changed();
    void finished();

private:
    struct Step
    {
        QString title {};
        QString text {}; ///< before
        QString action {};
        QString seen {}; ///< afterwards
        std::function<void()> begin {};
        std::function<bool()> isDone {};
        std::chrono::seconds limit { 30 }; ///< after it the user may go on without the effect
    };
    void addReadingStep(const QString &title, const QString &text, const QString &action);
    void addLifeSteps();
    void addFaultSteps();
    void addServiceSteps();
    void enter(size_t step);
    void goOn();
    void check();
    void see();
    [[nodiscard]] QString lateText() const;
    void refresh();
    /// False while an update is under way: what is seen then may be the step before.
    [[nodiscard]] bool isCalm() const;

    TokenManager &m_tokens;
    chat::ChatClient &m_chat;
    EmbeddedService &m_service;
    OneShot m_poll;
    OneShot m_limit;
    RefreshPolicy m_usualPolicy;
    std::vector<Step> m_steps;
    size_t m_step = 0;
    Phase m_phase = Phase::Reading;
    bool m_running = false;
    bool m_isLate = false;
    quint64 m_generationBefore = 0;
    bool m_aboutToExpire = false; ///< told since the step began
    bool m_expired = false;
    bool m_disconnected = false;
};

} // namespace parley::ui
