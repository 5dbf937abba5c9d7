// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/userstore.h"

#include "localservice/store/database.h"
#include "localservice/store/jsontext.h"
#include "localservice/store/secrets.h"
#include "localservice/store/syncstore.h"
#include "twilsock/sid.h"

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

UserRecord userOf(const Statement &row)
{
    return { row.text(0), row.text(1), row.nullableText(2), row.text(3), row.text(4), row.text(5) };
}

} // namespace

UserRecord UserStore::ensure(const QString &identity, const QString &at)
{
    if (const std::optional<UserRecord> known = find(identity))
        return *known;
    UserRecord record { identity, newSid("US"_L1), {}, u"{}"_s, at, at };
    Statement(m_database,
              u"INSERT INTO users(identity, sid, friendly_name, attributes, created, updated)"
              " VALUES(?,?,NULL,?,?,?)"_s,
              { identity, record.sid, record.attributes, at, at });
    m_sync.create(SyncKind::Map, UserRecord::conversationsMap(identity), SyncScope::Identity,
                  identity, {}, at);
    m_sync.create(SyncKind::Map, record.infoMap(), SyncScope::Everyone, identity, {}, at);
    save(record);
    setOnline(record, false, at);
    return record;
}

std::optional<UserRecord> UserStore::find(const QString &identityOrSid) const
{
    Statement row(m_database,
                  u"SELECT identity, sid, friendly_name, attributes, created, updated"
                  " FROM users WHERE "_s
                      + (isSid(identityOrSid, "US"_L1) ? "sid=?"_L1 : "identity=?"_L1),
                  { identityOrSid });
    return row.next() ? std::optional(userOf(row)) : std::nullopt;
}

std::vector<UserRecord> UserStore::inConversation(const QString &conversationSid,
                                                  const QString &afterSid, int limit) const
{
    std::vector<UserRecord> users;
    Statement row(m_database,
                  u"SELECT u.identity, u.sid, u.friendly_name, u.attributes, u.created, u.updated"
                  " FROM participants p JOIN users u ON u.identity=p.identity"
                  " WHERE p.conversation=? AND u.sid>? ORDER BY u.sid LIMIT ?"_s,
                  { conversationSid, afterSid.isNull() ? QString(u""_s) : afterSid, limit });
    while (row.next())
        users.push_back(userOf(row));
    return users;
}

void UserStore::save(const UserRecord &user)
{
    Statement(m_database,
              u"UPDATE users SET friendly_name=?, attributes=?, updated=? WHERE identity=?"_s,
              { orNull(user.friendlyName), user.attributes, user.updated, user.identity });
    show(user, u"friendlyName"_s, { { u"value"_s, textOrNull(user.friendlyName) } }, user.updated);
    show(user, u"attributes"_s, { { u"value"_s, user.attributes } }, user.updated);
}

void UserStore::setOnline(const UserRecord &user, bool online, const QString &at)
{
    show(user, u"reachability"_s, { { u"online"_s, online }, { u"notifiable"_s, false } }, at);
}

void UserStore::show(const UserRecord &user, const QString &key, const QJsonObject &data,
                     const QString &at)
{
    const auto present = m_sync.item(user.infoMap(), key);
    if (!present || present->data != data)
        m_sync.putItem(user.infoMap(), key, data, at);
}

} // namespace parley::localservice
