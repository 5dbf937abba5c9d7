// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/userdirectory.h"

#include "chat/wire/chatparsing.h"
#include "chat/wire/mapreader.h"

#include <algorithm>

namespace parley::chat {

using namespace Qt::StringLiterals;

using sync::Item;
using sync::ObjectInfo;

namespace {

constexpr int MaxReading = 4;
/// The participants that the largest conversation may have. What is dropped is read when it is
/// asked for again.
constexpr size_t MaxQueued = 1000;

} // namespace

UserDirectory::UserDirectory(ChatContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_run(std::make_unique<QObject>())
{
    connect(&context.sync, &sync::SyncClient::objectChanged, this, &UserDirectory::handleChange);
    connect(&context.sync, &sync::SyncClient::resyncRequired, this, &UserDirectory::resync);
}

UserDirectory::~UserDirectory() = default;

UserDirectory::Known &UserDirectory::entry(const QString &identity)
{
    Known &user = m_users[identity];
    if (user.value.identity.isEmpty()) {
        user.value.identity = identity;
        m_names.put(identity, m_keptNames.value(identity));
    }
    return user;
}

QString UserDirectory::friendlyNameOf(const QString &identity)
{
    const auto known = m_users.find(identity);
    if (known == m_users.end() || m_context.identity().isEmpty())
        return m_keptNames.value(identity, identity);
    if (known->phase == Phase::Idle)
        enqueue(identity, *known);
    if (!known->value.friendlyName.isEmpty())
        return known->value.friendlyName;
    const bool isRead = known->phase == Phase::Known || known->phase == Phase::Absent;
    return isRead ? identity : m_keptNames.value(identity, identity);
}

User UserDirectory::user(const QString &identity)
{
    if (identity.isEmpty() || m_context.identity().isEmpty())
        return { .identity = identity };
    Known &known = entry(identity);
    if (known.phase == Phase::Idle)
        enqueue(identity, known);
    return known.value;
}

void UserDirectory::setKeptNames(const QHash<QString, QString> &names)
{
    m_keptNames = names;
    for (auto it = names.begin(); it != names.end(); ++it)
        m_names.put(it.key(), *it);
}

void UserDirectory::subscribe(const QString &identity)
{
    if (identity.isEmpty() || m_context.identity().isEmpty())
        return;
    Known &known = entry(identity);
    ++known.subscribers;
    const bool isDropped = known.phase == Phase::Known && known.mapSid.isEmpty();
    if (known.phase == Phase::Idle || isDropped)
        enqueue(identity, known);
}

void UserDirectory::release(const QString &identity)
{
    const auto it = m_users.find(identity);
    if (it == m_users.end() || it->subscribers == 0 || --it->subscribers > 0)
        return;
    if (it->mapSid.isEmpty() || identity == m_context.identity())
        return;
    it->phase = Phase::Idle; // read anew at the next request for this user
    unfollow(identity);
}

void UserDirectory::setOwn(const std::function<void(User &)> &change)
{
    this->change(m_context.identity(), change);
}

void UserDirectory::note(const QString &identity, const QString &mapName)
{
    const bool hasRoom = m_users.size() < MapReader::MaxItems || m_users.contains(identity);
    if (identity.isEmpty() || !hasRoom)
        return;
    Known &user = entry(identity);
    if (!mapName.isEmpty())
        user.mapName = mapName;
}

void UserDirectory::setUser(const QString &identity, const ObjectInfo &map,
                            const std::vector<Item> &items)
{
    entry(identity).phase = Phase::Known;
    follow(identity, map);
    for (const Item &item : items)
        applyItem(identity, item);
}

void UserDirectory::resume()
{
    pump();
}

void UserDirectory::reset()
{
    m_run = std::make_unique<QObject>();
    m_users.clear();
    m_keptNames.clear();
    m_names = {};
    m_identities.clear();
    m_queue.clear();
    m_followed.clear();
    m_reading = 0;
}

void UserDirectory::enqueue(const QString &identity, Known &user)
{
    user.phase = Phase::Queued;
    m_queue.push_back(identity);
    if (m_queue.size() > MaxQueued) {
        Known &dropped = entry(m_queue.front());
        if (dropped.phase == Phase::Queued)
            dropped.phase = Phase::Idle;
        m_queue.pop_front();
    }
    m_context.clock.callAfter(std::chrono::milliseconds(0), m_run.get(), [this] { pump(); });
}

void UserDirectory::pump()
{
    while (m_reading < MaxReading && !m_queue.empty() && m_context.connection.isConnected()) {
        const QString identity = m_queue.back();
        m_queue.pop_back();
        Known &user = entry(identity);
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
                           const QString name = answer->body.value("sync_objects"_L1)
                                                    .toObject()
                                                    .value("user_info_map"_L1)
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
    // After an error that may pass, the next request for the name reads it again.
    entry(identity).phase = isPassing(error) ? Phase::Idle : Phase::Absent;
    readDone();
}

void UserDirectory::readDone()
{
    --m_reading;
    pump();
}

void UserDirectory::change(const QString &identity, const std::function<void(User &)> &change)
{
    User &user = entry(identity).value;
    const User before = user;
    change(user);
    if (user == before)
        return;
    QStringList changed { identity };
    if (user.friendlyName != before.friendlyName)
        changed += m_names.put(identity, user.friendlyName);
    for (const QString &each : std::as_const(changed))
        Q_EMIT updated(each);
}

void UserDirectory::applyItem(const QString &identity, const Item &item)
{
    const QJsonValue value = item.data.value("value"_L1);
    const auto flag = [&item](const char *name) {
        const QJsonValue is = item.data.value(QLatin1String(name));
        return is.isBool() ? std::optional(is.toBool()) : std::nullopt;
    };
    if (item.key == "friendlyName"_L1)
        change(identity, [&value](User &user) { user.friendlyName = value.toString(); });
    else if (item.key == "attributes"_L1)
        change(identity, [&value](User &user) { user.attributes = parseAttributes(value); });
    else if (item.key == "reachability"_L1 && m_context.configuration.isReachabilityEnabled)
        change(identity, [&flag](User &user) {
            user.online = flag("online");
            user.notifiable = flag("notifiable");
        });
}

void UserDirectory::handleChange(const sync::Change &change)
{
    const auto identity = m_identities.constFind(change.objectSid);
    if (identity == m_identities.constEnd())
        return;
    if (change.kind == sync::Change::Kind::ItemAdded
        || change.kind == sync::Change::Kind::ItemUpdated)
        applyItem(QString(*identity), change.item);
    else if (change.kind == sync::Change::Kind::ObjectRemoved)
        unfollow(QString(*identity));
}

// Events were lost for good: the map is small, it is read again.
void UserDirectory::resync(const QString &objectSid)
{
    const QString identity = m_identities.value(objectSid);
    if (identity.isEmpty())
        return;
    m_context.sync.openMapWithItems(
        objectSid, m_run.get(),
        [this, identity](
            const sync::SyncClient::Outcome<std::pair<ObjectInfo, std::vector<Item>>> &outcome) {
            const auto *map = std::get_if<std::pair<ObjectInfo, std::vector<Item>>>(&outcome);
            if (map == nullptr || !m_identities.contains(map->first.sid))
                return; // the next link asks for the events again
            m_context.sync.subscribe(map->first);
            setUser(identity, map->first, map->second);
        });
}

// The service limits how many users one client should follow; who is dropped keeps what was known
// last.
void UserDirectory::follow(const QString &identity, const ObjectInfo &map)
{
    Known &user = entry(identity);
    if (user.mapSid == map.sid)
        return;
    user.mapSid = map.sid;
    m_identities.insert(map.sid, identity);
    m_context.sync.subscribe(map);
    if (identity == m_context.identity())
        return;
    m_followed.push_back(identity);
    if (m_followed.size() > size_t(m_context.configuration.usersToFollow))
        dropOldest();
}

// Prefers a user to whom no view has subscribed.
void UserDirectory::dropOldest()
{
    const auto unwanted = std::ranges::find_if(m_followed, [this](const QString &identity) {
        return m_users.value(identity).subscribers == 0;
    });
    const bool isNewest = unwanted != m_followed.end() && std::next(unwanted) == m_followed.end();
    unfollow(QString(unwanted == m_followed.end() || isNewest ? m_followed.front() : *unwanted));
}

void UserDirectory::unfollow(const QString &identity)
{
    Known &user = entry(identity);
    m_context.sync.unsubscribe(user.mapSid);
    m_identities.remove(user.mapSid);
    user.mapSid.clear();
    std::erase(m_followed, identity);
}

} // namespace parley::chat
