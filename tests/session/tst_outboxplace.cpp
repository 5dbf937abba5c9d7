// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/outboxplace.h"
#include "token/utc.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace Qt::StringLiterals;

class tst_OutboxPlace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void keepsEntriesOverARestart();
    void keepsUsersApart();
    void givesASecondProgramAPlaceOfItsOwn();
    void adoptsWhatASecondProgramLeftBehind();
    void anEntryThatWasAdoptedBeforeDoesNotComeBack();
    void worksWithoutAFolder();
    void saysWhenTheDiskCannotBeUsed();
    void setsADamagedFileAside_data();
    void setsADamagedFileAside();
    void keepsItsFilesForTheUserAlone();

private:
    [[nodiscard]] std::unique_ptr<OutboxPlace> open(const QString &key = u"alice"_s) const
    {
        return std::make_unique<OutboxPlace>(path(), key);
    }
    [[nodiscard]] QString path() const { return m_folder->filePath(u"data"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

chat::OutboxEntry entry(const QString &localId)
{
    return { .localId = localId,
             .conversationSid = u"CH1"_s,
             .body = u"hello"_s,
             .created = QDateTime::fromMSecsSinceEpoch(1767225600000, Utc) };
}

QStringList idsIn(const OutboxPlace &place)
{
    QStringList ids;
    for (const chat::OutboxEntry &one : place.store().entries())
        ids.append(one.localId);
    return ids;
}

} // namespace

void tst_OutboxPlace::saysWhenTheDiskCannotBeUsed()
{
    QVERIFY(!open()->isDiskMissing());
    QVERIFY(!OutboxPlace(QString(), u"alice"_s).isDiskMissing()); // as it was asked
    QFile inTheWay(m_folder->filePath(u"file"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const OutboxPlace place(inTheWay.fileName() + u"/data"_s, u"alice"_s);
    QVERIFY(place.isDiskMissing());
    QVERIFY(place.store().append(entry(u"one"_s))); // in memory
}

void tst_OutboxPlace::setsADamagedFileAside_data()
{
    QTest::addColumn<double>("from"); // of the file, as a share of its size
    QTest::addColumn<bool>("isReadInPart");
    QTest::newRow("all of it") << 0.0 << false;
    QTest::newRow("the last third") << 0.67 << true;
}

void tst_OutboxPlace::setsADamagedFileAside()
{
    QFETCH(double, from);
    QFETCH(bool, isReadInPart);
    constexpr int Count = 200;
    {
        const auto place = open();
        QVERIFY(place->store().setDraft(u"CH1"_s, u"half a thought"_s));
        for (int i = 0; i < Count; ++i) {
            chat::OutboxEntry one = entry(QString::number(i));
            one.body = QString(500, QLatin1Char('x'));
            QVERIFY(place->store().append(one));
        }
    }
    const QStringList files = QDir(path()).entryList({ u"*.sqlite"_s }, QDir::Files);
    QCOMPARE(files.size(), 1);
    QFile file(QDir(path()).filePath(files.constFirst()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 begin = qint64(double(file.size()) * from);
    QVERIFY(file.seek(begin));
    QVERIFY(file.write(QByteArray(file.size() - begin, '\xa5')) > 0);
    file.close();

    auto place = open();
    QVERIFY(!place->isDiskMissing());
    QVERIFY(QFile::exists(place->damagedFile()));
    const qsizetype left = idsIn(*place).size();
    QCOMPARE(left > Count / 3, isReadInPart);
    QVERIFY(left < Count);
    QCOMPARE(place->store().draft(u"CH1"_s), isReadInPart ? u"half a thought"_s : QString());
    QVERIFY(place->store().append(entry(u"new"_s)));
    place.reset();
    place = open(); // the new file is sound
    QCOMPARE(place->damagedFile(), QString());
    QCOMPARE(idsIn(*place).size(), left + 1);
}

void tst_OutboxPlace::keepsEntriesOverARestart()
{
    auto place = open();
    QVERIFY(place->store().append(entry(u"one"_s)));
    place.reset();
    QCOMPARE(idsIn(*open()), QStringList(u"one"_s));
}

void tst_OutboxPlace::keepsUsersApart()
{
    const auto alice = open();
    QVERIFY(alice->store().append(entry(u"one"_s)));
    QCOMPARE(idsIn(*open(u"bob"_s)), QStringList());
}

void tst_OutboxPlace::givesASecondProgramAPlaceOfItsOwn()
{
    const auto first = open();
    QVERIFY(first->store().append(entry(u"one"_s)));
    const auto second = open();
    QCOMPARE(idsIn(*second), QStringList()); // it would send it a second time
    QVERIFY(second->store().append(entry(u"two"_s)));
    QCOMPARE(idsIn(*first), QStringList(u"one"_s));
}

void tst_OutboxPlace::adoptsWhatASecondProgramLeftBehind()
{
    auto first = open();
    auto second = open();
    QVERIFY(first->store().append(entry(u"one"_s)));
    QVERIFY(second->store().append(entry(u"two"_s)));
    second.reset();
    first.reset();
    const auto third = open();
    QCOMPARE(idsIn(*third), QStringList({ u"one"_s, u"two"_s }));
    QCOMPARE(idsIn(*open()), QStringList());
}

/// The program was killed after it had copied the entry and before it removed the original.
void tst_OutboxPlace::anEntryThatWasAdoptedBeforeDoesNotComeBack()
{
    auto first = open();
    auto second = open();
    QVERIFY(first->store().append(entry(u"one"_s)));
    QVERIFY(second->store().append(entry(u"one"_s)));
    second.reset();
    first.reset();
    auto third = open();
    QCOMPARE(idsIn(*third), QStringList(u"one"_s));
    third->store().remove({ u"one"_s }); // it has been sent
    third.reset();
    QCOMPARE(idsIn(*open()), QStringList());
}

void tst_OutboxPlace::worksWithoutAFolder()
{
    const OutboxPlace memory(QString(), u"alice"_s);
    QVERIFY(memory.store().append(entry(u"one"_s)));
    QTest::ignoreMessage(QtCriticalMsg,
                         "no outbox on disk: unsent messages do not survive a restart");
    const OutboxPlace nowhere(u"/proc/nowhere"_s, u"alice"_s);
    QVERIFY(nowhere.store().append(entry(u"one"_s)));
}

void tst_OutboxPlace::keepsItsFilesForTheUserAlone()
{
    const auto place = open();
    QVERIFY(place->store().append(entry(u"one"_s)));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(path()) & others));
    for (const QFileInfo &file : QDir(path()).entryInfoList({ u"*.sqlite*"_s }, QDir::Files)) {
        if (!file.fileName().endsWith(u".lock"_s))
            QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
    }
}

QTEST_GUILESS_MAIN(tst_OutboxPlace)
#include "tst_outboxplace.moc"
