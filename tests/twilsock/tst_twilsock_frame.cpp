// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "frameexamples.h"
#include "twilsock/frame.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace parley::twilsock;
using namespace Qt::StringLiterals;
using parley::test::exampleBytes;
using parley::test::frameExamples;
using Code = FrameError::Code;

class tst_twilsock_frame final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheExamples_data();
    void readsTheExamples();
    void writesTheExamplesAgain_data();
    void writesTheExamplesAgain();
    void writesThePingByteForByte();
    void countsBytesNotCharacters_data();
    void countsBytesNotCharacters();
    void endsAFrameAsAgreed();
    void correctsAWrongPayloadSize();
    void isDisturbedByNoTruncation_data();
    void isDisturbedByNoTruncation();
    void toleratesAndRefuses_data();
    void toleratesAndRefuses();
    void keepsLimits_data();
    void keepsLimits();
    void neverQuotesTheFrame();
    void acknowledges_data();
    void acknowledges();
    void survivesNoise();
    void readsThePayloadAsObject();
    void makesIds();
};

namespace {

QByteArray frameOf(const QByteArray &header, const QByteArray &rest = "\r\n")
{
    return "TWILSOCK V3.0 " + QByteArray::number(header.size()) + "\r\n" + header + rest;
}

std::optional<Frame> decoded(const QByteArray &bytes)
{
    const auto result = decodeFrame(bytes);
    const Frame *frame = std::get_if<Frame>(&result);
    return frame ? std::optional(*frame) : std::nullopt;
}

std::optional<Code> errorOf(const QByteArray &bytes)
{
    const auto result = decodeFrame(bytes);
    const FrameError *error = std::get_if<FrameError>(&result);
    return error ? std::optional(error->code) : std::nullopt;
}

void addExamples()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const auto &[name, text] : frameExamples())
        QTest::newRow(name) << exampleBytes(text);
}

QByteArray pingBytes()
{
    return exampleBytes(frameExamples().constFirst().second);
}

constexpr int Accepted = -1;

} // namespace

void tst_twilsock_frame::readsTheExamples_data()
{
    addExamples();
}

void tst_twilsock_frame::readsTheExamples()
{
    QFETCH(QByteArray, bytes);
    const auto frame = decoded(bytes);
    QVERIFY(frame);
    const qsizetype headerStart = bytes.indexOf("\r\n") + 2;
    const qsizetype headerSize = bytes.mid(14, headerStart - 16).toLongLong();
    QCOMPARE(frame->header, QJsonDocument::fromJson(bytes.mid(headerStart, headerSize)).object());
    QVERIFY(!frame->method().isEmpty());
    QVERIFY(!frame->id().isEmpty());
    const qsizetype payloadSize = frame->header.value("payload_size"_L1).toInteger();
    QCOMPARE(frame->payload, bytes.mid(headerStart + headerSize + 2, payloadSize));
    QCOMPARE(frame->payload.size(), payloadSize);
}

void tst_twilsock_frame::writesTheExamplesAgain_data()
{
    addExamples();
}

void tst_twilsock_frame::writesTheExamplesAgain()
{
    QFETCH(QByteArray, bytes);
    const Frame frame = decoded(bytes).value();
    const QByteArray written = encodeFrame(frame);
    // Fields come in another order, so that only the length is that of the example: with the final
    // CRLF and the payload_size, which some writers leave out.
    qsizetype expected = bytes.size();
    if (!frame.payload.isEmpty() && !bytes.endsWith("\r\n"))
        expected += 2;
    if (!frame.header.contains("payload_size"_L1))
        expected += qsizetype(qstrlen(",\"payload_size\":0"))
            + (bytes.startsWith("TWILSOCK V3.0 96") ? 1 : 0);
    QCOMPARE(written.size(), expected);
    QVERIFY(written.startsWith("TWILSOCK V3.0 "));
    QVERIFY(written.endsWith("\r\n"));

    Frame again = decoded(written).value();
    QCOMPARE(again.header.take("payload_size"_L1).toInteger(-1), frame.payload.size());
    Frame original = frame;
    original.header.remove("payload_size"_L1);
    QVERIFY(again == original);
}

void tst_twilsock_frame::writesThePingByteForByte()
{
    // Its fields are in alphabetical order but for the first two: written in ours.
    const Frame ping { QJsonObject { { u"method"_s, u"ping"_s },
                                     { u"id"_s, u"TM00000000000000000000000000000001"_s } },
                       {} };
    const QByteArray expected = "TWILSOCK V3.0 76\r\n"
                                "{\"id\":\"TM00000000000000000000000000000001\",\"method\":"
                                "\"ping\",\"payload_size\":0}\r\n";
    QCOMPARE(encodeFrame(ping), expected);
    QCOMPARE(expected.size(), 96);
    QCOMPARE(pingBytes().size(), 96);
    QCOMPARE(expected.first(20).toHex(' ').toUpper(),
             QByteArray("54 57 49 4C 53 4F 43 4B 20 56 33 2E 30 20 37 36 0D 0A 7B 22"));
}

void tst_twilsock_frame::countsBytesNotCharacters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("bytes");
    QTest::newRow("two bytes") << u"é"_s << 2;
    QTest::newRow("three bytes") << u"☃"_s << 3;
    QTest::newRow("emoji") << u"🙂"_s << 4;
    QTest::newRow("family of emoji") << u"👩‍👧"_s << 11;
    QTest::newRow("mixture") << u"Grüße ☃"_s << 11;
}

void tst_twilsock_frame::countsBytesNotCharacters()
{
    QFETCH(QString, text);
    QFETCH(int, bytes);
    const QByteArray plain = encodeFrame({ QJsonObject { { u"x"_s, QString() } }, {} });
    const QByteArray encoded = encodeFrame({ QJsonObject { { u"x"_s, text } }, text.toUtf8() });
    const qsizetype plainHeader = plain.mid(14, plain.indexOf('\r') - 14).toLongLong();
    const qsizetype header = encoded.mid(14, encoded.indexOf('\r') - 14).toLongLong();
    QCOMPARE(header, plainHeader + bytes + (bytes > 9 ? 1 : 0));
    const Frame frame = decoded(encoded).value();
    QCOMPARE(frame.header.value("x"_L1).toString(), text);
    QCOMPARE(QString::fromUtf8(frame.payload), text);
    QCOMPARE(frame.header.value("payload_size"_L1).toInt(), bytes);
}

void tst_twilsock_frame::endsAFrameAsAgreed()
{
    const QJsonObject header { { u"method"_s, u"x"_s } };
    QVERIFY(encodeFrame({ header, {} }).endsWith("}\r\n"));
    QCOMPARE(encodeFrame("{}", {}), encodeFrame({ {}, {} }));
    QCOMPARE(encodeFrame("{\"x\":\"y\"}", "abc"),
             encodeFrame({ QJsonObject { { u"x"_s, u"y"_s } }, "abc" }));
    QVERIFY(encodeFrame({ header, "{}" }).endsWith("}\r\n{}\r\n"));
    QCOMPARE(encodeFrame({ {}, {} }), QByteArray("TWILSOCK V3.0 18\r\n{\"payload_size\":0}\r\n"));
    const QJsonObject withBreaks { { u"x"_s, u"a\r\nb"_s } };
    QVERIFY(encodeFrame({ withBreaks, {} }).contains("a\\r\\nb"));
}

void tst_twilsock_frame::correctsAWrongPayloadSize()
{
    const QJsonObject header { { u"payload_size"_s, 999 } };
    QCOMPARE(encodeFrame({ header, "abc" }),
             QByteArray("TWILSOCK V3.0 18\r\n{\"payload_size\":3}\r\nabc\r\n"));
}

void tst_twilsock_frame::isDisturbedByNoTruncation_data()
{
    addExamples();
}

void tst_twilsock_frame::isDisturbedByNoTruncation()
{
    QFETCH(QByteArray, bytes);
    const Frame whole = decoded(bytes).value();
    const qsizetype headerEnd
        = bytes.indexOf("\r\n") + 2 + bytes.mid(14, bytes.indexOf('\r') - 14).toLongLong();
    const qsizetype needed
        = whole.payload.isEmpty() ? headerEnd : headerEnd + 2 + whole.payload.size();
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        // A copy without capacity behind it, so that an address checker sees each byte too many.
        const QByteArray cut(bytes.constData(), size);
        if (size < needed)
            QCOMPARE(errorOf(cut), std::optional(Code::Truncated));
        else
            QCOMPARE(decoded(cut), std::optional(whole));
    }
}

void tst_twilsock_frame::toleratesAndRefuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("error");
    QTest::addColumn<QByteArray>("payload");
    const auto accepts
        = [](const char *name, const QByteArray &bytes, const QByteArray &payload = {}) {
              QTest::newRow(name) << bytes << Accepted << payload;
          };
    const auto refuses = [](const char *name, const QByteArray &bytes, Code code) {
        QTest::newRow(name) << bytes << int(code) << QByteArray();
    };
    const QByteArray h = "{\"method\":\"ping\",\"id\":\"1\"}";
    const QByteArray h3 = "{\"method\":\"ping\",\"id\":\"1\",\"payload_size\":3}";
    const QByteArray size = QByteArray::number(h.size());

    refuses("empty", "", Code::Truncated);
    refuses("other magic word", "TWILSOCX V3.0 2\r\n{}\r\n", Code::BadMagic);
    refuses("lower case", "twilsock V3.0 2\r\n{}\r\n", Code::BadMagic);
    refuses("other version", "TWILSOCK V3.1 2\r\n{}\r\n", Code::BadMagic);
    refuses("two spaces", "TWILSOCK  V3.0 2\r\n{}\r\n", Code::BadMagic);
    refuses("HTTP", "HTTP/1.1 200 OK\r\n\r\n", Code::BadMagic);
    refuses("only CR after the first line", "TWILSOCK V3.0 " + size + "\r" + h + "\r\n",
            Code::BadHeaderSize);
    refuses("only LF after the first line", "TWILSOCK V3.0 " + size + "\n" + h + "\r\n",
            Code::BadHeaderSize);
    accepts("extra token after the size", "TWILSOCK V3.0 " + size + " more\r\n" + h + "\r\n");
    accepts("space after the size", "TWILSOCK V3.0 " + size + " \r\n" + h + "\r\n");
    refuses("endless first line", "TWILSOCK V3.0 2 " + QByteArray(500, 'x') + "\r\n{}\r\n",
            Code::BadHeaderSize);
    refuses("no size", "TWILSOCK V3.0 \r\n{}\r\n", Code::BadHeaderSize);
    refuses("size with a sign", "TWILSOCK V3.0 +2\r\n{}\r\n", Code::BadHeaderSize);
    refuses("negative size", "TWILSOCK V3.0 -2\r\n{}\r\n", Code::BadHeaderSize);
    refuses("size with leading zero", "TWILSOCK V3.0 02\r\n{}\r\n", Code::BadHeaderSize);
    refuses("size in hexadecimal", "TWILSOCK V3.0 0x2\r\n{}\r\n", Code::BadHeaderSize);
    refuses("size zero", "TWILSOCK V3.0 0\r\n\r\n", Code::BadHeader);
    refuses("header size too small", "TWILSOCK V3.0 10\r\n" + h + "\r\n", Code::BadHeader);
    refuses("header size too large",
            "TWILSOCK V3.0 " + QByteArray::number(h.size() + 1) + "\r\n" + h + "\r\n",
            Code::BadHeader);
    refuses("header size beyond the end", "TWILSOCK V3.0 1000\r\n" + h + "\r\n", Code::Truncated);
    refuses("NUL in a key", frameOf(QByteArray("{\"id\0\":\"1\"}", 11)), Code::BadHeader);
    refuses("control character in a value", frameOf("{\"id\":\"\x1f\"}"), Code::BadHeader);
    accepts("line ends between the fields", frameOf("{\r\n\t\"id\": \"1\"}"));
    refuses("header is an array", frameOf("[1]"), Code::BadHeader);
    refuses("header is no JSON", frameOf("{nonsense}"), Code::BadHeader);
    refuses("header is not UTF-8", frameOf("{\"id\":\"\xff\xfe\"}"), Code::BadHeader);
    refuses("header nested too deep", frameOf(QByteArray(5000, '[') + QByteArray(5000, ']')),
            Code::BadHeader);
    accepts("no CRLF after the header, no payload", frameOf(h, ""));
    refuses("no CRLF after the header, payload", frameOf(h3, "abc\r\n"), Code::BadHeader);
    accepts("no CRLF after the payload", frameOf(h3, "\r\nabc"), "abc");
    accepts("bytes behind the payload", frameOf(h3, "\r\nabcdefgh"), "abc");
    accepts("bytes behind a frame without payload", frameOf(h, "\r\nabc\r\n"));
    accepts("raw CRLF inside the payload", frameOf("{\"payload_size\":6}", "\r\na\r\n\r\nb\r\n"),
            "a\r\n\r\nb");
    accepts("raw CRLF between the fields of the header",
            frameOf("{\"id\":\"1\",\r\n\"method\":\"ping\"}"));
    accepts("payload_size missing", frameOf(h));
    accepts("payload_size null", frameOf("{\"payload_size\":null}"));
    accepts("payload_size as whole float", frameOf("{\"payload_size\":3.0}", "\r\nabc"), "abc");
    refuses("payload_size negative", frameOf("{\"payload_size\":-1}"), Code::BadPayloadSize);
    refuses("payload_size with a fraction", frameOf("{\"payload_size\":1.5}", "\r\nab"),
            Code::BadPayloadSize);
    refuses("payload_size as text", frameOf("{\"payload_size\":\"3\"}", "\r\nabc"),
            Code::BadPayloadSize);
    refuses("payload_size beyond the end", frameOf("{\"payload_size\":9}", "\r\nabc"),
            Code::Truncated);
    accepts("payload that is no JSON though it says so",
            frameOf("{\"payload_size\":3,\"payload_type\":\"application/json\"}", "\r\n{[\"\r\n"),
            "{[\"");
    accepts(
        "payload of a type that we do not know",
        frameOf("{\"payload_size\":2,\"payload_type\":\"image/png\"}", QByteArray("\r\n\0\1", 4)),
        QByteArray("\0\1", 2));
    accepts("id and method missing", frameOf("{}"));
    accepts("unknown fields and nulls", frameOf("{\"zzz\":[1,{\"a\":null}],\"status\":null}"));
}

void tst_twilsock_frame::toleratesAndRefuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, error);
    QFETCH(QByteArray, payload);
    if (error == Accepted) {
        const auto frame = decoded(bytes);
        QVERIFY(frame);
        QCOMPARE(frame->payload, payload);
    } else {
        QVERIFY(errorOf(bytes));
        QCOMPARE(int(*errorOf(bytes)), error);
    }
}

void tst_twilsock_frame::keepsLimits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("error");
    const QByteArray fill(MaxHeaderBytes - 9, 'x');
    QTest::newRow("header of the limit") << frameOf("{\"id\":\"" + fill + "\"}") << Accepted;
    QTest::newRow("header one byte over")
        << frameOf("{\"id\":\"" + fill + "y\"}") << int(Code::HeaderTooLarge);
    QTest::newRow("announced header of nine digits")
        << QByteArray("TWILSOCK V3.0 100000000\r\n{}") << int(Code::HeaderTooLarge);
    QTest::newRow("announced header that overflows")
        << QByteArray("TWILSOCK V3.0 99999999999999999999999\r\n{}") << int(Code::HeaderTooLarge);
    QTest::newRow("payload of the limit")
        << frameOf("{\"payload_size\":8388608}", "\r\n" + QByteArray(MaxPayloadBytes, 'p'))
        << Accepted;
    QTest::newRow("announced payload one byte over")
        << frameOf("{\"payload_size\":8388609}") << int(Code::PayloadTooLarge);
    QTest::newRow("announced payload of a terabyte")
        << frameOf("{\"payload_size\":1000000000000}") << int(Code::PayloadTooLarge);
    QTest::newRow("announced payload beyond integers")
        << frameOf("{\"payload_size\":1e300}") << int(Code::BadPayloadSize);
}

void tst_twilsock_frame::keepsLimits()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, error);
    const auto found = errorOf(bytes);
    QCOMPARE(found ? int(*found) : Accepted, error);
}

void tst_twilsock_frame::neverQuotesTheFrame()
{
    const QByteArray secret = "s3cret";
    for (const QByteArray &bytes :
         { secret, frameOf("{" + secret), frameOf("{\"payload_size\":\"" + secret + "\"}"),
           "TWILSOCK V3.0 " + secret }) {
        const auto result = decodeFrame(bytes);
        const FrameError *error = std::get_if<FrameError>(&result);
        QVERIFY(error != nullptr);
        QVERIFY(!error->detail.isEmpty());
        QVERIFY(!error->detail.contains(QString::fromLatin1(secret)));
    }
}

void tst_twilsock_frame::acknowledges_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("usual") << u"TM00000000000000000000000000000001"_s;
    QTest::newRow("empty") << QString();
    QTest::newRow("quotation mark") << u"a\"b"_s;
    QTest::newRow("backslash") << u"a\\"_s;
    QTest::newRow("an attempt to add fields") << u"x\",\"method\":\"close"_s;
    QTest::newRow("control characters") << u"a\r\nb\tc\u0001"_s;
    QTest::newRow("NUL characters") << QString(3, QChar(u'\0'));
    QTest::newRow("a byte order mark in front") << u"\ufeffTM"_s;
    QTest::newRow("byte order marks, behind a backslash") << u"\\\ufeff\ufeff\u00e9\ufeff"_s;
    QTest::newRow("more than ASCII") << u"é☃🙂"_s;
}

void tst_twilsock_frame::acknowledges()
{
    QFETCH(QString, id);
    const QByteArray bytes = encodeAck(id);
    const Frame frame = decoded(bytes).value();
    const QJsonObject expected {
        { u"id"_s, id },
        { u"method"_s, u"reply"_s },
        { u"payload_size"_s, 0 },
        { u"status"_s, QJsonObject { { u"code"_s, 200 }, { u"status"_s, u"OK"_s } } },
    };
    QCOMPARE(frame.header, expected);
    QCOMPARE(decoded(encodeFrame(frame)).value().id(), id);
    QVERIFY(frame.payload.isEmpty());
    QVERIFY(bytes.endsWith("}\r\n"));
    QCOMPARE(bytes.count("\r\n"), 2);
}

void tst_twilsock_frame::survivesNoise()
{
    // Each example with one byte changed: any result will do, a crash or a read beyond the end not.
    for (const auto &[name, text] : frameExamples()) {
        const QByteArray bytes = exampleBytes(text);
        for (qsizetype at = 0; at < bytes.size(); ++at) {
            for (const char c : { '\0', '\r', '9', '"', '\xff' }) {
                QByteArray changed = bytes;
                changed[at] = c;
                const auto frame = decoded(changed);
                QVERIFY2(!frame || frame->payload.size() <= bytes.size(), name);
            }
        }
    }
}

void tst_twilsock_frame::readsThePayloadAsObject()
{
    QCOMPARE((Frame { {}, "{\"a\":1}" }).payloadObject(), QJsonObject({ { u"a"_s, 1 } }));
    QVERIFY((Frame { {}, "" }).payloadObject().isEmpty());
    QVERIFY((Frame { {}, "[1]" }).payloadObject().isEmpty());
    QVERIFY((Frame { {}, "data_sync" }).payloadObject().isEmpty());
}

void tst_twilsock_frame::makesIds()
{
    QSet<QString> ids;
    for (int i = 0; i < 1000; ++i)
        ids.insert(newMessageId());
    QCOMPARE(ids.size(), 1000);
    static const QRegularExpression form(u"^TM[0-9a-f]{32}$"_s);
    QVERIFY(form.match(*ids.cbegin()).hasMatch());
}

QTEST_GUILESS_MAIN(tst_twilsock_frame)
#include "tst_twilsock_frame.moc"
