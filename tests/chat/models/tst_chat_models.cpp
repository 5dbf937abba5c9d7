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
using namespace std::chrono_literals;

namespace {

QString alice()
{
    return QStringLiteral("alice");
}

QString bob()
{
    return QStringLiteral("bob");
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
                         [this] { m_lines.append(QStringLiteral("reset")); });
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
        return take().filter(QRegularExpression(QStringLiteral("^(insert|remove|move|reset)")));
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
        : sid(service.addConversation(1, QStringLiteral("Lunch")))
    { }

    void say(int count)
    {
        for (int i = 0; i < count; ++i)
            service.addMessage(sid, bob(), QStringLiteral("b%1").arg(i));
    }

    QString send(const QString &text)
    {
        return client->outbox().send(sid, { .body = text }, &context, {});
    }

    QString sid;
};

bool isSend(const FakeSyncService::Call &call)
{
    return call.method == QLatin1String("POST") && call.path.last() == QLatin1String("Messages");
}

} // namespace

class tst_ChatModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void conversationsByActivity()
    {
        ChatBench bench;
        const QString one = bench.service.addConversation(1, QStringLiteral("One"));
        bench.clock.advance(1s);
        const QString two = bench.service.addConversation(2, QStringLiteral("Two"));
        bench.clock.advance(1s);
        bench.service.addMessage(one, bob(), QStringLiteral("hello"));
        ConversationListModel model(*bench.client);
        RowLog rows(model, bench.clock);
        bench.start();
        QCOMPARE(column(model, ConversationListModel::NameRole),
                 QStringList({ QStringLiteral("One"), QStringLiteral("Two") }));
        QCOMPARE(column(model, ConversationListModel::LastMessageRole),
                 QStringList({ QString(), QString() })); // read because it is asked for
        bench.clock.settle();
        QCOMPARE(column(model, ConversationListModel::LastMessageRole),
                 QStringList({ QStringLiteral("hello"), QString() }));
        QCOMPARE(model.index(0).data(ConversationListModel::LastAuthorRole).toString(), bob());
        QVERIFY(!rows.take().contains(QStringLiteral("reset")));

        bench.clock.advance(1s);
        bench.service.addMessage(two, bob(), QStringLiteral("newer"));
        QCOMPARE(rows.takeRows(), QStringList(QStringLiteral("move 1>0")));
        QCOMPARE(column(model, ConversationListModel::LastMessageRole),
                 QStringList({ QStringLiteral("newer"), QStringLiteral("hello") }));
        bench.clock.advance(1s);
        bench.service.addMessage(two, bob(), QStringLiteral("newest"));
        QCOMPARE(rows.takeRows(), QStringList());
    }

    void conversationsComeAndGo()
    {
        ChatBench bench;
        const QString one = bench.service.addConversation(1, QStringLiteral("One"));
        bench.clock.advance(1s);
        bench.service.addConversation(2, QStringLiteral("Two"));
        ConversationListModel model(*bench.client);
        bench.start();
        RowLog rows(model, bench.clock);
        bench.clock.advance(1s);
        bench.service.addConversation(3, QStringLiteral("Three"));
        bench.clock.advance(1s);
        QCOMPARE(rows.takeRows(), QStringList(QStringLiteral("insert 0-0")));
        bench.service.removeMember(one, alice());
        QCOMPARE(rows.takeRows(), QStringList(QStringLiteral("remove 2-2")));
        QCOMPARE(model.rowOf(one), -1);
        bench.service.setOwn(FakeService::sidOf(2),
                             { { QStringLiteral("status"), QStringLiteral("notParticipating") } });
        QCOMPARE(rows.takeRows(), QStringList(QStringLiteral("remove 1-1")));
        bench.clock.advance(1s);
        bench.service.setOwn(FakeService::sidOf(2),
                             { { QStringLiteral("status"), QStringLiteral("joined") } });
        bench.clock.advance(1s);
        QCOMPARE(rows.takeRows(), QStringList(QStringLiteral("insert 1-1")));
    }

    void conversationRoles()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("One"));
        bench.service.addMessage(sid, bob(), QStringLiteral("a"));
        bench.service.setOwn(sid, { { QStringLiteral("lastConsumedMessageIndex"), 0 } });
        bench.start();
        ConversationListModel model(*bench.client); // made later: it takes what is there
        RowLog rows(model, bench.clock);
        const auto at = [&](int role) { return model.index(0).data(role); };
        QCOMPARE(at(ConversationListModel::LastMessageRole).toString(), QString());
        bench.clock.settle();
        QCOMPARE(at(ConversationListModel::SidRole).toString(), sid);
        QCOMPARE(at(ConversationListModel::LastMessageRole).toString(), QStringLiteral("a"));
        QCOMPARE(at(ConversationListModel::UnreadRole).toInt(), 0);
        bench.service.addMessage(sid, bob(), QStringLiteral("b"));
        bench.clock.settle();
        QCOMPARE(at(ConversationListModel::UnreadRole).toInt(), 1);
        bench.service.editMessage(sid, 1, QStringLiteral("c"));
        bench.clock.settle();
        QCOMPARE(at(ConversationListModel::LastMessageRole).toString(), QStringLiteral("c"));
        bench.service.removeMessage(sid, 1);
        bench.clock.settle();
        QCOMPARE(at(ConversationListModel::LastMessageRole).toString(), QStringLiteral("a"));
        rows.take();
        bench.service.setOwn(sid,
                             { { QStringLiteral("notificationLevel"), QStringLiteral("muted") } });
        bench.clock.settle();
        QVERIFY(at(ConversationListModel::MutedRole).toBool());
        QCOMPARE(rows.take(), QStringList(QStringLiteral("data 0-0")));
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!isSend(call))
                return false;
            bench.service.replyTo(call, 403);
            return true;
        };
        const QString id
            = bench.client->outbox().send(sid, { .body = QStringLiteral("x") }, &bench.context, {});
        bench.clock.settle();
        QVERIFY(at(ConversationListModel::FailedRole).toBool());
        QCOMPARE(rows.take(),
                 QStringList({ QStringLiteral("data 0-0"), QStringLiteral("data 0-0") }));
        QVERIFY(bench.client->outbox().discard(id));
        bench.clock.settle();
        QVERIFY(!at(ConversationListModel::FailedRole).toBool());
    }

    void newestMessagesAreReadFewAtATime()
    {
        ChatBench bench;
        for (int i = 0; i < 30; ++i)
            bench.service.addMessage(bench.service.addConversation(i, QStringLiteral("C%1").arg(i)),
                                     bob(), QStringLiteral("last"));
        int open = 0;
        int most = 0;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.params.value(QStringLiteral("PageSize")) != QLatin1String("1"))
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
        QCOMPARE(
            column(model, ConversationListModel::LastMessageRole).count(QStringLiteral("last")), 0);
        bench.clock.settle();
        bench.service.intercept = {};
        bench.clock.advance(60s);
        QVERIFY2(most > 0 && most <= 4, qPrintable(QString::number(most)));
        QCOMPARE(
            column(model, ConversationListModel::LastMessageRole).count(QStringLiteral("last")),
            30);
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
        QCOMPARE(rows.takeRows(), QStringList(QStringLiteral("insert 0-49")));
        QCOMPARE(model.at(0).message.index, 70);
        model.fetchOlder();
        model.fetchOlder(); // once is enough
        chat.clock.settle();
        QCOMPARE(rows.takeRows(), QStringList(QStringLiteral("insert 0-49")));
        model.fetchOlder();
        chat.clock.settle();
        QCOMPARE(rows.takeRows(), QStringList(QStringLiteral("insert 0-19")));
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
        QCOMPARE(rows.take(), QStringList(QStringLiteral("insert 2-2")));
        chat.clock.advance(1s);
        chat.service.editMessage(chat.sid, 1, QStringLiteral("other"));
        QCOMPARE(rows.take(), QStringList(QStringLiteral("data 1-1")));
        QVERIFY(model.at(1).isEdited);
        QVERIFY(!model.at(0).isEdited);
        chat.service.removeMessage(chat.sid, 0);
        QCOMPARE(rows.take(), QStringList(QStringLiteral("remove 0-0")));
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
        const QString id = chat.send(QStringLiteral("mine"));
        QCOMPARE(rows.takeRows(), QStringList(QStringLiteral("insert 1-1")));
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
        chat.send(QStringLiteral("one"));
        chat.send(QStringLiteral("two"));
        chat.clock.settle();
        chat.say(1);
        QCOMPARE(rows.takeRows(),
                 QStringList({ QStringLiteral("insert 1-1"), QStringLiteral("insert 2-2"),
                               QStringLiteral("insert 1-1") }));
        QCOMPARE(column(model),
                 QStringList({ QStringLiteral("b0"), QStringLiteral("b0"), QStringLiteral("one"),
                               QStringLiteral("two") }));
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
            chat.service.replyTo(call, 400, { { QStringLiteral("code"), 50504 } });
            return true;
        };
        const QString refused = chat.send(QStringLiteral("one"));
        chat.send(QStringLiteral("two"));
        chat.clock.settle();
        QCOMPARE(rows.takeRows(),
                 QStringList({ QStringLiteral("insert 1-1"), QStringLiteral("insert 2-2"),
                               QStringLiteral("move 2>1") }));
        QCOMPARE(
            column(model),
            QStringList({ QStringLiteral("b0"), QStringLiteral("two"), QStringLiteral("one") }));
        QCOMPARE(model.at(2).message.failure->serviceCode, 50504);
        QVERIFY(chat.client->outbox().discard(refused));
        QCOMPARE(rows.takeRows(), QStringList(QStringLiteral("remove 2-2")));
    }

    void theOutboxIsThereFromTheStart()
    {
        Chat chat;
        chat.start();
        chat.client->stop();
        chat.send(QStringLiteral("waits"));
        MessageListModel model(*chat.client, chat.sid);
        RowLog rows(model, chat.clock);
        QCOMPARE(column(model), QStringList(QStringLiteral("waits")));
        chat.service.addMessage(chat.sid, bob(), QStringLiteral("meanwhile"));
        chat.client->start();
        chat.clock.advance(30s);
        QCOMPARE(column(model),
                 QStringList({ QStringLiteral("meanwhile"), QStringLiteral("waits") }));
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
        QCOMPARE(rows.takeRows(), QStringList(QStringLiteral("insert 1-1")));
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
            chat.service.setItem(chat.sid + QStringLiteral(".roster"), QStringLiteral("MB-bob"),
                                 { { QStringLiteral("identity"), bob() },
                                   { QStringLiteral("lastConsumedMessageIndex"), index } });
        };
        bobReads(1);
        QCOMPARE(rows.take(), QStringList(QStringLiteral("data 0-1")));
        QCOMPARE(readMarksOf(model), std::vector<bool>({ true, false, false, false }));
        bobReads(2);
        QCOMPARE(rows.take(), QStringList(QStringLiteral("data 2-2")));
        chat.service.setItem(chat.sid + QStringLiteral(".roster"), QStringLiteral("MB-alice"),
                             { { QStringLiteral("identity"), alice() },
                               { QStringLiteral("lastConsumedMessageIndex"), 3 } });
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
        QCOMPARE(rows.take(),
                 QStringList({ QStringLiteral("data 0-0"), QStringLiteral("data 1-1") }));
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), QStringLiteral("BOB"));
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
        QCOMPARE(rows.takeRows(),
                 QStringList({ QStringLiteral("insert 0-0"), QStringLiteral("insert 0-2") }));
        QCOMPARE(indexesOf(model), std::vector<qint64>({ 0, 1, 2, 3 }));
        QVERIFY(!model.canFetchOlder());
    }
};

QTEST_GUILESS_MAIN(tst_ChatModels)
#include "tst_chat_models.moc"
