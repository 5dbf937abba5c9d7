// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"
#include "chat/conversationlistmodel.h"
#include "chat/messagelistmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <random>

using namespace parley;
using namespace parley::chat;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Anything in any order while the link comes and goes; at the end all clients know the same.

namespace {

class Storm : public ChatBench
{
public:
    explicit Storm(unsigned seed)
        : sid(service.addConversation(1, u"Lunch"_s))
        , m_random(seed)
    {
        service.addMessage(sid, u"bob"_s, u"first"_s);
        start();
        takeLog();
    }

    void step(bool forgets)
    {
        switch (below(12)) {
        case 0:
        case 1:
        case 2:
            service.addMessage(sid, u"bob"_s, text());
            break;
        case 3:
            if (const qint64 index = any(); index >= 0)
                service.editMessage(sid, index, text());
            break;
        case 4:
            if (const qint64 index = any(); index >= 0)
                service.removeMessage(sid, index);
            break;
        case 5:
        case 6:
        case 7:
            client->outbox().send(sid, { .body = text() }, &context, {});
            break;
        case 8:
            service.holdsLiveEvents = true; // the link is as good as dead, and no client knows yet
            break;
        case 9:
            cut(forgets);
            break;
        default:
            clock.advance(std::chrono::milliseconds(below(3000)));
            break;
        }
    }

    /// Conversations and who takes part in them.
    void shuffle(bool forgets)
    {
        const int number = 2 + below(5);
        const QString other = FakeService::sidOf(number);
        const bool isThere = service.find(other + ".roster"_L1) != nullptr;
        const auto toggle = [this, &other](const QString &identity) {
            if (service.membersOf(other).contains(identity))
                service.removeMember(other, identity);
            else
                service.addMember(other, identity);
        };
        switch (below(8)) {
        case 0:
            if (isThere)
                service.deleteConversation(other);
            break;
        case 1:
        case 2:
            if (isThere)
                toggle(u"carol"_s);
            break;
        case 3:
            if (isThere)
                toggle(u"alice"_s);
            break;
        case 4:
            if (isThere)
                service.rename(other, text());
            break;
        case 5:
            service.holdsLiveEvents = true;
            break;
        case 6:
            service.cutLink();
            if (forgets) {
                service.interruptions.insert(u"alice.channels"_s, below(2) * 3);
                service.interruptions.insert(other + ".roster"_L1, below(2) * 3);
                service.interruptions.insert(other + ".channel"_L1, below(2) * 3);
            }
            break;
        default:
            clock.advance(std::chrono::milliseconds(below(3000)));
            break;
        }
        if (!isThere)
            service.addConversation(number, u"C%1"_s.arg(number));
    }

    /// `name: members` of alice's conversations, as the service has them.
    QStringList truth()
    {
        QStringList lines;
        for (const auto &[conversation, item] : service.find(u"alice.channels"_s)->items) {
            const QString name = service.find(conversation + ".channel"_L1)
                                     ->data.value("friendlyName"_L1)
                                     .toString();
            QStringList members = service.membersOf(conversation);
            members.sort();
            lines.append(name + ": "_L1 + members.join(u' '));
        }
        lines.sort();
        return lines;
    }

    /// The same as the client has it.
    QStringList belief()
    {
        QStringList lines;
        for (const Conversation &conversation : client->conversations().all()) {
            client->participants().load(
                conversation.sid, &context,
                [&lines, conversation](const Outcome<std::vector<Participant>> &outcome) {
                    QStringList members;
                    for (const Participant &each : std::get<std::vector<Participant>>(outcome))
                        members.append(each.identity);
                    members.sort();
                    lines.append(conversation.friendlyName + ": "_L1 + members.join(u' '));
                });
        }
        clock.advance(1s);
        lines.sort();
        return lines;
    }

    void cut(bool forgets)
    {
        service.cutLink();
        if (forgets && below(2) == 0)
            service.interruptions.insert(sid + ".messages"_L1, 3);
    }

    void calm()
    {
        cut(false);
        clock.advance(5min);
    }

    int below(int limit) { return int(m_random() % unsigned(limit)); }

    QString sid;

private:
    QString text() { return u"t%1"_s.arg(++m_serial); }
    qint64 any()
    {
        const auto &items = service.find(sid + ".messages"_L1)->items;
        if (items.empty())
            return -1;
        return std::next(items.begin(), below(int(items.size())))->first.toLongLong();
    }

    std::mt19937 m_random;
    int m_serial = 0;
};

QStringList bodiesOf(const MessageListModel &model)
{
    QStringList bodies;
    for (int row = 0; row < model.rowCount(); ++row)
        bodies.append(model.index(row).data(Qt::DisplayRole).toString());
    return bodies;
}

} // namespace

class tst_ChatDrops : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everybodyKnowsTheSame_data()
    {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<bool>("forgets");
        for (unsigned seed = 1; seed <= 20; ++seed)
            QTest::addRow("events are kept, storm %u", seed) << seed << false;
        for (unsigned seed = 101; seed <= 120; ++seed)
            QTest::addRow("events are forgotten, storm %u", seed) << seed << true;
    }

    void everybodyKnowsTheSame()
    {
        QFETCH(unsigned, seed);
        QFETCH(bool, forgets);
        Storm storm(seed);
        MessageListModel model(*storm.client, storm.sid);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        std::vector<qint64> added;
        connect(
            &storm.client->messages(), &ChatMessages::added, &storm.context,
            [&added](const QString &, const Message &message) { added.push_back(message.index); });
        storm.clock.settle();
        for (int i = 0; i < 250; ++i)
            storm.step(forgets);
        storm.calm();

        QCOMPARE(bodiesOf(model), storm.service.textsOf(storm.sid));
        QVERIFY(resets.isEmpty());
        QVERIFY(storm.client->outbox().isEmpty());
        QVERIFY2(std::ranges::is_sorted(added), "out of order");
        QVERIFY2(std::ranges::adjacent_find(added) == added.end(), "told twice");
        if (forgets)
            return; // what came and went unseen is never told
        const qint64 all = storm.service.find(storm.sid + ".messages"_L1)->nextIndex;
        QCOMPARE(qint64(added.size()), all - 1); // all but the one that was there before
    }

    void conversationsAndParticipants_data() { everybodyKnowsTheSame_data(); }
    void conversationsAndParticipants()
    {
        QFETCH(unsigned, seed);
        QFETCH(bool, forgets);
        Storm storm(seed);
        ConversationListModel model(*storm.client);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        for (int i = 0; i < 150; ++i)
            storm.shuffle(forgets);
        storm.calm();

        QCOMPARE(storm.belief(), storm.truth());
        QCOMPARE(qsizetype(model.rowCount()), storm.truth().size());
        QVERIFY(resets.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_ChatDrops)
#include "tst_chat_drops.moc"
