// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/fakeservice.h"
#include "chat/outboxstore.h"
#include "sessionbench.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = TokenManager::State;

/// The situations of a session that runs, with a chat that has messages: time, races, recovery and
/// network, by their numbers.
class tst_SituationsRunning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void situation77_sleepPastExpiry();
    void situation88_updateWhileConnecting();
    void situation89_updateWhileInitialising();
    void situation91_updateWhileDisconnectedByTheUser();
    void situation98_typingAndReadMarksDuringExpired();
    void situation101_refreshAcrossAReconnect();
    void situation115_recoveryAfterThreeDaysOffline();
    void situation118_signsInAsAnotherUser();
    void situation121_theTraceExplainsTheRun();
    void situation124_networkLostOverRefreshAndExpiry();

private:
    void signIn();
    [[nodiscard]] chat::ChatClient &chat() { return m_bench->session->chat(); }
    [[nodiscard]] TokenManager &tokens() { return m_bench->session->tokens(); }
    void say(const QString &text)
    {
        chat().outbox().send(m_room, { .body = text }, &m_context, [this](const auto &outcome) {
            m_sent += int(std::holds_alternative<chat::Message>(outcome));
        });
    }
    void goOffline()
    {
        m_bench->reachability.set(Reachability::State::Unreachable);
        if (FakeTransport *transport = m_bench->transports.last())
            transport->end();
    }
    void goOnline() { m_bench->reachability.set(Reachability::State::Reachable); }
    void giveToken(std::chrono::seconds life)
    {
        m_given = m_bench->jwt(life);
        tokens().updateToken(m_given, &m_context,
                             [this](const auto &outcome) { m_updates += int(!outcome); });
    }
    [[nodiscard]] static QByteArray tokenIn(const FakeTransport &transport, const char *method)
    {
        return transport.lastFrame(QString::fromLatin1(method))
            .header.value(u"token"_s)
            .toString()
            .toLatin1();
    }
    [[nodiscard]] QByteArray playForTheTrace();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionBench> m_bench;
    std::unique_ptr<FakeService> m_service;
    QObject m_context;
    QString m_room;
    QByteArray m_given;
    int m_sent = 0;
    int m_updates = 0;
};

void tst_SituationsRunning::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_bench = std::make_unique<SessionBench>();
    m_bench->config.dataFolder = m_folder->path();
    m_service = std::make_unique<FakeService>(m_bench->clock, m_bench->transports);
    m_room = m_service->addConversation(1, u"room"_s);
    m_sent = 0;
    m_updates = 0;
}

void tst_SituationsRunning::cleanup()
{
    m_bench.reset();
    m_service.reset();
    m_folder.reset();
}

void tst_SituationsRunning::signIn()
{
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->session->signIn(u"demo"_s, true);
    m_bench->advance(30s);
    QVERIFY(chat().conversations().areLoaded());
}

void tst_SituationsRunning::situation77_sleepPastExpiry()
{
    signIn();
    m_bench->advance(39min);
    goOffline();
    say(u"written before the lid was closed"_s);
    const int before = m_bench->tokenRequests();
    const int sockets = m_bench->transports.count();
    m_bench->clock.suspend(8h);
    tokens().checkTime(); // the system says that it has woken up
    m_bench->advance(4s);
    QCOMPARE(tokens().state(), State::Expired);
    QCOMPARE(m_bench->tokenRequests(), before); // no network, no request
    QCOMPARE(m_bench->transports.count(), sockets); // and no connect with the dead token
    goOnline();
    m_bench->advance(3s);
    QCOMPARE(m_bench->tokenRequests(), before + 1);
    QCOMPARE(tokens().state(), State::Ready);
    m_bench->advance(5s);
    QCOMPARE(m_service->textsOf(m_room), QStringList(u"written before the lid was closed"_s));
    QCOMPARE(m_sent, 1);
    QVERIFY(!tokens().warning());
}

void tst_SituationsRunning::situation88_updateWhileConnecting()
{
    m_bench->transports.acceptByItself(false);
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->session->signIn(u"demo"_s, true);
    m_bench->advance(2s);
    QCOMPARE(m_bench->transports.count(), 1);
    giveToken(2h);
    m_bench->advance(1s);
    FakeTransport *transport = m_bench->transports.last();
    transport->accept();
    m_bench->advance(2s);
    QCOMPARE(tokenIn(*transport, "init"), m_given);
    QVERIFY(transport->frames(u"update"_s).isEmpty());
    QCOMPARE(m_bench->transports.count(), 1); // one socket
    QCOMPARE(m_updates, 1);
    QCOMPARE(m_bench->tokenRequests(), 1);
}

void tst_SituationsRunning::situation89_updateWhileInitialising()
{
    std::optional<twilsock::Frame> init;
    m_bench->transports.setService([&](FakeTransport &transport, const twilsock::Frame &frame) {
        if (frame.method() == "init"_L1 && !init)
            init = frame;
        else
            FakeTransports::welcome(transport, frame);
    });
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->session->signIn(u"demo"_s, true);
    m_bench->advance(2s);
    QVERIFY(init);
    giveToken(2h);
    m_bench->advance(1s);
    FakeTransport *transport = m_bench->transports.last();
    QVERIFY(transport->frames(u"update"_s).isEmpty()); // queued
    QCOMPARE(m_updates, 0);
    transport->reply(*init);
    m_bench->advance(1s);
    QCOMPARE(tokenIn(*transport, "update"), m_given);
    QCOMPARE(m_updates, 1);
    QCOMPARE(m_bench->applied, 2);
    QCOMPARE(m_bench->transports.count(), 1);
    QCOMPARE(m_bench->tokenRequests(), 1);
}

void tst_SituationsRunning::situation91_updateWhileDisconnectedByTheUser()
{
    signIn();
    chat().stop();
    m_bench->advance(1s);
    const int sockets = m_bench->transports.count();
    giveToken(2h);
    m_bench->advance(10min);
    QCOMPARE(m_updates, 1); // kept
    QCOMPARE(m_bench->transports.count(), sockets); // nothing connects
    chat().start();
    m_bench->advance(2s);
    QCOMPARE(m_bench->transports.count(), sockets + 1);
    QCOMPARE(tokenIn(*m_bench->transports.last(), "init"), m_given);
    QCOMPARE(m_bench->tokenRequests(), 1);
}

void tst_SituationsRunning::situation98_typingAndReadMarksDuringExpired()
{
    signIn();
    for (int i = 0; i < 5; ++i)
        m_service->addMessage(m_room, u"bob"_s, QString::number(i));
    m_bench->advance(2s);
    m_bench->network.otherwise = [](const SeenRequest &) { return HttpAnswer { .status = 503 }; };
    m_bench->advance(61min);
    QCOMPARE(tokens().state(), State::Expired);

    chat().outbox().setDraft(m_room, u"half a sentence"_s);
    chat().participants().sendTyping(m_room);
    bool isRead = false;
    chat().messages().advanceLastReadMessageIndex(
        m_room, 3, &m_context, [&isRead](const auto &outcome) {
            isRead = std::holds_alternative<chat::Nothing>(outcome);
        });
    m_bench->advance(10s);
    QVERIFY(!m_bench->eventNames().contains(u"typingStarted"_s));
    m_bench->answerAlwaysWithTokens();
    m_bench->advance(90s);
    QCOMPARE(tokens().state(), State::Ready);
    QVERIFY(isRead); // sent later
    QCOMPARE(chat().conversations().find(m_room)->lastReadMessageIndex, std::optional<qint64>(3));
    QCOMPARE(chat().outbox().draft(m_room), u"half a sentence"_s);
}

void tst_SituationsRunning::situation101_refreshAcrossAReconnect()
{
    signIn();
    m_bench->network.script = { m_bench->tokenAnswer(2h) };
    m_bench->network.script.front().delay = 8s;
    tokens().refresh(&m_context, [this](const auto &outcome) { m_updates += int(!outcome); });
    m_bench->advance(1s);
    QCOMPARE(tokens().state(), State::Refreshing);
    const QByteArray first = tokens().token()->jwt();
    m_bench->transports.last()->end();
    m_bench->advance(5s);
    FakeTransport *transport = m_bench->transports.last();
    QCOMPARE(m_bench->transports.count(), 2);
    QCOMPARE(tokenIn(*transport, "init"), first); // back with the old one
    m_bench->advance(5s);
    QCOMPARE(transport->frames(u"update"_s).size(), 1); // the new one on this socket
    QCOMPARE(tokenIn(*transport, "update"), tokens().token()->jwt());
    QCOMPARE(m_updates, 1);
    QCOMPARE(m_bench->transports.count(), 2);
    QCOMPARE(m_bench->tokenRequests(), 2);
    m_bench->advance(90min); // one deadline: none of the old token's
    QCOMPARE(m_bench->tokenRequests(), 2);
    m_bench->advance(10min);
    QCOMPARE(m_bench->tokenRequests(), 3);
}

void tst_SituationsRunning::situation115_recoveryAfterThreeDaysOffline()
{
    signIn();
    goOffline();
    m_bench->advance(1h);
    say(u"mine"_s);
    for (int i = 0; i < 30; ++i)
        m_service->addMessage(m_room, u"bob"_s, u"bob %1"_s.arg(i));
    m_bench->clock.suspend(70h);
    m_bench->advance(10min);
    QCOMPARE(tokens().state(), State::Expired);
    const int before = m_bench->tokenRequests();
    m_bench->events.clear();
    goOnline();
    m_bench->advance(20s);
    QCOMPARE(m_bench->tokenRequests(), before + 1);
    QCOMPARE(tokens().state(), State::Ready);
    QCOMPARE(m_service->textsOf(m_room).size(), 31);
    QCOMPARE(m_service->textsOf(m_room).last(), u"mine"_s);
    QCOMPARE(m_sent, 1);
    QCOMPARE(chat().conversations().find(m_room)->lastMessageIndex, std::optional<qint64>(30));
    QCOMPARE(m_bench->eventNames().count(u"tokenUpdateFailed"_s), 0);
}

void tst_SituationsRunning::situation118_signsInAsAnotherUser()
{
    signIn();
    goOffline();
    say(u"alice's own"_s);
    chat().outbox().setDraft(m_room, u"alice's draft"_s);
    m_bench->advance(1s);
    m_bench->session->signOut();
    m_bench->advance(1s);

    m_bench->config.identity = u"bob"_s;
    m_bench->network.otherwise = [this](const SeenRequest &) {
        return HttpAnswer { .body = m_bench->jwt(1h, 0s, u"bob"_s), .contentType = "text/plain" };
    };
    goOnline();
    m_bench->launch();
    m_bench->session->signIn(u"demo"_s, true);
    m_bench->advance(30s);
    QCOMPARE(m_bench->signedIn, 1);
    QVERIFY(chat().outbox().isEmpty());
    QVERIFY(chat().outbox().messages(m_room).empty());
    QVERIFY(chat().outbox().draft(m_room).isEmpty());
    QVERIFY(m_service->textsOf(m_room).isEmpty()); // not sent for alice

    m_bench->config.identity = u"alice"_s;
    signIn();
    m_bench->advance(5s);
    QCOMPARE(m_service->textsOf(m_room), QStringList(u"alice's own"_s));
    QCOMPARE(chat().outbox().draft(m_room), u"alice's draft"_s);
}

/// A run with troubles; its trace as JSON lines.
QByteArray tst_SituationsRunning::playForTheTrace()
{
    cleanup();
    init();
    m_bench->answerAlwaysWithTokens(10min);
    m_bench->launch();
    QByteArray lines;
    connect(&tokens(), &TokenManager::traced, &m_context, [&lines](const QJsonObject &entry) {
        lines += QJsonDocument(entry).toJson(QJsonDocument::Compact) + '\n';
    });
    m_bench->session->signIn(u"demo"_s, true);
    m_bench->advance(5min);
    m_bench->network.script = { { .status = 503 }, { .status = 401 } };
    m_bench->advance(5min);
    goOffline();
    m_bench->clock.suspend(20min);
    m_bench->advance(1min);
    goOnline();
    m_bench->advance(2min);
    return lines;
}

void tst_SituationsRunning::situation121_theTraceExplainsTheRun()
{
    const QByteArray trace = playForTheTrace();
    QCOMPARE(playForTheTrace(), trace); // byte for byte
    int requests = 0;
    int failures = 0;
    for (const QByteArray &line : trace.split('\n')) {
        if (line.isEmpty())
            continue;
        const QJsonObject entry = QJsonDocument::fromJson(line).object();
        const QString kind = entry.value(u"kind"_s).toString();
        QVERIFY2(entry.contains(u"at"_s) && !kind.isEmpty(), line.constData());
        if (kind == "request"_L1) {
            ++requests;
            QVERIFY2(entry.contains(u"trigger"_s), line.constData());
        }
        if (kind == "failed"_L1) {
            ++failures;
            QVERIFY2(entry.contains(u"code"_s) && entry.contains(u"retryInMs"_s), line.constData());
        }
    }
    QCOMPARE(requests, m_bench->tokenRequests());
    QCOMPARE(failures, 2);
    QVERIFY2(!trace.contains("eyJ") && !trace.contains("demo"), trace.constData());
}

void tst_SituationsRunning::situation124_networkLostOverRefreshAndExpiry()
{
    signIn();
    m_bench->advance(46min); // 13 min left
    QCOMPARE(m_bench->tokenRequests(), 1);
    goOffline();
    say(u"one"_s);
    say(u"two"_s);
    m_bench->advance(30min);
    QCOMPARE(m_bench->tokenRequests(), 1); // none while it is down
    QCOMPARE(m_bench->eventNames().count(u"tokenExpired"_s), 1);
    QCOMPARE(tokens().state(), State::Expired);
    QVERIFY(chat().connection().state() != twilsock::ConnectionState::Connected);
    goOnline();
    m_bench->advance(20s);
    QCOMPARE(m_bench->tokenRequests(), 2);
    QCOMPARE(tokens().state(), State::Ready);
    QCOMPARE(m_service->textsOf(m_room), QStringList({ u"one"_s, u"two"_s }));
    QCOMPARE(m_sent, 2);
    QVERIFY(!tokens().warning());
    QVERIFY(!m_bench->eventNames().contains(u"tokenUpdateFailed"_s));
}

QTEST_GUILESS_MAIN(tst_SituationsRunning)
#include "tst_situations_running.moc"
