// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/httptransfer.h"
#include "chat/serviceconfiguration.h"
#include "chat/wire/chatparsing.h"

#include <QJsonDocument>
#include <QTest>

using namespace parley;
using namespace parley::chat;

namespace {

QString markerId()
{
    return QStringLiteral("6a5b4c3d-2e1f-4a0b-9c8d-7e6f5a4b3c2d");
}

QJsonObject marker(const QJsonValue &value)
{
    return { { QStringLiteral("parley"), value } };
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
        QTest::newRow("the user's own") << QJsonObject { { QStringLiteral("a"), 1 } } << true;
        QTest::newRow("an object of that name")
            << marker(QJsonObject { { QStringLiteral("x"), 2 } }) << true;
        QTest::newRow("a text of that name") << marker(QStringLiteral("mine")) << false;
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
        const QJsonObject foreign
            = marker(QJsonObject { { QStringLiteral("id"), QStringLiteral("not a uuid") } });
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
        const QJsonObject expected { { QStringLiteral("a"), 1 } };
        QCOMPARE(parseAttributes(QStringLiteral("{\"a\":1}")), expected);
        QCOMPARE(parseAttributes(expected), expected);
        QCOMPARE(parseAttributes(QStringLiteral("{broken")), QJsonObject());
        QCOMPARE(parseAttributes(QJsonValue()), QJsonObject());
    }

    void participantsKeepWhatAnUpdateLeavesOut()
    {
        Participant participant;
        applyParticipant(participant,
                         { .key = QStringLiteral("MB1"),
                           .data = { { QStringLiteral("identity"), QStringLiteral("bob") },
                                     { QStringLiteral("lastConsumedMessageIndex"), 6 } } });
        QCOMPARE(participant.type, QStringLiteral("chat"));
        applyParticipant(participant,
                         { .key = QStringLiteral("MB1"),
                           .data = { { QStringLiteral("identity"), QStringLiteral("bob") } } });
        QCOMPARE(participant.lastReadMessageIndex, std::optional<qint64>(6));
        applyParticipant(
            participant,
            { .key = QStringLiteral("MB1"),
              .data = { { QStringLiteral("lastConsumedMessageIndex"), QJsonValue() } } });
        QVERIFY(!participant.lastReadMessageIndex);
        QCOMPARE(participant.identity, QStringLiteral("bob"));
    }

    void participantsWithoutAnIdentityHaveAnAddress_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("address");
        QTest::newRow("sms") << QByteArray(R"({"type":"sms","identity":null,
            "bindings":{"sms":{"address":"+15551234","proxy_address":"+15550000"}}})")
                             << QStringLiteral("+15551234");
        QTest::newRow("whatsapp") << QByteArray(R"({"type":"whatsapp",
            "bindings":{"whatsapp":{"address":"whatsapp:+15551234"}}})")
                                  << QStringLiteral("whatsapp:+15551234");
        QTest::newRow("email") << QByteArray(R"({"type":"email",
            "bindings":{"email":{"name":"Ann","level":"to"}}})")
                               << QStringLiteral("Ann");
        QTest::newRow("messaging binding") << QByteArray(R"({"type":"sms",
            "messaging_binding":{"address":"+15551234"}})")
                                           << QStringLiteral("+15551234");
        QTest::newRow("chat") << QByteArray(R"({"identity":"bob","bindings":{}})") << QString();
        QTest::newRow("nothing useful")
            << QByteArray(R"({"type":"sms","bindings":{"sms":7}})") << QString();
    }

    void participantsWithoutAnIdentityHaveAnAddress()
    {
        QFETCH(QByteArray, data);
        Participant participant;
        applyParticipant(
            participant,
            { .key = QStringLiteral("MB1"), .data = QJsonDocument::fromJson(data).object() });
        QTEST(participant.address, "address");
        QCOMPARE(participant.sid, QStringLiteral("MB1"));
    }

    void localIdsAreForOwnMessagesOnly()
    {
        const sync::Item item { .index = 3,
                                .data = { { QStringLiteral("author"), QStringLiteral("bob") },
                                          { QStringLiteral("attributes"),
                                            withMarker({}, markerId()) } } };
        QCOMPARE(parseMessage(item, QStringLiteral("bob")).localId, markerId());
        QCOMPARE(parseMessage(item, QStringLiteral("alice")).localId, QString());
        QCOMPARE(parseMessage(item, QStringLiteral("alice")).attributes, QJsonObject());
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
            lines.append(QStringLiteral("%1 %2 %3 %4 %5")
                             .arg(media.sid, media.category, media.filename, media.contentType)
                             .arg(media.size));
        QTEST(lines.join(QLatin1String(", ")), "media");
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
            { { QStringLiteral("identity"), QStringLiteral("ada") },
              { QStringLiteral("links"),
                QJsonObject { { QStringLiteral("my_conversations"), QStringLiteral("https://a/m") },
                              { QStringLiteral("conversations"), QStringLiteral("https://a/c") },
                              { QStringLiteral("media_service"), QStringLiteral("/v1/Media") } } },
              { QStringLiteral("options"), QJsonDocument::fromJson(options).object() },
              { QStringLiteral("sync_objects"),
                QJsonObject {
                    { QStringLiteral("my_conversations"), QStringLiteral("ada.channels") } } } },
            QStringLiteral("ie1"));
        QVERIFY(configuration);
        QTEST(configuration->mediaLimits.maxCount, "count");
        QTEST(configuration->mediaLimits.maxBytes, "bytes");
        QCOMPARE(configuration->mediaService,
                 QUrl(QStringLiteral("https://mcs.ie1.twilio.com/v1/Media")));
    }

    void codeNames_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("serviceCode");
        QTest::addColumn<QString>("name");
        QTest::newRow("number first")
            << int(ChatError::Code::Refused) << 50430 << QStringLiteral("50430");
        QTest::newRow("refused") << int(ChatError::Code::Refused) << 0 << QStringLiteral("refused");
        QTest::newRow("lost") << int(ChatError::Code::ConnectionLost) << 0
                              << QStringLiteral("connectionLost");
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
        const QString fit = QStringLiteral("no \u2026");
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
        Conversation conversation { .sid = QStringLiteral("CH1") };
        QCOMPARE(conversation.displayName(), QStringLiteral("CH1"));
        conversation.uniqueName = QStringLiteral("unique");
        QCOMPARE(conversation.displayName(), QStringLiteral("unique"));
        conversation.friendlyName = QStringLiteral("Friendly");
        QCOMPARE(conversation.displayName(), QStringLiteral("Friendly"));
    }
};

QTEST_GUILESS_MAIN(tst_ChatParsing)
#include "tst_chat_parsing.moc"
