// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "accessiblenames.h"
#include "chat/messageattributes.h"
#include "chatwindowtest.h"
#include "composer/contextbar.h"
#include "media/mediastore.h"
#include "messages/controls/actionstrip.h"
#include "messages/page/pendingdeletions.h"
#include "messages/page/pinnedmessages.h"
#include "support/fakeclock.h"
#include "token/utc.h"

#include <QApplication>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QToolButton>

using namespace parley;
using namespace parley::ui;
using namespace Qt::StringLiterals;
using Kind = MessageAction::Kind;

/// Messages in the real window, with the real local service: what people do all day.
class tst_ChatWindow final : public test::ChatWindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openNewConversation(); }

    void sends() { sendAndWait(u"first message"_s); }

    void answers()
    {
        sendAndWait(u"first message"_s);
        const qint64 index = indexOf(u"first message"_s);
        act({ .kind = Kind::Reply, .index = index });
        QVERIFY(composer()->findChild<ContextBar *>()->isVisible());
        send(u"an answer"_s);
        QVERIFY(!composer()->repliedTo());
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(u"an answer"_s), Wait);
        const auto reply = chat::replyOf(shown(u"an answer"_s).message);
        QVERIFY(reply);
        QCOMPARE(reply->index, index);
        QCOMPARE(reply->text, u"first message"_s);
    }

    void edits()
    {
        sendAndWait(u"an answer"_s);
        QTest::keyClicks(composer()->field(), u"x"_s);
        composer()->setText({});
        QTest::keyClick(composer()->field(), Qt::Key_Up);
        QCOMPARE(composer()->text(), u"an answer"_s);
        composer()->setText(u"a better answer"_s);
        QTest::keyClick(composer()->field(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!composer()->edited(), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(find(u"a better answer"_s).isValid(), Wait);
        QVERIFY(shown(u"a better answer"_s).isEdited);
        QVERIFY(composer()->text().isEmpty());
    }

    void reacts()
    {
        sendAndWait(u"first message"_s);
        const qint64 index = indexOf(u"first message"_s);
        const auto reactions
            = [this] { return chat::reactionsOf(shown(u"first message"_s).message); };
        act({ .kind = Kind::React, .index = index, .text = u"👍"_s, .isOn = true });
        QTRY_COMPARE_WITH_TIMEOUT(reactions().size(), 1, Wait);
        QCOMPARE(reactions().first().identities, QStringList { u"alice"_s });
        act({ .kind = Kind::React, .index = index, .text = u"👍"_s, .isOn = false });
        QTRY_COMPARE_WITH_TIMEOUT(reactions().size(), 0, Wait);
    }

    void pinsAMessage()
    {
        sendAndWait(u"first message"_s);
        const qint64 index = indexOf(u"first message"_s);
        auto *button = page()->findChild<PinnedMessages *>();
        QVERIFY(button != nullptr);
        QVERIFY(!button->isVisible());
        Q_EMIT page()->view()->actionRequested(
            { .kind = MessageAction::Kind::Pin, .index = index, .isOn = true });
        QTRY_VERIFY_WITH_TIMEOUT(button->isVisible(), Wait);
        QCOMPARE(button->text(), u"1"_s);

        QWidget hidden; // else the button would be a window of its own once it is shown
        PinnedMessages later(client(), &hidden); // knows nothing yet, as after a restart
        QSignalSpy chosen(&later, &PinnedMessages::chosen);
        later.setConversation(sid());
        QTRY_COMPARE_WITH_TIMEOUT(later.text(), u"1"_s, Wait);
        Q_EMIT later.menu()->aboutToShow();
        const QList<QAction *> entries = later.menu()->actions();
        QCOMPARE(entries.size(), 1);
        QVERIFY(entries.first()->text().endsWith(u": first message"_s));
        entries.first()->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toLongLong(), index);

        Q_EMIT page()->view()->actionRequested(
            { .kind = MessageAction::Kind::Pin, .index = index });
        QTRY_VERIFY_WITH_TIMEOUT(!button->isVisible(), Wait);
        QCOMPARE(later.text(), QString());
    }

    void sendsAndSavesAFile()
    {
        const QString source = fileName(u"notes.txt"_s);
        QFile file(source);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("what was said");
        file.close();
        composer()->addFiles({ QUrl::fromLocalFile(source) });
        send(u"with a file"_s);
        QVERIFY(composer()->attachments().empty());
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(u"with a file"_s), Wait);
        const chat::MediaList media = shown(u"with a file"_s).message.media;
        QCOMPARE(media.size(), 1);
        QCOMPARE(media.first().filename, u"notes.txt"_s);
        const QString target = fileName(u"saved.txt"_s);
        page()->media().save(media.first(), target);
        QTRY_COMPARE_WITH_TIMEOUT(page()->media().download(media.first().sid).stage,
                                  MediaStore::Stage::Saved, Wait);
        QFile saved(target);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll(), QByteArray("what was said"));
    }

    void aDeletedMessageLeavesALine()
    {
        sendAndWait(u"before it"_s);
        sendAndWait(u"to be deleted"_s);
        const QModelIndex item = find(u"to be deleted"_s);
        const int before = item.row() - 1;
        QVERIFY(before >= 0);
        const qint64 index = indexOf(u"to be deleted"_s);
        act({ .kind = Kind::Delete, .indexes = { index } });
        QVERIFY(find(u"to be deleted"_s).isValid()); // it can still be undone
        page()->deletions().flush();
        QTRY_VERIFY_WITH_TIMEOUT(!find(u"to be deleted"_s).isValid(), Wait);
        const auto told = [this, before] {
            return page()->view()->rows().description(before).contains(u"deleted"_s);
        };
        QTRY_VERIFY(told());
        const QString opened = sid();
        page()->open({});
        page()->open(opened);
        QTRY_VERIFY(told()); // as long as Parley runs
    }

    void aDeletionIsUndone()
    {
        sendAndWait(u"to be kept"_s);
        window()->activateWindow(); // else no shortcut acts
        QVERIFY(QTest::qWaitForWindowActive(window()));
        page()->view()->setFocus();
        page()->view()->setCurrentRow(find(u"to be kept"_s).row());
        QTest::keyClick(page()->view(), Qt::Key_Delete);
        const QList<ActionStrip *> strips = page()->findChildren<ActionStrip *>();
        const auto said = [&strips] {
            QString text;
            for (const ActionStrip *strip : strips)
                text += strip->text();
            return text;
        };
        QVERIFY2(said().contains("deleted"_L1), qPrintable(said()));
        QCOMPARE(test::controlsWithoutName(page()), QStringList());
        QTest::keyClick(page()->view(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(said(), QString());
        page()->deletions().flush();
        QVERIFY(find(u"to be kept"_s).isValid());
    }

    void theServiceIsToldAfterFiveSeconds()
    {
        sendAndWait(u"to be kept"_s);
        test::FakeClock clock;
        PendingDeletions deletions(client(), clock);
        const qint64 index = indexOf(u"to be kept"_s);
        deletions.add(sid(), { index });
        clock.advance(std::chrono::milliseconds(4900));
        QCOMPARE(deletions.waitingCount(), 1);
        QCOMPARE(deletions.of(sid()), std::set<qint64> { index });
        QVERIFY(deletions.of(u"CHother"_s).empty());
        clock.advance(std::chrono::milliseconds(200));
        QCOMPARE(deletions.waitingCount(), 0);
        QCOMPARE(deletions.of(sid()), std::set<qint64> { index }); // on its way
        QVERIFY(!deletions.isIdle()); // a program that quits waits
        QTRY_VERIFY_WITH_TIMEOUT(!find(u"to be kept"_s).isValid(), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(deletions.of(sid()).empty(), Wait);
        QVERIFY(deletions.isIdle());
    }

    void severalMessagesAreDeletedAtOnce()
    {
        for (const char *body : { "one of several", "two of several" })
            sendAndWait(QLatin1String(body));
        MessageView *view = page()->view();
        view->setFocus();
        view->setCurrentRow(find(u"two of several"_s).row());
        QTest::keyClick(view, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(view->selection().count(), 2);
        QTest::keyClick(view, Qt::Key_Delete);
        QVERIFY(view->selection().isEmpty());
        page()->deletions().flush();
        QTRY_VERIFY_WITH_TIMEOUT(!find(u"one of several"_s).isValid(), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(!find(u"two of several"_s).isValid(), Wait);
    }

    void aDraftIsKeptForEachConversation()
    {
        composer()->setText(u"not yet"_s);
        QTest::keyClicks(composer()->field(), u"!"_s);
        const QString opened = sid();
        page()->open({});
        QTRY_COMPARE(listed(opened).data(chat::ConversationListModel::DraftRole).toString(),
                     u"not yet!"_s);
        page()->open(opened);
        QCOMPARE(composer()->text(), u"not yet!"_s);
    }

    void aFailedMessageIsTriedAgain()
    {
        const QString body = u"needs its file"_s;
        const QString path = fileName(u"fleeting.txt"_s);
        const QDateTime then(QDate(2026, 1, 2), QTime(3, 4), Utc);
        writeFile(path, then);
        sendAndLoseFile(body, path);
        QTRY_COMPARE_WITH_TIMEOUT(shown(body).message.delivery, chat::Message::Delivery::Failed,
                                  Wait);
        QVERIFY(listed(sid()).data(chat::ConversationListModel::FailedRole).toBool());
        QVERIFY(page()->view()->rows().description(find(body).row()).contains("a file is gone"_L1));
        writeFile(path, then);
        act({ .kind = Kind::Retry, .localId = shown(body).message.localId });
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(body), Wait);
        QTRY_VERIFY(!listed(sid()).data(chat::ConversationListModel::FailedRole).toBool());
    }

    void aFailedMessageIsDiscardedAfterAQuestion()
    {
        const QString body = u"never sent"_s;
        const QString path = fileName(u"gone.txt"_s);
        writeFile(path, QDateTime::currentDateTimeUtc());
        sendAndLoseFile(body, path);
        QTRY_COMPARE_WITH_TIMEOUT(shown(body).message.delivery, chat::Message::Delivery::Failed,
                                  Wait);
        act({ .kind = Kind::Discard, .localId = shown(body).message.localId });
        auto *box = page()->findChild<QMessageBox *>();
        QVERIFY(box != nullptr);
        QVERIFY(find(body).isValid()); // not without an answer
        Q_EMIT box->accepted();
        box->close();
        QTRY_VERIFY(!find(body).isValid());
    }

    void whatIsTooLongStaysInTheComposer()
    {
        composer()->setText(QString(chat::MaxBodyBytes + 1, u'a'));
        QTest::keyClick(composer()->field(), Qt::Key_Return);
        QVERIFY(!composer()->text().isEmpty());
    }

    void theKeyboardReachesEverything()
    {
        sendAndWait(u"first message"_s);
        window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window()));
        composer()->focusText();
        QSet<QWidget *> reached;
        for (int i = 0; i < 80; ++i) {
            reached.insert(QApplication::focusWidget());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(reached.contains(composer()->field()));
        QVERIFY(reached.contains(page()->view()));
        QVERIFY(reached.contains(window()->sidebar()->list()));
        QCOMPARE(test::controlsWithoutName(window()), QStringList());
    }

    void thePaperclipIsReachedFromTheMessages()
    {
        sendAndWait(u"first message"_s);
        window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window()));
        page()->view()->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), composer()->field());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        auto *attach = qobject_cast<QToolButton *>(QApplication::focusWidget());
        QVERIFY(attach != nullptr);
        QVERIFY(attach->toolTip().contains("Ctrl+O"_L1));
        QTest::keyClick(window(), Qt::Key_O, Qt::ControlModifier);
        QTRY_VERIFY(composer()->findChild<QFileDialog *>() != nullptr);
        composer()->findChild<QFileDialog *>()->reject();
    }

private:
    /// The file goes while the message still stands behind another one.
    void sendAndLoseFile(const QString &body, const QString &path)
    {
        send(u"first in line"_s);
        composer()->addFiles({ QUrl::fromLocalFile(path) });
        send(body);
        QVERIFY(QFile::remove(path));
    }
    static void writeFile(const QString &path, const QDateTime &modified)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("contents");
        QVERIFY(file.flush());
        QVERIFY(file.setFileTime(modified, QFileDevice::FileModificationTime));
    }
};

QTEST_MAIN(tst_ChatWindow)
#include "tst_chatwindow.moc"
