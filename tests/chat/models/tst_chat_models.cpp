// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"
#include "chat/conversationlistmodel.h"
#include "chat/messagelistmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace parley;
using namespace parley::chat;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString alice()
{
    return u"alice"_s;
}

QString bob()
{
    return u"bob"_s;
}

/// What a model tells its views, as text, with Qt's own tester watching.
class RowLog
{
public:
    RowLog(QAbstractItemModel &model, FakeClock &clock)
        : m_clock(clock)
        , m_tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        QObject::connect(
            &model, &QAbstractItemModel::rowsInserted, &m_context,
            [this](const QModelIndex &, int first, int last) { add("insert %1-%2", first, last); });
        QObject::connect(
            &model, &QAbstractItemModel::rowsRemoved, &m_context,
            [this](const QModelIndex &, int first, int last) { add("remove %1-%2", first, last); });
        QObject::connect(&model, &QAbstractItemModel::rowsMoved, &m_context,
                         [this](const QModelIndex &, int first, int, const QModelIndex &,
                                int target) { add("move %1>%2", first, target); });
        QObject::connect(&model, &QAbstractItemModel::modelReset, &m_context,
                         [this] { m_lines.append(u"reset"_s); });
        QObject::connect(&model, &QAbstractItemModel::dataChanged, &m_context,
                         [this](const QModelIndex &first, const QModelIndex &last) {
                             add("data %1-%2", first.row(), last.row());
                         });
    }

    QStringList take()
    {
        m_clock.settle(); // what has happened is told by the clock
        return std::exchange(m_lines, {});
    }
    /// Without dataChanged.
    QStringList takeRows()
    {
        return take().filter(QRegularExpression(u"^(insert|remove|move|reset)"_s));
    }

private:
    void add(const char *text, int a, int b)
    {
        m_lines.append(QString(QLatin1String(text)).arg(a).arg(b));
    }

    FakeClock &m_clock;
    QObject m_context;
    QAbstractItemModelTester m_tester;
    QStringList m_lines;
};

QStringList column(const QAbstractItemModel &model, int role = Qt::DisplayRole)
{
    QStringList values;
    for (int row = 0; row < model.rowCount(); ++row)
        values.append(model.index(row, 0).data(role).toString());
    return values;
}

std::vector<qint64> indexesOf(const MessageListModel &model)
{
    std::vector<qint64> indexes;
    for (int row = 0; row < model.rowCount(); ++row)
        indexes.push_back(model.at(row).message.index);
    return indexes;
}

std::vector<bool> readMarksOf(const MessageListModel &model)
{
    std::vector<bool> marks;
    for (int row = 0; row < model.rowCount(); ++row)
        marks.push_back(model.at(row).isReadByOthers);
    return marks;
}

struct Chat : ChatBench
{
    Chat()
        : sid(service.addConversation(1, u"Lunch"_s))
    { }

    void say(int count)
    {
        for (int i = 0; i < count; ++i)
            service.addMessage(sid, bob(), u"b%1"_s.arg(i));
    }

    QString send(const QString &text)
    {
        return client->outbox().send(sid, { .body = text }, &context, {});
    }

    QString sid;
};

bool isSend(const FakeSyncService::Call &call)
{
    return call.method == "POST"_L1 && call.path.last() == "Messages"_L1;
}

} // namespace

class tst_ChatModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void conversationsByActivity()
    {
        ChatBench bench;
        const QString one = bench.service.addConversation(1, u"One"_s);
        bench.clock.advance(1s);
        const QString two = bench.service.addConversation(2, u"Two"_s);
        bench.clock.advance(1s);
        bench.service.addMessage(one, bob(), u"hello"_s);
        ConversationListModel model(*bench.client);
        RowLog rows(model, bench.clock);
        bench.start();
        QCOMPARE(column(model, ConversationListModel::NameRole),
                 QStringList({ u"One"_s, u"Two"_s }));
        QCOMPARE(column(model, ConversationListModel::LastMessageRole),
                 QStringList({ QString(), QString() })); // read because it is asked for
        bench.clock.settle();
        QCOMPARE(column(model, ConversationListModel::LastMessageRole),
                 QStringList({ u"hello"_s, QString() }));
        QCOMPARE(model.index(0).data(ConversationListModel::LastAuthorRole).toString(), bob());
        QVERIFY(!rows.take().contains(u"reset"_s));

        bench.clock.advance(1s);
        bench.service.addMessage(two, bob(), u"newer"_s);
        QCOMPARE(rows.takeRows(), QStringList(u"move 1>0"_s));
        QCOMPARE(column(model, ConversationListModel::LastMessageRole),
                 QStringList({ u"newer"_s, u"hello"_s }));
        bench.clock.advance(1s);
        bench.service.addMessage(two, bob(), u"newest"_s);
        QCOMPARE(rows.takeRows(), QStringList());
    }

    void conversationsComeAndGo()
    {
        ChatBench bench;
        const QString one = bench.service.addConversation(1, u"One"_s);
        bench.clock.advance(1s);
        bench.service.addConversation(2, u"Two"_s);
        ConversationListModel model(*bench.client);
        bench.start();
        RowLog rows(model, bench.clock);
        bench.clock.advance(1s);
        bench.service.addConversation(3, u"Three"_s);
        bench.clock.advance(1s);
        QCOMPARE(rows.takeRows(), QStringList(u"insert 0-0"_s));
        bench.service.removeMember(one, alice());
        QCOMPARE(rows.takeRows(), QStringList(u"remove 2-2"_s));
        QCOMPARE(model.rowOf(one), -1);
        bench.service.setOwn(FakeService::sidOf(2), { { u"status"_s, u"notParticipating"_s } });
        QCOMPARE(rows.takeRows(), QStringList(u"remove 1-1"_s));
        bench.clock.advance(1s);
        bench.service.setOwn(FakeService::sidOf(2), { { u"status"_s, u"joined"_s } });
        bench.clock.advance(1s);
        QCOMPARE(rows.takeRows(), QStringList(u"insert 1-1"_s));
    }

    void conversationRoles()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"One"_s);
        bench.service.addMessage(sid, bob(), u"a"_s);
        bench.service.setOwn(sid, { { u"lastConsumedMessageIndex"_s, 0 } });
        bench.start();
        ConversationListModel model(*bench.client); // made later: it takes what is there
        RowLog rows(model, bench.clock);
        const auto at = [&](int role) { return model.index(0).data(role); };
        QCOMPARE(at(ConversationListModel::LastMessageRole).toString(), QString());
        bench.clock.settle();
        QCOMPARE(at(ConversationListModel::SidRole).toString(), sid);
        QCOMPARE(at(ConversationListModel::LastMessageRole).toString(), u"a"_s);
        QCOMPARE(at(ConversationListModel::UnreadRole).toInt(), 0);
        bench.service.addMessage(sid, bob(), u"b"_s);
        bench.clock.settle();
        QCOMPARE(at(ConversationListModel::UnreadRole).toInt(), 1);
        bench.service.editMessage(sid, 1, u"c"_s);
        bench.clock.settle();
        QCOMPARE(at(ConversationListModel::LastMessageRole).toString(), u"c"_s);
        bench.service.removeMessage(sid, 1);
        bench.clock.settle();
        QCOMPARE(at(ConversationListModel::LastMessageRole).toString(), u"a"_s);
        rows.take();
        bench.service.setOwn(sid, { { u"notificationLevel"_s, u"muted"_s } });
        bench.clock.settle();
        QVERIFY(at(ConversationListModel::MutedRole).toBool());
        QCOMPARE(rows.take(), QStringList(u"data 0-0"_s));
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!isSend(call))
                return false;
            bench.service.replyTo(call, 403);
            return true;
        };
        const QString id = bench.client->outbox().send(sid, { .body = u"x"_s }, &bench.context, {});
        bench.clock.settle();
        QVERIFY(at(ConversationListModel::FailedRole).toBool());
        QCOMPARE(rows.take(), QStringList({ u"data 0-0"_s, u"data 0-0"_s }));
        QVERIFY(bench.client->outbox().discard(id));
        bench.clock.settle();
        QVERIFY(!at(ConversationListModel::FailedRole).toBool());
    }

    void newestMessagesAreReadFewAtATime()
    {
        ChatBench bench;
        for (int i = 0; i < 30; ++i)
            bench.service.addMessage(bench.service.addConversation(i, u"C%1"_s.arg(i)), bob(),
                                     u"last"_s);
        int open = 0;
        int most = 0;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.params.value(u"PageSize"_s) != "1"_L1)
                return false;
            most = std::max(most, ++open);
            bench.clock.callAfter(5ms, &bench.context, [&bench, &open, call] {
                --open;
                bench.service.replyTo(call, 503); // it is repeated, and then answered
            });
            return true;
        };
        ConversationListModel model(*bench.client);
        bench.start();
        QCOMPARE(most, 0); // no view has asked for them
        QCOMPARE(column(model, ConversationListModel::LastMessageRole).count(u"last"_s), 0);
        bench.clock.settle();
        bench.service.intercept = {};
        bench.clock.advance(60s);
        QVERIFY2(most > 0 && most <= 4, qPrintable(QString::number(most)));
        QCOMPARE(column(model, ConversationListModel::LastMessageRole).count(u"last"_s), 30);
    }

    void messagesStartWithTheNewestPage()
    {
        Chat chat;
        chat.say(120);
        chat.start();
        MessageListModel model(*chat.client, chat.sid);
        RowLog rows(model, chat.clock);
        QVERIFY(model.isLoading());
        chat.clock.settle();
        QVERIFY(!model.isLoading());
        QVERIFY(model.canFetchOlder());
        QCOMPARE(rows.takeRows(), QStringList(u"insert 0-49"_s));
        QCOMPARE(model.at(0).message.index, 70);
        model.fetchOlder();
        model.fetchOlder(); // once is enough
        chat.clock.settle();
        QCOMPARE(rows.takeRows(), QStringList(u"insert 0-49"_s));
        model.fetchOlder();
        chat.clock.settle();
        QCOMPARE(rows.takeRows(), QStringList(u"insert 0-19"_s));
        QVERIFY(!model.canFetchOlder());
        QCOMPARE(model.rowOfIndex(100), 100);
        QCOMPARE(model.rowOfIndex(500), -1);
    }

    void messagesArriveAreEditedAndGo()
    {
        Chat chat;
        chat.say(2);
        chat.start();
        MessageListModel model(*chat.client, chat.sid);
        chat.clock.settle();
        RowLog rows(model, chat.clock);
        chat.clock.advance(1s);
        chat.say(1);
        QCOMPARE(rows.take(), QStringList(u"insert 2-2"_s));
        chat.clock.advance(1s);
        chat.service.editMessage(chat.sid, 1, u"other"_s);
        QCOMPARE(rows.take(), QStringList(u"data 1-1"_s));
        QVERIFY(model.at(1).isEdited);
        QVERIFY(!model.at(0).isEdited);
        chat.service.removeMessage(chat.sid, 0);
        QCOMPARE(rows.take(), QStringList(u"remove 0-0"_s));
        QCOMPARE(model.rowOfIndex(2), 1);
    }

    void anOwnMessageIsOneRow_data()
    {
        QTest::addColumn<bool>("eventFirst");
        QTest::newRow("event before reply") << true;
        QTest::newRow("reply before event") << false;
    }

    void anOwnMessageIsOneRow()
    {
        QFETCH(bool, eventFirst);
        Chat chat;
        chat.service.eventsBeforeReplies = eventFirst;
        chat.say(1);
        chat.start();
        MessageListModel model(*chat.client, chat.sid);
        chat.clock.settle();
        RowLog rows(model, chat.clock);
        std::optional<FakeSyncService::Call> held;
        chat.service.intercept = [&held](const FakeSyncService::Call &call) {
            if (isSend(call))
                held = call;
            return isSend(call);
        };
        const QString id = chat.send(u"mine"_s);
        QCOMPARE(rows.takeRows(), QStringList(u"insert 1-1"_s));
        QVERIFY(model.at(1).isOwn);
        QCOMPARE(model.at(1).message.delivery, Message::Delivery::Sending);
        QCOMPARE(model.at(1).message.index, -1);
        QVERIFY(held);
        chat.service.carryOut(*held);
        QCOMPARE(rows.takeRows(), QStringList());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.at(1).message.delivery, Message::Delivery::Sent);
        QCOMPARE(model.at(1).message.index, 1);
        QCOMPARE(model.at(1).message.localId, id);
    }

    void othersArriveBeforeTheOutbox()
    {
        Chat chat;
        chat.say(1);
        chat.start();
        MessageListModel model(*chat.client, chat.sid);
        chat.clock.settle();
        RowLog rows(model, chat.clock);
        std::vector<FakeSyncService::Call> held;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (isSend(call))
                held.push_back(call);
            return isSend(call);
        };
        chat.send(u"one"_s);
        chat.send(u"two"_s);
        chat.clock.settle();
        chat.say(1);
        QCOMPARE(rows.takeRows(),
                 QStringList({ u"insert 1-1"_s, u"insert 2-2"_s, u"insert 1-1"_s }));
        QCOMPARE(column(model), QStringList({ u"b0"_s, u"b0"_s, u"one"_s, u"two"_s }));
        chat.service.intercept = {};
        chat.service.carryOut(held.front());
        chat.clock.settle();
        QCOMPARE(rows.takeRows(), QStringList()); // both stay where they are
        QCOMPARE(indexesOf(model), std::vector<qint64>({ 0, 1, 2, 3 }));
    }

    void aLaterOneThatIsConfirmedFirstMoves()
    {
        Chat chat;
        chat.say(1);
        chat.start();
        MessageListModel model(*chat.client, chat.sid);
        chat.clock.settle();
        RowLog rows(model, chat.clock);
        bool isFirst = true;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!isSend(call) || !std::exchange(isFirst, false))
                return false;
            chat.service.replyTo(call, 400, { { u"code"_s, 50504 } });
            return true;
        };
        const QString refused = chat.send(u"one"_s);
        chat.send(u"two"_s);
        chat.clock.settle();
        QCOMPARE(rows.takeRows(), QStringList({ u"insert 1-1"_s, u"insert 2-2"_s, u"move 2>1"_s }));
        QCOMPARE(column(model), QStringList({ u"b0"_s, u"two"_s, u"one"_s }));
        QCOMPARE(model.at(2).message.failure->serviceCode, 50504);
        QVERIFY(chat.client->outbox().discard(refused));
        QCOMPARE(rows.takeRows(), QStringList(u"remove 2-2"_s));
    }

    void theOutboxIsThereFromTheStart()
    {
        Chat chat;
        chat.start();
        chat.client->stop();
        chat.send(u"waits"_s);
        MessageListModel model(*chat.client, chat.sid);
        RowLog rows(model, chat.clock);
        QCOMPARE(column(model), QStringList(u"waits"_s));
        chat.service.addMessage(chat.sid, bob(), u"meanwhile"_s);
        chat.client->start();
        chat.clock.advance(30s);
        QCOMPARE(column(model), QStringList({ u"meanwhile"_s, u"waits"_s }));
    }

    void missedMessagesComeInBetween()
    {
        Chat chat;
        chat.say(1);
        chat.start();
        MessageListModel model(*chat.client, chat.sid);
        chat.clock.settle();
        chat.service.holdsLiveEvents = true;
        chat.say(1);
        chat.service.holdsLiveEvents = false;
        chat.say(1);
        RowLog rows(model, chat.clock);
        rows.take(); // of the one that was told alive
        chat.reconnect();
        QCOMPARE(rows.takeRows(), QStringList(u"insert 1-1"_s));
        QCOMPARE(indexesOf(model), std::vector<qint64>({ 0, 1, 2 }));
    }

    void readByOthers()
    {
        Chat chat;
        for (int i = 0; i < 4; ++i)
            chat.service.addMessage(chat.sid, i == 1 ? bob() : alice(), QString::number(i));
        chat.start();
        MessageListModel model(*chat.client, chat.sid);
        chat.clock.settle();
        RowLog rows(model, chat.clock);
        QCOMPARE(readMarksOf(model), std::vector<bool>(4, false));
        const auto bobReads = [&](int index) {
            chat.service.setItem(
                chat.sid + u".roster"_s, u"MB-bob"_s,
                { { u"identity"_s, bob() }, { u"lastConsumedMessageIndex"_s, index } });
        };
        bobReads(1);
        QCOMPARE(rows.take(), QStringList(u"data 0-1"_s));
        QCOMPARE(readMarksOf(model), std::vector<bool>({ true, false, false, false }));
        bobReads(2);
        QCOMPARE(rows.take(), QStringList(u"data 2-2"_s));
        chat.service.setItem(chat.sid + u".roster"_s, u"MB-alice"_s,
                             { { u"identity"_s, alice() }, { u"lastConsumedMessageIndex"_s, 3 } });
        QCOMPARE(rows.take(), QStringList()); // that is oneself
    }

    void namesComeLater()
    {
        Chat chat;
        chat.say(2);
        chat.start();
        MessageListModel model(*chat.client, chat.sid);
        chat.clock.settle();
        RowLog rows(model, chat.clock);
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), bob());
        chat.clock.advance(1s);
        QCOMPARE(rows.take(), QStringList({ u"data 0-0"_s, u"data 1-1"_s }));
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), u"BOB"_s);
    }

    void aFailedPageIsTriedAgain()
    {
        Chat chat;
        chat.say(2);
        chat.start();
        chat.client->stop();
        MessageListModel model(*chat.client, chat.sid);
        int failures = 0;
        QObject::connect(&model, &MessageListModel::loadFailed, &chat.context,
                         [&](const ChatError &error) {
                             QCOMPARE(error.code, ChatError::Code::Offline);
                             ++failures;
                         });
        chat.clock.advance(2min);
        QCOMPARE(failures, 1);
        QVERIFY(!model.isLoading());
        chat.client->start();
        chat.clock.advance(5s);
        QCOMPARE(model.rowCount(), 2);
    }

    void liveMessagesWhileLoadingAreThereOnce()
    {
        Chat chat;
        chat.say(3);
        chat.start();
        MessageListModel model(*chat.client, chat.sid);
        RowLog rows(model, chat.clock);
        chat.say(1); // arrives before the page that has it too
        chat.clock.settle();
        QCOMPARE(rows.takeRows(), QStringList({ u"insert 0-0"_s, u"insert 0-2"_s }));
        QCOMPARE(indexesOf(model), std::vector<qint64>({ 0, 1, 2, 3 }));
        QVERIFY(!model.canFetchOlder());
    }
};

QTEST_GUILESS_MAIN(tst_ChatModels)
#include "tst_chat_models.moc"
