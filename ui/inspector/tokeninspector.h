// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenmanager.h"
#include "widgets/ticker.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;
class QTabWidget;

namespace parley::ui {

class ClaimsView;
class ElidedLabel;
class EventLogModel;
class EventLogView;
class Experiments;
class FaultPanel;
class TimelinePanel;
class TokenRing;
class TokenTimeline;
class WhyCard;

/// The life of the token: why it is as it is, time left, what is planned, a timeline, and below it
/// what the token says, the event log and the faults that can be tried. These pages scroll, so that
/// a cause and what it does to the token are seen together. Shows fingerprints only, never a token.
class TokenInspector final : public QWidget
{
    Q_OBJECT

public:
    enum class Page { Token, Events, Faults };

    /// All must outlive this object. \a experiments null: there is nothing to simulate.
    TokenInspector(TokenManager &tokens, EventLogModel &log, Experiments *experiments, Clock &clock,
                   QWidget *parent = nullptr);

    /// What the keychain keeps, in a sentence.
    void setKept(const QString &text);
    void setExpectedIdentity(const QString &identity);
    /// The page of faults is there only with the embedded service.
    void showPage(Page page);
    [[nodiscard]] WhyCard *why() const { return m_why; }
    [[nodiscard]] TokenRing *ring() const { return m_ring; }
    [[nodiscard]] TokenTimeline *timeline() const;
    [[nodiscard]] TimelinePanel *timelinePanel() const { return m_timelinePanel; }
    [[nodiscard]] QTabWidget *pages() const { return m_pages; }
    [[nodiscard]] ClaimsView *claims() const { return m_claims; }
    [[nodiscard]] EventLogView *log() const { return m_log; }
    [[nodiscard]] FaultPanel *faults() const { return m_faults; } ///< null: none

Q_SIGNALS:
    void problemOccurred(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void addPage(QWidget *page, const QString &title);
    QLayout *makeHead();
    void addTimeline(QBoxLayout &layout);
    void updateClaims();
    void updateTimes();
    void refresh();
    void updateWhy();
    void showTrace(WallTime since);

    TokenManager &m_tokens;
    Clock &m_clock;
    Ticker m_ticker;
    WhyCard *m_why = nullptr;
    ElidedLabel *m_identity = nullptr;
    TokenRing *m_ring = nullptr;
    ElidedLabel *m_state = nullptr;
    ElidedLabel *m_next = nullptr;
    QPushButton *m_refresh = nullptr;
    TimelinePanel *m_timelinePanel = nullptr;
    QTabWidget *m_pages = nullptr;
    ClaimsView *m_claims = nullptr;
    EventLogView *m_log = nullptr;
    FaultPanel *m_faults = nullptr;
};

} // namespace parley::ui
