// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/regiontransport.h"
#include "session/sessionconfig.h"

namespace parley {

namespace {

class RegionTransport final : public twilsock::Transport
{
public:
    RegionTransport(std::unique_ptr<Transport> inner, std::function<QString()> regionOf)
        : m_inner(std::move(inner))
        , m_regionOf(std::move(regionOf))
    {
        connect(m_inner.get(), &Transport::opened, this, &Transport::opened);
        connect(m_inner.get(), &Transport::received, this, &Transport::received);
        connect(m_inner.get(), &Transport::closed, this, &Transport::closed);
    }

    void open(const QUrl &) override
    {
        SessionConfig config;
        config.region = m_regionOf();
        m_inner->open(config.effectiveServiceUrl());
    }
    void send(const QByteArray &frame) override { m_inner->send(frame); }
    void close() override { m_inner->close(); }

private:
    std::unique_ptr<Transport> m_inner;
    std::function<QString()> m_regionOf;
};

} // namespace

twilsock::TransportFactory regionTransports(twilsock::TransportFactory transports,
                                            std::function<QString()> regionOf)
{
    return [transports = std::move(transports), regionOf = std::move(regionOf)] {
        return std::make_unique<RegionTransport>(transports(), regionOf);
    };
}

} // namespace parley
