// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/signin/knownsignins.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace Qt::StringLiterals;

class tst_KnownSignIns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outlivesTheProgram();
    void putsTheLatestFirstAndOnce();
    void removesOne();
    void keepsItsFileForTheUserAlone();
};

namespace {

KnownSignIn signIn(const QString &name)
{
    return { .key = name + u" https://example.org/token"_s,
             .tokenUrl = QUrl(u"https://example.org/token"_s),
             .identity = name };
}

} // namespace

void tst_KnownSignIns::outlivesTheProgram()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.ini"_s);
    KnownSignIn alice = signIn(u"alice"_s);
    alice.isRemovalPending = true;
    {
        QSettings settings(path, QSettings::IniFormat);
        makeSettingsKnownSignIns(settings)->put(alice);
    }
    QSettings settings(path, QSettings::IniFormat);
    const auto found = makeSettingsKnownSignIns(settings)->find(alice.key);
    QVERIFY(found);
    QVERIFY(*found == alice);
}

void tst_KnownSignIns::putsTheLatestFirstAndOnce()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    const auto known = makeSettingsKnownSignIns(settings);
    known->put(signIn(u"alice"_s));
    known->put(signIn(u"bob"_s));
    known->put(signIn(u"alice"_s));
    const auto all = known->all();
    QCOMPARE(all.size(), size_t(2));
    QCOMPARE(all[0].identity, u"alice"_s);
    QCOMPARE(all[1].identity, u"bob"_s);
}

void tst_KnownSignIns::removesOne()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    const auto known = makeSettingsKnownSignIns(settings);
    known->put(signIn(u"alice"_s));
    known->put(signIn(u"bob"_s));
    known->remove(signIn(u"alice"_s).key);
    known->remove(u"stranger"_s);
    QVERIFY(!known->find(signIn(u"alice"_s).key));
    QVERIFY(known->find(signIn(u"bob"_s).key));
}

void tst_KnownSignIns::keepsItsFileForTheUserAlone()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    makeSettingsKnownSignIns(settings)->put(signIn(u"alice"_s));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(QFile::exists(settings.fileName()));
    QVERIFY(!(QFile::permissions(settings.fileName()) & others));
}

QTEST_GUILESS_MAIN(tst_KnownSignIns)
#include "tst_knownsignins.moc"
