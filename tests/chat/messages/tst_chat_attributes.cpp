// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"
#include "chat/messageattributes.h"

#include <QJsonDocument>
#include <QTest>

using namespace parley;
using namespace parley::chat;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject json(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

Message withAttributes(const QString &text)
{
    return { .attributes = json(text) };
}

/// `emoji: a b; emoji: c`
QString textOfReactions(const Message &message)
{
    QStringList lines;
    for (const Reaction &reaction : reactionsOf(message))
        lines.append(reaction.emoji + ": "_L1 + reaction.identities.join(u' '));
    return lines.join("; "_L1);
}

struct Chat : ChatBench
{
    Chat()
        : sid(service.addConversation(1, u"Lunch"_s))
    {
        service.addMessage(sid, u"bob"_s, u"soup?"_s, uR"({"theirs": {"a": 1}})"_s);
        start();
        takeLog();
        QObject::connect(&client->messages(), &ChatMessages::updated, client.get(),
                         [this](const QString &, const Message &message) { latest = message; });
    }

    void react(const QString &emoji, bool on)
    {
        client->messages().updateAttributes(
            sid, 0, reactionChange(emoji, u"alice"_s, on ? Toggle::On : Toggle::Off), &context,
            [this](const Outcome<Nothing> &outcome) {
                answers.append(textOf(outcome));
                if (const auto *error = std::get_if<ChatError>(&outcome))
                    detail = error->detail;
            });
    }
    [[nodiscard]] QJsonObject stored()
    {
        return json(service.messageData(sid, 0).value("attributes"_L1).toString());
    }
    [[nodiscard]] int writes() const { return service.countCalls(u"POST"_s, u"IM"_s); }

    QString sid;
    Message latest;
    QStringList answers;
    QString detail; // of the last error
};

} // namespace

class tst_ChatAttributes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAnyNumberOfReactions()
    {
        constexpr int People = 20000;
        QJsonArray identities;
        for (int i = 0; i < 2 * People; ++i) // each of them twice
            identities.append(QString::number(i % People));
        QJsonObject all { { u"+1"_s, identities } };
        for (int i = 0; i < 1000; ++i)
            all.insert(u"word%1"_s.arg(i), QJsonArray { u"bob"_s });
        Message message;
        message.attributes = { { u"parley"_s, QJsonObject { { u"reactions"_s, all } } } };
        const ReactionList reactions = reactionsOf(message);
        QCOMPARE(reactions.size(), 200); // the limit for different ones
        QCOMPARE(reactions.first().identities.size(), People); // '+' sorts before letters
    }

    void readsReactions_data()
    {
        QTest::addColumn<QString>("attributes");
        QTest::addColumn<QString>("reactions");
        QTest::newRow("none") << "{}"
                              << "";
        QTest::newRow("one") << R"({"parley": {"reactions": {"+1": ["ada", "ben"]}}})"
                             << "+1: ada ben";
        QTest::newRow("two kinds, sorted")
            << R"({"parley": {"reactions": {"b": ["ada"], "a": ["ben"]}}})"
            << "a: ben; b: ada";
        QTest::newRow("twice the same person")
            << R"({"parley": {"reactions": {"a": ["ben", "ben"]}}})"
            << "a: ben";
        QTest::newRow("no list") << R"({"parley": {"reactions": {"a": "ben"}}})"
                                 << "";
        QTest::newRow("empty list") << R"({"parley": {"reactions": {"a": []}}})"
                                    << "";
        QTest::newRow("no object") << R"({"parley": {"reactions": [1]}})"
                                   << "";
        QTest::newRow("a whole sentence")
            << R"({"parley": {"reactions": {"not a reaction": ["ben"]}}})"
            << "";
        QTest::newRow("something else under our key") << R"({"parley": 7})"
                                                      << "";
    }

    void readsReactions()
    {
        QFETCH(QString, attributes);
        QTEST(textOfReactions(withAttributes(attributes)), "reactions");
    }

    void changesReactions_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<bool>("on");
        QTest::addColumn<QString>("after");
        QTest::newRow("the first one")
            << R"({"x": 1})" << true << R"({"x": 1, "parley": {"reactions": {"+": ["me"]}}})";
        QTest::newRow("behind others")
            << R"({"parley": {"id": "7", "reactions": {"+": ["ada"], "-": ["ada"]}}})" << true
            << R"({"parley": {"id": "7", "reactions": {"+": ["ada", "me"], "-": ["ada"]}}})";
        QTest::newRow("on already") << R"({"parley": {"reactions": {"+": ["me", "ada"]}}})" << true
                                    << R"({"parley": {"reactions": {"+": ["me", "ada"]}}})";
        QTest::newRow("taken back") << R"({"parley": {"reactions": {"+": ["me", "ada"]}}})" << false
                                    << R"({"parley": {"reactions": {"+": ["ada"]}}})";
        QTest::newRow("the last one taken back")
            << R"({"x": 1, "parley": {"reactions": {"+": ["me"]}}})" << false << R"({"x": 1})";
        QTest::newRow("off already")
            << R"({"parley": {"other": 1}})" << false << R"({"parley": {"other": 1}})";
    }

    void changesReactions()
    {
        QFETCH(QString, before);
        QFETCH(bool, on);
        QFETCH(QString, after);
        const auto change = reactionChange(u"+"_s, u"me"_s, on ? Toggle::On : Toggle::Off);
        QCOMPARE(std::get<QJsonObject>(change(json(before))), json(after));
    }

    void changesPins_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<bool>("on");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("by");
        QTest::newRow("pinned") << R"({"x": 1, "parley": {"id": "7"}})" << true
                                << R"({"x": 1, "parley": {"id": "7", "pinned": "me"}})"
                                << "me";
        QTest::newRow("pinned already by another user")
            << R"({"parley": {"pinned": "ada"}})" << true << R"({"parley": {"pinned": "ada"}})"
            << "ada";
        QTest::newRow("what is no identity is no pin")
            << R"({"parley": {"pinned": true}})" << true << R"({"parley": {"pinned": "me"}})"
            << "me";
        QTest::newRow("unpinned for all")
            << R"({"x": 1, "parley": {"pinned": "ada"}})" << false << R"({"x": 1})"
            << "";
        QTest::newRow("not pinned")
            << R"({"parley": {"id": "7"}})" << false << R"({"parley": {"id": "7"}})"
            << "";
    }

    void changesPins()
    {
        QFETCH(QString, before);
        QFETCH(bool, on);
        QFETCH(QString, after);
        const auto change = pinChange(u"me"_s, on ? Toggle::On : Toggle::Off);
        const QJsonObject attributes = std::get<QJsonObject>(change(json(before)));
        QCOMPARE(attributes, json(after));
        QTEST(pinnedBy({ .attributes = attributes }), "by");
    }

    void replies()
    {
        const Message original { .sid = u"IM1"_s,
                                 .index = 4,
                                 .author = u"ben"_s,
                                 .body = u"line\n  two "_s + QString(400, QLatin1Char('x')) };
        const QJsonObject attributes = withReply(json(uR"({"x": 1})"_s), original);
        QCOMPARE(attributes.value("x"_L1).toInt(), 1);
        const auto reply = replyOf({ .attributes = attributes });
        QVERIFY(reply);
        QCOMPARE(reply->sid, u"IM1"_s);
        QCOMPARE(reply->index, 4);
        QCOMPARE(reply->author, u"ben"_s);
        QVERIFY(reply->text.startsWith("line two xxx"_L1));
        QCOMPARE(reply->text.size(), 120);
        QVERIFY(!replyOf({}));
        QVERIFY(!replyOf(withAttributes(uR"({"parley": {"reply": 1}})"_s)));
    }

    void directPartners_data()
    {
        QTest::addColumn<QString>("attributes");
        QTest::addColumn<QString>("maker");
        QTest::addColumn<QString>("partner");
        const QString ours = uR"({"parley": {"direct": ["me", "ada"]}})"_s;
        QTest::newRow("we first") << ours << "me"
                                  << "ada";
        QTest::newRow("we second") << R"({"parley": {"direct": ["ada", "me"]}})"
                                   << "me"
                                   << "ada";
        QTest::newRow("made by the other one") << ours << "ada"
                                               << "ada";
        QTest::newRow("made by the back end") << ours << "system"
                                              << "ada";
        QTest::newRow("made by another user") << ours << "eve"
                                              << "";
        QTest::newRow("without us") << R"({"parley": {"direct": ["ada", "ben"]}})"
                                    << "ada"
                                    << "";
        QTest::newRow("three") << R"({"parley": {"direct": ["me", "ada", "ben"]}})"
                               << "me"
                               << "";
        QTest::newRow("none") << "{}"
                              << "me"
                              << "";
    }

    void directPartners()
    {
        QFETCH(QString, attributes);
        QFETCH(QString, maker);
        QTEST(directPartnerOf({ .createdBy = maker, .attributes = json(attributes) }, u"me"_s),
              "partner");
    }

    void aReactionKeepsWhatOthersPutThere()
    {
        Chat chat;
        chat.react(u"+1"_s, true);
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(u"ok"_s));
        QCOMPARE(chat.stored(),
                 json(uR"({"theirs": {"a": 1}, "parley": {"reactions": {"+1": ["alice"]}}})"_s));
        QCOMPARE(textOfReactions(chat.latest), u"+1: alice"_s);
        QCOMPARE(chat.latest.body, u"soup?"_s);
        chat.react(u"+1"_s, true); // nothing to do
        chat.clock.settle();
        QCOMPARE(chat.writes(), 1);
    }

    void aReactionKeepsTheTextOfOthers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected"); // with our member as %1
        QTest::newRow("order and blanks") << uR"({ "z": 1,  "a" : {"y":[2, 1]} })"_s
                                          << uR"({ "z": 1,  "a" : {"y":[2, 1]} ,%1})"_s;
        QTest::newRow("numbers that no double holds")
            << uR"({"id":12345678901234567890,"price":1.50})"_s
            << uR"({"id":12345678901234567890,"price":1.50,%1})"_s;
        QTest::newRow("commas, quotes and brackets in texts")
            << u"{\"q\\\",{\":\"a,\\\"}]\",\"b\":[\",{\"]}"_s
            << u"{\"q\\\",{\":\"a,\\\"}]\",\"b\":[\",{\"],%1}"_s;
        QTest::newRow("our member stays in its place")
            << uR"({"z":1,"parley":{"x":1},"a":2})"_s
            << uR"({"z":1,"parley":{"reactions":{"👍":["alice"]},"x":1},"a":2})"_s;
        QTest::newRow("nothing yet") << u"{}"_s << u"{%1}"_s;
    }

    void aReactionKeepsTheTextOfOthers()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        Chat chat;
        chat.service.setMessageAttributes(chat.sid, 0, text);
        chat.react(u"👍"_s, true);
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(u"ok"_s));
        const QString own = uR"("parley":{"reactions":{"👍":["alice"]}})"_s;
        QCOMPARE(chat.service.messageData(chat.sid, 0).value("attributes"_L1).toString(),
                 expected.contains("%1"_L1) ? expected.arg(own) : expected);
        if (!expected.contains("%1"_L1))
            return;
        chat.react(u"👍"_s, false); // and taken back, nothing of ours is left
        chat.clock.settle();
        QCOMPARE(chat.service.messageData(chat.sid, 0).value("attributes"_L1).toString(),
                 QString(expected).remove(",%1"_L1).remove("%1"_L1));
    }

    void aWriteThatCameBetweenIsNotLost_data()
    {
        QTest::addColumn<bool>("isOverwritten");
        QTest::newRow("theirs before ours: ours is made from the old one") << false;
        QTest::newRow("theirs behind ours: ours is gone") << true;
    }

    void aWriteThatCameBetweenIsNotLost()
    {
        QFETCH(bool, isOverwritten);
        Chat chat;
        const QString theirs = uR"({"theirs": 2, "parley": {"reactions": {"+1": ["bob"]}}})"_s;
        bool isFirst = true;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.method != "POST"_L1 || !std::exchange(isFirst, false))
                return false;
            if (isOverwritten)
                chat.service.carryOut(call);
            chat.service.setMessageAttributes(chat.sid, 0, theirs);
            if (isOverwritten)
                chat.service.replyTo(call, 200);
            else
                chat.service.replyTo(call, 409, { { u"code"_s, 50391 } });
            return true;
        };
        chat.react(u"+1"_s, true);
        chat.clock.advance(1s);
        QCOMPARE(chat.answers, QStringList(u"ok"_s));
        QCOMPARE(chat.stored(),
                 json(uR"({"theirs": 2, "parley": {"reactions": {"+1": ["bob", "alice"]}}})"_s));
    }

    void severalAtOnceAllCount()
    {
        Chat chat;
        for (const char *emoji : { "a", "b", "c" })
            chat.react(QString::fromLatin1(emoji), true);
        chat.react(u"b"_s, false);
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(4, u"ok"_s));
        QCOMPARE(textOfReactions(chat.latest), u"a: alice; c: alice"_s);
    }

    void someoneWhoNeverStopsEndsTheTrying()
    {
        Chat chat;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.method != "POST"_L1)
                return false;
            chat.service.replyTo(call, 409, { { u"code"_s, 50391 } });
            return true;
        };
        chat.react(u"+1"_s, true);
        chat.clock.settle();
        QCOMPARE(chat.writes(), 2); // no burst
        chat.clock.advance(10s);
        QCOMPARE(chat.answers, QStringList(u"refused"_s));
        QCOMPARE(chat.writes(), 6);
    }

    void attributesThatAreNoObjectStay_data()
    {
        QTest::addColumn<QString>("attributes");
        QTest::newRow("list") << "[1,2]";
        QTest::newRow("text") << "\"x\"";
    }

    void attributesThatAreNoObjectStay()
    {
        QFETCH(QString, attributes);
        Chat chat;
        chat.service.setMessageAttributes(chat.sid, 0, attributes);
        chat.react(u"+1"_s, true);
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(u"invalid"_s));
        QCOMPARE(chat.writes(), 0);
    }

    void aForeignValueUnderOurKeyIsToldAndStays()
    {
        Chat chat;
        const QString theirs = uR"({"parley": "mine"})"_s;
        chat.service.setMessageAttributes(chat.sid, 0, theirs);
        chat.react(u"+1"_s, true);
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(u"invalid"_s));
        QVERIFY2(chat.detail.contains("'parley'"_L1), qPrintable(chat.detail));
        QCOMPARE(chat.writes(), 0);
        // Everything else can be changed beside it.
        chat.client->messages().updateAttributes(chat.sid, 0,
                                                 [](QJsonObject attributes) {
                                                     attributes.insert(u"x"_s, 1);
                                                     return attributes;
                                                 },
                                                 &chat.context, {});
        chat.clock.settle();
        QCOMPARE(chat.stored(), json(uR"({"parley": "mine", "x": 1})"_s));
    }

    void theSendersMarkStays()
    {
        Chat chat;
        chat.client->outbox().send(chat.sid, { .body = u"mine"_s }, &chat.context, {});
        chat.clock.settle();
        const QString before
            = chat.service.messageData(chat.sid, 1).value("attributes"_L1).toString();
        chat.client->messages().updateAttributes(chat.sid, 1,
                                                 [](const QJsonObject &) {
                                                     return QJsonObject { { u"x"_s, 1 } };
                                                 },
                                                 &chat.context, {});
        chat.clock.settle();
        QJsonObject expected = json(before);
        expected.insert(u"x"_s, 1);
        QCOMPARE(json(chat.service.messageData(chat.sid, 1).value("attributes"_L1).toString()),
                 expected);
        QCOMPARE(chat.latest.attributes, QJsonObject({ { u"x"_s, 1 } }));
        QVERIFY(!chat.latest.localId.isEmpty());
    }

    void whatCannotBe_data()
    {
        QTest::addColumn<QString>("emoji");
        QTest::addColumn<qint64>("index");
        QTest::addColumn<QString>("code");
        QTest::newRow("empty") << "" << qint64(0) << "invalid";
        QTest::newRow("a sentence") << "two words" << qint64(0) << "invalid";
        QTest::newRow("far too long") << QString(33, QLatin1Char('x')) << qint64(0) << "invalid";
        QTest::newRow("no such message") << "+1" << qint64(7) << "notFound";
    }

    void whatCannotBe()
    {
        QFETCH(QString, emoji);
        QFETCH(qint64, index);
        Chat chat;
        chat.client->messages().updateAttributes(
            chat.sid, index, reactionChange(emoji, u"alice"_s, Toggle::On), &chat.context,
            [&chat](const Outcome<Nothing> &outcome) { chat.answers.append(textOf(outcome)); });
        chat.clock.settle();
        QTEST(chat.answers.join(u','), "code");
        QCOMPARE(chat.writes(), 0);
    }

    void tooLongAttributesAreNotSent()
    {
        Chat chat;
        chat.client->messages().updateAttributes(
            chat.sid, 0,
            [](const QJsonObject &) {
                return QJsonObject { { u"x"_s, QString(5000, QLatin1Char('x')) } };
            },
            &chat.context,
            [&chat](const Outcome<Nothing> &outcome) { chat.answers.append(textOf(outcome)); });
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(u"tooLong"_s));
        QCOMPARE(chat.writes(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_ChatAttributes)
#include "tst_chat_attributes.moc"
