// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"
#include "token/tokenmanager.h"
#include "twilsock/connection.h"

#include <QWidget>

#include <optional>

class QGridLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace parley::ui {

class ElidedLabel;
class WarningBar;

/// The line at the foot of the window: connection, the warning, and how long the token lives. Tells
/// everything in words; colours only repeat it.
class StatusPanel final : public QWidget
{
    Q_OBJECT

public:
    /// \a tokens and \a clock must outlive this object.
    StatusPanel(TokenManager &tokens, Clock &clock, QWidget *parent = nullptr);

    void setConnection(twilsock::ConnectionState state,
                       std::optional<std::chrono::milliseconds> retryIn);
    /// A line of lesser weight, shown while there is no warning; empty: none.
    void setNotice(const QString &notice);
    /// Shows \a text in its place for some seconds.
    void showBriefly(const QString &text);

    [[nodiscard]] QString connectionText() const;
    [[nodiscard]] WarningBar *warning() const { return m_warning; }
    /// How long the token works.
    [[nodiscard]] QString lifeText() const;

Q_SIGNALS:
    void detailsRequested();
    void signInRequested();
    /// The user does not want to wait for the next try to connect.
    void reconnectRequested();
    /// What assistive technology was told: the warning when it appears, and that it is over.
    void announced(const QString &text);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void updateAll();
    void tickLater();
    [[nodiscard]] bool showsSeconds() const;
    void updateConnection();
    void updateWarning();
    void updateLife();
    void showTrouble();
    void say(QWidget *widget, const QString &text);
    void placeWarning();
    void showNotice(const QString &text);

    TokenManager &m_tokens;
    Clock &m_clock;
    OneShot m_tick; ///< when something that is shown changes by the time alone; while visible
    OneShot m_connectionDelay;
    OneShot m_brief; ///< while it is active something else is shown than the notice
    QString m_standingNotice;
    twilsock::ConnectionState m_connectionState = twilsock::ConnectionState::Disconnected;
    std::optional<MonotonicTime> m_connectionRetryAt {};
    bool m_wasConnected = false;
    bool m_isInTrouble = false; ///< the tooltip tells what comes next, and when

    QGridLayout *m_layout = nullptr;
    QLabel *m_dot = nullptr;
    QLabel *m_connection = nullptr;
    QPushButton *m_reconnect = nullptr;
    WarningBar *m_warning = nullptr;
    ElidedLabel *m_notice = nullptr; ///< of setNotice() or showBriefly()
    QLabel *m_lifeTitle = nullptr;
    QToolButton *m_life = nullptr;
};

} // namespace parley::ui
