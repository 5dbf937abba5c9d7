// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"
#include "token/tokenmanager.h"
#include "twilsock/connection.h"
#include "widgets/ticker.h"

#include <QWidget>

#include <optional>

class QGridLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace parley::ui {

class ElidedLabel;

/// The line at the foot of the window: connection, the warning of rule warningLine (which clears
/// itself), and how long the token lives. Says what it says in words; colours only repeat it.
class StatusPanel final : public QWidget
{
    Q_OBJECT

public:
    /// \a tokens and \a clock must outlive this object.
    StatusPanel(TokenManager &tokens, Clock &clock, QWidget *parent = nullptr);
    ~StatusPanel() override;

    void setConnection(twilsock::ConnectionState state,
                       std::optional<std::chrono::milliseconds> retryIn);
    /// A line of lesser weight, shown while there is no warning; empty: none.
    void setNotice(const QString &notice);

    [[nodiscard]] QString connectionText() const;
    [[nodiscard]] QString warningText() const; ///< empty: no warning is shown
    [[nodiscard]] QString scheduleText() const;
    [[nodiscard]] QString lifeText() const;
    /// How long the token works; amber from the first failure on.
    [[nodiscard]] QToolButton *lifeButton() const { return m_life; }
    [[nodiscard]] QPushButton *retryButton() const { return m_retry; }

Q_SIGNALS:
    void detailsRequested();
    void signInRequested();
    /// The user does not want to wait for the next try to connect.
    void reconnectRequested();
    /// What assistive technology was told: the warning when it appears, and that it is over.
    void announced(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showWarning(TokenManager::Warning warning);
    void clearWarning();
    void updateAll();
    void updateConnection();
    void updateWarning();
    void updateRetry();
    void updateLife();
    void showTrouble();
    void retry();
    [[nodiscard]] QString sentence(TokenManager::Warning warning) const;
    [[nodiscard]] QString schedule(TokenManager::Warning warning) const;
    void applyColors();
    void say(QWidget *widget, const QString &text);
    /// Where the warning stands: in the line, in rows above it, or with its buttons in a third one.
    enum class WarningPlace { Line, Rows, NarrowRows };
    void placeWarning(WarningPlace place);
    [[nodiscard]] WarningPlace wantedPlace() const;

    TokenManager &m_tokens;
    Clock &m_clock;
    Ticker m_ticker;
    OneShot m_connectionDelay;
    std::optional<TokenManager::Warning> m_warning {};
    std::optional<TokenManager::SignInReason> m_signInReason {};
    std::optional<TokenError> m_cause {}; ///< of the warning, kept while a retry is under way
    twilsock::ConnectionState m_connectionState = twilsock::ConnectionState::Disconnected;
    std::optional<MonotonicTime> m_connectionRetryAt {};
    bool m_wasConnected = false;
    QString m_notice;
    WarningPlace m_place = WarningPlace::Line;

    QGridLayout *m_layout = nullptr;
    QGridLayout *m_box = nullptr; ///< of the warning
    QLabel *m_dot = nullptr;
    QLabel *m_connection = nullptr;
    QPushButton *m_reconnect = nullptr;
    QWidget *m_warningBox = nullptr;
    QLabel *m_warningIcon = nullptr;
    ElidedLabel *m_warningText = nullptr;
    QLabel *m_schedule = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_details = nullptr;
    ElidedLabel *m_noticeText = nullptr;
    QLabel *m_lifeTitle = nullptr;
    QToolButton *m_life = nullptr;
};

} // namespace parley::ui
