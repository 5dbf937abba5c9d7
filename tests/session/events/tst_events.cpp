// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/events/eventjson.h"
#include "session/events/eventlogfile.h"
#include "session/events/eventreporter.h"
#include "token/utc.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace Qt::StringLiterals;

class tst_Events : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTimesInUtcWithMilliseconds();
    void escapesWhatCouldCommandATerminal();
    void writesTheFieldsOfAMessage();
    void writesTheFieldsOfAConversation();
    void writesWhatIsInTheOutbox();
    void writesNullWhereNothingIsKnownOfAUser();
    void writesNullWhereNothingWasRead();
    void namesErrors_data();
    void namesErrors();
    void saysWhatToDo();
    void redactsWhatUsersWrote();
    void logsForTheUserAlone();
    void appendsToAnOldLog();
    void refusesAFileThatOthersMayRead();
    void saysWhyALogCannotBeWritten();
};

namespace {

QJsonObject object(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

QList<QByteArray> linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().split('\n');
}

} // namespace

void tst_Events::writesTimesInUtcWithMilliseconds()
{
    QCOMPARE(eventjson::time(WallTime(std::chrono::milliseconds(1767225600007))).toString(),
             u"2026-01-01T00:00:00.007Z"_s);
    const QDateTime elsewhere
        = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Utc).toOffsetFromUtc(7200);
    QCOMPARE(eventjson::time(elsewhere).toString(), u"2026-01-01T00:00:00.000Z"_s);
    for (const qint64 instant : { -1LL, 0LL, 951782399999LL, 951782400000LL, 4102444799001LL,
                                  -62135596800001LL, 253402300799999LL, 253402300800000LL }) {
        const QDateTime moment = QDateTime::fromMSecsSinceEpoch(instant, Utc);
        QCOMPARE(eventjson::time(moment).toString(), moment.toString(Qt::ISODateWithMs));
    }
    QVERIFY(eventjson::time(QDateTime()).isNull());
    QVERIFY(eventjson::time(std::optional<WallTime>()).isNull());
}

void tst_Events::escapesWhatCouldCommandATerminal()
{
    const QString text = QString(u"a"_s + QChar(0x9B) + u"31m\u00e4"_s + QChar(0x202E)
                                 + QChar(0x200D) + QChar(0x7F));
    const QByteArray line = eventjson::line({ { u"body"_s, text } });
    QCOMPARE(line, QByteArray("{\"body\":\"a\\u009b31m\u00e4\\u202e\u200d\\u007f\"}"));
    QCOMPARE(QJsonDocument::fromJson(line).object().value("body"_L1).toString(), text);
}

void tst_Events::writesTheFieldsOfAMessage()
{
    chat::Message message;
    message.sid = u"IM1"_s;
    message.index = 7;
    message.author = u"bob"_s;
    message.body = u"hello"_s;
    message.dateCreated = QDateTime::fromMSecsSinceEpoch(1767225600000, Utc);
    message.attributes = object(R"({"mood":"good"})");
    message.participantSid = u"MB1"_s;
    message.media = { { .sid = u"ME1"_s,
                        .category = u"media"_s,
                        .filename = u"a.png"_s,
                        .contentType = u"image/png"_s,
                        .size = 12 } };
    QCOMPARE(eventjson::message(u"CH1"_s, message),
             object(R"({"conversation":"CH1","sid":"IM1","index":7,"author":"bob","body":"hello",
                        "dateCreated":"2026-01-01T00:00:00.000Z","attributes":{"mood":"good"},
                        "dateUpdated":null,"participant":"MB1",
                        "media":[{"sid":"ME1","category":"media","filename":"a.png",
                                  "contentType":"image/png","size":12}]})"));
}

void tst_Events::writesTheFieldsOfAConversation()
{
    chat::Conversation conversation;
    conversation.sid = u"CH1"_s;
    conversation.uniqueName = u"room"_s;
    conversation.createdBy = u"bob"_s;
    QCOMPARE(eventjson::conversation(conversation),
             object(R"({"conversation":"CH1","friendlyName":"","uniqueName":"room","attributes":{},
                        "notificationLevel":"default","lastReadMessageIndex":null,
                        "unreadCount":null,"lastMessage":null,"createdBy":"bob",
                        "dateCreated":null,"dateUpdated":null})"));
    conversation.muted = true;
    conversation.unreadCount = 0;
    conversation.lastReadMessageIndex = 4;
    conversation.lastMessageIndex = 4;
    conversation.lastMessageDate = QDateTime::fromMSecsSinceEpoch(1767225600000, Utc);
    const QJsonObject written = eventjson::conversation(conversation);
    QCOMPARE(written[u"notificationLevel"_s].toString(), u"muted"_s);
    QCOMPARE(written[u"unreadCount"_s].toInt(-1), 0);
    QCOMPARE(written[u"lastMessage"_s].toObject(),
             object(R"({"index":4,"dateCreated":"2026-01-01T00:00:00.000Z"})"));
}

void tst_Events::writesWhatIsInTheOutbox()
{
    chat::Message message;
    message.localId = u"L1"_s;
    message.body = u"hello"_s;
    message.delivery = chat::Message::Delivery::Failed;
    message.failure = chat::ChatError { .code = chat::ChatError::Code::Refused,
                                        .serviceCode = 50430,
                                        .detail = u"not allowed"_s };
    QCOMPARE(eventjson::outboxMessage(u"CH1"_s, message),
             object(R"({"conversation":"CH1","localId":"L1","body":"hello","attributes":{},
                        "media":[],"delivery":"failed",
                        "error":{"code":"50430","message":"not allowed"}})"));
    message.delivery = chat::Message::Delivery::Sending;
    message.failure.reset();
    const QJsonObject written = eventjson::outboxMessage(u"CH1"_s, message);
    QCOMPARE(written[u"delivery"_s].toString(), u"sending"_s);
    QVERIFY(written[u"error"_s].isNull());
}

void tst_Events::writesNullWhereNothingIsKnownOfAUser()
{
    QCOMPARE(eventjson::user({ .identity = u"bob"_s }),
             object(R"({"identity":"bob","friendlyName":"","attributes":{},"online":null,
                        "notifiable":null})"));
    QCOMPARE(eventjson::user({ .identity = u"bob"_s, .online = false }).value(u"online"_s),
             QJsonValue(false));
}

void tst_Events::writesNullWhereNothingWasRead()
{
    chat::Participant participant;
    participant.identity = u"bob"_s;
    QCOMPARE(eventjson::participant(u"CH1"_s, participant),
             object(R"({"conversation":"CH1","identity":"bob","lastReadMessageIndex":null,
                        "lastReadTimestamp":null,"roleSid":"","attributes":{}})"));
    participant.lastReadMessageIndex = 0;
    QCOMPARE(
        eventjson::participant(u"CH1"_s, participant).value(u"lastReadMessageIndex"_s).toInt(-1),
        0);
}

void tst_Events::namesErrors_data()
{
    QTest::addColumn<TokenError>("error");
    QTest::addColumn<QString>("code");
    QTest::newRow("ours") << TokenError { .code = TokenError::Code::CredentialRejected,
                                          .httpStatus = 401 }
                          << u"credentialRejected"_s;
    QTest::newRow("the service's")
        << TokenError { .code = TokenError::Code::ChatRefused, .serviceCode = 20107 } << u"20107"_s;
}

void tst_Events::namesErrors()
{
    QFETCH(TokenError, error);
    QFETCH(QString, code);
    QCOMPARE(eventjson::code(error), code);
    QVERIFY(!eventjson::sentence(error).isEmpty());
}

/// Every failure of a back end comes with what to look at; what only has to be waited for does not.
void tst_Events::saysWhatToDo()
{
    using Code = TokenError::Code;
    for (int number = 0; number <= int(Code::Protocol); ++number) {
        const TokenError error { .code = Code(number), .detail = u"what happened"_s };
        const QString said = eventjson::sentence(error);
        const bool onlyWaits = error.code == Code::RateLimited || error.code == Code::Throttled
            || error.code == Code::Cancelled;
        QVERIFY2(said.startsWith(error.detail), qPrintable(said));
        QCOMPARE(said.contains(u"happened. "_s) && said.endsWith(QLatin1Char('.')), !onlyWaits);
    }
    // Refused as expired although it is fresh: the key and the service are not to blame.
    const QString clocks = eventjson::sentence({ .code = Code::ChatRefused, .serviceCode = 20104 });
    QVERIFY2(clocks.contains(u"clock"_s), qPrintable(clocks));
}

void tst_Events::redactsWhatUsersWrote()
{
    const QJsonObject event = object(R"({"event":"result","id":"marker stays","ok":true,"data":[
        {"conversation":"CH1","friendlyName":"marker","uniqueName":"marker"},
        {"sid":"IM1","index":1,"author":"bob","body":"marker","attributes":{"a":"marker"}}],
        "media":[{"sid":"ME1","filename":"marker"}],"path":"marker","url":"marker",
        "extra":{"token":"marker","deep":[[{"body":"marker"}]]},"body":null})");
    const QByteArray text = QJsonDocument(EventReporter::redacted(event)).toJson();
    QVERIFY2(text.count("marker") == 1, text.constData());
    for (const char *kept : { "CH1", "IM1", "bob", "result" })
        QVERIFY2(text.contains(kept), kept);
}

void tst_Events::logsForTheUserAlone()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"events.jsonl"_s);
    EventLogFile log(path);
    QVERIFY(log.open());
    log.append(object(R"({"event":"messageAdded","body":"marker"})"));
    log.append(object(R"({"event":"initialized"})"));
    const auto lines = linesOf(path);
    QCOMPARE(lines.size(), 3); // and nothing behind the last line's end
    QVERIFY(!lines[0].contains("marker"));
    QCOMPARE(QJsonDocument::fromJson(lines[1]).object(), object(R"({"event":"initialized"})"));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(path) & others));
}

void tst_Events::appendsToAnOldLog()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"events.jsonl"_s);
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("{\"event\":\"initialized\"}\n"); // by that it is recognised
    old.close();
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    EventLogFile log(path);
    QVERIFY(log.open());
    log.append(object(R"({"event":"initialized"})"));
    QCOMPARE(linesOf(path).size(), 3);
    QVERIFY(!(QFile::permissions(path) & QFile::ReadOther));
}

void tst_Events::refusesAFileThatOthersMayRead()
{
#ifdef Q_OS_WIN
    QSKIP("There are no such rights here.");
#endif
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"notes.txt"_s);
    QFile notes(path);
    QVERIFY(notes.open(QIODevice::WriteOnly));
    notes.write("no event\n");
    notes.close();
    const auto rights = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther;
    QFile::setPermissions(path, rights);
    EventLogFile log(path);
    QVERIFY(!log.open());
    QVERIFY(log.errorString().contains(path) && log.errorString().contains(u"Other users"_s));
    QVERIFY(log.append(object(R"({"event":"initialized"})")));
    QCOMPARE(linesOf(path).size(), 2); // the notes, and nothing else
    QVERIFY(QFile::permissions(path) & QFile::ReadOther); // it is not ours
}

void tst_Events::saysWhyALogCannotBeWritten()
{
    EventLogFile log(u"/nowhere/at/all/events.jsonl"_s);
    QVERIFY(!log.open());
    QVERIFY(!log.errorString().isEmpty());
}

QTEST_GUILESS_MAIN(tst_Events)
#include "tst_events.moc"
