// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "simulatednetwork.h"
#include "simulatedservice.h"

#include <QNetworkAccessManager>

namespace parley::test {

/// The way of one machine to the media half of the service. Requests and answers take their time,
/// and are lost as frames are.
class SimulatedMedia final : public QNetworkAccessManager
{
public:
    /// \a network and \a service must outlive this object.
    SimulatedMedia(int machine, SimulatedNetwork &network, SimulatedService &service)
        : m_machine(machine)
        , m_network(network)
        , m_service(service)
    { }

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *outgoing) override;

private:
    const int m_machine;
    SimulatedNetwork &m_network;
    SimulatedService &m_service;
};

} // namespace parley::test
