// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/installation.h"
#include "token/clock.h"

namespace parley::localservice {

/// Makes access tokens as Twilio's server libraries do: HS256, Chat grant.
class TokenIssuer final
{
public:
    explicit TokenIssuer(const Installation &installation)
        : m_installation(installation)
    { }

    /// A negative \a ttl makes a token that ran out so long ago.
    [[nodiscard]] QByteArray issue(const QString &identity, std::chrono::seconds ttl,
                                   WallTime now) const;

private:
    Installation m_installation;
};

} // namespace parley::localservice
