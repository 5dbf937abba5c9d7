// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

#include <array>
#include <limits>

using namespace parley::test;

/// Three people write without a pause while connections are cut, the service is started anew and a
/// client is killed: every message exactly once, in the same order for all, and nothing left over.
/// Half a minute each; as long as it takes for 200 cuts, 20 new starts and 100 kills with
/// PARLEY_HARDSHIP.
class tst_Hardship : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesCutsAndRestarts();
    void survivesKills();
};

namespace {

constexpr int Interval = 20; ///< milliseconds between two messages of one client

bool isFull()
{
    return qEnvironmentVariableIsSet("PARLEY_HARDSHIP");
}

/// Waits without deciding anything: traffic goes on meanwhile.
void pass(int milliseconds)
{
    (void)waitUntil([] { return false; }, milliseconds);
}

/// One client with its own data folder, which outlives its process.
struct Speaker
{
    QString name {};
    QTemporaryDir folder {};
    std::unique_ptr<Client> client {};
    QStringList written {}; ///< in order

    void start(const Service &service)
    {
        client = std::make_unique<Client>();
        client->start(service, name, { key("--data-folder"), folder.path() });
    }
    void say()
    {
        written.append(key("%1 %2").arg(name).arg(written.size()));
        client->send(key("send"),
                     { { key("conversation"), key("room") }, { key("body"), written.last() } });
    }
};

/// A conversation of three on a service with a database on disk and ports that stay.
class Stage
{
public:
    [[nodiscard]] bool open();
    [[nodiscard]] bool restart();
    [[nodiscard]] Service &service() { return *m_service; }
    [[nodiscard]] Speaker &speaker(size_t index) { return m_speakers.at(index); }
    [[nodiscard]] std::array<Speaker, 3> &speakers() { return m_speakers; }

    /// All of the conversation, as \a client is told by the service.
    [[nodiscard]] static QStringList history(Client &client);
    /// Empty once everything that was written has arrived once, in order, and nothing waits; else
    /// what is wrong.
    [[nodiscard]] QString verdict();

private:
    [[nodiscard]] bool startService();
    [[nodiscard]] static QString problemOf(const Speaker &speaker, const QStringList &history);

    QTemporaryDir m_folder;
    int m_tokenPort = 0;
    int m_servicePort = 0;
    std::unique_ptr<Service> m_service;
    std::array<Speaker, 3> m_speakers {};
};

bool Stage::startService()
{
    m_service = std::make_unique<Service>();
    return m_service->startWith(m_folder.filePath(key("service.sqlite")),
                                { key("--no-demo-data"), key("--token-port"),
                                  QString::number(m_tokenPort), key("--service-port"),
                                  QString::number(m_servicePort) });
}

bool Stage::open()
{
    if (!startService())
        return false;
    m_tokenPort = QUrl(m_service->tokenUrl()).port();
    m_servicePort = QUrl(m_service->serviceUrl()).port();
    const char *const names[] = { "alice", "bob", "carol" };
    for (size_t i = 0; i < m_speakers.size(); ++i) {
        m_speakers[i].name = key(names[i]);
        m_speakers[i].start(*m_service);
    }
    Client &alice = *m_speakers[0].client;
    bool isReady
        = alice.ask(key("createConversation"), { { key("uniqueName"), key("room") } })[key("ok")]
              .toBool();
    for (size_t i = 1; i < m_speakers.size(); ++i) {
        isReady = isReady
            && alice
                   .ask(key("addParticipant"),
                        { { key("conversation"), key("room") },
                          { key("identity"), m_speakers[i].name } })[key("ok")]
                   .toBool();
        isReady
            = isReady && !m_speakers[i].client->waitForEvent(key("conversationJoined")).isEmpty();
    }
    return isReady;
}

bool Stage::restart()
{
    m_service->kill();
    return startService();
}

QStringList Stage::history(Client &client)
{
    QStringList bodies;
    for (qint64 after = -1;;) {
        const QJsonArray page = client
                                    .ask(key("history"),
                                         { { key("conversation"), key("room") },
                                           { key("after"), after },
                                           { key("count"), 1000 } },
                                         60000)[key("data")]
                                    .toArray();
        for (const QJsonValue message : page)
            bodies.append(message[key("body")].toString());
        if (page.size() < 1000)
            return bodies;
        after = page.last()[key("index")].toInteger();
    }
}

QString Stage::problemOf(const Speaker &speaker, const QStringList &history)
{
    QStringList arrived;
    for (const QString &body : history) {
        if (body.startsWith(speaker.name))
            arrived.append(body);
    }
    if (arrived == speaker.written)
        return {};
    for (qsizetype i = 0; i < std::max(arrived.size(), speaker.written.size()); ++i) {
        if (arrived.value(i) != speaker.written.value(i))
            return key("%1: %2 of %3 arrived; '%4' where '%5' was expected")
                .arg(speaker.name)
                .arg(arrived.size())
                .arg(speaker.written.size())
                .arg(arrived.value(i), speaker.written.value(i));
    }
    return {};
}

QString Stage::verdict()
{
    // As long as it takes, but always forwards.
    QDeadlineTimer patience(60000);
    qsizetype least = std::numeric_limits<qsizetype>::max();
    for (;;) {
        qsizetype waiting = 0;
        QJsonArray oldest;
        for (Speaker &speaker : m_speakers) {
            const QJsonObject outbox = speaker.client->ask(key("outbox"), {}, 60000);
            if (!outbox[key("ok")].toBool())
                return speaker.name + key(" does not answer");
            const QJsonArray list = outbox[key("data")].toArray();
            waiting += list.size();
            if (!list.isEmpty())
                oldest.append(list.first());
        }
        if (waiting == 0)
            break;
        if (waiting < least)
            patience.setRemainingTime(60000);
        least = std::min(waiting, least);
        if (patience.hasExpired())
            return key("%1 messages are left in the outboxes: ").arg(waiting)
                + QString::fromUtf8(QJsonDocument(oldest).toJson());
        pass(500);
    }
    const QStringList first = history(*m_speakers[0].client);
    for (Speaker &speaker : m_speakers) {
        if (history(*speaker.client) != first)
            return speaker.name + key(" sees another order");
        if (const QString problem = problemOf(speaker, first); !problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace

void tst_Hardship::survivesCutsAndRestarts()
{
    Stage stage;
    QVERIFY(stage.open());
    const int cuts = isFull() ? 200 : 20;
    const int restarts = isFull() ? 20 : 2;
    QRandomGenerator random(20260101);
    QDeadlineTimer nextCut(300);
    for (int cut = 0; cut < cuts;) {
        for (Speaker &speaker : stage.speakers())
            speaker.say();
        pass(Interval);
        if (!nextCut.hasExpired())
            continue;
        ++cut;
        if (cut % (cuts / restarts) == 0)
            QVERIFY(stage.restart());
        else
            stage.service().dropConnections();
        nextCut.setRemainingTime(random.bounded(50, 2000));
    }
    const QString verdict = stage.verdict();
    QVERIFY2(verdict.isEmpty(), qPrintable(verdict));

    // What was told as events is the same, without a gap: no client needs to ask for the history.
    const QStringList all = Stage::history(*stage.speaker(0).client);
    const QString room = stage.speaker(0)
                             .client->waitForEvent(key("conversationJoined"))[key("conversation")]
                             .toString();
    for (Speaker &speaker : stage.speakers()) {
        QTRY_COMPARE_WITH_TIMEOUT(speaker.client->bodies(room).size(), all.size(), 60000);
        QCOMPARE(speaker.client->bodies(room), all);
    }
}

void tst_Hardship::survivesKills()
{
    Stage stage;
    QVERIFY(stage.open());
    const int kills = isFull() ? 100 : 8;
    QRandomGenerator random(20260102);
    Speaker &victim = stage.speaker(0);
    for (int kill = 0; kill < kills; ++kill) {
        const QDeadlineTimer until(random.bounded(100, 900));
        while (!until.hasExpired()) {
            for (Speaker &speaker : stage.speakers())
                speaker.say();
            pass(Interval);
        }
        // What the program has read, and has said so, must survive; what still lay in the pipe was
        // never typed, as far as it knows.
        const QJsonObject outbox = victim.client->ask(key("tokenStatus"), {}, 60000);
        QVERIFY(outbox[key("ok")].toBool());
        victim.client->kill();
        victim.start(stage.service());
        QVERIFY(!victim.client->waitForEvent(key("initialized"), 60000).isEmpty());
    }
    const QString verdict = stage.verdict();
    QVERIFY2(verdict.isEmpty(), qPrintable(verdict));
}

QTEST_GUILESS_MAIN(tst_Hardship)
#include "tst_hardship.moc"
