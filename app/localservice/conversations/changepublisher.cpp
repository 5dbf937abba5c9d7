// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/changepublisher.h"

#include "localservice/conversations/apicall.h"
#include "localservice/conversations/limits.h"
#include "localservice/store/database.h"
#include "localservice/store/mediastore.h"
#include "localservice/store/syncstore.h"
#include "localservice/sync/subscriptionhub.h"

namespace parley::localservice {

using namespace Qt::StringLiterals;

ChangePublisher::ChangePublisher(Database &database, SyncStore &sync, MediaStore &media,
                                 SubscriptionHub &hub, Clock &clock)
    : m_sync(sync)
    , m_media(media)
    , m_hub(hub)
    , m_mutations(database, clock)
{ }

std::optional<TunnelResponse> ChangePublisher::earlierAnswer(const ApiCall &call)
{
    const QString &mutation = call.request.mutation;
    if (mutation.size() > limits::MutationIdCharacters)
        return TunnelResponse::error(400, 20001, u"The mutation id is too long"_s);
    if (mutation.isEmpty() || call.request.method == "GET")
        return std::nullopt;
    const auto earlier = m_mutations.find(call.caller.identity, mutation);
    if (!earlier)
        return std::nullopt;
    return earlier->url.isNull() ? TunnelResponse::noContent()
                                 : TunnelResponse::ok({ { u"resource_url"_s, earlier->url } }, 202);
}

TunnelResponse ChangePublisher::finish(Transaction &transaction, const ApiCall &call,
                                       const TunnelResponse &response, const QString &url)
{
    return keep(transaction, call, url) ? response : TunnelResponse::serverError();
}

bool ChangePublisher::keep(Transaction &transaction, const ApiCall &call, const QString &url)
{
    if (!call.request.mutation.isEmpty())
        m_mutations.remember(call.caller.identity, call.request.mutation, url);
    return publishTo(transaction, call.caller.subscriber);
}

bool ChangePublisher::publishTo(Transaction &transaction, Subscriber *origin)
{
    if (!transaction.commit())
        return false;
    const std::vector<SyncEvent> events = m_sync.takeEvents();
    m_media.committed();
    m_hub.publish(events, origin);
    return true;
}

} // namespace parley::localservice
