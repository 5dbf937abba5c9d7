// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/advice/tokenexplanation.h"

#include <QCoreApplication>

namespace parley {

namespace {

/// The sentences, in the context that TokenSentence is translated in.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(parley::TokenSentence)

public:
    static constexpr auto SignedOut = QT_TR_NOOP("You are signed out, so there is no token.");
    static constexpr auto SignInIsRead = QT_TR_NOOP("The saved sign-in is being read.");
    static constexpr auto NoNetworkSince = QT_TR_NOOP("There has been no network since %1.");
    static constexpr auto SignInRefused = QT_TR_NOOP("The sign-in is no longer accepted.");
    static constexpr auto FirstFailure = QT_TR_NOOP("The attempt to get a new token failed at %1.");
    static constexpr auto Failures
        = QT_TR_NOOP("Attempt %1 to get a new token failed, like all before it since %2.");
    static constexpr auto RefusedFirst = QT_TR_NOOP("The service refused a token at %1.");
    static constexpr auto RefusedSince = QT_TR_NOOP("The service has refused tokens since %1.");
    static constexpr auto NoTokenYet = QT_TR_NOOP("No token has come yet.");
    static constexpr auto Expired = QT_TR_NOOP("The token expired at %1.");
    static constexpr auto Ended = QT_TR_NOOP("The service ended the token before its time.");
    static constexpr auto PartlyRefused
        = QT_TR_NOOP("One service has not accepted the token, but another one has.");
    static constexpr auto CameAtSignIn = QT_TR_NOOP("The token came with the sign-in at %1.");
    static constexpr auto CameInTime = QT_TR_NOOP("The token was refreshed in good time at %1.");
    static constexpr auto CameLate
        = QT_TR_NOOP("The token was refreshed at %1, shortly before the old one expired.");
    static constexpr auto CameAfterExpiry
        = QT_TR_NOOP("A new token came at %1, after the old one had expired.");
    static constexpr auto CameAfterRefusal
        = QT_TR_NOOP("A new token came at %1, because the service had refused the old one.");
    static constexpr auto CameByHand
        = QT_TR_NOOP("A new token was asked for by hand; it came at %1.");
    static constexpr auto FirstSuccess = QT_TR_NOOP("Attempt %1 was the first that succeeded.");

    static constexpr auto Works = QT_TR_NOOP("The token works until %1, for %2 more.");
    static constexpr auto LifeTooShort
        = QT_TR_NOOP("Tokens of this back end expire too soon to be refreshed in good time.");
    static constexpr auto NothingWorks
        = QT_TR_NOOP("No token works now. What you write waits for the next one.");

    static constexpr auto AfterReading = QT_TR_NOOP("Then Parley asks for a token.");
    static constexpr auto OnlySignInHelps
        = QT_TR_NOOP("Parley sends no more requests, because only a new sign-in helps.");
    static constexpr auto SettingWithPlan
        = QT_TR_NOOP("A setting must be changed. Parley tries again at %1, in %2.");
    static constexpr auto SettingWithoutPlan
        = QT_TR_NOOP("A setting must be changed. Parley tries again only when you ask for it, "
                     "the network changes or the computer wakes up.");
    static constexpr auto WhenNetworkIsBack
        = QT_TR_NOOP("Parley asks again as soon as the network is back.");
    static constexpr auto RequestRunning = QT_TR_NOOP("A new token is being requested now.");
    static constexpr auto AttemptRunning = QT_TR_NOOP("Attempt %1 is running now.");
    static constexpr auto TokenHeld
        = QT_TR_NOOP("A new token has come. It is used as soon as it becomes valid.");
    static constexpr auto NextAttempt = QT_TR_NOOP("Attempt %1 comes at %2, in %3.");
    static constexpr auto NextRefresh = QT_TR_NOOP("The next refresh comes at %1, in %2.");
    static constexpr auto NextRequest = QT_TR_NOOP("A new token is requested at %1, in %2.");
    static constexpr auto TooLateForToken = QT_TR_NOOP("The token expires before that.");
    static constexpr auto NothingPlanned = QT_TR_NOOP("No request is planned.");

    static constexpr auto SignIn = QT_TR_NOOP("Sign in to get a token.");
    static constexpr auto CheckNetwork
        = QT_TR_NOOP("Check the network connection of this computer.");
    static constexpr auto AskNow = QT_TR_NOOP("You can ask for a token by hand now.");
    static constexpr auto AskLater = QT_TR_NOOP("You can ask for a token by hand in %1.");
    static constexpr auto LongerTokens
        = QT_TR_NOOP("Let the back end issue tokens that live longer.");
    static constexpr auto NothingToDo = QT_TR_NOOP("You need to do nothing.");
};

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
            tell(Part::Happened, Text::SignedOut);
            tell(Part::Advice, Text::SignIn);
            break;
        case State::Loading:
            tell(Part::Happened, Text::SignInIsRead);
            tell(Part::Next, Text::AfterReading);
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
             isKnown ? TokenSentence::cause(error, m_now) : TokenSentence { Text::SignInRefused });
        tellToken();
        tell(Part::Next, Text::OnlySignInHelps);
        tell(Part::Advice, isKnown ? TokenSentence::advice(error) : TokenSentence { Text::SignIn });
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
            tell(Part::Next, Text::SettingWithPlan, { m_now + *next, *next });
        else
            tell(Part::Next, Text::SettingWithoutPlan);
        tell(Part::Advice, TokenSentence::advice(error));
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
            tell(Part::Happened, Text::NoNetworkSince, { m_now - *m_snapshot.offlineFor });
        if (fails())
            tellFailures();
        else if (m_snapshot.state == State::Fetching)
            tell(Part::Happened, Text::NoTokenYet);
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
            tell(Part::Happened, isFirst ? Text::RefusedFirst : Text::RefusedSince,
                 { failingSince() });
        else if (isFirst)
            tell(Part::Happened, Text::FirstFailure, { failingSince() });
        else
            tell(Part::Happened, Text::Failures, { m_snapshot.failures, failingSince() });
        if (m_snapshot.lastError)
            tellCause(error);
    }

    void tellCause(const TokenError &error)
    {
        tell(Part::Happened, TokenSentence::cause(error, m_now));
        if (error.code == Code::Malformed)
            tell(Part::Happened, TokenSentence::flaw(error.malformation));
    }

    void tellExpiry()
    {
        const std::optional<WallTime> at = end();
        if (at && *at <= m_now)
            tell(Part::Happened, Text::Expired, { *at });
        else
            tell(Part::Happened, Text::Ended);
        m_result.since = at ? std::min(*at, m_now) : m_now;
    }

    void tellArrival()
    {
        const WallTime at = m_now - m_snapshot.age;
        m_result.since = at;
        if (m_snapshot.state == State::Degraded)
            tell(Part::Happened, Text::PartlyRefused);
        tell(Part::Happened, arrivalText(), { at });
        if (m_snapshot.failedBefore > 0)
            tell(Part::Happened, Text::FirstSuccess, { m_snapshot.failedBefore + 1 });
    }

    [[nodiscard]] const char *arrivalText() const
    {
        using enum TokenTypes::UpdateReason;
        switch (m_snapshot.reason.value_or(SignIn)) { // no default: a new reason needs words
        case SignIn:
            return Text::CameAtSignIn;
        case Proactive:
            return Text::CameInTime;
        case AboutToExpire:
            return Text::CameLate;
        case Expired:
            return Text::CameAfterExpiry;
        case Server:
            return Text::CameAfterRefusal;
        case Manual:
            return Text::CameByHand;
        }
        Q_UNREACHABLE();
        return "";
    }

    void tellToken()
    {
        if (isUsable() && end())
            tell(Part::Token, Text::Works, { *end(), m_snapshot.timeLeft });
        else
            tell(Part::Token, Text::NothingWorks);
        if (isShortLived())
            tell(Part::Token, Text::LifeTooShort);
    }

    void tellNext()
    {
        const std::optional<milliseconds> next = m_snapshot.nextAttemptIn;
        if (m_snapshot.isRefreshing) {
            tellRequest();
        } else if (m_snapshot.offlineFor) {
            tell(Part::Next, Text::WhenNetworkIsBack);
        } else if (!next) {
            tell(Part::Next, Text::NothingPlanned);
        } else if (fails()) {
            tell(Part::Next, Text::NextAttempt, { m_snapshot.failures + 1, m_now + *next, *next });
            if (isUsable() && *next > m_snapshot.timeLeft)
                tell(Part::Next, Text::TooLateForToken);
        } else {
            tell(Part::Next, isUsable() ? Text::NextRefresh : Text::NextRequest,
                 { m_now + *next, *next });
        }
    }

    void tellRequest()
    {
        if (m_snapshot.attempt == 0)
            tell(Part::Next, Text::TokenHeld);
        else if (m_snapshot.attempt == 1)
            tell(Part::Next, Text::RequestRunning);
        else
            tell(Part::Next, Text::AttemptRunning, { m_snapshot.attempt });
    }

    void tellAdvice()
    {
        if (m_snapshot.offlineFor)
            tell(Part::Advice, Text::CheckNetwork);
        else if (fails())
            tellFailureAdvice();
        else if (isShortLived())
            tell(Part::Advice, Text::LongerTokens);
        else
            tell(Part::Advice, Text::NothingToDo);
    }

    void tellFailureAdvice()
    {
        if (m_snapshot.lastError)
            tell(Part::Advice, TokenSentence::advice(*m_snapshot.lastError));
        if (m_snapshot.isRefreshing)
            return;
        if (m_snapshot.holdLeft > milliseconds(0))
            tell(Part::Advice, Text::AskLater, { m_snapshot.holdLeft });
        else
            tell(Part::Advice, Text::AskNow);
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
