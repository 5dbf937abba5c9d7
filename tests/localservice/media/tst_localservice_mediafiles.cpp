// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "mediafixture.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_LocalServiceMediaFiles : public MediaFixture
{
    Q_OBJECT

private Q_SLOTS:
    void messageCarriesMedia();
    void oldClientsSendOne();
    void refusesMessages_data();
    void refusesMessages();
    void othersSeeOnlyWhatWasSentToThem();
    void goesWithItsMessage();
    void goesWithItsConversation();
    void unsentMediaAreForgottenAfterADay();
    void foreignFilesStay_data();
    void foreignFilesStay();
    void filesAreForTheOwnerAlone();
};

void tst_LocalServiceMediaFiles::messageCarriesMedia()
{
    const QString first = upload(m_aliceToken, "one", u"1.txt"_s).sid();
    const QString second = upload(m_aliceToken, "second", u"2.png"_s, "image/png").sid();
    const QString path = m_api + u"/Conversations/"_s + m_conversation + u"/Messages"_s;
    const QJsonObject answer
        = ask(*m_alice, "POST", path,
              { { u"body"_s, u"see"_s }, { u"media_sids"_s, QJsonArray { first, second } } });
    const QString message = answer.value(u"sid"_s).toString();
    QVERIFY(message.startsWith(u"IM"_s));
    const QJsonObject item
        = ask(*m_alice, "GET", u"/v3/Lists/%1.messages/Items/0"_s.arg(m_conversation))
              .value(u"data"_s)
              .toObject();
    QCOMPARE(item.value(u"type"_s).toString(), u"media"_s);
    QCOMPARE(item.value(u"text"_s).toString(), u"see"_s);
    QVERIFY(!item.contains(u"media"_s)); // one only
    const QJsonArray medias = item.value(u"medias"_s).toArray();
    QCOMPARE(medias.size(), 2);
    const QJsonObject picture = medias.at(1).toObject();
    QCOMPARE(picture,
             (QJsonObject { { u"sid"_s, second },
                            { u"category"_s, u"media"_s },
                            { u"filename"_s, u"2.png"_s },
                            { u"contentType"_s, u"image/png"_s },
                            { u"size"_s, 6 } }));
    const Answer record = http("GET", QUrl(m_media + u'/' + first), m_aliceToken);
    QCOMPARE(record.json.value(u"message_sid"_s).toString(), message);
    QCOMPARE(record.json.value(u"channel_sid"_s).toString(), m_conversation);
}

void tst_LocalServiceMediaFiles::oldClientsSendOne()
{
    const QString sid = upload(m_aliceToken, "one", u"1.txt"_s).sid();
    static_cast<void>(ask(*m_alice, "POST",
                          m_api + u"/Conversations/"_s + m_conversation + u"/Messages"_s,
                          { { u"media_sid"_s, sid } }));
    const QJsonObject item
        = ask(*m_alice, "GET", u"/v3/Lists/%1.messages/Items/0"_s.arg(m_conversation))
              .value(u"data"_s)
              .toObject();
    QCOMPARE(item.value(u"media"_s).toObject().value(u"sid"_s).toString(), sid);
    QCOMPARE(item.value(u"medias"_s).toArray().size(), 1);
    QVERIFY(item.value(u"text"_s).isNull());
}

void tst_LocalServiceMediaFiles::refusesMessages_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<int>("code");
    QTest::newRow("unknown") << QStringList { u"ME0ed1a0000ed1a0000ed1a0000ed1a000"_s } << 50507;
    QTest::newRow("of another user") << QStringList { u"{bob}"_s } << 50507;
    QTest::newRow("sent already") << QStringList { u"{sent}"_s } << 50508;
    QTest::newRow("twice in one") << QStringList { u"{new}"_s, u"{new}"_s } << 50508;
    QTest::newRow("no sid at all") << QStringList { u"../service.sqlite"_s } << 50507;
    QTest::newRow("too many") << QStringList(11, u"{new}"_s) << 50512;
}

void tst_LocalServiceMediaFiles::refusesMessages()
{
    QFETCH(QStringList, names);
    const QString path = m_api + u"/Conversations/"_s + m_conversation + u"/Messages"_s;
    const QString sent = upload(m_aliceToken, "sent").sid();
    static_cast<void>(ask(*m_alice, "POST", path, { { u"media_sids"_s, QJsonArray { sent } } }));
    names.replaceInStrings(u"{bob}"_s, upload(m_bobToken, "bob's").sid());
    names.replaceInStrings(u"{sent}"_s, sent);
    names.replaceInStrings(u"{new}"_s, upload(m_aliceToken, "new").sid());
    const QJsonObject answer
        = ask(*m_alice, "POST", path, { { u"media_sids"_s, QJsonArray::fromStringList(names) } });
    QTEST(answer.value(u"code"_s).toInt(), "code");
    const QJsonObject page
        = ask(*m_alice, "GET", u"/v3/Lists/%1.messages/Items"_s.arg(m_conversation));
    QCOMPARE(page.value(u"items"_s).toArray().size(), 1);
}

void tst_LocalServiceMediaFiles::othersSeeOnlyWhatWasSentToThem()
{
    const QString sid = upload(m_aliceToken, "x").sid();
    const QUrl url(m_media + u'/' + sid);
    QCOMPARE(http("GET", url, m_bobToken).status, 404);
    const QString path = m_api + u"/Conversations/"_s + m_conversation;
    static_cast<void>(
        ask(*m_alice, "POST", path + u"/Messages"_s, { { u"media_sids"_s, QJsonArray { sid } } }));
    QCOMPARE(http("GET", url, m_bobToken).status, 404); // in a foreign conversation
    static_cast<void>(
        ask(*m_alice, "POST", path + u"/Participants"_s, { { u"identity"_s, u"bob"_s } }));
    QCOMPARE(http("GET", url, m_bobToken).status, 200);
}

void tst_LocalServiceMediaFiles::goesWithItsMessage()
{
    const QString path = m_api + u"/Conversations/"_s + m_conversation + u"/Messages"_s;
    const Answer made = upload(m_aliceToken, "x");
    const QString message
        = ask(*m_alice, "POST", path, { { u"media_sids"_s, QJsonArray { made.sid() } } })
              .value(u"sid"_s)
              .toString();
    QCOMPARE(files(), QStringList { made.sid() });
    static_cast<void>(m_alice->ask("DELETE", path + u'/' + message));
    QCOMPARE(files(), QStringList());
    QCOMPARE(http("GET", QUrl(m_media + u'/' + made.sid()), m_aliceToken).status, 404);
    const QString direct
        = made.json.value(u"links"_s).toObject().value(u"content_direct_temporary"_s).toString();
    QCOMPARE(http("GET", QUrl(direct)).status, 404);
}

void tst_LocalServiceMediaFiles::goesWithItsConversation()
{
    const QString path = m_api + u"/Conversations/"_s + m_conversation;
    const QString sid = upload(m_aliceToken, "x").sid();
    static_cast<void>(
        ask(*m_alice, "POST", path + u"/Messages"_s, { { u"media_sids"_s, QJsonArray { sid } } }));
    QCOMPARE(files(), QStringList { sid });
    static_cast<void>(m_alice->ask("DELETE", path));
    QCOMPARE(files(), QStringList());
}

void tst_LocalServiceMediaFiles::unsentMediaAreForgottenAfterADay()
{
    const QString unsent = upload(m_aliceToken, "x").sid();
    const QString sent = upload(m_aliceToken, "y").sid();
    static_cast<void>(ask(*m_alice, "POST",
                          m_api + u"/Conversations/"_s + m_conversation + u"/Messages"_s,
                          { { u"media_sids"_s, QJsonArray { sent } } }));
    m_clock->advance(23h);
    QCOMPARE(files().size(), 2);
    m_clock->advance(2h);
    QCOMPARE(files(), QStringList { sent });
    // What a crash has left behind goes at the next start; what is known stays.
    QFile orphan(
        m_folder->filePath(u"data/service.sqlite.media/ME0ed1a0000ed1a0000ed1a0000ed1a000"_s));
    QVERIFY(orphan.open(QIODevice::WriteOnly));
    orphan.close();
    m_alice.reset();
    start();
    QCOMPARE(files(), QStringList { sent });
    QCOMPARE(
        http("GET", QUrl(m_base + QUrl(m_media).path() + u'/' + sent), token(u"alice"_s)).status,
        200);
}

void tst_LocalServiceMediaFiles::foreignFilesStay_data()
{
    QTest::addColumn<QString>("name"); // below the service's folder
    QTest::addColumn<bool>("stays");
    const QString folder = u"data/service.sqlite.media/"_s;
    QTest::newRow("half written") << folder + u"ME0ed1a0000ed1a0000ed1a0000ed1a000.aB3xYz"_s
                                  << false;
    QTest::newRow("begins like ours") << folder + u"MEmories.mp4"_s << true;
    QTest::newRow("in small letters") << folder + u"meadow.jpg"_s << true;
    QTest::newRow("longer than ours") << folder + u"ME0ed1a0000ed1a0000ed1a0000ed1a0001"_s << true;
    QTest::newRow("of a database with another ending")
        << u"data/service.db.media/ME0ed1a0000ed1a0000ed1a0000ed1a000"_s << true;
    QTest::newRow("of a folder without ending")
        << u"data/service.media/ME0ed1a0000ed1a0000ed1a0000ed1a000"_s << true;
}

void tst_LocalServiceMediaFiles::foreignFilesStay()
{
    QFETCH(QString, name);
    const QFileInfo place(m_folder->filePath(name));
    QVERIFY(QDir().mkpath(place.path()));
    QFile file(place.filePath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    m_alice.reset();
    start();
    QTEST(QFileInfo::exists(place.filePath()), "stays");
}

void tst_LocalServiceMediaFiles::filesAreForTheOwnerAlone()
{
    const QString sid = upload(m_aliceToken, "x").sid();
    const QString folder = m_folder->filePath(u"data/service.sqlite.media"_s);
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFileInfo(folder).permissions() & others));
    QVERIFY(!(QFileInfo(folder + u'/' + sid).permissions() & (others | QFile::ExeOwner)));
}

QTEST_GUILESS_MAIN(tst_LocalServiceMediaFiles)
#include "tst_localservice_mediafiles.moc"
