// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/tokenfindings.h"

#include "text/timetexts.h"

#include <algorithm>

namespace parley::ui {
namespace {

using namespace std::chrono_literals;
using Weight = Finding::Weight;

constexpr std::chrono::milliseconds ShortestLife = 3min; // Twilio's limits
constexpr std::chrono::milliseconds LongestLife = 24h;
constexpr std::chrono::milliseconds LastMinutes = 3min;
constexpr std::chrono::milliseconds WorthTelling = 5s; ///< a difference between two clocks

} // namespace

QString TokenFindings::lifeText(std::chrono::milliseconds life)
{
    return life % 1min == 0ms ? TimeTexts::span(life) : TimeTexts::countdown(life);
}

std::vector<Finding> TokenFindings::of(const AccessToken &token, const TokenContext &context)
{
    std::vector<Finding> findings;
    const auto add = [&findings](Weight weight, const QString &text) {
        findings.push_back({ weight, text });
    };
    const WallTime serverNow = context.now + context.clockOffset;

    if (token.serviceSid().isEmpty())
        add(Weight::Problem, tr("It has no chat grant, so the chat service will refuse it."));
    if (!context.expectedIdentity.isEmpty() && token.identity() != context.expectedIdentity)
        add(Weight::Problem, tr("It is for another user than the one who signed in."));
    if (token.algorithm() != u"HS256")
        add(Weight::Problem, tr("It is not signed with HS256, as Twilio demands."));
    if (!token.accountSid().startsWith(u"AC"))
        add(Weight::Problem, tr("The account (sub) should begin with AC."));
    if (!token.keySid().startsWith(u"SK"))
        add(Weight::Problem, tr("The key (iss) should begin with SK."));
    if (!token.serviceSid().isEmpty() && !token.serviceSid().startsWith(u"IS"))
        add(Weight::Problem, tr("The chat service (service_sid) should begin with IS."));

    const std::optional<std::chrono::milliseconds> life = token.lifetime();
    if (life.has_value() && *life < ShortestLife)
        add(Weight::Problem,
            tr("It lives for %1 only; three minutes is the least that Twilio documents.")
                .arg(lifeText(*life)));
    if (life.has_value() && *life > LongestLife)
        add(Weight::Problem, tr("It lives for more than 24 hours, which Twilio refuses."));
    if (!life.has_value())
        add(Weight::Notice,
            tr("It does not say when it was issued (iat), so its life is counted from its "
               "arrival."));
    if (token.notBefore().has_value() && *token.notBefore() > serverNow)
        add(Weight::Problem, tr("It is not valid yet (nbf)."));
    const std::chrono::milliseconds left = token.expiresAt() - serverNow;
    if (left <= 0ms)
        add(Weight::Problem, tr("It has expired."));
    else if (left <= LastMinutes && (!life.has_value() || *life > LastMinutes))
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
