// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/tokeninspector.h"

#include "errortexts.h"
#include "inspector/claimsview.h"
#include "inspector/eventlogview.h"
#include "inspector/faultpanel.h"
#include "inspector/timelinepanel.h"
#include "inspector/tokenring.h"
#include "inspector/tokentimeline.h"
#include "inspector/whycard.h"
#include "text/timetexts.h"
#include "theme/icons.h"
#include "widgets/announce.h"
#include "widgets/elidedlabel.h"

#include <QAction>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

constexpr int LowHeight = 560; ///< below it the pages need the room of the legend
constexpr int LowestHeight = 360; ///< below it the title of the timeline gives way
constexpr int PagesHeight = 80;
constexpr int LowestPagesHeight = 64;

} // namespace

TokenInspector::TokenInspector(TokenManager &tokens, EventLogModel &log, Experiments *experiments,
                               Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_tokens(tokens)
    , m_clock(clock)
    , m_ticker(clock)
    , m_why(new WhyCard(this))
    , m_identity(new ElidedLabel(this))
    , m_ring(new TokenRing(this))
    , m_state(new ElidedLabel(this))
    , m_next(new ElidedLabel(this))
    , m_refresh(new QPushButton(themedIcon(u"refresh"_s), tr("Refresh now"), this))
    , m_timelinePanel(new TimelinePanel(tokens, clock, this))
    , m_pages(new QTabWidget(this))
    , m_claims(new ClaimsView(tokens, clock, this))
    , m_log(new EventLogView(log, this))
{
    m_pages->setDocumentMode(true);
    m_pages->setUsesScrollButtons(false); // with large text all of them stay in sight
    m_pages->setElideMode(Qt::ElideRight);
    m_pages->setAccessibleName(tr("More about the token"));
    addPage(m_claims, tr("Token"));
    m_pages->addTab(m_log, tr("Events"));
    if (experiments != nullptr) {
        m_faults = new FaultPanel(*experiments, m_tokens, m_clock, this);
        addPage(m_faults, tr("Faults"));
    }
    m_pages->setMinimumHeight(PagesHeight);
    m_pages->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // what is left

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 8);
    layout->setSpacing(2);
    layout->addWidget(m_why);
    layout->addSpacing(4);
    layout->addLayout(makeHead());
    addTimeline(*layout);
    layout->addSpacing(4);
    layout->addWidget(m_pages, 1);
    setMinimumWidth(294);

    connect(m_log, &EventLogView::problemOccurred, this, &TokenInspector::problemOccurred);
    connect(m_why, &WhyCard::traceRequested, this, &TokenInspector::showTrace);
    connect(&m_tokens, &TokenManager::stateChanged, this, &TokenInspector::updateClaims);
    connect(&m_tokens, &TokenManager::tokenChanged, this, &TokenInspector::updateClaims);
    connect(&m_tokens, &TokenManager::scheduleChanged, this, &TokenInspector::updateTimes);
    connect(&m_ticker, &Ticker::ticked, this, &TokenInspector::updateClaims);
    updateClaims();
}

QLayout *TokenInspector::makeHead()
{
    m_identity->setScale(1.15, true);
    m_next->setMuted(true);
    m_refresh->setAccessibleName(tr("Refresh the token now"));
    connect(m_refresh, &QPushButton::clicked, this, &TokenInspector::refresh);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch(1);
    words->addWidget(m_identity);
    words->addWidget(m_state);
    words->addWidget(m_next);
    words->addSpacing(6);
    words->addWidget(m_refresh);
    words->addStretch(1);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_ring);
    head->addLayout(words, 1);
    return head;
}

/// While it is in a window of its own there is a way to have it back.
void TokenInspector::addTimeline(QBoxLayout &layout)
{
    auto *back = new QPushButton(tr("Put the timeline back"), this);
    back->hide();
    layout.addWidget(m_timelinePanel);
    layout.addWidget(back);
    QAction *action = m_timelinePanel->windowAction();
    connect(action, &QAction::toggled, back, &QWidget::setVisible);
    connect(back, &QPushButton::clicked, action, &QAction::toggle);
    connect(m_timelinePanel, &TimelinePanel::problemOccurred, this,
            &TokenInspector::problemOccurred);
    connect(timeline(), &TokenTimeline::eventRequested, this, [this](WallTime at) {
        showPage(Page::Events);
        m_log->showMoment(at);
    });
}

TokenTimeline *TokenInspector::timeline() const
{
    return m_timelinePanel->timeline();
}

void TokenInspector::setKept(const QString &text)
{
    m_claims->setKept(text);
}

void TokenInspector::setExpectedIdentity(const QString &identity)
{
    m_claims->setExpectedIdentity(identity);
    m_claims->refresh();
}

void TokenInspector::showPage(Page page)
{
    const QWidget *wanted = m_claims;
    if (page == Page::Events)
        wanted = m_log;
    else if (page == Page::Faults && m_faults != nullptr)
        wanted = m_faults;
    for (int i = 0; i < m_pages->count(); ++i) {
        if (m_pages->widget(i)->isAncestorOf(wanted) || m_pages->widget(i) == wanted)
            m_pages->setCurrentIndex(i);
    }
}

/// The page alone scrolls.
void TokenInspector::addPage(QWidget *page, const QString &title)
{
    auto *scroll = new QScrollArea(m_pages);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    m_pages->addTab(scroll, title);
}

void TokenInspector::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isLow = height() < LowHeight;
    m_ring->setSmall(isLow);
    const bool isLowest = height() < LowestHeight;
    m_timelinePanel->setRoom(isLowest    ? TimelinePanel::Room::Least
                                 : isLow ? TimelinePanel::Room::Little
                                         : TimelinePanel::Room::Plenty);
    m_pages->setMinimumHeight(isLowest ? LowestPagesHeight : PagesHeight);
}

void TokenInspector::updateClaims()
{
    const std::optional<AccessToken> token = m_tokens.token();
    m_identity->setText(token ? token->identity() : u"–"_s);
    m_claims->refresh();
    updateTimes();
}

void TokenInspector::updateTimes()
{
    using std::chrono::milliseconds;
    updateWhy();
    const std::optional<AccessToken> token = m_tokens.token();
    const milliseconds left = m_tokens.timeLeft();
    const milliseconds life = token ? token->lifetime().value_or(milliseconds(0)) : milliseconds(0);
    const std::optional<milliseconds> next = m_tokens.nextAttemptIn();
    const bool planned = next && *next < left;
    m_ring->setLife(left, life, planned ? left - *next : milliseconds(0));
    m_state->setText(ErrorTexts::state(m_tokens.state()));
    if (m_tokens.isRefreshing())
        m_next->setText(tr("A request is in progress"));
    else if (next)
        m_next->setText(tr("Refresh in %1").arg(TimeTexts::countdown(*next)));
    else
        m_next->setText(tr("No refresh is planned"));

    const milliseconds hold = m_tokens.holdLeft();
    const bool wait = hold > milliseconds(0);
    m_refresh->setEnabled(!wait && !m_tokens.isRefreshing()
                          && m_tokens.state() != TokenManager::State::SignedOut);
    m_refresh->setToolTip(wait ? tr("Wait for %1 more.").arg(TimeTexts::span(hold)) : QString());
    if (wait) // a button that can not be pressed needs its reason in sight
        m_next->setText(tr("Possible in %1").arg(TimeTexts::countdown(hold)));
}

void TokenInspector::refresh()
{
    // The card shows the outcome; who hears the window is told it as well.
    m_tokens.refresh(this, [this](const std::optional<TokenError> &) {
        updateWhy();
        announce(m_why, m_why->accessibleName());
    });
    updateTimes();
}

void TokenInspector::updateWhy()
{
    m_why->setExplanation(explain(m_tokens.snapshot(), m_clock.wallNow()));
}

void TokenInspector::showTrace(WallTime since)
{
    showPage(Page::Events);
    m_log->showTraceSince(since);
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
