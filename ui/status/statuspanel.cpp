// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "status/statuspanel.h"

#include "errortexts.h"
#include "session/tokenexplanation.h"
#include "text/timetexts.h"
#include "text/tooltips.h"
#include "theme/icons.h"
#include "theme/themecolors.h"
#include "widgets/announce.h"
#include "widgets/elidedlabel.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

using State = twilsock::ConnectionState;
constexpr std::chrono::milliseconds QuietReconnect { 2000 }; ///< a shorter break is not worth words

QLabel *makeLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

StatusPanel::StatusPanel(TokenManager &tokens, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_tokens(tokens)
    , m_clock(clock)
    , m_ticker(clock)
    , m_connectionDelay(clock)
    , m_dot(makeLabel(this))
    , m_connection(makeLabel(this))
    , m_reconnect(new QPushButton(tr("Connect now"), this))
    , m_warningBox(new QWidget(this))
    , m_warningIcon(makeLabel(m_warningBox))
    , m_warningText(new ElidedLabel(m_warningBox))
    , m_schedule(makeLabel(m_warningBox))
    , m_retry(new QPushButton(tr("Retry now"), m_warningBox))
    , m_details(new QPushButton(tr("Details"), m_warningBox))
    , m_noticeText(new ElidedLabel(this))
    , m_lifeTitle(makeLabel(this))
    , m_life(new QToolButton(this))
{
    m_dot->setFixedSize(12, 12);
    m_connection->setAccessibleDescription(tr("Connection to the chat service"));
    m_warningText->setColorRole(QPalette::WindowText);
    m_warningText->setFocusPolicy(Qt::StrongFocus); // the line can be reached by keyboard
    m_warningBox->setAutoFillBackground(true);
    m_details->setAccessibleName(tr("Show details in the token inspector"));
    m_noticeText->setMuted(true);
    m_life->setAutoRaise(true);
    m_life->setFocusPolicy(Qt::StrongFocus); // a tool button is not in the tab order by itself
    connect(m_life, &QToolButton::clicked, this, &StatusPanel::detailsRequested);
    m_lifeTitle->setText(tr("Token"));
    m_lifeTitle->setForegroundRole(QPalette::PlaceholderText);
    connect(m_retry, &QPushButton::clicked, this, &StatusPanel::retry);
    connect(m_details, &QPushButton::clicked, this, &StatusPanel::detailsRequested);
    connect(m_reconnect, &QPushButton::clicked, this, &StatusPanel::reconnectRequested);
    m_reconnect->hide();

    m_box = new QGridLayout(m_warningBox);
    m_box->setContentsMargins(8, 3, 4, 3);
    m_box->setHorizontalSpacing(8);
    m_box->setVerticalSpacing(2);
    m_box->setColumnStretch(1, 1);
    m_layout = new QGridLayout(this);
    m_layout->setContentsMargins(14, 4, 14, 4);
    m_layout->setHorizontalSpacing(10);
    m_layout->setVerticalSpacing(4);
    m_layout->addWidget(m_dot, 1, 0);
    m_layout->addWidget(m_connection, 1, 1);
    m_layout->addWidget(m_reconnect, 1, 2);
    m_layout->addWidget(m_noticeText, 1, 3);
    auto *life = new QHBoxLayout;
    life->setSpacing(6);
    life->addWidget(m_lifeTitle);
    life->addWidget(m_life);
    m_layout->addLayout(life, 1, 4, Qt::AlignRight | Qt::AlignVCenter);
    m_layout->setColumnStretch(3, 1);
    placeWarning(WarningPlace::Line);
    m_warningBox->hide();

    connect(&m_tokens, &TokenManager::warningShown, this, &StatusPanel::showWarning);
    connect(&m_tokens, &TokenManager::warningCleared, this, &StatusPanel::clearWarning);
    connect(&m_tokens, &TokenManager::scheduleChanged, this, &StatusPanel::updateAll);
    connect(&m_tokens, &TokenManager::stateChanged, this, &StatusPanel::updateAll);
    connect(&m_tokens, &TokenManager::tokenChanged, this, &StatusPanel::updateAll);
    connect(&m_tokens, &TokenManager::signInRequired, this,
            [this](TokenManager::SignInReason reason) { m_signInReason = reason; });
    connect(&m_ticker, &Ticker::ticked, this, &StatusPanel::updateAll);
    m_ticker.start();
    applyColors();
    if (m_tokens.warning().has_value())
        showWarning(*m_tokens.warning());
    updateAll();
}

StatusPanel::~StatusPanel() = default;

void StatusPanel::setConnection(State state, std::optional<std::chrono::milliseconds> retryIn)
{
    m_connectionRetryAt.reset();
    if (retryIn.has_value())
        m_connectionRetryAt = m_clock.monotonicNow() + *retryIn;
    if (state == m_connectionState) {
        updateConnection();
        return;
    }
    const bool brief = m_connectionState == State::Connected && state == State::Connecting;
    m_connectionState = state;
    if (brief) {
        m_connectionDelay.start(QuietReconnect, [this] { updateConnection(); });
        return;
    }
    if (state == State::Connected)
        m_connectionDelay.stop();
    m_wasConnected = m_wasConnected || state == State::Connected;
    updateConnection();
}

void StatusPanel::setNotice(const QString &notice)
{
    if (m_notice == notice)
        return;
    m_notice = notice;
    updateWarning();
    if (!notice.isEmpty())
        announce(m_noticeText, notice);
}

void StatusPanel::say(QWidget *widget, const QString &text)
{
    announce(widget, text);
    Q_EMIT announced(text);
}

void StatusPanel::updateAll()
{
    updateConnection();
    updateWarning();
    updateLife();
}

void StatusPanel::updateConnection()
{
    if (m_connectionDelay.isActive())
        return;
    std::optional<std::chrono::milliseconds> retryIn;
    if (m_connectionRetryAt.has_value())
        retryIn
            = std::max(std::chrono::milliseconds(0), *m_connectionRetryAt - m_clock.monotonicNow());
    QString text = ErrorTexts::connection(m_connectionState, retryIn);
    if (m_warning == TokenManager::Warning::Offline && m_connectionState != State::Connected)
        text = tr("Offline");
    else if (m_connectionState == State::Connecting && m_wasConnected && !retryIn.has_value())
        text = tr("Reconnecting…");
    if (text != m_connection->text()) {
        m_connection->setText(text);
        m_connection->setAccessibleName(text);
    }
    // Without a usable token no connection is possible, so there is nothing to try.
    const bool waits = retryIn.has_value() && *retryIn > std::chrono::milliseconds(0);
    m_reconnect->setVisible((waits || m_connectionState == State::Denied)
                            && m_tokens.timeLeft() > std::chrono::milliseconds(0));
    update();
}

void StatusPanel::updateLife()
{
    const std::chrono::milliseconds left = m_tokens.timeLeft();
    if (left > std::chrono::milliseconds(0)) {
        m_life->setText(TimeTexts::countdown(left));
        m_life->setAccessibleName(tr("The token works for %1").arg(TimeTexts::span(left)));
    } else {
        m_life->setText(tr("No token"));
        m_life->setAccessibleName(tr("There is no valid token."));
    }
    m_lifeTitle->setVisible(left > std::chrono::milliseconds(0));
    showTrouble();
}

/// A quiet sign from the first failure until the recovery, also while an attempt is running; the
/// line with words follows if it lasts. The tooltip tells the cause and what comes next.
void StatusPanel::showTrouble()
{
    const TokenExplanation why = explain(m_tokens.snapshot(), m_clock.wallNow());
    const bool isFine = why.tone == TokenExplanation::Tone::Fine;
    QPalette life = palette();
    if (!isFine)
        life.setColor(QPalette::ButtonText, colorsFor(palette()).caution);
    if (m_life->palette() != life)
        m_life->setPalette(life);
    QStringList tip;
    if (isFine) {
        tip.append(tr("How long the access token still works. Click for details."));
    } else {
        for (const TokenExplanation::Line &line : why.lines) {
            if (line.part != TokenExplanation::Part::Advice)
                tip.append(ErrorTexts::words(line.sentence, why.at));
        }
        m_life->setAccessibleName(m_life->accessibleName() + u' ' + tip.first());
        tip.append(tr("Click for details."));
    }
    m_life->setToolTip(toolTipText(tip.join(u' ')));
}

QString StatusPanel::connectionText() const
{
    return m_connection->text();
}

QString StatusPanel::lifeText() const
{
    return m_life->text();
}

void StatusPanel::applyColors()
{
    const ThemeColors &colors = colorsFor(palette());
    QPalette box = palette();
    box.setColor(QPalette::Window, colors.warningBackground);
    box.setColor(QPalette::WindowText, colors.warningText);
    m_warningBox->setPalette(box);
    // The buttons on it keep the colours of buttons.
    m_retry->setPalette(palette());
    m_details->setPalette(palette());
    QPixmap icon = themedIcon(u"warning"_s).pixmap(QSize(16, 16), devicePixelRatioF());
    QPainter painter(&icon);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRect(0, 0, 16, 16), colors.warningText);
    painter.end();
    m_warningIcon->setPixmap(icon);
}

void StatusPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_warningBox != nullptr)
        applyColors();
}

void StatusPanel::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = colorsFor(palette());
    QPainter painter(this);
    // The dot repeats the words: full when connected, a ring while connecting, crossed out else.
    const bool connected = m_connectionState == State::Connected;
    const bool connecting = m_connectionState == State::Connecting;
    const QColor color = connected ? colors.success : connecting ? colors.mutedText : colors.error;
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF dot = QRectF(m_dot->geometry()).adjusted(1.5, 1.5, -1.5, -1.5);
    painter.setPen(QPen(color, 2));
    painter.setBrush(connected ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawEllipse(dot);
    if (!connected && !connecting)
        painter.drawLine(dot.topLeft() + QPointF(2, 2), dot.bottomRight() - QPointF(2, 2));
}

} // namespace parley::ui
