// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/fakeservice.h"

#include <QJsonDocument>
#include <QUrl>

namespace parley::test {

using namespace Qt::StringLiterals;

namespace {

QString baseUrl()
{
    return u"https://aim.us1.twilio.com/Client/v2/Services/IS1"_s;
}

QString ownIdentity()
{
    return u"alice"_s;
}

QString ownMap()
{
    return u"alice.channels"_s;
}

QString documentOf(const QString &sid)
{
    return sid + ".channel"_L1;
}

QString listOf(const QString &sid)
{
    return sid + ".messages"_L1;
}

QString rosterOf(const QString &sid)
{
    return sid + ".roster"_L1;
}

QJsonObject userItem(const QString &value)
{
    return { { u"value"_s, value } };
}

} // namespace

FakeService::FakeService(FakeClock &clock, FakeTransports &transports)
    : FakeSyncService(clock, transports)
{
    configuration
        = { { u"identity"_s, ownIdentity() },
            { u"links"_s,
              QJsonObject {
                  { u"my_conversations"_s, baseUrl() + "/Users/US1/Conversations"_L1 },
                  { u"conversations"_s, baseUrl() + "/Conversations"_L1 },
                  { u"users"_s, baseUrl() + "/Users"_L1 },
                  { u"media_service"_s, u"https://mcs.us1.twilio.com/v1/Services/IS1/Media"_s },
                  { u"typing"_s, u"https://aim.us1.twilio.com/v1/Instances/IS1/Typing"_s } } },
            { u"options"_s, QJsonObject { { u"reachability_enabled"_s, true } } },
            { u"sync_objects"_s,
              QJsonObject { { u"my_conversations"_s, ownMap() },
                            { u"my_user_info"_s, u"alice.info"_s } } } };
    makeObject(u"map"_s, ownMap());
    for (const QString &identity : { ownIdentity(), u"bob"_s, u"carol"_s }) {
        const QString map = identity + ".info"_L1;
        makeObject(u"map"_s, map);
        setItem(map, u"friendlyName"_s, userItem(identity.toUpper()));
        setItem(map, u"attributes"_s, userItem(u"{}"_s));
    }
}

QString FakeService::sidOf(int number)
{
    return u"CH%1"_s.arg(number, 32, 16, QLatin1Char('0'));
}

QString FakeService::addConversation(int number, const QString &name, const QStringList &members)
{
    const QString sid = sidOf(number);
    m_conversations[sid] = { { u"friendly_name"_s, name },
                             { u"unique_name"_s, QString(name.toLower() + "/1"_L1) },
                             { u"date_created"_s, now() } };
    makeObject(u"document"_s, documentOf(sid),
               { { u"sid"_s, sid },
                 { u"friendlyName"_s, name },
                 { u"uniqueName"_s, QString(name.toLower() + "/1"_L1) },
                 { u"attributes"_s, QJsonObject {} },
                 { u"createdBy"_s, u"bob"_s },
                 { u"dateCreated"_s, now() },
                 { u"dateUpdated"_s, now() },
                 { u"messages"_s, listOf(sid) },
                 { u"roster"_s, rosterOf(sid) } });
    makeObject(u"list"_s, listOf(sid));
    makeObject(u"map"_s, rosterOf(sid));
    for (const QString &member : members)
        addMember(sid, member);
    return sid;
}

QString FakeService::addDirect(int number, const QString &maker, const QString &created)
{
    const QStringList pair { u"alice"_s, u"bob"_s };
    const QString sid = addConversation(number, u"Direct"_s, {});
    QJsonObject data = find(documentOf(sid))->data;
    data.insert(u"createdBy"_s, maker);
    data.insert(u"dateCreated"_s, created);
    data.insert(
        u"attributes"_s,
        QJsonObject {
            { u"parley"_s, QJsonObject { { u"direct"_s, QJsonArray::fromStringList(pair) } } } });
    m_conversations[sid].insert(u"date_created"_s, created);
    setDocument(documentOf(sid), data);
    for (const QString &member : pair)
        addMember(sid, member);
    return sid;
}

QString FakeService::memberSid(const QString &sid, const QString &identity)
{
    for (const auto &[key, item] : find(rosterOf(sid))->items) {
        if (item.data.value("identity"_L1).toString() == identity)
            return key;
    }
    return {};
}

void FakeService::addMember(const QString &sid, const QString &identity)
{
    setItem(rosterOf(sid), u"MB-%1"_s.arg(identity),
            { { u"identity"_s, identity },
              { u"type"_s, u"chat"_s },
              { u"userInfo"_s, QString(identity + ".info"_L1) },
              { u"lastConsumedMessageIndex"_s, QJsonValue() } });
    if (identity == ownIdentity()) {
        setItem(ownMap(), sid,
                { { u"channel"_s, documentOf(sid) },
                  { u"channel_sid"_s, sid },
                  { u"status"_s, u"joined"_s },
                  { u"notificationLevel"_s, u"default"_s },
                  { u"lastConsumedMessageIndex"_s, QJsonValue() },
                  { u"messages"_s, listOf(sid) },
                  { u"roster"_s, rosterOf(sid) } });
    }
}

void FakeService::removeMember(const QString &sid, const QString &identity)
{
    if (identity == ownIdentity())
        removeItem(ownMap(), sid);
    removeItem(rosterOf(sid), memberSid(sid, identity));
}

void FakeService::deleteConversation(const QString &sid)
{
    removeItem(ownMap(), sid);
    removeObject(documentOf(sid));
    removeObject(listOf(sid));
    removeObject(rosterOf(sid));
    m_conversations.erase(sid);
}

void FakeService::rename(const QString &sid, const QString &name)
{
    updateConversation(sid, { { u"friendly_name"_s, name } });
}

void FakeService::setOwn(const QString &sid, const QJsonObject &changes)
{
    QJsonObject data = find(ownMap())->items[sid].data;
    for (auto it = changes.begin(); it != changes.end(); ++it)
        data.insert(it.key(), it.value());
    setItem(ownMap(), sid, data);
}

qint64 FakeService::addMessage(const QString &sid, const QString &author, const QString &text,
                               const QString &attributes)
{
    QJsonArray medias;
    for (const QJsonValue &media : std::exchange(nextMedia, {})) {
        medias.append(QJsonObject { { u"sid"_s, media },
                                    { u"category"_s, u"media"_s },
                                    { u"contentType"_s, u"a/b"_s },
                                    { u"filename"_s, u"f"_s },
                                    { u"size"_s, 3 } });
    }
    const qint64 index
        = addListItem(listOf(sid),
                      { { u"medias"_s, medias },
                        { u"sid"_s, u"IM%1"_s.arg(++m_messageSerial, 32, 16, QLatin1Char('0')) },
                        { u"author"_s, author },
                        { u"text"_s, text },
                        { u"type"_s, u"text"_s },
                        { u"timestamp"_s, now() },
                        { u"dateUpdated"_s, now() },
                        { u"attributes"_s, attributes } });
    QJsonObject data = find(documentOf(sid))->data;
    data.insert(u"lastMessage"_s, QJsonObject { { u"index"_s, index }, { u"timestamp"_s, now() } });
    setDocument(documentOf(sid), data);
    return index;
}

void FakeService::editMessage(const QString &sid, qint64 index, const QString &text)
{
    QJsonObject data = find(listOf(sid))->items[listKey(index)].data;
    data.insert(u"text"_s, text);
    data.insert(u"dateUpdated"_s, now());
    data.insert(u"lastUpdatedBy"_s, data.value("author"_L1));
    setListItem(listOf(sid), index, data);
}

void FakeService::setMessageAttributes(const QString &sid, qint64 index, const QString &attributes,
                                       const QString &by)
{
    QJsonObject data = find(listOf(sid))->items[listKey(index)].data;
    data.insert(u"attributes"_s, attributes);
    data.insert(u"dateUpdated"_s, now());
    data.insert(u"lastUpdatedBy"_s, by);
    setListItem(listOf(sid), index, data);
}

QJsonObject FakeService::messageData(const QString &sid, qint64 index)
{
    return find(listOf(sid))->items[listKey(index)].data;
}

void FakeService::removeMessage(const QString &sid, qint64 index)
{
    removeListItem(listOf(sid), index);
}

void FakeService::sayTyping(const QString &sid, const QString &identity, int seconds)
{
    notify(u"twilio.ipmsg.typing_indicator"_s,
           { { u"channel_sid"_s, sid },
             { u"identity"_s, identity },
             { u"typing_timeout"_s, seconds } });
}

QStringList FakeService::textsOf(const QString &sid)
{
    QStringList texts;
    for (const auto &[key, item] : find(listOf(sid))->items)
        texts.append(item.data.value("text"_L1).toString());
    return texts;
}

QStringList FakeService::membersOf(const QString &sid)
{
    QStringList members;
    for (const auto &[key, item] : find(rosterOf(sid))->items)
        members.append(item.data.value("identity"_L1).toString());
    return members;
}

void FakeService::carryOut(const Call &call)
{
    m_isSilent = true;
    handleOther(call);
    m_isSilent = false;
}

void FakeService::refuse(const Call &call, int status, int code)
{
    replyTo(call, status,
            { { u"status"_s, status },
              { u"code"_s, code },
              { u"message"_s, u"refused by the script"_s } });
}

void FakeService::handleOther(const Call &call)
{
    const QString mutation = call.headers.value("X-Twilio-Mutation-Id"_L1).toString();
    if (m_mutations.contains(mutation))
        return replyTo(call, 202, { { u"resource_url"_s, m_mutations.value(mutation) } });
    const QString path = call.path.join(u'/');
    if (path == "Client/v2/Configuration"_L1)
        return replyTo(call, 200, configuration);
    if (path.endsWith("/Typing"_L1))
        return replyTo(call, 200, { { u"typing_timeout"_s, 5 } });
    const QStringList rest = call.path.mid(4); // Client, v2, Services, IS1
    if (rest.value(0) == "Conversations"_L1)
        return answerConversations(call, rest.mid(1));
    if (rest.value(0) == "Users"_L1 && rest.value(2) == "Conversations"_L1)
        return answerMine(call, rest.mid(3));
    if (rest.value(0) == "Users"_L1 && call.method == "POST"_L1) {
        const QString map = rest.value(1) + ".info"_L1;
        if (call.body.contains("friendly_name"_L1))
            setItem(map, u"friendlyName"_s,
                    userItem(call.body.value("friendly_name"_L1).toString()));
        else
            setItem(map, u"attributes"_s, userItem(call.body.value("attributes"_L1).toString()));
        return replyTo(call, 200);
    }
    if (rest.value(0) == "Users"_L1) {
        return replyTo(
            call, 200,
            { { u"sync_objects"_s,
                QJsonObject { { u"user_info_map"_s, QString(rest.value(1) + ".info"_L1) } } } });
    }
    refuse(call, 404, 20404);
}

QJsonObject FakeService::descriptionOf(const QString &sid)
{
    QJsonObject entry = m_conversations[sid];
    const auto &own = find(ownMap())->items;
    const auto item = own.find(sid);
    entry.insert(u"sid"_s, sid);
    entry.insert(u"conversation_sid"_s, sid);
    entry.insert(u"sync_objects"_s,
                 QJsonObject { { u"conversation"_s, documentOf(sid) },
                               { u"messages"_s, listOf(sid) },
                               { u"participants"_s, rosterOf(sid) } });
    if (item == own.end())
        return entry;
    const QJsonValue horizon = item->second.data.value("lastConsumedMessageIndex"_L1);
    entry.insert(u"status"_s, item->second.data.value("status"_L1));
    entry.insert(u"last_read_message_index"_s, horizon);
    if (horizon.isDouble()) {
        int unread = 0;
        for (const auto &[key, message] : find(listOf(sid))->items)
            unread += key.toLongLong() > horizon.toInteger() ? 1 : 0;
        entry.insert(u"unread_messages_count"_s, unread);
    }
    return entry;
}

void FakeService::answerList(const Call &call)
{
    std::vector<QJsonObject> entries = staleList;
    for (const auto &[sid, item] : find(ownMap())->items) {
        if (!hiddenFromList.contains(sid))
            entries.push_back(descriptionOf(sid));
    }
    const size_t first = size_t(call.params.value(u"PageToken"_s).toInt());
    QJsonArray page;
    for (size_t i = first; i < std::min(entries.size(), first + size_t(listPageSize)); ++i)
        page.append(entries[i]);
    const size_t next = first + size_t(listPageSize);
    const QJsonValue token
        = next < entries.size() ? QJsonValue(QString::number(next)) : QJsonValue();
    replyTo(call, 200,
            { { u"conversations"_s, page },
              { u"meta"_s, QJsonObject { { u"next_token"_s, token } } } });
}

void FakeService::answerMine(const Call &call, const QStringList &rest)
{
    if (rest.isEmpty())
        return answerList(call);
    const QString id = rest.value(0);
    for (const auto &[sid, description] : m_conversations) {
        const bool isIt = id == sid || description.value("unique_name"_L1).toString() == id;
        if (!isIt || !find(ownMap())->items.contains(sid))
            continue;
        if (call.body.contains("notification_level"_L1)) {
            setOwn(sid, { { u"notificationLevel"_s, call.body.value("notification_level"_L1) } });
        } else if (call.method == "POST"_L1) {
            const QJsonValue index = call.body.value("last_read_message_index"_L1);
            setOwn(sid, { { u"lastConsumedMessageIndex"_s, index } });
            QJsonObject participant
                = find(rosterOf(sid))->items[memberSid(sid, ownIdentity())].data;
            participant.insert(u"lastConsumedMessageIndex"_s, index);
            setItem(rosterOf(sid), memberSid(sid, ownIdentity()), participant);
        }
        return replyTo(call, 200, descriptionOf(sid));
    }
    refuse(call, 404, 50350);
}

void FakeService::answerConversations(const Call &call, const QStringList &rest)
{
    if (rest.isEmpty())
        return create(call);
    QString sid = rest.value(0);
    for (const auto &[known, description] : m_conversations) {
        if (description.value("unique_name"_L1).toString() == rest.value(0))
            sid = known;
    }
    if (!m_conversations.contains(sid))
        return refuse(call, 404, 50350);
    if (rest.value(1) == "Participants"_L1)
        return answerParticipants(call, sid, rest.mid(2));
    if (rest.value(1) == "Messages"_L1)
        return answerMessages(call, sid, rest.mid(2));
    if (call.method == "DELETE"_L1) {
        deleteConversation(sid);
        return replyTo(call, 204);
    }
    if (call.method == "POST"_L1)
        updateConversation(sid, call.body);
    replyTo(call, 200, descriptionOf(sid));
}

void FakeService::updateConversation(const QString &sid, const QJsonObject &body)
{
    QJsonObject data = find(documentOf(sid))->data;
    const auto take = [&](const char *restName, const char *name) {
        const QJsonValue value = body.value(QLatin1String(restName));
        if (value.isUndefined())
            return;
        m_conversations[sid].insert(QLatin1String(restName), value);
        data.insert(QLatin1String(name), value);
    };
    take("friendly_name", "friendlyName");
    take("unique_name", "uniqueName");
    take("attributes", "attributes");
    setDocument(documentOf(sid), data);
}

void FakeService::create(const Call &call)
{
    const QString uniqueName = call.body.value("unique_name"_L1).toString();
    for (const auto &[known, description] : m_conversations) {
        if (!uniqueName.isEmpty() && description.value("unique_name"_L1).toString() == uniqueName)
            return refuse(call, 409, 50353);
    }
    const QString sid = addConversation(1000 + int(m_conversations.size()),
                                        call.body.value("friendly_name"_L1).toString(), {});
    find(documentOf(sid))->data.insert(u"createdBy"_s, ownIdentity());
    if (call.body.contains("unique_name"_L1)) {
        m_conversations[sid].insert(u"unique_name"_s, call.body.value("unique_name"_L1));
        QJsonObject data = find(documentOf(sid))->data;
        data.insert(u"uniqueName"_s, call.body.value("unique_name"_L1));
        find(documentOf(sid))->data = data;
    }
    updateConversation(sid, { { u"attributes"_s, call.body.value("attributes"_L1) } });
    replyTo(call, 201, descriptionOf(sid));
}

void FakeService::answerParticipants(const Call &call, const QString &sid, const QStringList &rest)
{
    if (call.method == "DELETE"_L1) {
        if (memberSid(sid, rest.value(0)).isEmpty())
            return refuse(call, 404, 50432);
        removeMember(sid, rest.value(0));
        return replyTo(call, 204);
    }
    if (!rest.isEmpty()) {
        QJsonObject data = find(rosterOf(sid))->items[rest.value(0)].data;
        data.insert(u"attributes"_s, call.body.value("attributes"_L1));
        setItem(rosterOf(sid), rest.value(0), data);
        return replyTo(call, 200);
    }
    const QString identity = call.body.value("identity"_L1).toString();
    if (!memberSid(sid, identity).isEmpty())
        return refuse(call, 409, 50433);
    addMember(sid, identity);
    replyTo(call, 201, { { u"identity"_s, identity } });
}

void FakeService::answerMessages(const Call &call, const QString &sid, const QStringList &rest)
{
    if (!rest.isEmpty() && call.method == "GET"_L1)
        return replyTo(
            call, 200,
            { { u"sid"_s, rest.value(0) },
              { u"index"_s, QStringView(rest.constFirst()).mid(2).toInt(nullptr, 16) - 1 } });
    if (!rest.isEmpty()) {
        for (const auto &[key, item] : std::map(find(listOf(sid))->items)) {
            if (item.data.value("sid"_L1).toString() != rest.value(0))
                continue;
            if (call.method == "DELETE"_L1)
                removeMessage(sid, key.toLongLong());
            else if (call.body.contains("attributes"_L1))
                setMessageAttributes(sid, key.toLongLong(),
                                     call.body.value("attributes"_L1).toString(), ownIdentity());
            else
                editMessage(sid, key.toLongLong(), call.body.value("body"_L1).toString());
            return replyTo(call, call.method == "DELETE"_L1 ? 204 : 200);
        }
        return refuse(call, 404, 50500);
    }
    const QString attributes = call.body.value("attributes"_L1).toString();
    const QString messageSid = u"IM%1"_s.arg(m_messageSerial + 1, 32, 16, QLatin1Char('0'));
    const QString mutation = call.headers.value("X-Twilio-Mutation-Id"_L1).toString();
    const QString text = call.body.value("body"_L1).toString();
    if (!mutation.isEmpty())
        m_mutations.insert(mutation,
                           baseUrl() + u"/Conversations/%1/Messages/%2"_s.arg(sid, messageSid));
    const QJsonObject answer { { u"sid"_s, messageSid },
                               { u"index"_s, find(listOf(sid))->nextIndex },
                               { u"date_created"_s, now() } };
    nextMedia = call.body.value("media_sids"_L1).toArray();
    if (m_isSilent || eventsBeforeReplies)
        addMessage(sid, ownIdentity(), text, attributes);
    if (m_isSilent)
        return;
    replyTo(call, 201, answer);
    if (!eventsBeforeReplies)
        addMessage(sid, ownIdentity(), text, attributes);
}

} // namespace parley::test
