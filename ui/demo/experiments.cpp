// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "demo/experiments.h"

#include "demo/democlock.h"
#include "demo/embeddedservice.h"
#include "text/timetexts.h"
#include "twilsock/connection.h"

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace parley::ui {
namespace {

constexpr int WarningFailures = 6; ///< with growing pauses they last longer than half a minute
constexpr auto Outage = 60s;
constexpr auto ShortLife = 40s;
/// Three minutes, and so much more that the announcement finds a token that is old enough (rule
/// requestFloor).
constexpr auto AnnouncedLife = 215s;
constexpr auto WrongBy = 10min;
constexpr auto Sleep = 3h;

/// What happened by a line of the trace; of a warning also which one.
QString eventOf(const QJsonObject &entry)
{
    const QString warning = entry["warning"_L1].toString();
    return entry["kind"_L1].toString() + (warning.isEmpty() ? QString() : u' ' + warning);
}

} // namespace

Experiments::Experiments(EmbeddedService &service, TokenManager &tokens,
                         twilsock::Connection &connection, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_tokens(tokens)
    , m_connection(connection)
    , m_time(service.time())
    , m_ticker(clock)
    , m_recovery(clock)
{
    addBackEndExperiments();
    addServiceExperiments();
    if (m_time != nullptr)
        addTimeExperiments();
    connect(&m_tokens, &TokenManager::traced, this,
            [this](const QJsonObject &entry) { note(eventOf(entry)); });
    connect(&m_connection, &twilsock::Connection::stateChanged, this, &Experiments::look);
    connect(&m_ticker, &Ticker::ticked, this, &Experiments::look);
    connect(&m_tokens, &TokenManager::scheduleChanged, this, &Experiments::budgetChanged);
    connect(this, &Experiments::changed, this, &Experiments::updateTicker);
}

Experiments::~Experiments()
{
    if (!m_isUndone)
        undo();
}

void Experiments::addBackEndExperiments()
{
    const auto beginWith = [this](localservice::Faults faults) {
        m_service.setFaults(faults);
        refresh();
    };
    m_experiments[Id::Warning] = {
        tr("Show me the warning"),
        [beginWith] { beginWith({ .failNextTokens = WarningFailures }); },
        { { tr("A request fails (503); the countdown turns amber at once."), u"failed"_s },
          { tr("The status bar warns: after half a minute, or when less than five are left."),
            u"warningShown refreshFailing"_s },
          { .text = tr("A request succeeds, and the warning goes by itself."),
            .isSeen = [this] { return m_events.contains(u"updated"_s) && !m_tokens.warning(); } } }
    };
    m_experiments[Id::Outage] = {
        tr("Back end down for a minute"),
        [this] {
            m_service.setTokenEndpointUp(false);
            m_recovery.start(Outage, [this] { m_service.setTokenEndpointUp(true); });
            refresh();
        },
        { { tr("No request gets an answer; the old token works on."), u"failed"_s },
          { tr("Parley tries again, with growing pauses."), u"failed"_s, 3 },
          { tr("The back end is up again, and the next attempt brings a token."), u"updated"_s } }
    };
    m_experiments[Id::ShortLife]
        = { tr("Tokens live for 40 seconds"),
            [beginWith] { beginWith({ .tokenTtl = ShortLife }); },
            { { tr("The new token lives for 40 seconds."), u"updated"_s },
              { tr("The status bar says that the sessions are very short."),
                u"warningShown shortLife"_s },
              { .text = tr("The next token comes before this one has expired."), .isSeen = [this] {
                   return m_events.value(u"updated"_s) > 1 && !m_events.contains(u"expired"_s);
               } } } };
    m_experiments[Id::Refresh] = {
        tr("An ordinary refresh"),
        [this] { refresh(); },
        { { tr("The back end issues a new token: one more bar in the timeline."), u"admitted"_s },
          { tr("The chat service accepts it over the open connection."), u"updated"_s } }
    };
    m_experiments[Id::AboutToExpire] = {
        tr("Refresh at the last minute"),
        [this, beginWith] {
            m_usualPolicy = m_tokens.policy();
            RefreshPolicy policy = RefreshPolicy::documented();
            policy.budgetStarts = m_usualPolicy->budgetStarts;
            m_tokens.setPolicy(policy);
            beginWith({ .tokenTtl = AnnouncedLife });
        },
        { { tr("A token of three and a half minutes arrives."), u"updated"_s },
          { tr("Half a minute later it is about to expire (the diamond)."), u"aboutToExpire"_s },
          { tr("Parley answers with a new token (the circle)."), u"updated"_s, 2 } }
    };
}

void Experiments::addServiceExperiments()
{
    m_experiments[Id::Refusal]
        = { tr("Service refuses a token"),
            [this] {
                m_service.setServiceFaults({ .refuseNextTokens = 1 });
                refresh();
            },
            { { tr("The chat service refuses the new token (20101)."), u"rejected"_s },
              { tr("Parley fetches another one, which the service accepts."), u"updated"_s } } };
    m_experiments[Id::EarlyEnd]
        = { tr("Service ends the token"),
            [this] { m_service.expireTokensNow(); },
            { { tr("The service says that the token has expired; Parley drops it."), u"expired"_s },
              { tr("Another one is fetched, and the chat goes on with it."), u"updated"_s } } };
    m_experiments[Id::CutConnection] = {
        tr("Connection cut"),
        [this] { m_service.dropConnections(); },
        { { .text = tr("The connection breaks without notice."),
            .isSeen = [this] { return !isConnected(); } },
          { .text = tr("It is open again with the same token: no bar was added."),
            .isSeen = [this] { return isConnected() && m_tokens.generation() == m_generation; } } }
    };
}

void Experiments::addTimeExperiments()
{
    m_experiments[Id::WrongClock]
        = { tr("Clock wrong by ten minutes"),
            [this] {
                m_time->set(WrongBy);
                m_tokens.checkTime();
            },
            { { tr("Parley notices that the clock was set forward."), u"audit"_s },
              { .text = tr("The token works as long as before: the server's time counts."),
                .isSeen = [this] {
                    return m_tokens.token() && !m_events.contains(u"expired"_s)
                        && m_tokens.serverClockOffset() < -WrongBy / 2;
                } } } };
    m_experiments[Id::Sleep]
        = { tr("Laptop asleep for three hours"),
            [this] {
                m_time->sleep(Sleep);
                m_tokens.checkTime();
            },
            { { tr("Parley notices that the computer has slept."), u"audit"_s },
              { tr("The token has expired meanwhile."), u"expired"_s },
              { tr("A new one is fetched at once, and the chat goes on."), u"updated"_s } } };
}

std::vector<Experiments::Id> Experiments::all() const
{
    std::vector<Id> all;
    for (const auto &[id, experiment] : m_experiments)
        all.push_back(id);
    return all;
}

QString Experiments::name(Id experiment) const
{
    return m_experiments.at(experiment).name;
}

QStringList Experiments::steps(Id experiment) const
{
    QStringList lines;
    const bool isCurrent = experiment == m_current;
    int number = 0;
    for (const Step &step : m_experiments.at(experiment).steps) {
        const QString sign = isCurrent && number < m_seen  ? u"✓ "_s
            : isCurrent && m_isRunning && number == m_seen ? u"● "_s
                                                           : u"○ "_s;
        lines.append(sign + step.text);
        ++number;
    }
    return lines;
}

bool Experiments::isOver() const
{
    return m_current && m_seen == int(m_experiments.at(*m_current).steps.size());
}

bool Experiments::isConnected() const
{
    return m_connection.state() == twilsock::ConnectionState::Connected;
}

/// What is idle wakes no computer.
void Experiments::updateTicker()
{
    if (m_isRunning)
        m_ticker.start();
    else
        m_ticker.stop();
}

void Experiments::begin(Id experiment)
{
    undo();
    m_events.clear();
    m_generation = m_tokens.generation();
    m_seen = 0;
    m_current = experiment;
    m_isRunning = true;
    m_isUndone = false;
    m_experiments.at(experiment).begin();
    Q_EMIT changed();
    look();
}

void Experiments::end()
{
    undo();
    m_isRunning = false;
    Q_EMIT changed();
}

void Experiments::undo()
{
    m_isUndone = true;
    m_isJoining = false;
    m_recovery.stop();
    m_service.endFaults();
    if (m_usualPolicy)
        m_tokens.setPolicy(*std::exchange(m_usualPolicy, std::nullopt));
    if (m_time != nullptr && m_time->isMoved()) {
        m_time->reset();
        m_tokens.checkTime();
    }
}

/// Signals tell the outcome.
void Experiments::refresh()
{
    // A request that is under way has left before the experiment began: another one follows it.
    m_isJoining = m_tokens.isRefreshing();
    m_tokens.refresh(this, [this](const std::optional<TokenError> &) {
        if (std::exchange(m_isJoining, false))
            refresh();
    });
}

void Experiments::note(const QString &event)
{
    if (m_isJoining)
        return;
    ++m_events[event];
    look();
}

bool Experiments::isSeen(const Step &step) const
{
    return step.isSeen ? step.isSeen() : m_events.value(step.event) >= step.times;
}

void Experiments::look()
{
    if (!m_isRunning)
        return;
    const std::vector<Step> &steps = m_experiments.at(*m_current).steps;
    const int before = m_seen;
    while (m_seen < int(steps.size()) && isSeen(steps[size_t(m_seen)]))
        ++m_seen;
    if (m_seen == before)
        return;
    m_isRunning = m_seen < int(steps.size());
    Q_EMIT changed();
}

QString Experiments::budget() const
{
    const TokenSnapshot snapshot = m_tokens.snapshot();
    if (snapshot.holdLeft > 0ms)
        return tr("The next request is possible in %1.").arg(TimeTexts::span(snapshot.holdLeft));
    return tr("%n more request(s) are possible within five minutes.", nullptr,
              snapshot.requestsLeft);
}

} // namespace parley::ui
