// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenmanager.h"
#include "widgets/ticker.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace parley::ui {

class ElidedLabel;
class EmbeddedService;
class EventLogModel;
class EventLogView;
class TokenRing;
class TokenTimeline;

/// The right pane: what the token says in plain words, what has become of it, and buttons to try
/// things. Shows fingerprints only, never a token.
class TokenInspector final : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive this object. \a service null: there is nothing to simulate.
    TokenInspector(TokenManager &tokens, EventLogModel &log, EmbeddedService *service, Clock &clock,
                   QWidget *parent = nullptr);
    ~TokenInspector() override;

    /// What the keychain keeps, in a sentence.
    void setKept(const QString &text);
    [[nodiscard]] TokenTimeline *timeline() const { return m_timeline; }

Q_SIGNALS:
    void problemOccurred(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeClaims();
    QLayout *makeButtons(EmbeddedService *service);
    ElidedLabel *addRow(QFormLayout &form, const QString &label);
    void updateClaims();
    void updateTimes();
    void refresh();
    void showOutcome(const std::optional<TokenError> &error);

    TokenManager &m_tokens;
    Clock &m_clock;
    Ticker m_ticker;
    ElidedLabel *m_identity = nullptr;
    TokenRing *m_ring = nullptr;
    ElidedLabel *m_state = nullptr;
    ElidedLabel *m_next = nullptr;
    ElidedLabel *m_issued = nullptr;
    ElidedLabel *m_expires = nullptr;
    ElidedLabel *m_life = nullptr;
    ElidedLabel *m_service = nullptr;
    ElidedLabel *m_account = nullptr;
    ElidedLabel *m_key = nullptr;
    ElidedLabel *m_generation = nullptr;
    ElidedLabel *m_fingerprint = nullptr;
    ElidedLabel *m_clockOffset = nullptr;
    ElidedLabel *m_kept = nullptr;
    TokenTimeline *m_timeline = nullptr;
    EventLogView *m_log = nullptr;
    QPushButton *m_refresh = nullptr;
    QLabel *m_outcome = nullptr;
};

} // namespace parley::ui
