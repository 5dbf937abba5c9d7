// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "signin/progresspanel.h"

#include "errortexts.h"
#include "text/timetexts.h"
#include "widgets/announce.h"
#include "widgets/busybar.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace parley::ui {

ProgressPanel::ProgressPanel(Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_ticker(clock)
    , m_heading(new QLabel(this))
    , m_progress(new BusyBar(this))
    , m_trouble(new QLabel(this))
    , m_countdown(new QLabel(this))
    , m_instead(new QPushButton(tr("Sign in instead"), this))
    , m_again(new QPushButton(tr("Try again"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    for (QLabel *label : { m_heading, m_trouble, m_countdown }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignCenter);
    }
    m_countdown->setForegroundRole(QPalette::PlaceholderText);
    m_progress->setAccessibleName(tr("Signing in"));
    connect(m_cancel, &QPushButton::clicked, this, &ProgressPanel::cancelled);
    m_cancel->setShortcut(Qt::Key_Escape);
    connect(m_instead, &QPushButton::clicked, this, &ProgressPanel::signInInstead);
    connect(m_again, &QPushButton::clicked, this, &ProgressPanel::keychainRetryRequested);
    connect(&m_ticker, &Ticker::ticked, this, &ProgressPanel::updateCountdown);

    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_again);
    buttons->addWidget(m_instead);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_heading);
    layout->addWidget(m_progress);
    layout->addWidget(m_trouble);
    layout->addWidget(m_countdown);
    layout->addLayout(buttons);
}

void ProgressPanel::begin(const QString &identity)
{
    m_heading->setText(tr("Signing in as %1…").arg(identity));
    m_progress->show();
    m_instead->hide();
    m_again->hide();
    m_cancel->show();
    m_cancel->setFocus();
    clearTrouble();
}

void ProgressPanel::showTrouble(const TokenError &error,
                                std::optional<std::chrono::milliseconds> retryIn)
{
    const ErrorText text = ErrorTexts::describe(error);
    m_trouble->setText(text.summary + u' ' + text.advice);
    m_trouble->show();
    m_showsKeychain = false;
    m_retryAt.reset();
    if (retryIn)
        m_retryAt = m_clock.monotonicNow() + *retryIn;
    m_ticker.start();
    updateCountdown();
}

void ProgressPanel::clearTrouble()
{
    m_ticker.stop();
    m_retryAt.reset();
    m_showsKeychain = false;
    m_trouble->clear();
    m_trouble->hide();
    m_countdown->hide();
}

void ProgressPanel::updateCountdown()
{
    m_countdown->setVisible(m_retryAt.has_value());
    if (!m_retryAt)
        return;
    const auto left = std::max(std::chrono::milliseconds(0), *m_retryAt - m_clock.monotonicNow());
    m_countdown->setText(left.count() > 0 ? tr("Next attempt in %1.").arg(TimeTexts::span(left))
                                          : tr("Trying now…"));
}

void ProgressPanel::showKeychain(Session::KeychainStatus status)
{
    using enum Session::KeychainStatus;
    const bool denied = status == Denied;
    const bool ended = denied || status == EntryMissing || status == EntryCorrupt;
    const bool waiting = status == Waiting;
    if (waiting || ended || status == Unavailable) {
        const QString text = ErrorTexts::keychain(status);
        m_trouble->setText(text);
        m_trouble->show();
        m_showsKeychain = true;
        announce(m_trouble, text);
    } else if (m_showsKeychain) { // the trouble of an attempt stays
        clearTrouble();
    }
    m_instead->setText(waiting ? tr("Sign in instead") : tr("Sign in"));
    m_instead->setVisible(waiting || ended);
    m_again->setVisible(denied);
    m_progress->setVisible(!ended);
}

QString ProgressPanel::text() const
{
    return m_trouble->text();
}

} // namespace parley::ui
