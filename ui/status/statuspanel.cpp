// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "status/statuspanel.h"

#include "errortexts.h"
#include "session/advice/tokenexplanation.h"
#include "status/warningbar.h"
#include "text/timetexts.h"
#include "text/tooltips.h"
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
constexpr std::chrono::seconds BriefTime { 10 }; ///< to read a sentence
constexpr int NarrowWidth = 1100; ///< below it the warning gets rows of its own
constexpr int NarrowestWidth = 560; ///< below it its buttons get one, too

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
    , m_tick(clock)
    , m_connectionDelay(clock)
    , m_brief(clock)
    , m_dot(makeLabel(this))
    , m_connection(makeLabel(this))
    , m_reconnect(new QPushButton(tr("Connect now"), this))
    , m_warning(new WarningBar(tokens, this))
    , m_notice(new ElidedLabel(this))
    , m_lifeTitle(makeLabel(this))
    , m_life(new QToolButton(this))
{
    m_dot->setFixedSize(12, 12);
    m_connection->setAccessibleDescription(tr("Connection to the chat service"));
    m_notice->setMuted(true);
    m_life->setAutoRaise(true);
    m_life->setFocusPolicy(Qt::StrongFocus); // a tool button is not in the tab order by itself
    connect(m_life, &QToolButton::clicked, this, &StatusPanel::detailsRequested);
    m_lifeTitle->setText(tr("Token"));
    m_lifeTitle->setForegroundRole(QPalette::PlaceholderText);
    connect(m_warning, &WarningBar::detailsRequested, this, &StatusPanel::detailsRequested);
    connect(m_warning, &WarningBar::signInRequested, this, &StatusPanel::signInRequested);
    connect(m_reconnect, &QPushButton::clicked, this, &StatusPanel::reconnectRequested);
    m_reconnect->hide();

    m_layout = new QGridLayout(this);
    m_layout->setContentsMargins(14, 4, 14, 4);
    m_layout->setHorizontalSpacing(10);
    m_layout->setVerticalSpacing(4);
    m_layout->addWidget(m_dot, 1, 0);
    m_layout->addWidget(m_connection, 1, 1);
    m_layout->addWidget(m_reconnect, 1, 2);
    m_layout->addWidget(m_notice, 1, 3);
    auto *life = new QHBoxLayout;
    life->setSpacing(6);
    life->addWidget(m_lifeTitle);
    life->addWidget(m_life);
    m_layout->addLayout(life, 1, 4, Qt::AlignRight | Qt::AlignVCenter);
    m_layout->setColumnStretch(3, 1);
    placeWarning();

    connect(m_warning, &WarningBar::appeared, this, [this] {
        updateAll();
        say(m_warning, m_warning->text());
    });
    connect(m_warning, &WarningBar::cleared, this, [this] {
        placeWarning(); // the next one may be shorter
        updateAll();
        say(m_connection, tr("The token works again."));
        m_connection->setAccessibleName(m_connection->text());
    });
    connect(&m_tokens, &TokenManager::scheduleChanged, this, &StatusPanel::updateAll);
    connect(&m_tokens, &TokenManager::stateChanged, this, &StatusPanel::updateAll);
    connect(&m_tokens, &TokenManager::tokenChanged, this, &StatusPanel::updateAll);
    updateAll();
}

void StatusPanel::setConnection(State state, std::optional<std::chrono::milliseconds> retryIn)
{
    m_connectionRetryAt.reset();
    if (retryIn)
        m_connectionRetryAt = m_clock.monotonicNow() + *retryIn;
    if (state == m_connectionState)
        return updateAll();
    const bool brief = m_connectionState == State::Connected && state == State::Connecting;
    m_connectionState = state;
    if (brief) {
        m_connectionDelay.start(QuietReconnect, [this] { updateAll(); });
        return;
    }
    if (state == State::Connected)
        m_connectionDelay.stop();
    m_wasConnected = m_wasConnected || state == State::Connected;
    updateAll();
}

void StatusPanel::setNotice(const QString &notice)
{
    m_standingNotice = notice;
    if (!m_brief.isActive())
        showNotice(notice);
}

void StatusPanel::showBriefly(const QString &text)
{
    showNotice(text);
    m_brief.start(BriefTime, [this] { showNotice(m_standingNotice); });
}

void StatusPanel::showNotice(const QString &text)
{
    if (m_notice->text() == text)
        return;
    m_notice->setText(text);
    if (!text.isEmpty())
        announce(m_notice, text);
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
    tickLater();
}

void StatusPanel::tickLater()
{
    const std::chrono::milliseconds left = m_tokens.timeLeft();
    if (!isVisible() || (left <= std::chrono::milliseconds(0) && !showsSeconds()))
        return m_tick.stop();
    const std::chrono::milliseconds second(std::chrono::seconds(1));
    m_tick.start(showsSeconds() ? second : TimeTexts::timeLeftChangesIn(left),
                 [this] { updateAll(); });
}

/// Until the next attempt, of the connection or for a token.
bool StatusPanel::showsSeconds() const
{
    return m_connectionRetryAt || m_warning->warning() || m_isInTrouble;
}

void StatusPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateAll();
}

void StatusPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick.stop();
}

void StatusPanel::updateConnection()
{
    if (m_connectionDelay.isActive())
        return;
    std::optional<std::chrono::milliseconds> retryIn;
    if (m_connectionRetryAt)
        retryIn
            = std::max(std::chrono::milliseconds(0), *m_connectionRetryAt - m_clock.monotonicNow());
    QString text = ErrorTexts::connection(m_connectionState, retryIn);
    if (m_warning->warning() == TokenManager::Warning::Offline
        && m_connectionState != State::Connected)
        text = tr("Offline");
    else if (m_connectionState == State::Connecting && m_wasConnected && !retryIn)
        text = tr("Reconnecting…");
    if (text != m_connection->text()) {
        m_connection->setText(text);
        m_connection->setAccessibleName(text);
    }
    // Without a usable token no connection is possible, so there is nothing to try.
    const bool waits = retryIn && *retryIn > std::chrono::milliseconds(0);
    m_reconnect->setVisible((waits || m_connectionState == State::Denied)
                            && m_tokens.timeLeft() > std::chrono::milliseconds(0));
    update();
}

void StatusPanel::updateLife()
{
    const std::chrono::milliseconds left = m_tokens.timeLeft();
    if (left > std::chrono::milliseconds(0)) {
        m_life->setText(TimeTexts::timeLeft(left));
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
    m_isInTrouble = !isFine;
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

void StatusPanel::updateWarning()
{
    m_warning->updateTexts();
    // Only ever into rows of its own: the seconds of a countdown must not move it to and fro.
    if (m_warning->warning() && m_warning->shape() == WarningBar::Shape::Line)
        placeWarning();
    m_notice->setVisible(!m_warning->warning());
}

/// In the line if there is room for all of it, else in rows above the line.
void StatusPanel::placeWarning()
{
    const auto wanted = [this] {
        if (width() < NarrowestWidth)
            return WarningBar::Shape::NarrowRows;
        const QMargins around = m_layout->contentsMargins();
        int line = around.left() + around.right() + m_warning->lineWidth();
        for (const QWidget *other : std::initializer_list<const QWidget *> {
                 m_dot, m_connection, m_reconnect, m_lifeTitle, m_life }) {
            if (!other->isHidden())
                line += other->sizeHint().width() + m_layout->horizontalSpacing();
        }
        const bool fits = width() >= NarrowWidth && (!m_warning->warning() || line <= width());
        return fits ? WarningBar::Shape::Line : WarningBar::Shape::Rows;
    }();
    if (m_layout->indexOf(m_warning) >= 0 && wanted == m_warning->shape())
        return;
    m_warning->setShape(wanted);
    const bool isLine = wanted == WarningBar::Shape::Line;
    m_layout->removeWidget(m_warning);
    m_layout->addWidget(m_warning, isLine ? 1 : 0, isLine ? 3 : 0, 1, isLine ? 1 : 5);
    // Where there is room, the line of the status bar does not grow with the warning.
    m_layout->setRowMinimumHeight(1,
                                  isLine ? m_warning->retryButton()->sizeHint().height() + 8 : 0);
}

void StatusPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeWarning();
}

void StatusPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_life != nullptr)
        showTrouble(); // in the colours of the new theme
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
