// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/conversations/apicall.h"
#include "localservice/store/jsontext.h"
#include "localservice/store/pagebudget.h"

#include <QJsonArray>

#include <variant>

/// Lists as the Conversations half answers them, a page at a time.
namespace parley::localservice::pages {

/// What a request asks for.
struct Wanted
{
    int size = 0;
    QString after {}; ///< the SID of the last row of the page before; empty: the first page
};

/// The answer that refuses \a call, or what it asks for. Page tokens are SIDs with \a sidPrefix.
[[nodiscard]] std::variant<Wanted, TunnelResponse> read(const ApiCall &call,
                                                        QLatin1String sidPrefix);
/// A page of the list called \a name; \a next is its page token, null at the end.
[[nodiscard]] TunnelResponse answer(const QString &name, const QJsonArray &rows,
                                    const QString &next);
/// A list called \a name, of things that this service has not.
[[nodiscard]] inline TunnelResponse nothing(const QString &name)
{
    return answer(name, {}, {});
}

/// The page that \a call asks for of the list called \a name. \a fetch gives the records behind a
/// SID, in the order of their SIDs and so many at most; each is shown as \a toJson has it.
template <typename Fetch, typename ToJson>
[[nodiscard]] TunnelResponse page(const ApiCall &call, const QString &name, QLatin1String sidPrefix,
                                  const Fetch &fetch, const ToJson &toJson)
{
    const auto read = pages::read(call, sidPrefix);
    if (const TunnelResponse *const refusal = std::get_if<TunnelResponse>(&read))
        return *refusal;
    const Wanted &wanted = std::get<Wanted>(read);
    QJsonArray rows;
    QString last;
    PageBudget budget;
    for (const auto &record : fetch(wanted.after, wanted.size + 1)) {
        if (rows.size() == wanted.size)
            return answer(name, rows, last);
        const QJsonObject row = toJson(record);
        if (!budget.takes(jsonText(row).size()))
            return answer(name, rows, last);
        rows.append(row);
        last = record.sid;
    }
    return answer(name, rows, {});
}

} // namespace parley::localservice::pages
