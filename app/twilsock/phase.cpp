// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/phase.h"

#include "twilsock/logging.h"
#include "twilsock/servertext.h"

#include <algorithm>

namespace parley::twilsock {

using namespace Qt::StringLiterals;

namespace {

/// In the order of the enumeration, for the log.
constexpr const char *PhaseNames[] = { "idle",     "opening", "initialising", "connected",
                                       "updating", "waiting", "leaving",      "denied" };

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

void logMove(Phase from, Phase to)
{
    qCInfo(lcTwilsock) << "connection" << PhaseNames[int(from)] << "->" << PhaseNames[int(to)];
}

Status Status::of(const Frame &frame)
{
    const QJsonObject object = frame.header.value("status"_L1).toObject();
    Status status;
    status.code = object.value("code"_L1).toInt();
    status.errorCode = object.value("errorCode"_L1).toInt();
    status.text = object.value("description"_L1).toString();
    if (status.text.isEmpty())
        status.text = object.value("status"_L1).toString();
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

bool Status::isUpdateForbidden() const
{
    return code == 308 && errorCode == UpdateForbiddenError;
}

TokenRejection Status::rejection(TokenRejection::Kind kind) const
{
    return { kind, code, errorCode, describe() };
}

QString Status::describe() const
{
    QString numbers = QString::number(code);
    if (errorCode != 0)
        numbers += QLatin1Char('/') + QString::number(errorCode);
    return text.isEmpty() ? numbers : u"%1: %2"_s.arg(numbers, text);
}

} // namespace parley::twilsock
