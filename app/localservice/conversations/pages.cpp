// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/pages.h"

#include "twilsock/sid.h"

#include <QJsonArray>

namespace parley::localservice::pages {

using namespace Qt::StringLiterals;

namespace {

QJsonObject metaOf(const QJsonValue &nextToken)
{
    return { { u"next_token"_s, nextToken }, { u"previous_token"_s, QJsonValue::Null } };
}

} // namespace

TunnelResponse conversations(const ApiCall &call, const Fetch &fetch,
                             const std::function<QJsonObject(const ConversationRecord &)> &toJson)
{
    constexpr int DefaultPage = 100;
    constexpr int LargestPage = 1000;
    bool isNumber = true;
    const QString sizeText = call.request.param("PageSize"_L1);
    const int size = sizeText.isEmpty() ? DefaultPage : sizeText.toInt(&isNumber);
    const QString token = call.request.param("PageToken"_L1);
    if (!isNumber || size < 1 || size > LargestPage)
        return TunnelResponse::error(400, 20007, u"Page size out of range"_s);
    if (!token.isEmpty() && !isSid(token, "CH"_L1))
        return TunnelResponse::error(400, 20001, u"Unknown page token"_s);

    std::vector<ConversationRecord> records = fetch(token, size + 1);
    const bool hasMore = int(records.size()) > size;
    if (hasMore)
        records.pop_back();
    QJsonArray list;
    for (const ConversationRecord &record : records)
        list.append(toJson(record));
    const QJsonValue next = hasMore ? QJsonValue(records.back().sid) : QJsonValue::Null;
    return TunnelResponse::ok({ { u"conversations"_s, list }, { u"meta"_s, metaOf(next) } });
}

TunnelResponse nothing(const QString &name)
{
    return TunnelResponse::ok({ { name, QJsonArray() }, { u"meta"_s, metaOf(QJsonValue::Null) } });
}

} // namespace parley::localservice::pages
