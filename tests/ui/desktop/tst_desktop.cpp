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
using parley::Notice;

namespace {

QDateTime noon()
{
    return QDateTime(QDate(2026, 11, 24), QTime(12, 0), parley::Utc);
}

IncomingMessage message()
{
    IncomingMessage incoming;
    incoming.conversation = QStringLiteral("CH1");
    incoming.conversationName = QStringLiteral("General");
    incoming.author = QStringLiteral("bob");
    incoming.authorName = QStringLiteral("Bob");
    incoming.body = QStringLiteral("See you\nat <b>ten</b>");
    incoming.dateCreated = noon();
    return incoming;
}

NotificationContext context()
{
    NotificationContext now;
    now.ownIdentity = QStringLiteral("alice");
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
        incoming.author = QStringLiteral("alice");
        QTest::addRow("of another device of the user") << incoming << context() << false;
        incoming = message();
        incoming.dateCreated = noon().addSecs(-3600);
        QTest::addRow("an hour old, from catching up") << incoming << context() << false;

        NotificationContext now = context();
        now.windowActive = true;
        now.openConversation = QStringLiteral("CH1");
        QTest::addRow("in view") << message() << now << false;
        now.openConversation = QStringLiteral("CH2");
        QTest::addRow("another one is in view") << message() << now << true;
        now.openConversation = QStringLiteral("CH1");
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
        QCOMPARE(notice->title, QStringLiteral("General"));
        QCOMPARE(notice->body, QStringLiteral("Bob: See you at <b>ten</b>"));
        QVERIFY(!notice->replyLabel.isEmpty());
        IncomingMessage direct = message();
        direct.direct = true;
        QCOMPARE(NotificationPolicy::noticeFor(direct, context())->title, QStringLiteral("Bob"));
    }

    void filesHaveTheWordsOfTheList()
    {
        IncomingMessage incoming = message();
        incoming.direct = true;
        incoming.body.clear();
        incoming.media = { parley::chat::Media { .filename = QStringLiteral("cat.png"),
                                                 .contentType = QStringLiteral("image/png") } };
        QCOMPARE(NotificationPolicy::noticeFor(incoming, context())->body,
                 QStringLiteral("Picture"));
        incoming.media.first().contentType = QStringLiteral("application/pdf");
        QCOMPARE(NotificationPolicy::noticeFor(incoming, context())->body,
                 QStringLiteral("File: cat.png"));
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
        incoming.authorName = QStringLiteral("Bo\u202Eb");
        incoming.conversationName = QStringLiteral("\u200B\u2060");
        incoming.body = QStringLiteral("a\u202Eb");
        const std::optional<Notice> notice = NotificationPolicy::noticeFor(incoming, context());
        QCOMPARE(notice->title, QStringLiteral("CH1"));
        QCOMPARE(notice->body, QStringLiteral("Bob: ab"));
    }

    void aBusyMinuteMakesFewNotices()
    {
        parley::test::FakeClock clock;
        NotificationPacer pacer(clock);
        QSignalSpy shown(&pacer, &NotificationPacer::noticeReady);
        const auto at = [&shown](int i) { return shown.at(i).first().value<Notice>(); };
        for (int i = 0; i < 240; ++i) {
            pacer.add({ QStringLiteral("CH%1").arg(i % 8), QStringLiteral("Room"),
                        QStringLiteral("bob: %1").arg(i) });
            clock.advance(std::chrono::milliseconds(250));
        }
        QVERIFY(shown.size() >= 2);
        QVERIFY2(shown.size() <= 6, qPrintable(QString::number(shown.size())));
        QCOMPARE(at(0).body, QStringLiteral("bob: 0")); // the first one comes at once
        QVERIFY2(at(1).title.contains(QLatin1String("19 new")), qPrintable(at(1).title));
        QVERIFY2(at(1).body.contains(QLatin1String("8 conversation")), qPrintable(at(1).body));
        clock.advance(std::chrono::minutes(5));
        const auto before = shown.size();
        pacer.add({ QStringLiteral("CH1"), QStringLiteral("Room"), QStringLiteral("bob: late") });
        QCOMPARE(shown.size(), before + 1); // calm again
    }

    void whatHasBeenLookedAtIsNotShownLater()
    {
        parley::test::FakeClock clock;
        NotificationPacer pacer(clock);
        QSignalSpy shown(&pacer, &NotificationPacer::noticeReady);
        for (const char *body : { "one", "two", "three" })
            pacer.add({ QStringLiteral("CH1"), QStringLiteral("Bob"), QLatin1String(body) });
        pacer.add({ QStringLiteral("CH2"), QStringLiteral("Carol"), QStringLiteral("four") });
        pacer.withdraw(QStringLiteral("CH1"));
        clock.advance(std::chrono::minutes(1));
        QCOMPARE(shown.size(), 2);
        QCOMPARE(shown.at(1).first().value<Notice>().title, QStringLiteral("Carol"));
        QCOMPARE(shown.at(1).first().value<Notice>().body, QStringLiteral("four"));
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
        const QDir place(folder.filePath(QStringLiteral("data"))); // is not there yet
        SingleInstance first(place.path(), QStringLiteral("alice"));
        QCOMPARE(first.claim(), SingleInstance::Role::First);
        QSignalSpy raised(&first, &SingleInstance::raiseRequested);
        // As the second process would; its waiting would stop this one from answering.
        const QStringList sockets = place.entryList({ QStringLiteral("parley-*") }, QDir::System);
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
        SingleInstance other(folder.path(), QStringLiteral("bob"));
        QCOMPARE(other.claim(), SingleInstance::Role::First);
        {
            SingleInstance first(folder.path(), QStringLiteral("alice"));
            QCOMPARE(first.claim(), SingleInstance::Role::First); // bob's is another one
        }
        SingleInstance next(folder.path(), QStringLiteral("alice"));
        QCOMPARE(next.claim(), SingleInstance::Role::First); // the one before has ended
        SingleInstance alone({}, QStringLiteral("alice"));
        QCOMPARE(alone.claim(), SingleInstance::Role::First);
    }

    void otherRequestsDoNotRaise()
    {
        QTemporaryDir folder;
        SingleInstance first(folder.path(), QStringLiteral("alice"));
        QCOMPARE(first.claim(), SingleInstance::Role::First);
        QSignalSpy raised(&first, &SingleInstance::raiseRequested);
        const QStringList sockets
            = QDir(folder.path()).entryList({ QStringLiteral("parley-*") }, QDir::System);
        QLocalSocket stranger;
        stranger.connectToServer(folder.filePath(sockets.first()));
        stranger.write(QByteArray(4096, 'x'));
        QTRY_COMPARE(stranger.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(raised.size(), 0);
    }

    void whoStartsWhileTheFirstEndsIsTheNext()
    {
        const QTemporaryDir folder;
        auto first = std::make_unique<SingleInstance>(folder.path(), QStringLiteral("alice"));
        QCOMPARE(first->claim(), SingleInstance::Role::First);
        const QString lock = folder.filePath(
            QDir(folder.path()).entryList({ QStringLiteral("parley-*.lock") }).value(0));
        first->stopAnswering();
        std::atomic<bool> isOver = false;
        SingleInstance::Role role = SingleInstance::Role::Second;
        bool hasLock = false;
        const std::unique_ptr<QThread> starter(QThread::create([&] {
            SingleInstance second(folder.path(), QStringLiteral("alice"));
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
            SingleInstance first(folder.path(), QStringLiteral("alice"));
            QCOMPARE(first.claim(), SingleInstance::Role::First);
            socket = folder.filePath(
                QDir(folder.path()).entryList({ QStringLiteral("parley-*") }, QDir::System)[0]);
        }
        QLockFile lock(socket + QStringLiteral(".lock"));
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
            role = SingleInstance(folder.path(), QStringLiteral("alice")).claim();
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
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
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
        UiSettings settings(folder.filePath(QStringLiteral("settings.ini")));
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
