// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/pages.h"

#include "twilsock/sid.h"

namespace parley::localservice::pages {

using namespace Qt::StringLiterals;

std::variant<Wanted, TunnelResponse> read(const ApiCall &call, QLatin1String sidPrefix)
{
    constexpr int DefaultPage = 100;
    constexpr int LargestPage = 1000;
    bool isNumber = true;
    const QString sizeText = call.request.param("PageSize"_L1);
    const int size = sizeText.isEmpty() ? DefaultPage : sizeText.toInt(&isNumber);
    const QString token = call.request.param("PageToken"_L1);
    if (!isNumber || size < 1 || size > LargestPage)
        return TunnelResponse::error(400, 20007, u"Page size out of range"_s);
    if (!token.isEmpty() && !isSid(token, sidPrefix))
        return TunnelResponse::error(400, 20001, u"Unknown page token"_s);
    return Wanted { size, token };
}

TunnelResponse answer(const QString &name, const QJsonArray &rows, const QString &next)
{
    // Programmable Chat has another name for it in the list of users.
    const QString previous = name == "users"_L1 ? u"prev_token"_s : u"previous_token"_s;
    return TunnelResponse::ok({ { name, rows },
                                { u"meta"_s,
                                  QJsonObject { { u"next_token"_s, textOrNull(next) },
                                                { previous, QJsonValue::Null } } } });
}

} // namespace parley::localservice::pages
