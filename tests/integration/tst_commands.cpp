// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace parley::test;
using namespace Qt::StringLiterals;

/// The commands of parley-cli beyond plain text: what they do, and what the other side sees of it.
class tst_Commands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void changesAConversation();
    void findsTheConversationOfTwo();
    void countsWhatIsUnread();
    void pagesForwards();
    void repliesAndReacts();
    void pinsAndUnpins();
    void keepsWhatOthersPutIntoAttributes();
    void sendsAndFetchesFiles();
    void tellsOfUsers();
    void setsAttributesOfAParticipant();
    void managesTheOutbox();
    void refusesWrongArguments_data();
    void refusesWrongArguments();
    void leavesAtOnceWhenDisconnected();
    void keepsItsDataWhereItIsTold();
    void documentsEveryCommand();

private:
    QJsonObject ask(Client &client, const QString &command, QJsonObject arguments = {})
    {
        if (!arguments.contains(u"conversation"_s))
            arguments.insert(u"conversation"_s, u"room"_s);
        return client.ask(command, arguments);
    }
    /// The data of a command that must work.
    QJsonValue data(Client &client, const QString &command, const QJsonObject &arguments = {});
    [[nodiscard]] QString errorOf(Client &client, const QString &command,
                                  const QJsonObject &arguments = {})
    {
        return ask(client, command, arguments)[u"error"_s][u"code"_s].toString();
    }
    void say(Client &client, const QStringList &bodies);

    std::unique_ptr<Service> m_service;
    std::unique_ptr<Client> m_alice;
    std::unique_ptr<Client> m_bob;
};

namespace {

QStringList bodiesOf(const QJsonValue &messages)
{
    QStringList bodies;
    const QJsonArray list = messages.toArray();
    for (const QJsonValue message : list)
        bodies.append(message[u"body"_s].toString());
    return bodies;
}

} // namespace

void tst_Commands::init()
{
    m_service = std::make_unique<Service>();
    QVERIFY(m_service->start({ key("--no-demo-data") }));
    m_alice = std::make_unique<Client>();
    m_bob = std::make_unique<Client>();
    m_alice->start(*m_service, key("alice"));
    m_bob->start(*m_service, key("bob"));
    data(*m_alice, key("createConversation"),
         { { key("uniqueName"), key("room") }, { key("friendlyName"), key("Room") } });
    data(*m_alice, key("addParticipant"), { { key("identity"), key("bob") } });
    QVERIFY(!m_bob->waitForEvent(key("conversationJoined")).isEmpty());
}

void tst_Commands::cleanup()
{
    m_alice.reset();
    m_bob.reset();
    m_service.reset();
}

QJsonValue tst_Commands::data(Client &client, const QString &command, const QJsonObject &arguments)
{
    const QJsonObject result = ask(client, command, arguments);
    if (!result.value(key("ok")).toBool())
        QTest::qFail(QJsonDocument(result).toJson().constData(), __FILE__, __LINE__);
    return result.value(key("data"));
}

void tst_Commands::say(Client &client, const QStringList &bodies)
{
    for (const QString &body : bodies)
        data(client, key("send"), { { key("body"), body } });
}

void tst_Commands::changesAConversation()
{
    const QJsonObject attributes { { key("colour"), key("red") } };
    data(*m_alice, key("updateConversation"),
         { { key("friendlyName"), key("Other") }, { key("attributes"), attributes } });
    const QJsonObject seen = m_bob->waitFor([&](const QJsonObject &event) {
        return event[key("event")] == key("conversationUpdated")
            && event[key("friendlyName")] == key("Other") && event[key("attributes")] == attributes;
    });
    QVERIFY2(!seen.isEmpty(), m_bob->output().constData());
    QCOMPARE(seen[key("uniqueName")].toString(), key("room"));
    QCOMPARE(seen[key("createdBy")].toString(), key("alice"));
    QCOMPARE(seen[key("notificationLevel")].toString(), key("default"));

    data(*m_bob, key("setNotificationLevel"), { { key("level"), key("muted") } });
    QVERIFY(!m_bob
                 ->waitFor([](const QJsonObject &event) {
                     return event[key("event")] == key("conversationUpdated")
                         && event[key("notificationLevel")] == key("muted");
                 })
                 .isEmpty());
}

void tst_Commands::findsTheConversationOfTwo()
{
    const QJsonValue first
        = m_alice->ask(key("directConversation"), { { key("identity"), key("bob") } })[key("data")];
    const QString sid = first[key("conversation")].toString();
    QVERIFY(sid.startsWith(key("CH")));
    QVERIFY(!m_bob
                 ->waitFor([&sid](const QJsonObject &event) {
                     return event[key("event")] == key("conversationJoined")
                         && event[key("conversation")] == sid;
                 })
                 .isEmpty());
    const QJsonValue second
        = m_bob->ask(key("directConversation"), { { key("identity"), key("alice") } })[key("data")];
    QCOMPARE(second[key("conversation")].toString(), sid);
}

void tst_Commands::countsWhatIsUnread()
{
    say(*m_alice, { key("one"), key("two"), key("three") });
    QTRY_COMPARE_WITH_TIMEOUT(m_bob->count(key("messageAdded")), 3, 15000);
    const auto unread = [this] { return data(*m_bob, key("unreadCount"))[key("unreadCount")]; };
    QVERIFY(unread().isNull()); // nothing was ever read
    data(*m_bob, key("read"), { { key("index"), 0 } });
    QTRY_COMPARE_WITH_TIMEOUT(unread().toInt(-1), 2, 15000);
    data(*m_bob, key("readAll"));
    QTRY_COMPARE_WITH_TIMEOUT(unread().toInt(-1), 0, 15000);
    data(*m_bob, key("readNone"));
    QTRY_VERIFY_WITH_TIMEOUT(unread().isNull(), 15000);
}

void tst_Commands::pagesForwards()
{
    QStringList all;
    for (int i = 0; i < 130; ++i)
        all.append(QString::number(i));
    say(*m_alice, all);
    const auto history = [this](const QJsonObject &arguments) {
        return bodiesOf(data(*m_bob, key("history"), arguments));
    };
    QCOMPARE(history({ { key("after"), -1 }, { key("count"), 120 } }), all.mid(0, 120));
    QCOMPARE(history({ { key("after"), 99 } }), all.mid(100));
    QCOMPARE(history({ { key("after"), 129 } }), QStringList());
    QCOMPARE(history({ { key("before"), 5 } }), all.mid(0, 5));
    QCOMPARE(data(*m_bob, key("message"), { { key("index"), 77 } })[key("body")].toString(),
             key("77"));
    QCOMPARE(errorOf(*m_bob, key("message"), { { key("index"), 130 } }), key("notFound"));
}

void tst_Commands::repliesAndReacts()
{
    say(*m_alice, { key("what do you think?") });
    data(*m_alice, key("send"), { { key("body"), key("I agree") }, { key("replyTo"), 0 } });
    const QJsonObject reply = m_bob->waitFor(
        [](const QJsonObject &event) { return event[key("body")] == key("I agree"); });
    const QJsonValue answered = reply[key("attributes")][key("parley")][key("reply")];
    QCOMPARE(answered[key("index")].toInt(-1), 0);
    QCOMPARE(answered[key("author")].toString(), key("alice"));
    QCOMPARE(answered[key("text")].toString(), key("what do you think?"));
    QCOMPARE(errorOf(*m_alice, key("send"), { { key("body"), key("x") }, { key("replyTo"), 9 } }),
             key("notFound"));

    const QString thumb = QString::fromUtf8("\xf0\x9f\x91\x8d");
    const auto reactions = [&] {
        return data(*m_bob, key("message"),
                    { { key("index"), 0 } })[key("attributes")][key("parley")][key("reactions")];
    };
    data(*m_alice, key("react"), { { key("index"), 0 }, { key("emoji"), thumb } });
    QCOMPARE(reactions()[thumb].toArray(), QJsonArray({ key("alice") }));
    data(*m_alice, key("react"),
         { { key("index"), 0 }, { key("emoji"), thumb }, { key("on"), false } });
    QVERIFY(reactions()[thumb].toArray().isEmpty());
}

void tst_Commands::pinsAndUnpins()
{
    say(*m_alice, { key("the rules") });
    const auto pinned = [&] {
        return data(*m_bob, key("message"),
                    { { key("index"), 0 } })[key("attributes")][key("parley")][key("pinned")];
    };
    data(*m_bob, key("pin"), { { key("index"), 0 } });
    QCOMPARE(pinned().toString(), key("bob"));
    data(*m_alice, key("pin"), { { key("index"), 0 }, { key("on"), false } });
    QVERIFY(pinned().isUndefined());
    QCOMPARE(errorOf(*m_alice, key("pin"), { { key("index"), 9 } }), key("notFound"));
}

void tst_Commands::keepsWhatOthersPutIntoAttributes()
{
    data(*m_alice, key("send"),
         { { key("body"), key("one") },
           { key("attributes"), QJsonObject { { key("theirs"), 1 }, { key("old"), 2 } } } });
    data(*m_alice, key("updateMessageAttributes"),
         { { key("index"), 0 },
           { key("attributes"), QJsonObject { { key("ours"), 3 }, { key("old"), {} } } } });
    QJsonObject attributes
        = data(*m_bob, key("message"), { { key("index"), 0 } })[key("attributes")].toObject();
    attributes.remove(key("parley"));
    QCOMPARE(attributes, QJsonObject({ { key("theirs"), 1 }, { key("ours"), 3 } }));
}

void tst_Commands::sendsAndFetchesFiles()
{
    const QTemporaryDir folder;
    const QByteArray content(200'000, 'x');
    QFile file(folder.filePath(key("picture.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    const QJsonArray files { QJsonObject { { key("path"), file.fileName() },
                                           { key("filename"), key("renamed.txt") } } };
    data(*m_alice, key("send"), { { key("body"), key("look") }, { key("files"), files } });
    QVERIFY(m_alice->count(key("uploadProgress")) > 0);
    const QJsonObject seen = m_bob->waitForEvent(key("messageAdded"));
    QCOMPARE(seen[key("body")].toString(), key("look"));
    const QJsonValue media = seen[key("media")][0];
    QCOMPARE(media[key("filename")].toString(), key("renamed.txt"));
    QCOMPARE(media[key("size")].toInt(), int(content.size()));
    const QString sid = media[key("sid")].toString();
    QVERIFY(sid.startsWith(key("ME")));

    const QString url
        = data(*m_bob, key("mediaUrl"), { { key("media"), sid } })[key("url")].toString();
    QVERIFY2(url.startsWith(key("http")), qPrintable(url));
    const QString path = folder.filePath(key("fetched.txt"));
    QCOMPARE(data(*m_bob, key("downloadMedia"),
                  { { key("index"), 0 }, { key("path"), path } })[key("path")]
                 .toString(),
             path);
    QFile fetched(path);
    QVERIFY(fetched.open(QIODevice::ReadOnly));
    QCOMPARE(fetched.readAll(), content);
    QVERIFY(m_bob->count(key("downloadProgress")) > 0);
    QVERIFY(m_bob->count(key("downloadProgress")) <= 25);

    QCOMPARE(errorOf(*m_bob, key("downloadMedia"),
                     { { key("index"), 0 },
                       { key("media"), key("ME00000000000000000000000000000000") },
                       { key("path"), path } }),
             key("notFound"));
    QCOMPARE(errorOf(*m_bob, key("downloadMedia"),
                     { { key("index"), 0 }, { key("path"), key("/no/such/folder/file") } }),
             key("fileNotWritten"));
    const QJsonArray missing { QJsonObject { { key("path"), key("/no/such/file") } } };
    QCOMPARE(errorOf(*m_bob, key("send"), { { key("files"), missing } }), key("fileMissing"));
}

void tst_Commands::tellsOfUsers()
{
    data(*m_bob, key("subscribeUser"), { { key("identity"), key("alice") } });
    data(*m_alice, key("setFriendlyName"), { { key("friendlyName"), key("Alice A.") } });
    const QJsonObject attributes { { key("team"), 7 } };
    data(*m_alice, key("setUserAttributes"), { { key("attributes"), attributes } });
    QVERIFY(!m_bob
                 ->waitFor([&](const QJsonObject &event) {
                     return event[key("event")] == key("userUpdated")
                         && event[key("friendlyName")] == key("Alice A.")
                         && event[key("attributes")] == attributes;
                 })
                 .isEmpty());
    const QJsonValue known = data(*m_bob, key("user"), { { key("identity"), key("alice") } });
    QCOMPARE(known[key("friendlyName")].toString(), key("Alice A."));
    data(*m_bob, key("releaseUser"), { { key("identity"), key("alice") } });
    QCOMPARE(data(*m_bob, key("user"), { { key("identity"), key("stranger") } })[key("identity")]
                 .toString(),
             key("stranger"));
}

void tst_Commands::setsAttributesOfAParticipant()
{
    const QJsonObject attributes { { key("title"), key("host") } };
    data(*m_alice, key("setParticipantAttributes"),
         { { key("identity"), key("alice") }, { key("attributes"), attributes } });
    const auto attributesOfAlice = [this] {
        const QJsonArray list = data(*m_bob, key("participants")).toArray();
        for (const QJsonValue one : list) {
            if (one[key("identity")] == key("alice"))
                return one[key("attributes")].toObject();
        }
        return QJsonObject();
    };
    QTRY_COMPARE_WITH_TIMEOUT(attributesOfAlice(), attributes, 15000);
    const QJsonValue first = data(*m_bob, key("participants"))[0];
    QVERIFY(first[key("roleSid")].toString().startsWith(key("RL")));
}

void tst_Commands::managesTheOutbox()
{
    data(*m_alice, key("disconnect"));
    const QString first = m_alice->send(
        key("send"), { { key("conversation"), key("room") }, { key("body"), key("first") } });
    const QString second = m_alice->send(
        key("send"), { { key("conversation"), key("room") }, { key("body"), key("second") } });
    const QJsonArray waiting = data(*m_alice, key("outbox")).toArray();
    QCOMPARE(bodiesOf(waiting), QStringList({ key("first"), key("second") }));
    QCOMPARE(waiting[0][key("delivery")].toString(), key("waiting"));
    QCOMPARE(errorOf(*m_alice, key("retry"), { { key("localId"), waiting[0][key("localId")] } }),
             key("invalid"));
    data(*m_alice, key("discard"), { { key("localId"), waiting[0][key("localId")] } });
    QCOMPARE(m_alice->waitForResult(first)[key("error")][key("code")].toString(), key("cancelled"));
    QCOMPARE(bodiesOf(data(*m_alice, key("outbox"))), QStringList(key("second")));
    data(*m_alice, key("connect"));
    QVERIFY(m_alice->waitForResult(second)[key("ok")].toBool());
    QVERIFY(data(*m_alice, key("outbox")).toArray().isEmpty());
    for (const char *command : { "retry", "discard" })
        QCOMPARE(errorOf(*m_alice, key(command), { { key("localId"), key("nothing") } }),
                 key("notFound"));
}

void tst_Commands::refusesWrongArguments_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QJsonObject>("arguments");
    QTest::addColumn<QString>("names");
    const QJsonObject first { { key("index"), 0 } };
    const auto with = [first](const char *name, const QJsonValue &value) {
        QJsonObject arguments = first;
        arguments.insert(key(name), value);
        return arguments;
    };
    const QJsonArray noPath { QJsonObject { { key("file"), key("x") } } };
    QTest::newRow("nothing to change")
        << key("updateConversation") << QJsonObject() << key("friendlyName");
    QTest::newRow("a name that is a number")
        << key("updateConversation") << with("friendlyName", 3) << key("friendlyName");
    QTest::newRow("attributes that are a text")
        << key("updateConversation") << with("attributes", key("x")) << key("attributes");
    QTest::newRow("an attribute of creation that is a list")
        << key("createConversation") << with("attributes", QJsonArray()) << key("attributes");
    QTest::newRow("no user") << key("directConversation") << QJsonObject() << key("identity");
    QTest::newRow("an unknown level")
        << key("setNotificationLevel") << with("level", key("loud")) << key("level");
    QTest::newRow("no index") << key("message") << QJsonObject() << key("index");
    QTest::newRow("half an index") << key("message") << with("index", 0.5) << key("index");
    QTest::newRow("an index below zero") << key("message") << with("index", -1) << key("index");
    QTest::newRow("an index as text") << key("message") << with("index", key("1")) << key("index");
    QTest::newRow("a huge index") << key("message") << with("index", 1e300) << key("index");
    QTest::newRow("both directions")
        << key("history") << QJsonObject { { key("before"), 1 }, { key("after"), 1 } }
        << key("before");
    QTest::newRow("no messages") << key("history") << with("count", 0) << key("count");
    QTest::newRow("too far back") << key("history") << with("after", -2) << key("after");
    QTest::newRow("no emoji") << key("react") << first << key("emoji");
    QTest::newRow("a sentence as emoji")
        << key("react") << with("emoji", key("well done")) << key("emoji");
    QTest::newRow("neither body nor file") << key("send") << QJsonObject() << key("body");
    QTest::newRow("files that are none") << key("send") << with("files", key("x")) << key("files");
    QTest::newRow("a file without a path") << key("send") << with("files", noPath) << key("files");
    QTest::newRow("no path") << key("downloadMedia") << first << key("path");
    QTest::newRow("no media") << key("mediaUrl") << QJsonObject() << key("media");
    QTest::newRow("no local id") << key("retry") << QJsonObject() << key("localId");
    QTest::newRow("no name") << key("setFriendlyName") << QJsonObject() << key("friendlyName");
    QTest::newRow("no attributes")
        << key("setUserAttributes") << QJsonObject() << key("attributes");
}

void tst_Commands::refusesWrongArguments()
{
    QFETCH(QString, command);
    QFETCH(QJsonObject, arguments);
    QFETCH(QString, names);
    const QJsonObject result = ask(*m_alice, command, arguments);
    QCOMPARE(result[key("error")][key("code")].toString(), key("invalid"));
    const QString message = result[key("error")][key("message")].toString();
    QVERIFY2(message.contains(QLatin1Char('\'') + names + QLatin1Char('\'')), qPrintable(message));
    QVERIFY2(message.contains(command), qPrintable(message));
}

void tst_Commands::leavesAtOnceWhenDisconnected()
{
    Client carol;
    carol.start(*m_service, key("carol"));
    QVERIFY(!carol.waitForEvent(key("initialized")).isEmpty());
    QVERIFY(carol.ask(key("disconnect"))[key("ok")].toBool());
    QElapsedTimer timer;
    timer.start();
    carol.endInput();
    QCOMPARE(carol.waitForEnd(), 0);
    QVERIFY2(timer.elapsed() < 15000, qPrintable(QString::number(timer.elapsed())));
}

void tst_Commands::keepsItsDataWhereItIsTold()
{
    const QTemporaryDir folder;
    Client carol;
    carol.start(*m_service, key("carol"), { key("--data-folder"), folder.filePath(key("mine")) });
    QVERIFY(!carol.waitForEvent(key("initialized")).isEmpty());
    QVERIFY(!QDir(folder.filePath(key("mine"))).entryList({ key("outbox-*") }).isEmpty());
}

void tst_Commands::documentsEveryCommand()
{
    Client help;
    help.startBare({ key("--help") });
    QCOMPARE(help.waitForEnd(), 0);
    const QJsonObject unknown = m_alice->ask(key("noSuchCommand"));
    QCOMPARE(unknown[key("error")][key("code")].toString(), key("unknownCommand"));
    for (const char *name :
         { "updateConversation", "downloadMedia", "--data-folder", "userUpdated" })
        QVERIFY2(help.output().contains(name), name);
}

QTEST_GUILESS_MAIN(tst_Commands)
#include "tst_commands.moc"
