// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/phase.h"

#include "twilsock/servertext.h"

#include <algorithm>

namespace parley::twilsock {

namespace {

constexpr unsigned bit(Phase phase)
{
    return 1U << unsigned(phase);
}

template <typename... Phases> constexpr unsigned anyOf(Phases... phases)
{
    return (bit(phases) | ... | 0U);
}

/// One row for each phase, in the order of the enumeration: where it may lead.
constexpr unsigned LegalMoves[] = {
    /* Idle */ anyOf(Phase::Opening, Phase::Waiting),
    /* Opening */ anyOf(Phase::Initialising, Phase::Waiting, Phase::Idle),
    /* Initialising */
    anyOf(Phase::Connected, Phase::Waiting, Phase::Leaving, Phase::Denied, Phase::Idle),
    /* Connected */
    anyOf(Phase::Updating, Phase::Waiting, Phase::Leaving, Phase::Denied, Phase::Idle),
    /* Updating */
    anyOf(Phase::Connected, Phase::Waiting, Phase::Leaving, Phase::Denied, Phase::Idle),
    /* Waiting */ anyOf(Phase::Opening, Phase::Idle),
    /* Leaving */ anyOf(Phase::Idle, Phase::Opening, Phase::Waiting),
    /* Denied */ anyOf(Phase::Opening, Phase::Waiting, Phase::Idle),
};

} // namespace

ConnectionState publicState(Phase phase)
{
    switch (phase) {
    case Phase::Idle:
        return ConnectionState::Disconnected;
    case Phase::Opening:
    case Phase::Initialising:
    case Phase::Waiting:
        return ConnectionState::Connecting;
    case Phase::Connected:
    case Phase::Updating:
        return ConnectionState::Connected;
    case Phase::Leaving:
        return ConnectionState::Disconnecting;
    case Phase::Denied:
        return ConnectionState::Denied;
    }
    Q_UNREACHABLE();
}

bool isLegalMove(Phase from, Phase to)
{
    return (LegalMoves[unsigned(from)] & bit(to)) != 0;
}

const char *phaseName(Phase phase)
{
    switch (phase) {
    case Phase::Idle:
        return "idle";
    case Phase::Opening:
        return "opening";
    case Phase::Initialising:
        return "initialising";
    case Phase::Connected:
        return "connected";
    case Phase::Updating:
        return "updating";
    case Phase::Waiting:
        return "waiting";
    case Phase::Leaving:
        return "leaving";
    case Phase::Denied:
        return "denied";
    }
    Q_UNREACHABLE();
}

Status Status::of(const Frame &frame)
{
    const QJsonObject object = frame.header.value(QLatin1String("status")).toObject();
    Status status;
    status.code = object.value(QLatin1String("code")).toInt();
    status.errorCode = object.value(QLatin1String("errorCode")).toInt();
    status.text = object.value(QLatin1String("description")).toString();
    if (status.text.isEmpty())
        status.text = object.value(QLatin1String("status")).toString();
    status.text = serverText(status.text);
    return status;
}

StatusClass Status::statusClass() const
{
    if (code >= 200 && code < 300)
        return StatusClass::Success;
    switch (code) {
    case 401:
    case 403:
        return StatusClass::Refused;
    case 410:
        return StatusClass::Expired;
    case 406:
    case 417:
        return StatusClass::Protocol;
    case 429:
        return StatusClass::Throttled;
    default:
        return StatusClass::Other;
    }
}

bool Status::isTokenExpired() const
{
    return statusClass() == StatusClass::Expired
        || (statusClass() == StatusClass::Refused
            && std::find(std::begin(ExpiredErrors), std::end(ExpiredErrors), errorCode)
                != std::end(ExpiredErrors));
}

QString Status::describe() const
{
    QString numbers = QString::number(code);
    if (errorCode != 0)
        numbers += QLatin1Char('/') + QString::number(errorCode);
    return text.isEmpty() ? numbers : QStringLiteral("%1: %2").arg(numbers, text);
}

} // namespace parley::twilsock
