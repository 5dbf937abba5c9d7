// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/advice/tokenexplanation.h"

#include "session/advice/tokenadvice.h"

#include <QCoreApplication>

namespace parley {

namespace {

namespace text {

constexpr auto SignedOut
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "You are signed out, so there is no token.");
constexpr auto SignInIsRead
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "The saved sign-in is being read.");
constexpr auto NoNetworkSince
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "There has been no network since %1.");
constexpr auto SignInRefused
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "The sign-in is no longer accepted.");
constexpr auto FirstFailure
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "The attempt to get a new token failed at %1.");
constexpr auto Failures = QT_TRANSLATE_NOOP(
    "parley::TokenSentence", "Attempt %1 to get a new token failed, like all before it since %2.");
constexpr auto RefusedFirst
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "The service refused a token at %1.");
constexpr auto RefusedSince
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "The service has refused tokens since %1.");
constexpr auto NoTokenYet = QT_TRANSLATE_NOOP("parley::TokenSentence", "No token has come yet.");
constexpr auto Expired = QT_TRANSLATE_NOOP("parley::TokenSentence", "The token expired at %1.");
constexpr auto Ended
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "The service ended the token before its time.");
constexpr auto PartlyRefused = QT_TRANSLATE_NOOP(
    "parley::TokenSentence", "One service has not accepted the token, but another one has.");
constexpr auto CameAtSignIn
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "The token came with the sign-in at %1.");
constexpr auto CameInTime
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "The token was refreshed in good time at %1.");
constexpr auto CameLate = QT_TRANSLATE_NOOP(
    "parley::TokenSentence", "The token was refreshed at %1, shortly before the old one expired.");
constexpr auto CameAfterExpiry = QT_TRANSLATE_NOOP(
    "parley::TokenSentence", "A new token came at %1, after the old one had expired.");
constexpr auto CameAfterRefusal
    = QT_TRANSLATE_NOOP("parley::TokenSentence",
                        "A new token came at %1, because the service had refused the old one.");
constexpr auto CameByHand = QT_TRANSLATE_NOOP("parley::TokenSentence",
                                              "A new token was asked for by hand; it came at %1.");
constexpr auto FirstSuccess
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "Attempt %1 was the first that succeeded.");

constexpr auto Works
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "The token works until %1, for %2 more.");
constexpr auto LifeTooShort
    = QT_TRANSLATE_NOOP("parley::TokenSentence",
                        "Tokens of this back end expire too soon to be refreshed in good time.");
constexpr auto NothingWorks = QT_TRANSLATE_NOOP(
    "parley::TokenSentence", "No token works now. What you write waits for the next one.");

constexpr auto AfterReading
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "Then Parley asks for a token.");
constexpr auto OnlySignInHelps = QT_TRANSLATE_NOOP(
    "parley::TokenSentence", "Parley sends no more requests, because only a new sign-in helps.");
constexpr auto SettingWithPlan = QT_TRANSLATE_NOOP(
    "parley::TokenSentence", "A setting must be changed. Parley tries again at %1, in %2.");
constexpr auto SettingWithoutPlan
    = QT_TRANSLATE_NOOP("parley::TokenSentence",
                        "A setting must be changed. Parley tries again only when you ask for it, "
                        "the network changes or the computer wakes up.");
constexpr auto WhenNetworkIsBack = QT_TRANSLATE_NOOP(
    "parley::TokenSentence", "Parley asks again as soon as the network is back.");
constexpr auto RequestRunning
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "A new token is being requested now.");
constexpr auto AttemptRunning
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "Attempt %1 is running now.");
constexpr auto TokenHeld = QT_TRANSLATE_NOOP(
    "parley::TokenSentence", "A new token has come. It is used as soon as it becomes valid.");
constexpr auto NextAttempt
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "Attempt %1 comes at %2, in %3.");
constexpr auto NextRefresh
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "The next refresh comes at %1, in %2.");
constexpr auto NextRequest
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "A new token is requested at %1, in %2.");
constexpr auto TooLateForToken
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "The token expires before that.");
constexpr auto NothingPlanned
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "No request is planned.");

constexpr auto SignIn = QT_TRANSLATE_NOOP("parley::TokenSentence", "Sign in to get a token.");
constexpr auto CheckNetwork
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "Check the network connection of this computer.");
constexpr auto AskNow
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "You can ask for a token by hand now.");
constexpr auto AskLater
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "You can ask for a token by hand in %1.");
constexpr auto LongerTokens
    = QT_TRANSLATE_NOOP("parley::TokenSentence", "Let the back end issue tokens that live longer.");
constexpr auto NothingToDo = QT_TRANSLATE_NOOP("parley::TokenSentence", "You need to do nothing.");

} // namespace text

using std::chrono::milliseconds;
using Part = TokenExplanation::Part;
using Tone = TokenExplanation::Tone;
using State = TokenTypes::State;
using Code = TokenError::Code;

/// Puts the explanation of one snapshot together, part by part.
class Explainer
{
public:
    Explainer(const TokenSnapshot &snapshot, WallTime now)
        : m_snapshot(snapshot)
        , m_now(now)
    { }

    [[nodiscard]] TokenExplanation explanation()
    {
        m_result.at = m_now;
        switch (m_snapshot.state) { // no default: a new state needs an explanation
        case State::SignedOut:
            tell(Part::Happened, text::SignedOut);
            tell(Part::Advice, text::SignIn);
            break;
        case State::Loading:
            tell(Part::Happened, text::SignInIsRead);
            tell(Part::Next, text::AfterReading);
            break;
        case State::NeedsSignIn:
            signInNeeded();
            break;
        case State::Blocked:
            blocked();
            break;
        case State::Fetching:
        case State::Ready:
        case State::Refreshing:
        case State::Degraded:
        case State::Expired:
            goesOn();
            break;
        }
        return std::move(m_result);
    }

private:
    void tell(Part part, const char *text, std::vector<TokenSentence::Blank> blanks = {})
    {
        tell(part, TokenSentence { text, std::move(blanks) });
    }
    void tell(Part part, TokenSentence sentence)
    {
        if (!sentence.isEmpty())
            m_result.lines.push_back({ part, std::move(sentence) });
    }

    [[nodiscard]] bool isUsable() const { return m_snapshot.token.has_value(); }
    [[nodiscard]] bool fails() const { return m_snapshot.failures > 0; }
    [[nodiscard]] bool isShortLived() const
    {
        return m_snapshot.warning == TokenTypes::Warning::ShortLife;
    }
    [[nodiscard]] WallTime failingSince() const
    {
        return m_now - m_snapshot.failingFor.value_or(milliseconds(0));
    }
    /// The end of the current or last token by this computer's clock, to the second: the difference
    /// of the clocks is an estimate, and must not make it flicker.
    [[nodiscard]] std::optional<WallTime> end() const
    {
        if (!m_snapshot.expiresAt)
            return std::nullopt;
        return std::chrono::round<std::chrono::seconds>(*m_snapshot.expiresAt
                                                        - m_snapshot.serverClockOffset);
    }

    void signInNeeded()
    {
        m_result.tone = Tone::Stopped;
        m_result.since = failingSince();
        const TokenError error = m_snapshot.lastError.value_or(TokenError());
        const bool isKnown = error.code == Code::CredentialRejected
            || error.code == Code::AccessRefused || error.code == Code::NoCredential;
        tell(Part::Happened,
             isKnown ? tokenCause(error, m_now) : TokenSentence { text::SignInRefused });
        tellToken();
        tell(Part::Next, text::OnlySignInHelps);
        tell(Part::Advice, isKnown ? tokenAdviceSentence(error) : TokenSentence { text::SignIn });
    }

    void blocked()
    {
        m_result.tone = Tone::Stopped;
        m_result.since = failingSince();
        const TokenError error = m_snapshot.blockedBy.value_or(TokenError());
        tellCause(error);
        tellToken();
        if (m_snapshot.isRefreshing)
            tellRequest();
        else if (const auto next = m_snapshot.nextAttemptIn)
            tell(Part::Next, text::SettingWithPlan, { m_now + *next, *next });
        else
            tell(Part::Next, text::SettingWithoutPlan);
        tell(Part::Advice, tokenAdviceSentence(error));
    }

    /// Parley goes on by itself.
    void goesOn()
    {
        const bool isExpired = m_snapshot.state == State::Expired;
        if (fails() || m_snapshot.offlineFor || isExpired || isShortLived()
            || m_snapshot.state == State::Degraded)
            m_result.tone = Tone::Trouble;
        tellWhatHappened();
        tellToken();
        tellNext();
        tellAdvice();
    }

    void tellWhatHappened()
    {
        if (m_snapshot.offlineFor)
            tell(Part::Happened, text::NoNetworkSince, { m_now - *m_snapshot.offlineFor });
        if (fails())
            tellFailures();
        else if (m_snapshot.state == State::Fetching)
            tell(Part::Happened, text::NoTokenYet);
        else if (m_snapshot.state == State::Expired)
            tellExpiry();
        else
            tellArrival();
    }

    void tellFailures()
    {
        m_result.since = failingSince();
        const TokenError error = m_snapshot.lastError.value_or(TokenError());
        const bool isFirst = m_snapshot.failures == 1;
        if (error.code == Code::ChatRefused)
            tell(Part::Happened, isFirst ? text::RefusedFirst : text::RefusedSince,
                 { failingSince() });
        else if (isFirst)
            tell(Part::Happened, text::FirstFailure, { failingSince() });
        else
            tell(Part::Happened, text::Failures, { m_snapshot.failures, failingSince() });
        if (m_snapshot.lastError)
            tellCause(error);
    }

    void tellCause(const TokenError &error)
    {
        tell(Part::Happened, tokenCause(error, m_now));
        if (error.code == Code::Malformed)
            tell(Part::Happened, malformationSentence(error.malformation));
    }

    void tellExpiry()
    {
        const std::optional<WallTime> at = end();
        if (at && *at <= m_now)
            tell(Part::Happened, text::Expired, { *at });
        else
            tell(Part::Happened, text::Ended);
        m_result.since = at ? std::min(*at, m_now) : m_now;
    }

    void tellArrival()
    {
        const WallTime at = m_now - m_snapshot.age;
        m_result.since = at;
        if (m_snapshot.state == State::Degraded)
            tell(Part::Happened, text::PartlyRefused);
        tell(Part::Happened, arrivalText(), { at });
        if (m_snapshot.failedBefore > 0)
            tell(Part::Happened, text::FirstSuccess, { m_snapshot.failedBefore + 1 });
    }

    [[nodiscard]] const char *arrivalText() const
    {
        using enum TokenTypes::UpdateReason;
        switch (m_snapshot.reason.value_or(SignIn)) { // no default: a new reason needs words
        case SignIn:
            return text::CameAtSignIn;
        case Proactive:
            return text::CameInTime;
        case AboutToExpire:
            return text::CameLate;
        case Expired:
            return text::CameAfterExpiry;
        case Server:
            return text::CameAfterRefusal;
        case Manual:
            return text::CameByHand;
        }
        Q_UNREACHABLE();
        return "";
    }

    void tellToken()
    {
        if (isUsable() && end())
            tell(Part::Token, text::Works, { *end(), m_snapshot.timeLeft });
        else
            tell(Part::Token, text::NothingWorks);
        if (isShortLived())
            tell(Part::Token, text::LifeTooShort);
    }

    void tellNext()
    {
        const std::optional<milliseconds> next = m_snapshot.nextAttemptIn;
        if (m_snapshot.isRefreshing) {
            tellRequest();
        } else if (m_snapshot.offlineFor) {
            tell(Part::Next, text::WhenNetworkIsBack);
        } else if (!next) {
            tell(Part::Next, text::NothingPlanned);
        } else if (fails()) {
            tell(Part::Next, text::NextAttempt, { m_snapshot.failures + 1, m_now + *next, *next });
            if (isUsable() && *next > m_snapshot.timeLeft)
                tell(Part::Next, text::TooLateForToken);
        } else {
            tell(Part::Next, isUsable() ? text::NextRefresh : text::NextRequest,
                 { m_now + *next, *next });
        }
    }

    void tellRequest()
    {
        if (m_snapshot.attempt == 0)
            tell(Part::Next, text::TokenHeld);
        else if (m_snapshot.attempt == 1)
            tell(Part::Next, text::RequestRunning);
        else
            tell(Part::Next, text::AttemptRunning, { m_snapshot.attempt });
    }

    void tellAdvice()
    {
        if (m_snapshot.offlineFor)
            tell(Part::Advice, text::CheckNetwork);
        else if (fails())
            tellFailureAdvice();
        else if (isShortLived())
            tell(Part::Advice, text::LongerTokens);
        else
            tell(Part::Advice, text::NothingToDo);
    }

    void tellFailureAdvice()
    {
        if (m_snapshot.lastError)
            tell(Part::Advice, tokenAdviceSentence(*m_snapshot.lastError));
        if (m_snapshot.isRefreshing)
            return;
        if (m_snapshot.holdLeft > milliseconds(0))
            tell(Part::Advice, text::AskLater, { m_snapshot.holdLeft });
        else
            tell(Part::Advice, text::AskNow);
    }

    const TokenSnapshot &m_snapshot;
    WallTime m_now;
    TokenExplanation m_result {};
};

} // namespace

TokenExplanation explain(const TokenSnapshot &snapshot, WallTime now)
{
    return Explainer(snapshot, now).explanation();
}

QStringList english(const TokenExplanation &explanation)
{
    QStringList sentences;
    for (const TokenExplanation::Line &line : explanation.lines)
        sentences.append(english(line.sentence));
    return sentences;
}

} // namespace parley
