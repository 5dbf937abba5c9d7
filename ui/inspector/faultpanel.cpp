// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/faultpanel.h"

#include "demo/embeddedservice.h"
#include "inspector/faultlab.h"
#include "text/timetexts.h"
#include "text/tooltips.h"
#include "token/tokenmanager.h"
#include "widgets/steadylabel.h"
#include "widgets/wheelguard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

using localservice::Faults;
using Answer = Faults::Answer;

constexpr int MostFailures = 50;
constexpr int DefaultWait = 20; // seconds

enum ItemRole : int { AnswerRole = Qt::UserRole, StatusRole, HintRole };

/// Chooses what is in force; a value that is not among the choices is shown in words.
void showValue(QComboBox *box, std::chrono::milliseconds value, int data)
{
    box->setPlaceholderText(TimeTexts::span(value));
    box->setCurrentIndex(box->findData(data));
}

/// Which of them say how long.
bool hasWait(Answer answer, int status)
{
    return answer == Answer::Late || (answer == Answer::Status && (status == 429 || status == 503));
}

} // namespace

FaultPanel::FaultPanel(Experiments &experiments, TokenManager &tokens, Clock &clock,
                       QWidget *parent)
    : QWidget(parent)
    , m_experiments(experiments)
    , m_service(experiments.service())
    , m_tokens(tokens)
    , m_status(new QLabel(this))
{
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    auto *normal = new QPushButton(tr("Back to normal"), this);
    connect(normal, &QPushButton::clicked, this, &FaultPanel::endFaults);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 4);
    layout->setSpacing(8);
    auto *box = new QGroupBox(tr("Experiments"), this);
    auto *inside = new QVBoxLayout(box);
    inside->addWidget(new FaultLab(m_experiments, clock, box));
    layout->addWidget(box);
    layout->addWidget(makeTokenFaults());
    layout->addWidget(makeService());
    layout->addWidget(normal);
    layout->addWidget(m_status);
    layout->addStretch(1);
    connect(&m_service, &EmbeddedService::faultsChanged, this, &FaultPanel::showFaults);
    connect(&m_tokens, &TokenManager::scheduleChanged, this, &FaultPanel::showStatus);
    connect(&m_tokens, &TokenManager::tokenChanged, this, &FaultPanel::showStatus);
    for (QWidget *field : std::initializer_list<QWidget *> { m_count, m_kind, m_wait, m_life })
        WheelGuard::protect(*field);
    kindChanged();
    showFaults();
}

QWidget *FaultPanel::makeTokenFaults()
{
    auto *box = new QGroupBox(tr("The next refreshes"), this);
    m_count = new QSpinBox(box);
    m_count->setRange(1, MostFailures);
    m_count->setValue(DefaultFailures);
    m_count->setAccessibleName(tr("How many requests go wrong"));
    m_kind = new QComboBox(box);
    m_kind->setAccessibleName(tr("What goes wrong"));
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    const auto add = [this](const QString &text, Answer answer, int status, const QString &hint) {
        m_kind->addItem(text);
        const int row = m_kind->count() - 1;
        m_kind->setItemData(row, int(answer), AnswerRole);
        m_kind->setItemData(row, status, StatusRole);
        m_kind->setItemData(row, hint, HintRole);
    };
    add(tr("Server error (503)"), Answer::Status, 503,
        tr("Parley retries with growing pauses; the old token works on. After half a minute the "
           "status bar warns."));
    add(tr("Server error (500)"), Answer::Status, 500,
        tr("Parley retries with growing pauses; the old token works on."));
    add(tr("Too many (429)"), Answer::Status, 429,
        tr("Parley waits as long as it was asked to, and a little more."));
    add(tr("Sign-in refused (401)"), Answer::Status, 401,
        tr("One more attempt, then Parley asks to sign in again."));
    add(tr("Access withdrawn (403)"), Answer::Status, 403,
        tr("Parley disconnects at once and keeps what is unsent."));
    add(tr("Not found (404)"), Answer::Status, 404,
        tr("A wrong address: Parley asks every five minutes only."));
    add(tr("Slow answer"), Answer::Late, 0,
        tr("The user notices nothing while the old token is valid."));
    add(tr("No answer"), Answer::Hang, 0, tr("Each attempt times out after 15 seconds."));
    add(tr("Garbage"), Answer::Garbage, 0, tr("None of it reaches the chat service."));
    add(tr("Another user's token"), Answer::OtherIdentity, 0,
        tr("Parley stops: it never swaps users."));
    add(tr("The same token again"), Answer::SameToken, 0,
        tr("No update is sent; Parley asks again."));
    add(tr("An expired token"), Answer::ExpiredToken, 0,
        tr("Parley refuses it before the chat service sees it."));
    m_wait = new QSpinBox(box);
    m_wait->setRange(1, 600);
    m_wait->setValue(DefaultWait);
    m_waitLabel = new QLabel(box);
    m_waitLabel->setBuddy(m_wait);
    QStringList hints;
    for (int row = 0; row < m_kind->count(); ++row)
        hints.append(m_kind->itemData(row, HintRole).toString());
    m_hint = new SteadyLabel(box);
    m_hint->setPossibleTexts(hints);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_apply = new QPushButton(tr("Let them fail"), box);
    m_apply->setObjectName(u"apply"_s);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &FaultPanel::kindChanged);
    connect(m_apply, &QPushButton::clicked, this, &FaultPanel::apply);

    auto *form = new QFormLayout(box);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("How many"), m_count);
    form->addRow(m_kind); // the whole width: its choices are long
    form->addRow(m_waitLabel, m_wait);
    form->addRow(m_hint);
    form->addRow(m_apply);
    return box;
}

QWidget *FaultPanel::makeService()
{
    auto *box = new QGroupBox(tr("From now on"), this);
    m_life = new QComboBox(box);
    m_life->setAccessibleName(tr("How long tokens live"));
    m_life->addItem(tr("an hour"), 0);
    m_life->addItem(tr("ten minutes"), 600);
    m_life->addItem(tr("four minutes"), 240);
    m_life->addItem(tr("40 seconds"), 40);
    connect(m_life, &QComboBox::activated, this, &FaultPanel::setLife);
    m_latency = new QComboBox(box);
    m_latency->setAccessibleName(tr("Delay of the chat service"));
    m_latency->addItem(tr("none"), 0);
    m_latency->addItem(tr("half a second"), 500);
    m_latency->addItem(tr("three seconds"), 3000);
    connect(m_latency, &QComboBox::activated, this, [this] {
        localservice::ServiceFaults faults = m_service.serviceFaults();
        faults.latency = std::chrono::milliseconds(m_latency->currentData().toInt());
        m_service.setServiceFaults(faults);
    });
    m_endpointUp = new QCheckBox(tr("Token end point is up"), box);
    m_endpointUp->setChecked(true);
    connect(m_endpointUp, &QCheckBox::clicked, this, [this](bool up) {
        m_service.setTokenEndpointUp(up);
        refresh();
    });
    m_serviceUp = new QCheckBox(tr("Chat service is up"), box);
    m_serviceUp->setChecked(true);
    connect(m_serviceUp, &QCheckBox::clicked, &m_service, &EmbeddedService::setServiceUp);
    auto *lose = new QPushButton(tr("Lose the next answer"), box);
    lose->setToolTip(toolTipText(
        tr("The next message arrives, but its answer does not: it must not be sent twice.")));
    connect(lose, &QPushButton::clicked, this, [this] {
        localservice::ServiceFaults faults = m_service.serviceFaults();
        faults.loseNextReplies = 1;
        m_service.setServiceFaults(faults);
    });
    auto *form = new QFormLayout(box);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Tokens live"), m_life);
    form->addRow(tr("Delay"), m_latency);
    form->addRow(m_endpointUp);
    form->addRow(m_serviceUp);
    form->addRow(lose);
    return box;
}

void FaultPanel::kindChanged()
{
    const auto answer = Answer(m_kind->currentData(AnswerRole).toInt());
    const int status = m_kind->currentData(StatusRole).toInt();
    m_hint->setText(m_kind->currentData(HintRole).toString());
    const bool waits = hasWait(answer, status);
    // Disabled instead of hidden: the buttons below stay where they are.
    m_wait->setEnabled(waits);
    m_waitLabel->setEnabled(waits);
    m_waitLabel->setText(answer == Answer::Late ? tr("Seconds late") : tr("Asks to wait (s)"));
    m_wait->setAccessibleName(m_waitLabel->text());
    // 503 without Retry-After is the usual one.
    m_wait->setMinimum(status == 503 ? 0 : 1);
    m_wait->setSpecialValueText(status == 503 ? tr("no") : QString());
    m_wait->setValue(status == 503 ? 0 : DefaultWait);
}

Faults FaultPanel::chosenFaults() const
{
    Faults faults;
    faults.tokenTtl = m_service.faults().tokenTtl; // which holds until it is changed
    faults.failNextTokens = m_count->value();
    faults.answer = Answer(m_kind->currentData(AnswerRole).toInt());
    if (faults.answer == Answer::Status)
        faults.status = m_kind->currentData(StatusRole).toInt();
    if (faults.answer == Answer::Late)
        faults.delay = std::chrono::seconds(m_wait->value());
    else if (hasWait(faults.answer, faults.status) && m_wait->value() > 0)
        faults.retryAfterSeconds = m_wait->value();
    return faults;
}

void FaultPanel::apply()
{
    m_service.setFaults(chosenFaults());
    refresh();
}

void FaultPanel::setLife()
{
    Faults faults = m_service.faults();
    faults.tokenTtl.reset();
    if (const int life = m_life->currentData().toInt(); life > 0)
        faults.tokenTtl = std::chrono::seconds(life);
    m_service.setFaults(faults);
    refresh();
}

void FaultPanel::refresh()
{
    m_tokens.refresh(this, [](const std::optional<TokenError> &) {}); // signals tell the outcome
}

void FaultPanel::endFaults()
{
    m_experiments.end();
    showFaults();
    refresh();
}

void FaultPanel::showFaults()
{
    const auto life = m_service.faults().tokenTtl.value_or(std::chrono::seconds(0));
    showValue(m_life, life, int(life.count()));
    const std::chrono::milliseconds latency = m_service.serviceFaults().latency;
    showValue(m_latency, latency, int(latency.count()));
    m_endpointUp->setChecked(m_service.isTokenEndpointUp());
    m_serviceUp->setChecked(m_service.isServiceUp());
    showStatus();
}

void FaultPanel::showStatus()
{
    const int left = m_service.faults().failNextTokens;
    QStringList lines;
    if (!m_service.isTokenEndpointUp())
        lines.append(tr("The token end point is down: no request is answered."));
    else if (left > 0)
        lines.append(tr("%n more request(s) will go wrong.", nullptr, left));
    else
        lines.append(tr("Token requests are answered as they should be."));
    const std::chrono::milliseconds hold = m_tokens.holdLeft();
    if (hold > std::chrono::milliseconds(0))
        lines.append(tr("The back end asked Parley to wait. The next request is sent after %1.")
                         .arg(TimeTexts::span(hold)));
    m_status->setText(lines.join(u'\n'));
}

QString FaultPanel::status() const
{
    return m_status->text();
}

} // namespace parley::ui
