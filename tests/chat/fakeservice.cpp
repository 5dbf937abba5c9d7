// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/fakeservice.h"

#include <QJsonDocument>
#include <QUrl>

namespace parley::test {

namespace {

QString baseUrl()
{
    return QStringLiteral("https://aim.us1.twilio.com/Client/v2/Services/IS1");
}

QString ownIdentity()
{
    return QStringLiteral("alice");
}

QString ownMap()
{
    return QStringLiteral("alice.channels");
}

QString documentOf(const QString &sid)
{
    return sid + QLatin1String(".channel");
}

QString listOf(const QString &sid)
{
    return sid + QLatin1String(".messages");
}

QString rosterOf(const QString &sid)
{
    return sid + QLatin1String(".roster");
}

QJsonObject userItem(const QString &value)
{
    return { { QStringLiteral("value"), value } };
}

} // namespace

FakeService::FakeService(FakeClock &clock, FakeTransports &transports)
    : FakeSyncService(clock, transports)
{
    configuration
        = { { QStringLiteral("identity"), ownIdentity() },
            { QStringLiteral("links"),
              QJsonObject {
                  { QStringLiteral("my_conversations"),
                    baseUrl() + QLatin1String("/Users/US1/Conversations") },
                  { QStringLiteral("conversations"), baseUrl() + QLatin1String("/Conversations") },
                  { QStringLiteral("users"), baseUrl() + QLatin1String("/Users") },
                  { QStringLiteral("media_service"),
                    QStringLiteral("https://mcs.us1.twilio.com/v1/Services/IS1/Media") },
                  { QStringLiteral("typing"),
                    QStringLiteral("https://aim.us1.twilio.com/v1/Instances/IS1/Typing") } } },
            { QStringLiteral("options"),
              QJsonObject { { QStringLiteral("reachability_enabled"), true } } },
            { QStringLiteral("sync_objects"),
              QJsonObject { { QStringLiteral("my_conversations"), ownMap() },
                            { QStringLiteral("my_user_info"), QStringLiteral("alice.info") } } } };
    makeObject(QStringLiteral("map"), ownMap());
    for (const QString &identity :
         { ownIdentity(), QStringLiteral("bob"), QStringLiteral("carol") }) {
        const QString map = identity + QLatin1String(".info");
        makeObject(QStringLiteral("map"), map);
        setItem(map, QStringLiteral("friendlyName"), userItem(identity.toUpper()));
        setItem(map, QStringLiteral("attributes"), userItem(QStringLiteral("{}")));
    }
}

QString FakeService::sidOf(int number)
{
    return QStringLiteral("CH%1").arg(number, 32, 16, QLatin1Char('0'));
}

QString FakeService::addConversation(int number, const QString &name, const QStringList &members)
{
    const QString sid = sidOf(number);
    m_conversations[sid]
        = { { QStringLiteral("friendly_name"), name },
            { QStringLiteral("unique_name"), QString(name.toLower() + QLatin1String("/1")) },
            { QStringLiteral("date_created"), now() } };
    makeObject(QStringLiteral("document"), documentOf(sid),
               { { QStringLiteral("sid"), sid },
                 { QStringLiteral("friendlyName"), name },
                 { QStringLiteral("uniqueName"), QString(name.toLower() + QLatin1String("/1")) },
                 { QStringLiteral("attributes"), QJsonObject {} },
                 { QStringLiteral("createdBy"), QStringLiteral("bob") },
                 { QStringLiteral("dateCreated"), now() },
                 { QStringLiteral("dateUpdated"), now() },
                 { QStringLiteral("messages"), listOf(sid) },
                 { QStringLiteral("roster"), rosterOf(sid) } });
    makeObject(QStringLiteral("list"), listOf(sid));
    makeObject(QStringLiteral("map"), rosterOf(sid));
    for (const QString &member : members)
        addMember(sid, member);
    return sid;
}

QString FakeService::addDirect(int number, const QString &maker, const QString &created)
{
    const QStringList pair { QStringLiteral("alice"), QStringLiteral("bob") };
    const QString sid = addConversation(number, QStringLiteral("Direct"), {});
    QJsonObject data = find(documentOf(sid))->data;
    data.insert(QStringLiteral("createdBy"), maker);
    data.insert(QStringLiteral("dateCreated"), created);
    data.insert(QStringLiteral("attributes"),
                QJsonObject { { QStringLiteral("parley"),
                                QJsonObject { { QStringLiteral("direct"),
                                                QJsonArray::fromStringList(pair) } } } });
    m_conversations[sid].insert(QStringLiteral("date_created"), created);
    setDocument(documentOf(sid), data);
    for (const QString &member : pair)
        addMember(sid, member);
    return sid;
}

QString FakeService::memberSid(const QString &sid, const QString &identity)
{
    for (const auto &[key, item] : find(rosterOf(sid))->items) {
        if (item.data.value(QLatin1String("identity")).toString() == identity)
            return key;
    }
    return {};
}

void FakeService::addMember(const QString &sid, const QString &identity)
{
    setItem(rosterOf(sid), QStringLiteral("MB-%1").arg(identity),
            { { QStringLiteral("identity"), identity },
              { QStringLiteral("type"), QStringLiteral("chat") },
              { QStringLiteral("userInfo"), QString(identity + QLatin1String(".info")) },
              { QStringLiteral("lastConsumedMessageIndex"), QJsonValue() } });
    if (identity == ownIdentity()) {
        setItem(ownMap(), sid,
                { { QStringLiteral("channel"), documentOf(sid) },
                  { QStringLiteral("channel_sid"), sid },
                  { QStringLiteral("status"), QStringLiteral("joined") },
                  { QStringLiteral("notificationLevel"), QStringLiteral("default") },
                  { QStringLiteral("lastConsumedMessageIndex"), QJsonValue() },
                  { QStringLiteral("messages"), listOf(sid) },
                  { QStringLiteral("roster"), rosterOf(sid) } });
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
    updateConversation(sid, { { QStringLiteral("friendly_name"), name } });
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
        medias.append(QJsonObject { { QStringLiteral("sid"), media },
                                    { QStringLiteral("category"), QStringLiteral("media") },
                                    { QStringLiteral("contentType"), QStringLiteral("a/b") },
                                    { QStringLiteral("filename"), QStringLiteral("f") },
                                    { QStringLiteral("size"), 3 } });
    }
    const qint64 index
        = addListItem(listOf(sid),
                      { { QStringLiteral("medias"), medias },
                        { QStringLiteral("sid"),
                          QStringLiteral("IM%1").arg(++m_messageSerial, 32, 16, QLatin1Char('0')) },
                        { QStringLiteral("author"), author },
                        { QStringLiteral("text"), text },
                        { QStringLiteral("type"), QStringLiteral("text") },
                        { QStringLiteral("timestamp"), now() },
                        { QStringLiteral("dateUpdated"), now() },
                        { QStringLiteral("attributes"), attributes } });
    QJsonObject data = find(documentOf(sid))->data;
    data.insert(
        QStringLiteral("lastMessage"),
        QJsonObject { { QStringLiteral("index"), index }, { QStringLiteral("timestamp"), now() } });
    setDocument(documentOf(sid), data);
    return index;
}

void FakeService::editMessage(const QString &sid, qint64 index, const QString &text)
{
    QJsonObject data = find(listOf(sid))->items[listKey(index)].data;
    data.insert(QStringLiteral("text"), text);
    data.insert(QStringLiteral("dateUpdated"), now());
    data.insert(QStringLiteral("lastUpdatedBy"), data.value(QLatin1String("author")));
    setListItem(listOf(sid), index, data);
}

void FakeService::setMessageAttributes(const QString &sid, qint64 index, const QString &attributes,
                                       const QString &by)
{
    QJsonObject data = find(listOf(sid))->items[listKey(index)].data;
    data.insert(QStringLiteral("attributes"), attributes);
    data.insert(QStringLiteral("dateUpdated"), now());
    data.insert(QStringLiteral("lastUpdatedBy"), by);
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
    notify(QStringLiteral("twilio.ipmsg.typing_indicator"),
           { { QStringLiteral("channel_sid"), sid },
             { QStringLiteral("identity"), identity },
             { QStringLiteral("typing_timeout"), seconds } });
}

QStringList FakeService::textsOf(const QString &sid)
{
    QStringList texts;
    for (const auto &[key, item] : find(listOf(sid))->items)
        texts.append(item.data.value(QLatin1String("text")).toString());
    return texts;
}

QStringList FakeService::membersOf(const QString &sid)
{
    QStringList members;
    for (const auto &[key, item] : find(rosterOf(sid))->items)
        members.append(item.data.value(QLatin1String("identity")).toString());
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
            { { QStringLiteral("status"), status },
              { QStringLiteral("code"), code },
              { QStringLiteral("message"), QStringLiteral("refused by the script") } });
}

void FakeService::handleOther(const Call &call)
{
    const QString mutation = call.headers.value(QLatin1String("X-Twilio-Mutation-Id")).toString();
    if (m_mutations.contains(mutation))
        return replyTo(call, 202,
                       { { QStringLiteral("resource_url"), m_mutations.value(mutation) } });
    const QString path = call.path.join(u'/');
    if (path == QLatin1String("Client/v2/Configuration"))
        return replyTo(call, 200, configuration);
    if (path.endsWith(QLatin1String("/Typing")))
        return replyTo(call, 200, { { QStringLiteral("typing_timeout"), 5 } });
    const QStringList rest = call.path.mid(4); // Client, v2, Services, IS1
    if (rest.value(0) == QLatin1String("Conversations"))
        return answerConversations(call, rest.mid(1));
    if (rest.value(0) == QLatin1String("Users") && rest.value(2) == QLatin1String("Conversations"))
        return answerMine(call, rest.mid(3));
    if (rest.value(0) == QLatin1String("Users") && call.method == QLatin1String("POST")) {
        const QString map = rest.value(1) + QLatin1String(".info");
        if (call.body.contains(QLatin1String("friendly_name")))
            setItem(map, QStringLiteral("friendlyName"),
                    userItem(call.body.value(QLatin1String("friendly_name")).toString()));
        else
            setItem(map, QStringLiteral("attributes"),
                    userItem(call.body.value(QLatin1String("attributes")).toString()));
        return replyTo(call, 200);
    }
    if (rest.value(0) == QLatin1String("Users")) {
        return replyTo(call, 200,
                       { { QStringLiteral("sync_objects"),
                           QJsonObject { { QStringLiteral("user_info_map"),
                                           QString(rest.value(1) + QLatin1String(".info")) } } } });
    }
    refuse(call, 404, 20404);
}

QJsonObject FakeService::descriptionOf(const QString &sid)
{
    QJsonObject entry = m_conversations[sid];
    const auto &own = find(ownMap())->items;
    const auto item = own.find(sid);
    entry.insert(QStringLiteral("sid"), sid);
    entry.insert(QStringLiteral("conversation_sid"), sid);
    entry.insert(QStringLiteral("sync_objects"),
                 QJsonObject { { QStringLiteral("conversation"), documentOf(sid) },
                               { QStringLiteral("messages"), listOf(sid) },
                               { QStringLiteral("participants"), rosterOf(sid) } });
    if (item == own.end())
        return entry;
    const QJsonValue horizon = item->second.data.value(QLatin1String("lastConsumedMessageIndex"));
    entry.insert(QStringLiteral("status"), item->second.data.value(QLatin1String("status")));
    entry.insert(QStringLiteral("last_read_message_index"), horizon);
    if (horizon.isDouble()) {
        int unread = 0;
        for (const auto &[key, message] : find(listOf(sid))->items)
            unread += key.toLongLong() > horizon.toInteger() ? 1 : 0;
        entry.insert(QStringLiteral("unread_messages_count"), unread);
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
    const size_t first = size_t(call.params.value(QStringLiteral("PageToken")).toInt());
    QJsonArray page;
    for (size_t i = first; i < std::min(entries.size(), first + size_t(listPageSize)); ++i)
        page.append(entries[i]);
    const size_t next = first + size_t(listPageSize);
    const QJsonValue token
        = next < entries.size() ? QJsonValue(QString::number(next)) : QJsonValue();
    replyTo(
        call, 200,
        { { QStringLiteral("conversations"), page },
          { QStringLiteral("meta"), QJsonObject { { QStringLiteral("next_token"), token } } } });
}

void FakeService::answerMine(const Call &call, const QStringList &rest)
{
    if (rest.isEmpty())
        return answerList(call);
    const QString id = rest.value(0);
    for (const auto &[sid, description] : m_conversations) {
        const bool isIt
            = id == sid || description.value(QLatin1String("unique_name")).toString() == id;
        if (!isIt || !find(ownMap())->items.contains(sid))
            continue;
        if (call.body.contains(QLatin1String("notification_level"))) {
            setOwn(sid,
                   { { QStringLiteral("notificationLevel"),
                       call.body.value(QLatin1String("notification_level")) } });
        } else if (call.method == QLatin1String("POST")) {
            const QJsonValue index = call.body.value(QLatin1String("last_read_message_index"));
            setOwn(sid, { { QStringLiteral("lastConsumedMessageIndex"), index } });
            QJsonObject participant
                = find(rosterOf(sid))->items[memberSid(sid, ownIdentity())].data;
            participant.insert(QStringLiteral("lastConsumedMessageIndex"), index);
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
        if (description.value(QLatin1String("unique_name")).toString() == rest.value(0))
            sid = known;
    }
    if (!m_conversations.contains(sid))
        return refuse(call, 404, 50350);
    if (rest.value(1) == QLatin1String("Participants"))
        return answerParticipants(call, sid, rest.mid(2));
    if (rest.value(1) == QLatin1String("Messages"))
        return answerMessages(call, sid, rest.mid(2));
    if (call.method == QLatin1String("DELETE")) {
        deleteConversation(sid);
        return replyTo(call, 204);
    }
    if (call.method == QLatin1String("POST"))
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
    const QString uniqueName = call.body.value(QLatin1String("unique_name")).toString();
    for (const auto &[known, description] : m_conversations) {
        if (!uniqueName.isEmpty()
            && description.value(QLatin1String("unique_name")).toString() == uniqueName)
            return refuse(call, 409, 50353);
    }
    const QString sid
        = addConversation(1000 + int(m_conversations.size()),
                          call.body.value(QLatin1String("friendly_name")).toString(), {});
    find(documentOf(sid))->data.insert(QStringLiteral("createdBy"), ownIdentity());
    if (call.body.contains(QLatin1String("unique_name"))) {
        m_conversations[sid].insert(QStringLiteral("unique_name"),
                                    call.body.value(QLatin1String("unique_name")));
        QJsonObject data = find(documentOf(sid))->data;
        data.insert(QStringLiteral("uniqueName"), call.body.value(QLatin1String("unique_name")));
        find(documentOf(sid))->data = data;
    }
    updateConversation(
        sid, { { QStringLiteral("attributes"), call.body.value(QLatin1String("attributes")) } });
    replyTo(call, 201, descriptionOf(sid));
}

void FakeService::answerParticipants(const Call &call, const QString &sid, const QStringList &rest)
{
    if (call.method == QLatin1String("DELETE")) {
        if (memberSid(sid, rest.value(0)).isEmpty())
            return refuse(call, 404, 50432);
        removeMember(sid, rest.value(0));
        return replyTo(call, 204);
    }
    if (!rest.isEmpty()) {
        QJsonObject data = find(rosterOf(sid))->items[rest.value(0)].data;
        data.insert(QStringLiteral("attributes"), call.body.value(QLatin1String("attributes")));
        setItem(rosterOf(sid), rest.value(0), data);
        return replyTo(call, 200);
    }
    const QString identity = call.body.value(QLatin1String("identity")).toString();
    if (!memberSid(sid, identity).isEmpty())
        return refuse(call, 409, 50433);
    addMember(sid, identity);
    replyTo(call, 201, { { QStringLiteral("identity"), identity } });
}

void FakeService::answerMessages(const Call &call, const QString &sid, const QStringList &rest)
{
    if (!rest.isEmpty() && call.method == QLatin1String("GET"))
        return replyTo(call, 200,
                       { { QStringLiteral("sid"), rest.value(0) },
                         { QStringLiteral("index"),
                           QStringView(rest.constFirst()).mid(2).toInt(nullptr, 16) - 1 } });
    if (!rest.isEmpty()) {
        for (const auto &[key, item] : std::map(find(listOf(sid))->items)) {
            if (item.data.value(QLatin1String("sid")).toString() != rest.value(0))
                continue;
            if (call.method == QLatin1String("DELETE"))
                removeMessage(sid, key.toLongLong());
            else if (call.body.contains(QLatin1String("attributes")))
                setMessageAttributes(sid, key.toLongLong(),
                                     call.body.value(QLatin1String("attributes")).toString(),
                                     ownIdentity());
            else
                editMessage(sid, key.toLongLong(),
                            call.body.value(QLatin1String("body")).toString());
            return replyTo(call, call.method == QLatin1String("DELETE") ? 204 : 200);
        }
        return refuse(call, 404, 50500);
    }
    const QString attributes = call.body.value(QLatin1String("attributes")).toString();
    const QString messageSid
        = QStringLiteral("IM%1").arg(m_messageSerial + 1, 32, 16, QLatin1Char('0'));
    const QString mutation = call.headers.value(QLatin1String("X-Twilio-Mutation-Id")).toString();
    const QString text = call.body.value(QLatin1String("body")).toString();
    if (!mutation.isEmpty())
        m_mutations.insert(
            mutation,
            baseUrl() + QStringLiteral("/Conversations/%1/Messages/%2").arg(sid, messageSid));
    const QJsonObject answer { { QStringLiteral("sid"), messageSid },
                               { QStringLiteral("index"), find(listOf(sid))->nextIndex },
                               { QStringLiteral("date_created"), now() } };
    nextMedia = call.body.value(QLatin1String("media_sids")).toArray();
    if (m_isSilent || eventsBeforeReplies)
        addMessage(sid, ownIdentity(), text, attributes);
    if (m_isSilent)
        return;
    replyTo(call, 201, answer);
    if (!eventsBeforeReplies)
        addMessage(sid, ownIdentity(), text, attributes);
}

} // namespace parley::test
