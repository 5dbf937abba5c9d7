// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "lifecyclemodel.h"

#include "statekey.h"
#include "support/testtoken.h"

#include <QJsonObject>
#include <QMetaEnum>

#include <algorithm>
#include <deque>
#include <unordered_set>

namespace parley::test {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Millis = std::chrono::milliseconds;
using Code = TokenError::Code;

namespace {

constexpr WallTime Start = WallTime(std::chrono::seconds(1767225600));
constexpr std::chrono::seconds Hour = 1h;

QString stateName(TokenTypes::State state)
{
    return QString::fromLatin1(
        QMetaEnum::fromType<TokenTypes::State>().valueToKey(static_cast<int>(state)));
}

} // namespace

AccessToken LifecycleModel::TokenStore::token(WallTime issuedAt, std::chrono::seconds life,
                                              const QString &identity, int notBeforeSeconds)
{
    const auto second = std::chrono::floor<std::chrono::seconds>(issuedAt);
    const QByteArray key = QByteArray::number(qint64(second.time_since_epoch().count())) + ' '
        + QByteArray::number(qint64(life.count())) + ' ' + identity.toUtf8() + ' '
        + QByteArray::number(notBeforeSeconds);
    if (const auto known = m_tokens.constFind(key); known != m_tokens.constEnd())
        return *known;
    TokenSpec spec { .identity = identity, .issuedAt = second, .life = life };
    if (notBeforeSeconds > 0)
        spec.extraClaims.insert(
            u"nbf"_s, qint64(second.time_since_epoch().count()) + qint64(notBeforeSeconds));
    return *m_tokens.insert(key, makeToken(spec));
}

LifecycleModel::LifecycleModel(TokenStore &store)
    : m_store(&store)
    , m_now { .monotonic = 1h,
              .wall = Start,
              .boot = 1h,
              .network = Reachability::State::Reachable,
              .random = 0.0 }
    , m_lifecycle(RefreshPolicy(), m_now)
{ }

void LifecycleModel::passTime(Millis time)
{
    m_now.monotonic += time;
    m_now.wall += time;
    *m_now.boot += time;
}

bool LifecycleModel::give(Stimulus stimulus)
{
    using namespace tokenevent;
    m_moves.clear();
    const bool isSignedIn = m_state != State::SignedOut;
    switch (stimulus) {
    case Stimulus::Deadline: {
        const auto deadline = m_lifecycle.nextDeadline();
        if (!deadline)
            return false;
        passTime(std::max(*deadline - m_now.monotonic, Millis(0)));
        return give(DeadlineReached {});
    }
    case Stimulus::SomeTime:
        if (const auto deadline = m_lifecycle.nextDeadline();
            !deadline || *deadline - m_now.monotonic <= 10s)
            return false;
        passTime(10s);
        return true;
    case Stimulus::AwaitCredential:
        return !isSignedIn && give(CredentialAwaited {});
    case Stimulus::SignIn:
        return give(SignInStarted {});
    case Stimulus::SignInCached:
        return give(SignInStarted { m_store->token(serverNow() - 1min, Hour, u"alice"_s, 0) });
    case Stimulus::SignOut:
        return isSignedIn && give(SignedOut {});
    case Stimulus::GoodToken:
    case Stimulus::ShortToken:
    case Stimulus::SameToken:
    case Stimulus::EarlyToken:
    case Stimulus::AnotherUsersToken:
    case Stimulus::ServerError:
    case Stimulus::RetryAfter:
    case Stimulus::Unauthorized:
    case Stimulus::Forbidden:
    case Stimulus::NotFound:
        return answerFetch(stimulus);
    case Stimulus::CredentialUnchanged:
    case Stimulus::CredentialChanged:
        return m_reload != 0
            && give(CredentialReloaded { std::exchange(m_reload, 0),
                                         stimulus == Stimulus::CredentialChanged });
    case Stimulus::AddConsumer:
        if (m_consumers.size() == 2)
            return false;
        m_consumers.push_back({ .id = ++m_lastConsumer });
        return give(ConsumerAdded { m_lastConsumer });
    case Stimulus::RemoveConsumer: {
        if (m_consumers.empty())
            return false;
        const ConsumerId gone = m_consumers.front().id;
        m_consumers.erase(m_consumers.begin());
        return give(ConsumerRemoved { gone });
    }
    case Stimulus::FirstAccepts:
        return answerOffer(0, OfferAnswer::Accepted, {});
    case Stimulus::FirstRefuses:
        return answerOffer(0, OfferAnswer::Refused, TokenRejection::Kind::Refused);
    case Stimulus::FirstCallsExpired:
        return answerOffer(0, OfferAnswer::Refused, TokenRejection::Kind::Expired);
    case Stimulus::FirstKeeps:
        return answerOffer(0, OfferAnswer::Kept, {});
    case Stimulus::FirstPostpones:
        return answerOffer(0, OfferAnswer::Postponed, {});
    case Stimulus::FirstMeetsProtocolError:
        return answerOffer(0, OfferAnswer::Refused, TokenRejection::Kind::Protocol);
    case Stimulus::SecondAccepts:
        return answerOffer(1, OfferAnswer::Accepted, {});
    case Stimulus::SecondRefuses:
        return answerOffer(1, OfferAnswer::Refused, TokenRejection::Kind::Refused);
    case Stimulus::SecondKeeps:
        return answerOffer(1, OfferAnswer::Kept, {});
    case Stimulus::Push:
        return give(ExpiryAnnounced {});
    case Stimulus::Refresh:
        m_calls.insert(++m_lastCall);
        return give(RefreshRequested { m_lastCall });
    case Stimulus::GiveToken:
    case Stimulus::GiveExpiredToken: {
        if (!isSignedIn)
            return false;
        m_calls.insert(++m_lastCall);
        const bool isGood = stimulus == Stimulus::GiveToken;
        return give(TokenGiven {
            m_store->token(isGood ? serverNow() + 1s : serverNow() - 2h, Hour, u"alice"_s, 0),
            m_lastCall });
    }
    case Stimulus::NetworkDown:
    case Stimulus::NetworkUp: {
        const auto network = stimulus == Stimulus::NetworkUp ? Reachability::State::Reachable
                                                             : Reachability::State::Unreachable;
        if (m_now.network == network)
            return false;
        m_now.network = network;
        return give(NetworkChanged {});
    }
    case Stimulus::Sleep:
        m_now.wall += 2h;
        *m_now.boot += 2h;
        return give(ClockChecked {});
    case Stimulus::Strays:
        return giveStrays();
    case Stimulus::Count:
        break;
    }
    Q_UNREACHABLE();
    return false;
}

bool LifecycleModel::answerFetch(Stimulus stimulus)
{
    if (m_fetch == 0)
        return false;
    const auto second = std::chrono::floor<std::chrono::seconds>(serverNow());
    const auto token = [&](std::chrono::seconds life, const QString &identity, int notBefore) {
        return FetchOutcome { .result = m_store->token(serverNow(), life, identity, notBefore),
                              .serverTime = WallTime(second) };
    };
    const auto failure = [&](Code code, int status, std::optional<Millis> retryAfter = {}) {
        return FetchOutcome {
            .result = TokenError { .code = code, .httpStatus = status, .retryAfter = retryAfter },
            .serverTime = WallTime(second)
        };
    };
    FetchOutcome outcome = token(Hour, u"alice"_s, 0);
    if (stimulus == Stimulus::ShortToken)
        outcome = token(90s, u"alice"_s, 0);
    else if (stimulus == Stimulus::EarlyToken)
        outcome = token(Hour, u"alice"_s, 20);
    else if (stimulus == Stimulus::AnotherUsersToken)
        outcome = token(Hour, u"bob"_s, 0);
    else if (stimulus == Stimulus::ServerError)
        outcome = failure(Code::ServerError, 503);
    else if (stimulus == Stimulus::RetryAfter)
        outcome = failure(Code::RateLimited, 429, 40s);
    else if (stimulus == Stimulus::Unauthorized)
        outcome = failure(Code::CredentialRejected, 401);
    else if (stimulus == Stimulus::Forbidden)
        outcome = failure(Code::AccessRefused, 403);
    else if (stimulus == Stimulus::NotFound)
        outcome = failure(Code::Configuration, 404);
    if (stimulus == Stimulus::SameToken) {
        if (!m_lastToken)
            return false;
        outcome.result = *m_lastToken;
    }
    return give(tokenevent::FetchEnded { std::exchange(m_fetch, 0), outcome });
}

bool LifecycleModel::answerOffer(std::size_t index, OfferAnswer answer, TokenRejection::Kind kind)
{
    if (index >= m_consumers.size() || m_consumers[index].newest == 0)
        return false;
    Consumer &consumer = m_consumers[index];
    const bool isUnasked = consumer.owed.empty();
    if (isUnasked && answer != OfferAnswer::Refused && answer != OfferAnswer::Accepted)
        return false;
    const quint64 generation = isUnasked ? consumer.newest : consumer.owed.back();
    if (answer != OfferAnswer::Postponed)
        consumer.owed.clear();
    return give(tokenevent::ConsumerAnswered {
        .consumer = consumer.id,
        .generation = generation,
        .answer = answer,
        .rejection = { .kind = kind, .status = 401, .errorCode = 20107 } });
}

/// A provider or a consumer may answer twice, too late, or to nothing that was asked. Such an
/// answer changes nothing.
bool LifecycleModel::giveStrays()
{
    const quint64 asked = m_fetch != 0 ? m_fetch : m_reload;
    const FetchOutcome outcome { .result = TokenError { .code = Code::ServerError } };
    std::vector<TokenEvent> strays { tokenevent::FetchEnded { asked + 100, outcome },
                                     tokenevent::FetchEnded { m_reload, outcome },
                                     tokenevent::CredentialReloaded { m_fetch, true },
                                     tokenevent::CredentialReloaded { asked + 100, true },
                                     tokenevent::ConsumerAnswered { m_lastConsumer + 100, 1 } };
    for (const Consumer &consumer : m_consumers) {
        strays.push_back(tokenevent::ConsumerAnswered { consumer.id, consumer.newest + 100 });
        if (consumer.newest > 0) {
            strays.push_back(tokenevent::ConsumerAnswered {
                consumer.id, consumer.newest - (consumer.owed.empty() ? 0 : 1),
                OfferAnswer::Postponed });
        }
    }
    const auto keyOf = [this] {
        StateKey key(m_now.monotonic);
        m_lifecycle.addTo(key, m_now);
        return std::pair(key.high(), key.low());
    };
    const auto before = keyOf();
    for (const TokenEvent &stray : strays) {
        if (!m_lifecycle.handle(stray, m_now).empty() || keyOf() != before)
            fail(u"a stray answer does something: event %1"_s.arg(stray.index()));
    }
    return true;
}

bool LifecycleModel::give(const TokenEvent &event)
{
    const bool wasSignedOut = m_state == State::SignedOut
        && !std::holds_alternative<tokenevent::SignInStarted>(event)
        && !std::holds_alternative<tokenevent::CredentialAwaited>(event);
    const bool isSignOut = std::holds_alternative<tokenevent::SignedOut>(event);
    for (const TokenEffect &effect : m_lifecycle.handle(event, m_now)) {
        if (wasSignedOut && !isSignOut && !std::holds_alternative<tokeneffect::AnswerCall>(effect)
            && !std::holds_alternative<tokeneffect::NetworkNoted>(effect))
            fail(u"something goes on after sign-out: effect %1"_s.arg(effect.index()));
        std::visit([this](const auto &one) { take(one); }, effect);
    }
    check();
    return true;
}

void LifecycleModel::take(const tokeneffect::StartFetch &effect)
{
    if (m_fetch != 0 || m_reload != 0)
        fail(u"two requests are in flight"_s);
    if (m_now.network == Reachability::State::Unreachable)
        fail(u"a request while the network is down"_s);
    MonotonicTime &oldest = m_starts[m_started % m_starts.size()];
    if (m_started >= m_starts.size() && m_now.monotonic - oldest <= 5min)
        fail(u"13 requests within five minutes"_s);
    oldest = m_now.monotonic;
    ++m_started;
    m_fetch = effect.fetch;
}

void LifecycleModel::take(const tokeneffect::AbortFetch &)
{
    m_fetch = 0;
    m_reload = 0;
}

void LifecycleModel::take(const tokeneffect::ReloadCredential &effect)
{
    m_reload = effect.fetch;
}

void LifecycleModel::take(const tokeneffect::OfferToken &effect)
{
    const auto it = std::ranges::find(m_consumers, effect.consumer, &Consumer::id);
    if (it == m_consumers.end()) {
        fail(u"a token is offered to a consumer that has left"_s);
        return;
    }
    if (effect.generation <= it->newest)
        fail(u"a token is offered twice"_s);
    it->newest = effect.generation;
    it->owed.push_back(effect.generation);
}

void LifecycleModel::take(const tokeneffect::WithdrawToken &)
{
    for (Consumer &consumer : m_consumers)
        consumer.owed.clear();
}

void LifecycleModel::take(const tokeneffect::AnswerCall &effect)
{
    if (m_calls.erase(effect.call) != 1)
        fail(u"a call is answered twice"_s);
}

void LifecycleModel::take(const tokeneffect::StateChanged &effect)
{
    const StateMove move { m_state, effect.state };
    m_moves.push_back(move);
    if (std::ranges::find(TokenLifecycle::moves(), move) == TokenLifecycle::moves().end())
        fail(u"the move from %1 to %2 is not in the table"_s.arg(stateName(move.from),
                                                                 stateName(move.to)));
    m_state = effect.state;
}

void LifecycleModel::take(const tokeneffect::TokenAdmitted &effect)
{
    if (effect.generation != m_generation + 1)
        fail(u"a generation does not rise by one"_s);
    m_generation = effect.generation;
    m_lastToken = effect.token;
}

void LifecycleModel::take(const tokeneffect::TokenUpdated &effect)
{
    if (effect.generation <= m_updated)
        fail(u"an update is told twice, or late"_s);
    m_updated = effect.generation;
}

void LifecycleModel::take(const tokeneffect::TokenExpired &effect)
{
    if (effect.generation == m_expired)
        fail(u"a token expires twice"_s);
    m_expired = effect.generation;
}

void LifecycleModel::take(const tokeneffect::TokenAboutToExpire &)
{
    const quint64 generation = m_lifecycle.snapshot(m_now).generation;
    if (generation == m_aboutToExpire)
        fail(u"a token is about to expire twice"_s);
    m_aboutToExpire = generation;
}

void LifecycleModel::take(const tokeneffect::WarningChanged &effect)
{
    if (effect.before != m_warning || effect.before == effect.warning)
        fail(u"a warning changes that was not shown"_s);
    m_warning = effect.warning;
}

void LifecycleModel::fail(const QString &problem)
{
    if (m_problem.isEmpty())
        m_problem = problem;
}

void LifecycleModel::check()
{
    const TokenSnapshot snapshot = m_lifecycle.snapshot(m_now);
    if (snapshot.state != m_state)
        fail(u"a state is not told"_s);
    if (snapshot.warning != m_warning)
        fail(u"a warning is not told"_s);
    const auto open = m_lifecycle.openCalls();
    if (std::set<CallId>(open.begin(), open.end()) != m_calls)
        fail(u"a call is lost without an answer"_s);
    if (m_state == State::SignedOut) {
        if (m_lifecycle.nextDeadline() || m_fetch != 0 || m_reload != 0)
            fail(u"something is planned after sign-out"_s);
        if (snapshot.token)
            fail(u"a token is left after sign-out"_s);
    }
    checkWayOn(snapshot);
    checkWarning(snapshot);
}

/// While a user is signed in, there is always a way on.
void LifecycleModel::checkWayOn(const TokenSnapshot &snapshot)
{
    switch (snapshot.state) {
    case State::SignedOut:
    case State::Loading:
        return;
    case State::NeedsSignIn:
    case State::Blocked:
        if (!m_warning)
            fail(u"the state waits for the user, and no warning says so"_s);
        return;
    case State::Fetching:
    case State::Ready:
    case State::Refreshing:
    case State::Degraded:
    case State::Expired:
        if (!snapshot.nextAttemptIn && !snapshot.isRefreshing
            && m_now.network != Reachability::State::Unreachable)
            fail(u"no request is running or planned in state %1"_s.arg(stateName(snapshot.state)));
        return;
    }
}

/// A warning is shown exactly as long as its cause lasts.
void LifecycleModel::checkWarning(const TokenSnapshot &snapshot)
{
    using enum TokenTypes::Warning;
    if ((m_warning == SignInNeeded) != (snapshot.state == State::NeedsSignIn))
        fail(u"the warning SignInNeeded does not match the state"_s);
    if ((m_warning == Blocked) != (snapshot.state == State::Blocked))
        fail(u"the warning Blocked does not match the state"_s);
    if (m_warning == Offline && m_now.network != Reachability::State::Unreachable)
        fail(u"the warning Offline is shown with a network"_s);
    if (m_warning == NoToken && snapshot.token)
        fail(u"the warning NoToken is shown with a token"_s);
    if (m_warning == RefreshFailing && (!snapshot.token || !snapshot.lastError))
        fail(u"the warning RefreshFailing is shown without a cause"_s);
    if (m_warning && snapshot.state == State::SignedOut)
        fail(u"a warning is shown after sign-out"_s);
}

void LifecycleModel::addTo(StateKey &key) const
{
    m_lifecycle.addTo(key, m_now);
    key.add(m_fetch != 0);
    key.add(m_reload != 0);
    for (const Consumer &consumer : m_consumers) {
        key.add(consumer.owed.size());
        key.add(m_generation - consumer.newest);
    }
}

QString LifecycleSearch::name(Stimulus stimulus)
{
    static constexpr std::array<const char *, std::size_t(Stimulus::Count)> Names {
        "deadline",
        "some time",
        "credential awaited",
        "sign-in",
        "cached sign-in",
        "sign-out",
        "good token",
        "short token",
        "same token",
        "early token",
        "another user's token",
        "503",
        "429",
        "401",
        "403",
        "404",
        "credential unchanged",
        "credential new",
        "consumer added",
        "consumer removed",
        "first accepts",
        "first refuses",
        "first calls it expired",
        "first keeps",
        "first postpones",
        "first meets a protocol error",
        "second accepts",
        "second refuses",
        "second keeps",
        "push",
        "refresh",
        "token given",
        "expired given",
        "network down",
        "network up",
        "sleep",
    };
    return QString::fromLatin1(Names.at(std::size_t(stimulus)));
}

LifecycleSearch::Result LifecycleSearch::run(const std::vector<Stimulus> &start, std::size_t limit)
{
    struct Node
    {
        LifecycleModel model;
        std::size_t index;
    };
    struct Step
    {
        quint32 before;
        Stimulus stimulus;
    };
    struct KeyHash
    {
        std::size_t operator()(const std::pair<quint64, quint64> &key) const
        {
            return std::size_t(key.first ^ key.second);
        }
    };

    Result result;
    LifecycleModel::TokenStore store;
    LifecycleModel first(store);
    for (const Stimulus stimulus : start) {
        if (!first.give(stimulus) || !first.problem().isEmpty()) {
            result.problem
                = u"the start is impossible at '%1': %2"_s.arg(name(stimulus), first.problem());
            return result;
        }
        result.moves.insert(first.moves().begin(), first.moves().end());
    }
    const auto keyOf = [](const LifecycleModel &model) {
        StateKey key(model.now().monotonic);
        model.addTo(key);
        return std::pair(key.high(), key.low());
    };
    std::unordered_set<std::pair<quint64, quint64>, KeyHash> seen;
    std::vector<Step> steps { { 0, Stimulus::Count } };
    const auto history = [&](std::size_t index) {
        QStringList names;
        for (; index != 0; index = steps[index].before)
            names.prepend(name(steps[index].stimulus));
        for (auto it = start.rbegin(); it != start.rend(); ++it)
            names.prepend(name(*it));
        return names.join(u", "_s);
    };
    std::deque<Node> open;
    seen.insert(keyOf(first));
    open.push_back({ first, 0 });
    while (!open.empty() && seen.size() < limit) {
        const Node node = std::move(open.front());
        open.pop_front();
        for (int i = 0; i < int(Stimulus::Count) && seen.size() < limit; ++i) {
            LifecycleModel next = node.model;
            if (!next.give(Stimulus(i)))
                continue;
            ++result.stimuli;
            result.moves.insert(next.moves().begin(), next.moves().end());
            if (next.problem().isEmpty() && !seen.insert(keyOf(next)).second)
                continue;
            steps.push_back({ quint32(node.index), Stimulus(i) });
            if (!next.problem().isEmpty()) {
                result.problem = next.problem() + u" after: "_s + history(steps.size() - 1);
                result.states = seen.size();
                return result;
            }
            open.push_back({ std::move(next), steps.size() - 1 });
        }
    }
    result.states = seen.size();
    for (std::size_t index = steps.size() - 1; index != 0; index = steps[index].before)
        ++result.depth;
    return result;
}

} // namespace parley::test
