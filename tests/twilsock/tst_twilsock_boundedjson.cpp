// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/boundedjson.h"
#include "twilsock/frame.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace parley {

namespace {

QByteArray nested(int levels)
{
    return QByteArray(levels, '[') + QByteArray(levels, ']');
}

} // namespace

class tst_TwilsockBoundedJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boundsDepthAndCount_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isTaken");
        const int most = twilsock::MaxJsonDepth;
        QTest::newRow("an object") << QByteArray(R"({"a":[1,{"b":2}]})") << true;
        QTest::newRow("the deepest") << nested(most) << true;
        QTest::newRow("one level more") << nested(most + 1) << false;
        QTest::newRow("as deep as Qt takes") << nested(1023) << false;
        QTest::newRow("objects as deep")
            << QByteArray("{\"a\":").repeated(most) + "{}" + QByteArray(most, '}') << false;
        QTest::newRow("brackets in a string")
            << R"(["\\\")" + QByteArray(2 * most, '[') + "\"]" << true;
        QTest::newRow("side by side") << '[' + QByteArray("[[]],").repeated(1000) + "[]]" << true;
        QTest::newRow("too many values")
            << '[' + QByteArray("0,").repeated(int(twilsock::MaxJsonValues)) + "0]" << false;
        QTest::newRow("escaped control characters") << QByteArray(R"(["\n\u0001\\"])") << true;
        QTest::newRow("line ends between values") << QByteArray("[\n0,\r\n\t1]") << true;
        QTest::newRow("a raw control character") << QByteArray("[\"\x01\"]") << false;
        QTest::newRow("a raw line end in a string") << QByteArray("[\"\n\"]") << false;
        QTest::newRow("one behind a backslash") << QByteArray("[\"\\\x01\"]") << false;
        QTest::newRow("no JSON") << QByteArray("]]]]{{{{") << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }

    void boundsDepthAndCount()
    {
        QFETCH(QByteArray, text);
        QTEST(!twilsock::parseJson(text).isNull(), "isTaken");
    }

    void framesAreBounded()
    {
        const QByteArray header
            = R"({"method":"message","id":"1","x":)" + nested(twilsock::MaxJsonDepth) + '}';
        const QByteArray frame
            = "TWILSOCK V3.0 " + QByteArray::number(header.size()) + "\r\n" + header + "\r\n";
        QVERIFY(std::holds_alternative<twilsock::FrameError>(twilsock::decodeFrame(frame)));
        const twilsock::Frame deep { {}, R"({"x":)" + nested(twilsock::MaxJsonDepth) + '}' };
        QVERIFY(deep.payloadObject().isEmpty());
    }
};

} // namespace parley

QTEST_APPLESS_MAIN(parley::tst_TwilsockBoundedJson)
#include "tst_twilsock_boundedjson.moc"
