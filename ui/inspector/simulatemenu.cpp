// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/simulatemenu.h"

#include "application/embeddedservice.h"
#include "token/tokenmanager.h"

namespace parley::ui {
namespace {

using Answer = localservice::Faults::Answer;

constexpr int SomeRequests = 4;
constexpr std::chrono::seconds ShortLife { 40 };
constexpr std::chrono::seconds FewMinutes { 240 };

} // namespace

SimulateMenu::SimulateMenu(EmbeddedService &service, TokenManager &tokens, QWidget *parent)
    : QMenu(tr("Simulate"), parent)
    , m_service(service)
    , m_tokens(tokens)
{
    setToolTipsVisible(true);
    addFaults();
    addSeparator();
    addServiceActions();
    addSeparator();
    addEndpointActions();
    addSeparator();
    addAction(tr("Back to normal"), this, &SimulateMenu::endFaults);
}

void SimulateMenu::addFaults()
{
    struct Fault
    {
        QString text;
        QString tip;
        localservice::Faults faults;
    };
    const auto answering = [](Answer answer) {
        localservice::Faults faults;
        faults.failNextTokens = SomeRequests;
        faults.answer = answer;
        return faults;
    };
    localservice::Faults limited = answering(Answer::Status);
    limited.failNextTokens = 1;
    limited.status = 429;
    limited.retryAfterSeconds = 30;
    localservice::Faults refused = answering(Answer::Status);
    refused.status = 401;
    const Fault faults[] = {
        { tr("Next refreshes fail (503)"), tr("Parley retries with growing pauses, then recovers."),
          answering(Answer::Status) },
        { tr("Too many requests (429, wait 30 s)"), tr("Parley waits as long as it was asked to."),
          limited },
        { tr("Next refreshes hang"), tr("Each try is given up after 15 seconds."),
          answering(Answer::Hang) },
        { tr("Next refreshes answer garbage"), tr("Nothing of it reaches the chat service."),
          answering(Answer::Garbage) },
        { tr("Next refreshes answer another user's token"),
          tr("Parley stops: it never swaps users."), answering(Answer::OtherIdentity) },
        { tr("Sign-in refused (401)"), tr("Parley asks to sign in again."), refused },
    };
    for (const Fault &fault : faults) {
        QAction *action = addAction(fault.text, this, [this, faults = fault.faults] {
            m_service.setFaults(faults);
            refresh();
        });
        action->setToolTip(fault.tip);
    }
}

void SimulateMenu::addServiceActions()
{
    const auto withLife = [this](std::chrono::seconds life) {
        localservice::Faults faults;
        faults.tokenTtl = life;
        m_service.setFaults(faults);
        refresh();
    };
    addAction(tr("Short-lived tokens (40 s)"), this, [withLife] {
        withLife(ShortLife);
    })->setToolTip(tr("A refresh every half minute, and a warning about it."));
    addAction(tr("Tokens of four minutes"), this, [withLife] {
        withLife(FewMinutes);
    })->setToolTip(tr("The whole life of a token in the time of a coffee."));
    addAction(tr("Expire the token now"), this, [this] {
        m_service.expireTokensNow();
    })->setToolTip(tr("The service ends the session; Parley fetches a token and comes back."));
    addAction(tr("Say “about to expire”"), this, [this] {
        m_service.pushAboutToExpire();
    })->setToolTip(tr("The service's push; Parley refreshes the token."));
    addAction(tr("Drop the connection"), this, [this] {
        m_service.dropConnections();
    })->setToolTip(tr("Cut without a word; the token is kept."));
}

void SimulateMenu::addEndpointActions()
{
    m_endpointUp = addAction(tr("Token end point is up"));
    m_endpointUp->setCheckable(true);
    m_endpointUp->setChecked(true);
    m_endpointUp->setToolTip(tr("While it is down, nobody answers at its address."));
    connect(m_endpointUp, &QAction::toggled, this, [this](bool up) {
        m_service.setTokenEndpointUp(up);
        refresh();
    });
}

void SimulateMenu::refresh()
{
    m_tokens.refresh(this, [](const std::optional<TokenError> &) {}); // signals tell the outcome
}

void SimulateMenu::endFaults()
{
    m_service.setFaults({});
    m_endpointUp->setChecked(true);
    refresh();
}

} // namespace parley::ui
