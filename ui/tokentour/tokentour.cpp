// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "tokentour/tokentour.h"

#include <utility>

namespace parley::ui {
namespace {

using namespace std::chrono_literals;

/// What is left of a token that an experiment made short is worth a refresh.
constexpr auto ShortLeft = 5min;

} // namespace

TokenTour::TokenTour(TokenManager &tokens, Experiments &experiments, QObject *parent)
    : QObject(parent)
    , m_tokens(tokens)
    , m_experiments(experiments)
{
    addSteps();
    connect(&m_experiments, &Experiments::changed, this, &TokenTour::changed);
    connect(&m_tokens, &TokenManager::scheduleChanged, this, &TokenTour::changed);
}

void TokenTour::addSteps()
{
    using Id = Experiments::Id;
    m_steps = {
        { Place::Ring, tr("What you see"),
          tr("The ring in the frame is the life of your access token: a pass for the chat service "
             "that your back end issues, and that runs out. Below it the timeline shows every "
             "token of this session."),
          tr("Begin") },
        { Place::Timeline, tr("A refresh"),
          tr("Parley fetches a new token well before the old one ends, and hands it to the open "
             "connection. Do it now, by hand."),
          tr("Refresh the token"), Id::Refresh },
        { Place::Timeline, tr("About to expire"),
          tr("Twilio tells a client three minutes before its token ends. Take a token of three and "
             "a half minutes, and leave the refresh to that moment, as Twilio documents it. It "
             "comes in about half a minute."),
          tr("Take a short token"), Id::AboutToExpire },
        { Place::StatusLine, tr("The back end fails"),
          tr("Now the back end answers with errors for a while. The old token still works, so the "
             "chat goes on. The line at the foot will say what is wrong and when Parley tries "
             "again; “Retry now” in it shortens the wait."),
          tr("Let the next refreshes fail"), Id::Warning },
        { Place::Ring, tr("The service ends the token"),
          tr("A service may end a token early, for example after a change of keys. Parley then "
             "drops the dead token, fetches another one and comes back, with the messages in "
             "between."),
          tr("Expire the token now"), Id::EarlyEnd },
        { Place::StatusLine, tr("Only the network"),
          tr("A broken connection is another matter: the token is still good, and no new one is "
             "needed."),
          tr("Cut the connection"), Id::CutConnection },
        { Place::Pages, tr("That was it"),
          tr("Every step is in the event log, with its cause under “Trace”. The page “Faults” has "
             "all of these experiments, and more."),
          tr("Done") },
    };
}

TokenTour::Phase TokenTour::phase() const
{
    const std::optional<Experiments::Id> &experiment = m_steps[m_step].experiment;
    if (!experiment || !m_hasBegun || m_experiments.current() != experiment)
        return Phase::Reading;
    if (m_experiments.isRunning())
        return Phase::Waiting;
    return m_experiments.isOver() ? Phase::Seen : Phase::Reading; // ended elsewhere: once more
}

QString TokenTour::observed(Experiments::Id experiment, bool isHeld) const
{
    QStringList lines = m_experiments.steps(experiment);
    if (isHeld)
        lines.append(tr("The back end asked Parley to wait. Wait as well, or go on."));
    return lines.join(u'\n');
}

QString TokenTour::text() const
{
    const Step &step = m_steps[m_step];
    const Phase now = phase();
    if (now == Phase::Reading)
        return step.text;
    return observed(*step.experiment, now == Phase::Waiting && m_tokens.holdLeft() > 0ms);
}

QStringList TokenTour::possibleTexts() const
{
    QStringList texts;
    for (const Step &step : m_steps) {
        texts.append(step.text);
        if (step.experiment)
            texts.append(observed(*step.experiment, true));
    }
    return texts;
}

QString TokenTour::action() const
{
    switch (phase()) {
    case Phase::Reading:
        return m_steps[m_step].action;
    case Phase::Waiting:
        return tr("Go on");
    case Phase::Seen:
        return tr("Next");
    }
    Q_UNREACHABLE();
}

void TokenTour::start()
{
    const bool isNew = !std::exchange(m_isRunning, true);
    enter(0);
    // Faults that were tried before may have ended the sign-in: it is tried again.
    const TokenManager::State state = m_tokens.state();
    if (isNew
        && (state == TokenManager::State::NeedsSignIn || state == TokenManager::State::Blocked))
        m_tokens.start();
}

void TokenTour::enter(size_t step)
{
    m_step = step;
    m_hasBegun = false;
    m_experiments.end();
}

void TokenTour::act()
{
    if (!m_isRunning)
        return;
    const Step &step = m_steps[m_step];
    if (step.experiment && phase() == Phase::Reading) {
        m_hasBegun = true;
        m_experiments.begin(*step.experiment);
    } else if (m_step + 1 < m_steps.size()) {
        enter(m_step + 1);
    } else {
        leave();
    }
}

void TokenTour::leave()
{
    if (!std::exchange(m_isRunning, false))
        return;
    m_experiments.end();
    if (const auto left = m_tokens.timeLeft(); left > 0ms && left < ShortLeft)
        m_tokens.refresh(this, [](const std::optional<TokenError> &) {});
}

} // namespace parley::ui
