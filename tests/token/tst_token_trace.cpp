// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "randomworld.h"
#include "token/tracewriter.h"
#include "world.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QProcess>
#include <QTest>

#include <cstdio>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = TokenError::Code;

/// The trace explains a run: what asked, who joined, what came of it, and what comes next.
class tst_token_trace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"parley.*=false"_s); }

    void tellsCauseAndCompanyOfARequest();
    void tellsThatAnEarlyTokenWaits();
    void tellsReasonAndNextTimeOfARefusal();
    void tellsWhyNothingWasAsked();
    void everyLineHasBothClocks();
    void writesJsonLines();
    void givesTheSameBytesInAnotherProcess();

private:
    static QList<QJsonObject> entries(const World &world, const char *kind);
};

QList<QJsonObject> tst_token_trace::entries(const World &world, const char *kind)
{
    QList<QJsonObject> found;
    for (const QJsonObject &entry : world.trace) {
        if (entry.value("kind"_L1).toString() == QLatin1String(kind))
            found.append(entry);
    }
    return found;
}

void tst_token_trace::tellsCauseAndCompanyOfARequest()
{
    World world;
    world.signIn();
    world.goToDeadline();
    world.trace.clear();
    world.advance(10ms);
    world.chat->push();
    QObject context;
    world.manager.refresh(&context, [](const auto &) {});
    world.advance(1s);

    QCOMPARE(entries(world, "request").size(), 1);
    QCOMPARE(entries(world, "request").first().value("trigger"_L1), "deadline"_L1);
    QCOMPARE(entries(world, "requestEnded").size(), 1);
    QCOMPARE(entries(world, "requestEnded").first().value("joined"_L1), "push,user"_L1);
    const QJsonObject admitted = entries(world, "admitted").first();
    QCOMPARE(admitted.value("generation"_L1).toInt(), 2);
    QVERIFY(admitted.value("refreshInMs"_L1).toInt() > 46 * 60 * 1000);
    QVERIFY(admitted.value("refreshInMs"_L1).toInt() <= 48 * 60 * 1000);
}

void tst_token_trace::tellsThatAnEarlyTokenWaits()
{
    World world;
    TokenSpec spec = world.provider.freshSpec();
    const auto start = std::chrono::floor<std::chrono::seconds>(world.clock.wallNow()) + 20s;
    spec.extraClaims.insert(u"nbf"_s, qint64(start.time_since_epoch().count()));
    world.provider.script = [&](int) { return world.provider.fresh(spec); };
    world.manager.start();
    world.advance(1s);
    QCOMPARE(entries(world, "held").size(), 1);
    QVERIFY(entries(world, "held").first().value("forMs"_L1).toInt() > 15'000);
    QCOMPARE(entries(world, "admitted").size(), 0);
    world.advance(30s);
    QCOMPARE(entries(world, "admitted").size(), 1);
}

void tst_token_trace::tellsReasonAndNextTimeOfARefusal()
{
    World world;
    world.signIn();
    world.provider.script = [&](int) { return world.provider.failure(Code::RateLimited, 120s); };
    world.goToDeadline();
    world.trace.clear();
    world.advance(100ms);

    QCOMPARE(entries(world, "failed").size(), 1);
    const QJsonObject failed = entries(world, "failed").first();
    QCOMPARE(failed.value("code"_L1), "rateLimited"_L1);
    QCOMPARE(failed.value("attempt"_L1).toInt(), 1);
    QCOMPARE(failed.value("trigger"_L1), "deadline"_L1);
    QCOMPARE(failed.value("generation"_L1).toInt(), 1);
    const int wait = failed.value("retryInMs"_L1).toInt();
    QVERIFY(wait >= 120'000 && wait <= 132'000);
    const auto at = QDateTime::fromString(failed.value("retryAt"_L1).toString(), Qt::ISODateWithMs);
    const auto serverAt
        = QDateTime::fromString(failed.value("serverAt"_L1).toString(), Qt::ISODateWithMs);
    QCOMPARE(serverAt.msecsTo(at), qint64(wait));
}

void tst_token_trace::tellsWhyNothingWasAsked()
{
    World world;
    world.signIn();
    world.provider.script = [&](int) { return world.provider.failure(Code::RateLimited, 120s); };
    world.goToDeadline();
    world.advance(10s);
    world.trace.clear();
    QObject context;
    world.manager.refresh(&context, [](const auto &) {});
    const QJsonObject entry = entries(world, "notAsked").value(0);
    QCOMPARE(entry.value("trigger"_L1), "user"_L1);
    QCOMPARE(entry.value("because"_L1), "retryAfter"_L1);
    QVERIFY(entry.value("allowedInMs"_L1).toInt() > 100'000);
    QVERIFY(entry.contains("allowedAt"_L1));
}

void tst_token_trace::everyLineHasBothClocks()
{
    World world;
    world.provider.serverOffset = 10min;
    world.signIn();
    world.goToDeadline();
    world.trace.clear();
    world.advance(1s);
    QVERIFY(world.trace.size() >= 5);
    for (const QJsonObject &entry : std::as_const(world.trace)) {
        const auto time = [&entry](const char *name) {
            return QDateTime::fromString(entry.value(QLatin1String(name)).toString(),
                                         Qt::ISODateWithMs);
        };
        QVERIFY(std::abs(time("at").msecsTo(time("serverAt")) - 600'000) <= 1'000);
        QVERIFY(!entry.value("kind"_L1).toString().isEmpty());
        QVERIFY(entry.contains("generation"_L1));
    }
}

void tst_token_trace::writesJsonLines()
{
    World world;
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    const TraceWriter writer(world.manager, buffer);
    world.signIn();
    QList<QByteArray> lines = buffer.data().split('\n');
    QCOMPARE(lines.takeLast(), QByteArray());
    QCOMPARE(lines.size(), world.trace.size());
    for (int i = 0; i < lines.size(); ++i)
        QCOMPARE(QJsonDocument::fromJson(lines.at(i)).object(), world.trace.at(i));
    QVERIFY(!buffer.data().contains("eyJ"));
}

void tst_token_trace::givesTheSameBytesInAnotherProcess()
{
    const auto run = [](const char *hashSeed) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_HASH_SEED"_s, QLatin1String(hashSeed));
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(), { u"--traces"_s });
        process.waitForFinished(60'000);
        return process.readAllStandardOutput();
    };
    const QByteArray once = run("0");
    QVERIFY(once.count('\n') > 5'000);
    QCOMPARE(run("random"), once);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().contains(u"--traces"_s)) {
        QLoggingCategory::setFilterRules(u"parley.*=false"_s);
        for (quint64 seed = 1; seed <= 20; ++seed) {
            RandomWorld world(seed, RandomWorld::Record::Everything);
            const QString problem = world.run(200);
            std::fputs(world.record().constData(), stdout);
            if (!problem.isEmpty())
                return 1;
        }
        return 0;
    }
    tst_token_trace test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_token_trace.moc"
