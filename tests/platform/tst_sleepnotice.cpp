// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/sleepnotice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace parley;
using namespace Qt::StringLiterals;

/// On a bus of its own in place of the machine's, with this test in the part of logind.
class tst_SleepNotice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void tellsTheEndOfASleepOnly();

private:
    static void tell(bool isBeginning);

    QProcess m_daemon;
};

void tst_SleepNotice::initTestCase()
{
    if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
        QSKIP("dbus-daemon is not installed");
    m_daemon.start(u"dbus-daemon"_s, { u"--session"_s, u"--nofork"_s, u"--print-address"_s });
    QByteArray address;
    QTRY_VERIFY_WITH_TIMEOUT((address += m_daemon.readAllStandardOutput()).endsWith('\n'), 15'000);
    address = address.trimmed();
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", address);
    QDBusConnection bus = QDBusConnection::connectToBus(QString::fromLatin1(address), u"logind"_s);
    QVERIFY(bus.registerService(u"org.freedesktop.login1"_s));
}

void tst_SleepNotice::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(u"logind"_s);
    m_daemon.kill();
    m_daemon.waitForFinished();
}

void tst_SleepNotice::tell(bool isBeginning)
{
    QDBusMessage signal = QDBusMessage::createSignal(
        u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s);
    signal << isBeginning;
    QDBusConnection(u"logind"_s).send(signal);
}

void tst_SleepNotice::tellsTheEndOfASleepOnly()
{
    SleepNotice notice;
    QSignalSpy spy(&notice, &SleepNotice::woke);
    tell(true);
    tell(false);
    QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, 15'000);
    tell(true);
    tell(true);
    tell(false); // what comes before it is known by then
    QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 2, 15'000);
}

QTEST_GUILESS_MAIN(tst_SleepNotice)
#include "tst_sleepnotice.moc"
