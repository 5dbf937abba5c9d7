// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "desktop/desktoppresence.h"
#include "desktop/notificationpacer.h"
#include "desktop/notificationpolicy.h"
#include "desktop/singleinstance.h"
#include "settings/settingsdialog.h"
#include "settings/uisettings.h"
#include "theme/theme.h"
#include "theme/themecolors.h"
#include "token/utc.h"

#include "support/fakeclock.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <memory>

using namespace parley::ui;
using namespace Qt::StringLiterals;
using parley::Notice;

namespace {

QDateTime noon()
{
    return QDateTime(QDate(2026, 11, 24), QTime(12, 0), parley::Utc);
}

IncomingMessage message()
{
    IncomingMessage incoming;
    incoming.conversation = u"CH1"_s;
    incoming.conversationName = u"General"_s;
    incoming.author = u"bob"_s;
    incoming.authorName = u"Bob"_s;
    incoming.body = u"See you\nat <b>ten</b>"_s;
    incoming.dateCreated = noon();
    return incoming;
}

NotificationContext context()
{
    NotificationContext now;
    now.ownIdentity = u"alice"_s;
    now.now = noon();
    return now;
}

} // namespace

/// What the desktop sees of the program, and the settings that decide about it.
class tst_Desktop final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void notifiesOnlyOfWhatIsNews_data()
    {
        QTest::addColumn<IncomingMessage>("incoming");
        QTest::addColumn<NotificationContext>("now");
        QTest::addColumn<bool>("shown");
        QTest::addRow("a new message") << message() << context() << true;

        IncomingMessage incoming = message();
        incoming.muted = true;
        QTest::addRow("in a muted conversation") << incoming << context() << false;
        incoming = message();
        incoming.author = u"alice"_s;
        QTest::addRow("of another device of the user") << incoming << context() << false;
        incoming = message();
        incoming.dateCreated = noon().addSecs(-3600);
        QTest::addRow("an hour old, from catching up") << incoming << context() << false;

        NotificationContext now = context();
        now.windowActive = true;
        now.openConversation = u"CH1"_s;
        QTest::addRow("in view") << message() << now << false;
        now.openConversation = u"CH2"_s;
        QTest::addRow("another one is in view") << message() << now << true;
        now.openConversation = u"CH1"_s;
        now.windowActive = false;
        QTest::addRow("open in a window behind others") << message() << now << true;
        now = context();
        now.enabled = false;
        QTest::addRow("switched off") << message() << now << false;
    }
    void notifiesOnlyOfWhatIsNews()
    {
        QFETCH(IncomingMessage, incoming);
        QFETCH(NotificationContext, now);
        QFETCH(bool, shown);
        QCOMPARE(NotificationPolicy::noticeFor(incoming, now).has_value(), shown);
    }

    void saysWhoAndWhere()
    {
        const std::optional<parley::Notice> notice
            = NotificationPolicy::noticeFor(message(), context());
        QVERIFY(notice);
        QCOMPARE(notice->title, u"General"_s);
        QCOMPARE(notice->body, u"Bob: See you at <b>ten</b>"_s);
        QVERIFY(!notice->replyLabel.isEmpty());
        IncomingMessage direct = message();
        direct.direct = true;
        QCOMPARE(NotificationPolicy::noticeFor(direct, context())->title, u"Bob"_s);
    }

    void filesHaveTheWordsOfTheList()
    {
        IncomingMessage incoming = message();
        incoming.direct = true;
        incoming.body.clear();
        incoming.media
            = { parley::chat::Media { .filename = u"cat.png"_s, .contentType = u"image/png"_s } };
        QCOMPARE(NotificationPolicy::noticeFor(incoming, context())->body, u"Picture"_s);
        incoming.media.first().contentType = u"application/pdf"_s;
        QCOMPARE(NotificationPolicy::noticeFor(incoming, context())->body, u"File: cat.png"_s);
    }

    void contentCanBeHidden()
    {
        NotificationContext hidden = context();
        hidden.showContent = false;
        const std::optional<parley::Notice> notice
            = NotificationPolicy::noticeFor(message(), hidden);
        QVERIFY(notice);
        QVERIFY(notice->replyLabel.isEmpty()); // an answer needs the question
        const QString all = notice->title + notice->body;
        for (const char *secret : { "Bob", "bob", "General", "ten" })
            QVERIFY2(!all.contains(QLatin1String(secret)), secret);
    }

    void longMessagesAreCut()
    {
        IncomingMessage incoming = message();
        incoming.body = QString(5000, u'x');
        QVERIFY(NotificationPolicy::noticeFor(incoming, context())->body.size() < 300);
    }

    void namesOfOthersAreFitToShow()
    {
        IncomingMessage incoming = message();
        incoming.authorName = u"Bo\u202Eb"_s;
        incoming.conversationName = u"\u200B\u2060"_s;
        incoming.body = u"a\u202Eb"_s;
        const std::optional<Notice> notice = NotificationPolicy::noticeFor(incoming, context());
        QCOMPARE(notice->title, u"CH1"_s);
        QCOMPARE(notice->body, u"Bob: ab"_s);
    }

    void aBusyMinuteMakesFewNotices()
    {
        parley::test::FakeClock clock;
        NotificationPacer pacer(clock);
        QSignalSpy shown(&pacer, &NotificationPacer::noticeReady);
        const auto at = [&shown](int i) { return shown.at(i).first().value<Notice>(); };
        for (int i = 0; i < 240; ++i) {
            pacer.add({ u"CH%1"_s.arg(i % 8), u"Room"_s, u"bob: %1"_s.arg(i) });
            clock.advance(std::chrono::milliseconds(250));
        }
        QVERIFY(shown.size() >= 2);
        QVERIFY2(shown.size() <= 6, qPrintable(QString::number(shown.size())));
        QCOMPARE(at(0).body, u"bob: 0"_s); // the first one comes at once
        QVERIFY2(at(1).title.contains("19 new"_L1), qPrintable(at(1).title));
        QVERIFY2(at(1).body.contains("8 conversation"_L1), qPrintable(at(1).body));
        clock.advance(std::chrono::minutes(5));
        const auto before = shown.size();
        pacer.add({ u"CH1"_s, u"Room"_s, u"bob: late"_s });
        QCOMPARE(shown.size(), before + 1); // calm again
    }

    void whatHasBeenLookedAtIsNotShownLater()
    {
        parley::test::FakeClock clock;
        NotificationPacer pacer(clock);
        QSignalSpy shown(&pacer, &NotificationPacer::noticeReady);
        for (const char *body : { "one", "two", "three" })
            pacer.add({ u"CH1"_s, u"Bob"_s, QLatin1String(body) });
        pacer.add({ u"CH2"_s, u"Carol"_s, u"four"_s });
        pacer.withdraw(u"CH1"_s);
        clock.advance(std::chrono::minutes(1));
        QCOMPARE(shown.size(), 2);
        QCOMPARE(shown.at(1).first().value<Notice>().title, u"Carol"_s);
        QCOMPARE(shown.at(1).first().value<Notice>().body, u"four"_s);
    }

    void theIconCountsUnread()
    {
        const QImage plain = unreadIcon(0).pixmap(32, 32).toImage();
        const QImage one = unreadIcon(1).pixmap(32, 32).toImage();
        const QImage many = unreadIcon(120).pixmap(32, 32).toImage();
        QVERIFY(!plain.isNull());
        QVERIFY(plain != one);
        QVERIFY(one != many);
    }

    void aSecondStartRaisesTheFirst()
    {
        QTemporaryDir folder;
        const QDir place(folder.filePath(u"data"_s)); // is not there yet
        SingleInstance first(place.path(), u"alice"_s);
        QCOMPARE(first.claim(), SingleInstance::Role::First);
        QSignalSpy raised(&first, &SingleInstance::raiseRequested);
        // As the second process would; its waiting would stop this one from answering.
        const QStringList sockets = place.entryList({ u"parley-*"_s }, QDir::System);
        QCOMPARE(sockets.size(), 1);
        QLocalSocket second;
        second.connectToServer(place.filePath(sockets.first()));
        second.write("raise\n");
        QTRY_COMPARE(raised.size(), 1);
        QTRY_VERIFY(second.canReadLine());
        QCOMPARE(second.readLine(), QByteArray("ok\n"));
        const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFileInfo(place.path()).permissions() & others));
        QVERIFY(!(QFileInfo(place.filePath(sockets.first())).permissions() & others));
    }

    void onlyOneOfAKindIsFirst()
    {
        QTemporaryDir folder;
        SingleInstance other(folder.path(), u"bob"_s);
        QCOMPARE(other.claim(), SingleInstance::Role::First);
        {
            SingleInstance first(folder.path(), u"alice"_s);
            QCOMPARE(first.claim(), SingleInstance::Role::First); // bob's is another one
        }
        SingleInstance next(folder.path(), u"alice"_s);
        QCOMPARE(next.claim(), SingleInstance::Role::First); // the one before has ended
        SingleInstance alone({}, u"alice"_s);
        QCOMPARE(alone.claim(), SingleInstance::Role::First);
    }

    void otherRequestsDoNotRaise()
    {
        QTemporaryDir folder;
        SingleInstance first(folder.path(), u"alice"_s);
        QCOMPARE(first.claim(), SingleInstance::Role::First);
        QSignalSpy raised(&first, &SingleInstance::raiseRequested);
        const QStringList sockets = QDir(folder.path()).entryList({ u"parley-*"_s }, QDir::System);
        QLocalSocket stranger;
        stranger.connectToServer(folder.filePath(sockets.first()));
        stranger.write(QByteArray(4096, 'x'));
        QTRY_COMPARE(stranger.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(raised.size(), 0);
    }

    void whoStartsWhileTheFirstEndsIsTheNext()
    {
        const QTemporaryDir folder;
        auto first = std::make_unique<SingleInstance>(folder.path(), u"alice"_s);
        QCOMPARE(first->claim(), SingleInstance::Role::First);
        const QString lock
            = folder.filePath(QDir(folder.path()).entryList({ u"parley-*.lock"_s }).value(0));
        first->stopAnswering();
        std::atomic<bool> isOver = false;
        SingleInstance::Role role = SingleInstance::Role::Second;
        bool hasLock = false;
        const std::unique_ptr<QThread> starter(QThread::create([&] {
            SingleInstance second(folder.path(), u"alice"_s);
            role = second.claim();
            hasLock = !QLockFile(lock).tryLock(0);
            isOver = true;
        }));
        starter->start();
        QTimer::singleShot(200, qApp, [&] { first.reset(); });
        QTRY_VERIFY_WITH_TIMEOUT(isOver, 30000);
        QVERIFY(starter->wait());
        QCOMPARE(role, SingleInstance::Role::First);
        QVERIFY(hasLock);
    }

    void onlyConsentMakesASecond()
    {
        const QTemporaryDir folder;
        QString socket;
        {
            SingleInstance first(folder.path(), u"alice"_s);
            QCOMPARE(first.claim(), SingleInstance::Role::First);
            socket = folder.filePath(
                QDir(folder.path()).entryList({ u"parley-*"_s }, QDir::System)[0]);
        }
        QLockFile lock(socket + u".lock"_s);
        QVERIFY(lock.tryLock(0));
        QLocalServer server;
        QVERIFY(server.listen(socket));
        int asked = 0;
        connect(&server, &QLocalServer::newConnection, this, [&] {
            QLocalSocket *stranger = server.nextPendingConnection();
            stranger->write("no\n");
            stranger->disconnectFromServer();
            ++asked;
        });
        std::atomic<bool> isOver = false;
        SingleInstance::Role role = SingleInstance::Role::Second;
        const std::unique_ptr<QThread> starter(QThread::create([&] {
            role = SingleInstance(folder.path(), u"alice"_s).claim();
            isOver = true;
        }));
        starter->start();
        QTRY_VERIFY_WITH_TIMEOUT(isOver, 30000);
        QVERIFY(starter->wait());
        QCOMPARE(role, SingleInstance::Role::First); // better two windows than none
        QVERIFY(asked > 0);
    }

    void settingsTakeEffectAtOnce()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.ini"_s);
        UiSettings settings(file);
        Theme theme(*qApp);
        QVERIFY(settings.notifications());
        QVERIFY(!settings.tray());
        SettingsDialog dialog(settings, theme, false, true);
        QSignalSpy changed(&dialog, &SettingsDialog::presenceChanged);
        const QList<QCheckBox *> boxes = dialog.findChildren<QCheckBox *>();
        for (QCheckBox *box : boxes) {
            if (box->isEnabled())
                box->toggle();
        }
        QVERIFY(!settings.notifications());
        QVERIFY(settings.tray());
        QVERIFY(changed.size() >= 2);
        auto *themes = dialog.findChild<QComboBox *>();
        themes->setCurrentIndex(themes->findData(int(ThemeChoice::Dark)));
        QVERIFY(colorsFor(qApp->palette()).dark);
        settings.store().sync();
        QCOMPARE(UiSettings(file).theme(), ThemeChoice::Dark);
        theme.setChoice(ThemeChoice::Light);
    }

    void withoutATrayItCannotBeChosen()
    {
        QTemporaryDir folder;
        UiSettings settings(folder.filePath(u"settings.ini"_s));
        Theme theme(*qApp);
        SettingsDialog dialog(settings, theme, false, false);
        int disabled = 0;
        const QList<QCheckBox *> boxes = dialog.findChildren<QCheckBox *>();
        for (const QCheckBox *box : boxes)
            disabled += box->isEnabled() ? 0 : 1;
        QCOMPARE(disabled, 2);
    }

    void followsTheSystemLive()
    {
        Theme theme(*qApp);
        theme.setChoice(ThemeChoice::System);
        theme.system().take(1);
        QVERIFY(colorsFor(qApp->palette()).dark);
        theme.system().take(2);
        QVERIFY(!colorsFor(qApp->palette()).dark);
        theme.setChoice(ThemeChoice::Light);
        theme.system().take(1); // not asked for
        QVERIFY(!colorsFor(qApp->palette()).dark);
    }
};

QTEST_MAIN(tst_Desktop)
#include "tst_desktop.moc"
