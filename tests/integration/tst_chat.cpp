// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"

#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace parley::test;

namespace {

QString errorCode(const QJsonObject &result)
{
    return result.value(QStringLiteral("error"))
        .toObject()
        .value(QStringLiteral("code"))
        .toString();
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
    QVERIFY(m_service->start({ QStringLiteral("--no-demo-data") }));
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
    m_alice->start(*m_service, QStringLiteral("alice"));
    m_bob->start(*m_service, QStringLiteral("bob"));
    const QJsonObject created
        = m_alice->ask(QStringLiteral("createConversation"),
                       { { QStringLiteral("friendlyName"), QStringLiteral("Room") },
                         { QStringLiteral("uniqueName"), QStringLiteral("room") } });
    const QString sid = created.value(QStringLiteral("data"))
                            .toObject()
                            .value(QStringLiteral("conversation"))
                            .toString();
    m_alice->ask(QStringLiteral("addParticipant"),
                 { { QStringLiteral("conversation"), sid },
                   { QStringLiteral("identity"), QStringLiteral("bob") } });
    m_bob->waitForEvent(QStringLiteral("conversationJoined"));
    return sid;
}

void tst_Chat::talkToEachOther()
{
    const QString sid = makeRoom();
    QVERIFY(!sid.isEmpty());
    QStringList expected;
    for (int i = 0; i < 20; ++i) {
        Client &speaker = i % 2 == 0 ? *m_alice : *m_bob;
        const QString body = QStringLiteral("message %1 ä€").arg(i);
        const QJsonObject result = speaker.ask(
            QStringLiteral("send"),
            { { QStringLiteral("conversation"), QStringLiteral("room") },
              { QStringLiteral("body"), body },
              { QStringLiteral("attributes"), QJsonObject { { QStringLiteral("n"), i } } } });
        QVERIFY2(isOk(result), QJsonDocument(result).toJson().constData());
        const QJsonObject data = result.value(QStringLiteral("data")).toObject();
        QCOMPARE(data.value(QStringLiteral("conversation")).toString(), sid);
        QCOMPARE(data.value(QStringLiteral("index")).toInt(-1), i);
        QVERIFY(data.value(QStringLiteral("sid")).toString().startsWith(QStringLiteral("IM")));
        expected.append(body);
    }
    for (const Client *client : { m_alice.get(), m_bob.get() }) {
        QTRY_COMPARE_WITH_TIMEOUT(client->bodies(sid).size(), expected.size(), 15000);
        QCOMPARE(client->bodies(sid), expected);
    }
    const QJsonObject message = m_bob->events(QStringLiteral("messageAdded")).front();
    QCOMPARE(message.value(QStringLiteral("author")).toString(), QStringLiteral("alice"));
    QCOMPARE(message.value(QStringLiteral("attributes")).toObject(),
             QJsonObject({ { QStringLiteral("n"), 0 } }));
    static const QRegularExpression iso(
        QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"));
    QVERIFY(iso.match(message.value(QStringLiteral("dateCreated")).toString()).hasMatch());
    for (const QJsonObject &event : m_bob->events())
        QVERIFY(iso.match(event.value(QStringLiteral("at")).toString()).hasMatch());
}

void tst_Chat::carriesOutEveryCommand()
{
    const QString sid = makeRoom();
    const QJsonObject room { { QStringLiteral("conversation"), sid } };
    const auto with = [&room](const QString &key, const QJsonValue &value) {
        QJsonObject arguments = room;
        arguments.insert(key, value);
        return arguments;
    };
    QVERIFY(isOk(
        m_alice->ask(QStringLiteral("send"), with(QStringLiteral("body"), QStringLiteral("one")))));
    QVERIFY(isOk(
        m_alice->ask(QStringLiteral("send"), with(QStringLiteral("body"), QStringLiteral("two")))));

    QJsonObject edit = with(QStringLiteral("index"), 0);
    edit.insert(QStringLiteral("body"), QStringLiteral("one, edited"));
    QVERIFY(isOk(m_alice->ask(QStringLiteral("edit"), edit)));
    const QJsonObject updated = m_bob->waitForEvent(QStringLiteral("messageUpdated"));
    QCOMPARE(updated.value(QStringLiteral("body")).toString(), QStringLiteral("one, edited"));

    QVERIFY(isOk(m_bob->ask(QStringLiteral("read"), with(QStringLiteral("index"), 1))));
    const QJsonObject read = m_alice->waitFor([](const QJsonObject &event) {
        return event.value(QStringLiteral("event")).toString()
            == QLatin1String("participantUpdated")
            && event.value(QStringLiteral("lastReadMessageIndex")).toInt(-1) == 1;
    });
    QCOMPARE(read.value(QStringLiteral("identity")).toString(), QStringLiteral("bob"));

    QVERIFY(isOk(m_bob->ask(QStringLiteral("typing"), room)));
    const QJsonObject typing = m_alice->waitForEvent(QStringLiteral("typingStarted"));
    QCOMPARE(typing.value(QStringLiteral("identity")).toString(), QStringLiteral("bob"));

    QVERIFY(isOk(m_alice->ask(QStringLiteral("delete"), with(QStringLiteral("index"), 1))));
    QVERIFY(!m_bob->waitForEvent(QStringLiteral("messageRemoved")).isEmpty());

    const QJsonObject history
        = m_bob->ask(QStringLiteral("history"), with(QStringLiteral("count"), 10));
    const QJsonArray messages = history.value(QStringLiteral("data")).toArray();
    QCOMPARE(messages.size(), 1);
    QCOMPARE(messages[0].toObject().value(QStringLiteral("body")).toString(),
             QStringLiteral("one, edited"));

    const QJsonObject participants = m_alice->ask(QStringLiteral("participants"), room);
    QCOMPARE(participants.value(QStringLiteral("data")).toArray().size(), 2);
    const QJsonObject conversations = m_alice->ask(QStringLiteral("conversations"));
    QCOMPARE(conversations.value(QStringLiteral("data")).toArray().size(), 1);

    QVERIFY(isOk(m_bob->ask(QStringLiteral("leave"), room)));
    QVERIFY(!m_alice->waitForEvent(QStringLiteral("participantLeft")).isEmpty());
    QVERIFY(isOk(m_alice->ask(QStringLiteral("addParticipant"),
                              with(QStringLiteral("identity"), QStringLiteral("carol")))));
    QVERIFY(isOk(m_alice->ask(QStringLiteral("removeParticipant"),
                              with(QStringLiteral("identity"), QStringLiteral("carol")))));

    const QJsonObject status
        = m_alice->ask(QStringLiteral("tokenStatus")).value(QStringLiteral("data")).toObject();
    QCOMPARE(status.value(QStringLiteral("identity")).toString(), QStringLiteral("alice"));
    QVERIFY(status.value(QStringLiteral("secondsLeft")).toInt() > 3500);
    waitForTheNextSecond();
    const QJsonObject refreshed = m_alice->ask(QStringLiteral("refreshToken"));
    QVERIFY2(isOk(refreshed), QJsonDocument(refreshed).toJson().constData());
    const QJsonObject renewed = m_alice->waitFor([](const QJsonObject &event) {
        return event.value(QStringLiteral("event")).toString() == QLatin1String("tokenUpdated")
            && event.value(QStringLiteral("reason")).toString() == QLatin1String("manual");
    });
    QVERIFY(!renewed.isEmpty());

    QVERIFY(isOk(m_alice->ask(QStringLiteral("deleteConversation"), room)));
    QVERIFY(!m_alice->waitForEvent(QStringLiteral("conversationRemoved")).isEmpty());
    QVERIFY(isOk(m_alice->ask(QStringLiteral("shutdown"))));
    QCOMPARE(m_alice->waitForEnd(), 0);
}

void tst_Chat::readsLongHistories()
{
    const QString sid = makeRoom();
    QStringList ids;
    for (int i = 0; i < 130; ++i)
        ids.append(m_alice->send(QStringLiteral("send"),
                                 { { QStringLiteral("conversation"), sid },
                                   { QStringLiteral("body"), QString::number(i) } }));
    for (const QString &id : ids)
        QVERIFY(isOk(m_alice->waitForResult(id)));
    const auto read = [&](const QJsonObject &arguments) {
        QJsonObject all = arguments;
        all.insert(QStringLiteral("conversation"), sid);
        QStringList bodies;
        const QJsonArray page
            = m_bob->ask(QStringLiteral("history"), all).value(QStringLiteral("data")).toArray();
        for (const QJsonValue message : page)
            bodies.append(message.toObject().value(QStringLiteral("body")).toString());
        return bodies;
    };
    const QStringList all = read({ { QStringLiteral("count"), 500 } });
    QCOMPARE(all.size(), 130);
    QCOMPARE(all.first(), QStringLiteral("0"));
    QCOMPARE(all.last(), QStringLiteral("129"));
    const QStringList some
        = read({ { QStringLiteral("count"), 110 }, { QStringLiteral("before"), 120 } });
    QCOMPARE(some.size(), 110);
    QCOMPARE(some.first(), QStringLiteral("10"));
    QCOMPARE(some.last(), QStringLiteral("119"));
}

void tst_Chat::answersWhatItCannotDo()
{
    m_alice->start(*m_service, QStringLiteral("alice"));
    QVERIFY(!m_alice->waitForEvent(QStringLiteral("initialized")).isEmpty());
    size_t seen = m_alice->events().size();
    m_alice->sendLine("this is no JSON");
    const QJsonObject noJson = m_alice->waitForEvent(QStringLiteral("result"), 5000, seen);
    QVERIFY(!isOk(noJson));
    QCOMPARE(errorCode(noJson), QStringLiteral("invalidJson"));
    QCOMPARE(errorCode(m_alice->ask(QStringLiteral("fly"))), QStringLiteral("unknownCommand"));
    QCOMPARE(errorCode(m_alice->ask(QStringLiteral("send"))), QStringLiteral("invalid"));
    QCOMPARE(errorCode(m_alice->ask(QStringLiteral("history"),
                                    { { QStringLiteral("conversation"), QStringLiteral("room") },
                                      { QStringLiteral("count"), -1 } })),
             QStringLiteral("invalid"));
    const QJsonObject unknown
        = m_alice->ask(QStringLiteral("send"),
                       { { QStringLiteral("conversation"), QStringLiteral("nowhere") },
                         { QStringLiteral("body"), QStringLiteral("hello") } });
    QCOMPARE(errorCode(unknown), QStringLiteral("notFound"));
    const QJsonObject token = m_alice->ask(QStringLiteral("updateToken"),
                                           { { QStringLiteral("token"), QStringLiteral("x.y") } });
    QCOMPARE(errorCode(token), QStringLiteral("malformed"));
    seen = m_alice->events().size();
    m_alice->sendLine(QByteArray(2 * 1024 * 1024, 'x'));
    QCOMPARE(errorCode(m_alice->waitForEvent(QStringLiteral("result"), 5000, seen)),
             QStringLiteral("lineTooLong"));
    QVERIFY(isOk(m_alice->ask(QStringLiteral("tokenStatus")))); // and goes on
}

void tst_Chat::losesNothingWhenTheLinkIsCut()
{
    const QString sid = makeRoom();
    QStringList expected;
    QStringList ids;
    for (int i = 0; i < 40; ++i) {
        expected.append(QStringLiteral("message %1").arg(i));
        ids.append(m_alice->send(QStringLiteral("send"),
                                 { { QStringLiteral("conversation"), sid },
                                   { QStringLiteral("body"), expected.last() } }));
        if (i == 10 || i == 25)
            m_service->dropConnections();
    }
    for (const QString &id : ids)
        QVERIFY2(isOk(m_alice->waitForResult(id, 40000)), qPrintable(id));
    QTRY_COMPARE_WITH_TIMEOUT(m_bob->bodies(sid).size(), expected.size(), 20000);
    QCOMPARE(m_bob->bodies(sid), expected);
    QCOMPARE(m_alice->bodies(sid), expected);
    QVERIFY(m_alice->count(QStringLiteral("connectionError")) > 0);
}

void tst_Chat::sendsLaterWhatWasWrittenOffline()
{
    const QString sid = makeRoom();
    QVERIFY(isOk(m_alice->ask(QStringLiteral("disconnect"))));
    QVERIFY(!m_alice
                 ->waitFor([](const QJsonObject &event) {
                     return event.value(QStringLiteral("state")).toString()
                         == QLatin1String("disconnected");
                 })
                 .isEmpty());
    const QString id = m_alice->send(QStringLiteral("send"),
                                     { { QStringLiteral("conversation"), sid },
                                       { QStringLiteral("body"), QStringLiteral("later") } });
    QVERIFY(
        isOk(m_alice->ask(QStringLiteral("typing"), { { QStringLiteral("conversation"), sid } })));
    QVERIFY(m_alice->waitForResult(id, 3000).isEmpty()); // holds until `connect`
    QVERIFY(isOk(m_alice->ask(QStringLiteral("connect"))));
    QVERIFY(isOk(m_alice->waitForResult(id)));
    QTRY_COMPARE_WITH_TIMEOUT(m_bob->bodies(sid), QStringList(QStringLiteral("later")), 15000);
}

void tst_Chat::waitsForTheOutboxAtTheEndOfInput()
{
    const QString sid = makeRoom();
    QStringList expected;
    for (int i = 0; i < 10; ++i) {
        expected.append(QString::number(i));
        m_alice->send(QStringLiteral("send"),
                      { { QStringLiteral("conversation"), sid },
                        { QStringLiteral("body"), expected.last() } });
    }
    m_alice->endInput();
    QCOMPARE(m_alice->waitForEnd(), 0);
    QCOMPARE(m_alice->count(QStringLiteral("signInFailed")), 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_bob->bodies(sid), expected, 15000);
}

void tst_Chat::endsWithOneWhenTheOutboxIsNotEmpty()
{
    const QString sid = makeRoom();
    QVERIFY(isOk(m_alice->ask(QStringLiteral("disconnect"))));
    const QString id = m_alice->send(QStringLiteral("send"),
                                     { { QStringLiteral("conversation"), sid },
                                       { QStringLiteral("body"), QStringLiteral("never") } });
    m_alice->endInput();
    QCOMPARE(m_alice->waitForEnd(10000), 1);
    QCOMPARE(errorCode(m_alice->waitForResult(id, 0)), QStringLiteral("cancelled"));
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
    m_alice->start(*m_service, QStringLiteral("alice"));
    QVERIFY(!m_alice->waitForEvent(QStringLiteral("initialized")).isEmpty());
    m_alice->signal(number);
    QCOMPARE(m_alice->waitForEnd(4000), 0);
    QCOMPARE(m_alice->events().back().value(QStringLiteral("state")).toString(),
             QStringLiteral("disconnected"));
}

void tst_Chat::runsAScriptFromAPipe()
{
    m_alice->startBare(
        { QStringLiteral("--token-url"), m_service->tokenUrl(), QStringLiteral("--service-url"),
          m_service->serviceUrl(), QStringLiteral("--user"), QStringLiteral("alice"),
          QStringLiteral("--password-stdin"), QStringLiteral("--no-keychain") },
        "demo\n"
        R"({"id":1,"command":"createConversation","friendlyName":"Script","uniqueName":"script"})"
        "\n"
        R"({"id":2,"command":"send","conversation":"script","body":"at once"})"
        "\n"
        R"({"id":{"any":"thing"},"command":"tokenStatus"})"
        "\n");
    m_alice->endInput();
    QCOMPARE(m_alice->waitForEnd(), 0);
    const auto results = m_alice->events(QStringLiteral("result"));
    QCOMPARE(results.size(), size_t(3));
    for (const QJsonObject &result : results)
        QVERIFY2(isOk(result), QJsonDocument(result).toJson().constData());
}

void tst_Chat::survivesAReaderThatLeaves()
{
    // `head` reads one line and goes; parley-cli must end by itself, not by SIGPIPE.
    QProcess shell;
    shell.start(
        QStringLiteral("sh"),
        { QStringLiteral("-c"),
          QStringLiteral(
              "{ echo demo; sleep 20; } | { \"$0\" --token-url \"$1\" --service-url \"$2\" --user "
              "alice --password-stdin --no-keychain; echo \"status $?\" >&2; } | head -n 1"),
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
    const QString path = folder.filePath(QStringLiteral("events.jsonl"));
    m_alice->start(*m_service, QStringLiteral("alice"), { QStringLiteral("--event-log"), path });
    const QJsonObject created
        = m_alice->ask(QStringLiteral("createConversation"),
                       { { QStringLiteral("friendlyName"), QStringLiteral("marker-name") } });
    const QString sid = created.value(QStringLiteral("data"))
                            .toObject()
                            .value(QStringLiteral("conversation"))
                            .toString();
    QVERIFY(isOk(m_alice->ask(QStringLiteral("send"),
                              { { QStringLiteral("conversation"), sid },
                                { QStringLiteral("body"), QStringLiteral("marker-body") } })));
    QVERIFY(!m_alice->waitForEvent(QStringLiteral("messageAdded")).isEmpty());
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
