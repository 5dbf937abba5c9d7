// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/media/uploadedfile.h"

#include <QTest>

using namespace parley::localservice;
using namespace Qt::StringLiterals;

class tst_LocalServiceUploadedFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreMadeSafe_data();
    void namesAreMadeSafe();
    void contentTypesAreChecked_data();
    void contentTypesAreChecked();
    void headsOfPartsAreShort_data();
    void headsOfPartsAreShort();
};

void tst_LocalServiceUploadedFile::namesAreMadeSafe_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("plain") << u"menu.pdf"_s
                           << QByteArray("attachment; filename=\"menu.pdf\"; "
                                         "filename*=UTF-8''menu.pdf");
    QTest::newRow("none") << QString() << QByteArray("attachment");
    QTest::newRow("quotes") << u"a\"b\\c.txt"_s
                            << QByteArray("attachment; filename=\"a_b_c.txt\"; "
                                          "filename*=UTF-8''a_b_c.txt");
    QTest::newRow("way upwards") << u"../../.ssh/id"_s
                                 << QByteArray("attachment; filename=\"_.._.ssh_id\"; "
                                               "filename*=UTF-8''_.._.ssh_id");
    QTest::newRow("a second header") << u"a\r\nSet-Cookie: b"_s
                                     << QByteArray("attachment; filename=\"aSet-Cookie_ b\"; "
                                                   "filename*=UTF-8''aSet-Cookie_%20b");
    QTest::newRow("not Latin") << u"שלום.txt"_s
                               << QByteArray("attachment; filename=\"????.txt\"; filename*=UTF-8''"
                                             "%D7%A9%D7%9C%D7%95%D7%9D.txt");
    QTest::newRow("turned around") << u"photo\u202Egnp.exe"_s
                                   << QByteArray("attachment; filename=\"photognp.exe\"; "
                                                 "filename*=UTF-8''photognp.exe");
    QTest::newRow("only dots") << u"..."_s << QByteArray("attachment");
}

void tst_LocalServiceUploadedFile::namesAreMadeSafe()
{
    QFETCH(QString, name);
    QTEST(contentDisposition(name), "header");
}

void tst_LocalServiceUploadedFile::contentTypesAreChecked_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("good");
    QTest::newRow("plain") << u"text/plain"_s << true;
    QTest::newRow("with character set") << u"text/plain; charset=utf-8"_s << true;
    QTest::newRow("of a vendor") << u"application/x-vnd.com.twilio.rich.card+json"_s << true;
    QTest::newRow("quoted") << u"text/plain; name=\"a; b=c\"; x=\"\""_s << true;
    QTest::newRow("a quote in a quoted value") << u"text/plain; name=\"a\"b\""_s << false;
    QTest::newRow("behind a quoted value") << u"text/plain; name=\"a\"b"_s << false;
    QTest::newRow("many quotes") // a pattern that may end them anywhere would try all
        << u"a/b"_s + u";a=\"\""_s.repeated(55) + u'\n' << false;
    QTest::newRow("empty") << u""_s << false;
    QTest::newRow("no subtype") << u"image/"_s << false;
    QTest::newRow("new line") << u"text/plain\r\nX: y"_s << false;
    QTest::newRow("new line at the end") << u"text/plain\n"_s << false;
    QTest::newRow("tab before a parameter") << u"text/plain;\tcharset=utf-8"_s << true;
    QTest::newRow("line end before a parameter") << u"text/plain;\rcharset=utf-8"_s << false;
    QTest::newRow("new line before a semicolon") << u"text/plain\n;charset=utf-8"_s << false;
    QTest::newRow("too long") << u"text/"_s + QString(400, u'x') << false;
}

void tst_LocalServiceUploadedFile::contentTypesAreChecked()
{
    QFETCH(QString, type);
    QTEST(isContentType(type), "good");
}

void tst_LocalServiceUploadedFile::headsOfPartsAreShort_data()
{
    QTest::addColumn<int>("padding");
    QTest::addColumn<bool>("taken");
    QTest::newRow("usual") << 0 << true;
    QTest::newRow("long") << 8000 << true;
    QTest::newRow("too long") << 8192 << false;
}

void tst_LocalServiceUploadedFile::headsOfPartsAreShort()
{
    QFETCH(int, padding);
    const auto file = firstFileOfForm("multipart/form-data; boundary=b",
                                      "--b\r\nContent-Disposition: form-data; filename=\"x\""
                                          + QByteArray(padding, '\n') + "\r\n\r\nabc\r\n--b--");
    QTEST(bool(file), "taken");
}

QTEST_APPLESS_MAIN(tst_LocalServiceUploadedFile)
#include "tst_localservice_uploadedfile.moc"
