// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"

#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace parley::test;
using namespace Qt::StringLiterals;

namespace {

QString errorCode(const QJsonObject &result)
{
    return result.value(u"error"_s).toObject().value(u"code"_s).toString();
}

} // namespace

/// Two clients on one service: what they say to each other and how they end.
class tst_Chat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void talkToEachOther();
    void carriesOutEveryCommand();
    void readsLongHistories();
    void answersWhatItCannotDo();
    void losesNothingWhenTheLinkIsCut();
    void sendsLaterWhatWasWrittenOffline();
    void waitsForTheOutboxAtTheEndOfInput();
    void endsWithOneWhenTheOutboxIsNotEmpty();
    void endsOnSignals_data();
    void endsOnSignals();
    void runsAScriptFromAPipe();
    void survivesAReaderThatLeaves();
    void logsWithoutBodies();

private:
    QString makeRoom();

    std::unique_ptr<Service> m_service;
    std::unique_ptr<Client> m_alice;
    std::unique_ptr<Client> m_bob;
};

void tst_Chat::init()
{
    m_service = std::make_unique<Service>();
    QVERIFY(m_service->start({ u"--no-demo-data"_s }));
    m_alice = std::make_unique<Client>();
    m_bob = std::make_unique<Client>();
}

void tst_Chat::cleanup()
{
    for (const Client *client : { m_alice.get(), m_bob.get() }) {
        if (client != nullptr)
            QCOMPARE(client->strayLines(), 0);
    }
    m_alice.reset();
    m_bob.reset();
    m_service.reset();
}

/// A conversation of alice and bob; its SID.
QString tst_Chat::makeRoom()
{
    m_alice->start(*m_service, u"alice"_s);
    m_bob->start(*m_service, u"bob"_s);
    const QJsonObject created
        = m_alice->ask(u"createConversation"_s,
                       { { u"friendlyName"_s, u"Room"_s }, { u"uniqueName"_s, u"room"_s } });
    const QString sid = created.value(u"data"_s).toObject().value(u"conversation"_s).toString();
    m_alice->ask(u"addParticipant"_s, { { u"conversation"_s, sid }, { u"identity"_s, u"bob"_s } });
    m_bob->waitForEvent(u"conversationJoined"_s);
    return sid;
}

void tst_Chat::talkToEachOther()
{
    const QString sid = makeRoom();
    QVERIFY(!sid.isEmpty());
    QStringList expected;
    for (int i = 0; i < 20; ++i) {
        Client &speaker = i % 2 == 0 ? *m_alice : *m_bob;
        const QString body = u"message %1 ä€"_s.arg(i);
        const QJsonObject result
            = speaker.ask(u"send"_s,
                          { { u"conversation"_s, u"room"_s },
                            { u"body"_s, body },
                            { u"attributes"_s, QJsonObject { { u"n"_s, i } } } });
        QVERIFY2(isOk(result), QJsonDocument(result).toJson().constData());
        const QJsonObject data = result.value(u"data"_s).toObject();
        QCOMPARE(data.value(u"conversation"_s).toString(), sid);
        QCOMPARE(data.value(u"index"_s).toInt(-1), i);
        QVERIFY(data.value(u"sid"_s).toString().startsWith(u"IM"_s));
        expected.append(body);
    }
    for (const Client *client : { m_alice.get(), m_bob.get() }) {
        QTRY_COMPARE_WITH_TIMEOUT(client->bodies(sid).size(), expected.size(), 15000);
        QCOMPARE(client->bodies(sid), expected);
    }
    const QJsonObject message = m_bob->events(u"messageAdded"_s).front();
    QCOMPARE(message.value(u"author"_s).toString(), u"alice"_s);
    QCOMPARE(message.value(u"attributes"_s).toObject(), QJsonObject({ { u"n"_s, 0 } }));
    static const QRegularExpression iso(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"_s);
    QVERIFY(iso.match(message.value(u"dateCreated"_s).toString()).hasMatch());
    for (const QJsonObject &event : m_bob->events())
        QVERIFY(iso.match(event.value(u"at"_s).toString()).hasMatch());
}

void tst_Chat::carriesOutEveryCommand()
{
    const QString sid = makeRoom();
    const QJsonObject room { { u"conversation"_s, sid } };
    const auto with = [&room](const QString &key, const QJsonValue &value) {
        QJsonObject arguments = room;
        arguments.insert(key, value);
        return arguments;
    };
    QVERIFY(isOk(m_alice->ask(u"send"_s, with(u"body"_s, u"one"_s))));
    QVERIFY(isOk(m_alice->ask(u"send"_s, with(u"body"_s, u"two"_s))));

    QJsonObject edit = with(u"index"_s, 0);
    edit.insert(u"body"_s, u"one, edited"_s);
    QVERIFY(isOk(m_alice->ask(u"edit"_s, edit)));
    const QJsonObject updated = m_bob->waitForEvent(u"messageUpdated"_s);
    QCOMPARE(updated.value(u"body"_s).toString(), u"one, edited"_s);

    QVERIFY(isOk(m_bob->ask(u"read"_s, with(u"index"_s, 1))));
    const QJsonObject read = m_alice->waitFor([](const QJsonObject &event) {
        return event.value(u"event"_s).toString() == "participantUpdated"_L1
            && event.value(u"lastReadMessageIndex"_s).toInt(-1) == 1;
    });
    QCOMPARE(read.value(u"identity"_s).toString(), u"bob"_s);

    QVERIFY(isOk(m_bob->ask(u"typing"_s, room)));
    const QJsonObject typing = m_alice->waitForEvent(u"typingStarted"_s);
    QCOMPARE(typing.value(u"identity"_s).toString(), u"bob"_s);

    QVERIFY(isOk(m_alice->ask(u"delete"_s, with(u"index"_s, 1))));
    QVERIFY(!m_bob->waitForEvent(u"messageRemoved"_s).isEmpty());

    const QJsonObject history = m_bob->ask(u"history"_s, with(u"count"_s, 10));
    const QJsonArray messages = history.value(u"data"_s).toArray();
    QCOMPARE(messages.size(), 1);
    QCOMPARE(messages[0].toObject().value(u"body"_s).toString(), u"one, edited"_s);

    const QJsonObject participants = m_alice->ask(u"participants"_s, room);
    QCOMPARE(participants.value(u"data"_s).toArray().size(), 2);
    const QJsonObject conversations = m_alice->ask(u"conversations"_s);
    QCOMPARE(conversations.value(u"data"_s).toArray().size(), 1);

    QVERIFY(isOk(m_bob->ask(u"leave"_s, room)));
    QVERIFY(!m_alice->waitForEvent(u"participantLeft"_s).isEmpty());
    QVERIFY(isOk(m_alice->ask(u"addParticipant"_s, with(u"identity"_s, u"carol"_s))));
    QVERIFY(isOk(m_alice->ask(u"removeParticipant"_s, with(u"identity"_s, u"carol"_s))));

    const QJsonObject status = m_alice->ask(u"tokenStatus"_s).value(u"data"_s).toObject();
    QCOMPARE(status.value(u"identity"_s).toString(), u"alice"_s);
    QVERIFY(status.value(u"secondsLeft"_s).toInt() > 3500);
    waitForTheNextSecond();
    const QJsonObject refreshed = m_alice->ask(u"refreshToken"_s);
    QVERIFY2(isOk(refreshed), QJsonDocument(refreshed).toJson().constData());
    const QJsonObject renewed = m_alice->waitFor([](const QJsonObject &event) {
        return event.value(u"event"_s).toString() == "tokenUpdated"_L1
            && event.value(u"reason"_s).toString() == "manual"_L1;
    });
    QVERIFY(!renewed.isEmpty());

    QVERIFY(isOk(m_alice->ask(u"deleteConversation"_s, room)));
    QVERIFY(!m_alice->waitForEvent(u"conversationRemoved"_s).isEmpty());
    QVERIFY(isOk(m_alice->ask(u"shutdown"_s)));
    QCOMPARE(m_alice->waitForEnd(), 0);
}

void tst_Chat::readsLongHistories()
{
    const QString sid = makeRoom();
    QStringList ids;
    for (int i = 0; i < 130; ++i)
        ids.append(m_alice->send(
            u"send"_s, { { u"conversation"_s, sid }, { u"body"_s, QString::number(i) } }));
    for (const QString &id : ids)
        QVERIFY(isOk(m_alice->waitForResult(id)));
    const auto read = [&](const QJsonObject &arguments) {
        QJsonObject all = arguments;
        all.insert(u"conversation"_s, sid);
        QStringList bodies;
        const QJsonArray page = m_bob->ask(u"history"_s, all).value(u"data"_s).toArray();
        for (const QJsonValue message : page)
            bodies.append(message.toObject().value(u"body"_s).toString());
        return bodies;
    };
    const QStringList all = read({ { u"count"_s, 500 } });
    QCOMPARE(all.size(), 130);
    QCOMPARE(all.first(), u"0"_s);
    QCOMPARE(all.last(), u"129"_s);
    const QStringList some = read({ { u"count"_s, 110 }, { u"before"_s, 120 } });
    QCOMPARE(some.size(), 110);
    QCOMPARE(some.first(), u"10"_s);
    QCOMPARE(some.last(), u"119"_s);
}

void tst_Chat::answersWhatItCannotDo()
{
    m_alice->start(*m_service, u"alice"_s);
    QVERIFY(!m_alice->waitForEvent(u"initialized"_s).isEmpty());
    size_t seen = m_alice->events().size();
    m_alice->sendLine("this is no JSON");
    const QJsonObject noJson = m_alice->waitForEvent(u"result"_s, 5000, seen);
    QVERIFY(!isOk(noJson));
    QCOMPARE(errorCode(noJson), u"invalidJson"_s);
    QCOMPARE(errorCode(m_alice->ask(u"fly"_s)), u"unknownCommand"_s);
    QCOMPARE(errorCode(m_alice->ask(u"send"_s)), u"invalid"_s);
    QCOMPARE(errorCode(m_alice->ask(u"history"_s,
                                    { { u"conversation"_s, u"room"_s }, { u"count"_s, -1 } })),
             u"invalid"_s);
    const QJsonObject unknown = m_alice->ask(
        u"send"_s, { { u"conversation"_s, u"nowhere"_s }, { u"body"_s, u"hello"_s } });
    QCOMPARE(errorCode(unknown), u"notFound"_s);
    const QJsonObject token = m_alice->ask(u"updateToken"_s, { { u"token"_s, u"x.y"_s } });
    QCOMPARE(errorCode(token), u"malformed"_s);
    seen = m_alice->events().size();
    m_alice->sendLine(QByteArray(2 * 1024 * 1024, 'x'));
    QCOMPARE(errorCode(m_alice->waitForEvent(u"result"_s, 5000, seen)), u"lineTooLong"_s);
    QVERIFY(isOk(m_alice->ask(u"tokenStatus"_s))); // and goes on
}

void tst_Chat::losesNothingWhenTheLinkIsCut()
{
    const QString sid = makeRoom();
    QStringList expected;
    QStringList ids;
    for (int i = 0; i < 40; ++i) {
        expected.append(u"message %1"_s.arg(i));
        ids.append(m_alice->send(u"send"_s,
                                 { { u"conversation"_s, sid }, { u"body"_s, expected.last() } }));
        if (i == 10 || i == 25)
            m_service->dropConnections();
    }
    for (const QString &id : ids)
        QVERIFY2(isOk(m_alice->waitForResult(id, 40000)), qPrintable(id));
    QTRY_COMPARE_WITH_TIMEOUT(m_bob->bodies(sid).size(), expected.size(), 20000);
    QCOMPARE(m_bob->bodies(sid), expected);
    QCOMPARE(m_alice->bodies(sid), expected);
    QVERIFY(m_alice->count(u"connectionError"_s) > 0);
}

void tst_Chat::sendsLaterWhatWasWrittenOffline()
{
    const QString sid = makeRoom();
    QVERIFY(isOk(m_alice->ask(u"disconnect"_s)));
    QVERIFY(!m_alice
                 ->waitFor([](const QJsonObject &event) {
                     return event.value(u"state"_s).toString() == "disconnected"_L1;
                 })
                 .isEmpty());
    const QString id
        = m_alice->send(u"send"_s, { { u"conversation"_s, sid }, { u"body"_s, u"later"_s } });
    QVERIFY(isOk(m_alice->ask(u"typing"_s, { { u"conversation"_s, sid } })));
    QVERIFY(m_alice->waitForResult(id, 3000).isEmpty()); // holds until `connect`
    QVERIFY(isOk(m_alice->ask(u"connect"_s)));
    QVERIFY(isOk(m_alice->waitForResult(id)));
    QTRY_COMPARE_WITH_TIMEOUT(m_bob->bodies(sid), QStringList(u"later"_s), 15000);
}

void tst_Chat::waitsForTheOutboxAtTheEndOfInput()
{
    const QString sid = makeRoom();
    QStringList expected;
    for (int i = 0; i < 10; ++i) {
        expected.append(QString::number(i));
        m_alice->send(u"send"_s, { { u"conversation"_s, sid }, { u"body"_s, expected.last() } });
    }
    m_alice->endInput();
    QCOMPARE(m_alice->waitForEnd(), 0);
    QCOMPARE(m_alice->count(u"signInFailed"_s), 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_bob->bodies(sid), expected, 15000);
}

void tst_Chat::endsWithOneWhenTheOutboxIsNotEmpty()
{
    const QString sid = makeRoom();
    QVERIFY(isOk(m_alice->ask(u"disconnect"_s)));
    const QString id
        = m_alice->send(u"send"_s, { { u"conversation"_s, sid }, { u"body"_s, u"never"_s } });
    m_alice->endInput();
    QCOMPARE(m_alice->waitForEnd(10000), 1);
    QCOMPARE(errorCode(m_alice->waitForResult(id, 0)), u"cancelled"_s);
}

void tst_Chat::endsOnSignals_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void tst_Chat::endsOnSignals()
{
    QFETCH(int, number);
    m_alice->start(*m_service, u"alice"_s);
    QVERIFY(!m_alice->waitForEvent(u"initialized"_s).isEmpty());
    m_alice->signal(number);
    QCOMPARE(m_alice->waitForEnd(4000), 0);
    QCOMPARE(m_alice->events().back().value(u"state"_s).toString(), u"disconnected"_s);
}

void tst_Chat::runsAScriptFromAPipe()
{
    m_alice->startBare(
        { u"--token-url"_s, m_service->tokenUrl(), u"--service-url"_s, m_service->serviceUrl(),
          u"--user"_s, u"alice"_s, u"--password-stdin"_s, u"--no-keychain"_s },
        "demo\n"
        R"({"id":1,"command":"createConversation","friendlyName":"Script","uniqueName":"script"})"
        "\n"
        R"({"id":2,"command":"send","conversation":"script","body":"at once"})"
        "\n"
        R"({"id":{"any":"thing"},"command":"tokenStatus"})"
        "\n");
    m_alice->endInput();
    QCOMPARE(m_alice->waitForEnd(), 0);
    const auto results = m_alice->events(u"result"_s);
    QCOMPARE(results.size(), size_t(3));
    for (const QJsonObject &result : results)
        QVERIFY2(isOk(result), QJsonDocument(result).toJson().constData());
}

void tst_Chat::survivesAReaderThatLeaves()
{
    // `head` reads one line and goes; parley-cli must end by itself, not by SIGPIPE.
    QProcess shell;
    shell.start(
        u"sh"_s,
        { u"-c"_s,
          u"{ echo demo; sleep 20; } | { \"$0\" --token-url \"$1\" --service-url \"$2\" --user "
          "alice --password-stdin --no-keychain; echo \"status $?\" >&2; } | head -n 1"_s,
          Client::path(), m_service->tokenUrl(), m_service->serviceUrl() });
    QByteArray errors;
    // At the next line; if head was slow to go, that is the last one, when the input has ended.
    QTRY_VERIFY_WITH_TIMEOUT((errors += shell.readAllStandardError()).contains("status"), 40000);
    QVERIFY2(errors.contains("status 0"), errors.constData());
    shell.kill();
    shell.waitForFinished();
}

void tst_Chat::logsWithoutBodies()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"events.jsonl"_s);
    m_alice->start(*m_service, u"alice"_s, { u"--event-log"_s, path });
    const QJsonObject created
        = m_alice->ask(u"createConversation"_s, { { u"friendlyName"_s, u"marker-name"_s } });
    const QString sid = created.value(u"data"_s).toObject().value(u"conversation"_s).toString();
    QVERIFY(isOk(
        m_alice->ask(u"send"_s, { { u"conversation"_s, sid }, { u"body"_s, u"marker-body"_s } })));
    QVERIFY(!m_alice->waitForEvent(u"messageAdded"_s).isEmpty());
    m_alice->endInput();
    QCOMPARE(m_alice->waitForEnd(), 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray log = file.readAll();
    QVERIFY(log.contains("messageAdded") && log.contains("\"result\""));
    QVERIFY(log.contains(sid.toUtf8()));
    QVERIFY(!log.contains("marker"));
    QCOMPARE(log.count('\n'), qsizetype(m_alice->events().size()));
}

QTEST_GUILESS_MAIN(tst_Chat)
#include "tst_chat.moc"
