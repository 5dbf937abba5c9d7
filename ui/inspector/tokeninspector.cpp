// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/tokeninspector.h"

#include "errortexts.h"
#include "inspector/eventlogview.h"
#include "inspector/simulatemenu.h"
#include "inspector/tokenring.h"
#include "inspector/tokentimeline.h"
#include "text/timetexts.h"
#include "theme/icons.h"
#include "widgets/announce.h"
#include "widgets/elidedlabel.h"

#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace parley::ui {
namespace {

QString timeText(WallTime at)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), Qt::UTC);
    return QLocale().toString(utc.toLocalTime().date(), QLocale::ShortFormat) + u' '
        + TimeTexts::timeWithSeconds(utc);
}

} // namespace

TokenInspector::TokenInspector(TokenManager &tokens, EventLogModel &log, EmbeddedService *service,
                               Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_tokens(tokens)
    , m_clock(clock)
    , m_ticker(clock)
    , m_identity(new ElidedLabel(this))
    , m_ring(new TokenRing(this))
    , m_state(new ElidedLabel(this))
    , m_next(new ElidedLabel(this))
    , m_timeline(new TokenTimeline(tokens, clock, this))
    , m_log(new EventLogView(log, this))
    , m_outcome(new QLabel(this))
{
    m_identity->setScale(1.15, true);
    m_next->setMuted(true);
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setWordWrap(true);
    m_outcome->hide();

    auto *head = new QVBoxLayout;
    head->setSpacing(2);
    head->addStretch(1);
    head->addWidget(m_identity);
    head->addWidget(m_state);
    head->addWidget(m_next);
    head->addStretch(1);
    auto *top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(m_ring);
    top->addLayout(head, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 12);
    layout->setSpacing(10);
    layout->addLayout(top);
    layout->addLayout(makeButtons(service));
    layout->addWidget(m_outcome);
    layout->addWidget(makeClaims());
    layout->addWidget(m_timeline);
    layout->addWidget(m_log, 1);
    setMinimumWidth(280);

    connect(m_log, &EventLogView::problemOccurred, this, &TokenInspector::problemOccurred);
    connect(&m_tokens, &TokenManager::stateChanged, this, &TokenInspector::updateClaims);
    connect(&m_tokens, &TokenManager::tokenChanged, this, &TokenInspector::updateClaims);
    connect(&m_tokens, &TokenManager::scheduleChanged, this, &TokenInspector::updateTimes);
    connect(&m_ticker, &Ticker::ticked, this, &TokenInspector::updateTimes);
    updateClaims();
}

TokenInspector::~TokenInspector() = default;

ElidedLabel *TokenInspector::addRow(QFormLayout &form, const QString &label)
{
    auto *name = new QLabel(label, this);
    name->setForegroundRole(QPalette::PlaceholderText);
    auto *value = new ElidedLabel(this);
    form.addRow(name, value);
    return value;
}

QWidget *TokenInspector::makeClaims()
{
    auto *box = new QWidget(this);
    auto *form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(3);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_issued = addRow(*form, tr("Issued"));
    m_expires = addRow(*form, tr("Expires"));
    m_life = addRow(*form, tr("Life"));
    m_service = addRow(*form, tr("Service"));
    m_account = addRow(*form, tr("Account"));
    m_key = addRow(*form, tr("Key"));
    m_generation = addRow(*form, tr("Generation"));
    m_fingerprint = addRow(*form, tr("Fingerprint"));
    m_clockOffset = addRow(*form, tr("Server clock"));
    m_kept = addRow(*form, tr("Kept"));
    return box;
}

QLayout *TokenInspector::makeButtons(EmbeddedService *service)
{
    auto *row = new QHBoxLayout;
    m_refresh = new QPushButton(themedIcon(u"refresh"_qs), tr("Refresh now"), this);
    m_refresh->setAccessibleName(tr("Refresh the token now"));
    connect(m_refresh, &QPushButton::clicked, this, &TokenInspector::refresh);
    row->addWidget(m_refresh, 1);
    if (service != nullptr) {
        auto *simulate = new QPushButton(tr("Simulate"), this);
        simulate->setAccessibleName(tr("Simulate a fault"));
        simulate->setMenu(new SimulateMenu(*service, m_tokens, simulate));
        row->addWidget(simulate, 1);
    }
    return row;
}

void TokenInspector::setKept(const QString &text)
{
    m_kept->setText(text);
}

void TokenInspector::updateClaims()
{
    const std::optional<AccessToken> token = m_tokens.token();
    const QString none = u"–"_qs;
    m_identity->setText(token.has_value() ? token->identity() : none);
    m_issued->setText(
        token.has_value() && token->issuedAt().has_value() ? timeText(*token->issuedAt()) : none);
    m_expires->setText(token.has_value() ? timeText(token->expiresAt()) : none);
    m_life->setText(token.has_value() && token->lifetime().has_value()
                        ? TimeTexts::span(*token->lifetime())
                        : none);
    m_service->setText(token.has_value() ? token->serviceSid() : none);
    m_account->setText(token.has_value() ? token->accountSid() : none);
    m_key->setText(token.has_value() ? token->keySid() : none);
    m_generation->setText(QString::number(m_tokens.generation()));
    m_fingerprint->setText(token.has_value() ? token->fingerprint() : none);
    updateTimes();
}

void TokenInspector::updateTimes()
{
    using std::chrono::milliseconds;
    const std::optional<AccessToken> token = m_tokens.token();
    const milliseconds left = m_tokens.timeLeft();
    const milliseconds life
        = token.has_value() ? token->lifetime().value_or(milliseconds(0)) : milliseconds(0);
    const std::optional<milliseconds> next = m_tokens.nextAttemptIn();
    const bool planned = next.has_value() && *next < left;
    m_ring->setLife(left, life, planned ? left - *next : milliseconds(0));
    m_state->setText(ErrorTexts::state(m_tokens.state()));
    if (m_tokens.isRefreshing())
        m_next->setText(tr("A request is under way"));
    else if (next.has_value())
        m_next->setText(tr("Next refresh in %1").arg(TimeTexts::countdown(*next)));
    else
        m_next->setText(tr("No refresh is planned"));
    const milliseconds offset = m_tokens.serverClockOffset();
    if (std::chrono::abs(offset) < std::chrono::seconds(1))
        m_clockOffset->setText(tr("agrees with this computer"));
    else if (offset > milliseconds(0))
        m_clockOffset->setText(tr("%1 ahead of this computer").arg(TimeTexts::span(offset)));
    else
        m_clockOffset->setText(tr("%1 behind this computer").arg(TimeTexts::span(-offset)));

    const milliseconds hold = m_tokens.holdLeft();
    const bool wait = hold > milliseconds(0);
    m_refresh->setEnabled(!wait && !m_tokens.isRefreshing()
                          && m_tokens.state() != TokenManager::State::SignedOut);
    m_refresh->setToolTip(wait ? tr("Wait for %1 more.").arg(TimeTexts::span(hold)) : QString());
    m_timeline->update();
}

void TokenInspector::refresh()
{
    m_outcome->hide();
    m_tokens.refresh(this, [this](const std::optional<TokenError> &error) { showOutcome(error); });
    updateTimes();
}

void TokenInspector::showOutcome(const std::optional<TokenError> &error)
{
    QString text = tr("The token was refreshed.");
    if (error.has_value()) {
        const ErrorText words = ErrorTexts::describe(*error);
        text = words.summary + u' ' + words.advice;
    }
    m_outcome->setForegroundRole(error.has_value() ? QPalette::BrightText : QPalette::WindowText);
    m_outcome->setText(text);
    m_outcome->show();
    announce(m_outcome, text);
}

void TokenInspector::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_ticker.start();
    updateClaims();
}

void TokenInspector::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_ticker.stop();
}

} // namespace parley::ui
