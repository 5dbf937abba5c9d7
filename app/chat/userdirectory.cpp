// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/userdirectory.h"

#include "chat/chatparsing.h"

#include <algorithm>

namespace parley::chat {

using sync::Item;
using sync::ObjectInfo;

namespace {

constexpr int MaxReading = 4;

} // namespace

UserDirectory::UserDirectory(ChatContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_run(std::make_unique<QObject>())
{
    connect(&context.sync, &sync::SyncClient::objectChanged, this, &UserDirectory::handleChange);
}

UserDirectory::~UserDirectory() = default;

QString UserDirectory::friendlyNameOf(const QString &identity)
{
    if (identity.isEmpty() || m_context.identity().isEmpty())
        return identity;
    User &user = m_users[identity];
    if (user.phase == Phase::Idle)
        enqueue(identity, user);
    return user.friendlyName.isEmpty() ? identity : user.friendlyName;
}

void UserDirectory::setMap(const QString &identity, const QString &mapName)
{
    if (!identity.isEmpty() && !mapName.isEmpty())
        m_users[identity].mapName = mapName;
}

void UserDirectory::setUser(const QString &identity, const ObjectInfo &map,
                            const std::vector<Item> &items)
{
    m_users[identity].phase = Phase::Known;
    follow(identity, map);
    const QPointer<QObject> run(m_run.get());
    for (const Item &item : items) {
        applyItem(identity, item);
        if (run.isNull())
            return;
    }
}

void UserDirectory::resume()
{
    pump();
}

void UserDirectory::reset()
{
    m_run = std::make_unique<QObject>();
    m_users.clear();
    m_identities.clear();
    m_queue.clear();
    m_followed.clear();
    m_reading = 0;
}

void UserDirectory::enqueue(const QString &identity, User &user)
{
    user.phase = Phase::Queued;
    m_queue.push_back(identity);
    m_context.clock.callAfter(std::chrono::milliseconds(0), m_run.get(), [this] { pump(); });
}

void UserDirectory::pump()
{
    while (m_reading < MaxReading && !m_queue.empty() && m_context.connection.isConnected()) {
        const QString identity = m_queue.front();
        m_queue.pop_front();
        User &user = m_users[identity];
        if (user.phase != Phase::Queued)
            continue;
        user.phase = Phase::Reading;
        ++m_reading;
        if (user.mapName.isEmpty())
            lookUp(identity);
        else
            readMap(identity, user.mapName);
    }
}

void UserDirectory::lookUp(const QString &identity)
{
    m_context.rest.get(withSegment(m_context.configuration.users, identity), m_run.get(),
                       [this, identity](const Outcome<RestAnswer> &outcome) {
                           const auto *answer = std::get_if<RestAnswer>(&outcome);
                           if (answer == nullptr)
                               return failed(identity, std::get<ChatError>(outcome));
                           const QString name = answer->body.value(QLatin1String("sync_objects"))
                                                    .toObject()
                                                    .value(QLatin1String("user_info_map"))
                                                    .toString();
                           if (name.isEmpty())
                               return failed(identity, { .code = ChatError::Code::BadAnswer });
                           readMap(identity, name);
                       });
}

void UserDirectory::readMap(const QString &identity, const QString &mapName)
{
    m_context.sync.openMapWithItems(
        mapName, m_run.get(),
        [this, identity](
            const sync::SyncClient::Outcome<std::pair<ObjectInfo, std::vector<Item>>> &outcome) {
            const auto *map = std::get_if<std::pair<ObjectInfo, std::vector<Item>>>(&outcome);
            if (map == nullptr)
                return failed(identity, errorOf(std::get<sync::SyncError>(outcome)));
            readDone();
            setUser(identity, map->first, map->second);
        });
}

void UserDirectory::failed(const QString &identity, const ChatError &error)
{
    // What may pass is tried again when somebody asks for the name again.
    m_users[identity].phase = isPassing(error) ? Phase::Idle : Phase::Absent;
    readDone();
}

void UserDirectory::readDone()
{
    --m_reading;
    pump();
}

void UserDirectory::applyItem(const QString &identity, const Item &item)
{
    if (item.key != QLatin1String("friendlyName"))
        return;
    User &user = m_users[identity];
    const QString name = item.data.value(QLatin1String("value")).toString();
    if (user.friendlyName == name)
        return;
    user.friendlyName = name;
    Q_EMIT updated(identity);
}

void UserDirectory::handleChange(const sync::Change &change)
{
    const auto identity = m_identities.constFind(change.objectSid);
    if (identity == m_identities.constEnd())
        return;
    if (change.kind == sync::Change::Kind::ItemAdded
        || change.kind == sync::Change::Kind::ItemUpdated)
        applyItem(QString(*identity), change.item);
}

// The service limits how many users one client should follow; the oldest keeps its last known name.
void UserDirectory::follow(const QString &identity, const ObjectInfo &map)
{
    User &user = m_users[identity];
    if (user.mapSid == map.sid)
        return;
    user.mapSid = map.sid;
    m_identities.insert(map.sid, identity);
    m_context.sync.subscribe(map);
    if (identity == m_context.identity())
        return;
    m_followed.push_back(identity);
    if (m_followed.size() <= size_t(m_context.configuration.usersToFollow))
        return;
    User &oldest = m_users[m_followed.front()];
    m_context.sync.unsubscribe(oldest.mapSid);
    m_identities.remove(oldest.mapSid);
    oldest.mapSid.clear();
    m_followed.pop_front();
}

} // namespace parley::chat
