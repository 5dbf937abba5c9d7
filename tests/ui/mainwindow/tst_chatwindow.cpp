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
using Kind = MessageAction::Kind;

/// Messages in the real window, with the real local service: what people do all day.
class tst_ChatWindow final : public test::ChatWindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openNewConversation(); }

    void sends() { sendAndWait(QStringLiteral("first message")); }

    void answers()
    {
        sendAndWait(QStringLiteral("first message"));
        const qint64 index = indexOf(QStringLiteral("first message"));
        act({ .kind = Kind::Reply, .index = index });
        QVERIFY(composer()->findChild<ContextBar *>()->isVisible());
        send(QStringLiteral("an answer"));
        QVERIFY(!composer()->repliedTo());
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(QStringLiteral("an answer")), Wait);
        const auto reply = chat::replyOf(shown(QStringLiteral("an answer")).message);
        QVERIFY(reply);
        QCOMPARE(reply->index, index);
        QCOMPARE(reply->text, QStringLiteral("first message"));
    }

    void edits()
    {
        sendAndWait(QStringLiteral("an answer"));
        QTest::keyClicks(composer()->field(), QStringLiteral("x"));
        composer()->setText({});
        QTest::keyClick(composer()->field(), Qt::Key_Up);
        QCOMPARE(composer()->text(), QStringLiteral("an answer"));
        composer()->setText(QStringLiteral("a better answer"));
        QTest::keyClick(composer()->field(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!composer()->edited(), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(find(QStringLiteral("a better answer")).isValid(), Wait);
        QVERIFY(shown(QStringLiteral("a better answer")).isEdited);
        QVERIFY(composer()->text().isEmpty());
    }

    void reacts()
    {
        sendAndWait(QStringLiteral("first message"));
        const qint64 index = indexOf(QStringLiteral("first message"));
        const auto reactions
            = [this] { return chat::reactionsOf(shown(QStringLiteral("first message")).message); };
        act({ .kind = Kind::React, .index = index, .text = QStringLiteral("👍"), .isOn = true });
        QTRY_COMPARE_WITH_TIMEOUT(reactions().size(), 1, Wait);
        QCOMPARE(reactions().first().identities, QStringList { QStringLiteral("alice") });
        act({ .kind = Kind::React, .index = index, .text = QStringLiteral("👍"), .isOn = false });
        QTRY_COMPARE_WITH_TIMEOUT(reactions().size(), 0, Wait);
    }

    void pinsAMessage()
    {
        sendAndWait(QStringLiteral("first message"));
        const qint64 index = indexOf(QStringLiteral("first message"));
        auto *button = page()->findChild<PinnedMessages *>();
        QVERIFY(button != nullptr);
        QVERIFY(!button->isVisible());
        Q_EMIT page()->view()->actionRequested(
            { .kind = MessageAction::Kind::Pin, .index = index, .isOn = true });
        QTRY_VERIFY_WITH_TIMEOUT(button->isVisible(), Wait);
        QCOMPARE(button->text(), QStringLiteral("1"));

        QWidget hidden; // else the button would be a window of its own once it is shown
        PinnedMessages later(client(), &hidden); // knows nothing yet, as after a restart
        QSignalSpy chosen(&later, &PinnedMessages::chosen);
        later.setConversation(sid());
        QTRY_COMPARE_WITH_TIMEOUT(later.text(), QStringLiteral("1"), Wait);
        Q_EMIT later.menu()->aboutToShow();
        const QList<QAction *> entries = later.menu()->actions();
        QCOMPARE(entries.size(), 1);
        QVERIFY(entries.first()->text().endsWith(QStringLiteral(": first message")));
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
        const QString source = fileName(QStringLiteral("notes.txt"));
        QFile file(source);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("what was said");
        file.close();
        composer()->addFiles({ QUrl::fromLocalFile(source) });
        send(QStringLiteral("with a file"));
        QVERIFY(composer()->attachments().empty());
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(QStringLiteral("with a file")), Wait);
        const chat::MediaList media = shown(QStringLiteral("with a file")).message.media;
        QCOMPARE(media.size(), 1);
        QCOMPARE(media.first().filename, QStringLiteral("notes.txt"));
        const QString target = fileName(QStringLiteral("saved.txt"));
        page()->media().save(media.first(), target);
        QTRY_COMPARE_WITH_TIMEOUT(page()->media().download(media.first().sid).stage,
                                  MediaStore::Stage::Saved, Wait);
        QFile saved(target);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll(), QByteArray("what was said"));
    }

    void aDeletedMessageLeavesALine()
    {
        sendAndWait(QStringLiteral("before it"));
        sendAndWait(QStringLiteral("to be deleted"));
        const QModelIndex item = find(QStringLiteral("to be deleted"));
        const int before = item.row() - 1;
        QVERIFY(before >= 0);
        const qint64 index = indexOf(QStringLiteral("to be deleted"));
        act({ .kind = Kind::Delete, .indexes = { index } });
        QVERIFY(find(QStringLiteral("to be deleted")).isValid()); // it can still be undone
        page()->deletions().flush();
        QTRY_VERIFY_WITH_TIMEOUT(!find(QStringLiteral("to be deleted")).isValid(), Wait);
        const auto told = [this, before] {
            return page()->view()->rows().description(before).contains(QStringLiteral("deleted"));
        };
        QTRY_VERIFY(told());
        const QString opened = sid();
        page()->open({});
        page()->open(opened);
        QTRY_VERIFY(told()); // as long as Parley runs
    }

    void aDeletionIsUndone()
    {
        sendAndWait(QStringLiteral("to be kept"));
        window()->activateWindow(); // else no shortcut acts
        QVERIFY(QTest::qWaitForWindowActive(window()));
        page()->view()->setFocus();
        page()->view()->setCurrentRow(find(QStringLiteral("to be kept")).row());
        QTest::keyClick(page()->view(), Qt::Key_Delete);
        const QList<ActionStrip *> strips = page()->findChildren<ActionStrip *>();
        const auto said = [&strips] {
            QString text;
            for (const ActionStrip *strip : strips)
                text += strip->text();
            return text;
        };
        QVERIFY2(said().contains(QLatin1String("deleted")), qPrintable(said()));
        QCOMPARE(test::controlsWithoutName(page()), QStringList());
        QTest::keyClick(page()->view(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(said(), QString());
        page()->deletions().flush();
        QVERIFY(find(QStringLiteral("to be kept")).isValid());
    }

    void theServiceIsToldAfterFiveSeconds()
    {
        sendAndWait(QStringLiteral("to be kept"));
        test::FakeClock clock;
        PendingDeletions deletions(client(), clock);
        const qint64 index = indexOf(QStringLiteral("to be kept"));
        deletions.add(sid(), { index });
        clock.advance(std::chrono::milliseconds(4900));
        QCOMPARE(deletions.waitingCount(), 1);
        QCOMPARE(deletions.of(sid()), std::set<qint64> { index });
        QVERIFY(deletions.of(QStringLiteral("CHother")).empty());
        clock.advance(std::chrono::milliseconds(200));
        QCOMPARE(deletions.waitingCount(), 0);
        QCOMPARE(deletions.of(sid()), std::set<qint64> { index }); // on its way
        QVERIFY(!deletions.isIdle()); // a program that quits waits
        QTRY_VERIFY_WITH_TIMEOUT(!find(QStringLiteral("to be kept")).isValid(), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(deletions.of(sid()).empty(), Wait);
        QVERIFY(deletions.isIdle());
    }

    void severalMessagesAreDeletedAtOnce()
    {
        for (const char *body : { "one of several", "two of several" })
            sendAndWait(QLatin1String(body));
        MessageView *view = page()->view();
        view->setFocus();
        view->setCurrentRow(find(QStringLiteral("two of several")).row());
        QTest::keyClick(view, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(view->selection().count(), 2);
        QTest::keyClick(view, Qt::Key_Delete);
        QVERIFY(view->selection().isEmpty());
        page()->deletions().flush();
        QTRY_VERIFY_WITH_TIMEOUT(!find(QStringLiteral("one of several")).isValid(), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(!find(QStringLiteral("two of several")).isValid(), Wait);
    }

    void aDraftIsKeptForEachConversation()
    {
        composer()->setText(QStringLiteral("not yet"));
        QTest::keyClicks(composer()->field(), QStringLiteral("!"));
        const QString opened = sid();
        page()->open({});
        QTRY_COMPARE(listed(opened).data(chat::ConversationListModel::DraftRole).toString(),
                     QStringLiteral("not yet!"));
        page()->open(opened);
        QCOMPARE(composer()->text(), QStringLiteral("not yet!"));
    }

    void aFailedMessageIsTriedAgain()
    {
        const QString body = QStringLiteral("needs its file");
        const QString path = fileName(QStringLiteral("fleeting.txt"));
        const QDateTime then(QDate(2026, 1, 2), QTime(3, 4), Utc);
        writeFile(path, then);
        sendAndLoseFile(body, path);
        QTRY_COMPARE_WITH_TIMEOUT(shown(body).message.delivery, chat::Message::Delivery::Failed,
                                  Wait);
        QVERIFY(listed(sid()).data(chat::ConversationListModel::FailedRole).toBool());
        QVERIFY(page()
                    ->view()
                    ->rows()
                    .description(find(body).row())
                    .contains(QLatin1String("a file is gone")));
        writeFile(path, then);
        act({ .kind = Kind::Retry, .localId = shown(body).message.localId });
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(body), Wait);
        QTRY_VERIFY(!listed(sid()).data(chat::ConversationListModel::FailedRole).toBool());
    }

    void aFailedMessageIsDiscardedAfterAQuestion()
    {
        const QString body = QStringLiteral("never sent");
        const QString path = fileName(QStringLiteral("gone.txt"));
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
        sendAndWait(QStringLiteral("first message"));
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
        sendAndWait(QStringLiteral("first message"));
        window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window()));
        page()->view()->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), composer()->field());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        auto *attach = qobject_cast<QToolButton *>(QApplication::focusWidget());
        QVERIFY(attach != nullptr);
        QVERIFY(attach->toolTip().contains(QLatin1String("Ctrl+O")));
        QTest::keyClick(window(), Qt::Key_O, Qt::ControlModifier);
        QTRY_VERIFY(composer()->findChild<QFileDialog *>() != nullptr);
        composer()->findChild<QFileDialog *>()->reject();
    }

private:
    /// The file goes while the message still stands behind another one.
    void sendAndLoseFile(const QString &body, const QString &path)
    {
        send(QStringLiteral("first in line"));
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
