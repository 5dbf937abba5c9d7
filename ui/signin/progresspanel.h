// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"
#include "widgets/ticker.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace parley::ui {

/// A sign-in under way: what it waits for, what has gone wrong so far, when the next try comes.
class ProgressPanel final : public QWidget
{
    Q_OBJECT

public:
    /// \a clock must outlive this object.
    explicit ProgressPanel(Clock &clock, QWidget *parent = nullptr);

    void begin(const QString &identity);
    /// An attempt failed and another one follows after \a retryIn; empty: none.
    void showTrouble(const TokenError &error, std::optional<std::chrono::milliseconds> retryIn);
    void clearTrouble();
    void showKeychain(Session::KeychainStatus status);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void cancelled();
    /// The keychain waits or refuses: the user wants to type the secret.
    void signInInstead();
    void keychainRetryRequested();

private:
    void updateCountdown();

    Clock &m_clock;
    Ticker m_ticker;
    std::optional<MonotonicTime> m_retryAt {};
    bool m_showsKeychain = false;
    QLabel *m_heading = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_trouble = nullptr;
    QLabel *m_countdown = nullptr;
    QPushButton *m_instead = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace parley::ui
