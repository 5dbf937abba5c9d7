// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "tokentour/tokentour.h"

#include "chat/chatclient.h"
#include "demo/embeddedservice.h"
#include "text/timetexts.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds PollInterval { 250 };
/// Three minutes, and so much more that the announcement finds a token that is old enough (rule
/// requestFloor).
constexpr std::chrono::seconds TourLife { 215 };

} // namespace

TokenTour::TokenTour(TokenManager &tokens, chat::ChatClient &chat, EmbeddedService &service,
                     Clock &clock, QObject *parent)
    : QObject(parent)
    , m_tokens(tokens)
    , m_chat(chat)
    , m_service(service)
    , m_poll(clock)
    , m_limit(clock)
    , m_usualPolicy(tokens.policy())
{
    addReadingStep(tr("What you see"),
                   tr("The ring on the right is the life of your access token: a pass for the chat "
                      "service that your back end issues, and that runs out. Below it the timeline "
                      "shows every token of this session."),
                   tr("Begin"));
    addLifeSteps();
    addFaultSteps();
    addServiceSteps();
    addReadingStep(tr("That was it"),
                   tr("Every step is in the event log, with its cause under “Trace”. The page "
                      "“Faults” lets you try all of this, and more, by hand."),
                   tr("Done"));

    connect(&m_tokens, &TokenManager::tokenAboutToExpire, this, [this] { m_aboutToExpire = true; });
    connect(&m_tokens, &TokenManager::tokenExpired, this, [this] { m_expired = true; });
    connect(&m_chat.connection(), &twilsock::Connection::stateChanged, this,
            [this](twilsock::ConnectionState state) {
                m_disconnected = m_disconnected || state != twilsock::ConnectionState::Connected;
            });
}

TokenTour::~TokenTour()
{
    leave();
}

void TokenTour::addReadingStep(const QString &title, const QString &text, const QString &action)
{
    m_steps.push_back({ .title = title, .text = text, .action = action });
}

void TokenTour::addLifeSteps()
{
    m_steps.push_back(
        { tr("A refresh"),
          tr("Parley fetches a new token well before the old one ends, and hands it to the open "
             "connection. Do it now, by hand."),
          tr("Refresh the token"),
          tr("A second bar began: the new token. The connection stayed open all the time."),
          [this] { refresh(); },
          [this] { return m_tokens.generation() > m_generationBefore && isCalm(); } });
    m_steps.push_back(
        { tr("About to expire"),
          tr("Twilio tells a client three minutes before its token ends. Take a token of three and "
             "a half minutes, and leave the refresh to that moment, as Twilio documents it. It "
             "comes in about half a minute."),
          tr("Take a short token"),
          tr("“About to expire” came, and Parley answered with a new token (the diamond and the "
             "circle in the timeline)."),
          [this] {
              localservice::Faults faults;
              faults.tokenTtl = TourLife;
              m_service.setFaults(faults);
              RefreshPolicy policy = RefreshPolicy::documented();
              policy.budgetStarts = m_usualPolicy.budgetStarts;
              m_tokens.setPolicy(policy);
              refresh();
          },
          [this] {
              return m_aboutToExpire && m_tokens.generation() > m_generationBefore + 1 && isCalm();
          },
          90s });
}

void TokenTour::addFaultSteps()
{
    m_steps.push_back(
        { tr("The back end fails"),
          tr("Now the back end answers with errors. The old token still works, so the chat goes on "
             "– but there are less than five minutes left, so the status line warns."),
          tr("Let the next refreshes fail"),
          tr("The line at the foot says what is wrong, until when everything works, and when "
             "Parley tries again. The triangles are the failed tries."),
          [this] {
              localservice::Faults faults;
              faults.tokenTtl = TourLife;
              faults.failNextTokens = 100;
              m_service.setFaults(faults);
              refresh();
          },
          [this] { return m_tokens.warning().has_value(); } });
    m_steps.push_back(
        { tr("And recovers"),
          tr("Fix the back end, and wait for the next attempt – or press “Retry now”."),
          tr("Fix the back end"),
          tr("The warning disappeared on its own. Nothing was lost, and no password was needed."),
          [this] { m_service.setFaults({}); }, [this] { return !m_tokens.warning() && isCalm(); },
          90s });
}

void TokenTour::addServiceSteps()
{
    m_steps.push_back(
        { tr("The service ends the token"),
          tr("A service may end a token early, for example after a change of keys. Parley then "
             "drops the dead token, fetches another one and comes back."),
          tr("Expire the token now"),
          tr("Expired, fetched, connected again – in a moment, and with the messages in between."),
          [this] { m_service.expireTokensNow(); },
          [this] {
              return m_expired && m_tokens.generation() > m_generationBefore && isCalm()
                  && m_chat.connection().state() == twilsock::ConnectionState::Connected;
          } });
    m_steps.push_back(
        { tr("Only the network"),
          tr("A broken connection is another matter: the token is still good, and no new one is "
             "needed."),
          tr("Cut the connection"), tr("Connected again with the same token: no bar was added."),
          [this] { m_service.dropConnections(); },
          [this] {
              return m_disconnected
                  && m_chat.connection().state() == twilsock::ConnectionState::Connected;
          } });
}

QString TokenTour::title() const
{
    return m_steps[m_step].title;
}

QString TokenTour::text() const
{
    const Step &step = m_steps[m_step];
    if (isLate())
        return lateText();
    return m_phase == Phase::Seen ? step.seen : step.text;
}

QString TokenTour::lateText() const
{
    const std::chrono::milliseconds hold = m_tokens.holdLeft();
    if (hold > 0ms)
        return tr("The back end asked Parley to wait for %1 more before the next request. Wait, or "
                  "go on with the next step.")
            .arg(TimeTexts::span(hold));
    return tr("This takes longer than it should. The page “Events” of the token inspector shows "
              "what has happened. Wait, or go on with the next step.");
}

QString TokenTour::action() const
{
    switch (m_phase) {
    case Phase::Reading:
        return m_steps[m_step].action;
    case Phase::Waiting:
        return m_isLate ? tr("Go on") : QString();
    case Phase::Seen:
        return tr("Next");
    }
    Q_UNREACHABLE();
}

void TokenTour::start()
{
    if (!std::exchange(m_running, true)) {
        m_usualPolicy = m_tokens.policy();
        m_service.endFaults();
        // Faults that were tried before may have ended the sign-in: it is tried again.
        const TokenManager::State state = m_tokens.state();
        if (state == TokenManager::State::NeedsSignIn || state == TokenManager::State::Blocked)
            m_tokens.start();
    }
    enter(0);
}

void TokenTour::enter(size_t step)
{
    m_step = step;
    m_phase = Phase::Reading;
    m_isLate = false;
    m_poll.stop();
    m_limit.stop();
    Q_EMIT changed();
}

void TokenTour::goOn()
{
    if (m_step + 1 < m_steps.size())
        enter(m_step + 1);
    else
        leave();
}

void TokenTour::act()
{
    if (!m_running || (m_phase == Phase::Waiting && !m_isLate))
        return;
    const Step &step = m_steps[m_step];
    if (m_phase != Phase::Reading || !step.begin) {
        goOn();
        return;
    }
    m_generationBefore = m_tokens.generation();
    m_aboutToExpire = false;
    m_expired = false;
    m_disconnected = false;
    m_phase = Phase::Waiting;
    step.begin();
    m_poll.start(PollInterval, [this] { check(); });
    m_limit.start(step.limit, [this] {
        m_isLate = true;
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void TokenTour::check()
{
    if (m_steps[m_step].isDone())
        see();
    else
        m_poll.start(PollInterval, [this] { check(); });
}

void TokenTour::see()
{
    m_limit.stop();
    m_isLate = false;
    m_phase = Phase::Seen;
    Q_EMIT changed();
}

bool TokenTour::isCalm() const
{
    return !m_tokens.isRefreshing();
}

void TokenTour::refresh()
{
    m_tokens.refresh(this, [](const std::optional<TokenError> &) {}); // the steps look at signals
}

void TokenTour::leave()
{
    if (!std::exchange(m_running, false))
        return;
    m_poll.stop();
    m_limit.stop();
    m_isLate = false;
    m_tokens.setPolicy(m_usualPolicy);
    m_service.endFaults();
    // What is left of a short token is worth a refresh; a long one stays.
    const std::chrono::milliseconds left = m_tokens.timeLeft();
    if (left > 0ms && left < TourLife)
        refresh();
    Q_EMIT changed();
    Q_EMIT finished();
}

} // namespace parley::ui
