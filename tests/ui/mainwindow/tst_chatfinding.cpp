// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "accessiblenames.h"
#include "chatwindowtest.h"
#include "find/findbar.h"
#include "find/findeverywhere.h"
#include "mainwindow/windowdialogs.h"
#include "messages/page/conversationfind.h"
#include "messages/page/messagenavigator.h"
#include "status/statuspanel.h"
#include "widgets/elidedlabel.h"

#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>

#include <algorithm>

using namespace parley;
using namespace parley::ui;
using namespace Qt::StringLiterals;

/// Ways to messages of the past, in a conversation that is longer than one page.
class tst_ChatFinding final : public test::ChatWindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        ChatWindowTest::initTestCase();
        openNewConversation();
        m_long = sid();
        sendAndWait(u"first message"_s);
        for (int i = 0; i < 90; ++i)
            client().outbox().send(m_long, { .body = u"number %1"_s.arg(i) }, this,
                                   [](const auto &) {});
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(u"number 89"_s), Wait);
    }
    void init() { openConversation(m_long); }

    void pagesBackAndJumps()
    {
        const qint64 index = indexOf(u"number 0"_s);
        reopen();
        page()->navigator().jumpTo(index);
        QTRY_VERIFY_WITH_TIMEOUT(model()->rowOfIndex(index) >= 0, Wait);
        QTRY_COMPARE(page()->view()->currentRow(), model()->rowOfIndex(index));
        QTRY_VERIFY(!page()->view()->rowRect(model()->rowOfIndex(index)).isEmpty());
        page()->navigator().jumpToNewest();
        QTRY_VERIFY_WITH_TIMEOUT(page()->view()->isAtEnd(), Wait);
    }

    void findsWordsOfTheWholeHistory()
    {
        reopen(); // with its newest page alone
        QTRY_VERIFY_WITH_TIMEOUT(!model()->isLoading(), Wait);
        window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window()));
        composer()->focusText();
        QTest::keyClick(window(), Qt::Key_F, Qt::ControlModifier);
        FindBar *bar = page()->find().bar();
        QVERIFY(bar->isVisible());
        QVERIFY(bar->field()->hasFocus());
        bar->field()->setText(u"MESSAGE"_s); // the first one, far before the page
        QTest::keyClick(bar->field(), Qt::Key_Return);
        const auto isShown = [this](const QString &body) {
            return find(body).isValid() && !page()->view()->rowRect(find(body).row()).isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isShown(u"first message"_s), Wait);
        QTRY_COMPARE_WITH_TIMEOUT(bar->status(), u"1 of 1"_s, Wait);
        bar->field()->setText(u"number 8"_s);
        QTest::keyClick(bar->field(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(bar->status(), u"1 of 11"_s, Wait);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(u"number 89"_s), Wait);
        QTest::keyClick(bar->field(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(u"number 88"_s), Wait);
        QTest::keyClick(bar->field(), Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QVERIFY(composer()->field()->hasFocus());
    }

    void goesToADay()
    {
        page()->navigator().jumpToNewest();
        QTRY_VERIFY_WITH_TIMEOUT(page()->view()->isAtEnd(), Wait);
        const QDate today = QDateTime::currentDateTime().date();
        QSignalSpy noticed(&page()->find(), &ConversationFind::noticeGiven);
        page()->find().goToDay(today.addDays(-1)); // all messages are of later days
        QTRY_VERIFY_WITH_TIMEOUT(find(u"first message"_s).isValid(), Wait);
        QTRY_COMPARE(page()->view()->currentRow(), find(u"first message"_s).row());
        QCOMPARE(noticed.size(), 1);
        const QString words = noticed.first().first().toString();
        QVERIFY2(words.startsWith("There is no message of"_L1)
                     && words.contains("The next one is of"_L1),
                 qPrintable(words));
        const QList<ElidedLabel *> labels = window()->status()->findChildren<ElidedLabel *>();
        QVERIFY(std::ranges::find(labels, words, &ElidedLabel::text) != labels.end());
        page()->find().goToDay(today);
        QTRY_COMPARE(page()->view()->currentRow(), find(u"first message"_s).row());
        page()->find().goToDay(today.addDays(2)); // there is none as late
        QTRY_VERIFY_WITH_TIMEOUT(page()->view()->isAtEnd(), Wait);
        QTRY_COMPARE(noticed.size(), 2); // the day that has messages needs none
        QVERIFY(noticed.last().first().toString().contains("or later"_L1));
    }

    void findsInAllThatIsLoaded()
    {
        window()->dialogs().findEverywhere();
        auto *dialog = window()->findChild<FindEverywhere *>();
        QVERIFY(dialog != nullptr);
        QVERIFY(dialog->findChild<QLabel *>(u"scope"_s)
                    ->text()
                    .contains("Only what has been loaded"_L1));
        QCOMPARE(test::controlsWithoutName(dialog), QStringList());
        auto *field = dialog->findChild<QLineEdit *>();
        auto *list = dialog->findChild<QListView *>();
        QTest::keyClicks(field, u"number 77"_s);
        QCOMPARE(list->model()->rowCount(), 1);
        const QString spoken = list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains("number 77"_L1), qPrintable(spoken));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!dialog->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(find(u"number 77"_s).isValid(), Wait);
        QTRY_COMPARE(page()->view()->currentRow(), find(u"number 77"_s).row());
    }

    void aHitInATextWithoutBlanksIsShown()
    {
        openNewConversation();
        const QString text = QString(43, u'x') + u"needle"_s;
        sendAndWait(text);
        window()->dialogs().findEverywhere();
        auto *dialog = window()->findChild<FindEverywhere *>();
        QVERIFY(dialog != nullptr);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"needle"_s);
        const QAbstractItemModel *hits = dialog->findChild<QListView *>()->model();
        QCOMPARE(hits->rowCount(), 1);
        const QString spoken = hits->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains("needle"_L1), qPrintable(spoken));
        dialog->reject();
    }

private:
    void reopen()
    {
        page()->open({});
        openConversation(m_long);
    }

    QString m_long;
};

QTEST_MAIN(tst_ChatFinding)
#include "tst_chatfinding.moc"
