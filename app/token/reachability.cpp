// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/reachability.h"

#include <QNetworkInformation>

namespace parley {

namespace {

Reachability::State currentState(const QNetworkInformation &information)
{
    if (information.supports(QNetworkInformation::Feature::CaptivePortal)
        && information.isBehindCaptivePortal())
        return Reachability::State::CaptivePortal;
    switch (information.reachability()) {
    case QNetworkInformation::Reachability::Disconnected:
        return Reachability::State::Unreachable;
    case QNetworkInformation::Reachability::Unknown:
        return Reachability::State::Unknown;
    case QNetworkInformation::Reachability::Local:
    case QNetworkInformation::Reachability::Site: // the back end may well be inside it
    case QNetworkInformation::Reachability::Online:
        return Reachability::State::Reachable;
    }
    return Reachability::State::Unknown;
}

} // namespace

SystemReachability::SystemReachability(QObject *parent)
    : Reachability(parent)
{
    using Feature = QNetworkInformation::Feature;
    if (QNetworkInformation::instance() == nullptr
        && !QNetworkInformation::loadBackendByFeatures(Feature::Reachability
                                                       | Feature::CaptivePortal))
        QNetworkInformation::loadBackendByFeatures(Feature::Reachability);
    QNetworkInformation *information = QNetworkInformation::instance();
    if (information == nullptr)
        return; // nothing is reported on this system: Unknown, and no signal ever
    const auto tell = [this] { Q_EMIT stateChanged(state()); };
    connect(information, &QNetworkInformation::reachabilityChanged, this, tell);
    connect(information, &QNetworkInformation::isBehindCaptivePortalChanged, this, tell);
}

Reachability::State SystemReachability::state() const
{
    const QNetworkInformation *information = QNetworkInformation::instance();
    return information == nullptr ? State::Unknown : currentState(*information);
}

} // namespace parley
