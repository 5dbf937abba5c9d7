// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "status/warningbar.h"

#include "errortexts.h"
#include "text/timetexts.h"
#include "text/tooltips.h"
#include "text/walltime.h"
#include "theme/icons.h"
#include "theme/themecolors.h"
#include "widgets/elidedlabel.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace parley::ui {

WarningBar::WarningBar(TokenManager &tokens, QWidget *parent)
    : QWidget(parent)
    , m_tokens(tokens)
    , m_layout(new QGridLayout(this))
    , m_icon(new QLabel(this))
    , m_sentence(new ElidedLabel(this))
    , m_schedule(new QLabel(this))
    , m_retry(new QPushButton(tr("Retry now"), this))
    , m_details(new QPushButton(tr("Details"), this))
{
    setAutoFillBackground(true);
    m_sentence->setColorRole(QPalette::WindowText);
    m_sentence->setFocusPolicy(Qt::StrongFocus); // the line can be reached by keyboard
    m_schedule->setTextFormat(Qt::PlainText);
    m_details->setAccessibleName(tr("Show details in the token inspector"));
    m_layout->setContentsMargins(8, 3, 4, 3);
    m_layout->setHorizontalSpacing(8);
    m_layout->setVerticalSpacing(2);
    m_layout->setColumnStretch(1, 1);
    connect(m_retry, &QPushButton::clicked, this, &WarningBar::retry);
    connect(m_details, &QPushButton::clicked, this, &WarningBar::detailsRequested);
    connect(&m_tokens, &TokenManager::warningShown, this, &WarningBar::showWarning);
    connect(&m_tokens, &TokenManager::warningCleared, this, &WarningBar::clearWarning);
    connect(&m_tokens, &TokenManager::signInRequired, this,
            [this](TokenManager::SignInReason reason) { m_signInReason = reason; });
    setShape(Shape::Line);
    applyColors();
    hide();
    if (m_tokens.warning())
        showWarning(*m_tokens.warning());
}

void WarningBar::showWarning(TokenManager::Warning warning)
{
    m_warning = warning;
    m_cause = m_tokens.blockedBy() ? m_tokens.blockedBy() : m_tokens.lastError();
    updateTexts();
    Q_EMIT appeared();
}

void WarningBar::clearWarning()
{
    if (m_tokens.warning())
        return; // replaced by another one, which comes with its own signal
    m_warning.reset();
    m_cause.reset();
    updateTexts();
    Q_EMIT cleared();
}

QString WarningBar::sentence() const
{
    using enum TokenTypes::Warning;
    const QString cause = m_cause ? ErrorTexts::describe(*m_cause).summary : QString();
    switch (*m_warning) {
    case RefreshFailing:
        if (cause.isEmpty())
            return tr("The token could not be refreshed.");
        //: The blank holds a sentence with the cause.
        return tr("Token not refreshed. %1").arg(cause);
    case NoToken:
        if (cause.isEmpty())
            return tr("There is no valid token.");
        return tr("No valid token. %1").arg(cause);
    case Offline:
        return tr("You are offline. What you write is sent when the network is back.");
    case SignInNeeded:
        return ErrorTexts::signInReason(
            m_signInReason.value_or(TokenManager::SignInReason::CredentialRejected));
    case Blocked:
        if (cause.isEmpty())
            return tr("Parley cannot go on until a setting is changed.");
        return tr("%1 A setting must be changed.").arg(cause);
    case ShortLife:
        return tr("The sign-in service issues very short sessions.");
    }
    Q_UNREACHABLE();
}

QString WarningBar::schedule() const
{
    QStringList parts;
    const bool isShortLife = m_warning == TokenManager::Warning::ShortLife;
    const bool works = m_tokens.timeLeft() > std::chrono::milliseconds(0);
    const std::optional<WallTime> expiry = m_tokens.expiresAt();
    if (works && expiry && !isShortLife) {
        const QDateTime until = dateTimeOf(*expiry - m_tokens.serverClockOffset());
        parts.append(tr("Works until %1.").arg(TimeTexts::timeOfDay(until)));
    }
    const std::optional<std::chrono::milliseconds> next = m_tokens.nextAttemptIn();
    if (m_tokens.isRefreshing())
        parts.append(tr("Trying now…"));
    else if (next && !isShortLife)
        parts.append(tr("Next attempt in %1.").arg(TimeTexts::span(*next)));
    return parts.join(u' ');
}

void WarningBar::updateTexts()
{
    if (m_warning) {
        const std::optional<TokenError> blocked = m_tokens.blockedBy();
        if (const std::optional<TokenError> now = blocked ? blocked : m_tokens.lastError())
            m_cause = now;
        m_sentence->setText(sentence());
        m_schedule->setText(schedule());
        m_schedule->setVisible(!m_schedule->text().isEmpty());
        updateRetry();
    }
    setVisible(m_warning.has_value());
}

void WarningBar::updateRetry()
{
    const std::chrono::milliseconds hold = m_tokens.holdLeft();
    m_retry->setVisible(m_warning != TokenManager::Warning::ShortLife);
    QString text = tr("Retry now");
    QString reason;
    bool enabled = true;
    if (m_warning == TokenManager::Warning::SignInNeeded) {
        text = tr("Sign in…");
    } else if (m_tokens.isRefreshing()) {
        reason = tr("An attempt is in progress.");
        enabled = false;
    } else if (hold > std::chrono::milliseconds(0)) {
        reason = m_cause && m_cause->retryAfter
            ? tr("The sign-in service asked to wait for %1 more.").arg(TimeTexts::span(hold))
            : tr("There were many attempts in a short time. Wait for %1 more.")
                  .arg(TimeTexts::span(hold));
        enabled = false;
    } else if (m_warning == TokenManager::Warning::Blocked) {
        text = tr("Try again");
    }
    m_retry->setText(text);
    m_retry->setAccessibleName(text);
    m_retry->setAccessibleDescription(reason);
    // A button that is disabled hands the focus on: a second Enter must not press the next one.
    if (!enabled && m_retry->hasFocus())
        m_sentence->setFocus();
    m_retry->setEnabled(enabled);
    m_retry->setToolTip(toolTipText(reason));
}

void WarningBar::retry()
{
    if (m_warning == TokenManager::Warning::SignInNeeded) {
        Q_EMIT signInRequested();
        return;
    }
    m_tokens.refresh(this, [](const std::optional<TokenError> &) {}); // signals tell the outcome
    updateTexts();
}

QString WarningBar::text() const
{
    if (!m_warning)
        return {};
    const QString when = scheduleText();
    return when.isEmpty() ? m_sentence->text() : m_sentence->text() + u' ' + when;
}

QString WarningBar::scheduleText() const
{
    return m_schedule->text();
}

void WarningBar::setShape(Shape shape)
{
    m_shape = shape;
    const bool isNarrow = shape == Shape::NarrowRows;
    m_sentence->setWordWrap(isNarrow);
    m_schedule->setWordWrap(isNarrow);
    const auto place = [this](QWidget *widget, int row, int column, int columns = 1) {
        m_layout->removeWidget(widget);
        m_layout->addWidget(widget, row, column, 1, columns);
    };
    const bool isLine = shape == Shape::Line;
    const int buttonRow = isLine ? 0 : isNarrow ? 2 : 1;
    place(m_icon, 0, 0);
    place(m_sentence, 0, 1, isLine ? 1 : 3);
    place(m_schedule, isLine ? 0 : 1, isLine ? 2 : 1, isNarrow ? 3 : 1);
    place(m_retry, buttonRow, isLine ? 3 : 2);
    place(m_details, buttonRow, isLine ? 4 : 3);
}

int WarningBar::lineWidth() const
{
    const QMargins around = m_layout->contentsMargins();
    int sum = around.left() + around.right();
    for (const QWidget *part : std::initializer_list<const QWidget *> {
             m_icon, m_sentence, m_schedule, m_retry, m_details }) {
        if (!part->isHidden())
            sum += part->sizeHint().width() + m_layout->horizontalSpacing();
    }
    return sum;
}

void WarningBar::applyColors()
{
    const QPalette &usual = parentWidget()->palette();
    const ThemeColors &colors = colorsFor(usual);
    // Two roles only: the others stay those of the parent when the theme changes.
    QPalette own;
    own.setColor(QPalette::Window, colors.warningBackground);
    own.setColor(QPalette::WindowText, colors.warningText);
    setPalette(own);
    QPalette button;
    button.setColor(QPalette::Window, usual.color(QPalette::Window));
    button.setColor(QPalette::WindowText, usual.color(QPalette::WindowText));
    m_retry->setPalette(button);
    m_details->setPalette(button);
    QPixmap icon = themedIcon(u"warning"_s).pixmap(QSize(16, 16), devicePixelRatioF());
    QPainter painter(&icon);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRect(0, 0, 16, 16), colors.warningText);
    painter.end();
    m_icon->setPixmap(icon);
}

void WarningBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_details != nullptr)
        applyColors();
}

} // namespace parley::ui
