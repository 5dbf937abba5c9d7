// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"
#include "chat/messageattributes.h"
#include "chat/messagelistmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace parley;
using namespace parley::chat;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString bob()
{
    return u"bob"_s;
}

struct Chat : ChatBench
{
    explicit Chat(int messages)
        : sid(service.addConversation(1, u"Lunch"_s))
    {
        say(messages);
        start();
    }

    void say(int count)
    {
        for (int i = 0; i < count; ++i)
            service.addMessage(sid, bob(), u"b"_s);
    }
    QString send(const QString &text)
    {
        return client->outbox().send(sid, { .body = text }, &context, {});
    }

    QString sid;
};

/// A model that is watched: consistent, never reset, indices always rising.
struct Window
{
    explicit Window(Chat &chat)
        : model(*chat.client, chat.sid)
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
        , resets(&model, &QAbstractItemModel::modelReset)
    {
        chat.clock.settle();
    }

    /// `first-last (count)`, and `+n` rows of the outbox.
    [[nodiscard]] QString range() const
    {
        std::vector<qint64> indices;
        int waiting = 0;
        for (int row = 0; row < model.rowCount(); ++row) {
            const qint64 index = model.at(row).message.index;
            index >= 0 ? indices.push_back(index) : void(++waiting);
        }
        if (!std::ranges::is_sorted(indices) || !resets.isEmpty())
            return u"broken"_s;
        if (indices.empty())
            return u"empty+%1"_s.arg(waiting);
        return u"%1-%2 (%3)+%4"_s.arg(indices.front())
            .arg(indices.back())
            .arg(indices.size())
            .arg(waiting);
    }

    MessageListModel model;
    QAbstractItemModelTester tester;
    QSignalSpy resets;
};

} // namespace

class tst_ChatWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLongConversationOpensAtItsEndWithOneRequest()
    {
        Chat chat(3000);
        const int before = chat.service.countCalls(u"GET"_s, u"Items"_s);
        Window window(chat);
        QCOMPARE(window.range(), u"2950-2999 (50)+0"_s);
        QVERIFY(window.model.canFetchOlder());
        QVERIFY(!window.model.canFetchNewer());
        const int asked = chat.service.countCalls(u"GET"_s, u"Items"_s);
        QVERIFY2(asked - before <= 1, qPrintable(QString::number(asked - before)));
    }

    void scrollingBackAndForthKeepsTheRowsBounded()
    {
        Chat chat(1500);
        Window window(chat);
        QSignalSpy newer(&window.model, &MessageListModel::hasNewerChanged);
        while (window.model.canFetchOlder()) {
            window.model.fetchOlder();
            chat.clock.settle();
            QVERIFY(window.model.rowCount() <= MessageListModel::MaxRows);
        }
        QCOMPARE(window.range(), u"0-499 (500)+0"_s);
        QVERIFY(window.model.canFetchNewer());
        QCOMPARE(newer.size(), 1);
        while (window.model.canFetchNewer()) {
            window.model.fetchNewer();
            chat.clock.settle();
            QVERIFY(window.model.rowCount() <= MessageListModel::MaxRows);
        }
        QVERIFY(window.range().contains("-1499 ("_L1));
        QVERIFY(window.model.canFetchOlder());
        QCOMPARE(newer.size(), 2);
    }

    void liveMessagesKeepTheRowsBounded()
    {
        Chat chat(60);
        Window window(chat);
        chat.say(700);
        chat.clock.settle();
        QVERIFY(window.model.rowCount() <= MessageListModel::MaxRows);
        QVERIFY(window.range().contains("-759 ("_L1));
        QVERIFY(window.model.canFetchOlder());
        window.model.fetchOlder();
        chat.clock.settle();
        QVERIFY(!window.range().contains("broken"_L1));
    }

    void opensAroundAnyIndex_data()
    {
        QTest::addColumn<qint64>("index");
        QTest::addColumn<QString>("range");
        QTest::addColumn<bool>("hasOlder");
        QTest::addColumn<bool>("hasNewer");
        QTest::newRow("in the middle") << qint64(500) << "476-525 (50)+0" << true << true;
        QTest::newRow("the first one") << qint64(0) << "0-25 (26)+0" << false << true;
        QTest::newRow("near the start") << qint64(10) << "0-35 (36)+0" << false << true;
        QTest::newRow("near the end") << qint64(940) << "916-965 (50)+0" << true << true;
        QTest::newRow("shown already") << qint64(980) << "950-999 (50)+0" << true << false;
        QTest::newRow("beyond the end") << qint64(5000) << "950-999 (50)+0" << true << false;
    }

    void opensAroundAnyIndex()
    {
        QFETCH(qint64, index);
        Chat chat(1000);
        Window window(chat);
        QSignalSpy loaded(&window.model, &MessageListModel::aroundLoaded);
        window.model.openAround(index);
        chat.clock.settle();
        QTEST(window.range(), "range");
        QTEST(window.model.canFetchOlder(), "hasOlder");
        QTEST(window.model.canFetchNewer(), "hasNewer");
        QCOMPARE(loaded.size(), 1);
        QCOMPARE(loaded.first().first().toLongLong(), index);
        QVERIFY(!window.model.isLoading());
        QVERIFY(index > 999 || window.model.rowOfIndex(index) >= 0);
    }

    void aDeletedMessageIsOpenedAroundToo()
    {
        Chat chat(300);
        chat.service.removeMessage(chat.sid, 100);
        Window window(chat);
        window.model.openAround(100);
        chat.clock.settle();
        QCOMPARE(window.model.rowOfIndex(100), -1);
        QVERIFY(window.model.rowOfIndex(99) >= 0);
        QVERIFY(window.model.rowOfIndex(101) >= 0);
    }

    void theOutboxShowsAtTheEndOnly()
    {
        Chat chat(300);
        Window window(chat);
        std::optional<FakeSyncService::Call> held;
        chat.service.intercept = [&held](const FakeSyncService::Call &call) {
            const bool isSend = call.method == "POST"_L1;
            if (isSend)
                held = call;
            return isSend;
        };
        chat.send(u"waits"_s);
        chat.clock.settle();
        QCOMPARE(window.range(), u"250-299 (50)+1"_s);
        QVERIFY(held);
        chat.service.carryOut(*held);
        chat.clock.settle();
        QCOMPARE(window.range(), u"250-300 (51)+0"_s);
        window.model.openAround(100);
        chat.clock.settle();
        chat.service.intercept
            = [](const FakeSyncService::Call &call) { return call.method == "POST"_L1; };
        chat.send(u"behind"_s); // stays unanswered
        chat.say(1);
        chat.clock.settle();
        QCOMPARE(window.range(), u"76-125 (50)+0"_s);
        window.model.openNewest();
        chat.clock.settle();
        QCOMPARE(window.range(), u"252-301 (50)+1"_s);
        QVERIFY(!window.model.canFetchNewer());
    }

    // It was told before the page that ends the window came, and is not on it.
    void aMessageThatComesWhileTheLastPageIsReadIsThere()
    {
        Chat chat(120);
        Window window(chat);
        window.model.openAround(10);
        chat.clock.settle();
        QVERIFY(window.model.canFetchNewer());
        while (window.model.canFetchNewer()) {
            chat.service.intercept = [&chat](const FakeSyncService::Call &call) {
                if (call.method == "GET"_L1)
                    chat.clock.callAfter(0ms, &chat.context, [&chat] { chat.say(1); });
                return false;
            };
            window.model.fetchNewer();
            chat.clock.settle();
        }
        chat.service.intercept = {};
        const qint64 count = window.model.rowCount();
        const qint64 last = window.model.at(int(count) - 1).message.index;
        QCOMPARE(last, chat.service.textsOf(chat.sid).size() - 1);
        QCOMPARE(count, last + 1);
    }

    void whatChangesBehindAPageThatIsOnItsWay_data()
    {
        QTest::addColumn<bool>("isTheEnd");
        QTest::newRow("the rows before") << false;
        QTest::newRow("other rows, to the end") << true;
    }

    // The page was made before the changes, and comes after they were told.
    void whatChangesBehindAPageThatIsOnItsWay()
    {
        QFETCH(bool, isTheEnd);
        Chat chat(100);
        Window window(chat);
        if (isTheEnd) {
            window.model.openAround(10);
            chat.clock.settle();
        }
        const qint64 gone = isTheEnd ? 70 : 20;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.method == "GET"_L1)
                chat.clock.callAfter(0ms, &chat.context, [&] {
                    chat.say(2);
                    chat.service.editMessage(chat.sid, gone + 1, u"edited"_s);
                    chat.service.editMessage(chat.sid, 100, u"edited"_s);
                    chat.service.removeMessage(chat.sid, gone);
                    chat.service.removeMessage(chat.sid, 101);
                });
            return false;
        };
        isTheEnd ? window.model.openNewest() : window.model.fetchOlder();
        chat.clock.settle();
        const auto bodyOf = [&window](qint64 index) {
            return window.model.at(window.model.rowOfIndex(index)).message.body;
        };
        QCOMPARE(window.range(), isTheEnd ? u"50-100 (50)+0"_s : u"0-100 (100)+0"_s);
        QCOMPARE(window.model.rowOfIndex(gone), -1);
        QCOMPARE(bodyOf(gone + 1), u"edited"_s);
        QCOMPARE(bodyOf(100), u"edited"_s);
    }

    void anOwnMessageIsConfirmedWhileThePageIsRead()
    {
        Chat chat(100);
        Window window(chat);
        window.model.openAround(10);
        chat.clock.settle();
        std::optional<FakeSyncService::Call> page;
        chat.service.holdsLiveEvents = true; // the answer comes first
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.method == "GET"_L1)
                page = call;
            return call.method == "GET"_L1;
        };
        window.model.openNewest();
        chat.clock.settle();
        QVERIFY(page);
        const QJsonObject old { { u"items"_s, QJsonArray() } };
        chat.send(u"mine"_s);
        chat.clock.settle();
        chat.service.replyTo(*page, 200, old); // made before it
        chat.clock.settle();
        QCOMPARE(window.range(), u"100-100 (1)+0"_s);
    }

    void aLongWindowIsComparedInPages()
    {
        Chat chat(300);
        Window window(chat);
        while (window.model.canFetchOlder()) {
            window.model.fetchOlder();
            chat.clock.settle();
        }
        int largest = 0;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            largest = std::max(largest, call.params.value(u"PageSize"_s).toInt());
            return false;
        };
        chat.service.cutLink();
        chat.service.removeMessage(chat.sid, 3);
        chat.service.removeMessage(chat.sid, 290);
        chat.service.interruptions.insert(chat.sid + ".messages"_L1, 3);
        chat.clock.advance(20s);
        QCOMPARE(window.range(), u"0-299 (298)+0"_s);
        QVERIFY2(largest <= 100, qPrintable(QString::number(largest)));
    }

    void aJumpWhileAPageIsLoadedWins()
    {
        Chat chat(1000);
        Window window(chat);
        window.model.fetchOlder();
        window.model.openAround(100);
        window.model.openAround(300);
        chat.clock.settle();
        QCOMPARE(window.range(), u"276-325 (50)+0"_s);
        QVERIFY(!window.model.isLoading());
    }

    // The rows are still those that were to be compared.
    void aJumpThatFailsLeavesTheComparison()
    {
        Chat chat(1000);
        Window window(chat);
        QSignalSpy failed(&window.model, &MessageListModel::loadFailed);
        QStringList starts;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            starts.append(call.params.value(u"From"_s));
            if (starts.size() == 2)
                chat.service.replyTo(call, 403);
            return starts.size() <= 2; // the comparison gets no answer
        };
        Q_EMIT chat.client->messages().missed(chat.sid);
        window.model.openAround(100);
        bool isLoadingAtFailure = true;
        QObject::connect(&window.model, &MessageListModel::loadFailed, &window.model,
                         [&] { isLoadingAtFailure = window.model.isLoading(); });
        chat.clock.settle();
        QTRY_COMPARE(starts.size(), 3);
        QCOMPARE(failed.size(), 1);
        QVERIFY(!isLoadingAtFailure);
        QCOMPARE(starts.last(), u"950"_s);
        QTRY_VERIFY(!window.model.isLoading());
        QCOMPARE(window.range(), u"950-999 (50)+0"_s);
    }

    void lostEventsDoNotEndAJump_data()
    {
        QTest::addColumn<bool>("isRefused");
        QTest::addColumn<QString>("range");
        QTest::addColumn<int>("arrivals");
        QTest::newRow("it arrives") << false << "76-125 (50)+0" << 1;
        QTest::newRow("it is refused") << true << "950-999 (50)+0" << 0;
    }

    // What is shown then is compared with what the service has, as ever.
    void lostEventsDoNotEndAJump()
    {
        QFETCH(bool, isRefused);
        Chat chat(1000);
        Window window(chat);
        QSignalSpy arrived(&window.model, &MessageListModel::aroundLoaded);
        QStringList starts;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            starts.append(call.params.value(u"From"_s));
            const bool isToBeRefused = isRefused && starts.size() == 1;
            if (isToBeRefused)
                chat.service.replyTo(call, 403);
            return isToBeRefused;
        };
        window.model.openAround(100);
        Q_EMIT chat.client->messages().missed(chat.sid);
        chat.clock.settle();
        QTEST(window.range(), "range");
        QTEST(int(arrived.size()), "arrivals");
        const qint64 first = window.model.at(0).message.index;
        QCOMPARE(starts.last(), QString::number(first));
        QVERIFY(!window.model.isLoading());
    }

    void whatWasForgottenChangesRowByRow()
    {
        Chat chat(100);
        Window window(chat);
        window.model.fetchOlder();
        chat.clock.settle();
        QCOMPARE(window.range(), u"0-99 (100)+0"_s);
        QSignalSpy removed(&window.model, &QAbstractItemModel::rowsRemoved);
        chat.service.cutLink();
        chat.service.removeMessage(chat.sid, 3);
        chat.service.removeMessage(chat.sid, 99);
        chat.service.editMessage(chat.sid, 5, u"edited long ago"_s);
        chat.say(2);
        chat.service.interruptions.insert(chat.sid + ".messages"_L1, 3);
        chat.clock.advance(20s);
        QCOMPARE(window.range(), u"0-101 (100)+0"_s);
        QCOMPARE(removed.size(), 2);
        QCOMPARE(window.model.rowOfIndex(3), -1);
        QCOMPARE(window.model.at(window.model.rowOfIndex(5)).message.body, u"edited long ago"_s);
    }

    void aReplyShowsWhatItsOriginalSays()
    {
        Chat chat(60); // the first ten are not in the window
        const auto answer = [&chat](int index) {
            const QString attributes
                = uR"({"parley": {"reply": {"index": %1, "author": "alice", "text": "I pay"}}})"_s;
            chat.service.addMessage(chat.sid, bob(), u"look"_s, attributes.arg(index));
        };
        answer(59);
        answer(3);
        Window window(chat);
        const auto replyAt = [&window](qint64 index) {
            const Reply reply
                = window.model.at(window.model.rowOfIndex(index)).reply.value_or(Reply());
            return u"%1: %2"_s.arg(reply.author, reply.text)
                + (reply.isVerified ? QString() : u"?"_s);
        };
        QCOMPARE(replyAt(60), u"bob: b"_s);
        QCOMPARE(replyAt(61), u"alice: I pay?"_s);
        QSignalSpy changed(&window.model, &QAbstractItemModel::dataChanged);
        const auto isTold = [&changed, &window](qint64 index) {
            const int row = window.model.rowOfIndex(index);
            return std::ranges::any_of(changed, [row](const QList<QVariant> &signal) {
                return signal.at(0).toModelIndex().row() == row;
            });
        };
        window.model.fetchOlder(); // its original has a row now
        chat.clock.settle();
        QCOMPARE(replyAt(61), u"bob: b"_s);
        QVERIFY(isTold(61));
        QVERIFY(!isTold(60));
        chat.service.editMessage(chat.sid, 59, u"c"_s);
        chat.clock.settle();
        QCOMPARE(replyAt(60), u"bob: c"_s);
        QVERIFY(isTold(60));
        changed.clear();
        chat.service.removeMessage(chat.sid, 59);
        chat.clock.settle();
        QCOMPARE(replyAt(60), u"alice: I pay?"_s);
        QVERIFY(isTold(60));
    }

    void filesReactionsAndReplies()
    {
        Chat chat(1);
        chat.service.nextMedia = { u"ME1"_s };
        chat.service.addMessage(
            chat.sid, bob(), u"look"_s,
            uR"({"parley": {"reactions": {"+": ["bob"]}, "reply": {"index": 0, "author": "bob"}}})"_s);
        Window window(chat);
        const Message second = window.model.at(1).message;
        QCOMPARE(second.media.size(), 1);
        QCOMPARE(second.media.first().sid, u"ME1"_s);
        QCOMPARE(reactionsOf(second).first().identities, QStringList(bob()));
        QCOMPARE(replyOf(second)->index, 0);
        QVERIFY(!replyOf(window.model.at(0).message));
        QCOMPARE(window.model.at(0).uploadProgress, -1.0);
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), bob()); // is read, which is told
        chat.clock.settle();
        QSignalSpy changed(&window.model, &QAbstractItemModel::dataChanged);
        chat.client->messages().updateAttributes(
            chat.sid, 0, reactionChange(u"+"_s, u"alice"_s, Toggle::On), &chat.context, {});
        chat.clock.settle();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(reactionsOf(window.model.at(0).message).size(), 1);
    }

    void aReactionIsNoEdit()
    {
        Chat chat(2);
        Window window(chat);
        const auto isEdited = [&window](int row) { return window.model.at(row).isEdited; };
        chat.clock.advance(1s);
        chat.client->messages().updateAttributes(
            chat.sid, 0, reactionChange(u"+"_s, u"alice"_s, Toggle::On), &chat.context, {});
        chat.service.setMessageAttributes(chat.sid, 1,
                                          uR"({"parley": {"reactions": {"+": ["bob"]}}})"_s);
        chat.clock.settle();
        QVERIFY(!isEdited(0)); // by a user who cannot change the body
        QVERIFY(!isEdited(1)); // by the author, who has reacted
        chat.service.editMessage(chat.sid, 0, u"c"_s);
        chat.clock.settle();
        QVERIFY(isEdited(0));
    }

    void aPinIsNoEdit()
    {
        Chat chat(1);
        chat.clock.advance(1s);
        chat.service.setMessageAttributes(chat.sid, 0, uR"({"parley": {"pinned": "bob"}})"_s);
        chat.clock.settle();
        Window window(chat); // read with the pin, as after a restart
        QVERIFY(!window.model.at(0).isEdited);
    }

    // A service may write what it was given in its own way; no user has edited that.
    void onlySomebodyEdits()
    {
        Chat chat(1);
        Window window(chat);
        QJsonObject data = chat.service.messageData(chat.sid, 0);
        data.insert(u"text"_s, u"b "_s);
        chat.service.setListItem(chat.sid + ".messages"_L1, 0, data);
        chat.clock.settle();
        QCOMPARE(window.model.at(0).message.body, u"b "_s);
        QVERIFY(!window.model.at(0).isEdited);
    }

    void whatWasSeenToChangeTellsAnEdit()
    {
        Chat chat(2);
        Window window(chat);
        const auto isEdited = [&window](int row) { return window.model.at(row).isEdited; };
        const auto setReaction = [&chat](qint64 index, const QString &json) {
            chat.clock.advance(1s);
            chat.service.setMessageAttributes(chat.sid, index, json);
            chat.clock.settle();
        };
        const QString reaction = uR"({"parley": {"reactions": {"+": ["bob"]}}})"_s;
        setReaction(0, reaction);
        QVERIFY(!isEdited(0));
        setReaction(0, u"{}"_s); // the author took it back: the words are the same
        QVERIFY(!isEdited(0));
        chat.clock.advance(1s);
        chat.service.editMessage(chat.sid, 1, u"other words"_s);
        chat.clock.settle();
        QVERIFY(isEdited(1));
        setReaction(1, reaction); // whatever comes later, its words were changed
        QVERIFY(isEdited(1));
    }

    void uploadsShowTheirProgress()
    {
        Chat chat(1);
        Window window(chat);
        chat.http.intercept = [](FakeReply &) { return true; };
        chat.client->outbox().send(
            chat.sid, OutgoingMessage { .attachments = { { .data = QByteArray(100, 'x') } } },
            &chat.context, {});
        chat.clock.settle();
        const auto progress = [&window] { return window.model.at(1).uploadProgress; };
        QCOMPARE(progress(), 0.0);
        chat.http.replies.back()->tellUploaded(50);
        chat.clock.settle();
        QCOMPARE(progress(), 0.5);
        chat.http.replies.back()->answer(201, R"({"sid": "ME00000000000000000000000000000001"})");
        chat.clock.settle();
        QCOMPARE(progress(), -1.0);
        QCOMPARE(window.range(), u"0-1 (2)+0"_s);
    }

    void messagesInBothDirections()
    {
        Chat chat(100);
        QStringList pages;
        const auto take = [&pages](const Outcome<History> &outcome) {
            const auto *page = std::get_if<History>(&outcome);
            if (page == nullptr || page->messages.empty()) {
                pages.append(page != nullptr ? u"empty"_s : textOf(outcome));
                return;
            }
            pages.append(u"%1-%2%3%4"_s.arg(page->messages.front().index)
                             .arg(page->messages.back().index)
                             .arg(page->hasOlder ? u" older"_s : QString(),
                                  page->hasNewer ? u" newer"_s : QString()));
        };
        chat.client->messages().historyAfter(chat.sid, 10, -1, &chat.context, take);
        chat.client->messages().historyAfter(chat.sid, 10, 50, &chat.context, take);
        chat.client->messages().historyAfter(chat.sid, 10, 89, &chat.context, take);
        chat.client->messages().historyAfter(chat.sid, 10, 99, &chat.context, take);
        chat.client->messages().history(chat.sid, 10, 50, &chat.context, take);
        QString body;
        chat.client->messages().find(
            chat.sid, 42, &chat.context,
            [&body](const Outcome<Message> &outcome) { body = std::get<Message>(outcome).body; });
        chat.clock.settle();
        QCOMPARE(pages,
                 QStringList({ u"0-9 newer"_s, u"51-60 newer"_s, u"90-99"_s, u"empty"_s,
                               u"40-49 older"_s }));
        QCOMPARE(body, u"b"_s);
    }
};

QTEST_GUILESS_MAIN(tst_ChatWindow)
#include "tst_chat_window.moc"
