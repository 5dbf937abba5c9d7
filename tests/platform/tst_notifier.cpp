// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/notifier.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <memory>

using namespace parley;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 15000;

Notice notice(const char *body)
{
    Notice made;
    made.conversation = u"CH1"_s;
    made.title = u"General"_s;
    made.body = QLatin1String(body);
    return made;
}

} // namespace

/// A desktop that takes its time to tell the number of a notice.
class SlowDesktop final : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Call
    {
        QDBusMessage message;
        uint replaces = 0;
        QString body;
        QStringList actions;
    };

    /// Answers call \a index with \a id.
    void answer(size_t index, uint id)
    {
        QDBusConnection(u"desktop"_s).send(calls[index].message.createReply(id));
    }

    std::vector<Call> calls;
    QList<uint> closed;
    bool readsMarkup = true;
    bool takesReplies = true;

public Q_SLOTS:
    QStringList GetCapabilities()
    {
        QStringList capabilities { u"body"_s };
        if (readsMarkup)
            capabilities.append(u"body-markup"_s);
        if (takesReplies)
            capabilities.append(u"inline-reply"_s);
        return capabilities;
    }
    uint Notify(const QString &, uint replaces, const QString &, const QString &,
                const QString &body, const QStringList &actions, const QVariantMap &, int)
    {
        setDelayedReply(true);
        calls.push_back({ message(), replaces, body, actions });
        return 0;
    }
    void CloseNotification(uint id) { closed.append(id); }

Q_SIGNALS:
    void NotificationReplied(uint id, const QString &text);
};

/// What is taken back before its number is known must go as well: it holds words of a message.
class tst_Notifier final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
            QSKIP("dbus-daemon is not installed");
        m_daemon.start(u"dbus-daemon"_s, { u"--session"_s, u"--nofork"_s, u"--print-address"_s });
        QByteArray address;
        QTRY_VERIFY_WITH_TIMEOUT((address += m_daemon.readAllStandardOutput()).endsWith('\n'),
                                 Wait);
        address = address.trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        QDBusConnection bus
            = QDBusConnection::connectToBus(QString::fromLatin1(address), u"desktop"_s);
        QVERIFY(bus.isConnected());
        QVERIFY(bus.registerObject(u"/org/freedesktop/Notifications"_s, &m_desktop,
                                   QDBusConnection::ExportAllSlots
                                       | QDBusConnection::ExportAllSignals));
        QVERIFY(bus.registerService(u"org.freedesktop.Notifications"_s));
    }

    void init()
    {
        m_desktop.calls.clear();
        m_desktop.closed.clear();
        m_notifier = std::make_unique<Notifier>(u"io.github.parley.Parley"_s);
        m_notifier->show(notice("one"));
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.calls.size(), size_t(1), Wait);
    }

    void cleanup() { m_notifier.reset(); }

    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(u"desktop"_s);
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    void onlyADesktopThatReadsMarkupGetsEscapes_data()
    {
        QTest::addColumn<bool>("readsMarkup");
        QTest::addColumn<QString>("body");
        QTest::addRow("markup") << true << u"1 &lt; 2 &amp; 3"_s;
        QTest::addRow("plain text") << false << u"1 < 2 & 3"_s;
    }
    void onlyADesktopThatReadsMarkupGetsEscapes()
    {
        QFETCH(bool, readsMarkup);
        QFETCH(QString, body);
        m_desktop.readsMarkup = readsMarkup;
        Notifier notifier(u"parley"_s);
        const size_t before = m_desktop.calls.size();
        notifier.show(notice("1 < 2 & 3"));
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.calls.size(), before + 1, Wait);
        QCOMPARE(m_desktop.calls.back().body, body);
        m_desktop.answer(before, 77);
        m_desktop.readsMarkup = true;
    }

    void anAnswerIsTakenWhereTheDesktopHasAField_data()
    {
        QTest::addColumn<bool>("takesReplies");
        QTest::addRow("a field") << true;
        QTest::addRow("none") << false;
    }
    void anAnswerIsTakenWhereTheDesktopHasAField()
    {
        QFETCH(bool, takesReplies);
        m_desktop.takesReplies = takesReplies;
        Notifier notifier(u"parley"_s);
        QSignalSpy replied(&notifier, &Notifier::replied);
        const size_t before = m_desktop.calls.size();
        Notice asked = notice("How are you?");
        asked.replyLabel = u"Reply"_s;
        notifier.show(asked);
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.calls.size(), before + 1, Wait);
        QCOMPARE(m_desktop.calls.back().actions.contains(u"inline-reply"_s), takesReplies);
        m_desktop.answer(before, 78);
        m_desktop.takesReplies = true;
        if (!takesReplies)
            return;
        Q_EMIT m_desktop.NotificationReplied(99, u"of another program"_s);
        Q_EMIT m_desktop.NotificationReplied(78, u"Fine."_s);
        QTRY_COMPARE_WITH_TIMEOUT(replied.size(), 1, Wait);
        QCOMPARE(replied.first().at(0).toString(), asked.conversation);
        QCOMPARE(replied.first().at(1).toString(), u"Fine."_s);
    }

    void theSecondMessageReplacesTheFirst()
    {
        m_notifier->show(notice("two"));
        m_notifier->show(notice("three"));
        m_desktop.answer(0, 41);
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.calls.size(), size_t(2), Wait);
        QCOMPARE(m_desktop.calls[0].replaces, 0U);
        QCOMPARE(m_desktop.calls[1].replaces, 41U);
        QCOMPARE(m_desktop.calls[1].body, u"three"_s);
        m_desktop.answer(1, 41);
    }

    void whatIsWithdrawnTooEarlyIsClosed()
    {
        m_notifier->show(notice("two"));
        m_notifier->withdraw(u"CH1"_s);
        m_desktop.answer(0, 42);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop.closed.contains(42U), Wait);
        QCOMPARE(m_desktop.calls.size(), size_t(1));
    }

    void whatComesAfterTheWithdrawalIsShown()
    {
        m_notifier->withdrawAll();
        m_notifier->show(notice("two"));
        m_desktop.answer(0, 43);
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.calls.size(), size_t(2), Wait);
        QCOMPARE(m_desktop.calls[1].replaces, 43U);
        m_desktop.answer(1, 43);
    }

    void anotherServiceCountsFromTheBeginning()
    {
        m_desktop.answer(0, 1);
        m_notifier->show(notice("two"));
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.calls.size(), size_t(2), Wait);
        QCOMPARE(m_desktop.calls[1].replaces, 1U); // the number has been read
        m_desktop.answer(1, 1);
        QDBusServiceWatcher watcher(u"org.freedesktop.Notifications"_s,
                                    QDBusConnection::sessionBus(),
                                    QDBusServiceWatcher::WatchForRegistration);
        QSignalSpy restarted(&watcher, &QDBusServiceWatcher::serviceRegistered);
        QSignalSpy replied(m_notifier.get(), &Notifier::replied);
        m_desktop.readsMarkup = false;
        QDBusConnection bus(u"desktop"_s);
        QVERIFY(bus.unregisterService(u"org.freedesktop.Notifications"_s));
        QVERIFY(bus.registerService(u"org.freedesktop.Notifications"_s));
        QTRY_COMPARE_WITH_TIMEOUT(restarted.size(), 1, Wait);

        Notice other = notice("1 < 2");
        other.conversation = u"CH2"_s;
        m_notifier->show(other);
        m_notifier->show(notice("three"));
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.calls.size(), size_t(4), Wait);
        QCOMPARE(m_desktop.calls[2].body, other.body); // the capabilities are those of this one
        QCOMPARE(m_desktop.calls[3].replaces, 0U);
        m_desktop.answer(2, 2);
        m_desktop.answer(3, 3);
        Q_EMIT m_desktop.NotificationReplied(1, u"for another program"_s);
        Q_EMIT m_desktop.NotificationReplied(2, u"for CH2"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!replied.isEmpty(), Wait);
        QCOMPARE(replied.first().at(0).toString(), other.conversation);
        m_desktop.readsMarkup = true;
    }

    void whatTheOldServiceHasNotShownIsShownByTheNextOne()
    {
        QDBusConnection bus(u"desktop"_s);
        QVERIFY(bus.unregisterService(u"org.freedesktop.Notifications"_s));
        QVERIFY(bus.registerService(u"org.freedesktop.Notifications"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.calls.size(), size_t(2), Wait);
        QCOMPARE(m_desktop.calls[1].body, u"one"_s);
        m_desktop.answer(0, 45); // too late
        m_desktop.answer(1, 5);
        m_notifier->show(notice("two"));
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.calls.size(), size_t(3), Wait);
        QCOMPARE(m_desktop.calls[2].replaces, 5U);
        m_desktop.answer(2, 5);
    }

    void nothingStaysAfterItsEnd()
    {
        m_notifier.reset();
        m_desktop.answer(0, 44);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop.closed.contains(44U), Wait);
    }

private:
    QProcess m_daemon;
    SlowDesktop m_desktop;
    std::unique_ptr<Notifier> m_notifier;
};

QTEST_GUILESS_MAIN(tst_Notifier)
#include "tst_notifier.moc"
