// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QTcpSocket>
#include <QUrl>

namespace parley {

/// Finds out whether a port speaks the other one of http and https, on a connection of its own and
/// without any credential. Mistaking one for the other is the commonest error in a token URL, and
/// the network library only says that the connection was closed, or nothing at all.
class PortProbe final : public QObject
{
public:
    enum class Protocol { Http, Tls };

    /// \a clock must outlive this object.
    explicit PortProbe(Clock &clock);

    /// Once per object. Calls \a done(speaks) once and later: false also stands for no answer
    /// within two seconds. Destroying the object cancels.
    void ask(const QUrl &url, Protocol protocol, std::function<void(bool speaks)> done);

private:
    void read();
    void end(bool speaks);

    Clock &m_clock;
    QTcpSocket m_socket;
    Protocol m_protocol = Protocol::Http;
    std::function<void(bool)> m_done;
};

} // namespace parley
