// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "errortexts.h"
#include "status/statuspanel.h"
#include "text/timetexts.h"
#include "text/tooltips.h"
#include "text/walltime.h"
#include "widgets/elidedlabel.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

// The warning of rule warningLine: its words, what can be done about it, and where it stands.

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

constexpr int NarrowWidth = 1100; ///< below it the warning gets rows of its own
constexpr int NarrowestWidth = 560; ///< below it the buttons get one, too
constexpr int Spacing = 10; ///< about what lies between two things of a line

} // namespace

void StatusPanel::showWarning(TokenManager::Warning warning)
{
    m_warning = warning;
    m_cause = m_tokens.blockedBy().has_value() ? m_tokens.blockedBy() : m_tokens.lastError();
    updateAll();
    say(m_warningBox, warningText()); // once: countdowns change the text without a word
}

void StatusPanel::clearWarning()
{
    if (m_tokens.warning().has_value())
        return; // replaced by another one, which comes with its own signal
    m_warning.reset();
    m_cause.reset();
    placeWarning(wantedPlace()); // the next one may be shorter
    updateAll();
    say(m_connection, tr("The token works again."));
    m_connection->setAccessibleName(m_connection->text());
}

QString StatusPanel::sentence(TokenManager::Warning warning) const
{
    using enum TokenTypes::Warning;
    const QString cause = m_cause.has_value() ? ErrorTexts::describe(*m_cause).summary : QString();
    switch (warning) {
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

QString StatusPanel::schedule(TokenManager::Warning warning) const
{
    QStringList parts;
    const bool works = m_tokens.timeLeft() > std::chrono::milliseconds(0);
    const std::optional<WallTime> expiry = m_tokens.expiresAt();
    if (works && expiry.has_value() && warning != TokenManager::Warning::ShortLife) {
        const QDateTime until = dateTimeOf(*expiry - m_tokens.serverClockOffset());
        parts.append(tr("Works until %1.").arg(TimeTexts::timeOfDay(until)));
    }
    const std::optional<std::chrono::milliseconds> next = m_tokens.nextAttemptIn();
    if (m_tokens.isRefreshing())
        parts.append(tr("Trying now…"));
    else if (next.has_value() && warning != TokenManager::Warning::ShortLife)
        parts.append(tr("Next attempt in %1.").arg(TimeTexts::span(*next)));
    return parts.join(u' ');
}

void StatusPanel::updateWarning()
{
    if (m_warning.has_value()) {
        const std::optional<TokenError> blocked = m_tokens.blockedBy();
        const std::optional<TokenError> now = blocked.has_value() ? blocked : m_tokens.lastError();
        if (now.has_value())
            m_cause = now;
        m_warningText->setText(sentence(*m_warning));
        m_schedule->setText(schedule(*m_warning));
        m_schedule->setVisible(!m_schedule->text().isEmpty());
        updateRetry();
    }
    // Only ever into rows of its own: the seconds of a countdown must not move it to and fro.
    if (m_warning.has_value() && m_place == WarningPlace::Line)
        placeWarning(wantedPlace());
    m_warningBox->setVisible(m_warning.has_value());
    m_noticeText->setText(m_notice);
    m_noticeText->setVisible(!m_warning.has_value());
}

void StatusPanel::updateRetry()
{
    const bool signIn = m_warning == TokenManager::Warning::SignInNeeded;
    const std::chrono::milliseconds hold = m_tokens.holdLeft();
    m_retry->setVisible(m_warning != TokenManager::Warning::ShortLife);
    QString text = tr("Retry now");
    QString reason;
    bool enabled = true;
    if (signIn) {
        text = tr("Sign in…");
    } else if (m_tokens.isRefreshing()) {
        reason = tr("An attempt is in progress.");
        enabled = false;
    } else if (hold > std::chrono::milliseconds(0)) {
        reason = m_cause.has_value() && m_cause->retryAfter.has_value()
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
        m_warningText->setFocus();
    m_retry->setEnabled(enabled);
    m_retry->setToolTip(toolTipText(reason));
}

void StatusPanel::retry()
{
    if (m_warning == TokenManager::Warning::SignInNeeded) {
        Q_EMIT signInRequested();
        return;
    }
    m_tokens.refresh(this, [](const std::optional<TokenError> &) {}); // signals tell the outcome
    updateWarning();
}

QString StatusPanel::warningText() const
{
    if (!m_warning.has_value())
        return {};
    const QString when = scheduleText();
    return when.isEmpty() ? m_warningText->text() : m_warningText->text() + u' ' + when;
}

QString StatusPanel::scheduleText() const
{
    return m_schedule->text();
}

void StatusPanel::placeWarning(WarningPlace place)
{
    m_place = place;
    m_layout->removeWidget(m_warningBox);
    const auto placeLine = [this](QWidget *widget, int row, int column, int columns = 1) {
        m_box->removeWidget(widget);
        m_box->addWidget(widget, row, column, 1, columns);
    };
    const bool isLine = place == WarningPlace::Line;
    // Where there is room, the line of the status bar does not grow with the warning.
    m_layout->setRowMinimumHeight(1, isLine ? m_retry->sizeHint().height() + 8 : 0);
    m_schedule->setWordWrap(place == WarningPlace::NarrowRows);
    placeLine(m_warningIcon, 0, 0);
    switch (place) {
    case WarningPlace::Line:
        m_layout->addWidget(m_warningBox, 1, 3);
        placeLine(m_warningText, 0, 1);
        placeLine(m_schedule, 0, 2);
        placeLine(m_retry, 0, 3);
        placeLine(m_details, 0, 4);
        break;
    case WarningPlace::Rows:
        m_layout->addWidget(m_warningBox, 0, 0, 1, 5);
        placeLine(m_warningText, 0, 1, 3);
        placeLine(m_schedule, 1, 1);
        placeLine(m_retry, 1, 2);
        placeLine(m_details, 1, 3);
        break;
    case WarningPlace::NarrowRows:
        m_layout->addWidget(m_warningBox, 0, 0, 1, 5);
        placeLine(m_warningText, 0, 1, 3);
        placeLine(m_schedule, 1, 1, 3);
        placeLine(m_retry, 2, 2);
        placeLine(m_details, 2, 3);
        break;
    }
}

/// Rows of its own where the line of the status bar has no room for all of it.
StatusPanel::WarningPlace StatusPanel::wantedPlace() const
{
    if (width() < NarrowestWidth)
        return WarningPlace::NarrowRows;
    if (width() < NarrowWidth)
        return WarningPlace::Rows;
    if (!m_warning.has_value())
        return WarningPlace::Line;
    const auto widthOf = [](std::initializer_list<const QWidget *> widgets) {
        int sum = 0;
        for (const QWidget *widget : widgets) {
            if (!widget->isHidden())
                sum += widget->sizeHint().width() + Spacing;
        }
        return sum;
    };
    const QMargins around = m_layout->contentsMargins() + m_box->contentsMargins();
    const int wanted = widthOf({ m_dot, m_connection, m_reconnect, m_lifeTitle, m_life,
                                 m_warningIcon, m_warningText, m_schedule, m_retry, m_details });
    return wanted + around.left() + around.right() > width() ? WarningPlace::Rows
                                                             : WarningPlace::Line;
}

void StatusPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (wantedPlace() != m_place)
        placeWarning(wantedPlace());
}

} // namespace parley::ui
