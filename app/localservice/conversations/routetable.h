// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/conversations/apicall.h"

#include <QHash>

#include <functional>
#include <vector>

namespace parley::localservice {

/// Which function answers which request, by its path and method.
class RouteTable final
{
public:
    using Handler = std::function<TunnelResponse(const ApiCall &call)>;

    /// The first pattern that fits a path decides. In \a pattern a star stands for one name, and
    /// two stars at the end for a name that Programmable Chat writes as it is, slashes included.
    void add(const QByteArray &pattern, const QHash<QByteArray, Handler> &handlers);
    /// The answer to \a call; 404 for an unknown path, 405 for an unknown method. The names in
    /// \a path become those of \a call.
    [[nodiscard]] TunnelResponse answer(ApiCall call, const QStringList &path) const;

private:
    struct Route
    {
        QStringList pattern {};
        QHash<QByteArray, Handler> handlers {}; // by method
    };

    std::vector<Route> m_routes;
};

} // namespace parley::localservice
