// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// What the token lifecycle costs: the decisions of one event, and what 30 days of refreshes leave
// behind in memory, in virtual time with three clients that share the token.

#include "figure.h"
#include "support/fakeclock.h"
#include "support/fakereachability.h"
#include "support/testtoken.h"
#include "token/core/tokenlifecycle.h"
#include "token/tokenmanager.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Issues a token of an hour at once.
class Issuer final : public TokenProvider
{
public:
    explicit Issuer(Clock &clock)
        : m_clock(clock)
    { }
    void fetchToken(const QByteArray &, QObject *context, FetchCallback done) override
    {
        ++requests;
        m_clock.callAfter(50ms, context, [this, done = std::move(done)] {
            done(FetchOutcome::ofJwt(
                makeJwt({ .issuedAt = m_clock.wallNow(), .serial = requests })));
        });
    }
    void abort() override { }

    int requests = 0;

private:
    Clock &m_clock;
};

/// A client that takes every token at once, and keeps none.
class Acceptor final : public TokenConsumer
{
public:
    void offerToken(const AccessToken &, TokenReply reply) override { reply.accept(); }
    void withdrawToken() override { }
};

/// Of a lifecycle that refreshes an hour's token again and again, without making the tokens.
double microsecondsOfAnEvent()
{
    constexpr int Refreshes = 20'000;
    Now now { .monotonic = 1h,
              .wall = WallTime(std::chrono::seconds(1767225600)),
              .boot = 1h,
              .network = Reachability::State::Reachable,
              .random = 0.5 };
    TokenLifecycle lifecycle({}, now);
    std::vector<AccessToken> tokens;
    for (int i = 0; i < Refreshes; ++i)
        tokens.push_back(makeToken({ .issuedAt = now.wall + i * 50min, .serial = i + 1 }));

    quint64 fetch = 0;
    int events = 0;
    qint64 spent = 0;
    const auto give = [&](const TokenEvent &event) {
        QElapsedTimer timer;
        timer.start();
        const TokenEffects effects = lifecycle.handle(event, now);
        spent += timer.nsecsElapsed();
        ++events;
        for (const TokenEffect &effect : effects) {
            if (const auto *start = std::get_if<tokeneffect::StartFetch>(&effect))
                fetch = start->fetch;
        }
    };
    give(tokenevent::ConsumerAdded { 1 });
    give(tokenevent::SignInStarted {});
    for (const AccessToken &token : tokens) {
        const auto passed = std::max(token.issuedAt().value_or(now.wall) - now.wall, 0ms);
        now.monotonic += passed;
        *now.boot += passed;
        now.wall += passed;
        give(tokenevent::DeadlineReached {}); // the request starts, if it has not
        give(tokenevent::FetchEnded { fetch, { .result = token, .serverTime = now.wall } });
        give(tokenevent::ConsumerAnswered { 1, lifecycle.lastGeneration(), OfferAnswer::Accepted });
    }
    return static_cast<double>(spent) / 1000 / events;
}

/// How many requests a day of refreshes costs when so many clients share the token.
int requestsOfADay(int clients)
{
    FakeClock clock;
    FakeReachability network;
    Issuer issuer(clock);
    TokenManager manager(issuer, { .clock = &clock, .reachability = &network });
    std::vector<Acceptor> acceptors(static_cast<std::size_t>(clients));
    for (Acceptor &acceptor : acceptors)
        manager.addConsumer(&acceptor);
    manager.start();
    clock.advance(24h);
    return issuer.requests;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    bench::print({ .name = u"tokenevent"_s,
                   .value = microsecondsOfAnEvent(),
                   .aim = 2,
                   .unit = u"us"_s,
                   .detail = u"one event of the token lifecycle, on average"_s });

    constexpr int ManyClients = 50;
    const int requestsOfMany = requestsOfADay(ManyClients);
    const int requestsOfOne = requestsOfADay(1);
    bench::print({ .name = u"tokenshare"_s,
                   .value = static_cast<double>(requestsOfMany) / requestsOfOne,
                   .aim = 1,
                   .detail = u"requests in a day, %1 clients that share the token / one client "
                             "(%2 / %3)"_s.arg(ManyClients)
                                 .arg(requestsOfMany)
                                 .arg(requestsOfOne) });

    FakeClock clock;
    FakeReachability network;
    Issuer issuer(clock);
    TokenManager manager(issuer, { .clock = &clock, .reachability = &network });
    std::array<Acceptor, 3> clients;
    for (Acceptor &client : clients)
        manager.addConsumer(&client);
    manager.start();
    const auto passDay = [&clock] {
        clock.advance(24h);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // no event loop runs
    };
    passDay();
    const auto before = bench::allocatedKibibytes();
    const int requestsBefore = issuer.requests;
    QElapsedTimer timer;
    timer.start();
    constexpr int Days = 30;
    for (int day = 0; day < Days; ++day)
        passDay();
    const double milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    const int requests = issuer.requests - requestsBefore;
    const auto after = bench::allocatedKibibytes();
    bench::print({ .name = u"tokenday"_s,
                   .value = milliseconds / Days,
                   .aim = 20,
                   .unit = u"ms"_s,
                   .detail = u"processor time of a day of refreshes, %1 requests for "
                             "three clients"_s.arg(requests / Days) });
    if (!before || !after)
        return 0;
    bench::print({ .name = u"tokenmonth"_s,
                   .value = *after - *before,
                   .aim = 64,
                   .unit = u"KiB"_s,
                   .detail = u"memory that 30 days of refreshes leave behind"_s });
    return 0;
}
