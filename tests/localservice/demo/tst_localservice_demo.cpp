// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servicestack.h"

#include "localservice/demo/demoassistant.h"
#include "localservice/demo/demodata.h"
#include "localservice/store/messagestore.h"

#include <QSet>
#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_LocalServiceDemo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seedsConversationsForEverybody();
    void seedsOnce();
    void addsUnknownAccountsToOpenConversations();
    void assistantAnswersOnce();
    void assistantReadsAndIsOnline();
    void assistantAnswersSeveralMessagesTogether();
    void assistantVariesItsAnswers();
    void assistantStaysOutOfOtherConversations();
    void assistantAnswersWhenItIsNamed();
    void assistantSurvivesALeavingUser();

private:
    static bool seed(test::ServiceStack &stack, const QStringList &accounts);
    static QString directWith(test::ServiceStack &stack, const QString &identity);
    static QList<QJsonObject> messagesOf(test::ServiceStack &stack, const QString &conversation);
    static void say(test::ServiceStack &stack, const QString &conversation, const QString &text);
};

void tst_LocalServiceDemo::say(test::ServiceStack &stack, const QString &conversation,
                               const QString &text)
{
    const auto response = stack.post(
        stack.alice, u"/Client/v2/Services/{S}/Conversations/"_s + conversation + u"/Messages"_s,
        { { u"body"_s, text } });
    QCOMPARE(response.status, 201);
}

QString tst_LocalServiceDemo::directWith(test::ServiceStack &stack, const QString &identity)
{
    const QString sid = stack.makeConversation(stack.alice);
    stack.post(stack.alice, u"/Client/v2/Services/{S}/Conversations/"_s + sid + u"/Participants"_s,
               { { u"identity"_s, identity } });
    return sid;
}

bool tst_LocalServiceDemo::seed(test::ServiceStack &stack, const QStringList &accounts)
{
    MessageStore messages(stack.database, stack.sync, *stack.store);
    return seedDemoData({ stack.database, *stack.store, messages, stack.media }, accounts,
                        stack.clock.wallNow());
}

QList<QJsonObject> tst_LocalServiceDemo::messagesOf(test::ServiceStack &stack,
                                                    const QString &conversation)
{
    QList<QJsonObject> result;
    SyncQuery all;
    all.pageSize = 1000;
    for (const SyncItem &item :
         stack.sync.query(*stack.sync.find(conversation + u".messages"_s), all).items)
        result.append(item.data);
    return result;
}

void tst_LocalServiceDemo::seedsConversationsForEverybody()
{
    test::ServiceStack stack;
    QVERIFY(seed(stack, { u"alice"_s, u"bob"_s, u"carol"_s }));
    int messages = 0;
    QSet<QString> bodies;
    for (const ConversationRecord &conversation :
         stack.store->conversationsOf(u"alice"_s, {}, 100)) {
        QVERIFY(!conversation.friendlyName.isEmpty());
        QString last;
        const QList<QJsonObject> all = messagesOf(stack, conversation.sid);
        for (const QJsonObject &message : all) {
            ++messages;
            bodies.insert(message.value(u"text"_s).toString());
            const QString timestamp = message.value(u"timestamp"_s).toString();
            QVERIFY(timestamp > last); // in order, and in the past
            last = timestamp;
            QVERIFY(message.value(u"memberSid"_s).toString().startsWith(u"MB"_s));
        }
        QVERIFY(last < u"2026-01-01"_s);
        const auto own = stack.store->participant(conversation.sid, u"alice"_s);
        QVERIFY(own->lastRead && *own->lastRead < qint64(all.size()));
    }
    QCOMPARE(stack.store->conversationCount(u"alice"_s), 7);
    QCOMPARE(stack.store->conversationCount(u"carol"_s), 6);
    QVERIFY(messages >= 40);
    QVERIFY(std::any_of(bodies.begin(), bodies.end(),
                        [](const QString &body) { return body.size() > 800; }));
    QVERIFY(std::any_of(bodies.begin(), bodies.end(),
                        [](const QString &body) { return body.isRightToLeft(); }));
    QVERIFY(std::any_of(bodies.begin(), bodies.end(),
                        [](const QString &body) { return body.contains(u"🎨"_s); }));
    QCOMPARE(stack.store->users().find(u"carol"_s)->friendlyName, u"Carol Lindqvist"_s);
}

void tst_LocalServiceDemo::seedsOnce()
{
    test::ServiceStack stack;
    const QStringList accounts { u"alice"_s };
    QVERIFY(seed(stack, accounts));
    const QString before = stack.fingerprint();
    QVERIFY(seed(stack, accounts));
    QCOMPARE(stack.fingerprint(), before);
}

void tst_LocalServiceDemo::addsUnknownAccountsToOpenConversations()
{
    test::ServiceStack stack;
    QVERIFY(seed(stack, { u"zoe"_s }));
    QStringList names;
    for (const ConversationRecord &conversation : stack.store->conversationsOf(u"zoe"_s, {}, 100))
        names.append(conversation.friendlyName);
    names.sort();
    QCOMPARE(names, (QStringList { u"Demo assistant"_s, u"General"_s, u"Random"_s }));
}

void tst_LocalServiceDemo::assistantAnswersOnce()
{
    test::ServiceStack stack;
    DemoAssistant assistant(*stack.service, *stack.store, stack.clock);
    const QString sid = directWith(stack, u"echo"_s);
    say(stack, sid, u"When does a token expire?"_s);
    QVERIFY(stack.notified.isEmpty());
    stack.clock.advance(DemoAssistant::ReadingTime);
    QCOMPARE(stack.notified.size(), 1); // it types
    QCOMPARE(stack.notified.first().first, u"alice"_s);
    QCOMPARE(messagesOf(stack, sid).size(), 1);
    stack.clock.advance(DemoAssistant::TypingTime);
    QCOMPARE(messagesOf(stack, sid).size(), 2);
    QCOMPARE(messagesOf(stack, sid).constLast().value(u"author"_s).toString(), u"echo"_s);
    stack.clock.advance(1h); // and never answers itself
    QCOMPARE(messagesOf(stack, sid).size(), 2);
    QCOMPARE(stack.clock.pendingCalls(), 0);
}

void tst_LocalServiceDemo::assistantReadsAndIsOnline()
{
    test::ServiceStack stack;
    DemoAssistant assistant(*stack.service, *stack.store, stack.clock);
    const QString sid = directWith(stack, u"echo"_s);
    const auto lastRead
        = [&stack, &sid] { return stack.store->participant(sid, u"echo"_s)->lastRead; };
    const auto isOnline = [&stack] {
        const QString user = stack.store->users().find(u"echo"_s)->infoMap();
        const bool inMap
            = stack.sync.item(user, u"reachability"_s)->data.value(u"online"_s).toBool();
        const bool inAnswer = stack.get(stack.alice, u"/Client/v2/Services/{S}/Users/echo"_s)
                                  .body.value(u"is_online"_s)
                                  .toBool();
        return inMap && inAnswer;
    };
    say(stack, sid, u"Hello"_s);
    QVERIFY(!lastRead());
    QVERIFY(!isOnline());
    stack.clock.advance(DemoAssistant::ReadingTime);
    QCOMPARE(lastRead(), std::optional<qint64>(0));
    QVERIFY(isOnline());
    stack.clock.advance(DemoAssistant::TypingTime);
    QCOMPARE(lastRead(), std::optional<qint64>(1)); // with its own answer
    QVERIFY(isOnline());
    stack.clock.advance(DemoAssistant::OnlineTime);
    QVERIFY(!isOnline());
    say(stack, sid, u"And again"_s);
    stack.clock.advance(10s);
    QVERIFY(isOnline());
}

void tst_LocalServiceDemo::assistantAnswersSeveralMessagesTogether()
{
    test::ServiceStack stack;
    DemoAssistant assistant(*stack.service, *stack.store, stack.clock);
    const QString sid = directWith(stack, u"echo"_s);
    say(stack, sid, u"Hello"_s);
    say(stack, sid, u"are you there?"_s);
    stack.clock.advance(DemoAssistant::ReadingTime);
    say(stack, sid, u"what is a token?"_s);
    stack.clock.advance(1min);
    QCOMPARE(messagesOf(stack, sid).size(), 4);
}

void tst_LocalServiceDemo::assistantVariesItsAnswers()
{
    test::ServiceStack stack;
    DemoAssistant assistant(*stack.service, *stack.store, stack.clock);
    const QString sid = directWith(stack, u"echo"_s);
    for (int i = 0; i < 3; ++i) {
        say(stack, sid, u"Tell me about expiry"_s);
        stack.clock.advance(10s);
    }
    QSet<QString> answers;
    for (const QJsonObject &message : messagesOf(stack, sid)) {
        if (message.value(u"author"_s).toString() == u"echo"_s)
            answers.insert(message.value(u"text"_s).toString());
    }
    QCOMPARE(answers.size(), 3);
}

void tst_LocalServiceDemo::assistantStaysOutOfOtherConversations()
{
    test::ServiceStack stack;
    DemoAssistant assistant(*stack.service, *stack.store, stack.clock);
    const QString sid = directWith(stack, u"bob"_s);
    say(stack, sid, u"Hello @echo"_s);
    stack.clock.advance(1min);
    QCOMPARE(messagesOf(stack, sid).size(), 1);
}

void tst_LocalServiceDemo::assistantAnswersWhenItIsNamed()
{
    test::ServiceStack stack;
    DemoAssistant assistant(*stack.service, *stack.store, stack.clock);
    const QString sid = directWith(stack, u"bob"_s);
    stack.post(stack.alice, u"/Client/v2/Services/{S}/Conversations/"_s + sid + u"/Participants"_s,
               { { u"identity"_s, u"echo"_s } });
    say(stack, sid, u"Hello Bob"_s);
    stack.clock.advance(1min);
    QCOMPARE(messagesOf(stack, sid).size(), 1);
    say(stack, sid, u"Hello @echo"_s);
    stack.clock.advance(1min);
    QCOMPARE(messagesOf(stack, sid).size(), 3);
}

void tst_LocalServiceDemo::assistantSurvivesALeavingUser()
{
    test::ServiceStack stack;
    DemoAssistant assistant(*stack.service, *stack.store, stack.clock);
    const QString sid = directWith(stack, u"echo"_s);
    say(stack, sid, u"Hello"_s);
    const QString conversation = u"/Client/v2/Services/{S}/Conversations/"_s + sid;
    QCOMPARE(stack.ask(stack.alice, "DELETE", conversation).status, 204);
    stack.clock.advance(1min); // it finds no conversation, and nothing breaks
    QVERIFY(stack.notified.isEmpty());
}

QTEST_GUILESS_MAIN(tst_LocalServiceDemo)
#include "tst_localservice_demo.moc"
