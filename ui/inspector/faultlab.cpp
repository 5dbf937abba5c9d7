// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/faultlab.h"

#include "demo/democlock.h"
#include "demo/embeddedservice.h"
#include "text/timetexts.h"
#include "widgets/announce.h"
#include "widgets/steadylabel.h"

#include <QComboBox>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace parley::ui {
namespace {

using Code = TokenError::Code;
using Warning = TokenManager::Warning;

constexpr int WarningFailures = 6; ///< with growing pauses they last longer than half a minute
constexpr auto Outage = 60s;
constexpr auto ShortLife = 40s;
constexpr auto WrongBy = 10min;
constexpr auto Sleep = 3h;

} // namespace

FaultLab::FaultLab(EmbeddedService &service, TokenManager &tokens, Clock &clock, DemoClock *time,
                   QWidget *parent)
    : QWidget(parent)
    , m_service(service)
    , m_tokens(tokens)
    , m_time(time)
    , m_ticker(clock)
    , m_recovery(clock)
    , m_choice(new QComboBox(this))
    , m_begin(new QPushButton(tr("Try it"), this))
    , m_steps(new SteadyLabel(this))
    , m_budget(new QLabel(this))
{
    addExperiments();
    if (m_time != nullptr)
        addTimeExperiments();
    m_choice->setAccessibleName(tr("What to try"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    QStringList all;
    for (const Experiment &experiment : m_experiments) {
        m_choice->addItem(experiment.name);
        QStringList lines;
        for (const Step &step : experiment.steps)
            lines.append(u"○ "_s + step.text);
        all.append(lines.join(u'\n'));
    }
    m_steps->setPossibleTexts(all);
    m_steps->setAccessibleName(tr("What there is to see"));
    m_budget->setWordWrap(true);
    m_budget->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_choice);
    layout->addWidget(m_steps);
    layout->addWidget(m_begin);
    layout->addWidget(m_budget);
    connect(m_choice, &QComboBox::activated, this, [this] {
        m_running = -1; // what goes wrong goes on until it is over or ended
        m_seen = 0;
        showSteps();
    });
    connect(m_begin, &QPushButton::clicked, this, [this] { begin(m_choice->currentIndex()); });
    connectTokens();
    showSteps();
    showBudget();
}

void FaultLab::connectTokens()
{
    connect(&m_tokens, &TokenManager::tokenUpdateFailed, this, [this](const TokenError &error) {
        ++m_observed.failures;
        m_observed.lastError = error;
        look();
    });
    connect(&m_tokens, &TokenManager::tokenUpdated, this, [this] {
        ++m_observed.updates;
        look();
    });
    connect(&m_tokens, &TokenManager::warningShown, this, [this](Warning warning) {
        m_observed.warning = warning;
        look();
    });
    connect(&m_tokens, &TokenManager::warningCleared, this, [this] {
        m_observed.isWarningOver = true;
        look();
    });
    connect(&m_tokens, &TokenManager::tokenExpired, this, [this] {
        m_observed.isExpired = true;
        look();
    });
    connect(&m_tokens, &TokenManager::traced, this, [this](const QJsonObject &entry) {
        m_observed.isTimeMoved = m_observed.isTimeMoved || entry["kind"_L1] == "audit"_L1;
    });
    connect(&m_tokens, &TokenManager::scheduleChanged, this, &FaultLab::showBudget);
    connect(&m_ticker, &Ticker::ticked, this, &FaultLab::look);
    m_ticker.start();
}

void FaultLab::addExperiments()
{
    const auto fails = [this](int count) { return m_observed.failures >= count; };
    m_experiments.push_back(
        { tr("Show me the warning"),
          [this] {
              localservice::Faults faults;
              faults.failNextTokens = WarningFailures;
              m_service.setFaults(faults);
              refresh();
          },
          { { tr("A request fails (503); the countdown turns amber at once."),
              [fails] { return fails(1); } },
            { tr("After half a minute of failures the status bar warns."),
              [this] { return m_observed.warning == Warning::RefreshFailing; } },
            { tr("A request succeeds, and the warning goes by itself."),
              [this] { return m_observed.isWarningOver && m_observed.updates > 0; } } } });
    m_experiments.push_back(
        { tr("Back end down for a minute"),
          [this] {
              m_service.setTokenEndpointUp(false);
              m_recovery.start(Outage, [this] { m_service.setTokenEndpointUp(true); });
              refresh();
          },
          { { tr("No request gets an answer; the old token works on."),
              [fails] { return fails(1); } },
            { tr("Parley tries again, with growing pauses."), [fails] { return fails(3); } },
            { tr("The back end is up again, and the next attempt brings a token."),
              [this] { return m_observed.updates > 0; } } } });
    m_experiments.push_back(
        { tr("Service refuses a token"),
          [this] {
              localservice::ServiceFaults faults = m_service.serviceFaults();
              faults.refuseNextTokens = 1;
              m_service.setServiceFaults(faults);
              refresh();
          },
          { { tr("The chat service refuses the new token (20101)."),
              [this] {
                  return m_observed.lastError && m_observed.lastError->code == Code::ChatRefused;
              } },
            { tr("Parley fetches another one, which the service accepts."),
              [this] { return m_observed.failures > 0 && m_observed.updates > 0; } } } });
    m_experiments.push_back({ tr("Tokens live for 40 seconds"),
                              [this] {
                                  localservice::Faults faults;
                                  faults.tokenTtl = ShortLife;
                                  m_service.setFaults(faults);
                                  refresh();
                              },
                              { { tr("The new token lives for 40 seconds."),
                                  [this] { return m_observed.updates > 0; } },
                                { tr("The status bar says that the sessions are very short."),
                                  [this] { return m_observed.warning == Warning::ShortLife; } },
                                { tr("The next token comes before this one has expired."), [this] {
                                     return m_observed.updates > 1 && !m_observed.isExpired;
                                 } } } });
}

void FaultLab::addTimeExperiments()
{
    m_experiments.push_back(
        { tr("Clock wrong by ten minutes"),
          [this] {
              m_time->set(WrongBy);
              m_tokens.checkTime();
          },
          { { tr("Parley notices that the clock was set forward."),
              [this] { return m_observed.isTimeMoved; } },
            { tr("The token works as long as before: the server's time counts."), [this] {
                 return m_tokens.token() && !m_observed.isExpired
                     && m_tokens.serverClockOffset() < -WrongBy / 2;
             } } } });
    m_experiments.push_back(
        { tr("Laptop asleep for three hours"),
          [this] {
              m_time->sleep(Sleep);
              m_tokens.checkTime();
          },
          { { tr("Parley notices that the computer has slept."),
              [this] { return m_observed.isTimeMoved; } },
            { tr("The token has expired meanwhile."), [this] { return m_observed.isExpired; } },
            { tr("A new one is fetched at once, and the chat goes on."),
              [this] { return m_observed.updates > 0; } } } });
}

QString FaultLab::name(int experiment) const
{
    return m_experiments.at(size_t(experiment)).name;
}

void FaultLab::begin(int experiment)
{
    end();
    m_choice->setCurrentIndex(experiment);
    m_observed = {};
    m_seen = 0;
    m_running = experiment;
    m_experiments.at(size_t(experiment)).begin();
    showSteps();
    look();
}

void FaultLab::end()
{
    m_running = -1;
    m_recovery.stop();
    m_service.endFaults();
    if (m_time != nullptr && m_time->isMoved()) {
        m_time->reset();
        m_tokens.checkTime();
    }
    showSteps();
}

void FaultLab::refresh()
{
    m_tokens.refresh(this, [](const std::optional<TokenError> &) {}); // signals tell the outcome
}

void FaultLab::look()
{
    showBudget();
    if (m_running < 0)
        return;
    const std::vector<Step> &steps = m_experiments.at(size_t(m_running)).steps;
    const int before = m_seen;
    while (m_seen < int(steps.size()) && steps[size_t(m_seen)].isSeen())
        ++m_seen;
    if (m_seen == before)
        return;
    announce(m_steps, tr("Seen: %1").arg(steps[size_t(m_seen - 1)].text));
    if (m_seen == int(steps.size()))
        m_running = -1;
    showSteps();
}

QStringList FaultLab::steps() const
{
    QStringList lines;
    const std::vector<Step> &steps
        = m_experiments.at(size_t(std::max(0, m_choice->currentIndex()))).steps;
    for (size_t i = 0; i < steps.size(); ++i) {
        const QString sign = int(i) < m_seen  ? u"✓ "_s
            : isRunning() && int(i) == m_seen ? u"● "_s
                                              : u"○ "_s;
        lines.append(sign + steps[i].text);
    }
    return lines;
}

void FaultLab::showSteps()
{
    m_steps->setText(steps().join(u'\n'));
    m_begin->setText(isRunning() ? tr("Begin again") : tr("Try it"));
}

QString FaultLab::budget() const
{
    const TokenSnapshot snapshot = m_tokens.snapshot();
    if (snapshot.holdLeft > 0ms)
        return tr("The next request is possible in %1.").arg(TimeTexts::span(snapshot.holdLeft));
    return tr("%n more request(s) are possible within five minutes.", nullptr,
              snapshot.requestsLeft);
}

void FaultLab::showBudget()
{
    m_budget->setText(budget());
}

} // namespace parley::ui
