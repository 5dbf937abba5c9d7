// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/tokenfindings.h"

#include "text/timetexts.h"

#include <algorithm>

namespace parley::ui {
namespace {

using namespace std::chrono_literals;
using Weight = Finding::Weight;

constexpr std::chrono::milliseconds LastMinutes = 3min;
constexpr std::chrono::milliseconds WorthTelling = 5s; ///< a difference between two clocks

} // namespace

QString TokenFindings::lifeText(std::chrono::milliseconds life)
{
    return life % 1min == 0ms ? TimeTexts::span(life) : TimeTexts::countdown(life);
}

QString TokenFindings::problemText(TokenError::Code code)
{
    using enum TokenError::Code;
    switch (code) {
    case WrongAlgorithm:
        return tr("It is not signed with HS256, as Twilio demands.");
    case LifetimeTooLong:
        return tr("It lives for more than 24 hours, which Twilio refuses.");
    case WrongIdentity:
        return tr("It is for another user than the one who signed in.");
    case WrongService:
        return tr("It has no chat grant, so the chat service will refuse it.");
    case AlreadyExpired:
        return tr("It has expired.");
    case NotYetValid:
        return tr("It is not valid yet (nbf).");
    default: // no verdict on a token by itself
        return {};
    }
}

QString TokenFindings::remarkText(TokenRemark remark, std::chrono::milliseconds life)
{
    switch (remark) {
    case TokenRemark::AccountSidForm:
        return tr("The account (sub) should begin with AC.");
    case TokenRemark::KeySidForm:
        return tr("The key (iss) should begin with SK.");
    case TokenRemark::ServiceSidForm:
        return tr("The chat service (service_sid) should begin with IS.");
    case TokenRemark::ShortLife:
        return tr("It lives for %1 only; three minutes is the least that Twilio documents.")
            .arg(lifeText(life));
    case TokenRemark::NoIssueTime:
        return tr("It does not say when it was issued (iat), so its life is counted from its "
                  "arrival.");
    }
    Q_UNREACHABLE();
}

std::vector<Finding> TokenFindings::of(const AccessToken &token, const TokenContext &context)
{
    std::vector<Finding> findings;
    const auto add = [&findings](Weight weight, const QString &text) {
        findings.push_back({ weight, text });
    };
    const WallTime serverNow = context.now + context.clockOffset;
    const TokenPins pins { .identity = context.expectedIdentity };

    // Given, because a token in use may end soon.
    for (const TokenError &problem :
         TokenAdmission::problems(token, TokenAdmission::Origin::Given, pins, serverNow))
        add(Weight::Problem, problemText(problem.code));
    const auto life = token.lifetime();
    for (const TokenRemark remark : tokenRemarks(token, serverNow)) {
        if (remark == TokenRemark::NoIssueTime)
            add(Weight::Notice, remarkText(remark, {}));
        else if (remark != TokenRemark::ShortLife || life) // without iat it is what is left of it
            add(Weight::Problem, remarkText(remark, life.value_or(0ms)));
    }
    const std::chrono::milliseconds left = token.expiresAt() - serverNow;
    if (left > 0ms && left <= LastMinutes && (!life || *life > LastMinutes))
        add(Weight::Notice, tr("It is in its last three minutes."));
    if (std::chrono::abs(context.clockOffset) >= WorthTelling)
        add(Weight::Notice,
            context.clockOffset > 0ms
                ? tr("This computer's clock is %1 slow. Parley counts by the service's clock.")
                      .arg(TimeTexts::span(context.clockOffset))
                : tr("This computer's clock is %1 fast. Parley counts by the service's clock.")
                      .arg(TimeTexts::span(-context.clockOffset)));

    if (findings.empty())
        add(Weight::Fine, tr("Nothing is wrong with this token."));
    std::stable_sort(findings.begin(), findings.end(), [](const Finding &a, const Finding &b) {
        return int(a.weight) > int(b.weight);
    });
    return findings;
}

} // namespace parley::ui
