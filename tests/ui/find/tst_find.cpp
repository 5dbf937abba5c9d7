// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "accessiblenames.h"
#include "fakemessagemodel.h"
#include "find/datemenu.h"
#include "find/findbar.h"
#include "find/messagesearch.h"
#include "messages/controls/floatingday.h"
#include "messages/view/messageview.h"
#include "support/fakeclock.h"

#include <QCalendarWidget>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <deque>

using namespace parley;
using namespace parley::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = MessageSearch::State;
using History = chat::History;
using test::FakeMessageModel;

namespace {

/// A history that answers when the test says so.
class Pages
{
public:
    std::vector<chat::Message> messages;

    [[nodiscard]] MessageSearch::ReadPage reader()
    {
        return [this](int count, std::optional<qint64> before, QObject *context,
                      chat::Callback<History> done) {
            m_asked.push_back({ count, before, context, std::move(done) });
        };
    }
    [[nodiscard]] bool isAsked() const
    {
        return !m_asked.empty() && m_asked.front().context != nullptr;
    }
    void answer()
    {
        Request request = std::move(m_asked.front());
        m_asked.pop_front();
        History page;
        for (const chat::Message &message : messages) {
            if (!request.before || message.index < *request.before)
                page.messages.push_back(message);
        }
        const auto extra = std::max<qsizetype>(0, qsizetype(page.messages.size()) - request.count);
        page.messages.erase(page.messages.begin(), page.messages.begin() + extra);
        page.hasOlder = extra > 0;
        if (request.context != nullptr)
            request.done(page);
    }
    void fail()
    {
        Request request = std::move(m_asked.front());
        m_asked.pop_front();
        request.done(chat::ChatError {});
    }
    void answerAll()
    {
        while (!m_asked.empty())
            answer();
    }
    /// \a words stands in every \a step th one.
    void fill(int count, int step, const QString &words)
    {
        for (int i = 0; i < count; ++i) {
            chat::Message message;
            message.index = i;
            message.body = i % step == 0 ? u"There is %1 here"_s.arg(words) : u"nothing"_s;
            message.dateCreated = QDateTime(QDate(2026, 1, 1), QTime(8, 0), Utc).addSecs(60 * i);
            messages.push_back(message);
        }
    }

private:
    struct Request
    {
        int count = 0;
        std::optional<qint64> before {};
        QPointer<QObject> context {};
        chat::Callback<History> done {};
    };
    std::deque<Request> m_asked;
};

} // namespace

/// Finding words and days in the open conversation.
class tst_Find final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsFromTheNewestBack()
    {
        Pages pages;
        pages.fill(400, 100, u"a Needle"_s);
        MessageSearch search(pages.reader());
        QSignalSpy currentSpy(&search, &MessageSearch::currentChanged);
        search.start(u"needle"_s);
        QCOMPARE(search.state(), State::Searching);
        pages.answerAll();
        QCOMPARE(search.state(), State::Finished);
        QCOMPARE(search.hits(), (std::vector<qint64> { 300, 200, 100, 0 }));
        QCOMPARE(search.searchedCount(), 400);
        QCOMPARE(currentSpy.size(), 1); // the newest hit, at once
        QCOMPARE(search.currentIndex(), 300);
        search.next();
        QCOMPARE(search.currentIndex(), 200);
        search.previous();
        search.previous(); // from the newest to the oldest one
        QCOMPARE(search.currentIndex(), 0);
        search.next();
        QCOMPARE(search.currentIndex(), 300);
    }

    void aFrequentWordDoesNotReadTheWholeHistory()
    {
        Pages pages;
        pages.fill(5000, 1, u"word"_s);
        MessageSearch search(pages.reader());
        search.start(u"word"_s);
        pages.answerAll();
        QCOMPARE(search.state(), State::Paused);
        QVERIFY(search.searchedCount() <= 200);
        for (int i = 0; i < 300; ++i) {
            search.next();
            pages.answerAll();
        }
        QCOMPARE(search.currentIndex(), 4699);
    }

    void nextWaitsForAHitThatIsNotReadYet()
    {
        Pages pages;
        pages.fill(1000, 999, u"rare"_s); // 999 and 0
        MessageSearch search(pages.reader());
        search.start(u"rare"_s);
        pages.answer();
        QCOMPARE(search.currentIndex(), 999);
        search.next();
        QCOMPARE(search.currentIndex(), 999);
        pages.answerAll();
        QCOMPARE(search.currentIndex(), 0);
    }

    void isStoppedAndGoesOn()
    {
        Pages pages;
        pages.fill(1000, 999, u"rare"_s);
        MessageSearch search(pages.reader());
        search.start(u"rare"_s);
        pages.answer();
        search.stop();
        QCOMPARE(search.state(), State::Stopped);
        QVERIFY(!pages.isAsked()); // the answer of the page on its way is dropped
        pages.answer();
        QCOMPARE(search.searchedCount(), 50);
        search.resume();
        pages.answerAll();
        QCOMPARE(search.searchedCount(), 1000);
        QCOMPARE(search.state(), State::Finished);
    }

    void aFailedPageIsTriedAgain()
    {
        Pages pages;
        pages.fill(200, 199, u"rare"_s);
        MessageSearch search(pages.reader());
        search.start(u"rare"_s);
        pages.answer();
        pages.fail();
        QCOMPARE(search.state(), State::Failed);
        QCOMPARE(search.hits().size(), size_t(1));
        search.resume();
        pages.answerAll();
        QCOMPARE(search.hits().size(), size_t(2));
    }

    void whatComesAndGoesMeanwhileIsCounted()
    {
        Pages pages;
        pages.fill(3, 1, u"word"_s);
        MessageSearch search(pages.reader());
        search.start(u"word"_s);
        pages.answerAll();
        chat::Message message;
        message.index = 3;
        message.body = u"a new word"_s;
        search.noteMessage(message);
        QCOMPARE(search.hits().size(), size_t(4));
        QCOMPARE(search.currentIndex(), 2); // the reader is not moved
        message.body = u"changed"_s;
        search.noteMessage(message);
        QCOMPARE(search.hits().size(), size_t(3));
        search.noteRemoved(2);
        QCOMPARE(search.hits(), (std::vector<qint64> { 1, 0 }));
        search.next();
        QCOMPARE(search.currentIndex(), 1);
        QCOMPARE(search.hits().size(), size_t(2));
    }

    void fileNamesAreFound()
    {
        chat::Message message;
        message.media.append(chat::Media());
        message.media.first().filename = u"Plan.pdf"_s;
        QVERIFY(MessageSearch::hasWords(message, u"plan"_s));
        QVERIFY(!MessageSearch::hasWords(message, u"other"_s));
    }

    void theBarIsUsedByKeyboardAlone()
    {
        Pages pages;
        pages.fill(100, 10, u"word"_s);
        MessageSearch search(pages.reader());
        test::FakeClock clock;
        QWidget page;
        auto *before = new QLineEdit(&page);
        before->setAccessibleName(u"Other field"_s);
        auto *bar = new FindBar(search, clock, &page);
        auto *layout = new QVBoxLayout(&page);
        layout->addWidget(bar);
        layout->addWidget(before);
        page.resize(500, 200);
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        before->setFocus();
        QVERIFY(!bar->isVisible());
        bar->open();
        QVERIFY(bar->field()->hasFocus());
        QTest::keyClicks(bar->field(), u"wor"_s);
        QCOMPARE(search.state(), State::Idle); // not with each letter
        clock.advance(1s);
        QCOMPARE(search.state(), State::Searching);
        QVERIFY(bar->status().contains("Searching"_L1));
        pages.answerAll();
        QCOMPARE(bar->status(), u"1 of 10"_s);
        QTest::keyClick(bar->field(), Qt::Key_Return);
        QCOMPARE(bar->status(), u"2 of 10"_s);
        QTest::keyClick(bar->field(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(bar->status(), u"1 of 10"_s);
        QTest::keyClick(bar->field(), Qt::Key_F3);
        QCOMPARE(bar->status(), u"2 of 10"_s);
        before->setFocus();
        QTest::keyClick(before, Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(bar->status(), u"1 of 10"_s);
        QCOMPARE(test::controlsWithoutName(&page), QStringList());
        bar->field()->setFocus();
        QTest::keyClick(bar->field(), Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QVERIFY(before->hasFocus());
        QCOMPARE(search.state(), State::Idle);
    }

    void theSearchCanBeStoppedInTheBar()
    {
        Pages pages;
        pages.fill(1000, 999, u"rare"_s);
        MessageSearch search(pages.reader());
        test::FakeClock clock;
        QWidget page;
        auto *bar = new FindBar(search, clock, &page);
        page.show();
        bar->open();
        bar->field()->setText(u"rare"_s);
        QTest::keyClick(bar->field(), Qt::Key_Return); // without waiting for the pause
        pages.answer();
        auto *stop = bar->findChild<QPushButton *>();
        QVERIFY(stop != nullptr && stop->isVisible());
        stop->click();
        QCOMPARE(search.state(), State::Stopped);
        QVERIFY2(bar->status().contains("Stopped: 50 message"_L1), qPrintable(bar->status()));
        stop->click();
        QCOMPARE(search.state(), State::Searching);
    }

    void hitsAreMarkedInTheMessages()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(20, 0));
        MessageView view;
        view.resize(600, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.setModel(&model, -1);
        const QImage before = view.grab().toImage();
        view.setMarks(u"NUMBER"_s, -1);
        const QImage marked = view.grab().toImage();
        QVERIFY(before != marked);
        view.setMarks(u"not there"_s, -1);
        QCOMPARE(view.grab().toImage(), before);
        view.setMarks({}, -1);
        QCOMPARE(view.grab().toImage(), before);
    }

    void theDayFloatsWhileOlderMessagesAreRead()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(2000, 0)); // one a minute
        MessageView view;
        view.resize(600, 400);
        view.rows().setToday(QDate(2026, 1, 2));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.setModel(&model, -1);
        auto *day = view.findChild<FloatingDay *>();
        QVERIFY(day != nullptr);
        QVERIFY(!day->isVisible());
        view.scrollToRow(1500);
        QVERIFY(day->isVisible());
        QCOMPARE(day->text(), u"Today"_s);
        QVERIFY(day->accessibleName().startsWith("Today"_L1));
        view.scrollToRow(500);
        QCOMPARE(day->text(), u"Yesterday"_s);
        QSignalSpy spy(&view, &MessageView::dayRequested);
        day->click();
        QCOMPARE(spy.size(), 1);
        view.scrollToRow(0); // its own line is in view
        QVERIFY(!day->isVisible());
        view.scrollToEnd();
        QVERIFY(!day->isVisible());
    }

    void aDayIsChosenByKeyboard()
    {
        const QDate today(2026, 3, 10);
        auto *menu = new DateMenu(QDate(2026, 3, 5), today, nullptr);
        QSignalSpy spy(menu, &DateMenu::chosen);
        menu->popup(QPoint(10, 10));
        QVERIFY(QTest::qWaitForWindowExposed(menu));
        const auto *calendar = menu->findChild<QCalendarWidget *>();
        QCOMPARE(calendar->maximumDate(), today);
        QWidget *days = calendar->findChild<QWidget *>(u"qt_calendar_calendarview"_s);
        QVERIFY(days != nullptr);
        QTest::keyClick(days, Qt::Key_Left);
        QTest::keyClick(days, Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toDate(), QDate(2026, 3, 4));
    }
};

QTEST_MAIN(tst_Find)
#include "tst_find.moc"
