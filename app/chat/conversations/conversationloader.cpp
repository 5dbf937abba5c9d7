// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversations/conversationloader.h"

#include "chat/logging.h"
#include "chat/wire/chatparsing.h"
#include "chat/wire/mapreader.h"

#include <QJsonArray>
#include <QUrlQuery>

#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;

using sync::Change;
using sync::ObjectInfo;
using sync::ObjectType;

namespace {

constexpr int ConversationsPerPage = 100;

QUrl pageUrl(const QUrl &list, const QString &pageToken, int size)
{
    QUrlQuery query(list);
    query.addQueryItem(u"PageSize"_s, QString::number(size));
    if (!pageToken.isEmpty()) {
        query.addQueryItem(u"PageToken"_s, QString::fromLatin1(QUrl::toPercentEncoding(pageToken)));
    }
    QUrl url = list;
    url.setQuery(query);
    return url;
}

} // namespace

ConversationLoader::ConversationLoader(ChatContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_run(std::make_unique<QObject>())
{
    connect(&context.sync, &sync::SyncClient::objectChanged, this,
            &ConversationLoader::handleChange);
    connect(&context.sync, &sync::SyncClient::resyncRequired, this, &ConversationLoader::reread);
}

ConversationLoader::~ConversationLoader() = default;

void ConversationLoader::open()
{
    if (std::exchange(m_isMapOpening, true))
        return;
    m_context.sync.open(ObjectType::Map, m_context.configuration.myConversationsMap, m_run.get(),
                        [this](const sync::SyncClient::Outcome<ObjectInfo> &outcome) {
                            m_isMapOpening = false;
                            const auto *info = std::get_if<ObjectInfo>(&outcome);
                            if (info == nullptr) {
                                Q_EMIT mapFailed(errorOf(std::get<sync::SyncError>(outcome)));
                                return;
                            }
                            m_map = *info;
                            Q_EMIT mapOpened();
                        });
}

void ConversationLoader::start()
{
    m_context.sync.subscribe(m_map);
    readList();
    readItems();
}

void ConversationLoader::resume()
{
    if (m_list == Step::Interrupted)
        readList();
    if (m_items == Step::Interrupted)
        readItems();
}

void ConversationLoader::reset()
{
    m_run = std::make_unique<QObject>();
    m_map = {};
    m_isMapOpening = false;
    m_pageToken.clear();
    m_listed.clear();
    m_list = Step::Idle;
    m_items = Step::Idle;
}

void ConversationLoader::readList()
{
    m_list = Step::Running;
    const QUrl list = m_context.configuration.myConversations;
    const auto size
        = std::make_shared<int>(m_pageLimits.sizeFor(list.path(), ConversationsPerPage));
    const auto urlOf
        = [list, token = m_pageToken](int pageSize) { return pageUrl(list, token, pageSize); };
    m_context.rest.get(
        urlOf(*size), m_run.get(),
        [this, list, size](const Outcome<RestAnswer> &outcome) {
            if (std::holds_alternative<RestAnswer>(outcome))
                m_pageLimits.noteAnswered(list.path(), *size);
            listRead(outcome);
        },
        m_pageLimits.halving(list.path(), size, urlOf));
}

void ConversationLoader::listRead(const Outcome<RestAnswer> &outcome)
{
    const auto *answer = std::get_if<RestAnswer>(&outcome);
    if (answer == nullptr)
        return endStep(m_list, std::get<ChatError>(outcome));
    const qsizetype before = m_listed.size();
    const QJsonArray conversations = answer->body.value("conversations"_L1).toArray();
    for (const QJsonValue &conversation : conversations) {
        m_listed.insert(conversation.toObject().value("conversation_sid"_L1).toString());
        Q_EMIT listed(conversation.toObject());
    }
    const QString next = answer->body.value("meta"_L1).toObject().value("next_token"_L1).toString();
    // A page that brings nothing new is no reason to ask for the next one.
    const bool isNews = m_listed.size() > before && m_listed.size() < MapReader::MaxItems;
    if (next.isEmpty() || next == m_pageToken || !isNews)
        return endStep(m_list, std::nullopt);
    m_pageToken = next;
    readList();
}

void ConversationLoader::readItems()
{
    m_items = Step::Running;
    MapReader::read(m_context.sync, m_map, m_run.get(), [this](const MapReader::Result &result) {
        const auto *items = std::get_if<std::vector<sync::Item>>(&result);
        if (items == nullptr)
            return endStep(m_items, errorOf(std::get<sync::SyncError>(result)));
        for (const sync::Item &item : *items)
            Q_EMIT mapItemRead(item);
        endStep(m_items, std::nullopt);
    });
}

void ConversationLoader::handleChange(const Change &change)
{
    if (change.objectSid != m_map.sid || m_map.sid.isEmpty())
        return;
    switch (change.kind) {
    case Change::Kind::ItemAdded:
    case Change::Kind::ItemUpdated:
        Q_EMIT mapItemRead(change.item);
        return;
    case Change::Kind::ItemRemoved:
        Q_EMIT mapItemRemoved(change.item.key, change.eventId);
        return;
    case Change::Kind::ObjectRemoved:
        qCWarning(lcChat) << "the map of own conversations is gone";
        return;
    case Change::Kind::Updated:
        return;
    }
}

void ConversationLoader::reread(const QString &objectSid)
{
    if (objectSid != m_map.sid)
        return;
    const auto read = [this](const ObjectInfo &map) {
        MapReader::read(m_context.sync, map, m_run.get(),
                        [this, map](const MapReader::Result &result) {
                            const auto *items = std::get_if<std::vector<sync::Item>>(&result);
                            if (items == nullptr)
                                return; // the next link asks for the events again
                            QSet<QString> present;
                            for (const sync::Item &item : *items) {
                                present.insert(item.key);
                                m_context.sync.noteItem(map.sid, item);
                                Q_EMIT mapItemRead(item);
                            }
                            m_context.sync.subscribe(map);
                            Q_EMIT mapReread(present, map.lastEventId);
                        });
    };
    m_context.sync.open(ObjectType::Map, m_map.sid, m_run.get(),
                        [read](const sync::SyncClient::Outcome<ObjectInfo> &outcome) {
                            if (const auto *map = std::get_if<ObjectInfo>(&outcome))
                                read(*map);
                        });
}

// If the service refuses one of the two sources, the other one is used alone.
void ConversationLoader::endStep(Step &step, const std::optional<ChatError> &error)
{
    if (error && isPassing(*error)) {
        step = Step::Interrupted;
        m_context.clock.callAfter(PassingTroubleWait, m_run.get(), [this] { resume(); });
        return;
    }
    if (error)
        qCWarning(lcChat) << "the own conversations cannot be listed:" << error->httpStatus
                          << error->serviceCode;
    step = Step::Done;
    if (isDone())
        Q_EMIT done();
}

} // namespace parley::chat
