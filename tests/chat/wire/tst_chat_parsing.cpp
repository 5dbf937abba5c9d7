// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/httptransfer.h"
#include "chat/serviceconfiguration.h"
#include "chat/wire/chatparsing.h"

#include <QJsonDocument>
#include <QTest>

using namespace parley;
using namespace parley::chat;
using namespace Qt::StringLiterals;

namespace {

QString markerId()
{
    return u"6a5b4c3d-2e1f-4a0b-9c8d-7e6f5a4b3c2d"_s;
}

QJsonObject marker(const QJsonValue &value)
{
    return { { u"parley"_s, value } };
}

} // namespace

class tst_ChatParsing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMarkerComesAndGoes_data()
    {
        QTest::addColumn<QJsonObject>("attributes");
        QTest::addColumn<bool>("isMarked");
        QTest::newRow("none") << QJsonObject() << true;
        QTest::newRow("the user's own") << QJsonObject { { u"a"_s, 1 } } << true;
        QTest::newRow("an object of that name") << marker(QJsonObject { { u"x"_s, 2 } }) << true;
        QTest::newRow("a text of that name") << marker(u"mine"_s) << false;
    }

    void theMarkerComesAndGoes()
    {
        QFETCH(QJsonObject, attributes);
        QFETCH(bool, isMarked);
        const QJsonObject marked = withMarker(attributes, markerId());
        QCOMPARE(markerOf(marked), isMarked ? markerId() : QString());
        QCOMPARE(withoutMarker(marked), attributes);
    }

    void whatIsNotOursStays()
    {
        const QJsonObject foreign = marker(QJsonObject { { u"id"_s, u"not a uuid"_s } });
        QCOMPARE(withoutMarker(foreign), foreign);
    }

    void readsDatesAsQtDoes_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             { "2026-01-31T12:34:56.789Z", "2024-02-29T23:59:59.999Z", "1969-12-31T00:00:00.000Z",
               "2026-01-31T12:34:56Z", "2026-01-31T12:34:56.789+02:00", "2026-02-30T12:34:56.789Z",
               "2026-01-31T25:34:56.789Z", "2026-01-31T24:00:00.000Z", "2026-01-31T12:34:5x.789Z",
               "+026-01-31T12:34:56.789Z", "0000-01-31T12:34:56.789Z", "2026-01-31", "tomorrow",
               "" })
            QTest::newRow(*text != 0 ? text : "empty") << QString::fromLatin1(text);
    }

    void readsDatesAsQtDoes()
    {
        QFETCH(QString, text);
        const QDateTime expected = QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
        QCOMPARE(parseDate(text), expected);
        QCOMPARE(parseDate(text).isValid(), expected.isValid());
    }

    void attributesMayBeTextOrObject()
    {
        const QJsonObject expected { { u"a"_s, 1 } };
        QCOMPARE(parseAttributes(u"{\"a\":1}"_s), expected);
        QCOMPARE(parseAttributes(expected), expected);
        QCOMPARE(parseAttributes(u"{broken"_s), QJsonObject());
        QCOMPARE(parseAttributes(QJsonValue()), QJsonObject());
    }

    void participantsKeepWhatAnUpdateLeavesOut()
    {
        Participant participant;
        applyParticipant(
            participant,
            { .key = u"MB1"_s,
              .data = { { u"identity"_s, u"bob"_s }, { u"lastConsumedMessageIndex"_s, 6 } } });
        QCOMPARE(participant.type, u"chat"_s);
        applyParticipant(participant, { .key = u"MB1"_s, .data = { { u"identity"_s, u"bob"_s } } });
        QCOMPARE(participant.lastReadMessageIndex, std::optional<qint64>(6));
        applyParticipant(
            participant,
            { .key = u"MB1"_s, .data = { { u"lastConsumedMessageIndex"_s, QJsonValue() } } });
        QVERIFY(!participant.lastReadMessageIndex);
        QCOMPARE(participant.identity, u"bob"_s);
    }

    void participantsWithoutAnIdentityHaveAnAddress_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("address");
        QTest::newRow("sms") << QByteArray(R"({"type":"sms","identity":null,
            "bindings":{"sms":{"address":"+15551234","proxy_address":"+15550000"}}})")
                             << u"+15551234"_s;
        QTest::newRow("whatsapp") << QByteArray(R"({"type":"whatsapp",
            "bindings":{"whatsapp":{"address":"whatsapp:+15551234"}}})")
                                  << u"whatsapp:+15551234"_s;
        QTest::newRow("email") << QByteArray(R"({"type":"email",
            "bindings":{"email":{"name":"Ann","level":"to"}}})")
                               << u"Ann"_s;
        QTest::newRow("messaging binding") << QByteArray(R"({"type":"sms",
            "messaging_binding":{"address":"+15551234"}})")
                                           << u"+15551234"_s;
        QTest::newRow("chat") << QByteArray(R"({"identity":"bob","bindings":{}})") << QString();
        QTest::newRow("nothing useful")
            << QByteArray(R"({"type":"sms","bindings":{"sms":7}})") << QString();
    }

    void participantsWithoutAnIdentityHaveAnAddress()
    {
        QFETCH(QByteArray, data);
        Participant participant;
        applyParticipant(participant,
                         { .key = u"MB1"_s, .data = QJsonDocument::fromJson(data).object() });
        QTEST(participant.address, "address");
        QCOMPARE(participant.sid, u"MB1"_s);
    }

    void localIdsAreForOwnMessagesOnly()
    {
        const sync::Item item { .index = 3,
                                .data = { { u"author"_s, u"bob"_s },
                                          { u"attributes"_s, withMarker({}, markerId()) } } };
        QCOMPARE(parseMessage(item, u"bob"_s).localId, markerId());
        QCOMPARE(parseMessage(item, u"alice"_s).localId, QString());
        QCOMPARE(parseMessage(item, u"alice"_s).attributes, QJsonObject());
    }

    void mediaOfMessages_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("media");
        QTest::newRow("none") << QByteArray("{}") << "";
        QTest::newRow("as today")
            << QByteArray(R"({"medias": [{"sid": "ME1", "category": "body", "filename": "a",
                              "contentType": "text/html", "size": 7},
                             {"sid": "ME2", "filename": null, "size": 8}]})")
            << "ME1 body a text/html 7, ME2 media  application/octet-stream 8";
        QTest::newRow("as it was once")
            << QByteArray(R"({"media": {"sid": "ME1", "filename": "a", "contentType": "b/c",
                              "size": "9"}})")
            << "ME1 media a b/c 9";
        QTest::newRow("both: the new one counts")
            << QByteArray(R"({"medias": [], "media": {"sid": "ME1"}})") << "";
        QTest::newRow("without a SID") << QByteArray(R"({"medias": [{"size": 1}, 7]})") << "";
    }

    void mediaOfMessages()
    {
        QFETCH(QByteArray, data);
        const sync::Item item { .index = 3, .data = QJsonDocument::fromJson(data).object() };
        QStringList lines;
        for (const Media &media : parseMessage(item, {}).media)
            lines.append(u"%1 %2 %3 %4 %5"_s
                             .arg(media.sid, media.category, media.filename, media.contentType)
                             .arg(media.size));
        QTEST(lines.join(", "_L1), "media");
    }

    void limitsOfMedia_data()
    {
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<int>("count");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("not named") << QByteArray("{}") << 10 << qint64(150) * 1024 * 1024;
        QTest::newRow("named") << QByteArray(R"({"media_attachments_count_limit": 3,
                                              "media_attachment_size_limit_in_mb": 2})")
                               << 3 << qint64(2) * 1024 * 1024;
        QTest::newRow("absurd") << QByteArray(R"({"media_attachments_count_limit": -1,
                                               "media_attachment_size_limit_in_mb": 1000000000})")
                                << 0 << qint64(4096) * 1024 * 1024;
    }

    void limitsOfMedia()
    {
        QFETCH(QByteArray, options);
        const auto configuration = parseConfiguration(
            { { u"identity"_s, u"ada"_s },
              { u"links"_s,
                QJsonObject { { u"my_conversations"_s, u"https://a/m"_s },
                              { u"conversations"_s, u"https://a/c"_s },
                              { u"media_service"_s, u"/v1/Media"_s } } },
              { u"options"_s, QJsonDocument::fromJson(options).object() },
              { u"sync_objects"_s, QJsonObject { { u"my_conversations"_s, u"ada.channels"_s } } } },
            u"ie1"_s);
        QVERIFY(configuration);
        QTEST(configuration->mediaLimits.maxCount, "count");
        QTEST(configuration->mediaLimits.maxBytes, "bytes");
        QCOMPARE(configuration->mediaService, QUrl(u"https://mcs.ie1.twilio.com/v1/Media"_s));
    }

    void codeNames_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("serviceCode");
        QTest::addColumn<QString>("name");
        QTest::newRow("number first") << int(ChatError::Code::Refused) << 50430 << u"50430"_s;
        QTest::newRow("refused") << int(ChatError::Code::Refused) << 0 << u"refused"_s;
        QTest::newRow("lost") << int(ChatError::Code::ConnectionLost) << 0 << u"connectionLost"_s;
    }

    void codeNames()
    {
        QFETCH(int, code);
        QFETCH(int, serviceCode);
        QTEST(codeName({ .code = ChatError::Code(code), .serviceCode = serviceCode }), "name");
    }

    void whatTheServiceSaysOfAnErrorIsFitForLogs()
    {
        const QByteArray body
            = R"({"code": 50400, "message": "no\u202e\r\n eyJhbGciOiJIUzI1NiJ9.c2lnbmF0dXJl"})";
        const QString fit = u"no \u2026"_s;
        QCOMPARE(errorOf(twilsock::Response { .httpStatus = 400, .body = body }).detail, fit);
        QCOMPARE(errorOf(HttpTransfer::Answer { .httpStatus = 400, .body = body }).detail, fit);
    }

    void unreadMessagesAreANumberThatCanBeAdded()
    {
        QCOMPARE(parseUnread(7), std::optional(7));
        QCOMPARE(parseUnread(QJsonValue(qint64(1) << 32)), std::optional(100'000));
        QVERIFY(!parseUnread(-1));
        QVERIFY(!parseUnread(QJsonValue()));
    }

    void displayNames()
    {
        Conversation conversation { .sid = u"CH1"_s };
        QCOMPARE(conversation.displayName(), u"CH1"_s);
        conversation.uniqueName = u"unique"_s;
        QCOMPARE(conversation.displayName(), u"unique"_s);
        conversation.friendlyName = u"Friendly"_s;
        QCOMPARE(conversation.displayName(), u"Friendly"_s);
    }
};

QTEST_GUILESS_MAIN(tst_ChatParsing)
#include "tst_chat_parsing.moc"
