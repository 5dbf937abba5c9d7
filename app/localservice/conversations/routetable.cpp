// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/routetable.h"

#include <optional>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

/// The names that stand in \a path for the stars of \a pattern; empty: it does not fit.
std::optional<QStringList> namesIn(const QStringList &path, const QStringList &pattern,
                                   bool mayHaveSlashes)
{
    const bool takesRest = mayHaveSlashes && pattern.constLast() == "**"_L1;
    if (path.size() < pattern.size() || (path.size() > pattern.size() && !takesRest))
        return std::nullopt;
    QStringList names;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern.at(i) == "**"_L1)
            names.append(path.mid(i).join(u'/'));
        else if (pattern.at(i) == "*"_L1)
            names.append(path.at(i));
        else if (pattern.at(i) != path.at(i))
            return std::nullopt;
    }
    return names;
}

} // namespace

void RouteTable::add(const QByteArray &pattern, const QHash<QByteArray, Handler> &handlers)
{
    m_routes.push_back({ QString::fromLatin1(pattern).split(u'/'), handlers });
}

TunnelResponse RouteTable::answer(ApiCall call, const QStringList &path) const
{
    for (const Route &route : m_routes) {
        const std::optional<QStringList> names = namesIn(path, route.pattern, call.isOld);
        if (!names)
            continue;
        const auto handler = route.handlers.constFind(call.request.method);
        if (handler == route.handlers.cend())
            return TunnelResponse::wrongMethod();
        call.names = *names;
        return (*handler)(call);
    }
    return TunnelResponse::notFound();
}

} // namespace parley::localservice
