// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/fakeconsumer.h"

namespace parley::test {

FakeConsumer::FakeConsumer(Clock &clock, const QString &name, QObject *parent)
    : TokenConsumer(parent)
    , m_clock(clock)
    , m_name(name)
{ }

void FakeConsumer::reject(quint64 generation, TokenRejection::Kind kind, int status, int errorCode)
{
    Q_EMIT tokenRejected(generation, { .kind = kind, .status = status, .errorCode = errorCode });
}

TokenConsumer::Offer FakeConsumer::offerToken(const AccessToken &token, quint64 generation)
{
    m_offered.push_back(generation);
    m_tokens.push_back(token.jwt());
    if (mode == Mode::NotConnected)
        return Offer::Kept;
    if (mode != Mode::Silent)
        m_clock.callAfter(delay, this, [this, generation] { answer(generation); });
    return mode == Mode::Unreachable ? Offer::AnswerLater : Offer::AnswerFollows;
}

void FakeConsumer::answer(quint64 generation)
{
    if (generation != m_offered.back())
        return; // superseded by a newer one
    if (mode == Mode::Refuses)
        reject(generation, TokenRejection::Kind::Refused, 401, 20107);
    else if (mode == Mode::CallsExpired)
        reject(generation, TokenRejection::Kind::Expired, 401, 20104);
    else
        accept(generation);
}

} // namespace parley::test
